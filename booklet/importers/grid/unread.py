"""The last look at a grid: cells whose words came to nothing are told.

In: the `Lay` and what was made of it. Out: a loss for each cell with words that are in none of its items, sessions,
rooms, days and losses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.draft import Draft, Losses, Someone
from booklet.importers.grid.cells import lines_of, role_before
from booklet.importers.grid.days import Calendar
from booklet.importers.grid.lay import Lay, fields_of, span
from booklet.intake.values import names as words_in
from booklet.reading.names import untitled

_WORD = re.compile(r'[^\W_]+')
_JOINING = words_in('and und et y e i og och en with mit by al u a')  # what parts names


def tell_unread(cells: Lay, draft: Draft, losses: Losses, calendar: Calendar) -> None:
    found = {word for text in _texts(draft, losses) for word in _WORD.findall(text.casefold())}
    for (row, column), text in cells.cells.items():
        words = {word for word in _WORD.findall(text.casefold()) if not word.isdecimal()}
        missing = words - found - (_JOINING if words - _JOINING else set())
        if not missing or fields_of(text):
            continue
        at = span(text)
        if at is not None:
            missing &= set(_WORD.findall(at.label.casefold()))
        day = calendar.read(text)
        if day is not None and day.date is not None:
            continue
        labels = {
            word
            for line in lines_of(text)
            if role_before(line)
            for word in _WORD.findall(line.split(':')[0].casefold())
        }
        if any(untitled(f'{word}. X') != 'X' for word in missing - labels):
            losses.dropped('text', text, 'some of it has found no place', cells.origin(row, column))


def _texts(draft: Draft, losses: Losses) -> Iterator[str]:
    yield from (draft.title, *draft.rooms, *(title for _, title in draft.days))
    for item in draft.items:
        yield from (item.title, item.subtitle, item.abstract.source, item.note, item.room, item.track, item.url)
        for part in item.people:
            yield from _who(part.person)
    for session in draft.sessions:
        yield from (session.title, session.note, session.room, session.track)
        for someone in session.chairs:
            yield from _who(someone)
    yield from (loss.name for loss in losses.items)


def _who(someone: Someone) -> Iterator[str]:
    yield someone.name
    for place in someone.institutes:
        yield f'{place.name} {place.place}'
