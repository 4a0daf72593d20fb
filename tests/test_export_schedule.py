"""schedule.xml and schedule.json: valid by c3voc's own schemas, and true to the programme's days and clock."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import jsonschema
import pytest
import xmlschema
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from strategies import Plain, events, loaded

from booklet.diagnostics import Sink
from booklet.exporters import export
from booklet.load import load
from booklet.model import Event

DATA = Path(__file__).parent / 'data' / 'c3voc'
TAGUNG = Path(__file__).parent / 'events' / 'tagung'


@cache
def xsd() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(DATA / 'schedule.xml.xsd')


@cache
def validator() -> jsonschema.Draft6Validator:
    schema = json.loads((DATA / 'schedule.schema.json').read_text('utf-8'))
    return jsonschema.Draft6Validator(schema, format_checker=jsonschema.Draft6Validator.FORMAT_CHECKER)


def as_xml(event: Event, sink: Sink | None = None) -> Element:
    data = export(event, 'schedule.xml', sink or Sink())
    assert data is not None
    xsd().validate(data.decode('utf-8').partition('\n')[2])
    root: Element = fromstring(data)
    return root


def as_json(event: Event, sink: Sink | None = None) -> dict[str, object]:
    data = export(event, 'schedule.json', sink or Sink())
    assert data is not None
    root = json.loads(data)
    validator().validate(root)
    return root['schedule']


def both(event: Event) -> tuple[dict[str, Element], dict[str, dict[str, object]]]:
    """The events of both, by title."""
    xml = {element.findtext('title') or '': element for element in as_xml(event).iter('event')}
    days = as_json(event)['conference']['days']  # type: ignore[index]
    every = [one for day in days for room in day['rooms'].values() for one in room]
    return xml, {one['title']: one for one in every}


def engines(items: list[Plain], **told: object) -> Event:
    event = {'title': 'Engines', 'time_zone': 'Europe/London', **told}
    return loaded(
        {
            'format': 1,
            'event': event,
            'rooms': {'aula': 'Aula'},
            'tracks': {'logic': {'name': 'Logic', 'colour': '#AABBCC'}},
            'days': [{'date': '2030-05-01', 'items': items}],
        }
    )


@settings(deadline=None, max_examples=80)
@given(events())
def test_every_programme_is_valid_by_the_schemas(event: Event) -> None:
    if not (event.days or event.start):
        return
    xml, record = as_xml(event), as_json(event)
    assert len(list(xml.iter('day'))) == max(1, len(event.days))
    guids = {element.get('guid') for element in xml.iter('event')}
    days = record['conference']['days']  # type: ignore[index]
    assert {one['guid'] for day in days for room in day['rooms'].values() for one in room} == guids


def test_the_schemas_refuse_what_is_wrong() -> None:
    data = (export(engines([{'time': '9:00', 'talk': 'A'}]), 'schedule.xml', Sink()) or b'').decode()
    assert not xsd().is_valid(data.partition('\n')[2].replace('<duration>', '<duration>x'))
    assert not validator().is_valid({'schedule': {'version': '1', 'conference': {}}})


def test_a_large_programme_is_valid() -> None:
    event = load(TAGUNG, Sink())
    assert event is not None
    xml = as_xml(event)
    assert len(list(xml.iter('event'))) > 20
    assert as_json(event)['version'] == xml.findtext('version')


def test_what_happens_after_midnight_is_of_the_day_before() -> None:
    xml, record = both(engines([{'time': '23:30-25:15', 'talk': 'A'}, {'time': '26:00-29:30', 'social': 'Dance'}]))
    assert [xml['A'].findtext(name) for name in ('date', 'start', 'duration')] == [
        '2030-05-01T23:30:00+01:00', '23:30', '01:45',
    ]  # fmt: skip
    assert xml['Dance'].findtext('date') == '2030-05-02T02:00:00+01:00'
    assert record['A']['end'] == '2030-05-02T01:15:00+01:00'
    day = as_xml(engines([{'time': '26:00-29:30', 'social': 'Dance'}])).find('day')
    assert day is not None
    assert (day.get('date'), day.get('start'), day.get('end')) == (
        '2030-05-01', '2030-05-01T04:00:00+01:00', '2030-05-02T05:30:00+01:00',
    )  # fmt: skip


def test_offsets_follow_the_summer_time_of_each_day() -> None:
    items = [{'time': '9:00-10:00', 'talk': 'A'}]
    days = [{'date': date, 'items': items} for date in ('2030-03-30', '2030-03-31')]
    event = loaded({'format': 1, 'event': {'title': 'Engines', 'time_zone': 'Europe/Berlin'}, 'days': days})
    dates = [element.findtext('date') for element in as_xml(event).iter('event')]
    assert dates == ['2030-03-30T09:00:00+01:00', '2030-03-31T09:00:00+02:00']


@pytest.mark.parametrize('zone', ['', 'Nowhere/Land'])
def test_without_a_zone_the_clock_stays_and_a_warning_tells(zone: str) -> None:
    sink = Sink()
    xml = as_xml(engines([{'time': '9:00-10:00', 'talk': 'A'}], time_zone=zone or None), sink)
    assert [element.findtext('date') for element in xml.iter('event')] == ['2030-05-01T09:00:00+00:00']
    assert xml.find('conference/time_zone_name') is None
    assert sink.has_warnings


def test_ends_that_are_not_told_are_those_of_what_follows() -> None:
    xml, _ = both(
        engines(
            [
                {'time': '9:00', 'talk': 'A', 'room': 'aula'},
                {'time': '9:00', 'talk': 'B'},
                {'time': '10:00', 'break': 'Tea'},
                {'time': '10:30', 'talk': 'C', 'room': 'aula'},
                {'session': 'S', 'time': '11:00-12:00', 'items': [{'time': '11:20', 'talk': 'D', 'room': 'aula'}]},
                {'time': '13:00', 'talk': 'E'},
                {'time': '13:45', 'end': 'End of the day'},
                {'time': '20:00', 'social': 'Dinner'},
            ]
        )
    )
    lasting = {title: element.findtext('duration') for title, element in xml.items()}
    assert lasting == {
        'A': '01:00', 'B': '01:00', 'Tea': '00:30', 'C': '00:50', 'D': '00:40', 'E': '00:45', 'Dinner': '00:00',
    }  # fmt: skip


def test_what_an_event_tells() -> None:
    event = engines(
        [
            {
                'time': '9:00-9:45', 'talk': 'On *engines*', 'id': 'on-engines', 'subtitle': 'A $x$', 'room': 'aula',
                'track': 'logic', 'speakers': ['Ada Lovelace'], 'authors': ['Charles Babbage'], 'language': 'de',
                'abstract': 'An *abstract*.\n\nAnd & < more.', 'url': 'https://example.org/ä b'.replace(' ', ''),
                'note': 'Bring *cards*', 'cancelled': True,
            },
            {'time': '10:00-10:30', 'break': 'Tea'},
        ],
        url='mailto:x@example.org',
    )  # fmt: skip
    xml, record = both(event)
    title = 'CANCELLED: On engines'
    assert set(xml) == set(record) == {title, 'Tea'}
    talk, json_talk = xml[title], record[title]
    wanted = {
        'room': 'Aula', 'subtitle': 'A $x$', 'type': 'talk', 'track': 'Logic', 'language': 'de',
        'abstract': 'An *abstract*.\n\nAnd & < more.', 'description': 'Bring cards', 'slug': 'engines_2030-on-engines',
        'url': 'https://example.org/%C3%A4b',
    }  # fmt: skip
    assert {name: talk.findtext(name) for name in wanted} == wanted
    assert {name: json_talk[name] for name in wanted} == wanted
    assert [one.text for one in talk.iter('person')] == ['Ada Lovelace', 'Charles Babbage']
    persons = json_talk['persons']
    assert isinstance(persons, list)
    assert [(one['name'], one.get('role')) for one in persons] == [
        ('Ada Lovelace', None),
        ('Charles Babbage', 'author'),
    ]
    assert talk.get('guid') == json_talk['guid']
    assert (talk.findtext('recording/optout'), xml['Tea'].findtext('recording/optout')) == ('false', 'true')
    assert str(record['Tea']['url']) == f'urn:uuid:{record["Tea"]["guid"]}'
    track = as_xml(event).find('conference/track')
    assert track is not None
    assert (track.get('name'), track.get('color')) == ('Logic', '#aabbcc')


def test_names_stay_when_other_talks_change() -> None:
    talk = {'time': '9:00-10:00', 'talk': 'A', 'id': 'a'}
    before, _ = both(engines([talk, {'time': '11:00', 'talk': 'B'}]))
    after, _ = both(engines([{'time': '8:00', 'talk': 'C'}, {**talk, 'talk': 'New title', 'time': '14:00'}]))
    old, new = before['A'], after['New title']
    assert (old.attrib, old.findtext('slug')) == (new.attrib, new.findtext('slug'))


def test_talks_and_posters_without_a_time_stand_at_that_of_their_session() -> None:
    session = {
        'session': 'Short talks', 'time': '9:00-10:00', 'room': 'aula', 'chair': 'Mary Somerville',
        'items': [{'talk': 'One', 'speakers': ['Ada Lovelace']}, {'time': '9:20', 'talk': 'Two'}],
        'posters': [{'board': 'P1', 'talk': 'Three', 'abstract': 'Long.'}],
    }  # fmt: skip
    empty = {'session': 'Open space', 'time': '11:00-12:00', 'chair': 'Mary Somerville'}
    sink = Sink()
    event = engines([session, empty, {'talk': 'Some time'}])
    found = {one.findtext('title') or '': one for one in as_xml(event, sink).iter('event')}
    names = ('type', 'start', 'duration', 'room')
    assert {title: tuple(one.findtext(name) or '' for name in names) for title, one in found.items()} == {
        'One': ('talk', '09:00', '01:00', 'Aula'),
        'Two': ('talk', '09:20', '00:40', 'Aula'),
        'Three': ('Poster', '09:00', '01:00', 'Aula'),
        'Open space': ('session', '11:00', '01:00', ''),
    }
    assert found['Three'].findtext('abstract') == 'Long.'
    assert [one.text for one in found['Open space'].iter('person')] == ['Mary Somerville']
    told = '\n'.join(item.message for item in sink.items)
    assert 'schedule.xml leaves out items (1): they have no time of their own' in told
    assert 'schedule.xml changes posters (1): they have the time of their session' in told
    assert 'schedule.xml changes items (1): they have no time of their own, and stand there at' in told


def test_a_programme_without_days_has_the_day_of_the_event_or_is_refused() -> None:
    bare = {'format': 1, 'event': {'title': 'Engines', 'time_zone': 'UTC'}}
    sink = Sink()
    assert export(loaded(bare), 'schedule.xml', sink) is None
    assert [item.message for item in sink.items if 'no day' in item.message]
    dated = loaded({**bare, 'event': {'title': 'Engines', 'time_zone': 'UTC', 'dates': {'start': '2030-05-01'}}})
    assert len(list(as_xml(dated).iter('day'))) == 1
