"""A little word stands twice.

`of the the`, `und und`: a slip of editing that readers see and authors do not. Only words are looked at that never
rightly stand twice, in English, German, French, Spanish, Italian, Dutch and Portuguese. `check --fix` takes one away.

    - {time: 9:00, talk: On the the analytical engine}     # B058

Better:

    - {time: 9:00, talk: On the analytical engine}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from booklet.diagnostics import Diagnostic, Severity
from booklet.mend import Edit
from booklet.model import Event
from booklet.rules.texts import Of, outside, texts

SEVERITY = Severity.NOTE
TOGETHER = '{count} words stand twice'
_WORDS = {  # no prepositions that may end a clause, no verbs, no pronouns: “what it is is”, „die, die die“
    'en': 'the of and an their our your every',
    'de': 'und eine einer einem einen eines im zum zur',
    'fr': 'le les des du une et',
    'es': 'el los las una del',
    'it': 'il gli una della nella',
    'nl': 'en',
    'pt': 'os um uma do',
}
_TWICE = {
    language: re.compile(rf'(?<![\w.\'’-])({"|".join(words.split())})(\s+)\1(?![\w\'’-])', re.IGNORECASE)
    for language, words in _WORDS.items()
}


def check(event: Event) -> Iterator[Diagnostic]:
    for text, of in texts(event):
        for edit in edits(text.source, of):
            shown = ' '.join(text.source[edit.start - 10 : edit.end].split()[-2:])
            place = text.place(edit.start, edit.end - edit.start)
            yield Diagnostic(SEVERITY, f'“{shown}”: a word stands twice', place, 'booklet check --fix takes one away')


def edits(text: str, of: Of) -> Iterator[Edit]:
    """The second of two is taken away, with the space before it."""
    small = text.lower().split()
    if not any(map(eq, small, small[1:])):
        return  # nearly all texts
    pattern = _TWICE.get(of.language.split('-')[0].lower())
    if pattern is None or of.key == 'name' or not text:
        return
    for match in outside(text, pattern.finditer(text)):
        first, second = match[1], match.group()[len(match[1]) + len(match[2]) :]
        if first == second or (first[:1].isupper() and second.islower()):  # “The the”, not “it is. Is”
            yield Edit(match.end(1), match.end(), '', 'a word that stood twice')
