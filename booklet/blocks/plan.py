"""A plan of the venue: on a page, lying on it, or across two pages that face each other, cut exactly at the fold.

In: the part's entry, which names the file. Out: one section. Its title stands above it, except where that would take
room from a plan that fills the page.
"""

from __future__ import annotations

from dataclasses import replace

from booklet import references
from booklet.block import Frame, Section, Sheet, Stack, Text
from booklet.blocks.pieces import full
from booklet.brief import Brief, Listed
from booklet.markup import Inline
from booklet.model import Entry, Event
from booklet.units import Rect

NEEDS_NUMBERS = False


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,)


def weight(event: Event, entry: Entry, key: int) -> int:
    return 1


def listing(brief: Brief) -> tuple[Listed, ...]:
    return (Listed(brief.title, references.part(brief.entry.id)),)


def section(brief: Brief, key: int) -> Section:
    anchor = references.part(brief.entry.id)
    bookmarks = ((brief.title, anchor, 0),)
    picture, image = full.picture_of(brief, brief.title)
    head = (Text((Inline(brief.title),), 'plan_title', 'H1', anchor=anchor),)
    taken = _taken(brief, head)
    form = brief.entry.text('form')
    if form == 'spread' and full.faces(brief):
        section = full.spread(brief, picture, _across(brief, taken), Sheet((Stack(head, 0.0),)))
        return replace(section, bookmarks=bookmarks)
    frame, turned = brief.frame, form == 'turned'
    height = frame.height - taken
    if image is not None:  # close to its title, rather than in the middle of what is left
        height = min(height, frame.width * image.aspect if turned else frame.width / image.aspect)
    placed = replace(picture, width=frame.width, height=height, turned=turned)
    sheet = Sheet((Stack(head, 0.0),), frames=(Frame(0.0, taken, frame.width, height, picture=placed),))
    return Section((sheet,), {'part': brief.title}, bookmarks)


def _taken(brief: Brief, head: tuple[Text, ...]) -> float:
    """What the title takes of the text block, with the space below it, on the grid."""
    step = brief.layout.grid or 1.0
    height = brief.gauge.height(head, brief.frame.width) + brief.layout.styles['plan_title'].space_after
    return -(-(height - 0.01) // step) * step


def _across(brief: Brief, taken: float) -> Rect:
    """The text blocks of two facing pages and what is between them, below the title; the left page's corner is 0."""
    layout = brief.layout
    left, right = layout.text_block(recto=False), layout.text_block(recto=True)
    top = left.y1 - taken
    return Rect(left.x0, left.y1 - brief.frame.height, layout.page.width + right.x1, top)
