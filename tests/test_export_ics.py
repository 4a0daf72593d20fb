"""iCalendar: read back by the library, and by hand against RFC 5545 where the library is lenient."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given, settings
from icalendar import Calendar
from strategies import Plain, events, loaded

from booklet.diagnostics import Sink
from booklet.exporters import export
from booklet.model import Event


def entries(event: Event, sink: Sink | None = None) -> list[Calendar]:
    data = export(event, 'ics', sink or Sink())
    assert data is not None
    return Calendar.from_ical(data).walk('VEVENT')


def engines(items: list[Plain], **told: object) -> Event:
    return loaded(
        {
            'format': 1,
            'event': {'title': 'Engines', 'time_zone': 'Europe/London', **told},
            'affiliations': {'society': {'name': 'Analytical Society', 'place': 'London'}},
            'people': {'lovelace': {'name': 'Ada Lovelace', 'affiliation': 'society'}},
            'rooms': {'aula': 'Aula; first floor'},
            'tracks': {'logic': 'Logic, and more'},
            'days': [{'date': '2030-05-01', 'items': items}],
        }
    )


@settings(deadline=None, max_examples=80)
@given(events())
def test_every_programme_is_a_valid_calendar(event: Event) -> None:
    data = export(event, 'ics', Sink())
    if data is None:
        return
    assert data.endswith(b'\r\n')
    lines = data.split(b'\r\n')
    assert all(len(line) <= 75 for line in lines)  # 3.1
    assert not re.search(b'[\x00-\x08\x0a-\x1f\x7f]', data.replace(b'\r\n', b''))
    assert all(line.decode('utf-8') is not None for line in lines)  # no character is cut
    calendar = Calendar.from_ical(data)
    assert calendar['version'] == '2.0'
    assert calendar['prodid']
    found = calendar.walk('VEVENT')
    assert found
    uids = [entry['uid'] for entry in found]
    assert len(set(uids)) == len(uids)
    zones = {str(zone['tzid']) for zone in calendar.walk('VTIMEZONE')}
    for entry in found:
        assert not entry.errors
        assert entry['dtstamp'].dt.tzinfo is datetime.UTC or entry['dtstamp'].dt.utcoffset() == datetime.timedelta()
        start = entry['dtstart']
        assert 'TZID' not in start.params or start.params['TZID'] in zones  # 3.2.19
        if 'dtend' in entry:
            assert entry['dtend'].dt.replace(tzinfo=None) > start.dt.replace(tzinfo=None)


def test_what_an_entry_tells() -> None:
    abstract = 'An *abstract* with $x^2$; see [here](https://example.org), or `code`.\n\n- one\n- two\n\n$$a, b$$\n'
    event = engines(
        [
            {
                'time': '9:00-9:45', 'talk': 'On *engines*', 'id': 'on-engines', 'subtitle': 'A survey', 'room': 'aula',
                'track': 'logic', 'speakers': ['lovelace'], 'abstract': abstract, 'dialect': 'markdown',
                'url': 'https://example.org/a,b', 'note': 'Bring cards', 'cancelled': True,
            }
        ]
    )  # fmt: skip
    [entry] = entries(event)
    assert entry['uid'] == 'on-engines@engines-2030'
    assert entry['summary'] == 'On engines'
    assert entry['location'] == 'Aula; first floor'
    assert entry['categories'].cats == ['Logic, and more']
    assert entry['status'] == 'CANCELLED'
    assert entry['url'] == 'https://example.org/a,b'
    assert entry['comment'] == 'Bring cards'
    assert entry['sequence'] == 0
    assert entry['description'] == (
        'A survey\nSpeakers: Ada Lovelace (Analytical Society, London)\n\n'
        'An abstract with $x^2$; see here (https://example.org), or code.\n\n• one\n• two\n\n$$a, b$$'
    )
    assert entry['dtstart'].dt.isoformat() == '2030-05-01T09:00:00+01:00'
    assert entry['dtstart'].params['TZID'] == 'Europe/London'
    assert entry['dtend'].dt.isoformat() == '2030-05-01T09:45:00+01:00'


def test_night_untimed_and_zero_length() -> None:
    items = [
        {'time': '25:00-26:00', 'social': 'Dance'},
        {'talk': 'Some time'},
        {'time': '9:00-9:00', 'remarks': 'Bell'},
        {'time': '9:00', 'remarks': 'Bell'},
    ]
    night, untimed, *bells = entries(engines(items))
    assert night['dtstart'].dt.isoformat() == '2030-05-02T01:00:00+01:00'
    assert untimed['dtstart'].dt == datetime.date(2030, 5, 1)
    assert 'dtend' not in untimed
    assert all('dtend' not in bell for bell in bells)
    assert bells[0]['uid'] != bells[1]['uid']


def test_without_a_zone_times_float() -> None:
    sink = Sink()
    [entry] = entries(engines([{'time': '9:00-10:00', 'talk': 'A'}], time_zone=None), sink)
    assert entry['dtstart'].dt == datetime.datetime(2030, 5, 1, 9)
    assert sink.has_warnings


def test_summer_time_is_that_of_the_day() -> None:
    """The zone that comes along says the same as the time zone database."""
    event = engines([{'time': '9:00-10:00', 'talk': 'A'}], time_zone='America/New_York')
    data = export(event, 'ics', Sink())
    assert data is not None
    [zone] = Calendar.from_ical(data).walk('VTIMEZONE')
    assert datetime.datetime(2030, 5, 1, 9, tzinfo=zone.to_tz()).utcoffset() == datetime.timedelta(hours=-4)
    assert datetime.datetime(2030, 2, 1, 9, tzinfo=zone.to_tz()).utcoffset() == datetime.timedelta(hours=-5)


def test_no_clock_decides_the_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    event = engines([{'time': '9:00-10:00', 'talk': 'A'}])
    monkeypatch.delenv('SOURCE_DATE_EPOCH', raising=False)
    assert entries(event)[0]['dtstamp'].dt == datetime.datetime(2030, 5, 1, tzinfo=datetime.UTC)
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1900000000')
    assert entries(event)[0]['dtstamp'].dt == datetime.datetime.fromtimestamp(1_900_000_000, datetime.UTC)


def test_what_stays_out_is_told() -> None:
    sink = Sink()
    session = {'session': 'Logic', 'items': [{'time': '9:00', 'talk': 'A'}, {'talk': 'B'}], 'posters': [{'talk': 'C'}]}
    assert [entry['summary'] for entry in entries(engines([session]), sink)] == ['A', 'B']
    told = '\n'.join(item.message for item in sink.items)
    assert 'ics leaves out posters (1): they have no time of their own' in told
    assert 'ics changes items (1): they have no time, and stand there for the whole day' in told
    assert 'sessions (1)' in told


def test_a_session_names_its_posters() -> None:
    posters = [{'talk': 'On *looms*', 'speakers': ['lovelace'], 'abstract': 'Long.'}, {'talk': 'On cards'}]
    sink = Sink()
    [entry] = entries(engines([{'session': 'Posters', 'time': '9:00-10:00', 'posters': posters}]), sink)
    assert entry['summary'] == 'Posters'
    assert entry['description'] == 'Ada Lovelace: On looms\nOn cards'
    told = '\n'.join(item.message for item in sink.items)
    assert 'ics changes posters (2): their session stands for them and names them' in told
    assert 'ics leaves out abstracts (1): a session stands for their posters' in told
