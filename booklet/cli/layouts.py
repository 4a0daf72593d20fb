"""`booklet layouts`: how a booklet can look."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from booklet.cli.common import (
    DEFAULT_LAYOUT,
    Settings,
    bad_output,
    exit_code,
    names,
    project,
    report,
    require_content,
    require_layout,
    require_writable,
    show_timings,
    shown,
    system_fonts,
    verbose,
)
from booklet.diagnostics import Diagnostic, Severity, Sink
from booklet.progress import Progress, is_terminal
from booklet.rulebook import IDS

if TYPE_CHECKING:
    from booklet.design import Layout

_FEW = 5  # parts that are named


@click.command()
@project
@click.option(
    *('-l', '--layout', 'chosen'),
    metavar='NAME',
    multiple=True,
    callback=names,
    help='This layout only; several names stand with commas. [default: all]',
)
@click.option('--gallery', is_flag=True, help='Draw a contact sheet of the booklet in every layout, a PNG.')
@click.option(
    '-o',
    '--output',
    metavar='FILE',
    type=click.Path(path_type=Path),
    help='Where the contact sheet goes. [default: PROJECT/output/layouts.png]',
)
@click.option('--pages', metavar='N', type=click.IntRange(1, 100), help='Show at most N pages of each. [default: 7]')
@system_fonts
@verbose
@click.pass_obj
def layouts(
    settings: Settings,
    project: Path,
    chosen: tuple[str, ...],
    gallery: bool,
    output: Path | None,
    pages: int | None,
    system_fonts: bool,
) -> int:
    """List the layouts that PROJECT can use: its own, and the stock ones."""
    from booklet.design_files import layout_files

    for name in chosen:
        require_layout(project, name)
    wanted = chosen or tuple(sorted(layout_files(project), key=lambda name: (name != DEFAULT_LAYOUT, name)))
    if gallery:
        return _gallery(settings, project, wanted, output or project / 'output' / 'layouts.png', pages, system_fonts)
    if output or pages:
        raise click.UsageError('--output and --pages are for --gallery.')
    return _list(project, wanted, system_fonts)


def _list(project: Path, wanted: Sequence[str], system_fonts: bool) -> int:
    from booklet.build import open_library
    from booklet.design_files import layout_files
    from booklet.design_load import load_layout
    from booklet.tables import table

    files, library, sink = layout_files(project), open_library(project, system_fonts), Sink()
    own = (project / 'layouts').resolve()
    found = [load_layout(name, project, sink, library) for name in wanted]
    rows = [
        _row(layout, 'project' if files[layout.name].resolve().is_relative_to(own) else 'stock')
        for layout in found
        if layout is not None
    ]
    width = shutil.get_terminal_size().columns if is_terminal(sys.stdout) else None
    if rows:
        click.echo(table(('Layout', 'Page', 'Shows', 'Of', 'Description'), rows, width))
    report(Sink([*dict.fromkeys(sink.items)]))
    return exit_code(sink, strict=False)


def _row(layout: Layout, whose: str) -> tuple[str, ...]:
    from booklet.units import named

    only, without = layout.book.only, layout.book.without
    parts = _few(only) if only else f'all but {_few(without)}' if without else 'the whole book'
    return layout.name, named(layout.page), parts, whose, layout.description


def _few(parts: Sequence[str]) -> str:
    return ', '.join(part.replace('_', ' ') for part in parts) if len(parts) <= _FEW else f'{len(parts)} parts'


def _gallery(
    settings: Settings, project: Path, wanted: Sequence[str], target: Path, pages: int | None, system_fonts: bool
) -> int:
    require_content(project)
    if target.suffix.lower() != '.png':
        raise bad_output(f'{target} does not end in .png; a contact sheet is a PNG.')
    require_writable(target)
    from booklet import build as pipeline
    from booklet.gallery import PAGES, Shown, contact_sheet
    from booklet.gallery import shown as of_book

    sink = Sink()
    books: list[Shown] = []
    timings: list[tuple[str, float]] = []
    with Progress(sys.stderr) as progress:
        for bound in pipeline.bind_all(project, wanted, sink, progress, system_fonts):
            books.append(of_book(bound.book, bound.data, pages or PAGES))
            timings += bound.timings
        if books:
            from booklet.atomic import write_bytes

            progress('Drawing the contact sheet')
            write_bytes(target, contact_sheet(bound.event, books, bound.library))
    sink.items[:] = [item for item in sink.items if _is_of_layouts(item)]
    report(sink)
    if settings.verbose:
        show_timings(timings)
    if books:
        count = len(books)
        click.echo(f'The contact sheet is {shown(target)} ({count} {"layout" if count == 1 else "layouts"}).')
    return exit_code(sink, strict=False)


def _is_of_layouts(item: Diagnostic) -> bool:
    """What the pages leave to be wished, `build` and `check` tell; here the layouts are looked at."""
    return item.severity is Severity.ERROR or item.rule == IDS['contrast-low']
