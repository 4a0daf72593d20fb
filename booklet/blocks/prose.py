"""Marked-up prose, an abstract or a page of text, as blocks.

In: the blocks of `markup`. Out: the blocks of `block`, with the styles and roles that fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from booklet.block import Block, Cell, Display, Group, Row, Text
from booklet.diagnostics import Span
from booklet.markup import Block as Markup
from booklet.markup import Code, DisplayMath, Heading, Inline, LineBreak, List, Paragraph, Quotation, Table
from booklet.typography import typeset_inlines

_INDENT = 14.0  # points that each level of a list moves in


def flow(
    blocks: Sequence[Markup],
    language: str,
    span: Span | None = None,
    *,
    measure: float,
    style: str = 'abstract_text',
    indent: float = 0.0,
) -> Iterator[Block]:
    """`measure` is the column's width in points, `indent` how far in the prose begins."""
    for number, block in enumerate(blocks):
        match block:
            case Paragraph(inlines):
                after = isinstance(blocks[number - 1], Paragraph) if number else False
                name = f'{style}_next' if after and style == 'abstract_text' else style
                yield Text(typeset_inlines(inlines, language), name, language=language, indent=indent, span=span)
            case Heading(_, inlines):
                yield Text(typeset_inlines(inlines, language), 'heading', 'H4', language, indent=indent, span=span)
            case List():
                yield Group('L', tuple(_items(block, language, span, measure, indent + _INDENT)))
            case Quotation(inner):
                quoted = flow(inner, language, span, measure=measure, style='quotation', indent=indent)
                yield Group('BlockQuote', tuple(quoted))
            case Code(text):
                lines: list[Inline | LineBreak] = []
                for line in text.rstrip('\n').split('\n'):
                    lines += [LineBreak(), Inline(line.replace(' ', '\u00a0') or '\u00a0')]
                yield Text(tuple(lines[1:]), 'code', 'Code', indent=indent, span=span)
            case DisplayMath(tex):
                yield Display(tex, 'display', span)
            case Table(rows, header):
                yield from _table(rows, header, language, span, measure - indent, indent)


def _items(block: List, language: str, span: Span | None, measure: float, indent: float) -> Iterator[Block]:
    for item in block.items:
        inner = list(flow(item.blocks, language, span, measure=measure, style='list_item', indent=indent))
        if inner and isinstance(first := inner[0], Text):
            label = (Inline(item.label),)
            inner[0] = Text(first.inlines, first.style, 'LBody', language, indent=indent, label=label, span=span)
        yield Group('LI', tuple(inner))


def _table(
    rows: Sequence[Sequence[Sequence[Inline | LineBreak]]],
    header: bool,
    language: str,
    span: Span | None,
    measure: float,
    indent: float,
) -> Iterator[Block]:
    """A simple table: columns of equal width, hairlines between its rows."""
    columns = max(map(len, rows), default=0)
    if not columns:
        return
    width = measure / columns
    lines: list[Block] = []
    for number, row in enumerate(rows):
        head = header and number == 0
        cells = tuple(
            Cell(
                tuple(typeset_inlines(tuple(cell), language)),
                'table_head' if head else 'table_cell',
                indent + width * column,
                width - 4.0,
                'TH' if head else 'TD',
                span=span,
            )
            for column, cell in enumerate(row)
        )
        lines.append(Row(cells, rule=0.25, keep_with_next=head))
    yield Group('Table', tuple(lines))
