"""Drives the setting of a book: which section begins on which page, and what that makes of the others.

In: the event, its layout and the fonts. Out: painted parts in the order of the book, with its bookmarks and faces; and
what is to be said of the pages, each finding with the number of its page.

Sections are set first, apart from one another and, in a large book, in several processes; how many pages each needs
says where the next begins. What shows page numbers in a column waits for painting; a part with page numbers in its
running text is set again until the numbers settle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from booklet.assemble import OutlineItem
from booklet.blocks import PARTS, with_parts
from booklet.crew import Crew, crew
from booklet.design import Layout
from booklet.diagnostics import Diagnostic, FileLines, Severity, Sink, narrowed
from booklet.fonts import Face, Library
from booklet.images import Image, shown
from booklet.model import Event
from booklet.page import PaintedPart
from booklet.paint import blank_part
from booklet.paragraph import NO_GLYPH
from booklet.rulebook import IDS
from booklet.typesetter import DeadLink, Summary, Task

# What is told of rules of page breaking that could not be kept; of the others the reader sees no harm.
_COMPROMISES = {
    'overfull': 'something is taller than the page and runs off it',
    'heading': 'a heading is cut off from its text',
    'orphan': 'the first line of a paragraph stands alone at the foot',
    'widow': 'the last line of a paragraph stands alone at the head',
}
_FEW_GLYPHS = 3  # that one font would bring, and that are told each by itself
_MANY_GLYPHS = 100  # of the others, that are shown
_PASSES = 4  # after which page numbers that still move are reported


@dataclass(frozen=True, slots=True)
class Book:
    """What assembly binds: the parts with blank pages between them, and the bookmarks; and what rules look at.

    `numbers`: the number of the page that each anchor lies on. `images`: those that the content names.
    """

    layout: Layout
    pages: int
    parts: tuple[PaintedPart, ...] = ()
    outline: tuple[OutlineItem, ...] = ()
    faces: Mapping[str, Face] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    images: tuple[Image, ...] = ()


def typeset(
    event: Event,
    layout: Layout,
    library: Library,
    sink: Sink,
    images: Mapping[str, Image] | None = None,
    *,
    paint: bool = True,
) -> Book:
    """Sets the whole book; what is found on the way goes into the sink. Without `paint` that is all: no parts.

    `images`: those that the content names, by their names.
    """
    event = with_parts(event, layout)
    tasks = [
        Task(entry.id, key, PARTS[entry.name].weight(event, entry, key))
        for entry in event.parts or ()
        for key in PARTS[entry.name].sections(event, entry)
    ]
    if not tasks:
        only = ', '.join(layout.book.only)
        hint = f'the layout shows no other parts than {only}, and the content has nothing for them' if only else ''
        hint = hint or 'list further parts, or leave ‘parts’ out'
        sink.error('the book would have no page', event.span, hint)
        return Book(layout, 0)
    with crew(event, layout, library, sum(task.weight for task in tasks), images or {}) as workers:
        tasks, summaries, starts, numbers = _set(tasks, event, layout, workers, sink)
        _tell(_findings(tasks, summaries, starts), sink)
        sink.items.extend(_compromises(tasks, summaries, starts))
        if not paint:
            for task, dead in workers.proof(tasks, starts, numbers).items():
                _tell_dead(dead, starts[task], sink)
            last = tasks[-1]
            pages = starts[last] + summaries[last].extent(starts[last]).pages - 1
            pages += -pages % _step(summaries)
            return Book(layout, pages, numbers=numbers, images=_printed(images or {}, summaries.values()))
        painted = workers.paint(tasks, starts, numbers)
    parts: list[PaintedPart] = []
    outline: list[OutlineItem] = []
    page = 1
    for task in tasks:
        if starts[task] > page:
            parts.append(blank_part(layout.page, starts[task] - page))
        part, dead = _without_dead_links(painted[task], numbers)
        _tell_dead(dead, starts[task], sink)
        parts.append(part)
        page = starts[task] + part.pages
        outline += [OutlineItem(*bookmark) for bookmark in summaries[task].bookmarks]
    if missing := -(page - 1) % _step(summaries):
        parts.append(blank_part(layout.page, missing))
        page += missing
    faces = {face.key: face for summary in summaries.values() for face in summary.faces}
    printed = _printed(images or {}, summaries.values())
    return Book(layout, page - 1, tuple(parts), tuple(outline), faces, numbers, printed)


def _printed(images: Mapping[str, Image], summaries: Iterable[Summary]) -> tuple[Image, ...]:
    """The images, with how wide the book prints each."""
    widths: dict[str, float] = {}
    for summary in summaries:
        for key, width in summary.pictures:
            widths[key] = max(widths.get(key, 0.0), width)
    return shown(images, widths)


def _set(
    tasks: list[Task], event: Event, layout: Layout, workers: Crew, sink: Sink
) -> tuple[list[Task], dict[Task, Summary], dict[Task, int], dict[str, int]]:
    """Every section set, with its first page, and the page of each anchor; with those that fill the book up."""
    names = {entry.id: entry.name for entry in event.parts or ()}
    sides = {id_: layout.parts[name].start for id_, name in names.items()}
    fixed = [task for task in tasks if not PARTS[names[task.part]].NEEDS_NUMBERS]
    moving = [task for task in tasks if PARTS[names[task.part]].NEEDS_NUMBERS]
    summaries = workers.set(fixed, {})
    starts, numbers = _paginate([t for t in tasks if t in summaries], sides, summaries)
    for _ in range(_PASSES):
        summaries.update(workers.set(moving, numbers))
        settled = numbers
        tasks = _filled(tasks, sides, summaries, workers)
        starts, numbers = _paginate(tasks, sides, summaries)
        if not moving or all(numbers[anchor] == number for anchor, number in settled.items()):
            break
    else:
        changed = ', '.join(sorted(a for a, n in numbers.items() if settled.get(a) != n)[:5])
        message = f'page numbers did not settle after {_PASSES} passes: {changed}'
        sink.warning(message, rule=IDS['page-numbers-unsettled'])
    return tasks, summaries, starts, numbers


def _step(summaries: Mapping[Task, Summary]) -> int:
    """What the count of pages shall be a multiple of. What no further pages of a part can fill, blank ones do."""
    return max((summary.fill for summary in summaries.values()), default=0) or 1


def _filled(tasks: list[Task], sides: Mapping[str, str], summaries: dict[Task, Summary], workers: Crew) -> list[Task]:
    """With as many further pages of a part that fills the book as make its count a multiple of what is asked."""
    first = next((task for task in tasks if task.key == 0 and summaries[task].fill), None)
    if first is None:
        return tasks
    kept = [task for task in tasks if task.part != first.part or task.key == 0]
    at, step = kept.index(first) + 1, summaries[first].fill
    best, least = kept, 0
    for count in range(2 * step):
        further = [Task(first.part, key) for key in range(1, count + 1)]
        summaries.update(workers.set([task for task in further if task not in summaries], {}))
        found = [*kept[:at], *further, *kept[at:]]
        starts, _ = _paginate(found, sides, summaries)
        last = found[-1]
        pages = starts[last] + summaries[last].extent(starts[last]).pages - 1
        if pages % step == 0 and pages == (least or pages):  # one more may take the place of a blank page
            best, least = found, pages
    return best


def _findings(
    tasks: Sequence[Task], summaries: Mapping[Task, Summary], starts: Mapping[Task, int]
) -> Iterator[Diagnostic]:
    """What was told of the sections, with the pages."""
    for task in tasks:
        extent = summaries[task].extent(starts[task])
        for item, offset in zip(summaries[task].diagnostics, extent.told, strict=True):
            yield replace(item, page=starts[task] + offset) if offset >= 0 else item


def _compromises(
    tasks: Sequence[Task], summaries: Mapping[Task, Summary], starts: Mapping[Task, int]
) -> Iterator[Diagnostic]:
    """Which rules of page breaking could not be kept."""
    for task in tasks:
        for offset, rule in summaries[task].extent(starts[task]).broken:
            if rule in _COMPROMISES:
                page = starts[task] + offset
                yield Diagnostic(Severity.NOTE, _COMPROMISES[rule], rule=IDS['page-compromise'], page=page)


def _tell(findings: Iterable[Diagnostic], sink: Sink) -> None:
    """Each once, though agenda and abstracts set the same title; a glyph that is missing once in the whole book."""
    told: dict[object, Diagnostic] = {}
    lines = FileLines()
    for item in findings:
        if not item.message.startswith(NO_GLYPH):
            told.setdefault(replace(item, page=0), item)
        elif item.message not in told:
            glyph = item.message.partition('“')[2].partition('”')[0]
            span = narrowed(item.span, glyph, lines) if item.span else None
            told[item.message] = replace(item, span=span)
    sink.items.extend(_in_short(told.values()))


def _in_short(findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Of the glyphs that one font would bring, the first ones each by itself, and all others together."""
    glyphs: dict[str, list[Diagnostic]] = {}
    for item in findings:
        if item.message.startswith(NO_GLYPH):
            glyphs.setdefault(item.hint.rpartition('”; ')[2], []).append(item)
        else:
            yield item
    for advice, missing in glyphs.items():
        yield from missing[: _FEW_GLYPHS if len(missing) > _FEW_GLYPHS + 1 else None]
        if more := missing[_FEW_GLYPHS:] if len(missing) > _FEW_GLYPHS + 1 else []:
            signs = [item.message.partition('“')[2].partition('”')[0] for item in more]
            shown = ''.join(signs[:_MANY_GLYPHS]) + ('…' if len(signs) > _MANY_GLYPHS else '')
            yield replace(more[0], message=f'{NO_GLYPH} {len(more)} characters more: “{shown}”', hint=advice)


def _paginate(
    tasks: Sequence[Task], sides: Mapping[str, str], summaries: Mapping[Task, Summary]
) -> tuple[dict[Task, int], dict[str, int]]:
    """The first page of each section, and the page of each anchor; pages count from 1, the cover.

    `sides`: the side that each part begins on; a section may ask for one of its own.
    """
    starts: dict[Task, int] = {}
    numbers: dict[str, int] = {}
    page = 1
    before = ''
    for task in tasks:
        own = summaries[task].side
        side = sides[task.part] if task.part != before and own == 'any' else own
        if side != 'any' and (side == 'recto') != (page % 2 == 1):
            page += 1
        before = task.part
        starts[task] = page
        extent = summaries[task].extent(page)
        numbers.update((anchor, page + offset) for anchor, offset in extent.anchors.items())
        page += extent.pages
    return starts, numbers


def _without_dead_links(part: PaintedPart, numbers: Mapping[str, int]) -> tuple[PaintedPart, tuple[DeadLink, ...]]:
    """Links to places that the book does not have (an author's `[see](#there)`) become plain text."""
    dead = [link for link in part.links if link.target.startswith('#') and link.target[1:] not in numbers]
    if dead:
        part = replace(part, links=tuple(link for link in part.links if link not in dead))
    return part, tuple(DeadLink(link.page, link.target, link.text) for link in dead)


def _tell_dead(links: Iterable[DeadLink], first: int, sink: Sink) -> None:
    """`first` is the page on which their section begins."""
    for link in links:
        message = f'“{link.text}” links to {link.target}, which is no place in the book'
        rule, page = IDS['page-link-dead'], first + link.page
        sink.items.append(Diagnostic(Severity.WARNING, message, None, 'remove the link', rule, page))
