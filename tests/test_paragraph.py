"""Paragraphs become lines that fill the measure and say what was written, whatever was written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import pytest
from book import ROOT, loaded
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.design import Layout, TextStyle
from booklet.diagnostics import Sink
from booklet.fonts import Library
from booklet.markup import Inline, LineBreak, Style
from booklet.page import Line, MathRun, Run
from booklet.paragraph import Composer
from booklet.structure import Structure

BODY = TextStyle('body', 'text', 9.7, 12.2)
RAGGED = replace(BODY, name='ragged', align='left', hyphenate=False)
TITLE = replace(RAGGED, name='title', size=14, leading=17, balance=True)
MEASURE = 250.0
LOREM = (
    'Transformers are deep architectures that define in-context mappings which enable predicting new so-called tokens '
    'based on a given set of tokens as the input data. We present the ability of these architectures to handle an '
    'arbitrarily large number of context tokens. To mathematically and uniformly address their expressivity, we '
    'consider the case that the mappings are conditioned on a context represented by a probability distribution of '
    'tokens. The relevant notion of smoothness then corresponds to continuity in terms of the Wasserstein distance.'
)


@lru_cache(maxsize=1)
def resources() -> tuple[Layout, Library]:
    _, layout, library = loaded(ROOT, 'symposium')
    return layout, library


@lru_cache(maxsize=4)
def composer(language: str = 'en') -> Composer:
    return Composer(*resources(), Sink(), language)


def fresh(language: str = 'en') -> Composer:
    return Composer(*resources(), Sink(), language)


def said(lines: Sequence[Line]) -> str:
    """The text of lines as a reader joins it again."""
    text = ''
    for line in lines:
        own = line.text
        if line.hyphen:
            assert own[-1] in '-\u00ad'
            text += own[:-1]
        else:
            text += own if line.tight else own + ' '
    return text


def words(text: str) -> list[str]:
    return re.sub('[ \u00a0]+', ' ', text.replace('\u200b', '')).strip().split(' ')


def plain(text: str, style: TextStyle = BODY, measure: float = MEASURE, language: str = 'en') -> list[Line]:
    return composer(language).lines((Inline(text),), style, measure, language=language)


def natural_space(line: Line) -> float:
    run = line.runs[0]
    assert isinstance(run, Run)
    return run.space.width * run.style.size


# --- measure ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize('measure', [170.0, 210.0, 250.0, 300.0, 400.0])
def test_justified_lines_fill_the_measure(measure: float) -> None:
    lines = plain(LOREM, measure=measure)
    assert len(lines) > 3
    for line in lines[:-1]:
        assert line.width == pytest.approx(measure, abs=0.1)
        assert ends(line) == pytest.approx(measure, abs=0.1)
    assert lines[-1].width <= measure + 0.1
    (run,) = lines[-1].runs
    assert isinstance(run, Run)
    assert run.gap <= natural_space(lines[-1]) * 1.01  # the last line is not stretched


def ends(line: Line) -> float:
    """Where the line ends, from its words and gaps alone."""
    run = line.runs[-1]
    if isinstance(run, MathRun):
        return run.x + run.formula.width * run.style.size
    return run.x + sum(w.width for w in run.words) * run.style.size + run.gap * (len(run.words) - 1)


def test_spaces_of_good_lines_are_neither_tight_nor_wide() -> None:
    for line in plain(LOREM, measure=300.0)[:-1]:
        (run,) = line.runs
        assert isinstance(run, Run)
        assert 0.6 < run.gap / natural_space(line) < 2.0


def test_ragged_lines_have_their_natural_spaces() -> None:
    lines = plain(LOREM, RAGGED)
    for line in lines:
        (run,) = line.runs
        assert isinstance(run, Run)
        assert run.gap == pytest.approx(natural_space(line), abs=0.01)
        assert line.width <= MEASURE + 0.01
    assert len({round(line.width) for line in lines}) > 1
    assert not any(line.hyphen for line in lines)


def test_a_ragged_line_is_no_lone_word_where_a_name_moves_down_whole() -> None:
    """Both lines lack more than badness tells; the longer is the better all the same."""
    name = ' ·\u00a0Maximiliane\u00a0von\u00a0und\u00a0zu\u00a0Hohenwetter'
    text = f'The fog machine that stops{name} · Tide\u00a0Hall'
    wide = sum(line.width for line in plain(text[4:].rpartition(' · ')[0], RAGGED, 1000.0)) + 8
    first, *_ = [line.text for line in plain(text, RAGGED, wide)]
    assert first.startswith('The fog machine that')


def test_no_ragged_paragraph_ends_in_half_a_word_where_it_can_be_helped() -> None:
    style = replace(RAGGED, hyphenate=True)
    words = LOREM.split()
    texts = [' '.join(words[: len(words) - left]) for left in range(12)]
    found = [plain(text, style, float(measure)) for measure in range(110, 260, 7) for text in texts]
    assert any(line.hyphen for lines in found for line in lines)
    assert not any(lines[-2].hyphen for lines in found if lines[-1].width < MEASURE / 2)


def test_ragged_lines_keep_their_spaces_where_a_word_is_broken() -> None:
    lines = plain(LOREM.replace(' ', ' extraordinarily '), replace(RAGGED, hyphenate=True), 110.0)
    assert any(line.hyphen for line in lines)
    for line in lines:
        (run,) = line.runs
        assert isinstance(run, Run)
        assert run.gap == pytest.approx(natural_space(line), abs=0.01)


def test_first_line_is_indented_and_the_others_may_hang() -> None:
    indented = plain(LOREM, replace(BODY, first_indent=20.0))
    assert [line.width for line in indented[:2]] == pytest.approx([MEASURE - 20, MEASURE], abs=0.1)
    hanging = plain(LOREM, replace(BODY, hanging=30.0))
    assert [line.width for line in hanging[:3]] == pytest.approx([MEASURE, MEASURE - 30, MEASURE - 30], abs=0.1)


def test_titles_are_balanced() -> None:
    text = 'Avoiding representational collapse in non-contrastive self-supervised learning: Lessons from neurobiology'
    greedy, even = plain(text, replace(TITLE, balance=False)), plain(text, TITLE)
    assert len(even) == len(greedy)
    assert spread(even) <= spread(greedy)
    short = 'A title of hardly more words than fit on a single line of it'
    assert spread(plain(short, TITLE)) < 0.35 * MEASURE < spread(plain(short, replace(TITLE, balance=False)))


def test_titles_break_at_spaces_rather_than_at_hyphens() -> None:
    text = 'Ten thousand hand-drawn ways to the ferry'
    (first,) = plain('Ten thousand hand-drawn', TITLE, 1000.0)
    found = [[line.text for line in plain(text, TITLE, first.width + more)] for more in (1.0, -1.0)]
    assert found[0] == ['Ten thousand hand-drawn', 'ways to the ferry']
    assert found[1] == ['Ten thousand hand-', 'drawn ways to the ferry']  # else there would be three


def spread(lines: Sequence[Line]) -> float:
    return max(line.width for line in lines) - min(line.width for line in lines)


def test_forced_breaks_end_lines() -> None:
    lines = composer().lines((Inline('One'), LineBreak(), Inline('two, three'), LineBreak(), Inline('four')), BODY, 250)
    assert [line.text for line in lines] == ['One', 'two, three', 'four']
    assert all(line.width < 100 for line in lines)  # none is stretched


# --- words ------------------------------------------------------------------------------------------------------------


def test_hyphenated_words_join_again() -> None:
    lines = plain(LOREM, measure=150.0)
    assert sum(line.hyphen for line in lines) >= 2
    assert words(said(lines).strip()) == LOREM.split()
    for line in lines:
        if line.hyphen:
            (run,) = line.runs
            assert isinstance(run, Run)
            assert run.words[-1].glyphs[-1][1] == '\u00ad'
            assert len(run.words[-1].text) > 2


def test_compounds_may_end_a_line_after_their_hyphen() -> None:
    text = 'so-called in-context self-supervised non-contrastive higher-order data-driven'
    lines = plain(' '.join([text] * 4), measure=120.0)
    assert any(line.tight for line in lines)
    assert all(line.text.endswith('-') for line in lines if line.tight)
    assert said(lines).split() == text.split() * 4


def test_no_break_spaces_hold() -> None:
    text = 'It weighs 10\u00a0kg, said J.\u00a0S.\u00a0Achterberg, see Fig.\u00a03 and §\u00a012 '
    for measure in range(90, 300, 7):
        for line in plain((text * 3).strip(), measure=float(measure)):
            assert not re.search(r'(10|J\.|S\.|Fig\.|§)$', line.text), line.text
            assert not re.match(r'(kg|Achterberg|3|12)\b', line.text), line.text


def test_spaces_at_the_ends_and_doubled_ones_do_not_count() -> None:
    assert [line.text for line in plain('  two  words ')] == ['two words']
    assert plain('   ') == []
    assert composer().lines((), BODY, MEASURE) == []


@pytest.mark.parametrize(
    'text',
    ['one \u00a0two', '\u00a0one two', 'one two\u00a0', '\u00a0 one\u00a0\u00a0two', 'one \u200b two', 'one two\u200b'],
)
def test_odd_spaces_do_no_harm(text: str) -> None:
    for inlines in ((Inline(text),), (Inline('before ', Style.EMPHASIS), Inline(text))):
        assert said(composer().lines(inlines, BODY, MEASURE)).split()[-2:] == ['one', 'two']


def test_spaces_alone_are_no_paragraph() -> None:
    assert plain('\u00a0') == plain(' \u00a0 \u200b') == []


def test_a_word_of_three_hundred_letters_stays_within_the_measure() -> None:
    for style in (BODY, RAGGED, TITLE):
        text = f'before {"x" * 300} after'
        lines = plain(text, style, 120.0)
        assert all(ends(line) <= 120.05 for line in lines)
        assert re.sub('[ \u00ad-]', '', ''.join(line.text for line in lines)) == text.replace(' ', '')


def test_addresses_break_where_one_can_see_it() -> None:
    lines = plain(
        'https://proceedings.example.org/2024/papers/a-rather-long-name-of-a-paper.pdf?version=2', RAGGED, 120
    )
    assert len(lines) > 2
    assert all(line.text[-1] in '/-.?=' for line in lines[:-1])
    assert not any(line.hyphen for line in lines)


def test_nothing_overfull_is_reported_for_prose_in_narrow_columns() -> None:
    own = fresh()
    for measure in (90.0, 110.0, 140.0):
        for line in own.lines((Inline(LOREM),), BODY, measure):
            assert ends(line) <= measure + 0.05
    assert not own.sink.items


# --- mixed ------------------------------------------------------------------------------------------------------------

MIXED = (
    Inline('The '),
    Inline('emphatic', Style.EMPHASIS),
    Inline(' and the '),
    Inline('strong', Style.STRONG),
    Inline(' word, a link to '),
    Inline('the programme', link='https://programme.example'),
    Inline(', a formula '),
    Inline('x^2+y^2', math=True),
    Inline(', code '),
    Inline('print(1)', Style.CODE),
    Inline(' and a note'),
    Inline('1', Style.SUPERSCRIPT),
    Inline('. '),
)


def test_mixed_paragraphs_fill_the_measure_too() -> None:
    lines = composer().lines(MIXED * 5, BODY, MEASURE)
    assert len(lines) > 4
    for line in lines[:-1]:
        assert line.width == pytest.approx(MEASURE, abs=0.1)
        assert ends(line) == pytest.approx(MEASURE, abs=0.1)
        for one, two in zip(line.runs, line.runs[1:], strict=False):
            assert two.x >= one.x + one.width - 0.01


def test_runs_carry_face_link_and_element() -> None:
    structure = Structure()
    paragraph = structure.add('P', -1)
    lines = composer().lines(MIXED, BODY, 2000.0, structure=structure, parent=paragraph)
    (line,) = lines
    runs = {run_text(run): run for run in line.runs}
    faces = {name: runs[name].style.face for name in ('emphatic', 'strong', 'print(1)')}
    assert faces == {
        'emphatic': 'LibertinusSerif-Italic',
        'strong': 'LibertinusSerif-Bold',
        'print(1)': 'LibertinusMono-Regular',
    }
    link = runs['the programme']
    assert link.link == 'https://programme.example'
    assert structure.elements[link.element].role == 'Link'
    assert structure.elements[link.element].parent == paragraph
    (formula,) = {run.element for run in line.runs if isinstance(run, MathRun)}  # one, in however many pieces it is
    assert structure.elements[formula].role == 'Formula'
    assert structure.elements[formula].alt
    note = runs['1']
    assert note.style.size < BODY.size
    assert note.style.rise > 0
    assert note.x == pytest.approx(before(line, note), abs=0.01)  # no space before it


def run_text(run: Run | MathRun) -> str:
    return ' '.join(word.text for word in run.words) if isinstance(run, Run) else run.formula.source


def before(line: Line, run: Run | MathRun) -> float:
    other = line.runs[line.runs.index(run) - 1]
    return other.x + other.width


def test_emphasis_inside_a_word_does_not_break_it() -> None:
    for measure in range(40, 200, 5):
        lines = composer().lines(
            (Inline('some words un'), Inline('believ', Style.EMPHASIS), Inline('able')), RAGGED, measure
        )
        assert 'unbelievable' in ' '.join(line.text for line in lines)


def test_formulas_that_cannot_be_set_stand_as_source_and_are_reported() -> None:
    own = fresh()
    lines = own.lines((Inline('before '), Inline(r'\frac{1}{', math=True), Inline(' after')), BODY, MEASURE)
    assert said(lines).split()[0] == 'before'
    assert r'\frac{1}{' in said(lines)
    assert len(own.sink.items) == 1


# --- faces ------------------------------------------------------------------------------------------------------------


def test_another_face_helps_out_with_a_glyph() -> None:
    own = fresh()
    lines = own.lines((Inline('The arrow ⟶ and ℝ here'),), BODY, MEASURE)
    assert said(lines).split() == ['The', 'arrow', '⟶', 'and', 'ℝ', 'here']
    runs = [run for line in lines for run in line.runs if isinstance(run, Run)]
    assert not any(word.holes for run in runs for word in run.words)
    assert not own.sink.items


def test_a_character_that_no_face_has_is_named_once() -> None:
    own = fresh()
    for _ in range(2):
        lines = own.lines((Inline('A sign \U00012000 and again \U00012000'),), BODY, MEASURE)
    assert said(lines).split()[2] == '\U00012000'
    (finding,) = own.sink.items
    assert 'CUNEIFORM SIGN A' in finding.message
    assert 'U+12000' in finding.message
    assert finding.hint


# --- any text ---------------------------------------------------------------------------------------------------------

WORD = st.one_of(
    st.sampled_from([*LOREM.split(), 'Lust-Piquard', 'and/or', 'yes—no', '1990–2024', '86\u00a0400', 'Donaudampfschiff',
                     'https://a.example/b', '(NTK).', 'Ødegård', 'x', '“quoted”', '…', 'e.\u00a0V.', '-']),
    st.text('abcdefghijklmnopqrstuvwxyzäöü', min_size=1, max_size=40),
    st.text('-–/ab1', min_size=1, max_size=6),
    st.text('ab\u00a0\u200b', max_size=6),
)  # fmt: skip
TEXT = st.lists(WORD, min_size=1, max_size=60).map(' '.join)
STYLES = st.sampled_from([BODY, RAGGED, TITLE, replace(BODY, first_indent=12.0), replace(RAGGED, hanging=10.0)])


@given(TEXT, STYLES, st.floats(60, 400), st.sampled_from(['en', 'de']))
@settings(max_examples=120, deadline=None)
def test_no_word_is_lost_or_doubled_and_no_line_too_wide(
    text: str, style: TextStyle, measure: float, language: str
) -> None:
    lines = plain(text, style, measure, language)
    assert words(said(lines)) == words(text)
    for number, line in enumerate(lines):
        room = measure - (style.hanging if number else style.first_indent)
        assert ends(line) <= room + 0.05 or '\u00a0' in text, line.text  # what is tied may be too wide to stay so
        assert line.width == pytest.approx(ends(line), abs=0.01)
        for run in line.runs:
            if isinstance(run, Run) and len(run.words) > 1:
                # No tighter than TeX lets it be, but for the kern of a compound that is whole again.
                least = 0.6 * run.space.width * run.style.size
                assert run.gap > least or '\u00a0' in text, line.text


SPAN = st.builds(
    Inline,
    TEXT,
    st.sampled_from([Style.PLAIN, Style.EMPHASIS, Style.STRONG, Style.CODE, Style.EMPHASIS | Style.STRONG]),
    st.sampled_from(['', '', 'https://a.example']),
)
SPANS = st.lists(st.one_of(SPAN, st.just(Inline('a+b', math=True))), min_size=1, max_size=6)


@given(SPANS, STYLES, st.floats(60, 400))
@settings(max_examples=100, deadline=None)
def test_no_word_of_mixed_text_is_lost_or_doubled(spans: list[Inline], style: TextStyle, measure: float) -> None:
    parted: list[Inline | LineBreak] = []
    for number, span in enumerate(spans):
        parted += [Inline(' ')] if number else []
        parted.append(span)
    lines = composer().lines(tuple(parted), style, measure)
    expected = ' '.join(span.text for span in spans)
    told = ''.join(told_of(line) for line in lines).strip()
    assert words(told) == words(expected)
    for number, line in enumerate(lines):
        room = measure - (style.hanging if number else style.first_indent)
        assert ends(line) <= room + 0.05 or '\u00a0' in expected, line.text


def told_of(line: Line) -> str:
    """As `Line.text`, with the sources of formulas."""
    text = ''.join([' ' * run.spaced + run_text(run) for run in line.runs])
    if line.hyphen:
        return text[:-1]
    return text if line.tight else text + ' '
