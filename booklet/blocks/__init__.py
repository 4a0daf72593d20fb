"""The parts of a book, one file each: what the model holds, in blocks and styles.

Each module has `sections(event)`, the keys of the stretches that begin a page and can be set apart from all others,
`weight(event, key)`, how much work one is, in characters of text; and `section(event, layout, key, numbers)`, which
gives one of them as a `block.Section`. `NEEDS_NUMBERS` is true where page numbers stand in running text, so that the
part must be set when all others have their pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from booklet.block import Section
from booklet.blocks import abstracts, agenda, contents, cover, index
from booklet.design import Layout
from booklet.model import Event


class Part(Protocol):
    """What each module of this package offers."""

    NEEDS_NUMBERS: bool

    def sections(self, event: Event) -> tuple[int, ...]: ...

    def weight(self, event: Event, key: int) -> int: ...

    def section(self, event: Event, layout: Layout, key: int, numbers: Mapping[str, int]) -> Section: ...


PARTS: Mapping[str, Part] = {
    'cover': cover,
    'contents': contents,
    'agenda': agenda,
    'abstracts': abstracts,
    'index': index,
}
