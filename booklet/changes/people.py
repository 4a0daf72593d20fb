"""Who of the old programme is who in the new one.

In: two events and the pairs of their entries. Out: a table from the old person's id to the new one's. By id, unless ids
have been given anew; by the same name; and, among those of one talk, by names that are nearly alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from booklet.changes.entries import folded
from booklet.changes.match import Pair
from booklet.model import Contribution, Event, Person

_ALIKE = 85  # of 100: a letter or an accent apart


def same_people(old: Event, new: Event, pairs: Iterable[Pair]) -> dict[str, str]:
    pairs = [*pairs]
    here = _people(old, (a.people for a, _ in pairs if a))
    there = _people(new, (b.people for _, b in pairs if b))
    names_here = Counter(_name(person) for person in here.values())
    names_there = Counter(_name(person) for person in there.values())
    found: dict[str, str] = {}
    for own, person in here.items():
        other = there.get(own)
        if other is None:
            continue
        name, now = _name(person), _name(other)
        if name == now or not (name in names_there or now in names_here):  # else the ids have changed hands
            found[own] = own
    taken = set(found.values())
    by_name = {_name(person): own for own, person in there.items() if own not in taken}
    for own, person in here.items():
        name = _name(person)
        if own not in found and names_here[name] == names_there[name] == 1 and name in by_name:
            found[own] = by_name.pop(name)
    for a, b in pairs:
        if a and b:
            _nearly_alike(a.people, b.people, found)
    return found


def nearly_alike(one: str, other: str) -> bool:
    """Whether two names may be one, misspelled or shortened: `A. Alpha` and `Ada Alpha`."""
    from rapidfuzz import fuzz

    a, b = folded(one).split(), folded(other).split()
    if fuzz.ratio(' '.join(sorted(a)), ' '.join(sorted(b))) >= _ALIKE:
        return True
    if not a or len(a) != len(b):
        return bool(a and b) and a[-1] == b[-1] and a[0][0] == b[0][0] and (set(a) <= set(b) or set(b) <= set(a))
    return a[-1] == b[-1] and all(x == y or (1 in (len(x), len(y)) and x[0] == y[0]) for x, y in zip(a, b, strict=True))


def _nearly_alike(before: Sequence[Contribution], after: Sequence[Contribution], found: dict[str, str]) -> None:
    lone = [c.person for c in before if c.person.id not in found]
    if not lone:
        return
    taken = set(found.values())
    mates = [c.person for c in after if c.person.id not in taken]
    for person in lone:
        mate = next((m for m in mates if nearly_alike(person.name, m.name)), None)
        if mate is not None:
            found[person.id] = mate.id
            mates.remove(mate)


def _people(event: Event, groups: Iterable[Sequence[Contribution]]) -> Mapping[str, Person]:
    """All of them by their ids, those too that only talks name."""
    found = {person.id: person for person in event.people}
    for group in groups:
        for part in group:
            found.setdefault(part.person.id, part.person)
    return found


def _name(person: Person) -> str:
    return folded(person.name) or person.name
