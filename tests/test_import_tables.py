"""Tables out of files: what parts cells, encodings, workbooks and what is wrong with them."""

from __future__ import annotations

import datetime
import zipfile
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, TableCell, TableRow
from odf.table import Table as Sheet
from odf.text import P

from booklet.intake.given import Blob, Refusal
from booklet.intake.tables import Table, read_tables


def rows(data: bytes, name: str = 'a.csv') -> tuple[tuple[str, ...], ...]:
    return read_tables(Blob(name, data))[0].rows


def workbook(book: openpyxl.Workbook) -> list[Table]:
    stream = BytesIO()
    book.save(stream)
    return read_tables(Blob('a.xlsx', stream.getvalue()))


def refused(data: bytes, name: str = 'a.xlsx') -> str:
    with pytest.raises(Refusal) as caught:
        read_tables(Blob(name, data))
    return caught.value.diagnostic.message


@pytest.mark.parametrize('sign', [',', ';', '\t', '|'])
def test_the_sign_between_cells_is_found(sign: str) -> None:
    lines = [['title', 'speaker', 'room'], ['Trees, old; and new', 'A', 'R'], ['Leaves', 'B', 'R 2']]
    text = '\n'.join(sign.join(f'"{cell}"' if set(cell) & set(',;') else cell for cell in line) for line in lines)
    assert rows(text.encode()) == tuple(map(tuple, lines))


@pytest.mark.parametrize(
    ('data', 'expected'),
    [
        (b'a,b\r\nc,d\re,f\n', (('a', 'b'), ('c', 'd'), ('e', 'f'))),
        (b'a,"b\nc"\nd,"e ""f"""\n', (('a', 'b\nc'), ('d', 'e "f"'))),
        (b'a,b\n"c \\"d, e\\"",f\n"g","h"\n', (('a', 'b'), ('c "d, e"', 'f'), ('g', 'h'))),
        (b'a\tb\n"open,\tc\n', (('a', 'b'), ('"open,', 'c'))),
        (b'sep=;\na;b,c\n', ((), ('a', 'b,c'))),
        (b'a,b\n\n"",\nc,d\n\n,\n', (('a', 'b'), (), (), ('c', 'd'))),
        (b"a,b\n'=1+1,'-x\n''+1,'tis\n", (('a', 'b'), ('=1+1', '-x'), ("'+1", "'tis"))),
        (b'only\none\n', (('only',), ('one',))),
    ],
)
def test_delimited_text(data: bytes, expected: tuple[tuple[str, ...], ...]) -> None:
    assert rows(data) == expected


TEXTS = {
    'cp1252': ['Jürgen Müßig – „Größe“', 'L’été à la Sorbonne : l’élève', '¿Qué tal el año? Corazón', 'Søren på Ærø'],
    'mac_roman': [
        'Jürgen Müßig – „Größe“',
        'L’été à la Sorbonne : l’élève',
        '¿Qué tal el año? Corazón',
        'Søren på Ærø',
    ],
    'cp1250': ['Zażółć gęślą jaźń', 'Příliš žluťoučký kůň', 'Árvíztűrő tükörfúrógép'],
    'cp1254': ['Şebnem Işık güneşi gördü'],
    'cp1251': ['Привет, мир: доклад о деревьях и листьях'],
    'utf-8-sig': ['Ünïcödé'],
    'utf-16': ['Ünïcödé'],
    'utf-16-le': ['title;Ünïcödé', 'Привет, мир: доклад о деревьях'],
    'utf-8': ['日本語の題名'],
}


@pytest.mark.parametrize(('encoding', 'text'), [(name, text) for name, texts in TEXTS.items() for text in texts])
def test_encodings_are_told_by_their_letters(encoding: str, text: str) -> None:
    assert Blob('a.txt', text.encode(encoding)).text == text


def test_a_little_of_another_encoding_in_utf_8() -> None:
    assert Blob('a.txt', 'Ä Ö Ü é è à ç ñ ó ß ø å'.encode() + b' caf\xe9').text == 'Ä Ö Ü é è à ç ñ ó ß ø å café'


def test_cells_of_a_workbook() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    moment = datetime.datetime(2024, 6, 1, 9, 30)
    sheet.append(
        [9, 9.5, moment.date(), moment.time(), moment, datetime.timedelta(hours=26), True, 'a\nb', '=1+1', None]
    )
    sheet['K1'] = 1.0
    sheet['K1'].number_format = 'hh:mm'
    sheet['B3'] = 'joined'
    sheet.merge_cells('B3:D4')
    hidden = book.create_sheet('Hidden')
    hidden.append(['x'])
    hidden.sheet_state = 'hidden'
    book.create_sheet('Empty')
    first, second = workbook(book)
    told = ('9', '9.5', '2024-06-01', '09:30', '2024-06-01 09:30', '26:00', 'true', 'a\nb', '', '', '24:00')
    assert first.rows == (told, (), ('', 'joined'))
    assert first.merged == ((2, 1, 3, 3),)
    assert first.unvalued == ((0, 8),)
    assert (first.hidden, second.hidden, second.name) == (False, True, 'Hidden')


def test_an_open_document() -> None:
    document = OpenDocumentSpreadsheet()
    sheet = Sheet(name='Blatt')
    document.spreadsheet.addElement(sheet)
    row = TableRow()
    sheet.addElement(row)
    wide = TableCell(numbercolumnsspanned=2, numberrowsspanned=2, valuetype='string')
    wide.addElement(P(text='joined'))
    row.addElement(wide)
    row.addElement(CoveredTableCell())
    row.addElement(TableCell(valuetype='time', timevalue='PT09H30M00S'))
    row = TableRow()
    sheet.addElement(row)
    row.addElement(CoveredTableCell(numbercolumnsrepeated=2))
    row.addElement(TableCell(valuetype='float', value='4'))
    stream = BytesIO()
    document.write(stream)
    (found,) = read_tables(Blob('a.ods', stream.getvalue()))
    assert found.rows == (('joined', '', '09:30'), ('', '', '4'))
    assert found.merged == ((0, 0, 1, 1),)


def altered(name: str, change: bytes) -> bytes:
    """A workbook with bytes before one of its parts."""
    book, made = BytesIO(), BytesIO()
    openpyxl.Workbook().save(book)
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(made, 'w', zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            target.writestr(part, (change if part == name else b'') + source.read(part))
    return made.getvalue()


def test_workbooks_that_are_none() -> None:
    far = openpyxl.Workbook()
    assert far.active is not None
    far.active['A1'] = far.active['XFD1048576'] = 'x'
    stream = BytesIO()
    far.save(stream)
    assert 'too far apart' in refused(stream.getvalue())
    assert 'damaged' in refused(stream.getvalue()[:4000])
    assert 'unpacks to more than' in refused(altered('xl/workbook.xml', b' ' * (300 << 20)))
    assert 'entities' in refused(altered('xl/workbook.xml', b'<!DOCTYPE a [<!ENTITY b "c">]>'))
    assert 'password' in refused(b'\xd0\xcf\x11\xe0' + b'\0' * 600 + 'EncryptedPackage'.encode('utf-16-le'), 'a.xls')
    assert 'cannot be read' in refused(b'\xd0\xcf\x11\xe0' + b'\0' * 4000, 'a.xls')


def test_tables_that_are_none() -> None:
    assert refused(b'{"a": 1}', 'a.csv') == 'this is no table'
    assert refused(b'a,b\n"c,d,e\nf,g,h,i\n', 'a.csv') == 'a quotation mark opens here and is never closed'
    assert refused(b',,\n,,\n', 'a.csv') == 'there is nothing in this table'
    assert 'too large' in refused(b',' * 3000 + b'x\n', 'a.csv')


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        assert all(table.rows for table in read_tables(Blob('a.csv', data)))
    except Refusal:
        return


CELLS = st.text(st.characters(codec='utf-8', exclude_characters='\0\r\ufeff'), max_size=12).filter(
    lambda cell: not cell.startswith("'")
)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=3, max_size=6))
def test_what_is_quoted_comes_back(lines: list[list[str]]) -> None:
    text = '\n'.join(
        ','.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in [['x', 'y', 'z'], *lines]
    )
    told = rows(text.encode(), 'a.csv')
    for line, found in zip(lines, told[1:], strict=False):
        assert [cell for cell in line if cell.strip()] == [cell for cell in found if cell.strip()]
