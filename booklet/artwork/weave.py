"""A cloth: bands of several widths, over and under one another; the warp ends in a fringe towards the title.

In: a field, dice. Out: path operators.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booklet.artwork.dice import Dice
from booklet.artwork.field import Field
from booklet.artwork.pen import Pen

_BINDINGS = ((2, 1, 1), (3, 1, 2), (4, 2, 1), (4, 2, 3), (5, 2, 2))  # period, threads over, shift from row to row
_UNIT = 0.22  # of a module: the narrowest band
_AIR = 0.3  # between bands, of the narrowest
_CLOTH, _FRINGE = 0.34, 0.26  # of the height: where the cloth begins, and how far the fringe is uneven


@dataclass(frozen=True, slots=True)
class Band:
    """A thread: where it begins, how broad it is, and its tone."""

    start: float
    breadth: float
    tone: float


def draw(field: Field, dice: Dice) -> str:
    pen = Pen()
    unit = field.module * _UNIT
    warp = _bands(field.axis % unit - unit * 4, field.width, unit, dice)
    weft = _bands(field.height * _CLOTH, field.height, unit, dice)
    period, over, shift = dice.pick(_BINDINGS)
    spark = dice.integer(1, len(weft) // 2)
    for band in warp:
        end = field.height * dice.between(0.0, _FRINGE)
        pen.fill(field.palette.tone(band.tone))
        pen.box(band.start, end, band.breadth, field.height - end)
        pen.put('f')
    gap = unit * _AIR / 2
    for row, band in enumerate(weft):
        covered = [(column + row * shift) % period < over for column in range(len(warp))]
        runs = list(_runs(warp, covered, gap, field.width))
        pen.fill(field.palette.ground)
        for left, right in runs:
            pen.box(left, band.start - gap, right - left, band.breadth + 2 * gap)
        pen.put('f')
        pen.fill(field.palette.spark if row == spark else field.palette.tone(min(1.3, band.tone + 0.12)))
        for left, right in runs:
            pen.box(left, band.start, right - left, band.breadth)
        pen.put('f')
    return str(pen)


def _runs(warp: Sequence[Band], covered: Sequence[bool], gap: float, end: float) -> Iterator[tuple[float, float]]:
    """From where to where a thread lies above: over neighbours in one piece."""
    start = 0.0
    for index, band in enumerate(warp):
        before = index > 0 and covered[index - 1]
        if covered[index] and not before:
            start = band.start - gap
        elif before and not covered[index]:
            yield start, band.start - gap
    if covered[-1]:
        yield start, end


def _bands(start: float, end: float, unit: float, dice: Dice) -> list[Band]:
    """Bands from start to end, in a pattern of breadths and tones that repeats."""
    pattern = [(dice.pick((1, 1, 2, 3)), dice.pick((0.5, 0.75, 1.0, 1.2))) for _ in range(dice.integer(3, 5))]
    bands: list[Band] = []
    at = start
    while at < end:
        size, tone = pattern[len(bands) % len(pattern)]
        bands.append(Band(at, size * unit, tone))
        at += (size + _AIR) * unit
    return bands
