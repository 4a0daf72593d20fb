"""Where a family draws, and in which colours.

In: nothing. Out: `Palette` and `Field`. A field has its origin at its lower left corner. Its lower edge is the one
towards the title, whichever way it lies on the page; the others run off the page, bleed and all.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from booklet.design import Colour


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """A colour between two: `share` of the second."""
    return Colour(
        a.red + (b.red - a.red) * share, a.green + (b.green - a.green) * share, a.blue + (b.blue - a.blue) * share
    )


@dataclass(frozen=True, slots=True)
class Palette:
    """`ink`: most of a drawing, quiet on the ground. `spark`: little, and seen first. `light`: the colour of text."""

    ground: Colour
    ink: Colour
    spark: Colour
    light: Colour

    def tone(self, step: float) -> Colour:
        """From the ground (0) by the ink (1) towards the light (2)."""
        if step <= 1:
            return mix(self.ground, self.ink, step)
        return mix(self.ink, self.light, step - 1)

    def hushed(self, share: float) -> Palette:
        """The same, nearer to the ground."""
        return Palette(
            self.ground,
            mix(self.ground, self.ink, share),
            mix(self.ground, self.spark, share),
            mix(self.ground, self.light, share),
        )


@dataclass(frozen=True, slots=True)
class Field:
    """Points. `axis`: the x at which the title begins, so that a drawing may hang from the same line."""

    width: float
    height: float
    axis: float
    palette: Palette

    @property
    def module(self) -> float:
        """What sizes are told in: it grows with the field, and is much the same for a flat one and a square one."""
        return sqrt(self.width * max(self.height, self.width / 3)) / 10
