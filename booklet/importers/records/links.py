"""What entries of a site's records say of each other: the same talk told twice, sessions and slots that name talks.

In: `Entry`s. Out: the same, joined; names by which they may be called, keys that stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from booklet.draft import Losses
from booklet.importers.records.fields import Fields
from booklet.importers.records.keys import holds_talks
from booklet.importers.records.tree import Entry, What
from booklet.intake.values import sequence, text
from booklet.reading.words import folded

_PLACED = ('start', 'end', 'time', 'duration', 'date', 'day', 'room', 'track')
_MOST_REFERENCES = 200_000
_MOST_REPEATS = 1000  # of talks that are given again
_MOST_NAMES = 20  # keys that may be ids


def title_of(fields: Fields) -> str:
    found = fields.text('title') or fields.text('name')
    return found or next(
        (name for _, value in fields.values('session') if isinstance(value, str) and (name := text(value))), ''
    )


def merged(found: list[Entry]) -> list[Entry]:
    """One talk told twice, with its time in one list and its abstract in another, is one."""
    known: dict[str, list[Entry]] = {}
    for one in found:
        if one.what is What.TALK:
            known.setdefault(folded(title_of(one.fields)), []).append(one)
    gone: set[int] = set()
    for title, ones in known.items():
        if len(ones) != 2 or not title:
            continue
        timed, other = sorted(ones, key=lambda one: not _is_timed(one))
        if (
            _is_timed(timed)
            and not _is_timed(other)
            and not ('abstract' in timed.fields and 'abstract' in other.fields)
        ):
            timed.fields = Fields({**other.fields.record, **{k: v for k, v in timed.fields.record.items() if v}})
            timed.key, timed.dialect = other.key or timed.key, other.dialect or timed.dialect
            gone.add(id(other))
    return [one for one in found if id(one) not in gone]


def _is_timed(one: Entry) -> bool:
    return any(role in one.fields or role in one.inherited for role in ('start', 'time'))


def promoted(talks: list[Entry], sessions: list[Entry]) -> list[Entry]:
    """Entries that others name as their session are sessions."""
    known: dict[str, Entry] = {}
    for listed in sessions:
        known.update((name, listed) for name in handles(listed))
    others = {name: named_so for named_so in talks if named_so.heading for name in handles(named_so)}
    new: list[Entry] = []
    for talk in talks:
        name = text(next((value for _, value in talk.fields.values('session')), None))
        if not name or talk.session is not None:
            continue
        own = known.get(name) or others.get(name)
        if own is None or own is talk or own.heading == talk.heading:
            continue
        talk.fields.used.update(talk.fields.keys['session'])
        talk.session, own.children = own, True
        if own.what is What.TALK:
            own.what = What.SESSION
            new.append(own)
    for one in new:
        one.session = None
    return new


def handles(one: Entry) -> Iterator[str]:
    """All that others may call an entry by."""
    names = [one.key, *(text(value) for _, value in one.fields.values('id')), title_of(one.fields)]
    yield from (name for name in names if name)


def from_slots(slots: list[Entry], talks: list[Entry], losses: Losses) -> list[Entry]:
    """Times that name what is at them: `{time: 9:00, sessions: [17, 18]}`. What nobody else tells of is an item."""
    known: dict[str, Entry] = {}
    for one in talks:
        for name in handles(one):
            known.setdefault(name, one)
    new: list[Entry] = []
    timed: set[int] = set()
    for slot in slots:
        for name, lane in _references(slot):
            talk = known.get(name)
            inherited = {**(talk.inherited if talk else {}), **slot.inherited, **lane}
            inherited.update((role, slot.fields.values(role)[0][1]) for role in _PLACED if role in slot.fields)
            if talk is None:
                if any(map(str.isalpha, name)):
                    new.append(Entry(What.TALK, Fields({'title': name}), '', 'slots', inherited))
                else:
                    losses.dropped('event', name, 'stands at a time, but nothing tells what it is')
            elif id(talk) not in timed and not _is_timed(talk):
                talk.inherited = inherited
                timed.add(id(talk))
            elif len(new) >= _MOST_REPEATS:
                losses.dropped(
                    'event', title_of(talk.fields), f'is one of more than {_MOST_REPEATS:,} that are repeated'
                )
            elif id(talk) in timed:
                new.append(Entry(What.TALK, talk.fields, '', talk.heading, inherited, repeats=talk))
    return new


def _references(slot: Entry) -> Iterator[tuple[str, dict[str, object]]]:
    """What a slot names, and where: of several side by side each is in its own track or room."""
    lanes = sequence(slot.inherited.get('lanes'))
    role, count = text(slot.inherited.get('lanes of')), 0
    for key, value in slot.fields.record.items():
        if not holds_talks(key):
            continue
        level = [(one, place) for place, one in enumerate(value)] if isinstance(value, list) else [(value, 0)]
        side_by_side = 1 < len(level) <= len(lanes)
        level.reverse()
        while level and count < _MOST_REFERENCES:
            one, place = level.pop()
            count += 1
            if isinstance(one, list):
                level += [(inner, place) for inner in reversed(one)]
            elif isinstance(one, dict) and 'title' not in Fields(one):
                level += [(inner, place) for name, inner in one.items() if holds_talks(name) or name == 'id']
            elif not isinstance(one, dict) and (name := text(one)):
                yield name, {role: lanes[place]} if side_by_side else {}


def names_of(found: Iterable[Entry], what: What) -> dict[str, str]:
    """Rooms or tracks by their ids and names."""
    names: dict[str, str] = {}
    for one in found:
        if one.what is what:
            name = one.fields.text('name') or one.fields.text('title') or one.key
            names.update((handle, name) for handle in (*handles(one), name) if handle)
    return names


def keys_of(found: list[Entry], fallback: str) -> dict[int, str]:
    """For each entry the source's own name, where all of its list have one, each another."""
    by_list: dict[str, list[Entry]] = {}
    for one in found:
        by_list.setdefault(one.heading, []).append(one)
    keys: dict[int, str] = {}
    taken: set[str] = set()
    again: Counter[str] = Counter()
    for heading, ones in by_list.items():
        fields = [
            *dict.fromkeys(key for one in ones for role in ('id', 'session') for key in one.fields.keys.get(role, ()))
        ]
        fields.sort(key=lambda key: key.lower() not in ('id', 'uid', 'slug', 'code'))
        unique = ''
        for key in fields[:_MOST_NAMES]:
            values = [text(one.fields.record.get(key)) for one in ones if one.repeats is None]
            if all(values) and len(set(values)) == len(values):
                unique = key
                break
        for number, one in enumerate(ones):
            if one.repeats is not None and keys.get(id(one.repeats)):
                keys[id(one)] = f'{keys[id(one.repeats)]} again {number}'
                continue
            own = one.key or (text(one.fields.record.get(unique)) if unique else '')
            one.fields.used.update(one.fields.keys.get('id', ()) if own else ())
            if fallback == 'talk' and unique and unique in one.fields.keys.get('session', ()):
                one.fields.used.add(unique)
                one.fields.keys.pop('session')
            key = own if not own or own not in taken else f'{heading} {own}'.strip()
            if fallback == 'session' and not own:
                key = folded(f'{title_of(one.fields)} {text(one.inherited.get("date"))}')
            if fallback == 'session' and (not key or key in taken):
                again[key] += 1
                key = f'{key or "session"} + {again[key]}'
            keys[id(one)] = key if key not in taken else ''
            taken.update([key] if key else [])
    return keys
