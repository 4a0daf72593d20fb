"""The agenda as a list, day by day: time, title, people, room, page.

In: the event. Out: one section. Sessions have their chair, room and track above their talks. What runs at the same time
follows one another, the time said once; or stands side by side where there is room for it (`agenda_beside`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from booklet import references
from booklet.block import Anchor, Block, Group, NewPage, Remark, Section, Text
from booklet.blocks.pieces import agenda_beside, parallel
from booklet.blocks.pieces.agenda_rows import Columns, Rows
from booklet.blocks.pieces.common import day_marks, day_name, untied
from booklet.blocks.pieces.given import by_board
from booklet.blocks.pieces.parallel import Item
from booklet.brief import Brief, Listed
from booklet.diagnostics import Severity
from booklet.language import words
from booklet.markup import Inline
from booklet.model import Day, Entry, Event, Kind, Poster, Session, Slot
from booklet.rulebook import IDS

NEEDS_NUMBERS = False
_SEVERAL = 6  # posters: more are told of together, where the book has a part of its own for them


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,) if event.days or event.posters else ()


def weight(event: Event, entry: Entry, key: int) -> int:
    return 100 * sum(len(day.slots) for day in event.days)


def listing(brief: Brief) -> tuple[Listed, ...]:
    return (Listed(brief.title, references.part(brief.entry.id)),)


def section(brief: Brief, key: int) -> Section:
    event, heading, anchor = brief.event, brief.title, references.part(brief.entry.id)
    blocks: list[Block] = [Text((Inline(heading),), 'part_title', 'H1', anchor=anchor)]
    bookmarks = [(heading, anchor, 0)]
    for number, day in enumerate(event.days):
        if number and brief.options.text('new_page') == 'day':
            blocks.append(NewPage())
        blocks.append(_day(brief, day))
        bookmarks.append((untied(day_name(event, day)), references.day('agenda', day.date), 1))
    if event.posters:
        name, anchor = words(event.language)['Posters'], references.posters('agenda')
        rows = tuple(_posters(Rows(brief, Columns.of(brief)), event.posters))
        title_ = Text((Inline(name),), 'day_title', 'H2', anchor=anchor, marks=(('day', name),))
        blocks.append(Group('Sect', (title_, Group('Table', rows))))
        bookmarks.append((name, anchor, 1))
    return Section(tuple(blocks), {'part': heading}, tuple(bookmarks))


def _day(brief: Brief, day: Day) -> Group:
    event = brief.event
    anchor = references.day('agenda', day.date)
    heading = Text((Inline(day_name(event, day)),), 'day_title', 'H2', anchor=anchor, marks=day_marks(event, day))
    if not day.items:
        nothing = Text((Inline(words(event.language)['No programme']),), 'note')
        return Group('Sect', (heading, nothing), unit=True)
    rows = Rows(brief, Columns.of(brief, rooms=_tells_rooms(brief, day)))
    if _mode(brief) == 'beside':
        return Group('Sect', (heading, *_stretches(rows, day)), unit=True)
    return Group('Sect', (heading, Group('Table', tuple(_sequence(rows, day.items)))), unit=True)


def _mode(brief: Brief) -> str:
    """What the content says of things at the same time, else the layout."""
    return brief.entry.text('parallel') or brief.options.text('parallel')


def _tells_rooms(brief: Brief, day: Day) -> bool:
    """Whether most of what a day has outside sessions tells of its room, and there are several."""
    loose = [item for item in day.items if isinstance(item, Slot) and item.talk]
    rooms = {room.id for item in loose for room in item.rooms}
    inside = len(day.slots) - sum(isinstance(item, Slot) for item in day.items)
    return len(rooms) > 1 and 2 * sum(bool(item.rooms) for item in loose) > len(loose) + inside


# --- one after the other ---


def _sequence(rows: Rows, items: Sequence[Item]) -> Iterator[Block]:
    """Items in order; of several that begin together, the time is said with the first, and again where another
    time stands above."""
    for group in parallel.together(items, rows.brief.event.rooms):
        if len(group) > 1 and any(isinstance(item, Session) for item in group):
            yield rows.together(group[0].start)
            above = group[0].start
            for number, item in enumerate(group):
                slots = item.slots if isinstance(item, Session) else ()
                inside = [slot.start for slot in slots if slot.start is not None]
                yield from _item(rows, item, timed=not inside and above != item.start, first=not number)
                above = inside[-1] if inside else item.start
        else:
            for number, item in enumerate(group):
                apart = number == 0 or _pauses(item) or _pauses(group[number - 1])
                yield from _item(rows, item, timed=apart)


def _pauses(item: Item) -> bool:
    """Breaks stand apart from what is around them, and so does their time."""
    return isinstance(item, Slot) and item.kind in (Kind.BREAK, Kind.MEAL)


def _item(rows: Rows, item: Item, *, timed: bool, first: bool = False) -> Iterator[Block]:
    if isinstance(item, Slot):
        yield from rows.slot(item, timed=timed)
        return
    yield from rows.session(item, timed=timed, first=first)
    for slot in item.slots:
        yield from rows.slot(slot, item)
    yield from _posters(rows, item.posters)


def _posters(rows: Rows, posters: Sequence[Poster]) -> Iterator[Block]:
    if len(posters) <= _SEVERAL or not rows.brief.event.shows('posters'):
        for poster in posters:
            yield from rows.poster(poster)
        return
    ordered = sorted(posters, key=lambda poster: by_board(poster.board))
    yield from (Anchor(references.in_agenda(poster.talk.id)) for poster in ordered)
    yield rows.all_posters(ordered)


# --- side by side ---


def _stretches(rows: Rows, day: Day) -> Iterator[Block]:
    """What runs at the same time in tables of its own, between tables of what does not."""
    waiting: list[Item] = []
    for stretch in parallel.stretches(day.items):
        found = parallel.lanes(stretch)
        if len(found) > 1 and agenda_beside.fits(rows, len(found)):
            if waiting:
                yield Group('Table', tuple(_sequence(rows, waiting)))
                waiting = []
            yield Group('Table', tuple(agenda_beside.table(rows, found)))
            continue
        if len(found) > 1:
            message = (
                f'{len(found)} things at the same time stand one after the other: side by side they are too narrow'
            )
            hint = 'lane_least of the layout says how narrow they may be'
            yield Remark(message, stretch[0].span, hint, IDS['page-squeezed'], Severity.NOTE)
        waiting += stretch
    if waiting:
        yield Group('Table', tuple(_sequence(rows, waiting)))
