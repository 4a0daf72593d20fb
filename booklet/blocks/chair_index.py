"""The chair index: everybody who chairs a session, with the pages where these stand in the agenda.

In: the event and the page of every session in the agenda, or of its first talk where the book has no agenda. Out: one
section.
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet import references
from booklet.block import Section
from booklet.blocks.pieces import lemmas
from booklet.blocks.pieces.page_ranges import Place
from booklet.brief import Brief, Listed
from booklet.markup import Style
from booklet.model import Entry, Event, Person, Session

NEEDS_NUMBERS = True


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,) if any(session.chairs for session in _sessions(event)) else ()


def weight(event: Event, entry: Entry, key: int) -> int:
    return 40 * sum(len(session.chairs) for session in _sessions(event))


def section(brief: Brief, key: int) -> Section:
    people: dict[str, Person] = {}
    places: dict[str, list[Place]] = {}
    for session in _sessions(brief.event):
        for one in session.chairs:
            people[one.person.id] = one.person
            places.setdefault(one.person.id, []).extend(_places(brief, session))
    anchors = {id_: references.entry(brief.entry.name, id_) for id_ in people}
    found = [lemmas.of_person(people[id_], anchor=anchors[id_], places=tuple(places[id_])) for id_ in people]
    sent = lemmas.also_known((person, anchors[person.id]) for person in people.values())
    return lemmas.section(brief, lemmas.joined(found, sent))


def listing(brief: Brief) -> tuple[Listed, ...]:
    return lemmas.listing(brief)


def _sessions(event: Event) -> Iterator[Session]:
    return (item for day in event.days for item in day.items if isinstance(item, Session))


def _places(brief: Brief, session: Session) -> tuple[Place, ...]:
    anchor = references.session(session.id)
    if anchor in brief.numbers:
        return (Place(brief.numbers[anchor], anchor),)
    talks = [slot.talk.id for slot in session.slots if slot.talk] + [poster.talk.id for poster in session.posters]
    return lemmas.talk_places(brief, ((id_, Style.PLAIN) for id_ in talks))[:1]
