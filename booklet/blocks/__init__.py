"""The parts of the book, one file each: what the model holds, in blocks and styles.

Each module has `sections(event, entry)`, the keys of the stretches that begin a page and can be set apart from all
others, none where the part has nothing to show; `weight(event, entry, key)`, how much work one is, in characters of
text; `section(brief, key)`, which gives one of them as a `block.Section`; and `listing(brief)`, what the contents say
of it. `NEEDS_NUMBERS` is true where page numbers stand in running text, so that the part must be set when all others
have their pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Protocol, cast

from booklet import parts
from booklet.block import Section
from booklet.brief import Brief, Listed
from booklet.design import Layout
from booklet.model import Day, Entry, Event, Room, Session


class Part(Protocol):
    """What each module of this package offers."""

    NEEDS_NUMBERS: bool

    def sections(self, event: Event, entry: Entry) -> tuple[int, ...]: ...

    def weight(self, event: Event, entry: Entry, key: int) -> int: ...

    def section(self, brief: Brief, key: int) -> Section: ...

    def listing(self, brief: Brief) -> tuple[Listed, ...]: ...


class _Parts(Mapping[str, Part]):
    """The modules by the names of their parts, each imported when the book has it."""

    def __getitem__(self, name: str) -> Part:
        if name not in parts.PARTS:
            raise KeyError(name)
        return cast('Part', import_module(f'booklet.blocks.{name}'))

    def __iter__(self) -> Iterator[str]:
        return iter(parts.PARTS)

    def __len__(self) -> int:
        return len(parts.PARTS)


PARTS: Mapping[str, Part] = _Parts()


def with_parts(event: Event, layout: Layout) -> Event:
    """The event with the parts that its book has in this layout; what the content says of a part stays said."""
    given = event.parts
    if layout.book.only:
        said = {name: [entry for entry in given or () if entry.name == name] for name in layout.book.only}
        names = tuple(name for name in layout.book.only if name != 'grid' or said[name] or _in_rooms(event))
        found = tuple(entry for name in names for entry in said[name] or _unsaid(name))
    elif given is None:
        names = layout.book.default or parts.DEFAULT
        if not _in_rooms(event):
            names = tuple(dict.fromkeys('agenda' if name == 'grid' else name for name in names))
        found = tuple(Entry(name, name) for name in names)
    else:
        found = given
    return replace(event, parts=tuple(entry for entry in found if entry.name not in layout.book.without))


def _in_rooms(event: Event) -> bool:
    """Whether any day has several rooms: a grid of one room is a list."""
    return any(len(_rooms(day)) > 1 for day in event.days)


def _rooms(day: Day) -> set[Room]:
    held = {item.room for item in day.items if isinstance(item, Session) and item.room}
    return held | {room for slot in day.slots for room in slot.rooms}


def _unsaid(name: str) -> tuple[Entry, ...]:
    """The part as it is where the content says nothing of it: none, where it cannot do without."""
    return () if any(option.required for option in parts.options(name).values()) else (Entry(name, name),)
