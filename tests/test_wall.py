"""The wall poster: the whole programme on one page, in the largest type that holds it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sheets import (
    ATTIC,
    HALL,
    LAB,
    assert_placed,
    brief_of,
    event_of,
    layout_of,
    plain_day,
    said,
    session,
    sheets,
    spaced,
    talk,
    told,
)
from strategies import events

from booklet.block import Section, Text
from booklet.blocks import wall
from booklet.blocks.pieces.common import plain_title
from booklet.brief import Brief
from booklet.build import build
from booklet.diagnostics import Sink
from booklet.model import Event, Room, Slot
from booklet.overview.entries import digest
from booklet.units import PAPERS

POSTERS = ('poster', 'poster-a2', 'poster-a3')


def wall_of(event: Event, layout: str = 'poster') -> tuple[Section, Brief]:
    brief = brief_of(event, layout, 'wall')
    section = wall.section(brief, 0)
    assert len(sheets(section)) == 1
    return section, brief


def words_of(section: Section) -> str:
    return ' '.join(said(sheet.frames) for sheet in sheets(section))


def sizes(section: Section, layout: str) -> set[float]:
    """Of everything below the head."""
    texts = (block for frame in sheets(section)[0].frames for block in frame.blocks if isinstance(block, Text))
    styles = layout_of(layout).styles
    return {styles[t.style].size * t.scale for t in texts if t.style in ('wall_title', 'wall_session', 'grid_title')}


@pytest.mark.parametrize('layout', POSTERS)
@pytest.mark.parametrize('days', [1, 2, 5, 9])
def test_all_of_a_programme_is_on_one_page(days: int, layout: str) -> None:
    event = event_of(*(plain_day(number) for number in range(days)))
    section, brief = wall_of(event, layout)
    assert_placed(section, brief)
    words = words_of(section)
    assert 'Meeting of the ships' in words
    assert 'Old Harbour' in words
    assert 'Steam' in words
    for day in event.days:
        for slot in day.slots:
            assert slot.title.source in words
            assert all(person.person.name in words for person in slot.people) or told(section)


def test_what_is_little_is_large() -> None:
    few, _ = wall_of(event_of(plain_day(1)))
    many, _ = wall_of(event_of(*(plain_day(number) for number in range(12))))
    assert min(sizes(few, 'poster')) > 1.5 * min(sizes(many, 'poster'))


@pytest.mark.parametrize(('layout', 'least'), [('poster', 9), ('poster-a2', 8), ('poster-a3', 7)])
def test_type_is_never_below_its_least(layout: str, least: float) -> None:
    day = [
        talk(540 + 5 * k, 545 + 5 * k, f'A paper on keels {room} {k}', room)
        for room in (HALL, LAB, ATTIC)
        for k in range(90)
    ]
    section, brief = wall_of(event_of(day, day, day), layout)
    assert_placed(section, brief, grounds=False)
    assert min(sizes(section, layout)) >= least - 0.01
    assert told(section)


def test_the_talks_of_sessions_stand_below_them() -> None:
    inside = [talk(540, 570, 'Inside one'), talk(570, 600, 'Inside two')]
    section, _ = wall_of(event_of([session(540, 600, 'On boilers', HALL, *inside)]))
    words = words_of(section)
    assert words.index('On boilers') < words.index('Inside one') < words.index('Inside two')
    assert '09:30' in words
    assert told(section) == []


def test_talks_of_a_session_without_a_time_stand_below_it_too() -> None:
    inside = [replace(talk(0, 0, f'Short {number}', HALL), start=None, end=None) for number in range(3)]
    untimed = replace(session(0, 0, 'Lightning', HALL, *inside), start=None, end=None)
    section, brief = wall_of(event_of([*plain_day(1), untimed]))
    assert_placed(section, brief)
    assert all(f'Short {number}' in words_of(section) for number in range(3))
    assert not told(section)


def test_talks_of_sessions_that_have_no_room_are_told() -> None:
    def many(number: int) -> list[Slot]:
        return [talk(540, 660, f'Talk {number} {at}', HALL) for at in range(60)]

    full = [session(540, 660, f'Session {number}', HALL, *many(number)) for number in range(12)]
    section, _ = wall_of(event_of(full), 'poster-a3')
    assert 'Talk 1 1' not in words_of(section)
    assert any('no room for 720 talks of sessions' in text for text in told(section))


def test_the_ladder_gives_up_speakers_first() -> None:
    found = [form for form in wall.LADDER if form.inside]
    assert [(form.people, form.lines) for form in found] == [(True, 0), (False, 0), (False, 2), (False, 1)]


def test_a_code_leads_to_the_programme_online() -> None:
    event = replace(event_of(plain_day(1)), online='https://ships.example/programme', version='3')
    section, brief = wall_of(event)
    assert_placed(section, brief)
    drawn = [frame for frame in sheets(section)[0].frames if not frame.turns]
    assert len(drawn) == 1
    assert ' re' in drawn[0].drawing
    words = words_of(section)
    assert 'ships.example/programme' in words
    assert 'Version: 3' in words


def test_a_grid_of_rooms_is_taken_where_it_is_larger() -> None:
    """Seven rooms the whole day long: as a list each hour would take seven entries one below the other."""
    rooms = tuple(Room(f'r{number}', f'Room {number}') for number in range(7))
    day = [talk(540 + 60 * k, 600 + 60 * k, f'On the keels of {room.id} {k}', room) for k in range(9) for room in rooms]
    section, brief = wall_of(replace(event_of(day, day), rooms=rooms))
    assert_placed(section, brief, grounds=False)
    texts = [block for frame in sheets(section)[0].frames for block in frame.blocks if isinstance(block, Text)]
    words = words_of(section)
    assert all(f'On the keels of {room.id} {k}' in words for k in range(9) for room in rooms)
    assert {'grid_title', 'grid_room'} <= {text.style for text in texts}


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(events())
def test_every_event_is_there_or_told(event: Event) -> None:
    brief = brief_of(event, 'poster-a3', 'wall')
    if not wall.sections(event, brief.entry):
        return
    section = wall.section(brief, 0)
    assert_placed(section, brief, grounds=False)
    words, remarks = words_of(section), ' '.join(told(section))
    for day in brief.event.days:
        for entry in digest(day).entries:
            of = entry.of
            talk_ = of.talk if isinstance(of, Slot) else None
            shown = (talk_.agenda_title or talk_.title) if talk_ else of.title
            if spaced(plain_title(shown, brief.language)) not in words:
                assert 'room' in remarks


@pytest.mark.parametrize(('layout', 'paper'), [('poster', 'A1'), ('poster-a2', 'A2'), ('poster-a3', 'A3')])
def test_the_book_is_one_page(layout: str, paper: str, tmp_path: Path) -> None:
    content = 'format: 1\nevent: {title: Ships, short_title: Ships, language: en, clock: 12}\n'
    content += 'days:\n  - date: 2031-05-05\n    items:\n'
    content += '      - {time: "9:00-9:30", talk: Boilers}\n      - {time: "9:30 am", talk: Keels}\n'
    (tmp_path / 'content').mkdir()
    (tmp_path / 'content' / 'event.yaml').write_text(content, 'utf-8')
    sink = Sink()
    result = build(tmp_path, layout, tmp_path / 'wall.pdf', sink)
    assert result is not None, sink.items
    assert result.pages == 1
    assert layout_of(layout).page == PAPERS[paper]
    assert not [item.message for item in sink.items if 'frame' in item.message]
