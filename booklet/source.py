"""YAML text to nodes that keep their places; bounded in size, depth, number and aliases.

In: a file. Out: a tree of `Scalar`, `Sequence` and `Mapping`, every scalar still the text that was written (the reader
of a field decides what `8:30` or `no` means), and in the sink everything that is wrong with the file as YAML.

The tree is composed here from libyaml's events rather than by PyYAML's composer: that is twice as fast, does not
recurse, and lets duplicate keys and undefined aliases be reported without stopping at the first.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from booklet.diagnostics import Sink, Span
from booklet.syntax_hints import explain

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 40
MAX_NODES = 2_000_000
MAX_ALIASED = 20_000  # nodes that aliases may add to a file; a scalar counts one more per 64 characters

STANDARD_TAGS = frozenset(
    f'tag:yaml.org,2002:{name}' for name in ('str', 'int', 'float', 'bool', 'null', 'seq', 'map', 'timestamp')
)
NULLS = frozenset(('', '~', 'null'))
BREAK = '\r\n|[\n\r\x85\u2028\u2029]'  # YAML 1.1, 4.2: what libyaml counts as a line's end
UNPRINTED = re.compile('[\0-\x08\x0b-\x1f\x7f]')  # what escapes such as \a of “\alpha” make
CONTROL = '[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]'  # 5.1: not printable


class Source:
    """A file's text, decoded. Lines count from 0 here, from 1 in spans."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        plain = not any(sign in self.text for sign in '\r\x85\u2028\u2029')
        return self.text.split('\n') if plain else re.split(BREAK, self.text)

    def line(self, index: int) -> str:
        """The line without its end; empty beyond the last."""
        return self.lines[index] if 0 <= index < len(self.lines) else ''

    def span_at(self, offset: int, length: int = 1) -> Span:
        """The span of the character at `offset` of `text`."""
        before = re.split(BREAK, self.text[:offset])
        return Span(self.file, len(before), len(before[-1]) + 1, length)


class Node:
    """What scalars, sequences and mappings share: where they begin. `line` and `column` count from 0."""

    __slots__ = ('column', 'line', 'source')
    kind = 'nothing'

    def __init__(self, source: Source, line: int, column: int) -> None:
        self.source = source
        self.line = line
        self.column = column

    @property
    def span(self) -> Span:
        return Span(self.source.file, self.line + 1, self.column + 1)

    def seen_from(self, other: Node) -> str:
        """The place in a message about the other node: `line 4`, or `line 4 of people.yaml`."""
        file = '' if self.source.file == other.source.file else f' of {Path(self.source.file).name}'
        return f'line {self.line + 1}{file}'


class Scalar(Node):
    """A text as written, unquoted and unescaped. `style`: '' plain, ' or ", | or > for a block."""

    __slots__ = ('style', 'text')
    kind = 'a text'

    def __init__(self, source: Source, line: int, column: int, text: str, style: str) -> None:
        self.source = source
        self.line = line
        self.column = column
        self.text = text
        self.style = style

    @property
    def is_null(self) -> bool:
        return not self.style and self.text in NULLS

    @property
    def span(self) -> Span:
        """The value on its first line, quotes included."""
        rest = len(self.source.line(self.line)) - self.column
        length = len(self.text) + (2 if self.style in ("'", '"') else 0) if '\n' not in self.text else rest
        return Span(self.source.file, self.line + 1, self.column + 1, max(1, min(length, rest)))

    @property
    def text_span(self) -> Span:
        """The place of the value's first line of text, leading blank lines not counted.

        In a literal block, line n of the value stands n lines further down, in columns from this span's column on.
        """
        if self.style not in ('|', '>'):
            quote = 1 if self.style else 0
            span = self.span
            return Span(span.file, span.line, span.column + quote, max(1, span.length - 2 * quote))
        first, blank = self.text, 0
        while first.startswith('\n'):
            first, blank = first[1:], blank + 1
        first = re.split(BREAK, first, maxsplit=1)[0]
        line = self.source.line(self.line + 1 + blank)
        found = line.find(first)  # a folded block joins lines, so its first may be longer than the file's
        column = found if found >= 0 else len(line) - len(line.lstrip(' '))
        length = max(1, min(len(first), len(line) - column))
        return Span(self.source.file, self.line + 2 + blank, column + 1, length)


class Sequence(Node):
    __slots__ = ('items',)
    kind = 'a list'

    def __init__(self, source: Source, line: int, column: int) -> None:
        super().__init__(source, line, column)
        self.items: list[Node] = []


class Mapping(Node):
    """Keys in the order of the file; `keys` and `values` have the same keys."""

    __slots__ = ('keys', 'values')
    kind = 'a mapping'

    def __init__(self, source: Source, line: int, column: int) -> None:
        super().__init__(source, line, column)
        self.keys: dict[str, Scalar] = {}
        self.values: dict[str, Node] = {}


def read_source(path: Path, sink: Sink, limit: int = MAX_BYTES) -> Source | None:
    """The text of a UTF-8 file (a byte order mark may stand before it), or None with an error in the sink."""
    try:
        with path.open('rb') as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        sink.error(f'the file cannot be read: {error.strerror or error}', Span(str(path), 1))
        return None
    if len(data) > limit:
        sink.error(f'the file is larger than {_size(limit)}', Span(str(path), 1), 'split it into several files')
        return None
    try:
        return Source(str(path), data.decode('utf-8-sig'))
    except UnicodeDecodeError as error:
        before = Source(str(path), data[: error.start].decode('utf-8-sig', 'replace'))
        sink.error('the file is not in UTF-8', before.span_at(len(before.text)), _encoding_hint(data, error.start))
        return None


def parse(source: Source, sink: Sink) -> Node | None:
    """The tree of one YAML document; None where it is empty or cannot be understood."""
    import yaml

    try:
        with uncollected():
            return _Composer(source, sink).compose(parser(source.text))
    except _Refused as refusal:
        sink.error(str(refusal), refusal.span, refusal.hint)
    except yaml.reader.ReaderError:
        match = re.search(CONTROL, source.text)
        code = ord(match.group()) if match else 0
        span = source.span_at(match.start()) if match else Span(source.file, 1)
        sink.error(f'a control character (U+{code:04X}) that YAML does not allow', span, 'delete it')
    except yaml.MarkedYAMLError as error:
        place, context = error.problem_mark or error.context_mark, error.context_mark
        message, hint, at = explain(
            error.problem or '',
            error.context or '',
            source.line,
            (place.line, place.column) if place else (0, 0),
            (context.line, context.column) if context else None,
        )
        sink.error(message, Span(source.file, at[0] + 1, at[1] + 1), hint)
    return None


def load_file(path: Path, sink: Sink) -> Node | None:
    """`read_source`, then `parse`."""
    source = read_source(path, sink)
    return None if source is None else parse(source, sink)


class _Refused(Exception):
    """The file breaks a bound; nothing after this place is read."""

    def __init__(self, message: str, span: Span, hint: str = '') -> None:
        super().__init__(message)
        self.span = span
        self.hint = hint


class _Composer:
    """Builds the tree from events, with a stack of its own."""

    def __init__(self, source: Source, sink: Sink) -> None:
        self.source = source
        self.sink = sink
        self.anchors: dict[str, Node] = {}
        self.open: set[int] = set()
        self.aliased = 0

    def compose(self, parser: Any) -> Node | None:
        """Reads the first document; a second one is refused."""
        import yaml

        get, source = parser.get_event, self.source
        scalar_event, mapping_end, sequence_end = yaml.ScalarEvent, yaml.MappingEndEvent, yaml.SequenceEndEvent
        stack: list[tuple[Node, Node | None]] = []  # containers being read, each with the key that waits for a value
        root: Node | None = None
        container: Node | None = None
        key: Node | None = None
        count = 0
        while True:
            event = get()
            kind = type(event)
            if kind is scalar_event:
                mark = event.start_mark
                text = event.value
                if event.style == '"' and UNPRINTED.search(text):
                    text = text.replace('\r\n', '\n')  # as programs write the ends of lines from Windows
                node: Node = Scalar(source, mark.line, mark.column, text, event.style or '')
                if event.tag is not None or event.anchor is not None:
                    self.annotate(node, event)
                if event.style == '"' and UNPRINTED.search(text):
                    self.sink.error(
                        'a \\ escape in this text makes a control character',
                        node.span,
                        "use single quotes: '…' takes \\ as it is",
                    )
            elif kind is mapping_end or kind is sequence_end:
                self.open.discard(id(container))
                container, key = stack.pop()
                continue
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                mark = event.start_mark
                node = (Mapping if kind is yaml.MappingStartEvent else Sequence)(source, mark.line, mark.column)
                self.annotate(node, event)
            elif kind is yaml.AliasEvent:
                node = self.alias(event)
            elif kind is yaml.StreamEndEvent:
                return root
            elif kind is yaml.DocumentStartEvent and root is not None:
                place = Span(source.file, event.start_mark.line + 1, event.start_mark.column + 1, 3)
                raise _Refused('a second document in one file', place, "delete the line '---'")
            else:
                continue

            count += 1
            if count > MAX_NODES:
                raise _Refused(f'more than {MAX_NODES:,} values in one file', node.span, 'split it into several files')
            if type(container) is Mapping:
                if key is None:
                    key = node
                else:
                    self.put(container, key, node)
                    key = None
            elif type(container) is Sequence:
                container.items.append(node)
            else:
                root = node
            if kind is not scalar_event and kind is not yaml.AliasEvent:
                if len(stack) >= MAX_DEPTH:
                    raise _Refused(f'nested more than {MAX_DEPTH} levels deep', node.span)
                stack.append((container, key))  # type: ignore[arg-type]
                self.open.add(id(node))
                container, key = node, None

    def put(self, mapping: Mapping, key: Node, value: Node) -> None:
        if not isinstance(key, Scalar):
            self.sink.error(
                f'a key must be a text, not {key.kind}', key.span, 'put text that begins with [ or { in quotes'
            )
        elif (first := mapping.keys.get(key.text)) is not None:
            self.sink.error(
                f"the key '{key.text}' stands twice, first in line {first.line + 1}", key.span, 'delete one of the two'
            )
        else:
            mapping.keys[key.text] = key
            mapping.values[key.text] = value

    def annotate(self, node: Node, event: Any) -> None:
        """Minds the node's tag and anchor."""
        if event.tag not in (None, '!') and event.tag not in STANDARD_TAGS:
            tag = event.tag.replace('tag:yaml.org,2002:', '!!')
            self.sink.error(f"the tag '{tag}' is not allowed", node.span, 'put text that begins with ! in quotes')
        if event.anchor is not None:
            self.anchors[event.anchor] = node

    def alias(self, event: Any) -> Node:
        mark = event.start_mark
        span = Span(self.source.file, mark.line + 1, mark.column + 1, len(event.anchor) + 1)
        node = self.anchors.get(event.anchor)
        if node is None:
            self.sink.error(f"the alias '*{event.anchor}' names nothing", span, 'put text that begins with * in quotes')
            return Scalar(self.source, mark.line, mark.column, '', '')
        if id(node) in self.open:
            raise _Refused(f"the alias '*{event.anchor}' stands inside what it names", span)
        self.aliased += _weight(node, MAX_ALIASED - self.aliased)
        if self.aliased > MAX_ALIASED:
            raise _Refused('the aliases of this file unfold to too much', span, 'write the values out')
        return node


def _weight(node: Node, limit: int) -> int:
    """How many nodes the alias stands for, counted no further than just past `limit`."""
    total, rest = 0, [node]
    while rest and total <= limit:
        node = rest.pop()
        total += 1
        if isinstance(node, Scalar):
            total += len(node.text) // 64
        elif isinstance(node, Sequence):
            rest.extend(node.items)
        elif isinstance(node, Mapping):
            rest.extend(node.values.values())
    return total


def parser(text: str) -> Any:
    """libyaml's parser; PyYAML's own, some twenty times slower, where it was built without."""
    import yaml

    if not yaml.__with_libyaml__:
        return _python_parser(text)
    from yaml._yaml import CParser

    return CParser(text)


def _python_parser(text: str) -> Any:
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class PythonParser(Reader, Scanner, Parser):
        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)

    return PythonParser(text)


@contextmanager
def uncollected() -> Iterator[None]:
    """No cyclic collection meanwhile: the trees hold no cycles, and walking them again and again doubles the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _encoding_hint(data: bytes, offset: int) -> str:
    if data[:2] in (b'\xff\xfe', b'\xfe\xff'):
        return 'it is UTF-16; save it as UTF-8'
    letter = data[offset : offset + 1].decode('cp1252', 'replace')
    guess = f' (byte {data[offset]:02X} would be “{letter}” in Windows-1252)' if letter.isprintable() else ''
    return f'save it as UTF-8{guess}'


def _size(count: int) -> str:
    return f'{count // (1024 * 1024)} MB' if count >= 1024 * 1024 else f'{count} bytes'
