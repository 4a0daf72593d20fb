"""Several books of one reading: what is written, what is told, and how often."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from unittest import mock

import pypdfium2
import pytest

from booklet import build as pipeline
from booklet import load
from booklet.build import _told_once, bind_all, build, build_all
from booklet.cli import ExitCode, main
from booklet.diagnostics import Diagnostic, Severity, Sink, Span, render_human
from booklet.rulebook import IDS

TALK = '{time: 9:00, talk: On mills, speakers: [Ada Lovelace], abstract: Wheat and rye. 漢}'
CONTENT = f"""\
format: 1
event: {{title: A Trial}}
days: [{{date: 2030-05-06, items: [{TALK}]}}]
"""
PLAIN = 'format: 1\nextends: symposium\n'
BROKEN = 'format: 1\nextends: symposium\nstyles: {note: {size: huge}}\n'
EMPTY = 'format: 1\nextends: symposium\nbook: {only: [posters]}\n'  # the content has none


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / 'project'
    (folder / 'content').mkdir(parents=True)
    (folder / 'layouts').mkdir()
    (folder / 'content' / 'event.yaml').write_text(CONTENT, encoding='utf-8')
    for name, text in {'plain': PLAIN, 'broken': BROKEN, 'empty': EMPTY}.items():
        (folder / 'layouts' / f'{name}.yaml').write_text(text, encoding='utf-8')
    return folder


def files(folder: Path, names: Sequence[str]) -> dict[str, Path]:
    return {name: folder / f'{name}.pdf' for name in names}


def test_each_book_is_the_one_that_is_made_alone(project: Path, tmp_path: Path) -> None:
    names = ['symposium', 'large-print', 'plain']
    made = build_all(project, files(tmp_path, names), Sink())
    assert [(one.layout, one.path.name) for one in made] == [(name, f'{name}.pdf') for name in names]
    for one in made:
        alone = tmp_path / 'alone.pdf'
        assert build(project, one.layout, alone, Sink()) is not None
        assert one.path.read_bytes() == alone.read_bytes()
        with pypdfium2.PdfDocument(one.path) as document:
            assert len(document) == one.pages


def test_the_content_is_read_once(project: Path, tmp_path: Path) -> None:
    with (
        mock.patch.object(load, 'load', wraps=load.load) as reading,
        mock.patch.object(pipeline, 'open_library', wraps=pipeline.open_library) as scanning,
    ):
        build_all(project, files(tmp_path, ['symposium', 'large-print']), Sink())
    assert reading.call_count == scanning.call_count == 1


def test_what_is_found_in_the_content_is_told_once(project: Path, tmp_path: Path) -> None:
    sink = Sink()
    build_all(project, files(tmp_path, ['symposium', 'large-print']), sink)
    glyphs = [item for item in sink.items if '漢' in item.message]
    assert len(glyphs) == 1
    assert glyphs[0].span
    assert glyphs[0].layout == ''


@pytest.mark.parametrize('wrong', ['broken', 'empty'])
def test_a_layout_at_fault_keeps_no_other_from_being_written(
    wrong: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = tmp_path / f'{wrong}.pdf'
    older.write_bytes(b'older')
    code = main(['build', str(project), '-l', f'{wrong},symposium', '-l', 'plain', '-o', str(tmp_path)])
    said = capsys.readouterr()
    assert code == ExitCode.CONTENT
    assert sorted(path.name for path in tmp_path.glob('*.pdf')) == sorted([older.name, 'plain.pdf', 'symposium.pdf'])
    assert older.read_bytes() == b'older'
    assert said.out.count('The booklet is') == 2
    assert said.err.count('error:') == 1
    assert 'broken.yaml:3:' in said.err if wrong == 'broken' else 'empty' in said.err


def test_content_at_fault_keeps_all_from_being_written(project: Path, tmp_path: Path) -> None:
    (project / 'content' / 'event.yaml').write_text('format: 1\nevent: {}\n', encoding='utf-8')
    sink = Sink()
    assert build_all(project, files(tmp_path, ['symposium', 'broken', 'plain']), sink) == ()
    assert list(tmp_path.glob('*.pdf')) == []
    errors = [item.span.file for item in sink.items if item.span and item.severity is Severity.ERROR]
    assert {Path(file).name for file in errors} == {'event.yaml', 'broken.yaml'}


def test_one_at_fault_in_two_layouts_is_told_once(project: Path, tmp_path: Path) -> None:
    (project / 'layouts' / 'second.yaml').write_text('format: 1\nextends: broken\n', encoding='utf-8')
    sink = Sink()
    assert build_all(project, files(tmp_path, ['broken', 'second']), sink) == ()
    assert len(sink.items) == 1


def test_several_layouts_want_a_folder(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(['build', str(project), '-l', 'symposium,plain', '-o', str(tmp_path / 'book.pdf')])
    assert code == ExitCode.COMMAND_LINE
    assert 'name a folder' in capsys.readouterr().err
    assert list(tmp_path.glob('*.pdf')) == []


def test_an_unknown_layout_among_several_is_refused(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(['build', str(project), '-l', 'plain,sympsium', '-o', str(tmp_path)]) == ExitCode.COMMAND_LINE
    assert "'symposium'" in capsys.readouterr().err
    assert list(tmp_path.glob('*.pdf')) == []


def test_a_layout_named_twice_is_built_once(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['build', str(project), '-v', '-l', 'plain, plain', '-o', str(tmp_path)]) == ExitCode.DONE
    said = capsys.readouterr()
    assert said.out.count('The booklet is') == 1
    assert 'plain: ' not in said.err


def test_timings_name_their_layouts(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['build', str(project), '-v', '-l', 'plain,symposium', '-o', str(tmp_path)]) == ExitCode.DONE
    stages = [line.split(' s  ')[1] for line in capsys.readouterr().err.splitlines() if ' s  ' in line]
    each = ['typeset', 'assemble', 'write']
    books = [f'{name}: {stage}' for name in ('plain', 'symposium') for stage in each]
    assert [stage for stage in stages if stage != 'images'] == ['load', 'design', *books, 'in all']


def test_a_draft_is_marked(project: Path) -> None:
    with mock.patch('booklet.typeset.typeset', side_effect=InterruptedError) as setting:
        for draft in (True, False):
            with pytest.raises(InterruptedError):
                list(bind_all(project, ['symposium'], Sink(), draft=draft))
    assert [call.args[0].draft for call in setting.call_args_list] == [True, False]


# --- what is told of which book ---

PLACE = Span('talks.yaml', 3)
GLYPH = Diagnostic(Severity.WARNING, 'no glyph', PLACE, rule=IDS['glyph-missing'])
SQUEEZED = Diagnostic(Severity.NOTE, 'is shortened', PLACE, rule=IDS['page-squeezed'])
ALONE = Diagnostic(Severity.NOTE, 'a heading is cut off', rule=IDS['page-compromise'])


def on(item: Diagnostic, page: int, layout: str = '') -> Diagnostic:
    from dataclasses import replace

    return replace(item, page=page, layout=layout)


@pytest.mark.parametrize(
    ('first', 'second', 'told'),
    [
        ([on(GLYPH, 3)], [on(GLYPH, 9)], [GLYPH]),
        ([on(GLYPH, 3)], [on(GLYPH, 3)], [on(GLYPH, 3)]),
        ([on(GLYPH, 3)], [], [on(GLYPH, 3, 'a')]),
        ([on(SQUEEZED, 3)], [on(SQUEEZED, 9)], [on(SQUEEZED, 3, 'a'), on(SQUEEZED, 9, 'b')]),
        ([on(ALONE, 3), on(ALONE, 5)], [on(ALONE, 4)], [on(ALONE, 3, 'a'), on(ALONE, 5, 'a'), on(ALONE, 4, 'b')]),
        ([on(ALONE, 3), on(ALONE, 5)], [on(ALONE, 3), on(ALONE, 5)], [on(ALONE, 3), on(ALONE, 5)]),
        ([], [], []),
    ],
)
def test_what_is_told_of_all_and_of_each(
    first: list[Diagnostic], second: list[Diagnostic], told: list[Diagnostic]
) -> None:
    assert list(_told_once({'a': Sink(first), 'b': Sink(second)})) == told


def test_the_layout_is_named_beside_the_page() -> None:
    assert '(page 3 of phone)' in render_human([on(ALONE, 3, 'phone')])
    assert '(phone)' in render_human([on(ALONE, 0, 'phone')])
    assert '(page 3)' in render_human([on(ALONE, 3)])
