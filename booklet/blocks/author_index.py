"""The author index: everybody who speaks or writes, with the pages of their abstracts.

In: the event and the page of every abstract, or of its line in the agenda where the book has no abstracts. Out: one
section. Pages of talks that somebody gives stand out from those that they only have a part in.
"""

from __future__ import annotations

from booklet.block import Section
from booklet.blocks.pieces import lemmas, talkers
from booklet.brief import Brief, Listed
from booklet.model import Entry, Event

NEEDS_NUMBERS = True


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,) if talkers.of_event(event, everybody=True) else ()


def weight(event: Event, entry: Entry, key: int) -> int:
    return 40 * len(event.people)


def section(brief: Brief, key: int) -> Section:
    return talkers.section(brief, everybody=True)


def listing(brief: Brief) -> tuple[Listed, ...]:
    return lemmas.listing(brief)
