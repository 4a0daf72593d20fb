"""`booklet build`: the book as a PDF."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from booklet.cli.common import (
    Settings,
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
from booklet.diagnostics import Sink
from booklet.progress import Progress


@click.command()
@project
@layout
@click.option(
    '-o',
    '--output',
    metavar='FILE-OR-FOLDER',
    type=click.Path(path_type=Path),
    help='Where the PDF goes: a file ending in .pdf, or a folder. [default: PROJECT/output]',
)
@system_fonts
@strict
@verbose
@click.pass_obj
def build(settings: Settings, project: Path, layout: str, output: Path | None, system_fonts: bool, strict: bool) -> int:
    """Set the booklet of PROJECT, the current folder if none is named."""
    require_content(project)
    require_layout(project, layout)
    target = _target(project, layout, output)
    from booklet import build as pipeline

    sink = Sink()
    with Progress(sys.stderr) as progress:
        result = pipeline.build(project, layout, target, sink, progress, system_fonts)
    report(sink)
    if result is None:
        return exit_code(sink, strict)
    if settings.verbose:
        _show_timings(result.timings)
    click.echo(f'The booklet is {shown(result.path)} ({result.pages} {"page" if result.pages == 1 else "pages"}).')
    return exit_code(sink, strict)


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


def _show_timings(timings: Iterable[tuple[str, float]]) -> None:
    spent = [*timings]
    for stage, seconds in (*spent, ('in all', sum(seconds for _, seconds in spent))):
        click.echo(f'{seconds:8.3f} s  {stage}', err=True)
