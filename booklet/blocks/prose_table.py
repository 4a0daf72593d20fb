"""A table in an abstract to rows of cells, each column as wide as what stands in it.

In: rows of spans, and where they shall stand. Out: a table's rows, hairlines between them. Widths are judged by the
number of letters: the galley breaks lines, and words where it must, so that no cell runs out of its column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from booklet.block import Cell, Group, Row
from booklet.diagnostics import Span
from booklet.markup import Inline, LineBreak

Spans = tuple[Inline | LineBreak, ...]

_LETTER = 0.52  # ems that a letter takes, and a little more
_GAP = 0.7  # ems between columns
_WIDEST = 1.5  # times what its columns want, a table may be stretched to fill the measure
_HAIRLINE = 0.25  # points
_ALIGN: dict[str, Literal['left', 'right', 'centre']] = {'center': 'centre', 'right': 'right', 'left': 'left'}
_COMMAND = re.compile(r'\\[A-Za-z]+|[{}^_\\]')


def table(
    rows: Sequence[Sequence[Spans]],
    header: bool,
    align: Sequence[str],
    *,
    left: float,
    measure: float,
    em: float,
    spans_of: Callable[[Spans], Spans],
    span: Span | None,
) -> Group | None:
    """The table from `left` to the right edge of the measure, points; None where it has no cell."""
    count = max(map(len, rows), default=0)
    if not count:
        return None
    widths = column_widths(rows, count, (measure - left) / em)
    edges = [left + em * sum(widths[:column]) for column in range(count + 1)]
    lines: list[Row] = []
    for number, row in enumerate(rows):
        head = header and number == 0
        cells = tuple(
            Cell(
                spans_of(cell),
                'table_head' if head else 'table_cell',
                edges[column],
                max(edges[column + 1] - edges[column] - (_GAP * em if column < count - 1 else 0.0), 1.0),
                'TH' if head else 'TD',
                span=span,
                align=_ALIGN.get(align[column], '') if column < len(align) else '',
            )
            for column, cell in enumerate(row)
        )
        lines.append(Row(cells, rule=_HAIRLINE, rule_x=left, keep_with_next=head))
    lines[0] = replace(lines[0], space_before=em)
    lines[-1] = replace(lines[-1], space_after=em)
    return Group('Table', tuple(lines))


def column_widths(rows: Sequence[Sequence[Spans]], count: int, room: float) -> list[float]:
    """Widths in ems that add up to no more than the room, each with the gap to its right."""
    words = [max((_longest(row[column]) for row in rows if column < len(row)), default=0) for column in range(count)]
    whole = [max((_letters(row[column]) for row in rows if column < len(row)), default=0) for column in range(count)]
    least = [_LETTER * letters + _GAP for letters in words]
    wanted = [_LETTER * letters + _GAP for letters in whole]
    if sum(wanted) <= room:
        stretch = min(_WIDEST, room / sum(wanted))
        return [stretch * width for width in wanted]
    if sum(least) >= room:
        return [width * room / sum(least) for width in least]
    spare = (room - sum(least)) / (sum(wanted) - sum(least))
    return [low + spare * (high - low) for low, high in zip(least, wanted, strict=True)]


def _letters(cell: Spans) -> int:
    """The letters of the cell's longest line."""
    return max(map(len, _text(cell).split('\n')))


def _longest(cell: Spans) -> int:
    return max(map(len, _text(cell).split()), default=0)


def _text(cell: Spans) -> str:
    """The cell's words; a formula counts by the signs that are left of it, and is one word."""
    parts = []
    for span in cell:
        if isinstance(span, LineBreak):
            parts.append('\n')
        elif span.math:
            parts.append('x' * len(_COMMAND.sub('', span.text).replace(' ', '')))
        else:
            parts.append(span.text)
    return ''.join(parts)
