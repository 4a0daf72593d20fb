"""aclpub2: the YAML files of a meeting, all and each alone."""

from __future__ import annotations

import datetime

from hypothesis import given as given_
from hypothesis import settings
from hypothesis import strategies as st
from import_fuzz import mutated_bytes, mutated_text, only_refusals
from import_reading import FOLDER, hours, people, told

from booklet.draft import Losses
from booklet.importers import aclpub2
from booklet.intake.given import gather
from booklet.model import Kind, Role

FILES = {path.name: path.read_bytes() for path in sorted((FOLDER / 'aclpub2' / 'meeting').glob('*.yml'))}


def test_a_meeting() -> None:
    losses = Losses()
    draft = aclpub2.read(gather([FOLDER / 'aclpub2' / 'meeting']), losses, None)
    assert (draft.title, draft.short_title, draft.place) == (
        'Second Meeting on Calculating Engines',
        'ENGINES',
        'Turin, Italy',
    )
    assert (draft.start, draft.end, draft.organisers) == (
        datetime.date(2024, 6, 3),
        datetime.date(2024, 6, 4),
        ('Analytical Society',),
    )
    looms, posters = draft.sessions
    assert (looms.title, looms.room, [who.name for who in looms.chairs]) == (
        'Session 1: Looms & cards',
        'Aula',
        ['Mary Somerville'],
    )
    opening, weaving, questions, keynote, cards, again, loose = draft.items
    assert (opening.title, hours(opening)) == ('Opening Remarks', '3 09:00–09:15')
    assert (weaving.dialect, weaving.title) == ('latex', "Weaving ``algebra'' with $n$ cards")
    assert (weaving.abstract.dialect, weaving.abstract.source) == ('latex', r'We gain 3.6\% of \emph{silk}.')
    assert people(weaving) == ['Ada King Lovelace, speaker, Analytical Society', 'Luigi Menabréa, speaker']
    assert (hours(weaving), weaving.track, weaving.session) == ('3 09:15–09:45', 'Looms', looms.key)
    assert ([part.role for part in questions.people], questions.kind) == ([Role.MODERATOR], Kind.REMARKS)
    assert (keynote.kind, keynote.title, hours(keynote)) == (Kind.TALK, 'The future of brass', '3 14:00–15:00')
    assert keynote.abstract.source == r'Brass \emph{shines}, and lasts.'
    assert keynote.people[0].person.biography.source == 'He writes on logic.'
    assert (cards.poster, cards.dialect, cards.session) == (True, '', posters.key)
    assert (again.repeat_of, again.session) == ('2', posters.key)
    assert (loose.title, loose.date) == ('Nobody scheduled this', None)
    assert [(one.name, one.tier) for one in draft.sponsors] == [('silk', 'Gold')]
    assert ('paper 77', 'papers.yml does not have it') in told(losses)
    unread = {'paper.attributes.paper_type', 'author.email', 'conference.editors', 'conference.isbn'}
    assert losses.fields == dict.fromkeys(unread, 1)


def test_papers_alone_are_talks_without_a_date() -> None:
    draft = aclpub2.read(gather([FOLDER / 'aclpub2' / 'meeting' / 'papers.yml']), Losses(), None)
    assert [(item.key, item.date) for item in draft.items] == [('2', None), ('3', None), ('4', None)]


@settings(deadline=None)
@given_(st.sampled_from(sorted(FILES)), st.data())
def test_odd_files_are_read_or_refused(name: str, data: st.DataObject) -> None:
    odd = data.draw(st.one_of(mutated_bytes(FILES[name]), mutated_text(FILES[name].decode())))
    only_refusals(aclpub2, *{**FILES, name: odd}.items())
