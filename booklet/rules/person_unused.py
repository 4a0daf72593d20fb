"""Somebody is listed under `people` and takes no part in the programme.

A talk may have been lost, or an id may stand for somebody else. Delete the entry if the person does not come. Members
of committees are part of it; so is whoever has a biography that the book shows, and everybody where the book has a list
of participants.

    people:
      lovelace: {name: Ada Lovelace}     # B004, if no talk and no session names her
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event, Session
from booklet.rules.walk import talks

TOGETHER = '{count} people take no part in the programme'


def check(event: Event) -> Iterator[Diagnostic]:
    if event.shows('participants'):
        return
    used = {member.person.id for committee in event.committees for member in committee.members}
    if event.parts is None or event.shows('biographies'):
        used.update(person.id for person in event.people if person.biography)
    used.update(one.person.id for talk in talks(event) for one in talk.people)
    for day in event.days:
        used.update(one.person.id for slot in day.slots for one in slot.people)
        used.update(one.person.id for item in day.items if isinstance(item, Session) for one in item.chairs)
    for person in event.people:
        if person.id not in used:
            yield Diagnostic(
                Severity.WARNING,
                f'{person.name} takes no part in the programme',
                person.span,
                'is a talk missing? else delete the entry',
            )
