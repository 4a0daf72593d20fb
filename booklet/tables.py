"""Plain tables for a terminal.

In: a head and rows of text. Out: aligned lines.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import zip_longest

_GAP = '  '
_NARROWEST = 12


def table(head: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None) -> str:
    """Aligned columns. With a `width` in characters, the widest columns are narrowed and their cells wrapped to it."""
    everything = [head, *rows]
    widths = [max(len(row[column]) for row in everything) for column in range(len(head))]
    if width is not None:
        widths = _narrowed(widths, width - len(_GAP) * (len(head) - 1))
    return '\n'.join(line for row in everything for line in _lines(row, widths))


def _narrowed(widths: Sequence[int], room: int) -> list[int]:
    narrowed = list(widths)
    while sum(narrowed) > room and max(narrowed) > _NARROWEST:
        narrowed[narrowed.index(max(narrowed))] -= 1
    return narrowed


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [
        textwrap.wrap(cell, width, break_on_hyphens=False) if cell else ['']
        for cell, width in zip(row, widths, strict=True)
    ]
    return [
        _GAP.join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()
        for parts in zip_longest(*cells, fillvalue='')
    ]
