"""Squares within squares, in lines, from the title's axis on: order, until it becomes disorder.

In: a field, dice. Out: path operators.
"""

from __future__ import annotations

from math import ceil

from booklet.artwork.dice import Dice
from booklet.artwork.field import Field
from booklet.artwork.pen import Pen, Point

_SPARK = 3
_TONES = (1.3, 1.1, 0.8)
_LINE = 0.02  # of a square's side


def draw(field: Field, dice: Dice) -> str:
    pen = Pen()
    side = field.module * dice.pick((1.0, 1.25, 1.5))
    columns, rows = ceil((field.width - field.axis) / side), ceil(field.height / side)
    nested = dice.pick((5, 6, 7))
    rising = dice.chance(0.5)
    marked = (dice.integer(columns // 3, max(columns // 3, columns - 3)), dice.integer(rows // 3, max(1, rows - 2)))
    strokes: dict[int, list[list[Point]]] = {}
    for row in range(rows):
        for column in range(columns):
            along = (column + 0.5) / columns
            wild = (0.6 * along + 0.4 * (row + 0.5) / rows if rising else along) ** 2
            centre = (field.axis + (column + 0.5) * side, (row + 0.5) * side)
            for ring in range(nested):
                if dice.unit() < wild * 0.5:
                    continue
                half = side / 2 * (1 - ring / nested) - side * _LINE
                kind = _SPARK if (column, row) == marked else ring % 3
                shake = 0.0 if row == 0 and wild < 0.2 else side * 0.34 * wild
                strokes.setdefault(kind, []).append(_square(centre, half, shake, dice))
    pen.out.append('1 j')
    for kind, shapes in sorted(strokes.items()):
        spark = kind == _SPARK
        colour = field.palette.spark if spark else field.palette.tone(_TONES[kind])
        pen.stroke(colour, side * _LINE * (1.8 if spark else 1))
        for points in shapes:
            pen.polygon(points)
        pen.put('S')
    return str(pen)


def _square(centre: Point, half: float, shake: float, dice: Dice) -> list[Point]:
    """Its corners, each shaken; none below the field."""
    x, y = centre
    return [
        (
            x + right * half + dice.between(-shake, shake),
            max(half * 0.1, y + up * half + dice.between(-shake, shake)),
        )
        for right, up in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
