"""`booklet check`: what is wrong, or looks wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from booklet.cli.common import (
    ExitCode,
    coloured,
    exit_code,
    layout,
    project,
    report,
    require_content,
    require_layout,
    shown,
    strict,
    system_fonts,
    verbose,
)
from booklet.diagnostics import Sink, plain
from booklet.progress import Progress, is_terminal

if TYPE_CHECKING:
    from booklet.mending import MendedFile

_DIFF = {'-': 'removed', '+': 'added', '@': 'note'}


@click.command()
@project
@layout
@click.option('--fix', is_flag=True, help='Mend text that PDFs and mail have spoilt, in the content files.')
@click.option('--diff', is_flag=True, help='Show what --fix would change, and write nothing.')
@system_fonts
@strict
@verbose
def check(project: Path, layout: str, fix: bool, diff: bool, system_fonts: bool, strict: bool) -> int:
    """Say what is wrong, or looks wrong, in PROJECT. Nothing is written, unless --fix is given."""
    require_content(project)
    if fix and diff:
        raise click.UsageError('--fix writes and --diff does not; give one of them.')
    if fix or diff:
        return _mend(project, fix, strict)
    require_layout(project, layout)
    from booklet import build as pipeline

    sink = Sink()
    with Progress(sys.stderr):
        pipeline.check(project, layout, sink, system_fonts=system_fonts)
    report(sink)
    if not sink.items:
        click.echo('Nothing to remark.')
    return exit_code(sink, strict)


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
            click.echo(f'{shown(Path(file.source.file))}: {count} {"place" if count == 1 else "places"} mended')
    else:
        _show_changes(files)
    report(sink)
    if not files and not sink.has_errors:
        click.echo('Nothing to mend.')
    return ExitCode.CONTENT if files and not fix else exit_code(sink, strict)


def _show_changes(files: Iterable[MendedFile]) -> None:
    """Each file's changes: a line of reasons for each, then all as a patch, which a program can read from a pipe."""
    from booklet.mending import reasons, unified, visible

    terminal = is_terminal(sys.stdout)
    style = coloured if terminal and not os.environ.get('NO_COLOR') else plain
    for file in files:
        name = shown(Path(file.source.file))
        for reason in reasons(file, name):
            click.echo(style(reason, 'reason'))
        for line in unified(file, Path(name).as_posix()):
            words = visible(line.removesuffix('\r')) if terminal else line
            click.echo(style(words, _DIFF.get(line[0], 'kept') if not line.startswith(('---', '+++')) else 'message'))
