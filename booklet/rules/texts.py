"""The texts of a programme as rules read them, each with what it is.

In: an `Event`. Out: texts and what they are, in the order of the programme; parts of a text that no rule touches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from booklet.mend.protect import protected
from booklet.model import Event, Kind, Session, Talk, Text
from booklet.rules.walk import talks

# keys of the content whose values are never marked up
PLAIN = frozenset(
    ('name', 'family', 'place', 'organisers', 'funders', 'keywords', 'text', 'short_title', 'tier', 'affiliation',
     'also', 'duty')
)  # fmt: skip
LONG = frozenset(('abstract', 'biography', 'information', 'page'))


@dataclass(frozen=True, slots=True)
class Of:
    """What a text is: the key of the content under which it stands, its language, its dialect, empty if nobody says."""

    key: str
    language: str
    dialect: str = ''

    @property
    def plain(self) -> bool:
        return self.key in PLAIN or self.dialect == 'plain'


def texts(event: Event) -> Iterator[tuple[Text, Of]]:
    """Each once; a talk's slot has the title of its talk."""

    def of(text: Text, key: str) -> tuple[Text, Of]:
        return text, Of(key, text.language or event.language, text.dialect)

    yield from (of(event.title, 'title'), of(event.subtitle, 'subtitle'))
    for day in event.days:
        yield of(day.title, 'title')
        for item in day.items:
            if isinstance(item, Session):
                yield from (of(item.title, 'session'), of(item.note, 'note'))
        for slot in day.slots:
            if slot.kind is not Kind.TALK:
                yield of(slot.title, slot.kind.value)
            yield of(slot.note, 'note')
    for talk in talks(event):
        yield from (of(text, key) for text, key in of_talk(talk))
    yield from names(event)
    for person in event.people:
        yield of(person.biography, 'biography')
    for one in event.information:
        yield of(one.text, 'information')
    for entry in event.parts or ():
        yield from (of(text, 'page') for _, text in entry.documents)


def of_talk(talk: Talk) -> tuple[tuple[Text, str], ...]:
    return (
        (talk.title, 'talk'),
        (talk.subtitle, 'subtitle'),
        (talk.agenda_title, 'agenda_title'),
        (talk.abstract, 'abstract'),
    )


def names(event: Event) -> Iterator[tuple[Text, Of]]:
    """Of people, and of affiliations in the place of the first person who has one."""
    of = Of('name', event.language, 'plain')
    seen: set[str] = set()
    for person in event.people:
        yield Text(person.name, 'plain', event.language, person.span), of
        for one in person.affiliations:
            if one.id not in seen:
                seen.add(one.id)
                yield Text(one.name, 'plain', event.language, person.span), of


def outside(text: str, matches: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The matches that touch no code, formula, address, command or tag."""
    walls: list[tuple[int, int]] | None = None
    for match in matches:
        if walls is None:
            walls = protected(text)
        if not any(start < match.end() and match.start() < end for start, end in walls):
            yield match
