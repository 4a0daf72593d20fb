"""Paragraphs in any script fill their lines, in visual order, and every reader gets back the words that went in."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest
from book import ROOT, loaded
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfkit import texts

from booklet.assemble import Metadata, PageLabel, assemble
from booklet.design import TextStyle
from booklet.diagnostics import Sink
from booklet.fonts import Library
from booklet.markup import Inline, Style
from booklet.page import Element, Line, MathRun, Page, Placed, Run
from booklet.paint import paint_part
from booklet.paragraph import Composer
from booklet.units import Size

BODY = TextStyle('body', 'text', 10.0, 13.0)
RAGGED = replace(BODY, align='left', hyphenate=False)
SIZE = Size(400.0, 600.0)

# A paragraph in each, longer than a line; the faces are the stock ones and those of tests/fonts.
SCRIPTS = {
    'ar': 'يدرس هذا البحث تاريخ الخط العربي وتطوره من القرن السابع إلى اليوم. نعرض فيه أمثلة من المخطوطات القديمة.',
    'he': 'ההרצאה עוסקת בסדר דפוס בעברית ובשאלות של כיווניות: מה קורה כאשר מילים לטיניות מופיעות בתוך משפט עברי.',
    'ja': 'これは日本のあたらしいほんです。「ことば」と、カタカナの（テスト）をならべて、ぎょうのおわりをしらべます。',
    'th': 'ภาษาไทยไม่มีการเว้นวรรคระหว่างคำ ดังนั้นการตัดบรรทัดจึงต้องใช้พจนานุกรม และต้องรักษาตำแหน่งของสระ',
    'hi': 'यह व्याख्यान देवनागरी लिपि के मुद्रण के इतिहास पर है और संयुक्ताक्षर जैसे क्ष त्र ज्ञ को सही ढंग से जोड़ना है।',
    'el': 'Μῆνιν ἄειδε θεὰ Πηληϊάδεω Ἀχιλῆος οὐλομένην, ἣ μυρί’ Ἀχαιοῖς ἄλγε’ ἔθηκε, πολλὰς δ’ ἰφθίμους ψυχὰς.',
    'ru': 'Доклад посвящён набору кириллических текстов: переносам слов, кавычкам «ёлочкам» и тире.',
    'vi': 'Bài viết này trình bày các dấu thanh trong tiếng Việt: ước, nghiêng, khuỷu, thuở; và cách đặt dấu chồng.',
    'en': 'Emoji such as 🎉 and 👍 stand amid words, as do arrows → and שלום or مرحبا in other scripts.',
}
LEFTWARDS = ('ar', 'he')


@lru_cache(maxsize=1)
def library() -> Library:
    return Library([ROOT / 'tests' / 'fonts', ROOT / 'fonts'])


def composer(language: str = 'en') -> Composer:
    _, layout, _ = loaded(ROOT, 'symposium')
    return Composer(layout, library(), Sink(), language)


def ink(line: Line) -> tuple[float, float]:
    return min(run.x for run in line.runs), max(run.x + run.width for run in line.runs)


def joined(text: str) -> str:
    return ''.join(unicodedata.normalize('NFC', text).split()).replace('\u00ad', '')


def said(lines: list[Line]) -> str:
    """What the lines say in reading order, words that were broken whole again."""
    return joined(' '.join(line.text for line in lines).replace('\u00ad ', ''))


@pytest.mark.parametrize('language', SCRIPTS)
def test_lines_fill_the_measure_and_say_all(language: str) -> None:
    own = composer(language)
    lines = own.lines((Inline(SCRIPTS[language]),), BODY, 200.0)
    assert len(lines) > 1
    assert said(lines) == joined(SCRIPTS[language])
    for line in lines[:-1]:
        assert ink(line) == pytest.approx((0.0, 200.0), abs=0.05), line.text
    assert not own.sink.items
    assert not any(word.holes for line in lines for run in line.runs if isinstance(run, Run) for word in run.words)


@pytest.mark.parametrize('language', LEFTWARDS)
def test_words_stand_from_the_right_to_the_left(language: str) -> None:
    lines = composer(language).lines((Inline(SCRIPTS[language]),), RAGGED, 200.0)
    for line in lines:
        assert all(run.level % 2 for run in line.runs if isinstance(run, Run) and run.text.strip('.'))
        starts = [run.x for run in line.runs]
        assert starts == sorted(starts, reverse=True)


def test_what_runs_to_the_right_does_so_inside_what_runs_to_the_left() -> None:
    (line,) = composer('he').lines((Inline('אחת two three ארבע'),), RAGGED, 400.0)
    first, latin, last = line.runs
    assert (first.text, latin.text, last.text) == ('אחת', 'two three', 'ארבע')  # type: ignore[union-attr]
    assert last.x < latin.x < first.x
    assert first.x + first.width == pytest.approx(line.width)


def test_formulas_keep_their_direction() -> None:
    (line,) = composer('he').lines((Inline('נוסחה '), Inline('a<b', math=True), Inline(' סוף')), RAGGED, 400.0)
    pieces = [run for run in line.runs if isinstance(run, MathRun)]
    assert [run.x for run in pieces] == sorted(run.x for run in pieces)


@pytest.mark.parametrize(('book', 'paragraph'), [('en', 'ar'), ('ar', 'en')])
def test_a_paragraph_against_its_book_ends_where_its_readers_expect(book: str, paragraph: str) -> None:
    """Its last line begins at the side where the language begins, in the mirror image that the book becomes too."""
    text = SCRIPTS['ar'] if paragraph == 'ar' else 'The last line of this English paragraph is flush left in any book.'
    style = replace(BODY, first_indent=12.0)
    lines = composer(book).lines((Inline(text),), style, 160.0, language=paragraph)
    left, right = ink(lines[-1])
    if book == 'en':
        assert right == pytest.approx(160.0, abs=0.05)  # placed at the column's left edge
        assert ink(lines[0])[1] == pytest.approx(160.0 - 2 * 12.0, abs=0.05)  # placed an indent further in
    else:
        assert left == pytest.approx(0.0)
        assert lines[-1].width == pytest.approx(160.0)  # its mirror image begins at the column's left edge
        assert lines[0].width == pytest.approx(160.0 - 2 * 12.0)


@pytest.mark.parametrize('measure', range(60, 240, 7))
def test_no_line_begins_or_ends_with_what_may_not(measure: float) -> None:
    for line in composer('ja').lines((Inline(SCRIPTS['ja'] * 2),), BODY, measure, language='ja'):
        assert line.text[0] not in '、。」）ょっー'
        assert line.text[-1] not in '「（'


def test_brackets_and_stops_stand_on_half_their_squares() -> None:
    (line,) = composer('ja').lines((Inline('あ「い」、う。'),), RAGGED, 400.0, language='ja')
    # あ, half a square of space, half a bracket, い, half a bracket, half a comma, half a space, う, half a stop
    assert line.width == pytest.approx(10.0 * (1 + 0.5 + 0.5 + 1 + 0.5 + 0.5 + 0.5 + 1 + 0.5))


def test_a_quarter_of_an_em_stands_beside_letters_of_other_scripts() -> None:
    (line,) = composer('ja').lines((Inline('あTeXい'),), RAGGED, 400.0, language='ja')
    first, latin, last = line.runs
    assert latin.x - first.x - first.width == pytest.approx(2.5)
    assert last.x - latin.x - latin.width == pytest.approx(2.5)


def test_emphasis_and_small_capitals_fall_back_too() -> None:
    for style in (Style.EMPHASIS, Style.STRONG, Style.CODE, Style.SMALL_CAPS, Style.SUPERSCRIPT):
        own = composer()
        own.lines((Inline('שלום مرحبا あ ไทย हिन्दी 🎉', style),), BODY, 200.0)
        assert not own.sink.items


@lru_cache(maxsize=16)
def pdf(language: str) -> bytes:
    own = composer(language)
    lines = own.lines((Inline(SCRIPTS[language]),), BODY, 360.0)
    items = tuple(Placed(20.0, 560.0 - 15 * n, line, 1) for n, line in enumerate(lines))
    elements = (Element('Sect', -1), Element('P', 0))
    part = paint_part('part', [Page(SIZE, 1, items)], SIZE, own.math_face.key, elements, {})
    faces = {face.key: face for face in own.faces}
    return assemble((part,), faces, (), (PageLabel(0, 'D'),), Metadata('Title', 'Author', language))


@pytest.mark.parametrize('language', SCRIPTS)
def test_pdfium_reads_what_was_written(language: str) -> None:
    (found,) = texts(pdf(language))
    assert sorted(joined(found)) == sorted(joined(SCRIPTS[language]))
    if language not in LEFTWARDS:
        read = joined(found)
        for word in SCRIPTS[language].split():
            if not any(unicodedata.bidirectional(character) in ('R', 'AL') for character in word):
                assert joined(word) in read, word
    else:
        words = set(found.split())
        assert sum(word in words for word in SCRIPTS[language].split()) >= 0.8 * len(SCRIPTS[language].split())


@pytest.mark.skipif(not shutil.which('pdftotext'), reason='poppler is not installed')
@pytest.mark.parametrize('language', SCRIPTS)
def test_poppler_reads_what_was_written(language: str, tmp_path: Path) -> None:
    file = tmp_path / 'a.pdf'
    file.write_bytes(pdf(language))
    found = subprocess.run(['pdftotext', '-nopgbrk', file, '-'], capture_output=True, text=True, check=True).stdout
    bare = ''.join(c for c in found if unicodedata.category(c) != 'Cf')  # the directions that poppler adds
    words = {joined(word) for word in bare.split()} | {joined(bare)}
    for word in SCRIPTS[language].split():
        if word.isalpha() or language in LEFTWARDS:
            assert any(joined(word) in read for read in words), word


MIXED = st.lists(
    st.sampled_from(
        [
            *[
                'שלום',
                'مرحبا',
                'あいう、「」。',
                'TeX',
                'so-called',
                '12.5',
                'ไทย',
                'हिन्दी',
                '🎉',
                'Ёлка',
                '(ab)',
                '“q”',
            ],
            ' ',
            '\u00a0',
        ]
    ),
    min_size=1,
).map(' '.join)


@given(MIXED, st.floats(40, 400), st.sampled_from(['en', 'he', 'ja']), st.sampled_from([BODY, RAGGED]))
@settings(max_examples=150, deadline=None)
def test_no_word_of_any_script_is_lost_or_doubled(text: str, measure: float, language: str, style: TextStyle) -> None:
    lines = composer(language).lines((Inline(text),), style, measure)
    assert said(lines) == joined(text)
    for line in lines:
        spans = sorted((run.x, run.x + run.width) for run in line.runs)
        assert all(end <= start + 0.01 for (_, end), (start, _) in pairwise(spans))  # none overlap


def test_stops_hang_out_whole_or_not_at_all() -> None:
    style, hanging = replace(BODY, protrusion=True, expansion=0.02), 0
    for measure in range(80, 240, 3):
        *lines, last = composer('ja').lines((Inline(SCRIPTS['ja'] * 2),), style, float(measure), language='ja')
        assert ink(last)[1] <= measure + 5.0
        for line in lines:
            end = ink(line)[1]
            assert line.width <= measure + 0.01
            if end > measure + 0.1:
                hanging += 1
                assert line.text[-1] in '、。'
                assert end == pytest.approx(measure + 5.0, abs=0.3)
    assert hanging > 3


def test_no_space_stands_between_a_closing_bracket_and_a_stop_of_another_script() -> None:
    (line,) = composer().lines((Inline('are 「かぎ」.'),), RAGGED, 400.0)
    assert line.text == 'are 「かぎ」.'
    assert line.runs[-1].x == pytest.approx(line.runs[-2].x + line.runs[-2].width)


def test_a_formula_stays_whole_in_a_title_and_breaks_in_a_paragraph() -> None:
    text = (Inline('What is on time? '), Inline('E=mc^2', math=True), Inline(' and more words of it'))
    title = composer().lines(text, replace(RAGGED, balance=True), 120.0)
    assert sum(isinstance(run, MathRun) for line in title for run in line.runs) == 1
    wide = (Inline('+'.join(f'x_{{{n}}}' for n in range(30)), math=True),)
    assert len(composer().lines(wide, replace(RAGGED, balance=True), 120.0)) > 2
    assert len(composer().lines(wide, BODY, 120.0)) > 2


def test_long_words_keep_their_direction() -> None:
    lines = composer('he').lines((Inline('שלום' * 40),), RAGGED, 100.0)
    assert len(lines) > 3
    assert all(run.level == 1 for line in lines for run in line.runs if isinstance(run, Run))


def test_ligature_characters_are_set_in_the_face_of_the_text() -> None:
    (line,) = composer().lines((Inline('an eﬃcient ﬂow'),), RAGGED, 400.0)
    (run,) = line.runs
    assert run.text == 'an efficient flow'  # type: ignore[union-attr]


def test_what_no_face_has_shows_as_a_square_that_says_what_it_is() -> None:
    own = composer()
    (line,) = own.lines((Inline('a sign ሀ here'),), RAGGED, 360.0)
    glyphs = [glyph for run in line.runs if isinstance(run, Run) for word in run.words for glyph, _ in word.glyphs]
    assert 0 not in glyphs  # PDF/UA-1, 7.21.8
    (finding,) = own.sink.items
    assert 'ETHIOPIC SYLLABLE HA' in finding.message
    part = paint_part('p', [Page(SIZE, 1, (Placed(20.0, 560.0, line, 0),))], SIZE, own.math_face.key, (), {})
    book = assemble((part,), {f.key: f for f in own.faces}, (), (PageLabel(0, 'D'),), Metadata('T', 'A', 'en'))
    assert texts(book) == ['a sign ሀ here']
