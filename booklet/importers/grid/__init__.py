"""Programmes laid out as a grid: rooms or days as columns and times as rows, or the other way round.

In: a `Table`. Out: how much it looks like a grid, and the `Draft` that it tells; what has no place, in the losses.

Read: rooms, days or tracks at the head of the columns, in one row or several; dates in the name of the sheet, in a line
above, in a column before the times; several blocks below each other or side by side, each with its times; merged cells,
across rooms (for all) and down rows (longer); rows without a time, which go on with the cells above them. An item ends
where its row says, else where the next row begins. A cell has a title and its speakers, in one line or several; or a
session with its chair and talks. Clocks of twelve hours without am and pm go forward through the day.

Dropped, and told: how many a room holds, words beside the grid.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from booklet.draft import Draft, Losses
from booklet.importers.grid.cells import names_like, role_before
from booklet.importers.grid.days import Calendar
from booklet.importers.grid.items import Reader
from booklet.importers.grid.lay import MAX_ROWS, Lay, Panel, cells_of, fields_of, lay, span
from booklet.intake.tables import Table

_ROOM_WORDS = re.compile(
    r'\b(?:rooms?|halls?|raum|saal|aula|salle|sala|auditorium|theat(?:re|er)|zaal|hörsaal|amphi\w*|floor|stage|bühne'
    r'|building|studio|lab|foyer|sal|terem|sál|зал|аудитория)\b|教室|会場|ホール|会议室|회의실',
    re.IGNORECASE,
)


def looks_like_grid(table: Table) -> float:
    """How sure it is, from 0 to 1, that the cells of this table are events by their rows and columns."""
    cells, panels = lay(replace(table, rows=table.rows[:400]))
    if not panels or len(table.rows) > MAX_ROWS:
        return 0.0
    calendar = Calendar(table, None, None)
    best = 0.0
    for panel in panels:
        rows = range(min(cells.height, 400))
        first = next((row for row in rows if panel.times and span(cells.text(row, panel.times[0]))), 0)
        heads = [text for row in rows for text in _heads_of(panel, cells, row, first)]
        fields = {field for text in heads if (field := fields_of(text)) and field not in ('room', 'track')}
        dates = sum(calendar.is_day(text) for text in heads)
        rooms = sum(_ROOM_WORDS.search(text) is not None for text in heads)
        wide = sum(
            y0 == y1 and x0 in panel.body and x1 > x0 and (y0, x0) in cells.cells
            for (y0, x0), (y1, x1) in cells.ends.items()
        )
        if not panel.times:
            best = max(best, 0.8 if dates > 1 and not fields else 0.0)
        elif len(fields) > 1 or ({'start', 'end', 'time'} & fields):
            best = max(best, 0.05)
        elif fields and dates + rooms < 2:
            best = max(best, 0.2)
        elif dates > 1:
            best = max(best, 0.95)
        elif rooms > 1:
            best = max(best, 0.9)
        elif _has_people(panel, cells):
            best = max(best, 0.2)
        elif len(set(heads)) > 1:
            best = max(best, 0.85 if wide or cells.turned else 0.7)
        elif heads:
            best = max(best, 0.6 if rooms or dates else 0.45)
        else:
            best = max(best, 0.6 if wide > 1 else 0.2)
    return best


def _has_people(panel: Panel, cells: Lay) -> bool:
    """Whether a column holds names alone, beside one that does not: a list of talks and speakers."""
    shares = []
    for column in panel.body[:20]:
        texts = [text for row in range(min(cells.height, 400)) if (text := cells.text(row, column))]
        told = [names_like(text) or role_before(text) is not None for text in texts if '\n' not in text]
        if told:
            shares.append(sum(told) / len(told))
    return len(shares) > 1 and max(shares) > 0.6 and min(shares) < 0.3


def _heads_of(panel: Panel, cells: Lay, row: int, first: int) -> list[str]:
    """The texts at the head of columns: of rows that have no time and stand before one that has."""
    found = [text for _, text in cells_of(panel, cells, row)]
    if not panel.times:
        return found if row == min(cells.rows, default=-1) else []
    label = cells.text(row, panel.times[0])
    if row not in cells.rows or span(label) is not None or not (label or row < first):
        return []
    following = range(row + 1, min(row + 4, cells.height))
    if not any(span(cells.text(at, panel.times[0])) for at in following):
        return []
    told = [label, *(cells.text(row, column) for column in (*panel.left, *panel.times[1:]))]
    return found if len(found) > 1 or any(told) else []


def read_grid(table: Table, losses: Losses, year: int | None = None, date: datetime.date | None = None) -> Draft:
    """The programme in a grid. `year`, `date`: those of the event and the day where the table does not tell."""
    return Reader(table, losses, year, date).draft()
