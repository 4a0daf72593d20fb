"""Formulas to glyphs: the ids are those of the font that the project holds, and bad TeX is always a MathError."""

from __future__ import annotations

import pickle
import re
import time
from itertools import pairwise

import mathra
import pytest
import uharfbuzz as hb
from hypothesis import given
from hypothesis import strategies as st

from booklet.math import MAX_LENGTH, MathError, font_path, set_math

SAMPLES = [
    r'u:[0,1]^2\to \mathbb{R}',
    r'x^2+\frac{a}{b}',
    r'\sum_{i=1}^{n} \sqrt[3]{x_i} \ne \int_0^\infty e^{-x}\,\mathrm{d}x',
    r'\begin{pmatrix}a&b\\c&d\end{pmatrix}',
    r'f(x)=\begin{cases}1 & x>0\\ 0 & \text{otherwise}\end{cases}',
    r'\left(\frac{\frac{a}{b}}{c}\right) \mathcal{L} \mathfrak{g} \mathbf{x} \boldsymbol{\alpha}',
    r'\widehat{xyz} \vec{x} \overline{AB} \underbrace{abcdef}_n',
]


@pytest.mark.parametrize('tex', SAMPLES)
def test_glyph_ids_are_the_vendored_fonts(tex: str) -> None:
    """mathra draws each glyph as a path beside its id: that path is the outline which our file has under the id."""
    svg = mathra.tex_to_svg(tex, strict=True)
    paths = {int(m[1]): m[2] for m in re.finditer(r'<path id="[^"]*-g(\d+)" d="([^"]*)"', svg)}
    assert {glyph.glyph for glyph in set_math(tex, display=True).glyphs} == set(paths)
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(font_path()))))
    for glyph, path in paths.items():
        drawn = hb.DrawFuncs()
        points: set[tuple[float, float]] = set()
        drawn.set_move_to_func(lambda x, y, found: found.add((x, y)))
        drawn.set_line_to_func(lambda x, y, found: found.add((x, y)))
        drawn.set_quadratic_to_func(lambda cx, cy, x, y, found: found.add((x, y)))
        drawn.set_cubic_to_func(lambda ax, ay, bx, by, x, y, found: found.add((x, y)))
        font.draw_glyph(glyph, drawn, points)
        # The end points of the path's segments: the last pair of each command.
        ends = re.findall(r'(-?[\d.]+) (-?[\d.]+)(?= *(?:[A-Z]|$))', path)
        mine = {(float(x), float(y)) for x, y in ends}
        assert len(mine & points) >= 0.9 * len(mine)


def test_places_scales_and_measures() -> None:
    formula = set_math(r'x^2', display=False)
    base, power = formula.glyphs
    assert (base.x, base.y, base.scale, base.text) == (0, 0, 1, '𝑥')
    assert power.text == '2'
    assert power.x > 0.5
    assert 0.2 < power.y < 0.5
    assert power.scale == 0.7
    assert power.x + 0.3 < formula.width < 1.2
    assert formula.ascent > power.y + 0.3
    assert formula.descent >= 0
    assert formula.source == 'x^2'
    assert formula.speech == 'x squared'
    assert formula.text == 'x^2'


def test_a_fraction_has_its_bar() -> None:
    inline, display = set_math(r'\frac{a}{b}'), set_math(r'\frac{a}{b}', display=True)
    (rule,) = display.rules
    assert rule.width > 0.3
    assert 0.02 < rule.height < 0.1
    assert 0.1 < rule.y < 0.4
    assert display.ascent + display.descent > inline.ascent + inline.descent


@pytest.mark.parametrize('tex', SAMPLES)
def test_every_glyph_stands_for_a_character_and_lies_in_the_formula(tex: str) -> None:
    formula = set_math(tex)
    for glyph in formula.glyphs:
        assert glyph.text
        assert '\ufffd' not in glyph.text
        assert -0.5 <= glyph.x <= formula.width + 0.5
        assert -formula.descent - 1 <= glyph.y <= formula.ascent + 1


def test_variants_read_as_their_characters() -> None:
    texts = {glyph.text for glyph in set_math(r'\sum_{i=1}^{2} \Big[ \widehat{xyz} \xrightarrow{ab}', True).glyphs}
    assert {'∑', '=', '1', '2', '[', 'ˆ', '→'} <= texts


def test_speech_in_the_language() -> None:
    assert set_math(r'\sqrt{x}', language='de').speech != set_math(r'\sqrt{x}').speech
    assert set_math('x+1', language='xx').speech == set_math('x+1', language='en').speech


@pytest.mark.parametrize(
    ('tex', 'column', 'reason'),
    [
        (r'\foo x', 1, 'unsupported command'),
        ('a}', 2, 'without a matching'),
        (r'\frac{a}', 9, 'missing argument'),
        ('a^b^c', 4, 'double superscript'),
        (r'\def\a{\a\a}\a', 13, 'macro'),
        ('a中', 2, 'no .* character'),
        ('', 1, 'nothing to set'),
        ('$', 1, 'nothing to set'),
        ('a\x00b', 2, 'control character'),
        ('\ud800', 1, 'surrogate'),
        ('x' * (MAX_LENGTH + 1), MAX_LENGTH + 1, 'longer'),
        ('{' * 4000, 65, 'nesting'),
        (r'\input{/etc/passwd}', 1, 'unsupported command'),
    ],
)
def test_bad_tex_says_where_and_why(tex: str, column: int, reason: str) -> None:
    with pytest.raises(MathError, match=reason) as caught:
        set_math(tex)
    assert caught.value.column == column
    assert pickle.loads(pickle.dumps(caught.value)).reason == caught.value.reason


COMMANDS = [
    r'\frac',
    r'\sqrt',
    r'\left(',
    r'\right)',
    r'\sum',
    r'\begin{matrix}',
    r'\end{matrix}',
    '&',
    r'\\',
    r'\text{',
]


@given(
    st.one_of(st.text(max_size=40), st.lists(st.sampled_from([*COMMANDS, *'{}^_x1 $#%~']), max_size=12).map(''.join))
)
def test_any_source_is_a_formula_or_a_math_error(tex: str) -> None:
    try:
        formula = set_math(tex)
    except MathError as error:
        column, reason = error.column, error.reason
        assert 1 <= column <= len(tex) + 1, reason  # either outcome is right
    else:
        assert formula.glyphs or formula.rules or formula.paths or formula.width > 0
        assert formula.width >= 0


def test_hostile_source_takes_bounded_time() -> None:
    macros = ''.join(
        rf'\newcommand{{\{b}}}{{{chr(92) + a + " "}{chr(92) + a + " "}}}' for a, b in pairwise('abcdefghijkl')
    )
    start = time.process_time()
    with pytest.raises(MathError):
        set_math(r'\newcommand{\a}{xxxxxxxxxxxxxxxx}' + macros + r'\l' * 20)
    set_math('x_{1}^{2}' * 400)
    assert time.process_time() - start < 2
