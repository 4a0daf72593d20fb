"""An advertisement: a page, or two that face each other, as its sender made it.

In: the part's entry, which names the file. Out: one section. What has the proportions of the page fills it to its
edges; all else stands in the middle of the text block. Nothing else is on the page, and the contents do not list it.
"""

from __future__ import annotations

from dataclasses import replace

from booklet import references
from booklet.block import Frame, Section, Sheet
from booklet.blocks.pieces import full
from booklet.brief import Brief, Listed
from booklet.language import words
from booklet.model import Entry, Event
from booklet.units import Rect

NEEDS_NUMBERS = False


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,)


def weight(event: Event, entry: Entry, key: int) -> int:
    return 1


def listing(brief: Brief) -> tuple[Listed, ...]:
    return ()


def section(brief: Brief, key: int) -> Section:
    alt = brief.entry.text('alt') or brief.title or words(brief.language)['Advertisement']
    picture, image = full.picture_of(brief, alt)
    anchor = references.part(brief.entry.id)
    page, frame = brief.layout.page, brief.frame
    if brief.entry.text('form') == 'spread' and full.faces(brief):
        if full.bleeds(image, 2 * page.width, page.height):
            box = Rect(0.0, 0.0, 2 * page.width, page.height)
            return full.spread(brief, replace(picture, fit='cover', focus=(0.5, 0.5)), box, Sheet(anchor=anchor))
        left, right = brief.layout.text_block(recto=False), brief.layout.text_block(recto=True)
        box = Rect(left.x0, left.y0, page.width + right.x1, left.y1)
        return full.spread(brief, picture, box, Sheet(anchor=anchor))
    size = brief.layout.size(brief.options.master)
    if full.bleeds(image, size.width, size.height):
        whole = replace(picture, width=size.width, height=size.height, fit='cover', focus=(0.5, 0.5))
        return Section((Sheet(anchor=anchor, picture=whole),), {})
    within = replace(picture, width=frame.width, height=frame.height)
    placed = Frame(0.0, 0.0, frame.width, frame.height, picture=within)
    return Section((Sheet(anchor=anchor, frames=(placed,)),), {})
