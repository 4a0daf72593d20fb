"""The user's own mapping: which column is what, and what a table does not say of itself.

In: a YAML node. Out: a `Plan`; a `Refusal` with the place of the first error. The other way round: what was found
out, as such a file.

    columns: {title: Titel, speakers: [Vorname, Nachname], start: Beginn, remark: ignored}
    sheets: [Monday, Tuesday]
    first_row: 3              # the row that names the columns
    date: 2026-06-01          # the first day, where the table has weekdays, “Day 2”, or no day at all
    time_zone: Europe/Rome
    language: it
    delimiter: ";"
    day_order: day/month
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from booklet.columns import Match, named, normal
from booklet.columns.names import NAMES
from booklet.diagnostics import Sink
from booklet.fields import Fields
from booklet.intake.given import Refusal
from booklet.source import Node

FIELDS = (*NAMES, 'ignored')
_KEYS = ('columns', 'sheets', 'first_row', 'date', 'time_zone', 'language', 'delimiter', 'day_order')
_ORDERS = {'day/month': 'dmy', 'month/day': 'mdy'}
_DELIMITERS = {',': ',', ';': ';', '|': '|', '\t': '\t', 'tab': '\t', 'comma': ',', 'semicolon': ';'}


@dataclass(frozen=True, slots=True)
class Plan:
    """`columns`: for each field the names of its columns; `column 7` is one without a name."""

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    first_row: int = 0
    date: datetime.date | None = None
    time_zone: str = ''
    language: str = ''
    delimiter: str = ''
    day_order: str = ''

    def fixed(self, headers: Iterable[str]) -> dict[int, str]:
        """The columns that it names, and their fields."""
        exact = {name: field for field, names in self.columns.items() for name in names}
        names = [' '.join(header.split()) for header in headers]
        alike = {normal(name): field for name, field in reversed(exact.items()) if name not in names}
        found = {}
        for place, name in enumerate(names):
            which = exact.get(name or f'column {place + 1}') or (alike.get(normal(name)) if name else None)
            if which == 'speakers':  # [Vorname, Nachname]
                which = next((half for half in ('first', 'last') if named(name).get(half, 0.0) > 0.9), which)
            if which:
                found[place] = which
        return found


def read_plan(node: Node | None) -> Plan:
    if node is None:
        return Plan()
    sink = Sink()
    fields = Fields(node, sink, 'the mapping', _KEYS)
    columns: dict[str, tuple[str, ...]] = {}
    chosen = fields.child('columns', 'the columns', FIELDS)
    if chosen is not None:
        for key in chosen.values:
            if key in FIELDS:
                columns[key] = tuple(' '.join(one.text.split()) for one in chosen.texts(key))
    plan = Plan(
        columns,
        tuple(one.text for one in fields.texts('sheets')),
        fields.integer('first_row', 0, 1, 1_048_576),
        fields.date('date'),
        fields.text('time_zone'),
        fields.text('language'),
        fields.choice('delimiter', _DELIMITERS, ''),
        fields.choice('day_order', _ORDERS, ''),
    )
    if sink.has_errors:
        first = sink.items[0]
        raise Refusal(first.message, first.span, first.hint)
    return plan


def written(sheets: Iterable[tuple[str, int | None, list[Match]]]) -> str:
    """What was found out, as a mapping file; a name of a column that stands for nothing is told beside."""
    lines = ['# Which column is what. Mend it, and import with --map.', 'columns:']
    by_field: dict[str, list[str]] = {}
    unknown: list[str] = []
    told = list(sheets)
    for _, _, matches in told:
        for one in matches:
            name = one.header or f'column {one.column + 1}'
            if one.field and name not in by_field.setdefault(one.field, []):
                by_field[one.field].append(name)
            elif not one.field and one.header.strip() and name not in unknown:
                unknown.append(name)
    for key, names in by_field.items():
        shown = [_quoted(name) for name in names]
        lines.append(f'  {key}: {shown[0] if len(shown) == 1 else "[" + ", ".join(shown) + "]"}')
    if unknown:
        lines.append(f'  ignored: [{", ".join(map(_quoted, unknown))}]')
    if len(told) > 1:
        lines.append(f'sheets: [{", ".join(_quoted(name) for name, _, _ in told)}]')
    rows = {row for _, row, _ in told}
    if len(rows) == 1 and (row := rows.pop()) is not None:
        lines.append(f'first_row: {row + 1}')
    return '\n'.join(lines)


def _quoted(text: str) -> str:
    plain = ' '.join(text.split()).replace('\\', '\\\\').replace('"', '\\"')
    return f'"{plain}"'
