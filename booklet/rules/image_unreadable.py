"""An image that cannot be used: it is damaged, empty, far too large, or no image at all.

What it is, its first bytes say: PNG, JPEG, TIFF, WebP, GIF, SVG and PDF can be used, of at most 64 MB and 100 million
pixels. A drawing in SVG must not declare entities. That the name ends otherwise than the file's kind is told too, as a
note: other programs go by the name.

    sponsors:
      - {name: Engine Works, logo: logos/engine.png}     # B040, if that file is a web page
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from booklet.diagnostics import Diagnostic, Severity
from booklet.images import KINDS
from booklet.model import Event
from booklet.typeset import Book


def check_book(event: Event, book: Book) -> Iterator[Diagnostic]:
    for image in book.images:
        ending = PurePosixPath(image.name).suffix
        if image.problem:
            message = f'the image {image.name} cannot be used: {image.problem}'
            yield Diagnostic(Severity.WARNING, message, image.span, 'export it anew, as PNG, JPEG, SVG or PDF')
        elif ending.lower() not in KINDS[image.kind]:
            message = f'the image {image.name} is a {image.kind}, which its name does not say'
            yield Diagnostic(Severity.NOTE, message, image.span, f'let its name end in {KINDS[image.kind][0]}')
