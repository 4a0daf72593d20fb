"""The keyword index: the talks' keywords, with the pages of their abstracts.

In: the event and the page of every abstract, or of its line in the agenda where the book has no abstracts. Out: one
section. Keywords that differ only in capitals, hyphens or the plural are one, spelt as most talks spell it. `see`, an
option of the part, sends from one keyword to another; talks that have the one are listed under the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from booklet import references
from booklet.block import Section
from booklet.blocks.pieces import lemmas
from booklet.blocks.pieces.given import of_event
from booklet.blocks.pieces.lemmas import Lemma
from booklet.brief import Brief, Listed
from booklet.markup import Style
from booklet.model import Entry, Event

NEEDS_NUMBERS = True
_SIGNS = re.compile(r'[\W_]+')
_LONG = 4  # letters: in what is longer, a last s is taken for the plural's


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,) if any(one.talk.keywords for one in of_event(event)) else ()


def weight(event: Event, entry: Entry, key: int) -> int:
    return 40 * sum(len(one.talk.keywords) for one in of_event(event))


def section(brief: Brief, key: int) -> Section:
    keywords = ((word, one.talk.id) for one in of_event(brief.event) for word in one.talk.keywords)
    found = gathered(keywords, dict(brief.entry.pairs('see')))
    anchors = {word: references.entry(brief.entry.name, f'{number}') for number, word in enumerate(found.talks)}
    entries = []
    for word, ids in found.talks.items():
        places = lemmas.talk_places(brief, ((id_, Style.PLAIN) for id_ in ids))
        entries.append(Lemma(word, anchor=anchors[word], places=places))
    sent = [Lemma(word, see=((Lemma(other), anchors[other]),)) for word, other in found.see]
    return lemmas.section(brief, lemmas.joined(entries, sent))


def listing(brief: Brief) -> tuple[Listed, ...]:
    return lemmas.listing(brief)


@dataclass(frozen=True, slots=True)
class Keywords:
    """The ids of the talks of each keyword, in its usual spelling; which words send to which; and which to nothing."""

    talks: Mapping[str, tuple[str, ...]]
    see: tuple[tuple[str, str], ...] = ()
    nowhere: tuple[tuple[str, str], ...] = ()


def gathered(keywords: Iterable[tuple[str, str]], see: Mapping[str, str]) -> Keywords:
    """Keywords with their talks, in the order of the programme. The words of `see` send to others."""
    spellings: dict[str, Counter[str]] = {}
    talks: dict[str, dict[str, None]] = {}
    elsewhere = {alike(word): alike(other) for word, other in see.items() if alike(word) != alike(other)}
    for word, id_ in keywords:
        key = alike(word)
        spellings.setdefault(key, Counter())[word] += 1
        talks.setdefault(_followed(key, elsewhere), {})[id_] = None
    said = {alike(other): other for other in see.values()}  # how it is spelt where no talk has it
    usual = {key: _usual(spellings[key]) if key in spellings else said[key] for key in talks}
    sent, nowhere = [], []
    for word, other in see.items():
        end = _followed(alike(word), elsewhere)
        if end in usual and end != alike(word):
            sent.append((word, usual[end]))
        else:
            nowhere.append((word, other))
    return Keywords({usual[key]: tuple(ids) for key, ids in talks.items()}, tuple(sent), tuple(nowhere))


def alike(word: str) -> str:
    """What keywords have in common that are one: their letters, without capitals, hyphens and the plural's s."""
    small = unicodedata.normalize('NFKC', word).casefold()
    parts = filter(None, _SIGNS.split(small))
    return ''.join(part.removesuffix('s') if len(part) > _LONG else part for part in parts) or small


def _usual(ways: Counter[str]) -> str:
    """The most frequent way; of several the one with the fewest capitals, then the first."""
    return min(ways, key=lambda word: (-ways[word], sum(map(str.isupper, word))))


def _followed(key: str, elsewhere: Mapping[str, str]) -> str:
    """Where a keyword sends to in the end; a circle leads nowhere."""
    way = [key]
    while (after := elsewhere.get(way[-1])) is not None:
        if after in way:
            return key
        way.append(after)
    return way[-1]
