"""Galleys to pages: where one page ends and the next begins.

In: slugs, the height of a column and the layout's rules. Out: the slugs of each column of each page. Pure: knows no
font and no PDF. The pages are a shortest path over all breaks, after M. F. Plass, "Optimal Pagination Techniques for
Automatic Typesetting Systems" (Stanford, 1981). What it costs to break a rule is so far from what the next costs that
no rule ever gives way to a weaker one, however often: nothing overflows; headings stand with their text; what must
keep together does; no widow, no orphan; no page much too short; no word broken over a leaf's turn; running text fills
its page but for a line or two; units whole; and then, weighed against each other, facing pages level and pages full.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import add
from typing import Literal

from booklet.design import Breaks
from booklet.slug import Slug

Reason = Literal['full', 'keep', 'forced', 'end']
Rule = Literal['overfull', 'heading', 'keep', 'orphan', 'widow', 'hyphen']

# Costs are integers; each rule has its own 44 bits of them, room for all the pages of a book.
_UNIT, _STOPPED, _TURN, _TOO_SHORT, _WIDOW, _KEEP, _HEADING, _OVERFULL = (1 << 44 * rank for rank in range(1, 9))
_UNPAYABLE = 1 << 44 * 9
_PRICES: dict[Rule, int] = {
    'overfull': _OVERFULL,
    'heading': _HEADING,
    'keep': _KEEP,
    'orphan': _WIDOW,
    'widow': _WIDOW,
}
_THOUSAND = 1000  # too short by a whole page; stopped a line early
_RAGGED_FOOT = 2.01  # lines that running text may lack at the foot
_LEVEL, _SHORT = 640.0, 160.0  # for each line squared
_HYPHEN = 4800  # a word broken over the gutter of a spread
_FEW_LINES, _LONELY = 3, 32_000  # a last page with fewer lines than this, and its price
_ALWAYS_ALLOWED = 0.1  # of the height: what any page may lack
_NEAR = 0.01  # points


@dataclass(frozen=True, slots=True)
class PageSpan:
    """A page: for each of its columns the first slug and the one after the last; and why the page ends.

    `broken` names the rules that could not be kept: 'overfull' (a slug is taller than its column), 'heading' (one is
    cut off from its text), 'keep', 'orphan', 'widow', and 'hyphen' (a word is broken over the leaf's turn).
    """

    columns: tuple[tuple[int, int], ...]
    reason: Reason
    broken: tuple[Rule, ...] = ()


@dataclass(slots=True)
class _State:
    """The cheapest way to a break: what was paid, where the last column began and its number, the state before."""

    cost: int
    start: int
    number: int
    before: _State | None
    reason: Reason


# Where a column may end: the slug after it, the price, what is added where the leaf is turned after it (at a forced
# break or the end: where it is alone on its page), its depth, why.
_End = tuple[int, int, int, float, Reason]


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

    Every slug is on exactly one page, in order; only a slug taller than its column overflows. Where the first page's
    columns are too short to begin in, they stay empty. A rule that cannot be kept is broken where that costs least.
    The columns of the last page, and of one before a forced break, are made even.
    """
    return _break(slugs, height, breaks, (first_recto,), columns, first_height)[first_recto]


def break_for_both_sides(
    slugs: Sequence[Slug], height: float, breaks: Breaks, *, columns: int = 1, first_height: float | None = None
) -> dict[bool, list[PageSpan]]:
    """As `break_pages`, for a galley that begins on a recto (True) and for one that begins on a verso (False)."""
    return _break(slugs, height, breaks, (True, False), columns, first_height)


def _break(
    slugs: Sequence[Slug],
    height: float,
    breaks: Breaks,
    sides: Sequence[bool],
    columns: int,
    first_height: float | None,
) -> dict[bool, list[PageSpan]]:
    if not slugs:
        return {side: [] for side in sides}
    first = height if first_height is None else first_height
    if columns == 1 and not breaks.level_facing and first >= height - _NEAR:
        search = _Pages(slugs, height, height, breaks, True, 1)
        sweep = search.sweep()
        return {side: _laid_out(search, sweep.pages(side), side) for side in sides}
    if not breaks.level_facing:  # columns of a page that need only be level with one another: one search for both sides
        search = _Pages(slugs, height, first, breaks, None, columns)
        pages = list(search.pages())
        return {side: _laid_out(search, pages, side) for side in sides}
    found = {}
    for side in sides:
        search = _Pages(slugs, height, first, breaks, side, columns)
        found[side] = _laid_out(search, search.pages(), side)
    return found


def _laid_out(
    search: _Pages, found: Iterable[tuple[tuple[tuple[int, int], ...], Reason]], first_recto: bool
) -> list[PageSpan]:
    pages: list[PageSpan] = []
    for spans, reason in found:
        tall = search.height if pages else search.first
        if search.columns > 1 and reason in ('forced', 'end'):
            spans = search.balanced(spans[0][0], spans[-1][1], tall)
        turned = first_recto == (len(pages) % 2 == 0)
        pages.append(PageSpan(spans, reason, search.broken(spans, tall, turned)))
    return pages


@dataclass(frozen=True, slots=True)
class _Sweep:
    """For pages of one column that need not be level: from each slug on, where its page best ends, and why.

    What is best there does not depend on the pages before, but for the side that the page is on.
    """

    on_recto: list[tuple[int, Reason]]
    on_verso: list[tuple[int, Reason]]
    cost: int  # of all pages, for the dearer side to begin on

    def pages(self, recto: bool) -> Iterator[tuple[tuple[tuple[int, int], ...], Reason]]:
        """Page for page its slugs and why it ends, for a first page on this side."""
        start = 0
        while start < len(self.on_recto):
            stop, reason = (self.on_recto if recto else self.on_verso)[start]
            yield ((start, stop),), reason
            start, recto = stop, not recto


class _Pages:
    """The search: forward over the slugs, from each break to those that can end the column that begins there.

    With `first_recto` None it is for pages on either side: a leaf may be turned after any of them.
    Columns are numbered from the first page's first; those after the third page's have the second page's numbers again.
    """

    def __init__(
        self,
        slugs: Sequence[Slug],
        height: float,
        first: float,
        breaks: Breaks,
        first_recto: bool | None,
        columns: int,
    ) -> None:
        self.slugs, self.height, self.first, self.columns = slugs, height, first, columns
        self.down = [0.0, *accumulate(s.height + s.space_before for s in slugs)]
        self.flaws = _flaws(slugs, breaks, self.down, height)
        self.prices = [sum(map(_PRICES.__getitem__, flaws)) for flaws in self.flaws]
        self.turned = [_TURN * s.hyphen for s in slugs]  # of a column that ends with this slug
        self.forced = [i for i, s in enumerate(slugs) if s.forced and i] + [len(slugs)]
        self.inside, self.running = self._units(breaks)
        self.own = list(map(add, self.prices, self.inside))  # of a break before each slug, wherever the column stands
        self.spare = max(breaks.whole, _ALWAYS_ALLOWED)
        self.line = max(1.0, sorted(s.height for s in slugs)[len(slugs) // 2])
        numbers = range(3 * columns)
        recto = [first_recto is None or (number // columns % 2 == 0) == first_recto for number in numbers]
        self.turns = [recto[n] and n % columns == columns - 1 for n in numbers]
        # A column stands beside the one before it: on the same page, or on a recto that faces its verso.
        self.faces = [n % columns > 0 or (breaks.level_facing and recto[n]) for n in numbers]
        self.following = [*numbers[1:], columns]
        self.new_page = [*([columns] * columns), *([2 * columns] * columns), *([columns] * columns)]
        deepest = max(height, max(s.height for s in slugs))
        self.steepest = int(_LEVEL * (deepest / self.line + 1) ** 2)  # no step between facing columns costs more

    def _units(self, breaks: Breaks) -> tuple[list[int], list[bool]]:
        """For a break before each slug: the price of the unit broken, and whether text runs on over it."""
        heights: dict[int, float] = {}
        for slug in self.slugs:
            if slug.unit >= 0:
                heights[slug.unit] = heights.get(slug.unit, -slug.space_before) + slug.height + slug.space_before
        prices, running = [0], [False]
        for before, slug in zip(self.slugs, self.slugs[1:], strict=False):
            inside = slug.unit >= 0 and slug.unit == before.unit
            fits = inside and breaks.whole > 0 and heights[slug.unit] <= self.height + _NEAR
            prices.append(_UNIT if fits else 0)
            running.append(inside or slug.line > 0)
        return prices, running

    def pages(self) -> Iterator[tuple[tuple[tuple[int, int], ...], Reason]]:
        """Page for page the spans of its columns and why it ends."""
        found = self._search(self.spare, _UNPAYABLE)
        if found.cost >= _TOO_SHORT:  # shorter pages than a setting allows may keep what is stronger
            found = self._search(1.0, found.cost)
        cuts: list[tuple[int, int, int, Reason]] = []
        stop, state = len(self.slugs), found
        while state.before is not None:
            cuts.append((state.number, state.start, stop, state.reason))
            stop, state = state.start, state.before
        spans: list[tuple[int, int]] = []
        for number, start, stop, reason in reversed(cuts):
            spans.append((start, stop))
            if number % self.columns == self.columns - 1 or reason in ('forced', 'end') or start == stop:
                yield tuple(spans), reason
                spans = []

    def sweep(self) -> _Sweep:
        """The best pages from every slug on, found from the end backward; for one column, facing pages not level."""
        found = self._swept(self.spare)
        return found if found.cost < _TOO_SHORT else self._swept(1.0)

    def _swept(self, spare: float) -> _Sweep:
        count = len(self.slugs)
        recto, verso = [0] * (count + 1), [0] * (count + 1)  # what the pages from a slug on cost
        on_recto: list[tuple[int, Reason]] = [(0, 'end')] * count
        on_verso = on_recto.copy()
        for start in range(count - 1, -1, -1):
            last = self._last(start)
            least = least_verso = -1
            for stop, price, more, _, reason in self._ends(start, self.height, spare):
                cost = price + more + verso[stop]
                if least < 0 or cost < least:
                    least, on_recto[start] = cost, (stop, reason)
                # The leaf is not turned after a verso; at the end `more` is the price of a lonely page.
                cost = price + recto[stop] + (more if stop == last else 0)
                if least_verso < 0 or cost < least_verso:
                    least_verso, on_verso[start] = cost, (stop, reason)
            recto[start], verso[start] = least, least_verso
        return _Sweep(on_recto, on_verso, max(recto[0], verso[0]))

    def _search(self, spare: float, most: int) -> _State:
        """The cheapest way to the end, among those no dearer than `most`.

        Ends that leave more than `spare` of a column empty are tried only where no other keeps what is stronger.
        """
        # At each break, by the number of the column that begins there, and by the depth of the one that it faces.
        ways: list[dict[int, dict[float | None, _State]]] = [{} for _ in range(len(self.slugs) + 1)]
        known_ends, rest, least = self._rests(spare)
        most = min(most, least + self.steepest * (len(self.slugs) + 1))
        ways[0][0] = {None: _State(0, 0, 0, None, 'end')}
        if self.first < self.height - _NEAR:
            ways[0][self.columns] = {None: _State(_THOUSAND * _TOO_SHORT, 0, 0, ways[0][0][None], 'keep')}
        for start in range(len(self.slugs)):
            found: dict[float, list[_End]] = {}
            last = self._last(start)
            for number, lefts in ways[start].items():
                if known_ends and number >= self.columns:
                    ends = known_ends[start]
                else:
                    height = self.first if number < self.columns else self.height
                    ends = found[height] = found.get(height) or self._ends(start, height, spare)
                states = sorted(lefts.items(), key=lambda item: item[1].cost)
                cheapest = states[0][1]
                states = self._rivals(states)
                turns, alone, beside = self.turns[number], number % self.columns == 0, self.following[number]
                faced, page = self.faces[beside], self.new_page[number]
                for stop, price, more, depth, reason in ends:
                    before, cost = cheapest, cheapest.cost
                    if reason == 'full':
                        if states:
                            before, cost = self._levelled(states, depth)
                        left, following = depth if faced else None, beside
                    else:
                        left, following = None, page if reason == 'forced' else beside
                    cost += price
                    if more and (turns if last > stop else alone):
                        cost += more
                    if cost > most or (rest and cost + rest[stop][following] > most):
                        continue
                    reached = ways[stop].setdefault(following, {})
                    known = reached.get(left)
                    if known is None or cost < known.cost:
                        reached[left] = _State(cost, start, number, before, reason)
            if start:
                ways[start] = {}
        return min((s for lefts in ways[-1].values() for s in lefts.values()), key=lambda s: s.cost)

    def _rests(self, spare: float) -> tuple[list[list[_End]], list[list[int]], int]:
        """What is known from the end backward: where each column may end; what the columns from there on cost at least,
        by the number of the first of them, as though facing ones never had to be level; and what all pages do.

        A way that is dearer by more than all levelling can cost (`steepest` a column) cannot be the cheapest. Only for
        galleys with units: there nearly all ends lie inside units, and need not be tried. Of the columns of the first
        page, which may be shorter, nothing is known.
        """
        if not any(self.inside):
            return [], [], _UNPAYABLE
        count, later = len(self.slugs), range(self.columns, 3 * self.columns)
        ends: list[list[_End]] = [[]] * count
        rest = [[0] * (3 * self.columns) for _ in range(count + 1)]
        for start in range(count - 1, -1, -1):
            found = ends[start] = self._ends(start, self.height, spare)
            for number in later:
                rest[start][number] = self._least(found, number, rest, self._last(start))
        return ends, rest, self._least_of_all(rest, spare)

    def _least(self, ends: Sequence[_End], number: int, rest: Sequence[Sequence[int]], last: int) -> int:
        """The cheapest of a column's ends, with all that follows it."""
        following, page = self.following[number], self.new_page[number]
        turns, alone = self.turns[number], number % self.columns == 0
        least = _UNPAYABLE
        for stop, price, more, _, reason in ends:
            cost = price + rest[stop][page if reason == 'forced' else following]
            if more and (turns if last > stop else alone):
                cost += more
            if cost < least:
                least = cost
        return least

    def _least_of_all(self, rest: Sequence[Sequence[int]], spare: float) -> int:
        """What all pages cost at least: through the columns of the first page, and from there on as is known."""
        least = _UNPAYABLE
        if self.first < self.height - _NEAR:
            least = _THOUSAND * _TOO_SHORT + rest[0][self.columns]
        ways = {0: 0}
        for number in range(self.columns):
            reached: dict[int, int] = {}
            for start, paid in ways.items():
                last = self._last(start)
                for stop, price, more, _, reason in self._ends(start, self.first, spare):
                    cost = paid + price
                    if more and (self.turns[number] if last > stop else number % self.columns == 0):
                        cost += more
                    if reason == 'forced' or stop == len(self.slugs) or number == self.columns - 1:
                        least = min(least, cost + rest[stop][self.columns])
                    elif cost < reached.get(stop, _UNPAYABLE):
                        reached[stop] = cost
            ways = reached
        return least

    def _rivals(self, states: list[tuple[float | None, _State]]) -> list[tuple[float | None, _State]]:
        """Of states by cost those that may be the best to go on from; none where that is the first in any case."""
        if states[0][0] is None:
            return []
        bound = states[0][1].cost + self.steepest
        return [(left, state) for left, state in states if state.cost <= bound]

    def _levelled(self, states: list[tuple[float | None, _State]], depth: float) -> tuple[_State, int]:
        """The best state for a column of this depth, and its cost with that of the step to the column it faces."""
        best, least = states[0][1], -1
        for left, state in states:
            cost = state.cost
            if least >= 0 and cost >= least:
                break
            if left is not None:
                cost += int(_LEVEL * ((left - depth) / self.line) ** 2)
            if least < 0 or cost < least:
                best, least = state, cost
        return best, least

    def _last(self, start: int) -> int:
        """The slug at which the columns from `start` on end in any case."""
        return self.forced[bisect_right(self.forced, start)]

    def _ends(self, start: int, height: float, spare: float) -> list[_End]:
        """Where a column from `start` may end. One that can hold all up to a forced break or the end does."""
        down, line, spare = self.down, self.line, spare * height
        top = down[start] + self.slugs[start].space_before
        limit = bisect_right(down, top + height + _NEAR) - 1  # the last slug after which all still fits
        overfull = 0
        if limit <= start:
            limit, overfull = start + 1, _OVERFULL
        last = self._last(start)
        if last <= limit:
            lonely = _LONELY if last - start < _FEW_LINES and start else 0
            reason: Reason = 'end' if last == len(self.slugs) else 'forced'
            return [(last, overfull, lonely, down[last] - top, reason)]
        found: list[_End] = []
        sound = False
        strong, prices, turned, running = self.prices, self.own, self.turned, self.running
        foot, most, scale = top + height, self.spare * height, _SHORT / line**2
        ragged = _RAGGED_FOOT * line
        for stop in range(limit, start, -1):
            short = foot - down[stop]
            if short > spare and sound:
                break
            sound = sound or strong[stop] < _WIDOW
            price, more = overfull + prices[stop], turned[stop - 1]
            if short > 0:
                price += int(scale * short * short)
                if short > most:
                    price += int(_THOUSAND * short / height) * _TOO_SHORT
            if more:
                price, more = price + _HYPHEN, more - _HYPHEN
            if running[stop]:
                if short > ragged:
                    price += int(_THOUSAND * (short / line - _RAGGED_FOOT)) * _STOPPED
                found.append((stop, price, more, down[stop] - top, 'full'))
            else:
                found.append((stop, price, more, down[stop] - top, 'full' if stop == limit else 'keep'))
        return found

    def balanced(self, start: int, stop: int, height: float) -> tuple[tuple[int, int], ...]:
        """The columns of a page at the least height that keeps the strong rules, then even, the first the deepest."""
        # By the slug after it, for so many columns: flaws, greatest depth, unevenness, and the breaks, latest first.
        best: dict[int, tuple[int, float, float, tuple[int, ...]]] = {start: (0, 0.0, 0.0, ())}
        done = [best]
        for _ in range(self.columns):
            reached: dict[int, tuple[int, float, float, tuple[int, ...]]] = {}
            for begin, (flaws, deepest, uneven, cuts) in done[-1].items():
                for end in range(begin + 1, stop + 1):
                    depth = self._depth(begin, end)
                    price = self.prices[end] if end < stop else 0
                    if depth > height + _NEAR:
                        if end > begin + 1:
                            break
                        price += _OVERFULL
                    way = (
                        flaws + price,
                        round(max(deepest, depth), 2),
                        round(uneven + depth**2, 2),
                        (*cuts, -end),
                    )
                    if end not in reached or way < reached[end]:
                        reached[end] = way
            done.append(reached)
        flaws, _, _, cuts = min(ways[stop] for ways in done[1:] if stop in ways)
        ends = [-cut for cut in cuts]
        return tuple(zip([start, *ends], ends, strict=False))

    def _depth(self, start: int, stop: int) -> float:
        return self.down[stop] - self.down[start] - self.slugs[start].space_before if stop > start else 0.0

    def broken(self, spans: Sequence[tuple[int, int]], height: float, recto: bool) -> tuple[Rule, ...]:
        """The rules that a page breaks."""
        found: list[Rule] = []
        for number, (start, stop) in enumerate(spans):
            if self._depth(start, stop) > height + _NEAR:
                found.append('overfull')
            if stop not in self.forced and stop > start:
                found += self.flaws[stop]
                if recto and number == len(spans) - 1 and self.slugs[stop - 1].hyphen:
                    found.append('hyphen')
        return tuple(dict.fromkeys(found))


def _flaws(slugs: Sequence[Slug], breaks: Breaks, down: Sequence[float], height: float) -> list[tuple[Rule, ...]]:
    """Which strong rules a break before each slug breaks, wherever the column stands."""
    flaws: list[tuple[Rule, ...]] = []
    free = _tall_runs(slugs, down, height)
    since = max(1, breaks.heading_lines)  # lines since the last heading
    for index, slug in enumerate(slugs):
        found: list[Rule] = []
        if since < breaks.heading_lines and (since == 0 or not _begins(slugs, index)):
            found.append('heading')
        if slug.keep and index not in free:
            found.append('keep')
        if 0 < slug.line < breaks.orphans:
            found.append('orphan')
        if slug.line and slug.lines - slug.line < breaks.widows:
            found.append('widow')
        flaws.append(tuple(found))
        since = 0 if slug.heading else since + 1
    return [*flaws, ()]


def _tall_runs(slugs: Sequence[Slug], down: Sequence[float], height: float) -> set[int]:
    """The slugs kept to those before them in runs that no column can hold; such a run may be broken anywhere."""
    free: set[int] = set()
    index = 1
    while index < len(slugs):
        start = index - 1
        while index < len(slugs) and slugs[index].keep and not slugs[index].forced:
            index += 1
        if down[index] - down[start] - slugs[start].space_before > height + _NEAR:
            free.update(range(start + 1, index))
        index += 1
    return free


def _begins(slugs: Sequence[Slug], index: int) -> bool:
    """Whether a heading begins here: what stands under the one before it is all there is."""
    while index < len(slugs) and slugs[index].line + 1 < slugs[index].lines:
        index += 1
    return index < len(slugs) and slugs[index].heading
