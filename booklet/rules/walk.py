"""Ways through a programme that several rules take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from booklet.model import Contribution, Day, Event, Room, Session, Slot, Talk, Text

SHORT = 60  # letters of a title in a message
OPEN = 16  # activities at one time that are looked at; a clash of more is told by these


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that takes place: a slot, or a session as a whole. Times in minutes after midnight of its day.

    `end` is the start where none is told. `session` is the session that it belongs to, or is.
    """

    day: Day
    of: Slot | Session
    start: int
    end: int
    room: Room | None
    session: Session | None
    people: tuple[Contribution, ...]

    @property
    def rooms(self) -> tuple[Room, ...]:
        """All rooms that it takes place in."""
        further = self.of.further_rooms if isinstance(self.of, Slot) else ()
        return (self.room, *further) if self.room is not None else ()

    @property
    def title(self) -> Text:
        return self.of.title

    def meets(self, other: Activity) -> bool:
        """Whether there is a moment of both; what has no length is a moment."""
        if self.start == other.start:
            return True
        first, second = (self, other) if self.start < other.start else (other, self)
        return second.start < first.end


def talks(event: Event) -> Iterator[Talk]:
    """Every talk and poster, in the order of the programme."""
    for day in event.days:
        for item in day.items:
            if isinstance(item, Slot):
                if item.talk is not None:
                    yield item.talk
            else:
                yield from (slot.talk for slot in item.slots if slot.talk is not None)
                yield from (poster.talk for poster in item.posters)
    yield from (poster.talk for poster in event.posters)
    yield from event.talks


def slots(day: Day) -> Iterator[Activity]:
    """The slots of a day whose time is told and that are not cancelled, with the room of their session."""
    for item in day.items:
        session = item if isinstance(item, Session) else None
        if item.cancelled:
            continue
        for slot in item.slots if isinstance(item, Session) else (item,):
            if slot.start is not None and not slot.cancelled:
                end = slot.start if slot.end is None else slot.end
                room = slot.room or (session.room if session else None)
                yield Activity(day, slot, slot.start, end, room, session, slot.people)


def sessions(day: Day) -> Iterator[Activity]:
    """The sessions of a day that are not cancelled, from their first to their last known minute."""
    for item in day.items:
        if not isinstance(item, Session) or item.cancelled:
            continue
        times = [item.start, item.end, *(time for slot in item.slots for time in (slot.start, slot.end))]
        known = [time for time in times if time is not None]
        if known:
            yield Activity(day, item, min(known), max(known), item.room, item, item.chairs)


def clashes(activities: Iterable[Activity]) -> Iterator[tuple[Activity, Activity]]:
    """Pairs that meet, the one that begins first before the other."""
    running: list[Activity] = []
    for second in sorted(activities, key=lambda one: one.start):
        running = [first for first in running if first.meets(second)][-OPEN:]
        yield from ((first, second) for first in running)
        running.append(second)


def short(title: Text) -> str:
    """A title fit for a message, in quotes."""
    words = title.source
    return f'“{words}”' if len(words) <= SHORT else f'“{words[:SHORT].rpartition(" ")[0]} …”'


def clock(minutes: int) -> str:
    return f'{minutes // 60}:{minutes % 60:02}'
