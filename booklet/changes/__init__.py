"""Two programmes to what happened between them.

In: an old and a new `Event`, and the pages of their talks where they are printed. Out: a `Comparison`: each entry with
all that happened to it, what is true of a whole session or day once. Pure, and the same for the same input.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from booklet.changes import whole
from booklet.changes.details import Same, clauses
from booklet.changes.entries import Entry, entries
from booklet.changes.fold import Told, fold_days, fold_gone, fold_sessions, fold_swaps
from booklet.changes.kinds import Change, Clause, Comparison, Place, Subject, What
from booklet.changes.match import Pair, matched
from booklet.model import Event

__all__ = ['Change', 'Clause', 'Comparison', 'Place', 'Subject', 'What', 'compare']

_WHOLE = {'event': 0, 'day': 1, 'room': 2, 'track': 3, 'session': 4}


def compare(
    old: Event, new: Event, old_pages: Mapping[str, str] | None = None, new_pages: Mapping[str, str] | None = None
) -> Comparison:
    """Everything that differs. The pages are those of the talks, by their ids."""
    pairs = matched(entries(old), entries(new))
    same = whole.what_is_the_same(old, new, pairs)
    told = [_told(pair, same) for pair in pairs]
    stretches = fold_days(told, same)
    fold_sessions(told, same)
    days = fold_gone(told, whole.of_days(old, new, same))
    fold_swaps(told, same)
    changes = [
        *whole.of_event(old, new, same),
        *days,
        *whole.of_names(same),
        *stretches,
        *(_change(one) for one in told if one.clauses and not one.silent),
        *whole.of_people(old, new, pairs, same),
    ]
    pages = _Pages(old_pages or {}, new_pages or {}, pairs)
    changes = sorted((pages.put(change) for change in changes), key=_order)
    dates = [day.date for event in (old, new) for day in event.days]
    return Comparison(
        tuple(changes),
        pages.all(changes),
        new.clock,
        not dates or (max(dates) - min(dates)).days < 7,
        (old.language, new.language),
    )


def _told(pair: Pair, same: Same) -> Told:
    old, new = pair
    if old and new:
        return Told(old, new, clauses(old, new, same))
    return Told(old, new, [Clause(What.ADDED if new else What.REMOVED)])


def _change(told: Told) -> Change:
    old, new = told.old, told.new
    found = tuple(told.clauses)
    return Change(old.subject if old else None, new.subject if new else None, found, tuple(told.includes))


def _order(change: Change) -> tuple[object, ...]:
    """By day and time; what holds for all before what holds for one, and without a day at the end."""
    subject = change.subject
    place = subject.place
    early = subject.kind in ('event', 'room', 'track')
    return (
        0 if early else 1 if place.date else 2,
        str(place.date or ''),
        place.start if place.start is not None else -1 if subject.kind == 'day' else 10_000,
        _WHOLE.get(subject.kind, 5),
        place.room,
        place.board,
        subject.title.source,
        subject.id,
    )


class _Pages:
    """On which pages of the two books a change is seen."""

    def __init__(self, old: Mapping[str, str], new: Mapping[str, str], pairs: Iterable[Pair]) -> None:
        self.books = (old, new)
        self.of_person: tuple[dict[str, list[str]], dict[str, list[str]]] = (defaultdict(list), defaultdict(list))
        if old or new:
            for pair in pairs:
                for side, entry in enumerate(pair):
                    self._add(side, entry)

    def _add(self, side: int, entry: Entry | None) -> None:
        page = self.books[side].get(entry.id, '') if entry and entry.talk else ''
        if entry and page:
            for part in entry.people:
                self.of_person[side][part.person.id].append(page)

    def put(self, change: Change) -> Change:
        from dataclasses import replace

        found = tuple(
            ', '.join(in_order(self._of(side, subject))) for side, subject in enumerate((change.before, change.after))
        )
        return replace(change, pages=(found[0], found[1]))

    def _of(self, side: int, subject: Subject | None) -> Sequence[str]:
        if subject is None:
            return ()
        if subject.kind == 'person':
            return self.of_person[side].get(subject.id, ())
        page = self.books[side].get(subject.id, '') if subject.kind in ('talk', 'poster') else ''
        return (page,) if page else ()

    def all(self, changes: Iterable[Change]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The pages of every change, of what it includes and of whom it was swapped with."""
        found: tuple[set[str], set[str]] = (set(), set())
        for change in changes:
            for side, subject in enumerate((change.before, change.after)):
                found[side].update(self._of(side, subject))
            gone = change.after is None
            for subject in change.includes:
                found[0 if gone else 1].update(self._of(0 if gone else 1, subject))
            for clause in change.clauses:
                if clause.other:
                    for side in (0, 1):
                        found[side].update(self._of(side, clause.other))
        return tuple(in_order(found[0])), tuple(in_order(found[1]))


def in_order(pages: Iterable[str]) -> list[str]:
    """Labels of pages, each once: Roman and other letters first, then by number."""
    return sorted({*pages}, key=lambda page: (page.isdecimal(), int(page) if page.isdecimal() else 0, page))
