"""schedule.json and schedule.xml."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

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

from booklet.diagnostics import Sink
from booklet.draft import TrackName
from booklet.exporters import export
from booklet.importers import bring, frab_json, frab_xml
from booklet.intake.given import Blob, Given
from booklet.model import Event, Kind, Role
from booklet.reading import times

REAL = Path(__file__).resolve().parents[2] / 'shared' / 'real'
FRIDAY, SATURDAY = datetime.date(2026, 6, 5), datetime.date(2026, 6, 6)
NIGHT = (FIXTURES / 'frab-json' / 'night.json').read_bytes()
OTHERS = ('wafer.json', 'second.json', 'events.json', 'merged.json')
FRAB = (FIXTURES / 'frab-xml' / 'frab.xml').read_bytes()


def test_the_event_of_a_schedule_json() -> None:
    draft, _ = fixture(frab_json, 'night.json')
    assert (draft.title, draft.short_title, draft.time_zone) == ('Knots & Ropes Camp', 'Knots26', 'Europe/Rome')
    assert (draft.start, draft.end, draft.url) == (FRIDAY, SATURDAY, 'https://program.example/knots/')
    assert draft.rooms == ('Big Tent', 'Barn', 'Cellar')
    assert draft.tracks == (TrackName('Practice', '#aa3300'), TrackName('Theory'))


def test_a_talk_of_a_schedule_json() -> None:
    draft, _ = fixture(frab_json, 'night.json')
    talk = draft.items[0]
    assert (talk.title, talk.subtitle, talk.key) == ('A bowline & its friends', 'Tied in a minute', 'e-11')
    assert (talk.date, talk.start, talk.end, talk.room) == (FRIDAY, 600, 645, 'Big Tent')
    assert (talk.kind, talk.track, talk.language) == (Kind.TALK, 'Practice', 'en')
    assert talk.url == 'https://program.example/knots/11'
    assert (talk.abstract.source, talk.abstract.dialect) == ('One knot.\n\nMany uses.', '')
    first, second = (part.person for part in talk.people)
    assert (first.name, first.key, first.biography.source) == ('Ines Quarta', 'p-1', 'Sails.')
    assert (second.name, second.key) == ('Olav Tveit', 'p-2')


def test_what_begins_after_midnight_is_of_the_day_before() -> None:
    draft, _ = fixture(frab_json, 'night.json')
    late = draft.items[1]
    assert (late.title, late.date, late.start, late.end) == ('Night splicing', FRIDAY, 25 * 60 + 30, 26 * 60 + 30)


def test_a_cancelled_talk_of_no_length_whose_date_is_given_as_utc() -> None:
    draft, losses = fixture(frab_json, 'night.json')
    talk = draft.items[2]
    assert (talk.title, talk.cancelled, talk.date, talk.start, talk.end) == ('Whipping', True, FRIDAY, 600, 600)
    assert ('changed', 'event', 'CANCELLED: Whipping', 'is marked as cancelled by its title') in reasons(losses)


def test_a_talk_given_twice_and_posters() -> None:
    draft, _ = fixture(frab_json, 'night.json')
    again, one, two = draft.items[4:]
    assert (again.repeat_of, again.key) == ('e-11', 'e-11@2026-06-06T600')
    (session,) = draft.sessions
    assert (session.title, session.date, session.start, session.end) == ('Poster', SATURDAY, 660, 700)
    assert one.poster
    assert two.poster
    assert one.session == two.session == session.key
    assert [part.person.name for part in two.people] == ['Mei Lin']


def test_what_a_schedule_json_loses_is_counted() -> None:
    _, losses = fixture(frab_json, 'night.json')
    assert losses.fields == {'event.type': 6, 'event.recording_license': 1, 'event.links': 1, 'person.email': 1}


def test_merged_schedules_number_people_anew() -> None:
    draft, _ = fixture(frab_json, 'merged.json')
    assert [[(p.person.key, p.person.name) for p in item.people] for item in draft.items] == [
        [('', 'Ada'), ('5', 'Cleo')],
        [('', 'Bo'), ('5', 'Cleo')],
    ]


def test_pretalx_writes_markdown() -> None:
    draft, _ = fixture(frab_json, 'pretalx.json')
    (talk,) = draft.items
    assert (talk.abstract.source, talk.abstract.dialect) == ('*Short.*\n\nLong `code`.', 'markdown')
    assert talk.people[0].person.url == 'https://talks.example/meet/speaker/XYZ123/'


def test_wafer_has_a_list_of_events() -> None:
    draft, losses = fixture(frab_json, 'wafer.json')
    (talk,) = draft.items
    assert (talk.title, talk.room, talk.track, talk.url) == ('Packaging', 'Aula', '', 'https://wafer.example/talks/1/')
    assert (talk.date, talk.start, talk.end) == (FRIDAY, 540, 585)
    assert losses.fields == {'person.email': 1}


def test_several_files_of_one_event() -> None:
    whole = json.loads(NIGHT)
    events = whole['schedule']['conference']['days'][0]['rooms']['Barn']
    events.append({**events[0], 'guid': 'new', 'title': 'Another'})
    draft = only_refusals(frab_json, ('a.json', NIGHT), ('b.json', encoded(whole)))
    assert draft is not None
    assert [item.title for item in draft.items][-1] == 'Another'
    assert len(draft.items) == 8


def test_a_schedule_xml() -> None:
    draft, losses = fixture(frab_xml, 'frab.xml')
    assert (draft.title, draft.subtitle, draft.place) == ('Knots and Ropes', 'A camp', 'Old Harbour, Genua')
    assert draft.rooms == ('Big Tent', 'Cellar')
    assert draft.tracks == (TrackName('Practice', '#aa3300'), TrackName('Theory'))
    talk, late, loose = draft.items
    assert (talk.title, talk.key, talk.start, talk.end) == ('A bowline & its friends', 'e-11', 600, 645)
    assert talk.abstract.source == '<p>One knot.</p>\n\n<p>Many uses.</p>'
    assert [part.person.name for part in talk.people] == ['Ines Quarta', 'Olav Tveit']
    assert talk.people[0].person.biography.source == '<p>Sails.</p>'
    assert [(one.name, one.biography.source) for one in draft.people] == [
        ('Ines Quarta', '<p>Sails.</p>'),
        ('Mei Lin', 'Botany.\n\nOf bark.'),
    ]
    assert (late.date, late.start) == (FRIDAY, 25 * 60 + 30)
    assert (loose.room, loose.date, loose.start, loose.track) == ('Barn', SATURDAY, 540, 'Theory')
    assert losses.fields == {'event.type': 2, 'event.links': 1, 'event.recording': 1, 'person.contact': 1}


def test_a_schedule_xml_made_by_hand() -> None:
    draft, _ = fixture(frab_xml, 'by_hand.xml')
    welcome, words = draft.items
    assert [part.person.name for part in welcome.people] == ['Lena Brandt', 'Otto Weiss']
    assert welcome.url == 'https://words.example/#welcome'
    assert (words.title, words.start, words.end) == ('Words and signs', 550, None)


def test_people_numbered_at_every_mention_are_known_by_their_names() -> None:
    events = ''.join(
        f'<event id="{n}"><start>1{n}:00</start><title>T{n}</title><persons>'
        f'<person id="{n}0">Ada</person><person id="{n}1">Bo</person><person id="{n}2">Cy</person></persons></event>'
        for n in range(3)
    )
    data = f'<schedule><conference/><day date="2026-06-05"><room name="A">{events}</room></day></schedule>'
    draft = only_refusals(frab_xml, ('s.xml', data.encode()))
    assert draft is not None
    assert {part.person.key for item in draft.items for part in item.people} == {''}


@pytest.mark.parametrize(
    ('name', 'words', 'line'),
    [
        ('frab-json-cut.json', 'this is no JSON', 6),
        ('frab-json-no-days.json', 'has no list of days', 1),
        ('frab-xml-cut.xml', 'this is no XML', 6),
        ('frab-xml-bomb.xml', 'declares entities', 1),
        ('frab-xml-no-days.xml', 'has no day', 1),
    ],
)
def test_what_is_refused(name: str, words: str, line: int) -> None:
    found = refusal(frab_json if 'json' in name else frab_xml, (FIXTURES / 'invalid' / name).read_bytes(), name)
    assert words in found.message
    assert found.span is not None
    assert (found.span.file, found.span.line) == (name, line)


def test_what_is_cut_off_is_still_recognised() -> None:
    for importer, name in ((frab_json, 'frab-json-cut.json'), (frab_xml, 'frab-xml-cut.xml')):
        data = (FIXTURES / 'invalid' / name).read_bytes()
        found = refusal(importer, data)
        assert found.hint


@settings(max_examples=150, deadline=None)
@given(mutated_json(json.loads(NIGHT)).map(encoded))
def test_any_schedule_json_is_read_or_refused(data: bytes) -> None:
    only_refusals(frab_json, ('schedule.json', data))


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(
        mutated_bytes(NIGHT),
        *(mutated_json(json.loads((FIXTURES / 'frab-json' / name).read_text())).map(encoded) for name in OTHERS),
    )
)
def test_any_bytes_like_a_schedule_json_are_read_or_refused(data: bytes) -> None:
    only_refusals(frab_json, ('schedule.json', data))


@settings(max_examples=150, deadline=None)
@given(st.one_of(mutated_text(FRAB.decode()), mutated_bytes(FRAB)))
def test_any_schedule_xml_is_read_or_refused(data: bytes) -> None:
    only_refusals(frab_xml, ('schedule.xml', data))


@pytest.mark.skipif(not REAL.exists(), reason='the real programmes are not here')
@pytest.mark.parametrize(
    'path', sorted(REAL.glob('pentabarf_xml/*.xml')) + sorted(REAL.glob('frab_json/*.json')), ids=lambda p: p.name
)
def test_nothing_of_a_real_programme_is_lost(path: Path) -> None:
    """Counted anew, by regular expressions: events, times, names."""
    data = path.read_text(encoding='utf-8')
    importer = frab_json if path.suffix == '.json' else frab_xml
    draft = only_refusals(importer, (path.name, data.encode()))
    assert draft is not None
    if path.suffix == '.xml':
        assert len(draft.items) == len(re.findall(r'<event\s', data))
        assert len({p.person.name for i in draft.items for p in i.people}) >= len(
            set(re.findall(r'<person id[^>]*>([^<]+)', data))
        )
        starts = [times.clock(found) for found in re.findall(r'<start>(\d\d:\d\d)</start>', data)]
    else:
        assert len(draft.items) == len(re.findall(r'"duration":', data))
        starts = [times.clock(found) for found in re.findall(r'"start":\s*"(\d\d:\d\d)"', data)]
    assert [(item.start or 0) % 1440 for item in draft.items] == starts
    assert all(item.title and item.room for item in draft.items)


def test_the_second_version_has_events_in_a_list() -> None:
    draft, _ = fixture(frab_json, 'second.json')
    assert draft.tracks == (TrackName('Practice', '#f9b000'),)
    talk, night, morning, later = draft.items
    assert (talk.key, talk.date, talk.start, talk.end, talk.room, talk.track) == (
        'g1',
        FRIDAY,
        600,
        645,
        'Hall',
        'Practice',
    )
    assert [(p.person.name, p.person.biography.source, p.role) for p in talk.people] == [
        ('Ines Quarta', 'Sails.', Role.SPEAKER),
        ('Olav Tveit', '', Role.MODERATOR),
    ]
    assert (night.date, night.start, night.end) == (FRIDAY, 24 * 60 + 30, 25 * 60)
    assert (morning.date, morning.start, morning.end) == (SATURDAY, 600, 630)
    assert (later.date, later.start) == (datetime.date(2026, 6, 9), 600)


def test_frabs_list_of_events() -> None:
    draft, _ = fixture(frab_json, 'events.json')
    talk, untimed = draft.items
    assert (talk.date, talk.start, talk.end, talk.room, talk.abstract.source) == (FRIDAY, 600, 645, 'Hall', 'A.\n\nB.')
    assert talk.people[0].person.biography.source == 'Sails.\n\nSince 1990.'
    assert (untimed.date, untimed.start) == (None, None)


def _shown(event: Event) -> list[tuple[object, ...]]:
    """What a reader sees of a programme, without ids."""
    return [
        (
            day.date,
            slot.start,
            slot.end,
            slot.kind,
            slot.title.source,
            slot.talk.subtitle.source if slot.talk else '',
            slot.talk.abstract.source if slot.talk else '',
            slot.talk.url if slot.talk else '',
            [part.person.name for part in slot.people],
            slot.room.name if slot.room else '',
            slot.track.name if slot.track else '',
            slot.cancelled,
        )
        for day in event.days
        for slot in day.slots
    ]


@pytest.mark.parametrize(
    'name', ['frab-json/night.json', 'frab-json/pretalx.json', 'frab-xml/frab.xml', 'frab-xml/by_hand.xml']
)
@pytest.mark.parametrize('form', ['schedule.json', 'schedule.xml'])
def test_what_is_exported_is_read_again(name: str, form: str) -> None:
    data = (FIXTURES / name).read_bytes().replace(b'"type": "Poster"', b'"type": "lecture"')
    first = bring(Given((Blob(name, data),)))
    exported = export(first.event, form, Sink())
    assert exported is not None
    again = bring(Given((Blob(form, exported),)))
    assert again.form == f'frab-{form.rpartition(".")[2]}'
    told, found = _shown(first.event), _shown(again.event)
    assert [row[:2] + row[3:] for row in found] == [row[:2] + row[3:] for row in told]
    assert [row[2] for row in found] == [end or row[2] for row, (_, _, end, *_) in zip(found, told, strict=True)]
