"""The cells of a grid to items and sessions.

In: a `Table` that is a grid. Out: its `Draft`; what has no place, in the losses.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from booklet.draft import Draft, Gathering, Item, Losses
from booklet.importers.grid.cells import (
    Habits,
    Heading,
    habits,
    heading,
    is_numbered,
    is_session,
    lines_of,
    talk,
    talks,
)
from booklet.importers.grid.days import Calendar, Dated
from booklet.importers.grid.lay import Panel, lay, span
from booklet.importers.grid.rows import Cell, Head, Rows, Slot, rows_of
from booklet.importers.grid.unread import tell_unread
from booklet.intake.tables import Table
from booklet.model import Kind, Text
from booklet.reading.kinds import kind_of
from booklet.reading.times import HALF_DAY, afternoon_spans

_LONG = 200  # letters of what stands below a title: more is an abstract
_BREAKS = (Kind.BREAK, Kind.MEAL)


@dataclass(slots=True)
class _Open:
    """A session under which the cells of a column stand."""

    key: str
    until: int | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an item stands: a day and a room of it."""

    date: datetime.date | None
    room: str
    track: str
    whole: bool  # all rooms of the day


class Reader:
    """The slots of all panels to items and sessions."""

    def __init__(self, table: Table, losses: Losses, year: int | None, date: datetime.date | None) -> None:
        self.table, self.losses = table, losses
        self.cells, self.panels = lay(table)
        self.calendar = Calendar(table, year, date)
        named = self.calendar.read(table.name)
        self.first = Dated(named.date if named and named.date else date)
        self.items: list[Item] = []
        self.sessions: list[Gathering] = []
        self.keys: Counter[str] = Counter()
        self.rooms: dict[str, None] = {}
        self.days: dict[datetime.date, str] = {}
        self.undated: set[str] = set()
        self.habits = Habits()
        self.numbers: list[int] = []  # the rows of the panel that have a time
        self.widths: dict[int, Counter[datetime.date | None]] = {}
        self.by_end: dict[str, set[str]] = {}  # rooms by how their names end, word by word

    def draft(self) -> Draft:
        if not self.panels:
            self._tell_all()
            return Draft()
        told = [
            rows_of(self.cells, panel, self.calendar, self.first, self.losses, place == 0)
            for place, panel in enumerate(self.panels)
        ]
        slots = [slot for rows in told for slot in rows.slots]
        texts = ['\n'.join(cell.texts) for slot in slots for cell in slot.cells]
        self.habits = habits(text for text in texts if not is_session(text))
        for panel, rows in zip(self.panels, told, strict=True):
            self._panel(panel, rows)
        dates = next((rows.dates[0] for rows in told if rows.dates), (None, None))
        draft = Draft(
            title=next((rows.title for rows in told if rows.title), ''),
            start=dates[0],
            end=dates[1],
            items=tuple(self.items),
            sessions=tuple(self.sessions),
            rooms=tuple(self.rooms),
            days=tuple(self.days.items()),
        )
        tell_unread(self.cells, draft, self.losses, self.calendar)
        return draft

    def _tell_all(self) -> None:
        """Nothing can be read where no time is seen."""
        if not self.cells.cells and self.table.rows:
            name = self.table.name or 'table'
            self.losses.dropped('table', name, f'has {len(self.table.rows)} rows: too large for a grid', name)
        for (row, column), text in self.cells.cells.items():
            self.losses.dropped('text', text, 'stands in a table without times', self.cells.origin(row, column))

    # --- panels ---

    def _panel(self, panel: Panel, rows: Rows) -> None:
        for day in rows.days:
            self._tell_day(day)
        for slot in rows.slots:
            for head in slot.heads.values():
                if head.room:
                    self._tell_room(head.room)
                if head.day is not None:
                    self._tell_day(head.day)
        self._put_times(rows)
        following = _following(rows.slots)
        by_row = {slot.row: slot for slot in rows.slots}
        ends: dict[int, int | None] = {
            row: slot.end if slot.end is not None else following[row] for row, slot in by_row.items()
        }
        self.numbers = list(ends)
        open_: dict[int, _Open] = {}
        block = -1
        for slot in rows.slots:
            if slot.day != block:
                open_, block = {}, slot.day
            self._slot(panel, slot, ends, rows, open_)

    def _tell_room(self, name: str) -> None:
        if name not in self.rooms:
            self.rooms[name] = None
            words = name.casefold().split()
            for length in range(1, min(len(words), 8) + 1):
                self.by_end.setdefault(' '.join(words[-length:]), set()).add(name)
            self.by_end.setdefault(' '.join(words), set()).add(name)

    def _tell_day(self, day: Dated) -> None:
        if day.date is not None:
            if day.title and self.days.setdefault(day.date, day.title) != day.title and day.title not in self.undated:
                self.undated.add(day.title)
                self.losses.dropped('day', day.title, f'{day.date} has another title', self.table.name)
        elif day.title and day.title not in self.undated:
            self.undated.add(day.title)
            self.losses.dropped('date', day.title, 'is a day without a date', self.table.name)

    def _put_times(self, rows: Rows) -> None:
        """Clocks of twelve hours made to go forward, day by day."""
        days: dict[int, list[Slot]] = {}
        for slot in rows.slots:
            if slot.start is not None:
                days.setdefault(slot.day, []).append(slot)
        for those in days.values():
            spans = [(slot.start, slot.end) for slot in those if slot.start is not None]
            mended = afternoon_spans(spans)
            if mended != spans:
                reason = 'clocks of twelve hours without am and pm, read as going forward'
                self.losses.changed('time', self.table.name or 'table', reason, self.cells.origin(those[0].row, 0))
            for slot, times in zip(those, mended, strict=True):
                slot.start, slot.end = times

    # --- cells ---

    def _slot(self, panel: Panel, slot: Slot, ends: dict[int, int | None], rows: Rows, open_: dict[int, _Open]) -> None:
        cells = self._joined(panel, slot)
        named = len(cells) > 1 and _are_sessions(cells)
        for cell in cells:
            bottom = self.numbers[bisect_right(self.numbers, max(slot.row, cell.last_row)) - 1]
            end = ends[bottom] if slot.start is not None else None
            if end is not None and slot.start is not None and end < slot.start:
                end = None
            self._cell(panel, slot, cell, end, rows.days[slot.day], open_, named)
        if slot.label and not cells:
            origin = self.cells.origin(slot.row, panel.times[0] if panel.times else 0)
            self.losses.dropped('text', slot.label, 'stands beside a time without an event', origin)

    def _joined(self, panel: Panel, slot: Slot) -> list[Cell]:
        """One cell for all rooms where all say the same, or where a break stands alone in its row."""
        cells = slot.cells
        dated = any(head.day for head in slot.heads.values())
        if len(panel.body) < 2 or not cells:
            return cells
        first = cells[0]
        widths = sum(cell.last_column - cell.column + 1 for cell in cells)
        if len(cells) > 1 and not dated and widths >= len(panel.body) and all(c.texts == first.texts for c in cells):
            return [replace(first, last_column=panel.body[-1], last_row=max(cell.last_row for cell in cells))]
        alone = len(cells) == 1 and first.column == panel.body[0] == first.last_column and not self.table.merged
        if alone and kind_of(first.texts[0]) is not None:
            return [replace(first, last_column=panel.body[-1])]
        return cells

    def _cell(
        self, panel: Panel, slot: Slot, cell: Cell, end: int | None, day: Dated, open_: dict[int, _Open], named: bool
    ) -> None:
        columns = range(cell.column, cell.last_column + 1)
        origin = self.cells.origin(cell.row, cell.column)
        places = self._places(panel, slot, cell, day)
        for start, stop, lines, first in self._blocks(slot, cell, end):
            found = heading(lines, self.habits)
            if found is None and named:
                found = Heading(lines[0], note='; '.join(lines[1:]))
            if found is not None:
                keys = self._session(found, places, start, stop, slot.label, origin)
                for column in columns:
                    open_[column] = _Open(keys[0], stop if stop != start else None)
                continue
            groups = [lines] if first and len(cell.texts) < 2 else talks(lines, self.habits)
            for group in groups:
                self._item(group, places, start, stop, slot, open_.get(cell.column), origin)
            if kind_of(lines[0]) in _BREAKS:
                for column in columns:
                    open_.pop(column, None)

    def _blocks(
        self, slot: Slot, cell: Cell, end: int | None
    ) -> Iterator[tuple[int | None, int | None, list[str], bool]]:
        """The lines of a cell by the times that stand in it: start, end, lines, whether they are of one item."""
        start = slot.start
        blocks: list[tuple[int | None, int | None, list[str]]] = [(start, end, [])]
        for line in lines_of('\n'.join(cell.texts)):
            at = span(line)
            if at is None or (len(blocks) == 1 and start is not None and at.start == start and not at.label):
                blocks[-1][2].append(line)
                continue
            later = HALF_DAY if start is not None and at.start < start and at.start + HALF_DAY < start + 6 * 60 else 0
            stop = None if at.end is None else at.end + later
            blocks.append((at.start + later, stop, [at.label] if at.label else []))
        told = [block for block in blocks if block[2]]
        for place, (begin, until, lines) in enumerate(told):
            following = told[place + 1][0] if place + 1 < len(told) else end
            if until is None and following is not None and begin is not None and following > begin:
                until = following
            yield begin, until, lines, True

    def _places(self, panel: Panel, slot: Slot, cell: Cell, day: Dated) -> list[_Place]:
        """The days and rooms over which a cell stands."""
        dates: dict[datetime.date | None, list[int]] = {}
        everything = self._columns(slot.heads)
        for column in range(cell.column, cell.last_column + 1):
            if column in slot.heads:
                head_day = slot.heads[column].day
                dates.setdefault(head_day.date if head_day is not None else day.date, []).append(column)
        found = []
        for date, columns in (dates or {day.date: []}).items():
            heads = [slot.heads[column] for column in columns]
            rooms = list(dict.fromkeys(head.room for head in heads if head.room))
            tracks = list(dict.fromkeys(head.track for head in heads if head.track))
            whole = len(columns) >= everything.get(date, everything[None]) > 1
            room = ' '.join(cell.room.split()) or ('' if whole and len(rooms) > 1 else ''.join(rooms[:1]))
            found.append(_Place(date, room, tracks[0] if len(tracks) == 1 else '', whole or not columns))
        return found

    def _columns(self, heads: dict[int, Head]) -> Counter[datetime.date | None]:
        """How many columns each day has; None: those that are of the day of their row."""
        if id(heads) not in self.widths:
            self.widths[id(heads)] = Counter(head.day.date if head.day else None for head in heads.values())
        return self.widths[id(heads)]

    def _item(
        self,
        lines: Sequence[str],
        places: Sequence[_Place],
        start: int | None,
        end: int | None,
        slot: Slot,
        under: _Open | None,
        origin: str,
    ) -> None:
        said = talk(lines, self.habits)
        if said.unsure:
            self.losses.changed('person', said.unsure, 'only names and institutes are taken', origin)
        if not said.title and not said.people:
            if not said.unsure:
                self.losses.dropped('text', ' '.join(lines), 'has neither a title nor a name', origin)
            return
        kind = kind_of(said.title) if not said.people else None
        held = (
            under is not None and kind not in _BREAKS and (start is None or under.until is None or start < under.until)
        )
        key = under.key if under is not None and held else ''
        long = sum(map(len, said.more)) > _LONG and kind is None
        subtitle = said.more[0] if len(said.more) == 1 and kind is None and not long else ''
        note = '; '.join(filter(None, (slot.label, *(() if long or subtitle else said.more))))
        for place in places:
            title, room = self._room_told(said.title, place.room)
            bare = kind is None and not place.whole and not said.people
            self.items.append(
                Item(
                    title,
                    kind=Kind.TALK if bare or (said.people and kind is None and not kind_of(title)) else None,
                    subtitle=subtitle,
                    abstract=Text('\n'.join(said.more), 'plain') if long else Text(''),
                    date=place.date,
                    start=start,
                    end=end,
                    room=room,
                    track=place.track,
                    session=key,
                    people=said.people,
                    url=said.url,
                    note=note,
                    origin=origin,
                )
            )

    def _room_told(self, title: str, room: str) -> tuple[str, str]:
        """A room of the grid in the brackets at the end of a title."""
        match = re.search(r'\s*[(\[](?:in )?(?P<room>[^()\[\]]{1,80})[)\]]$', title)
        if match is None or not title[: match.start()].strip():
            return title, room
        same = self.by_end.get(' '.join(match['room'].casefold().split()), set())
        return (title[: match.start()], next(iter(same))) if len(same) == 1 else (title, room)

    def _session(
        self, found: Heading, places: Sequence[_Place], start: int | None, end: int | None, label: str, origin: str
    ) -> list[str]:
        if found.unsure:
            self.losses.changed('person', found.unsure, 'only names and institutes are taken', origin)
        keys = []
        for place in places:
            title, room = self._room_told(found.title, place.room)
            note, room = self._room_told(found.note, room)
            key = self._key(title, place, start)
            keys.append(key)
            self.sessions.append(
                Gathering(
                    key,
                    title,
                    date=place.date,
                    start=start,
                    end=end,
                    room=room,
                    track=place.track,
                    chairs=found.chairs,
                    note='; '.join(filter(None, (label, note))),
                    origin=origin,
                )
            )
            slot = Slot(0, None, None, 0, {})
            for lines in talks(found.lines, self.habits):
                self._item(lines, [replace(place, room=room, whole=False)], None, None, slot, _Open(key, None), origin)
        return keys

    def _key(self, title: str, place: _Place, start: int | None) -> str:
        """What the session is called tomorrow too, wherever its rows then are."""
        parts = [title, str(place.date or self.table.name), place.room, str(start)]
        for length in range(2, len(parts) + 1):
            key = '@'.join(parts[:length])
            if key not in self.keys:
                break
        self.keys[key] += 1
        return key if self.keys[key] == 1 else f'{key}@{self.keys[key]}'


def _are_sessions(cells: Sequence[Cell]) -> bool:
    """`Logic 1`, `Sets 2`, `Looms`: names of sessions side by side, not titles of talks."""
    texts = [' '.join(cell.texts[0].split()) for cell in cells]
    short = all(len(text.split()) < 5 and len(cell.texts) == 1 for text, cell in zip(texts, cells, strict=True))
    return short and any(map(is_numbered, texts)) and not any(map(kind_of, texts))


def _following(slots: Sequence[Slot]) -> dict[int, int | None]:
    """When the next row of the same day begins, by row."""
    found: dict[int, int | None] = {}
    after: int | None = None
    day = -1
    for slot in reversed(slots):
        if slot.day != day:
            after, day = None, slot.day
        found.setdefault(slot.row, after)
        if slot.start is not None:
            after = slot.start
    return found
