"""A sign is the typewriter's, and the typesetter cannot know better.

Dashes between words, straight quotes and three dots become what they should be when the book is set. What stays as it
was typed is told here: a hyphen between the numbers of a range (`1914-1918`, `pp. 3-17`), an accent for an apostrophe
(`don´t`), a space before a comma, a quotation that begins with “ and ends with ". `check --fix` mends all but the last.

    - {time: 9:00, talk: 'Engines and looms, 1820-1840'}     # B028

Better:

    - {time: 9:00, talk: 'Engines and looms, 1820–1840'}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.mend import Edit
from booklet.model import Event
from booklet.rules.texts import Of, outside, texts

SEVERITY = Severity.NOTE
TOGETHER = '{count} signs are the typewriter’s'
_ENGLISH = re.compile(r'(?<=[A-Za-z])´(?=(?:s|t|m|d|re|ve|ll)\b)')
_ROMANCE = re.compile(r'(?<![^\W\d_])(?:[ldjnscmt]|qu)(´)(?=[^\W\d_]{2})', re.IGNORECASE)
_ELIDING = ('fr', 'it', 'ca', 'oc')
_COMMA = re.compile(r'(?<=[^\W\d_]) (?=,\s)')
_RANGE = re.compile(r'\d-\d')
_YEARS = re.compile(r'(?<![\w\-–./:#$^=+])(1[0-9]\d\d|20\d\d)-(1[0-9]\d\d|20\d\d|\d\d)(?![\w\-–/=+]|\.\d)')
_PAGES = re.compile(r'\b(?:pp?|pages?|S|Seiten?|págs?|pag|pages|str|s)\.? ?(\d{1,4})-(\d{1,4})(?![\w\-–])', re.ASCII)
_HOURS = re.compile(r'(?<![\w\-–:.])(?:[01]?\d|2[0-4]):[0-5]\d-(?:[01]?\d|2[0-4]):[0-5]\d(?![\w\-–:.])')
_NUMBERED = re.compile(r'(?:ISSN|ISBN|ORCID|DOI|No|Nr|tel|fax|phone|grant|contract|project)\W{0,3}$', re.IGNORECASE)
_OPEN = re.compile(r'“[^“”"„«»\n]{1,200}"(?!\w)|(?<!\w)"[^“”"„«»\n]{1,200}”')
_ASIA = ('zh', 'ja', 'ko')


def check(event: Event) -> Iterator[Diagnostic]:
    for text, of in texts(event):
        source = text.source
        for edit in edits(source, of):
            shown = ' '.join(source[max(0, edit.start - 12) : edit.end + 12].split(' ')[1 if edit.start > 12 else 0 :])
            place = text.place(edit.start, max(1, edit.end - edit.start))
            hint = 'booklet check --fix writes it right'
            yield Diagnostic(SEVERITY, f'{edit.reason}: “{" ".join(shown.split())}”', place, hint)
        both = '"' in source and ('“' in source or '”' in source)
        for match in outside(source, _OPEN.finditer(source)) if both else ():
            place = text.place(match.start(), match.end() - match.start())
            message = f'a quotation that begins with {match.group()[0]} ends with {match.group()[-1]}'
            yield Diagnostic(SEVERITY, message, place, 'write both alike')


def edits(text: str, of: Of) -> Iterator[Edit]:
    language = of.language.split('-')[0].lower()
    if '-' in text and language not in _ASIA and of.key != 'name' and _RANGE.search(text):
        yield from _ranges(text)
    if '´' in text:
        found = list(outside(text, _ENGLISH.finditer(text)))
        yield from (Edit(one.start(), one.end(), '’', 'an accent for an apostrophe') for one in found)
        if language in _ELIDING:
            taken = {one.start() for one in found}
            for one in outside(text, _ROMANCE.finditer(text)):
                if one.start(1) not in taken:
                    yield Edit(one.start(1), one.end(1), '’', 'an accent for an apostrophe')
    if ' ,' in text:
        yield from (
            Edit(m.start(), m.end(), '', 'a space before a comma') for m in outside(text, _COMMA.finditer(text))
        )


def _ranges(text: str) -> Iterator[Edit]:
    taken: set[int] = set()
    for pattern in (_YEARS, _PAGES, _HOURS):
        for match in outside(text, pattern.finditer(text)):
            at = match.group().rindex('-') + match.start()
            if at not in taken and _rises(match) and not _NUMBERED.search(text[: match.start()][-12:]):
                taken.add(at)
                yield Edit(at, at + 1, '–', 'a hyphen in a range of numbers')


def _rises(match: re.Match[str]) -> bool:
    """Whether the second number is the greater; of `1914-18`, of 18 and 14. Hours are not looked at."""
    if match.re is _HOURS:
        return True
    first, second = match.groups()
    if match.re is _YEARS and len(second) == 2:
        return int(first[2:]) < int(second) and (int(second) > 12 or int(second) == int(first[2:]) + 1)
    return int(first) < int(second)
