"""ConfTool's people: authors in one column, their institutions in the next, joined by lines or by numbers.

In: cells, or rows of the authors' export. Out: `Someone`s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from booklet.draft import Institute, Someone
from booklet.intake.sheets import Row, cell
from booklet.reading.people import person

_NUMBERS = re.compile(r'\s*\(([\d\s,;]+)\)\s*$')
_ORGANISATION = re.compile(r'(?:^|[;\n])[^\S\n]*(\d{1,3})[^\S\n]*[:.)]')
_LONGEST = 10_000  # letters in which commas are weighed
_NOBODY = 'keine', 'keiner', 'none', 'n/a', '-', '.'  # what people write who work nowhere


def authors_of(text: str, organisations: str) -> tuple[Someone, ...]:
    """`Lovelace, Ada (1,2); Babbage, C. (2)` with `1: Society; 2: Cambridge`; or line by line."""
    return tuple(who for who in _each(_split(text), organisations) if who.name)


def _each(names: list[str], organisations: str) -> list[Someone]:
    numbered = _numbered(organisations)
    if numbered:
        return [_with_numbers(name, numbered) for name in names]
    lines = [line.strip() for line in organisations.rstrip().split('\n')]
    for places in (lines, [one.strip() for one in organisations.split(';')]):
        if len(places) == len(names):
            return [_named(name, [place]) for name, place in zip(names, places, strict=True)]
    everywhere = _institutes(lines)
    return [_at(name, everywhere) for name in names]


def named_people(text: str) -> tuple[Someone, ...]:
    """Names alone, or each with an institution in brackets."""
    found = []
    for name in _split(text):
        bare = _NUMBERS.sub('', name)
        match = re.fullmatch(r'(.*?)\s*\((.+)\)', bare)
        found.append(_named(match[1], [match[2]]) if match and match[1] else _named(bare, []))
    return tuple(who for who in found if who.name)


def of_rows(rows: Iterable[Row]) -> tuple[Someone, ...]:
    """A row for each author: name and first name, and up to five institutions."""
    found = []
    for row in rows:
        given, family = cell(row, 'firstname', 'first_name'), cell(row, 'name', 'lastname', 'last_name', 'author_name')
        columns = [name for name in row if re.fullmatch(r'organi[sz]ation_?\d?|affiliation_?\d?', name)]
        where = [row[name] for name in columns]
        country = cell(row, 'country')
        if len(where) == 1 and country and country not in where[0]:
            where = [f'{where[0]}, {country}']
        someone = _named(f'{given} {family}', where) if given else _named(family, where)
        key = cell(row, 'personid', 'person_id', 'authorid', 'author_id')
        found.append(replace(someone, key=key, family=family if given else someone.family))
    return tuple(found)


def _split(text: str) -> list[str]:
    """By lines, else by semicolons; by commas where names are not turned round (`Ada Lovelace, Charles Babbage`)."""
    lines = text.split('\n') if '\n' in text else text.split(';')
    found = [_line(one).strip(' ;') for one in lines]
    if len(found) == 1 and len(found[0]) > _LONGEST:
        found = [one.strip() for one in found[0].split(',')]
    elif len(found) == 1 and re.search(r'\S\s\S[^,]*,\s*\S+\s\S', found[0]):
        found = [one.strip() for one in re.split(r',\s*(?![^()]*\))', found[0])]
    return [one for one in found if one]


def _numbered(text: str) -> dict[int, str]:
    places = _ORGANISATION.split(text)
    if len(places) < 3 or places[0].strip():
        return {}
    return {int(number): _line(place) for number, place in zip(places[1::2], places[2::2], strict=True)}


def _with_numbers(name: str, places: dict[int, str]) -> Someone:
    match = _NUMBERS.search(name)
    if match is None:
        return _named(name, list(places.values()) if len(places) == 1 else [])
    wanted = [int(number) for number in re.findall(r'\d{1,3}', match[1])]
    return _named(name[: match.start()], [places[number] for number in wanted if number in places])


def _named(name: str, places: list[str]) -> Someone:
    return _at(name, _institutes(places))


def _at(name: str, institutes: tuple[Institute, ...]) -> Someone:
    found = person(_line(_NUMBERS.sub('', _line(name))))
    return replace(found, institutes=institutes, family=found.family or _capitals(found.name))


def _institutes(places: list[str]) -> tuple[Institute, ...]:
    lines = dict.fromkeys(map(_line, places))
    return tuple(Institute(one) for one in lines if one and one.casefold() not in _NOBODY)


def _capitals(name: str) -> str:
    """ConfTool writes family names in capitals, where it is told to: `Ada LOVELACE`, `Ludwig VAN BEETHOVEN`."""
    words = name.split()
    first = len(words)
    while first > 1 and words[first - 1].isupper() and len(words[first - 1].strip('.')) > 1:
        first -= 1
    return ' '.join(words[first:]) if first < len(words) else ''


def _line(text: str) -> str:
    return ' '.join(text.split())
