"""Two programmes to what happened between them.

In: an old and a new `Event`, and the pages of what stands in them where they are printed. Out: a `Comparison`: each
entry with all that happened to it, what is true of a whole session or day once. Pure, and the same for the same input.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from booklet.changes import whole
from booklet.changes.details import Same, clauses
from booklet.changes.entries import entries
from booklet.changes.fold import Told, fold_days, fold_gone, fold_sessions, fold_swaps
from booklet.changes.kinds import Change, Clause, Comparison, Place, Subject, What
from booklet.changes.match import Pair, matched
from booklet.changes.pages import Book, with_pages
from booklet.model import Event

__all__ = ['Change', 'Clause', 'Comparison', 'Place', 'Subject', 'What', 'compare']

_NONE: Mapping[str, str] = {}
_WHOLE = {'event': 0, 'day': 1, 'room': 2, 'track': 3, 'session': 4}


def compare(
    old: Event,
    new: Event,
    old_anchors: Mapping[str, str] = _NONE,
    new_anchors: Mapping[str, str] = _NONE,
    digest: Callable[[str], str] | None = None,
) -> Comparison:
    """Everything that differs. `…_anchors`: of a printed book, the label of the page of each of its `references`.

    `digest`: what stands for a long text where one of the two has no more than that.
    """
    here, there = entries(old), entries(new)
    pairs = matched(here, there)
    same = whole.what_is_the_same(old, new, pairs, digest)
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
    changes.sort(key=_order)
    changes, pages = with_pages(changes, Book(old_anchors, here), Book(new_anchors, there))
    dates = [day.date for event in (old, new) for day in event.days]
    return Comparison(
        tuple(changes),
        pages,
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
