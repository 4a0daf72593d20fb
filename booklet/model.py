"""The programme: what is said, as frozen dataclasses that know nothing of how it will look.

Times are minutes after midnight of the day's date, so that a day may end at 28:00 (four in the morning).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from enum import Enum

from booklet.diagnostics import Span
from booklet.parts import options


class Kind(Enum):
    """What a slot of the day is; the value is its key in the content files."""

    TALK = 'talk'
    BREAK = 'break'
    MEAL = 'meal'
    SOCIAL = 'social'
    REMARKS = 'remarks'
    END = 'end'


class Role(Enum):
    """What a person does in a talk or session."""

    SPEAKER = 'speaker'
    AUTHOR = 'author'
    PANELLIST = 'panellist'
    MODERATOR = 'moderator'
    DISCUSSANT = 'discussant'
    CHAIR = 'chair'


@dataclass(frozen=True, slots=True)
class Text:
    """Words in a markup dialect, with the place they came from. Empty text is falsy.

    `dialect` empty: that which it looks like. `literal`: its lines are lines of the file, all as far in as the first.
    """

    source: str
    dialect: str = ''
    language: str = ''
    span: Span | None = field(default=None, compare=False)
    literal: bool = field(default=False, compare=False)

    def __bool__(self) -> bool:
        return bool(self.source)

    def place(self, at: int, length: int) -> Span | None:
        """The place in the file of so many characters of the source from `at` on; the whole text's where unknown."""
        if self.span is None or not self.literal or not 0 <= at <= len(self.source):
            return self.span
        line = self.source.count('\n', 0, at)
        column = at - (self.source.rfind('\n', 0, at) + 1)
        shown = self.source[at : at + length].partition('\n')[0]
        return replace(
            self.span, line=self.span.line + line, column=self.span.column + column, length=max(1, len(shown))
        )


@dataclass(frozen=True, slots=True)
class Affiliation:
    id: str
    name: str
    place: str = ''


@dataclass(frozen=True, slots=True)
class Person:
    """`family` decides the place in the index: `de Vries` has family `Vries`, given `Anna de`.

    `photo` is a file below content/. `also`: other names under which one looks for them.
    """

    id: str
    name: str
    family: str
    given: str
    affiliations: tuple[Affiliation, ...] = ()
    url: str = ''
    biography: Text = Text('')
    photo: str = ''
    also: tuple[str, ...] = ()
    span: Span | None = field(default=None, compare=False)
    photo_span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Room:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Track:
    id: str
    name: str
    colour: str = ''


@dataclass(frozen=True, slots=True)
class Contribution:
    """A person's part in one talk, with the affiliations that hold for this talk."""

    person: Person
    role: Role
    affiliations: tuple[Affiliation, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """`agenda_title` is set only where the agenda words the title differently from the abstract."""

    id: str
    title: Text
    people: tuple[Contribution, ...] = ()
    abstract: Text = Text('')
    agenda_title: Text = Text('')
    subtitle: Text = Text('')
    announced: bool = True
    cancelled: bool = False
    track: Track | None = None
    keywords: tuple[str, ...] = ()
    url: str = ''
    repeat_of: str = ''
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Slot:
    """One line of the day. `talk` is set exactly when `kind` is TALK; then `title` is what the agenda shows."""

    kind: Kind
    title: Text
    start: int | None = None
    end: int | None = None
    talk: Talk | None = None
    people: tuple[Contribution, ...] = ()
    room: Room | None = None
    track: Track | None = None
    note: Text = Text('')
    cancelled: bool = False
    span: Span | None = field(default=None, compare=False)
    further_rooms: tuple[Room, ...] = ()

    @property
    def rooms(self) -> tuple[Room, ...]:
        """All rooms that it takes place in."""
        return (self.room, *self.further_rooms) if self.room else self.further_rooms


@dataclass(frozen=True, slots=True)
class Poster:
    board: str
    talk: Talk


@dataclass(frozen=True, slots=True)
class Session:
    """Slots under one heading, with their chair, room and track; `posters` for a poster session."""

    id: str
    title: Text
    start: int | None = None
    end: int | None = None
    chairs: tuple[Contribution, ...] = ()
    room: Room | None = None
    track: Track | None = None
    slots: tuple[Slot, ...] = ()
    posters: tuple[Poster, ...] = ()
    note: Text = Text('')
    cancelled: bool = False
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Day:
    date: datetime.date
    title: Text = Text('')
    items: tuple[Slot | Session, ...] = ()
    span: Span | None = field(default=None, compare=False)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Every slot of the day in order, those of its sessions in their place."""
        return tuple(s for item in self.items for s in (item.slots if isinstance(item, Session) else (item,)))


@dataclass(frozen=True, slots=True)
class Sponsor:
    name: str
    tier: str = ''
    url: str = ''
    logo: str = ''
    span: Span | None = field(default=None, compare=False)
    logo_span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a committee; `duty` is what they do there, as printed: “chair”."""

    person: Person
    duty: str = ''


@dataclass(frozen=True, slots=True)
class Committee:
    name: str
    members: tuple[Member, ...] = ()
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Information:
    """One of the things that people must know: how to come, where to eat."""

    title: str
    text: Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of the book, as the content lists it. `id`: its name, and which it is where there are several.

    `name` is a key of `parts.PARTS`; `options` are those that were given, `spans` the place of each one's value.
    `documents`: what the files say that are documents, by their option; not where there are no files.
    """

    name: str
    id: str = ''
    options: tuple[tuple[str, object], ...] = ()
    span: Span | None = field(default=None, compare=False)
    spans: tuple[tuple[str, Span], ...] = field(default=(), compare=False)
    documents: tuple[tuple[str, Text], ...] = field(default=(), compare=False)

    def get(self, key: str) -> object:
        """The value of an option, its default where the content does not say."""
        return dict(self.options).get(key, options(self.name)[key].default)

    def text(self, key: str) -> str:
        return str(self.get(key))

    def flag(self, key: str) -> bool:
        return bool(self.get(key))

    def number(self, key: str) -> int:
        value = self.get(key)
        assert isinstance(value, int)  # the table says so
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.get(key)
        return tuple(value) if isinstance(value, tuple) else ()

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        value = self.get(key)
        return tuple(value) if isinstance(value, tuple) else ()

    def document(self, key: str) -> Text:
        """What the file of an option says."""
        return dict(self.documents).get(key, Text(''))

    def place(self, key: str) -> Span | None:
        """Where the value of an option stands."""
        return dict(self.spans).get(key, self.span)


@dataclass(frozen=True, slots=True)
class Checks:
    """What `check` shall look for: ids of rules. `select` empty: all. `gap` and `longest` in minutes.

    `severity` has the rules that shall be worse or milder than they are: an id and `error`, `warning` or `note`.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    gap: int = 60
    longest: int = 480


@dataclass(frozen=True, slots=True)
class Event:
    title: Text
    short_title: str
    language: str
    clock: int  # 12 or 24
    parts: tuple[Entry, ...] | None = None  # None: as the layout has them
    subtitle: Text = Text('')
    start: datetime.date | None = None
    end: datetime.date | None = None
    dates_text: str = ''
    place: str = ''
    time_zone: str = ''
    organisers: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    url: str = ''
    online: str = ''  # where the programme of this moment can be seen
    version: str = ''  # of the programme
    updated: datetime.date | None = None
    draft: bool = False
    committees: tuple[Committee, ...] = ()
    information: tuple[Information, ...] = ()
    days: tuple[Day, ...] = ()
    people: tuple[Person, ...] = ()
    rooms: tuple[Room, ...] = ()
    tracks: tuple[Track, ...] = ()
    sponsors: tuple[Sponsor, ...] = ()
    posters: tuple[Poster, ...] = ()  # those of no session
    talks: tuple[Talk, ...] = ()  # those that have no place in any day
    checks: Checks = Checks()
    unnamed: tuple[Span, ...] = field(default=(), compare=False)  # files of abstracts that no talk names
    span: Span | None = field(default=None, compare=False)

    def shows(self, part: str) -> bool:
        """Whether the book has such a part."""
        return any(entry.name == part for entry in self.parts or ())
