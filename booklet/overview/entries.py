"""A day as a reader plans it: sessions, talks without one, breaks, and what of them is at the same time.

In: a day of the model. Out: entries in the order of time, those that last while others come and go apart, the others in
clusters; and the same with the talks of a track in a room told as one. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from booklet.grid.items import day_items
from booklet.model import Day, Kind, Room, Session, Slot, Track

_MOMENT = 15  # minutes that something without a length takes, and by which neighbours may overlap by mistake
_LASTING = 150  # minutes from which on something may stand beside what comes and goes
_PAUSE = 90  # minutes that a track in a room may pause and still be one
_ASIDE = frozenset({Kind.REMARKS, Kind.SOCIAL, Kind.BREAK, Kind.MEAL})


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on the page. `of` is its first where it stands for several, `count` in all; `names` are then those of
    their tracks, or of their rooms. `end` is guessed where nothing says it.
    """

    of: Slot | Session
    start: int | None
    end: int | None
    rooms: tuple[Room, ...] = ()
    track: Track | None = None
    inside: tuple[Slot, ...] = ()
    count: int = 1
    names: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind | None:
        """None for a session."""
        return self.of.kind if isinstance(self.of, Slot) else None

    @property
    def first(self) -> int:
        return self.start or 0

    @property
    def last(self) -> int:
        return self.end or 0

    @property
    def is_quiet(self) -> bool:
        return self.kind in (Kind.BREAK, Kind.MEAL, Kind.END)

    @property
    def cancelled(self) -> bool:
        talk = self.of.talk if isinstance(self.of, Slot) else None
        return self.of.cancelled or bool(talk and talk.cancelled)


@dataclass(frozen=True, slots=True)
class Cluster:
    """What overlaps, in the order of its beginnings."""

    entries: tuple[Entry, ...]

    @property
    def start(self) -> int:
        return self.entries[0].first

    @property
    def end(self) -> int:
        return max(entry.last for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Digest:
    """A day: `aside` what has no time, or lasts while others come and go."""

    day: Day
    aside: tuple[Entry, ...]
    clusters: tuple[Cluster, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return (*self.aside, *(entry for cluster in self.clusters for entry in cluster.entries))


def digest(day: Day) -> Digest:
    entries = _entries(day)
    timed = _lasting([entry for entry in entries if entry.start is not None])
    aside = [entry for entry in timed if _lasts(entry, timed)]
    others = _parted([entry for entry in timed if entry not in aside])
    untimed = [entry for entry in entries if entry.start is None]
    return Digest(day, (*aside, *untimed), tuple(clusters(others)))


def clusters(entries: Sequence[Entry]) -> list[Cluster]:
    """Entries in time, what overlaps together."""
    found: list[list[Entry]] = []
    end = -1
    for entry in sorted(entries, key=lambda entry: entry.first):
        if not found or entry.first >= end:
            found.append([])
        found[-1].append(entry)
        end = max(end, entry.last)
    return [Cluster(tuple(entries)) for entries in found]


def lanes(cluster: Cluster, rooms: Sequence[Room]) -> list[int]:
    """For each entry the lane that it stands in: its room's, where every entry has one; else the first that is free."""
    used = [entry.rooms[0] for entry in cluster.entries if len(entry.rooms) == 1]
    order = [room for room in rooms if room in used]
    ends: dict[int, int] = {}
    if len(used) == len(cluster.entries):
        own = [order.index(room) for room in used]
        if _free(zip(own, cluster.entries, strict=True)):
            return own
    out: list[int] = []
    for entry in cluster.entries:
        lane = next((lane for lane, end in sorted(ends.items()) if end <= entry.first), len(ends))
        ends[lane] = entry.last
        out.append(lane)
    return out


def by_track(whole: Digest, apart: int = 1) -> Digest:
    """The same with the talks of one track in one room, or of one room, told as one where others are parallel; but so
    few of them `apart`."""
    return _told(whole, lambda entry: (entry.track, entry.rooms), _PAUSE, apart)


def by_track_alone(whole: Digest, apart: int = 1) -> Digest:
    """The same with all talks of one track told as one, wherever they are; but so few of them `apart`."""
    return _told(whole, lambda entry: (entry.track, () if entry.track else entry.rooms[:1]), 24 * 60, apart)


def in_one(whole: Digest) -> Digest:
    """The same with all that is at the same time told as one."""
    return _told(whole, lambda entry: (None, ()), 24 * 60, 1)


# --- sides ---


def _entries(day: Day) -> list[Entry]:
    """Each item of the day, with the end that it has in a grid: where nothing says one, it is guessed there."""
    found = day_items(day)
    of_slot: dict[int, int] = {}
    of_session: dict[int, int] = {}
    for item in found.items:
        source = found.sources[item.number]
        of_slot[id(source.slot)] = item.end
        of_session[id(source.session)] = max(item.end, of_session.get(id(source.session), item.end))
    return [
        _entry(item, of_slot.get(id(item))) if isinstance(item, Slot) else _of_session(item, of_session.get(id(item)))
        for item in day.items
    ]


def _entry(slot: Slot, end: int | None) -> Entry:
    track = slot.track or (slot.talk.track if slot.talk else None)
    return Entry(slot, slot.start, end, slot.rooms, track)


def _of_session(session: Session, end: int | None) -> Entry:
    slots = tuple(slot for slot in session.slots if slot.kind is not Kind.END)
    starts = [slot.start for slot in slots if slot.start is not None]
    start = session.start if session.start is not None else min(starts, default=None)
    last = session.end if session.end is not None and session.end > (start or 0) else end
    rooms = (session.room,) if session.room else tuple(dict.fromkeys(room for slot in slots for room in slot.rooms))
    return Entry(session, start, last, rooms, session.track, slots)


def _lasting(entries: Sequence[Entry]) -> list[Entry]:
    """In the order of their beginnings; what is told to take no time takes a moment."""
    out = []
    entries = sorted(entries, key=lambda entry: entry.first)
    for entry in entries:
        if entry.end is None or entry.end <= entry.first:
            after = (other.first for other in entries if other.first > entry.first)
            entry = replace(entry, end=min(next(after, entry.first + _MOMENT), entry.first + _MOMENT))
        out.append(entry)
    return out


def _lasts(entry: Entry, entries: Sequence[Entry]) -> bool:
    """Whether others follow one another while it lasts."""
    if entry.last - entry.first < _LASTING or (entry.kind not in _ASIDE):
        return False
    beside = [e for e in entries if e is not entry and e.first < entry.last and e.last > entry.first]
    return bool(beside) and min(e.last for e in beside) <= max(e.first for e in beside)


def _parted(entries: Sequence[Entry]) -> list[Entry]:
    """Neighbours in one room that overlap by a few minutes do not."""
    out = list(entries)
    for place, entry in enumerate(out):
        for other in out[place + 1 :]:
            if other.first >= entry.last:
                break
            alike = (not entry.rooms and not other.rooms) or bool({*entry.rooms} & {*other.rooms})
            if alike and entry.first < other.first and entry.last - other.first <= _MOMENT:
                out[place] = replace(entry, end=other.first)
                break
    return out


def _free(placed: Iterable[tuple[int, Entry]]) -> bool:
    ends: dict[int, int] = {}
    for lane, entry in placed:
        if ends.get(lane, 0) > entry.first:
            return False
        ends[lane] = entry.last
    return True


def _told(whole: Digest, key: Callable[[Entry], tuple[object, tuple[Room, ...]]], pause: int, apart: int) -> Digest:
    """Entries joined within each stretch of parallel things, over breaks; what is alone parts them."""
    found: list[Cluster] = []
    stretch: list[Entry] = []
    for cluster in whole.clusters:
        alone = cluster.entries[0] if len(cluster.entries) == 1 else None
        if alone and alone.kind is not Kind.BREAK:
            found += [*clusters(_grouped(stretch, key, pause, apart)), cluster]
            stretch = []
        else:
            stretch += cluster.entries
    return replace(whole, clusters=(*found, *clusters(_grouped(stretch, key, pause, apart))))


def _grouped(
    entries: Sequence[Entry], key: Callable[[Entry], tuple[object, tuple[Room, ...]]], pause: int, apart: int
) -> list[Entry]:
    """Those of one key joined that follow within the pause, if there are more than may stand apart."""
    groups: list[list[Entry]] = []
    latest: dict[object, list[Entry]] = {}
    for entry in entries:
        alone = entry.kind not in (None, Kind.TALK)
        group = None if alone else latest.get(key(entry))
        if group and entry.first - max(other.last for other in group) <= pause:
            group.append(entry)
        else:
            groups.append([entry])
            if not alone:
                latest[key(entry)] = groups[-1]
    return [one for group in groups for one in (group if len(group) <= apart else [_joined(group)])]


def _joined(group: Sequence[Entry]) -> Entry:
    """What stands for a group: named by its tracks, else its rooms."""
    first = group[0]
    if len(group) == 1:
        return first
    tracks = tuple(dict.fromkeys(entry.track for entry in group if entry.track))
    rooms = tuple(dict.fromkeys(room for entry in group for room in entry.rooms))
    return Entry(
        first.of,
        first.start,
        max(entry.last for entry in group),
        rooms if tracks else (),
        tracks[0] if len(tracks) == 1 else None,
        count=sum(entry.count for entry in group),
        names=tuple(track.name for track in tracks) or tuple(room.name for room in rooms),
    )
