"""The abstracts, in the order that the content asks for: by day, session, track, title or name.

In: the event. Out: one section a chapter of `orders`, each of which begins a page. An abstract is a unit, kept whole
where little space is lost. Posters stand here unless the book has a part of their own for them.
"""

from __future__ import annotations

from booklet import references
from booklet.block import Anchor, Block, Inlines, Section, Text
from booklet.blocks.pieces import orders
from booklet.blocks.pieces.common import DOT, chairs_and_room, day_marks, day_name, plain_title, title, untied
from booklet.blocks.pieces.given import Given, of_event, repeats
from booklet.blocks.pieces.orders import Chapter, Stretch
from booklet.blocks.pieces.talk import Talks, Told, bookmark, explained, listed, spanning
from booklet.brief import Brief, Listed
from booklet.language import format_times
from booklet.markup import Inline
from booklet.model import Entry, Event, Session

NEEDS_NUMBERS = False
_WEIGHT = 200  # characters that an abstract's heading is worth


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return orders.keys(event, entry.text('order'), _posters(event))


def weight(event: Event, entry: Entry, key: int) -> int:
    talks = orders.chapter(event, entry.text('order'), key, _posters(event)).talks
    return sum(len(given.talk.abstract.source) + _WEIGHT for given in talks)


def listing(brief: Brief, *, talks: bool = False) -> tuple[Listed, ...]:
    """Days or tracks; sessions, in their order; titles and names are found by the alphabet. With `talks`, those too."""
    found = [Listed(brief.title, references.part(brief.entry.id))]
    for key in sections(brief.event, brief.entry):
        chapter = _chapter(brief, key)
        if chapter.name and not _by_session(brief):
            found.append(Listed(chapter.name, chapter.anchor, 1))
        for stretch in chapter.stretches:
            if _by_session(brief):
                found.append(Listed(*_session_head(brief, chapter, stretch), 1))
            if talks:
                found += [listed(given, brief.language) for given in stretch.talks]
    return tuple(found)


def section(brief: Brief, key: int) -> Section:
    event, chapter = brief.event, _chapter(brief, key)
    programme = list(of_event(event))
    links, by_title = brief.entry.text('links'), brief.entry.text('order') == 'title'
    talks = Talks(brief, brief.options, repeats(programme), _told(brief), links, by_title)
    blocks: list[Block] = []
    bookmarks: list[tuple[str, str, int]] = []
    anchor = references.part(brief.entry.id)
    marks = _marks(event, key, chapter)
    if key == sections(event, brief.entry)[0]:
        shown = [one for one in programme if not one.poster or _posters(event)]
        bookmarks.append((brief.title, anchor, 0))
        if '{part}' in brief.options.text('day_heading') and chapter.name and not _by_session(brief):
            blocks.append(Anchor(anchor))
        else:
            blocks.append(Text((Inline(brief.title),), 'part_title', 'H1', anchor=anchor))
        blocks += explained(shown, brief)
    if chapter.name and not _by_session(brief):
        text = brief.options.text('day_heading').replace('{part}', brief.title).replace('{day}', chapter.name)
        blocks.append(Text((Inline(text),), 'abstracts_day', 'H2', anchor=chapter.anchor, marks=marks))
        bookmarks.append((untied(chapter.name), chapter.anchor, 1))
    head = spanning(brief, blocks)
    level = 2 if chapter.name else 1
    for stretch in chapter.stretches:
        if _by_session(brief):
            blocks += _session(brief, chapter, stretch, marks)
            bookmarks.append((*_session_head(brief, chapter, stretch), 1))
        elif stretch.session and talks.told.session:
            blocks += _session_title(brief, stretch.session)
        for given in stretch.talks:
            blocks.append(talks.block(given))
            bookmarks.append((bookmark(given.talk, event.language), references.talk(given.talk.id), level))
    return Section(tuple(blocks), {'part': brief.title, **dict(marks)}, tuple(bookmarks), head)


def _posters(event: Event) -> bool:
    """Whether posters stand among the abstracts."""
    return not event.shows('posters')


def _by_session(brief: Brief) -> bool:
    return brief.entry.text('order') == 'session'


def _chapter(brief: Brief, key: int) -> Chapter:
    return orders.chapter(brief.event, brief.entry.text('order'), key, _posters(brief.event))


def _told(brief: Brief) -> Told:
    """What the headings of this order tell of each talk."""
    order = brief.entry.text('order')
    return Told(day=order in ('day', 'session'), session=order in ('day', 'session'), track=order == 'track')


def _marks(event: Event, key: int, chapter: Chapter) -> tuple[tuple[str, str], ...]:
    day = chapter.talks[0].day
    if day is not None and chapter.anchor == references.day('abstracts', day.date):
        return day_marks(event, day)
    return (('day', untied(chapter.name)),)


def _session_title(brief: Brief, session: Session) -> list[Block]:
    """The heading of a session, with its room and chair below it."""
    blocks: list[Block] = [Text(title(session.title, brief.language), 'session_title', 'H3')]
    details = chairs_and_room(session.chairs, session.room, brief.language)
    if details:
        blocks.append(Text((Inline(details),), 'session_details'))
    return blocks


# --- by session: its title is the heading, and the day stands below it ---


def _session(brief: Brief, chapter: Chapter, stretch: Stretch, marks: tuple[tuple[str, str], ...]) -> list[Block]:
    _, anchor = _session_head(brief, chapter, stretch)
    session, language = stretch.session, brief.language
    shown: Inlines = title(session.title, language) if session else (Inline(chapter.name),)
    blocks: list[Block] = [Text(shown, 'abstracts_session', 'H2', anchor=anchor, marks=marks)]
    if session is None:
        return blocks
    first: Given = stretch.talks[0]
    said = [day_name(brief.event, first.day)] if first.day else []
    said.append(format_times(session.start, session.end, brief.event.clock, language))
    blocks.append(Text((Inline(DOT.join(filter(None, said))),), 'session_details'))
    details = chairs_and_room(session.chairs, session.room, language)
    return [*blocks, *([Text((Inline(details),), 'session_details')] if details else [])]


def _session_head(brief: Brief, chapter: Chapter, stretch: Stretch) -> tuple[str, str]:
    """What the contents say of a session, or of talks of a day between sessions, and its anchor."""
    if stretch.session:
        name = plain_title(stretch.session.title, brief.language)
        return name, references.entry(f'{brief.entry.id}-session', stretch.session.id)
    number = [one for one in chapter.stretches if not one.session].index(stretch)
    return untied(chapter.name), f'{chapter.anchor}-{number}' if number else chapter.anchor
