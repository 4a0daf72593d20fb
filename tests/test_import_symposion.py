"""Symposion's conference.json, fortee's timetable, EuroPython's schedule.xml."""

from __future__ import annotations

import datetime
import json
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from import_fuzz import (
    FIXTURES,
    encoded,
    fixture,
    mutated_bytes,
    mutated_json,
    mutated_text,
    only_refusals,
    reasons,
    refusal,
)

from booklet.draft import SponsorName
from booklet.importers import europython_xml, fortee, symposion
from booklet.intake.given import Blob, Given
from booklet.model import Kind

MAY_15 = datetime.date(2026, 5, 15)
CONFERENCE = (FIXTURES / 'symposion' / 'conference.json').read_bytes()
TIMETABLE = (FIXTURES / 'fortee' / 'timetable.json').read_bytes()
EUROPYTHON = (FIXTURES / 'europython-xml' / 'schedule.xml').read_bytes()


def test_slots_of_symposion() -> None:
    draft, losses = fixture(symposion, 'conference.json')
    opens, talk, *_, keynote = draft.items
    assert (opens.date, opens.start, opens.end, opens.abstract.source) == (MAY_15, 420, 420, '')
    assert (talk.title, talk.key, talk.start, talk.end, talk.room) == ('Faster loops', '2', 540, 570, 'Room 1')
    assert talk.abstract.source == '<p>Loops <em>unrolled</em>.</p>'
    assert (talk.keywords, talk.url) == (('speed', 'loops'), 'https://conf.example/2/')
    assert [(part.person.name, part.person.key) for part in talk.people] == [('Ines Quarta', '5')]
    assert (keynote.room, keynote.further_rooms, keynote.note) == ('Room 1', ('Hall',), '')
    assert (keynote.cancelled, keynote.end) == (True, 840)
    assert [part.person.name for part in keynote.people] == ['Olav Tveit']
    assert draft.rooms == ('Foyer', 'Room 1', 'Hall')
    assert ('dropped', 'event', 'Secret', 'is not released') in reasons(losses)
    assert ('dropped', 'abstract', 'Registration Opens', 'only repeats the title') in reasons(losses)


def test_a_slot_with_sessions_is_one_of_posters() -> None:
    draft, _ = fixture(symposion, 'conference.json')
    (session,) = draft.sessions
    assert (session.title, session.date, session.start, session.end) == ('Poster Session', MAY_15, 600, 720)
    bark, grass = (item for item in draft.items if item.session == session.key)
    assert (bark.title, bark.poster, bark.date) == ('Ropes of bark', True, MAY_15)
    assert (grass.poster, grass.cancelled) == (True, True)


def test_sponsors_of_symposion() -> None:
    draft, losses = fixture(symposion, 'conference.json')
    assert draft.sponsors == (SponsorName('Rope Works', 'Gold'),)
    assert losses.fields['sponsor.logo_url'] == 1
    assert losses.fields['conference.content'] == 1


def test_a_timetable_of_fortee() -> None:
    draft, losses = fixture(fortee, 'timetable.json')
    opening, talk, article = draft.items
    assert (opening.kind, opening.start, opening.end, opening.room) == (None, 600, 615, 'Track B')
    assert (talk.kind, talk.title, talk.key, talk.keywords) == (Kind.TALK, '縄の結び方', 't-2', ('入門',))
    assert (talk.abstract.source, talk.abstract.dialect) == ('結び方の話です。\n- 一つ\n- 二つ', 'markdown')
    assert [part.person.name for part in talk.people] == ['結城 縄子']
    assert (article.date, article.start) == (None, None)
    assert (draft.rooms, draft.time_zone) == (('Track A', 'Track B'), 'Asia/Tokyo')
    assert ('dropped', 'event', '不採択', 'was not accepted') in reasons(losses)
    assert losses.fields == {'speaker.kana': 1, 'speaker.twitter': 1, 'speaker.avatar_url': 1}


def test_times_of_fortee_that_are_utc() -> None:
    whole = json.loads(TIMETABLE)
    whole['timetable'][0]['starts_at'] = '2026-09-10T01:00:00Z'
    draft = only_refusals(fortee, ('t.json', encoded(whole)))
    assert draft is not None
    assert draft.items[0].start == 600


def test_a_schedule_of_europython() -> None:
    draft, losses = fixture(europython_xml, 'schedule.xml')
    breakfast, talk, two, again = draft.items
    assert (breakfast.kind, breakfast.note, breakfast.start) == (None, '', 570)
    assert (breakfast.room, breakfast.further_rooms) == ('Blue', ('Red',))
    assert (talk.kind, talk.title, talk.room, talk.start, talk.end) == (Kind.TALK, 'Ropes in Python', 'Blue', 600, 645)
    assert (talk.abstract.source, talk.keywords) == ('Ropes hold text.', ('Web', 'Testing'))
    (part,) = talk.people
    assert (part.person.key, part.person.url, part.person.biography.source) == ('7', 'https://ep.example/7/', 'Sails.')
    assert (two.title, two.abstract.source) == ('Knots & hashes', 'Short.\n\nLong.')
    assert (again.key, again.repeat_of) == ('1@2013-07-02T570', '')
    assert losses.fields == {'entry.category': 2, 'entry.audience': 1, 'speaker.image': 1}


@pytest.mark.parametrize('importer', [symposion, fortee, europython_xml])
def test_what_is_cut_off_is_recognised_and_refused_with_its_place(importer: ModuleType) -> None:
    data = {symposion: CONFERENCE, fortee: TIMETABLE, europython_xml: EUROPYTHON}[importer][:-200]
    given_ = Given((Blob('cut', data),))
    assert importer.recognise(given_) >= 0.5
    found = refusal(importer, data, 'cut')
    assert 'this is no' in found.message
    assert found.span is not None
    assert found.span.file == 'cut'


@settings(max_examples=100, deadline=None)
@given(mutated_json(json.loads(CONFERENCE)).map(encoded))
def test_any_conference_is_read_or_refused(data: bytes) -> None:
    only_refusals(symposion, ('conference.json', data))


@settings(max_examples=100, deadline=None)
@given(mutated_json(json.loads(TIMETABLE)).map(encoded))
def test_any_timetable_is_read_or_refused(data: bytes) -> None:
    only_refusals(fortee, ('timetable.json', data))


@settings(max_examples=100, deadline=None)
@given(st.one_of(mutated_text(EUROPYTHON.decode().replace('><', '>\n<')), mutated_bytes(EUROPYTHON)))
def test_any_schedule_of_europython_is_read_or_refused(data: bytes) -> None:
    only_refusals(europython_xml, ('schedule.xml', data))
