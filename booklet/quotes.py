"""Quotation marks: which signs a language uses, and which sign each straight or TeX quote of a text stands for.

In: a paragraph's text. Out: replacements for its quotes and apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

NARROW = '\u202f'
_APOSTROPHE = '’'

# Outer and inner marks by language: CLDR 46, `delimiters`; for hr and pl their orthographies.
_QUOTES = {
    '“”‘’': 'en nl pt tr lv ga gl ko zh vi id ms th hi bn ta af da eu',
    '„“‚‘': 'de cs sk sl lt is bg lb hsb',
    '«»‹›': 'de-CH fr-CH it-CH fa hy ar',
    '«»“”': 'fr it es ca pt-PT el sq ast',
    '””’’': 'sv fi he',
    '«»‘’': 'nb nn no',
    '„”«»': 'pl ro',
    '„”‘’': 'hr bs sr',
    '„”»«': 'hu',
    '«»„“': 'ru uk be kk',
    '„“«»': 'et',
    '„“’‘': 'mk',
    '‘’“”': 'cy',
    '「」『』': 'ja zh-TW zh-Hant',
}
_BY_LANGUAGE = {tag: signs for signs, tags in _QUOTES.items() for tag in tags.split()}
_SPACED = frozenset(('fr',))  # guillemets with a space inside, and high punctuation with one before it
_UNSPACED = frozenset(('fr-CA',))

_QUOTE = re.compile(r"'''|``|''|[`'\"]")
_CLOSING = re.compile(r"\S'(?!\w)")
_ELISION = re.compile(r'(?:\d\ds?|tis|twas|em|n|cause|til|round|bout|s|t)\b', re.IGNORECASE)
_OPENERS = frozenset('([{<«‹„“‚‘¿¡\u202f')
_JOINERS = frozenset('-–—/=+')


@dataclass(frozen=True, slots=True)
class Marks:
    """Opening and closing marks, outer and inner. `spaced`: as French, with narrow spaces inside the outer ones."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str
    spaced: bool = False


def marks_for(language: str) -> Marks:
    """The marks of a BCP 47 language; English ones where the language is not known."""
    tag = language.replace('_', '-')
    base = tag.split('-')[0].lower()
    signs = _BY_LANGUAGE.get(tag) or _BY_LANGUAGE.get(base) or _BY_LANGUAGE['en']
    opening, closing, inner_opening, inner_closing = tuple(signs)
    if base in _SPACED and tag not in _UNSPACED:
        return Marks(opening + NARROW, NARROW + closing, inner_opening, inner_closing, spaced=True)
    return Marks(opening, closing, inner_opening, inner_closing)


def quote_edits(text: str, marks: Marks) -> Iterator[tuple[int, int, str]]:
    """What each quote of the text becomes: (start, end, sign).

    The author's level is kept: double quotes become outer marks, single ones inner marks; only double quotes inside
    double quotes step down.
    """
    return _Pairing(text, marks).edits()


class _Pairing:
    """One walk over a text's quotes, with the quotations that are open."""

    def __init__(self, text: str, marks: Marks) -> None:
        self.text = text
        self.marks = marks
        self.open: list[tuple[str, str]] = []  # the kind of quote, single or double, and the mark that closes it
        self.opened_at = -1  # where the last opening mark ended
        self.last_closing = -1
        for match in _CLOSING.finditer(text):
            self.last_closing = match.end() - 1

    def edits(self) -> Iterator[tuple[int, int, str]]:
        for match in _QUOTE.finditer(self.text):
            quote, start, end = match.group(), match.start(), match.end()
            if quote == "'''":
                cut = 1 if self.open and self.open[-1][0] == "'" else 2
                yield start, start + cut, self._closed(quote[:cut])
                yield start + cut, end, self._closed(quote[cut:])
                continue
            sign = self._sign(quote, start, end)
            if sign:
                yield start, end, sign

    def _sign(self, quote: str, start: int, end: int) -> str:
        if quote == '``':
            return self._opened('"', end)
        if quote == '`':
            return self._opened("'", end) if self._opens(start, end) else ''
        if quote == "'":
            return self._single(start, end)
        if self._opens(start, end):
            return self._opened('"', end)
        if not self._is_open('"'):
            before, after = self.text[start - 1 : start], self.text[end : end + 1]
            if not before.strip() and not after.strip():
                return ''  # nothing on either side to belong to
            if before.isdecimal():
                return '″'
        return self._closed('"')

    def _single(self, start: int, end: int) -> str:
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        if self._opens(start, end):
            quotation = self.last_closing > end and not _ELISION.match(self.text, end)
            return self._opened("'", end) if quotation else _APOSTROPHE
        if after.isalnum() or not self._is_open("'"):
            return '′' if before.isdecimal() and not after.isalnum() else _APOSTROPHE
        return self._closed("'")

    def _opens(self, start: int, end: int) -> bool:
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        if not after or after.isspace():
            return False
        if not before or before.isspace() or before in _OPENERS or start == self.opened_at:
            return True
        return before in _JOINERS and after.isalnum() and not self.open

    def _is_open(self, kind: str) -> bool:
        return any(kind == opened for opened, _ in self.open)

    def _opened(self, kind: str, end: int) -> str:
        self.opened_at = end
        inner = kind == "'" or self._is_open('"')
        marks = self.marks
        self.open.append((kind, marks.inner_closing if inner else marks.closing))
        return marks.inner_opening if inner else marks.opening

    def _closed(self, quote: str) -> str:
        kind = "'" if quote == "'" else '"'
        if not self._is_open(kind):
            return _APOSTROPHE if kind == "'" else self.marks.closing
        while True:
            opened, closing = self.open.pop()
            if opened == kind:
                return closing
