"""Where books stand on a contact sheet: on shelves, true to scale, their feet on one line.

In: the sizes of what is shown of each book, and the width of the sheet. Out: shelves, from the top down. Pure; points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from booklet.gallery.choosing import Group
from booklet.units import MM, Size

GAP = 9 * MM  # between pages of one book
BETWEEN = 34 * MM  # between books
_TALLEST = 330 * MM  # what is taller (a poster) is shown smaller, so that it does not dwarf the books,
_REDUCED = 240 * MM  # at one half, a third, a quarter, … of its size, and no taller than this;
_WIDEST = 600 * MM  # so is what is wider
_FEWEST = 4  # pages that a book may come down to, to stand beside another


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One book: its groups of pages, the most telling first, each with its size as shown. `scale`: 4 for a quarter."""

    name: str
    groups: tuple[Group, ...]
    sizes: tuple[Size, ...]
    scale: int = 1

    @property
    def width(self) -> float:
        return sum(size.width for size in self.sizes) + GAP * (len(self.sizes) - 1)

    @property
    def height(self) -> float:
        return max(size.height for size in self.sizes)

    @property
    def pages(self) -> int:
        return sum(map(len, self.groups))

    def in_order(self) -> list[tuple[Group, Size]]:
        """As they follow each other in the book."""
        return sorted(zip(self.groups, self.sizes, strict=True), key=lambda one: one[0])


def exhibit(name: str, groups: Sequence[Group], sizes: Sequence[Size]) -> Exhibit:
    """`sizes`: the true ones."""
    tallest, widest = (max(getattr(size, side) for size in sizes) for side in ('height', 'width'))
    scale = max(ceil(tallest / _REDUCED) if tallest > _TALLEST else 1, ceil(widest / _WIDEST))
    return Exhibit(name, tuple(groups), tuple(Size(s.width / scale, s.height / scale) for s in sizes), scale)


def shelved(exhibits: Sequence[Exhibit], room: float) -> list[list[Exhibit]]:
    """Each on the first shelf that has room for it; what is too wide loses its least telling pages."""
    shelves: list[list[Exhibit]] = []
    for one in exhibits:
        for shelf in shelves:
            left = room - sum(other.width + BETWEEN for other in shelf)
            fewer = _within(one, left)
            if fewer.width <= left and fewer.pages >= min(_FEWEST, one.pages):
                shelf.append(fewer)
                break
        else:
            shelves.append([_within(one, room)])
    return shelves


def _within(one: Exhibit, room: float) -> Exhibit:
    while one.width > room and len(one.groups) > 1:
        one = replace(one, groups=one.groups[:-1], sizes=one.sizes[:-1])
    return one
