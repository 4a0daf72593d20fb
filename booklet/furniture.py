"""What every page of a master carries: running heads, folios, rules, all of them artifacts.

In: a master, the page's side and what its marks say. Out: placed items.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from booklet.design import FurnitureItem, Layout, Master, TextStyle
from booklet.markup import Inline
from booklet.page import Line, Placed, Rule
from booklet.paragraph import Composer

_SLOT = re.compile(r'\{(\w+)\}')
_FIGURES = '0123456789…'  # what furniture says besides
_GAP = 12.0  # points between two items on one line, at least


def furnish(
    layout: Layout, master: Master, number: int, opening: bool, marks: Mapping[str, str], composer: Composer
) -> list[Placed]:
    """The furniture of page `number`, in PDF coordinates; odd pages are rectos. `opening`: a part begins on it."""
    recto = number % 2 == 1
    block = layout.text_block(recto)
    left, right = block.x0, block.x1
    side = 'recto' if recto else 'verso'
    placed = []
    rows: dict[tuple[str, float], list[tuple[FurnitureItem, Line, str]]] = {}
    for item in master.furniture:
        if item.sides not in ('both', side) or (opening and not item.openings):
            continue
        y = layout.page.height - item.y if item.edge == 'top' else item.y
        if item.kind == 'rule':
            placed.append(Placed(left, y, Rule(right - left, item.thickness, item.colour)))
            continue
        text = _SLOT.sub(lambda slot: str(number) if slot[1] == 'folio' else marks.get(slot[1], ''), item.text)
        if text:
            line = composer.line((Inline(text),), layout.styles[item.style])
            rows.setdefault((item.edge, y), []).append((item, line, text))
    for (_, y), row in rows.items():
        room = right - left - _GAP * (len(row) - 1)
        taken = sum(line.width for _, line, _ in row)
        for item, line, text in row:
            if taken > room:
                own = max(room / len(row), room - (taken - line.width))
                line = _fitted(text, line, layout.styles[item.style], own, composer)
            placed.append(Placed(_start(item, recto, left, right, line.width), y, line))
    return placed


def prime(master: Master, layout: Layout, said: Iterable[str], composer: Composer) -> None:
    """Has the composer ask for every face that furniture will be set in, when its pages are painted."""
    words = ' '.join(dict.fromkeys(said))
    for style in dict.fromkeys(item.style for item in master.furniture if item.kind == 'text'):
        composer.line((Inline(f'{words} {_FIGURES}'),), layout.styles[style])


def _fitted(text: str, line: Line, style: TextStyle, room: float, composer: Composer) -> Line:
    """The line of the text; where it is wider than `room` points, as much of it as fits, and an ellipsis."""
    if line.width <= room:
        return line
    fits, over = 0, len(text)
    while over - fits > 1:
        middle = (fits + over) // 2
        line = composer.line((Inline(text[:middle].rstrip() + '…'),), style)
        fits, over = (middle, over) if line.width <= room else (fits, middle)
    return composer.line((Inline(text[:fits].rstrip() + '…'),), style)


def _start(item: FurnitureItem, recto: bool, left: float, right: float, width: float) -> float:
    align = item.align
    if align in ('inner', 'outer'):
        align = 'left' if (align == 'inner') == recto else 'right'
    return {'left': left, 'right': right - width, 'centre': (left + right - width) / 2}[align]
