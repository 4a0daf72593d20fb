"""On which pages of the two books a change is seen.

In: the anchors of a book with the labels of their pages, its entries, and changes. Out: for each change the page where
a reader looks for it, and every page on which something has changed.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from booklet import references
from booklet.changes.entries import Entry
from booklet.changes.kinds import Change, Place, Subject, What

_COVER = references.part('cover')
# Of these the agenda shows nothing; and of these the index tells too.
_ABSTRACT_ONLY = frozenset(
    {What.ABSTRACT, What.KEYWORDS, What.SUBTITLE, What.AFFILIATIONS, What.AUTHORS, What.ROLES, What.DETAILS}
)
_INDEXED = (What.ADDED, What.REMOVED, What.SPEAKERS, What.AUTHORS)


class Book:
    """One printed book. Without anchors, every answer is empty."""

    def __init__(self, anchors: Mapping[str, str], entries: Iterable[Entry]) -> None:
        self.anchors = anchors
        self.entries = [*entries] if anchors else []
        self.of_person: defaultdict[str, list[Entry]] = defaultdict(list)
        self.people_of = {e.id: [part.person.id for part in e.people] for e in self.entries if e.talk}
        self.of_session: defaultdict[str, list[Entry]] = defaultdict(list)
        self.of_day: defaultdict[datetime.date, list[tuple[int, str]]] = defaultdict(list)
        for entry in self.entries:
            place = entry.place
            for part in entry.people if entry.talk else ():
                self.of_person[part.person.id].append(entry)
            if entry.session:
                self.of_session[entry.session].append(entry)
            page = anchors.get(references.in_agenda(entry.id), '') if entry.talk else ''
            if page and place.date and place.start is not None:
                self.of_day[place.date].append((place.start, page))
        for lines in self.of_day.values():
            lines.sort()

    def main(self, subject: Subject | None) -> str:
        """Where a reader looks for it: its abstract, else its line in the agenda."""
        if subject is None:
            return ''
        if subject.kind == 'person':
            return next((page for entry in self.of_person[subject.id] if (page := self._talk(entry.id))), '')
        return self._talk(subject.id) if subject.kind in ('talk', 'poster') else self._line(subject.place)

    def all(self, subject: Subject | None, change: Change) -> Iterator[str]:
        """Every page that tells of it."""
        if subject is None:
            yield from self._near(change.subject)
            return
        page = self.anchors.get(references.talk(subject.id), '') if subject.id else ''
        if page and all(clause.what in _ABSTRACT_ONLY for clause in change.clauses):
            yield page
        else:
            yield from self._own(subject)
        if change.of(*_INDEXED):
            names = map(references.in_index, self.people_of.get(subject.id, ()))
            yield from (self.anchors[name] for name in names if name in self.anchors)
        for inner in (*(entry.subject for entry in self._below(subject, change)), *change.includes):
            yield from self._own(inner)

    def _talk(self, id_: str) -> str:
        return self.anchors.get(references.talk(id_), '') or self.anchors.get(references.in_agenda(id_), '')

    def _own(self, subject: Subject) -> Iterator[str]:
        if subject.kind in ('talk', 'poster'):
            names = (references.talk(subject.id), references.in_agenda(subject.id))
        elif subject.kind == 'person':
            names = (references.in_index(subject.id), '')
        else:
            names = (_COVER if subject.kind == 'event' else '', '')
            if subject.kind not in ('event', 'room', 'track'):
                yield from filter(None, [self._line(subject.place)])
        yield from (self.anchors[name] for name in names if name in self.anchors)

    def _below(self, subject: Subject, change: Change) -> Iterable[Entry]:
        """The entries that name a room, a track or a person, or stand in a session or a stretch of a day."""
        name, place = subject.title.source, subject.place
        if subject.kind == 'person':
            return self.of_person[subject.id]
        if subject.kind == 'session' and change.of(What.MOVED, What.ADDED, What.REMOVED, What.CANCELLED):
            return self.of_session[subject.id]
        if subject.kind in ('room', 'track'):
            return [e for e in self.entries if name == (e.place.room if subject.kind == 'room' else _track(e))]
        if subject.kind == 'day' and place.date:
            return [e for e in self.entries if _within(e.place, place)]
        return ()

    def _near(self, subject: Subject) -> Iterator[str]:
        """Where it would stand, had it been known."""
        if subject.kind in ('talk', 'poster', 'session') or subject.place.date:
            yield from filter(None, [self._line(subject.place)])

    def _line(self, place: Place) -> str:
        """The page of the agenda's line at or before a time; else that on which the day begins."""
        if not self.anchors or place.date is None:
            return ''
        lines = self.of_day.get(place.date, [])
        at = bisect_right(lines, (place.start if place.start is not None else -1, '\U0010ffff'))
        return lines[at - 1][1] if at else self.anchors.get(references.day('agenda', place.date), '')


def _track(entry: Entry) -> str:
    return entry.track.name if entry.track else ''


def _within(place: Place, stretch: Place) -> bool:
    if place.date != stretch.date or (stretch.room and place.room != stretch.room):
        return False
    if stretch.start is None:
        return True
    return (
        place.start is not None and place.start >= stretch.start and (stretch.end is None or place.start < stretch.end)
    )


def with_pages(
    changes: Sequence[Change], old: Book, new: Book
) -> tuple[list[Change], tuple[tuple[str, ...], tuple[str, ...]]]:
    """The changes with their pages; and all pages of either book on which something has changed, in order."""
    if not old.anchors and not new.anchors:
        return [*changes], ((), ())
    found: tuple[set[str], set[str]] = (set(), set())
    for change in changes:
        for side, (book, subject) in enumerate(((old, change.before), (new, change.after))):
            found[side].update(book.all(subject, change))
    told = [replace(change, pages=(old.main(change.before), new.main(change.after))) for change in changes]
    return told, (tuple(in_order(found[0])), tuple(in_order(found[1])))


def in_order(pages: Iterable[str]) -> list[str]:
    """Labels of pages, each once: Roman and other letters first, then by number."""
    return sorted({*pages}, key=lambda page: (page.isdecimal(), int(page) if page.isdecimal() else 0, page))
