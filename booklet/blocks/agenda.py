"""The agenda as a list, day by day: time, title, people, page.

In: the event. Out: one section. Sessions have their chair, room and track above their talks; sessions at the same time
follow one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from booklet import references
from booklet.block import Block, Cell, Group, Inlines, NewPage, Row, Section, Text
from booklet.blocks.common import (
    DOT,
    chairs_and_room,
    day_marks,
    day_name,
    names,
    plain,
    plain_cells,
    time_cells,
    title,
    untied,
)
from booklet.brief import Brief, Listed
from booklet.design import Layout
from booklet.language import bracketed, words
from booklet.markup import Inline, LineBreak, Style
from booklet.model import Day, Entry, Event, Kind, Poster, Role, Session, Slot

NEEDS_NUMBERS = False
_STYLES = {Kind.TALK: 'agenda_title', Kind.BREAK: 'agenda_break', Kind.MEAL: 'agenda_break'}


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,) if event.days or event.posters else ()


def weight(event: Event, entry: Entry, key: int) -> int:
    return 100 * sum(len(day.slots) for day in event.days)


def listing(brief: Brief) -> tuple[Listed, ...]:
    return (Listed(brief.title, references.part(brief.entry.id)),)


def section(brief: Brief, key: int) -> Section:
    event, layout, options = brief.event, brief.layout, brief.options
    heading = brief.title
    anchor = references.part(brief.entry.id)
    blocks: list[Block] = [Text((Inline(heading),), 'part_title', 'H1', anchor=anchor)]
    bookmarks = [(heading, anchor, 0)]
    for number, day in enumerate(event.days):
        if number and options.text('new_page') == 'day':
            blocks.append(NewPage())
        blocks.append(_day(event, layout, day))
        bookmarks.append((untied(day_name(event, day)), references.day('agenda', day.date), 1))
    if event.posters:
        name, anchor = words(event.language)['Posters'], references.posters('agenda')
        rows = tuple(_poster(event, layout, poster) for poster in event.posters)
        title_ = Text((Inline(name),), 'day_title', 'H2', anchor=anchor, marks=(('day', name),))
        blocks.append(Group('Sect', (title_, Group('Table', rows))))
        bookmarks.append((name, anchor, 1))
    return Section(tuple(blocks), {'part': heading}, tuple(bookmarks))


def _day(event: Event, layout: Layout, day: Day) -> Group:
    name = day_name(event, day)
    anchor = references.day('agenda', day.date)
    heading = Text((Inline(name),), 'day_title', 'H2', anchor=anchor, marks=day_marks(event, day))
    rows: list[Block] = []
    for item in day.items:
        if isinstance(item, Session):
            rows += _session(event, layout, item)
        else:
            rows += _rows(event, layout, item)
    if not rows:
        return Group('Sect', (heading, Text((Inline(words(event.language)['No programme']),), 'note')), unit=True)
    return Group('Sect', (heading, Group('Table', tuple(rows))), unit=True)


def _session(event: Event, layout: Layout, session: Session) -> list[Block]:
    """A row that names the session, then its talks; a poster session's posters go by their boards."""
    axis, _ = _title_column(layout)
    width = layout.column_width(layout.parts['agenda'].master) - axis
    language = event.language
    inlines = title(session.title, language)
    if session.cancelled:
        inlines = (*inlines, Inline(bracketed(words(language)['cancelled'], language)))
    time_width = axis - layout.parts['agenda'].length('gap')
    lead = _in_table(time_cells(event, layout, session.start, time_width, 'agenda_session_time'))
    style = layout.styles['agenda_session']
    rows: list[Block] = [
        Row(
            (*lead, Cell(inlines, 'agenda_session', axis, width, 'TH')),
            anchor=references.session(session.id),
            space_before=style.space_before,
            space_after=style.space_after,
            keep_with_next=True,
        )
    ]
    details = DOT.join(
        filter(
            None,
            (
                chairs_and_room(session.chairs, session.room, language),
                session.track.name if session.track else '',
            ),
        )
    )
    if details:
        rows.append(Row((Cell((Inline(details),), 'agenda_details', axis, width),), keep_with_next=True))
    if session.note:
        rows.append(Row((Cell(title(session.note, language), 'agenda_details', axis, width),), keep_with_next=True))
    for slot in session.slots:
        rows += _rows(event, layout, slot, session)
    rows += [_poster(event, layout, poster) for poster in session.posters]
    return rows


def _title_column(layout: Layout) -> tuple[float, float]:
    """The left edge and the width of the titles' column, points."""
    options = layout.parts['agenda']
    axis = options.length('time_width')
    right = options.length('page_width')
    speaker = options.length('speaker_width')
    gap = options.length('gap')
    width = (
        layout.column_width(options.master) - axis - right - (gap if right else 0) - (speaker + gap if speaker else 0)
    )
    return axis, width


def _rows(event: Event, layout: Layout, slot: Slot, session: Session | None = None) -> list[Block]:
    """A slot's row, and its note below it."""
    rows: list[Block] = [_row(event, layout, slot, session)]
    if slot.note:
        axis, width = _title_column(layout)
        note = Cell(title(slot.note, event.language), 'agenda_details', axis, width, span=slot.note.span)
        rows.append(Row((note,), follows=True))
    return rows


def _row(event: Event, layout: Layout, slot: Slot, session: Session | None = None) -> Row:
    options = layout.parts['agenda']
    language = event.language
    talk = slot.talk
    axis, width = _title_column(layout)
    style_name = _STYLES.get(slot.kind, 'agenda_event')
    shown = (
        title(talk.agenda_title or talk.title, talk.title.language or language) if talk else title(slot.title, language)
    )
    if slot.cancelled or (talk and talk.cancelled):
        shown = (*shown, Inline(bracketed(words(language)['cancelled'], language)))
    linked = '#' + references.talk(talk.id) if talk and event.shows('abstracts') else ''
    people = names((c for c in (talk.people if talk else slot.people) if c.role is not Role.AUTHOR), language)
    people = DOT.join(filter(None, (people, *_place(event, slot, session))))
    time_style = 'agenda_time' if talk else 'agenda_break_time'
    cells = _in_table(time_cells(event, layout, slot.start, axis - options.length('gap'), time_style, linked))
    style = layout.styles[style_name]
    speaker = options.length('speaker_width')
    cells.append(
        Cell(_under(shown, '' if speaker else people, language), style_name, axis, width, link=linked, span=slot.span)
    )
    right = layout.column_width(options.master)
    page = options.length('page_width')
    if speaker:
        x = right - page - options.length('gap') - speaker
        cells.append(Cell((plain(people, language),) if people else (), 'agenda_speaker', x, speaker))
    if page and linked:
        cells.append(Cell((), 'agenda_page', right - page, page, link=linked, page_of=linked[1:]))
    return Row(
        tuple(cells),
        anchor=references.in_agenda(talk.id) if talk else '',
        space_before=style.space_before,
        space_after=style.space_after,
        rule=0.25 if options.flag('rules') else 0.0,
    )


def _place(event: Event, slot: Slot, session: Session | None) -> list[str]:
    """Room and track, where the session's heading has not said them and there is a choice."""
    said = []
    if slot.room and slot.room != (session and session.room) and (session or len(event.rooms) > 1):
        said.append(slot.room.name)
    if slot.track and slot.track != (session and session.track):
        said.append(slot.track.name)
    return said


def _in_table(cells: Sequence[Cell]) -> list[Cell]:
    return [replace(cell, role='TD') for cell in cells]


def _under(shown: Inlines, people: str, language: str) -> Inlines:
    """A title with the people on the line below it, in italics."""
    return (*shown, LineBreak(), plain(people, language, Style.EMPHASIS)) if people else shown


def _poster(event: Event, layout: Layout, poster: Poster) -> Row:
    """A poster's row is a talk's, with the board in the place of the time."""
    slot = Slot(Kind.TALK, poster.talk.title, talk=poster.talk)
    row = _row(event, layout, slot)
    axis, _ = _title_column(layout)
    board = _in_table(plain_cells(poster.board, axis - layout.parts['agenda'].length('gap'), 'agenda_time'))
    return replace(row, cells=(*board, *row.cells))
