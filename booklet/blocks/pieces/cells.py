"""The words of a grid's cells, at each level of what they can hold.

In: a day's items, and cells of a plan. Out: for each cell its paragraphs, and how high they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from booklet import references
from booklet.block import Block, Inlines, Text
from booklet.blocks.pieces.common import DOT, chairs_and_room, names, plain, title
from booklet.blocks.pieces.shortening import shortened
from booklet.brief import Brief
from booklet.grid import Cell, DayItems, Level, Source
from booklet.itemise import isolated
from booklet.language import bracketed, comma, format_time, labelled, words
from booklet.markup import Inline, Style
from booklet.model import Contribution, Kind, Role, Room, Session, Slot, Track
from booklet.tracks import Look
from booklet.typography import typeset_text

AIR = 0.5  # of the leading: above and below the words of a cell, together
INSET = 3.0  # points between the left edge of a cell and its words
BAR = 2.4  # points: the width of a track's bar, in front of that
RIGHT = 2.0  # points beside the words, at least
_LINES = {Level.SHORT: 3, Level.SHORTER: 2}
_ANY_PAGE = Inline('000')  # as wide as the number of any page
_HYPHEN = '-\u2060'  # in names that lines shall not break
_PARTS = re.compile(r'[ \u00a0]')
_QUIET = (Kind.BREAK, Kind.MEAL, Kind.END)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """`short`: it may be shortened, for what it leaves out is to be found on the page of this anchor."""

    inlines: Inlines
    style: str
    link: str = ''
    short: str = ''


class Teller:
    """What cells say. Everything is asked of the gauge once."""

    def __init__(self, brief: Brief, found: DayItems, looks: Mapping[str, Look], rooms: Mapping[str, Room]) -> None:
        self.brief, self.found, self.looks, self.rooms = brief, found, looks, rooms
        self.event, self.language, self.gauge = brief.event, brief.language, brief.gauge
        self.styles = brief.layout.styles
        self.left = INSET + (BAR if looks else 0.0)
        self._told: dict[tuple[object, ...], list[_Paragraph] | None] = {}
        self._heights: dict[tuple[object, ...], float | None] = {}

    # --- what the plan asks ---

    def measure(self, cell: Cell, level: Level, width: float, scale: float) -> float | None:
        """The height of a cell with its air, as `grid.Measure`."""
        key = (_what(cell), level, round(width, 2), scale)
        if key not in self._heights:
            self._heights[key] = self._measured(cell, level, width, scale)
        return self._heights[key]

    def _measured(self, cell: Cell, level: Level, width: float, scale: float) -> float | None:
        leading = self.styles['grid_title'].leading * scale
        if level is Level.NUMBER:
            return (1 + AIR) * leading
        found = self.told(cell, level)
        if found is None:
            return None
        inner = self.inner(width)
        height = AIR * leading
        for paragraph in found:
            lines = self.gauge.lines(paragraph.inlines, paragraph.style, inner, scale)
            if paragraph.short:
                lines = min(lines, _LINES[level])
            height += lines * self.styles[paragraph.style].leading * scale
        return height

    def inner(self, width: float) -> float:
        return max(8.0, width - self.left - RIGHT)

    # --- what is set ---

    def texts(self, cell: Cell, level: Level, width: float, scale: float, numbers: Sequence[int]) -> tuple[Block, ...]:
        """The paragraphs of a cell; `numbers` are those of its items in the key, where they are told there."""
        if level is Level.NUMBER:
            some = sorted(set(numbers))
            text = str(some[0]) if len(some) == 1 else f'{some[0]}–{some[-1]}'
            return (Text((Inline(text),), 'grid_number', scale=scale),)
        inner = self.inner(width)
        blocks: list[Block] = []
        for paragraph in self.told(cell, level) or ():
            text_of = Text(paragraph.inlines, paragraph.style, link=paragraph.link, scale=scale)
            blocks.append(self.shortened(text_of, paragraph, level, inner) if paragraph.short else text_of)
        return tuple(blocks)

    def shortened(self, text: Text, paragraph: _Paragraph, level: Level, inner: float) -> Text:
        def lines(inlines: Inlines) -> int:
            return self.gauge.lines(inlines, text.style, inner, text.scale)

        most = _LINES[level]
        if lines(text.inlines) <= most:
            return text
        lead = Inline(f' →\u00a0{words(self.language)["p."]}\u00a0')
        cut = shortened(text.inlines, lambda some: lines((*some, lead, _ANY_PAGE)) <= most)
        if cut == text.inlines:  # it fits, but not with the page beside it
            return text
        return replace(text, inlines=(*cut, lead), page_of=paragraph.short)

    # --- words ---

    def told(self, cell: Cell, level: Level) -> list[_Paragraph] | None:
        """The paragraphs of a cell at a level; None where the level would lose words that are nowhere else."""
        key = (_what(cell), level)
        if key not in self._told:
            self._told[key] = self._tell(cell, level)
        return self._told[key]

    def _tell(self, cell: Cell, level: Level) -> list[_Paragraph] | None:
        if cell.echo:
            return []
        many = len(cell.items) > 1
        found: list[_Paragraph] = []
        for number in cell.items:
            source = self.found.sources[number]
            anchor = self.page(source) if level in _LINES else ''
            if level in _LINES and (many or not anchor):
                return None
            lead = self.lead(cell, number, many=many)
            found += self.source(source, lead, silent=level > Level.FULL, short=anchor)
            if cell.tells_room or (cell.elsewhere and not many):
                found.append(self.place(cell, source))
        if cell.after:
            found[-1] = replace(found[-1], inlines=(*found[-1].inlines, Inline('\u00a0…')))
        return found

    def lead(self, cell: Cell, number: int, *, many: bool) -> Inlines:
        """What stands before a title: that it goes on, the sign of its track, its time."""
        said: list[Inline] = []
        track = track_of(self.found.sources[number])
        if track and self.looks[track.id].sign:
            said.append(Inline(self.looks[track.id].sign + '\u2002', Style.STRONG))
        if cell.before:
            said.append(Inline('… '))
        if cell.tells_time:
            said.append(Inline(self.times(number, whole=many) + ' ', Style.STRONG))
        return tuple(said)

    def times(self, number: int, *, whole: bool) -> str:
        item = self.found.items[number]
        start = format_time(item.start, self.event.clock, self.language)
        if not whole or item.end <= item.start:
            return start
        return f'{start}–{format_time(item.end, self.event.clock, self.language)}'

    def source(self, source: Source, lead: Inlines, *, silent: bool, short: str = '') -> list[_Paragraph]:
        found: list[_Paragraph] = []
        session = source.session
        if source.heads and session:
            shown = self.title_of(session)
            found.append(_Paragraph((*lead, *shown) if not source.slot else shown, 'grid_session'))
            said = self.breakable(chairs_and_room(session.chairs, None, self.language))
            if said and not silent:
                found.append(_Paragraph((plain(said, self.language),), 'grid_speaker'))
            if session.posters:
                found.append(_Paragraph((Inline(self.boards(session)),), 'grid_speaker'))
        for slot in (source.slot, *source.inside):
            if slot:
                head = lead if slot is source.slot else ()
                style = 'grid_break' if slot.kind in _QUIET else 'grid_title'
                link = self.link(slot)
                found.append(_Paragraph((*head, *self.title_of(slot)), style, link, short))
                said = self.people(slot)
                if said and not silent:
                    found.append(_Paragraph((plain(said, self.language),), 'grid_speaker', link))
        return found

    def title_of(self, of: Slot | Session) -> Inlines:
        talk = of.talk if isinstance(of, Slot) else None
        own = talk.title.language if talk else ''
        shown = title((talk.agenda_title or talk.title) if talk else of.title, own or self.language)
        if of.cancelled or (talk and talk.cancelled):
            shown = (*shown, Inline(bracketed(words(self.language)['cancelled'], self.language)))
        return shown

    def people(self, slot: Slot) -> str:
        people: Iterable[Contribution] = slot.talk.people if slot.talk else slot.people
        said = names((person for person in people if person.role is not Role.AUTHOR), self.language)
        return self.breakable(said)

    def breakable(self, said: str) -> str:
        """Names with hyphens that are wider than a column may be broken between their parts, and parts of them too."""
        if _HYPHEN not in said:
            return said
        room = self.inner(self.brief.options.length('room_least'))
        between = comma(self.language)
        return between.join(self._broken(name, room) if _HYPHEN in name else name for name in said.split(between))

    def _broken(self, name: str, room: float) -> str:
        if self.wide(name) <= room:
            return name
        return ' '.join(part.replace(_HYPHEN, '-') if self.wide(part) > room else part for part in _PARTS.split(name))

    def wide(self, said: str) -> float:
        return self.gauge.width((Inline(said),), 'grid_speaker')

    def boards(self, session: Session) -> str:
        boards = [poster.board for poster in session.posters if poster.board]
        said = f'{boards[0]}–{boards[-1]}' if len(boards) > 1 else str(len(session.posters))
        return labelled(words(self.language)['Posters'], said, self.language)

    def place(self, cell: Cell, source: Source) -> _Paragraph:
        if cell.tells_room:
            return _Paragraph((Inline(self.room_names(source.rooms)),), 'grid_place')
        others = self.room_names(self.rooms[room] for room in cell.elsewhere if room in self.rooms)
        return _Paragraph((Inline('+\u00a0' + others),), 'grid_place')

    def room_names(self, rooms: Iterable[Room]) -> str:
        return comma(self.language).join(
            isolated(typeset_text(room.name, self.language), self.language) for room in rooms
        )

    # --- where they lead ---

    def page(self, source: Source) -> str:
        """The anchor of the page that has all that a talk's cell may leave out; none where no page has."""
        talk = source.slot.talk if source.slot and not source.inside else None
        if talk is None:
            return ''
        if self.event.shows('abstracts'):
            return references.talk(talk.id)
        return references.in_agenda(talk.id) if self.event.shows('agenda') else ''

    def link(self, slot: Slot) -> str:
        anchor = self.page(Source(slot))
        return f'#{anchor}' if anchor else ''

    def linked(self, cell: Cell) -> str:
        """Where the whole of a cell leads."""
        slot = self.found.sources[cell.items[0]].slot if len(cell.items) == 1 else None
        return self.link(slot) if slot else ''

    def key_entry(self, number: int) -> Inlines:
        """What the key says of an item: when, what, who and where."""
        source = self.found.sources[number]
        timed = number < len(self.found.items)
        shown: list[Inline] = [Inline(self.times(number, whole=True) + '\u2002', Style.STRONG)] if timed else []
        told = self.source(source, (), silent=False)
        for place, paragraph in enumerate(told):
            shown += [*([Inline(DOT)] if place else []), *(one for one in paragraph.inlines if isinstance(one, Inline))]
        if source.rooms:
            shown.append(Inline(DOT + self.room_names(source.rooms)))
        return tuple(shown)

    def name(self, number: int) -> str:
        """A short name of an item, for remarks."""
        source = self.found.sources[number]
        of: Slot | Session | None = source.slot or source.session
        assert of is not None  # every source has one
        return ''.join(one.text for one in self.title_of(of) if isinstance(one, Inline))


def track_of(source: Source) -> Track | None:
    slot = source.slot
    own = (slot.track or (slot.talk.track if slot.talk else None)) if slot else None
    return own or (source.session.track if source.session else None)


def _what(cell: Cell) -> tuple[object, ...]:
    """What the words of a cell depend on."""
    return (cell.items, cell.tells_room, cell.tells_time, cell.elsewhere, cell.echo, cell.before, cell.after)
