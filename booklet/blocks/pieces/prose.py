"""Marked-up prose, an abstract or a page of text, as blocks.

In: a text. Out: the blocks of `block`, with the styles and roles that fit, and remarks on what was not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from booklet import references
from booklet.block import Block, Display, Group, Ornament, Text
from booklet.blocks.pieces.remarks import refusal, remarks, settable
from booklet.design_styles import STYLES
from booklet.diagnostics import Span
from booklet.markup import Block as Markup
from booklet.markup import (
    Code,
    DisplayMath,
    Finding,
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
    parse,
)
from booklet.math import MathError, set_math
from booklet.model import Text as Source
from booklet.typography import typeset_inlines

_STEP = 1.5  # ems that each level of a list or quotation moves in, at least
_DEEPEST = 0.4  # of the measure: further in nothing moves, however deep it is nested
_FIGURE, _LABEL_GAP = 0.5, 0.15  # ems: about the width of a figure, and what more a list's number wants
_SPACES = re.compile('^ +| {2,}')
_FIXED_SPACE = '\u2007'  # as wide as a figure, thus in a typewriter face as any letter; never a place to break
_TAB = 4  # letters
_NOTES_RULE = 4.0  # ems: the short hairline above the notes
_NOTES_RAISED = 0.4  # ems that the rule stands above the line of the first note
_HANGS = re.compile(r'\W|\(?[^\W_]{1,4}[.):]{0,2}')  # a bullet, a number; what is longer runs into its item
_NOTE = '#note:'


Heads = tuple[str, str]  # a style and a role
HEADS: Heads = ('heading', 'H4')  # below the title of a talk


@dataclass(frozen=True, slots=True)
class Margins:
    """Where prose stands, points: the column's width, how far in a table begins, the em of its type."""

    measure: float
    left: float
    em: float


def prose(
    text: Source,
    language: str,
    margins: Margins,
    name: str = '',
    style: str = 'abstract_text',
    indent: float = 0.0,
    heading: Heads = HEADS,
) -> Iterator[Block]:
    """The text in its own language, or in this; `name` of what it belongs to keeps its notes' anchors apart.

    `style` is that of its paragraphs; `<style>_next`, where there is one, that of those which follow another.
    `indent` is how far in all of it begins, points, besides what its styles say; `heading`, what its headings are.
    """
    found: list[Finding] = []
    flow = _Flow(text.language or language, margins, text.span, name, found, style, heading)
    yield from flow.blocks(parse(text, found), indent=indent)
    if found:
        yield from remarks(text, found)


@dataclass(frozen=True, slots=True)
class _Flow:
    """What holds for all blocks of one text."""

    language: str
    margins: Margins
    span: Span | None = None
    name: str = ''
    found: list[Finding] = field(default_factory=list)
    style: str = 'abstract_text'
    heading: Heads = HEADS

    def blocks(self, blocks: Sequence[Markup], style: str = '', indent: float = 0.0) -> Iterator[Block]:
        """`indent` is how far in the prose begins, points, besides what its styles say."""
        language, span = self.language, self.span
        style = style or self.style
        for number, block in enumerate(blocks):
            match block:
                case Paragraph(inlines):
                    after = isinstance(blocks[number - 1], Paragraph | List) if number else False
                    name = f'{style}_next' if after and f'{style}_next' in STYLES else style
                    yield Text(self.spans(inlines), name, language=language, indent=indent, span=span, turns=True)
                case Heading(_, inlines):
                    style_, role = self.heading
                    yield Text(self.spans(inlines), style_, role, language, indent=indent, span=span, turns=True)
                case List():
                    yield Group('L', tuple(self.items(block, style, indent)))
                case Quotation(inner):
                    deeper = self.deeper(indent) if style == 'quotation' else indent
                    yield Group('BlockQuote', tuple(self.blocks(inner, 'quotation', deeper)))
                case Code(text):
                    yield Text(_code(text), 'code', 'Code', indent=indent, span=span)
                case DisplayMath():
                    yield self.display(block, indent)
                case Table(rows, header, align):
                    from booklet.blocks.pieces.prose_table import table

                    made = table(
                        rows,
                        header,
                        align,
                        left=self.margins.left + indent,
                        measure=self.margins.measure,
                        em=self.margins.em,
                        spans_of=self.spans,
                        span=span,
                    )
                    if made is not None:
                        yield made
                case Notes(items):
                    yield from self.notes(items)

    def spans(self, inlines: Spans) -> Spans:
        """The spans in the language's typography, formulas that can be set, and links to notes of this text."""
        inlines = settable(inlines, self.language, self.found)
        if any(span.link.startswith(_NOTE) for span in inlines if isinstance(span, Inline)):
            inlines = tuple(self.leading(span) if isinstance(span, Inline) else span for span in inlines)
        return typeset_inlines(inlines, self.language)

    def leading(self, span: Inline) -> Inline:
        if not span.link.startswith(_NOTE):
            return span
        label = span.link.removeprefix(_NOTE)
        return replace(span, link='#' + references.note(self.name, label) if self.name else '')

    def deeper(self, indent: float, ems: float = _STEP) -> float:
        """One level further in, unless that leaves too little room."""
        margins = self.margins
        return max(indent, min(indent + ems * margins.em, _DEEPEST * (margins.measure - margins.left)))

    def items(self, block: List, style: str, indent: float) -> Iterator[Block]:
        hanging = [item.label for item in block.items if _HANGS.fullmatch(item.label)]
        indent = self.deeper(indent, max(_STEP, _FIGURE * max(map(len, hanging), default=0) + _LABEL_GAP))
        inside = style if style == 'footnote' else 'list_item'
        for item in block.items:
            item = item if _HANGS.fullmatch(item.label) else _run_in(item)
            yield Group('LI', tuple(self.labelled(item, (Inline(item.label),), inside, indent)))

    def labelled(
        self, item: ListItem, label: tuple[Inline, ...], style: str, indent: float, anchor: str = ''
    ) -> Iterator[Block]:
        """An item's blocks, its label beside the first; before one that is no text it stands on the line above."""
        inner = list(self.blocks(item.blocks, style, indent))
        if not inner or not isinstance(first := inner[0], Text):
            if item.label:
                yield Text(label, style, 'LBody', self.language, anchor, indent=indent, span=self.span)
            yield from inner
            return
        shown = label if item.label else ()
        yield replace(first, role='LBody', language=self.language, label=shown, anchor=anchor, indent=indent)
        yield from inner[1:]

    def display(self, block: DisplayMath, indent: float) -> Block:
        try:
            set_math(block.tex, True, self.language, block.macros)  # as `set_display` asks, so once
        except MathError as error:
            self.found.append(refusal(block.tex, block.at, error))
            return Text(_code(f'$${block.tex}$$'), 'code', 'Code', indent=indent, span=self.span)
        return Display(block.tex, 'display', self.span, self.language, block.macros, indent)

    def notes(self, items: Sequence[ListItem]) -> Iterator[Block]:
        """The notes in small type below a short hairline, their numbers raised."""
        margins = self.margins
        raised = _NOTES_RAISED * margins.em
        yield Ornament(_NOTES_RULE * margins.em, margins.left, space_before=margins.em, space_after=raised)
        rows = []
        for item in items:
            anchor = references.note(self.name, item.label) if self.name else ''
            label = (Inline(item.label, Style.SUPERSCRIPT),)
            rows.append(Group('LI', tuple(self.labelled(item, label, 'footnote', margins.em, anchor))))
        yield Group('L', tuple(rows))


def _run_in(item: ListItem) -> ListItem:
    """A term, too long to hang beside its definition, as the definition's first words."""
    if not item.label:
        return item
    term = Inline(item.label, Style.STRONG)
    if item.blocks and isinstance(first := item.blocks[0], Paragraph):
        return ListItem('', (replace(first, inlines=(term, Inline(' '), *first.inlines)), *item.blocks[1:]))
    return ListItem('', (Paragraph((term,)), *item.blocks))


def _code(text: str) -> Spans:
    lines: list[Inline | LineBreak] = []
    for line in text.rstrip('\n').split('\n'):
        fixed = _SPACES.sub(lambda run: _FIXED_SPACE * len(run[0]), line.expandtabs(_TAB))
        lines += [LineBreak(), Inline(fixed or _FIXED_SPACE)]
    return tuple(lines[1:])
