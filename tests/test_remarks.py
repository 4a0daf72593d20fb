"""What is not understood is told once, with its place, its talk and the reason; notes and tables are set."""

from __future__ import annotations

from pathlib import Path

import pytest
import uharfbuzz as hb
from hypothesis import given
from hypothesis import strategies as st
from pdfkit import bookmarks, destinations, texts

from booklet import build as pipeline
from booklet import crew
from booklet.block import Block, Cell, Group, Ornament, Remark, Row, Text
from booklet.blocks.pieces.prose import Margins, _Flow, prose
from booklet.blocks.pieces.prose_table import column_widths
from booklet.cli import ExitCode, main
from booklet.diagnostics import Diagnostic, Severity, Sink, Span
from booklet.markup import Finding, Inline, List, ListItem, Paragraph, Style
from booklet.model import Text as Source
from booklet.stock import fonts_folder

MARGINS = Margins(300.0, 50.0, 10.0)
HEAD = 'format: 1\nevent: {title: A trial}\ndays:\n  - date: 2030-05-06\n    items:\n'


def flow(source: str, dialect: str = 'markdown', name: str = 'a') -> list[Block]:
    return list(prose(Source(source, dialect), 'en', MARGINS, name))


def every(blocks: list[Block]) -> list[Block]:
    return [inner for b in blocks for inner in (b, *(every(list(b.blocks)) if isinstance(b, Group) else []))]


def set_book(folder: Path, items: str, files: dict[str, str] | None = None) -> tuple[list[Diagnostic], bytes]:
    content = folder / 'content'
    (content / 'abstracts').mkdir(parents=True)
    (content / 'event.yaml').write_text(HEAD + items, encoding='utf-8')
    for name, text in (files or {}).items():
        (content / 'abstracts' / name).write_text(text, encoding='utf-8')
    sink = Sink()
    made = pipeline.build(folder, 'symposium', folder / 'book.pdf', sink)
    assert made is not None, sink.items
    return [item for item in sink.items if item.severity is Severity.WARNING], made.path.read_bytes()


def told(findings: list[Diagnostic]) -> list[tuple[str, int, int, str]]:
    spans = [(Path(one.span.file).name, one.span.line, one.span.column, one.span.about) for one in findings if one.span]
    assert len(spans) == len(findings)
    return sorted(spans)


ITEMS = """      - time: 9:00
        talk: On <engine>s
        note: at $\\frac{1$
        abstract: |
          It weaves
            <mill>patterns</mill> and $\\frac{2$.

          $$\\nothing{x}$$
      - time: 10:00
        talk: >
          Folded
          and <mill>
        abstract: >
          It <mill>weaves.
      - {time: '11:00', talk: Third, abstract_file: third.html}
"""


def test_each_thing_is_told_once_with_its_place_and_talk(tmp_path: Path) -> None:
    findings, pdf = set_book(tmp_path, ITEMS, {'third.html': '\n<p>So</p>\n<p>it <engine>is.</p>'})
    assert told(findings) == [
        ('event.yaml', 7, 18, 'On <engine>s'),
        ('event.yaml', 8, 19, 'On <engine>s'),
        ('event.yaml', 11, 13, 'On <engine>s'),
        ('event.yaml', 11, 40, 'On <engine>s'),
        ('event.yaml', 13, 13, 'On <engine>s'),
        ('event.yaml', 16, 11, 'Folded and <mill>'),
        ('event.yaml', 19, 14, 'Folded and <mill>'),
        ('third.html', 3, 7, 'Third'),
    ]
    shown = ' '.join(texts(pdf))
    for source in (
        'On <engine>s',
        '$\\frac{1$',
        '<mill>patterns</mill>',
        '$\\frac{2$',
        '$$\\nothing{x}$$',
        '<engine>is.',
    ):
        assert source in shown
    reasons = {item.message for item in findings}
    assert 'the tag <engine> is not known' in reasons
    assert {item.hint for item in findings} == {'it is set as its own source text'}


def test_several_processes_tell_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone, _ = set_book(tmp_path / 'alone', ITEMS.replace('third.html', 'third.md'), {'third.md': '<engine>'})
    monkeypatch.setattr(crew, '_WORTH_A_CREW', 0)
    many, _ = set_book(tmp_path / 'many', ITEMS.replace('third.html', 'third.md'), {'third.md': '<engine>'})
    assert told(alone) == told(many)


def test_strict_fails_what_is_not_understood(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / 'content').mkdir()
    text = HEAD + '      - time: 9:00\n        talk: One\n        abstract: It $\\frac{1$ weaves.\n'
    (tmp_path / 'content' / 'event.yaml').write_text(text, encoding='utf-8')
    assert main(['build', str(tmp_path)]) == ExitCode.DONE
    assert main(['build', '--strict', str(tmp_path)]) == ExitCode.CONTENT
    assert main(['check', '--strict', str(tmp_path)]) == ExitCode.CONTENT
    assert '(in “One”, page 5)' in capsys.readouterr().err


def test_a_reason_is_told_once_with_its_number() -> None:
    (remark,) = [block for block in flow('a <x> b <x> c <x>') if isinstance(block, Remark)]
    assert remark.message == 'the tag <x> is not known (3 times)'


def test_places_are_found_line_by_line() -> None:
    text = Source('one\ntwo three', span=Span('f', 7, 5), literal=True)
    assert text.place(8, 5) == Span('f', 8, 9, 5)
    assert text.place(0, 9) == Span('f', 7, 5, 3)
    assert text.place(-1, 2) == Span('f', 7, 5)
    assert Source('one\ntwo', span=Span('f', 7, 5)).place(4, 3) == Span('f', 7, 5)
    assert Source('one').place(0, 1) is None
    assert Finding(1, 2, 'x').kept


# --- how prose is set ---


def test_titles_without_their_markup_stand_in_bookmarks_and_running_heads(tmp_path: Path) -> None:
    (tmp_path / 'content').mkdir()
    items = "      - {time: '9:00', talk: Weaving<br><i>cards</i> &amp; numbers, abstract: So.}\n" * 100
    text = HEAD.replace('A trial', 'Looms &amp; *mills*') + items
    (tmp_path / 'content' / 'event.yaml').write_text(text, encoding='utf-8')
    made = pipeline.build(tmp_path, 'symposium', tmp_path / 'book.pdf', sink := Sink())
    assert made is not None, sink.items
    pdf = made.path.read_bytes()
    assert any('Looms & mills' in page for page in texts(pdf)[5:])
    assert 'Weaving cards & numbers' in {name for _, name, _, _ in bookmarks(pdf)}


def test_notes_stand_below_a_hairline_and_are_linked(tmp_path: Path) -> None:
    text, rule, notes = flow('Said[^1].\n\n[^1]: By *whom*.')
    assert isinstance(text, Text)
    assert text.inlines[1] == Inline('1', Style.SUPERSCRIPT, '#note-a-1')
    assert isinstance(rule, Ornament)
    (note,) = [block for block in every([notes]) if isinstance(block, Text)]
    assert (note.style, note.anchor, note.label) == ('footnote', 'note-a-1', (Inline('1', Style.SUPERSCRIPT),))
    one = '        abstract: Said.^[By whom?]\n'
    items = ''.join(f'      - time: {hour}:00\n        talk: Talk {hour}\n{one}' for hour in (9, 10))
    findings, pdf = set_book(tmp_path, items)
    assert findings == []
    assert {name for name in destinations(pdf) if name.startswith('note-')} == {'note-talk-9-1', 'note-talk-10-1'}
    assert ' '.join(texts(pdf)).count('By whom?') == 2


def test_labels_hang_where_they_are_short() -> None:
    shown = [
        (block.label, block.inlines)
        for block in every(flow('1. one\n\n   more\n2. $$x$$\n3.\n4. four'))
        if isinstance(block, Text)
    ]
    number = [(Inline(f'{n}.'),) for n in range(1, 5)]
    assert shown == [
        (number[0], (Inline('one'),)),
        ((), (Inline('more'),)),
        ((), number[1]),  # above a display
        ((), number[2]),  # of an empty item
        (number[3], (Inline('four'),)),
    ]


def test_labels_too_long_to_hang_run_into_their_items() -> None:
    items = (ListItem('Mill', (Paragraph((Inline('turns'),)),)), ListItem('Difference engine', ()))
    flowed = every(list(_Flow('en', MARGINS).blocks((List(items),))))
    assert [(block.label, block.inlines) for block in flowed if isinstance(block, Text)] == [
        ((Inline('Mill'),), (Inline('turns'),)),
        ((), (Inline('Difference engine', Style.STRONG),)),
    ]


def test_columns_are_as_wide_as_their_words() -> None:
    source = f'| a | long |\n|--:|:-:|\n| 1 | {"words " * 40}|\n'
    rows = [block for block in every(flow(source)) if isinstance(block, Row)]
    first, second = rows[1].cells
    assert isinstance(first, Cell)
    assert (first.align, second.align) == ('right', 'centre')
    assert first.width < 20 < 200 < second.width
    assert second.x + second.width <= MARGINS.measure + 0.01


CELL = st.text('ab ', max_size=60).map(lambda text: (Inline(text),))


@given(st.lists(st.lists(CELL, min_size=1, max_size=8), min_size=1, max_size=4), st.floats(1, 60))
def test_no_table_runs_out_of_its_column(rows: list[list[tuple[Inline]]], room: float) -> None:
    count = max(map(len, rows))
    widths = column_widths(rows, count, room)
    assert len(widths) == count
    assert sum(widths) <= room + 1e-6
    assert min(widths) > 0


def test_only_the_widest_columns_break_words() -> None:
    rows = [[(Inline(text),) for text in ('short', 'incomprehensibilities', 'word')]]
    narrow, wide = column_widths(rows, 3, 12.0), column_widths(rows, 3, 100.0)
    assert sum(narrow) == pytest.approx(12.0)
    assert narrow[1] < 10 < wide[1]
    assert min(narrow[0], narrow[2]) > 2.3, 'what these words need'


def test_ideographs_part_anywhere_and_words_at_their_hyphens() -> None:
    for text in ('羊を数える方法について', 'up-to-date/on-time'):
        one = column_widths([[(Inline(text),), (Inline('long ' * 30),)]], 2, 12.0)[0]
        whole = column_widths([[(Inline('x' * len(text)),), (Inline('long ' * 30),)]], 2, 12.0)[0]
        assert one < whole


def test_a_table_without_room_takes_the_whole_measure() -> None:
    words = ' | '.join(['incomprehensible'] * 5)
    rows = [block for block in every(flow(f'| {words} |\n{"|---" * 5}|\n| {words} |\n')) if isinstance(block, Row)]
    assert rows[0].cells[0].x == 0.0
    rows = [block for block in every(flow('| a | b |\n|---|---|\n| c | d |\n')) if isinstance(block, Row)]
    assert rows[0].cells[0].x == MARGINS.left > 0


@pytest.mark.parametrize('face', ['Regular', 'Semibold'])
def test_a_column_has_room_for_the_words_of_its_letters(face: str) -> None:
    font = hb.Font(hb.Face((fonts_folder() / 'libertinus' / f'LibertinusSerif-{face}.otf').read_bytes()))
    for word in ('Run', 'Gamma', 'parameter', 'temperature', '10.96', 'Luminosity', 'WHO', 'mmm', 'nun', 'αλφα', 'Жук'):
        buffer = hb.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        hb.shape(font, buffer)
        needed = sum(position.x_advance for position in buffer.glyph_positions) / font.face.upem
        narrow = column_widths([[(Inline(word),), (Inline('long ' * 30),)]], 2, 12.0)[0]
        assert narrow - 0.7 >= needed, word
