"""How a book shall look: the layout as frozen dataclasses, every length in points, every reference resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from booklet.units import Size

Align = Literal['justify', 'left', 'right', 'centre']


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
    `balance` makes ragged lines even in length (titles).
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
    """Something each page of a master carries: a line of text or a rule.

    `text` may hold {title}, {short_title}, {part}, {day}, {folio}. `y` is the baseline's (rule's) distance in points
    from the top edge of the page if `edge` is 'top', from the bottom edge if 'bottom'. `align` is relative to the
    text block: 'inner' and 'outer' swap between recto and verso. `sides`: on which pages it stands.
    """

    kind: Literal['text', 'rule']
    edge: Literal['top', 'bottom']
    y: float
    text: str = ''
    style: str = ''
    align: Literal['inner', 'outer', 'centre', 'left', 'right'] = 'outer'
    sides: Literal['both', 'recto', 'verso'] = 'both'
    thickness: float = 0.25
    colour: Colour = Colour(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Master:
    """A kind of page: its columns and its furniture. `gutter` in points."""

    name: str
    columns: int = 1
    gutter: float = 0.0
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
class PartOptions:
    """What a layout says of one part of the book. `options` are the part's own, as its block documents them."""

    name: str
    master: str
    start: Literal['recto', 'verso', 'any'] = 'any'
    title: str = ''
    options: tuple[tuple[str, object], ...] = ()

    def get(self, key: str) -> object:
        return dict(self.options)[key]


@dataclass(frozen=True, slots=True)
class Layout:
    """`fonts`: role → family name as `booklet fonts` lists it. `grid`: the baseline grid's step, 0 for none."""

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
