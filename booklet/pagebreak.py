"""Galleys to pages: where one page ends and the next begins.

In: slugs, the height of a column and the layout's rules. Out: the slugs of each column of each page. Pure: knows no
font and no PDF. The pages are a shortest path over all breaks, after M. F. Plass, "Optimal Pagination Techniques for
Automatic Typesetting Systems" (Stanford, 1981), with prices so far apart that a rule never gives way to a weaker one:
nothing overflows; what must keep together does; no widow, no orphan; no page much too short; no word broken over a
leaf's turn; running text fills its page but for a line or two; units whole; facing pages level; pages full.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from booklet.design import Breaks
from booklet.slug import Slug

Reason = Literal['full', 'keep', 'forced', 'end']

_KEEP, _WIDOW, _TOO_SHORT, _TURN, _UNIT = 1e14, 1e11, 1e9, 1e7, 1e6  # what breaking each rule costs
_STOPPED, _RAGGED_FOOT = 3e6, 2.01  # for each line that running text ends short by, beyond so many
_HYPHEN = 300.0  # a word broken over the gutter of a spread
_LEVEL, _SHORT = 40.0, 10.0  # for each line squared
_ALWAYS_ALLOWED = 0.1  # of the height: what any page may lack
_FEW_LINES, _LONELY = 3, 2000.0  # a last page with fewer lines than this, and its price
_NEAR = 0.01  # points


@dataclass(frozen=True, slots=True)
class PageSpan:
    """A page: for each of its columns the first slug and the one after the last; and why the page ends."""

    columns: tuple[tuple[int, int], ...]
    reason: Reason


@dataclass(slots=True)
class _State:
    """The cheapest way to a break: what was paid, where the last column began, the state before.

    `side` counts columns from the first recto's first; `left` is how deep the facing column's text went, if it counts.
    """

    cost: float
    start: int
    before: _State | None
    left: float | None
    reason: Reason


_States = dict[tuple[int, float | None], _State]


def break_pages(
    slugs: Sequence[Slug],
    height: float,
    breaks: Breaks,
    first_recto: bool,
    *,
    columns: int = 1,
    first_height: float | None = None,
) -> list[PageSpan]:
    """The pages of a galley; heights in points, `first_height` that of the first page's columns.

    Every slug is on exactly one page, in order; only a slug taller than its column overflows. A rule that cannot be
    kept is broken where that costs least. The columns of the last page are made even.
    """
    if not slugs:
        return []
    first = height if first_height is None else first_height
    cuts = _Pages(slugs, height, first, breaks, first_recto, columns).cuts()
    pages: list[PageSpan] = []
    for index in range(0, len(cuts), columns):
        spans = [(start, stop) for start, stop, _ in cuts[index : index + columns]]
        pages.append(PageSpan(tuple(spans), cuts[min(index + columns, len(cuts)) - 1][2]))
    if columns > 1:
        pages[-1] = _balanced(pages[-1], slugs, height if len(pages) > 1 else first, breaks, columns)
    return pages


def _balanced(page: PageSpan, slugs: Sequence[Slug], height: float, breaks: Breaks, columns: int) -> PageSpan:
    """The page's columns at the least height that still holds them."""
    start, stop = page.columns[0][0], page.columns[-1][1]
    part = slugs[start:stop]
    depths = sorted({_depth(part, i, j) for i in range(len(part)) for j in range(i + 1, min(len(part), i + 200) + 1)})
    low, high = 0, bisect_right(depths, height + _NEAR)
    while low < high:
        middle = (low + high) // 2
        cuts = _Pages(part, depths[middle], depths[middle], breaks, True, 1).cuts()
        if len(cuts) <= columns and all(_depth(part, a, b) <= depths[middle] + _NEAR for a, b, _ in cuts):
            high = middle
        else:
            low = middle + 1
    if low >= len(depths):
        return page
    cuts = _Pages(part, depths[low], depths[low], breaks, True, 1).cuts()
    if len(cuts) > columns:
        return page
    return PageSpan(tuple((start + a, start + b) for a, b, _ in cuts), page.reason)


def _depth(slugs: Sequence[Slug], start: int, stop: int) -> float:
    return sum(s.height + s.space_before for s in slugs[start:stop]) - slugs[start].space_before


class _Pages:
    """The search: forward over the slugs, from each break to those that can end the column that begins there."""

    def __init__(
        self, slugs: Sequence[Slug], height: float, first: float, breaks: Breaks, first_recto: bool, columns: int
    ) -> None:
        self.slugs, self.breaks, self.columns = slugs, breaks, columns
        self.height, self.first, self.first_recto = height, first, first_recto
        self.down = [0.0, *accumulate(s.height + s.space_before for s in slugs)]
        self.prices = _prices(slugs, breaks)
        self.tall = self._tall_units()
        self.spare = max(breaks.whole, _ALWAYS_ALLOWED)
        thinnest = min(max(1.0, slug.height) for slug in slugs)
        self.most_uneven = _LEVEL * (max(height, first) / thinnest) ** 2

    def _tall_units(self) -> set[int]:
        """Units that no column can hold, and may be broken anywhere."""
        heights: dict[int, float] = {}
        for slug in self.slugs:
            if slug.unit >= 0:
                heights[slug.unit] = heights.get(slug.unit, -slug.space_before) + slug.height + slug.space_before
        return {unit for unit, height in heights.items() if height > self.height + _NEAR}

    def cuts(self) -> list[tuple[int, int, Reason]]:
        """Columns in order: first slug, the one after the last, why it ends."""
        total = len(self.slugs)
        # At each break, by the number of the column that begins there and the depth of the one it faces.
        states: list[_States] = [{} for _ in range(total + 1)]
        states[0][0, None] = _State(0.0, 0, None, None, 'end')
        cycle = 2 * self.columns
        for start in range(total):
            ends: dict[tuple[float, bool], list[tuple[int, float, float, Reason]]] = {}  # the same for many states
            for (number, _), state in self._hopeful(states[start]):
                on_first = start == 0 or (number < self.columns and not self._wrapped(state))
                height, turns = self.first if on_first else self.height, self._turns(number)
                if (height, turns) not in ends:
                    ends[height, turns] = self._ends(start, height, turns)
                for stop, price, depth, reason in ends[height, turns]:
                    faces, left = self._facing(number), state.left
                    cost = state.cost + price
                    if faces and left is not None and reason == 'full':
                        cost += _LEVEL * ((left - depth) / self._line(stop)) ** 2
                    seen = depth if reason == 'full' else None
                    key = ((number + 1) % cycle, seen)
                    best = states[stop].get(key)
                    if best is None or cost < best.cost:
                        states[stop][key] = _State(cost, start, state, seen, reason)
            states[start] = states[start] if start == 0 else {}
        state = min(states[total].values(), key=lambda s: s.cost)
        found: list[tuple[int, int, Reason]] = []
        stop = total
        while state.before is not None:
            found.append((state.start, stop, state.reason))
            stop, state = state.start, state.before
        return found[::-1]

    def _hopeful(self, states: _States) -> list[tuple[tuple[int, float | None], _State]]:
        """Without those that cost more than another of the same side and all that a level spread could save them.

        Whoever begins a first page's column stays, for its height may differ.
        """
        least: dict[int, float] = {}
        for (number, _), state in states.items():
            least[number] = min(least.get(number, state.cost), state.cost)
        return [
            (key, state)
            for key, state in states.items()
            if state.cost <= least[key[0]] + self.most_uneven or (self.columns > 1 and key[0] < self.columns)
        ]

    def _wrapped(self, state: _State) -> bool:
        """Whether the columns so far are more than the first page has."""
        count = 0
        at: _State | None = state
        while at is not None and at.before is not None:
            count += 1
            if count >= self.columns:
                return True
            at = at.before
        return False

    def _facing(self, number: int) -> bool:
        """Whether a column stands beside the one before it: on the same page, or on a recto that faces its verso."""
        if number % self.columns:
            return True
        recto = (number // self.columns) % 2 == (0 if self.first_recto else 1)
        return self.breaks.level_facing and recto

    def _turns(self, number: int) -> bool:
        """Whether the leaf is turned after this column."""
        recto = (number // self.columns) % 2 == (0 if self.first_recto else 1)
        return recto and number % self.columns == self.columns - 1

    def _line(self, stop: int) -> float:
        return max(1.0, self.slugs[stop - 1].height)

    def _ends(self, start: int, height: float, turns: bool) -> list[tuple[int, float, float, Reason]]:
        """Where a column from `start` may end: the slug after it, the price, its depth, why."""
        slugs, down = self.slugs, self.down
        top = down[start] + slugs[start].space_before
        limit = bisect_right(down, top + height + _NEAR) - 1  # the last slug after which all still fits
        limit = max(limit, start + 1)
        for stop in range(start + 1, min(limit, len(slugs) - 1) + 1):
            if slugs[stop].forced:
                return [(stop, 0.0, down[stop] - top, 'forced')]
        if limit >= len(slugs):
            few = sum(1 for _ in range(start, len(slugs))) < _FEW_LINES and start > 0
            return [(len(slugs), _LONELY if few else 0.0, down[len(slugs)] - top, 'end')]
        found: list[tuple[int, float, float, Reason]] = []
        sound = False
        for stop in range(limit, start, -1):
            depth = down[stop] - top
            short = height - depth
            if sound and short > self.spare * height:
                break
            price = self.prices[stop]
            sound = sound or price < _TOO_SHORT
            inside = slugs[stop].unit >= 0 and slugs[stop].unit == slugs[stop - 1].unit
            if inside and self.breaks.whole and slugs[stop].unit not in self.tall:
                price += _UNIT
            if slugs[stop - 1].hyphen:
                price += _TURN if turns else _HYPHEN
            if short > self.spare * height:
                price += _TOO_SHORT * short / height
            lines = short / self._line(stop)
            running = inside or slugs[stop].line > 0
            if running and lines > _RAGGED_FOOT:
                price += _STOPPED * (lines - _RAGGED_FOOT)
            price += _SHORT * lines**2
            found.append((stop, price, depth, 'full' if running else 'keep'))
        return found


def _prices(slugs: Sequence[Slug], breaks: Breaks) -> list[float]:
    """What it costs to break before each slug, wherever the column stands."""
    prices = [0.0] * (len(slugs) + 1)
    since = max(1, breaks.heading_lines)  # lines since the last heading
    for index, slug in enumerate(slugs):
        price = 0.0
        if slug.keep or since == 0 or (since < breaks.heading_lines and not _begins(slugs, index)):
            price += _KEEP
        if slug.line:
            if slug.line < breaks.orphans:
                price += _WIDOW
            if slug.lines - slug.line < breaks.widows:
                price += _WIDOW
        prices[index] = price
        since = 0 if slug.heading and breaks.heading_lines else since + 1
    return prices


def _begins(slugs: Sequence[Slug], index: int) -> bool:
    """Whether a heading begins here: what stands under the one before it is all there is."""
    while index < len(slugs) and slugs[index].line + 1 < slugs[index].lines:
        index += 1
    return index < len(slugs) and slugs[index].heading
