"""How tracks are told apart: a tint, the colour of a bar, and its pattern, which is seen in grey too and by readers who
are colour-blind; where they are many, a letter as well.

In: the tracks of an event, the colours of ink and paper. Out: a `Look` for each, by its id. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from booklet.contrast import contrast, nearest
from booklet.design import Colour
from booklet.model import Track

# Colours that all kinds of colour-blind readers tell apart (Okabe and Ito, Color Universal Design, 2008), those that a
# pale tint keeps best apart first.
_SERIES = ('#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#8c6d31', '#5a5a5a')
# Dashes and gaps of a bar in its own widths, and how much of its width is drawn.
_PATTERNS: Sequence[tuple[tuple[float, ...], float]] = (
    ((), 1.0),
    ((2.6, 1.0), 1.0),
    ((0.8, 0.8), 1.0),
    ((), 0.35),
    ((5.0, 0.9, 0.9, 0.9), 1.0),
    ((0.3, 0.5), 1.0),
    ((2.6, 1.0), 0.35),
    ((7.0, 2.2), 1.0),
)
PATTERNS = len(_PATTERNS)
_SEEN = 3.0  # contrast that a bar has to its paper at least (WCAG 2.2, 1.4.11)
_LEGIBLE = 7.0  # and ink to a tint (1.4.6)
_TINT = 0.13  # of the colour in its tint
_THINNER = 0.8  # of a tint that would be too dark


@dataclass(frozen=True, slots=True)
class Look:
    """`bar` in its `pattern`, the number of one; `tint`, the ground of a cell; `sign`, a letter, if they are many."""

    bar: Colour
    tint: Colour
    pattern: int
    sign: str = ''


def looks(tracks: Sequence[Track], ink: Colour, paper: Colour) -> Mapping[str, Look]:
    """One for each track. The colours that are given are respected, as far as they can be seen."""
    found = {}
    for number, track in enumerate(tracks):
        own = read(track.colour or _SERIES[number % len(_SERIES)])
        pattern = (number + number // len(_SERIES)) % len(_PATTERNS)
        bar = nearest(own, paper, _SEEN) or own
        found[track.id] = Look(bar, tint(own, ink, paper), pattern, _letters(number))
    return found


def tint(colour: Colour, ink: Colour, paper: Colour) -> Colour:
    """So much of the colour on paper that ink is well told from it."""
    share = _TINT
    while contrast(ink, mixed := _mixed(colour, paper, share)) < min(_LEGIBLE, contrast(ink, paper)) and share > 0.01:
        share *= _THINNER
    return mixed


def bar(look: Look, x: float, y: float, width: float, height: float) -> str:
    """A bar from its foot's left corner, as PDF operators (ISO 32000-1, 8.4.3.6, 8.5.3); its pattern begins above."""
    dashes, share = _PATTERNS[look.pattern]
    c = look.bar
    middle = x + width * share / 2
    dash = ' '.join(f'{part * width:.2f}' for part in dashes)
    return (
        f'q {c.red:.3g} {c.green:.3g} {c.blue:.3g} RG {width * share:.2f} w [{dash}] 0 d '
        f'{middle:.2f} {y + height:.2f} m {middle:.2f} {y:.2f} l S Q'
    )


def read(colour: str) -> Colour:
    """A colour as contents write it: '#aabbcc'."""
    digits = colour.lstrip('#')
    return Colour(*(int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)))


def _mixed(colour: Colour, paper: Colour, share: float) -> Colour:
    return Colour(
        paper.red + (colour.red - paper.red) * share,
        paper.green + (colour.green - paper.green) * share,
        paper.blue + (colour.blue - paper.blue) * share,
    )


def _letters(number: int) -> str:
    """A, B, …, Z, AA, AB, …"""
    text = ''
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord('A') + rest) + text
    return text
