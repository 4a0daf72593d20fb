"""Where set matter is gathered: the paragraph that is open, the blocks before it, the items of a list.

In: spans and blocks, one after the other. Out: a tuple of blocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from booklet.markup import plain
from booklet.markup.pieces import defined, with_tail
from booklet.markup.spans import (
    Block,
    Code,
    DisplayMath,
    Heading,
    Inline,
    LineBreak,
    List,
    ListItem,
    Notes,
    Paragraph,
    Quotation,
    Spans,
    Style,
    Table,
    merged,
)

_AFTER_DISPLAY = re.compile(r'\s*([.,;:])(?=\s|$)')
_ROMAN = ((10, 'x'), (9, 'ix'), (5, 'v'), (4, 'iv'), (1, 'i'))
_PATTERN = re.compile(r'(\\(?:arabic|roman|Roman|alph|Alph)\*|(?<![A-Za-z])[1aAiI](?![A-Za-z]))')
_COUNTER = re.compile(r'\\(arabic|roman|Roman|alph|Alph)\s*\{enum[iv]+\}')
_KINDS = {'1': 'arabic', 'a': 'alph', 'A': 'Alph', 'i': 'roman', 'I': 'Roman'}
_DEFAULTS = ('1.', '(a)', 'i.', 'A.')


@dataclass
class Items:
    """A list while it grows. `label` is that of the item which is open, None before the first."""

    kind: str  # 'itemize', 'enumerate' or 'description'
    pattern: str = ''  # of the labels; LaTeX's own if it is empty
    level: int = 0
    count: int = 0
    label: str | None = None
    term: Spans = ()  # of a description
    items: list[ListItem] = field(default_factory=list)

    def next_label(self, own: str = '') -> str:
        """The label of the next item; `own` is the pattern that the author defines for lists at this level."""
        self.count += 1
        if self.kind != 'enumerate':
            return '•'
        own = _COUNTER.sub(r'\\\1*', own)
        return numbered(self.pattern or own or _DEFAULTS[min(self.level, 3)], self.count)


@dataclass
class Sink:
    """`interrupted`: a display has just interrupted the paragraph that goes on now."""

    items: Items | None = None
    blocks: list[Block] = field(default_factory=list)
    spans: list[Inline | LineBreak] = field(default_factory=list)
    interrupted: bool = False

    def add(self, span: Inline | LineBreak) -> None:
        self.spans.append(span)

    def strip(self) -> None:
        """Takes the space at the end of the open paragraph away."""
        _strip_end(self.spans)

    def add_block(self, block: Block, *, interrupts: bool = False) -> None:
        self.end_paragraph()
        self.blocks.append(block)
        self.interrupted = interrupts

    def end_paragraph(self) -> None:
        """The open paragraph among the blocks. A full stop after a display is part of it."""
        spans = finished(self.spans)
        self.spans = []
        continued, self.interrupted = self.interrupted, False
        display = self.blocks[-1] if continued and self.blocks else None
        first = spans[0] if spans else None
        mark = _AFTER_DISPLAY.match(first.text) if isinstance(first, Inline) and not first.math else None
        if isinstance(display, DisplayMath) and isinstance(first, Inline) and mark:
            self.blocks[-1] = with_tail(display, mark.group(1))
            spans = finished((replace(first, text=first.text[mark.end() :]), *spans[1:]))
        if spans:
            self.blocks.append(Paragraph(spans, continued))

    def end_item(self) -> tuple[Block, ...]:
        """What the open item holds; before the first item, what stands before the list."""
        self.end_paragraph()
        blocks, self.blocks = tuple(self.blocks), []
        if self.items and self.items.label is not None:
            if self.items.kind == 'description':
                self.items.items.append(defined(self.items.term, blocks))
            elif blocks or self.items.label != '•':
                self.items.items.append(ListItem(self.items.label, blocks))
            return ()
        return blocks

    def finish(self) -> tuple[Block, ...]:
        self.end_paragraph()
        return tuple(self.blocks)


def finished(spans: Iterable[Inline | LineBreak]) -> Spans:
    """Merged, addresses linked, with one space between words and none at either end or beside a break."""
    result: list[Inline | LineBreak] = []
    for span in spans:
        if isinstance(span, Inline) and span.text:
            result.extend(_fitted(span, result[-1] if result else None))
        elif isinstance(span, LineBreak) and result:
            _strip_end(result)
            if result:
                result.append(span)
    while result and isinstance(result[-1], LineBreak):
        result.pop()
    _strip_end(result)
    while result and isinstance(result[-1], LineBreak):
        result.pop()
        _strip_end(result)
    return plain.linked(merged(result))


def _fitted(span: Inline, last: Inline | LineBreak | None) -> tuple[Inline, ...]:
    """The span without a space that follows another."""
    if span.math or span.text[0] != ' ':
        return (span,)
    if isinstance(last, Inline) and (last.math or not last.text.endswith(' ')):
        return (span,)
    text = span.text.lstrip(' ')
    return (replace(span, text=text),) if text else ()


def _strip_end(spans: list[Inline | LineBreak]) -> None:
    while spans and isinstance(last := spans[-1], Inline) and not last.math and last.text.endswith(' '):
        spans.pop()
        if text := last.text.rstrip(' '):
            spans.append(replace(last, text=text))


def numbered(pattern: str, number: int) -> str:
    """A label after a pattern such as `(a)` or `\\roman*.`."""
    match = _PATTERN.search(pattern)
    if not match:
        return pattern or f'{number}.'
    sign = match.group().strip('\\*')
    return pattern[: match.start()] + _numeral(_KINDS.get(sign, sign), number) + pattern[match.end() :]


def is_pattern(option: str) -> bool:
    """Whether a list's option is its labels' pattern, as `(a)` or `Step 1:` is and `noitemsep` is not."""
    match = _PATTERN.search(option)
    if match is None or '=' in option or ',' in option:
        return False
    return match.group() == '1' or match.group()[0] == '\\' or not re.search(r'[A-Za-z]', _PATTERN.sub('', option, 1))


def _numeral(kind: str, number: int) -> str:
    if kind == 'arabic' or number > 39:
        return str(number)
    if kind in ('alph', 'Alph'):
        text = chr(ord('a') + number - 1) if number <= 26 else str(number)
    else:
        text, rest = '', number
        for value, letters in _ROMAN:
            text += letters * (rest // value)
            rest %= value
    return text.upper() if kind[0].isupper() else text


def flattened(blocks: Iterable[Block], between: Inline | LineBreak | None = None) -> Spans:
    """All that blocks say, as the spans of one line."""
    spans: list[Inline | LineBreak] = []
    for block in blocks:
        if spans:
            spans.append(between or Inline(' '))
        match block:
            case Paragraph(inner) | Heading(_, inner):
                spans.extend(inner)
            case DisplayMath(tex, macros, at):
                spans.append(Inline(tex, math=True, macros=macros, at=at))
            case Code(text):
                spans.append(Inline(' '.join(text.split()), Style.CODE))
            case Quotation(inside):
                spans.extend(flattened(inside, between))
            case List(items, _) | Notes(items):
                for item in items:
                    spans.extend((Inline(f'{item.label} '), *flattened(item.blocks, between), Inline(' ')))
            case Table(rows):
                for row in rows:
                    for cell in row:
                        spans.extend((*cell, Inline(' ')))
    return finished(spans)


def closed_up(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with the levels of their headings counted from 1, none skipped."""
    blocks = tuple(blocks)
    levels: set[int] = set()

    def note(block: Block) -> Block:
        if isinstance(block, Heading):
            levels.add(block.level)
        return block

    _mapped(blocks, note)
    ranks = {level: rank for rank, level in enumerate(sorted(levels), 1)}
    if all(level == rank for level, rank in ranks.items()):
        return blocks
    return _mapped(blocks, lambda b: replace(b, level=ranks[b.level]) if isinstance(b, Heading) else b)


def _mapped(blocks: Iterable[Block], change: Callable[[Block], Block]) -> tuple[Block, ...]:
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Quotation):
            block = Quotation(_mapped(block.blocks, change))
        elif isinstance(block, (List, Notes)):
            items = tuple(replace(item, blocks=_mapped(item.blocks, change)) for item in block.items)
            block = replace(block, items=items)
        result.append(change(block))
    return tuple(result)
