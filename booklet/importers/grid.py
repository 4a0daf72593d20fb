"""Programmes laid out as a grid: rooms or days as columns and times as rows, or the other way round.

In: a `Table`. Out: how much it looks like a grid, and the `Draft` that it tells; what has no place, in the losses.
"""

from __future__ import annotations

import datetime

from booklet.importers.draft import Draft, Losses
from booklet.importers.tables import Table


def looks_like_grid(table: Table) -> float:
    """How sure it is, from 0 to 1, that the cells of this table are events by their rows and columns."""
    return 0.0 if not table.rows else 0.0


def read_grid(table: Table, losses: Losses, year: int | None = None, date: datetime.date | None = None) -> Draft:
    """The programme in a grid. `year`, `date`: those of the event and the day where the table does not tell."""
    del table, losses, year, date
    return Draft()
