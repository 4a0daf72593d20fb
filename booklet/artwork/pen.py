"""Path operators of PDF (ISO 32000-1, 8.5), written short.

In: points, as floats. Out: operators. A number has two decimals: a 7000th of an inch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, pi, radians, sin, tan

from booklet.design import Colour

Point = tuple[float, float]
_ROUND = 4 / 3 * (2**0.5 - 1)  # the handles of a quarter circle of radius 1


def number(value: float) -> str:
    text = f'{value:.2f}'.rstrip('0').rstrip('.')
    return '0' if text == '-0' else text


class Pen:
    """Gathers operators; a colour or a width is named only where it changes."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self._fill = self._stroke = self._width = ''

    def __str__(self) -> str:
        return '\n'.join(self.out)

    def put(self, operator: str, *values: float) -> None:
        self.out.append(' '.join([*map(number, values), operator]))

    def fill(self, colour: Colour) -> None:
        said = f'{_rgb(colour)} rg'
        if said != self._fill:
            self.out.append(said)
            self._fill = said

    def stroke(self, colour: Colour, width: float) -> None:
        said = f'{_rgb(colour)} RG'
        if said != self._stroke:
            self.out.append(said)
            self._stroke = said
        said = f'{number(width)} w'
        if said != self._width:
            self.out.append(said)
            self._width = said

    def clip(self, x: float, y: float, width: float, height: float) -> None:
        self.put('re W n', x, y, width, height)

    def box(self, x: float, y: float, width: float, height: float) -> None:
        self.put('re', x, y, width, height)

    def polygon(self, points: Iterable[Point], closed: bool = True) -> None:
        for index, point in enumerate(points):
            self.put('l' if index else 'm', *point)
        if closed:
            self.put('h')

    def disc(self, x: float, y: float, radius: float) -> None:
        k = _ROUND * radius
        self.put('m', x + radius, y)
        self.put('c', x + radius, y + k, x + k, y + radius, x, y + radius)
        self.put('c', x - k, y + radius, x - radius, y + k, x - radius, y)
        self.put('c', x - radius, y - k, x - k, y - radius, x, y - radius)
        self.put('c', x + k, y - radius, x + radius, y - k, x + radius, y)

    def arc(self, x: float, y: float, radius: float, start: float, end: float, begins: bool = True) -> None:
        """Along a circle from one angle to another, degrees; from where the pen is unless it `begins` a path."""
        a, b = radians(start), radians(end)
        self.put('m' if begins else 'l', x + radius * cos(a), y + radius * sin(a))
        steps = max(1, round(abs(b - a) / (pi / 2) + 0.499))
        step = (b - a) / steps
        k = 4 / 3 * tan(step / 4) * radius
        for index in range(steps):
            s, e = a + index * step, a + (index + 1) * step
            x0, y0, x1, y1 = radius * cos(s), radius * sin(s), radius * cos(e), radius * sin(e)
            self.put(
                'c', x + x0 - k * sin(s), y + y0 + k * cos(s), x + x1 + k * sin(e), y + y1 - k * cos(e), x + x1, y + y1
            )

    def ring(self, x: float, y: float, inner: float, outer: float, start: float, end: float) -> None:
        """A sector of a ring."""
        self.arc(x, y, outer, start, end)
        if inner > 0:
            self.arc(x, y, inner, end, start, begins=False)
        else:
            self.put('l', x, y)
        self.put('h')

    def curve(self, points: Sequence[Point], closed: bool = False) -> None:
        """A smooth curve through points (Catmull and Rom's)."""
        count = len(points)
        self.put('m', *points[0])
        for index in range(count if closed else count - 1):
            if closed:
                a, b, c, d = (points[(index + shift) % count] for shift in (-1, 0, 1, 2))
            else:
                a, b, c, d = (points[min(max(index + shift, 0), count - 1)] for shift in (-1, 0, 1, 2))
            self.put(
                'c',
                b[0] + (c[0] - a[0]) / 6,
                b[1] + (c[1] - a[1]) / 6,
                c[0] - (d[0] - b[0]) / 6,
                c[1] - (d[1] - b[1]) / 6,
                *c,
            )
        if closed:
            self.put('h')


def _rgb(colour: Colour) -> str:
    return f'{colour.red:.3g} {colour.green:.3g} {colour.blue:.3g}'
