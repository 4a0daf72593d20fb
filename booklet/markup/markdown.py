"""CommonMark and its usual extensions to blocks, through markdown-it-py.

In: source text. Out: blocks and spans. The extensions are tables, formulas (`dollars`), footnotes, lists of
definitions, ~sub~ and ^super^scripts; text ~~struck through~~ is set plain, as a booklet has no such type. HTML goes
through the reader of HTML; a tag that it does not know stays as source text, and so does all that Markdown would drop:
definitions that nothing names, cells beyond a table's head, a code fence left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import escape
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from booklet.markup import dollars, markdown_marks, pieces, plain
from booklet.markup.html_source import ATOM, ATOM_END, LITERAL, without_noncharacters
from booklet.markup.markdown_kept import dropped_definitions, drops_cells, with_literal_lines
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
    Notes,
    Paragraph,
    Quotation,
    Spans,
    Style,
    Table,
)

MAX_LENGTH = 60_000  # characters; beyond it the text is set as plain paragraphs
MAX_NESTING = 100  # markdown-it drops what is nested deeper
MAX_MARKERS = 40  # quotations and lists in one another; a list is two levels of markdown-it's nesting

_BULLET = '•'
_BREAK = '* * *'
_STYLES = {'em': Style.EMPHASIS, 'strong': Style.STRONG}
_PREFIX = re.compile(r'[ \t]*(?:(?:>|[*+-](?=[ \t])|\d{1,9}[.)](?=[ \t])|:(?=[ \t]))[ \t]*)*')
_MARKER = re.compile(r'[>*+.):-]')
_SCRIPTS = {
    '~': (re.compile(r'~([+−–-]?[\w.,+−–-]{1,12}|[+−–-])~(?!~)'), Style.SUBSCRIPT),
    # no figure may follow: 10^5/10^6 is no superscript
    '^': (re.compile(r'\^([+−–-]?\w{1,12}[+−–*′\'-]?|[+−–*′\'-]|\[?\w{1,4}\]?)\^(?![\d^])'), Style.SUPERSCRIPT),
}


def blocks(source: str, found: list[Finding]) -> tuple[Block, ...]:
    """The blocks of Markdown text. Text too long or nested too deep for the parser comes out as plain paragraphs."""
    source = without_noncharacters(plain.unix_lines(source))
    if len(source) > MAX_LENGTH:
        found.append(Finding(0, 0, f'the text is longer than {MAX_LENGTH} characters: its marks are not read'))
        return plain.blocks(source)
    if _depth(source) > MAX_MARKERS:
        found.append(Finding(0, 0, 'the text is nested too deeply: its marks are not read'))
        return plain.blocks(source)
    reader = _reader('table')
    env: dict[str, Any] = {}
    tokens = reader.parse(source, env)
    if drops_cells(tokens, source):
        reader = _reader()
        tokens = reader.parse(source, env := {})
    text = source
    for _ in range(3):  # a line that is literal now may have named what stands in another
        if not (dropped := dropped_definitions(tokens, env, text)):
            break
        text = with_literal_lines(text, dropped)
        tokens = reader.parse(text, env := {})
    return tuple(_Reader(text, tokens, found).blocks(iter(tokens)))


def inlines(source: str, found: list[Finding]) -> Spans:
    """The spans of one line or paragraph of Markdown; a display in it is set as inline math."""
    source = without_noncharacters(plain.unix_lines(source)).strip()
    if len(source) > MAX_LENGTH:
        found.append(Finding(0, 0, f'the text is longer than {MAX_LENGTH} characters: its marks are not read'))
        return plain.inlines(source)
    (token,) = _line_reader().parseInline(source)
    return _Reader(source, [], found).line(token)


@cache
def _reader(*rules: str) -> MarkdownIt:
    reader = _line_reader.__wrapped__()
    deflist_plugin(reader)
    footnote_plugin(reader)
    return reader.enable(list(rules))


@cache
def _line_reader() -> MarkdownIt:
    """No notes: a title has no foot."""
    reader = MarkdownIt('commonmark', {'html': True, 'maxNesting': MAX_NESTING}).enable('strikethrough')
    reader.block.ruler.before(
        'fence', 'math_block', dollars.math_block, {'alt': ['paragraph', 'reference', 'blockquote', 'list']}
    )
    reader.inline.ruler.before('escape', 'math', dollars.math)
    reader.inline.ruler.before('backticks', 'tex_quotes', dollars.tex_quotes)
    reader.inline.ruler.before('strikethrough', 'scripts', _scripts)
    reader.inline.ruler.before('scripts', 'erasure', markdown_marks.erasure)
    reader.inline.ruler.before('escape', 'address', markdown_marks.address)
    reader.inline.ruler.before('emphasis', 'star', markdown_marks.star)
    return reader


def _scripts(state: StateInline, silent: bool) -> bool:
    """`H~2~O` and `x^2^`: a short word, without spaces."""
    pattern, style = _SCRIPTS.get(state.src[state.pos], (None, Style.PLAIN))
    match = pattern.match(state.src, state.pos, state.posMax) if pattern else None
    if match is None or not state.pos or state.src[state.pos - 1].isspace():
        return False
    if not silent:
        token = state.push('script', '', 0)
        token.content = match[1]
        token.meta['style'] = style
    state.pos = match.end()
    return True


def _depth(source: str) -> int:
    """At least the number of quotations and lists that any line of the text is in."""
    deepest = 0
    for line in source.split('\n'):
        prefix = _PREFIX.match(line)
        if prefix and prefix.end() > 1:
            text = prefix.group().expandtabs(4)
            deepest = max(deepest, len(_MARKER.findall(text)) + (len(text) - len(text.lstrip())) // 2)
    return deepest


class _Reader:
    """Tokens to blocks. Each reader of blocks takes what belongs to it from the one stream of tokens."""

    def __init__(self, source: str, tokens: list[Token], found: list[Finding]) -> None:
        self.source, self.found = source, found
        self.lines = source.split('\n')
        tags = sorted({token.tag for token in tokens if token.type == 'heading_open'})
        self.levels = {tag: level for level, tag in enumerate(tags, 1)}

    def blocks(self, tokens: Iterator[Token]) -> Iterator[Block]:
        """The blocks up to the end of the enclosing one."""
        html: list[Token] = []
        for token in tokens:
            if html and token.type != 'html_block':
                yield from self.html(html)
                html = []
            match token.type:
                case 'html_block':
                    html.append(token)
                case 'paragraph_open':
                    yield from self.paragraph(next(tokens))
                    while next(tokens).type != 'paragraph_close':
                        pass  # what leads back from a note
                case 'heading_open':
                    spans = self.line(next(tokens))
                    next(tokens)
                    if spans:
                        yield Heading(self.levels.get(token.tag, 1), spans)
                case 'blockquote_open':
                    if inner := tuple(self.blocks(tokens)):
                        yield Quotation(inner)
                case 'bullet_list_open' | 'ordered_list_open':
                    yield self.listed(token, tokens)
                case 'dl_open':
                    yield List(tuple(self.definitions(tokens)))
                case 'table_open':
                    yield self.table(tokens)
                case 'fence':
                    yield Code(self.fenced(token))
                case 'code_block':
                    yield Code(token.content.rstrip('\n'))
                case 'math_block':
                    yield pieces.with_tail(DisplayMath(token.content), token.meta['tail'])
                case 'hr':
                    yield Paragraph((Inline(_BREAK),))
                case 'footnote_block_open':
                    yield Notes(tuple(self.notes(tokens)))
                case kind if kind.endswith('_close'):
                    return
        if html:
            yield from self.html(html)

    def listed(self, opening: Token, tokens: Iterator[Token]) -> List:
        ordered = opening.type == 'ordered_list_open'
        items: list[tuple[Token, tuple[Block, ...]]] = []
        for token in tokens:
            if token.type != 'list_item_open':
                break
            items.append((token, tuple(self.blocks(tokens))))
        labels = _labels([item for item, _ in items]) if ordered else [_BULLET] * len(items)
        return List(tuple(ListItem(label, inner) for label, (_, inner) in zip(labels, items, strict=True)), ordered)

    def definitions(self, tokens: Iterator[Token]) -> Iterator[ListItem]:
        term: Spans = ()
        inner: list[Block] = []
        for token in tokens:
            if token.type in ('dt_open', 'dl_close') and (term or inner):
                yield pieces.defined(term, inner)
                term, inner = (), []
            if token.type == 'dl_close':
                return
            if token.type == 'inline':
                term = self.line(token)
            elif token.type == 'dd_open':
                inner += self.blocks(tokens)

    def notes(self, tokens: Iterator[Token]) -> Iterator[ListItem]:
        for token in tokens:
            if token.type == 'footnote_open':
                yield ListItem(_note(token), tuple(self.blocks(tokens)))
            elif token.type == 'footnote_block_close':
                return

    def table(self, tokens: Iterator[Token]) -> Table:
        rows: list[tuple[Spans, ...]] = []
        row: list[Spans] = []
        align: list[str] = []
        for token in tokens:
            match token.type:
                case 'th_open':
                    align.append(str(token.attrs.get('style', '')).removeprefix('text-align:'))
                case 'inline':
                    row.append(self.line(token))
                case 'tr_close':
                    rows.append(tuple(row))
                    row = []
                case 'table_close':
                    break
        return Table(tuple(rows), align=tuple(align) if any(align) else ())

    def fenced(self, token: Token) -> str:
        """The lines between the fences; with the fence itself where it was never closed, so perhaps never meant."""
        first, end = token.map or (0, 0)
        closing = re.compile(rf'(?:^|[\s>]){re.escape(token.markup[0])}{{{len(token.markup)},}}\s*$')
        if end - 1 > first and closing.search(self.lines[end - 1]):
            return token.content.rstrip('\n')
        return '\n'.join(self.lines[first:end]).rstrip('\n')

    def html(self, tokens: list[Token]) -> Iterator[Block]:
        """Blocks of HTML that only blank lines part belong together: a list's beginning and its end."""
        from booklet.markup import html

        text = '\n\n'.join(token.content.rstrip('\n') for token in tokens)
        own: list[Finding] = []
        yield from html.blocks(text, own)
        self.tell(own, text, tokens[0])

    def paragraph(self, token: Token) -> Iterator[Block]:
        children = token.children or []
        if any(child.type == 'html_inline' for child in children):
            from booklet.markup import html

            own: list[Finding] = []
            text, atoms = _as_html(children)
            yield from html.blocks(text, own, atoms)
            self.tell(own, text, token)
        else:
            yield from pieces.paragraphs(_pieces(children))

    def line(self, token: Token) -> Spans:
        children = token.children or []
        if any(child.type == 'html_inline' for child in children):
            from booklet.markup import html

            own: list[Finding] = []
            text, atoms = _as_html(children)
            spans = html.inlines(text, own, atoms)
            self.tell(own, text, token)
            return spans
        return pieces.line(_pieces(children))

    def tell(self, own: list[Finding], text: str, token: Token) -> None:
        """Hands findings in a piece of the source on, with their places in all of it."""
        line = token.map[0] if token.map else 0
        start = sum(len(one) + 1 for one in self.lines[:line]) if own else 0
        for one in own:
            at = self.source.find(text[one.at : one.at + one.length], start)
            self.found.append(replace(one, at=at if at >= 0 else start))


def _labels(items: list[Token]) -> list[str]:
    """The author's own numbers where they rise (`2019.`, `2024.`), else Markdown's count from the first."""
    numbers = [int(item.info) for item in items]
    if not all(a < b for a, b in pairwise(numbers)):
        numbers = list(range(numbers[0], numbers[0] + len(numbers)))
    return [f'{number}{item.markup}' for number, item in zip(numbers, items, strict=True)]


def _note(token: Token) -> str:
    return str(int(token.meta['id']) + 1)


# Tokens to spans


def _pieces(children: list[Token], style: Style = Style.PLAIN, link: str = '') -> Iterator[Piece]:
    filled = True  # whether the link that is open shows any text
    for token in children:
        kind = token.type
        if kind in ('em_open', 'strong_open'):
            style |= _STYLES[token.tag]
        elif kind in ('em_close', 'strong_close'):
            style &= ~_STYLES[token.tag]
        elif kind == 'link_open':
            link, filled = str(token.attrs.get('href', '')), False
        elif kind == 'link_close':
            if not filled:
                yield Inline(link, style, link)
            link = ''
        elif kind == 'image':
            filled = True
            yield from _pieces(token.children or [Token('text', '', 0, content=_image_source(token))], style, link)
        else:
            piece = _piece(token, style, link)
            filled = filled or not isinstance(piece, Inline) or bool(piece.text.strip())
            yield piece


def _piece(token: Token, style: Style, link: str) -> Piece:
    match token.type:
        case 'hardbreak':
            return LineBreak()
        case 'softbreak':
            return Inline(' ', style, link)
        case 'math_display':
            return DisplayMath(token.content)
        case 'math':
            return Inline(token.content, style, link, math=True)
        case 'code_inline':
            return Inline(token.content, style | Style.CODE, link)
        case 'script':
            return Inline(token.content, style | token.meta['style'], link)
        case 'footnote_ref':
            return Inline(_note(token), style | Style.SUPERSCRIPT, f'#note:{_note(token)}')
        case _:
            return Inline(token.content, style, link)


def _image_source(token: Token) -> str:
    return f'![]({token.attrs.get("src", "")})'


def _as_html(children: list[Token]) -> tuple[str, list[Inline | DisplayMath]]:
    """The tokens of a paragraph as HTML, so that the author's tags and Markdown's marks nest as they may.

    What HTML knows nothing of, such as formulas and notes, is put aside as atoms.
    """
    parts: list[str] = []
    atoms: list[Inline | DisplayMath] = []
    for token in children:
        kind = token.type
        if kind == 'html_inline':
            parts.append(token.content)
        elif kind in ('em_open', 'strong_open', 'em_close', 'strong_close'):
            parts.append(f'</{token.tag}>' if token.nesting < 0 else f'<{token.tag}>')
        elif kind == 'link_open':
            parts.append(f'<a href="{ATOM}{escape(str(token.attrs.get("href", "")))}">')
        elif kind == 'link_close':
            parts.append('</a>')
        elif kind == 'hardbreak':
            parts.append('<br>')
        elif kind == 'text':
            parts.append(token.content.replace('&', '&amp;').replace('<', LITERAL))
        elif kind == 'softbreak':
            parts.append('\n')
        else:
            for piece in _pieces([token]):
                parts.append(f'{ATOM}{len(atoms)}{ATOM_END}' if not isinstance(piece, LineBreak) else '<br>')
                atoms += [] if isinstance(piece, LineBreak) else [piece]
    return ''.join(parts), atoms
