"""The programme drawn as a score: a column for each day, time downwards, a bar for each talk as long as it lasts.

In: the event and the area of the page. Out: PDF path operators (ISO 32000-1, 8.5). Parallel talks stand side by side.
"""

from __future__ import annotations

from collections.abc import Mapping

from booklet.design import Colour
from booklet.model import Day, Event, Kind, Slot
from booklet.units import MM, Rect

BLEED = 3 * MM  # what runs off the page runs on as far, for the knife
_GAP = 1.2  # points between bars
_LAST = 60  # minutes that a slot lasts when nothing says when it ends
_LEAST = 2.0  # points; a shorter bar could not be seen

Bar = tuple[int, int]  # start and end, minutes


def ground(page: Rect, colour: Colour) -> str:
    """A filled page, and its bleed."""
    width, height = page.width + 2 * BLEED, page.height + 2 * BLEED
    return f'{_fill(colour)} {page.x0 - BLEED:.2f} {page.y0 - BLEED:.2f} {width:.2f} {height:.2f} re f'


def score(event: Event, area: Rect, colours: Mapping[Kind, Colour]) -> str:
    """The bars of all days in this area, for the kinds of slot that have a colour; empty where none has a time."""
    days = [day for day in event.days if any(day_bars(day, kind) for kind in colours)]
    if not days:
        return ''
    everything = [bar for day in days for kind in colours for bar in day_bars(day, kind)]
    first, last = min(start for start, _ in everything), max(end for _, end in everything)
    return '\n'.join(
        _bars([day_bars(day, kind) for day in days], area, first, last, colour) for kind, colour in colours.items()
    )


def _bars(days: list[list[Bar]], area: Rect, first: int, last: int, colour: Colour) -> str:
    scale = area.height / max(1, last - first)
    column = area.width / len(days)
    out = [_fill(colour)]
    for number, bars in enumerate(days):
        for lane, lanes, (start, end) in in_lanes(bars):
            width = (column - _GAP) / lanes
            x = area.x0 + number * column + lane * width
            top, bottom = area.y1 - (start - first) * scale, area.y1 - (end - first) * scale
            height = max(_LEAST, top - bottom - _GAP)
            out.append(f'{x:.2f} {top - height:.2f} {max(width - _GAP * (lanes > 1), 0.3):.2f} {height:.2f} re')
    return ' '.join([*out, 'f'])


def day_bars(day: Day, kind: Kind) -> list[Bar]:
    """A day's slots of a kind in time; one without an end lasts until the next slot begins."""
    starts = sorted({slot.start for slot in day.slots if slot.start is not None})
    bars = []
    for slot in day.slots:
        if slot.kind is kind and slot.start is not None:
            bars.append((slot.start, _end(slot, slot.start, starts)))
    return sorted(bars)


def _end(slot: Slot, start: int, starts: list[int]) -> int:
    if slot.end is not None and slot.end > start:
        return slot.end
    return next((other for other in starts if other > start), start + _LAST)


def in_lanes(bars: list[Bar]) -> list[tuple[int, int, Bar]]:
    """Each bar with its lane and the number of lanes that its cluster of overlapping bars needs."""
    out: list[tuple[int, int, Bar]] = []
    cluster: list[tuple[int, Bar]] = []
    ends: list[int] = []

    def flush() -> None:
        out.extend((lane, len(ends), bar) for lane, bar in cluster)
        cluster.clear()
        ends.clear()

    for start, end in bars:
        if ends and start >= max(ends):
            flush()
        lane = next((i for i, taken in enumerate(ends) if taken <= start), len(ends))
        ends[lane : lane + 1] = [end]
        cluster.append((lane, (start, end)))
    flush()
    return out


def _fill(colour: Colour) -> str:
    return f'{colour.red:.3g} {colour.green:.3g} {colour.blue:.3g} rg'
