"""What every page of a master carries: running heads, folios, rules, all of them artifacts.

In: a master, the page's side and what its marks say. Out: placed items.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from booklet.design import FurnitureItem, Layout, Master
from booklet.markup import Inline
from booklet.page import Placed, Rule
from booklet.paragraph import Composer

_SLOT = re.compile(r'\{(\w+)\}')


def furnish(
    layout: Layout, master: Master, number: int, opening: bool, marks: Mapping[str, str], composer: Composer
) -> list[Placed]:
    """The furniture of page `number`, in PDF coordinates; odd pages are rectos. `opening`: a part begins on it."""
    recto = number % 2 == 1
    block = layout.text_block(recto)
    left, right = block.x0, block.x1
    placed = []
    for item in master.furniture:
        if item.sides not in ('both', 'recto' if recto else 'verso'):
            continue
        if opening and not item.openings:
            continue
        y = layout.page.height - item.y if item.edge == 'top' else item.y
        if item.kind == 'rule':
            placed.append(Placed(left, y, Rule(right - left, item.thickness, item.colour)))
            continue
        text = _SLOT.sub(lambda slot: str(number) if slot[1] == 'folio' else marks.get(slot[1], ''), item.text)
        if text:
            line = composer.line((Inline(text),), layout.styles[item.style])
            placed.append(Placed(_start(item, recto, left, right, line.width), y, line))
    return placed


def _start(item: FurnitureItem, recto: bool, left: float, right: float, width: float) -> float:
    align = item.align
    if align in ('inner', 'outer'):
        align = 'left' if (align == 'inner') == recto else 'right'
    return {'left': left, 'right': right - width, 'centre': (left + right - width) / 2}[align]
