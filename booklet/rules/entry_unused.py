"""A room, a track or a word to look under is listed and nothing uses it, or a day has nothing.

An id may stand for another, or something has been lost. Delete the entry if nothing takes place there. Keywords to
which the keyword index sends with `see` are spelt as the talks spell them.

    rooms: {attic: Attic}     # B057, if nothing takes place there
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.blocks.keyword_index import gathered
from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event, Session, Slot
from booklet.rules.walk import talks

SEVERITY = Severity.NOTE


def check(event: Event) -> Iterator[Diagnostic]:
    placed: list[Slot | Session] = [item for day in event.days for item in (*day.items, *day.slots)]
    rooms = {one.room.id for one in placed if one.room is not None}
    rooms |= {room.id for day in event.days for slot in day.slots for room in slot.further_rooms}
    tracks = {one.track.id for one in (*placed, *talks(event)) if one.track is not None}
    idle = [f'the room ‘{room.id}’ ({room.name})' for room in event.rooms if room.id not in rooms and rooms]
    idle += [f'the track ‘{track.id}’ ({track.name})' for track in event.tracks if track.id not in tracks and tracks]
    if idle:
        shown = ', '.join(idle[:5]) + (f' and {len(idle) - 5} more' if len(idle) > 5 else '')
        yield Diagnostic(SEVERITY, f'nothing uses {shown}', event.span, 'is something missing?')
    for day in event.days:
        if not day.items and len(event.days) > 1:
            yield Diagnostic(SEVERITY, f'{day.date} has no items', day.span, 'is something missing?')
    yield from _keywords(event)


def _keywords(event: Event) -> Iterator[Diagnostic]:
    """Words of the keyword index that send to nothing."""
    keywords = [(word, talk.id) for talk in talks(event) for word in talk.keywords]
    for entry in event.parts or ():
        if entry.name == 'keyword_index':
            for word, other in gathered(keywords, dict(entry.pairs('see'))).nowhere:
                message = f'“{word}” sends to “{other}”, which is no keyword of any talk'
                yield Diagnostic(SEVERITY, message, entry.place('see'), 'spell it as the talks do, or delete the line')
