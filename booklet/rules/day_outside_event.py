"""A day of the programme lies before the event begins or after it ends.

Mostly a year or a month is a slip: in the day, or in the `dates` of the event, which the cover shows.

    event:
      dates: {start: 2024-09-29, end: 2024-10-03}
    days:
      - date: 2025-09-30     # B008
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event


def check(event: Event) -> Iterator[Diagnostic]:
    for day in event.days:
        if (event.start and day.date < event.start) or (event.end and day.date > event.end):
            span = f'from {event.start} to {event.end}'
            yield Diagnostic(Severity.WARNING, f'{day.date} is not among the dates of the event, {span}', day.span)
