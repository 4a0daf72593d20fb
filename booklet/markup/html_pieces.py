"""The pieces of an HTML paragraph as its reader collects them, put in order: white space, line breaks, formulas.

In: spans, line breaks and displays in the order of the text. Out: the same, parted where two breaks follow one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from booklet.markup.dollars import formulas
from booklet.markup.pieces import Piece
from booklet.markup.spans import DisplayMath, Inline, LineBreak, Style

_SPACES = re.compile(r'[ \t\n\r\f]+')
_NO_BREAKS = re.compile(r'[ \xa0]*(?:\xa0[ \xa0]|[ \xa0]\xa0)[ \xa0]*')
_CUT = '\0'  # stands for a line break, where formulas are looked for


def parted(waiting: list[Piece]) -> Iterator[list[Piece]]:
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


def spaced(found: Sequence[Piece]) -> Iterator[Piece]:
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


def with_formulas(found: Sequence[Piece]) -> Iterator[Piece]:
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
