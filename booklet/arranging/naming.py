"""Ids that stay: what was imported before keeps the id that it was given then.

In: keys of the source, and the last import. Out: ids. What the source gives no key is known again by its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from booklet.load.ids import Ids
from booklet.model import Event, Session

KINDS = ('talks', 'sessions', 'people', 'affiliations', 'rooms', 'tracks')
Keys = Mapping[str, Mapping[str, str]]  # for each kind, the source's key and the id
_PAIRS = 2_000_000  # comparisons: of more, nothing is like anything, and it is another source
_LIKE = 0.75  # how alike two talks are, of 1, to be the same with another title or other people


@dataclass(frozen=True, slots=True)
class Known:
    """What the last import named: the ids of the source's keys, and the document that it made."""

    keys: Keys = field(default_factory=dict)
    document: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry that wants an id: its key in the source, what tells it from others (either may be empty), its stems."""

    key: str
    print: str
    stems: tuple[str, ...]


def own_keys(event: Event) -> Keys:
    """The keys of a programme whose ids are its own."""
    talks = [talk for day in event.days for slot in day.slots if (talk := slot.talk) is not None]
    sessions = [item for day in event.days for item in day.items if isinstance(item, Session)]
    talks += [poster.talk for one in sessions for poster in one.posters]
    talks += [*(poster.talk for poster in event.posters), *event.talks]
    ids = {
        'talks': [talk.id for talk in talks],
        'sessions': [session.id for session in sessions],
        'people': [person.id for person in event.people],
        'rooms': [room.id for room in event.rooms],
        'tracks': [track.id for track in event.tracks],
    }
    return {kind: {f'#{id_}': id_ for id_ in ids.get(kind, ())} for kind in KINDS}


def remembered(old: Keys, new: Keys) -> Keys:
    """The keys of all imports so far: what left the source and comes back has its id again."""
    kept = {}
    for kind in KINDS:
        now = new.get(kind, {})
        named = {id_ for mark, id_ in now.items() if mark.startswith('=')}
        before = {m: id_ for m, id_ in old.get(kind, {}).items() if m.startswith('#') or id_ not in named}
        kept[kind] = {**before, **now}
    return kept


class Namer:
    """Names the entries of one kind."""

    def __init__(self, known: Mapping[str, str], fallback: str, reserved: Iterable[str] = ()) -> None:
        self.known = known
        self.fallback = fallback
        self.ids = Ids({*known.values(), *reserved})
        self.keys: dict[str, str] = {}

    def name(self, wanted: Iterable[Wanted]) -> list[str]:
        """An id for each, each once. Keys that were known keep theirs; then words that were; then new ones are made."""
        entries = list(wanted)
        found: list[str | None] = [None] * len(entries)
        taken: set[str] = set()
        for by_key in (True, False):
            for number, entry in enumerate(entries):
                mark = f'#{entry.key}' if by_key else f'={entry.print}'
                old = self.known.get(mark) if (entry.key if by_key else entry.print) else None
                if found[number] is None and old is not None and old not in taken:
                    found[number] = old
                    taken.add(old)
        self._by_likeness(entries, found, taken)
        for number, entry in enumerate(entries):
            name = found[number] or self.ids.make(*entry.stems, fallback=self.fallback)
            found[number] = name
            if entry.key:
                self.keys.setdefault(f'#{entry.key}', name)
            if entry.print:
                self.keys.setdefault(f'={entry.print}', name)
        return [name or '' for name in found]

    def _by_likeness(self, entries: list[Wanted], found: list[str | None], taken: set[str]) -> None:
        """Without keys: an entry whose words changed a little is the one that is missing and most like it."""
        missing = {mark[1:]: old for mark, old in self.known.items() if mark[0] == '=' and old not in taken}
        new = [n for n, entry in enumerate(entries) if found[n] is None and entry.print and not entry.key]
        if not missing or not new or len(missing) * len(new) > _PAIRS:
            return
        from rapidfuzz import fuzz, process

        pairs = [
            (-score, number, old)
            for number in new
            for old, score, _ in process.extract(
                entries[number].print, list(missing), scorer=fuzz.token_sort_ratio, score_cutoff=100 * _LIKE, limit=3
            )
        ]
        for _, number, old in sorted(pairs):
            if found[number] is None and missing[old] not in taken:
                found[number] = missing[old]
                taken.add(missing[old])
