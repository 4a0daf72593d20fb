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
    Heading,
    Inline,
    LineBreak,
    List,
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
    before, after = Counter(re.findall('[ab]', source)), Counter(re.findall('[ab]', words(parsed(source))))
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
