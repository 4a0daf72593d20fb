"""Who speaks and who writes: what the speaker index and the author index have in common.

In: the event. Out: everybody with their talks; the index of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from booklet import references
from booklet.block import Section
from booklet.blocks.pieces import lemmas
from booklet.blocks.pieces.common import index_of_people
from booklet.blocks.pieces.given import of_event as talks_of
from booklet.brief import Brief
from booklet.markup import Style
from booklet.model import Event, Person, Role


@dataclass(frozen=True, slots=True)
class Talker:
    """Somebody, and the ids of the talks that they give, and of those that they only have written with others."""

    person: Person
    given: tuple[str, ...]
    written: tuple[str, ...]

    @property
    def talks(self) -> tuple[tuple[str, bool], ...]:
        """All talks, those first that they give."""
        return (*((id_, True) for id_ in self.given), *((id_, False) for id_ in self.written))


def of_event(event: Event, *, everybody: bool) -> list[Talker]:
    """Those who speak; or everybody who has a part in a talk."""
    people: dict[str, Person] = {}
    talks: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for one in talks_of(event):
        for contribution in one.talk.people:
            person = contribution.person
            people[person.id] = person
            lists = talks.setdefault(person.id, ({}, {}))
            lists[contribution.role is Role.AUTHOR][one.talk.id] = None
    found = (Talker(people[id_], tuple(given), tuple(written)) for id_, (given, written) in talks.items())
    return [talker for talker in found if everybody or talker.given]


def section(brief: Brief, *, everybody: bool) -> Section:
    """Pages of talks that people give are set otherwise where not all are."""
    found = of_event(brief.event, everybody=everybody)
    mixed = everybody and any(talker.written for talker in found) and any(talker.given for talker in found)
    strong = Style.STRONG if mixed else Style.PLAIN
    leading = index_of_people(brief.event) == brief.entry.name
    anchors = {
        talker.person.id: references.in_index(talker.person.id)
        if leading
        else references.entry(brief.entry.name, talker.person.id)
        for talker in found
    }
    entries = [
        lemmas.of_person(
            talker.person,
            anchor=anchors[talker.person.id],
            places=lemmas.talk_places(
                brief, [(id_, strong if gives else Style.PLAIN) for id_, gives in talker.talks if gives or everybody]
            ),
        )
        for talker in found
    ]
    sent = lemmas.also_known((talker.person, anchors[talker.person.id]) for talker in found)
    return lemmas.section(brief, lemmas.joined(entries, sent), lemmas.presenting_note(brief.language) if mixed else ())
