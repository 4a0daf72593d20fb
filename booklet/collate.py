"""Alphabetical order as a language has it, for the index.

In: words and a language. Out: sort keys, and the letter under which a word stands. ICU gives both where PyICU is
installed (the extra `icu`); else the letters here do: CLDR's tailorings of the Latin alphabet, with signs and spaces
passed over ("shifted", UTS 10, 4), then accents, then case deciding between words of the same letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

Key = tuple[Any, ...]

# Letters of their own by language (CLDR 46, common/collation): `c<č<ć` puts č and ć after c. What stands after `=`
# is the same letter, told apart only as an accent is.
_TAILORINGS = {
    'az': 'c<ç e<ə g<ğ h<x<ı k<q o<ö s<ş u<ü',
    'bs': 'c<č<ć d<dž<đ l<lj n<nj s<š z<ž',
    'cs': 'c<č h<ch r<ř s<š z<ž',
    'cy': 'c<ch d<dd f<ff g<ng l<ll p<ph r<rh t<th',
    'da': 'z<æ=ä<ø=ö<å=aa y=ü',
    'eo': 'c<ĉ g<ĝ h<ĥ j<ĵ s<ŝ u<ŭ',
    'es': 'n<ñ',
    'et': 's<š<z<ž w<õ<ä<ö<ü',
    'eu': 'n<ñ',
    'fi': 'z<å<ä=æ<ö=ø y=ü',
    'fo': 'a<á d<ð i<í o<ó u<ú y<ý z<æ<ø=ö<å',
    'gl': 'n<ñ',
    'hr': 'c<č<ć d<dž<đ l<lj n<nj s<š z<ž',
    'hu': 'c<cs d<dz<dzs g<gy l<ly n<ny o<ö=ő s<sz t<ty u<ü=ű z<zs',
    'is': 'a<á d<ð e<é i<í o<ó u<ú y<ý z<þ<æ<ö=ø<å',
    'lt': 'c<č i=y s<š z<ž',
    'lv': 'c<č g<ģ i=y k<ķ l<ļ n<ņ r<ŗ s<š z<ž',
    'nb': 'z<æ=ä<ø=ö<å=aa y=ü',
    'pl': 'a<ą c<ć e<ę l<ł n<ń o<ó s<ś z<ź<ż',
    'ro': 'a<ă<â i<î s<ș=ş t<ț=ţ',
    'sk': 'a<ä c<č h<ch o<ô r=ř s<š z<ž',
    'sl': 'c<č<ć d<đ s<š z<ž',
    'sq': 'c<ç d<dh e<ë g<gj l<ll n<nj r<rr s<sh t<th x<xh z<zh',
    'sv': 'z<å<ä=æ<ö=ø y=ü',
    'tr': 'c<ç g<ğ h<ı o<ö s<ş u<ü',
    'vi': 'a<ă<â d<đ e<ê o<ô<ơ u<ư',
}
_SAME = {'nn': 'nb', 'no': 'nb', 'sr': 'hr', 'fil': 'es', 'crh': 'tr', 'tk': 'tr'}

# Letters that Unicode does not take apart, as CLDR's root order has them; þ and the rest as English indexes do.
_SPELT = {
    'ß': 'ss',
    'æ': 'ae',
    'œ': 'oe',
    'þ': 'th',
    'ð': 'd',
    'ø': 'o',
    'đ': 'd',
    'ł': 'l',
    'ħ': 'h',
    'ı': 'i',
    'ŋ': 'n',
}
_WHOLE = frozenset('йїў')  # letters, not accented ones, in every language that writes them
_TURKIC = frozenset(('tr', 'az', 'crh', 'tk'))
_NATIVE_SCRIPTS = {
    'el': 'GREEK',
    'ru': 'CYRILLIC',
    'uk': 'CYRILLIC',
    'be': 'CYRILLIC',
    'bg': 'CYRILLIC',
    'mk': 'CYRILLIC',
    'ar': 'ARABIC',
    'fa': 'ARABIC',
    'ur': 'ARABIC',
    'he': 'HEBREW',
    'hi': 'DEVANAGARI',
    'th': 'THAI',
    'ko': 'HANGUL',
    'ja': 'CJK',
    'zh': 'CJK',
    'ka': 'GEORGIAN',
    'hy': 'ARMENIAN',
}
# Korean syllables stand under their first consonant, doubled ones under the single (CLDR 46, main/ko, index).
_JAMO = dict(zip(map(chr, range(0x1100, 0x1113)), 'ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ', strict=True))
_DIGIT, _NATIVE, _FOREIGN = range(3)
_OTHER = '#'
_MANY = 2000  # letters: all of them
_APOSTROPHE = {0x2BC: '’'}  # to ICU a letter after z; in names, ʼt Hooft, it is a sign
# Whose letters are headings in a book of any language, for the words in their scripts: ICU's index of a language knows
# its own alone. Not the Han characters, which have none.
_GUIDES = ('en', 'is', 'el', 'ru', 'ka', 'hy', 'he', 'ar', 'hi', 'th', 'ko')


@dataclass(frozen=True, slots=True)
class _Letter:
    """One letter of a word: its place in the alphabet, how it differs from the bare letter, and its heading."""

    primary: Key
    secondary: Key
    heading: str


@dataclass(frozen=True)
class _Alphabet:
    """A language's own letters, in lower case and composed, and the pattern that finds the longest of them."""

    language: str
    own: dict[str, _Letter]
    pattern: re.Pattern[str] | None
    script: str


@dataclass(frozen=True, slots=True)
class _Order:
    """How words are sorted, and the letter that each stands under."""

    key: Callable[[str], Key]
    initial: Callable[[str], str]


def sort_key(language: str) -> Callable[[str], Key]:
    """What to sort words by: the key is a tuple, and no two different words have the same."""
    return (_icu(language) or _plain(language)).key


def initial(text: str, language: str) -> str:
    """The letter under which a word stands: `C` for Çelik in English, `Ç` in Turkish; `#` for what has no letter."""
    return (_icu(language) or _plain(language)).initial(text)


def _plain(language: str) -> _Order:
    """The order by the letters of this module."""
    alphabet = _alphabet(language)
    return _Order(lambda text: _key(text, alphabet), lambda text: _initial(text, alphabet))


def _initial(text: str, alphabet: _Alphabet) -> str:
    letters = _letters(text, alphabet)
    return letters[0].heading if letters else _OTHER


def _key(text: str, alphabet: _Alphabet) -> Key:
    letters = _letters(text, alphabet)
    primary = tuple(letter.primary for letter in letters)
    secondary = tuple(letter.secondary for letter in letters)
    case = tuple(character.isupper() for character in text if character.isalpha())
    return primary, secondary, case, text


def _letters(text: str, alphabet: _Alphabet) -> list[_Letter]:
    folded = _folded(text, alphabet.language)
    found: list[_Letter] = []
    at = 0
    while at < len(folded):
        own = alphabet.pattern.match(folded, at) if alphabet.pattern else None
        if own:
            found.append(alphabet.own[own.group()])
            at = own.end()
            continue
        found += _plain_letters(folded[at], alphabet.script)
        at += 1
    return found


def _folded(text: str, language: str) -> str:
    """Lower case and composed, so that a tailoring's letters are found whole."""
    if _base(language) in _TURKIC:
        text = text.replace('I', 'ı').replace('İ', 'i')
    return unicodedata.normalize('NFC', text.lower())


@cache
def _plain_letters(character: str, script: str) -> tuple[_Letter, ...]:
    """The letters of a character that is no letter of the language's own: bare letters, the first with its accents."""
    spelt = character if character in _WHOLE else _SPELT.get(character) or unicodedata.normalize('NFKD', character)
    bare = [_SPELT.get(c, c) for c in spelt if c.isalnum() and unicodedata.category(c) != 'Lm']
    accents = tuple(c for c in spelt if unicodedata.combining(c))
    if not bare:
        return ()
    differs: Key = (1, accents, character) if spelt != character or character in _SPELT else (0,)
    letters = [_letter(c, script) for part in bare for c in part]
    first = letters[0]
    return (_Letter(first.primary, differs, first.heading), *letters[1:])


def _letter(character: str, script: str) -> _Letter:
    if character.isdigit():
        return _Letter((_DIGIT, unicodedata.digit(character), 0), (0,), _OTHER)
    name = unicodedata.name(character, '')
    group = _NATIVE if name.startswith(script) else _FOREIGN
    nameless = group == _FOREIGN and name.startswith('CJK')  # a heading for each would be one for each name
    heading = _OTHER if nameless else _JAMO.get(character) or character.upper()[:1]
    return _Letter((group, ord(character), 0), (0,), heading)


@cache
def _alphabet(language: str) -> _Alphabet:
    base = _base(language)
    script = _NATIVE_SCRIPTS.get(base, 'LATIN')
    own: dict[str, _Letter] = {}
    for chain in _TAILORINGS.get(_SAME.get(base, base), '').split():
        anchor, *steps = re.split(r'(?=[<=])', chain)
        place, heading = 0, anchor
        for step in steps:
            letters = step[1:]
            if step[0] == '<':
                place, heading = place + 1, letters
            secondary: Key = (0,) if step[0] == '<' else (2, letters)
            own[letters] = _Letter((_NATIVE, ord(anchor), place), secondary, heading[:1].upper() + heading[1:])
    if base in _TURKIC:
        own['i'] = _Letter((_NATIVE, ord('i'), 0), (0,), 'İ')
    longest_first = sorted(own, key=len, reverse=True)
    pattern = re.compile('|'.join(map(re.escape, longest_first))) if own else None
    return _Alphabet(language, own, pattern, script)


@cache
def _icu(language: str) -> _Order | None:
    """ICU's order with signs shifted, and its letters, where PyICU is installed."""
    try:
        icu = import_module('icu')
    except ImportError:
        return None
    try:
        locale = icu.Locale.forLanguageTag(language.replace('_', '-'))
    except icu.ICUError:  # no tag at all
        locale = icu.Locale.getRoot()
    collator = icu.Collator.createInstance(locale)
    collator.setAttribute(icu.UCollAttribute.ALTERNATE_HANDLING, icu.UCollAttributeValue.SHIFTED)
    index = icu.AlphabeticIndex(collator).addLabels(locale)
    for guide in _GUIDES:
        index.addLabels(icu.Locale(guide))
    index.maxLabelCount = _MANY  # by default ICU thins out what is more than 99
    buckets = index.buildImmutableIndex()

    def key(text: str) -> Key:
        return bytes(collator.getSortKey(text.translate(_APOSTROPHE))), text

    def heading(text: str) -> str:
        label, kind = buckets.getBucket(buckets.getBucketIndex(text.translate(_APOSTROPHE)))
        # ICU has letters of several characters in capitals: ‘DŽ’, ‘CH’.
        return label[:1] + label[1:].lower() if kind == icu.UAlphabeticIndexLabelType.NORMAL else _OTHER

    return _Order(key, heading)


def _base(language: str) -> str:
    return language.replace('_', '-').split('-')[0].lower()
