"""What strangers send: files that would take all memory or time, write elsewhere, run, or act on a terminal.

Those that are refused with a place and are small lie in `imports/invalid/`; here are those that are made for the test,
and those that come in safely.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from booklet import cli
from booklet.diagnostics import ACTING
from booklet.load.ids import Ids

HEADINGS = ('Title', 'Speaker', 'Date', 'Start', 'End', 'Room')
ROW = ('On looms', 'Ada Lovelace', '2030-05-01', '09:00', '09:30', 'Mill')
SHEET = 'xl/worksheets/sheet1.xml'
CELLS = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="S">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry'
    ' manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)

Told = pytest.CaptureFixture[str]


def workbook(path: Path, *rows: tuple[str, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADINGS, *rows):
        sheet.append(row)
    book.save(path)
    return path


def repacked(path: Path, **parts: bytes) -> Path:
    """A workbook with other parts in it."""
    old = zipfile.ZipFile(io.BytesIO(workbook(path, ROW).read_bytes()))
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, old.read(name)))
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def open_document(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as new:
        new.writestr('mimetype', 'application/vnd.oasis.opendocument.spreadsheet')
        new.writestr('META-INF/manifest.xml', MANIFEST)
        new.writestr('content.xml', ODS.format(rows))
    return path


def schedule(path: Path, *events: dict[str, Any]) -> Path:
    base = {'start': '09:00', 'duration': '00:30', 'persons': [{'id': 1, 'public_name': 'Ada Lovelace'}]}
    rooms = {'Mill': [base | {'id': number, 'title': f'Talk {number}'} | one for number, one in enumerate(events, 1)]}
    day = {'date': '2030-05-01', 'rooms': rooms}
    told = {'schedule': {'conference': {'title': 'Looms', 'start': '2030-05-01', 'days': [day]}}}
    path.write_text(json.dumps(told), 'utf-8')
    return path


def brought(source: Path, project: Path, told: Told, *options: str) -> str:
    """What is said when it comes in."""
    code = cli.main(['import', str(source), '--into', str(project), *options])
    said = told.readouterr()
    assert code == 0, said.err
    return said.out + said.err


def refused(source: Path, project: Path, told: Told, *options: str) -> str:
    """What is said when it does not; nothing is there afterwards."""
    code = cli.main(['import', str(source), '--into', str(project), *options])
    said = told.readouterr()
    assert code == 1, said
    assert not project.exists()
    assert f'{source.name}:' in said.err
    return said.err


def content(project: Path) -> str:
    return '\n'.join(path.read_text('utf-8') for path in sorted((project / 'content').rglob('*.*')))


# --- too large ---


@pytest.mark.parametrize('name', ['a.json', 'a.xml', 'a.yaml', 'a.csv', 'a.ics', 'a.xlsx', 'a.md'])
def test_a_gigabyte_is_not_read(name: str, tmp_path: Path, capsys: Told) -> None:
    with (tmp_path / name).open('wb') as file:
        file.write(b'{"schedule": "')
        file.truncate(1 << 30)  # takes no room on the disk
    assert 'larger than 64 MB' in refused(tmp_path / name, tmp_path / 'p', capsys)


def test_one_text_that_is_too_long_is_named(tmp_path: Path, capsys: Told) -> None:
    source = schedule(tmp_path / 'a.json', {}, {'abstract': 'loom ' * 250_000})
    assert cli.main(['import', str(source), '--into', str(tmp_path / 'p')]) == 1
    assert 'content/abstracts/lovelace-talk-2.txt: the file is larger than 1 MB' in capsys.readouterr().err
    assert not (tmp_path / 'p').exists()


def test_workbooks_that_unpack_to_too_much_are_refused(
    tmp_path: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr('booklet.intake.workbook.MAX_UNPACKED', 8 << 20)
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="3"><text:p>x</text:p>'
    cell += '</table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="700000">{cell}</table:table-row>'
    sources = {
        'unpacks to more than 8 MB': repacked(tmp_path / 'a.xlsx', **{SHEET: b' ' * (9 << 20)}),
        'lie too far apart': repacked(tmp_path / 'b.xlsx', **{SHEET: CELLS.format(far).encode()}),
        'more than 10,000 parts': repacked(tmp_path / 'c.xlsx', **{f'n{number}': b'' for number in range(10_001)}),
        'declares entities': repacked(tmp_path / 'd.xlsx', **{SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        'too large': open_document(tmp_path / 'e.ods', rows),
    }
    for reason, source in sources.items():
        assert reason in refused(source, tmp_path / 'p', capsys)


def test_attributes_that_xml_declares_do_not_multiply(tmp_path: Path, capsys: Told) -> None:
    declared = ' '.join(f'a{number} CDATA "{"x" * 60_000}"' for number in range(10))
    source = tmp_path / 'a.xml'
    source.write_text(f'<!DOCTYPE schedule [<!ATTLIST a {declared}>]><schedule>{"<a/>" * 10_000}</schedule>', 'utf-8')
    assert 'declares attributes' in refused(source, tmp_path / 'p', capsys)


def test_substitutions_that_double_have_an_end(tmp_path: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr('booklet.intake.pages.SECONDS', 3)
    doubled = '\n'.join(f'.. |a{number}| replace:: |a{number - 1}| |a{number - 1}|' for number in range(1, 60))
    source = tmp_path / 'a.rst'
    source.write_text(f'.. |a0| replace:: loom\n{doubled}\n\n9:00 |a59|\n', 'utf-8')
    assert 'hint: save the page' in refused(source, tmp_path / 'p', capsys)


def test_thousands_of_one_name_take_no_longer_than_of_many() -> None:
    ids = Ids({'wei-wang-3'})
    begin = time.monotonic()
    made = [ids.make('Wei Wang', fallback='person') for _ in range(20_000)]
    assert time.monotonic() - begin < 5  # it was half a minute
    assert made[:3] == ['wei-wang', 'wei-wang-2', 'wei-wang-4']
    assert len(set(made)) == 20_000


# --- what would run ---


def test_modules_that_lie_beside_a_workbook_are_not_run(
    tmp_path: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = workbook(tmp_path / 'a.xlsx', ROW)
    for name in ('json', 'datetime', 'zipfile', 'python_calamine', 'docutils'):
        (tmp_path / f'{name}.py').write_text('open("ran", "w")\nraise SystemExit\n', 'utf-8')
    (tmp_path / 'a.rst').write_text('9:00 On looms\n\n9:30 On cards\n', 'utf-8')
    monkeypatch.chdir(tmp_path)
    brought(Path('a.xlsx'), Path('p'), capsys)
    brought(Path('a.rst'), Path('q'), capsys)
    assert 'On looms' in content(tmp_path / 'p')
    assert not (tmp_path / 'ran').exists()
    assert source.exists()


def test_formulas_are_words_at_most(tmp_path: Path, capsys: Told) -> None:
    """One without a value is told; what looks like one stays as it is written, and runs in no spreadsheet again."""
    source = workbook(tmp_path / 'a.xlsx', ROW, ('=HYPERLINK("http://x.example","On cards")', 'Bo Ek', *ROW[2:]))
    assert 'formula' in brought(source, tmp_path / 'p', capsys)
    table = tmp_path / 'a.csv'
    rows = (HEADINGS, ROW, ('=cmd|’ /C calc’!A0', 'Bo Ek', '2030-05-01', '10:00', '10:30', 'Mill'))
    table.write_text(''.join(','.join(row) + '\n' for row in rows), 'utf-8')
    brought(table, tmp_path / 'q', capsys)
    assert '=cmd|’ /C calc’!A0' in content(tmp_path / 'q')
    assert cli.main(['export', str(tmp_path / 'q'), '--to', 'csv']) == 0
    assert "'=cmd|" in (tmp_path / 'q' / 'output' / 'programme.csv').read_text('utf-8-sig')


def test_scripts_in_html_are_neither_run_nor_linked(tmp_path: Path, capsys: Told) -> None:
    abstract = (
        '<p onclick="alert(1)">Warp <a href="javascript:alert(2)">and weft</a> <a href="data:text/html,x">in</a>'
        '<a href="JaVa&#9;script:alert(3)"> looms</a> <iframe src="http://x.example">of old</iframe>'
        '<style>p { color: red }</style><img src="../../../etc/passwd" onerror="alert(4)"><script>alert(5)</script></p>'
    )
    events = ({'title': '<script>alert(6)</script>On looms', 'abstract': abstract, 'url': 'javascript:alert(7)'},)
    brought(schedule(tmp_path / 'a.json', *events), tmp_path / 'p', capsys)
    assert cli.main(['build', str(tmp_path / 'p'), '-o', str(tmp_path / 'a.pdf')]) == 0
    book = pypdf.PdfReader(tmp_path / 'a.pdf')
    text = ' '.join(' '.join(page.extract_text() for page in book.pages).split())
    for words in ('On looms', 'Warp', 'and weft', 'of old'):
        assert words in text
    annotations = [one.get_object() for page in book.pages for one in page.get('/Annots', ())]
    actions = [one['/A'] for one in annotations if '/A' in one]
    assert not {action['/S'] for action in actions} - {'/URI', '/GoTo'}
    assert not [action for action in actions if ':alert' in str(action) or 'data:' in str(action)]
    assert '/OpenAction' not in book.trailer['/Root'] or '/JavaScript' not in str(book.trailer['/Root']['/OpenAction'])


# --- what would act on a terminal, or break a file ---


def test_what_is_told_does_nothing_to_a_terminal(tmp_path: Path, capsys: Told) -> None:
    odd = '\x1b[31mred\x07\x9b2J\u202e'
    events = ({'title': f'{odd} looms', odd: 'x', 'url': f'http://x {odd}'}, {'title': odd, 'persons': []})
    source = schedule(tmp_path / 'a.json', *events)
    told = brought(source, tmp_path / 'p', capsys, '-v')
    told += brought(schedule(tmp_path / 'a.json', {'title': f'{odd} cards'}, {}), tmp_path / 'p', capsys, '-v')
    assert 'red' in told
    assert not re.search(ACTING, told.replace('\n', ''))


def test_halves_of_letters_and_zeros_come_in_as_what_is_left(tmp_path: Path, capsys: Told) -> None:
    events = ({'title': 'Looms \ud800and\0 cards', 'abstract': 'Warp\udfff\ufffe and\0 weft', 'room': '\ud83d'},)
    brought(schedule(tmp_path / 'a.json', *events), tmp_path / 'p', capsys)
    assert 'Looms and cards' in content(tmp_path / 'p')
    assert 'Warp and weft' in content(tmp_path / 'p')
    assert cli.main(['check', str(tmp_path / 'p')]) == 0
    formats = [part for form in ('ics', 'json', 'csv', 'schedule.xml', 'schedule.json') for part in ('--to', form)]
    assert cli.main(['export', str(tmp_path / 'p'), *formats]) == 0


# --- what would write elsewhere ---


def test_names_that_lead_out_write_nothing_there(tmp_path: Path, capsys: Told) -> None:
    home = tmp_path / 'deep' / 'home'
    home.mkdir(parents=True)
    events = ({'title': '../../../x', 'guid': '../../../y'}, {'title': 'con'}, {'title': 'CON.'}, {'title': '...'})
    brought(schedule(home / 'a.json', *({'abstract': 'Of looms.'} | one for one in events)), home / 'p', capsys)
    brought(repacked(home / 'a.xlsx', **{'../../z': b'z', '/tmp/z': b'z'}), home / 'q', capsys)
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob('*')}
    assert all(name == 'deep' or name.startswith('deep/home') for name in names)
    files = [path.name.lower() for path in (home / 'p' / 'content' / 'abstracts').iterdir()]
    assert len(set(files)) == 4
    assert not {name.partition('.')[0] for name in files} & {'con', 'nul', ''}


def test_a_note_writes_only_what_imports_write(tmp_path: Path, capsys: Told) -> None:
    """A project that came with a link for content/ and with a note of things to be done."""
    home = tmp_path / 'home'
    home.mkdir()
    brought(schedule(tmp_path / 'a.json', {}), tmp_path / 'p', capsys)
    (tmp_path / 'p' / 'content').rename(home / 'content')
    (tmp_path / 'p' / 'content').symlink_to(home)
    names = ['content/.profile', 'content/.config/start.yaml', 'content/x.sh', 'imports/x.sh', 'content/../x.yaml']
    note = tmp_path / 'p' / 'imports' / '.unfinished.json'
    note.write_text(json.dumps([[name, '', 'echo'] for name in [*names, 'content/fine.yaml']]), 'utf-8')
    cli.main(['import', str(tmp_path / 'a.json'), '--into', str(tmp_path / 'p')])
    assert not note.exists()
    assert sorted(path.name for path in home.iterdir() if path.suffix != '.json') == ['content', 'fine.yaml']
    assert not (tmp_path / 'p' / 'imports' / 'x.sh').exists()


@pytest.mark.skipif(sys.platform == 'win32', reason='it locks in another way')
def test_two_imports_at_once_do_not_mix(tmp_path: Path, capsys: Told) -> None:
    source = schedule(tmp_path / 'a.json', {})
    brought(source, tmp_path / 'p', capsys)
    before = content(tmp_path / 'p')
    hold = 'import fcntl, os, sys; fcntl.flock(os.open(sys.argv[1], 0), fcntl.LOCK_EX); print(flush=True); input()'
    command = [sys.executable, '-c', hold, str(tmp_path / 'p')]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        schedule(tmp_path / 'a.json', {'title': 'On cards'})
        assert cli.main(['import', str(source), '--into', str(tmp_path / 'p')]) == 1
        assert 'another import' in capsys.readouterr().err
        assert content(tmp_path / 'p') == before
        other.communicate(b'\n')
    brought(source, tmp_path / 'p', capsys)
    assert 'On cards' in content(tmp_path / 'p')


def test_drafts_of_a_run_that_was_killed_are_swept_away(tmp_path: Path, capsys: Told) -> None:
    source = schedule(tmp_path / 'a.json', {})
    brought(source, tmp_path / 'p', capsys)
    draft = tmp_path / 'p' / 'content' / '.event.yaml.0123456789abcdef.part'
    mine = tmp_path / 'p' / 'content' / '.mine.part'
    for path in (draft, mine):
        path.write_text('half', 'utf-8')
    event = tmp_path / 'p' / 'content' / 'event.yaml'
    now = hashlib.sha256(event.read_bytes()).hexdigest()
    note = tmp_path / 'p' / 'imports' / '.unfinished.json'
    note.write_text(json.dumps([['content/event.yaml', now, event.read_text('utf-8')]]), 'utf-8')
    brought(source, tmp_path / 'p', capsys)
    assert not draft.exists()
    assert mine.exists()


@pytest.mark.parametrize('name', ['../x', 'a/b', '.', '..', 'a\nb', '\x1b[31m', 'a' * 61, '-x'])
def test_the_name_of_an_import_is_no_path(name: str, tmp_path: Path, capsys: Told) -> None:
    source = schedule(tmp_path / 'a.json', {})
    assert cli.main(['import', str(source), '--into', str(tmp_path / 'p'), f'--name={name}']) in (1, 2)
    assert not (tmp_path / 'p').exists()
    assert '\x1b' not in capsys.readouterr().err
