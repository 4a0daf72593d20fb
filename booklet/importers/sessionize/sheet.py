"""Sessionize's workbooks: accepted sessions, one a row, or one row for each speaker of each; and speakers.

In: Excel or CSV. Out: the `Book`'s records, made as the views of the API would have them.
"""

from __future__ import annotations

from booklet.importers.sessionize.views import Book, read_sessions, read_speakers
from booklet.intake.given import Blob
from booklet.intake.sheets import Row, cell, headings, sheets
from booklet.intake.values import Record, records
from booklet.reading.times import lasting, moment

_SESSION = frozenset(('session id', 'title', 'description'))
_SPEAKER = frozenset(('speaker id', 'firstname', 'lastname'))
_READ = frozenset(
    (
        *('session id', 'title', 'description', 'room', 'scheduled at', 'scheduled duration', 'status', 'speakers'),
        *('speaker ids', 'speaker id', 'firstname', 'lastname', 'tagline', 'tag line', 'bio', 'owner', 'track'),
        *('date submitted', 'owner informed', 'owner confirmed', 'owner email', 'owner notes', 'email', 'language'),
        *('tags', 'topics', 'blog', 'company website', 'speakers emails'),
    )
)


def is_sheet(blob: Blob) -> bool:
    found = headings(blob)
    return found >= _SPEAKER or (
        found >= _SESSION and bool(found & {'scheduled at', 'owner informed', 'speaker ids', 'owner'})
    )


def read_sheet(blob: Blob, book: Book) -> bool:
    read = False
    for sheet in sheets(blob):
        found = frozenset(sheet.columns)
        if found >= _SPEAKER:
            read = True
            read_speakers([_speaker(row) for row in sheet.rows if cell(row, 'speaker id')], book)
        if found >= _SESSION:
            read = True
            _sessions(list(sheet.rows), book)
    return read


def _speaker(row: Row) -> Record:
    pages = [{'linkType': 'Blog', 'url': page} for page in (cell(row, 'blog', 'company website'),) if page]
    return {
        'id': cell(row, 'speaker id'),
        'firstName': cell(row, 'firstname'),
        'lastName': cell(row, 'lastname'),
        'tagLine': cell(row, 'tagline', 'tag line'),
        'bio': cell(row, 'bio'),
        'links': pages,
    }


def _sessions(rows: list[Row], book: Book) -> None:
    """Rows of one session are joined: there is one for each of its speakers."""
    found: dict[str, Record] = {}
    for row in rows:
        key = cell(row, 'session id')
        people = _people(row)
        if key in found:
            found[key]['speakers'] = [*records(found[key]['speakers']), *people]
            continue
        book.losses.unread(dict(row), _READ)
        start, lasts = moment(cell(row, 'scheduled at')), lasting(cell(row, 'scheduled duration'))
        found[key] = {
            'id': key,
            'title': cell(row, 'title'),
            'description': cell(row, 'description'),
            'status': cell(row, 'status'),
            'room': cell(row, 'room'),
            'speakers': people,
            'categories': _categories(row),
            'startsAt': cell(row, 'scheduled at'),
            'endsAt': _end(cell(row, 'scheduled at'), lasts) if start is not None and lasts else '',
        }
    read_sessions(list(found.values()), book)


def _categories(row: Row) -> list[object]:
    several = {name: cell(row, name).split(',') for name in ('track', 'language', 'tags', 'topics') if cell(row, name)}
    return [
        {'name': name, 'categoryItems': [{'name': one.strip()} for one in found]} for name, found in several.items()
    ]


def _people(row: Row) -> list[Record]:
    """Ids and names, comma by comma; of a row of one speaker, theirs."""
    if cell(row, 'speaker id'):
        return [
            {'id': cell(row, 'speaker id'), 'name': ' '.join((cell(row, 'firstname'), cell(row, 'lastname'))).strip()}
        ]
    names = [one.strip() for one in cell(row, 'speakers', 'owner').split(',') if one.strip()]
    ids = [one.strip() for one in cell(row, 'speaker ids').split(',') if one.strip()]
    if len(ids) != len(names):
        return [{'id': name, 'name': name} for name in names]
    return [{'id': key, 'name': name} for key, name in zip(ids, names, strict=True)]


def _end(at: str, lasts: int) -> str:
    """The end as the view writes it."""
    start = moment(at)
    if start is None or start.minutes is None:
        return ''
    import datetime

    whole = datetime.datetime.combine(start.date, datetime.time()) + datetime.timedelta(minutes=start.minutes + lasts)
    return whole.isoformat()
