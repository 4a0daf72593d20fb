"""schedule.json, the form in which frab, pretalx and the tools of the C3VOC hand on a programme.

In: an `Event`. Out: JSON that is valid by c3voc's schema (`validator/json/schema.json` in voc/schedule). A talk without
an address of its own has its UUID there, since every event must have one.
"""

from __future__ import annotations

import json
import re

from booklet import __version__
from booklet.exporters import frab
from booklet.exporters.left import Left
from booklet.model import Event

TITLE = 'schedule.json of frab and pretalx'
_ZONE = re.compile('[A-Z][a-z]+/[A-Z][a-z]+|UTC$')  # what the schema takes; it does not know CET
_HOLDS = frab.HOLDS | {'biographies', 'addresses of people', 'people’s roles'}


def export(event: Event, left: Left) -> bytes:
    told = frab.schedule(event, left, _HOLDS)
    conference: frab.Record = {
        'acronym': told.acronym,
        'title': told.title,
        'start': told.start,
        'end': told.end,
        'daysCount': len(told.days),
        'timeslot_duration': frab.SLOT,
    }
    if _ZONE.match(told.time_zone):
        conference['time_zone_name'] = told.time_zone
    elif told.time_zone:
        left.out('names of time zones', 'the format takes those with a continent and a place')
    if told.url:
        conference['url'] = told.url
    conference['tracks'] = [_filled(track) for track in told.tracks]
    conference['rooms'] = list(told.rooms)
    conference['days'] = [_day(day) for day in told.days]
    root = {
        '$schema': 'https://c3voc.de/schedule/schema.json',
        'generator': {'name': 'booklet', 'version': __version__},
        'schedule': {'version': told.version, 'conference': conference},
    }
    return (json.dumps(root, ensure_ascii=False, indent=1) + '\n').encode('utf-8')


def _day(day: frab.ScheduleDay) -> frab.Record:
    return {
        'index': day.index,
        'date': day.date,
        'day_start': day.start,
        'day_end': day.end,
        'rooms': {name: [_event(one) for one in events] for name, events in day.rooms},
    }


def _event(event: frab.Record) -> frab.Record:
    persons = event['persons']
    assert isinstance(persons, list)
    people = [{**_filled(person), 'public_name': person['name']} for person in persons]
    return {**event, 'url': event['url'] or f'urn:uuid:{event["guid"]}', 'persons': people, 'links': []}


def _filled(record: frab.Record) -> frab.Record:
    return {key: value for key, value in record.items() if value}
