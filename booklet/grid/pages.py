"""A day on pages: how many rooms stand on each, and where a day that is too long for one is cut.

In: the day's items and the `Space` of a page. Out: `Panel`s, one a page, in the order of the book.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from booklet.grid.axis import axis, least
from booklet.grid.columns import arrange, cells
from booklet.grid.fit import Fit, fit
from booklet.grid.shape import Box, Cell, Column, Item, Level, Measure, Moment, Panel, Space

# So many of a page's cells may give up words before it is cut in two, and before its parts are. What fits in no way is
# cut as often as need be.
_TOLERATED = (1 / 8, 1 / 4, 1 / 2)
_MIDDLE = (0.2, 0.8)  # of a page's height: where it is cut if it can be
_SHORTEST = 60  # minutes of a page that is cut for the sake of words


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One page, or the two of a spread: their columns."""

    pages: tuple[tuple[Column, ...], ...]


def plan(items: Sequence[Item], order: Sequence[str], space: Space, measure: Measure) -> tuple[Panel, ...]:
    """The pages of one day. All text of a day is of one size."""
    if not items:
        return ()
    capacity = _capacity(space)
    arranged = arrange(items, order, capacity)
    fits: list[tuple[_Leaf, Fit]] = []
    for leaf in _leaves(arranged.columns, capacity, space):
        found: list[Cell] = []
        for page, columns in enumerate(leaf.pages):
            found += cells(arranged, columns, _lanes(leaf, page, space), page)
        fits += [(leaf, one) for one in _stretches(found, leaf, space, measure, 0)]
    scale = min(one.scale for _, one in fits)
    alike = replace(space, scales=tuple(s for s in space.scales if s <= scale))
    panels: list[Panel] = []
    for leaf, one in fits:
        again = fit(one.cells, _widths(one.cells, leaf, space), alike, measure) if one.scale > scale else None
        panels += _panels(leaf, again or one, space)
    return tuple(panels)


def pages_of(items: Sequence[Item], order: Sequence[str], space: Space) -> tuple[tuple[Column, ...], ...]:
    """The columns of each page, before anything is measured."""
    capacity = _capacity(space)
    arranged = arrange(items, order, capacity)
    return tuple(columns for leaf in _leaves(arranged.columns, capacity, space) for columns in leaf.pages)


def _capacity(space: Space) -> int:
    return max(2, int((space.width + space.gap + 0.01) / (space.column_least + space.gap)))


def in_groups(count: int, capacity: int, *, even: bool = False, least: int = 1) -> tuple[int, ...]:
    """How many columns stand on each page: as equal as can be, and never one by itself. `even`: so many pages."""
    pages = max(least, -(-count // capacity))
    if even and pages > 1:
        pages += pages % 2
    if pages > 1 and count // pages < 2:  # a lonely one
        pages = max(1, count // 2)
        if even and pages > 1:
            pages -= pages % 2
    each, over = divmod(count, pages)
    return tuple(each + (number < over) for number in range(pages))


def _leaves(columns: Sequence[Column], capacity: int, space: Space) -> Iterator[_Leaf]:
    pages, start = [], 0
    for size in in_groups(len(columns), capacity, even=space.spread, least=space.pages):
        pages.append(tuple(columns[start : start + size]))
        start += size
    together = 2 if space.spread and len(pages) > 1 else 1
    for first in range(0, len(pages), together):
        yield _Leaf(tuple(pages[first : first + together]))


def _column(leaf: _Leaf, page: int, space: Space) -> float:
    count = len(leaf.pages[page])
    return (space.width - space.gap * (count - 1)) / count


def _lanes(leaf: _Leaf, page: int, space: Space) -> int:
    """How many cells have room beside each other in one column."""
    return int((_column(leaf, page, space) + space.gap + 0.01) / (space.lane_least + space.gap))


def _extent(cell: Cell, leaf: _Leaf, space: Space) -> tuple[float, float]:
    """The left edge of a cell and its width."""
    column = _column(leaf, cell.page, space)
    width = (column + space.gap) * (cell.last - cell.first) - space.gap
    lane = (width - space.gap * (cell.lanes - 1)) / cell.lanes
    return cell.first * (column + space.gap) + cell.lane * (lane + space.gap), lane


def _widths(found: Sequence[Cell], leaf: _Leaf, space: Space) -> list[float]:
    return [_extent(cell, leaf, space)[1] for cell in found]


def _stretches(found: Sequence[Cell], leaf: _Leaf, space: Space, measure: Measure, cuts: int) -> list[Fit]:
    """The day, or a stretch of it, on as many pages as it takes."""
    widths = _widths(found, leaf, space)
    whole = fit(found, widths, space, measure)
    tolerated = _TOLERATED[cuts] if cuts < len(_TOLERATED) else 1.0
    if whole is not None and whole.lost <= tolerated * len(found):
        return [whole]
    at = _cut(found, widths, space, measure, hard=whole is None)
    if at is None:
        assert whole is not None  # what cannot be cut always fits
        return [whole]
    parts: list[Fit] = []
    for part in _halves(found, at):
        parts += _stretches(part, leaf, space, measure, cuts + 1)
    if whole is not None and sum(part.lost for part in parts) >= whole.lost:
        return [whole]  # a cut would spare nothing
    return parts


def _cut(
    found: Sequence[Cell], widths: Sequence[float], space: Space, measure: Measure, *, hard: bool
) -> Moment | None:
    """The best moment to cut: few things are on then, a break ends or begins, and both pages are about as full."""
    line = axis(found, int(space.depth / space.step))
    place = {moment: number for number, moment in enumerate(line.moments)}
    needs = []
    for cell, width in zip(found, widths, strict=True):
        height = 0.0 if cell.echo else measure(cell, Level.FULL, width, space.scales[-1])
        needs.append((place[cell.begin], place[cell.end], round((height or 0.0) / space.step)))
    ys = least(len(line.moments), needs)
    first, last = line.moments[0][0], line.moments[-1][0]
    best: tuple[tuple[bool, float], Moment] | None = None
    for number, moment in enumerate(line.moments[1:-1], 1):
        if not hard and (moment[0] - first < _SHORTEST or last - moment[0] < _SHORTEST):
            continue
        part = ys[number] / (ys[-1] or 1)
        crossing = sum(cell.begin < moment < cell.end for cell in found)
        rows = any(moment in (cell.begin, cell.end) and _is_row(cell) for cell in found)
        cost = 3.0 * crossing / max(2, len({(c.page, c.first) for c in found})) + 4 * (part - 0.5) ** 2 - 0.2 * rows
        key = (not _MIDDLE[0] <= part <= _MIDDLE[1], cost)
        if best is None or key < best[0]:
            best = (key, moment)
    return best[1] if best else None


def _is_row(cell: Cell) -> bool:
    return cell.last - cell.first > 1


def _halves(found: Sequence[Cell], at: Moment) -> tuple[list[Cell], list[Cell]]:
    above = [replace(c, end=min(c.end, at), after=c.after or c.end > at) for c in found if c.begin < at]
    below = [replace(c, begin=max(c.begin, at), before=c.before or c.begin < at) for c in found if c.end > at]
    return above, below


def _panels(leaf: _Leaf, one: Fit, space: Space) -> Iterator[Panel]:
    y = dict(zip(one.axis.moments, one.ys, strict=True))
    labels = tuple((minute, one.ys[place]) for place, minute in one.axis.labels)
    breaks = tuple((one.ys[place] + one.ys[place + 1]) / 2 for place in one.axis.left_out)
    for page, columns in enumerate(leaf.pages):
        boxes = []
        for cell, level in zip(one.cells, one.levels, strict=True):
            if cell.page == page:
                x, width = _extent(cell, leaf, space)
                boxes.append(Box(cell, x, y[cell.begin], width, y[cell.end] - y[cell.begin], level))
        yield Panel(columns, tuple(boxes), labels, breaks, one.ys[-1], one.scale, page, one.true)
