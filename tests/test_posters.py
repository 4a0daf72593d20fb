"""Posters by board: their order, their sessions, and that they stand nowhere twice."""

from __future__ import annotations

from pathlib import Path

from book import Book, book

from booklet.blocks.pieces.given import Given
from booklet.blocks.pieces.orders import MANY
from booklet.blocks.posters import chapters, in_order
from booklet.model import Session, Talk, Text

ONE, TWO = Session('one', Text('One')), Session('two', Text('Two'))


def hung(board: str, session: Session | None = None) -> Given:
    return Given(Talk(board or 'none', Text(board)), session=session, board=board, poster=True)


def boards(posters: list[Given]) -> list[tuple[str, list[str]]]:
    return [(s.session.id if s.session else '', [one.board for one in s.talks]) for s in in_order(posters)]


def test_boards_that_sessions_share_out_stand_under_these() -> None:
    posters = [hung('P10', TWO), hung('P9', TWO), hung('P2', ONE), hung('P1', ONE), hung('')]
    assert boards(posters) == [('one', ['P1', 'P2']), ('two', ['P9', 'P10']), ('', [''])]


def test_boards_that_take_turns_are_one_sequence() -> None:
    posters = [hung('P1', ONE), hung('P3', ONE), hung('P2', TWO), hung('P10', TWO)]
    assert boards(posters) == [('', ['P1', 'P2', 'P3', 'P10'])]


def test_boards_numbered_alike_stay_with_their_sessions() -> None:
    posters = [hung('P2', ONE), hung('P1', ONE), hung('P1', TWO), hung('P2', TWO)]
    assert boards(posters) == [('one', ['P1', 'P2']), ('two', ['P1', 'P2'])]


def test_many_posters_are_set_in_chapters_and_none_is_lost() -> None:
    posters = [hung(f'P{number}', ONE if number < 200 else TWO) for number in range(300)]
    found = chapters(posters)
    assert all(sum(len(stretch.talks) for stretch in chapter) <= MANY for chapter in found)
    assert [one.board for chapter in found for stretch in chapter for one in stretch.talks] == [
        f'P{number}' for number in range(300)
    ]
    assert chapters([]) == []


CONTENT = """format: 1
event:
  title: A small event
  language: en
  clock: 24
  parts: [contents: {{talks: true}}, agenda, abstracts, {posters} index]
days:
  - date: 2030-05-06
    items:
      - {{time: "9:00", talk: A talk, speakers: [{{name: Ada Alpha}}], abstract: Heard.}}
      - session: Posters and tea
        id: tea
        time: 14:00-15:00
posters:
  - {{board: P10, session: tea, talk: The tenth, abstract: Ten., speakers: [{{name: Kay Kappa}}]}}
  - {{board: P2, session: tea, talk: The second, abstract: Two., speakers: [{{name: Lea Lambda}}]}}
  - {{board: P1, talk: The first of all, abstract: One., speakers: [{{name: Lea Lambda}}]}}
"""


def made(folder: Path, posters: str) -> Book:
    (folder / 'content').mkdir()
    (folder / 'content' / 'event.yaml').write_text(CONTENT.format(posters=posters), 'utf-8')
    result = book(folder)
    assert not result.findings
    return result


def texts(made: Book, part: str) -> list[str]:
    return [' '.join(text.split()) for _, text in made.trace(part)]


def test_posters_stand_in_their_part_and_no_longer_among_the_abstracts(tmp_path: Path) -> None:
    result = made(tmp_path, 'posters,')
    own = texts(result, 'posters')
    assert [text for text in own if text.startswith('The ')] == ['The first of all', 'The second', 'The tenth']
    assert [text for text in own if text in ('P1', 'P2', 'P10')] == ['P1', 'P2', 'P10']
    assert 'Posters and tea' in own
    assert 'Ten.' in own
    assert 'Ten.' not in texts(result, 'abstracts')
    assert 'Heard.' in texts(result, 'abstracts')
    assert all(anchor in result.sections[0].numbers for anchor in ('talk-kappa-the-tenth', 'agenda-kappa-the-tenth'))
    listed = texts(result, 'contents')
    assert 'P10 Kay Kappa: The tenth' in listed
    assert 'Ada Alpha: A talk' in listed
    page = result.sections[0].numbers['talk-kappa-the-tenth']
    assert f'Kappa, Kay {page}' in ' '.join(result.pdfium('index')).replace('\u200b', '')


def test_without_the_part_they_stand_among_the_abstracts(tmp_path: Path) -> None:
    result = made(tmp_path, '')
    assert not result.part('posters')
    assert {'One.', 'Two.', 'Ten.', 'Heard.'} <= set(texts(result, 'abstracts'))
