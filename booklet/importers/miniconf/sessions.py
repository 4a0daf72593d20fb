"""Which entries of a Mini-Conf site are sessions: those that others name as theirs.

In: items with times, and for each the sessions that it names. Out: items and sessions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from booklet.draft import Gathering, Item, Losses
from booklet.model import Role

MAX_SESSIONS = 20  # of one entry


def gathered(
    items: Sequence[Item], named: Sequence[tuple[str, ...]], losses: Losses
) -> tuple[list[Item], list[Gathering]]:
    """An entry with a time, whose UID or title others name, is a heading over them.

    Numbers alone name nothing: they count anew in every file. What stands in several sessions is told again.
    """
    timed: dict[str, Item] = {}
    for item in items:
        if item.start is not None:
            for words in (item.key.partition(' ')[2], item.title):
                timed.setdefault(words.casefold(), item)
    sessions: dict[str, Gathering] = {}
    found: list[Item] = []
    for item, names in zip(items, named, strict=True):
        of = [timed[name.casefold()] for name in names if not name.isdecimal() and name.casefold() in timed]
        of = list({one.key: one for one in of if one is not item}.values())[:MAX_SESSIONS]
        losses.fields['session'] += bool(names) and not of
        for number, session in enumerate(of):
            sessions.setdefault(session.key, _gathering(session, losses))
            again = replace(item, key=f'{item.key}@{session.key}', repeat_of=item.key) if number else item
            own = item.start is not None and item.date == session.date
            found.append(replace(again, session=session.key, date=item.date if own else session.date))
            if not own:
                found[-1] = replace(found[-1], start=None, end=None, room=item.room or session.room)
        if not of:
            found.append(item)
    losses.fields += {}  # counts of nothing are left out
    return [item for item in found if item.key not in sessions], list(sessions.values())


def _gathering(item: Item, losses: Losses) -> Gathering:
    if item.abstract:
        losses.fields['abstract of sessions'] += 1
    return Gathering(
        item.key,
        item.title,
        date=item.date,
        start=item.start,
        end=item.end,
        room=item.room,
        track=item.track,
        chairs=tuple(part.person for part in item.people if part.role is not Role.AUTHOR),
        origin=item.origin,
    )
