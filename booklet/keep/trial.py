"""The content as it would be, loaded from a copy before anything is written.

In: a project, the files that shall be written, and the rows that the content shall then say. Out: what it says, or an
error that names the first difference.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from booklet.diagnostics import Diagnostic, Severity, Sink, Span
from booklet.keep.ledger import Files
from booklet.keep.tables import Key, Row, Table, align, renamed, table
from booklet.load import keys, load
from booklet.model import Event
from booklet.unload import unload

_LOOSE = frozenset(('language', 'dialect', 'short_title', 'agenda_title', 'dates.start', 'dates.end'))
# ↑ told only where they differ from another field: that one's change may take them away or bring them


@dataclass(frozen=True, slots=True)
class Tried:
    content: Path
    event: Event
    table: Table


def try_out(
    project: Path, copy: Path, files: Files, rows: dict[Key, Row], sink: Sink, loose: Collection[Key] = ()
) -> Tried | None:
    """Loads the content as it would be from a copy; None, with an error, where it would not say what was meant."""
    _copy(project / 'content', copy / 'content', files)
    found = Sink()
    event = load(copy, found)
    if event is None:
        _tell_failure(project, copy, found, sink)
        return None
    after = table(unload(event))
    wrong = _differs(_by_name(rows, loose), _by_name(renamed(after, align(rows, after.rows), 'own').rows, loose))
    if wrong is not None:
        sink.error(f'the content would not say what it should: {wrong}; nothing was written', None, 'report this')
        return None
    return Tried(copy / 'content', event, after)


def _tell_failure(project: Path, copy: Path, found: Sink, sink: Sink) -> None:
    for item in found.items:
        if item.severity is Severity.ERROR:
            span, said = item.span, item.message
            if span is not None:
                name = Path(span.file).relative_to(copy)
                real = (project / name).is_file()
                span, said = (Span(str(project / name), 1), said) if real else (None, f'{name.as_posix()}: {said}')
            sink.items.append(Diagnostic(Severity.ERROR, f'with the import: {said}', span, 'nothing was written'))


def _copy(content: Path, copy: Path, files: Files) -> None:
    """The content with other files in it; of what is neither text nor abstract only the names."""
    (copy / 'abstracts').mkdir(parents=True)
    for parent, folders, names in os.walk(content):
        folders[:] = [name for name in folders if not name.startswith('.')]
        to = copy / Path(parent).relative_to(content)
        to.mkdir(exist_ok=True)
        for name in names:
            path = Path(parent, name)
            if path in files or not path.is_file():
                continue
            if path.suffix.lower() in ('.yaml', '.yml', *keys.ENDINGS):
                _link(path, to / name)
            else:
                (to / name).touch()
    for path, data in files.items():
        if data is not None and path.is_relative_to(content):
            target = copy / path.relative_to(content)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def _link(path: Path, target: Path) -> None:
    try:
        os.link(path.resolve(), target)
    except OSError:
        shutil.copyfile(path, target)


def _by_name(rows: dict[Key, Row], loose: Collection[Key]) -> dict[Key, Row]:
    """With names in the place of ids of those who are listed nowhere, or who are now: these ids nobody wrote."""
    if not loose:
        return rows

    def name(kind: str, own: str) -> str:
        found = rows.get((kind, own), {}).get('name', own)
        return str(found[0] if isinstance(found, list) else found)

    def parts(value: list[list[Any]]) -> list[list[Any]]:
        return [[name('person', own), role, places and [name('affiliation', one) for one in places]]
                for own, role, places in value]  # fmt: skip

    found = {}
    for key, row in rows.items():
        if key in loose:
            continue
        told = dict(row)
        for part in ('people', 'chairs'):
            if told.get(part):
                told[part] = parts(told[part])
        if told.get('affiliations'):
            told['affiliations'] = [name('affiliation', one) for one in told['affiliations']]
        found[key] = told
    return found


def _differs(wanted: dict[Key, Row], found: dict[Key, Row]) -> str | None:
    """The first entry or field that is not as it should be."""
    for key in dict.fromkeys((*wanted, *found)):
        if key not in found or key not in wanted:
            return f'{key[0]} {key[1]} is {"missing" if key not in found else "too much"}'
        for name in dict.fromkeys((*wanted[key], *found[key])):
            one, two = wanted[key].get(name), found[key].get(name)
            if one != two and name not in _LOOSE and not (name == 'abstract' and one and two and one[0] == two[0]):
                return f'{name} of {key[0]} {key[1]}'
    return None
