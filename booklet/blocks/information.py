"""Practical information: how to come, where to eat, whom to ask.

In: titles and texts. Out: one section. The titles hang left of the axis where all of them fit there; else each stands
above its text.
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet import references
from booklet.block import Block, Cell, Group, Row, Section, Text
from booklet.blocks.pieces.common import plain
from booklet.blocks.pieces.prose import Margins, prose
from booklet.brief import Brief, Listed
from booklet.markup import Inline
from booklet.model import Entry, Event, Information

NEEDS_NUMBERS = False
_FIRST = 'page_text'  # how the texts begin


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,) if event.information else ()


def weight(event: Event, entry: Entry, key: int) -> int:
    return sum(100 + len(one.text.source) for one in event.information)


def listing(brief: Brief) -> tuple[Listed, ...]:
    return (Listed(brief.title, references.part(brief.entry.id)),)


def section(brief: Brief, key: int) -> Section:
    anchor = references.part(brief.entry.id)
    blocks: list[Block] = [Text((Inline(brief.title),), 'part_title', 'H1', anchor=anchor)]
    room = brief.options.length('label_width') - brief.options.length('gap')
    titles = [(plain(one.title, brief.language),) for one in brief.event.information]
    indent = brief.layout.styles[_FIRST].indent
    hang = (
        room > 0
        and indent == brief.options.length('label_width')
        and all(brief.gauge.width(title, 'information_label') <= room for title in titles)
    )
    for number, one in enumerate(brief.event.information):
        pieces = list(_text(brief, one, number))
        told = tuple(_hung(brief, one, pieces) if hang else _above(brief, one, pieces))
        blocks.append(Group('Sect', told, unit=True))
    return Section(tuple(blocks), {'part': brief.title}, ((brief.title, anchor, 0),))


def _text(brief: Brief, one: Information, number: int) -> Iterator[Block]:
    style = brief.layout.styles[_FIRST]
    margins = Margins(brief.column, brief.layout.styles['table_cell'].indent, style.size)
    return prose(one.text, brief.language, margins, f'{brief.entry.id}-{number}', _FIRST)


def _above(brief: Brief, one: Information, pieces: list[Block]) -> Iterator[Block]:
    yield Text((plain(one.title, brief.language),), 'information_title', 'H2')
    yield from pieces


def _hung(brief: Brief, one: Information, pieces: list[Block]) -> Iterator[Block]:
    """The title on the line with which the text begins; above it, where the text begins with no paragraph."""
    axis, gap = brief.options.length('label_width'), brief.options.length('gap')
    label = Cell((plain(one.title, brief.language),), 'information_label', 0.0, axis - gap, 'H2')
    space = brief.layout.styles['information_title'].space_before
    first = pieces[0] if pieces else None
    if isinstance(first, Text) and first.style == _FIRST and not first.label:
        text = Cell(first.inlines, _FIRST, axis, brief.column - axis, 'P', span=first.span)
        yield Row((label, text), '', space_before=space)
        yield from pieces[1:]
    else:
        yield Row((label,), '', space_before=space, keep_with_next=bool(pieces))
        yield from pieces
