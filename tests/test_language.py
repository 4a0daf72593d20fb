"""Dates and times by language: English as Babel has it, the others by their CLDR patterns."""

from __future__ import annotations

import datetime
import subprocess
import sys

import pytest
from babel.dates import format_date
from babel.dates import format_time as babel_time
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.language import format_dates, format_day, format_time, time_pieces, words

MONDAY = datetime.date(2024, 9, 30)


@pytest.mark.parametrize(
    ('language', 'expected'),
    [
        ('en', 'Monday, 30 September'),
        ('en-GB', 'Monday, 30 September'),
        ('en-US', 'Monday, September 30'),
        ('de', 'Montag, 30. September'),
        ('de-CH', 'Montag, 30. September'),
        ('fr', 'lundi 30 septembre'),
        ('es', 'lunes, 30 de septiembre'),
        ('hr', 'ponedjeljak, 30. rujna'),
        ('ja', '9月30日(月曜日)'),
        ('ru', 'понедельник, 30 сентября'),
        ('xx', 'Monday, 30 September'),
    ],
)
def test_a_day_without_its_year(language: str, expected: str) -> None:
    assert format_day(MONDAY, language) == expected


@pytest.mark.parametrize(
    ('language', 'start', 'expected'),
    [
        ('en', datetime.date(2024, 9, 29), '29 September – 3 October 2024'),
        ('en', datetime.date(2024, 10, 1), '1–3 October 2024'),
        ('en', datetime.date(2023, 12, 30), '30 December 2023 – 3 October 2024'),
        ('en', datetime.date(2024, 10, 3), '3 October 2024'),
        ('en-US', datetime.date(2024, 9, 29), 'September 29 – October 3, 2024'),
        ('en-US', datetime.date(2024, 10, 1), 'October 1–3, 2024'),
        ('en-US', datetime.date(2023, 12, 30), 'December 30, 2023 – October 3, 2024'),
        ('de', datetime.date(2024, 9, 29), '29. September – 3. Oktober 2024'),
        ('de', datetime.date(2024, 10, 1), '1.–3. Oktober 2024'),
        ('de', datetime.date(2024, 10, 3), '3. Oktober 2024'),
        ('fr', datetime.date(2024, 9, 29), '29 septembre – 3 octobre 2024'),
        ('ja', datetime.date(2024, 9, 29), '2024年9月29日～10月3日'),
    ],
)
def test_the_days_of_an_event(language: str, start: datetime.date, expected: str) -> None:
    typeset = format_dates(start, datetime.date(2024, 10, 3), language).replace('\u2009', ' ').replace('\u202f', ' ')
    assert typeset == expected


@pytest.mark.parametrize(
    ('language', 'clock', 'minutes', 'expected'),
    [
        ('en', 12, 510, '8:30_am'),
        ('en', 12, 0, '12:00_am'),
        ('en', 12, 720, '12:00_pm'),
        ('en', 24, 510, '08:30'),
        ('en', 12, 26 * 60, '2:00_am'),
        ('en', 24, 26 * 60, '02:00'),
        ('de', 24, 510, '08:30'),
        ('cs', 24, 510, '8:30'),
        ('fi', 24, 510, '8.30'),
        ('es', 12, 510, '8:30_a.\u202fm.'),
        ('ja', 12, 510, '午前_8:30'),
    ],
)
def test_times_of_day(language: str, clock: int, minutes: int, expected: str) -> None:
    found = format_time(minutes, clock, language).replace('a.\xa0m.', 'a.\u202fm.').replace('\u00a0', '_')
    assert found == expected


def test_a_time_in_two_pieces() -> None:
    assert time_pieces(15 * 60 + 5, 12, 'en') == ('3:05', 'pm')
    assert time_pieces(15 * 60 + 5, 24, 'en') == ('15:05', '')


@settings(deadline=None)
@given(st.dates(), st.times())
def test_english_is_what_babel_says(date: datetime.date, time: datetime.time) -> None:
    assert format_day(date, 'en') == format_date(date, 'EEEE, d MMMM', locale='en_GB')
    assert format_day(date, 'en-US') == format_date(date, 'EEEE, MMMM d', locale='en_US')
    assert format_dates(date, date, 'en') == f'{date.day} {format_date(date, "MMMM", locale="en_GB")} {date.year}'
    minutes = time.hour * 60 + time.minute
    assert format_time(minutes, 24, 'en') == babel_time(time, 'HH:mm', locale='en_GB')
    assert format_time(minutes, 12, 'en') == babel_time(time, 'h:mm\u00a0a', locale='en_GB').lower()


def test_english_does_without_babel() -> None:
    code = 'import sys, datetime; from booklet.language import *; d = datetime.date(2024, 9, 30);'
    code += "format_day(d, 'en'), format_dates(d, d, 'en'), format_time(5, 12, 'en'); print('babel' in sys.modules)"
    assert subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, check=True).stdout == 'False\n'


def test_the_books_own_words() -> None:
    assert words('de')['Contents'] == 'Inhalt'
    assert words('de-CH')['cancelled'] == 'entfällt'
    assert words('en')['Contents'] == words('xx')['Contents'] == 'Contents'
    assert words('de')['A word that no table has'] == 'A word that no table has'
