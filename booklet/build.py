"""The pipeline: content and layout in, one PDF out.

In: a project's folder, a layout's name, where the PDF shall go. Out: the file, replaced whole or not at all.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from booklet import font_files, stock
from booklet.diagnostics import Sink
from booklet.model import Event

if TYPE_CHECKING:
    from booklet.assemble import Metadata
    from booklet.fonts import Library
    from booklet.typeset import Book


def _silent(stage: str) -> None:
    """Shows no progress."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """`timings` are (stage, seconds of wall time)."""

    path: Path
    pages: int
    timings: tuple[tuple[str, float], ...]


class _Clock:
    """Tells the user which stage has begun, and keeps how long each took."""

    def __init__(self, progress: Callable[[str], None]) -> None:
        self.progress = progress
        self.timings: list[tuple[str, float]] = []
        self.last = time.perf_counter()

    def begin(self, stage: str) -> None:
        self.progress(stage)

    def end(self, stage: str) -> None:
        now = time.perf_counter()
        self.timings.append((stage, now - self.last))
        self.last = now


def build(
    project: Path,
    layout: str,
    output: Path,
    sink: Sink,
    progress: Callable[[str], None] = _silent,
    system_fonts: bool = False,
) -> BuildResult | None:
    """Set the project's booklet and write it to `output`; None, and no file touched, where the input has errors."""
    with _without_collection():
        return _build(project, layout, output, sink, _Clock(progress), system_fonts)


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


def _build(
    project: Path, layout: str, output: Path, sink: Sink, clock: _Clock, system_fonts: bool
) -> BuildResult | None:
    found = _typeset(project, layout, sink, clock, system_fonts)
    if found is None or sink.has_errors:
        return None
    event, book = found
    from booklet.assemble import PageLabel, assemble
    from booklet.atomic import write_bytes
    from booklet.embedded import attachments
    from booklet.sfnt import BrokenFont

    clock.begin('Binding the book')
    try:
        labels = [str(page) for page in range(1, book.pages + 1)]
        files = attachments(event, layout, labels, book.numbers)
        data = assemble(book.parts, book.faces, book.outline, (PageLabel(0, 'D'),), _metadata(event), files)
    except BrokenFont as error:
        sink.error(str(error), None, 'take it out of the folder fonts/, or fetch it anew')
        return None
    clock.end('assemble')
    clock.begin('Writing the file')
    write_bytes(output, data)
    clock.end('write')
    return BuildResult(output, book.pages, tuple(clock.timings))


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
    from booklet.images import gather

    with _without_collection():
        found = _typeset(project, layout, sink, _Clock(progress), system_fonts, paint=False)
        if found is not None:
            progress('Looking for what an editor would see')
            event, book = found
            book = replace(book, images=gather(project, event))
            sink.items[:] = examine(project, event, book, choose(event.checks, select, ignore), sink.items)


def _typeset(
    project: Path, layout_name: str, sink: Sink, clock: _Clock, system_fonts: bool, *, paint: bool = True
) -> tuple[Event, Book] | None:
    """The event, and its book set and, if wished, painted; None where content or layout are at fault."""
    from booklet.design_load import load_layout
    from booklet.load import load

    clock.begin('Reading the content')
    event = load(project, sink)
    clock.end('load')
    library = open_library(project, system_fonts)
    sink.items.extend(library.diagnostics)
    if system_fonts:
        sink.warning(font_files.WARNING, None, font_files.HINT)
    layout = load_layout(layout_name, project, sink, library)
    epoch = os.environ.get('SOURCE_DATE_EPOCH', '')
    if epoch and not pdf_date(epoch):
        hint = 'give it seconds since 1970, or unset it'
        sink.error(f'the environment variable SOURCE_DATE_EPOCH is no time: {epoch[:40]!r}', None, hint)
    clock.end('design')
    if event is None or layout is None or sink.has_errors:
        return None
    from booklet.blocks.remarks import of_titles
    from booklet.typeset import typeset

    sink.items.extend(of_titles(event))
    clock.begin('Setting the pages')
    book = typeset(event, layout, library, sink, paint=paint)
    clock.end('typeset')
    return event, book


def open_library(project: Path, system_fonts: bool = False) -> Library:
    """The faces of the project and of the stock, and, where asked for, those of the machine."""
    from booklet.fonts import Library

    folders = [folder for folder in (project / 'fonts', stock.fonts_folder()) if folder.is_dir()]
    return Library(folders, font_files.system_folders() if system_fonts else ())


def _metadata(event: Event) -> Metadata:
    from booklet.assemble import Metadata
    from booklet.blocks.common import plain_title
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
