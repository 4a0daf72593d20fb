"""A talk repeats another one that it cannot repeat.

`repeat_of` names the talk itself, a talk that is cancelled, one that is a repetition too, or one with another title or
with nobody in common. Name the talk that is given first and has the abstract.

    - {time: 9:00, talk: On the analytical engine, id: engine, speakers: [lovelace]}
    - {time: 15:00, talk: On looms, speakers: [babbage], repeat_of: engine}     # B055

Better:

    - {time: 9:00, talk: On the analytical engine, id: engine, speakers: [lovelace]}
    - {time: 15:00, talk: On the analytical engine, speakers: [lovelace], repeat_of: engine}
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event, Talk
from booklet.rules.likeness import letters_of
from booklet.rules.walk import short, talks


def check(event: Event) -> Iterator[Diagnostic]:
    every = {talk.id: talk for talk in talks(event)}
    for talk in every.values():
        if talk.repeat_of and not talk.cancelled:
            why = _why(talk, every.get(talk.repeat_of))
            if why:
                message = f'{short(talk.title)} says that it repeats ‘{talk.repeat_of}’, {why}'
                yield Diagnostic(Severity.WARNING, message, talk.span, 'name the talk that is given first')


def _why(talk: Talk, first: Talk | None) -> str:
    if first is None or first is talk:
        return 'which is itself' if first is talk else 'which there is not'
    if first.cancelled:
        return 'which is cancelled'
    if first.repeat_of:
        return f'which repeats ‘{first.repeat_of}’'
    people = {part.person.id for part in talk.people}, {part.person.id for part in first.people}
    if people[0] and people[1] and not people[0] & people[1]:
        return 'whose speakers are others'
    if letters_of(talk.title.source) != letters_of(first.title.source) and not people[0] & people[1]:
        return f'whose title is {short(first.title)}'
    return ''
