"""schedule.json: the programme as frab, pretalx, pentabarf's heirs and merged schedules (c3voc) write it; wafer's too.

Read are, of the conference: title, subtitle, acronym, start and end, venue, city, time_zone_name, url, rooms, tracks
with their colours; of an event: guid (or code, id), date, start, duration or end, room, title, subtitle, track,
language, abstract and description (one after the other), url, persons. Persons: public_name (or name), guid (or code,
id), biography, url. Events of the type “Poster” hang in a poster session of their day. Of wafer's schedule.json
(venues and events): title, start_time, duration, room, track, description, url, authors.

The second version of c3voc's schema (events in a list, `participants`, tracks by slug) and frab's events.json
(`conference_events`) are read alike.

Dropped: logos and pictures, type, links, attachments, recording licence and wish not to be recorded, answers to
questions, e-mail addresses.

Documented by the schema in voc/schedule (`validator/json/schema.json`, `schema2.json`), and by the views that write
it: frab/frab `app/views/public/schedule/index.json.jbuilder`, pretalx/pretalx `schedule/interfaces/exporters.py`,
CTPUG/wafer `wafer/schedule/views.py`.
"""

from __future__ import annotations

import datetime
import re

from booklet.draft import Draft, Losses
from booklet.importers import frab
from booklet.intake.given import Blob, Given, Refusal
from booklet.intake.values import Record, first, names, record, records, sequence, text
from booklet.reading import times
from booklet.source import Node

NAME = 'frab-json'
TITLE = 'schedule.json of frab, pretalx, wafer and others'

_HEAD = re.compile(rb'"schedule"\s*:\s*\{|"daysCount"|"day_start"|c3voc\.de/schedule|"timeslot_duration"')
_KNOWN_SCHEDULE = names('version base_url url conference generator events persons')
_KNOWN_DAY = names('index date day_start day_end start end rooms')
_KNOWN_WAFER = names('id start_time duration room_id title url track description authors video_allowed')
_WANTED = 'a schedule.json has {"schedule": {"conference": {"days": […]}}}'


def recognise(given: Given) -> float:
    return max((_sure(blob) for blob in given.blobs), default=0.0)


def read(given: Given, losses: Losses, mapping: Node | None = None) -> Draft:
    blobs = [blob for blob in given.blobs if _sure(blob)]
    if not blobs:
        given.json()  # what is cut off says so itself
        blob = given.blobs[0]
        raise Refusal('this is no schedule.json', blob.span(), _WANTED)
    return frab.together(given, blobs, (_schedule(blob, losses) for blob in blobs), 'schedule.json', losses)


def _sure(blob: Blob) -> float:
    if not blob.looks_like_json():
        return 0.0
    try:
        root = record(blob.json)
    except Refusal:  # cut off, perhaps; `read` says where
        return 0.6 if len(_HEAD.findall(blob.data[:4000])) > 1 else 0.0
    schedule = record(root.get('schedule'))
    if isinstance(record(schedule.get('conference')).get('days'), list):
        return 0.95
    if isinstance(record(root.get('conference_events')).get('events'), list):
        return 0.95
    if isinstance(record(root.get('conference')).get('days'), list):
        return 0.9
    if isinstance(root.get('venues'), list) and isinstance(root.get('events'), list) and 'conference name' in root:
        return 0.95
    return 0.6 if 'conference' in schedule else 0.0


def _schedule(blob: Blob, losses: Losses) -> frab.Schedule:
    root = record(blob.json)
    if 'venues' in root:
        return _wafer(root, losses)
    listed = root.get('conference_events')
    if isinstance(listed, dict):
        return _listed(record(listed), losses)
    schedule = record(root.get('schedule')) or root
    conference = dict(record(schedule.get('conference')))
    days = conference.get('days')
    if not isinstance(days, list):
        raise Refusal('this schedule.json has no list of days', blob.span(), _WANTED)
    losses.unread(schedule, _KNOWN_SCHEDULE)
    if isinstance(schedule.get('events'), list):
        return _second(schedule, conference)
    for key in ('url', 'base_url'):
        if key not in conference:
            conference[key] = schedule.get(key)
    events = [event for day in days for room in record(record(day).get('rooms')).values() for event in records(room)]
    system = first(record(root.get('generator')), 'name') + text(schedule.get('base_url')) + text(schedule.get('url'))
    pretalx = 'pretalx' in system.lower() or (bool(events) and all(_is_pretalx(event) for event in events))
    return frab.Schedule(
        conference,
        tuple(_day(record(day), losses) for day in days),
        'markdown' if pretalx else '',
        system.startswith('booklet'),
    )


def _is_pretalx(event: Record) -> bool:
    return re.search(r'/talk/[A-Z0-9]{6}/', text(event.get('url'))) is not None


def _day(day: Record, losses: Losses) -> frab.Day:
    losses.unread(day, _KNOWN_DAY, 'day.')
    date, end = frab.day_of(day.get('date'), day.get('day_end') or day.get('end'), start=day.get('day_start'))
    rooms = day.get('rooms')
    named = (
        [*rooms.items()] if isinstance(rooms, dict) else [(first(r, 'name'), r.get('events')) for r in records(rooms)]
    )
    events = []
    for name, those in named:
        for one in sequence(those):
            if isinstance(one, dict):
                events.append((name.strip(), one))
            elif one is not None:
                losses.dropped('event', str(one)[:40], 'is no record', f'room {name}')
    return frab.Day(date, end, tuple(events), tuple(name.strip() for name, _ in named))


def _second(schedule: Record, conference: Record) -> frab.Schedule:
    """The second version: days that only tell when they begin and end, events in a list, people beside them."""
    tracks = {first(track, 'slug'): first(track, 'name') for track in records(conference.get('tracks'))}
    days = [
        frab.day_of(day.get('date'), day.get('end'), start=day.get('start')) for day in records(conference.get('days'))
    ]
    ends = {date: end or 0 for date, end in days if date is not None}
    events: dict[datetime.date | None, list[tuple[str, Record]]] = {date: [] for date in ends}
    for one in records(schedule.get('events')):
        track = one.get('track')
        event: Record = {
            **one,
            'date': one.get('start'),
            'start': None,
            'room': first(record(one.get('room')), 'name') or text(one.get('room')),
            'track': tracks.get(first(record(track), 'slug')) or first(record(track), 'name') or text(track),
            'persons': one.get('participants'),
            'participants': None,
        }
        events.setdefault(_day_of(event, ends), []).append((text(event['room']), event))
    found = tuple(frab.Day(date, ends.get(date) if date else None, tuple(those)) for date, those in events.items())
    return frab.Schedule(conference, found, persons=tuple(records(schedule.get('persons'))))


def _day_of(event: Record, ends: dict[datetime.date, int]) -> datetime.date | None:
    """The day on which an event begins, where days end after midnight."""
    begin = times.moment(event.get('date'))
    if begin is None:
        return None
    before = begin.date - datetime.timedelta(days=1)
    if begin.minutes is not None and before in ends and begin.minutes < ends[before]:
        return before
    return begin.date if begin.date in ends else None


def _listed(listed: Record, losses: Losses) -> frab.Schedule:
    """frab's events.json: events in a list, with their speakers."""
    losses.unread(listed, frozenset(('version', 'events')))
    events: list[tuple[str, Record]] = []
    for one in records(listed.get('events')):
        event: Record = {**one, 'date': one.get('start_time'), 'end': one.get('end_time')}
        event |= {'start_time': None, 'end_time': None, 'speakers': None}
        event['room'] = first(record(one.get('room')), 'name') or text(one.get('room'))
        event['persons'] = [
            {
                **person,
                'biography': '\n\n'.join(filter(None, (first(person, 'abstract'), first(person, 'description')))),
            }
            | {'abstract': None, 'description': None}
            for person in records(one.get('speakers'))
        ]
        events.append((text(event['room']), event))
    return frab.Schedule({}, (frab.Day(None, None, tuple(events)),))


def _wafer(root: Record, losses: Losses) -> frab.Schedule:
    """wafer's: all events in one list, with their rooms by number."""
    venues = {text(venue.get('id')): text(venue.get('name')) for venue in records(root.get('venues'))}
    events: list[tuple[str, Record]] = []
    domain = text(root.get('domain'))
    for one in records(root.get('events')):
        losses.unread(one, _KNOWN_WAFER | {'license', 'license_url'}, 'event.')
        url = text(one.get('url'))
        event: Record = {
            'id': one.get('id'),
            'date': one.get('start_time'),
            'duration': one.get('duration'),
            'title': one.get('title'),
            'track': one.get('track'),
            'description': one.get('description'),
            'persons': one.get('authors'),
            'url': f'https://{domain}{url}' if domain and url.startswith('/') else url,
        }
        events.append((venues.get(text(one.get('room_id')), ''), event))
    conference: Record = {'title': root.get('conference name'), 'rooms': [{'name': name} for name in venues.values()]}
    return frab.Schedule(conference, (frab.Day(None, None, tuple(events)),))
