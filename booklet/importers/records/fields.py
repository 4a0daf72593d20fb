"""A record of strangers by what its keys mean.

In: a mapping. Out: its values by their roles, and which of them nobody has asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeGuard

from booklet.columns.times import weekday_of
from booklet.importers.records.keys import folded, of_the_system, role_of
from booklet.intake.values import Record, text

WHEN = frozenset(('start', 'end', 'time', 'duration'))
_SINGLE = frozenset(('title', 'name', 'subtitle', 'id', 'day', 'date')) | WHEN  # what records cannot be


class Fields:
    """A record's values by their roles; remembers which were read."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.used: set[str] = set()
        self.keys: dict[str, list[str]] = {}
        for key, value in record.items():
            role = _role(key, value)
            if role and value not in (None, '', [], {}):
                self.keys.setdefault(role, []).append(key)

    def __contains__(self, role: str) -> bool:
        return role in self.keys

    def value(self, role: str) -> object:
        keys = self.keys.get(role)
        if not keys:
            return None
        self.used.add(keys[0])
        return self.record[keys[0]]

    def values(self, role: str) -> list[tuple[str, object]]:
        return [(key, self.record[key]) for key in self.keys.get(role, ())]

    def text(self, role: str) -> str:
        """The first text of the role; of a reference, its name."""
        for key in self.keys.get(role, ()):
            found = named(self.record[key])
            if found:
                self.used.add(key)
                return found
        return ''

    def translations(self) -> Iterator[str]:
        """Fields that were read in one of their languages."""
        yield from (key for key in self.used if translated(value := self.record.get(key)) and len(value) > 1)

    def unread(self) -> Iterator[str]:
        for key, value in self.record.items():
            if key not in self.used and value not in (None, '', [], {}, False) and not of_the_system(key):
                yield key


def _role(key: str, value: object) -> str:
    """What a key says, if its value may be that."""
    role = role_of(key)[0]
    if role in _SINGLE and isinstance(value, list | dict):
        numbers = isinstance(value, list) and all(isinstance(one, int) for one in value)
        return role if (numbers and role in (*WHEN, 'date')) or translated(value) else ''
    if role == 'day' and folded(key) == 'tag':  # a day in German
        words = text(value)
        return role if re.search(r'\d', words) or weekday_of(words) is not None else 'keywords'
    return role


def named(value: object) -> str:
    """A text, or the name of what is referred to: `{'id': 7, 'name': 'Main hall'}`."""
    if isinstance(value, dict):
        fields = Fields(value)
        return next(
            (found for role in ('name', 'title') for _, one in fields.values(role) if (found := text(one))), text(value)
        )
    if isinstance(value, list):
        return ', '.join(found for one in value if not isinstance(one, list) and (found := named(one)))
    return text(value)


def translated(value: object) -> TypeGuard[dict[str, str]]:
    return (
        isinstance(value, dict)
        and bool(value)
        and all(len(key) in (2, 5) and isinstance(one, str) for key, one in value.items())
    )
