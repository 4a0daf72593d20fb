"""Pages are painted as they were set: to the eye (pdfium's pixels), to a reader's text, and in links and places."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pdfkit import texts

from booklet.assemble import Metadata, OutlineItem, PageLabel, assemble
from booklet.design import Colour
from booklet.fonts import Library
from booklet.math import set_math
from booklet.page import ARTIFACT, Drawing, Element, Late, Line, MathRun, Page, Placed, Rule, Run, RunStyle, Target
from booklet.paint import blank_part, paint_part
from booklet.paint.trace import reading_order
from booklet.shaping import Font
from booklet.units import Size

SIZE = Size(300.0, 200.0)
LIBRARY = Library([Path(__file__).resolve().parents[1] / 'fonts'])
SERIF = LIBRARY.face('Libertinus Serif')
SANS = LIBRARY.face('Source Sans 3')
MATH = LIBRARY.face('STIX Two Math')
BLACK, RED, GREY = Colour(0, 0, 0), Colour(0.8, 0, 0), Colour(0.7, 0.7, 0.7)
ELEMENTS = (Element('Sect', -1), Element('P', 0), Element('Link', 1))


@lru_cache(maxsize=8)
def font(serif: bool = True) -> Font:
    return Font(SERIF if serif else SANS)


def run(
    text: str, size: float = 20.0, colour: Colour = BLACK, x: float = 0.0, serif: bool = True, **more: object
) -> Run:
    own = font(serif)
    words = [own.words[word] for word in text.split(' ')]
    gap = own.space.width * size
    width = sum(w.width for w in words) * size + gap * (len(words) - 1)
    return Run(RunStyle(own.face.key, size, colour), words, own.space, gap, x, width, **more)  # type: ignore[arg-type]


def line(*runs: Run | MathRun) -> Line:
    return Line(runs, runs[-1].x + runs[-1].width)


def bound(*items: Placed, numbers: dict[str, int] | None = None, also: Sequence[Placed] = ()) -> bytes:
    """One page of these items, as a whole PDF; with `also`, a second page."""
    pages = [Page(SIZE, 1, items)] + ([Page(SIZE, 2, tuple(also))] if also else [])
    part = paint_part('part', pages, SIZE, MATH.key, ELEMENTS, numbers or {})
    faces = {face.key: face for face in (SERIF, SANS, MATH)}
    return assemble((part,), faces, (), (PageLabel(0, 'D'),), Metadata('Title', 'Author', 'en'))


def pixels(pdf: bytes, page: int = 0) -> list[tuple[int, ...]]:
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[page].render(scale=1).to_pil().convert('RGB')
        return [image.getpixel((x, y)) for y in range(image.height) for x in range(image.width)]  # type: ignore[misc]


def darkest(pdf: bytes) -> tuple[int, ...]:
    return min(pixels(pdf))


def test_text_reads_as_it_was_said() -> None:
    pdf = bound(Placed(20, 100, line(run('Affine fjords, naïve “quotes”')), 1))
    assert texts(pdf) == ['Affine fjords, naïve “quotes”']


def test_spaces_between_runs_are_written_however_narrow() -> None:
    """A line that was shrunk has gaps too small for a reader to guess a space from."""
    for serif in (True, False):
        first = run('one')
        second = run('two', x=first.width + 1.2, serif=serif, spaced=True)
        third = run('three', x=second.x + second.width)
        assert texts(bound(Placed(20, 100, line(first, second, third), 1))) == ['one twothree']


def test_spaces_beside_formulas_are_written() -> None:
    formula = set_math('x')
    first = run('one')
    second = MathRun(formula, first.style, first.width + 1.5, formula.width * 20, spaced=True)
    third = run('two', x=second.x + second.width + 1.5, spaced=True)
    (text,) = texts(bound(Placed(20, 100, line(first, second, third), 1)))
    assert text.split() == ['one', '𝑥', 'two']


def test_gaps_are_painted_as_they_were_set() -> None:
    one = run('a b')
    wide = Run(one.style, one.words, one.space, 60.0, 0.0, one.width - one.gap + 60.0)
    for shown in (one, wide):
        with pypdfium2.PdfDocument(bound(Placed(20, 100, line(shown), 1))) as document:
            text = document[0].get_textpage()
            left = text.get_charbox(2, loose=True)[0]
        assert left == pytest.approx(20 + one.words[0].width * 20 + shown.gap, abs=0.1)


def test_text_is_not_coloured_by_rules_painted_before_it() -> None:
    black = Placed(20, 100, line(run('BLACK', 40)), 1)
    rule = Placed(20, 50, Rule(200, 3, GREY))
    assert darkest(bound(black, rule)) == (0, 0, 0)
    assert darkest(bound(rule, black)) == (0, 0, 0)


def test_each_run_has_its_colour() -> None:
    first = run('RED', 40, RED)
    pdf = bound(Placed(20, 100, line(first, run('BLACK', 40, BLACK, first.width + 10, spaced=True)), 1))
    found = set(pixels(pdf))
    assert (204, 0, 0) in found
    assert (0, 0, 0) in found


def test_rules_and_drawings_are_where_they_belong() -> None:
    pdf = bound(Placed(100, 150, Rule(50, 10, BLACK)), Placed(0, 0, Drawing('1 0 0 rg 10 10 20 20 re f')))
    seen = pixels(pdf)

    def at(x: int, y: int) -> tuple[int, ...]:
        return seen[(199 - y) * 300 + x]

    assert at(125, 150) == (0, 0, 0)  # its middle
    assert at(125, 157) == at(125, 142) == at(98, 150) == at(152, 150) == (255, 255, 255)
    assert at(20, 20) == (255, 0, 0)
    assert at(32, 20) == (255, 255, 255)


def test_marks_are_raised_and_what_follows_is_not() -> None:
    own = Font(SANS)
    word = next(w for base in 'XBDHKLTbdhkl' for m in '\u0301\u030c' if (w := own.words[base + m]).passages)
    gap = own.space.width * 40
    width = (word.width + own.words['x'].width) * 40 + gap
    item = line(Run(RunStyle(SANS.key, 40, BLACK), [word, own.words['x']], own.space, gap, 0.0, width))
    pdf = bound(Placed(20, 60, item, 1))
    assert texts(pdf)[0] == word.text + ' x'
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[0].render(scale=1).to_pil().convert('L')
    ink = [(x, 200 - y) for y in range(200) for x in range(300) if image.getpixel((x, y)) < 128]
    end = 20 + word.width * 40 + gap / 2
    cap, small = SANS.cap_height * 0.04, SANS.x_height * 0.04
    marked, plain = [y for x, y in ink if x < end], [y for x, y in ink if x > end]
    assert max(marked) > 60 + cap + 2
    assert min(marked) == pytest.approx(60, abs=2)
    assert (min(plain), max(plain)) == pytest.approx((60, 60 + small), abs=2)


def test_late_numbers_are_flush_right_and_known_last() -> None:
    style = RunStyle(SERIF.key, 20, BLACK)
    pdf = bound(Placed(250, 100, Late('there', font(), style), 1), numbers={'there': 137})
    assert texts(pdf) == ['137']
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        assert text.get_charbox(2, loose=True)[2] == pytest.approx(250, abs=0.1)


def test_links_and_places() -> None:
    lead = run('See')
    linked = run('there', x=lead.width + 5, link='#there', element=2, spaced=True)
    outside = run('outside', x=linked.x + linked.width + 5, link='https://a.example/b', spaced=True)
    mixed, plain = line(lead, linked, outside), line(run('whole'))
    pages = [
        Page(SIZE, 1, (Placed(20, 100, mixed, 1), Placed(20, 60, plain, 1, '#there', 44.0))),
        Page(SIZE, 2, (Placed(30, 150, Target('there')),)),
    ]
    part = paint_part('part', pages, SIZE, MATH.key, ELEMENTS, {'there': 2})
    (anchor,) = part.anchors
    assert (anchor.name, anchor.page, anchor.x, anchor.y) == ('there', 1, 30, 150)
    inner, uri, whole = part.links
    assert (inner.target, inner.element, inner.page) == ('#there', 2, 0)
    assert (inner.x0, inner.x1) == pytest.approx((25 + lead.width, 25 + lead.width + linked.width))
    assert inner.y0 < 100 < inner.y1
    assert uri.target == 'https://a.example/b'
    assert (whole.x0, whole.x1) == (20, 64)
    data = assemble(
        (part,),
        {SERIF.key: SERIF},
        (OutlineItem('There', 'there', 0),),
        (PageLabel(0, 'D'),),
        Metadata('Title', 'Author', 'en'),
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages[0].Annots) == 3


def test_blank_pages_are_blank() -> None:
    part = blank_part(SIZE, 3)
    assert part.pages == 3
    with pypdfium2.PdfDocument(part.pdf) as document:
        assert len(document) == 3
        assert not any(page.get_textpage().count_chars() for page in document)


def test_same_pages_same_bytes() -> None:
    items = (Placed(20, 100, line(run('Some words')), 1), Placed(20, 50, Rule(100, 1, GREY)))
    parts = [paint_part('p', [Page(SIZE, 1, items)], SIZE, MATH.key, ELEMENTS, {}) for _ in range(2)]
    assert parts[0] == parts[1]


# --- the trace --------------------------------------------------------------------------------------------------------


def test_trace_goes_by_the_structure_and_leaves_artifacts_out() -> None:
    elements = (Element('Sect', -1), Element('H1', 0), Element('P', 0), Element('Link', 2))
    items = (
        Placed(0, 90, line(run('a paragraph')), 2),
        Placed(0, 110, line(run('12')), ARTIFACT),
        Placed(0, 100, line(run('Heading')), 1),
        Placed(0, 80, line(run('and'), run('link', x=50, element=3, spaced=True)), 2),
    )
    assert reading_order([Page(SIZE, 1, items)], elements) == [('H1', 'Heading'), ('P', 'a paragraph and link')]


@pytest.mark.parametrize(
    ('hyphen', 'tight', 'expected'), [(True, False, 'onetwo'), (False, True, 'one-two'), (False, False, 'one- two')]
)
def test_trace_joins_lines_as_they_were_broken(hyphen: bool, tight: bool, expected: str) -> None:
    elements = (Element('Sect', -1), Element('P', 0))
    first = Line((run('one-'),), 50.0, hyphen, tight)
    pages = [Page(SIZE, 1, (Placed(0, 90, first, 1),)), Page(SIZE, 2, (Placed(0, 90, line(run('two')), 1),))]
    assert reading_order(pages, elements) == [('P', expected)]
