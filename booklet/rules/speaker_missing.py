"""A talk has nobody who gives it, although the others have.

Left out are talks that are cancelled or still to be announced, and programmes in which fewer than half of the talks
have people.

    - {time: 9:00, talk: On the analytical engine}     # B052

Better:

    - {time: 9:00, talk: On the analytical engine, speakers: [lovelace]}
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event
from booklet.rules.walk import short, talks

TOGETHER = '{count} talks have nobody who gives them'


def check(event: Event) -> Iterator[Diagnostic]:
    every = [talk for talk in talks(event) if talk.announced and not talk.cancelled]
    if sum(bool(talk.people) for talk in every) * 2 < len(every):
        return
    for talk in every:
        if not talk.people and not talk.repeat_of:
            message = f'{short(talk.title)} has no speaker'
            yield Diagnostic(Severity.WARNING, message, talk.span, 'add ‘speakers’, or is it no talk?')
