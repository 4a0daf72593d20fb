"""Programmes in grids: rooms or days as columns, merged cells, several blocks; no cell's words vanish."""

from __future__ import annotations

import datetime
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.draft import Draft, Item, Losses
from booklet.importers.grid import looks_like_grid, read_grid
from booklet.importers.grid.lay import fields_of, span
from booklet.intake.tables import Area, Table
from booklet.model import Kind, Role

DAY = datetime.date(2024, 6, 3)


def table(text: str, *merged: Area, name: str = 'Program') -> Table:
    """Rows a line, cells between bars; `/` ends a line of a cell."""
    rows = [line.strip().strip('|').split('|') if line.strip() else [] for line in text.strip('\n').split('\n')]
    cells = tuple(tuple(cell.strip().replace(' / ', '\n') for cell in row) for row in rows)
    return Table(name, cells, merged)


def read(one: Table, year: int | None = 2024, date: datetime.date | None = None) -> tuple[Draft, Losses]:
    losses = Losses()
    return read_grid(one, losses, year, date), losses


def clock(minutes: int | None) -> str:
    return '' if minutes is None else f'{minutes // 60}:{minutes % 60:02}'


def told(draft: Draft) -> list[tuple[str, str, str, str]]:
    return [(clock(item.start), clock(item.end), item.room, item.title) for item in draft.items]


def names(item: Item) -> list[str]:
    return [part.person.name for part in item.people]


ROOMS = """
| Time | Great Hall | Room 2 |
| 9:00 | Opening |  |
| 9:30 | On looms / Ada Lovelace | On kilns / Josiah Wedgwood |
| 10:00 | On cards / Joseph Jacquard | On vases / Thomas Bentley |
| 10:30 | Coffee break |  |
| 11:00 | On engines / Charles Babbage |  |
"""


def test_rooms_are_columns_and_times_are_rows() -> None:
    one = table(ROOMS, (1, 1, 1, 2), (4, 1, 4, 2))
    assert looks_like_grid(one) > 0.8
    draft, losses = read(one, date=DAY)
    assert told(draft) == [
        ('9:00', '9:30', '', 'Opening'),
        ('9:30', '10:00', 'Great Hall', 'On looms'),
        ('9:30', '10:00', 'Room 2', 'On kilns'),
        ('10:00', '10:30', 'Great Hall', 'On cards'),
        ('10:00', '10:30', 'Room 2', 'On vases'),
        ('10:30', '11:00', '', 'Coffee break'),
        ('11:00', '', 'Great Hall', 'On engines'),
    ]
    assert draft.rooms == ('Great Hall', 'Room 2')
    assert names(draft.items[1]) == ['Ada Lovelace']
    assert {item.date for item in draft.items} == {DAY}
    assert draft.items[2].origin == 'Program!C3'
    assert draft.items[1].kind is Kind.TALK
    assert draft.items[5].kind is None
    assert losses.items == []


def test_a_break_alone_in_its_row_is_for_all_though_merging_was_lost() -> None:
    draft, _ = read(table(ROOMS), date=DAY)
    assert ('10:30', '11:00', '', 'Coffee break') in told(draft)


def test_a_cell_down_rows_is_longer() -> None:
    one = table(
        """
        | | Hall | Attic |
        | 9:00 - 9:30 | A workshop on looms | On kilns |
        | 9:30 - 10:00 | | On vases |
        | 10:15 - 10:45 | On cards | |
        """,
        (1, 1, 2, 1),
    )
    draft, _ = read(one, date=DAY)
    assert told(draft) == [
        ('9:00', '10:00', 'Hall', 'A workshop on looms'),
        ('9:00', '9:30', 'Attic', 'On kilns'),
        ('9:30', '10:00', 'Attic', 'On vases'),
        ('10:15', '10:45', 'Hall', 'On cards'),
    ]


def test_a_cell_across_some_rooms_is_in_the_first() -> None:
    one = table(
        '| Time | Hall | Attic | Cellar |\n| 9:00 | On looms | | On kilns |\n| 10:00 | a | b | c |', (1, 1, 1, 2)
    )
    assert read(one, date=DAY)[0].items[0].room == 'Hall'


def test_days_are_columns() -> None:
    one = table(
        """
        | Time | Monday 3 June | Tuesday 4 June | Wednesday 5 June |
        | 9:00–10:00 | On looms | On kilns | |
        | 12:00–13:00 | Lunch | | |
        | 14:00–15:00 | On cards | | On vases |
        """,
        (2, 1, 2, 3),
    )
    assert looks_like_grid(one) > 0.9
    draft, losses = read(one)
    days = [(item.date.day if item.date else 0, item.title) for item in draft.items]
    assert days == [
        (3, 'On looms'),
        (4, 'On kilns'),
        (3, 'Lunch'),
        (4, 'Lunch'),
        (5, 'Lunch'),
        (3, 'On cards'),
        (5, 'On vases'),
    ]
    assert not losses.items


def test_rooms_below_days() -> None:
    one = table(
        """
        | | Mon 3 June | | Tue 4 June | |
        | | Hall | Attic | Hall | Attic |
        | 9:00 | On looms | On kilns | On cards | On vases |
        | 10:00 | Coffee break | | Tea break | |
        """,
        (0, 1, 0, 2),
        (0, 3, 0, 4),
        (3, 1, 3, 2),
        (3, 3, 3, 4),
    )
    for some in (one, Table(one.name, one.rows)):
        draft, _ = read(some)
        assert [(item.date.day if item.date else 0, item.room, item.title) for item in draft.items[:4]] == [
            (3, 'Hall', 'On looms'),
            (3, 'Attic', 'On kilns'),
            (4, 'Hall', 'On cards'),
            (4, 'Attic', 'On vases'),
        ]
    draft, _ = read(one)
    assert [(item.date.day if item.date else 0, item.room) for item in draft.items[4:]] == [(3, ''), (4, '')]


def test_capacities_below_rooms_are_told_and_no_rooms() -> None:
    draft, losses = read(
        table('| Time | Hall | Attic |\n| | 120 seats | (40) |\n| 9:00 | On looms | On kilns |\n| 10:00 | a | b |')
    )
    assert draft.rooms == ('Hall', 'Attic')
    assert [loss.name for loss in losses.items if loss.what == 'field'] == ['Hall: 120 seats', 'Attic: (40)']


def test_times_are_columns_and_rooms_are_rows() -> None:
    one = table(
        """
        | Room | 9:00 | 9:30 | 10:00 | 10:30 |
        | Hall | On looms / Ada Lovelace | On cards | Break | On engines |
        | Attic | On kilns | | | On vases |
        """,
        (1, 3, 2, 3),
        (2, 1, 2, 2),
    )
    assert looks_like_grid(one) > 0.8
    draft, _ = read(one, date=DAY)
    assert sorted(told(draft)) == sorted(
        [
            ('9:00', '9:30', 'Hall', 'On looms'),
            ('9:00', '10:00', 'Attic', 'On kilns'),
            ('9:30', '10:00', 'Hall', 'On cards'),
            ('10:00', '10:30', '', 'Break'),
            ('10:30', '', 'Hall', 'On engines'),
            ('10:30', '', 'Attic', 'On vases'),
        ]
    )
    assert draft.items[0].origin == 'Program!B2'


def test_blocks_below_each_other_each_with_a_date_above() -> None:
    one = table(
        """
        | Looms and Kilns 2024 | | |

        | Monday, 3 June 2024 | | |
        | Time | Hall | Attic |
        | 9:00 | On looms | On kilns |
        | 10:00 | Coffee | |

        | Tuesday, 4 June 2024 | | |
        | Time | Barn | Attic |
        | 11:00 | On cards | On vases |
        | 12:00 | End | |
        """
    )
    draft, losses = read(one, None)
    assert draft.title == 'Looms and Kilns 2024'
    assert [
        (item.date.day if item.date else 0, *line) for item, line in zip(draft.items, told(draft), strict=True)
    ] == [
        (3, '9:00', '10:00', 'Hall', 'On looms'),
        (3, '9:00', '10:00', 'Attic', 'On kilns'),
        (3, '10:00', '', '', 'Coffee'),
        (4, '11:00', '12:00', 'Barn', 'On cards'),
        (4, '11:00', '12:00', 'Attic', 'On vases'),
        (4, '12:00', '', 'Barn', 'End'),
    ]
    assert draft.rooms == ('Hall', 'Attic', 'Barn')
    assert not losses.items


def test_days_stand_before_the_times() -> None:
    one = table(
        """
        | | | Hall | Attic |
        | Day 1 / Workshops / 3.6. | 8:00 - 9:00 | Registration | |
        | | 9:00 - 12:00 | On looms | On kilns |
        | Day 2 / Talks / 4.6. | 9:00 - 10:00 | On cards | On vases |
        """,
        (1, 0, 2, 0),
    )
    draft, _ = read(one)
    assert [item.date.day if item.date else 0 for item in draft.items] == [3, 3, 3, 4, 4]
    assert draft.days == ((DAY, 'Day 1: Workshops'), (datetime.date(2024, 6, 4), 'Day 2: Talks'))


def test_the_name_of_the_sheet_is_a_date() -> None:
    draft, _ = read(table(ROOMS, name='Mon 3 June'))
    assert {item.date for item in draft.items} == {DAY}


def test_numbered_days_follow_the_first() -> None:
    one = table('| | Day 1 | Day 2 |\n| 9:00 | On looms | On kilns |\n| 10:00 | On cards | |')
    assert [item.date.day if item.date else 0 for item in read(one, date=DAY)[0].items] == [3, 4, 3]
    draft, losses = read(one)
    assert [item.date for item in draft.items] == [None] * 3
    assert [loss.name for loss in losses.items] == ['Day 1', 'Day 2']


def test_clocks_of_twelve_hours_go_forward() -> None:
    draft, losses = read(
        table(
            '| Time | Hall | Attic |\n| 9:00 | a b | c d |\n| 11:30 | e f | g h |\n| 1:00 | i j | k l |\n'
            '| 2:30-4:00 | m n | |'
        )
    )
    assert [line[:2] for line in told(draft)][2:] == [('11:30', '13:00')] * 2 + [('13:00', '14:30')] * 2 + [
        ('14:30', '16:00')
    ]
    assert [loss.what for loss in losses.items] == ['time']


def test_sessions_have_chairs_and_the_talks_below_them() -> None:
    one = table(
        """
        | Time | Hall | Attic |
        | 9:00-10:30 | Session 1: Looms / Chair: Ada Lovelace | Session 2: Kilns |
        | 9:00-9:30 | On cards | On vases |
        | 9:30-10:00 | On threads | On clay |
        | 10:30-11:00 | Coffee break | |
        | 11:00-11:30 | On engines | |
        """
    )
    draft, _ = read(one, date=DAY)
    assert [(one.title, one.room, clock(one.start), clock(one.end)) for one in draft.sessions] == [
        ('Session 1: Looms', 'Hall', '9:00', '10:30'),
        ('Session 2: Kilns', 'Attic', '9:00', '10:30'),
    ]
    assert [one.name for one in draft.sessions[0].chairs] == ['Ada Lovelace']
    keys = [session.key for session in draft.sessions]
    assert [item.session for item in draft.items] == [*keys, *keys, '', '']


def test_a_session_lists_its_talks_in_one_cell() -> None:
    one = table(
        '| Time | Hall | Attic |\n'
        '| 9:00-10:30 | Session 1: Looms / On cards / Joseph Jacquard / On threads / Ada Lovelace | On kilns |\n'
        '| 11:00 | x y | z |'
    )
    draft, _ = read(one, date=DAY)
    inside = [item for item in draft.items if item.session]
    assert [(item.title, names(item), item.room) for item in inside] == [
        ('On cards', ['Joseph Jacquard'], 'Hall'),
        ('On threads', ['Ada Lovelace'], 'Hall'),
    ]


def test_rows_without_a_time_go_on_with_the_cells_above() -> None:
    one = table(
        '| Time | Hall | Attic |\n| 9:00 | On looms | On kilns |\n| | Ada Lovelace | Josiah Wedgwood |\n'
        '| 10:00 | On cards | On vases |\n| | Joseph Jacquard | |'
    )
    draft, _ = read(one, date=DAY)
    assert [(item.title, names(item)) for item in draft.items] == [
        ('On looms', ['Ada Lovelace']),
        ('On kilns', ['Josiah Wedgwood']),
        ('On cards', ['Joseph Jacquard']),
        ('On vases', []),
    ]


@pytest.mark.parametrize(
    ('first', 'second', 'people'),
    [
        ('Ada Lovelace: On looms', 'Josiah Wedgwood: On kilns', 'Ada Lovelace'),
        ('On looms (Ada Lovelace, Analytical Society)', 'On kilns (Josiah Wedgwood)', 'Ada Lovelace'),
        ('On looms – Ada Lovelace', 'On kilns – Josiah Wedgwood', 'Ada Lovelace'),
        ('Ada Lovelace – On looms', 'Josiah Wedgwood – On kilns', 'Ada Lovelace'),
        ('Ada Lovelace / On looms', 'Josiah Wedgwood / On kilns', 'Ada Lovelace'),
        ('On looms / Ada Lovelace / Analytical Society', 'On kilns / Josiah Wedgwood', 'Ada Lovelace'),
        ('On looms by Ada Lovelace', 'On kilns', 'Ada Lovelace'),
        ('On looms / Speaker: Ada Lovelace', 'On kilns', 'Ada Lovelace'),
        ('On looms', 'On kilns', ''),
    ],
)
def test_ways_of_writing_a_talk(first: str, second: str, people: str) -> None:
    draft, losses = read(
        table(f'| Time | Hall | Attic |\n| 9:00 | {first} | {second} |\n| 10:00 | Break | |'), date=DAY
    )
    assert [item.title for item in draft.items][:2] == ['On looms', 'On kilns']
    assert names(draft.items[0]) == ([people] if people else [])
    assert not losses.items
    if 'Society' in first:
        assert [place.name for place in draft.items[0].people[0].person.institutes] == ['Analytical Society']


def test_a_colon_alone_makes_no_speaker() -> None:
    draft, _ = read(
        table('| Time | Hall |\n| 9:00 | Analytical Engines: A Tour |\n| 10:00 | On looms |\n| 11:00 | On kilns |')
    )
    assert draft.items[0].title == 'Analytical Engines: A Tour'
    assert draft.items[0].people == ()


def test_the_chair_of_a_talk_is_kept() -> None:
    draft, _ = read(
        table('| Time | Hall |\n| 9:00 | On looms / Ada Lovelace / Chair: Charles Babbage |\n| 10:00 | On kilns |')
    )
    assert [(part.person.name, part.role) for part in draft.items[0].people] == [
        ('Ada Lovelace', Role.SPEAKER),
        ('Charles Babbage', Role.MODERATOR),
    ]


def test_times_in_the_cells_of_days() -> None:
    one = table(
        '| Monday 3 June | Tuesday 4 June |\n| 9:00 On looms | 9:30 On kilns |\n'
        '| 10:00 On cards | 11:00–12:00 On vases |'
    )
    assert looks_like_grid(one) > 0.7
    draft, _ = read(one)
    assert [
        (item.date.day if item.date else 0, *line[:2], item.title)
        for item, line in zip(draft.items, told(draft), strict=True)
    ] == [
        (3, '9:00', '', 'On looms'),
        (4, '9:30', '', 'On kilns'),
        (3, '10:00', '', 'On cards'),
        (4, '11:00', '12:00', 'On vases'),
    ]


def test_one_room_is_a_grid_too() -> None:
    assert looks_like_grid(table('| Time | Weaving Room |\n| 9:00 | On looms |\n| 10:00 | On kilns |')) > 0.5


def test_lists_are_no_grids() -> None:
    for text in (
        '| Time | Title | Speaker | Room |\n| 9:00 | On looms | Ada Lovelace | Hall |\n'
        '| 10:00 | On kilns | Josiah Wedgwood | Hall |',
        '| Beginn | Ende | Titel | Vortragende |\n| 9:00 | 9:30 | On looms | Ada Lovelace |\n'
        '| 10:00 | 11:00 | On kilns | Josiah Wedgwood |',
        '| 9:00 | On looms | Ada Lovelace |\n| 10:00 | On kilns | Josiah Wedgwood |',
        '| Title | Speaker |\n| On looms | Ada Lovelace |',
        '| a |',
        '',
    ):
        assert looks_like_grid(table(text)) < 0.3, text


def test_sessions_in_rows_without_a_time_hold_until_the_break() -> None:
    one = table(
        """
        | Mon 3 June | Hall | Attic |
        | | Session 1A: Looms | Session 1B: Kilns |
        | | Chair: Ada Lovelace | Chair: Josiah Wedgwood |
        | 9:00 | On looms | On kilns |
        | 9:30-10:00 | Coffee | |
        | | Session 2A: Engines | Session 2B: Clay |
        | Chair | Charles Babbage | |
        | 10:30 | On engines | On clay |
        """,
        (4, 1, 4, 2),
    )
    draft, losses = read(one)
    assert [(one.title, [who.name for who in one.chairs]) for one in draft.sessions] == [
        ('Session 1A: Looms', ['Ada Lovelace']),
        ('Session 1B: Kilns', ['Josiah Wedgwood']),
        ('Session 2A: Engines', ['Charles Babbage']),
        ('Session 2B: Clay', []),
    ]
    keys = [session.key for session in draft.sessions]
    assert [(item.title, item.session) for item in draft.items] == [
        ('On looms', keys[0]),
        ('On kilns', keys[1]),
        ('Coffee', ''),
        ('On engines', keys[2]),
        ('On clay', keys[3]),
    ]
    assert {item.date for item in draft.items} == {DAY}
    assert not losses.items


def test_days_side_by_side_each_with_its_times() -> None:
    one = table(
        """
        | Monday 3 June | | Tuesday 4 June | |
        | Time | Hall | Time | Hall |
        | 9:00 | On looms | 10:00 | On kilns |
        | 9:30 | Coffee | 11:00 | On cards |
        """
    )
    draft, losses = read(one)
    assert [
        (item.date.day if item.date else 0, *line) for item, line in zip(draft.items, told(draft), strict=True)
    ] == [
        (3, '9:00', '9:30', 'Hall', 'On looms'),
        (3, '9:30', '', 'Hall', 'Coffee'),
        (4, '10:00', '11:00', 'Hall', 'On kilns'),
        (4, '11:00', '', 'Hall', 'On cards'),
    ]
    assert not losses.items


def test_blocks_with_times_across() -> None:
    one = table(
        """
        | Monday 3 June | | | |
        | | 9:00 | 9:30 | 10:00 |
        | Hall | On looms | On cards | On wool |

        | Tuesday 4 June | | | |
        | | 11:00 | 11:30 | 12:00 |
        | Hall | On kilns | On vases | Lunch |
        """
    )
    draft, losses = read(one)
    assert [(item.date.day if item.date else 0, clock(item.start), item.title) for item in draft.items] == [
        (3, '9:00', 'On looms'),
        (3, '9:30', 'On cards'),
        (3, '10:00', 'On wool'),
        (4, '11:00', 'On kilns'),
        (4, '11:30', 'On vases'),
        (4, '12:00', 'Lunch'),
    ]
    assert not losses.items


def test_sessions_stand_before_the_times() -> None:
    one = table(
        """
        | Session | Time | Hall | Attic |
        | Session 1: Looms | 9:00 | On looms | On wool |
        | | 9:30 | On cards | |
        | Session 2: Kilns | 10:00 | On kilns | On clay |
        """
    )
    assert looks_like_grid(one) > 0.6
    draft, _ = read(one, date=DAY)
    first, second = (session.key for session in draft.sessions)
    assert [item.session for item in draft.items] == [first, first, first, second, second]
    assert clock(draft.items[0].end) == '9:30'


def test_a_time_and_a_break_in_one_cell_across_all() -> None:
    one = table(
        '| | Hall | Attic |\n| 9:00 am - 10:00 am | On looms | On kilns |\n'
        '| 12:00 pm - 1:00 pm Lunch | | |\n| 2:00 pm | a b | |',
        (2, 0, 2, 2),
    )
    draft, losses = read(one, date=DAY)
    assert told(draft)[2] == ('12:00', '13:00', '', 'Lunch')
    assert not losses.items


def test_what_stands_beside_the_grid_is_told() -> None:
    draft, losses = read(table(ROOMS + '| All rooms have blackboards | | |'), date=DAY)
    assert [(loss.name, loss.origin) for loss in losses.items] == [('All rooms have blackboards', 'Program!A7')]
    assert len(draft.items) == 7


@pytest.mark.parametrize(
    ('text', 'wanted'),
    [
        ('9:00', (540, None, '')),
        ('9:00 – 10:30 (CET)', (540, 630, '')),
        ('20:00+', (1200, None, '')),
        ('9-10', (540, 600, '')),
        ('9:00\n10:00', (540, 600, '')),
        ('Slot 1: 9.00-9.30', (540, 570, 'Slot 1')),
        ('12:00 Lunch', (720, None, 'Lunch')),
        ('2024-06-03 09:00', (540, None, '')),
        ('Day 2\n12.10', None),
        ('2024-06-03', None),
        ('On 3:10 to Yuma and why it is late', None),
    ],
)
def test_times_of_rows(text: str, wanted: tuple[int, int | None, str] | None) -> None:
    found = span(text)
    assert (None if found is None else (found.start, found.end, found.label)) == wanted


# --- nothing is lost ---

CELLS = st.sampled_from(
    [
        *(
            '',
            '',
            '',
            '9:00',
            '9:30',
            '10:00 - 11:00',
            '14:00',
            '12:00 Lunch',
            'Time',
            'Room',
            'Monday 3 June',
            'Day 2',
        ),
        *('Hall', 'Attic', '120 seats', 'Track A', 'On looms', 'On kilns\nJosiah Wedgwood', 'Ada Lovelace: On cards'),
        *('Session 1: Looms\nChair: Ada Lovelace', 'Session 2', 'Coffee break', 'Lunch', 'Chair', 'Speaker', 'x', '-'),
        *(
            'Keynote: Ada Lovelace',
            '9:15 On threads\n9:20 On clay',
            'On vases (Thomas Bentley)',
            '2024-06-03',
            'et al.',
        ),
        *(
            'Session chair: Charles Babbage',
            'https://example.org/looms',
            'Dr. Ada Lovelace\nOn wool',
            'Title',
            'Poster\nboard',
        ),
    ]
)
ROWS = st.lists(st.lists(CELLS | st.text(alphabet='ab 1:9\n-(),.;Aé', max_size=12), max_size=5), max_size=8)
AREAS = st.lists(st.tuples(*[st.integers(0, 7)] * 4), max_size=4)


def everything(draft: Draft, losses: Losses) -> set[str]:
    texts = [draft.title, *draft.rooms, *(title for _, title in draft.days)]
    for item in draft.items:
        texts += [item.title, item.subtitle, item.abstract.source, item.note, item.room, item.track, item.url]
        for part in item.people:
            texts += [part.person.name, *(place.name for place in part.person.institutes)]
    for session in draft.sessions:
        texts += [session.title, session.note, session.room, session.track]
        for someone in session.chairs:
            texts += [someone.name, *(place.name for place in someone.institutes)]
    texts += [loss.name for loss in losses.items]
    return {word for text in texts for word in re.findall(r'[^\W\d_]{2,}', text.casefold())}


@settings(max_examples=300, deadline=None)
@given(ROWS, AREAS)
def test_no_words_of_a_cell_vanish(rows: list[list[str]], areas: list[Area]) -> None:
    one = Table('', tuple(map(tuple, rows)), tuple(areas))
    assert 0 <= looks_like_grid(one) <= 1
    draft, losses = read(one)
    found = everything(draft, losses) | {'chair', 'session', 'speaker', 'dr', 'by', 'monday', 'june'}
    for row in rows:
        for cell in row:
            at = span(cell)
            if fields_of(cell) or (at is not None and not at.label):
                continue
            words = set(re.findall(r'[^\W\d_]{2,}', cell.casefold()))
            assert words <= found, (cell, draft, losses)


def test_large_tables_are_read_in_time() -> None:
    rows = tuple((f'{9 + n % 9}:00', *(f'On looms {n} {m}\nAda Lovelace' for m in range(10))) for n in range(1500))
    areas = tuple((0, 0, 10**6, 10**6) for _ in range(1000))
    begin = time.process_time()
    draft, _ = read(Table('', (('Time', *(f'Room {m}' for m in range(10))), *rows), areas))
    assert len(draft.items) > 1000
    assert time.process_time() - begin < 60
    assert looks_like_grid(Table('', tuple(('9:00', 'a') for _ in range(30_000)))) == 0


REAL = Path(__file__).resolve().parents[1] / '../shared/real/xlsx/erum2016_preliminary_program.xlsx'


@pytest.mark.skipif(not REAL.exists(), reason='the real programmes are not here')
def test_a_real_grid() -> None:
    from booklet.intake.given import gather

    sheet = gather([REAL]).blobs[0].tables[0]
    assert looks_like_grid(sheet) > 0.8
    draft, losses = read(sheet, 2016)
    assert len(draft.items) + len(draft.sessions) == sum(1 for row in sheet.rows for cell in row[4:] if cell) - 6
    assert not losses.items
    assert {item.date for item in draft.items} == {datetime.date(2016, 10, day) for day in (12, 13, 14, 15)}
