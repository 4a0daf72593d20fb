"""The finished form: pages of placed items, each with its role in the document's structure.

In: nothing. Out: the types that layout fills and painting reads. Points; origin at the page's lower left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from booklet.design import Colour
from booklet.math import Formula
from booklet.shaping import Font, Word
from booklet.units import Rect, Size

SAME = -2  # a run's element: that of its line
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
class RunStyle:
    """How a run is painted: face key, size, colour, tracking and rise (points)."""

    face: str
    size: float
    colour: Colour
    tracking: float = 0.0
    rise: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one style, in reading order. `x` from the line's left end; `gap` is the width of each space between its
    words, points.

    `space` is the font's space, whose own width painting needs to set the gap; it is empty where words are parted but
    no space is typed, as between ideographs, and `blank` is the font's then. `spaced`: a space stands between it and
    the run before. With an odd `level` (UAX #9) it runs to the left. `expansion` scales its letters, whose width counts
    it already; `gap` and `width` are as they stand on the page.
    """

    style: RunStyle
    words: list[Word]
    space: Word
    gap: float
    x: float
    width: float
    link: str = ''
    element: int = SAME
    spaced: bool = False
    level: int = 0
    expansion: float = 1.0
    blank: Word | None = None

    @property
    def text(self) -> str:
        return self.space.text.join([word.text for word in self.words])

    @property
    def outer(self) -> Word:
        """The space that stands before or after it."""
        return self.blank or self.space


@dataclass(frozen=True, slots=True)
class MathRun:
    """A formula in a line of text, at `size` points; `x` from the line's left end, `spaced` as in `Run`."""

    formula: Formula
    style: RunStyle
    x: float
    width: float
    link: str = ''
    element: int = SAME
    spaced: bool = False

    @property
    def text(self) -> str:
        return self.formula.text


@dataclass(frozen=True, slots=True)
class Line:
    """A set line: its runs in reading order, its width, and whether it ends in a broken word.

    Its runs may begin left of 0 and end right of its width: what hangs out into the margins does not count.
    `tight`: no space parts it from the next line, as after the hyphen of a compound.
    """

    runs: tuple[Run | MathRun, ...]
    width: float
    hyphen: bool = False
    tight: bool = False

    @property
    def text(self) -> str:
        """What the line says: words joined by spaces, runs as they abut."""
        return ''.join([f' {run.text}' if run.spaced else run.text for run in self.runs])


@dataclass(frozen=True, slots=True)
class Late:
    """The printed number of the page that bears `anchor`, known only when every page is made.

    It ends at its x, or begins there where it is `leading`, as in a book that runs to the left.
    """

    anchor: str
    font: Font
    style: RunStyle
    leading: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A filled bar: x to the right, y downwards from the item's place."""

    width: float
    thickness: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Drawing:
    """Filled or stroked paths as PDF path operators (ISO 32000-1, 8.5), their origin at the item's place.

    What is `of_page` has its origin at the page's lower left corner, wherever the slug that brings it stands. With
    a `width`, points, it keeps its direction in a book that runs to the left, as a code that cameras read must.
    """

    operators: str
    alt: str = ''
    of_page: bool = False
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of the content in a box whose lower left corner is the item's place, points.

    `whole` is where all of it lies, from that corner; the box, or the circle within it, cuts off what stands over.
    `page`: of a PDF. `of_page`: as in `Drawing`. A `turned` one lies, its head at the left. How it is embedded is
    settled at assembly: painting names it, and opens no file.
    """

    name: str
    width: float
    height: float
    whole: Rect
    alt: str = ''
    shape: Literal['rectangle', 'circle'] = 'rectangle'
    page: int = 0
    of_page: bool = False
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A clickable rectangle without ink, its lower left corner at the item's place; the link is `Placed.link`."""

    width: float
    height: float
    text: str = ''


@dataclass(frozen=True, slots=True)
class Target:
    """A named place that links lead to."""

    name: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What running heads tell from here on: `key` is day, part, …"""

    key: str
    value: str


Item = Line | Late | Rule | Drawing | Picture | Area | Target | Mark


@dataclass(frozen=True, slots=True)
class Placed:
    """An item at x, y: in a slug from its upper left corner, y growing downwards; on a page in PDF's coordinates."""

    x: float
    y: float
    item: Item
    element: int = ARTIFACT
    link: str = ''
    link_width: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page with all its items in reading order. `number` is what its folio prints.

    A `turned` page lies: `size` is the lying one's, and its head is at the left edge of the sheet that stands.
    """

    size: Size
    number: int
    items: tuple[Placed, ...]
    turned: bool = False


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
class Shown:
    """An image that a part shows, and how large all of it is at the most, points, whatever is cut off."""

    name: str
    page: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PaintedPart:
    """One part painted by ReportLab by itself: what `assemble` binds.

    `pdf` is a whole PDF file whose pages name stub fonts (/BaseFont /STUB+<face key>); `glyphs` gives for each face
    key the glyphs used and the text each stands for. `pictures` are named /P0, /P1, … in its content, and nowhere
    else. `turned`: its pages lie, and readers are to turn them.
    """

    name: str
    pdf: bytes
    pages: int
    links: tuple[Link, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    elements: tuple[Element, ...] = ()
    glyphs: dict[str, dict[int, str]] | None = None
    pictures: tuple[Shown, ...] = ()
    turned: bool = False
