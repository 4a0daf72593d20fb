"""Artwork for covers: the same for the same title, off the page's edges, and never where words stand."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet import artwork
from booklet.artwork.dice import Dice
from booklet.artwork.field import Palette
from booklet.artwork.pen import Pen, number
from booklet.design import Colour
from booklet.parts import options
from booklet.units import MM, Rect

FAMILIES = sorted(artwork.FAMILIES)
BLEED = 3 * MM
SPACE = 20.0  # around the page, to see what goes too far
PALETTE = Palette(Colour(1, 1, 1), Colour(0.6, 0.6, 0.6), Colour(0.8, 0, 0), Colour(0, 0, 0))
A5 = Rect(0.0, 0.0, 419.53, 595.28)
GROUND = artwork.Ground(A5, (0.0, 330.0), 99.0, BLEED)
PAPERS = {  # A6, A4, a telephone, a poster, and drawings below, in a band, in a strip that is too thin
    'A6': artwork.Ground(Rect(0, 0, 297.6, 419.5), (0, 220), 60, BLEED),
    'A4': artwork.Ground(Rect(0, 0, 595.3, 841.9), (0, 500), 140, BLEED),
    'telephone': artwork.Ground(Rect(0, 0, 270, 480), (0, 200), 24, 0.0),
    'poster': artwork.Ground(Rect(0, 0, 1684, 2384), (0, 1400), 400, BLEED),
    'below': artwork.Ground(A5, (300, 595.28), 99, BLEED),
    'band': artwork.Ground(A5, (0, 520), 99, BLEED),
    'strip': artwork.Ground(A5, (0, 590), 99, BLEED),
}
_OPERATORS = {'m', 'l', 'c', 'h', 're', 'f', 'S', 'B*', 'W', 'n', 'q', 'Q', 'cm', 'w', 'J', 'j', 'rg', 'RG'}
_NUMBER = re.compile(r'-?\d+(\.\d+)?')


def rendered(operators: str, page: Rect, scale: float = 1.0):
    """Pixels of the page and the space around it, grey."""
    pdf = pikepdf.new()
    box = [page.x0 - SPACE, page.y0 - SPACE, page.x1 + SPACE, page.y1 + SPACE]
    pdf.pages.append(
        pikepdf.Page(
            pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=box, Contents=pdf.make_stream(operators.encode()))
        )
    )
    file = io.BytesIO()
    pdf.save(file)
    return pypdfium2.PdfDocument(file.getvalue())[0].render(scale=scale).to_pil().convert('L')


def inked(image, box) -> bool:
    """Whether anything is in the box, of points from the upper left of the space."""
    return image.crop([round(edge) for edge in box]).getextrema() != (255, 255)


def checked(operators: str) -> None:
    """Numbers and path operators alone, few enough, and every q has its Q."""
    assert len(operators) <= 60_000
    words = operators.split()
    assert {word for word in words if not _NUMBER.fullmatch(word)} <= _OPERATORS
    assert words.count('q') == words.count('Q')


@pytest.mark.parametrize('family', FAMILIES)
@pytest.mark.parametrize('paper', PAPERS)
def test_a_drawing_stays_within_its_bleed_and_leaves_the_words_their_ground(family: str, paper: str) -> None:
    ground = PAPERS[paper]
    page, (low, high) = ground.page, ground.calm
    operators = artwork.draw(family, 'A Week of Rivers', ground, PALETTE)
    checked(operators)
    if paper == 'strip':
        assert operators == ''
        return
    image = rendered(operators, page)
    width, height, gap = page.width, page.height, SPACE - ground.bleed - 1
    assert not inked(image, (0, 0, width + 2 * SPACE, gap))
    assert not inked(image, (0, height + 2 * SPACE - gap, width + 2 * SPACE, height + 2 * SPACE))
    assert not inked(image, (0, 0, gap, height + 2 * SPACE))
    assert not inked(image, (width + 2 * SPACE - gap, 0, width + 2 * SPACE, height + 2 * SPACE))
    assert not inked(image, (0, SPACE + height - high + 1, width + 2 * SPACE, SPACE + height - low - 1))
    above = page.y1 - high > low - page.y0
    free = (SPACE, SPACE, SPACE + width, SPACE + height - high) if above else (SPACE, SPACE + height - low, 400, 600)
    assert inked(image, free)


@pytest.mark.parametrize('family', FAMILIES)
def test_a_drawing_runs_off_the_page(family: str) -> None:
    """At the upper edge something lies in the bleed, so that no cut shows a white line."""
    seen = [rendered(artwork.draw(family, f'Meeting {n}', GROUND, PALETTE), A5) for n in range(3)]
    assert any(inked(image, (0, SPACE - BLEED + 1, A5.width + 2 * SPACE, SPACE)) for image in seen)


@given(
    family=st.sampled_from(FAMILIES),
    seed=st.text(max_size=60),
    width=st.floats(60, 2400),
    height=st.floats(60, 3400),
    calm=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    axis=st.floats(0, 0.6),
)
@settings(max_examples=150, deadline=None)
def test_any_title_on_any_paper_has_a_drawing_of_bounded_size(family, seed, width, height, calm, axis) -> None:
    low, high = sorted(share * height for share in calm)
    ground = artwork.Ground(Rect(0.0, 0.0, width, height), (low, high), axis * width, BLEED)
    operators = artwork.draw(family, seed, ground, PALETTE)
    checked(operators)
    assert operators == artwork.draw(family, seed, ground, PALETTE)
    assert bool(operators) == (max(low, height - high) + BLEED >= 24)


@pytest.mark.parametrize('family', FAMILIES)
def test_titles_differ_in_their_drawings(family: str) -> None:
    assert len({artwork.draw(family, f'Meeting {n}', GROUND, PALETTE) for n in range(12)}) > 9


@pytest.mark.parametrize('family', FAMILIES)
def test_a_drawing_has_its_spark(family: str) -> None:
    """The one accent is there, whatever the title."""
    for n in range(12):
        operators = artwork.draw(family, f'Meeting {n}', GROUND, PALETTE)
        assert '0.8 0 0 rg' in operators or '0.8 0 0 RG' in operators


def test_every_family_is_chosen_by_some_title_and_always_by_the_same() -> None:
    assert {artwork.chosen(f'Meeting {n}') for n in range(200)} == set(FAMILIES)
    assert artwork.chosen('Meeting 1') == artwork.chosen('Meeting 1')


def test_dice_fall_as_they_always_fell() -> None:
    """Numbers out of SHA-256 by hand: no version of Python may change a cover."""
    dice = Dice('Rivers')
    assert [round(dice.unit(), 6) for _ in range(3)] == [0.618449, 0.817558, 0.212641]
    assert sorted(Dice('x').shuffled(range(9))) == list(range(9))
    assert Dice('x').integer(4, 2) == 4


@given(st.text(), st.integers(-5, 5), st.integers(0, 9))
def test_dice_keep_within_their_bounds(seed: str, least: int, more: int) -> None:
    dice = Dice(seed)
    assert least <= dice.integer(least, least + more) <= least + more
    assert least <= dice.between(least, least + more) <= least + more
    assert dice.pick('abc') in 'abc'


@pytest.mark.parametrize(('value', 'written'), [(0, '0'), (-0.001, '0'), (1.5, '1.5'), (100, '100'), (-2.25, '-2.25')])
def test_numbers_are_short(value: float, written: str) -> None:
    assert number(value) == written


def test_a_pen_names_a_colour_once() -> None:
    pen = Pen()
    for _ in range(2):
        pen.fill(Colour(1, 0, 0))
        pen.disc(0, 0, 1)
        pen.put('f')
    assert str(pen).count('rg') == 1


def test_the_content_may_name_every_family() -> None:
    choices = options('cover')['artwork'].choices
    assert set(choices) == {*FAMILIES, 'score', 'none', 'any'}
    assert options('back_cover')['artwork'].choices == choices
