"""A talk's title is still to be announced.

Its title is TBD, TBA or the like. The booklet can be built with it, but once printed it stays so. A cancelled talk is
not reported.

    - talk: TBD     # B002
      speakers: [lovelace]
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event
from booklet.rules.walk import talks

SINGLY = 10
TOGETHER = '{count} talks have no title yet'


def check(event: Event) -> Iterator[Diagnostic]:
    for talk in talks(event):
        if not talk.announced and not talk.cancelled:
            names = ', '.join(one.person.name for one in talk.people)
            whose = f' of {names}' if names else ''
            yield Diagnostic(
                Severity.WARNING, f'the talk{whose} has no title yet', talk.span, 'ask for it before print'
            )
