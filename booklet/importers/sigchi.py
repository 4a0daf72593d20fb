"""SIGCHI: the programme that ACM's conferences export for its mobile app and web gallery.

In: one JSON file, `conference.program.json`. Out: a `Draft`.

Read: names, dates, place and page of the conference; rooms, tracks, sponsors and their levels; sessions and events with
times, rooms, chairs and presenters; contents (papers, posters, demos) with title, abstract, authors, their institutions
and keywords. A content of a session has no time of its own; what stands in no session is a talk without a date; what
stands in several is told again. Times are counted as if they were UTC and mean the conference's own clock. Dropped:
awards, identifiers, videos, links for broadcasting, pictures, sizes of rooms.

The format: examples in sigchi/web-program-gallery; the schema of Conference Programs at programs.sigchi.org.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field, replace

from booklet.draft import Draft, Gathering, Institute, Item, Losses, Part, Someone, SponsorName, TrackName
from booklet.intake.given import Given, Refusal
from booklet.intake.values import Record, first, names, number, record, records, sequence, text
from booklet.model import Kind, Role, Text
from booklet.reading import credits
from booklet.reading.instants import Times, span
from booklet.reading.kinds import kind_of
from booklet.reading.times import Moment, moment
from booklet.source import Node

NAME = 'sigchi'
TITLE = 'the programme of a SIGCHI conference (JSON)'

MAX_ITEMS = 50_000

_TABLES = ('sessions', 'contents', 'people', 'timeSlots')
_PROGRAM = names(
    'schemeVersion dataVersion version cachePath isProgramEnabled conference sponsors sponsorLevels floors rooms '
    'tracks contentTypes timeSlots sessions events contents people publicationInfo'
)
_CONTENT = names('id title abstract authors typeId trackId keywords tags isBreak importedId source sessionIds eventIds')
_SESSION = names(
    'id name description typeId roomId chairIds contentIds timeSlotId startDate endDate presenterIds importedId source '
    'isParallelPresentation trackId'
)
_CONFERENCE = names(
    'id startDate endDate shortName name year fullName url location timeZoneOffset timeZoneName accessibilityFaqUrl '
    'hideVideoLinksBeforeConference'
)
_PERSON = names('id firstName lastName middleInitial affiliations importedId')


def recognise(given: Given) -> float:
    try:
        return 0.97 if any(_is_program(value) for _, value in given.json()) else 0.0
    except Refusal:
        return 0.0


def _is_program(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(name), list) for name in _TABLES)


@dataclass(slots=True)
class _Book:
    losses: Losses
    people: dict[str, Someone]
    rooms: dict[str, str]
    tracks: dict[str, str]
    kinds: dict[str, str]
    slots: dict[str, Record]
    contents: dict[str, Record]
    told: set[str] = field(default_factory=set)  # contents that stand somewhere
    items: list[Item] = field(default_factory=list)
    sessions: list[Gathering] = field(default_factory=list)


def read(given: Given, losses: Losses, mapping: Node | None) -> Draft:
    program = next((record(value) for _, value in given.json() if _is_program(value)), None)
    if program is None:
        raise Refusal(
            'this is no programme of SIGCHI', given.blobs[0].span(), f'it is an object with lists {", ".join(_TABLES)}'
        )
    losses.unread(program, _PROGRAM)
    book = _Book(
        losses,
        {text(one.get('id')): _someone(one, losses) for one in records(program['people'])},
        _named(program.get('rooms')),
        _named(program.get('tracks')),
        _named(program.get('contentTypes')),
        {text(one.get('id')): one for one in records(program['timeSlots'])},
        {text(one.get('id')): one for one in records(program['contents'])},
    )
    for one in records(program['sessions']):
        _session(one, 'session', book)
    for one in records(program.get('events')):
        _session(one, 'event', book)
    for key, content in book.contents.items():
        if key not in book.told:
            book.items.append(_content(content, '', book))
    return replace(
        _conference(record(program.get('conference')), losses),
        items=tuple(book.items),
        sessions=tuple(book.sessions),
        people=tuple(book.people.values()),
        rooms=tuple(book.rooms.values()),
        tracks=tuple(TrackName(name) for name in book.tracks.values()),
        sponsors=_sponsors(program),
    )


def _named(value: object) -> dict[str, str]:
    return {text(one.get('id')): name for one in records(value) if (name := text(one.get('name')))}


def _conference(one: Record, losses: Losses) -> Draft:
    losses.unread(one, _CONFERENCE, 'conference.')
    start, end = _moment(one.get('startDate')), _moment(one.get('endDate'))
    return Draft(
        title=first(one, 'fullName', 'name', 'shortName'),
        short_title=first(one, 'name', 'shortName'),
        start=start.date if start else None,
        end=end.date if end else None,
        place=text(one.get('location')),
        time_zone=text(one.get('timeZoneName')),
        url=text(one.get('url')),
    )


def _sponsors(program: Record) -> tuple[SponsorName, ...]:
    """By their levels, the highest first."""
    levels = {text(one.get('id')): one for one in records(program.get('sponsorLevels'))}

    def rank(one: Record) -> float:
        place = number(levels.get(text(one.get('levelId')), {}).get('rank'))
        return place if place is not None and abs(place) < 1e9 else 0

    return tuple(
        SponsorName(
            text(one.get('name')), text(levels.get(text(one.get('levelId')), {}).get('name')), text(one.get('url'))
        )
        for one in sorted(records(program.get('sponsors')), key=rank)
    )


# --- people ---


def _someone(one: Record, losses: Losses) -> Someone:
    losses.unread(one, _PERSON, 'person.')
    given, middle, family = text(one.get('firstName')), text(one.get('middleInitial')), text(one.get('lastName'))
    name = ' '.join(f'{given} {middle} {family}'.split())
    places = tuple(map(_institute, sequence(one.get('affiliations'))))
    return Someone(name, text(one.get('id')), ' '.join(family.split()) if given else '', tuple(filter(None, places)))


def _institute(value: object) -> Institute | None:
    """Department, then institution; city, state and country. In old files a name alone."""
    one = record(value) or {'institution': value}
    name = ', '.join(part for part in (text(one.get('dsl')), text(one.get('institution'))) if part)
    place = ', '.join(part for part in (text(one.get(key)) for key in ('city', 'state', 'country')) if part)
    return Institute(name or place, place if name else '') if name or place else None


def _authors(one: Record, book: _Book) -> list[Someone]:
    found = []
    for author in records(one.get('authors')):
        person = book.people.get(text(author.get('personId')))
        if person is None:
            book.losses.dropped('person', text(author.get('personId')), 'is an author of whom nothing is told')
            continue
        places = sequence(author.get('affiliations')) or sequence(author.get('institutions'))
        found.append(replace(person, institutes=tuple(filter(None, map(_institute, places))) or person.institutes))
    return found


# --- sessions and contents ---


def _session(one: Record, what: str, book: _Book) -> None:
    """A session or event with contents is a heading over them; without, it is an item."""
    title, origin = text(one.get('name')), f'{what} {text(one.get("id"))}'
    book.losses.unread(one, _SESSION, f'{what}.')
    date, start, end = _times(one, book)
    room, track = book.rooms.get(text(one.get('roomId')), ''), book.tracks.get(text(one.get('trackId')), '')
    chairs = _people(one, 'chairIds', book)
    contents = [key for each in sequence(one.get('contentIds')) if (key := text(each)) in book.contents]
    lost = len(sequence(one.get('contentIds'))) - len(contents)
    if lost:
        book.losses.dropped('event', f'{lost} of “{title}”', 'are named by their numbers alone', origin)
    description = text(one.get('description'))
    if not contents:
        speakers = tuple(Part(who) for who in _people(one, 'presenterIds', book))
        people = speakers + tuple(Part(who, Role.MODERATOR) for who in chairs)
        item = Item(title, origin, abstract=Text(description), date=date, start=start, end=end, room=room, track=track)
        kind = _bare_kind(title, book.kinds.get(text(one.get('typeId')), ''))
        book.items.append(credits.led(replace(item, kind=kind, people=people, origin=origin)))
        return
    if description:
        book.losses.fields[f'{what}.description'] += 1
    chairs += _people(one, 'presenterIds', book)
    book.sessions.append(
        Gathering(
            origin, title, date=date, start=start, end=end, room=room, track=track, chairs=tuple(chairs), origin=origin
        )
    )
    if len(book.items) + len(contents) > MAX_ITEMS:
        raise Refusal(f'more than {MAX_ITEMS:,} contents, those of several sessions counted in each')
    for key in contents:
        item = _content(book.contents[key], origin, book)
        if key in book.told:
            item = replace(item, key=f'{key}@{origin}', repeat_of=key)
        book.told.add(key)
        book.items.append(replace(item, date=date, room=room))


def _bare_kind(title: str, kind: str) -> Kind | None:
    """`Meal / refreshment` is a type of its own: what its title does not tell closer is a break."""
    return kind_of(title) or Kind.BREAK if re.search(r'\bmeal|refreshment|\bbreak', kind, re.IGNORECASE) else None


def _people(one: Record, name: str, book: _Book) -> list[Someone]:
    return [book.people[key] for each in sequence(one.get(name)) if (key := text(each)) in book.people]


def _content(one: Record, session: str, book: _Book) -> Item:
    kind = book.kinds.get(text(one.get('typeId')), '')
    key = text(one.get('id'))
    if key not in book.told:
        book.losses.unread(one, _CONTENT, 'content.')
    words = [text(word) for name in ('keywords', 'tags') for word in sequence(one.get(name))]
    return Item(
        title=text(one.get('title')),
        key=key,
        kind=None if one.get('isBreak') is True else Kind.TALK,
        abstract=Text(text(one.get('abstract'))),
        track=book.tracks.get(text(one.get('trackId')), ''),
        session=session,
        people=credits.parts(_authors(one, book)),
        keywords=tuple(word for word in words if word),
        poster=re.search(r'\bposters?\b|work-in-progress', kind, re.IGNORECASE) is not None,
        origin=f'content {key}',
    )


def _times(one: Record, book: _Book) -> Times:
    slot = book.slots.get(text(one.get('timeSlotId')), one)
    return span(_moment(slot.get('startDate')), _moment(slot.get('endDate')))


def _moment(value: object) -> Moment | None:
    """Milliseconds; what they say of UTC is meant of the conference's clock."""
    found = moment(value) if isinstance(value, int | float | str) else None
    return replace(found, offset=None) if found is not None and found.date > datetime.date(1990, 1, 1) else None
