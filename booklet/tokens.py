"""Inline spans to words with separators.

In: inlines, and the type that each is set in. Out: `Tokens`, which `points` turns into breakpoints.

Between two words stands a separator: a space, a no-break space, nothing (a break is allowed, as after a hyphen), JOIN
(none is allowed: the style changes inside a word) or FORCED (a line ends). A paragraph in one type, as nearly all are,
has its words shaped, measured and added up by C loops over a cache.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from booklet.glue import IN_FORMULA, Type
from booklet.itemise import FORCED, JOIN, NO_BREAK, Piece, clusters
from booklet.markup import Inline, LineBreak, Style
from booklet.math import Formula
from booklet.shaping import LATIN, Passage, Script, Word
from booklet.spacing import IDEOGRAPHS, PUNCTUATION, is_halved
from booklet.spacing import TIED as WIDE_TIED

_STRENGTH = {' ': 1, NO_BREAK: 2, FORCED: 3}  # of separators that meet, the strongest holds
# Words part at spaces, and after hyphens, dashes and slashes between letters (UAX #14, classes HY, BA, SY).
_WORDS = re.compile(r'( +|\u00a0|\u200b|\u2060|(?<=[\w)\]][-‐–/])(?=[^\W\d_])|(?<=—)(?=\w))')
_BLANKS = str.maketrans('\t\n\v\f\r', '     ')  # white space that an author's source brings along
# One face shall serve a whole script, its punctuation too: the one that has these letters.
_SAMPLES = {
    'Hani': '一',
    'Hira': 'あ一',
    'Kana': 'あ一',
    'Bopo': 'ㄅ一',
    'Hang': '가',
    'Thai': 'กา',
    'Khmr': 'កខ',
    'Ethi': 'ሀለ',
    'Arab': 'اب',
    'Hebr': 'אב',
    'Syrc': 'ܐܒ',
    'Deva': 'अक',
    'Beng': 'অক',
    'Taml': 'அக',
}
# Letters of typesetters of old, as PDFs hand them out: where a face has no such character it has the ligature.
_LIGATURES = str.maketrans({'ﬀ': 'ff', 'ﬁ': 'fi', 'ﬂ': 'fl', 'ﬃ': 'ffi', 'ﬄ': 'ffl', 'ﬅ': 'ſt', 'ﬆ': 'st'})
_SQUARE = '□'
_HALF = 0.75  # ems: what is narrower is set on half its square
_WHOLE = {PUNCTUATION: IDEOGRAPHS, WIDE_TIED[PUNCTUATION]: WIDE_TIED[IDEOGRAPHS]}
_LONG_WORD = re.compile(r'(?<=[/.?&=_@-])')  # where a word longer than the measure breaks first


@dataclass(slots=True)
class Tokens:
    """A paragraph's words (or formulas), their widths in points, and what follows each; FORCED follows the last.

    Where several types are at work, `types` and `owners` (the inline's number) go word by word; else both are empty.
    `levels` are the words' levels of embedding (UAX #9) where some are not 0, and `base` the paragraph's own.
    """

    type: Type
    words: Sequence[Word | Formula]
    widths: list[float]
    separators: list[str]
    types: list[Type]
    owners: list[int]
    levels: list[int] = field(default_factory=list)
    base: int = 0


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
    text = text if text.isprintable() else text.translate(_BLANKS)
    parts = _WORDS.split(text.strip(' '))
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
    pieces: Iterable[Piece],
    type_of: Callable[[int], Type],
    formula_of: Callable[[int], Formula],
    base: int = 0,
) -> Tokens | None:
    """The tokens of any pieces, in a paragraph of level `base`; None where there is not one word.

    `type_of` and `formula_of` tell of an inline, by its number, what it is set in and what formula it is.
    """
    found = _Tokens()
    for piece in pieces:
        type_ = type_of(piece.owner)
        if piece.text:
            found.word(piece, type_)
        else:
            found.formula(formula_of(piece.owner), type_, piece)
    return found.made(base) if found.words else None


def simple_pieces(inlines: Sequence[Inline | LineBreak]) -> Iterator[Piece]:
    """The pieces of inlines that need no itemising: words run to the right and part at spaces."""
    waiting: Piece | None = None
    glue = ''
    for owner, inline in enumerate(inlines):
        if isinstance(inline, LineBreak):
            glue = FORCED
            continue
        parts = [''] if inline.math else _WORDS.split(inline.text.translate(_BLANKS))
        for index, part in enumerate(parts):
            if index % 2:
                if inline.style & Style.CODE and part[:1] == ' ':
                    part = NO_BREAK  # code stays whole where it can
                if _STRENGTH.get(part[:1], 0) >= _STRENGTH.get(glue, 0):
                    glue = part[:1]
            elif part or inline.math:
                if waiting:
                    yield waiting._replace(after=glue)
                waiting, glue = Piece(part, owner, LATIN, 0, FORCED), JOIN
    if waiting:
        yield waiting


class _Tokens:
    """Gathers words with their types."""

    def __init__(self) -> None:
        self.words: list[Word | Formula] = []
        self.separators: list[str] = []
        self.types: list[Type] = []
        self.owners: list[int] = []
        self.levels: list[int] = []

    def put(self, word: Word | Formula, type_: Type, piece: Piece, after: str) -> None:
        self.words.append(word)
        self.types.append(type_)
        self.owners.append(piece.owner)
        self.levels.append(piece.level)
        self.separators.append(after)

    def word(self, piece: Piece, type_: Type) -> None:
        after = piece.after
        if piece.script.tag:
            sample = _SAMPLES.get(piece.script.tag, piece.text)
            type_ = type_.other(sample, piece.script) or type_
            if is_halved(piece.text, type_.font.language):
                narrow = type_.other(sample, piece.script, halved=True) or type_
                if narrow.font.words[piece.text].width < _HALF:
                    type_ = narrow
                else:  # the face has only whole squares, which hold their space themselves
                    after = _WHOLE.get(after, after)
                    self.separators[-1:] = [_WHOLE.get(s, s) for s in self.separators[-1:]]
        *rest, (last, last_type) = _covered(piece.text, type_, piece.script)
        for word, own in rest:
            self.put(word, own, piece, JOIN)
        self.put(last, last_type, piece, after)

    def formula(self, formula: Formula, type_: Type, piece: Piece) -> None:
        """A formula as the pieces that it may break into; in ragged lines, as of titles, it stays whole if it can."""
        if type_.ragged:
            self.put(formula, type_, piece, piece.after)
            return
        for part, after in zip(formula.pieces, (*_inside(formula), piece.after), strict=True):
            self.put(part.formula, type_, piece, after)

    def made(self, base: int) -> Tokens:
        self.separators[-1] = FORCED
        widths = [w.width * t.run.size for w, t in zip(self.words, self.types, strict=True)]
        levels = self.levels if base or any(self.levels) else []
        return Tokens(self.types[0], self.words, widths, self.separators, self.types, self.owners, levels, base)


def _covered(text: str, type_: Type, script: Script) -> list[tuple[Word, Type]]:
    """A word in its font, or in pieces by faces that have their characters; else with visible holes."""
    word = type_.font.words[text]
    if word.holes and (spelt := text.translate(_LIGATURES)) != text:
        text, word = spelt, type_.font.words[spelt]
    if not word.holes:
        return [(word, type_)]
    pieces: list[tuple[str, Type]] = []
    for cluster in clusters(text):
        chosen = type_
        if type_.font.words[cluster].holes:
            chosen = type_.other(cluster, script) or _placeholder(cluster, type_)
        if pieces and pieces[-1][1] is chosen and not chosen.font.words[cluster].holes:
            pieces[-1] = (pieces[-1][0] + cluster, chosen)
        else:
            pieces.append((cluster, chosen))
    return [(chosen.font.words[piece], chosen) for piece, chosen in pieces]


def _placeholder(cluster: str, type_: Type) -> Type:
    """The type whose empty square stands for what no face has, and says what it stands for; if none has a square, the
    type itself, whose face has some sign for it."""
    other = type_.other(_SQUARE, LATIN)
    if other is None:
        return type_
    square = other.font.words[_SQUARE]
    said = (Passage(cluster, ((square.code, 0.0),)),)
    other.font.words[cluster] = replace(square, text=cluster, passages=said, holes=cluster)
    return other


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


def break_long_words(tokens: Tokens, measure: float) -> Tokens:
    """The tokens with every word wider than the measure cut into pieces that fit, so that no line is overfull."""
    words: list[Word | Formula] = []
    out = Tokens(tokens.type, words, [], [], [], [], [], tokens.base)
    for index, (word, width, separator) in enumerate(zip(tokens.words, tokens.widths, tokens.separators, strict=True)):
        type_ = tokens.types[index] if tokens.types else tokens.type
        pieces: list[Word | Formula] = [word]
        inside: list[str] = []
        if width > measure and isinstance(word, Word):
            pieces = [type_.font.words[piece] for piece in _cut(word.text, type_, measure)]
            inside = ['!'] * (len(pieces) - 1)
        elif width > measure and isinstance(word, Formula) and word.parts:
            pieces, inside = [part.formula for part in word.parts], _inside(word)
        words += pieces
        out.widths += [piece.width * type_.run.size for piece in pieces]
        out.separators += [*inside, separator]
        if tokens.types:
            out.types += [type_] * len(pieces)
            out.owners += [tokens.owners[index]] * len(pieces)
        if tokens.levels:
            out.levels += [tokens.levels[index]] * len(pieces)
    return out


def _inside(formula: Formula) -> list[str]:
    """What stands between the pieces of a formula."""
    return [f'{IN_FORMULA}{part.gap:.5f} {part.penalty}' for part in formula.parts[:-1]]


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
