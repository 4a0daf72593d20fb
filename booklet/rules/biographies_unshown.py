"""People have biographies, and the booklet has no part that shows them.

They stay in the content, and are kept when it is imported again. Add `biographies` to the `parts` of the event; with
`who: speakers` it shows those of speakers alone.

    event:
      parts: [cover, agenda]
    people:
      lovelace: {name: Ada Lovelace, biography: She writes.}     # B061
      babbage: {name: Charles Babbage}
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.blocks.biographies import shown
from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event

SEVERITY = Severity.NOTE


def check(event: Event) -> Iterator[Diagnostic]:
    if event.parts is None:  # then the layout says what is shown
        return
    entries = [entry for entry in event.parts if entry.name == 'biographies']
    seen = {person.id for entry in entries for person in shown(event, entry)}
    told = [person for person in event.people if person.biography and person.id not in seen]
    if told:
        what = 'one biography' if len(told) == 1 else f'{len(told)} biographies'
        hint = 'let its part show ‘who: all’' if entries else "add ‘biographies’ to the event's ‘parts’"
        yield Diagnostic(Severity.NOTE, f'no part of the booklet shows {what}', told[0].biography.span, hint)
