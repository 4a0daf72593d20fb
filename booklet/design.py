"""How a book shall look: the layout as frozen dataclasses, every length in points, every reference resolved.

In: nothing. Out: the types that `design_load` fills. What a layout file may hold stands in `design_options` and
`design_styles`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from booklet.units import Rect, Size

Align = Literal['justify', 'left', 'right', 'centre']
Level = Literal['AA', 'AAA']  # of the Web Content Accessibility Guidelines


@dataclass(frozen=True, slots=True)
class Colour:
    """Device RGB, each channel 0 to 1."""

    red: float
    green: float
    blue: float


@dataclass(frozen=True, slots=True)
class TextStyle:
    """One text style, fully resolved.

    `font` is a key of `Layout.fonts`. `tracking` is in thousandths of an em. `space_before` and `space_after` are
    points; `indent` moves every line, `first_indent` the first line further, `hanging` every line but the first.
    `balance` makes ragged lines even in length (titles). `expansion`: by how much of its width a justified line may
    grow or shrink before its spaces do. `protrusion`: punctuation and some letters hang out into the margins.
    """

    name: str
    font: str
    size: float
    leading: float
    weight: int = 400
    italic: bool = False
    colour: Colour = Colour(0, 0, 0)
    features: tuple[str, ...] = ()
    tracking: float = 0.0
    align: Align = 'justify'
    hyphenate: bool = True
    balance: bool = False
    expansion: float = 0.0
    protrusion: bool = False
    indent: float = 0.0
    right_indent: float = 0.0
    first_indent: float = 0.0
    hanging: float = 0.0
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Margins:
    top: float
    bottom: float
    inner: float
    outer: float


@dataclass(frozen=True, slots=True)
class FurnitureItem:
    """Something each page of a master carries: a line of text, a rule, or a thumb mark.

    `text` may hold the names in PLACEHOLDERS. A thumb mark is a tab of `width` × `height` points at the outer edge,
    one below the other for each day from `y` on, over which its text stands. `y` is the baseline's (rule's) distance,
    points, from the top edge of the page if `edge` is 'top', from the bottom edge if 'bottom'. `align` is relative to
    the text block: 'inner' and 'outer' swap between recto and verso. `sides`: on which pages it stands; `openings`:
    also where a part begins.
    """

    kind: Literal['text', 'rule', 'thumb']
    edge: Literal['top', 'bottom']
    y: float
    text: str = ''
    style: str = ''
    align: Literal['inner', 'outer', 'centre', 'left', 'right'] = 'outer'
    sides: Literal['both', 'recto', 'verso'] = 'both'
    openings: bool = True
    thickness: float = 0.25
    colour: Colour = Colour(0, 0, 0)
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Master:
    """A kind of page: its columns and its furniture. `gutter` in points. `turned`: it lies, its head at the left."""

    name: str
    columns: int = 1
    gutter: float = 0.0
    turned: bool = False
    furniture: tuple[FurnitureItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Breaks:
    """Rules of page breaking. `whole`: how much of a page (0 to 1) may stay empty to keep an abstract whole."""

    widows: int = 2
    orphans: int = 2
    heading_lines: int = 2
    whole: float = 0.25
    level_facing: bool = True


@dataclass(frozen=True, slots=True)
class Book:
    """Which parts the book has. `only`: these, in this order, whatever the content lists. `default`: these, where the
    content lists none. `without`: none of these, even where it does."""

    only: tuple[str, ...] = ()
    default: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartOptions:
    """What a layout says of one part of the book. `options` are the part's own, as its block documents them."""

    name: str
    master: str
    start: Literal['recto', 'verso', 'any'] = 'any'
    title: str = ''
    options: tuple[tuple[str, object], ...] = ()

    def get(self, key: str) -> object:
        """The value of one of the part's own options."""
        return dict(self.options)[key]

    def length(self, key: str) -> float:
        """A length option in points."""
        value = self.get(key)
        assert isinstance(value, float | int)  # the table below says so
        return float(value)

    def text(self, key: str) -> str:
        return str(self.get(key))

    def flag(self, key: str) -> bool:
        return bool(self.get(key))

    def colour(self, key: str) -> Colour:
        value = self.get(key)
        assert isinstance(value, Colour)  # the table below says so
        return value


@dataclass(frozen=True, slots=True)
class Layout:
    """`fonts`: role → family name as `booklet fonts` lists it. `grid`: the baseline grid's step, 0 for none.

    `mirror`: the inner margin changes sides, left on a recto and right on a verso; without it, it is always left.
    `fallback`: the families named for characters that a style's own family lacks, in order. `contrast`: how well texts
    shall be told from their grounds. `touch`: how high the area of a link is at least, points.
    """

    name: str
    description: str
    page: Size
    margins: Margins
    grid: float
    fonts: dict[str, str]
    palette: dict[str, Colour]
    styles: dict[str, TextStyle]
    masters: dict[str, Master]
    parts: dict[str, PartOptions]
    breaks: Breaks = field(default_factory=Breaks)
    mirror: bool = True
    fallback: tuple[str, ...] = ()
    contrast: Level = 'AA'
    book: Book = Book()
    touch: float = 0.0

    @property
    def chain(self) -> tuple[str, ...]:
        """The families to ask for what a style's own lacks: those named for it, then those of the roles, math last."""
        roles = sorted(self.fonts, key=lambda role: role == 'math')
        return tuple(dict.fromkeys((*self.fallback, *(self.fonts[role] for role in roles))))

    @property
    def measure(self) -> float:
        """The width of the text block in points."""
        return self.page.width - self.margins.inner - self.margins.outer

    @property
    def depth(self) -> float:
        """The height of the text block in points."""
        return self.page.height - self.margins.top - self.margins.bottom

    def size(self, master: str) -> Size:
        """A page of a master, as one reads it, in points."""
        return Size(self.page.height, self.page.width) if self.masters[master].turned else self.page

    def frame(self, master: str) -> Size:
        """The width of a master's text block and its height in whole steps of the baseline grid, in points."""
        width, height = (self.depth, self.measure) if self.masters[master].turned else (self.measure, self.depth)
        return Size(width, (height + 0.01) // self.grid * self.grid if self.grid else height)

    def column_width(self, master: str) -> float:
        """The width of one column of a master in points."""
        form = self.masters[master]
        return (self.frame(master).width - form.gutter * (form.columns - 1)) / form.columns

    def text_block(self, recto: bool = True, master: str = '') -> Rect:
        """Where the text stands on a page, in points from the lower left corner of the page as one reads it."""
        left = self.margins.inner if recto or not self.mirror else self.margins.outer
        if (
            master and self.masters[master].turned
        ):  # its head is at the left of the standing sheet, its foot at the right
            top = self.page.width - left
            return Rect(self.margins.bottom, top - self.measure, self.page.height - self.margins.top, top)
        return Rect(left, self.margins.bottom, left + self.measure, self.page.height - self.margins.top)
