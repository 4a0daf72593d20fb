"""Time on a page: where each moment of the day stands.

In: cells, the height that each needs, the depth of the page; all heights are whole steps. Out: a y for each moment at
which something begins or ends, growing with time. Where there is room, time is true to scale; where there is not, a
stretch of time takes what the fullest cell in it needs, and the rest is shared out by the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from booklet.grid.shape import Cell, Moment

LABEL = 2  # steps that a time on the axis takes: a line of text
_LONG = 45  # minutes in which nothing is on: longer ones are left out
_LEFT = 10  # minutes that count of them
_GRAINS = (15, 30, 60, 120, 180, 360)
_LABELLED = 0.5  # of the page's depth: more than that the times on the axis do not take
_ROUNDS = 14  # halvings in the search for the scale: after so many the steps do not change

Need = tuple[int, int, int]  # from moment, to moment (their places on the axis), steps


@dataclass(frozen=True, slots=True)
class Axis:
    """The moments of some cells in order, and the minutes from each to the next, as they count.

    `left_out` are those of these stretches that are empty and long; `labels` the moments that bear one, and the minute.
    """

    moments: tuple[Moment, ...]
    minutes: tuple[int, ...]
    left_out: tuple[int, ...]
    labels: tuple[tuple[int, int], ...]

    def needs(self) -> list[Need]:
        """What the axis itself needs: a line for each label, a mark where time is left out."""
        last = len(self.moments) - 1
        places = [place for place, _ in self.labels]
        needs = [(a, b, LABEL) for a, b in pairwise([*places, last]) if b > a]
        return [*needs, *((at, at + 1, LABEL) for at in self.left_out)]


def axis(cells: Sequence[Cell], steps: int) -> Axis:
    """The axis of some cells on a page of so many steps."""
    moments = sorted({m for cell in cells for m in (cell.begin, cell.end)})
    place = {moment: number for number, moment in enumerate(moments)}
    running = [0] * (len(moments) + 1)
    for cell in cells:
        running[place[cell.begin]] += 1
        running[place[cell.end]] -= 1
    minutes, left_out, on = [], [], 0
    for number in range(len(moments) - 1):
        on += running[number]
        span = moments[number + 1][0] - moments[number][0]
        if not on and span > _LONG:
            left_out.append(number)
        minutes.append(min(span, _LEFT) if not on else span)
    return Axis(tuple(moments), tuple(minutes), tuple(left_out), _labels(cells, place, steps))


def _labels(cells: Iterable[Cell], place: dict[Moment, int], steps: int) -> tuple[tuple[int, int], ...]:
    """The times on the axis: all at which something begins, if there is room; else those that are full quarters, …"""
    begins: dict[int, Moment] = {}
    for cell in cells:
        if not cell.before:
            begins[cell.begin[0]] = min(cell.begin, begins.get(cell.begin[0], cell.begin))
    for grain in (1, *_GRAINS):
        chosen = sorted(minute for minute in begins if minute % grain == 0)
        if len(chosen) * LABEL <= _LABELLED * steps:
            return tuple((place[begins[minute]], minute) for minute in chosen)
    return ()


def least(count: int, needs: Iterable[Need], floor: Sequence[int] = ()) -> list[int]:
    """The highest places that `count` moments can have: the longest paths through what is needed between them."""
    ending: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for start, end, steps in needs:
        ending[end].append((start, steps))
    ys = [0] * count
    for at in range(1, count):
        y = ys[at - 1] + (floor[at - 1] if floor else 0)
        for start, steps in ending[at]:
            if ys[start] + steps > y:
                y = ys[start] + steps
        ys[at] = y
    return ys


def settle(minutes: Sequence[int], needs: Sequence[Need], depth: int, most: float) -> list[int] | None:
    """The y of every moment; None where not all needs fit the depth. `most`: steps a minute, at the most.

    The scale is the largest that fits. Needs that it does not meet stretch their time evenly; if that takes too much,
    as little as will do.
    """
    count = len(minutes) + 1
    if least(count, needs)[-1] > depth:
        return None
    ordered = sorted(needs, key=lambda need: (need[1] - need[0], need))

    def even(scale: float) -> list[int]:
        return _stretched(minutes, ordered, _scaled(minutes, scale))

    def tight(scale: float) -> list[int]:
        return least(count, needs, _scaled(minutes, scale))

    make = even if even(0.0)[-1] <= depth else tight
    if (best := make(most))[-1] <= depth:
        return best
    low, high, best = 0.0, most, make(0.0)
    for _ in range(_ROUNDS):
        scale = (low + high) / 2
        found = make(scale)
        if found[-1] <= depth:
            low, best = scale, found
        else:
            high = scale
    return best


def _scaled(minutes: Sequence[int], scale: float) -> list[int]:
    """The heights of all stretches, true to scale but for whole steps."""
    heights, time, before = [], 0, 0
    for span in minutes:
        time += span
        now = round(time * scale)
        heights.append(now - before)
        before = now
    return heights


def _stretched(minutes: Sequence[int], needs: Iterable[Need], heights: list[int]) -> list[int]:
    """The places of all moments when each need, the shortest first, has stretched what it spans by the clock."""
    for start, end, steps in needs:
        lacking = steps - sum(heights[start:end])
        if lacking <= 0:
            continue
        whole = sum(minutes[start:end])
        time = given = 0
        for number in range(start, end):
            time += minutes[number] if whole else 1
            now = lacking * time // (whole or end - start)
            heights[number] += now - given
            given = now
    ys = [0]
    for height in heights:
        ys.append(ys[-1] + height)
    return ys
