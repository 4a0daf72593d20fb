"""Quarter discs on a square grid: a motif of a few tiles, turned as it is repeated, let go towards the title.

In: a field, dice. Out: path operators.
"""

from __future__ import annotations

from math import ceil

from booklet.artwork.dice import Dice
from booklet.artwork.field import Field
from booklet.artwork.pen import Pen

_CORNERS = ((0, 0, 0), (1, 0, 90), (1, 1, 180), (0, 1, 270))  # of a tile, and the angle at which its quarter begins
_LAP = 0.1  # points by which squares overlap, so that screens show no seam
_TONES = (0.5, 1.0, 1.3)


def draw(field: Field, dice: Dice) -> str:
    side = field.width / max(4, round(field.width / (field.module * dice.pick((1.3, 1.6)))))
    columns, rows = ceil(field.width / side - 0.01), ceil(field.height / side)
    period = dice.pick((2, 3, 4))
    motif = [
        [(dice.integer(0, 3), dice.integer(0, 2), dice.integer(0, 3)) for _ in range(period)] for _ in range(period)
    ]
    whole = max(1, rows - 2)
    spark = (dice.integer(1, columns - 2), rows - dice.integer(1, whole))
    pen = Pen()
    for row in range(rows):
        for column in range(columns):
            if dice.unit() > 0.3 + 0.8 * (row + 0.5) / (rows - whole + 0.5):
                continue
            turn, tone, form = motif[row % period][column % period]
            turn = (turn + column // period + row // period) % 4
            x, y = column * side, row * side
            right, up, angle = _CORNERS[turn]
            sparks = (column, row) == spark
            if form == 3:
                pen.fill(field.palette.tone(_TONES[(tone + 1) % 3]))
                pen.box(x - _LAP, y - _LAP, side + 2 * _LAP, side + 2 * _LAP)
                pen.put('f')
            pen.fill(field.palette.spark if sparks else field.palette.tone(_TONES[tone]))
            corner = (x + right * side, y + up * side)
            pen.ring(*corner, side / 2 if form == 1 else 0, side, angle, angle + 90)
            pen.put('f')
            if form == 2:
                pen.fill(field.palette.tone(_TONES[(tone + 2) % 3]))
                pen.ring(*corner, 0, side / 2, angle, angle + 90)
                pen.put('f')
    return str(pen)
