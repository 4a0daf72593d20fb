"""The second event holds what the symposium does not: the format's whole width, read from YAML alone."""

from __future__ import annotations

import datetime
import unicodedata
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from booklet.diagnostics import Sink
from booklet.load import load
from booklet.model import Day, Event, Kind, Role, Session, Talk

PROJECT = Path(__file__).parent / 'events' / 'tagung'


@pytest.fixture(scope='module')
def event() -> Event:
    sink = Sink()
    event = load(PROJECT, sink)
    assert not sink.items
    assert event is not None
    return event


@pytest.fixture(scope='module')
def talks(event: Event) -> dict[str, Talk]:
    return {slot.talk.id: slot.talk for day in event.days for slot in day.slots if slot.talk}


def sessions(day: Day) -> list[Session]:
    return [item for item in day.items if isinstance(item, Session)]


def test_event_is_german_and_its_days_are_right(event: Event) -> None:
    assert (event.language, event.clock, event.dates_text) == ('de', 24, '')
    assert [day.date.weekday() for day in event.days] == [3, 4, 5, 6]
    assert (event.start, event.end) == (datetime.date(2027, 6, 10), datetime.date(2027, 6, 13))
    assert [len(day.items) for day in event.days] == [9, 8, 0, 4]


def test_sessions_of_two_rooms_run_at_once_with_chairs_and_tracks(event: Event) -> None:
    for day in event.days[:2]:
        pairs = [
            (first, second)
            for first in sessions(day)
            for second in sessions(day)
            if first.start == second.start and first.end == second.end and first.id < second.id
        ]
        assert len(pairs) == 1
        for first, second in pairs:
            assert {first.room, second.room} == set(event.rooms)
            assert first.chairs
            assert second.chairs
            assert first.track != second.track
    assert len(sessions(event.days[1])[0].chairs) == 2


def test_days_may_end_after_midnight_or_be_empty(event: Event) -> None:
    walk, end = event.days[0].slots[-2:]
    assert (walk.kind, walk.start, walk.end) == (Kind.SOCIAL, 22 * 60 + 30, 26 * 60)
    assert (end.kind, end.start) == (Kind.END, 26 * 60)
    assert event.days[2].items == ()
    assert event.days[2].title


def test_three_authors_share_affiliations(talks: dict[str, Talk]) -> None:
    three = [talk for talk in talks.values() if len(talk.people) >= 3]
    assert len(three) >= 5
    shared = next(talk for talk in three if talk.title.source == 'Drei Pendel, ein Fundament')
    ids = [[affiliation.id for affiliation in c.affiliations] for c in shared.people]
    assert ids == [['vltavin', 'glasenbach'], ['vltavin'], ['glasenbach']]
    assert [c.role for c in shared.people] == [Role.SPEAKER, Role.AUTHOR, Role.AUTHOR]


def test_the_extremes_are_there(talks: dict[str, Talk]) -> None:
    assert len(talks['bericht'].title.source.split()) == 400
    assert talks['bericht'].agenda_title
    long = talks['laenge-eines-tages'].abstract.source
    assert len(long.split()) > 1300
    kinds = {token.type for token in MarkdownIt('commonmark').parse(long)}
    assert kinds >= {'ordered_list_open', 'blockquote_open', 'paragraph_open'}
    inline = {child.type for token in MarkdownIt('commonmark').parse(long) for child in token.children or ()}
    assert inline >= {'em_open', 'link_open', 'code_inline'}
    assert long.count('$') == 8


def test_talks_of_every_state(talks: dict[str, Talk]) -> None:
    assert [talk.people[0].person.id for talk in talks.values() if talk.cancelled] == ['oehlenschlaeger']
    assert [talk.people[0].person.id for talk in talks.values() if not talk.announced] == ['odegard']
    assert [talk.repeat_of for talk in talks.values() if talk.repeat_of] == ['puenktlich']
    assert [talk.people[0].person.id for talk in talks.values() if talk.title.language == 'en'] == ['pennington']
    roles = {c.role for talk in talks.values() for c in talk.people}
    assert roles == set(Role) - {Role.CHAIR}
    assert talks['puenktlich'].title.source.startswith('Was heißt hier *pünktlich?* -- $E=mc^2$')


def test_posters_stand_in_their_session(event: Event) -> None:
    (poster,) = (session for session in sessions(event.days[1]) if session.posters)
    assert [p.board for p in poster.posters] == ['P1', 'P2', 'P3']
    assert all(p.talk.abstract for p in poster.posters)
    assert [sponsor.tier for sponsor in event.sponsors] == ['Gold', 'Silber', 'Silber']


def test_names_are_of_many_scripts_of_latin_and_sort_by_family(event: Event) -> None:
    families = {person.name: person.family for person in event.people}
    assert families['Nguyễn Thị Thuỳ Dương'] == 'Nguyễn'
    assert families['Ludger van der Straaten'] == 'Straaten'
    assert all(unicodedata.is_normalized('NFC', name) for name in families)
    beyond_ascii = {char for name in families for char in name if ord(char) > 127}
    assert beyond_ascii >= set('ŁŻÞÆðễỳĐđȚŞğÇıİØåČčřŘňĢĶņļßöÖ')
