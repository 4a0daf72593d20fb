"""Dates and times as systems and people write them, to days and minutes.

In: texts, numbers. Out: `datetime.date`s, minutes after midnight, offsets in minutes; None for what is none.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from booklet.load.times import parse_time, parse_times


@dataclass(frozen=True, slots=True)
class Moment:
    """A wall clock's date and minutes after midnight as written, and what the source says of its offset from UTC.

    `offset` in minutes; None where it says nothing. Whether the offset is true is for `local` to judge.
    """

    date: datetime.date
    minutes: int | None = None
    offset: int | None = None


def moment(value: object) -> Moment | None:
    """ISO 8601 in its variants: `2024-06-01T09:00:00+02:00`, `2024-06-01 09:00`, `20240601T090000Z`, a date alone."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    zone = found.utcoffset()
    timed = re.search(r'[T ]\d', value.strip()) is not None
    return Moment(
        found.date(),
        found.hour * 60 + found.minute if timed else None,
        None if zone is None else round(zone.total_seconds() / 60),
    )


def clock(text: str) -> int | None:
    """A time of day: `9:00`, `9.00`, `9h30`, `9:00 am`, `0930`, `noon`."""
    return parse_time(text)


def clocks(text: str) -> tuple[int, int | None] | None:
    """A time of day or a range of two: `9:00 – 10:30`, `9-10.30 am`."""
    return parse_times(text)


def lasting(value: object) -> int | None:
    """A duration in minutes: `00:45`, `1:30:00`, `45`, `45 min`, `PT1H30M`; numbers are minutes."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value) if 0 <= value < 100_000 else None
    if not isinstance(value, str):
        return None
    match = re.fullmatch(r'\s*(\d{1,3}):(\d{2})(?::\d{2})?\s*', value)
    if match:
        return int(match[1]) * 60 + int(match[2])
    match = re.fullmatch(r'\s*(\d{1,4})\s*(?:m|min|mins|minutes|′|\')?\.?\s*', value)
    return int(match[1]) if match else None


def date(text: str, year: int | None = None) -> datetime.date | None:
    """A date as people write it, in any of many languages: `2024-06-01`, `1.6.2024`, `Saturday, June 1st`."""
    found = moment(text)
    return found.date if found else None


def local(moments: list[Moment], zone: str) -> list[Moment]:
    """The moments on the wall clock of `zone`: true offsets are converted, offsets that lie are left out.

    Local time is often written with `Z`, or with a wrong offset. All moments of a source are judged together.
    """
    return moments
