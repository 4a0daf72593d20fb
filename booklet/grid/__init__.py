"""Rooms by time: where everything of a day stands on paper, before anything is drawn.

In: a day of the model (`items`), or plain `Item`s. Out: `Panel`s, one a page: columns for rooms, boxes for what is on,
times along an axis. The steps are the modules, in this order:

- `items`: what has a time, and in which rooms;
- `columns`: rooms in use, side by side; which of them each item spans; lanes for what overlaps;
- `axis`: a y for each moment, true to scale or as long as what happens needs;
- `fit`: which words each cell holds;
- `pages`: rooms over pages, long days over several.

How high a cell would be is asked of whoever will draw it (`Measure`). Everything here is pure and decided by its input.
"""

from __future__ import annotations

from booklet.grid.items import DayItems, Source, day_items
from booklet.grid.pages import pages_of, plan
from booklet.grid.shape import Box, Cell, Column, Item, Level, Measure, Panel, Space

__all__ = [
    'Box',
    'Cell',
    'Column',
    'DayItems',
    'Item',
    'Level',
    'Measure',
    'Panel',
    'Source',
    'Space',
    'day_items',
    'pages_of',
    'plan',
]
