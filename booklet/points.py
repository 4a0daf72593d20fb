"""Tokens to the breakpoints that `linebreak` works on: where lines may end, at what price, and what stands before.

In: `tokens.Tokens`. Out: `Breakpoints`, and the `Place` in the text of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, compress
from operator import add, sub
from typing import Any, cast

from booklet.glue import HYPHEN_PENALTY, Cut, Glue, Type, between, hangs_out, may_hang
from booklet.itemise import FORCED
from booklet.linebreak import FORCED as FORCED_BREAK
from booklet.linebreak import INFINITE_PENALTY, Breakpoints
from booklet.math import Formula
from booklet.shaping import Word
from booklet.tokens import Places, Tokens

_BESIDE_HYPHEN = 4  # letters between a compound's own hyphen and a break


@dataclass(slots=True)
class _Separators:
    """Word by word: width, stretch and shrink of all that stands before (one more at the end); what follows costs."""

    width: list[float]
    stretch: list[float]
    shrink: list[float]
    penalty: Sequence[int]
    flagged: Sequence[bool]


def _separators(tokens: Tokens) -> _Separators:
    width, stretch, shrink, penalty, flagged = zip(*_glues(tokens), strict=True)
    return _Separators(
        list(accumulate(map(add, tokens.widths, width), initial=0.0)),
        list(accumulate(stretch, initial=0.0)),
        list(accumulate(shrink, initial=0.0)),
        penalty,
        flagged,
    )


def fits_on_one_line(tokens: Tokens, room: float) -> bool:
    """Whether all of it, at its natural width, takes no more than so many points."""
    if tokens.separators.count(FORCED) > 1:
        return False
    last = tokens.types[-1] if tokens.types else tokens.type
    width = sum(tokens.widths) - hangs_out(tokens.words[-1], last)[1]
    if width > room:
        return False
    return width + sum([glue.width for glue in _glues(tokens)]) <= room


def _glues(tokens: Tokens) -> list[Glue]:
    """What each separator is."""
    if not tokens.types:
        return list(map(tokens.type.glue.__getitem__, tokens.separators))
    following = [*tokens.types[1:], tokens.types[-1]]
    parted = zip(tokens.types, following, tokens.separators, strict=True)
    return [(first if first is second else between(first, second)).glue[s] for first, second, s in parted]


def plain_points(tokens: Tokens) -> tuple[Breakpoints, Places]:
    """The breakpoints between words, without hyphenation, and the place of each."""
    sums = _separators(tokens)
    count = len(tokens.words)
    end, after = map(add, sums.width, tokens.widths), sums.width[1:]
    if tokens.type.protrusion:
        left, right = _hangs(tokens)
        end, after = map(sub, end, right), list(map(add, after, [*left[1:], 0.0]))
    columns: list[list[Any]] = [
        list(end),
        after,
        sums.stretch[:-1],
        sums.stretch[1:],
        sums.shrink[:-1],
        sums.shrink[1:],
        list(sums.penalty),
        list(sums.flagged),
    ]
    return _legal(columns, range(count), (), sums, range(count), tokens)


def _hangs(tokens: Tokens) -> tuple[list[float], list[float]]:
    """By how much each word would hang out at the left and at the right margin."""
    hang = tokens.type.hang
    if not tokens.types and hang:
        words = cast(Sequence[Word], tokens.words)
        return list(map(hang.left.__getitem__, words)), list(map(hang.right.__getitem__, words))
    hangs = [hangs_out(word, type_) for word, type_ in zip(tokens.words, tokens.types, strict=True)]
    return [left for left, _ in hangs], [right for _, right in hangs]


def hyphenated_points(tokens: Tokens) -> tuple[Breakpoints, Places]:
    """The breakpoints between words and at every hyphenation point, and the place of each.

    Each column is made by one pass in C or one comprehension: this is where a large book spends its time.
    """
    sums = _separators(tokens)
    ends, begins, cuts = zip(*_cuts(tokens), strict=True)
    splits = list(chain.from_iterable(cuts))
    words = [word for word, cut in enumerate(cuts) for _ in cut]
    begin = [x + e for x, word in zip(sums.width, begins, strict=False) for e in word]
    stretch, shrink = [sums.stretch[word] for word in words], [sums.shrink[word] for word in words]
    columns: list[list[Any]] = [
        [x + e for x, word in zip(sums.width, ends, strict=False) for e in word],
        # After a break the line begins where the next piece does; likewise below.
        [*begin[1:], sums.width[-1]],
        stretch,
        [*stretch[1:], sums.stretch[-1]],
        shrink,
        [*shrink[1:], sums.shrink[-1]],
        [HYPHEN_PENALTY if split else 0 for split in splits],
        list(map(bool, splits)),
    ]
    return _legal(columns, words, splits, sums, [end - 1 for end in accumulate(map(len, cuts))], tokens)


def _cuts(tokens: Tokens) -> list[Cut]:
    """The cuts of every word; near a compound's own hyphen there are none ("higher-or-der")."""
    cuts = _cuts_of_words(tokens)
    for index, separator in enumerate(tokens.separators):
        if separator == '':
            length = len(tokens.words[index].text) - 1  # of the letters before the hyphen
            cuts[index] = _between(cuts[index], 0, length - _BESIDE_HYPHEN)
            cuts[index + 1] = _between(cuts[index + 1], _BESIDE_HYPHEN, 1000)
    return cuts


def _between(cut: Cut, least: int, most: int) -> Cut:
    """The cut with only those places inside the word that have so many characters before them."""
    inside = [k for k, split in enumerate(cut.splits[:-1]) if least <= split <= most]
    return Cut(
        (*(cut.ends[k] for k in inside), cut.ends[-1]),
        (cut.begins[0], *(cut.begins[k + 1] for k in inside)),
        (*(cut.splits[k] for k in inside), 0),
    )


def _cuts_of_words(tokens: Tokens) -> list[Cut]:
    cuts = tokens.type.cuts
    if not tokens.types and cuts is not None:
        return list(map(cuts.__getitem__, cast(Sequence[Word], tokens.words)))
    types = tokens.types or [tokens.type] * len(tokens.words)
    return [
        type_.cuts[word] if type_.cuts is not None and isinstance(word, Word) else _whole(word, width, type_)
        for word, width, type_ in zip(tokens.words, tokens.widths, types, strict=True)
    ]


def _whole(word: Word | Formula, width: float, type_: Type) -> Cut:
    left, right = hangs_out(word, type_)
    return Cut((width - right,), (left,), (0,))


def _legal(
    columns: list[list[Any]],
    words: Sequence[int],
    splits: Sequence[int],
    sums: _Separators,
    last: Sequence[int],
    tokens: Tokens,
) -> tuple[Breakpoints, Places]:
    """Puts the separators' penalties in, `last` being where each word ends, and leaves out where no line may end."""
    _, _, stretch, _, _, _, penalty, flagged = columns
    for word, cost in enumerate(sums.penalty):
        if cost:
            at = last[word]
            penalty[at], flagged[at] = cost, sums.flagged[word]
            if cost <= FORCED_BREAK:  # its glue fills the line that ends here
                stretch[at] = sums.stretch[word + 1]
    if INFINITE_PENALTY in penalty:
        legal = [cost < INFINITE_PENALTY for cost in penalty]
        columns = [list(compress(column, legal)) for column in columns]
        words, splits = list(compress(words, legal)), list(compress(splits, legal))
    if tokens.types and tokens.type.protrusion:
        _let_hang(tokens, columns[4], words)
    if tokens.types and tokens.type.expansion:
        pairs = zip(tokens.words, tokens.widths, strict=True)
        formulas = [width if isinstance(word, Formula) else 0.0 for word, width in pairs]
        if any(formulas):
            rigid = list(accumulate(formulas))
            columns.append([rigid[word] for word in words])
    return Breakpoints(*columns), Places(words, splits)


def _let_hang(tokens: Tokens, shrink: list[float], words: Sequence[int]) -> None:
    """A stop that may hang out is something by which a line that ends with it may shrink."""
    spare = list(map(may_hang, tokens.words, tokens.types))
    if any(spare):
        shrink[:] = [own + spare[word] for own, word in zip(shrink, words, strict=True)]
