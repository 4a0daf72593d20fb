"""Inline spans to words with separators.

In: inlines, and the type that each is set in. Out: `Tokens`, which `points` turns into breakpoints.

Between two words stands a separator: a space, a no-break space, nothing (a break is allowed, as after a hyphen), JOIN
(none is allowed: the style changes inside a word) or FORCED (a line ends). A paragraph in one type, as nearly all are,
has its words shaped, measured and added up by C loops over a cache.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from booklet.hyphenate import Hyphenator
from booklet.markup import Inline, LineBreak, Style
from booklet.math import Formula
from booklet.page import RunStyle
from booklet.shaping import Font, Word

NO_BREAK, JOIN, FORCED = '\u00a0', '\u2060', '\n'
_STRENGTH = {' ': 1, NO_BREAK: 2, FORCED: 3}  # of separators that meet, the strongest holds
# Words part at spaces, and after hyphens, dashes and slashes between letters (UAX #14, classes HY, BA, SY).
_WORDS = re.compile(r'( +|\u00a0|\u200b|\u2060|(?<=[\w)\]][-‐–/])(?=[^\W\d_])|(?<=—)(?=\w))')
_BLANKS = str.maketrans('\t\n\v\f\r', '     ')  # white space that an author's source brings along
_LONG_WORD = re.compile(r'(?<=[/.?&=_@-])')  # where a word longer than the measure breaks first

HYPHEN_PENALTY = 70  # TeX: \hyphenpenalty and \exhyphenpenalty; plain TeX has 50
_EMERGENCY_PENALTY = 500
# Of the face's space. With those of Computer Modern, 1/2 and 1/3 (The TeXbook, p. 433), spaces are 8 % wider than it on
# the average; with these 3 %, and fewer lines are wide or end in a hyphen.
_STRETCH, _SHRINK = 0.45, 0.4
_INFINITE = 1e7


class Glue(NamedTuple):
    """What a separator is: width, stretch and shrink in points, penalty of a break there, flagged as a hyphen."""

    width: float
    stretch: float
    shrink: float
    penalty: int
    flagged: bool


class Cut(NamedTuple):
    """Where lines may end in a word, its own end the last; widths in points from its left edge.

    `ends`: the width of what stands before, with a hyphen inside the word. `begins`: where the word itself begins, 0,
    then for each place inside it where the next line would begin. `splits`: how many characters stand before; 0 at its
    end.
    """

    ends: tuple[float, ...]
    begins: tuple[float, ...]
    splits: tuple[int, ...]


class Cuts(dict[Word, Cut]):
    """Words of one type and where they may be cut."""

    def __init__(self, font: Font, size: float, hyphenator: Hyphenator) -> None:
        super().__init__()
        self.font, self.size, self.hyphenator = font, size, hyphenator

    def __missing__(self, word: Word) -> Cut:
        """Measured on the whole word, so that only the pieces that come to stand in lines are ever shaped."""
        positions, edges, size = self.hyphenator.positions(word.text), word.edges, self.size
        hyphen = self.font.broken('').width if positions else 0.0
        ends = (*((edges[at] + hyphen) * size for at in positions), word.width * size)
        found = self[word] = Cut(ends, (0.0, *(edges[at] * size for at in positions)), (*positions, 0))
        return found


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
    def cuts(self) -> Cuts | None:
        return Cuts(self.font, self.run.size, self.hyphenator) if self.hyphenator else None


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


@dataclass(slots=True)
class Places:
    """The places of breakpoints: `words[k]`, and `splits[k]` where there are any."""

    words: Sequence[int]
    splits: Sequence[int] = ()

    def __getitem__(self, k: int) -> Place:
        return Place(self.words[k], self.splits[k] if self.splits else 0)


def plain_tokens(text: str, type_: Type) -> Tokens | None:
    """The tokens of a text in one type; None where it wants more care than that: lacking characters, odd spaces."""
    parts = _WORDS.split((text if text.isprintable() else text.translate(_BLANKS)).strip(' '))
    texts = parts[0::2]
    if '' in texts:  # no-break spaces beside others, or at an end
        return None
    words = list(map(type_.font.words.__getitem__, texts))
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
        parts = _WORDS.split(inline.text.translate(_BLANKS))
        for index, part in enumerate(parts):
            if index % 2:
                if inline.style & Style.CODE and part[:1] == ' ':
                    part = NO_BREAK  # code stays whole where it can
                if _STRENGTH.get(part[:1], 0) >= _STRENGTH.get(glue, 0):
                    glue = part[:1]
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


def loosened(tokens: Tokens, measure: float) -> Tokens:
    """The tokens with ties undone where what they hold together is wider than the measure.

    Better a name torn apart than a line that runs out. The first ties of a group go: a dot stays with the word before.
    """
    separators = list(tokens.separators)
    room = measure
    for index in range(len(separators) - 2, -1, -1):
        separator = separators[index]
        type_ = tokens.types[index] if tokens.types else tokens.type
        room = measure if separator == ' ' else room - type_.glue[separator].width
        room -= tokens.widths[index + 1]
        if separator == NO_BREAK and tokens.widths[index] > room:
            separators[index] = ' '
            room = measure
    return replace(tokens, separators=separators)


def between(first: Type, second: Type) -> Type:
    """Of two types that meet the one whose space parts them: the narrower, as text's beside typewriter."""
    return first if first.glue[' '].width <= second.glue[' '].width else second


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
    """Pieces that fit, all but a letter that is wider than the measure itself. Linear in the text."""
    size, words = type_.run.size, type_.font.words
    pieces = []
    for part in filter(None, _LONG_WORD.split(text)):
        edges = [edge * size for edge in (*words[part].edges, words[part].width)]
        start = 0
        while start < len(part):
            at = max(start + 1, bisect_right(edges, edges[start] + measure) - 1)
            while at > start + 1 and words[part[start:at]].width * size > measure:
                at -= 1  # by itself a piece may be wider: it has no kern with the next, no ligature across the cut
            pieces.append(part[start:at])
            start = at
    return pieces
