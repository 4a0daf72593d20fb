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
from booklet.units import MM

_SLOT = re.compile(r'\{(\w+)\}')
_FIGURES = '0123456789…'  # what furniture says besides
_BLEED = 3 * MM  # what runs off the page runs on as far, for the knife
_MIDDLE = 0.35  # of the size: half a capital's height
_GAP = 12.0  # points between two items on one line, at least


def furnish(
    layout: Layout, master: Master, number: int, opening: bool, marks: Mapping[str, str], composer: Composer
) -> list[Placed]:
    """The furniture of page `number`, in PDF coordinates; odd pages are rectos. `opening`: a part begins on it."""
    recto = number % 2 == 1
    block, page = layout.text_block(recto, master.name), layout.size(master.name)
    left, right = block.x0, block.x1
    side = 'recto' if recto else 'verso'
    placed = []
    rows: dict[tuple[str, float], list[tuple[FurnitureItem, Line, str]]] = {}
    for item in master.furniture:
        if item.sides not in ('both', side) or (opening and not item.openings):
            continue
        y = page.height - item.y if item.edge == 'top' else item.y
        if item.kind == 'thumb':
            placed += _thumb(item, layout, page.width, y, recto, marks, composer)
            continue
        if item.kind == 'rule':
            placed.append(Placed(left, y, Rule(right - left, item.thickness, item.colour)))
            continue
        text = _slots(item.text, str(number), marks)
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


def _thumb(
    item: FurnitureItem,
    layout: Layout,
    width: float,
    y: float,
    recto: bool,
    marks: Mapping[str, str],
    composer: Composer,
) -> list[Placed]:
    """A tab at the outer edge, the lower the later its day: all of a day are seen as one on the closed book's edge."""
    which = marks.get('thumb', '')
    if not which:
        return []
    outer_is_right = recto or not layout.mirror
    inside = item.width
    x = width - inside if outer_is_right else -_BLEED
    top = y - (int(which) - 1) * item.height
    tab = Rule(inside + _BLEED, item.height, item.colour)
    placed = [Placed(x, top - item.height / 2, tab)]
    text = _slots(item.text, '', marks)
    if text:
        style = layout.styles[item.style]
        line = composer.line((Inline(text),), style)
        middle = (width - inside if outer_is_right else 0.0) + (inside - line.width) / 2
        placed.append(Placed(middle, top - item.height / 2 - _MIDDLE * style.size, line))
    return placed


def _slots(text: str, folio: str, marks: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda slot: folio if slot[1] == 'folio' else marks.get(slot[1], ''), text)


def prime(master: Master, layout: Layout, said: Iterable[str], composer: Composer) -> None:
    """Has the composer ask for every face that furniture will be set in, when its pages are painted."""
    words = ' '.join(dict.fromkeys(said))
    for style in dict.fromkeys(item.style for item in master.furniture if item.style):
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
