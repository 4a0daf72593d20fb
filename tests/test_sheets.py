"""Pages placed by hand, pages that lie, sections that choose their side, books filled up to a sheet."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import SimpleNamespace

import pypdf
import pypdfium2
import pytest
from book import ROOT, loaded

from booklet import typeset as room
from booklet.assemble import Metadata, assemble
from booklet.block import Frame, Section, Sheet, Text
from booklet.blocks import with_parts
from booklet.brief import Brief, Listed
from booklet.crew import _Alone
from booklet.design import Book as Choice
from booklet.design import Colour, Layout
from booklet.diagnostics import Sink
from booklet.galley import set_galley
from booklet.gauge import Gauge
from booklet.markup import Inline
from booklet.mirror import mirrored
from booklet.model import Entry, Event
from booklet.page import Area, Late, Line, Page, Placed, Rule, Target
from booklet.paragraph import Composer
from booklet.typeset import typeset
from booklet.typesetter import Typesetter

WORDS = 'Looms weave flowers and leaves, engines weave algebraical patterns. '


@lru_cache(maxsize=1)
def composer() -> Composer:
    _, layout, library = loaded(ROOT, 'symposium')
    return Composer(layout, library, Sink())


def placed(*frames: Frame, role: str = '') -> list[Placed]:
    own = composer()
    own.sink.items.clear()
    galley = set_galley(Section((Sheet(frames=frames, role=role),), {}), 300.0, 300.0, 400.0, own)
    (slug,) = galley.slugs
    assert slug.height == 400.0
    return list(slug.contents)


def text(words: str, scale: float = 1.0, page_of: str = '') -> Text:
    return Text((Inline(words),), 'agenda_title', scale=scale, page_of=page_of)


@pytest.mark.parametrize(('align', 'least', 'most'), [('top', 50, 75), ('middle', 95, 115), ('bottom', 135, 150)])
def test_words_stand_in_their_frame(align: str, least: float, most: float) -> None:
    (line,) = [p for p in placed(Frame(20, 50, 80, 100, (text('Tea'),), align)) if type(p.item) is Line]  # type: ignore[arg-type]
    assert line.x == 20
    assert least < line.y < most


def test_a_frame_has_its_ground_its_name_and_is_one_link() -> None:
    items = placed(Frame(20, 50, 80, 100, (text('Tea'),), ground=Colour(1, 1, 0), anchor='here', link='#there'))
    by_kind = {type(p.item): p for p in items}
    ground = by_kind[Rule]
    assert (ground.x, ground.y, ground.item) == (20, 100, Rule(80, 100, Colour(1, 1, 0)))
    area = by_kind[Area]
    assert (area.x, area.y, area.link) == (20, 150, '#there')
    assert (area.item.width, area.item.height) == (80, 100)  # type: ignore[union-attr]
    assert by_kind[Target].y == 50


def test_what_does_not_go_into_a_frame_is_told() -> None:
    placed(Frame(0, 0, 80, 30, (text(WORDS * 4),)))
    assert [item.message for item in composer().sink.items if 'frame' in item.message]
    placed(Frame(0, 0, 80, 300, (text(WORDS),)))
    assert not composer().sink.items


def test_the_gauge_says_what_a_frame_needs() -> None:
    gauge = Gauge(composer())
    blocks = (text(WORDS), text(WORDS, 0.8))
    need = gauge.height(blocks, 90.0)
    lines = sorted(p.y for p in placed(Frame(0, 0, 90, need, blocks)) if type(p.item) is Line)
    assert not composer().sink.items
    assert lines[-1] < need < lines[-1] + 12
    assert gauge.lines(blocks[0].inlines, 'agenda_title', 90.0) + gauge.lines(
        blocks[0].inlines, 'agenda_title', 90.0, 0.8
    ) == len(lines)
    assert gauge.lines(blocks[0].inlines, 'agenda_title', 90.0, 0.5) < gauge.lines(
        blocks[0].inlines, 'agenda_title', 90.0
    )
    wide = gauge.width((Inline('Looms'),), 'agenda_title')
    assert gauge.width((Inline('Looms'),), 'agenda_title', 0.5) == pytest.approx(wide / 2)


def test_a_page_number_follows_the_last_words() -> None:
    items = placed(Frame(20, 0, 200, 30, (text('Looms → p. ', page_of='there'),)))
    (line,) = [p for p in items if type(p.item) is Line]
    (number,) = [p for p in items if type(p.item) is Late]
    assert isinstance(line.item, Line)
    assert line.item.text.rstrip() == 'Looms → p.'
    assert number.y == line.y
    last = line.item.runs[-1]
    assert 0 < number.x - (line.x + last.x + last.width) < 4  # a space


def test_a_mirrored_page_keeps_the_number_in_its_line() -> None:
    line = Line((), 100.0)
    late = Late('a', None, None, leading=False)  # type: ignore[arg-type]
    page = Page(SimpleNamespace(width=300.0, height=400.0), 1, (Placed(50, 9, line), Placed(130, 9, late)))  # type: ignore[arg-type]
    one, two = mirrored(page).items
    assert one.x == 150  # the line ends where it began
    assert two.x == 170  # 20 points from the line's left end, as it was from its right
    assert isinstance(two.item, Late)
    assert two.item.leading


class _Sheets:
    """A part of so many sheets; each says its number and links to the first."""

    NEEDS_NUMBERS = False

    def __init__(self, count: int = 1, side: str = 'any', fill: int = 0) -> None:
        self.count, self.side, self.fill = count, side, fill

    def sections(self, event: Event, entry: Entry) -> tuple[int, ...]:
        return tuple(range(self.count))

    def weight(self, event: Event, entry: Entry, key: int) -> int:
        return 1

    def listing(self, brief: Brief) -> tuple[Listed, ...]:
        return ()

    def section(self, brief: Brief, key: int) -> Section:
        name = f'{brief.entry.id}-{key}'
        first = f'#{brief.entry.id}-0'
        frame = Frame(10, 20, 100, 50, (text(f'Sheet {name}'),), anchor=name, link=first)
        return Section((Sheet(frames=(frame,)),), {}, (), side=self.side, fill=self.fill)  # type: ignore[arg-type]


def made(
    monkeypatch: pytest.MonkeyPatch, parts: Mapping[str, _Sheets], layout: Layout | None = None
) -> tuple[room.Book, Sink]:
    event, own, library = loaded(ROOT, 'symposium')
    event = replace(event, parts=tuple(Entry(name, name) for name in parts))
    layout = layout or own
    monkeypatch.setattr(room, 'PARTS', parts)
    monkeypatch.setattr(room, 'with_parts', lambda event, layout: event)

    class Alone:
        def __init__(self) -> None:
            self.crew = _Alone(Typesetter(event, layout, library, parts))

        def __enter__(self) -> _Alone:
            return self.crew

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(room, 'crew', lambda *_: Alone())
    sink = Sink()
    return typeset(event, layout, library, sink), sink


def test_a_section_begins_on_the_side_it_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    book, _ = made(monkeypatch, {'cover': _Sheets(), 'grid': _Sheets(3, 'verso'), 'notes': _Sheets(2)})
    assert [book.numbers[f'grid-{key}'] for key in range(3)] == [2, 4, 6]
    assert [book.numbers[f'notes-{key}'] for key in range(2)] == [7, 8]


@pytest.mark.parametrize('before', range(1, 9))
@pytest.mark.parametrize('after', [0, 1, 2])
def test_notes_fill_the_book_up_to_whole_sheets(monkeypatch: pytest.MonkeyPatch, before: int, after: int) -> None:
    parts = {'cover': _Sheets(before), 'notes': _Sheets(1, fill=4)}
    if after:
        parts['index'] = _Sheets(after, 'recto')
    book, _ = made(monkeypatch, parts)
    assert book.pages % 4 == 0
    assert sum(part.pages for part in book.parts) == book.pages
    assert book.pages < before + 1 + 2 * after + 8
    names = {anchor.name for part in book.parts for anchor in part.anchors}
    assert {'notes-0', *(f'cover-{key}' for key in range(before))} <= names


def test_a_turned_page_is_shown_so_that_one_can_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    _, layout, _ = loaded(ROOT, 'symposium')
    masters = {name: replace(master, turned=True) for name, master in layout.masters.items()}
    lying = replace(layout, masters=masters)
    book, _ = made(monkeypatch, {'grid': _Sheets(2)}, lying)
    data = assemble(book.parts, book.faces, book.outline, (), metadata())
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    width, height = layout.page.width, layout.page.height
    for page in pages:
        assert page['/Rotate'] == 90
        assert [float(edge) for edge in page.mediabox[2:]] == pytest.approx([width, height], abs=0.1)
    # Ten points right of the text block and twenty below its top, on a page that lies.
    block = lying.text_block(True, 'text')
    x0, y1 = block.x0 + 10, block.y1 - 20
    rect = [float(edge) for edge in pages[0]['/Annots'][0].get_object()['/Rect']]  # type: ignore[index]
    assert rect == pytest.approx([height_of(lying) - y1, x0, height_of(lying) - y1 + 50, x0 + 100], abs=0.1)
    with pypdfium2.PdfDocument(data) as document:
        shown = document[0]
        assert shown.get_size() == pytest.approx((height, width), abs=0.1)
        assert 'Sheet grid-0' in shown.get_textpage().get_text_range()


def height_of(layout: Layout) -> float:
    return layout.size('text').height


def metadata() -> Metadata:
    return Metadata('A title', '', 'en')


def test_lying_text_blocks_keep_the_stitch_free() -> None:
    _, layout, _ = loaded(ROOT, 'symposium')
    masters = {'text': replace(layout.masters['text'], turned=True)}
    lying = replace(layout, masters=masters)
    recto, verso = (lying.text_block(side, 'text') for side in (True, False))
    size = lying.size('text')
    assert (size.width, size.height) == (layout.page.height, layout.page.width)
    # The head is at the left of the standing sheet: at the spine of a recto, at the edge of a verso.
    assert size.height - recto.y1 == pytest.approx(layout.margins.inner)
    assert size.height - verso.y1 == pytest.approx(layout.margins.outer)
    assert recto.x0 == verso.x0 == layout.margins.bottom
    assert recto.x1 - recto.x0 == pytest.approx(lying.frame('text').width) == layout.depth


def test_layouts_choose_parts() -> None:
    event, layout, _ = loaded(ROOT, 'symposium')
    own = (Entry('agenda', 'agenda', (('title', 'Days'),)), Entry('page', 'page'), Entry('page', 'page-2'))
    free, given = replace(event, parts=None), replace(event, parts=own)

    def shown(event: Event, choice: Choice) -> list[str]:
        return [entry.id for entry in with_parts(event, replace(layout, book=choice)).parts or ()]

    assert shown(given, Choice()) == ['agenda', 'page', 'page-2']
    assert shown(given, Choice(default=('grid',))) == ['agenda', 'page', 'page-2']
    assert shown(free, Choice(default=('grid', 'index'))) == ['agenda', 'index']  # its talks share one room
    assert shown(free, Choice(default=('grid', 'agenda'))) == ['agenda']
    festival, _, _ = loaded(ROOT / 'tests' / 'events' / 'festival', 'symposium')
    assert shown(replace(festival, parts=None), Choice(default=('grid', 'index'))) == ['grid', 'index']
    assert shown(free, Choice())[:2] == ['cover', 'contents']
    assert shown(given, Choice(without=('page',))) == ['agenda']
    assert shown(free, Choice(only=('plan', 'agenda'))) == ['agenda']  # of a plan the content must name the file
    only = with_parts(given, replace(layout, book=Choice(only=('glance', 'page', 'agenda'))))
    assert [entry.id for entry in only.parts or ()] == ['glance', 'page', 'page-2', 'agenda']
    assert (only.parts or ())[-1].text('title') == 'Days'
