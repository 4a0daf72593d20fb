"""What a comparison of two programmes holds.

In: nothing. Out: the types that the comparison fills and that words, renderers and the change slip read.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import Enum

from booklet.model import Text


class What(Enum):
    """What happened to an entry; the value is its name in JSON."""

    ADDED = 'added'
    REMOVED = 'removed'
    CANCELLED = 'cancelled'
    REINSTATED = 'reinstated'
    MOVED = 'moved'
    SWAPPED = 'swapped'
    SHIFTED = 'shifted'  # a stretch of a day
    POSTPONED = 'postponed'  # all days
    LENGTHENED = 'lengthened'
    SHORTENED = 'shortened'
    BOARD = 'board'
    FORM = 'form'  # a talk becomes a poster
    ANNOUNCED = 'announced'  # what had no title has one
    RETITLED = 'retitled'
    SPEAKERS = 'speakers'
    RENAMED = 'renamed'  # a room or a track
    DATES = 'dates'
    VENUE = 'venue'
    TIME_ZONE = 'time_zone'
    END = 'end'  # an end that was not told before, or is told no longer
    CORRECTED = 'corrected'  # a title, by a few letters
    NAME = 'name'  # of a person
    SUBTITLE = 'subtitle'
    AUTHORS = 'authors'
    ROLES = 'roles'
    AFFILIATIONS = 'affiliations'
    CHAIRS = 'chairs'
    SESSION = 'session'
    TRACK = 'track'
    NOTE = 'note'
    KEYWORDS = 'keywords'
    ABSTRACT = 'abstract'
    DETAILS = 'details'  # what a reader hardly sees: the names of the fields


MINOR = frozenset(
    {
        What.END,
        What.CORRECTED,
        What.NAME,
        What.SUBTITLE,
        What.AUTHORS,
        What.ROLES,
        What.AFFILIATIONS,
        What.CHAIRS,
        What.SESSION,
        What.TRACK,
        What.NOTE,
        What.KEYWORDS,
        What.ABSTRACT,
        What.DETAILS,
    }
)


AND = ' + '  # between the rooms of what takes place in several


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when; minutes after midnight of the date, as in the model. `room` is its name, or several by `AND`."""

    date: datetime.date | None = None
    start: int | None = None
    end: int | None = None
    room: str = ''
    board: str = ''


NO_TEXT, NOWHERE = Text(''), Place()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a change is about, as one of the two programmes has it.

    `kind`: talk, poster, session; break, meal, social, remarks, end; day, room, track, person, event. `people` are
    those whom the agenda names.
    """

    kind: str
    id: str = ''
    title: Text = NO_TEXT
    people: tuple[str, ...] = ()
    place: Place = NOWHERE
    announced: bool = True


Value = str | int | Place | tuple[str, ...] | Text | None


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that happened. SWAPPED has the other entry as it is now in `other`."""

    what: What
    before: Value = None
    after: Value = None
    other: Subject | None = None

    @property
    def minor(self) -> bool:
        return self.what in MINOR


@dataclass(frozen=True, slots=True)
class Change:
    """An entry with all that happened to it. `before` or `after` is None where there is none.

    `includes`: what went or came with it and is told no more. `pages`: where it stands in the old and in the new book.
    """

    before: Subject | None
    after: Subject | None
    clauses: tuple[Clause, ...]
    includes: tuple[Subject, ...] = ()
    pages: tuple[str, str] = ('', '')

    @property
    def subject(self) -> Subject:
        """The entry as it is now, or as it was."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def minor(self) -> bool:
        """Whether nobody who comes need know it."""
        return all(clause.minor for clause in self.clauses)

    def of(self, *whats: What) -> Clause | None:
        """The first clause of one of these kinds."""
        return next((clause for clause in self.clauses if clause.what in whats), None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every change, by day and time; `pages` are those of the old and the new book on which something changed."""

    changes: tuple[Change, ...]
    pages: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    clock: int = 24
    one_week: bool = True  # so that the names of the days tell them apart
    languages: tuple[str, str] = field(default=('en', 'en'))

    @property
    def important(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if not change.minor)

    @property
    def minor(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.minor)
