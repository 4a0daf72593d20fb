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

from booklet.language import (
    bracketed,
    capitalised,
    comma,
    format_dates,
    format_day,
    format_time,
    format_weekday,
    is_known,
    labelled,
    time_pieces,
    words,
)

MONDAY = datetime.date(2024, 9, 30)


def shown(text: str) -> str:
    """With the spaces that do not break made visible."""
    return text.replace('\u00a0', '_').replace('\u202f', '·')


@pytest.mark.parametrize(
    ('language', 'expected'),
    [
        ('en', 'Monday, 30_September'),
        ('en-GB', 'Monday, 30_September'),
        ('en-US', 'Monday, September_30'),
        ('de', 'Montag, 30._September'),
        ('de-CH', 'Montag, 30._September'),
        ('fr', 'lundi 30_septembre'),
        ('es', 'lunes, 30_de_septiembre'),
        ('it', 'lunedì 30_settembre'),
        ('pt-BR', 'segunda-feira, 30_de_setembro'),
        ('pt-PT', 'segunda-feira, 30_de_setembro'),
        ('nl', 'maandag 30_september'),
        ('pl', 'poniedziałek, 30_września'),
        ('cs', 'pondělí 30._září'),
        ('sk', 'pondelok 30._septembra'),
        ('hr', 'ponedjeljak, 30._rujna'),
        ('sl', 'ponedeljek, 30._september'),
        ('el', 'Δευτέρα 30_Σεπτεμβρίου'),
        ('ru', 'понедельник, 30_сентября'),
        ('uk', 'понеділок, 30_вересня'),
        ('tr', '30_Eylül Pazartesi'),
        ('hu', 'szeptember_30., hétfő'),
        ('fi', 'maanantai 30._syyskuuta'),
        ('sv', 'måndag 30_september'),
        ('ja', '9月30日(月曜日)'),
        ('zh', '9月30日星期一'),
        ('zh-Hant', '9月30日 星期一'),
        ('ar', 'الاثنين، 30_سبتمبر'),
        ('he', 'יום שני, 30_בספטמבר'),
        ('fa', 'دوشنبه 30_سپتامبر'),
        ('xx', 'Monday, 30_September'),
    ],
)
def test_a_day_without_its_year(language: str, expected: str) -> None:
    assert shown(format_day(MONDAY, language)) == expected


SEPTEMBER, OCTOBER, YEAR_BEFORE = datetime.date(2024, 9, 29), datetime.date(2024, 10, 2), datetime.date(2023, 12, 30)
LAST = datetime.date(2024, 10, 3)


@pytest.mark.parametrize(
    ('language', 'start', 'expected'),
    [
        ('en', SEPTEMBER, '29_September_– 3_October 2024'),
        ('en', OCTOBER, '2–3_October 2024'),
        ('en', YEAR_BEFORE, '30_December 2023_– 3_October 2024'),
        ('en', LAST, '3_October 2024'),
        ('en-US', SEPTEMBER, 'September_29_– October_3, 2024'),
        ('en-US', OCTOBER, 'October_2–3, 2024'),
        ('en-US', YEAR_BEFORE, 'December_30, 2023_– October_3, 2024'),
        ('de', SEPTEMBER, '29._September_– 3._Oktober 2024'),
        ('de', OCTOBER, '2.–3._Oktober 2024'),
        ('de', LAST, '3._Oktober 2024'),
        ('fr', SEPTEMBER, '29_septembre_– 3_octobre 2024'),
        ('fr', datetime.date(2024, 10, 1), '1er–3_octobre 2024'),
        ('es', SEPTEMBER, '29_de_septiembre_– 3_de_octubre de 2024'),
        ('it', OCTOBER, '2–3_ottobre 2024'),
        ('it', datetime.date(2024, 10, 1), '1º–3_ottobre 2024'),
        ('pt', datetime.date(2024, 10, 1), '1º_–_3_de_outubro de 2024'),
        ('pt-PT', datetime.date(2024, 10, 1), '1–3_de_outubro de 2024'),
        ('nl', SEPTEMBER, '29_september_– 3_oktober 2024'),
        ('pl', SEPTEMBER, '29_września_– 3_października 2024'),
        ('cs', SEPTEMBER, '29._září_– 3._října 2024'),
        ('cs', OCTOBER, '2.–3._října 2024'),
        ('sk', YEAR_BEFORE, '30._decembra 2023_– 3._októbra 2024'),
        ('hr', OCTOBER, '2._–_3._listopada 2024.'),
        ('el', SEPTEMBER, '29_Σεπτεμβρίου_– 3_Οκτωβρίου 2024'),
        ('ru', SEPTEMBER, '29_сентября_– 3_октября 2024·г.'),
        ('tr', SEPTEMBER, '29_Eylül_– 3_Ekim 2024'),
        ('hu', OCTOBER, '2024. október_2–3.'),
        ('ja', SEPTEMBER, '2024年9月29日～10月3日'),
        ('zh', SEPTEMBER, '2024年9月29日至10月3日'),
        ('ar', SEPTEMBER, '29_سبتمبر_– 3_أكتوبر 2024'),
        ('he', SEPTEMBER, '29_בספטמבר_– 3_באוקטובר 2024'),
        ('fa', SEPTEMBER, '29_سپتامبر تا 3_اکتبر 2024'),
        ('th', LAST, '3_ตุลาคม 2024'),
    ],
)
def test_the_days_of_an_event(language: str, start: datetime.date, expected: str) -> None:
    assert shown(format_dates(start, LAST, language)) == expected


@pytest.mark.parametrize('language', ['ar', 'ar-EG', 'fa', 'hi', 'mr', 'bn', 'my'])
def test_figures_are_those_of_the_page_numbers(language: str) -> None:
    said = format_dates(YEAR_BEFORE, LAST, language) + format_day(LAST, language) + format_time(615, 12, language)
    assert set(filter(str.isdecimal, said)) <= set('0123456789')


@pytest.mark.parametrize(
    ('text', 'language', 'expected'),
    [
        ('lundi 30', 'fr', 'Lundi 30'),
        ('istasyon', 'tr', 'İstasyon'),
        ('istasyon', 'de', 'Istasyon'),
        ('ორშაბათი', 'ka', 'ორშაბათი'),
        ('30 Eylül', 'tr', '30 Eylül'),
        ('', 'en', ''),
    ],
)
def test_a_heading_begins_with_a_capital(text: str, language: str, expected: str) -> None:
    assert capitalised(text, language) == expected


def test_short_weekdays_are_those_of_the_language_whatever_was_told_before() -> None:
    thursday = datetime.date(2030, 5, 2)
    shown = [format_weekday(thursday, language) for language in ('ur', 'ja', 'fr', 'de', 'en', 'ja')]
    assert shown[1:] == ['木', 'jeu', 'Do', 'Thu', '木']


def test_the_signs_between_words() -> None:
    assert labelled('Chair', 'A {text}', 'en') == 'Chair: A {text}'
    assert shown(labelled('Présidence', 'A', 'fr')) == 'Présidence_: A'
    assert labelled('座長', 'A', 'ja') == '座長：A'
    assert bracketed('cancelled', 'en') == ' (cancelled)'
    assert bracketed('中止', 'ja') == '（中止）'
    assert [comma(language) for language in ('en', 'de', 'ja', 'ar')] == [', ', ', ', '、', '، ']


def test_which_languages_are_known() -> None:
    assert [is_known(language) for language in ('en', 'en-XX', 'de-1996', 'zh-Hant', 'gsw', 'xx', '')] == [
        *(True, True, True, True, True, False, False),
    ]


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
        ('ja', 12, 510, '午前8:30'),
        ('zh-Hant', 12, 510, '上午8:30'),
        ('hu', 12, 510, 'de._8:30'),
        ('ar', 12, 510, '8:30_ص'),
        ('fr-CA', 24, 510, '08_h_30'),
        ('da', 24, 510, '08.30'),
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
    assert format_day(date, 'en') == format_date(date, 'EEEE, d\u00a0MMMM', locale='en_GB')
    assert format_day(date, 'en-US') == format_date(date, 'EEEE, MMMM\u00a0d', locale='en_US')
    assert format_dates(date, date, 'en') == f'{date.day}\u00a0{format_date(date, "MMMM", locale="en_GB")} {date.year}'
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
