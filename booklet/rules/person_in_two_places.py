"""Somebody is expected at two places at the same time.

Counted are all who must be there: speakers, panellists, moderators, discussants and chairs, not authors. Somebody who
chairs a session may speak in it. Where no `end` is told, only the beginning of an item counts.

    - {time: 9:00, room: aula, talk: On the analytical engine, speakers: [lovelace]}
    - {time: 9:00, room: hall, talk: On Bernoulli's numbers, speakers: [lovelace]}     # B007
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event, Role
from booklet.rules.walk import Activity, clashes, clock, sessions, short, slots

SINGLY = 10
TOGETHER = '{count} times, somebody is expected at two places'


def check(event: Event) -> Iterator[Diagnostic]:
    for day in event.days:
        present: dict[str, list[Activity]] = {}
        names: dict[str, str] = {}
        for activity in (*slots(day), *sessions(day)):
            for one in activity.people:
                if one.role is not Role.AUTHOR:
                    present.setdefault(one.person.id, []).append(activity)
                    names[one.person.id] = one.person.name
        for person, activities in present.items():
            yield from _clashes(names[person], activities)


def _clashes(name: str, activities: list[Activity]) -> Iterator[Diagnostic]:
    for first, second in clashes(activities):
        chairs_it = (
            first.session is not None and first.session is second.session and first.session in (first.of, second.of)
        )
        same_room = not {*first.rooms}.isdisjoint(second.rooms)  # B006 tells of that
        if not chairs_it and not same_room:
            message = f'{name} is expected at {clock(second.start)} in {short(first.title)} too'
            yield Diagnostic(Severity.WARNING, message, second.of.span, 'change a time or a person')
