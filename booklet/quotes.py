"""Quotation marks: which signs a language uses, and which sign each straight or TeX quote of a text stands for.

In: a paragraph's text. Out: replacements for its quotes and apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

NARROW = '\u202f'
_APOSTROPHE = '’'

# Outer and inner marks by language: CLDR 46, `delimiters`; for ar, hr and pl what their printers use.
_QUOTES = {
    '“”‘’': 'en nl pt tr lv ga gl ko zh vi id ms th hi bn ta af da eu',
    '„“‚‘': 'de cs sk sl lt is bg lb hsb',
    '«»‹›': 'de-CH de-LI fr-CH it-CH fa hy ar',
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
    '「」『』': 'ja zh-TW zh-HK zh-MO zh-Hant',
}
_BY_LANGUAGE = {tag.lower(): signs for signs, tags in _QUOTES.items() for tag in tags.split()}
# Guillemets with a space inside, and signs with one before them, narrow or full. Imprimerie nationale, Lexique des
# règles typographiques; Guide du typographe romand; for Canada Office québécois de la langue française.
_SPACED = {'fr': (';!?', ':'), 'fr-ch': (';!?:', ''), 'fr-ca': ('', ':')}

_QUOTE = re.compile(r"'''|``|''|[`'\"]")
_CLOSING = re.compile(r"\S'(?!\w)")
_ELISION = re.compile(r'(?:\d\ds?|tis|twas|em|n|cause|til|round|bout|s|t)\b', re.IGNORECASE)
_DUTCH_ELISION = re.compile(r"(?:[sS]-|(?:k|m|r|ie|ns|er)\b(?!'))")  # with the English ones: 's, 't, 'n
_OPENERS = frozenset('([{<«‹„“‚‘¿¡\u202f')
_JOINERS = frozenset('-–—/=+')
_GERSHAYIM, _GERESH = '״', '׳'
_HEBREW_WORD = re.compile('[א-ת]+')
_HEBREW_PREFIX = re.compile('[והבכלמש]{1,3}')  # what is written together with the next word, and with its quote


@dataclass(frozen=True, slots=True)
class Marks:
    """Opening and closing marks, outer and inner.

    `narrow` and `full` are the signs that have such a space before them, as French; the outer marks have it inside.
    `elision` is what an apostrophe begins, besides the words of English.
    """

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str
    narrow: str = ''
    full: str = ''
    elision: re.Pattern[str] | None = None

    @property
    def spaced(self) -> bool:
        return bool(self.narrow or self.full)


def marks_for(language: str) -> Marks:
    """The marks of a BCP 47 language; English ones where the language is not known."""
    tag = language.replace('_', '-').lower()
    signs = _nearest(_BY_LANGUAGE, tag) or _BY_LANGUAGE['en']
    opening, closing, inner_opening, inner_closing = tuple(signs)
    base = tag.split('-')[0]
    elision = _DUTCH_ELISION if base == 'nl' else None
    spaces = _nearest(_SPACED, tag)
    if spaces is None:
        return Marks(opening, closing, inner_opening, inner_closing, elision=elision)
    return Marks(opening + NARROW, NARROW + closing, inner_opening, inner_closing, *spaces)


_Value = TypeVar('_Value')


def _nearest(table: Mapping[str, _Value], tag: str) -> _Value | None:
    """What the table has for the tag, or for the longest part of it."""
    while tag and tag not in table:
        tag = tag.rpartition('-')[0]
    return table.get(tag)


def quote_edits(text: str, marks: Marks) -> Iterator[tuple[int, int, str]]:
    """What each quote of the text becomes: (start, end, sign).

    The author's level is kept: double quotes become outer marks, single ones inner marks; only double quotes inside
    double quotes step down.
    """
    return _Pairing(text, marks).edits()


def _is_unspaced(character: str) -> bool:
    """Whether the script has no spaces between words: Thai to Khmer, Chinese, Japanese."""
    return bool(character) and (
        '\u0e00' <= character <= '\u0eff' or '\u1780' <= character <= '\u17ff' or _is_cjk(character)
    )


def _is_cjk(character: str) -> bool:
    return '\u3000' <= character <= '\u9fff' or '\uf900' <= character <= '\ufaff' or '\uff00' <= character <= '\uffef'


class _Pairing:
    """One walk over a text's quotes, with the quotations that are open."""

    def __init__(self, text: str, marks: Marks) -> None:
        self.text = text
        self.marks = marks
        self.open: list[tuple[str, str]] = []  # the kind of quote, single or double, and the mark that closes it
        self.opened_at = -1  # where the last opening mark ended
        self.last_double = text.rfind('"')
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
        if self._is_gershayim(start, end):
            return _GERSHAYIM
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
            quotation = self.last_closing > end and not self._elides(end)
            return self._opened("'", end) if quotation else _APOSTROPHE
        if 'א' <= before <= 'ת' and (after.isalpha() or not self._is_open("'")):
            return _GERESH
        if after.isalnum() or not self._is_open("'"):
            return '′' if before.isdecimal() and not after.isalnum() else _APOSTROPHE
        return self._closed("'")

    def _opens(self, start: int, end: int) -> bool:
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        if not after or after.isspace():
            return False
        if not before or before.isspace() or before in _OPENERS or start == self.opened_at:
            return True
        return (before in _JOINERS or _is_unspaced(before)) and after.isalnum() and not self.open

    def _elides(self, end: int) -> bool:
        own = self.marks.elision
        return bool(_ELISION.match(self.text, end) or (own and own.match(self.text, end)))

    def _is_gershayim(self, start: int, end: int) -> bool:
        """Whether a quote between Hebrew letters marks an acronym (`צה"ל`), not a quotation after a prefix."""
        text = self.text
        if not ('א' <= text[start - 1 : start] <= 'ת' and 'א' <= text[end : end + 1] <= 'ת'):
            return False
        first = start
        while first and 'א' <= text[first - 1] <= 'ת':
            first -= 1
        word = _HEBREW_WORD.match(text, end)
        assert word is not None  # a letter follows
        if len(word.group()) == 1 or not _HEBREW_PREFIX.fullmatch(text, first, start):
            return True
        return self.last_double <= end

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
