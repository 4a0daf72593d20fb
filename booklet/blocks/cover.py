"""The cover: title, dates, place, who organises and who pays, below artwork, an image or the programme as a score.

In: the event. Out: one section of one sheet. A long title rises, and what is above it becomes lower; only then does it
become smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from booklet import references
from booklet.artwork import FAMILIES
from booklet.block import Block, Remark, Section, Sheet, Stack, Text
from booklet.blocks.pieces import cover_ground
from booklet.blocks.pieces.common import DOT, plain, title
from booklet.blocks.pieces.cover_ground import Band
from booklet.brief import Brief, Listed
from booklet.diagnostics import Severity
from booklet.language import format_dates, words
from booklet.markup import Inline, LineBreak
from booklet.model import Entry, Event
from booklet.rulebook import IDS

NEEDS_NUMBERS = False
_MANY = 6  # names that stand below one another; more run on
# What is tried until all has room: the size of the title, whether names run on, their size; and how low the title must
# then stand, of where it stands at its best.
_ATTEMPTS = (
    (1.0, False, 1.0, 0.4),
    (1.0, True, 1.0, 0.4),
    (0.9, True, 1.0, 0.35),
    (0.8, True, 1.0, 0.3),
    (0.8, True, 0.85, 0.2),
    (0.7, True, 0.85, 0.1),
    (0.6, True, 0.8, 0.0),
    (0.5, True, 0.75, 0.0),
)
_OPTICAL = 0.382  # of the empty space of a cover without any image: above the title


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on the cover, and where, from the head of the text block down: the title, and what is left below."""

    blocks: tuple[Block, ...]
    credits: tuple[Block, ...]
    y: float
    scale: float = 1.0


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,)


def weight(event: Event, entry: Entry, key: int) -> int:
    return 2_000


def listing(brief: Brief) -> tuple[Listed, ...]:
    return ()


def section(brief: Brief, key: int) -> Section:
    layout, options = brief.layout, brief.options
    strip, logos, strip_height = cover_ground.logo_strip(brief, recto=True)
    foot = max(options.length('credit_y'), strip_height - layout.margins.bottom + _air(brief) if logos else 0.0)
    said = _said(brief, brief.frame.height - foot)
    stacks: tuple[Stack, ...] = (Stack(said.blocks, said.y), Stack(said.credits, foot, 'bottom'))
    head = layout.page.height
    band = Band(head - _depth(brief, said.y), head)
    picture_band = Band(head - _image_depth(brief, said.y), head)
    if _is_below(brief):
        stacks = (Stack((*said.blocks, *said.credits), said.y),)
        taken = layout.margins.top + said.y + _height(brief, stacks[0].blocks) + 2 * _air(brief)
        band = picture_band = Band(strip_height, head - taken, head=False)
    image, at = cover_ground.picture(brief, picture_band)
    drawn = '' if image else cover_ground.drawn(brief, band)
    drawing = '\n'.join(filter(None, (cover_ground.filled(layout), drawn, strip)))
    return Section((*_remarks(brief, said), Sheet(stacks, drawing, logos, image, at)), {'part': ''})


def _is_below(brief: Brief) -> bool:
    """Whether artwork or an image stands below the words: where the layout has no room for it above them."""
    asked = brief.entry.text('image') or cover_ground.family(brief) in FAMILIES
    return bool(asked) and not brief.options.length('score_height')


def _air(brief: Brief) -> float:
    return brief.layout.grid or brief.layout.styles['cover_credit'].leading


def _depth(brief: Brief, y: float) -> float:
    """How far down the page the artwork reaches: as far as the layout says, and as much less as the title has risen."""
    options = brief.options
    return options.length('score_height') - max(0.0, options.length('title_y') - y)


def _image_depth(brief: Brief, y: float) -> float:
    """How far down an image reaches: as near to the title as the artwork's foot is where the layout has any."""
    options, top = brief.options, brief.layout.margins.top
    apart = top + options.length('title_y') - options.length('score_height')
    return top + y - (apart if options.length('score_height') and apart > 0 else 2 * _air(brief))


def _said(brief: Brief, room: float) -> Words:
    """The words as large as they may be, and as low as the layout has them, in `room` points from the head down."""
    best = brief.options.length('title_y')
    found: list[tuple[Words, float]] = []
    for scale, runs_on, names, least in _ATTEMPTS:
        blocks, credits = _title(brief, scale), _credits(brief.event, runs_on, names)
        left = room - _height(brief, blocks) - _height(brief, credits) - (_air(brief) if credits else 0.0)
        found.append((Words(tuple(blocks), tuple(credits), min(best, max(left, 0.0)), scale), left))
        if left >= best * least:
            break
    said, left = found[-1]
    if cover_ground.family(brief) == 'none' and not brief.entry.text('image') and brief.options.length('score_height'):
        return replace(said, y=max(0.0, left) * _OPTICAL)
    return said


def _height(brief: Brief, blocks: Sequence[Block]) -> float:
    return brief.gauge.height(blocks, brief.frame.width, on_grid=True) if blocks else 0.0


def _remarks(brief: Brief, said: Words) -> list[Remark]:
    if said.scale == 1.0:
        return []
    message = f'the title on the cover is set at {said.scale:.0%} of its size'
    hint = 'a shorter title can be larger'
    return [Remark(message, brief.event.title.span, hint, IDS['page-squeezed'], Severity.NOTE)]


def _title(brief: Brief, scale: float) -> list[Block]:
    event, language = brief.event, brief.language
    anchor = references.part('cover')
    blocks: list[Block] = [Text(title(event.title, language), 'cover_title', 'H1', anchor=anchor, scale=scale)]
    if event.subtitle:
        blocks.append(Text(title(event.subtitle, language), 'cover_subtitle', scale=max(scale, 0.7)))
    dates = dates_of(event)
    if dates:
        blocks.append(Text((plain(dates, language),), 'cover_dates'))
    if event.place:
        blocks.append(Text((plain(event.place, language),), 'cover_place'))
    return blocks


def dates_of(event: Event) -> str:
    """When the event is, as covers say it; empty where nobody has said."""
    made = format_dates(event.start, event.end or event.start, event.language) if event.start else ''
    return event.dates_text or made


def _credits(event: Event, runs_on: bool, scale: float) -> list[Block]:
    """Who organises and who pays, below one another; many names run on."""
    language = event.language
    blocks: list[Block] = []
    runs_on = runs_on or len(event.organisers) + len(event.funders) > _MANY
    for label, names in (('Organised by', event.organisers), ('Funded by', event.funders)):
        if names:
            lines: list[Inline | LineBreak] = []
            for name in names:
                lines += [Inline(f'{DOT}') if runs_on else LineBreak(), plain(name, language)]
            blocks.append(Text((Inline(words(language)[label]),), 'cover_credit_label'))
            blocks.append(Text(tuple(lines[1:]), 'cover_credit', scale=scale))
    return blocks
