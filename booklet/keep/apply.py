"""Changes of the programme, made in the trees of its files.

In: a `Desk` and the changes of a merge. Out: the trees changed, abstracts to be written; what cannot be done without
touching something else raises `Refused`, with nothing changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from booklet.keep.desk import NAMED, Desk, abstract_file, field, text
from booklet.keep.merge import Act, Change
from booklet.keep.put import Refused, place_for, put, put_list, put_people, put_time, shared
from booklet.keep.tables import KINDS, LISTED, Key, Row, Table, contribution, start_of
from booklet.keep.tree import Branch, Entry, Fresh, Leaf
from booklet.keep.written import Names, looks
from booklet.load import keys
from booklet.load.people import family_by_rule

# Parts of a content that stand in one file where there is none of their own.
_KIN = (('days', 'talks', 'posters'), ('people', 'affiliations'))


class Hand:
    """Makes changes, one after the other."""

    def __init__(self, desk: Desk, new: Table, names: Names) -> None:
        self.desk = desk
        self.new = new
        self.names = names
        self.ranked = _sorted(new)
        self.rank = {key: at for at, key in enumerate(self.ranked)}
        desk.count_abstracts()

    def make(self, change: Change) -> None:
        if change.act is Act.ADD:
            self._add(change.key, change.theirs)
        elif change.act is Act.REMOVE:
            entry = self._entry(change.key)
            if name := abstract_file(entry):
                self._forget(name)
            entry.take_out()
            self.desk.rows.pop(change.key, None)
        elif change.act is Act.SET:
            self._set(change)

    def _entry(self, key: Key) -> Entry:
        entry = self.desk.entries.get(key)
        if entry is None or shared(entry):
            raise Refused
        return entry

    # --- new entries ---

    def _add(self, key: Key, row: Row) -> None:
        told = dict(self.new.plains[key])
        if key[0] in NAMED:
            value: Any = told['name'] if list(told) == ['name'] else told
            entry = Entry(None, key[1], Fresh(value))
            branch = self._list(NAMED[key[0]], True, key)
        else:
            if told.get('abstract'):
                self._write_new(told, row)
            if key[0] == 'talk' and (dialect := told.get('dialect') or self._dialect(self.new)):
                told |= {'dialect': dialect} if dialect != self.desk.event.title.dialect else {}
            inside = Branch(None, True)
            entry = Entry(None, None, inside)
            for name, value in told.items():
                inside.add(Entry(None, name, Fresh(value)))
            part = LISTED.get(key[0], 'days')
            branch = self._place(key, row['place']) if 'place' in row else self._list(part, False, key)
        branch.add(entry, self._index(branch, key, row))
        self.desk.own(key, entry)
        self.desk.rows[key] = dict(row)

    def _dialect(self, table: Table) -> str:
        return str(table.plains['event', ''].get('dialect', ''))

    def _write_new(self, told: dict[str, Any], row: Row) -> None:
        body, dialect = row['abstract']
        del told['abstract']
        told.pop('abstract_dialect', None)
        told['abstract_file'] = self._file(told['id'], body, dialect)
        if told.get('dialect', dialect) != dialect:
            told['abstract_dialect'] = dialect

    def _file(self, name: str, body: str, dialect: str) -> str:
        made = self.names.make(name, dialect)
        self.desk.files[self.desk.content / 'abstracts' / made] = body + '\n'
        self.desk.users[made] += 1
        return made

    def _list(self, part: str, is_map: bool, key: Key) -> Branch:
        """The list or mapping at the top of a file that a new entry belongs into, made where there is none."""
        tops = self.desk.tops.get(part, [])
        for other in islice(self._neighbours(key), 50):
            parent = self.desk.entries[other].parent
            if any(top.value is parent for top in tops):
                assert parent is not None
                return parent
        for top in reversed(tops):
            return self._branch(top, is_map)
        beside = next((kin for kin in _KIN if part in kin), ())
        names = (*beside, 'event', *self.desk.tops)
        pages = (top.page for name in names for top in self.desk.tops.get(name, []))
        page = next((one for one in pages if one is not None), None)  # what is new itself has none yet
        if page is None or not isinstance(page.root, Branch):
            raise Refused
        return self._inside(page.root, part, is_map)

    def _inside(self, branch: Branch, name: str, is_map: bool) -> Branch:
        """The list or mapping under a key, made where there is none."""
        found = branch.find(name)
        if found is not None:
            return self._branch(found, is_map)
        new = Branch(None, is_map)
        entry = Entry(None, name, new)
        branch.add(entry, place_for(branch, name))
        if branch.entry is None:
            self.desk.tops.setdefault(name, []).append(entry)
        return new

    def _branch(self, entry: Entry, is_map: bool) -> Branch:
        value = entry.value
        if isinstance(value, Branch):
            if shared(entry):
                raise Refused
            return value
        if isinstance(value, Leaf) and value.is_null and not value.fixed:
            new = Branch(None, is_map)
            entry.put(new)
            return new
        raise Refused

    def _place(self, key: Key, place: list[str]) -> Branch:
        """The list that holds what has this place."""
        part, date, session = place
        if part == 'day' or session:
            holder = self._entry(('session', session) if session else ('day', date))
            if not isinstance(holder.value, Branch):
                raise Refused
            return self._inside(holder.value, 'items' if part == 'day' else 'posters', False)
        return self._list(part, False, key)

    def _neighbours(self, key: Key) -> Iterator[Key]:
        """Those of its kind that the source has before it, the nearest first, then those after it."""
        rank = self.rank.get(key, 0)
        beside = chain(range(rank - 1, -1, -1), range(rank + 1, len(self.ranked)))
        near = (self.ranked[at] for at in beside)
        return (other for other in near if other[0] == key[0] and other in self.desk.entries)

    def _index(self, branch: Branch, key: Key, row: Row) -> int:
        """Where in a list: by time or date, else behind what stands before it in the source."""
        start = self._start(key, row)
        if start is not None:
            at = 0
            for index, entry in enumerate(branch.entries):
                other = self.desk.owners.get(id(entry))
                begin = self._start(other, self.desk.rows.get(other, {})) if other is not None else None
                if begin is not None and begin > start:
                    return at
                at = index + 1
            return at
        for other in islice(self._neighbours(key), 50):
            entry = self.desk.entries[other]
            if entry.parent is branch:
                return branch.entries.index(entry) + (self.rank[other] < self.rank.get(key, 0))
        return len(branch.entries)

    @staticmethod
    def _start(key: Key, row: Row) -> Any:
        return key[1] if key[0] == 'day' else start_of(row) if key[0] in ('session', 'slot', 'talk') else None

    # --- fields ---

    def _set(self, change: Change) -> None:
        key, name, value = change.key, change.field, change.theirs
        entry = self._entry(key)
        if name == 'place':
            self._move(key, entry, value)
        elif not isinstance(entry.value, Branch):
            self._named(entry, name, value)
        else:
            if name in ('title', 'people'):
                self.pin(key)
            self._field(key, self._event_part(entry, name) if key[0] == 'event' else entry.value, name, value)
        row = self.desk.rows[key] = {**self.desk.rows[key], name: value}
        if name == 'time' and entry.parent is not None and not self._in_order(entry, row):
            branch = entry.parent
            entry.take_out()
            branch.add(entry, self._index(branch, key, row))

    def _event_part(self, entry: Entry, name: str) -> Branch:
        """Of an event that several files tell, the part that has the key."""
        found = next((one for one in self.desk.tops['event'] if field(one, name.partition('.')[0]) is not None), entry)
        if not isinstance(found.value, Branch) or shared(found):
            raise Refused
        return found.value

    def pin(self, key: Key) -> None:
        """Writes down the id of what has none: it was made of the title and the speaker, and would change with them."""
        entry = self.desk.entries.get(key)
        if key[0] not in ('talk', 'session') or entry is None or not isinstance(entry.value, Branch):
            return
        if not text(entry, 'id') and not shared(entry):
            put(entry.value, 'id', key[1])

    def _in_order(self, entry: Entry, row: Row) -> bool:
        assert entry.parent is not None
        at, start = entry.parent.entries.index(entry), start_of(row)
        beside = entry.parent.entries[max(0, at - 1) : at], entry.parent.entries[at + 1 : at + 2]
        before, after = (
            [start_of(self.desk.rows.get(self.desk.owners.get(id(other), ('', '')), {})) for other in part]
            for part in beside
        )
        return start is None or not (
            any(other is not None and other > start for other in before)
            or any(other is not None and other < start for other in after)
        )

    def _move(self, key: Key, entry: Entry, place: list[str]) -> None:
        branch = self._place(key, place)
        if branch is entry.parent:
            return
        if isinstance(entry.value, Branch) and key[0] == 'talk':
            put(entry.value, 'session', None)
        entry.take_out()
        branch.add(entry, self._index(branch, key, self.desk.rows[key]))

    @staticmethod
    def _named(entry: Entry, name: str, value: Any) -> None:
        """Of an entry that is just its name."""
        old = entry.value
        if isinstance(old, Fresh) and isinstance(old.value, dict):
            told = dict(old.value)
        else:
            told = {'name': old.text if isinstance(old, Leaf) else old.value if isinstance(old, Fresh) else ''}
        if name == 'name' and isinstance(value, list):
            told |= {'name': value[0], 'family': value[1]}
        elif name == 'affiliations' and value and len(value) == 1:
            told['affiliation'] = value[0]
        else:
            told[name] = value
        told = {key: one for key, one in told.items() if one not in (None, '')}
        entry.put(Fresh(told['name'] if list(told) == ['name'] else told))

    def _field(self, key: Key, branch: Branch, name: str, value: Any) -> None:
        if name == 'abstract':
            self._abstract(key, branch, value)
        elif name == 'people':
            put_people(branch, value or [])
        elif name == 'chairs':
            put_list(branch, 'chair', 'chairs', [contribution(part, 'chair') for part in value or []])
        elif name == 'affiliations':
            put_list(branch, 'affiliation', 'affiliations', value or [])
        elif name == 'time':
            put_time(branch, value or '')
        elif name == 'title' and key[0] not in ('event', 'day'):
            put(branch, self.desk.rows[key]['kind'] if key[0] == 'slot' else key[0], value)
        elif name == 'name' and key[0] == 'person':
            put(branch, 'name', value[0])
            put(branch, 'family', value[1] or None)
        elif name.startswith('dates.'):
            put(self._inside(branch, 'dates', True), name.removeprefix('dates.'), value)
        else:
            put(branch, name, value)

    def _abstract(self, key: Key, branch: Branch, value: list[str] | None) -> None:
        entry = branch.entry
        assert entry is not None
        name = abstract_file(entry)
        if value is None:
            for own in ('abstract', 'abstract_file', 'abstract_dialect'):
                put(branch, own, None)
            if name:
                self._forget(name)
            return
        body, dialect = value
        talks, common = text(entry, 'dialect'), self.desk.event.title.dialect
        if text(entry, 'abstract'):
            put(branch, 'abstract', body)
            usual = talks or common or looks(body)
        elif name and self.desk.users[name] == 1:
            path = self.desk.content / 'abstracts' / name
            self.desk.files[path] = body + '\n'
            usual = talks or keys.ENDINGS.get(path.suffix.lower(), common)
        else:
            self.desk.users[name] -= 1
            made = self._file(key[1], body, dialect)
            put(branch, 'abstract_file', made)
            usual = talks or keys.ENDINGS.get(Path(made).suffix, '')
        put(branch, 'abstract_dialect', dialect if usual != dialect else None)

    def _forget(self, name: str) -> None:
        """A talk no longer names this file."""
        self.desk.users[name] -= 1
        if not self.desk.users[name]:
            self.desk.files[self.desk.content / 'abstracts' / name] = None


def in_order(changes: list[Change]) -> list[Change]:
    """New entries first, what holds others before these; then fields; what goes last of all."""
    rank = {kind: at for at, kind in enumerate(KINDS)}
    added = [change for change in changes if change.act is Act.ADD]
    gone = [change for change in changes if change.act is Act.REMOVE]
    sets = [change for change in changes if change.act is Act.SET]
    return [
        *sorted(added, key=lambda change: rank[change.key[0]]),
        *sorted(sets, key=lambda change: (change.field == 'time', change.field == 'place')),
        *sorted(gone, key=lambda change: -rank[change.key[0]]),
    ]


def _sorted(new: Table) -> list[Key]:
    """The order in which a new file would have them."""
    people = [key for key in new.rows if key[0] == 'person']
    places = [key for key in new.rows if key[0] == 'affiliation']
    rest = [key for key in new.rows if key[0] not in ('person', 'affiliation')]

    def family(key: Key) -> tuple[str, str]:
        name, own = new.rows[key]['name']
        return (own or family_by_rule(name)).casefold(), key[1]

    return [*sorted(places), *sorted(people, key=family), *rest]
