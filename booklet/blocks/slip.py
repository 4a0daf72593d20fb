"""The change slip: what has changed since the book was printed, on a page of the book's own make to be laid into it.

In: a `Comparison`, the new event, and how short it must be. Out: one section. It is an agenda of changes: the new time
on the axis, what holds now, and below it what the book says; then corrections, of which nobody who comes need know.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import groupby

from booklet import references
from booklet.block import Block, Cell, Group, Inlines, Row, Section, Text
from booklet.blocks.pieces.common import DOT, day_name, plain_cells, tied, time_cells, title
from booklet.brief import Brief, Listed
from booklet.changes import Change, Clause, Comparison, Place, Subject, What
from booklet.design import Layout
from booklet.itemise import isolated
from booklet.language import bracketed, capitalised, comma, format_dates, format_day, format_time, labelled, words
from booklet.markup import Inline, LineBreak, Style
from booklet.model import Day, Entry, Event
from booklet.model import Text as Words
from booklet.typography import typeset_text

NAME = 'slip'
_TIE = '\u00a0'
_SIGN = '\0'  # where the text goes, in a label
_DIGIT, _AIR = 0.58, 0.3  # ems that a letter of “p. 31” takes at most, and the space before it
_UNSEEN = frozenset({What.DETAILS, What.ABSTRACT})  # what has no lines of its own
_TALKS = frozenset({'talk', 'poster', 'session'})
_WHO = (What.ADDED, What.ANNOUNCED, What.SPEAKERS)  # of these, a slip names the people however short it is


class Form(IntEnum):
    """How short the slip is: as roomy as the book; less white; corrections on one line each; all changes so."""

    FULL = 0
    CLOSE = 1
    SHORT = 2
    BRIEF = 3


@dataclass(slots=True)
class Slip:
    """The part of the book that it would be, for a typesetter."""

    comparison: Comparison
    form: Form = Form.FULL
    NEEDS_NUMBERS: bool = False

    def sections(self, event: Event, entry: Entry) -> tuple[int, ...]:
        return (0,)

    def weight(self, event: Event, entry: Entry, key: int) -> int:
        return 100 * len(self.comparison.changes)

    def section(self, brief: Brief, key: int) -> Section:
        return _Setter(self.comparison, brief.event, brief.layout, self.form).section()

    def listing(self, brief: Brief) -> tuple[Listed, ...]:
        return ()


def unseen(comparison: Comparison) -> int:
    """How many changes a slip says nothing of, since paper shows nothing of them."""
    return sum(all(clause.what is What.DETAILS for clause in change.clauses) for change in comparison.changes)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a change says below its title: what holds now, and what the book says."""

    now: tuple[Inlines, ...] = ()
    before: tuple[Inlines, ...] = ()


class _Setter:
    def __init__(self, comparison: Comparison, event: Event, layout: Layout, form: Form) -> None:
        self.comparison, self.event, self.layout, self.form = comparison, event, layout, form
        self.language = event.language
        options = layout.parts[NAME]
        self.axis, self.gap = options.length('time_width'), options.length('gap')
        self.right = layout.column_width(options.master)
        pages = [self.page(change) for change in comparison.changes]
        size = layout.styles['agenda_page'].size
        self.page_width = max((len(page) * _DIGIT * size for page in pages if page), default=0.0)
        self.width = self.right - self.axis - (self.page_width + _AIR * size if self.page_width else 0.0)

    def section(self) -> Section:
        said = words(self.language)
        heading, anchor = said['Changes to the programme'], references.part(NAME)
        blocks: list[Block] = [Text((Inline(heading),), 'part_title', 'H1', anchor=anchor)]
        important = sorted(self.comparison.important, key=_when)
        for date, changes in groupby(important, lambda change: change.subject.place.date):
            rows = [row for change in changes for row in self.rows(change, timed=True, brief=self.form is Form.BRIEF)]
            name = self.day(date) if date else ''
            blocks.append(self.group(name, rows))
        minor = [change for change in self.comparison.minor if not {c.what for c in change.clauses} <= _UNSEEN]
        rows = [row for change in minor for row in self.rows(change, timed=False, brief=self.form >= Form.SHORT)]
        rows += self.abstracts(said['Abstract changed'])
        if rows:
            blocks.append(self.group(said['Corrections'], rows))
        return Section(tuple(blocks), {'part': heading}, ((heading, anchor, 0),))

    def group(self, name: str, rows: Sequence[Block]) -> Group:
        table = Group('Table', tuple(rows))
        return Group('Sect', (Text((Inline(name),), 'day_title', 'H2'), table) if name else (table,))

    def day(self, date: datetime.date) -> str:
        known = next((day for day in self.event.days if day.date == date), Day(date))
        return day_name(self.event, known)

    def page(self, change: Change) -> str:
        """Where the printed book has it."""
        number = change.pages[0]
        return words(self.language)['p. {number}'].replace('{number}', number).replace(' ', _TIE) if number else ''

    # --- rows ---

    def rows(self, change: Change, *, timed: bool, brief: bool) -> list[Block]:
        subject = change.subject
        said = self.said(change)
        name = 'agenda_session' if subject.kind == 'session' and not brief else 'agenda_title'
        style = self.layout.styles[name]
        now, before = said.now, self.previously(said.before)
        inlines = self.title(change)
        if brief:
            for line in (*now, *before):
                inlines = (*inlines, Inline(DOT), *line)
        elif subject.kind != 'session':
            for line in now:
                inlines = (*inlines, LineBreak(), *line)
        cells = [*(self.time(subject) if timed else ()), Cell(inlines, name, self.axis, self.width)]
        page = self.page(change)
        if page:
            x = self.right - self.page_width
            cells.append(Cell((Inline(page),), 'agenda_page', x, self.page_width))
        rows: list[Block] = [Row(tuple(cells), space_before=style.space_before, space_after=style.space_after)]
        if not brief:  # what follows a session's title is not as bold
            below = [(line, 'agenda_event') for line in now if subject.kind == 'session']
            below += [(line, 'agenda_details') for line in before]
            rows += [Row((Cell(line, name, self.axis, self.width),), follows=True) for line, name in below]
        return rows

    def time(self, subject: Subject) -> tuple[Cell, ...]:
        width = self.axis - self.gap
        if subject.place.board:
            cells = plain_cells(subject.place.board, width, 'agenda_time')
        else:
            cells = time_cells(self.event, self.layout, subject.place.start, width, 'agenda_time')
        return tuple(replace(cell, role='TD') for cell in cells)

    def title(self, change: Change) -> Inlines:
        """What it is, after what has become of it."""
        subject = change.subject
        shown: Inlines = title(subject.title, self.language)
        if not subject.announced:
            shown = (Inline(words(self.language)['To be announced']),)
        if change.of(What.SHIFTED):
            shown = self.stretch(subject.place)
        elif subject.kind == 'day':
            shown = (Inline(self.day(subject.place.date)),) if subject.place.date else ()
        elif subject.kind == 'person':
            shown = (Inline(self.names((subject.title.source,))),)
        elif subject.kind in ('room', 'track'):
            shown = (Inline(typeset_text(subject.title.source, self.language)),)
        elif subject.kind == 'session':  # so it is in its style; here for where it runs into what is said of it
            shown = tuple(replace(i, style=i.style | Style.STRONG) if isinstance(i, Inline) else i for i in shown)
        label = next((said for what, said in self.labels() if change.of(what)), '')
        return self.labelled(label, shown, Style.STRONG) if label else shown

    def labels(self) -> Iterable[tuple[What, str]]:
        said = words(self.language)
        return (
            (What.REMOVED, said['Cancelled']),
            (What.CANCELLED, said['Cancelled']),
            (What.REINSTATED, said['Takes place after all']),
            (What.ADDED, said['New']),
        )

    def stretch(self, place: Place) -> Inlines:
        everything = words(self.language)['Everything that follows']
        if place.end is not None:
            everything += bracketed(self.times(place), self.language)
        return (Inline(DOT.join(filter(None, (everything, self.room(place))))),)

    def labelled(self, label: str, text: Inlines, style: Style = Style.PLAIN) -> Inlines:
        before, _, after = labelled(label, _SIGN, self.language).partition(_SIGN)
        return (Inline(before, style), *text, *((Inline(after, style),) if after else ()))

    def previously(self, before: Sequence[Inlines]) -> tuple[Inlines, ...]:
        if not before:
            return ()
        joined: Inlines = before[0]
        for more in before[1:]:
            joined = (*joined, Inline(DOT), *more)
        return (self.labelled(words(self.language)['Previously'], joined),)

    def abstracts(self, label: str) -> list[Block]:
        """All in one paragraph: a slip has no room for the abstracts themselves."""
        shown: Inlines = ()
        for change in self.comparison.changes:
            if change.of(What.ABSTRACT):
                page = self.page(change)
                own = title(change.subject.title, self.language)
                where = (Inline(bracketed(page, self.language)),) if page else ()
                shown = (*shown, *((Inline(DOT),) if shown else ()), *own, *where)
        if not shown:
            return []
        style = self.layout.styles['agenda_title']
        cell = Cell(self.labelled(label, shown, Style.STRONG), 'agenda_title', self.axis, self.right - self.axis)
        return [Row((cell,), space_before=style.space_before, space_after=style.space_after)]

    # --- what is said ---

    def said(self, change: Change) -> _Said:
        subject = change.subject
        now: list[Inlines] = []
        before: list[Inlines] = []
        for clause in change.clauses:
            tell = _TELLERS.get(clause.what)
            if tell:
                one, other = tell(self, clause, change)
                now += one
                before += other
        people = subject.people if subject.kind in _TALKS - {'session'} else ()
        important = not change.minor
        if people and important and (self.form < Form.SHORT or change.of(*_WHO) or not subject.announced):
            gone = change.after is None
            rooms = len(self.event.rooms) > 1 and not gone
            line = DOT.join(filter(None, (self.names(people), self.room(subject.place) if rooms else '')))
            now.insert(0, (Inline(line, Style.EMPHASIS),))
        elif important and change.of(What.ADDED, What.MOVED, What.SWAPPED) and (room := self.room(subject.place)):
            now.insert(0, (Inline(room, Style.EMPHASIS),))
        for inner in change.includes:
            if inner.kind in _TALKS:
                now.append(title(inner.title, self.language))
        return _Said(tuple(now), tuple(before))

    def names(self, people: Iterable[str]) -> str:
        shown = (isolated(tied(typeset_text(name, self.language)), self.language) for name in people)
        return comma(self.language).join(shown)

    def room(self, place: Place) -> str:
        return isolated(typeset_text(place.room, self.language), self.language) if place.room else ''

    def times(self, place: Place) -> str:
        shown = [
            format_time(time, self.event.clock, self.language) for time in (place.start, place.end) if time is not None
        ]
        return '\u2060–\u2060'.join(shown)

    def date(self, date: datetime.date) -> str:
        return capitalised(format_day(date, self.language), self.language)

    def where(self, before: Place, after: Place) -> str:
        """Of the place before, what the place now does not say."""
        moved = before.date != after.date
        said = [self.date(before.date) if moved and before.date else '']
        if before.start is not None and (moved or before.start != after.start):
            said.append(format_time(before.start, self.event.clock, self.language))
        if before.room != after.room:
            said.append(self.room(before))
        return DOT.join(filter(None, said))

    def marked(self, value: object) -> Inlines:
        return title(value, self.language) if isinstance(value, Words) and value else ()

    def plain(self, value: object) -> Inlines:
        """Names and other plain texts."""
        shown = self.names(value) if isinstance(value, tuple) else typeset_text(str(value or ''), self.language)
        return (Inline(shown),) if shown else ()


# --- a clause to what holds now and what held before ---

_Told = tuple[list[Inlines], list[Inlines]]


def _both(now: Inlines, before: Inlines) -> _Told:
    return [now] if now else [], [before] if before else []


def _moved(own: _Setter, clause: Clause, change: Change) -> _Told:
    before, after = clause.before, clause.after
    assert isinstance(before, Place)
    assert isinstance(after, Place)
    return _both((), own.plain(own.where(before, after)))


def _shifted(own: _Setter, clause: Clause, change: Change) -> _Told:
    before, after = clause.before, clause.after
    assert isinstance(before, Place)
    assert isinstance(after, Place)
    return _both((), own.plain(own.times(before if after.end is not None else replace(before, end=None))))


def _length(own: _Setter, clause: Clause, change: Change) -> _Told:
    """From when to when; of what has moved besides, the place before is told already."""
    before = change.before.place if change.before else Place()
    said = replace(before, start=None) if change.of(What.MOVED, What.SWAPPED) else before
    return _both(own.plain(own.times(change.subject.place)), own.plain('' if said.start is None else own.times(said)))


def _title(own: _Setter, clause: Clause, change: Change) -> _Told:
    return _both((), own.marked(clause.before))


def _text(own: _Setter, clause: Clause, change: Change) -> _Told:
    return _both(own.marked(clause.after), ())


def _people(own: _Setter, clause: Clause, change: Change) -> _Told:
    shown = () if clause.what is What.SPEAKERS else own.plain(clause.after)
    return _both(shown, own.plain(clause.before))


def _chairs(own: _Setter, clause: Clause, change: Change) -> _Told:
    after = own.plain(clause.after)
    return _both(own.labelled(words(own.language)['Chair'], after) if after else (), own.plain(clause.before))


def _keywords(own: _Setter, clause: Clause, change: Change) -> _Told:
    after = own.plain(clause.after)
    return _both(own.labelled(words(own.language)['Keywords'], after) if after else (), ())


def _plain(own: _Setter, clause: Clause, change: Change) -> _Told:
    shown = own.plain(clause.after) if change.subject.kind in ('talk', 'session', 'event') else ()
    return _both(shown, own.plain(clause.before))


def _name(own: _Setter, clause: Clause, change: Change) -> _Told:
    return _both((), own.plain((clause.before,)))


def _affiliations(own: _Setter, clause: Clause, change: Change) -> _Told:
    """The first of each is whose they are."""
    assert isinstance(clause.before, tuple)
    assert isinstance(clause.after, tuple)
    whose = clause.after[:1] if change.subject.kind != 'person' else ()
    return _both(own.plain((*whose, *clause.after[1:])), own.plain(clause.before[1:]))


def _dates(own: _Setter, clause: Clause, change: Change) -> _Told:
    event = own.event
    now = format_dates(event.start, event.end or event.start, own.language) if event.start else ''
    dates = [datetime.date.fromisoformat(date) for date in clause.before] if isinstance(clause.before, tuple) else []
    return _both(own.plain(now), own.plain(format_dates(dates[0], dates[-1], own.language) if dates else ''))


_TELLERS: Mapping[What, Callable[[_Setter, Clause, Change], _Told]] = {
    What.MOVED: _moved,
    What.SWAPPED: _moved,
    What.SHIFTED: _shifted,
    What.POSTPONED: _dates,
    What.DATES: _dates,
    What.LENGTHENED: _length,
    What.SHORTENED: _length,
    What.END: _length,
    What.RETITLED: _title,
    What.CORRECTED: _title,
    What.SPEAKERS: _people,
    What.AUTHORS: _people,
    What.ROLES: _people,
    What.CHAIRS: _chairs,
    What.BOARD: _name,
    What.NAME: _name,
    What.RENAMED: _name,
    What.VENUE: _plain,
    What.TIME_ZONE: _plain,
    What.TRACK: _plain,
    What.AFFILIATIONS: _affiliations,
    What.SESSION: _text,
    What.SUBTITLE: _text,
    What.NOTE: _text,
    What.KEYWORDS: _keywords,
}


def _when(change: Change) -> tuple[bool, str, int]:
    """By day and time, what has none first: it holds for all."""
    place = change.subject.place
    return place.date is not None, str(place.date or ''), place.start if place.start is not None else -1
