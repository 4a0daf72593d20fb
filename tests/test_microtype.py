"""Letters give a little before spaces do, and hang out a little where margins would look ragged."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from book import ROOT, loaded
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.assemble import Metadata, PageLabel, assemble
from booklet.design import Layout, TextStyle
from booklet.diagnostics import Sink
from booklet.fonts import Library
from booklet.markup import Inline, Style
from booklet.page import Element, Line, MathRun, Page, Placed, Run
from booklet.paint import paint_part
from booklet.paragraph import Composer
from booklet.points import hyphenated_points, plain_points
from booklet.protrusion import PROTRUSION
from booklet.shaping import Font
from booklet.tokens import plain_tokens
from booklet.units import Size

PLAIN = TextStyle('plain', 'text', 9.7, 12.2)
BODY = replace(PLAIN, name='body', expansion=0.02, protrusion=True)
FLUSH = replace(BODY, name='flush', protrusion=False)
TITLE = replace(BODY, name='title', align='left', hyphenate=False)
LEFT, MEASURE = 50.0, 240.0
TEXT = (
    'Transformers are deep architectures that define “in-context mappings”, which enable predicting new tokens based '
    'on a given set of tokens. We present the ability of these architectures to handle an arbitrarily large number of '
    'context tokens. To address their expressivity, mathematically and uniformly, we consider the case that the '
    'mappings are conditioned on a context represented by a probability distribution of tokens. And the relevant '
    'notion of smoothness then corresponds to continuity in terms of the Wasserstein distance, as is well known.'
)


@lru_cache(maxsize=1)
def resources() -> tuple[Layout, Library]:
    _, layout, library = loaded(ROOT, 'symposium')
    return layout, library


@lru_cache(maxsize=1)
def composer() -> Composer:
    return Composer(*resources(), Sink(), 'en')


def lines(text: str, style: TextStyle, measure: float = MEASURE) -> list[Line]:
    return composer().lines((Inline(text),), style, measure)


def runs(found: Sequence[Line]) -> list[Run]:
    return [run for line in found for run in line.runs if isinstance(run, Run)]


def own_width(run: Run) -> float:
    return sum(w.width for w in run.words) * run.style.size * run.expansion + run.gap * (len(run.words) - 1)


def ends(line: Line) -> float:
    return line.runs[-1].x + line.runs[-1].width


# --- expansion --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize('measure', [150.0, 200.0, 240.0, 300.0])
def test_expanded_lines_fill_the_measure(measure: float) -> None:
    found = lines(TEXT, FLUSH, measure)
    for line in found[:-1]:
        (run,) = line.runs
        assert isinstance(run, Run)
        assert 0.98 - 1e-9 <= run.expansion <= 1.02 + 1e-9
        assert run.width == pytest.approx(own_width(run))
        assert (run.x, ends(line), line.width) == pytest.approx((0, measure, measure), abs=0.01)
    assert len({run.expansion for run in runs(found)}) > 2
    assert runs(found[-1:])[0].expansion <= 1  # the last line is not stretched


def test_spaces_give_only_when_letters_have_given_all() -> None:
    seen = set()
    for run in runs(lines(TEXT, FLUSH)[:-1]):
        natural = run.space.width * run.style.size * run.expansion
        seen.add(given := round(run.gap - natural, 6) != 0)
        assert given == (abs(run.expansion - 1) > 0.02 - 1e-9)
    assert seen == {True, False}


def test_spaces_vary_less_and_fewer_words_are_broken_with_expansion() -> None:
    def spread(style: TextStyle) -> float:
        gaps = [run.gap / run.space.width / run.style.size for run in runs(lines(TEXT, style)[:-1])]
        return sum((gap - 1) ** 2 for gap in gaps)

    assert spread(FLUSH) < 0.5 * spread(PLAIN)


def test_without_it_and_in_ragged_lines_letters_are_left_alone() -> None:
    for style in (PLAIN, replace(FLUSH, align='left'), replace(FLUSH, align='centre')):
        assert {run.expansion for run in runs(lines(TEXT, style))} == {1.0}


def test_all_runs_of_a_line_are_expanded_alike_and_formulas_are_not() -> None:
    inlines = (
        Inline(TEXT[:60]),
        Inline(TEXT[60:130], Style.EMPHASIS),
        Inline(' '),
        Inline('\\sum_{i=1}^n x_i^2 = y', math=True),
        Inline(' ' + TEXT[130:]),
    )
    found = composer().lines(inlines, FLUSH, MEASURE)
    for line in found[:-1]:
        assert ends(line) == pytest.approx(MEASURE, abs=0.01)
        assert len({run.expansion for run in line.runs if isinstance(run, Run)}) == 1
        for run in line.runs:
            if isinstance(run, MathRun):
                assert run.width == pytest.approx(run.formula.width * run.style.size)
    assert any(isinstance(run, MathRun) for line in found for run in line.runs)
    assert any(run.expansion != 1 for run in runs(found))


# --- protrusion -------------------------------------------------------------------------------------------------------


def body_type(style: TextStyle = BODY) -> Font:
    return composer().type(style).font


def hung(character: str, side: int) -> float:
    return body_type().words[character].width * BODY.size * PROTRUSION[character][side] / 1000


def test_what_hangs_out_does_not_count_to_the_line() -> None:
    seen = set()
    for line in lines(TEXT, BODY, 200.0)[:-1]:
        (run,) = line.runs
        first, last = line.text[0], '-' if line.hyphen else line.text[-1]
        left, right = (hung(c, side) if c in PROTRUSION else 0.0 for side, c in enumerate((first, last)))
        if line.hyphen:  # which may be another glyph
            right = body_type().broken('').width * BODY.size / 2
        assert run.x == pytest.approx(-left)
        assert ends(line) == pytest.approx(200.0 + right, abs=0.01)
        assert line.width == pytest.approx(200.0, abs=0.01)
        seen |= {first, last}
    assert seen & {',', '.', '-'}


def test_quotes_hang_out_left_of_titles_and_of_centred_ones_on_both_sides() -> None:
    title = '“Deep” is a word'
    (line,) = lines(title, TITLE)
    assert line.runs[0].x == pytest.approx(-hung('“', 0))
    (line,) = lines('“Deep” is “a word”', replace(TITLE, align='centre'))
    assert line.runs[0].x == pytest.approx(-hung('“', 0))
    assert line.width == pytest.approx(line.runs[0].width - hung('“', 0) - hung('”', 1))


def test_after_an_indent_nothing_hangs_out() -> None:
    found = lines('“' + TEXT, replace(BODY, first_indent=12.0))
    assert found[0].runs[0].x == 0
    assert lines('“' + TEXT, BODY)[0].runs[0].x < 0


def test_accents_change_nothing() -> None:
    hang = composer().type(BODY).hang
    assert hang is not None
    words = body_type().words
    assert hang.left[words['Ỳes']] == pytest.approx(hang.left[words['Yes']])
    assert hang.left[words['Élan']] == hang.left[words['Elan']] == 0


def test_a_text_that_runs_to_the_left_keeps_to_its_margins() -> None:
    found = lines('“(שלום) ' * 30 + '.', BODY)
    assert len(found) > 2
    for line in found:
        assert min(run.x for run in line.runs) >= -1e-6
        assert max(run.x + run.width for run in line.runs) <= MEASURE + 0.01


@given(st.lists(st.sampled_from(TEXT.split()), min_size=1, max_size=30).map(' '.join))
@settings(max_examples=50, deadline=None)
def test_breakpoints_with_hyphens_and_without_agree_on_what_hangs_out(text: str) -> None:
    found = plain_tokens(text, composer().type(BODY))
    assert found is not None
    hyphenated, places = hyphenated_points(found)
    between = [k for k in range(len(hyphenated.end)) if not places[k].split]
    plain, _ = plain_points(found)
    assert [hyphenated.end[k] for k in between] == pytest.approx(plain.end)
    assert [hyphenated.after[k] for k in between[:-1]] == pytest.approx(plain.after[:-1])


WORDS = st.one_of(
    st.sampled_from([*TEXT.split(), 'Lust-Piquard', 'and/or', 'yes—no', '“Well—”', '(NTK).', '«Où?»', 'Ÿ', '-', '…']),
    st.text('abcdefghijklmnopqrstuvwxyzäöüÀÝ', min_size=1, max_size=40),
    st.text('-–/ab1.,”“', min_size=1, max_size=6),
)
MICRO = st.sampled_from([BODY, TITLE, replace(BODY, align='centre'), replace(BODY, first_indent=12.0, hanging=5.0)])


@given(st.lists(WORDS, min_size=1, max_size=50).map(' '.join), MICRO, st.floats(60, 400))
@settings(max_examples=100, deadline=None)
def test_any_text_fits_and_is_whole(text: str, style: TextStyle, measure: float) -> None:
    found = lines(text, style, measure)
    told = ''.join(line.text[:-1] if line.hyphen else line.text if line.tight else line.text + ' ' for line in found)
    assert told.split() == text.split()
    for number, line in enumerate(found):
        room = measure - (style.hanging if number else style.first_indent)
        assert line.width <= room + 0.05
        for run in line.runs:
            assert isinstance(run, Run)
            assert run.width == pytest.approx(own_width(run), abs=0.01)
            assert run.gap > 0.5 * run.space.width * run.style.size or len(run.words) == 1
        assert -0.5 * style.size <= line.runs[0].x <= 0
        assert line.width - 0.01 <= ends(line) <= line.width + 0.5 * style.size


# --- paint ------------------------------------------------------------------------------------------------------------


def painted(found: Sequence[Line], style: TextStyle) -> bytes:
    items = tuple(Placed(LEFT, 500 - number * style.leading, line, 0) for number, line in enumerate(found))
    face = composer().type(style).font.face
    size = Size(400.0, 550.0)
    part = paint_part('part', [Page(size, 1, items)], size, composer().math_face.key, (Element('P', -1),), {})
    faces = {face.key: face, composer().math_face.key: composer().math_face}
    return assemble((part,), faces, (), (PageLabel(0, 'D'),), Metadata('Title', 'Author', 'en'))


@pytest.mark.parametrize('measure', [160.0, 240.0, 300.0])
def test_line_ends_are_painted_flush(measure: float) -> None:
    """To a hundredth of a point, as pdfium finds the last letter of each line."""
    found = lines(TEXT, FLUSH, measure)
    rights: dict[int, float] = {}
    with pypdfium2.PdfDocument(painted(found, FLUSH)) as document:
        page = document[0].get_textpage()
        for index in range(page.count_chars()):
            left, bottom, right, top = page.get_charbox(index, loose=True)
            if right > left:
                row = round((500 - (bottom + top) / 2) / FLUSH.leading)
                rights[row] = max(rights.get(row, 0.0), right)
    assert len(rights) == len(found)
    for row in range(len(found) - 1):
        assert rights[row] == pytest.approx(LEFT + measure, abs=0.012)


def test_scaling_is_said_only_when_it_changes() -> None:
    found = lines(TEXT, FLUSH)
    with pikepdf.open(io.BytesIO(painted(found, FLUSH))) as pdf:
        content = pikepdf.parse_content_stream(pdf.pages[0])
    scales = [round(float(operands[0]) / 100, 5) for operands, operator in content if str(operator) == 'Tz']
    changes = [1.0] + [round(run.expansion, 5) for run in runs(found)]
    assert scales == [new for old, new in pairwise(changes) if new != old]
