"""The back cover: the front’s ground and artwork, larger and quieter, a text, where the programme is online, logos.

In: the event and what the content says of the part. Out: one section of one sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from booklet import references
from booklet.block import Anchor, Block, Display, Group, Row, Section, Sheet, Stack, Text
from booklet.blocks import cover_ground, online
from booklet.blocks.prose import Margins, prose
from booklet.brief import Brief, Listed
from booklet.model import Entry, Event

NEEDS_NUMBERS = False
_STYLE, _NEXT = 'cover_text', 'cover_text_next'


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,)


def weight(event: Event, entry: Entry, key: int) -> int:
    return 2_000


def listing(brief: Brief) -> tuple[Listed, ...]:
    return ()


def section(brief: Brief, key: int) -> Section:
    layout, front = brief.layout, brief.layout.parts['cover']
    air = 2 * (layout.grid or layout.styles[_STYLE].leading)
    strip, logos, strip_height = cover_ground.logo_strip(brief, recto=False)
    foot = max(front.length('credit_y'), strip_height - layout.margins.bottom + air / 2 if logos else 0.0)
    left = layout.styles[_STYLE].indent
    floor = brief.frame.height - foot
    size = brief.options.length('qr_width') if brief.entry.flag('qr') else 0.0
    code = online.beside(brief, left, floor, size, ('cover_credit_label', 'cover_address'), front.colour('ground'))
    taken = max((frame.height for frame in code), default=0.0) + air
    blocks = tuple(_words(brief))
    needed = brief.gauge.height(blocks, brief.frame.width, on_grid=True) if blocks else 0.0
    y = max(0.0, min(front.length('title_y'), floor - taken - needed))
    depth = front.length('score_height') - max(0.0, front.length('title_y') - y)
    head = layout.page.height
    image, at = cover_ground.picture(brief, cover_ground.Band(head - depth, head))
    art = '' if image else cover_ground.detail(brief, depth)
    drawing = '\n'.join(filter(None, (cover_ground.filled(layout), art, strip)))
    stacks = (Stack((Anchor(references.part(brief.entry.id)), *blocks), y),) if blocks else ()
    return Section((Sheet(stacks, drawing, (*code, *logos), image, at),), {'part': ''})


def _words(brief: Brief) -> Iterator[Block]:
    """What the content's file says, all of it in the styles of the cover: no other would be legible on its ground."""
    style = brief.layout.styles[_STYLE]
    margins = Margins(brief.column, style.indent, style.size)
    for block in prose(brief.entry.document('file'), brief.language, margins, brief.entry.id, _STYLE):
        yield _in_cover(block)


def _in_cover(block: Block) -> Block:
    if isinstance(block, Text):
        own = 'cover_credit_label' if block.style == 'heading' else _STYLE
        return block if block.style == _NEXT else replace(block, style=own)
    if isinstance(block, Display):
        return replace(block, style=_STYLE)
    if isinstance(block, Row):
        return replace(block, cells=tuple(replace(cell, style=_STYLE) for cell in block.cells))
    if isinstance(block, Group):
        return replace(block, blocks=tuple(map(_in_cover, block.blocks)))
    return block
