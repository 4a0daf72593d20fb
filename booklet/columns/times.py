"""When entries take place: dates and times judged over all of them.

In: the values of entries, the dates of the headings above them. Out: a `When` for each.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from booklet.columns.mapping import Plan
from booklet.draft import Losses
from booklet.reading.times import (
    DAY,
    Moment,
    afternoon_spans,
    clock,
    clocks,
    date_order,
    find_date,
    fitting_year,
    lasting,
    local,
    moment,
)

Values = Mapping[str, tuple[str, ...]]
_HALVES = re.compile(r'\d\s*[ap]\.?\s?m\b|午|오[전후]|noon', re.IGNORECASE)
_NUMBERED = re.compile(r'(?:day|tag|jour|día|giorno|dzień|den|dag|päivä|день)?\s*(\d{1,2})', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    date: datetime.date | None = None
    start: int | None = None
    end: int | None = None
    session_start: int | None = None
    session_end: int | None = None


class Times:
    """Reads the times of all entries."""

    def __init__(
        self, entries: Sequence[tuple[Values, datetime.date | None]], plan: Plan, losses: Losses, year: int | None
    ) -> None:
        self.plan = plan
        self.losses = losses
        texts = [
            text
            for values, _ in entries
            for field in ('date', 'day', 'start', 'time')
            for text in values.get(field, ())
        ]
        self.order = plan.day_order or date_order(texts)
        self.year = plan.date.year if plan.date else None
        if self.year is None:
            told = {found.date.year for text in texts if (found := moment(text, None, self.order)) is not None}
            self.year = min(told) if told else (fitting_year(texts, year) or year) if year else None
        self.dotted = any(re.fullmatch(r'\d{1,2}\.[0-5]\d', text) for text in texts)
        self.found = [self._read(values, date) for values, date in entries]
        self._twelve_hours(entries)
        if plan.time_zone:
            self._on_clock()
        lost = sum(1 for one, (values, _) in zip(self.found, entries, strict=True) if one[0] is None and _told(values))
        if lost:
            losses.changed(
                'time', f'{lost} entries', 'have a day or time, but no date: name the first day (--map, “date:”)'
            )

    def when(self, number: int) -> When:
        date, start, end, session_start, session_end, _ = self.found[number]
        return When(date, start, end, session_start, session_end)

    def _read(
        self, values: Values, above: datetime.date | None
    ) -> tuple[datetime.date | None, int | None, int | None, int | None, int | None, int | None]:
        start, end, offset = None, None, None
        date = self._date(values) or above
        for text in (*values.get('time', ()), *values.get('start', ())):
            span, found = self._clocks(text, not values.get('time'))
            if span is not None:
                start, end = span
            elif found is not None and found.minutes is not None:
                date, start, offset = date or found.date, found.minutes, found.offset
            if start is not None:
                break
        for text in (*values.get('date', ()), *values.get('day', ())):  # “Mon 3 June 2024, 9:00”
            told = moment(text, self.year, self.order) if start is None and len(text) > 8 else None
            if told is not None and told.minutes is not None:
                start, offset = told.minutes, told.offset
        for text in values.get('end', ()):
            span, found = self._clocks(text, True)
            if span is not None:
                end = span[0]
            elif found is not None and found.minutes is not None and date is not None:
                end = found.minutes + (found.date - date).days * DAY
        if start is not None and (end is None or end == start):
            length = next((known for text in values.get('duration', ()) if (known := _length(text))), None)
            end = start + length if length is not None else end
        if date is None and start is not None and self.plan.date and not _told_day(values):
            date = self.plan.date
        session = [
            next((clock(text) for text in values.get(field, ())), None) for field in ('session_start', 'session_end')
        ]
        return date, start, end, session[0], session[1], offset

    def _clocks(self, text: str, bare: bool) -> tuple[tuple[int, int | None] | None, Moment | None]:
        """Times of day, else a moment. Spreadsheets take times for numbers: 15.30 is 15.3, nine o'clock 0.375."""
        if re.fullmatch(r'0?[.,](?:\d|\d{3,})' if self.dotted else r'0?[.,]\d+', text):
            return (round(float(text.replace(',', '.')) * DAY), None), None
        if self.dotted and re.fullmatch(r'\d{1,2}\.[0-5]', text):
            text += '0'
        span = clocks(text, bare)
        return span, moment(text, self.year, self.order) if span is None else None

    def _date(self, values: Values) -> datetime.date | None:
        for text in (*values.get('date', ()), *values.get('day', ())):
            found = moment(text, self.year, self.order) if not re.fullmatch(r'\d{1,2}', text) else None
            day = found.date if found else find_date(text, self.year, self.order)
            if day is not None:
                return day
            if self.plan.date is not None:
                number = _NUMBERED.fullmatch(text.strip())
                if number and 1 <= int(number[1]) <= 31:
                    return self.plan.date + datetime.timedelta(days=int(number[1]) - 1)
                weekday = weekday_of(text)
                if weekday is not None:
                    return self.plan.date + datetime.timedelta(days=(weekday - self.plan.date.weekday()) % 7)
        return None

    def _twelve_hours(self, entries: Sequence[tuple[Values, datetime.date | None]]) -> None:
        """Clocks without am and pm that go back in the middle of a day."""
        texts = [text for values, _ in entries for field in ('time', 'start', 'end') for text in values.get(field, ())]
        told = [time for one in self.found for time in one[1:3] if time is not None]
        if not told or max(told) >= 13 * 60 or any(_HALVES.search(text) for text in texts):
            return
        if any(re.match(r'0\d[:.]', text.strip()) for text in texts) and min(told) >= 7 * 60:
            return
        days: dict[tuple[object, str], list[int]] = {}
        for number, (one, (values, _)) in enumerate(zip(self.found, entries, strict=True)):
            if one[1] is not None:
                days.setdefault((one[0], next(iter(values.get('room', ())), '')), []).append(number)
        changed = 0
        for numbers in days.values():
            spans = [(self.found[number][1] or 0, self.found[number][2]) for number in numbers]
            for number, (start, end) in zip(numbers, afternoon_spans(spans), strict=True):
                old = self.found[number]
                changed += old[1] != start
                self.found[number] = (old[0], start, end, *old[3:])
        if changed:
            self.losses.changed('time', f'{changed} times', 'are of a clock of twelve hours: read as in the afternoon')

    def _on_clock(self) -> None:
        """Moments with an offset from UTC, all judged together."""
        placed = [number for number, one in enumerate(self.found) if one[5] is not None and one[0] is not None]
        moments = [Moment(one[0], one[1], one[5]) for number in placed if (one := self.found[number])[0] is not None]
        for number, made in zip(placed, local(moments, self.plan.time_zone), strict=True):
            old = self.found[number]
            end = None if old[2] is None or old[1] is None or made.minutes is None else made.minutes + old[2] - old[1]
            self.found[number] = (made.date, made.minutes, end, *old[3:])


def weekday_of(text: str) -> int | None:
    """The weekday that a text is, Monday 0."""
    words = text.strip().casefold().rstrip('.')
    return _weekdays().get(words)


@cache
def _weekdays() -> dict[str, int]:
    from babel import Locale

    found: dict[str, int] = {}
    for language in (
        'en',
        'de',
        'fr',
        'es',
        'it',
        'pt',
        'nl',
        'pl',
        'cs',
        'sv',
        'da',
        'nb',
        'fi',
        'ru',
        'tr',
        'hu',
        'ja',
        'zh',
        'ko',
    ):
        days = Locale(language).days
        for kind in ('format', 'stand-alone'):
            for width in ('wide', 'abbreviated'):
                for number, name in days.get(kind, {}).get(width, {}).items():
                    found.setdefault(name.casefold().rstrip('.'), number)
    return found


def _told(values: Values) -> bool:
    return any(values.get(field) for field in ('date', 'day', 'start', 'time')) and bool(values.get('title'))


def _told_day(values: Values) -> bool:
    return any(values.get(field) for field in ('date', 'day'))


def _length(text: str) -> int | None:
    return lasting(int(text)) if text.isdecimal() and len(text) < 5 else lasting(text)
