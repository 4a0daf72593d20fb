"""A title or a name is written in capitals.

Among others it looks shouted, and it is hard to read. Write it as the others are; a program cannot, since it does not
know the names and acronyms in it. Acronyms, and names of one word, are left alone, and
family names in capitals where most are written so.

    - {time: 9:00, talk: ON THE ANALYTICAL ENGINE AND ITS CARDS}     # B026

Better:

    - {time: 9:00, talk: On the Analytical Engine and its cards (with ACRONYMS)}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event
from booklet.rules.likeness import is_group
from booklet.rules.texts import LONG, texts

TOGETHER = '{count} titles or names are written in capitals'
_WORD = re.compile(r'[^\W\d_]+')
_FORMULA = re.compile(r'\$[^$]*\$|\\\w+')
LONG_WORD = 5  # letters; acronyms are mostly shorter
MANY = 4  # words: no title has so many acronyms
SHARE = 0.85  # of the letters


def check(event: Event) -> Iterator[Diagnostic]:
    people = {person.name for person in event.people}
    custom = sum(map(_shouted_name, people)) * 2 > len(people)  # all family names are in capitals, as some write them
    told: set[str] = set()
    for text, of in texts(event):
        if not text or of.key in LONG or of.key in ('end', 'note') or text.source in told:
            continue
        named = text.source in people
        if (_shouted_name(text.source) and not custom) if named else _shouted(_words(text.source)):
            told.add(text.source)
            shown = text.source if len(text.source) <= 60 else text.source[:60] + ' …'
            yield Diagnostic(
                Severity.WARNING, f'“{shown}” is written in capitals', text.span, 'write it as the others are'
            )


def _words(source: str) -> list[str]:
    """Those of scripts that have capitals."""
    return [word for word in _WORD.findall(_FORMULA.sub(' ', source)) if word.upper() != word.lower()]


def _shouted(words: list[str]) -> bool:
    """Nearly all letters are capitals, and two words are too long for acronyms, or one of many."""
    long = sum(len(word) >= LONG_WORD and word.isupper() for word in words)
    letters = ''.join(words)
    return long >= (1 if len(words) >= MANY else 2) and sum(map(str.isupper, letters)) >= SHARE * len(letters)


def _shouted_name(name: str) -> bool:
    """Two words of three letters or more are in capitals, or one of four is among others that are not."""
    if is_group(name):
        return False
    words = _words(re.sub(r'\(.*?\)', '', name))
    shouted = [word for word in words if word.isupper() and len(word) >= 3]
    return len(shouted) >= 2 or (any(len(word) >= 4 for word in shouted) and any(map(_spoken, words)))


def _spoken(word: str) -> bool:
    return len(word) >= 2 and not word.isupper()
