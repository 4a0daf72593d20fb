"""What takes place and when: the programme as calendars see it, one thing after the other.

In: an `Event`. Out: `Occasion`s in the order of the programme, each with a name that stays when others change.

A session is an occasion where there is nothing else in it, or posters, which it names unless they shall stand apart.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from booklet.exporters.inventory import talks
from booklet.exporters.left import Left
from booklet.load.ids import Ids
from booklet.model import Contribution, Event, Kind, Room, Session, Slot, Talk, Text, Track

NO_TIME = 'they have no time of their own'


@dataclass(frozen=True, slots=True)
class Occasion:
    """`name`: a talk's or session's id, or one made of what a break is. `date` is the programme's day; `start` and
    `end` are minutes after its midnight. `within`: the session that it belongs to. `stands_for`: posters that it names.
    """

    name: str
    date: datetime.date
    of: Slot | Session
    start: int | None
    end: int | None
    within: Session | None = None
    is_poster: bool = False
    stands_for: tuple[Talk, ...] = ()

    @property
    def kind(self) -> str:
        if self.is_poster:
            return 'Poster'
        return self.of.kind.value if isinstance(self.of, Slot) else 'session'

    @property
    def title(self) -> Text:
        return self.talk.title if self.talk else self.of.title

    @property
    def talk(self) -> Talk | None:
        return self.of.talk if isinstance(self.of, Slot) else None

    @property
    def people(self) -> tuple[Contribution, ...]:
        return self.of.people if isinstance(self.of, Slot) else self.of.chairs

    @property
    def room(self) -> Room | None:
        return self.of.room or (self.within.room if self.within else None)

    @property
    def rooms(self) -> tuple[Room, ...]:
        """All rooms that it takes place in."""
        further = self.of.further_rooms if isinstance(self.of, Slot) else ()
        return (self.room, *further) if self.room is not None else ()

    @property
    def track(self) -> Track | None:
        return self.of.track or (self.within.track if self.within else None)

    @property
    def cancelled(self) -> bool:
        return self.of.cancelled or (self.within is not None and self.within.cancelled)


def occasions(event: Event, left: Left, posters_apart: bool = False) -> tuple[Occasion, ...]:
    """All that have a day, timed or not. `posters_apart`: each by itself, in the time of its session."""
    found = tuple(_Walk(event, left, posters_apart).occasions())
    left.out('posters', NO_TIME, len(event.posters))
    left.out('talks without a day', 'they have no time', len(event.talks))
    return found


def moment(date: datetime.date, minutes: int) -> datetime.datetime | None:
    """The wall clock's time; None beyond the last day that there is."""
    try:
        return datetime.datetime.combine(date, datetime.time()) + datetime.timedelta(minutes=minutes)
    except OverflowError:
        return None


class _Walk:
    """Goes through the days and names what has no id."""

    def __init__(self, event: Event, left: Left, posters_apart: bool) -> None:
        self.event = event
        self.posters_apart = posters_apart
        self.left = left
        sessions = {item.id for day in event.days for item in day.items if isinstance(item, Session)}
        self.ids = Ids({talk.id for talk in talks(event)} | sessions)

    def occasions(self) -> Iterator[Occasion]:
        for day in self.event.days:
            for item in day.items:
                if isinstance(item, Session):
                    yield from self._session(day.date, item)
                else:
                    yield from self._slot(day.date, item, None)

    def _slot(self, date: datetime.date, slot: Slot, within: Session | None) -> Iterator[Occasion]:
        if slot.kind is Kind.END:
            return
        if slot.start is None and slot.end is not None:
            self.left.out('ends of items', 'it is not told when they begin')
        end = slot.end if slot.start is not None else None
        yield Occasion(self._name(date, slot), date, slot, slot.start, end, within)

    def _name(self, date: datetime.date, slot: Slot) -> str:
        if slot.talk is not None:
            return slot.talk.id
        time = '' if slot.start is None else f'{slot.start // 60:02}{slot.start % 60:02}'
        return self.ids.make(slot.kind.value, str(date), time, slot.title.source, fallback='item')

    def _session(self, date: datetime.date, session: Session) -> Iterator[Occasion]:
        slots = [slot for slot in session.slots if slot.kind is not Kind.END]
        if session.start is None:
            self.left.out('posters', NO_TIME, len(session.posters))
        elif session.posters and self.posters_apart:
            yield from self._posters(date, session)
        elif session.posters or not slots:
            yield self._standing(date, session)
        for slot in slots:
            if slot.start is None and session.start is not None:
                self.left.changed('items', f'{NO_TIME}, and stand there at that of their session')
                slot = replace(slot, start=session.start, end=session.end)
            yield from self._slot(date, slot, session)

    def _posters(self, date: datetime.date, session: Session) -> Iterator[Occasion]:
        self.left.changed('posters', 'they have the time of their session', len(session.posters))
        for poster in session.posters:
            talk = poster.talk
            slot = Slot(
                Kind.TALK, talk.title, session.start, session.end, talk, talk.people, None, talk.track,
                cancelled=talk.cancelled,
            )  # fmt: skip
            yield Occasion(talk.id, date, slot, slot.start, slot.end, session, is_poster=True)

    def _standing(self, date: datetime.date, session: Session) -> Occasion:
        """The session itself: in a calendar, fifty posters would hide everything else."""
        named = tuple(poster.talk for poster in session.posters)
        self.left.changed('posters', 'their session stands for them and names them', len(named))
        self.left.out('abstracts', 'a session stands for their posters', sum(bool(talk.abstract) for talk in named))
        return Occasion(session.id, date, session, session.start, session.end, None, stands_for=named)
