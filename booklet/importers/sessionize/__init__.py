"""Sessionize: the views of its API, and its exports to Excel.

In: JSON of `/api/v2/…/view/All`, `Sessions`, `GridSmart`, `Speakers`, `SpeakerWall`; the workbooks of Export → Accepted
sessions and Flattened accepted sessions. Out: a `Draft`.

Files of one event may be given together: sessions and speakers are joined by their ids. Read: title, description,
times, room and its order, status, speakers; of categories those that are called track, language, tags or topics;
biographies and a page of speakers. A tag line begins the biography. Dropped: other categories
(level, format), answers to questions, pictures, links to social media, live and recorded streams. What was declined or
is not accepted yet is left out, and told.

Times are local, unless the view was made with “UTC time zone”: then the zone is not named, and times stay UTC.

The format: Sessionize's pages on “API / Embed”; its samples.
"""

from __future__ import annotations

from booklet.draft import Draft, Losses
from booklet.importers.sessionize.sheet import is_sheet, read_sheet
from booklet.importers.sessionize.views import Book, read_sessions, read_speakers
from booklet.intake.given import Blob, Given, Refusal
from booklet.intake.values import Record, record, records, sequence
from booklet.source import Node

NAME = 'sessionize'
TITLE = 'Sessionize: All, Sessions, GridSmart, Speakers (JSON), Excel'


def recognise(given: Given) -> float:
    return max((_sureness(blob) for blob in given.blobs), default=0.0)


def _sureness(blob: Blob) -> float:
    if not blob.looks_like_json():
        return 0.9 if is_sheet(blob) else 0.0
    try:
        value = blob.json
    except Refusal:
        return 0.0
    return {'': 0.0, 'speakers': 0.8}.get(_view(value), 0.95)


def read(given: Given, losses: Losses, mapping: Node | None) -> Draft:
    book = Book(losses)
    known = [_read_one(blob, book) for blob in given.blobs]
    if not any(known):
        raise Refusal(
            'this is no view of Sessionize',
            given.blobs[0].span(),
            'give /api/v2/ID/view/All, or the workbook of accepted sessions',
        )
    return book.draft()


def _read_one(blob: Blob, book: Book) -> bool:
    if not blob.looks_like_json():
        return is_sheet(blob) and read_sheet(blob, book)
    value = blob.json
    view = _view(value)
    if view == 'all':
        node = record(value)
        book.tables(node)
        read_speakers(records(node.get('speakers')), book)
        read_sessions(records(node.get('sessions')), book)
    elif view == 'groups':
        groups = records(value)
        for group in groups:
            name = group.get('groupName') if len(groups) > 1 else ''
            read_sessions(records(group.get('sessions')), book, str(name or ''))
    elif view == 'grid':
        for day in records(value):
            _grid(day, book)
    elif view == 'sessions':
        read_sessions(records(value), book)
    elif view == 'speakers':
        read_speakers(records(value), book)
    return bool(view)


def _grid(day: Record, book: Book) -> None:
    """A day: rooms with their sessions, and the same by time slots, where plenary sessions are too."""
    book.tables(day)
    for room in records(day.get('rooms')):
        read_sessions(records(room.get('sessions')), book)
    slots = [one for slot in records(day.get('timeSlots')) for one in records(slot.get('rooms'))]
    read_sessions([record(one.get('session')) for one in slots if one.get('session')], book)


def _view(value: object) -> str:
    """Which view this is; empty for none."""
    node = record(value)
    if 'sessions' in node and 'speakers' in node and ('rooms' in node or 'categories' in node):
        return 'all' if _is_session(record((sequence(node['sessions']) or [{}])[0])) or not node['sessions'] else ''
    head = record((sequence(value) or [None])[0])
    if 'sessions' in head and ('groupId' in head or 'groupName' in head):
        return 'groups'
    if 'timeSlots' in head and 'rooms' in head:
        return 'grid'
    if _is_session(head):
        return 'sessions'
    return 'speakers' if {'id', 'tagLine'} <= head.keys() and ('fullName' in head or 'firstName' in head) else ''


def _is_session(one: Record) -> bool:
    return 'title' in one and 'startsAt' in one and ('isServiceSession' in one or 'isPlenumSession' in one)
