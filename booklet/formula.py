"""A set formula: glyphs, rules and paths at their places.

In: nothing. Out: the types that `math` makes, lines hold and painting reads. Lengths are ems, y upwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from booklet.design import Colour


class MathError(ValueError):
    """A formula that cannot be set: the column of its source, from 1, and the reason."""

    def __init__(self, column: int, reason: str) -> None:
        super().__init__(f'column {column}: {reason}')
        self.column = column
        self.reason = reason

    def __reduce__(self) -> tuple[type[MathError], tuple[int, str]]:
        return MathError, (self.column, self.reason)


@dataclass(frozen=True, slots=True)
class MathGlyph:
    """A glyph id of the math face at a place in ems from the formula's origin, y upward, in a size of `scale` ems.

    `text` is the character it stands for, never empty: what a reader of the PDF copies. Without `colour` it has that
    of the text around, as rules and paths have.
    """

    glyph: int
    x: float
    y: float
    scale: float
    text: str
    colour: Colour | None = None


@dataclass(frozen=True, slots=True)
class MathRule:
    """A filled rectangle, its lower left corner and size in ems, y upward."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour | None = None


@dataclass(frozen=True, slots=True)
class MathPath:
    """A stroke or a filled shape: PDF path operators (ISO 32000-1, 8.5) in ems, their origin at x, y.

    `fills`: its colour is that of an area, else of a stroke.
    """

    x: float
    y: float
    operators: str
    fills: bool = False
    colour: Colour | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a formula that may stand on a line of its own.

    `gap` is the space after it, ems, which goes where the line ends there; `penalty` is what such an end costs.
    """

    formula: Formula
    gap: float
    penalty: int


@dataclass(frozen=True, slots=True)
class Formula:
    """A set formula; lengths in ems, the origin at the left end of its baseline.

    `source` is its TeX as the author wrote it; `speech` says it in words; `text` is it in one line of characters.
    `parts` are the pieces that it breaks into over lines, none where it may not break.
    """

    width: float
    ascent: float
    descent: float
    glyphs: tuple[MathGlyph, ...]
    rules: tuple[MathRule, ...]
    source: str
    speech: str
    text: str
    paths: tuple[MathPath, ...] = ()
    parts: tuple[Piece, ...] = ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What sets side by side, with the gaps between, as the whole; one piece where it may not break."""
        return self.parts or (Piece(self, 0.0, 0),)


def moved(formula: Formula, x: float, y: float = 0.0, scale: float = 1.0) -> Formula:
    """The formula in another size, then shifted; only what is drawn changes place, its measures stay where they are."""
    return replace(
        formula,
        glyphs=tuple([replace(g, x=g.x * scale + x, y=g.y * scale + y, scale=g.scale * scale) for g in formula.glyphs]),
        rules=tuple(
            [
                MathRule(r.x * scale + x, r.y * scale + y, r.width * scale, r.height * scale, r.colour)
                for r in formula.rules
            ]
        ),
        paths=tuple([_path_moved(p, x, y, scale) for p in formula.paths]),
        parts=(),
    )


def scaled(formula: Formula, scale: float) -> Formula:
    """The formula in another size, its measures too."""
    found = moved(formula, 0.0, scale=scale)
    return replace(found, width=found.width * scale, ascent=found.ascent * scale, descent=found.descent * scale)


def together(drawn: Iterable[Formula], width: float, like: Formula) -> Formula:
    """One formula of several that stand where they were moved to; its words and source are those of `like`."""
    all_of = list(drawn)
    return replace(
        like,
        width=width,
        ascent=max(f.ascent for f in all_of),
        descent=max(f.descent for f in all_of),
        glyphs=tuple([g for f in all_of for g in f.glyphs]),
        rules=tuple([r for f in all_of for r in f.rules]),
        paths=tuple([p for f in all_of for p in f.paths]),
        parts=(),
    )


def _path_moved(path: MathPath, x: float, y: float, scale: float) -> MathPath:
    operators = path.operators if scale == 1.0 else f'{scale:.4g} 0 0 {scale:.4g} 0 0 cm {path.operators}'
    return replace(path, x=path.x * scale + x, y=path.y * scale + y, operators=operators)
