"""An HTML table to rows of cells: what spans several columns or rows leaves empty cells behind it.

In: the parser's node of a table. Out: a `Table`, or None where it has no cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from booklet.markup.spans import Spans, Table

MAX_COLUMNS = 40
MAX_CELLS = 5000
_SECTIONS = ('thead', 'tbody', 'tfoot')
_ALIGNS = {'left': 'left', 'center': 'center', 'right': 'right'}


def table(node: Any, spans_of: Callable[[Any], Spans]) -> Table | None:
    rows: list[tuple[Spans, ...]] = []
    heads: list[bool] = []
    aligns: list[list[str]] = []
    below: dict[int, int] = {}  # how many rows more each column is taken by a cell from above
    cells = 0
    for row in _rows(node):
        line: list[Spans] = []
        align: list[str] = []
        named = []
        for cell in row:
            _skip(line, align, below)
            attributes = {key.lower(): value or '' for key, value in (cell.attrs or {}).items()}
            line.append(spans_of(cell))
            align.append(_align(attributes))
            named.append(str(cell.name).lower() == 'th')
            width = min(_number(attributes.get('colspan', '')), MAX_COLUMNS - len(line) + 1)
            height = _number(attributes.get('rowspan', ''))
            for column in range(len(line) - 1, len(line) - 1 + max(width, 1)):
                if height > 1:
                    below[column] = height - 1
            line += [()] * (width - 1)
            align += [''] * (width - 1)
        _skip(line, align, below)
        cells += len(line)
        if any(line) and cells <= MAX_CELLS:
            rows.append(tuple(line))
            heads.append(all(named) or str(getattr(row, 'name', '')) == 'thead')
            aligns.append(align)
        elif any(line):
            rows.append(tuple(cell for cell in line if cell))
    if not rows:
        return None
    body = aligns[1] if len(aligns) > 1 else aligns[0] if aligns else []
    return Table(tuple(rows), bool(heads and heads[0]), tuple(body) if any(body) else ())


def _skip(line: list[Spans], align: list[str], below: dict[int, int]) -> None:
    while below.get(len(line), 0) > 0 and len(line) < MAX_COLUMNS:
        below[len(line)] -= 1
        line.append(())
        align.append('')


def _rows(node: Any) -> Iterator[list[Any]]:
    for child in node.children or ():
        name = str(child.name).lower()
        if name == 'tr':
            cells = [cell for cell in child.children or () if str(cell.name).lower() in ('td', 'th')]
            if cells:
                yield cells
        elif name in _SECTIONS:
            yield from _rows(child)


def _align(attributes: dict[str, str]) -> str:
    style = re.search(r'text-align\s*:\s*(\w+)', attributes.get('style', '').lower())
    return _ALIGNS.get(style[1] if style else attributes.get('align', '').strip().lower(), '')


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r'\d{1,3}', text, re.ASCII) else 1
