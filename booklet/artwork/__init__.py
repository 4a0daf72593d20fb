"""Artwork for covers, drawn from a text: the same title has the same drawing, wherever and whenever it is set.

In: the name of a family, a seed, the page and the part of it that shall stay calm, colours. Out: path operators of PDF
(ISO 32000-1, 8.5), at most 60 kB of them. A family is a module with `draw(field, dice)`; it knows nothing of pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from booklet.artwork import arcs, contours, guilloche, halftone, ribbons, squares, tiles, weave
from booklet.artwork.dice import Dice
from booklet.artwork.field import Field, Palette
from booklet.artwork.pen import number
from booklet.units import Rect

FAMILIES: Mapping[str, Callable[[Field, Dice], str]] = {
    'arcs': arcs.draw,
    'contours': contours.draw,
    'guilloche': guilloche.draw,
    'halftone': halftone.draw,
    'ribbons': ribbons.draw,
    'squares': squares.draw,
    'tiles': tiles.draw,
    'weave': weave.draw,
}
_LEAST = 24.0  # points: on less than that nothing is drawn
_TALLEST = 3.0  # times as high as wide: on more than that the drawing keeps to the page's edge


@dataclass(frozen=True, slots=True)
class Ground:
    """The page that is drawn on. `calm`: from which y to which nothing is. `axis`: the x at which the title begins."""

    page: Rect
    calm: tuple[float, float]
    axis: float
    bleed: float


def chosen(seed: str) -> str:
    """The family of a title that names none."""
    return Dice(f'family {seed}').pick(sorted(FAMILIES))


def draw(family: str, seed: str, ground: Ground, palette: Palette) -> str:
    """A family's drawing above the calm part of the page or below it, where there is more room, and off its edges."""
    (low, high), page, bleed = ground.calm, ground.page, ground.bleed
    left, width = page.x0 - bleed, page.width + 2 * bleed
    top, foot = page.y1 + bleed, page.y0 - bleed
    field = Field(width, min(max(top - high, low - foot), _TALLEST * width), ground.axis - left, palette)
    if field.height < _LEAST:
        return ''
    y, up = (top - field.height, 1) if top - high >= low - foot else (foot + field.height, -1)
    box = f'0 0 {number(field.width)} {number(field.height)} re W n'
    return f'q 1 0 0 {up} {number(left)} {number(y)} cm {box}\n{FAMILIES[family](field, Dice(f"{family} {seed}"))}\nQ'
