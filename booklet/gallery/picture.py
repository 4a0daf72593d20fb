"""A contact sheet as a picture: the lettering, and pages laid on it with their shadows.

In: PDFs, and where on the sheet which of their pages lie. Out: the bytes of a PNG, the same from the same input.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from booklet.units import MM, Size

if TYPE_CHECKING:
    from PIL.Image import Image

PIXELS = 2.2 / MM  # of the sheet, to the point
_FINER = 3  # times as fine are pages drawn before they are made small: hairlines stay even
_GROUND = (238, 235, 229)
_SHADOW = 2.6 * MM, 1.0 * MM, 0.30  # how soft, how far down, how dark
_EDGE, _FOLD = (200, 196, 188), (206, 203, 196)


@dataclass(frozen=True, slots=True)
class Laid:
    """A page of a book on the sheet: its upper left corner and its size, points from the sheet's upper left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float
    folds: bool = False  # at its left edge is the fold of a spread


def sizes_of(pdf: bytes) -> list[Size]:
    """Of all pages, as one reads them."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return [Size(*document.get_page_size(page)) for page in range(len(document))]


def drawn(pdf: bytes, pages: Iterable[Laid]) -> list[tuple[Laid, Image]]:
    """The pages as they will be pasted."""
    import pypdfium2
    from PIL import Image

    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for laid in pages:
            page = document[laid.page - 1]
            size = _pixels(laid.x + laid.width) - _pixels(laid.x), _pixels(laid.height)
            image = page.render(scale=_FINER * size[1] / page.get_height()).to_pil().convert('RGB')
            found.append((laid, image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)))
    return found


def composed(size: Size, lettering: bytes, pages: Sequence[tuple[Laid, Image]]) -> bytes:
    """The sheet as a PNG."""
    import pypdfium2
    from PIL import Image, ImageChops, ImageDraw, ImageFilter

    pixels = _pixels(size.width), _pixels(size.height)
    with pypdfium2.PdfDocument(lettering) as document:
        words = document[0].render(scale=PIXELS).to_pil().convert('RGB').resize(pixels)
    softness, drop, darkness = _SHADOW
    dark = Image.new('L', pixels, 255)
    for laid, image in pages:
        x, y = _pixels(laid.x), _pixels(laid.y + drop)
        dark.paste(round(255 * (1 - darkness)), (x, y, x + image.width, y + image.height))
    dark = dark.filter(ImageFilter.GaussianBlur(softness * PIXELS / 2))
    sheet = ImageChops.multiply(Image.new('RGB', pixels, _GROUND), Image.merge('RGB', (dark, dark, dark)))
    sheet = ImageChops.multiply(sheet, words)
    pen = ImageDraw.Draw(sheet)
    for laid, image in pages:
        x, y = _pixels(laid.x), _pixels(laid.y)
        sheet.paste(image, (x, y))
        pen.rectangle((x - 1, y - 1, x + image.width, y + image.height), outline=_EDGE)
    for laid, image in pages:
        if laid.folds:
            x, y = _pixels(laid.x), _pixels(laid.y)
            pen.line((x - 1, y, x - 1, y + image.height - 1), fill=_FOLD)
    stream = io.BytesIO()
    sheet.save(stream, 'PNG', compress_level=6)
    return stream.getvalue()


def _pixels(points: float) -> int:
    return round(points * PIXELS)
