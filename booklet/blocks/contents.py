"""The contents: the parts of the book, and the days in them, with their pages.

In: the event and the titles that the layout gives the parts. Out: one section.
"""

from __future__ import annotations

from collections.abc import Mapping

from booklet import references
from booklet.block import Block, Cell, Group, Row, Section, Text
from booklet.blocks import abstracts, agenda, index
from booklet.design import Layout
from booklet.language import words
from booklet.markup import Inline
from booklet.model import Event

NEEDS_NUMBERS = False
_UNLISTED = ('cover', 'contents')
_TITLES = {'agenda': 'Agenda', 'abstracts': 'Abstracts', 'index': 'Speaker index'}
_SECTIONS = {'agenda': agenda.sections, 'abstracts': abstracts.sections, 'index': index.sections}


def sections(event: Event) -> tuple[int, ...]:
    return (0,)


def weight(event: Event, key: int) -> int:
    return 200 * len(event.days)


def section(event: Event, layout: Layout, key: int, numbers: Mapping[str, int]) -> Section:
    heading = layout.parts['contents'].title or words(event.language)['Contents']
    anchor = references.part('contents')
    rows: list[Block] = []
    for part in event.parts:
        if part not in _UNLISTED and _SECTIONS[part](event):  # a part without content takes no page
            title = layout.parts[part].title or words(event.language)[_TITLES[part]]
            rows.append(_row(layout, title, references.part(part), 'contents_1'))
            if part == 'abstracts':
                rows += [_row(layout, name, anchor, 'contents_2') for name, anchor in abstracts.headings(event)]
    blocks: tuple[Block, ...] = (
        Text((Inline(heading),), 'part_title', 'H1', anchor=anchor),
        Group('TOC', tuple(rows)),
    )
    return Section(blocks, {'part': heading}, ((heading, anchor, 0),))


def _row(layout: Layout, text: str, anchor: str, style_name: str) -> Row:
    """The number stands in the column of the times, the words on the axis."""
    options = layout.parts['contents']
    axis, gap = options.length('page_width'), options.length('gap')
    style = layout.styles[style_name]
    measure = layout.column_width(options.master)
    link = '#' + anchor
    return Row(
        (
            Cell((), 'contents_page', 0.0, axis - gap, 'Reference', link, page_of=anchor),
            Cell((Inline(text),), style_name, axis, measure - axis, 'Reference', link),
        ),
        'TOCI',
        space_before=style.space_before,
        space_after=style.space_after,
    )
