"""Titles that are too long for their place, shortened at a word.

In: inlines, and what fits. Out: as many of their words as fit, with an ellipsis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from booklet.block import Inlines
from booklet.markup import Inline


def shortened(shown: Inlines, fits: Callable[[Inlines], bool]) -> Inlines:
    """As many of its words as fit, with an ellipsis after them; always the first."""
    if fits(shown):
        return shown
    ends = list(_ends(shown))
    low, high = 0, len(ends) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(_cut(shown, *ends[middle])) else (low, middle - 1)
    return _cut(shown, *ends[low]) if ends else shown


def _ends(shown: Inlines) -> Iterator[tuple[int, int]]:
    """Where words end, but the last: in which inline, after how many letters."""
    for number, (inline, after) in enumerate(pairwise((*shown, Inline('')))):
        if not isinstance(inline, Inline):
            continue
        text = '' if inline.math else inline.text
        yield from ((number, at) for at in range(1, len(text)) if text[at] == ' ' and text[at - 1] != ' ')
        parted = not isinstance(after, Inline) or after.text[:1] == ' ' or inline.text[-1:] == ' '
        if parted and number + 1 < len(shown):
            yield number, len(inline.text)


def _cut(shown: Inlines, number: int, at: int) -> Inlines:
    last = shown[number]
    assert isinstance(last, Inline)  # ends are in those alone
    text = last.text[:at] if last.math else last.text[:at].rstrip(' ,;:–—-')
    return (*shown[:number], replace(last, text=text), Inline('\u00a0…'))
