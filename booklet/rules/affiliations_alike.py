"""Two affiliations may be one: their names are nearly alike.

Fifteen spellings of one institute are the rule where every author types their own. They are compared without case,
accents, punctuation and little words, in any order, with the usual abbreviations (“Univ.”, “Inst.”, “Dept.”), with a
country behind one of them, and with a letter wrong. List the affiliation once under `affiliations`, and name its id.
“York University” and “University of York” are told apart, as they should be.

    people:
      lovelace: {name: Ada Lovelace, affiliation: Univ. of Cambridge}
      babbage: {name: Charles Babbage, affiliation: University of Cambridge}     # B020

Better:

    affiliations:
      cambridge: University of Cambridge
    people:
      lovelace: {name: Ada Lovelace, affiliation: cambridge}
      babbage: {name: Charles Babbage, affiliation: cambridge}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from booklet.diagnostics import Diagnostic, Severity, Span
from booklet.model import Affiliation, Contribution, Event, Session
from booklet.rules.likeness import folded, groups, words_of
from booklet.rules.walk import talks

SINGLY = 12
TOGETHER = '{count} affiliations may be others of the programme: their names are nearly alike'
LONG = 6  # letters of a word that may have one wrong
_LITTLE_WORDS = (
    'of the for and at in on de la le les l du des d del della dello di da do dos der die das und fur et y e'
)
_LITTLE_WORDS += ' i van het en og och ja z w na v a an'
_LITTLE = frozenset(_LITTLE_WORDS.split())
# Beginnings of words that stand for one another, in English and its neighbours; the first that fits.
_SHORT = tuple(
    (re.compile(begin), short)
    for begin, short in (
        (r'univ\w*$|uniw\w*$|u$', 'univ'),
        (r'inst$|institut\w{0,2}$|istituto$', 'inst'),
        (r'dep$|dept$|depart\w*$|dpto$', 'dep'),
        (r'lab$|labs$|laborator\w*$', 'lab'),
        (r'cent$|ctr$|center\w{0,1}$|centre\w{0,1}$|centro\w{0,1}$', 'cent'),
        (r'technol\w*$|tech$', 'technol'),
        (r'sci$|scienc\w*$', 'sci'),
        (r'nat$|natl$|nation\w*$', 'nat'),
        (r'acad$|academ\w*$', 'acad'),
        (r'fac$|facul\w*$', 'fac'),
        (r'saint$|sankt$|st$', 'st'),
        (r'int$|intl$|international$', 'int'),
        (r'corp$|corporation$', 'corp'),
        (r'eng$|engng$|engineering$', 'eng'),
    )
)
_FORM_WORDS = 'gmbh ltd inc llc ag sa srl bv plc co corp se kg oy ab'
_FORMS = frozenset(_FORM_WORDS.split())


@dataclass(frozen=True, slots=True)
class _Place:
    one: Affiliation
    span: Span | None
    words: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.words)))


def check(event: Event) -> Iterator[Diagnostic]:
    places = list(_places(event))
    told: set[str] = set()
    for certain, pairs in ((True, _same(places)), (True, _with_country(places)), (False, _misspelt(places))):
        for first, second in pairs:
            elsewhere = first.one.place and second.one.place and folded(first.one.place) != folded(second.one.place)
            if first is second or second.one.id in told or elsewhere:
                continue
            told.add(second.one.id)
            message = f'“{second.one.name}” may be “{first.one.name}”'
            hint = 'list it once under affiliations, and name its id'
            yield Diagnostic(Severity.WARNING if certain else Severity.NOTE, message, second.span, hint)


def _places(event: Event) -> Iterator[_Place]:
    """Each affiliation, with the first person who has it."""
    parts: list[Contribution] = [part for talk in talks(event) for part in talk.people]
    for day in event.days:
        parts += [part for slot in day.slots if slot.talk is None for part in slot.people]
        parts += [part for item in day.items if isinstance(item, Session) for part in item.chairs]
    every = [(one, person.span) for person in event.people for one in person.affiliations]
    every += [(one, part.person.span) for part in parts for one in part.affiliations]
    seen: set[str] = set()
    for one, span in every:
        if one.id not in seen:
            seen.add(one.id)
            yield _Place(one, span, tuple(_short(word) for word in words_of(one.name) if word not in _LITTLE))


@cache
def _short(word: str) -> str:
    return next((short for begin, short in _SHORT if begin.match(word)), word)


def _same(places: list[_Place]) -> Iterator[tuple[_Place, _Place]]:
    for group in groups(places, lambda place: [place.key] if place.key else []):
        yield from (pair for pair in combinations(group, 2) if not _turned(*pair))
    for group in groups(places, lambda place: [tuple(word for word in place.words if word not in _FORMS)]):
        for one, two in combinations(group, 2):
            if any(word not in _FORMS for word in one.words) and len(one.words) != len(two.words):
                yield one, two


def _turned(one: _Place, two: _Place) -> bool:
    """`York University`, `University of York`: in English these are two."""
    both = [' '.join(words_of(place.one.name)) for place in (one, two)]
    of = [' univ' in f' {name}' and bool(re.search(r'\b(?:univ|university) of\b', name)) for name in both]
    first = [bool(re.search(r'\w (?:univ|university)\b(?! of)', name)) for name in both]
    return one.words != two.words and ((of[0] and first[1]) or (of[1] and first[0]))


def _with_country(places: list[_Place]) -> Iterator[tuple[_Place, _Place]]:
    """The same, and one has its country, or the place that the other tells by itself, behind it."""
    known = {place.words: place for place in places}
    for place in places:
        for count in (1, 2, 3):
            rest, tail = place.words[:-count], place.words[-count:]
            found = known.get(rest) if len(rest) > 1 else None
            if (
                found is not None
                and found is not place
                and (' '.join(tail) in _countries() or list(tail) == words_of(found.one.place))
            ):
                yield (found, place)


@cache
def _countries() -> frozenset[str]:
    from babel import Locale

    names = {'uk', 'usa', 'u s a', 'u k', 'us', 'england', 'scotland', 'wales', 'korea', 'russia', 'czech republic'}
    for language in ('en', 'de', 'fr', 'es', 'it'):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                names.add(' '.join(_short(word) for word in words_of(name) if word not in _LITTLE))
    return frozenset(names)


def _misspelt(places: list[_Place]) -> Iterator[tuple[_Place, _Place]]:
    """All words the same but one, which has a letter wrong."""
    from rapidfuzz.distance import OSA

    def key(place: _Place) -> list[tuple[str, ...]]:
        words = place.key
        return [(*words[:at], words[at][0], *words[at + 1 :]) for at, word in enumerate(words) if len(word) >= LONG]

    for group in groups(places, key):
        for one, two in combinations(group, 2):
            mine, yours = set(one.key) - set(two.key), set(two.key) - set(one.key)
            if len(mine) == len(yours) == 1:
                first, second = mine.pop(), yours.pop()
                figures = any(letter.isdecimal() for letter in first + second)
                if not figures and OSA.distance(first, second, score_cutoff=1) == 1:
                    yield one, two
