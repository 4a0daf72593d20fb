"""When an entry of a site's records takes place: of all that it says of it, what a reader would believe.

In: entries. Out: for each the moments of its start and end, and what day it names where no date is told.

A clock that is written for people (`17:00`) goes before what a program made of it (`2019-06-16T15:00Z`, seconds since
1970, `[2019, 6, 16, 15, 0]`), which may be UTC.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from booklet.columns.times import weekday_of
from booklet.importers.records.tree import Entry
from booklet.intake.values import text
from booklet.reading.dates import date, date_order, days, find_date, fitting_year
from booklet.reading.instants import DAY
from booklet.reading.times import Moment, afternoon_spans, clock, clocks, lasting, moment

_EARLY = 7 * 60  # what begins before is of a clock of twelve hours, where nothing says otherwise
_LONGEST = 14 * 60
_Said = tuple[int, datetime.date | None, int, int | None]  # rank, date, minutes, offset
_OFFSET = re.compile(r'\b(GMT|UTC)\s?([+-])(\d{1,2})$')
_DAY_AND_TIME = re.compile(r'([^\W\d_]{2,12}\.?(?: \d{1,2})?)[,:]?\s+(\d[\d:. apmAPM–-]{2,20})')
_FAR = 1990  # years before are of spreadsheets that have no date


@dataclass(slots=True)
class When:
    """`day`: what the source calls the day, where it tells no date."""

    start: Moment | None = None
    end: Moment | None = None
    clock: tuple[int, int | None] | None = None  # where there is no date
    day: str = ''
    unread: str = ''  # what is written of a time that is none
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Clues:
    """What all dates of a source tell. `first`: its first day; `named`: dates by what the source calls them."""

    year: int | None
    order: str
    first: datetime.date | None
    named: dict[str, datetime.date]
    alone: bool = False  # the first day is that of all that tells none

    def date_of(self, value: object) -> datetime.date | None:
        if isinstance(value, list):
            found = _listed(value)
            return found.date if found else None
        found = moment(value, self.year, self.order) if isinstance(value, str | int | float) else None
        if found is not None:
            return found.date if found.date.year >= _FAR else None
        return find_date(text(value), self.year, self.order)

    def days_of(self, value: object) -> tuple[datetime.date, datetime.date] | None:
        """First and last day of what may be several: `3–5 May 2031`."""
        found = days(value, self.year, self.order) if isinstance(value, str) else None
        one = self.date_of(value) if found is None else None
        return (one, one) if one is not None else found

    def day_of(self, label: str) -> datetime.date | None:
        """`Day 2`, `2`, `Monday`: counted from the first day."""
        if label in self.named:
            return self.named[label]
        if self.first is None or not label:
            return self.first if self.alone else None
        number = re.search(r'\d{1,2}', label)
        if number and 0 < int(number[0]) < 32:
            return self.first + datetime.timedelta(int(number[0]) - 1)
        day = weekday_of(label)
        return None if day is None else self.first + datetime.timedelta((day - self.first.weekday()) % 7)


def clues(entries: Sequence[Entry], first: datetime.date | None, named: dict[str, str], alone: bool = False) -> Clues:
    """`named`: dates as texts by what days are called."""
    written = [
        text(value)
        for entry in entries
        for role in ('date', 'day', 'start')
        for value in (entry.fields.values(role)[0][1] if role in entry.fields else entry.inherited.get(role),)
        if isinstance(value, str)
    ]
    written += named.values()
    distinct = list(dict.fromkeys(written))
    order = date_order(distinct)
    years = Counter(int(year) for one in distinct for year in re.findall(r'(?<!\d)(?:19[89]|20\d)\d(?!\d)', one[:80]))
    year = years.most_common(1)[0][0] if years else first.year if first else None
    if year is None and distinct:
        year = fitting_year(distinct, datetime.date(2024, 1, 1).year)
    plain = Clues(year, order, first, {})
    found = {name: day for name, one in named.items() if (day := plain.date_of(one))}
    return Clues(year, order, first, found, alone)


def when(entry: Entry, known: Clues) -> When:
    found = When()
    timed = 'start' in entry.fields or 'time' in entry.fields
    said: list[_Said] = []
    ends: list[_Said] = []
    for role in ('date', 'day'):
        for value in _values(entry, role, True):
            found.date = found.date or known.date_of(value)
            if found.date is None and not found.day:
                found.day = text(value)
    for role in ('start', 'time', 'date'):
        for value in _values(entry, role, not timed):
            spoken = clocks(text(value)) if not isinstance(value, list) and role != 'date' else None
            if spoken is not None:
                said.append((0, None, spoken[0], None))
                if spoken[1] is not None:
                    ends.append((0, None, spoken[1], None))
            elif (one := _moment(value, known)) is not None:
                said.append(one)
            elif role != 'date' and (match := _DAY_AND_TIME.fullmatch(text(value))) and (span := clocks(match[2])):
                found.day = found.day or match[1]
                said.append((0, None, span[0], None))
                ends += [(0, None, span[1], None)] if span[1] is not None else []
            elif role != 'date' and isinstance(value, str) and known.date_of(value) is None:
                found.unread = value
    for value in _values(entry, 'end', not timed):
        minutes = clock(text(value)) if not isinstance(value, list) else None
        if minutes is not None:
            ends.append((0, None, minutes, None))
        elif (one := _moment(value, known)) is not None:
            ends.append(one)
    durations = [lasts for value in _values(entry, 'duration', not timed) if (lasts := lasting(value))]
    if found.date is None:
        found.date = next((day for _, day, _, _ in sorted(said, key=_rank) if day), None) or known.day_of(found.day)
    _settle(found, said, ends, durations[0] if durations else None)
    return found


def _settle(found: When, said: list[_Said], ends: list[_Said], duration: int | None) -> None:
    if not said:
        return
    rank, day, minutes, offset = min(said, key=_rank)
    fitting = [one for one in ends if one[0] == rank] or ends
    end: int | None = None
    if fitting:
        _, end_day, end, end_offset = min(fitting, key=_rank)
        if day and end_day and offset == end_offset:
            end += DAY * (end_day - day).days
        elif end < minutes and end + DAY - minutes <= _LONGEST:
            end += DAY
    elif duration is not None:
        end = minutes + duration
    day = found.date if rank == 0 or day is None else day
    if day is None:
        found.clock = (minutes, end)
        return
    found.date = day
    found.start = Moment(day, minutes, offset)
    if end is not None and 0 <= end - minutes < 40 * DAY:
        found.end = Moment(day + datetime.timedelta(end // DAY), end % DAY, offset)


def _rank(one: _Said) -> int:
    return one[0]


def _values(entry: Entry, role: str, inherit: bool) -> list[object]:
    own = [value for _, value in entry.fields.values(role)]
    if own:
        entry.fields.used.update(entry.fields.keys[role])
        return own
    return [entry.inherited[role]] if inherit and role in entry.inherited else []


def _moment(value: object, known: Clues) -> _Said | None:
    """With its rank: a wall clock before what may be UTC; what has no true date last."""
    if isinstance(value, list):
        one = _listed(value)
        return None if one is None or one.minutes is None else (2, one.date, one.minutes, None)
    if isinstance(value, str):
        value = _OFFSET.sub(lambda match: f'{match[1]}{match[2]}{match[3]:0>2}:00', value.strip())
    one = moment(value, known.year, known.order) if isinstance(value, str | int | float) else None
    if one is None or one.minutes is None or one.date.year < _FAR:
        return None
    plain = isinstance(value, int | float) or one.offset == 0
    return (2 if plain else 1, one.date, one.minutes, one.offset)


def _listed(value: list[object]) -> Moment | None:
    """`[2019, 6, 17, 9, 0]`."""
    numbers = [one for one in value if isinstance(one, int) and not isinstance(one, bool)]
    if len(numbers) != len(value) or not 3 <= len(numbers) <= 7:
        return None
    year, month, day, *time = numbers
    found = date(f'{year}-{month:02}-{day:02}') if 1900 < year < 2200 and 0 < month < 13 and 0 < day < 32 else None
    if found is None:
        return None
    if not time:
        return Moment(found)
    hour, minute = time[0], time[1] if len(time) > 1 else 0
    return Moment(found, hour * 60 + minute) if 0 <= hour < 25 and 0 <= minute < 60 else None


def halves_of_days(found: Sequence[When], texts: Sequence[str]) -> None:
    """Clocks of twelve hours without am and pm, put on one of twenty-four, day by day."""
    if any(re.search(r'[ap]\.?\s?m\b|T\d\d:|\d{10}', one, re.IGNORECASE) for one in texts):
        return
    by_day: dict[datetime.date, list[tuple[When, int]]] = {}
    for one in found:
        if one.start is not None and one.start.minutes is not None and one.start.offset is None:
            by_day.setdefault(one.start.date, []).append((one, one.start.minutes))
    for day, ones in by_day.items():
        times = [(start, one.end.minutes if one.end else None) for one, start in ones]
        if not any(60 <= start < _EARLY for start, _ in times) or any(start >= 13 * 60 for start, _ in times):
            continue
        for (one, _), (start, end) in zip(ones, afternoon_spans(times), strict=True):
            one.start = Moment(day, start)
            if one.end is not None and end is not None:
                one.end = Moment(day + datetime.timedelta(end // DAY), end % DAY)
