"""What the exports of one event tell together.

In: items and sessions, as they are read. Out: the `Draft`, in which those that are the same are one.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field, replace

from booklet.draft import Draft, Gathering, Item, Losses, TrackName
from booklet.importers.indico.fields import someone, when
from booklet.intake.values import Record, first, records, text

GAP = 15  # minutes without a talk after which a session known only by its talks begins anew


@dataclass(slots=True)
class Book:
    """What was read so far; `talks` by the contributions' ids, so that several exports of one event come together."""

    losses: Losses
    head: Record = field(default_factory=dict)
    zone: str = ''
    talks: dict[str, Item] = field(default_factory=dict)
    others: list[Item] = field(default_factory=list)
    sessions: dict[str, Gathering] = field(default_factory=dict)
    tracks: dict[str, TrackName] = field(default_factory=dict)
    abstracts: dict[str, str] = field(default_factory=dict)  # the contribution's key by that of its abstract
    counts: Counter[str] = field(default_factory=Counter)  # sessions of one title
    named: list[tuple[str, str]] = field(default_factory=list)  # a talk's key, and the session it names by title alone

    def put(self, item: Item) -> None:
        """An item, or what one more export tells of it: what is filled holds over what is empty."""
        old = self.talks.get(item.key)
        if not item.key:
            self.others.append(item)
        else:
            self.talks[item.key] = item if old is None else merged(old, item)

    def draft(self) -> Draft:
        self._name_sessions()
        return replace(
            _head(self.head, self.losses),
            time_zone=text(self.head.get('timezone')) or self.zone,
            items=(*self.talks.values(), *self.others),
            sessions=tuple(self.sessions.values()),
            tracks=tuple(self.tracks.values()),
        )

    def _name_sessions(self) -> None:
        """Sessions of which only titles are told: one for talks of a title, a day and a room that follow each other."""
        groups: dict[tuple[str, datetime.date | None, str], list[Item]] = {}
        for key, title in self.named:
            item = self.talks.get(key)
            if item is not None and not item.session:
                groups.setdefault((title, item.date, item.room), []).append(item)
        in_order = sorted(groups.items(), key=lambda one: (one[0][1] or datetime.date.max, one[0][2]))
        for (title, _, room), items in in_order:
            until: int | None = None
            session = ''
            for item in sorted(items, key=lambda one: (one.start is None, one.start or 0)):
                if not session or (None not in (until, item.start) and (item.start or 0) - (until or 0) >= GAP):
                    session = self._new_session(title, room, item)
                self.talks[item.key] = replace(item, session=session)
                until = item.end if item.end is not None else until

    def _new_session(self, title: str, room: str, of: Item) -> str:
        self.counts[title] += 1
        key = title if self.counts[title] == 1 else f'{title}#{self.counts[title]}'
        self.sessions[key] = Gathering(key, title, date=of.date, room=room, origin=f'session “{title}”')
        return key


def merged(old: Item, new: Item) -> Item:
    """Two exports of one contribution: the people of the one that names more, everything else of whichever has it."""
    timed = new if new.start is not None or old.date is None else old
    return replace(
        new,
        title=new.title or old.title,
        abstract=old.abstract if len(old.abstract.source) >= len(new.abstract.source) else new.abstract,
        people=new.people if len(new.people) > len(old.people) else old.people,
        room=new.room or old.room,
        track=new.track or old.track,
        session=new.session or old.session,
        board=new.board or old.board,
        keywords=new.keywords or old.keywords,
        url=new.url or old.url,
        date=timed.date,
        start=timed.start,
        end=timed.end,
        poster=new.poster or old.poster,
    )


def _head(event: Record, losses: Losses) -> Draft:
    start, end = when(event.get('startDate'), ''), when(event.get('endDate'), '')
    organisers = [line.strip() for line in text(event.get('organizer')).split('\n')]
    if event.get('type') != 'simple_event':
        organisers += [someone(one, losses).name for one in records(event.get('chairs'))]
    return Draft(
        title=text(event.get('title')),
        start=start.date if start else None,
        end=end.date if end else None,
        place=first(event, 'location', 'address'),
        language=text(event.get('language')),
        url=text(event.get('url')),
        organisers=tuple(dict.fromkeys(name for name in organisers if name)),
    )
