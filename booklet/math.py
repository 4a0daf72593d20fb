"""A formula to positioned glyphs and rules, with its words for those who listen.

In: TeX source and the definitions it stands under. Out: a `Formula`, with the pieces that it may break into, or a
`MathError` that says where and why not. What it rests on: `mathsource` reads the source, `mathdraw` sets it,
`mathbreak` finds its pieces, `mathdisplay` makes displays of it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from booklet.formula import Formula, MathError, MathGlyph, MathPath, MathRule, Piece

if TYPE_CHECKING:  # the rooms below are opened for the first formula: most books have none
    from booklet.mathdisplay import SetDisplay
    from booklet.mathsource import Source

__all__ = [
    'MAX_LENGTH',
    'Formula',
    'MathError',
    'MathGlyph',
    'MathPath',
    'MathRule',
    'Piece',
    'set_display',
    'set_math',
]

MAX_LENGTH = 4000  # characters of source; mathra takes 25 ms for as many
_COMMAND = re.compile(r'\\[A-Za-z]+$')
_SHORT = 3.0  # ems: no shorter formula is broken


@lru_cache(maxsize=4096)
def set_math(tex: str, display: bool = False, language: str = 'en', macros: str = '') -> Formula:
    r"""The formula set inline, or as a display; its speech in the language, or in English where mathra has not got it.

    `macros` are definitions (`\newcommand…`, `\def…`) that hold in it. Time and size are bounded, whatever they say.

    Raises:
        MathError: for source that is not TeX math, that mathra cannot set, or that is too long.
    """
    source, prefix, names = _prepared(tex, display, macros)
    whole = replace(_drawn(source, prefix, display, language), source=tex)
    if display or whole.width <= _SHORT:
        return whole
    from booklet.mathbreak import fragments, inline_pieces

    return replace(whole, parts=inline_pieces(source, whole, fragments(source, prefix, names, whole, display)))


def set_display(tex: str, measure: float, height: float, language: str = 'en', macros: str = '') -> SetDisplay:
    """The formula as a display on a measure of so many ems, `height` ems at most; MathError as from `set_math`."""
    from booklet.mathdisplay import display_of

    whole = set_math(tex, True, language, macros)
    source, prefix, names = _prepared(tex, True, macros)
    return display_of(source, prefix, names, whole, measure, height)


def _prepared(tex: str, display: bool, macros: str) -> tuple[Source, str, frozenset[str]]:
    if len(tex) > MAX_LENGTH:
        raise MathError(MAX_LENGTH + 1, f'the formula is longer than {MAX_LENGTH} characters')
    from booklet.mathsource import needed, read

    prefix, names = needed(macros, tex)
    return read(tex, display, names, prefix), read(prefix, display, names).tex if prefix else '', names


def _drawn(source: Source, prefix: str, display: bool, language: str) -> Formula:
    from booklet.mathdraw import draw

    try:
        return draw(prefix + source.tex, display, language)
    except MathError as error:
        # Columns count in the definitions too, and, after a macro, in what it stands for: a command's name is surer.
        column = error.column - len(prefix)
        place = source.place(column) if column > 0 else 1
        if named := _COMMAND.search(error.reason):
            place = next((token.at + 1 for token in source.tokens if token.text == named.group()), place)
        raise MathError(min(place, len(source.author) + 1), error.reason) from None
