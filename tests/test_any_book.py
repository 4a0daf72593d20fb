"""Any programme with any parts makes a book, in every stock layout and in odd ones: nothing stands out of the page,
nothing is lost, every link leads to its place.

What is drawn are contents that strangers could write; they go through the whole program.
"""

from __future__ import annotations

import io
import tempfile
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import pikepdf
import pytest
from book import Book, book, box
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdfkit import destinations, problems
from PIL import Image
from strategies import Plain, documents, written

from booklet import references, stock
from booklet.blocks.pieces.common import plain_title
from booklet.blocks.pieces.given import of_event
from booklet.page import Late, Line
from booklet.parts import PARTS, options

STOCK = sorted(path.stem for path in stock.layouts_folder().glob('*.yaml'))
FILES = {'image': 'a.png', 'file': 'a.png', 'logos': ['a.png', 'plan.svg']}
TOLD = ('B031', 'B032', 'B034', 'B035')  # what says that something is too large for its place
CUT = 1.5  # points: of a page's edge, where nothing stands
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 10"><rect width="90" height="10"/></svg>'


@st.composite
def parts(draw: st.DrawFn) -> list[object]:
    """Parts in any order, with what may be said of them; those that may stand several times do."""
    names = draw(st.lists(st.sampled_from(tuple(PARTS)), min_size=1, max_size=12))
    names = [name for at, name in enumerate(names) if PARTS[name].repeats or name not in names[:at]]
    return [{name: draw(said(name))} for name in ('agenda', *(name for name in names if name != 'agenda'))]


@st.composite
def said(draw: st.DrawFn, name: str) -> Plain:
    told: Plain = {}
    for key, option in options(name).items():
        if not (option.required or draw(st.booleans())):
            continue
        if option.kind == 'document':
            told[key] = 'words.md'
        elif key in FILES:
            told[key] = FILES[key]
        elif option.kind == 'boolean':
            told[key] = draw(st.booleans())
        elif option.kind == 'integer':
            told[key] = 1 if key == 'page' else draw(st.integers(option.least, 5))
        elif option.kind == 'choice':
            told[key] = draw(st.sampled_from([choice for choice in option.choices if choice]))
        elif option.kind == 'mapping':
            told[key] = {'b c': 'a'}
    return told


def made(document: Plain, layout: str, own: str = '') -> Book:
    """The book of a content in a layout of the stock, or in one of its `own`."""
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / 'content'
        (content / 'photos').mkdir(parents=True)
        (content / 'a.yaml').write_text(written(document), encoding='utf-8')
        (content / 'words.md').write_text(
            '# Words\n\nof *welcome*\n\n| a | b |\n|---|---|\n| c | d |\n', encoding='utf-8'
        )
        (content / 'plan.svg').write_text(SVG, encoding='utf-8')
        Image.new('RGB', (30, 20)).save(content / 'a.png')
        Image.new('CMYK', (2, 90)).save(content / 'photos' / 'b c.jpg')
        if own:
            (Path(folder) / 'layouts').mkdir()
            (Path(folder) / 'layouts' / 'own.yaml').write_text(f'format: 1\nextends: {layout}\n{own}', encoding='utf-8')
        return book.__wrapped__(Path(folder), 'own' if own else layout)


def letters(text: str) -> str:
    """A text without spaces, signs and figures: what no typography touches."""
    plain = unicodedata.normalize('NFKC', text).casefold()
    return ''.join(sign for sign in plain if sign.isascii() and sign.isalpha())


def assert_whole(one: Book) -> None:
    """The file is sound; links lead to places of the book; every page is where its number says."""
    assert problems(one.pdf) == []
    with pikepdf.open(io.BytesIO(one.pdf)) as pdf:
        named = '/Names' in pdf.Root and '/Dests' in pdf.Root.Names
        places = {unquote(name): page for name, (page, _) in destinations(one.pdf).items()} if named else {}
        for page in pdf.pages:
            for link in page.obj.get('/Annots', ()):
                action = link.get('/A')
                target = link.get('/Dest') if action is None else action.get('/D')
                assert target is None or unquote(str(target)) in places
    numbers = one.sections[0].numbers
    assert {name: page + 1 for name, page in places.items()} == dict(numbers)


def assert_there(one: Book) -> None:
    """Every event is in the agenda, every talk among abstracts or posters."""
    event = one.event
    if event.shows('agenda'):
        words = letters(' '.join(text for _, text in one.trace('agenda')))
        for day in event.days:
            for item in (*day.items, *day.slots):
                assert letters(plain_title(item.title, event.language)) in words, item.title
    if event.shows('abstracts'):
        for talk in of_event(event):
            assert references.talk(talk.talk.id) in one.sections[0].numbers


def assert_placed(one: Book) -> None:
    """No line leaves its page, but where the build tells that something is too large; none lies over another."""
    if any(finding.rule in TOLD for finding in one.findings):
        return
    for section, page in one.pages.values():
        taken: list[tuple[float, float, float, float]] = []
        for placed in page.items:
            if isinstance(placed.item, Late) or (isinstance(placed.item, Line) and placed.item.width):
                x0, y0, x1, y1 = box(placed)
                inside = x0 >= CUT and x1 <= page.size.width - CUT and y0 >= 0 and y1 <= page.size.height
                assert inside, (section.name, page.number, placed)
                for left, low, right, high in taken if isinstance(placed.item, Line) else ():
                    apart = left >= x1 - 0.3 or right <= x0 + 0.3 or low >= y1 - 0.3 or high <= y0 + 0.3
                    assert apart, (section.name, page.number, placed.item)
                if isinstance(placed.item, Line):
                    taken.append((x0, y0, x1, y1))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(), parts(), st.sampled_from(STOCK))
def test_any_programme_makes_a_book(document: Plain, listed: list[object], layout: str) -> None:
    document['event'] = {**document['event'], 'parts': listed}  # type: ignore[dict-item]
    try:
        one = made(document, layout)
    except AssertionError as error:
        if 'would have no page' in str(error):  # as where a layout shows door sheets alone, and nothing has a room
            return
        raise
    assert_whole(one)
    assert_there(one)
    assert_placed(one)


PLAIN: Plain = {
    'format': 1,
    'event': {
        'title': 'Meeting of the Ships',
        'language': 'en',
        'draft': True,
        'online': 'https://ships.example/programme',
        'parts': [
            *('cover', 'contents', 'glance', 'grid', 'agenda', 'abstracts', 'index', 'wall', 'door_sheets'),
            *({'plan': {'file': 'a.png', 'form': 'spread'}}, 'colophon', 'back_cover'),
        ],
    },
    'rooms': {'a': 'Hall', 'b': 'Attic'},
    'tracks': {'t': {'name': 'Steam', 'colour': '#ffffff'}},
    'days': [
        {
            'date': '2031-05-05',
            'items': [
                {'talk': 'Boilers', 'time': '9:00-10:00', 'room': 'a', 'track': 't', 'speakers': ['Ada Alpha']},
                {'talk': 'Rigging', 'time': '9:00-9:30', 'room': 'b', 'abstract': 'Of ropes. ' * 40},
                {'break': 'Tea', 'time': '10:00-10:30'},
            ],
        }
    ],
}
ODD = {
    'no margins': 'page: {margins: {top: 0, bottom: 0, inner: 0, outer: 0}}',
    'high lines': 'baseline: 200 pt',
    'turned': 'masters: {text: {turned: true}, columns: {turned: true, columns: 2, gutter: 4 mm}}',
    'small': 'page: {size: [70 mm, 80 mm], margins: {top: 8 mm, bottom: 8 mm, inner: 3 mm, outer: 3 mm}}',
    'wide': 'page: {size: [4000 mm, 300 mm]}',
    'large type': 'page: {size: A6}\nscale: {base: 20 pt, ratio: 1.2}',
}


@pytest.mark.parametrize('layout', ['symposium', 'festival'])
@pytest.mark.parametrize('name', ODD)
def test_odd_layouts_make_a_book(layout: str, name: str) -> None:
    """Not a good one; but all is there, and the program goes on."""
    one = made(PLAIN, layout, ODD[name])
    assert_whole(one)
    assert_there(one)


@pytest.mark.parametrize('layout', STOCK)
def test_parts_of_all_kinds_stand_in_one_book(layout: str) -> None:
    """What some layouts alone list, posters and door sheets, too."""
    one = made(PLAIN, layout)
    assert_whole(one)
    assert_there(one)
    assert_placed(one)
