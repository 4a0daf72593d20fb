"""What a part of the book asks the galley to set: blocks in order, in words, styles and roles, without any measure.

In: nothing. Out: the types that `blocks/` fills and `galley` sets. From here on nothing knows what a talk is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from booklet.design import Colour
from booklet.diagnostics import Severity, Span
from booklet.markup import Inline, LineBreak
from booklet.rulebook import IDS

Inlines = tuple[Inline | LineBreak, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph in a style of the layout. `anchor` names it for links; `link` makes the whole of it one.

    `indent` moves it further in, points. `marks` are what running heads tell from here on. `label`, a list's bullet,
    hangs before the first line. With `keep` it stays with what is before it. What `turns` has its beginning, its indent
    and its label on the other side where it runs against its book. `scale`: so much larger than its style, letters and
    leading. With `page_of` its last words are followed by the number of the page that bears this anchor.
    """

    inlines: Inlines
    style: str
    role: str = 'P'
    language: str = ''
    anchor: str = ''
    link: str = ''
    indent: float = 0.0
    marks: tuple[tuple[str, str], ...] = ()
    label: Inlines = ()
    keep: bool = False
    span: Span | None = None
    turns: bool = False
    scale: float = 1.0
    page_of: str = ''


@dataclass(frozen=True, slots=True)
class Display:
    """A formula on lines of its own, in TeX, and the definitions that hold in it; `indent` as in `Text`."""

    tex: str
    style: str
    span: Span | None = None
    language: str = ''
    macros: str = ''
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row: `x` from the column's left edge and `width`, points.

    With `page_of` it shows the number of the page that bears this anchor. `joins` makes it one with the cell before it
    in the document's structure (a time and its am or pm). `role` empty: an artifact. `align`: otherwise than its style.
    """

    inlines: Inlines
    style: str
    x: float
    width: float
    role: str = 'TD'
    link: str = ''
    page_of: str = ''
    joins: bool = False
    span: Span | None = None
    align: Literal['', 'left', 'right', 'centre'] = ''


@dataclass(frozen=True, slots=True)
class Row:
    """Cells whose first lines share a baseline. `rule`: the thickness of a hairline above it, from `rule_x`; points.

    `again` are shown only where the row begins a column, as artifacts: what a row above has said for this one too.
    """

    cells: tuple[Cell, ...]
    role: str = 'TR'
    anchor: str = ''
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False
    keep: bool = False
    follows: bool = False
    rule: float = 0.0
    rule_x: float = 0.0
    marks: tuple[tuple[str, str], ...] = ()
    again: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks under one structure element. A `unit` moves whole to the next page where the loss is small."""

    role: str
    blocks: tuple[Block, ...]
    unit: bool = False
    language: str = ''


@dataclass(frozen=True, slots=True)
class Ornament:
    """A hairline across `width` points (0: the whole measure), an artifact."""

    width: float = 0.0
    x: float = 0.0
    thickness: float = 0.4
    space_before: float = 0.0
    space_after: float = 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file below `content/`, in a box of `width` × `height` points.

    `contain`: all of it, in the middle of the box; `cover`: the box is filled, and what stands over is cut off so that
    `focus` (from the upper left, 0 to 1) stays in sight. `alt` says what it shows; empty: an artifact. A `turned` one
    lies, its head at the left. Of a picture over two pages the box is what one shows of a wider one, which is `across`
    points wide and from which it is cut at `at`.
    """

    name: str
    width: float
    height: float
    alt: str = ''
    shape: Literal['rectangle', 'circle'] = 'rectangle'
    fit: Literal['contain', 'cover'] = 'contain'
    focus: tuple[float, float] = (0.5, 0.4)
    page: int = 0  # of a PDF
    turned: bool = False
    across: float = 0.0
    at: float = 0.0
    space_before: float = 0.0
    space_after: float = 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing (PDF path operators, origin at its lower left corner) of `width` × `height` points, `x` points in.

    It keeps its direction in a book that runs to the left. `alt` as in `Picture`; with a `link` the whole of it is one.
    """

    drawing: str
    width: float
    height: float
    x: float = 0.0
    alt: str = ''
    link: str = ''
    space_before: float = 0.0
    space_after: float = 0.0


@dataclass(frozen=True, slots=True)
class Hung:
    """A picture, `x` points from the column's left edge, beside the blocks; both begin at the same height.

    The blocks keep their own indents. What comes after begins below both.
    """

    picture: Picture | Figure
    x: float
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle on a sheet: `x` and `y` (downwards) of its upper left corner from the text block's, points.

    Its blocks are set to its width, off the baseline grid, and stand at its top, middle or foot. `ground` fills it;
    `drawing` lies over that (PDF path operators, origin at the frame's lower left corner), `picture` over both. With a
    `link` the whole of it is one. A drawing that `turns` is mirrored in a book that runs to the left. Frames with a
    `row` that follow one another are a table, those of one number a row of it. What a frame cannot hold is told; parts
    ask `brief.Gauge` first.
    """

    x: float
    y: float
    width: float
    height: float
    blocks: tuple[Block, ...] = ()
    align: Literal['top', 'middle', 'bottom'] = 'top'
    ground: Colour | None = None
    drawing: str = ''
    picture: Picture | None = None
    role: str = ''
    language: str = ''
    anchor: str = ''
    link: str = ''
    turns: bool = True
    row: int = -1


@dataclass(frozen=True, slots=True)
class Stack:
    """Blocks placed on a page by hand: `y` points below the frame's top, or above its bottom."""

    blocks: tuple[Block, ...]
    y: float
    edge: Literal['top', 'bottom'] = 'top'


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole page, placed by hand: stacks and frames, over an optional drawing (PDF path operators, origin at the
    page's lower left) and an optional picture, whose place is the page's lower left too.

    `marks` are what running heads tell of it. `role`: the structure element that all frames stand in, such as Table.
    """

    stacks: tuple[Stack, ...] = ()
    drawing: str = ''
    frames: tuple[Frame, ...] = ()
    picture: Picture | None = None
    picture_at: tuple[float, float] = (0.0, 0.0)
    role: str = ''
    anchor: str = ''
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """A name for the place where the next block begins."""

    name: str


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Nothing to set, but something to tell the editors, on whose page the next block stands.

    Mostly what could not be understood of a text. What a part shows smaller, shorter or elsewhere than it should, for
    want of room, has the rule `page-squeezed`, and is a note.
    """

    message: str
    span: Span | None = None
    hint: str = ''
    rule: str = IDS['page-source-kept']
    severity: Severity = Severity.WARNING


Block = Text | Display | Row | Group | Ornament | Picture | Figure | Hung | Sheet | Anchor | NewPage | Remark


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a part that begins a page of its own and can be set apart from all others.

    `marks` go into running heads; `bookmarks` are (title, anchor, level). `head` stands across all columns of the first
    page, above them. `side`: it begins on such a page, as a spread on a verso. With `fill` the part's further sections
    (keys 1, 2, …, one page each) follow, as many as make the book's count of pages a multiple of it.
    """

    blocks: tuple[Block, ...]
    marks: Mapping[str, str]
    bookmarks: tuple[tuple[str, str, int], ...] = ()
    head: tuple[Block, ...] = ()
    side: Literal['any', 'recto', 'verso'] = 'any'
    fill: int = 0
