"""Properties of characters by the Unicode Character Database, in a form that takes whole texts at once.

In: a table of `ucd_tables`, read when first asked. Out: `text.translate(property)`, one letter for each character; and
the paired brackets.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

VERSION = '17.0.0'
_EQUIVALENT = str.maketrans('\u2329\u232a', '\u3008\u3009')  # UAX #9, BD16: canonically equivalent brackets pair


class Property(dict[int, str]):
    """The letter of each character that was ever met. `load` gives the table: where ranges start, and their letters."""

    def __init__(self, load: Callable[[], tuple[Sequence[int], Sequence[str]]]) -> None:
        super().__init__()
        self._load = load
        self._starts: Sequence[int] = ()
        self._letters: Sequence[str] = ()

    def __missing__(self, code: int) -> str:
        if not self._starts:
            self._starts, self._letters = self._load()
        found = self[code] = self._letters[bisect_right(self._starts, code) - 1]
        return found


def ranges(table: str) -> tuple[list[int], list[str]]:
    """Where the ranges of a table start, and their values."""
    tokens = table.split()
    values = [token.rstrip('0123456789') for token in tokens]
    lengths = (int(token[len(value) :] or 1) for token, value in zip(tokens, values, strict=True))
    return [0, *accumulate(lengths)], values


class Brackets(NamedTuple):
    """`pattern` finds any; `openers` and `closers` have those that pair under one name."""

    pattern: re.Pattern[str]
    openers: dict[str, str]
    closers: dict[str, str]


@cache
def brackets() -> Brackets:
    from booklet import ucd_tables

    openers, closers = ucd_tables.BRACKETS[::2], ucd_tables.BRACKETS[1::2]
    names = closers.translate(_EQUIVALENT)
    pattern = re.compile(f'[{re.escape(openers + closers)}]')
    return Brackets(pattern, dict(zip(openers, names, strict=True)), dict(zip(closers, names, strict=True)))
