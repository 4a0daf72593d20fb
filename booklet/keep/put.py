"""Keys of an entry given other values, in the spelling that stands there.

In: a branch of a tree and plain values. Out: the branch changed; `Refused` for what cannot be changed alone.
"""

from __future__ import annotations

from typing import Any

from booklet.keep.tables import contribution
from booklet.keep.tree import Branch, Entry, Fresh, plain
from booklet.load import keys

_ORDER = (  # of the keys of an entry, for those that are put in
    'format', 'event', 'rooms', 'tracks', 'sponsors', 'committees', 'information', 'affiliations', 'people', 'days',
    'posters', 'talks', 'check',
    'date', 'board', 'time', 'end', 'name', 'family', *keys.KINDS, 'session', 'title', 'short_title', 'id', 'subtitle',
    'agenda_title', 'dates', 'start', 'place', 'time_zone', 'language', 'clock', 'online', 'version', 'updated',
    'draft', 'dialect', *keys.PEOPLE, 'chair', 'chairs', 'affiliation', 'affiliations', 'room', 'track', 'keywords',
    'url', 'cancelled', 'repeat_of', 'note',
    'photo', 'also', 'biography', 'abstract_dialect', 'abstract', 'abstract_file', 'text', 'members', 'items',
)  # fmt: skip
_RANK = {name: rank for rank, name in reversed(list(enumerate(_ORDER)))}


class Refused(Exception):
    """The change cannot be made in the files as they are."""


def shared(entry: Entry) -> bool:
    """Whether it stands in, or holds, what is named elsewhere too."""
    if entry.fixed:
        return True
    branch = entry.parent
    while branch is not None:
        if branch.fixed:
            return True
        branch = branch.entry.parent if branch.entry is not None else None
    return False


def place_for(branch: Branch, name: str) -> int:
    """Where among its keys a new one stands: behind the last that usually stands before it."""
    rank = _RANK.get(name, len(_ORDER))
    at = 0
    for index, entry in enumerate(branch.entries):
        if _RANK.get(entry.name or '', 0) <= rank:
            at = index + 1
    return at


def put(branch: Branch, name: str, value: Any) -> None:
    """Gives a key its value; None takes it away."""
    found = branch.find(name)
    if value is None or value == [] or value == '':
        if found is not None:
            found.take_out()
        return
    if found is None:
        branch.add(Entry(None, name, Fresh(value)), place_for(branch, name))
        return
    if found.fixed:
        raise Refused
    if isinstance(value, list) and isinstance(found.value, Branch) and not found.value.is_map:
        _fill(found.value, value)
    else:
        found.put(Fresh(value))


def _fill(branch: Branch, values: list[Any]) -> None:
    """Makes a list hold these; what it holds already stays as it stands."""
    had = list(branch.entries)
    for entry in had:
        entry.take_out()
    for value in values:
        told = value if isinstance(value, dict | list) else str(value)
        same = next((entry for entry in had if plain(entry.value) == told), None)
        if same is not None:
            had.remove(same)
            same.moved = False
        branch.add(same or Entry(None, None, Fresh(value)))


def put_list(branch: Branch, one: str, several: str, values: list[Any]) -> None:
    """A list that has another key where it holds one only."""
    if len(values) == 1 and (branch.find(several) is None or branch.find(one) is not None):
        put(branch, one, values[0])
        put(branch, several, None)
    else:
        put(branch, several, values)
        if branch.find(several) is not None or not values:
            put(branch, one, None)


def put_people(branch: Branch, parts: list[list[Any]]) -> None:
    """Under the keys of their roles, in those that stand already where they serve; else all in one list."""
    roles = {role.value: name for name, role in keys.PEOPLE.items()}
    if 'people' not in keys.PEOPLE or (branch.find('people') is not None and branch.find('speakers') is None):
        roles['speaker'] = 'people'
    order = [roles[role.value] for role in keys.PEOPLE.values()]
    wanted: dict[str, list[Any]] = {}
    for part in parts:
        wanted.setdefault(roles[part[1]], []).append(contribution(part, part[1]))
    ranks = [list(keys.PEOPLE).index(roles[part[1]]) for part in parts]
    if ranks != sorted(ranks):
        wanted = {'people': [contribution(part, 'speaker') for part in parts]}
    for name in dict.fromkeys((*order, *keys.PEOPLE)):
        values = wanted.get(name, [])
        found = branch.find(name)
        if len(values) == 1 and found is not None and not isinstance(found.value, Branch):
            put(branch, name, values[0])
        else:
            put(branch, name, values)


def put_time(branch: Branch, value: str) -> None:
    """Under the keys that stand: the time as one, or its end apart."""
    start, _, end = value.partition('-')
    kinds = [name for name in keys.KINDS if branch.find(name) is not None and name != 'end']
    apart = (bool(kinds) or branch.find('session') is not None) and branch.find('end') is not None
    if apart or not start:
        put(branch, 'time', start or None)
        put(branch, 'end', end or None)
    else:
        put(branch, 'time', value)
