"""Painted parts to one book, by pypdf: fonts, images, outline, named destinations, page labels, links, metadata.

In: parts, each a PDF file of its own with its links and anchors, and files to embed. Out: the bytes of the book. pypdf
reads the parts and writes the book; the objects that count by the thousand (pages, links, destinations, bookmarks) are
written as bytes. Clauses are those of ISO 32000-1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from booklet.diagnostics import Span
    from booklet.fonts import Face
    from booklet.images import Image
    from booklet.page import PaintedPart


class BrokenPicture(Exception):
    """Why an image cannot be embedded; and where the content names it."""

    def __init__(self, message: str, span: Span | None = None) -> None:
        super().__init__(message)
        self.span = span


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A bookmark. `level` counts from 0; `anchor` names a destination."""

    title: str
    anchor: str
    level: int


@dataclass(frozen=True, slots=True)
class PageLabel:
    """From page `page` (0-based in the book) on: style 'D', 'r', '' and the number that the first of them bears."""

    page: int
    style: str
    start: int = 1
    prefix: str = ''


@dataclass(frozen=True, slots=True)
class Metadata:
    title: str
    author: str
    language: str
    subject: str = ''
    date: str = ''  # PDF date from SOURCE_DATE_EPOCH, else empty
    right_to_left: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the book carries, with its media type, as `application/json`. `name` in ASCII."""

    name: str
    media_type: str
    description: str
    data: bytes


def assemble(
    parts: Sequence[PaintedPart],
    faces: Mapping[str, Face],
    outline: Sequence[OutlineItem],
    labels: Sequence[PageLabel],
    metadata: Metadata,
    attachments: Sequence[Attachment] = (),
    images: Mapping[str, Image] | None = None,
) -> bytes:
    """Bind the parts, in their order, to the bytes of one PDF 1.7 file.

    `faces` holds by key at least those whose stubs the parts name, `images` those that they show. Same input, same
    bytes. Raises `UnknownAnchor` for a link or bookmark that leads nowhere, `TwiceAnchored` for an anchor of two
    places, `BrokenPicture` for an image that cannot be embedded.
    """
    from booklet.assemble.binding import bind  # pypdf takes a tenth of a second to import

    return bind(parts, faces, outline, labels, metadata, attachments, images or {})
