"""A festival that uses every part of the book, in every layout: all of it is there, in its place, and readable.

What is looked at are the pages that were painted, and the links that readers of the PDF follow.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pikepdf
import pypdfium2
import pytest
from book import ROOT, Book, book, box
from pdfkit import bookmarks, destinations

from booklet.blocks import PARTS
from booklet.model import Day, Event, Kind, Session, Slot
from booklet.page import ARTIFACT, Area, Drawing, Late, Line, Page, Picture, Placed, Rule, Target
from booklet.units import MM, Rect

FESTIVAL = ROOT / 'tests' / 'events' / 'festival'
LAYOUTS = sorted(path.stem for path in (ROOT / 'layouts').glob('*.yaml'))
BLEED = 3 * MM
FREE = ('cover', 'back_cover', 'half_title', 'plan', 'advertisement', 'wall')  # lines may leave the text block
NUMERAL = '0'  # stands for the number of a page
SPOILT = ('B030', 'B031', 'B032', 'B037', 'B038', 'B040')  # what nobody would print


@pytest.fixture(scope='module', params=LAYOUTS)
def made(request: pytest.FixtureRequest) -> Book:
    return book(FESTIVAL, request.param)


def name_of(section: str) -> str:
    """The name of a part, of the id that it has where there are several."""
    return re.sub(r'-\d+$', '', section)


def told(found: list[Any]) -> str:
    return ''.join(f'\n{one}' for one in found)


def said(made: Book, part: str) -> list[str]:
    """The words of a part, a paragraph or cell each."""
    return [text for _, text in made.trace(part)]


def letters(text: str) -> str:
    """A text without spaces, signs, digits and case: what no typography touches."""
    plain = unicodedata.normalize('NFKC', text).casefold()
    return ''.join(sign for sign in plain if unicodedata.category(sign)[0] in 'LM')


def title_of(slot: Slot) -> str:
    return slot.title.source


def slots(event: Event) -> Iterator[tuple[Day, Session | None, Slot]]:
    for day in event.days:
        for item in day.items:
            if isinstance(item, Session):
                yield from ((day, item, slot) for slot in item.slots)
            else:
                yield day, None, item


# --- nothing is out of place ------------------------------------------------------------------------------------------


def test_nothing_is_said_that_nobody_would_print(made: Book) -> None:
    spoilt = [(one.rule, one.page, one.message) for one in made.findings if one.rule in SPOILT]
    assert not spoilt, told(spoilt)


def area(made: Book, page: Page, part: str, placed: Placed) -> Rect:
    """Where an item may stand: in the text block; furniture and what fills a page, on the page."""
    if placed.element == ARTIFACT or name_of(part) in FREE:
        return Rect(0, 0, page.size.width, page.size.height)
    return made.layout.text_block(page.number % 2 == 1, made.master(part))


def test_every_line_stands_in_its_area(made: Book) -> None:
    outside = []
    for section, page in made.pages.values():
        for placed in page.items:
            if not isinstance(placed.item, Line | Late) or (isinstance(placed.item, Line) and not placed.item.width):
                continue
            x0, y0, x1, y1 = box(placed)
            allowed = area(made, page, section.part, placed)
            air = 0.1 if allowed.x0 else -1.5 * MM  # a page's own edge is cut
            inside = x0 >= allowed.x0 - air and x1 <= allowed.x1 + air
            inside = inside and y0 >= allowed.y0 - max(air, 0.1) and y1 <= allowed.y1 + max(air, 0.1)
            if not inside:
                text = placed.item.text if isinstance(placed.item, Line) else '0'
                outside.append((section.name, page.number, text, [round(value) for value in (x0, y0, x1, y1)]))
    assert not outside, told(outside)


def test_no_two_lines_overlap(made: Book) -> None:
    """A line is as high as its small letters."""
    clashes = []
    for section, page in made.pages.values():
        boxes = sorted(
            (box(placed), placed.item.text if isinstance(placed.item, Line) else NUMERAL)
            for placed in page.items
            if isinstance(placed.item, Late) or (isinstance(placed.item, Line) and placed.item.width)
        )
        running: list[tuple[tuple[float, float, float, float], str]] = []
        for here, text in boxes:
            running = [one for one in running if one[0][2] > here[0] + 0.3]
            for there, other in running:
                within = text == NUMERAL and abs(there[2] - here[2]) < 0.1  # its own line, which has room for it
                if there[1] < here[3] - 0.3 and here[1] < there[3] - 0.3 and not within:
                    clashes.append((section.name, page.number, other, text))
            running.append((here, text))
    assert not clashes, told(clashes)


NUMBER = re.compile(r'[-+]?(?:\d+\.?\d*|\.\d+)')


def drawn(drawing: Drawing) -> Rect | None:
    """What the paths of a drawing take up, from its origin: their points and control points (ISO 32000-1, 8.5.2)."""
    points: list[tuple[float, float]] = []
    operands: list[float] = []
    matrix, kept = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), []
    pending: list[tuple[float, float]] = []

    def at(x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = matrix
        return a * x + c * y + e, b * x + d * y + f

    for token in drawing.operators.split():
        if NUMBER.fullmatch(token):
            operands.append(float(token))
            continue
        if token in ('m', 'l', 'c', 'v', 'y'):
            pending += [at(*pair) for pair in zip(operands[::2], operands[1::2], strict=True)]
        elif token == 're':
            x, y, width, height = operands[-4:]
            pending += [at(x, y), at(x + width, y + height), at(x + width, y), at(x, y + height)]
        elif token == 'cm':
            a, b, c, d, e, f = operands[-6:]
            p, q, r, s, t, u = matrix
            matrix = (
                *(a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s),
                *(e * p + f * r + t, e * q + f * s + u),
            )
        elif token == 'q':
            kept.append(matrix)
        elif token == 'Q':
            matrix = kept.pop()
        elif token in ('f', 'f*', 'F', 'S', 's', 'B', 'B*', 'b', 'b*'):
            points += pending
            pending = []
        elif token == 'n':  # a clip, which paints nothing
            pending = []
        operands = []
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Rect(min(xs), min(ys), max(xs), max(ys))


def test_every_picture_rule_and_drawing_stands_on_its_page(made: Book) -> None:
    """Up to the bleed, which is cut off. Drawings that are clipped may be larger than what they show."""
    outside = []
    for section, page in made.pages.values():
        for placed in page.items:
            item, x, y = placed.item, placed.x, placed.y
            if isinstance(item, Picture | Area):
                taken = Rect(x, y, x + item.width, y + item.height)
            elif isinstance(item, Rule):
                taken = Rect(x, y - item.thickness / 2, x + item.width, y + item.thickness / 2)
            elif isinstance(item, Drawing) and ' W' not in item.operators and (found := drawn(item)):
                taken = Rect(x + found.x0, y + found.y0, x + found.x1, y + found.y1)
            else:
                continue
            width, height = page.size.width, page.size.height
            far = max(-taken.x0, -taken.y0, taken.x1 - width, taken.y1 - height)
            if far > BLEED + 0.1:
                outside.append((section.name, page.number, type(item).__name__, [round(far), item]))
    assert not outside, told(outside)


def test_pictures_in_the_text_stand_in_the_text_block(made: Book) -> None:
    shown = 0
    for section, page in made.pages.values():
        for placed in page.items:
            if isinstance(placed.item, Picture) and name_of(section.part) not in FREE and not placed.item.of_page:
                block = made.layout.text_block(page.number % 2 == 1, made.master(section.part))
                assert placed.x >= block.x0 - 0.1, placed
                assert placed.x + placed.item.width <= block.x1 + 0.1
                assert placed.y >= block.y0 - 0.1
                assert placed.y + placed.item.height <= block.y1 + 0.1
                shown += 1
    photos = sum(bool(person.photo) for person in made.event.people)
    logos = sum(bool(sponsor.logo) for sponsor in made.event.sponsors)
    assert shown >= photos * made.event.shows('biographies') + logos * made.event.shows('sponsors')


def test_no_line_stands_in_a_picture_or_a_code(made: Book) -> None:
    clashes = []
    for section, page in made.pages.values():
        if name_of(section.part) in ('cover', 'back_cover', 'plan', 'advertisement'):  # words may stand on these
            continue
        items = [placed for placed in page.items if not (isinstance(placed.item, Line) and not placed.item.width)]
        lines = [(box(placed), placed.item) for placed in items if isinstance(placed.item, Line)]
        for placed in items:
            item = placed.item
            if isinstance(item, Picture):
                x1, y1 = placed.x + item.width, placed.y + item.height
            elif isinstance(item, Drawing) and item.width and (found := drawn(item)):
                x1, y1 = placed.x + found.x1, placed.y + found.y1
            else:
                continue
            for (left, low, right, high), line in lines:
                if left < x1 - 0.5 and right > placed.x + 0.5 and low < y1 - 0.5 and high > placed.y + 0.5:
                    clashes.append((section.name, page.number, line.text))
    assert not clashes, told(clashes)


# --- nothing is missing -----------------------------------------------------------------------------------------------


def test_the_parts_are_there_in_the_order_asked(made: Book) -> None:
    """Every one: the festival has something for each; but pages that only fill up may be none."""
    wanted = [entry.id for entry in made.event.parts or () if not (entry.name == 'notes' and entry.flag('fill'))]
    found = [part for part in dict.fromkeys(section.part for section in made.sections) if part in wanted]
    assert found == wanted
    for entry in made.event.parts or ():
        assert PARTS[entry.name].sections(made.event, entry) or entry.flag('fill')


def test_a_layout_shows_every_part_or_says_which(made: Book) -> None:
    listed = {entry.name for entry in made.event.parts or ()}
    if not made.layout.book.only:
        assert listed == set(PARTS) - {*made.layout.book.without, 'door_sheets', 'wall'}
    else:
        assert listed == set(made.layout.book.only)


def beginnings(made: Book, part: str) -> list[str]:
    """The letters of each paragraph or cell of a part, and of its rest behind a number."""
    return [letters(text) for text in said(made, part)]


@pytest.mark.parametrize('part', ['agenda', 'wall'])
def test_every_event_is_in_the_lists(made: Book, part: str) -> None:
    if not made.event.shows(part):
        pytest.skip(f'{made.layout.name} has none')
    texts = beginnings(made, part)
    wanted = Counter(letters(title_of(slot)) for _, _, slot in slots(made.event))
    wanted.update(letters(item.title.source) for day in made.event.days for item in day.items)
    missing = [title for title in wanted if not any(text.startswith(title) for text in texts)]
    assert not missing, told(missing)


def test_every_event_is_in_the_grid_or_its_key(made: Book) -> None:
    if not made.event.shows('grid'):
        pytest.skip(f'{made.layout.name} has none')
    for number, day in enumerate(day for day in made.event.days if day.items):
        sections = [section for section in made.part('grid') if section.name == f'grid-{number}']
        texts = [text for section in sections for _, text in section.trace]
        for slot in (slot for slot in day.slots if slot.kind is not Kind.END):
            assert is_there(title_of(slot), texts), (day.date, title_of(slot))


def is_there(title: str, texts: list[str]) -> bool:
    """Whether a text begins with the title, or with a part of it that ends with dots."""
    wanted = letters(title)
    for text in texts:
        short, dots, _ = text.partition('…')
        if letters(text).startswith(wanted) or (dots and letters(short) and wanted.startswith(letters(short))):
            return True
    return False


def test_what_is_in_two_rooms_is_shown_in_both(made: Book) -> None:
    several = [slot for _, _, slot in slots(made.event) if slot.further_rooms]
    assert len(several) == 2
    for part in ('agenda', 'door_sheets'):
        if made.event.shows(part):
            whole = ' '.join(said(made, part))
            for slot in several:
                assert all(room.name in whole for room in slot.rooms)
    if made.event.shows('door_sheets'):
        texts = [letters(text) for text in said(made, 'door_sheets')]
        for slot in several:
            title = letters(title_of(slot))
            assert sum(text.startswith(title) for text in texts) >= len(slot.rooms)


def test_every_abstract_and_every_poster_is_there(made: Book) -> None:
    talks = [slot.talk for _, _, slot in slots(made.event) if slot.talk] + list(made.event.talks)
    posters = [
        poster for day in made.event.days for item in day.items if isinstance(item, Session) for poster in item.posters
    ]
    assert len(posters) == 24
    if made.event.shows('abstracts'):
        texts = beginnings(made, 'abstracts')
        titles = [letters(talk.title.source) for talk in talks if talk.abstract and talk.announced]
        assert [title for title in titles if not any(title in text for text in texts)] == []
    if made.event.shows('posters'):
        texts = beginnings(made, 'posters')
        titles = [letters(poster.talk.title.source) for poster in posters]
        assert [title for title in titles if not any(title in text for text in texts)] == []


def names(made: Book, part: str) -> str:
    return letters(' '.join(said(made, part)))


def turned_round(made: Book) -> dict[str, str]:
    """Names as indexes have them: `Brume, Hyacinthe de la`, and those of one word."""
    return {one.id: letters(f'{one.family} {one.given}') for one in made.event.people}


def test_the_indexes_have_everybody_and_every_keyword(made: Book) -> None:
    event, turned = made.event, turned_round(made)
    parts = [part for _, _, slot in slots(event) if slot.talk for part in slot.people]
    sessions = [item for day in event.days for item in day.items if isinstance(item, Session)]
    chairs = {chair.person.id for session in sessions for chair in session.chairs}
    talks = [slot.talk for _, _, slot in slots(event) if slot.talk]
    everyone = {part.person.id for _, _, slot in slots(event) for part in slot.people}
    wanted = {
        'index': {part.person.id for part in parts if part.role.value == 'speaker'},
        'author_index': {part.person.id for part in parts},
        'chair_index': chairs,
        'participants': everyone | chairs,
    }
    for part, people in wanted.items():
        if event.shows(part):
            text = names(made, part)
            assert [id_ for id_ in people if turned[id_] not in text and letters(_name(event, id_)) not in text] == []
    if event.shows('keyword_index'):
        text = names(made, 'keyword_index')
        assert [word for talk in talks for word in talk.keywords if letters(word) not in text] == []
        assert all(letters(word) in text for word in ('meteorology', 'charts', 'rubbish'))
    if event.shows('index'):
        text = names(made, 'index')
        others = [name for person in event.people for name in person.also if person.id in wanted['index']]
        words = [[letters(word) for word in re.findall(r'\w+', name)] for name in others]
        assert [pieces for pieces in words if not all(piece in text for piece in pieces)] == []


def _name(event: Event, id_: str) -> str:
    return next(person.name for person in event.people if person.id == id_)


def test_the_pages_of_the_event_say_what_the_content_says(made: Book) -> None:
    event = made.event
    wanted = {
        'information': [one.title for one in event.information],
        'committee': [text for one in event.committees for text in (one.name, *(m.person.name for m in one.members))],
        'sponsors': [text for one in event.sponsors for text in (one.name, one.tier)],
        'biographies': [person.name for person in event.people if person.biography],
        'colophon': [event.version, 'sailcloth'],
        'cover': [event.title.source.replace('*', ''), event.place],
    }
    for part, texts in wanted.items():
        if event.shows(part):
            whole = names(made, part)
            assert [text for text in texts if letters(text) not in whole] == [], part
    if event.shows('page'):
        assert letters('mind the step') in names(made, 'page')


# --- every reference is right -----------------------------------------------------------------------------------------


def test_links_lead_to_the_page_that_they_print(made: Book) -> None:
    """Words under a link that end in a number, and nothing else but an arrow: “31”, “→ p. 31”."""
    places = destinations(made.pdf)
    wrong, seen = [], 0
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf, pypdfium2.PdfDocument(made.pdf) as read:
        for number, page in enumerate(pdf.pages, 1):
            text = None
            for link in page.obj.get('/Annots', ()):
                action = link.get('/A')
                target = link.get('/Dest') if action is None else action.get('/D')
                if target is None:
                    continue
                assert str(target) in places, target
                text = text or read[number - 1].get_textpage()
                covered = ' '.join(text.get_text_bounded(*(float(value) for value in link.Rect)).split())
                printed = re.fullmatch(r'(?:→\s*)?(?:p\.\s*)?(\d+)', covered)
                if printed and section_of(made, number) not in ('grid', 'glance', 'cover'):
                    seen += 1
                    if int(printed[1]) != places[str(target)][0] + 1:
                        wrong.append((number, covered, str(target)))
    assert not wrong, told(wrong)
    assert seen >= 100 or not made.event.shows('index')


def section_of(made: Book, number: int) -> str:
    return name_of(made.pages[number][0].part) if number in made.pages else ''


def test_contents_and_bookmarks_agree(made: Book) -> None:
    if not made.event.shows('contents'):
        pytest.skip(f'{made.layout.name} has none')
    marked: dict[str, set[int]] = {}
    for _, title, number, _ in bookmarks(made.pdf):
        marked.setdefault(letters(title), set()).add((number or 0) + 1)
    seen = 0
    for section in made.part('contents'):
        for page in section.pages:
            at = {
                placed.y: section.numbers[placed.item.anchor] for placed in page.items if isinstance(placed.item, Late)
            }
            for placed in page.items:
                if isinstance(placed.item, Line) and placed.y in at and letters(placed.item.text) in marked:
                    assert at[placed.y] in marked[letters(placed.item.text)], placed.item.text
                    seen += 1
    assert seen >= len({entry.name for entry in made.event.parts or ()}) - 8


def test_the_index_of_speakers_has_the_page_of_each_talk(made: Book) -> None:
    if not made.event.shows('index') or not made.event.shows('abstracts'):
        pytest.skip(f'{made.layout.name} has none')
    printed: set[int] = set()
    for text in made.pdfium('index'):
        for first, last in re.findall(r'(\d+)(?:–(\d+))?', text):
            printed.update(range(int(first), int(last or first) + 1))
    numbers = made.sections[0].numbers
    talks = [slot.talk for _, _, slot in slots(made.event) if slot.talk and slot.talk.abstract]
    assert {numbers[f'talk-{talk.id}'] for talk in talks} <= printed


def test_every_place_is_where_its_name_leads(made: Book) -> None:
    places = destinations(made.pdf)
    targets = Counter(
        (placed.item.name, page.number - 1)
        for _, page in made.pages.values()
        for placed in page.items
        if isinstance(placed.item, Target)
    )
    assert {(unquote(name), page) for name, (page, _) in places.items()} == {*targets}
    assert [name for name, count in targets.items() if count > 1] == []


def test_bookmarks_go_through_the_book_in_its_order(made: Book) -> None:
    pages = [page or 0 for _, _, page, _ in bookmarks(made.pdf)]
    assert pages
    assert all(one <= other for one, other in pairwise(pages))


def test_fingers_find_every_link(made: Book) -> None:
    """Where a layout says how high links are at the least."""
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        for page in pdf.pages:
            for link in page.obj.get('/Annots', ()):
                _, y0, _, y1 = (float(value) for value in link.Rect)
                assert abs(y1 - y0) >= made.layout.touch - 0.5 or page.obj.get('/Rotate')


# --- the fixture itself -----------------------------------------------------------------------------------------------


def test_the_festival_is_as_rich_as_it_should_be() -> None:
    event = book(FESTIVAL, 'symposium').event
    every = [slot for _, _, slot in slots(event)]
    assert len(every) >= 120
    assert len(event.days) == 3
    assert len(event.rooms) == 9
    assert len(event.tracks) == 6
    assert {bool(track.colour) for track in event.tracks} == {True, False}
    lengths = {slot.end - slot.start for slot in every if slot.start is not None and slot.end is not None}
    assert {5, 480} <= lengths
    assert max(slot.end or 0 for slot in every) > 25 * 60
    titles = [len(slot.talk.title.source) for slot in every if slot.talk]
    assert (min(titles), max(titles)) == (3, 180)
    assert len([slot for slot in every if slot.cancelled]) >= 3
    assert sum(bool(slot.talk and slot.talk.repeat_of) for slot in every) == 2
    assert any(slot.talk and not slot.talk.announced for slot in every)
    assert sum(path.stat().st_size for path in Path(FESTIVAL).rglob('*') if path.is_file()) < 250_000
    rooms = Counter(room.id for slot in every for room in slot.rooms)
    assert rooms['attic'] == 2
