"""Formulas on pages: in galleys, with their words and findings, and painted, with their strokes and colours."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pypdfium2
import pytest
from book import ROOT, loaded

from booklet.assemble import Metadata, PageLabel, assemble
from booklet.block import Display, Section, Text
from booklet.design import Colour
from booklet.diagnostics import Sink
from booklet.galley import Galley, set_galley
from booklet.markup import Inline
from booklet.math import Formula, set_math
from booklet.page import Element, Line, MathRun, Page, Placed, RunStyle
from booklet.paint import paint_part
from booklet.paragraph import Composer
from booklet.units import Size

GRID, MEASURE, HEIGHT = 12.0, 240.0, 480.0
SIZE = Size(200.0, 60.0)
BLACK = Colour(0, 0, 0)


@lru_cache(maxsize=1)
def composer() -> Composer:
    _, layout, library = loaded(ROOT, 'symposium')
    body = replace(layout.styles['abstract_text'], indent=0.0, leading=GRID, space_before=0.0, space_after=0.0)
    shown = replace(layout.styles['display'], indent=0.0, leading=GRID, space_before=GRID, space_after=GRID)
    styles = {**layout.styles, 'body': body, 'display': shown}
    return Composer(replace(layout, grid=GRID, styles=styles), library, Sink())


def cast(*blocks: Text | Display) -> tuple[Galley, list[str]]:
    """The galley and what was found."""
    setter = composer()
    setter.sink = Sink()
    galley = set_galley(Section(blocks, {}), MEASURE, 300.0, HEIGHT, setter)
    return galley, [found.message for found in setter.sink.items]


def formulas(galley: Galley) -> list[tuple[Placed, MathRun]]:
    return [
        (placed, run)
        for slug in galley.slugs
        for placed in slug.contents
        if isinstance(placed.item, Line)
        for run in placed.item.runs
        if isinstance(run, MathRun)
    ]


def spoken(galley: Galley) -> list[str]:
    return [element.alt for element in galley.structure.elements if element.role == 'Formula']


def text(source: str) -> Text:
    return Text((Inline(source),), 'body')


def test_displays_stand_in_whole_steps_and_touch_no_line() -> None:
    for tex in ('a=b', r'\sum_{k=1}^n k=\frac{n(n+1)}{2}', r'\begin{align}a&=b\\c&=\frac{d}{e}\\f&=g\end{align}'):
        galley, found = cast(text('Before.'), Display(tex, 'display'), text('After.'))
        assert not found
        first, middle, last = galley.slugs
        assert middle.height % GRID == pytest.approx(0)
        ((placed, run),) = formulas(galley)
        top = placed.y - run.formula.ascent * run.style.size
        bottom = placed.y + run.formula.descent * run.style.size
        assert top + middle.space_before > 0.2 * GRID
        assert middle.height - bottom + last.space_before > 0.2 * GRID
        assert len(first.contents) == len(last.contents) == 1


def test_a_display_is_one_formula_in_words_of_its_language_under_its_macros() -> None:
    macros = r'\newcommand{\half}{\frac{1}{2}}'
    galley, found = cast(Display(r'x=\half', 'display', None, 'de', macros))
    assert not found
    assert spoken(galley) == [set_math(r'x=\frac{1}{2}', True, 'de').speech]
    assert spoken(galley) != [set_math(r'x=\frac{1}{2}', True, 'en').speech]
    tall = r'\begin{align}' + r'\\'.join(['a&=b'] * 60) + r'\end{align}'
    galley, found = cast(Display(tall, 'display'))
    assert not found
    assert len(spoken(galley)) == 1
    assert len(galley.slugs) > 1
    assert len({placed.element for placed, _ in formulas(galley)}) == 1


def test_an_inline_formula_is_spoken_once_however_it_breaks() -> None:
    long = '+'.join(f'a_{{{k}}}x^{{{k}}}' for k in range(30)) + '=b'
    galley, found = cast(Text((Inline('Let '), Inline(long, math=True), Inline(' hold.')), 'body'))
    assert not found
    assert len(formulas(galley)) > 1
    assert len({id(placed.item) for placed, _ in formulas(galley)}) > 1
    assert spoken(galley) == [set_math(long).speech]
    assert all(placed.item.width <= MEASURE + 0.1 for placed, _ in formulas(galley) if isinstance(placed.item, Line))


def test_what_cannot_be_set_stands_as_its_source_and_is_told_once() -> None:
    tex = r'\nothing{' + 'x+' * 60 + 'y}'
    galley, found = cast(Display(tex, 'display'))
    assert len(found) == 1
    assert 'unsupported command' in found[0]
    lines = [placed.item for slug in galley.slugs for placed in slug.contents if isinstance(placed.item, Line)]
    assert len(lines) > 1
    assert ''.join(line.text for line in lines).replace(' ', '') == tex
    assert all(line.width <= MEASURE + 0.1 for line in lines)
    assert spoken(galley) == [tex]


def test_displays_that_run_out_are_told() -> None:
    _, found = cast(Display('x' * 120, 'display'))
    assert ['wider than its column' in message for message in found] == [True]


def painted(tex: str, colour: Colour = BLACK) -> bytes:
    """A formula alone on a page, its origin at 20, 20, at 20 points."""
    face = composer().math_face
    found: Formula = set_math(tex)
    run = MathRun(found, RunStyle(face.key, 20.0, colour), 0.0, found.width * 20)
    page = Page(SIZE, 1, (Placed(20.0, 20.0, Line((run,), run.width), 1),))
    part = paint_part('part', [page], SIZE, face.key, (Element('Sect', -1), Element('Formula', 0, 'x')), {})
    return assemble((part,), {face.key: face}, (), (PageLabel(0, 'D'),), Metadata('Title', 'Author', 'en'))


def marks(tex: str, colour: Colour = BLACK) -> dict[tuple[int, int], tuple[int, int, int]]:
    """The pixels that are not white, four to a point, from the lower left in quarter points."""
    with pypdfium2.PdfDocument(painted(tex, colour)) as document:
        image = document[0].render(scale=4).to_pil().convert('RGB')
        every = {(x, image.height - y): image.getpixel((x, y)) for x in range(image.width) for y in range(image.height)}
    return {place: pixel for place, pixel in every.items() if min(pixel) < 250}


def test_strokes_are_painted_where_they_belong() -> None:
    plain, struck = marks('x'), marks(r'\cancel{x}')
    added = set(struck) - set(plain)
    (stroke,) = set_math(r'\cancel{x}').paths
    left, bottom = 4 * (20 + stroke.x * 20), 4 * (20 + stroke.y * 20)
    assert min(x for x, _ in added) == pytest.approx(left, abs=5)
    assert min(y for _, y in added) == pytest.approx(bottom, abs=5)
    assert len(set(plain) - set(struck)) < 5


def test_colours_are_painted_and_end() -> None:
    pixels = marks(r'\textcolor{red}{x}y\cancel{z}', Colour(0, 0, 0.8))
    second = 4 * (20 + 20 * set_math(r'\textcolor{red}{x}y').glyphs[1].x)
    assert [p for (x, _), p in pixels.items() if x < second and p[0] - p[2] > 200]
    assert not [p for (x, _), p in pixels.items() if x > second + 4 and p[0] > p[2] + 20]
    grounds = marks(r'\colorbox{yellow}{x}')
    assert (255, 255, 0) in grounds.values()
    assert min(sum(pixel) for pixel in grounds.values()) < 50  # the letter stands on its ground


def test_what_a_reader_copies_is_in_order() -> None:
    with pypdfium2.PdfDocument(painted(r"f'(x)-y=\cos z")) as document:
        copied = document[0].get_textpage().get_text_range()
    assert ''.join(copied.split()) == '𝑓′(𝑥)−𝑦=cos𝑧'
