"""`booklet build`: the book as a PDF."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from booklet.cli.common import (
    DEFAULT_LAYOUT,
    Settings,
    bad_output,
    exit_code,
    project,
    report,
    require_content,
    require_layout,
    require_writable,
    several_layouts,
    show_timings,
    shown,
    strict,
    system_fonts,
    verbose,
)
from booklet.diagnostics import Sink
from booklet.progress import Progress

_FEW = 8  # findings


@click.command()
@project
@several_layouts
@click.option(
    '-o',
    '--output',
    metavar='FILE-OR-FOLDER',
    type=click.Path(path_type=Path),
    help='Where the PDF goes: a file ending in .pdf, or a folder. [default: PROJECT/output]',
)
@click.option('--draft', is_flag=True, help='Mark the booklet as a draft, whatever the content says.')
@system_fonts
@strict
@verbose
@click.pass_obj
def build(
    settings: Settings,
    project: Path,
    layouts: tuple[str, ...],
    output: Path | None,
    draft: bool,
    system_fonts: bool,
    strict: bool,
) -> int:
    """Set the booklet of PROJECT, the current folder if none is named."""
    require_content(project)
    names = layouts or (DEFAULT_LAYOUT,)
    for name in names:
        require_layout(project, name)
    targets = _targets(project, names, output)
    from booklet import build as pipeline

    sink = Sink()
    with Progress(sys.stderr) as progress:
        results = pipeline.build_all(project, targets, sink, progress, system_fonts, draft=draft)
    report(_in_short(sink))
    if settings.verbose:
        show_timings(one for result in results for one in result.timings)
    for result in results:
        click.echo(f'The booklet is {shown(result.path)} ({result.pages} {"page" if result.pages == 1 else "pages"}).')
    return exit_code(sink, strict)


def _in_short(sink: Sink) -> Sink:
    """Many findings of one kind as one; the rules are not looked at for a few."""
    if len(sink.items) <= _FEW:
        return sink
    from booklet.checking import gathered

    return Sink(gathered(sink.items))


def _targets(project: Path, layouts: Sequence[str], output: Path | None) -> Mapping[str, Path]:
    """The PDF's path for each layout."""
    given = project / 'output' if output is None else output
    is_file = given.suffix.lower() == '.pdf' and not given.is_dir()
    if given.is_file() and not is_file:
        raise bad_output(f'{given} is a file, and no PDF.')
    is_file = is_file or (given.exists() and not given.is_dir())
    if is_file and len(layouts) > 1:
        raise bad_output(f'{given} is a file, and {len(layouts)} layouts make as many; name a folder.')
    targets = {name: given if is_file else given / f'{name}.pdf' for name in layouts}
    for target in targets.values():
        require_writable(target)
    return targets
