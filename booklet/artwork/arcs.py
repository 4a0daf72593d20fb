"""Arcs about one point on the title's axis: each ring is wider than the one within it, by the same ratio.

In: a field, dice. Out: path operators.
"""

from __future__ import annotations

from math import hypot

from booklet.artwork.dice import Dice
from booklet.artwork.field import Field
from booklet.artwork.pen import Pen

_STEP = 11.25  # degrees: every arc begins and ends on a sixteenth of the half circle
_STEPS = 16
_RINGS = 9
_TONES = (0.5, 1.0, 1.3)


def draw(field: Field, dice: Dice) -> str:
    pen = Pen()
    x = field.axis
    ratio = dice.pick((1.42, 1.5, 1.62))
    reach = max(hypot(x, field.height), hypot(field.width - x, field.height))
    spark = dice.integer(_RINGS - 5, _RINGS - 4)
    turn, tone = dice.integer(0, 6), 0
    for ring in range(_RINGS):
        outer = reach * ratio ** (ring - _RINGS + 1)
        inner = outer / ratio
        band = (outer - inner) * 0.72
        start = turn
        while start < _STEPS:
            end = min(start + dice.integer(3, 9), _STEPS)
            tone = (tone + dice.integer(1, 2)) % 3
            sparks = ring == spark
            if sparks:
                spark = -1
            thin = not sparks and dice.chance(0.3)
            pen.fill(field.palette.spark if sparks else field.palette.tone(_TONES[tone]))
            pen.ring(x, 0, outer - band * (0.4 if thin else 1), outer, start * _STEP, end * _STEP)
            pen.put('f')
            start = end + dice.integer(1, 5)
        turn = (turn + dice.integer(2, 7)) % 8
    return str(pen)
