"""Changes in the words that a person uses.

In: the clauses of a comparison. Out: English phrases, such as “moved from Tuesday 10:00, Room A to 11:30, Room B”.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping

from booklet.changes.kinds import Change, Clause, Comparison, Place, Subject, Value, What
from booklet.language import format_day, format_time
from booklet.markup import parse_inline, plain_text
from booklet.model import Text

_SPACE = re.compile(r'\s+')
_THINGS = {
    'end': 'the end of the day',
    'event': 'the event',
    'room': 'room',
    'track': 'track',
    'session': 'session',
    'poster': 'poster',
}
_LITTLE, _NEARLY_ALL = 10, 90  # per cent of an abstract's words
_HOUR = 60


class Teller:
    """Tells the changes of one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self.clock = comparison.clock
        self.one_week = comparison.one_week

    # --- what it is about ---

    def title(self, text: object) -> str:
        """“A title” without its markup."""
        words = clean(plain_text(parse_inline(text)) if isinstance(text, Text) else str(text or ''))
        return f'“{words}”' if words else 'without title'

    def name(self, subject: Subject) -> str:
        """What a line begins with: “Title” (Ada Alpha); Coffee; session “Title”; room Aula."""
        title = self.title(subject.title)
        if subject.kind in ('talk', 'poster'):
            people = f' ({", ".join(map(clean, subject.people))})' if subject.people else ''
            return f'{"poster " if subject.kind == "poster" else ""}{title}{people}'
        if subject.kind == 'session':
            return f'session {title}'
        if subject.kind == 'event':
            return 'the event'
        if subject.kind == 'day':
            return self._day(subject)
        return f'{_THINGS[subject.kind]} {title}' if subject.kind in ('room', 'track') else title.strip('“”')

    def _day(self, subject: Subject) -> str:
        place = subject.place
        if place.start is None:
            return 'the whole day'
        room = f' in {clean(place.room)}' if place.room else ''
        if place.end is None:
            return f'everything{room} from {self.time(place.start)} on'
        return f'everything{room} from {self.time(place.start)} to {self.time(place.end)}'

    # --- where and when ---

    def date(self, date: datetime.date) -> str:
        shown = format_day(date, 'en').replace('\u00a0', ' ')
        return shown.partition(',')[0] if self.one_week else shown

    def time(self, minutes: int) -> str:
        return format_time(minutes, self.clock, 'en').replace('\u00a0', ' ')

    def place(self, place: Place, *, date: bool = True, time: bool = True, room: bool = True) -> str:
        """“Tuesday 10:00, Room A”, of which some may be left out."""
        when = [self.date(place.date)] if date and place.date else []
        if time and place.start is not None:
            when.append(self.time(place.start))
        said = [' '.join(when)] if when else []
        if room and place.room:
            said.append(clean(place.room))
        if place.board:
            said.append(f'board {clean(place.board)}')
        return ', '.join(said)

    # --- what happened ---

    def change(self, change: Change) -> list[str]:
        """A phrase for each clause, and what went or came with it."""
        said = [phrase for clause in change.clauses if (phrase := self.clause(clause, change))]
        if change.includes:
            names = '; '.join(self.name(subject) for subject in change.includes)
            said.append(f'{"and with it" if change.after is None else "with"} {names}')
        return said

    def clause(self, clause: Clause, change: Change) -> str:
        return _PHRASES[clause.what](self, clause, change)

    def added(self, clause: Clause, change: Change) -> str:
        place = self.place(change.subject.place, date=False, time=False)
        return f'new, {place}' if place else 'new'

    def removed(self, clause: Clause, change: Change) -> str:
        place = self.place(change.subject.place, date=False, time=False)
        return f'no longer in the programme (was in {place})' if place else 'no longer in the programme'

    def moved(self, clause: Clause, change: Change) -> str:
        before, after = clause.before, clause.after
        assert isinstance(before, Place)
        assert isinstance(after, Place)
        if change.subject.kind == 'day':
            return f'moved from {self._full(before)} to {self._full(after)}'
        if before.start is None and before.date is None:
            return f'now has its place: {self.place(after)}'
        if after.start is None and after.date is None:
            return f'has lost its place ({self.place(before)}) and has no other yet'
        date, room = before.date != after.date, before.room != after.room
        time = date or before.start != after.start
        one, other = (self.place(place, date=date, time=time, room=room) for place in (before, after))
        if room and not (before.room and after.room):
            one, other = (
                said if place.room else ', '.join(filter(None, (said, 'no room')))
                for said, place in ((one, before), (other, after))
            )
        return f'moved from {one or "no time"} to {other or "no time"}'

    def _full(self, place: Place) -> str:
        return format_day(place.date, 'en').replace('\u00a0', ' ') if place.date else ''

    def swapped(self, clause: Clause, change: Change) -> str:
        after, other = clause.after, clause.other
        assert isinstance(after, Place)
        assert other is not None
        return f'swapped with {self.name(other)}: now {self.place(after)}, and the other {self.place(other.place)}'

    def shifted(self, clause: Clause, change: Change) -> str:
        before, after = clause.before, clause.after
        assert isinstance(before, Place)
        assert isinstance(after, Place)
        assert before.start is not None
        assert after.start is not None
        by = after.start - before.start
        return f'{span(abs(by))} {"later" if by > 0 else "earlier"}'

    def postponed(self, clause: Clause, change: Change) -> str:
        days = clause.after
        assert isinstance(days, int)
        weeks, rest = divmod(abs(days), 7)
        amount = _count(weeks, 'week') if weeks and not rest else _count(abs(days), 'day')
        return f'takes place {amount} {"later" if days > 0 else "earlier"}, all days as they were'

    def length(self, clause: Clause, change: Change) -> str:
        before, after = clause.before, clause.after
        assert isinstance(before, int)
        assert isinstance(after, int)
        end = change.subject.place.end
        until = f', until {self.time(end)}' if end is not None else ''
        return f'{clause.what.value} from {span(before)} to {span(after)}{until}'

    def end(self, clause: Clause, change: Change) -> str:
        before, after = clause.before, clause.after
        assert isinstance(before, Place)
        assert isinstance(after, Place)
        if after.end is None:
            return 'its end is no longer told'
        if before.end is None:
            return f'ends at {self.time(after.end)}'
        return f'ends at {self.time(after.end)} instead of {self.time(before.end)}'

    def board(self, clause: Clause, change: Change) -> str:
        before, after = clean(str(clause.before or '')), clean(str(clause.after or ''))
        if before and after:
            return f'moved from board {before} to board {after}'
        return f'now on board {after}' if after else f'no longer on board {before}'

    def form(self, clause: Clause, change: Change) -> str:
        return f'now a {clause.after} instead of a {clause.before}'

    def retitled(self, clause: Clause, change: Change) -> str:
        return f'retitled from {self.title(clause.before)}'

    def corrected(self, clause: Clause, change: Change) -> str:
        if change.subject.kind in ('event', 'day'):
            return f'title changed from {self.title(clause.before)} to {self.title(clause.after)}'
        return f'title corrected from {self.title(clause.before)}'

    def speakers(self, clause: Clause, change: Change) -> str:
        gone, came = _parted(clause)
        verb = 'present' if change.subject.kind == 'poster' else 'speak'
        one = f'{verb}s'
        if gone and came:
            return f'{_list(came)} {one if len(came) == 1 else verb} instead of {_list(gone)}'
        if came:
            too = ' too' if clause.before else ''
            return f'{_list(came)} {one if len(came) == 1 else verb}{too}'
        return f'{_list(gone)} no longer {one if len(gone) == 1 else verb}'

    def authors(self, clause: Clause, change: Change) -> str:
        gone, came = _parted(clause)
        added = f'authors added: {_list(came)}' if came else ''
        return '; '.join(filter(None, (added, f'authors removed: {_list(gone)}' if gone else ''))) or 'authors changed'

    def chairs(self, clause: Clause, change: Change) -> str:
        gone, came = _parted(clause)
        if came and gone:
            return f'chaired by {_list(came)} instead of {_list(gone)}'
        if came:
            return f'chaired by {_list(came)}' + (' too' if clause.before else '')
        return f'no longer chaired by {_list(gone)}' if gone else 'chairs in another order'

    def roles(self, clause: Clause, change: Change) -> str:
        assert isinstance(clause.after, tuple)
        return f'people in another order or role: {_list(clause.after)}'

    def affiliations(self, clause: Clause, change: Change) -> str:
        assert isinstance(clause.after, tuple)
        places = _list(clause.after[1:]) or 'none'
        whose = '' if change.subject.kind == 'person' else f' of {clean(clause.after[0])}'
        return f'affiliation{whose} now {places}'

    def name_corrected(self, clause: Clause, change: Change) -> str:
        return f'name corrected from {clean(str(clause.before))}'

    def renamed(self, clause: Clause, change: Change) -> str:
        return f'formerly {self.title(clause.before)}'

    def dates(self, clause: Clause, change: Change) -> str:
        one, other = (' to '.join(value) if isinstance(value, tuple) else '' for value in (clause.before, clause.after))
        return f'dates changed from {one or "none"} to {other or "none"}'

    def venue(self, clause: Clause, change: Change) -> str:
        return f'moved from {clean(str(clause.before)) or "no place"} to {clean(str(clause.after)) or "no place"}'

    def time_zone(self, clause: Clause, change: Change) -> str:
        return f'time zone changed from {clause.before or "none"} to {clause.after or "none"}'

    def session(self, clause: Clause, change: Change) -> str:
        if not clause.after:
            return f'no longer in the session {self.title(clause.before)}'
        return f'now in the session {self.title(clause.after)}'

    def track(self, clause: Clause, change: Change) -> str:
        if change.subject.kind == 'track':
            return f'formerly {self.title(clause.before)}'
        if not clause.after:
            return f'no longer in the track {clean(str(clause.before))}'
        instead = f' instead of {clean(str(clause.before))}' if clause.before else ''
        return f'now in the track {clean(str(clause.after))}{instead}'

    def note(self, clause: Clause, change: Change) -> str:
        return f'note: {self.title(clause.after)}' if clause.after else 'its note is gone'

    def abstract(self, clause: Clause, change: Change) -> str:
        if clause.before is None:
            return 'abstract added'
        share = clause.after
        if not isinstance(share, int):
            return 'abstract removed'
        if not share:
            return 'abstract changed'
        if share <= _LITTLE:
            return 'a few words of the abstract changed'
        return f'abstract changed, about {round(share, -1)} % of it' if share < _NEARLY_ALL else 'a new abstract'

    def subtitle(self, clause: Clause, change: Change) -> str:
        return f'subtitle now {self.title(clause.after)}' if clause.after else 'subtitle removed'

    def announced(self, clause: Clause, change: Change) -> str:
        return f'the title is announced: {self.title(clause.after)}'

    def keywords(self, clause: Clause, change: Change) -> str:
        return f'keywords now {_list(clause.after)}' if clause.after else 'no keywords'

    def details(self, clause: Clause, change: Change) -> str:
        assert isinstance(clause.after, tuple)
        return f'changed: {", ".join(clause.after)}'


_PHRASES: Mapping[What, Callable[[Teller, Clause, Change], str]] = {
    What.ADDED: Teller.added,
    What.REMOVED: Teller.removed,
    What.CANCELLED: lambda *_: 'cancelled',
    What.REINSTATED: lambda *_: 'takes place after all',
    What.MOVED: Teller.moved,
    What.SWAPPED: Teller.swapped,
    What.SHIFTED: Teller.shifted,
    What.POSTPONED: Teller.postponed,
    What.LENGTHENED: Teller.length,
    What.SHORTENED: Teller.length,
    What.BOARD: Teller.board,
    What.FORM: Teller.form,
    What.ANNOUNCED: Teller.announced,
    What.RETITLED: Teller.retitled,
    What.SPEAKERS: Teller.speakers,
    What.RENAMED: Teller.renamed,
    What.DATES: Teller.dates,
    What.VENUE: Teller.venue,
    What.TIME_ZONE: Teller.time_zone,
    What.END: Teller.end,
    What.CORRECTED: Teller.corrected,
    What.NAME: Teller.name_corrected,
    What.SUBTITLE: Teller.subtitle,
    What.AUTHORS: Teller.authors,
    What.ROLES: Teller.roles,
    What.AFFILIATIONS: Teller.affiliations,
    What.CHAIRS: Teller.chairs,
    What.SESSION: Teller.session,
    What.TRACK: Teller.track,
    What.NOTE: Teller.note,
    What.KEYWORDS: Teller.keywords,
    What.ABSTRACT: Teller.abstract,
    What.DETAILS: Teller.details,
}


def clean(text: str) -> str:
    """On one line, and without what a terminal would take for a command or turn letters round by."""
    shown = _SPACE.sub(' ', text)
    if not shown.isprintable():
        shown = ''.join(c for c in shown if unicodedata.category(c) not in ('Cc', 'Cf', 'Cs') or c in '\u200c\u200d')
    return shown.strip()


def span(minutes: int) -> str:
    """A length of time: 45 minutes, 1 hour 30 minutes."""
    hours, rest = divmod(minutes, _HOUR)
    said = [_count(hours, 'hour')] if hours else []
    return ' '.join([*said, _count(rest, 'minute')] if rest or not hours else said)


def _count(number: int, thing: str) -> str:
    return f'{number} {thing}' if number == 1 else f'{number} {thing}s'


def _parted(clause: Clause) -> tuple[list[str], list[str]]:
    """Who is gone and who came."""
    before = clause.before if isinstance(clause.before, tuple) else ()
    after = clause.after if isinstance(clause.after, tuple) else ()
    return [name for name in before if name not in after], [name for name in after if name not in before]


def _list(words: Value | list[str]) -> str:
    """A, B and C."""
    shown = [clean(word) for word in words] if isinstance(words, tuple | list) else []
    return f'{", ".join(shown[:-1])} and {shown[-1]}' if len(shown) > 1 else ''.join(shown)
