"""The names of places in a book, so that every part names them alike.

In: ids of talks, people and days. Out: anchors, for named destinations and links.
"""

from __future__ import annotations

import datetime

NOTES = 'note-'  # how all names of notes begin


def part(name: str) -> str:
    return f'part-{name}'


def talk(id_: str) -> str:
    """The abstract of a talk."""
    return f'talk-{id_}'


def note(id_: str, label: str) -> str:
    """A note at the end of an abstract."""
    return f'{NOTES}{id_}-{label}'


def in_agenda(id_: str) -> str:
    """The line of a talk in the agenda."""
    return f'agenda-{id_}'


def in_index(id_: str) -> str:
    """The entry of a person in the index."""
    return f'person-{id_}'


def session(id_: str) -> str:
    """A session in the agenda."""
    return f'session-{id_}'


def entry(part_name: str, id_: str) -> str:
    """The entry of a person, or of a word, in a part that lists them."""
    return f'{part_name}-{id_}'


def posters(part_name: str) -> str:
    """Where the posters that belong to no day begin in a part."""
    return f'{part_name}-posters'


def talks(part_name: str) -> str:
    """Where the talks that belong to no day begin in a part."""
    return f'{part_name}-talks'


def day(part_name: str, date: datetime.date) -> str:
    """Where a day begins in a part."""
    return f'{part_name}-{date.isoformat()}'


def track(part_name: str, id_: str) -> str:
    """Where a track begins in a part; what belongs to none, for an empty id."""
    return f'{part_name}-track-{id_}' if id_ else f'{part_name}-trackless'
