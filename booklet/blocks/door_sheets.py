"""Door sheets: what takes place in a room, a page for each room and day, to be read from two metres.

In: the event. Out: a section for each room and day in which it is used: the room's name as large as the page allows,
the day, then times, titles and speakers. Type is as large as lets everything stand on one page; where that would be
below the least size of the layout, it goes on on further sheets. What has no room stands on no door, which is told;
breaks stand on all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from booklet import references
from booklet.block import Block, Frame, Inlines, Remark, Section, Sheet, Text
from booklet.blocks.pieces.common import DOT, day_name, names, plain, title, untied
from booklet.blocks.pieces.days import counted
from booklet.blocks.pieces.shortening import shortened
from booklet.brief import Brief, Listed
from booklet.diagnostics import Severity, Span
from booklet.grid.items import Source, day_items
from booklet.language import bracketed, format_time, labelled, words
from booklet.markup import Inline
from booklet.model import Day, Entry, Event, Kind, Role, Room
from booklet.rulebook import IDS
from booklet.typography import typeset_text

NEEDS_NUMBERS = False
_QUIET = (Kind.BREAK, Kind.MEAL, Kind.END)
_SIZES = 12  # tried between the layout's size and its least
_ROOM_LINES = 2  # that a room's name may take before it is set smaller than its least size
_AIR = 0.5  # of a title's leading: the least space between two items
_MOST_AIR = 1.4
_SPARE = 0.5  # points: what just fits might not
_LONGEST = '88/88'  # of many sheets, which this is


@dataclass(frozen=True, slots=True)
class _Entry:
    source: Source
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Door:
    """What a sheet is about; `room` is None in an event that names none."""

    day: Day
    room: Room | None
    entries: tuple[_Entry, ...]


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    """Every room on every day in which it is used, by day, in the order of the rooms."""
    step = max(1, len(event.rooms))
    keys: list[int] = []
    for number, day in enumerate(event.days):
        entries = _entries(day)
        used = {room.id for entry in entries if not _is_quiet(entry) for room in entry.source.rooms}
        if event.rooms:
            keys += [number * step + place for place, room in enumerate(event.rooms) if room.id in used]
        elif entries:
            keys.append(number)
    return tuple(keys)


def door(event: Event, key: int) -> Door:
    """The door of a section."""
    number, place = divmod(key, max(1, len(event.rooms)))
    day, room = event.days[number], event.rooms[place] if event.rooms else None
    return Door(day, room, tuple(_of_room(_entries(day), room)))


def weight(event: Event, entry: Entry, key: int) -> int:
    return 2_000


def listing(brief: Brief) -> tuple[Listed, ...]:
    return ()


def section(brief: Brief, key: int) -> Section:
    own = _Setter(brief, door(brief.event, key))
    is_first = key == sections(brief.event, brief.entry)[0]
    anchor = references.part(brief.entry.id) if is_first else ''
    sheets = [Sheet(frames=frames, anchor=anchor if not number else '') for number, frames in enumerate(own.sheets())]
    name = untied(f'{own.name} · {day_name(brief.event, own.door.day)}')
    told = [*own.told, *(_roomless(brief.event) if is_first else ())]
    mark = f'{brief.entry.id}-{key}'
    first = replace(sheets[0], frames=(replace(sheets[0].frames[0], anchor=mark), *sheets[0].frames[1:]))
    return Section((*told, first, *sheets[1:]), {'part': name}, ((name, mark, 0),))


def _entries(day: Day) -> list[_Entry]:
    found = day_items(day)
    times = {item.number: (item.start, item.end) for item in found.items}
    entries: list[_Entry] = []
    for number, source in enumerate(found.sources):
        start, end = times.get(number, (None, None))
        entries += [_Entry(part, start, end) for part in _by_rooms(source)]
    return entries


def _by_rooms(source: Source) -> Iterator[Source]:
    """What a session lists without times, where it is in rooms of its own, apart from what is in the session's."""
    own = tuple(slot for slot in source.inside if slot.rooms and not {*slot.rooms} <= {*source.rooms})
    rest = tuple(slot for slot in source.inside if slot not in own)
    if source.slot or source.rooms or rest or not own:
        yield replace(source, inside=rest)
    for slot in own:
        yield Source(slot, source.session, heads=True)


def _is_quiet(entry: _Entry) -> bool:
    return entry.source.slot is not None and entry.source.kind in _QUIET


def _of_room(entries: Sequence[_Entry], room: Room | None) -> list[_Entry]:
    """What is on in the room; and breaks that are for all, between its first and its last."""
    if room is None:
        return list(entries)
    own = [entry for entry in entries if room.id in {r.id for r in entry.source.rooms}]
    starts = [entry.start for entry in own if entry.start is not None]
    first, last = min(starts, default=0), max(starts, default=0)

    def shown(entry: _Entry) -> bool:
        between = entry.start is not None and first < entry.start < last
        return entry in own or (_is_quiet(entry) and not entry.source.rooms and between)

    return [entry for entry in entries if shown(entry)]


def _roomless(event: Event) -> Iterator[Remark]:
    if not event.rooms:
        return
    entries = (entry for day in event.days for entry in _entries(day))
    roomless = [entry.source for entry in entries if not entry.source.rooms and not _is_quiet(entry)]
    if roomless:
        message = f'{counted(len(roomless), "item")} without a room, and on no door sheet'
        first = roomless[0].slot or roomless[0].session
        hint = 'give it a room' if len(roomless) == 1 else 'give them rooms; here is the first of them'
        yield Remark(message, first.span if first else None, hint, IDS['page-squeezed'], Severity.NOTE)


def _foot(head: Sequence[Frame]) -> float:
    return head[-1].y + head[-1].height


@dataclass(frozen=True, slots=True)
class _Item:
    """The frames of an item, their y from its top."""

    frames: tuple[Frame, ...]
    height: float


class _Setter:
    """The sheets of one door. `told` is filled while they are made."""

    def __init__(self, brief: Brief, door: Door) -> None:
        self.brief, self.door = brief, door
        self.event, self.language, self.gauge = brief.event, brief.language, brief.gauge
        self.width, self.depth = brief.frame.width, brief.frame.height
        self.name = typeset_text(door.room.name if door.room else brief.event.short_title, brief.language)
        self.told: list[Remark] = []

    def sheets(self) -> list[tuple[Frame, ...]]:
        head = self.head('')
        of_head, self.told = self.told, []
        scale, found = self.fitted(head)
        if len(found) > 1:  # then its head tells more
            head, self.told = self.head(_LONGEST), []
            scale, found = self.fitted(head)
        self.told = [*of_head, *self.told]
        pages, top = len(found), _foot(head)
        if scale < 0.995:
            self.tell(f'is set smaller than its layout says, at {scale:.0%}')
        if pages > 1:
            self.tell(f'goes on on {counted(pages - 1, "further sheet", verb=False)}')
        return [
            (*self.head(f'{number}/{pages}' if pages > 1 else ''), *self.placed(items, scale, top))
            for number, items in enumerate(found, 1)
        ]

    def fitted(self, head: Sequence[Frame]) -> tuple[float, list[list[_Item]]]:
        """The largest scale that takes no more sheets than the least, and what stands on them below their heads."""
        least = self.brief.options.length('least')
        sizes = [least + (1.0 - least) * number / (_SIZES - 1) for number in range(_SIZES)]
        room = self.depth - _foot(head)
        found = self.pages(self.items(least, room), least, room)
        scale, pages = least, len(found)
        low, high = 0, _SIZES
        while high - low > 1:
            middle = (low + high) // 2
            told, self.told = self.told, []
            tried = self.pages(self.items(sizes[middle], room), sizes[middle], room)
            if len(tried) <= pages:
                low, scale, found = middle, sizes[middle], tried
            else:
                high, self.told = middle, told
        return scale, found

    def tell(self, what: str) -> None:
        message = f'the door sheet of {untied(self.name)} on {self.door.day.date} {what}'
        hint = 'fewer or shorter items in a room leave room for larger type'
        self.told.append(Remark(message, self.door.day.span, hint, IDS['page-squeezed'], Severity.NOTE))

    def head(self, number: str) -> list[Frame]:
        """The room's name, as large as it goes on one line, or on two of the least size; below it the day."""
        shown = (Inline(self.name),)
        style = self.brief.layout.styles['door_room']
        least = self.brief.options.length('room_least') / style.size
        wide = self.gauge.width(shown, 'door_room')
        scale = min(1.0, self.width / wide * 0.995) if wide else 1.0
        if scale < least:
            scale = least
            while scale > 0.2 and not self.holds(shown, scale):
                scale *= 0.95
        lines = self.gauge.lines(shown, 'door_room', self.width, scale)
        height = lines * style.leading * scale
        if scale < least - 0.001 and not number:
            self.tell(f'has its name at {style.size * scale:.0f} pt, for it is long')
        day: Inlines = (Inline(day_name(self.event, self.door.day)),)
        if number:
            day = (*day, Inline(DOT + number))
        if number and not number.startswith('1/'):
            day = (*day, Inline(DOT + words(self.language)['continued']))
        below = (Text(day, 'door_day', 'H2'),)
        depth = self.gauge.height(below, self.width)
        air = self.brief.options.length('gap')
        return [
            Frame(0.0, 0.0, self.width, height, (Text(shown, 'door_room', 'H1', scale=scale),)),
            Frame(0.0, height + 0.3 * air, self.width, depth, below),
            Frame(0.0, height + 0.3 * air + depth, self.width, air),
        ]

    def holds(self, shown: Inlines, scale: float) -> bool:
        """Whether a name goes on few lines, no word of it wider than the page."""
        widest = max(self.gauge.width((Inline(word),), 'door_room', scale) for word in self.name.split())
        return widest <= self.width and self.gauge.lines(shown, 'door_room', self.width, scale) <= _ROOM_LINES

    def pages(self, items: Sequence[_Item], scale: float, room: float) -> list[list[_Item]]:
        """Items over as few pages as hold them, each as full as the others."""
        air = self.air(scale)
        count = len(_filled(items, room, air))
        low, high = 0.0, room
        for _ in range(16 if count > 1 else 0):
            middle = (low + high) / 2
            low, high = (low, middle) if len(_filled(items, middle, air)) <= count else (middle, high)
        return _filled(items, high, air)

    def air(self, scale: float) -> float:
        return _AIR * self.brief.layout.styles['door_title'].leading * scale

    def placed(self, items: Sequence[_Item], scale: float, top: float) -> Iterator[Frame]:
        """Items down a page; what space is left parts them, within reason."""
        used = sum(item.height for item in items)
        most = _MOST_AIR * self.brief.layout.styles['door_title'].leading * scale
        air = min(most, (self.depth - top - used) / max(1, len(items) - 1))
        y = top
        for item in items:
            yield from (replace(frame, y=frame.y + y) for frame in item.frames)
            y += item.height + air

    # --- items ---

    def items(self, scale: float, room: float) -> list[_Item]:
        said = [self.clock(m) for e in self.door.entries for m in (e.start, e.end) if m is not None]
        widths = [self.gauge.width((Inline(text),), 'door_time', scale) for text in said]
        widths += [self.gauge.width((Inline('–' + text),), 'door_end', scale) for text in said]
        time = max(widths, default=0.0) + (_SPARE if widths else 0.0)
        x = time + self.brief.options.length('gap') if time else 0.0
        return [item for entry in self.door.entries for item in self.item(entry, scale, time, x, room)]

    def item(self, entry: _Entry, scale: float, time: float, x: float, room: float) -> Iterator[_Item]:
        """An entry; in several pieces where it is taller than a page."""
        width = self.width - x
        for number, blocks in enumerate(self.split(self.words(entry, scale, width, room), width, room)):
            height = self.gauge.height(blocks, width)
            frame = Frame(x, 0.0, width, height, tuple(blocks))
            yield _Item((frame,), height) if number else self.timed(entry, scale, time, frame)

    def split(self, blocks: Sequence[Block], width: float, room: float) -> list[list[Block]]:
        pieces: list[list[Block]] = [[]]
        for block in blocks:
            if pieces[-1] and self.gauge.height((*pieces[-1], block), width) > room:
                pieces.append([])
            pieces[-1].append(block)
        return pieces

    def timed(self, entry: _Entry, scale: float, time: float, words: Frame) -> _Item:
        """The words, and beside them from when to when."""
        quiet, frames, height = _is_quiet(entry), [words], words.height
        if entry.start is not None:
            style = 'door_break_time' if quiet else 'door_time'
            times: list[Block] = [Text((Inline(self.clock(entry.start)),), style, scale=scale)]
            if not quiet and entry.end is not None and entry.end > entry.start:
                times.append(Text((Inline('–' + self.clock(entry.end)),), 'door_end', scale=scale))
            depth = self.gauge.height(times, time)
            frames.insert(0, Frame(0.0, 0.0, time, depth, tuple(times)))
            height = max(height, depth)
        return _Item(tuple(frames), height)

    def words(self, entry: _Entry, scale: float, width: float, room: float) -> list[Block]:
        """Title and people; the session above its first talk. What is taller than a page is shortened."""
        source, slot, session = entry.source, entry.source.slot, entry.source.session
        blocks: list[Block] = []

        def text(shown: Inlines, style: str, span: Span | None = None) -> Text:
            """Not taller than a page."""
            short = shortened(shown, lambda text: self.gauge.height((Text(text, style, scale=scale),), width) <= room)
            if short != shown:
                what = 'names' if style == 'door_speaker' else 'a title'
                self.tell(f'has {what} longer than the page, which it shortens')
            return Text(short, style, scale=scale, span=span)

        if session and source.heads:
            shown = (*title(session.title, self.language), *self.cancelled(session.cancelled))
            blocks.append(text(shown, 'door_session'))
            if session.chairs:
                chair = labelled(words(self.language)['Chair'], names(session.chairs, self.language), self.language)
                blocks.append(text((Inline(chair),), 'door_speaker'))
            blocks += [text(title(inside.title, self.language), 'door_title') for inside in source.inside]
        if slot is None:
            return blocks
        talk = slot.talk
        shown = title((talk.agenda_title or talk.title) if talk else slot.title, self.language)
        shown = (*shown, *self.cancelled(slot.cancelled or bool(talk and talk.cancelled)))
        style = 'door_break' if _is_quiet(entry) else 'door_title'
        people = [p for p in (talk.people if talk else slot.people) if p.role is not Role.AUTHOR]
        blocks.append(text(shown, style, slot.span))
        if people:
            blocks.append(text((plain(names(people, self.language), self.language),), 'door_speaker'))
        return blocks

    def cancelled(self, is_so: bool) -> Inlines:
        return (Inline(bracketed(words(self.language)['cancelled'], self.language)),) if is_so else ()

    def clock(self, minutes: int) -> str:
        return format_time(minutes, self.event.clock, self.language)


def _filled(items: Sequence[_Item], room: float, air: float) -> list[list[_Item]]:
    """Each page as many items as it holds."""
    pages: list[list[_Item]] = [[]]
    used = 0.0
    for item in items:
        if pages[-1] and used + air + item.height > room + 0.01:
            pages.append([])
            used = 0.0
        used += item.height + (air if pages[-1] else 0.0)
        pages[-1].append(item)
    return pages
