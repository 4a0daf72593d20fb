"""The committees: the name of each, its members with what they do in it and where they come from.

In: the committees. Out: one section. What members do hangs left of the axis where it fits there, else after the name.
Many members stand in two columns, read downwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from booklet import references
from booklet.block import Block, Cell, Group, Inlines, Row, Section, Text
from booklet.blocks.pieces.common import affiliation_text, plain, tied
from booklet.brief import Brief, Listed
from booklet.itemise import isolated
from booklet.language import bracketed, comma
from booklet.markup import Inline, Style
from booklet.model import Committee, Entry, Event, Member
from booklet.typography import typeset_text

NEEDS_NUMBERS = False
_MANY = 10  # members: more stand in two columns, where no column is narrower than
_NARROWEST = 12.0  # ems
_DEEPEST = 24  # rows: what is longer is read in stretches of as many, so that no column runs over a page


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,) if event.committees else ()


def weight(event: Event, entry: Entry, key: int) -> int:
    return sum(100 + 60 * len(one.members) for one in event.committees)


def listing(brief: Brief) -> tuple[Listed, ...]:
    return (Listed(brief.title, references.part(brief.entry.id)),)


def section(brief: Brief, key: int) -> Section:
    anchor = references.part(brief.entry.id)
    blocks: list[Block] = [Text((Inline(brief.title),), 'part_title', 'H1', anchor=anchor)]
    hang = _hangs(brief)
    for committee in brief.event.committees:
        heading = Text((plain(committee.name, brief.language),), 'committee_name', 'H2')
        blocks.append(Group('Sect', (heading, Group('Table', tuple(_members(brief, committee, hang=hang))))))
    return Section(tuple(blocks), {'part': brief.title}, ((brief.title, anchor, 0),))


def _hangs(brief: Brief) -> bool:
    """Whether all that members do fits left of the axis."""
    room = brief.options.length('label_width') - brief.options.length('gap')
    duties = [one.duty for committee in brief.event.committees for one in committee.members if one.duty]
    shown = ((plain(duty, brief.language),) for duty in duties)
    return room > 0 and all(brief.gauge.width(duty, 'committee_duty') <= room for duty in shown)


def _members(brief: Brief, committee: Committee, *, hang: bool) -> Iterator[Row]:
    members = committee.members
    axis, gap = brief.options.length('label_width'), brief.options.length('gap')
    width = (brief.column - axis - gap) / 2
    wide = width >= _NARROWEST * brief.layout.styles['committee_member'].size
    if len(members) > _MANY and wide and not (hang and any(one.duty for one in members)):
        yield from _columns(members, brief, axis, width, gap)
        return
    for one in members:
        duty = Cell((plain(one.duty, brief.language),), 'committee_duty', 0.0, axis - gap)
        own = Cell(_member(brief, one, duty=not hang), 'committee_member', axis, brief.column - axis)
        yield Row((duty, own) if hang and one.duty else (own,))


def _columns(members: Sequence[Member], brief: Brief, axis: float, width: float, gap: float) -> Iterator[Row]:
    """Downwards, then to the right."""
    for start in range(0, len(members), 2 * _DEEPEST):
        piece = members[start : start + 2 * _DEEPEST]
        depth = (len(piece) + 1) // 2
        for number in range(depth):
            pair = (piece[number], piece[number + depth] if number + depth < len(piece) else None)
            yield Row(
                tuple(
                    Cell(_member(brief, one) if one else (), 'committee_member', axis + column * (width + gap), width)
                    for column, one in enumerate(pair)
                )
            )


def _member(brief: Brief, one: Member, *, duty: bool = True) -> Inlines:
    """“Ada Alpha (chair), *Analytical Society*”."""
    language, person = brief.language, one.person
    name = isolated(tied(typeset_text(person.name, language)), language)
    said = bracketed(typeset_text(one.duty, language), language) if duty and one.duty else ''
    places = comma(language).join(
        isolated(affiliation_text(place, language), language) for place in person.affiliations
    )
    lead = (Inline(name + said + (comma(language) if places else '')),)
    return (*lead, Inline(places, Style.EMPHASIS)) if places else lead
