"""What an import tells its user: how much came in, what did not, and why.

In: a draft or an event, and its losses. Out: counts, and lines of text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from booklet.draft import Draft, Fate, Loss, Losses
from booklet.model import Event, Session, Talk
from booklet.reading.words import folded

_SHOWN = 3  # names beside a reason, where not all are asked for
_FIELDS = 12
_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of a programme there is. `events`: talks, posters, breaks and all else that takes place."""

    events: int
    sessions: int
    people: int
    abstracts: int
    rooms: int

    def __str__(self) -> str:
        told = (
            (self.events, 'event', 'events'),
            (self.sessions, 'session', 'sessions'),
            (self.people, 'person', 'people'),
            (self.abstracts, 'abstract', 'abstracts'),
            (self.rooms, 'room', 'rooms'),
        )
        return ', '.join(f'{count} {one if count == 1 else many}' for count, one, many in told)


def counted(programme: Draft | Event) -> Counts:
    return _of_event(programme) if isinstance(programme, Event) else _of_draft(programme)


def _of_draft(draft: Draft) -> Counts:
    """As the source has them: people by their keys or names, rooms by name."""
    people = [
        *draft.people,
        *(part.person for item in draft.items for part in item.people),
        *(chair for session in draft.sessions for chair in session.chairs),
    ]
    keyed = {folded(one.name): one.key for one in people if one.key}  # a name alone is the one of that name with a key
    rooms = [*draft.rooms, *(item.room for item in draft.items), *(session.room for session in draft.sessions)]
    rooms += [name for item in draft.items for name in item.further_rooms]
    return Counts(
        len(draft.items),
        len(draft.sessions),
        len({one.key or keyed.get(folded(one.name)) or folded(one.name) for one in people} - {''}),
        sum(bool(item.abstract.source.strip()) for item in draft.items),
        len({folded(room) for room in rooms} - {''}),
    )


def _of_event(event: Event) -> Counts:
    slots = [slot for day in event.days for slot in day.slots]
    sessions = [item for day in event.days for item in day.items if isinstance(item, Session)]
    posters = [*event.posters, *(poster for session in sessions for poster in session.posters)]
    talks: list[Talk] = [
        *(slot.talk for slot in slots if slot.talk),
        *(poster.talk for poster in posters),
        *event.talks,
    ]
    return Counts(
        len(slots) + len(posters) + len(event.talks),
        len(sessions),
        len(event.people),
        sum(bool(talk.abstract) for talk in talks),
        len(event.rooms),
    )


def losses_told(losses: Losses, everything: bool = False) -> Iterator[str]:
    """A line for each reason, with how often it holds and for what; then the fields that have no place."""
    for fate in Fate:
        groups: dict[tuple[str, str], list[Loss]] = {}
        for loss in losses.items:
            if loss.fate is fate:
                groups.setdefault((loss.what, loss.reason), []).append(loss)
        for (what, reason), found in groups.items():
            if what == 'field':
                yield from (f'{fate.value}: {loss.name}: {reason}' for loss in found)
                continue
            names = f' {_names(found, everything)}' if any(loss.name != 'all' for loss in found) else ''
            yield f'{fate.value}: {what if names else f"all {what}s"}{names}: {reason}'
    if losses.fields:
        ordered = sorted(losses.fields.items(), key=lambda field: (-field[1], field[0]))
        shown = ordered if everything else ordered[:_FIELDS]
        rest = f', and {len(ordered) - len(shown)} more' if len(ordered) > len(shown) else ''
        listed = ', '.join(f'{name} ({count})' for name, count in shown)
        yield f'without a place in a booklet: {listed}{rest}'


def _names(found: list[Loss], everything: bool) -> str:
    names = list(dict.fromkeys(_short(loss) for loss in found))
    shown = names if everything else names[:_SHOWN]
    rest = f' and {len(names) - len(shown)} more' if len(names) > len(shown) else ''
    return ', '.join(shown) + rest


def _short(loss: Loss) -> str:
    name = ' '.join(loss.name.split())
    name = name if len(name) <= _LETTERS else f'{name[:_LETTERS].rsplit(None, 1)[0]} …'
    return f'“{name}”' + (f' ({loss.origin})' if loss.origin else '')
