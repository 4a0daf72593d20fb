"""Lengths and areas. Every float in the program is a length in PDF points (1/72 inch).

In: what people write, '12 mm' or 'A5'. Out: points, and the areas made of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

MM = 72 / 25.4
MOST = 14400.0  # points: no page side, and so no length, is longer (ISO 32000-1, Annex C.2)

UNITS: Mapping[str, float] = {'pt': 1.0, 'pc': 12.0, 'mm': MM, 'cm': 10 * MM, 'in': 72.0}

_LENGTH = re.compile(r'\s*([+-]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9}))\s*([A-Za-z]{0,8})\s*')


@dataclass(frozen=True, slots=True)
class Size:
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Rect:
    """Left, bottom, right, top in points; y grows upwards, as in PDF."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0


def _series(letter: str, width: int, height: int) -> dict[str, Size]:
    """A series of ISO 216, in which each size is the one before, halved and rounded down to the millimetre."""
    sizes = {}
    for number in range(11):
        sizes[f'{letter}{number}'] = Size(width * MM, height * MM)
        width, height = height // 2, width
    return sizes


# Portrait: the shorter side first.
PAPERS: Mapping[str, Size] = {
    **_series('A', 841, 1189),
    **_series('B', 1000, 1414),
    'Letter': Size(612, 792),
    'Half Letter': Size(396, 612),
    'Legal': Size(612, 1008),
    'Tabloid': Size(792, 1224),
    'Executive': Size(522, 756),
}


def paper(name: str) -> Size | None:
    """The paper of that name, whatever its case, spaces and hyphens; None if there is none."""
    return _FOLDED_PAPERS.get(_folded(name))


def named(size: Size) -> str:
    """A page's size as people say it: 'A5', 'A3 landscape', '90 × 160 mm'."""
    for landscape, way in ((False, ''), (True, ' landscape')):
        for name, one in PAPERS.items():
            width, height = (one.height, one.width) if landscape else (one.width, one.height)
            if abs(size.width - width) < 0.5 and abs(size.height - height) < 0.5:
                return name + way
    return f'{size.width / MM:.0f} × {size.height / MM:.0f} mm'


def _folded(name: str) -> str:
    return re.sub(r'[\s_-]+', '', name[:40]).casefold()


_FOLDED_PAPERS = {_folded(name): size for name, size in PAPERS.items()}


def parse_length(text: str, relative: Mapping[str, float] | None = None) -> float:
    """A length as people write it, in points: '12.5 mm', '-3pt', '0'.

    `relative` adds units that depend on where the length stands: {'em': 9.5, 'bl': 12.0}. Raises ValueError with a
    sentence that says what is wrong.
    """
    units = {**UNITS, **(relative or {})}
    match = _LENGTH.fullmatch(text[:60])
    if not match:
        raise ValueError(f'{text[:60]!r} is not a length: write a number and a unit, such as 12 mm')
    number, unit = float(match[1]), match[2]
    if not unit:
        if number:
            raise ValueError(f'the length {match[1]} lacks its unit: write {match[1]} mm or {match[1]} pt')
        return 0.0
    if unit not in units:
        raise ValueError(f'there is no unit {unit!r} here; there are {", ".join(units)}')
    points = number * units[unit]
    if abs(points) > MOST:
        raise ValueError(f'{text.strip()} is longer than {MOST:g} pt, the longest side of a PDF page')
    return points
