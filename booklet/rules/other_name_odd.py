"""Another name of a person leads nowhere in the index, or to two people.

`also` has names under which a reader may look for somebody: “Byron, Ada, see Lovelace, Ada”. One that is the person's
own name says nothing; one that somebody else of the programme bears, or that two people have, says too much.

    people:
      lovelace: {name: Ada Lovelace, also: [Ada Lovelace]}     # B062
      babbage: {name: Charles Babbage}

Better:

    people:
      lovelace: {name: Ada Lovelace, also: [Ada Byron]}
      babbage: {name: Charles Babbage}
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event, Person
from booklet.rules.likeness import folded

TOGETHER = '{count} other names of people lead nowhere in the index, or to two people'


def check(event: Event) -> Iterator[Diagnostic]:
    own: dict[str, list[Person]] = {}
    for person in event.people:
        own.setdefault(folded(person.name), []).append(person)
    told: dict[str, Person] = {}
    for person in event.people:
        for name in person.also:
            bearer = next(iter(own.get(folded(name), [])), None)
            other = told.setdefault(folded(name), person)
            if person in own.get(folded(name), []):
                yield _found(person, f'{person.name} has their own name once more under ‘also’', 'delete it')
            elif bearer is not None:
                message = f'“{name}” shall lead to {person.name}, and is the name of somebody else here'
                yield _found(person, message, 'if they are one person, list them once')
            elif other is not person:
                message = f'“{name}” shall lead to {other.name} and to {person.name}'
                yield _found(person, message, 'delete it from one of them, or list them once if they are one person')


def _found(person: Person, message: str, hint: str) -> Diagnostic:
    return Diagnostic(Severity.WARNING, message, person.span, hint)
