"""The pipeline: content and layouts in, a PDF out for each layout.

In: a project's folder, names of layouts, where the PDFs shall go. Out: the files, each replaced whole or not at all.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from booklet import font_files, stock
from booklet.diagnostics import Diagnostic, Severity, Sink
from booklet.model import Event
from booklet.rulebook import IDS

if TYPE_CHECKING:
    from booklet.assemble import Metadata
    from booklet.design import Layout
    from booklet.fonts import Library
    from booklet.images import Image
    from booklet.typeset import Book

# What is found of pages rather than of what stands on them: other layouts have other pages.
_OF_PAGES = {IDS[name] for name in ('page-line-overfull', 'page-formula-overfull', 'page-compromise', 'page-squeezed')}


def _silent(stage: str) -> None:
    """Shows no progress."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """`timings` are (stage, seconds of wall time)."""

    layout: str
    path: Path
    pages: int
    timings: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """A whole book as bytes, and what they were made of."""

    event: Event
    library: Library
    book: Book
    data: bytes
    timings: tuple[tuple[str, float], ...]


class _Clock:
    """Tells the user which stage has begun, and keeps how long each took. `layout`: of which of several books."""

    def __init__(self, progress: Callable[[str], None]) -> None:
        self.progress = progress
        self.timings: list[tuple[str, float]] = []
        self.last = time.perf_counter()
        self.layout = ''

    def begin(self, stage: str) -> None:
        self.progress(f'{stage} ({self.layout})' if self.layout else stage)

    def end(self, stage: str) -> None:
        now = time.perf_counter()
        self.timings.append((f'{self.layout}: {stage}' if self.layout else stage, now - self.last))
        self.last = now

    def taken(self) -> tuple[tuple[str, float], ...]:
        """The stages since this was last asked."""
        taken, self.timings = tuple(self.timings), []
        return taken


def build(
    project: Path,
    layout: str,
    output: Path,
    sink: Sink,
    progress: Callable[[str], None] = _silent,
    system_fonts: bool = False,
    *,
    draft: bool = False,
) -> BuildResult | None:
    """Set the project's booklet and write it to `output`; None, and no file touched, where the input has errors."""
    return next(iter(build_all(project, {layout: output}, sink, progress, system_fonts, draft=draft)), None)


def build_all(
    project: Path,
    outputs: Mapping[str, Path],
    sink: Sink,
    progress: Callable[[str], None] = _silent,
    system_fonts: bool = False,
    *,
    draft: bool = False,
) -> tuple[BuildResult, ...]:
    """`build` in several layouts, each with its file. What is wrong with one keeps no other from being written."""
    from booklet.atomic import write_bytes

    done: list[BuildResult] = []
    for bound in bind_all(project, [*outputs], sink, progress, system_fonts, draft=draft):
        name = bound.book.layout.name
        progress('Writing the file')
        begun = time.perf_counter()
        write_bytes(outputs[name], bound.data)
        stage = f'{name}: write' if len(outputs) > 1 else 'write'
        timings = (*bound.timings, (stage, time.perf_counter() - begun))
        done.append(BuildResult(name, outputs[name], bound.book.pages, timings))
    return tuple(done)


def bind_all(
    project: Path,
    layouts: Sequence[str],
    sink: Sink,
    progress: Callable[[str], None] = _silent,
    system_fonts: bool = False,
    *,
    draft: bool = False,
) -> Iterator[Bound]:
    """The book in each of the layouts, one after the other, of one reading of the content and the fonts.

    None at all where the content has errors; where a layout has some, all but its own. What was found is in the sink
    when the last is done: what is true of all books once, and of the others with the names of their layouts.
    """
    from booklet.images import findings

    with _without_collection():
        clock = _Clock(progress)
        read = _read(project, layouts, sink, clock, system_fonts)
        if read is None:
            return
        of_images = Sink([item for item in findings(read.images.values()) if item.severity is not Severity.NOTE])
        sink.items.extend(of_images.items)
        if of_images.has_errors:
            return
        if draft:
            read = replace(read, event=replace(read.event, draft=True))
        several = len(layouts) > 1
        found: dict[str, Sink] = {}
        for name, layout in read.layouts.items():
            clock.layout = name if several else ''
            own = found[name] = Sink()
            bound = _bound(read, layout, own, clock)
            if bound is not None:
                yield bound
        sink.items.extend(_told_once(found) if several else [item for own in found.values() for item in own.items])


@contextmanager
def _without_collection() -> Iterator[None]:
    """A build keeps nearly all it makes and makes no cycles, so that looking for some costs a tenth of its time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()  # and back: what is left counts as old, or the collector would go through all of it at once
            gc.unfreeze()
            gc.enable()


def _bound(read: _Read, layout: Layout, sink: Sink, clock: _Clock) -> Bound | None:
    """One book, from setting to binding; None where there are errors."""
    from booklet.assemble import BrokenPicture, PageLabel, assemble
    from booklet.embedded import attachments
    from booklet.sfnt import BrokenFont

    book = _set(read, layout, sink, clock)
    if sink.has_errors:
        return None
    clock.begin('Binding the book')
    try:
        labels = [str(page) for page in range(1, book.pages + 1)]
        files = attachments(read.event, layout.name, labels, book.numbers)
        front = (PageLabel(0, 'D'),)
        data = assemble(book.parts, book.faces, book.outline, front, _metadata(read.event), files, read.images)
    except BrokenFont as error:
        sink.error(str(error), None, 'take it out of the folder fonts/, or fetch it anew')
        return None
    except BrokenPicture as error:
        sink.error(str(error), error.span, 'export it anew, as PNG, JPEG, SVG or PDF')
        return None
    clock.end('assemble')
    return Bound(read.event, read.library, book, data, clock.taken())


def _told_once(found: Mapping[str, Sink]) -> Iterator[Diagnostic]:
    """What was found in all books is told of all; the rest with the name of its layout."""
    pages: dict[Diagnostic, dict[str, list[int]]] = {}
    for name, sink in found.items():
        for item in sink.items:
            pages.setdefault(replace(item, page=0), {}).setdefault(name, []).append(item.page)
    for item, books in pages.items():
        numbers, *others = books.values()
        if len(books) == len(found) and all(other == numbers for other in others):
            yield from (replace(item, page=page) for page in numbers)
        elif len(books) == len(found) and item.rule not in _OF_PAGES:
            yield item
        else:
            yield from (replace(item, page=page, layout=name) for name, told in books.items() for page in told)


def check(
    project: Path,
    layout: str,
    sink: Sink,
    progress: Callable[[str], None] = _silent,
    system_fonts: bool = False,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> None:
    """Find what is wrong, or looks wrong, with the content, the layout and the set pages; write nothing.

    `select` and `ignore`: ids of rules, as the command line has them.
    """
    from booklet.checking import choose, examine

    with _without_collection():
        clock = _Clock(progress)
        read = _read(project, [layout], sink, clock, system_fonts)
        if read is not None:
            book = _set(read, read.layouts[layout], sink, clock, paint=False)
            progress('Looking for what an editor would see')
            sink.items[:] = examine(project, read.event, book, choose(read.event.checks, select, ignore), sink.items)


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read for one book or several: `layouts` are those without errors."""

    event: Event
    library: Library
    layouts: Mapping[str, Layout]
    images: Mapping[str, Image]


def _read(project: Path, layouts: Sequence[str], sink: Sink, clock: _Clock, system_fonts: bool) -> _Read | None:
    """Content, fonts and layouts; None where no book can be made of them."""
    from booklet.blocks.pieces.remarks import of_titles
    from booklet.design_load import load_layout
    from booklet.images import gather
    from booklet.load import load

    clock.begin('Reading the content')
    event = load(project, sink)
    clock.end('load')
    library = open_library(project, system_fonts)
    sink.items.extend(library.diagnostics)
    if system_fonts:
        sink.warning(font_files.WARNING, None, font_files.HINT)
    epoch = os.environ.get('SOURCE_DATE_EPOCH', '')
    if epoch and not pdf_date(epoch):
        hint = 'give it seconds since 1970, or unset it'
        sink.error(f'the environment variable SOURCE_DATE_EPOCH is no time: {epoch[:40]!r}', None, hint)
    broken = event is None or sink.has_errors
    of_layouts = Sink()
    found = {name: load_layout(name, project, of_layouts, library) for name in layouts}
    sink.items.extend(dict.fromkeys(of_layouts.items))  # several may extend one that has an error
    clock.end('design')
    whole = {name: layout for name, layout in found.items() if layout is not None}
    if broken or event is None or not whole:
        return None
    sink.items.extend(of_titles(event))
    clock.begin('Looking at the images')
    images = gather(project, event, [project / 'fonts', stock.fonts_folder()])
    clock.end('images')
    return _Read(event, library, whole, images)


def _set(read: _Read, layout: Layout, sink: Sink, clock: _Clock, *, paint: bool = True) -> Book:
    """The book in one layout; what is wrong with it is in the sink."""
    from booklet.typeset import typeset

    clock.begin('Setting the pages')
    book = typeset(read.event, layout, read.library, sink, read.images, paint=paint)
    clock.end('typeset')
    return book


def open_library(project: Path, system_fonts: bool = False) -> Library:
    """The faces of the project and of the stock, and, where asked for, those of the machine."""
    from booklet.fonts import Library

    folders = [folder for folder in (project / 'fonts', stock.fonts_folder()) if folder.is_dir()]
    return Library(folders, font_files.system_folders() if system_fonts else ())


def _metadata(event: Event) -> Metadata:
    from booklet.assemble import Metadata
    from booklet.blocks.pieces.common import plain_title
    from booklet.itemise import runs_left

    return Metadata(
        plain_title(event.title, event.language),
        ', '.join(event.organisers or event.funders),
        event.language,
        date=pdf_date(os.environ.get('SOURCE_DATE_EPOCH', '')),
        right_to_left=runs_left(event.language),
    )


def pdf_date(epoch: str) -> str:
    """Seconds since 1970 as a PDF date (ISO 32000-1, 7.9.4); empty where there are none, so that bytes repeat."""
    if not epoch.isdecimal():
        return ''
    try:
        return datetime.fromtimestamp(int(epoch), UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
    except (OverflowError, ValueError, OSError):
        return ''
