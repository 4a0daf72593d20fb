"""The change slip: all that has changed is on it, within the layout's frame, on one page while one can hold it."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import pdfkit
import pypdfium2
import pytest
from test_changes import Document, event, programme, talk

from booklet import slip as slips
from booklet import stock, typesetter
from booklet.blocks.pieces.common import plain_title
from booklet.blocks.slip import NAME, Form, unseen
from booklet.changes import Comparison, What, compare
from booklet.design import Layout
from booklet.design_load import load_layout
from booklet.diagnostics import Sink
from booklet.fonts import Library
from booklet.language import words
from booklet.load import load
from booklet.model import Event
from booklet.page import ARTIFACT, Line, Page, Placed
from booklet.paint import paint_part
from booklet.unload import unload

ROOT = Path(__file__).resolve().parents[1]
LAYOUTS = ('symposium', 'large-print')
HANGING = 2.5  # points that punctuation may stand out


@dataclass(frozen=True)
class Set:
    printed: slips.PrintedSlip
    pages: tuple[Page, ...]
    layout: Layout
    sink: Sink

    @property
    def text(self) -> str:
        """All words as pdfium reads them, on one line."""
        with pypdfium2.PdfDocument(self.printed.data) as document:
            text = ' '.join(page.get_textpage().get_text_range() for page in document)
        return ' '.join(text.replace('\u00a0', ' ').replace('\u2060', '').split())


@cache
def library() -> Library:
    return Library([stock.fonts_folder()])


@cache
def design(name: str) -> Layout:
    layout = load_layout(name, ROOT, Sink(), library())
    assert layout is not None
    return layout


def printed(
    comparison: Comparison, after: Event, layout: str = 'symposium', forms: Sequence[Form] = tuple(Form)
) -> Set:
    """The slip, with the very pages that were painted."""
    painted: list[Page] = []

    def painting(name: str, pages: Sequence[Page], *rest: Any) -> Any:
        painted.extend(pages)
        return paint_part(name, pages, *rest)

    sink = Sink()
    with mock.patch.object(typesetter, 'paint_part', painting):
        found = slips.print_slip(comparison, after, design(layout), library(), sink, forms)
    assert found is not None, sink.items
    return Set(found, tuple(painted), design(layout), sink)


def project(name: str) -> Event:
    found = load(ROOT / name, Sink())
    assert found is not None
    return found


def anchors(old: Event) -> Mapping[str, str]:
    talks = [slot.talk for day in old.days for slot in day.slots if slot.talk]
    return {f'talk-{one.id}': str(12 + k) for k, one in enumerate(talks)}


def of_engines() -> tuple[Comparison, Event]:
    old, new = project('tests/slip/printed'), project('tests/slip/current')
    return compare(old, new, anchors(old)), new


def of_arabic() -> tuple[Comparison, Event]:
    """A book that runs to the left, one of whose talks has moved, and one been cancelled."""
    old = project('tests/events/rtl')
    document: Document = json.loads(json.dumps(unload(old)))
    items = [i for day in document['days'] for item in day['items'] for i in item.get('items', [item]) if 'talk' in i]
    items[0]['cancelled'] = True
    items[1]['time'] = '18:30'
    new = event(document)
    return compare(old, new, anchors(old)), new


def of_many(count: int) -> tuple[Comparison, Event]:
    before: Document = programme()
    for day in before['days']:
        for number in range(count // 3):
            title = f'Paper {number} {day["date"]} on matters of some length that ask for more than one line of a slip'
            clock = f'{13 + number // 12}:{number % 12 * 5:02}'
            day['items'].append({'time': clock, 'talk': title, 'id': f'm{number}-{day["date"]}', 'room': 'hall'})
    after = copy.deepcopy(before)
    for day in after['days']:
        for number, item in enumerate(day['items'][-(count // 3) :]):
            item['room'] = 'attic'
            item['cancelled'] = number % 3 == 0
    new = event(after)
    return compare(event(before), new), new


CASES = {'engines': of_engines, 'arabic': of_arabic, 'many': lambda: of_many(30), 'too many': lambda: of_many(150)}


def lines(page: Page) -> Iterator[tuple[Placed, Line]]:
    for placed in page.items:
        if isinstance(placed.item, Line):
            yield placed, placed.item


@pytest.mark.parametrize('layout', LAYOUTS)
@pytest.mark.parametrize('case', CASES)
def test_nothing_stands_outside_its_frame(case: str, layout: str) -> None:
    comparison, new = CASES[case]()
    found = printed(comparison, new, layout)
    for page in found.pages:
        assert (page.size.width, page.size.height) == (found.layout.page.width, found.layout.page.height)
        block = found.layout.text_block(page.number % 2 == 1)
        left, right = block.x0, block.x1
        if new.language == 'ar':
            left, right = page.size.width - right, page.size.width - left
        for placed, line in lines(page):
            assert left - HANGING <= placed.x
            assert placed.x + line.width <= right + HANGING
            if placed.element != ARTIFACT:
                assert block.y0 - 0.01 <= placed.y <= block.y1
    assert pdfkit.problems(found.printed.data) == []
    assert [item for item in found.sink.items if item.severity.value != 'note'] == []


@pytest.mark.parametrize('layout', LAYOUTS)
@pytest.mark.parametrize('case', CASES)
def test_no_two_lines_overlap(case: str, layout: str) -> None:
    comparison, new = CASES[case]()
    for page in printed(comparison, new, layout).pages:
        placed = [(p.y, p.x, p.x + line.width) for p, line in lines(page) if line.width]
        for at, (y, x0, x1) in enumerate(placed):
            for other, left, right in placed[at + 1 :]:
                assert abs(y - other) > 5 or x1 <= left + 0.1 or right <= x0 + 0.1


@pytest.mark.parametrize('layout', LAYOUTS)
@pytest.mark.parametrize('case', [case for case in CASES if case != 'arabic'])
def test_every_change_is_on_it_however_many(case: str, layout: str) -> None:
    comparison, new = CASES[case]()
    found = printed(comparison, new, layout)
    assert unseen(comparison) == 0
    for change in comparison.changes:
        assert plain_title(change.subject.title, 'en') in found.text
        for name in change.subject.people if change.of(What.SPEAKERS, What.ADDED) else ():
            assert name in found.text


def test_what_holds_now_and_what_held_before() -> None:
    text = printed(*of_engines()).text
    for said in (
        'Calculating Engines',
        'Changes to the programme Wednesday, 1 May',
        'Brass wheels in damp weather p. 13 Edmund Tarn · Dome',
        'Previously: 10:30 · Customs Hall',
        'Cancelled: What an engine cannot know',
        'A table of errors in tables of errors p. 16 Winifred Lark · Customs Hall Previously: Philippa Osier',
        'New: An afterthought: engines that forget',
        'Previously: 09:00',
        'Corrections Tobias Sedge',
        'Previously: Tobias Segde',
        'Abstract changed: Bernoulli’s numbers by steam (p. 15)',
    ):
        assert said in text, said


def test_it_grows_shorter_before_it_grows_longer() -> None:
    forms = []
    for count in (3, 6, 9, 12, 15, 36):
        found = printed(*of_many(count))
        forms.append((found.printed.pages, found.printed.form))
    assert forms == sorted(forms, key=lambda form: form[0])
    alone = [form for pages, form in forms if pages == 1]
    assert alone == sorted(alone)
    assert len({*alone}) >= 3
    assert forms[-1][0] > 1


def test_a_single_page_has_no_folio_and_several_do() -> None:
    def artifacts(found: Set) -> list[str]:
        return [line.text for page in found.pages for placed, line in lines(page) if placed.element == ARTIFACT]

    assert len(artifacts(printed(*of_engines()))) == 1
    several = printed(*of_many(60))
    assert several.printed.pages > 1
    numbers = [str(number + 1) for number in range(several.printed.pages)]
    assert [text for text in artifacts(several) if text.isdecimal()] == numbers


def test_the_same_changes_are_the_same_bytes() -> None:
    assert printed(*of_engines()).printed == printed(*of_engines()).printed


def test_it_bears_the_day_of_its_data_where_the_environment_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    assert '2030' not in printed(*of_engines()).text
    monkeypatch.setenv('SOURCE_DATE_EPOCH', str((date(2030, 4, 28) - date(1970, 1, 1)).days * 86400))
    assert '28 April 2030' in printed(*of_engines()).text


@pytest.mark.parametrize('language', ['de', 'fr', 'pl', 'tr', 'ru', 'el', 'hu', 'he', 'ar'])
def test_it_speaks_the_language_of_the_event(language: str) -> None:
    before, after = programme(), programme()
    before['event']['language'] = after['event']['language'] = language
    talk(after, 3)['cancelled'] = True
    talk(after, 4)['time'] = '18:00'
    new = event(after)
    found = printed(compare(event(before), new), new)
    assert found.printed.pages == 1
    if language not in ('ar', 'he'):  # pdfium reads these in visual order
        for english in ('Changes to the programme', 'Cancelled', 'Previously'):
            assert words(language)[english] in found.text
    else:
        shown = ' '.join(line.text for page in found.pages for _, line in lines(page))
        assert words(language)['Changes to the programme'] in shown


@pytest.mark.parametrize('form', Form)
def test_every_kind_of_change_can_be_put_on_it(form: Form) -> None:
    """One of each, in each form: none breaks, none is lost."""
    before, after = programme(), programme()
    after['event'].update(place='Delft', time_zone='Europe/Paris')
    after['rooms']['hall'] = 'Great Hall'
    after['tracks'] = {'x': 'Cartography'}
    before['days'][0]['items'][0]['chair'] = 'osprey'
    after['days'][0]['items'][0].update(chair='nettle', note='Bring a *lamp*')
    talk(after, 0).update(time='8:00-8:10', track='x', keywords=['rope', 'sand'])
    talk(after, 1).update(subtitle='Subtitled', authors=['marlow'])
    talk(after, 2)['abstract'] = 'Anew.'
    talk(after, 3).update(time='12:00-13:00', speakers=['larch'])
    talk(before, 4)['talk'] = 'TBD'
    talk(before, 6)['cancelled'] = True
    after['posters'][0]['board'] = 'Q9'
    after['people']['jasper'] = {'name': 'Anna Jaspar', 'affiliation': 'Newhouse'}
    del after['days'][2]['items'][0]
    old, new = event(before), event(after)
    comparison = compare(old, new, anchors(old))
    found = printed(comparison, new, forms=(form,))
    for said in (
        *('Delft', 'London', 'Europe/Paris', 'Great Hall', 'Cartography', 'rope', 'Subtitled', 'Osprey', 'Nettle'),
        *('lamp', '08:00–08:10', 'Marlow', 'Larch', 'Dunlin', 'Kestrel and tides', 'Takes place after all'),
        *('Q9', 'P1', 'Jaspar', 'Jasper', 'Newhouse', 'Session C', 'Abstract changed'),
    ):
        assert said in found.text, said


def test_a_layouts_agenda_is_the_slips_measure() -> None:
    own = slips.slip_layout(design('symposium'), of_engines()[1], '', Form.FULL)
    agenda = own.parts['agenda']
    assert own.parts[NAME] == replace(agenda, name=NAME, master=NAME)
    assert own.column_width(NAME) == own.column_width(agenda.master)
