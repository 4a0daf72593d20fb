"""An item begins before the one that stands above it.

The booklet keeps the order of the file, so the agenda would run backwards. A forgotten `pm` is the usual cause. Items
that begin together are in order; so are parallel sessions, each by itself.

    - {time: 12:20 pm, meal: Lunch}
    - {time: 2:30, talk: On the analytical engine}     # B005: at night?
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event, Session, Slot
from booklet.rules.walk import clock, short

SINGLY = 10
TOGETHER = '{count} items begin before the ones above them'
NOON = 12 * 60


def check(event: Event) -> Iterator[Diagnostic]:
    for day in event.days:
        yield from _in_order(day.items)
        for item in day.items:
            if isinstance(item, Session):
                yield from _in_order(item.slots)


def _in_order(items: Iterable[Slot | Session]) -> Iterator[Diagnostic]:
    latest: int | None = None
    for item in items:
        start = _start(item)
        if start is None:
            continue
        if latest is not None and start < latest:
            hint = f'is {clock(start + NOON)} meant?' if start < NOON <= latest <= start + NOON else 'check the order'
            name = short(item.title) if item.title.source else 'this'
            message = f'{name} begins at {clock(start)}, before the item above it ({clock(latest)})'
            yield Diagnostic(Severity.WARNING, message, item.span, hint)
        latest = start if latest is None else max(latest, start)


def _start(item: Slot | Session) -> int | None:
    if isinstance(item, Session) and item.start is None:
        return next((slot.start for slot in item.slots if slot.start is not None), None)
    return item.start
