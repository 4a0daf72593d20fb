"""The rows of a sheet to entries: merged and blank cells filled, headings between rows understood.

In: a `Table`, and the user's `Plan`. Out: a `Sheet` with its matches, and `Entry`s; rows that are not understood are
told.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from booklet.columns import Match, head_row, match, named
from booklet.columns.mapping import Plan
from booklet.columns.wide import unfolded
from booklet.draft import Losses
from booklet.importers.table.entries import EMPTY, Entry
from booklet.intake.given import Blob
from booklet.intake.tables import Row, Table
from booklet.model import Kind
from booklet.reading.kinds import kind_of
from booklet.reading.times import clocks, find_date

_ABOVE = ('date', 'day', 'session', 'session_id', 'room', 'chairs')  # blank means: as above
UNREAD = ('', 'email', 'unread')
# Of a date that is the file's, not the programme's: “Stand: 12.4.”, “as of 3 May”.
_EDITION = re.compile(
    r'\W*(?:(?:stand|printed|created|erstellt|(?:last )?(?:updated?|modified|changed)|mise? à jour|état au|actualizado'
    r'|(?:zuletzt )?(?:aktualisiert|geändert)|aggiornato|atualizado)\b|as (?:of|at) |version\s*:)',
    re.IGNORECASE,
)
_CHAIR = re.compile(
    r'\s*[,;(–—-]*\s*(?:session )?'
    r'(?:chair(?:s|ed by|man|person)?|vorsitz|leitung|moderation|président\w*|presidente|座長)\s*[:：]\s*(.+?)\)?\s*$',
    re.IGNORECASE,
)
_SESSION = re.compile(
    r'(?:(?:parallel|plenary|poster|oral|technical)\s+)?(?:session|sitzung|sesión|sessione|sessão|sesja|séance|sekce|block|panel|セッション)\b',
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` with their numbers as a spreadsheet counts; `head`: the row of names, from 0."""

    blob: Blob
    table: Table
    head: int | None
    headers: Row
    matches: tuple[Match, ...]
    rows: tuple[tuple[int, Row], ...]

    def columns(self, field: str) -> list[int]:
        return [one.column for one in self.matches if one.field == field]


def is_chair(cell: str) -> bool:
    """`Chair: Ada Lovelace`."""
    return _CHAIR.match(cell) is not None


def matched(headers: Sequence[str], rows: Sequence[Row], plan: Plan) -> list[Match]:
    return match(headers, rows, plan.fixed(headers))


def sheet_of(blob: Blob, table: Table, plan: Plan) -> Sheet:
    rows = _filled(table)
    head = plan.first_row - 1 if plan.first_row else head_row(rows)
    if head is not None and head >= len(rows):
        head = None
    headers = _headers(rows, head)
    body = [(number, row) for number, row in enumerate(rows, 1) if number > (head + 1 if head is not None else 0)]
    if head is not None:
        headers, body = unfolded(headers, body)
    matches = matched(headers, [row for _, row in body], plan)
    return Sheet(blob, table, head, headers, tuple(matches), tuple(body))


def _filled(table: Table) -> list[Row]:
    """Joined cells all hold what their first one holds, downwards; across, only the first."""
    rows = [list(row) for row in table.rows]
    for top, left, bottom, _ in table.merged:
        if bottom > top and top < len(rows) and left < len(rows[top]):
            text = rows[top][left]
            for row in rows[top + 1 : min(bottom + 1, len(rows))]:
                if any(cell.strip() for cell in row):
                    row.extend([''] * (left + 1 - len(row)))
                    row[left] = row[left] or text
    return [tuple(row) for row in rows]


def _headers(rows: Sequence[Row], head: int | None) -> Row:
    """The names of the columns; a number below a name that spans several is that name and the number."""
    if head is None:
        return ()
    names = list(rows[head])
    if head and any(cell.isdecimal() for cell in names):
        above = ''
        for place, cell in enumerate(names):
            over = rows[head - 1][place] if place < len(rows[head - 1]) else ''
            above = over.strip() or above
            if cell.strip().isdecimal() and named(above):
                names[place] = f'{above} {cell.strip()}'
    return tuple(names)


def entries_of(sheet: Sheet, losses: Losses, year: int | None, plan: Plan) -> Iterator[Entry]:
    """Every row that tells of something, with what stands above it."""
    fields = [(one.column, one.field) for one in sheet.matches if one.field not in (*UNREAD, 'ignored')]
    _tell_unknown(sheet, losses)
    sparse = {field for field in _ABOVE if _is_sparse(sheet, field)}
    where = sheet.table.name if len(sheet.blob.tables) > 1 else ''
    date = find_date(sheet.table.name, year, plan.day_order)
    for row in sheet.table.rows[: sheet.head or 0]:
        told = (cell for cell in row if not _EDITION.match(cell))
        date = next((found for cell in told if (found := find_date(cell, year, plan.day_order))), date)
    session, above = '', dict[str, str]()
    chairs: tuple[str, ...] = ()
    dated = any(_of(row, sheet.columns('date') + sheet.columns('day')) for _, row in sheet.rows)
    for number, row in sheet.rows:
        origin = f'{where}, row {number}' if where else f'row {number}'
        cells = [cell.strip() for cell in row if cell.strip()]
        if not cells or tuple(cells) == tuple(cell.strip() for cell in sheet.headers if cell.strip()):
            continue
        heading = _heading(sheet, row, cells, year, plan)
        if heading is not None:
            found, title, chair = heading
            if found is not None:
                date, session, chairs = found, '', ()
            if title or found is None:
                session, chairs = title, chair
            if not title and found is None:
                losses.unread({'row': cells[0]}, frozenset(), 'heading ')
            above = {}
            continue
        values = _values(fields, row)
        title = next(iter(values.get('title', ())), '')
        goes_on = _goes_on(sheet, values, above)
        for field in sparse:
            if field in values:
                above[field] = values[field][0]
            elif field in above and (goes_on if field in ('date', 'day') else title and kind_of(title) is None):
                values[field] = (above[field],)
        above['held'] = next(iter(values.get('session', ())), '')
        if not values:
            losses.dropped('event', ' '.join(cells)[:80], 'stands in no column that is known', origin)
            continue
        if chairs and session and 'chairs' not in values:
            values['chairs'] = chairs
        free = kind_of(title) is not None and not values.get('speakers')
        if free and kind_of(title) in (Kind.BREAK, Kind.MEAL):
            session, chairs = '', ()
        known = dict(fields)
        for place, cell in enumerate(row):
            said = _CHAIR.match(cell) if place not in known and 'chairs' not in values else None
            if said:
                values['chairs'] = (said[1],)
        above_it = None if dated and values.get('date') else date
        yield Entry(values, origin, above_it, '' if free else session, alone=len(sheet.columns('speakers')) > 1)


def _goes_on(sheet: Sheet, values: dict[str, tuple[str, ...]], above: dict[str, str]) -> bool:
    """Whether a row without a day is of the day above: with a time, in the same session, or where nothing has times."""
    timed = [field for field in ('start', 'time') if sheet.columns(field)]
    if not timed or any(field in values for field in timed):
        return True
    session = next(iter(values.get('session', ())), '')
    return bool(session) and session == above.get('held')


def _tell_unknown(sheet: Sheet, losses: Losses) -> None:
    """Columns that hold something and have no place."""
    for one in sheet.matches:
        if one.field in UNREAD:
            cells = [row[one.column].strip() if one.column < len(row) else '' for _, row in sheet.rows]
            count = sum(1 for cell in cells if cell and not EMPTY.fullmatch(cell) and not is_chair(cell))
            if count and not _is_twin(sheet, one.column, cells):
                losses.fields[one.header.strip() or f'column {one.column + 1}'] += count


def _is_twin(sheet: Sheet, column: int, cells: Sequence[str]) -> bool:
    """Whether a column that is read says the same."""
    return any(
        cells == [row[one.column].strip() if one.column < len(row) else '' for _, row in sheet.rows]
        for one in sheet.matches
        if one.field and one.column != column
    )


def _is_sparse(sheet: Sheet, field: str) -> bool:
    """A column that tells only what is new: half of its cells are blank at least, and none repeats the one before."""
    told = [_of(row, sheet.columns(field)) for _, row in sheet.rows if any(cell.strip() for cell in row)]
    filled = [text for text in told if text]
    if not filled or len(filled) == len(told):
        return False
    news = all(text != after for text, after in pairwise(filled))
    if field in ('date', 'day'):
        return news or bool(sheet.columns('start') or sheet.columns('time'))
    return news and 2 <= len(filled) <= 0.5 * len(told)


def _of(row: Row, columns: Sequence[int]) -> str:
    return next((row[column].strip() for column in columns if column < len(row) and row[column].strip()), '')


def _values(fields: Sequence[tuple[int, str]], row: Row) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for column, field in fields:
        text = row[column].strip() if column < len(row) else ''
        if text:
            found[field] = (*found.get(field, ()), text)
    return found


def _heading(
    sheet: Sheet, row: Row, cells: list[str], year: int | None, plan: Plan
) -> tuple[datetime.date | None, str, tuple[str, ...]] | None:
    """A row that is a heading over those below: a date, or a session and its chair."""
    if len(cells) > 4 or any(len(cell) > 150 for cell in cells):
        return None
    timed = any(
        _of(row, sheet.columns(field)) and clocks(_of(row, sheet.columns(field)), True) for field in ('start', 'time')
    )
    whole = ' '.join(cells)
    if not timed and len(cells) <= 3:
        plain = re.sub(r'\bday\b$', '', whole).strip()
        date = find_date(cells[0], year, plan.day_order) or find_date(plain, year, plan.day_order)
        if date is not None and not _of(row, sheet.columns('title')):
            return date, '', ()
        if date is not None and len(cells) == 1:
            return date, '', ()
    if _of(row, sheet.columns('session')) and sheet.columns('session') != sheet.columns('title'):
        return None
    chair = next((match for cell in cells if (match := _CHAIR.search(cell))), None)
    text = next((cell for cell in cells if _SESSION.match(cell)), '')
    if timed or not (text or (len(cells) == 1 and chair)) or len(cells) > 3:
        return None
    title = _CHAIR.sub('', text or cells[0]).strip(' ,;–—-')
    return None, title, (chair[1],) if chair else ()
