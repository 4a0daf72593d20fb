"""Days that end after midnight: what takes place in the small hours belongs to the evening before.

In: items with calendar dates. Out: the same, those that continue an evening on the date of that evening, in minutes
after its midnight (26:00 is two in the morning).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from booklet.draft import Item

_DAY = 24 * 60
_MORNING = 8 * 60  # a programme that still runs at eight in the morning does not end a night
_QUIET = 3 * 60  # minutes without a beginning that part a night from the day after it
_ON = 2 * 60  # what begins this long after the evening's last item does not continue it
_LATE = 20 * 60  # an evening's programme reaches at least to here


def fold_nights(items: Sequence[Item]) -> list[Item]:
    """Puts what follows an evening without a pause, and precedes a quiet time, on the evening's date."""
    by_date: dict[datetime.date, list[Item]] = {}
    for item in items:
        if item.date is not None and item.start is not None:
            by_date.setdefault(item.date, []).append(item)
    moved: set[int] = set()
    for date, those in by_date.items():
        evening = by_date.get(date - datetime.timedelta(days=1), ()) if date > datetime.date.min else ()
        moved.update(id(item) for item in _night(evening, those))
    return [_put_back(item) if id(item) in moved else item for item in items]


def _night(evening: Sequence[Item], those: Sequence[Item]) -> list[Item]:
    """Those items of a date that belong to the evening before."""
    reach = max((max(item.start or 0, item.end or 0) for item in evening), default=0) - _DAY
    if reach < _LATE - _DAY:
        return []
    night: list[Item] = []
    for item in sorted(those, key=lambda item: item.start or 0):
        assert item.start is not None  # only those are asked for
        if item.start >= _MORNING or item.start > reach + _ON:
            break
        night.append(item)
        reach = max(reach, item.start, item.end or 0)
    rest = [item.start or 0 for item in those if not any(item is one for one in night)]
    last = max((item.start or 0 for item in night), default=0)
    if not night or last >= _MORNING or (rest and min(rest) - last < _QUIET):
        return []  # it goes on and on: a programme around the clock
    return night


def _put_back(item: Item) -> Item:
    assert item.date is not None
    assert item.start is not None
    end = None if item.end is None else item.end + _DAY
    return replace(item, date=item.date - datetime.timedelta(days=1), start=item.start + _DAY, end=end)
