"""Two talks have the same title, and nobody says that one repeats the other.

If the talk is given again, write so: `repeat_of` with the id of the first makes the book say “see page …” instead of
printing the abstract twice. Otherwise one of the titles is wrong. Short titles such as “Discussion” count only where
the same people give them.

    - {time: 9:00, talk: On the analytical engine, id: engine, speakers: [lovelace]}
    - {time: 15:00, talk: On the Analytical Engine, speakers: [lovelace]}     # B024

Better:

    - {time: 9:00, talk: On the analytical engine, id: engine, speakers: [lovelace]}
    - {time: 15:00, talk: On the Analytical Engine, speakers: [lovelace], repeat_of: engine}
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event, Talk
from booklet.rules.likeness import MANY, letters_of
from booklet.rules.walk import short, talks

SINGLY = 10
TOGETHER = '{count} talks have the title of another one, and do not say that they repeat it'
TELLING = 20  # letters of a title that no two talks have by chance


def check(event: Event) -> Iterator[Diagnostic]:
    seen: dict[str, list[Talk]] = {}
    for talk in talks(event):
        if talk.cancelled or talk.repeat_of or not talk.announced:
            continue
        title = letters_of(talk.title.source)
        others = seen.setdefault(title, [])
        first = next((one for one in others if _alike(one, talk, title)), None)
        if first is not None and title:
            line = f', in line {first.span.line}' if first.span else ''
            message = f'the title {short(talk.title)} stands twice{line} for the first time'
            yield Diagnostic(Severity.WARNING, message, talk.span, f'if it is given again, write repeat_of: {first.id}')
        if len(others) < MANY:
            others.append(talk)


def _alike(first: Talk, second: Talk, title: str) -> bool:
    """Whether they are likely one: of the same people, or of a title that says something and not of others."""
    people = {part.person.id for part in first.people}, {part.person.id for part in second.people}
    if letters_of(first.subtitle.source) != letters_of(second.subtitle.source):
        return False
    return bool(people[0] & people[1]) or (len(title) >= TELLING and bool(people[0] or people[1]))
