"""A room or a track is listed and nothing uses it, or a day has nothing.

An id may stand for another, or something has been lost. Delete the entry if nothing takes place there.

    rooms: {attic: Attic}     # B057, if nothing takes place there
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event, Session, Slot
from booklet.rules.walk import talks

SEVERITY = Severity.NOTE


def check(event: Event) -> Iterator[Diagnostic]:
    placed: list[Slot | Session] = [item for day in event.days for item in (*day.items, *day.slots)]
    rooms = {one.room.id for one in placed if one.room is not None}
    tracks = {one.track.id for one in (*placed, *talks(event)) if one.track is not None}
    idle = [f'the room ‘{room.id}’ ({room.name})' for room in event.rooms if room.id not in rooms and rooms]
    idle += [f'the track ‘{track.id}’ ({track.name})' for track in event.tracks if track.id not in tracks and tracks]
    if idle:
        shown = ', '.join(idle[:5]) + (f' and {len(idle) - 5} more' if len(idle) > 5 else '')
        yield Diagnostic(SEVERITY, f'nothing uses {shown}', event.span, 'is something missing?')
    for day in event.days:
        if not day.items and len(event.days) > 1:
            yield Diagnostic(SEVERITY, f'{day.date} has no items', day.span, 'is something missing?')
