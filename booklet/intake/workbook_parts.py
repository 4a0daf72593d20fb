"""What calamine does not tell of workbooks: joined cells of ODS, and formulas without a value.

In: a `Blob` that is an archive of counted size. Out: `Parts` by the names of the sheets. XML goes through defusedxml,
element by element: a sheet need not fit into memory.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from booklet.intake.given import Blob, Refusal
from booklet.intake.tables import Area

MOST = 100_000  # joined areas and formulas of a sheet
FARTHEST = 1 << 20  # a sheet has no more rows
_FORMULA = re.compile(rb'<(?:\w{1,20}:)?f[\s/>]')
MAX_ELEMENTS = 6_000_000
_FORGOTTEN = frozenset(('row', 'table-row'))


@dataclass(frozen=True, slots=True)
class Parts:
    merged: tuple[Area, ...] = ()
    formulas: tuple[tuple[int, int], ...] = ()  # without a value


def spreadsheet_parts(blob: Blob) -> dict[str, Parts]:
    """Of XLSX (ECMA-376, 18.3): formulas whose cell has no `v`."""
    found = {}
    with zipfile.ZipFile(BytesIO(blob.data)) as archive:
        names = set(archive.namelist())
        targets: dict[str, str] = {}
        if 'xl/_rels/workbook.xml.rels' in names:
            with archive.open('xl/_rels/workbook.xml.rels') as stream:
                for element in _elements(blob, stream, 'Relationship'):
                    targets[element.get('Id', '')] = posixpath.normpath(
                        posixpath.join('/xl', element.get('Target', ''))
                    ).lstrip('/')
        sheets = []
        with archive.open('xl/workbook.xml') as stream:
            for element in _elements(blob, stream, 'sheet'):
                identity = next((value for key, value in element.items() if _local(key) == 'id'), '')
                sheets.append((element.get('name', ''), targets.get(identity, '')))
        for name, part in sheets:
            if part in names and _FORMULA.search(archive.read(part)):
                with archive.open(part) as stream:
                    found[name] = Parts((), tuple(_without_value(blob, stream)))
    return found


def _without_value(blob: Blob, stream: IO[bytes]) -> Iterator[tuple[int, int]]:
    count = 0
    for cell in _elements(blob, stream, 'c'):
        kinds = {_local(child.tag): child for child in cell}
        if 'f' not in kinds or ('v' in kinds and kinds['v'].text) or 'is' in kinds:
            continue
        place = re.fullmatch(r'([A-Z]{1,3})(\d{1,7})', cell.get('r', ''))
        if place and count < MOST:
            count += 1
            column = 0
            for letter in place[1]:
                column = column * 26 + ord(letter) - 64
            yield int(place[2]) - 1, column - 1


def open_document_parts(blob: Blob) -> dict[str, Parts]:
    """Of ODS (OASIS OpenDocument 1.3, 9.1): spans of cells; what is repeated is counted as often."""
    found: dict[str, Parts] = {}
    with zipfile.ZipFile(BytesIO(blob.data)) as archive, archive.open('content.xml') as stream:
        name, row, merged, formulas = '', 0, list[Area](), list[tuple[int, int]]()
        for event, element in _events(blob, stream):
            local = _local(element.tag)
            if local == 'table' and event == 'start':
                name, row, merged, formulas = _attribute(element, 'name'), 0, [], []
            elif local == 'table':
                found[name] = Parts(tuple(merged), tuple(formulas))
            elif local == 'table-row' and event == 'end':
                _row(element, row, merged, formulas)
                row = min(row + _number(element, 'number-rows-repeated'), FARTHEST)
    return found


def _row(element: Element, row: int, merged: list[Area], formulas: list[tuple[int, int]]) -> None:
    column = 0
    for cell in element:
        if _local(cell.tag) not in ('table-cell', 'covered-table-cell'):
            continue
        columns, rows = _number(cell, 'number-columns-spanned'), _number(cell, 'number-rows-spanned')
        if (columns > 1 or rows > 1) and len(merged) < MOST:
            merged.append((row, column, row + rows - 1, column + columns - 1))
        if _attribute(cell, 'formula') and not len(cell) and len(formulas) < MOST:
            formulas.append((row, column))
        column = min(column + _number(cell, 'number-columns-repeated'), FARTHEST)


def _elements(blob: Blob, stream: IO[bytes], name: str) -> Iterator[Element]:
    for event, element in _events(blob, stream):
        if event == 'end' and _local(element.tag) == name:
            yield element


def _events(blob: Blob, stream: IO[bytes]) -> Iterator[tuple[str, Element]]:
    """Starts and ends of elements; cells and rows are forgotten after they were looked at."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    above: list[Element] = []
    count = 0
    try:
        for event, element in iterparse(stream, ('start', 'end'), forbid_dtd=True):
            yield event, element
            if event == 'start':
                above.append(element)
                count += 1
                if count > MAX_ELEMENTS:
                    raise Refusal('this workbook is too large', blob.span(), 'divide it')
                continue
            above.pop()
            if above and _local(element.tag) in _FORGOTTEN:
                above[-1].clear()
    except ParseError as error:
        raise Refusal(f'this workbook is damaged: {error.msg}', blob.span(), 'was it saved whole?') from error
    except DefusedXmlException as error:
        raise Refusal('this workbook declares entities, which are refused', blob.span(), 'save it anew') from error
    except (ValueError, LookupError, zipfile.BadZipFile) as error:
        raise Refusal(f'this workbook is damaged: {error}', blob.span(), 'was it saved whole?') from error


def _local(name: str) -> str:
    return name.rpartition('}')[2]


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if _local(key) == name), '')


def _number(element: Element, name: str) -> int:
    text = _attribute(element, name)
    return max(1, min(int(text), FARTHEST)) if text.isdecimal() and len(text) < 9 else 1
