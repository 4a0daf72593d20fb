"""Texts of strangers to texts that the content can hold.

In: any text. Out: lines and long texts without control characters; addresses and languages that are ones, else nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from booklet.draft import Losses
from booklet.load.context import LANGUAGE, URL
from booklet.markup.guess import guess
from booklet.model import Text

# what YAML does not allow (1.1, 5.1), lone halves of surrogate pairs among it
_UNALLOWED = re.compile('[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]')
_ENDS = re.compile('\r\n|[\r\x0b\x0c\x85\u2028\u2029]')
_MARKED = re.compile(r'[$\\<&]')
_SURE = 0.75


def allowed(text: str) -> str:
    """Line ends as one sign, control characters out."""
    return _UNALLOWED.sub('', _ENDS.sub('\n', text))


def line(text: str) -> str:
    """Words on one line."""
    return ' '.join(allowed(text).split())


def long_text(text: Text, language: str) -> Text:
    """Paragraphs, in a dialect that is named: where the source does not tell it, the one that it looks like."""
    body = allowed(text.source).lstrip('\n').rstrip()
    if not body.strip():
        return Text('')
    return replace(text, source=body, dialect=text.dialect or guess(body).dialect, language=language)


def title(words: str, dialect: str, language: str) -> Text:
    """A title: plain text, unless it is told or sure to be marked up; formulas are."""
    shown = line(words)
    if not dialect:
        dialect = 'plain'
        if _MARKED.search(shown):
            found = guess(shown)
            if found.confidence >= _SURE and (found.dialect != 'markdown' or '$' in shown):
                dialect = found.dialect
    return Text(shown, dialect, language)


def address(text: str, losses: Losses) -> str:
    """An address that the content can hold: with https:// before it where that was left out; else nothing, told."""
    words = text.strip()
    if not words:
        return ''
    if re.match(r'www\.\w', words):
        words = f'https://{words}'
    if URL.fullmatch(words):
        return words
    losses.dropped('field', 'url', f'“{words[:60]}” is no address')
    return ''


def tongue(text: str, default: str) -> str:
    """A language's tag: `en`, `pt-BR`; `pt_BR` and `EN` are the same."""
    words = text.strip().replace('_', '-')
    head, _, tail = words.partition('-')
    words = '-'.join(filter(None, (head.lower(), tail)))
    return words if words and LANGUAGE.fullmatch(words) else default
