"""What happened to one entry that stands in both programmes.

In: the two forms of an entry, and what has changed for the whole programme. Out: clauses, the weightiest first.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from booklet.changes.entries import Entry, folded
from booklet.changes.kinds import AND, Clause, Place, What
from booklet.model import Contribution, Role, Talk

_CORRECTED = 90  # of 100: a title so much like the old one that a letter was mended
_LONG = 4_000  # words, from which on the order of an abstract's words is not looked at
_DIGEST = re.compile(r'sha256:[0-9a-f]+')


@dataclass(frozen=True, slots=True)
class Same:
    """What counts as the same in both programmes though it is called otherwise: the old's name → the new's."""

    days: Mapping[datetime.date, datetime.date] = field(default_factory=dict)
    rooms: Mapping[str, str] = field(default_factory=dict)
    tracks: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    sessions: Mapping[str, str] = field(default_factory=dict)
    usual: tuple[frozenset[str], frozenset[str]] = (
        frozenset(),
        frozenset(),
    )  # the languages and dialects of the events

    digest: Callable[[str], str] | None = None

    def text(self, old: str, new: str) -> bool:
        """Whether two long texts are the same, however their lines are broken; one may be but a digest."""
        if self.digest and _DIGEST.fullmatch(old):
            return old == (new if _DIGEST.fullmatch(new) else self.digest(new))
        if self.digest and _DIGEST.fullmatch(new):
            return self.digest(old) == new
        return old == new or old.split() == new.split()

    def own(self, old: str, new: str) -> tuple[str, str]:
        """A talk's language or dialect, where it is not that of its event."""
        return '' if old in self.usual[0] else old, '' if new in self.usual[1] else new

    def place(self, place: Place) -> Place:
        """An old place as the new programme calls it."""
        date = self.days.get(place.date, place.date) if place.date else None
        rooms = AND.join(self.rooms.get(name, name) for name in place.room.split(AND))
        return replace(place, date=date, room=self.rooms.get(place.room, rooms))


def clauses(old: Entry, new: Entry, same: Same) -> list[Clause]:
    found = [*_state(old, new), *_place(old, new, same), *_title(old, new)]
    people = _chairs if new.kind == 'session' else _people
    found += [*people(old.people, new.people, same), *_surroundings(old, new, same)]
    if old.talk and new.talk:
        found += _talk(old.talk, new.talk, same)
    return sorted(found, key=lambda clause: clause.minor)  # stable: their order above is kept


def _state(old: Entry, new: Entry) -> list[Clause]:
    if old.cancelled != new.cancelled:
        return [Clause(What.CANCELLED if new.cancelled else What.REINSTATED)]
    return []


def _place(old: Entry, new: Entry, same: Same) -> list[Clause]:
    found = []
    before, after = same.place(old.place), new.place
    if old.kind != new.kind:
        found.append(Clause(What.FORM, old.kind, new.kind))
    implied = old.implied or new.implied  # then its slots tell
    moved = before.date != after.date or before.room != after.room
    if moved or (before.start != after.start and not implied):
        found.append(Clause(What.MOVED, old.place, new.place))
    if before.board != after.board:
        found.append(Clause(What.BOARD, before.board, after.board))
    length, now = _length(before), _length(after)
    if not implied and length is not None and now is not None:
        if length != now:
            found.append(Clause(What.LENGTHENED if now > length else What.SHORTENED, length, now))
    elif before.end != after.end and (not moved or after.end is not None):
        found.append(Clause(What.END, old.place, new.place))
    return found


def _length(place: Place) -> int | None:
    return place.end - place.start if place.start is not None and place.end is not None else None


def _title(old: Entry, new: Entry) -> list[Clause]:
    before, after = old.title, new.title
    if old.announced != new.announced:
        return [Clause(What.ANNOUNCED if new.announced else What.RETITLED, before, after)]
    if before.source == after.source or not old.announced:
        return []
    from rapidfuzz import fuzz

    a, b = folded(before.source), folded(after.source)
    close = a == b or fuzz.ratio(a, b) >= _CORRECTED
    return [Clause(What.CORRECTED if close else What.RETITLED, before, after)]


def _chairs(old: Sequence[Contribution], new: Sequence[Contribution], same: Same) -> list[Clause]:
    if [same.people.get(c.person.id) for c in old] == [c.person.id for c in new]:
        return []
    return [Clause(What.CHAIRS, *_both(old, new, same))]


def _people(old: Sequence[Contribution], new: Sequence[Contribution], same: Same) -> list[Clause]:
    """Who speaks, before who wrote, before in which order and from where."""
    here = [(same.people.get(c.person.id, ''), c) for c in old]
    now = {c.person.id: c for c in new}
    heard = any(map(_speaks, (*old, *new)))  # where nobody is said to speak, the authors do
    spoke = {own for own, c in here if _speaks(c) or not heard}
    speak = {own for own, c in now.items() if _speaks(c) or not heard}
    found = []
    if spoke != speak:
        loud, now_loud = ([c for c in people if _speaks(c) or not heard] for people in (old, new))
        found.append(Clause(What.SPEAKERS, *_both(loud, now_loud, same)))
    if {own for own, _ in here} - spoke - speak != {*now} - spoke - speak:
        silent, now_silent = ([c for c in people if not _speaks(c)] for people in (old, new))
        found.append(Clause(What.AUTHORS, *_both(silent, now_silent, same)))
    if not found and [(own, c.role) for own, c in here] != [(own, c.role) for own, c in now.items()]:
        found.append(Clause(What.ROLES, *_both(old, new, same)))
    for own, c in here:
        other = now.get(own)
        if other and _places(c) != _places(other) and not (_usual(c) and _usual(other)):
            found.append(Clause(What.AFFILIATIONS, (c.person.name, *_places(c)), (other.person.name, *_places(other))))
    return found


def _speaks(contribution: Contribution) -> bool:
    return contribution.role is not Role.AUTHOR


def _both(
    old: Sequence[Contribution], new: Sequence[Contribution], same: Same
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of both; whoever is in both has the new name, since corrections of names are told elsewhere."""
    now = {c.person.id: c.person.name for c in new}
    before = tuple(now.get(same.people.get(c.person.id, ''), c.person.name) for c in old)
    return before, tuple(now.values())


def _places(contribution: Contribution) -> tuple[str, ...]:
    return tuple(f'{a.name}, {a.place}' if a.place else a.name for a in contribution.affiliations)


def _usual(contribution: Contribution) -> bool:
    """Whether the affiliations are the person's own, so that the person's change tells of them."""
    return contribution.affiliations == contribution.person.affiliations


def _surroundings(old: Entry, new: Entry, same: Same) -> list[Clause]:
    found = []
    if same.sessions.get(old.session, '') != new.session:
        found.append(Clause(What.SESSION, old.home, new.home))
    before, after = (entry.track.name if entry.track else '' for entry in (old, new))
    if same.tracks.get(before, before) != after:
        found.append(Clause(What.TRACK, before, after))
    if old.note.source != new.note.source:
        found.append(Clause(What.NOTE, old.note, new.note))
    return found


def _talk(old: Talk, new: Talk, same: Same) -> list[Clause]:
    found = []
    if old.subtitle.source != new.subtitle.source:
        found.append(Clause(What.SUBTITLE, old.subtitle, new.subtitle))
    if not same.text(old.abstract.source, new.abstract.source):
        share = _share(old.abstract.source, new.abstract.source)
        found.append(Clause(What.ABSTRACT, share if old.abstract else None, share if new.abstract else None))
    if old.keywords != new.keywords:
        found.append(Clause(What.KEYWORDS, old.keywords, new.keywords))
    fields = (
        ('title in the agenda', old.agenda_title.source, new.agenda_title.source),
        ('language', *same.own(old.title.language, new.title.language)),
        ('address', old.url, new.url),
        ('markup', *same.own(old.title.dialect, new.title.dialect)),
        ('what it repeats', bool(old.repeat_of), bool(new.repeat_of)),
    )
    if differ := tuple(name for name, before, after in fields if before != after):
        found.append(Clause(What.DETAILS, None, differ))
    return found


def _share(old: str, new: str) -> int:
    """How much of an abstract is other than before, in per cent of its words, at least 1; 0 where nobody knows."""
    if _DIGEST.fullmatch(old) or _DIGEST.fullmatch(new):
        return 0
    a, b = old.split(), new.split()
    longer = max(len(a), len(b), 1)
    if longer > _LONG:
        differ = longer - (Counter(a) & Counter(b)).total()
    else:
        from rapidfuzz.distance import Levenshtein

        differ = Levenshtein.distance(a, b)
    return min(100, max(1, round(100 * differ / longer)))
