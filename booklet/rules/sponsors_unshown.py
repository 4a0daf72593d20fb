"""Sponsors are listed, and the booklet has no part that shows them.

Add `sponsors` to the `parts` of the event. Those who shall stand on the cover are `funders` of the event.

    event:
      parts: [cover, agenda]
    sponsors:
      - {name: Engine Works, tier: gold}     # B009
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event

SEVERITY = Severity.NOTE


def check(event: Event) -> Iterator[Diagnostic]:
    if event.sponsors and event.parts is not None and not event.shows('sponsors'):
        message = 'sponsors are listed, but no part of the booklet shows them'
        hint = "add ‘sponsors’ to the event's ‘parts’"
        yield Diagnostic(Severity.NOTE, message, event.sponsors[0].span, hint)
