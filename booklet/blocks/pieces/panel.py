"""One page of a grid as frames: heading, rooms, times, cells, the legend of the tracks, the key.

In: panels of a plan. Out: frames, in reading order: grounds and rules first, which nobody reads aloud, then the table
by time and room.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property

from booklet import references
from booklet.block import Block, Cell, Frame, Inlines, Row, Text
from booklet.blocks.pieces.cells import AIR, BAR, Teller, track_of
from booklet.blocks.pieces.common import DOT, day_name, plain, plain_title
from booklet.brief import Brief
from booklet.design import Colour
from booklet.design_styles import PAPER
from booklet.grid import Box, Column, DayItems, Level, Panel
from booklet.grid.columns import runs
from booklet.language import time_pieces
from booklet.markup import Inline, LineBreak, plain_text
from booklet.model import Day, Kind, Track
from booklet.tracks import PATTERNS, Look, bar, looks
from booklet.typography import typeset_text

_INK, _WHITE, _HAIRLINE = Colour(0, 0, 0), Colour(1, 1, 1), Colour(0.6, 0.6, 0.6)
_THIN = 0.3  # points: hairlines
_SLIT = 0.9  # points of paper between cells that stand on one another
_AIR_ABOVE = 0.42  # of a cell's air
_ROOM_LINES = 5  # of a room's name, at the most
_LEAST = 0.75  # of its size, for a longer one
_LEAST_HEADING = 0.8  # likewise for the names of days, before they take two lines
_SWATCH = 14.0  # points: the mark of a track in the legend, and the gap beside it
_MERIDIEM = 1.35  # ems of a time: the column of am and pm
_PARTED = re.compile('[ \u200b]')
_WITHIN = re.compile(r'(?<=[:/_])(?=\w)')  # where a long name of a room may be broken
_QUIET = (Kind.BREAK, Kind.MEAL, Kind.END)


class Drawer:
    """Draws the pages of one day."""

    def __init__(self, brief: Brief, day: Day, found: DayItems) -> None:
        self.brief, self.day, self.found, self.options = brief, day, found, brief.options
        self.event, self.gauge, self.layout = brief.event, brief.gauge, brief.layout
        palette = brief.layout.palette
        self.hairline = palette.get('hairline', _HAIRLINE)
        self.paper = palette.get(PAPER, _WHITE)
        self.rooms = {room.id: room for room in self.event.rooms}
        self.own = self._own_tracks()
        self.listed = self._listed()
        self.looks = self._looks()
        self.teller = Teller(brief, found, self.looks, self.rooms)
        self.axis = self.options.length('time_width')
        self.gap = self.options.length('gap')
        self.width, self.height = brief.frame.width, brief.frame.height
        self.heads = self.legend_height = 0.0  # once the columns are known

    def _looks(self) -> Mapping[str, Look]:
        """Those of the tracks of the day, alike in all the book. A room whose head tells its track needs no signs."""
        ink = self.layout.styles['grid_title'].colour
        every = looks(self.event.tracks, ink, self.paper)
        signed = {track.id for track in self.listed} if len(self.listed) > PATTERNS else set()
        return {
            track.id: every[track.id] if track.id in signed else replace(every[track.id], sign='')
            for track in self._tracks()
        }

    def _tracks(self) -> list[Track]:
        used = {track.id for source in self.found.sources if (track := track_of(source))}
        return [track for track in self.event.tracks if track.id in used]

    def _own_tracks(self) -> dict[str, Track]:
        """The rooms in which all is of one track."""
        tracks: dict[str, set[Track | None]] = {}
        for item in self.found.items:
            source = self.found.sources[item.number]
            for room in item.rooms if source.kind not in _QUIET else ():
                tracks.setdefault(room, set()).add(track_of(source))
        single = ((room, next(iter(some))) for room, some in tracks.items() if len(some) == 1)
        return {room: track for room, track in single if track}

    # --- how much room there is ---

    @property
    def top(self) -> float:
        """Where the columns begin, below the heading and the rooms, on the baseline grid."""
        y = self.heading_height + self.heads + 2.0
        step = self.layout.grid
        return math.ceil(y / step - 0.01) * step if step else y

    @cached_property
    def beside(self) -> float:
        """The width of what stands beside the heading."""
        widest = (Inline(f'{self.brief.title}\u200288/88'),)
        return min(self.gauge.width(widest, 'grid_note') + 2.0, self.width / 2)

    @cached_property
    def heading(self) -> float:
        """The height of the heading's line, or lines."""
        note = Text((plain(self.brief.title, self.event.language),), 'grid_note')
        return max(self.gauge.height((self.name,), self.name_width), self.gauge.height((note,), self.beside))

    @property
    def name_width(self) -> float:
        return self.width - self.beside - 6.0

    @cached_property
    def name(self) -> Text:
        """The day's name: in one size for all days, on one line where that is possible, else its title on another."""
        named = [(Inline(day_name(self.event, day)),) for day in self.event.days if day.items]
        widest = max((self.gauge.width(name, 'grid_heading') for name in named), default=0.0)
        scale = max(_LEAST_HEADING, min(1.0, (self.name_width - 0.5) / widest if widest else 1.0))
        shown: Inlines = (Inline(day_name(self.event, self.day)),)
        if self.day.title and self.gauge.lines(shown, 'grid_heading', self.name_width, scale) > 1:
            date = day_name(self.event, replace(self.day, title=replace(self.day.title, source='')))
            shown = (Inline(date), LineBreak(), Inline(plain_title(self.day.title, self.event.language)))
        return Text(shown, 'grid_heading', scale=scale)

    @property
    def heading_height(self) -> float:
        return self.heading + 0.8 * self.layout.styles['grid_title'].leading

    def see(self, pages: Sequence[Sequence[Column]]) -> None:
        """Which columns there will be, so that their heads and the legend have room. A head names one room's track."""
        shared = {room for columns in pages for column in columns if len(column.rooms) > 1 for room in column.rooms}
        self.own = {room: track for room, track in self.own.items() if room not in shared}
        self.listed = self._listed()
        self.looks = self.teller.looks = self._looks()
        heights = [
            self.gauge.height(self._head(column, width), width)
            for columns in pages
            for column, (_, width) in self._placed(columns)
        ]
        self.heads = max(heights, default=0.0)
        rows = max(
            (len(entries) for some in pages for _, entries in self._legend_of(self._in_rooms(some))[:1]), default=0
        )
        self.legend_height = (rows + 0.8) * self.layout.styles['grid_legend'].leading if rows else 0.0

    @property
    def depth(self) -> float:
        """The height that the columns may have."""
        return self.height - self.top - self.legend_height

    # --- a page ---

    def page(self, panel: Panel, which: tuple[int, int], numbers: Mapping[int, int], anchor: str) -> tuple[Frame, ...]:
        """`which`: the page's number among the day's, from 0, and how many they are. `anchor`: the part begins here."""
        return (
            *self._rules(panel),
            *(frame for box in panel.boxes for frame in self._ground(box)),
            *self._breaks(panel),
            *self._heading(which, anchor),
            *self._rooms(panel.columns),
            *self._cells(panel, numbers),
            *self._legend(panel),
        )

    def _heading(self, which: tuple[int, int], anchor: str) -> Iterator[Frame]:
        number, count = which
        own = references.day(self.brief.entry.id, self.day.date)
        name = replace(self.name, role='H2', anchor='' if number else own)
        title = self.brief.title + (f'\u2002{number + 1}/{count}' if count > 1 else '')
        note = Text((plain(title, self.event.language),), 'grid_note', 'H1' if anchor else 'P', anchor=anchor)
        wide = min(self.gauge.width(note.inlines, 'grid_note') + 0.5, self.beside)
        yield Frame(self.width - wide, 0.0, wide, self.heading, (note,), align='bottom')
        yield Frame(0.0, 0.0, self.name_width, self.heading, (name,), align='bottom')

    def _columns(self, columns: Sequence[Column]) -> list[tuple[float, float]]:
        """The left edge and the width of each."""
        room = self.width - self.axis
        width = (room - self.gap * (len(columns) - 1)) / len(columns)
        return [(self.axis + place * (width + self.gap), width) for place in range(len(columns))]

    def _rooms(self, columns: Sequence[Column]) -> Iterator[Frame]:
        """Their names on one line, the tracks below. A name that needs more room reaches further down."""
        heads = [(self._head(column, width), x, width) for column, (x, width) in self._placed(columns)]
        below = [self.gauge.height(blocks[1:], width) for blocks, _, width in heads]
        for (blocks, x, width), own in zip(heads, below, strict=True):
            height = max(self.heads - max(below) + own, self.gauge.height(blocks, width))
            if blocks:
                yield Frame(x, self.heading_height, width, height, blocks, align='bottom', role='TH', row=0)

    def _placed(self, columns: Sequence[Column]) -> Iterator[tuple[Column, tuple[float, float]]]:
        return zip(columns, self._columns(columns), strict=True)

    def _head(self, column: Column, width: float) -> tuple[Text, ...]:
        names = [
            typeset_text(self.rooms[room].name, self.event.language) for room in column.rooms if room in self.rooms
        ]
        if not names:
            return ()
        blocks = [self._fitted(DOT.join(names), 'grid_room', width)]
        track = self.own.get(column.rooms[0]) if len(column.rooms) == 1 else None
        if track and track.name.casefold() != names[0].casefold():
            blocks.append(self._fitted(typeset_text(track.name, self.event.language), 'grid_track', width))
        return tuple(blocks)

    def _fitted(self, text: str, style: str, width: float, lines: int = _ROOM_LINES) -> Text:
        """A name in no more lines than it may have, none of its words broken, smaller if need be."""
        scale = 1.0
        if not self._holds(text, style, width, scale):
            text = _WITHIN.sub('\u200b', text)
        inlines = (Inline(text),)
        while scale > _LEAST and not (
            self.gauge.lines(inlines, style, width, scale) <= lines and self._holds(text, style, width, scale)
        ):
            scale -= 0.1
        return Text(inlines, style, scale=scale)

    def _holds(self, text: str, style: str, width: float, scale: float) -> bool:
        """Whether none of the words is wider than its column."""
        return all(self.gauge.width((Inline(word),), style, scale) <= width for word in _PARTED.split(text) if word)

    # --- behind the words ---

    def _rules(self, panel: Panel) -> Iterator[Frame]:
        """A hairline at each time, across the columns in which nothing goes on then."""
        columns = self._columns(panel.columns)
        for _, y in panel.labels if self.options.flag('rules') else ():
            taken = {
                place
                for box in panel.boxes
                if box.y < y - _SLIT and box.y + box.height > y + _SLIT
                for place in range(box.cell.first, box.cell.last)
            }
            free = [place for place in range(len(columns)) if place not in taken]
            for first, last in runs(free):
                x, end = columns[first][0], sum(columns[last - 1])
                yield Frame(x, self.top + y - _THIN / 2, end - x, _THIN, ground=self.hairline)

    def _ground(self, box: Box) -> Iterator[Frame]:
        x, y = self.axis + box.x, self.top + box.y
        source = self.found.sources[box.cell.items[0]]
        if source.kind in _QUIET and len(box.cell.items) == 1:
            foot = y + box.height
            for at in (y, foot):
                yield Frame(x, at - _THIN / 2, box.width, _THIN, ground=self.hairline)
            yield Frame(x, y + _SLIT, box.width, max(0.1, box.height - 2 * _SLIT), ground=self.paper)
            return
        height = max(0.5, box.height - _SLIT)
        tracks = {track_of(self.found.sources[number]) for number in box.cell.items}
        track = next(iter(tracks)) if len(tracks) == 1 else None
        look = self.looks.get(track.id) if track else None
        ground = look.tint if look else self.options.colour('ground')
        drawing = bar(look, 0.0, 0.0, BAR, height) if look else ''
        yield Frame(x, y + _SLIT / 2, box.width, height, ground=ground, drawing=drawing)

    def _breaks(self, panel: Panel) -> Iterator[Frame]:
        """Two strokes through the axis, where it leaves out time."""
        c = self.hairline
        stroke = f'{c.red:.3g} {c.green:.3g} {c.blue:.3g} RG 0.5 w 0 0 m 8 3 l 0 2.5 m 8 5.5 l S'
        for y in panel.breaks:
            yield Frame(self.axis - 12.0, self.top + y - 3.0, 8.0, 6.0, drawing=stroke)

    # --- the table ---

    def _cells(self, panel: Panel, numbers: Mapping[int, int]) -> Iterator[Frame]:
        """Row by row: what begins at the same height. Beside another page, a time may have a row to itself."""
        rows: dict[float, tuple[list[int], list[Box]]] = {}
        for minute, y in panel.labels:
            rows.setdefault(round(y, 2), ([], []))[0].append(minute)
        for box in panel.boxes:
            if not box.cell.echo:
                rows.setdefault(round(box.y, 2), ([], []))[1].append(box)
        for row, (y, (minutes, boxes)) in enumerate(sorted(rows.items()), 1):
            for minute in minutes:
                yield from self._time(minute, y, panel.scale, row)
            for box in sorted(boxes, key=lambda box: (box.x, box.cell.begin)):
                yield self._cell(box, panel.scale, row, numbers)

    def _time(self, minute: int, y: float, scale: float, row: int) -> Iterator[Frame]:
        figures, meridiem = time_pieces(minute, self.event.clock, self.event.language)
        style = self.layout.styles['grid_time']
        leading = style.leading * scale
        top = self.top + y + self._above(scale)
        right = self.axis - self.gap - 1.0
        tail = _MERIDIEM * style.size * scale if meridiem else 0.0
        texts = (Text((Inline(figures),), 'grid_time', scale=scale),)
        yield Frame(0.0, top, right - tail, leading, texts, role='TH', row=row)
        if meridiem:
            after = (Text((Inline('\u2009' + meridiem),), 'grid_meridiem', scale=scale),)
            yield Frame(right - tail, top, tail + 2.0, leading, after, role='TH', row=row)

    def _above(self, scale: float) -> float:
        return AIR * _AIR_ABOVE * self.layout.styles['grid_title'].leading * scale

    def _cell(self, box: Box, scale: float, row: int, numbers: Mapping[int, int]) -> Frame:
        cell, teller = box.cell, self.teller
        known = [numbers[number] for number in cell.items if number in numbers]
        blocks = teller.texts(cell, box.level, box.width, scale, known)
        above = self._above(scale)
        x = self.axis + box.x + teller.left
        height = max(0.0, box.height - above)
        link = teller.linked(cell) if box.level < Level.NUMBER else ''
        width = teller.inner(box.width)
        return Frame(x, self.top + box.y + above, width, height, blocks, role='TD', link=link, row=row)

    # --- the foot ---

    def _listed(self) -> list[Track]:
        """The tracks that the heads of the rooms do not tell."""
        told = {track.id for track in self.own.values()}
        mixed = {
            track.id
            for item in self.found.items
            if (track := track_of(self.found.sources[item.number]))
            and not (item.rooms and all(self.own.get(room) == track for room in item.rooms))
        }
        return [track for track in self._tracks() if track.id in mixed or track.id not in told]

    def _in_rooms(self, columns: Sequence[Column]) -> set[int]:
        """The items that may stand on a page, however the day is cut."""
        here = {room for column in columns for room in column.rooms}
        return {item.number for item in self.found.items if not item.rooms or here.intersection(item.rooms)}

    def _unsaid(self, panel: Panel) -> set[int]:
        """The items on a page whose tracks the heads of their columns do not tell, or tell without their signs."""
        return {
            number
            for box in panel.boxes
            for number in box.cell.items
            if (track := track_of(self.found.sources[number]))
            and (
                self.looks[track.id].sign
                or not all(self._tells(c, track) for c in panel.columns[box.cell.first : box.cell.last])
            )
        }

    def _tells(self, column: Column, track: Track) -> bool:
        return len(column.rooms) == 1 and self.own.get(column.rooms[0]) == track

    def _legend_of(self, items: Set[int]) -> list[tuple[float, list[tuple[Track, Inlines]]]]:
        """The tracks of some items, in as many columns as have room, with the width of each."""
        used = {track.id for number in items if (track := track_of(self.found.sources[number]))}
        entries: list[tuple[Track, Inlines]] = []
        for track in self.listed:
            if track.id not in used:
                continue
            sign = self.looks[track.id].sign
            name = typeset_text(track.name, self.event.language)
            entries.append((track, (Inline(f'{sign}\u2002{name}' if sign else name),)))
        widths = [self.gauge.width(inlines, 'grid_legend') + _SWATCH + 9.0 for _, inlines in entries]
        for rows in range(1, len(entries) + 1):
            starts = range(0, len(entries), rows)
            found = [(max(widths[at : at + rows]), entries[at : at + rows]) for at in starts]
            if sum(width for width, _ in found) <= self.width - self.axis or rows == len(entries):
                return found
        return []

    def _legend(self, panel: Panel) -> Iterator[Frame]:
        legend = self._legend_of(self._unsaid(panel))
        leading = self.layout.styles['grid_legend'].leading
        spare = max(0.0, self.width - self.axis - sum(width for width, _ in legend))
        x = self.axis
        for width, entries in legend:
            for place, (track, inlines) in enumerate(entries):
                look = self.looks[track.id]
                y = self.height - self.legend_height + (place + 0.8) * leading
                mark = bar(look, 0.0, 0.0, BAR, leading - 1.4)
                yield Frame(x, y + 0.7, _SWATCH - 3.0, leading - 1.4, ground=look.tint, drawing=mark)
                room = min(width, self.width - x) - _SWATCH
                yield Frame(x + _SWATCH, y, room, leading, (self._fitted(plain_text(inlines), 'grid_legend', room, 1),))
            x += width + min(12.0, spare / len(legend))

    # --- the key ---

    def key(self, numbers: Mapping[int, int], width: float, *, untimed: bool) -> tuple[Block, ...]:
        """What the cells had no room for, and what has no time."""
        ordered = [*sorted(numbers, key=lambda number: numbers[number]), *(self.found.untimed if untimed else ())]
        rows = [self._entry(number, numbers.get(number), width) for number in ordered]
        return tuple(rows)

    def _entry(self, number: int, told: int | None, width: float) -> Row:
        page = self.teller.page(self.found.sources[number])
        right = 3.2 * self.layout.styles['grid_key'].size if page else 0.0
        inlines = self.teller.key_entry(number)
        cells = [Cell(inlines, 'grid_key', self.axis, width - self.axis - right, link=f'#{page}' if page else '')]
        if told is not None:
            cells.insert(0, Cell((Inline(str(told)),), 'grid_key_number', 0.0, self.axis - self.gap - 1.0, 'TH'))
        if page:
            cells.append(Cell((), 'grid_key_page', width - right, right, link=f'#{page}', page_of=page))
        return Row(tuple(cells))
