"""The agenda: what is said of each thing once, times at the head of a page, rooms in a column, things side by side."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from book import Book, book, box, lines

from booklet.page import ARTIFACT, Late, Line

HEAD = """format: 1
event:
  title: A small event
  language: en
  clock: 24
  parts: [{parts}]
rooms: {{hall: Great Hall, loft: The Loft, cellar: Cellar}}
"""


def made(folder: Path, parts: str, days: str, layout: str = '') -> Book:
    """The book of an event in a layout that says this besides the stock's."""
    (folder / 'content').mkdir()
    (folder / 'content' / 'event.yaml').write_text(HEAD.format(parts=parts) + days, 'utf-8')
    (folder / 'layouts').mkdir()
    own = f'format: 1\ndescription: for a test\nextends: symposium\n{layout}'
    (folder / 'layouts' / 'own.yaml').write_text(own, 'utf-8')
    return book(folder, 'own')


def trace(made: Book) -> list[str]:
    return [text for _, text in made.trace('agenda')]


def placed(made: Book) -> list[tuple[int, float, float, str]]:
    """Every line that is no artifact: its page, where it is and what it says."""
    return [
        (page.number, placed.x, placed.y, line.text)
        for section in made.part('agenda')
        for page, placed, line in lines(section)
    ]


def at(made: Book, *texts: str) -> list[tuple[int, float, float]]:
    """Where each of these lines stands first."""
    found = {text: (page, x, y) for page, x, y, text in reversed(placed(made))}
    return [found[text] for text in texts]


def assert_apart(made: Book) -> None:
    for section in made.part('agenda'):
        for page in section.pages:
            block = made.layout.text_block(page.number % 2 == 1)
            boxes = [box(p) for p in page.items if isinstance(p.item, Line | Late) and p.element != ARTIFACT]
            for number, one in enumerate(boxes):
                assert block.x0 - 0.1 <= one[0] <= one[2] <= block.x1 + 0.1
                for other in boxes[number + 1 :]:
                    beside = one[2] <= other[0] + 0.3 or other[2] <= one[0] + 0.3
                    assert beside or one[3] <= other[1] + 0.3 or other[3] <= one[1] + 0.3


SESSIONS = """
days:
  - date: 2030-05-06
    items:
      - session: In the hall
        time: 9:30-11:00
        room: hall
        chair: Cleo Gamma
        items:
          - {time: "9:30", talk: First things, speakers: [{name: Ada Alpha}], abstract: One.}
          - {time: "10:00", talk: Second things, speakers: [{name: Bea Beta}], abstract: Two., note: Bring a cup.}
      - session: In the loft
        time: 9:30-11:00
        room: loft
        items:
          - {time: "9:30", talk: The ladder, cancelled: true, speakers: [{name: Emil Epsilon}]}
          - {time: "10:15", talk: The view, abstract: Three.}
      - {time: "11:00", break: Tea}
      - {time: "25:15", talk: After midnight, room: hall}
"""


def test_sessions_at_the_same_time_follow_one_another_below_one_time(tmp_path: Path) -> None:
    said = [' '.join(text.split()) for text in trace(made(tmp_path, 'agenda', SESSIONS))]
    assert said[2:] == [
        *('09:30', 'at the same time'),
        *('In the hall', 'Chair: Cleo Gamma · Great Hall'),
        *('09:30', 'First things Ada Alpha'),
        *('10:00', 'Second things Bea Beta', 'Bring a cup.'),
        *('In the loft', 'The Loft'),
        *('09:30', 'The ladder (cancelled) Emil Epsilon'),
        *('10:15', 'The view'),
        *('11:00', 'Tea'),
        *('01:15', 'After midnight Great Hall'),
    ]


def test_what_follows_a_session_of_the_same_time_says_its_own_again(tmp_path: Path) -> None:
    days = SESSIONS.replace(
        '      - {time: "11:00", break: Tea}',
        '      - {time: "9:30", talk: A panel}\n      - {time: "11:00", break: Tea}',
    )
    said = [' '.join(text.split()) for text in trace(made(tmp_path, 'agenda', days))]
    panel = next(number for number, text in enumerate(said) if text.startswith('A panel'))
    assert said[panel - 2 : panel] == ['The view', '09:30']  # not 10:15, at which the view is


def test_what_begins_together_has_its_time_said_once_and_again_on_the_next_page(tmp_path: Path) -> None:
    items = ''.join(
        f'      - {{time: "9:00", talk: Number {number}, room: {("hall", "loft", "cellar")[number % 3]}}}\n'
        for number in range(60)
    )
    result = made(tmp_path, 'agenda', f'days:\n  - date: 2030-05-06\n    items:\n{items}')
    assert sum(text == '09:00' for text in trace(result)) == 1
    pages = [page for section in result.part('agenda') for page in section.pages]
    assert len(pages) > 1
    for page in pages:
        times = [p for p in page.items if isinstance(p.item, Line) and p.item.text == '09:00']
        rows = [p for p in page.items if isinstance(p.item, Line) and p.item.text.startswith('Number')]
        assert [p.y for p in times] == [max(p.y for p in rows)]  # beside the first row of the page, and nowhere else
        assert (times[0].element == ARTIFACT) == (page is not pages[0])
    order = [text for *_, text in placed(result) if text.startswith('Number')]
    assert [int(text.split()[1]) % 3 for text in order] == [0] * 20 + [1] * 20 + [2] * 20  # by rooms


def test_a_break_keeps_its_time_to_itself(tmp_path: Path) -> None:
    days = 'days:\n  - date: 2030-05-06\n    items:\n'
    for said in ('break: Tea', 'remarks: Council', 'remarks: Rehearsal'):
        days += f'      - {{time: "9:00", {said}}}\n'
    told = [' '.join(text.split()) for text in trace(made(tmp_path, 'agenda', days))]
    assert told[2:] == ['09:00', 'Tea', '09:00', 'Council', 'Rehearsal']


def test_rooms_have_a_column_where_most_rows_tell_one(tmp_path: Path) -> None:
    days = """days:
  - date: 2030-05-06
    items:
      - {time: "9:00", talk: One, room: hall, speakers: [{name: Ada Alpha}]}
      - {time: "9:00", talk: Two, room: [loft, cellar]}
      - {time: "10:00", break: Tea}
  - date: 2030-05-07
    items:
      - {time: "9:00", talk: Three, room: hall}
      - {time: "10:00", talk: Four}
      - {time: "11:00", talk: Five}
"""
    result = made(tmp_path, 'agenda', days)
    (_, x, y), (_, left, top) = at(result, 'Great Hall', 'One')
    assert x > left + 60
    assert y == pytest.approx(top)
    spots = [(px, py) for _, px, py, text in placed(result) if text == 'Great Hall']
    assert spots[1][0] == pytest.approx(left)  # the second day: below the title, as before
    assert any('The Loft' in text for text in trace(result))
    assert any('Cellar' in text for text in trace(result))
    assert_apart(result)


def test_two_sessions_stand_side_by_side_their_rows_level(tmp_path: Path) -> None:
    result = made(tmp_path, 'agenda: {parallel: beside}, abstracts', SESSIONS)
    hall, loft, first, ladder, second, view = at(
        result, 'In the hall', 'In the loft', 'First things', 'The ladder (cancelled)', 'Second things', 'The view'
    )
    assert hall[2] == loft[2]
    assert first[2] == ladder[2]
    assert hall[1] == first[1] == second[1] < loft[1] == ladder[1] == view[1]
    assert first[2] > second[2] > view[2]
    assert not result.findings
    said = [' '.join(text.split()) for text in trace(result)]
    assert said.count('09:30') == 1
    assert 'Bring a cup.' in said
    assert_apart(result)


def test_two_rooms_stand_side_by_side_below_their_names(tmp_path: Path) -> None:
    days = """days:
  - date: 2030-05-06
    items:
      - {time: 9:00-10:00, talk: One, room: hall, note: Bring a cup.}
      - {time: 9:00-11:00, talk: Two, room: loft}
      - {time: 10:00-11:00, talk: Three, room: hall}
      - {time: "11:00", break: Tea}
      - {time: 11:30-12:00, talk: Four, room: hall}
"""
    result = made(tmp_path, 'agenda', days, 'parts:\n  agenda: {parallel: beside}\n')
    one, two, three, hall, loft = at(result, 'One', 'Two', 'Three', 'Great Hall', 'The Loft')
    assert one[2] == two[2] > three[2]
    assert hall[2] == loft[2] > one[2]
    assert hall[1] == one[1] == three[1] < loft[1] == two[1]


def test_too_many_side_by_side_follow_one_another_and_it_is_told(tmp_path: Path) -> None:
    items = ''.join(
        f'      - {{session: Number {n}, time: 9:00-10:00, room: {room}, items: [{{time: "9:00", talk: Talk {n}}}]}}\n'
        for n, room in enumerate(('hall', 'loft', 'cellar'))
    )
    days = f'days:\n  - date: 2030-05-06\n    items:\n{items}'
    result = made(tmp_path, 'agenda: {parallel: beside}', days)
    assert [(item.rule, item.page) for item in result.findings] == [('B035', 1)]
    assert '3 things' in result.findings[0].message
    assert len({x for _, x, _, text in placed(result) if text.startswith('Number')}) == 1
    wide = made_in(tmp_path / 'wide', days)
    assert not wide.findings
    assert len({x for _, x, _, text in placed(wide) if text.startswith('Number')}) == 3


def made_in(folder: Path, days: str) -> Book:
    folder.mkdir()
    return made(folder, 'agenda: {parallel: beside}', days, 'parts:\n  agenda: {lane_least: 30 mm}\n')


def test_many_posters_are_one_row_where_they_have_a_part_of_their_own(tmp_path: Path) -> None:
    posters = ''.join(f'          - {{board: P{n}, talk: Poster {n}, abstract: Seen.}}\n' for n in range(12, 0, -1))
    days = f"""days:
  - date: 2030-05-06
    items:
      - session: Posters and tea
        time: "9:00"
        posters:
{posters}"""
    result = made(tmp_path, 'agenda, posters', days)
    said = trace(result)
    assert any(re.search('Posters P1.*P12', text) for text in said)
    assert not any(text.startswith('Poster 3') for text in said)
    numbers = result.sections[0].numbers
    assert all(f'agenda-{anchor.removeprefix("talk-")}' in numbers for anchor in numbers if anchor.startswith('talk-'))


@pytest.mark.parametrize('layout', ['symposium', 'festival', 'phone', 'pocket', 'large-print'])
def test_colons_align_on_a_clock_of_twelve_hours_whatever_the_layout(tmp_path: Path, layout: str) -> None:
    days = 'days:\n  - date: 2030-05-06\n    items:\n' + ''.join(
        f'      - {{time: "{hour}:00-{hour}:30", talk: Talk {hour}, room: hall}}\n' for hour in ('09', '10', '12', '15')
    )
    (tmp_path / 'content').mkdir()
    head = HEAD.format(parts='agenda').replace('clock: 24', 'clock: 12')
    (tmp_path / 'content' / 'event.yaml').write_text(head + days, 'utf-8')
    found = [(line.text, x.x, line.width) for s in book(tmp_path, layout).part('agenda') for _, x, line in lines(s)]
    figures = [(x, x + width) for text, x, width in found if re.fullmatch(r'\d+:\d\d', text)]
    periods = [x for text, x, _ in found if text in ('am', 'pm')]
    assert len(figures) == len(periods) == 4
    assert max(end for _, end in figures) - min(end for _, end in figures) < 0.02
    assert max(end for _, end in figures) < min(periods)
