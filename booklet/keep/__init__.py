"""An import brought into content that people have edited: what changed in the source arrives, no edit is lost.

In: a project's folder, and the document that `unload` makes of what was imported. Out: content files, written or
spliced, the import kept as the base of the next one, and in the sink what the two sides disagree about.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from booklet.diagnostics import Diagnostic, Severity, Sink
from booklet.keep import base as bases
from booklet.keep.base import Base
from booklet.keep.bring import Plan, fresh, has_content, merged
from booklet.keep.files_named import without_missing_files
from booklet.keep.ledger import alone, finish, stamps, write
from booklet.keep.merge import Act
from booklet.keep.tables import Table, normal, table
from booklet.source import uncollected

__all__ = ['Base', 'Outcome', 'bring_in', 'last_import']

Plain = dict[str, Any]
Keys = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done; all empty where an error in the sink kept everything as it was.

    `written` and `deleted` are files (with `dry_run` those that would be). `kept` counts edits by hand that the source
    still says otherwise; `conflicts` what both sides changed. `lines` tell each change to a reader.
    """

    written: tuple[Path, ...] = ()
    deleted: tuple[Path, ...] = ()
    added: int = 0
    changed: int = 0
    removed: int = 0
    kept: int = 0
    conflicts: int = 0
    lines: tuple[str, ...] = ()


def last_import(project: Path, name: str, sink: Sink) -> Base | None:
    """The last import of that name; None where there is none, or, with an error in the sink, none that can be read."""
    return bases.read(project, name, sink)


def bring_in(
    project: Path,
    name: str,
    document: Plain,
    keys: Keys,
    sink: Sink,
    *,
    prefer: Literal['', 'mine', 'theirs'] = '',
    dry_run: bool = False,
    force: bool = False,
) -> Outcome:
    """Bring the document into the project's content. With an error in the sink nothing was written.

    Conflicts are warnings in the sink; `prefer` settles all of them. `force`: even if half the programme is gone.
    """
    own = Sink()
    try:
        with uncollected(), nullcontext(True) if dry_run else alone(project) as free:
            if free:
                return _bring_in(project, name, document, keys, own, prefer, dry_run, force)
            own.error(f'another import into {project} is at work', None, 'run it again when that has ended')
            return Outcome()
    finally:
        sink.items += own.items


def _bring_in(
    project: Path,
    name: str,
    document: Plain,
    keys: Keys,
    sink: Sink,
    prefer: Literal['', 'mine', 'theirs'],
    dry_run: bool,
    force: bool,
) -> Outcome:
    if not dry_run:
        finish(project, sink)
    base = bases.read(project, name, sink)
    plain = normal(document, f'the import {name}', sink)
    if plain is None or sink.has_errors:
        return Outcome()
    missing = without_missing_files(plain, project / 'content')
    new, before = table(plain), stamps(project / 'content')
    if base is not None and not force and _suspicious(base, new, name, sink):
        return Outcome()
    if has_content(project / 'content'):
        plan = merged(project, base, new, prefer, sink, dry_run)
    else:
        plan = fresh(project, plain, new, sink)
    if plan is None or sink.has_errors:
        return Outcome()
    path = bases.place(project, name)
    text = bases.shown(Base(plain, bases.plain_keys(keys), tuple(plan.held))).encode()
    files = dict(plan.files)
    if not path.is_file() or path.read_bytes() != text:
        files[path] = text
    if not dry_run and files and not write(project, files, before, sink):
        return Outcome()
    sink.items += plan.telling
    if missing:
        sink.items.append(_without(missing))
    return _outcome(plan, files, base is not None)


def _without(missing: tuple[str, ...]) -> Diagnostic:
    shown = ', '.join(missing[:3]) + (f' and {len(missing) - 3} more' if len(missing) > 3 else '')
    message = f'the source names files that did not come along: {shown}'
    return Diagnostic(Severity.NOTE, message, None, 'put them into content/, under these names, and import again')


def _outcome(plan: Plan, files: Mapping[Path, bytes | None], again: bool) -> Outcome:
    found = plan.merge
    return Outcome(
        written=tuple(path for path, data in files.items() if data is not None),
        deleted=tuple(path for path, data in files.items() if data is None),
        added=len(found.of(Act.ADD)),
        changed=len({change.key for change in found.of(Act.SET)}),
        removed=len(found.of(Act.REMOVE)),
        kept=found.kept if again else 0,  # without a last import, nobody knows what is an edit
        conflicts=len(plan.telling),
        lines=plan.lines,
    )


def _suspicious(base: Base, after: Table, name: str, sink: Sink) -> bool:
    """Whether this can hardly be what was imported under that name before; told as an error."""
    before = base.table
    if bases.another_source(before, after):
        sink.error(
            f"next to nothing of the last import '{name}' is in this one: it looks like another source",
            None,
            'give it a name of its own with --name, or use --force if it is the same',
        )
        return True
    gone, of = bases.lost(before, after)
    if gone:
        sink.error(
            f'{gone} of {of} talks and sessions are gone from the source: was it cut off?',
            None,
            'if they are really cancelled, use --force',
        )
    return bool(gone)
