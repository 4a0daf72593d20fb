"""How far words hang out into the margins, so that the edges of a column look straight.

In: a font at a size. Out: for each word that a line may begin or end with, by how many points it hangs out.

Punctuation and hyphens are light: set flush they leave a dent in the margin. So do letters with slanting or open sides
(Hàn Thế Thành, "Micro-typographic Extensions to the TeX Typesetting System", TUGboat 21, 2000, chapter 3).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cached_property

from booklet.shaping import Font, Word

# Thousandths of a character's own width, left and right: about what R. Schlicht gives for Times-like faces ("The
# microtype package", its section on the sets of protrusion). Figures are left out: they stand in columns.
PROTRUSION: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys('ATVWXYvwx', (50, 50)),
    **dict.fromkeys('FKLPkr', (0, 50)),
    **dict.fromkeys('ty', (0, 70)),
    'J': (50, 0),
    '.': (0, 700),
    ',': (0, 500),
    ':': (0, 500),
    ';': (0, 300),
    '!': (0, 100),
    '?': (0, 100),
    '…': (0, 200),
    '(': (100, 0),
    ')': (0, 200),
    '/': (100, 300),
    '*': (300, 300),
    '-': (0, 500),
    '\u2010': (0, 500),
    '\u00ad': (0, 500),
    '–': (300, 300),
    '—': (200, 200),
    '‘': (300, 400),
    '’': (300, 400),
    '“': (300, 300),
    '”': (300, 300),
    '‚': (400, 400),
    '„': (400, 400),
    "'": (300, 400),
    '"': (300, 300),
    '‹': (400, 300),
    '›': (300, 400),
    '«': (300, 300),
    '»': (300, 300),
}
_NONE = (0, 0)


class Hang:
    """What hangs out at either margin, in points; words are looked up by `left[word]` and `right[word]`."""

    def __init__(self, font: Font, size: float) -> None:
        self.left, self.right = _Edge(font, size, 0), _Edge(font, size, 1)

    @cached_property
    def hyphen(self) -> float:
        """Of the hyphen of a broken word."""
        return self.right[self.right.font.broken('')]


class _Edge(dict[Word, float]):
    def __init__(self, font: Font, size: float, side: int) -> None:
        super().__init__()
        self.font, self.size, self.side = font, size, side

    def __missing__(self, word: Word) -> float:
        text = word.text
        character = text[-1 if self.side else 0] if text else ''
        share = _share(character)[self.side]
        found = self[word] = self._width(character) * self.size * share / 1000 if share else 0.0
        return found

    def _width(self, character: str) -> float:
        word = self.font.broken('') if character == '\u00ad' else self.font.words[character]
        return word.width - self.font.tracking / 1000


def _share(character: str) -> tuple[int, int]:
    """A letter with accents hangs out as far as without."""
    found = PROTRUSION.get(character)
    if found is None and not character.isascii():
        found = PROTRUSION.get(unicodedata.normalize('NFD', character)[0])
    return found or _NONE
