"""A grid beside lists of talks: sessions of the list get their times and rooms from the grid.

In: the drafts of lists and of grids. Out: one draft.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from booklet.draft import Draft, Gathering, Item, Losses
from booklet.reading.words import folded

_TAIL = re.compile(r'\s[-–—]\s|\s*[(:\n]')


def without_repeats(grids: Sequence[tuple[str, Draft]], losses: Losses) -> list[Draft]:
    """The grids of several sheets; one that mostly repeats another adds nothing, and what differs is told."""
    known: set[tuple[object, ...]] = set()
    kept: list[Draft] = []
    for sheet, draft in grids:
        again = [item for item in draft.items if _mark(item) in known]
        if again and 2 * len(again) >= len(draft.items):
            losses.dropped('sheet', sheet, f'{len(again)} of its {len(draft.items)} entries stand on another sheet too')
            for item in draft.items:
                if _mark(item) not in known:
                    losses.dropped('event', item.title[:80], 'is told otherwise on another sheet', item.origin)
            continue
        known.update(map(_mark, draft.items))
        kept.append(draft)
    return kept


def _mark(item: Item) -> tuple[object, ...]:
    return item.date, item.start, folded(item.title)


def with_grids(draft: Draft, grids: Sequence[Draft], losses: Losses) -> Draft:
    """The items of grids and lists; an item of a grid that names a session of a list is that session."""
    sessions = {one.key: one for one in draft.sessions}
    keys = {folded(one.title): one.key for one in draft.sessions}
    items: list[Item] = []
    more: list[Gathering] = []
    for grid in grids:
        taken: dict[str, str] = {}
        for held in grid.sessions:
            key = _named(keys, held.title)
            if key and sessions[key].start is None:
                sessions[key] = _placed(sessions[key], held)
                taken[held.key] = key
            else:
                more.append(held)
        for item in grid.items:
            key = '' if item.session or item.people else _named(keys, item.title)
            if key and sessions[key].start is None:
                sessions[key] = _placed(sessions[key], item)
            elif key:
                losses.dropped('event', item.title[:80], 'this session is in the programme already', item.origin)
            else:
                items.append(replace(item, session=taken.get(item.session, item.session)))
    days = tuple(day for grid in grids for day in grid.days)
    rooms = tuple(dict.fromkeys(room for grid in grids for room in grid.rooms))
    return replace(
        draft,
        items=(*items, *draft.items),
        sessions=(*sessions.values(), *more),
        days=(*draft.days, *days),
        rooms=(*draft.rooms, *rooms),
        people=(*draft.people, *(one for grid in grids for one in grid.people)),
        title=draft.title or next((grid.title for grid in grids if grid.title), ''),
    )


def _named(keys: dict[str, str], title: str) -> str:
    """The session that a cell names, alone or before a dash, a bracket or a line end."""
    return keys.get(folded(title)) or keys.get(folded(_TAIL.split(title)[0])) or ''


def _placed(session: Gathering, where: Item | Gathering) -> Gathering:
    return replace(session, date=where.date, start=where.start, end=where.end, room=session.room or where.room)
