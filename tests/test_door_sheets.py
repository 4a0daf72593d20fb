"""Door sheets: what is on in a room stands on its door, large enough, once."""

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
    pause,
    plain_day,
    said,
    session,
    sheets,
    spaced,
    talk,
    told,
)
from strategies import events

from booklet.block import Frame, Section, Text
from booklet.blocks import door_sheets
from booklet.blocks.pieces.common import plain_title
from booklet.brief import Brief
from booklet.build import build
from booklet.diagnostics import Sink
from booklet.model import Event, Kind, Room
from booklet.units import PAPERS


def doors_of(event: Event) -> list[tuple[door_sheets.Door, Section, Brief]]:
    brief = brief_of(event, 'door-sheets', 'door_sheets')
    keys = door_sheets.sections(event, brief.entry)
    return [(door_sheets.door(event, key), door_sheets.section(brief, key), brief) for key in keys]


def sizes(section: Section, style: str) -> set[float]:
    texts = (block for sheet in sheets(section) for frame in sheet.frames for block in frame.blocks)
    size = layout_of('door-sheets').styles[style].size
    return {size * text.scale for text in texts if isinstance(text, Text) and text.style == style}


def words_of(section: Section) -> str:
    return ' '.join(said(sheet.frames) for sheet in sheets(section))


def test_each_room_has_a_sheet_for_each_day_in_which_it_is_used() -> None:
    found = doors_of(event_of(plain_day(1), [talk(540, 600, 'Late', ATTIC)]))
    assert [(door.day.date.day, door.room and door.room.name) for door, _, _ in found] == [
        (5, 'Hall'),
        (5, 'Lab'),
        (5, 'Yard'),
        (6, 'Attic'),
    ]
    for door, section, brief in found:
        assert_placed(section, brief)
        assert len(sheets(section)) == 1
        assert door.room
        assert words_of(section).startswith(door.room.name)


def test_a_sheet_tells_its_own_room_and_breaks_between() -> None:
    hall, lab, _ = (words_of(section) for _, section, _ in doors_of(event_of(plain_day(1))))
    assert 'Boilers 1' in hall
    assert 'Rigging 1' not in hall
    assert '10:00 Coffee' in hall
    assert 'Lunch' in hall
    assert 'Dinner' not in hall
    assert 'Rigging 1' in lab
    assert 'Coffee' not in lab  # nothing is on there before it


def test_an_item_in_several_rooms_stands_on_each_door() -> None:
    both = replace(talk(540, 600, 'Everywhere', HALL), further_rooms=(LAB,))
    assert ['Everywhere' in words_of(section) for _, section, _ in doors_of(event_of([both]))] == [True, True]


def test_sessions_head_their_first_talk() -> None:
    inside = [talk(540, 570, 'Inside one'), talk(570, 600, 'Inside two')]
    ((_, section, _),) = doors_of(event_of([session(540, 600, 'On boilers', HALL, *inside)]))
    words = words_of(section)
    assert words.index('On boilers') < words.index('Inside one') < words.index('Inside two')
    assert words.count('On boilers') == 1


def test_type_is_legible_from_two_metres_however_much_there_is() -> None:
    for count in (1, 4, 9, 16, 40):
        day = [
            talk(540 + 15 * k, 555 + 15 * k, f'A paper on the keels of ships, number {k}', HALL) for k in range(count)
        ]
        ((_, section, brief),) = doors_of(event_of(day))
        assert_placed(section, brief)
        assert min(sizes(section, 'door_title')) >= 16
        assert min(sizes(section, 'door_room')) >= 60
        assert all(f'number {k}' in words_of(section) for k in range(count))
        assert (len(sheets(section)) > 1) == any('further' in message for message in told(section))


def test_a_crowded_room_goes_on_on_sheets_as_full_as_the_first() -> None:
    day = [talk(540 + 10 * k, 550 + 10 * k, f'A paper on keels {k}', HALL) for k in range(30)]
    ((_, section, _),) = doors_of(event_of(day))
    pages = sheets(section)
    assert len(pages) > 1
    assert all('Hall' in said(sheet.frames) for sheet in pages)
    assert 'continued' not in said(pages[0].frames)
    assert all('continued' in said(sheet.frames) for sheet in pages[1:])
    counts = [said(sheet.frames).count('keels') for sheet in pages]
    assert max(counts) - min(counts) <= 2


@pytest.mark.parametrize('length', [0, 3, 6, 12])
def test_long_titles_of_days_push_what_stands_below_them(length: int) -> None:
    day = [talk(540 + 10 * k, 550 + 10 * k, f'A paper on keels {k}', HALL) for k in range(30)]
    event = event_of(day)
    title = replace(day[0].title, source=' '.join(['What falls'] * length))
    event = replace(event, days=tuple(replace(day, title=title) for day in event.days))
    ((_, section, brief),) = doors_of(event)
    assert_placed(section, brief)
    for sheet in sheets(section):
        heads = [frame for frame in sheet.frames if styles_of(frame) & {'door_room', 'door_day'}]
        below = [frame for frame in sheet.frames if styles_of(frame) - {'door_room', 'door_day'}]
        for frame in heads:
            assert brief.gauge.height(frame.blocks, frame.width) <= frame.height + 0.01
        assert max(frame.y + frame.height for frame in heads) < min(frame.y for frame in below)


def styles_of(frame: Frame) -> set[str]:
    return {block.style for block in frame.blocks if isinstance(block, Text)}


def test_what_is_taller_than_a_sheet_goes_on_on_another() -> None:
    """A session that lists talks without times, and names that no sheet can hold."""
    untimed = [replace(talk(0, 0, f'Talk {number}', HALL), start=None, end=None) for number in range(60)]
    ((_, section, brief),) = doors_of(event_of([session(540, 600, 'Lightning', HALL, *untimed)]))
    assert_placed(section, brief)
    assert len(sheets(section)) > 1
    assert all(f'Talk {number}' in words_of(section) for number in range(60))


def test_names_that_no_sheet_holds_are_shortened_and_told() -> None:
    given = talk(540, 600, 'Title', HALL)
    assert given.talk
    shown = replace(given, talk=replace(given.talk, people=given.talk.people * 400))
    ((_, section, brief),) = doors_of(event_of([shown]))
    assert_placed(section, brief)
    assert words_of(section).endswith(' …')
    assert any('names longer than the page' in text for text in told(section))


@pytest.mark.parametrize(
    'name', ['A', 'The Great Hall of the Old Harbour Company', 'Donaudampfschifffahrtsgesellschaftskapitänskajüte']
)
def test_a_rooms_name_fits_however_long_it_is(name: str) -> None:
    room = Room('long', name)
    event = replace(event_of([talk(540, 600, 'A talk', room)]), rooms=(room,))
    ((_, section, brief),) = doors_of(event)
    assert_placed(section, brief)
    assert spaced(name) in words_of(section)


def test_an_event_without_rooms_has_a_sheet_for_each_day() -> None:
    event = replace(event_of([talk(540, 600, 'First')], [talk(540, 600, 'Second')]), rooms=())
    found = doors_of(event)
    assert [words_of(section).split()[0] for _, section, _ in found] == ['Ships', 'Ships']


def test_what_has_no_room_is_told() -> None:
    event = event_of([talk(540, 600, 'Somewhere'), talk(540, 600, 'Here', HALL), pause(600, 630, 'Tea')])
    ((_, section, _),) = doors_of(event)
    assert '1 item is without a room, and on no door sheet' in told(section)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(events())
def test_every_item_of_a_room_is_on_its_door(event: Event) -> None:
    found = doors_of(event)
    for door, section, brief in found:
        assert_placed(section, brief)
        words = words_of(section)
        for entry in door.entries:
            slot = entry.source.slot
            if slot is not None and not any('shortens' in message for message in told(section)):
                shown = (slot.talk.agenda_title or slot.talk.title) if slot.talk else slot.title
                assert spaced(plain_title(shown, brief.language)) in words
    if event.rooms:
        used = {
            (day.date, room)
            for day in event.days
            for slot in day.slots
            if slot.kind is Kind.TALK
            for room in slot.rooms
        }
        assert used <= {(door.day.date, door.room) for door, _, _ in found}


def test_the_book_is_the_sheets_alone(tmp_path: Path) -> None:
    content = (
        'format: 1\nevent: {title: Ships, short_title: Ships, language: en, clock: 12}\nrooms: {hall: Hall, lab: Lab}\n'
    )
    content += 'days:\n  - date: 2031-05-05\n    items:\n'
    content += (
        '      - {time: "9:00-9:30", talk: Boilers, room: hall}\n      - {time: "9:30", talk: Keels, room: lab}\n'
    )
    (tmp_path / 'content').mkdir()
    (tmp_path / 'content' / 'event.yaml').write_text(content, 'utf-8')
    sink = Sink()
    result = build(tmp_path, 'door-sheets', tmp_path / 'doors.pdf', sink)
    assert result is not None, sink.items
    assert result.pages == 2
    assert layout_of('door-sheets').page == PAPERS['A4']
    assert not [item.message for item in sink.items if 'frame' in item.message]
