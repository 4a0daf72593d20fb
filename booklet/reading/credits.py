"""Who of the authors of a talk gives it.

In: people in the order of the source, and those it names as speakers. Out: `Part`s.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from booklet.draft import Item, Part, Someone
from booklet.model import Kind, Role
from booklet.reading.kinds import kind_of
from booklet.reading.words import folded


def parts(people: Iterable[Someone], speaking: Collection[Someone] = ()) -> tuple[Part, ...]:
    """Those of `speaking` speak, the others are authors; speakers who are no authors come last.

    Where the source names no speaker, all are shown as such: agendas show only who speaks. Each person once.
    """
    named = {folded(one.name) for one in speaking} | {one.key for one in speaking if one.key}
    found: dict[str, Part] = {}
    for one in (*people, *speaking):
        if folded(one.name) or one.key:
            speaks = not named or folded(one.name) in named or one.key in named
            found.setdefault(one.key or folded(one.name), Part(one, Role.SPEAKER if speaks else Role.AUTHOR))
    return tuple(part for part in found.values() if part.person.name)


def led(item: Item) -> Item:
    """A session without talks: with nobody but who leads it, and no abstract, it is none either."""
    if item.abstract or not item.people or any(part.role is not Role.MODERATOR for part in item.people):
        return item
    return replace(item, kind=kind_of(item.title) or Kind.REMARKS)
