"""What a part of the book is told when it is asked for a section: the programme, the layout, and what text takes.

In: nothing. Out: the types that `typesetter` fills and `blocks/` reads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from booklet.block import Block, Inlines
from booklet.design import Layout, PartOptions
from booklet.images import Image
from booklet.language import words
from booklet.model import Entry, Event
from booklet.parts import PARTS
from booklet.units import Size


class Gauge(Protocol):
    """Tells what text would take, in points, without setting it: off the baseline grid, as frames do, or on it."""

    def height(self, blocks: Sequence[Block], width: float, on_grid: bool = False) -> float: ...

    def lines(self, inlines: Inlines, style: str, width: float, scale: float = 1.0) -> int: ...

    def width(self, inlines: Inlines, style: str, scale: float = 1.0) -> float: ...


@dataclass(frozen=True, slots=True)
class Brief:
    """`entry` is what the content says of the part. `numbers`: the page of each anchor, empty until pages are known.

    `images`: those that the content names, by their names.
    """

    event: Event
    layout: Layout
    entry: Entry
    gauge: Gauge
    numbers: Mapping[str, int] = field(default_factory=dict)
    images: Mapping[str, Image] = field(default_factory=dict)

    @property
    def options(self) -> PartOptions:
        """What the layout says of the part."""
        return self.layout.parts[self.entry.name]

    @property
    def language(self) -> str:
        return self.event.language

    @property
    def frame(self) -> Size:
        """The text block of the part's pages, points."""
        return self.layout.frame(self.options.master)

    @property
    def column(self) -> float:
        """The width of one column of it, points."""
        return self.layout.column_width(self.options.master)

    @property
    def title(self) -> str:
        return title_of(self.entry, self.event, self.layout)


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the contents: a place in the book, 0 for a part, 1 for a stretch of it, 2 for a talk."""

    text: str
    anchor: str
    level: int = 0


def title_of(entry: Entry, event: Event, layout: Layout) -> str:
    """What a part is called: as the content says, else as the layout says, else as its language does."""
    word = PARTS[entry.name].word
    own = entry.text('title') or layout.parts[entry.name].title
    return own or (words(event.language)[word] if word else '')


def entry_of(event: Event, part: str) -> Entry:
    """What the content says of a part: nothing, where the book does not have it."""
    return next((entry for entry in event.parts or () if entry.name == part), Entry(part, part))
