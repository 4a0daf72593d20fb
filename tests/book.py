"""Whole books for the tests: each is set once in a session, its pages kept beside its bytes; and readers of them.

In: a project and the name of a layout. Out: a `Book`, the very pages that were painted, and the text of the PDF as
pdfium and poppler read it: words broken at line ends whole again, furniture left out.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from unittest import mock

import pypdfium2
from fidelity import FORMULA, words

from booklet import stock, typesetter
from booklet.blocks import with_parts
from booklet.brief import Brief, entry_of
from booklet.build import build
from booklet.design import Layout
from booklet.design_load import load_layout
from booklet.diagnostics import Diagnostic, Sink
from booklet.fonts import Library
from booklet.load import load
from booklet.model import Event
from booklet.page import ARTIFACT, Element, Late, Line, Page, PaintedPart, Placed
from booklet.paint import paint_part
from booklet.paint.trace import reading_order

ROOT = Path(__file__).resolve().parents[1]
TAGUNG = ROOT / 'tests' / 'events' / 'tagung'
HYPHENS = '\u00ad\ufffe\x02'  # a hyphen at a line's end, as poppler and pdfium hand it out

Words = tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Section:
    """What was handed to painting: pages and their structure; `numbers` are the pages of all anchors."""

    name: str
    pages: tuple[Page, ...]
    elements: tuple[Element, ...]
    numbers: Mapping[str, int]

    @property
    def part(self) -> str:
        return self.name.rpartition('-')[0]

    @property
    def trace(self) -> list[tuple[str, str]]:
        return reading_order(self.pages, self.elements)


@dataclass(frozen=True, repr=False)
class Book:
    event: Event
    layout: Layout
    library: Library
    pdf: bytes
    sections: tuple[Section, ...]
    findings: tuple[Diagnostic, ...]

    @cached_property
    def pages(self) -> dict[int, tuple[Section, Page]]:
        """By the number of the page; parity blanks are not among them."""
        return {page.number: (section, page) for section in self.sections for page in section.pages}

    def master(self, part: str) -> str:
        return self.layout.parts[re.sub(r'-\d+$', '', part)].master

    def part(self, name: str) -> list[Section]:
        return [section for section in self.sections if section.part == name]

    def trace(self, part: str) -> list[tuple[str, str]]:
        return [said for section in self.part(part) for said in section.trace]

    def numbers_of(self, part: str) -> list[int]:
        return [page.number for section in self.part(part) for page in section.pages]

    def pdfium(self, part: str, cut: float = 0.0, skip: float = 0.0) -> list[str]:
        """The words of a part's text blocks, less `cut` points on their right and `skip` on their left, by pdfium."""
        texts = []
        with pypdfium2.PdfDocument(self.pdf) as document:
            for number in self.numbers_of(part):
                block = self.layout.text_block(number % 2 == 1, self.master(part))
                text = document[number - 1].get_textpage()
                texts.append(text.get_text_bounded(block.x0 - 2 + skip, block.y0 - 4, block.x1 - cut, block.y1 + 4))
        return rejoined('\n'.join(texts))

    def poppler(self, part: str, cut: float = 0.0) -> list[str]:
        """The same by poppler's pdftotext."""
        texts = []
        with tempfile.NamedTemporaryFile(suffix='.pdf') as file:
            file.write(self.pdf)
            file.flush()
            for number in self.numbers_of(part):
                block = self.layout.text_block(number % 2 == 1, self.master(part))
                left, top = block.x0 - 2, self.layout.page.height - block.y1 - 4
                area = {'x': left, 'y': top, 'W': block.x1 - cut - left, 'H': block.y1 - block.y0 + 8}
                where = [piece for key, value in area.items() for piece in (f'-{key}', str(round(value)))]
                command = ['pdftotext', '-raw', '-f', str(number), '-l', str(number), *where, file.name, '-']
                texts.append(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        return rejoined('\n'.join(texts))


@lru_cache(maxsize=8)
def book(project: Path = ROOT, layout: str = 'symposium') -> Book:
    """A project's book; the build itself is the program's own, end to end."""
    painted: list[Section] = []

    def painting(
        name: str,
        pages: Sequence[Page],
        size: Any,
        math: str,
        elements: Sequence[Element],
        numbers: Mapping[str, int],
        touch: float = 0.0,
    ) -> PaintedPart:
        painted.append(Section(name, tuple(pages), tuple(elements), dict(numbers)))
        return paint_part(name, pages, size, math, elements, numbers, touch)

    sink = Sink()
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(typesetter, 'paint_part', painting):
        result = build(project, layout, Path(folder) / 'book.pdf', sink)
        assert result is not None, sink.items
        pdf = result.path.read_bytes()
    event, design, library = loaded(project, layout)
    return Book(event, design, library, pdf, tuple(painted), tuple(sink.items))


def loaded(project: Path, layout: str) -> tuple[Event, Layout, Library]:
    sink = Sink()
    library = Library([folder for folder in (project / 'fonts', stock.fonts_folder()) if folder.is_dir()])
    event, design = load(project, sink), load_layout(layout, project, sink, library)
    assert event is not None
    assert design is not None
    return with_parts(event, design), design, library


def brief(event: Event, layout: Layout, part: str, numbers: Mapping[str, int] | None = None) -> Brief:
    """What a part is told when it is asked for a section."""
    event = with_parts(event, layout)
    library = Library([stock.fonts_folder()])
    gauge = typesetter.Typesetter(event, layout, library).gauge
    return Brief(event, layout, entry_of(event, part), gauge, numbers or {})


def rejoined(text: str) -> list[str]:
    """The words of a text, those broken at line ends whole again."""
    text = re.sub(rf'[{HYPHENS}](\r?\n|\f)*', '', text)
    return list(words(text))


def follow(pieces: Sequence[tuple[str, Words]], found: Sequence[str]) -> None:
    """Asserts that `found` is exactly these pieces, one after the other; a formula may be read in its own way."""
    at = 0
    for label, piece in pieces:
        end = _end(tuple(FORMULA.findall(word)[0] if FORMULA.search(word) else word for word in piece), found, at)
        assert end >= 0, f'{label}: expected {" ".join(piece)!r}, found {" ".join(found[at : at + len(piece) + 5])!r}'
        at = end
    assert at == len(found), f'words that nobody wrote: {" ".join(found[at : at + 20])!r}'


def _end(piece: Words, found: Sequence[str], at: int) -> int:
    for number, word in enumerate(piece):
        if FORMULA.fullmatch(word):
            rest = piece[number + 1 :]
            ends = (_end(rest, found, at + gap) for gap in range(1, 24))
            return next((end for end in ends if end >= 0), -1)
        at = _word_end(word, found, at)
        if at < 0:
            return -1
    return at


def _word_end(word: str, found: Sequence[str], at: int) -> int:
    """After the word. A compound broken after its own hyphen comes in two, or (pdfium) without that hyphen."""
    if at >= len(found):
        return -1
    if found[at] == word or found[at] in {word[:i] + word[i + 1 :] for i, sign in enumerate(word) if sign == '-'}:
        return at + 1
    if found[at] and found[at][-1] in '-–—/' and word.startswith(found[at]) and word != found[at]:
        return _word_end(word.removeprefix(found[at]), found, at + 1)
    return -1


def lines(section: Section) -> Iterator[tuple[Page, Placed, Line]]:
    """Every set line that is no artifact."""
    for page in section.pages:
        for placed in page.items:
            if isinstance(placed.item, Line) and placed.element != ARTIFACT:
                yield page, placed, placed.item


def box(placed: Placed) -> tuple[float, float, float, float]:
    """What a line or a late number takes up: x0, y0, x1, y1, from its baseline and size."""
    item = placed.item
    if isinstance(item, Late):
        width = item.font.words['000'].width * item.style.size
        left = placed.x - (0.0 if item.leading else width)
        return left, placed.y, left + width, placed.y + 0.6 * item.style.size
    assert isinstance(item, Line)
    size = max((run.style.size for run in item.runs), default=0.0)
    return placed.x, placed.y, placed.x + item.width, placed.y + 0.6 * size
