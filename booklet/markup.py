"""Marked-up text to paragraphs of inline spans, whatever the dialect.

In: a `model.Text`. Out: a tuple of blocks. Nothing is lost: what is not understood is kept as its own source text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag


class Style(IntFlag):
    """How an inline span differs from its paragraph's own style."""

    PLAIN = 0
    EMPHASIS = 1
    STRONG = 2
    CODE = 4
    SUPERSCRIPT = 8
    SUBSCRIPT = 16
    SMALL_CAPS = 32


@dataclass(frozen=True, slots=True)
class Inline:
    """A stretch of text in one style. `link` is a URI or `#anchor`. With `math`, `text` is TeX source."""

    text: str
    style: Style = Style.PLAIN
    link: str = ''
    math: bool = False
    language: str = ''


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: tuple[Inline | LineBreak, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside an abstract, demoted below the talk's own. `level` counts from 1."""

    level: int
    inlines: tuple[Inline | LineBreak, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    label: str  # '•', '1.', …
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class List:
    items: tuple[ListItem, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class DisplayMath:
    tex: str


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[tuple[Inline | LineBreak, ...], ...], ...]
    header: bool = True


Block = Paragraph | Heading | List | Quotation | Code | DisplayMath | Table
