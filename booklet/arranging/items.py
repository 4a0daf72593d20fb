"""Items of a draft, one by one: made fit for the content, and told for what they are.

In: an `Item`. Out: the same with a title and times that can be, and its `Kind`.
"""

from __future__ import annotations

from dataclasses import replace

from booklet.arranging.clean import line
from booklet.draft import Item, Losses
from booklet.load.context import visible
from booklet.load.programme import UNANNOUNCED
from booklet.load.times import LAST
from booklet.model import Kind
from booklet.reading.kinds import kind_of


def usable(item: Item, losses: Losses) -> Item | None:
    """The item with times and a title that the content can hold; None where there is nothing to show."""
    shown = line(item.title)
    if not visible(shown):
        if not item.people and not item.abstract:
            losses.dropped('event', item.key or '(no title)', 'has neither title nor people', item.origin)
            return None
        losses.changed('event', item.key or '(no title)', 'has no title: TBA stands for it', item.origin)
        item = replace(item, title='TBA')
    start, end = item.start, item.end
    if start is not None and not 0 <= start < LAST:
        losses.changed('time', shown, 'does not begin on its day: left out', item.origin)
        start = end = None
    if end is not None and (start is None or end < start):
        losses.changed('time', shown, 'ends before it begins: the end is left out', item.origin)
        end = None
    if end is not None and end >= LAST:
        losses.changed('time', shown, 'ends days later: the end is left out', item.origin)
        end = None
    return replace(item, start=start, end=end)


def told_kind(item: Item) -> Kind:
    """As the source says, else as its title and what else is told of it speak for."""
    if item.poster or item.board:
        return Kind.TALK
    if item.kind is not None:
        return item.kind
    if item.date is None or item.abstract:
        return Kind.TALK
    told = kind_of(item.title)
    if told in (Kind.BREAK, Kind.MEAL) and not item.people:
        return told
    if told in (Kind.SOCIAL, Kind.REMARKS):
        return told
    bare = not (item.people or item.subtitle or item.keywords or item.repeat_of)
    return Kind.REMARKS if bare and not UNANNOUNCED.fullmatch(line(item.title)) else Kind.TALK
