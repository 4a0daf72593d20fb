"""An item begins before its session does, or ends after it.

The agenda would contradict itself: the session's heading tells other hours than its items. One of the two has been
moved and the other forgotten.

    - session: Engines
      time: 9:00-10:30
      items:
        - {time: 10:00-11:00, talk: On the analytical engine}     # B014

Better:

    - session: Engines
      time: 9:00-11:00
      items:
        - {time: 10:00-11:00, talk: On the analytical engine}
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event, Session, Slot
from booklet.rules.walk import clock, short

SINGLY = 10
TOGETHER = '{count} items begin before their sessions or end after them'


def check(event: Event) -> Iterator[Diagnostic]:
    for day in event.days:
        for item in day.items:
            if isinstance(item, Session) and not item.cancelled:
                yield from (found for slot in item.slots if not slot.cancelled for found in _outside(slot, item))


def _outside(slot: Slot, session: Session) -> Iterator[Diagnostic]:
    hint = 'move one of the two'
    if slot.start is not None and session.start is not None and slot.start < session.start:
        message = f'this begins at {clock(slot.start)}, its session {short(session.title)} at {clock(session.start)}'
        yield Diagnostic(Severity.WARNING, message, slot.span, hint)
    elif session.end is not None and (last := slot.end if slot.end is not None else slot.start) is not None:
        begins = slot.start is not None and slot.start >= session.end and slot.end is None
        if last > session.end or begins:
            verb = 'begins' if begins else 'ends'
            message = f'this {verb} at {clock(last)}, its session {short(session.title)} ends at {clock(session.end)}'
            yield Diagnostic(Severity.WARNING, message, slot.span, hint)
