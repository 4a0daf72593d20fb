"""What a grid is made of, from the items of a day to the boxes on its pages.

In: nothing. Out: the frozen types that the modules of this room hand on.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

# A moment of the day: minutes, and 0 for what ends then, 1 for what begins then. What takes no time at all lies between
# the two, so that it has a place of its own above what begins at the same minute.
Moment = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """Something of the day that has a time, in minutes. `number`: its place in the day's reading order.

    `rooms` are ids; none: wherever people are. `quiet`: a break or the like, which stands across all rooms where
    nothing else is on.
    """

    number: int
    start: int
    end: int
    rooms: tuple[str, ...] = ()
    quiet: bool = False

    @property
    def begin(self) -> Moment:
        return (self.start, int(self.end > self.start))

    @property
    def finish(self) -> Moment:
        return (self.end, 0) if self.end > self.start else (self.start, 1)


@dataclass(frozen=True, slots=True)
class Column:
    """One room, or several with little in them; the room `''` is that of what has none but cannot stand across all.

    `rooms` empty: the only column of a day without rooms.
    """

    rooms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one item stands, or several that are on at once in one room (`items`, then each tells its time).

    `first` to `last` (not included) are columns of the page `page` of its spread. `tells_room`, `tells_time`: the head
    of its column, or the axis, does not. `again`: the item stands in another cell of this page, for a room that is not
    beside this one; `elsewhere` are its rooms that do not stand below it. `echo`: it goes on here without words.
    `before`, `after`: it goes on on the page before or after.
    """

    items: tuple[int, ...]
    begin: Moment
    end: Moment
    first: int = 0
    last: int = 1
    lane: int = 0
    lanes: int = 1
    page: int = 0
    tells_room: bool = False
    tells_time: bool = False
    again: bool = False
    elsewhere: tuple[str, ...] = ()
    echo: bool = False
    before: bool = False
    after: bool = False

    def meets(self, other: Cell) -> bool:
        """Whether both are on at the same time."""
        return self.begin < other.end and other.begin < self.end


class Level(IntEnum):
    """What a cell has given up for want of room, from nothing to all but a number that the key explains."""

    FULL = 0
    SILENT = 1  # no speakers
    SHORT = 2  # three lines of title at the most
    SHORTER = 3  # two
    NUMBER = 4


@dataclass(frozen=True, slots=True)
class Box:
    """A cell in its place: `x` and `y` (downwards) from the upper left corner of the columns, points."""

    cell: Cell
    x: float
    y: float
    width: float
    height: float
    level: Level


@dataclass(frozen=True, slots=True)
class Panel:
    """What one page shows: some rooms for the day or a stretch of it.

    `labels` are the times on the axis and their y; `breaks` the y where it leaves out time in which nothing is on.
    `scale`: of all its text. `side`: 0 for a page by itself or the left one of a spread, 1 for the right one.
    `true`: time is true to scale.
    """

    columns: tuple[Column, ...]
    boxes: tuple[Box, ...]
    labels: tuple[tuple[int, float], ...]
    breaks: tuple[float, ...]
    depth: float
    scale: float
    side: int = 0
    true: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """The room that a page has for columns, and the rules; lengths in points.

    `gap` between columns; no column is narrower than `column_least`, no cell than `lane_least`. `step`: half the
    leading of a cell's text; all heights are so many steps, so that lines of neighbours stand level. `scales`: of text,
    in the order in which they are tried. `hour`: no hour need be taller. `spread`: two pages at a time share their
    axis. `pages`: over how many the rooms are spread at the least.
    """

    width: float
    depth: float
    gap: float
    column_least: float
    lane_least: float
    step: float
    scales: tuple[float, ...] = (1.0, 0.94, 0.88)
    hour: float = 72.0
    spread: bool = False
    pages: int = 1


class Measure(Protocol):
    """How high a cell of a width is, all its air included, in points; None where this level would lose words."""

    def __call__(self, cell: Cell, level: Level, width: float, scale: float, /) -> float | None: ...
