"""Agendas on pages: lines, tables and grids, in Markdown, reStructuredText and HTML."""

from __future__ import annotations

import datetime
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.draft import Draft, Losses
from booklet.importers.agenda_text import read
from booklet.intake.given import Blob, Given, Refusal, gather

FOLDER = Path(__file__).parent / 'imports' / 'agenda'
MONDAY = datetime.date(2030, 6, 3)


def drafted(name: str) -> tuple[Draft, Losses]:
    losses = Losses()
    return read(gather([FOLDER / name]), losses, None), losses


def told(draft: Draft) -> list[tuple[int | None, int | None, str, list[str]]]:
    return [(one.start, one.end, one.title, [part.person.name for part in one.people]) for one in draft.items]


def test_lines_that_begin_with_a_time() -> None:
    draft, losses = drafted('lines.md')
    assert draft.title == 'Second Meeting on Calculating Engines'
    assert told(draft) == [
        (540, 555, 'Opening', []),
        (555, 600, 'On weaving algebra', ['Ada Lovelace']),
        (600, 630, 'Coffee break', []),
        (690, None, 'On cards', ['Charles Babbage']),
        (810, 855, 'On syllogisms', ['Augustus De Morgan']),
        (540, 600, 'On looms and flowers', ['Luigi Menabrea']),
        (600, None, 'Tea', []),
    ]
    assert [one.date for one in draft.items] == [MONDAY] * 5 + [datetime.date(2030, 6, 4)] * 2
    assert draft.items[1].abstract.source == '<p>The engine weaves patterns &amp; more.</p><p>It does.</p>'
    assert draft.items[1].url == 'https://example.org/weaving'
    assert [place.name for place in draft.items[3].people[0].person.institutes] == ['Cambridge']
    assert [loss.name for loss in losses.items if loss.what == 'text'] == [
        'All talks are in the Mill.',
        'Dinner together',
    ]
    assert any('twelve hours' in loss.reason for loss in losses.items)


def test_a_table_below_a_date() -> None:
    draft, _ = drafted('table.md')
    assert told(draft) == [
        (540, 570, 'On weaving', ['Ada Lovelace']),
        (570, 600, 'Tea break', []),
        (600, 645, 'On cards', ['Charles Babbage']),
    ]
    assert {one.date for one in draft.items} == {MONDAY}


def test_a_grid_of_rooms() -> None:
    draft, _ = drafted('grid.rst')
    assert sorted((one.start, one.end, one.room, one.title) for one in draft.items) == [
        (540, 570, '', 'Opening plenary'),
        (570, 600, 'Small Mill', 'On cards'),
        (570, 630, 'Great Mill', 'On weaving'),
        (600, 630, 'Small Mill', 'On syllogisms'),
        (630, None, '', 'Coffee break'),
    ]
    assert {one.date for one in draft.items} == {MONDAY}


def page(text: str, name: str = 'page.html') -> Given:
    return Given((Blob(name, text.encode()),))


def test_a_year_is_found_by_weekdays_where_none_is_named() -> None:
    losses = Losses()
    draft = read(page('<h2>Monday, June 3</h2><p>9:00 On looms'), losses, None)
    assert draft.items[0].date is not None
    assert draft.items[0].date.strftime('%A %d %B') == 'Monday 03 June'
    assert [loss.name for loss in losses.items] == ['year']


LINES = {
    '- 9:00 Ada Lovelace - Weaving flowers and leaves': ('Weaving flowers and leaves', ['Ada Lovelace']),
    '- 9:00 Weaving Flowers and leaves - Ada Lovelace': ('Weaving Flowers and leaves', ['Ada Lovelace']),
    '- 9:00 Workshop: Ada Lovelace, Jr. - On the loom': ('On the loom', ['Ada Lovelace Jr.']),
    '- 9:00 Ada Lovelace __Weaving flowers__': ('Weaving flowers', ['Ada Lovelace']),
    '- 9:00 **Ada Lovelace** Weaving flowers': ('Weaving flowers', ['Ada Lovelace']),
    '**[9:00-9:30]** Ada Lovelace, *Weaving flowers*': ('Weaving flowers', ['Ada Lovelace']),
    '### 9:00-9:30 Weaving flowers (Ada Lovelace)': ('Weaving flowers', ['Ada Lovelace']),
}


@pytest.mark.parametrize('line', LINES)
def test_which_part_of_a_line_is_who(line: str) -> None:
    draft = read(page(f'# 2030-06-03 Looms\n\n{line}\n', 'a.md'), Losses(), None)
    assert [(one.title, [part.person.name for part in one.people]) for one in draft.items] == [LINES[line]]
    assert [(one.date, one.start) for one in draft.items] == [(MONDAY, 540)]


def test_a_table_without_heads_is_a_list_of_times() -> None:
    rows = '<tr><td colspan=2>Monday, June 3, 2030<tr><td>9:00–10:00<td>Looms<br>Ada Lovelace<tr><td>10:00<td>Tea'
    long = '<tr><td>11:00<td>Session 1<br>' + 'On cards, and on what they may hold. ' * 8
    draft = read(page(f'<table>{rows}{long}</table>'), Losses(), None)
    assert told(draft) == [
        (540, 600, 'Looms', ['Ada Lovelace']),
        (600, None, 'Tea', []),
        (660, None, 'Session 1', []),
    ]
    assert {one.date for one in draft.items} == {MONDAY}
    assert draft.items[-1].abstract.source.startswith('On cards')


def test_times_without_a_day_are_told() -> None:
    losses = Losses()
    read(page('<h2>Monday</h2><p>9:00 Looms'), losses, None)
    assert ('day', '1 lines') in [(loss.what, loss.name) for loss in losses.items]


def test_scripts_and_hidden_pieces_are_no_agenda() -> None:
    html = '<script>9:00 evil()</script><style>9:00 x</style><template>9:00 y</template><p>9:00 On looms</p>'
    assert [one.title for one in read(page(html), Losses(), None).items] == ['On looms']


def test_a_page_without_an_agenda_is_refused() -> None:
    with pytest.raises(Refusal, match='no agenda'):
        read(page('<p>Welcome to all</p>'), Losses(), None)


def test_rst_reads_no_other_file(tmp_path: Path) -> None:
    (tmp_path / 'secret.txt').write_text('9:00 Secret', 'utf-8')
    text = f'9:00 Open\n\n.. include:: {tmp_path}/secret.txt\n\n.. raw:: html\n   :file: {tmp_path}/secret.txt\n'
    draft = read(page(text, 'page.rst'), Losses(), None)
    assert [one.title for one in draft.items] == ['Open']


@settings(deadline=None)
@given(st.text('<>/tablerdh1240:9 -\n|*#', max_size=300), st.sampled_from(['a.md', 'a.html', 'a.rst']))
def test_whatever_comes_is_read_or_refused(text: str, name: str) -> None:
    with suppress(Refusal):
        assert read(page(f'9:00 On looms\n\n{text}', name), Losses(), None).items
