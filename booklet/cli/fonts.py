"""`booklet fonts`: the faces that a project can use."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from booklet import stock
from booklet.cli.common import ExitCode, project, report, system_fonts, verbose
from booklet.diagnostics import Sink
from booklet.progress import is_terminal

if TYPE_CHECKING:
    from booklet.fonts import Listing


@click.command()
@project
@system_fonts
@verbose
def fonts(project: Path, system_fonts: bool) -> int:
    """List the faces that PROJECT can use: family, style, file, scripts, OpenType features."""
    from booklet import build as pipeline
    from booklet.tables import table

    folders = (project / 'fonts', stock.fonts_folder())
    library = pipeline.open_library(project, system_fonts)
    rows = [_font_row(listing, folders) for listing in library.faces()]
    width = shutil.get_terminal_size().columns if is_terminal(sys.stdout) else None
    click.echo(table(('Family', 'Style', 'File', 'Scripts', 'Features'), rows, width))
    report(Sink(list(library.diagnostics)), lines=_no_lines)
    return ExitCode.DONE


def _no_lines(file: str, line: int) -> None:
    """A font has no lines to show."""


def _font_row(listing: Listing, folders: Iterable[Path]) -> tuple[str, ...]:
    least, most = listing.weights
    style = f'{listing.style} {least}' if least == most else f'{listing.style} {least}–{most}'
    home = next((folder.resolve().parent for folder in folders if listing.path.is_relative_to(folder.resolve())), None)
    file = listing.path.relative_to(home) if home else listing.path
    return listing.family, style, file.as_posix(), ', '.join(listing.scripts), ' '.join(listing.features)
