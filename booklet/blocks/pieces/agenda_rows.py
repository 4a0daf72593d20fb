"""Rows of the agenda: sessions, slots, posters, each with its time left of the axis and its page at the right.

In: pieces of a day. Out: rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from booklet import references
from booklet.block import Block, Cell, Inlines, Row
from booklet.blocks.pieces.common import DOT, chairs_and_room, names, plain, plain_cells, time_cells, time_mark, title
from booklet.brief import Brief
from booklet.itemise import isolated
from booklet.language import bracketed, words
from booklet.markup import Inline, LineBreak, Style
from booklet.model import Kind, Poster, Role, Session, Slot
from booklet.typography import typeset_text

_STYLES = {Kind.TALK: 'agenda_title', Kind.BREAK: 'agenda_break', Kind.MEAL: 'agenda_break'}
_HAIRLINE = 0.25  # points
_JOINER = '\u2060'  # word joiner


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a row stand, points: times end at `times`, titles begin at `axis`.

    `speaker`, `room` and `page` are from where to how wide; a width of 0: there is no such column.
    """

    times: float
    axis: float
    title: float
    speaker: tuple[float, float]
    room: tuple[float, float]
    page: tuple[float, float]
    right: float

    @classmethod
    def of(cls, brief: Brief, *, rooms: bool = False) -> Columns:
        options, right = brief.options, brief.column
        axis, gap = options.length('time_width'), options.length('gap')
        widths = (
            options.length('page_width'),
            options.length('room_width') if rooms else 0.0,
            options.length('speaker_width'),
        )
        found: list[tuple[float, float]] = []
        edge = right
        for width in widths:
            found.append((edge - width, width))
            edge -= width + gap if width else 0.0
        page, room, speaker = found
        return cls(axis - gap, axis, edge - axis, speaker, room, page, right)

    @property
    def whole(self) -> float:
        """The width right of the axis."""
        return self.right - self.axis


@dataclass(frozen=True, slots=True)
class Rows:
    """Makes the rows of one day, or of the posters of none."""

    brief: Brief
    columns: Columns

    @property
    def language(self) -> str:
        return self.brief.language

    def time(self, start: int | None, style: str, link: str = '') -> list[Cell]:
        cells = time_cells(self.brief.event, self.brief.layout, start, self.columns.times, style, link)
        return [replace(cell, role='TD') for cell in cells]

    def marks(self, start: int | None) -> tuple[tuple[str, str], ...]:
        """The times of a page, for running heads."""
        return () if start is None else (time_mark(self.brief.event, start),)

    def together(self, start: int | None) -> Row:
        """What stands above sessions that begin together."""
        style = self.brief.layout.styles['agenda_session']
        said = words(self.language)['at the same time']
        return Row(
            (*self.time(start, 'agenda_session_time'), self.cell((Inline(said),), 'agenda_together')),
            space_before=style.space_before,
            keep_with_next=True,
            marks=self.marks(start),
        )

    def cell(self, inlines: Inlines, style: str, role: str = 'TD') -> Cell:
        """All the width right of the axis."""
        return Cell(inlines, style, self.columns.axis, self.columns.whole, role)

    def session(self, session: Session, *, timed: bool = True, first: bool = False) -> Iterator[Block]:
        """A row that names the session, and what is said of it below. `first` of several: close to what tells so."""
        style = self.brief.layout.styles['agenda_session']
        time = tuple(self.time(session.start, 'agenda_session_time'))
        yield Row(
            (*(time if timed else ()), self.cell(self.session_title(session), 'agenda_session', 'TH')),
            anchor=references.session(session.id),
            space_before=0.0 if first else style.space_before,
            space_after=style.space_after,
            keep_with_next=True,
            marks=self.marks(session.start),
            again=() if timed else time,
        )
        for said in self.session_details(session):
            yield Row((self.cell(said, 'agenda_details'),), keep_with_next=True)

    def session_title(self, session: Session) -> Inlines:
        shown = title(session.title, self.language)
        return (*shown, *self.cancelled(session.cancelled))

    def session_details(self, session: Session) -> list[Inlines]:
        track = session.track.name if session.track else ''
        details = DOT.join(filter(None, (chairs_and_room(session.chairs, session.room, self.language), track)))
        said: list[Inlines] = [(Inline(details),)] if details else []
        return [*said, title(session.note, self.language)] if session.note else said

    def slot(self, slot: Slot, session: Session | None = None, *, timed: bool = True) -> Iterator[Block]:
        """A slot's row, and its note below it."""
        row = self.row(slot, session, timed=timed)
        yield replace(row, space_after=0.0) if slot.note else row
        if slot.note:
            note = Cell(
                title(slot.note, self.language),
                'agenda_details',
                self.columns.axis,
                self.columns.title,
                span=slot.note.span,
            )
            yield Row((note,), follows=True, space_after=row.space_after)

    def row(self, slot: Slot, session: Session | None = None, *, timed: bool = True, board: str | None = None) -> Row:
        talk, columns, layout = slot.talk, self.columns, self.brief.layout
        name, linked = self.style(slot), self.link(slot, poster=board is not None)
        places = self.places(slot, session)
        rooms = places[:1] if columns.room[1] and session is None else []
        people = DOT.join(filter(None, (self.people(slot), *places[len(rooms) :])))
        time = self.time(slot.start, self.time_style(slot), linked)
        if board is not None:
            time = [replace(cell, role='TD') for cell in plain_cells(board, columns.times, 'agenda_time')]
        cells = list(time) if timed else []
        beside = bool(columns.speaker[1])
        shown = under(self.title(slot), '' if beside else people, self.language)
        cells.append(Cell(shown, name, columns.axis, columns.title, link=linked, span=slot.span))
        if beside:
            cells.append(Cell((plain(people, self.language),) if people else (), 'agenda_speaker', *columns.speaker))
        if columns.room[1]:
            cells.append(Cell((Inline(rooms[0]),) if rooms else (), 'agenda_room', *columns.room))
        if columns.page[1] and linked:
            cells.append(Cell((), 'agenda_page', *columns.page, link=linked, page_of=linked[1:]))
        style = layout.styles[name]
        return Row(
            tuple(cells),
            anchor=references.in_agenda(talk.id) if talk else '',
            space_before=style.space_before,
            space_after=style.space_after,
            rule=_HAIRLINE if self.brief.options.flag('rules') else 0.0,
            marks=self.marks(slot.start),
            again=() if timed else tuple(time),
        )

    def poster(self, poster: Poster) -> Iterator[Block]:
        """A poster's row is a talk's, with the board in the place of the time."""
        yield self.row(hung(poster), board=poster.board)

    def all_posters(self, posters: Sequence[Poster]) -> Row:
        """One row for many, which leads to where they are told of; they are in the order of their boards."""
        boards = [poster.board for poster in posters if poster.board]
        stretch = f'{_JOINER}–{_JOINER}'.join(dict.fromkeys((boards[0], boards[-1]))) if boards else ''
        shown = Inline(' '.join(filter(None, (words(self.language)['Posters'], stretch))))
        link = '#' + references.talk(posters[0].talk.id)
        cells = [Cell((shown,), 'agenda_event', self.columns.axis, self.columns.title, link=link)]
        if self.columns.page[1]:
            cells.append(Cell((), 'agenda_page', *self.columns.page, link=link, page_of=link[1:]))
        return Row(tuple(cells))

    # --- what the cells of a slot say ---

    def title(self, slot: Slot) -> Inlines:
        talk = slot.talk
        shown = (
            title(talk.agenda_title or talk.title, talk.title.language or self.language)
            if talk
            else title(slot.title, self.language)
        )
        return (*shown, *self.cancelled(self.is_cancelled(slot)))

    def cancelled(self, cancelled: bool) -> Inlines:
        return (Inline(bracketed(words(self.language)['cancelled'], self.language)),) if cancelled else ()

    def is_cancelled(self, slot: Slot) -> bool:
        return slot.cancelled or bool(slot.talk and slot.talk.cancelled)

    def style(self, slot: Slot) -> str:
        return 'agenda_cancelled' if self.is_cancelled(slot) else _STYLES.get(slot.kind, 'agenda_event')

    def time_style(self, slot: Slot) -> str:
        return 'agenda_time' if slot.talk and not self.is_cancelled(slot) else 'agenda_break_time'

    def link(self, slot: Slot, *, poster: bool = False) -> str:
        """Where the abstract is."""
        event = self.brief.event
        shown = event.shows('abstracts') or (poster and event.shows('posters'))
        return '#' + references.talk(slot.talk.id) if slot.talk and shown else ''

    def people(self, slot: Slot) -> str:
        people = slot.talk.people if slot.talk else slot.people
        return names((c for c in people if c.role is not Role.AUTHOR), self.language)

    def places(self, slot: Slot, session: Session | None) -> list[str]:
        """Rooms and track, where the session's heading has not said them and there is a choice."""
        said = []
        heard = session is not None and slot.rooms == ((session.room,) if session.room else ())
        if slot.rooms and not heard and (session or len(self.brief.event.rooms) > 1):
            said.append(
                DOT.join(isolated(typeset_text(room.name, self.language), self.language) for room in slot.rooms)
            )
        if slot.track and slot.track != (session and session.track):
            said.append(slot.track.name)
        return said


def hung(poster: Poster) -> Slot:
    """A poster as though it were a talk without a time."""
    return Slot(Kind.TALK, poster.talk.title, talk=poster.talk)


def under(shown: Inlines, people: str, language: str) -> Inlines:
    """A title with the people on the line below it, in italics."""
    return (*shown, LineBreak(), plain(people, language, Style.EMPHASIS)) if people else shown
