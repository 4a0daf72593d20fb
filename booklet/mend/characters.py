"""Characters that nobody typed: controls, ligatures as one sign, what cannot be seen, spaces that must not break.

In: a text. Out: edits and doubts. A character stays wherever it may carry a meaning: joiners in the scripts that are
written with them and in emoji, marks of direction beside right-to-left letters, no-break spaces where editors put them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import bidirectional, category, name

from booklet.mend.draft import Doubt, Edit
from booklet.mend.words import Vocabulary

_ANY_CONTROL = re.compile('[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]')  # found sooner
_CONTROL = re.compile('[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]|[\ud800-\udbff]?[\ud800-\udfff]')

_LIGATURE = re.compile('[\ufb00-\ufb06]')
_LETTERS = dict(
    zip('\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06', ('ff', 'fi', 'fl', 'ffi', 'ffl', 'st', 'st'), strict=True)
)

_SPACE, _WORD_JOINER, _MARK = '\u200b', '\u2060', '\ufeff'
_JOINERS = '\u200c\u200d'
_DIRECTIONS = '\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069'
_INVISIBLE = re.compile(f'[{_SPACE}{_JOINERS}{_WORD_JOINER}{_MARK}\ufe0e\ufe0f{_DIRECTIONS}\u00ad]+')
_PLAIN_SCRIPTS = ('LATIN', 'GREEK', 'CYRILLIC', 'ARMENIAN', 'GEORGIAN')
_SPACELESS = ('THAI', 'LAO', 'KHMER', 'MYANMAR', 'TIBETAN', 'JAVANESE', 'BALINESE', 'NEW TAI LUE', 'TAI')

_BLANK = '\u00a0'
_BLANKS = re.compile(f'[ \t{_BLANK}]+')
_HIGH = frozenset(':;!?»›%‰–—−&/°€$£')  # before these a space may be meant not to break
_TYING = frozenset(('cs', 'sk', 'pl', 'ru', 'uk', 'be', 'bg', 'sr', 'mk', 'sl', 'hr', 'lt', 'lv'))  # tie short words


def mend_controls(text: str, words: Vocabulary) -> Iterator[Edit | Doubt]:
    if not _ANY_CONTROL.search(text):
        return
    for match in _CONTROL.finditer(text):
        sign, start, end = match.group(), match.start(), match.end()
        if len(sign) == 2:
            yield Edit(
                start,
                end,
                sign.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace'),
                'two halves of one character',
            )
            continue
        if '\ud800' <= sign <= '\udfff':
            yield Edit(start, end, '\ufffd', 'half of a character')
            continue
        inside = text[start - 1 : start].isalpha() and text[end : end + 1].isalpha() and start > 0
        if not inside:
            yield Edit(start, end, ' ' if sign in '\x0b\x0c' else '', 'a control character')
        elif words.rejoined(text, start, end):
            yield Edit(start, end, '', 'a control character inside a word')
        elif not words.lost(text, start, end):
            yield Doubt(start, end, 'a control character inside a word')


def mend_ligatures(text: str) -> Iterator[Edit]:
    for match in _LIGATURE.finditer(text):
        yield Edit(match.start(), match.end(), _LETTERS[match.group()], 'a ligature as one character')


def mend_invisible(text: str) -> Iterator[Edit | Doubt]:
    if text.isascii():
        return
    directed: bool | None = None
    for match in _INVISIBLE.finditer(text):
        before, after = (
            text[match.start() - 1 : match.start()] if match.start() else '',
            text[match.end() : match.end() + 1],
        )
        for at in range(match.start(), match.end()):
            sign = text[at]
            if sign == '\u00ad':
                continue  # words.py looks after them
            if sign in '\u202d\u202e':
                if directed is None:
                    directed = any(bidirectional(letter) in ('R', 'AL', 'AN') for letter in text)
                if not directed:
                    yield Doubt(at, at + 1, 'a control that turns the direction of what follows')
            elif (
                bidirectional(sign) in ('L', 'R', 'AL', 'LRE', 'RLE', 'PDF', 'LRI', 'RLI', 'FSI', 'PDI')
                and sign not in '\ufe0e\ufe0f'
            ):
                if directed is None:
                    directed = any(bidirectional(c) in ('R', 'AL', 'AN') for c in text if c not in '\u200f\u061c')
                if not directed and not ('\u202d' in text or '\u202e' in text):
                    yield Edit(at, at + 1, '', 'a mark of direction where all runs left to right')
            elif not _has_meaning(sign, before, after):
                yield Edit(at, at + 1, '', 'a character without width')


def _has_meaning(sign: str, before: str, after: str) -> bool:
    """Whether the invisible sign may be meant; `before` and `after` are what is seen beside it, '' at the ends."""
    if sign == _MARK:
        return False
    if sign in '\ufe0e\ufe0f':  # a variation selector chooses the form of a symbol
        return before.isdigit() or before in ('#', '*') or not (before.isascii() or before.isspace())
    if sign == _SPACE:  # a place to break: meant where words stand without spaces, or at the joints of a long sign
        return any(_script(letter).startswith(_SPACELESS) for letter in (before, after)) or _joint(before, after)
    if sign == _WORD_JOINER:
        return _joint(before, after)
    if sign == '\u200c' and before in ('f', 'ſ') and after.isalpha():
        return True  # no ligature across the joint of a compound
    return not (_is_plain(before) and _is_plain(after))


def _joint(before: str, after: str) -> bool:
    """Whether a break between the two would be in question at all."""
    return (
        bool(before and after)
        and not (before.isspace() or after.isspace())
        and not (before.isalnum() and after.isalnum())
    )


def _script(letter: str) -> str:
    return name(letter, '') if letter and not letter.isascii() else ''


def _is_plain(letter: str) -> bool:
    """No letter of a script that is joined, and no part of an emoji."""
    if not letter or letter.isascii() or letter.isspace():
        return True
    if category(letter)[0] in 'PZN':
        return True
    return _script(letter).startswith(_PLAIN_SCRIPTS)


def mend_spaces(text: str, language: str) -> Iterator[Edit]:
    """No-break spaces: runs of them, those at the ends of lines, those amid the words of a sentence."""
    if _BLANK not in text:
        return
    ties = 3 if language.split('-')[0].lower() in _TYING else 1
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        if _BLANK not in match.group():
            continue
        head, tail = text[start - 1 : start] if start else '', text[end : end + 1]
        if tail in ('', '\n', '\r'):
            yield Edit(start, end, '', 'a no-break space at the end of a line')
        elif head in ('', '\n', '\r'):
            if tail.isalpha():  # anything else may begin a list, a quotation or a table
                yield Edit(start, end, '', 'a no-break space at the beginning of a line')
        elif end - start > 1:
            tied = _is_tie(text, start, end, ties) and (tail in _HIGH or head in '«‹')
            yield Edit(start, end, _BLANK if tied else ' ', 'several spaces that do not break')
        elif not _is_tie(text, start, end, ties):
            yield Edit(start, end, ' ', 'a no-break space amid words')


def _is_tie(text: str, start: int, end: int, ties: int) -> bool:
    """Whether an editor may have put the no-break space there: all but those between two ordinary words."""
    before = re.search(r'(?:^|[^\w.])(\w+)[,.;:!?…)”’"\']{0,2}$', text[max(0, start - 40) : start])
    after = re.match(r'(\w[\w\-’\']*)', text[end : end + 40])
    if before is None or after is None:
        return True
    left, right = before[1], after[1]
    if not (left.isalpha() and right[0].isalpha()) or len(left) <= ties or len(right) <= ties:
        return True
    if text[start - 1] == '.' and (len(left) <= 4 or left[0].isupper()):  # an abbreviation
        return True
    # capitals: a name, or a word with its number in letters (“Chapter IV”)
    return right[0].isupper() and text[start - 1] not in '.!?…'
