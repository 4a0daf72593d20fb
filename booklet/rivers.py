"""What the eye sees across lines: stacks, where the same word stands at the ends of two, and rivers, where spaces do.

In: a paragraph's breakpoints and the breaks chosen. Out: which of them had better be others. Line breaking itself knows
one line at a time; so a second look finds such breaks, makes them dearer, and has the paragraph broken again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from booklet.breakpoints import FORCED, Breakpoints
from booklet.linebreak import Broken, Parameters, break_paragraph

_TRIES = 2
_PENALTY = 60  # as much as a line of about twice the usual price
_WIDE = 0.45  # of their stretch, a fifth of themselves: by how much spaces are wider that make a river
_SHORTEST = 3  # letters of a word that makes a stack

# Of a break: the words before and after it, '' for a part of a word; of -1, '' and the paragraph's first.
Sides = Callable[[int], tuple[str, str]]


def smoothed(
    broken: Broken, width: float, parameters: Parameters, sides: Sides, *, first_width: float | None = None
) -> Broken:
    """The same paragraph with fewer stacks and rivers, if there are any and other breaks do not cost much more."""
    first = width if first_width is None else first_width

    def flaws(found: Broken) -> set[int]:
        return stacks(found.breaks, sides) | rivers(found, width, first, parameters.expansion)

    best, fewest = broken, flaws(broken)
    points, found = broken.points, fewest
    for _ in range(_TRIES):
        if not found:
            break
        points = _dearer(points, found)
        again = break_paragraph(points, None, width, replace(parameters, pretolerance=-1), first_width=first)
        found = flaws(again)
        if len(found) < len(fewest) and len(again.overfull) <= len(best.overfull):
            best, fewest = Broken(broken.points, again.breaks, again.overfull), found
    return best


def stacks(breaks: Sequence[int], sides: Sides) -> set[int]:
    """The breaks beside which two lines that follow each other begin, or end, with the same word."""
    found: set[int] = set()
    last, (before, after) = -1, sides(-1)
    for k in breaks[:-1]:
        previous, following = sides(k)
        if (following == after and len(after) >= _SHORTEST) or (previous == before and len(before) >= _SHORTEST):
            found |= {max(last, breaks[0]), k}
        before, after, last = previous, following, k
    return found


def rivers(broken: Broken, width: float, first: float, expansion: float) -> set[int]:
    """The breaks above and below the middle line of three in which wide spaces stand beneath each other."""
    points, breaks = broken.points, broken.breaks
    loose = [_looseness(points, start, stop, width, expansion) for start, stop in pairwise(breaks[:-1])]
    if breaks[1:]:
        loose.insert(0, _looseness(points, -1, breaks[0], first, expansion))
    found: set[int] = set()
    for number in range(2, len(loose)):
        if loose[number] > 0 and loose[number - 1] > 0 and loose[number - 2] > 0:
            flow: list[tuple[float, float]] | None = None
            for line in range(number - 2, number + 1):
                indent = 0.0 if line else width - first
                start = breaks[line - 1] if line else -1
                spaces = [
                    (a + indent, b + indent) for a, b in _spaces(points, start, breaks[line], loose[line], expansion)
                ]
                flow = spaces if flow is None else [space for space in spaces if _flows(space, flow)]
            if flow:
                found |= {breaks[number - 2], breaks[number - 1]}
    return found


def _looseness(points: Breakpoints, start: int, stop: int, measure: float, expansion: float) -> float:
    """By how much of their stretch a line's spaces are wider than they are; 0 where they are not wide."""
    x, y = (points.after[start], points.after_stretch[start]) if start >= 0 else (0.0, 0.0)
    short, give = measure - (1 + expansion) * (points.end[stop] - x), points.end_stretch[stop] - y
    return short / give if give > 0 and short > _WIDE * give else 0.0


def _flows(space: tuple[float, float], above: Sequence[tuple[float, float]]) -> bool:
    """Whether a space of the line above covers half of this one."""
    left, right = space
    return any(min(b, right) - max(a, left) >= (right - left) / 2 for a, b in above)


def _spaces(
    points: Breakpoints, start: int, stop: int, looseness: float, expansion: float
) -> Iterator[tuple[float, float]]:
    """The edges of the spaces in a line, but for those at which no line may end."""
    x, y = (points.after[start], points.after_stretch[start]) if start >= 0 else (0.0, 0.0)
    scale = 1 + expansion
    for k in range(start + 1, stop):
        natural, stretch = points.after[k] - points.end[k], points.after_stretch[k] - points.end_stretch[k]
        if stretch > 0:
            left = scale * (points.end[k] - x) + looseness * (points.end_stretch[k] - y)
            yield left, left + scale * natural + looseness * stretch


def _dearer(points: Breakpoints, breaks: set[int]) -> Breakpoints:
    penalty = list(points.penalty)
    for k in breaks:
        if penalty[k] > FORCED:
            penalty[k] += _PENALTY
    return replace(points, penalty=penalty)
