"""schedule.xml: the programme as pentabarf, frab, pretalx, FOSDEM, wafer and many by hand write it.

Read are, of the conference: title, subtitle, acronym, start and end, venue, city, time_zone_name, base_url,
day_change, tracks with their colours (below the conference, or in a list of their own); of an event, in a room or
right below its day: id, guid or code, date, start, duration or end, room, title, subtitle, track, language, abstract
and description (one after the other), url, persons; a slug that is an address. Of persons: the name, id, guid or
code; `person` right below an event may name several. Events of the type “Poster” hang in a poster session of their
day.

Dropped: logos, type, links, attachments, recording licence and wish not to be recorded, video, addresses for
feedback, the `contact` of persons.

Documented by the schema in voc/schedule (`validator/xsd/schedule.xml.xsd`), and by the templates that write it:
frab/frab `app/views/public/schedule/index.xml.haml`, pretalx/pretalx `agenda/templates/agenda/schedule.xml`,
CTPUG/wafer `wafer/schedule/templates/wafer.schedule/penta_schedule.xml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from booklet.draft import Draft, Losses
from booklet.importers import frab
from booklet.intake.given import Blob, Given, Refusal
from booklet.intake.values import Record, names, text
from booklet.source import Node

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME = 'frab-xml'
TITLE = 'schedule.xml of pentabarf, frab, pretalx, FOSDEM and others'

_HEAD = re.compile(rb'<schedule[\s>]')
_MORE = re.compile(rb'<conference[\s>]|<event[\s>]')
_UNTOLD = names('feedback_url logo')  # what says nothing that a booklet shows, or stands there too
_WANTED = 'a schedule.xml has <schedule>, <conference>, <day> and <event>'


def recognise(given: Given) -> float:
    return max((_sure(blob) for blob in given.blobs), default=0.0)


def read(given: Given, losses: Losses, mapping: Node | None = None) -> Draft:
    blobs = [blob for blob in given.blobs if _sure(blob)]
    if not blobs:
        given.xml()  # what is cut off says so itself
        raise Refusal('this is no schedule.xml', given.blobs[0].span(), _WANTED)
    return frab.together(given, blobs, (_schedule(blob, losses) for blob in blobs), 'schedule.xml', losses)


def _sure(blob: Blob) -> float:
    if not blob.data.lstrip(b'\xef\xbb\xbf \t\r\n').startswith(b'<') or not _HEAD.search(blob.data[:8000]):
        return 0.0
    try:
        root = blob.xml
    except Refusal:  # cut off, perhaps; `read` says where
        return 0.6 if _MORE.search(blob.data[:8000]) else 0.0
    if _tag(root) != 'schedule' or any(_tag(one) == 'entry' for one in root.iterfind('*/*')):
        return 0.0
    return 0.95 if any(_tag(one) in ('conference', 'day') for one in root) else 0.0


def _schedule(blob: Blob, losses: Losses) -> frab.Schedule:
    root = blob.xml
    conference: Record = {'tracks': []}
    tracks: list[object] = []
    days: list[Element] = []
    persons: list[Record] = []
    system = ''
    for element in root:
        tag = _tag(element)
        if tag == 'conference':
            tracks += [_track(one) for one in element if _tag(one) == 'track']
            conference.update({_tag(one): _text(one) for one in element if _tag(one) != 'track' and _text(one)})
        elif tag == 'tracks':
            tracks += [_track(one) for one in element]
        elif tag == 'day':
            days.append(element)
        elif tag == 'persons':
            persons += [_person(one) for one in element]
        elif tag == 'generator':
            system = (element.get('name') or '').lower()
        elif tag != 'version' and ''.join(element.itertext()).strip():
            losses.fields[tag] += 1
    if not days:
        raise Refusal('this schedule.xml has no day', blob.span(), _WANTED)
    conference['tracks'] = [track for track in tracks if track]
    return frab.Schedule(
        conference,
        tuple(_day(day, conference, losses) for day in days),
        'markdown' if system == 'pretalx' else '',
        system == 'booklet',
        tuple(persons),
    )


def _day(day: Element, conference: Record, losses: Losses) -> frab.Day:
    date, end = frab.day_of(day.get('date'), day.get('end'), conference.get('day_change'), day.get('start'))
    events: list[tuple[str, Record]] = []
    for element in day:
        tag = _tag(element)
        if tag == 'event':
            events.append(('', _event(element, losses)))
        elif tag == 'room':
            name = element.get('name') or ''
            for one in element:
                if _tag(one) == 'event':
                    events.append((name.strip(), _event(one, losses)))
                elif _text(one):
                    losses.fields[f'room.{_tag(one)}'] += 1
        elif _text(element):
            losses.fields[f'day.{tag}'] += 1
    rooms = tuple((one.get('name') or '').strip() for one in day if _tag(one) == 'room')
    return frab.Day(date, end, tuple(events), rooms)


def _event(element: Element, losses: Losses) -> Record:
    """The event as frab's JSON has it."""
    event: Record = dict(element.attrib)
    persons: list[object] = []
    loose: list[object] = []
    for child in element:
        tag = _tag(child)
        if tag == 'persons':
            persons += [_person(one) for one in child]
        elif tag == 'person':
            loose.append(_text(child))
        elif tag in ('links', 'attachments', 'recording', *_UNTOLD):
            event[tag] = list(_contents(child))
        elif not event.get(tag):
            event[tag] = _text(child)
        elif _text(child):
            losses.fields[f'event.{tag} (again)'] += 1
    event['persons'] = persons
    event['person'] = [one for one in loose if one]
    return event


def _contents(element: Element) -> Iterator[str]:
    """What stands in an element, for the count of what is not read; that nothing forbids recording is nothing."""
    for one in element.iter():
        found = (one.text or '').strip() or text(one.get('href'))
        if found and not (_tag(one) == 'optout' and found == 'false'):
            yield found


def _person(element: Element) -> Record:
    """A person whose name is the element's text, or that of elements in it."""
    person: Record = dict(element.attrib)
    for child in element:
        person.setdefault(_tag(child), _text(child))
    own = (element.text or '').strip()
    if own:
        person.setdefault('public_name', own)
    return person


def _track(element: Element) -> object:
    name = element.get('name') or _text(element)
    return {'name': name, 'slug': element.get('slug'), 'color': element.get('color')} if name else None


def _text(element: Element) -> str:
    """All text of an element: hand-made files have markup that is not escaped."""
    return text(''.join(element.itertext()))


def _tag(element: Element) -> str:
    return str(element.tag).rpartition('}')[2]
