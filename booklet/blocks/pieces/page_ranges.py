"""Page numbers as indexes print them: “12, 14–16”.

In: the places that an entry names, each on its page. Out: inlines, each number a link to its place. Pure.

A range stands for three pages or more that follow one another. “12–13” would save next to nothing, and promise one text
that runs on, where there are two talks: single numbers are what separate mentions have (New Hart's Rules, 19.6). Of
three and more, the shorter form wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from booklet.block import Inlines
from booklet.language import comma
from booklet.markup import Inline, Style

_RANGE = 3  # pages, the fewest that are condensed
_DASH = '–\u2060'  # no line ends within a range
_UNKNOWN = '000'  # as wide as most numbers: what stands for a page until it is known


@dataclass(frozen=True, slots=True)
class Place:
    """Something in the book: its page (0: not known yet), its anchor, and how its number is set."""

    page: int
    anchor: str
    style: Style = Style.PLAIN


def page_numbers(places: Iterable[Place], language: str) -> Inlines:
    """The pages, each once, in order. Of several places on one page, the first has the link and the style."""
    first: dict[int, Place] = {}
    for place in places:
        first.setdefault(place.page, place)
    inlines: list[Inline] = []
    for run in runs([first[page] for page in sorted(first)]):
        if inlines:
            inlines.append(Inline(comma(language)))
        inlines.append(_number(run[0]))
        if len(run) > 1:
            inlines += [Inline(_DASH, run[0].style), _number(run[-1])]
    return tuple(inlines)


def runs(places: Sequence[Place]) -> Iterator[Sequence[Place]]:
    """Places on rising pages, those of one range together; all others by themselves."""
    following = groupby(enumerate(places), lambda pair: (pair[1].page - pair[0], pair[1].style))
    for _, members in following:
        run = [place for _, place in members]
        if len(run) >= _RANGE:
            yield run
        else:
            yield from ([place] for place in run)


def _number(place: Place) -> Inline:
    return Inline(str(place.page or _UNKNOWN), place.style, '#' + place.anchor)
