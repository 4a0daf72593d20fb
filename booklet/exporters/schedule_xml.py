"""schedule.xml, the form of pentabarf and frab that conference apps and recording crews read.

In: an `Event`. Out: XML that is valid by c3voc's schema (`validator/xsd/schedule.xml.xsd` in voc/schedule).
"""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from booklet import __version__
from booklet.exporters import frab
from booklet.exporters.left import Left
from booklet.model import Event

TITLE = 'schedule.xml of pentabarf, frab and pretalx'
# XML 1.0, 2.2: no character; and what a reader would make a line's end of (2.11)
_NO_CHARACTER = re.compile('[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')


def export(event: Event, left: Left) -> bytes:
    told = frab.schedule(event, left)
    root = Element('schedule')
    SubElement(root, 'generator', name='booklet', version=__version__)
    _text(root, 'version', told.version)
    _conference(root, told)
    for day in told.days:
        element = SubElement(root, 'day', date=day.date, start=day.start, end=day.end, index=str(day.index))
        for name, events in day.rooms:
            _room(element, name, events, told)
    mail = [one for day in told.days for _, events in day.rooms for one in events if one['url'] and not _has_page(one)]
    left.out('addresses', 'they are none of the web', len(mail))
    ElementTree.indent(root, ' ')
    body = ElementTree.tostring(root, encoding='unicode')
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def _conference(root: Element, told: frab.Schedule) -> None:
    conference = SubElement(root, 'conference')
    _text(conference, 'title', told.title)
    _text(conference, 'acronym', told.acronym)
    _text(conference, 'start', told.start)
    _text(conference, 'end', told.end)
    _text(conference, 'days', str(len(told.days)))
    _text(conference, 'timeslot_duration', frab.SLOT)
    if told.url:
        _text(conference, 'url', told.url)
    if told.time_zone:
        _text(conference, 'time_zone_name', told.time_zone)
    for track in told.tracks:
        SubElement(conference, 'track', {key: _clean(str(value)) for key, value in track.items() if value})


def _room(day: Element, name: str, events: tuple[frab.Record, ...], told: frab.Schedule) -> None:
    guids = {str(room['name']): str(room['guid']) for room in told.rooms}
    room = SubElement(day, 'room', name=_clean(name))
    if name in guids:
        room.set('guid', guids[name])
    for event in events:
        _event(room, event)


def _event(room: Element, event: frab.Record) -> None:
    element = SubElement(room, 'event', guid=str(event['guid']), id=str(event['id']))
    for name in ('room', 'title', 'subtitle', 'type', 'date', 'start', 'duration', 'abstract', 'slug', 'track'):
        _text(element, name, str(event[name]))
    persons = SubElement(element, 'persons')
    for person in event['persons']:  # type: ignore[attr-defined]
        _text(persons, 'person', person['name']).set('guid', person['guid'])
    for name in ('language', 'description'):
        _text(element, name, str(event[name]))
    recording = SubElement(element, 'recording')
    _text(recording, 'license', '')
    _text(recording, 'optout', 'true' if event['do_not_record'] else 'false')
    if _has_page(event):
        _text(element, 'url', str(event['url']))


def _has_page(event: frab.Record) -> bool:
    return frab.is_web(str(event['url']))


def _text(parent: Element, name: str, words: str) -> Element:
    element = SubElement(parent, name)
    element.text = _clean(words)
    return element


def _clean(words: str) -> str:
    return _NO_CHARACTER.sub('\ufffd', words.replace('\r\n', '\n').replace('\r', '\n'))
