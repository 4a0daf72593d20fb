"""Two keywords are one, written in two ways.

Case, hyphens, accents and the plural do not make another keyword. Whoever looks for one in a list finds half of the
talks.

    - {time: 9:00, talk: On the analytical engine, keywords: [punched cards]}
    - {time: 9:30, talk: On looms, keywords: [Punched-card]}     # B056

Better:

    - {time: 9:00, talk: On the analytical engine, keywords: [punched cards]}
    - {time: 9:30, talk: On looms, keywords: [punched cards]}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity, Span
from booklet.model import Event
from booklet.rules.likeness import words_of
from booklet.rules.walk import talks

SEVERITY = Severity.NOTE
TOGETHER = '{count} keywords are written in two ways or more'


def check(event: Event) -> Iterator[Diagnostic]:
    counts: Counter[str] = Counter()
    places: dict[str, Span | None] = {}
    for talk in talks(event):
        for word in talk.keywords:
            counts[word] += 1
            places.setdefault(word, talk.span)
    alike: dict[str, list[str]] = {}
    for word in counts:
        alike.setdefault(_key(word), []).append(word)
    for key, ways in alike.items():
        if key and len(ways) > 1:
            usual, *others = sorted(ways, key=lambda word: -counts[word])
            shown = ', '.join(f'“{word}”' for word in others)
            message = f'{shown} may be the keyword “{usual}”'
            yield Diagnostic(SEVERITY, message, places[others[0]], 'write it in one way')


def _key(word: str) -> str:
    return ''.join(one.removesuffix('s') if len(one) > 4 else one for one in words_of(word))
