"""Symposion's schedule as JSON (`conference.json`, `schedule.json`): PyCon US, and others that run Symposion.

Read are, of a slot: conf_key, name, start, end (or duration), room or rooms, abstract and description, conf_url,
cancelled, tags as keywords, speakers with their name, id and biography (older files have names only, `authors`). A
slot with `sessions` is a session: its presentations stand in it, as posters if it is one of posters; one in several
rooms has them as its note. Of the conference: sponsors with their level.

Dropped: kind and section, licence, pictures, booths and texts of sponsors, pages of the website. Slots that are not
released are dropped.

Documented by the view that writes it: pinax/symposion `symposion/schedule/views.py` (`schedule_json`); PyCon US has
added to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from booklet.draft import Draft, Gathering, Item, Losses, Part, SponsorName
from booklet.importers import frab
from booklet.intake.given import Blob, Given, Refusal
from booklet.intake.values import Record, first, names, record, records, sequence, text
from booklet.model import Text
from booklet.reading import people, times
from booklet.source import Node

NAME = 'symposion'
TITLE = 'Symposion: schedule (JSON), PyCon US'

_KNOWN = names(
    'conf_key name start end duration room rooms abstract description conf_url cancelled tags speakers authors contact'
    ' sessions list_render released kind section'
)
_KNOWN_SPEAKER = names('id name bio biography')
_KNOWN_SPONSOR = names('name level level_order mobile_banner url')
_WANTED = 'Symposion’s has {"schedule": [{"conf_key": …, "name": …, "start": …}]}'


def recognise(given: Given) -> float:
    return max((_sure(blob) for blob in given.blobs), default=0.0)


def read(given: Given, losses: Losses, mapping: Node | None = None) -> Draft:
    blobs = [blob for blob in given.blobs if _sure(blob)]
    if not blobs:
        given.json()  # what is cut off says so itself
        raise Refusal('this is no schedule of Symposion', given.blobs[0].span(), _WANTED)
    for blob in given.blobs:
        if blob is not blobs[0]:
            losses.dropped('file', blob.name, 'only one schedule is read')
    root = blobs[0].json
    slots = records(root if isinstance(root, list) else record(root).get('schedule'))
    conference = record(record(root).get('conference'))
    items: list[Item] = []
    sessions: list[Gathering] = []
    for slot in slots:
        if slot.get('released') is False:
            losses.dropped('event', text(slot.get('name')), 'is not released', f'slot {text(slot.get("conf_key"))}')
            continue
        if text(slot.get('name')) == 'Slot' and not slot.get('description') and not slot.get('sessions'):
            losses.dropped('event', 'Slot', 'is an empty slot', f'slot {text(slot.get("conf_key"))}')
            continue
        item = _item(slot, losses)
        parts = records(slot.get('sessions'))
        if not parts:
            items.append(item)
            continue
        sessions.append(_session(item))
        if item.abstract:
            losses.dropped('abstract', item.title, 'a session has none', item.origin)
        for part in parts:
            own = _item(part, losses)
            posters = re.search('poster', f'{text(slot.get("kind"))} {text(slot.get("section"))}', re.IGNORECASE)
            items.append(replace(own, session=item.key, date=own.date or item.date, poster=posters is not None))
    losses.unread(conference, frozenset(('sponsors', 'title', 'name')), 'conference.')
    rooms = dict.fromkeys(name for slot in slots for name in _rooms(slot))
    return Draft(
        title=first(conference, 'title', 'name'),
        items=tuple(items),
        sessions=tuple(sessions),
        rooms=tuple(rooms),
        sponsors=tuple(_sponsors(conference, losses)),
    )


def _sure(blob: Blob) -> float:
    if not blob.looks_like_json() or b'"conf_key"' not in blob.data:
        return 0.0
    try:
        root = blob.json
    except Refusal:  # cut off, perhaps; `read` says where
        return 0.6
    slots = records(root if isinstance(root, list) else record(root).get('schedule'))
    return 0.95 if any('conf_key' in slot and 'start' in slot for slot in slots) else 0.0


def _item(slot: Record, losses: Losses) -> Item:
    title, key = frab.unescaped(first(slot, 'name', 'title'), losses), first(slot, 'conf_key')
    losses.unread(slot, _KNOWN, 'slot.')
    start, end = times.moment(slot.get('start')), times.moment(slot.get('end'))
    begin = start.minutes if start else None
    finish = None
    if start and begin is not None:
        if end and end.minutes is not None:
            finish = (end.date - start.date).days * times.DAY + end.minutes
        elif (lasts := times.lasting(slot.get('duration'))) is not None:
            finish = begin + lasts
    rooms = _rooms(slot)
    origin = f'slot {key or title[:40]}'
    abstract = frab.joined(text(slot.get('abstract')), text(slot.get('description')), '')
    if abstract and _bare(abstract.source) == _bare(title):
        losses.dropped('abstract', title, 'only repeats the title', origin)
        abstract = Text('')
    return Item(
        title,
        key,
        abstract=abstract,
        date=start.date if start else None,
        start=begin,
        end=finish,
        room=rooms[0] if rooms else '',
        further_rooms=tuple(rooms[1:]),
        people=tuple(_people(slot, losses)),
        keywords=_tags(slot.get('tags')),
        url=text(slot.get('conf_url')),
        cancelled=slot.get('cancelled') is True,
        origin=origin,
    )


def _session(item: Item) -> Gathering:
    return Gathering(
        item.key,
        item.title,
        date=item.date,
        start=item.start,
        end=item.end,
        room='' if item.further_rooms else item.room,
        note=', '.join((item.room, *item.further_rooms)) if item.further_rooms else '',
        chairs=tuple(part.person for part in item.people),
        cancelled=item.cancelled,
        origin=item.origin,
    )


def _bare(markup: str) -> str:
    return ' '.join(re.sub(r'<[^<>]{0,200}>', ' ', markup).split()).casefold()


def _rooms(slot: Record) -> list[str]:
    rooms = [name for one in sequence(slot.get('rooms')) if (name := text(one))]
    return list(dict.fromkeys(rooms)) or ([name] if (name := text(slot.get('room'))) else [])


def _tags(value: object) -> tuple[str, ...]:
    found = [text(one) for one in value] if isinstance(value, list) else text(value).split(',')
    return tuple(word.strip() for word in found if word.strip())


def _people(slot: Record, losses: Losses) -> Iterator[Part]:
    speakers = records(slot.get('speakers'))
    for speaker in speakers:
        losses.unread(speaker, _KNOWN_SPEAKER, 'speaker.')
        if name := first(speaker, 'name'):
            biography = first(speaker, 'bio', 'biography')
            yield Part(replace(people.person(name), key=first(speaker, 'id'), biography=Text(biography)))
        else:
            losses.dropped('person', first(speaker, 'id'), 'has no name')
    if not speakers:
        yield from (Part(people.person(name)) for one in sequence(slot.get('authors')) if (name := text(one)))


def _sponsors(conference: Record, losses: Losses) -> Iterator[SponsorName]:
    levels = conference.get('sponsors')
    for level, those in levels.items() if isinstance(levels, dict) else [('', levels)]:
        for one in records(those):
            losses.unread(one, _KNOWN_SPONSOR, 'sponsor.')
            if name := first(one, 'name'):
                yield SponsorName(name, first(one, 'level') or level, first(one, 'url'))
