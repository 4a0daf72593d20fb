"""Days as columns on an axis of time that they share: what the week at a glance and the wall poster are made of.

In: the digests of days, where their columns stand, how much shall be told and how large. Out: frames, and what of the
programme they do not tell; or nothing, where that much does not fit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from booklet import references, tracks
from booklet.block import Block, Frame, Inlines, Remark, Text
from booklet.blocks.pieces.common import DOT, day_name, names, plain, tied, title
from booklet.blocks.pieces.legend import BAR, looks
from booklet.blocks.pieces.shortening import shortened
from booklet.brief import Brief
from booklet.design import Colour
from booklet.diagnostics import Severity
from booklet.itemise import isolated, runs_left
from booklet.language import bracketed, comma, format_time, time_pieces, words
from booklet.markup import Inline, LineBreak, Style, plain_text
from booklet.model import Kind, Role, Session, Slot
from booklet.overview.axis import Need, Places, shared
from booklet.overview.entries import Cluster, Digest, Entry, lanes
from booklet.rulebook import IDS
from booklet.typography import typeset_text

_MOST = 0.3  # steps a minute: an hour is never deeper than nine lines
_THIN = 0.35  # points: the line beside what lasts, where it has no track
_LIGHT = 0.45  # of the fullest day: what has less gets a narrower column
_ABREAST = 4  # more things at the same time stand below one another
_SPARE = 0.5  # points: what just fits might not
_LEAST_TITLE = 12  # letters that are left of a title beside the room
_HAIRLINE = Colour(0.6, 0.6, 0.6)
_STYLES = {Kind.BREAK: 'break', Kind.MEAL: 'break', Kind.END: 'break', Kind.SOCIAL: 'social', None: 'session'}


@dataclass(frozen=True, slots=True)
class Form:
    """How much is told: who speaks (`run_in`: on the title's own lines), the talks of sessions, whole titles or so many
    `lines` of them, parallel things `beside` one another where that leaves each its width; `whole`: the day with its
    tracks told as one.
    """

    people: bool = True
    run_in: bool = False
    inside: bool = False
    beside: bool = True
    lines: int = 0
    whole: Callable[[Digest], Digest] | None = None
    clusters: bool = True  # without: the names of the days alone


@dataclass(frozen=True, slots=True)
class Look:
    """The `prefix` of its styles; at their own size the least width of one of several parallel things, and the gap
    between columns; points.
    """

    prefix: str
    lane: float
    gap: float


@dataclass(frozen=True, slots=True)
class Column:
    """Where a day stands: on which of the pages, from where, how wide; points."""

    digest: Digest
    page: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Laid:
    """The frames of each page. `left`: how many events are told by something else, or not at all; `inside`: how many
    talks are told by their sessions alone.
    """

    frames: tuple[tuple[Frame, ...], ...]
    form: Form
    scale: float
    shortened: int = 0
    silent: int = 0
    left: int = 0
    inside: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    """Rows of frames from the start of something to its end, their y from its top."""

    start: int
    end: int
    height: float
    rows: tuple[tuple[Frame, ...], ...]
    bar: tuple[Frame, Entry] | None = None


@dataclass(slots=True)
class _Day:
    column: Column
    head: list[Frame]
    depth: float
    pieces: list[_Piece] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)


def heaviest_of(digests: Sequence[Digest]) -> int:
    """How much the fullest of some days has to tell, roughly, in letters."""
    return max(map(_load, digests))


def _load(one: Digest) -> int:
    return sum(len(entry.of.title.source) + 20 for entry in one.entries)


def side_by_side(
    digests: Sequence[Digest], page: int, width: float, gap: float, least: float, heaviest: int = 0
) -> Iterator[Column]:
    """The columns of a page: even, or, beside the `heaviest`, days with little in them narrower than the others."""
    room = width - (len(digests) - 1) * gap
    least = min(least, room / len(digests))
    weights = [_LIGHT if _load(one) < _LIGHT * heaviest else 1.0 for one in digests]
    shares = [room * weight / sum(weights) for weight in weights]
    light = max(least, min(shares))
    count = weights.count(_LIGHT)
    other = (room - count * light) / (len(weights) - count) if 0 < count < len(weights) else room / len(weights)
    x = 0.0
    for one, weight in zip(digests, weights, strict=True):
        own = light if weight < 1 and count < len(weights) else other
        yield Column(one, page, x, own)
        x += own + gap


def lay(
    brief: Brief, look: Look, rows: Sequence[Sequence[Column]], top: float, foot: float, form: Form, scale: float
) -> Laid | None:
    """Rows of days between two heights of their pages; None where so much does not fit in that size."""
    return _Setter(brief, look, form, scale).laid(rows, top, foot)


def remarks(laid: Laid, what: str) -> Iterator[Remark]:
    """Every compromise, in words."""
    hint = 'a larger page, shorter titles or fewer things at the same time leave room for more'
    said = []
    if not laid.form.clusters:
        said.append(f'names the days alone, for want of room: {counted(laid.left, "event")} not on it')
    elif laid.left:
        said.append(f'has no room for each event: {counted(laid.left, "event")} told by their tracks and rooms')
    if laid.silent:
        said.append(f'has no room for the speakers of {counted(laid.silent, "talk", verb=False)}')
    if laid.shortened:
        said.append(f'has no room for {counted(laid.shortened, "whole title", verb=False)}, which it shortens')
    if laid.scale < 0.995:
        said.append(f'is set smaller than its layout says, at {laid.scale:.0%}')
    for text in said:
        yield Remark(f'{what} {text}', None, hint, IDS['page-squeezed'], Severity.NOTE)


def counted(number: int, what: str, *, verb: bool = True) -> str:
    """“1 event is”, “3 events are”."""
    return f'{number} {what}{"s" * (number != 1)}' + (' is' if number == 1 else ' are') * verb


class _Setter:
    def __init__(self, brief: Brief, look: Look, form: Form, scale: float) -> None:
        self.brief, self.look, self.form, self.scale = brief, look, form, scale
        self.event, self.language, self.gauge = brief.event, brief.language, brief.gauge
        self.leading = self.style('title')[1]
        self.step = self.leading / 2
        self.gap = look.gap * min(1.0, scale)
        self.hairline = brief.layout.palette.get('hairline', _HAIRLINE)
        self.looks = looks(brief)
        self.shortened = self.silent = 0

    def style(self, name: str) -> tuple[str, float]:
        """A style's whole name, and its leading in this size."""
        own = f'{self.look.prefix}_{name}'
        return own, self.brief.layout.styles[own].leading * self.scale

    def laid(self, rows: Sequence[Sequence[Column]], top: float, foot: float) -> Laid | None:
        if self.form.clusters and not self.form.whole and self.is_hopeless(rows, foot - top):
            return None
        left = inside = 0
        days: list[list[_Day]] = []
        for row in rows:
            days.append([])
            for column in row:
                whole = column.digest
                shown = self.form.whole(whole) if self.form.whole else whole
                left += sum(entry.count for entry in shown.entries if entry.count > 1)
                inside += sum(len(entry.inside) for entry in whole.entries) if not self.form.inside else 0
                day = self.day(replace(column, digest=shown))
                if shared([self.needs([day])], self.steps(foot - top - day.depth), _MOST) is None:
                    return None  # at once: the other days need not be set
                days[-1].append(day)
        if not self.form.clusters:
            left = sum(entry.count for row in rows for column in row for entry in column.digest.entries)
        heads = [max(day.depth for day in row) for row in days]
        room = foot - top - sum(heads) - 2 * self.leading * (len(rows) - 1)
        axes = shared([self.needs(row) for row in days], self.steps(room), _MOST)
        if axes is None or room < 0:
            return None
        pages: list[list[Frame]] = [[] for _ in range(1 + max(day.column.page for row in days for day in row))]
        y = top
        for here, head, own in zip(days, heads, axes, strict=True):
            for number, day in enumerate(here):
                page = pages[day.column.page]
                page += [replace(frame, y=frame.y + y) for frame in day.head]
                for piece in day.pieces:
                    page += self.placed(piece, own[number % len(own)], y + head)
            y += head + max(max(places.values(), default=0) for places in own) * self.step + 2 * self.leading
        return Laid(tuple(map(tuple, pages)), self.form, self.scale, self.shortened, self.silent, left, inside)

    def steps(self, height: float) -> int:
        return max(0, int(height / self.step))

    def is_hopeless(self, rows: Sequence[Sequence[Column]], height: float) -> bool:
        """Whether a line for everything would be too much: told at once, for days of hundreds of talks."""
        each = _ABREAST if self.form.beside else 1
        lines = sum(
            max(sum(-(-len(cluster.entries) // each) for cluster in column.digest.clusters) for column in row)
            for row in rows
        )
        return lines * self.leading > height

    def needs(self, row: Sequence[_Day]) -> list[list[Need]]:
        """What an axis must hold: of all days of a row; or, where tracks are told as one, of each by itself."""
        return [day.needs for day in row] if self.form.whole else [[need for day in row for need in day.needs]]

    def placed(self, piece: _Piece, places: Places, top: float) -> Iterator[Frame]:
        at, end = (top + places[minute] * self.step for minute in (piece.start, piece.end))
        if piece.bar:
            bar, entry = piece.bar
            yield replace(self.drawn(bar, entry, max(end - at - self.step, piece.height)), y=at)
        spare = min(0.5 * self.leading, (end - at - self.step - piece.height) / max(1, len(piece.rows) - 1))
        for number, row in enumerate(piece.rows):
            down = at + (number * max(0.0, spare) if self.form.whole else 0.0)
            yield from (replace(frame, y=frame.y + down) for frame in row)

    # --- days ---

    def day(self, column: Column) -> _Day:
        head = self.head(column)
        day = _Day(column, head, max(frame.y + frame.height for frame in head) + self.step)
        if not self.form.clusters:
            return day
        gutter = self.gutter(column.digest)
        for cluster in column.digest.clusters:
            self.cluster(day, cluster, gutter)
        for piece in day.pieces:
            if piece.height:
                steps = math.ceil(piece.height / self.step - 0.01) + 1
                day.needs.append(Need(piece.start, piece.end, steps))
        return day

    def head(self, column: Column) -> list[Frame]:
        """The day's name, the page where it begins in the book, and what lasts while others come and go."""
        style, _ = self.style('day')
        day = column.digest.day
        blocks: list[Block] = [Text((Inline(day_name(self.event, day)),), style, 'H2', scale=self.scale)]
        anchor = self.day_anchor(day.date)
        page = f'{self.look.prefix}_page'
        if anchor and page in self.brief.layout.styles:  # a poster has none: it hangs by itself
            arrow = '←' if runs_left(self.language) else '→'
            said = f'{arrow}\u00a0{words(self.language)["p."]}\u00a0'
            blocks.append(Text((Inline(said),), page, link=f'#{anchor}', scale=self.scale, page_of=anchor))
        for entry in column.digest.aside if self.form.clusters else ():
            text = (*self.ranged(entry), *self.title(entry), *self.place(entry, DOT))
            blocks.append(Text(text, self.style('aside')[0], scale=self.scale, link=self.link(entry)))
            for slot in entry.inside if self.form.inside else ():
                talk = Entry(slot, slot.start, slot.end or slot.start, slot.rooms, slot.track)
                text = (*self.ranged(talk), *self.title(talk))
                blocks.append(Text(text, self.style('title')[0], scale=self.scale, link=self.link(talk)))
        height = self.gauge.height(blocks, column.width)
        return [Frame(column.x, 0.0, column.width, height, tuple(blocks))]

    def day_anchor(self, date: object) -> str:
        day = next(day for day in self.event.days if day.date == date)
        for part in ('grid', 'agenda', 'abstracts'):
            if self.event.shows(part):
                return references.day(part, day.date)
        return ''

    def gutter(self, digest: Digest) -> float:
        """The width of the column of times, with the gap beside it."""
        said = {self.time(entry) for cluster in digest.clusters for entry in cluster.entries}
        if self.form.inside:
            slots = (slot for cluster in digest.clusters for entry in cluster.entries for slot in entry.inside)
            said |= {self.clock(slot.start) for slot in slots if slot.start is not None}
        style, _ = self.style('time')
        widest = max((self.gauge.width((Inline(text),), style, self.scale) for text in said), default=0.0)
        return widest + _SPARE + self.gap if widest else 0.0

    def cluster(self, day: _Day, cluster: Cluster, gutter: float) -> None:
        """Parallel things beside one another, each start once in the column of times; or below one another."""
        column = day.column
        inner = column.width - gutter
        placed = lanes(cluster, self.event.rooms)
        count = max(placed) + 1
        width = (inner - (count - 1) * self.gap) / count
        if count > 1 and (not self.form.beside or count > _ABREAST or width < self.look.lane * self.scale):
            day.pieces.append(self.listed(column, cluster, gutter))
            return
        starts = sorted({entry.first for entry in cluster.entries})
        for number, start in enumerate(starts):
            entry = next(entry for entry in cluster.entries if entry.first == start)
            end = starts[number + 1] if number + 1 < len(starts) else cluster.end
            frame = self.time_frame(column, self.time(entry), gutter, entry)
            day.pieces.append(_Piece(start, end, self.leading - self.step, ((frame,),)))
            for other, lane in zip(cluster.entries, placed, strict=True):
                if other.first == start:
                    x = column.x + gutter + lane * (width + self.gap)
                    frames, height = self.entry(other, x, width, column.x, gutter if count == 1 else 0.0)
                    bar = self.bar(other, x)
                    own = (bar, other) if bar else None
                    day.pieces.append(_Piece(other.first, other.last, height, (tuple(frames),), own))

    def listed(self, column: Column, cluster: Cluster, gutter: float) -> _Piece:
        rows: list[tuple[Frame, ...]] = []
        y, said = 0.0, ''
        x = column.x + gutter
        air = 0.25 * self.leading
        for entry in cluster.entries:
            own, height = self.entry(entry, x, column.width - gutter, column.x, gutter)
            bar = self.bar(entry, x)
            frames = [self.drawn(bar, entry, height)] if bar else []
            time = self.time(entry)
            if time != said or entry.count > 1:
                frames.append(self.time_frame(column, time, gutter, entry))
                said = time
            rows.append(tuple(replace(frame, y=frame.y + y) for frame in (*frames, *own)))
            y += height + air
        return _Piece(cluster.start, cluster.end, y - air, tuple(rows))

    # --- entries ---

    def entry(self, entry: Entry, x: float, width: float, left: float, gutter: float) -> tuple[list[Frame], float]:
        """The words of an entry; the talks of a session below it, their times in the gutter where there is one."""
        style, leading = self.style(_STYLES.get(entry.kind, 'title'))
        inset = self.gap / 2
        measure = width - inset
        inlines = self.words(entry, style, measure)
        height = self.gauge.lines(inlines, style, measure, self.scale) * leading
        text = Text(inlines, style, link=self.link(entry), scale=self.scale, span=entry.of.span)
        frames = [Frame(x + inset, 0.0, measure, height, (text,))]
        if not self.form.inside or entry.count > 1:
            return frames, height
        style, leading = self.style('title')
        for slot in entry.inside:
            talk = Entry(slot, slot.start, slot.end, slot.rooms, slot.track)
            inlines = self.words(talk, style, measure, entry)
            if slot.start is not None and gutter and slot.start != entry.start:
                time, depth = self.style('time')
                shown = Text((Inline(self.clock(slot.start)),), time, scale=self.scale)
                frames.append(Frame(left, height, gutter - self.gap, depth, (shown,)))
            elif slot.start is not None and not gutter:
                inlines = (Inline(self.clock(slot.start) + ' ', Style.STRONG), *inlines)
            depth = self.gauge.lines(inlines, style, measure, self.scale) * leading
            shown = Text(inlines, style, link=self.link(talk), scale=self.scale, span=slot.span)
            frames.append(Frame(x + inset, height, measure, depth, (shown,)))
            height += depth
        return frames, height

    def words(self, entry: Entry, style: str, measure: float, within: Entry | None = None) -> Inlines:
        shown = self.title(entry)
        if isinstance(entry.of, Session) and entry.count == 1:
            shown = tuple(replace(i, style=i.style | Style.STRONG) if isinstance(i, Inline) else i for i in shown)
        people = self.people(entry)
        if people and not self.form.people:
            self.silent += 1
            people = ''
        place = () if within and set(entry.rooms) <= set(within.rooms) else self.place(entry, DOT)
        if self.form.lines:
            short = shortened(shown, lambda text: self.fits((*text, *place), style, measure))
            if len(plain_text(short)) < _LEAST_TITLE:
                short = shortened(shown, lambda text: self.fits(text, style, measure))
            self.shortened += short != shown
            shown = short
        if people:
            parting = Inline(DOT) if self.form.run_in else LineBreak()
            return (*shown, parting, plain(people, self.language, Style.EMPHASIS), *place)
        return (*shown, *place)

    def fits(self, text: Inlines, style: str, measure: float) -> bool:
        return self.gauge.lines(text, style, measure, self.scale) <= self.form.lines

    def title(self, entry: Entry) -> Inlines:
        if entry.count > 1:
            said = comma(self.language).join(
                isolated(typeset_text(n, self.language), self.language) for n in entry.names
            )
            return (Inline(said + bracketed(str(entry.count), self.language)),)
        talk = entry.of.talk if isinstance(entry.of, Slot) else None
        shown = title((talk.agenda_title or talk.title) if talk else entry.of.title, self.language)
        if entry.cancelled:
            shown = (*shown, Inline(bracketed(words(self.language)['cancelled'], self.language)))
        return shown

    def people(self, entry: Entry) -> str:
        if entry.count > 1 or not isinstance(entry.of, Slot):
            return ''
        people = entry.of.talk.people if entry.of.talk else entry.of.people
        return names((person for person in people if person.role is not Role.AUTHOR), self.language)

    def place(self, entry: Entry, lead: str = '') -> Inlines:
        if len(self.event.rooms) < 2 or not entry.rooms or len(entry.rooms) > 3:
            return ()
        said = comma(self.language).join(tied(typeset_text(room.name, self.language)) for room in entry.rooms)
        return (Inline(lead + isolated(said, self.language)),)

    def link(self, entry: Entry) -> str:
        talk = entry.of.talk if isinstance(entry.of, Slot) and entry.count == 1 else None
        if talk and self.event.shows('abstracts'):
            return '#' + references.talk(talk.id)
        return ''

    def bar(self, entry: Entry, x: float) -> Frame | None:
        """How long it lasts: a line beside it, as the axis of the book; of its track, where these can be told apart."""
        return None if entry.is_quiet else Frame(x, 0.0, _THIN, 0.0)

    def drawn(self, bar: Frame, entry: Entry, height: float) -> Frame:
        """The line in its height."""
        look = self.looks.get(entry.track.id) if entry.track and not self.form.whole else None
        if look is None:
            return replace(bar, height=height, ground=self.hairline)
        width = BAR * self.scale
        return replace(
            bar, x=bar.x - width + _THIN, width=width, height=height, drawing=tracks.bar(look, 0, 0, width, height)
        )

    # --- times ---

    def clock(self, minutes: int) -> str:
        return format_time(minutes, self.event.clock, self.language)

    def time(self, entry: Entry) -> str:
        return self.span(entry) if entry.count > 1 else self.clock(entry.first)

    def span(self, entry: Entry) -> str:
        start = time_pieces(entry.first, self.event.clock, self.language)[0]
        return f'{start}–{self.clock(entry.last)}'

    def ranged(self, entry: Entry) -> Inlines:
        return (Inline(self.span(entry) + ' ', Style.STRONG),) if entry.start is not None else ()

    def time_frame(self, column: Column, text: str, gutter: float, entry: Entry) -> Frame:
        style, leading = self.style('break_time' if entry.is_quiet else 'time')
        shown = Text((Inline(text),), style, scale=self.scale)
        return Frame(column.x, 0.0, max(gutter - self.gap, 1.0), leading, (shown,))
