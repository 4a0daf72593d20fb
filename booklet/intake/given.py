"""What the user gave to import: files read whole, bounded, and their containers opened once.

In: paths, or bytes. Out: `Blob`s that an importer asks for their text, JSON, XML or YAML; a `Refusal` with its place
where one cannot be read.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from booklet.diagnostics import Diagnostic, Severity, Sink, Span
from booklet.source import Node, Source, parse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from booklet.intake.tables import Table

MAX_BYTES = 64 * 1024 * 1024  # of one file
MAX_TOTAL = 256 * 1024 * 1024
MAX_FILES = 5000
MAX_DEPTH = 100  # of JSON and XML
MAX_ELEMENTS = 3_000_000


class Refusal(Exception):
    """A source that cannot be imported: what is wrong, where, what to do."""

    def __init__(self, message: str, span: Span | None = None, hint: str = '') -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic(Severity.ERROR, message, span, hint)


@dataclass(frozen=True)
class Blob:
    """One file. `name` as the user knows it, with slashes; `where`: its path or address, for messages."""

    name: str
    data: bytes
    where: str = ''

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix.lower()

    def span(self, line: int = 1, column: int = 1, length: int = 1) -> Span:
        return Span(self.where or self.name, line, column, length)

    @cached_property
    def text(self) -> str:
        """The file's text in whatever encoding it is, line ends as they are. Refused where it is no text."""
        from booklet.intake.encoding import decode

        return decode(self)

    @cached_property
    def json(self) -> object:
        """The file as JSON; refused with line and column where it is none."""
        text = self.text.lstrip('\ufeff')
        try:
            value = json.loads(text, parse_constant=lambda name: None)
        except json.JSONDecodeError as error:
            raise Refusal(f'this is no JSON: {error.msg}', self.span(error.lineno, error.colno), _TRUNCATED) from error
        except (RecursionError, ValueError) as error:
            raise Refusal('this JSON is nested too deeply or holds a number without end', self.span()) from error
        if _depth(value) > MAX_DEPTH:
            raise Refusal(f'this JSON nests deeper than {MAX_DEPTH} levels', self.span())
        return value

    @cached_property
    def xml(self) -> Element:
        """The root of the file as XML; no document type, no entities but XML's own five, nothing from outside."""
        from booklet.intake.xml_files import parse_xml

        return parse_xml(self)

    @cached_property
    def yaml(self) -> Node | None:
        """The file as YAML nodes with places (`booklet.source`)."""
        sink = Sink()
        node = parse(Source(self.where or self.name, self.text), sink)
        if sink.has_errors:
            first = sink.items[0]
            raise Refusal(first.message, first.span, first.hint)
        return node

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The sheets of a workbook, or the one table of a delimited text."""
        from booklet.intake.tables import tables_of

        return tables_of(self)

    def looks_like_json(self) -> bool:
        return re.match(rb'(?:\xef\xbb\xbf)?\s*[\[{]', self.data[:200]) is not None

    def looks_like_xml(self) -> bool:
        return re.match(rb'(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|[A-Za-z])', self.data[:200]) is not None


_TRUNCATED = 'was the file saved whole?'


@dataclass(frozen=True)
class Given:
    """All files of one import, in the order of their names."""

    blobs: tuple[Blob, ...]

    def json(self) -> list[tuple[Blob, object]]:
        """Those that are JSON, read; what looks like JSON and is broken is refused."""
        return [(blob, blob.json) for blob in self.blobs if blob.looks_like_json()]

    def xml(self) -> list[tuple[Blob, Element]]:
        return [(blob, blob.xml) for blob in self.blobs if blob.looks_like_xml()]

    def named(self, pattern: str) -> list[Blob]:
        """Those whose name matches a regular expression somewhere, in small letters."""
        return [blob for blob in self.blobs if re.search(pattern, blob.name.lower())]


def gather(paths: Iterable[Path]) -> Given:
    """Reads files, folders (all files in them and below, hidden ones left out) and `-` for standard input."""
    blobs: list[Blob] = []
    total = 0
    for path in paths:
        for name, file in _files(path):
            if len(blobs) >= MAX_FILES:
                raise Refusal(f'more than {MAX_FILES:,} files', Span(str(path), 1), 'name the ones that are wanted')
            data = _read(file)
            if not data.strip():
                if path.is_dir():
                    continue  # folders hold such files, and they say nothing
                raise Refusal('the file is empty', Span(str(path), 1), _TRUNCATED)
            total += len(data)
            if total > MAX_TOTAL:
                raise Refusal(f'more than {MAX_TOTAL // 2**20} MB in all', Span(str(path), 1))
            blobs.append(Blob(name, data, str(file)))
    if not blobs:
        raise Refusal('there is nothing to import', None, 'name a file or a folder that has files')
    return Given(tuple(blobs))


def _files(path: Path) -> Iterable[tuple[str, Path]]:
    """The file, or those below the folder, with the names that they go by; no link leads out of the folder."""
    if str(path) == '-' or not path.is_dir():
        yield path.name, path
        return
    root = path.resolve()
    for parent, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith('.'))
        for name in sorted(names):
            file = Path(parent, name)
            if not name.startswith('.') and file.resolve().is_relative_to(root) and file.is_file():
                yield file.relative_to(path).as_posix(), file


def _read(path: Path) -> bytes:
    if str(path) == '-':
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        try:
            with path.open('rb') as stream:
                data = stream.read(MAX_BYTES + 1)
        except OSError as error:
            raise Refusal(f'the file cannot be read: {error.strerror or error}', Span(str(path), 1)) from error
    if len(data) > MAX_BYTES:
        raise Refusal(f'the file is larger than {MAX_BYTES // 2**20} MB', Span(str(path), 1), 'divide it')
    return data


def _depth(value: object) -> int:
    """How deep lists and mappings nest, found without recursion; more than the limit is enough to know."""
    level, depth = [value], 0
    while level and depth <= MAX_DEPTH:
        depth += 1
        level = [
            child
            for node in level
            if isinstance(node, dict | list)
            for child in (node.values() if isinstance(node, dict) else node)
            if isinstance(child, dict | list)
        ]
    return depth
