"""The parts that are mostly images: sponsors, plans, advertisements; from a project's folder to the pages."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pdfkit
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from booklet import build as pipeline
from booklet.blocks import with_parts
from booklet.design_load import load_layout
from booklet.diagnostics import Severity, Sink
from booklet.images import Image, gather
from booklet.load import load
from booklet.page import Area, Line, Page, Picture, Placed
from booklet.paint.trace import reading_order
from booklet.rulebook import IDS
from booklet.typesetter import Task, Typesetter

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = pipeline.open_library(ROOT)
A5 = (419.53, 595.28)
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def halves(width: int, height: int, kind: str = 'PNG') -> bytes:
    """Red at the left, blue at the right, and a green bar at the top."""
    image = Pillow.new('RGB', (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    image.paste(GREEN, (0, 0, width, height // 10))
    stream = io.BytesIO()
    image.save(stream, kind, quality=95)
    return stream.getvalue()


def logo(width: float, height: float) -> bytes:
    root = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
    return f'<svg {root}><rect width="{width}" height="{height}" fill="#c00"/></svg>'.encode()


def project(
    folder: Path,
    parts: str,
    sponsors: Sequence[str] = (),
    files: Mapping[str, bytes] | None = None,
    language: str = 'en',
) -> Path:
    content = folder / 'content'
    content.mkdir(exist_ok=True)
    for name, data in (files or {}).items():
        (content / name).write_bytes(data)
    listed = ''.join(f'  - {{{sponsor}}}\n' for sponsor in sponsors)
    text = f'format: 1\nevent: {{title: Engines, language: {language}, parts: [{parts}]}}\n'
    (content / 'event.yaml').write_text(text + (f'sponsors:\n{listed}' if listed else ''), 'utf-8')
    return folder


def setter(folder: Path, layout_name: str = 'symposium') -> tuple[Typesetter, Mapping[str, Image]]:
    sink = Sink()
    event = load(folder, sink)
    layout = load_layout(layout_name, folder, sink, LIBRARY)
    assert event is not None, sink.items
    assert layout is not None, sink.items
    images = gather(folder, event, [ROOT / 'fonts'])
    return Typesetter(with_parts(event, layout), layout, LIBRARY, images=images), images


def pages_of(folder: Path, part: str, first: int = 2, layout: str = 'symposium') -> list[Page]:
    own, _ = setter(folder, layout)
    task = Task(part, 0)
    summary = own.set(task, {})
    assert summary.diagnostics == ()
    assert summary.side in ('any', 'verso')
    return own.pages(task, own.done[task], first)


def pictures(page: Page) -> list[tuple[Placed, Picture]]:
    return [(placed, placed.item) for placed in page.items if isinstance(placed.item, Picture)]


def built(folder: Path, layout: str = 'symposium') -> bytes:
    sink = Sink()
    done = pipeline.build(folder, layout, folder / 'out.pdf', sink)
    assert done is not None, sink.items
    assert [item for item in sink.items if item.severity != Severity.NOTE] == []
    return (folder / 'out.pdf').read_bytes()


def colours(pdf: bytes, page: int, *places: tuple[float, float]) -> list[tuple[int, ...]]:
    """The colours of a page at places in parts of its width and height, from the upper left."""
    with pypdfium2.PdfDocument(pdf) as book:
        image = book[page].render(scale=1.5).to_pil().convert('RGB')
    return [image.getpixel((int(x * image.width), int(y * image.height))) for x, y in places]


def alike(found: Sequence[tuple[int, ...]], *wanted: tuple[int, ...]) -> bool:
    return all(
        abs(a - b) < 12 for one, other in zip(found, wanted, strict=True) for a, b in zip(one, other, strict=True)
    )


# --- sponsors ---

LOGOS = {f'{n}.svg': logo(*size) for n, size in enumerate([(100, 100), (200, 100), (90, 120), (300, 100), (120, 100)])}


def sponsor(name: str, tier: str = '', logo: str = '', url: str = '') -> str:
    pairs = {'name': name, 'tier': tier, 'logo': logo, 'url': url}
    return ', '.join(f"{key}: '{value}'" for key, value in pairs.items() if value)


def test_logos_of_a_tier_are_alike_in_area(tmp_path: Path) -> None:
    rows = [sponsor(f'G{n}', 'Gold', f'{n}.svg') for n in range(3)] + [sponsor('S', 'Silver', '4.svg')]
    (page,) = pages_of(project(tmp_path, 'sponsors', rows, LOGOS), 'sponsors')
    areas = [item.width * item.height for _, item in pictures(page)]
    assert areas[:3] == pytest.approx([areas[0]] * 3)
    assert areas[3] < 0.8 * areas[0]
    ratios = [item.width / item.height for _, item in pictures(page)]
    assert ratios == pytest.approx([1, 2, 0.75, 1.2])


def test_tiers_and_sponsors_keep_their_order_and_nobody_is_left_out(tmp_path: Path) -> None:
    rows = [
        sponsor('Bee', 'Silver', '0.svg'),
        sponsor('Ant', 'Gold', '1.svg'),
        sponsor('Cat', 'Silver'),
        sponsor('Dog', '', '2.svg'),
    ]
    own, _ = setter(project(tmp_path, 'sponsors', rows, LOGOS))
    task = Task('sponsors', 0)
    own.set(task, {})
    done = own.done[task]
    said = [text for _, text in reading_order(own.pages(task, done, 1), done.galley.structure.elements)]
    assert said == ['Sponsors', 'Silver', 'Bee', 'Cat', 'Gold', 'Ant', 'Dog']


def test_columns_of_a_tier_begin_on_common_lines(tmp_path: Path) -> None:
    rows = [sponsor(f'N{n}', 'Gold', f'{n}.svg') for n in range(4)]
    (page,) = pages_of(project(tmp_path, 'sponsors', rows, LOGOS), 'sponsors')
    places = [(placed.x, placed.y + item.height / 2) for placed, item in pictures(page)]
    assert places[0][0] == pytest.approx(places[2][0])
    assert places[1][0] == pytest.approx(places[3][0])
    assert places[0][1] == pytest.approx(places[1][1])
    assert places[2][1] == pytest.approx(places[3][1])


def test_a_logo_leads_to_its_sponsor_and_so_does_a_name(tmp_path: Path) -> None:
    rows = [sponsor('A', '', '0.svg', 'https://a.example/'), sponsor('B', url='https://b.example/')]
    folder = project(tmp_path, 'sponsors', rows, LOGOS)
    (page,) = pages_of(folder, 'sponsors')
    areas = [placed for placed in page.items if isinstance(placed.item, Area)]
    assert [placed.link for placed in areas] == ['https://a.example/', 'https://b.example/']
    (shown, item), area = pictures(page)[0], areas[0]
    assert isinstance(area.item, Area)
    assert (area.x, area.y, area.item.width) == pytest.approx((shown.x, shown.y, item.width))
    assert [target for _, target in uris(built(folder))] == ['https://a.example/', 'https://b.example/']


def uris(pdf: bytes) -> list[tuple[int, str]]:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as book:
        return [
            (number, str(one.A.URI))
            for number, page in enumerate(book.pages)
            for one in page.get('/Annots', [])
            if '/A' in one and '/URI' in one.A
        ]


NAMES = st.sampled_from(
    ['Engine Works', 'A', 'The Society for the Encouragement of Analytical Machinery and Looms', 'B C']
)
SPONSORS = st.tuples(NAMES, st.sampled_from(['Gold', 'Silver', 'Bronze', '']), st.sampled_from(['', *LOGOS]))


@given(st.lists(SPONSORS, min_size=1, max_size=40), st.sampled_from(['symposium', 'large-print', 'pocket', 'phone']))
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_nothing_stands_on_another_or_out_of_the_frame(
    tmp_path_factory: pytest.TempPathFactory, given: list[tuple[str, str, str]], layout: str
) -> None:
    folder = project(tmp_path_factory.mktemp('p'), 'sponsors', [sponsor(*one) for one in given], LOGOS)
    own, _ = setter(folder, layout)
    found = pages_of(folder, 'sponsors', 1, layout)
    count = 0
    for number, page in enumerate(found, 1):
        block = own.layout.text_block(number % 2 == 1)
        boxes = []
        for placed, item in pictures(page):
            count += 1
            assert block.x0 - 0.1 <= placed.x
            assert placed.x + item.width <= block.x1 + 0.1
            assert block.y0 - 0.1 <= placed.y
            assert placed.y + item.height <= block.y1 + 0.1
            boxes.append((placed.x, placed.y, placed.x + item.width, placed.y + item.height))
        for one, (x0, y0, x1, y1) in enumerate(boxes):
            for a0, b0, a1, b1 in boxes[one + 1 :]:
                assert x1 <= a0 + 0.1 or a1 <= x0 + 0.1 or y1 <= b0 + 0.1 or b1 <= y0 + 0.1
    assert count == sum(1 for _, _, logo in given if logo)
    text = ' '.join(item.item.text for page in found for item in page.items if isinstance(item.item, Line))
    for name, _, logo in given:
        assert logo or name.split()[0] in text


# --- plans ---


def test_a_plan_stands_below_its_title(tmp_path: Path) -> None:
    folder = project(tmp_path, 'plan: {file: p.png, title: The halls}', files={'p.png': halves(400, 300)})
    (page,) = pages_of(folder, 'plan')
    ((placed, item),) = pictures(page)
    title = next(one for one in page.items if isinstance(one.item, Line))
    assert isinstance(title.item, Line)
    assert title.item.text == 'The halls'
    assert placed.y + item.height < title.y
    assert item.width / item.height == pytest.approx(4 / 3)
    assert item.alt == 'The halls'
    pdf = built(folder)
    assert pdfkit.problems(pdf) == []
    assert alike(colours(pdf, 0, (0.3, 0.4), (0.7, 0.4)), RED, BLUE)


def test_a_plan_may_lie(tmp_path: Path) -> None:
    folder = project(tmp_path, 'plan: {file: p.png, form: turned}', files={'p.png': halves(400, 300)})
    pdf = built(folder)
    assert alike(colours(pdf, 0, (0.5, 0.75), (0.5, 0.3)), RED, BLUE)  # its left is below
    ((placed, item),) = pictures(pages_of(folder, 'plan', 1)[0])
    x = (placed.x + 0.05 * item.width) / A5[0]
    assert alike(colours(pdf, 0, (x, 0.4), (x, 0.7)), GREEN, GREEN)  # and its head at the left


@pytest.mark.parametrize('language', ['en', 'he'])
@pytest.mark.parametrize('part', ['plan', 'advertisement'])
def test_a_spread_is_cut_exactly_at_the_fold(tmp_path: Path, language: str, part: str) -> None:
    parts = f'{part}: {{file: p.png, form: spread}}'
    folder = project(tmp_path, parts, files={'p.png': halves(800, 300)}, language=language)
    pages = pages_of(folder, part)
    assert len(pages) == 2
    # Two facing pages as one lies before the reader: the left one is the first but in a book that runs to the left.
    left, right = pages if language == 'en' else pages[::-1]
    ((one, left_half),), ((other, right_half),) = pictures(left), pictures(right)
    width = left.size.width
    assert one.x + left_half.width == pytest.approx(width)
    assert other.x == pytest.approx(0)
    assert one.y == other.y
    left_whole, right_whole = left_half.whole, right_half.whole
    assert one.x + left_whole.x0 == pytest.approx(other.x + right_whole.x0 + width)  # as if it lay on both
    assert left_whole.width == right_whole.width
    assert sorted((left_half.alt != '', right_half.alt != '')) == [False, True]
    pdf = built(folder)
    first = len(pdfkit.texts(pdf)) - 2
    first, second = (first, first + 1) if language == 'en' else (first + 1, first)
    assert alike(colours(pdf, first, (0.5, 0.5), (0.99, 0.5)), RED, RED)
    assert alike(colours(pdf, second, (0.005, 0.5), (0.5, 0.5)), BLUE, BLUE)


def test_a_spread_begins_on_a_verso(tmp_path: Path) -> None:
    folder = project(tmp_path, 'plan: {file: p.png, form: spread}', files={'p.png': halves(800, 300)})
    own, _ = setter(folder)
    assert own.set(Task('plan', 0), {}).side == 'verso'


# --- advertisements ---


@pytest.mark.parametrize(('width', 'height', 'fills'), [(420, 595, True), (430, 595, True), (400, 300, False)])
def test_an_advertisement_fills_the_page_it_was_made_for(tmp_path: Path, width: int, height: int, fills: bool) -> None:
    folder = project(tmp_path, 'advertisement: {file: a.jpg}', files={'a.jpg': halves(width, height, 'JPEG')})
    pdf = built(folder)
    corners = colours(pdf, 0, (0.004, 0.5), (0.996, 0.996), (0.004, 0.004))
    assert alike(corners, *((RED, BLUE, GREEN) if fills else (WHITE, WHITE, WHITE)))
    (page,) = pages_of(folder, 'advertisement')
    ((placed, item),) = pictures(page)
    assert [one for one in page.items if isinstance(one.item, Line)] == []
    if not fills:
        block = setter(folder)[0].layout.text_block(False)
        assert placed.x + item.width / 2 == pytest.approx((block.x0 + block.x1) / 2)
    assert item.alt == 'Advertisement'


def test_an_advertisement_of_two_pages_fills_both(tmp_path: Path) -> None:
    folder = project(tmp_path, 'cover, advertisement: {file: a.png, form: spread}', files={'a.png': halves(1190, 842)})
    pdf = built(folder)
    assert len(pdfkit.texts(pdf)) == 3
    assert alike(colours(pdf, 1, (0.004, 0.996), (0.996, 0.5)), RED, RED)
    assert alike(colours(pdf, 2, (0.004, 0.5), (0.996, 0.996)), BLUE, BLUE)


def test_a_page_of_a_pdf_by_its_number(tmp_path: Path) -> None:
    import pikepdf

    pdf = pikepdf.new()
    for colour in ('1 0 0', '0 1 0', '0 0 1'):
        pdf.add_blank_page(page_size=A5)
        pdf.pages[-1].Contents = pdf.make_stream(f'{colour} rg 0 0 500 700 re f'.encode())
    stream = io.BytesIO()
    pdf.save(stream)
    parts = 'advertisement: {file: a.pdf, page: 3}, advertisement: {file: a.pdf, page: 2}'
    book = built(project(tmp_path, parts, files={'a.pdf': stream.getvalue()}))
    assert alike([*colours(book, 0, (0.5, 0.5)), *colours(book, 1, (0.5, 0.5))], BLUE, GREEN)


# --- what is wrong with them ---


def test_a_broken_image_is_an_error_in_its_place_and_no_book(tmp_path: Path) -> None:
    rows = [sponsor('A', '', '0.svg'), sponsor('B', '', 'b.png')]
    folder = project(tmp_path, 'sponsors', rows, {**LOGOS, 'b.png': halves(40, 40)[:90]})
    sink = Sink()
    assert pipeline.build(folder, 'symposium', folder / 'out.pdf', sink) is None
    assert not (folder / 'out.pdf').exists()
    (item,) = [item for item in sink.items if item.severity == Severity.ERROR]
    assert item.rule == IDS['image-unreadable']
    assert 'the image b.png cannot be used: it is damaged' in item.message
    assert item.span is not None
    assert item.span.line == 5
    checked = Sink()
    pipeline.check(folder, 'symposium', checked)
    assert [one.message for one in checked.items if one.rule == IDS['image-unreadable']] == [item.message]


@pytest.mark.parametrize(('part', 'told'), [('advertisement', True), ('sponsors', False)])
def test_resolution_is_that_of_the_printed_size(tmp_path: Path, part: str, told: bool) -> None:
    parts = 'sponsors' if part == 'sponsors' else 'advertisement: {file: a.png}'
    rows = [sponsor('A', '', 'a.png')] if part == 'sponsors' else []
    folder = project(tmp_path, parts, rows, {'a.png': halves(840, 1190)})
    sink = Sink()
    pipeline.check(folder, 'symposium', sink)
    messages = [item.message for item in sink.items if item.rule == IDS['image-resolution']]
    assert ['at 148 mm across that is 144 to the inch' in message for message in messages] == [True] * told


def test_what_a_drawing_lacks_is_told_when_the_book_is_built(tmp_path: Path) -> None:
    body = logo(10, 10).replace(b'</svg>', b'<text font-family="Nowhere">A</text></svg>')
    folder = project(tmp_path, 'sponsors', [sponsor('A', '', 'a.svg')], {'a.svg': body})
    sink = Sink()
    assert pipeline.build(folder, 'symposium', folder / 'out.pdf', sink) is not None
    (item,) = [item for item in sink.items if item.severity == Severity.WARNING]
    assert 'another font than Nowhere' in item.message
    assert item.span is not None
