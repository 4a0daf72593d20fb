"""Mini-Conf: the folder `sitedata` of conferences that are held on a web site made with it.

In: CSV, YAML and JSON files: papers, events, agenda, sessions, speakers, tutorials, workshops, `main_calendar.json`,
`config.yml`, `sponsors.yml`; each alone will do. Out: a `Draft`.

Sites add columns of their own; these names are read, in small or capital letters: `UID` (the key), `title`, `abstract`
or `description`, `authors`, `speaker`, `organizers` (parted by `|`), `affiliations` in the same order, `keywords`,
`start` and `end`, or `date` with `start_time` and `end_time`, `sessions` with times of their own (the second is a
repetition), `room` or `location`, `bio`, `link`, and a category or type as track where there are a few of them. What
has no date is a talk without one; a mapping with `date: 2024-06-01` gives it to entries that have times alone. Dropped:
numbers of sessions and slots, chats, videos, pictures, recommendations. E-mail addresses are not read. Times with
offsets are put on the clock of the zone that `config.yml` names.

The format: README and `sitedata` of Mini-Conf/Mini-Conf, and of sites that are made with it.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from booklet.draft import Draft, Item, Losses, SponsorName, TrackName
from booklet.importers.miniconf.entries import DATED, PEOPLE, categories, entry, moments, sessions_of
from booklet.importers.miniconf.sessions import gathered
from booklet.intake.given import Blob, Given, Refusal
from booklet.intake.sheets import headings, is_table, sheets
from booklet.intake.values import Record, first, of_yaml, record, records, text
from booklet.reading.instants import Pair, spans
from booklet.reading.times import moment
from booklet.source import Node

NAME = 'miniconf'
TITLE = 'Mini-Conf: papers, events, agenda (CSV, JSON)'

_TRACKS = range(2, 13)


def recognise(given: Given) -> float:
    return max((_sureness(blob) for blob in given.blobs), default=0.0)


def _sureness(blob: Blob) -> float:
    if blob.suffix in ('.yml', '.yaml'):
        uid, title = (re.search(rb'(?m)^[\s-]+' + name + rb'\s*:', blob.data) for name in (b'UID', b'title'))
        return 0.8 if uid and title else 0.0
    if not blob.looks_like_json():
        found = headings(blob)
        return 0.85 if found >= {'uid', 'title'} and bool(found & (PEOPLE | DATED | {'abstract'})) else 0.0
    try:
        rows = records(blob.json)
    except Refusal:
        return 0.0
    return 0.8 if rows and isinstance(blob.json, list) and _is_entry(rows[0]) else 0.0


def _is_entry(one: Record) -> bool:
    """An entry of the site's: with a UID, of its calendar, or as its own API tells of papers."""
    inner = record(one.get('content'))
    return (
        ('UID' in one and 'title' in one)
        or one.keys() >= {'title', 'start', 'end', 'calendarId'}
        or ('title' in inner and 'authors' in inner and not one.keys() & {'invitation', 'invitations', 'signatures'})
    )


@dataclass(slots=True)
class _Book:
    losses: Losses
    date: datetime.date | None = None  # of what has times alone
    config: Record = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    times: list[Pair] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)  # of each item
    named: list[tuple[str, ...]] = field(default_factory=list)  # the sessions that each names
    sponsors: list[SponsorName] = field(default_factory=list)
    keys: Counter[str] = field(default_factory=Counter)

    def key(self, kind: str, uid: str, title: str) -> str:
        """UIDs count anew in every file, in some for every kind: the file's name stands before, the title behind."""
        key = f'{kind} {uid or title}'
        key = f'{key} {title}' if key in self.keys else key
        self.keys[key] += 1
        return key if self.keys[key] == 1 else f'{key}#{self.keys[key]}'


def read(given: Given, losses: Losses, mapping: Node | None) -> Draft:
    book = _Book(losses, _date(mapping))
    for blob in given.blobs:
        kind = re.sub(r'\.\w+$', '', blob.name.rsplit('/', 1)[-1].lower())
        if kind == 'config':
            book.config = record(of_yaml(blob.yaml))
        elif 'sponsor' in kind:
            book.sponsors += _sponsors(blob, losses)
        else:
            for number, one in _rows(blob, losses):
                _put(one, kind, f'{blob.name.rsplit("/", 1)[-1]}, entry {number}', book)
    if not book.items:
        raise Refusal(
            'this has no entries of Mini-Conf',
            given.blobs[0].span(),
            'they have the columns “UID”, “title” and “authors”',
        )
    zone = first(book.config, 'timezone', 'time_zone', 'default_timezone')
    timed = spans(book.times, zone, losses)
    as_tracks = _as_tracks(book)
    items = [
        replace(item, date=date, start=start, end=end, track=category if as_tracks else '')
        for item, (date, start, end), category in zip(book.items, timed, book.categories, strict=True)
    ]
    items, sessions = gathered(items, book.named, losses)
    return Draft(
        title=first(book.config, 'name', 'conference', 'site_title'),
        place=text(book.config.get('location')),
        time_zone=zone,
        items=tuple(items),
        sessions=tuple(sessions),
        tracks=tuple(TrackName(name) for name in dict.fromkeys(filter(None, book.categories))) if as_tracks else (),
        sponsors=tuple(book.sponsors),
    )


def _date(mapping: Node | None) -> datetime.date | None:
    found = moment(record(of_yaml(mapping)).get('date'))
    return found.date if found is not None else None


def _as_tracks(book: _Book) -> bool:
    """Categories are tracks where there are a few; else each is lost, and told."""
    told = [one for one in book.categories if one]
    if len(set(told)) in _TRACKS:
        return True
    if told:
        book.losses.fields['category'] += len(told)
    return False


def _rows(blob: Blob, losses: Losses) -> Iterator[tuple[int, Record]]:
    """The entries of a file; a list, or a list under one name."""
    if blob.suffix in ('.yml', '.yaml'):
        yield from enumerate(_listed(of_yaml(blob.yaml)), 1)
    elif blob.looks_like_json():
        yield from enumerate(_listed(blob.json), 1)
    elif is_table(blob) and headings(blob) & {'title', 'name'}:
        for sheet in sheets(blob):
            for number, row in sheet.numbered():
                yield number, {**row}
    else:
        losses.dropped('file', blob.name, 'is no table of entries')


def _listed(value: object) -> list[Record]:
    if isinstance(value, dict):
        value = next((inner for inner in value.values() if isinstance(inner, list)), [])
    return [{**one, **record(one.get('content'))} for one in records(value)]


def _put(one: Record, kind: str, origin: str, book: _Book) -> None:
    """An entry, once for each time at which it is."""
    lower: Record = {key.lower(): value for key, value in one.items()}
    if kind == 'committee':
        book.losses.fields['committee'] += 1
        return
    item = entry(lower, origin, book.losses)
    if not item.title and not item.people:
        if any(text(value) for value in lower.values()):
            book.losses.dropped('event', origin, 'has no title')
        return
    key = book.key(kind, item.key, item.title)
    found = moments(lower, book.date)
    if not found and (hours := first(lower, 'start', 'start_time', 'time')):
        book.losses.changed('time', item.title, f'is at {hours[:20]}, of no date: left out', origin)
    for number, (start, end) in enumerate(found or [(None, None)]):
        again = replace(item, key=f'{key}@{number + 1}', repeat_of=key) if number else replace(item, key=key)
        book.items.append(again)
        book.times.append((start, end))
        book.categories.append(categories(lower))
        book.named.append(sessions_of(lower))


def _sponsors(blob: Blob, losses: Losses) -> list[SponsorName]:
    """A list, lists by tiers, or a table for each tier."""
    found = []
    value = of_yaml(blob.yaml) if blob.suffix in ('.yml', '.yaml') else [one for _, one in _rows(blob, losses)]
    for tier, rows in value.items() if isinstance(value, dict) else [('', value)]:
        for one in records(rows):
            name = first(one, 'name', 'title')
            level = first(one, 'level', 'tier', 'category', 'type') or ('' if tier == 'sponsors' else tier)
            inner = records(one.get('sponsors'))
            if inner:
                level = level or first(one, 'UID') or name
            found += [SponsorName(text(each.get('name')), level, text(each.get('website'))) for each in inner]
            if name and not inner:
                found.append(SponsorName(name, level, first(one, 'website', 'url', 'link')))
    return found
