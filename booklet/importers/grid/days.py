"""The days of a grid: dates at its head, above it, beside it; what else is said of a day.

In: a `Table`, the year and first date where the user or the page tells them. Out: a `Calendar`, which reads a cell as a
`Dated` or says that it is no day.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from booklet.intake.tables import Table
from booklet.reading.dates import date, date_order, days, find_date, fitting_year

_SAMPLE = 4000  # cells that tell the year
_LONGEST = 160
_NUMBER = re.compile(
    r'\s*(?:day|tag|jour|journée|día|dia|giorno|dag|dzień|den|deň|день|nap|dan|päivä|gün)\s*(?P<number>\d{1,2}|one|two'
    r'|three|four|five|six|[IVX]{1,4})\b(?P<more>.*)|(?P<ordinal>\d{1,2})(?:st|nd|rd|th|\.)\s*(?:day|tag)\b(?P<rest>.*)',
    re.IGNORECASE | re.DOTALL,
)
_WORDS = {'one': 1, 'two': 2, 'three': 3, 'four': 4, 'five': 5, 'six': 6, 'i': 1, 'ii': 2, 'iii': 3, 'iv': 4, 'v': 5}
_YEAR = re.compile(r'(?<!\d)(?:20[0-9]\d|19[5-9]\d)(?!\d)')
_PARTS = re.compile(r'\s*(?:[:|;•·\n]|\s[-–—]+\s)\s*')
_NEAR = 2025


@dataclass(frozen=True, slots=True)
class Dated:
    """A day: its date where it is known; `title`: what the source calls it besides."""

    date: datetime.date | None
    title: str = ''


class Calendar:
    """Reads the days of one table, all with the same year and order of day and month."""

    def __init__(self, table: Table, year: int | None, first: datetime.date | None) -> None:
        texts = [table.name]
        for row in table.rows:
            texts += [cell for cell in row if cell and len(cell) <= _LONGEST and re.search(r'\d', cell)]
            if len(texts) > _SAMPLE:
                break
        short = [text for text in texts if len(text) < 40]
        self.order = date_order(short)
        self.first = first
        self.year = year or (first.year if first else None) or _year(texts)

    def read(self, text: str) -> Dated | None:
        """The day that a cell names: a date, a weekday, “Day 2”; None where it is something else."""
        if not text or len(text) > _LONGEST:
            return None
        return self._dated(text) or self._numbered(text) or self._weekday(text)

    def is_day(self, text: str) -> bool:
        return self.read(text) is not None

    def span(self, text: str) -> tuple[datetime.date, datetime.date] | None:
        """First and last day of a line such as `3–5 June 2024`."""
        if len(text) > _LONGEST or not re.search(r'\d', text):
            return None
        for piece in (text, *_PARTS.split(text)[:8]):
            found = days(piece, self.year, self.order)
            if found and found[0] < found[1]:
                return found
        return None

    def _find(self, text: str) -> datetime.date | None:
        found = find_date(text, self.year or _NEAR, self.order)
        return found if found is None or self.year else find_date(text, None, self.order)

    def _dated(self, text: str) -> Dated | None:
        if not re.search(r'\d', text):
            return None
        pieces = [piece for piece in _PARTS.split(text) if piece]
        numbered = _NUMBER.match(text) is not None
        for place, piece in enumerate(pieces):
            at = f'{piece}.' if numbered and re.fullmatch(r'\d{1,2}\.\d{1,2}', piece) else piece
            if (found := self._find(at)) is not None:
                rest = pieces[:place] + pieces[place + 1 :]
                return Dated(found, ': '.join(piece for piece in rest if weekday(piece) is None))
        found = self._find(text)
        return Dated(found, ' '.join(text.split())) if found is not None else None

    def _numbered(self, text: str) -> Dated | None:
        match = _NUMBER.fullmatch(text)
        if match is None:
            return None
        told = (match['number'] or match['ordinal']).casefold()
        number = int(told) if told.isdecimal() else _WORDS.get(told, 0)
        found = self.first + datetime.timedelta(number - 1) if self.first and 0 < number < 32 else None
        return Dated(found, ' '.join(text.split()))

    def _weekday(self, text: str) -> Dated | None:
        number = weekday(text)
        if number is None:
            return None
        found = self.first + datetime.timedelta((number - self.first.weekday()) % 7) if self.first else None
        return Dated(found, '' if found else text.strip())


@lru_cache(maxsize=4096)
def weekday(text: str) -> int | None:
    """Which day of the week a word names; Monday is 0."""
    word = text.strip(' .,:()')
    if not 2 < len(word) < 16 or not word.isalpha() or date(f'1 January 2024 {word}') is None:
        return None
    if date(f'1 {word} 2024') is not None:
        return None
    return next((day - 1 for day in range(1, 8) if fitting_year([f'{word} {day} January'], 2024) == 2024), None)


def _year(texts: list[str]) -> int | None:
    """The year that most dates name, else any text; else that in which the weekdays fit."""
    named = Counter(found.year for text in texts[:200] if _YEAR.search(text) and (found := find_date(text)) is not None)
    told = named or Counter(int(year) for text in texts for year in _YEAR.findall(text))
    near = told.most_common(1)[0][0] if told else _NEAR
    return near if told else fitting_year(texts[:400], near)
