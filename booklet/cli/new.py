"""`booklet new`: a project to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from booklet.cli.common import verbose


@click.command()
@click.argument('folder', type=click.Path(path_type=Path))
@verbose
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
