"""The timetable of fortee (iOSDC, PHPerKaigi and other conferences in Japan), `/api/timetable` as JSON.

Read are, of an entry: uuid, title, abstract (Markdown), track as the room (they are, in their `sort` order),
starts_at, length_min, url, tags as keywords, speaker with the name. Entries that are no talk (`timeslot`) too.
Proposals that were not accepted are dropped.

Dropped: kana and picture of the speaker, the Twitter name, counts of favourites, feedback, colours of tags.

The format has no public documentation; this follows iOSDC Japan's file of 2022 and the clients that read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from booklet.draft import Draft, Item, Losses, Part
from booklet.intake.given import Blob, Given, Refusal
from booklet.intake.values import Record, first, names, number, record, records, text
from booklet.model import Kind, Text
from booklet.reading import people, times, zones
from booklet.source import Node

NAME = 'fortee'
TITLE = 'fortee: timetable (JSON)'

_KNOWN = names('type uuid title abstract track starts_at length_min url accepted tags speaker speakers')
_KNOWN |= {'fav_count', 'feedback'}
_KNOWN_SPEAKER = frozenset(('name', 'uuid', 'bio'))
_ZONE = 'Asia/Tokyo'  # where fortee's conferences are
_WANTED = 'fortee’s has {"timetable": [{"uuid": …, "title": …, "starts_at": …}]}'


def recognise(given: Given) -> float:
    return max((_sure(blob) for blob in given.blobs), default=0.0)


def read(given: Given, losses: Losses, mapping: Node | None = None) -> Draft:
    blobs = [blob for blob in given.blobs if _sure(blob)]
    if not blobs:
        given.json()  # what is cut off says so itself
        raise Refusal('this is no timetable of fortee', given.blobs[0].span(), _WANTED)
    for blob in given.blobs:
        if blob is not blobs[0]:
            losses.dropped('file', blob.name, 'only one timetable is read')
    entries = records(record(blobs[0].json).get('timetable'))
    moments = [times.moment(entry.get('starts_at')) for entry in entries]
    verdict = zones.judge([one for one in moments if one], _ZONE)
    if verdict.changed:
        losses.changed('time', 'all', verdict.reason)
    local = iter(verdict.moments)
    items = tuple(
        item
        for entry, moment in zip(entries, moments, strict=True)
        if (item := _item(entry, next(local) if moment else None, losses)) is not None
    )
    tracks = sorted(
        (record(entry.get('track')) for entry in entries if isinstance(entry.get('track'), dict)),
        key=lambda track: number(track.get('sort')) or 0,
    )
    rooms = tuple(dict.fromkeys(name for track in tracks if (name := text(track.get('name')))))
    return Draft(items=items, rooms=rooms, time_zone=_ZONE)


def _sure(blob: Blob) -> float:
    if not blob.looks_like_json() or b'"timetable"' not in blob.data[:2000]:
        return 0.0
    try:
        entries = records(record(blob.json).get('timetable'))
    except Refusal:  # cut off, perhaps; `read` says where
        return 0.6 if b'"uuid"' in blob.data[:2000] else 0.0
    return 0.95 if any('uuid' in entry and ('length_min' in entry or 'speaker' in entry) for entry in entries) else 0.0


def _item(entry: Record, moment: times.Moment | None, losses: Losses) -> Item | None:
    title, key = text(entry.get('title')), text(entry.get('uuid'))
    if entry.get('accepted') is False:
        losses.dropped('event', title, 'was not accepted', key)
        return None
    losses.unread(entry, _KNOWN, 'entry.')
    date, start = (moment.date, moment.minutes) if moment else (None, None)
    lasts = times.lasting(entry.get('length_min'))
    abstract, track = text(entry.get('abstract')), entry.get('track')
    return Item(
        title,
        key,
        Kind.TALK if text(entry.get('type')) == 'talk' else None,
        abstract=Text(abstract, 'markdown') if abstract else Text(''),
        date=date,
        start=start,
        end=None if start is None or lasts is None else start + lasts,
        room=first(record(track), 'name') if isinstance(track, dict) else text(track),
        people=tuple(_speakers(entry, losses)),
        keywords=tuple(filter(None, (first(tag, 'name') for tag in records(entry.get('tags'))))),
        url=text(entry.get('url')),
        origin=f'entry {key or title[:40]}',
    )


def _speakers(entry: Record, losses: Losses) -> Iterator[Part]:
    for speaker in [record(entry.get('speaker')), *records(entry.get('speakers'))]:
        if name := first(speaker, 'name'):
            losses.unread(speaker, _KNOWN_SPEAKER, 'speaker.')
            someone = people.person(name)
            biography = first(speaker, 'bio')
            yield Part(replace(someone, key=first(speaker, 'uuid'), biography=Text(biography)))
