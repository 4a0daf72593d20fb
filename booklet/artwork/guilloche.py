"""Engraver's lines: waves laced round a point, as on bank notes and bonds.

In: a field, dice. Out: path operators.
"""

from __future__ import annotations

from math import cos, pi, sin

from booklet.artwork.dice import Dice
from booklet.artwork.field import Field
from booklet.artwork.pen import Pen, Point

_REACH = 1.07  # of the outermost line, in radii
_POINTS = 5  # of a curve, to a wave


def draw(field: Field, dice: Dice) -> str:
    pen = Pen()
    radius = max(field.height * dice.between(0.55, 0.68), field.width * 0.3)
    centre = (field.width * dice.pick((0.5, 0.62, 0.7)), radius * _REACH)
    lobes = dice.pick((5, 6, 7))
    # Radius, how far the waves swing, how many there are to the round, how many lines, and their tone.
    for mean, swing, waves, lines, tone in (
        (0.79, 0.2, 2 * lobes, 7, 0.9),
        (0.44, 0.16, 2 * lobes, 6, 1.3),
        (0.2, 0.1, lobes, 6, 0.0),
    ):
        pen.stroke(field.palette.tone(tone) if tone else field.palette.spark, field.module * 0.014)
        for line in range(lines):
            pen.curve(_wave(centre, radius, mean, swing, waves, lobes, line / lines), closed=True)
        pen.put('S')
    return str(pen)


def _wave(centre: Point, radius: float, mean: float, swing: float, waves: int, lobes: int, phase: float) -> list[Point]:
    count = waves * _POINTS
    points = []
    for index in range(count):
        angle = 2 * pi * index / count
        breath = 0.62 + 0.38 * cos(lobes * angle)
        r = radius * (mean + swing * breath * sin(waves * angle + 2 * pi * phase) + 0.35 * swing * cos(lobes * angle))
        points.append((centre[0] + r * cos(angle), centre[1] + r * sin(angle)))
    return points
