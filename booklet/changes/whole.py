"""What has changed for the whole programme: names of rooms and tracks, days, people, the event itself.

In: two events and the pairs of their entries. Out: `Same`, what is called otherwise but is the same; and changes that
belong to no entry.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from booklet.changes.details import Same
from booklet.changes.kinds import Change, Clause, Place, Subject, Value, What
from booklet.changes.match import Pair, moved_days
from booklet.changes.people import same_people
from booklet.model import Affiliation, Event, Person, Room, Text, Track


def what_is_the_same(old: Event, new: Event, pairs: Sequence[Pair], digest: Callable[[str], str] | None = None) -> Same:
    both = [(a, b) for a, b in pairs if a and b]
    return Same(
        moved_days(pairs),
        _renamed(old.rooms, new.rooms, [(a.place.room, b.place.room) for a, b in both]),
        _renamed(old.tracks, new.tracks, [(a.track.name, b.track.name) for a, b in both if a.track and b.track]),
        same_people(old, new, pairs),
        {'': '', **{a.id: b.id for a, b in both if a.kind == b.kind == 'session'}},
        (frozenset({old.language, old.title.dialect}), frozenset({new.language, new.title.dialect})),
        digest,
    )


def _renamed(
    old: Sequence[Room] | Sequence[Track], new: Sequence[Room] | Sequence[Track], uses: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """Old names that are gone → the new ones that are there in their place: of the same id, or used for the same."""
    names, now = {one.name for one in old}, {one.name for one in new}
    by_id = {one.id: one.name for one in new}
    found = {
        one.name: by_id[one.id] for one in old if one.id in by_id and one.name not in now and by_id[one.id] not in names
    }
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one, other in uses:
        votes[one][other] += 1
    for one in sorted(names - now - {*found}):
        others = {*votes[one]}
        if len(others) == 1 and votes[one].total() >= 2:
            (other,) = others
            if other and other not in names and other not in found.values():
                found[one] = other
    return found


def of_names(same: Same) -> list[Change]:
    """Rooms and tracks that are called otherwise."""
    return [
        Change(Subject(kind, title=Text(old)), Subject(kind, title=Text(new)), (Clause(what, old, new),))
        for kind, names, what in (('room', same.rooms, What.RENAMED), ('track', same.tracks, What.TRACK))
        for old, new in names.items()
        if old != new
    ]


def of_days(old: Event, new: Event, same: Same) -> list[Change]:
    here, there = {day.date: day for day in old.days}, {day.date: day for day in new.days}
    found = []
    offsets = {(date - was).days for was, date in same.days.items()}
    if len(offsets) == 1 and len(same.days) > 1 and len(same.days) == sum(1 for day in old.days if day.items):
        (days,) = offsets
        found.append(Change(_event(old), _event(new), (Clause(What.POSTPONED, _dates((old.start, old.end)), days),)))
    else:
        for was, date in same.days.items():
            one, other = _day(was, here[was].title), _day(date, there[date].title)
            found.append(Change(one, other, (Clause(What.MOVED, one.place, other.place),)))
    for date, day in here.items():
        own = same.days.get(date, date)
        if own not in there:
            found.append(Change(_day(date, day.title), None, (Clause(What.REMOVED),)))
        elif there[own].title.source != day.title.source:
            before, after = day.title, there[own].title
            clause = Clause(What.CORRECTED, before, after)
            found.append(Change(_day(date, before), _day(own, after), (clause,)))
    came = there.keys() - {same.days.get(date, date) for date in here}
    return [*found, *(Change(None, _day(date, there[date].title), (Clause(What.ADDED),)) for date in sorted(came))]


def _day(date: datetime.date, title: Text) -> Subject:
    return Subject('day', date.isoformat(), title, place=Place(date))


def of_people(old: Event, new: Event, pairs: Iterable[Pair], same: Same) -> list[Change]:
    here, there = _people(old, (a for a, _ in pairs if a)), _people(new, (b for _, b in pairs if b))
    found = []
    for own, other in same.people.items():
        one, now = here[own], there[other]
        clauses = []
        if one.name != now.name:
            clauses.append(Clause(What.NAME, one.name, now.name))
        before, after = _affiliations(one.affiliations), _affiliations(now.affiliations)
        if before != after:
            clauses.append(Clause(What.AFFILIATIONS, (one.name, *before), (now.name, *after)))
        moved = not clauses and one.family != now.family  # without another name
        fields = (
            ('biography', not same.text(one.biography.source, now.biography.source)),
            ('address', one.url != now.url),
            ('place in the index', moved),
            ('portrait', one.photo != now.photo),
            ('other names', one.also != now.also),
        )
        if differ := tuple(name for name, differs in fields if differs):
            clauses.append(Clause(What.DETAILS, None, differ))
        if clauses:
            was, is_ = (Subject('person', person.id, Text(person.name)) for person in (one, now))
            found.append(Change(was, is_, tuple(clauses)))
    return found


def _people(event: Event, entries: Iterable[object]) -> Mapping[str, Person]:
    found = {person.id: person for person in event.people}
    for entry in entries:
        for part in getattr(entry, 'people', ()):
            found.setdefault(part.person.id, part.person)
    return found


def _affiliations(all_: Sequence[Affiliation]) -> tuple[str, ...]:
    return tuple(f'{one.name}, {one.place}' if one.place else one.name for one in all_)


def of_event(old: Event, new: Event, same: Same) -> list[Change]:
    """The event itself; dates that only follow the days are told with the days."""
    clauses: list[Clause] = []

    def note(what: What, before: Value, after: Value) -> None:
        if before != after:
            clauses.append(Clause(what, before, after))

    if not (_follows_days(old) and _follows_days(new)):
        before, after = (old.start, old.end), (new.start, new.end)
        if tuple(same.days.get(date, date) if date else None for date in before) != after:
            note(What.DATES, _dates(before), _dates(after))
    note(What.VENUE, old.place, new.place)
    note(What.TIME_ZONE, old.time_zone, new.time_zone)
    note(What.CORRECTED, old.title if old.title.source != new.title.source else new.title, new.title)
    note(What.SUBTITLE, old.subtitle if old.subtitle.source != new.subtitle.source else new.subtitle, new.subtitle)
    fields = (
        ('wording of the dates', old.dates_text, new.dates_text),
        ('language', old.language, new.language),
        ('organisers', old.organisers, new.organisers),
        ('funders', old.funders, new.funders),
        ('sponsors', old.sponsors, new.sponsors),
        ('committees', _committees(old, same), _committees(new)),
        ('address', old.url, new.url),
        ('address of the programme online', old.online, new.online),
        ('version', old.version, new.version),
        ('date of the last change', old.updated, new.updated),
        ('mark of a draft', old.draft, new.draft),
        ('clock', old.clock, new.clock),
        ('parts of the book', old.parts, new.parts),
        ('short title', _short(old), _short(new)),
        ('markup', old.title.dialect, new.title.dialect),
    )
    differ = [name for name, before, after in fields if before != after]
    differ += ['practical information'] * (not _same_information(old, new, same))
    differ += ['pages of text'] * (not _same_pages(old, new, same))
    if differ:
        clauses.append(Clause(What.DETAILS, None, tuple(differ)))
    clauses.sort(key=lambda clause: clause.minor)
    return [Change(_event(old), _event(new), tuple(clauses))] if clauses else []


def _committees(event: Event, same: Same | None = None) -> list[object]:
    """Who is in each, under the ids that they have in the new programme."""
    ids = same.people if same else {}
    return [
        (one.name, [(ids.get(member.person.id, member.person.id), member.duty) for member in one.members])
        for one in event.committees
    ]


def _same_information(old: Event, new: Event, same: Same) -> bool:
    """Titles alike and texts alike; of a printed book there are only digests of the texts."""
    titles = [one.title for one in old.information] == [one.title for one in new.information]
    both = zip(old.information, new.information, strict=False)
    return titles and all(same.text(one.text.source, other.text.source) for one, other in both)


def _same_pages(old: Event, new: Event, same: Same) -> bool:
    """What the files say that parts of the book name; a printed book does not bring them."""
    before, after = (
        {entry.text(key): text.source for entry in event.parts or () for key, text in entry.documents if text}
        for event in (old, new)
    )
    return all(same.text(text, after[name]) for name, text in before.items() if name in after)


def _short(event: Event) -> str:
    return event.short_title if event.short_title != event.title.source else ''


def _event(event: Event) -> Subject:
    return Subject('event', '', event.title)


def _follows_days(event: Event) -> bool:
    dates = [day.date for day in event.days]
    return bool(dates) and (event.start, event.end) == (min(dates), max(dates))


def _dates(dates: tuple[datetime.date | None, datetime.date | None]) -> tuple[str, ...]:
    return tuple(date.isoformat() for date in dates if date)
