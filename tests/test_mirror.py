"""A book that runs to the left is the mirror image of its pages; lines keep their own direction."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from booklet.design import Colour
from booklet.fonts import Library
from booklet.mirror import mirrored
from booklet.page import Drawing, Item, Late, Line, Page, Placed, Rule, RunStyle, Target
from booklet.shaping import Font
from booklet.units import Size

SIZE = Size(400.0, 600.0)
BLACK = Colour(0, 0, 0)
FONT = Font(Library([Path(__file__).resolve().parents[1] / 'fonts']).face('Libertinus Serif'))
LATE = Late('there', FONT, RunStyle(FONT.face.key, 10.0, BLACK))


def moved(item: Item, x: float) -> Placed:
    (placed,) = mirrored(Page(SIZE, 1, (Placed(x, 50.0, item, 3, '#a', 20.0),))).items
    return placed


def test_boxes_change_sides_and_keep_their_width() -> None:
    assert moved(Line((), 120.0), 30.0).x == 250.0
    assert moved(Rule(100.0, 0.5, BLACK), 0.0).x == 300.0
    placed = moved(Line((), 120.0), 30.0)
    assert (placed.y, placed.element, placed.link, placed.link_width) == (50.0, 3, '#a', 20.0)


def test_page_numbers_that_ended_at_a_place_begin_there() -> None:
    placed = moved(LATE, 380.0)
    assert placed.x == 20.0
    assert isinstance(placed.item, Late)
    assert placed.item.leading


def test_drawings_are_turned_round_their_place() -> None:
    placed = moved(Drawing('0 0 10 10 re f'), 0.0)
    assert placed.x == 400.0
    assert placed.item == Drawing('-1 0 0 1 0 0 cm 0 0 10 10 re f')


ITEMS = st.one_of(
    st.builds(lambda width: Line((), width), st.integers(0, 300)),
    st.builds(lambda width: Rule(width, 0.5, BLACK), st.integers(0, 300)),
    st.just(LATE),
    st.just(Target('there')),
)


@given(st.lists(st.builds(Placed, st.integers(-20, 400), st.integers(0, 600), ITEMS)))
def test_twice_mirrored_is_as_before(items: list[Placed]) -> None:
    page = Page(SIZE, 1, tuple(items))
    assert mirrored(mirrored(page)) == page
