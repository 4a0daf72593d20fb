"""What the answers of pretalx's API hold, whatever their files are called.

In: JSON values. Out: a `Store` of their records, by codes and ids.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from booklet.intake.values import Record, first, record, records, text

CODE = re.compile(r'[A-Z0-9]{5,8}')
_PARTS = ('submissions', 'talks', 'speakers', 'rooms', 'slots', 'breaks', 'tracks', 'tags', 'answers', 'questions')


def _is_talk(one: Record) -> bool:
    return {'code', 'title'} <= one.keys() and bool(
        one.keys() & {'submission_type', 'speakers', 'state', 'content_locale'}
    )


def _is_speaker(one: Record) -> bool:
    return {'code', 'name'} <= one.keys() and bool(
        one.keys() & {'submissions', 'biography', 'avatar', 'avatar_url', 'email'}
    )


@dataclass(slots=True)
class Store:
    """All records of all files, by their codes and ids."""

    talks: dict[str, Record] = field(default_factory=dict)
    speakers: dict[str, Record] = field(default_factory=dict)
    rooms: dict[str, Record] = field(default_factory=dict)
    slots: dict[str, Record] = field(default_factory=dict)
    breaks: list[Record] = field(default_factory=list)
    tracks: dict[str, Record] = field(default_factory=dict)
    tags: dict[str, Record] = field(default_factory=dict)
    types: dict[str, Record] = field(default_factory=dict)
    questions: dict[str, Record] = field(default_factory=dict)
    answers: dict[str, Record] = field(default_factory=dict)
    event: Record = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)  # parts of files that hold nothing of these

    def add(self, value: object) -> bool:
        """Takes what an answer holds; whether it held anything."""
        if isinstance(value, list):
            return sum(self._one(one) for one in records(value)) > 0
        whole = record(value)
        if isinstance(whole.get('results'), list):
            return self.add(whole['results'])
        if self._one(whole):
            return True
        found = sum([self.add(whole[key]) for key in _PARTS if isinstance(whole.get(key), list)])
        for key, inner in whole.items():
            if not (key in _PARTS and isinstance(inner, list)):
                here = self._within(inner)
                found += here
                if not here and isinstance(inner, dict | list) and inner:
                    self.left[key] += 1
        if found and not self.event:  # of the widget
            self.event = {'date_from': whole.get('event_start'), 'date_to': whole.get('event_end'), **whole}
        return found > 0

    def _within(self, value: object) -> int:
        """Takes talks and speakers out of whatever a website has put around them: days, hours, rooms."""
        if isinstance(value, list):
            return sum(self._within(one) for one in value)
        inner = record(value)
        if CODE.fullmatch(text(inner.get('code'))) and (_is_talk(inner) or _is_speaker(inner)):
            return self._one(inner)
        return sum(self._within(one) for one in inner.values())

    def _one(self, one: Record) -> bool:
        table = self._table(one)
        if table is None:
            return False
        key = first(one, 'code') if table is self.talks or table is self.speakers else first(one, 'id')
        table[key] = {**table.get(key, {}), **one}
        return True

    def _table(self, one: Record) -> dict[str, Record] | None:
        keys = one.keys()
        if _is_talk(one):
            return self.talks
        if _is_speaker(one):
            return self.speakers
        if {'slug', 'name', 'date_from'} <= keys:
            self.event = one
            return {}
        if {'id', 'room', 'start'} <= keys and keys & {'submission', 'schedule', 'is_visible'}:
            return self.slots
        if {'room', 'start', 'end', 'description'} <= keys or (
            {'room', 'start', 'title'} <= keys and 'code' not in keys
        ):
            self.breaks.append(one)
            return {}
        if {'id', 'question', 'answer'} <= keys:
            return self.answers
        if {'id', 'question', 'target'} <= keys:
            return self.questions
        if {'id', 'tag'} <= keys:
            return self.tags
        if {'id', 'name'} <= keys:
            return self._named(keys)
        return None

    def _named(self, keys: object) -> dict[str, Record]:
        assert isinstance(keys, type({}.keys()))
        if keys & {'default_duration'}:
            return self.types
        return self.tracks if 'color' in keys else self.rooms
