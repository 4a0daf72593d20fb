"""A talk takes no time at all, or the whole day.

It ends when it begins, or lasts eight hours or more: a slip in one of the times, or a forgotten `am` or `pm`. What is
there all day, such as an exhibition, is better a remark. How long an item may last, `longest` says among the content's
`check`, in minutes.

    - {time: 9:00-9:00, talk: On the analytical engine}     # B053

Better:

    - {time: 9:00-9:30, talk: On the analytical engine}
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event, Kind
from booklet.rules.walk import clock, short

TOGETHER = '{count} items take no time at all, or the whole day'
QUIET = (Kind.END, Kind.REMARKS)


def check(event: Event) -> Iterator[Diagnostic]:
    for day in event.days:
        for slot in day.slots:
            if slot.start is None or slot.end is None or slot.cancelled:
                continue
            length = slot.end - slot.start
            if length == 0 and slot.kind is Kind.TALK:
                message = f'{short(slot.title)} ends when it begins, at {clock(slot.start)}'
                yield Diagnostic(Severity.WARNING, message, slot.span, 'when does it end?')
            elif length >= event.checks.longest and slot.kind not in QUIET:
                message = (
                    f'{short(slot.title)} lasts {length / 60:.3g} hours, from {clock(slot.start)} to {clock(slot.end)}'
                )
                yield Diagnostic(Severity.WARNING, message, slot.span, 'is that so?')
