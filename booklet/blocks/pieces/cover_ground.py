"""What lies under the words of a cover: its ground, an image or artwork, and the strip that logos stand on.

In: a brief and which part of the page has no words. Out: path operators (ISO 32000-1, 8.5), a picture, frames. Words
stand on the ground alone, so that the contrast that the layout was checked for holds on every cover.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from booklet import artwork
from booklet.artwork.field import Palette
from booklet.block import Frame, Picture
from booklet.blocks.pieces.logos import rows
from booklet.blocks.pieces.score import BLEED, ground, score
from booklet.brief import Brief, entry_of
from booklet.contrast import contrast
from booklet.design import Colour, Layout
from booklet.model import Kind
from booklet.units import MM, Rect

_PAPER, _BLACK = Colour(1, 1, 1), Colour(0, 0, 0)
_LEGIBLE = 4.5  # contrast of black on the ground: below that logos stand on paper (WCAG 2.2, 1.4.3)
_STRIP = 6 * MM  # between the logos and the edges of their strip
_LEAST = 24.0  # points: on less than that there is no score
_HUSHED, _LARGER = 0.5, 1.35  # how far the back's artwork goes towards the ground's colour, and how much larger it is


def page_of(layout: Layout) -> Rect:
    return Rect(0.0, 0.0, layout.page.width, layout.page.height)


def palette(layout: Layout) -> Palette:
    """The colours of the cover: artwork has those of the score."""
    options = layout.parts['cover']
    return Palette(
        options.colour('ground'), options.colour('bars'), options.colour('spark'), layout.styles['cover_title'].colour
    )


def family(brief: Brief) -> str:
    """What is drawn: as the content says, the back what the front has, else as the layout says."""
    front = entry_of(brief.event, 'cover')
    chosen = brief.entry.text('artwork') or front.text('artwork')
    if not chosen:  # a front with an image has no artwork that the back could take up
        chosen = 'none' if front.text('image') else brief.layout.parts['cover'].text('artwork')
    return artwork.chosen(brief.event.title.source) if chosen == 'any' else chosen


def filled(layout: Layout) -> str:
    """The page in the ground's colour; nothing where that is the paper's."""
    colour = layout.parts['cover'].colour('ground')
    return ground(page_of(layout), colour) if colour != _PAPER else ''


@dataclass(frozen=True, slots=True)
class Band:
    """The part of the page beside the words, from the page's foot: off its head, or down to its foot or to logos."""

    low: float
    high: float
    head: bool = True

    @property
    def beyond(self) -> Rect:
        """With what the knife takes off; x as if the page had no width."""
        return Rect(0.0, self.low - (0.0 if self.low else BLEED), 0.0, self.high + (BLEED if self.head else 0.0))


def drawn(brief: Brief, band: Band) -> str:
    """The front's artwork."""
    layout, event, name = brief.layout, brief.event, family(brief)
    page, axis = page_of(layout), axis_of(layout, recto=True)
    if name == 'none' or band.high - band.low < _LEAST:
        return ''
    if name == 'score':
        colours = palette(layout)
        area = Rect(axis, band.beyond.y0, page.x1 + BLEED, band.beyond.y1)
        return score(event, area, {Kind.TALK: colours.ink, Kind.SOCIAL: colours.spark})
    free = page if band.head else replace(page, y0=band.beyond.y0 + BLEED)
    calm = (page.y0, band.low) if band.head else (band.high, page.y1)
    return artwork.draw(name, event.title.source, artwork.Ground(free, calm, axis, BLEED), palette(layout))


def detail(brief: Brief, depth: float) -> str:
    """The back's: a part of the front's artwork, larger and quieter, its back to the spine."""
    layout, name = brief.layout, family(brief)
    page = page_of(layout)
    if name == 'none' or depth < _LEAST:
        return ''
    box = f'{-BLEED:.2f} {page.y1 - depth:.2f} {page.width + 2 * BLEED:.2f} {depth + BLEED:.2f} re W n'
    colours = palette(layout).hushed(_HUSHED)
    axis = page.width - axis_of(layout, recto=True)
    if name == 'score':
        area = Rect(page.width - axis, page.y1 - depth, page.x1 + BLEED, page.y1 + BLEED)
        inner = score(brief.event, area, {Kind.TALK: colours.ink, Kind.SOCIAL: colours.spark})
        return f'q {box} -1 0 0 1 {page.width:.2f} 0 cm\n{inner}\nQ'
    calm = artwork.Ground(page, (page.y0, page.y1 - depth), axis, BLEED)
    inner = artwork.draw(name, brief.event.title.source, calm, colours)
    shift = -(_LARGER - 1)
    return f'q {box} {_LARGER} 0 0 {_LARGER} {shift * axis:.2f} {shift * (page.y1 - depth):.2f} cm\n{inner}\nQ'


def picture(brief: Brief, band: Band) -> tuple[Picture | None, tuple[float, float]]:
    """The image that the content names, over the band and off three edges of the page, and where it lies."""
    name = brief.entry.text('image')
    if not name or band.high - band.low < _LEAST:
        return None, (0.0, 0.0)
    width = brief.layout.page.width + 2 * BLEED
    return Picture(name, width, band.beyond.height, fit='cover'), (-BLEED, band.beyond.y0)


def axis_of(layout: Layout, recto: bool) -> float:
    """The x at which the words begin, from the left edge of the page."""
    return layout.text_block(recto).x0 + layout.styles['cover_title'].indent


def logo_strip(brief: Brief, recto: bool) -> tuple[str, tuple[Frame, ...], float]:
    """Logos at the foot of the page: the strip of paper under them, where the ground is dark; frames; its height."""
    layout, images = brief.layout, brief.images
    names = [name for name in brief.entry.texts('logos') if name in images and not images[name].problem]
    page, axis, block = page_of(layout), axis_of(layout, recto), layout.text_block(recto)
    aspects = [images[name].aspect for name in names]
    places, depth = rows(aspects, block.x1 - axis, layout.parts['cover'].length('logo_height'))
    if not places:
        return '', (), 0.0
    height = depth + 2 * _STRIP
    top = block.y1 - height + _STRIP  # from the head of the text block down to the logos
    frames = tuple(
        Frame(
            axis - block.x0 + place.x,
            top + place.y,
            place.width,
            place.height,
            picture=Picture(name, place.width, place.height, alt=_said(name)),
        )
        for name, place in zip(names, places, strict=True)
    )
    dark = contrast(layout.parts['cover'].colour('ground'), _BLACK) < _LEGIBLE
    return ground(Rect(page.x0, page.y0, page.x1, height - BLEED), _PAPER) if dark else '', frames, height


def _said(name: str) -> str:
    """What a logo is called where only its file is known: “university of the north”."""
    return ' '.join(PurePosixPath(name).stem.replace('-', ' ').replace('_', ' ').split())
