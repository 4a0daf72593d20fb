"""Marked-up prose, an abstract or a page of text, as blocks.

In: the blocks of `markup`. Out: the blocks of `block`, with the styles and roles that fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from booklet.block import Block, Cell, Display, Group, Row, Text
from booklet.diagnostics import Span
from booklet.markup import Block as Markup
from booklet.markup import Code, DisplayMath, Heading, Inline, LineBreak, List, Paragraph, Quotation, Table
from booklet.typography import typeset_inlines

_STEP = 1.5  # ems that each level of a list or quotation moves in, at least
_DEEPEST = 0.4  # of the measure: further in nothing moves, however deep it is nested
_FIGURE, _LABEL_GAP = 0.5, 0.15  # ems: about the width of a figure, and what more a list's number wants
_SPACES = re.compile('^ +| {2,}')
_FIXED_SPACE = '\u2007'  # as wide as a figure, thus in a typewriter face as any letter; never a place to break
_TAB = 4  # letters
_HAIRLINE = 0.25  # points


@dataclass(frozen=True, slots=True)
class Margins:
    """Where prose stands, points: the column's width, how far in a table begins, the em of its type."""

    measure: float
    left: float
    em: float


def flow(
    blocks: Sequence[Markup],
    language: str,
    span: Span | None = None,
    *,
    margins: Margins,
    style: str = 'abstract_text',
    indent: float = 0.0,
) -> Iterator[Block]:
    """`indent` is how far in the prose begins, points, besides what its styles say."""
    for number, block in enumerate(blocks):
        match block:
            case Paragraph(inlines):
                after = isinstance(blocks[number - 1], Paragraph) if number else False
                name = f'{style}_next' if after and style == 'abstract_text' else style
                yield Text(typeset_inlines(inlines, language), name, language=language, indent=indent, span=span)
            case Heading(_, inlines):
                yield Text(typeset_inlines(inlines, language), 'heading', 'H4', language, indent=indent, span=span)
            case List():
                yield Group('L', tuple(_items(block, language, span, margins, indent)))
            case Quotation(inner):
                deeper = _deeper(indent, margins) if style == 'quotation' else indent
                quoted = flow(inner, language, span, margins=margins, style='quotation', indent=deeper)
                yield Group('BlockQuote', tuple(quoted))
            case Code(text):
                lines: list[Inline | LineBreak] = []
                for line in text.rstrip('\n').split('\n'):
                    fixed = _SPACES.sub(lambda run: _FIXED_SPACE * len(run[0]), line.expandtabs(_TAB))
                    lines += [LineBreak(), Inline(fixed or _FIXED_SPACE)]
                yield Text(tuple(lines[1:]), 'code', 'Code', indent=indent, span=span)
            case DisplayMath(tex, macros):
                yield Display(tex, 'display', span, language, macros, indent)
            case Table(rows, header):
                yield from _table(rows, header, language, span, margins, margins.left + indent)


def _deeper(indent: float, margins: Margins, ems: float = _STEP) -> float:
    """One level further in, unless that leaves too little room."""
    return max(indent, min(indent + ems * margins.em, _DEEPEST * (margins.measure - margins.left)))


def _items(block: List, language: str, span: Span | None, margins: Margins, indent: float) -> Iterator[Block]:
    widest = max((len(item.label) for item in block.items), default=0)
    indent = _deeper(indent, margins, max(_STEP, _FIGURE * widest + _LABEL_GAP))
    for item in block.items:
        inner = list(flow(item.blocks, language, span, margins=margins, style='list_item', indent=indent))
        if inner and isinstance(first := inner[0], Text):
            label = (Inline(item.label),)
            inner[0] = Text(first.inlines, first.style, 'LBody', language, indent=indent, label=label, span=span)
        yield Group('LI', tuple(inner))


def _table(
    rows: Sequence[Sequence[Sequence[Inline | LineBreak]]],
    header: bool,
    language: str,
    span: Span | None,
    margins: Margins,
    left: float,
) -> Iterator[Block]:
    """A simple table: columns of equal width, hairlines between its rows."""
    columns = max(map(len, rows), default=0)
    if not columns:
        return
    width = (margins.measure - left) / columns
    lines: list[Row] = []
    for number, row in enumerate(rows):
        head = header and number == 0
        cells = tuple(
            Cell(
                tuple(typeset_inlines(tuple(cell), language)),
                'table_head' if head else 'table_cell',
                left + width * column,
                max(width - 4.0, 1.0),
                'TH' if head else 'TD',
                span=span,
            )
            for column, cell in enumerate(row)
        )
        lines.append(Row(cells, rule=_HAIRLINE, rule_x=left, keep_with_next=head))
    lines[0] = replace(lines[0], space_before=margins.em)
    lines[-1] = replace(lines[-1], space_after=margins.em)
    yield Group('Table', tuple(lines))
