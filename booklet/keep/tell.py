"""Changes and conflicts in words.

In: changes of the programme, and the rows that they are about. Out: lines for people, findings with their places.
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Span
from booklet.keep.desk import Desk, field
from booklet.keep.marks import shown
from booklet.keep.merge import Act, Change
from booklet.keep.tables import Key, Row
from booklet.keep.tree import Branch, Entry, Leaf
from booklet.load import keys

_SHORT = 80  # letters of a value in a line
_SETTLE = 'keep one of the two and delete the remark “# import: …”, or import again with --mine or --theirs'
_FIELDS = {
    'title': ('session', *keys.KINDS),
    'people': tuple(keys.PEOPLE),
    'chairs': ('chairs', 'chair'),
    'affiliations': ('affiliations', 'affiliation'),
    'abstract': ('abstract', 'abstract_file'),
    'time': ('time', 'end'),
}


def name_of(key: Key, row: Row | None) -> str:
    """An entry as people call it."""
    row = row or {}
    title = row.get('title') or row.get('name') or key[1]
    title = title[0] if isinstance(title, list) else str(title)
    kind = row.get('kind', key[0])
    return 'the event' if kind == 'event' else f'day {key[1]}' if kind == 'day' else f'{kind} “{_cut(title)}”'


def told_lines(changes: list[Change], new: dict[Key, Row], mine: dict[Key, Row]) -> Iterator[str]:
    """A line for each change."""
    for change in changes:
        name = name_of(change.key, mine.get(change.key) or new.get(change.key))
        values = f'{_shown(change, change.mine)} → {_shown(change, change.theirs)}'
        if change.act is Act.ADD:
            yield f'added {name}'
        elif change.act is Act.REMOVE:
            yield f'removed {name}'
        elif change.act is Act.SET:
            yield f'{name}: {_called(change)} changed' + (f': {values}' if change.field != 'abstract' else '')
        elif change.act is Act.CONFLICT:
            yield f'conflict: {name}: ' + (_called(change) if change.field else 'gone from the source, edited here')
        else:
            yield f'conflict: {name}: deleted here, changed in the source'


def told(change: Change, rows: dict[Key, Row], left: bool) -> tuple[str, str]:
    """A conflict as a finding: its message and a hint."""
    name = name_of(change.key, rows.get(change.key) or change.theirs or change.was)
    if left:
        what = f'{_called(change)} of {name}' if change.field else name
        return (
            f'the source changed {what}, which cannot be done here without changing something else',
            'change it by hand: the source says ' + _shown(change, change.theirs) if change.field else 'do it by hand',
        )
    if change.act is Act.GONE:
        return f'{name} was deleted here and has changed in the source', 'it stays deleted; --theirs brings it back'
    if not change.field:
        return (
            f'{name} is gone from the source, but was edited here',
            'delete it, or keep it and delete the remark “# import: …”; --theirs deletes it',
        )
    here, there = _shown(change, change.mine), _shown(change, change.theirs)
    return f'{_called(change)} of {name} changed on both sides: here {here}, in the source {there}', _SETTLE


def _called(change: Change) -> str:
    """The field as people call it."""
    return 'day or session' if change.field == 'place' else change.field


def place_of(desk: Desk, change: Change) -> Span | None:
    """Where the field stands, or its entry."""
    entry = desk.entries.get(change.key)
    if entry is None:
        return None
    names = _FIELDS.get(change.field, (change.field.partition('.')[0],))
    own = next((inner for name in names if (inner := field(entry, name)) is not None), None)
    return _span(own if own is not None and change.field else entry)


def _span(entry: Entry) -> Span | None:
    if isinstance(entry.value, Leaf):
        return entry.value.span
    if entry.key is not None:
        return entry.key.span
    if isinstance(entry.value, Branch) and entry.value.entries:
        return _span(entry.value.entries[0])
    return None


def _shown(change: Change, value: object) -> str:
    text = shown(change.field, value)
    return f'“{_cut(text)}”' if value is not None else 'nothing'


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else text[:_SHORT].rstrip() + ' …'
