"""The last import, kept in the project beside its content: what the next one is compared with.

In: `PROJECT/imports/NAME.json`. Out: a `Base`, or an error that says where the file is broken; a broken one is never
written over. It belongs to the project as the content does, and into its history.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from booklet.diagnostics import Sink, Span
from booklet.keep.tables import Key, Row, Table, cleaned, table
from booklet.source import MAX_BYTES

FORMAT = 1
DELETED = '(deleted)'  # in the place of a field: taken out by hand, changed in the source, told
_NAME = re.compile(r'\w[\w.-]{0,59}')
_HINT = 'take it from the history of the project, or delete it: what differs is then told as a conflict'


@dataclass(frozen=True, slots=True)
class Held:
    """A conflict that nobody has settled: what the field was before both sides changed it.

    `field` empty: the whole entry, `was` its row; `was` None: it was not there. `field` DELETED: it was taken out by
    hand, which is told no more. `beside`: the file with the source's abstract. `marked`: whether a remark in the
    content tells of it, so that its absence settles it.
    """

    key: Key
    field: str
    was: Any
    beside: str = ''
    marked: bool = True


@dataclass(frozen=True)
class Base:
    """The last import of one name: what the source said, and which id each foreign key was given, by kind."""

    document: dict[str, Any]
    keys: dict[str, dict[str, str]]
    held: tuple[Held, ...] = field(default=())

    @cached_property
    def table(self) -> Table:
        return table(self.document)


def place(project: Path, name: str) -> Path:
    return project / 'imports' / f'{name}.json'


def good_name(name: str, sink: Sink) -> bool:
    if _NAME.fullmatch(name):
        return True
    sink.error(f"'{name[:60]}' cannot name an import", None, 'use letters, digits and hyphens')
    return False


def read(project: Path, name: str, sink: Sink) -> Base | None:
    """The base of that name; None where there is none, or, with an error, none that can be read."""
    path = place(project, name)
    if not good_name(name, sink) or not path.is_file():
        return None
    start = Span(str(path), 1)
    try:
        with path.open('rb') as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise ValueError('it is too large')
        told = json.loads(data)
        if told['format'] != FORMAT:
            sink.error(f"this import is kept in format '{told['format']}'", start, 'use a newer booklet')
            return None
        return _checked(told)
    except json.JSONDecodeError as error:
        where = Span(str(path), error.lineno, error.colno)
        sink.error(f'the last import cannot be read: {error.msg}', where, _HINT)
    except OSError as error:
        sink.error(f'the last import cannot be read: {error.strerror or error}', start)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, StopIteration, RecursionError) as error:
        sink.error(f'the last import cannot be read: {type(error).__name__}: {str(error)[:100]}', start, _HINT)
    return None


def _checked(told: Any) -> Base:
    """Raises for what is no base."""
    document = cleaned(told['document'])
    keys = {
        str(kind): {str(foreign): str(own) for foreign, own in known.items()} for kind, known in told['keys'].items()
    }
    held = tuple(
        Held((one['kind'], one['id']), one['field'], one['was'], one.get('beside', ''), one.get('marked', True))
        for one in told['conflicts']
    )
    if not all(isinstance(text, str) for one in held for text in (*one.key, one.field, one.beside)):
        raise TypeError('a conflict without its names')
    found = Base(document, keys, held)
    if not found.table.rows:  # made here, for it fails where the document is none
        raise ValueError('it holds nothing')
    return found


def shown(base: Base) -> str:
    """The file's text: what is alike stands alike, line by line."""
    conflicts = [
        {'kind': one.key[0], 'id': one.key[1], 'field': one.field, 'was': one.was}
        | ({'beside': one.beside} if one.beside else {})
        | ({} if one.marked else {'marked': False})
        for one in sorted(base.held, key=lambda one: (one.key, one.field))
    ]
    keys = {kind: dict(sorted(known.items())) for kind, known in sorted(base.keys.items())}
    told = {'format': FORMAT, 'keys': keys, 'conflicts': conflicts, 'document': base.document}
    return json.dumps(told, ensure_ascii=False, indent=1) + '\n'


def plain_keys(keys: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {cleaned(kind): {cleaned(one): cleaned(two) for one, two in known.items()} for kind, known in keys.items()}


def another_source(old: Table, new: Table) -> bool:
    """Whether next to nothing of what was imported is in the new one."""
    had = [key for key in old.rows if key[0] == 'talk']
    return len(had) >= 5 and 5 * sum(key in new.rows for key in had) < len(had)


def lost(old: Table, new: Table) -> tuple[int, int]:
    """How many of the talks and sessions are gone, of how many; (0, 0) where that is no matter."""
    had = [key for key in old.rows if key[0] in ('talk', 'session')]
    gone = sum(key not in new.rows for key in had)
    return (gone, len(had)) if len(had) >= 5 and 2 * gone > len(had) else (0, 0)


def effective(base: Base, standing: set[tuple[Key, str]], undelete: bool) -> dict[Key, Row]:
    """What each side is compared with: the last import, but for what was in conflict and is not settled yet."""
    rows = {key: dict(row) for key, row in base.table.rows.items()}
    for one in base.held:
        if one.marked and (one.key, one.field) not in standing:
            continue
        if one.field == DELETED:
            if undelete and one.key in rows:
                rows[one.key] = one.was
        elif one.field:
            if one.key in rows:
                rows[one.key][one.field] = one.was
        elif one.was is None:
            rows.pop(one.key, None)
        else:
            rows[one.key] = one.was
    for row in rows.values():
        for name in [name for name, value in row.items() if value is None]:
            del row[name]
    return rows
