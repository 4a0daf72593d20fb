"""The week at a glance: every event stands on its spread or is told of, nothing lies over anything else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdfkit import texts
from sheets import (
    ATTIC,
    HALL,
    LAB,
    SAIL,
    STEAM,
    YARD,
    assert_placed,
    brief_of,
    event_of,
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

from booklet.block import Frame, Section
from booklet.blocks import glance
from booklet.blocks.pieces.common import plain_title
from booklet.blocks.pieces.shortening import shortened
from booklet.brief import Brief
from booklet.build import build
from booklet.diagnostics import Sink
from booklet.markup import Inline, Style
from booklet.model import Event, Kind, Room, Slot
from booklet.overview.axis import Need, shared
from booklet.overview.entries import by_track, by_track_alone, digest, in_one, lanes


def glanced(event: Event, layout: str = 'symposium') -> tuple[Section, Brief]:
    brief = brief_of(event, layout, 'glance')
    return glance.section(brief, 0), brief


def all_said(section: Section) -> str:
    return ' '.join(said(sheet.frames) for sheet in sheets(section))


def title_of(event: Event, of: object) -> str:
    talk_ = of.talk if isinstance(of, Slot) else None
    shown = (talk_.agenda_title or talk_.title) if talk_ else of.title  # type: ignore[attr-defined]
    return spaced(plain_title(shown, event.language))


# --- days ---


def test_what_lasts_while_others_come_and_go_stands_aside() -> None:
    desk = pause(480, 1080, 'Registration', Kind.REMARKS, YARD)
    found = digest(event_of([desk, *plain_day(1)]).days[0])
    assert [entry.of.title.source for entry in found.aside] == ['Registration']
    assert [len(cluster.entries) for cluster in found.clusters] == [1, 1, 2, 1, 1, 1]


def test_neighbours_that_overlap_by_a_mistake_are_not_parallel() -> None:
    found = digest(event_of([talk(540, 605, 'One', HALL), talk(600, 660, 'Two', HALL)]).days[0])
    assert [len(cluster.entries) for cluster in found.clusters] == [1, 1]


def test_rooms_keep_their_lanes_in_the_order_of_the_content() -> None:
    slots = [talk(540, 600, 'In the attic', ATTIC), talk(540, 570, 'In the hall', HALL), talk(570, 600, 'Next', HALL)]
    event = event_of(slots)
    (cluster,) = digest(event.days[0]).clusters
    where = dict(zip((e.of.title.source for e in cluster.entries), lanes(cluster, event.rooms), strict=True))
    assert where == {'In the attic': 1, 'In the hall': 0, 'Next': 0}


def test_the_talks_of_a_track_in_a_room_become_one() -> None:
    event = event_of([item for start in (540, 570, 600) for item in plain_parallel(start)])
    (cluster,) = by_track(digest(event.days[0])).clusters
    assert [(e.count, e.names, e.start, e.end) for e in cluster.entries] == [
        (3, ('Steam',), 540, 630),
        (3, ('Sail',), 540, 630),
    ]
    (cluster,) = in_one(digest(event.days[0])).clusters
    assert [(e.count, e.names) for e in cluster.entries] == [(6, ('Steam', 'Sail'))]


def plain_parallel(start: int) -> list[Slot]:
    return [talk(start, start + 30, f'A {start}', HALL, STEAM), talk(start, start + 30, f'B {start}', LAB, SAIL)]


# --- the axis ---


def test_days_share_an_axis() -> None:
    found = shared([[[Need(540, 600, 4), Need(570, 630, 6)]]], 40, 0.5)
    assert found is not None
    places = found[0][0]
    assert places[540] == 0
    assert places[600] - places[540] >= 4
    assert places[630] - places[570] >= 6
    assert places[630] <= 40


def test_what_does_not_fit_is_refused() -> None:
    assert shared([[[Need(0, 60, 30)]], [[Need(0, 60, 30)]]], 50, 0.5) is None
    assert shared([[[Need(0, 60, 30)], [Need(0, 60, 30)]]], 50, 0.5) is not None  # side by side


needs = st.lists(
    st.builds(lambda a, b, c: Need(a, a + b, c), st.integers(0, 1800), st.integers(1, 600), st.integers(0, 12)),
    max_size=12,
)


@given(st.lists(st.lists(needs, min_size=1, max_size=3), min_size=1, max_size=3), st.integers(0, 200))
def test_every_need_is_met_in_the_order_of_time(rows: list[list[list[Need]]], steps: int) -> None:
    found = shared(rows, steps, 0.3)
    if found is None:
        return
    assert sum(max((max(p.values(), default=0) for p in row), default=0) for row in found) <= steps
    for row, own in zip(rows, found, strict=True):
        for one, places in zip(row, own, strict=True):
            assert [places[time] for time in sorted(places)] == sorted(places.values())
            for need in one:
                assert places[need.end] - places[need.start] >= need.steps


# --- pages ---


@pytest.mark.parametrize(('days', 'pages'), [(1, 1), (2, 2), (5, 2), (9, 2), (14, 2), (40, 2)])
def test_all_days_stand_on_one_spread(days: int, pages: int) -> None:
    section, brief = glanced(event_of(*(plain_day(number) for number in range(days))))
    assert len(sheets(section)) == pages
    assert section.side == ('verso' if pages == 2 else 'any')
    assert_placed(section, brief)
    if days <= 9:
        assert not any('no room for each' in message for message in told(section))
        for number in range(days):
            assert f'Boilers {number}' in all_said(section)


def test_half_of_the_days_are_on_each_page() -> None:
    section, _ = glanced(event_of(*(plain_day(number) for number in range(6))))
    left, right = (said(sheet.frames) for sheet in sheets(section))
    assert 'Boilers 2' in left
    assert 'Boilers 3' not in left
    assert 'Boilers 3' in right


def test_the_same_time_is_at_the_same_height_on_both_pages() -> None:
    section, _ = glanced(event_of(plain_day(1), plain_day(2)))
    left, right = (height_of(sheet.frames, f'Harbours {number}') for number, sheet in enumerate(sheets(section), 1))
    assert left == pytest.approx(right)


def height_of(frames: tuple[Frame, ...], words: str) -> float:
    return next(frame.y for frame in frames if words in said([frame]))


def test_a_hundred_rooms_are_told_by_their_tracks() -> None:
    day = [talk(540 + 30 * k, 570 + 30 * k, f'Paper {room} {k}', HALL) for room in range(30) for k in range(10)]
    section, brief = glanced(event_of(day, day))
    assert len(sheets(section)) == 2
    assert_placed(section, brief)
    assert any('600 events are told by their tracks and rooms' in message for message in told(section))
    assert 'Hall' in all_said(section)


def test_where_tracks_are_told_as_one_the_room_that_is_left_goes_to_the_smallest() -> None:
    rooms = [Room(f'r{number}', f'Room {number}') for number in range(8)]
    full = [talk(540 + 10 * k, 550 + 10 * k, f'Paper {room.id} {k}', room) for room in rooms for k in range(30)]
    few = [talk(540 + 60 * k, 600 + 60 * k, f'Rare {k}', LAB) for k in range(3)]
    event = event_of([*full, *few])
    section, brief = glanced(replace(event, rooms=(*event.rooms, *rooms)))
    assert_placed(section, brief)
    words = all_said(section)
    assert all(f'Rare {k}' in words for k in range(3))
    assert 'Room 1 (30)' in words
    assert any('240 events are told by their tracks and rooms' in message for message in told(section))


@pytest.mark.parametrize(('apart', 'counts'), [(1, [4, 2, 1]), (2, [4, 1, 1, 1]), (4, [1] * 7)])
def test_so_few_talks_of_a_track_stand_apart(apart: int, counts: list[int]) -> None:
    day = [talk(540 + 10 * k, 550 + 10 * k, f'Four {k}', HALL) for k in range(4)]
    day += [talk(540 + 10 * k, 550 + 10 * k, f'Two {k}', LAB) for k in range(2)]
    day += [talk(540, 700, 'One', ATTIC)]
    (one,) = event_of(day).days
    for way in (by_track, by_track_alone):
        entries = way(digest(one), apart).entries
        assert sorted((entry.count for entry in entries), reverse=True) == counts
        assert sum(entry.count for entry in entries) == 7
        assert [entry.first for entry in entries] == sorted(entry.first for entry in entries)


def test_sessions_stand_for_their_talks_and_talks_for_themselves() -> None:
    inside = [talk(540, 570, 'Inside one'), talk(570, 600, 'Inside two')]
    section, _ = glanced(event_of([session(540, 600, 'On boilers', HALL, *inside), talk(600, 660, 'Alone', HALL)]))
    words = all_said(section)
    assert 'On boilers' in words
    assert 'Inside one' not in words
    assert 'Alone' in words
    assert 'Ada Alone' in words
    assert told(section) == []


def test_a_day_names_the_page_where_it_begins() -> None:
    section, _ = glanced(event_of(plain_day(1)))
    anchors = [getattr(block, 'page_of', '') for frame in sheets(section)[0].frames for block in frame.blocks]
    assert 'agenda-2031-05-05' in anchors


def test_an_event_without_days_has_no_glance() -> None:
    event = event_of()
    assert glance.sections(event, brief_of(event, 'symposium', 'glance').entry) == ()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(events())
def test_every_event_is_there_or_told(event: Event) -> None:
    brief = brief_of(event, 'symposium', 'glance')
    if not glance.sections(event, brief.entry):
        return
    section = glance.section(brief, 0)
    assert_placed(section, brief)
    assert len(sheets(section)) <= 2
    words, remarks = all_said(section), ' '.join(told(section))
    for day in brief.event.days:
        for entry in digest(day).entries:
            if title_of(brief.event, entry.of) not in words:
                assert 'room' in remarks


@given(st.lists(st.sampled_from(['a', 'bb', 'ccc dd', 'e–f']), min_size=1, max_size=12), st.integers(1, 60))
def test_a_title_is_shortened_at_a_word(words: list[str], most: int) -> None:
    text = ' '.join(words)
    found = shortened((Inline(text),), lambda some: sum(len(one.text) for one in some) <= most)  # type: ignore[union-attr]
    shown = ''.join(inline.text for inline in found if isinstance(inline, Inline))
    if len(text) <= most or ' ' not in text:
        assert shown == text
    else:
        kept = shown.removesuffix('\u00a0…')
        assert kept
        assert text.startswith(kept)
        assert text[len(kept)] == ' '
        assert len(shown) <= most or ' ' not in kept


def test_a_word_that_is_half_emphasised_is_not_parted() -> None:
    shown = (Inline('Un'), Inline('even', Style.EMPHASIS), Inline(' keels and more'))
    found = shortened(shown, lambda some: sum(len(one.text) for one in some if isinstance(one, Inline)) <= 4)
    assert ''.join(one.text for one in found if isinstance(one, Inline)) == 'Uneven\u00a0…'


def test_the_true_gauge_agrees(tmp_path: Path) -> None:
    """A book with a glance begins it on a verso, and no frame holds less than its words."""
    content = [
        'format: 1',
        'event: {title: Ships, short_title: Ships, language: en, parts: [cover, glance, agenda]}',
        'days:',
    ]
    for number in range(5, 9):
        content += [f'  - date: 2031-05-0{number}', '    items:']
        content += [
            f'      - {{time: "{9 + k}:00-{9 + k}:50", talk: On boilers of old ships and their keepers {number} {k}}}'
            for k in range(6)
        ]
    (tmp_path / 'content').mkdir()
    (tmp_path / 'content' / 'event.yaml').write_text('\n'.join(content), 'utf-8')
    sink = Sink()
    result = build(tmp_path, 'symposium', tmp_path / 'book.pdf', sink)
    assert result is not None, sink.items
    assert not [item.message for item in sink.items if 'frame' in item.message or 'wider' in item.message]
    pages = texts(result.path.read_bytes())
    assert 'At a glance' in pages[1]  # the cover, then a spread
    assert 'Tuesday' in pages[1]
    assert 'Thursday' in pages[2]
