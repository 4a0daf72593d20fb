"""What the texts of a calendar say besides: who speaks, and where more stands.

In: descriptions and titles. Out: the same without what has a place of its own, and that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from booklet.draft import Someone
from booklet.reading.people import only_names, people

_SPEAKERS = re.compile(
    r'(?:\*\*)?(?:speakers?|presenters?|presented by|panel(?:l?ists)?|referent(?:in|en|innen)?|vortragende[rn]?|'
    r'sprecher(?:in)?|intervenants?|ponentes?|relator[ei]|発表者|講演者)\s*(?:\*\*)?\s*[:：]\s*(?:\*\*)?\s*(\S.{0,1000})',
    re.IGNORECASE,
)
_HEAD = 4  # lines of a description in which its speakers are named
_ADDRESS = re.compile(
    r'(?:(?:url|link|website|details|more(?: info(?:rmation)?)?)\s*:\s*)?(https?://\S+)', re.IGNORECASE
)
_BY = re.compile(r'\s*\((?:[^\W\d]+ ){0,3}by ([^():]{3,120})\)$', re.IGNORECASE)
_DASH = re.compile(r'\s+([—–-])\s+')
_SHARE = 0.6  # of the titles that must be written so
_FEWEST = 4
_LONGEST = 120  # letters of names


@dataclass(frozen=True, slots=True)
class Described:
    text: str
    speakers: tuple[Someone, ...] = ()
    url: str = ''


def described(text: str, url: str, title: str) -> Described:
    """A description parted into what it tells, who speaks, and an address that is alone in its first or last line."""
    lines = text.replace('\r\n', '\n').split('\n')
    if len(lines) > 1 and lines[0].strip() == title:
        del lines[0]
    speakers: tuple[Someone, ...] = ()
    for place, line in enumerate(lines[:_HEAD]):
        match = _SPEAKERS.fullmatch(line.strip())
        if match and '<' not in line:
            speakers = people(match[1])
            del lines[place]
            break
    for place in (-1, 0):
        match = _ADDRESS.fullmatch(lines[place].strip()) if lines else None
        if match and (not url or match[1].rstrip('/') == url.rstrip('/')):
            url = match[1]
            del lines[place]
    rest = '\n'.join(lines).strip()
    return Described('' if rest == title else rest, speakers, url)


def dashed(titles: Iterable[str]) -> dict[str, tuple[str, tuple[Someone, ...]]]:
    """Titles and speakers by the whole: `Flow graphs — Ada Lovelace`, where most titles are written with this dash."""
    every = list(titles)
    for dash in '—–-':
        found = {}
        for title in every:
            match = next(iter(list(_DASH.finditer(title))[-1:]), None)
            if match is not None and match[1] == dash and 0 < len(title) - match.end() <= _LONGEST:
                found[title] = title[: match.start()].strip(), people(title[match.end() :])
        named = sum(only_names(title[title.rindex(dash) + 1 :]) for title in found)
        if named >= 0.7 * len(found) and len(found) >= max(_FEWEST, _SHARE * len(set(every))):
            return found
    return {}


def by_whom(title: str) -> tuple[str, tuple[Someone, ...]]:
    """`Flow graphs (talk by Ada Lovelace)`: the title, and who gives it."""
    match = _BY.search(title)
    return (title[: match.start()].strip(), people(match[1])) if match and match.start() else (title, ())
