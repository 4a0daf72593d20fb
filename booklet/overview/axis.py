"""An axis of time that several columns share: as true to scale as their texts allow.

In: what must stand between which minutes, in steps. Out: the step at which each minute stands. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_EMPTY = 30  # minutes that a stretch without anything counts as at most
_SEARCHES = 24


@dataclass(frozen=True, slots=True)
class Need:
    """From `start` to `end`, minutes, there must be so many steps."""

    start: int
    end: int
    steps: int


@dataclass(frozen=True, slots=True)
class Axis:
    """`places`: minutes → steps from the top. `rate`: steps a minute, where texts do not want more."""

    places: Mapping[int, int]
    rate: float = 0.0

    @property
    def depth(self) -> int:
        return max(self.places.values(), default=0)


def shared(columns: Sequence[Sequence[Need]], steps: int, most: float) -> tuple[Axis, ...] | None:
    """An axis for each row of columns, one below the other in so many steps, all at the greatest rate that fits.

    None where even the texts alone do not fit. `most` is the greatest rate that is of use.
    """
    rows = [_Row(needs) for needs in columns]

    def depth(rate: float) -> int:
        return sum(row.places(rate)[-1] for row in rows)

    if depth(0.0) > steps:
        return None
    low, high = 0.0, most
    if depth(high) <= steps:
        low = high
    else:
        for _ in range(_SEARCHES):
            middle = (low + high) / 2
            low, high = (middle, high) if depth(middle) <= steps else (low, middle)
    return tuple(Axis(dict(zip(row.times, row.places(low), strict=False)), low) for row in rows)


class _Row:
    def __init__(self, needs: Iterable[Need]) -> None:
        needs = [need for need in needs if need.end > need.start]
        self.times = sorted({time for need in needs for time in (need.start, need.end)})
        number = {time: place for place, time in enumerate(self.times)}
        self.ending: list[list[tuple[int, int]]] = [[] for _ in self.times]
        held = [0] * (len(self.times) + 1)
        for need in needs:
            first, last = number[need.start], number[need.end]
            self.ending[last].append((first, need.steps))
            held[first] += 1
            held[last] -= 1
        self.lengths, count = [], 0
        for place, (time, after) in enumerate(zip(self.times, self.times[1:], strict=False)):
            count += held[place]
            self.lengths.append(after - time if count else min(after - time, _EMPTY))

    def places(self, rate: float) -> list[int]:
        """The longest path to each minute: so far down as the scale and all texts above it want."""
        out = [0]
        for place, length in enumerate(self.lengths, 1):
            least = out[-1] + int(rate * length + 0.5)
            out.append(max([least, *(out[first] + steps for first, steps in self.ending[place])]))
        return out
