"""SIGCHI: one programme with sessions, events and contents."""

from __future__ import annotations

import datetime
import json

from hypothesis import given as given_
from hypothesis import settings
from import_fuzz import encoded, mutated_json, only_refusals
from import_reading import FOLDER, hours, people, read, told

from booklet.importers import sigchi
from booklet.model import Kind

PROGRAM = json.loads((FOLDER / 'sigchi' / 'program.json').read_bytes())


def test_a_programme() -> None:
    draft, losses = read(sigchi, 'sigchi/program.json')
    assert (draft.title, draft.short_title) == ('Second Meeting on Calculating Engines', 'ENGINES 2024')
    assert (draft.start, draft.place, draft.time_zone) == (datetime.date(2024, 6, 3), 'Turin, Italy', 'Europe/Rome')
    assert [(one.name, one.tier) for one in draft.sponsors] == [('Brass Foundry', 'Gold'), ('Silk Works', 'Silver')]
    looms, again = draft.sessions
    assert (looms.key, looms.room, looms.start, looms.end) == ('session 10', 'Aula', 9 * 60, 10 * 60 + 30)
    assert [who.name for who in looms.chairs] == ['Mary Somerville']
    weaving, repeated, cards, tea, loose = draft.items
    assert people(weaving) == [
        'Ada K. Lovelace, speaker, Notes, Analytical Society',
        'Luigi Menabrea, speaker, Academy of Turin',
    ]
    assert weaving.people[0].person.institutes[0].place == 'London, England'
    assert (weaving.session, weaving.track, weaving.keywords) == (looms.key, 'Papers', ('looms',))
    assert (repeated.session, repeated.repeat_of) == (again.key, '100')
    assert (cards.poster, cards.people) == (True, ())
    assert (tea.title, hours(tea), tea.kind) == ('Juice and cake', '3 10:30–11:00', Kind.BREAK)
    assert (loose.title, loose.date, loose.session) == ('Unscheduled', None, '')
    assert (draft.rooms, [who.name for who in draft.people][2]) == (('Aula', 'Court'), 'Mary Somerville')
    assert told(losses) == [
        ('1 of “Looms”', 'are named by their numbers alone'),
        ('77', 'is an author of whom nothing is told'),
    ]
    assert losses.fields == {'content.award': 1, 'conference.logoUrl': 1}


@settings(deadline=None)
@given_(mutated_json(PROGRAM))
def test_odd_programmes_are_read_or_refused(value: object) -> None:
    only_refusals(sigchi, ('program.json', encoded(value)))
