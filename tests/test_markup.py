"""Markup to blocks: each construct once, the fast path equal to the parser, and nothing lost."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import example, given
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
    Style,
    Table,
    markdown,
    plain,
)
from booklet.model import Text


def parsed(source: str) -> tuple[Block, ...]:
    return markup.parse(Text(source, 'markdown'))


def words(blocks: Iterable[Block]) -> str:
    """All the text that a reader sees, and the addresses behind it."""
    texts: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(inlines) | Heading(_, inlines):
                texts += [span.text + span.link for span in inlines if isinstance(span, Inline)]
            case List(items) | Notes(items):
                texts += [item.label + words(item.blocks) for item in items]
            case Quotation(inner):
                texts.append(words(inner))
            case Code(text) | DisplayMath(text):
                texts.append(text)
            case Table(rows):
                texts += [words([Paragraph(cell)]) for row in rows for cell in row]
    return '\n'.join(texts)


def test_paragraphs_are_parted_by_blank_lines_and_lines_joined_by_spaces() -> None:
    assert parsed('One\ntwo.\n\n\nThree.\n') == (Paragraph((Inline('One two.'),)), Paragraph((Inline('Three.'),)))
    assert parsed('') == parsed(' \n\n') == ()


def test_inline_styles_nest_and_equal_neighbours_merge() -> None:
    (paragraph,) = parsed(r'a \* b *c **d*** `e_f` [g *h*](https://x.org)')
    assert paragraph == Paragraph(
        (
            Inline('a * b '),
            Inline('c ', Style.EMPHASIS),
            Inline('d', Style.EMPHASIS | Style.STRONG),
            Inline(' '),
            Inline('e_f', Style.CODE),
            Inline(' '),
            Inline('g ', link='https://x.org'),
            Inline('h', Style.EMPHASIS, link='https://x.org'),
        )
    )


def test_forced_line_breaks() -> None:
    (paragraph,) = parsed('one  \ntwo\\\nthree')
    assert paragraph == Paragraph((Inline('one'), LineBreak(), Inline('two'), LineBreak(), Inline('three')))


def test_heading_levels_close_up() -> None:
    blocks = parsed('## One\n\n#### Two\n\n## Three')
    assert [block.level for block in blocks if isinstance(block, Heading)] == [1, 2, 1]


def test_lists_keep_the_numbers_that_rise() -> None:
    (years,) = parsed('2019. one\n2024. two')
    (count,) = parsed('3) one\n3) two')
    (bullets,) = parsed('- one\n  - two')
    assert isinstance(years, List)
    assert isinstance(count, List)
    assert isinstance(bullets, List)
    assert [item.label for item in years.items] == ['2019.', '2024.']
    assert [item.label for item in count.items] == ['3)', '4)']
    assert bullets.items[0].label == '•'
    assert isinstance(bullets.items[0].blocks[1], List)


def test_quotation_code_and_table() -> None:
    quotation, code, table = parsed('> said\n\n```\nx  = 1\n\ny\n```\n\n| a | b |\n|---|---|\n| *c* | |\n')
    assert quotation == Quotation((Paragraph((Inline('said'),)),))
    assert code == Code('x  = 1\n\ny')
    assert table == Table((((Inline('a'),), (Inline('b'),)), ((Inline('c', Style.EMPHASIS),), ())))


@pytest.mark.parametrize(
    ('source', 'formulas'),
    [
        ('functions $u:[0,1]^2\\to \\mathbb{R}$ that', ['u:[0,1]^2\\to \\mathbb{R}']),
        ('$a*b$ and $c*d$, $x_1$', ['a*b', 'c*d', 'x_1']),
        ('from $5 to $10', []),
        ('$5-$10', []),
        ('$ a$', []),
        ('$a $', []),
        (r'\$a$', []),
        (r'$a\$b$', [r'a\$b']),
        (r'$\text{for $n$ even}$', [r'\text{for $n$ even}']),
        ('$a{b$ c', ['a{b']),
        ('`$a$`', []),
        ('100$', []),
        ('$$$', []),
    ],
)
def test_dollar_signs(source: str, formulas: list[str]) -> None:
    spans = markup.parse_inline(Text(source))
    assert [span.text for span in spans if isinstance(span, Inline) and span.math] == formulas
    if not formulas:
        assert markup.plain_text(spans) == source.replace('\\$', '$').replace('`', '')


def test_displays_part_their_paragraph_and_take_its_comma() -> None:
    assert parsed('so $$x = 1$$, and') == (
        Paragraph((Inline('so'),)),
        DisplayMath('x = 1,'),
        Paragraph((Inline('and'),), continued=True),
    )
    assert parsed('we have\n$$\na\n= b\n- c\n$$.\nthen') == (
        Paragraph((Inline('we have'),)),
        DisplayMath('a\n= b\n- c.'),
        Paragraph((Inline('then'),)),
    )
    assert markup.parse_inline(Text('On $$x$$')) == (Inline('On '), Inline('x', math=True))


def test_tex_quotes_are_not_code() -> None:
    source = "``one'' and ``two'', `three' and `four'"
    assert parsed(source) == (Paragraph((Inline(source),)),)
    (code,) = parsed("`f'(x)` and `g`")
    assert isinstance(code, Paragraph)
    assert code.inlines[0] == Inline("f'(x)", Style.CODE)


def test_bare_addresses_are_links() -> None:
    spans = markup.parse_inline(Text('See (https://x.org/a_(b)_c), then https://y.org.'))
    assert [span.link for span in spans if isinstance(span, Inline) and span.link] == [
        'https://x.org/a_(b)_c',
        'https://y.org',
    ]
    assert markup.plain_text(spans) == 'See (https://x.org/a_(b)_c), then https://y.org.'


@pytest.mark.parametrize(
    ('source', 'address'),
    [
        ('*See* https://x.org/___a___/_b_~c~d^2^/e_ now', 'https://x.org/___a___/_b_~c~d^2^/e'),
        ('*参考*: https://x.org/_a_b）です', 'https://x.org/_a_b'),
        ('*詳細*はhttps://x.org/a。', 'https://x.org/a'),
        ('**https://x.org/a_**, so', 'https://x.org/a'),
        ('*a* https://x.org/?b=1&amp;c=2', 'https://x.org/?b=1&c=2'),
    ],
)
def test_an_address_has_no_marks(source: str, address: str) -> None:
    spans = markup.parse_inline(Text(source, 'markdown'))
    assert [(span.text, span.link) for span in spans if isinstance(span, Inline) and span.link] == [(address, address)]


@pytest.mark.parametrize(
    'source',
    [
        'Leser*innen und Hörer*innen',
        '2*3*4',
        '2**10 and 3**2',
        'a*b and c*d',
        'der Ärzt*in, dem Ärzt*in*',
        'x*y* z',
        'f(*x*y)',
    ],
)
def test_stars_inside_words_begin_nothing(source: str) -> None:
    (paragraph,) = markup.parse(Text(source, 'markdown'))
    assert isinstance(paragraph, Paragraph)
    assert markup.plain_text(paragraph.inlines).count('*') >= source.count('*') - 2
    assert not any(isinstance(s, Inline) and s.style and ' ' in s.text for s in paragraph.inlines)


def test_keys_that_erase_are_no_superscripts() -> None:
    spans = markup.parse_inline(Text('bug^H^H^Hfeature, *so* bad^w^wgood, m^h^', 'markdown'))
    assert markup.plain_text(spans) == 'bug^H^H^Hfeature, so bad^w^wgood, mh'


def test_emphasis_beside_letters() -> None:
    for source, spans in {
        '*i*th of *Leser*innen und* so': [('i', 1), ('th of ', 0), ('Leser*innen und', 1), (' so', 0)],
        '*P*-values, **b**old': [('P', 1), ('-values, ', 0), ('b', 2), ('old', 0)],
        'の*強調*を**太字**で': [('の', 0), ('強調', 1), ('を', 0), ('太字', 2), ('で', 0)],
        '_Mega_byte \\*in': [('_Mega_byte *in', 0)],
    }.items():
        (paragraph,) = markup.parse(Text(source, 'markdown'))
        assert isinstance(paragraph, Paragraph)
        assert [(s.text, int(s.style)) for s in paragraph.inlines if isinstance(s, Inline)] == spans


def test_a_title_has_no_blocks() -> None:
    assert markup.parse_inline(Text('1. Overview')) == (Inline('1. Overview'),)
    assert markup.parse_inline(Text('# *not* a heading')) == (
        Inline('# '),
        Inline('not', Style.EMPHASIS),
        Inline(' a heading'),
    )


@pytest.mark.parametrize(
    ('source', 'kept'),
    [
        ('<fig>bold</fig> <!-- note', '<fig>bold</fig> <!-- note'),
        ('<script>alert(1)', '<script>alert(1)'),
        ('[1]: Smith', '[1]: Smith'),
        ('[^1]: Smith', '[^1]: Smith'),
        ('a[^1]\n\n[^1]: Smith\n\n[^1]: Jones', 'Smith'),
        ('a[^1]\n\n[^1]: Smith\n\n[^1]: Jones', 'Jones'),
        ('[a]: b\n\nand [c]\n\n[c]: d', '[a]: b'),
        ('|a|b|\n|-|-|\n|c|d|lost|', 'lost'),
        ('```quoted words\nmore', '```quoted words\nmore'),
        ('![figure one](x.png) ![](y.png)', 'figure one ![](y.png)'),
        ('[](https://x.org)', 'https://x.org'),
        ('> ' * 400 + 'deep', 'deep'),
        ('[x](javascript:alert)', '[x](javascript:alert)'),
    ],
)
def test_what_markdown_would_drop_is_kept(source: str, kept: str) -> None:
    assert kept in words(parsed(source))


def test_what_is_plain_has_no_marks() -> None:
    assert markup.parse(Text('a *b*\n\nc', dialect='plain')) == (
        Paragraph((Inline('a *b*'),)),
        Paragraph((Inline('c'),)),
    )


PLAIN = st.text(alphabet='ab1. ,;-+=#()[]>~\n\r\u00a0\u2003\u2028é:/?!\'"', max_size=60)
MARKED = st.text(alphabet='ab1 \n\\`*_[]()!<>#+-.|$:=~', max_size=80)


@given(st.one_of(PLAIN, st.text(max_size=60)))
@example('a\n\u00a0\nb')
@example('a \nb')
@example('1.')
@example('http://a.b, ftp://c')
def test_fast_path_gives_what_the_parser_gives(source: str) -> None:
    if plain.is_plain(source):
        assert plain.blocks(source) == markdown.blocks(source, [])
    if plain.is_plain_inline(source):
        assert plain.inlines(source) == markdown.inlines(source, [])


def test_ordinary_prose_takes_the_fast_path() -> None:
    assert plain.is_plain('We study “this” – and (that): 1.5 times; a-b, “c”!\nIt is new.\n\nSee https://x.org/?q=1.\n')


INFO = re.compile(r'^(.*)(`{3,}|~{3,})[^\n]*', re.MULTILINE)


@given(MARKED)
def test_no_letter_is_lost(source: str) -> None:
    # The word after a code fence names its language; `[a]: b` used by a link is the link's address.
    source = re.sub(r'\]:', ']', INFO.sub(r'\1\2', source))
    seen = re.sub(r'<[ab][^<>]*>', '', source)  # a tag is none of the author's words
    before, after = Counter(re.findall('[ab]', seen)), Counter(re.findall('[ab]', words(parsed(source))))
    assert not before - after


@given(st.text(max_size=200))
def test_any_text_parses_to_merged_spans(source: str) -> None:
    for block in parsed(source):
        if isinstance(block, Paragraph):
            assert block.inlines
            assert block.inlines == markup.spans.merged(block.inlines)


@pytest.mark.parametrize('unit', ['$a{', '![[', '$$\n', '`a ', '**a *', '[a](<', '> - '])
def test_hostile_text_takes_bounded_time(unit: str) -> None:
    start = time.process_time()
    parsed(unit * (20_000 // len(unit)))
    assert time.process_time() - start < 3


# --- extensions of Markdown ---


def test_notes_stand_at_the_end() -> None:
    paragraph, notes = parsed('Said[^a] and again[^a], then^[so *it* is].\n\n[^a]: By whom.\n\n    And where.\n')
    assert isinstance(paragraph, Paragraph)
    assert isinstance(notes, Notes)
    marks = [(span.text, span.link) for span in paragraph.inlines if isinstance(span, Inline) and span.link]
    assert marks == [('1', '#note:1'), ('1', '#note:1'), ('2', '#note:2')]
    assert [item.label for item in notes.items] == ['1', '2']
    assert len(notes.items[0].blocks) == 2
    assert notes.items[1].blocks == (Paragraph((Inline('so '), Inline('it', Style.EMPHASIS), Inline(' is'))),)


def test_a_title_has_no_notes() -> None:
    source = 'On engines[^1]'
    assert markup.parse_inline(Text(source)) == (Inline(source),)


@pytest.mark.parametrize(
    ('source', 'low', 'high'),
    [
        ('H~2~O and SO~4~^2-^', ['2', '4'], ['2-']),
        ('x^2^ and e^+^e^-^, 5^th^', [], ['2', '+', '-', 'th']),
        ('10^5/10^6', [], []),
        ('about ~10 or ~20', [], []),
        ('2^nd place^, a ^b^', [], []),
        ('~~gone~~', [], []),
    ],
)
def test_subscripts_and_superscripts(source: str, low: list[str], high: list[str]) -> None:
    spans = [span for span in markup.parse_inline(Text(source, 'markdown')) if isinstance(span, Inline)]
    assert [span.text for span in spans if span.style & Style.SUBSCRIPT] == low
    assert [span.text for span in spans if span.style & Style.SUPERSCRIPT] == high
    if not low and not high:
        assert markup.plain_text(tuple(spans)) == source.replace('~~', '')


def test_definitions() -> None:
    (found,) = parsed('Mill\n: turns\n: and prints\n\n*Store*\n: holds\n')
    assert isinstance(found, List)
    assert found.items[0].blocks == (
        Paragraph((Inline('Mill', Style.STRONG), Inline(' '), Inline('turns'))),
        Paragraph((Inline('and prints'),)),
    )
    store = found.items[1].blocks[0]
    assert isinstance(store, Paragraph)
    assert store.inlines[0] == Inline('Store', Style.STRONG | Style.EMPHASIS)


def test_columns_are_aligned() -> None:
    (found,) = parsed('| a | b | c |\n|:--|--:|:-:|\n| 1 | 2 | 3 |\n')
    assert isinstance(found, Table)
    assert found.align == ('left', 'right', 'center')


@pytest.mark.parametrize(
    ('source', 'expected'),
    [
        ('a <b>x *y*</b>', [Inline('a '), Inline('x ', Style.STRONG), Inline('y', Style.STRONG | Style.EMPHASIS)]),
        ('a<br>b', [Inline('a'), LineBreak(), Inline('b')]),
        ('*a<sub>1</sub>*', [Inline('a', Style.EMPHASIS), Inline('1', Style.EMPHASIS | Style.SUBSCRIPT)]),
        ('<a href="https://x.org">$y$</a>', [Inline('y', link='https://x.org', math=True)]),
        (r'\$5 and <i>\*</i> &amp;amp;', [Inline('$5 and '), Inline('*', Style.EMPHASIS), Inline(' &amp;')]),
        (
            '<i>a</i> `<b>` <engine>',
            [Inline('a', Style.EMPHASIS), Inline(' '), Inline('<b>', Style.CODE), Inline(' <engine>')],
        ),
    ],
)
def test_html_inside_markdown(source: str, expected: list[Inline | LineBreak]) -> None:
    assert parsed(source) == (Paragraph(tuple(expected)),)
    assert markup.parse_inline(Text(source, 'markdown')) == tuple(expected)


def test_links_of_both_kinds_in_one_paragraph() -> None:
    (found,) = parsed('[a](b.html "c") <i>d</i> <a href="e.html">f</a>')
    assert found == Paragraph((Inline('a', link='b.html'), Inline(' '), Inline('d', Style.EMPHASIS), Inline(' f')))


def test_blocks_of_html_inside_markdown() -> None:
    blocks = parsed('So:\n\n<ul>\n<li>one</li>\n\n<li>*two*</li>\n</ul>\n\nand *so* on<br><br>and on')
    assert blocks == (
        Paragraph((Inline('So:'),)),
        List((ListItem('•', (Paragraph((Inline('one'),)),)), ListItem('•', (Paragraph((Inline('*two*'),)),)))),
        Paragraph((Inline('and '), Inline('so', Style.EMPHASIS), Inline(' on'))),
        Paragraph((Inline('and on'),)),
    )


def test_what_is_not_understood_is_told_with_its_place() -> None:
    source = 'One.\n\n- two <engine>three</engine>\n\n<div>\n<mill>four</mill></div>\n'
    found: list[Finding] = []
    markup.parse(Text(source, 'markdown'), found)
    assert [(source[one.at : one.at + one.length], one.reason) for one in found] == [
        ('<engine>', 'the tag <engine> is not known'),
        ('<mill>', 'the tag <mill> is not known'),
    ]


@pytest.mark.parametrize(('source', 'reason'), [('> ' * 400 + 'deep', 'nested'), ('word ' * 20_000 + '*', 'longer')])
def test_a_text_beyond_bounds_is_plain_and_told(source: str, reason: str) -> None:
    found: list[Finding] = []
    assert all(isinstance(block, Paragraph) for block in markup.parse(Text(source, 'markdown'), found))
    assert [reason in one.reason for one in found] == [True]


# --- formulas ---


@pytest.mark.parametrize(
    ('source', 'formulas'),
    [
        (r'\(x\), \(a+b\) and \(see below\)', ['x', 'a+b']),
        (r'\[1\] and \[Smith 2020\]', []),
        (r'\[x = 1\]', ['x = 1']),
        ('so\n\\[\nx\n= 1\n\\].\nit', ['x\n= 1.']),
        ('\\begin{align*}\na &= b\n\\end{align*},', ['\\begin{align*}\na &= b\n,\\end{align*}']),
        (r'\begin{equation}x\end{equation} is', [r'\begin{equation}x\end{equation}']),
        (r'\begin{itemize}x\end{itemize}', []),
        (r'\\(x\\) \\[y\\]', []),
    ],
)
def test_formulas_in_brackets_and_environments(source: str, formulas: list[str]) -> None:
    assert [tex for tex, _, _ in formulas_of(parsed(source))] == formulas


def formulas_of(blocks: Iterable[Block]) -> list[tuple[str, str, int]]:
    found: list[tuple[str, str, int]] = []
    for block in blocks:
        match block:
            case DisplayMath(tex, macros):
                found.append((tex, macros, block.at))
            case Paragraph(spans) | Heading(_, spans):
                found += [(s.text, s.macros, s.at) for s in spans if isinstance(s, Inline) and s.math]
            case List(items) | Notes(items):
                found += [formula for item in items for formula in formulas_of(item.blocks)]
            case Quotation(inner):
                found += formulas_of(inner)
    return found


@pytest.mark.parametrize('dialect', ['markdown', 'html'])
def test_definitions_hold_in_later_formulas(dialect: str) -> None:
    source = (
        r'$\R$ $\newcommand{\R}{\mathbb{R}}$ $\def\set#1{\{#1\}} \DeclareMathOperator{\im}{im}$ '
        r'$\newcommand\Rn[1][n]{\R^{#1}} x$ $\Rn$ $$\im\set{a}$$ $b$'
    )
    real, of_n = r'\newcommand{\R}{\mathbb{R}}', r'\newcommand\Rn[1][n]{\R^{#1}}'
    assert [(tex, macros) for tex, macros, _ in formulas_of(markup.parse(Text(source, dialect)))] == [
        (r'\R', ''),
        (of_n + ' x', real),
        (r'\Rn', real + of_n),
        (r'\im\set{a}', r'\def\set#1{\{#1\}}\DeclareMathOperator{\im}{im}'),
        ('b', ''),
    ]


@pytest.mark.parametrize('dialect', ['markdown', 'html'])
def test_formulas_know_their_places(dialect: str) -> None:
    source = 'x $x$ and\n\n- $y$ and \\(x\\)\n- $$z$$\n\n> $x$'
    places = [at for _, _, at in formulas_of(markup.parse(Text(source, dialect)))]
    assert places == [
        source.index('$x') + 1,
        source.index('y'),
        source.index('\\(') + 2,
        source.index('z'),
        len(source) - 2,
    ]


MARKS = r"""* ** _ ` ``` ~~~ # - 1. > [ ](http://x) ] [^1] [^1]:| ^[ $ $$ \( \) \[ \] \ | |-|-| :| ~ ~~ ^ <b> </b> <br>
    <p> <div> </div> <sub> </sub> &amp; ! < > [a]:| --- === \begin{align} \end{align} { } <http://y> <!-- <foo>"""
SOUP = st.lists(
    st.tuples(st.sampled_from(['', ' ', '\n', '\n\n', '    ']), st.sampled_from(MARKS.split())), max_size=25
)


@given(SOUP)
def test_of_any_soup_every_word_comes_out(soup: list[tuple[str, str]]) -> None:
    pieces = (f'{space}{mark.rstrip("|") if len(mark) > 2 else mark}' for space, mark in soup)
    source = ''.join(f'{piece}{"" if number % 3 else " "}w{number}q' for number, piece in enumerate(pieces))
    seen = re.sub(r'<!--.*?-->', '', INFO.sub(r'\1\2', source), flags=re.DOTALL)
    blocks = markup.parse(Text(source, 'markdown'))
    line = markup.parse_inline(Text(source, 'markdown'))
    shown, shown_line = words(blocks), words([Paragraph(line)])
    for word in re.findall(r'w\d+q', seen):
        assert word in shown
    for word in re.findall(r'w\d+q', re.sub(r'<!--.*?-->', '', source, flags=re.DOTALL)):
        assert word in shown_line


@pytest.mark.parametrize(
    'unit',
    ['[^a]\n\n[^a]: ', '^[', 'a\n: ', 'a~b', 'a^b', '<b>', '<b\n', '\\(', '\\[', '\\begin{align}', '$\\def\\a{', '~~'],
)
def test_hostile_extensions_take_bounded_time(unit: str) -> None:
    start = time.process_time()
    parsed(unit * (20_000 // len(unit)))
    assert time.process_time() - start < 3
