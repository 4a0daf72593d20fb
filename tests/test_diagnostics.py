"""Findings shown to people and to programs: the right line, the caret below the right letter, nothing that acts."""

from __future__ import annotations

import json
from pathlib import Path
from unicodedata import combining, east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.diagnostics import (
    TAB,
    WINDOW,
    Diagnostic,
    FileLines,
    Severity,
    Sink,
    Span,
    excerpt,
    in_order,
    relative,
    render_github,
    render_human,
    render_json,
    summary,
)


def one(text: str, column: int, length: int = 1) -> list[str]:
    found = Diagnostic(Severity.ERROR, 'wrong', Span('a.yaml', 7, column, length), 'write it right')
    return render_human([found], lambda file, line: text if (file, line) == ('a.yaml', 7) else None).split('\n')


def test_place_message_line_caret_and_hint() -> None:
    assert one('  title: Foo', 10, 3) == [
        'a.yaml:7:10: error: wrong',
        '    title: Foo',
        '           ^^^',
        'hint: write it right',
    ]


def test_a_rule_is_named() -> None:
    found = Diagnostic(Severity.WARNING, 'odd', None, '', 'B001')
    assert render_human([found]) == 'warning: odd [B001]'
    assert render_github([found]) == '::warning title=B001::odd'


def test_a_tab_is_seen_and_counted() -> None:
    assert one('\ta\tb', 4) == ['a.yaml:7:4: error: wrong', f'    {TAB}a{TAB}b', ' ' * 13 + '^', 'hint: write it right']


def test_wide_letters_move_the_caret_by_two() -> None:
    assert one('山の: x', 5)[2] == '    ' + ' ' * 6 + '^'


def test_combining_marks_do_not_move_the_caret() -> None:
    assert one('e\u0301e\u0301: x', 7)[2] == '    ' + ' ' * 4 + '^'


def test_beyond_the_end_the_caret_stands_behind_the_line() -> None:
    assert one('abc', 99)[1:3] == ['    abc', '       ^']


def test_no_line_no_caret() -> None:
    assert one('   ', 1) == ['a.yaml:7:1: error: wrong', 'hint: write it right']


def cells(text: str) -> int:
    return sum(0 if combining(c) else 2 if east_asian_width(c) in 'WF' else 1 for c in text)


LINE = st.text(st.characters(codec='utf-8'), max_size=400)


@given(LINE, st.integers(1, 500), st.integers(1, 500))
def test_what_is_shown_fits_and_does_nothing(text: str, column: int, length: int) -> None:
    shown, before, carets = excerpt(text, column, length)
    assert cells(shown) <= WINDOW + 20
    assert all(c.isprintable() or c in ' \xa0' or ord(c) > 0xFF for c in shown)
    assert not set(shown) & set('\n\x1b\x07\x9b\u2028\u202e\ufeff')
    assert 0 <= before <= cells(shown)
    assert carets >= 1


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=400), st.data())
def test_the_caret_stands_below_its_letter(text: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(1, len(text)))
    length = data.draw(st.integers(1, 40))
    shown, before, carets = excerpt(text, column, length)
    assert shown[before : before + carets] == text[column - 1 : column - 1 + length]
    assert cells(shown) <= WINDOW


def test_control_characters_in_messages_do_not_reach_the_terminal() -> None:
    found = Diagnostic(Severity.ERROR, 'no \x1b[31m', Span('a\x1b.yaml', 1), '\x07 \u202e')
    assert not set(render_human([found], lambda file, line: '\x1b[2J\x9bx')) & set('\x1b\x07\x9b\u202e')


def test_lines_come_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / 'a.yaml'
    path.write_bytes(b'\xef\xbb\xbfone\r\ntwo\xff\rthree\xc2\x85four')
    lines = FileLines()
    assert [lines(str(path), number) for number in range(6)] == [None, 'one', 'two\ufffd', 'three', 'four', None]
    assert lines(str(tmp_path / 'none'), 1) is None
    assert lines('\0', 1) is None


def test_files_are_named_from_the_folder(tmp_path: Path) -> None:
    assert relative(str(tmp_path / 'content' / 'a.yaml'), str(tmp_path)) == 'content/a.yaml'
    outside = str(tmp_path.parent / 'b.yaml').replace('\\', '/')
    assert relative(str(tmp_path.parent / 'b.yaml'), str(tmp_path)) == outside


def test_the_style_is_asked_for_each_part() -> None:
    found = Diagnostic(Severity.NOTE, 'so', Span('a', 1), 'then', 'B009')
    parts: list[str] = []

    def style(words: str, part: str) -> str:
        parts.append(part)
        return f'<{words}>'

    text = render_human([found], lambda file, line: 'x', '', style)
    assert text == '<a:1:1:> <note:> <so> <[B009]>\n    x\n    <^>\n<hint:> then'
    assert set(parts) == {'place', 'note', 'message', 'rule', 'caret', 'hint'}


def test_the_talk_is_named_beside_the_message() -> None:
    place = Span('a', 1, about='On engines')
    warning = Diagnostic(Severity.WARNING, 'no font has “x”', place)
    assert render_human([warning], lambda file, line: None).endswith('warning: no font has “x” (in “On engines”)')
    assert render_github([warning]).endswith('::no font has “x” (in “On engines”)')
    named = Diagnostic(Severity.WARNING, '“On engines” has no abstract', place)
    assert '(in' not in render_human([named], lambda file, line: None)
    assert place == Span('a', 1)


def test_the_page_is_named_beside_the_message() -> None:
    wide = Diagnostic(Severity.WARNING, 'a line is wide', Span('a', 1, about='On engines'), page=31)
    assert render_human([wide], lambda file, line: None).endswith('a line is wide (in “On engines”, page 31)')
    cut = Diagnostic(Severity.NOTE, 'a heading is cut off', rule='B034', page=5)
    assert render_human([cut]) == 'note: a heading is cut off (page 5) [B034]'
    assert [row['page'] for row in json.loads(render_json([wide, cut]))] == [31, 5]


def test_json_says_all() -> None:
    found = [Diagnostic(Severity.ERROR, 'ä', Span('a', 1, 2, 3, 'T'), 'h'), Diagnostic(Severity.NOTE, 'b')]
    rows = json.loads(render_json(found))
    assert rows[0] == {
        'severity': 'error',
        'message': 'ä',
        'hint': 'h',
        'rule': '',
        'file': 'a',
        'line': 1,
        'column': 2,
        'length': 3,
        'about': 'T',
        'page': None,
    }
    assert rows[1]['file'] is rows[1]['line'] is None
    assert json.loads(render_json([])) == []


@pytest.mark.parametrize(
    ('found', 'command'),
    [
        (
            Diagnostic(Severity.ERROR, '5 %\nof it', Span('a:b,c', 1, 2, 3), 'hm'),
            '::error file=a%3Ab%2Cc,line=1,col=2,endColumn=5::5 %25%0Aof it%0Ahint: hm',
        ),
        (Diagnostic(Severity.NOTE, 'so'), '::notice::so'),
    ],
)
def test_annotations_are_escaped(found: Diagnostic, command: str) -> None:
    assert render_github([found]) == command


def test_order_and_count() -> None:
    sink = Sink()
    sink.warning('late', Span('b', 1))
    sink.error('second', Span('a', 2, 5))
    sink.error('first', Span('a', 2, 4))
    sink.note('everywhere')
    assert [item.message for item in in_order(sink.items)] == ['everywhere', 'first', 'second', 'late']
    assert summary(sink.items) == '2 errors, 1 warning, 1 note'
    assert summary([]) == ''
