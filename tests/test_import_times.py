"""Dates and times as systems and people write them."""

from __future__ import annotations

import datetime
import json

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.reading import zones
from booklet.reading.times import (
    Moment,
    afternoon,
    afternoon_spans,
    clock,
    clocks,
    date,
    date_order,
    days,
    find_date,
    fitting_year,
    lasting,
    local,
    moment,
)

JUNE_3 = datetime.date(2024, 6, 3)
DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2060, 12, 31))
OFFSETS = st.sampled_from([0, 60, 120, 330, 345, 720, -210, -300, -720])


@pytest.mark.parametrize(
    'text',
    [
        *(
            '2024-06-03',
            '2024/6/3',
            '20240603',
            '3.6.2024',
            '03.06.24',
            '3. 6. 2024',
            '3/6/2024',
            'Mon 3.6.',
            'Mo 3.6.',
        ),
        *('Monday, 3 June 2024', 'Monday, June 3rd', '3rd of June', "3 June '24", 'June 3, 2024', '2024 June 3'),
        *('3-Jun-2024', 'Jun-03-2024', 'Mo., 3. Juni 2024', 'lundi 3 juin 2024', '3 de junho de 2024'),
        *('segunda-feira, 3 de junho de 2024', 'lunes 3 de junio', '3 giugno 2024', '3. června 2024', '3 czerwca 2024'),
        *('3 июня 2024 г.', 'ngày 3 tháng 6 năm 2024', '3 มิถุนายน 2567', '2024. június 3.', 'må 3 juni', '3 ביוני 2024'),
        *(
            '6月3日',
            '2024年6月3日',
            '２０２４年６月３日（月）',
            '2024년 6월 3일',
            '3 जून 2024',
            'Δευτέρα 3 Ιουνίου 2024',
        ),
    ],
)
def test_dates_in_many_languages(text: str) -> None:
    assert date(text, 2024) == JUNE_3


@pytest.mark.parametrize(
    'text',
    [
        *('', 'Lunch', 'May', 'June 2024', '12', '9.30', '9:30', '9.30-10', '3-4', 'Room 4', '31.2.2024', '2024-13-01'),
        *('0001-01-01', '10000-01-01', '3 June 4 2024', 'x' * 5000, '三月', '1.2.3.4', '2024-06', 'Monday'),
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert date(text, 2024) is None


LANGUAGES = [
    'en',
    'en_GB',
    'de',
    'fr',
    'es',
    'it',
    'pt',
    'nl',
    'pl',
    'cs',
    'sk',
    'sl',
    'hu',
    'ro',
    'sv',
    'da',
    'nb',
    'fi',
]
LANGUAGES += ['ru', 'uk', 'tr', 'el', 'ca', 'ar', 'fa', 'he', 'hi', 'th', 'vi', 'ja', 'zh', 'ko']


@settings(deadline=None)
@given(DAYS, st.sampled_from(LANGUAGES))
def test_a_date_as_its_language_writes_it_is_read(day: datetime.date, language: str) -> None:
    for width in ('medium', 'long', 'full'):
        assert date(format_date(day, width, language), order='dmy') == day


@settings(deadline=None)
@given(DAYS)
def test_a_date_without_a_year_is_found_by_its_weekday(day: datetime.date) -> None:
    text = format_date(day, 'EEEE, d MMMM', 'en')
    year = fitting_year([text], day.year)
    assert year == day.year
    assert date(text, year) == day
    assert date(text) is None


def test_a_name_of_two_months_is_that_of_the_language() -> None:
    assert date('3 listopada 2024', language='pl') == datetime.date(2024, 11, 3)
    assert date('3. listopada 2024', language='hr') == datetime.date(2024, 10, 3)


def test_mar_is_a_tuesday_beside_a_month_and_a_month_alone() -> None:
    assert date('mar. 4 juin 2024') == datetime.date(2024, 6, 4)
    assert date('4 mar 2024') == datetime.date(2024, 3, 4)


@pytest.mark.parametrize(
    ('texts', 'order'),
    [
        (['13/1/2024', '1/2/2024'], 'dmy'),
        (['1/13/2024'], 'mdy'),
        (['13/1/2024', '1/13/2024'], ''),
        (['6/1/2024', '6/2/2024'], 'mdy'),
        (['1/6/2024', '2/6/2024'], 'dmy'),
        (['Sun 6/2/2024'], 'mdy'),
        (['Sun 2/6/2024'], 'dmy'),
        (['1.2.2024'], 'dmy'),
        (['5/6/2024'], ''),
        (['Lunch', ''], ''),
    ],
)
def test_a_column_tells_whether_the_day_or_the_month_is_first(texts: list[str], order: str) -> None:
    assert date_order(texts) == order


@settings(deadline=None)
@given(st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 20)), st.integers(2, 5))
def test_days_that_follow_each_other_tell_their_order(first: datetime.date, count: int) -> None:
    days_of = [first + datetime.timedelta(days=i) for i in range(count)]
    if len({day.month for day in days_of}) > 1 or first.day == first.month:
        return
    for order, pattern in (('mdy', '{0.month}/{0.day}/{0.year}'), ('dmy', '{0.day}/{0.month}/{0.year}')):
        texts = [pattern.format(day) for day in days_of]
        assert date_order(texts) == order
        assert [date(text, order=order) for text in texts] == days_of


@pytest.mark.parametrize(
    ('text', 'first', 'last'),
    [
        ('3–5 June 2024', (6, 3), (6, 5)),
        ('June 3-5, 2024', (6, 3), (6, 5)),
        ('30 May – 2 June 2024', (5, 30), (6, 2)),
        ('3.–5.6.2024', (6, 3), (6, 5)),
        ('28.5.-1.6.2024', (5, 28), (6, 1)),
        ('du 3 au 5 juin 2024', (6, 3), (6, 5)),
        ('3. bis 5. Juni 2024', (6, 3), (6, 5)),
        ('2024年6月3日〜5日', (6, 3), (6, 5)),
        ('2024-06-03/2024-06-05', (6, 3), (6, 5)),
        ('3-6-2024', (6, 3), (6, 3)),
    ],
)
def test_first_and_last_day(text: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    assert days(text) == (datetime.date(2024, *first), datetime.date(2024, *last))


def test_a_date_in_a_heading() -> None:
    assert find_date('Day 1: Monday, June 3', 2024) == JUNE_3
    assert find_date('Tag 1 (Montag, 3. Juni) – Hauptsaal', 2024) == JUNE_3
    assert find_date('Room 4 – 5', 2024) is None


@pytest.mark.parametrize(
    ('value', 'minutes', 'offset'),
    [
        ('2024-06-03T09:00:00+02:00', 540, 120),
        ('2024-06-03T09:00:00.123456789Z', 540, 0),
        ('2024-06-03T09:00:00.000+0200', 540, 120),
        ('2024-06-03T09:00-07', 540, -420),
        ('2024-06-03 09:00:00 -0330', 540, -210),
        ('2024-06-03 09:00:00 UTC', 540, 0),
        ('2024-06-03 9:00', 540, None),
        ('20240603T090000Z', 540, 0),
        ('2024-06-03T09:00:00+02:00[Europe/Rome]', 540, 120),
        ('2024-06-03', None, None),
        ('2024-06-03T23:59:59', 1440, None),
        ('2024-06-03T24:00', 1440, None),
        ('Mon, 03 Jun 2024 09:00:00 +0200', 540, 120),
        ('Mon, 3 Jun 2024 09:00:00 EDT', 540, -240),
        ('Mon Jun  3 09:00:00 2024', 540, None),
        ('Mon Jun 03 2024 09:00:00 GMT+0200 (Central European Summer Time)', 540, 120),
        ('6/3/2024 9:00:00 PM', 1260, None),
        ('3. Juni 2024, 9:30 Uhr', 570, None),
        ('9 am, June 3', 540, None),
        ('2024年6月3日 15時30分', 930, None),
        (1717405200, 540, 0),
        (1717405200000, 540, 0),
        ('1717405200', 540, 0),
        (1717405200.75, 540, 0),
    ],
)
def test_moments(value: object, minutes: int | None, offset: int | None) -> None:
    assert moment(value, 2024, 'mdy') == Moment(JUNE_3, minutes, offset)


@pytest.mark.parametrize(
    'value',
    [
        None,
        True,
        12,
        -1,
        10**400,
        float('nan'),
        float('inf'),
        '',
        '2024-06-03T25:61',
        '0001-01-01T00:00:00',
        {},
        'x' * 9999,
    ],
)
def test_what_is_no_moment(value: object) -> None:
    assert moment(value) is None


@settings(deadline=None)
@given(
    DAYS,
    st.integers(0, 1439),
    OFFSETS,
    st.sampled_from(['T', ' ', 't']),
    st.sampled_from(['', ':00', ':30.5', ':00,123']),
)
def test_iso_8601_is_read_in_its_variants(day: datetime.date, minutes: int, offset: int, sep: str, rest: str) -> None:
    time = f'{minutes // 60:02}:{minutes % 60:02}{rest}'
    sign, hours = '-' if offset < 0 else '+', abs(offset) // 60
    assert moment(f'{day}{sep}{time}') == Moment(day, minutes)
    for colon in (':', ''):
        assert moment(f'{day}{sep}{time}{sign}{hours:02}{colon}{abs(offset) % 60:02}') == Moment(day, minutes, offset)


@pytest.mark.parametrize(
    ('text', 'minutes'),
    [
        *(
            ('9:00', 540),
            ('9.00', 540),
            ('09:00:00', 540),
            ('9h30', 570),
            ('9:00 am', 540),
            ('9am', 540),
            ('0930', 570),
        ),
        *(('9:00 a. m.', 540), ('9:00 p.m.', 1260), ('12:00 pm', 720), ('12 am', 0), ('14:00 PM', 840), ('9 Uhr', 540)),
        *(
            ('9.30 Uhr', 570),
            ('10.30 h', 630),
            ('18h00', 1080),
            ('15時30分', 930),
            ('午後3時', 900),
            ('오후 3:30', 930),
        ),
        *(('noon', 720), ('midnight', 1440), ('24:00', 1440), ('26:00', 1560), ('kl. 9.30', 570), ('１０：３０', 630)),
        *(('9', None), ('49:00', None), ('9:75', None), ('13 am', None), ('2.0', None), ('', None), ('Lunch', None)),
    ],
)
def test_times_of_day(text: str, minutes: int | None) -> None:
    assert clock(text) == minutes


@settings(deadline=None)
@given(st.integers(0, 1439))
def test_a_time_is_the_same_on_either_clock(minutes: int) -> None:
    hour, minute = divmod(minutes, 60)
    half = 'AM' if hour < 12 else 'PM'
    assert clock(f'{hour}:{minute:02}') == clock(f'{(hour + 11) % 12 + 1}:{minute:02} {half}') == minutes


@pytest.mark.parametrize(
    ('text', 'start', 'end'),
    [
        *(('9:00 – 10:30', 540, 630), ('9-10.30', 540, 630), ('9-10.30 am', 540, 630), ('11:30-1:00 pm', 690, 780)),
        *(
            ('0900-1030', 540, 630),
            ('von 9 bis 10:30 Uhr', 540, 630),
            ('14h à 15h30', 840, 930),
            ('18:00 –', 1080, None),
        ),
        *(
            ('ab 19 Uhr', 1140, None),
            ('à partir de 19h', 1140, None),
            ('9:00 s.t.', 540, None),
            ('ore 9.30', 570, None),
        ),
        *(('18.30 Uhr – Ende offen', 1110, None), ('ca. 19:00', 1140, None), ('9:00-open end', 540, None)),
        *(('15:00〜16:30', 900, 990), ('22:00-02:00', 1320, 120), ('9:00 to noon', 540, 720), ('9:00', 540, None)),
    ],
)
def test_ranges_of_times(text: str, start: int, end: int | None) -> None:
    assert clocks(text) == (start, end)


def test_what_is_no_range_of_times() -> None:
    assert [clocks(text) for text in ('9-10', 'June 3-4', '2024-06-01', '9:00-10:00-11:00', '', '1' * 900)] == [
        None
    ] * 6
    assert clocks('9-10', bare=True) == (540, 600)


@pytest.mark.parametrize(
    ('value', 'minutes'),
    [
        *(
            ('00:45', 45),
            ('1:30:00', 90),
            ('45', 45),
            ('45 min', 45),
            ('PT1H30M', 90),
            ('P0DT0H45M00S', 45),
            ("90'", 90),
        ),
        *(('1h30', 90), ('1 h 30 min', 90), ('1.5 h', 90), ('1,5 Stunden', 90), ('1 day, 2:00:00', 1560), ('30分', 30)),
        *(
            ('1 02:00:00', 1560),
            ('P1W', 10080),
            (45, 45),
            (45.0, 45),
            (-1, None),
            (True, None),
            ('', None),
            ('PT', None),
        ),
        *(('x', None), (float('nan'), None), ('1:75', None), (None, None), ('9' * 300, None)),
    ],
)
def test_durations(value: object, minutes: int | None) -> None:
    assert lasting(value) == minutes


@st.composite
def programme_day(draw: st.DrawFn) -> list[int]:
    """Starts in order, from the morning or the afternoon on, without a gap of half a day."""
    steps = draw(st.lists(st.integers(0, 48), max_size=12))
    start = draw(st.integers(7 * 12, 19 * 12 - 1)) * 5
    times = [start]
    for step in steps:
        times.append(times[-1] + 5 * step)
    return [time for time in times if time < 28 * 60]


@settings(deadline=None)
@given(programme_day())
def test_a_day_on_a_clock_of_twelve_hours_goes_forward(times: list[int]) -> None:
    written = [time % 720 + (720 if time % 720 < 60 else 0) for time in times]
    assert afternoon(written) == times
    assert afternoon_spans([(time, time) for time in written]) == [(time, time) for time in times]


@settings(deadline=None)
@given(programme_day(), st.integers(13 * 60, 23 * 60))
def test_a_clock_of_twenty_four_hours_is_left_alone(times: list[int], late: int) -> None:
    assert afternoon([*times, late]) == [*times, late]


def test_parallel_items_stand_beside_each_other() -> None:
    assert afternoon([570, 540, 690, None, 90, 60]) == [570, 540, 690, None, 810, 780]
    assert afternoon_spans([(540, 600), (690, 90), (90, None)]) == [(540, 600), (690, 810), (810, None)]


# One hour decides nothing: programmes begin at nine or at ten.
ZONES = st.sampled_from(['Europe/Helsinki', 'America/New_York', 'America/Los_Angeles', 'Asia/Tokyo', 'Asia/Kolkata'])
TYPICAL = (540, 600, 660, 780, 840, 930, 990, 1050)


def utc(day: datetime.date, minutes: int, zone: str) -> Moment:
    place = zones.time_zone(zone)
    wall = datetime.datetime.combine(day, datetime.time(minutes // 60, minutes % 60), place).astimezone(datetime.UTC)
    return Moment(wall.date(), wall.hour * 60 + wall.minute, 0)


@settings(deadline=None)
@given(st.dates(datetime.date(2010, 1, 1), datetime.date(2030, 1, 1)), ZONES, st.integers(1, 5))
def test_whether_z_is_true_is_told_by_the_hours_of_the_programme(first: datetime.date, zone: str, count: int) -> None:
    wall = [(first + datetime.timedelta(days=i), minutes) for i in range(count) for minutes in TYPICAL]
    true = zones.judge([utc(day, minutes, zone) for day, minutes in wall], zone)
    assert (true.converted, true.changed) == (True, False)
    lie = zones.judge([Moment(day, minutes, 0) for day, minutes in wall], zone)
    assert (lie.converted, lie.changed) == (False, True)
    assert 'Z (UTC)' in lie.reason
    assert list(true.moments) == list(lie.moments) == [Moment(day, minutes) for day, minutes in wall]


@settings(deadline=None)
@given(DAYS, ZONES, st.integers(240, 1439))
def test_true_offsets_need_no_judgement(day: datetime.date, zone: str, minutes: int) -> None:
    place = zones.time_zone(zone)
    assert place is not None
    offset = place.utcoffset(datetime.datetime.combine(day, datetime.time(minutes // 60, minutes % 60)))
    assert offset is not None
    verdict = zones.judge([Moment(day, minutes, int(offset.total_seconds()) // 60)], zone)
    assert verdict == zones.Verdict((Moment(day, minutes),))


def test_the_offset_of_another_season_is_read_as_written() -> None:
    verdict = zones.judge([Moment(JUNE_3, 540, 60), Moment(JUNE_3, 600, 60)], 'Europe/Rome')
    assert verdict.moments == (Moment(JUNE_3, 540), Moment(JUNE_3, 600))
    assert 'another season' in verdict.reason


def test_one_true_offset_says_that_the_others_are_true() -> None:
    assert local([Moment(JUNE_3, 540, 120), Moment(JUNE_3, 420, 0)], 'Europe/Rome') == [Moment(JUNE_3, 540)] * 2


def test_without_a_zone_times_are_as_written() -> None:
    for zone in ('', 'Nowhere/Land', '../../etc/passwd', '/etc/localtime'):
        assert local([Moment(JUNE_3, 540, 0), Moment(JUNE_3)], zone) == [Moment(JUNE_3, 540), Moment(JUNE_3)]


@pytest.mark.parametrize('name', ['Europe/Rome', 'UTC+2', '+02:00', 'W. Europe Standard Time', 'GMT+2'])
def test_zones_by_their_many_names(name: str) -> None:
    place = zones.time_zone(name)
    assert place is not None
    assert place.utcoffset(datetime.datetime(2024, 6, 3, 12)) == datetime.timedelta(hours=2)


_FRAGMENTS = st.sampled_from(list('0123456789:.-/, apmhTZ+年月日時'))
_SCRAPS = st.lists(st.one_of(_FRAGMENTS, st.text(max_size=3), st.sampled_from(['June', 'Montag', 'noon'])), max_size=30)


@settings(max_examples=300, deadline=None)
@given(_SCRAPS.map(''.join))
def test_no_text_is_too_strange(text: str) -> None:
    for read in (moment, clock, clocks, lasting, date, days, find_date):
        read(text)
    date_order([text, text])
    fitting_year([text], 2024)


@settings(deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists))
def test_no_value_is_too_strange(value: object) -> None:
    moment(value)
    lasting(value)
    assert json.dumps(value) is not None
