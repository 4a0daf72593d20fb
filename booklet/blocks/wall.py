"""The wall poster: the whole programme on one page, its type as large as lets everything stand on it.

In: the event. Out: one section of one sheet. Above stand the event, its dates and its place, and a code that leads to
the programme online; below them the days, as columns on one axis of time, in as many rows as leave the type largest.
What does not fit at the least size is left out by a ladder: speakers, then the ends of titles, then the talks of
sessions, then single talks of a track in a room, of a track, of a time; each is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from booklet import qr, references
from booklet.block import Block, Frame, Remark, Section, Sheet, Text
from booklet.blocks.common import plain, title
from booklet.blocks.days import Column, Form, Laid, Look, lay, legend, remarks
from booklet.brief import Brief, Listed
from booklet.diagnostics import Severity
from booklet.language import format_dates, labelled, words
from booklet.markup import Inline
from booklet.model import Day, Entry, Event
from booklet.overview.entries import by_track, by_track_alone, digest, in_one
from booklet.rulebook import IDS

NEEDS_NUMBERS = False
LADDER = (
    Form(inside=True),
    Form(inside=True, people=False),
    Form(inside=True, people=False, lines=2),
    Form(inside=True, people=False, lines=1),
    Form(people=False),
    Form(people=False, lines=2),
    Form(people=False, lines=1),
    Form(people=False, whole=by_track),
    Form(people=False, lines=1, whole=by_track),
    Form(people=False, whole=by_track_alone),
    Form(people=False, lines=1, whole=by_track_alone),
    Form(people=False, lines=1, whole=in_one),
    Form(people=False, clusters=False),
)
_SEARCHES = 7  # halvings in the search for the largest size
_WIDE = 0.72  # of the page's width that the title has, beside the code


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,) if any(day.items for day in event.days) else ()


def weight(event: Event, entry: Entry, key: int) -> int:
    return 200 * sum(len(day.slots) for day in event.days)


def listing(brief: Brief) -> tuple[Listed, ...]:
    return ()


def section(brief: Brief, key: int) -> Section:
    anchor = references.part(brief.entry.id)
    head = _head(brief, anchor)
    top = max(frame.y + frame.height for frame in head) + brief.options.length('gap')
    key_, depth = legend(brief, 'wall', brief.frame.width)
    foot = brief.frame.height - (depth + brief.options.length('gap') if depth else 0.0)
    days = [day for day in brief.event.days if day.items]
    laid, left = _laid(brief, days, top, foot)
    at = brief.frame.height - depth
    frames = (*head, *laid.frames[0], *(replace(frame, y=frame.y + at) for frame in key_))
    told: list[Block] = [*remarks(laid, 'the wall poster'), *_left(left)]
    name = brief.event.short_title
    return Section((*told, Sheet(frames=frames)), {'part': name}, ((name, anchor, 0),))


@dataclass(frozen=True, slots=True)
class _Try:
    form: Form
    across: int
    beside: bool


def _laid(brief: Brief, days: Sequence[Day], top: float, foot: float) -> tuple[Laid, int]:
    """The first rung that fits at the least size, in the arrangement that leaves it the largest; and how many days have
    no place even by their names."""
    least = brief.options.length('least')
    for count in range(len(days), 0, -1):
        shown = days[:count]
        for form in LADDER if count == len(days) else LADDER[-1:]:
            tries = [
                _Try(replace(form, beside=beside), across, beside)
                for across, beside in product(_arrangements(count), (True, False) if form.clusters else (True,))
            ]
            best: Laid | None = None
            for one in tries:
                best = _largest(brief, shown, top, foot, one, best.scale if best else least) or best
            if best:
                return best, len(days) - count
    raise AssertionError('no page is too small for the name of one day')


def _arrangements(count: int) -> list[int]:
    """How many days may stand side by side: all, half of them, a third, …"""
    return sorted({-(-count // rows) for rows in range(1, count + 1)}, reverse=True)


def _largest(brief: Brief, days: Sequence[Day], top: float, foot: float, one: _Try, least: float) -> Laid | None:
    """The days in the largest size that fits; None where it is none above the least."""
    options = brief.options
    look = Look('wall', options.length('lane_least'), options.length('gap'))

    def tried(scale: float) -> Laid | None:
        rows = _rows(brief, days, one.across, scale)
        return lay(brief, look, rows, top, foot, one.form, scale) if rows else None

    best = tried(least)
    low, high = least, options.length('most')
    for _ in range(_SEARCHES if best else 0):
        middle = (low + high) / 2
        found = tried(middle)
        if found:
            low, best = middle, found
        else:
            high = middle
    return best


def _rows(brief: Brief, days: Sequence[Day], across: int, scale: float) -> list[list[Column]]:
    """Days in rows; none where their columns would be too narrow."""
    options = brief.options
    gap = options.length('gap') * min(1.0, scale)
    width = (brief.frame.width - (across - 1) * gap) / across
    if across > 1 and width < options.length('day_least') * scale:
        return []
    return [
        [
            Column(digest(day), 0, number * (width + gap), width)
            for number, day in enumerate(days[first : first + across])
        ]
        for first in range(0, len(days), across)
    ]


def _head(brief: Brief, anchor: str) -> tuple[Frame, ...]:
    """Title, dates and place; beside them the code."""
    event, width = brief.event, brief.frame.width
    address = event.online or event.url
    code, side = _code(brief, address)
    wide = _WIDE * width if side else width
    blocks: list[Block] = [Text(title(event.title, event.language), 'wall_heading', 'H1', anchor=anchor)]
    dates = event.dates_text or (
        format_dates(event.start, event.end or event.start, event.language) if event.start else ''
    )
    if event.subtitle:
        blocks.append(Text(title(event.subtitle, event.language), 'wall_note'))
    said = [text for text in (dates, event.place) if text]
    if said:
        blocks.append(Text((plain(' · '.join(said), event.language),), 'wall_note'))
    left = brief.gauge.height(blocks, wide)
    beside: list[Block] = []
    if address:
        beside.append(
            Text(
                (Inline(labelled(words(event.language)['Programme online'], _bare(address), event.language)),),
                'wall_aside',
                link=address,
            )
        )
    version = [labelled(words(event.language)['Version'], event.version, event.language)] if event.version else []
    if event.updated:
        date = format_dates(event.updated, event.updated, event.language)
        version.append(labelled(words(event.language)['As of'], date, event.language))
    if version:
        beside.append(Text((plain(' · '.join(version), event.language),), 'wall_aside'))
    depth = brief.gauge.height(beside, width) if beside else 0.0
    height = max(left, side)
    frames = [Frame(0.0, 0.0, wide, left, tuple(blocks))]
    if side:
        frames.append(Frame(width - side, 0.0, side, side, drawing=code, turns=False))
    if beside:
        frames.append(Frame(0.0, height, width, depth, tuple(beside)))
    return tuple(frames)


def _code(brief: Brief, address: str) -> tuple[str, float]:
    """A QR code and its side, with the quiet zone; nothing where there is no address or no room for a legible one."""
    side = brief.options.length('code')
    least = qr.least_size(address) if address else 0.0
    side = max(side, least) if side else 0.0
    if not least or not side or side > (1 - _WIDE) * brief.frame.width:
        return '', 0.0
    return qr.drawn(address, side), side


def _bare(address: str) -> str:
    return address.partition('://')[2].rstrip('/') or address


def _left(days: int) -> Iterator[Remark]:
    if days:
        message = f'the wall poster has no room for the last {days} days'
        yield Remark(message, None, 'take a larger page', IDS['page-squeezed'], Severity.NOTE)
