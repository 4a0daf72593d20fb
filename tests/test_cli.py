"""The command line: what it takes, what it says, and the exit code it ends with."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

import booklet
from booklet import cli
from booklet.diagnostics import Sink, Span
from booklet.progress import Progress
from booklet.tables import table

HEAVY = {
    'ftfy',
    'reportlab',
    'pypdf',
    'yaml',
    'PIL',
    'uharfbuzz',
    'mathra',
    'babel',
    'markdown_it',
    'pyphen',
    'fontTools',
}


@dataclass
class Result:
    path: Path
    pages: int = 3
    timings: tuple[tuple[str, float], ...] = (('load', 0.25), ('paint', 0.5))


Work = Callable[[Sink, Path], None]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / 'content').mkdir()
    return tmp_path


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> Callable[[Work], list[tuple[Path, str, Path]]]:
    """Put a stand-in for the pipeline in its place; it does what it is told, and its calls are returned."""

    def install(work: Work) -> list[tuple[Path, str, Path]]:
        calls: list[tuple[Path, str, Path]] = []

        def build_all(
            project: Path,
            outputs: dict[str, Path],
            sink: Sink,
            progress: Callable[[str], None],
            system_fonts: bool,
            *,
            draft: bool,
        ) -> tuple[Result, ...]:
            progress('load')
            calls.extend((project, layout, output) for layout, output in outputs.items())
            for output in outputs.values():
                work(sink, output)
            return () if sink.has_errors else tuple(Result(output) for output in outputs.values())

        def check(project: Path, layout: str, sink: Sink, **options: object) -> None:
            calls.append((project, layout, Path()))
            work(sink, Path())

        monkeypatch.setattr(booklet, 'build', SimpleNamespace(build_all=build_all, check=check), raising=False)
        return calls

    return install


Pipeline = Callable[[Work], list[tuple[Path, str, Path]]]


def nothing(sink: Sink, output: Path) -> None:
    """Find nothing and write nothing."""


def raising(error: BaseException) -> Work:
    def work(sink: Sink, output: Path) -> None:
        raise error

    return work


def two_errors_and_a_warning(sink: Sink, output: Path) -> None:
    sink.error('no such person', Span('content/programme.yaml', 7, 3), 'Did you mean ada?')
    sink.error('no such room')
    sink.warning('an empty day')


def one_warning(sink: Sink, output: Path) -> None:
    sink.warning('an empty day')


@pytest.mark.parametrize('arguments', [['--version'], ['--help'], ['build', '--help'], ['nonsense']])
def test_starting_up_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        'import sys; from booklet.cli import main\n'
        f'main({arguments!r})\n'
        f'print("heavy:", sorted({HEAVY!r} & sys.modules.keys()))'
    )
    done = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == 'heavy: []'


def test_version() -> None:
    done = subprocess.run([sys.executable, '-m', 'booklet', '--version'], capture_output=True, text=True, check=True)
    assert done.stdout == f'booklet {booklet.__version__}\n'
    assert done.stderr == ''


def test_done(project: Path, pipeline: Pipeline, capsys: pytest.CaptureFixture[str]) -> None:
    calls = pipeline(nothing)
    assert cli.main(['build', str(project)]) == 0
    assert calls == [(project, 'symposium', project / 'output' / 'symposium.pdf')]
    out, err = capsys.readouterr()
    assert out == f'The booklet is {project / "output" / "symposium.pdf"} (3 pages).\n'
    assert err == ''


def test_errors_exit_1_and_are_counted_on_stderr(
    project: Path, pipeline: Pipeline, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline(two_errors_and_a_warning)
    for command in ('build', 'check'):
        assert cli.main([command, str(project)]) == 1
        out, err = capsys.readouterr()
        assert out == ''
        assert 'content/programme.yaml:7:3' in err
        assert 'Did you mean ada?' in err
        assert err.endswith('\n2 errors, 1 warning\n')


def test_warnings_exit_0_unless_strict(project: Path, pipeline: Pipeline, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline(one_warning)
    for command in ('build', 'check'):
        assert cli.main([command, str(project)]) == 0
        assert cli.main([command, str(project), '--strict']) == 1
        assert capsys.readouterr().err.count('1 warning\n') == 2


def test_check_says_that_it_found_nothing(
    project: Path, pipeline: Pipeline, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline(nothing)
    assert cli.main(['check', str(project), '--strict']) == 0
    assert capsys.readouterr() == ('Nothing to remark.\n', '')


@pytest.mark.parametrize(
    ('output', 'target'),
    [
        ('book.pdf', 'book.pdf'),
        ('new/deep/Book.PDF', 'new/deep/Book.PDF'),
        ('folder', 'folder/large-print.pdf'),
        ('folder.2/', 'folder.2/large-print.pdf'),
        ('is-a-folder.pdf', 'is-a-folder.pdf/large-print.pdf'),
    ],
)
def test_output_is_a_file_or_a_folder(project: Path, pipeline: Pipeline, output: str, target: str) -> None:
    (project / 'is-a-folder.pdf').mkdir()
    (project / 'layouts').mkdir()
    (project / 'layouts' / 'large-print.yaml').touch()
    calls = pipeline(nothing)
    assert cli.main(['build', str(project), '-l', 'large-print', '--output', f'{project}/{output}']) == 0
    assert calls[0][2] == project / target


@pytest.mark.parametrize(
    ('arguments', 'said'),
    [
        ([], 'Usage: booklet'),
        (['nonsense'], 'nonsense'),
        (['build', '--nonsense'], '--nonsense'),
        (['build', 'missing'], 'missing'),
        (['build', 'afile'], 'afile'),
        (['build', 'empty'], 'booklet new FOLDER'),
        (['check', 'empty'], 'booklet new FOLDER'),
        (['build', 'own', '--layout', 'mime'], "Did you mean 'mine'?"),
        (['check', 'own', '--layout', '../own/layouts/mine'], 'there is no layout'),
        (['check', 'own', '--layout', 'symposium,festival'], 'one layout is wanted here'),
        (['build', 'own', '--layout', 'mine', '-o', 'afile'], 'is a file'),
        (['build', 'own', '--layout', 'mine', '-o', 'afile/book.pdf'], 'is a file'),
        (['build', 'own', '--layout', 'mine', '-o', 'own'], 'is a folder'),
        (['check', 'own', '--fix', '--diff'], 'give one of them'),
        (['check', 'empty', '--fix'], 'booklet new FOLDER'),
        (['new', 'own'], 'not empty'),
        (['new', 'afile'], 'is a file'),
        (['fonts', 'missing'], 'missing'),
    ],
)
def test_command_line_at_fault_exits_2(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pipeline: Pipeline,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    for folder in ('empty', 'own/content', 'own/layouts', 'own/mine.pdf'):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / 'own' / 'layouts' / 'mine.yaml').touch()
    (tmp_path / 'afile').touch()
    monkeypatch.chdir(tmp_path)
    calls = pipeline(nothing)
    assert cli.main(arguments) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert out == ''
    assert 'Traceback' not in err
    assert calls == []


@pytest.mark.skipif(os.name != 'posix' or os.geteuid() == 0, reason='permissions do not bind this user')
def test_folder_that_cannot_be_written_to_exits_2(project: Path, pipeline: Pipeline) -> None:
    calls = pipeline(nothing)
    (project / 'locked').mkdir(mode=0o500)
    assert cli.main(['build', str(project), '-o', str(project / 'locked')]) == 2
    assert calls == []


@pytest.mark.parametrize(
    ('error', 'code', 'said'),
    [
        (
            OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), 'book.pdf'),
            2,
            'Error: book.pdf: No space left on device.\n',
        ),
        (PermissionError(errno.EACCES, 'Permission denied', 'book.pdf'), 2, 'Error: book.pdf: Permission denied.\n'),
        (MemoryError(), 2, 'Error: The memory of this machine does not suffice.\n'),
        (KeyboardInterrupt(), 130, 'Interrupted.\n'),
        (KeyError('x'), 3, "Error: Internal error: KeyError: 'x'\n"),
        (RecursionError('deep'), 3, 'Error: Internal error: RecursionError: deep\n'),
    ],
    ids=lambda value: type(value).__name__,
)
def test_nothing_tracebacks(
    project: Path,
    pipeline: Pipeline,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    said: str,
) -> None:
    pipeline(raising(error))
    assert cli.main(['build', str(project)]) == code
    out, err = capsys.readouterr()
    assert out == ''
    assert said in err
    assert 'Traceback' not in err
    assert len(err.splitlines()) <= 2


@pytest.mark.parametrize('place', ['before', 'after'])
def test_verbose_shows_where_an_internal_error_arose(
    project: Path, pipeline: Pipeline, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    pipeline(raising(KeyError('x')))
    assert cli.main(['-v', 'build', str(project)] if place == 'before' else ['build', str(project), '-v']) == 3
    err = capsys.readouterr().err
    assert 'Traceback' in err
    assert 'in raising' in err or 'in work' in err


def test_verbose_shows_how_long_each_stage_took(
    project: Path, pipeline: Pipeline, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline(nothing)
    assert cli.main(['build', str(project), '-v']) == 0
    assert capsys.readouterr().err.splitlines() == [
        '   0.250 s  load',
        '   0.500 s  paint',
        '   0.750 s  in all',
    ]


def test_new_project_has_content_and_a_second_one_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / 'my event'
    assert cli.main(['new', str(folder)]) == 0
    assert f'booklet build "{folder}"' in capsys.readouterr().out
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob('*') if path.is_file()}
    assert {'content/event.yaml', 'content/people.yaml', 'content/programme.yaml'} <= files.keys()
    (folder / 'content' / 'event.yaml').write_bytes(b'mine')
    assert cli.main(['new', str(folder)]) == 2
    assert (folder / 'content' / 'event.yaml').read_bytes() == b'mine'


def test_new_project_in_an_empty_folder(tmp_path: Path) -> None:
    assert cli.main(['new', str(tmp_path)]) == 0
    assert (tmp_path / 'content' / 'event.yaml').is_file()


def test_fonts_lists_the_stock_faces(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(['fonts', str(tmp_path)]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == ['Family', 'Style', 'File', 'Scripts', 'Features']
    regular = next(row for row in rows if 'LibertinusSerif-Regular.otf' in row)
    assert regular.startswith('Libertinus Serif ')
    assert 'fonts/libertinus/LibertinusSerif-Regular.otf' in regular
    assert 'Latin' in regular
    assert 'Greek' in regular
    assert {'smcp', 'onum', 'liga', 'kern'} <= set(regular.split())


def test_fonts_names_a_file_that_is_no_font(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / 'fonts').mkdir()
    (tmp_path / 'fonts' / 'broken.otf').write_bytes(b'no font')
    assert cli.main(['fonts', str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    assert 'broken.otf' in err
    assert '1 warning' in err
    assert 'LibertinusSerif-Regular.otf' in out


def on_a_terminal(*command: str) -> str:
    """What a person sees at a terminal 100 columns wide."""
    pty = pytest.importorskip('pty')
    own, others = pty.openpty()
    environment = {**os.environ, 'TERM': 'xterm', 'COLUMNS': '100', 'PYTHONPATH': str(Path(__file__).parents[1])}
    process = subprocess.Popen(
        [sys.executable, '-m', 'booklet', *command], stdout=others, stderr=others, env=environment
    )
    os.close(others)
    seen = b''
    try:
        while block := os.read(own, 65536):
            seen += block
    except OSError:  # Linux says so where others say nothing more
        pass
    os.close(own)
    process.wait()
    return seen.decode('utf-8').replace('\r\n', '\n')


def test_fonts_fit_a_terminal(tmp_path: Path) -> None:
    seen = on_a_terminal('fonts', str(tmp_path))
    assert 'Libertinus Serif' in seen
    assert max(map(len, seen.splitlines())) <= 100


def test_findings_are_coloured_on_a_terminal_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / 'fonts').mkdir()
    (tmp_path / 'fonts' / 'broken.otf').write_bytes(b'no font')
    monkeypatch.delenv('NO_COLOR', raising=False)
    assert '\x1b[' in on_a_terminal('fonts', str(tmp_path))
    monkeypatch.setenv('NO_COLOR', '1')
    assert '\x1b[' not in on_a_terminal('fonts', str(tmp_path))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_and_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('TERM', 'xterm')
    stream = Terminal()
    with Progress(stream) as progress:
        progress('load')
        assert stream.getvalue().endswith('load …')
        progress('x' * 500)
    assert stream.getvalue().endswith('\r')
    assert '\n' not in stream.getvalue()
    assert max(len(line) for line in stream.getvalue().split('\r')) < 80


def test_progress_is_silent_elsewhere() -> None:
    stream = io.StringIO()
    with Progress(stream) as progress:
        progress('load')
    assert stream.getvalue() == ''


def test_table_is_aligned() -> None:
    assert table(('a', 'bcd'), [('efg', 'h'), ('', 'i')]) == 'a    bcd\nefg  h\n     i'


def test_table_wraps_its_widest_columns() -> None:
    text = table(('name', 'tags'), [('one', ' '.join(['abcd'] * 20)), ('two', 'x')], width=40)
    assert max(map(len, text.splitlines())) <= 40
    assert text.split().count('abcd') == 20
    assert text.splitlines()[0].startswith('name  tags')


# --- mending ---

SPOILT = """\
format: 1
event: {title: Looms}
days:
  - {date: 2030-05-01, title: An e cient and dis- unit day at the cafÃ©\u200b}
"""


@pytest.fixture
def spoilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / 'content').mkdir()
    (tmp_path / 'content' / 'event.yaml').write_text(SPOILT, encoding='utf-8')
    monkeypatch.chdir(tmp_path)
    return tmp_path / 'content' / 'event.yaml'


def test_diff_shows_and_writes_nothing(spoilt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(['check', '--diff']) == 1
    out, err = capsys.readouterr()
    place = os.path.join('content', 'event.yaml')
    assert f'{place}:4:35: “e cient” → “efficient”: a lost ligature' in out
    assert '\n+  - {date: 2030-05-01, title: An efficient and dis- unit day at the café}\n' in out
    assert 'perhaps a torn word' in err
    assert err.endswith('\n1 note\n')
    assert spoilt.read_text(encoding='utf-8') == SPOILT


def test_fix_mends_once(spoilt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(['check', '--fix', '--strict']) == 0
    out, err = capsys.readouterr()
    assert out == f'{os.path.join("content", "event.yaml")}: 2 places mended\n'
    assert 'An efficient and dis- unit day at the café' in err  # the line as it is now
    assert 'dis- unit day at the café}' in spoilt.read_text(encoding='utf-8')
    for option in ('--fix', '--diff'):
        assert cli.main(['check', option]) == 0
        assert capsys.readouterr().out == 'Nothing to mend.\n'


def test_mending_reports_broken_content(spoilt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoilt.write_text(SPOILT + '  - [\n', encoding='utf-8')
    for option in ('--fix', '--diff'):
        assert cli.main(['check', option]) == 1
        out, err = capsys.readouterr()
        assert out == ''
        assert 'error' in err


def test_a_diff_is_coloured_on_a_terminal_and_names_what_acts(spoilt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv('NO_COLOR', raising=False)
    seen = on_a_terminal('check', '--diff')
    assert '\x1b[31m-  - {date' in seen
    assert '<U+200B>' in seen
    assert '\u200b' not in seen
