"""Cells on a page: which words each can hold, and where it stands.

In: the cells of a page (or of the two of a spread), and a way to ask how high each would be. Out: `Fit`. What is given
up is given up in the order of `Level`, first where the page is fullest; and then taken back wherever there is room.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from booklet.grid.axis import Axis, Need, axis, least, settle
from booklet.grid.shape import Cell, Level, Measure, Space

_LEVELS = tuple(Level)
_LEAST = 3  # steps: a line of text and its air


@dataclass(frozen=True, slots=True)
class Fit:
    """Cells with the level of each; `ys` in points of the axis' moments. `true`: time is true to scale."""

    cells: tuple[Cell, ...]
    levels: tuple[Level, ...]
    axis: Axis
    ys: tuple[float, ...]
    scale: float
    true: bool

    @property
    def lost(self) -> float:
        """How many cells have given up words; their speakers alone count half."""
        return sum(1.0 if level > Level.SILENT else 0.5 for level in self.levels if level > Level.FULL)


@dataclass(slots=True)
class _Needs:
    """The steps that each cell needs at each level, asked for once."""

    cells: Sequence[Cell]
    widths: Sequence[float]
    measure: Measure
    scale: float
    step: float
    known: dict[tuple[int, Level], int | None] = field(default_factory=dict)
    following: dict[tuple[int, Level], tuple[Level, int] | None] = field(default_factory=dict)

    def at(self, number: int, level: Level) -> int | None:
        key = (number, level)
        if key not in self.known:
            height = self.measure(self.cells[number], level, self.widths[number], self.scale)
            self.known[key] = None if height is None else math.ceil(height / self.step - 0.01)
        return self.known[key]

    def next(self, number: int, level: Level) -> tuple[Level, int] | None:
        """The next level at which the cell needs less; None if it has given up all."""
        key = (number, level)
        if key not in self.following:
            now = self.at(number, level)
            steps = ((other, self.at(number, other)) for other in _LEVELS[level + 1 :])
            less = ((other, n) for other, n in steps if n is not None and (now is None or n < now))
            self.following[key] = next(less, None)
        return self.following[key]


def fit(cells: Sequence[Cell], widths: Sequence[float], space: Space, measure: Measure) -> Fit | None:
    """All cells on the page, at the largest scale at which none gives up anything, else at the least.

    None where not even their numbers fit.
    """
    for scale in space.scales:
        found = _fit(cells, widths, space, measure, scale, may_lose=scale == space.scales[-1])
        if found is not None:
            return found
    return None


def _fit(
    cells: Sequence[Cell], widths: Sequence[float], space: Space, measure: Measure, scale: float, *, may_lose: bool
) -> Fit | None:
    step = space.step * scale
    depth = max(_LEAST, math.floor(space.depth / step + 0.01))
    line = axis(cells, depth)
    labelled = {minute for _, minute in line.labels}
    cells = [replace(c, tells_time=len(c.items) > 1 or not (c.before or c.begin[0] in labelled)) for c in cells]
    place = {moment: number for number, moment in enumerate(line.moments)}
    needs = _Needs(cells, widths, measure, scale, step)
    levels = [Level.FULL] * len(cells)
    fixed = line.needs()
    wanted: list[Need] = []
    for number, cell in enumerate(cells):
        steps = needs.at(number, Level.FULL)
        wanted.append((place[cell.begin], place[cell.end], 0 if cell.echo else depth + 1 if steps is None else steps))
    count = len(line.moments)
    if may_lose and count > 2:  # whether numbers alone would fit
        numbers = [(a, b, min(n, needs.at(at, Level.NUMBER) or 0)) for at, (a, b, n) in enumerate(wanted)]
        if least(count, [*numbers, *fixed])[-1] > depth:
            return None
    while True:
        ys = least(count, [*wanted, *fixed])
        if ys[-1] <= depth:
            break
        if not may_lose or not _give_up(ys, wanted, levels, needs):
            if may_lose and count == 2:  # one moment after another: no page could be shorter
                wanted = [(a, b, min(steps, depth)) for a, b, steps in wanted]
                continue
            return None
    placed = settle(line.minutes, [*wanted, *fixed], depth, space.hour / 60 / step)
    assert placed is not None  # their longest path fits
    for number, cell in enumerate(cells):
        if levels[number] > Level.FULL:
            levels[number] = _regained(number, placed[place[cell.end]] - placed[place[cell.begin]], levels, needs)
    return Fit(tuple(cells), tuple(levels), line, tuple(y * step for y in placed), scale, _is_true(line, placed))


def _give_up(ys: Sequence[int], wanted: list[Need], levels: list[Level], needs: _Needs) -> bool:
    """One of the cells that make the page too long gives something up: the lowest level first, then who gains most."""
    best: tuple[tuple[Level, int, int], int, Level, int] | None = None
    for number in _critical(ys, wanted):
        found = needs.next(number, levels[number])
        if found is not None:
            level, steps = found
            key = (level, steps - wanted[number][2], number)
            if best is None or key < best[0]:
                best = (key, number, level, steps)
    if best is None:
        return False
    _, number, level, steps = best
    levels[number] = level
    wanted[number] = (*wanted[number][:2], steps)
    return True


def _critical(ys: Sequence[int], wanted: Sequence[Need]) -> list[int]:
    """The cells on the longest paths: any that could not be one step taller without the page growing."""
    tight: dict[int, list[int]] = {}
    for number, (start, end, steps) in enumerate(wanted):
        if steps and ys[start] + steps == ys[end]:
            tight.setdefault(end, []).append(number)
    found: list[int] = []
    reached = {len(ys) - 1}
    for at in range(len(ys) - 1, 0, -1):
        if at not in reached:
            continue
        for number in tight.get(at, ()):
            found.append(number)
            reached.add(wanted[number][0])
        if ys[at - 1] == ys[at] or at not in tight:  # no time at all; a label, or time left out
            reached.add(at - 1)
    return found


def _regained(number: int, height: int, levels: Sequence[Level], needs: _Needs) -> Level:
    """The first level at which the cell fits the height that it got after all."""
    for level in Level:
        if level >= levels[number]:
            break
        steps = needs.at(number, level)
        if steps is not None and steps <= height:
            return level
    return levels[number]


def _is_true(line: Axis, ys: Sequence[int]) -> bool:
    """Whether each minute is as tall as any other, to a step."""
    whole = sum(line.minutes)
    if line.left_out or not whole:
        return False
    time = 0
    for number, span in enumerate(line.minutes):
        time += span
        if abs(ys[number + 1] - ys[-1] * time / whole) > 1:
            return False
    return True
