"""What is told once rather than for each entry: shifted days, moved sessions, swapped talks, days that are gone.

In: pairs with their clauses. Out: changes for whole stretches; the clauses that they make superfluous are taken from
their pairs, and what goes with something larger is put below it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from booklet.changes.details import Same
from booklet.changes.entries import Entry
from booklet.changes.kinds import Change, Clause, Place, Subject, What
from booklet.model import Kind, Text

_MANY = 3  # entries that must have moved alike before it is told of their stretch of the day
_QUIET = frozenset(kind.value for kind in (Kind.BREAK, Kind.MEAL, Kind.END))  # they come and go with what they part


@dataclass(slots=True)
class Told:
    """A pair, and what is told of it."""

    old: Entry | None
    new: Entry | None
    clauses: list[Clause]
    includes: list[Subject] = field(default_factory=list)
    silent: bool = False  # told with another

    @property
    def entry(self) -> Entry:
        found = self.new or self.old
        assert found is not None
        return found

    def moved(self) -> Clause | None:
        return next((clause for clause in self.clauses if clause.what is What.MOVED), None)

    def drop(self, *whats: What) -> None:
        self.clauses = [clause for clause in self.clauses if clause.what not in whats]


@dataclass(frozen=True, slots=True)
class Way:
    """How far something has moved."""

    days: int
    minutes: int
    rooms: tuple[str, str]


def way(told: Told, same: Same) -> Way | None:
    if not told.old or not told.new:
        return None
    before, after = same.place(told.old.place), told.new.place
    if before.start is None or after.start is None or before.date is None or after.date is None:
        return None
    rooms = (before.room, after.room) if before.room != after.room else ('', '')
    return Way((after.date - before.date).days, after.start - before.start, rooms)


# --- stretches of a day ---


def fold_days(all_told: Sequence[Told], same: Same) -> list[Change]:
    """“Everything on Tuesday from 10:00 on 15 minutes later”: of all rooms, then of each by itself."""
    days: defaultdict[datetime.date, list[Told]] = defaultdict(list)
    for told in all_told:
        own = way(told, same)
        if own and not own.days and told.new and told.new.place.date and not told.entry.implied:
            days[told.new.place.date].append(told)
    found = []
    for date in sorted(days):
        found += _stretches(date, days[date], '', same)
        left = [told for told in days[date] if told.entry.place.room]
        for room in sorted({told.entry.place.room for told in left}):
            found += _stretches(date, [told for told in left if told.entry.place.room == room], room, same)
    return found


def _stretches(date: datetime.date, all_told: Sequence[Told], room: str, same: Same) -> list[Change]:
    starts: defaultdict[int, list[Told]] = defaultdict(list)
    for told in all_told:
        assert told.old
        if told.old.place.start is not None:
            starts[told.old.place.start].append(told)
    found = []
    run: list[Told] = []
    run_minutes = 0
    for start in [*sorted(starts), None]:
        here = starts[start] if start is not None else []
        minutes = _minutes(here, same)
        if run and minutes != run_minutes:
            found += _stretch(date, run, room, last=start is None)
            run = []
        if minutes:
            run, run_minutes = [*run, *here], minutes
    return found


def _minutes(here: Iterable[Told], same: Same) -> int:
    """By how much all of these have moved, and by nothing else; 0 where they have not, or each otherwise."""
    ways = {way(told, same) if told.moved() else None for told in here}
    if len(ways) != 1:
        return 0
    (only,) = ways
    return only.minutes if only and only.rooms == ('', '') else 0


def _stretch(date: datetime.date, run: Sequence[Told], room: str, last: bool) -> list[Change]:
    if len(run) < _MANY or len({told.entry.session or id(told) for told in run if told.entry.kind != 'session'}) < 2:
        return []
    before = [told.old.place for told in run if told.old]
    after = [told.new.place for told in run if told.new]
    for told in run:
        told.drop(What.MOVED, What.END)
    span = [replace(_span(places, last), date=date, room=room) for places in (before, after)]
    # As many minutes before as after, so the first start tells.
    subject = [Subject('day', date.isoformat(), Text(''), place=place) for place in span]
    return [Change(subject[0], subject[1], (Clause(What.SHIFTED, span[0], span[1]),))]


def _span(places: Sequence[Place], last: bool) -> Place:
    """From the first start to the last end or start; to no end where it is the rest of the day."""
    starts = [place.start for place in places if place.start is not None]
    ends = [place.end if place.end is not None else place.start for place in places]
    return Place(start=min(starts), end=None if last else max(end for end in ends if end is not None))


# --- sessions ---


def fold_sessions(all_told: Sequence[Told], same: Same) -> None:
    """Of a session that has moved as a whole, its slots say nothing; gone or come, it tells of what it held."""
    inside: defaultdict[str, list[Told]] = defaultdict(list)
    for told in all_told:
        if told.new and told.new.session:
            inside[told.new.session].append(told)
    for told in all_told:
        if told.entry.kind == 'session' and told.new and told.old:
            here = [t for t in inside[told.new.id] if t.old and same.sessions.get(t.old.session) == told.new.id]
            _fold_session(told, here, same)


def _fold_session(told: Told, inside: Sequence[Told], same: Same) -> None:
    own = way(told, same)
    timed = [t for t in inside if way(t, same)]
    if told.entry.implied and len({way(t, same) for t in timed}) == 1 and len(timed) > 1 and timed[0].moved():
        own = way(timed[0], same)
        assert told.old
        assert told.new
        if told.moved() is None:
            told.clauses.insert(0, Clause(What.MOVED, told.old.place, told.new.place))
    if own is None or told.moved() is None:
        return
    for t in inside:
        theirs = way(t, same)
        if theirs is None:  # without times: the day and the room tell
            before, after = same.place(t.old.place) if t.old else Place(), t.entry.place
            rooms = (before.room, after.room) if before.room != after.room else ('', '')
            days = (after.date - before.date).days if after.date and before.date else 0
            theirs = replace(own, days=days, rooms=rooms)
        if theirs == own or ((theirs.days, theirs.minutes) == (own.days, own.minutes) and theirs.rooms == ('', '')):
            t.drop(What.MOVED, What.END)


# --- what goes and comes with something larger ---


def fold_gone(all_told: Sequence[Told], days: Sequence[Change]) -> list[Change]:
    """Puts what a day or session took with it, or breaks that it brought, below it."""
    found = []
    for change in days:
        gone, came = change.of(What.REMOVED) is not None, change.of(What.ADDED) is not None
        own = [
            told
            for told in all_told
            if not told.silent
            and told.entry.place.date == change.subject.place.date
            and ((gone and told.new is None) or (came and told.old is None and told.entry.kind in _QUIET))
        ]
        for told in own:
            told.silent = True
        found.append(replace(change, includes=tuple(told.entry.subject for told in own)))
    sessions: defaultdict[tuple[bool, str], list[Told]] = defaultdict(list)
    for told in all_told:
        if not told.silent and told.entry.session and (told.new is None or told.old is None):
            sessions[told.new is None, told.entry.session].append(told)
    for told in all_told:
        if told.entry.kind == 'session' and not told.silent and (told.new is None or told.old is None):
            for inner in sessions[told.new is None, told.entry.id]:
                if told.new is None or inner.entry.kind in _QUIET:
                    inner.silent = True
                    told.includes.append(inner.entry.subject)
    return found


# --- swapped ---


def fold_swaps(all_told: Sequence[Told], same: Same) -> None:
    """Two that have taken each other's time and room: each names the other."""
    moved = [told for told in all_told if told.old and told.new and told.moved() and told.old.place.start is not None]
    before: defaultdict[object, list[Told]] = defaultdict(list)
    for told in moved:
        assert told.old
        before[_spot(same.place(told.old.place))].append(told)
    done: set[int] = set()
    for told in moved:
        assert told.old
        assert told.new
        others = before[_spot(told.new.place)]
        if len(others) != 1 or id(told) in done:
            continue
        other = others[0]
        assert other.new
        here = before[_spot(same.place(told.old.place))]
        if other is told or len(here) != 1 or _spot(other.new.place) != _spot(same.place(told.old.place)):
            continue
        for one, mate in ((told, other), (other, told)):
            done.add(id(one))
            assert mate.new
            one.clauses = [
                replace(c, what=What.SWAPPED, other=mate.new.subject) if c.what is What.MOVED else c
                for c in one.clauses
            ]


def _spot(place: Place) -> tuple[object, ...]:
    return place.date, place.start, place.room
