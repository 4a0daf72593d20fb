"""A session holds nothing.

It has neither items nor posters, although other sessions have. Its talks may have been lost, or moved to another
session; a session that is only a heading is better an item, with its note.

    - {session: Engines, time: 9:00, items: [{time: 9:00, talk: On the analytical engine}]}
    - {session: Looms, time: 10:00}     # B054

Better:

    - {session: Engines, time: 9:00, items: [{time: 9:00, talk: On the analytical engine}]}
    - {session: Looms, time: 10:00, items: [{time: 10:00, talk: On looms}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event, Session
from booklet.rules.walk import short

TOGETHER = '{count} sessions hold neither items nor posters'


def check(event: Event) -> Iterator[Diagnostic]:
    every = [item for day in event.days for item in day.items if isinstance(item, Session) and not item.cancelled]
    empty = [item for item in every if not item.slots and not item.posters]
    if len(empty) * 2 > len(every):
        return  # here sessions are no more than headings
    for session in empty:
        message = f'the session {short(session.title)} holds neither items nor posters'
        yield Diagnostic(Severity.WARNING, message, session.span, 'add its talks, or make it another item')
