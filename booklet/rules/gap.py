"""For an hour or longer the day has nothing.

Perhaps lunch is missing, or a talk has been lost. If people are free at that time, say so in the agenda: a hole makes
readers wonder. Only holes between items that tell when they end are seen. How long one may be, `gap` says among the
content's `check`, in minutes.

    - {time: 9:00-12:00, talk: On the analytical engine}
    - {time: 13:30-14:00, talk: On looms}     # B017

Better:

    - {time: 9:00-12:00, talk: On the analytical engine}
    - {time: 12:00-13:30, meal: Lunch}
    - {time: 13:30-14:00, talk: On looms}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Day, Event, Kind, Slot
from booklet.rules.walk import clock, sessions, slots

SEVERITY = Severity.NOTE
EVENING = 18 * 60
TOGETHER = '{count} holes in the programme, of an hour or longer'


def check(event: Event) -> Iterator[Diagnostic]:
    for day in event.days:
        yield from _holes(day, event.checks.gap)


def _holes(day: Day, longest: int) -> Iterator[Diagnostic]:
    """Between what has ended and what begins; none after an item of which nobody knows how long it takes."""
    latest, known = 0, False
    for one in sorted((*slots(day), *sessions(day)), key=lambda one: one.start):
        evening = (
            one.start >= EVENING and isinstance(one.of, Slot) and one.of.kind in (Kind.SOCIAL, Kind.MEAL, Kind.END)
        )
        if known and one.start - latest >= longest and not evening:
            message = f'nothing takes place from {clock(latest)} to {clock(one.start)}'
            place = replace(one.of.span, about='') if one.of.span else None  # of no talk
            yield Diagnostic(SEVERITY, message, place, 'is a meal missing, or a talk?')
        if one.end > latest or (one.end == one.start >= latest):
            latest, known = one.end, one.end > one.start
