"""`booklet layouts`: the list, and the contact sheet: which pages, where they stand, what is said of them."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from booklet.build import bind_all
from booklet.cli import ExitCode, main
from booklet.design_files import layout_files
from booklet.diagnostics import Sink
from booklet.gallery import Shown, _laid, contact_sheet, shown
from booklet.gallery.choosing import chosen
from booklet.gallery.lettering import Lettering, Words
from booklet.gallery.picture import PIXELS
from booklet.gallery.shelves import BETWEEN, GAP, Exhibit, exhibit, shelved
from booklet.markup import Inline
from booklet.units import MM, PAPERS, Size, named

ROOT = Path(__file__).parents[1]
CONTENT = """\
format: 1
event: {title: A Trial, place: Ashford, dates: {start: 2030-05-06, end: 2030-05-06}}
days:
  - date: 2030-05-06
    items: [{time: 9:00, talk: On mills, speakers: [Ada Lovelace], abstract: Wheat and rye.}]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / 'content').mkdir()
    (tmp_path / 'layouts').mkdir()
    (tmp_path / 'content' / 'event.yaml').write_text(CONTENT, encoding='utf-8')
    return tmp_path


def layout(project: Path, name: str, text: str) -> None:
    (project / 'layouts' / f'{name}.yaml').write_text(f'format: 1\nextends: symposium\n{text}', encoding='utf-8')


# --- the list ---


def test_the_list_has_every_layout(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layout(
        project, 'ours', 'description: in our colour\nbook: {only: [cover, agenda]}\npage: {size: [90 mm, 160 mm]}\n'
    )
    assert main(['layouts', str(project)]) == ExitCode.DONE
    said = capsys.readouterr()
    head, first, *rows = said.out.splitlines()
    assert head.split() == ['Layout', 'Page', 'Shows', 'Of', 'Description']
    assert first.split()[:6] == ['symposium', 'A5', 'the', 'whole', 'book', 'stock']
    assert {row.split()[0] for row in (first, *rows)} == {*layout_files(project)}
    ours = next(row for row in rows if row.startswith('ours'))
    assert [cell.strip() for cell in ours.split('  ') if cell] == [
        *('ours', '90 × 160 mm', 'cover, agenda', 'project', 'in our colour')
    ]
    assert said.err == ''


def test_the_list_tells_what_a_layout_leaves_out(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layout(project, 'ours', 'book: {without: [half_title, grid]}\n')
    assert main(['layouts', str(project), '-l', 'ours']) == ExitCode.DONE
    assert '  all but half title, grid  ' in capsys.readouterr().out


def test_the_list_needs_no_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['layouts', str(tmp_path), '-l', 'large-print']) == ExitCode.DONE
    assert [row.split()[0] for row in capsys.readouterr().out.splitlines()] == ['Layout', 'large-print']


def test_a_layout_at_fault_is_told_and_the_others_are_listed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layout(project, 'broken', 'styles: {note: {size: huge}}\n')
    assert main(['layouts', str(project)]) == ExitCode.CONTENT
    said = capsys.readouterr()
    assert 'broken.yaml:3:' in said.err
    assert 'broken' not in said.out
    assert 'symposium' in said.out


def test_an_unknown_layout_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['layouts', str(project), '-l', 'sympsium']) == ExitCode.COMMAND_LINE
    assert "Did you mean 'symposium'?" in capsys.readouterr().err


@pytest.mark.parametrize('option', [['-o', 'x.png'], ['--pages', '3']])
def test_options_of_the_sheet_want_a_sheet(option: list[str], project: Path) -> None:
    assert main(['layouts', str(project), *option]) == ExitCode.COMMAND_LINE


@pytest.mark.parametrize('name', PAPERS)
def test_papers_are_named(name: str) -> None:
    paper = PAPERS[name]
    assert named(paper) == name
    assert named(Size(paper.height, paper.width)) == f'{name} landscape'


# --- the sheet, whole ---


def test_the_sheet_is_the_same_from_the_same_input(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheets = [project / 'one.png', project / 'two.png']
    for sheet in sheets:
        assert main(['layouts', str(project), '-l', 'symposium', '--gallery', '-o', str(sheet)]) == ExitCode.DONE
    assert '(1 layout)' in capsys.readouterr().out
    one, two = (sheet.read_bytes() for sheet in sheets)
    assert one == two


def test_a_draft_has_a_sheet_without_a_mark_of_its_own(project: Path) -> None:
    (bound,) = bind_all(project, ['symposium'], Sink(), draft=True)
    words = Words((((Inline('Ours'),), 'name'),), 300.0)
    with pypdfium2.PdfDocument(Lettering(bound.event, bound.library).set([words], Size(400, 400))) as document:
        assert document[0].get_textpage().get_text_bounded() == 'Ours'


def test_the_sheet_goes_beside_the_booklets(project: Path) -> None:
    assert main(['layouts', str(project), '--gallery', '-l', 'symposium', '--pages', '1']) == ExitCode.DONE
    with Image.open(project / 'output' / 'layouts.png') as sheet:
        assert sheet.format == 'PNG'


def test_a_layout_at_fault_is_told_and_the_others_are_shown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layout(project, 'broken', 'styles: {note: {size: huge}}\n')
    sheet = project / 'sheet.png'
    code = main(['layouts', str(project), '--gallery', '-l', 'broken,symposium', '-o', str(sheet)])
    assert code == ExitCode.CONTENT
    assert 'broken.yaml:3:' in capsys.readouterr().err
    assert sheet.exists()


def test_without_a_book_there_is_no_sheet(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / 'content' / 'event.yaml').write_text('format: 1\nevent: {}\n', encoding='utf-8')
    sheet = project / 'sheet.png'
    assert main(['layouts', str(project), '--gallery', '-o', str(sheet)]) == ExitCode.CONTENT
    assert not sheet.exists()
    assert 'The contact sheet' not in capsys.readouterr().out


@pytest.mark.parametrize('target', ['sheet.jpg', 'content', 'content/event.yaml/sheet.png'])
def test_what_cannot_be_the_sheet_is_refused(target: str, project: Path) -> None:
    code = main(['layouts', str(project), '--gallery', '-o', str(project / target)])
    assert code == ExitCode.COMMAND_LINE


def test_a_folder_without_content_has_no_sheet(tmp_path: Path) -> None:
    assert main(['layouts', str(tmp_path), '--gallery']) == ExitCode.COMMAND_LINE


def test_pages_lie_where_they_belong_and_words_below(project: Path) -> None:
    ground = (0x12, 0x34, 0x56)
    layout(project, 'ours', "description: in our colour\nparts: {cover: {ground: '#123456', score_height: 0}}\n")
    bounds = list(bind_all(project, ['ours'], Sink()))
    books = [shown(bound.book, bound.data) for bound in bounds]
    with Image.open(io.BytesIO(contact_sheet(bounds[0].event, books, bounds[0].library))) as sheet:
        pixels = sheet.convert('RGB')
    cover = [(x, y) for x in range(0, pixels.width, 9) for y in range(0, pixels.height, 9)]
    found = [place for place in cover if pixels.getpixel(place) == ground]
    left, top = (min(place[axis] for place in found) for axis in (0, 1))
    width, height = (max(place[axis] for place in found) - least for axis, least in ((0, left), (1, top)))
    assert width == pytest.approx(148 * MM * PIXELS, abs=12)
    assert height == pytest.approx(210 * MM * PIXELS, abs=12)
    below = pixels.crop((left, top + height + 20, pixels.width, pixels.height))
    assert below.getextrema()[0][0] < 90  # ink on the ground


def test_the_words_are_set_whole(project: Path) -> None:
    (bound,) = bind_all(project, ['symposium'], Sink())
    lettering = Lettering(bound.event, bound.library)
    spans = (Inline('Weather & waves — “all” of it, and more of it than one line holds'),)
    words = Words(((spans, 'description'), ((Inline('A5, 24 pages'),), 'measures')), 300.0, 20.0, 30.0)
    assert lettering.height(words) > 3 * 48
    pdf = lettering.set([words], Size(400, 400))
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        text = ' '.join(document[0].get_textpage().get_text_bounded().split())
    assert text == f'{spans[0].text} A5, 24 pages'


# --- which pages ---

BOOK = ['cover', '', 'contents', '', *['agenda'] * 3, '', *['abstracts'] * 6, 'index', 'index']


def test_the_most_telling_spreads_come_first() -> None:
    assert chosen(BOOK, 7, spreads=True) == ((1,), (6, 7), (10, 11), (3,))  # its verso is empty
    assert chosen(BOOK, 8, spreads=True) == ((1,), (6, 7), (10, 11), (3,), (14, 15))
    assert chosen(BOOK, 5, spreads=True) == ((1,), (6, 7), (10, 11))
    assert chosen(BOOK, 1, spreads=True) == ((1,),)


def test_pages_that_stand_alone() -> None:
    assert chosen(BOOK, 5, spreads=False) == ((1,), (5,), (9,), (3,), (15,))
    assert chosen(BOOK, 7, spreads=False) == ((1,), (5,), (9,), (3,), (15,), (6,), (10,))
    assert chosen(['door_sheets'] * 9, 3, spreads=False) == ((1,), (2,), (3,))
    assert chosen(['grid', 'page'], 7, spreads=False) == ((1,), (2,))
    assert chosen(['wall'], 7, spreads=False) == ((1,),)


@given(
    st.lists(st.sampled_from(['', 'cover', 'agenda', 'abstracts', 'page', 'wall']), max_size=20),
    st.integers(1, 12),
    st.booleans(),
)
def test_chosen_pages_are_pages_of_the_book(parts: list[str], most: int, spreads: bool) -> None:
    groups = chosen(parts, most, spreads=spreads)
    pages = [page for group in groups for page in group]
    assert len(pages) == len({*pages})
    assert all(1 <= page <= len(parts) for page in pages)
    assert len(pages) <= most or len(groups) == 1
    assert bool(groups) == any(parts)
    for group in groups:
        assert all(parts[page - 1] for page in group)
        assert len(group) == 1 or (spreads and group[0] % 2 == 0 and group[1] == group[0] + 1)


# --- shelves ---

A5, A4, A1 = (PAPERS[name] for name in ('A5', 'A4', 'A1'))
ROOM = 1100 * MM


def of(name: str, size: Size, count: int) -> Exhibit:
    return exhibit(name, [(number,) for number in range(1, count + 1)], [size] * count)


def test_small_books_share_a_shelf() -> None:
    phone = Size(90 * MM, 160 * MM)
    shelves = shelved([of('symposium', A5, 7), of('pocket', PAPERS['A6'], 5), of('phone', phone, 7)], ROOM)
    assert [[(one.name, one.pages) for one in shelf] for shelf in shelves] == [
        [('symposium', 7)],
        [('pocket', 5), ('phone', 5)],
    ]


def test_a_poster_is_shown_smaller_and_says_so() -> None:
    poster = of('poster', A1, 1)
    assert poster.scale == 4
    assert poster.height == pytest.approx(A1.height / 4)
    assert of('doors', A4, 1).scale == 1
    assert of('banner', Size(2400 * MM, 300 * MM), 1).scale == 4


def test_pages_are_shown_in_the_order_of_the_book() -> None:
    one = exhibit('ours', [(1,), (6, 7), (2, 3)], [A5, A4, A4])
    assert [group for group, _ in one.in_order()] == [(1,), (2, 3), (6, 7)]


@pytest.mark.parametrize(('leftwards', 'order'), [(False, [1, 6, 7]), (True, [1, 7, 6])])
def test_a_book_that_runs_to_the_left_has_its_recto_at_the_left(leftwards: bool, order: list[int]) -> None:
    laid = _laid(exhibit('ours', [(6, 7), (1,)], [A4, A5]), 10, 900, leftwards=leftwards)
    assert [one.page for one in sorted(laid, key=lambda one: one.x)] == order
    assert [one.folds for one in sorted(laid, key=lambda one: one.x)] == [False, False, True]
    assert laid[1].x + laid[1].width == pytest.approx(laid[2].x)


sizes = st.builds(Size, st.floats(60 * MM, 900 * MM), st.floats(60 * MM, 900 * MM))


@given(st.lists(st.tuples(sizes, st.integers(1, 9)), max_size=8))
def test_every_book_is_on_one_shelf_and_no_shelf_overflows(books: list[tuple[Size, int]]) -> None:
    exhibits = [of(str(number), size, count) for number, (size, count) in enumerate(books)]
    shelves = shelved(exhibits, ROOM)
    assert sorted(one.name for shelf in shelves for one in shelf) == sorted(one.name for one in exhibits)
    for shelf in shelves:
        width = sum(one.width for one in shelf) + BETWEEN * (len(shelf) - 1)
        assert width <= ROOM + 0.01
        assert all(one.width == pytest.approx(sum(s.width for s in one.sizes) + GAP * (one.pages - 1)) for one in shelf)


def test_what_is_shown_is_light(project: Path) -> None:
    (bound,) = bind_all(project, ['symposium'], Sink())
    book = shown(bound.book, bound.data, most=1)
    assert isinstance(book, Shown)
    assert book.exhibit.groups == ((1,),)
    assert book.pages == bound.book.pages
