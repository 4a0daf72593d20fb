"""What takes place and when: the programme as calendars see it, one thing after the other.

In: an `Event`. Out: `Occasion`s in the order of the programme, each with a name that stays when others change.

A session is no occasion where its items have times. Where they have none, the session stands for them, and names them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from booklet.exporters.inventory import talks
from booklet.exporters.left import Left
from booklet.load.ids import Ids
from booklet.model import Contribution, Event, Kind, Room, Session, Slot, Talk, Text, Track

NO_TIME = 'they have no time of their own'


@dataclass(frozen=True, slots=True)
class Occasion:
    """`name`: a talk's or session's id, or one made of what a break is. `date` is the programme's day; `start` and
    `end` are minutes after its midnight. `within`: the session that it belongs to. `stands_for`: items that it names.
    """

    name: str
    date: datetime.date
    of: Slot | Session
    start: int | None
    end: int | None
    within: Session | None = None
    stands_for: tuple[Talk, ...] = ()

    @property
    def kind(self) -> str:
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
    def track(self) -> Track | None:
        return self.of.track or (self.within.track if self.within else None)

    @property
    def cancelled(self) -> bool:
        return self.of.cancelled or (self.within is not None and self.within.cancelled)


def occasions(event: Event, left: Left) -> tuple[Occasion, ...]:
    """All that have a day, timed or not."""
    found = tuple(_Walk(event, left).occasions())
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

    def __init__(self, event: Event, left: Left) -> None:
        self.event = event
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
        timed = any(slot.start is not None and slot.kind is not Kind.END for slot in session.slots)
        if session.start is not None and not timed:
            yield self._standing(date, session)
            return
        for slot in session.slots:
            if slot.start is None and timed and slot.kind is not Kind.END:
                self.left.out('items of sessions', NO_TIME)
            else:
                yield from self._slot(date, slot, session)
        self.left.out('posters', NO_TIME, len(session.posters))

    def _standing(self, date: datetime.date, session: Session) -> Occasion:
        """The session itself, for items and posters that have no time but its own."""
        slots = [slot for slot in session.slots if slot.kind is not Kind.END]
        named = (*(slot.talk for slot in slots if slot.talk), *(poster.talk for poster in session.posters))
        self.left.changed('talks and posters', 'their session stands for them and names them', len(named))
        self.left.out('abstracts', 'a session stands for their talks', sum(bool(talk.abstract) for talk in named))
        self.left.out('breaks', NO_TIME, sum(slot.talk is None for slot in slots))
        return Occasion(session.id, date, session, session.start, session.end, None, named)
