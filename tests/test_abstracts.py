"""The abstracts in every order, and what stands about each: who presents, where else it is given, its address."""

from __future__ import annotations

from pathlib import Path

import pytest
from book import Book, book, lines
from pdfkit import outline

from booklet.page import Drawing

CONTENT = """format: 1
event:
  title: A small event
  language: en
  clock: 24
  parts: [contents, agenda, abstracts: {{order: {order}, links: {links}}}]
rooms: {{hall: Great Hall, loft: The Loft}}
tracks: {{sea: Sea, sky: Sky}}
days:
  - date: 2030-05-06
    items:
      - session: Morning in the hall
        time: 9:30-11:00
        room: hall
        chair: Cleo Gamma
        items:
          - time: "9:30"
            talk: First things
            id: first
            track: sea
            url: https://www.example.org/talks/first/
            speakers: [{{name: Ada Alpha, affiliation: Analytical Society}}]
            authors: [{{name: Dora Delta, affiliation: Institute of Second Thoughts}}]
            abstract: All of it, and more, so that there are some words beside the code.
      - {{time: "12:00", talk: Zebras, room: loft, speakers: [{{name: Bea Beta}}], abstract: Striped., language: de}}
      - {{time: "25:15", talk: An ending, cancelled: true, room: hall, speakers: [{{name: Zoe Zeta}}], abstract: Late.}}
  - date: 2030-05-07
    items:
      - {{time: "10:00", talk: First things, id: again, repeat_of: first, track: sky, speakers: [{{name: Ada Alpha}}]}}
"""


def made(folder: Path, order: str, links: str = 'short') -> Book:
    (folder / 'content').mkdir()
    (folder / 'content' / 'event.yaml').write_text(CONTENT.format(order=order, links=links), 'utf-8')
    result = book(folder)
    assert not result.findings
    return result


def said(made: Book, part: str = 'abstracts') -> list[tuple[str, str]]:
    return [(role, ' '.join(text.split())) for role, text in made.trace(part)]


ORDERS = {
    'day': [
        *('Monday, 6 May', 'Morning in the hall', 'First things', 'Zebras', 'An ending'),
        *('Tuesday, 7 May', 'First things'),
    ],
    'session': [
        *('Morning in the hall', 'First things', 'Monday, 6 May', 'Zebras', 'An ending'),
        *('Tuesday, 7 May', 'First things'),
    ],
    'track': ['Sea', 'First things', 'Sky', 'First things', 'Without track', 'Zebras', 'An ending'],
    'title': ['An ending', 'First things', 'First things', 'Zebras'],
    'name': ['First things', 'First things', 'Zebras', 'An ending'],
}


@pytest.mark.parametrize('order', ORDERS)
def test_each_order_has_its_headings_in_book_contents_and_bookmarks(tmp_path: Path, order: str) -> None:
    result = made(tmp_path, order)
    told = said(result)
    assert [text for role, text in told if role in ('H2', 'H3')] == ORDERS[order]
    titles = ('First things', 'Zebras', 'An ending')
    stretches = [
        name for name in ORDERS[order] if name not in titles and (order, name) != ('day', 'Morning in the hall')
    ]
    listed = [text for role, text in said(result, 'contents') if role == 'Reference' and not text.startswith('→')]
    assert listed == ['Agenda', 'Abstracts', *stretches]
    tree = dict(outline(result.pdf))['Abstracts']
    names = [name for name, _ in tree]
    inner = [name for _, below in tree for name, _ in below]
    assert (names if stretches else []) == stretches
    assert len(inner if stretches else names) == 4


@pytest.mark.parametrize('order', ORDERS)
def test_every_order_tells_when_and_where(tmp_path: Path, order: str) -> None:
    texts = [text for _, text in said(made(tmp_path, order))]
    everything = ' · '.join(texts)
    assert {'09:30', '12:00', '01:15', '10:00'} <= set(texts)
    assert 'Great Hall' in everything
    assert 'The Loft' in everything
    assert 'German' in everything
    if order in ('track', 'title', 'name'):
        assert 'Monday, 6 May · The Loft' in everything
        assert 'Monday, 6 May · Morning in the hall · Great Hall' in everything


def test_who_presents_is_marked_and_the_mark_explained_once(tmp_path: Path) -> None:
    told = said(made(tmp_path, 'day'))
    assert told.count(('P', '* presenting author')) == 1
    assert told.index(('P', '* presenting author')) == 1
    assert ('P', 'Ada Alpha1*, Dora Delta2') in told
    assert ('P', 'Bea Beta') in told


def test_talks_given_twice_refer_to_each_other_and_are_printed_once(tmp_path: Path) -> None:
    result = made(tmp_path, 'day')
    texts = [text for _, text in said(result)]
    assert 'Also given: Tuesday, 7 May, 10:00 · p. →talk-again' in texts
    assert 'Repeat of: Monday, 6 May, 09:30 · p. →talk-first' in texts
    assert sum(text.startswith('All of it') for text in texts) == 1
    assert 'Abstract to be announced' not in texts
    numbers = result.sections[0].numbers
    read = ' '.join(result.pdfium('abstracts'))
    assert f'10:00 · p. {numbers["talk-again"]}' in read
    assert f'09:30 · p. {numbers["talk-first"]}' in read


def test_what_does_not_take_place_says_so_above_its_title(tmp_path: Path) -> None:
    told = said(made(tmp_path, 'day'))
    assert told[told.index(('H3', 'An ending')) - 1] == ('P', 'Cancelled')


def test_addresses_are_printed_short(tmp_path: Path) -> None:
    result = made(tmp_path, 'day')
    assert ('P', 'example.org/talks/first') in said(result)
    assert not drawings(result)


def test_addresses_can_be_left_out(tmp_path: Path) -> None:
    assert not any('example.org' in text for _, text in said(made(tmp_path, 'day', 'none')))


def drawings(made: Book) -> list[tuple[int, float, float, Drawing]]:
    return [
        (page.number, placed.x - made.layout.text_block(page.number % 2 == 1).x0, placed.y, placed.item)
        for section in made.part('abstracts')
        for page in section.pages
        for placed in page.items
        if isinstance(placed.item, Drawing)
    ]


def test_a_code_stands_left_of_the_axis_beside_the_abstract(tmp_path: Path) -> None:
    result = made(tmp_path, 'day', 'qr')
    ((number, x, y, drawing),) = drawings(result)
    axis = result.layout.parts['abstracts'].length('time_width')
    assert drawing.width >= result.layout.parts['abstracts'].length('code') - 0.1
    assert -4.5 < x <= axis - drawing.width + 0.1  # but for its quiet zone it is inside the text block
    beside = [
        placed
        for section in result.part('abstracts')
        for page, placed, line in lines(section)
        if page.number == number and y < placed.y < y + drawing.width and line.width
    ]
    block = result.layout.text_block(number % 2 == 1)
    assert beside
    assert all(placed.x >= block.x0 + axis - 0.1 for placed in beside)
    assert ('P', 'example.org/talks/first') in said(result)
