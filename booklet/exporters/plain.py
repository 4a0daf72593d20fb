"""Marked-up text to words that any program shows: no markup, formulas as their TeX source.

In: a `Text`. Out: one line of a title; paragraphs of an abstract with blank lines between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from booklet.markup import (
    Block,
    Code,
    DisplayMath,
    Inline,
    LineBreak,
    List,
    Notes,
    Quotation,
    Spans,
    Table,
    parse,
    parse_inline,
)
from booklet.model import Text


def line(text: Text) -> str:
    """A title, without its markup; of what is markup only, the source."""
    words = ' '.join(_words(parse_inline(text), ' ').split())
    return words or text.source


def paragraphs(text: Text) -> str:
    if not text:
        return ''
    return '\n\n'.join(_blocks(parse(text))) or text.source


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Code):
            yield block.text
        elif isinstance(block, DisplayMath):
            yield f'$${block.tex}$$'
        elif isinstance(block, List | Notes):
            yield '\n'.join(f'{item.label} ' + '\n\n'.join(_blocks(item.blocks)) for item in block.items)
        elif isinstance(block, Quotation):
            yield from _blocks(block.blocks)
        elif isinstance(block, Table):
            yield '\n'.join(' | '.join(_words(cell, ' ') for cell in row) for row in block.rows)
        else:
            yield _words(block.inlines, '\n')


def _words(spans: Spans, end: str) -> str:
    return ''.join(end if isinstance(span, LineBreak) else _span(span) for span in spans)


def _span(span: Inline) -> str:
    """A link tells where it leads, unless its words are the address already."""
    if span.math:
        return f'${span.text}$'
    away = span.link and not span.link.startswith('#')
    shown = span.text in (span.link, span.link.removeprefix('mailto:'))
    return f'{span.text} ({span.link})' if away and not shown else span.text
