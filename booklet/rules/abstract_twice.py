"""Two talks have the same abstract, or nearly.

Mostly it was pasted into the wrong place, and one of the two is lost. Case, spaces and punctuation do not count. A talk
that is given again says so by `repeat_of`; talks of one title are told by `title-twice`.

    - talk: On the analytical engine
      abstract: The engine weaves algebraical patterns just as the loom weaves flowers and leaves.
    - talk: On looms
      abstract: The engine weaves algebraical patterns, just as the loom weaves flowers and leaves.     # B023

Better:

    - talk: On the analytical engine
      abstract: The engine weaves algebraical patterns just as the loom weaves flowers and leaves.
    - talk: On looms
      abstract: Cards with holes tell the loom which threads to lift, and so it weaves portraits in silk.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import PurePath

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event, Talk
from booklet.rules.likeness import letters_of
from booklet.rules.walk import short, talks

SINGLY = 10
TOGETHER = '{count} talks have the abstract of another talk'
LEAST = 40  # letters of an abstract that is worth a comparison
PHRASE = 30  # letters of a sentence that is
NEARLY = 0.7  # of the letters stand in sentences that both have
_SIGNS = re.compile(r'[^\w\s]+')
COMMON = 8  # abstracts that have a sentence before it counts as a formula of the house


def check(event: Event) -> Iterator[Diagnostic]:
    found = [talk for talk in talks(event) if talk.abstract and not talk.repeat_of and not talk.cancelled]
    seen: dict[str, Talk] = {}
    alone: list[tuple[Talk, int, list[str]]] = []
    for talk in found:
        phrases = [''.join(phrase.split()) for phrase in _SIGNS.split(talk.abstract.source.casefold())]
        whole = ''.join(phrases)
        if len(whole) < LEAST:
            continue
        if whole in seen:
            yield from _told(seen[whole], talk, 'the same abstract as')
        else:
            seen[whole] = talk
            alone.append((talk, len(whole), [phrase for phrase in phrases if len(phrase) >= PHRASE]))
    yield from _nearly(alone)


def _nearly(talks: list[tuple[Talk, int, list[str]]]) -> Iterator[Diagnostic]:
    having: dict[str, list[int]] = defaultdict(list)
    for at, (_, _, phrases) in enumerate(talks):
        for phrase in set(phrases):
            having[phrase].append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for phrase, places in having.items():
        if 1 < len(places) <= COMMON:
            for index, second in enumerate(places):
                shared.update({(first, second): len(phrase) for first in places[:index]})
    for (first, second), count in sorted(shared.items()):
        shorter = min(talks[first][1], talks[second][1])
        if count >= NEARLY * shorter:
            yield from _told(talks[first][0], talks[second][0], 'nearly the same abstract as')


def _told(first: Talk, second: Talk, what: str) -> Iterator[Diagnostic]:
    titles = [letters_of(re.sub(r'\d+', '', talk.title.source)) for talk in (first, second)]  # “Day 1”, “Day 2”
    if titles[0] != titles[1]:
        message = f'{short(second.title)} has {what} {short(first.title)}'
        place = first.abstract.span
        where = f' in {PurePath(place.file).name}, line {place.line}' if place else ''
        other = f'does it belong to the other, where it stands{where}?'
        hint = f'{other} if the talk is given twice, write repeat_of: {first.id}'
        yield Diagnostic(Severity.WARNING, message, second.abstract.span, hint)
