"""What a dialect reads inside one paragraph, made into blocks: spans joined and trimmed, displays set apart.

In: spans, line breaks and displays as they come. Out: paragraphs with the displays between them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from booklet.markup import plain
from booklet.markup.spans import Block, DisplayMath, Inline, LineBreak, ListItem, Paragraph, Spans, Style, merged

Piece = Inline | LineBreak | DisplayMath

_ENVIRONMENT = re.compile(r'\\begin\{(\w+\*?)\}(?:(?!\\begin\{\1\}).)*\\end\{\1\}', re.DOTALL)
_AFTER_DISPLAY = re.compile(r'\s*([.,;:])(?=\s|$)')


def paragraphs(pieces: Iterable[Piece]) -> Iterator[Block]:
    """One paragraph, or what displays inside it leave of it, with the displays between."""
    waiting: list[Inline | LineBreak] = []
    continued = False
    for piece in (*_punctuated(pieces), None):
        if isinstance(piece, Inline | LineBreak):
            waiting.append(piece)
            continue
        if spans := finished(waiting):
            yield Paragraph(spans, continued)
        if piece is not None:
            yield piece
        waiting, continued = [], True


def line(pieces: Iterable[Piece]) -> Spans:
    """All on one line, displays as formulas in it."""
    return finished(
        Inline(piece.tex, math=True, macros=piece.macros, at=piece.at) if isinstance(piece, DisplayMath) else piece
        for piece in pieces
    )


def _punctuated(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """A full stop or comma after a display is part of it, as a typesetter would have it."""
    display: DisplayMath | None = None
    for piece in pieces:
        if display is not None:
            mark = _AFTER_DISPLAY.match(piece.text) if isinstance(piece, Inline) and not piece.math else None
            yield with_tail(display, mark[1]) if mark else display
            if mark and isinstance(piece, Inline):
                piece = replace(piece, text=piece.text[mark.end() :])
            display = None
        if isinstance(piece, DisplayMath):
            display = piece
        else:
            yield piece
    if display is not None:
        yield display


def with_tail(display: DisplayMath, tail: str) -> DisplayMath:
    """The display with its comma, inside the environment where it is one."""
    tex = display.tex
    at = tex.rindex('\\end{') if _ENVIRONMENT.fullmatch(tex) else len(tex)
    return replace(display, tex=tex[:at] + tail + tex[at:])


def finished(pieces: Iterable[Inline | LineBreak]) -> Spans:
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
    return replace(span, text=text) if text else None


def defined(term: Spans, inner: Sequence[Block]) -> ListItem:
    """A term and what defines it as a list's item: the term runs into the first paragraph."""
    head = tuple(replace(s, style=s.style | Style.STRONG) if isinstance(s, Inline) else s for s in term)
    if not head:
        return ListItem('', tuple(inner))
    if inner and isinstance(first := inner[0], Paragraph):
        return ListItem('', (Paragraph((*head, Inline(' '), *first.inlines)), *inner[1:]))
    return ListItem('', (Paragraph(head), *inner))
