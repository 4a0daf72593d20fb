"""Sections to galleys, galleys to pages, pages to painted parts: one typesetter's work.

In: the event, its layout and the fonts. Out: for each section first its extent, then, when its page numbers are known,
the painted part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from booklet import references
from booklet.block import Section
from booklet.blocks import PARTS, Part
from booklet.blocks.pieces.common import plain_title
from booklet.brief import Brief
from booklet.design import Layout
from booklet.diagnostics import Diagnostic, Sink
from booklet.fonts import Face, Library
from booklet.furniture import furnish, prime
from booklet.galley import Galley, set_galley
from booklet.gauge import Gauge
from booklet.images import Image, image_key
from booklet.language import format_dates, words
from booklet.mirror import mirrored
from booklet.model import Entry, Event
from booklet.page import Area, Drawing, Line, Mark, Page, PaintedPart, Picture, Placed, Target
from booklet.pagebreak import PageSpan, Rule, break_for_both_sides
from booklet.paint import paint_part
from booklet.paragraph import Composer
from booklet.slug import Slug

_NEAR = 0.01  # points


@dataclass(frozen=True, slots=True)
class Task:
    """One section to set: the `key`th of a part, which is known by the id of its entry."""

    part: str
    key: int
    weight: int = 1  # characters, roughly: how long it takes


@dataclass(frozen=True, slots=True)
class Extent:
    """How many pages a section takes when it begins on such a side, and on which of them (from 0) its anchors lie.

    `broken` are the rules that could not be kept, with the page. `told`: the page of each finding; -1 for none.
    """

    pages: int
    anchors: Mapping[str, int]
    broken: tuple[tuple[int, Rule], ...] = ()
    told: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What the rest of the book needs to know of a set section: its extent from a recto and from a verso."""

    recto: Extent
    verso: Extent
    bookmarks: tuple[tuple[str, str, int], ...]
    faces: tuple[Face, ...]
    diagnostics: tuple[Diagnostic, ...]
    side: Literal['any', 'recto', 'verso'] = 'any'
    fill: int = 0
    pictures: tuple[tuple[str, float], ...] = ()  # the images that it shows, and how wide all of each is, points

    def extent(self, first: int) -> Extent:
        """Its extent when its first page has this number."""
        return self.recto if first % 2 else self.verso


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link to a place that the book does not have, on a page (from 0) of its section, and the line it stands in."""

    page: int
    target: str
    text: str


@dataclass(slots=True)
class _Set:
    section: Section
    galley: Galley
    spans: dict[bool, list[PageSpan]] = field(default_factory=dict)


class Typesetter:
    """Sets and paints the sections of one book. Each process has its own; sections stay where they were set."""

    def __init__(
        self,
        event: Event,
        layout: Layout,
        library: Library,
        parts: Mapping[str, Part] = PARTS,
        images: Mapping[str, Image] | None = None,
    ) -> None:
        self.event, self.layout, self.library, self.parts = event, layout, library, parts
        self.images = images or {}
        self.entries = {entry.id: entry for entry in event.parts or ()}
        self.sink = Sink()
        self.composer = Composer(layout, library, self.sink, event.language)
        self.done: dict[Task, _Set] = {}
        given = event.short_title != event.title.source  # else it is the title, with its markup
        self.gauge = Gauge(self.composer)
        self.short_title = event.short_title if given else plain_title(event.title, event.language)

    def set(self, task: Task, numbers: Mapping[str, int]) -> Summary:
        """Sets a section and breaks it into pages, for a beginning on either side."""
        before = len(self.sink.items)
        self.composer.begin()
        entry = self.entry(task)
        brief = Brief(self.event, self.layout, entry, self.gauge, numbers, self.images)
        section = self.parts[entry.name].section(brief, task.key)
        options = brief.options
        master = self.layout.masters[options.master]
        height = brief.frame.height
        galley = set_galley(section, brief.column, brief.frame.width, height, self.composer, self.images)
        done = self.done[task] = _Set(section, galley)
        done.spans = break_for_both_sides(
            galley.slugs,
            height,
            self.layout.breaks,
            columns=master.columns,
            first_height=height - galley.head_depth,
        )
        placed = (p.item for slug in (*galley.head, *galley.slugs) for p in slug.contents)
        values = (item.value for item in placed if type(item) is Mark)
        said = (*(item.text for item in master.furniture), *self.marks().values(), *section.marks.values(), *values)
        prime(master, self.layout, said, self.composer, draft=self.event.draft)
        told = [galley.told.get(number, -1) for number in range(before, len(self.sink.items))]
        extents = {recto: _extent(done, spans, told) for recto, spans in done.spans.items()}
        return Summary(
            extents[True],
            extents[False],
            section.bookmarks,
            self.composer.faces,
            tuple(self.sink.items[before:]),
            section.side,
            section.fill,
            tuple(_pictures(galley)),
        )

    def entry(self, task: Task) -> Entry:
        """What the content says of the part; a part that no book lists has nothing said of it."""
        return self.entries.get(task.part) or Entry(task.part, task.part)

    def marks(self) -> dict[str, str]:
        """What furniture may tell on every page."""
        event = self.event
        updated = format_dates(event.updated, event.updated, event.language) if event.updated else ''
        word = words(event.language)
        draft = word['Draft'] if event.draft else ''
        version = f'{word["Version"]} {event.version}' if event.version else ''
        return {
            'title': self.short_title,
            'short_title': self.short_title,
            'version': event.version,
            'updated': updated,
            'draft': draft,
            'draft_mark': ' · '.join(filter(None, (draft, version, updated))) if draft else '',
        }

    def proof(self, task: Task, first: int, numbers: Mapping[str, int]) -> tuple[DeadLink, ...]:
        """What is wrong with a section's links: instead of painting it, where no book is wanted."""
        done = self.done.pop(task)
        dead: list[DeadLink] = []
        head = [p for slug in done.galley.head for p in slug.contents]
        for page, span in enumerate(done.spans[first % 2 == 1]):
            body = [p for start, stop in span.columns for slug in done.galley.slugs[start:stop] for p in slug.contents]
            for target, text in _links((*head, *body) if page == 0 else body):
                if target.startswith('#') and target[1:] not in numbers:
                    dead.append(DeadLink(page, target, text))
        return tuple(dead)

    def paint(self, task: Task, first: int, numbers: Mapping[str, int]) -> PaintedPart:
        """Paints a section that was set, its first page bearing the number `first`."""
        done = self.done.pop(task)
        pages = self.pages(task, done, first)
        math = self.composer.math_face.key
        return paint_part(
            f'{task.part}-{task.key}',
            pages,
            self.layout.page,
            math,
            done.galley.structure.elements,
            numbers,
            self.layout.touch,
        )

    def pages(self, task: Task, done: _Set, first: int) -> list[Page]:
        master = self.layout.masters[self.layout.parts[self.entry(task).name].master]
        marks = {**self.marks(), **done.section.marks}
        pages = []
        for offset, span in enumerate(done.spans[first % 2 == 1]):
            number = first + offset
            items = self.body(task, done, span, number, first=offset == 0)
            here = dict(marks)  # a head tells what holds at the top of its page
            block = self.layout.text_block(number % 2 == 1, master.name)
            top, second = block.y1 - _NEAR, block.x0 + self.layout.column_width(master.name) - _NEAR
            times: list[str] = []
            opening = False
            for placed in items:
                if type(placed.item) is Target and placed.item.name.startswith(references.part('')):
                    opening = True
                if type(placed.item) is Mark:
                    if (placed.y >= top and placed.x < second) or placed.item.key not in here:
                        here[placed.item.key] = placed.item.value
                    if placed.item.key == 'time':
                        times.append(placed.item.value)
                    marks[placed.item.key] = placed.item.value
            here['first'], here['last'] = here.get('entry', ''), marks.get('entry', '')
            here['times'] = _from_to(times)
            furniture = furnish(self.layout, master, number, opening, here, self.composer)
            page = Page(self.layout.size(master.name), number, (*items, *furniture), master.turned)
            pages.append(mirrored(page) if self.composer.base else page)
        return pages

    def body(self, task: Task, done: _Set, span: PageSpan, number: int, *, first: bool) -> list[Placed]:
        """The slugs of one page, column by column, in PDF's coordinates; the head above those of the first."""
        master = self.layout.masters[self.layout.parts[self.entry(task).name].master]
        block = self.layout.text_block(number % 2 == 1, master.name)
        step = self.layout.column_width(master.name) + master.gutter
        items: list[Placed] = []
        top = block.y1
        if first and done.galley.head:
            _put(done.galley.head, block.x0, top, items)
            top -= done.galley.head_depth
        for column, (start, stop) in enumerate(span.columns):
            _put(done.galley.slugs[start:stop], block.x0 + column * step, top, items)
        return items


def _put(slugs: Sequence[Slug], x: float, top: float, items: list[Placed]) -> None:
    """Slugs below one another from `top` down; the space before the first is dropped."""
    y = top + slugs[0].space_before if slugs else top
    for number, slug in enumerate(slugs):
        y -= slug.space_before
        for p in slug.contents if number else (*slug.head, *slug.contents):
            if isinstance(p.item, Drawing | Picture) and p.item.of_page:
                items.append(p)
            else:
                items.append(Placed(x + p.x, y - p.y, p.item, p.element, p.link, p.link_width))
        y -= slug.height


def _pictures(galley: Galley) -> Iterable[tuple[str, float]]:
    for slug in (*galley.head, *galley.slugs):
        for placed in slug.contents:
            if type(placed.item) is Picture:
                yield image_key(placed.item.name, placed.item.page), placed.item.whole.width


def _from_to(times: Sequence[str]) -> str:
    """The first and the last of times that each tell their minutes before their words."""
    ordered = sorted((int(time.partition(' ')[0]), time.partition(' ')[2]) for time in times)
    return '–'.join(dict.fromkeys(words for _, words in (*ordered[:1], *ordered[-1:])))


def _links(items: Iterable[Placed]) -> Iterable[tuple[str, str]]:
    """The links of lines, as painting makes them: where each leads, and the line's words."""
    for placed in items:
        if type(placed.item) is Area:
            yield placed.link, placed.item.text
        if type(placed.item) is Line:
            if placed.link:
                yield placed.link, placed.item.text
            else:
                yield from ((run.link, placed.item.text) for run in placed.item.runs if run.link)


def _extent(done: _Set, spans: Sequence[PageSpan], told: Iterable[int]) -> Extent:
    anchors = {p.item.name: 0 for slug in done.galley.head for p in slug.contents if type(p.item) is Target}
    for page, span in enumerate(spans):
        for start, stop in span.columns:
            for slug in done.galley.slugs[start:stop]:
                for placed in slug.contents:
                    if type(placed.item) is Target:
                        anchors[placed.item.name] = page
    broken = tuple((page, rule) for page, span in enumerate(spans) for rule in span.broken)
    return Extent(len(spans), anchors, broken, tuple(_page_of(slug, spans) for slug in told))


def _page_of(slug: int, spans: Sequence[PageSpan]) -> int:
    """The page, from 0, that a slug stands on; the last for what comes after all slugs, -1 for none."""
    if slug < 0 or not spans:
        return -1
    stops = [max((stop for _, stop in span.columns), default=0) for span in spans]
    return next((page for page, stop in enumerate(stops) if slug < stop), len(spans) - 1)
