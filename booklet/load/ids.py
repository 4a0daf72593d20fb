"""Names that stay: slugs for what the content gives no id.

In: words. Out: ids of small ASCII letters where the words allow it, each used once.
"""

from __future__ import annotations

import re
import unicodedata

LETTERS = str.maketrans({'ß': 'ss', 'ø': 'o', 'ł': 'l', 'đ': 'd', 'æ': 'ae', 'œ': 'oe', 'þ': 'th', 'ð': 'd', 'ı': 'i'})
ID = re.compile(r'\w(?:[\w.-]*\w)?')
ID_LIKE = re.compile(r'[a-z0-9][a-z0-9_-]*')
LONGEST = 80  # letters of an id that is made; those that the content gives may have 100


def slug(text: str, words: int = 4) -> str:
    """The first words in small letters, joined by hyphens: `Çelik` is `celik`. Other scripts stay as they are."""
    folded = text.casefold().translate(LETTERS)
    if not folded.isascii():
        marks = (c for c in unicodedata.normalize('NFKD', folded) if not 0x300 <= ord(c) < 0x370)
        folded = unicodedata.normalize('NFC', ''.join(marks))
    return '-'.join(re.findall(r'[^\W_]+', folded.replace("'", '').replace('’', ''))[:words])


class Ids:
    """Hands out ids; those that the content gives are reserved before the first is made."""

    def __init__(self, reserved: set[str]) -> None:
        self.used = set(reserved)
        self.numbers: dict[str, int] = {}  # the last of each stem: thousands may have one name

    def make(self, *parts: str, fallback: str) -> str:
        """A new id of the parts' slugs; a number follows where it is taken."""
        stem = '-'.join(filter(None, map(slug, parts)))[:LONGEST].rstrip('-') or fallback
        number = self.numbers.get(stem, 1)
        name = stem if number == 1 else f'{stem}-{number}'
        while name in self.used:
            number += 1
            name = f'{stem}-{number}'
        self.used.add(name)
        self.numbers[stem] = number
        return name
