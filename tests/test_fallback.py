"""The face for what a style's own lacks: who is asked, in which order, and what counts as having a cluster."""

from __future__ import annotations

import itertools
import pickle
import shutil
import struct
from collections.abc import Sequence
from pathlib import Path

import pdfkit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet import build as pipeline
from booklet import font_files
from booklet.assemble import Metadata, assemble
from booklet.coverage import shown, spellings
from booklet.diagnostics import Severity, Sink
from booklet.font_files import scan_system, system_folders
from booklet.fonts import Face, Library
from booklet.sfnt import BrokenFont, describe, east_asian
from booklet.stock import fonts_folder

STOCK = fonts_folder()
OWN = Path(__file__).parent / 'fonts'
JAPANESE = OWN / 'test-sans-cjk' / 'TestSansCJKjp-Regular.otf'
HEBREW = STOCK / 'noto-serif-hebrew' / 'NotoSerifHebrew-Regular.ttf'
LIBRARY = Library([OWN, STOCK])


def key(text: str, chain: Sequence[str] = (), weight: int = 400, italic: bool = False, language: str = '') -> str:
    face = LIBRARY.fallback(text, chain, weight, italic, language=language)
    return face.key if face else ''


def changed(path: Path, table: bytes, place: int, value: bytes, tag: bytes = b'') -> bytes:
    """The font with some bytes of a table written over, or the table's tag."""
    data = bytearray(path.read_bytes())
    entry = next(at for at in range(12, 12 + 16 * 40, 16) if data[at : at + 4] == table)
    (start,) = struct.unpack_from('>I', data, entry + 8)
    data[start + place : start + place + len(value)] = value
    data[entry : entry + 4] = tag or table
    return bytes(data)


# --- the order ---


def test_the_chain_comes_first_and_in_its_order() -> None:
    assert key('Я', ['Source Sans 3', 'Libertinus Sans']) == 'SourceSans3-Regular'
    assert key('Я', ['libertinus  SANS', 'Source Sans 3']) == 'LibertinusSans-Regular'
    assert key('א', ['Source Sans 3', 'Noto Serif Hebrew']) == 'NotoSerifHebrew-Regular', 'the first has no Hebrew'


def test_unknown_families_in_the_chain_are_passed_over() -> None:
    assert key('Я', ['No Such Family', 'Source Sans 3']) == 'SourceSans3-Regular'


def test_the_project_comes_before_the_stock_and_the_machine_last(tmp_path: Path) -> None:
    places = [tmp_path / name for name in ('project', 'stock', 'machine')]
    for place, source in zip(places, ('noto-serif-hebrew', 'libertinus', 'noto-serif-thai'), strict=True):
        shutil.copytree(STOCK / source, place)
    project, stock, machine = places
    one = Library([project, stock], [machine])
    assert [face.path.parent for face in (one.fallback(c, [], 400, False) for c in 'אЯก') if face] == places
    assert Library([project, stock]).fallback('ก', [], 400, False) is None
    other = Library([stock], [project])
    face = other.fallback('א', [], 400, False)
    assert face is not None
    assert face.family == 'Libertinus Serif'


def test_families_for_running_text_come_first() -> None:
    assert key('א') == 'LibertinusSerif-Regular'
    assert key('∀') == 'LibertinusSerif-Regular', 'not the math face'
    assert key('𝔸') == 'STIXTwoMath-Regular'
    sans = LIBRARY.fallback('א', [], 400, False, around='Source Sans 3')
    assert sans is not None
    assert sans.key == 'LibertinusSans-Regular'


@pytest.mark.parametrize(
    ('text', 'family'),
    [
        ('ع', 'Amiri'),
        ('گ', 'Amiri'),
        ('न', 'NotoSerifDevanagari'),
        ('ก', 'NotoSerifThai'),
        ('😀', 'NotoEmoji'),
        ('ᾧ', 'LibertinusSerif'),
        ('ữ', 'LibertinusSerif'),
        ('ђ', 'LibertinusSerif'),
        ('한', 'TestSansCJKkr'),
        ('か', 'TestSansCJKjp'),
    ],
)
def test_every_script_promised(text: str, family: str) -> None:
    assert key(text) == f'{family}-Regular'
    assert key(text, weight=800).startswith(family)


def test_what_no_face_has() -> None:
    for text in ('ሀ', '\U000f0000', '\ud800', 'aሀ'):
        assert LIBRARY.fallback(text, ['Libertinus Serif'], 400, False) is None
    assert Library([]).fallback('a', [], 400, False) is None


# --- clusters ---


def test_a_face_must_have_the_whole_cluster() -> None:
    assert key('נָ', ['Libertinus Sans']) == 'LibertinusSans-Regular'
    assert key('नी') == 'NotoSerifDevanagari-Regular'
    assert key('अ\u0e33') == '', 'no face has Devanagari and Thai'
    assert key('あ゙', ['Libertinus Serif']) == 'TestSansCJKjp-Regular'


def test_composed_and_decomposed_are_the_same() -> None:
    for text in ('ữ', 'u\u031b\u0303', 'か\u3099', 'が'):
        assert key(text) != '', text
    assert key('\u0430\u0306', ['Libertinus Mono', 'Source Sans 3']) == 'SourceSans3-Regular'


def test_what_is_not_to_be_seen_does_not_count() -> None:
    assert key('न\u200dน'[:2]) == 'NotoSerifDevanagari-Regular'
    assert key('😀\U000e0067\U000e007f') == 'NotoEmoji-Regular'
    assert key('👩\u200d🔬') == 'NotoEmoji-Regular'
    for text in ('', '\u200d', '\ufe0f', '\u2068\u2069', '\u00ad'):
        assert LIBRARY.fallback(text, [], 400, False) is None
    assert shown('a\u200db\ufe0f') == 'ab'


@given(st.text(max_size=6))
def test_spellings_are_of_the_same_text(text: str) -> None:
    for spelling in spellings(text):
        assert spelling
        assert len(set(spelling)) == len(spelling)
    assert bool(spellings(text)) == bool(shown(text))


def test_emoji_or_text_as_asked() -> None:
    assert key('☎\ufe0f') == key('❤\ufe0f') == key('1\ufe0f\u20e3') == 'NotoEmoji-Regular'
    assert 'Emoji' not in key('☎\ufe0e')
    assert key('☎') == key('☎\ufe0e')
    assert key('☎\ufe0f', ['Libertinus Serif', 'STIX Two Math']) == 'NotoEmoji-Regular', 'even before the chain'
    assert key('😀\ufe0e') == 'NotoEmoji-Regular', 'there is no choice'


def test_pictures_are_not_letters() -> None:
    assert key('☃', ['Test Colour']) != 'TestColour-Regular', 'nothing but layers of colour'
    assert key('☄', ['Test Colour']) == 'TestColour-Regular', 'has an outline too'


def test_a_font_of_pictures_alone_is_refused(tmp_path: Path) -> None:
    (tmp_path / 'Pictures.ttf').write_bytes(changed(HEBREW, b'glyf', 0, b'', b'CBDT'))
    with pytest.raises(BrokenFont, match='pictures of letters, and no outlines'):
        describe(tmp_path / 'Pictures.ttf')
    assert [item.severity for item in Library([tmp_path]).diagnostics] == [Severity.WARNING]


# --- weight, slant, language ---


@pytest.mark.parametrize(
    ('text', 'chain', 'weight', 'italic', 'wanted'),
    [
        ('न', [], 700, False, 'NotoSerifDevanagari-Bold'),
        ('न', [], 600, True, 'NotoSerifDevanagari-Bold'),
        ('न', [], 300, False, 'NotoSerifDevanagari-Regular'),
        ('Я', ['Source Sans 3'], 620, True, 'SourceSans3-wght620Italic'),
        ('😀', [], 700, True, 'NotoEmoji-Regular'),
        ('א', [], 700, True, 'LibertinusSerif-SemiboldItalic'),  # the bold italic has no Hebrew
    ],
)
def test_the_nearest_weight_and_slant_that_has_it(
    text: str, chain: list[str], weight: int, italic: bool, wanted: str
) -> None:
    assert key(text, chain, weight, italic) == wanted


@pytest.mark.parametrize(
    ('language', 'wanted'),
    [
        ('ja', 'jp'),
        ('ja-JP', 'jp'),
        ('zh', 'sc'),
        ('zh-Hans-SG', 'sc'),
        ('zh_TW', 'tc'),
        ('zh-Hant', 'tc'),
        ('zh-HK', 'tc'),  # there is none for Hong Kong
        ('ko', 'kr'),
        ('', 'jp'),
        ('de', 'jp'),
    ],
)
def test_the_language_chooses_among_east_asian_faces(language: str, wanted: str) -> None:
    assert key('語', language=language) == key('、', language=language) == f'TestSansCJK{wanted}-Regular'


def test_a_character_matters_more_than_its_language() -> None:
    assert key('々', language='ko') == 'TestSansCJKjp-Regular'


def test_the_language_chooses_in_the_chain_but_not_out_of_it() -> None:
    both = ['Test Sans CJK KR', 'Test Sans CJK SC']
    assert key('語', both) == 'TestSansCJKkr-Regular', 'where nothing tells, the chain does'
    assert key('語', both, language='zh') == 'TestSansCJKsc-Regular'
    assert key('語', both, language='ko') == 'TestSansCJKkr-Regular'
    assert key('語', both, language='ja') == 'TestSansCJKkr-Regular'
    assert key('א', language='ja') == key('א')


def test_what_faces_say_of_their_language(tmp_path: Path) -> None:
    said = {
        d.family: d.languages
        for path in (JAPANESE, JAPANESE.with_name('TestSansCJK-Regular.ttc'))
        for d in describe(path)
    }
    assert said == {
        'Test Sans CJK JP': ('ja',),
        'Test Sans CJK KR': ('ko',),
        'Test Sans CJK SC': ('zh-Hans',),
        'Test Sans CJK TC': ('zh-Hant',),
    }
    for pages, languages in ((1 << 17, ('ja',)), (1 << 20, ('zh-Hant',)), (3 << 17, ()), (1 << 19 | 1 << 21, ('ko',))):
        (tmp_path / 'Pages.ttf').write_bytes(changed(HEBREW, b'OS/2', 78, pages.to_bytes(4)))
        assert describe(tmp_path / 'Pages.ttf')[0].languages == languages


@pytest.mark.parametrize(
    ('tag', 'wanted'),
    [
        *[('ja', 'ja'), ('Jpan', 'ja'), ('Hans', 'zh-Hans'), ('cmn', 'zh-Hans'), ('zh-TW', 'zh-Hant'), ('Kore', 'ko')],
        *[('zh-Hant-HK', 'zh-HK'), ('zh-mo', 'zh-HK'), ('yue', 'zh-HK'), ('en-JP', ''), ('', ''), ('-', '')],
    ],
)
def test_language_tags(tag: str, wanted: str) -> None:
    assert east_asian(tag) == wanted


# --- the same everywhere ---


def test_a_face_is_found_once() -> None:
    first = LIBRARY.fallback('न', ['Libertinus Serif'], 400, False)
    assert first is LIBRARY.fallback('न', ['Libertinus Serif'], 400, False)
    assert first is LIBRARY.face('Noto Serif Devanagari')


def test_a_pickled_library_finds_the_same() -> None:
    LIBRARY.fallback('न', [], 400, False)
    again = pickle.loads(pickle.dumps(LIBRARY))
    for text in ('न', 'Я', '漢', 'ሀ'):
        assert again.fallback(text, [], 500, True) == LIBRARY.fallback(text, [], 500, True)


@settings(max_examples=20, deadline=None)
@given(st.permutations(['Source Sans 3', 'Twin A', 'Twin B']))
def test_keys_do_not_depend_on_what_was_opened_before(twins: Library, order: list[str]) -> None:
    again = pickle.loads(pickle.dumps(twins))
    keys = {family: again.face(family, 450).key for family in order}
    assert keys == {family: pickle.loads(pickle.dumps(twins)).face(family, 450).key for family in keys}
    assert len(set(keys.values())) == 3


@pytest.fixture(scope='module')
def twins(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Three variable families, two of which would have one name in the PDF."""
    folder = tmp_path_factory.mktemp('twins')
    data = (STOCK / 'source-sans-3' / 'SourceSans3[wght].ttf').read_bytes()
    (folder / 'a.ttf').write_bytes(data)
    for name, family in (('b', 'Twin A'), ('c', 'Twin B')):
        wide, new = 'Source Sans 3'.encode('utf-16-be'), family.ljust(13, '\0').encode('utf-16-be')
        (folder / f'{name}.ttf').write_bytes(data.replace(wide, new))
    library = Library([folder])
    assert library.families == ('Source Sans 3', 'Twin A', 'Twin B')
    return library


# --- embedding ---


def bound(runs: Sequence[tuple[Face, str]]) -> bytes:
    part = pdfkit.paint('part', [[run] for run in runs])
    return assemble([part], pdfkit.by_key(*(face for face, _ in runs)), (), (), Metadata('Title', '', 'en'))


def test_east_asian_faces_are_embedded_and_read_again() -> None:
    runs = [
        (LIBRARY.face(f'Test Sans CJK {name}'), text) for name, text in (('JP', '漢字かな、組版。'), ('TC', '漢語草今'))
    ]
    book = bound(runs)
    assert pdfkit.problems(book) == []
    assert pdfkit.texts(book) == [text for _, text in runs]
    with pdfkit.fonts(book) as fonts:
        for font in fonts:
            descendant = font.DescendantFonts[0]
            assert descendant.Subtype == '/CIDFontType0'
            assert descendant.FontDescriptor.FontFile3.Subtype == '/CIDFontType0C'
            assert len(descendant.FontDescriptor.FontFile3.read_raw_bytes()) < 3000


def test_glyphs_of_a_cid_keyed_face_look_as_in_the_face(tmp_path: Path) -> None:
    """Its CIDs are not its glyph ids: each letter must still be itself, by pdfium and PIL."""
    import pypdfium2
    from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

    face, text = LIBRARY.face('Test Sans CJK JP'), '漢字文科A'
    with pypdfium2.PdfDocument(bound([(face, text)])) as read:
        seen = read[0].render(scale=4, crop=(39, 535, 260, 30)).to_pil().convert('L')
    drawn = Image.new('L', seen.size, 255)
    ImageDraw.Draw(drawn).text((4, 60), text, 0, ImageFont.truetype(face.path, 48), anchor='ls', features=['-kern'])
    (difference,) = ImageStat.Stat(ImageChops.difference(seen, drawn)).mean
    (ink,) = ImageStat.Stat(ImageChops.invert(drawn)).mean
    assert ink > 5
    assert difference < 0.4 * ink, (difference, ink)


def test_variable_cff2_is_embedded_as_cff() -> None:
    face = LIBRARY.face('Test Two', 900)
    book = bound([(face, 'AB')])
    assert pdfkit.problems(book) == []
    assert pdfkit.texts(book) == ['AB']
    with pdfkit.fonts(book) as (font,):
        assert font.DescendantFonts[0].FontDescriptor.FontFile3.Subtype == '/CIDFontType0C'


def test_a_damaged_cff_table_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / 'Damaged.otf').write_bytes(changed(JAPANESE, b'CFF ', 4, b'\xff' * 4000))
    face = Library([tmp_path]).face('Test Sans CJK JP')
    part = pdfkit.paint('part', [[(face, '漢')]])
    with pytest.raises(BrokenFont, match=r'Damaged\.otf cannot be embedded'):
        assemble([part], pdfkit.by_key(face), (), (), Metadata('Title', '', 'en'))


# --- the machine's fonts ---


def test_broken_and_restricted_fonts_of_the_machine_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / 'a' / 'b').mkdir(parents=True)
    shutil.copy(HEBREW, tmp_path / 'a' / 'b' / 'Good.TTF')
    (tmp_path / 'broken.ttf').write_bytes(b'no font')
    (tmp_path / 'cut.otf').write_bytes(JAPANESE.read_bytes()[:4000])
    (tmp_path / 'restricted.ttf').write_bytes(changed(HEBREW, b'OS/2', 8, b'\0\2'))
    (tmp_path / 'bitmaps.ttf').write_bytes(changed(HEBREW, b'OS/2', 8, b'\2\0'))
    (tmp_path / 'readme.txt').write_text('no font', encoding='utf-8')
    assert [d.path.name for d in scan_system([tmp_path, tmp_path / 'none'])] == ['Good.TTF']
    library = Library([], [tmp_path])
    assert library.diagnostics == ()
    assert library.families == ('Noto Serif Hebrew',)
    assert len(Library([tmp_path]).faces()) == 3, 'in a project, the licence is for its owner to read'


def test_fonts_with_a_box_for_everything_are_passed_over(tmp_path: Path) -> None:
    name = 'Noto Serif Hebrew'
    for number, blank in enumerate(('LastResort', '.Hidden', 'Adobe Blank')):
        wide, new = name.encode('utf-16-be'), blank.ljust(len(name), '\0').encode('utf-16-be')
        (tmp_path / f'{number}.ttf').write_bytes(HEBREW.read_bytes().replace(wide, new))
    assert len(Library([tmp_path]).faces()) == 3
    assert [*scan_system([tmp_path])] == []


def test_a_scan_of_the_machine_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in 'abc':
        (tmp_path / name).mkdir()
        shutil.copy(HEBREW, tmp_path / name)
    monkeypatch.setattr(font_files, '_MOST_ENTRIES', 5)
    assert [d.path.parent.name for d in scan_system([tmp_path])] == ['a', 'b']


def test_the_folders_of_each_platform(tmp_path: Path) -> None:
    home = tmp_path / 'home'
    wanted = {
        'linux': [home / '.local/share/fonts', home / '.fonts', tmp_path / 'x/fonts', tmp_path / 'y/fonts'],
        'darwin': [home / 'Library/Fonts'],
        'win32': [home / 'AppData/Local/Microsoft/Windows/Fonts', tmp_path / 'Windows/Fonts'],
    }
    environment = {
        'HOME': str(home),
        'XDG_DATA_DIRS': f'{tmp_path / "x"}:{tmp_path / "y"}:',
        'WINDIR': str(tmp_path / 'Windows'),
    }
    for folder in itertools.chain.from_iterable(wanted.values()):
        folder.mkdir(parents=True)
    for platform, folders in wanted.items():
        found = system_folders(platform, environment)
        assert [folder for folder in found if folder.is_relative_to(tmp_path)] == folders
    shutil.rmtree(home)
    assert home / '.fonts' not in system_folders('linux', environment)


def test_the_machine_is_asked_only_if_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = tmp_path / 'machine'
    shutil.copytree(OWN / 'test-sans-cjk', machine)
    monkeypatch.setattr(font_files, 'system_folders', lambda: (machine,))
    assert 'Test Sans CJK JP' not in pipeline.open_library(tmp_path)
    assert 'Test Sans CJK JP' in pipeline.open_library(tmp_path, system_fonts=True)


def test_a_warning_tells_that_the_bytes_depend_on_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_files, 'system_folders', lambda: ())
    for wanted in (False, True):
        sink = Sink()
        pipeline.check(tmp_path, 'symposium', sink, system_fonts=wanted)
        assert (font_files.WARNING in [item.message for item in sink.items]) == wanted
