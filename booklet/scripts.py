"""Texts parted by script, UAX #24, with Unicode 17.0.

In: a text. Out: runs of one script each, as ISO 15924 tags, which shaping wants; the script of one character, its name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from booklet.ucd import Property, brackets, ranges

COMMON, INHERITED, UNKNOWN = 'Zyyy', 'Zinh', 'Zzzz'
_MAX_BRACKETS = 63  # as for UAX #9, BD16

_CJK = (  # where ranges begin and end, in turn
    '\u02ea\u02ec\u1100\u1200\u2e80\u4dc0\u4e00\ua000\ua960\ua980\uac00\ud800\uf900\ufb00\ufe30\ufe50\uff00\ufff0'
    '\U00016fe2\U00016ff7\U0001aff0\U0001b170\U0001f200\U0001f300\U00020000\U00040000'
)
_RUNS = re.compile(r'(.)\1*', re.DOTALL)


def of(character: str) -> str:
    """The script of a character: Zyyy where it is common to many, Zinh where it goes with the one before."""
    return _kinds()[_LETTERS[ord(character)]].tag


def name(character: str) -> str:
    """The English name of its script, as 'Devanagari'."""
    return _names()[of(character)]


def is_cjk(character: str) -> bool:
    """Whether it is an ideograph, kana, bopomofo, Hangul, or of the punctuation that goes with them."""
    return bisect_right(_CJK, character) % 2 == 1


def runs(text: str) -> list[tuple[int, int, str]]:
    """The text's runs: beginning, end, script. Zyyy only where the text has no letter at all.

    What is common or inherited goes with what stands before it, at the text's beginning with what follows; a character
    that a few scripts share goes with that neighbour which is one of them; a closing bracket goes with its opener.
    """
    if text.isascii():
        return [(0, len(text), 'Latn' if re.search('[A-Za-z]', text) else COMMON)] if text else []
    found: list[tuple[int, int, str]] = []
    for start, end, tag in _resolved(text):
        if start == end:
            continue
        if found and found[-1][2] == tag:
            found[-1] = (found[-1][0], end, tag)
        else:
            found.append((start, end, tag))
    return found


def _resolved(text: str) -> Iterator[tuple[int, int, str]]:
    kinds, (pattern, openers, closers) = _kinds(), brackets()
    pieces = [(match.start(), match.end(), kinds[match[1]]) for match in _RUNS.finditer(text.translate(_LETTERS))]
    following, after = COMMON, []  # the first script of its own after each piece
    for _, _, kind in reversed(pieces):
        after.append(following)
        if kind.tag not in (COMMON, INHERITED):
            following = kind.tag
    now = following
    open_: list[tuple[str, str]] = []
    for (start, end, (tag, shared)), then in zip(pieces, reversed(after), strict=True):
        if tag not in (COMMON, INHERITED):
            now = tag
        elif shared and now not in shared and (then in shared or len(shared) == 1):
            now = then if then in shared else next(iter(shared))
        at = start
        for match in pattern.finditer(text, start, end) if tag == COMMON else ():
            if match[0] in closers:
                depth = next((d for d in range(len(open_) - 1, -1, -1) if open_[d][0] == closers[match[0]]), None)
                if depth is not None:
                    yield at, match.start(), now
                    at, now = match.start(), open_[depth][1]
                    del open_[depth:]
            else:
                open_ = [*open_[1 - _MAX_BRACKETS :], (openers[match[0]], now)]
        yield at, end, now


class _Kind(NamedTuple):
    """A script; and the few that share the character, where it is common."""

    tag: str
    shared: frozenset[str]


@cache
def _table() -> tuple[list[int], list[str]]:
    from booklet import ucd_tables

    return ranges(ucd_tables.SCRIPTS)


@cache
def _kinds() -> dict[str, _Kind]:
    """By the letters that the translated text has for them."""
    kinds = [value.split('.') for value in dict.fromkeys(_table()[1])]
    return {chr(number): _Kind(tag, frozenset(shared)) for number, (tag, *shared) in enumerate(kinds)}


def _load() -> tuple[list[int], list[str]]:
    starts, values = _table()
    letters = {value: chr(number) for number, value in enumerate(dict.fromkeys(values))}
    return starts, [letters[value] for value in values]


@cache
def _names() -> dict[str, str]:
    from booklet import ucd_tables

    pairs = (entry.split(':') for entry in ucd_tables.SCRIPT_NAMES.split())
    return {tag: long.replace('_', ' ') for tag, long in pairs}


_LETTERS = Property(_load)
