"""Rows that hold several talks side by side: `talk 1 title`, `talk 1 speaker`, `talk 2 title`, …

In: the names of columns, and rows. Out: the same with a row for each talk; what has no number holds for all of a row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from booklet.columns import named, normal
from booklet.intake.tables import Row

_NUMBERED = re.compile(r'^(\D*?)\s*(\d{1,2})\s*(\D*)$')


def unfolded(headers: Row, body: Sequence[tuple[int, Row]]) -> tuple[Row, list[tuple[int, Row]]]:
    groups: dict[str, dict[str, int]] = {}
    for place, header in enumerate(headers):
        found = _NUMBERED.match(normal(re.sub(r'(?<=[a-zA-Z])(?=\d)|(?<=\d)(?=[a-zA-Z])', ' ', header)))
        if found:
            groups.setdefault(found[2].lstrip('0'), {})[f'{found[1]} {found[3]}'.strip()] = place
    stems = list(groups.values())
    names = list(dict.fromkeys(stem for group in stems for stem in group))
    titles = [stem for stem in names if 'title' in named(stem) and sum(stem in group for group in stems) > 1]
    if len(groups) < 2 or not titles or len(names) < 2:
        return headers, list(body)
    numbered = {place for group in stems for place in group.values()}
    common = [place for place in range(len(headers)) if place not in numbered]
    shown = [_renamed(headers[place], titles) for place in common]
    rows: list[tuple[int, Row]] = []
    for number, row in body:
        shared = [row[place] if place < len(row) else '' for place in common]
        talks = [[row[group[s]] if s in group and group[s] < len(row) else '' for s in names] for group in stems]
        talks = [talk for talk in talks if any(cell.strip() for cell in talk)]
        rows.extend((number, (*shared, *talk)) for talk in talks or [[''] * len(names)])
    return (*shown, *names), rows


def _renamed(header: str, titles: Sequence[str]) -> str:
    """A title over talks that have titles of their own is the session's."""
    return 'session' if normal(header) in ('title', 'name', 'titel', 'titre', 'título', 'titolo') and titles else header
