"""Paragraphs to lines: D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and
Experience 11 (1981), 1119–1184, with TeX's passes and arithmetic (D. E. Knuth, TeX: The Program, 1986; § its sections).

In: the feasible breakpoints of a paragraph and a measure. Out: the breakpoints chosen. Pure: knows no font and no PDF.

TeX holds every breakpoint against all active nodes. Here each node looks forward instead: the line ends that it can
reach form a window, which moves on with the nodes and is scanned until a line is overfull: two or three candidates are
tried for each node, and not a list of nodes for each candidate. The nodes, their order and their demerits are TeX's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import itemgetter
from typing import Any

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
_LOOSEST = 1291  # 297 times the ratio from which on badness is infinite (§108)
_OVERFULL = 4  # beyond the fitness classes
_NEAR = 1e-6  # points
_MOST = 100_000_000  # demerits for badness (§859)
_LAST_LINE_DEMERITS = 20_000
_LADDER_DEMERITS = 10_000_000


@dataclass(frozen=True, slots=True)
class Parameters:
    """TeX's parameters of line breaking, with plain TeX's values; lengths in points.

    Own: `line_stretch`, what each line may lack besides its spaces' stretch (a ragged margin); `last_line_minimum`,
    below which a last line costs demerits; `max_hyphens`, how many lines in succession may end in one where that is
    avoidable; `patience`, the tolerance of one more pass, tried before emergency stretch, and `last_resort`, that of
    another, tried before a line may be overfull (0: none). `expansion`: by how much of its width a line grows or
    shrinks, letters and all, before its spaces give (Hàn Thế Thành, "Micro-typographic Extensions to the TeX
    Typesetting System", TUGboat 21, 2000, pp. 317–434).
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
    patience: int = 0
    last_resort: int = 0
    expansion: float = 0.0


# A way to end a line: its demerits so far, its fitness class (very loose 0 to tight 3, §817), how many lines in
# succession end in a hyphen (counted with `rungs` only), its break, and the node that its line began at. A bare tuple,
# for a large book makes millions.
_Node = tuple[int, int, int, int, Any]
_START: _Node = (0, 2, 0, -1, None)  # §864


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
    stretchable, tolerance = parameters.emergency_stretch > 0, parameters.tolerance
    if parameters.patience:
        found = _pass(points, width, first, parameters, tolerance, final=False)
        tolerance = parameters.patience
        if found and _ladder(found) > parameters.max_hyphens:  # wider spaces may do without it
            found = None
    found = found or _pass(points, width, first, parameters, tolerance, final=not stretchable)
    if not found:
        eased = _eased(parameters)
        found = _pass(points, width, first, eased, tolerance, final=True)
        if found and found.overfull and parameters.last_resort:
            found = _pass(points, width, first, eased, parameters.last_resort, final=True)
    elif parameters.patience and stretchable and _ladder(found) > parameters.max_hyphens:
        other = _pass(points, width, first, _eased(parameters), tolerance, final=False)
        if other and _ladder(other) <= parameters.max_hyphens:
            found = other
    assert found  # a final pass always breaks
    return found


def _eased(parameters: Parameters) -> Parameters:
    """Lines may lack the emergency stretch, too."""
    return replace(parameters, line_stretch=parameters.line_stretch + parameters.emergency_stretch)


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
    """The breaks of fewest demerits, with at most `rungs` hyphens in succession where that is not 0.

    Each break holds the best node of each state that arrives there, until its turn comes as the start of lines. What a
    line is worth is looked up by how far its spaces give (`_ratings`).
    """
    end, end_stretch, end_shrink = points.end, points.end_stretch, points.end_shrink
    expanded, condensed = _scaled(points, parameters.expansion)
    wider, narrower = 1 + parameters.expansion, 1 - parameters.expansion
    penalties, flags = points.penalty, points.flagged
    adjacent, background = parameters.adjacent_demerits, parameters.line_stretch
    loose, tight = _ratings(parameters.line_penalty, tolerance)
    loosest, tightest = len(loose), len(tight)
    patient = tolerance >= _INFINITE_BADNESS  # then the last rating stands for all that are looser
    reach = 0.0 if patient else ((tolerance + 1) / 100) ** (1 / 3) + 0.01
    last = len(end) - 1
    arrivals: list[list[_Node | None] | None] = [None] * len(end)
    empty: list[_Node | None] = [None] * (4 * (rungs + 1))  # by state: fitness class and rungs
    overfull: set[int] = set()
    furthest, dead, dead_node, dead_class = -1, -1, _START, _OVERFULL
    forced, low, measure = -1, 0, first
    x = y = z = rigid = 0.0
    nodes = [_START]
    for start in range(-1, last):
        if start >= 0:
            arrived = arrivals[start]
            if arrived is None:
                continue
            nodes = [node for node in arrived if node]
            if len(nodes) > 1 and not rungs:  # a change of class can cost no more than `adjacent` (§836)
                least = min(nodes)[0] + adjacent
                nodes = [node for node in nodes if node[0] <= least]
            x, y, z = points.after[start], points.after_stretch[start], points.after_shrink[start]
            measure = width
            if points.rigid:
                rigid = points.rigid[start] * parameters.expansion
        if start >= forced:
            forced = penalties.index(FORCED, start + 1)
        # A line that lacks something when it is as wide as it can be is loose; one that is too wide even then, tight.
        goal, tight_goal = measure + wider * x - rigid, measure + narrower * x + rigid
        hyphen, y = start >= 0 and flags[start], y - background
        if start < 1 or patient or low <= start:
            low = start + 1
        if not patient:  # no line ends before the first place to which its spaces can be stretched
            while low < forced and expanded[low] + reach * end_stretch[low] < goal + reach * y:
                low += 1
        reached = -1
        for k in range(low, forced + 1):
            short = goal - expanded[k]
            if short > 0:
                give = end_stretch[k] - y
                ratio = int(297 * short / give) if give > 0 else _LOOSEST
                if ratio >= loosest:
                    if not patient:
                        continue
                    ratio = _LOOSEST
                price, fitness = loose[ratio]
            else:
                ratio, short = 0, condensed[k] - tight_goal
                if short > 0:
                    give = end_shrink[k] - z
                    if short > give + _NEAR:
                        if k >= dead:
                            dead, dead_node, dead_class = k, nodes[-1], _OVERFULL
                        break
                    if give > _NEAR:
                        ratio = int(297 * short / give)
                        if ratio >= tightest:
                            continue
                price, fitness = tight[ratio]
            penalty, flagged = penalties[k], flags[k]
            if penalty > 0:
                price += penalty * penalty
            elif penalty > FORCED:
                price -= penalty * penalty
            elif k == last:
                price += _last_line(parameters, hyphen, start, end[k] - x)
            if hyphen and flagged:
                price += parameters.double_hyphen_demerits
            arriving = arrivals[k]
            if arriving is None:
                arriving = arrivals[k] = empty[:]
            for node in nodes:
                demerits, run, state = node[0] + price, 0, fitness
                if not -1 <= fitness - node[1] <= 1:
                    demerits += adjacent
                if rungs:
                    if flagged and node[2] == rungs:
                        demerits += _LADDER_DEMERITS
                    run = min(node[2] + 1, rungs) if flagged else 0
                    state += 4 * run
                known = arriving[state]
                if known is None or demerits <= known[0]:  # of equals the last (§836)
                    arriving[state] = (demerits, fitness, run, k, node)
            reached = k
        else:
            if reached != forced and forced >= dead:
                dead, dead_node, dead_class = forced, nodes[-1], 0 if goal > expanded[forced] else 3
        if reached > furthest:
            furthest = reached
        if furthest <= start or furthest < 0:  # no node is left
            if not final:
                return None
            # The node that held out longest ends its line where it died, at no cost (§854).
            arrivals[dead] = [(0, min(dead_class, 3), 0, dead, dead_node)]
            if dead_class == _OVERFULL:
                overfull.add(dead)
            furthest = dead
    arrived = arrivals[last]
    return _trace(points, min(filter(None, arrived), key=itemgetter(0)), overfull) if arrived else None


def _scaled(points: Breakpoints, expansion: float) -> tuple[list[float], list[float]]:
    """Where each break lies, all before it being as wide, and as narrow, as expansion makes it."""
    end, rigid = points.end, points.rigid
    if not expansion:
        return end, end
    wider, narrower = 1 + expansion, 1 - expansion
    if rigid:
        parts = [expansion * width for width in rigid]
        return (
            [wider * x - part for x, part in zip(end, parts, strict=True)],
            [narrower * x + part for x, part in zip(end, parts, strict=True)],
        )
    return [wider * x for x in end], [narrower * x for x in end]


@cache
def _ratings(line_penalty: int, tolerance: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """What a line costs, and its fitness class, by 297 times the ratio of what it lacks to its stretch, or of what it
    has too much to its shrink; as far as the tolerance bears it."""
    ratings = []
    for ratio in range(_LOOSEST + 1):
        bad = _INFINITE_BADNESS if ratio > 1290 else (ratio * ratio * ratio + 131072) >> 18
        if bad > tolerance:
            break
        ratings.append((min((line_penalty + bad) ** 2, _MOST), 2 if bad <= 12 else 1 if bad <= 99 else 0))
    return ratings, [(price, 3 if fitness < 2 else 2) for price, fitness in ratings[:298]]


def _last_line(parameters: Parameters, hyphen: bool, start: int, natural: float) -> int:
    """The demerits of a last line for following a hyphen, and for being `natural` points short."""
    price = parameters.final_hyphen_demerits if hyphen else 0
    if start >= 0 and natural < parameters.last_line_minimum:
        price += _LAST_LINE_DEMERITS
    return price


def _trace(points: Breakpoints, node: _Node, overfull: set[int]) -> Broken:
    """The breaks of the chain of nodes that ends the paragraph."""
    breaks: list[int] = []
    while node is not _START:
        breaks.append(node[3])
        node = node[4]
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

    The last is no lone word unless the longest would grow for it. No line ends in a hyphen unless there would be more.
    """
    first = width if first_width is None else first_width
    latest = _filled(points, width, first)
    if len(latest) == 1:
        return Broken(points, latest)
    windows = [range(a, b + 1) for a, b in zip(_filled_back(points, width, len(latest)), latest, strict=True)]
    calm = [[k for k in window if points.penalty[k] <= 0] for window in windows]
    breaks = _even(points, width, first, calm) or _even(points, width, first, windows)
    assert breaks  # where lines are filled they can be evened
    return Broken(points, breaks)


def _even(points: Breakpoints, width: float, first: float, windows: Sequence[Sequence[int]]) -> list[int] | None:
    """The lines that end in these windows; None where no such lines are narrow enough."""
    end, after, last = points.end, points.after, len(points.end) - 1
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
    if last not in longest:
        return None
    limit = longest[last] + _NEAR
    lone = len(windows) * limit**2  # more than any unevenness
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
    return even[last][1]


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
