"""Three tables made one: what the source changed arrives, what people changed stays; where both changed, it is told.

In: the last import, the new one, and the content as it is now. Out: the changes that the content needs, in the order in
which they can be made, and the conflicts. Pure: it knows neither files nor YAML.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, Literal

from booklet.keep.tables import Key, Row

Rows = dict[Key, Row]
Prefer = Literal['', 'mine', 'theirs']
_DAY_ONLY = frozenset(('time', 'room', 'note'))  # what only an item of a day can have


class Act(Enum):
    SET = 'set'
    ADD = 'add'
    REMOVE = 'remove'
    CONFLICT = 'conflict'  # both changed the field; with `field` empty: gone from the source, edited here
    GONE = 'gone'  # taken out here, changed in the source; told once


@dataclass(frozen=True, slots=True)
class Change:
    """`was`, `mine`, `theirs`: of the field, or of the whole row where `field` is empty; None: there is none."""

    act: Act
    key: Key
    field: str = ''
    was: Any = None
    mine: Any = None
    theirs: Any = None


@dataclass(slots=True)
class Merge:
    """`kept`: how many fields and entries people changed that the source still says as before."""

    changes: list[Change] = field(default_factory=list)
    kept: int = 0

    def of(self, act: Act) -> list[Change]:
        return [change for change in self.changes if change.act is act]


def merge(
    base: Rows,
    new: Rows,
    edited: Rows,
    touched: Collection[Key] = (),
    prefer: Prefer = '',
    loose: Collection[Key] = (),
) -> Merge:
    """`touched`: entries that hold remarks of people, which would go with them. `loose`: those listed nowhere."""
    found = Merge()
    for key in dict.fromkeys((*new, *base)):
        was, theirs, mine = base.get(key), new.get(key), edited.get(key)
        if theirs is None:
            if was is not None and mine is not None:
                _gone(found, Change(Act.REMOVE, key, '', was, mine, None), key in touched, prefer)
        elif mine is None:
            _missing(found, Change(Act.ADD, key, '', was, None, theirs), prefer)
        else:
            _fields(found, key, was or {}, theirs, mine, prefer)
    _fit(found, edited, prefer)
    _close(found, new, edited)
    _list(found, new, loose)
    return found


def _gone(found: Merge, change: Change, touched: bool, prefer: Prefer) -> None:
    if prefer == 'theirs' or (change.mine == change.was and not touched):
        found.changes.append(change)
    elif not prefer:
        found.changes.append(replace(change, act=Act.CONFLICT))


def _missing(found: Merge, change: Change, prefer: Prefer) -> None:
    if change.was is None or (prefer == 'theirs' and change.was != change.theirs):
        found.changes.append(change)
        return
    found.kept += 1
    if change.was != change.theirs and prefer != 'mine':
        found.changes.append(replace(change, act=Act.GONE))


def _fields(found: Merge, key: Key, was: Row, theirs: Row, mine: Row, prefer: Prefer) -> None:
    for name in dict.fromkeys((*theirs, *was, *mine)):
        change = Change(Act.SET, key, name, was.get(name), mine.get(name), theirs.get(name))
        if change.theirs == change.was:
            found.kept += change.mine != change.was
        elif change.mine == change.theirs:
            continue
        elif change.mine == change.was or prefer == 'theirs':
            found.changes.append(change)
        elif not prefer:
            found.changes.append(replace(change, act=Act.CONFLICT))


def _fit(found: Merge, edited: Rows, prefer: Prefer) -> None:
    """No change may bring a field to a place where the format has none such: then both sides are at odds."""
    sets: dict[Key, dict[str, Change]] = {}
    for change in found.of(Act.SET):
        if change.key[0] == 'talk':
            sets.setdefault(change.key, {})[change.field] = change
    for key, changes in sets.items():
        after = {**edited[key], **{name: change.theirs for name, change in changes.items()}}
        odd = list(_odd(after))
        if odd and 'place' in changes:
            move = changes['place']
            if prefer == 'theirs':
                found.changes += [Change(Act.SET, key, name, None, after[name], None) for name in odd]
                continue
            found.changes[found.changes.index(move)] = replace(move, act=Act.CONFLICT)
            odd = list(_odd({**after, 'place': move.mine}))
        for name in odd:
            if name in changes:
                found.changes[found.changes.index(changes[name])] = replace(changes[name], act=Act.CONFLICT)


def _odd(row: Row) -> Iterator[str]:
    in_day = row['place'][0] == 'day'
    return (name for name in (('board',) if in_day else _DAY_ONLY) if row.get(name) is not None)


def _close(found: Merge, new: Rows, edited: Rows) -> None:
    """What is named stays, and what is to be named comes with it, though somebody took it out."""
    after = {key: dict(row) for key, row in edited.items()}
    removed = {change.key: change for change in found.of(Act.REMOVE)}
    for change in found.changes:
        if change.act is Act.SET:
            after[change.key][change.field] = change.theirs
        elif change.act is Act.ADD:
            after[change.key] = change.theirs
        elif change.act is Act.REMOVE:
            del after[change.key]
    waiting = list(after)
    while waiting:
        for wanted in references(after[waiting.pop()]):
            if wanted in after:
                continue
            if wanted in removed:
                found.changes.remove(removed[wanted])
                after[wanted] = edited[wanted]
            elif wanted in new:
                found.changes = [change for change in found.changes if (change.act, change.key) != (Act.GONE, wanted)]
                found.changes.append(Change(Act.ADD, wanted, '', None, None, new[wanted]))
                after[wanted] = new[wanted]
            else:
                continue
            waiting.append(wanted)


def _list(found: Merge, new: Rows, loose: Collection[Key]) -> None:
    """What was only written out where it was needed must be listed before something new can name it."""
    named = dict[Key, None]()
    for change in found.changes:
        if change.act in (Act.SET, Act.ADD):
            named |= dict.fromkeys(references({change.field: change.theirs} if change.field else change.theirs))
    found.changes += [Change(Act.ADD, key, '', None, None, new[key]) for key in named if key in loose and key in new]


def references(row: Row) -> Iterator[Key]:
    """What an entry names."""
    for part in (*(row.get('people') or ()), *(row.get('chairs') or ())):
        yield 'person', part[0]
        yield from (('affiliation', name) for name in part[2] or ())
    yield from (('affiliation', name) for name in row.get('affiliations') or ())
    yield from (('person', one['person'] if isinstance(one, dict) else one) for one in row.get('members') or ())
    rooms = row.get('room') or ()
    yield from (('room', name) for name in ([rooms] if isinstance(rooms, str) else rooms))
    for name, kind in (('track', 'track'), ('repeat_of', 'talk')):
        if row.get(name):
            yield kind, row[name]
    place = row.get('place') or ('', '', '')
    if place[1]:
        yield 'day', place[1]
    if place[2]:
        yield 'session', place[2]
