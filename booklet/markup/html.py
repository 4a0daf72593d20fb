"""HTML as conference systems export it to blocks, through JustHTML, a parser as HTML5 has it.

In: source text. Out: blocks and spans. Nothing is run and nothing is fetched. What is no known tag stays as its own
source text (`html_source`). JustHTML is pure Python, takes time linear in the text whatever stands there, and tells
where each node began; html5lib does not, lxml reads HTML 4, and selectolax, twenty times faster, tells no places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from booklet.markup import pieces, plain
from booklet.markup.html_blocks import ATOMS, BREAK, READERS, Context, flat, inside
from booklet.markup.html_pieces import parted, spaced, with_formulas
from booklet.markup.html_source import ATOM, FILLER, LITERAL, TAG, Unescaped, guarded, unescaped
from booklet.markup.pieces import Piece
from booklet.markup.spans import (
    Block,
    DisplayMath,
    Finding,
    Heading,
    Inline,
    LineBreak,
    Paragraph,
    Spans,
)

MAX_LENGTH = 60_000  # characters; beyond it the text is set as plain paragraphs
_MANY_NO_BREAKS = 5
_FILLED = str.maketrans({LITERAL: '<', FILLER: None})
_PARTING = """p div section article header footer main address center figure figcaption form fieldset legend
    details summary aside nav hgroup dir dt dd caption body html"""
_PARAGRAPHS = frozenset(_PARTING.split())
_BLANK_LINE = re.compile(r'\n[ \t\r]*\n\s*')
_AROUND = ' \t\r\n“”„‘’'  # quotes that should have been the attribute's own
_ADDRESS = re.compile(r'\s*(?:https?://|mailto:|ftp://|tel:)\S', re.IGNORECASE)

Atoms = Sequence[Inline | DisplayMath]


def blocks(source: str, found: list[Finding], atoms: Atoms | None = None) -> tuple[Block, ...]:
    """The blocks of an HTML text. `atoms` are pieces that another dialect, which finds formulas itself, set aside."""
    builder = _read(source, found, atoms)
    if builder is None:
        return plain.blocks(source)
    builder.flush()
    return _levelled(builder.blocks)


def inlines(source: str, found: list[Finding], atoms: Atoms | None = None) -> Spans:
    """The spans of one line of HTML: of blocks only their words."""
    builder = _read(source, found, atoms, inline=True)
    if builder is None:
        return plain.inlines(source)
    parts = (piece for part in parted(builder.found()) for piece in (LineBreak(), *part))
    return pieces.line(spaced([*parts][1:]))


def _read(source: str, found: list[Finding], atoms: Atoms | None, *, inline: bool = False) -> Builder | None:
    from justhtml import JustHTML

    source = plain.unix_lines(source)
    original = unescaped(source) if atoms is None else Unescaped(source)
    if len(original.text) > MAX_LENGTH:
        found.append(Finding(0, 0, f'the text is longer than {MAX_LENGTH} characters: its tags are not read'))
        return None
    own: list[Finding] = []
    safe = guarded(original.text, own, atoms)
    if safe.too_deep:
        found.append(Finding(0, 0, 'the text is nested too deeply: its tags are not read'))
        return None
    root = JustHTML(safe.text, fragment=True, sanitize=False, track_node_locations=True, scripting_enabled=False).root
    reader = Reader(original.text, safe.atoms, own, inline=inline, alone=atoms is None)
    builder = Builder(reader)
    builder.children(root, Context())
    found += (replace(one, at=original.origin(one.at)) for one in own)
    return builder


@dataclass(slots=True)
class Reader:
    """What all builders of one text share."""

    source: str
    atoms: Atoms
    found: list[Finding]
    inline: bool = False
    alone: bool = True  # no other dialect has looked for formulas before
    blank_lines: bool = field(init=False)  # whether they part paragraphs, as where no tag does
    no_breaks: bool = field(init=False)  # whether no-break spaces stand for all spaces, as in Word's texts

    def __post_init__(self) -> None:
        self.blank_lines = re.search(r'<(?:p|div)\b', self.source, re.IGNORECASE) is None
        tied = self.source.count('\xa0') + self.source.lower().count('&nbsp;')
        self.no_breaks = tied >= _MANY_NO_BREAKS and tied > self.source.count(' ')

    def text(self, node: Any) -> str:
        """The letters of a text node, without what the parser was not to see."""
        text = str(node.data or '').translate(_FILLED)
        return text.replace('\xa0', ' ') if self.no_breaks else text


class Builder:
    """Blocks so far, and the pieces of the paragraph that is still open."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.blocks: list[Block] = []
        self.pieces: list[Piece] = []

    def flush(self) -> None:
        """Ends the paragraph; two line breaks in a row have parted it before."""
        waiting, self.pieces = self.found(), []
        for part in parted(waiting):
            self.blocks += pieces.paragraphs(spaced(part))

    def found(self) -> list[Piece]:
        """The open paragraph's pieces, with the formulas in them."""
        return list(with_formulas(self.pieces)) if self.reader.alone else self.pieces

    def children(self, node: Any, context: Context) -> None:
        for child in node.children or ():
            name = str(child.name)
            if name == '#text':
                self.text(self.reader.text(child), child.origin_offset, context)
            elif not name.startswith('#'):
                self.element(child, name.lower(), context)

    def text(self, text: str, at: int | None, context: Context) -> None:
        if self.reader.blank_lines and '\n' in text and not self.reader.inline:
            for number, part in enumerate(_BLANK_LINE.split(text)):
                if number:
                    self.flush()
                self.words(part, at, context)
        else:
            self.words(text, at, context)

    def words(self, text: str, at: int | None, context: Context) -> None:
        place = -1 if at is None else at
        parts = ATOMS.split(text) if ATOM in text else [text]
        for number, part in enumerate(parts):
            if number % 2 == 0:
                if part:
                    self.pieces.append(Inline(part, context.style, context.link, False, context.language, at=place))
            elif int(part) < len(self.reader.atoms):
                self.pieces.append(_styled(self.reader.atoms[int(part)], context))

    def element(self, node: Any, name: str, context: Context) -> None:
        attributes = {key.lower(): value or '' for key, value in (node.attrs or {}).items()}
        context = inside(context, name, attributes)
        if 'katex-html' in attributes.get('class', ''):
            return  # letters placed by hand for the eye; the formula itself stands before them, in MathML
        if name == 'br':
            self.pieces.append(LineBreak())
        elif name == 'img':
            self.image(node, attributes, context)
        elif name == 'a':
            self.link(node, attributes, context)
        elif name == 'q':
            self.quoted(node, context)
        elif self.reader.inline:
            self.spaced(node, name, context)
        elif name == 'hr':
            self.flush()
            self.blocks.append(Paragraph((Inline(BREAK),)))
        elif name in READERS:
            self.flush()
            self.blocks += READERS[name](self, node, attributes, context)
        elif name in _PARAGRAPHS:
            self.flush()
            self.children(node, context)
            self.flush()
        else:
            self.children(node, context)

    def spaced(self, node: Any, name: str, context: Context) -> None:
        """A block on a line: a space parts it from what is beside it."""
        space = Inline(' ' if name in _PARAGRAPHS or name in READERS else '')
        self.pieces.append(space)
        self.children(node, context)
        self.pieces.append(space)

    def quoted(self, node: Any, context: Context) -> None:
        mark = Inline('"', context.style, context.link, language=context.language)
        self.pieces.append(mark)
        self.children(node, context)
        self.pieces.append(mark)

    def link(self, node: Any, attributes: dict[str, str], context: Context) -> None:
        """A link that leads nowhere from a book, such as a relative one, keeps its words alone."""
        address = attributes.get('href', '').strip(_AROUND)
        if address.startswith('(') and address.endswith(')'):
            address = address[1:-1]
        own = address.startswith(ATOM)  # of a dialect that has judged its links itself
        address = address.removeprefix(ATOM)
        if not own and not _ADDRESS.match(address):
            self.children(node, context)
            return
        address = ''.join(address.split())
        before = len(self.pieces), len(self.blocks)
        self.children(node, replace(context, link=address))
        shown = self.pieces[before[0] :] if before[1] == len(self.blocks) else self.pieces or self.blocks
        if not any(not isinstance(piece, Inline) or piece.text.strip() for piece in shown):
            self.pieces.append(Inline(address, context.style, address, language=context.language))

    def image(self, node: Any, attributes: dict[str, str], context: Context) -> None:
        alternative = attributes.get('alt', '').strip()
        at = node.origin_offset if node.origin_offset is not None else -1
        if not alternative:
            tag = TAG.match(self.reader.source, at) if at >= 0 else None
            alternative = tag[0] if tag else f'<img src="{attributes.get("src", "")}">'
            self.reader.found.append(Finding(max(at, 0), len(alternative), 'an image without alternative text'))
        self.pieces.append(Inline(alternative, context.style, context.link, language=context.language))

    def inner(self, node: Any, context: Context) -> list[Block]:
        """The blocks inside an element."""
        builder = Builder(self.reader)
        builder.children(node, context)
        builder.flush()
        return builder.blocks

    def line(self, node: Any, context: Context) -> Spans:
        """All inside an element on one line, its paragraphs parted by line breaks."""
        spans: list[Inline | LineBreak] = []
        for block in self.inner(node, context):
            spans += [LineBreak(), *flat(block)]
        return tuple(spans[1:])


def _styled(atom: Inline | DisplayMath, context: Context) -> Piece:
    if isinstance(atom, DisplayMath):
        return atom
    return replace(atom, style=atom.style | context.style, link=atom.link or context.link)


def _levelled(found: list[Block]) -> tuple[Block, ...]:
    """Heading levels closed up, so that they count from 1 and skip none."""
    levels = sorted({block.level for block in found if isinstance(block, Heading)})
    return tuple(
        replace(block, level=levels.index(block.level) + 1) if isinstance(block, Heading) else block for block in found
    )
