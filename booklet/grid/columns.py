"""The columns of a day, and which of them each item stands in.

In: the day's items, the order of the rooms, how many columns a page has room for. Out: `Arrangement`, and for some of
its columns the cells that stand in them. No two cells of one page ever lie over each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from booklet.grid.shape import Cell, Column, Item, Moment

NOWHERE = ''  # the room of what has none and cannot stand across all rooms
_SPARSE = 0.25  # of the day: a room that is busy for less may share a column
_FEW = 5  # items that such a room has at the most
_SHARED = 3  # rooms in one column, at the most
_FREE = 0.5  # of the rooms must be free for a break to be drawn across them


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`across` are the numbers of the items that stand across all columns that are free then."""

    items: tuple[Item, ...]
    columns: tuple[Column, ...]
    across: frozenset[int]


def arrange(items: Sequence[Item], order: Sequence[str], capacity: int) -> Arrangement:
    """The columns that the day needs. Where it has more rooms than fit a page, those with little in them share one.

    `order`: ids of all rooms as the content has them; a room that is not among them comes last.
    """
    told = {room: place for place, room in enumerate(order)}
    aside: set[int] = set()
    while True:
        placed = [replace(i, rooms=(NOWHERE,)) if i.number in aside else i for i in items]
        across = _across(placed)
        wanting = _aside(placed, across)
        if not wanting:
            rooms = _rooms(placed, across, told)
            columns = _merged(rooms, placed, across, capacity)
            wanting = {n for n in across if columns and not _somewhere_free(n, placed, across, columns)}
            wanting &= {item.number for item in items if not item.rooms}
        if not wanting:
            return Arrangement(tuple(placed), columns or (Column(),), across)
        aside |= wanting


def cells(arranged: Arrangement, columns: Sequence[Column], lanes: int, page: int = 0) -> list[Cell]:
    """The cells of some columns that stand on one page, in reading order; `lanes`: how many a column has room for."""
    where = {room: place for place, column in enumerate(columns) for room in column.rooms}
    found: list[Cell] = []
    rows: list[Item] = []
    for item in arranged.items:
        if item.number in arranged.across:
            rows.append(item)
            continue
        places = sorted({where[room] for room in item.rooms if room in where})
        for number, (first, last) in enumerate(runs(places)):
            shared = any(len(columns[place].rooms) > 1 for place in range(first, last))
            cell = Cell((item.number,), item.begin, item.finish, first, last, page=page, tells_room=shared)
            found.append(replace(cell, again=number > 0))
    found = _laned(_apart(found), lanes)
    for row in sorted(rows, key=lambda item: item.number):
        found += _row(row, found, columns, page)
    if arranged.columns == (Column(),):
        found = _laned(found, lanes)
    numbered = {item.number: item for item in arranged.items}
    found = [replace(cell, elsewhere=_elsewhere(cell, numbered, columns)) for cell in found]
    return sorted(found, key=lambda cell: (cell.begin, cell.first, cell.lane, cell.items))


def _elsewhere(cell: Cell, items: Mapping[int, Item], columns: Sequence[Column]) -> tuple[str, ...]:
    if len(cell.items) > 1 or cell.echo or cell.tells_room:
        return ()
    below = {room for column in columns[cell.first : cell.last] for room in column.rooms}
    return tuple(room for room in items[cell.items[0]].rooms if room not in below and room != NOWHERE)


def _overlap(a: Item, b: Item) -> bool:
    return a.begin < b.finish and b.begin < a.finish


def _across(items: Sequence[Item]) -> frozenset[int]:
    """What stands across all rooms: what has none, and breaks beside which nothing is on."""
    quiet = [i for i in items if i.quiet and i.rooms and i.rooms != (NOWHERE,)]
    alone = {i.number for i in quiet if not any(_overlap(i, o) for o in items if o.number != i.number)}
    return frozenset({i.number for i in items if not i.rooms} | alone)


def _aside(items: Sequence[Item], across: frozenset[int]) -> set[int]:
    """What would stand across, but for what else is on then: the longest go aside first."""
    roomed = [i for i in items if i.number not in across]
    rooms = {room for item in roomed for room in item.rooms}
    if not rooms:
        return set()
    taken: list[Item] = []
    wanting = set()
    for item in sorted((i for i in items if i.number in across), key=lambda i: (i.end - i.start, i.number)):
        busy = {room for other in roomed if _overlap(item, other) for room in other.rooms}
        free = 1 - len(busy) / len(rooms)
        crowded = free < _FREE if item.quiet else free < 1
        if crowded or any(_overlap(item, other) for other in taken):
            if not item.rooms:
                wanting.add(item.number)
        else:
            taken.append(item)
    return wanting


def _rooms(items: Sequence[Item], across: frozenset[int], told: Mapping[str, int]) -> list[str]:
    """The rooms in use, in order; those of one item beside each other where that parts no others."""
    used = {room for item in items if item.number not in across for room in item.rooms}
    rooms = sorted(used, key=lambda room: (room != NOWHERE, told.get(room, len(told)), room))
    together: dict[tuple[str, ...], int] = defaultdict(int)
    for item in items:
        if item.number not in across and len(item.rooms) > 1:
            together[tuple(sorted(set(item.rooms), key=rooms.index))] += 1
    for wanted in sorted(together, key=lambda some: (-together[some], [rooms.index(r) for r in some])):
        moved = [room for room in rooms if room not in wanted[1:]]
        at = moved.index(wanted[0]) + 1
        moved[at:at] = wanted[1:]
        if _joined(moved, together) > _joined(rooms, together):
            rooms = moved
    return rooms


def _joined(rooms: Sequence[str], together: Mapping[tuple[str, ...], int]) -> int:
    """How many items have all their rooms side by side."""
    place = {room: number for number, room in enumerate(rooms)}
    total = 0
    for wanted, times in together.items():
        places = [place[room] for room in wanted]
        total += times * (max(places) - min(places) == len(places) - 1)
    return total


def _merged(rooms: Sequence[str], items: Sequence[Item], across: frozenset[int], capacity: int) -> tuple[Column, ...]:
    """A column for each room; if they are more than a page has room for, the emptiest share some, behind the others."""
    own: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.number not in across:
            for room in item.rooms:
                own[room].append(item)
    if len(rooms) <= capacity:
        return tuple(Column((room,)) for room in rooms)
    busy = [item for some in own.values() for item in some]
    day = max(i.end for i in busy) - min(i.start for i in busy)
    joined = {room for item in busy if len(item.rooms) > 1 for room in item.rooms}
    shared: list[list[str]] = []
    for room in rooms:
        mine = own[room]
        if room in joined or room == NOWHERE or len(mine) > _FEW or _minutes(mine) > _SPARSE * day:
            continue
        if any(_overlap(a, b) for a in mine for b in mine if a.number != b.number):
            continue
        fitting = (
            some
            for some in shared
            if len(some) < _SHARED and not any(_overlap(a, b) for a in mine for r in some for b in own[r])
        )
        found = next(fitting, None)
        if found is None:
            shared.append([room])
        else:
            found.append(room)
    groups = [tuple(some) for some in shared if len(some) > 1]
    gone = {room for some in groups for room in some}
    return tuple(Column(some) for some in [*((room,) for room in rooms if room not in gone), *groups])


def _minutes(items: Iterable[Item]) -> int:
    return sum(item.end - item.start for item in items)


def _somewhere_free(number: int, items: Sequence[Item], across: frozenset[int], columns: Sequence[Column]) -> bool:
    row = next(item for item in items if item.number == number)
    busy = {room for i in items if i.number not in across and _overlap(i, row) for room in i.rooms}
    return any(not busy.intersection(column.rooms) for column in columns)


def runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring columns together, as first and one past the last."""
    if not places:
        return []
    cuts = [number for number, (a, b) in enumerate(pairwise(places), 1) if b > a + 1]
    return [(places[a], places[b - 1] + 1) for a, b in pairwise([0, *cuts, len(places)])]


def _apart(found: Sequence[Cell]) -> list[Cell]:
    """Where something else is on in one of the columns that a cell spans, it stands in each of them by itself."""
    out: list[Cell] = []
    for cell in found:
        shared = range(cell.first, cell.last)
        meets = len(shared) > 1 and any(
            other is not cell and cell.meets(other) and other.first < cell.last and cell.first < other.last
            for other in found
        )
        if not meets:
            out.append(cell)
        else:
            out += [replace(cell, first=at, last=at + 1, again=cell.again or at > cell.first) for at in shared]
    return out


def _laned(found: Sequence[Cell], lanes: int) -> list[Cell]:
    """Cells that would lie over each other stand side by side; where those are too many, they become one."""
    out = [cell for cell in found if cell.last - cell.first > 1]
    columns: dict[int, list[Cell]] = defaultdict(list)
    for cell in found:
        if cell.last - cell.first == 1:
            columns[cell.first].append(cell)
    for column in columns.values():
        cluster: list[Cell] = []
        end: Moment = (-1, 0)
        for cell in sorted(column, key=lambda c: (c.begin, c.items)):
            if cluster and cell.begin >= end:
                out += _side_by_side(cluster, lanes)
                cluster = []
            cluster.append(cell)
            end = max(end, cell.end)
        out += _side_by_side(cluster, lanes)
    return out


def _side_by_side(cluster: Sequence[Cell], most: int) -> list[Cell]:
    ends: list[Moment] = []
    taken: list[int] = []
    for cell in cluster:
        lane = next((number for number, end in enumerate(ends) if end <= cell.begin), len(ends))
        ends[lane : lane + 1] = [cell.end]
        taken.append(lane)
    if len(ends) <= max(1, most):
        return [replace(c, lane=lane, lanes=len(ends)) for c, lane in zip(cluster, taken, strict=True)]
    numbers = tuple(dict.fromkeys(number for cell in cluster for number in cell.items))
    whole = replace(cluster[0], items=numbers, end=max(cell.end for cell in cluster))
    return [replace(whole, again=all(cell.again for cell in cluster))]


def _row(row: Item, found: Sequence[Cell], columns: Sequence[Column], page: int) -> list[Cell]:
    """A row across all columns, or where some are taken across the most that are free, and a part without words across
    each other stretch."""
    whole = Cell((row.number,), row.begin, row.finish, 0, len(columns), page=page, tells_room=bool(row.rooms))
    if columns == (Column(),) or list(columns) == [Column()]:
        return [whole]
    busy = {place for cell in found if cell.meets(whole) for place in range(cell.first, cell.last)}
    stretches = runs([place for place in range(len(columns)) if place not in busy])
    if not stretches:
        return []
    longest = max(stretches, key=lambda run: (run[1] - run[0], -run[0]))
    return [replace(whole, first=a, last=b, echo=(a, b) != longest) for a, b in stretches]
