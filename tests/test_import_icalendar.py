"""iCalendar: zones, repetitions, escapes, speakers in texts."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given as given_
from hypothesis import settings
from hypothesis import strategies as st
from import_fuzz import mutated_bytes, mutated_text, only_refusals
from import_reading import FOLDER, hours, people, read, text, told

from booklet.draft import Draft, Losses
from booklet.importers import Refusal, ics

PROGRAMME = (FOLDER / 'icalendar' / 'programme.ics').read_bytes()


def calendar(*lines: str, head: str = '') -> tuple[Draft, Losses]:
    """A calendar of one event with these lines."""
    inside = '\r\n'.join(('BEGIN:VEVENT', 'UID:1', *lines, 'END:VEVENT'))
    return text(ics, 'c.ics', f'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{inside}\r\nEND:VCALENDAR\r\n')


def test_a_calendar() -> None:
    draft, losses = read(ics, 'icalendar/programme.ics')
    assert (draft.title, draft.time_zone) == ('Second Meeting, on Calculating Engines', 'Europe/Rome')
    weaving, cards, *coffees, week, council = draft.items
    assert (weaving.key, weaving.title) == ('weaving@example.org', 'On weaving algebra, and cards & wheels')
    assert people(weaving) == ['Ada Lovelace, speaker, Analytical Society', 'Luigi Menabrea, speaker']
    assert weaving.abstract.source == 'The engine weaves <b>patterns</b>; as looms do.'
    assert (weaving.url, weaving.room, weaving.track) == ('https://engines.example.org/1', 'Aula', 'Looms')
    assert (cards.title, people(cards), hours(cards)) == ('On cards', ['Charles Babbage, speaker'], '3 10:00–10:45')
    assert (cards.cancelled, cards.room) == (True, '')
    assert [(item.title, item.key, hours(item), item.repeat_of) for item in coffees] == [
        ('Coffee break', 'coffee@example.org', '3 10:30–11:00', ''),
        ('Coffee break', 'coffee@example.org@2024-06-06', '6 10:30–11:00', 'coffee@example.org'),
        ('Late coffee break', 'coffee@example.org@2024-06-04', '4 11:15–11:45', 'coffee@example.org'),
    ]
    assert (hours(week), week.start) == ('3', None)
    assert hours(council) == '4 18:00'
    assert [track.name for track in draft.tracks] == ['Looms', 'Cards']
    assert {
        ('Exhibition', 'lasts until 2024-06-06: it stands on its first day'),
        ('Council', 'comes again by a rule that is not written out (monthly): only the first is read'),
        ('Wind the engine', 'is no event but a todo'),
        ('On weaving algebra, and cards & wheels', 'was escaped for a web page (&amp;)'),
        ('On cards (talk by Charles Babbage)', 'its title ends in who gives it'),
    } <= set(told(losses))
    assert losses.fields == {'organizer': 1, 'location (an address)': 1}


def test_titles_that_end_in_names() -> None:
    draft, losses = read(ics, 'icalendar/dashes.ics')
    assert [(item.title, people(item)) for item in draft.items][1:] == [
        ('On cards - and holes', ['Charles Babbage, speaker']),
        ('On silk', ['Joseph Jacquard, speaker']),
        ('On brass', ['Augustus De Morgan, speaker']),
        ('Lunch', []),
    ]
    assert losses.items[0].name == 'On weaving - Ada Lovelace'


def test_a_single_dash_names_nobody() -> None:
    draft, _ = calendar('DTSTART:20240603T090000', 'SUMMARY:Ada - a life', 'DESCRIPTION:Words.')
    assert (draft.items[0].title, draft.items[0].people) == ('Ada - a life', ())


@pytest.mark.parametrize(('end', 'expected'), [('Ada Lovelace', ['Ada Lovelace, speaker']), ('part of it', [])])
def test_titles_without_descriptions_may_end_in_names(end: str, expected: list[str]) -> None:
    inside = '\r\n'.join(
        f'BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART:20240603T09{n}000\r\nSUMMARY:On loom {n} - {end}\r\nEND:VEVENT'
        for n in range(5)
    )
    draft, _ = text(ics, 'c.ics', f'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inside}\r\nEND:VCALENDAR\r\n')
    assert [people(item) for item in draft.items] == [expected] * 5


def test_a_description_that_begins_with_the_title_says_it_once() -> None:
    draft, _ = calendar('DTSTART:20240603T090000', 'SUMMARY:Looms', 'DESCRIPTION:Looms\\nSociety\\nHow they weave.')
    assert draft.items[0].abstract.source == 'Society\nHow they weave.'


@pytest.mark.parametrize(
    ('start', 'head', 'expected'),
    [
        ('DTSTART:20240603T090000', '', '3 09:00'),
        ('DTSTART:20240603T090000', 'X-WR-TIMEZONE:Asia/Tokyo\r\n', '3 09:00'),
        ('DTSTART:20240603T070000Z', '', '3 07:00'),
        ('DTSTART:20240603T000000Z', 'X-WR-TIMEZONE:Asia/Tokyo\r\n', '3 09:00'),
        ('DTSTART;TZID=Europe/Rome:20240603T090000', '', '3 09:00'),
        ('DTSTART;TZID=W. Europe Standard Time:20240603T090000', '', '3 09:00'),
        ('DTSTART;TZID=Nowhere/Never:20240603T090000', '', '3 09:00'),
        ('DTSTART;VALUE=DATE:20240603', '', '3'),
    ],
)
def test_zones(start: str, head: str, expected: str) -> None:
    draft, _ = calendar(start, 'SUMMARY:On brass', head=head)
    assert hours(draft.items[0]) == expected


def test_an_event_over_midnight_goes_on() -> None:
    draft, _ = calendar('DTSTART:20240603T220000', 'DTEND:20240604T013000', 'SUMMARY:Party')
    assert (draft.items[0].start, draft.items[0].end) == (22 * 60, 25 * 60 + 30)


@pytest.mark.parametrize(
    ('rule', 'days'),
    [
        ('FREQ=DAILY;COUNT=3', [3, 4, 5]),
        ('FREQ=DAILY;INTERVAL=2;UNTIL=20240608T090000Z', [3, 5, 7]),
        ('FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4', [3, 5, 10, 12]),
        ('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=2', [3, 17]),
        ('FREQ=WEEKLY;UNTIL=20240617', [3, 10, 17]),
        ('FREQ=SECONDLY', [3]),
        ('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31', [3]),
        ('nonsense', [3]),
    ],
)
def test_repetitions(rule: str, days: list[int]) -> None:
    draft, losses = calendar('DTSTART:20240603T090000', 'SUMMARY:Tea', f'RRULE:{rule}')
    assert [item.date for item in draft.items] == [datetime.date(2024, 6, day) for day in days]
    assert len({item.key for item in draft.items}) == len(days)
    assert bool(losses.items) == (len(days) == 1)


def test_a_repetition_without_end_is_bounded_and_told() -> None:
    draft, losses = calendar('DTSTART:20240603T090000', 'SUMMARY:Tea', 'RRULE:FREQ=DAILY')
    assert len(draft.items) == 101
    assert 'more than 100 times' in losses.items[0].reason


def test_html_in_descriptions() -> None:
    draft, _ = calendar('DTSTART:20240603T090000', 'SUMMARY:Brass', r'DESCRIPTION:<p>It lasts\, and <b>shines</b>.</p>')
    assert (draft.items[0].abstract.dialect, draft.items[0].abstract.source) == (
        'html',
        '<p>It lasts, and <b>shines</b>.</p>',
    )
    draft, _ = calendar(
        'DTSTART:20240603T090000', 'SUMMARY:Brass', r'X-ALT-DESC;FMTTYPE=text/html:<i>It lasts\, too</i>'
    )
    assert (draft.items[0].abstract.dialect, draft.items[0].abstract.source) == ('html', '<i>It lasts, too</i>')


def test_what_has_an_address_is_a_talk_and_a_bare_address_no_abstract() -> None:
    draft, _ = calendar('DTSTART:20240603T090000', 'SUMMARY:Brass', 'DESCRIPTION:https://engines.example.org/b')
    item = draft.items[0]
    assert (item.url, item.abstract.source, item.kind is not None) == ('https://engines.example.org/b', '', True)


def test_two_events_of_one_uid_are_two() -> None:
    event = 'BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Tea\r\nDTSTART:20240603T{}0000\r\nEND:VEVENT\r\n'
    draft, _ = text(ics, 'c.ics', f'BEGIN:VCALENDAR\r\n{event.format("09")}{event.format("10")}END:VCALENDAR\r\n')
    assert len({item.key for item in draft.items}) == 2


def test_a_uid_of_several_events_names_none() -> None:
    event = 'BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:{}\r\nDTSTART:20240603T090000\r\nEND:VEVENT\r\n'
    draft, _ = text(ics, 'c.ics', f'BEGIN:VCALENDAR\r\n{event.format("Tea")}{event.format("Cards")}END:VCALENDAR\r\n')
    assert [(item.title, item.key) for item in draft.items] == [('Tea', ''), ('Cards', '')]


def test_too_many_events_are_refused() -> None:
    event = 'BEGIN:VEVENT\nEND:VEVENT\n'
    with pytest.raises(Refusal, match='more than 20,000 events'):
        text(ics, 'c.ics', f'BEGIN:VCALENDAR\n{event * 20_001}END:VCALENDAR\n')
    event = 'BEGIN:VEVENT\nDTSTART:20240603T090000\nRRULE:FREQ=DAILY\nEND:VEVENT\n'
    with pytest.raises(Refusal, match='more than 20,000 events'):
        text(ics, 'c.ics', f'BEGIN:VCALENDAR\n{event * 300}END:VCALENDAR\n')


@settings(deadline=None)
@given_(st.one_of(mutated_bytes(PROGRAMME), mutated_text(PROGRAMME.decode())))
def test_odd_calendars_are_read_or_refused(data: bytes) -> None:
    only_refusals(ics, ('calendar.ics', data))


NAMES = [
    'DTSTART',
    'DTEND',
    'DURATION',
    'RRULE',
    'EXDATE',
    'RECURRENCE-ID',
    'CATEGORIES',
    'STATUS',
    'UID',
    'X-WR-TIMEZONE',
]
VALUES = [
    '20240603T090000',
    '00010101T000000',
    '99991231T235959Z',
    'P9999999D',
    '-P1W',
    'FREQ=DAILY;COUNT=99999999',
    'x',
]


@settings(deadline=None)
@given_(
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES) | st.text('0123456789TZ=;,:-', max_size=30)))
)
def test_odd_properties_are_read_or_told(lines: list[tuple[str, str]]) -> None:
    inside = '\r\n'.join(f'{name}:{value}' for name, value in lines)
    data = f'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Tea\r\n{inside}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'
    only_refusals(ics, ('calendar.ics', data.encode()))
