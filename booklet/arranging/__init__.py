"""A draft to the model: days, sessions, items in their order, everybody once, each with an id that stays.

In: a `Draft`, and what the last import named. Out: an `Event` that the content can hold, the ids by the source's keys,
and in the losses what could not stand where the source has it.
"""

from __future__ import annotations

import datetime
import re
import zoneinfo
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from booklet.arranging.clean import address, line, long_text, title, tongue
from booklet.arranging.items import told_kind, usable
from booklet.arranging.joining import Joined
from booklet.arranging.naming import Keys, Known, Namer, Wanted
from booklet.arranging.nights import fold_nights
from booklet.draft import Draft, Gathering, Item, Losses, Someone
from booklet.load import COLOUR, keys
from booklet.load.context import visible
from booklet.load.programme import UNANNOUNCED
from booklet.load.times import LAST
from booklet.model import (
    Contribution,
    Day,
    Event,
    Kind,
    Person,
    Poster,
    Role,
    Room,
    Session,
    Slot,
    Sponsor,
    Talk,
    Text,
    Track,
)
from booklet.reading.languages import language_of
from booklet.reading.words import folded

_NOTE = 200  # letters: no note is longer
_MARKED = re.compile(r'[*_`<>$\\\[\]#]|\n')  # what only a marked-up text has
_CALLED = {Kind.SOCIAL: 'a social event', Kind.REMARKS: 'a remark', Kind.END: 'an end'}
_LATER = 10**6  # in minutes: where untimed items stand among timed ones
NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True)
class Arranged:
    event: Event
    keys: Keys


def arrange(draft: Draft, losses: Losses, known: Known = NOTHING_KNOWN) -> Arranged:
    return _Arranger(draft, losses, known).arranged()


class _Arranger:
    """Tables of what is named, and the programme put together with them."""

    def __init__(self, draft: Draft, losses: Losses, known: Known) -> None:
        self.draft = draft
        self.losses = losses
        self.known = known
        self.language = tongue(draft.language, '') or language_of(draft, losses)
        self.items = [timed for item in fold_nights(draft.items) if (timed := usable(item, losses)) is not None]
        self.sessions = {one.key: one for one in draft.sessions if one.key}
        self.people = Joined(self._everyone(), losses, known, self.language)
        self.rooms, self.room_names = self._rooms()
        self.places = {room.id: place for place, room in enumerate(self.rooms.values())}
        self.tracks, self.track_names = self._tracks()
        self.talk_names = Namer(known.keys.get('talks', {}), 'talk')
        self.session_names = Namer(known.keys.get('sessions', {}), 'session', known.keys.get('talks', {}).values())
        self.ids = self._talk_ids()

    def arranged(self) -> Arranged:
        draft = self.draft
        days = self._days()
        posters, talks = self._loose()
        start, end = self._dates(days)
        named = self._event_title()
        if named.source == keys.UNTITLED:
            self.losses.changed('field', 'title', 'the source names no event: write its title into content/event.yaml')
        event = Event(
            title=named,
            short_title=line(draft.short_title) or named.source,
            language=self.language,
            clock=24,
            subtitle=self._said(draft.subtitle),
            start=start,
            end=end,
            place=line(draft.place),
            time_zone=self._zone(),
            organisers=tuple(name for one in draft.organisers if (name := line(one))),
            url=address(draft.url, self.losses),
            days=days,
            people=self._people(),
            rooms=tuple(self.rooms.values()),
            tracks=tuple(self.tracks.values()),
            sponsors=tuple(
                Sponsor(line(one.name), line(one.tier), address(one.url, self.losses))
                for one in draft.sponsors
                if visible(line(one.name))
            ),
            posters=posters,
            talks=talks,
        )
        names = {
            'talks': self.talk_names.keys,
            'sessions': self.session_names.keys,
            'people': self.people.namer.keys,
            'affiliations': self.people.affiliations.namer.keys,
            'rooms': self.room_names.keys,
            'tracks': self.track_names.keys,
        }
        return Arranged(event, names)

    # --- the event ---

    def _event_title(self) -> Text:
        if visible(line(self.draft.title)):
            return title(self.draft.title, 'plain', self.language)
        return Text(keys.UNTITLED, 'plain', self.language)

    def _said(self, words: str) -> Text:
        """A title that is no talk's: such are all in the dialect of the event's own."""
        return Text(line(words), 'plain', self.language) if visible(line(words)) else Text('')

    def _dates(self, days: tuple[Day, ...]) -> tuple[datetime.date | None, datetime.date | None]:
        """As the source tells them, where they can be true; else those of the days."""
        first, last = (days[0].date, days[-1].date) if days else (None, None)
        start, end = self.draft.start or first, self.draft.end or last
        if start is not None and end is not None and end < start:
            if self.draft.start and self.draft.end:
                self.losses.changed('field', 'dates', 'the source lets the event end before it begins: from its days')
            return first, last
        return start, end or start

    def _zone(self) -> str:
        name = self.draft.time_zone.strip()
        if not name:
            return ''
        try:
            zoneinfo.ZoneInfo(name)
        except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
            self.losses.dropped('field', 'time zone', f'there is no time zone “{name[:40]}”')
            return ''
        return name

    # --- tables ---

    def _everyone(self) -> Iterator[Someone]:
        yield from self.draft.people
        for item in self.draft.items:
            yield from (part.person for part in item.people)
        for session in self.draft.sessions:
            yield from session.chairs

    def _rooms(self) -> tuple[dict[str, Room], Namer]:
        told = [*self.draft.rooms, *(s.room for s in self.draft.sessions), *(i.room for i in self.draft.items)]
        told += [name for item in self.draft.items for name in item.further_rooms]
        names = _each(told)
        namer = Namer(self.known.keys.get('rooms', {}), 'room')
        ids = namer.name(Wanted('', key, (name,)) for key, name in names.items())
        return {key: Room(id_, name) for (key, name), id_ in zip(names.items(), ids, strict=True)}, namer

    def _tracks(self) -> tuple[dict[str, Track], Namer]:
        colours = {folded(one.name): one.colour for one in self.draft.tracks if COLOUR.fullmatch(one.colour)}
        told = [one.name for one in self.draft.tracks]
        names = _each([*told, *(s.track for s in self.draft.sessions), *(i.track for i in self.draft.items)])
        namer = Namer(self.known.keys.get('tracks', {}), 'track')
        ids = namer.name(Wanted('', key, (name,)) for key, name in names.items())
        found = zip(names.items(), ids, strict=True)
        return {key: Track(id_, name, colours.get(key, '')) for (key, name), id_ in found}, namer

    def _talk_ids(self) -> dict[int, str]:
        """An id for every item; those of breaks are not used."""
        talks = [item for item in self.items if told_kind(item) is Kind.TALK]
        ids = self.talk_names.name(self._wanted(item) for item in talks)
        return {id(item): name for item, name in zip(talks, ids, strict=True)}

    def _wanted(self, item: Item) -> Wanted:
        speakers = [part.person for part in item.people if part.role is Role.SPEAKER] or [p.person for p in item.people]
        person = self.people.person(speakers[0]) if speakers else None
        words = '' if UNANNOUNCED.fullmatch(line(item.title)) and person else line(item.title)
        print_ = folded(f'{words} {person.name if person else ""}')
        return Wanted(item.key, print_, (person.family if person else '', words))

    # --- items ---

    def _slot(self, item: Item) -> Slot:
        kind = told_kind(item)
        room, track = self.rooms.get(_key(item.room)), self.tracks.get(_key(item.track))
        rooms = (self.rooms.get(_key(name)) for name in item.further_rooms)
        further = tuple(dict.fromkeys(one for one in rooms if one is not None and one != room)) if room else ()
        note = self._said(item.note)
        if kind is Kind.TALK:
            talk = self._talk(item)
            return Slot(
                kind,
                talk.title,
                item.start,
                item.end,
                talk,
                talk.people,
                room,
                talk.track,
                replace(note, dialect=talk.title.dialect) if note else note,
                talk.cancelled,
                further_rooms=further,
            )
        note = note or self._abstract_as_note(item)
        self._tell_bare(item, kind, bool(note) and not item.note)
        people = self._contributions(item)
        end = None if kind is Kind.END else item.end
        title = self._said(item.title)
        return Slot(
            kind, title, item.start, end, None, people, room, track, note, item.cancelled, further_rooms=further
        )

    def _abstract_as_note(self, item: Item) -> Text:
        """“Bring shoes.”: what fits below an item, and is not marked up."""
        words = line(item.abstract.source)
        return self._said(words) if len(words) <= _NOTE and not _MARKED.search(item.abstract.source) else Text('')

    def _tell_bare(self, item: Item, kind: Kind, noted: bool) -> None:
        """What only talks have is told where it is lost."""
        if item.abstract:
            fate = self.losses.set_aside if noted else self.losses.dropped
            reason = f'{_CALLED.get(kind, "a " + kind.value)} has none{": it is its note" if noted else ""}'
            fate('abstract', line(item.title), reason, item.origin)
        for name, value in (('subtitle', item.subtitle), ('url', item.url), ('keywords', item.keywords)):
            if value:
                self.losses.fields[f'{name} of breaks and remarks'] += 1

    def _talk(self, item: Item) -> Talk:
        language = tongue(item.language or item.abstract.language, self.language)
        heading = title(item.title, item.dialect, language)
        subtitle = line(item.subtitle)
        return Talk(
            id=self.ids[id(item)],
            title=heading,
            people=self._contributions(item),
            abstract=long_text(item.abstract, language),
            subtitle=Text(subtitle, heading.dialect, language) if visible(subtitle) else Text(''),
            announced=not UNANNOUNCED.fullmatch(heading.source),
            cancelled=item.cancelled,
            track=self.tracks.get(_key(item.track)),
            keywords=tuple(dict.fromkeys(word for one in item.keywords if visible(word := line(one)))),
            url=address(item.url, self.losses),
            repeat_of=self._repeated(item),
        )

    def _repeated(self, item: Item) -> str:
        name = self.talk_names.keys.get(f'#{item.repeat_of}', '') if item.repeat_of else ''
        return name if name != self.ids[id(item)] else ''

    def _contributions(self, item: Item) -> tuple[Contribution, ...]:
        found: dict[str, Contribution] = {}
        for part in item.people:
            person = self.people.person(part.person)
            if person is None or part.role is Role.CHAIR:
                continue
            if person.id in found:
                self.losses.changed('person', person.name, 'named twice for one event: once is enough', item.origin)
                continue
            places = self.people.affiliations.of(part.person.institutes) or person.affiliations
            found[person.id] = Contribution(person, part.role, places)
        return tuple(found.values())

    # --- days ---

    def _days(self) -> tuple[Day, ...]:
        """Every date on which something is, with its sessions and items in order of time."""
        dated: dict[datetime.date, list[tuple[tuple[int, int], Slot | Session]]] = {}
        gathered: dict[tuple[str, datetime.date], list[Item]] = {}
        for item in self.items:
            session = self.sessions.get(item.session)
            date = item.date or (session.date if session is not None else None)
            if date is None:
                continue
            if session is not None:
                gathered.setdefault((session.key, date), []).append(item)
            elif not (item.poster or item.board):
                slot = self._slot(item)
                dated.setdefault(date, []).append((self._order(slot), slot))
        held = {key for key, _ in gathered}
        for one in self.sessions.values():
            if one.date is not None and one.key not in held:
                gathered[one.key, one.date] = []
        for date, one_session in self._sessions(gathered):
            dated.setdefault(date, []).append((self._order(one_session), one_session))
        titles = {date: words for date, words in self.draft.days if visible(line(words))}
        return tuple(
            Day(date, self._said(titles.get(date, '')), tuple(item for _, item in sorted(dated[date], key=_first)))
            for date in sorted(dated)
        )

    def _order(self, item: Slot | Session) -> tuple[int, int]:
        """By time; of what begins together, as the rooms come."""
        starts = [item.start] if isinstance(item, Slot) else [item.start, *(slot.start for slot in item.slots)]
        known = [start for start in starts if start is not None]
        return min(known, default=_LATER), self.places[item.room.id] if item.room is not None else -1

    def _sessions(
        self, gathered: dict[tuple[str, datetime.date], list[Item]]
    ) -> Iterator[tuple[datetime.date, Session]]:
        """Sessions that have a date; one whose items lie on several days is one a day."""
        places = sorted(gathered, key=lambda place: (place[1], place[0]))
        first: dict[str, datetime.date] = {}
        wanted = []
        for key, date in places:
            one = self.sessions[key]
            again = '' if first.setdefault(key, date) == date else f'@{date}'
            wanted.append(Wanted(key + again, folded(f'{one.title} {date}'), (line(one.title),)))
        self.session_names.ids.used.update(self.ids.values())
        names = self.session_names.name(wanted)
        for (key, date), name in zip(places, names, strict=True):
            yield date, self._session(self.sessions[key], name, date, gathered[key, date])

    def _session(self, one: Gathering, name: str, date: datetime.date, items: list[Item]) -> Session:
        hung = [item for item in items if item.poster or item.board]
        slots = [self._slot(item) for item in items if not (item.poster or item.board)]
        start, end = (one.start, one.end) if one.date in (None, date) else (None, None)
        if start is not None and not 0 <= start < LAST:
            start = None
        if end is not None and (start is None or not start <= end < LAST):
            end = None
        chairs = {}
        for someone in one.chairs:
            person = self.people.person(someone)
            if person is not None:
                places = self.people.affiliations.of(someone.institutes) or person.affiliations
                chairs[person.id] = Contribution(person, Role.CHAIR, places)
        return Session(
            id=name,
            title=self._said(one.title) or self._said(one.track) or self._said(one.room) or self._said('Session'),
            start=start,
            end=end,
            chairs=tuple(chairs.values()),
            room=self.rooms.get(_key(one.room)),
            track=self.tracks.get(_key(one.track)),
            slots=tuple(sorted(slots, key=lambda slot: _LATER if slot.start is None else slot.start)),
            posters=tuple(self._poster(item) for item in hung),
            note=self._said(one.note),
            cancelled=one.cancelled,
        )

    def _poster(self, item: Item) -> Poster:
        if item.start is not None:
            self.losses.fields['times of posters'] += 1
        return Poster(line(item.board), self._talk(item))

    def _loose(self) -> tuple[tuple[Poster, ...], tuple[Talk, ...]]:
        """Posters that hang in no session, and talks without a day."""
        posters: list[Poster] = []
        talks: list[Talk] = []
        for item in self.items:
            session = self.sessions.get(item.session)
            dated = item.date or (session.date if session is not None else None)
            if item.poster or item.board:
                if session is None or dated is None:
                    posters.append(self._poster(item))
            elif dated is not None:
                continue
            elif told_kind(item) is Kind.TALK:
                self.losses.set_aside('event', line(item.title), 'has no date: it stands below “talks”', item.origin)
                talks.append(self._talk(item))
            else:
                self.losses.dropped('event', line(item.title), 'is no talk, and has no date', item.origin)
        dated_items = {item.session for item in self.items if item.date is not None}
        for one in self.sessions.values():
            if one.date is None and one.key not in dated_items:
                self.losses.dropped('session', line(one.title) or one.key, 'has no date', one.origin)
        return tuple(posters), tuple(talks)

    def _people(self) -> tuple[Person, ...]:
        """All, by family and given name."""
        return tuple(sorted(self.people.people.values(), key=lambda p: (p.family.casefold(), p.given.casefold(), p.id)))


def _first(pair: tuple[tuple[int, int], object]) -> tuple[int, int]:
    return pair[0]


def _key(name: str) -> str:
    """What tells a room or track from others."""
    return folded(name) or line(name)


def _each(names: Iterable[str]) -> dict[str, str]:
    """Names by what tells them apart, as first spelled, in the order in which they come."""
    found: dict[str, str] = {}
    for name in names:
        shown = line(name)
        if visible(shown):
            found.setdefault(_key(shown), shown)
    return found
