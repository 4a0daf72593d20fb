"""When two names or texts are nearly alike.

In: names. Out: keys that names have in common which differ only in accents, case, order or punctuation; groups of names
that share a key, so that no name is compared with all others.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

T = TypeVar('T')

_SPELT = str.maketrans(
    {'ß': 'ss', 'ø': 'o', 'ł': 'l', 'đ': 'd', 'æ': 'ae', 'œ': 'oe', 'þ': 'th', 'ð': 'd', 'ı': 'i', 'ħ': 'h'}
)
_UMLAUTS = str.maketrans({'ä': 'ae', 'ö': 'oe', 'ü': 'ue', 'å': 'aa', 'ø': 'oe'})
_WORD = re.compile(r'[^\W_]+')
_SIGNS = re.compile(r'[\W_]+')
_GROUP = re.compile(
    r'\b(?:univ\w*|institut\w*|\w*center|\w*centre|team|committee|group|society|association|foundation|stiftung|gmbh'
    r'|inc|ltd|consortium|collaborations?|project|panel|speakers?|staff|members?|company|community|orchestra|choir|club'
    r'|organi[sz]ers?|school|college|hochschule|akademie|academy|council|board|teams|agency|ministry|network|lab|labs)\b',
    re.IGNORECASE,
)
MANY = 40  # of a group: names that so many share say nothing


def folded(text: str) -> str:
    """In small letters without accents."""
    small = text.casefold()
    if small.isascii():
        return small
    marks = unicodedata.normalize('NFKD', small.translate(_SPELT))
    return ''.join(letter for letter in marks if not unicodedata.combining(letter))


def spelt(text: str) -> str:
    """In small letters, `ü` as `ue` and so on, other accents dropped."""
    small = unicodedata.normalize('NFC', text.casefold())
    return small if small.isascii() else folded(small.translate(_UMLAUTS))


def words_of(text: str) -> list[str]:
    """The words, folded; apostrophes do not part them."""
    return _WORD.findall(folded(text).replace("'", '').replace('’', ''))


def letters_of(text: str) -> str:
    """Letters and figures only, in small letters: what is left when case, spaces and punctuation do not count."""
    return _SIGNS.sub('', text.casefold())


def is_group(name: str) -> bool:
    """Whether a name is that of an organisation, as far as its words tell."""
    return _GROUP.search(folded(name)) is not None


def groups(things: Iterable[T], key: Callable[[T], Iterable[Hashable]], most: int = MANY) -> Iterator[list[T]]:
    """Two things or more that share a key, in order; none where too many do."""
    found: dict[Hashable, list[T]] = defaultdict(list)
    for thing in things:
        for one in key(thing):
            found[one].append(thing)
    yield from (group for group in found.values() if 1 < len(group) <= most)
