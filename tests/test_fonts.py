"""Faces: found in folders, chosen as CSS chooses, pinned, pickled; broken files are told, not tripped over."""

from __future__ import annotations

import pickle
import re
import shutil
import struct
import time
from pathlib import Path

import pytest
import uharfbuzz as hb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booklet.fonts import Library, UnknownFamily
from booklet.sfnt import BrokenFont, describe
from booklet.stock import fonts_folder

STOCK = fonts_folder()
SERIF = STOCK / 'libertinus' / 'LibertinusSerif-Regular.otf'
SANS = STOCK / 'source-sans-3' / 'SourceSans3[wght].ttf'


@pytest.fixture
def library() -> Library:
    return Library([STOCK])


def test_the_stock_families_by_their_typographic_names(library: Library) -> None:
    assert library.diagnostics == ()
    assert set(library.families) >= {'Libertinus Serif', 'Libertinus Sans', 'Source Sans 3', 'STIX Two Math'}
    assert 'Libertinus Serif Semibold' not in library.families
    assert 'libertinus  SERIF' in library
    assert 'Libertinus' not in library


@pytest.mark.parametrize(
    ('weight', 'italic', 'style'),
    [
        (400, False, 'Regular'),
        (500, False, 'Regular'),  # up to 500, then down
        (300, False, 'Regular'),
        (550, False, 'Semibold'),
        (600, True, 'Semibold Italic'),
        (650, False, 'Bold'),  # bolder looks up first
        (900, True, 'Bold Italic'),
        (1, True, 'Italic'),
    ],
)
def test_the_nearest_face_as_css_has_it(library: Library, weight: int, italic: bool, style: str) -> None:
    face = library.face('Libertinus Serif', weight, italic)
    assert (face.style, face.italic) == (style, italic)
    assert face.key == 'LibertinusSerif-' + style.replace(' ', '')


def test_a_family_without_italics_gives_its_upright(library: Library) -> None:
    assert library.face('Libertinus Mono', 400, italic=True).key == 'LibertinusMono-Regular'


def test_variable_fonts_are_pinned_to_the_weight(library: Library) -> None:
    semibold = library.face('Source Sans 3', 600, italic=True)
    between = library.face('Source Sans 3', 450)
    assert (semibold.key, semibold.axes) == ('SourceSans3-SemiBoldItalic', (('wght', 600.0),))
    assert (between.key, between.axes) == ('SourceSans3-wght450', (('wght', 450.0),))
    assert library.face('Source Sans 3', 1000).weight == 900, 'the axis ends there'
    bold, light = library.face('Source Sans 3', 700), library.face('Source Sans 3', 300)
    glyph = bold.hb_font.get_nominal_glyph(ord('m'))
    assert glyph is not None
    assert bold.advance(glyph) > light.advance(glyph)
    assert 'fvar' not in hb.Face(hb.Blob(bold.subset({glyph}))).table_tags


def test_the_same_face_is_the_same_object(library: Library) -> None:
    assert library.face('Source Sans 3', 600) is library.face('source sans 3', 600)


def test_keys_are_plain_pdf_names_and_unique(library: Library) -> None:
    faces = [
        library.face(family, weight, italic)
        for family in library.families
        for weight in (100, 400, 450, 600, 700)
        for italic in (False, True)
    ]
    for face in faces:
        assert re.fullmatch(r'[A-Za-z0-9-]{1,70}', face.key)
    keys = {face.key: (face.path, face.axes) for face in faces}
    assert len(set(keys.values())) == len(keys) == len(set(faces))


def test_an_unknown_family_lists_those_there_are(library: Library) -> None:
    with pytest.raises(
        UnknownFamily, match=r"no font family 'Libertine Serif'; there are: .*Libertinus Serif"
    ) as caught:
        library.face('Libertine Serif')
    assert caught.value.hint == "did you mean 'Libertinus Serif'?"
    assert library.suggest('Zapf Chancery').startswith('there are: ')


def test_faces_are_pickled_without_what_they_opened(library: Library) -> None:
    for face in (library.face('Source Sans 3', 650), library.face('Libertinus Serif')):
        assert face.cap_height > 600
        again = pickle.loads(pickle.dumps(face))
        assert again == face
        assert 'hb_face' in face.__dict__
        assert 'hb_face' not in again.__dict__
        assert again.cap_height == face.cap_height


def test_the_earlier_folder_wins(tmp_path: Path) -> None:
    shutil.copy(SERIF, tmp_path / 'Mine.otf')
    assert Library([tmp_path, STOCK]).face('Libertinus Serif').path == tmp_path / 'Mine.otf'
    assert Library([STOCK, tmp_path]).face('Libertinus Serif').path == SERIF
    assert Library([tmp_path, STOCK]).face('Libertinus Serif', 700).path.parent == SERIF.parent
    keys = {
        library.face('Libertinus Serif').key for library in (Library([tmp_path, STOCK]), Library([tmp_path, tmp_path]))
    }
    assert keys == {'LibertinusSerif-Regular'}


def test_missing_folders_hold_nothing(tmp_path: Path) -> None:
    assert Library([tmp_path / 'nowhere']).families == ()
    with pytest.raises(UnknownFamily, match='there are: none'):
        Library([]).face('Any')


def test_what_booklet_fonts_lists(library: Library) -> None:
    listings = {(listing.family, listing.style): listing for listing in library.faces()}
    serif = listings['Libertinus Serif', 'Regular']
    assert serif.path == SERIF
    assert serif.weights == (400, 400)
    assert {'Latin', 'Greek', 'Polytonic Greek', 'Cyrillic', 'Vietnamese', 'Hebrew'} == set(serif.scripts)
    assert {'onum', 'tnum', 'smcp', 'kern', 'liga'} <= set(serif.features)
    assert 'latn' in serif.layout_scripts
    assert listings['Source Sans 3', 'variable'].weights == (200, 900)
    assert listings['Source Sans 3', 'variable italic'].italic
    assert 'Mathematics' in listings['STIX Two Math', 'Regular'].scripts


def test_broken_files_are_told_and_the_rest_found(tmp_path: Path) -> None:
    shutil.copy(SERIF, tmp_path)
    (tmp_path / 'a.ttf').write_bytes(b'')
    (tmp_path / 'b.otf').write_bytes(b'<html>not found</html>')
    (tmp_path / 'c.otf').write_bytes(SERIF.read_bytes()[:5000])
    (tmp_path / 'd.ttc').write_bytes(b'ttcf' + struct.pack('>2I', 0x10000, 2**31))
    library = Library([tmp_path])
    assert library.families == ('Libertinus Serif',)
    told = [(Path(item.span.file).name, item.message) for item in library.diagnostics if item.span]
    assert [name for name, _ in told] == ['a.ttf', 'b.otf', 'c.otf', 'd.ttc']
    assert 'not an OpenType or TrueType font' in told[1][1]
    assert 'cut off' in told[2][1]
    assert 'a collection of 2147483648 faces' in told[3][1]


def _collection(*fonts: bytes) -> bytes:
    """A TrueType collection of whole fonts, their table directories moved to where they now stand."""
    head = 12 + 4 * len(fonts)
    result = b'ttcf' + struct.pack('>2I', 0x10000, len(fonts))
    starts, bodies, place = [], [], head
    for font in fonts:
        moved = bytearray(font)
        for number in range(struct.unpack_from('>H', font, 4)[0]):
            at = 12 + 16 * number + 8
            struct.pack_into('>I', moved, at, struct.unpack_from('>I', font, at)[0] + place)
        starts.append(place)
        bodies.append(bytes(moved))
        place += len(moved)
    return result + struct.pack(f'>{len(fonts)}I', *starts) + b''.join(bodies)


def test_every_face_of_a_collection(tmp_path: Path) -> None:
    bold = SERIF.with_name('LibertinusSerif-Bold.otf')
    (tmp_path / 'both.ttc').write_bytes(_collection(SERIF.read_bytes(), bold.read_bytes()))
    library = Library([tmp_path])
    assert library.diagnostics == ()
    light, heavy = library.face('Libertinus Serif', 400), library.face('Libertinus Serif', 700)
    assert (light.index, heavy.index) == (0, 1)
    original = Library([STOCK]).face('Libertinus Serif', 700)
    glyph = original.hb_font.get_nominal_glyph(ord('m'))
    assert glyph is not None
    assert heavy.advance(glyph) == original.advance(glyph) != light.advance(glyph)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from([SERIF, SANS]),
    damage=st.lists(st.tuples(st.integers(0, 3000), st.binary(min_size=1, max_size=8)), max_size=6),
)
def test_damaged_fonts_are_described_or_refused(path: Path, damage: list[tuple[int, bytes]], tmp_path: Path) -> None:
    data = bytearray(path.read_bytes())
    for place, junk in damage:
        data[place : place + len(junk)] = junk
    file = tmp_path / 'damaged.otf'
    file.write_bytes(data)
    try:
        found = describe(file)
    except BrokenFont:
        found = ()
    assert all(description.family for description in found)
    library = Library([tmp_path])
    assert len(library.families) + len(library.diagnostics) >= 1


def test_a_scan_opens_no_font(library: Library) -> None:
    """Some 17 files in two milliseconds; the bound is wide for slow machines, the best of several counts."""
    spent = []
    for _ in range(5):
        start = time.perf_counter()
        Library([STOCK])
        spent.append(time.perf_counter() - start)
    assert min(spent) < 0.02
