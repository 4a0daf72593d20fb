"""Events, their sessions and contributions, and timetables, as Indico's HTTP API exports them.

In: JSON. Out: items and sessions in the `Book`.
"""

from __future__ import annotations

from dataclasses import replace

from booklet.draft import Gathering, Item, Losses, Part
from booklet.importers.indico.book import Book
from booklet.importers.indico.fields import (
    EVENT,
    SESSION,
    TALK,
    is_poster,
    parts,
    public,
    session_title,
    someone,
    times,
    words,
)
from booklet.intake.values import Record, first, record, records, sequence, text
from booklet.model import Kind, Text
from booklet.reading.times import lasting


def read_event(event: Record, book: Book, alone: bool = True) -> None:
    zone = text(event.get('timezone'))
    if not book.head:
        book.head = event if alone else {'title': event.get('category'), 'timezone': zone}
        book.zone = zone
    book.losses.unread(event, EVENT, 'event.')
    if text(event.get('location')):
        book.losses.unread({'address': event.get('address')}, frozenset(), 'event.')
    detailed = any(isinstance(event.get(name), list) for name in ('contributions', 'sessions'))
    lecture = event.get('type') == 'simple_event'
    if not alone or lecture or (not detailed and event.get('chairs')):
        book.put(_lecture(event, zone, book.losses))
    for one in records(event.get('contributions')):
        _contribution(one, zone, book, '')
    for one in records(event.get('sessions')):
        _session(one, zone, book)


def _lecture(event: Record, zone: str, losses: Losses) -> Item:
    """An event that is one talk: its chairpersons are who speaks."""
    date, start, end = times(event, zone)
    return Item(
        title=text(event.get('title')),
        key=f'event {text(event.get("id"))}',
        abstract=Text(text(event.get('description'))),
        date=date,
        start=start,
        end=end,
        room=first(event, 'roomFullname', 'room'),
        people=tuple(Part(someone(one, losses)) for one in records(event.get('chairs'))),
        keywords=words(event.get('keywords')),
        url=text(event.get('url')),
        origin=f'event {text(event.get("id"))}',
    )


def _session(one: Record, zone: str, book: Book) -> None:
    """A block of a session, or in exports of old a whole session; its contributions are in it."""
    session = record(one.get('session')) or one
    key = f'session {first(one, "db_id", "id")}'
    date, start, end = times(one, zone)
    chairs = records(one.get('conveners')) or records(session.get('sessionConveners'))
    title = session_title(text(session.get('title')) or text(one.get('title')), text(one.get('slotTitle')))
    book.losses.unread(one, SESSION | {'description'}, 'session.')
    if text(session.get('description')):
        book.losses.fields['session.description'] += 1
    book.sessions[key] = Gathering(
        key,
        title,
        date=date,
        start=start,
        end=end,
        room=first(one, 'roomFullname', 'room'),
        chairs=tuple(someone(chair, book.losses) for chair in chairs),
        origin=key,
    )
    for talk in records(one.get('contributions')):
        _contribution(talk, zone, book, key, poster=session.get('isPoster') is True)


def _contribution(one: Record, zone: str, book: Book, session: str, poster: bool = False) -> None:
    date, start, end = times(one, zone)
    key = first(one, 'db_id', 'contributionId', 'id')
    kind = one.get('type')
    authors = records(one.get('primaryauthors')) + records(one.get('coauthors')) + records(one.get('authors'))
    item = Item(
        title=text(one.get('title')),
        key=key,
        kind=Kind.TALK,
        abstract=Text(text(one.get('description'))),
        date=date,
        start=start,
        end=end,
        room=first(one, 'roomFullname', 'room', 'room_name'),
        track=text(one.get('track')),
        session=session,
        people=parts(records(one.get('speakers')) + records(one.get('presenters')), authors, book.losses),
        keywords=words(one.get('keywords')),
        url=public(text(one.get('url'))),
        poster=poster or is_poster(text(kind)),
        board=first(one, 'board_number', 'boardNumber'),
        origin=f'contribution {first(one, "friendly_id", "id")}',
    )
    book.losses.unread(one, TALK, 'contribution.')
    book.put(item)
    if not session and text(one.get('session')):
        book.named.append((key, text(one.get('session'))))
    _parts_of(one, item, book)


def _parts_of(one: Record, item: Item, book: Book) -> None:
    """Subcontributions follow each other: what of the time is theirs is told by how long they last."""
    children = records(one.get('subContributions'))
    lengths = [lasting(child.get('duration')) or 0 for child in children]
    at = item.start if item.end is not None and item.start is not None and all(lengths) else None
    fits = at is not None and at + sum(lengths) <= (item.end or 0)
    if children and fits and at is not None and at + sum(lengths) == item.end:
        book.put(replace(item, end=None))  # its last part ends then
    for child, length in zip(children, lengths, strict=True):
        title = text(child.get('title'))
        book.losses.unread(child, TALK, 'subcontribution.')
        if fits:
            book.losses.changed('time', title, f'a part of “{item.title}”: its time is reckoned from durations')
        book.put(
            replace(
                item,
                title=title,
                key=f'{item.key}-{first(child, "db_id", "id")}',
                abstract=Text(text(child.get('description'))),
                people=parts(records(child.get('speakers')), [], book.losses),
                start=at if fits else None,
                end=(at or 0) + length if fits else None,
                url=public(text(child.get('url'))),
                keywords=(),
                board='',
                origin=f'{item.origin}, part {text(child.get("id"))}',
            )
        )
        at = (at or 0) + length
        if item.key and not item.session and text(one.get('session')):
            book.named.append((f'{item.key}-{first(child, "db_id", "id")}', text(one.get('session'))))


# --- the timetable ---


def read_timetable(days: Record, book: Book) -> None:
    """Each entry once: a block that ends on another day stands in both."""
    seen: set[str] = set()
    for day in sorted(days):
        for name, value in record(days[day]).items():
            entry = record(value)
            if name not in seen and entry:
                seen.add(name)
                book.zone = book.zone or text(record(entry.get('startDate')).get('tz'))
                _entry(entry, book, '')


def _entry(entry: Record, book: Book, session: str, poster: bool = False) -> None:
    zone = text(book.head.get('timezone')) or book.zone
    kind = entry.get('entryType')
    if kind == 'Session':
        key = f'session {first(entry, "sessionSlotId", "id")}'
        date, start, end = times(entry, zone)
        book.losses.unread({**entry, 'attachments': _files(entry)}, SESSION, 'session.')
        book.sessions[key] = Gathering(
            key,
            session_title(text(entry.get('title')), text(entry.get('slotTitle'))),
            date=date,
            start=start,
            end=end,
            room=text(entry.get('room')),
            chairs=tuple(someone(one, book.losses) for one in records(entry.get('conveners'))),
            origin=key,
        )
        for one in records(entry.get('entries')):
            _entry(one, book, key, poster=entry.get('isPoster') is True)
    elif kind == 'Break':
        date, start, end = times(entry, zone)
        book.losses.unread(entry, TALK - {'description'}, 'break.')
        item = Item(
            title=text(entry.get('title')),
            key=f'break {text(entry.get("id"))}',
            kind=Kind.BREAK,
            date=date,
            start=start,
            end=end,
            room=text(entry.get('room')),
            session=session,
            origin=f'break {text(entry.get("id"))}',
        )
        book.put(_told_kind(item))
    elif kind == 'Contribution':
        _contribution({**entry, 'attachments': _files(entry)}, zone, book, session, poster)
    else:
        book.losses.dropped('event', text(entry.get('title')), f'an entry of an unknown type, “{text(kind)}”')


def _told_kind(item: Item) -> Item:
    """Whatever is not a talk is a break in Indico; its words may tell it closer."""
    from booklet.reading.kinds import kind_of

    return replace(item, kind=kind_of(item.title) or Kind.BREAK)


def _files(entry: Record) -> object:
    held = record(entry.get('attachments'))
    return sequence(held.get('files')) + sequence(held.get('folders')) if held else entry.get('attachments')
