"""The week at a glance: all days on one spread, the pages that people use most. One day takes a single page.

In: the event. Out: one section of one or two sheets. Days are columns, half of them on the verso, on one axis of time;
where they are too many for their width they stand in rows. What is told is the most that fits: first everything, then
without speakers, with parallel things below one another, with titles of two lines and of one, the talks of a track in a
room as one, those of a track as one, all that is parallel as one, at last the days alone. Each rung is tried in the
sizes that the layout allows, and what it leaves out is told; what room is left beside tracks told as one goes to the
talks of the smallest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from booklet import references
from booklet.block import Block, Frame, Remark, Section, Sheet, Text
from booklet.blocks.pieces.common import day_name, plain, plain_title
from booklet.blocks.pieces.days import Column, Form, Laid, Look, heaviest_of, lay, remarks, side_by_side
from booklet.blocks.pieces.legend import legend
from booklet.brief import Brief, Listed
from booklet.diagnostics import Severity
from booklet.language import format_dates
from booklet.markup import Inline
from booklet.model import Day, Entry, Event
from booklet.overview.entries import Digest, by_track, by_track_alone, digest, in_one
from booklet.rulebook import IDS

NEEDS_NUMBERS = False
LADDER = (
    Form(),
    Form(beside=False),
    Form(beside=False, run_in=True),
    Form(people=False),
    Form(people=False, beside=False),
    Form(people=False, beside=False, lines=2),
    Form(people=False, beside=False, lines=1),
    Form(people=False, beside=False, whole=by_track),
    Form(people=False, beside=False, lines=2, whole=by_track),
    Form(people=False, beside=False, lines=1, whole=by_track),
    Form(people=False, beside=False, whole=by_track_alone),
    Form(people=False, beside=False, lines=2, whole=by_track_alone),
    Form(people=False, beside=False, lines=1, whole=by_track_alone),
    Form(people=False, beside=False, lines=2, whole=in_one),
    Form(people=False, beside=False, lines=1, whole=in_one),
    Form(people=False, clusters=False),
)
_NAME = 110.0  # points: a longer name of a day may take two lines
_APART = 6  # talks of a track, told one by one where there is room
_SIZES = 4  # tried from the layout's size down to its least


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,) if any(day.items for day in event.days) else ()


def weight(event: Event, entry: Entry, key: int) -> int:
    return 60 * sum(len(day.slots) for day in event.days)


def listing(brief: Brief) -> tuple[Listed, ...]:
    return (Listed(brief.title, references.part(brief.entry.id)),)


def section(brief: Brief, key: int) -> Section:
    heading, anchor = brief.title, references.part(brief.entry.id)
    heads = _heads(brief, heading, anchor)
    top = max(frame.y + frame.height for head in heads for frame in head) + _leading(brief)
    days = [day for day in brief.event.days if day.items]
    key_, depth = legend(brief, 'glance', brief.frame.width)
    foot = brief.frame.height - (depth + _leading(brief) if depth else 0.0)
    laid, left = _laid(brief, days, top, foot)
    if not laid.form.whole:
        heads = (heads[0] + tuple(replace(frame, y=frame.y + foot + _leading(brief)) for frame in key_), heads[1])
    sheets: list[Block] = []
    for number, frames in enumerate(laid.frames):
        here = references.part(f'{brief.entry.id}-{number}') if number else ''  # so its running head does not repeat it
        sheets.append(Sheet(frames=(*heads[number], *frames), anchor=here))
    told = [*remarks(laid, 'the week at a glance'), *_left(left)]
    bookmarks = ((heading, anchor, 0),)
    return Section((*told, *sheets), {'part': heading}, bookmarks, side='verso' if len(sheets) > 1 else 'any')


def _laid(brief: Brief, days: Sequence[Day], top: float, foot: float) -> tuple[Laid, int]:
    """The first rung of the ladder that fits; and how many days have no place even by their names."""
    options = brief.options
    look = Look('glance', options.length('lane_least'), options.length('gap'))
    least = options.length('least')
    scales = [1.0 - (1.0 - least) * number / (_SIZES - 1) for number in range(_SIZES)]
    digests = [digest(day) for day in days]

    def tried(count: int, form: Form, scale: float) -> Laid | None:
        for even in (True,) if form.whole else (False, True):
            rows = _rows(brief, digests[:count], scale, even=even)
            laid = lay(brief, look, rows, top, foot, form, scale)
            if laid:
                return laid
        return None

    for count in range(len(days), 0, -1):
        for form in LADDER if count == len(days) else LADDER[-1:]:
            smallest = tried(count, form, least)
            if smallest:
                larger = (tried(count, form, scale) for scale in scales[:-1])
                laid = next((laid for laid in larger if laid), smallest)
                fuller = (tried(count, told, laid.scale) for told in _fuller(form))
                return next((more for more in fuller if more), laid), len(days) - count
    return Laid(((),), LADDER[-1], least, left=sum(len(one.entries) for one in digests)), len(days)


def _fuller(form: Form) -> Iterator[Form]:
    """The same with the talks of small tracks told one by one, as long as there is room."""
    if form.whole in (by_track, by_track_alone):
        for most in range(_APART, 1, -1):
            yield replace(form, whole=partial(form.whole, apart=most))


def _rows(brief: Brief, digests: Sequence[Digest], scale: float, *, even: bool) -> list[list[Column]]:
    """Days side by side over two pages, in as many rows as their least width asks for; even, or by what they tell."""
    options = brief.options
    names = (brief.gauge.width((Inline(day_name(brief.event, one.day)),), 'glance_day') for one in digests)
    gap, least = (
        options.length('gap') * scale,
        max(options.length('day_least'), *(min(name, _NAME) for name in names)) * scale,
    )
    width = brief.frame.width
    pages = 2 if len(digests) > 1 else 1
    most = max(1, int((width + gap) / (least + gap)))
    rows = -(-len(digests) // (most * pages))
    each = -(-len(digests) // rows)
    across = -(-each // pages)
    heaviest = heaviest_of(digests)
    found: list[list[Column]] = []
    for first in range(0, len(digests), each):
        row = digests[first : first + each]
        found.append([])
        for page, start in enumerate(range(0, len(row), across)):
            here = row[start : start + across]
            found[-1] += side_by_side(here, page, width, gap, least, 0 if even or rows > 1 else heaviest)
    return found


def _heads(brief: Brief, heading: str, anchor: str) -> tuple[tuple[Frame, ...], ...]:
    """What stands above the days: the part's name on the left page, the dates and the place on the right."""
    event, width = brief.event, brief.frame.width
    left = (Text((Inline(heading),), 'glance_heading', 'H1', anchor=anchor),)
    height = brief.gauge.height(left, width)
    said = [format_dates(event.start, event.end or event.start, event.language)] if event.start else []
    said = [text for text in (*said, event.place or plain_title(event.title, event.language)) if text]
    right = (Text((plain(' · '.join(said), event.language),), 'glance_note'),)
    depth = brief.gauge.height(right, width)
    height = max(height, depth)
    return (
        (Frame(0.0, 0.0, width, height, left, align='bottom'),),
        (Frame(0.0, 0.0, width, height, right, align='bottom'),),
    )


def _leading(brief: Brief) -> float:
    return brief.layout.styles['glance_title'].leading


def _left(days: int) -> Iterator[Remark]:
    if days:
        message = 'the week at a glance has no room for ' + ('the last day' if days == 1 else f'the last {days} days')
        yield Remark(message, None, 'show them in a grid or an agenda', IDS['page-squeezed'], Severity.NOTE)
