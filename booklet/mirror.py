"""Pages of a book that runs to the left, from pages that were set as if it ran to the right.

In: a page. Out: its mirror image, in which every line and rule keeps its own direction: columns, margins, furniture and
indents change sides; text, whose lines are in visual order already, and pictures do not turn round.
"""

from __future__ import annotations

from dataclasses import replace

from booklet.page import Area, Drawing, Item, Late, Line, Page, Picture, Placed, Rule


def mirrored(page: Page) -> Page:
    """The page with all that stands on it moved to the other side."""
    return replace(page, items=tuple([_moved(placed, page.size.width) for placed in page.items]))


def _moved(placed: Placed, width: float) -> Placed:
    item: Item = placed.item
    own = 0.0
    if isinstance(item, Line | Rule | Picture | Area) or (isinstance(item, Drawing) and item.width):
        own = item.width
    elif isinstance(item, Late):
        item = replace(item, leading=not item.leading)
    elif isinstance(item, Drawing):
        item = replace(item, operators=f'-1 0 0 1 0 0 cm {item.operators}')
    return replace(placed, x=width - placed.x - own, item=item)
