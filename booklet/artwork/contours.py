"""A coast in contour lines, as on a chart: land in layers of paper, each higher one lighter.

In: a field, dice. Out: path operators. Heights stand on a grid; each level is followed through it (marching squares),
and points about as far apart carry a smooth curve.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, hypot, sqrt

from booklet.artwork.dice import Dice
from booklet.artwork.field import Field
from booklet.artwork.pen import Pen, Point

_COLUMNS, _ROWS = 64, 100  # at most, of the grid
_LEVELS = 9
_BEYOND = 3  # cells that the grid reaches beyond the field, so that no level's corner shows
_HILLS = 16
_DEEP = -9.0
_LEAST = 9  # points of a loop, so that it has a form
_APART = 1.3  # cells between them: of points that crowd, a curve makes cusps

Heights = list[list[float]]


def draw(field: Field, dice: Dice) -> str:
    cell = field.width / _COLUMNS
    rows = min(_ROWS, int(field.height / cell) + 1)
    tall = field.height / rows
    land = _land(field, dice)
    heights = [
        [land((column - _BEYOND) * cell, (row - _BEYOND) * tall) for column in range(_COLUMNS + 2 * _BEYOND + 1)]
        for row in range(rows + 2 * _BEYOND + 1)
    ]
    heights[0] = heights[-1] = [_DEEP] * len(heights[0])
    for line in heights:
        line[0] = line[-1] = _DEEP
    top = max(max(line) for line in heights)
    spark = dice.integer(3, 5)
    pen = Pen()
    for level in range(_LEVELS):
        for loop in _loops(heights, top * (level / _LEVELS) ** 1.15):
            points = [((x - _BEYOND) * cell, (y - _BEYOND) * tall) for x, y in _spaced(loop)]
            if len(points) >= _LEAST:
                pen.curve(points, closed=True)
        pen.fill(field.palette.tone(0.3 + level / (_LEVELS - 1)))
        line_colour, width = (field.palette.spark, 0.03) if level == spark else (field.palette.ground, 0.018)
        pen.stroke(line_colour, field.module * width)
        pen.put('B*')
    return str(pen)


def _land(field: Field, dice: Dice) -> Callable[[float, float], float]:
    """Its height at each point: hills and a few hollows on a slope, and sea along the lower edge."""
    hills = []
    for index in range(_HILLS):
        x, y = dice.between(0, field.width), dice.between(0.4, 1.1) * field.height
        breadth = dice.between(0.1, 0.27) * field.height
        hills.append((x, y, -0.5 / breadth**2, dice.between(0.4, 1.0) * (1 if index % 4 else -0.7)))

    def height(x: float, y: float) -> float:
        rise = sum(high * exp(((x - u) ** 2 + (y - v) ** 2) * fall) for u, v, fall, high in hills)
        up = y / field.height
        return rise + 0.5 * up - 0.3 - 6 * sqrt(max(0.0, 0.22 - up)) ** 3

    return height


def _spaced(loop: Sequence[Point]) -> list[Point]:
    """Those of its points that are not too near to the one before."""
    kept = [loop[0]]
    for x, y in loop[1:]:
        if hypot(x - kept[-1][0], y - kept[-1][1]) >= _APART:
            kept.append((x, y))
    if len(kept) > 1 and hypot(kept[-1][0] - kept[0][0], kept[-1][1] - kept[0][1]) < _APART / 2:
        kept.pop()
    return kept


def _loops(heights: Heights, value: float) -> list[list[Point]]:
    """The closed lines on which the grid has this value, in cells. All along the grid's edge must be lower."""
    ahead: dict[tuple[int, int, int], tuple[int, int, int]] = {}
    for y in range(len(heights) - 1):
        for x in range(len(heights[0]) - 1):
            corners = (heights[y][x], heights[y][x + 1], heights[y + 1][x + 1], heights[y + 1][x])
            case = sum(1 << index for index, corner in enumerate(corners) if corner >= value)
            for begin, end in _CASES[case]:
                ahead[_edge(x, y, begin)] = _edge(x, y, end)
    loops = []
    while ahead:
        start, at = ahead.popitem()
        loop = [start]
        while at != start:
            loop.append(at)
            at = ahead.pop(at)
        loops.append([_crossing(heights, edge, value) for edge in loop])
    return loops


# By which corners of a cell are high (1: lower left, 2: lower right, 4: upper right, 8: upper left): from which side to
# which a line crosses it, high ground on its left. Sides: 0 below, 1 right, 2 above, 3 left.
_CASES: tuple[tuple[tuple[int, int], ...], ...] = (
    (),
    ((0, 3),),
    ((1, 0),),
    ((1, 3),),
    ((2, 1),),
    ((0, 3), (2, 1)),
    ((2, 0),),
    ((2, 3),),
    ((3, 2),),
    ((0, 2),),
    ((1, 0), (3, 2)),
    ((1, 2),),
    ((3, 1),),
    ((0, 1),),
    ((3, 0),),
    (),
)


def _edge(x: int, y: int, side: int) -> tuple[int, int, int]:
    """A side of a cell, named alike by both cells that have it: 0 lies, 1 stands."""
    return ((x, y, 0), (x + 1, y, 1), (x, y + 1, 0), (x, y, 1))[side]


def _crossing(heights: Heights, edge: tuple[int, int, int], value: float) -> Point:
    x, y, stands = edge
    a = heights[y][x]
    b = heights[y + 1][x] if stands else heights[y][x + 1]
    share = (value - a) / (b - a) if b != a else 0.5
    return (float(x), y + share) if stands else (x + share, float(y))
