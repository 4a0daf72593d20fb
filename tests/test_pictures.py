"""Images on their way into the book: looked at, fitted, painted, embedded; every kind, and hostile ones."""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal

import pdfkit
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

from booklet import block
from booklet.assemble import BrokenPicture, Metadata, assemble
from booklet.assemble.pictures import stripped
from booklet.figures import figure
from booklet.fitting import fitted
from booklet.images import Image, image_key, look
from booklet.images.svg import Draughtsman
from booklet.mirror import mirrored
from booklet.page import Page, Picture, Placed
from booklet.paint import paint_part
from booklet.paint.trace import reading_order
from booklet.units import Rect, Size

Fit = Literal['contain', 'cover']
Shape = Literal['rectangle', 'circle']
ROOT = Path(__file__).resolve().parents[1]
SIZE = Size(200.0, 200.0)
RED, GREEN, BLUE, YELLOW = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
QUARTERS = (RED, GREEN, BLUE, YELLOW)  # upper left, upper right, lower left, lower right
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes()
NAMESPACE = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


# --- what is drawn for the tests: four quarters in four colours ---


def quarters(width: int = 80, height: int = 40, mode: str = 'RGB') -> Pillow.Image:
    image = Pillow.new('RGB', (width, height))
    for number, colour in enumerate(QUARTERS):
        x, y = number % 2 * width // 2, number // 2 * height // 2
        image.paste(colour, (x, y, x + width // 2, y + height // 2))
    return image.convert(mode)


def saved(image: Pillow.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def svg(body: str, root: str = 'viewBox="0 0 80 40"') -> bytes:
    return f'<svg {NAMESPACE} {root}>{body}</svg>'.encode()


def page_of_quarters(
    rotate: int = 0,
    box: tuple[float, ...] = (0, 0, 80, 40),
    change: Callable[[pikepdf.Pdf, pikepdf.Page], None] | None = None,
) -> bytes:
    """A PDF whose page shows the quarters within 80 × 40 points, and black around them."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(80, 40))
    page = pdf.pages[0]
    content = ['0 g -100 -100 400 400 re f']
    for number, (red, green, blue) in enumerate(QUARTERS):
        x, y = number % 2 * 40, 20 - number // 2 * 20
        content.append(f'{red / 255} {green / 255} {blue / 255} rg {x} {y} 40 20 re f')
    page.Contents = pdf.make_stream('\n'.join(content).encode())
    page.MediaBox = Array([-50, -50, 200, 200])
    page.TrimBox = Array(list(box))
    page.Rotate = rotate
    if change is not None:
        change(pdf, page)
    stream = io.BytesIO()
    pdf.save(stream, static_id=True)
    return stream.getvalue()


RECTANGLES = ''.join(
    f'<rect x="{n % 2 * 40}" y="{n // 2 * 20}" width="40" height="20" fill="rgb{colour}"/>'
    for n, colour in enumerate(QUARTERS)
)
FILES = {
    'a.png': saved(quarters(), 'PNG', icc_profile=SRGB),
    'palette.png': saved(quarters().quantize(8), 'PNG'),
    'alpha.png': saved(quarters(mode='RGBA'), 'PNG'),
    'a.jpg': saved(quarters(), 'JPEG', quality=95, subsampling=0, icc_profile=SRGB),
    'cmyk.jpg': saved(quarters(mode='CMYK'), 'JPEG', quality=98, subsampling=0),
    'cmyk.tif': saved(quarters(mode='CMYK'), 'TIFF'),
    'a.tif': saved(quarters(), 'TIFF', compression='tiff_lzw'),
    'a.webp': saved(quarters(), 'WebP', lossless=True),
    'a.gif': saved(quarters(), 'GIF'),
    'a.svg': svg(RECTANGLES),
    'css.svg': svg(
        '<style>.q{fill:red}.k>rect{fill:#ff0}#g{fill:lime}</style><defs><symbol id="s" viewBox="0 0 2 1">'
        '<rect width="2" height="1" fill="blue"/></symbol>'
        '<clipPath id="c"><path d="M0 0h40v20h-40z"/></clipPath></defs>'
        '<rect class="q" width="80" height="40" clip-path="url(#c)"/><rect id="g" x="40" width="40" height="20"/>'
        '<use xlink:href="#s" y="20" width="40" height="20"/>'
        '<g class="k"><rect x="40" y="20" width="40" height="20"/></g>'
    ),
    'a.pdf': page_of_quarters(),
    'group.pdf': page_of_quarters(
        change=lambda pdf, page: page.__setitem__('/Group', Dictionary(S=Name.Transparency, CS=Name.DeviceRGB))
    ),
}


def looked(folder: Path, name: str, data: bytes, page: int = 0) -> Image:
    (folder / name).write_bytes(data)
    return look(folder / name, name, None, page, Draughtsman([ROOT / 'fonts']))


def bound(image: Image, *pictures: tuple[block.Picture, float, float]) -> bytes:
    """A book of one page that shows pictures of an image, their lower left corners there."""
    assert image.problem == ''
    placed = []
    for picture, x, y in pictures:
        item = figure(picture, {image.key: image})
        assert item is not None
        placed.append(Placed(x, y, item))
    part = paint_part('part', [Page(SIZE, 1, tuple(placed))], SIZE, '', (), {})
    return assemble([part], {}, (), (), Metadata('T', 'A', 'en'), images={image.key: image})


def filled(
    image: Image, fit: Fit = 'contain', shape: Shape = 'rectangle', width: float = 160, height: float = 80
) -> bytes:
    """With the picture at 20, 20."""
    return bound(image, (block.Picture(image.name, width, height, 'alt', shape, fit, page=image.page), 20, 20))


def pixel(pdf: bytes, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place of the page, points from its lower left."""
    with pypdfium2.PdfDocument(pdf) as book:
        image = book[0].render(scale=2).to_pil().convert('RGB')
    found = image.getpixel((int(x * 2), int((SIZE.height - y) * 2)))
    assert isinstance(found, tuple)
    return found


def near(found: tuple[int, ...], wanted: tuple[int, ...], by: int = 40) -> bool:
    return all(abs(a - b) <= by for a, b in zip(found, wanted, strict=True))


def seen(pdf: bytes, box: tuple[float, float, float, float] = (20, 20, 160, 80)) -> list[tuple[int, ...]]:
    """The colours in the middles of the quarters of a box."""
    x, y, width, height = box
    places = [(1, 3), (3, 3), (1, 1), (3, 1)]
    return [pixel(pdf, x + a * width / 4, y + b * height / 4) for a, b in places]


def shows(pdf: bytes, colours: tuple[tuple[int, ...], ...] = QUARTERS, by: int = 40) -> bool:
    return all(near(found, wanted, by) for found, wanted in zip(seen(pdf), colours, strict=True))


# --- every kind ---


@pytest.mark.parametrize('name', FILES)
def test_every_kind_is_seen_as_it_is(tmp_path: Path, name: str) -> None:
    image = looked(tmp_path, name, FILES[name])
    assert image.aspect == pytest.approx(2)
    pdf = filled(image)
    assert pdfkit.problems(pdf) == []
    # no profile says what is meant by the inks of a press, and pdfium shows them duller than screens do
    assert shows(pdf, by=120 if 'cmyk' in name else 24)
    assert near(pixel(pdf, 10, 10), WHITE, 0)
    assert near(pixel(pdf, 100, 110), WHITE, 0)


@pytest.mark.parametrize('name', FILES)
def test_the_same_bytes_each_time(tmp_path: Path, name: str) -> None:
    assert filled(looked(tmp_path, name, FILES[name])) == filled(looked(tmp_path, name, FILES[name]))


def streams(pdf: bytes, subtype: str) -> list[pikepdf.Stream]:
    """The image or form XObjects of a book."""
    book = pikepdf.open(io.BytesIO(pdf))
    OPEN.append(book)  # its objects live as long as it does
    return [one for one in book.objects if isinstance(one, pikepdf.Stream) and one.get('/Subtype') == subtype]


OPEN: list[pikepdf.Pdf] = []


def test_each_image_is_embedded_once(tmp_path: Path) -> None:
    image = looked(tmp_path, 'a.png', FILES['a.png'])
    pictures = [(block.Picture('a.png', 40.0, 20.0), 50.0 * n, 50.0 * n) for n in range(3)]
    assert len(streams(bound(image, *pictures), '/Image')) == 1


def test_a_photograph_keeps_its_bytes_and_its_profile(tmp_path: Path) -> None:
    (stream,) = streams(filled(looked(tmp_path, 'a.jpg', FILES['a.jpg'])), '/Image')
    assert stream.Filter == '/DCTDecode'
    assert stream.ColorSpace[0] == '/ICCBased'
    assert bytes(stream.ColorSpace[1].read_bytes()) == SRGB
    raw = stream.read_raw_bytes()
    assert raw[-200:] == FILES['a.jpg'][-200:]
    assert b'ICC_PROFILE' not in raw


def test_colours_of_a_palette_stay_a_palette(tmp_path: Path) -> None:
    (stream,) = streams(filled(looked(tmp_path, 'p.png', FILES['palette.png'])), '/Image')
    assert stream.ColorSpace[0] == '/Indexed'


def test_a_profile_of_other_colours_is_left_out(tmp_path: Path) -> None:
    (stream,) = streams(filled(looked(tmp_path, 'g.png', saved(quarters(mode='L'), 'PNG', icc_profile=SRGB))), '/Image')
    assert stream.ColorSpace == '/DeviceGray'


@pytest.mark.parametrize(
    ('image', 'opaque'),
    [
        (Pillow.merge('RGBA', (*quarters().split(), Pillow.linear_gradient('L').resize((80, 40)))), False),
        (Pillow.merge('LA', (Pillow.new('L', (80, 40)), Pillow.linear_gradient('L').resize((80, 40)))), False),
        (quarters(mode='RGBA'), True),
    ],
)
def test_what_shines_through_does(tmp_path: Path, image: Pillow.Image, opaque: bool) -> None:
    pdf = filled(looked(tmp_path, 'a.png', saved(image, 'PNG')))
    assert [('/SMask' in one) for one in streams(pdf, '/Image')].count(True) == (not opaque)
    if not opaque:
        assert near(pixel(pdf, 30, 98), WHITE)
        assert not near(pixel(pdf, 30, 22), WHITE, 100)


def test_a_transparent_colour_of_a_palette(tmp_path: Path) -> None:
    image = Pillow.new('P', (80, 40), 1)
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.paste(0, (0, 0, 40, 40))
    pdf = filled(looked(tmp_path, 'a.gif', saved(image, 'GIF', transparency=0)))
    assert near(pixel(pdf, 40, 60), WHITE, 4)
    assert near(pixel(pdf, 140, 60), BLUE, 4)


@pytest.mark.parametrize('mode', ['1', 'L', 'I;16', 'RGB', 'LA'])
def test_shades_of_grey_at_any_depth(tmp_path: Path, mode: str) -> None:
    image = Pillow.new('L', (80, 40), 255)
    image.paste(0, (0, 0, 40, 40))
    deep = (
        image.convert('I').point(lambda value: value * 257).convert('I;16') if mode == 'I;16' else image.convert(mode)
    )
    pdf = filled(looked(tmp_path, 'a.png', saved(deep, 'PNG')))
    assert near(pixel(pdf, 60, 60), BLACK, 4)
    assert near(pixel(pdf, 140, 60), WHITE, 4)


# --- which way up ---


@pytest.mark.parametrize('turn', range(1, 9))
@pytest.mark.parametrize('kind', ['JPEG', 'PNG', 'TIFF', 'WebP'])
def test_cameras_say_which_way_is_up(tmp_path: Path, turn: int, kind: str) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = turn
    options: dict[str, dict[str, object]] = {'JPEG': {'quality': 95, 'subsampling': 0}, 'WebP': {'lossless': True}}
    data = saved(quarters(), kind, exif=exif.tobytes() if kind != 'TIFF' else exif, **options.get(kind, {}))
    with Pillow.open(io.BytesIO(data)) as stored:
        upright = ImageOps.exif_transpose(stored).convert('RGB')
    image = looked(tmp_path, 'a', data)
    assert image.pixels == upright.size
    width, height = upright.size
    pdf = filled(image, width=width, height=height)
    wanted = [upright.getpixel((a * width // 4, b * height // 4)) for a, b in ((1, 1), (3, 1), (1, 3), (3, 3))]
    found = seen(pdf, (20, 20, width, height))
    assert all(near(one, other) for one, other in zip(found, wanted, strict=True))  # type: ignore[arg-type]


@pytest.mark.parametrize('degrees', [0, 90, 180, 270, -90, 450])
def test_pages_are_turned_as_they_say(tmp_path: Path, degrees: int) -> None:
    image = looked(tmp_path, 'a.pdf', page_of_quarters(degrees))
    lying = degrees % 180 == 0
    assert image.aspect == pytest.approx(2 if lying else 0.5)
    width, height = (160.0, 80.0) if lying else (80.0, 160.0)
    order = {0: (0, 1, 2, 3), 90: (2, 0, 3, 1), 180: (3, 2, 1, 0), 270: (1, 3, 0, 2)}[degrees % 360]
    found = seen(filled(image, width=width, height=height), (20, 20, width, height))
    assert all(near(one, QUARTERS[n], 4) for one, n in zip(found, order, strict=True))


def test_of_a_page_its_trimmed_part_is_shown(tmp_path: Path) -> None:
    image = looked(tmp_path, 'a.pdf', page_of_quarters(box=(0, 0, 40, 40)))
    assert image.aspect == pytest.approx(1)
    pdf = filled(image, width=80)
    assert near(pixel(pdf, 60, 80), RED, 4)
    assert near(pixel(pdf, 60, 40), BLUE, 4)
    assert near(pixel(pdf, 103, 60), WHITE, 4)


def test_a_page_by_its_number(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    for colour in ('1 0 0', '0 1 0'):
        pdf.add_blank_page(page_size=(80, 40))
        pdf.pages[-1].Contents = pdf.make_stream(f'{colour} rg 0 0 80 40 re f'.encode())
    stream = io.BytesIO()
    pdf.save(stream)
    image = looked(tmp_path, 'a.pdf', stream.getvalue(), page=2)
    assert image.key == image_key('a.pdf', 2) == 'a.pdf#2'
    assert near(pixel(filled(image), 60, 60), GREEN, 4)
    assert looked(tmp_path, 'a.pdf', stream.getvalue(), page=3).problem == 'it has no page 3, but 2 in all'
    assert looked(tmp_path, 'a.png', FILES['a.png'], page=2).problem.startswith('it has no page 2')


# --- how large ---


def test_a_photograph_of_a_telephone_is_made_smaller(tmp_path: Path) -> None:
    noise = Pillow.effect_noise((3000, 2000), 90).convert('RGB')
    data = saved(noise, 'JPEG', quality=92)
    pdf = filled(looked(tmp_path, 'a.jpg', data), width=36, height=24)
    assert len(pdf) < len(data) / 50
    (stream,) = streams(pdf, '/Image')
    assert (int(stream.Width), int(stream.Height)) == (200, 133)  # half an inch at 400 to the inch


@pytest.mark.parametrize(('across', 'kept'), [(220, 220), (260, 200), (100, 100)])
def test_only_far_too_many_pixels_are_fewer(tmp_path: Path, across: int, kept: int) -> None:
    (stream,) = streams(filled(looked(tmp_path, 'a.png', saved(quarters(across, 40), 'PNG')), width=36), '/Image')
    assert int(stream.Width) == kept


@pytest.mark.parametrize('mode', ['L', 'RGB', 'CMYK'])
def test_a_photograph_stays_one_when_it_is_made_smaller(tmp_path: Path, mode: str) -> None:
    data = saved(quarters(2000, 1000).convert(mode), 'JPEG', quality=95, subsampling=0)
    image = looked(tmp_path, 'a.jpg', data)
    pdf = filled(image)
    (stream,) = streams(pdf, '/Image')
    assert stream.Filter == '/DCTDecode'
    assert int(stream.Width) == 889
    grey = tuple((round(0.299 * r + 0.587 * g + 0.114 * b),) * 3 for r, g, b in QUARTERS)
    assert shows(pdf, grey if mode == 'L' else QUARTERS, 120 if mode == 'CMYK' else 24)


SIDES = st.floats(1, 2000)


@given(SIDES, SIDES, SIDES, SIDES, st.sampled_from(['contain', 'cover']), st.floats(0, 1), st.floats(0, 1))
def test_an_image_is_fitted_without_distortion(
    width: float, height: float, across: float, up: float, fit: Fit, x: float, y: float
) -> None:
    box, natural = Size(across, up), Size(width, height)
    whole = fitted(natural, box, fit, (x, y))
    assert whole.width / whole.height == pytest.approx(width / height)
    gaps = (whole.x0, whole.y0, across - whole.x1, up - whole.y1)
    assert min(abs(gap) for gap in gaps) < 1e-6 * max(across, up)  # it touches the box
    if fit == 'contain':
        assert min(gaps) > -1e-6 * max(across, up)
        assert gaps[0] == pytest.approx(gaps[2], abs=1e-6 * across)
        assert gaps[1] == pytest.approx(gaps[3], abs=1e-6 * up)
    else:
        assert max(gaps) < 1e-6 * max(across, up)
        focus = (whole.x0 + x * whole.width, whole.y1 - y * whole.height)
        assert -1e-6 * across <= focus[0] <= across * (1 + 1e-6)
        assert -1e-6 * up <= focus[1] <= up * (1 + 1e-6)


def test_the_focus_comes_to_the_middle_where_it_can() -> None:
    assert fitted(Size(100, 300), Size(50, 50), 'cover', (0.5, 0.4)) == Rect(0, -65, 50, 85)
    assert fitted(Size(100, 300), Size(50, 50), 'cover', (0.5, 0.0)) == Rect(0, -100, 50, 50)
    assert fitted(Size(300, 100), Size(50, 50), 'cover', (1.0, 0.5)) == Rect(-100, 0, 50, 50)


def test_what_stands_over_is_cut_off(tmp_path: Path) -> None:
    image = looked(tmp_path, 'a.png', FILES['a.png'])
    pdf = filled(image, 'cover', width=80)
    assert near(pixel(pdf, 30, 90), RED, 4)
    assert near(pixel(pdf, 90, 30), YELLOW, 4)
    assert near(pixel(pdf, 18, 60), WHITE, 4)
    assert near(pixel(pdf, 102, 60), WHITE, 4)


def test_a_circle_has_no_corners(tmp_path: Path) -> None:
    pdf = filled(looked(tmp_path, 'a.png', FILES['a.png']), 'cover', 'circle', 80, 80)
    assert near(pixel(pdf, 24, 96), WHITE, 4)
    assert near(pixel(pdf, 34, 86), RED, 4)
    assert near(pixel(pdf, 98, 58), YELLOW, 4)


def test_a_book_that_runs_to_the_left_mirrors_no_picture(tmp_path: Path) -> None:
    image = looked(tmp_path, 'a.png', FILES['a.png'])
    item = figure(block.Picture('a.png', 80.0, 40.0), {'a.png': image})
    assert item is not None
    (placed,) = mirrored(Page(SIZE, 1, (Placed(20.0, 30.0, item),))).items
    assert (placed.x, placed.y, placed.item) == (100.0, 30.0, item)


def test_pictures_lie_over_what_comes_before_and_below_what_comes_after(tmp_path: Path) -> None:
    from booklet.design import Colour
    from booklet.page import Rule

    image = looked(tmp_path, 'a.svg', FILES['a.svg'])
    item = figure(block.Picture('a.svg', 160.0, 80.0), {'a.svg': image})
    assert item is not None
    below, above = Rule(200, 200, Colour(0, 0, 0)), Rule(80, 80, Colour(1, 1, 1))
    items = (Placed(0, 100, below), Placed(20, 20, item), Placed(20, 60, above))
    part = paint_part('part', [Page(SIZE, 1, items)], SIZE, '', (), {})
    pdf = assemble([part], {}, (), (), Metadata('T', 'A', 'en'), images={'a.svg': image})
    assert near(pixel(pdf, 10, 10), BLACK, 4)
    assert near(pixel(pdf, 60, 80), WHITE, 4)
    assert near(pixel(pdf, 140, 80), GREEN, 4)


def test_a_reader_hears_what_a_picture_shows() -> None:
    from booklet.page import Element

    items = (Placed(0, 0, Picture('a.png', 9, 9, Rect(0, 0, 9, 9), 'the engine'), 1),)
    assert reading_order([Page(SIZE, 1, items)], (Element('Sect', -1), Element('Figure', 0))) == [
        ('Figure', 'the engine')
    ]


# --- drawings ---


@pytest.mark.parametrize(
    ('root', 'size'),
    [
        ('viewBox="0 0 80 40"', (60, 30)),
        ('viewBox="0 0 80 40" width="100%" height="100%"', (60, 30)),
        ('viewBox="0 0 80 40" width="20mm"', (56.69, 28.35)),
        ('viewBox="0 0 80 40" height="1in"', (144, 72)),
        ('width="80" height="40"', (60, 30)),
        ('width="8cm" height="4cm" viewBox="0,0,80,40"', (226.77, 113.39)),
    ],
)
def test_the_size_of_a_drawing(tmp_path: Path, root: str, size: tuple[float, float]) -> None:
    image = looked(tmp_path, 'a.svg', svg(RECTANGLES, root))
    assert (image.natural.width, image.natural.height) == pytest.approx(size, abs=0.01)
    if '8cm' not in root:
        assert shows(filled(image), by=4)


def test_gradients_masks_patterns_and_opacity_are_drawn(tmp_path: Path) -> None:
    body = (
        '<linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="red" stop-opacity="0"/>'
        '</linearGradient><mask id="m"><rect width="40" height="40" fill="white"/></mask>'
        '<pattern id="p" width="2" height="2" patternUnits="userSpaceOnUse"><rect width="2" height="2" fill="blue"/>'
        '</pattern><rect width="80" height="20" fill="url(#g)"/><g opacity=".5" mask="url(#m)">'
        '<rect y="20" width="80" height="20" fill="url(#p)"/></g>'
    )
    pdf = filled(looked(tmp_path, 'a.svg', svg(body)))
    assert near(pixel(pdf, 22, 80), RED)
    assert near(pixel(pdf, 178, 80), WHITE)
    assert near(pixel(pdf, 60, 40), (128, 128, 255))
    assert near(pixel(pdf, 140, 40), WHITE)
    assert streams(pdf, '/Image') == [] or all('/Width' in one for one in streams(pdf, '/Image'))


def test_text_in_a_drawing_is_text_in_the_fonts_of_the_book(tmp_path: Path) -> None:
    body = '<text x="2" y="30" font-size="20" font-family="Futura Ultra, sans-serif">Öl</text>'
    image = looked(tmp_path, 'a.svg', svg(body))
    assert [remark.partition(';')[0] for remark in image.remarks] == [
        'its text is set in another font than Futura Ultra, which is not there'
    ]
    pdf = filled(image)
    assert pdfkit.texts(pdf) == ['Öl']
    with pikepdf.open(io.BytesIO(pdf)) as book:
        fonts = [one for one in book.objects if isinstance(one, Dictionary) and '/BaseFont' in one]
        names = [str(font.BaseFont) for font in fonts]
    assert names
    assert all('SourceSans3' in name for name in names)


def test_text_in_a_font_that_is_there_is_not_told_of(tmp_path: Path) -> None:
    body = '<style>text{font-family: "Libertinus Serif", Georgia}</style><text x="2" y="30">A</text>'
    assert looked(tmp_path, 'a.svg', svg(body)).remarks == ()


def test_weights_and_kinds_of_fonts(tmp_path: Path) -> None:
    body = (
        '<style>.b{font-weight:bold}</style><g font-family="Source Sans 3, Arial" font-size="9"><text y="9">I</text>'
        '<text y="18" font-weight="900">I</text><text y="27" class="b" font-weight="200">I</text>'
        '<text y="36" style="font-weight:200">I</text></g><text x="40" y="20" font-family="monospace">I</text>'
    )
    image = looked(tmp_path, 'a.svg', svg(body))
    assert image.remarks == ()
    with pypdfium2.PdfDocument(image.drawn) as book:
        grey = book[0].render(scale=20).to_pil().convert('L')
    ink = []
    for line in range(4):
        rows = grey.crop((0, line * 135 + 20, 200, line * 135 + 140))
        ink.append(sum(255 - value for value in rows.tobytes()))
    plain, black, bold, light = ink
    assert light < 0.7 * plain < plain < 0.8 * bold < bold < black  # a style outweighs an attribute
    with pikepdf.open(io.BytesIO(image.drawn)) as pdf:
        names = {str(one.BaseFont) for one in pdf.objects if isinstance(one, Dictionary) and '/BaseFont' in one}
    assert any('LibertinusMono' in name for name in names)


PNG = base64.b64encode(FILES['a.png']).decode()


def test_an_image_within_a_drawing(tmp_path: Path) -> None:
    body = f'<image width="80" height="40" xlink:href="data:image/png;base64,{PNG}"/>'
    assert shows(filled(looked(tmp_path, 'a.svg', svg(body))))


LAUGHS = '<rect id="g0" width="1" height="1"/>' + ''.join(
    f'<g id="g{n + 1}">' + f'<use href="#g{n}"/>' * 10 + '</g>' for n in range(9)
)
HOSTILE = {
    'another file': (
        '<image width="9" height="9" href="../secret.png"/>',
        'it shows ../secret.png, which is not in it',
    ),
    'an address': ('<image width="9" height="9" xlink:href="https://x.example/a.png"/>', 'it shows https://x.example'),
    'another drawing': ('<use href="b.svg#x"/>', 'it shows b.svg#x'),
    'a drawing within': ('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>', 'it has another drawing within'),
    'a damaged image': ('<image href="data:image/png;base64,iVBORw0KGgo="/>', 'an image within it is damaged'),
    'laughs': (f'<defs>{LAUGHS}</defs><use href="#g9"/>', 'it cannot be drawn (nodes limit reached'),
    'a well': ('<g>' * 5000 + '</g>' * 5000, 'more than 200 of its elements lie in one another'),
    'broken off': ('<rect', 'it is damaged'),
}


@pytest.mark.parametrize('name', HOSTILE)
def test_a_drawing_that_cannot_be_used_says_why(tmp_path: Path, name: str) -> None:
    body, words = HOSTILE[name]
    begun = time.perf_counter()
    assert words in looked(tmp_path, 'a.svg', svg(body)).problem
    assert time.perf_counter() - begun < 5


def test_of_a_switch_one_of_its_drawings_is_enough(tmp_path: Path) -> None:
    body = f'<switch><foreignObject requiredExtensions="x"/><g>{RECTANGLES}</g></switch>'
    image = looked(tmp_path, 'a.svg', svg(body))
    assert image.remarks == ()
    assert shows(filled(image))


@pytest.mark.parametrize(
    'text', ['url(' + ' ' * 400_000, 'url(' * 100_000, '@import ' * 50_000, 'font-family' * 40_000]
)
def test_no_style_takes_long_to_read(tmp_path: Path, text: str) -> None:
    begun = time.perf_counter()
    looked(tmp_path, 'a.svg', svg(f'<style>{text}</style>{RECTANGLES}'))
    assert time.perf_counter() - begun < 3


def test_a_large_drawing_is_drawn_in_time(tmp_path: Path) -> None:
    path = ''.join(f'<path d="M{n % 80} {n % 40}l1 1h-2z" fill="red"/>' for n in range(60_000))
    begun = time.perf_counter()
    assert looked(tmp_path, 'a.svg', svg(path)).problem == ''
    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize('entity', ['SYSTEM "file:///etc/passwd"', '"aaa"'])
def test_no_entity_is_read(tmp_path: Path, entity: str) -> None:
    data = f'<!DOCTYPE svg [<!ENTITY a {entity}>]>'.encode() + svg('<text>&a;</text>')
    assert looked(tmp_path, 'a.svg', data).problem.startswith(
        'it declares entities, which are not read: save it without'
    )


def test_what_of_a_drawing_is_lost_is_told(tmp_path: Path) -> None:
    body = (
        '<script>draw()</script><foreignObject/><style>@import url(https://x.example/a.css);</style>'
        f'<rect width="9" height="9" onclick="go()" style="fill:url(https://x.example/b)"/>{RECTANGLES}'
    )
    image = looked(tmp_path, 'a.svg', svg(body))
    told = '\n'.join(image.remarks)
    assert all(word in told for word in ('script', 'foreignObject', 'x.example/a.css', 'x.example/b'))
    assert shows(filled(image))
    assert b'example' not in image.drawn


@pytest.mark.parametrize(
    'root', ['', 'viewBox="0 0 0 0"', 'viewBox="0 0 1e999 1"', 'viewBox="1 2"', 'width="-4" height="x"']
)
def test_a_drawing_without_a_size(tmp_path: Path, root: str) -> None:
    assert 'does not say how large it is' in looked(tmp_path, 'a.svg', svg(RECTANGLES, root)).problem


# --- pages of other files ---


def hostile(change: Callable[[pikepdf.Pdf, pikepdf.Page], None]) -> bytes:
    return page_of_quarters(change=change)


def with_actions(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    script = Dictionary(S=Name.JavaScript, JS='app.alert(1)')
    pdf.Root.OpenAction = script
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(['a', script])))
    pdf.attachments['secret.txt'] = b'secret'
    page.AA = Dictionary(O=script)
    page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=script)])
    state = Dictionary(Type=Name.ExtGState, CA=1, A=script, Parent=page.obj, EF=pdf.Root.Names)
    page.Resources = Dictionary(ExtGState=Dictionary(P=pdf.make_indirect(state)), Catalog=pdf.Root)


def test_nothing_of_a_page_that_acts_comes_along(tmp_path: Path) -> None:
    pdf = filled(looked(tmp_path, 'a.pdf', hostile(with_actions)))
    assert shows(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as book:
        text = b'\n'.join(one.unparse(resolved=True) for one in book.objects)
        (form,) = [one for one in book.objects if isinstance(one, pikepdf.Stream) and one.get('/Subtype') == '/Form']
        assert list(form.Resources.ExtGState) == ['/P']  # a name that its author gave
        assert set(form.Resources.ExtGState.P.keys()) == {'/Type', '/CA'}
    for word in (b'JavaScript', b'/JS', b'secret', b'/Annot', b'/AA', b'/EmbeddedFile'):
        assert word not in text


def looping(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    form = pdf.make_stream(b'/F Do', Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    page.Resources = Dictionary(XObject=Dictionary(F=form))


def deep(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    form = pdf.make_stream(b'', Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    for _ in range(100):
        outer = pdf.make_stream(b'/F Do', Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        outer.Resources = Dictionary(XObject=Dictionary(F=form))
        form = outer
    page.Resources = Dictionary(XObject=Dictionary(F=form))


def test_a_page_that_draws_itself(tmp_path: Path) -> None:
    assert looked(tmp_path, 'a.pdf', hostile(looping)).problem == 'it draws itself, without end'
    assert 'show one another' in looked(tmp_path, 'a.pdf', hostile(deep)).problem


def encrypted() -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(FILES['a.pdf'])) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner='o', user=''))
    return stream.getvalue()


@pytest.mark.parametrize(
    ('data', 'words'),
    [
        (encrypted(), 'it is encrypted'),
        (b'%PDF-1.7\n', 'it is damaged'),
        (FILES['a.pdf'][:300], 'it is damaged'),
        (page_of_quarters().replace(b'/Kids [ 3 0 R ]', b'/Kids [ 2 0 R ]'), 'it '),
    ],
)
def test_a_file_that_is_no_page_says_why(tmp_path: Path, data: bytes, words: str) -> None:
    begun = time.perf_counter()
    assert words in looked(tmp_path, 'a.pdf', data).problem
    assert time.perf_counter() - begun < 5


def bare(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(Font=Dictionary(F=font))
    page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[0, 0, 9, 9], Contents='Hello')])
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name='old'))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def test_what_of_a_page_will_not_be_printed_is_told(tmp_path: Path) -> None:
    told = '\n'.join(looked(tmp_path, 'a.pdf', hostile(bare)).remarks)
    assert all(word in told for word in ('font Helvetica', 'comments', 'hidden layers'))
    assert looked(tmp_path, 'a.pdf', FILES['a.pdf']).remarks == ()


@given(st.sampled_from(sorted(FILES)), st.integers(0, 5000), st.binary(min_size=1, max_size=12))
def test_no_damage_makes_it_fail(tmp_path_factory: pytest.TempPathFactory, name: str, at: int, damage: bytes) -> None:
    """A damaged file is told of when it is looked at, or when it is embedded, or it is drawn as far as it goes."""
    data = bytearray(FILES[name])
    at %= len(data)
    data[at : at + len(damage)] = damage
    image = looked(tmp_path_factory.getbasetemp(), name, bytes(data))
    if not image.problem:
        with suppress(BrokenPicture), pikepdf.open(io.BytesIO(filled(image))) as book:
            assert len(book.pages) == 1


# --- what cameras write ---


def test_places_and_thumbnails_do_not_travel(tmp_path: Path) -> None:
    exif = Pillow.Exif()
    exif[0x010F] = 'Camera of mine'
    data = saved(quarters(), 'JPEG', exif=exif.tobytes(), comment=b'at home', quality=95) + b'a second picture'
    assert b'Camera of mine' in data
    bare = stripped(data)
    assert not any(words in bare for words in (b'Camera', b'home', b'second'))
    with Pillow.open(io.BytesIO(bare)) as one, Pillow.open(io.BytesIO(data)) as other:
        assert one.tobytes() == other.tobytes()
    assert stripped(b'\xff\xd8\xff') == b'\xff\xd8\xff'
