"""Where each talk of a programme is given: one record a talk, in the programme's order; and which of them are repeats.

In: an event. Out: records that the parts with abstracts put in their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from booklet.model import Day, Event, Poster, Session, Slot, Talk

_NUMBERS = re.compile(r'(\d+)')


@dataclass(frozen=True, slots=True)
class Given:
    """A talk and its place: a slot of a day, a board of a session, both, or nothing yet."""

    talk: Talk
    day: Day | None = None
    session: Session | None = None
    slot: Slot | None = None
    board: str = ''
    poster: bool = False

    @property
    def start(self) -> int | None:
        """When it begins; a poster, with its session."""
        if self.slot is not None:
            return self.slot.start
        return self.session.start if self.session is not None else None

    @property
    def cancelled(self) -> bool:
        return self.talk.cancelled or bool(self.slot and self.slot.cancelled)


def of_day(day: Day) -> Iterator[Given]:
    """The talks and posters of a day, those of a session together."""
    for item in day.items:
        if isinstance(item, Session):
            yield from (Given(slot.talk, day, item, slot) for slot in item.slots if slot.talk)
            yield from _hung(item.posters, day, item)
        elif item.talk:
            yield Given(item.talk, day, None, item)


def of_event(event: Event) -> Iterator[Given]:
    """All of a programme: the days, then the posters of no session, then the talks that have no place yet."""
    for day in event.days:
        yield from of_day(day)
    yield from of_nowhere(event)


def of_nowhere(event: Event) -> Iterator[Given]:
    """What belongs to no day: posters, then talks."""
    yield from _hung(event.posters)
    yield from map(Given, event.talks)


def _hung(posters: Iterable[Poster], day: Day | None = None, session: Session | None = None) -> Iterator[Given]:
    return (Given(poster.talk, day, session, board=poster.board, poster=True) for poster in posters)


def by_board(board: str) -> tuple[bool, tuple[tuple[int, str], ...], str]:
    """What to sort boards by: P2 before P10, and posters without a board last."""
    pieces = _NUMBERS.split(board.strip().casefold())
    key = tuple((int(piece), '') if number % 2 else (0, piece) for number, piece in enumerate(pieces))
    return not board.strip(), key, board


@dataclass(frozen=True, slots=True)
class Repeats:
    """Talks given more than once: by the id of each, all that are the same, the first of them leading."""

    together: Mapping[str, tuple[Given, ...]]

    def others(self, id_: str) -> tuple[Given, ...]:
        """Where else the talk is given."""
        return tuple(one for one in self.together.get(id_, ()) if one.talk.id != id_)

    def original(self, given: Given) -> Given | None:
        """The one that has the abstract, where this is a repeat that says nothing of its own."""
        together = self.together.get(given.talk.id, ())
        first = together[0] if together else given
        if first.talk.id == given.talk.id:
            return None
        own = given.talk.abstract
        return first if not own or own.source.split() == first.talk.abstract.source.split() else None


def repeats(programme: Sequence[Given]) -> Repeats:
    """Follows what each talk says that it repeats, to the first that repeats nothing; a circle leads nowhere."""
    known = {given.talk.id: given for given in programme}
    together: dict[str, list[str]] = {}
    for given in programme:
        if given.talk.repeat_of:
            first = _first(given.talk, known)
            if first != given.talk.id:
                together.setdefault(first, [first]).append(given.talk.id)
    shared = {first: tuple(known[id_] for id_ in ids) for first, ids in together.items()}
    return Repeats({given.talk.id: all_ for all_ in shared.values() for given in all_})


def _first(talk: Talk, known: Mapping[str, Given]) -> str:
    way = [talk.id]
    while (before := known[way[-1]].talk.repeat_of) in known:
        if before in way:
            return min(way[way.index(before) :])  # a circle: any of it will do, but the same for all
        way.append(before)
    return way[-1]
