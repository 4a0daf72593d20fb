"""Assembly: what is bound is one sound file, with one font program a face, and every way through it leads home."""

from __future__ import annotations

import dataclasses
import io
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pdfkit
import pikepdf
import pypdfium2
import pytest
import uharfbuzz as hb
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.assemble import Metadata, OutlineItem, PageLabel, assemble
from booklet.assemble.binding import TwiceAnchored
from booklet.assemble.cff import cid_keyed
from booklet.assemble.fonts import merge_glyphs
from booklet.assemble.navigation import UnknownAnchor
from booklet.fonts import Face, Library
from booklet.page import Anchor, Link, PaintedPart
from booklet.paint.stubfont import new_canvas
from booklet.stock import fonts_folder

LIBRARY = Library([fonts_folder()])
SERIF = LIBRARY.face('Libertinus Serif', 400, False)
ITALIC = LIBRARY.face('Libertinus Serif', 400, True)
MONO = LIBRARY.face('Libertinus Mono', 400, False)
SANS = LIBRARY.face('Source Sans 3', 400, False)  # TrueType, an instance of a variable font
FACES = pdfkit.by_key(SERIF, ITALIC, MONO, SANS)
METADATA = Metadata('Büchlein', 'Verein', 'de')

FRONT = pdfkit.paint(
    'front',
    [[(SERIF, 'An efficient office'), (SANS, 'Žluťoučký kůň'), (ITALIC, 'Ødegård – ſhy')], [(SANS, 'Second page')]],
    links=[
        Link(0, 40, 545, 140, 560, '#talk', 0),
        Link(1, 40, 545, 140, 560, 'https://example.org/ä b?x=(1)', 0, 'Web'),
    ],
    anchors=[Anchor('front', 0, 0, 595), Anchor('second', 1, 40, 560)],
)
BACK = pdfkit.paint(
    'back',
    [[(SERIF, 'What Zoë said (or \\ did)')]],
    links=[Link(0, 40, 100, 90, 110, '#second', 0, 'zurück')],
    anchors=[Anchor('talk', 0, 40, 300.5)],
)
PARTS = (FRONT, BACK)


def bind(
    parts: Sequence[PaintedPart] = PARTS,
    outline: Sequence[OutlineItem] = (),
    labels: Sequence[PageLabel] = (),
    metadata: Metadata = METADATA,
) -> bytes:
    return assemble(parts, FACES, outline, labels, metadata)


BOOK = bind(outline=[OutlineItem('Front', 'front', 0), OutlineItem('Talk', 'talk', 1)], labels=[PageLabel(0, 'r')])


def plain_part(anchors: Sequence[Anchor] = (), pages: int = 1, links: Sequence[Link] = ()) -> PaintedPart:
    part = pdfkit.paint('plain', [[(SERIF, f'page {number}')] for number in range(pages)], links, anchors)
    return dataclasses.replace(part, name=f'plain {len(anchors)}')


class TestTheFile:
    def test_is_sound(self) -> None:
        assert BOOK.startswith(b'%PDF-1.7\n')
        assert pdfkit.problems(BOOK) == []

    def test_damage_would_be_found(self) -> None:
        assert pdfkit.problems(BOOK.replace(b'/Type/XRef', b'/Type/XReg')) != []

    def test_text_is_what_was_painted(self) -> None:
        assert pdfkit.texts(BOOK) == [
            'An efficient office Žluťoučký kůň Ødegård – ſhy',
            'Second page',
            'What Zoë said (or \\ did)',
        ]

    def test_content_streams_pass_through_untouched(self) -> None:
        with pikepdf.open(io.BytesIO(BOOK)) as book:
            bound = [page.Contents.read_raw_bytes() for page in book.pages]
        painted = []
        for part in PARTS:
            with pikepdf.open(io.BytesIO(part.pdf)) as book:
                painted += [page.Contents.read_raw_bytes() for page in book.pages]
        assert bound == painted

    def test_pages_carry_nothing_that_they_do_not_need(self) -> None:
        with pikepdf.open(io.BytesIO(BOOK)) as book:
            for page in book.pages:
                assert set(page.keys()) <= {'/Type', '/Parent', '/MediaBox', '/Resources', '/Contents', '/Annots'}
                assert set(page.Resources.keys()) == {'/Font'}
                assert [float(edge) for edge in page.MediaBox] == [0, 0, *pdfkit.SIZE]
            assert len({page.Resources.objgen for page in book.pages}) == 2  # one a part

    def test_boxes_of_print_are_kept(self) -> None:
        stream = io.BytesIO()
        canvas = new_canvas(stream, pdfkit.SIZE, [])
        canvas.setTrimBox((9, 9, 411.5, 586))
        canvas.showPage()
        canvas.save()
        with pikepdf.open(io.BytesIO(bind([PaintedPart('press', stream.getvalue(), 1)]))) as book:
            assert [float(edge) for edge in book.pages[0].TrimBox] == [9, 9, 411.5, 586]

    def test_images_and_transparency_are_kept(self) -> None:
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        stream = io.BytesIO()
        canvas = new_canvas(stream, pdfkit.SIZE, [])
        for _ in range(2):
            canvas.setFillAlpha(0.5)
            canvas.drawImage(ImageReader(Image.new('RGB', (8, 8), (255, 0, 0))), 0, 0, *pdfkit.SIZE)
            canvas.showPage()
        canvas.save()
        book = bind([PaintedPart('picture', stream.getvalue(), 2)])
        assert pdfkit.problems(book) == []
        with pypdfium2.PdfDocument(book) as read:
            assert [page.render(scale=0.1).to_pil().getpixel((5, 5)) for page in read] == [(255, 127, 127)] * 2
        with pikepdf.open(io.BytesIO(book)) as read:
            assert sum(isinstance(item, pikepdf.Stream) and '/Width' in item for item in read.objects) == 1

    def test_a_part_that_miscounts_its_pages_is_refused(self) -> None:
        with pytest.raises(ValueError, match="part 'back' has 1 pages, not 2"):
            bind([dataclasses.replace(BACK, pages=2, links=(), anchors=())])


class TestMetadata:
    def test_without_a_date_there_is_none(self) -> None:
        with pikepdf.open(io.BytesIO(BOOK)) as book:
            assert {key: str(value) for key, value in book.docinfo.items()} == {
                '/Title': 'Büchlein',
                '/Author': 'Verein',
                '/Producer': str(book.docinfo['/Producer']),
            }
            assert re.fullmatch(r'booklet \d+\.\d+\.\d+\S*', str(book.docinfo['/Producer']))
            assert book.Root.Lang == 'de'
            assert book.Root.ViewerPreferences.DisplayDocTitle is True
            assert '/Direction' not in book.Root.ViewerPreferences
            assert book.Root.PageMode == '/UseOutlines'

    def test_date_and_direction(self) -> None:
        metadata = Metadata('ספר', '', 'he', 'נושא', "D:20261123120000+00'00'", right_to_left=True)
        with pikepdf.open(io.BytesIO(bind(metadata=metadata))) as book:
            assert str(book.docinfo['/CreationDate']) == str(book.docinfo['/ModDate']) == metadata.date
            assert (str(book.docinfo['/Title']), str(book.docinfo['/Subject'])) == ('ספר', 'נושא')
            assert '/Author' not in book.docinfo
            assert book.Root.ViewerPreferences.Direction == '/R2L'
            assert '/PageMode' not in book.Root

    def test_labels(self) -> None:
        labels = [PageLabel(4, 'D', 3, 'A '), PageLabel(2, 'D'), PageLabel(3, '', prefix='Karte'), PageLabel(1, 'r', 2)]
        with pypdfium2.PdfDocument(bind([plain_part(pages=6)], labels=labels)) as book:
            assert [book.get_page_label(page) for page in range(6)] == ['1', 'ii', '1', 'Karte', 'A 3', 'A 4']


class TestFonts:
    def test_one_program_a_face_and_no_other_font(self) -> None:
        with pdfkit.fonts(BOOK) as fonts:
            kinds = {
                re.sub(r'^/[A-Z]{6}\+', '', str(font.BaseFont)): str(font.DescendantFonts[0].Subtype) for font in fonts
            }
            assert len(kinds) == len(fonts)
        assert kinds == {  # and not the mono
            SERIF.key: '/CIDFontType0',
            ITALIC.key: '/CIDFontType0',
            SANS.key: '/CIDFontType2',
        }
        with pikepdf.open(io.BytesIO(BOOK)) as book:
            objects = [item for item in book.objects if isinstance(item, pikepdf.Dictionary)]
            assert sum(item.get('/Type') == '/FontDescriptor' for item in objects) == 3
            text = b''.join(item.unparse() for item in objects if not isinstance(item, pikepdf.Stream))
            content = b''.join(page.Contents.read_bytes() for page in book.pages)
        assert b'Helvetica' not in text
        assert b'STUB' not in text
        assert set(re.findall(rb'/\w+ (?=\S+ Tf)', content)) == {b'/F0 ', b'/F1 ', b'/F2 '}

    @pytest.mark.parametrize('face', [SERIF, ITALIC, MONO, SANS], ids=lambda face: face.key)
    def test_descriptor(self, face: Face) -> None:
        with pdfkit.fonts(bind([pdfkit.paint('p', [[(face, 'Hamburg')]])])) as (font,):
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert descriptor.FontName == font.BaseFont == font.DescendantFonts[0].BaseFont
            assert int(descriptor.Flags) == {SERIF: 6, ITALIC: 70, MONO: 7, SANS: 4}[face]
            assert (float(descriptor.ItalicAngle) < 0) == face.italic
            assert int(descriptor.Ascent) == round(face.ascender) > 0 > int(descriptor.Descent) == round(face.descender)
            assert 600 < int(descriptor.CapHeight) < 750
            assert [int(edge) for edge in descriptor.FontBBox] == [round(edge) for edge in face.bounding_box]

    @pytest.mark.parametrize('face', [SERIF, SANS], ids=lambda face: face.key)
    def test_widths_are_the_face_s(self, face: Face) -> None:
        part = pdfkit.paint('p', [[(face, 'ABCDEFGHIJ fi ff—“m')]])
        with pdfkit.fonts(bind([part])) as (font,):
            listed, array = {}, list(font.DescendantFonts[0].W)
            for first, widths in zip(array[::2], array[1::2], strict=True):
                listed |= {int(first) + index: float(width) for index, width in enumerate(widths)}
            assert part.glyphs is not None
            assert listed == {
                glyph: pytest.approx(face.advance(glyph) * 1000 / face.upem, abs=0.001)
                for glyph in part.glyphs[face.key]
            }
            assert len(array) < 2 * len(listed)  # consecutive glyphs share an array

    @pytest.mark.parametrize('face', [SERIF, ITALIC, MONO, SANS], ids=lambda face: face.key)
    def test_glyphs_look_as_in_the_face(self, face: Face, tmp_path: Path) -> None:
        """The embedded program against the font file itself, as pixels of PIL's FreeType and of pdfium."""
        from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

        text = 'RQghéfiß&'
        book = bind([pdfkit.paint('p', [[(face, text)]])])
        with pypdfium2.PdfDocument(book) as read:
            shown = read[0].render(scale=4, crop=(39, 535, 260, 30)).to_pil().convert('L')
        source = tmp_path / 'face.ttf'
        wanted = hb.SubsetInput()
        wanted.glyph_set.set(range(4000))
        wanted.unicode_set.update(map(ord, text))
        for tag, value in face.axes:
            wanted.pin_axis_location(face.hb_face, tag, value)
        source.write_bytes(hb.subset(face.hb_face, wanted).blob.data)
        drawn = Image.new('L', shown.size, 255)
        font = ImageFont.truetype(source, 48)
        ImageDraw.Draw(drawn).text((4, 60), text, 0, font, anchor='ls', features=['-kern'])
        (difference,) = ImageStat.Stat(ImageChops.difference(shown, drawn)).mean
        (ink,) = ImageStat.Stat(ImageChops.invert(drawn)).mean
        assert ink > 5
        assert difference < 0.4 * ink, (difference, ink)

    @pytest.mark.parametrize('subroutines', [hb.SubsetFlags.DEFAULT, hb.SubsetFlags.DESUBROUTINIZE])
    def test_cid_keyed_outlines_are_the_named_ones(self, subroutines: hb.SubsetFlags) -> None:
        """Every glyph under its id, with its outline and width, by fontTools; in a fraction of the bytes."""
        cff_lib = pytest.importorskip('fontTools.cffLib')
        pens = pytest.importorskip('fontTools.pens.recordingPen')

        def read(data: bytes) -> Any:
            fonts = cff_lib.CFFFontSet()
            fonts.decompile(io.BytesIO(data), None)
            return fonts[0]

        def drawn(font: Any, name: str) -> object:
            pen = pens.RecordingPen()
            font.CharStrings[name].draw(pen)
            return pen.value, font.CharStrings[name].width

        glyphs = [3, 4, 40, 41, 700, 1500]
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyphs)
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE | subroutines
        whole = hb.Face(hb.subset(SERIF.hb_face, wanted).blob).reference_table('CFF ').data
        small = cid_keyed(whole, glyphs)
        named, keyed = read(whole), read(small)
        assert keyed.ROS == ('Adobe', 'Identity', 0)
        assert keyed.charset == ['.notdef', *(f'cid{glyph:05}' for glyph in glyphs)]
        for glyph, name in zip([0, *glyphs], keyed.charset, strict=True):
            assert drawn(keyed, name) == drawn(named, named.charset[glyph])
        assert len(small) < len(whole) / 3
        again = read(cid_keyed(small, [1, 5]))  # glyph ids are those of the font given, whatever its CIDs
        assert again.charset == ['.notdef', 'cid00001', 'cid00005']
        assert drawn(again, 'cid00005') == drawn(keyed, f'cid{glyphs[4]:05}')

    def test_texts_merge_alike_in_any_order(self) -> None:
        parts = [
            PaintedPart('a', b'', 0, glyphs={'k': {2: '\xad', 7: 'ff', 3: ''}, 'unused': {}}),
            PaintedPart('b', b'', 0, glyphs={'k': {2: '-', 7: 'f', 1: 'x'}}),
            PaintedPart('c', b'', 0, glyphs={'k': {2: '\u2010', 3: 'y'}}),
        ]
        merged = merge_glyphs(parts)
        assert merged == {'k': {1: 'x', 2: '-', 3: 'y', 7: 'f'}}
        assert list(merge_glyphs(parts[::-1])['k'].items()) == list(merged['k'].items())

    def test_every_glyph_has_a_text(self) -> None:
        part = pdfkit.paint('p', [[(SERIF, 'ab')]])
        glyphs = {
            SERIF.key: {0: '', SERIF.hb_font.get_nominal_glyph(97): '', SERIF.hb_font.get_nominal_glyph(98): '\0'}
        }
        with pdfkit.fonts(bind([dataclasses.replace(part, glyphs=glyphs)])) as (font,):
            pairs = re.findall(rb'<([0-9A-F]{4})><([0-9A-F]+)>\n', font.ToUnicode.read_bytes())
            assert [text for _, text in pairs[1:]] == [b'FFFD', b'0061', b'0062']

    def test_a_font_that_is_no_stub_is_refused(self) -> None:
        from reportlab.pdfgen.canvas import Canvas

        stream = io.BytesIO()
        canvas = Canvas(stream)
        canvas.drawString(0, 0, 'x')
        canvas.save()
        with pytest.raises(ValueError, match='Helvetica'):
            bind([PaintedPart('foreign', stream.getvalue(), 1)])


class TestDestinations:
    @settings(deadline=None, max_examples=20)
    @given(st.sets(st.text(st.characters(codec='utf-8'), min_size=1, max_size=12), min_size=1, max_size=150))
    def test_each_is_found_by_two_readers(self, names: set[str]) -> None:
        anchors = [Anchor(name, 0, 10, 500 - index) for index, name in enumerate(sorted(names))]
        book = bind([plain_part(anchors)])
        found = pdfkit.destinations(book)
        assert sorted(y for _, y in found.values()) == sorted(anchor.y for anchor in anchors)
        for name, (page, y) in found.items():
            assert pdfkit.destination(book, name) == (page, [10.0, y, 0.0])

    @pytest.mark.parametrize('count', [1, 64, 65, 64 * 64, 64 * 64 + 1])
    def test_trees_of_every_depth(self, count: int) -> None:
        book = bind([plain_part([Anchor(f'a{n}', n % 3, 0, n / 10) for n in range(count)], pages=3)])
        assert pdfkit.destinations(book) == {f'a{n}': (n % 3, n / 10) for n in range(count)}
        for n in {0, count // 2, count - 1}:
            assert pdfkit.destination(book, f'a{n}') == (n % 3, [0.0, pytest.approx(n / 10), 0.0])
        assert pdfkit.problems(book) == []

    def test_an_anchor_in_two_places_is_refused(self) -> None:
        with pytest.raises(TwiceAnchored, match="'talk' is in two places: back and plain 1"):
            bind([*PARTS, plain_part([Anchor('talk', 0, 0, 0)])])


class TestLinks:
    def test_they_lead_to_the_right_pages(self) -> None:
        with pikepdf.open(io.BytesIO(BOOK)) as book:
            places = pdfkit.destinations(BOOK)
            (inner,), (web,), (back,) = (list(page.Annots) for page in book.pages)
            assert places[str(inner.Dest)] == (2, 300.5)
            assert places[str(back.Dest)] == (1, 560)
            assert str(back.Contents) == 'zurück'
            assert str(web.A.URI) == 'https://example.org/%C3%A4%20b?x=(1)'
            assert str(web.Contents) == 'Web'
            assert '/Contents' not in inner
            for link in (inner, web, back):
                assert (link.F, list(link.Border)) == (4, [0, 0, 0])
            assert [float(edge) for edge in inner.Rect] == [40, 545, 140, 560]

    def test_pdfium_follows_them(self) -> None:
        raw = pypdfium2.raw
        with pypdfium2.PdfDocument(BOOK) as book:
            page = book[0]
            link = raw.FPDFLink_GetLinkAtPoint(page.raw, 90, 550)
            target = pypdfium2.PdfDest(raw.FPDFLink_GetDest(book.raw, link), book)
            assert target.get_index() == 2

    @pytest.mark.parametrize(
        'target', ['javascript:alert(1)', 'file:///etc/passwd', 'www.example.org', '', 'ftp://x.org']
    )
    def test_no_other_schemes(self, target: str) -> None:
        book = bind(
            [plain_part(links=[Link(0, 0, 0, 9, 9, target, 0), Link(0, 0, 0, 9, 9, 'MAILTO:a@example.org', 0)])]
        )
        with pikepdf.open(io.BytesIO(book)) as read:
            assert [str(link.A.URI) for link in read.pages[0].Annots] == ['MAILTO:a@example.org']
        assert pdfkit.problems(book) == []

    def test_one_that_leads_nowhere_is_named(self) -> None:
        with pytest.raises(UnknownAnchor, match="a link on page 1 of its part leads to the anchor 'nowhere'"):
            bind([plain_part(links=[Link(0, 0, 0, 9, 9, '#nowhere', 0)])])
        with pytest.raises(UnknownAnchor, match="the bookmark 'Lost' leads to the anchor 'gone'"):
            bind(outline=[OutlineItem('Lost', 'gone', 0)])


def tree_of(levels: Sequence[int], titles: Sequence[str]) -> pdfkit.Outline:
    """Levels to a tree, by recursion on the first item: the plain reading of what levels mean."""
    if not levels:
        return []
    end = next((index for index, level in enumerate(levels) if index and level <= levels[0]), len(levels))
    return [(titles[0], tree_of(levels[1:end], titles[1:end])), *tree_of(levels[end:], titles[end:])]


def steps(wanted: Sequence[int]) -> list[int]:
    """Levels, each at most one deeper than the one before."""
    taken: list[int] = []
    for level in wanted:
        taken.append(min(level, taken[-1] + 1 if taken else 0))
    return taken


class TestOutline:
    @settings(deadline=None, max_examples=40)
    @given(st.lists(st.integers(0, 5), max_size=60).map(steps), st.data())
    def test_round_trip(self, levels: list[int], data: st.DataObject) -> None:
        words = st.text(st.characters(codec='utf-8', exclude_categories=['C', 'Z']), min_size=1, max_size=8)
        titles = [data.draw(words) for _ in levels]
        items = [
            OutlineItem(title, f'a{n}', level) for n, (title, level) in enumerate(zip(titles, levels, strict=True))
        ]
        part = plain_part([Anchor(f'a{n}', n % 2, 0, 0) for n in range(len(items))], pages=2)
        book = bind([part], items)
        assert pdfkit.outline(book) == tree_of(levels, titles)
        found = pdfkit.bookmarks(book)
        assert [mark[:3] for mark in found] == [(level, titles[n], n % 2) for n, level in enumerate(levels)]
        assert book == bind([part], items)

    def test_the_reader_first_sees_two_levels(self) -> None:
        levels = [0, 0, 1, 2, 2, 3, 1, 2, 0]
        items = [OutlineItem(str(n), 'a', level) for n, level in enumerate(levels)]
        book = bind([plain_part([Anchor('a', 0, 0, 0)])], items)
        assert [mark[3] for mark in pdfkit.bookmarks(book)] == [0, 2, -2, 0, -1, 0, -1, 0, 0]
        with pikepdf.open(io.BytesIO(book)) as read:
            assert read.Root.Outlines.Count == 5

    def test_levels_that_leap_are_led_back(self) -> None:
        items = [OutlineItem(str(n), 'a', level) for n, level in enumerate([3, 5, 1, 4, -1])]
        book = bind([plain_part([Anchor('a', 0, 0, 0)])], items)
        assert [mark[0] for mark in pdfkit.bookmarks(book)] == [0, 1, 1, 2, 0]

    def test_a_title_is_one_line(self) -> None:
        book = bind([plain_part([Anchor('a', 0, 0, 0)])], [OutlineItem('Two\n  lines\r(of 𝔘)', 'a', 0)])
        assert pdfkit.outline(book) == [('Two lines (of 𝔘)', [])]


PROGRAM = """
import hashlib, sys
sys.path.insert(0, {tests!r})
import test_assemble
print(hashlib.sha256(test_assemble.BOOK).hexdigest())
"""


class TestSameness:
    @pytest.mark.parametrize('seed', ['1', '2'])
    def test_of_bytes_in_another_process(self, seed: str) -> None:
        import hashlib

        program = PROGRAM.format(tests=str(Path(__file__).parent))
        environment = {**os.environ, 'PYTHONHASHSEED': seed, 'TZ': 'Asia/Tokyo'}
        done = subprocess.run(
            [sys.executable, '-c', program], env=environment, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == hashlib.sha256(BOOK).hexdigest()

    def test_identifiers_tell_books_apart(self) -> None:
        def identifier(pdf: bytes) -> bytes:
            with pikepdf.open(io.BytesIO(pdf)) as book:
                first, second = book.trailer.ID
                assert bytes(first) == bytes(second)
                assert len(bytes(first)) == 16
                return bytes(first)

        assert identifier(bind()) == identifier(bind())
        assert identifier(bind()) != identifier(bind(metadata=dataclasses.replace(METADATA, title='Another')))


class TestGrowth:
    def test_overhead_is_linear_and_small(self) -> None:
        """Bytes and objects beyond content and fonts, of books of 100 and 200 pages with seven links each."""

        def overhead(pages: int) -> tuple[int, int]:
            anchors = [Anchor(f'a-talk-with-a-long-name-{n}', n // 4, 40, 500 - n % 4) for n in range(4 * pages)]
            links = [Link(n // 7, 40, n % 500, 90, 110, f'#{anchors[n % 99].name}', 0) for n in range(7 * pages)]
            part = plain_part(anchors, pages, links)
            items = [OutlineItem(f'Talk {n}', anchor.name, n % 2) for n, anchor in enumerate(anchors[::2])]
            book = bind([part], items)
            with pikepdf.open(io.BytesIO(book)) as read:
                streams = sum(len(i.read_raw_bytes()) for i in read.objects if isinstance(i, pikepdf.Stream))
                packed = sum(
                    len(i.read_raw_bytes())
                    for i in read.objects
                    if isinstance(i, pikepdf.Stream) and i.get('/Type') in ('/ObjStm', '/XRef')
                )
                return len(book) - streams + packed, len(read.objects)

        (small, few), (large, many) = overhead(100), overhead(200)
        assert large < 2.05 * small
        assert many < 2.05 * few
        assert large / 200 < 600
