"""`booklet check`: what is wrong, or looks wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from booklet import __version__, rulebook
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
from booklet.diagnostics import Sink, in_order, plain
from booklet.progress import Progress, is_terminal

if TYPE_CHECKING:
    from booklet.mending import MendedFile

FORMATS = ('text', 'json', 'github', 'sarif')
_DIFF = {'-': 'removed', '+': 'added', '@': 'note'}


def _rules(_: click.Context, option: click.Parameter, words: Sequence[str]) -> tuple[str, ...]:
    """The ids of the rules that an option names, by commas or by being given again."""
    found: list[str] = []
    for word in (one.strip() for given in words for one in given.split(',')):
        ids = rulebook.find(word)
        if not ids:
            raise click.BadParameter(f'there is no rule {word!r}; {rulebook.unknown(word, ("all",))}', param=option)
        found += ids
    return tuple(dict.fromkeys(found))


@click.command()
@project
@layout
@click.option('--fix', is_flag=True, help='Mend in the content files what is surely wrong and surely mended.')
@click.option('--diff', is_flag=True, help='Show what --fix would change, and write nothing.')
@click.option('--select', metavar='RULE', multiple=True, callback=_rules, help='Look for this only; may be repeated.')
@click.option('--ignore', metavar='RULE', multiple=True, callback=_rules, help='Do not look for this.')
@click.option(
    '--format', 'form', type=click.Choice(FORMATS), default='text', show_default=True, help='How findings are written.'
)
@click.option('--explain', metavar='RULE', multiple=True, callback=_rules, help='Tell all of a rule, and end.')
@click.option('--list-rules', is_flag=True, help='Name all rules, and end.')
@system_fonts
@strict
@verbose
def check(
    project: Path,
    layout: str,
    fix: bool,
    diff: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    form: str,
    explain: tuple[str, ...],
    list_rules: bool,
    system_fonts: bool,
    strict: bool,
) -> int:
    """Say what is wrong, or looks wrong, in PROJECT. Nothing is written, unless --fix is given.

    A RULE is an id or a name, such as B006 or room-double-booked; several stand with commas between them.
    """
    if explain or list_rules:
        return _explain(explain) if explain else _list_rules()
    require_content(project)
    if fix and diff:
        raise click.UsageError('--fix writes and --diff does not; give one of them.')
    if fix or diff:
        if form != 'text':
            raise click.UsageError('--format is for findings; --fix and --diff have a form of their own.')
        return _mend(project, fix, strict, select, ignore)
    require_layout(project, layout)
    from booklet import build as pipeline

    sink = Sink()
    with Progress(sys.stderr) as progress:
        pipeline.check(
            project, layout, sink, progress=progress, system_fonts=system_fonts, select=select, ignore=ignore
        )
    _report(sink, form)
    return exit_code(sink, strict)


def _report(sink: Sink, form: str) -> None:
    """For people on stderr, many alike together; for programs each by itself, on stdout."""
    if form != 'text':
        click.echo(_rendered(sink, form))
        return
    from booklet.checking import gathered

    report(Sink(gathered(sink.items)))
    if not sink.items:
        click.echo('Nothing to remark.')


def _rendered(sink: Sink, form: str) -> str:
    from booklet.diagnostics import About, render_github, render_json, render_sarif

    items, base = in_order(sink.items), os.getcwd()
    if form == 'json':
        return render_json(items, base)
    if form == 'github':
        return render_github(items, base)
    from booklet.rules import RULES

    rules = [About(one.id, one.name, one.title, one.manual, one.severity) for one in RULES.values()]
    return render_sarif(items, rules, __version__, base)


def _explain(ids: Iterable[str]) -> int:
    """The manual pages of rules."""
    from booklet.rules import RULES

    for at, rule in enumerate(RULES[id] for id in ids):
        fix = ', --fix mends it' if rule.fixable else ''
        click.echo(('\n\n' if at else '') + click.style(f'{rule.id} {rule.name}', bold=True))
        click.echo(f'({rule.severity.value}{fix})\n\n{rule.manual}')
    return ExitCode.DONE


def _list_rules() -> int:
    from booklet.rules import RULES
    from booklet.tables import table

    rows = [[one.id, one.name, one.severity.value, 'yes' if one.fixable else '', one.title] for one in RULES.values()]
    click.echo(table(['rule', 'name', 'severity', '--fix', 'finds'], rows))
    return ExitCode.DONE


def _mend(project: Path, fix: bool, strict: bool, select: Sequence[str], ignore: Sequence[str]) -> int:
    """`check --fix` and `check --diff`."""
    from booklet import mending

    sink = Sink()
    with Progress(sys.stderr) as progress:
        progress('Reading the content')
        files = mending.survey(project, sink, select, ignore)
    if fix:
        written, sink = mending.write(project, files, sink, select, ignore)
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
