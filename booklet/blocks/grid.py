"""The grid: rooms by time, a section for each day.

In: the event. Out: sections of sheets; what has no room for its words on them is told in a key, below or behind. The
plan of a day (`booklet.grid`) says where each cell stands and how much it may say, `blocks.cells` what that is, and
`blocks.panel` draws it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from booklet import references
from booklet.block import Block, Frame, Group, Remark, Section, Sheet, Text
from booklet.blocks.pieces.common import day_marks, day_name, untied
from booklet.blocks.pieces.panel import Drawer
from booklet.brief import Brief, Listed
from booklet.diagnostics import Severity
from booklet.grid import DayItems, Level, Panel, Space, day_items, pages_of, plan
from booklet.language import words
from booklet.markup import Inline
from booklet.model import Day, Entry, Event
from booklet.rulebook import IDS

NEEDS_NUMBERS = False
_SIZES = 3  # that are tried, from the layout's down to its least
_UNDER = 0.25  # of the page's height: a longer key stands on pages of its own
_TRIES = 6
_LANE = 0.68  # of the least width of a column: the least of one of several things at once
_LOST = {
    Level.SILENT: 'is shown without its speakers in the grid',
    Level.SHORT: 'is shortened in the grid, which refers to its page',
    Level.SHORTER: 'is shortened in the grid, which refers to its page',
    Level.NUMBER: 'is only a number in the grid, which its key explains',
}
_HINT = 'a larger page, or a short agenda_title, leaves room for more'


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return tuple(number for number, day in enumerate(event.days) if day.items)


def weight(event: Event, entry: Entry, key: int) -> int:
    return 120 * len(event.days[key].slots)


def listing(brief: Brief) -> tuple[Listed, ...]:
    days = [brief.event.days[key] for key in sections(brief.event, brief.entry)]
    listed = [Listed(untied(day_name(brief.event, day)), _anchor(brief, day), 1) for day in days]
    return (Listed(brief.title, references.part(brief.entry.id)), *(listed if len(days) > 1 else ()))


def section(brief: Brief, key: int) -> Section:
    day = brief.event.days[key]
    found = day_items(day)
    drawer = Drawer(brief, day, found)
    panels, under = _planned(brief, drawer, found)
    numbers = _numbers(panels)
    first = key == sections(brief.event, brief.entry)[0]
    opening = references.part(brief.entry.id) if first else ''
    blocks: list[Block] = list(_sizes(brief, day, panels))
    for number, panel in enumerate(panels):
        frames = drawer.page(panel, (number, len(panels)), numbers, '' if number else opening)
        if under and (rows := _rows_below(drawer, panels, number, numbers)):
            frames = (*frames, _key_below(brief, drawer, rows, under))
        blocks += [*_remarks(panel, drawer, found), Sheet(frames=frames, marks=day_marks(brief.event, day))]
    if (numbers or found.untimed) and not under:
        blocks += _key(brief, drawer, numbers, opening if not panels else '')
    bookmarks = [(untied(day_name(brief.event, day)), _anchor(brief, day), 1)]
    if first:
        bookmarks.insert(0, (brief.title, references.part(brief.entry.id), 0))
    spread = any(panel.side for panel in panels)
    return Section(tuple(blocks), {'part': brief.title}, tuple(bookmarks), side='verso' if spread else 'any')


def _anchor(brief: Brief, day: Day) -> str:
    return references.day(brief.entry.id, day.date)


def _planned(brief: Brief, drawer: Drawer, found: DayItems) -> tuple[tuple[Panel, ...], float]:
    """The pages of the day, and the height of the key below, if it goes there: on a page that has the day to itself."""
    form = brief.options.text('form')
    turned = brief.layout.masters[brief.options.master].turned  # such pages lie one above the other
    forms = (form,) if form != 'auto' else ('page',) if turned else ('page', 'spread')
    order = [room.id for room in brief.event.rooms]
    drawer.see([page for form in forms for page in pages_of(found.items, order, _space(brief, drawer, form))])
    planned = [_planned_as(brief, drawer, found, form) for form in forms]
    return min(reversed(planned), key=lambda one: len(one[0]))


def _planned_as(brief: Brief, drawer: Drawer, found: DayItems, form: str) -> tuple[tuple[Panel, ...], float]:
    order = [room.id for room in brief.event.rooms]
    plain = plan(found.items, order, _space(brief, drawer, form), drawer.teller.measure)
    panels, under = plain, 0.0
    for _ in range(_TRIES):
        height = _key_height(brief, drawer, panels)
        if height <= under:
            return panels, under
        if height > _UNDER * brief.frame.height:
            break
        under = height
        panels = plan(found.items, order, _space(brief, drawer, form, under), drawer.teller.measure)
    return plain, 0.0


def _space(brief: Brief, drawer: Drawer, form: str, under: float = 0.0) -> Space:
    options = brief.options
    least = options.length('least')
    column = options.length('room_least')
    return Space(
        width=brief.frame.width - drawer.axis,
        depth=drawer.depth - under,
        gap=drawer.gap,
        column_least=column,
        lane_least=_LANE * column,
        step=brief.layout.styles['grid_title'].leading / 2,
        scales=tuple(1.0 - (1.0 - least) * number / (_SIZES - 1) for number in range(_SIZES)),
        hour=options.length('hour'),
        spread=form == 'spread',
        pages=2 if options.text('form') == 'spread' else 1,
    )


def _numbers(panels: Sequence[Panel]) -> dict[int, int]:
    """The items that the key tells, with their numbers there."""
    numbers: dict[int, int] = {}
    for panel in panels:
        for item in _numbered(panel):
            numbers.setdefault(item, len(numbers) + 1)
    return numbers


def _numbered(panel: Panel) -> list[int]:
    """The items of which a page has but a number."""
    boxes = sorted(panel.boxes, key=lambda box: (box.cell.begin, box.x))
    return [item for box in boxes if box.level is Level.NUMBER and not box.cell.echo for item in box.cell.items]


def _rows_below(drawer: Drawer, panels: Sequence[Panel], number: int, numbers: Mapping[int, int]) -> tuple[Block, ...]:
    """The key of one page; below the last stands what has no time as well."""
    own = dict.fromkeys(_numbered(panels[number]))
    untimed = number == len(panels) - 1
    return drawer.key({item: numbers[item] for item in own}, drawer.width, untimed=untimed)


def _key_height(brief: Brief, drawer: Drawer, panels: Sequence[Panel]) -> float:
    """The height of the longest key below one of the pages."""
    numbers = _numbers(panels)
    keys = [rows for place in range(len(panels)) if (rows := _rows_below(drawer, panels, place, numbers))]
    above = brief.layout.styles['grid_key'].leading
    return max((brief.gauge.height(rows, brief.frame.width) + above for rows in keys), default=0.0)


def _key_below(brief: Brief, drawer: Drawer, rows: tuple[Block, ...], height: float) -> Frame:
    y = brief.frame.height - drawer.legend_height - height
    return Frame(0.0, y, brief.frame.width, height, (Group('Table', rows),), align='bottom')


def _key(brief: Brief, drawer: Drawer, numbers: Mapping[int, int], opening: str) -> Iterator[Block]:
    """The key on pages of its own. A day in which nothing has a time is nothing else."""
    day = drawer.day
    if opening or not drawer.found.items:
        anchor = _anchor(brief, day)
        yield Text((Inline(brief.title),), 'grid_note', 'H1', anchor=opening) if opening else Group('', ())
        yield Text((Inline(day_name(brief.event, day)),), 'grid_heading', 'H2', anchor=anchor)
    else:
        said = f'{day_name(brief.event, day)} · {words(brief.language)["Key"]}'
        yield Text((Inline(said),), 'grid_heading', 'H3')
    yield Group('Table', drawer.key(numbers, brief.column, untimed=True))


def _sizes(brief: Brief, day: Day, panels: Sequence[Panel]) -> Iterator[Remark]:
    scale = min((panel.scale for panel in panels), default=1.0)
    if scale < 1.0:
        message = f'the grid of {day.date.isoformat()} is set at {scale:.0%} of its size'
        yield Remark(message, day.span, _HINT, IDS['page-squeezed'], Severity.NOTE)


def _remarks(panel: Panel, drawer: Drawer, found: DayItems) -> Iterator[Remark]:
    """What the cells of a page do not say."""
    told = set()
    for box in panel.boxes:
        if box.level in _LOST and not box.cell.echo:
            for number in box.cell.items:
                source = found.sources[number]
                of = source.slot or source.session
                if number not in told and of:
                    told.add(number)
                    message = f'“{drawer.teller.name(number)}” {_LOST[box.level]}'
                    yield Remark(message, of.span, _HINT, IDS['page-squeezed'], Severity.NOTE)
