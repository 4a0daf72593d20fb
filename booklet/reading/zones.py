"""Whether a source's offsets from UTC are true, and its times on the event's own clock.

In: all moments of a source, and the event's time zone. Out: the same on the wall clock of the zone, and what was
decided.

Systems write local time as if it were UTC (`09:00:00Z` for nine in the morning in Rome), or with the offset of another
season or of the server. Conferences keep hours: which of the two readings has its days begin in the morning and its
items in the day decides. Where both are as likely, what the source says is believed.
"""

from __future__ import annotations

import datetime
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from booklet.reading.times import DAY, Moment

# How likely an hour of the day is among those of a programme (0 to 23 h), and as the first of a day; counted over some
# thirty programmes, and smoothed. What is less likely than a hundredth says no more.
_HOURS = (1, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 3, 20, 100, 105, 90, 75, 80, 105, 100, 95, 65, 32, 22, 16, 11, 7, 4)
_FIRST = (1, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 6, 34, 46, 18, 6, 4, 3, 4, 2, 2, 2, 2, 1, 1, 0.5, 0.5, 0.5)
_SURE = 1.4  # by so much must the logarithms of likelihoods differ, per day of the programme, to call offsets a lie


@dataclass(frozen=True, slots=True)
class Verdict:
    """The moments, with `offset` None; `changed`: they are otherwise than the source says; `reason`: for the report.

    `converted`: their clocks show another time than is written.
    """

    moments: tuple[Moment, ...]
    changed: bool = False
    converted: bool = False
    reason: str = ''


def judge(moments: Iterable[Moment], zone: str) -> Verdict:
    every = tuple(moments)
    written = tuple(replace(one, offset=None) for one in every)
    told = [one for one in every if one.offset is not None and one.minutes is not None]
    place = time_zone(zone)
    if not told or place is None:
        return Verdict(written)
    gaps = Counter(gap for one in told if (gap := _gap(one, place)))
    if not gaps:
        return Verdict(written)
    converted = tuple(on_clock(one, place) for one in every)
    if sum(gaps.values()) < len(told):  # others are right: whoever wrote them knows of zones
        reason = f'some times are given with other offsets than {zone} has; they were converted to it'
        return Verdict(converted, False, True, reason)
    names = ', '.join(sorted({_name(one.offset) for one in told}))
    if all(abs(gap) == 60 and one.offset for gap in gaps for one in told):
        reason = f'times are given with the offset {names}, an hour off {zone}: that of another season; read as written'
        return Verdict(written, True, False, reason)
    sure = _SURE * len({one.date for one in told})
    if _likelihood(written) - _likelihood(converted) > sure:
        reason = f'times are given with the offset {names}, but fit a programme in {zone} as they are written; so read'
        return Verdict(written, True, False, reason)
    return Verdict(converted, False, True, f'times are given with the offset {names}; they were converted to {zone}')


def time_zone(name: str) -> datetime.tzinfo | None:
    """A zone by its IANA name, its Windows name (`W. Europe Standard Time`), or its offset (`UTC+2`, `+02:00`)."""
    from zoneinfo import ZoneInfo

    name = name.strip()
    match = re.fullmatch(r'(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?', name)
    if match:
        minutes = (int(match[2]) * 60 + int(match[3] or 0)) * (1 if match[1] == '+' else -1)
        return datetime.timezone(datetime.timedelta(minutes=minutes)) if abs(minutes) < DAY else None
    if not re.fullmatch(r'[A-Za-z0-9_+. ()/-]{2,60}', name) or '..' in name:
        return None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        from babel.core import get_global

        iana = get_global('windows_zone_mapping').get(name)
        return ZoneInfo(str(iana)) if iana else None


def _gap(one: Moment, place: datetime.tzinfo) -> int:
    """By how many minutes the offset differs from the zone's own at that time."""
    return (one.offset or 0) - _true_offset(one, place)


def _true_offset(one: Moment, place: datetime.tzinfo) -> int:
    offset = place.utcoffset(_wall(one))
    return round(offset.total_seconds() / 60) if offset is not None else 0


def _wall(one: Moment) -> datetime.datetime:
    return datetime.datetime.combine(one.date, datetime.time()) + datetime.timedelta(minutes=one.minutes or 0)


def on_clock(one: Moment, place: datetime.tzinfo) -> Moment:
    """The moment on the clock of a place, its offset believed."""
    if one.minutes is None or one.offset is None:
        return replace(one, offset=None)
    instant = (_wall(one) - datetime.timedelta(minutes=one.offset)).replace(tzinfo=datetime.UTC)
    wall = instant.astimezone(place)
    return Moment(wall.date(), wall.hour * 60 + wall.minute)


def _likelihood(moments: Iterable[Moment]) -> float:
    """How well the times fit a programme's: first of each day, and the mean of all, as often as there are days."""
    timed = [(one.date, one.minutes) for one in moments if one.minutes is not None]
    firsts: dict[datetime.date, int] = {}
    for day, minutes in timed:
        firsts[day] = min(minutes, firsts.get(day, minutes))
    mean = sum(_weight(_HOURS, minutes) for _, minutes in timed) / len(timed)
    return sum(_weight(_FIRST, minutes) for minutes in firsts.values()) + 2 * mean * len(firsts)


def _weight(table: tuple[float, ...], minutes: int) -> float:
    return math.log(table[minutes // 60 % 24])


def _name(offset: int | None) -> str:
    if not offset:
        return 'Z (UTC)'
    return f'{"+" if offset > 0 else "-"}{abs(offset) // 60:02}:{abs(offset) % 60:02}'
