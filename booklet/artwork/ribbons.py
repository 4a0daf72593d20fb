"""Ribbons of parallel stripes that run over a square grid, turn in quarter circles, and pass over one another.

In: a field, dice. Out: path operators.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from booklet.artwork.dice import Dice
from booklet.artwork.field import Field
from booklet.artwork.pen import Pen, Point
from booklet.design import Colour

Cell = tuple[int, int]
Step = tuple[int, int]
_RIBBONS = 3
_TRIES = 120  # walks of which the best is taken
_LONGEST = 40  # cells
_BREADTH = 0.7  # of a ribbon, in cells
_QUARTER = 0.5523  # the handles of a quarter circle of radius 1
_LAP = 0.3  # points by which the pieces of a stripe overlap, so that screens show no seam


@dataclass(frozen=True)
class Pace:
    """A ribbon's way through a cell: the step into it, and the step out of it."""

    cell: Cell
    into: Step
    out: Step

    @property
    def straight(self) -> bool:
        return self.into == self.out


def draw(field: Field, dice: Dice) -> str:
    rows = max(2, round(field.height / (field.module * 2.0)))
    side = field.height / rows
    columns = max(3, int(field.width / side) + 1)
    stripes = dice.pick((5, 6, 7))
    pitch = side * _BREADTH / stripes
    offsets = [(index - (stripes - 1) / 2) * pitch for index in range(stripes)]
    marked = (dice.integer(0, 1), dice.pick((0, stripes - 1)))
    pen = Pen()
    passed: dict[Cell, Pace] = {}
    crossed: set[Cell] = set()
    for number in range(_RIBBONS):
        walks = [_walk(columns, rows, passed, crossed, dice) for _ in range(_TRIES)]
        best = max(walks, key=_worth)
        if not best:
            continue
        tones = [0.45 + 0.85 * index / (stripes - 1) for index in range(stripes)]
        colours = [field.palette.tone(tone) for tone in (tones if number % 2 else tones[::-1])]
        if number == marked[0]:
            colours[marked[1]] = field.palette.spark
        start = 0
        for index, pace in enumerate(best):
            if pace.cell in passed:
                crossed.add(pace.cell)
                _stripes(pen, best[start:index], side, offsets, colours)
                start = index
                pen.fill(field.palette.ground)
                _under(pen, pace, side, side * _BREADTH / 2 + pitch * 0.5)
            passed[pace.cell] = pace
        _stripes(pen, best[start:], side, offsets, colours)
    return str(pen)


def _worth(walk: Sequence[Pace]) -> float:
    """A good walk goes far, in long straights, and turns back on itself now and then."""
    if not walk:
        return 0.0
    columns = len({pace.cell[0] for pace in walk})
    turns = sum(not pace.straight for pace in walk)
    return 3 * columns + min(len(walk), 14) - abs(turns - 5)


def _walk(columns: int, rows: int, passed: dict[Cell, Pace], crossed: set[Cell], dice: Dice) -> list[Pace]:
    """From the left or the upper edge to any but the lower one; empty where it does not get there.

    It may cross another's straight at a right angle, but no two cells in a row, and none beside one that is crossed:
    what is seen of a ribbon between two others that lie on it is too short to be understood.
    """
    cell: Cell
    step: Step
    if dice.chance(0.6):
        cell, step = (0, dice.integer(0, rows - 1)), (1, 0)
    else:
        cell, step = (dice.integer(0, columns - 1), rows - 1), (0, -1)
    walk: list[Pace] = []
    own: set[Cell] = set()
    over: set[Cell] = set()
    while len(walk) < _LONGEST:
        x, y = cell
        if y >= rows or not 0 <= x < columns:
            return walk if len(walk) > 2 else []
        if y < 0 or cell in own:
            return []
        other = passed.get(cell)
        if other:
            if not other.straight or other.into[0] * step[0] + other.into[1] * step[1]:
                return []
            beside = {(x + step[1], y + step[0]), (x - step[1], y - step[0])}
            if (walk and walk[-1].cell in passed) or beside & crossed or beside & over:
                return []
            over.add(cell)
            out = step
        else:
            thrown = dice.unit()
            out = step if thrown < 0.56 else (-step[1], step[0]) if thrown < 0.78 else (step[1], -step[0])
        walk.append(Pace(cell, step, out))
        own.add(cell)
        cell, step = (x + out[0], y + out[1]), out
    return []


def _under(pen: Pen, pace: Pace, side: float, half: float) -> None:
    """Takes away what lies under a ribbon, with a little air on both sides."""
    x, y = (pace.cell[0] + 0.5) * side, (pace.cell[1] + 0.5) * side
    wide, tall = (side / 2, half) if pace.into[0] else (half, side / 2)
    pen.box(x - wide, y - tall, 2 * wide, 2 * tall)
    pen.put('f')


def _stripes(pen: Pen, paces: Sequence[Pace], side: float, offsets: Sequence[float], colours: Sequence[Colour]) -> None:
    for offset, colour in zip(offsets, colours, strict=True):
        pen.stroke(colour, (offsets[1] - offsets[0]) * 0.66)
        for index, pace in enumerate(paces):
            start, end = _ends(pace, side, offset)
            (dx, dy), (ox, oy) = pace.into, pace.out
            if not index:
                pen.put('m', start[0] - dx * _LAP, start[1] - dy * _LAP)
            if pace.straight:
                pen.put('l', *end)
            else:
                handle = _QUARTER * (side / 2 - (dx * oy - dy * ox) * offset)
                pen.put(
                    'c',
                    start[0] + dx * handle,
                    start[1] + dy * handle,
                    end[0] - ox * handle,
                    end[1] - oy * handle,
                    *end,
                )
        if paces:
            pen.put('S')


def _ends(pace: Pace, side: float, offset: float) -> tuple[Point, Point]:
    """Where a stripe enters a cell and where it leaves it, `offset` to the left of the way's middle."""
    x, y = (pace.cell[0] + 0.5) * side, (pace.cell[1] + 0.5) * side
    (dx, dy), (ox, oy) = pace.into, pace.out
    half = side / 2
    return (x - dx * half - dy * offset, y - dy * half + dx * offset), (
        x + ox * half - oy * offset,
        y + oy * half + ox * offset,
    )
