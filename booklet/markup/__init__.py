"""Marked-up text to paragraphs of inline spans, whatever the dialect.

In: a `model.Text`. Out: a tuple of blocks. Nothing is lost: what is not understood is kept as its own source text.
"""

from __future__ import annotations

from booklet.markup import plain
from booklet.markup.spans import (
    Block,
    Code,
    DisplayMath,
    Finding,
    Heading,
    Inline,
    LineBreak,
    List,
    ListItem,
    Notes,
    Paragraph,
    Quotation,
    Spans,
    Style,
    Table,
    plain_text,
)
from booklet.model import Text

__all__ = [
    'Block',
    'Code',
    'DisplayMath',
    'Finding',
    'Heading',
    'Inline',
    'LineBreak',
    'List',
    'ListItem',
    'Notes',
    'Paragraph',
    'Quotation',
    'Spans',
    'Style',
    'Table',
    'parse',
    'parse_inline',
    'plain_text',
]


def parse(text: Text) -> tuple[Block, ...]:
    """The blocks of an abstract, a note or a page of text. A dialect that is not known is plain text."""
    if text.dialect == 'markdown' and not plain.is_plain(text.source):
        from booklet.markup import markdown

        return markdown.blocks(text.source)
    return plain.blocks(text.source)


def parse_inline(text: Text) -> Spans:
    """The spans of a title or another single line: no blocks, so that `1. Overview` stays what it is."""
    if text.dialect == 'markdown' and not plain.is_plain_inline(text.source):
        from booklet.markup import markdown

        return markdown.inlines(text.source)
    return plain.inlines(text.source)
