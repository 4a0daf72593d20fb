"""Where lines may end, by UAX #14, and what stays together as one character for the reader, by UAX #29.

In: a text, and its language. Out: places in it. ICU does the work, with the dictionaries of Thai, Lao, Khmer and
Burmese; its Unicode is 17.0 (ICU 78), and the whole of LineBreakTest and GraphemeBreakTest passes.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Literal

Strictness = Literal['strict', 'normal', 'loose']

# All but Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew, Arabic and their kin, whose lines end at spaces, hyphens
# and dashes; with their marks and letterlike signs, and with symbols, arrows and mathematics.
_NEEDED = re.compile(
    '[^\0-\u08ff\u10a0-\u10ff\u1c80-\u1cbf\u1d00-\u25ff\u27c0-\u2bff\u2c00-\u2d2f\u2de0-\u2e7f\ua640-\ua69f\ua700-\ua7ff'
    '\uab30-\uab6f\ufb00-\ufdff\ufe00-\ufe0f\ufe20-\ufe2f\ufe70-\ufeff\ufffd\U00010780-\U000107bf\U0001d400-\U0001d7ff'
    '\U0001ee00-\U0001eeff]'
)
_SURROGATES = re.compile('[\ud800-\udfff]')
_FORCED = frozenset('\n\v\f\r\x85\u2028\u2029')  # classes BK, CR, LF, NL (LB4, LB5)
_LANGUAGE = re.compile('[A-Za-z]{2,3}(?![A-Za-z])')


def needs(text: str) -> bool:
    """Whether a text has anything but words between spaces: ideographs, kana, Hangul, Thai, emoji, Indic letters, …"""
    return not text.isascii() and _NEEDED.search(text) is not None


def breaks(text: str, language: str = '', strictness: Strictness = 'normal') -> list[tuple[int, bool]]:
    """The places inside a text where a line may end and, where True, must; neither its beginning nor its end.

    `strictness` is that of CSS's `line-break`: whether small kana and the mark of long vowels may begin a line (not if
    strict), and in Chinese and Japanese also some hyphens, iteration and middle marks (if loose). UAX #14 is strict.
    """
    from icu4py.breakers import LineBreaker

    primary = _LANGUAGE.match(language)
    text, places = _units(text)
    ends = [end for _, end in LineBreaker(text, f'{primary[0] if primary else "en"}@lb={strictness}').segments()][:-1]
    if places is not None:
        ends = [places[end] for end in ends]
    return [(end, text[end - 1] in _FORCED) for end in ends]


def clusters(text: str) -> list[int]:
    """Where each grapheme cluster of a text ends; the last at the text's end."""
    from icu4py.breakers import CharacterBreaker

    text, places = _units(text)
    ends = [end for _, end in CharacterBreaker(text, 'en').segments()]
    return ends if places is None else [places[end] for end in ends]


def _units(text: str) -> tuple[str, dict[int, int] | None]:
    """The text as ICU takes it, and the place of each of its UTF-16 units; None where each character is one."""
    if _SURROGATES.search(text):
        text = _SURROGATES.sub('\ufffd', text)
    if not text or max(text) <= '\uffff':
        return text, None
    units = accumulate((1 + (character > '\uffff') for character in text), initial=0)
    return text, {unit: at for at, unit in enumerate(units)}
