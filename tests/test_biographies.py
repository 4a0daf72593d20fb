"""Biographies: whose there are, in which order, beside which photographs, and what leads from them to the talks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from book import ROOT, Book, book, brief, lines, loaded

from booklet import references
from booklet.block import Block, Cell, Group, Hung, Row, Section, Text
from booklet.blocks import PARTS
from booklet.design import Layout
from booklet.images import Image
from booklet.markup import Inline, Style
from booklet.model import Event
from booklet.page import Late, Picture

FESTIVAL = ROOT / 'tests' / 'events' / 'festival'
CONTENT = """
format: 1
event:
  title: A small event
  language: sv
  parts: [PARTS]
people:
  alpha: {name: Åsa Åberg, biography: 'Hon *väver*.', photo: photos/a.png, affiliation: Kvarnen}
  zeta: {name: Olle Zorn, biography: Han mal., url: 'https://zorn.example/om/'}
  beta: {name: Bea Beta, biography: Hon kommer inte.}
  silent: {name: Sigrid Tyst}
days:
  - date: 2030-05-06
    items:
      - {time: 9:00, talk: Ett, speakers: [alpha], authors: [zeta]}
      - {time: 10:00, talk: Två, speakers: [alpha, silent]}
      - {time: 11:00, talk: TBA, speakers: [zeta]}
"""


def setting(folder: Path, parts: str = 'abstracts, biographies') -> tuple[Event, Layout]:
    (folder / 'content').mkdir()
    (folder / 'content' / 'event.yaml').write_text(CONTENT.replace('PARTS', parts), 'utf-8')
    photos = folder / 'content' / 'photos'
    photos.mkdir()
    (photos / 'a.png').write_bytes(b'')
    event, layout, _ = loaded(folder, 'symposium')
    return event, layout


def made(event: Event, layout: Layout, photo: bool = True) -> Section:
    told = brief(event, layout, 'biographies')
    image = Image.__new__(Image)  # that there is one is all that the part looks at
    return PARTS['biographies'].section(replace(told, images={'photos/a.png': image} if photo else {}), 0)


def flat(blocks: tuple[Block, ...]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        found.append(block)
        if isinstance(block, Group | Hung):
            found += flat(block.blocks)
    return found


def said(block: Block | Cell) -> str:
    inlines = block.inlines if isinstance(block, Text | Cell) else ()
    return ''.join(i.text for i in inlines if isinstance(i, Inline)).replace('\u00a0', ' ').replace('\u2060', '')


def of(section: Section, style: str) -> list[str]:
    return [said(block) for block in flat(section.blocks) if isinstance(block, Text) and block.style == style]


def talks(section: Section) -> list[tuple[str, str]]:
    """Each title and the place whose page stands beside it."""
    rows = [block for block in flat(section.blocks) if isinstance(block, Row)]
    return [(said(row.cells[1]), row.cells[0].page_of) for row in rows]


def with_options(layout: Layout, **options: object) -> Layout:
    part = layout.parts['biographies']
    own = tuple({**dict(part.options), **options}.items())
    changed = replace(part, options=own)
    return replace(layout, parts={**layout.parts, 'biographies': changed})


def test_those_who_have_one_in_the_order_of_the_language(tmp_path: Path) -> None:
    section = made(*setting(tmp_path))
    assert of(section, 'biography_name') == ['Bea Beta', 'Olle Zorn', 'Åsa Åberg']
    assert of(section, 'biography_text') == ['Hon kommer inte.', 'Han mal.', 'Hon väver.']
    assert of(section, 'biography_affiliation') == ['zorn.example/om', 'Kvarnen']
    assert [title for title, _, level in section.bookmarks if level] == ['Bea Beta', 'Olle Zorn', 'Åsa Åberg']


def test_speakers_alone_if_that_is_asked_for(tmp_path: Path) -> None:
    event, layout = setting(tmp_path, 'abstracts, biographies: {who: speakers}')
    assert of(made(event, layout), 'biography_name') == ['Olle Zorn', 'Åsa Åberg']


def test_nobody_has_one(tmp_path: Path) -> None:
    event, layout = setting(tmp_path, 'biographies: {who: speakers}')
    entry = brief(event, layout, 'biographies').entry
    lives = PARTS['biographies']
    assert lives.sections(event, entry) == (0,)
    assert lives.sections(replace(event, days=()), entry) == ()


def test_talks_with_the_places_where_they_are(tmp_path: Path) -> None:
    """Those that somebody gives; what is not announced has no title that could be told."""
    event, layout = setting(tmp_path)
    ids = [slot.talk.id for day in event.days for slot in day.slots if slot.talk]
    assert talks(made(event, layout)) == [('Ett', references.talk(ids[0])), ('Två', references.talk(ids[1]))]


def test_without_abstracts_the_agenda_is_where_they_are(tmp_path: Path) -> None:
    event, layout = setting(tmp_path, 'agenda, biographies')
    assert [place.partition('-')[0] for _, place in talks(made(event, layout))] == ['agenda', 'agenda']


def test_without_either_no_talk_is_named(tmp_path: Path) -> None:
    event, layout = setting(tmp_path, 'cover, biographies')
    assert talks(made(event, layout)) == []


def test_a_column_too_narrow_for_numbers_has_them_after_the_titles(tmp_path: Path) -> None:
    event, layout = setting(tmp_path)
    styles = {name: replace(style, indent=0.0) for name, style in layout.styles.items()}
    section = made(event, with_options(replace(layout, styles=styles), photo_width=0.0))
    assert talks(section) == []
    assert [text.replace(' ', '') for text in of(section, 'biography_talk')] == ['Ett→s.', 'Två→s.']


def test_formulas_and_emphasis_in_titles_are_set(tmp_path: Path) -> None:
    setting(tmp_path)
    path = tmp_path / 'content' / 'event.yaml'
    path.write_text(path.read_text('utf-8').replace('talk: Ett', "talk: 'Ett om *sju* och $x^2$'"), 'utf-8')
    event, layout, _ = loaded(tmp_path, 'symposium')
    rows = [block for block in flat(made(event, layout).blocks) if isinstance(block, Row)]
    first = rows[0].cells[1].inlines
    assert any(isinstance(one, Inline) and one.math for one in first)
    assert [one.style for one in first if isinstance(one, Inline) and one.text == 'sju'] == [Style.EMPHASIS]


# --- photographs ---


def test_a_photograph_hangs_beside_its_own_text_alone(tmp_path: Path) -> None:
    section = made(*setting(tmp_path))
    (hung,) = [block for block in flat(section.blocks) if isinstance(block, Hung)]
    assert said(hung.blocks[0]) == 'Åsa Åberg'
    assert (hung.picture.fit, hung.picture.shape, hung.picture.alt) == ('cover', 'rectangle', 'Åsa Åberg')
    assert hung.picture.width == hung.picture.height
    assert hung.picture.focus[1] < 0.5


def test_all_text_stands_on_one_line_whoever_has_a_photograph(tmp_path: Path) -> None:
    """In a layout without an axis, the text of all moves in."""
    event, layout = setting(tmp_path)
    flush = {
        name: replace(style, indent=0.0) if name.startswith('biography') else style
        for name, style in layout.styles.items()
    }
    layout = with_options(replace(layout, styles=flush), photo_width=40.0, gap=10.0)
    section = made(event, layout)
    texts = [block for block in flat(section.blocks) if isinstance(block, Text)]
    assert {text.indent for text in texts} == {50.0}
    (hung,) = [block for block in flat(section.blocks) if isinstance(block, Hung)]
    assert hung.x == 0.0
    assert {text.indent for text in flat(made(event, layout, photo=False).blocks) if isinstance(text, Text)} == {0.0}


@pytest.mark.parametrize('how', ['content', 'layout', 'circle'])
def test_photographs_are_left_out_and_cut_as_asked(tmp_path: Path, how: str) -> None:
    event, layout = setting(tmp_path, f'biographies: {{photos: {str(how != "content").lower()}}}')
    if how != 'content':
        layout = with_options(layout, **({'photo_width': 0.0} if how == 'layout' else {'photo': 'circle'}))
    shapes = [block.picture.shape for block in flat(made(event, layout).blocks) if isinstance(block, Hung)]
    assert shapes == (['circle'] if how == 'circle' else [])


# --- as they are set ---


@pytest.fixture(scope='module')
def festival() -> Book:
    return book(FESTIVAL, 'symposium')


def test_photographs_and_numbers_stand_left_of_the_text_and_over_nothing(festival: Book) -> None:
    (section,) = festival.part('biographies')
    options = festival.layout.parts['biographies']
    axis = festival.layout.styles['biography_text'].indent
    pictures = 0
    for page in section.pages:
        block = festival.layout.text_block(page.number % 2 == 1)
        boxes = []
        for placed in page.items:
            if isinstance(placed.item, Picture):
                pictures += 1
                side = options.length('photo_width')
                assert block.x0 - 0.01 <= placed.x <= placed.x + side <= block.x0 + axis - options.length('gap') + 0.01
                boxes.append((placed.y, placed.y + side))
            if isinstance(placed.item, Late):
                assert placed.x <= block.x0 + axis
                boxes.append((placed.y, placed.y + 6))
        boxes.sort()
        assert all(one[1] <= other[0] for one, other in pairwise(boxes))
    assert pictures > 5


def test_a_biography_that_fits_a_page_is_whole(festival: Book) -> None:
    (section,) = festival.part('biographies')
    pages: dict[int, set[int]] = defaultdict(set)
    for page, placed, _ in lines(section):
        element = placed.element
        while section.elements[element].parent > 0:
            element = section.elements[element].parent
        pages[element].add(page.number)
    assert len(pages) > 5
    assert sum(len(numbers) > 1 for numbers in pages.values()) <= 1
