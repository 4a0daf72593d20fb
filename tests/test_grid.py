"""The grid on paper: all that a day holds is on its pages or in its key, nothing over anything else, all of it told."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from book import ROOT, TAGUNG, book, brief, loaded
from hypothesis import HealthCheck, assume, given, settings
from strategies import Plain, documents, written

from booklet import references
from booklet.block import Block, Frame, Group, Remark, Row, Section, Sheet, Text
from booklet.blocks import grid
from booklet.blocks.pieces.cells import Teller, track_of
from booklet.blocks.pieces.common import plain_title
from booklet.blocks.pieces.panel import Drawer
from booklet.brief import Brief
from booklet.cli import main
from booklet.contrast import contrast
from booklet.design import Colour, Layout
from booklet.diagnostics import Sink
from booklet.grid import day_items
from booklet.load import load_document
from booklet.markup import Inline, LineBreak
from booklet.model import Entry, Event, Session, Track
from booklet.page import ARTIFACT, Late, Line
from booklet.rulebook import IDS
from booklet.source import Source
from booklet.tracks import PATTERNS, looks

REAL = ROOT / '..' / 'shared' / 'real'
FESTIVAL = ROOT / 'tests' / 'events' / 'festival'
PARTS = (Entry('grid', 'grid'), Entry('agenda', 'agenda'), Entry('abstracts', 'abstracts'))
NEAR = 0.02
HEAD = """format: 1
event:
  title: A fair
  language: en
  clock: {clock}
rooms: {{hall: {{name: Hall}}, lab: {{name: Laboratory}}, loft: {{name: Loft}}}}
tracks: {{sea: {{name: Sea}}, sky: {{name: Sky, colour: '#f4e04d'}}}}
days:
  - date: 2030-05-06
    items:
"""


def project(folder: Path, items: str, clock: int = 24) -> Path:
    (folder / 'content').mkdir(exist_ok=True)
    (folder / 'content' / 'event.yaml').write_text(HEAD.format(clock=clock) + items, 'utf-8')
    return folder


def briefed(folder: Path, layout: str = 'symposium', **options: object) -> Brief:
    """A brief of the grid, in a book that has an agenda and abstracts too."""
    event, design, _ = loaded(folder, layout)
    return asked(replace(event, parts=PARTS), design, **options)


def asked(event: Event, design: Layout, **options: object) -> Brief:
    part = design.parts['grid']
    own = replace(part, options=tuple({**dict(part.options), **options}.items()))
    return brief(event, replace(design, parts={**design.parts, 'grid': own}), 'grid')


def sheets(section: Section) -> list[Sheet]:
    return [block for block in section.blocks if isinstance(block, Sheet)]


def told(section: Section) -> list[Remark]:
    return [block for block in section.blocks if isinstance(block, Remark)]


def words_of(block: Block | Row) -> str:
    if isinstance(block, Text):
        return ''.join(one.text if isinstance(one, Inline) else ' ' for one in block.inlines)
    if isinstance(block, Row):
        return ' '.join(''.join(one.text for one in cell.inlines if isinstance(one, Inline)) for cell in block.cells)
    if isinstance(block, Group):
        return '\n'.join(map(words_of, block.blocks))
    return ''


def said(frame: Frame) -> str:
    return '\n'.join(map(words_of, frame.blocks))


def cells(sheet: Sheet) -> list[Frame]:
    return [frame for frame in sheet.frames if frame.role == 'TD']


def geometry(brief: Brief, section: Section) -> None:
    """No frame leaves the text block, no two words lie over each other, and each frame holds what it has."""
    for sheet in sheets(section):
        worded = [frame for frame in sheet.frames if frame.blocks]
        for frame in sheet.frames:
            assert frame.x >= -NEAR
            assert frame.x + frame.width <= brief.frame.width + NEAR
            assert frame.y >= -1
            assert frame.y + frame.height <= brief.frame.height + 1
        for frame in worded:
            assert brief.gauge.height(frame.blocks, frame.width) <= frame.height + 1.5, said(frame)
        for a, b in itertools.combinations(worded, 2):
            apart = a.x + a.width <= b.x + NEAR or b.x + b.width <= a.x + NEAR
            assert apart or a.y + a.height <= b.y + NEAR or b.y + b.height <= a.y + NEAR, (said(a), said(b))


def squeezed(text: str) -> str:
    return re.sub(r'[\s\u00a0\u2002\u2060\u2066-\u2069]+', ' ', text).strip()


def complete(brief: Brief, key: int, section: Section) -> None:
    """Each event of the day is told: by its title in a cell, by the beginning of it with a page, or in the key."""
    event = brief.event
    cells_ = [squeezed(said(frame)) for sheet in sheets(section) for frame in cells(sheet)]
    below = [said(f) for sheet in sheets(section) for f in sheet.frames if any(isinstance(b, Group) for b in f.blocks)]
    keys = squeezed('\n'.join((*below, *(words_of(b) for b in section.blocks if isinstance(b, Group)))))
    everything = ' | '.join(cells_)
    for item in event.days[key].items:
        names = [item.title] if isinstance(item, Session) else []
        for slot in item.slots if isinstance(item, Session) else (item,):
            names.append((slot.talk.agenda_title or slot.talk.title) if slot.talk else slot.title)
        for name in names:
            title = squeezed(plain_title(name, name.language or event.language))
            short = any('… →' in cell and _begins(cell, title) for cell in cells_)
            assert title in everything or short or title in keys, title


def _begins(cell: str, title: str) -> bool:
    first = title.split(' ')[0]
    return first in cell


# ---- any programme


@pytest.mark.parametrize('layout', ['symposium', 'festival', 'pocket'])
@pytest.mark.parametrize('folder', [TAGUNG, FESTIVAL, ROOT / 'tests' / 'events' / 'rtl'], ids=lambda f: f.name)
def test_each_event_is_on_the_page_or_in_the_key(folder: Path, layout: str) -> None:
    asked = briefed(folder, layout)
    assert grid.sections(asked.event, asked.entry)
    for key in grid.sections(asked.event, asked.entry):
        section = grid.section(asked, key)
        geometry(asked, section)
        complete(asked, key, section)


@lru_cache
def _design() -> Layout:
    return loaded(TAGUNG, 'symposium')[1]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_each_slot_of_any_programme_is_an_item_that_a_cell_or_the_key_tells(document: Plain) -> None:
    event = load_document(Source('drawn.json', written(document)), Sink())
    assume(event is not None)  # a name that is no file below content/
    assert event is not None
    asked_ = asked(replace(event, parts=PARTS), _design())
    for key in grid.sections(asked_.event, asked_.entry):
        day = asked_.event.days[key]
        found = day_items(day)
        slots = [slot for source in found.sources for slot in (source.slot, *source.inside) if slot]
        assert sorted(map(id, slots)) == sorted(map(id, day.slots))
        heads = [source.session for source in found.sources if source.heads]
        assert {id(head) for head in heads} == {id(item) for item in day.items if isinstance(item, Session)}
        section = grid.section(asked_, key)
        geometry(asked_, section)
        assert all(said(frame) for sheet in sheets(section) for frame in cells(sheet))
        below = [b for sheet in sheets(section) for f in sheet.frames for b in f.blocks if isinstance(b, Group)]
        rows = [row for g in (*below, *section.blocks) if isinstance(g, Group) for row in g.blocks]
        assert len(rows) >= len(found.untimed)


REALS = ('28c3.xml', 'camp2019_everything.json', 'gmth2023_sessions_july.csv', 'pyconus2024.json', 'fosdem2024.xml')


@pytest.mark.skipif(not REAL.is_dir(), reason='the real programmes are not here')
@pytest.mark.parametrize('name', [*REALS, 'vipss2024_schedule.md'])
def test_each_event_of_real_programmes_is_on_the_page_or_in_the_key(name: str, tmp_path: Path) -> None:
    main(['import', str(next(REAL.rglob(name))), '--into', str(tmp_path)])
    asked = briefed(tmp_path)
    for key in grid.sections(asked.event, asked.entry):
        section = grid.section(asked, key)
        geometry(asked, section)
        complete(asked, key, section)


# ---- what cells say


def test_cells_tell_what_goes_on_and_lead_to_it(tmp_path: Path) -> None:
    items = """      - time: "9:00-10:00"
        talk: Tides
        id: tides
        track: sea
        room: hall
        speakers: [{name: Ada Alpha}]
        abstract: A.
      - {time: "9:00-9:30", talk: Clouds, track: sky, room: lab, cancelled: true}
      - {time: "10:00-10:30", break: Tea}
"""
    asked = briefed(project(tmp_path, items))
    section = grid.section(asked, 0)
    found = {said(frame): frame for frame in cells(sheets(section)[0])}
    assert set(found) == {'Tides\nAda\u00a0Alpha', 'Clouds (cancelled)', 'Tea'}
    assert found['Tides\nAda\u00a0Alpha'].link == '#' + references.talk('tides')
    heads = [said(f) for f in sheets(section)[0].frames if f.role == 'TH']
    assert heads == ['Hall\nSea', 'Laboratory\nSky', '09:00', '10:00']
    assert not told(section)


def test_an_event_in_several_rooms_spans_them_or_names_the_others(tmp_path: Path) -> None:
    items = """      - {time: "9:00-10:00", talk: Both, room: [hall, loft]}
      - {time: "9:00-10:00", talk: Between, room: lab}
      - {time: "10:00-11:00", talk: Hall and laboratory, room: [hall, lab]}
      - {time: "11:00-12:00", talk: Laboratory and loft, room: [lab, loft]}
      - {time: "25:00-26:00", talk: After midnight, room: hall}
"""
    asked = briefed(project(tmp_path, items))
    sheet = sheets(grid.section(asked, 0))[0]
    found = [said(frame) for frame in cells(sheet)]
    assert 'Both\n+\u00a0Loft' in found
    assert 'Both\n+\u00a0Hall' in found
    assert found.count('Hall and laboratory') == 1
    assert found[-1] == 'After midnight'
    assert [said(f) for f in sheet.frames if f.role == 'TH'][-1] == '01:00'


def test_a_clock_of_twelve_hours_has_its_half_of_the_day_beside_the_time(tmp_path: Path) -> None:
    asked = briefed(project(tmp_path, '      - {time: "13:00-14:00", talk: Tides, room: hall}\n', clock=12))
    times = [said(f).strip() for f in sheets(grid.section(asked, 0))[0].frames if f.role == 'TH' and f.row > 0]
    assert times == ['1:00', 'pm']


def test_what_has_no_time_is_in_the_key(tmp_path: Path) -> None:
    items = '      - {time: "9:00-10:00", talk: Tides, room: hall}\n      - {talk: Whenever, room: lab}\n'
    asked = briefed(project(tmp_path, items))
    section = grid.section(asked, 0)
    complete(asked, 0, section)
    assert 'Whenever' not in [said(frame) for frame in cells(sheets(section)[0])]
    assert any('Whenever' in said(frame) for frame in sheets(section)[0].frames)


def test_a_day_in_which_nothing_has_a_time_is_a_list(tmp_path: Path) -> None:
    asked = briefed(project(tmp_path, '      - {talk: Whenever}\n'))
    section = grid.section(asked, 0)
    assert not sheets(section)
    assert any('Whenever' in words_of(block) for block in section.blocks)


def test_each_compromise_is_told(tmp_path: Path) -> None:
    title = 'On the long and winding history of the measurement of time by water, sand, fire and the stars'
    items = ''.join(
        f'      - {{time: "{9 + n // 60}:{n % 60:02}-{9 + (n + 1) // 60}:{(n + 1) % 60:02}", talk: "{title} {n}", '
        f'room: {("hall", "lab", "loft")[n % 3]}, speakers: [{{name: Ada Alpha}}], abstract: A.}}\n'
        for n in range(90)
    )
    asked = briefed(project(tmp_path, items), room_least=200.0)
    section = grid.section(asked, 0)
    geometry(asked, section)
    complete(asked, 0, section)
    remarks = told(section)
    assert remarks
    assert {remark.rule for remark in remarks} == {IDS['page-squeezed']}
    shortened = [frame for sheet in sheets(section) for frame in cells(sheet) if '→' in said(frame)]
    about = [remark for remark in remarks if 'shortened' in remark.message]
    assert len(about) == len(shortened)
    assert all(isinstance(b, Text) and b.page_of for frame in shortened for b in frame.blocks[:1])


@pytest.mark.parametrize('form', ['auto', 'page', 'spread'])
def test_forms(form: str) -> None:
    asked = briefed(FESTIVAL, form=form)
    section = grid.section(asked, 0)
    geometry(asked, section)
    complete(asked, 0, section)
    if form == 'page':
        assert section.side == 'any'
    if form == 'spread':
        assert section.side == 'verso'
        assert len(sheets(section)) % 2 == 0


def test_the_pages_of_a_spread_have_the_same_times() -> None:
    left, right = sheets(grid.section(briefed(FESTIVAL, form='spread'), 0))[:2]

    def times(sheet: Sheet) -> list[tuple[float, str]]:
        return [(frame.y, said(frame)) for frame in sheet.frames if frame.role == 'TH' and frame.row > 0]

    assert times(left) == times(right) != []


def test_reading_goes_by_time_then_room() -> None:
    for sheet in sheets(grid.section(briefed(FESTIVAL), 0)):
        rows = [frame.row for frame in sheet.frames if frame.row >= 0]
        assert rows == sorted(rows)
        for _, row in itertools.groupby((f for f in sheet.frames if f.role == 'TD'), key=lambda f: f.row):
            xs = [frame.x for frame in row]
            assert xs == sorted(xs)


def test_contents_and_bookmarks_lead_to_the_days() -> None:
    asked = briefed(FESTIVAL)
    anchors = {
        block.anchor
        for key in grid.sections(asked.event, asked.entry)
        for sheet in sheets(grid.section(asked, key))
        for frame in sheet.frames
        for block in frame.blocks
        if isinstance(block, Text) and block.anchor
    }
    assert {listed.anchor for listed in grid.listing(asked)} == anchors
    assert {a for key in (0, 1, 2) for _, a, _ in grid.section(asked, key).bookmarks} == anchors


def test_levels_lose_nothing_but_what_the_page_has(tmp_path: Path) -> None:
    """A slot that is no talk has no page to refer to, so it is never shortened."""
    asked = briefed(project(tmp_path, '      - {time: "9:00-10:00", remarks: A long word of welcome, room: hall}\n'))
    found = day_items(asked.event.days[0])
    teller = Teller(asked, found, {}, {})
    from booklet.grid import Cell, Level

    cell = Cell((0,), (540, 1), (600, 0))
    assert teller.measure(cell, Level.SHORT, 60.0, 1.0) is None
    assert teller.measure(cell, Level.FULL, 60.0, 1.0)


# ---- tracks


def test_tracks_are_told_apart_in_grey_and_keep_given_colours() -> None:
    tracks = tuple(Track(f't{n}', f'Track {n}') for n in range(PATTERNS))
    ink, paper = Colour(0.1, 0.1, 0.1), Colour(1, 1, 1)
    found = looks(tracks, ink, paper)
    assert len({look.pattern for look in found.values()}) == PATTERNS
    assert len({look.bar for look in found.values()}) == PATTERNS
    for look in found.values():
        assert contrast(ink, look.tint) >= 7
        assert contrast(look.bar, paper) >= 3
    given = looks((Track('a', 'A', '#8a3324'), Track('b', 'B', '#ffee00')), ink, paper)
    assert given['a'].bar == Colour(0x8A / 255, 0x33 / 255, 0x24 / 255)
    assert contrast(given['b'].bar, paper) >= 3


def test_very_many_tracks_have_letters_of_their_own() -> None:
    found = looks(tuple(Track(f't{n}', f'T {n}') for n in range(60)), Colour(0, 0, 0), Colour(1, 1, 1))
    assert len({look.sign for look in found.values()}) == 60
    assert len({(look.pattern, look.bar) for look in found.values()}) == 60


def heads(sheet: Sheet) -> list[Frame]:
    return [frame for frame in sheet.frames if frame.role == 'TH' and frame.row == 0]


@pytest.mark.parametrize('layout', ['symposium', 'festival', 'pocket'])
def test_the_legend_tells_the_tracks_of_its_page_and_no_others(layout: str) -> None:
    event, design, _ = loaded(FESTIVAL, layout)
    own = asked(replace(event, parts=PARTS), design)
    names = {track.name for track in event.tracks}
    pages = 0
    for key in grid.sections(own.event, own.entry):
        drawer = Drawer(own, own.event.days[key], day_items(own.event.days[key]))
        panels, _ = grid._planned(own, drawer, drawer.found)
        for panel, sheet in zip(panels, sheets(grid.section(own, key)), strict=True):
            here = {number for box in panel.boxes for number in box.cell.items}
            used = {track.name for number in here if (track := track_of(drawer.found.sources[number]))}
            legend = {said(frame) for frame in sheet.frames if frame.role != 'TH'} & names
            above = {line for frame in heads(sheet) for line in said(frame).split('\n')} & names
            assert legend <= used <= legend | above
            pages += legend < names
    assert pages


def test_rooms_stand_on_one_line_whether_a_track_is_below_them_or_not() -> None:
    own = briefed(FESTIVAL, 'festival')
    found = [heads(sheet) for key in grid.sections(own.event, own.entry) for sheet in sheets(grid.section(own, key))]
    for frames in found:
        tops = {
            round(frame.y + frame.height - own.gauge.height(frame.blocks, frame.width), 1)
            for frame in frames
            if own.gauge.height(frame.blocks[:1], frame.width) < 1.5 * own.layout.styles['grid_room'].leading
        }
        assert len(tops) == 1
    assert any(len({len(frame.blocks) for frame in frames}) == 2 for frames in found)


@pytest.mark.parametrize(
    'title', ['What falls', 'What is left over', 'All that is left over and nobody will take away']
)
def test_the_names_of_days_break_before_their_titles(title: str) -> None:
    event, design, _ = loaded(FESTIVAL, 'festival')
    titled = replace(event.days[2], title=replace(event.days[2].title, source=title))
    own = asked(replace(event, parts=PARTS, days=(*event.days[:2], titled)), design)
    scales = set()
    for key in grid.sections(own.event, own.entry):
        for sheet in sheets(grid.section(own, key)):
            (frame,) = [f for f in sheet.frames for b in f.blocks if isinstance(b, Text) and b.style == 'grid_heading']
            (text,) = frame.blocks
            assert isinstance(text, Text)
            scales.add(text.scale)
            parted = any(isinstance(one, LineBreak) for one in text.inlines)
            assert own.gauge.lines(text.inlines, text.style, frame.width, text.scale) == 1 + parted
            assert not parted or not words_of(text).partition(' · ')[2]
    assert len(scales) == 1
    assert min(scales) >= 0.8


@pytest.mark.parametrize(('width', 'breaks'), [(120.0, False), (70.0, True), (64.0, True)])
def test_long_names_of_rooms_break_at_their_colons(width: float, breaks: bool) -> None:
    own = briefed(FESTIVAL)
    day = own.event.days[0]
    (head, *_) = Drawer(own, day, day_items(day))._fitted('Village:Foodhackingbase', 'grid_room', width).inlines
    assert isinstance(head, Inline)
    assert head.text == ('Village:\u200bFoodhackingbase' if breaks else 'Village:Foodhackingbase')
    assert own.gauge.lines((head,), 'grid_room', width) == 1 + breaks


# ---- in the book


def test_the_grid_is_a_table_for_those_who_have_it_read_aloud() -> None:
    sections = book(FESTIVAL).part('grid')
    assert sections
    for section in sections:
        elements = section.elements
        assert {elements[e.parent].role for e in elements if e.role in ('TD', 'TH')} == {'TR'}
        assert {elements[e.parent].role for e in elements if e.role == 'TR'} == {'Table'}
        assert all(elements[e.parent].role != 'Table' for e in elements if e.role == 'H2')


def test_nothing_of_the_grid_leaves_its_page() -> None:
    for layout in ('symposium', 'festival'):
        made = book(FESTIVAL, layout)
        for section in made.part('grid'):
            for page in section.pages:
                block = made.layout.text_block(page.number % 2 == 1, made.master('grid'))
                for placed in page.items:
                    if isinstance(placed.item, Line) and placed.element != ARTIFACT:
                        assert block.x0 - 2 <= placed.x
                        assert placed.x + placed.item.width <= block.x1 + 2
                        assert block.y0 - 2 <= placed.y <= block.y1


def test_pages_that_cells_refer_to_are_those_of_the_abstracts() -> None:
    """What stands after “→ p.” is the number of the page that has the abstract."""
    made = book(FESTIVAL)
    for section in made.part('grid'):
        late = {p.item.anchor for page in section.pages for p in page.items if isinstance(p.item, Late)}
        assert late <= set(section.numbers)
