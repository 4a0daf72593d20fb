"""A formula to positioned glyphs and rules, with its words for those who listen.

In: TeX source. Out: a `Formula` of glyph ids of STIX Two Math, or a `MathError` that says where and why not. mathra
lays formulas out and writes SVG; its `<use>` elements carry the font's glyph ids, so a formula is set as real text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from booklet.stock import fonts_folder

if TYPE_CHECKING:
    import uharfbuzz as hb

MAX_LENGTH = 4000  # characters of source; mathra takes 25 ms for as many
_UNITS = 1000  # of mathra's SVG per em

_HEAD = re.compile(r'viewBox="(\S+) (\S+) (\S+) (\S+)"')
_TITLE = re.compile(r'<title\b[^>]*>(.*?)</title>', re.DOTALL)
_TEXT = re.compile(r'<text\b[^>]*>(.*?)</text>\s*</svg>\s*$', re.DOTALL)
_DRAWING = re.compile(r'<g fill="currentColor" stroke="none" transform="scale\(1,-1\)">(.*?)</g><text\b', re.DOTALL)
_ELEMENT = re.compile(r'<(\w+)([^<>]*)>')
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_TRANSFORM = re.compile(r'translate\((\S+) (\S+)\) scale\((\S+)\)')
_COLUMN = re.compile(r'column (\d+): (.*)', re.DOTALL)
_NO_GLYPH = re.compile(r"has no '(.)' character", re.DOTALL)
_SPACE = re.compile(r'\s')  # one for one, so that columns stay
_UNICODE_NAME = re.compile(r'uni((?:[0-9A-F]{4})+)$|u([0-9A-F]{4,6})$')

# Glyphs that neither the font's character map nor their own name ties to a character.
_NAMED = {
    'acutecomb': '\u0301',
    'brevecomb': '\u0306',
    'caroncomb': '\u030c',
    'circumflexcomb': '\u0302',
    'dieresiscomb': '\u0308',
    'dieresistonoscomb': '\u0344',
    'horizontal': '─',
    'integral': '⎮',
    'lowlinecomb': '\u0332',
    'minus': '−',
    'overline': '‾',
    'overlinecomb': '\u0305',
    'primedblreversed': '‶',
    'primequad': '⁗',
    'primereversed': '‵',
    'primetriple': '‴',
    'primetriplereversed': '‷',
    'S_S': 'SS',
    'sigmafinal': 'ς',
    'slashlongcomb': '\u0338',
    'tackdown': '⊤',
    'tackup': '⊥',
    'tildebelowcomb': '\u0330',
    'tildecomb': '\u0303',
    'tildelow': '˷',
}


class MathError(ValueError):
    """A formula that cannot be set: the column of its source, from 1, and the reason."""

    def __init__(self, column: int, reason: str) -> None:
        super().__init__(f'column {column}: {reason}')
        self.column = column
        self.reason = reason

    def __reduce__(self) -> tuple[type[MathError], tuple[int, str]]:
        return MathError, (self.column, self.reason)


@dataclass(frozen=True, slots=True)
class MathGlyph:
    """A glyph id of the math face at a place in ems from the formula's origin, y upward, in a size of `scale` ems.

    `text` is the character it stands for, never empty: what a reader of the PDF copies.
    """

    glyph: int
    x: float
    y: float
    scale: float
    text: str


@dataclass(frozen=True, slots=True)
class MathRule:
    """A filled rectangle, its lower left corner and size in ems, y upward."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Formula:
    """A set formula; lengths in ems, the origin at the left end of its baseline.

    `source` is its TeX; `speech` says it in words; `text` is it in one line of characters.
    """

    width: float
    ascent: float
    descent: float
    glyphs: tuple[MathGlyph, ...]
    rules: tuple[MathRule, ...]
    source: str
    speech: str
    text: str


def font_path() -> Path:
    """The file whose glyph ids the formulas hold."""
    return fonts_folder() / 'stix-two' / 'STIXTwoMath-Regular.ttf'


@lru_cache(maxsize=4096)
def set_math(tex: str, display: bool = False, language: str = 'en') -> Formula:
    """The formula set inline, or as a display; its speech in the language, or in English where mathra has not got it.

    Raises:
        MathError: for source that is not TeX math, that mathra cannot set, or that is too long.
    """
    if len(tex) > MAX_LENGTH:
        raise MathError(MAX_LENGTH + 1, f'the formula is longer than {MAX_LENGTH} characters')
    svg = _svg(_SPACE.sub(' ', tex), display, language)
    head, drawing, title, text = _HEAD.search(svg), _DRAWING.search(svg), _TITLE.search(svg), _TEXT.search(svg)
    if not head or not drawing or not title or not text:
        raise MathError(1, 'the formula has nothing to set')
    left, top, width, height = (float(value) / _UNITS for value in head.groups())
    glyphs, rules = _read(drawing.group(1), left)
    if not glyphs and not rules:
        raise MathError(1, 'the formula has nothing to set')
    speech, line = unescape(title.group(1)), unescape(text.group(1))
    return Formula(width, -top, height + top, glyphs, rules, tex, speech, line)


def _svg(tex: str, display: bool, language: str) -> str:
    import mathra

    try:
        return str(mathra.tex_to_svg(tex, _locale(language), display=display, strict=True))
    except UnicodeEncodeError as error:
        raise MathError(error.start + 1, 'half of a surrogate pair is no character') from None
    except ValueError as error:
        raise _math_error(str(error), tex) from None
    except BaseException as error:
        # A panic in Rust arrives as an exception that is no Exception; all others are not ours to catch.
        if type(error).__name__ != 'PanicException':
            raise
        raise MathError(1, 'the formula cannot be laid out') from None


def _math_error(message: str, tex: str) -> MathError:
    if located := _COLUMN.match(message):
        return MathError(int(located.group(1)), located.group(2))
    missing = _NO_GLYPH.search(message)
    return MathError(max(tex.find(missing.group(1)), 0) + 1 if missing else 1, message)


@cache
def _locale(language: str) -> str:
    import mathra

    known = {str(locale['code']).lower(): str(locale['code']) for locale in mathra.locales()}
    tag = language.replace('_', '-').lower()
    base = tag.split('-')[0]
    return (
        known.get(tag) or known.get(base) or next((known[k] for k in sorted(known) if k.startswith(base + '-')), 'en')
    )


def _read(drawing: str, left: float) -> tuple[tuple[MathGlyph, ...], tuple[MathRule, ...]]:
    """The glyphs and rules of mathra's drawing, moved so that it begins at x = 0."""
    glyphs: list[MathGlyph] = []
    rules: list[MathRule] = []
    for element in _ELEMENT.finditer(drawing):
        kind, attributes = element.group(1), dict(_ATTRIBUTE.findall(element.group(2)))
        if kind == 'use':
            glyphs.append(_glyph(attributes, left))
        elif kind == 'rect' and 'fill' not in attributes:
            x, y, width, height = (float(attributes[name]) / _UNITS for name in ('x', 'y', 'width', 'height'))
            rules.append(MathRule(x - left, y, width, height))
        else:
            # A slanted stroke, a curve or a coloured ground: to leave it out could turn the meaning round.
            raise MathError(1, 'the formula is drawn with more than letters and straight rules')
    return tuple(glyphs), tuple(rules)


def _glyph(attributes: dict[str, str], left: float) -> MathGlyph:
    glyph = int(attributes['href'].rpartition('-g')[2])
    moved = _TRANSFORM.fullmatch(attributes.get('transform', ''))
    x, y, scale = moved.groups() if moved else (attributes['x'], attributes['y'], '1')
    return MathGlyph(glyph, float(x) / _UNITS - left, float(y) / _UNITS, float(scale), _characters(glyph))


@cache
def _characters(glyph: int) -> str:
    """The text of a glyph, of a variant's base glyph (`two.ssty`, `uni2211.s1`), or U+FFFD where there is none."""
    font, mapped = _character_map()
    if glyph in mapped:
        return mapped[glyph]
    for base in _bases(str(font.glyph_to_string(glyph))):
        found = mapped.get(font.glyph_from_string(base) or 0) or _from_name(base)
        if found:
            return found
    return '\ufffd'


def _bases(name: str) -> Iterator[str]:
    while name:
        yield name
        name = name.rpartition('.')[0]


def _from_name(name: str) -> str:
    """The characters that a glyph's name spells, by Adobe's conventions (Adobe Glyph List Specification, 2)."""
    spelt = _UNICODE_NAME.match(name)
    if not spelt:
        return _NAMED.get(name, '')
    digits = spelt.group(1) or spelt.group(2)
    size = 4 if spelt.group(1) else len(digits)
    return ''.join(chr(int(digits[start : start + size], 16)) for start in range(0, len(digits), size))


@cache
def _character_map() -> tuple[hb.Font, dict[int, str]]:
    """The math font, and the lowest character that it maps to each glyph."""
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(str(font_path())))
    font = hb.Font(face)
    mapped: dict[int, str] = {}
    for character in sorted(face.unicodes, reverse=True):
        mapped[font.get_nominal_glyph(character)] = chr(character)
    return font, mapped
