"""What marked-up text becomes: blocks, and the inline spans in them, the same for every dialect.

In: nothing. Out: the types that the dialects make and the galley sets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
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
    """A stretch of text in one style. `link` is a URI or `#anchor`; `#note:1` leads to the note of that label.

    With `math`, `text` is TeX source, `macros` the definitions (`\\newcommand…`) that it stands under, `at` where it
    begins in the source, in characters; -1 where that is not known.
    """

    text: str
    style: Style = Style.PLAIN
    link: str = ''
    math: bool = False
    language: str = ''
    macros: str = ''
    at: int = field(default=-1, compare=False)


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`continued`: it goes on after a display that interrupted it, so it has no indent of its own."""

    inlines: tuple[Inline | LineBreak, ...]
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside an abstract, demoted below the talk's own.

    `level` counts from 1 and skips none: the text's own levels are closed up.
    """

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
    """A formula on lines of its own; `macros` and `at` as in `Inline`."""

    tex: str
    macros: str = ''
    at: int = field(default=-1, compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    """`align` says for each column 'left', 'center', 'right' or '', where the author said so."""

    rows: tuple[tuple[tuple[Inline | LineBreak, ...], ...], ...]
    header: bool = True
    align: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notes:
    """The footnotes of a text, always its last block: each label is one that a `#note:label` link names."""

    items: tuple[ListItem, ...]


Block = Paragraph | Heading | List | Quotation | Code | DisplayMath | Table | Notes

Spans = tuple[Inline | LineBreak, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a dialect could not understand: `at` and `length` in characters of the source.

    `kept` as its own source text; else it is left out, as a script is.
    """

    at: int
    length: int
    reason: str
    kept: bool = True


def merged(spans: Iterable[Inline | LineBreak]) -> Spans:
    """The same text in the fewest spans: neighbours of one style, link and language made one, empty ones dropped."""
    result: list[Inline | LineBreak] = []
    for span in spans:
        last = result[-1] if result else None
        if isinstance(span, Inline):
            if not span.text:
                continue
            if isinstance(last, Inline) and _same_setting(last, span):
                result[-1] = replace(last, text=last.text + span.text)
                continue
        result.append(span)
    return tuple(result)


def plain_text(spans: Iterable[Inline | LineBreak]) -> str:
    """The words alone, for an outline or a running head: line breaks are spaces, math is its TeX source."""
    return ''.join(span.text if isinstance(span, Inline) else ' ' for span in spans)


def _same_setting(one: Inline, other: Inline) -> bool:
    return (
        not one.math
        and not other.math
        and one.style == other.style
        and one.link == other.link
        and one.language == other.language
    )
