"""What plans and advertisements have alike: one picture that takes a page, or two that face each other.

In: a brief with a picture's file. Out: the boxes that the picture stands in, one a page, in PDF's coordinates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from booklet.block import Picture, Section, Sheet
from booklet.brief import Brief
from booklet.images import Image, image_key
from booklet.itemise import runs_left
from booklet.units import Rect

BLEEDS = 0.04  # by how much proportions may differ from the page's for a picture to be cut to it


def picture_of(brief: Brief, alt: str) -> tuple[Picture, Image | None]:
    """The picture that the part is about, its box still to be found; and its image."""
    entry = brief.entry
    name, page = entry.text('file'), entry.number('page')
    page = page if page > 1 else 0
    image = brief.images.get(image_key(name, page))
    return Picture(name, 0.0, 0.0, alt, page=page), None if image is None or image.problem else image


def bleeds(image: Image | None, width: float, height: float) -> bool:
    """Whether an image has the proportions of a page, so that it may fill it to its edges."""
    return image is not None and abs(image.aspect * height / width - 1) <= BLEEDS


def over_two_pages(brief: Brief, picture: Picture, box: Rect) -> Iterator[Picture]:
    """The halves of a picture, each up to the fold: of what stands in a box on two facing pages, from the left.

    They come in the order of the pages. In a book that runs to the left the first page lies at the right.
    """
    page = brief.layout.page.width
    left = replace(picture, width=page - box.x0, height=box.height, across=box.width, at=0.0)
    right = replace(left, width=box.x1 - page, at=page - box.x0, alt='')
    if runs_left(brief.language):
        yield replace(right, alt=picture.alt)
        yield replace(left, alt='')
    else:
        yield left
        yield right


def faces(brief: Brief) -> bool:
    """Whether the part's pages face each other, and are not turned."""
    return brief.layout.mirror and not brief.layout.masters[brief.options.master].turned


def spread(brief: Brief, picture: Picture, box: Rect, first: Sheet) -> Section:
    """Two pages with a picture across them; `first` has what else stands on the first."""
    one, other = over_two_pages(brief, picture, box)
    # The place is that in a book that runs to the right; the mirror image of a page puts it on the other side.
    sheets = (
        replace(first, picture=one, picture_at=(brief.layout.page.width - one.width, box.y0)),
        Sheet(picture=other, picture_at=(0.0, box.y0)),
    )
    return Section(sheets, {'part': brief.title} if brief.title else {}, side='verso')
