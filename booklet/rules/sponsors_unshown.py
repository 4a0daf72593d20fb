"""Sponsors are listed, and the booklet has no part yet that shows them.

Nothing is lost: the list is kept for a later version. Until then `funders` of the event stand on the cover.

    sponsors:
      - {name: Engine Works, tier: gold}     # B009
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event

SEVERITY = Severity.NOTE


def check(event: Event) -> Iterator[Diagnostic]:
    if event.sponsors:
        message = 'sponsors are listed, but no part of the booklet shows them yet'
        hint = "until one does, name them under 'funders' of the event: these stand on the cover"
        yield Diagnostic(Severity.NOTE, message, event.sponsors[0].span, hint)
