"""Words to the places where they may be broken, by Liang's patterns.

In: a word as it stands in a line, with its punctuation. Out: positions in it. The patterns are those of Pyphen's
dictionaries. They are read here, not by Pyphen, which takes 0.7 s over the German ones: whole files are split at once,
and a pattern's figures are looked at only when a word needs them (F. M. Liang, "Word Hy-phen-a-tion by Com-put-er",
1983, chapter 2, for the method).
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

# Fewest letters before and after a break, as TeX's languages have them (hyph-utf8); two and two elsewhere.
_MINIMA = {'en': (2, 3), 'cs': (2, 3), 'sk': (2, 3), 'pt': (2, 3), 'et': (2, 3), 'fr': (2, 3)}
_DEFAULT_MINIMA = (2, 2)
_BESIDE_HYPHEN = 3  # letters between a hyphen of the word's own and a break
_DICTIONARIES = {'en': 'en_US', 'de': 'de_DE', 'pt': 'pt_PT', 'no': 'nb_NO', 'bs': 'hr_HR', 'sr_latn': 'sr_Latn'}
_LONGEST = 60  # letters; longer ones are no words

_LETTERS = re.compile(r'[^\W\d_]+')
_NO_WORD = re.compile(r'[\d_@\\\u00ad]|://|www\.', re.IGNORECASE)
_HYPHENS = frozenset('-\u2010\u2011')
_FIGURES = b'0123456789'
_IGNORED = ('%', '#', 'LEFTHYPHENMIN', 'RIGHTHYPHENMIN', 'COMPOUNDLEFTHYPHENMIN', 'COMPOUNDRIGHTHYPHENMIN', 'NOHYPHEN')
_HEXADECIMAL = re.compile(r'\^\^([0-9a-f]{2})')


class Hyphenator:
    """Breaks the words of one language. `known` tells whether there are patterns for it; if not, no word breaks."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.left, self.right = _MINIMA.get(_base(language), _DEFAULT_MINIMA)
        self._path = _dictionary(language)
        self._positions: dict[str, tuple[int, ...]] = {}

    @property
    def known(self) -> bool:
        return self._path is not None

    def positions(self, word: str) -> tuple[int, ...]:
        """Where the word may be broken: indexes of the characters that would begin the next line, rising.

        Only letters count: punctuation around them is no matter. Words with figures, addresses and capitals beyond
        the first letter stay whole. A hyphen of the word's own is not among the places.
        """
        found = self._positions.get(word)
        if found is None:
            found = self._positions[word] = self._find(word) if self._path else ()
        return found

    def _find(self, word: str) -> tuple[int, ...]:
        assert self._path is not None
        if _NO_WORD.search(word):
            return ()
        found: list[int] = []
        for match in _LETTERS.finditer(word):
            letters, start, end = match.group(), match.start(), match.end()
            if not self.left + self.right <= len(letters) <= _LONGEST or not (letters[1:].islower()):
                continue
            left = _BESIDE_HYPHEN if word[start - 1 : start] in _HYPHENS and start else self.left
            right = _BESIDE_HYPHEN if word[end : end + 1] in _HYPHENS and end < len(word) else self.right
            last = len(letters) - right
            found += (start + at for at in _patterns(self._path).positions(letters.lower()) if left <= at <= last)
        return tuple(found)


class _Patterns:
    """The patterns of one dictionary: letters to the pattern as it was written.

    A pattern that a word has needed is held as its figures instead: (place, figure) of those that are not 0.
    `_longest` tells how long the patterns with the same first two letters are at most.
    """

    def __init__(self, path: Path) -> None:
        written = _lines(path)
        letters = '\n'.join(written).encode().translate(None, _FIGURES).decode().split('\n')
        self._patterns: dict[str, str | tuple[tuple[int, int], ...]] = dict(zip(letters, written, strict=True))
        self._longest = longest = dict[str, int]()
        for pattern in letters:
            size, first = len(pattern), pattern[:2]
            if size > longest.get(first, 0):
                longest[first] = size

    def positions(self, word: str) -> list[int]:
        """Every place between two letters of a word in lower case where the highest figure is odd."""
        pointed = f'.{word}.'
        size, patterns, longest = len(pointed), self._patterns, self._longest
        values = [0] * (size + 1)
        for start in range(size - 1):
            for end in range(start + 1, min(start + longest.get(pointed[start : start + 2], 1), size) + 1):
                pattern = patterns.get(pointed[start:end])
                if pattern is not None:
                    figures = pattern if type(pattern) is tuple else self._read(pointed[start:end])
                    for at, figure in figures:
                        if figure > values[start + at]:
                            values[start + at] = figure
        return [at - 1 for at in range(2, size - 1) if values[at] & 1]

    def _read(self, letters: str) -> tuple[tuple[int, int], ...]:
        figures: list[tuple[int, int]] = []
        at = 0
        for character in str(self._patterns[letters]):
            if not character.isdecimal():
                at += 1
            elif character != '0':
                figures.append((at, int(character)))
        found = self._patterns[letters] = tuple(figures)
        return found


def _lines(path: Path) -> list[str]:
    """The patterns of a dictionary file. Those that would change letters at the break are left out, and kept unbroken.

    The format is Hunspell's: the encoding on the first line, then a pattern a line.
    """
    head, _, body = path.read_bytes().partition(b'\n')
    encoding = head.decode('ascii').strip().lower()
    text = body.decode('cp1251' if encoding == 'microsoft-cp1251' else encoding)
    if '^^' in text:
        text = _HEXADECIMAL.sub(lambda match: chr(int(match.group(1), 16)), text)
    lines = [line.strip() for line in text.split('\n')]
    if any(mark in text for mark in ('/', '%', '#', 'HYPHEN')):
        lines = [_without_change(line) if '/' in line else line for line in lines if not line.startswith(_IGNORED)]
    return [line for line in lines if line]


def _without_change(line: str) -> str:
    """A pattern that respells the word where it breaks (`as3szon/sz=sz,2,2`), with that break forbidden."""
    pattern, _, change = line.partition('/')
    return re.sub(r'[13579]', '8', pattern) if '=' in change else pattern


@cache
def _patterns(path: Path) -> _Patterns:
    return _Patterns(path)


@cache
def _dictionary(language: str) -> Path | None:
    """The dictionary of a BCP 47 language, or of the longest part of its tag that has one."""
    names = _dictionary_names()
    tag = language.replace('-', '_').lower()
    while tag:
        name = _DICTIONARIES.get(tag, tag).lower()
        if name in names:
            return names[name]
        tag = tag.rpartition('_')[0]
    return None


@cache
def _dictionary_names() -> dict[str, Path]:
    """Every dictionary of Pyphen, without importing it; a language alone means its first one."""
    package = find_spec('pyphen')
    folders = package.submodule_search_locations if package else None
    names: dict[str, Path] = {}
    for folder in folders or ():
        for path in sorted(Path(folder, 'dictionaries').glob('hyph_*.dic')):
            name = path.stem.removeprefix('hyph_').lower()
            names[name] = path
            names.setdefault(name.split('_')[0], path)
    return names


def _base(language: str) -> str:
    return language.replace('_', '-').split('-')[0].lower()
