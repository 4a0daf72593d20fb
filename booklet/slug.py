"""Slugs: lines of set matter, cast in one piece, as they stand in a galley before pages are made.

In: nothing. Out: the type that `galley` makes and `pagebreak` cuts between.
"""

from __future__ import annotations

from dataclasses import dataclass

from booklet.page import Placed


@dataclass(frozen=True, slots=True)
class Slug:
    """One unbreakable strip across the column; lengths in points. `space_before` is dropped at the head of a column.

    `line` of `lines`: its place in its paragraph, for widows and orphans. `heading`: keeps the next lines with it.
    `keep`: no break before it while a column can hold what hangs together. `unit`: number of the abstract it belongs
    to, -1 for none; a unit moves whole where the loss is small. `hyphen`: its text ends in a broken word. `forced`:
    a new page begins with it. `head`: what it shows besides at the head of a column.
    """

    height: float
    contents: tuple[Placed, ...] = ()
    space_before: float = 0.0
    line: int = 0
    lines: int = 1
    heading: bool = False
    keep: bool = False
    unit: int = -1
    hyphen: bool = False
    forced: bool = False
    head: tuple[Placed, ...] = ()
