"""The plan of a grid: whatever a day holds, all of it stands on its pages, in order, and nothing over anything else."""

from __future__ import annotations

import datetime
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.diagnostics import Sink
from booklet.grid import Box, Cell, Item, Level, Panel, Space, day_items, plan
from booklet.grid.axis import least, settle
from booklet.grid.columns import NOWHERE
from booklet.grid.pages import in_groups
from booklet.load import load
from booklet.model import Day, Kind, Room, Session, Slot, Text

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT / '..' / 'shared' / 'real'
SPACE = Space(width=280, depth=400, gap=4, column_least=64, lane_least=48, step=4.5)
NEAR = 0.01
Items = tuple[Item, ...]


@dataclass(frozen=True)
class Letters:
    """Cells that hold so many letters of title and of names, 4 points each, on lines of 9 points."""

    titles: Sequence[int]
    names: Sequence[int]
    pages: bool = True

    def __call__(self, cell: Cell, level: Level, width: float, scale: float) -> float | None:
        if level is Level.NUMBER:
            return 13.5 * scale
        if level in (Level.SHORT, Level.SHORTER) and not (self.pages and len(cell.items) == 1):
            return None
        lines = 0
        for number in cell.items:
            title = max(1, math.ceil(self.titles[number % len(self.titles)] * 4 * scale / width))
            names = math.ceil(self.names[number % len(self.names)] * 4 * scale / width)
            if level >= Level.SHORT:
                title = min(title, 3 if level is Level.SHORT else 2)
            lines += title + (names if level is Level.FULL else 0)
        return (lines + 0.5) * 9 * scale


EASY = Letters([20], [10])


def item(number: int, start: int, end: int, *rooms: str, quiet: bool = False) -> Item:
    return Item(number, start, end, rooms, quiet)


def clock(text: str) -> int:
    hours, _, minutes = text.partition(':')
    return int(hours) * 60 + int(minutes)


def holds(panels: Sequence[Panel], items: Items, order: Sequence[str], space: Space) -> None:
    """What is true of every plan: nothing is lost, said twice, laid over another, or out of its page."""
    for panel in panels:
        assert panel.depth <= space.depth + NEAR
        for box in panel.boxes:
            assert box.x >= -NEAR
            assert box.x + box.width <= space.width + NEAR
            assert box.y >= -NEAR
            assert box.height > 0 or box.cell.echo
            assert box.y + box.height <= panel.depth + NEAR
        for a, b in itertools.combinations(panel.boxes, 2):
            apart = a.x + a.width <= b.x + NEAR or b.x + b.width <= a.x + NEAR
            assert apart or a.y + a.height <= b.y + NEAR or b.y + b.height <= a.y + NEAR, (a, b)
        ys = [y for _, y in panel.labels]
        assert ys == sorted(ys)
        assert all(b - a >= 2 * space.step * panel.scale - NEAR for a, b in itertools.pairwise(ys))
        in_order(panel.boxes)
    for one in items:
        assert any(worded(panel, one.number) for panel in panels), one
        for panel in panels:
            places = [(cell.first, cell.last) for cell in worded(panel, one.number)]
            assert len(places) == len(set(places))
            assert len(places) == 1 or len(one.rooms) > 1 or not places
    for group in {panel.columns for panel in panels}:
        shown = [panel for panel in panels if panel.columns == group]
        here = {room for column in group for room in column.rooms}
        for one in items:
            running = {
                room
                for panel in shown
                for box in panel.boxes
                for room in rooms_of(panel, box)
                if one.number in box.cell.items
            }
            assert running >= here.intersection(one.rooms) or one.quiet
        # each group has the whole of each of its items, from the page where it begins to that where it ends
        for number in {n for panel in shown for box in panel.boxes for n in box.cell.items}:
            pieces = [cell for panel in shown for cell in worded(panel, number)]
            for first in {(cell.first, cell.last) for cell in pieces}:
                own = [cell for cell in pieces if (cell.first, cell.last) == first]
                assert [cell.before for cell in own] == [False, *[True] * (len(own) - 1)]
                assert [cell.after for cell in own] == [*[True] * (len(own) - 1), False]
                assert all(a.end == b.begin for a, b in itertools.pairwise(own))


def rooms_of(panel: Panel, box: Box) -> list[str]:
    return [room for column in panel.columns[box.cell.first : box.cell.last] for room in column.rooms]


def worded(panel: Panel, number: int) -> list[Cell]:
    """The cells of a page that have the words of an item."""
    return [box.cell for box in panel.boxes if number in box.cell.items and not box.cell.echo]


def in_order(boxes: Sequence[Box]) -> None:
    """Time runs downwards: what begins later does not begin higher."""
    ordered = sorted(boxes, key=lambda box: box.cell.begin)
    for a, b in itertools.pairwise(ordered):
        assert a.y <= b.y + NEAR
        if a.cell.begin == b.cell.begin:
            assert abs(a.y - b.y) < NEAR


def one_page(items: Items, order: Sequence[str], measure: Letters = EASY, space: Space = SPACE) -> Panel:
    panels = plan(items, order, space, measure)
    holds(panels, items, order, space)
    assert len(panels) == 1
    return panels[0]


def box_of(panel: Panel, number: int) -> Box:
    return next(box for box in panel.boxes if number in box.cell.items)


# ---- time


def test_time_is_true_to_scale_where_every_cell_holds_its_text() -> None:
    items = (item(0, 540, 600, 'a'), item(1, 600, 720, 'a'), item(2, 540, 660, 'b'))
    panel = one_page(items, 'ab')
    assert panel.true
    assert box_of(panel, 1).height == pytest.approx(2 * box_of(panel, 0).height, abs=SPACE.step)
    assert [minute for minute, _ in panel.labels] == [540, 600]


def test_an_hour_is_no_taller_than_the_layout_says() -> None:
    panel = one_page((item(0, 540, 600, 'a'),), 'a')
    assert panel.depth == pytest.approx(SPACE.hour, abs=SPACE.step)


def test_five_minutes_beside_eight_hours_are_legible() -> None:
    short = tuple(item(n, 540 + 5 * n, 545 + 5 * n, 'a') for n in range(6))
    items = (*short, item(6, 540, 1020, 'b'))
    panel = one_page(items, 'ab', Letters([24], [10]))
    assert not panel.true
    assert all(box.level is Level.FULL for box in panel.boxes)
    assert all(box.height >= 2 * SPACE.step for box in panel.boxes)


def test_a_full_stretch_is_shared_out_by_the_clock() -> None:
    items = (item(0, 600, 660, 'a'), item(1, 600, 620, 'b'), item(2, 620, 660, 'b'), item(3, 660, 1380, 'a'))
    panel = one_page(items, 'ab', Letters([150, 4, 4, 4], [0]), replace(SPACE, depth=170))
    first, second = box_of(panel, 1), box_of(panel, 2)
    assert second.height == pytest.approx(2 * first.height, abs=SPACE.step)


def test_time_in_which_nothing_is_on_is_left_out() -> None:
    items = (item(0, 540, 600, 'a'), item(1, 1140, 1200, 'a'))
    panel = one_page(items, 'a')
    assert len(panel.breaks) == 1
    assert box_of(panel, 1).y - (box_of(panel, 0).y + box_of(panel, 0).height) <= 20


def test_after_midnight_comes_last() -> None:
    panel = one_page((item(0, 600, 660, 'a'), item(1, 1500, 1560, 'a')), 'a')
    assert [minute for minute, _ in panel.labels] == [600, 1500]


def test_what_takes_no_time_has_a_place_of_its_own() -> None:
    items = (item(0, 540, 600, 'a'), item(1, 600, 600, 'a'), item(2, 600, 660, 'a'))
    panel = one_page(items, 'a')
    assert box_of(panel, 0).y < box_of(panel, 1).y < box_of(panel, 2).y


def test_the_axis_tells_when_things_begin_and_cells_tell_the_rest() -> None:
    items = tuple(item(n, 540 + 5 * n, 545 + 5 * n, 'a') for n in range(25))
    panel = one_page(items, 'a', Letters([20], [0]))
    labelled = {minute for minute, _ in panel.labels}
    assert labelled < {i.start for i in items}
    for box in panel.boxes:
        assert box.cell.tells_time == (items[box.cell.items[0]].start not in labelled)


def test_longest_paths() -> None:
    assert least(4, [(0, 2, 5), (1, 3, 4), (0, 1, 2)]) == [0, 2, 5, 6]
    assert settle([10, 10], [(0, 1, 3), (1, 2, 3)], 5, 1.0) is None
    assert settle([10, 10], [(0, 1, 3), (1, 2, 3)], 6, 1.0) == [0, 3, 6]
    assert settle([10, 30], [], 8, 1.0) == [0, 2, 8]


# ---- rooms


def test_only_rooms_in_use_have_a_column_in_the_order_of_the_content() -> None:
    panel = one_page((item(0, 540, 600, 'c'), item(1, 540, 600, 'a')), 'abc')
    assert [column.rooms for column in panel.columns] == [('a',), ('c',)]


def test_what_has_no_room_stands_across_all() -> None:
    items = (item(0, 540, 600, 'a'), item(1, 540, 600, 'b'), item(2, 600, 630, quiet=True), item(3, 630, 660))
    panel = one_page(items, 'ab')
    for number in (2, 3):
        assert box_of(panel, number).width == pytest.approx(SPACE.width)


def test_a_break_in_a_room_with_nothing_beside_it_stands_across_all_and_tells_its_room() -> None:
    items = (item(0, 540, 600, 'a'), item(1, 540, 600, 'b'), item(2, 600, 630, 'foyer', quiet=True))
    panel = one_page(items, ('a', 'b', 'foyer'))
    assert len(panel.columns) == 2
    assert box_of(panel, 2).width == pytest.approx(SPACE.width)
    assert box_of(panel, 2).cell.tells_room


def test_a_break_beside_a_workshop_stands_across_the_rooms_that_are_free() -> None:
    items = (item(0, 540, 600, 'a'), item(1, 540, 720, 'b'), item(2, 540, 600, 'c'), item(3, 600, 630, quiet=True))
    panel = one_page((*items, item(4, 630, 660, 'd'), item(5, 540, 600, 'd')), 'abcd')
    pieces = [box.cell for box in panel.boxes if box.cell.items == (3,)]
    assert {(p.first, p.last): p.echo for p in pieces} == {(0, 1): True, (2, 4): False}


def test_a_row_beside_which_most_rooms_are_busy_has_a_column_of_its_own() -> None:
    items = (item(0, 540, 1080), item(1, 540, 600, 'a'), item(2, 540, 600, 'b'), item(3, 600, 630, quiet=True))
    panel = one_page(items, 'ab')
    assert panel.columns[0].rooms == (NOWHERE,)
    assert box_of(panel, 0).cell.last == 1
    assert box_of(panel, 3).cell.echo is False


def test_a_day_without_rooms_has_one_column() -> None:
    panel = one_page((item(0, 540, 600), item(1, 560, 620), item(2, 620, 650)), ())
    assert panel.columns[0].rooms == ()
    assert box_of(panel, 0).cell.lanes == 2


def test_overlapping_events_in_one_room_have_lanes() -> None:
    items = (item(0, 540, 600, 'a'), item(1, 570, 630, 'a'), item(2, 630, 660, 'a'))
    panel = one_page(items, 'a')
    assert box_of(panel, 0).width < SPACE.width / 2
    assert box_of(panel, 2).width == pytest.approx(SPACE.width)


def test_fifty_at_once_in_one_room_become_one_cell() -> None:
    items = (*(item(n, 540, 660, 'a') for n in range(50)), item(50, 540, 600, 'b'))
    panels = plan(items, 'ab', SPACE, Letters([5], [0]))
    holds(panels, items, 'ab', SPACE)
    assert box_of(panels[0], 0).cell.items == tuple(range(50))


def test_an_event_in_neighbouring_rooms_spans_them() -> None:
    items = (item(0, 540, 600, 'a', 'c'), item(1, 600, 660, 'b'))
    panel = one_page(items, 'abc')
    assert [column.rooms for column in panel.columns] == [('a',), ('c',), ('b',)]
    assert (box_of(panel, 0).cell.first, box_of(panel, 0).cell.last) == (0, 2)


def test_an_event_in_rooms_that_cannot_be_neighbours_is_repeated() -> None:
    items = tuple(item(n, 540 + 60 * n, 600 + 60 * n, *pair) for n, pair in enumerate(('ab', 'bc', 'cd', 'ad')))
    panel = one_page(items, 'abcd')
    assert [column.rooms for column in panel.columns] == [('a',), ('b',), ('c',), ('d',)]
    pieces = [box.cell for box in panel.boxes if box.cell.items == (3,)]
    assert sorted((p.first, p.again) for p in pieces) == [(0, False), (3, True)]


def test_rooms_with_little_in_them_share_a_column_where_there_are_many() -> None:
    busy = [item(n, 540 + 60 * (n // 3), 600 + 60 * (n // 3), 'abc'[n % 3]) for n in range(24)]
    items = (*busy, item(24, 540, 570, 'd'), item(25, 600, 630, 'e'), item(26, 640, 670, 'f'))
    panel = one_page(items, 'abcdef')
    assert [column.rooms for column in panel.columns] == [('a',), ('b',), ('c',), ('d', 'e', 'f')]
    assert box_of(panel, 24).cell.tells_room
    assert not box_of(panel, 0).cell.tells_room


# ---- pages


@pytest.mark.parametrize(
    ('count', 'capacity', 'even', 'groups'),
    [
        (4, 4, False, (4,)),
        (5, 4, False, (3, 2)),
        (24, 4, False, (4, 4, 4, 4, 4, 4)),
        (9, 4, False, (3, 3, 3)),
        (3, 2, False, (3,)),
        (9, 4, True, (3, 2, 2, 2)),
        (6, 4, True, (3, 3)),
    ],
)
def test_rooms_are_shared_out_evenly(count: int, capacity: int, even: bool, groups: tuple[int, ...]) -> None:
    assert in_groups(count, capacity, even=even) == groups


@given(st.integers(1, 200), st.integers(2, 12), st.booleans())
def test_no_room_is_alone_on_a_page(count: int, capacity: int, even: bool) -> None:
    groups = in_groups(count, capacity, even=even)
    assert sum(groups) == count
    assert max(groups) - min(groups) <= 1
    assert max(groups) <= capacity + 2
    assert len(groups) == 1 or min(groups) > 1


def test_many_rooms_take_several_pages_each_with_its_axis() -> None:
    rooms = tuple('abcdefghijkl')
    items = tuple(item(n, 540 + 60 * (n // 12), 600 + 60 * (n // 12), rooms[n % 12]) for n in range(60))
    items = (*items, item(60, 900, 930, quiet=True))
    panels = plan(items, rooms, SPACE, EASY)
    holds(panels, items, rooms, SPACE)
    assert [len(panel.columns) for panel in panels] == [4, 4, 4]
    assert all(panel.labels for panel in panels)
    assert all(len(worded(panel, 60)) == 1 for panel in panels)


def test_the_pages_of_a_spread_stand_level() -> None:
    rooms = tuple('abcdef')
    items = tuple(item(n, 540 + 45 * (n // 6), 585 + 45 * (n // 6), rooms[n % 6]) for n in range(36))
    panels = plan(items, rooms, replace(SPACE, spread=True), Letters([10, 80, 30, 10, 60], [20]))
    holds(panels, items, rooms, SPACE)
    assert [panel.side for panel in panels] == [0, 1]
    assert panels[0].labels == panels[1].labels


def test_a_day_that_is_too_full_is_cut_at_its_break() -> None:
    talks = [item(n, 540 + 30 * (n // 2), 570 + 30 * (n // 2), 'ab'[n % 2]) for n in range(12)]
    later = [item(n, 600 + 30 * (n // 2), 630 + 30 * (n // 2), 'ab'[n % 2]) for n in range(12, 24)]
    items = (*talks, *later, item(24, 720, 780, quiet=True))
    panels = plan(items, 'ab', replace(SPACE, depth=300), Letters([100], [40]))
    holds(panels, items, 'ab', SPACE)
    assert len(panels) == 2
    assert not any(box.cell.before or box.cell.after for panel in panels for box in panel.boxes)


def test_what_runs_over_a_cut_stands_on_both_pages() -> None:
    items = (*(item(n, 540 + 10 * n, 550 + 10 * n, 'a') for n in range(60)), item(60, 540, 1140, 'b'))
    panels = plan(items, 'ab', SPACE, Letters([60], [10]))
    holds(panels, items, 'ab', SPACE)
    assert len(panels) > 1
    assert box_of(panels[0], 60).cell.after
    assert box_of(panels[1], 60).cell.before


# ---- what cells give up


def test_text_gets_smaller_before_it_gets_less() -> None:
    items = tuple(item(n, 540 + 60 * n, 600 + 60 * n, 'a') for n in range(8))
    for letters in range(100, 700, 20):
        panel = plan(items, 'a', SPACE, Letters([letters], [70]))[0]
        if panel.scale == 1.0:
            assert all(box.level is Level.FULL for box in panel.boxes)


def test_cells_give_up_speakers_then_words_then_all_but_a_number() -> None:
    seen = []
    for names, title in ((10, 20), (300, 20), (0, 900), (0, 20)):
        measure = Letters([title], [names])
        count = 10 if title < 900 or names else 14
        items = tuple(item(n, 540 + n, 541 + n, 'a') for n in range(count if (names, title) != (0, 20) else 60))
        space = replace(SPACE, width=60, depth=240 if (names, title) != (10, 20) else 800, scales=(1.0,))
        panels = plan(items, 'a', space, measure)
        holds(panels, items, 'a', space)
        seen.append(max(box.level for panel in panels for box in panel.boxes))
    assert seen[0] is Level.FULL
    assert seen[1] is Level.SILENT
    assert Level.SHORT <= seen[2] <= Level.NUMBER


def test_without_a_page_to_refer_to_no_title_is_shortened() -> None:
    items = tuple(item(n, 540 + n, 541 + n, 'a') for n in range(16))
    panels = plan(items, 'a', replace(SPACE, width=60), Letters([300], [0], pages=False))
    levels = {box.level for panel in panels for box in panel.boxes}
    assert Level.NUMBER in levels
    assert not levels & {Level.SHORT, Level.SHORTER}


def test_all_text_of_a_day_is_of_one_size() -> None:
    rooms = tuple('abcdefgh')
    items = tuple(item(n, 540 + 30 * (n // 8), 570 + 30 * (n // 8), rooms[n % 8]) for n in range(80))
    panels = plan(items, rooms, SPACE, Letters([20, 20, 20, 20, 20, 20, 60, 90], [20]))
    holds(panels, items, rooms, SPACE)
    assert len({panel.scale for panel in panels}) == 1


# ---- days of the model


def slot(start: int | None, end: int | None, room: Room | None = None, kind: Kind = Kind.REMARKS) -> Slot:
    return Slot(kind, Text(f'at {start}'), start, end, room=room)


HALL, LAB = Room('hall', 'Hall'), Room('lab', 'Lab')
DATE = datetime.date(2027, 6, 10)


def test_a_session_is_headed_above_its_first_talk_in_each_room() -> None:
    session = Session('s', Text('S'), 540, 660, room=HALL, slots=(slot(540, 570), slot(570, 600), slot(600, 660, LAB)))
    found = day_items(Day(DATE, items=(session,)))
    assert [(i.start, i.end, i.rooms) for i in found.items] == [
        (540, 570, ('hall',)),
        (570, 600, ('hall',)),
        (600, 660, ('lab',)),
    ]
    assert [source.heads for source in found.sources] == [True, False, True]


def test_a_session_that_begins_before_its_talks_or_has_none_with_a_time_is_an_item() -> None:
    early = Session('s', Text('S'), 530, 660, room=HALL, slots=(slot(540, 570),))
    bare = Session('t', Text('T'), 660, 720, room=LAB, slots=(slot(None, None),))
    found = day_items(Day(DATE, items=(early, bare)))
    assert [(i.start, i.end) for i in found.items] == [(530, 540), (540, 570), (660, 720)]
    assert [source.heads for source in found.sources] == [True, False, True]
    assert len(found.sources[2].inside) == 1


def test_ends_that_nothing_tells_are_where_the_next_thing_begins() -> None:
    found = day_items(
        Day(
            DATE,
            items=(slot(540, None, HALL), slot(550, None, LAB), slot(570, 600, HALL), slot(600, None, None, Kind.END)),
        )
    )
    assert [(i.start, i.end) for i in found.items] == [(540, 570), (550, 600), (570, 600), (600, 600)]


def test_what_has_no_time_is_told_apart() -> None:
    found = day_items(Day(DATE, items=(slot(None, None), slot(540, 600))))
    assert [i.number for i in found.items] == [0]
    assert found.untimed == (1,)
    assert found.sources[1].slot is not None
    assert found.sources[1].slot.start is None


# ---- any programme

_ROOMS = tuple('abcdefghijklmnopqr')


@st.composite
def programmes(draw: st.DrawFn) -> Items:
    rooms = _ROOMS[: draw(st.integers(0, len(_ROOMS)))]
    grain = draw(st.sampled_from((1, 5, 15, 30)))
    count = draw(st.integers(1, 40))
    found = []
    for number in range(count):
        start = draw(st.integers(0, 1700 // grain)) * grain
        length = draw(st.sampled_from((0, 1, 2, 3, 6, 12, 100))) * grain
        some = draw(st.lists(st.sampled_from(rooms), max_size=3, unique=True)) if rooms else []
        found.append(Item(number, start, start + min(length, 480), tuple(some), draw(st.booleans())))
    return tuple(found)


@settings(max_examples=300, deadline=None)
@given(
    programmes(),
    st.lists(st.integers(1, 400), min_size=1, max_size=6),
    st.lists(st.integers(0, 90), min_size=1, max_size=4),
    st.sampled_from((60.0, 280.0, 480.0)),
    st.sampled_from((30.0, 120.0, 420.0)),
    st.booleans(),
    st.booleans(),
)
def test_whatever_the_day_holds_is_on_its_pages(
    items: Items, titles: list[int], names: list[int], width: float, depth: float, spread: bool, pages: bool
) -> None:
    space = replace(SPACE, width=width, depth=depth, spread=spread)
    panels = plan(items, _ROOMS, space, Letters(titles, names, pages))
    holds(panels, items, _ROOMS, space)
    assert panels == plan(items, _ROOMS, space, Letters(titles, names, pages))


def _projects() -> list[Path]:
    return [ROOT / 'tests' / 'events' / 'tagung', ROOT / 'booklet' / 'template']


@pytest.mark.parametrize('project', _projects(), ids=lambda path: path.name)
def test_the_fixtures_are_on_their_pages(project: Path) -> None:
    event = load(project, Sink())
    assert event is not None
    order = [room.id for room in event.rooms]
    assert event.days
    for day in event.days:
        items = day_items(day).items
        holds(plan(items, order, SPACE, Letters([40, 70], [15])), items, order, SPACE)
