"""TeX that mathra understands, drawn: positioned glyphs of the math face, rules and strokes, and the formula in words.

In: TeX source. Out: a `Formula` of glyph ids of STIX Two Math, or a `MathError` that says where and why not. mathra
lays formulas out and writes SVG; its `<use>` elements carry the font's glyph ids, so a formula is set as real text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from booklet.design import Colour
from booklet.formula import Formula, MathError, MathGlyph, MathPath, MathRule
from booklet.mathrules import has_columns_ruled, mended
from booklet.stock import fonts_folder

if TYPE_CHECKING:
    import uharfbuzz as hb

_UNITS = 1000  # of mathra's SVG per em
_MAX_DRAWING = 2_000_000  # characters of SVG; the longest honest formula that was met has 100,000
_MAX_EXTENT = 1000.0  # ems
_MAX_BESIDE = 6.0  # ems that signs may stand beside the formula's own box, as negative spaces and \llap bring them

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
_NUMBERS = re.compile(r'(?:rgb)?\(?([\d.]+(?:,[\d.]+)*)\)?')
_HEXADECIMAL = re.compile(r'#(?:[0-9a-fA-F]{3}){1,2}')
# Slanted, and slanted and bold.
_SLANTED = {
    'phi': '\U0001d719\U0001d753',
    'epsilon': '\U0001d716\U0001d750',
    'vartheta': '\U0001d717\U0001d751',
    'varkappa': '\U0001d718\U0001d752',
    'varrho': '\U0001d71a\U0001d754',
    'varpi': '\U0001d71b\U0001d755',
    'partial': '\U0001d715\U0001d74f',
}
_GREEK = re.compile(rf'(\\(?:bm|boldsymbol|pmb)\s*(?:\{{\s*)?)?\\({"|".join(_SLANTED)})(?![A-Za-z])')
_DEFINES_GREEK = re.compile(rf'(?:command\*?|def|let)\s*\{{?\s*\\({"|".join(_SLANTED)})(?![A-Za-z])')
_BEZIER = 0.5523  # of the radius: where the control points of a quarter of a circle lie

# The colours of LaTeX's package xcolor (its manual, 4.1), and those of its dvips names that authors use.
_COLOURS = {
    'black': (0, 0, 0),
    'blue': (0, 0, 1),
    'brown': (0.75, 0.5, 0.25),
    'cyan': (0, 1, 1),
    'darkgray': (0.25, 0.25, 0.25),
    'gray': (0.5, 0.5, 0.5),
    'green': (0, 1, 0),
    'lightgray': (0.75, 0.75, 0.75),
    'lime': (0.75, 1, 0),
    'magenta': (1, 0, 1),
    'olive': (0.5, 0.5, 0),
    'orange': (1, 0.5, 0),
    'pink': (1, 0.75, 0.75),
    'purple': (0.75, 0, 0.25),
    'red': (1, 0, 0),
    'teal': (0, 0.5, 0.5),
    'violet': (0.5, 0, 0.5),
    'white': (1, 1, 1),
    'yellow': (1, 1, 0),
    'darkblue': (0, 0, 0.545),
    'darkgreen': (0, 0.392, 0),
    'darkred': (0.545, 0, 0),
    'forestgreen': (0.133, 0.545, 0.133),
    'grey': (0.5, 0.5, 0.5),
    'maroon': (0.5, 0, 0),
    'navy': (0, 0, 0.5),
    'navyblue': (0, 0, 0.5),
    'royalblue': (0.255, 0.412, 0.882),
}

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

# Glyphs whose names are wrong: those of scripts, of which the font's own table `ssty` knows better.
_MISNAMED = {
    'u1D46': '\U0001d462',
    'u1D6F2.ssty': '\U0001d6f3',
    'u1D6F2.ssty2': '\U0001d6f3',
    'u1D6F3.ssty': '\U0001d6f2',
    'u1D6F3.ssty2': '\U0001d6f2',
    'u1D70D.ssty': '\U0001d70e',
    'u1D70D.ssty2': '\U0001d70e',
    'u1D70E.ssty': '\U0001d70d',
    'u1D70E.ssty2': '\U0001d70d',
}


def font_path() -> Path:
    """The file whose glyph ids the formulas hold."""
    return fonts_folder() / 'stix-two' / 'STIXTwoMath-Regular.ttf'


@lru_cache(maxsize=8192)
def draw(tex: str, display: bool = False, language: str = 'en') -> Formula:
    """The formula as mathra sets it; its speech in the language, or in English where mathra has not got it.

    Raises:
        MathError: for source that is not TeX math, that mathra cannot set, or whose drawing is too large.
    """
    found = _read_svg(tex, display, language)
    return mended(tex, found, lambda part: _read_svg(part, display, 'en')) if has_columns_ruled(tex) else found


def _read_svg(tex: str, display: bool, language: str) -> Formula:
    svg = _svg(_SPACE.sub(' ', tex), display, language)
    if len(svg) > _MAX_DRAWING:
        raise MathError(1, 'the formula is too large')
    title, text = _TITLE.search(svg), _TEXT.search(svg)
    if (slanted := _slanted(tex)) != tex:
        with suppress(MathError):  # it was set as it is
            svg = _svg(_SPACE.sub(' ', slanted), display, 'en')
    head, drawing = _HEAD.search(svg), _DRAWING.search(svg)
    if not head or not drawing:
        raise MathError(1, 'the formula has nothing to set')
    left, top, width, height = (float(value) / _UNITS for value in head.groups())
    if max(abs(left), abs(top), abs(width), abs(height)) > _MAX_EXTENT:
        raise MathError(1, 'the formula is too large')
    speech, line = (unescape(found.group(1)) if found else '' for found in (title, text))
    glyphs, rules, paths = _read(drawing.group(1), left)
    if not (glyphs or rules or paths) and width <= 0:
        raise MathError(1, 'the formula has nothing to set')
    places = [*(g.x for g in glyphs), *(r.x for r in rules), *(p.x for p in paths)]
    if min([width, *places]) < -_MAX_BESIDE or max(places, default=0.0) > max(width, 0.0) + _MAX_BESIDE:
        raise MathError(1, 'negative spaces lead out of the formula')
    return Formula(width, -top, height + top, glyphs, rules, tex, speech, line, paths)


def _slanted(tex: str) -> str:
    """The source with slanted signs for those Greek letters that mathra sets upright, among others that it slants."""
    own = {found.group(1) for found in _DEFINES_GREEK.finditer(tex)}

    def sign(found: re.Match[str]) -> str:
        bold, name = found.group(1) or '', found.group(2)
        return found.group() if name in own else bold + _SLANTED[name][1 if bold else 0]

    return _GREEK.sub(sign, tex)


@lru_cache(maxsize=4096)
def classes(tex: str) -> tuple[str, ...]:
    """The classes of the atoms that the source has at its top level: rel, bin, open, …; empty for all others."""
    import json

    import mathra

    try:
        tree = json.loads(mathra.tex_to_tree(_SPACE.sub(' ', tex), strict=True))
    except (ValueError, RecursionError):
        return ()
    except BaseException as error:
        if type(error).__name__ != 'PanicException':
            raise
        return ()
    return tuple([_class(child) for child in tree.get('children') or ()])


def _class(node: object) -> str:
    while isinstance(node, dict):
        if 'class' in node:
            return str(node['class'])
        node = node.get('base') if node.get('type') == 'scripts' else None
    return ''


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


def _read(drawing: str, left: float) -> tuple[tuple[MathGlyph, ...], tuple[MathRule, ...], tuple[MathPath, ...]]:
    """The glyphs, rules and strokes of mathra's drawing, moved so that it begins at x = 0."""
    glyphs: list[MathGlyph] = []
    rules: list[MathRule] = []
    paths: list[MathPath] = []
    try:
        for element in _ELEMENT.finditer(drawing):
            kind, attributes = element.group(1), dict(_ATTRIBUTE.findall(element.group(2)))
            if kind == 'use':
                glyphs.append(_glyph(attributes, left))
            elif kind == 'rect':
                x, y, width, height = _ems(attributes, 'x', 'y', 'width', 'height')
                rules.append(MathRule(x - left, y, width, height, _colour(attributes.get('fill', ''))))
            elif kind == 'line':
                paths.append(_stroke(attributes, left))
            elif kind == 'ellipse':
                paths.append(_ellipse(attributes, left))
            else:
                raise KeyError(kind)
    except (KeyError, ValueError):
        # To leave out what is not understood could turn the meaning round.
        raise MathError(1, 'the formula is drawn with more than letters, rules and strokes') from None
    return tuple(glyphs), tuple(rules), tuple(paths)


def _ems(attributes: Mapping[str, str], *names: str) -> Iterator[float]:
    return (float(attributes[name]) / _UNITS for name in names)


def _glyph(attributes: Mapping[str, str], left: float) -> MathGlyph:
    glyph = int(attributes['href'].rpartition('-g')[2])
    scale = '1'
    if transform := attributes.get('transform'):
        moved = _TRANSFORM.fullmatch(transform)
        if not moved:
            raise ValueError(transform)
        x, y, scale = moved.groups()
    else:
        x, y = attributes['x'], attributes['y']
    colour = _colour(attributes.get('fill', ''))
    return MathGlyph(glyph, float(x) / _UNITS - left, float(y) / _UNITS, float(scale), _characters(glyph), colour)


def _stroke(attributes: Mapping[str, str], left: float) -> MathPath:
    x1, y1, x2, y2, width = _ems(attributes, 'x1', 'y1', 'x2', 'y2', 'stroke-width')
    cap = {'butt': 0, 'round': 1, 'square': 2}[attributes.get('stroke-linecap', 'butt')]
    operators = f'{width:.4g} w {cap} J 0 0 m {x2 - x1:.4f} {y2 - y1:.4f} l S'
    return MathPath(x1 - left, y1, operators, False, _colour(attributes['stroke']))


def _ellipse(attributes: Mapping[str, str], left: float) -> MathPath:
    x, y, a, b, width = _ems(attributes, 'cx', 'cy', 'rx', 'ry', 'stroke-width')
    if attributes.get('fill') != 'none':
        raise ValueError('fill')
    c, d = _BEZIER * a, _BEZIER * b
    quarters = (
        (a, d, c, b, 0.0, b),
        (-c, b, -a, d, -a, 0.0),
        (-a, -d, -c, -b, 0.0, -b),
        (c, -b, a, -d, a, 0.0),
    )
    curves = ' '.join(' '.join(f'{value:.4f}' for value in quarter) + ' c' for quarter in quarters)
    return MathPath(x - left, y, f'{width:.4g} w {a:.4f} 0 m {curves} h S', False, _colour(attributes['stroke']))


@lru_cache(maxsize=256)
def _colour(value: str) -> Colour | None:
    """A colour of mathra's SVG; None for that of the text around, as for names that nobody knows."""
    if _HEXADECIMAL.fullmatch(value):
        digits = value[1:] if len(value) == 7 else ''.join(2 * digit for digit in value[1:])
        return Colour(*(int(digits[k : k + 2], 16) / 255 for k in (0, 2, 4)))
    if found := _NUMBERS.fullmatch(value):
        # mathra hands on the numbers of \color[model]{…}: three are red, green and blue, one is grey, four are inks.
        try:
            numbers = [float(number) for number in found.group(1).split(',')]
        except ValueError:
            return None
        numbers = [min(1.0, n / 255 if max(numbers) > 1 else n) for n in numbers]
        if len(numbers) == 4:
            return Colour(*((1 - ink) * (1 - numbers[3]) for ink in numbers[:3]))
        return Colour(*(numbers * 3)[:3]) if len(numbers) in (1, 3) else None
    known = _COLOURS.get(value.lower())
    return Colour(*known) if known else None


@cache
def _characters(glyph: int) -> str:
    """The text of a glyph, of a variant's base glyph (`two.ssty`, `uni2211.s1`), or U+FFFD where there is none."""
    font, mapped = _character_map()
    if glyph in mapped:
        return mapped[glyph]
    for base in _bases(str(font.glyph_to_string(glyph))):
        found = _MISNAMED.get(base) or mapped.get(font.glyph_from_string(base) or 0) or _from_name(base)
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
