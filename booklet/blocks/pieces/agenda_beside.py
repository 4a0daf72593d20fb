"""What runs at the same time, side by side: a column for each session or room, rows aligned by time.

In: the lanes of a stretch of a day. Out: the rows of a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from booklet import references
from booklet.block import Anchor, Block, Cell, Inlines, Row
from booklet.blocks.pieces.agenda_rows import Rows, hung, under
from booklet.blocks.pieces.common import DOT, title
from booklet.blocks.pieces.parallel import Lane, Line, lines
from booklet.itemise import isolated
from booklet.markup import Inline
from booklet.model import Poster, Session, Slot
from booklet.typography import typeset_text

_NEAR = 0.01  # points


def fits(rows: Rows, count: int) -> bool:
    """Whether so many columns are wide enough to be read."""
    return _width(rows, count) >= rows.brief.options.length('lane_least') - _NEAR


def _width(rows: Rows, count: int) -> float:
    gap = rows.brief.options.length('gap')
    return (rows.columns.whole - gap * (count - 1)) / count


def table(rows: Rows, lanes: Sequence[Lane]) -> Iterator[Block]:
    """Above the columns their rooms, where no session's heading tells them; below them what begins at each time."""
    before = rows.brief.layout.styles['agenda_session'].space_before
    heads = {number: lane.room for number, lane in enumerate(lanes) if lane.room and not lane.sessions}
    first = True
    if heads:
        shown: dict[int, Inlines] = {
            number: (Inline(isolated(typeset_text(room.name, rows.language), rows.language)),)
            for number, room in heads.items()
        }
        yield _row(rows, len(lanes), shown, 'agenda_lane', 'TH', space_before=before, keep=True)
        first = False
    said: int | None = None
    for line in lines(lanes):
        headings = any(isinstance(cell, Session) for cell in line.cells.values())
        space = before if first or headings else 0.0
        yield from _line(rows, lanes, line, line.start if line.start != said else None, space)
        said, first = line.start, False


def _line(rows: Rows, lanes: Sequence[Lane], line: Line, start: int | None, space: float) -> Iterator[Block]:
    count = len(lanes)
    sessions = {number: cell for number, cell in line.cells.items() if isinstance(cell, Session)}
    if sessions:
        for session in sessions.values():
            yield Anchor(references.session(session.id))
        titles = {number: rows.session_title(session) for number, session in sessions.items()}
        lead = rows.time(start, 'agenda_session_time')
        marks = rows.marks(line.start)
        yield _row(rows, count, titles, 'agenda_lane', 'TH', lead, space_before=space, keep=True, marks=marks)
        details = {number: rows.session_details(session) for number, session in sessions.items()}
        for level in range(max(map(len, details.values()))):
            below = {number: said[level] for number, said in details.items() if level < len(said)}
            yield _row(rows, count, below, 'agenda_details', 'TD', keep=True)
        return
    cells = list(rows.time(start, 'agenda_time'))
    width, step = _width(rows, count), _width(rows, count) + rows.brief.options.length('gap')
    page = rows.columns.page[1]
    for number in range(count):
        piece = line.cells.get(number)
        x = rows.columns.axis + number * step
        if piece is None:
            cells.append(Cell((), 'agenda_title', x, width))
            continue
        assert not isinstance(piece, Session)  # those stand in lines of their own
        slot = hung(piece) if isinstance(piece, Poster) else piece
        if slot.talk:
            yield Anchor(references.in_agenda(slot.talk.id))
        board = (Inline(f'{piece.board} '),) if isinstance(piece, Poster) and piece.board else ()
        link = rows.link(slot, poster=isinstance(piece, Poster))
        people = DOT.join(filter(None, (rows.people(slot), *_places(rows, slot, lanes[number]))))
        inlines = under((*board, *rows.title(slot)), people, rows.language)
        cells.append(Cell(inlines, rows.style(slot), x, width - page, link=link, span=slot.span))
        if page and link:
            cells.append(Cell((), 'agenda_page', x + width - page, page, link=link, page_of=link[1:]))
    yield Row(tuple(cells), space_before=space, marks=rows.marks(line.start))
    notes = {
        n: title(cell.note, rows.language) for n, cell in line.cells.items() if isinstance(cell, Slot) and cell.note
    }
    if notes:
        yield replace(_row(rows, count, notes, 'agenda_details', 'TD'), follows=True)


def _places(rows: Rows, slot: Slot, lane: Lane) -> list[str]:
    """Rooms and track that nothing above the column tells."""
    said = [isolated(typeset_text(room.name, rows.language), rows.language) for room in slot.rooms if room != lane.room]
    tracks = [item.track for item in lane.items if isinstance(item, Session)]
    return [*said, slot.track.name] if slot.track and slot.track not in tracks else said


def _row(
    rows: Rows,
    count: int,
    shown: dict[int, Inlines],
    style: str,
    role: str,
    lead: Sequence[Cell] = (),
    *,
    space_before: float = 0.0,
    keep: bool = False,
    marks: tuple[tuple[str, str], ...] = (),
) -> Row:
    width, step = _width(rows, count), _width(rows, count) + rows.brief.options.length('gap')
    cells = [
        Cell(shown.get(number, ()), style, rows.columns.axis + number * step, width, role if number in shown else 'TD')
        for number in range(count)
    ]
    return Row((*lead, *cells), space_before=space_before, keep_with_next=keep, marks=marks)
