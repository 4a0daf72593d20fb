"""What an importer makes of a foreign file: the programme as its source tells it, before it is put in order.

In: nothing. Out: frozen records without ids, with the keys that the source has for them. `arrange` makes the model of
them: it joins people and rooms of one name, puts items into days and sessions, tells breaks from talks, gives ids.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum

from booklet.model import Kind, Role, Text

NO_TEXT = Text('')


@dataclass(frozen=True, slots=True)
class Institute:
    """Where somebody works; `place` is city and country where the source tells them apart."""

    name: str
    place: str = ''


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as one entry of the source tells of them. Records of one `key`, or else of one name, are one person.

    `family`: the family name where the source tells it apart, spelled as in `name`.
    """

    name: str
    key: str = ''
    family: str = ''
    institutes: tuple[Institute, ...] = ()
    url: str = ''
    biography: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in an item, with the institutes that the source names for it."""

    person: Someone
    role: Role = Role.SPEAKER


@dataclass(frozen=True, slots=True)
class Item:
    """Something that takes place or is presented: a talk, a poster, a break.

    `key`: the source's own name for it, the same at every export; empty where it has none. `kind` None: told by its
    words (“Lunch”) and by who takes part. `date`, and `start`, `end` in minutes after midnight of it (26 * 60 is two in
    the morning after): local wall clock of the event. Without a date an item is a talk that has no time yet.
    `title` is plain text unless `dialect` names its markup. `session`: the key of a `Gathering`. `origin`: its place in
    the source as a person would find it (“row 12”, “event 8213”).
    """

    title: str
    key: str = ''
    kind: Kind | None = None
    dialect: str = ''
    subtitle: str = ''
    abstract: Text = NO_TEXT
    language: str = ''
    date: datetime.date | None = None
    start: int | None = None
    end: int | None = None
    room: str = ''
    track: str = ''
    session: str = ''
    people: tuple[Part, ...] = ()
    keywords: tuple[str, ...] = ()
    url: str = ''
    poster: bool = False
    board: str = ''
    note: str = ''
    cancelled: bool = False
    repeat_of: str = ''  # the key of the item that it repeats
    origin: str = ''
    further_rooms: tuple[str, ...] = ()  # besides `room`, at the same time


@dataclass(frozen=True, slots=True)
class Gathering:
    """A session: a heading over items. Times as in `Item`; those of its items hold where it has none."""

    key: str
    title: str
    dialect: str = ''
    date: datetime.date | None = None
    start: int | None = None
    end: int | None = None
    room: str = ''
    track: str = ''
    chairs: tuple[Someone, ...] = ()
    note: str = ''
    cancelled: bool = False
    origin: str = ''


@dataclass(frozen=True, slots=True)
class TrackName:
    name: str
    colour: str = ''  # '#aabbcc'


@dataclass(frozen=True, slots=True)
class SponsorName:
    name: str
    tier: str = ''
    url: str = ''


@dataclass(frozen=True, slots=True)
class Draft:
    """A programme as its source tells it. `rooms` and `tracks` only tell an order and colours: items name them.

    `people`: those of whom the source tells though they may take part in nothing. `days`: titles of days.
    """

    title: str = ''
    subtitle: str = ''
    short_title: str = ''
    start: datetime.date | None = None
    end: datetime.date | None = None
    place: str = ''
    time_zone: str = ''
    language: str = ''
    url: str = ''
    organisers: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    sessions: tuple[Gathering, ...] = ()
    people: tuple[Someone, ...] = ()
    rooms: tuple[str, ...] = ()
    tracks: tuple[TrackName, ...] = ()
    sponsors: tuple[SponsorName, ...] = ()
    days: tuple[tuple[datetime.date, str], ...] = ()


class Fate(Enum):
    """What became of something that the source tells."""

    SET_ASIDE = 'set aside'  # it is in the content, but not where the source has it
    DROPPED = 'dropped'
    CHANGED = 'changed'  # read otherwise than it is written: a time, a name


@dataclass(frozen=True, slots=True)
class Loss:
    """`what`: 'event', 'session', 'person', 'abstract', 'room', 'field', …; `name`: which one; `reason`: why."""

    fate: Fate
    what: str
    name: str
    reason: str
    origin: str = ''


@dataclass(slots=True)
class Losses:
    """Gathers what does not arrive as it stands in the source; nothing is lost in silence.

    `fields` counts the fields with content that have no place in a booklet, by their names.
    """

    items: list[Loss] = field(default_factory=list)
    fields: Counter[str] = field(default_factory=Counter)

    def dropped(self, what: str, name: str, reason: str, origin: str = '') -> None:
        self.items.append(Loss(Fate.DROPPED, what, name, reason, origin))

    def set_aside(self, what: str, name: str, reason: str, origin: str = '') -> None:
        self.items.append(Loss(Fate.SET_ASIDE, what, name, reason, origin))

    def changed(self, what: str, name: str, reason: str, origin: str = '') -> None:
        self.items.append(Loss(Fate.CHANGED, what, name, reason, origin))

    def unread(self, record: dict[str, object], known: frozenset[str], prefix: str = '') -> None:
        """Counts the fields of a record that are not `known` and hold something."""
        self.fields.update(
            prefix + key for key, value in record.items() if key not in known and value not in (None, '', [], {}, False)
        )
