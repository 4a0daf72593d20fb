"""All that a programme tells besides titles, abstracts and names: to say what a format has no place for.

In: an `Event`. Out: how often each kind of detail stands in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator

from booklet.exporters.left import Left
from booklet.model import Checks, Contribution, Event, Kind, Poster, Role, Session, Talk


def tell(event: Event, holds: Container[str], left: Left) -> None:
    """Tell what is in the programme and not among what a format `holds`."""
    for what, count in inventory(event).items():
        if what not in holds:
            left.out(what, count=count)


def inventory(event: Event) -> Counter[str]:
    items = [item for day in event.days for item in day.items]
    sessions = [item for item in items if isinstance(item, Session)]
    slots = [slot for day in event.days for slot in day.slots]
    every = list(talks(event))
    parts = [part for talk in every for part in talk.people]
    parts += [part for slot in slots if slot.talk is None for part in slot.people]
    found = {
        'subtitles of the event': bool(event.subtitle),
        'short titles of the event': event.short_title != event.title.source,
        'places of the event': bool(event.place),
        'dates in words': bool(event.dates_text),
        'organisers': len(event.organisers),
        'funders': len(event.funders),
        'sponsors': len(event.sponsors),
        'committees': len(event.committees),
        'practical information': len(event.information),
        'addresses of the programme online': bool(event.online),
        'versions': bool(event.version),
        'dates of the last change': event.updated is not None,
        'marks of a draft': event.draft,
        'titles of days': sum(bool(day.title) for day in event.days),
        'affiliations': sum(len(part.affiliations) for part in parts),
        'biographies': sum(bool(person.biography) for person in event.people),
        'portraits': sum(bool(person.photo) for person in event.people),
        'other names of people': sum(len(person.also) for person in event.people),
        'addresses of people': sum(bool(person.url) for person in event.people),
        'people who take part in nothing': _idle(event, [*parts, *(c for s in sessions for c in s.chairs)]),
        'people’s roles': sum(part.role is not Role.SPEAKER for part in parts),
        'sessions': len(sessions),
        'chairs': sum(len(session.chairs) for session in sessions),
        'affiliations of chairs': sum(len(chair.affiliations) for session in sessions for chair in session.chairs),
        'notes': sum(bool(slot.note) for slot in slots) + sum(bool(session.note) for session in sessions),
        'further rooms': sum(len(slot.further_rooms) for slot in slots),
        'ends of days': sum(slot.kind is Kind.END for slot in slots),
        'titles as the agenda words them': sum(bool(talk.agenda_title) for talk in every),
        'subtitles': sum(bool(talk.subtitle) for talk in every),
        'boards': sum(bool(poster.board) for poster in _posters(event, sessions)),
        'keywords': sum(len(talk.keywords) for talk in every),
        'repetitions': sum(bool(talk.repeat_of) for talk in every),
        'addresses of talks': sum(bool(talk.url) for talk in every),
        'languages of talks': sum(talk.title.language != event.language for talk in every),
        'colours of tracks': sum(bool(track.colour) for track in event.tracks),
        'kinds of markup': sum(bool(talk.abstract and talk.abstract.dialect) for talk in every),
        'what check shall look for': event.checks != Checks(),
        'parts of the book': event.parts is not None,
    }
    return Counter({what: int(count) for what, count in found.items() if count})


def talks(event: Event) -> Iterator[Talk]:
    """Every talk and poster."""
    for day in event.days:
        for item in day.items:
            for slot in item.slots if isinstance(item, Session) else (item,):
                if slot.talk is not None:
                    yield slot.talk
            if isinstance(item, Session):
                yield from (poster.talk for poster in item.posters)
    yield from (poster.talk for poster in event.posters)
    yield from event.talks


def _posters(event: Event, sessions: Iterable[Session]) -> Iterator[Poster]:
    yield from event.posters
    for session in sessions:
        yield from session.posters


def _idle(event: Event, parts: Iterable[Contribution]) -> int:
    busy = {part.person.id for part in parts}
    return sum(person.id not in busy for person in event.people)
