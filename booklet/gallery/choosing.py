"""Which pages of a book stand for it.

In: the part that each page belongs to. Out: pages, alone or as spreads, those first that tell most of the layout. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

# What is looked for, and in which order; then whatever there is.
_TELLING = ('cover', 'grid', 'agenda', 'abstracts', 'wall', 'door_sheets', 'glance', 'contents', 'biographies', 'index')

Group = tuple[int, ...]  # the numbers, from 1, of a page or of the two of a spread


def chosen(parts: Sequence[str], most: int, *, spreads: bool) -> tuple[Group, ...]:
    """Groups of at most so many pages together, at least one, the most telling first.

    `parts`: the part of each page, '' for an empty one. With `spreads` a verso and the recto after it stand together.
    """
    left = _groups(parts, spreads)
    found: list[Group] = []
    telling = [name for name in _TELLING if name in parts]
    for kind in cycle([*telling, *dict.fromkeys(name for name in parts if name and name not in telling)]):
        if not left:
            break
        group = max(left, key=lambda one: (_pages(kind, one, parts), -one[0]))
        if not _pages(kind, group, parts):
            continue
        if found and sum(map(len, found)) + len(group) > most:
            break
        left.remove(group)
        found.append(group)
    return tuple(found)


def _groups(parts: Sequence[str], spreads: bool) -> list[Group]:
    """Of a spread with an empty page only the other one."""
    pages = range(1, len(parts) + 1)
    openings = [(even, even + 1) for even in range(0, len(parts) + 1, 2)] if spreads else [(page,) for page in pages]
    groups = (tuple(page for page in one if page in pages and parts[page - 1]) for one in openings)
    return [group for group in groups if group]


def _pages(part: str, group: Group, parts: Sequence[str]) -> int:
    """How many of the group's pages are of the part."""
    return sum(parts[number - 1] == part for number in group)
