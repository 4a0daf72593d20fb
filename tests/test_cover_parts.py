"""Covers, half-titles, colophons, notes, and the mark of a draft: nothing is lost or hidden, and all in its place."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from book import Book, book, box, brief, lines, loaded
from hypothesis import given
from hypothesis import strategies as st
from pdfkit import problems, texts
from PIL import Image
from test_artwork import inked, rendered

from booklet import qr, stock
from booklet.artwork import FAMILIES
from booklet.block import Sheet
from booklet.blocks import PARTS
from booklet.blocks.notes import ruling
from booklet.blocks.pieces import online
from booklet.blocks.pieces.logos import rows
from booklet.contrast import contrast, needed
from booklet.design import Layout
from booklet.language import words
from booklet.model import Event
from booklet.page import Area, Drawing, Page, Picture, Rule
from booklet.units import MM, Rect, Size

ADDRESS = 'https://rivers.example/2031/programme'
HEAD = """format: 1
event:
  title: "Water, Weather and the Long Memory of Rivers"
  short_title: Memory of Rivers
  language: {language}
  clock: 24
  dates: {{start: 2031-09-29, end: 2031-10-02}}
  place: Old Harbour Hall
  organisers: [Institute for Fluvial Studies, Brindleford College]
  online: {address}
"""
DAYS = """days:
  - date: 2031-09-29
    items:
      - {time: "9:00", talk: First things, speakers: [{name: Ada Alpha}], abstract: All of it.}
      - {time: "10:00", talk: The gauge, speakers: [{name: Bea Beta}]}
      - {time: "19:00", social: Dinner}
"""
LONG = (
    'On the Remembering and the Forgetting of Water: Sediment, Ledger, Song and Satellite as Witnesses of Floods and '
    'Droughts between the Little Ice Age and the Present Day, with Particular Regard to Small Catchments'
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}"><rect width="{0}" height="{1}"/></svg>'
BACK = 'Rivers remember.\n\nA second paragraph.\n\n- one\n- two\n\n# A heading\n\n| a | b |\n|---|---|\n| c | d |\n'
LAYOUT = loaded(Path(__file__).resolve().parents[1], 'symposium')
STOCK = sorted(path.stem for path in stock.layouts_folder().glob('*.yaml'))


def project(folder: Path, parts: str, more: str = '', language: str = 'en', address: str = ADDRESS) -> Path:
    """A project with such parts, two of its names changed by `more`."""
    content = folder / 'content'
    content.mkdir(exist_ok=True)
    head = HEAD.format(language=language, address=address)
    head = head if address else head.replace('  online: \n', '')
    for key in re.findall(r'^  (\w+):', more, re.M):  # said anew
        head = re.sub(rf'^  {key}:.*\n', '', head, flags=re.M)
    event = f'{head}{more}  parts:\n' + ''.join(f'    - {part}\n' for part in parts.split('; '))
    (content / 'event.yaml').write_text(event, 'utf-8')
    (content / 'days.yaml').write_text(DAYS, 'utf-8')
    (content / 'back.md').write_text(BACK, 'utf-8')
    for name, size in (('broad', (300, 40)), ('tall', (40, 60)), ('square', (50, 50))):
        (content / f'{name}.svg').write_text(SVG.format(*size), 'utf-8')
    Image.new('RGB', (640, 480), (200, 190, 180)).save(content / 'river.png')
    return folder


def sheet(folder: Path, part: str, layout: str = 'symposium') -> tuple[Sheet, Layout, Event]:
    """What a part of one sheet asks for."""
    event, design, _ = loaded(folder, layout)
    section = PARTS[part].section(brief(event, design, part), 0)
    (found,) = [block for block in section.blocks if isinstance(block, Sheet)]
    return found, design, event


def said(made: Book, page: int = 1) -> str:
    return ' '.join(texts(made.pdf)[page - 1].replace('\ufffe', '').split())


def codes(pdf: bytes, page: int) -> list[str]:
    image = pypdfium2.PdfDocument(pdf)[page - 1].render(scale=4).to_pil()
    return [code.text for code in zxingcpp.read_barcodes(image)]


def within(made: Book, page: Page) -> None:
    """All words stand on the page; no two lines on one another."""
    boxes = [box(placed) for section in made.sections for own, placed, _ in lines(section) if own is page]
    for x0, y0, x1, y1 in boxes:
        assert x0 >= 0
        assert x1 <= page.size.width
        assert y0 >= 0
        assert y1 <= page.size.height
    for number, (x0, y0, x1, y1) in enumerate(boxes):
        for a0, b0, a1, b1 in boxes[number + 1 :]:
            assert x1 <= a0 + 0.1 or a1 <= x0 + 0.1 or y1 <= b0 + 0.1 or b1 <= y0 + 0.1


# --- the front ---


@pytest.mark.parametrize('artwork', [*sorted(FAMILIES), 'score', 'any', 'none'])
def test_artwork_stands_above_the_title_and_never_under_it(tmp_path: Path, artwork: str) -> None:
    found, layout, _ = sheet(project(tmp_path, f'cover: {{artwork: {artwork}}}'), 'cover')
    filled, _, drawn = found.drawing.partition('\n')
    assert filled.endswith(' re f')
    assert bool(drawn) == (artwork != 'none')
    if not drawn:
        return
    page = Rect(0.0, 0.0, layout.page.width, layout.page.height)
    image = rendered(drawn, page)
    top = layout.margins.top + found.stacks[0].y
    assert not inked(image, (0, 20 + top - 12, image.width, image.height))
    assert inked(image, (0, 0, image.width, 20 + top))


def test_a_family_is_drawn_of_the_title_alone(tmp_path: Path) -> None:
    one, _, _ = sheet(project(tmp_path, 'cover: {artwork: arcs}'), 'cover')
    other, _, _ = sheet(project(tmp_path, 'cover: {artwork: arcs}', '  place: Elsewhere\n'), 'cover')
    third, _, _ = sheet(project(tmp_path, 'cover: {artwork: arcs}', '  title: Another\n'), 'cover')
    assert one.drawing == other.drawing != third.drawing


@pytest.mark.parametrize('name', STOCK)
def test_the_words_of_covers_are_told_from_their_ground(name: str) -> None:
    """Words stand on the ground alone, so this is their contrast on every cover (WCAG 2.2, 1.4.3, 1.4.6)."""
    _, layout, _ = loaded(Path(__file__).resolve().parents[1], name)
    ground = layout.parts['cover'].colour('ground')
    for style in layout.styles.values():
        if style.name.startswith('cover_'):
            assert contrast(style.colour, ground) >= needed(layout.contrast, style.size, style.weight), style.name


@pytest.mark.parametrize('layout', ['symposium', 'large-print'])
@pytest.mark.parametrize('artwork', ['score', 'tiles', 'none'])
def test_a_long_title_and_many_organisers_go_on_one_page(tmp_path: Path, artwork: str, layout: str) -> None:
    names = [f'Institute {number} of Rivers' for number in range(20)]
    more = f'  title: "{LONG}"\n  subtitle: A subtitle\n  organisers: [{", ".join(names)}]\n  funders: [A Trust]\n'
    made = book(project(tmp_path, f'cover: {{artwork: {artwork}}}; agenda', more), layout)
    assert made.numbers_of('cover') == [1]
    within(made, made.pages[1][1])
    text = said(made)
    for piece in (*names, 'A Trust', 'A subtitle', 'Old Harbour Hall'):
        assert piece in text
    assert re.sub(r'\W', '', LONG) in re.sub(r'\W', '', text)
    assert [item.rule for item in made.findings if 'title on the cover' in item.message] == ['B035']


def test_a_cover_with_a_title_alone(tmp_path: Path) -> None:
    folder = tmp_path / 'content'
    folder.mkdir()
    head = 'format: 1\nevent: {title: Rivers, language: en, clock: 24, parts: [cover]}\n'
    (folder / 'event.yaml').write_text(head, 'utf-8')
    made = book(tmp_path)
    assert said(made) == 'Rivers'
    assert made.findings == ()


def test_without_artwork_the_title_stands_a_little_above_the_middle(tmp_path: Path) -> None:
    found, layout, _ = sheet(project(tmp_path, 'cover: {artwork: none}', '  organisers: []\n'), 'cover')
    assert 0.15 < found.stacks[0].y / layout.depth < 0.38


@pytest.mark.parametrize('language', ['de', 'el', 'hu', 'ru', 'ar', 'he', 'fa', 'tr'])
def test_covers_in_other_languages(tmp_path: Path, language: str) -> None:
    parts = 'cover: {artwork: ribbons, logos: [broad.svg, tall.svg]}; back_cover: {file: back.md, logos: [square.svg]}'
    made = book(project(tmp_path, parts, language=language))
    assert made.numbers_of('cover') == [1]
    assert made.numbers_of('back_cover') == [2]
    for number in (1, 2):
        within(made, made.pages[number][1])
    assert codes(made.pdf, 2) == [ADDRESS]
    assert problems(made.pdf) == []


def test_an_image_runs_off_three_edges_and_ends_above_the_title(tmp_path: Path) -> None:
    made = book(project(tmp_path, 'cover: {image: river.png}; agenda'))
    page = made.pages[1][1]
    (shown,) = [placed for placed in page.items if isinstance(placed.item, Picture)]
    assert isinstance(shown.item, Picture)
    assert shown.x < -8
    assert shown.x + shown.item.width > page.size.width + 8
    assert shown.y + shown.item.height > page.size.height + 8
    title = next(placed for _, placed, _ in lines(made.part('cover')[0]))
    assert shown.y > box(title)[3]
    drawn = [placed.item.operators for placed in page.items if isinstance(placed.item, Drawing)]
    assert [part.count(' re') for part in drawn] == [1]  # the ground; no artwork under the image


def test_the_back_of_a_cover_with_an_image_has_a_plain_ground(tmp_path: Path) -> None:
    found, _, _ = sheet(project(tmp_path, 'cover: {image: river.png}; back_cover'), 'back_cover')
    assert found.drawing.count(' re') == 1


@pytest.mark.parametrize('artwork', [*sorted(FAMILIES), 'score'])
def test_the_back_has_a_detail_of_the_front(tmp_path: Path, artwork: str) -> None:
    parts = f'cover: {{artwork: {artwork}}}; back_cover: {{file: back.md}}'
    found, layout, _ = sheet(project(tmp_path, parts), 'back_cover')
    _, _, drawn = found.drawing.partition('\n')
    image = rendered(drawn, Rect(0.0, 0.0, layout.page.width, layout.page.height))
    top = layout.margins.top + found.stacks[0].y
    assert not inked(image, (0, 20 + top - 12, image.width, image.height))
    assert not inked(image, (0, 0, 10, image.height))
    assert inked(image, (20, 20, image.width - 20, 20 + top))


# --- logos ---


def test_logos_stand_on_paper_where_the_ground_is_dark(tmp_path: Path) -> None:
    made = book(project(tmp_path, 'cover: {logos: [broad.svg, tall.svg, square.svg]}; agenda'))
    page = made.pages[1][1]
    placed = [one for one in page.items if isinstance(one.item, Picture)]
    assert [one.item.alt for one in placed if isinstance(one.item, Picture)] == ['broad', 'tall', 'square']
    strip = next(one.item for one in page.items if isinstance(one.item, Drawing)).operators.splitlines()[-1]
    colour, _, path = strip.partition(' rg ')
    assert colour == '1 1 1'
    _, y, _, height = map(float, path.split()[:4])
    for one in placed:
        assert isinstance(one.item, Picture)
        assert one.y > 10
        assert one.y + one.item.height < y + height - 10
    assert min(box(placed)[1] for _, placed, _ in lines(made.part('cover')[0])) > y + height


@given(
    st.lists(st.floats(0.1, 12), min_size=1, max_size=24),
    st.floats(120, 500),
    st.floats(12, 60),
)
def test_logos_stand_beside_one_another_in_few_rows(aspects: list[float], width: float, height: float) -> None:
    places, depth = rows(aspects, width, height)
    assert len(places) == len(aspects)
    assert len({round(place.y + place.height / 2, 3) for place in places}) <= 3
    for number, one in enumerate(places):
        assert one.x >= 0
        assert one.x + one.width <= width + 0.02
        assert one.y >= -0.001
        assert one.y + one.height <= depth + 0.001
        assert one.width / one.height == pytest.approx(aspects[number])
        for other in places[number + 1 :]:
            apart = one.x + one.width < other.x or other.x + other.width < one.x
            assert apart or one.y + one.height < other.y or other.y + other.height < one.y


def test_logos_look_equally_large_whatever_their_form() -> None:
    places, _ = rows([1.5, 2.0, 4.0], 900, 30)
    assert len({round(place.width * place.height) for place in places}) == 1


def test_no_logos_have_no_strip() -> None:
    assert rows([], 300, 30) == ((), 0.0)


# --- the back ---


def test_the_back_says_what_its_file_says_in_the_colours_of_the_cover(tmp_path: Path) -> None:
    made = book(project(tmp_path, 'cover; back_cover: {file: back.md}'))
    text = said(made, 2)
    for piece in ('Rivers remember.', 'A second paragraph.', 'one', 'two', 'A heading', 'a b', 'c d'):
        assert piece in text
    ground = made.layout.parts['cover'].colour('ground')
    for _, _, line in lines(made.part('back_cover')[0]):
        for run in line.runs:
            assert contrast(run.style.colour, ground) >= 4.5, line.text


def test_the_back_is_the_last_page_and_has_the_code_and_the_address(tmp_path: Path) -> None:
    made = book(project(tmp_path, 'cover; agenda; back_cover'))
    last = len(pypdfium2.PdfDocument(made.pdf))
    assert made.numbers_of('back_cover') == [last]
    assert last % 2 == 0
    assert codes(made.pdf, last) == [ADDRESS]
    assert 'rivers.example/2031/programme' in said(made, last).replace(' ', '')
    areas = [placed for placed in made.pages[last][1].items if isinstance(placed.item, Area)]
    assert [placed.link for placed in areas] == [ADDRESS]


def test_no_code_where_none_is_wanted_or_there_is_no_address(tmp_path: Path) -> None:
    made = book(project(tmp_path, 'cover; back_cover: {qr: false}'))
    assert codes(made.pdf, 2) == []
    assert 'rivers.example' in said(made, 2).replace('\u200b', '')
    found, _, _ = sheet(project(tmp_path, 'cover; back_cover', address=''), 'back_cover')
    assert found.frames == ()


@pytest.mark.parametrize(('paragraphs', 'fits'), [(12, True), (120, False)])
def test_a_long_text_on_the_back_is_smaller_or_stands_before_it(tmp_path: Path, paragraphs: int, fits: bool) -> None:
    folder = project(tmp_path, 'cover; back_cover: {file: long.md}')
    said_ = [
        f'Paragraph {number} tells of the river, of its banks and of all who live there.'
        for number in range(paragraphs)
    ]
    (folder / 'content' / 'long.md').write_text('\n\n'.join(said_), 'utf-8')
    made = book(folder)
    numbers = made.numbers_of('back_cover')
    assert (len(numbers) == 1) == fits
    text = ' '.join(said(made, number) for number in numbers)
    for number in range(paragraphs):
        assert f'Paragraph {number} tells' in text
    for number in numbers:
        within(made, made.pages[number][1])
    assert codes(made.pdf, numbers[-1]) == [ADDRESS]
    assert [item.rule for item in made.findings if 'back cover' in item.message] == ([] if fits else ['B035'])


@pytest.mark.parametrize(
    ('address', 'shown'),
    [
        ('https://www.a.example/', 'a.example'),
        ('HTTP://a.example/b/c-d', 'a.example/b/c-d'),
        ('https://a.example/?q=1&r=2', 'a.example/?q=1&r=2'),
    ],
)
def test_addresses_are_printed_as_people_read_them(address: str, shown: str) -> None:
    assert online.printed(address).replace('\u200b', '') == shown


def test_a_long_address_goes_on_several_lines(tmp_path: Path) -> None:
    long = 'https://programme.rivers.example/' + '/'.join(f'part-{n}' for n in range(24))
    made = book(project(tmp_path, 'cover; back_cover', address=long))
    within(made, made.pages[2][1])
    assert codes(made.pdf, 2) == [long]
    assert long.removeprefix('https://') in said(made, 2).replace('\x02', '-').replace(' ', '')


# --- the half-title ---


def test_the_half_title_is_the_short_title_alone_and_high(tmp_path: Path) -> None:
    made = book(project(tmp_path, 'half_title; agenda'))
    assert said(made) == 'Memory of Rivers'
    ((page, placed, _),) = lines(made.part('half_title')[0])
    assert placed.y > 0.6 * page.size.height
    assert page.number == 1


def test_the_half_title_shows_the_markup_of_a_title_that_has_no_short_one(tmp_path: Path) -> None:
    made = book(project(tmp_path, 'half_title; agenda', '  title: "On *Rivers*"\n  short_title: "On *Rivers*"\n'))
    assert said(made) == 'On Rivers'


# --- the colophon ---


def test_the_colophon_tells_what_the_program_knows(tmp_path: Path) -> None:
    more = '  version: "0.9"\n  updated: 2031-08-14\n'
    made = book(project(tmp_path, 'agenda; colophon: {file: back.md}', more))
    (number,) = made.numbers_of('colophon')
    text = said(made, number)
    pieces = (
        'About this booklet',
        'Rivers remember.',
        '0.9',
        '14 August 2031',
        'Brindleford College',
        'Libertinus Serif',
    )
    for piece in pieces:
        assert piece in text
    assert codes(made.pdf, number) == [ADDRESS]
    within(made, made.pages[number][1])
    assert problems(made.pdf) == []


def test_a_colophon_of_which_nothing_is_known_is_short(tmp_path: Path) -> None:
    made = book(project(tmp_path, 'agenda; colophon', '  organisers: []\n', address=''))
    (number,) = made.numbers_of('colophon')
    text = said(made, number)
    assert words('en')['Version'] not in text
    assert words('en')['Organised by'] not in text
    assert codes(made.pdf, number) == []


def test_a_long_file_goes_before_the_imprint_and_loses_no_word(tmp_path: Path) -> None:
    folder = project(tmp_path, 'agenda; colophon: {file: long.md}')
    paragraphs = [f'Thanks number {number} to all who have read every line of it, twice.' for number in range(80)]
    (folder / 'content' / 'long.md').write_text('\n\n'.join(paragraphs), 'utf-8')
    made = book(folder)
    numbers = made.numbers_of('colophon')
    assert len(numbers) > 2
    text = ' '.join(said(made, number) for number in numbers)
    for number in range(80):
        assert f'Thanks number {number} to' in text
    assert codes(made.pdf, numbers[-1]) == [ADDRESS]


@pytest.mark.parametrize('language', ['ar', 'he'])
def test_a_code_is_not_mirrored_with_its_page(tmp_path: Path, language: str) -> None:
    made = book(project(tmp_path, 'agenda; colophon', language=language))
    assert codes(made.pdf, made.numbers_of('colophon')[-1]) == [ADDRESS]


def test_a_code_hangs_its_quiet_zone_out_on_paper_only(tmp_path: Path) -> None:
    """Its ink stands where the words begin; on a dark ground its white square does."""
    parts = 'cover; colophon; back_cover'
    (own,) = [one for one in sheet(project(tmp_path, parts), 'colophon')[0].frames if one.drawing]
    (back,) = [one for one in sheet(project(tmp_path, parts), 'back_cover')[0].frames if one.drawing]
    styles = LAYOUT[1].styles
    assert own.x + qr.quiet(ADDRESS, own.width) == pytest.approx(styles['colophon_text'].indent)
    assert back.x == pytest.approx(styles['cover_text'].indent)


# --- notes ---


@pytest.mark.parametrize('form', ['lined', 'dotted', 'squared', 'blank'])
def test_pages_for_notes(tmp_path: Path, form: str) -> None:
    made = book(project(tmp_path, f'agenda; notes: {{pages: 3, ruling: {form}}}'))
    numbers = made.numbers_of('notes')
    assert len(numbers) == 3
    assert said(made, numbers[0]).startswith('Notes')
    for number in numbers:
        drawings = [placed for placed in made.pages[number][1].items if isinstance(placed.item, Drawing)]
        assert len(drawings) == (form != 'blank')
        block = made.layout.text_block(number % 2 == 1)
        for placed in drawings:
            assert placed.x == pytest.approx(block.x0)


def test_lines_for_notes_lie_on_the_baselines_of_the_text(tmp_path: Path) -> None:
    made = book(project(tmp_path, 'agenda; notes: {pages: 2}'))
    grid = made.layout.grid
    text = next(placed.y for _, placed, _ in lines(made.part('agenda')[0]))
    for number in made.numbers_of('notes'):
        for placed in made.pages[number][1].items:
            if isinstance(placed.item, Drawing):
                ys = [float(y) for y in re.findall(r'^[\d.]+ ([\d.]+) m$', placed.item.operators, re.M)]
                assert len(ys) > 10
                for y in ys:
                    off = (placed.y + y - text) / grid
                    assert abs(off - round(off)) * grid < 0.05


@given(
    st.sampled_from(['lined', 'dotted', 'squared']),
    st.floats(50, 1600),
    st.floats(50, 2300),
    st.booleans(),
    st.floats(6, 60),
)
def test_a_ruling_keeps_within_its_frame(form: str, width: float, height: float, headed: bool, step: float) -> None:
    _, layout, _ = LAYOUT
    operators = ruling(form, Size(width, height), layout, (2 * step, step), headed=headed)
    for x, y in re.findall(r'^(-?[\d.]+) (-?[\d.]+) [ml]$', operators, re.M):
        assert -0.5 <= float(x) <= width + 0.5
        assert 0 <= float(y) <= height


@pytest.mark.parametrize('talks', range(4))
def test_notes_fill_the_book_up_to_whole_sheets(tmp_path: Path, talks: int) -> None:
    """However many pages come before, the book has a multiple of four, and the back cover is its last."""
    more = '; '.join(['half_title', 'notes: {pages: 1}', 'colophon'][:talks])
    parts = '; '.join(filter(None, ('cover', more, 'agenda', 'notes: {fill: true, pages: 0}', 'back_cover')))
    made = book(project(tmp_path, parts))
    count = len(pypdfium2.PdfDocument(made.pdf))
    assert count % 4 == 0
    assert made.numbers_of('back_cover') == [count]


@pytest.mark.parametrize('before', range(4))
def test_notes_that_fill_take_the_place_of_empty_pages(tmp_path: Path, before: int) -> None:
    """What stands between the notes and the back cover leaves no empty page where the notes could have one more."""
    parts = f'cover; notes: {{pages: {before + 1}, ruling: blank}}; notes: {{fill: true}}; colophon; back_cover'
    made = book(project(tmp_path, parts))
    count = len(pypdfium2.PdfDocument(made.pdf))
    assert count % 4 == 0
    last = made.numbers_of('colophon')[-1]
    assert last == count - 1


def test_notes_of_no_pages_are_none(tmp_path: Path) -> None:
    made = book(project(tmp_path, 'agenda; notes: {pages: 0}'))
    assert made.numbers_of('notes') == []


# --- drafts ---

EVERYTHING = 'cover; half_title; contents; agenda; abstracts; notes: {pages: 2}; colophon; index; back_cover'
VERSION = '  version: "0.9"\n  updated: 2031-08-14\n'


def test_a_draft_is_marked_on_every_page_and_has_the_pages_of_the_book(tmp_path: Path) -> None:
    (tmp_path / 'draft').mkdir()
    (tmp_path / 'final').mkdir()
    draft = book(project(tmp_path / 'draft', EVERYTHING, f'{VERSION}  draft: true\n'))
    final = book(project(tmp_path / 'final', EVERYTHING, VERSION))
    assert [page for section in draft.sections for page in section.pages]
    assert list(draft.pages) == list(final.pages)
    mark = 'Draft · Version 0.9 · 14 August 2031'
    for number, (section, page) in draft.pages.items():
        own = final.pages[number]
        assert section.name == own[0].name
        assert section.numbers == own[0].numbers
        assert said(draft, number).count(mark) == 1
        assert mark not in said(final, number)
        assert said(draft, number).replace(mark, '').split() == said(final, number).split()
        places = {(getattr(one.item, 'text', ''), one.x, one.y) for one in own[1].items}
        added = [one for one in page.items if (getattr(one.item, 'text', ''), one.x, one.y) not in places]
        assert [getattr(one.item, 'text', '') for one in added] == ['', mark]


@pytest.mark.parametrize('layout', STOCK)
def test_the_mark_of_a_draft_stands_in_the_margin_and_is_legible(tmp_path: Path, layout: str) -> None:
    more = f'  version: "{"a very long name of a version, " * 8}"\n  updated: 2031-08-14\n  draft: true\n'
    made = book(project(tmp_path, 'cover; agenda; notes', more), layout)
    assert made.pages
    for _, page in made.pages.values():
        (line,) = [one for one in page.items if getattr(one.item, 'text', '').startswith('Draft')]
        tab = next(one for one in page.items if isinstance(one.item, Rule) and one.x <= line.x < one.x + one.item.width)
        assert isinstance(tab.item, Rule)
        x0, y0, x1, y1 = box(line)
        assert tab.x < x0
        assert x1 < tab.x + tab.item.width
        assert y0 > tab.y - tab.item.thickness / 2
        assert y1 < page.size.height
        assert y0 > made.layout.text_block().y1 or page.turned
        for run in line.item.runs:  # type: ignore[union-attr]
            assert contrast(run.style.colour, tab.item.colour) >= 4.5


@pytest.mark.parametrize('top', ['0', '2 mm', '30 mm'])
def test_the_mark_of_a_draft_is_told_whatever_the_margin(tmp_path: Path, top: str) -> None:
    (tmp_path / 'layouts').mkdir()
    design = f'format: 1\nextends: symposium\npage: {{margins: {{top: {top}}}}}\n'
    (tmp_path / 'layouts' / 'ours.yaml').write_text(design, 'utf-8')
    made = book(project(tmp_path, 'cover; agenda', f'{VERSION}  draft: true\n'), 'ours')
    for _, page in made.pages.values():
        (line,) = [one for one in page.items if getattr(one.item, 'text', '').startswith('Draft')]
        assert all(run.style.size >= 4 for run in line.item.runs)  # type: ignore[union-attr]
        x0, y0, _, y1 = box(line)
        assert x0 > 0
        assert y1 < page.size.height
        assert y0 > page.size.height - 30 * MM


# --- layouts whose covers have their title at the head ---


@pytest.mark.parametrize('artwork', sorted(FAMILIES))
def test_artwork_stands_below_the_words_where_there_is_no_room_above(tmp_path: Path, artwork: str) -> None:
    made = book(project(tmp_path, f'cover: {{artwork: {artwork}}}; agenda'), 'festival')
    page = made.pages[1][1]
    (drawing,) = [one.item for one in page.items if isinstance(one.item, Drawing)]
    _, _, drawn = drawing.operators.partition('\n')
    lowest = min(box(placed)[1] for _, placed, _ in lines(made.part('cover')[0]))
    image = rendered(drawn, Rect(0.0, 0.0, page.size.width, page.size.height))
    assert not inked(image, (0, 0, image.width, 20 + page.size.height - lowest + 6))
    assert inked(image, (0, 20 + page.size.height - 20, image.width, 20 + page.size.height))


def test_an_image_below_the_words_ends_at_the_logos(tmp_path: Path) -> None:
    made = book(project(tmp_path, 'cover: {image: river.png, logos: [square.svg]}; agenda'), 'festival')
    image, logo = [one for one in made.pages[1][1].items if isinstance(one.item, Picture)]
    assert isinstance(image.item, Picture)
    assert isinstance(logo.item, Picture)
    if image.item.name != 'river.png':
        image, logo = logo, image
    assert image.y > logo.y + 10
    assert image.y + image.item.height < min(box(placed)[1] for _, placed, _ in lines(made.part('cover')[0]))
