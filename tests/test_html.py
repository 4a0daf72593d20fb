"""HTML to blocks: what conference systems export, what Word leaves behind, and what strangers may try."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
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
    html,
)
from booklet.model import Text


def read(source: str) -> tuple[Block, ...]:
    return markup.parse(Text(source, 'html'))


def paragraphs(source: str) -> list[str]:
    return [markup.plain_text(block.inlines) for block in read(source) if isinstance(block, Paragraph)]


def findings(source: str) -> list[Finding]:
    found: list[Finding] = []
    markup.parse(Text(source, 'html'), found)
    return found


def text_of(blocks: tuple[Block, ...]) -> str:
    parts: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(spans) | Heading(_, spans):
                parts.append(markup.plain_text(spans) + ''.join(s.link for s in spans if isinstance(s, Inline)))
            case List(items) | Notes(items):
                parts += [text_of(item.blocks) for item in items]
            case Quotation(inner):
                parts.append(text_of(inner))
            case Code(text) | DisplayMath(text):
                parts.append(text)
            case Table(rows):
                parts += [markup.plain_text(cell) for row in rows for cell in row]
    return '\n'.join(parts)


@pytest.mark.parametrize(
    ('source', 'expected'),
    [
        ('<p>One\n two.</p><p>Three.', ['One two.', 'Three.']),
        ('before <div>inside</div> after', ['before', 'inside', 'after']),
        ('one<br>two<br/><br>three<br />\n&nbsp;<br>four', ['one two', 'three', 'four']),
        ('no tag but <i>one</i>\n\nand a blank line', ['no tag but one', 'and a blank line']),
        ('<p>one\n\nparagraph</p>', ['one paragraph']),
        ('R&amp;D, &lt;tag&gt; &eacute;&#233;&#xe9;', ['R&D, <tag> ééé']),
        ('R&amp;amp;D &amp;eacute;', ['R&D é']),
        ('&lt;p&gt;one&lt;/p&gt;&lt;p&gt;R&amp;amp;D', ['one', 'R&D']),
        ('&amp;lt;p&amp;gt;one&amp;lt;/p&amp;gt;two', ['one', 'two']),
        ('<p>&lt;b&gt; makes letters bold</p>', ['<b> makes letters bold']),
        ('<code>&amp;amp;</code>', ['&amp;']),
        ('a < b, c > d, x<y and <ada@example.org>', ['a < b, c > d, x<y and <ada@example.org>']),
        ('<p>w<o:p></o:p>ord <!--[if mso]>x<![endif]--><![if !x]>kept<![endif]>', ['word kept']),
        ('<?xml:namespace prefix = o /><p class=MsoNormal style="mso-x:y">so</p>', ['so']),
        ('a&nbsp;&nbsp; b&nbsp;c', ['a b\xa0c']),
        ('&nbsp;'.join('abcdefgh'), ['a b c d e f g h']),
        ('<p>&nbsp;</p><p></p>x', ['x']),
        ('<![CDATA[so <b>it</b> is]]>', ['so it is']),
        ('<img alt="a mill" src=x> turns', ['a mill turns']),
        ('<q>so</q>', ['"so"']),
    ],
)
def test_paragraphs(source: str, expected: list[str]) -> None:
    assert paragraphs(source) == expected
    assert findings(source) == []


def test_styles_links_and_languages() -> None:
    (paragraph,) = read(
        '<b>a<i>b</i></b><u>c</u> H<sub>2</sub>O <tt>d</tt> <a href="https://x.org">e</a> <i lang="de">f</i>'
    )
    assert paragraph == Paragraph(
        (
            Inline('a', Style.STRONG),
            Inline('b', Style.STRONG | Style.EMPHASIS),
            Inline('c', Style.EMPHASIS),
            Inline(' H'),
            Inline('2', Style.SUBSCRIPT),
            Inline('O '),
            Inline('d', Style.CODE),
            Inline(' '),
            Inline('e', link='https://x.org'),
            Inline(' '),
            Inline('f', Style.EMPHASIS, language='de'),
        )
    )


@pytest.mark.parametrize(
    'address', ['/here', 'x.html', '#a', 'javascript:alert(1)', ' JavaScript:x', 'data:text/html,x', '']
)
def test_links_that_lead_nowhere_keep_their_words_alone(address: str) -> None:
    assert read(f'<a href="{address}" onclick="x()">words</a>') == (Paragraph((Inline('words'),)),)


@pytest.mark.parametrize('value', ['”https://x.org/a_(b)”', '"(https://x.org/a_(b))"', '" https://x.org/a_(b) "'])
def test_quotes_and_brackets_around_an_address_are_none_of_it(value: str) -> None:
    assert read(f'<a href={value}>words</a>') == (Paragraph((Inline('words', link='https://x.org/a_(b)'),)),)


def test_a_link_without_words_shows_its_address() -> None:
    assert read('<a href="https://x.org"></a>') == (Paragraph((Inline('https://x.org', link='https://x.org'),)),)


def test_lists_nest_and_count() -> None:
    (ordered,) = read('<ol start=3><li>a<ul><li>b</ul><li value=7>c</ol>')
    assert isinstance(ordered, List)
    assert [item.label for item in ordered.items] == ['3.', '7.']
    inner = ordered.items[0].blocks[1]
    assert inner == List((ListItem('•', (Paragraph((Inline('b'),)),)),))
    assert [item.label for item in read('<ol type=a><li>x<li>y</ol>')[0].items] == ['a.', 'b.']  # type: ignore[union-attr]


def test_items_without_a_list_are_one_list() -> None:
    (found,) = read('<li>a</li>\n<li>b</li>')
    assert isinstance(found, List)
    assert len(found.items) == 2


def test_definitions_run_into_their_terms() -> None:
    (found,) = read('<dl><dt>Mill<dd>turns<dd>and prints<dt>Store</dl>')
    assert isinstance(found, List)
    first, second = found.items
    assert first.blocks[0] == Paragraph((Inline('Mill', Style.STRONG), Inline(' '), Inline('turns')))
    assert len(first.blocks) == 2
    assert second.blocks == (Paragraph((Inline('Store', Style.STRONG),)),)


def test_headings_quotations_and_code() -> None:
    assert read('<h2>A</h2><h5>B</h5><blockquote>q</blockquote><pre>  x\n  y\n</pre><hr>') == (
        Heading(1, (Inline('A'),)),
        Heading(2, (Inline('B'),)),
        Quotation((Paragraph((Inline('q'),)),)),
        Code('  x\n  y'),
        Paragraph((Inline('* * *'),)),
    )


def test_tables() -> None:
    (found,) = read(
        '<table><tr><th>a<th align=right>b<th>c<tr><td>1<td align=right>2<td><p>3</p><p>4'
        '<tr><td colspan=2>wide<td rowspan=2>tall<tr><td>x<td>y</table>'
    )
    assert isinstance(found, Table)
    assert found.header
    assert found.align == ('', 'right', '')
    assert found.rows[1][2] == (Inline('3'), LineBreak(), Inline('4'))
    assert [markup.plain_text(cell) for cell in found.rows[2]] == ['wide', '', 'tall']
    assert [markup.plain_text(cell) for cell in found.rows[3]] == ['x', 'y', '']


def test_a_table_of_one_column_is_a_frame() -> None:
    assert paragraphs('<table><tr><td><p>one<p>two</table>') == ['one', 'two']


@pytest.mark.parametrize(
    ('source', 'tex', 'display'),
    [
        ('so $a<b and c>d$ it', 'a<b and c>d', False),
        ('so \\(x_1\\) it', 'x_1', False),
        ('<p>$$x &lt; 1$$</p>', 'x < 1', True),
        ('<p>\\[x<br>=1\\].</p>', 'x =1.', True),
        ('<math alttext="x^2"><mi>x</mi></math>', 'x^2', False),
        (
            '<math display="block"><mi>x</mi><annotation encoding="application/x-tex">x_3</annotation></math>',
            'x_3',
            True,
        ),
        ('<script type="math/tex">x_4</script>', 'x_4', False),
        ('<script type="math/tex; mode=display">x_5</script>', 'x_5', True),
    ],
)
def test_formulas(source: str, tex: str, display: bool) -> None:
    blocks = read(source)
    displays = [block.tex for block in blocks if isinstance(block, DisplayMath)]
    spans = [span for block in blocks if isinstance(block, Paragraph) for span in block.inlines]
    inline = [span.text for span in spans if isinstance(span, Inline) and span.math]
    assert (displays if display else inline) == [tex]
    assert findings(source) == []


@pytest.mark.parametrize(
    ('source', 'at', 'reason', 'kept'),
    [
        ('a <engine x="1">b</engine>', 2, 'the tag <engine> is not known', True),
        ('p<b and c>d', 1, '<b and c> is no tag, but words between two signs', True),
        ('<p>x<script>alert("<p>")</script>y', 4, 'a script is left out', False),
        ('<style>p {}</style>x', 0, 'a style sheet is left out', False),
        ('x <img src="y.png">', 2, 'an image without alternative text', True),
        ('x <math><mi>y</mi></math>', 2, 'a formula in MathML without its TeX', True),
        ('&lt;p&gt;&amp;amp; &lt;engine&gt;&lt;/p&gt;', 19, 'the tag <engine> is not known', True),
        ('<b>' * 200 + 'x', 0, 'the text is nested too deeply: its tags are not read', True),
        ('<b>x</b>' * 10_000, 0, f'the text is longer than {html.MAX_LENGTH} characters: its tags are not read', True),
    ],
)
def test_what_is_not_understood_is_told(source: str, at: int, reason: str, kept: bool) -> None:
    (first, *_) = findings(source)
    assert (first.at, first.reason, first.kept) == (at, reason, kept)
    if kept and first.length:
        assert source[at] in '<&'
        shown = re.sub(r'\s', '', text_of(read(source)))
        assert '<' in shown
    assert 'alert' not in text_of(read(source))


def test_titles_have_no_blocks() -> None:
    assert markup.parse_inline(Text('<p>One <i>two</i></p><p>three', 'html')) == (
        Inline('One '),
        Inline('two', Style.EMPHASIS),
        Inline(' three'),
    )
    assert markup.parse_inline(Text('a<br><br>b', 'html')) == (Inline('a'), LineBreak(), Inline('b'))


_SOUP = """<p> </p> <b> </b> <i> </i> <div> </div> <ul> <li> </li> </ul> <ol> <br> <table> <tr> <td> </td> </table> <th>
    </a> <a|href="http://x"> <h2> </h2> <pre> </pre> <blockquote> <dl> <dt> <dd> &amp; &lt; &gt; &amp;lt; < > " ' $ $$
    \\( \\) \\[ \\] <math> </math> <q> <code> </code> <sub> <foo> <!-- <![CDATA[ ]]> &nbsp; <select> <option> <textarea>
    <svg> <title> <frameset> <template> <form> <button> <caption> <col> <body> <head> <plaintext>
    <noscript> <script> <style> </script>"""
SOUP = st.lists(
    st.one_of(
        st.sampled_from([tag.replace('|', ' ') for tag in _SOUP.split()]),
        st.just(' '),
        st.just('\n\n'),
        st.just('\ufdd1'),
    ),
    max_size=25,
)


@given(SOUP, st.sampled_from(['html', 'markdown', '']))
def test_of_any_soup_every_word_comes_out(soup: list[str], dialect: str) -> None:
    source = ''.join(f'{piece}w{number}q ' for number, piece in enumerate(soup))
    seen = re.sub(r'<!--.*?-->|<(script|style|math)\b.*?</\1[^>]*>', '', source, flags=re.DOTALL)
    shown = text_of(markup.parse(Text(source, dialect)))
    line = markup.plain_text(markup.parse_inline(Text(source, dialect)))
    for word in re.findall(r'w\d+q', seen):
        assert word in shown
        assert word in line


@given(st.text(max_size=120))
def test_any_text_is_read(source: str) -> None:
    letters = re.findall(r'\w', re.sub(r'[<&][^>;]*[>;]?', '', source))
    shown = text_of(read(source)) + text_of(markup.parse(Text(source)))
    assert all(letter in shown for letter in letters)


@pytest.mark.parametrize(
    'unit',
    [
        *('<div>', '<b>', '<p>', '<', '<a ', '<!--', '<![CDATA[', '<table><tr><td>', '<b><p>', '<i a=1><p>x', '&amp;'),
        *(
            '<script>',
            '<math>',
            '&lt;p&gt;',
            '<a "',
            "<a '",
            '<a href=',
            '$<',
            '\\[<',
            '<li>',
            '<font color=1><p>',
            '\xa0 ',
        ),
        *('</p>', '<br>', '<ul><li>', '<dl><dt>', '<td colspan=999 rowspan=999>', '<q>', '<a b="', '$a{<b>'),
    ],
)
def test_hostile_text_takes_bounded_time(unit: str) -> None:
    for source in (unit * (20_000 // len(unit)), f'<table>{unit * (20_000 // len(unit))}'):
        start = time.process_time()
        read(source)
        assert time.process_time() - start < 3


def test_words_between_two_signs_are_not_lost() -> None:
    for source in ('p<b and c>d', 'p<i, q>r', 'a<p or q>b'):
        assert paragraphs(source) == [source]
        assert text_of(markup.parse(Text(source, 'markdown'))) == source
    assert paragraphs('<p hidden data-x>a<br clear>b</p><ol reversed compact><li>c</ol>')[0] == 'a b'
