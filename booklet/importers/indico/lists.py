"""Lists of contributions and abstracts, as the pages for Indico's managers export them to JSON.

In: JSON. Out: items in the `Book`.
"""

from __future__ import annotations

from booklet.draft import Item
from booklet.importers.indico.book import Book
from booklet.importers.indico.fields import ABSTRACT, TALK, is_poster, moved, persons, session_title, words
from booklet.intake.values import Record, first, record, text
from booklet.model import Kind, Text
from booklet.reading.instants import span
from booklet.reading.times import moment


def read_contributions(found: list[Record], book: Book) -> None:
    """Times are in UTC here, and the event's zone is not named: they stay so, and the programme says UTC."""
    zone = text(book.head.get('timezone')) or book.zone
    told = any(one.get('start_dt') for one in found)
    if told and not zone:
        book.zone = 'UTC'
        book.losses.changed('time', 'all', 'the export tells times in UTC alone: give the event’s JSON beside it')
    for one in found:
        start, end = moment(one.get('start_dt')), moment(one.get('end_dt'))
        session, block = record(one.get('session')), record(one.get('session_block'))
        date, begin, until = span(moved(start, 'UTC', zone), moved(end, 'UTC', zone))
        kind = text(record(one.get('type')).get('name'))
        key = text(one.get('id'))
        item = Item(
            title=text(one.get('title')),
            key=key,
            kind=Kind.TALK,
            abstract=Text(text(one.get('description')), 'markdown' if one.get('description') else ''),
            date=date,
            start=begin,
            end=until,
            room=text(one.get('room_name')),
            track=text(record(one.get('track')).get('title')),
            people=persons(one, book.losses),
            keywords=words(one.get('keywords')),
            poster=is_poster(kind),
            board=text(one.get('board_number')),
            origin=f'contribution {text(one.get("friendly_id"))}',
        )
        book.losses.unread(one, TALK, 'contribution.')
        book.put(item)
        if text(one.get('abstract_id')):
            book.abstracts[text(one.get('abstract_id'))] = key
        if session:
            title = session_title(text(session.get('title')), text(block.get('title')))
            book.named.append((key, title))


def read_abstracts(found: list[Record], book: Book) -> None:
    for one in found:
        title, origin = text(one.get('title')), f'abstract {first(one, "friendly_id", "id")}'
        state = text(one.get('state')).lower()
        if state and state != 'accepted':
            book.losses.dropped('event', title, f'its abstract is {state}, not accepted', origin)
            continue
        kind = text(record(one.get('accepted_contrib_type')).get('name'))
        book.losses.unread(one, ABSTRACT, 'abstract.')
        contribution = book.abstracts.get(text(one.get('id')))
        if contribution is not None and book.talks[contribution].abstract:
            continue
        item = Item(
            title=title,
            key=contribution or f'abstract {text(one.get("id"))}',
            kind=Kind.TALK,
            abstract=Text(text(one.get('content')), 'markdown' if one.get('content') else ''),
            track=text(record(one.get('accepted_track')).get('title')),
            people=persons(one, book.losses),
            poster=is_poster(kind),
            origin=origin,
        )
        book.put(item)
