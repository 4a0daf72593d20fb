"""`booklet export`: the programme for calendars, spreadsheets, conference apps."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from booklet.cli.common import exit_code, project, report, require_content, shown, strict, verbose
from booklet.diagnostics import Sink
from booklet.progress import Progress

# their names stand here too, so that `--help` need not open the room; a test compares
FORMATS = ('ics', 'json', 'csv', 'schedule.xml', 'schedule.json')


@click.command()
@project
@click.option(
    '--to', 'formats', type=click.Choice(FORMATS), multiple=True, required=True, help='The format; may be repeated.'
)
@click.option(
    '-o',
    '--output',
    metavar='FILE-OR-FOLDER',
    type=click.Path(path_type=Path, allow_dash=True),
    help='Where it goes; - is standard output. [default: the project’s output/]',
)
@strict
@verbose
def export(project: Path, formats: tuple[str, ...], output: Path | None, strict: bool) -> int:
    """Write the programme of PROJECT in a format that other programs read, and say what does not fit into it."""
    require_content(project)
    formats = tuple(dict.fromkeys(formats))
    if str(output) == '-' and len(formats) > 1:
        raise click.UsageError('Standard output takes one format; name a folder for several.')
    from booklet import exporters
    from booklet.atomic import write_bytes
    from booklet.load import load

    sink = Sink()
    made: dict[str, bytes] = {}
    with Progress(sys.stderr) as progress:
        progress('Reading the content')
        event = load(project, sink)
        for form in formats if event else ():
            progress(f'Making {form}')
            assert event is not None
            data = exporters.export(event, form, sink)
            if data is not None:
                made[form] = data
    report(sink)
    for form, data in made.items():
        if str(output) == '-':
            sys.stdout.buffer.write(data)
            continue
        path = _place(output or project / 'output', form, len(formats) == 1)
        write_bytes(path, data)
        click.echo(shown(path))
    return exit_code(sink, strict)


def _place(output: Path, form: str, alone: bool) -> Path:
    """What ends as the format's files do is a file, and what is there and no folder; everything else is a folder."""
    from booklet.exporters import FORMATS

    name = FORMATS[form].file
    is_file = output.suffix.lower() == Path(name).suffix and not output.is_dir()
    if alone and (is_file or (output.exists() and not output.is_dir())):
        return output
    return output / name
