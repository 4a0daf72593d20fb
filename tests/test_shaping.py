"""Words become the glyphs that the face's features ask for, and know what each glyph stands for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.fonts import Face, Library
from booklet.shaping import Font, Word, glyph_code

LIBRARY = Library([Path(__file__).resolve().parents[1] / 'fonts'])
SERIF = LIBRARY.face('Libertinus Serif')  # CFF
SANS = LIBRARY.face('Source Sans 3')  # TrueType, variable
EVERY = [LIBRARY.face(listing.family, listing.weights[0], listing.italic) for listing in LIBRARY.faces()]
FACES = pytest.mark.parametrize('face', [SERIF, SANS], ids=['cff', 'truetype'])
PIECE = re.compile(r'\)(-?[\d.]+)\(')


def glyphs(word: Word) -> list[int]:
    return [glyph for glyph, _ in word.glyphs]


def text_of(word: Word) -> str:
    return ''.join(text for _, text in word.glyphs)


def natural(face: Face, word: Word) -> float:
    """The glyphs' own advances together, in ems."""
    return sum(face.advance(glyph) for glyph in glyphs(word)) / face.upem


def painted(face: Face, word: Word) -> float:
    """How far the word's code moves the pen, in ems: own advances less the numbers between the strings."""
    codes = [code for passage in word.passages for code, _ in passage.strokes] or [word.code]
    kerns = sum(float(number) for code in codes for number in PIECE.findall(code))
    return natural(face, word) - kerns / 1000


def test_there_is_one_face_of_each_format() -> None:
    assert SERIF.is_cff
    assert not SANS.is_cff


@FACES
def test_pairs_are_kerned(face: Face) -> None:
    words = Font(face).words
    assert words['AV'].width < words['A'].width + words['V'].width - 0.005
    assert PIECE.search(words['AV'].code)
    assert words['nn'].width == pytest.approx(2 * words['n'].width)


def test_letters_join_to_ligatures_and_stay_apart_where_tracked() -> None:
    plain = Font(SERIF)
    word = plain.words['fi']
    assert len(word.glyphs) == 1
    assert word.glyphs[0][1] == 'fi'
    assert word.edges == pytest.approx((0, word.width / 2))
    tracked = Font(SERIF, tracking=50)
    assert len(tracked.words['fi'].glyphs) == 2
    assert tracked.words['nn'].width == pytest.approx(plain.words['nn'].width + 2 * 0.05)


def test_small_caps_are_glyphs_of_their_own() -> None:
    plain, small = Font(SERIF), Font(SERIF, ('smcp',))
    for letter in 'abgz':
        assert glyphs(plain.words[letter]) != glyphs(small.words[letter])
        assert glyphs(small.words[letter]) != glyphs(plain.words[letter.upper()])
        assert text_of(small.words[letter]) == letter
    assert glyphs(small.words['A']) == glyphs(plain.words['A'])


@FACES
def test_styles_of_figures_differ(face: Face) -> None:
    old, lining = Font(face, ('onum', 'pnum')), Font(face, ('lnum', 'pnum'))
    tabular = Font(face, ('lnum', 'tnum'))
    assert all(glyphs(old.words[d]) != glyphs(lining.words[d]) for d in '3679')
    assert len({round(tabular.words[d].width, 4) for d in '0123456789'}) == 1
    assert len({round(lining.words[d].width, 4) for d in '0123456789'}) > 1
    assert all(text_of(font.words[d]) == d for font in (old, lining, tabular) for d in '0123456789')


@FACES
def test_marks_stand_above_their_letters(face: Face) -> None:
    word = Font(face).words['x\u0301']  # no precomposed form
    assert [text for _, text in word.glyphs] == ['x', '\u0301']
    assert not word.holes
    assert word.width == pytest.approx(Font(face).words['x'].width, abs=0.001)
    assert word.passages or PIECE.search(word.code)


def test_raised_marks_are_pieces_with_their_rise() -> None:
    """Some base wants its mark higher than the mark's own outline stands; no kern can say that."""
    bases = 'AEIOUXBDHKLTbdhklf'
    risen = [w for base in bases for mark in '\u0301\u0303\u030c' if (w := Font(SANS).words[base + mark]).passages]
    assert risen
    for word in risen:
        assert ''.join(code for code, _ in word.passages[0].strokes)
        assert any(rise for _, rise in word.passages[0].strokes)


@FACES
def test_holes_are_reported(face: Face) -> None:
    font = Font(face)
    word = font.words['a\U0001f600b']
    assert word.holes == '\U0001f600'
    assert font.has_holes
    assert not font.words['ab'].holes


@pytest.mark.parametrize('face', EVERY, ids=lambda face: face.key)
def test_broken_words_end_in_a_hyphen(face: Face) -> None:
    font = Font(face)
    word = font.broken('hyphen')
    assert glyphs(word)[:-1] == glyphs(font.words['hyphen'])
    assert word.text in ('hyphen\u00ad', 'hyphen-')
    assert word.width > font.words['hyphen'].width + 0.1
    if word.text.endswith('\u00ad'):  # what the hyphen's glyph stands for, so that readers join the word
        assert word.glyphs[-1][1] == '\u00ad'
        assert font.words['a-b'].glyphs[1][0] != word.glyphs[-1][0]


PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFTVWY0123456789.,;:!?()-–—’“”'
LETTERS = st.one_of(
    st.text(PLAIN + 'ÄÖÜßéèñçøåłž', min_size=1, max_size=24), st.text(PLAIN + '\u0301\u0323', min_size=1, max_size=24)
)


@given(LETTERS, st.sampled_from([SERIF, SANS]), st.sampled_from([(), ('smcp',), ('onum', 'pnum'), ('lnum', 'tnum')]))
@settings(max_examples=150, deadline=None)
def test_widths_are_what_is_painted_and_every_glyph_has_its_text(
    text: str, face: Face, features: tuple[str, ...]
) -> None:
    word = Font(face, features).words[text]
    assert word.width == pytest.approx(painted(face, word), abs=0.0002 * len(text))
    silent = not all(stands_for for _, stands_for in word.glyphs)  # then the word itself says what they stand for
    assert ''.join(passage.said for passage in word.passages) == text if silent else text_of(word) == text
    assert len(word.edges) == len(text)
    assert list(word.edges) == sorted(word.edges)
    assert word.edges[0] == 0
    assert word.edges[-1] < word.width + 1e-9


@given(LETTERS, st.floats(1, 200))
@settings(max_examples=50, deadline=None)
def test_tracking_widens_every_glyph_alike(text: str, tracking: float) -> None:
    face = SANS
    loose, tight = Font(face, tracking=tracking), Font(face, tracking=0.0001)
    width, plain = loose.words[text].width, tight.words[text].width
    assert width == pytest.approx(plain + len(loose.words[text].glyphs) * tracking / 1000, abs=1e-3)


def test_words_are_shaped_once() -> None:
    font = Font(SERIF)
    assert font.words['once'] is font.words['once']
    assert font.broken('on') is font.broken('on')


@pytest.mark.parametrize('glyph', [0, 1, 0x0D0A, 0x2829, 0x5C5C, 0x0D0D, 0x0A0D, 255, 65535])
def test_codes_survive_a_pdf_reader(glyph: int) -> None:
    """What a reader makes of the literal string are the two bytes again (ISO 32000-1, 7.3.4.2)."""
    import pikepdf

    code = glyph_code(glyph).encode('latin-1')
    assert bytes(pikepdf.Object.parse(b'(' + code + b')')) == glyph.to_bytes(2, 'big')


def test_language_chooses_among_forms() -> None:
    """Romanian and Turkish have forms and rules of their own; the face knows them by the language."""
    turkish, english = Font(SERIF, language='tr'), Font(SERIF, language='en')
    assert len(english.words['fi'].glyphs) == 1
    assert len(turkish.words['fi'].glyphs) == 2  # fi would hide the dot that tells i from ı


def test_a_soft_hyphen_on_its_own_is_nothing() -> None:
    word = Font(SERIF).words['\u00ad']
    assert (word.width, word.glyphs, len(word.edges)) == (0.0, (), 1)


def test_what_is_longer_than_any_word_is_shaped_in_pieces() -> None:
    font = Font(SERIF)
    text = 'alignment' * 80_000
    word = font.words[text]
    assert word.text == text
    assert len(word.edges) == len(text)
    assert word.width == pytest.approx(80_000 * font.words['alignment'].width, rel=0.001)
    assert word.edges[-1] < word.width
