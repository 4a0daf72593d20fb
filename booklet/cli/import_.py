"""`booklet import`: the programme out of another system, or a spreadsheet, into the content."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from booklet.cli.common import ExitCode, Settings, exit_code, report, shown, strict, verbose
from booklet.diagnostics import Sink, inert
from booklet.progress import Progress, is_terminal

if TYPE_CHECKING:
    from booklet.importers import Imported
    from booklet.intake.given import Blob, Given
    from booklet.keep import Outcome
    from booklet.source import Node

_URL = re.compile(r'https?://', re.IGNORECASE)


def _list_formats(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        from booklet.importers import FORMATS, importer
        from booklet.tables import table

        click.echo(table(('Format', 'What it is'), [(name, importer(name).TITLE) for name in FORMATS]))
        context.exit()


def _explain(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value and not context.resilient_parsing:
        from booklet.importers import FORMATS, importer

        if value not in FORMATS:
            raise click.BadParameter(f'there is no format {value!r}; there are: {", ".join(FORMATS)}.')
        click.echo((importer(value).__doc__ or '').strip())
        context.exit()


@click.command('import')
@click.argument('sources', nargs=-1, required=True, metavar='SOURCE...')
@click.option('--as', 'form', metavar='FORMAT', default='', help='What the source is; found out if not given.')
@click.option(
    '--into',
    'project',
    metavar='PROJECT',
    type=click.Path(file_okay=False, path_type=Path),
    default='.',
    help='The project that takes it, made if it is not there. [default: the current folder]',
)
@click.option(
    '--map',
    'mapping',
    metavar='FILE',
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='Which column of a spreadsheet is what.',
)
@click.option('--show-map', is_flag=True, help='Show how the columns are read, as such a file; write nothing.')
@click.option('--name', default='', help='What this source is called, where a project has several. [default: FORMAT]')
@click.option('--mine', is_flag=True, help='Where both sides changed something, keep what the content has.')
@click.option('--theirs', is_flag=True, help='Where both sides changed something, take what the source has.')
@click.option('--dry-run', is_flag=True, help='Tell what would change, and write nothing.')
@click.option(
    '--force', is_flag=True, help='Go on even if most of the programme is gone, or would be mixed with an example.'
)
@click.option('--allow-network', is_flag=True, help='Let a SOURCE be an address of pretalx, Indico or a file.')
@click.option('--formats', is_flag=True, is_eager=True, expose_value=False, callback=_list_formats, help='List them.')
@click.option(
    '--explain',
    metavar='FORMAT',
    is_eager=True,
    expose_value=False,
    callback=_explain,
    help='Say what is read from a format, and what is not.',
)
@strict
@verbose
@click.pass_obj
def import_(
    settings: Settings,
    sources: tuple[str, ...],
    form: str,
    project: Path,
    mapping: Path | None,
    show_map: bool,
    name: str,
    mine: bool,
    theirs: bool,
    dry_run: bool,
    force: bool,
    allow_network: bool,
    strict: bool,
) -> int:
    """Bring the programme of another system into a project: files, folders, - for standard input, or addresses.

    Importing again brings in what has changed since. What was edited by hand in the content stays.
    """
    _require_sense(form, name, mine, theirs)
    from booklet import keep
    from booklet.arranging.naming import remembered
    from booklet.importers import Known, Refusal, bring, surest
    from booklet.new import untouched
    from booklet.unload import unload

    sink = Sink()
    outcome = None
    with Progress(sys.stderr) as progress:
        try:
            progress('Reading the source')
            given = _given(sources, allow_network)
            columns = _mapping(mapping, sink)
            if show_map:
                return _show_map(given)
            form = form or surest(given)
            base = keep.last_import(project, name or form, sink)
            if base is None and not force and untouched(project):
                sink.error(
                    f'{shown(project)} still holds the example of ‘booklet new’, which would be mixed with the import',
                    None,
                    f'import into another folder, or delete {shown(project / "content")} first; --force mixes them',
                )
            if sink.has_errors:
                report(sink)
                return ExitCode.CONTENT
            known = Known(base.keys, base.document) if base else Known()
            imported = bring(given, form, columns, known)
            progress('Comparing with the content')
            keys = remembered(known.keys, imported.keys)
            choice: Literal['', 'mine', 'theirs'] = 'mine' if mine else 'theirs' if theirs else ''
            outcome = keep.bring_in(
                project, name or form, unload(imported.event), keys, sink, prefer=choice, dry_run=dry_run, force=force
            )
        except Refusal as refusal:
            sink.items.append(refusal.diagnostic)
    if outcome is not None:
        if imported.form == 'table':
            _tell_columns(given, columns)
        _tell(imported, settings.verbose)
        if not sink.has_errors:
            _tell_outcome(outcome, project, base is None, dry_run, settings.verbose)
    report(sink)
    return ExitCode.CONTENT if outcome is not None and outcome.conflicts else exit_code(sink, strict)


def _require_sense(form: str, name: str, mine: bool, theirs: bool) -> None:
    from booklet.importers import FORMATS

    if mine and theirs:
        raise click.UsageError('--mine and --theirs exclude each other.')
    if form and form not in FORMATS:
        from booklet.fields import did_you_mean

        near = did_you_mean(form, FORMATS)
        raise click.BadParameter(
            f'there is no format {form!r}; there are: {", ".join(FORMATS)}. {near.capitalize()}', param_hint="'--as'"
        )
    if name and not re.fullmatch(r'[\w-]{1,60}', name):
        raise click.BadParameter('a name has letters, digits and hyphens.', param_hint="'--name'")


def _given(sources: tuple[str, ...], allow_network: bool) -> Given:
    from booklet.intake.given import Given, gather

    blobs: list[Blob] = []
    paths = [Path(source) for source in sources if not _URL.match(source)]
    for path in paths:
        if str(path) != '-' and not path.exists():
            raise click.BadParameter(f'there is no file or folder {str(path)!r}.', param_hint="'SOURCE'")
    if paths:
        projects = [path / 'content' if (path / 'content').is_dir() else path for path in paths]
        blobs += gather(projects).blobs
    for url in sources:
        if _URL.match(url):
            if not allow_network:
                raise click.UsageError(f'{url} is an address: --allow-network lets booklet fetch it.')
            from booklet.network import fetch

            blobs += fetch(url)
    return Given(tuple(blobs))


def _mapping(path: Path | None, sink: Sink) -> Node | None:
    from booklet.importers import Refusal
    from booklet.source import load_file

    if path is None:
        return None
    node = load_file(path, sink)
    if sink.has_errors:
        first = sink.items.pop()
        raise Refusal(first.message, first.span, first.hint)
    return node


def _show_map(given: Given) -> int:
    from booklet.importers import importer

    click.echo(importer('table').suggested_map(given))
    return ExitCode.DONE


def _tell_columns(given: Given, mapping: Node | None) -> None:
    """How each column of a spreadsheet was read."""
    from booklet.importers import importer
    from booklet.tables import table

    rows = importer('table').columns_told(given, mapping)
    width = shutil.get_terminal_size().columns if is_terminal(sys.stdout) else None
    click.echo(table(('Sheet', 'Column', 'Read as', 'Told by'), rows, width))
    click.echo('If a column is read wrongly: --show-map writes this down, --map reads it mended.\n')


def _tell(imported: Imported, everything: bool) -> None:
    from booklet.importers import importer
    from booklet.importers.report import counted, losses_told

    click.echo(f'Read as {imported.form} ({importer(imported.form).TITLE}): {imported.told}.')
    now = counted(imported.event)
    if now != imported.told:
        click.echo(f'In the booklet: {now}.')
    for line in losses_told(imported.losses, everything):
        click.echo(f'  {inert(line)}')


def _tell_outcome(outcome: Outcome, project: Path, first: bool, dry_run: bool, everything: bool) -> None:
    """What was brought in: of a first import how much, later each change."""
    if everything or not first:
        for line in outcome.lines:
            click.echo(inert(line))
    files = [shown(path) for path in (*outcome.written, *outcome.deleted)]
    if not files:
        click.echo('Nothing has changed.')
        return
    kept = f', {outcome.kept} of your edits kept' if outcome.kept else ''
    counts = f'{outcome.added} entries added, {outcome.changed} changed, {outcome.removed} removed{kept}'
    would = 'Would write' if dry_run else 'Wrote'
    listed = ', '.join(files) if everything or len(files) == 1 else f'{len(files)} files in {shown(project)}'
    click.echo(f'{would} {listed}: {counts}.')
    if not dry_run and not outcome.conflicts:
        place = '' if project == Path('.') else f' {shown(project)}'
        click.echo(f'Look at it: booklet check{place}, then booklet build{place}')
