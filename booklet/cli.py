"""The command `booklet`: arguments, progress, exit codes.

In: a command line. Out: a call of the room that does the work, what it found on stderr, and an exit code. Whatever is
heavy is imported inside the command that needs it, so that `booklet --help` answers at once.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from booklet import __version__, stock
from booklet.diagnostics import Lines, Sink, in_order, plain, render_human, summary
from booklet.progress import Progress, is_terminal

if TYPE_CHECKING:
    from booklet.fonts import Listing
    from booklet.mending import MendedFile

DEFAULT_LAYOUT = 'symposium'
_COLOURS: Mapping[str, Mapping[str, Any]] = {
    'error': {'fg': 'red', 'bold': True},
    'warning': {'fg': 'yellow', 'bold': True},
    'note': {'fg': 'cyan', 'bold': True},
    'message': {'bold': True},
    'caret': {'fg': 'green', 'bold': True},
    'hint': {'fg': 'cyan'},
    'removed': {'fg': 'red'},
    'added': {'fg': 'green'},
}
_DIFF = {'-': 'removed', '+': 'added', '@': 'note'}


class ExitCode(IntEnum):
    """What the shell is told. COMMAND_LINE: the command line, or the place or machine it names, cannot serve."""

    DONE = 0
    CONTENT = 1
    COMMAND_LINE = 2
    INTERNAL = 3
    INTERRUPTED = 130  # 128 + SIGINT, as shells count


@dataclass
class Settings:
    """What holds for every command; `-v` may stand before or after the command's name."""

    verbose: bool = False


def _set_verbose(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        context.ensure_object(Settings).verbose = True


_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_project = click.argument('project', type=_FOLDER, default='.')
_layout = click.option(
    '-l', '--layout', metavar='NAME', default=DEFAULT_LAYOUT, show_default=True, help='How the booklet shall look.'
)
_system_fonts = click.option(
    '--system-fonts', is_flag=True, help='Use the fonts of this machine too, after all others.'
)
_strict = click.option('--strict', is_flag=True, help='Let a warning fail as an error does.')
_verbose = click.option(
    '-v',
    '--verbose',
    is_flag=True,
    expose_value=False,
    callback=_set_verbose,
    help='Say how long each stage took; show where an internal error arose.',
)


@click.group(context_settings={'help_option_names': ['-h', '--help'], 'max_content_width': 100})
@click.version_option(__version__, prog_name='booklet', message='%(prog)s %(version)s')
@_verbose
def commands() -> None:
    """Set the programme of a conference as a booklet to print and to browse.

    A project is a folder with the programme in content/ and, if it wishes, layouts/ and fonts/ of its own.
    """


@commands.command()
@click.argument('folder', type=click.Path(path_type=Path))
@_verbose
def new(folder: Path) -> None:
    """Start a project in FOLDER, which must be empty or not there yet."""
    from booklet.new import create

    try:
        files = create(folder)
    except (FileExistsError, NotADirectoryError) as error:
        raise click.UsageError(f'{error}; choose another folder for the new project.') from error
    for file in files:
        click.echo(folder / file)
    quoted = f'"{folder}"' if ' ' in str(folder) else folder
    click.echo(f'Make them your own, and set the booklet with: booklet build {quoted}')


@commands.command()
@_project
@_layout
@click.option(
    '-o',
    '--output',
    metavar='FILE-OR-FOLDER',
    type=click.Path(path_type=Path),
    help='Where the PDF goes: a file ending in .pdf, or a folder. [default: PROJECT/output]',
)
@_system_fonts
@_strict
@_verbose
@click.pass_obj
def build(settings: Settings, project: Path, layout: str, output: Path | None, system_fonts: bool, strict: bool) -> int:
    """Set the booklet of PROJECT, the current folder if none is named."""
    _require_content(project)
    _require_layout(project, layout)
    target = _target(project, layout, output)
    from booklet import build as pipeline

    sink = Sink()
    with Progress(sys.stderr) as progress:
        result = pipeline.build(project, layout, target, sink, progress, system_fonts)
    _report(sink)
    if result is None:
        return _exit_code(sink, strict)
    if settings.verbose:
        _show_timings(result.timings)
    click.echo(f'The booklet is {_shown(result.path)} ({result.pages} {"page" if result.pages == 1 else "pages"}).')
    return _exit_code(sink, strict)


@commands.command()
@_project
@_layout
@click.option('--fix', is_flag=True, help='Mend text that PDFs and mail have spoilt, in the content files.')
@click.option('--diff', is_flag=True, help='Show what --fix would change, and write nothing.')
@_system_fonts
@_strict
@_verbose
def check(project: Path, layout: str, fix: bool, diff: bool, system_fonts: bool, strict: bool) -> int:
    """Say what is wrong, or looks wrong, in PROJECT. Nothing is written, unless --fix is given."""
    _require_content(project)
    if fix and diff:
        raise click.UsageError('--fix writes and --diff does not; give one of them.')
    if fix or diff:
        return _mend(project, fix, strict)
    _require_layout(project, layout)
    from booklet import build as pipeline

    sink = Sink()
    with Progress(sys.stderr):
        pipeline.check(project, layout, sink, system_fonts=system_fonts)
    _report(sink)
    if not sink.items:
        click.echo('Nothing to remark.')
    return _exit_code(sink, strict)


@commands.command()
@_project
@_system_fonts
@_verbose
def fonts(project: Path, system_fonts: bool) -> int:
    """List the faces that PROJECT can use: family, style, file, scripts, OpenType features."""
    from booklet import build as pipeline
    from booklet.tables import table

    folders = (project / 'fonts', stock.fonts_folder())
    library = pipeline.open_library(project, system_fonts)
    rows = [_font_row(listing, folders) for listing in library.faces()]
    width = shutil.get_terminal_size().columns if is_terminal(sys.stdout) else None
    click.echo(table(('Family', 'Style', 'File', 'Scripts', 'Features'), rows, width))
    _report(Sink(list(library.diagnostics)), lines=_no_lines)
    return ExitCode.DONE


def _mend(project: Path, fix: bool, strict: bool) -> int:
    """`check --fix` and `check --diff`."""
    from booklet import mending

    sink = Sink()
    with Progress(sys.stderr) as progress:
        progress('Reading the content')
        files = mending.survey(project, sink)
    if fix:
        written, sink = mending.write(project, files, sink)
        for file in written:
            count = len(file.edits)
            click.echo(f'{_shown(Path(file.source.file))}: {count} {"place" if count == 1 else "places"} mended')
    else:
        _show_changes(files)
    _report(sink)
    if not files and not sink.has_errors:
        click.echo('Nothing to mend.')
    return ExitCode.CONTENT if files and not fix else _exit_code(sink, strict)


def _show_changes(files: Iterable[MendedFile]) -> None:
    """Each file's changes: a line of reasons for each, then all as a patch, which a program can read from a pipe."""
    from booklet.mending import reasons, unified, visible

    terminal = is_terminal(sys.stdout)
    style = _coloured if terminal and not os.environ.get('NO_COLOR') else plain
    for file in files:
        name = _shown(Path(file.source.file))
        for reason in reasons(file, name):
            click.echo(style(reason, 'reason'))
        for line in unified(file, Path(name).as_posix()):
            words = visible(line.removesuffix('\r')) if terminal else line
            click.echo(style(words, _DIFF.get(line[0], 'kept') if not line.startswith(('---', '+++')) else 'message'))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line, sys.argv's if none is given; the exit code. Nothing but SystemExit leaves it."""
    settings = Settings()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors='replace')  # a name that the terminal cannot show must not stop the work
    try:
        return int(commands.main(arguments, prog_name='booklet', standalone_mode=False, obj=settings) or ExitCode.DONE)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _fail('Interrupted.', ExitCode.INTERRUPTED)
    except MemoryError:
        return _fail('The memory of this machine does not suffice.', ExitCode.COMMAND_LINE)
    except OSError as error:
        return _fail(_system_error(error), ExitCode.COMMAND_LINE)
    except Exception as error:
        return _internal_error(error, settings)


def run() -> NoReturn:
    """The command `booklet`: `main`, and out without taking the interpreter apart, which takes a tenth of a second."""
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _fail(message: str, code: ExitCode) -> int:
    click.echo(f'Error: {message}' if code is not ExitCode.INTERRUPTED else message, err=True)
    return code


def _system_error(error: OSError) -> str:
    reason = error.strerror or str(error) or type(error).__name__
    where = f'{error.filename}: ' if error.filename else ''
    hint = ' Is the file open in another program?' if isinstance(error, PermissionError) and os.name == 'nt' else ''
    return f'{where}{reason}.{hint}'


def _internal_error(error: Exception, settings: Settings) -> int:
    if settings.verbose:
        import traceback

        traceback.print_exception(error)
    advice = '' if settings.verbose else ' together with what booklet says when run with -v'
    return _fail(
        f'Internal error: {type(error).__name__}: {error}\n'
        f'This is a fault of booklet {__version__}, not of your content. Please report it{advice}.',
        ExitCode.INTERNAL,
    )


def _require_content(project: Path) -> None:
    if not (project / 'content').is_dir():
        raise click.UsageError(
            f'{project.resolve()} holds no folder content/, so it is no project. '
            'Name the folder of one, or start one with: booklet new FOLDER'
        )


def _require_layout(project: Path, layout: str) -> None:
    names = {path.stem for folder in (project / 'layouts', stock.layouts_folder()) for path in folder.glob('*.yaml')}
    if layout in names:
        return
    from difflib import get_close_matches

    near = get_close_matches(layout, names, 1)
    guess = f' Did you mean {near[0]!r}?' if near else ''
    raise click.BadParameter(
        f'there is no layout {layout!r}; there are: {", ".join(sorted(names))}.{guess}', param_hint="'--layout'"
    )


def _target(project: Path, layout: str, output: Path | None) -> Path:
    """The PDF's path. Found wanting before the work rather than after it."""
    given = project / 'output' if output is None else output
    is_file = given.suffix.lower() == '.pdf' and not given.is_dir()
    if given.is_file() and not is_file:
        raise _bad_output(f'{given} is a file, and no PDF.')
    target = given if is_file or (given.exists() and not given.is_dir()) else given / f'{layout}.pdf'
    if target.is_dir():
        raise _bad_output(f'{target} is a folder.')
    folder = next(parent for parent in target.absolute().parents if parent.exists())
    if not folder.is_dir():
        raise _bad_output(f'{folder} is a file, not a folder.')
    if not os.access(folder, os.W_OK):
        raise _bad_output(f'nothing can be written into {folder}.')
    return target


def _bad_output(message: str) -> click.BadParameter:
    return click.BadParameter(message, param_hint="'--output'")


def _report(sink: Sink, lines: Lines | None = None) -> None:
    """All findings by their places, then how many."""
    if sink.items:
        style = _coloured if is_terminal(sys.stderr) and not os.environ.get('NO_COLOR') else plain
        click.echo(render_human(in_order(sink.items), lines, style=style), err=True)
        click.echo(summary(sink.items), err=True)


def _coloured(words: str, part: str) -> str:
    return click.style(words, **_COLOURS.get(part, {}))


def _exit_code(sink: Sink, strict: bool) -> int:
    failed = sink.has_errors or (strict and sink.has_warnings)
    return ExitCode.CONTENT if failed else ExitCode.DONE


def _show_timings(timings: Iterable[tuple[str, float]]) -> None:
    spent = [*timings]
    for stage, seconds in (*spent, ('in all', sum(seconds for _, seconds in spent))):
        click.echo(f'{seconds:8.3f} s  {stage}', err=True)


def _no_lines(file: str, line: int) -> None:
    """A font has no lines to show."""


def _font_row(listing: Listing, folders: Iterable[Path]) -> tuple[str, ...]:
    least, most = listing.weights
    style = f'{listing.style} {least}' if least == most else f'{listing.style} {least}–{most}'
    home = next((folder.resolve().parent for folder in folders if listing.path.is_relative_to(folder.resolve())), None)
    file = listing.path.relative_to(home) if home else listing.path
    return listing.family, style, file.as_posix(), ', '.join(listing.scripts), ' '.join(listing.features)


def _shown(path: Path) -> str:
    """A path as one would type it: relative where that is shorter."""
    here = Path.cwd()
    absolute = path.absolute()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(absolute)
