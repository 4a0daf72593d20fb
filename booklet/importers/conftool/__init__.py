"""ConfTool: exports of sessions, papers, authors and presentations.

In: CSV with any delimiter, or Excel, of Overview → Data import and export. Out: a `Draft`.

- Sessions with their presentations in one row, `p1_title`, `p1_authors` … `p20_…`. A session without presentations is
  an item of its own (a break, a reception, a panel); one with presentations a heading over them.
- Papers (submissions): a row each, with session and times where they are scheduled. What was not accepted is left out,
  and told; a contribution without an answer yet is taken.
- Authors: a row for each author of each paper; given beside papers, it has the names and institutions apart.

Files may be given together: they are joined by the ids of papers and sessions. Read: titles, times, rooms, chairs and
notes of sessions; title, times, authors with the institutions that their numbers name (`Lovelace, Ada (1,2)`),
presenting authors, abstract (HTML), keywords, track and whether it is a poster of papers. Dropped: abstracts of
sessions, short names, kinds of contributions, topics, remarks, attendance, e-mail addresses. Times are local.

The format has no public documentation; it was read from exports, and from scripts that organisers publish for them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace

from booklet.draft import Draft, Gathering, Item, Losses, Part, Someone
from booklet.importers.conftool.people import authors_of, named_people, of_rows
from booklet.intake.given import Blob, Given, Refusal
from booklet.intake.sheets import Row, Sheet, cell, headings, sheets
from booklet.intake.values import names
from booklet.model import Role, Text
from booklet.reading import credits
from booklet.reading.instants import span
from booklet.reading.times import moment
from booklet.source import Node

NAME = 'conftool'
TITLE = 'ConfTool: sessions, papers, authors (CSV, Excel)'

_SESSIONS = frozenset(('session_title', 'session_start'))
_PAPERS = (
    {'paperid', 'title', 'authors'},
    {'paperid', 'title', 'contribution_type'},
    {'paperid', 'title', 'acceptance'},
)
_AUTHORS = ({'paperid', 'name', 'firstname'}, {'paperid', 'author_name'}, {'paperid', 'name', 'organisation'})
_CHAIR = re.compile(r'chair(\d+)')
_NUMBERED = re.compile(r'p(\d+)_(\w+)')
_REFUSED = re.compile(r'reject|declin|withdraw|abgelehnt|zurückgezogen|refus|rechaz|not accepted|^-\d', re.IGNORECASE)
_MARKUP = re.compile(r'<[a-zA-Z/]')

_OF_SESSION = names(
    'session_id sessionid session_title session_mode session_start session_end session_room_id session_room '
    'presentations attendee_count session_colour session_colour_vivid session_info session_abstract session_track'
)
_OF_PAPER = names(
    'paperid paper_id submission_id title subtitle authors organisations organizations presenting_author '
    'presenting_authors presenter abstract keywords track start end paper_start paper_end acceptance acceptance_status '
    'status session_id session_title session_start session_end session_room session_room_id contribution_type '
    'submitting_author sa_name sa_id date_creation date_last_modified creation_date last_modified author_count'
)


def recognise(given: Given) -> float:
    return max((_sureness(headings(blob)) for blob in given.blobs), default=0.0)


def _sureness(found: frozenset[str]) -> float:
    if found >= _SESSIONS and ('session_short' in found or any(_NUMBERED.fullmatch(name) for name in found)):
        return 0.95
    if any(found >= wanted for wanted in _PAPERS):
        return 0.9
    return 0.85 if any(found >= wanted for wanted in _AUTHORS) else 0.0


@dataclass(slots=True)
class _Book:
    losses: Losses
    items: dict[str, Item] = field(default_factory=dict)
    sessions: dict[str, Gathering] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)  # papers that some other file has
    authors: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))  # rows by the paper's id


def read(given: Given, losses: Losses, mapping: Node | None) -> Draft:
    book = _Book(losses)
    kinds: dict[str, list[Sheet]] = {'authors': [], 'papers': [], 'sessions': []}
    for blob in given.blobs:
        for sheet in _known(blob):
            kinds[_kind(sheet)].append(sheet)
    if not any(kinds.values()):
        raise Refusal(
            'this is no export of ConfTool',
            given.blobs[0].span(),
            'it has columns such as paperID, session_title, p1_title',
        )
    for sheet in kinds['authors']:
        for row in sheet.rows:
            book.authors[cell(row, 'paperid')].append(row)
    for sheet in kinds['papers']:
        for number, row in sheet.numbered():
            _paper(row, f'row {number}', book)
    for sheet in kinds['sessions']:
        for number, row in sheet.numbered():
            _session(row, f'row {number}', book)
    _authors_alone(book, alone=not (kinds['papers'] or kinds['sessions']))
    return Draft(items=tuple(book.items.values()), sessions=tuple(book.sessions.values()))


def _known(blob: Blob) -> list[Sheet]:
    return [sheet for sheet in sheets(blob) if _kind(sheet)]


def _kind(sheet: Sheet) -> str:
    """What the rows of a table are; empty for one of other columns."""
    found = frozenset(sheet.columns)
    if found >= _SESSIONS and 'title' not in found:
        return 'sessions'
    if {'paperid', 'title'} <= found and 'firstname' not in found:
        return 'papers'
    return 'authors' if any(found >= wanted for wanted in _AUTHORS) else ''


# --- sessions ---


def _session(row: Row, origin: str, book: _Book) -> None:
    title = _line(cell(row, 'session_title') or cell(row, 'session_short'))
    key = cell(row, 'session_id', 'sessionid', 'session_short') or title
    talks: dict[int, Row] = defaultdict(dict)
    others: Row = {}
    for name, value in row.items():
        match = _NUMBERED.fullmatch(name)
        if match:
            talks[int(match[1])][match[2]] = value
        else:
            others[name] = value
    told = {
        n: talk for n, talk in sorted(talks.items()) if talk.get('title') or talk.get('paperid') or talk.get('authors')
    }
    chairs = _chairs(row)
    info, long = cell(row, 'session_info'), cell(row, 'session_abstract')
    plain = info if not _MARKUP.search(info) else ''
    date, start, end = span(moment(cell(row, 'session_start')), moment(cell(row, 'session_end')))
    unread = {name: value for name, value in others.items() if not _CHAIR.match(name) and name.strip()}
    book.losses.unread(dict(unread), _OF_SESSION)
    if told or (chairs and not long):
        if info and not plain:
            book.losses.fields['session_info'] += 1
        if long:
            book.losses.fields['session_abstract'] += 1
        book.sessions[key] = Gathering(
            key,
            title,
            date=date,
            start=start,
            end=end,
            room=cell(row, 'session_room'),
            track=cell(row, 'session_track'),
            chairs=chairs,
            note=_line(plain),
            origin=origin,
        )
        for number, talk in told.items():
            _talk(talk, key, cell(row, 'session_room'), f'{origin}, presentation {number}', book)
        return
    book.items[f'session {key}'] = Item(
        title=title,
        key=f'session {key}',
        abstract=_html(long) or _html(info if not plain else ''),
        date=date,
        start=start,
        end=end,
        room=cell(row, 'session_room'),
        track=cell(row, 'session_track'),
        people=tuple(Part(one, Role.MODERATOR) for one in chairs),
        note=_line(plain),
        origin=origin,
    )


def _chairs(row: Row) -> tuple[Someone, ...]:
    """`chair1` names a chair with or without institution; `chair1_name` and `chair1_organisation` tell them apart."""
    found: list[Someone] = []
    for name, value in row.items():
        if _CHAIR.fullmatch(name) or (name == 'chairs' and value):
            where = cell(row, f'{name}_organisation', f'{name}_organization')
            apart = cell(row, f'{name}_name')
            found += authors_of(apart or value, where) if where or apart else named_people(value)
    return tuple(found)


# --- presentations ---


def _talk(row: Row, session: str, room: str, origin: str, book: _Book) -> None:
    """A presentation in the row of its session; the papers' own export may have told of it before."""
    if _refused(row, origin, book):
        return
    item = _item(row, origin, book)
    book.losses.unread(dict(row), _OF_PAPER | {'emails'}, 'presentation.')
    _put(replace(item, key=item.key or f'{session} {origin}', session=session, room=item.room or room), book)


def _put(item: Item, book: _Book) -> None:
    """What is told of a paper in several files is one; in a second session it is told again."""
    old = book.items.get(item.key)
    if old is None:
        book.items[item.key] = item
        return
    item = replace(
        item,
        people=old.people if len(old.people) >= len(item.people) else item.people,
        abstract=old.abstract or item.abstract,
        keywords=old.keywords or item.keywords,
        track=old.track or item.track,
    )
    if old.session and item.session and item.session != old.session:
        item = replace(item, key=f'{item.key}@{item.session}', repeat_of=item.key)
    book.items[item.key] = item


def _paper(row: Row, origin: str, book: _Book) -> None:
    if _refused(row, origin, book):
        return
    book.losses.unread({name: value for name, value in row.items() if name.strip()}, _OF_PAPER)
    item = _item(row, origin, book)
    session = cell(row, 'session_id', 'session_short', 'session_title')
    if session and session not in book.sessions:
        date, start, end = span(moment(cell(row, 'session_start')), moment(cell(row, 'session_end')))
        title = _line(cell(row, 'session_title', 'session_short'))
        room = cell(row, 'session_room')
        book.sessions[session] = Gathering(
            session, title, date=date, start=start, end=end, room=room, chairs=_chairs(row), origin=origin
        )
    _put(replace(item, key=item.key or origin, session=session), book)


def _item(row: Row, origin: str, book: _Book) -> Item:
    key = cell(row, 'paperid', 'paper_id', 'submission_id')
    date, start, end = span(
        moment(cell(row, 'start', 'paper_start')),
        moment(cell(row, 'end', 'paper_end')),
    )
    kind = cell(row, 'contribution_type')
    rows = book.authors.pop(key, [])
    book.told.add(key)
    people = of_rows(rows) or authors_of(cell(row, 'authors'), cell(row, 'organisations', 'organizations'))
    speaking = named_people(cell(row, 'presenting_author', 'presenting_authors', 'presenter'))
    if kind:
        book.losses.fields['contribution_type'] += 1
    return Item(
        title=_line(cell(row, 'title')),
        key=key,
        subtitle=_line(cell(row, 'subtitle')),
        abstract=_html(cell(row, 'abstract')),
        date=date,
        start=start,
        end=end,
        room=cell(row, 'session_room'),
        track=cell(row, 'track'),
        people=credits.parts(people, [one for one in speaking if one.name]),
        keywords=tuple(word for one in re.split(r'[;,\n]', cell(row, 'keywords')) if (word := one.strip())),
        poster=re.search(r'\bposter', f'{kind} {cell(row, "acceptance")}', re.IGNORECASE) is not None,
        origin=f'paper {key}' if key else origin,
    )


def _refused(row: Row, origin: str, book: _Book) -> bool:
    answer = cell(row, 'acceptance', 'acceptance_status', 'status')
    if not _REFUSED.search(answer):
        return False
    key = cell(row, 'paperid', 'paper_id', 'submission_id')
    where = f'paper {key}' if key else origin
    book.told.add(key)
    book.losses.dropped('event', cell(row, 'title') or key, f'is not accepted: “{answer[:60]}”', where)
    return True


def _authors_alone(book: _Book, alone: bool) -> None:
    """Authors of papers of which no other file tells."""
    for key, rows in book.authors.items():
        if key in book.told:
            continue
        title = next((_line(row['title']) for row in rows if row.get('title')), '')
        if alone and title:
            people = credits.parts(of_rows(rows))
            book.items[key] = Item(title=title, key=key, people=people, origin=f'paper {key}')
        else:
            names_ = ', '.join(one.name for one in of_rows(rows))
            book.losses.dropped('person', names_, f'author of paper {key}, of which no other file tells')


def _line(text: str) -> str:
    return ' '.join(text.split())


def _html(text: str) -> Text:
    """Abstracts are typed in an editor that makes HTML, or before there was one, as plain text."""
    return Text(text, 'html' if _MARKUP.search(text) or '&' in text else '')
