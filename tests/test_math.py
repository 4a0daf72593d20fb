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

from booklet.design import Colour
from booklet.math import MAX_LENGTH, MathError, set_math
from booklet.mathdraw import font_path

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
        (r'\hspace{-100cm}x', 1, 'negative spaces'),
        (r'\!' * 1500 + 'x', 1, 'negative spaces'),
        (r'\begin{array}{l}\hspace{-50em}x\end{array}', 1, 'negative spaces'),
        (r'x\rlap{' + 'm' * 200 + '}', 1, 'negative spaces'),
    ],
)
def test_bad_tex_says_where_and_why(tex: str, column: int, reason: str) -> None:
    with pytest.raises(MathError, match=reason) as caught:
        set_math(tex)
    assert caught.value.column == column
    assert pickle.loads(pickle.dumps(caught.value)).reason == caught.value.reason


# Of each kind one, so that no kind of what mathra draws is missing: the commands of its reference.
DRAWN = r"""
\cancel{x} \bcancel{x} \xcancel{x} \cancelto{0}{x} \sout{x} \boxed{x} \fbox{x} \colorbox{red}{x} \circled{1}
\fcolorbox{red}{blue}{x} \textcolor{red}{x} \color[rgb]{1,0,0}x \textcolor[HTML]{00FF00}{x} \overbrace{ab}^n
\underbrace{abc}_n \overbracket{abc} \overline{abc} \underline{abc} \overrightarrow{abc} \widehat{abc} \widetilde{abc}
\sqrt{\frac{a}{\frac{b}{c}}} \sqrt[3]{x} \xrightarrow[a]{bcdef} \xhookrightarrow{ab} \xmapsto{ab} \phantom{x}a
\begin{array}{c|c}a&b\\\hline~c&d\end{array} \begin{bmatrix}a&b\end{bmatrix} \begin{smallmatrix}a\end{smallmatrix}
\begin{rcases}a&b\end{rcases} \begin{CD}A@>>>B\\@VVV@|\\C@=D\end{CD} \begin{tikzcd}A\arrow[r,bend~left]&B\end{tikzcd}
\xymatrix{A\ar[r]&B} \ce{H2O} \SI{3}{m/s} \num{3e4} \chemfig{**6(------)} \schemestart~A\arrow{->[a][b]}B\schemestop
\substack{a\\b} \binom{n}{k} \genfrac{[}{]}{0pt}{}{a}{b} \cfrac{1}{1+\cfrac{1}{x}} \left.\frac{a}{b}\right|_0
\left<a\middle|b\right> \bigl(\Bigr\} \ket{x} \abs{x} \norm{x} \dv{f}{x} \overset{a}{b} \stackrel{!}{=}
\prescript{a}{b}{X} \sideset{_1^2}{_3^4}\prod \operatorname*{argmax}_x \mathop{foo}\limits_x \bm{x}
\boldsymbol{\alpha} \mathscr{A} \mathfrak{A} \mathbb{A} \mathtt{A} {\cal~X} {\frak~x} {\bf~x} \mbox{für} \text{Привет}
\textsc{a} \textit{é} \rule{1em}{1ex} \hspace{1em}x \kern1em~x \raisebox{1ex}{x} \scalebox{2}{x} \tiny~x
\displaystyle~x \iiint \oint \bigsqcup \nleqq \hslash \leadsto \Vdash \digamma \eth \ulcorner \pmod{n} \iddots \degree
\textmu \checkmark \euro α+β≤γ∈ℝ x′ x'' \AA \newcommand{\R}[1]{#1_0}\R~x \def\a#1{#1}\a~x
\DeclareMathOperator{\foo}{foo}\foo~x \let\a\alpha\a
"""  # a tilde is a space


@pytest.mark.parametrize('tex', [tex.replace('~', ' ') for tex in DRAWN.split()])
def test_all_that_mathra_draws_is_set(tex: str) -> None:
    formula = set_math(tex, display=True)
    assert formula.glyphs or formula.rules or formula.paths
    assert all(glyph.text and '\ufffd' not in glyph.text for glyph in formula.glyphs)


# What authors write and mathra refuses, and what it is the same as.
TRANSLATED = [
    (r'{\sl x}', r'{\it x}'),
    (r'\root 3\of x', r'\sqrt[3]{x}'),
    (r'a\buildrel!\over=b', r'a\stackrel{!}{=}b'),
    (r'\href{https://example.org}{x}', 'x'),
    (r'\mathchoice{a}{b}{c}{d}', 'b'),
    (r'\varlimsup_n', r'\mathop{\overline{\lim}}_n'),
    (r'\lefteqn{a}b', r'\mathrlap{a}b'),
    (r'\parbox{3cm}{a b}', r'\text{a b}'),
    (r'a\nobreak\penalty-100 b', 'ab'),
    (r'\begin{array}{c:c}a&b\end{array}', r'\begin{array}{c|c}a&b\end{array}'),
    (r'\color{red!50}x', r'\color{red}x'),
    (r'\R^n\N', r'\mathbb{R}^n\mathbb{N}'),
    (r'\tg x', r'\operatorname{tg} x'),
    ('f’(x)', "f'(x)"),
    ('a\u200bb\u00adc', 'abc'),
    ('a+ % a sum\nb', 'a+b'),
    (r'\begin{aligned}[t]a&=b\end{aligned}', r'\begin{aligned}a&=b\end{aligned}'),
    (r'G\"odel', r'G\text{ö}del'),
    (r'\mathrm{Poincar\'e}', r'\mathrm{Poincar\text{é}}'),
    (r'\frak{g}+\Bbb R', r'\mathfrak{g}+\mathbb R'),
    (r'\underbar{x}', r'\underline{x}'),
    ('50%', r'50\%'),
]


@pytest.mark.parametrize(('tex', 'same'), TRANSLATED, ids=[tex for tex, _ in TRANSLATED])
def test_old_and_rare_commands_are_translated(tex: str, same: str) -> None:
    one, other = set_math(tex), set_math(same)
    assert one.glyphs == other.glyphs
    assert one.rules == other.rules
    assert one.source == tex


def test_columns_count_in_the_authors_own_source() -> None:
    with pytest.raises(MathError) as caught:
        set_math(r'\root 3\of x + \nothing')
    assert caught.value.column == len(r'\root 3\of x + ') + 1
    with pytest.raises(MathError) as caught:
        set_math(r'\R+\nothing', macros=r'\newcommand{\R}{\mathbb{R}}')
    assert caught.value.column == 4


def test_macros_hold_and_a_bad_one_spoils_only_what_uses_it() -> None:
    macros = r'\newcommand{\R}{\mathcal{R}}\newcommand{\bad}{\nothing{\DeclareMathOperator{\tr}{tr} \def\a#1{\R_{#1}}'
    formula = set_math(r'\a{x}', macros=macros)
    assert [g.text for g in formula.glyphs] == ['ℛ', '𝑥']
    assert formula.source == r'\a{x}'
    assert set_math('x=1', macros=macros).glyphs == set_math('x=1').glyphs
    with pytest.raises(MathError):
        set_math(r'\bad', macros=macros)
    assert [g.text for g in set_math(r'\R').glyphs] == ['ℝ']  # customary, where the author says nothing else


@pytest.mark.parametrize('body', [r'\{0}\{0}', r'x\{0}', r'\frac{{\{0}}}{{\{0}}}', r'\chemfig{{A-A-A-A}}\{0}\{0}'])
def test_macro_bombs_are_bounded(body: str) -> None:
    names = [f'z{chr(97 + k)}' for k in range(26)]
    macros = ''.join(rf'\def\{a}{{{body.format(b)}}}' for a, b in pairwise(names))
    start = time.process_time()
    with pytest.raises(MathError):
        set_math(r'\za', macros=macros + r'\def\zz{xxxxxxxxxxxxxxxxxx\zz}')
    with pytest.raises(MathError):
        set_math(r'\a' * 1000, macros=r'\def\a{' + r'\frac{a}{b}=' * 1500 + '}')
    assert time.process_time() - start < 2


def test_strokes_and_colours() -> None:
    formula = set_math(r'\cancel{x}\circled{1}\color{red}\frac{a}{b}')
    stroke, circle = formula.paths
    assert stroke.operators.endswith(' S')
    assert ' l ' in stroke.operators
    assert circle.operators.count(' c ') == 4
    assert stroke.x < formula.glyphs[0].x
    assert stroke.colour is None
    assert formula.glyphs[0].colour is None
    red = Colour(1, 0, 0)
    assert [g.colour for g in formula.glyphs[-2:]] == [red, red]
    assert formula.rules[-1].colour == red
    ways = (r'\color[rgb]{1,0,0}x', r'\color[RGB]{255,0,0}x', r'\textcolor{#f00}{x}', r'\color[cmyk]{0,1,1,0}x')
    assert {set_math(tex).glyphs[0].colour for tex in ways} == {red}
    assert set_math(r'\color{nobodyknows}x').glyphs[0].colour is None


def test_vertical_rules_of_arrays_stand_in_the_array() -> None:
    formula = set_math(r'a+\left[\begin{array}{c|c}x&\frac{1}{2}\\\hline y&z\end{array}\right]', True)
    upright = [rule for rule in formula.rules if rule.height > 0.5]
    assert len(upright) == 2
    assert max(r.y + r.height for r in upright) <= formula.ascent + 0.01
    assert min(r.y for r in upright) >= -formula.descent - 0.01
    assert max(r.y + r.height for r in upright) - min(r.y for r in upright) == pytest.approx(
        sum(r.height for r in upright), abs=0.05
    )


def test_all_greek_is_slanted() -> None:
    letters = r'\alpha\phi\varphi\epsilon\varepsilon\theta\vartheta\rho\varrho\pi\varpi\kappa\varkappa\partial'
    assert all(0x1D6FC <= ord(g.text) <= 0x1D71B for g in set_math(letters).glyphs)
    assert set_math(r'\bm{\phi}').glyphs[0].text == '𝝓'
    assert set_math(r'\phi').speech == 'phi'
    assert set_math(r'\renewcommand{\phi}{\varphi}\phi').glyphs == set_math(r'\varphi').glyphs


def test_letters_of_scripts_read_as_what_they_are() -> None:
    """The face's names of some script glyphs are wrong; its table `ssty` says what they are variants of."""
    from booklet.mathdraw import _characters

    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(font_path()))))
    seen = 0
    for character in range(0x1D400, 0x1D7FF):
        glyph = font.get_nominal_glyph(character)
        for variant in (1, 2) if glyph else ():
            buffer = hb.Buffer()
            buffer.add_str(chr(character))
            buffer.guess_segment_properties()
            buffer.script = 'math'
            hb.shape(font, buffer, {'ssty': variant})
            found = buffer.glyph_infos[0].codepoint
            if found != glyph:
                seen += 1
                assert _characters(found) == _characters(glyph)
    assert seen > 100


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
