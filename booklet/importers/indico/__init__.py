"""Indico: events, timetables, contributions and abstracts.

In: JSON of the HTTP export API, JSON and tables (CSV, Excel) of the management pages. Out: a `Draft`.

- `/export/event/ID.json` with `detail=contributions`, `subcontributions` or `sessions`; with neither (a lecture, a
  category) each event is an item;
- `/export/timetable/ID.json`: sessions, contributions and breaks by days;
- `contributions.json`, `contributions.csv`, `contributions.xlsx` of Contributions → Export;
- `abstracts.json` of Call for abstracts → Export: what is accepted becomes a talk without a date; what was rejected,
  withdrawn, merged or is not yet judged is left out, and told.

Files of one event may be given together: the timetable has the breaks and sessions, the event the abstracts and
authors; they are joined by the contributions' ids. Read: title, dates, zone, place, language, organisers, chairpersons
of the event; title, description, times, room, speakers, authors, track, session, keywords, board number, address of
contributions and their parts (which have no time of their own: it is reckoned from their durations); title, conveners
and room of sessions. Dropped: descriptions of events and sessions, material, minutes, references, codes, types, custom
fields, what reviewers say. E-mail addresses are not read. Times in another zone than the event's are converted.

The format: `docs/source/http-api` of indico/indico, and there `modules/events/api.py`, `timetable/legacy.py`,
`contributions/schemas.py`, `abstracts/schemas.py`; samples are in its documentation.
"""

from __future__ import annotations

from booklet.draft import Draft, Losses
from booklet.importers.indico.book import Book
from booklet.importers.indico.event import read_event, read_timetable
from booklet.importers.indico.lists import read_abstracts, read_contributions
from booklet.importers.indico.sheet import is_sheet, read_sheet
from booklet.intake.given import Blob, Given, Refusal
from booklet.intake.values import Record, record, records, sequence
from booklet.source import Node

NAME = 'indico'
TITLE = 'Indico: timetables, contributions, abstracts (JSON, lists)'

_CONTRIBUTION = frozenset(('friendly_id', 'persons', 'title', 'duration'))


def recognise(given: Given) -> float:
    return max((_sureness(blob) for blob in given.blobs), default=0.0)


def _sureness(blob: Blob) -> float:
    if not blob.looks_like_json():
        return 0.9 if is_sheet(blob) else 0.0
    try:
        value = blob.json
    except Refusal:
        return 0.0
    if isinstance(value, dict) and value.get('_type') == 'HTTPAPIResult':
        return 1.0
    if _abstracts(value) or _contributions(value):
        return 0.95
    if any(_is_event(one) for one in _results(value)) or _timetables(value):
        return 0.9
    return 0.0


def read(given: Given, losses: Losses, mapping: Node | None) -> Draft:
    book = Book(losses)
    known = [_read_one(blob, book) for blob in given.blobs]
    if not any(known):
        raise Refusal(
            'this is no export of Indico',
            given.blobs[0].span(),
            'export /export/event/ID.json?detail=contributions, /export/timetable/ID.json, contributions or abstracts',
        )
    return book.draft()


def _read_one(blob: Blob, book: Book) -> bool:
    """Reads what one file tells into the book; whether it tells something."""
    if not blob.looks_like_json():
        return is_sheet(blob) and read_sheet(blob, book)
    value = blob.json
    if isinstance(value, dict) and value.get('_type') in ('HTTPAPIError', 'HTTPAPIResult') and 'message' in value:
        raise Refusal(f'Indico answered with an error: {value["message"]}', blob.span(), 'export it again')
    if _abstracts(value):
        read_abstracts(records(record(value).get('abstracts')), book)
    elif _contributions(value):
        read_contributions(records(value), book)
    elif tables := _timetables(value):
        for table in tables:
            read_timetable(table, book)
    else:
        events = [one for one in _results(value) if _is_event(one)]
        for one in events:
            read_event(one, book, alone=len(events) == 1)
        if not events and isinstance(value, dict) and value.get('_type') == 'HTTPAPIResult':
            raise Refusal('this export has no event', blob.span(), 'is the event public, or the key that of a manager?')
        return bool(events)
    return True


def _results(value: object) -> list[Record]:
    if isinstance(value, dict) and 'results' in value:
        return records(value['results'])
    return records(value) if isinstance(value, list) else [record(value)]


def _is_event(one: Record) -> bool:
    return one.get('_type') in ('Conference', 'Meeting', 'Lecture', 'SimpleEvent') or (
        'title' in one and 'startDate' in one and isinstance(one.get('contributions'), list)
    )


def _abstracts(value: object) -> bool:
    found = record(value).get('abstracts')
    return isinstance(found, list) and ('questions' in record(value) or any('persons' in one for one in records(found)))


def _contributions(value: object) -> bool:
    rows = sequence(value)
    return bool(rows) and isinstance(rows[0], dict) and rows[0].keys() >= _CONTRIBUTION


def _timetables(value: object) -> list[Record]:
    """Of each event, its days: `{"123": {"20240601": {"c12": {…}}}}`; or the days of one event alone."""
    tables = record(record(value).get('results', value))
    every = [tables, *(record(table) for table in tables.values())]
    return [table for table in every if _is_timetable(table)]


def _is_timetable(table: Record) -> bool:
    days = [(key, day) for key, day in table.items() if key.isdecimal() and len(key) == 8]
    return bool(days) and all(
        'entryType' in record(entry) for _, day in days if isinstance(day, dict) for entry in list(day.values())[:1]
    )
