"""Sponsors by tier, each tier in the order of the content: logos on a grid of columns, names where there is no logo.

In: the event. Out: one section, of pages placed by hand. Logos of a tier are alike in area, not in width, so that none
looks larger than another because it is longer; those of higher tiers are larger, and have fewer columns. White space
holds them together, and no box.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booklet import references
from booklet.block import Block, Frame, Picture, Section, Sheet, Stack, Text
from booklet.brief import Brief, Listed
from booklet.images import Image
from booklet.markup import Inline
from booklet.model import Entry, Event, Sponsor
from booklet.typography import typeset_text

NEEDS_NUMBERS = False
_TALLEST = 1.3  # times the side of a square logo of the tier: no logo is higher
_ROWS_APART, _NAMES_APART = 0.9, 0.45  # of that side, between rows of logos, and of names alone
_TIERS_APART = 1.1  # of it, between tiers
_SCALES = (1.0, 0.94, 0.88, 0.82, 0.76)  # smaller where that spares a page
_HEAD_GAP = 0.35  # of that side, between a tier's name and its logos
_CAPTION_GAP = 0.25  # of it, between a logo and the name below


@dataclass(frozen=True, slots=True)
class _Tier:
    """What sponsors of one tier have alike: `side` of a square logo, points, and how many stand in a row."""

    name: str
    sponsors: tuple[Sponsor, ...]
    side: float
    columns: int
    scale: float  # of names that stand for logos


@dataclass(frozen=True, slots=True)
class _Placed:
    """A sponsor in its cell: a logo or a name, of so many points' width and height."""

    sponsor: Sponsor
    width: float
    height: float
    image: Image | None


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,) if event.sponsors else ()


def weight(event: Event, entry: Entry, key: int) -> int:
    return 50 * len(event.sponsors)


def listing(brief: Brief) -> tuple[Listed, ...]:
    return (Listed(brief.title, references.part(brief.entry.id)),)


def section(brief: Brief, key: int) -> Section:
    anchor = references.part(brief.entry.id)
    head = Text((Inline(brief.title),), 'part_title', 'H1', anchor=anchor)
    style = brief.layout.styles['part_title']
    top = brief.gauge.height((head,), brief.frame.width) + style.space_after
    pages = min((_pages(brief, top, scale) for scale in _SCALES), key=len)
    sheets = [
        Sheet(() if number else (Stack((head,), 0.0),), frames=tuple(frames)) for number, frames in enumerate(pages)
    ]
    return Section(tuple(sheets), {'part': brief.title}, ((brief.title, anchor, 0),))


def _pages(brief: Brief, top: float, scale: float) -> list[list[Frame]]:
    """The frames of each page; the first has room from `top` on."""
    pages: list[list[Frame]] = [[]]
    y, free = top, True  # free: nothing stands above on this page
    for tier in _tiers(brief, scale):
        head = _head(brief, tier)
        above = brief.gauge.height(head, _room(brief)) if head else 0.0
        for number, row in enumerate(_rows(brief, tier)):
            depth = max(placed.height + _caption_depth(brief, tier, placed) for placed in row)
            rows_apart = _ROWS_APART if any(placed.image for placed in row) else _NAMES_APART
            apart = 0.0 if free else tier.side * (rows_apart if number else _TIERS_APART)
            wanted = depth + (above + _HEAD_GAP * tier.side if not number and head else 0.0)
            if not free and y + apart + wanted > brief.frame.height + 0.01:
                pages.append([])
                y, apart = 0.0, 0.0
            y += apart
            if not number and head:
                pages[-1].append(Frame(_left(brief), y, _room(brief), above, head))
                y += above + _HEAD_GAP * tier.side
            pages[-1] += _frames(brief, tier, row, y)
            y += depth
            free = False
    return pages


def _tiers(brief: Brief, scale: float) -> Iterator[_Tier]:
    """The tiers in the order in which the content first names them, each with its measures."""
    named: dict[str, list[Sponsor]] = {}
    for sponsor in brief.event.sponsors:
        named.setdefault(sponsor.tier, []).append(sponsor)
    options = brief.options
    first, least = options.length('logo') * scale, options.length('logo_least') * scale
    step = float(options.length('step'))
    for rank, (name, sponsors) in enumerate(named.items()):
        side = max(first * step**rank, min(least, first))
        columns = max(1, int((_room(brief) + _gap(brief)) // (_widest(side) + _gap(brief))))
        columns = min(columns, int(options.length('columns')) + rank)
        columns = math.ceil(len(sponsors) / math.ceil(len(sponsors) / columns))  # rows of much the same length
        yield _Tier(name, tuple(sponsors), side, columns, max(side / first, 0.7))


def _widest(side: float) -> float:
    """The narrowest column for logos of a tier: most are twice or three times as wide as high."""
    return 1.5 * side


def _left(brief: Brief) -> float:
    """Where logos begin: below the title."""
    return brief.layout.styles['part_title'].indent


def _room(brief: Brief) -> float:
    return brief.frame.width - _left(brief)


def _gap(brief: Brief) -> float:
    return brief.options.length('gap')


def _cell(brief: Brief, tier: _Tier) -> float:
    """The width of a column of the tier."""
    return (_room(brief) - _gap(brief) * (tier.columns - 1)) / tier.columns


def _head(brief: Brief, tier: _Tier) -> tuple[Block, ...]:
    return (Text((Inline(typeset_text(tier.name, brief.language)),), 'sponsors_tier', 'H2'),) if tier.name else ()


def _rows(brief: Brief, tier: _Tier) -> Iterator[list[_Placed]]:
    placed = [_placed(brief, tier, sponsor) for sponsor in tier.sponsors]
    for start in range(0, len(placed), tier.columns):
        yield placed[start : start + tier.columns]


def _placed(brief: Brief, tier: _Tier, sponsor: Sponsor) -> _Placed:
    """A logo as large as its tier allows and its cell has room for; a name as deep as it is."""
    image = brief.images.get(sponsor.logo) if sponsor.logo else None
    cell = _cell(brief, tier)
    if image is None or image.problem:
        return _Placed(sponsor, cell, brief.gauge.height(_name(brief, tier, sponsor), cell), None)
    width = tier.side * math.sqrt(image.aspect)
    scale = min(1.0, cell / width, _TALLEST * tier.side / (width / image.aspect))
    return _Placed(sponsor, width * scale, width * scale / image.aspect, image)


def _name(brief: Brief, tier: _Tier, sponsor: Sponsor) -> tuple[Block, ...]:
    """A name in type, where there is no logo."""
    return (Text((Inline(typeset_text(sponsor.name, brief.language)),), 'sponsors_name', scale=tier.scale),)


def _caption(brief: Brief, sponsor: Sponsor) -> tuple[Block, ...]:
    return (Text((Inline(typeset_text(sponsor.name, brief.language)),), 'sponsors_caption'),)


def _caption_depth(brief: Brief, tier: _Tier, placed: _Placed) -> float:
    """What the name below a logo takes, with the space between them."""
    if placed.image is None or brief.options.text('names') != 'below':
        return 0.0
    return _CAPTION_GAP * tier.side + brief.gauge.height(_caption(brief, placed.sponsor), _cell(brief, tier))


def _frames(brief: Brief, tier: _Tier, row: Sequence[_Placed], y: float) -> Iterator[Frame]:
    """A row of logos, their middles on one line, and the names below on another."""
    cell, step = _cell(brief, tier), _cell(brief, tier) + _gap(brief)
    depth = max(placed.height for placed in row)
    for column, placed in enumerate(row):
        x, sponsor = _left(brief) + column * step, placed.sponsor
        middle = y + (depth - placed.height) / 2
        if placed.image is None:
            text = _name(brief, tier, sponsor)
            yield Frame(x, middle, cell, placed.height, text, link=sponsor.url)
            continue
        picture = Picture(sponsor.logo, placed.width, placed.height, sponsor.name)
        yield Frame(x, middle, placed.width, placed.height, picture=picture, link=sponsor.url, role='P')
        caption = _caption_depth(brief, tier, placed)
        if caption:
            below = y + depth + _CAPTION_GAP * tier.side
            yield Frame(x, below, cell, caption - _CAPTION_GAP * tier.side, _caption(brief, sponsor))
