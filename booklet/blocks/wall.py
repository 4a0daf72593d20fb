"""The wall poster: the whole programme on one page, its type as large as lets everything stand on it.

In: the event. Out: one section of one sheet. Above stand the event, its dates and its place, and a code that leads to
the programme online; below them the days, as columns on one axis of time, in as many rows as leave the type largest, or
as bands, each a grid of its rooms, where that leaves it larger.
What does not fit at the least size is left out by a ladder: speakers, then the ends of titles, then the talks of
sessions, then single talks of a track in a room, of a track, of a time; each is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TypeVar

from booklet import qr, references
from booklet.block import Block, Frame, Remark, Section, Sheet, Text
from booklet.blocks.pieces.common import plain, title
from booklet.blocks.pieces.days import Column, Form, Laid, Look, heaviest_of, lay, remarks, side_by_side
from booklet.blocks.pieces.legend import legend
from booklet.blocks.pieces.wall_bands import Bands, bands
from booklet.brief import Brief, Listed
from booklet.diagnostics import Severity
from booklet.language import format_dates, labelled, words
from booklet.markup import Inline
from booklet.model import Day, Entry, Event
from booklet.overview.entries import Digest, by_track, by_track_alone, digest, in_one
from booklet.rulebook import IDS

NEEDS_NUMBERS = False
_T = TypeVar('_T')
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
_BANDED = 2  # rungs of the ladder on which days may be bands: with and without speakers
_MORE = 1.06  # by so much must another arrangement be larger to be taken instead
_GRID = 1.15  # and by so much, instead of a grid
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
    laid, left = _laid(brief, days, top, foot, brief.frame.height)
    frames = (*head, *(laid.frames if isinstance(laid, Bands) else laid.frames[0]))
    if isinstance(laid, Laid) and not laid.form.whole:
        frames = (*frames, *(replace(frame, y=frame.y + brief.frame.height - depth) for frame in key_))
    squeezed = Laid((), LADDER[0], laid.scale, silent=laid.silent) if isinstance(laid, Bands) else laid
    told: list[Block] = [*remarks(squeezed, 'the wall poster'), *_without(squeezed.inside), *_left(left)]
    name = brief.event.short_title
    return Section((*told, Sheet(frames=frames)), {'part': name}, ((name, anchor, 0),))


@dataclass(frozen=True, slots=True)
class _Try:
    form: Form
    across: int
    even: bool


def _laid(brief: Brief, days: Sequence[Day], top: float, foot: float, bottom: float) -> tuple[Laid | Bands, int]:
    """The first rung that fits at the least size, in the arrangement that leaves it the largest; and how many days have
    no place even by their names. Bands go down to the bottom: each has its own key.
    """
    least = brief.options.length('least')
    digests = [digest(day) for day in days]
    for count in range(len(days), 0, -1):
        for number, form in enumerate(LADDER if count == len(days) else LADDER[-1:]):
            best: Laid | Bands | None = None
            if number < _BANDED and count == len(days) and brief.event.rooms:
                best = _largest(brief, least, _bands(brief, days, top, bottom, form))
            more = _GRID if best else _MORE
            for one in _tries(form, count):
                found = _largest(
                    brief, more * best.scale if best else least, _columns(brief, digests[:count], top, foot, one)
                )
                best, more = (found, _MORE) if found else (best, more)
            if best:
                return best, len(days) - count
    return Laid(((),), LADDER[-1], least, left=sum(len(one.entries) for one in digests)), len(days)


def _tries(form: Form, count: int) -> list[_Try]:
    return [
        _Try(replace(form, beside=beside, run_in=run_in), across, even)
        for run_in, across, even, beside in product((False, True), _arrangements(count), (False, True), (True, False))
        if (even or (across == count and not form.whole)) and (form.people or not run_in)
    ]


def _arrangements(count: int) -> list[int]:
    """How many days may stand side by side: all, half of them, a third, …"""
    return sorted({-(-count // rows) for rows in range(1, count + 1)}, reverse=True)


def _largest(brief: Brief, least: float, tried: Callable[[float], _T | None]) -> _T | None:
    """What is tried in the largest size that fits; None where it is none above the least."""
    low, high = least, brief.options.length('most')
    best = tried(low) if low <= high else None
    for _ in range(_SEARCHES if best else 0):
        middle = (low + high) / 2
        found = tried(middle)
        if found:
            low, best = middle, found
        else:
            high = middle
    return best


def _columns(
    brief: Brief, digests: Sequence[Digest], top: float, foot: float, one: _Try
) -> Callable[[float], Laid | None]:
    look = Look('wall', brief.options.length('lane_least'), brief.options.length('gap'))

    def tried(scale: float) -> Laid | None:
        rows = _rows(brief, digests, one.across, scale, even=one.even)
        return lay(brief, look, rows, top, foot, one.form, scale) if rows else None

    return tried


def _bands(brief: Brief, days: Sequence[Day], top: float, foot: float, form: Form) -> Callable[[float], Bands | None]:
    return lambda scale: bands(brief, days, top, foot, scale, people=form.people)


def _rows(brief: Brief, digests: Sequence[Digest], across: int, scale: float, *, even: bool) -> list[list[Column]]:
    """Days in rows; none where their columns would be too narrow."""
    options = brief.options
    gap, least = options.length('gap') * min(1.0, scale), options.length('day_least') * scale
    width = brief.frame.width
    heaviest = 0 if even else heaviest_of(digests)
    found = []
    for first in range(0, len(digests), across):
        row = list(side_by_side(digests[first : first + across], 0, width, gap, 0.6 * least, heaviest))
        if across > 1 and max(column.width for column in row) < least:
            return []
        found.append(row)
    return found


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
    if address:
        said_online = labelled(words(event.language)['Programme online'], _bare(address), event.language)
        blocks.append(Text((Inline(said_online),), 'wall_aside', link=address))
    version = [labelled(words(event.language)['Version'], event.version, event.language)] if event.version else []
    if event.updated:
        date = format_dates(event.updated, event.updated, event.language)
        version.append(labelled(words(event.language)['As of'], date, event.language))
    if version:
        blocks.append(Text((plain(' · '.join(version), event.language),), 'wall_aside'))
    height = brief.gauge.height(blocks, wide)
    frames = [Frame(0.0, 0.0, wide, height, tuple(blocks))]
    if side:
        frames.append(Frame(width - side, 0.0, side, side, drawing=code, turns=False))
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


def _without(talks: int) -> Iterator[Remark]:
    if talks:
        of = f'{talks} talks of sessions' if talks > 1 else 'the talk of a session'
        hint = 'a larger page, shorter titles or fewer things at the same time leave room for more'
        yield Remark(f'the wall poster has no room for {of}', None, hint, IDS['page-squeezed'], Severity.NOTE)


def _left(days: int) -> Iterator[Remark]:
    if days:
        message = 'the wall poster has no room for ' + ('the last day' if days == 1 else f'the last {days} days')
        yield Remark(message, None, 'take a larger page', IDS['page-squeezed'], Severity.NOTE)
