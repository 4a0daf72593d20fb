"""What is lost between a text as it was written and as it is read from a set page, in words.

In: a `Reading` of the source (`real_markup` makes it) and what the page says. Out: a `Loss`.

Words are runs of letters, or of digits, after NFKC, invisible characters left out; ideographs, kana and Thai letters
count one by one, as nothing parts the words there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

# What need not be read on the page, or need not be in the source. Everything else must be there, once, in its order.
WHY = {
    'command': 'names of commands and environments: read only where they are set as source text',
    'argument': 'of commands of layout, of index entries, citations and labels: keys, lengths, names of colours',
    'definition': 'what an author defines is read where it is used, as often as it is',
    'comment': 'remarks of an author to himself (TeX, HTML)',
    'preamble': 'what stands before \\begin{document}',
    'tag': 'names and attributes of known HTML tags; what describes an image is no such attribute',
    'script': 'contents of <script> and <style>',
    'address': 'where a link leads, if other words stand for it',
    'repeated': 'what a long table says again on each page',
    'fence': 'the name of the language of a block of code',
    'label': 'numbers and letters of list items, notes, sections and theorems: they are counted anew',
    'head': 'the words that LaTeX itself adds: Theorem, Proof, Figure, Table, Keywords',
}

_INVISIBLE = re.compile('[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]')
_SINGLE = (
    '\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff'
    '\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff'
)
_WORD = re.compile(rf'[{_SINGLE}][\u3099\u309a]*|\d+|(?:(?![{_SINGLE}])[^\W\d_])+')
_MARKS = re.compile(r'(?<=\w)[\u0300-\u036f]+')
_LONGEST = 2000  # letters that are compared one by one


def words(text: str) -> list[str]:
    text = unicodedata.normalize('NFKC', _INVISIBLE.sub('', text))
    if not text.isascii():
        text = _MARKS.sub('', unicodedata.normalize('NFC', text))  # marks that no letter has taken
    return _WORD.findall(text)


@dataclass(slots=True)
class Reading:
    """`may` counts the words that can be read besides, `often` those that can be so any number of times.

    `moves`: it has notes, which are read at its end, or HTML's tables, what stands between whose cells is read before.
    """

    must: list[str] = field(default_factory=list)
    may: Counter[str] = field(default_factory=Counter)
    often: set[str] = field(default_factory=set)
    moves: bool = False

    def add(self, text: str, why: str = '') -> None:
        """`why` is a key of `WHY`; without one the words must be read."""
        if not why:
            self.must += words(text)
        elif why in ('definition', 'label', 'head'):
            self.often.update(words(text))
        else:
            assert why in WHY
            self.may.update(words(text))

    def repeated(self, start: int) -> None:
        """The words from there on need not be read."""
        self.may.update(self.must[start:])
        del self.must[start:]


@dataclass(frozen=True, slots=True)
class Loss:
    """`lost` words are nowhere, `added` nobody wrote (or they are doubled), `moved` ones are elsewhere."""

    lost: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lost or self.added or self.moved)


def loss(reading: Reading, said: str) -> Loss:
    """What differs between a text as it was written and as it is read from the page."""
    found = words(said)
    if found == reading.must:
        return Loss()
    lost: Counter[str] = Counter()
    added: Counter[str] = Counter()
    for tag, a, b, c, d in SequenceMatcher(None, reading.must, found, autojunk=False).get_opcodes():
        if tag != 'equal':
            before, after = _apart(reading.must[a:b], found[c:d])
            lost.update(before)
            added.update(after)
    moved = lost & added
    lost, added = lost - moved, added - moved
    inorder = Loss(tuple(lost.elements()), _unasked(reading, added), tuple(moved.elements()))
    if not reading.moves:
        return inorder
    ways = (replace(inorder, moved=()), _wherever(reading, found))
    return min(ways, key=lambda way: len(way.lost) + len(way.added))


def _wherever(reading: Reading, found: Sequence[str]) -> Loss:
    """What is lost of a text whose words may stand in another order."""
    before, after = Counter(reading.must), Counter(found)
    lost, added = _apart([*(before - after).elements()], [*(after - before).elements()])
    return Loss(tuple(lost), _unasked(reading, Counter(added)))


def _unasked(reading: Reading, added: Counter[str]) -> tuple[str, ...]:
    """Added words but for those that may be read."""
    left = added - reading.may
    return tuple(word for word in left.elements() if word not in reading.often)


def _apart(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """What each side has of its own: nothing where words are only parted otherwise, as `co author` for `coauthor`."""
    one, two = ''.join(before), ''.join(after)
    if one == two:
        return [], []
    if not one or not two or max(len(one), len(two)) > _LONGEST:
        return list(before), list(after)
    kept_one, kept_two = bytearray(len(one)), bytearray(len(two))
    for a, b, size in SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks():
        kept_one[a : a + size] = kept_two[b : b + size] = b'\1' * size
    return _broken(before, kept_one, whole=True), _broken(after, kept_two, whole=False)


def _broken(found: Sequence[str], kept: bytearray, *, whole: bool) -> list[str]:
    """The words with letters that the other side has not got, or these letters alone."""
    broken, at = [], 0
    for word in found:
        own = [letter for letter, both in zip(word, kept[at : at + len(word)], strict=True) if not both]
        if own:
            broken.append(word if whole else ''.join(own))
        at += len(word)
    return broken


def shown(items: Iterable[str], most: int = 8) -> Iterator[str]:
    """The first few of many."""
    items = list(items)
    yield from items[:most]
    if len(items) > most:
        yield f'… {len(items) - most} more'
