"""A session is chaired by somebody of whom nothing else is known.

Most people of the programme have an affiliation, and this one has none, and takes no other part. Often the name is
misspelt, or was written in haste where an id of `people` was meant. Names nearly alike are told by `names-alike`.

    - {time: 9:00, talk: On the analytical engine, speakers: [lovelace]}
    - session: Engines
      chair: Luigi Menabrea     # B018
      items: [{time: 10:00, talk: On looms, speakers: [babbage]}]

Better:

    - {time: 9:00, talk: On the analytical engine, speakers: [lovelace]}
    - session: Engines
      chair: {name: Luigi Menabrea, affiliation: Military Academy of Turin}
      items: [{time: 10:00, talk: On looms, speakers: [babbage]}]
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event, Session
from booklet.rules.walk import short, talks

SEVERITY = Severity.NOTE
TOGETHER = '{count} chairs have no affiliation and no other part in the programme'
MOST = 0.7  # of the others have an affiliation


def check(event: Event) -> Iterator[Diagnostic]:
    speaking = {part.person.id: part for talk in talks(event) for part in talk.people}
    known = [part for part in speaking.values() if part.affiliations]
    if not speaking or len(known) < MOST * len(speaking):
        return
    others = {part.person.id for day in event.days for slot in day.slots for part in slot.people}
    told: set[str] = set()
    for day in event.days:
        for item in day.items:
            for chair in item.chairs if isinstance(item, Session) else ():
                person = chair.person
                if person.id in others or person.id in speaking or chair.affiliations or person.id in told:
                    continue
                told.add(person.id)
                message = f'{person.name}, who chairs {short(item.title)}, has no affiliation and no other part'
                yield Diagnostic(SEVERITY, message, person.span, 'is the name right? who is it?')
