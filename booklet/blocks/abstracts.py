"""Abstracts by day: each day begins a page; time, title, people and affiliations stand above each abstract.

In: the event. Out: one section a day. An abstract is a unit, kept whole where little space is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from booklet import references
from booklet.block import Anchor, Block, Cell, Group, Inlines, Ornament, Row, Section, Text
from booklet.blocks.common import (
    affiliation_text,
    affiliations,
    chairs_and_room,
    day_marks,
    day_name,
    linked_names,
    names,
    plain,
    plain_cells,
    plain_title,
    time_cells,
    title,
    untied,
)
from booklet.blocks.prose import Margins, prose
from booklet.brief import Brief, Listed
from booklet.design import Layout
from booklet.itemise import isolated
from booklet.language import comma, format_time, labelled, words
from booklet.markup import Inline, Style
from booklet.model import Day, Entry, Event, Kind, Poster, Role, Session, Slot, Talk

NEEDS_NUMBERS = False


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    """Days that have talks or posters, by their number; then the posters, and the talks, that belong to none."""
    days = tuple(n for n, day in enumerate(event.days) if any(talks for _, talks in _sessions(day)))
    last = len(event.days)
    return (*days, *((last,) if event.posters else ()), *((last + 1,) if event.talks else ()))


def weight(event: Event, entry: Entry, key: int) -> int:
    return sum(
        len(slot.talk.abstract.source) + 200 for _, talks in _content(event, key) for slot, _ in talks if slot.talk
    )


def listing(brief: Brief) -> tuple[Listed, ...]:
    event = brief.event
    found = [Listed(brief.title, references.part(brief.entry.id))]
    return (*found, *(Listed(*_heading(event, key), 1) for key in sections(event, brief.entry)))


def section(brief: Brief, key: int) -> Section:
    event, layout, options = brief.event, brief.layout, brief.options
    language, part = event.language, brief.title
    name, anchor = _heading(event, key)
    template = options.text('day_heading')
    blocks: list[Block] = []
    bookmarks: list[tuple[str, str, int]] = []
    if key == sections(event, brief.entry)[0]:
        if '{part}' in template:
            blocks.append(Anchor(references.part(brief.entry.id)))
        else:
            blocks.append(Text((Inline(part),), 'part_title', 'H1', anchor=references.part('abstracts')))
        bookmarks.append((part, anchor, 0))
    marks = day_marks(event, event.days[key]) if key < len(event.days) else (('day', untied(name)),)
    heading = template.replace('{part}', part).replace('{day}', name)
    blocks.append(Text((Inline(heading),), 'abstracts_day', 'H2', anchor=anchor, marks=marks))
    bookmarks.append((untied(name), anchor, 1))
    for session, talks in _content(event, key):
        if session and talks:
            blocks += _session(event, session)
        for slot, board in talks:
            blocks.append(_talk(event, layout, slot, board))
            assert slot.talk is not None  # chosen below
            bookmarks.append((_bookmark(slot.talk, language), references.talk(slot.talk.id), 2))
    return Section(tuple(blocks), {'part': part, **dict(marks)}, tuple(bookmarks))


def _heading(event: Event, key: int) -> tuple[str, str]:
    if key == len(event.days):
        return words(event.language)['Posters'], references.posters('abstracts')
    if key > len(event.days):
        return words(event.language)['Contributions'], references.talks('abstracts')
    day = event.days[key]
    return day_name(event, day), references.day('abstracts', day.date)


_Talks = list[tuple[Slot, str]]  # with its board, where it is a poster


def _content(event: Event, key: int) -> list[tuple[Session | None, _Talks]]:
    if key == len(event.days):
        return [(None, [_hung(poster) for poster in event.posters])]
    if key > len(event.days):
        return [(None, [(Slot(Kind.TALK, talk.title, talk=talk), '') for talk in event.talks])]
    return _sessions(event.days[key])


def _sessions(day: Day) -> list[tuple[Session | None, _Talks]]:
    """The talks of a day, under their sessions where they have one."""
    found: list[tuple[Session | None, _Talks]] = []
    for item in day.items:
        if isinstance(item, Session):
            talks = [(slot, '') for slot in item.slots if slot.talk] + [_hung(poster) for poster in item.posters]
            found.append((item, talks))
        elif item.talk:
            found.append((None, [(item, '')]))
    return found


def _hung(poster: Poster) -> tuple[Slot, str]:
    return Slot(Kind.TALK, poster.talk.title, talk=poster.talk), poster.board


def _bookmark(talk: Talk, language: str) -> str:
    people = untied(names((c for c in talk.people if c.role is not Role.AUTHOR), language))
    heading = plain_title(talk.title, language) if talk.announced else ''
    return ': '.join(filter(None, (people, heading))) or words(language)['To be announced']


def _session(event: Event, session: Session) -> list[Block]:
    """The heading of a session, with its room and chair below it."""
    blocks: list[Block] = [Text(title(session.title, event.language), 'session_title', 'H3')]
    details = chairs_and_room(session.chairs, session.room, event.language)
    if details:
        blocks.append(Text((Inline(details),), 'session_details'))
    return blocks


def _talk(event: Event, layout: Layout, slot: Slot, board: str = '') -> Group:
    talk = slot.talk
    assert talk is not None  # the caller looked
    language = talk.title.language or event.language
    header = _line_header if layout.parts['abstracts'].get('header') == 'line' else _axis_header
    blocks = [*header(event, layout, slot, talk, board)]
    if talk.cancelled or slot.cancelled:
        blocks.append(Text((Inline(words(event.language)['Cancelled']),), 'note'))
    body = _body(talk, language, layout) if talk.abstract else []
    if not talk.abstract:
        key = 'Abstract to be announced' if talk.announced else 'Title and abstract to be announced'
        body = [Text((Inline(words(event.language)[key]),), 'note')]
    inwards = layout.styles['abstract_text'].indent - layout.styles['note'].indent  # to stand below the abstract
    below: list[Block] = []
    if talk.keywords:
        label = words(event.language)['Keywords']
        each = comma(event.language).join(isolated(word, event.language) for word in talk.keywords)
        listed = plain(labelled(label, each, event.language), language)
        below.append(Text((listed,), 'note', indent=inwards, keep=True))
    if talk.url:
        below.append(Text((Inline(talk.url, link=talk.url),), 'note', indent=inwards, keep=True))
    notes = next((number for number, block in enumerate(body) if isinstance(block, Ornament)), len(body))
    blocks += [*body[:notes], *below, *body[notes:]]  # footnotes, below their rule, come last
    return Group('Sect', tuple(blocks), unit=True, language=language if language != event.language else '')


def _line_header(event: Event, layout: Layout, slot: Slot, talk: Talk, board: str) -> Iterator[Block]:
    """“8:30 am **Names** — Affiliations” on one line, the title below."""
    language = event.language
    time = board or (format_time(slot.start, event.clock, language) if slot.start is not None else '')
    shown = [replace(i, style=i.style | Style.STRONG) for i in _people(event, talk) if isinstance(i, Inline)]
    places = '; '.join(isolated(affiliation_text(a, language), language) for a in affiliations(talk.people))
    tail = Inline(f' — {places}' if places else '')
    link = '#' + references.in_agenda(talk.id) if event.shows('agenda') else ''
    lead = (Inline(time, link=link), Inline(' ')) if time else ()
    yield Text((*lead, *shown, tail), 'talk_speaker', anchor=references.talk(talk.id))
    if talk.announced:
        yield Text(title(talk.title, language), 'talk_title', 'H3', language=talk.title.language, span=talk.title.span)
        yield from _subtitle(talk, language)


def _axis_header(event: Event, layout: Layout, slot: Slot, talk: Talk, board: str) -> Iterator[Block]:
    """The time left of the axis, title, names and affiliations right of it."""
    language = event.language
    options = layout.parts['abstracts']
    axis = options.length('time_width')
    gap = options.length('gap')
    link = '#' + references.in_agenda(talk.id) if event.shows('agenda') else ''
    lead = (
        plain_cells(board, axis - gap, 'talk_time')
        if board
        else time_cells(event, layout, slot.start, axis - gap, 'talk_time', link)
    )
    width = layout.column_width(options.master) - axis
    people = _people(event, talk)
    if talk.announced:
        heading = Cell(title(talk.title, language), 'talk_title', axis, width, 'H3', span=talk.title.span)
        after = people
    else:
        heading = Cell(people, 'talk_speaker', axis, width, 'H3')
        after = ()
    yield Row((*lead, heading), '', references.talk(talk.id), layout.styles['talk_title'].space_before, 0.0, True)
    if talk.announced:
        yield from _subtitle(talk, language)
    if after:
        yield Text(after, 'talk_speaker', language=talk.title.language)
    places = affiliations(talk.people)
    numbered = len(places) > 1 and len(talk.people) > 1
    for number, place in enumerate(places, 1):
        text = plain(affiliation_text(place, language), language)
        lead_in = (Inline(str(number), Style.SUPERSCRIPT), Inline('\u2009')) if numbered else ()
        yield Text((*lead_in, text), 'talk_affiliation')


def _subtitle(talk: Talk, language: str) -> Iterator[Block]:
    if talk.subtitle:
        yield Text(title(talk.subtitle, language), 'talk_subtitle', language=talk.subtitle.language)


def _people(event: Event, talk: Talk) -> Inlines:
    """The talk's people, speakers first, with the numbers of their affiliations where these differ."""
    people = sorted(talk.people, key=lambda c: c.role is Role.AUTHOR)
    places = affiliations(talk.people)
    numbers: list[str] = []
    if len(places) > 1 and len(people) > 1:
        order = {a.id: n for n, a in enumerate(places, 1)}
        numbers = [','.join(str(order[a.id]) for a in c.affiliations) for c in people]
    return linked_names(event, people, numbers)


def _body(talk: Talk, language: str, layout: Layout) -> list[Block]:
    """The abstract's paragraphs; the first differs in style from those that follow."""
    styles = layout.styles
    measure = layout.column_width(layout.parts['abstracts'].master)
    margins = Margins(measure, styles['table_cell'].indent, styles['abstract_text'].size)
    return list(prose(talk.abstract, language, margins, talk.id))
