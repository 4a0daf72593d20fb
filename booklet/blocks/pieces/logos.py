"""A row of logos that look equally large: each has the same area, whatever its form.

In: the proportions of each (width / height), the room. Out: the place of each, points, and the height of all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

_BROAD = 2.2  # width / height of a usual logo: one of these is just as high as asked
_TALLEST = 1.3  # of the height asked: no tall logo stands out farther
_GAP = 0.9  # of the height, between two
_APART = 0.7  # of the height, between rows
_SHRINK, _STEPS = 0.95, 60  # the sizes that are tried
_SMALLER = 0.75  # of the height asked: what one row may cost; else there are more
_ROWS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """`y` downwards from the top of all rows."""

    x: float
    y: float
    width: float
    height: float


def rows(aspects: Sequence[float], width: float, height: float) -> tuple[tuple[Place, ...], float]:
    """Logos from left to right in rows no wider than this, each in the middle of its row; at most three rows."""
    if not aspects:
        return (), 0.0
    tried = [height * _SHRINK**step for step in range(_STEPS)]
    one = (own for own in tried if own >= _SMALLER * height and len(_set(aspects, width, own)[1]) == 1)
    few = (own for own in tried if len(_set(aspects, width, own)[1]) <= _ROWS)
    height = next(one, next(few, tried[-1]))
    sizes, broken = _set(aspects, width, height)
    places: list[Place] = []
    y, number = 0.0, 0
    for count in broken:
        row = sizes[number : number + count]
        tall = max(own for _, own in row)
        x = 0.0
        for wide, own in row:
            places.append(Place(x, y + (tall - own) / 2, wide, own))
            x += wide + _GAP * height
        y += tall + _APART * height
        number += count
    return tuple(places), y - _APART * height


def _set(aspects: Sequence[float], width: float, height: float) -> tuple[list[tuple[float, float]], list[int]]:
    """The size of each, and how many stand in each row."""
    sizes = [_size(aspect, height, width) for aspect in aspects]
    return sizes, _broken([wide for wide, _ in sizes], width, _GAP * height)


def _size(aspect: float, height: float, width: float) -> tuple[float, float]:
    aspect = min(max(aspect, 0.05), 40.0)
    own = min(height * sqrt(_BROAD / aspect), height * _TALLEST, width / aspect)
    return own * aspect, own


def _broken(widths: Sequence[float], width: float, gap: float) -> list[int]:
    """How many stand in each row: as few rows as can be, and those as even as can be."""
    fewest = len(_greedy(widths, width, gap))
    low, high = 0.0, width
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_greedy(widths, middle, gap)) <= fewest else (middle, high)
    return _greedy(widths, high, gap)


def _greedy(widths: Sequence[float], width: float, gap: float) -> list[int]:
    counts = [0]
    taken = 0.0
    for own in widths:
        if counts[-1] and taken + gap + own > width + 0.01:
            counts.append(0)
            taken = 0.0
        taken += own + (gap if counts[-1] else 0.0)
        counts[-1] += 1
    return counts
