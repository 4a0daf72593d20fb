"""Where things stand in a grid: which way it lies, where its times are, which columns belong to them.

In: a `Table`. Out: `Lay`: the cells so turned that times go down, and `Panel`s, each a column of times with what
belongs to it; a row's time as `Span`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from booklet.columns.names import NAMES
from booklet.importers.grid.days import Calendar
from booklet.intake.tables import Table
from booklet.reading.times import clock, clocks, moment

MAX_ROWS, MAX_COLUMNS, MAX_FILLED = 20_000, 256, 60_000  # no programme's grid is larger
_SAMPLE_ROWS = 400
_SAMPLE_COLUMNS = 100
_LONGEST_TIME = 80  # letters of a cell that begins with a time
_ONE = r'\d{1,2}(?:\s?[:.h]\s?\d{2})?\s?(?:[ap]\.?\s?m\b\.?|uhr\b|h\b)?'
_BEFORE = re.compile(
    rf'(?P<time>{_ONE}\s*(?:[-‐‑‒–—−~]+|\bto\b|\bbis\b)\s*{_ONE}|\d{{1,2}}\s?[:.h]\s?\d{{2}}(?:\s?[ap]\.?\s?m\b\.?|\s?uhr\b)?)'
    r'(?![\d:])\s*[,:;|•·–—-]?\s*(?P<rest>\S.*)?',
    re.IGNORECASE | re.DOTALL,
)
_OPEN_END = re.compile(r'\s*(?:\+|\.\.\.|…|[-–—]|onwards?|ff\.?|-\s*late|- open end)\s*$', re.IGNORECASE)
_ZONE = re.compile(r'\s*[(\[]?\b(?:[A-Z]{1,4}T|UTC|GMT|CES?T|ME[SZ]Z?)(?:[+-]\d{1,2})?\b[)\]]?\s*$')
_DAY_NUMBER = re.compile(r'\s*(?:day|tag|jour|día|dia|giorno|dag|dzień|den|день|nap)\s*\d', re.IGNORECASE)
_CARRIED = frozenset(('time', 'start', 'end', 'duration', 'day', 'date'))


@dataclass(frozen=True, slots=True)
class Span:
    """The time of a row, and the words that stand beside it."""

    start: int
    end: int | None = None
    label: str = ''


@dataclass(frozen=True, slots=True)
class Panel:
    """Columns that share their times: one with times, or two with begin and end; days and the like before them."""

    times: tuple[int, ...]
    left: tuple[int, ...]
    body: tuple[int, ...]


class Lay:
    """The cells of a table, turned where its times go across. Rows and columns are told as they stand then."""

    def __init__(self, table: Table, turned: bool) -> None:
        self.name = table.name
        self.turned = turned
        width = max((len(row) for row in table.rows), default=0)
        self.height, self.width = (width, len(table.rows)) if turned else (len(table.rows), width)
        self.cells: dict[tuple[int, int], str] = {}
        self.rows: dict[int, list[int]] = {}  # the columns with words of each row
        for y, row in enumerate(table.rows):
            for x, cell in enumerate(row):
                if cell and cell.strip():
                    self.cells[(x, y) if turned else (y, x)] = cell.strip()
        for y, x in sorted(self.cells):
            self.rows.setdefault(y, []).append(x)
        self.ends: dict[tuple[int, int], tuple[int, int]] = {}
        for y0, x0, y1, x1 in table.merged:
            if turned:
                y0, x0, y1, x1 = x0, y0, x1, y1
            if 0 <= y0 <= y1 and 0 <= x0 <= x1:
                self.ends[y0, x0] = min(y1, max(y0, self.height - 1)), min(x1, max(x0, self.width - 1))

    def text(self, row: int, column: int) -> str:
        return self.cells.get((row, column), '')

    def end(self, row: int, column: int) -> tuple[int, int]:
        """The last row and column of the cell."""
        return self.ends.get((row, column), (row, column))

    def origin(self, row: int, column: int) -> str:
        """`Program!C7`."""
        row, column = (column, row) if self.turned else (row, column)
        letters, rest = '', column + 1
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(65 + letter) + letters
        return f'{self.name}!{letters}{row + 1}' if self.name else f'{letters}{row + 1}'


@lru_cache(maxsize=8192)
def span(text: str) -> Span | None:
    """The time of a row: `9:00`, `9:00 – 10:30 (CET)`, `20:00+`, `Slot 1: 9.00-9.30`, `12:00 Lunch`."""
    if not text or len(text) > _LONGEST_TIME or not re.search(r'\d|noon|midnight|midday|mittag', text, re.IGNORECASE):
        return None
    if _DAY_NUMBER.match(text) or (text.isdecimal() and not text.endswith(('0', '5'))):
        return None  # 1001 is the number of a talk
    lines = [line.strip() for line in text.split('\n') if line.strip()]
    flat = ' '.join(lines)
    if len(lines) == 2 and (first := clock(lines[0])) is not None and (last := clock(lines[1])) is not None:
        return Span(first, last)
    for words in (flat, _ZONE.sub('', flat), _OPEN_END.sub('', _ZONE.sub('', flat))):
        found = clocks(words, bare=re.fullmatch(r'\d{1,2}\s*[-–]\s*\d{1,2}', words) is not None)
        if found is not None:
            return Span(*found)
    match = _BEFORE.fullmatch(flat)
    if match and match['rest'] and (found := clocks(match['time'].strip())) is not None:
        return Span(*found, match['rest'].strip())
    for place, line in enumerate(lines):
        if len(lines) > 1 and (found := clocks(line)) is not None:
            return Span(*found, ' '.join(lines[:place] + lines[place + 1 :]))
    behind = re.fullmatch(
        rf'(?P<label>[^\d\W]\D*(?:\s\d{{1,2}})?)[\s:,(|]+(?P<time>{_ONE}(?:\s*[-–—]\s*{_ONE})?)\)?', flat, re.I
    )
    if behind and (found := clocks(behind['time'].strip())) is not None:
        return Span(*found, behind['label'].strip(' :,(|'))
    at = moment(flat)
    return Span(at.minutes) if at is not None and at.minutes is not None else None


def timed(text: str) -> bool:
    """Whether a cell is a time and nothing more."""
    found = span(text)
    return found is not None and not found.label


def fields_of(head: str) -> str:
    """The field that the name of a column of a list speaks for; empty where it may be a room."""
    return _named().get(' '.join(re.findall(r'[^\W_]+', head.casefold())), '')


@lru_cache(maxsize=1)
def _named() -> dict[str, str]:
    return {name: field for field, names in NAMES.items() for name in names}


def lay(table: Table) -> tuple[Lay, list[Panel]]:
    """The table the way in which its times go down."""
    if len(table.rows) > MAX_ROWS or any(len(row) > MAX_COLUMNS for row in table.rows):
        return Lay(replace(table, rows=()), False), []
    upright = Lay(table, False)
    if len(upright.cells) > MAX_FILLED:
        return Lay(replace(table, rows=()), False), []
    down, across = _times(upright), _times(Lay(table, True)) if len(table.rows) <= _SAMPLE_ROWS else {}
    if not down and not across:
        own = sum(span(text.split('\n')[0]) is not None for text in list(upright.cells.values())[:_SAMPLE_ROWS])
        whole = tuple(range(upright.width))
        return upright, [Panel((), (), whole)] if own > 1 and upright.width > 1 else []
    most_down = max((count for count, _ in down.values()), default=0)
    most_across = max((count for count, _ in across.values()), default=0)
    if most_across > most_down and (most_across > 2 or not down):
        turned = Lay(table, True)
        return turned, _with_days(_panels(turned, across), turned, table)
    return upright, _with_days(_panels(upright, down), upright, table) if down else []


def _times(cells: Lay) -> dict[int, tuple[int, int]]:
    """The columns that hold times: how many, of how many cells. Times before other words count for nothing."""
    counts: dict[int, list[int]] = {}
    for (row, column), text in cells.cells.items():
        if row < _SAMPLE_ROWS and column < _SAMPLE_COLUMNS:
            found, one = counts.setdefault(column, [0, 0]), span(text)
            found[0] += one is not None and not one.label
            found[1] += one is None or not one.label
    return {column: (hits, count) for column, (hits, count) in sorted(counts.items()) if hits and 3 * hits >= count}


def _panels(cells: Lay, found: dict[int, tuple[int, int]]) -> list[Panel]:
    """Each column of times with what stands between it and the next one."""
    most = max(hits for hits, _ in found.values())
    columns = [column for column, (hits, _) in found.items() if 3 * hits >= most and (hits > 1 or most == 1)]
    groups: list[list[int]] = []
    for column in columns:
        if groups and column == groups[-1][-1] + 1:
            groups[-1].append(column)
        else:
            groups.append([column])
    used = sorted({column for _, column in cells.cells} | {x1 for _, x1 in cells.ends.values()})
    panels = []
    left = tuple(column for column in used if column < groups[0][0])
    for group, following in zip(groups, [*groups[1:], [cells.width]], strict=True):
        last, bound = group[-1], following[0]
        body = tuple(range(last + 1, min(bound, (used[-1] if used else -1) + 1)))
        panels.append(Panel(tuple(group), left, body))
        left = ()
    return [panel for panel in panels if panel.body] or panels[:1]


def _with_days(panels: list[Panel], cells: Lay, table: Table) -> list[Panel]:
    """A day that stands alone before times is theirs, not that of the panel before."""
    if len(panels) < 2:
        return panels
    calendar, found = Calendar(table, None, None), list(panels)
    columns: dict[int, list[str]] = {}
    for (_, column), text in cells.cells.items():
        columns.setdefault(column, []).append(text)
    for place in range(1, len(found)):
        before, panel = found[place - 1], found[place]
        days = before.body[-1:]
        if len(before.body) > 1 and days[0] in columns and all(map(calendar.is_day, columns[days[0]])):
            found[place - 1] = replace(before, body=before.body[:-1])
            found[place] = replace(panel, left=days)
    return found


def cells_of(panel: Panel, cells: Lay, row: int) -> Iterator[tuple[int, str]]:
    inside = range(panel.body[0], panel.body[-1] + 1) if panel.body else range(0)
    for column in cells.rows.get(row, ()):
        if column in inside:
            yield column, cells.text(row, column)


def is_time_word(text: str) -> bool:
    return fields_of(text) in _CARRIED
