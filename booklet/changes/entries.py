"""A programme as a flat list of what stands in it.

In: an `Event`. Out: `Entry`s in the order of the programme: sessions, their slots and posters, all other slots, posters
and talks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from booklet.changes.kinds import AND, NO_TEXT, Place, Subject
from booklet.model import Contribution, Day, Event, Role, Session, Slot, Talk, Text, Track

_WORD = re.compile(r'[^\W_]+')


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """`session` and `home` are id and title of the session that it stands in.

    `implied`: a session's times are those of its slots.
    """

    kind: str
    id: str
    title: Text
    place: Place
    people: tuple[Contribution, ...] = ()
    talk: Talk | None = None
    session: str = ''
    home: Text = NO_TEXT
    track: Track | None = None
    note: Text = NO_TEXT
    cancelled: bool = False
    implied: bool = False

    @property
    def announced(self) -> bool:
        return self.talk is None or self.talk.announced

    @property
    def subject(self) -> Subject:
        named = [c for c in self.people if c.role is not Role.AUTHOR] or self.people
        people = tuple(c.person.name for c in named)
        return Subject(self.kind, self.id, self.title, people, self.place, self.announced)


def entries(event: Event) -> list[Entry]:
    return [*_all(event)]


def _all(event: Event) -> Iterator[Entry]:
    for day in event.days:
        for item in day.items:
            if isinstance(item, Session):
                yield from _session(day, item)
            else:
                yield _slot(day, item, None)
    for poster in event.posters:
        yield _talk('poster', poster.talk, Place(board=poster.board))
    for talk in event.talks:
        yield _talk('talk', talk, Place())


def _session(day: Day, session: Session) -> Iterator[Entry]:
    room = session.room.name if session.room else ''
    starts = [slot.start for slot in session.slots if slot.start is not None]
    implied = session.start is None
    start = min(starts, default=None) if implied else session.start
    yield Entry(
        'session',
        session.id,
        session.title,
        Place(day.date, start, session.end, room),
        session.chairs,
        track=session.track,
        note=session.note,
        cancelled=session.cancelled,
        implied=implied,
    )
    for slot in session.slots:
        yield _slot(day, slot, session)
    for poster in session.posters:
        place = Place(day.date, session.start, None, room, poster.board)
        yield _talk('poster', poster.talk, place, session)


def _slot(day: Day, slot: Slot, session: Session | None) -> Entry:
    rooms = slot.rooms or ((session.room,) if session and session.room else ())
    place = Place(day.date, slot.start, slot.end, AND.join(room.name for room in rooms))
    if slot.talk is not None:
        return _talk('talk', slot.talk, place, session, slot.note)
    return Entry(
        slot.kind.value,
        '',
        slot.title,
        place,
        slot.people,
        session=session.id if session else '',
        home=session.title if session else NO_TEXT,
        track=slot.track,
        note=slot.note,
        cancelled=slot.cancelled,
    )


def _talk(kind: str, talk: Talk, place: Place, session: Session | None = None, note: Text = NO_TEXT) -> Entry:
    return Entry(
        kind,
        talk.id,
        talk.title,
        place,
        talk.people,
        talk,
        session.id if session else '',
        session.title if session else NO_TEXT,
        talk.track,
        note,
        talk.cancelled,
    )


def folded(text: str) -> str:
    """Words without case, accents and punctuation, one space between them."""
    if not text.isascii():
        text = ''.join(c for c in unicodedata.normalize('NFKD', text) if not 0x300 <= ord(c) < 0x370)
    return ' '.join(_WORD.findall(text.casefold()))
