"""Workbooks (XLSX, XLSM, XLS, XLSB, ODS) to tables.

In: a `Blob`. Out: `Table`s, every cell as text: dates and times in ISO 8601, numbers without a needless point.

calamine reads the cells. It is quick because it trusts files: a cell in the last corner of a sheet is room for all that
could stand before it. So the size of what is packed is counted first, by really unpacking it, and calamine works in a
process of its own with a bound on memory and time: whatever a file does to it, it does there.
"""

from __future__ import annotations

import datetime
import json
import sys
import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from booklet.intake.apart import TooLong, apart, bounded
from booklet.intake.given import Blob, Refusal
from booklet.intake.tables import MAX_CELLS, MAX_COLUMNS, Area, Table

MAX_UNPACKED = 256 * 1024 * 1024
MEMORY = 3 * 1024**3
SECONDS = 120
FIRST_DAY = datetime.datetime(1899, 12, 31)  # of a spreadsheet's days: what is near it is a time beyond 24:00
_LAST_TIME = 1901


def read_workbook(blob: Blob) -> list[Table]:
    if 'EncryptedPackage'.encode('utf-16-le') in blob.data:  # MS-OFFCRYPTO, 1.3.2
        raise Refusal(_ENCRYPTED, blob.span(), _DECRYPT)
    packed = blob.data.startswith(b'PK')
    members = _members(blob) if packed else frozenset()
    if packed and not any(name.startswith('xl/') or name == 'content.xml' for name in members):
        raise Refusal('this archive is no workbook', blob.span(), 'unpack it and name the files in it')
    found = _ask(blob)
    from booklet.intake.workbook_parts import Parts, open_document_parts, spreadsheet_parts

    parts: dict[str, Parts] = {}
    if 'content.xml' in members:
        parts = open_document_parts(blob)
    elif 'xl/workbook.xml' in members:
        parts = spreadsheet_parts(blob)
    tables = []
    for sheet in found:
        more = parts.get(sheet['name'], Parts())
        merged: tuple[Area, ...] = tuple((a, b, c, d) for a, b, c, d in sheet['merged']) or more.merged
        rows = tuple(tuple(row) for row in sheet['rows'])
        unvalued = tuple(
            (r, c) for r, c in more.formulas if r >= len(rows) or c >= len(rows[r]) or not rows[r][c].strip()
        )
        tables.append(Table(sheet['name'], rows, merged, sheet['hidden'], '', unvalued))
    if not any(table.rows for table in tables):
        raise Refusal('there is nothing in this workbook', blob.span())
    return [table for table in tables if table.rows]


def _members(blob: Blob) -> frozenset[str]:
    """The names of what is packed, its sizes counted by unpacking: what an archive says of them may be a lie."""
    total = 0
    try:
        with zipfile.ZipFile(BytesIO(blob.data)) as archive:
            infos = archive.infolist()
            if len(infos) > 10_000:
                raise Refusal('this workbook has more than 10,000 parts', blob.span())
            for info in infos:
                if info.flag_bits & 1:
                    raise Refusal(_ENCRYPTED, blob.span(), _DECRYPT)
                with archive.open(info) as stream:
                    while chunk := stream.read(1 << 20):
                        total += len(chunk)
                        if b'<!DOCTYPE' in chunk or b'<!ENTITY' in chunk:
                            raise Refusal(
                                'this workbook declares entities, which are refused', blob.span(), 'save it anew'
                            )
                        if total > MAX_UNPACKED:
                            raise Refusal(
                                f'this workbook unpacks to more than {MAX_UNPACKED // 2**20} MB',
                                blob.span(),
                                'divide it',
                            )
            return frozenset(info.filename for info in infos)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Refusal(f'this workbook is damaged: {error}', blob.span(), 'was the file saved whole?') from error
    except RuntimeError as error:
        raise Refusal(_ENCRYPTED, blob.span(), _DECRYPT) from error
    except Exception as error:  # zlib.error, lzma.LZMAError: whatever unpacks
        if isinstance(error, Refusal):
            raise
        raise Refusal(f'this workbook is damaged: {error}', blob.span(), 'was the file saved whole?') from error


_ENCRYPTED = 'this workbook is protected by a password'
_DECRYPT = 'save it without one'


def _ask(blob: Blob) -> list[dict[str, Any]]:
    """The sheets, from a process that reads them."""
    try:
        told = apart(__name__, blob.data, SECONDS)
    except TooLong as error:
        raise Refusal(f'this workbook takes longer than {SECONDS} seconds to read', blob.span(), 'divide it') from error
    try:
        answer: dict[str, Any] = json.loads(told)
    except ValueError:
        raise Refusal(
            'this workbook cannot be read: it is damaged, or its cells lie too far apart',
            blob.span(),
            'copy the table into a new workbook, or save it as CSV',
        ) from None
    if 'refused' in answer:
        raise Refusal(answer['refused'], blob.span(), answer['hint'])
    return list(answer['sheets'])


def main() -> None:
    """The process that reads: a workbook comes in, its sheets go out as JSON."""
    bounded(MEMORY)
    json.dump(_answer(sys.stdin.buffer.read()), sys.stdout)


def _answer(data: bytes) -> dict[str, object]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    sheets = []
    cells = 0
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            for told in book.sheets_metadata:
                if told.typ is not SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_name(told.name)
                last = sheet.end or (0, 0)
                width = last[1] + 1
                cells += (last[0] + 1) * width
                if cells > MAX_CELLS or width > MAX_COLUMNS:
                    return _refused(f'the sheet “{told.name}” is too large: {last[0] + 1:,} rows, {width:,} columns')
                sheets.append(
                    {
                        'name': told.name,
                        'hidden': told.visible is not SheetVisibleEnum.Visible,
                        'rows': _rows(sheet.to_python(skip_empty_area=False)),
                        'merged': [[*first, *last] for first, last in sheet.merged_cell_ranges or ()],
                    }
                )
    except PasswordError:
        return _refused(_ENCRYPTED, _DECRYPT)
    except CalamineError as error:
        return _refused(f'this workbook cannot be read: {" ".join(str(error).split())[:200]}')
    return {'sheets': sheets}


def _refused(reason: str, hint: str = 'copy the table into a new workbook, or save it as CSV') -> dict[str, object]:
    return {'refused': reason, 'hint': hint}


def _rows(cells: Sequence[Sequence[object]]) -> list[list[str]]:
    rows = [[shown(cell) for cell in row] for row in cells]
    for row in rows:
        while row and not row[-1].strip():
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def shown(cell: object) -> str:
    """A cell as text."""
    if isinstance(cell, bool):
        return 'true' if cell else 'false'
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return _moment(cell)
    if isinstance(cell, datetime.date):
        return _moment(datetime.datetime(cell.year, cell.month, cell.day), alone=True)
    if isinstance(cell, datetime.time):
        return _clock(
            datetime.timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second + cell.microsecond / 1e6)
        )
    if isinstance(cell, datetime.timedelta):
        return _clock(cell)
    return str(cell).replace('\r\n', '\n').replace('\r', '\n')


def _moment(value: datetime.datetime, alone: bool = False) -> str:
    if value.year < _LAST_TIME:
        return _clock(value - FIRST_DAY)
    value = (value + datetime.timedelta(seconds=0.5)).replace(microsecond=0)
    if alone or value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat(' ', 'seconds' if value.second else 'minutes')


def _clock(length: datetime.timedelta) -> str:
    """Hours may be more than 24; reckoning with parts of days leaves them short of a second."""
    seconds = round(length.total_seconds())
    sign, seconds = ('-', -seconds) if seconds < 0 else ('', seconds)
    text = f'{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}'
    return f'{text}:{seconds % 60:02}' if seconds % 60 else text


if __name__ == '__main__':
    main()
