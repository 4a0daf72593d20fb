"""Which entry of the old programme is which of the new one.

In: the entries of both. Out: pairs, one side None where there is no match; each entry stands in one of them. By id
first, then by title, people, time and room; breaks by day, kind, title and the nearest time. The same input gives the
same pairs, and no entry is held against more than a few others.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from booklet.changes.entries import Entry, folded
from booklet.model import Kind

Pair = tuple[Entry | None, Entry | None]

_ENOUGH = 0.6  # of 1: how alike two entries must be to be one
_TITLE, _PEOPLE, _PLACE = 0.55, 0.3, 0.15
_AKIN = 0.75  # titles that may be two wordings of one
_FEW = 12  # entries that share a word, before it tells them apart no more
_CANDIDATES = 12
_LEVELS, _NEAREST = 6, (1, 2)  # passes of matching slots, and those that leave the time open
_FREE = frozenset((Kind.SOCIAL.value, Kind.REMARKS.value))  # slots that keep their name on another day


def matched(old: Sequence[Entry], new: Sequence[Entry]) -> list[Pair]:
    """Talks and posters, then sessions, then the rest; within each in the order of the old programme."""
    talks = _matched([e for e in old if e.talk], [e for e in new if e.talk], {})
    homes = _homes(talks)
    sessions = _matched([e for e in old if e.kind == 'session'], [e for e in new if e.kind == 'session'], homes)
    slots = _slots([e for e in old if not e.id], [e for e in new if not e.id], moved_days([*talks, *sessions]))
    return [*talks, *sessions, *slots]


def moved_days(pairs: Iterable[Pair]) -> dict[datetime.date, datetime.date]:
    """The days of the old programme that have another date in the new one.

    Either all entries have moved by so many days, or nearly all of a date that is gone stand on one that is new.
    """
    both = [(a.place.date, b.place.date) for a, b in pairs if a and b and a.place.date and b.place.date]
    offsets = Counter((b - a).days for a, b in both)
    if not offsets:
        return {}
    offset, count = min(offsets.items(), key=lambda item: (-item[1], item[0]))
    old, new = {a for a, _ in both}, {b for _, b in both}
    if offset and count >= 3 and count >= 0.9 * len(both):
        return {date: date + datetime.timedelta(offset) for date in old}
    votes: defaultdict[datetime.date, Counter[datetime.date]] = defaultdict(Counter)
    for a, b in both:
        if a not in new and b not in old:
            votes[a][b] += 1
    total = Counter(a for a, _ in both)
    found: dict[datetime.date, datetime.date] = {}
    for date in sorted(votes):
        best, count = min(votes[date].items(), key=lambda item: (-item[1], item[0]))
        if 2 * count > total[date] and count >= 2 and best not in found.values():
            found[date] = best
    return found


def _homes(talks: Iterable[Pair]) -> dict[str, str]:
    """Sessions that share more than half of their talks, old id to new."""
    shared = Counter((a.session, b.session) for a, b in talks if a and b and a.session and b.session)
    size = Counter(a.session for a, _ in talks if a and a.session)
    best: dict[str, str] = {}
    for (one, other), count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if 2 * count > size[one] and one not in best and other not in best.values():
            best[one] = other
    return best


def _matched(old: Sequence[Entry], new: Sequence[Entry], known: Mapping[str, str]) -> list[Pair]:
    found: dict[int, int] = {}  # places in `old` and `new`
    by_id = {entry.id: place for place, entry in enumerate(new)}
    faces = {id(entry): _Face.of(entry) for entry in (*old, *new)}
    for place, entry in enumerate(old):
        other = by_id.get(entry.id)
        if other is not None and _credible(faces[id(entry)], faces[id(new[other])]):
            found[place] = other
    taken = set(found.values())
    for place, entry in enumerate(old):
        other = by_id.get(known.get(entry.id, ''))
        if place not in found and other is not None and other not in taken:
            found[place] = other
            taken.add(other)
    _alike(old, new, faces, found)
    taken = set(found.values())
    pairs: list[Pair] = [(entry, new[found[place]] if place in found else None) for place, entry in enumerate(old)]
    return [*pairs, *((None, entry) for place, entry in enumerate(new) if place not in taken)]


@dataclass(frozen=True, slots=True)
class _Face:
    """What an entry is known by."""

    title: str
    people: frozenset[str]
    place: tuple[object, ...]
    spot: tuple[object, ...]

    @classmethod
    def of(cls, entry: Entry) -> _Face:
        place = entry.place
        title = folded(entry.title.source) or entry.title.source
        people = frozenset(folded(c.person.name) or c.person.name for c in entry.people)
        spot = (place.date, place.start, place.room, place.board)
        return cls(title if entry.announced else '', people, (place.date, place.start), spot)


def _credible(a: _Face, b: _Face) -> bool:
    """Whether one id may stand for both: numbers of rows are given anew, and then name something else."""
    if a.spot == b.spot or not (a.title and b.title) or a.people & b.people or not (a.people and b.people):
        return True
    return _title(a, b) >= _AKIN


def _alike(old: Sequence[Entry], new: Sequence[Entry], faces: Mapping[int, _Face], found: dict[int, int]) -> None:
    """Adds the pairs of those that no id has matched: the same title and people first, then the best likeness."""
    taken = set(found.values())
    here = {place: faces[id(entry)] for place, entry in enumerate(old) if place not in found}
    there = {place: faces[id(entry)] for place, entry in enumerate(new) if place not in taken}
    for key in _TWINS:
        mates: defaultdict[object, deque[int]] = defaultdict(deque)
        for place, face in there.items():
            mates[key(face)].append(place)
        for place, face in [*here.items()]:
            if face.title and (twins := mates[key(face)]):
                found[place] = twins.popleft()
                del here[place], there[found[place]]
    scores = [
        (-score, place, mate)
        for place, mates in _candidates(here, there).items()
        for mate in mates
        if (score := _likeness(here[place], there[mate])) >= _ENOUGH
    ]
    taken = set()
    for _, place, mate in sorted(scores):
        if place not in found and mate not in taken:
            found[place] = mate
            taken.add(mate)


def _candidates(here: Mapping[int, _Face], there: Mapping[int, _Face]) -> dict[int, list[int]]:
    """For each entry the few that share most with it: people, rare words, time and room."""
    index: defaultdict[object, list[int]] = defaultdict(list)
    for mate, face in there.items():
        for key in _keys(face):
            index[key].append(mate)
    found = {}
    for place, face in here.items():
        hits: defaultdict[int, float] = defaultdict(float)
        for key in _keys(face):
            mates = index.get(key, [])
            for mate in mates if len(mates) <= _FEW else ():
                hits[mate] += 1 / len(mates)  # the rarer, the more it tells
        found[place] = sorted(hits, key=lambda mate: (-hits[mate], mate))[:_CANDIDATES]
    return found


def _keys(face: _Face) -> Iterable[object]:
    yield from (('person', name) for name in sorted(face.people))
    yield from (('word', word) for word in sorted(set(face.title.split())))
    yield 'place', face.spot


_TWINS: tuple[Callable[[_Face], object], ...] = (
    lambda face: (face.title, face.people, face.spot),
    lambda face: (face.title, face.people),
)


def _title(a: _Face, b: _Face) -> float:
    from rapidfuzz import fuzz

    return max(fuzz.ratio(a.title, b.title), fuzz.token_sort_ratio(a.title, b.title)) / 100


def _likeness(a: _Face, b: _Face) -> float:
    """From 0 to 1; what neither has counts neither way."""
    parts: list[tuple[float, float]] = []
    if a.title and b.title:
        parts.append((_TITLE, _title(a, b)))
    if a.people or b.people:
        parts.append((_PEOPLE, len(a.people & b.people) / len(a.people | b.people)))
    parts.append((_PLACE, 1.0 if a.spot == b.spot else 0.5 if a.place == b.place else 0.0))
    weight = sum(weight for weight, _ in parts)
    if weight < _PEOPLE + _PLACE:  # nothing but the place
        return 0.0
    score = sum(weight * value for weight, value in parts) / weight
    if a.people and a.people == b.people and a.spot == b.spot:  # whatever they speak about
        return max(score, _ENOUGH)
    return score


def _slots(old: Sequence[Entry], new: Sequence[Entry], days: Mapping[datetime.date, datetime.date]) -> list[Pair]:
    """Breaks and the like, in passes from the strictest to the loosest."""
    found: dict[int, int] = {}
    taken: set[int] = set()

    def date(entry: Entry, is_old: bool) -> object:
        return days.get(entry.place.date, entry.place.date) if is_old and entry.place.date else entry.place.date

    def word(entry: Entry) -> str:
        return folded(entry.title.source)

    def key(level: int, entry: Entry, is_old: bool) -> tuple[object, ...] | None:
        place = entry.place
        when = date(entry, is_old)
        return (
            (when, entry.kind, word(entry), place.room, place.start),
            (when, entry.kind, word(entry), place.room),
            (when, entry.kind, word(entry)),
            (when, entry.kind, place.room, place.start),
            (when, place.room, place.start),
            (entry.kind, word(entry)) if entry.kind in _FREE else None,
        )[level]

    for level in range(_LEVELS):
        mates: defaultdict[object, list[int]] = defaultdict(list)
        for place, entry in enumerate(new):
            if place not in taken and (own := key(level, entry, False)) is not None:
                mates[own].append(place)
        for place, entry in enumerate(old):
            own = key(level, entry, True)
            if place in found or own is None or not mates[own]:
                continue
            start = entry.place.start or 0
            nearest = mates[own][0]
            if level in _NEAREST:
                nearest = min(mates[own], key=lambda mate: (abs((new[mate].place.start or 0) - start), mate))
            mates[own].remove(nearest)
            found[place] = nearest
            taken.add(nearest)
    pairs: list[Pair] = [(entry, new[found[place]] if place in found else None) for place, entry in enumerate(old)]
    return [*pairs, *((None, entry) for place, entry in enumerate(new) if place not in taken)]
