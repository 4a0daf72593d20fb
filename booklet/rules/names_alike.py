"""Two people of the programme may be one: their names are nearly alike.

The index would have both, each with half of the pages. Names are compared without accents, case and titles; in any
order (“Lovelace Ada”); with initials for first names (“A. Lovelace”), as long as only one other name fits; with a
letter wrong. Two people of nearly one name have different affiliations, as a rule: then only names that are the same
but for accents, case or order are told. If they are two indeed, write `# booklet: ignore B019` behind the name.

    - {time: 9:00, talk: On the analytical engine, speakers: [Ada Byron King]}
    - {time: 9:30, talk: On looms, speakers: [Áda Byron-King]}     # B019

Better:

    - {time: 9:00, talk: On the analytical engine, speakers: [Ada Byron King]}
    - {time: 9:30, talk: On looms, speakers: [Ada Byron King]}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event, Person
from booklet.rules.likeness import folded, groups, spelt, words_of
from booklet.rules.walk import talks

SINGLY = 12
TOGETHER = '{count} people may be others of the programme: their names are nearly alike'
_TITLE_WORDS = 'dr prof professor phd mr mrs ms sir dame msc bsc ing dipl mag doc hon rev'
TITLES = frozenset(_TITLE_WORDS.split())
LONG = 5  # letters of a word that may have a letter wrong
LONGER = 7  # the same where nothing is known of affiliations


@dataclass(frozen=True, slots=True)
class _Name:
    person: Person
    given: tuple[str, ...]
    family: str
    words: frozenset[str]
    places: frozenset[str]


def check(event: Event) -> Iterator[Diagnostic]:
    names = _names(event)
    told: set[str] = set()
    for why, pairs in (
        ('', _same(names)),
        ('with initials or fewer first names', _shortened(names)),
        ('but for a letter', _misspelt(names)),
    ):
        for one, two in pairs:
            if two.person.id not in told:
                told.add(two.person.id)
                yield _told(one.person, two.person, why)


def _told(first: Person, second: Person, why: str) -> Diagnostic:
    line = f' (line {first.span.line})' if first.span else ''
    if first.name == second.name:
        message = f'there are two entries for {second.name}{line}'
    else:
        message = f'{second.name} may be {first.name}{line}{f", {why}" if why else ""}'
    hint = 'name both by one id; if they are two people, tell them apart by their affiliations'
    return Diagnostic(Severity.NOTE if why else Severity.WARNING, message, second.span, hint)


def _names(event: Event) -> list[_Name]:
    places: dict[str, set[str]] = {one.id: {folded(place.name) for place in one.affiliations} for one in event.people}
    for talk in talks(event):
        for part in talk.people:
            places.setdefault(part.person.id, set()).update(folded(place.name) for place in part.affiliations)
    found = []
    for person in event.people:
        family = ' '.join(words_of(person.family))
        given = tuple(word for word in words_of(person.given) if word not in TITLES)
        words = frozenset(word for word in words_of(person.name) if word not in TITLES)
        if words:
            found.append(_Name(person, given, family, words, frozenset(places.get(person.id, ()))))
    return found


def _apart(one: _Name, two: _Name) -> bool:
    """Whether affiliations speak against their being one."""
    return bool(one.places and two.places and not one.places & two.places)


def _same(names: list[_Name]) -> Iterator[tuple[_Name, _Name]]:
    """The same words, whatever their order, case and accents."""

    def keys(name: _Name) -> set[tuple[str, ...]]:
        titles = TITLES.intersection(name.words)
        other = tuple(sorted(word for word in words_of(spelt(name.person.name)) if word not in TITLES | titles))
        return {tuple(sorted(name.words)), other}

    for group in groups(names, keys):
        for one, two in combinations(group, 2):
            homonyms = one.person.name == two.person.name and _apart(one, two)
            if not homonyms and len(one.words) > 1:
                yield one, two


def _shortened(names: list[_Name]) -> Iterator[tuple[_Name, _Name]]:
    """Initials for first names, or fewer of them; only where one name fits and no other."""

    def key(name: _Name) -> list[tuple[str, str]]:
        return [(name.family, name.given[0][0])] if name.given and name.family else []

    for group in groups(names, key):
        for one in group:
            fitting = [two for two in group if two is not one and _shortens(one, two)]
            if len(fitting) == 1 and not _apart(one, fitting[0]):
                yield one, fitting[0]


def _shortens(short: _Name, whole: _Name) -> bool:
    """Whether the first names of one are initials or some of the other's."""
    if len(short.given) > len(whole.given) or short.given == whole.given:
        return False
    pairs = list(zip(short.given, whole.given, strict=False))
    fits = all(two.startswith(one) if len(one) == 1 else one == two for one, two in pairs)
    exact = sum(one == two for one, two in pairs)
    known = bool(short.places & whole.places)
    return fits and (exact > 0 or known or not (short.places and whole.places))


def _misspelt(names: list[_Name]) -> Iterator[tuple[_Name, _Name]]:
    """A letter wrong, in the family name or in a first name."""

    def key(name: _Name) -> list[tuple[str, str, str]]:
        given = ' '.join(name.given)
        if not given or not name.family or len(given) < 2:
            return []
        return [('given', given, name.family[0]), ('given', given, name.family[-3:]), ('family', name.family, given[0])]

    for group in groups(names, key):
        for one, two in combinations(group, 2):
            if not _apart(one, two) and _a_letter_wrong(one, two):
                yield one, two


def _a_letter_wrong(one: _Name, two: _Name) -> bool:
    from rapidfuzz.distance import OSA

    known = bool(one.places & two.places)
    least = LONG if known else LONGER
    if one.given == two.given:
        first, second = one.family, two.family
        ending = first[:-1] == second or second[:-1] == first  # Hansen, Hanse: as well two names
    elif one.family == two.family and len(one.given) == len(two.given):
        first, second = ' '.join(one.given), ' '.join(two.given)
        ending = first[:-1] in (second, second[:-1]) or second[:-1] == first  # Daniel, Daniela; Maria, Mario
    else:
        return False
    if ending and not (known and one.given == two.given):
        return False
    return min(len(first), len(second)) >= least and OSA.distance(first, second, score_cutoff=1) == 1
