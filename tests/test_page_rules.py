"""What is seen only when the book is set: characters, lines, formulas, links, pages; and the images beside it."""

from __future__ import annotations

import io
import os
import struct
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pdfkit
import pypdfium2
import pytest
from book import ROOT, TAGUNG, loaded
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageCms

from booklet import build as pipeline
from booklet import crew, images
from booklet.block import Remark, Text
from booklet.blocks import contents
from booklet.brief import Brief
from booklet.diagnostics import Diagnostic, Severity, Sink
from booklet.images import Image, gather, kind_of, look
from booklet.load import load
from booklet.markup import Inline
from booklet.rulebook import IDS
from booklet.rules import RULES
from booklet.rules.page_count import SHEET
from booklet.typeset import Book, typeset
from booklet.units import MM

HEAD = 'format: 1\nevent: {title: Engines, parts: [cover, abstracts]}\ndays:\n  - date: 2030-05-01\n    items:\n'
LONG = r'$\sqrt{' + '+'.join(f'x_{{{n}}}' for n in range(60)) + '}$'  # nothing to break at
TALE = 'The engine weaves algebraical patterns as the loom weaves flowers and leaves. ' * 60


def project(folder: Path, abstract: str, before: str = '') -> Path:
    (folder / 'content').mkdir()
    lines = abstract.replace('\n', '\n          ')
    text = f'{HEAD}      - talk: First\n        abstract: |\n          {before or "Some words."}\n'
    text += f'      - talk: Second\n        abstract: |\n          {lines}\n'
    (folder / 'content' / 'event.yaml').write_text(text, 'utf-8')
    return folder


def found(folder: Path, layout: str = 'symposium', command: str = 'check') -> list[Diagnostic]:
    sink = Sink()
    if command == 'check':
        pipeline.check(folder, layout, sink)
    else:
        assert pipeline.build(folder, layout, folder / 'book.pdf', sink) is not None
    return [item for item in sink.items if 'B030' <= item.rule < 'B050' and item.rule != IDS['page-count']]


def printed(folder: Path) -> list[str]:
    with pypdfium2.PdfDocument(folder / 'book.pdf') as document:
        return [page.get_textpage().get_text_bounded() for page in document]


ABSTRACTS = {
    'glyph-missing': ('The city of ሐ Zanzibar.', 'Zanzibar'),
    'page-line-overfull': (f'Zanzibar {LONG}', 'Zanzibar'),
    'page-formula-overfull': (r'$$\text{' + 'weaves' * 40 + '}$$', 'Second'),
    'page-source-kept': (r'It weaves $\frac{1$ Zanzibar.', 'Zanzibar'),
    'page-link-dead': ('See [that place](#there), Zanzibar.', 'Zanzibar'),
}


@pytest.mark.parametrize('before', ['', TALE], ids=['page one', 'pages on'])
@pytest.mark.parametrize('name', ABSTRACTS)
def test_what_setting_finds_has_its_rule_and_its_page(tmp_path: Path, name: str, before: str) -> None:
    abstract, seen = ABSTRACTS[name]
    folder = project(tmp_path, abstract, before)
    told = found(folder, command='build')
    assert {(item.rule, item.severity) for item in told} == {(IDS[name], Severity.WARNING)}
    page = next(n for n, text in enumerate(printed(folder), 1) if seen in text and n >= 3)
    assert {item.page for item in told} == {page}
    assert page > 3 if before else page == 3
    assert found(folder) == told, 'check says what build says'


def test_the_page_is_that_of_the_line_and_not_of_its_paragraph(tmp_path: Path) -> None:
    folder = project(tmp_path, f'{TALE} The city of ሐ.')
    told = found(folder, command='build')
    assert [item.rule for item in told] == [IDS['glyph-missing']]
    pages = printed(folder)
    assert 'Second' in pages[2]
    assert {item.page for item in told} == {next(n for n, text in enumerate(pages, 1) if 'The city of' in text)} != {3}


def test_each_is_told_once_with_the_first_page(tmp_path: Path) -> None:
    folder = project(tmp_path, 'Nothing.')
    content = folder / 'content' / 'event.yaml'
    text = (
        content.read_text('utf-8')
        .replace('talk: Second', 'talk: Second ሐ')
        .replace('parts: [cover, abs', 'parts: [abs')
    )
    content.write_text(text.replace('parts: [abs', 'parts: [agenda, abs'), 'utf-8')
    for command in ('build', 'check'):
        assert [(item.rule, item.page) for item in found(folder, command=command)] == [(IDS['glyph-missing'], 1)]


def test_titles_that_are_not_understood_have_the_rule_and_no_page(tmp_path: Path) -> None:
    folder = project(tmp_path, 'Nothing.')
    content = folder / 'content' / 'event.yaml'
    content.write_text(content.read_text('utf-8').replace('talk: Second', r'talk: On $\frac{1$'), 'utf-8')
    assert [(item.rule, item.page) for item in found(folder)] == [(IDS['page-source-kept'], 0)]


def test_pages_that_had_to_break_a_rule_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    event, layout, library = loaded(TAGUNG, 'symposium')
    flat = replace(layout, page=replace(layout.page, height=layout.page.height * 0.36))
    sink = Sink()
    book = typeset(event, flat, library, sink, paint=False)
    told = [item for item in sink.items if item.rule == IDS['page-compromise']]
    assert told
    assert all(item.severity is Severity.NOTE and 0 < item.page <= book.pages for item in told)


def test_a_part_reports_its_compromises_with_their_page(monkeypatch: pytest.MonkeyPatch) -> None:
    event, layout, library = loaded(TAGUNG, 'symposium')
    section = contents.section

    def squeezed(brief: Brief, key: int) -> object:
        made = section(brief, key)
        remark = Remark('“Looms” is shortened', event.days[0].span, '', IDS['page-squeezed'], Severity.NOTE)
        after = Text((Inline('after'),), 'body')
        return replace(made, blocks=(*made.blocks, remark, after))

    monkeypatch.setattr(contents, 'section', squeezed)
    sink = Sink()
    book = typeset(event, layout, library, sink, paint=False)
    told = [item for item in sink.items if item.rule == IDS['page-squeezed']]
    assert [(item.page, item.severity, item.span) for item in told] == [
        (book.numbers['part-contents'], Severity.NOTE, event.days[0].span)
    ]


@pytest.mark.parametrize('folder', [ROOT, TAGUNG], ids=['seed', 'tagung'])
@pytest.mark.parametrize('layout', ['symposium', 'large-print'])
def test_a_book_that_is_not_painted_is_the_same_book(folder: Path, layout: str) -> None:
    event, design, library = loaded(folder, layout)
    painted, proved = (typeset(event, design, library, Sink(), paint=paint) for paint in (True, False))
    assert (proved.pages, proved.numbers) == (painted.pages, painted.numbers)
    assert sum(part.pages for part in painted.parts) == proved.pages
    assert proved.parts == ()


def test_several_processes_prove_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = project(tmp_path, 'See [that place](#there) and ሐ.', TALE)
    alone = found(folder)
    monkeypatch.setattr(crew, '_WORTH_A_CREW', 0)
    monkeypatch.setattr(os, 'sched_getaffinity', lambda pid: {0, 1}, raising=False)
    assert found(folder) == alone
    assert len(alone) == 2


# --- the number of pages ---


@pytest.mark.parametrize('pages', range(1, 13))
@pytest.mark.parametrize('mirror', [True, False])
def test_pages_left_blank_by_stitching_are_counted(pages: int, mirror: bool) -> None:
    event, layout, _ = loaded(ROOT, 'symposium')
    told = list(RULES[IDS['page-count']].check(event, Book(replace(layout, mirror=mirror), pages)))
    blank = {1: 'three', 2: 'two', 3: 'one'}.get(pages % SHEET)
    assert [item.severity for item in told] == ([Severity.NOTE] if blank and mirror else [])
    assert all(f'{blank} would stay blank' in item.message and str(pages) in item.message for item in told)


# --- images ---


def raster(kind: str, mode: str = 'RGB', size: tuple[int, int] = (480, 100), **options: object) -> bytes:
    stream = io.BytesIO()
    Pillow.new(mode, size).save(stream, kind, **options)
    return stream.getvalue()


PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes()
WEAVE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'
LOGO_WIDTH = 40 * MM
GOOD = {
    'a.png': raster('PNG', icc_profile=PROFILE),
    'a.jpg': raster('JPEG', icc_profile=PROFILE),
    'a.JPEG': raster('JPEG', 'CMYK', icc_profile=PROFILE),
    'a.tif': raster('TIFF', icc_profile=PROFILE),
    'a.webp': raster('WebP', icc_profile=PROFILE),
    'grey.png': raster('PNG', 'L'),
    'line.png': raster('PNG', '1'),
    'a.svg': b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a - b --><!DOCTYPE svg PUBLIC "x" "y">\n' + WEAVE,
    'b.svg': WEAVE,
    'a.pdf': pdfkit.paint('a', [[]]).pdf,
}
BAD = {
    'empty.png': (b'', 'image-unreadable', 'it is empty'),
    'page.png': (b'<!DOCTYPE html><html><svg/>', 'image-unreadable', 'it is none of PNG, JPEG'),
    'cut.png': (raster('PNG', 'L')[:80], 'image-unreadable', 'it is damaged'),
    'cut.jpg': (raster('JPEG', 'L', (900, 900))[:700], 'image-unreadable', 'it is damaged'),
    'a.gif': (raster('PNG', 'L'), 'image-unreadable', 'is a PNG, which its name does not say'),
    'bomb.svg': (b'<!DOCTYPE svg [<!ENTITY a "aaa">]>' + WEAVE, 'image-unreadable', 'it declares entities'),
    'small.png': (raster('PNG', 'L', (236, 900)), 'image-resolution', '236 × 900 pixels: at 40 mm across that is 150'),
    'rgb.png': (raster('PNG'), 'image-colour', 'its colours are read as sRGB'),
    'palette.gif': (raster('GIF', 'P'), 'image-colour', 'read as sRGB'),
    'cmyk.jpg': (raster('JPEG', 'CMYK'), 'image-colour', 'is in CMYK and has no colour profile'),
}


def told(images: list[Image]) -> list[Diagnostic]:
    event, layout, _ = loaded(ROOT, 'symposium')
    book = Book(layout, 4, images=tuple(images))
    return [
        item
        for name in ('unreadable', 'resolution', 'colour')
        for item in RULES[IDS[f'image-{name}']].check(event, book)
    ]


def looked(folder: Path, name: str, data: bytes) -> Image:
    (folder / name).write_bytes(data)
    return replace(look(folder / name, name, None), shown=LOGO_WIDTH)


@pytest.mark.parametrize('name', GOOD)
def test_good_images_are_not_told_of(tmp_path: Path, name: str) -> None:
    assert told([looked(tmp_path, name, GOOD[name])]) == []


@pytest.mark.parametrize('name', BAD)
def test_each_fault_of_an_image_is_told(tmp_path: Path, name: str) -> None:
    data, rule, words = BAD[name]
    items = told([looked(tmp_path, name, data)])
    assert [item.rule for item in items] == [IDS[rule]]
    assert words in items[0].message
    assert name in items[0].message


def test_severities_of_colour(tmp_path: Path) -> None:
    items = told([looked(tmp_path, name, BAD[name][0]) for name in ('rgb.png', 'cmyk.jpg')])
    assert [item.severity for item in items] == [Severity.NOTE, Severity.WARNING]


def test_an_image_is_told_where_its_file_is_named(tmp_path: Path) -> None:
    (tmp_path / 'content').mkdir()
    for name in ('face.png', 'logo.png'):
        (tmp_path / 'content' / name).write_bytes(raster('PNG'))
    (tmp_path / 'content' / 'event.yaml').write_text(
        'format: 1\nevent: {title: A meeting}\npeople:\n  ada:\n    name: Ada Lovelace\n    photo: face.png\n'
        'sponsors:\n  - name: Works\n    logo: logo.png\n',
        'utf-8',
    )
    event = load(tmp_path, Sink())
    assert event is not None
    places = {image.name: image.span for image in gather(tmp_path, event).values()}
    assert {name: span and (span.line, span.column) for name, span in places.items()} == {
        'face.png': (6, 12),
        'logo.png': (9, 11),
    }


@pytest.mark.parametrize(('pixels', 'enough'), [(471, False), (472, True), (2000, True)])
def test_enough_pixels(tmp_path: Path, pixels: int, enough: bool) -> None:
    assert 471 < 40 * MM / 72 * 300 < 473
    assert (told([looked(tmp_path, 'a.png', raster('PNG', 'L', (pixels, 9)))]) == []) is enough


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is so large, of a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))

    header = chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 0, 0, 0, 0))
    return b'\x89PNG\r\n\x1a\n' + header + chunk(b'IDAT', zlib.compress(bytes(1000))) + chunk(b'IEND', b'')


@pytest.mark.parametrize('side', [12_000, 60_000, 2**31 - 1])
def test_what_unpacks_to_too_much_is_not_unpacked(tmp_path: Path, side: int) -> None:
    start = time.perf_counter()
    image = looked(tmp_path, 'a.png', bomb(side, side))
    assert image.problem == 'it has more than 100 million pixels'
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    'data', [b'<!---->' * 9000, b'<!DOCTYPE [' * 6000, b'<?xml>' * 10_000, b'<!DOCTYPE [] ' * 5000]
)
def test_no_beginning_takes_long_to_tell(data: bytes) -> None:
    start = time.perf_counter()
    assert kind_of(data) == ''
    assert time.perf_counter() - start < 1


def test_what_is_not_there_or_too_large_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert look(tmp_path / 'none.png', 'none.png', None).problem.startswith('it cannot be read')
    monkeypatch.setattr(images, 'MAX_BYTES', 10)
    assert looked(tmp_path, 'a.png', GOOD['a.png']).problem.startswith('it is larger than')


STARTS: list[Callable[[bytes], bytes]] = [lambda tail, start=data[:40]: start + tail for data in GOOD.values()]


@given(st.sampled_from(STARTS), st.binary(max_size=200))
def test_no_bytes_make_it_fail(
    tmp_path_factory: pytest.TempPathFactory, start: Callable[[bytes], bytes], tail: bytes
) -> None:
    image = looked(tmp_path_factory.getbasetemp(), 'any', start(tail))
    assert isinstance(told([image]), list)


def test_the_logos_of_sponsors_are_looked_at(tmp_path: Path) -> None:
    folder = project(tmp_path, 'Nothing.')
    (folder / 'content' / 'small.png').write_bytes(raster('PNG', 'L', (100, 80)))
    content = folder / 'content' / 'event.yaml'
    sponsors = 'sponsors:\n  - {name: A, logo: small.png}\n  - {name: B, logo: small.png}\n'
    shown = content.read_text('utf-8').replace('parts: [', 'parts: [sponsors, ')
    content.write_text(shown + sponsors, 'utf-8')
    items = found(folder)
    assert [item.rule for item in items] == [IDS['image-resolution']]
    assert items[0].span is not None
    assert content.read_text('utf-8').split('\n')[items[0].span.line - 1] == '  - {name: A, logo: small.png}'
    assert found(folder, command='build') == []
