"""What every page of a master carries: running heads, folios, rules, all of them artifacts.

In: a master, the page's side and what its marks say. Out: placed items.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from booklet.contrast import contrast
from booklet.design import Colour, FurnitureItem, Layout, Master, TextStyle
from booklet.markup import Inline
from booklet.page import Line, Placed, Rule
from booklet.paragraph import Composer
from booklet.units import MM, Rect, Size

_SLOT = re.compile(r'\{(\w+)\}')
_FIGURES = '0123456789…'  # what furniture says besides
_BLEED = 3 * MM  # what runs off the page runs on as far, for the knife
_MIDDLE = 0.35  # of the size: half a capital's height
_DRAFT_HEIGHT = 6 * MM  # of the mark of a draft, at least, where the margin has room for it
_DRAFT_MOST = 0.45  # of the margin: so much of it the mark may take
_DRAFT_FULL = 0.6  # of the mark: how large its letters may be
_DRAFT_LEAST = 4.0  # points: its letters at the least, even where there is no margin to hang in
_DRAFT_PAD = 1.1  # ems on both sides of the words
_LOW = 0.24  # of the size: half a small letter's height
_WHITE, _BLACK = Colour(1, 1, 1), Colour(0, 0, 0)
_TAB = 0.72  # of a tab's width, at most, is text: the knife does not cut exactly
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
    if marks.get('draft_mark'):
        placed += _draft_mark(layout, block, page, marks['draft_mark'], composer)
    return placed


def _draft_mark(layout: Layout, block: Rect, page: Size, text: str, composer: Composer) -> list[Placed]:
    """A tab that hangs from the head of every page, whatever stands on it, and takes no room from the text."""
    style = _of_draft(layout)
    pad = style.size * _DRAFT_PAD
    height = max(min(_draft_height(layout), (page.height - block.y1) * _DRAFT_MOST), style.size / _DRAFT_FULL)
    line = _fitted(text, composer.line((Inline(text),), style), style, block.width - 2 * pad, composer)
    width = line.width + 2 * pad
    x = block.x0 + (block.width - width) / 2
    tab = Rule(width, height + _BLEED, layout.styles['draft_mark'].colour)
    return [
        Placed(x, page.height + (_BLEED - height) / 2, tab),
        Placed(x + pad, page.height - height / 2 - _LOW * style.size, line),
    ]


def _draft_height(layout: Layout) -> float:
    return max(_DRAFT_HEIGHT, layout.styles['draft_mark'].size / _DRAFT_FULL)


def _of_draft(layout: Layout) -> TextStyle:
    """The style of the words on a draft’s mark: white or black, whichever is told better from it."""
    style = layout.styles['draft_mark']
    colour = max((_WHITE, _BLACK), key=lambda own: contrast(own, style.colour))
    most = min(_draft_height(layout), layout.margins.top * _DRAFT_MOST) * _DRAFT_FULL
    return replace(style, colour=colour, size=min(style.size, max(most, _DRAFT_LEAST)), indent=0.0)


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
        room = _TAB * inside
        if line.width > room:
            style = replace(style, size=style.size * room / line.width)
            line = composer.line((Inline(text),), style)
        middle = (width - inside if outer_is_right else 0.0) + (inside - line.width) / 2
        placed.append(Placed(middle, top - item.height / 2 - _MIDDLE * style.size, line))
    return placed


def _slots(text: str, folio: str, marks: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda slot: folio if slot[1] == 'folio' else marks.get(slot[1], ''), text)


def prime(master: Master, layout: Layout, said: Iterable[str], composer: Composer, *, draft: bool = False) -> None:
    """Has the composer ask for every face that furniture will be set in, when its pages are painted."""
    words = ' '.join(dict.fromkeys(said))
    styles = [layout.styles[style] for style in dict.fromkeys(item.style for item in master.furniture if item.style)]
    for style in (*styles, _of_draft(layout)) if draft else styles:
        composer.line((Inline(f'{words} {_FIGURES}'),), style)


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
