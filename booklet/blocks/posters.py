"""The posters by their boards, in natural order: P2 before P10; those of sessions and those of none.

In: the event. Out: sections of whole sessions, as many posters in each as `orders` has in a chapter. Where several
sessions number their boards alike, or each has a stretch of its own, they stand under their sessions; else one sequence
runs through all, and each poster tells its session.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from booklet import references
from booklet.block import Block, Section, Text
from booklet.blocks.pieces.common import DOT, chairs_and_room, day_marks, day_name, title
from booklet.blocks.pieces.given import Given, by_board, of_event, repeats
from booklet.blocks.pieces.orders import MANY, Stretch
from booklet.blocks.pieces.talk import Talks, Told, explained, listed, spanning
from booklet.brief import Brief, Listed
from booklet.design import PartOptions
from booklet.language import format_times
from booklet.markup import Inline
from booklet.model import Entry, Event

NEEDS_NUMBERS = False
_WEIGHT = 200  # characters that an abstract's heading is worth


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return tuple(range(len(chapters(_hung(event)))))


def weight(event: Event, entry: Entry, key: int) -> int:
    talks = [given for stretch in chapters(_hung(event))[key] for given in stretch.talks]
    return sum(len(given.talk.abstract.source) + _WEIGHT for given in talks)


def listing(brief: Brief, *, talks: bool = False) -> tuple[Listed, ...]:
    found = [Listed(brief.title, references.part(brief.entry.id))]
    if talks:
        for stretch in in_order(_hung(brief.event)):
            found += [listed(given, brief.language) for given in stretch.talks]
    return tuple(found)


def section(brief: Brief, key: int) -> Section:
    event, anchor = brief.event, references.part(brief.entry.id)
    hung = _hung(event)
    stretches = chapters(hung)[key]
    headed = len(in_order(hung)) > 1 or stretches[0].session is not None
    blocks: list[Block] = []
    bookmarks: list[tuple[str, str, int]] = []
    if key == 0:
        blocks.append(Text((Inline(brief.title),), 'part_title', 'H1', anchor=anchor))
        blocks += explained(hung, brief)
        bookmarks.append((brief.title, anchor, 0))
    head = spanning(brief, blocks)
    talks = Talks(brief, _options(brief), repeats(list(of_event(event))), Told(day=headed, session=headed))
    for stretch in stretches:
        blocks += _heading(brief, stretch)
        for given in stretch.talks:
            blocks.append(talks.block(given))
            shown = listed(given, brief.language)
            bookmarks.append((shown.text, shown.anchor, 1))
    return Section(tuple(blocks), {'part': brief.title, 'day': ''}, tuple(bookmarks), head)


def _hung(event: Event) -> list[Given]:
    return [given for given in of_event(event) if given.poster]


def _options(brief: Brief) -> PartOptions:
    """Those of the abstracts, where the layout says nothing of posters."""
    return brief.options if brief.options.length('time_width') else brief.layout.parts['abstracts']


def in_order(hung: Sequence[Given]) -> list[Stretch]:
    """The posters by their boards, under their sessions where each has a stretch of its own."""
    by_session: dict[str, list[Given]] = {}
    for given in hung:
        by_session.setdefault(given.session.id if given.session else '', []).append(given)
    for group in by_session.values():
        group.sort(key=lambda given: by_board(given.board))
    whole = sorted(hung, key=lambda given: by_board(given.board))
    boards = [given.board for given in hung if given.board]
    runs = [list(run) for _, run in groupby(whole, lambda given: given.session.id if given.session else '')]
    if len(runs) == len(by_session) and len(set(boards)) == len(boards):
        return [Stretch(tuple(run), run[0].session) for run in runs]
    if len(set(boards)) == len(boards) == len(hung):
        return [Stretch(tuple(whole))]
    return [Stretch(tuple(group), group[0].session) for group in by_session.values()]


def chapters(hung: Sequence[Given]) -> list[list[Stretch]]:
    """What is set apart from all else: whole sessions, as long as they are not too many posters together."""
    found: list[list[Stretch]] = []
    for stretch in in_order(hung):
        for start in range(0, len(stretch.talks), MANY):
            piece = Stretch(stretch.talks[start : start + MANY], stretch.session)
            taken = sum(len(one.talks) for one in found[-1]) if found else MANY
            if taken + len(piece.talks) > MANY:
                found.append([])
            found[-1].append(piece)
    return found


def _heading(brief: Brief, stretch: Stretch) -> list[Block]:
    """The session, and when and where it is."""
    session, day = stretch.session, stretch.talks[0].day
    if session is None:
        return []
    marks = day_marks(brief.event, day) if day else ()
    blocks: list[Block] = [Text(title(session.title, brief.language), 'abstracts_session', 'H2', marks=marks)]
    said = [day_name(brief.event, day)] if day else []
    said.append(format_times(session.start, session.end, brief.event.clock, brief.language))
    said.append(chairs_and_room(session.chairs, session.room, brief.language))
    text = DOT.join(filter(None, said))
    return [*blocks, Text((Inline(text),), 'session_details')] if text else blocks
