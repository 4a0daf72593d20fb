"""What parts words in scripts that write no spaces: between ideographs, around their punctuation, beside letters of
other scripts, between the words of Thai.

In: the two characters that meet. Out: the name of the separator between them; and what each separator is, in ems.
After JIS X 4051 and the W3C's "Requirements for Japanese Text Layout" (JLREQ), 3.1 and 3.2: brackets, commas and full
stops are half an em wide, and have a space of half an em beside them that may shrink and that line ends swallow.
"""

from __future__ import annotations

from typing import NamedTuple

from booklet.scripts import is_cjk

OPENING = frozenset('「『（〔［｛〈《【〖〘〝｟')
CLOSING = frozenset('」』）〕］｝〉》】〗〙〟｠')
STOPS = frozenset('、。，．')
_HALVED = OPENING | CLOSING | STOPS
_OPENING_QUOTES, _CLOSING_QUOTES = (
    frozenset('“‘'),
    frozenset('”’'),
)  # of Chinese beside ideographs, else of other scripts
_LATIN_OPENING, _LATIN_CLOSING = frozenset('([{“‘«'), frozenset('.,;:!?)]}”’»%…')
_CENTRED = ('zh-hant', 'zh-tw', 'zh-hk', 'zh-mo')  # where commas and full stops stand in the middle of their square
_SPACED = frozenset('：；！？・')  # full-width: no space of their own, none beside letters

_SPREAD = frozenset(map(chr, range(0x0E00, 0x0F00)))  # Thai and Lao
_SOUTH_EAST = _SPREAD | frozenset(map(chr, (*range(0x1000, 0x10A0), *range(0x1780, 0x1800))))

SOLID, IDEOGRAPHS, MIXED, PUNCTUATION, WORDS, WIDE = '字', '文', '和', '句', 'ก', '\u3000'
TIED = {IDEOGRAPHS: '文!', MIXED: '和!', PUNCTUATION: '句!', WORDS: 'ก!'}


class Space(NamedTuple):
    """A separator in ems of the type."""

    width: float
    stretch: float
    shrink: float
    tied: bool


SPACES = {
    IDEOGRAPHS: Space(0.0, 0.06, 0.0, False),
    MIXED: Space(0.25, 0.25, 0.125, False),  # JLREQ 3.2.6: a quarter em, at most a half, at least an eighth
    PUNCTUATION: Space(0.5, 0.06, 0.25, False),
    WORDS: Space(0.0, 0.03, 0.0, False),  # between all letters alike: between words it would read as a space
    WIDE: Space(1.0, 0.1, 0.25, False),
}
SPACES |= {tied: SPACES[free]._replace(tied=True) for free, tied in TIED.items()}
NAMES = frozenset(SPACES)


def is_halved(character: str, language: str) -> bool:
    """Whether a sign is set on half its square, the other half being space."""
    if character in STOPS:
        return not language.lower().startswith(_CENTRED)
    return character in _HALVED or (character in _OPENING_QUOTES | _CLOSING_QUOTES and _quotes_are_wide(language))


def _quotes_are_wide(language: str) -> bool:
    return language.lower().startswith('zh')


def is_wide(text: str, at: int) -> bool:
    """Whether a character of a text fills a square: an ideograph or its like, or a quotation mark beside one."""
    character = text[at]
    if character not in _OPENING_QUOTES | _CLOSING_QUOTES:
        return is_cjk(character)
    return is_cjk(text[at - 1 : at] or ' ') or is_cjk(text[at + 1 : at + 2] or ' ')


def separator(before: str, after: str, free: bool, language: str) -> str:
    """What stands between two characters that no space parts; '' where neither is of these scripts.

    `free`: a line may end between them. SOLID: nothing at all, and no break.
    """
    wide_before, wide_after = is_cjk(before), is_cjk(after)
    if not (wide_before or wide_after):
        if before in _SOUTH_EAST and after in _SOUTH_EAST:
            return WORDS if free else TIED[WORDS] if before in _SPREAD and after in _SPREAD else ''
        return ''
    opening, closing = OPENING, CLOSING
    if _quotes_are_wide(language):
        opening, closing = OPENING | _OPENING_QUOTES, CLOSING | _CLOSING_QUOTES
    # A full-width colon or its like holds half a square of space already (CLREQ 3.1.6.1).
    opens = after in opening and before not in _SPACED
    closes = before in closing or (before in STOPS and is_halved(before, language))
    if after in closing or after in STOPS or before in opening:
        return SOLID
    if (before in closing and after in _LATIN_CLOSING) or (after in opening and before in _LATIN_OPENING):
        return SOLID
    letters = before.isalnum() and after.isalnum() and not {before, after} & _SPACED
    name = PUNCTUATION if opens or closes else MIXED if letters and not (wide_before and wide_after) else IDEOGRAPHS
    return name if free else TIED[name]
