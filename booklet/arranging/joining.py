"""Records to people: those of one key, or of one name, are one person.

In: `Someone`s from all over a draft. Out: `Person`s with their affiliations, and which of them a record is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from booklet.arranging.clean import address, line, long_text
from booklet.arranging.naming import Known, Namer, Wanted
from booklet.draft import Institute, Losses, Someone
from booklet.load.context import visible
from booklet.load.people import family_by_rule, without_family
from booklet.model import Affiliation, Person
from booklet.reading.words import folded


@dataclass(slots=True)
class _One:
    """Everything that is told of one person."""

    records: list[Someone] = field(default_factory=list)
    keys: dict[str, None] = field(default_factory=dict)
    institutes: tuple[Institute, ...] = ()  # of the first record that has some

    def add(self, record: Someone) -> None:
        self.records.append(record)
        self.institutes = self.institutes or record.institutes


class Joined:
    """The people of a draft. Records are looked up by their key, else by their name."""

    def __init__(self, records: Iterable[Someone], losses: Losses, known: Known, language: str) -> None:
        self.losses = losses
        self.language = language
        self.by_key: dict[str, _One] = {}
        self.by_name: dict[str, _One] = {}
        everyone: dict[int, _One] = {}
        told = list(records)
        for record in told:
            one = self._join(record)
            if one is not None:
                everyone.setdefault(id(one), one)
        self.affiliations = _Affiliations((place for record in told for place in record.institutes), known)
        self.people: dict[int, Person] = {}
        self.namer = Namer(known.keys.get('people', {}), 'person')
        ones = list(everyone.values())
        names = [self._name(one) for one in ones]
        keys = [next(iter(one.keys), '') for one in ones]
        wanted = [Wanted(key, folded(name), (name,)) for key, name in zip(keys, names, strict=True)]
        for one, name, id_ in zip(ones, names, self.namer.name(wanted), strict=True):
            self.people[id(one)] = self._person(one, name, id_)
            for key in one.keys:
                self.namer.keys.setdefault(f'#{key}', id_)

    def person(self, record: Someone) -> Person | None:
        """Who a record is; None for nobody."""
        one = self.by_key.get(record.key) if record.key else None
        one = one or self.by_name.get(folded(record.name))
        return None if one is None else self.people[id(one)]

    def _join(self, record: Someone) -> _One | None:
        name = folded(record.name)
        if not visible(record.name) or not name:
            if record.key and record.key in self.by_key:
                return self.by_key[record.key]  # the name stands elsewhere
            self.losses.dropped('person', record.key or '(no name)', 'has no name')
            return None
        one = self.by_key.get(record.key) if record.key else None
        same = self.by_name.get(name)
        if one is None and same is not None and not self._strangers(same, record):
            one = same
            if record.key and one.keys and record.key not in one.keys:
                self.losses.changed('person', record.name, 'the source has several entries of this name: taken for one')
        if one is None:
            one = _One()
        one.add(record)
        if record.key:
            one.keys[record.key] = None
            self.by_key[record.key] = one
        self.by_name.setdefault(name, one)
        return one

    @staticmethod
    def _strangers(one: _One, record: Someone) -> bool:
        """Two of one name whom the source tells apart, at institutes that share no word, are two."""
        if not record.key or not one.keys or record.key in one.keys:
            return False
        here, there = _words(one.institutes), _words(record.institutes)
        return bool(here and there and not here & there)

    def _name(self, one: _One) -> str:
        """As most of its records spell it; of several as common, the first."""
        spelled: dict[str, int] = {}
        for record in one.records:
            name = line(record.name)
            if visible(name):
                spelled[name] = spelled.get(name, 0) + 1
        name = max(spelled, key=lambda spelling: spelled[spelling])
        for other in spelled:
            if folded(other) != folded(name):
                self.losses.changed('person', other, f'spelled “{name}” elsewhere under the same key: that is taken')
        return name

    def _person(self, one: _One, name: str, id_: str) -> Person:
        family = next((line(r.family) for r in one.records if r.family and line(r.family) in name), '')
        life = max((record.biography for record in one.records), key=lambda text: len(text.source))
        url = next((found for record in one.records if (found := address(record.url, self.losses))), '')
        family = family or family_by_rule(name)
        return Person(
            id_,
            name,
            family,
            without_family(name, family),
            self.affiliations.of(one.institutes),
            url,
            long_text(life, self.language),
        )


def _words(institutes: Iterable[Institute]) -> set[str]:
    return {word for institute in institutes for word in folded(institute.name).split()}


class _Affiliations:
    """Institutes by their names."""

    def __init__(self, institutes: Iterable[Institute], known: Known) -> None:
        told = {_key(one): one for one in reversed([*institutes]) if visible(line(one.name))}
        self.namer = Namer(known.keys.get('affiliations', {}), 'affiliation')
        keys = list(reversed(told))
        names = self.namer.name(Wanted('', ' '.join(key).strip(), (line(told[key].name),)) for key in keys)
        self.found = {
            key: Affiliation(name, line(told[key].name), line(told[key].place))
            for key, name in zip(keys, names, strict=True)
        }

    def of(self, institutes: Iterable[Institute]) -> tuple[Affiliation, ...]:
        told = [found for institute in institutes if (found := self.found.get(_key(institute))) is not None]
        return tuple({one.id: one for one in told}.values())


def _key(institute: Institute) -> tuple[str, str]:
    name = line(institute.name)
    return folded(name) or name, folded(institute.place)
