"""Words to the places where they may be broken, by Liang's patterns.

In: a word as it stands in a line, with its punctuation. Out: positions in it; and the joints of compounds, which no
ligature may bridge. The patterns are those of Pyphen's dictionaries. They are read here, not by Pyphen, which takes
0.7 s over the German ones: whole files are split at once, and a pattern's figures are looked at only when a word needs
them (F. M. Liang, "Word Hy-phen-a-tion by Com-put-er", 1983, chapter 2, for the method). Turkish and Finnish, for which
it has none, break by the rule that their orthographies give.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

# Fewest letters before and after a break: `hyphenmins: typesetting` in the pattern files of TeX's hyph-utf8, where they
# are not two and two. Two exceptions: French keeps the three that babel's French has, so that no mute syllable (`-re`)
# begins a line; Greek and Afrikaans, with one letter there, have two here.
_MINIMA = dict.fromkeys(('en', 'cs', 'sk', 'pt', 'et', 'cy', 'ga', 'fr'), (2, 3))
_DEFAULT_MINIMA = (2, 2)
_BESIDE_HYPHEN = 3  # letters between a hyphen of the word's own and a break
_DICTIONARIES = {'en': 'en_US', 'de': 'de_DE', 'pt': 'pt_BR', 'no': 'nb_NO', 'bs': 'hr_HR', 'sr_latn': 'sr_Latn'}
# Written without hyphens: lines end between words or signs, or anywhere, and nothing shows it. The dictionaries that
# there are for some of them mark syllables.
_UNHYPHENATED_TAGS = """
    th as kn mr or pa sa te hi bn gu ta ml ne si lo km my bo dz ja zh ko yue vi ar fa ur ps ckb ug he yi dv am
"""
_UNHYPHENATED = frozenset(_UNHYPHENATED_TAGS.split())
# A syllable begins with the last consonant before a vowel (TDK, Yazım Kılavuzu, `Hece yapısı`; Kielitoimiston
# ohjepankki, `Tavutus`), in Turkish with each of two vowels that meet, too.
_SYLLABLES = {
    'tr': re.compile(r'(?<=[aeıioöuüâîû])(?=[aeıioöuüâîû])|(?<=.)(?=[^\Waeıioöuüâîû][aeıioöuüâîû])'),
    'fi': re.compile(r'(?<=.)(?=[^\Waeiouyäöå][aeiouyäöå])'),
}
# The Greek dictionary has a break after each vowel, but for these with an accent.
_WANTING = {'el_gr': ('ά1', 'έ1', 'ό1', 'ώ1')}
_TURKISH = str.maketrans('İI', 'iı')
_LONGEST = 60  # letters; longer ones are no words

_LETTERS = re.compile(r'[^\W\d_]+')
_ELIDED = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")  # `dell’acqua` breaks as one word: `del-l’acqua`
_ELIDING = frozenset(('it', 'fr'))
_APOSTROPHES = re.compile("['’]")
_NO_WORD = re.compile(r'[\d_@\\]|://|www\.', re.IGNORECASE)
_SOFT_HYPHEN = '\u00ad'
_HYPHENS = frozenset('-\u2010\u2011')
_FIGURES = b'0123456789'
_IGNORED = ('%', '#', 'LEFTHYPHENMIN', 'RIGHTHYPHENMIN', 'COMPOUNDLEFTHYPHENMIN', 'COMPOUNDRIGHTHYPHENMIN', 'NOHYPHEN')
_HEXADECIMAL = re.compile(r'\^\^([0-9a-f]{2})')


def is_hyphenated(language: str) -> bool:
    """Whether the language breaks words with hyphens at all, as those in Latin, Cyrillic and Greek letters do."""
    return _base(language) not in _UNHYPHENATED


class Hyphenator:
    """Breaks the words of one language. `known` tells whether there are patterns for it.

    Without them only words with soft hyphens of their author's break, at these.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        base = _base(language)
        self.left, self.right = _MINIMA.get(base, _DEFAULT_MINIMA)
        self._words = _ELIDED if base in _ELIDING else _LETTERS
        self._path = _dictionary(language)
        self._rule = _SYLLABLES.get(base)
        self._positions: dict[str, tuple[int, ...]] = {}

    @property
    def known(self) -> bool:
        return self._path is not None or self._rule is not None

    def positions(self, word: str) -> tuple[int, ...]:
        """Where the word may be broken: indexes of the characters that would begin the next line, rising.

        Only letters count: punctuation around them is no matter. Words with figures, addresses and capitals beyond
        the first letter stay whole. A hyphen of the word's own is not among the places. A word with soft hyphens breaks
        after these and nowhere else, as TeX has it for `\\-`.
        """
        found = self._positions.get(word)
        if found is None:
            found = self._positions[word] = self._find(word)
        return found

    def _find(self, word: str) -> tuple[int, ...]:
        if _SOFT_HYPHEN in word:
            return tuple(at for at in range(2, len(word)) if word[at - 1] == _SOFT_HYPHEN != word[at])
        if not self.known or _NO_WORD.search(word):
            return ()
        found: list[int] = []
        for match in self._words.finditer(word):
            letters, start, end = match.group(), match.start(), match.end()
            if self.left + self.right <= len(letters) <= _LONGEST and _is_word(letters):
                left = _BESIDE_HYPHEN if word[start - 1 : start] in _HYPHENS and start else self.left
                right = _BESIDE_HYPHEN if word[end : end + 1] in _HYPHENS and end < len(word) else self.right
                last = len(letters) - right
                places = [at for at in self._between(letters) if left <= at <= last]
                if self._words is _ELIDED:
                    places = [at for at in places if letters[at - left : at].isalpha()]
                found += [start + at for at in places]
        return tuple(found)

    def _between(self, letters: str) -> list[int]:
        """Every place that the patterns or the rule allow."""
        if self._path is not None:
            lower = letters.lower().replace('’', "'")
            return _patterns(self._path).positions(lower) if len(lower) == len(letters) else []
        assert self._rule is not None  # the caller looked
        lower = (letters.translate(_TURKISH) if _base(self.language) == 'tr' else letters).lower()
        first = re.search('[aeıioöuüâîûyäå]', lower)
        return [match.start() for match in self._rule.finditer(lower) if first and match.start() > first.start()]


def _is_word(letters: str) -> bool:
    """Whether there are no capitals but at its head, or after an apostrophe."""
    if letters[1:].islower() and letters.isalpha():
        return True
    return not letters.isalpha() and all(
        len(piece) == 1 or piece[1:].islower() for piece in _APOSTROPHES.split(letters)
    )


# --- joints ---

# The letters that faces join to an f before them. German doubles a consonant, and ends a stem in `ft`, after a short
# vowel alone: after two vowels or a consonant the second letter begins another part (but in names: `Pfeiffer`).
_JOINABLE = re.compile(r'f[bfhijklt]')
_GERMAN_JOINT = re.compile(
    r'(?:f(?=[bhijkl])|ff(?=f)|(?:au|äu|eu|ei|ai|ie|aa|ee|oo|[lmnprt])f(?=f(?!ers?$))|(?:au|äu|eu|ei|ie)f(?=t))'
)
_ENGLISH_JOINT = re.compile(
    r'\w{2}f(?=(?:ful|like|less(?:ly|ness)?|li[fv]es?|lines?|lets?|links?|loads?|loaded|loading)$)'
)


def joints(word: str, language: str) -> tuple[int, ...]:
    """Where the parts of a compound meet at letters that a ligature would bridge: `Auf|lage`, `Schiff|fahrt`.

    Indexes of the letters that begin a part. In doubt there is none: a ligature too many is the smaller evil.
    """
    if 'f' not in word or not _JOINABLE.search(word):
        return ()
    base = _base(language)
    if base not in ('de', 'en'):
        return ()
    found: list[int] = []
    for match in _LETTERS.finditer(word):
        letters = match.group().lower()
        if len(letters) == len(match.group()) <= _LONGEST:
            ends = _joined_in_german(letters, language) if base == 'de' else _ends(_ENGLISH_JOINT, letters)
            found += (match.start() + at for at in ends)
    return tuple(found)


def _joined_in_german(letters: str, language: str) -> list[int]:
    """The joints that the letters show, where the patterns have a break, too."""
    path = _dictionary(language)
    ends = _ends(_GERMAN_JOINT, letters)
    if not ends or not path:
        return []
    return sorted({*ends}.intersection(at for at in _patterns(path).positions(letters) if 2 <= at <= len(letters) - 2))


def _ends(joint: re.Pattern[str], letters: str) -> list[int]:
    return [match.end() for match in joint.finditer(letters)]


class _Patterns:
    """The patterns of one dictionary: letters to the pattern as it was written.

    A pattern that a word has needed is held as its figures instead: (place, figure) of those that are not 0.
    `_longest` tells how long the patterns with the same first two letters are at most.
    """

    def __init__(self, path: Path) -> None:
        written = [*_lines(path), *_WANTING.get(path.stem.removeprefix('hyph_').lower(), ())]
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
    while tag and tag.split('_')[0] not in _UNHYPHENATED:
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
