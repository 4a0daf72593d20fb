"""The half-title: the short title alone, set high on the first page, as books have it before their title.

In: the event. Out: one section of one sheet.
"""

from __future__ import annotations

from booklet.block import Section, Sheet, Stack, Text
from booklet.blocks.pieces.common import plain, title
from booklet.brief import Brief, Listed
from booklet.model import Entry, Event

NEEDS_NUMBERS = False
_HIGH = 0.2  # of the text block: where the title stands when the layout does not say


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,)


def weight(event: Event, entry: Entry, key: int) -> int:
    return 200


def listing(brief: Brief) -> tuple[Listed, ...]:
    return ()


def section(brief: Brief, key: int) -> Section:
    event = brief.event
    own = brief.entry.text('title') or event.short_title
    # A short title that nobody has given is the title, with its markup.
    shown = title(event.title, event.language) if own == event.title.source else (plain(own, event.language),)
    y = brief.options.length('title_y') or brief.frame.height * _HIGH
    return Section((Sheet((Stack((Text(shown, 'half_title'),), y),)),), {'part': ''})
