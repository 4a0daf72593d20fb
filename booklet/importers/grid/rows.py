"""The rows of a grid to slots: each a time with the cells that stand in it, under the heads of their columns.

In: a `Lay`, one `Panel` of it, the `Calendar`. Out: `Slot`s in order. Rows without a time go on with the cells above
them; heads, days and lines above or between hold from there on.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from booklet.draft import Losses
from booklet.importers.grid.cells import is_session, role_before
from booklet.importers.grid.days import Calendar, Dated
from booklet.importers.grid.lay import Lay, Panel, Span, cells_of, fields_of, is_time_word, span
from booklet.reading.kinds import kind_of

_CAPACITY = re.compile(
    r'\W*(?:(?:capacity|max\.?|seats|cap\.?|plätze|places|kapazität)\s*:?\s*)?\d{1,5}\s*'
    r'(?:seats|people|persons|pax|places|plätze|personen|capacity|max\.?|ppl)?\W*',
    re.IGNORECASE,
)
_TRACK = re.compile(r'(?:track|stream|strand|thread)\b', re.IGNORECASE)
_NO_ROOM = frozenset(('title', 'session', 'abstract', 'speakers', 'note', 'time', 'start', 'end', 'kind', 'id', 'url'))


@dataclass(slots=True)
class Head:
    """What stands above a column."""

    day: Dated | None = None
    room: str = ''
    track: str = ''


@dataclass(slots=True)
class Cell:
    """A cell with the rows below that go on with it. `texts` by row."""

    row: int
    column: int
    last_row: int
    last_column: int
    texts: list[str]
    room: str = ''


@dataclass(slots=True)
class Slot:
    """A row of the grid. `day`: which of the days of the panel; `start` None: a row without a time."""

    row: int
    start: int | None
    end: int | None
    day: int
    heads: dict[int, Head]
    cells: list[Cell] = field(default_factory=list)
    label: str = ''
    closed: bool = False  # what comes below does not go on with it
    at: dict[int, Cell] = field(default_factory=dict)  # by each column that a cell covers

    def put(self, cell: Cell) -> None:
        self.cells.append(cell)
        for column in range(cell.column, cell.last_column + 1):
            self.at.setdefault(column, cell)


@dataclass(slots=True)
class Rows:
    """What the rows of a panel tell. `days`: the first is that of the table."""

    slots: list[Slot] = field(default_factory=list)
    days: list[Dated] = field(default_factory=list)
    title: str = ''
    dates: list[tuple[datetime.date, datetime.date]] = field(default_factory=list)


def rows_of(cells: Lay, panel: Panel, calendar: Calendar, first: Dated, losses: Losses, main: bool) -> Rows:
    """`main`: the panel that tells of lines beside the grid; the others only take their dates."""
    return _Rows(cells, panel, calendar, first, losses, main).read()


class _Rows:
    def __init__(self, cells: Lay, panel: Panel, calendar: Calendar, first: Dated, losses: Losses, main: bool) -> None:
        self.cells, self.panel, self.calendar, self.losses, self.main = cells, panel, calendar, losses, main
        self.found = Rows(days=[first])
        self.heads: list[tuple[str, list[tuple[int, int, str, int]]]] = []  # a label; columns, text, row
        self.made: dict[int, Head] | None = None
        self.blank = True
        self.inside = range(panel.body[0], panel.body[-1] + 1) if panel.body else range(0)

    def read(self) -> Rows:
        for row in range(self.cells.height):
            if row not in self.cells.rows:
                self.blank = True
                continue
            self._row(row)
            self.blank = False
        if self.made is None:
            for first, _, text, row in (one for _, told in self.heads for one in told):
                self.losses.dropped('text', text, 'stands above nothing', self.cells.origin(row, first))
        return self.found

    def _row(self, row: int) -> None:
        cells, panel = self.cells, self.panel
        label = cells.text(row, panel.times[0]) if panel.times else ''
        body = list(cells_of(panel, cells, row))
        at = self._span(row, label)
        if len(cells.rows[row]) == 1 and at is None and self._is_line(row, body):
            column = cells.rows[row][0]
            self._line(row, column, cells.text(row, column))
            return
        for column in panel.left:
            if text := cells.text(row, column):
                self._beside(row, column, text)
        for column in panel.times[1:]:
            text = cells.text(row, column)
            if text and span(text) is None and not is_time_word(text):
                self.losses.dropped('text', text, 'stands where times are', cells.origin(row, column))
        if at is not None:
            self._timed(row, at, body)
        elif label and (day := self.calendar.read(label)) is not None:
            self._day(day)
            self._head(row, '', body)
        elif label and body and self._is_label(label):
            self._labelled(row, label, body)
        elif label and body:
            self._open(row, Slot(row, None, None, self._today(), self._heads(), label=label), body)
        elif label:
            self._line(row, panel.times[0], label)
        elif body:
            self._untimed(row, body)

    def _span(self, row: int, label: str) -> Span | None:
        """The time of the row; begin and end may have columns of their own."""
        at = span(label)
        if at is None:
            return None
        if len(self.panel.times) > 1:
            text = self.cells.text(row, self.panel.times[1])
            end = span(text)
            if end is not None and at.end is None:
                at = Span(at.start, end.start, ' '.join(filter(None, (at.label, end.label))))
        return at

    def _today(self) -> int:
        return len(self.found.days) - 1

    # --- lines ---

    def _is_line(self, row: int, body: list[tuple[int, str]]) -> bool:
        """A text alone in its row: above the grid, or across all of it, or a date."""
        if not self.panel.times:
            return not self.heads and not self.calendar.is_day(self.cells.text(row, self.cells.rows[row][0]))
        if not body:
            return True
        column, text = body[0]
        wide = column == self.inside[0] and self.cells.end(row, column)[1] >= self.inside[-1] > column
        return wide or self.calendar.is_day(text) or (not self.found.slots and not self._above_times(row))

    def _above_times(self, row: int, rows: int = 1) -> bool:
        """Whether one of the next rows with words has a time."""
        below = [at for at in range(row + 1, min(row + 5, self.cells.height)) if at in self.cells.rows][:rows]
        return any(span(self.cells.text(at, self.panel.times[0])) is not None for at in below)

    def _line(self, row: int, column: int, text: str) -> None:
        day = self.calendar.read(text)
        span_ = self.calendar.span(text)
        if day is not None and span_ is None:
            self._day(day)
            return
        mine = self.main or column in self.inside
        if self.found.slots and (is_session(text) or kind_of(text) is not None):
            slot = Slot(row, None, None, self._today(), self._heads(), closed=True)
            if mine and self.inside:
                slot.put(Cell(row, self.inside[0], row, self.inside[-1], [text]))
                self.found.slots.append(slot)
        elif mine and not (self.found.slots or self.found.title or self.heads or span(text)):
            self.found.title = ' '.join(text.split())
            if span_ is not None:
                self.found.dates.append(span_)
        elif mine:
            self.losses.dropped('text', text, 'stands beside the grid, without a time', self.cells.origin(row, column))

    def _day(self, day: Dated) -> None:
        self.found.days.append(day)
        self.blank = True
        if self.made is not None and any(head.day for head in self.made.values()):
            self.heads, self.made = [], None

    def _beside(self, row: int, column: int, text: str) -> None:
        """What stands left of the times: days, sessions, numbers."""
        day = self.calendar.read(text)
        if day is not None:
            self.found.days.append(day)
        elif is_time_word(text) or fields_of(text):
            return
        elif is_session(text) and self.inside:
            slot = Slot(row, None, None, self._today(), self._heads() if self.found.slots else {}, closed=True)
            slot.put(Cell(row, self.inside[0], row, self.inside[-1], [text]))
            self.found.slots.append(slot)
        else:
            origin = self.cells.origin(row, column)
            self.losses.dropped('text', text, 'stands before the times, and is no day', origin)

    # --- heads ---

    def _is_label(self, label: str) -> bool:
        return bool(fields_of(label)) or self._role(label) or len(label) < 3

    def _role(self, label: str) -> bool:
        """`Chair`, `Speakers:` alone."""
        plain = label.rstrip(': ')
        return ':' not in plain and role_before(f'{plain}: X') is not None

    def _labelled(self, row: int, label: str, body: list[tuple[int, str]]) -> None:
        """A row whose first cell says what its cells are."""
        what = fields_of(label)
        last = self.found.slots[-1] if self.found.slots and not self.blank else None
        if self._role(label) and last is not None:
            self._continue(row, [(column, f'{label.rstrip(": ")}: {text}') for column, text in body])
        elif what == 'room' and last is not None and not self._heads_follow(row):
            for column, text in body:
                if column in last.at:
                    last.at[column].room = text
                else:
                    self.losses.dropped('room', text, 'stands under no event', self.cells.origin(row, column))
        elif what in ('title', 'abstract', 'note') and last is not None:
            self._continue(row, body)
        else:
            if not what and re.search(r'\w', label):
                self.losses.dropped('text', label, 'stands before heads', self.cells.origin(row, self.panel.times[0]))
            self._head(row, what, body)

    def _heads_follow(self, row: int) -> bool:
        """Whether this row is head of a new block: it repeats the label that heads had before."""
        return bool(self.heads) and self.heads[0][0] == 'room'

    def _head(self, row: int, label: str, body: list[tuple[int, str]]) -> None:
        if not body:
            return
        if self.made is not None:
            self.heads, self.made = [], None
        told = [(column, min(self.cells.end(row, column)[1], self.inside[-1]), text, row) for column, text in body]
        self.heads.append((label, told))

    def _heads(self) -> dict[int, Head]:
        """The heads of all columns, made when their first row with a time comes."""
        if self.made is not None:
            return self.made
        found = {column: Head() for column in self.inside}
        for label, told in self.heads:
            for first, last, text, row in told:
                columns = [found[column] for column in range(first, last + 1)]
                self._say(columns, label, text, self.cells.origin(row, first))
        day: Dated | None = None
        for head in found.values():
            day = head.day = head.day or day
        self.made = found
        return found

    def _say(self, heads: list[Head], label: str, text: str, origin: str) -> None:
        words = ' '.join(text.split())
        day = self.calendar.read(text) if label not in ('room', 'track') else None
        if day is not None:
            for head in heads:
                head.day = day
        elif _CAPACITY.fullmatch(words) and any(head.room for head in heads):
            self.losses.dropped('field', f'{heads[0].room}: {words}', 'how many a room holds has no place', origin)
        elif label == 'track' or (label != 'room' and _TRACK.match(words)):
            for head in heads:
                head.track = f'{head.track}, {words}' if head.track else words
        elif fields_of(words) not in _NO_ROOM:
            for head in heads:
                head.room = f'{head.room}, {words}' if head.room else words

    # --- slots ---

    def _timed(self, row: int, at: Span, body: list[tuple[int, str]]) -> None:
        slot = Slot(row, at.start, at.end, self._today(), self._heads())
        if at.label and not body and self.inside:
            slot.put(Cell(row, self.inside[0], row, self.inside[-1], [at.label]))
        elif at.label and self.main:
            slot.label = at.label
        self._open(row, slot, body)

    def _open(self, row: int, slot: Slot, body: list[tuple[int, str]]) -> None:
        self.found.slots.append(slot)
        for column, text in body:
            last_row, last = self.cells.end(row, column)
            slot.put(Cell(row, column, last_row, min(last, self.inside[-1]), [text]))

    def _untimed(self, row: int, body: list[tuple[int, str]]) -> None:
        """A row without a time: a head, a row of sessions, or more of the cells above."""
        last = self.found.slots[-1] if self.found.slots else None
        if not self.panel.times:
            if any(span(text.split('\n')[0]) for _, text in body) or last is not None:
                self._open(row, Slot(row, None, None, self._today(), self._heads(), closed=True), body)
            else:
                self._head(row, '', body)
        elif any(is_session(text) for _, text in body) and (
            last is None or last.closed or self.blank or self._above(row)
        ):
            self._open(row, Slot(row, None, None, self._today(), self._heads(), closed=True), body)
        elif last is None or self.made is None or (self.blank and (len(body) > 1 or self._above_times(row))):
            self._head(row, '', body)
        else:
            self._continue(row, body)

    def _above(self, row: int) -> bool:
        """Whether the row stands above one with a time, below one that is full."""
        return self._above_times(row, 2) and not any(
            is_session(cell.texts[0]) for cell in self.found.slots[-1].cells if cell.texts
        )

    def _continue(self, row: int, body: list[tuple[int, str]]) -> None:
        slot = self.found.slots[-1]
        for column, text in body:
            last_row, last = self.cells.end(row, column)
            if (cell := slot.at.get(column)) is not None:
                cell.texts.append(text)
                cell.last_row = max(cell.last_row, last_row)
            else:
                slot.put(Cell(row, column, last_row, min(last, self.inside[-1]), [text]))
