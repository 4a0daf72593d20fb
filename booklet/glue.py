"""A type, that is a font at a size: the glue of its separators, where its words may be cut, what hangs out.

In: a shaped `Font` and how it is run. Out: a `Type`, which `tokens`, `points` and `lines` ask for measures in points.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from booklet.hyphenate import Hyphenator
from booklet.itemise import FORCED, JOIN, NO_BREAK
from booklet.math import Formula
from booklet.page import RunStyle
from booklet.protrusion import Hang
from booklet.shaping import Font, Script, Word
from booklet.spacing import SPACES as WIDE_SPACES
from booklet.spacing import STOPS, Space

IN_FORMULA = '$'  # begins a separator between the pieces of a formula: `$gap penalty`, the gap in ems
HYPHEN_PENALTY = 146  # TeX: \hyphenpenalty and \exhyphenpenalty; plain TeX has 50
_EMERGENCY_PENALTY = 500
# Of the face's space. With those of Computer Modern, 1/2 and 1/3 (The TeXbook, p. 433), spaces are wider than it on the
# average; with these they are not. Tuned together with the penalties, here and in `paragraph`, on the benchmark's book.
_STRETCH, _SHRINK = 0.45, 0.36
_INFINITE = 1e7


class Glue(NamedTuple):
    """What a separator is: width, stretch and shrink in points, penalty of a break there, flagged as a hyphen."""

    width: float
    stretch: float
    shrink: float
    penalty: int
    flagged: bool


class _Glues(dict[str, Glue]):
    """Separators to glue at a size; those inside a formula tell their own width and penalty."""

    def __init__(self, size: float) -> None:
        super().__init__()
        self.size = size

    def __missing__(self, separator: str) -> Glue:
        if not separator.startswith(IN_FORMULA):
            raise KeyError(separator)
        gap, penalty = separator[1:].split()
        found = self[separator] = Glue(float(gap) * self.size, 0.0, 0.0, int(penalty), False)
        return found


class Cut(NamedTuple):
    """Where lines may end in a word, its own end the last; widths in points from its left edge.

    `ends`: the width of what stands before, with a hyphen inside the word. `begins`: where a line begins that begins
    with the word, then for each place inside it where the next line would begin. `splits`: how many characters stand
    before; 0 at its end. What hangs out into a margin counts to no line.
    """

    ends: tuple[float, ...]
    begins: tuple[float, ...]
    splits: tuple[int, ...]


class Cuts(dict[Word, Cut]):
    """Words of one type and where they may be cut."""

    def __init__(self, font: Font, size: float, hyphenator: Hyphenator, hang: Hang | None = None) -> None:
        super().__init__()
        self.font, self.size, self.hyphenator, self.hang = font, size, hyphenator, hang

    def __missing__(self, word: Word) -> Cut:
        """Measured on the whole word, so that only the pieces that come to stand in lines are ever shaped."""
        positions, edges, size = self.hyphenator.positions(word.text), word.edges, self.size
        hyphen = self.font.broken('').width if positions else 0.0
        out, right, left = 0.0, 0.0, 0.0
        if self.hang:
            out, right, left = self.hang.hyphen, self.hang.right[word], self.hang.left[word]
        ends = (*((edges[at] + hyphen) * size - out for at in positions), word.width * size - right)
        found = self[word] = Cut(ends, (left, *(edges[at] * size for at in positions)), (*positions, 0))
        return found


class Other(Protocol):
    """The same type for other letters: in the face that has them all, set up for their script; None where none has."""

    def __call__(self, letters: str, script: Script, *, halved: bool = False) -> Type | None: ...


def no_other(letters: str, script: Script, *, halved: bool = False) -> Type | None:
    """For a type that has no others."""
    return None


@dataclass(frozen=True, eq=False)
class Type:
    """A font at a size and in a colour, with the glue of its spaces; `ragged` spaces neither stretch nor shrink.

    `expansion`: by how much of its width a line in it may grow or shrink as a whole. `protrusion`: whether words hang
    out into the margins.
    """

    font: Font
    run: RunStyle
    ragged: bool
    hyphenator: Hyphenator | None
    other: Other = no_other
    spaces: Font | None = None  # whose spaces stand between its words, where not its own
    expansion: float = 0.0
    protrusion: bool = False

    @cached_property
    def glue(self) -> dict[str, Glue]:
        space = (self.spaces or self.font).space.width * self.run.size
        stretch, shrink = (0.0, 0.0) if self.ragged else (space * _STRETCH, space * _SHRINK)
        glue = _Glues(self.run.size)
        glue |= {
            ' ': Glue(space, stretch, shrink, 0, False),
            NO_BREAK: Glue(space, stretch, shrink, 10000, False),
            '': Glue(0.0, 0.0, 0.0, HYPHEN_PENALTY, True),
            '\u200b': Glue(0.0, 0.0, 0.0, 0, False),
            JOIN: Glue(0.0, 0.0, 0.0, 10000, False),
            FORCED: Glue(0.0, _INFINITE, 0.0, -10000, False),
            '!': Glue(0.0, 0.0, 0.0, _EMERGENCY_PENALTY, False),
            **{name: self._wide(space) for name, space in WIDE_SPACES.items()},
        }
        return glue

    def _wide(self, space: Space) -> Glue:
        em = self.run.size
        stretch, shrink = (0.0, 0.0) if self.ragged else (space.stretch * em, space.shrink * em)
        return Glue(space.width * em, stretch, shrink, 10000 if space.tied else 0, False)

    @cached_property
    def cuts(self) -> Cuts | None:
        return Cuts(self.font, self.run.size, self.hyphenator, self.hang) if self.hyphenator else None

    @cached_property
    def hang(self) -> Hang | None:
        return Hang(self.font, self.run.size) if self.protrusion else None


def hangs_out(word: Word | Formula, type_: Type) -> tuple[float, float]:
    """By how many points a word hangs out at the left and at the right margin."""
    hang = type_.hang
    if hang is None or not isinstance(word, Word):
        return 0.0, 0.0
    return hang.left[word], hang.right[word]


def may_hang(word: Word | Formula, type_: Type) -> float:
    """By how many points a comma or full stop of Chinese or Japanese may stand out at a line's end, all of it or not
    at all (JIS X 4051, burasage)."""
    if not type_.protrusion or type_.ragged or not isinstance(word, Word) or word.text not in STOPS:
        return 0.0
    return min(word.width, 0.5) * type_.run.size


def between(first: Type, second: Type) -> Type:
    """Of two types that meet the one whose space parts them: the narrower, as text's beside typewriter."""
    return first if first.glue[' '].width <= second.glue[' '].width else second
