"""Definitions that an author makes in one formula hold for the later ones of the same text, as in TeX.

In: the blocks of a text, and its source. Out: the same blocks; formulas that use what was defined before have it in
their `macros`, and all know where they begin. A formula that does nothing but define is no formula: it goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from booklet.markup.spans import (
    Block,
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
    Table,
)

MAX_MACROS = 3000  # characters of definitions that one formula stands under
_SIGNS = ('$', '\\', '<')
_COMMAND = re.compile(r'\\[A-Za-z]+')
_HEAD = re.compile(
    r"""\\(?:(?:re)?newcommand\*?|providecommand\*?|DeclareMathOperator\*?|def|gdef)\s*
        (?:\{\s*(\\[A-Za-z]+)\s*\}|(\\[A-Za-z]+))\s*
        (?:\[\d\]\s*(?:\[[^\[\]{}]*\]\s*)?|(?:\#\d)+\s*)?(?=\{)""",
    re.VERBOSE,
)


def settled(blocks: Iterable[Block], source: str) -> tuple[Block, ...]:
    """The blocks with every formula's place and macros."""
    blocks = tuple(blocks)
    return tuple(_Formulas(source).blocks(blocks)) if any(sign in source for sign in _SIGNS) else blocks


def settled_inlines(spans: Spans, source: str) -> Spans:
    if not any(isinstance(span, Inline) and span.math for span in spans):
        return spans
    return tuple(_Formulas(source).spans(spans))


def definitions(tex: str) -> tuple[dict[str, str], str]:
    """The definitions in a formula by the command that each defines, and what else there is of it."""
    found: dict[str, str] = {}
    rest: list[str] = []
    end = 0
    while match := _HEAD.search(tex, end):
        close = _closing_brace(tex, match.end())
        if close < 0:
            break
        rest.append(tex[end : match.start()])
        found[match[1] or match[2]] = tex[match.start() : close + 1]
        end = close + 1
    return found, ''.join((*rest, tex[end:])).strip()


def _closing_brace(tex: str, start: int) -> int:
    depth = 0
    for match in re.compile(r'\\.|[{}]', re.DOTALL).finditer(tex, start):
        depth += {'{': 1, '}': -1}.get(match[0], 0)
        if not depth:
            return match.start()
    return -1


class _Formulas:
    """Goes through a text in its order and gathers what it defines."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.defined: dict[str, str] = {}
        self.at = 0

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Block]:
        for block in blocks:
            match block:
                case Paragraph(inlines):
                    if not inlines or (spans := self.changed(inlines)) is inlines:
                        yield block
                    elif spans:
                        yield replace(block, inlines=spans)
                case Heading(_, inlines):
                    yield replace(block, inlines=self.changed(inlines))
                case List(items) | Notes(items):
                    yield replace(block, items=tuple(self.items(items)))
                case Quotation(inner):
                    yield replace(block, blocks=tuple(self.blocks(inner)))
                case Table(rows):
                    yield replace(block, rows=tuple(tuple(self.changed(cell) for cell in row) for row in rows))
                case DisplayMath(tex):
                    made = self.formula(tex, block.macros, block.at)
                    if made is not None:
                        yield DisplayMath(*made)
                case _:
                    yield block

    def items(self, items: Iterable[ListItem]) -> Iterator[ListItem]:
        for item in items:
            yield replace(item, blocks=tuple(self.blocks(item.blocks)))

    def changed(self, spans: Spans) -> Spans:
        if not any(isinstance(span, Inline) and span.math for span in spans):
            return spans
        return tuple(self.spans(spans))

    def spans(self, spans: Spans) -> Iterator[Inline | LineBreak]:
        for span in spans:
            if isinstance(span, Inline) and span.math:
                made = self.formula(span.text, span.macros, span.at)
                if made is not None:
                    yield replace(span, text=made[0], macros=made[1], at=made[2])
            else:
                yield span

    def formula(self, tex: str, macros: str, at: int) -> tuple[str, str, int] | None:
        """The formula's TeX, its macros and its place; None for one that only defines."""
        at = self.place(tex) if at < 0 else at
        if macros or ('\\' not in tex):
            return tex, macros, at
        used = self.used(tex)
        found, rest = definitions(tex) if 'newcommand' in tex or 'def' in tex or 'Declare' in tex else ({}, tex)
        self.defined.update(found)
        return (tex, used, at) if rest or not found else None

    def used(self, tex: str) -> str:
        """The definitions that the formula needs, and those that these need, in the order in which they were made."""
        if not self.defined:
            return ''
        needed: set[str] = set()
        waiting = [name for name in _COMMAND.findall(tex) if name in self.defined]
        while waiting:
            name = waiting.pop()
            if name not in needed:
                needed.add(name)
                waiting += [other for other in _COMMAND.findall(self.defined[name]) if other in self.defined]
        text = ''.join(definition for name, definition in self.defined.items() if name in needed)
        return text if len(text) <= MAX_MACROS else ''

    def place(self, tex: str) -> int:
        """Where the next formula of this TeX stands in the source."""
        head = tex.split('\n')[0][:40]
        places = [(self.source.find(sign + head, self.at), len(sign)) for sign in ('$', '\\(', '\\[')]
        places = [place for place in places if place[0] >= 0] or [(self.source.find(head, self.at), 0)]
        at, sign = min(places)
        if at < 0:
            return -1
        self.at = at + sign + len(head)
        return at + sign
