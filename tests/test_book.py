"""The symposium's booklet, end to end: what the organisers wrote is what the book says, and each way in it leads right.

The expectation comes from the organisers' text (`fidelity.py`), the findings from the pages that were painted, from
their roles, and from the PDF as pdfium, qpdf (pikepdf) and poppler read it.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import pikepdf
import pypdfium2
import pytest
from book import Book, Section, Words, book, box, follow, lines, rejoined
from fidelity import Entry, expected_entries, words
from pdfkit import destinations, fonts, outline, problems

from booklet.page import ARTIFACT, Drawing, Late, Line, Mark, MathRun, Placed, Rule, Run, Target
from booklet.units import MM

LAYOUTS = ('symposium', 'large-print')
PARTS = ('cover', 'contents', 'agenda', 'abstracts', 'index')
TIME = re.compile(r'\d+:\d\d|[ap]m')
INDEX = """
    Abreu Bandeira Behrens Brbić Brunton Chklovskii Cotterell Flammarion Goldt Hoop Johnson Kempe Lassas Li Lu Mahoney
    Mallat Mondelli Pehlevan Shi Silveira Transtrum Vanden-Eijnden Zenke
"""


@pytest.fixture(scope='module', params=LAYOUTS)
def made(request: pytest.FixtureRequest) -> Book:
    return book(layout=request.param)


@pytest.fixture(scope='module')
def symposium() -> Book:
    return book()


@pytest.fixture(scope='module')
def expected() -> tuple[Entry, ...]:
    return expected_entries()


# --- what is said -----------------------------------------------------------------------------------------------------


def cover(entries: tuple[Entry, ...]) -> list[tuple[str, Words]]:
    said = {entry.label: entry.title for entry in entries if entry.kind == 'cover'}
    funders = ' '.join(said['funders']).replace('University of Basel and ', 'University of Basel ')
    return [
        ('title', said['title']),
        ('dates', said['dates']),
        ('place', said['place']),
        ('label', words('Funded by')),
        ('funders', words(funders)),
    ]


def agenda(entries: tuple[Entry, ...]) -> Iterator[tuple[str, Words]]:
    """What the agenda says in its order, each with the role it must have."""
    yield 'H1', words('Agenda')
    day = ''
    for entry in entries:
        if entry.kind == 'agenda':
            if entry.day != day:
                day = entry.day
                yield 'H2', words(day)
            yield 'TD', words(entry.time)
            yield 'TD', entry.title + entry.speaker


def abstracts(entries: tuple[Entry, ...]) -> Iterator[tuple[str, Words]]:
    yield 'H1', words('Abstracts')
    day = ''
    for entry in entries:
        if entry.kind == 'abstract':
            if entry.day != day:
                day = entry.day
                yield 'H2', words(day)
            yield 'P', words(entry.time)
            if entry.title:
                yield 'H3', entry.title
            yield ('P' if entry.title else 'H3'), entry.speaker
            yield 'P', entry.affiliation
            for paragraph in entry.body:
                yield 'P', paragraph
            if not entry.body:
                yield 'P', words('Abstract to be announced' if entry.title else 'Title and abstract to be announced')


def test_roles_read_aloud_say_what_the_organisers_wrote(made: Book, expected: tuple[Entry, ...]) -> None:
    assert [words(text) for _, text in made.trace('cover')] == [text for _, text in cover(expected)]
    said = [(role, words(text)) for role, text in made.trace('agenda') if not text.startswith('→')]
    assert said == list(agenda(expected))
    said = [(role, words(text.replace('\u00ad', ''))) for role, text in made.trace('abstracts')]
    for ours, theirs in zip(said, abstracts(expected), strict=True):
        assert (ours[0], unformulated(ours[1])) == (theirs[0], unformulated(theirs[1]))


def unformulated(text: Words) -> Words:
    """A formula is told by the source of its TeX, without the dollars that set it off."""
    return words(re.sub(r'\s*([:^$]|\\to)\s*', r'\1', ' '.join(text)).replace('$', ' '))


@pytest.mark.parametrize('reader', ['pdfium', 'poppler'])
def test_readers_find_every_word_in_its_place_and_no_other(
    made: Book, expected: tuple[Entry, ...], reader: str
) -> None:
    if reader == 'poppler' and not shutil.which('pdftotext'):
        pytest.skip('poppler is not installed')
    read = getattr(made, reader)
    page_numbers = made.layout.parts['agenda'].length('page_width')
    follow(cover(expected), read('cover'))
    follow([*agenda(expected)], read('agenda', page_numbers))
    follow([*abstracts(expected)], read('abstracts'))


def test_one_word_more_less_or_other_would_be_found(symposium: Book, expected: tuple[Entry, ...]) -> None:
    pieces, found = [*abstracts(expected)], symposium.pdfium('abstracts')
    follow(pieces, found)
    middle = len(found) // 2
    for spoilt in (
        found[:middle] + found[middle + 1 :],
        [*found[:middle], 'word', *found[middle:]],
        [*found[:middle], 'word', *found[middle + 1 :]],
        found[:-1],
        [*found, 'word'],
    ):
        with pytest.raises(AssertionError):
            follow(pieces, spoilt)


def test_headings_go_down_by_one_step_at_a_time(made: Book) -> None:
    levels = [
        int(role[1])
        for part in PARTS
        for role, _ in made.trace(part)
        if re.fullmatch('H[1-6]', role)
    ]  # fmt: skip
    assert levels[0] == 1
    assert all(lower - higher <= 1 for higher, lower in pairwise(levels))
    assert [sum(role == 'H1' for role, _ in made.trace(part)) for part in PARTS] == [1] * 5


def test_everything_placed_has_an_element_or_is_an_artifact(made: Book) -> None:
    seen: set[str] = set()
    for section in made.sections:
        for page in section.pages:
            for placed in page.items:
                if isinstance(placed.item, Rule | Drawing | Target | Mark):
                    assert placed.element == ARTIFACT
                else:
                    assert placed.element == ARTIFACT or 0 <= placed.element < len(section.elements)
                    seen.add('artifact' if placed.element == ARTIFACT else section.elements[placed.element].role)
        for number, element in enumerate(section.elements):
            assert -1 <= element.parent < number  # a tree, parents first
    assert seen >= {'artifact', 'H1', 'H2', 'H3', 'P', 'TD', 'Link', 'Reference'} - {'Reference'}


def test_tables_and_contents_nest_as_the_standard_wants(made: Book) -> None:
    parents = {
        (element.role, section.elements[element.parent].role)
        for section in made.sections
        for element in section.elements
        if element.parent >= 0
    }
    assert {parent for role, parent in parents if role == 'TR'} == {'Table'}
    assert {parent for role, parent in parents if role in ('TD', 'TH')} == {'TR'}
    assert {parent for role, parent in parents if role == 'TOCI'} == {'TOC'}


def test_furniture_is_artifact_and_tells_folio_and_day(symposium: Book) -> None:
    for section in symposium.part('abstracts'):
        (day,) = {text for role, text in section.trace if role == 'H2'}
        for offset, page in enumerate(section.pages):
            told = [p.item.text for p in page.items if isinstance(p.item, Line) and p.element == ARTIFACT]
            assert str(page.number) in told
            if offset:
                assert day in told
                body = [p.item.text for p in page.items if isinstance(p.item, Line) and p.element != ARTIFACT]
                begin = [text for text in body if re.fullmatch(r'\d+:\d\d', text)]
                (head,) = [re.findall(r'\d+:\d\d', text) for text in told if ':' in text] or [[]]
                assert head == [*dict.fromkeys((*begin[:1], *begin[-1:]))]  # from when to when the page is
    assert not [p for p in symposium.pages[1][1].items if isinstance(p.item, Line) and p.element == ARTIFACT]


# --- the ways through the book ----------------------------------------------------------------------------------------


def test_outline_has_parts_days_and_talks(made: Book, expected: tuple[Entry, ...]) -> None:
    tree = dict(outline(made.pdf))
    assert [*tree] == ['Contents', 'Agenda', 'Abstracts', 'Speaker index']
    days = [*dict.fromkeys(entry.day for entry in expected if entry.kind == 'agenda')]
    assert [day for day, _ in tree['Agenda']] == days
    assert [day for day, _ in tree['Abstracts']] == days[1:]
    for day, talks in tree['Abstracts']:
        wanted = [entry for entry in expected if entry.kind == 'abstract' and entry.day == day]
        for (title, children), entry in zip(talks, wanted, strict=True):
            assert not children
            said = words(title)
            assert ' '.join(entry.speaker) in ' '.join(said)
            assert ' '.join(entry.title) in ' '.join(said)


def test_bookmarks_lead_to_what_they_name(made: Book) -> None:
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf, pdf.open_outline() as tree, pypdfium2.PdfDocument(made.pdf) as read:
        names = destinations(made.pdf)

        def walk(items: Any) -> Iterator[Any]:
            for item in items:
                yield item
                yield from walk(item.children)

        for item in walk(tree.root):
            name = str(item.destination if item.destination is not None else item.action.D)
            page, _ = names[name]
            text = stripped(rejoined(read[page].get_textpage().get_text_bounded()))
            assert stripped(words(item.title)) <= text, (item.title, page)


def stripped(text: Iterable[str]) -> set[str]:
    return {word.strip(',.:').replace('-', '') for word in text}


def test_every_place_has_a_name_and_is_on_its_page(made: Book) -> None:
    names = destinations(made.pdf)
    targets = {
        placed.item.name: (page.number - 1, placed.y)
        for page in (page for _, page in made.pages.values())
        for placed in page.items
        if isinstance(placed.item, Target)
    }
    assert {*names} == {*targets}
    for name, (page, y) in targets.items():
        assert names[name][0] == page
        assert names[name][1] == pytest.approx(y, abs=30)  # a little air above
        assert 0 <= names[name][1] <= made.layout.page.height + 30
    talks = [slot.talk for day in made.event.days for slot in day.slots if slot.talk]
    people = {c.person.id for talk in talks for c in talk.people}
    assert {*targets} >= {f'{kind}-{talk.id}' for talk in talks for kind in ('talk', 'agenda')}
    assert {*targets} >= {f'person-{id_}' for id_ in people} | {f'part-{part}' for part in PARTS}


class Annotation:
    """A link as the PDF has it: the page it is on, what it covers in words, and where it leads."""

    def __init__(self, page: int, covered: str, target: str, rectangle: tuple[float, ...]) -> None:
        self.page, self.covered, self.target, self.rectangle = page, covered, target, rectangle


def annotations(made: Book) -> list[Annotation]:
    found = []
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf, pypdfium2.PdfDocument(made.pdf) as read:
        for number, page in enumerate(pdf.pages, 1):
            text = read[number - 1].get_textpage()
            for annotation in page.obj.get('/Annots', ()):
                assert annotation.Subtype == '/Link'
                rectangle = tuple(float(value) for value in annotation.Rect)
                action = annotation.get('/A')
                target = annotation.get('/Dest') if action is None else action.get('/D', action.get('/URI'))
                covered = ' '.join(text.get_text_bounded(*rectangle).split())
                found.append(Annotation(number, covered, str(target), rectangle))
    return found


def test_links_lead_from_agenda_contents_and_index_to_the_page_they_print(made: Book) -> None:
    names = destinations(made.pdf)
    parts = {page: section.part for page, (section, _) in made.pages.items()}
    seen: dict[str, set[str]] = {part: set() for part in PARTS}
    numbers = 0
    for link in annotations(made):
        page = names[link.target][0] + 1
        kind = link.target.partition('-')[0]
        part = parts[link.page]
        seen[part].add(link.target)
        if part in ('agenda', 'contents', 'index') and re.fullmatch(r'\d+', link.covered):
            assert int(link.covered) == page, (link.covered, link.target)
            numbers += 1
        if kind == 'talk':
            assert parts[page] == 'abstracts'
        if kind == 'agenda':
            assert parts[page] == 'agenda'
        if kind == 'person':
            assert parts[page] == 'index'
    talks = {slot.talk.id for day in made.event.days for slot in day.slots if slot.talk}
    people = {c.person.id for day in made.event.days for slot in day.slots if slot.talk for c in slot.talk.people}
    assert seen['agenda'] == {f'talk-{id_}' for id_ in talks}
    assert seen['index'] == {f'talk-{id_}' for id_ in talks}
    assert seen['abstracts'] == {f'agenda-{id_}' for id_ in talks} | {f'person-{id_}' for id_ in people}
    days = {f'abstracts-{day.date}' for day in made.event.days if any(slot.talk for slot in day.slots)}
    assert seen['contents'] == {'part-agenda', 'part-abstracts', 'part-index'} | days
    assert numbers >= 2 * len(talks) + 3 + len(days)


def test_links_cover_what_they_lead_to(symposium: Book) -> None:
    """The words under a link in the agenda or the abstracts are those of the talk or the person it leads to."""
    talks = {slot.talk.id: slot for day in symposium.event.days for slot in day.slots if slot.talk}
    people = {person.id: person.name for person in symposium.event.people}
    for link in annotations(symposium):
        kind, _, id_ = link.target.partition('-')
        part = symposium.pages[link.page][0].part
        if kind == 'person':
            assert link.covered == people[id_]
        elif kind == 'talk' and part == 'agenda' and not re.match(r'\d+(:|$)|[ap]m$', link.covered):
            talk = talks[id_].talk
            assert talk is not None
            title = talk.agenda_title.source or talk.title.source
            assert set(words(link.covered)) <= {*words(title), *words(talk.people[0].person.name)}


def test_printed_numbers_are_those_of_the_abstracts(made: Book, expected: tuple[Entry, ...]) -> None:
    """Read off the printed page alone: the number beside a speaker is the page where the abstract's name stands."""
    with pypdfium2.PdfDocument(made.pdf) as read:
        texts = {n: ' '.join(words(read[n - 1].get_textpage().get_text_bounded())) for n in range(1, len(read) + 1)}
    index = ' '.join(texts[n] for n in made.numbers_of('index'))
    for entry in expected:
        if entry.kind == 'abstract':
            name = ' '.join(entry.speaker)
            family = next(p.family for p in made.event.people if words(p.name) == entry.speaker)
            given = name.removesuffix(family).strip()
            printed = re.search(rf'{re.escape(family)}, {re.escape(given)} (\d+)', index)
            assert printed, name
            assert f'{entry.time} ' in texts[int(printed[1])]
            assert name in texts[int(printed[1])]


def test_page_labels_are_the_printed_numbers(made: Book) -> None:
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert [page.label for page in pdf.pages] == [str(n) for n in range(1, len(pdf.pages) + 1)]
        for section, page in made.pages.values():
            folios = [p.item.text for p in page.items if isinstance(p.item, Line) and p.element == ARTIFACT]
            assert str(page.number) in folios or section.part == 'cover'


def test_parts_begin_on_their_side(symposium: Book) -> None:
    for part in PARTS:
        first = symposium.numbers_of(part)[0]
        assert symposium.layout.parts[part].start in ('any', 'recto' if first % 2 else 'verso')
    assert symposium.numbers_of('cover') == [1]


def test_index_goes_by_family_names(made: Book) -> None:
    said = [text for role, text in made.trace('index') if role == 'P']
    assert [text.partition(',')[0] for text in said] == INDEX.split()
    letter = ''
    for role, text in made.trace('index'):
        letter = text if role == 'H2' else letter
        if role == 'P':
            assert text[0] == letter
    assert any(re.fullmatch(r'Hoop, Maarten de \d+', text) for text in said)
    assert any(re.fullmatch(r'Silveira, Rava da \d+', text) for text in said)


# --- the file ---------------------------------------------------------------------------------------------------------


def test_file_is_sound(made: Book) -> None:
    assert problems(made.pdf) == []
    assert not made.findings


def test_metadata(symposium: Book) -> None:
    with pikepdf.open(io.BytesIO(symposium.pdf)) as pdf:
        assert str(pdf.docinfo.Title) == symposium.event.title.source
        assert str(pdf.docinfo.Author) == 'Center for Data Analytics, University of Basel, European Research Council'
        assert '/CreationDate' not in pdf.docinfo
        assert '/ModDate' not in pdf.docinfo
        assert str(pdf.Root.Lang) == 'en'
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.PageMode) == '/UseOutlines'


def test_one_font_program_for_each_face_and_no_standard_font(made: Book) -> None:
    with fonts(made.pdf) as found:
        names = [str(font.BaseFont) for font in found]
        assert len(names) == len(set(names)) == len({name.partition('+')[2] for name in names})
        for font in found:
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert '/FontFile2' in descriptor or '/FontFile3' in descriptor
            assert '/ToUnicode' in font
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        simple = [
            obj
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Dictionary) and obj.get('/Type') == '/Font'
            if obj.get('/Subtype') not in ('/Type0', '/CIDFontType0', '/CIDFontType2')
        ]
        assert simple == []
    assert b'Helvetica' not in made.pdf


# --- the pages --------------------------------------------------------------------------------------------------------


def test_pages_have_the_layouts_size(made: Book) -> None:
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        size = made.layout.page.width, made.layout.page.height
        assert len(pdf.pages) == max(made.pages)
        for page in pdf.pages:
            box_ = [float(value) for value in page.mediabox]
            assert box_ == pytest.approx([0, 0, *size], abs=0.01)


def test_nothing_comes_near_the_edge_of_the_page(made: Book) -> None:
    least = 5 * MM
    width, height = made.layout.page.width, made.layout.page.height
    for section, page in made.pages.values():
        for placed in page.items:
            if isinstance(placed.item, Line | Late):
                x0, y0, x1, y1 = box(placed)
                assert x0 >= least, (section.name, page.number, placed)
                assert y0 >= least
                assert x1 <= width - least
                assert y1 <= height - least
            elif isinstance(placed.item, Rule):
                assert placed.x >= 0
                assert placed.x + placed.item.width <= width


def test_pdfium_sees_nothing_outside_the_page(made: Book) -> None:
    with pypdfium2.PdfDocument(made.pdf) as read:
        for number, page in enumerate(read, 1):
            width, height = page.get_size()
            text = page.get_textpage()
            for index in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(index)
                assert -0.01 <= left <= right <= width + 0.01, number
                assert -0.01 <= bottom <= top <= height + 0.01, number


def test_body_stays_in_the_text_block(made: Book) -> None:
    for section in made.sections:
        for page, placed, line in lines(section):
            block = made.layout.text_block(page.number % 2 == 1)
            assert placed.x >= block.x0 - 0.01, (section.name, line.text)
            assert placed.x + line.width <= block.x1 + 0.1, (section.name, page.number, line.text)
            assert block.y0 - 0.01 <= placed.y <= block.y1, (section.name, page.number, line.text)


def test_no_two_lines_overlap(made: Book) -> None:
    for section, page in made.pages.values():
        boxes = [(box(p), p) for p in page.items if isinstance(p.item, Line | Late) and not empty(p)]
        for number, (first, one) in enumerate(boxes):
            for second, other in boxes[number + 1 :]:
                apart = first[2] <= second[0] + 0.3 or second[2] <= first[0] + 0.3
                apart = apart or first[3] <= second[1] + 0.3 or second[3] <= first[1] + 0.3
                assert apart, (section.name, page.number, said(one), said(other))


def empty(placed: Placed) -> bool:
    return isinstance(placed.item, Line) and not placed.item.width


def said(placed: Placed) -> str:
    return placed.item.text if isinstance(placed.item, Line) else '0'


def test_body_stands_on_the_grid(made: Book) -> None:
    """Every line of an abstract's text, and the last line of every heading, on every page."""
    grid = made.layout.grid
    assert grid
    checked = 0
    for section in made.part('abstracts'):
        body = made.layout.styles['abstract_text'].size
        phase = phases(section, body, made)
        assert len(phase) == 1, (section.name, phase)
        checked += 1
    assert checked == 4


def phases(section: Section, size: float, made: Book) -> set[float]:
    """Where lines of this size stand between two steps of the grid, points below the text block's head."""
    found = set()
    for page, placed, line in lines(section):
        if TIME.fullmatch(line.text):  # it stands on the line of the title
            continue
        if any(isinstance(run, Run) and run.style.size == size and not run.style.rise for run in line.runs):
            block = made.layout.text_block(page.number % 2 == 1)
            step = (block.y1 - placed.y) / made.layout.grid % 1
            found.add(round(step, 2) % 1)
    return found


def test_headings_end_on_the_grid(symposium: Book) -> None:
    grid = symposium.layout.grid
    for section in symposium.part('abstracts'):
        last: dict[int, tuple[float, float]] = {}
        for page, placed, _ in lines(section):
            element = section.elements[placed.element]
            if element.role in ('H1', 'H2', 'H3'):
                block = symposium.layout.text_block(page.number % 2 == 1)
                last[placed.element] = (block.y1 - placed.y) / grid % 1, grid
        (body,) = phases(section, symposium.layout.styles['abstract_text'].size, symposium)
        assert last
        for step, _ in last.values():
            assert step % 1 == pytest.approx(body, abs=0.02)


def test_colons_of_the_times_align(made: Book) -> None:
    """The right edge of the figures, before am or pm, is at one place in the text block, all agenda through."""
    edges: dict[str, set[float]] = {'figures': set(), 'period': set()}
    for section in made.part('agenda'):
        for page, placed, line in lines(section):
            left = made.layout.text_block(page.number % 2 == 1).x0
            if re.fullmatch(r'\d+:\d\d', line.text):
                edges['figures'].add(round(placed.x + line.width - left, 2))
            elif re.fullmatch('[ap]m', line.text):
                edges['period'].add(round(placed.x - left, 2))
    assert len(edges['figures']) == len(edges['period']) == 1


def test_figures_of_the_times_are_all_of_one_width(made: Book) -> None:
    for section in made.part('agenda'):
        for _, _, line in lines(section):
            if re.fullmatch(r'\d+:\d\d', line.text):
                (run,) = line.runs
                assert isinstance(run, Run)
                own = {digit: width for digit, width in zip(line.text, advances(run), strict=True) if digit.isdigit()}
                assert len({round(width, 3) for width in own.values()}) == 1


def advances(run: Run) -> list[float]:
    (word,) = run.words
    return [right - left for left, right in zip(word.edges, (*word.edges[1:], word.width), strict=True)]


def test_cells_of_a_row_share_a_baseline(made: Book) -> None:
    rows: dict[tuple[int, int], list[float]] = {}
    for section in made.part('agenda'):
        for page in section.pages:
            for placed in page.items:
                row = placed.element
                while row != ARTIFACT and section.elements[row].role != 'TR':
                    row = section.elements[row].parent
                if row != ARTIFACT and isinstance(placed.item, Line | Late):
                    rows.setdefault((page.number, row), []).append(placed.y)
    assert len(rows) == len([slot for day in made.event.days for slot in day.slots])
    for heights in rows.values():
        assert heights.count(max(heights)) >= 2  # time, am or pm, title; page where there is one


def test_the_formula_is_set_not_spelt(symposium: Book) -> None:
    formulas = [
        run
        for section in symposium.part('abstracts')
        for _, _, line in lines(section)
        for run in line.runs
        if isinstance(run, MathRun)
    ]
    assert ''.join([run.formula.source.replace(' ', '') for run in formulas]) == r'u:[0,1]^2\to\mathbb{R}'
    assert len({run.element for run in formulas}) == 1
    elements = [e for s in symposium.part('abstracts') for e in s.elements if e.role == 'Formula']
    assert [bool(element.alt) for element in elements] == [True]
