"""The types of a layout: for each style, and what an inline, a language or a script makes of it, a font at a size.

In: a layout and the faces. Out: `Type`s, each made once; formulas in the size that suits the text around them.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from booklet.design import Layout, TextStyle
from booklet.fonts import Face, Library
from booklet.formula import Piece, scaled
from booklet.glue import Type
from booklet.hyphenate import Hyphenator
from booklet.markup import Inline, Style
from booklet.math import Formula, set_math
from booklet.page import RunStyle
from booklet.shaping import LATIN, Font, Script

_SCRIPT_SIZE, _SUPERSCRIPT_RISE, _SUBSCRIPT_RISE = 0.7, 0.33, -0.15  # in ems of the text
_SMALL_CAPS_TRACKING = 15.0  # thousandths of an em, where a style has none: capitals want air
_CODE_SIZE = 0.88  # of the text's: typewriter faces look larger
_SPACED_AS_TEXT = frozenset(('', 'Hani', 'Hira', 'Bopo'))  # a sign or two amid words, and what has no spaces itself
_MATH_SIZES = 0.9, 1.1  # of the text's, at least and at most
_JOINED = frozenset(
    ['Arab', 'Syrc', 'Mong', 'Nkoo', 'Deva', 'Beng', 'Guru', 'Mand', 'Adlm', 'Rohg']
)  # letters that no tracking may part


class Shape(NamedTuple):
    """How a type departs from its style for a script: another face, the script, punctuation on half its square."""

    face: Face | None = None
    script: Script = LATIN
    halved: bool = False


PLAIN = Shape()


class TypeCase:
    """Holds every type that was asked for, and with them the caches of shaped words, for one run of the program."""

    def __init__(self, layout: Layout, library: Library, language: str) -> None:
        self.layout, self.library, self.language = layout, library, language
        self._types: dict[tuple[TextStyle, Style, str, Shape], Type] = {}
        self._fonts: dict[tuple[str, tuple[str, ...], float, str, Script], Font] = {}
        self._hyphenators: dict[str, Hyphenator] = {}
        self._formulas: dict[tuple[str, str, str, float], Formula] = {}

    def type(self, style: TextStyle, inline: Style = Style.PLAIN, language: str = '', shape: Shape = PLAIN) -> Type:
        """The font and size of a style, changed by the inline's own (emphasis, strong, …)."""
        key = (style, inline, language or self.language, shape)
        found = self._types.get(key)
        if found is None:
            found = self._types[key] = self._make_type(*key)
        return found

    @property
    def faces(self) -> list[Face]:
        """Those of all types that were asked for."""
        return [font.face for font in self._fonts.values()]

    @cached_property
    def math_face(self) -> Face:
        """The face of formulas, whose glyphs mathra names by their ids."""
        return self.library.face(self.layout.fonts['math'])

    def math_scale(self, style: TextStyle) -> float:
        """How large formulas are beside a style: between what makes small letters alike and what makes capitals."""
        text, math = self.library.face(self.layout.fonts[style.font], style.weight), self.math_face
        if not (text.x_height > 0 and text.cap_height > 0):
            return 1.0
        alike = (text.x_height / math.x_height + text.cap_height / math.cap_height) / 2
        return min(max(alike, _MATH_SIZES[0]), _MATH_SIZES[1])

    def formula(self, inline: Inline, style: TextStyle, language: str) -> Formula:
        """An inline formula in the size that suits the style.

        Raises:
            MathError: as `set_math`.
        """
        scale = self.math_scale(style)
        key = (inline.text, inline.macros, language, scale)
        found = self._formulas.get(key)
        if found is None:
            whole = set_math(inline.text, language=language, macros=inline.macros)
            parts = tuple(Piece(scaled(p.formula, scale), p.gap * scale, p.penalty) for p in whole.parts)
            found = self._formulas[key] = replace(scaled(whole, scale), parts=parts)
        return found

    def _make_type(self, style: TextStyle, inline: Style, language: str, shape: Shape) -> Type:
        role = 'mono' if inline & Style.CODE and 'mono' in self.layout.fonts else style.font
        weight = max(700, style.weight) if inline & Style.STRONG else style.weight
        italic = style.italic != bool(inline & Style.EMPHASIS)
        face = shape.face or self.library.face(self.layout.fonts[role], weight, italic)
        features = (*style.features, 'smcp') if inline & Style.SMALL_CAPS else style.features
        if shape.halved:
            features = (*features, 'halt')
        tracking = style.tracking or (_SMALL_CAPS_TRACKING if 'smcp' in features else 0.0)
        if shape.script.tag in _JOINED:
            tracking = 0.0
        key = (face.key, features, tracking, language, shape.script)
        font = self._fonts.get(key)
        if font is None:
            font = self._fonts[key] = Font(face, features, tracking, language, shape.script)
        size, rise = style.size, 0.0
        if role == 'mono' != style.font:
            size *= _CODE_SIZE
        if inline & (Style.SUPERSCRIPT | Style.SUBSCRIPT):
            rise = size * (_SUPERSCRIPT_RISE if inline & Style.SUPERSCRIPT else _SUBSCRIPT_RISE)
            size *= _SCRIPT_SIZE
        run = RunStyle(face.key, size, style.colour, tracking * size / 1000, rise)
        hyphenator = self._hyphenator(language) if style.hyphenate and not inline & Style.CODE else None
        chain = self.layout.chain

        def other(letters: str, script: Script, *, halved: bool = False) -> Type | None:
            own = face if _covers(face, letters) else None
            found = own or self.library.fallback(letters, chain, weight, italic, language=language, around=face.family)
            return self.type(style, inline, language, Shape(found, script, halved)) if found else None

        spaces = None
        if shape.face and (shape.script.tag in _SPACED_AS_TEXT or not _covers(face, ' ')):
            spaces = self.type(style, inline, language).font
        justified = style.align == 'justify'
        expansion = style.expansion if justified else 0.0
        return Type(font, run, not justified, hyphenator, other, spaces, expansion, style.protrusion)

    def _hyphenator(self, language: str) -> Hyphenator:
        found = self._hyphenators.get(language)
        if found is None:
            found = self._hyphenators[language] = Hyphenator(language)
        return found


def _covers(face: Face, letters: str) -> bool:
    return all(face.hb_font.get_nominal_glyph(ord(letter)) for letter in letters)
