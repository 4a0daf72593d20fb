"""The words of a contact sheet, set as the words of a book are.

In: paragraphs, their places and the size of the sheet. Out: a PDF of one page without ground.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from booklet import stock
from booklet.block import Block, Frame, Section, Sheet, Text
from booklet.brief import Brief, Listed
from booklet.design import Colour, Layout, Margins, Master, PartOptions, TextStyle
from booklet.design_load import load_layout
from booklet.diagnostics import Sink
from booklet.fonts import Library
from booklet.markup import Inline, LineBreak
from booklet.model import Entry, Event
from booklet.typesetter import Task, Typesetter
from booklet.units import Size

_NAME = 'gallery'
_INK, _QUIET = Colour(0.11, 0.11, 0.12), Colour(0.36, 0.37, 0.39)

# Style → font role, size, leading in points of the sheet, colour, italic.
_STYLES: Mapping[str, tuple[str, float, float, Colour, bool]] = {
    'title': ('display', 84, 104, _INK, False),
    'details': ('text', 46, 60, _QUIET, False),
    'name': ('display', 58, 74, _INK, False),
    'description': ('text', 36, 48, _INK, False),
    'measures': ('text', 36, 48, _QUIET, True),
}
Spans = tuple[Inline | LineBreak, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs, each in a style, in a column whose upper left corner stands at (x, y), y downwards."""

    paragraphs: tuple[tuple[Spans, str], ...]
    width: float
    x: float = 0.0
    y: float = 0.0

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(Text(spans, style) for spans, style in self.paragraphs)


class Lettering:
    """Measures words and sets them, in the faces of the stock's own layout, whatever layouts the project has."""

    def __init__(self, event: Event, library: Library) -> None:
        # The sheet runs to the right, whichever way the book does: the descriptions of layouts are English.
        self.event, self.library = replace(event, language='en', parts=(), draft=False), library
        layout = load_layout('symposium', stock.layouts_folder().parent, Sink(), library)
        assert layout is not None  # it is part of the program
        self.layout = _sheet(layout, Size(1e4, 1e4))
        self.gauge = Typesetter(self.event, self.layout, library).gauge

    def height(self, words: Words) -> float:
        return self.gauge.height(words.blocks, words.width)

    def set(self, words: Sequence[Words], size: Size) -> bytes:
        """The page as a PDF."""
        from booklet.assemble import Metadata, PageLabel, assemble

        part = _Part(words)
        typesetter = Typesetter(self.event, _sheet(self.layout, size), self.library, {_NAME: part})
        task = Task(_NAME, 0)
        summary = typesetter.set(task, {})
        painted = typesetter.paint(task, 1, {})
        faces = {face.key: face for face in summary.faces}
        return assemble((painted,), faces, (), (PageLabel(0, 'D'),), Metadata('', '', 'en'))


@dataclass(slots=True)
class _Part:
    """The sheet as a part of a book."""

    words: Sequence[Words]
    NEEDS_NUMBERS: bool = False

    def sections(self, event: Event, entry: Entry) -> tuple[int, ...]:
        return (0,)

    def weight(self, event: Event, entry: Entry, key: int) -> int:
        return 1

    def section(self, brief: Brief, key: int) -> Section:
        frames = tuple(
            Frame(one.x, one.y, one.width, brief.gauge.height(one.blocks, one.width) + 1, one.blocks)
            for one in self.words
        )
        return Section((Sheet(frames=frames),), {})

    def listing(self, brief: Brief) -> tuple[Listed, ...]:
        return ()


def _sheet(layout: Layout, size: Size) -> Layout:
    """The layout with the sheet as its page, without margins or grid."""
    styles = {
        name: TextStyle(
            name, font, points, leading, colour=colour, italic=italic, align='left', hyphenate=False, balance=True
        )
        for name, (font, points, leading, colour, italic) in _STYLES.items()
    }
    return replace(
        layout,
        page=size,
        margins=Margins(0, 0, 0, 0),
        grid=0.0,
        styles={**layout.styles, **styles},
        masters={**layout.masters, _NAME: Master(_NAME)},
        parts={**layout.parts, _NAME: PartOptions(_NAME, _NAME)},
    )
