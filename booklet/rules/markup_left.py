"""Signs of markup would be printed as they stand.

`&amp;` in a name, `<br>` in a text that is plain, `\\textbf{…}` in Markdown, `**stars**` in HTML, a `{{ template }}`:
looked at is what the reader would see, so that what the text's dialect understands is not told. Often the text names
the wrong dialect (see `dialect`), or went through two programs that both escaped it. In names and plain texts `check
--fix` puts signs in the place of entities.

    - {time: 9:00, talk: On looms, speakers: [{name: Ada King, affiliation: Looms &amp; Engines}]}     # B027

Better:

    - {time: 9:00, talk: On looms, speakers: [{name: Ada King, affiliation: Looms & Engines}]}
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from booklet.diagnostics import Diagnostic, Severity, Span
from booklet.markup import Block, Inline, LineBreak, List, Notes, Quotation, Style, Table, parse, parse_inline
from booklet.markup.guess import guess
from booklet.markup.spans import Code, DisplayMath
from booklet.mend import Edit
from booklet.model import Event, Text
from booklet.rules.texts import LONG, Of, texts

TOGETHER = '{count} texts would be printed with signs of markup in them'
_ENTITY = r'&(?:amp;)*(?:[a-z]{2,8}\d{0,2}|#\d{2,6}|#x[0-9a-f]{2,5});'
_LEFT = re.compile(
    rf'(?P<entity>{_ENTITY})'
    r'|(?P<tag><(?:br|hr)\s*/?>|<(?P<name>p|b|i|u|em|strong|span|div|a|ul|ol|li|sub|sup|font|h[1-6]|td|tr)\b[^<>\n]{0,200}>)'
    r'|(?P<command>\\(?:textbf|textit|emph|texttt|textsc|cite\w?|ref|label|footnote|section|begin|end|item|par|url|href'
    r'|underline|mathrm|mathbb|mathcal|frac|sqrt|alpha|beta|gamma|sum|int)\b(?:\{[^{}\n]{0,60}\})?)'
    r'|(?P<template>\{\{[^{}\n]{0,60}\}\}|\{%[^{}\n]{0,60}%\}|<%[^<>\n]{0,60}%>|\$\{\w{1,40}\})'
    r'|(?P<marks>(?<![\w*])\*\*[^\s*][^*\n]{0,80}\*\*(?![\w*])|\]\(https?://)',
    re.IGNORECASE | re.DOTALL,
)
_MATH = re.compile(r'\$[^$]*\$')
_SUSPECT = re.compile(r'[&<]\S|\\[a-z]|\{[{%]|\$\{|\*\*|\]\(')
_WHAT = {
    'entity': 'the entity',
    'tag': 'the tag',
    'command': 'the command',
    'template': 'the blank',
    'marks': 'the marks',
}


def check(event: Event) -> Iterator[Diagnostic]:
    listed = [(Text(word, 'plain', span=span), Of('keywords', event.language, 'plain')) for word, span in _plain(event)]
    for text, of in (*texts(event), *listed):
        if text and _SUSPECT.search(text.source) and _LEFT.search(_MATH.sub('', text.source)):
            shown = text.source if of.plain else printed(text, of.key in LONG)
            match = _left(shown)
            if match and match['command'] is not None and _is_latex(text):
                match = _left(shown, commands=False)
            if match:
                yield _told(text, match)


def _plain(event: Event) -> Iterator[tuple[str, Span | None]]:
    for room in event.rooms:
        yield room.name, event.span
    for word in (event.place, *event.organisers, *event.funders):
        yield word, event.span


def _is_latex(text: Text) -> bool:
    return (text.dialect or guess(text.source).dialect) == 'latex'


def _left(shown: str, *, commands: bool = True) -> re.Match[str] | None:
    """The first sign of markup; an entity only if there is one of that name, a tag only if it is closed further on.

    What LaTeX does not understand, its reader tells by itself: then `commands` are left out.
    """
    closed: dict[str, int] = {}
    for match in _LEFT.finditer(shown):
        if match['entity'] is not None and html.unescape(match.group()) == match.group():
            continue
        if match['command'] is not None and not commands:
            continue
        if (name := match['name']) is not None:
            if name not in closed:
                closed[name] = shown.rfind(f'</{name}>')
            if closed[name] < match.end():
                continue
        return match
    return None


def _told(text: Text, match: re.Match[str]) -> Diagnostic:
    group = next(name for name in _WHAT if match[name] is not None)
    found = match.group()
    at = text.source.find(found)
    place = text.place(at, len(found)) if at >= 0 else text.span
    hint = 'name the dialect that the text is in' if group != 'template' else 'fill it in'
    if group == 'entity':
        hint = f'write {html.unescape(html.unescape(found))}'
    return Diagnostic(Severity.WARNING, f'{_WHAT[group]} {found[:60]} would be printed as it stands', place, hint)


def printed(text: Text, long: bool) -> str:
    """What the reader would see, without code and formulas."""
    if not long:
        return _line(parse_inline(text))
    return '\n'.join(_lines(parse(text)))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, List | Notes):
            for item in block.items:
                yield from _lines(item.blocks)
        elif isinstance(block, Quotation):
            yield from _lines(block.blocks)
        elif isinstance(block, Table):
            yield from (_line(cell) for row in block.rows for cell in row)
        elif not isinstance(block, Code | DisplayMath):
            yield _line(block.inlines)


def _line(spans: Iterable[Inline | LineBreak]) -> str:
    hidden = Style.CODE
    return ''.join(
        ('\ufffc' if span.math or span.style & hidden else span.text) if isinstance(span, Inline) else ' '
        for span in spans
    )


def edits(text: str, of: Of) -> Iterator[Edit]:
    """Entities in plain texts become their signs; those of signs that would be markup, or cannot be seen, stay."""
    if not of.plain or '&' not in text:
        return
    for match in re.finditer(_ENTITY, text, re.IGNORECASE):
        sign = match.group()
        while (less := html.unescape(sign)) != sign:
            sign = less
        if len(sign) == 1 and sign.isprintable() and sign not in '<>' and not sign.isspace():
            yield Edit(match.start(), match.end(), sign, f'the entity {match.group()} in a plain text')
