"""`booklet diff`: what has changed between two programmes."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from booklet.cli.common import coloured, layout, report, require_layout, shown, system_fonts, verbose
from booklet.diagnostics import Sink, plain
from booklet.progress import Progress, is_terminal

if TYPE_CHECKING:
    from booklet.changes import Comparison
    from booklet.editions import Edition

FORMATS = ('text', 'markdown', 'json')
SAME, DIFFERS, TROUBLE = 0, 1, 2  # as diff has them; content in error is trouble here, since 1 is no failure


@click.command()
@click.argument('old')
@click.argument('new', default='.')
@click.option(
    '--format', 'form', type=click.Choice(FORMATS), default='text', show_default=True, help='How changes are written.'
)
@click.option(
    '--slip',
    metavar='FILE',
    type=click.Path(path_type=Path),
    help='Also set a change slip, a PDF of one page to be laid into printed copies.',
)
@layout
@system_fonts
@verbose
def diff(old: str, new: str, form: str, slip: Path | None, layout: str, system_fonts: bool) -> int:
    """Say what has changed from OLD to NEW, the current folder if NEW is not named.

    Each is a project's folder, a content file, a PDF that booklet has built, or a git revision, such as HEAD~1 or v1.0.
    The exit code is 0 if nothing has changed, 1 if something has, and 2 if something is amiss.
    """
    home = Path(new) if Path(new, 'content').is_dir() else Path()
    project = next((path for path in (Path(new), Path(), Path(old)) if (path / 'content').is_dir()), Path())
    if slip is not None:
        _require_pdf(slip)
        require_layout(project, layout)
    from booklet import changes, editions
    from booklet.changes import render
    from booklet.embedded import digest

    sink = Sink()
    with Progress(sys.stderr) as progress:
        progress('Reading the programmes')
        before = editions.read(old, home, sink)
        after = editions.read(new, home, sink)
        if before is None or after is None:
            progress('')
            report(sink)
            return TROUBLE
        progress('Comparing them')
        found = changes.compare(before.event, after.event, before.anchors, after.anchors, digest)
    names = (before.name, after.name)
    if form == 'text':
        style = coloured if is_terminal(sys.stdout) and not os.environ.get('NO_COLOR') else plain
        click.echo(render.text(found, names, style), nl=False)
    else:
        click.echo(render.RENDERERS[form](found, names), nl=False)
    if slip is not None and not _print(found, after, slip, project, layout, system_fonts):
        return TROUBLE
    return DIFFERS if found.changes else SAME


def _print(found: Comparison, after: Edition, slip: Path, project: Path, layout: str, system_fonts: bool) -> bool:
    """Writes the slip; False where the layout is at fault."""
    if not found.changes:
        click.echo(f'There is nothing to put on a slip, and {shown(slip)} is not written.', err=True)
        return True
    from booklet import slip as slips
    from booklet.atomic import write_bytes
    from booklet.blocks.slip import unseen
    from booklet.build import open_library
    from booklet.design_load import load_layout

    sink = Sink()
    with Progress(sys.stderr) as progress:
        progress('Setting the slip')
        library = open_library(project, system_fonts)
        sink.items.extend(library.diagnostics)
        design = load_layout(layout, project, sink, library)
        printed = slips.print_slip(found, after.event, design, library, sink) if design else None
        if printed and printed.pages > 1:
            hint = (
                'print it on both sides of a leaf' if printed.pages == 2 else 'it may be time to print the booklet anew'
            )
            sink.note(f'the changes do not fit one page; the slip has {printed.pages}', None, hint)
        if printed and (count := unseen(found)):
            what = 'one change is' if count == 1 else f'{count} changes are'
            sink.note(f'{what} not on the slip, since the printed page shows nothing of the kind')
    report(sink)
    if printed is None or sink.has_errors:
        return False
    write_bytes(slip, printed.data)
    click.echo(f'The slip is {shown(slip)} ({printed.pages} {"page" if printed.pages == 1 else "pages"}).', err=True)
    return True


def _require_pdf(slip: Path) -> None:
    if slip.is_dir() or slip.suffix.lower() != '.pdf':
        what = 'is a folder' if slip.is_dir() else 'does not end in .pdf'
        raise click.BadParameter(f'{slip} {what}; name a file such as slip.pdf', param_hint="'--slip'")
