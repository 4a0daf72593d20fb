"""Tables that a system exports: rows by the names of their columns.

In: a file. Out: `Sheet`s, and the names of the columns alone for who must decide quickly whose export it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booklet.intake.given import Blob, Refusal
from booklet.intake.tables import PACKED, read_tables

Row = dict[str, str]
_BOOKS = frozenset(('.xlsx', '.xlsm', '.xls', '.xlsb', '.ods'))
_HEAD = 1 << 16  # bytes: a head line is no longer


@dataclass(frozen=True, slots=True)
class Sheet:
    """`columns`: names in small letters; `rows`: cells that hold something; `numbers`: which rows they are."""

    blob: Blob
    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    numbers: tuple[int, ...]

    def numbered(self) -> Iterator[tuple[int, Row]]:
        return zip(self.numbers, self.rows, strict=True)


def is_table(blob: Blob) -> bool:
    """Whether it may be a table at all: a workbook, or text that is no markup."""
    if blob.data.startswith(PACKED):
        return blob.suffix in _BOOKS
    return b'\0' not in blob.data[:200] and not blob.looks_like_json() and not blob.looks_like_xml()


def headings(blob: Blob) -> frozenset[str]:
    """The names of the columns, in small letters, found without reading the table; of a workbook its first sheet's."""
    if not is_table(blob):
        return frozenset()
    if blob.data.startswith(PACKED):
        try:
            return frozenset(name for sheet in sheets(blob)[:1] for name in sheet.columns)
        except Refusal:
            return frozenset()
    data = blob.data[:_HEAD].lstrip()
    encoding = 'utf-16' if data.startswith((b'\xff\xfe', b'\xfe\xff')) else 'utf-8-sig'
    line = re.split(r'[\r\n]', data.decode(encoding, 'replace').lstrip(), maxsplit=1)[0]
    if re.fullmatch(r'sep=.', line):
        line = data.decode(encoding, 'replace').splitlines()[1]
    cells = re.split(max(',;\t|', key=line.count).replace('|', r'\|'), line)
    return frozenset(_name(cell.strip().strip('"')) for cell in cells)


def sheets(blob: Blob) -> list[Sheet]:
    """The tables of a file that have a row of names and something below it."""
    found = []
    for table in read_tables(blob):
        rows = [(number, row) for number, row in enumerate(table.rows, 1) if any(cell.strip() for cell in row)]
        if rows:
            names = _apart(rows[0][1])
            body = tuple(_row(names, row) for _, row in rows[1:])
            found.append(Sheet(blob, table.name, names, body, tuple(number for number, _ in rows[1:])))
    return found


def _name(cell: str) -> str:
    return ' '.join(cell.replace('\ufeff', '').split()).casefold()


def _apart(head: Sequence[str]) -> tuple[str, ...]:
    """Names that are each there once: the second `title` is `title 2`."""
    seen: dict[str, int] = {}
    found = []
    for cell in head:
        name = _name(cell)
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f'{name} {seen[name]}')
    return tuple(found)


def _row(names: tuple[str, ...], cells: Sequence[str]) -> Row:
    """What stands in a row; cells beyond the last name go by their number."""
    found = {}
    for place, cell in enumerate(cells):
        value = cell.replace('\r\n', '\n').replace('\r', '\n').strip()
        if value:
            found[names[place] if place < len(names) else f'column {place + 1}'] = value
    return found


def cell(row: Row, *names: str) -> str:
    """What stands in the first of these columns that has something."""
    return next((row[name] for name in names if row.get(name)), '')
