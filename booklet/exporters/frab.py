"""What schedule.xml and schedule.json have in common: conference, days, rooms and events, as records.

In: an `Event`. Out: a `Schedule` whose records have the names of schedule.json, values that both schemas take.

Breaks, meals and posters are events too, of a type of their own, and not to be recorded. What is cancelled says so in
its title.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from booklet.exporters import plain
from booklet.exporters.addresses import uri
from booklet.exporters.identity import Names, acronym, numbers, slugs
from booklet.exporters.inventory import tell
from booklet.exporters.left import Left, Unfit
from booklet.exporters.occasions import NO_TIME, Occasion, moment, occasions
from booklet.exporters.zones import iso, zone_of
from booklet.model import Contribution, Day, Event, Kind, Role, Room, Text
from booklet.unload import to_json

Record = dict[str, object]
SLOT = '00:05'  # what pretalx tells, whose programmes begin when they like
DAY_CHANGE = 4 * 60
MINUTES = 24 * 60

_ROLES = {  # as frab names them; speakers need no name
    Role.AUTHOR: 'author',
    Role.PANELLIST: 'panelist',
    Role.MODERATOR: 'moderator',
    Role.DISCUSSANT: 'discussant',
    Role.CHAIR: 'chair',
}
HOLDS = frozenset(('subtitles', 'notes', 'addresses of talks', 'languages of talks', 'colours of tracks'))


@dataclass(frozen=True, slots=True)
class ScheduleDay:
    date: str
    start: str
    end: str
    index: int
    rooms: tuple[tuple[str, tuple[Record, ...]], ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """`rooms` and `tracks`: those that events name. `version` changes whenever the programme does."""

    version: str
    acronym: str
    title: str
    start: str
    end: str
    time_zone: str
    url: str
    tracks: tuple[Record, ...]
    rooms: tuple[Record, ...]
    days: tuple[ScheduleDay, ...]


def schedule(event: Event, left: Left, holds: frozenset[str] = HOLDS) -> Schedule:
    zone = zone_of(event, left, 'as if they were UTC')
    days = event.days or ((Day(event.start),) if event.start else ())
    if not days:
        raise Unfit('the programme has no day, and a schedule has one at least', 'give the event its ‘dates’')
    tell(event, holds, left)
    maker = _Maker(event, zone, left)
    found = tuple(maker.day(day, index) for index, day in enumerate(days, 1))
    rooms = {room.name: room for one in maker.timed if (room := one.room) is not None}
    tracks = {track.name: track for one in maker.timed if (track := one.track) is not None}
    return Schedule(
        version=hashlib.sha256(to_json(event).encode()).hexdigest()[:8],
        acronym=maker.acronym,
        title=plain.line(event.title),
        start=str(event.start or days[0].date),
        end=str(event.end or days[-1].date),
        time_zone=zone.key if zone else '',
        url=maker.web(event.url),
        tracks=tuple({'name': name, 'color': track.colour.lower()} for name, track in tracks.items()),
        rooms=tuple({'name': name, 'guid': maker.names.of('room', room.id)} for name, room in rooms.items()),
        days=found,
    )


class _Maker:
    """Makes records of occasions."""

    def __init__(self, event: Event, zone: ZoneInfo | None, left: Left) -> None:
        self.event = event
        self.zone = zone
        self.left = left
        self.names = Names(event)
        self.acronym = acronym(event)
        self.timed = [one for one in occasions(event, left, posters_apart=True) if self._has_time(one)]
        self.guids = {one.name: self.names.of('talk', one.name) for one in self.timed}
        self.numbers = numbers(self.guids.values())
        self.slugs = slugs(self.acronym, self.guids)
        self.rooms = {room.name: place for place, room in enumerate(event.rooms)}
        self.ends = self._ends()

    def _has_time(self, one: Occasion) -> bool:
        if one.start is None:
            self.left.out('items', NO_TIME)
            return False
        if moment(one.date, max(one.start, one.end or 0)) is None:
            self.left.out('items', 'they are after the last day that calendars have')
            return False
        return True

    def _ends(self) -> dict[str, int]:
        """When each ends: as told, else when the next begins where it is, or its session or the day ends."""
        ends: dict[str, int] = {}
        for day in self.event.days:
            those = [one for one in self.timed if one.date == day.date]
            starts = [(_start(one), _name(one.room)) for one in those]
            starts += [(slot.start, '') for slot in day.slots if slot.kind is Kind.END and slot.start is not None]
            for one, following in _following(those, starts):
                ends[one.name] = self._end(one, following)
        return ends

    def _end(self, one: Occasion, following: int | None) -> int:
        start = _start(one)
        if one.end is not None:
            return max(start, one.end)
        until = 'their end is not told: they last until the next in their room begins, or their session ends'
        self.left.changed('items', until)
        limits = (following, one.within.end if one.within else None)
        end = min((limit for limit in limits if limit is not None), default=start)
        return end if end > start and moment(one.date, end) else start

    def day(self, day: Day, index: int) -> ScheduleDay:
        those = sorted((one for one in self.timed if one.date == day.date), key=_start)
        by_room: dict[str, list[Record]] = {}
        for one in sorted(those, key=lambda one: self.rooms.get(_name(one.room), len(self.rooms))):
            by_room.setdefault(_name(one.room), []).append(self._event(one))
        first, last = self._bounds(those)
        begin, end = moment(day.date, first), moment(day.date, last) or moment(day.date, MINUTES - 1)
        assert begin is not None
        assert end is not None
        rooms = tuple((name, tuple(records)) for name, records in by_room.items())
        return ScheduleDay(str(day.date), iso(begin, self.zone), iso(end, self.zone), index, rooms)

    def _bounds(self, those: Sequence[Occasion]) -> tuple[int, int]:
        """From four to four, or as long as there is something on."""
        starts = [_start(one) for one in those]
        ends = [self.ends[one.name] for one in those]
        return min([DAY_CHANGE, *starts]), max([DAY_CHANGE + MINUTES - 1, *ends])

    def _event(self, one: Occasion) -> Record:
        assert one.start is not None
        start, end = moment(one.date, one.start), moment(one.date, self.ends[one.name])
        assert start is not None
        assert end is not None
        guid = self.guids[one.name]
        length = self.ends[one.name] - one.start
        talk = one.talk
        language = talk.title.language if talk else self.event.language
        return {
            'guid': guid,
            'id': self.numbers[guid],
            'date': iso(start, self.zone),
            'start': f'{start:%H:%M}',
            'end': iso(end, self.zone),
            'duration': f'{length // 60:02}:{length % 60:02}',
            'room': _name(one.room),
            'slug': self.slugs[one.name],
            'url': uri(talk.url) if talk else '',
            'title': self._title(one),
            'subtitle': plain.line(talk.subtitle) if talk and talk.subtitle else '',
            'track': one.track.name if one.track else '',
            'type': one.kind,
            'language': language,
            'abstract': talk.abstract.source if talk else '',
            'description': self._more(one),
            'do_not_record': one.kind not in ('talk', 'session'),
            'persons': [self._person(part) for part in one.people],
        }

    def _title(self, one: Occasion) -> str:
        words = plain.line(one.title)
        if words != one.title.source:
            self.left.changed('titles', 'they are marked up, and stand there in plain words')
        return f'CANCELLED: {words}' if one.cancelled else words

    def _more(self, one: Occasion) -> str:
        """What stands below the abstract: the note, and what a session stands for."""
        named = [contents_line(talk.title, talk.people) for talk in one.stands_for]
        return '\n\n'.join(filter(None, (plain.paragraphs(one.of.note), '\n'.join(named))))

    def web(self, url: str) -> str:
        found = uri(url)
        if found and not is_web(found):
            self.left.out('addresses', 'they are none of the web')
        return found if is_web(found) else ''

    def _person(self, part: Contribution) -> Record:
        person = part.person
        return {
            'guid': self.names.of('person', person.id),
            'name': person.name,
            'url': self.web(person.url),
            'biography': person.biography.source,
            'role': _ROLES.get(part.role, ''),
        }


def contents_line(title: Text, people: Sequence[Contribution]) -> str:
    who = ', '.join(part.person.name for part in people)
    return f'{who}: {plain.line(title)}' if who else plain.line(title)


def _following(those: Sequence[Occasion], starts: Sequence[tuple[int, str]]) -> Iterator[tuple[Occasion, int | None]]:
    """Each with the start of the next in its room, or of what has no room and is for all; None where there is none."""
    later: dict[str, int] = {}
    waiting = sorted(starts)
    for one in sorted(those, key=_start, reverse=True):
        while waiting and waiting[-1][0] > _start(one):
            start, room = waiting.pop()
            later[room] = start
        room = _name(one.room)
        found = [later[name] for name in (room, '') if name in later] if room else list(later.values())
        yield one, min(found, default=None)


def _start(one: Occasion) -> int:
    return one.start or 0


def _name(room: Room | None) -> str:
    return room.name if room else ''


def is_web(url: str) -> bool:
    return url.startswith(('http://', 'https://'))
