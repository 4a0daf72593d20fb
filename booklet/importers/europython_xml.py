"""The schedule.xml of EuroPython's own website (2014 and before): days of entries.

Read are, of an entry: id, start (`0930`), duration in minutes, room, title, abstract and description (Markdown; one
after the other, once where they are the same), topics as keywords, speakers with their name, page (profile) and
biography (description). An entry may be in several rooms (“C01, B05/B06”).

Dropped: category, audience, pictures of speakers.

The format has no public documentation; this follows the file of 2014 (EuroPython/europython.xml).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from booklet.draft import Draft, Item, Losses, Part
from booklet.importers import frab
from booklet.intake.given import Blob, Given, Refusal
from booklet.intake.values import names, text
from booklet.model import Kind, Text
from booklet.reading import people, times
from booklet.reading.kinds import kind_of
from booklet.source import Node

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME = 'europython-xml'
TITLE = 'schedule.xml of EuroPython until 2014'

_READ = names('start duration room title abstract description topics speakers')
_WANTED = 'EuroPython’s schedule.xml has <schedule>, <day> and <entry>'


def recognise(given: Given) -> float:
    return max((_sure(blob) for blob in given.blobs), default=0.0)


def read(given: Given, losses: Losses, mapping: Node | None = None) -> Draft:
    blobs = [blob for blob in given.blobs if _sure(blob)]
    if not blobs:
        given.xml()  # what is cut off says so itself
        raise Refusal('this is no schedule.xml of EuroPython', given.blobs[0].span(), _WANTED)
    for blob in given.blobs:
        if blob is not blobs[0]:
            losses.dropped('file', blob.name, 'only one schedule.xml is read')
    root = blobs[0].xml
    days = [one for one in root if one.tag == 'day']
    if not days:
        raise Refusal('this schedule.xml has no day', blobs[0].span(), _WANTED)
    entries = [(day, entry) for day in days for entry in day if entry.tag == 'entry']
    rooms = dict.fromkeys(name for _, entry in entries for name in [_said(entry, 'room')] if name and ', ' not in name)
    items = (_item(day, entry, frozenset(rooms), losses) for day, entry in entries)
    return Draft(items=tuple(_each_once(items)), rooms=tuple(rooms))


def _sure(blob: Blob) -> float:
    head = blob.data[:20_000]
    if not head.lstrip(b'\xef\xbb\xbf \t\r\n').startswith(b'<') or b'<schedule' not in head or b'<entry' not in head:
        return 0.0
    try:
        root = blob.xml
    except Refusal:  # cut off, perhaps; `read` says where
        return 0.6
    return 0.95 if root.tag == 'schedule' and root.find('day/entry') is not None else 0.0


def _item(day: Element, entry: Element, known: frozenset[str], losses: Losses) -> Item:
    title = frab.unescaped(_said(entry, 'title'), losses)
    origin = f'entry {entry.get("id") or title[:40]}'
    for child in entry:
        if child.tag not in _READ and ''.join(child.itertext()).strip():
            losses.fields[f'entry.{child.tag}'] += 1
    date = times.moment(day.get('date'))
    start, lasts = times.clock(_said(entry, 'start')), times.lasting(_said(entry, 'duration'))
    room = _said(entry, 'room')
    several = room.split(', ')
    rooms = several if all(one in known for one in several) else [room]
    return Item(
        title,
        entry.get('id') or '',
        Kind.TALK if _said(entry, 'category') and kind_of(title) is None else None,
        abstract=frab.joined(_said(entry, 'abstract'), _said(entry, 'description'), 'markdown'),
        date=date.date if date else None,
        start=start,
        end=None if start is None or lasts is None else start + lasts,
        room=rooms[0],
        further_rooms=tuple(rooms[1:]),
        keywords=tuple(filter(None, (text(topic.text) for topic in entry.iterfind('topics/topic')))),
        people=tuple(_speakers(entry, losses)),
        origin=origin,
    )


def _each_once(items: Iterable[Item]) -> Iterator[Item]:
    """Items with keys of their own: what takes place several times has one number."""
    seen: set[str] = set()
    for item in items:
        key = item.key
        if key in seen:
            key = f'{item.key}@{item.date}T{item.start}'
            while key in seen:
                key += '+'
            item = replace(item, key=key, repeat_of=item.key if item.people else '')
        seen.add(key)
        yield item


def _speakers(entry: Element, losses: Losses) -> Iterator[Part]:
    for speaker in entry.iterfind('speakers/speaker'):
        name = _said(speaker, 'name') or text(speaker.text)
        if not name:
            losses.dropped('person', speaker.get('id') or '', 'has no name', f'entry {entry.get("id")}')
            continue
        if _said(speaker, 'image'):
            losses.fields['speaker.image'] += 1
        url, biography = _said(speaker, 'profile'), _said(speaker, 'description')
        yield Part(
            replace(
                people.person(name),
                key=speaker.get('id') or '',
                url=url if re.match(r'https?://', url) else '',
                biography=Text(biography, 'markdown') if biography else Text(''),
            )
        )


def _said(element: Element, name: str) -> str:
    found = element.find(name)
    return '' if found is None else text(''.join(found.itertext()))
