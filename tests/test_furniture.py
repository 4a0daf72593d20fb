"""Running heads and folios: on the right side, saying the right thing, and nothing that is not theirs to say."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest
from book import ROOT, loaded

from booklet.design import FurnitureItem, Layout, Master
from booklet.diagnostics import Sink
from booklet.furniture import furnish
from booklet.page import ARTIFACT, Line, Placed, Rule
from booklet.paragraph import Composer

FOLIO = FurnitureItem('text', 'bottom', 30.0, '{folio}', 'folio', 'outer')
DAY = FurnitureItem('text', 'top', 30.0, '{day}', 'running_head', 'outer', 'recto', openings=False)
TITLE = FurnitureItem('text', 'top', 30.0, '{short_title}', 'running_head', 'inner', 'verso')
RULE = FurnitureItem('rule', 'top', 40.0, thickness=0.5)


@lru_cache(maxsize=1)
def made() -> tuple[Layout, Composer]:
    _, layout, library = loaded(ROOT, 'symposium')
    return layout, Composer(layout, library, Sink())


def on(number: int, *items: FurnitureItem, opening: bool = False, **marks: str) -> list[Placed]:
    layout, composer = made()
    master = Master('master', furniture=items)
    own = replace(layout, masters={'master': master})
    return furnish(own, master, number, opening, marks, composer)


def texts(placed: list[Placed]) -> list[str]:
    return [p.item.text for p in placed if isinstance(p.item, Line)]


@pytest.mark.parametrize(('number', 'outer'), [(7, 'right'), (8, 'left')])
def test_folio_stands_outside(number: int, outer: str) -> None:
    (placed,) = on(number, FOLIO)
    block = made()[0].text_block(number % 2 == 1)
    assert isinstance(placed.item, Line)
    assert placed.item.text == str(number)
    assert placed.element == ARTIFACT
    assert placed.y == 30.0
    edge = placed.x + placed.item.width if outer == 'right' else placed.x
    assert edge == pytest.approx(block.x1 if outer == 'right' else block.x0)


@pytest.mark.parametrize('align', ['left', 'right', 'centre', 'inner'])
def test_alignments(align: str) -> None:
    layout = made()[0]
    for number in (3, 4):
        (placed,) = on(number, replace(FOLIO, align=align))  # type: ignore[arg-type]
        assert isinstance(placed.item, Line)
        block, width = layout.text_block(number % 2 == 1), placed.item.width
        at = {'left': block.x0, 'right': block.x1 - width, 'centre': (block.x0 + block.x1 - width) / 2}
        at['inner'] = at['left'] if number % 2 else at['right']
        assert placed.x == pytest.approx(at[align])


def test_sides_and_openings() -> None:
    marks = {'day': 'Monday', 'short_title': 'Symposium'}
    assert texts(on(3, FOLIO, DAY, TITLE, **marks)) == ['3', 'Monday']
    assert texts(on(4, FOLIO, DAY, TITLE, **marks)) == ['4', 'Symposium']
    assert texts(on(3, FOLIO, DAY, opening=True, **marks)) == ['3']


def test_what_has_nothing_to_say_is_left_out() -> None:
    assert on(3, DAY) == []
    assert on(3, DAY, day='') == []


def test_places_are_filled_amid_words() -> None:
    (told,) = texts(on(12, replace(FOLIO, text='– {folio} – {part} {unknown}'), part='Agenda'))
    assert told.split() == ['–', '12', '–', 'Agenda']


def test_rules_run_across_the_text_block() -> None:
    layout = made()[0]
    for number in (3, 4):
        (placed,) = on(number, RULE)
        block = layout.text_block(number % 2 == 1)
        assert isinstance(placed.item, Rule)
        assert (placed.x, placed.item.width) == pytest.approx((block.x0, layout.measure))
        assert placed.y == pytest.approx(layout.page.height - 40)


def test_long_heads_give_way_to_one_another() -> None:
    """Two on one line never overlap, and none is wider than the text block, however long what they tell."""
    other = replace(TITLE, align='outer', sides='both', text='{part}')
    placed = on(4, TITLE, other, short_title='A very long title of a conference ' * 4, part='Its longest part ' * 6)
    boxes = sorted((p.x, p.x + p.item.width) for p in placed if isinstance(p.item, Line))
    block = made()[0].text_block(recto=False)
    assert len(boxes) == 2
    assert boxes[0][1] < boxes[1][0]
    assert boxes[0][0] >= block.x0 - 0.01
    assert boxes[1][1] <= block.x1 + 0.01


@pytest.mark.parametrize('text', ['Mon', 'Wednesday', 'چهارشنبه'])
@pytest.mark.parametrize('number', [7, 8])
def test_words_go_into_their_tab(number: int, text: str) -> None:
    tab = FurnitureItem('thumb', 'top', 60.0, '{weekday}', 'folio', width=22.0, height=50.0)
    rule, words = on(number, tab, weekday=text, thumb='2')
    assert isinstance(rule.item, Rule)
    assert isinstance(words.item, Line)
    width = made()[0].page.width
    assert words.item.text == text
    assert words.x >= (width - 22.0 if number == 7 else 0.0) + 2.0
    assert words.x + words.item.width <= (width if number == 7 else 22.0) - 2.0
