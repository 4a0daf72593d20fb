"""The back cover: the front’s ground and artwork, larger and quieter, a text, where the programme is online, logos.

In: the event and what the content says of the part. Out: one section of one sheet.
"""

from __future__ import annotations

from dataclasses import replace

from booklet import references
from booklet.block import Block, Display, Group, Remark, Row, Section, Sheet, Stack, Text
from booklet.blocks.pieces import cover_ground, online
from booklet.blocks.pieces.prose import Margins, prose
from booklet.brief import Brief, Listed
from booklet.diagnostics import Severity
from booklet.model import Entry, Event
from booklet.rulebook import IDS

NEEDS_NUMBERS = False
_STYLE, _NEXT = 'cover_text', 'cover_text_next'
_SCALES = (1.0, 0.9, 0.8, 0.7)  # of the text's size: what is tried until it has room


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,)


def weight(event: Event, entry: Entry, key: int) -> int:
    return 2_000


def listing(brief: Brief) -> tuple[Listed, ...]:
    return ()


def section(brief: Brief, key: int) -> Section:
    layout, front = brief.layout, brief.layout.parts['cover']
    strip, logos, strip_height = cover_ground.logo_strip(brief, recto=False)
    foot = max(front.length('credit_y'), strip_height - layout.margins.bottom + _air(brief) if logos else 0.0)
    floor = brief.frame.height - foot
    size = brief.options.length('qr_width') if brief.entry.flag('qr') else 0.0
    styles = ('cover_credit_label', 'cover_address')
    code = online.beside(brief, layout.styles[_STYLE].indent, floor, size, styles, front.colour('ground'))
    room = min((frame.y for frame in code), default=floor) - 2 * _air(brief)
    words, before = _words(brief, room)
    y = max(0.0, min(front.length('title_y'), room - _height(brief, words)))
    depth = front.length('score_height') - max(0.0, front.length('title_y') - y)
    head = layout.page.height
    image, at = cover_ground.picture(brief, cover_ground.Band(head - depth, head))
    art = '' if image else cover_ground.detail(brief, depth)
    drawing = '\n'.join(filter(None, (cover_ground.filled(layout), art, strip)))
    stacks = (Stack(words, y),) if words else ()
    anchor = references.part(brief.entry.id)
    return Section((*before, Sheet(stacks, drawing, (*code, *logos), image, at, anchor=anchor)), {'part': ''})


def _air(brief: Brief) -> float:
    return brief.layout.grid or brief.layout.styles[_STYLE].leading


def _height(brief: Brief, blocks: tuple[Block, ...]) -> float:
    return brief.gauge.height(blocks, brief.frame.width, on_grid=True) if blocks else 0.0


def _words(brief: Brief, room: float) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """What the file says in the styles of the cover, as large as goes into `room` points: no other style would be
    legible there. Of what is too long for that, nothing, but pages that stand before."""
    document = brief.entry.document('file')
    style = brief.layout.styles[_STYLE]
    margins = Margins(brief.column, style.indent, style.size)
    given = tuple(prose(document, brief.language, margins, brief.entry.id, _STYLE))
    for scale in _SCALES:
        blocks = tuple(_in_cover(block, scale) for block in given)
        if _height(brief, blocks) <= room:
            return blocks, ()
    message = 'the text of the back cover is too long for it, and stands on pages before'
    remark = Remark(message, document.span, 'shorten it', IDS['page-squeezed'], Severity.NOTE)
    return (), (remark, *prose(document, brief.language, margins, brief.entry.id, 'colophon_text'))


def _in_cover(block: Block, scale: float) -> Block:
    if isinstance(block, Text):
        own = _NEXT if block.style == _NEXT else 'cover_credit_label' if block.style == 'heading' else _STYLE
        return replace(block, style=own, scale=scale)
    if isinstance(block, Display):
        return replace(block, style=_STYLE)
    if isinstance(block, Row):
        return replace(block, cells=tuple(replace(cell, style=_STYLE) for cell in block.cells))
    if isinstance(block, Group):
        return replace(block, blocks=tuple(_in_cover(inner, scale) for inner in block.blocks))
    return block
