"""The days of a wall poster as bands one below the other, each a grid of its rooms by time.

In: the days, the heights between which they stand, a size of type. Out: frames, or nothing where in that size not every
cell of every day holds its words. How a grid is planned and drawn is the grid's business: a band is a low page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from booklet.block import Frame, Text
from booklet.blocks.pieces.panel import Drawer
from booklet.brief import Brief
from booklet.grid import Cell, DayItems, Level, Measure, Panel, Space, day_items, pages_of, plan
from booklet.language import format_time
from booklet.markup import Inline
from booklet.model import Day, Entry

_FEW = 3  # items that the fullest room of a band counts as, at the least
_AIR = 2.0  # points beside a time, at the least
_LANE = 0.68  # of the least width of a column: the least of one of several things at once


@dataclass(frozen=True, slots=True)
class Bands:
    """`size`: of the titles, points. `silent`: how many items are shown without their speakers."""

    frames: tuple[Frame, ...]
    size: float
    scale: float
    silent: int


def bands(brief: Brief, days: Sequence[Day], top: float, foot: float, scale: float, *, people: bool) -> Bands | None:
    gap = brief.options.length('gap')
    found = [day_items(day) for day in days]
    if any(one.untimed or not one.items for one in found):  # they would need a key
        return None
    weights = [_fullest(one) for one in found]
    room = foot - top - gap * (len(days) - 1)
    frames: list[Frame] = []
    y = top
    for day, items, weight in zip(days, found, weights, strict=True):
        height = room * weight / sum(weights)
        drawn = _band(_low(brief, height), day, items, scale, people=people)
        if drawn is None:
            return None
        frames += [replace(frame, y=frame.y + y) for frame in drawn]
        y += height + gap
    silent = 0 if people else sum(_has_people(one) for one in found)
    return Bands(tuple(frames), brief.layout.styles['grid_title'].size * scale, scale, silent)


def _fullest(found: DayItems) -> int:
    """How many items the fullest room of a day has."""
    rooms = Counter(room for item in found.items for room in item.rooms or ('',))
    return max([_FEW, *rooms.values()])


def _has_people(found: DayItems) -> int:
    slots = [source.slot for source in found.sources if source.slot]
    return sum(bool(slot.talk.people if slot.talk else slot.people) for slot in slots)


def _low(brief: Brief, height: float) -> Brief:
    """The brief of a grid on a page so high."""
    layout = brief.layout
    margins = layout.margins
    page = replace(layout.page, height=height + margins.top + margins.bottom)
    entry = Entry('grid', 'grid')
    return replace(brief, entry=entry, layout=replace(layout, page=page, grid=0.0))


def _band(brief: Brief, day: Day, found: DayItems, scale: float, *, people: bool) -> list[Frame] | None:
    drawer = Drawer(brief, day, found)
    if _widest(brief, found, scale) > drawer.axis - drawer.gap - _AIR:
        return None
    order = [room.id for room in brief.event.rooms]
    column = brief.options.length('room_least') * scale
    space = Space(
        width=brief.frame.width - drawer.axis,
        depth=0.0,
        gap=drawer.gap,
        column_least=column,
        lane_least=_LANE * column,
        step=brief.layout.styles['grid_title'].leading / 2,
        scales=(scale,),
        hour=brief.options.length('hour'),
    )
    columns = pages_of(found.items, order, space)
    if len(columns) != 1:
        return None
    drawer.see(columns)
    if drawer.depth < 4 * space.step:
        return None
    measure = drawer.teller.measure if people else _silent(drawer.teller.measure)
    panels = plan(found.items, order, replace(space, depth=drawer.depth), measure)
    if len(panels) != 1 or any(box.level > Level.FULL for box in panels[0].boxes):
        return None
    shown = panels[0] if people else _hushed(panels[0])
    frames = drawer.page(shown, (0, 1), {}, '')
    return [_nameless(f) for f in frames if not any(isinstance(b, Text) and b.style == 'grid_note' for b in f.blocks)]


def _nameless(frame: Frame) -> Frame:
    """Without the names of places, which are those of the book's own grid."""
    blocks = tuple(replace(block, anchor='') if isinstance(block, Text) else block for block in frame.blocks)
    return replace(frame, blocks=blocks)


def _widest(brief: Brief, found: DayItems, scale: float) -> float:
    """Of the times on the axis."""
    said = {format_time(item.start, brief.event.clock, brief.language) for item in found.items}
    return max(brief.gauge.width((Inline(text),), 'grid_time', scale) for text in said)


def _silent(measure: Measure) -> Measure:
    """As high as cells are without speakers."""

    def measured(cell: Cell, level: Level, width: float, scale: float, /) -> float | None:
        return measure(cell, max(level, Level.SILENT), width, scale)

    return measured


def _hushed(panel: Panel) -> Panel:
    return replace(panel, boxes=tuple(replace(box, level=Level.SILENT) for box in panel.boxes))
