"""An axis of time that several columns share, or that each has by itself: as true to scale as their texts allow.

In: what must stand between which minutes, in steps. Out: the step at which each minute stands. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from booklet.grid.axis import least, settle

_EMPTY = 30  # minutes that a stretch without anything counts as at most


@dataclass(frozen=True, slots=True)
class Need:
    """From `start` to `end`, minutes, there must be so many steps."""

    start: int
    end: int
    steps: int


Places = Mapping[int, int]  # minutes → steps from the top


def shared(rows: Sequence[Sequence[Sequence[Need]]], steps: int, most: float) -> list[list[Places]] | None:
    """Rows one below the other in so many steps, each of one or more axes side by side.

    None where even the texts alone do not fit. Axes that are the only ones of their rows are of one scale; rows of
    several axes share the steps by what they need. `most`: steps a minute, at the most.
    """
    found = [[_Times(needs) for needs in row] for row in rows]
    if all(len(row) == 1 for row in found):
        return _stacked([row[0] for row in found], steps, most)
    depths = [max((one.depth for one in row), default=0) for row in found]
    if sum(depths) > steps:
        return None
    spare = steps - sum(depths)
    out: list[list[Places]] = []
    for row, depth in zip(found, depths, strict=True):
        own = depth + spare * depth // max(1, sum(depths))
        settled = [settle(one.minutes, one.needs, own, most) or [0] for one in row]
        out.append([dict(zip(one.times, ys, strict=False)) for one, ys in zip(row, settled, strict=True)])
    return out


def _stacked(rows: Sequence[_Times], steps: int, most: float) -> list[list[Places]] | None:
    """All rows as one axis, nothing between them."""
    minutes: list[int] = []
    needs: list[tuple[int, int, int]] = []
    starts: list[int] = []
    for row in rows:
        if minutes or starts:
            minutes.append(0)
        starts.append(len(minutes))
        needs += [(start + len(minutes), end + len(minutes), count) for start, end, count in row.needs]
        minutes += row.minutes
    ys = settle(minutes, needs, steps, most)
    if ys is None:
        return None
    return [
        [{time: ys[start + place] - ys[start] for place, time in enumerate(row.times)}]
        for start, row in zip(starts, rows, strict=True)
    ]


class _Times:
    """The minutes at which something begins or ends, and from each to the next; what is needed, by their places."""

    def __init__(self, needs: Iterable[Need]) -> None:
        needs = [need for need in needs if need.end > need.start]
        self.times = sorted({time for need in needs for time in (need.start, need.end)})
        place = {time: number for number, time in enumerate(self.times)}
        self.needs = [(place[need.start], place[need.end], need.steps) for need in needs]
        on = [0] * (len(self.times) + 1)
        for start, end, _ in self.needs:
            on[start] += 1
            on[end] -= 1
        self.minutes, count = [], 0
        for number, (time, after) in enumerate(zip(self.times, self.times[1:], strict=False)):
            count += on[number]
            self.minutes.append(after - time if count else min(after - time, _EMPTY))

    @property
    def depth(self) -> int:
        return least(len(self.times), self.needs)[-1] if self.times else 0
