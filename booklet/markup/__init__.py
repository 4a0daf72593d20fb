"""Marked-up text to paragraphs of inline spans, whatever the dialect.

In: a `model.Text`. Out: a tuple of blocks, and `Finding`s. Nothing is lost: what is not understood is kept as its own
source text, and told. A dialect is a module with `blocks(source, found)` and `inlines(source, found)`.
"""

from __future__ import annotations

import re
from importlib import import_module
from types import ModuleType

from booklet.markup import guess, macros, plain
from booklet.markup.guess import Guess
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
    'Guess',
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

# On a line of its own a remark would end with the book: TeX's sign for one can only mean itself.
_PER_CENT = re.compile(r'(?<!\\)%')


def parse(text: Text, found: list[Finding] | None = None) -> tuple[Block, ...]:
    """The blocks of an abstract, a note or a page of text; a text that names no dialect is in the one it looks like.

    What could not be understood is added to `found`.
    """
    source, dialect = text.source, text.dialect
    if dialect == 'plain' or (dialect != 'latex' and plain.is_plain(source)):
        return plain.blocks(source)
    found = [] if found is None else found
    reader = _reader(dialect or guess.guess(source).dialect)
    return plain.blocks(source) if reader is None else macros.settled(reader.blocks(source, found), source)


def parse_inline(text: Text, found: list[Finding] | None = None) -> Spans:
    """The spans of a title or another single line: no blocks, so that `1. Overview` stays what it is."""
    source, dialect = text.source, text.dialect
    if dialect == 'plain' or plain.is_plain_inline(source):
        return plain.inlines(source)
    found = [] if found is None else found
    dialect = dialect or guess.guess(source).dialect
    if dialect == 'latex':
        source = _PER_CENT.sub(r'\\%', source)
    reader = _reader(dialect)
    return plain.inlines(source) if reader is None else macros.settled_inlines(reader.inlines(source, found), source)


def _reader(dialect: str) -> ModuleType | None:
    """The reader of a dialect, imported when the first text wants it; None for plain text."""
    return import_module(f'booklet.markup.{dialect}') if dialect in ('markdown', 'html', 'latex') else None
