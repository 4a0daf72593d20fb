"""An image with fewer than 300 pixels to the inch at the size at which it is printed.

In print its edges look like steps, or soft. Ask for a larger one, best for a drawing (SVG or PDF), which is sharp at
any size. How large it is printed depends on the layout: a logo of 40 mm wants 473 pixels across, a page of A5 1,748.

    sponsors:
      - {name: Engine Works, logo: logos/engine.png}     # B041, if that file is 200 pixels wide
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.images import DPI
from booklet.model import Event
from booklet.typeset import Book
from booklet.units import MM

SINGLY = 10
TOGETHER = '{count} images have fewer pixels than print needs'

_NEAR = 0.5  # less than that is not seen


def check_book(event: Event, book: Book) -> Iterator[Diagnostic]:
    for image in book.images:
        if image.pixels[0] and image.shown and not image.problem and image.dpi < DPI - _NEAR:
            across, down = image.pixels
            wanted = math.ceil(image.shown / 72 * DPI)
            yield Diagnostic(
                Severity.WARNING,
                f'the image {image.name} has {across} × {down} pixels: at {image.shown / MM:.0f} mm across that is '
                f'{image.dpi:.0f} to the inch, less than {DPI}',
                image.span,
                f'take one that is at least {wanted} pixels wide, or a drawing (SVG, PDF)',
            )
