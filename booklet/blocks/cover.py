"""The cover: title, dates, place, who organises and who pays, over the programme itself drawn as a score.

In: the event. Out: one section of one sheet.
"""

from __future__ import annotations

from booklet import references
from booklet.block import Block, Section, Sheet, Stack, Text
from booklet.blocks.common import plain, title
from booklet.blocks.score import BLEED, ground, score
from booklet.brief import Brief, Listed
from booklet.design import Colour, Layout
from booklet.language import format_dates, words
from booklet.markup import Inline, LineBreak
from booklet.model import Entry, Event, Kind
from booklet.units import Rect

NEEDS_NUMBERS = False
_PAPER = Colour(1, 1, 1)


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,)


def weight(event: Event, entry: Entry, key: int) -> int:
    return 2_000


def listing(brief: Brief) -> tuple[Listed, ...]:
    return ()


def section(brief: Brief, key: int) -> Section:
    event, layout, options = brief.event, brief.layout, brief.options
    stacks = [
        Stack(tuple(_title(event)), options.length('title_y')),
        Stack(tuple(_credits(event)), options.length('credit_y'), 'bottom'),
    ]
    return Section((Sheet(tuple(stacks), _drawing(event, layout)),), {'part': ''}, ())


def _drawing(event: Event, layout: Layout) -> str:
    """The page's ground, and the programme from its top down, running off its right edge."""
    options = layout.parts['cover']
    page = Rect(0.0, 0.0, layout.page.width, layout.page.height)
    drawn = [ground(page, options.colour('ground'))] if options.colour('ground') != _PAPER else []
    height = options.length('score_height')
    if height:
        left = layout.text_block(recto=True).x0 + layout.styles['cover_title'].indent
        area = Rect(left, page.y1 - height, page.x1 + BLEED, page.y1 + BLEED)
        drawn.append(score(event, area, {Kind.TALK: options.colour('bars'), Kind.SOCIAL: options.colour('spark')}))
    return '\n'.join(drawn)


def _title(event: Event) -> list[Block]:
    language = event.language
    blocks: list[Block] = [Text(title(event.title, language), 'cover_title', 'H1', anchor=references.part('cover'))]
    if event.subtitle:
        blocks.append(Text(title(event.subtitle, language), 'cover_subtitle'))
    dates = event.dates_text or (format_dates(event.start, event.end or event.start, language) if event.start else '')
    if dates:
        blocks.append(Text((plain(dates, language),), 'cover_dates'))
    if event.place:
        blocks.append(Text((plain(event.place, language),), 'cover_place'))
    return blocks


def _credits(event: Event) -> list[Block]:
    language = event.language
    blocks: list[Block] = []
    for label, names in (('Organised by', event.organisers), ('Funded by', event.funders)):
        if names:
            lines: list[Inline | LineBreak] = []
            for name in names:
                lines += [LineBreak(), plain(name, language)]
            blocks.append(Text((Inline(words(language)[label]),), 'cover_credit_label'))
            blocks.append(Text(tuple(lines[1:]), 'cover_credit'))
    return blocks
