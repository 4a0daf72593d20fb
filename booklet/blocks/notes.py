"""Pages for notes: lined on the baselines of the text, dotted, squared or blank.

In: what the content says of the part. Out: one section of as many pages as asked; with `fill`, further sections of a
page each, as many as bring the book's count to a multiple of four.
"""

from __future__ import annotations

from booklet import references
from booklet.artwork.pen import Pen, number
from booklet.block import Frame, Section, Sheet, Stack, Text
from booklet.brief import Brief, Listed
from booklet.design import Colour, Layout
from booklet.markup import Inline
from booklet.model import Entry, Event
from booklet.units import Size

NEEDS_NUMBERS = False
_SHEETS = 4  # pages of a sheet folded once
_HAIRLINE = 0.25  # points
_DOT = 0.85  # points across
_BELOW = 0.27  # of the grid: from a baseline to the foot of its strip
_GREY = Colour(0.7, 0.7, 0.7)


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,) if entry.number('pages') or entry.flag('fill') else ()


def weight(event: Event, entry: Entry, key: int) -> int:
    return 200 * (entry.number('pages') if key == 0 else 1)


def listing(brief: Brief) -> tuple[Listed, ...]:
    return (Listed(brief.title, references.part(brief.entry.id)),)


def section(brief: Brief, key: int) -> Section:
    anchor = references.part(brief.entry.id)
    if key:
        return Section((_page(brief, ''),), {'part': brief.title})
    count = max(1, brief.entry.number('pages'))
    pages = tuple(_page(brief, '' if index else anchor) for index in range(count))
    fill = _SHEETS if brief.entry.flag('fill') else 0
    return Section(pages, {'part': brief.title}, ((brief.title, anchor, 0),), fill=fill)


def _page(brief: Brief, anchor: str) -> Sheet:
    """A page; the heading stands on the one that has an anchor, and the lines begin below it."""
    frame = brief.frame
    heading = Text((Inline(brief.title),), 'notes_heading', 'H1', anchor=anchor)
    stacks = (Stack((heading,), 0.0),) if anchor else ()
    ruled = ruling(brief.entry.text('ruling'), frame, brief.layout, _steps(brief), headed=bool(anchor))
    frames = (Frame(0.0, 0.0, frame.width, frame.height, drawing=ruled),) if ruled else ()
    return Sheet(stacks, frames=frames)


def _steps(brief: Brief) -> tuple[float, float]:
    """From line to line, and from dot to dot: whole steps of the baseline grid, near to what the layout asks."""
    line, dot, grid = brief.options.length('line'), brief.options.length('dot'), brief.layout.grid
    return (max(1, round(line / grid)) * grid, max(1, round(dot / grid)) * grid) if grid else (line, dot)


def ruling(form: str, frame: Size, layout: Layout, steps: tuple[float, float], *, headed: bool) -> str:
    """Lines, dots or squares in a frame, from its lower left corner; the lines lie on baselines of the text."""
    pen = Pen()
    colour = layout.palette.get('hairline', _GREY)
    foot = _BELOW * (layout.grid or steps[0])
    step = steps[0] if form == 'lined' else steps[1]
    down = int((frame.height - foot - (2 * steps[0] if headed else step) * 0.99) / step) + 1
    if form == 'blank' or down < 1:
        return ''
    pen.stroke(colour, _HAIRLINE)
    rows = [foot + index * step for index in range(down)]
    if form == 'lined':
        for y in rows:
            pen.polygon(((0.0, y), (frame.width, y)), closed=False)
        pen.put('S')
        return str(pen)
    across = int(frame.width / step)
    left = (frame.width - across * step) / 2
    columns = [left + index * step for index in range(across + 1)]
    if form == 'squared':
        for y in rows:
            pen.polygon(((columns[0], y), (columns[-1], y)), closed=False)
        for x in columns:
            pen.polygon(((x, rows[0]), (x, rows[-1])), closed=False)
        pen.put('S')
        return str(pen)
    pen.stroke(colour, _DOT)
    # A row of dots is one line, dashed; that they are square nobody sees, and round ones not all programs space evenly.
    pen.out.append(f'[{number(_DOT)} {number(step - _DOT)}] 0 d')
    for y in rows:
        pen.polygon(((columns[0] - _DOT / 2, y), (columns[-1] + _DOT / 2, y)), closed=False)
    pen.put('S')
    return str(pen)
