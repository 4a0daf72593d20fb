"""CommonMark with tables and `$math$` to blocks, through markdown-it-py.

In: source text. Out: blocks and spans. Raw HTML is not read: it stays as its own source text, and so does all that
Markdown would drop: definitions of links that no link uses, cells beyond a table's head, a code fence left open.
Dollar signs follow Pandoc's rules (manual, `tex_math_dollars`): no space after the opening sign, none before the
closing one, no digit after it; `$$…$$` is a display.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from booklet.markup import plain
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
    Table,
    merged,
)

MAX_LENGTH = 60_000  # characters; beyond it the text is set as plain paragraphs
MAX_NESTING = 100  # markdown-it drops what is nested deeper
MAX_MARKERS = 40  # quotations and lists in one another; a list is two levels of markdown-it's nesting
MAX_FORMULA = 4000  # characters
MAX_BRACED = 400  # characters of words with dollar signs of their own, in braces inside a formula

_BULLET = '•'
_BREAK = '* * *'
_STYLES = {'em': Style.EMPHASIS, 'strong': Style.STRONG}
_PREFIX = re.compile(r'[ \t]*(?:(?:>|[*+-](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]*)*')
_MARKER = re.compile(r'[>*+.)-]')
_OPENERS = frozenset(' \t\n\xa0([{<—–-/"“„«\'‘')
_MATH_SIGN = re.compile(r'\\.|[{}$]', re.DOTALL)
_AFTER_DISPLAY = re.compile(r'\s*([.,;:])(?=\s|$)')


def blocks(source: str) -> tuple[Block, ...]:
    """The blocks of Markdown text. Text too long or nested too deep for the parser comes out as plain paragraphs."""
    source = plain.unix_lines(source)
    if len(source) > MAX_LENGTH or _depth(source) > MAX_MARKERS:
        return plain.blocks(source)
    reader = _reader('table')
    env: dict[str, Any] = {}
    tokens = reader.parse(source, env)
    if _drops_cells(tokens, source):
        reader = _reader()
        tokens = reader.parse(source, env := {})
    if unused := _unused_definitions(tokens, env):
        source = _with_literal_lines(source, unused)
        tokens = reader.parse(source)
    return tuple(_blocks(iter(tokens), source.split('\n'), _heading_levels(tokens)))


def inlines(source: str) -> Spans:
    """The spans of one line or paragraph of Markdown; a display in it is set as inline math."""
    source = plain.unix_lines(source).strip()
    if len(source) > MAX_LENGTH:
        return plain.inlines(source)
    (token,) = _reader().parseInline(source)
    return _finished(_span(piece) for piece in _pieces(token.children or []))


@cache
def _reader(*rules: str) -> MarkdownIt:
    reader = MarkdownIt('commonmark', {'html': False, 'maxNesting': MAX_NESTING}).enable(list(rules))
    reader.block.ruler.before(
        'fence', 'math_block', _math_block, {'alt': ['paragraph', 'reference', 'blockquote', 'list']}
    )
    reader.inline.ruler.before('escape', 'math', _math)
    reader.inline.ruler.before('backticks', 'tex_quotes', _tex_quotes)
    return reader


def _depth(source: str) -> int:
    """At least the number of quotations and lists that any line of the text is in."""
    deepest = 0
    for line in source.split('\n'):
        prefix = _PREFIX.match(line)
        if prefix and prefix.end() > 1:
            text = prefix.group().expandtabs(4)
            deepest = max(deepest, len(_MARKER.findall(text)) + (len(text) - len(text.lstrip())) // 2)
    return deepest


# What Markdown would drop


def _drops_cells(tokens: list[Token], source: str) -> bool:
    """Whether a row of some table has more cells than its head, which leaves the rest out."""
    if not any(token.type == 'table_open' for token in tokens):
        return False
    lines = source.split('\n')
    columns = cells = 0
    line = ''
    for token in tokens:
        if token.type == 'table_open':
            columns = 0
        elif token.type == 'tr_open' and token.map:
            cells, line = 0, lines[token.map[0]]
        elif token.type in ('th_open', 'td_open'):
            cells += 1
        elif token.type == 'tr_close':
            columns = columns or cells
            written = escapedSplit(line.strip(' \t>').removeprefix('|').removesuffix('|'))
            if len(written) > columns:
                return True
    return False


def _unused_definitions(tokens: list[Token], env: dict[str, Any]) -> list[int]:
    """The first lines of definitions (`[label]: address`) that vanish, as no link shows them."""
    if not env.get('references'):
        return []
    used = {token.attrs.get(key) for token in _all_tokens(tokens) for key in ('href', 'src')}
    definitions = [d for d in env['references'].values() if d['href'] not in used]
    return [d['map'][0] for d in (*definitions, *env.get('duplicate_refs', ()))]


def _all_tokens(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all_tokens(token.children or [])


def _with_literal_lines(source: str, numbers: list[int]) -> str:
    lines = source.split('\n')
    for number in numbers:
        lines[number] = lines[number].replace('[', '\\[', 1)
    return '\n'.join(lines)


# Tokens to blocks


def _heading_levels(tokens: list[Token]) -> dict[str, int]:
    return {tag: level for level, tag in enumerate(sorted({t.tag for t in tokens if t.type == 'heading_open'}), 1)}


def _blocks(tokens: Iterator[Token], lines: list[str], levels: dict[str, int]) -> Iterator[Block]:
    """The blocks up to the end of the enclosing one."""
    for token in tokens:
        match token.type:
            case 'paragraph_open':
                yield from _paragraphs(next(tokens).children or [])
                next(tokens)
            case 'heading_open':
                spans = _finished(_span(piece) for piece in _pieces(next(tokens).children or []))
                next(tokens)
                if spans:
                    yield Heading(levels.get(token.tag, 1), spans)
            case 'blockquote_open':
                if inner := tuple(_blocks(tokens, lines, levels)):
                    yield Quotation(inner)
            case 'bullet_list_open' | 'ordered_list_open':
                yield _list(token, tokens, lines, levels)
            case 'table_open':
                yield Table(tuple(_rows(tokens)))
            case 'fence':
                yield Code(_fenced(token, lines))
            case 'code_block':
                yield Code(token.content.rstrip('\n'))
            case 'math_block':
                yield DisplayMath(token.content)
            case 'hr':
                yield Paragraph((Inline(_BREAK),))
            case kind if kind.endswith('_close'):
                return


def _list(opening: Token, tokens: Iterator[Token], lines: list[str], levels: dict[str, int]) -> List:
    ordered = opening.type == 'ordered_list_open'
    items: list[tuple[Token, tuple[Block, ...]]] = []
    for token in tokens:
        if token.type != 'list_item_open':
            break
        items.append((token, tuple(_blocks(tokens, lines, levels))))
    labels = _labels([item for item, _ in items]) if ordered else [_BULLET] * len(items)
    return List(tuple(ListItem(label, inner) for label, (_, inner) in zip(labels, items, strict=True)), ordered)


def _labels(items: list[Token]) -> list[str]:
    """The author's own numbers where they rise (`2019.`, `2024.`), else Markdown's count from the first."""
    numbers = [int(item.info) for item in items]
    if not all(a < b for a, b in pairwise(numbers)):
        numbers = list(range(numbers[0], numbers[0] + len(numbers)))
    return [f'{number}{item.markup}' for number, item in zip(numbers, items, strict=True)]


def _rows(tokens: Iterator[Token]) -> Iterator[tuple[Spans, ...]]:
    row: list[Spans] = []
    for token in tokens:
        match token.type:
            case 'inline':
                row.append(_finished(_span(piece) for piece in _pieces(token.children or [])))
            case 'tr_close':
                yield tuple(row)
                row = []
            case 'table_close':
                return


def _fenced(token: Token, lines: list[str]) -> str:
    """The lines between the fences; with the fence itself where it was never closed, so perhaps never meant."""
    first, end = token.map or (0, 0)
    closing = re.compile(rf'(?:^|[\s>]){re.escape(token.markup[0])}{{{len(token.markup)},}}\s*$')
    if end - 1 > first and closing.search(lines[end - 1]):
        return token.content.rstrip('\n')
    return '\n'.join(lines[first:end]).rstrip('\n')


def _paragraphs(children: list[Token]) -> Iterator[Block]:
    """One paragraph, or what a display inside it leaves of it, with the display between."""
    pieces: list[Inline | LineBreak] = []
    continued = False
    for piece in (*_pieces(children), None):
        if isinstance(piece, Inline | LineBreak):
            pieces.append(piece)
            continue
        if spans := _finished(pieces):
            yield Paragraph(spans, continued)
        if piece is not None:
            yield piece
        pieces, continued = [], True


# Tokens to spans


def _pieces(children: list[Token]) -> Iterator[Inline | LineBreak | DisplayMath]:
    """Spans and displays; a full stop or comma after a display is part of it, as a typesetter would have it."""
    display: str | None = None
    for piece in _raw_pieces(children, Style.PLAIN, ''):
        if display is not None:
            mark = _AFTER_DISPLAY.match(piece.text) if isinstance(piece, Inline) and not piece.math else None
            yield DisplayMath(display + mark.group(1) if mark else display)
            if mark and isinstance(piece, Inline):
                piece = Inline(piece.text[mark.end() :], piece.style, piece.link)
            display = None
        if isinstance(piece, DisplayMath):
            display = piece.tex
        else:
            yield piece
    if display is not None:
        yield DisplayMath(display)


def _raw_pieces(children: list[Token], style: Style, link: str) -> Iterator[Inline | LineBreak | DisplayMath]:
    filled = True  # whether the link that is open shows any text
    for token in children:
        kind = token.type
        if kind == 'hardbreak':
            yield LineBreak()
        elif kind == 'math_display':
            yield DisplayMath(token.content)
        elif kind == 'math':
            filled = True
            yield Inline(token.content, style, link, math=True)
        elif kind in ('em_open', 'strong_open'):
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
            yield from _raw_pieces(token.children or [Token('text', '', 0, content=_image_source(token))], style, link)
        else:
            text = ' ' if kind == 'softbreak' else token.content
            filled = filled or bool(text.strip())
            yield Inline(text, style | Style.CODE if kind == 'code_inline' else style, link)


def _image_source(token: Token) -> str:
    return f'![]({token.attrs.get("src", "")})'


def _span(piece: Inline | LineBreak | DisplayMath) -> Inline | LineBreak:
    return Inline(piece.tex, math=True) if isinstance(piece, DisplayMath) else piece


def _finished(pieces: Iterator[Inline | LineBreak] | list[Inline | LineBreak]) -> Spans:
    """Merged, addresses linked, without spaces or breaks at either end."""
    spans = list(plain.linked(merged(pieces)))
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while spans and (trimmed := _trimmed(spans[end], strip)) is not spans[end]:
            spans[end : end + 1 or None] = [trimmed] if trimmed else []
    return tuple(spans)


def _trimmed(span: Inline | LineBreak, strip: Callable[[str], str]) -> Inline | LineBreak | None:
    if isinstance(span, LineBreak):
        return None
    text = strip(span.text)
    if text == span.text or span.math or span.style & Style.CODE:
        return span
    return Inline(text, span.style, span.link, language=span.language) if text else None


# Rules of our own for markdown-it


def _math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`$$ … $$` that begins a line and ends one, over any number of lines but no blank one."""
    if state.is_code_block(start):
        return False
    pos = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith('$$', pos):
        return False
    text = state.src[pos + 2 : state.eMarks[start]]
    line = start
    while (close := _unescaped(text, '$$', 0)) < 0:
        line += 1
        if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent or len(text) > MAX_FORMULA:
            return False
        text += '\n' + state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    tail = text[close + 2 :].strip()
    tex = text[:close].strip()
    if not tex or tail not in ('', '.', ',', ';', ':'):
        return False
    if not silent:
        state.line = line + 1
        token = state.push('math_block', 'math', 0)
        token.content = tex + tail
        token.map = [start, state.line]
    return True


def _math(state: StateInline, silent: bool) -> bool:
    """`$…$` and `$$…$$` inside a paragraph."""
    src, pos = state.src, state.pos
    if src[pos] != '$':
        return False
    sign = '$$' if src.startswith('$$', pos) else '$'
    start = pos + len(sign)
    text = src[start : min(state.posMax, start + MAX_FORMULA)]
    close = _unescaped(text, '$$', 0) if sign == '$$' else _closing_dollar(text)
    if close < 0 or not text[:close].strip():
        if not silent:
            state.append_pending(sign)
        state.pos = start
        return True
    if not silent:
        token = state.push('math_display' if sign == '$$' else 'math', 'math', 0)
        token.content = text[:close].strip().replace('\n', ' ')
    state.pos = start + close + len(sign)
    return True


def _closing_dollar(text: str) -> int:
    """Where the formula ends: the first dollar sign outside braces, if Pandoc lets it close, else -1."""
    if not text or text[0].isspace():
        return -1
    close = first = -1
    depth = 0
    for match in _MATH_SIGN.finditer(text):
        sign = match.group()
        if sign == '{':
            depth += 1
        elif sign == '}':
            depth -= 1
        elif sign == '$':
            first = match.start() if first < 0 else first
            if depth <= 0:
                close = match.start()
                break
            if match.start() > first + MAX_BRACED:
                break
    close = first if close < 0 else close
    if close <= 0 or text[close - 1].isspace() or text[close + 1 : close + 2].isdigit():
        return -1
    return close


def _unescaped(text: str, sign: str, start: int) -> int:
    while (found := text.find(sign, start)) > 0:
        before = text[:found]
        if (len(before) - len(before.rstrip('\\'))) % 2 == 0:
            return found
        start = found + 1
    return found


def _tex_quotes(state: StateInline, silent: bool) -> bool:
    """TeX's quotes (``so''  and `so') would pair as code spans: they are text, for `typography` to set."""
    src, pos = state.src, state.pos
    if src[pos] != '`' or (pos and src[pos - 1] not in _OPENERS):
        return False
    mark = '``' if src.startswith('``', pos) else '`'
    start = pos + len(mark)
    if src.startswith('`', start) or not src[start : start + 1].strip():
        return False
    following = src.find('`', start)
    closing = src.find("'" * len(mark), start, following if following >= 0 else state.posMax)
    if following < 0 or closing < 0:
        return False
    opens = src[following - 1] in _OPENERS and src[following:].lstrip('`')[:1].strip()
    if not opens or src[closing + len(mark) : closing + len(mark) + 1].isalnum():
        return False
    if not silent:
        state.append_pending(mark)
    state.pos = start
    return True
