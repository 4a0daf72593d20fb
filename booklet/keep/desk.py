"""The content's files opened side by side, and every entry of the programme found in them.

In: the files and the event read from them. Out: for each row of the table the entry of a tree that holds it, and the
lists in which new ones find their place.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from booklet.diagnostics import Sink, Span
from booklet.fields import ISO_DATE
from booklet.keep.tables import LISTED, Key, Row, slot_spans, spans
from booklet.keep.tree import Branch, Entry, Fresh, Leaf, Page, Unclear
from booklet.load import keys
from booklet.load.files import yaml_files
from booklet.model import Event
from booklet.source import read_source

NAMED = {'affiliation': 'affiliations', 'person': 'people', 'room': 'rooms', 'track': 'tracks'}
_TITLES = ('session', *(kind for kind in keys.KINDS if kind != 'end'), 'end')
_Place = tuple[str, int, int]


class Desk:
    """`rows`: what the content says, as it changes. `files`: abstracts to be written; None: to be deleted.

    `loose`: people and affiliations that are written out where they speak, and listed nowhere.
    """

    def __init__(self, content: Path, event: Event, rows: Mapping[Key, Row]) -> None:
        self.content = content
        self.event = event
        self.rows = dict(rows)
        self.files: dict[Path, str | None] = {}
        self.pages: dict[Path, Page] = {}
        self.tops: dict[str, list[Entry]] = {}
        self.entries: dict[Key, Entry] = {}
        self.owners: dict[int, Key] = {}
        self.users: Counter[str] = Counter()  # of each file of an abstract
        self.unclear: list[Path] = []
        for path in yaml_files(content, Sink()):
            self._open(path)
        self._index()

    def _open(self, path: Path) -> None:
        source = read_source(path, Sink())
        if source is None:
            return
        try:
            page = Page(source)
        except Unclear:
            self.unclear.append(path)
            return
        self.pages[path] = page
        if isinstance(page.root, Branch):
            for entry in page.root.entries:
                self.tops.setdefault(entry.name or '', []).append(entry)

    def _index(self) -> None:
        items = {place: entry for entry in self._items() if (place := _title(entry)) is not None}
        wanted: dict[Key, Span | None] = spans(self.event)
        slots = [key for key in self.rows if key[0] == 'slot']
        wanted |= dict(zip(slots, slot_spans(self.event), strict=True))
        shared = Counter((span.file, span.line, span.column) for span in wanted.values() if span is not None)
        for key, span in wanted.items():
            place = (span.file, span.line, span.column) if span is not None else ('', 0, 0)
            if place in items and shared[place] == 1:  # else an alias: one entry says two things
                self.own(key, items[place])
        for kind, part in NAMED.items():
            for entry in entries_of(self.tops.get(part, [])):
                self.own((kind, entry.name or ''), entry)
        for entry in entries_of(self.tops.get('days', [])):
            date = text(entry, 'date').strip()
            found = ISO_DATE.fullmatch(date)
            if found:
                self.own(('day', str(datetime.date(*map(int, found.groups())))), entry)
        for kind, part in LISTED.items():
            keys_of_kind = [key for key in self.rows if key[0] == kind]
            given = [one for one in entries_of(self.tops.get(part, [])) if not _is_null(one)]
            for key, entry in zip(keys_of_kind, given, strict=False):
                self.own(key, entry)
        for entry in self.tops.get('event', [])[:1]:
            self.own(('event', ''), entry)
        self.loose = {key for key in self.rows if key[0] in ('person', 'affiliation') and key not in self.entries}

    def own(self, key: Key, entry: Entry) -> None:
        self.entries[key] = entry
        self.owners[id(entry)] = key

    def _items(self) -> Iterator[Entry]:
        """Everything with a title: items, sessions, what is inside them, posters, talks."""
        waiting = [*entries_of(self.tops.get('posters', [])), *entries_of(self.tops.get('talks', []))]
        for day in entries_of(self.tops.get('days', [])):
            waiting += entries_of([field(day, 'items')])
        for entry in waiting:
            yield entry
            if field(entry, 'session') is not None:
                yield from entries_of([field(entry, 'items'), field(entry, 'posters')])

    def count_abstracts(self) -> None:
        self.users = Counter(name for entry in self._items() if (name := abstract_file(entry)))

    def remarks(self, key: Key) -> list[str]:
        """What people wrote to an entry, but not to those inside it."""
        return self.entries[key].remarks(lambda inner: id(inner) in self.owners)

    def owner(self, entry: Entry | None) -> Key | None:
        """The innermost row that the entry belongs to."""
        while entry is not None:
            if id(entry) in self.owners:
                return self.owners[id(entry)]
            entry = above(entry)
        return None


def above(entry: Entry) -> Entry | None:
    return entry.parent.entry if entry.parent is not None else None


def entries_of(found: list[Entry] | list[Entry | None]) -> list[Entry]:
    """The entries inside the values of some."""
    return [inner for entry in found if entry and isinstance(entry.value, Branch) for inner in entry.value.entries]


def field(entry: Entry, name: str) -> Entry | None:
    """The entry of a key inside an entry."""
    return entry.value.find(name) if isinstance(entry.value, Branch) and entry.value.is_map else None


def text(entry: Entry, name: str) -> str:
    """The text of a key; empty where there is none."""
    found = field(entry, name)
    if found is None or _is_null(found):
        return ''
    if isinstance(found.value, Leaf):
        return found.value.text
    return str(found.value.value) if isinstance(found.value, Fresh) else ''


def abstract_file(entry: Entry) -> str:
    """The name of the file with its abstract, in one spelling."""
    name = text(entry, 'abstract_file').strip()
    return PurePosixPath(name).as_posix() if name else ''


def _is_null(entry: Entry) -> bool:
    return isinstance(entry.value, Leaf) and entry.value.is_null


def _title(entry: Entry) -> _Place | None:
    """Where the title begins, as the model has it."""
    for name in _TITLES:
        found = field(entry, name)
        if found is not None and isinstance(found.value, Leaf) and found.value.style != '*':
            span = found.value.text_span
            return span.file, span.line, span.column
    return None
