"""Which column is what: told by its name in some twenty languages, by what stands in it, or by the user's mapping.

In: the names of columns, and rows. Out: a `Match` for every column, each with how sure it is and why.

Every column is scored for every field; the surest pair is taken first, and takes its column and its field away. What a
name says counts unless the cells deny it: a column of times is no title, whatever it is called.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from booklet.columns.names import NAMES
from booklet.reading.institute_words import institutional
from booklet.reading.people import nobody
from booklet.reading.times import clock, clocks, find_date, lasting, moment

SEVERAL = frozenset(
    (
        'speakers',
        'authors',
        'affiliation',
        'keywords',
        'panellists',
        'moderators',
        'ignored',
        'chairs',
        'place',
        'unread',
    )
)
LEAST = 0.44
_SAMPLE = 200  # cells of a column
_NO_NAME = re.compile(r'\b(?:tb[acd]|session \d+)\b|:\s+\S', re.IGNORECASE)  # what names of columns have not
_TYPED = frozenset(('date', 'start', 'end', 'time', 'duration', 'url', 'email', 'session_start', 'session_end'))
_DOUBTFUL = {  # names of which the cells tell what they mean
    'name': ('title', 'speakers'),
    'names': ('title', 'speakers'),
    'summary': ('title', 'abstract'),
    'section': ('track', 'session'),
    'sections': ('track', 'session'),
    'panel': ('session', 'session_id'),
    'participants': ('speakers', 'ignored'),
}
_PEOPLE = frozenset(('speakers', 'authors', 'chairs', 'first', 'last'))
_ALONE = ('date', 'time', 'start', 'email', 'url', 'abstract', 'title', 'speakers')  # found without a name


@dataclass(frozen=True, slots=True)
class Match:
    """`field` is empty for a column of which nothing is known; `sure` from 0 to 1; `why`: name, content, mapping."""

    column: int
    header: str
    field: str
    sure: float
    why: str = ''


def normal(header: str) -> str:
    """`startTime`, `Start_time:` and `START TIME` are one."""
    words = re.sub(r'(?<=[a-zà-ÿ])(?=[A-Z])', ' ', unicodedata.normalize('NFKC', header))
    words = re.sub(r'\((?:s|e?n|in|innen)\)|[/*:_]-?(?:in(?:nen)?|r)\b', '', words).replace('#', ' number')
    return ' '.join(re.findall(r'[^\W_]+', words.casefold()))


@cache
def _known() -> dict[str, str]:
    return {normal(name): field for field, names in NAMES.items() for name in names}


def named(header: str) -> dict[str, float]:
    """The fields that a name speaks for."""
    words = normal(header)
    if header.strip() in ('#', '№'):
        return {'id': 0.9}
    known = _known()
    if words not in known and re.search(r'[(\[]', header):
        words = normal(re.sub(r'[(\[][^()\[\]]*[)\]]', ' ', header)) or words
    bare = re.sub(r'\s*\b\d{1,2}$|(?<=[a-z])\d{1,2}$', '', words).strip()
    if not bare or len(words) > 60:
        return {}
    if words in _DOUBTFUL:
        return dict.fromkeys(_DOUBTFUL[words], 0.75)
    if words in known:
        return {known[words]: 1.0}
    if bare in known and known[bare] not in ('session_id', 'id', 'start', 'end'):
        return {known[bare]: 0.95}
    found: dict[str, float] = {}
    parts = bare.split()
    for length in range(min(3, len(parts)), 0, -1):
        for first in range(len(parts) - length + 1):
            part = ' '.join(parts[first : first + length])
            field = known.get(part)
            if field and (part not in _DOUBTFUL or len(parts) == length):
                sure = 0.55 + 0.3 * length / len(parts) + (0.15 if first + length == len(parts) else 0)
                found[field] = max(found.get(field, 0.0), sure)
    if not found and len(bare) > 4:
        from rapidfuzz import fuzz, process

        best = process.extractOne(bare, list(known), scorer=fuzz.ratio, score_cutoff=88)
        if best is not None:
            found[known[best[0]]] = 0.7 * best[1] / 100
    return _of_numbers(parts, found)


def _of_numbers(parts: Sequence[str], found: dict[str, float]) -> dict[str, float]:
    """“Speaker IDs” are no speakers, and no number of a talk; “Session ID” is no session."""
    if len(parts) < 2 or parts[-1] not in ('id', 'ids', 'uid'):
        return found
    of = set(named(' '.join(parts[:-1])))
    return {} if of & _PEOPLE else {field: sure for field, sure in found.items() if field in ('id', 'session_id')}


@dataclass(frozen=True, slots=True)
class Content:
    """What the cells of a column are, each a share of those that hold something."""

    filled: float
    length: float
    dates: float
    clocks: float
    ranges: float
    durations: float
    emails: float
    urls: float
    numbers: float
    distinct: float
    names: float


def content(cells: Sequence[str]) -> Content:
    told = [cell.strip() for cell in cells if cell.strip() and not re.fullmatch(r'(?i)n/?a|-+|null|none', cell.strip())]
    some = told[:_SAMPLE]
    count = max(1, len(some))

    def share(test: Callable[[str], bool]) -> float:
        return sum(1 for cell in some if test(cell)) / count

    return Content(
        filled=len(told) / max(1, len(cells)),
        length=sum(map(len, some)) / count,
        dates=share(_dated),
        clocks=share(
            lambda cell: (len(cell) < 16 and not cell.isdecimal() and clock(cell) is not None) or _part_of_day(cell)
        ),
        ranges=share(lambda cell: len(cell) < 40 and (found := clocks(cell)) is not None and found[1] is not None),
        durations=share(lambda cell: len(cell) < 16 and lasting(cell) is not None),
        emails=share(lambda cell: re.fullmatch(r'[^\s@]{1,64}@[^\s@]{1,200}', cell) is not None),
        urls=share(lambda cell: re.match(r'(?:https?://|www\.)\S+$', cell) is not None),
        numbers=share(lambda cell: re.fullmatch(r'-?\d+(?:[.,]\d+)?', cell) is not None),
        distinct=len(set(some)) / count,
        names=sum(1 for cell in some if named_person(cell)) / max(1, sum(1 for cell in some if not nobody(cell))),
    )


def _part_of_day(cell: str) -> bool:
    return re.fullmatch(r'0?[.,]\d{3,}', cell) is not None


def _dated(cell: str) -> bool:
    return (
        len(cell) < 60
        and not cell.isdecimal()
        and (moment(cell, 2024) is not None or find_date(cell, 2024) is not None)
    )


def named_person(cell: str) -> bool:
    """Whether a cell looks like names of people: a few words, most with capitals, none that titles have."""
    if len(cell) > 400 or nobody(cell):
        return False
    first = re.split(r'[;,\n&(]|\band\b|\bund\b', cell)[0].split()
    if not 1 < len(first) < 6 or institutional(' '.join(first)) or re.search(r'\d|[?!:]', ' '.join(first)):
        return False
    big = sum(word[:1].isupper() or not word[:1].isascii() for word in first)
    return big == len(first) or (big >= 2 and all(word[:1].isupper() or len(word) < 5 for word in first))


def _fits(field: str, one: Content) -> float | None:
    """How well cells fit a field, from 0 to 1; None where they do not tell."""
    if not one.filled:
        return None
    if field == 'date':
        return one.dates
    if field == 'day':
        return 1.0
    if field == 'affiliation':
        return 0.0 if max(one.urls, one.dates, one.emails) > 0.5 else 0.6
    if field == 'session_id':
        return 1.0 if one.numbers > 0.5 or one.length < 6 else 0.4
    if field == 'session':
        return 0.3 if one.numbers > 0.5 else 0.8
    if field in ('start', 'end', 'session_start', 'session_end'):
        return max(one.clocks, one.dates, one.ranges, 0.6 * one.numbers)
    if field == 'time':
        return max(one.ranges, one.clocks, one.dates, 0.5 * one.numbers)
    if field == 'duration':
        return max(one.durations, one.clocks, one.numbers)
    if field == 'url':
        return one.urls
    if field == 'email':
        return max(one.emails, 0.4)
    if field == 'abstract':
        return min(1.0, one.length / 120)
    if field == 'title':
        return (
            0.0
            if max(one.dates, one.clocks, one.ranges, one.emails, one.urls) > 0.6
            else min(1.0, 0.35 + one.length / 40)
        )
    if field in ('speakers', 'authors', 'first', 'last', 'chairs'):
        return (
            0.1 if max(one.dates, one.clocks, one.ranges, one.urls) > 0.6 or one.length > 600 else 0.5 + one.names / 2
        )
    return None


def match(headers: Sequence[str], rows: Sequence[Sequence[str]], fixed: Mapping[int, str] | None = None) -> list[Match]:
    """A match for every column; `fixed`: those that a mapping names."""
    width = max(len(headers), max((len(row) for row in rows), default=0))
    found: dict[int, Match] = {}
    taken = set[str]()
    for column, field in (fixed or {}).items():
        found[column] = Match(column, _at(headers, column), field, 1.0, 'mapping')
        taken.add(field)
    scored: list[tuple[float, int, str, str]] = []
    headed = any(named(header) for header in headers)
    families = any(named(header).get('last', 0) > 0.8 for header in headers)
    for column in range(width):
        if column in found:
            continue
        header, cells = _at(headers, column), content([_at(row, column) for row in rows])
        names = named(header)
        if families and normal(header) == 'name':
            names = {'first': 0.9}
        for field, sure in names.items():
            fits = _fits(field, cells)
            if fits is not None and fits < 0.3 and field in (*_TYPED, 'title', 'affiliation'):
                continue
            scored.append((0.75 * sure + 0.25 * (0.6 if fits is None else fits), -column, field, 'name'))
        if not names and (not headed or not header.strip()):
            scored.extend((sure, -column, field, 'content') for field, sure in _by_content(cells))
        elif not names:
            typed = ('date', 'time', 'start') if max(cells.dates, cells.clocks, cells.ranges) > 0.9 else ()
            scored.extend((0.6 * sure, -column, f, 'content') for f, sure in _by_content(cells) if f in typed)
    for sure, place, field, why in sorted(scored, key=lambda one: (-one[0], -one[1], one[2])):
        if -place not in found and (field not in taken or field in SEVERAL) and sure >= LEAST:
            found[-place] = Match(-place, _at(headers, -place), field, min(1.0, sure), why)
            taken.add(field)
    if not headed and 'title' not in taken:
        words = {column: content([_at(row, column) for row in rows]) for column in range(width) if column not in found}
        texts = {
            n: one for n, one in words.items() if one.filled > 0.5 and max(one.clocks, one.ranges, one.numbers) < 0.5
        }
        if texts:
            best_one = max(texts, key=lambda n: texts[n].filled * texts[n].distinct * min(60, texts[n].length))
            found[best_one] = Match(best_one, '', 'title', LEAST, 'content')
    if not taken & {'session', 'id'}:
        found |= {n: replace(one, field='id') for n, one in found.items() if _of_talks(one, rows)}
    return [found.get(column) or Match(column, _at(headers, column), '', 0.0) for column in range(width)]


def _of_talks(one: Match, rows: Sequence[Sequence[str]]) -> bool:
    """Sessions without names of which no two rows share one are what others call talks."""
    told = [cell for row in rows if (cell := _at(row, one.column).strip())]
    return one.field == 'session_id' and one.why == 'name' and len(told) > 2 and len(set(told)) == len(told)


def _by_content(one: Content) -> list[tuple[str, float]]:
    """The fields for which cells speak alone."""
    if one.filled < 0.05:
        return []
    title = (
        0.0 if max(one.dates, one.clocks, one.ranges, one.numbers) > 0.5 else min(1.0, one.length / 40) * one.distinct
    )
    scores = {
        'date': one.dates,
        'time': one.ranges,
        'start': one.clocks if one.ranges < 0.3 else 0.0,
        'email': one.emails,
        'url': one.urls,
        'abstract': 1.0 if one.length > 250 else 0.0,
        'title': 0.0 if one.length > 250 else 0.45 + title / 2 if title else 0.0,
        'speakers': one.names if one.length < 80 else 0.0,
    }
    return [(field, 0.8 * scores[field]) for field in _ALONE if scores[field] > 0.6]


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ''


def head_row(rows: Sequence[Sequence[str]], most: int = 40) -> int | None:
    """The row that names the columns: the first of the best, with two names at least."""
    best, found = 1.2, None
    for number, row in enumerate(rows[:most]):
        cells = [cell for cell in row if cell.strip()]
        if len(cells) < 2 or any(len(cell) > 120 or _NO_NAME.search(cell) for cell in cells):
            continue
        fields = {
            max(names, key=lambda field: names[field]): max(names.values()) for cell in cells if (names := named(cell))
        }
        score = sum(fields.values()) * (0.5 + 0.5 * len(fields) / len(cells))
        if score > best + 0.3 and not any(_clock_like(cell) for cell in cells):
            best, found = score, number
    return found


def _clock_like(cell: str) -> bool:
    return len(cell) < 40 and clocks(cell) is not None and re.search(r'\d[:.h]\d', cell) is not None
