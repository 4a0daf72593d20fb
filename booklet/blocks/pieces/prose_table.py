"""A table in an abstract to rows of cells, each column as wide as what stands in it.

In: rows of spans, and where they shall stand. Out: a table's rows, hairlines between them. Widths are judged by the
letters: the galley breaks lines, and words where it must, so that no cell runs out of its column.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal

from booklet.block import Cell, Group, Row
from booklet.diagnostics import Span
from booklet.markup import Inline, LineBreak

Spans = tuple[Inline | LineBreak, ...]

# Ems that letters take in the heads' semibold, and a little more.
_LETTER, _FIGURE, _NARROW, _CAPITAL, _WIDE, _SQUARE = 0.57, 0.5, 0.33, 0.78, 0.85, 1.0
_WIDE_LETTERS = frozenset('mwMW%@—…αφψωΦΨΩжшщюыфЖШЩЮЫФ')
_NARROW_LETTERS = frozenset("fijlrtI.,:;'’!|()[]/- ")
_GAP, _TIGHT = 0.7, 0.4  # ems between columns, and where these have not room enough for their words
_WIDEST = 1.5  # times what its columns want, a table may be stretched to fill the measure
_HAIRLINE = 0.25  # points
_ALIGN: dict[str, Literal['left', 'right', 'centre']] = {'center': 'centre', 'right': 'right', 'left': 'left'}
_IDEOGRAPHS = '\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff'
_PARTS = re.compile(rf'[{_IDEOGRAPHS}]|[^\s/–—{_IDEOGRAPHS}-]+[/–—-]*')  # of words, as lines may end in them
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
    """The table from `left` to the right edge of the measure, points; None where it has no cell.

    One that has not room enough for its words takes the whole measure.
    """
    count = max(map(len, rows), default=0)
    if not count:
        return None
    if sum(_least(rows, count, _GAP)) > (measure - left) / em:
        left = 0.0
    gap = _GAP if sum(_least(rows, count, _GAP)) <= (measure - left) / em else _TIGHT
    widths = column_widths(rows, count, (measure - left) / em, gap)
    edges = [left + em * sum(widths[:column]) for column in range(count + 1)]
    lines: list[Row] = []
    for number, row in enumerate(rows):
        head = header and number == 0
        cells = tuple(
            Cell(
                spans_of(cell),
                'table_head' if head else 'table_cell',
                edges[column],
                max(edges[column + 1] - edges[column] - (gap * em if column < count - 1 else 0.0), 1.0),
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


def column_widths(rows: Sequence[Sequence[Spans]], count: int, room: float, gap: float = _GAP) -> list[float]:
    """Widths in ems that add up to no more than the room, each with the gap to its right."""
    least = _least(rows, count, gap)
    wanted = [
        max((_width(row[column]) for row in rows if column < len(row)), default=0.0) + gap for column in range(count)
    ]
    if sum(wanted) <= room:
        stretch = min(_WIDEST, room / sum(wanted))
        return [stretch * width for width in wanted]
    if sum(least) >= room:
        return _levelled(least, room)
    spare = (room - sum(least)) / (sum(wanted) - sum(least))
    return [low + spare * (high - low) for low, high in zip(least, wanted, strict=True)]


def _levelled(least: Sequence[float], room: float) -> list[float]:
    """The room shared out so that only the widest columns get less than they need: in these alone words are broken."""
    left = room
    widths = dict.fromkeys(range(len(least)), 0.0)
    for place, column in enumerate(sorted(widths, key=lambda column: least[column])):
        widths[column] = min(least[column], left / (len(least) - place))
        left -= widths[column]
    return [*widths.values()]


def _least(rows: Sequence[Sequence[Spans]], count: int, gap: float) -> list[float]:
    """What each column needs so that none of its words must be broken, ems."""
    return [
        max((_longest(row[column]) for row in rows if column < len(row)), default=0.0) + gap for column in range(count)
    ]


def _width(cell: Spans) -> float:
    """The cell's longest line, ems."""
    return max(map(_ems, _text(cell).split('\n')))


def _longest(cell: Spans) -> float:
    """The cell's longest word, ems; lines may end at a word's own hyphens, and after any ideograph."""
    return max(map(_ems, _PARTS.findall(_text(cell))), default=0.0)


def _ems(text: str) -> float:
    return sum(map(_letter, text))


@cache
def _letter(letter: str) -> float:
    if letter in _NARROW_LETTERS:
        return _NARROW
    if unicodedata.east_asian_width(letter) in 'WF':
        return _SQUARE
    if letter.isdigit():
        return _FIGURE
    if letter in _WIDE_LETTERS:
        return _SQUARE if letter.isupper() else _WIDE
    return _CAPITAL if letter.isupper() else _LETTER


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
