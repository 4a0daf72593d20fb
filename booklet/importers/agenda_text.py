"""Agendas in Markdown, reStructuredText or HTML: the schedule page of an event's site.

Read: headings that are dates, and below them tables (as spreadsheets are read: `--explain table`), and lines that
begin with a time, `9:00 – 9:30 Ada Lovelace: On looms` or `9:00 On looms — Ada Lovelace (Analytical Society)`; what
unfolds below a line is its abstract; the title of the page. Clocks of twelve hours without am and pm go forward
through the day. A line without an end has none.

Tables of two columns without heads are read as such lines; names may stand before the title or behind, or in bold.

Dropped, and told: lines without a time, the day of lines below no date, pictures, what a site's generator would fill
in (`{{ … }}`), comments.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from booklet.columns.mapping import Plan, read_plan
from booklet.draft import Draft, Item, Losses, Part
from booklet.importers.grid import looks_like_grid, read_grid
from booklet.importers.table.entries import drafted
from booklet.importers.table.grids import with_grids, without_repeats
from booklet.importers.table.rows import entries_of, sheet_of
from booklet.intake.given import Blob, Given, Refusal
from booklet.intake.pages import Details, Heading, Line, Page, Piece, is_page, read_page
from booklet.intake.tables import Table
from booklet.model import Text
from booklet.reading.dates import find_date, fitting_year
from booklet.reading.kinds import kind_of
from booklet.reading.people import only_names, people
from booklet.reading.times import afternoon_spans, clocks
from booklet.source import Node

NAME = 'agenda'
TITLE = 'agendas in Markdown, reStructuredText or HTML'

_TIMED = re.compile(
    r'[\[(]?(?P<times>\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?)?(?:\s*(?:[-–—]+|to|bis)\s*\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?)?)?'
    r'(?:\s*(?:uhr|h)\b)?)\s*[\])]?\s*[:•·|,;–—-]*\s+(?P<rest>\S.*)',
    re.IGNORECASE | re.DOTALL,
)
_NAME = re.compile(r"(?:(?:[^\W\d_][\w.'’-]*|de|van|von|der|da)\s+){1,4}[^\W\d_][\w.'’-]+")
_CALLED = re.compile(r'(?:keynote|lecture|talk|workshop|tutorial|invited(?: talk)?|seminar)\s*:\s*', re.IGNORECASE)
_ALONE = re.compile(r'^[\[(]?\s*\d[\d:.h\s–-]*[\])]?$')
_SHOWN = 70
_HEADS = 400  # lines that are asked for the year
_GRID = 0.5  # how sure a table must look like a grid


@dataclass(frozen=True, slots=True)
class _Timed:
    """A line with its time, on the date of the heading above it."""

    date: datetime.date | None
    start: int
    end: int | None
    line: Line
    details: str = ''


def recognise(given: Given) -> float:
    pages = [blob for blob in given.blobs if is_page(blob)]
    if not pages or len(pages) < len(given.blobs) / 2:
        return 0.0
    heads = b''.join(blob.data[:200_000] for blob in pages)
    times = len(re.findall(rb'(?<!\d)\d{1,2}[:.]\d{2}(?!\d)', heads))
    if all(blob.suffix == '.txt' for blob in pages):
        return 0.4 if times >= 3 else 0.0
    return 0.7 if times >= 3 else 0.35


def read(given: Given, losses: Losses, mapping: Node | None) -> Draft:
    pages = [read_page(blob) for blob in given.blobs if is_page(blob)]
    year = _year(pages, ' '.join(blob.name for blob in given.blobs), losses)
    reader = _Reader(year, losses)
    for piece in (piece for page in pages for piece in page.pieces):
        reader.read(piece)
    timed = list(_items(reader.lines, losses))
    plan = read_plan(mapping)
    drafts = [
        (f'table {number}', _drafted(given.blobs[0], table, losses, replace(plan, date=date or plan.date), year))
        for number, (date, table) in enumerate(reader.tables, 1)
    ]
    draft = with_grids(Draft(), without_repeats(drafts, losses), losses) if drafts else Draft()
    if not timed and not draft.items:
        raise Refusal(
            'no agenda is seen on this page: no table, and no line that begins with a time',
            given.blobs[0].span(),
            'a line of an agenda is such as “9:00 – 9:30 Ada Lovelace: On looms”',
        )
    title = draft.title or next((page.title for page in pages if page.title), '') or _first_heading(pages)
    return replace(draft, title=title, items=(*draft.items, *timed))


def _drafted(blob: Blob, table: Table, losses: Losses, plan: Plan, year: int | None) -> Draft:
    """A table as a spreadsheet is read: a grid, or a row for each item; one that is neither is told."""
    if looks_like_grid(table) >= _GRID:
        return read_grid(table, losses, year, plan.date)
    sheet = sheet_of(blob, table, plan)
    if any(one.field in ('title', 'session') for one in sheet.matches):
        return drafted(list(entries_of(sheet, losses, year, plan)), plan, losses, year)
    words = ' '.join(cell for row in table.rows for cell in row).split()
    if words:
        losses.dropped('table', ' '.join(words)[:_SHOWN], 'has no column that is a title')
    return Draft()


def _first_heading(pages: list[Page]) -> str:
    return next((one.text for page in pages for one in page.pieces if isinstance(one, Heading) and one.level == 1), '')


def _year(pages: list[Page], names: str, losses: Losses) -> int | None:
    """The year of the event: one that a heading or line names, or the file; else that in which the weekdays fit."""
    heads = [line for page in pages for one in page.pieces if isinstance(one, Heading | Line) for line in _lines(one)]
    for head in heads[:_HEADS]:
        found = find_date(head)
        if found is not None:
            return found.year
    named = [int(year) for head in (*heads[:_HEADS], names) for year in re.findall(r'(?<!\d)(?:19|20)\d\d(?!\d)', head)]
    if named:
        return max(set(named), key=named.count)
    year = fitting_year(heads[:_HEADS], datetime.date.today().year)
    if year is not None:
        losses.changed('field', 'year', f'the page names none: {year} is the nearest in which its weekdays fit')
    return year


def _lines(piece: Heading | Line) -> list[str]:
    return piece.text.split('\n')


@dataclass(slots=True)
class _Reader:
    """Goes through the pieces of pages: lines that begin with a time, and tables, each under the date above it."""

    year: int | None
    losses: Losses
    date: datetime.date | None = None
    lines: list[_Timed] = field(default_factory=list)
    tables: list[tuple[datetime.date | None, Table]] = field(default_factory=list)
    last: bool = False  # whether the piece before was an item of the agenda

    def read(self, piece: Piece) -> None:
        if isinstance(piece, Table) and _is_list(piece):
            for row in piece.rows:
                self._row([cell for cell in row if cell.strip()])
        elif isinstance(piece, Table):
            self.tables.append((self.date, replace(piece, name=str(self.date or ''))))
        elif isinstance(piece, Heading):
            told = find_date(piece.text, self.year)
            self.date = told or self.date
            if told is None and (found := _timed(Line(piece.text), self.date)) is not None:
                self.lines.append(found)
                self.last = True
                return
        elif isinstance(piece, Details):
            self._unfolded(piece)
        else:
            self._line(piece)
            return
        self.last = False

    def _row(self, cells: list[str]) -> None:
        """A time and what takes place then, or the date of what is below."""
        if len(cells) > 1 and (span := clocks(cells[0].strip())):
            self.lines.append(_Timed(self.date, *span, Line(cells[1])))
            self.last = True
        else:
            self._line(Line('\n'.join(cells)))

    def _unfolded(self, piece: Details) -> None:
        if self.last:
            self.lines[-1] = replace(self.lines[-1], details=piece.source)
        elif piece.source:
            self.losses.dropped('text', piece.source[:_SHOWN], 'unfolds below no item')

    def _line(self, line: Line) -> None:
        """The items of a paragraph: what stands on a line of its own below a time belongs to it."""
        strong = line.strong.split('\n')
        for number, text in enumerate(_lines(line)):
            out = strong[number] if number < len(strong) else ''
            found = _timed(replace(line, text=text, strong=out), self.date)
            told = None if found else find_date(text, self.year)
            if found is not None:
                self.lines.append(found)
                self.last = True
            elif told is not None and (self.date is None or len(text) < _SHOWN):
                self.date = told
                self.last = False
            elif self.last and text is not _lines(line)[0]:
                one = self.lines[-1]
                self.lines[-1] = replace(one, line=replace(one.line, text=f'{one.line.text}\n{text}'.strip()))
            else:
                self.losses.dropped('text', text[:_SHOWN], 'is a line without a time')
                self.last = False


def _is_list(table: Table) -> bool:
    """Whether this is a table of two columns without heads: times, and what takes place."""
    rows = [cells for row in table.rows if (cells := [cell for cell in row if cell.strip()])]
    times = sum(len(cells) == 2 and clocks(cells[0].strip()) is not None for cells in rows)
    first = rows[0] if rows else []
    headed = len(first) > 1 and clocks(first[0].strip()) is None
    return times >= 2 and 2 * times >= len(rows) and all(len(cells) <= 2 for cells in rows) and not headed


def _timed(line: Line, date: datetime.date | None) -> _Timed | None:
    alone = clocks(line.text.strip(' :•·|'))
    if alone is not None:
        return _Timed(date, *alone, replace(line, text=''))  # the lines below say what
    match = _TIMED.match(line.text)
    times = clocks(match['times'].strip()) if match else None
    if match is None or times is None:
        return None
    return _Timed(date, *times, replace(line, text=match['rest'].strip()))


def _items(lines: list[_Timed], losses: Losses) -> Iterator[Item]:
    """The items of each date, on a clock of twenty-four hours."""
    dates = dict.fromkeys(one.date for one in lines)
    if None in dates:
        undated = sum(one.date is None for one in lines)
        losses.dropped('day', f'{undated} lines', 'no heading above them is a date: write it, with its year')
    for date in dates:
        those = [one for one in lines if one.date == date]
        spans = afternoon_spans([(one.start, one.end) for one in those])
        if spans != [(one.start, one.end) for one in those]:
            name = str(date) if date else 'all'
            losses.changed('time', name, 'clocks of twelve hours without am and pm, read as going forward')
        for one, (start, end) in zip(those, spans, strict=True):
            if one.line.text:
                yield _item(one, start, end)
            else:
                losses.dropped('event', f'{start // 60}:{start % 60:02}', 'has a time and no words', str(date or ''))


def _item(one: _Timed, start: int, end: int | None) -> Item:
    title, speakers = _stands_out(one.line.text, one.line.strong)
    if not title:
        title, speakers = _said(one.line.text)
    url = one.line.url if re.match(r'https?://', one.line.url) else ''
    return Item(
        title=title,
        date=one.date,
        start=start,
        end=end,
        abstract=Text(one.details, 'html') if one.details else Text(_below(one.line.text)),
        people=tuple(Part(person) for person in people(speakers)) if speakers else (),
        url=url,
        origin=one.line.text[:_SHOWN],
    )


def _below(text: str) -> str:
    """What stands below a title and is too long to be part of it: papers of a session, a description."""
    below = text.partition('\n')[2]
    return below.replace('\n', '\n\n') if len(below) > 200 else ''


def _called(words: str) -> str:
    """Names without the word before them that tells what they give."""
    return _CALLED.sub('', words).strip()


def _stands_out(words: str, strong: str) -> tuple[str, str]:
    """Title and speakers of a line where one of the two stands out from the other."""
    timed = _TIMED.match(strong)
    strong = timed['rest'] if timed else _ALONE.sub('', strong)
    rest = ' '.join(words.replace(strong, ' ', 1).split()).strip(' :,;.–—-()') if strong and strong in words else ''
    if only_names(_called(rest)) and not only_names(strong):
        return strong, _called(rest)
    if only_names(strong) and rest and not only_names(rest):
        return rest, strong
    return '', ''


def _said(text: str) -> tuple[str, str]:
    """Title and speakers of a line: names before a colon, or behind a dash, or in the brackets at its end."""
    words, _, below = text.strip(' •·*').partition('\n')
    if below:
        named = _NAME.match(below) is not None and len(below) < 200
        return (words, below) if named else (words if len(below) > 200 else f'{words} {below}', '')
    if kind_of(words) is not None:
        return words, ''
    before = re.match(
        rf'(?P<names>{_NAME.pattern}(?:\s*(?:,|and|&|und)\s*{_NAME.pattern})*)\s*:\s+(?P<title>.+)', words
    )
    if before and not re.match(
        r'(?:keynote|session|lecture|talk|workshop|tutorial|panel|part|day|track)\b', words, re.I
    ):
        return before['title'], before['names']
    behind = re.match(r'(?P<title>.+?)\s+[–—]\s+(?P<names>.+)', words) or re.match(
        r'(?P<title>.+?)\s+-\s+(?P<names>.+)', words
    )
    if behind and only_names(_called(behind['title'])) and not only_names(behind['names']):
        return behind['names'], _called(behind['title'])
    if behind and _NAME.match(behind['names']) and len(behind['names']) < 200:
        return behind['title'], behind['names']
    inside = re.fullmatch(r'(?P<title>.+?)\s*\((?P<names>[^()]+)\)', words)
    if inside and _NAME.fullmatch(inside['names'].split(',')[0].strip()):
        return inside['title'], inside['names']
    return words, ''
