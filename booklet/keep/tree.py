"""A YAML file as a tree that remembers which characters each part of it stands on, and can be changed.

In: the text of a file. Out: a tree that can be changed, each part of it with its place in the text.

An entry is a key with its value, or an item of a list. Of a block, every entry has whole lines: those from the end of
the entry before it (`lead`), of which those from `own` on belong to it alone (remarks right above it), to the end of
its last line (`stop`). In brackets it has what stands between the commas.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from typing import Any

from booklet.source import BREAK, Scalar, Source, parser, uncollected

_REMARK = re.compile(r'(?:(?<=\s)|^)#[^\r\n\x85\u2028\u2029]*')
_LINE_END = re.compile(BREAK)


class Unclear(Exception):
    """The text cannot be brought together with what it means."""


class Leaf(Scalar):
    """A text as it stands between `start` and `end`; an alias is one too, with `style` '*'."""

    __slots__ = ('end', 'fixed', 'start')

    def __init__(self, page: Page, event: Any, style: str, text: Any) -> None:
        mark = event.start_mark
        super().__init__(page.source, mark.line, mark.column, text, style)
        self.start, self.end = mark.index, event.end_mark.index
        self.fixed = style == '*' or event.anchor is not None or getattr(event, 'tag', None) is not None
        if style in ('|', '>'):
            shown = page.text[self.start : self.end]
            header = _LINE_END.split(shown, maxsplit=1)[0]
            kept = '+' in header.partition('#')[0]
            self.end -= len(shown) - len(shown.rstrip('\n\r' if kept else None)) if not kept else _last_break(shown)


def _last_break(text: str) -> int:
    return 2 if text.endswith('\r\n') else int(text.endswith(('\n', '\r')))


class Fresh:
    """A value that no file has yet, as plain data; a text may ask for the quotes it is to have."""

    __slots__ = ('style', 'value')

    def __init__(self, value: Any, style: str = '') -> None:
        self.value = value
        self.style = style


class Branch:
    """A mapping or a list. `entries` as they shall stand, `before` as they stood."""

    __slots__ = ('before', 'column', 'dirty', 'end', 'entries', 'entry', 'fixed', 'flow', 'is_map', 'page', 'start')

    def __init__(self, page: Page | None, is_map: bool, flow: bool = False, column: int = 0, start: int = 0) -> None:
        self.page = page
        self.is_map = is_map
        self.flow = flow
        self.column = column  # of its entries, where it is a block
        self.start = self.end = start
        self.entries: list[Entry] = []
        self.before: list[Entry] = []
        self.entry: Entry | None = None
        self.dirty = self.fixed = False

    def find(self, key: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.name == key), None)

    def touch(self) -> None:
        self.dirty = True
        if self.entry is not None:
            self.entry.touch()

    def add(self, entry: Entry, at: int | None = None) -> None:
        """Puts in an entry: a new one, or one taken out elsewhere."""
        self.entries.insert(len(self.entries) if at is None else at, entry)
        entry.parent = self
        self.touch()


class Entry:
    """`key` None: an item of a list. `above`: new remarks, to stand right above it."""

    __slots__ = (
        'above', 'dirty', 'flow', 'head', 'key', 'lead', 'moved', 'name', 'own', 'page', 'parent', 'start', 'stop',
        'tail', 'value', 'was',
    )  # fmt: skip

    def __init__(self, parent: Branch | None, name: str | None, value: Leaf | Branch | Fresh) -> None:
        self.parent = parent
        self.page: Page | None = None
        self.name = name
        self.key: Leaf | None = None
        self.value = self.was = value
        self.above: list[str] = []
        self.dirty = self.moved = False
        self.flow = False  # whether it stood in brackets, and so has no lines of its own
        self.lead = self.own = self.start = self.stop = self.head = self.tail = 0
        if isinstance(value, Branch):
            value.entry = self

    def touch(self) -> None:
        self.dirty = True
        if self.parent is not None and not self.parent.dirty:
            self.parent.touch()

    def put(self, value: Branch | Fresh) -> None:
        """Gives it another value."""
        self.value = value
        if isinstance(value, Branch):
            value.entry = self
        self.touch()

    def take_out(self) -> None:
        assert self.parent is not None
        self.parent.entries.remove(self)
        self.parent.touch()
        self.parent, self.moved = None, True

    @property
    def fixed(self) -> bool:
        """Whether what stands here is named elsewhere too: a change would change both."""
        return _fixed(self.value)

    def remarks(self, apart: Callable[[Entry], bool]) -> list[str]:
        """What people wrote above it or into it that is no value, but for what belongs to entries that stand apart."""
        if self.page is None:
            return []
        every = self.page.remarks
        within = every[bisect_left(every, (self.own, '')) : bisect_left(every, (self.stop, ''))]
        others = [*_apart(self.was, apart), *self.page.dropped] if within else []
        return [remark for place, remark in within if not any(one <= place < two for one, two in others)]


def _apart(value: Leaf | Branch | Fresh, apart: Callable[[Entry], bool]) -> Iterator[tuple[int, int]]:
    for entry in value.before if isinstance(value, Branch) else ():
        if apart(entry):
            yield entry.own, entry.stop
        else:
            yield from _apart(entry.was, apart)


def _fixed(value: Leaf | Branch | Fresh) -> bool:
    if isinstance(value, Leaf):
        return value.fixed
    return isinstance(value, Branch) and (value.fixed or any(_fixed(entry.value) for entry in value.entries))


class Page:
    """One file. `dropped`: remarks that shall go, as ranges of whole lines."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.newline = '\r\n' if '\r\n' in source.text else '\n'
        self.leaves: list[tuple[int, int]] = []
        self.dropped: set[tuple[int, int]] = set()
        with uncollected():
            self.root = _compose(self)
        self.remarks = self._remarks()
        self.line_ends = [match.end() for match in _LINE_END.finditer(self.text)]
        if isinstance(self.root, Branch):
            _measure(self, self.root, 0, len(self.text))

    def cut(self, start: int, end: int) -> str:
        """The text between two places, without what was dropped."""
        found, at = [], start
        for first, last in sorted(self.dropped):
            if start <= first and last <= end:
                found.append(self.text[at:first])
                at = last
        return ''.join((*found, self.text[at:end]))

    def line_after(self, place: int) -> int:
        """Where the next line begins."""
        index = bisect_right(self.line_ends, place)
        return self.line_ends[index] if index < len(self.line_ends) else len(self.text)

    def line_at(self, place: int) -> int:
        """Where this line begins."""
        index = bisect_right(self.line_ends, place)
        return self.line_ends[index - 1] if index else 0

    def _remarks(self) -> list[tuple[int, str]]:
        found, at = [], 0
        for start, end in [*sorted(self.leaves), (len(self.text), len(self.text))]:
            if '#' in self.text[at:start]:
                found += [(match.start(), match.group()) for match in _REMARK.finditer(self.text, at, start)]
            at = max(at, end)
        return found


def plain(value: Leaf | Branch | Fresh | None) -> Any:
    """What it says, as plain data; texts without the line ends at their end, which blocks may have or not."""
    if isinstance(value, Branch):
        if value.is_map:
            return {entry.name: plain(entry.value) for entry in value.entries} or ''
        return [plain(entry.value) for entry in value.entries] or ''
    if isinstance(value, Leaf):
        return f'*{value.text}' if value.style == '*' else value.text.rstrip('\n')
    return _told(value.value) if value is not None else ''


def _told(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _told(entry) for key, entry in value.items()} or ''
    if isinstance(value, list):
        return [_told(entry) for entry in value] or ''
    return str(value).lower() if isinstance(value, bool) else str(value).rstrip('\n')


def _compose(page: Page) -> Leaf | Branch | None:
    """The tree out of the parser's events; of what `source` refuses nothing needs to be known here."""
    import yaml

    get = parser(page.text).get_event
    stack: list[Branch] = []
    keys: list[Leaf | Branch | None] = []
    root: Leaf | Branch | None = None
    while True:
        event = get()
        node: Leaf | Branch
        if isinstance(event, yaml.StreamEndEvent):
            return root
        if isinstance(event, yaml.ScalarEvent):
            node = Leaf(page, event, event.style or '', event.value)
            page.leaves.append((node.start, node.end))
        elif isinstance(event, yaml.AliasEvent):
            node = Leaf(page, event, '*', event.anchor)
            page.leaves.append((node.start, node.end))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            mark: Any = event.start_mark
            is_map = isinstance(event, yaml.MappingStartEvent)
            node = Branch(page, is_map, bool(event.flow_style), mark.column, mark.index)
            node.fixed = event.anchor is not None or event.tag is not None
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            closed = stack.pop()
            keys.pop()
            after: Any = event.end_mark
            closed.end = after.index
            closed.before = list(closed.entries)
            continue
        else:
            continue
        if not stack:
            root = node
        elif stack[-1].is_map and keys[-1] is None:
            keys[-1] = node
            if isinstance(node, Branch):
                raise Unclear
        else:
            _entry(page, stack[-1], keys[-1], node)
            keys[-1] = None
        if isinstance(node, Branch):
            stack.append(node)
            keys.append(None)


def _entry(page: Page, branch: Branch, key: Leaf | Branch | None, node: Leaf | Branch) -> None:
    entry = Entry(branch, key.text if isinstance(key, Leaf) else None, node)
    entry.page, entry.key, entry.flow = page, key if isinstance(key, Leaf) else None, branch.flow
    entry.start = key.start if isinstance(key, Leaf) else node.start
    branch.entries.append(entry)


def _measure(page: Page, branch: Branch, lead: int, limit: int) -> int:
    """Finds the lines of every entry; gives the end of what the branch holds."""
    end = branch.start
    for index, entry in enumerate(branch.entries):
        if not branch.flow:
            if entry.key is None:
                entry.start = _dash(page, branch, end if index else branch.start, entry.start)
            else:
                branch.column = branch.column if index else entry.key.column
            begin = page.line_at(entry.start)
            alone = not page.text[begin : entry.start].strip(' ')
            entry.lead = entry.own = lead if alone else entry.start
            if alone:
                entry.own = _own(page, entry.lead, begin, branch.column)
            elif index:
                raise Unclear
        value = entry.value
        if isinstance(value, Leaf):
            entry.head, end = value.start, value.end
        elif isinstance(value, Branch) and value.flow:
            _measure(page, value, value.start, value.end)
            entry.head, end = value.start, value.end
        elif isinstance(value, Branch):
            after = entry.key.end if entry.key is not None else entry.start
            first = page.line_after(after)
            inside = _measure(page, value, first, limit)
            entry.head, end = value.entries[0].lead, inside
        entry.tail = end
        if branch.flow:
            entry.lead, entry.own, entry.stop = entry.start, entry.start, end
        else:
            if isinstance(value, Branch) and not value.flow:
                entry.stop = entry.tail = value.entries[-1].stop
            else:
                entry.stop = page.line_after(max(end - 1, entry.start))
                if page.text[end : entry.stop].strip() and '#' not in page.text[end : entry.stop]:
                    raise Unclear
            lead = entry.stop
    return end


def _dash(page: Page, branch: Branch, after: int, start: int) -> int:
    """Where the item's `-` stands; all of a list stand in one column."""
    if page.text[after : after + 1] == '-' and after == branch.start:
        return after
    at = page.line_at(start)
    while at >= after - 1:
        place = at + branch.column
        if page.text[place : place + 1] == '-' and not page.text[at:place].strip(' '):
            return place
        if at == 0:
            break
        at = page.line_at(at - 1)
    raise Unclear


def _own(page: Page, lead: int, begin: int, column: int) -> int:
    """Remarks right above, as far in as the entry, are its own."""
    own = begin
    while own > lead:
        above = page.line_at(own - 1)
        row = page.text[above:own]
        if above < lead or not row.startswith(' ' * column + '#'):
            break
        own = above
    return own
