"""An image that does not say what its colours mean.

CMYK without a colour profile looks different on every press and every screen: a warning. RGB without a profile is read
as sRGB, which it mostly is: a note. Shades of grey need none. Export the image with its profile; for PNG and JPEG in
sRGB a tag that says so is enough.

    sponsors:
      - {name: Engine Works, logo: logos/engine.jpg}     # B042, if that file is in CMYK
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event
from booklet.typeset import Book

TOGETHER = '{count} images have no colour profile, so that their colours are a guess'


def check_book(event: Event, book: Book) -> Iterator[Diagnostic]:
    for image in book.images:
        if image.profile or image.problem or image.colour not in ('RGB', 'CMYK'):
            continue
        if image.colour == 'CMYK':
            message = f'the image {image.name} is in CMYK and has no colour profile: what its colours are, nobody knows'
            hint = 'export it with its profile, or as sRGB'
            yield Diagnostic(Severity.WARNING, message, image.span, hint)
        else:
            message = f'the image {image.name} has no colour profile: its colours are read as sRGB'
            yield Diagnostic(Severity.NOTE, message, image.span, 'export it with its profile')
