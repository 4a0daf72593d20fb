"""A row of logos that look equally large: each has the same area, whatever its form.

In: the proportions of each (width / height), the room. Out: the place of each, points, and the height of all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

_BROAD = 2.2  # width / height of a usual logo: one of these is just as high as asked
_TALLEST = 1.3  # of the height asked: no tall logo stands out farther
_GAP = 0.9  # of the height, between two, and between rows
_SHRINK = 0.92
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
    while True:
        sizes = [_size(aspect, height, width) for aspect in aspects]
        broken = _broken([one for one, _ in sizes], width, _GAP * height)
        if len(broken) <= _ROWS or height < 1:
            break
        height *= _SHRINK
    places: list[Place] = []
    y, number = 0.0, 0
    for count in broken:
        row = sizes[number : number + count]
        tall = max(own for _, own in row)
        x = 0.0
        for wide, own in row:
            places.append(Place(x, y + (tall - own) / 2, wide, own))
            x += wide + _GAP * height
        y += tall + _GAP * height
        number += count
    return tuple(places), y - _GAP * height


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
