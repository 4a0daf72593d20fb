"""Trials: what organisers write in a hurry, and what nobody should write. Each ends in a book or in located findings.

The projects are written here, set by the pipeline or by the command, and the PDF is read by pdfium.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from pdfkit import texts

from booklet import build as pipeline
from booklet.cli import ExitCode, main
from booklet.diagnostics import Severity, Sink
from booklet.stock import fonts_folder

Document = dict[str, Any]


def talk(title: str = 'A talk', **fields: object) -> Document:
    return {'time': '9:00', 'talk': title, 'speakers': ['Ada Lovelace'], 'abstract': 'Words.', **fields}


def event(*items: Document, **fields: object) -> Document:
    """The content of an event of one day; `fields` are the event's own."""
    days = [{'date': '2030-05-06', 'items': list(items)}]
    return {'format': 1, 'event': {'title': 'A Trial', **fields}, 'days': days}


def project(folder: Path, content: Document | str, layout: str = '') -> Path:
    (folder / 'content').mkdir(parents=True)
    text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    (folder / 'content' / 'event.yaml').write_text(text, encoding='utf-8')
    if layout:
        (folder / 'layouts').mkdir()
        (folder / 'layouts' / 'own.yaml').write_text(layout, encoding='utf-8')
    return folder


def pages(folder: Path, content: Document | str, layout: str = '') -> tuple[list[str], list[str]]:
    """The text of each page, and what was warned of on the way."""
    sink = Sink()
    output = folder / 'book.pdf'
    name = 'own' if layout else 'symposium'
    made = pipeline.build(project(folder / 'project', content, layout), name, output, sink)
    assert made is not None, sink.items
    return texts(output.read_bytes()), [item.message for item in sink.items if item.severity is not Severity.NOTE]


def refused(folder: Path, content: Document | str) -> list[str]:
    """What is said of content that cannot become a book."""
    sink = Sink()
    assert pipeline.build(project(folder, content), 'symposium', folder / 'book.pdf', sink) is None
    assert not (folder / 'book.pdf').exists()
    return [item.message for item in sink.items if item.severity is Severity.ERROR]


# --- what is written -----------------------------------------------------------------------------------------------


def test_one_person_written_out_needs_no_list(tmp_path: Path) -> None:
    ada = {'name': 'Ada King', 'affiliation': {'name': 'Society', 'place': 'London'}}
    content = event({'session': 'Engines', 'chair': {'name': 'Mary Roe'}, 'items': [talk(speakers=ada)]})
    said, findings = pages(tmp_path, content)
    assert not findings
    assert any('Chair: Mary Roe' in page for page in said)
    assert any('Ada King Society, London' in page for page in said)


def test_line_ends_of_windows_in_double_quotes_are_line_ends(tmp_path: Path) -> None:
    quoted = (
        'format: 1\nevent: {title: T}\ndays: [{date: 2030-05-06, items: [{talk: A, abstract: "one\\r\\n\\r\\ntwo"}]}]\n'
    )
    said, findings = pages(tmp_path, quoted)
    assert 'one two' in ' '.join(said)
    assert not [finding for finding in findings if 'escape' in finding]
    assert refused(tmp_path / 'other', quoted.replace('one\\r\\n', '\\rho')) == [
        'a \\ escape in this text makes a control character'
    ]
    for name, half in {'half': '\\ud83d', 'pair': '\\ud83d\\ude00'}.items():
        assert refused(tmp_path / name, quoted.replace('one', half)) == [
            'a \\ escape that stands for half a character, or for none'
        ]


# --- books of few parts --------------------------------------------------------------------------------------------

PARTS = ('cover', 'contents', 'agenda', 'abstracts', 'index')


@pytest.mark.parametrize(
    'parts',
    [[part] for part in PARTS] + [PARTS[::-1], ['contents', 'index'], ['index', 'agenda'], ['abstracts', 'index']],
)
def test_any_choice_of_parts_makes_a_book_without_dead_links(tmp_path: Path, parts: list[str]) -> None:
    said, findings = pages(tmp_path, event(talk(), talk('Another', time='10:00'), parts=list(parts)))
    assert said
    assert not findings
    if 'index' in parts:
        place = next((p for p in ('abstracts', 'agenda') if p in parts), '')
        page = next(text for text in said if 'Speaker index' in text and 'Contents' not in text)
        number = next(
            (n for n, text in enumerate(said, 1) if place and place.title() in text and 'Contents' not in text), ''
        )
        assert f'Lovelace, Ada {number}'.strip() in page
        assert '000' not in page


@pytest.mark.parametrize(
    'content',
    [
        event(talk(), parts=[]),
        event({'break': 'Tea'}, parts=['index']),
        event({'break': 'Tea'}, parts=['abstracts', 'index']),
    ],
)
def test_a_book_without_any_page_is_refused(tmp_path: Path, content: Document) -> None:
    assert refused(tmp_path, content) == ['the book would have no page']


def test_the_contents_list_no_part_without_pages(tmp_path: Path) -> None:
    said, findings = pages(tmp_path, event({'time': '9:00', 'break': 'Tea'}))
    assert not findings
    contents = next(text for text in said if 'Contents' in text)
    assert 'Agenda' in contents
    assert 'Abstracts' not in contents
    assert 'index' not in contents


def test_a_name_longer_than_a_column_breaks_in_the_index(tmp_path: Path) -> None:
    name = ' '.join(f'Ada{n}' for n in range(100))
    said, findings = pages(tmp_path, event(talk(speakers=[{'name': name}])))
    assert not findings
    assert all(word in said[-1] for word in name.split())


def test_what_one_font_would_bring_is_told_in_short(tmp_path: Path) -> None:
    signs = ''.join(chr(0x4E00 + n) for n in range(200))
    _, findings = pages(tmp_path, event(talk(abstract=signs), talk('Aሀሁ', time='10:00')))
    assert [finding.partition(' (')[0] for finding in findings] == [
        *('no font has “ሀ”', 'no font has “ሁ”', 'no font has “一”', 'no font has “丁”', 'no font has “丂”'),
        f'no font has 197 characters more: “{signs[3:103]}…”',
    ]


def test_kana_tell_that_the_text_around_is_japanese(tmp_path: Path) -> None:
    sink = Sink()
    pipeline.build(project(tmp_path, event(talk(abstract='漢字の'))), 'symposium', tmp_path / 'book.pdf', sink)
    assert all('Noto Serif CJK JP' in item.hint for item in sink.items)
    assert len(sink.items) >= 2


# --- running heads ------------------------------------------------------------------------------------------------


def test_running_heads_are_cut_to_the_room_there_is(tmp_path: Path) -> None:
    title = ' '.join(f'word{n}' for n in range(100))
    content = event(*(talk(abstract='Words. ' * 900) for _ in range(3)), short_title=title)
    content['days'][0]['title'] = title
    said, _ = pages(tmp_path, content)
    heads = [text for text in said[5:] if '…' in text]
    assert len(heads) > 3
    assert all('word1 ' in text and 'word40' not in text for text in heads)


def test_a_face_that_only_furniture_uses_is_embedded(tmp_path: Path) -> None:
    layout = 'format: 1\nextends: symposium\nstyles: {folio: {font: mono}}\n'
    said, _ = pages(tmp_path, event(talk()), layout)
    assert said[-1].endswith(str(len(said)))


# --- prose ----------------------------------------------------------------------------------------------------------


def letters(page: bytes, number: int) -> list[tuple[str, tuple[float, float, float, float]]]:
    """The letters of a page, from 0, and their boxes: left, bottom, right, top."""
    with pypdfium2.PdfDocument(page) as book:
        text = book[number].get_textpage()
        return [(text.get_text_range(n, 1), text.get_charbox(n)) for n in range(text.count_chars())]


def starts(folder: Path, content: Document, words: list[str]) -> list[float]:
    """Where words of the abstracts' first page begin: the x of the first letter of each."""
    said, _ = pages(folder, content)
    number = next(n for n, text in enumerate(said) if 'Abstracts' in text and 'Contents' not in text)
    found = letters((folder / 'book.pdf').read_bytes(), number)
    line = ''.join(letter for letter, _ in found)
    return [found[line.index(word)][1][0] for word in words]


def test_code_keeps_its_indentation_and_its_tabs(tmp_path: Path) -> None:
    code = '```\nfirst:\n    second\n\tthird\n        fourth     fifth\n```\n'
    x = starts(tmp_path, event(talk(abstract=code)), ['first', 'second', 'third', 'fourth', 'fifth'])
    step = x[1] - x[0]
    assert step > 10
    assert x[2] == pytest.approx(x[1], abs=0.5)
    assert x[3] == pytest.approx(x[0] + 2 * step, abs=0.5)
    assert x[4] - x[3] == pytest.approx(step * 11 / 4, abs=1.5)


def test_tables_stand_below_the_prose_around_them(tmp_path: Path) -> None:
    abstract = 'Before.\n\n| Left | Right |\n|---|---|\n| one | two |\n'
    before, left, one = starts(tmp_path, event(talk(abstract=abstract)), ['Before', 'Left', 'one'])
    assert left == pytest.approx(before, abs=1)
    assert one == pytest.approx(before, abs=1)


def test_deep_lists_leave_room_for_words(tmp_path: Path) -> None:
    abstract = '\n'.join(f'{"  " * n}- deep{n} and some more words to break' for n in range(18))
    said, findings = pages(tmp_path, event(talk(abstract=abstract)))
    assert not findings
    assert 'deep17' in ' '.join(said)


def test_tall_formulas_touch_no_other_line(tmp_path: Path) -> None:
    tall = r'$\begin{pmatrix}1&2\\3&4\\5&6\\7&8\end{pmatrix}$'
    content = event(talk(abstract=f'Above it. {"Words. " * 20} {tall} {"After. " * 30}'))
    said, findings = pages(tmp_path, content)
    assert not findings
    number = next(n for n, text in enumerate(said) if 'Above' in text)
    found = letters((tmp_path / 'book.pdf').read_bytes(), number)
    first = found[''.join(letter for letter, _ in found).index('Above')][1][1]
    figures = [box for letter, box in found if letter in '12345678' and 60 < box[1] < first]  # no folio, no date
    top, bottom = max(box[3] for box in figures), min(box[1] for box in figures)
    baseline = {round(box[1]) for letter, box in found if letter == 'W'}
    beside = [y for y in baseline if bottom < y < top]
    assert len(beside) <= 1
    assert top - bottom > 36  # much taller than three lines


def test_a_formula_taller_than_its_page_is_told(tmp_path: Path) -> None:
    tall = r'\begin{matrix}' + r'\\'.join('a' * 90) + r'\end{matrix}'
    _, findings = pages(tmp_path, event(talk(abstract=f'$${tall}$$')))
    assert findings == ['a formula is taller than its page']


# --- what cannot be meant --------------------------------------------------------------------------------------------


@pytest.mark.parametrize('blank', ['', ' ', '\u00a0', '\u200b\u200d', '\ufeff'])
def test_titles_and_names_of_nothing_to_see_are_refused(tmp_path: Path, blank: str) -> None:
    assert refused(tmp_path / '1', event(talk(blank))) == ["the talk has an empty 'talk'"]
    assert refused(tmp_path / '2', event(talk(speakers=[{'name': blank}]))) == ["a person has an empty 'name'"]
    listed = event(talk(speakers=['ada'])) | {'people': {'ada': {'name': blank}}}
    assert refused(tmp_path / '3', listed) == ["person 'ada' has an empty 'name'"]


def test_a_name_in_the_place_of_an_id_is_recognised(tmp_path: Path) -> None:
    content = event(talk(room='Great  hall')) | {'rooms': {'r1': 'Great Hall'}}
    sink = Sink()
    assert pipeline.build(project(tmp_path, content), 'symposium', tmp_path / 'book.pdf', sink) is None
    assert [item.hint for item in sink.items] == ["write its id: 'r1'"]


# --- fonts ------------------------------------------------------------------------------------------------------------


def test_damaged_fonts_are_told_by_name_and_never_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stock = (fonts_folder() / 'libertinus' / 'LibertinusSerif-Regular.otf').read_bytes()
    fonts = project(tmp_path, event(talk())) / 'fonts'
    fonts.mkdir()
    (fonts / 'cut.otf').write_bytes(stock[:3000])
    (fonts / 'junk.ttf').write_bytes(b'junk' * 100)
    assert main(['build', str(tmp_path)]) == ExitCode.DONE
    said = capsys.readouterr().err
    assert said.count('cannot use this font') == 2
    assert 'OTTO' not in said
    assert 'junkjunk' not in said


def test_a_font_that_cannot_be_embedded_is_told(tmp_path: Path) -> None:
    data = bytearray((fonts_folder() / 'libertinus' / 'LibertinusSerif-Regular.otf').read_bytes())
    table = next(at for at in range(12, 12 + 16 * 40, 16) if data[at : at + 4] == b'CFF ')
    start, length = struct.unpack_from('>II', data, table + 8)
    data[start + 4 : start + length] = bytes(length - 4)
    fonts = project(tmp_path, event(talk())) / 'fonts'
    fonts.mkdir()
    (fonts / 'hollow.otf').write_bytes(data)
    sink = Sink()
    assert pipeline.build(tmp_path, 'symposium', tmp_path / 'book.pdf', sink) is None
    assert [item.message for item in sink.items] == ['the font hollow.otf cannot be embedded: its tables are damaged']


# --- what is said -----------------------------------------------------------------------------------------------------


def test_one_fault_is_told_once_though_it_is_set_twice(tmp_path: Path) -> None:
    _, findings = pages(tmp_path, event(talk(r'On $\frac{$')))
    assert len(findings) == 1


@pytest.mark.parametrize('field', ['talk', 'abstract'])
def test_what_runs_out_of_its_column_is_told_with_its_place(tmp_path: Path, field: str) -> None:
    formula = r'$\sqrt{' + '+'.join(f'x_{{{n}}}' for n in range(60)) + '}$'  # nothing to break at
    sink = Sink()
    content = project(tmp_path, event(talk(**{'title' if field == 'talk' else field: f'Long {formula}'})))
    assert pipeline.build(content, 'symposium', tmp_path / 'book.pdf', sink) is not None
    told = [item for item in sink.items if 'wider than its column' in item.message]
    assert told
    assert all(item.span and item.span.line > 1 for item in told)


def test_a_finding_quotes_no_more_than_fits_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(tmp_path, event(talk(abstract='$' + r'\unknown{' * 300 + '$ words')))
    assert main(['build', str(tmp_path)]) == ExitCode.DONE
    said = capsys.readouterr().err
    assert 'cannot be set' in said or 'formula' in said
    assert max(map(len, said.splitlines())) < 500
