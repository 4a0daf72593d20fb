"""Remarks in the content that silence findings: `# booklet: ignore B006`, `# booklet: ignore-file names-alike`.

In: the YAML files of a project. Out: what they silence, where. A remark holds for its line; alone on its line, for the
next line with content. On the line where a long text begins it holds for the whole text, on the line that names an
abstract's file for the whole file. Several rules are parted by commas; after another `#` a reason may follow.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from booklet import rulebook
from booklet.diagnostics import Diagnostic, Sink, Span
from booklet.load.files import yaml_files
from booklet.source import Mapping, Node, Scalar, Sequence, Source, parse, read_source

_REMARK = re.compile(r'(?:^|(?<=\s))#\s*booklet:\s*ignore(?P<file>-file)?\b[ \t:]*(?P<rules>[^#\n]*)')
_WHOLE = 0  # the line of a remark that holds for its file


@dataclass(slots=True)
class _Remark:
    """`words` as they were typed, each with the ids that it stands for."""

    span: Span
    words: list[tuple[str, tuple[str, ...]]]
    used: set[str] = field(default_factory=set)

    def silences(self, rule: str) -> bool:
        if any(rule in ids for _, ids in self.words):
            self.used.add(rule)
            return True
        return False


@dataclass(slots=True)
class Ignores:
    """The remarks by file and line, and the lines to which a place in a long text or an abstract's file goes back."""

    remarks: dict[tuple[str, int], list[_Remark]] = field(default_factory=dict)
    texts: dict[str, list[tuple[int, int]]] = field(default_factory=dict)  # first and last line of long texts
    named: dict[str, list[tuple[str, int]]] = field(default_factory=dict)  # by abstract file, where its name stands

    def silences(self, finding: Diagnostic) -> bool:
        """Whether a remark asks not to be told of it."""
        return bool(finding.rule) and finding.span is not None and self.at(finding.rule, finding.span)

    def at(self, rule: str, span: Span) -> bool:
        """Whether the findings of a rule are silenced in a place."""
        if not self.remarks:
            return False
        found = [one.silences(rule) for place in self._places(span) for one in self.remarks.get(place, ())]
        return any(found)

    def _places(self, span: Span) -> Iterator[tuple[str, int]]:
        yield span.file, span.line
        yield span.file, _WHOLE
        yield from ((span.file, first) for first, last in self.texts.get(span.file, ()) if first < span.line <= last)
        for place in self.named.get(span.file, ()):
            yield place
            yield place[0], _WHOLE

    def idle(self, looked_at: Collection[str]) -> Iterator[Diagnostic]:
        """The remarks that silence nothing, of the rules that were looked at, and those that name no rule."""
        from booklet.rules.ignore_unused import idle, nothing, unknown

        for remarks in self.remarks.values():
            for remark in remarks:
                if not remark.words:
                    yield nothing(remark.span)
                for word, ids in remark.words:
                    if not ids:
                        yield unknown(word, remark.span)
                    elif set(ids) <= set(looked_at) and not remark.used & set(ids):
                        yield idle(word, remark.span)


def read_ignores(project: Path) -> Ignores:
    """The remarks of the project's content; files that cannot be read have none."""
    ignores, folder = Ignores(), project / 'content'
    if folder.is_dir():
        for path in yaml_files(folder, Sink()):
            source = read_source(path, Sink())
            if source is not None and _REMARK.search(source.text):
                _read(source, folder, ignores)
    return ignores


def _read(source: Source, folder: Path, ignores: Ignores) -> None:
    root = parse(source, Sink())
    scalars = list(_scalars(root))
    texts = [(one.line + 1, _last_line(one, source)) for one in scalars if one.style in ('|', '>')]
    ignores.texts[source.file] = texts
    for number, line in enumerate(source.lines, 1):
        remark = _REMARK.search(line)
        if remark is None or any(first < number <= last for first, last in texts) or _quoted(remark, number, scalars):
            continue
        span = Span(source.file, number, remark.start() + 1, len(remark.group().rstrip()))
        words = [word.strip() for word in remark['rules'].split(',') if word.strip()]
        one = _Remark(span, [(word, rulebook.find(word)) for word in words])
        target = _WHOLE if remark['file'] else number if line[: remark.start()].strip() else _next(source, number)
        ignores.remarks.setdefault((source.file, target), []).append(one)
    for name in _names(root):
        path = str(folder / 'abstracts' / name.text.strip())
        ignores.named.setdefault(path, []).append((source.file, name.line + 1))


def _next(source: Source, number: int) -> int:
    """The next line that is more than a remark."""
    while number < len(source.lines) and not source.lines[number].split('#')[0].strip():
        number += 1
    return number + 1


def _last_line(scalar: Scalar, source: Source) -> int:
    """The last line of a block: those that are empty or stand further in than the line of its beginning."""
    first = source.line(scalar.line)
    outer = len(first) - len(first.lstrip(' -'))
    base = len(first) - len(first.lstrip(' '))
    number = scalar.line + 1
    while number < len(source.lines):
        line = source.lines[number]
        indent = len(line) - len(line.lstrip(' '))
        if line.strip() and indent <= min(base, outer):
            break
        number += 1
    return number


def _quoted(remark: re.Match[str], number: int, scalars: list[Scalar]) -> bool:
    """Whether what looks like a remark stands inside a text in quotes."""
    words = remark.group()[: remark.start('rules') - remark.start()].rstrip()
    return any(one.line + 1 <= number and one.style in ('"', "'") and words in one.text for one in scalars)


def _scalars(node: Node | None) -> Iterator[Scalar]:
    rest = [node]
    while rest:
        one = rest.pop()
        if isinstance(one, Scalar):
            yield one
        elif isinstance(one, Sequence):
            rest += one.items
        elif isinstance(one, Mapping):
            rest += one.values.values()


def _names(node: Node | None) -> Iterator[Scalar]:
    """The values that name files of abstracts."""
    rest = [node]
    while rest:
        one = rest.pop()
        if isinstance(one, Sequence):
            rest += one.items
        elif isinstance(one, Mapping):
            name = one.values.get('abstract_file')
            if isinstance(name, Scalar) and not name.is_null:
                yield name
            rest += one.values.values()
