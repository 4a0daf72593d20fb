"""Any spreadsheet: CSV and the like, XLSX, XLS and ODS.

Read: one row for each talk, or for each author of a talk; sessions as a column, or as rows between the talks; several
sheets (a day each; talks and speakers; programme and abstracts); grids with rooms or days as columns and times as rows.
Columns are known by their names in some twenty languages or by what stands in them: title, subtitle, speakers,
authors, first and last name, affiliation, country, abstract, date, day, start, end, time, duration, room, track,
session, chairs, moderators, panellists, discussants, keywords, URL, id, language, board, status, biography, note.

`booklet import TABLE --show-map` shows what was found; a file of that form, mended, goes with `--map`. All is optional:

    columns: {title: Titel, speakers: [Vorname, Nachname], ignored: [Intern, column 7]}
    sheets: [Monday, Tuesday]
    first_row: 3              # the row that names the columns
    date: 2026-06-01          # the first day, where there are only weekdays, “Day 2”, or no days
    time_zone: Europe/Rome
    language: it
    delimiter: ";"
    day_order: day/month

Not read: e-mail addresses; the type of a talk, but for posters and breaks; hidden sheets; columns of which nothing is
known; rows of rejected and withdrawn talks. Each is told. A formula counts as its last value; one without is told.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from booklet.columns import Match, named, named_person, normal
from booklet.columns.mapping import Plan, read_plan, written
from booklet.draft import Draft, Item, Losses
from booklet.fields import did_you_mean
from booklet.importers.grid import looks_like_grid, read_grid
from booklet.importers.table.entries import drafted
from booklet.importers.table.grids import with_grids, without_repeats
from booklet.importers.table.joined import joined
from booklet.importers.table.rows import Sheet, entries_of, is_chair, sheet_of
from booklet.intake.given import Blob, Given, Refusal
from booklet.intake.tables import PACKED, Table, read_tables
from booklet.reading.people import nobody
from booklet.reading.times import find_date
from booklet.reading.words import folded
from booklet.source import Node

NAME = 'table'
TITLE = 'any spreadsheet: CSV, XLSX, XLS, ODS'
_SURELY_GRID = 0.8
_GRID = 0.5  # how sure it must be that a sheet is a grid
_SUFFIXES = frozenset(('.csv', '.tsv', '.tab', '.xlsx', '.xlsm', '.xls', '.xlsb', '.ods'))


def recognise(given: Given) -> float:
    """Lower than any format of a system that exports tables."""
    best = 0.0
    for blob in given.blobs:
        if blob.data.startswith(PACKED):
            best = max(best, 0.4 if blob.suffix in _SUFFIXES else 0.0)
        elif blob.suffix in _SUFFIXES:
            best = max(best, 0.4)
        elif blob.suffix in ('', '.txt') and b'\0' not in blob.data[:1000]:
            best = max(best, _like_table(blob))
    return best


def _like_table(blob: Blob) -> float:
    """A text without a telling name: a row of names of columns, and rows as long below it."""
    if blob.looks_like_json() or blob.looks_like_xml():
        return 0.0
    try:
        table = blob.tables[0]
    except Refusal:
        return 0.0
    widths = Counter(len(row) for row in table.rows if row)
    width, count = widths.most_common(1)[0]
    even = width > 2 and count > 0.8 * sum(widths.values())
    return 0.35 if even and sheet_of(blob, table, Plan()).head is not None else 0.0


def read(given: Given, losses: Losses, mapping: Node | None) -> Draft:
    plan = read_plan(mapping)
    tables = _tables(given, plan, losses)
    year = _year(tables, plan)
    sheets: list[Sheet] = []
    grids: list[tuple[str, Draft]] = []
    for blob, table in tables:
        sheet = sheet_of(blob, table, plan)
        if not _is_list(sheet, plan) and _is_grid(sheet):
            grids.append((table.name, read_grid(table, losses, year, plan.date)))
            continue
        if any(one.field in ('title', 'speakers', 'authors', 'last', 'session') for one in sheet.matches):
            sheets.append(sheet)
        elif sheet.rows:
            losses.set_aside('sheet', table.name, f'{len(sheet.rows)} rows of which no column is a title or a name')
    _require_columns(plan, mapping, sheets)
    if not sheets and not grids:
        raise Refusal(
            'no column of this table is known to be a title or a speaker',
            given.blobs[0].span(),
            'name them in a mapping file (--map), that --show-map begins for you',
        )
    entries = [entry for sheet in sheets for entry in entries_of(sheet, losses, year, plan)]
    entries = joined(entries, losses)
    draft = drafted(entries, plan, losses, year)
    draft = replace(draft, title=_above(sheets, year, plan, losses))
    draft = with_grids(draft, without_repeats(grids, losses), losses)
    return _once(draft, losses)


def _above(sheets: Iterable[Sheet], year: int | None, plan: Plan, losses: Losses) -> str:
    """The title of all: the first line above the first table. Dates there are read; what else there is, is told."""
    title = ''
    for sheet in sheets:
        for number, row in enumerate(sheet.table.rows[: sheet.head or 0], 1):
            cells = [cell.strip() for cell in row if cell.strip()]
            names = {cell for cell in cells if any(name.startswith(cell) for name in sheet.headers)}
            for cell in (cell for cell in cells if cell not in names and not find_date(cell, year, plan.day_order)):
                if (
                    not title
                    and not named(cell)
                    and len(cell) < 150
                    and re.search(r'[^\W\d_]{3}', cell)
                    and cell[0] != '<'
                ):
                    title = ' '.join(cell.split())
                elif cell != title:
                    losses.dropped('line', cell[:80], 'stands above the table', f'{sheet.table.name}, row {number}')
    return title


def _require_columns(plan: Plan, mapping: Node | None, sheets: list[Sheet]) -> None:
    """Refuses a mapping that names columns which there are not."""
    there = {normal(header): header for sheet in sheets for header in sheet.headers if header.strip()}
    for names in plan.columns.values():
        for name in names:
            named_so = normal(name) in there or re.fullmatch(r'column \d+', name)
            if sheets and not named_so and mapping is not None:
                near = did_you_mean(normal(name), there)
                hint = near or f'there are: {", ".join(there.values())[:300]}'
                raise Refusal(f'no column is called “{name}”', mapping.span, hint)


def _is_list(sheet: Sheet, plan: Plan) -> bool:
    """Whether its columns have names of what entries have: a title, and something besides."""
    told = {one.field for one in sheet.matches if one.why == 'name' and one.sure > 0.8}
    return bool(plan.columns or plan.first_row or ('title' in told and len(told) > 1))


def _is_grid(sheet: Sheet) -> bool:
    """Whether the cells of a table are events; where that is not sure, people beside the titles speak against it."""
    sure = looks_like_grid(sheet.table)
    if not _GRID <= sure < _SURELY_GRID:
        return sure >= _GRID
    titles = set(sheet.columns('title') + sheet.columns('time') + sheet.columns('start'))
    beside = [cell for _, row in sheet.rows for place, cell in enumerate(row) if place not in titles and cell.strip()]
    told = sum(nobody(cell) or named_person(cell) or is_chair(cell) for cell in beside)
    return 2 * told < len(beside)


def explain(blob: Blob, table: Table, plan: Plan | None = None) -> list[Match]:
    """Which column of a table is what."""
    return list(sheet_of(blob, table, plan or Plan()).matches)


def columns_told(given: Given, mapping: Node | None) -> list[tuple[str, str, str, str]]:
    """For people: each column with its sheet, what it is read as, and what told it."""
    plan = read_plan(mapping)
    rows = []
    for blob in given.blobs:
        for table in read_tables(blob, plan.delimiter):
            if table.hidden or (plan.sheets and table.name not in plan.sheets):
                continue
            sheet = sheet_of(blob, table, plan)
            if not _is_list(sheet, plan) and _is_grid(sheet):
                rows.append((table.name, 'all', 'a grid of times by rooms or days', ''))
                continue
            for one in sheet.matches:
                sure = f' ({one.sure:.0%})' if one.field and one.why != 'mapping' else ''
                rows.append((table.name, one.header or _column(one.column), one.field or '–', one.why + sure))
    return rows


def suggested_map(given: Given) -> str:
    """How the columns are read, as a mapping file."""
    sheets = [sheet_of(blob, table, Plan()) for blob in given.blobs for table in read_tables(blob) if not table.hidden]
    known = [sheet for sheet in sheets if any(one.field for one in sheet.matches)]
    return written((sheet.table.name, sheet.head, list(sheet.matches)) for sheet in known)


def _tables(given: Given, plan: Plan, losses: Losses) -> list[tuple[Blob, Table]]:
    found: list[tuple[Blob, Table]] = []
    refused: Refusal | None = None
    for blob in given.blobs:
        try:
            tables = read_tables(blob, plan.delimiter)
        except Refusal as error:
            if len(given.blobs) == 1:
                raise
            losses.dropped('file', blob.name, str(error))
            refused = error
            continue
        for table in tables:
            if plan.sheets and table.name not in plan.sheets:
                losses.dropped('sheet', table.name, 'the mapping does not name it')
            elif table.hidden and not plan.sheets:
                losses.dropped('sheet', table.name, f'is hidden, with {len(table.rows)} rows')
            else:
                found.append((blob, table))
                for row, column in table.unvalued[:20]:
                    losses.dropped('field', f'{_column(column)}{row + 1}', 'a formula without a value', table.name)
    if not found:
        there = ', '.join(table.name for blob in given.blobs for table in blob.tables)[:300]
        raise refused or Refusal('no sheet is to be read', given.blobs[0].span(), f'there are: {there}')
    return found


def _column(number: int) -> str:
    """A column as spreadsheets name it: 0 is A, 27 is AB."""
    return (_column(number // 26 - 1) if number >= 26 else '') + chr(65 + number % 26)


def _year(tables: Iterable[tuple[Blob, Table]], plan: Plan) -> int | None:
    """The year that most of the texts name, files and sheets above all."""
    if plan.date is not None:
        return plan.date.year
    found: Counter[int] = Counter()
    for blob, table in tables:
        for name in (blob.name, table.name):
            found.update({int(year): 100 for year in re.findall(r'(?<!\d)(?:19|20)\d\d(?!\d)', name)})
        for row in table.rows[:300]:
            for cell in row:
                if len(cell) < 60:
                    found.update(int(year) for year in re.findall(r'(?<![\d.])(?:199\d|20[0-4]\d)(?!\d)', cell))
    return found.most_common(1)[0][0] if found else None


def _once(draft: Draft, losses: Losses) -> Draft:
    """Without what stands on a second sheet again."""
    seen: dict[tuple[str, datetime.date | None, int | None, str], Item] = {}
    items: list[Item] = []
    for item in draft.items:
        mark = (folded(item.title), item.date, item.start, folded(item.room))
        old = seen.get(mark)
        if old is not None and item.start is not None and _sheet(old) != _sheet(item):
            losses.dropped('event', item.title, f'stands on another sheet too ({old.origin})', item.origin)
            continue
        seen.setdefault(mark, item)
        items.append(item)
    return replace(draft, items=tuple(items))


def _sheet(item: Item) -> str:
    return item.origin.rpartition(', row ')[0]
