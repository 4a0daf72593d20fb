"""What the commands share: options, exit codes, and how findings are shown.

In: what a command found. Out: words on stderr, and an exit code.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

import click

from booklet import stock
from booklet.diagnostics import Lines, Sink, in_order, inert, plain, render_human, summary
from booklet.progress import is_terminal

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


FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
project = click.argument('project', type=FOLDER, default='.')
layout = click.option(
    '-l', '--layout', metavar='NAME', default=DEFAULT_LAYOUT, show_default=True, help='How the booklet shall look.'
)


def names(_: click.Context, __: click.Parameter, words: Sequence[str]) -> tuple[str, ...]:
    """What an option names, by commas or by being given again, each once."""
    return tuple(dict.fromkeys(name for word in words for one in word.split(',') if (name := one.strip())))


several_layouts = click.option(
    *('-l', '--layout', 'layouts'),
    metavar='NAME',
    multiple=True,
    callback=names,
    help=f'How the booklet shall look; several names, by commas, make several booklets.  [default: {DEFAULT_LAYOUT}]',
)
system_fonts = click.option('--system-fonts', is_flag=True, help='Use the fonts of this machine too, after all others.')
strict = click.option('--strict', is_flag=True, help='Let a warning fail as an error does.')
verbose = click.option(
    '-v',
    '--verbose',
    is_flag=True,
    expose_value=False,
    callback=_set_verbose,
    help='Say how long each stage took; show where an internal error arose.',
)


def require_content(project: Path) -> None:
    if not (project / 'content').is_dir():
        raise click.UsageError(
            f'{project.resolve()} holds no folder content/, so it is no project. '
            'Name the folder of one, or start one with: booklet new FOLDER'
        )


def require_layout(project: Path, layout: str) -> None:
    names = {path.stem for folder in (project / 'layouts', stock.layouts_folder()) for path in folder.glob('*.yaml')}
    if layout in names:
        return
    if set(layout.split(',')) <= names:
        raise click.BadParameter('one layout is wanted here; several are for booklet build.', param_hint="'--layout'")
    from difflib import get_close_matches

    near = get_close_matches(layout, names, 1)
    guess = f' Did you mean {near[0]!r}?' if near else ''
    raise click.BadParameter(
        f'there is no layout {layout!r}; there are: {", ".join(sorted(names))}.{guess}', param_hint="'--layout'"
    )


def require_writable(target: Path) -> None:
    """A file that is to be made. Found wanting before the work rather than after it."""
    if target.is_dir():
        raise bad_output(f'{target} is a folder.')
    folder = next(parent for parent in target.absolute().parents if parent.exists())
    if not folder.is_dir():
        raise bad_output(f'{folder} is a file, not a folder.')
    if not os.access(folder, os.W_OK):
        raise bad_output(f'nothing can be written into {folder}.')


def bad_output(message: str) -> click.BadParameter:
    return click.BadParameter(message, param_hint="'--output'")


def show_timings(timings: Iterable[tuple[str, float]]) -> None:
    spent = [*timings]
    for stage, seconds in (*spent, ('in all', sum(seconds for _, seconds in spent))) if spent else ():
        click.echo(f'{seconds:8.3f} s  {stage}', err=True)


def report(sink: Sink, lines: Lines | None = None) -> None:
    """All findings by their places, then how many."""
    if sink.items:
        style = coloured if is_terminal(sys.stderr) and not os.environ.get('NO_COLOR') else plain
        click.echo(render_human(in_order(sink.items), lines, style=style), err=True)
        click.echo(summary(sink.items), err=True)


def coloured(words: str, part: str) -> str:
    return click.style(words, **_COLOURS.get(part, {}))


def exit_code(sink: Sink, strict: bool) -> int:
    failed = sink.has_errors or (strict and sink.has_warnings)
    return ExitCode.CONTENT if failed else ExitCode.DONE


def shown(path: Path) -> str:
    """A path as one would type it: relative where that is shorter."""
    here = Path.cwd()
    absolute = path.absolute()
    return inert(str(absolute.relative_to(here) if absolute.is_relative_to(here) else absolute))
