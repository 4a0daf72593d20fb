"""A document as rows that can be compared: one an entry, with its fields in a form that has one spelling.

In: documents as `unload` makes them. Out: a `Table` of rows by kind and id. The place of a talk or session (day,
session) is one of its fields, an abstract is its text and how it is marked up. Breaks and the like have no id: `align`
finds which of two documents' are the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from booklet.diagnostics import Sink, Span
from booklet.keep.written import dialects
from booklet.load import keys, load_document
from booklet.load.times import parse_time
from booklet.model import Event, Session
from booklet.source import CONTROL, UNPRINTED, Source
from booklet.unload import unload

Plain = dict[str, Any]
Key = tuple[str, str]
Row = dict[str, Any]

KINDS = (
    'affiliation', 'person', 'room', 'track', 'sponsor', 'committee', 'information', 'day', 'session', 'slot', 'talk',
)  # fmt: skip
LISTED = {'sponsor': 'sponsors', 'committee': 'committees', 'information': 'information'}  # by name, in lists
_NAMED = {'affiliations': 'affiliation', 'people': 'person', 'rooms': 'room', 'tracks': 'track'}
_NOT_YAML = re.compile(f'{CONTROL}|[\x85\u2028\u2029]')  # what JSON may hold as it is
_READ = frozenset(('id', 'time', 'end', 'abstract', 'abstract_dialect', 'chairs', *keys.PEOPLE))  # by `_row`
_UNSAID = {'clock': 24, 'language': 'en'}  # what an event has that says nothing of it
_BAD = re.compile('[\ud800-\udfff\ufffe\uffff]')
_UNUSUAL = re.compile('[\r\x00-\x08\x0b-\x1f\x7f\ufeff\ud800-\udfff\ufffe\uffff]')


@dataclass(slots=True)
class Table:
    """`plains` has the entries as the document has them, without what stands inside them."""

    rows: dict[Key, Row] = field(default_factory=dict)
    plains: dict[Key, Plain] = field(default_factory=dict)


def cleaned(value: Any) -> Any:
    """The same data with texts that a content file can hold: no control characters, lines that end alike."""
    if isinstance(value, dict):
        return {cleaned(key): cleaned(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(entry) for entry in value]
    if not isinstance(value, str) or not _UNUSUAL.search(value):
        return value
    text = value.replace('\r\n', '\n').replace('\r', '\n').lstrip('\ufeff')
    text = re.sub('[\x0b\x0c\x1c-\x1f]', ' ', text)
    return _BAD.sub('\ufffd', UNPRINTED.sub('\ufffd', text))


def normal(document: Plain, name: str, sink: Sink) -> Plain | None:
    """The document as it is after it was written and read: every spelling the one that `unload` gives."""
    told = json.dumps(cleaned(document), ensure_ascii=False)
    text = _NOT_YAML.sub(lambda sign: f'\\u{ord(sign.group()):04x}', told)
    event = load_document(Source(name, text), sink)
    return None if event is None else unload(event)


def table(document: Plain) -> Table:
    """Every entry of the document, in its order."""
    found = Table()
    dialect = dialects(document)
    _event(found, document.get('event', {}))
    for part, kind in _NAMED.items():
        for name, node in document.get(part, {}).items():
            plain = dict(node) if isinstance(node, dict) else {'name': node}
            found.plains[kind, name] = plain
            found.rows[kind, name] = _person(plain) if kind == 'person' else plain
    for kind, part in LISTED.items():
        for node in document.get(part, []):
            name = node['title' if kind == 'information' else 'name']
            key, number = (kind, name), 1
            while key in found.rows:
                number += 1
                key = (kind, f'{name} #{number}')
            found.rows[key] = found.plains[key] = node
    for place, node in _placed(document):
        key = _key(node, place, found)
        found.plains[key] = {name: value for name, value in node.items() if name not in ('items', 'posters')}
        found.rows[key] = _row(found.plains[key], key, place, dialect)
    return found


def _event(found: Table, node: Plain) -> None:
    key = ('event', '')
    found.plains[key] = dict(node)
    row = {name: value for name, value in node.items() if name != 'dates' and _UNSAID.get(name) != value}
    found.rows[key] = {**row, **{f'dates.{name}': value for name, value in node.get('dates', {}).items()}}


def _person(plain: Plain) -> Row:
    row = {name: value for name, value in plain.items() if name not in ('family', 'affiliation')}
    row['name'] = [plain['name'], plain.get('family', '')]
    if 'affiliation' in plain:
        row['affiliations'] = [plain['affiliation']]
    return row


def _placed(document: Plain) -> Iterator[tuple[list[str], Plain]]:
    """Days, what stands in them, and what stands in none: each with its place."""
    for day in document.get('days', []):
        date = day['date']
        yield ['days', '', ''], day
        for item in day.get('items', []):
            yield ['day', date, ''], item
            name = item.get('id', '')
            for inner in item.get('items', []):
                yield ['day', date, name], inner
            for poster in item.get('posters', []):
                yield ['posters', '', name], poster
    for part in ('posters', 'talks'):
        for node in document.get(part, []):
            yield [part, '', ''], node


def _key(node: Plain, place: list[str], found: Table) -> Key:
    if place[0] == 'days':
        return 'day', node['date']
    for kind in ('session', 'talk'):
        if kind in node:
            return kind, node['id']
    return 'slot', f'{place[1]} {len(found.rows)}'


def _row(plain: Plain, key: Key, place: list[str], dialect: Callable[[Plain], str]) -> Row:
    kind = key[0]
    if kind == 'day':
        return {name: value for name, value in plain.items() if name == 'title'}
    named = kind if kind != 'slot' else next(name for name in keys.KINDS if name in plain and not _is_time(name, plain))
    row: Row = {'kind': named} if kind == 'slot' else {}
    row |= {'title': plain[named], 'place': place}
    times = plain.get('time', '')
    if named != 'end' and 'end' in plain:
        times += f'-{plain["end"]}'
    row |= {'time': times} if times else {}
    row |= {name: value for name, value in plain.items() if name not in _READ and name != named}
    lists = [(plain[name], role.value) for name, role in keys.PEOPLE.items() if name in plain]
    people = [part for nodes, role in lists for part in _parts(nodes, role)]
    row |= {'people': people} if people else {}
    row |= {'chairs': _parts(plain['chairs'], 'chair')} if plain.get('chairs') else {}
    row |= {'abstract': [plain['abstract'], dialect(plain)]} if plain.get('abstract') else {}
    return row


def _is_time(name: str, plain: Plain) -> bool:
    return name == 'end' and any(other in plain for other in keys.KINDS if other != 'end')


def _parts(nodes: Any, role: str) -> list[list[Any]]:
    """Who takes part: id, role, affiliations that hold here only."""
    found = []
    for node in nodes:
        told = node if isinstance(node, dict) else {'person': node}
        places = [told['affiliation']] if 'affiliation' in told else told.get('affiliations')
        found.append([told['person'], told.get('role', role), places])
    return found


def contribution(part: list[Any], role: str) -> Any:
    """A part as the content writes it in the list of that role."""
    name, own, places = part
    if places is None and own == role:
        return name
    told: Plain = {'person': name}
    if places is not None:
        told |= {'affiliation': places[0]} if len(places) == 1 else {'affiliations': places}
    return told if own == role else {**told, 'role': own}


def start_of(row: Row) -> int | None:
    """When it begins, or, where only the end is known, ends."""
    return _minutes((row.get('time') or '').strip('-').partition('-')[0])


@lru_cache(maxsize=4096)
def _minutes(text: str) -> int | None:
    return parse_time(text)


def spans(event: Event) -> dict[Key, Span | None]:
    """Where each entry's name or title stands, by the keys that `table` gives; rooms and the like are found by id."""
    found: dict[Key, Span | None] = {('person', person.id): person.span for person in event.people}
    for day in event.days:
        found['day', str(day.date)] = day.span
        for item in day.items:
            if isinstance(item, Session):
                found['session', item.id] = item.span
                found |= {('talk', poster.talk.id): poster.talk.span for poster in item.posters}
            for slot in item.slots if isinstance(item, Session) else (item,):
                if slot.talk is not None:
                    found['talk', slot.talk.id] = slot.talk.span
    loose = [*(poster.talk for poster in event.posters), *event.talks]
    found |= {('talk', talk.id): talk.span for talk in loose}
    return found


def slot_spans(event: Event) -> list[Span | None]:
    """The same of what has no id, in the order of the table."""
    return [slot.span for day in event.days for slot in day.slots if slot.talk is None]


def align(old: dict[Key, Row], new: dict[Key, Row]) -> dict[Key, Key]:
    """Which of the new slots are which of the old: of one day, kind and title, or of one day, kind and time."""
    found: dict[Key, Key] = {}
    rest = {key: row for key, row in old.items() if key[0] == 'slot'}
    wanted = {key: row for key, row in new.items() if key[0] == 'slot'}

    def match(told: Callable[[Row], Any]) -> None:
        groups: dict[Any, list[Key]] = {}
        for key, row in rest.items():
            groups.setdefault(told(row), []).append(key)
        for key, row in list(wanted.items()):
            group = groups.get(told(row))
            if not group:
                continue
            start = start_of(row) or 0
            nearest = min(group, key=lambda other: abs((start_of(rest[other]) or 0) - start))
            group.remove(nearest)
            found[key] = nearest
            del wanted[key], rest[nearest]

    match(lambda row: (row['place'], row['kind'], row['title'], row.get('time')).__repr__())
    match(lambda row: (row['place'][1], row['kind'], row['title']).__repr__())
    match(lambda row: (row['place'], row['kind'], row.get('time')).__repr__())
    return found


def renamed(found: Table, names: dict[Key, Key], prefix: str) -> Table:
    """The table with its slots under other keys; those without one get the prefix."""

    def key(old: Key) -> Key:
        return old if old[0] != 'slot' else names.get(old, ('slot', f'{prefix} {old[1]}'))

    return Table(
        {key(old): row for old, row in found.rows.items()}, {key(old): plain for old, plain in found.plains.items()}
    )
