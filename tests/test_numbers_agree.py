"""Contents, agenda, indexes, references and bookmarks tell the same page numbers: read off finished books, in all stock
layouts."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

import pikepdf
import pypdfium2
import pytest
from book import ROOT, Book, book
from pdfkit import bookmarks, destinations

from booklet import references, stock
from booklet.blocks.pieces import given, talkers
from booklet.model import Event, Session

LAYOUTS = sorted(path.stem for path in stock.layouts_folder().glob('*.yaml'))
FESTIVAL = ROOT / 'tests' / 'events' / 'festival'
BOOKS = [(project, layout) for project in (ROOT, FESTIVAL) for layout in LAYOUTS]
NUMBER = re.compile(r'(?:^|→ (?:p\. )?)(\d+)$')  # what a link covers that shows a page


@dataclass(frozen=True)
class Link:
    page: int
    covered: str
    target: str


@dataclass(frozen=True)
class Read:
    """A finished book: its links, and where the names in them lie, pages from 1."""

    made: Book
    links: tuple[Link, ...]
    pages: Mapping[str, int]

    @property
    def event(self) -> Event:
        return self.made.event

    def parts(self, target: str) -> set[str]:
        return {self.made.pages[link.page][0].part for link in self.links if link.target == target}


@lru_cache(maxsize=2)
def read(project: Path, layout: str) -> Read:
    made = book(project, layout)
    links = []
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf, pypdfium2.PdfDocument(made.pdf) as document:
        for number, page in enumerate(pdf.pages, 1):
            text = document[number - 1].get_textpage()
            for annotation in page.obj.get('/Annots', ()):
                action = annotation.get('/A')
                target = annotation.get('/Dest') if action is None else action.get('/D')
                if target is not None:
                    x0, y0, x1, y1 = (float(value) for value in annotation.Rect)
                    if made.layout.touch and y1 - y0 < made.layout.touch + 0.1:  # a line's area, made taller for thumbs
                        y0, y1 = (y0 + y1) / 2 - 2, (y0 + y1) / 2 + 2
                    covered = text.get_text_bounded(x0, y0, x1, y1)
                    links.append(Link(number, ' '.join(covered.split()), unquote(str(target))))
    return Read(made, tuple(links), {unquote(name): page + 1 for name, (page, _) in destinations(made.pdf).items()})


@pytest.fixture(params=BOOKS, ids=lambda pair: f'{pair[0].name}-{pair[1]}', scope='module')
def found(request: pytest.FixtureRequest) -> Read:
    return read(*request.param)


def test_every_number_that_is_a_link_is_that_of_the_page_it_leads_to(found: Read) -> None:
    told = 0
    for link in found.links:
        printed = NUMBER.search(link.covered)
        if printed:
            assert int(printed[1]) == found.pages[link.target], link
            told += 1
    assert told > 20 or not (found.event.shows('contents') and found.event.shows('index'))


def test_links_lead_to_places_of_the_book(found: Read) -> None:
    assert {link.target for link in found.links} <= {*found.pages}


def test_pages_show_their_numbers(found: Read) -> None:
    """What a page is called in the file is what it shows, where its master shows anything."""
    with pikepdf.open(io.BytesIO(found.made.pdf)) as pdf:
        assert [page.label for page in pdf.pages] == [str(number) for number in range(1, len(pdf.pages) + 1)]
    with pypdfium2.PdfDocument(found.made.pdf) as document:
        for number, (section, _) in found.made.pages.items():
            master = found.made.layout.masters[found.made.master(section.part)]
            if any('{folio}' in item.text and item.openings for item in master.furniture):
                said = document[number - 1].get_textpage().get_text_bounded().split()
                assert str(number) in said, (number, section.part)


def test_contents_and_bookmarks_agree(found: Read) -> None:
    """Every line of the contents has a bookmark of its title on the page that it prints."""
    if not found.event.shows('contents'):
        return
    inside = [link for link in found.links if found.made.pages[link.page][0].part == 'contents']
    titles: dict[str, list[str]] = defaultdict(list)
    printed: dict[str, int] = {}
    for link in inside:
        if re.fullmatch(r'\d+', link.covered):
            printed[link.target] = int(link.covered)
        else:
            titles[link.target].append(link.covered)
    assert printed
    marked: dict[str, set[int]] = defaultdict(set)
    for _, title, page, _ in bookmarks(found.made.pdf):
        marked[plain(title)].add((page or 0) + 1)
    for target, number in printed.items():
        title = plain(' '.join(titles[target]))
        assert number in marked[title], (title, number, marked[title])


def plain(title: str) -> str:
    """A title without what line ends and shaping make of it."""
    return re.sub(r'\W', '', title)


def test_agenda_shows_the_page_of_each_abstract(found: Read) -> None:
    event = found.event
    if not (event.shows('agenda') and event.shows('abstracts')) or not has_numbers(found):
        return
    numbers = {
        link.target
        for link in found.links
        if found.made.pages[link.page][0].part == 'agenda' and re.fullmatch(r'\d+', link.covered)
    }
    placed = [one for one in given.of_event(event) if one.day and not (one.poster and event.shows('posters'))]
    assert len(placed) > 10
    assert {references.talk(one.talk.id) for one in placed} <= numbers


def has_numbers(found: Read) -> bool:
    """Whether the agenda has a column of page numbers; on a screen it does without."""
    return found.made.layout.parts['agenda'].length('page_width') > 0


def test_indexes_show_each_page_of_everybody_and_no_other(found: Read) -> None:
    event = found.event
    for part in ('index', 'author_index'):
        if event.shows(part) and event.shows('abstracts'):
            everybody = part == 'author_index' or not event.shows('author_index')
            people = talkers.of_event(event, everybody=everybody)
            talks = [[id_ for id_, gives in one.talks if gives or everybody] for one in people]
            expected = [sorted({found.pages[references.talk(id_)] for id_ in ids}) for ids in talks]
            assert sorted(filter(None, map(pages, entries(found, part)))) == sorted(expected), part
            assert len(expected) > 10


def test_chair_index_shows_the_pages_of_the_sessions(found: Read) -> None:
    event = found.event
    if not (event.shows('chair_index') and event.shows('agenda')):
        return
    expected: dict[str, set[int]] = defaultdict(set)
    for day in event.days:
        for item in day.items:
            if isinstance(item, Session):
                for chair in item.chairs:
                    expected[chair.person.id].add(found.pages[references.session(item.id)])
    shown = sorted(filter(None, map(pages, entries(found, 'chair_index'))))
    assert shown == sorted(sorted(numbers) for numbers in expected.values())


def test_keyword_index_shows_every_talk_with_keywords(found: Read) -> None:
    event = found.event
    if not (event.shows('keyword_index') and event.shows('abstracts')):
        return
    shown = {number for entry in entries(found, 'keyword_index') for number in pages(entry)}
    talks = [one.talk for one in given.of_event(event) if one.talk.keywords]
    assert shown == {found.pages[references.talk(talk.id)] for talk in talks}
    assert len(shown) > 5


def entries(found: Read, part: str) -> list[str]:
    return [text for role, text in found.made.trace(part) if role == 'P']


def pages(entry: str) -> list[int]:
    """The pages that an entry names, its ranges spelt out."""
    said = re.search(r'(?:^|[\u2002\u200b ])(\d+(?:(?:, |–\u2060?)\d+)*)(?=$|, \D)', entry)
    numbers: list[int] = []
    for piece in (said[1] if said else '').replace('\u2060', '').split(', '):
        if piece:
            first, _, last = piece.partition('–')
            numbers += range(int(first), int(last or first) + 1)
    return numbers
