"""In a session, an item begins before the one before it has ended.

The items of a session follow each other, so that one of the times is a slip. Items that begin together are taken to
be meant so, as posters and demonstrations are. Where the rooms are known, `room-double-booked` tells of it.

    - session: Engines
      items:
        - {time: 9:00-9:40, talk: On the analytical engine}
        - {time: 9:30-10:00, talk: On looms}     # B016

Better:

    - session: Engines
      items:
        - {time: 9:00-9:30, talk: On the analytical engine}
        - {time: 9:30-10:00, talk: On looms}
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event, Session, Slot
from booklet.rules.walk import clock, short

SINGLY = 10
TOGETHER = '{count} items begin before the one before them has ended'


def check(event: Event) -> Iterator[Diagnostic]:
    for day in event.days:
        for item in day.items:
            if isinstance(item, Session) and not item.cancelled and item.room is None:
                yield from _overlaps([slot for slot in item.slots if not slot.cancelled and slot.room is None])


def _overlaps(slots: list[Slot]) -> Iterator[Diagnostic]:
    before: Slot | None = None
    for slot in sorted((slot for slot in slots if slot.start is not None), key=lambda slot: slot.start or 0):
        assert slot.start is not None
        if before is not None and before.end is not None and before.start != slot.start and slot.start < before.end:
            message = (
                f'this begins at {clock(slot.start)}, before {short(before.title)} has ended at {clock(before.end)}'
            )
            yield Diagnostic(Severity.WARNING, message, slot.span, 'change a time')
        if before is None or (slot.end or slot.start) >= (before.end or 0):
            before = slot
