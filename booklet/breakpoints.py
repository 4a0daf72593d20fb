"""Paragraphs as boxes, glue and penalties, and where they may break (D. E. Knuth and M. F. Plass, "Breaking Paragraphs
into Lines", Software: Practice and Experience 11, 1981, pp. 1119–1184).

In: the items of a paragraph. Out: its feasible breakpoints, as `linebreak` works on them. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

INFINITE_PENALTY = 10000
FORCED = -10000


@dataclass(frozen=True, slots=True)
class Box:
    width: float


@dataclass(frozen=True, slots=True)
class Glue:
    width: float
    stretch: float = 0.0
    shrink: float = 0.0


@dataclass(frozen=True, slots=True)
class Penalty:
    """A place to break at a price; `width` is a hyphen's, set only where the line ends here."""

    width: float
    penalty: int
    flagged: bool = False


Item = Box | Glue | Penalty


@dataclass(slots=True)
class Breakpoints:
    """The places where a paragraph may break, as parallel lists; the last is its forced end.

    All totals count from the paragraph's start. `end`: the width of what stands before a break, a hyphen included, a
    space before it left out. `after`: the width at which the next line begins, discarded space left out. Likewise for
    stretch and shrink. So a line from break i to break k is naturally `end[k] - after[i]` wide. The last break's
    stretch holds the infinite glue that fills the last line (\\parfillskip).

    `rigid`: the width, before each break, of what font expansion leaves alone (formulas); empty where that is nothing.
    """

    end: list[float]
    after: list[float]
    end_stretch: list[float]
    after_stretch: list[float]
    end_shrink: list[float]
    after_shrink: list[float]
    penalty: list[int]
    flagged: list[bool]
    rigid: list[float] = field(default_factory=list)


def compile_items(items: Iterable[Item]) -> Breakpoints:
    """Boxes, glue and penalties to breakpoints, by the rules of the paper (p. 1126): a break at glue after a box, or at
    a penalty; glue and penalties after a break vanish. The items end with a forced break."""
    things = list(items)
    points = Breakpoints([], [], [], [], [], [], [], [])
    x = y = z = 0.0
    after_box = False
    for index, item in enumerate(things):
        if isinstance(item, Box):
            x, after_box = x + item.width, True
            continue
        if isinstance(item, Glue):
            if after_box:
                _add(points, things, index, (x, y, z), Penalty(0.0, 0))
            x, y, z = x + item.width, y + item.stretch, z + item.shrink
        elif item.penalty < INFINITE_PENALTY:
            _add(points, things, index, (x, y, z), item)
        after_box = False
    return points


def _add(
    points: Breakpoints, things: list[Item], index: int, totals: tuple[float, float, float], penalty: Penalty
) -> None:
    """A break at `things[index]`: what follows, up to a box or a forced break, is discarded (p. 1126)."""
    x, y, z = totals
    points.end.append(x + penalty.width)
    points.end_stretch.append(y)
    points.end_shrink.append(z)
    points.penalty.append(max(penalty.penalty, FORCED))
    points.flagged.append(penalty.flagged)
    for at in range(index, len(things)):
        item = things[at]
        if isinstance(item, Box) or (isinstance(item, Penalty) and item.penalty <= FORCED and at > index):
            break
        if isinstance(item, Glue):
            x, y, z = x + item.width, y + item.stretch, z + item.shrink
    points.after.append(x)
    points.after_stretch.append(y)
    points.after_shrink.append(z)
