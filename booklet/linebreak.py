"""Paragraphs to lines: D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and
Experience 11 (1981), 1119–1184, with TeX's passes and arithmetic (D. E. Knuth, TeX: The Program, 1986; § its sections).

In: the feasible breakpoints of a paragraph and a measure. Out: the breakpoints chosen. Pure: knows no font and no PDF.

TeX holds every breakpoint against all active nodes. Here each node looks forward instead: the line ends that it can
reach form a window, found by bisection and scanned until a line is overfull, so that one or two candidates are tried
for each node and not a list of nodes for each candidate. The nodes, their order and their demerits are TeX's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from booklet.breakpoints import FORCED, INFINITE_PENALTY, Box, Breakpoints, Glue, Item, Penalty, compile_items

__all__ = [
    'FORCED',
    'INFINITE_PENALTY',
    'Box',
    'Breakpoints',
    'Broken',
    'Glue',
    'Item',
    'Parameters',
    'Penalty',
    'badness',
    'balance',
    'break_paragraph',
    'compile_items',
]

_INFINITE_BADNESS = 10000
_INFINITE_STRETCH = 1e6  # points and more: fil glue
_AWFUL = 1 << 62
_NEAR = 1e-6  # points
_MOST = 100_000_000  # demerits for badness (§859)
_LAST_LINE_DEMERITS = 20_000
_LADDER_DEMERITS = 10_000_000


@dataclass(frozen=True, slots=True)
class Parameters:
    """TeX's parameters of line breaking, with plain TeX's values; lengths in points.

    Own: `line_stretch`, what each line may lack besides its spaces' stretch (a ragged margin); `last_line_minimum`,
    below which a last line costs demerits; `max_hyphens`, how many lines in succession may end in one where that is
    avoidable; `last_resort`, the tolerance of one more pass, tried before a line may be overfull (0: none).
    """

    pretolerance: int = 100
    tolerance: int = 200
    line_penalty: int = 10
    adjacent_demerits: int = 10000
    double_hyphen_demerits: int = 10000
    final_hyphen_demerits: int = 5000
    emergency_stretch: float = 0.0
    line_stretch: float = 0.0
    last_line_minimum: float = 0.0
    max_hyphens: int = 2
    last_resort: int = 0


@dataclass(frozen=True, slots=True)
class Broken:
    """`breaks` index `points`; `overfull` numbers the lines, from 0, that are wider than their measure."""

    points: Breakpoints
    breaks: list[int]
    overfull: tuple[int, ...] = ()


def badness(short: float, give: float) -> int:
    """About 100 (short/give)³, as TeX computes it (§108)."""
    if short <= 0:
        return 0
    if give <= 0:
        return _INFINITE_BADNESS
    ratio = int(297 * short / give)
    return _INFINITE_BADNESS if ratio > 1290 else (ratio * ratio * ratio + 131072) >> 18


def break_paragraph(
    plain: Breakpoints,
    hyphenated: Callable[[], Breakpoints] | None,
    width: float,
    parameters: Parameters = Parameters(),
    *,
    first_width: float | None = None,
) -> Broken:
    """TeX's passes (§863): without hyphens at `pretolerance`, with them at `tolerance`, with emergency stretch.

    The last accepts overfull lines where nothing else is left. `width` in points, `first_width` that of the first line.
    """
    first = width if first_width is None else first_width
    found = None
    if parameters.pretolerance >= 0:
        found = _pass(plain, width, first, parameters, parameters.pretolerance, final=False)
    if found:
        return found
    points = hyphenated() if hyphenated else plain
    stretchable = parameters.emergency_stretch > 0
    found = _pass(points, width, first, parameters, parameters.tolerance, final=not stretchable)
    if not found:
        eased = replace(parameters, line_stretch=parameters.line_stretch + parameters.emergency_stretch)
        found = _pass(points, width, first, eased, parameters.tolerance, final=True)
        if found and found.overfull and parameters.last_resort:
            found = _pass(points, width, first, eased, parameters.last_resort, final=True)
    assert found  # a final pass always breaks
    return found


def _pass(
    points: Breakpoints, width: float, first: float, parameters: Parameters, tolerance: int, *, final: bool
) -> Broken | None:
    """One pass; where it makes ladders of hyphens, a second with their length in each node's state."""
    tolerance = min(tolerance, _INFINITE_BADNESS)
    found = _search(points, width, first, parameters, tolerance, final, 0)
    if found and _ladder(found) > parameters.max_hyphens:
        return _search(points, width, first, parameters, tolerance, final, parameters.max_hyphens) or found
    return found


def _ladder(broken: Broken) -> int:
    """The most lines in succession that end in a hyphen."""
    longest = run = 0
    for k in broken.breaks:
        run = run + 1 if broken.points.flagged[k] else 0
        longest = max(longest, run)
    return longest


def _search(
    points: Breakpoints,
    width: float,
    first: float,
    parameters: Parameters,
    tolerance: int,
    final: bool,
    rungs: int,
) -> Broken | None:
    """The breaks of fewest demerits. A node is a break, a fitness class and, with `rungs`, how many hyphens precede.

    A cell holds for one break the best demerits of each state and the node that they come from; states count by fitness
    class, very loose 0 to tight 3 (§817), then by hyphens in succession.
    """
    end, after, penalties, flags = points.end, points.after, points.penalty, points.flagged
    end_stretch, end_shrink = points.end_stretch, points.end_shrink
    line_penalty, adjacent = parameters.line_penalty, parameters.adjacent_demerits
    double, background = parameters.double_hyphen_demerits, parameters.line_stretch
    last = len(end) - 1
    states = 4 * (rungs + 1)
    reach = ((tolerance + 1) / 100) ** (1 / 3) + 0.01 if tolerance < _INFINITE_BADNESS else 0.0
    # No break before the first whose most stretched line fills the measure can be one; `top` makes that monotone.
    top = list(accumulate([e + reach * s for e, s in zip(end, end_stretch, strict=True)], max)) if reach else []
    forced = iter([k for k, penalty in enumerate(penalties) if penalty <= FORCED])
    stop = -1  # the next forced break, which no line passes
    cells: list[list[int] | None] = [None] * len(end)
    origin: list[int] = [-1]  # of each node: its break
    before: list[int] = [-1]  # and the node that its line began at
    overfull: set[int] = set()
    furthest, dead, dead_node, dead_class = -1, -1, 0, 4
    for start in range(-1, last):
        if start < 0:
            nodes = [(0, 2, 0, 0)]  # demerits, fitness, hyphens in succession, number (§864)
            x = y = z = 0.0
            measure, hyphen = first, False
        else:
            cell = cells[start]
            if cell is None:
                continue
            least = min(cell[:states]) + (adjacent if not rungs else _AWFUL)
            nodes = []
            for state in range(states):
                if cell[state] <= least and cell[state] < _AWFUL:
                    nodes.append((cell[state], state & 3, state >> 2, len(origin)))
                    origin.append(start)
                    before.append(cell[states + state])
            x, y, z = after[start], points.after_stretch[start], points.after_shrink[start]
            measure, hyphen = width, flags[start]
        k = start + 1
        if stop < k:
            stop = next(forced)
        if reach:
            k = bisect_left(top, measure + x + reach * (y - background), k, stop)
        while True:
            short = measure + x - end[k]
            penalty = penalties[k]
            if short > 0:
                give = end_stretch[k] - y + background
                if give >= _INFINITE_STRETCH:
                    bad, fitness = 0, 2
                else:
                    ratio = int(297 * short / give) if give > 0 else 1291
                    bad = _INFINITE_BADNESS if ratio > 1290 else (ratio * ratio * ratio + 131072) >> 18
                    fitness = 2 if bad <= 12 else 1 if bad <= 99 else 0
            else:
                give = end_shrink[k] - z
                if -short > give + _NEAR:
                    if k >= dead:
                        dead, dead_node, dead_class = k, nodes[-1][3], 4
                    break
                bad = badness(-short, give)
                fitness = 3 if bad > 12 else 2
            if bad <= tolerance:
                price = min((line_penalty + bad) ** 2, _MOST)
                if penalty > 0:
                    price += penalty * penalty
                elif penalty > FORCED:
                    price -= penalty * penalty
                flagged = flags[k]
                if hyphen:
                    if k == last:
                        price += parameters.final_hyphen_demerits
                    elif flagged:
                        price += double
                if k == last and start >= 0 and end[k] - x < parameters.last_line_minimum:
                    price += _LAST_LINE_DEMERITS
                target = cells[k]
                if target is None:
                    target = cells[k] = [_AWFUL] * states + [0] * states
                for demerits, old, run, node in nodes:
                    total = demerits + price
                    if not -1 <= fitness - old <= 1:
                        total += adjacent
                    state = fitness
                    if rungs and flagged:
                        if run == rungs:
                            total += _LADDER_DEMERITS
                        state += 4 * min(run + 1, rungs)
                    if total <= target[state]:
                        target[state], target[states + state] = total, node
                if k > furthest:
                    furthest = k
            if penalty <= FORCED:
                if bad > tolerance and k >= dead:
                    dead, dead_node, dead_class = k, nodes[-1][3], fitness
                break
            k += 1
        if furthest <= start or furthest < 0:  # no node is left
            if not final:
                return None
            # The node that held out longest ends its line where it died, at no cost (§854).
            target = cells[dead] = [_AWFUL] * states + [0] * states
            state = min(dead_class, 3)
            target[state], target[states + state] = 0, dead_node
            if dead_class == 4:  # overfull
                overfull.add(dead)
            furthest = dead
    return _trace(points, cells[last], states, origin, before, overfull)


def _trace(
    points: Breakpoints,
    cell: list[int] | None,
    states: int,
    origin: list[int],
    before: list[int],
    overfull: set[int],
) -> Broken | None:
    """The chain of nodes that ends the paragraph with fewest demerits, the first of equals (§874)."""
    if cell is None:
        return None
    best = min(range(states), key=cell.__getitem__)
    breaks = [len(points.end) - 1]
    node = cell[states + best]
    while origin[node] >= 0:
        breaks.append(origin[node])
        node = before[node]
    breaks.reverse()
    return Broken(points, breaks, tuple(n for n, k in enumerate(breaks) if k in overfull))


def balance(
    points: Breakpoints,
    width: float,
    parameters: Parameters = Parameters(),
    *,
    first_width: float | None = None,
) -> Broken:
    """A title's lines, ragged: as many as the measure needs, the longest as short as can be, then as even as can be.

    The last is no lone word unless the longest would grow for it.
    """
    first = width if first_width is None else first_width
    latest = _filled(points, width, first)
    if len(latest) == 1:
        return Broken(points, latest)
    end, after, last = points.end, points.after, latest[-1]
    windows = [range(a, b + 1) for a, b in zip(_filled_back(points, width, len(latest)), latest, strict=True)]
    forced = [k for k in range(last + 1) if points.penalty[k] <= FORCED]

    def lines(starts: Iterable[int], k: int) -> Iterator[tuple[int, float]]:
        """The lines that end at break k: where they begin, and how far right they reach."""
        for j in starts:
            reach = end[k] - after[j] if j >= 0 else end[k] + width - first
            if j < k and (j + 1 == k or (reach <= width + _NEAR and forced[bisect_right(forced, j)] >= k)):
                yield j, reach

    longest = {-1: 0.0}
    for window in windows:
        tried = {k: [max(longest[j], reach) for j, reach in lines(longest, k)] for k in window}
        longest = {k: min(ways) for k, ways in tried.items() if ways}
    limit = longest[last] + _NEAR
    lone = len(latest) * limit**2  # more than any unevenness
    even: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}
    for window in windows:
        paths = {
            k: [
                (even[j][0] + (limit - reach) ** 2 + (lone if j == last - 1 else 0.0), [*even[j][1], k])
                for j, reach in lines(even, k)
                if reach <= limit
            ]
            for k in window
        }
        even = {k: min(ways) for k, ways in paths.items() if ways}
    return Broken(points, even[last][1])


def _filled(points: Breakpoints, width: float, first: float) -> list[int]:
    """Each line takes what goes on it; at least one piece."""
    breaks: list[int] = []
    start, measure, k, last = 0.0, first, 0, len(points.end) - 1
    while True:
        best = k
        while k <= last and (points.end[k] - start <= measure + _NEAR or k == best):
            best = k
            if points.penalty[k] <= FORCED:
                break
            k += 1
        breaks.append(best)
        if best == last:
            return breaks
        start, measure, k = points.after[best], width, best + 1


def _filled_back(points: Breakpoints, width: float, lines: int) -> list[int]:
    """The earliest that each of so many lines may end, found by filling lines from the last one up."""
    breaks = [len(points.end) - 1]
    for left in range(lines - 1, 0, -1):
        k = breaks[-1]
        j = k - 1
        while j >= left and points.penalty[j] > FORCED and points.end[k] - points.after[j - 1] <= width + _NEAR:
            j -= 1
        breaks.append(j)
    return breaks[::-1]
