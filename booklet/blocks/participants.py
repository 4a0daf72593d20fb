"""The list of participants: everybody whom the content names, with their affiliations and, where one is given, their
page on the web.

In: the event. Out: one section. Mail addresses are not shown: the content has none.
"""

from __future__ import annotations

from booklet import references
from booklet.block import Block, Group, Section, Text
from booklet.blocks.pieces import lemmas
from booklet.blocks.pieces.common import affiliation_text
from booklet.blocks.pieces.lemmas import Lemma
from booklet.brief import Brief, Listed
from booklet.itemise import isolated
from booklet.markup import Inline
from booklet.model import Entry, Event, Person

NEEDS_NUMBERS = False


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,) if event.people else ()


def weight(event: Event, entry: Entry, key: int) -> int:
    return 80 * len(event.people)


def section(brief: Brief, key: int) -> Section:
    people = {person.id: person for person in brief.event.people}
    everybody = [
        lemmas.of_person(person, anchor=references.entry(brief.entry.name, id_)) for id_, person in people.items()
    ]
    return lemmas.section(brief, everybody, entry=lambda lemma: _participant(brief, lemma, people[lemma.id]))


def listing(brief: Brief) -> tuple[Listed, ...]:
    return lemmas.listing(brief)


def _participant(brief: Brief, lemma: Lemma, person: Person) -> Block:
    """A name, and quietly below it where they work and their page; never parted."""
    language = brief.language
    name = Inline(lemmas.shown(brief, lemma, 'participant_name'))
    blocks = [Text((name,), 'participant_name', anchor=lemma.anchor, marks=(lemmas.mark(lemma),))]
    for affiliation in person.affiliations:
        place = Inline(isolated(affiliation_text(affiliation, language), language))
        blocks.append(Text((place,), 'participant_details', keep=True))
    if person.url:
        blocks.append(Text((Inline(lemmas.address(person.url), link=person.url),), 'participant_details', keep=True))
    return Group('', tuple(blocks))
