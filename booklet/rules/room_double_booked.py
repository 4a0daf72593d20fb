"""Two items are in one room at the same time.

An item without `room` is in the room of its session; one with several is in each of them. Where no `end` is told, only
its beginning counts. Cancelled items do not count, nor do breaks and meals.

    - {time: 9:00, end: 10:00, room: aula, talk: On the analytical engine}
    - {time: 9:30, end: 10:30, room: aula, talk: On Bernoulli's numbers}     # B006
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event, Kind, Room, Slot
from booklet.rules.walk import Activity, clashes, clock, sessions, short, slots

SINGLY = 10
TOGETHER = '{count} times, a room is taken already'
QUIET = (Kind.BREAK, Kind.MEAL, Kind.END)


def check(event: Event) -> Iterator[Diagnostic]:
    for day in event.days:
        taken: dict[Room, list[Activity]] = {}
        empty = (one for one in sessions(day) if one.session is not None and not one.session.slots)
        for one in (*slots(day), *empty):
            if not (isinstance(one.of, Slot) and one.of.kind in QUIET):
                for room in one.rooms:
                    taken.setdefault(room, []).append(one)
        for room, activities in taken.items():
            for first, second in clashes(activities):
                both = f'{short(first.title)} and {short(second.title)}'
                message = f'{room.name} is taken twice at {clock(second.start)}: {both}'
                yield Diagnostic(Severity.WARNING, message, second.of.span, 'change a time or a room')
