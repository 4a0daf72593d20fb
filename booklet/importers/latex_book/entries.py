"""What repeats in a book of abstracts as talks do.

In: the text of a book. Out: `Entry`s in their order, and headings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from booklet.importers.latex_book.looks import (
    EMPHASIS,
    INDEX,
    MAIL,
    bare,
    head_of,
    looks_like_names,
    names_source,
    paragraphs,
    plain,
    unbraced,
)
from booklet.intake.latex_text import END, Tex
from booklet.reading.institute_words import institutional
from booklet.reading.people import only_names

HEADINGS = ('part', 'chapter', 'section', 'subsection', 'subsubsection')
_HEADING = re.compile(r'\\(part|chapter|section|subsection|subsubsection)\*?\s*(?:\[[^\]\n]{0,300}\])?\s*(?=\{)')
_NAMED = re.compile(r'abstract|talk|contribution|poster|presentation|lecture|paper|keynote', re.IGNORECASE)
_COMMON = re.compile(  # environments that no book makes its talks of
    r'document|center|flush(?:left|right)|itemize|enumerate|description|quot(?:e|ation)|verse|minipage|(?:wrap)?figure'
    r'|tab(?:le|ular[xy]?)|longtable|[bpvBV]?matrix|array|equation|align(?:ed)?|gather|multline|eqnarray|verbatim|title'
    r'page|thebibliography|multicols|cases|split|proof|theorem|lemma|definition|remark|example|corollary|proposition'
    r'|(?:sub)?equations|(?:display)?math|lstlisting|affiliations|frame|alltt|spacing|tikzpicture'
)
_NO_TALK = re.compile(
    r'committee|organi[sz]|welcome|preface|foreword|sponsor|venue|practical|acknowledg|participants|schedule|programme?\b'
    r'|vorwort|gru(?:ß|ss)wort|organisation|organiza|komitet|comit[éeè]|comitato|przedmowa|avant-propos|pr[óo]logo|prefa'
    r'|bienveni|programa\b|program\w{0,2}\b|uczestni|teilnehm|index|contents|map\b|wi-?fi',
    re.IGNORECASE,
)
AUTHOR = re.compile(
    r'\\(?!tocauthor|indexauthor|(?:short|running)author|authorrunning)((?:[A-Za-z]*(?:author|speaker|presenter)s?|presentedby|by))\*?'
    r'\s*(?:\[[^\]]{0,100}\])?\s*(?=\{)',
    re.IGNORECASE,
)
PLACE = re.compile(
    r'\\([A-Za-z]*affil[a-z]*|[A-Za-z]*institut(?:e|es|ion|ions)|address(?:es)?|organi[sz]ation|inst|university)\*?\s*(?=[\[{])',
    re.IGNORECASE,
)
_TITLE = re.compile(
    r'\\(?!make|sub|short|running|book|toc|the|pdf|conf|add|insert|section|chapter|part|event)'
    r'([A-Za-z]*titl(?:e|o)|titel|titre|titulo)\*?\s*(?:\[[^\]]{0,300}\])?\s*(?=\{)',
    re.IGNORECASE,
)
_CALL = re.compile(r'\\([A-Za-z]+)\*?\s*')
_FOR_ABSTRACT = re.compile(r'(?:abstract|summary|zusammenfassung|r[ée]sum[ée]|resumen|riassunto)\W*', re.IGNORECASE)
_FILE = re.compile(r'\s*[\w./-]+\.(?:jpe?g|png|pdf|eps|tex|svg)\s*|\s*\\[A-Za-z]+\s*|[^A-Za-z\u00c0-\uffff]*')
LEAST = 80  # letters of an abstract
FEW = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A talk as it stands: where, its heading above, and its pieces, all LaTeX."""

    start: int
    end: int
    title: str
    body: str
    speakers: str = ''
    affiliations: str = ''
    keywords: str = ''
    session: str = ''


def find_entries(tex: Tex, wanted: str, order: tuple[str, ...]) -> list[Entry]:
    """The talks of the way of writing that has most of them, with those of others that stand outside them."""
    found = [
        [*_of_environments(tex, wanted, order)],
        [*_of_macros(tex, wanted, order)],
        [*_of_titles(tex)] if not wanted else [],
        [*_of_items(tex)] if not wanted else [],
        [*_ofheadings(tex, wanted)],
    ]
    taken: list[Entry] = []
    for entries in sorted(found, key=len, reverse=True):
        starts = [one.start for one in taken]
        taken += [one for one in entries if not any(one.start <= start < one.end for start in starts)
                  and not any(other.start <= one.start < other.end for other in taken)]  # fmt: skip
    return sorted(taken, key=lambda one: one.start)


def _of_environments(tex: Tex, wanted: str, order: tuple[str, ...]) -> Iterator[Entry]:
    every = [one for one in tex.environments() if not _COMMON.fullmatch(one.name.rstrip('*'))]
    counts = Counter(one.name for one in every)
    for one in every:
        if one.name == wanted or (not wanted and counts[one.name] >= FEW and _NAMED.search(one.name)):
            entry = _of_arguments(one.start, one.end, list(one.given), one.content, order)
            if entry is not None:
                yield entry


def _of_macros(tex: Tex, wanted: str, order: tuple[str, ...]) -> Iterator[Entry]:
    """Calls with three arguments and more, one of them long in most; not so long where the macro's name tells."""
    found: dict[str, list[tuple[int, int, list[str]]]] = {}
    for match in re.finditer(r'\\([A-Za-z]+)\*?\s*(?=[\[{])', tex.text):
        name = match[1]
        if name in ('begin', 'end') or (wanted and name != wanted):
            continue
        given, end = tex.arguments(match.end())
        if name == wanted or len(given) >= 3:
            found.setdefault(name, []).append((match.start(), end, given))
    for name, calls in found.items():
        if name != wanted and (name in HEADINGS or not _may_be_talks(name, calls)):
            continue
        # The abstract is the same argument in all calls, even where a name is longer.
        places = Counter(given.index(max(given, key=len)) for _, _, given in calls if given)
        long = places.most_common(1)[0][0] if places else 0
        order_here = order or _roles([given for _, _, given in calls], long)
        for start, end, given in calls:
            entry = _of_arguments(start, end, given, '', order_here, long)
            if entry is not None:
                yield entry


def _roles(calls: list[list[str]], long: int) -> tuple[str, ...]:
    """The arguments in an order of their own, where those of most calls show it: names before the title."""
    width = max(map(len, calls))
    columns = {
        number: values
        for number in range(width)
        if number != long and (values := [one[number] for one in calls if number < len(one) and _says(one[number])])
    }
    shares = {
        number: sum(only_names(unbraced(plain(names_source(value)))) for value in values) / len(values)
        for number, values in columns.items()
    }
    places = {
        number: sum(institutional(plain(value)) for value in values) / len(values) for number, values in columns.items()
    }
    names = max(shares, key=lambda number: shares[number], default=-1)
    first = min(columns, default=-1)
    titles = [number for number in columns if number != names and places[number] < 0.4]
    if not titles or shares[names] < 0.6 or first in titles[:1] or len(calls) < FEW:
        return ()
    where = [number for number in columns if number not in (names, titles[0])]
    told = {names: 'speakers', titles[0]: 'title', long: 'abstract', **dict.fromkeys(where[:1], 'affiliations')}
    return tuple(told.get(number, '-') for number in range(width))


def _says(value: str) -> bool:
    return _FILE.fullmatch(re.sub(r'\\[A-Za-z]+', '', MAIL.sub('', value))) is None


def _may_be_talks(name: str, calls: list[tuple[int, int, list[str]]]) -> bool:
    least = LEAST if _NAMED.search(name) else 2 * LEAST
    long = sum(max(map(len, given)) >= least for _, _, given in calls)
    return long >= FEW and 2 * long >= len(calls)


def _of_arguments(
    start: int, end: int, given: list[str], content: str, order: tuple[str, ...], long: int = -1
) -> Entry | None:
    """The arguments by their order where it is told, else by what they look like: title, names, places, abstract.

    `long`: the number of the argument that is the abstract, where other calls tell it.
    """
    told: dict[str, str] = {}
    if order:
        told = dict(zip(order, given, strict=False))
    else:
        rest = [one for one in given if not _FILE.fullmatch(one)]
        if not content.strip() and rest:
            told['abstract'] = given[long] if 0 <= long < len(given) else max(rest, key=len)
            rest = [one for one in rest if one is not told['abstract']]
        for name, one in zip(('title', 'speakers', 'affiliations'), [r for r in rest if _says(r)], strict=False):
            told[name] = one
    body = told.get('abstract') or content
    entry = Entry(
        start,
        end,
        told.get('title', ''),
        body,
        told.get('speakers', ''),
        told.get('affiliations', ''),
        told.get('keywords', ''),
        told.get('session', ''),
    )
    if not entry.title.strip():
        entry = _with_title(entry)
    return entry if entry.title.strip() else None


def _with_title(entry: Entry) -> Entry:
    """An environment whose title is a macro or heading inside it."""
    inner = Tex(entry.body)
    match = re.search(r'\\(?:title|talktitle|abstracttitle|(?:sub)*section)\*?\s*(?=\{)', entry.body)
    words = inner.group(match.end()) if match else None
    if match is None or words is None:
        return entry
    return replace(entry, title=words[0], body=entry.body[: match.start()] + entry.body[words[1] :])


def _of_titles(tex: Tex) -> Iterator[Entry]:
    """`\\title` and `\\author` as in articles put together; the authors may stand above their titles."""
    every = [(match, words) for match in _TITLE.finditer(tex.text) if (words := tex.group(match.end()))]
    counts = Counter(match[1] for match, _ in every)
    name = max(counts, key=lambda name: counts[name], default='')
    marks = [(match, words) for match, words in every if match[1] == name and words[0].strip()]
    ends = [words[1] for _, words in marks]
    starts = [_above(tex, match.start(), floor) for (match, _), floor in zip(marks, [0, *ends], strict=False)]
    for number, (match, words) in enumerate(marks):
        end = starts[number + 1] if number + 1 < len(marks) else len(tex.text)
        end = _file_end(tex, words[1], end)
        above, body = tex.text[starts[number] : match.start()], tex.text[words[1] : end]
        if len(marks) >= FEW or AUTHOR.search(above + body):
            yield Entry(starts[number], end, words[0], f'{above}{_opened(body)}')


def _file_end(tex: Tex, start: int, end: int) -> int:
    """The end of the file in which this stands, if it holds a text too."""
    at = tex.text.find(END.strip(), start + LEAST, end)
    return end if at < 0 else at


def _above(tex: Tex, start: int, floor: int) -> int:
    """Where the macros begin that stand right above a title and tell of people, or else the title."""
    calls = []
    floor = max(floor, start - 2000)
    at = floor
    for match in _CALL.finditer(tex.text, floor, start):
        if match.start() >= at:
            at = tex.arguments(match.end())[1]
            calls.append((match.start(), at, match[1]))
    begins, below = start, start
    for first, last, name in reversed(calls):
        if tex.text[last:below].strip(' \n\t\\') or name in ('begin', 'end', 'endinput') or last - first > 2 * LEAST:
            break
        below = first
        if AUTHOR.match(tex.text, first) or PLACE.match(tex.text, first) or (begins < start and last > first + 9):
            begins = first
    return begins


def _opened(body: str) -> str:
    """A body whose abstract is an environment or the argument of a macro, without these around it."""
    inner = next((one for one in Tex(body).environments() if 'abstract' in one.name.lower()), None)
    if inner is not None:
        return f'{body[: inner.start]}\n\n{inner.content}\n\n{body[inner.end :]}'
    tex = Tex(body)
    for match in re.finditer(r'\\(?:[A-Za-z]*abstract[A-Za-z]*|summary)\s*(?=\{)', body, re.IGNORECASE):
        words = tex.group(match.end())
        if words is not None:
            return f'{body[: match.start()]}\n\n{words[0]}\n\n{body[words[1] :]}'
    mark = next((one for one in headings(tex) if _FOR_ABSTRACT.fullmatch(one.title.strip())), None)
    return f'{body[: mark.start]}\n\n{body[mark.inside :]}' if mark else body


def _of_items(tex: Tex) -> Iterator[Entry]:
    """`\\item \\textbf{title}`, names in italics, text."""
    for one in tex.environments():
        if one.name not in ('itemize', 'enumerate', 'description'):
            continue
        marks = list(re.finditer(r'\\item\b\s*(?:\\textbf|\\textsc)\s*(?=\{)', one.content))
        inner = Tex(one.content)
        for number, match in enumerate(marks):
            words = inner.group(match.end())
            end = marks[number + 1].start() if number + 1 < len(marks) else len(one.content)
            if words is not None:
                body = one.content[words[1] : end]
                if len(body) >= LEAST and EMPHASIS.match(bare(body)):
                    yield Entry(one.inside + match.start(), one.inside + end, words[0], body)


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    start: int
    inside: int  # behind it
    title: str


def headings(tex: Tex) -> list[Heading]:
    found = []
    for match in _HEADING.finditer(tex.text):
        words = tex.group(match.end())
        if words is not None:
            found.append(Heading(HEADINGS.index(match[1]), match.start(), words[1], words[0]))
    return found


def _ofheadings(tex: Tex, wanted: str) -> Iterator[Entry]:
    """Headings with names below them and a text, up to the next heading of their level or above."""
    marks = headings(tex)
    for number, mark in enumerate(marks):
        end = next((one.start for one in marks[number + 1 :] if one.level <= mark.level), len(tex.text))
        end = _file_end(tex, mark.inside, end)
        deeper = number + 1 < len(marks) and marks[number + 1].start < end
        body = tex.text[mark.inside : end]
        if (
            wanted in ('', HEADINGS[mark.level])
            and len(body) >= LEAST
            and (wanted or (not deeper and _is_talk(mark.title, body)))
        ):
            yield Entry(mark.start, end, mark.title, body)


def _is_talk(title: str, body: str) -> bool:
    if _NO_TALK.search(INDEX.sub('', title)):
        return False
    if AUTHOR.search(body[:2000]):
        return True
    parts = paragraphs(body)
    return (len(parts) > 1 and any(looks_like_names(one) for one in parts[:2])) or bool(head_of(body)[0])
