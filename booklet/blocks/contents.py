"""The contents: the parts of the book, the days or other stretches in them, and all talks if wished, with their pages.

In: what each part says of itself. Out: one section.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from booklet import references
from booklet.block import Block, Cell, Group, Row, Section, Text
from booklet.brief import Brief, Listed
from booklet.markup import Inline
from booklet.model import Entry, Event

NEEDS_NUMBERS = False
_STYLES = ('contents_1', 'contents_2', 'contents_3')
_ALIKE = (
    {'page', 'information', 'committee', 'sponsors', 'plan', 'advertisement'},
    {'glance', 'grid', 'agenda', 'abstracts', 'posters'},
    {'biographies', 'index', 'author_index', 'chair_index', 'keyword_index', 'participants'},
    {'notes', 'colophon'},
)


def _same(one: str, other: str) -> bool:
    """Whether two parts are of a kind: such stand close first."""
    return any({one, other} <= kind for kind in _ALIKE)


def _any(one: str, other: str) -> bool:
    return True


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,)


def weight(event: Event, entry: Entry, key: int) -> int:
    return 200 * len(event.days) + (60 * sum(len(day.slots) for day in event.days) if entry.flag('talks') else 0)


def listing(brief: Brief) -> tuple[Listed, ...]:
    return ()


def section(brief: Brief, key: int) -> Section:
    anchor = references.part(brief.entry.id)
    named = [(entry.name, line) for entry in brief.event.parts or () for line in _lines(brief, entry)]
    lines = [line for _, line in named]
    levels = [*(line.level for line in lines[1:]), 0]
    rows = [_row(brief, line, heads=below > line.level) for line, below in zip(lines, levels, strict=False)]
    for near in (_same, _any):
        if brief.gauge.height(rows, brief.column, on_grid=True) > brief.frame.height - _head(brief, anchor):
            rows = [_close(row, named, number, near) for number, row in enumerate(rows)]
    blocks: tuple[Block, ...] = (
        Text((Inline(brief.title),), 'part_title', 'H1', anchor=anchor),
        Group('TOC', tuple(rows)),
    )
    return Section(blocks, {'part': brief.title}, ((brief.title, anchor, 0),))


def _head(brief: Brief, anchor: str) -> float:
    style = brief.layout.styles['part_title']
    title = (Text((Inline(brief.title),), 'part_title', 'H1', anchor=anchor),)
    return brief.gauge.height(title, brief.column, on_grid=True) + style.space_after


def _close(row: Row, named: Sequence[tuple[str, Listed]], number: int, near: Callable[[str, str], bool]) -> Row:
    """Parts of which nothing more is said stand close where all do not go on one page with air between them."""
    if not number:
        return row
    (before, above), (name, line) = named[number - 1], named[number]
    alone = line.level == above.level == 0 and near(before, name)
    return replace(row, space_before=0.0) if alone else row


def _lines(brief: Brief, entry: Entry) -> tuple[Listed, ...]:
    from booklet.blocks import PARTS, abstracts, posters  # the first imports this module when the book has it

    if not PARTS[entry.name].sections(brief.event, entry):  # a part without content takes no page
        return ()
    own = replace(brief, entry=entry)
    if brief.entry.flag('talks') and entry.name == 'abstracts':
        return abstracts.listing(own, talks=True)
    if brief.entry.flag('talks') and entry.name == 'posters':
        return posters.listing(own, talks=True)
    return PARTS[entry.name].listing(own)


def _row(brief: Brief, line: Listed, *, heads: bool) -> Row:
    """The number stands in the column of the times, the words on the axis. What heads others stays with them."""
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
        keep_with_next=heads,
    )
