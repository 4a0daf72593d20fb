"""Which dialect a text is in, and how sure that is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet import markup
from booklet.markup import Inline, Paragraph, Style
from booklet.markup.guess import DOUBTFUL, Guess, guess
from booklet.model import Text


@pytest.mark.parametrize(
    ('source', 'dialect'),
    [
        ('It weaves patterns (see [1]); 50% of it, #1, C++.\n\nIt is new.', 'plain'),
        ('It weaves *patterns*, and `cards`.', 'markdown'),
        ('# Heading\n\n- one\n- two', 'markdown'),
        ('Let $x < 1$ and R&amp;D, a_b.', 'markdown'),
        ('On <i>E. coli</i> and H<sub>2</sub>O', 'markdown'),
        ('a < b and c > d', 'markdown'),
        ('<p>It weaves.</p>', 'html'),
        ('<p>It weaves.</p>\n<p>1. flowers<br />\n2. leaves, *so* it seems</p>', 'html'),
        ('It weaves.<br><br>It is new.', 'html'),
        ('&lt;p&gt;It weaves.&lt;/p&gt;', 'html'),
        ('<div class="wide" markdown="1">\n## It\n</div>', 'markdown'),
        ('As was shown \\[1\\], and again \\[2, 3\\].', 'markdown'),
    ],
)
def test_each_dialect_is_known_by_its_signs(source: str, dialect: str) -> None:
    found = guess(source)
    assert found.dialect == dialect
    assert found.confidence >= DOUBTFUL
    assert found.why


@pytest.mark.parametrize('source', ['**It** weaves R&amp;amp;D', '**a** [b](https://x.org)\n\n- c\n- d\n\nso <br> it'])
def test_signs_of_two_dialects_make_doubt(source: str) -> None:
    assert guess(source).confidence < DOUBTFUL


def test_a_named_dialect_is_not_guessed() -> None:
    assert markup.parse(Text('<b>*x*</b>', 'markdown')) == (Paragraph((Inline('x', Style.STRONG | Style.EMPHASIS),)),)
    assert markup.parse(Text('<b>*x*</b>', 'html')) == (Paragraph((Inline('*x*', Style.STRONG),)),)
    assert markup.parse(Text('<b>*x*</b>', 'plain')) == (Paragraph((Inline('<b>*x*</b>'),)),)
    assert markup.parse(Text('<p>*x*</p>')) == (Paragraph((Inline('*x*'),)),)


@given(st.one_of(st.text(max_size=100), st.text(alphabet='<p>/bir &;lt*_#`\\$%~-\n', max_size=100)))
def test_any_text_is_guessed(source: str) -> None:
    found = guess(source)
    assert isinstance(found, Guess)
    assert found.dialect in ('plain', 'markdown', 'html', 'latex')
    assert 0 <= found.confidence <= 1


@pytest.mark.parametrize(
    'unit', ['<a ', '&lt;', '&', '**a', '*a ', '_a', '[a](', '`', '\\a', '\\[', '\\[x', '<', '$', '{', '|-', '\n- ']
)
def test_a_guess_takes_bounded_time(unit: str) -> None:
    start = time.process_time()
    guess(unit * (60_000 // len(unit)))
    assert time.process_time() - start < 2
