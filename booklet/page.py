"""The finished form: pages of placed items, each with its role in the document's structure.

In: nothing. Out: the types that layout fills and painting reads. Points; origin at the page's lower left corner.
"""

from __future__ import annotations

from dataclasses import dataclass

ARTIFACT = -1  # the element of items that are no content: folios, running heads, rules


@dataclass(frozen=True, slots=True)
class Element:
    """A node of the structure tree (ISO 32000-1, 14.8.4). `parent` is its index in the part's tuple, -1 at the root.

    `role` is one of the standard structure types: Sect, H1 to H6, P, Table, TR, TH, TD, L, LI, Lbl, LBody, Link,
    Figure, Formula, TOC, TOCI, Reference, Span, Note. `alt` replaces what cannot be read aloud.
    """

    role: str
    parent: int
    alt: str = ''
    language: str = ''


@dataclass(frozen=True, slots=True)
class Link:
    """A clickable area on page `page` (0-based within its part). `target` is a URI or '#anchor'."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    target: str
    element: int
    text: str = ''


@dataclass(frozen=True, slots=True)
class Anchor:
    """A named place: page (0-based within its part) and the y to scroll to."""

    name: str
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PaintedPart:
    """One part painted by ReportLab by itself: what `assemble` binds.

    `pdf` is a whole PDF file whose pages name stub fonts (/BaseFont /STUB+<face key>); `glyphs` gives for each face
    key the glyphs used and the text each stands for.
    """

    name: str
    pdf: bytes
    pages: int
    links: tuple[Link, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    elements: tuple[Element, ...] = ()
    glyphs: dict[str, dict[int, str]] | None = None
