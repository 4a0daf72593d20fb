"""What of a day runs at the same time: items that begin together, and stretches that can stand side by side.

In: the items of a day. Out: groups of neighbours; for a stretch its lanes, and rows that align these by time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from booklet.model import Kind, Poster, Room, Session, Slot

Item = Slot | Session
_FOR_ALL = (Kind.BREAK, Kind.MEAL, Kind.END, Kind.SOCIAL, Kind.REMARKS)  # where they have no room of their own


def together(items: Sequence[Item], rooms: Sequence[Room] = ()) -> list[tuple[Item, ...]]:
    """Neighbours that begin at the same time; slots of such a group in the order of their rooms."""
    groups: list[tuple[Item, ...]] = []
    for start, group in groupby(items, lambda item: item.start):
        found = tuple(group)
        groups += [found] if start is not None else [(item,) for item in found]
    return [_by_room(group, rooms) for group in groups]


def _by_room(group: tuple[Item, ...], rooms: Sequence[Room]) -> tuple[Item, ...]:
    order = {room.id: number for number, room in enumerate(rooms)}
    if len(group) < 2 or not all(isinstance(item, Slot) and item.room for item in group):
        return group
    return tuple(sorted(group, key=lambda item: order.get(item.room.id, len(order)) if item.room else 0))


@dataclass(frozen=True, slots=True)
class Lane:
    """What follows one another in one room."""

    items: tuple[Item, ...]
    room: Room | None = None

    @property
    def sessions(self) -> bool:
        return any(isinstance(item, Session) for item in self.items)


@dataclass(frozen=True, slots=True)
class Line:
    """What begins at one time in several lanes, by the lane's number: sessions, of which only the heading is meant,
    slots, posters."""

    start: int | None
    cells: Mapping[int, Item | Poster]


def stretches(items: Sequence[Item]) -> list[tuple[Item, ...]]:
    """Neighbours of which each begins before those before it have ended; what concerns everybody stands alone."""
    found: list[tuple[Item, ...]] = []
    ends = -1
    for number, item in enumerate(items):
        end = _end(items, number)
        joins = item.start is not None and item.start < ends and not _for_all(item)
        if joins and found and not _for_all(found[-1][-1]):
            found[-1] = (*found[-1], item)
            ends = max(ends, end)
        else:
            found.append((item,))
            ends = end
    return found


def _for_all(item: Item) -> bool:
    return isinstance(item, Slot) and item.kind in _FOR_ALL and item.room is None


def _end(items: Sequence[Item], number: int) -> int:
    """When an item ends; where that is not said, when something later begins."""
    item = items[number]
    if item.start is None:
        return -1
    if item.end is not None:
        return item.end
    inner = [slot.end or slot.start or 0 for slot in item.slots] if isinstance(item, Session) else []
    later = next((one.start for one in items[number + 1 :] if one.start is not None and one.start > item.start), None)
    return max([*inner, item.start + 1 if later is None else later])


def lanes(items: Sequence[Item]) -> list[Lane]:
    """The items of a stretch by their rooms; what has none goes where nothing runs, or into a lane of its own."""
    found: list[list[Item]] = []
    rooms: list[Room | None] = []
    ends: list[int] = []
    for number, item in enumerate(items):
        start = item.start if item.start is not None else max(ends, default=0)
        free = [lane for lane, end in enumerate(ends) if end <= start and rooms[lane] == item.room]
        lane = free[0] if free else len(found)
        if not free:
            found.append([])
            rooms.append(item.room)
            ends.append(0)
        found[lane].append(item)
        ends[lane] = max(start + 1, _end(items, number))
    return [Lane(tuple(lane), room) for lane, room in zip(found, rooms, strict=True)]


def lines(found: Sequence[Lane]) -> list[Line]:
    """The lanes side by side: what begins at the same time stands in one line, headings above all that they head."""
    keyed: dict[tuple[int, int, int], dict[int, Item | Poster]] = {}
    for number, lane in enumerate(found):
        last, count = (-1, 0), 0
        for time, rank, cell in _told(lane):
            time = max(last[0], time)  # what has no time, or an odd one, comes after what stands before it
            rank = max(last[1], rank) if time == last[0] else rank
            count = count + 1 if (time, rank) == last else 0
            last = (time, rank)
            keyed.setdefault((time, rank, count), {})[number] = cell
    return [Line(key[0] if key[0] >= 0 else None, cells) for key, cells in sorted(keyed.items(), key=lambda kv: kv[0])]


_HEADING, _ITEM, _POSTER = range(3)


def _told(lane: Lane) -> Iterator[tuple[int, int, Item | Poster]]:
    """When each piece of a lane begins, -1 where that is not said, its rank among those of that time, the piece."""
    for item in lane.items:
        start = -1 if item.start is None else item.start
        if isinstance(item, Slot):
            yield start, _ITEM, item
            continue
        yield start, _HEADING, item
        for slot in item.slots:
            yield -1 if slot.start is None else slot.start, _ITEM, slot
        for poster in item.posters:
            yield start, _POSTER, poster
