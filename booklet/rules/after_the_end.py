"""Something takes place after the end of the day, or deep in the night.

The day has an item `end`, and another begins later: the end has been forgotten when the day grew, or the item is of
another day. Likewise what begins after six in the morning of the next day: it belongs there. Social events may come
after the end.

    - {time: 17:00, end: End of the day}
    - {time: 18:00, talk: On the analytical engine}     # B015

Better:

    - {time: 18:00, talk: On the analytical engine}
    - {time: 19:00, end: End of the day}
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Day, Event, Kind, Slot
from booklet.rules.walk import clock

MORNING = 30 * 60  # six o'clock of the next day
AFTERWARDS = (Kind.SOCIAL, Kind.MEAL, Kind.END)


def check(event: Event) -> Iterator[Diagnostic]:
    for day in event.days:
        end = _end(day)
        for slot in day.slots:
            if slot.cancelled or slot.start is None:
                continue
            if slot.start >= MORNING:
                message = f'this begins at {clock(slot.start)}, which is {clock(slot.start - 24 * 60)} of the next day'
                yield Diagnostic(Severity.WARNING, message, slot.span, 'put it there')
            elif end is not None and slot.start > end and slot.kind not in AFTERWARDS:
                message = f'this begins at {clock(slot.start)}, after the day has ended at {clock(end)}'
                yield Diagnostic(Severity.WARNING, message, slot.span, 'move the end, or put this into its day')


def _end(day: Day) -> int | None:
    """When the day ends: by the last of the ends that stand among its own items, not in sessions."""
    ends = [one.start if one.start is not None else one.end for one in day.items if _is_end(one)]
    return max((end for end in ends if end is not None), default=None)


def _is_end(item: object) -> bool:
    return isinstance(item, Slot) and item.kind is Kind.END and not item.cancelled
