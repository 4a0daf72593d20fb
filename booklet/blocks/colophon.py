"""To be written.

In: the event. Out: nothing yet.
"""

from __future__ import annotations

from booklet.block import Section
from booklet.brief import Brief, Listed
from booklet.model import Entry, Event

NEEDS_NUMBERS = False


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return ()


def weight(event: Event, entry: Entry, key: int) -> int:
    return 0


def listing(brief: Brief) -> tuple[Listed, ...]:
    return ()


def section(brief: Brief, key: int) -> Section:
    return Section((), {})
