"""YAML text to nodes: the same tree as PyYAML's, each node in its place, and bounds that hold."""

from __future__ import annotations

import datetime
import gc
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from booklet import source as source_module
from booklet.diagnostics import Sink
from booklet.fields import Fields, did_you_mean
from booklet.source import Mapping, Node, Scalar, Sequence, Source, load_file, parse, read_source


def read(text: str) -> tuple[Node | None, Sink]:
    sink = Sink()
    return parse(Source('a.yaml', text), sink), sink


def good(text: str) -> Node:
    node, sink = read(text)
    assert sink.items == []
    assert node is not None
    return node


def plain(node: Node) -> Any:
    if isinstance(node, Mapping):
        return {key: plain(value) for key, value in node.values.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.text


class Texts(yaml.SafeLoader):
    """PyYAML's reader, with every scalar a text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (PyYAML's own form)


letters = st.text(st.characters(codec='utf-8', exclude_categories=['Cs', 'Cc']), max_size=20)
trees = st.recursive(
    letters, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(letters, inner, max_size=4), max_leaves=20
)


@given(trees, st.booleans(), st.booleans())
def test_the_tree_is_what_was_written(tree: Any, flow: bool, unicode: bool) -> None:
    text = yaml.safe_dump(tree, default_flow_style=flow, allow_unicode=unicode, width=30)
    assert plain(good(text)) == tree == yaml.load(text, Texts)


@given(st.dictionaries(st.from_regex(r'\A[a-z]{1,8}\Z'), st.from_regex(r'\A[a-z][a-z ]{0,20}[a-z]\Z'), min_size=1))
def test_spans_cut_the_values_out_of_the_file(tree: dict[str, str]) -> None:
    text = yaml.safe_dump({'top': tree}, width=200)
    lines = text.split('\n')
    top = good(text)
    assert isinstance(top, Mapping)
    inner = top.values['top']
    assert isinstance(inner, Mapping)
    for node in (*inner.keys.values(), *inner.values.values()):
        assert isinstance(node, Scalar)
        span = node.text_span
        assert lines[span.line - 1][span.column - 1 : span.column - 1 + span.length] == node.text


@pytest.mark.parametrize('ending', ['\n', '\r\n', '\r', '\u2028', '\x85'])
def test_lines_are_counted_as_libyaml_counts_them(ending: str) -> None:
    node = good(ending.join(['a: x', 'b: |', '  one', '  two', 'c: y', '']))
    assert isinstance(node, Mapping)
    assert [value.span.line for value in node.values.values()] == [1, 2, 5]
    block = node.values['b']
    assert isinstance(block, Scalar)
    assert (block.text_span.line, block.text_span.column, block.text_span.length) == (3, 3, 3)


def test_the_python_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'a: [x, "y", {b: c}]\nd: |\n  e\n  f\ng: &g h\ni: *g\n'
    fast = good(text)
    monkeypatch.setattr(yaml, '__with_libyaml__', False)
    slow = good(text)
    assert plain(fast) == plain(slow)
    assert isinstance(fast, Mapping)
    assert isinstance(slow, Mapping)
    assert [v.span for v in fast.values.values()] == [v.span for v in slow.values.values()]


def test_every_duplicate_is_reported_and_the_first_stays() -> None:
    node, sink = read('a: 1\nb: 2\na: 3\nb: 4\na: 5\n')
    assert node is not None
    assert plain(node) == {'a': '1', 'b': '2'}
    assert [(item.span.line, item.span.column) for item in sink.items if item.span] == [(3, 1), (4, 1), (5, 1)]


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, 'MAX_NODES', 1000)
    node, sink = read('[' + 'x,' * 2000 + ']')
    assert node is None
    assert 'more than 1,000 values' in sink.items[0].message
    good('[' + 'x,' * 999 + ']')


def test_aliases_may_add_so_much_and_no_more() -> None:
    limit = source_module.MAX_ALIASED
    good('- &a x\n' + '- *a\n' * limit)
    node, sink = read('- &a x\n' + '- *a\n' * (limit + 1))
    assert node is None
    assert len(sink.items) == 1


def test_depth_is_counted_exactly() -> None:
    limit = source_module.MAX_DEPTH
    good('[' * limit + ']' * limit)
    assert read('[' * (limit + 1) + ']' * (limit + 1))[0] is None


@pytest.mark.parametrize('text', ['', '# a remark\n', '---\n', '---\n...\n'])
def test_an_empty_file_is_no_fault(text: str) -> None:
    node, sink = read(text)
    assert sink.items == []
    assert node is None or (isinstance(node, Scalar) and node.is_null)


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / 'a.yaml'
    path.write_text('x' * 101, encoding='utf-8')
    sink = Sink()
    assert read_source(path, sink, 100) is None
    assert 'larger than 100 bytes' in sink.items[0].message
    assert read_source(path, Sink(), 101) is not None


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    sink = Sink()
    assert load_file(tmp_path, sink) is None
    assert load_file(tmp_path / 'none.yaml', sink) is None
    assert ['cannot be read' in item.message for item in sink.items] == [True, True]


def test_the_collector_is_left_as_it_was() -> None:
    good('a: b')
    assert gc.isenabled()
    gc.disable()
    try:
        good('a: b')
        assert not gc.isenabled()
    finally:
        gc.enable()


KEYS = dict.fromkeys(('title', 'size', 'ratio', 'open', 'date', 'side', 'names', 'inner'))


def fields(text: str) -> tuple[Fields, Sink]:
    sink = Sink()
    return Fields(good(text), sink, 'the thing', KEYS), sink


def test_fields_read_what_is_right() -> None:
    given_, sink = fields(
        'title: >\n  A title\n  folded\nsize: 12\nratio: 1.5\nopen: no\ndate: 2030-05-01\nside: left\n'
        'names: [a, b]\ninner: {title: x}\n'
    )
    assert given_.text('title') == 'A title folded'
    assert given_.integer('size', minimum=12, maximum=12) == 12
    assert given_.number('ratio') == 1.5
    assert given_.boolean('open', True) is False
    assert given_.date('date') == datetime.date(2030, 5, 1)
    assert given_.choice('side', ('left', 'right'), 'right') == 'left'
    assert given_.choice('side', {'left': 1, 'right': 2}, 2) == 1
    assert given_.list_of_text('names') == ('a', 'b')
    inner = given_.child('inner', 'the inner thing', KEYS)
    assert inner is not None
    assert inner.text('title') == 'x'
    assert sink.items == []


def test_fields_take_the_default_and_tell_why() -> None:
    given_, sink = fields(
        'title: []\nsize: 1.5\nratio: wide\nopen: maybe\ndate: soon\nside: lft\nnames: {a: b}\ninner: x\n'
    )
    assert given_.text('title', 'none') == 'none'
    assert given_.integer('size', 3) == 3
    assert given_.number('ratio', 0.5) == 0.5
    assert given_.boolean('open', True) is True
    assert given_.date('date') is None
    assert given_.choice('side', ('left', 'right'), 'right') == 'right'
    assert given_.list_of_text('names') == ()
    assert given_.child('inner', 'the inner thing', KEYS) is not None
    assert [item.span.line for item in sink.items if item.span] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert "did you mean 'left'?" in sink.items[5].hint


@pytest.mark.parametrize(('value', 'right'), [('9', False), ('10', True), ('20', True), ('21', False)])
def test_numbers_stay_within_bounds(value: str, right: bool) -> None:
    given_, sink = fields(f'size: {value}')
    assert (given_.integer('size', 0, 10, 20) != 0) is right
    assert (given_.number('size', 0, 10, 20) != 0) is right
    assert len(sink.items) == (0 if right else 2)


@pytest.mark.parametrize('text', ['inf', 'nan', '1e999', '0x10', '1_000', '--1', '9' * 400, '١'])
def test_no_strange_number_is_read(text: str) -> None:
    given_, sink = fields(f"size: '{text}'")
    assert given_.integer('size', -7) == -7
    assert given_.number('size', -7) == -7
    assert len(sink.items) == 2


def test_did_you_mean_only_what_is_near() -> None:
    assert did_you_mean('speeker', ['speaker', 'room']) == "did you mean 'speaker'?"
    assert did_you_mean('ROOM', ['speaker', 'room']) == "did you mean 'room'?"
    assert did_you_mean('xyz', ['speaker', 'room']) == ''
