"""Answers of pretalx's API."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from import_fuzz import FIXTURES, encoded, fixture, mutated_bytes, mutated_json, only_refusals, reasons, refusal

from booklet.draft import Losses, TrackName
from booklet.importers import pretalx
from booklet.intake.given import Blob, Given

FRIDAY, SATURDAY = datetime.date(2026, 6, 5), datetime.date(2026, 6, 6)
DUMP = {path.name: path.read_bytes() for path in sorted((FIXTURES / 'pretalx' / 'dump').glob('*.json'))}
WIDGET = (FIXTURES / 'pretalx' / 'widget.json').read_bytes()


def test_the_event_its_rooms_and_tracks() -> None:
    draft, _ = fixture(pretalx, 'dump')
    assert (draft.title, draft.time_zone, draft.language) == ('Knots and Ropes', 'Europe/Rome', 'en')
    assert (draft.start, draft.end) == (FRIDAY, SATURDAY)
    assert draft.rooms == ('Big Tent', 'Barn')
    assert draft.tracks == (TrackName('Practice', '#aa3300'), TrackName('Theory', '#0033aa'))


def test_files_are_joined_by_codes_and_ids() -> None:
    draft, _ = fixture(pretalx, 'dump')
    talk = draft.items[0]
    assert (talk.title, talk.key, talk.track, talk.room, talk.keywords) == (
        'One knot',
        'AAAAA1',
        'Practice',
        'Big Tent',
        ('bowline',),
    )
    assert (talk.date, talk.start, talk.end) == (FRIDAY, 600, 630)
    assert (talk.abstract.source, talk.abstract.dialect) == ('*Short.*\n\nLong.', 'markdown')
    first, second = (part.person for part in talk.people)
    assert (first.name, first.key, first.biography.source) == ('Ines Quarta', 'SPEAK1', 'Sails.')
    assert [place.name for place in first.institutes] == ['Harbour School']
    assert second.name == 'Olav Tveit'


def test_a_talk_with_two_slots_is_given_twice() -> None:
    draft, _ = fixture(pretalx, 'dump')
    one, again = draft.items[1:3]
    assert (one.key, one.room, one.date, one.repeat_of) == ('AAAAA2', 'Barn', FRIDAY, '')
    assert (again.key, again.room, again.date, again.repeat_of) == ('AAAAA2@23', 'Big Tent', SATURDAY, 'AAAAA2')


def test_states() -> None:
    draft, losses = fixture(pretalx, 'dump')
    by_key = {item.key: item for item in draft.items}
    assert 'AAAAA4' not in by_key
    assert by_key['AAAAA5'].cancelled
    assert (by_key['AAAAA3'].date, by_key['AAAAA3'].track) == (None, 'Theory')
    assert ('dropped', 'event', 'Turned down', 'was rejected') in reasons(losses)
    assert ('dropped', 'person', 'SPEAK9', 'is in no file of speakers') in reasons(losses)


def test_posters_hang_together_and_breaks_stand_between() -> None:
    draft, _ = fixture(pretalx, 'dump')
    (session,) = draft.sessions
    assert (session.title, session.start, session.end, session.room) == ('Poster', 840, 900, 'Big Tent')
    assert [item.title for item in draft.items if item.session == session.key] == ['Ropes of bark', 'Ropes of grass']
    coffee = draft.items[-1]
    assert (coffee.title, coffee.date, coffee.start, coffee.end, coffee.room) == (
        'Coffee',
        FRIDAY,
        630,
        660,
        'Big Tent',
    )


def test_what_is_lost_is_counted() -> None:
    _, losses = fixture(pretalx, 'dump')
    assert losses.fields['translations'] > 0
    assert (losses.fields['speaker.email'], losses.fields['speaker.answers']) == (1, 1)


def test_the_widget_has_everything_in_one_file() -> None:
    draft, _ = fixture(pretalx, 'widget.json')
    (talk,) = draft.items
    assert (talk.title, talk.room, talk.track, talk.start) == ('One knot', 'Big Tent', 'Practice', 600)
    assert [part.person.name for part in talk.people] == ['Ines Quarta']


def test_a_page_of_several_is_told() -> None:
    page = {'count': 9, 'next': 'https://x.example/?page=2', 'results': json.loads(DUMP['submissions.json'])['results']}
    losses = Losses()
    given_ = Given((Blob('a.json', encoded(page)),))
    pretalx.read(given_, losses)
    assert ('dropped', 'file', '2 records', 'are on pages of the answer that were not given') in reasons(losses)


def test_rooms_alone_are_refused() -> None:
    found = refusal(pretalx, DUMP['rooms.json'], 'rooms.json')
    assert 'neither submissions nor speakers' in found.message


@pytest.mark.parametrize('data', [b'', b'[]', b'{}', b'x', b'[1, 2]', b'{"name": "x"}', b'\xff\xfe\x00'])
def test_other_files_are_not_recognised(data: bytes) -> None:
    assert only_refusals(pretalx, ('x.json', data)) is None


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(DUMP)).flatmap(lambda name: st.tuples(st.just(name), mutated_json(json.loads(DUMP[name]))))
)
def test_any_answers_are_read_or_refused(changed: tuple[str, object]) -> None:
    files = {**DUMP, changed[0]: encoded(changed[1])}
    only_refusals(pretalx, *files.items())


@settings(max_examples=60, deadline=None)
@given(st.one_of(mutated_json(json.loads(WIDGET)).map(encoded), mutated_bytes(WIDGET)))
def test_any_widget_is_read_or_refused(data: bytes) -> None:
    only_refusals(pretalx, ('widget.json', data))


def test_what_a_website_has_put_around_talks_is_looked_through() -> None:
    talk = {'code': 'ABC123', 'title': 'One knot', 'speakers': ['XYZ789'], 'state': 'confirmed', 'duration': 30}
    talk |= {'slot': {'room': {'en': 'Hall'}, 'start': '2026-06-05T10:00:00+02:00', 'end': '2026-06-05T10:30:00+02:00'}}
    whole = {
        'schedule': {'2026-06-05': {'600': {'1': talk}}},
        'speakers': {'XYZ789': {'code': 'XYZ789', 'name': 'Ines Quarta', 'biography': 'Sails.'}},
        'rooms': [{'id': 1, 'name': {'en': 'Hall'}, 'position': 0}],
        'extra': {'lunch': {'title': 'Lunch'}},
    }
    losses = Losses()
    given_ = Given((Blob('site.json', encoded(whole)),))
    assert pretalx.recognise(given_) >= 0.9
    draft = pretalx.read(given_, losses)
    assert [(item.title, item.room, item.start) for item in draft.items] == [('One knot', 'Hall', 600)]
    assert draft.items[0].people[0].person.biography.source == 'Sails.'
    assert losses.fields['extra'] == 1


def test_contributions_of_others_are_no_talks() -> None:
    other = {'results': [{'contributions': [{'code': '', 'title': 'One knot', 'speakers': [{'name': 'Ines'}]}]}]}
    assert pretalx.recognise(Given((Blob('event.json', encoded(other)),))) == 0
