"""Letters and their accents, put together again.

In: a text. Out: edits and doubts. An accent that is a character of its own after its letter (NFD) is always joined to
it. One that a PDF has put beside its letter (`M¨uller`, `Poincar´e`) is joined where it can only belong there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from booklet.mend.draft import Doubt, Edit
from booklet.mend.words import Vocabulary

_COMBINED = re.compile('[^\\W\\d_][\u0300-\u036f\u0653-\u0655\u3099\u309a\u1160-\u11ff]+')
# Each accent's combining form, the letters that it usually stands on, and those that it sometimes does.
_ACCENTS = {
    '¨': ('\u0308', 'aeiouAEIOU', 'yY'),
    '´': ('\u0301', 'aeiouyAEIOUY', 'cnszrlCNSZRL'),
    'ˇ': ('\u030c', 'cszrndCSZRNDeE', 'tlTLgG'),
    '˚': ('\u030a', 'aAuU', ''),
    '¸': ('\u0327', 'cCsS', 'tT'),
    '˘': ('\u0306', 'aAgG', 'uU'),
    '˝': ('\u030b', 'ouOU', ''),
    '˜': ('\u0303', 'nNaoAO', ''),
    'ˆ': ('\u0302', 'aeiouAEIOU', 'cghjswCGHJSW'),
    '˙': ('\u0307', 'zZIeE', 'cgCG'),
    '˛': ('\u0328', 'aeAE', 'iuIU'),
}
_LETTER = '[^\\W\\d_ˆˇ]'  # Unicode counts these two accents among the letters
_DETACHED = re.compile(
    rf'(?<!{_LETTER})(?P<word>{_LETTER}*+)(?P<accent>[{"".join(_ACCENTS)}])(?P<gap> ?)(?=(?P<next>{_LETTER}*))',
)
_ANY_ACCENT = re.compile(f'[{"".join(_ACCENTS)}]')
_REASON = 'an accent beside its letter'
_ELISIONS = frozenset(
    (*'ldjmtsnco', 'qu', 'jusqu', 'lorsqu', 'puisqu', 'quelqu', 'dell', 'all', 'un', 'nell', 'sull', 'dall')
)
_CONTRACTIONS = frozenset((*'stdmn', 're', 've', 'll'))
_SHORTEST = 3  # letters of a word with a detached accent; shorter ones may be formulas


def mend_accents(text: str, words: Vocabulary) -> Iterator[Edit | Doubt]:
    if text.isascii():
        return
    for match in _COMBINED.finditer(text):
        joined = normalize('NFC', match.group())
        if joined != match.group():
            yield Edit(match.start(), match.end(), joined, 'a letter and its accent as two characters')
    if not _ANY_ACCENT.search(text):
        return
    places = list(_DETACHED.finditer(text))
    # Where one accent of a text is certain to stand before its letter, the others do too.
    before = any(_direction(match, words) == 1 for match in places)
    for match in places:
        direction = _direction(match, words)
        if direction == 0 and before and _mid_word(match) and not _is_apostrophe(match) and _rank(match, 'next') < 3:
            direction = 1
        if direction:
            yield _joined(match, direction)
        elif _mid_word(match) and not _is_apostrophe(match) and min(_rank(match, 'next'), _rank(match, 'word')) < 3:
            yield Doubt(match.start('word'), match.end('next'), 'an accent beside its letter, or an apostrophe')


def _direction(match: re.Match[str], words: Vocabulary) -> int:
    """1: the accent belongs to the letter after it; -1: to the one before; 0: there is no telling."""
    left, gap, right = match['word'], match['gap'], match['next']
    if (not gap and right[:1] == 'ı' and _rank(match, 'next') == 1) or (match['accent'], left, right) == ('˚', '', 'A'):
        return 1  # a dotless i wants its accent; and the unit
    forward, backward = _rank(match, 'next'), _rank(match, 'word')
    if len(left) + len(right) < _SHORTEST or min(forward, backward) > 2:
        return 0
    known = [way for way in (1, -1) if words.count(_word(match, way)) > 0]
    if len(known) == 1:
        return known[0]
    if not left:  # at a word's beginning only a capital, or a word with its second letter small
        return 1 if right and not gap and right[0].isupper() and match['accent'] in '¨ˇ¸˚' and forward == 1 else 0
    if match['accent'] == '´' and (gap or not right or _is_apostrophe(match)):
        return 0
    if gap:
        return 1 if forward == 1 and backward > 2 and right[:1].islower() and match['accent'] in '¨ˇ¸˝' else 0
    if not right or not _same_case(left, right):
        return 0
    vowel_before = left[-1] in 'aeiouyAEIOUY'
    if forward == 1 and backward > 1:
        return 1
    if backward == 1 and forward > 2 and vowel_before:
        return -1
    return 0


def _rank(match: re.Match[str], side: str) -> int:
    """How usual the letter on that side is below the accent: 1, 2, or 3 for never."""
    letter = match['next'][:1] if side == 'next' else match['word'][-1:]
    _, often, seldom = _ACCENTS[match['accent']]
    if side == 'next' and letter == 'ı' and match['accent'] in '¨´ˆ˜':
        return 1
    return 3 if not letter else 1 if letter in often else 2 if letter in seldom else 3


def _mid_word(match: re.Match[str]) -> bool:
    return bool(match['word'] and match['next'] and not match['gap'])


def _is_apostrophe(match: re.Match[str]) -> bool:
    """Whether an acute accent may stand for an apostrophe: `l´amour`, `it´s`."""
    if match['accent'] != '´' or match['next'][:1] == 'ı':
        return False
    if match.string[match.end('next') : match.end('next') + 1] in tuple(_ACCENTS):
        return False
    return match['word'].lower() in _ELISIONS or match['next'].lower() in _CONTRACTIONS


def _same_case(left: str, right: str) -> bool:
    return right[0].islower() or left.isupper()


def _word(match: re.Match[str], way: int) -> str:
    mark = _ACCENTS[match['accent']][0]
    left, right = match['word'], match['next'].replace('ı', 'i', 1) if way == 1 else match['next']
    if way == 1:
        return normalize('NFC', left + right[:1] + mark + right[1:])
    return normalize('NFC', left + mark + ('' if match['gap'] else right))


def _joined(match: re.Match[str], way: int) -> Edit:
    mark = _ACCENTS[match['accent']][0]
    if way == 1:
        letter = 'i' if match['next'][0] == 'ı' else match['next'][0]
        return Edit(match.start('accent'), match.start('next') + 1, normalize('NFC', letter + mark), _REASON)
    return Edit(match.end('word') - 1, match.end('accent'), normalize('NFC', match['word'][-1] + mark), _REASON)
