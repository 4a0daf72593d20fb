"""How well a text is told from its ground, by the Web Content Accessibility Guidelines 2.2.

In: colours, sizes and weights. Out: ratios, what a level asks for, and the nearest colour that gives it. Pure.
"""

from __future__ import annotations

import math
from bisect import bisect_left

from booklet.design import Colour, Level

# Of text as it is mostly set, and of large text: success criteria 1.4.3 (AA) and 1.4.6 (AAA).
_LEAST: dict[Level, tuple[float, float]] = {'AA': (4.5, 3.0), 'AAA': (7.0, 4.5)}
_BOLD = 700
_BLACK, _WHITE = Colour(0, 0, 0), Colour(1, 1, 1)


def luminance(colour: Colour) -> float:
    """0 for black to 1 for white (WCAG 2.2, 'relative luminance')."""
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (colour.red, colour.green, colour.blue)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """From 1 for the same colour to 21 for black and white (WCAG 2.2, 'contrast ratio')."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def is_large(size: float, weight: int) -> bool:
    """At least 18 point, or 14 point bold (WCAG 2.2, 'large scale')."""
    return size >= 18 or (size >= 14 and weight >= _BOLD)


def needed(level: Level, size: float, weight: int) -> float:
    """The least ratio that a text of this size in points and this weight must have."""
    common, large = _LEAST[level]
    return large if is_large(size, weight) else common


def nearest(colour: Colour, ground: Colour, ratio: float) -> Colour | None:
    """The colour made only as much darker or lighter, in steps of 1/255, as the ratio asks; None where none has it.

    Whichever of the two ways is shorter: towards black, which keeps the hue, or towards white.
    """
    if contrast(colour, ground) >= ratio:
        return colour
    found = [reached for end in (_BLACK, _WHITE) if (reached := _towards(colour, end, ground, ratio))]
    return min(found, key=lambda other: math.dist(_channels(colour), _channels(other)), default=None)


def _towards(colour: Colour, end: Colour, ground: Colour, ratio: float) -> Colour | None:
    """The first on the way that has the ratio; then all after it have, since luminance goes one way only."""

    def mixed(step: int) -> Colour:
        pairs = zip(_channels(colour), _channels(end), strict=True)
        return Colour(*(round((here + (there - here) * step / 255) * 255) / 255 for here, there in pairs))

    step = bisect_left(range(256), True, key=lambda step: contrast(mixed(step), ground) >= ratio)
    return mixed(step) if step < 256 else None


def _channels(colour: Colour) -> tuple[float, float, float]:
    return colour.red, colour.green, colour.blue


def written(colour: Colour) -> str:
    """As a layout file has it: '#b3361e'."""
    return '#' + ''.join(f'{round(channel * 255):02x}' for channel in _channels(colour))
