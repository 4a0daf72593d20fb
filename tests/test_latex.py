"""The LaTeX that authors type: each construct once, mistakes mended where they stand, nothing lost, nothing endless."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from booklet import markup
from booklet.markup import (
    Block,
    Code,
    DisplayMath,
    Finding,
    Heading,
    Inline,
    LineBreak,
    List,
    ListItem,
    Notes,
    Paragraph,
    Quotation,
    Spans,
    Style,
    Table,
    latex,
    latex_signs,
)
from booklet.math import set_math
from booklet.model import Text

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(__file__).parent / 'data' / 'latex'
REAL = ROOT.parent / 'shared' / 'real' / 'latex_boa'
ITALIC, BOLD, CODE = Style.EMPHASIS, Style.STRONG, Style.CODE


def read(source: str, *, found: int = 0) -> tuple[Block, ...]:
    """The blocks; there must be as many findings as that."""
    findings: list[Finding] = []
    blocks = latex.blocks(source, findings)
    assert len(findings) == found, findings
    return blocks


def line(source: str, *, found: int = 0) -> Spans:
    """The spans of the only paragraph."""
    (paragraph,) = read(source, found=found)
    assert isinstance(paragraph, Paragraph)
    return paragraph.inlines


def words(source: str, *, found: int = 0) -> str:
    """The text of the only paragraph, which is all in one style."""
    (span,) = line(source, found=found)
    assert span == Inline(span.text if isinstance(span, Inline) else '')
    return markup.plain_text((span,))


def texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(spans) | Heading(_, spans):
                yield shown(spans)
            case DisplayMath(tex):
                yield tex
            case Code(text):
                yield text
            case Quotation(inner):
                yield from texts(inner)
            case List(items) | Notes(items):
                for item in items:
                    yield item.label
                    yield from texts(item.blocks)
            case Table(rows):
                for row in rows:
                    yield from map(shown, row)


def shown(spans: Spans) -> str:
    return ''.join(
        ' ' if isinstance(span, LineBreak) else f' {span.text} ' if span.math else f'{span.text} {span.link}'
        if span.link and span.link not in span.text else span.text
        for span in spans
    )  # fmt: skip


def text(source: str, *, found: int = 0) -> str:
    return ' | '.join(texts(read(source, found=found)))


# Letters and signs


@pytest.mark.parametrize(
    ('source', 'expected'),
    [
        (r'Caf\'e Caf\'{e} Caf{\'e} caf\' e', 'Café Café Café café'),
        (r'\v{S}koda \v Skoda {\v S}koda', 'Škoda Škoda Škoda'),
        (r'Fran\c cois Fran\c{c}ois', 'François François'),
        (r'Erd\H{o}s Erd\H os', 'Erdős Erdős'),
        (r'\r a \r{u} \k a \k{e} \u g \.I \.{z} \=a \d{s} \b{b}', 'å ů ą ę ğ İ ż ā ṣ ḇ'),
        (r'na\"{\i}ve na\"\i ve \u{\i} \^{\j}', 'naïve naïve ĭ ĵ'),
        (r'Stra\ss e, Stra{\ss}e, Stra\ss{}e', 'Straße, Straße, Straße'),
        (r'\o\O\l\L\ae\AE\oe\OE\aa\AA\dh\th', 'øØłŁæÆœŒåÅðþ'),
        (r'Nguy\~{\^e}n Ti\d{\^e}n', 'Nguyễn Tiện'),
        (r'\~{} \^{}', '~ ^'),
        (r'R\&D 5\% \$3 \#1 a\_b \{c\} \textbackslash', 'R&D 5% $3 #1 a_b {c} \\'),
        (r'\S1 \P\ \copyright\ \pounds 3 \euro\ 20\textdegree C \dag', '§1 ¶ © £3 € 20°C †'),
        (r'\LaTeX is \TeX, \LaTeX{} too', 'LaTeX is TeX, LaTeX too'),
        (r'and so on \ldots then \dots', 'and so on … then …'),
        (r'a~b\,c\ d\quad e\-f\/g\@.', 'a\u00a0b\u202fc d e\u00adfg.'),
        (r"``so'' `or' -- and --- ?`Que? !`Ay!", "``so'' `or' -- and --- ¿Que? ¡Ay!"),
        (r'\enquote{a \enquote{b}}', "``a `b'''"),
        (r'\uppercase{abc} \MakeLowercase{DEF}', 'ABC def'),
        (r'\symbol{65}\char66', 'AB'),
    ],
)
def test_letters_and_signs(source: str, expected: str) -> None:
    assert words(source) == expected
    assert unicodedata.is_normalized('NFC', expected)


@pytest.mark.parametrize(
    ('source', 'expected'),
    [
        (r'\emph{a}', [('a', ITALIC)]),
        (r'\textit{a}b{\it c}', [('a', ITALIC), ('b', 0), ('c', ITALIC)]),
        (r'\textbf{a}{\bf b \em c}', [('ab ', BOLD), ('c', BOLD | ITALIC)]),
        (r'\emph{a \emph{b} c}', [('a ', ITALIC), ('b', 0), (' c', ITALIC)]),
        (r'\textsc{A}\texttt{b--c}', [('A', Style.SMALL_CAPS), ('b--c', CODE)]),
        (r'a\textsuperscript{th}\textsubscript{2}', [('a', 0), ('th', Style.SUPERSCRIPT), ('2', Style.SUBSCRIPT)]),
        (r'$^{1,2}$x$_3$ H_2O', [('1,2', 8), ('x', 0), ('3', 16), (' H', 0), ('2', 16), ('O', 0)]),
        (r'{\bfseries a \normalfont b}', [('a ', BOLD), ('b', 0)]),
        (r'\bf all {\rm but} this', [('all ', BOLD), ('but', 0), (' this', BOLD)]),
        (r'\verb|a_b%| \lstinline!x!', [('a_b%', CODE), (' ', 0), ('x', CODE)]),
        (r'\textcolor{red}{a} {\color{blue}b} \mbox{c} \parbox[t]{3cm}{d}', [('a b c d', 0)]),
    ],
)
def test_styles(source: str, expected: list[tuple[str, int]]) -> None:
    assert [(s.text, s.style) for s in line(source) if isinstance(s, Inline)] == expected


@pytest.mark.parametrize(
    'source',
    [
        'a % remark\nb',
        'a\n% a line\n% another\nb',
        r'a \vspace{1cm}\vspace*{-2mm}\noindent b',
        r'a\kern 3pt plus 1fil minus 2pt b',
        r'a \hskip\parindent b',
        r'\centering a\label{x}\index{y}\small b',
        r'\setlength{\parindent}{0pt}a \setlength\parskip{3pt} b',
        r'\begin{center}\begin{small}a b\end{small}\end{center}',
        r'\begin{minipage}[t]{.5\textwidth}a b\end{minipage}',
        r'\begin{comment} c \end{comment}a b',
    ],
)
def test_what_is_left_out(source: str) -> None:
    assert words(source).replace('  ', ' ') in ('a b', 'ab')


def test_a_per_cent_sign_that_nobody_escaped_hides_nothing() -> None:
    assert words('50% of us, 5 % of them\nand 3%, or % not') == '50% of us, 5 % of them and 3%, or'


def test_paragraphs_and_breaks() -> None:
    assert text('a\nb\n \nc\\par d%\n\ne') == 'a b | c | d | e'
    assert line('a\\\\ b\\\\[2pt]c\\newline d\\\\') == (
        *(Inline('a'), LineBreak(), Inline('b'), LineBreak(), Inline('c'), LineBreak(), Inline('d')),
    )
    assert line('a\r\nb') == (Inline('a b'),)
    assert line('a\\\\ [2pt] b\\\\ [2] c') == (*(Inline('a'), LineBreak(), Inline('b'), LineBreak(), Inline('[2] c')),)


def test_space_parts_words_and_vertical_space_paragraphs() -> None:
    assert words(r'a\hspace{1cm}b\hspace*{-1pt}c\hskip 3pt plus 1fil d\hfill e') == 'a bc d e'
    assert text(r'a\vskip 3pt plus 1fil minus 2pt b\bigskip c \vskip0.5\baselineskip d') == 'a | b | c | d'
    assert words(r'\itemsep3 of them') == '3 of them'


def test_addresses() -> None:
    assert line(r'\url{http://a.org/x_1%20y\#z}') == (Inline('http://a.org/x_1%20y#z', link='http://a.org/x_1%20y#z'),)
    assert line(r'\href{https://a.org/~me}{my \emph{page}}') == (
        Inline('my ', link='https://a.org/~me'),
        Inline('page', ITALIC, 'https://a.org/~me'),
    )
    assert text('see http://a.org/~me/x_1%20y, or {\\tt www.b.org/~you}') == (
        'see http://a.org/~me/x_1%20y, or www.b.org/~you'
    )
    assert line(r'https://a.org.') == (Inline('https://a.org', link='https://a.org'), Inline('.'))


def test_languages() -> None:
    spans = line(r'a \foreignlanguage{ngerman}{Gr\"u\ss e} b \selectlanguage{french} c')
    assert [(s.text.strip(), s.language) for s in spans if isinstance(s, Inline)] == [
        *(('a', ''), ('Grüße', 'de'), ('b', ''), ('c', 'fr')),
    ]
    assert text(r'\foreignlanguage{german}{f"ur "Uber Stra"se} "a"') == 'für Über Straße "a"'
    assert line(r'\textfrench{oui}') == (Inline('oui', language='fr'),)
    assert text(r'\foreignlanguage{klingon}{nuqneH}', found=1) == 'nuqneH'


# Math


@pytest.mark.parametrize('source', ['$x$', r'\(x\)', r'\begin{math}x\end{math}', r'\ensuremath{x}'])
def test_formulas_in_a_line(source: str) -> None:
    (span,) = line(source)
    assert isinstance(span, Inline)
    assert span.math
    assert span.at == 0
    assert 'x' in span.text


@pytest.mark.parametrize(
    ('source', 'tex'),
    [
        ('$$x$$', 'x'),
        (r'\[ x \]', 'x'),
        (r'\[ x \].', 'x.'),
        (r'\begin{equation*} x % remark' + '\n y \\end{equation*}', 'x y'),
        (r'\begin{equation}\label{e}x\end{equation}', r'x\tag{1}'),
        (r'\begin{equation}x\tag{A}\label{e}\end{equation}', r'x\tag{A}'),
        (r'\begin{align} a &= b \label{e} \\ &= c \nonumber \\ \end{align}',
         r'\begin{aligned}a &= b \tag{1}\\ &= c\end{aligned}'),
        (r'\begin{eqnarray*} a &=& b \\ &=& c \end{eqnarray*}', r'\begin{aligned}a &= b \\ &= c\end{aligned}'),
        (r'\begin{gather*} a \\ b \end{gather*}', r'\begin{gathered}a \\ b\end{gathered}'),
        (r'\begin{multline*} a \\ b \end{multline*}', r'\begin{gathered}a \\ b\end{gathered}'),
        (r'\begin{alignat*}{2} a &= b & c &= d \end{alignat*}', r'\begin{aligned}a &= b & c &= d\end{aligned}'),
        (r'\[ x \quad \mbox{if $y > 0$} \]', r'x \quad \mbox{if $y > 0$}'),
        (r"\[ \text{s\'o} \]", r'\text{só}'),
        (r'\begin{cases} a \\ b \end{cases}', r'\begin{cases} a \\ b \end{cases}'),
    ],
)  # fmt: skip
def test_displays(source: str, tex: str) -> None:
    (display,) = read(source)
    assert isinstance(display, DisplayMath)
    assert re.sub(r'\s+', ' ', display.tex) == tex
    set_math(display.tex, True)


def test_a_display_interrupts_its_paragraph() -> None:
    blocks = read('a\n$$x$$\nb\n\n$$y$$\n\nc')
    assert [(type(b).__name__, getattr(b, 'continued', None)) for b in blocks] == [
        *(
            ('Paragraph', False),
            ('DisplayMath', None),
            ('Paragraph', True),
            ('DisplayMath', None),
            ('Paragraph', False),
        ),
    ]


@pytest.mark.parametrize(
    ('source', 'formulas'),
    [
        (r'\alpha-decay', [r'\alpha']),
        (r'for x_1 and 10^6', ['x_1', '10^6']),
        (r'in \mathbb{R}^n', [r'\mathbb{R}^n']),
        (r'10^{-6} m', ['10^{-6}']),
        (r'\frac{1}{2} and \sqrt2', [r'\frac{1}{2}', r'\sqrt{2}']),
        (r'\sum_{i=1}^n i', [r'\sum_{i=1}^n']),
        (r'x \leq y', [r'\leq']),
        (r'\SI{3}{\meter} of \ce{H2O}', [r'\SI{3}{\meter}', r'\ce{H2O}']),
        (r'foo_bar.txt by a_b@c.org', []),
    ],
)
def test_math_without_dollar_signs(source: str, formulas: list[str]) -> None:
    spans = line(source)
    assert [span.text for span in spans if isinstance(span, Inline) and span.math] == formulas
    for formula in formulas:
        set_math(formula)


def test_money_is_no_math() -> None:
    assert words('it costs $5 and $10 in all', found=2) == 'it costs $5 and $10 in all'
    assert words('only $5', found=1) == 'only $5'
    assert [span.text for span in line('$5 < x$') if isinstance(span, Inline)] == ['5 < x']


# The author's own commands


def test_commands_of_the_author() -> None:
    assert words(
        r'\newcommand{\x}{a b}\newcommand\y[2]{#2#1}\newcommand{\z}[2][c]{#1#2}\x, \y{1}{2}, \z{d}, \z[e]f'
    ) == ('a b, 21, cd, ef')
    assert words(r'\def\x#1#2{#2-#1}\x ab\let\y\x, \y{c}{d}') == 'b-a, d-c'
    assert words(r'\providecommand{\x}{1}\providecommand{\x}{2}\renewcommand{\emph}[1]{<#1>}\x\emph{a}') == '1<a>'
    assert words(r'\newcommand{\R}{R}\R is and \R{} too') == 'R is and R too'
    assert line(r'\newcommand{\pkg}{\textbf}\newcommand{\loud}{\bf}\pkg{a} {\loud b}') == (
        *(Inline('a', BOLD), Inline(' '), Inline('b', BOLD)),
    )


def test_environments_of_the_author() -> None:
    source = r'\newenvironment{box}[1]{\begin{quote}\textbf{#1}: }{\end{quote}}\begin{box}{A}b\end{box}'
    assert read(source) == (Quotation((Paragraph((Inline('A', BOLD), Inline(': b'))),)),)
    source = r'\newcommand{\be}{\begin{equation*}}\newcommand{\ee}{\end{equation*}}\be x \ee'
    assert read(source) == (DisplayMath('x'),)


def test_formulas_carry_what_they_need_and_no_more() -> None:
    source = (
        r'\newcommand{\R}{\mathbb{R}}\def\n#1{\|#1\|_\R}\DeclareMathOperator*{\am}{arg\,max}$\R$ $\n{x}$ $\am y$ $z$'
    )
    spans = [span for span in line(source) if isinstance(span, Inline) and span.math]
    assert [span.macros for span in spans] == [
        r'\newcommand{\R}{\mathbb{R}}',
        r'\newcommand{\R}{\mathbb{R}}\newcommand{\n}[1]{\|#1\|_\R}',
        r'\newcommand{\am}{\operatorname*{arg\,max}}',
        '',
    ]
    for span in spans:
        set_math(span.macros + span.text)


def test_a_definition_holds_from_where_it_stands() -> None:
    spans = line(r'$\R$ \newcommand{\R}{\mathbb{R}} $\R$')
    assert [bool(span.macros) for span in spans if isinstance(span, Inline) and span.math] == [False, True]


@pytest.mark.parametrize(
    'source',
    [
        r'\newcommand{\a}{\a}\a word',
        r'\newcommand{\a}{\a\a}\a word',
        r'\newcommand{\a}{x\b}\newcommand{\b}{\a y}\a word',
        r'\newcommand{\a}[1]{#1#1#1#1#1#1#1#1}' + r'\a{' * 12 + 'x' + '}' * 12 + ' word',
        r'\newenvironment{e}{\begin{e}}{\end{e}}\begin{e} word \end{e}',
        ''.join(rf'\newcommand{{\a{chr(98 + i)}}}{{\a{chr(97 + i)}\a{chr(97 + i)}}}' for i in range(24)) + r'\ay word',
        r'\newcommand{\a}{x}' + r'\a' * 20_000 + ' word',
    ],
)
def test_commands_without_end_are_bounded(source: str) -> None:
    start = time.perf_counter()
    findings: list[Finding] = []
    result = ' '.join(texts(latex.blocks(source, findings)))
    assert time.perf_counter() - start < 3
    assert 'word' in result
    assert len(result) < 200_000
    assert any('without end' in finding.reason for finding in findings)


# Blocks


def test_lists() -> None:
    (first,) = read(r'\begin{itemize}\item a\item[--] b\begin{enumerate}\item c\item d\end{enumerate}\end{itemize}')
    inner = List((ListItem('1.', (Paragraph((Inline('c'),)),)), ListItem('2.', (Paragraph((Inline('d'),)),))), True)
    assert first == List(
        (ListItem('•', (Paragraph((Inline('a'),)),)), ListItem('--', (Paragraph((Inline('b'),)), inner)))
    )


@pytest.mark.parametrize(
    ('option', 'labels'),
    [
        ('', '1. 2.'),
        ('[(a)]', '(a) (b)'),
        ('[i)]', 'i) ii)'),
        (r'[label=\textbf{\Alph*}.]', 'A. B.'),
        (r'[label={(\roman*)},leftmargin=1cm]', '(i) (ii)'),
        ('[Step 1:]', 'Step 1: Step 2:'),
        ('[noitemsep]', '1. 2.'),
    ],
)
def test_labels_of_lists(option: str, labels: str) -> None:
    (found,) = read(rf'\begin{{enumerate}}{option} \item a \item b \end{{enumerate}}')
    assert isinstance(found, List)
    assert ' '.join(item.label for item in found.items) == labels
    assert ''.join(texts(item for part in found.items for item in part.blocks)) == 'ab'


def test_formulas_as_labels() -> None:
    source = r'\begin{itemize}\item[$\bullet$] a\item[$\rightarrow$] b\item[$-$] c\end{itemize}'
    assert text(source) == '• | a | → | b | – | c'


def test_labels_that_the_author_defines() -> None:
    source = r'\def\labelenumi{\alph{enumi})}\begin{enumerate}\def\labelenumii{\roman{enumii}:}\item a\begin{enumerate}'
    assert text(source + r'\item b\item c\end{enumerate}\end{enumerate}') == 'a) | a | i: | b | ii: | c'


def test_a_list_that_goes_on() -> None:
    assert text(r'\begin{enumerate}\setcounter{enumi}{2}\item a\item b\end{enumerate}') == '3. | a | 4. | b'


def test_a_list_laid_out_by_a_minipage() -> None:
    source = r'\begin{enumerate}\begin{minipage}{1cm}\centering \item a \\[-2pt] \item b\end{minipage}\end{enumerate}'
    assert text(source) == '1. | a | 2. | b'


def test_descriptions_headings_quotations_and_code() -> None:
    assert read(r'\begin{description}\item[A] b\end{description}') == (
        List((ListItem('', (Paragraph((Inline('A', BOLD), Inline(' '), Inline('b'))),)),)),
    )
    assert read(r'\section*{A}\subsubsection[s]{B}\paragraph{C} d') == (
        *(Heading(1, (Inline('A'),)), Heading(2, (Inline('B'),)), Paragraph((Inline('C', BOLD), Inline(' d')))),
    )
    assert read(r'\begin{quote}a\end{quote}') == (Quotation((Paragraph((Inline('a'),)),)),)
    assert read('\\begin{verbatim}\n a {\n\\b\n\\end{verbatim}') == (Code(' a {\n\\b'),)
    assert read('\\begin{lstlisting}[language=R]\nx <- 1 % y\n\\end{lstlisting}') == (Code('x <- 1 % y'),)
    assert read('\\begin{lstlisting}[language=R,\n  frame=single]\nx\n\\end{lstlisting}') == (Code('x'),)
    for environment in ('lstlisting', 'Verbatim'):
        for code in ('a[i] = b[j];', '[1, 2]'):
            assert read(f'\\begin{{{environment}}}\n{code}\n\\end{{{environment}}}') == (Code(code),)


def test_theorems_and_proofs() -> None:
    assert text(r'\begin{theorem}[Gauss]\label{t} a \end{theorem} \begin{lemma} b \end{lemma} By Theorem~\ref{t}.') == (
        'Theorem 1 (Gauss). a | Lemma 1. b | By Theorem\u00a01.'
    )
    assert (
        text(r'\newtheorem{satz}{Satz}\begin{satz} a \end{satz}\begin{proof} b \end{proof}') == 'Satz 1. a | Proof. b'
    )


def test_keywords_stand_alone() -> None:
    assert text(r'\abstract{a} \keywords{b, c} d') == 'a | Keywords: b, c | d'


def test_tables() -> None:
    source = r"""\begin{tabular}{|l|p{3cm}@{ : }r*{2}{c}|}\hline a & b & \multicolumn{2}{c}{c} & d \\ \hline
        e & \textbf{f} \\ \cline{1-2}\cmidrule[1pt](lr){2-3}\bottomrule \end{tabular}"""
    (table,) = read(source)
    assert isinstance(table, Table)
    assert table.align == ('left', 'left', 'right', 'center', 'center')
    assert table.header
    assert [[markup.plain_text(cell) for cell in row] for row in table.rows] == [
        ['a', 'b', 'c', '', 'd'],
        ['e', 'f', '', '', ''],
    ]
    (plain,) = read(r'\begin{tabular}{ll} a & b \\ c & d \\ \end{tabular}')
    assert isinstance(plain, Table)
    assert not plain.header
    assert line(r'\begin{tabular}{c} a \\ b \end{tabular}') == (Inline('a'), LineBreak(), Inline('b'))


def test_a_table_over_pages_has_its_head_once() -> None:
    source = r"""\begin{longtable}{ll} A & B \\ \hline \endfirsthead A & B (continued) \\ \endhead
        \multicolumn{2}{r}{Goes on} \\ \endfoot The & end \\ \endlastfoot a & b \\ \end{longtable}"""
    assert text(source, found=1) == 'A | B | a | b | The | end'


def test_figures_keep_their_captions() -> None:
    source = r'\begin{figure}[ht]\centering\includegraphics[width=3cm]{a.png}\caption{Seen}\label{f}\end{figure}\ref{f}'
    assert text(source, found=1) == r'\includegraphics[width=3cm]{a.png} | Figure 1: Seen | 1'


# References


def test_notes() -> None:
    assert read(r'a\footnote{b $x$} c\footnotemark{} d\footnotetext{e}') == (
        Paragraph(
            (
                *(Inline('a'), Inline('1', Style.SUPERSCRIPT, '#note:1'), Inline(' c')),
                *(Inline('2', Style.SUPERSCRIPT, '#note:2'), Inline(' d')),
            )
        ),
        Notes(
            (
                ListItem('1', (Paragraph((Inline('b '), Inline('x', math=True))),)),
                ListItem('2', (Paragraph((Inline('e'),)),)),
            )
        ),
    )
    assert line(r'a\footnotemark') == (Inline('a'), Inline('1', Style.SUPERSCRIPT))


def test_citations() -> None:
    assert words(r'\cite{a,b} \citep[see][p.~3]{c} \cite[2]{d}') == '[a, b] [see c, p.\u00a03] [d, 2]'
    source = r'\cite{a,b}, \cite{c} \begin{thebibliography}{9}\bibitem{a} A. \bibitem[Bo10]{b} B.\end{thebibliography}'
    assert text(source) == '[1, Bo10], [c] | [1] | A. | [Bo10] | B.'


def test_labels() -> None:
    assert text(r'\section{A}\label{s} See \ref{s} and \eqref{e}. $$y$$ \begin{equation}\label{e}x\end{equation}') == (
        r'A | See 1 and (1). | y | x\tag{1}'
    )
    assert text(r'\[ x \text{ by \eqref{e}} \] \begin{equation}\label{e}x\end{equation}') == (
        r'x \text{ by \text{(1)}} | x\tag{1}'
    )
    assert words(r'See \ref{none}, too', found=1) == r'See \ref{none}, too'


# What is not understood


@pytest.mark.parametrize(
    ('source', 'expected', 'findings'),
    [
        ('a } b', 'a } b', [(2, 'this } closes nothing')]),
        ('a {b', 'a {b', [(2, 'nothing closes this {')]),
        (r'a \unknown{b \emph{c}}', r'a \unknown{b c}', [(2, r'\unknown is not known')]),
        (r'a \unknown b \unknown', r'a \unknown b \unknown', [(2, r'\unknown is not known')]),
        (r'a \end{b}', r'a \end{b}', [(2, r'\end{b} ends nothing')]),
        (r'\begin{b} a', 'a', [(0, r'\begin{b} is never ended'), (0, 'the environment b is not known')]),
        (r'\begin{b} a \end{c}', 'a', [(0, 'the environment b is not known'), (12, r'\end{c} ends \begin{b}')]),
        ('a & b', 'a & b', [(2, 'a & that is not escaped')]),
        ('a # b', 'a # b', [(2, 'a # that is not escaped')]),
        (r'\input{a.tex} b', r'\input{a.tex} b', [(0, r'\input would need a file')]),
        (r'\includegraphics[w=1]{a_b}', r'\includegraphics[w=1]{a_b}', [(0, r'\includegraphics would need a file')]),
        (
            r'a \begin{tikzpicture} \draw (0,0); \end{tikzpicture} b',
            r'a | \begin{tikzpicture} \draw (0,0); \end{tikzpicture} | b',
            [(2, 'the environment tikzpicture is a drawing')],
        ),
        (r'\today', r'\today', [(0, r'\today is another day')]),
        (r'\emph', r'\emph', [(0, r'\emph has no argument')]),
        (r'\verb|a', r'\verb|a', [(0, r'\verb has no whole argument')]),
        (r'\begin{verbatim} a', r'\begin{verbatim} a', [(0, r'\begin{verbatim} is never ended')]),
        ('$a\n\nb', '$a | b', [(0, 'nothing closes this $')]),
        (r'\item a', '• a', [(0, r'\item stands outside a list')]),
        (r'a \( b', r'a \( b', [(2, r'nothing closes this \(')]),
        (r'a \] b', r'a \] b', [(2, r'this \] closes nothing')]),
        ('a \\', 'a \\', []),
        ('a \\begin b', 'a \\begin b', []),
    ],
)
def test_mistakes_stay_where_they_stand(source: str, expected: str, findings: list[tuple[int, str]]) -> None:
    found: list[Finding] = []
    assert ' | '.join(texts(latex.blocks(source, found))) == expected
    assert [
        (finding.at, finding.reason[: len(reason)]) for finding, (_, reason) in zip(found, findings, strict=True)
    ] == (findings)


def test_lists_outlive_a_brace_left_open() -> None:
    assert text(r'\begin{itemize}\item {\bf a \item b \end{itemize} c', found=1) == '• | {a | • | b | c'


def test_findings_point_into_the_source_whatever_its_line_ends() -> None:
    source = 'a\r\nb\r\n\\unknown'
    found: list[Finding] = []
    latex.blocks(source, found)
    assert source[found[0].at :][: found[0].length] == r'\unknown'


@pytest.mark.parametrize(
    'source',
    ['{' * 5000, '}' * 5000, '$' * 5001, r'\begin{a}' * 500, r'\emph' * 5000, r'\emph{' * 300 + 'word' + '}' * 300,
     '\\' * 5001, '[' * 5000, r'\item[' * 2000, '_' * 5000, r'\footnote{' * 200, "\\'" * 5000, '&' * 5000, '%' * 5000,
     r'\begin{tabular}{c}' * 100, 'x_' * 5000, '#' * 5000, r'\verb' * 5000, r'\newcommand' * 2000, '{}' * 15_000,
     r'\begin{a}\end{b}' * 2000, '$x$ ' * 10_000, 'word ' * 20_000],
    ids=lambda source: source[:12],
)  # fmt: skip
def test_no_text_takes_long(source: str) -> None:
    start = time.perf_counter()
    latex.blocks(source, [])
    assert time.perf_counter() - start < 4


def test_a_text_too_long_is_set_as_it_is() -> None:
    found: list[Finding] = []
    blocks = latex.blocks(r'\emph{a} ' * 8000, found)
    assert isinstance(blocks[0], Paragraph)
    assert markup.plain_text(blocks[0].inlines).count(r'\emph{a}') == 8000
    assert [finding.at for finding in found] == [0]


def test_an_abstract_takes_milliseconds() -> None:
    source = "Some words with \\emph{stress}, $x^2$ and \\cite{key}; caf\\'e too. " * 30
    latex.blocks(source, [])
    best = min(_timed(source) for _ in range(5))
    assert best < 0.03  # 3 ms where nothing else runs


def _timed(source: str) -> float:
    start = time.perf_counter()
    latex.blocks(source, [])
    return time.perf_counter() - start


# Titles


def test_a_line() -> None:
    found: list[Finding] = []
    assert latex.inlines(r'On \emph{$L^p$}\footnote{Or not.} \\ it \[x\]', found) == (
        *(Inline('On '), Inline('L^p', ITALIC, math=True), Inline(' (Or not.)')),
        *(LineBreak(), Inline('it '), Inline('x', math=True)),
    )
    assert found == []
    assert latex.inlines('1. Overview', found) == (Inline('1. Overview'),)
    assert latex.inlines('', found) == ()


# A whole document


def test_a_document() -> None:
    found: list[Finding] = []
    blocks = latex.blocks((DATA / 'abstract.tex').read_text(encoding='utf-8'), found)
    assert found == []
    assert [re.sub(r'\s+', ' ', part) for part in texts(blocks)] == [
        'Waves over rough ground',
        'Zoë Šíma, J. Erdős1 #note:1',
        'What is known',
        r"Let u \colon \R \to \R with \norm{u} < 1 , see (1) and Section 1. It costs 50% of ``what we have'' "
        '--- or less2 #note:2.',
        r'u_{tt} = u_{xx} \tag{1}',
        'where t is time. With wave--solve:',
        r'\begin{aligned}a &= b \\ &= c\end{aligned}',
        'Satz 1 (Old). It is so.',
        *('1.', 'One', '(x)', 'other', '•', 'inner', '2.', 'Two'),
        'Note: Well.',
        'Table 1: Speeds',
        *('Ground', 'Speed', 'rough', '1', 'flat', '2'),
        'Table 1 says more.',
        *('[1]', 'J. Doe, Waves.'),
        *('1', 'Supported by nobody.', '2', 'See [1], and x_1 .'),
    ]
    assert [block.level for block in blocks if isinstance(block, Heading)] == [1, 2]


# Its signs


@pytest.mark.parametrize(
    'source',
    [
        r'Caf\'e',
        r'\emph{a}',
        r'{\bf a}',
        r'\begin{itemize}\item a\end{itemize}',
        r'Erd\H{o}s',
        r'a \(x\) b',
        r'\cite{a}',
    ],
)
def test_latex_is_told_by_its_signs(source: str) -> None:
    assert latex_signs.sign(source) >= 0.5


@pytest.mark.parametrize(
    'source',
    [
        'plain',
        r'\*a\* \_b\_',
        r'$\alpha$ and $\emph{x}$',
        r'C:\Users\me',
        '`\\emph{x}`',
        'a~b',
        '50% of',
        '``a``',
        r'50\%',
    ],
)
def test_other_text_is_not_taken_for_latex(source: str) -> None:
    assert latex_signs.sign(source) < 0.5


def test_more_signs_make_it_surer() -> None:
    assert latex_signs.sign(r'\emph{a}') < latex_signs.sign(r'\emph{a} \textbf{b} \cite{c}') <= 1


def test_the_signs_need_no_parser() -> None:
    code = 'import sys; from booklet.markup import latex_signs; latex_signs.sign(chr(92)); print(*sys.modules)'
    answer = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert 'booklet.markup.latex_signs' in answer.stdout.split()
    assert 'pylatexenc' not in answer.stdout.split()


# Soup

_PIECES = r"""
    { } $ $$ \( \) \[ \] & \\ % # ^ _ ~ [ ] * \emph \textbf{ \bf \cite{ \verb| | \newcommand{\x}[1]{ \x \def\y{ \y #1
    \footnote{ \' \v \begin{itemize} \end{itemize} \item \begin{align} \end{align} \begin{tabular}{ll} \end{tabular}
    \begin{verbatim} \end{verbatim} \multicolumn{2}{c} \section{ \begin{foo} \end{foo} \caption{ \alpha \\[2pt] \hline
    \title{ \newenvironment{foo}{ \let\x\y \begin{theorem} \end{theorem} \enquote{ \textcolor{red} \unknown{ \begin
    \begin{equation} \end{equation} \" \selectlanguage{german} \- \, `` '' -- 5 $5 \href{ \today
"""
_WORDS = st.text('abcdefgh', min_size=5, max_size=7).map(lambda word: f'Zq{word}')
_SIGNS = st.sampled_from([*_PIECES.split(), '\n', '\n\n', ' '])
_SOUP = st.lists(st.one_of(_SIGNS, _WORDS.map(lambda word: f' {word} ')))


@settings(max_examples=300, deadline=2000)
@given(_SOUP)
@example(['\\def\\y{', ' Zqaaaaa ', '}', '\\y'])
def test_soup_loses_no_word(pieces: list[str]) -> None:
    source = ''.join(pieces)
    findings: list[Finding] = []
    blocks = latex.blocks(source, findings)
    result = ' '.join(texts(blocks))
    assert all(0 <= finding.at <= len(source) for finding in findings)
    # What stands in a definition or a remark is not text; a letter may have got an accent or be a fraction's.
    if '%' not in source and not re.search(r'\\(?:newcommand|def|newenvironment|let)', source):
        for word in re.findall(r'Zq[a-h]+', source):
            assert word[2:] in result


@settings(max_examples=150, deadline=2000)
@given(st.text(st.sampled_from('\\{}$&%#_^~[]()|ab1 \n\'"`*-é\u2029\r'), max_size=60))
def test_any_signs_are_read(source: str) -> None:
    latex.inlines(source, [])
    for block in latex.blocks(source, []):
        if isinstance(block, Paragraph):
            assert block.inlines
            ends = block.inlines[0], block.inlines[-1]
            assert not any(isinstance(span, LineBreak) for span in ends)


# Real abstracts


_WORD = re.compile(r'[^\W\d_]{2,}')


def _without_markup(source: str) -> str:
    """What of a real file should come out: no remarks, no names of commands, no lengths, indexes or layout."""
    source = source.partition(r'\begin{document}')[2] or source
    source = re.sub(r'(?<!\\)%.*|.*\\labelenum.*|\\(?:setcounter|\w*pagestyle).*', '', source)
    source = re.sub(r'\\index\[\w\]\{[^{}]*\}|\\(?:vskip|hskip|vspace|hspace)\*?\s*\{?[\d.]+\s?[a-z]+\}?', ' ', source)
    source = re.sub(r'\\(?:begin|end)\{[A-Za-z*]+\}(?:\{[\d.]+\\textwidth\})?|\\\\\[-?\d+pt\]', ' ', source)
    return re.sub(r'\\[A-Za-z]+', ' ', re.sub(r'\\[A-Za-z]+\{', '', source)).replace('}', '')


@pytest.mark.skipif(not REAL.is_dir(), reason='real abstracts are not part of the repository')
def test_real_abstracts_lose_no_word() -> None:
    files = sorted((REAL / 'erum2016' / 'abstracts').glob('*.tex'))
    assert len(files) > 80
    for file in files:
        source = file.read_text(encoding='utf-8')
        result = ' '.join(texts(markup.parse(Text(source, 'latex'))))
        lost = Counter(_WORD.findall(_without_markup(source))) - Counter(_WORD.findall(result))
        assert not lost, file.name
