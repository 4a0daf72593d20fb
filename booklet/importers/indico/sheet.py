"""Tables that Indico exports: lists of contributions and of abstracts.

In: CSV or a workbook. Out: items in the `Book`. Times are those of the event, without a zone.
"""

from __future__ import annotations

from booklet.draft import Item, Someone
from booklet.importers.indico.book import Book
from booklet.importers.indico.fields import is_poster, words
from booklet.intake.given import Blob
from booklet.intake.sheets import Row, cell, headings, sheets
from booklet.intake.values import names
from booklet.model import Kind, Text
from booklet.reading.credits import parts
from booklet.reading.people import people
from booklet.reading.times import lasting, moment

_CONTRIBUTIONS = frozenset(('id', 'title', 'presenters', 'materials', 'duration'))
_OF_ABSTRACTS = frozenset(
    ('submitted for tracks', 'reviewed for tracks', 'submitted type', 'accepted track', 'submitter')
)
_KNOWN = names(
    'id title description content date duration session track presenters authors co-authors keywords state speakers '
    'submitter score'
) | frozenset(
    (
        *('presenters (affiliation)', 'authors (affiliation)', 'co-authors (affiliation)', 'speakers (affiliation)'),
        *('board number', 'accepted track', 'submitter (affiliation)', 'submission date', 'modification date'),
        *('number of reviews', 'score standard deviation', 'submitted for tracks', 'reviewed for tracks'),
        'submitted type',
    )
)


def is_sheet(blob: Blob) -> bool:
    found = headings(blob)
    return found >= _CONTRIBUTIONS or (found >= {'id', 'title'} and len(found & _OF_ABSTRACTS) > 1)


def read_sheet(blob: Blob, book: Book) -> bool:
    read = False
    for sheet in sheets(blob):
        if 'title' in sheet.columns and 'id' in sheet.columns:
            read = True
            for number, row in sheet.numbered():
                _row(row, f'row {number}', book)
    return read


def _row(row: Row, origin: str, book: Book) -> None:
    title = cell(row, 'title')
    state = cell(row, 'state').casefold()
    if state and state != 'accepted':
        book.losses.dropped('event', title, f'its abstract is {state}, not accepted', origin)
        return
    book.losses.unread(dict(row), _KNOWN)
    at = moment(cell(row, 'date'))
    start = at.minutes if at is not None else None
    lasts = lasting(cell(row, 'duration'))
    speakers, authors = _people(row, 'presenters', 'speakers'), _people(row, 'authors') + _people(row, 'co-authors')
    kind = cell(row, 'type', 'accepted type')
    key = cell(row, 'id')
    named = cell(row, 'session')
    long = cell(row, 'description', 'content')
    abstract = 'state' in row or 'content' in row
    item = Item(
        title=title,
        key=(f'abstract {key}' if abstract else key) if key else '',
        kind=Kind.TALK,
        abstract=Text(long, 'markdown' if long and abstract else ''),
        date=at.date if at is not None else None,
        start=start,
        end=start + lasts if start is not None and lasts else None,
        track=cell(row, 'track', 'accepted track'),
        people=parts(authors, speakers),
        keywords=words(row.get('keywords', '').replace(', ', '\n')),
        poster=is_poster(kind),
        board=cell(row, 'board number'),
        origin=origin,
    )
    book.put(item)
    if named and item.key:
        book.named.append((item.key, named))


def _people(row: Row, *columns: str) -> tuple[Someone, ...]:
    """With affiliations where the table has them: `Ada Lovelace (Society)`."""
    return people(cell(row, *(f'{name} (affiliation)' for name in columns), *columns))
