"""An abstract is much longer than the others, or says next to nothing.

In a book of abstracts each should have about the same room. One that is several times as long is mostly a paper, or has
its references, or two languages; one of a few words is mostly a stopgap. What the others have is measured by their
median, so that a few odd ones do not count; fewer than eight abstracts are not compared.

    - talk: On the analytical engine
      abstract: Abstract follows soon.     # B025, if the others have a hundred words
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event
from booklet.rules.walk import short, talks
from booklet.scripts import is_cjk

SEVERITY = Severity.NOTE
TOGETHER = '{count} abstracts are much longer than the others, or much shorter'
FEWEST = 8
MANY = 40  # abstracts of which one in twenty are two
LONG = 250  # words that are not too long anywhere
SHORT = 15  # words that are enough anywhere
_ASIAN = re.compile('[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]')
_LETTERS_OF_A_WORD = 2  # of scripts without spaces, on average


def check(event: Event) -> Iterator[Diagnostic]:
    found = [talk for talk in talks(event) if talk.abstract and not talk.cancelled]
    if len(found) < FEWEST:
        return
    counts = [words(talk.abstract.source) for talk in found]
    usual = median(counts)
    spread = max(1.4826 * median(abs(count - usual) for count in counts), 0.15 * usual)  # as a standard deviation
    most = max(LONG, 2.5 * usual, usual + 5 * spread)
    if len(counts) >= MANY:  # what one in twenty exceeds by no more than half is no exception
        most = max(most, 1.5 * sorted(counts)[-1 - len(counts) // 20])
    for talk, count in zip(found, counts, strict=True):
        if count > most:
            message = (
                f'the abstract of {short(talk.title)} has {count} words; half of them have no more than {usual:.0f}'
            )
            yield Diagnostic(SEVERITY, message, talk.abstract.span, 'ask for a shorter one')
        elif count < SHORT and usual >= 4 * SHORT and talk.people:
            message = (
                f'the abstract of {short(talk.title)} has {_counted(count)}; half of them have {usual:.0f} or more'
            )
            yield Diagnostic(SEVERITY, message, talk.abstract.span, 'is it all there?')


def _counted(count: int) -> str:
    return 'one word' if count == 1 else f'{count} words'


def words(text: str) -> int:
    """How many words, or what takes their room."""
    if text.isascii() or not _ASIAN.search(text):
        return len(text.split())
    letters = sum(map(is_cjk, text))
    return letters // _LETTERS_OF_A_WORD + sum(1 for word in text.split() if not any(map(is_cjk, word)))
