"""People's biographies: no part of the booklet shows them yet.

They stay in the content, and are kept when it is imported again. What shall be read now belongs into the abstract.

    - talk: On looms
      speakers: [{name: Mary Somerville, biography: She writes.}]     # B061
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event

SEVERITY = Severity.NOTE


def check(event: Event) -> Iterator[Diagnostic]:
    told = [person for person in event.people if person.biography]
    if told:
        what = 'one biography' if len(told) == 1 else f'{len(told)} biographies'
        yield Diagnostic(Severity.NOTE, f'no part of the booklet shows {what} yet', told[0].biography.span)
