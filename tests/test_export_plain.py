"""Markup to plain words: nothing of what an abstract says is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from strategies import LONG

from booklet.exporters.plain import line, paragraphs
from booklet.model import Text


@pytest.mark.parametrize(
    ('source', 'dialect', 'words'),
    [
        ('On *engines* and $x^2$', 'markdown', 'On engines and $x^2$'),
        ('On <i>engines</i> &amp; looms', 'html', 'On engines & looms'),
        (r'On \emph{engines} \& looms', 'latex', 'On engines & looms'),
        ('On *engines*', 'plain', 'On *engines*'),
        ('[Engines](https://example.org)', 'markdown', 'Engines (https://example.org)'),
        ('', 'markdown', ''),
    ],
)
def test_a_title_in_one_line(source: str, dialect: str, words: str) -> None:
    assert line(Text(source, dialect)) == words


@pytest.mark.parametrize(
    ('source', 'dialect', 'words'),
    [
        ('One\nline.\n\nTwo.', 'markdown', 'One line.\n\nTwo.'),
        ('- one\n- two\n\n1. three', 'markdown', '• one\n• two\n\n1. three'),
        ('> quoted\n\n    code  here', 'markdown', 'quoted\n\ncode  here'),
        ('$$\na + b\n$$', 'markdown', '$$a + b$$'),
        ('| a | b |\n|---|---|\n| c | d |', 'markdown', 'a | b\nc | d'),
        ('Text.[^1]\n\n[^1]: A note.', 'markdown', 'Text.1\n\n1 A note.'),
        ('<p>One<br>line</p><ul><li>two</li></ul>', 'html', 'One\nline\n\n• two'),
        ('# Heading\n\n<https://example.org>', 'markdown', 'Heading\n\nhttps://example.org'),
        (r'An \textbf{engine}: \[ x = 1 \]', 'latex', 'An engine:\n\n$$x = 1$$'),
    ],
)
def test_an_abstract_in_paragraphs(source: str, dialect: str, words: str) -> None:
    assert paragraphs(Text(source, dialect)) == words


@settings(deadline=None)
@given(LONG)
def test_no_text_vanishes(source: str) -> None:
    for dialect in ('markdown', 'html', 'latex', 'plain', ''):
        assert paragraphs(Text(source, dialect))
