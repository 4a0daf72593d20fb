"""Tables out of files: delimited text of any kind, and workbooks.

In: a `Blob`. Out: its `Table`s, every cell the text that a person sees; a `Refusal` where there is none.

Nothing tells what parts the cells of a text: each sign is tried, and the one whose rows are most alike is taken.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from booklet.intake.given import Blob, Refusal

Row = tuple[str, ...]
Area = tuple[int, int, int, int]  # first row and column, last row and column, from 0

PACKED = (b'PK\x03\x04', b'\xd0\xcf\x11\xe0')  # a ZIP archive; a compound file, as Excel wrote until 2003
DELIMITERS = ',;\t|'
MAX_CELLS = 2_000_000
MAX_COLUMNS = 2_000
_SAMPLE = 1 << 18  # characters that decide
_SURELY_BARE = 0.92  # how alike rows are where quotation marks that nothing closes are letters, and the file is whole
_OPEN = 'was the file saved whole? (a cell of more than 128 KB looks so, too)'
_END = '\0'  # the row that is put below all, to see whether a quotation mark swallows it
_NEUTRALISED = re.compile(
    "'(?='*[=+\\-@\\t\\r＝＋－＠])"
)  # what exports put before a text that a spreadsheet would reckon with


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as they stand, blank ones too, so that row n of the file is `rows[n - 1]`; blank ends are cut off.

    `merged`: cells that are joined; only their first holds the text. `unvalued`: rows and columns of formulas of which
    the file has no value.
    """

    name: str
    rows: tuple[Row, ...]
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    delimiter: str = ''
    unvalued: tuple[tuple[int, int], ...] = ()


def read_tables(blob: Blob, delimiter: str = '') -> list[Table]:
    """All sheets of a workbook, hidden ones told as such; the one table of a delimited text."""
    return [read_delimited(blob, delimiter)] if delimiter and not blob.data.startswith(PACKED) else list(blob.tables)


def tables_of(blob: Blob) -> tuple[Table, ...]:
    """What `Blob.tables` keeps."""
    if blob.data.startswith(PACKED):
        from booklet.intake.workbook import read_workbook

        return tuple(read_workbook(blob))
    return (read_delimited(blob),)


def read_delimited(blob: Blob, delimiter: str = '') -> Table:
    text = blob.text.lstrip('\ufeff')
    if blob.looks_like_xml() or re.match(r'\s*(?:\{|\[\s*[\[{"])', text[:200]):
        raise Refusal('this is no table', blob.span(), 'save it as CSV or as a workbook, or name its format with --as')
    told = re.match(r'(?:"?sep=)(.)"?(?:\r\n|\r|\n)', text)
    if told:
        delimiter = told[1]
        text = text[told.end() :]
    chosen = _dialect(text, delimiter)
    if '\\"' in text:  # as MySQL writes marks in marks
        other = text.replace('\\"', '""')
        if _likeness(_rows(other, *_dialect(other, delimiter))[0]) > _likeness(_rows(text, *chosen)[0]):
            text, chosen = other, _dialect(other, delimiter)
    delimiter = chosen[0]
    rows, whole = _rows(text, *chosen)
    if not whole:
        line = _open_quote(text, rows)
        raise Refusal('a quotation mark opens here and is never closed', blob.span(line), _OPEN)
    shift = () if not told else ((),)
    name = PurePath(blob.name).stem
    return Table(name, (*shift, *_trimmed(blob, rows)), (), False, delimiter)


def _dialect(text: str, delimiter: str) -> tuple[str, int]:
    """What parts cells, and whether quotation marks hold them together."""
    sample = text
    if len(text) > _SAMPLE:
        sample = text[: text.rfind('\n', 0, _SAMPLE) + 1 or _SAMPLE]
    best, found = -1.0, (delimiter or ',', csv.QUOTE_MINIMAL)
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        for sign in delimiter or DELIMITERS:
            rows, whole = _rows(sample, sign, quoting)
            if quoting == csv.QUOTE_MINIMAL and not whole and len(sample) == len(text):
                continue
            alike = _likeness(rows)
            if quoting == csv.QUOTE_NONE and alike < (0.5 if sign == '\t' else _SURELY_BARE):
                continue
            if alike > best + 1e-9:
                best, found = alike, (sign, quoting)
        if best > 0.5:
            break
    return found


def _likeness(rows: list[list[str]]) -> float:
    """How much the rows are alike in their number of cells; of two that are alike all through, more cells win."""
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    total = sum(widths.values())
    shares = [
        (count + 0.5 * sum(widths[near] for near in (width - 1, width + 1) if near > 1)) / total + min(width, 20) / 100
        for width, count in widths.items()
        if width > 1
    ]
    return max(shares, default=0.0)


def _rows(text: str, delimiter: str, quoting: int) -> tuple[list[list[str]], bool]:
    """All rows, and whether the last quotation mark is closed."""
    body = text if text.endswith(('\n', '\r')) else text + '\n'
    lines = io.StringIO(body + _END, newline='')
    reader = csv.reader(lines, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error:  # a cell larger than 128 KiB: no text of a programme is
        return rows, False
    return (rows[:-1], True) if rows and rows[-1] == [_END] else (rows, False)


def _open_quote(text: str, rows: list[list[str]]) -> int:
    """The line on which the last row that could be read begins."""
    lines = sum(
        1 + len(re.findall(r'\r\n|\r|\n', cell)) - (place > 0) for row in rows[:-1] for place, cell in enumerate(row)
    )
    return max(1, lines + 1)


def _trimmed(blob: Blob, rows: Iterable[list[str]]) -> list[Row]:
    """Without blank ends, and without what only keeps spreadsheets from reckoning; refused where there is too much."""
    found: list[Row] = []
    cells = 0
    for number, row in enumerate(rows, 1):
        while row and not row[-1].strip():
            row.pop()
        cells += len(row)
        if cells > MAX_CELLS or len(row) > MAX_COLUMNS:
            raise Refusal(f'row {number} makes this table too large', blob.span(), 'import only what belongs to it')
        if any('\r' in cell for cell in row):
            row = [cell.replace('\r\n', '\n').replace('\r', '\n') for cell in row]
        found.append(tuple(cell[1:] if _NEUTRALISED.match(cell) else cell for cell in row))
    while found and not found[-1]:
        found.pop()
    if not found:
        raise Refusal('there is nothing in this table', blob.span())
    return found
