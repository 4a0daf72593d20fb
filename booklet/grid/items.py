"""The items of a day, for every part that shows them by time and room.

In: a day of the model. Out: `DayItems`: what has a time, as plain `Item`s, and what stands behind each in the model. A
session is no item itself: its head stands above its first talk in each room, or is an item by itself where it begins
before its talks, or has none with a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from booklet.grid.shape import Item
from booklet.model import Day, Kind, Room, Session, Slot

_QUIET = (Kind.BREAK, Kind.MEAL, Kind.SOCIAL, Kind.END)
_LAST = 30  # minutes that something lasts when nothing says when it ends, nor what comes next


@dataclass(frozen=True, slots=True)
class Source:
    """What an item is in the programme: a slot, the head of a session, or the first slot with the session's head.

    `session` is the one that a slot is part of. `heads`: the session's head stands above it. `inside`: slots of the
    session that have no time of their own, to be listed below its head.
    """

    slot: Slot | None = None
    session: Session | None = None
    heads: bool = False
    inside: tuple[Slot, ...] = ()

    @property
    def rooms(self) -> tuple[Room, ...]:
        own = self.slot.rooms if self.slot else ()
        return own or ((self.session.room,) if self.session and self.session.room else ())

    @property
    def kind(self) -> Kind:
        return self.slot.kind if self.slot else Kind.TALK


@dataclass(frozen=True, slots=True)
class DayItems:
    """`sources[item.number]` stands behind an item. `untimed` are the numbers of what has no time, and so no item."""

    items: tuple[Item, ...]
    sources: tuple[Source, ...]
    untimed: tuple[int, ...] = ()


def day_items(day: Day) -> DayItems:
    """All that the day has, in reading order; items of the same time in the content's."""
    found = [(source, start, end) for source, start, end in _walk(day)]
    timed = [(s, start, end) for s, start, end in found if start is not None]
    untimed = [s for s, start, _ in found if start is None]
    timed.sort(key=lambda one: one[1])
    closed = _closed([(source, start, end) for source, start, end in timed])
    items = tuple(
        Item(number, start, end, tuple(dict.fromkeys(r.id for r in source.rooms)), source.kind in _QUIET)
        for number, (source, start, end) in enumerate(closed)
    )
    sources = (*(source for source, _, _ in closed), *untimed)
    return DayItems(items, sources, tuple(range(len(items), len(sources))))


_Found = tuple[Source, int | None, int | None]


def _walk(day: Day) -> Iterator[_Found]:
    for item in day.items:
        if isinstance(item, Session):
            yield from _session(item)
        else:
            yield Source(item), item.start, item.end


def _session(session: Session) -> Iterator[_Found]:
    timed = sorted((s for s in session.slots if s.start is not None), key=lambda s: s.start or 0)
    untimed = tuple(s for s in session.slots if s.start is None)
    if not timed:
        yield Source(None, session, True, untimed), session.start, session.end
        return
    first = timed[0].start
    assert first is not None  # they are those that have one
    alone = bool(untimed or session.posters) or (session.start is not None and session.start < first)
    headed = set()
    if alone:
        start = first if session.start is None else min(session.start, first)
        head = Source(None, session, True, untimed)
        headed.add(tuple(room.id for room in head.rooms))
        yield head, start, first
    for slot in timed:
        source = Source(slot, session)
        where = tuple(room.id for room in source.rooms)
        yield replace(source, heads=where not in headed), slot.start, slot.end or _until(slot, timed, session)
        headed.add(where)


def _until(slot: Slot, timed: Sequence[Slot], session: Session) -> int | None:
    """When a slot ends that does not say so: with the next one's beginning, the last with the session."""
    start = slot.start or 0
    later = (s.start for s in timed if s.start is not None and s.start > start)
    found = next(later, session.end)
    return found if found is not None and found > start else None


def _closed(timed: Sequence[tuple[Source, int | None, int | None]]) -> list[tuple[Source, int, int]]:
    """Each with an end: its own, or where the next one begins in its rooms; the end of a day takes no time."""
    out = []
    for place, (source, start, end) in enumerate(timed):
        assert start is not None  # they are those that have one
        if source.kind is Kind.END:
            end = start
        elif end is None or end < start:
            end = _next(source, start, timed[place + 1 :])
        out.append((source, start, end))
    return out


def _next(source: Source, start: int, later: Sequence[tuple[Source, int | None, int | None]]) -> int:
    rooms = {room.id for room in source.rooms}
    for other, at, _ in later:
        if at is not None and at > start and (not rooms or not other.rooms or rooms & {r.id for r in other.rooms}):
            return min(at, start + 4 * _LAST)
    return start + _LAST
