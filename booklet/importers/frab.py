"""What schedule.json and schedule.xml have in common: their events, as records of the names that frab gave them.

In: `Day`s of records. Out: a `Draft`.

`start` is the wall clock's time and the day element the programme's day; `date` is the same moment in full. Where the
two differ, `start` is believed: `date` is often local time that is written as UTC. What begins after midnight, before
the day element ends, belongs to the day.
"""

from __future__ import annotations

import datetime
import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from booklet.draft import Draft, Gathering, Item, Losses, Part, Someone, TrackName
from booklet.intake.given import Blob, Given
from booklet.intake.values import Record, first, names, record, records, sequence, text
from booklet.load.times import LATEST_MORNING
from booklet.model import Kind, Role, Text
from booklet.reading import people, times, zones
from booklet.reading.kinds import kind_of
from booklet.reading.times import DAY, Moment

KNOWN_CONFERENCE = names(
    'title subtitle acronym start end days daysCount timeslot_duration time_zone_name rooms tracks url base_url venue'
    ' city release day_change generator version language colors color logo meta defaults languages'
)
KNOWN_EVENT = names(
    'guid id code date start end duration room slug url title subtitle track language abstract description persons'
    ' person feedback_url origin_url conf_url full_conf_url do_not_record do_not_stream state version released'
)
KNOWN_PERSON = names(
    'guid id code name public_name full_public_name display_name biography bio extended_biography url slug state'
    ' locale role'
)
_ENTITY = re.compile(r'&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-fA-F]{1,5});')
_CANCELLED = re.compile(r'\W*(?:cancell?ed|abgesagt|annulé|cancelado|fällt aus)\b[\W]*', re.IGNORECASE)
_POSTER = re.compile(r'posters?(?!.*session)\b', re.IGNORECASE)
_ADDRESSES = ('url', 'full_conf_url', 'conf_url', 'slug')
_KINDS = {kind.value: kind for kind in (Kind.BREAK, Kind.MEAL, Kind.SOCIAL, Kind.REMARKS)}  # as booklet exports them
_ROLES = {'moderator': Role.MODERATOR, 'author': Role.AUTHOR, 'panelist': Role.PANELLIST}
_COLOUR = re.compile(r'#[0-9a-fA-F]{6}')


@dataclass(frozen=True, slots=True)
class Day:
    """A day element: its date, when it ends in minutes after the next midnight, its events with the room they stand in.

    `rooms`: all that it names.
    """

    date: datetime.date | None
    end: int | None
    events: tuple[tuple[str, Record], ...]
    rooms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """`dialect`: of abstracts, where the system that wrote the file has one. `noted`: descriptions are notes.

    `persons`: those of whom the file tells beside its events.
    """

    conference: Record
    days: tuple[Day, ...]
    dialect: str = ''
    noted: bool = False  # as booklet exports them
    persons: tuple[Record, ...] = ()


def draft(schedule: Schedule, losses: Losses) -> Draft:
    """The programme of one file."""
    conference = schedule.conference
    losses.unread(conference, KNOWN_CONFERENCE, 'conference.')
    rooms = [first(one, 'name') for one in records(conference.get('rooms'))]
    zone = text(conference.get('time_zone_name'))
    reader = _Reader(schedule, losses, zone)
    for person in schedule.persons:
        losses.unread(person, KNOWN_PERSON, 'person.')
    items = tuple(reader.items())
    start, end = (times.moment(conference.get(key)) for key in ('start', 'end'))
    return Draft(
        title=unescaped(text(conference.get('title')), losses),
        subtitle=unescaped(text(conference.get('subtitle')), losses),
        short_title=_short(text(conference.get('acronym'))),
        start=start.date if start else None,
        end=end.date if end else None,
        place=', '.join(filter(None, (text(conference.get('venue')), text(conference.get('city'))))),
        time_zone=zone,
        language=text(conference.get('language')),
        url=_address(conference),
        items=items,
        sessions=tuple(reader.sessions.values()),
        people=tuple(filter(None, map(reader.someone, schedule.persons))),
        rooms=tuple(dict.fromkeys(name for name in (*rooms, *reader.rooms) if name)),
        tracks=tuple(_tracks(conference, losses)),
    )


class _Reader:
    """Reads the events of a schedule; knows what names the file uses twice."""

    def __init__(self, schedule: Schedule, losses: Losses, zone: str) -> None:
        self.schedule = schedule
        self.losses = losses
        self.rooms = [room for day in schedule.days for room in (*day.rooms, *(name for name, _ in day.events))]
        self.sessions: dict[str, Gathering] = {}
        self.zone = zone
        self.untrue = untrue_keys(event for day in schedule.days for _, event in day.events)
        self.told = {person_key(person): person for person in schedule.persons}
        self.keys: Counter[str] = Counter()
        self.titles: dict[str, str] = {}

    def items(self) -> Iterator[Item]:
        lone = self._lone_moments()
        for day in self.schedule.days:
            for room, event in day.events:
                yield self._item(day, room, event, lone.get(id(event)))

    def _lone_moments(self) -> dict[int, Moment]:
        """Where events have no `start`: their `date`s, judged together."""
        lone = [
            (event, moment)
            for day in self.schedule.days
            for _, event in day.events
            if times.clock(text(event.get('start'))) is None and (moment := times.moment(event.get('date')))
        ]
        verdict = zones.judge([moment for _, moment in lone], self.zone)
        if verdict.changed:
            self.losses.changed('time', 'all', verdict.reason)
        return {id(event): moment for (event, _), moment in zip(lone, verdict.moments, strict=True)}

    def _item(self, day: Day, room: str, event: Record, lone: Moment | None) -> Item:
        losses = self.losses
        key = first(event, 'guid', 'code', 'id') or first(event, 'slug')
        title = unescaped(text(event.get('title')), losses)
        origin = f'event {first(event, "code", "id", "guid") or title[:40]}'
        losses.unread(event, KNOWN_EVENT, 'event.')
        date, start = self._begin(day, event, lone, title, origin)
        match = _CANCELLED.match(title)
        cancelled = match is not None and bool(title[match.end() :])
        if match is not None and cancelled:
            losses.changed('event', title, 'is marked as cancelled by its title', origin)
            title = title[match.end() :]
        repeat = self.titles.get(key, '') == title
        self.keys[key] += bool(key)
        if self.keys[key] > 1:
            own = f'{key}@{date}T{start}'
            self.keys[own] += 1
            own += f'-{self.keys[own]}' * (self.keys[own] > 1)
        else:
            own = key
            self.titles[key] = title
        kind, more, noted = text(event.get('type')), text(event.get('description')), self.schedule.noted
        item = Item(
            title,
            own,
            _kind(kind, title),
            subtitle=unescaped(text(event.get('subtitle')), losses),
            abstract=joined(text(event.get('abstract')), '' if noted else more, self.schedule.dialect),
            note=more if noted else '',
            language=text(event.get('language')),
            date=date,
            start=start,
            end=_end(event, start),
            room=room or first(event, 'room'),
            track='' if text(event.get('track')) == 'No Track' else text(event.get('track')),
            people=tuple(self._people(event)),
            url=next(filter(None, (_web(text(event.get(key))) for key in _ADDRESSES)), ''),
            poster=_POSTER.match(kind) is not None,
            cancelled=cancelled or text(event.get('state')) in ('canceled', 'cancelled'),
            repeat_of=key if repeat and own != key else '',
            origin=origin,
        )
        return hung(item, kind, self.sessions) if item.poster and item.date else item

    def _begin(
        self, day: Day, event: Record, lone: Moment | None, title: str, origin: str
    ) -> tuple[datetime.date | None, int | None]:
        """The programme's day and the minutes after its midnight."""
        start = times.clock(text(event.get('start')))
        if start is None:
            if lone is None:
                return day.date, None
            return self._of_day(day, lone.date, lone.minutes)
        return self._of_day(day, self._date(day, event, start, title, origin), start)

    def _of_day(
        self, day: Day, date: datetime.date | None, start: int | None
    ) -> tuple[datetime.date | None, int | None]:
        if date is None or start is None or day.date is None:
            return date, start
        if date == day.date + datetime.timedelta(days=1) and start < (day.end or LATEST_MORNING):
            return day.date, start + DAY
        return date, start

    def _date(self, day: Day, event: Record, start: int, title: str, origin: str) -> datetime.date | None:
        """The calendar date of an event that begins at `start`: as its `date` says, else told by the day."""
        moment = times.moment(event.get('date'))
        if moment is not None and moment.minutes is not None:
            place = zones.time_zone(self.zone)
            on_clock = zones.on_clock(moment, place) if place is not None else moment
            for one in (moment, on_clock):
                if one.minutes == start % DAY:
                    return one.date
            self.losses.changed(
                'time', title, '“date” and “start” tell different times: that of “start” is taken', origin
            )
        elif moment is not None:
            return moment.date
        if day.date is not None and day.end and start < min(day.end, LATEST_MORNING):
            return day.date + datetime.timedelta(days=1)
        return day.date

    def _people(self, event: Record) -> Iterator[Part]:
        found = event.get('persons')
        for one in [*found.values()] if isinstance(found, dict) else sequence(found):
            if isinstance(one, str):
                yield from (Part(someone) for someone in people.people(one))
                continue
            person = record(one)
            self.losses.unread(person, KNOWN_PERSON, 'person.')
            someone = self.someone({**self.told.get(person_key(person), {}), **person})
            if someone is not None:
                yield Part(someone, _ROLES.get(text(person.get('role')).lower(), Role.SPEAKER))
        for one in sequence(event.get('person')):
            yield from (Part(someone) for someone in people.people(text(one)))

    def someone(self, person: Record) -> Someone | None:
        name, key = person_name(person), person_key(person)
        if not name:
            if person:
                self.losses.dropped('person', key, 'has no name')
            return None
        return replace(
            people.person(name),
            key='' if key in self.untrue else key,
            url=_web(text(person.get('url'))),
            biography=joined(
                first(person, 'biography', 'bio'), text(person.get('extended_biography')), self.schedule.dialect
            ),
        )


def hung(item: Item, kind: str, sessions: dict[str, Gathering]) -> Item:
    """A poster in the session that all posters of its day and room make."""
    key = f'posters@{item.date}@{item.room}'
    old = sessions.get(key) or Gathering(key, kind, date=item.date, room=item.room, origin='posters')
    starts = [time for time in (old.start, item.start) if time is not None]
    ends = [time for time in (old.end, item.end) if time is not None]
    sessions[key] = replace(old, start=min(starts, default=None), end=max(ends, default=None))
    return replace(item, session=key)


def unescaped(words: str, losses: Losses) -> str:
    """Plain text that was escaped for HTML once too often."""
    if not _ENTITY.search(words):
        return words
    losses.changed('field', words, 'had HTML entities in plain text: they were made letters')
    return html.unescape(words)


def joined(abstract: str, description: str, dialect: str) -> Text:
    """Abstract and description as one; what both say stands once."""
    a, b = (re.sub(r'\s+', ' ', part) for part in (abstract, description))
    if not b or b in a:
        return Text(abstract, dialect) if abstract else Text('')
    if not a or b.startswith(a):
        return Text(description, dialect)
    return Text(f'{abstract}\n\n{description}', dialect)


def person_name(person: Record) -> str:
    return first(person, 'public_name', 'full_public_name', 'display_name', 'name')


def untrue_keys(events: Iterable[Record]) -> frozenset[str]:
    """Keys of persons that are none: names tell who is who then.

    Merged files number the people of each source anew, so that one key stands for several. Others number every mention,
    so that those who are named twice have two.
    """
    called: dict[str, set[str]] = {}
    keys: dict[str, list[str]] = {}
    for event in events:
        for person in records(event.get('persons')):
            if name := ' '.join(person_name(person).casefold().split()):
                key = person_key(person)
                called.setdefault(key, set()).add(name)
                keys.setdefault(name, []).append(key)
    again = [those for those in keys.values() if len(those) > 1]
    if 2 * sum(len(set(those)) == len(those) for those in again) > len(again) > 2:
        return frozenset(called)
    return frozenset(key for key, those in called.items() if len(those) > 1)


def person_key(person: Record) -> str:
    return first(person, 'guid', 'code', 'id')


def _kind(type_: str, title: str) -> Kind | None:
    """What has a type is a talk, unless its title says otherwise."""
    if type_.lower() in _KINDS:
        return _KINDS[type_.lower()]
    return Kind.TALK if type_ and kind_of(title) is None else None


def _end(event: Record, start: int | None) -> int | None:
    if start is None:
        return None
    duration = times.lasting(event.get('duration'))
    if duration is not None:
        return start + duration
    begin, end = times.moment(event.get('date')), times.moment(event.get('end'))
    if begin and end and begin.minutes is not None and end.minutes is not None:
        lasts = (end.date - begin.date).days * DAY + end.minutes - begin.minutes
        if begin.offset is not None and end.offset is not None:
            lasts -= end.offset - begin.offset
        return start + lasts if lasts >= 0 else None
    told = times.clock(text(event.get('end')))
    return None if told is None else told if told >= start else told + DAY


def _tracks(conference: Record, losses: Losses) -> Iterator[TrackName]:
    for one in sequence(conference.get('tracks')):
        if isinstance(one, str):
            yield TrackName(one.strip())
            continue
        track = record(one)
        colour = first(track, 'color', 'colour') or first(record(track.get('colors')), 'light', 'dark')
        if name := first(track, 'name', 'title'):
            yield TrackName(name, colour.lower() if _COLOUR.fullmatch(colour) else '')
        elif track:
            losses.dropped('track', text(track.get('slug')), 'has no name')


def _short(acronym: str) -> str:
    """An acronym that people would write: `Camp2019`, not `camp-2019-main`."""
    return acronym if re.fullmatch(r'(?=.*[A-Z])[\w ]{2,20}', acronym) else ''


def _web(address: str) -> str:
    return address if re.match(r'https?://', address) else ''


def _address(conference: Record) -> str:
    found = [_web(text(conference.get(key))) for key in ('url', 'base_url')]
    return next((one for one in found if one and '//localhost' not in one), '')


def day_of(
    date: object, end: object, change: object = None, start: object = None
) -> tuple[datetime.date | None, int | None]:
    """The date of a day element, and when it ends in minutes after the midnight that follows it."""
    found = times.moment(date) or times.moment(start)
    last = times.moment(end)
    if found is None:
        return None, None
    if last is not None and last.minutes is not None and last.date == found.date + datetime.timedelta(days=1):
        return found.date, last.minutes + 1
    return found.date, times.clock(text(change))


def together(given: Given, blobs: Sequence[Blob], schedules: Iterable[Schedule], what: str, losses: Losses) -> Draft:
    """One programme of the schedules that the blobs hold; files that are none, or another event's, are told."""
    drafts: list[Draft] = []
    for blob, schedule in zip(blobs, schedules, strict=True):
        found = draft(schedule, losses)
        if drafts and found.title != drafts[0].title:
            losses.dropped('file', blob.name, 'is the programme of another event')
        else:
            drafts.append(found)
    for blob in given.blobs:
        if blob not in blobs:
            losses.dropped('file', blob.name, f'is no {what}')
    return merged(drafts, losses)


def merged(drafts: Sequence[Draft], losses: Losses) -> Draft:
    """Several files of one event as one; what the files have in common stands once."""
    whole = drafts[0]
    for more in drafts[1:]:
        known = {item.key for item in whole.items if item.key}
        sessions, tracks = {one.key for one in whole.sessions}, {one.name for one in whole.tracks}
        twice = [item for item in more.items if item.key in known]
        for item in twice:
            losses.dropped('event', item.title, 'stands in two files: that of the first is taken', item.origin)
        whole = replace(
            whole,
            items=whole.items + tuple(item for item in more.items if item.key not in known),
            sessions=whole.sessions + tuple(one for one in more.sessions if one.key not in sessions),
            rooms=tuple(dict.fromkeys(whole.rooms + more.rooms)),
            tracks=whole.tracks + tuple(one for one in more.tracks if one.name not in tracks),
        )
    return whole
