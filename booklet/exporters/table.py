"""A spreadsheet: one row for each talk, poster, break and whatever else the programme has.

In: an `Event`. Out: CSV (RFC 4180) in UTF-8 with a byte order mark, which spreadsheet programs want; the columns of
`COLUMNS`, empty where there is nothing to say. docs/export.md says what each holds.

A cell that begins with one of = + - @ would be a formula there (CSV injection): an apostrophe stands before it, and one
more before cells that begin with apostrophes and such a sign. `unguarded` takes it away.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from booklet.exporters.inventory import tell
from booklet.exporters.left import Left
from booklet.model import Affiliation, Contribution, Day, Event, Poster, Role, Session, Slot, Talk
from booklet.unload import written_time

TITLE = 'CSV for spreadsheets'
_PEOPLE = {
    'Speakers': Role.SPEAKER,
    'Authors': Role.AUTHOR,
    'Panellists': Role.PANELLIST,
    'Moderators': Role.MODERATOR,
    'Discussants': Role.DISCUSSANT,
}
COLUMNS = (
    'Day', 'Start', 'End', 'Room', 'Session', 'Session start', 'Session end', 'Chairs', 'Kind', 'Title', 'Subtitle',
    *_PEOPLE, 'Affiliations', 'Track', 'Abstract', 'Keywords', 'Language', 'URL', 'Board', 'Note', 'Cancelled',
    'ID', 'Repeats',
)  # fmt: skip
_HOLDS = frozenset(
    ('affiliations', 'people’s roles', 'sessions', 'chairs', 'ends of days', 'subtitles', 'keywords', 'repetitions',
     'boards', 'addresses of talks', 'languages of talks')
)  # fmt: skip
_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")
Row = dict[str, str]


def export(event: Event, left: Left) -> bytes:
    notes = sum(bool(item.note) for day in event.days for item in day.items if isinstance(item, Session))
    tell(event, _HOLDS | {'notes'}, left)
    left.out('notes of sessions', count=notes)
    out = io.StringIO(newline='')
    writer = csv.writer(out)  # RFC 4180: commas, CRLF, quotes doubled
    writer.writerow(COLUMNS)
    for row in _rows(event, left):
        writer.writerow([guarded(row.get(column, '')) for column in COLUMNS])
    return out.getvalue().encode('utf-8-sig')


def guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _rows(event: Event, left: Left) -> Iterator[Row]:
    for day in event.days:
        for item in day.items:
            yield from (
                _session(day, item, event, left) if isinstance(item, Session) else [_slot(day, item, event, left)]
            )
    for poster in event.posters:
        yield _poster(poster, event, left)
    for talk in event.talks:
        yield _talk(talk, event, left)


def _session(day: Day, session: Session, event: Event, left: Left) -> Iterator[Row]:
    """A row for each item and poster, with what holds for all; one of its own where there are none."""
    shared = {
        'Day': str(day.date),
        'Session': session.title.source,
        'Session start': written_time(session.start),
        'Session end': written_time(session.end),
        'Chairs': '; '.join(chair.person.name for chair in session.chairs),
        'Room': session.room.name if session.room else '',
        'Track': session.track.name if session.track else '',
        'Cancelled': 'yes' if session.cancelled else '',
    }
    rows = [_slot(day, slot, event, left) for slot in session.slots]
    rows += [_poster(poster, event, left) for poster in session.posters]
    if not rows:
        times = {'Start': shared['Session start'], 'End': shared['Session end']}
        yield {**shared, **times, 'Kind': 'session', 'Title': session.title.source, 'ID': session.id}
    for row in rows:
        yield {**shared, **{column: value for column, value in row.items() if value}}


def _slot(day: Day, slot: Slot, event: Event, left: Left) -> Row:
    told = _talk(slot.talk, event, left) if slot.talk else _people(slot.people, left)
    return {
        **told,
        'Day': str(day.date),
        'Start': written_time(slot.start),
        'End': written_time(slot.end),
        'Room': slot.room.name if slot.room else '',
        'Kind': slot.kind.value,
        'Title': slot.talk.title.source if slot.talk else slot.title.source,
        'Track': slot.track.name if slot.track else '',
        'Note': slot.note.source,
        'Cancelled': 'yes' if slot.cancelled else '',
    }


def _poster(poster: Poster, event: Event, left: Left) -> Row:
    return {**_talk(poster.talk, event, left), 'Kind': 'poster', 'Board': poster.board}


def _talk(talk: Talk, event: Event, left: Left) -> Row:
    return {
        **_people(talk.people, left),
        'Kind': 'talk',
        'Title': talk.title.source,
        'Subtitle': talk.subtitle.source,
        'Track': talk.track.name if talk.track else '',
        'Abstract': talk.abstract.source,
        'Keywords': '; '.join(talk.keywords),
        'Language': talk.title.language if talk.title.language != event.language else '',
        'URL': talk.url,
        'Cancelled': 'yes' if talk.cancelled else '',
        'ID': talk.id,
        'Repeats': talk.repeat_of,
    }


def _people(people: Sequence[Contribution], left: Left) -> Row:
    """Names by role; with numbers where they are not all of the same places: `Ada Lovelace (1); Mary Somerville (1,2)`.

    A number refers to `Affiliations`: `(1) Analytical Society, London; (2) University of Cambridge`.
    """
    places = list(dict.fromkeys(one for part in people for one in part.affiliations))
    shared = all(part.affiliations == people[0].affiliations for part in people) and len(places) < 2
    row: Row = {}
    for column, role in _PEOPLE.items():
        those = [part for part in people if part.role is role]
        row[column] = '; '.join(_name(part, [] if shared else places) for part in those)
    told = [_place(one) for one in places]
    row['Affiliations'] = ''.join(told) if shared else '; '.join(f'({n}) {one}' for n, one in enumerate(told, 1))
    order = list(_PEOPLE.values())
    if [part.role for part in people] != sorted((part.role for part in people), key=order.index):
        left.changed('lists of people', 'they stand by role, not in their order')
    return row


def _name(part: Contribution, places: list[Affiliation]) -> str:
    found = ','.join(str(places.index(one) + 1) for one in part.affiliations) if places else ''
    return f'{part.person.name} ({found})' if found else part.person.name


def _place(one: Affiliation) -> str:
    return f'{one.name}, {one.place}' if one.place else one.name
