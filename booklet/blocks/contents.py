"""The contents: the parts of the book, and the days in them, with their pages.

In: the event and the titles that the layout gives the parts. Out: one section.
"""

from __future__ import annotations

from dataclasses import replace

from booklet import references
from booklet.block import Block, Cell, Group, Row, Section, Text
from booklet.brief import Brief, Listed
from booklet.markup import Inline
from booklet.model import Entry, Event

NEEDS_NUMBERS = False
_STYLES = ('contents_1', 'contents_2')


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,)


def weight(event: Event, entry: Entry, key: int) -> int:
    return 200 * len(event.days)


def listing(brief: Brief) -> tuple[Listed, ...]:
    return ()


def section(brief: Brief, key: int) -> Section:
    from booklet.blocks import PARTS  # which imports this module when the book has it

    anchor = references.part(brief.entry.id)
    rows: list[Block] = []
    for entry in brief.event.parts or ():
        part = PARTS[entry.name]
        if part.sections(brief.event, entry):  # a part without content takes no page
            rows += [_row(brief, line) for line in part.listing(replace(brief, entry=entry))]
    blocks: tuple[Block, ...] = (
        Text((Inline(brief.title),), 'part_title', 'H1', anchor=anchor),
        Group('TOC', tuple(rows)),
    )
    return Section(blocks, {'part': brief.title}, ((brief.title, anchor, 0),))


def _row(brief: Brief, line: Listed) -> Row:
    """The number stands in the column of the times, the words on the axis."""
    options = brief.options
    axis, gap = options.length('page_width'), options.length('gap')
    style_name = _STYLES[line.level]
    style = brief.layout.styles[style_name]
    link = '#' + line.anchor
    return Row(
        (
            Cell((), 'contents_page', 0.0, axis - gap, 'Reference', link, page_of=line.anchor),
            Cell((Inline(line.text),), style_name, axis, brief.column - axis, 'Reference', link),
        ),
        'TOCI',
        space_before=style.space_before,
        space_after=style.space_after,
    )
