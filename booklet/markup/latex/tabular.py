"""Tables: tabular and its kin to rows of cells.

In: an environment. Out: a table in the setter's sink; a table of one column is lines of text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from booklet.markup.latex import tables
from booklet.markup.latex.commands import line
from booklet.markup.latex.nodes import Command, Cursor, Environment, Node, Text, joined_source, place
from booklet.markup.latex.setter import Setter, State
from booklet.markup.spans import Inline, LineBreak, Spans, Table

MAX_COLUMNS = 40  # what stands in more is set in the last of them

_COLUMNS = re.compile(r'\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|.', re.DOTALL)
_REPEATED = re.compile(r'\*\s*\{(\d{1,2})\}\s*\{((?:[^{}]|\{[^{}]*\})*)\}')
_SPANNED = re.compile(r'\d{1,2}')
_ALIGN = {
    **dict.fromkeys('lpmbXLJP', 'left'),
    **dict.fromkeys('cCY', 'center'),
    **dict.fromkeys('rRSD', 'right'),
}
_RULES = {'hline': 0, 'toprule': 0, 'midrule': 0, 'bottomrule': 0, 'cmidrule': 1, 'cline': 1, 'specialrule': 3}
_TRIMMED = re.compile(r'\([lr]*\)')  # `\\cmidrule(lr){1-2}`
_FURNITURE = frozenset(('endfirsthead', 'endhead', 'endfoot', 'endlastfoot'))  # longtable's
_ROW_ENDS = frozenset(('\\', 'tabularnewline', 'cr'))

Row = tuple[Spans, ...]


def perform(setter: Setter, node: Environment, state: State) -> None:
    """Sets the table."""
    cursor = Cursor(node.nodes)
    columns = ''
    for kind in tables.TABLES[node.name]:
        if kind == 'o':
            cursor.optional()
        elif (group := cursor.group()) is not None:
            columns = joined_source(group)
    floating = tables.FLOATS.get(node.name)
    setter.floats.extend([floating] if floating else [])
    rows = _Rows(setter, state, place(node))
    rows.read(cursor)
    if floating:
        setter.floats.pop()
    width = max(map(len, rows.rows), default=0)
    if width == 1 and not floating:
        _lines(setter, rows.rows)
    elif rows.rows:
        filled = tuple(row + ((),) * (width - len(row)) for row in rows.rows)
        setter.sink.add_block(Table(filled, rows.has_header(), _aligned(columns, width)))


def _lines(setter: Setter, rows: list[Row]) -> None:
    for number, row in enumerate(rows):
        if number:
            setter.sink.add(LineBreak())
        for span in row[0]:
            setter.sink.add(span)


@dataclass
class _Rows:
    """A table while it is read. `ruled`: after how many rows there are rules. `mark`: where the furniture began."""

    setter: Setter
    state: State
    at: int
    rows: list[Row] = field(default_factory=list)
    ruled: set[int] = field(default_factory=set)
    _cells: list[Spans] = field(default_factory=list)
    _cell: list[Node] = field(default_factory=list)
    _spare: int = 0  # columns that the cell spans beyond its own
    _mark: int = 0
    _last: list[Row] = field(default_factory=list)
    _first_head: bool = False

    def read(self, cursor: Cursor) -> None:
        while (node := cursor.next()) is not None:
            if isinstance(node, Text) and '&' in node.text:
                head, _, rest = node.text.partition('&')
                self._cell.append(Text(head, node.at, node.origin))
                self._end_cell()
                if rest:
                    cursor.push([Text(rest, node.at + len(head) + 1, node.origin)])
            elif not isinstance(node, Command) or not self._command(node, cursor):
                self._cell.append(node)
        self._end_row()
        self.rows.extend(self._last)

    def has_header(self) -> bool:
        """Whether a rule follows the first row, and not every row."""
        between = set(range(1, len(self.rows)))
        return 1 in self.ruled and bool(between) and (len(between) == 1 or not between <= self.ruled)

    def _command(self, node: Command, cursor: Cursor) -> bool:
        """Whether the command says something about the table."""
        if node.name in _ROW_ENDS:
            cursor.star()
            cursor.optional(spaced=False)
            self._end_row()
        elif node.name == 'multicolumn':
            spanned = _SPANNED.fullmatch(joined_source(cursor.argument() or []).strip())
            cursor.argument()
            self._cell.extend(cursor.argument() or [])
            self._spare = min(int(spanned.group()), MAX_COLUMNS) - 1 if spanned else 0
        elif node.name in _RULES:
            if node.name != 'hline':
                cursor.optional(spaced=False)
            cursor.take(_TRIMMED)
            for _ in range(_RULES[node.name]):
                cursor.group()
            self.ruled.add(len(self.rows))
        elif node.name in _FURNITURE:
            self._furniture(node.name)
        else:
            return False
        return True

    def _furniture(self, name: str) -> None:
        """Heads and feet of a table that goes on over pages: the first head and the last foot are the table's own."""
        part = self.rows[self._mark :]
        if name == 'endfirsthead':
            self._first_head = True
        elif name != 'endhead' or self._first_head:
            del self.rows[self._mark :]
            if name == 'endlastfoot':
                self._last = part
            elif part:
                self.setter.find(self.at, 1, 'what a table repeats on every page is left out', kept=False)
        self._mark = len(self.rows)
        self.ruled.add(self._mark)

    def _end_cell(self) -> None:
        self._cells.append(line(self.setter, self._cell, self.state, LineBreak()) if self._cell else ())
        self._cells.extend([()] * max(self._spare, 0))
        self._cell, self._spare = [], 0

    def _end_row(self) -> None:
        self._end_cell()
        if any(self._cells):
            self.rows.append(_narrowed(self._cells))
        self._cells = []


def _narrowed(cells: list[Spans]) -> Row:
    if len(cells) <= MAX_COLUMNS:
        return tuple(cells)
    rest: list[Inline | LineBreak] = []
    for spans in cells[MAX_COLUMNS - 1 :]:
        rest.extend((*spans, Inline(' ')))
    return (*cells[: MAX_COLUMNS - 1], tuple(rest))


def _aligned(columns: str, width: int) -> tuple[str, ...]:
    """The alignment of each column, from a specification such as `|l|p{3cm}@{ }r|`."""
    columns = _REPEATED.sub(lambda match: match.group(2) * int(match.group(1)), columns)
    found = [_ALIGN[part] for part in _COLUMNS.findall(columns) if part in _ALIGN]
    return tuple((found + [''] * width)[:width])
