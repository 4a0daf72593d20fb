"""What each of HTML's block elements becomes.

In: a builder that reads what is inside, the parser's node, its attributes and what holds in it. Out: blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from booklet.markup import pieces
from booklet.markup.html_source import ATOM, ATOM_END
from booklet.markup.html_table import table
from booklet.markup.spans import (
    Block,
    Code,
    DisplayMath,
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

if TYPE_CHECKING:
    from booklet.markup.html import Builder, Reader

BREAK = '* * *'
_BULLET = '•'
_STYLES = {
    **dict.fromkeys(('em', 'i', 'cite', 'dfn', 'var', 'u'), Style.EMPHASIS),
    **dict.fromkeys(('strong', 'b'), Style.STRONG),
    **dict.fromkeys(('code', 'tt', 'kbd', 'samp'), Style.CODE),
    'sub': Style.SUBSCRIPT,
    'sup': Style.SUPERSCRIPT,
}
_LANGUAGE = re.compile(r'[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*')
_COUNTERS = {'a': 97, 'A': 65}
ATOMS = re.compile(f'{ATOM}(\\d+){ATOM_END}')


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for the text inside an element."""

    style: Style = Style.PLAIN
    link: str = ''
    language: str = ''


def inside(context: Context, name: str, attributes: dict[str, str]) -> Context:
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


def _heading(builder: Builder, node: Any, attributes: dict[str, str], context: Context) -> Iterator[Block]:
    level = int(str(node.name)[1])
    for block in builder.inner(node, context):
        yield Heading(level, block.inlines) if isinstance(block, Paragraph) else block


def _quotation(builder: Builder, node: Any, attributes: dict[str, str], context: Context) -> Iterator[Block]:
    if inner := tuple(builder.inner(node, context)):
        yield Quotation(inner)


def _code(builder: Builder, node: Any, attributes: dict[str, str], context: Context) -> Iterator[Block]:
    text = ''.join(_letters(node, builder.reader))
    text = ATOMS.sub(lambda match: _atom_text(builder.reader, int(match[1])), text)
    if text.strip():
        yield Code(text.strip('\n').rstrip())


def _atom_text(reader: Reader, number: int) -> str:
    atom = reader.atoms[number] if number < len(reader.atoms) else Inline('')
    return atom.tex if isinstance(atom, DisplayMath) else atom.text


def _letters(node: Any, reader: Reader) -> Iterator[str]:
    for child in node.children or ():
        name = str(child.name).lower()
        if name == '#text':
            yield reader.text(child)
        elif name == 'br':
            yield '\n'
        elif not name.startswith('#'):
            yield from _letters(child, reader)


def _list(builder: Builder, node: Any, attributes: dict[str, str], context: Context) -> Iterator[Block]:
    ordered = node.name == 'ol'
    items: list[ListItem] = []
    number = _number(attributes.get('start', '')) or 1
    kind = attributes.get('type', '1')
    for child in node.children or ():
        name = str(child.name).lower()
        if name == 'li':
            own = {key.lower(): value or '' for key, value in (child.attrs or {}).items()}
            number = _number(own.get('value', '')) or number
            inner = tuple(builder.inner(child, inside(context, 'li', own)))
            items.append(ListItem(_label(number, kind) if ordered else _BULLET, inner))
            number += 1
        elif name != '#text' or builder.reader.text(child).strip():
            if name.startswith('#') and name != '#text':
                continue
            inner = tuple(builder.inner(Only(child), context))  # what stands beside the items belongs to the last
            if items:
                items[-1] = replace(items[-1], blocks=(*items[-1].blocks, *inner))
            else:
                yield from inner
    if items:
        yield List(tuple(items), ordered)


@dataclass(frozen=True, slots=True)
class Only:
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


def _item(builder: Builder, node: Any, attributes: dict[str, str], context: Context) -> Iterator[Block]:
    """A list's item without a list; it joins the one before it."""
    items = (ListItem(_BULLET, tuple(builder.inner(node, context))),)
    last = builder.blocks[-1] if builder.blocks else None
    if isinstance(last, List) and not last.ordered:
        items = (*last.items, *items)  # type: ignore[assignment]
        builder.blocks.pop()
    yield List(items)


def _definitions(builder: Builder, node: Any, attributes: dict[str, str], context: Context) -> Iterator[Block]:
    """Each term runs into its first paragraph."""
    entries: list[tuple[Spans, list[Block]]] = []
    for child in _entries(node):
        if str(child.name).lower() == 'dt':
            entries.append((builder.line(child, context), []))
        else:
            inner = builder.inner(child if child.name == 'dd' else Only(child), context)
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


def _table(builder: Builder, node: Any, attributes: dict[str, str], context: Context) -> Iterator[Block]:
    made = table(node, lambda cell: builder.line(cell, context))
    if made is not None and max(map(len, made.rows)) > 1:
        for child in node.children or ():
            if str(child.name).lower() == 'caption':
                yield from builder.inner(child, context)
        yield made
    else:
        yield from builder.inner(node, context)  # no table but a frame around the text


def _cell(builder: Builder, node: Any, attributes: dict[str, str], context: Context) -> Iterator[Block]:
    yield from builder.inner(node, context)


READERS = {
    **dict.fromkeys(('h1', 'h2', 'h3', 'h4', 'h5', 'h6'), _heading),
    **dict.fromkeys(('ul', 'ol', 'menu'), _list),
    **dict.fromkeys(('td', 'th', 'tr', 'tbody', 'thead', 'tfoot'), _cell),
    'blockquote': _quotation,
    'pre': _code,
    'li': _item,
    'dl': _definitions,
    'table': _table,
}


def flat(block: Block) -> Iterator[Inline | LineBreak]:
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
                    yield from flat(inner)
                yield LineBreak()
        case Quotation(blocks):
            for inner in blocks:
                yield from flat(inner)
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
