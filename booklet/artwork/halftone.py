"""A sphere in a coarse screen of dots, lit from one side.

In: a field, dice. Out: path operators. A dot is a line of no length with round ends: a tenth of the bytes of a circle.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, hypot, radians, sin, sqrt

from booklet.artwork.dice import Dice
from booklet.artwork.field import Field
from booklet.artwork.pen import Pen, Point, number

_PITCH = 0.36  # of a module, from dot to dot
_SIZES = 24  # of dots, so that those of one size share a line width
_FULLEST = 1.08  # of the pitch: the largest dots run into one another
_SKY = 0.42  # of the pitch: the largest dot beside the sphere


@dataclass(frozen=True, slots=True)
class Sphere:
    """`light`: the direction that it comes from, radians."""

    x: float
    y: float
    radius: float
    light: float

    def value(self, x: float, y: float) -> float | None:
        """How light it is here; None beside it."""
        u, v = (x - self.x) / self.radius, (y - self.y) / self.radius
        if u * u + v * v >= 1:
            return None
        lit = 0.72 * (u * cos(self.light) + v * sin(self.light)) + 0.69 * sqrt(1 - u * u - v * v)
        return 0.16 + 0.84 * max(0.0, lit)


def draw(field: Field, dice: Dice) -> str:
    pitch = field.module * _PITCH
    angle = radians(dice.pick((15, 30, 45, 60, 75)))
    radius = max(field.height * dice.between(0.38, 0.48), field.width * 0.22)
    x, y = field.width * dice.pick((0.36, 0.5, 0.62, 0.68)), radius + field.height * dice.between(0.09, 0.16)
    sphere = Sphere(x, y, radius, radians(dice.pick((30, 60, 120, 150))))
    dots: dict[tuple[bool, int], list[str]] = {}
    for x, y in _screen(field, pitch, angle):
        value = sphere.value(x, y)
        size = round(_SIZES * (_SKY * (y / field.height) ** 1.5 if value is None else value))
        if size and y > size / _SIZES * _FULLEST / 2 * pitch:
            dot = f'{number(x)} {number(y)} m {number(x + 0.01)} {number(y)} l'
            dots.setdefault((value is not None, size), []).append(dot)
    pen = Pen()
    pen.put('J', 1)
    for (inside, size), places in sorted(dots.items()):
        pen.stroke(field.palette.spark if inside else field.palette.ink, pitch * _FULLEST * size / _SIZES)
        pen.out.extend([*places, 'S'])
    return str(pen)


def _screen(field: Field, pitch: float, angle: float) -> Iterator[Point]:
    """The crossings of a square grid, turned, that lie on the field or may be seen from it."""
    across, along = cos(angle) * pitch, sin(angle) * pitch
    count = int(hypot(field.width, field.height) / pitch / 2) + 2
    for row in range(-count, count + 1):
        for column in range(-count, count + 1):
            x = field.width / 2 + column * across - row * along
            y = field.height / 2 + column * along + row * across
            if -pitch < x < field.width + pitch and 0 < y < field.height + pitch:
                yield x, y
