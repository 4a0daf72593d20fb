"""Formulas in pieces and in displays: side by side they are the whole, and nothing runs out that can be broken."""

from __future__ import annotations

import time
from collections import Counter
from unicodedata import combining

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.formula import Formula
from booklet.math import MathError, set_display, set_math


def placed(formula: Formula, x: float) -> list[tuple[int, float, float, float]]:
    return [(g.glyph, g.x + x, g.y, g.scale) for g in formula.glyphs]


def assert_pieces_are_the_whole(formula: Formula) -> None:
    x, glyphs, rules, paths = 0.0, [], 0, 0
    for piece in formula.pieces:
        glyphs += placed(piece.formula, x)
        rules += len(piece.formula.rules)
        paths += len(piece.formula.paths)
        x += piece.formula.width + piece.gap
    whole = placed(formula, 0.0)
    assert [g[0] for g in glyphs] == [g[0] for g in whole]
    for one, other in zip(glyphs, whole, strict=True):
        assert one[1:] == pytest.approx(other[1:], abs=0.001)
    assert (rules, paths) == (len(formula.rules), len(formula.paths))
    assert x == pytest.approx(formula.width, abs=0.001)
    assert ''.join(piece.formula.source for piece in formula.pieces) == formula.source
    assert formula.pieces[-1].penalty == 0


@pytest.mark.parametrize(
    ('tex', 'pieces'),
    [
        ('a=b+c=d-e', ['a=', 'b+', 'c=', 'd-', 'e']),
        (r'\sum_{i=1}^n x_i\le C\|f\|_{L^2}', [r'\sum_{i=1}^n x_i\le ', r'C\|f\|_{L^2}']),
        (r'a=-b+(-c)\pm d', ['a=', '-b+', r'(-c)\pm ', 'd']),
        (r'A\stackrel{f}{\to}B\xrightarrow[x]{g}C', [r'A\stackrel{f}{\to}', r'B\xrightarrow[x]{g}', 'C']),
        (r'x \not= yyyyy', [r'x \not= ', 'yyyyy']),
        (r'{}=b+c+ddd', ['{}=', 'b+', 'c+', 'ddd']),
        (r'aaaa:=\,bbbb', ['aaaa:=', r'\,bbbb']),
        (r'\color{red}a=b+cc', [r'\color{red}a=', 'b+', 'cc']),
        (r'\left(a+b=c\right)^2 d', [r'\left(a+b=c\right)^2 d']),
        (r'{a=b+ccccc}', [r'{a=b+ccccc}']),
        (r'\frac{a=b}{cccccccccc}', [r'\frac{a=b}{cccccccccc}']),
        (r'aaaaa=bbbbb\over ccccc', [r'aaaaa=bbbbb\over ccccc']),
        ('a=b', ['a=b']),  # too short
    ],
)
def test_formulas_break_after_relations_and_operators(tex: str, pieces: list[str]) -> None:
    formula = set_math(tex)
    assert [piece.formula.source for piece in formula.pieces] == pieces
    assert_pieces_are_the_whole(formula)


def test_penalties_are_texs_and_dearer_between_brackets() -> None:
    outer = [piece.penalty for piece in set_math('a=b+cccc').pieces]
    assert outer == [500, 700, 0]
    inner = [piece.penalty for piece in set_math(r'f(a=b+cccc)').pieces]
    assert all(0 < out < deep < 10_000 for out, deep in zip(outer[:2], inner[:2], strict=True))
    comma = set_math(r'x_1,x_2,\dots,x_n').pieces[0].penalty
    assert 700 < comma < 10_000


def test_spaces_at_a_break_go() -> None:
    first, second = set_math('aaa=bbb').pieces
    assert first.gap == pytest.approx(5 / 18, abs=0.001)  # \thickmuskip
    assert second.formula.glyphs[0].x == pytest.approx(0, abs=0.001)
    assert second.gap == 0


ATOMS = ['a', 'x_{i}^2', r'\frac{a}{b}', r'\sqrt{y}', '(z)', r'\sin x', '3.14', r'\mathbb{R}', r"f'", r'\left[t\right]']
ATOMS += [
    r'\text{ if }',
    r'\cancel{q}',
    r'\boxed{w}',
    r'\hat{\theta}',
    r'\int_0^1 g\,dx',
    r'|v|',
    'n!',
    r'\{k\}',
    r'\phi ',
]
SIGNS = [
    '=',
    '+',
    '-',
    r'\le ',
    r'\to ',
    r'\in ',
    ',',
    r'\quad ',
    r'\,',
    r'\cdot ',
    r'\times ',
    r'\mid ',
    '/',
    ':',
    ' ',
    '',
]


@given(st.lists(st.tuples(st.sampled_from(ATOMS), st.sampled_from(SIGNS)), min_size=2, max_size=12))
def test_pieces_side_by_side_are_the_whole(parts: list[tuple[str, str]]) -> None:
    tex = ''.join(f'{atom}{sign}' for atom, sign in parts)
    formula = set_math(tex)
    assert_pieces_are_the_whole(formula)
    if formula.width > 3 and any(sign == '=' for _, sign in parts[:-1]):
        assert len(formula.pieces) > 1


@given(st.lists(st.tuples(st.sampled_from(ATOMS), st.sampled_from(SIGNS)), min_size=1, max_size=14), st.floats(2, 40))
def test_displays_lose_nothing_and_say_when_they_run_out(parts: list[tuple[str, str]], measure: float) -> None:
    tex = ''.join(f'{atom}{sign}' for atom, sign in parts)
    found = set_display(tex, measure, 100)
    whole = set_math(tex, True)
    assert Counter(g.glyph for line in found.lines for g in line.glyphs) == Counter(g.glyph for g in whole.glyphs)
    assert found.lines[0].speech == whole.speech
    # An accent's origin lies at the right of what is drawn.
    reach = max((g.x for line in found.lines for g in line.glyphs if not combining(g.text)), default=0.0)
    assert found.wide or reach <= measure + 0.01
    scale = max((g.scale for line in found.lines for g in line.glyphs), default=1.0)
    assert 0.7 <= scale <= 1 or scale == 0.7 * 0.7


SOUP = [r'\frac', r'\left(', r'\right)', r'\begin{align}', r'\end{align}', r'\begin{eqnarray}', r'\end{eqnarray}', '&']
SOUP += [
    r'\\',
    r'\text{',
    '{',
    '}',
    '^',
    '_',
    'x',
    '=',
    '+',
    r'\tag{1}',
    r'\quad',
    r'\color{red}',
    r'\stackrel',
    r'\of',
]
SOUP += [
    r'\root',
    r'\buildrel',
    r'\over',
    r'\eqno',
    r'\label{a}',
    r'\not',
    '\n',
    '%',
    '$',
    r'\def\a{b=c}',
    r'\a',
    r'\cr',
]
SOUP += [
    r'\href',
    r'\mathchoice',
    r'\penalty',
    r'\[1ex]',
    '[',
    ']',
    r'\begin{array}{c|c}',
    r'\end{array}',
    r'\begin',
    '|',
]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(SOUP), max_size=14).map(''.join), st.sampled_from([2.0, 20.0]))
def test_soup_is_a_display_or_a_math_error(tex: str, measure: float) -> None:
    for found in (lambda: set_display(tex, measure, measure), lambda: set_math(tex, macros=r'\newcommand{\a}{x=y}')):
        try:
            found()
        except MathError as error:
            column = error.column
        else:
            continue
        assert 1 <= column <= len(tex) + 1


def rows(formula: Formula) -> dict[float, list[str]]:
    """What stands on each baseline, in letters of full size."""
    found: dict[float, list[str]] = {}
    for glyph in formula.glyphs:
        if glyph.scale == 1:
            found.setdefault(round(glyph.y, 2), []).append(glyph.text)
    return found


def test_wide_displays_break_before_relations_which_stand_under_each_other() -> None:
    (line,) = set_display('a=' + 'b' * 20 + '=' + 'c' * 20 + '=' + 'd' * 20, 16, 50).lines
    starts = [texts[0] for texts in rows(line).values()]
    assert starts == ['𝑎', '=', '=']
    relations = [g.x for g in line.glyphs if g.text == '=']
    assert max(relations) - min(relations) < 0.001
    assert line.width == 16


def test_wide_displays_break_before_operators_where_relations_do_not_do() -> None:
    (line,) = set_display('a=' + 'b' * 20 + '+' + 'c' * 20, 16, 50).lines
    first, second = rows(line).values()
    assert second[0] == '+'
    assert first[:2] == ['𝑎', '=']


def test_what_cannot_break_is_set_smaller_and_at_last_runs_off() -> None:
    smaller = set_display('x' * 40, 18, 50)
    assert not smaller.wide
    assert {round(g.scale, 2) for g in smaller.lines[0].glyphs} == {round(18 / set_math('x' * 40, True).width, 2)}
    assert set_display('x' * 80, 18, 50).wide


@pytest.mark.parametrize(
    ('tex', 'number'),
    [
        (r'a=b\tag{7}', '(7)'),
        (r'a=b\eqno(7)', '(7)'),
        (r'a=b\tag*{X}', 'X'),
        (r'\begin{equation}a=b\tag{7}\end{equation}', '(7)'),
        (r'\begin{align}a&=b\notag\\ c&=d\tag{7}\end{align}', '(7)'),
        (r'\begin{equation}\begin{split}a&=b\\ &=c\end{split}\tag{7}\end{equation}', '(7)'),
        ('a=' + '+'.join(['bbbbb'] * 12) + r'\tag{7}', '(7)'),
    ],
)
def test_numbers_stand_at_the_right_margin(tex: str, number: str) -> None:
    (line,) = set_display(tex, 20, 50).lines
    last = line.glyphs[-len(number) :]
    assert ''.join(g.text for g in last) == number
    assert 18 < last[0].x < 20
    assert last[-1].x < 20
    others = [g for g in line.glyphs[: -len(number)] if abs(g.y - last[0].y) < 0.01]
    assert max((g.x for g in others), default=0.0) < last[0].x - 1


def test_rows_keep_their_alignment_whether_they_fit_or_not() -> None:
    fits = set_display(r'\begin{align}a&=b\\ccc&=d+e\end{align}', 20, 50).lines[0]
    broken = set_display(r'\begin{align}a&=' + 'b' * 25 + '+' + 'c' * 25 + r'\\ccc&=d\tag{1}\end{align}', 20, 50).lines[
        0
    ]
    for line in (fits, broken):
        relations = [g.x for g in line.glyphs if g.text == '=']
        assert relations[0] == pytest.approx(relations[1], abs=0.001)
    assert len(rows(broken)) == 3
    assert {g.scale for g in broken.glyphs} == {1}


def test_a_space_after_a_row_is_no_text_and_a_bracket_is() -> None:
    (spaced,) = set_display(r'\begin{align}a&=b\\[3em]c&=d\tag{1}\end{align}', 20, 50).lines
    assert ''.join(g.text for g in spaced.glyphs) == '𝑎=𝑏𝑐=𝑑(1)'
    (interval,) = set_display(r'\begin{align}a&=b\\ [0,1]&=d\end{align}', 20, 50).lines
    assert ''.join(g.text for g in interval.glyphs) == '𝑎=𝑏[0,1]=𝑑'


def test_eqnarray_is_spaced_as_align() -> None:
    one = set_math(r'\begin{eqnarray}a&=&b\\&\le&c\end{eqnarray}', True)
    other = set_math(r'\begin{align}a&=b\\&\le c\end{align}', True)
    assert placed(one, 0) == placed(other, 0)


def test_a_multline_goes_from_the_left_to_the_right() -> None:
    (line,) = set_display(r'\begin{multline}aaa\\+bbb\\+ccc\end{multline}', 20, 50).lines
    first, second, third = (min(g.x for g in line.glyphs if g.text == letter) for letter in '𝑎𝑏𝑐')
    assert first == pytest.approx(1)
    assert first < second < third < 19


def test_what_is_taller_than_the_page_parts_at_its_rows() -> None:
    tex = r'\begin{align}' + r'\\'.join(rf'a_{{{k}}}&=b' for k in range(40)) + r'\end{align}'
    found = set_display(tex, 20, 30)
    assert len(found.lines) > 1
    assert all(line.ascent + line.descent <= 30.01 for line in found.lines)
    assert [line.speech != '' for line in found.lines] == [True] + [False] * (len(found.lines) - 1)
    relations = {round(g.x, 3) for line in found.lines for g in line.glyphs if g.text == '='}
    assert len(relations) == 1
    (matrix,) = set_display(r'\begin{pmatrix}' + r'a\\' * 40 + r'\end{pmatrix}', 20, 30).lines
    assert matrix.ascent + matrix.descent > 30  # nothing could part it


def test_long_source_takes_bounded_time() -> None:
    start = time.process_time()
    for tex in ('a=' * 150 + 'b', r'\frac{a}{b}=' * 300, r'\begin{align}' + r'a&=b\\' * 500 + r'\end{align}'):
        set_math(tex)
        set_display(tex, 28, 40)
    for tex in (
        r'\root' * 700,
        r'\begin{eqnarray}' * 200,
        r'\href' * 700,
        r'\mathchoice{a}{b}{c}{d}' * 170,
        '{' * 4000,
    ):
        try:
            set_display(tex, 28, 40)
        except MathError:
            continue
    assert time.process_time() - start < 2
