"""Mends the texts of a content in the files where they stand: what PDFs have spoilt, and what rules surely know better.

In: a project's folder. Out: the files as they would be, what changed in them and why; written on request. Of a YAML
file nothing but characters of its values changes: the file is read again, and an edit after which anything else would
mean something else is not made.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

from booklet.atomic import write_bytes
from booklet.checking import choose, read_ignores
from booklet.diagnostics import ACTING, Sink, Span
from booklet.fields import Fields
from booklet.load.checks import read_checks
from booklet.load.files import read_content
from booklet.mend import Doubt, Edit, Mended, apply
from booklet.mending.outcome import mend_all
from booklet.mending.passages import Passage, passages
from booklet.mending.raw import Lines, in_file, ranges
from booklet.source import Mapping, Node, Scalar, Sequence, Source, parse

__all__ = ['MendedFile', 'reasons', 'survey', 'unified', 'visible', 'write']

Ids = Collection[str]
_PARSES = 60  # of one file, in search of edits that cannot be made
_BOM = b'\xef\xbb\xbf'
_QUOTED = 24  # letters beside a change that are quoted with it
_CONTEXT = 3  # lines around a change, as `diff -u` shows them


@dataclass(frozen=True, slots=True)
class MendedFile:
    """A file with edits of its text, in order."""

    folder: Path
    source: Source
    edits: tuple[Edit, ...]

    @property
    def text(self) -> str:
        return apply(self.source.text, self.edits)

    def spans(self) -> Iterator[tuple[Span, Edit]]:
        places = _Places(self.source)
        return ((places.span(edit.start, edit.end), edit) for edit in self.edits)


def survey(project: Path, sink: Sink, select: Ids = (), ignore: Ids = ()) -> list[MendedFile]:
    """What can be mended, by file. Places in doubt are notes in the sink; content that cannot be read is an error.

    `select` and `ignore`: ids of rules, as the command line has them.
    """
    content = read_content(project, sink)
    if content is None or content.folder is None or sink.has_errors:
        return []
    texts = passages(content, sink)
    checks = read_checks(Fields(content.merged, sink, 'the content', None))
    if sink.has_errors:
        return []
    chosen, ignores = choose(checks, select, ignore).ids, read_ignores(project)
    by_file: dict[str, list[tuple[Passage, Mended]]] = {}
    for passage, mended in zip(texts, mend_all(texts, chosen, ignores), strict=True):
        if mended.edits or mended.doubts:
            by_file.setdefault(passage.source.file, []).append((passage, mended))
    files = []
    for file in sorted(by_file):
        source = by_file[file][0][0].source
        edits = _edits(source, by_file[file], sink)
        if edits:
            files.append(MendedFile(content.folder, source, tuple(edits)))
    return files


class _Places:
    """Offsets of a source to spans."""

    def __init__(self, source: Source) -> None:
        self.file = source.file
        self.lines = Lines(source.text)

    def span(self, start: int, end: int) -> Span:
        line = bisect_right(self.lines.starts, start)
        following = self.lines.starts[line] if line < len(self.lines.starts) else end
        return Span(self.file, line, start - self.lines.starts[line - 1] + 1, max(1, min(end, following) - start))


def _edits(source: Source, found: list[tuple[Passage, Mended]], sink: Sink) -> list[Edit]:
    """The edits of one file; reports those that cannot be made, and what is in doubt."""
    places = _Places(source)
    groups: list[_Group] = []
    for passage, mended in found:
        scalar = passage.scalar
        if scalar is None:
            _report_doubts(mended.doubts, lambda doubt: places.span(doubt.start, doubt.end), sink)
            return list(mended.edits)
        where = ranges(scalar, places.lines)
        if where is None:
            if mended.edits:
                _refuse(scalar.text_span, sink)
            continue
        _report_doubts(mended.doubts, partial(_doubted, where, places), sink)
        for edit in mended.edits:
            typed = in_file(edit, where, scalar.style)
            if typed is None:
                _refuse(places.span(*where[min(edit.start, len(where) - 1)]), sink)
            else:
                groups.append(_Group((scalar.line, scalar.column), edit, typed))
    accepted = _Verifier(source).accepted(groups)
    made = set(map(id, accepted))
    for group in groups:
        if id(group) not in made:
            _refuse(places.span(group.typed.start, group.typed.end), sink)
    return sorted((group.typed for group in accepted), key=lambda edit: edit.start)


def _doubted(where: list[tuple[int, int]], places: _Places, doubt: Doubt) -> Span:
    last = min(max(doubt.end, doubt.start + 1), len(where)) - 1
    return places.span(where[min(doubt.start, last)][0], where[last][1])


def _report_doubts(doubts: Iterable[Doubt], place: Callable[[Doubt], Span], sink: Sink) -> None:
    for doubt in doubts:
        sink.note(f'left as it is: {doubt.reason}', place(doubt), 'mend it by hand if it is one')


def _refuse(span: Span, sink: Sink) -> None:
    sink.warning('this can be mended, but not without changing how the file reads', span, 'mend it by hand')


@dataclass(frozen=True, slots=True)
class _Group:
    """An edit of the value that begins at `place`, and the same edit of the file."""

    place: tuple[int, int]
    edit: Edit
    typed: Edit


class _Verifier:
    """Finds out which edits of a file may be made together, by reading the outcome."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tree = parse(source, Sink())
        self.parses = 0

    def accepted(self, groups: list[_Group]) -> list[_Group]:
        if not groups or self._holds(groups):
            return groups
        if len(groups) == 1 or self.parses >= _PARSES:
            return []
        middle = len(groups) // 2
        halves = self.accepted(groups[:middle]), self.accepted(groups[middle:])
        both = [*halves[0], *halves[1]]
        return both if not all(halves) or self._holds(both) else halves[0]

    def _holds(self, groups: list[_Group]) -> bool:
        self.parses += 1
        typed = sorted((group.typed for group in groups), key=lambda edit: edit.start)
        if any(one.end > two.start for one, two in pairwise(typed)):
            return False
        sink = Sink()
        tree = parse(Source(self.source.file, apply(self.source.text, typed)), sink)
        wanted: dict[tuple[int, int], list[Edit]] = {}
        for group in groups:
            wanted.setdefault(group.place, []).append(group.edit)
        return not sink.items and _alike(self.tree, tree, wanted)


def _alike(old: Node | None, new: Node | None, wanted: dict[tuple[int, int], list[Edit]]) -> bool:
    """Whether two trees say the same, but for the values that were to change."""
    rest = [(old, new)]
    while rest:
        one, two = rest.pop()
        if type(one) is not type(two):
            return False
        if isinstance(one, Scalar) and isinstance(two, Scalar):
            if apply(one.text, wanted.get((one.line, one.column), ())) != two.text or one.style != two.style:
                return False
        elif isinstance(one, Sequence) and isinstance(two, Sequence):
            if len(one.items) != len(two.items):
                return False
            rest += zip(one.items, two.items, strict=True)
        elif isinstance(one, Mapping) and isinstance(two, Mapping):
            if list(one.keys) != list(two.keys):
                return False
            rest += zip(one.values.values(), two.values.values(), strict=True)
    return True


def write(
    project: Path, files: Iterable[MendedFile], sink: Sink, select: Ids = (), ignore: Ids = ()
) -> tuple[list[MendedFile], Sink]:
    """Put the mended files in the place of the old ones.

    Gives those that were written, and what there is to say now: what failed, and what is in doubt, in the places that
    it has in the new files.
    """
    errors = Sink()
    written = [file for file in files if _write(file, errors)]
    if written:
        sink = Sink()
        survey(project, sink, select, ignore)
    return written, Sink([*errors.items, *sink.items])


def _write(file: MendedFile, sink: Sink) -> bool:
    """Whether the file could be written; if not, the sink has the reason."""
    path, place = Path(file.source.file), Span(file.source.file, 1)
    try:
        data = path.read_bytes()
        if not path.resolve().is_relative_to(file.folder.resolve()):
            sink.error('a link that leads out of content/', place, 'put the file itself there')
        elif data.decode('utf-8-sig', 'replace') != file.source.text:
            sink.error('the file has changed in the meantime; nothing was written', place, 'run it again')
        elif not path.stat().st_mode & 0o222 or not os.access(path, os.W_OK):
            sink.error('the file cannot be written: it is read-only', place, 'make it writable, and run it again')
        else:
            write_bytes(path, (_BOM if data.startswith(_BOM) else b'') + file.text.encode())
            return True
    except OSError as error:
        sink.error(f'the file cannot be written: {error.strerror or error}', place)
    return False


def reasons(file: MendedFile, name: str) -> Iterator[str]:
    """A line for each change: its place, the words before and after, and why."""
    text = file.source.text
    for span, edit in file.spans():
        head = re.split(r'\s', text[max(0, edit.start - _QUOTED) : edit.start])[-1]
        tail = re.split(r'\s', text[edit.end : edit.end + _QUOTED], maxsplit=1)[0]
        old = f'{head}{text[edit.start : edit.end]}{tail}'
        old, new = re.sub(r'[ \t]*[\r\n]\s*', ' ', old), head + edit.new + tail
        yield f'{name}:{span.line}:{span.column}: “{visible(old)}” → “{visible(new)}”: {edit.reason}'


def visible(text: str) -> str:
    """The text with a name for what could not be seen, or would act on a terminal."""
    return re.sub(f'{ACTING}|[\u00a0\u200c\u200d\ufe0e\ufe0f]', lambda sign: f'<U+{ord(sign.group()):04X}>', text)


def unified(file: MendedFile, name: str) -> list[str]:
    """The changes of one file as `diff -u` writes them, line by line without their ends."""
    starts = [*Lines(file.source.text).starts, len(file.source.text) + 1]
    blocks: list[tuple[int, int, list[Edit]]] = []  # lines from, to, and the edits in them
    for edit in file.edits:
        first = bisect_right(starts, edit.start) - 1
        last = bisect_right(starts, max(edit.start, edit.end - 1)) - 1
        # What takes a line's end away also changes the line after it.
        last = min(last + (edit.end == starts[last + 1] and edit.end > edit.start), len(starts) - 2)
        if blocks and first <= blocks[-1][1] - 1:
            before = blocks.pop()
            blocks.append((before[0], max(before[1], last + 1), [*before[2], edit]))
        else:
            blocks.append((first, last + 1, [edit]))
    rows = [f'--- {name}', f'+++ {name}']
    shift = 0
    for hunk in _hunks(blocks):
        lines, shift = _hunk(file.source.text, starts, hunk, shift)
        rows += lines
    return rows


_Block = tuple[int, int, list[Edit]]


def _hunks(blocks: list[_Block]) -> Iterator[list[_Block]]:
    """Blocks whose contexts touch, together."""
    together: list[_Block] = []
    for block in blocks:
        if together and block[0] - together[-1][1] > 2 * _CONTEXT:
            yield together
            together = []
        together.append(block)
    if together:
        yield together


def _hunk(text: str, starts: list[int], blocks: list[_Block], shift: int) -> tuple[list[str], int]:
    """One hunk with its head, and by how many lines what follows has moved."""

    def old(first: int, last: int) -> list[str]:
        return [text[starts[at] : starts[at + 1]].removesuffix('\n') for at in range(first, last)]

    def unended(last: int) -> list[str]:
        return [r'\ No newline at end of file'] if last == count and not text.endswith('\n') else []

    count = len(starts) - (2 if text.endswith('\n') else 1)  # no line begins behind the last end
    first, last = max(0, blocks[0][0] - _CONTEXT), min(count, blocks[-1][1] + _CONTEXT)
    rows, at, added = [], first, 0
    for begin, end, edits in blocks:
        rows += [f' {line}' for line in old(at, begin)]
        rows += [f'-{line}' for line in old(begin, end)]
        moved = [Edit(edit.start - starts[begin], edit.end - starts[begin], edit.new, '') for edit in edits]
        new = apply(text[starts[begin] : starts[end]], moved).removesuffix('\n').split('\n')
        rows += [*unended(end), *(f'+{line}' for line in new), *unended(end)]
        added += len(new) - (end - begin)
        at = end
    if at < last:
        rows += [*(f' {line}' for line in old(at, last)), *unended(last)]
    head = f'@@ -{first + 1},{last - first} +{first + 1 + shift},{last - first + added} @@'
    return [head, *rows], shift + added
