"""The records of Indico's exports, one by one.

In: events, contributions, sessions, timetable entries, abstracts as JSON has them. Out: a `Book` that gathers items,
sessions and people, and makes the `Draft`.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field, replace

from booklet.importers import credits
from booklet.importers.draft import Draft, Gathering, Institute, Item, Losses, Part, Someone, TrackName
from booklet.importers.instants import DAY, Times, span
from booklet.importers.people import person as someone_named
from booklet.importers.times import Moment, lasting, moment
from booklet.importers.values import Record, first, names, number, record, records, sequence, text
from booklet.model import Kind, Text

_GAP = 15  # minutes without a talk after which a session known only by its talks begins anew

_DULL = names(
    '_type _fossil id db_id friendly_id friendlyId uniqueId scheduleEntryId conferenceId contributionId categoryId '
    'sessionId sessionSlotId sessionSlotEntryId hasAnyProtection creationDate creator visibility allowed url pdf color '
    'textColor inheritLoc inheritRoom inherit_location isParallel isParallelInSession canSwapUp canSwapDown numSlots '
    'label roomMapURL contribDuration adjustedStartDate adjustedEndDate modificationDate protection isPoster '
    'conference lastModified fullSizeMaterial'
)
_PLACE = names('startDate endDate duration room roomFullname room_name location venue_name')
_EVENT = (
    _DULL
    | _PLACE
    | names(
        'title timezone type category address chairs organizer language keywords contributions sessions occurrences'
    )
)
_TALK = (
    _DULL
    | _PLACE
    | names(
        'title description speakers presenters authors primaryauthors coauthors keywords track session board_number '
        'boardNumber subContributions entryType sessionCode address abstract_id start_dt end_dt persons '
        'session_block'
    )
)
_SESSION = (
    _DULL
    | _PLACE
    | names(
        'title slotTitle conveners sessionConveners contributions entries session sessionCode entryType address code'
    )
)
_ABSTRACT = names(
    'id friendly_id title content state persons accepted_track submitted_dt modified_dt judgment_dt submitter judge '
    'modified_by submitted_for_tracks reviewed_for_tracks submitted_contrib_type duplicate_of merged_into score '
    'score_std'
)
_PERSON = names(
    '_type _fossil id db_id person_id first_name last_name firstName familyName fullName full_name name affiliation '
    'affiliation_link affiliation_meta emailHash email_hash displayOrderKey is_speaker author_type title'
)


@dataclass(slots=True)
class Book:
    """What was read so far; `talks` by the contributions' ids, so that several exports of one event come together."""

    losses: Losses
    head: Record = field(default_factory=dict)
    zone: str = ''
    talks: dict[str, Item] = field(default_factory=dict)
    others: list[Item] = field(default_factory=list)
    sessions: dict[str, Gathering] = field(default_factory=dict)
    tracks: dict[str, TrackName] = field(default_factory=dict)
    abstracts: dict[str, str] = field(default_factory=dict)  # the contribution's key by that of its abstract
    named: list[tuple[str, str]] = field(default_factory=list)  # a talk's key, and the session it names by title alone

    def put(self, item: Item) -> None:
        """An item, or what one more export tells of it: what is filled holds over what is empty."""
        old = self.talks.get(item.key)
        if not item.key:
            self.others.append(item)
        else:
            self.talks[item.key] = item if old is None else merged(old, item)

    def draft(self) -> Draft:
        self._name_sessions()
        return replace(
            _head(self.head, self.losses),
            time_zone=text(self.head.get('timezone')) or self.zone,
            items=(*self.talks.values(), *self.others),
            sessions=tuple(self.sessions.values()),
            tracks=tuple(self.tracks.values()),
        )

    def _name_sessions(self) -> None:
        """Sessions of which only titles are told: one for talks of a title, a day and a room that follow each other."""
        groups: dict[tuple[str, datetime.date | None, str], list[Item]] = {}
        for key, title in self.named:
            item = self.talks.get(key)
            if item is not None and not item.session:
                groups.setdefault((title, item.date, item.room), []).append(item)
        in_order = sorted(groups.items(), key=lambda one: (one[0][1] or datetime.date.max, one[0][2]))
        for (title, _, room), items in in_order:
            until: int | None = None
            session = ''
            for item in sorted(items, key=lambda one: (one.start is None, one.start or 0)):
                if not session or (None not in (until, item.start) and (item.start or 0) - (until or 0) >= _GAP):
                    session = self._new_session(title, room, item)
                self.talks[item.key] = replace(item, session=session)
                until = item.end if item.end is not None else until

    def _new_session(self, title: str, room: str, of: Item) -> str:
        key, again = title, 1
        while key in self.sessions:
            again += 1
            key = f'{title}#{again}'
        self.sessions[key] = Gathering(key, title, date=of.date, room=room, origin=f'session “{title}”')
        return key


def merged(old: Item, new: Item) -> Item:
    """Two exports of one contribution: the people of the one that names more, everything else of whichever has it."""
    timed = new if new.start is not None or old.date is None else old
    return replace(
        new,
        title=new.title or old.title,
        abstract=old.abstract if len(old.abstract.source) >= len(new.abstract.source) else new.abstract,
        people=new.people if len(new.people) > len(old.people) else old.people,
        room=new.room or old.room,
        track=new.track or old.track,
        session=new.session or old.session,
        board=new.board or old.board,
        keywords=new.keywords or old.keywords,
        url=new.url or old.url,
        date=timed.date,
        start=timed.start,
        end=timed.end,
        poster=new.poster or old.poster,
    )


# --- the event ---


def _head(event: Record, losses: Losses) -> Draft:
    start, end = when(event.get('startDate'), ''), when(event.get('endDate'), '')
    organisers = [line.strip() for line in text(event.get('organizer')).split('\n')]
    if event.get('type') != 'simple_event':
        organisers += [someone(one, losses).name for one in records(event.get('chairs'))]
    return Draft(
        title=text(event.get('title')),
        start=start.date if start else None,
        end=end.date if end else None,
        place=first(event, 'location', 'address'),
        language=text(event.get('language')),
        url=text(event.get('url')),
        organisers=tuple(dict.fromkeys(name for name in organisers if name)),
    )


def read_event(event: Record, book: Book, alone: bool = True) -> None:
    zone = text(event.get('timezone'))
    if not book.head:
        book.head = event if alone else {'title': event.get('category'), 'timezone': zone}
        book.zone = zone
    book.losses.unread(event, _EVENT, 'event.')
    if text(event.get('location')):
        book.losses.unread({'address': event.get('address')}, frozenset(), 'event.')
    detailed = any(isinstance(event.get(name), list) for name in ('contributions', 'sessions'))
    lecture = event.get('type') == 'simple_event'
    if not alone or lecture or (not detailed and event.get('chairs')):
        book.put(_lecture(event, zone, book.losses))
    for one in records(event.get('contributions')):
        _contribution(one, zone, book, '')
    for one in records(event.get('sessions')):
        _session(one, zone, book)


def _lecture(event: Record, zone: str, losses: Losses) -> Item:
    """An event that is one talk: its chairpersons are who speaks."""
    date, start, end = _times(event, zone)
    return Item(
        title=text(event.get('title')),
        key=f'event {text(event.get("id"))}',
        abstract=Text(text(event.get('description'))),
        date=date,
        start=start,
        end=end,
        room=first(event, 'roomFullname', 'room'),
        people=tuple(Part(someone(one, losses)) for one in records(event.get('chairs'))),
        keywords=words(event.get('keywords')),
        url=text(event.get('url')),
        origin=f'event {text(event.get("id"))}',
    )


def _session(one: Record, zone: str, book: Book) -> None:
    """A block of a session, or in exports of old a whole session; its contributions are in it."""
    session = record(one.get('session')) or one
    key = f'session {first(one, "db_id", "id")}'
    date, start, end = _times(one, zone)
    chairs = records(one.get('conveners')) or records(session.get('sessionConveners'))
    title = session_title(text(session.get('title')) or text(one.get('title')), text(one.get('slotTitle')))
    book.losses.unread(one, _SESSION | {'description'}, 'session.')
    if text(session.get('description')):
        book.losses.fields['session.description'] += 1
    book.sessions[key] = Gathering(
        key,
        title,
        date=date,
        start=start,
        end=end,
        room=first(one, 'roomFullname', 'room'),
        chairs=tuple(someone(chair, book.losses) for chair in chairs),
        origin=key,
    )
    for talk in records(one.get('contributions')):
        _contribution(talk, zone, book, key, poster=session.get('isPoster') is True)


def session_title(title: str, slot: str) -> str:
    return f'{title}: {slot}' if slot and slot not in title else title


def _contribution(one: Record, zone: str, book: Book, session: str, poster: bool = False) -> None:
    date, start, end = _times(one, zone)
    key = first(one, 'db_id', 'contributionId', 'id')
    kind = one.get('type')
    authors = records(one.get('primaryauthors')) + records(one.get('coauthors')) + records(one.get('authors'))
    item = Item(
        title=text(one.get('title')),
        key=key,
        kind=Kind.TALK,
        abstract=Text(text(one.get('description'))),
        date=date,
        start=start,
        end=end,
        room=first(one, 'roomFullname', 'room', 'room_name'),
        track=text(one.get('track')),
        session=session,
        people=parts(records(one.get('speakers')) + records(one.get('presenters')), authors, book.losses),
        keywords=words(one.get('keywords')),
        url=_public(text(one.get('url'))),
        poster=poster or is_poster(text(kind)),
        board=first(one, 'board_number', 'boardNumber'),
        origin=f'contribution {first(one, "friendly_id", "id")}',
    )
    book.losses.unread(one, _TALK, 'contribution.')
    book.put(item)
    if not session and text(one.get('session')):
        book.named.append((key, text(one.get('session'))))
    _parts_of(one, item, book)


def _parts_of(one: Record, item: Item, book: Book) -> None:
    """Subcontributions follow each other: what of the time is theirs is told by how long they last."""
    children = records(one.get('subContributions'))
    lengths = [lasting(child.get('duration')) or 0 for child in children]
    at = item.start if item.end is not None and item.start is not None and all(lengths) else None
    fits = at is not None and at + sum(lengths) <= (item.end or 0)
    for child, length in zip(children, lengths, strict=True):
        title = text(child.get('title'))
        book.losses.unread(child, _TALK, 'subcontribution.')
        if fits:
            book.losses.changed('time', title, f'a part of “{item.title}”: its time is reckoned from durations')
        book.put(
            replace(
                item,
                title=title,
                key=f'{item.key}-{first(child, "db_id", "id")}',
                abstract=Text(text(child.get('description'))),
                people=parts(records(child.get('speakers')), [], book.losses),
                start=at if fits else None,
                end=(at or 0) + length if fits else None,
                url=_public(text(child.get('url'))),
                keywords=(),
                board='',
                origin=f'{item.origin}, part {text(child.get("id"))}',
            )
        )
        at = (at or 0) + length
        if item.key and not item.session and text(one.get('session')):
            book.named.append((f'{item.key}-{first(child, "db_id", "id")}', text(one.get('session'))))


# --- the timetable ---


def read_timetable(event: str, days: Record, book: Book) -> None:
    """Each entry once: a block that ends on another day stands in both."""
    seen: set[str] = set()
    for day in sorted(days):
        for name, value in record(days[day]).items():
            entry = record(value)
            if name not in seen and entry:
                seen.add(name)
                book.zone = book.zone or text(record(entry.get('startDate')).get('tz'))
                _entry(entry, book, '')


def _entry(entry: Record, book: Book, session: str, poster: bool = False) -> None:
    zone = text(book.head.get('timezone')) or book.zone
    kind = entry.get('entryType')
    if kind == 'Session':
        key = f'session {first(entry, "sessionSlotId", "id")}'
        date, start, end = _times(entry, zone)
        book.losses.unread({**entry, 'attachments': _files(entry)}, _SESSION, 'session.')
        book.sessions[key] = Gathering(
            key,
            session_title(text(entry.get('title')), text(entry.get('slotTitle'))),
            date=date,
            start=start,
            end=end,
            room=text(entry.get('room')),
            chairs=tuple(someone(one, book.losses) for one in records(entry.get('conveners'))),
            origin=key,
        )
        for one in records(entry.get('entries')):
            _entry(one, book, key, poster=entry.get('isPoster') is True)
    elif kind == 'Break':
        date, start, end = _times(entry, zone)
        book.losses.unread(entry, _TALK - {'description'}, 'break.')
        item = Item(
            title=text(entry.get('title')),
            key=f'break {text(entry.get("id"))}',
            kind=Kind.BREAK,
            date=date,
            start=start,
            end=end,
            room=text(entry.get('room')),
            session=session,
            origin=f'break {text(entry.get("id"))}',
        )
        book.put(_told_kind(item))
    elif kind == 'Contribution':
        _contribution({**entry, 'attachments': _files(entry)}, zone, book, session, poster)
    else:
        book.losses.dropped('event', text(entry.get('title')), f'an entry of an unknown type, “{text(kind)}”')


def _told_kind(item: Item) -> Item:
    """Whatever is not a talk is a break in Indico; its words may tell it closer."""
    from booklet.importers.kinds import kind_of

    return replace(item, kind=kind_of(item.title) or Kind.BREAK)


def _files(entry: Record) -> object:
    held = record(entry.get('attachments'))
    return sequence(held.get('files')) + sequence(held.get('folders')) if held else entry.get('attachments')


# --- contributions and abstracts of the management pages ---


def read_contributions(found: list[Record], book: Book) -> None:
    """Times are in UTC here, and the event's zone is not named: they stay so, and the programme says UTC."""
    zone = text(book.head.get('timezone')) or book.zone
    told = any(one.get('start_dt') for one in found)
    if told and not zone:
        book.zone = 'UTC'
        book.losses.changed('time', 'all', 'the export tells times in UTC alone: give the event’s JSON beside it')
    for one in found:
        start, end = moment(one.get('start_dt')), moment(one.get('end_dt'))
        session, block = record(one.get('session')), record(one.get('session_block'))
        date, begin, until = span(_moved(start, 'UTC', zone), _moved(end, 'UTC', zone))
        kind = text(record(one.get('type')).get('name'))
        key = text(one.get('id'))
        item = Item(
            title=text(one.get('title')),
            key=key,
            kind=Kind.TALK,
            abstract=Text(text(one.get('description')), 'markdown' if one.get('description') else ''),
            date=date,
            start=begin,
            end=until,
            room=text(one.get('room_name')),
            track=text(record(one.get('track')).get('title')),
            people=_persons(one, book.losses),
            keywords=words(one.get('keywords')),
            poster=is_poster(kind),
            board=text(one.get('board_number')),
            origin=f'contribution {text(one.get("friendly_id"))}',
        )
        book.losses.unread(one, _TALK, 'contribution.')
        book.put(item)
        if text(one.get('abstract_id')):
            book.abstracts[text(one.get('abstract_id'))] = key
        if session:
            title = session_title(text(session.get('title')), text(block.get('title')))
            book.named.append((key, title))


def read_abstracts(found: list[Record], book: Book) -> None:
    for one in found:
        title, origin = text(one.get('title')), f'abstract {first(one, "friendly_id", "id")}'
        state = text(one.get('state')).lower()
        if state and state != 'accepted':
            book.losses.dropped('event', title, f'its abstract is {state}, not accepted', origin)
            continue
        kind = text(record(one.get('accepted_contrib_type')).get('name'))
        book.losses.unread(one, _ABSTRACT, 'abstract.')
        contribution = book.abstracts.get(text(one.get('id')))
        if contribution is not None and book.talks[contribution].abstract:
            continue
        item = Item(
            title=title,
            key=contribution or f'abstract {text(one.get("id"))}',
            kind=Kind.TALK,
            abstract=Text(text(one.get('content')), 'markdown' if one.get('content') else ''),
            track=text(record(one.get('accepted_track')).get('title')),
            people=_persons(one, book.losses),
            poster=is_poster(kind),
            origin=origin,
        )
        book.put(item)


# --- what all of them share ---


def is_poster(kind: str) -> bool:
    return re.search(r'\bposters?\b', kind, re.IGNORECASE) is not None


def words(value: object) -> tuple[str, ...]:
    """Keywords: a list, or a text with one a line."""
    found = value if isinstance(value, list) else text(value).split('\n')
    return tuple(word for one in found if (word := text(one)))


def _public(url: str) -> str:
    """Addresses without a server lead nowhere."""
    return url if url.startswith('http') else ''


def parts(speakers: list[Record], authors: list[Record], losses: Losses) -> tuple[Part, ...]:
    return credits.parts([someone(one, losses) for one in authors], [someone(one, losses) for one in speakers])


def _persons(one: Record, losses: Losses) -> tuple[Part, ...]:
    """Persons with a flag for who speaks."""
    found = [(someone(person, losses), person.get('is_speaker') is True) for person in records(one.get('persons'))]
    return credits.parts([who for who, _ in found], [who for who, speaks in found if speaks])


def someone(one: Record, losses: Losses) -> Someone:
    given, family = first(one, 'first_name', 'firstName'), first(one, 'last_name', 'familyName')
    name = ' '.join(f'{given} {family}'.split())
    affiliation = text(one.get('affiliation'))
    losses.unread(one, _PERSON, 'person.')
    key = text(one.get('person_id'))
    if not name:
        named = someone_named(first(one, 'fullName', 'full_name', 'name'), affiliation)
        return replace(named, key=key)
    institutes = (Institute(' '.join(affiliation.split())),) if affiliation else ()
    return Someone(name, key, ' '.join(family.split()) if given else '', institutes)


def when(value: object, zone: str) -> Moment | None:
    """A date, a time and the zone they are in; on the clock of `zone` where that is another."""
    node = record(value)
    if not node:
        return moment(value)
    found = moment(f'{text(node.get("date"))} {text(node.get("time"))}'.strip())
    return _moved(found, text(node.get('tz')), zone)


def _moved(found: Moment | None, told: str, zone: str) -> Moment | None:
    from booklet.importers.zones import time_zone

    there, here = time_zone(told), time_zone(zone)
    if found is None or found.minutes is None:
        return found
    if there is None or here is None or told == zone:
        return replace(found, offset=None)
    try:
        at = datetime.datetime.combine(found.date, datetime.time()) + datetime.timedelta(minutes=found.minutes)
        moved = at.replace(tzinfo=there).astimezone(here)
    except OverflowError:
        return replace(found, offset=None)
    return Moment(moved.date(), moved.hour * 60 + moved.minute)


def _times(one: Record, zone: str) -> Times:
    """From start and end; without an end, from the duration."""
    date, start, end = span(when(one.get('startDate'), zone), when(one.get('endDate'), zone))
    minutes = number(one.get('duration'))
    if start is not None and end is None and minutes is not None and 0 < minutes < DAY:
        end = start + int(minutes)
    return date, start, end
