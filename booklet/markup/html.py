"""HTML as conference systems export it to blocks, through JustHTML, a parser as HTML5 has it.

In: source text. Out: blocks and spans. Nothing is run and nothing is fetched. What is no known tag stays as its own
source text (`html_source`). JustHTML is pure Python, takes time linear in the text whatever stands there, and tells
where each node began; html5lib does not, lxml reads HTML 4, and selectolax, twenty times faster, tells no places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from booklet.markup import pieces, plain
from booklet.markup.dollars import formulas
from booklet.markup.html_source import ATOM, ATOM_END, FILLER, LITERAL, TAG, Unescaped, guarded, unescaped
from booklet.markup.html_table import table
from booklet.markup.pieces import Piece
from booklet.markup.spans import (
    Block,
    Code,
    DisplayMath,
    Finding,
    Heading,
    Inline,
    LineBreak,
    List,
    ListItem,
    Paragraph,
    Quotation,
    Spans,
    Style,
)

MAX_LENGTH = 60_000  # characters; beyond it the text is set as plain paragraphs
_BULLET = '•'
_BREAK = '* * *'
_STYLES = {
    **dict.fromkeys(('em', 'i', 'cite', 'dfn', 'var', 'u'), Style.EMPHASIS),
    **dict.fromkeys(('strong', 'b'), Style.STRONG),
    **dict.fromkeys(('code', 'tt', 'kbd', 'samp'), Style.CODE),
    'sub': Style.SUBSCRIPT,
    'sup': Style.SUPERSCRIPT,
}
_PARTING = """p div section article header footer main address center figure figcaption form fieldset legend
    details summary aside nav hgroup dir dt dd caption body html"""
_PARAGRAPHS = frozenset(_PARTING.split())
_SPACES = re.compile(r'[ \t\n\r\f]+')
_BLANK_LINE = re.compile(r'\n[ \t\r]*\n\s*')
_NO_BREAKS = re.compile(r'[ \xa0]*(?:\xa0[ \xa0]|[ \xa0]\xa0)[ \xa0]*')
_MANY_NO_BREAKS = 5
_ATOMS = re.compile(f'{ATOM}(\\d+){ATOM_END}')
_FILLED = str.maketrans({LITERAL: '<', FILLER: None})
_ADDRESS = re.compile(r'\s*(?:https?://|mailto:|ftp://|tel:)\S', re.IGNORECASE)
_LANGUAGE = re.compile(r'[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*')
_COUNTERS = {'a': 97, 'A': 65}
Atoms = Sequence[Inline | DisplayMath]

_CUT = '\0'  # stands for a line break, where formulas are looked for


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
    parts = (piece for part in _parted(builder.found()) for piece in (LineBreak(), *part))
    return pieces.line(_spaced([*parts][1:]))


def _read(source: str, found: list[Finding], atoms: Atoms | None, *, inline: bool = False) -> _Builder | None:
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
    reader = _Reader(original.text, safe.atoms, own, inline=inline, alone=atoms is None)
    builder = _Builder(reader)
    builder.children(root, _Context())
    found += (replace(one, at=original.origin(one.at)) for one in own)
    return builder


@dataclass(frozen=True, slots=True)
class _Context:
    """What holds for the text inside an element."""

    style: Style = Style.PLAIN
    link: str = ''
    language: str = ''


@dataclass(slots=True)
class _Reader:
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


class _Builder:
    """Blocks so far, and the pieces of the paragraph that is still open."""

    def __init__(self, reader: _Reader) -> None:
        self.reader = reader
        self.blocks: list[Block] = []
        self.pieces: list[Piece] = []

    def flush(self) -> None:
        """Ends the paragraph; two line breaks in a row have parted it before."""
        waiting, self.pieces = self.found(), []
        for part in _parted(waiting):
            self.blocks += pieces.paragraphs(_spaced(part))

    def found(self) -> list[Piece]:
        """The open paragraph's pieces, with the formulas in them."""
        return list(_with_formulas(self.pieces)) if self.reader.alone else self.pieces

    def children(self, node: Any, context: _Context) -> None:
        for child in node.children or ():
            name = str(child.name)
            if name == '#text':
                self.text(self.reader.text(child), child.origin_offset, context)
            elif not name.startswith('#'):
                self.element(child, name.lower(), context)

    def text(self, text: str, at: int | None, context: _Context) -> None:
        if self.reader.blank_lines and '\n' in text and not self.reader.inline:
            for number, part in enumerate(_BLANK_LINE.split(text)):
                if number:
                    self.flush()
                self.words(part, at, context)
        else:
            self.words(text, at, context)

    def words(self, text: str, at: int | None, context: _Context) -> None:
        place = -1 if at is None else at
        parts = _ATOMS.split(text) if ATOM in text else [text]
        for number, part in enumerate(parts):
            if number % 2 == 0:
                if part:
                    self.pieces.append(Inline(part, context.style, context.link, False, context.language, at=place))
            elif int(part) < len(self.reader.atoms):
                self.pieces.append(_styled(self.reader.atoms[int(part)], context))

    def element(self, node: Any, name: str, context: _Context) -> None:
        attributes = {key.lower(): value or '' for key, value in (node.attrs or {}).items()}
        context = _inside(context, name, attributes)
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
            self.blocks.append(Paragraph((Inline(_BREAK),)))
        elif name in _BLOCKS:
            self.flush()
            self.blocks += _BLOCKS[name](self, node, attributes, context)
        elif name in _PARAGRAPHS:
            self.flush()
            self.children(node, context)
            self.flush()
        else:
            self.children(node, context)

    def spaced(self, node: Any, name: str, context: _Context) -> None:
        """A block on a line: a space parts it from what is beside it."""
        space = Inline(' ' if name in _PARAGRAPHS or name in _BLOCKS else '')
        self.pieces.append(space)
        self.children(node, context)
        self.pieces.append(space)

    def quoted(self, node: Any, context: _Context) -> None:
        mark = Inline('"', context.style, context.link, language=context.language)
        self.pieces.append(mark)
        self.children(node, context)
        self.pieces.append(mark)

    def link(self, node: Any, attributes: dict[str, str], context: _Context) -> None:
        """A link that leads nowhere from a book, such as a relative one, keeps its words alone."""
        address = attributes.get('href', '').strip()
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

    def image(self, node: Any, attributes: dict[str, str], context: _Context) -> None:
        alternative = attributes.get('alt', '').strip()
        at = node.origin_offset if node.origin_offset is not None else -1
        if not alternative:
            tag = TAG.match(self.reader.source, at) if at >= 0 else None
            alternative = tag[0] if tag else f'<img src="{attributes.get("src", "")}">'
            self.reader.found.append(Finding(max(at, 0), len(alternative), 'an image without alternative text'))
        self.pieces.append(Inline(alternative, context.style, context.link, language=context.language))

    def inner(self, node: Any, context: _Context) -> list[Block]:
        """The blocks inside an element."""
        builder = _Builder(self.reader)
        builder.children(node, context)
        builder.flush()
        return builder.blocks

    def line(self, node: Any, context: _Context) -> Spans:
        """All inside an element on one line, its paragraphs parted by line breaks."""
        spans: list[Inline | LineBreak] = []
        for block in self.inner(node, context):
            spans += [LineBreak(), *_flat(block)]
        return tuple(spans[1:])


def _styled(atom: Inline | DisplayMath, context: _Context) -> Piece:
    if isinstance(atom, DisplayMath):
        return atom
    return replace(atom, style=atom.style | context.style, link=atom.link or context.link)


def _inside(context: _Context, name: str, attributes: dict[str, str]) -> _Context:
    style = context.style | _STYLES.get(name, Style.PLAIN)
    css = attributes.get('style', '').replace(' ', '').lower()
    if css:
        style |= Style.EMPHASIS if 'font-style:italic' in css else Style.PLAIN
        style |= Style.STRONG if re.search(r'font-weight:(?:bold|[6-9]00)', css) else Style.PLAIN
    if name == 'sub':
        style &= ~Style.SUPERSCRIPT
    elif name == 'sup':
        style &= ~Style.SUBSCRIPT
    language = (attributes.get('lang') or attributes.get('xml:lang') or '').strip()
    language = language if _LANGUAGE.fullmatch(language) else context.language
    if style == context.style and language == context.language:
        return context
    return replace(context, style=style, language=language)


# Elements that are blocks


def _heading(builder: _Builder, node: Any, attributes: dict[str, str], context: _Context) -> Iterator[Block]:
    level = int(str(node.name)[1])
    for block in builder.inner(node, context):
        yield Heading(level, block.inlines) if isinstance(block, Paragraph) else block


def _quotation(builder: _Builder, node: Any, attributes: dict[str, str], context: _Context) -> Iterator[Block]:
    if inner := tuple(builder.inner(node, context)):
        yield Quotation(inner)


def _code(builder: _Builder, node: Any, attributes: dict[str, str], context: _Context) -> Iterator[Block]:
    text = ''.join(_letters(node, builder.reader))
    text = _ATOMS.sub(lambda match: _atom_text(builder.reader, int(match[1])), text)
    if text.strip():
        yield Code(text.strip('\n').rstrip())


def _atom_text(reader: _Reader, number: int) -> str:
    atom = reader.atoms[number] if number < len(reader.atoms) else Inline('')
    return atom.tex if isinstance(atom, DisplayMath) else atom.text


def _letters(node: Any, reader: _Reader) -> Iterator[str]:
    for child in node.children or ():
        name = str(child.name).lower()
        if name == '#text':
            yield reader.text(child)
        elif name == 'br':
            yield '\n'
        elif not name.startswith('#'):
            yield from _letters(child, reader)


def _list(builder: _Builder, node: Any, attributes: dict[str, str], context: _Context) -> Iterator[Block]:
    ordered = node.name == 'ol'
    items: list[ListItem] = []
    number = _number(attributes.get('start', '')) or 1
    kind = attributes.get('type', '1')
    for child in node.children or ():
        name = str(child.name).lower()
        if name == 'li':
            own = {key.lower(): value or '' for key, value in (child.attrs or {}).items()}
            number = _number(own.get('value', '')) or number
            inner = tuple(builder.inner(child, _inside(context, 'li', own)))
            items.append(ListItem(_label(number, kind) if ordered else _BULLET, inner))
            number += 1
        elif name != '#text' or builder.reader.text(child).strip():
            if name.startswith('#') and name != '#text':
                continue
            inner = tuple(builder.inner(_Only(child), context))  # what stands beside the items belongs to the last
            if items:
                items[-1] = replace(items[-1], blocks=(*items[-1].blocks, *inner))
            else:
                yield from inner
    if items:
        yield List(tuple(items), ordered)


@dataclass(frozen=True, slots=True)
class _Only:
    """Stands for an element with one child."""

    child: Any

    @property
    def children(self) -> tuple[Any, ...]:
        return (self.child,)


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r'\d{1,6}', text, re.ASCII) else 0


def _label(number: int, kind: str) -> str:
    first = _COUNTERS.get(kind)
    return f'{chr(first + number - 1)}.' if first and 1 <= number <= 26 else f'{number}.'


def _item(builder: _Builder, node: Any, attributes: dict[str, str], context: _Context) -> Iterator[Block]:
    """A list's item without a list; it joins the one before it."""
    items = (ListItem(_BULLET, tuple(builder.inner(node, context))),)
    last = builder.blocks[-1] if builder.blocks else None
    if isinstance(last, List) and not last.ordered:
        items = (*last.items, *items)  # type: ignore[assignment]
        builder.blocks.pop()
    yield List(items)


def _definitions(builder: _Builder, node: Any, attributes: dict[str, str], context: _Context) -> Iterator[Block]:
    """Each term runs into its first paragraph."""
    entries: list[tuple[Spans, list[Block]]] = []
    for child in _entries(node):
        if str(child.name).lower() == 'dt':
            entries.append((builder.line(child, context), []))
        else:
            inner = builder.inner(child if child.name == 'dd' else _Only(child), context)
            if not entries:
                entries.append(((), []))
            entries[-1][1].extend(inner)
    if entries:
        yield List(tuple(pieces.defined(term, inner) for term, inner in entries))


def _entries(node: Any) -> Iterator[Any]:
    for child in node.children or ():
        name = str(child.name).lower()
        if name == 'div':
            yield from _entries(child)
        elif name == '#text':
            if str(child.data or '').strip(' \n\t\r'):
                yield child
        elif not name.startswith('#'):
            yield child


def _table(builder: _Builder, node: Any, attributes: dict[str, str], context: _Context) -> Iterator[Block]:
    made = table(node, lambda cell: builder.line(cell, context))
    if made is not None and max(map(len, made.rows)) > 1:
        for child in node.children or ():
            if str(child.name).lower() == 'caption':
                yield from builder.inner(child, context)
        yield made
    else:
        yield from builder.inner(node, context)  # no table but a frame around the text


def _cell(builder: _Builder, node: Any, attributes: dict[str, str], context: _Context) -> Iterator[Block]:
    yield from builder.inner(node, context)


_BLOCKS = {
    **dict.fromkeys(('h1', 'h2', 'h3', 'h4', 'h5', 'h6'), _heading),
    **dict.fromkeys(('ul', 'ol', 'menu'), _list),
    **dict.fromkeys(('td', 'th', 'tr', 'tbody', 'thead', 'tfoot'), _cell),
    'blockquote': _quotation,
    'pre': _code,
    'li': _item,
    'dl': _definitions,
    'table': _table,
}


def _flat(block: Block) -> Iterator[Inline | LineBreak]:
    """The words of a block on one line, for the cell of a table."""
    match block:
        case Paragraph(spans) | Heading(_, spans):
            yield from spans
        case List(items):
            for item in items:
                yield Inline(f'{item.label} ' if item.label else '')
                for number, inner in enumerate(item.blocks):
                    if number:
                        yield Inline(' ')
                    yield from _flat(inner)
                yield LineBreak()
        case Quotation(blocks):
            for inner in blocks:
                yield from _flat(inner)
                yield Inline(' ')
        case Code(text):
            yield Inline(text, Style.CODE)
        case DisplayMath(tex):
            yield Inline(tex, math=True, macros=block.macros, at=block.at)
        case _:
            for row in getattr(block, 'rows', ()):
                for cell in row:
                    yield from cell
                    yield Inline(' ')


def _levelled(found: list[Block]) -> tuple[Block, ...]:
    """Heading levels closed up, so that they count from 1 and skip none."""
    levels = sorted({block.level for block in found if isinstance(block, Heading)})
    return tuple(
        replace(block, level=levels.index(block.level) + 1) if isinstance(block, Heading) else block for block in found
    )


# Pieces of a paragraph


def _parted(waiting: list[Piece]) -> Iterator[list[Piece]]:
    """The pieces parted where two line breaks or more follow one another."""
    part: list[Piece] = []
    breaks = 0
    for piece in waiting:
        if isinstance(piece, LineBreak):
            breaks += 1
        elif breaks and isinstance(piece, Inline) and not piece.text.strip() and not piece.style & Style.CODE:
            continue  # blanks between two breaks
        else:
            if breaks > 1:
                yield part
                part = []
            elif breaks and part:
                part.append(LineBreak())
            part.append(piece)
            breaks = 0
    yield part


def _spaced(found: Sequence[Piece]) -> Iterator[Piece]:
    """White space as HTML has it: any run of it is one space, over the borders of spans too."""
    bare = True  # whether a space here would stand at a line's head or beside another
    for piece in found:
        if isinstance(piece, Inline) and not piece.math:
            text = _NO_BREAKS.sub(' ', _SPACES.sub(' ', piece.text))
            if bare and not piece.style & Style.CODE:
                text = text.lstrip(' ')
            if text:
                bare = text.endswith(' ')
                yield replace(piece, text=text)
        else:
            bare = not isinstance(piece, Inline)
            yield piece


def _with_formulas(found: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces with the formulas in them; one may run over line breaks, but not over a change of style."""
    run: list[Inline | LineBreak] = []
    for piece in (*found, None):
        if isinstance(piece, LineBreak) or (isinstance(piece, Inline) and _joins(run, piece)):
            run.append(piece)
            continue
        yield from _split(run)
        run = []
        if isinstance(piece, Inline) and not piece.math and not piece.style & Style.CODE:
            run = [piece]
        elif piece is not None:
            yield piece
    yield from _split(run)


def _joins(run: list[Inline | LineBreak], piece: Inline) -> bool:
    if piece.math or piece.style & Style.CODE:
        return False
    last = next((one for one in reversed(run) if isinstance(one, Inline)), None)
    return last is not None and (last.style, last.link, last.language) == (piece.style, piece.link, piece.language)


def _split(run: list[Inline | LineBreak]) -> Iterator[Piece]:
    text = ''.join(piece.text if isinstance(piece, Inline) else _CUT for piece in run)
    if '$' not in text and '\\' not in text:
        yield from run
        return
    like = next((piece for piece in run if isinstance(piece, Inline)), Inline(''))
    end = 0
    for at, formula in formulas(text):
        yield from _uncut(text[end:at].replace('\\$', '$'), like)
        tex = formula.tex.replace(_CUT, ' ')
        yield DisplayMath(tex) if formula.display else replace(like, text=tex, math=True, at=-1)
        end = formula.end
    yield from _uncut(text[end:].replace('\\$', '$'), like)


def _uncut(text: str, like: Inline) -> Iterator[Piece]:
    for number, part in enumerate(text.split(_CUT)):
        if number:
            yield LineBreak()
        if part:
            yield replace(like, text=part)
