"""The speaker index: everybody who gives a talk, under their family name's letter, with the pages of their abstracts.

In: the event and the page of every abstract, or of its line in the agenda where the book has no abstracts. Out: one
section. Those who only write with others are in the author index; a book without one has them here.
"""

from __future__ import annotations

from booklet.block import Section
from booklet.blocks.pieces import lemmas, talkers
from booklet.brief import Brief, Listed
from booklet.model import Entry, Event

NEEDS_NUMBERS = True


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,) if talkers.of_event(event, everybody=_everybody(event)) else ()


def weight(event: Event, entry: Entry, key: int) -> int:
    return 40 * len(event.people)


def section(brief: Brief, key: int) -> Section:
    return talkers.section(brief, everybody=_everybody(brief.event))


def listing(brief: Brief) -> tuple[Listed, ...]:
    return lemmas.listing(brief)


def _everybody(event: Event) -> bool:
    return not event.shows('author_index')
