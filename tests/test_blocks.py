"""The parts of a book, from events small and odd: which parts there are, what they say, and where they lead."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from book import ROOT, book, brief, loaded
from pdfkit import destinations, outline, texts

from booklet import language
from booklet.block import Cell, Group, Row, Section, Text
from booklet.blocks import PARTS
from booklet.blocks.pieces.score import in_lanes
from booklet.build import build
from booklet.diagnostics import Sink
from booklet.model import Entry, Event
from booklet.page import Line

HEAD = 'format: 1\nevent:\n  title: A small event\n  short_title: Small\n  language: en\n  clock: 24\n'
TALKS = """
days:
  - date: 2030-05-06
    items:
      - {time: "9:00", talk: First things, speakers: [{name: Ada Alpha}], abstract: "All of *it*, with $x^2$."}
      - {time: "10:00", talk: TBA, speakers: [{name: Bea Beta}]}
      - {time: "11:00", break: Tea, note: Bring a cup.}
"""


def event_of(folder: Path, content: str) -> Event:
    event, _, _ = loaded(project(folder, content), 'symposium')
    return event


def project(folder: Path, content: str) -> Path:
    (folder / 'content').mkdir()
    (folder / 'content' / 'event.yaml').write_text(content, 'utf-8')
    return folder


def built(folder: Path, content: str, layout: str = 'symposium') -> tuple[bytes, list[str]]:
    """The PDF and the findings."""
    sink = Sink()
    result = build(project(folder, content), layout, folder / 'book.pdf', sink)
    assert result is not None, sink.items
    return result.path.read_bytes(), [item.message for item in sink.items]


def said(section: Section) -> str:
    """All its words, in the order of the blocks."""

    def walk(blocks: object) -> list[str]:
        found: list[str] = []
        for block in blocks:  # type: ignore[attr-defined]
            if isinstance(block, Group):
                found += walk(block.blocks)
            elif isinstance(block, Row):
                found += walk(block.cells)
            elif isinstance(block, Text | Cell):
                found.append(''.join(getattr(inline, 'text', ' ') for inline in block.inlines))
        return found

    return ' '.join(' '.join(walk((*section.head, *section.blocks))).split())


@pytest.mark.parametrize(
    'parts',
    [
        'cover',
        'agenda',
        'abstracts',
        'index',
        'contents, agenda',
        'abstracts, index',
        'agenda, abstracts',
        'index, abstracts, agenda, contents, cover',
    ],
)
@pytest.mark.parametrize('layout', ['symposium', 'large-print'])
def test_any_parts_in_any_order_make_a_book(tmp_path: Path, parts: str, layout: str) -> None:
    """No link, bookmark or number may lead to a part that is not there."""
    pdf, findings = built(tmp_path, f'{HEAD}  parts: [{parts}]\n{TALKS}', layout)
    assert not findings
    names = destinations(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            for annotation in page.obj.get('/Annots', ()):
                assert str(annotation.get('/Dest') or annotation.A.D) in names
    wanted = {'contents': 'Contents', 'agenda': 'Agenda', 'abstracts': 'Abstracts', 'index': 'Speaker index'}
    assert [title for title, _ in outline(pdf)] == [wanted[p] for p in parts.split(', ') if p in wanted]
    assert '?' not in ''.join(texts(pdf))
    assert '000' not in ''.join(texts(pdf))


@pytest.mark.parametrize(
    'content',
    [
        HEAD,
        HEAD + 'days: []\n',
        HEAD + 'days:\n  - date: 2030-05-06\n    items: []\n',
        HEAD + 'days:\n  - date: 2030-05-06\n    items:\n      - {break: Tea}\n',
        HEAD + 'days:\n  - date: 2030-05-06\n    items:\n      - {talk: Alone}\n',
        HEAD + 'days:\n  - date: 2030-05-06\n    items:\n      - {session: Nothing in it, items: []}\n',
        HEAD + 'posters:\n  - {board: P1, talk: A poster, speakers: [{name: Ada Alpha}]}\n',
    ],
    ids=['nothing', 'no days', 'empty day', 'no time', 'nobody', 'empty session', 'posters alone'],
)
def test_poor_events_make_a_book_too(tmp_path: Path, content: str) -> None:
    pdf, _ = built(tmp_path, content)
    assert 'A small event' in ' '.join(texts(pdf))


def test_posters_of_no_session_have_their_place_in_every_part(tmp_path: Path) -> None:
    pdf, findings = built(
        tmp_path, HEAD + 'posters:\n  - {board: P1, talk: A poster, speakers: [{name: Ada Alpha}], abstract: Seen.}\n'
    )
    assert not findings
    pages = texts(pdf)
    (abstract,) = (number for number, text in enumerate(pages, 1) if 'Seen.' in text)
    assert any(re.search(rf'P1 A poster {abstract}\b', text) for text in pages)
    assert any(re.search(rf'Alpha, Ada {abstract}\b', text) for text in pages)


def test_agenda_tells_times_titles_people_and_notes(tmp_path: Path) -> None:
    event = event_of(tmp_path, HEAD + TALKS)
    _, layout, _ = loaded(ROOT, 'symposium')
    text = said(PARTS['agenda'].section(brief(event, layout, 'agenda'), 0))
    assert text == (
        'Agenda Monday, 6 May 09:00 First things Ada Alpha 10:00 TBA Bea Beta 11:00 Tea Bring a cup.'
    )  # fmt: skip


def test_index_waits_for_numbers_and_shows_them(tmp_path: Path) -> None:
    event = event_of(tmp_path, HEAD + TALKS)
    _, layout, _ = loaded(ROOT, 'symposium')
    talks = [slot.talk for slot in event.days[0].slots if slot.talk]
    numbers = {f'talk-{talk.id}': 10 + number for number, talk in enumerate(talks)}
    assert PARTS['index'].NEEDS_NUMBERS
    text = said(PARTS['index'].section(brief(event, layout, 'index', numbers), 0))
    assert text.replace('\u200b', '') == 'Speaker index A Alpha, Ada 10 B Beta, Bea 11'


def test_every_part_has_its_weight_and_sections(tmp_path: Path) -> None:
    event = event_of(tmp_path, HEAD + TALKS)
    for name in ('cover', 'contents', 'agenda', 'abstracts', 'index'):
        part, entry = PARTS[name], Entry(name, name)
        keys = part.sections(event, entry)
        assert keys, name
        assert all(part.weight(event, entry, key) > 0 for key in keys)


def test_words_that_parts_say_for_themselves_are_in_every_language() -> None:
    """Each English word that a part asks for has its German, or it would stand in a German book."""
    code = ''.join(path.read_text('utf-8') for path in (ROOT / 'booklet' / 'blocks').rglob('*.py'))
    asked = set(re.findall(r"words\([\w.]+\)\[['\"]([^'\"]+)['\"]\]", code))
    asked |= {'Organised by', 'Funded by', 'Agenda', 'Abstracts', 'Speaker index', 'Abstract to be announced'}
    assert len(asked) > 8
    german = language.words('de')
    assert {word for word in asked if german[word] == word} <= {'Poster', 'Posters'}


def test_bars_of_the_score_that_overlap_stand_in_lanes() -> None:
    bars = [(0, 60), (0, 60), (60, 120), (70, 90), (120, 130)]
    lanes = in_lanes(bars)
    assert [(lane, count) for lane, count, _ in lanes] == [(0, 2), (1, 2), (0, 2), (1, 2), (0, 1)]
    assert [bar for _, _, bar in lanes] == bars


def test_links_to_nowhere_become_plain_text_and_are_told(tmp_path: Path) -> None:
    content = HEAD + TALKS.replace('All of *it*', 'See [there](#nowhere)')
    pdf, findings = built(tmp_path, content)
    assert any('#nowhere' in message for message in findings)
    assert 'See there' in ' '.join(texts(pdf))


@pytest.mark.parametrize('layout', ['symposium', 'festival', 'half-letter', 'large-print'])
def test_the_contents_of_a_book_with_all_parts_are_one_page_in_groups(layout: str) -> None:
    made = book(ROOT / 'tests' / 'events' / 'festival', layout)
    (section,) = made.part('contents')
    assert len([page for page in section.pages if page.items]) == 1
    lines = {p.item.text: p.y for page in section.pages for p in page.items if isinstance(p.item, Line) and p.y}
    step = made.layout.grid
    assert abs(lines['Speaker index'] - lines['Author index']) == pytest.approx(step, abs=0.1)
    between = 1 if layout == 'large-print' else 2  # steps: there all parts must stand close
    assert abs(lines['Posters'] - lines['Biographies']) == pytest.approx(between * step, abs=0.1)
