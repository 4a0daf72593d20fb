"""Inline spans to words with separators, and these to the breakpoints that `linebreak` works on.

In: inlines, and the type that each is set in. Out: `Tokens`, and their `Breakpoints`.

Between two words stands a separator: a space, a no-break space, nothing (a break is allowed, as after a hyphen), JOIN
(none is allowed: the style changes inside a word) or FORCED (a line ends). A paragraph in one type, as nearly all are,
has its words shaped, measured and added up by C loops over a cache.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, compress
from operator import add, sub
from typing import NamedTuple

from booklet.hyphenate import Hyphenator
from booklet.linebreak import Breakpoints
from booklet.markup import Inline, LineBreak
from booklet.math import Formula
from booklet.page import RunStyle
from booklet.shaping import Font, Word

NO_BREAK, JOIN, FORCED = '\u00a0', '\u2060', '\n'
# Words part at spaces, and after hyphens, dashes and slashes between letters (UAX #14, classes HY, BA, SY).
_WORDS = re.compile(r'( +|\u00a0|\u200b|(?<=[\w)\]][-‐–/])(?=[^\W\d_])|(?<=—)(?=\w))')
_LONG_WORD = re.compile(r'(?<=[/.?&=_@-])')  # where a word longer than the measure breaks first

HYPHEN_PENALTY = 50  # TeX: \hyphenpenalty and \exhyphenpenalty
_EMERGENCY_PENALTY = 500
_STRETCH, _SHRINK = 1 / 2, 1 / 3  # of the face's space, as in Computer Modern (The TeXbook, p. 433)
_INFINITE = 1e7


class Glue(NamedTuple):
    """What a separator is: width, stretch and shrink in points, penalty of a break there, flagged as a hyphen."""

    width: float
    stretch: float
    shrink: float
    penalty: int
    flagged: bool


class Splits(dict[str, tuple[tuple[int, float, float], ...]]):
    """Word → its hyphenation points: position, and the widths in ems of what stands before (with hyphen) and after."""

    def __init__(self, font: Font, hyphenator: Hyphenator) -> None:
        super().__init__()
        self.font, self.hyphenator = font, hyphenator

    def __missing__(self, text: str) -> tuple[tuple[int, float, float], ...]:
        """Measured on the whole word, so that only the pieces that come to stand in lines are ever shaped."""
        word, hyphen = self.font.words[text], self.font.broken('').width
        edges = word.edges
        points = self[text] = tuple(
            (at, edges[at] + hyphen, word.width - edges[at]) for at in self.hyphenator.positions(text)
        )
        return points


@dataclass(frozen=True, eq=False)
class Type:
    """A font at a size and in a colour, with the glue of its spaces; `ragged` spaces neither stretch nor shrink.

    `fallbacks` are the types to try, in order, for characters that the font does not have.
    """

    font: Font
    run: RunStyle
    ragged: bool
    hyphenator: Hyphenator | None
    fallbacks: Callable[[], Sequence[Type]] = tuple

    @cached_property
    def glue(self) -> dict[str, Glue]:
        space = self.font.space.width * self.run.size
        stretch, shrink = (0.0, 0.0) if self.ragged else (space * _STRETCH, space * _SHRINK)
        return {
            ' ': Glue(space, stretch, shrink, 0, False),
            NO_BREAK: Glue(space, stretch, shrink, 10000, False),
            '': Glue(0.0, 0.0, 0.0, HYPHEN_PENALTY, True),
            '\u200b': Glue(0.0, 0.0, 0.0, 0, False),
            JOIN: Glue(0.0, 0.0, 0.0, 10000, False),
            FORCED: Glue(0.0, _INFINITE, 0.0, -10000, False),
            '!': Glue(0.0, 0.0, 0.0, _EMERGENCY_PENALTY, False),
        }

    @cached_property
    def splits(self) -> Splits | None:
        return Splits(self.font, self.hyphenator) if self.hyphenator else None


@dataclass(slots=True)
class Tokens:
    """A paragraph's words (or formulas), their widths in points, and what follows each; FORCED follows the last.

    Where several types are at work, `types` and `owners` (the inline's number) go word by word; else both are empty.
    """

    type: Type
    words: Sequence[Word | Formula]
    widths: list[float]
    separators: list[str]
    types: list[Type]
    owners: list[int]


class Place(NamedTuple):
    """Where a line ends: after word `word`, or inside it after its first `split` characters."""

    word: int
    split: int


def plain_tokens(text: str, type_: Type) -> Tokens | None:
    """The tokens of a text in one type; None where the font lacks a character of it."""
    parts = _WORDS.split(text.strip(' '))
    words = list(map(type_.font.words.__getitem__, parts[0::2]))
    if type_.font.has_holes and any(word.holes for word in words):
        return None
    separators = parts[1::2]
    if '  ' in text:
        separators = [s[:1] for s in separators]
    separators.append(FORCED)
    size = type_.run.size
    return Tokens(type_, words, [w.width * size for w in words], separators, [], [])


def tokens(
    inlines: Sequence[Inline | LineBreak],
    type_of: Callable[[Inline], Type],
    formula_of: Callable[[str], Formula | None],
) -> Tokens | None:
    """The tokens of any inlines; None where there is not one word."""
    words: list[Word | Formula] = []
    separators: list[str] = []
    types: list[Type] = []
    owners: list[int] = []
    glue = ''  # what stands between the last word and the next

    def put(word: Word | Formula, type_: Type, owner: int) -> None:
        nonlocal glue
        if words:
            separators.append(glue)
        words.append(word)
        types.append(type_)
        owners.append(owner)
        glue = JOIN

    for owner, inline in enumerate(inlines):
        if isinstance(inline, LineBreak):
            glue = FORCED
            continue
        type_ = type_of(inline)
        formula = formula_of(inline.text) if inline.math else None
        if formula is not None:
            put(formula, type_, owner)
            continue
        parts = _WORDS.split(inline.text)
        for index, part in enumerate(parts):
            if index % 2:
                glue = FORCED if glue == FORCED else part[:1]
            elif part:
                for piece, piece_type in _covered(part, type_):
                    put(piece, piece_type, owner)
    if not words:
        return None
    separators.append(FORCED)
    widths = [w.width * t.run.size for w, t in zip(words, types, strict=True)]
    return Tokens(types[0], words, widths, separators, types, owners)


def _covered(text: str, type_: Type) -> list[tuple[Word, Type]]:
    """A word in its font, or in pieces by the first fallback that has the characters; else with visible holes."""
    word = type_.font.words[text]
    if not word.holes:
        return [(word, type_)]
    pieces: list[tuple[str, Type]] = []
    for character in text:
        chosen = type_
        if character in word.holes:
            chosen = next((f for f in type_.fallbacks() if not f.font.words[character].holes), type_)
        if pieces and pieces[-1][1] is chosen:
            pieces[-1] = (pieces[-1][0] + character, chosen)
        else:
            pieces.append((character, chosen))
    return [(chosen.font.words[piece], chosen) for piece, chosen in pieces]


def break_long_words(tokens: Tokens, measure: float) -> Tokens:
    """The tokens with every word wider than the measure cut into pieces that fit, so that no line is overfull."""
    words: list[Word | Formula] = []
    out = Tokens(tokens.type, words, [], [], [], [])
    for index, (word, width, separator) in enumerate(zip(tokens.words, tokens.widths, tokens.separators, strict=True)):
        type_ = tokens.types[index] if tokens.types else tokens.type
        pieces: list[Word | Formula] = [word]
        if width > measure and isinstance(word, Word):
            pieces = [type_.font.words[piece] for piece in _cut(word.text, type_, measure)]
        words += pieces
        out.widths += [piece.width * type_.run.size for piece in pieces]
        out.separators += ['!'] * (len(pieces) - 1) + [separator]
        if tokens.types:
            out.types += [type_] * len(pieces)
            out.owners += [tokens.owners[index]] * len(pieces)
    return out


def _cut(text: str, type_: Type, measure: float) -> list[str]:
    size, words = type_.run.size, type_.font.words
    pieces = []
    for piece in filter(None, _LONG_WORD.split(text)):
        while len(piece) > 1 and words[piece].width * size > measure:
            at = max(1, int(len(piece) * measure / (words[piece].width * size) * 0.9))
            pieces.append(piece[:at])
            piece = piece[at:]
        pieces.append(piece)
    return pieces


def _glues(tokens: Tokens) -> list[Glue]:
    if not tokens.types:
        return list(map(tokens.type.glue.__getitem__, tokens.separators))
    return [t.glue[s] for t, s in zip(tokens.types, tokens.separators, strict=True)]


def plain_points(tokens: Tokens) -> tuple[Breakpoints, list[Place]]:
    """The breakpoints between words, without hyphenation, and the place of each."""
    width, stretch, shrink, penalty, flagged = map(list, zip(*_glues(tokens), strict=True))
    after = list(accumulate(map(add, tokens.widths, width)))
    end = list(map(sub, after, width))
    stretch_after = list(accumulate(stretch))
    stretch_end = [a if p <= -10000 else a - s for a, s, p in zip(stretch_after, stretch, penalty, strict=True)]
    shrink_after = list(accumulate(shrink))
    shrink_end = list(map(sub, shrink_after, shrink))
    columns = [end, after, stretch_end, stretch_after, shrink_end, shrink_after, penalty, flagged]
    places = [Place(i, 0) for i in range(len(penalty))]
    if 10000 in penalty:
        legal = [p < 10000 for p in penalty]
        columns = [list(compress(column, legal)) for column in columns]
        places = list(compress(places, legal))
    return Breakpoints(*columns), places


def hyphenated_points(tokens: Tokens) -> tuple[Breakpoints, list[Place]]:
    """The breakpoints between words and at every hyphenation point, and the place of each."""
    end, after, stretch_end, stretch_after, shrink_end, shrink_after, penalty, flagged, places = ([] for _ in range(9))
    x = y = z = 0.0
    types = tokens.types or [tokens.type] * len(tokens.words)
    rows = zip(tokens.words, tokens.widths, _glues(tokens), types, strict=True)
    for index, (word, width, glue, type_) in enumerate(rows):
        splits = type_.splits
        if splits is not None and isinstance(word, Word):
            size = type_.run.size
            for at, head, tail in splits[word.text]:
                end.append(x + head * size)
                after.append(x + width - tail * size)
                stretch_end.append(y)
                stretch_after.append(y)
                shrink_end.append(z)
                shrink_after.append(z)
                penalty.append(HYPHEN_PENALTY)
                flagged.append(True)
                places.append(Place(index, at))
        x += width
        gap, stretch, shrink, cost, flag = glue
        if cost < 10000:
            end.append(x)
            after.append(x + gap)
            stretch_end.append(y + stretch if cost <= -10000 else y)
            stretch_after.append(y + stretch)
            shrink_end.append(z)
            shrink_after.append(z + shrink)
            penalty.append(cost)
            flagged.append(flag)
            places.append(Place(index, 0))
        x += gap
        y += stretch
        z += shrink
    columns = (end, after, stretch_end, stretch_after, shrink_end, shrink_after, penalty, flagged)
    return Breakpoints(*columns), places
