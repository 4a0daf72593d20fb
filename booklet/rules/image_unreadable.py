"""An image that cannot be used, or that will not show all that is in it.

It is damaged, empty, far too large, or no image at all: an error, and no book is built. What it is, its first bytes
say: PNG, JPEG, TIFF, WebP, GIF, SVG and PDF can be used, of at most 64 MB and 100 million pixels. A drawing in SVG must
be whole in itself: it may not declare entities, nor show other files.

What of a drawing or a page is not printed is a warning: texts in fonts that are not there, scripts, comments, layers
that are switched off. That the name ends otherwise than the file's kind is told too, as a note: other programs go by
the name.

    sponsors:
      - {name: Engine Works, logo: logos/engine.png}     # B040, if that file is a web page
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.images import findings
from booklet.model import Event
from booklet.typeset import Book

SEVERITY = Severity.ERROR


def check_book(event: Event, book: Book) -> Iterator[Diagnostic]:
    yield from findings(book.images)
