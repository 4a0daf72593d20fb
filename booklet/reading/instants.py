"""Starts and ends of a whole source, put on the event's clock together.

In: the moments that the items of a source name. Out: for each its date, start and end as an `Item` has them.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from booklet.draft import Losses
from booklet.reading.times import Moment

DAY = 24 * 60

Times = tuple[datetime.date | None, int | None, int | None]  # date, start, end: minutes after midnight of the date
Pair = tuple[Moment | None, Moment | None]


def spans(pairs: Sequence[Pair], zone: str, losses: Losses) -> list[Times]:
    """Dates, starts and ends, in the order of the pairs; what had to be decided of their offsets is told."""
    from booklet.reading.zones import judge

    verdict = judge((one for pair in pairs for one in pair if one is not None), zone)
    if verdict.reason:
        losses.changed('time', 'all', verdict.reason)
    judged = iter(verdict.moments)
    clocked = [tuple(next(judged) if one is not None else None for one in pair) for pair in pairs]
    return [span(start, end) for start, end in clocked]


def span(start: Moment | None, end: Moment | None) -> Times:
    """One item's times; an end on a later date counts on from its start's."""
    if start is None:
        return None, None, None
    if start.minutes is None:
        return start.date, None, None
    if end is None or end.minutes is None:
        return start.date, start.minutes, None
    return start.date, start.minutes, end.minutes + DAY * (end.date - start.date).days
