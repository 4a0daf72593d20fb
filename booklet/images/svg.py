"""Drawings in SVG: what is in them, and what becomes of them, by the tree that Typst's compiler makes of one (usvg).

In: an `Image` that is an SVG. Out: the same with its size and a PDF of one page, all of it vectors. The drawing is read
by defusedxml, cut to what can be drawn and written anew, so that no entity, script or address reaches the compiler; and
that is given no file system, no network, and some seconds.
"""

from __future__ import annotations

import base64
import binascii
import io
import math
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from booklet.units import MM, Size

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from booklet.images import Image

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 200  # of elements in one another
SECONDS = 20.0
MOST, LEAST = 14_400.0, 0.01  # points: sides of a PDF page (ISO 32000-1, annex C.2)
_MAX_PIXELS = 40_000_000  # of all images within a drawing
_SVG, _XLINK = '{http://www.w3.org/2000/svg}', '{http://www.w3.org/1999/xlink}'
_PIXEL = 0.75  # points: 96 to the inch (CSS Values 3, 5.2)
_UNITS = {'': _PIXEL, 'px': _PIXEL, 'pt': 1.0, 'pc': 12.0, 'mm': MM, 'cm': 10 * MM, 'in': 72.0, 'q': MM / 4}
_LENGTH = re.compile(r'\s*([+]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})(?:e[+-]?\d{1,2})?)\s*([a-z]{0,2})\s*', re.IGNORECASE)
_REFERENCE = re.compile(r'(?:@import|url\()([^;)]{1,200})')
_WEIGHT = re.compile(r'font-weight\s*:\s*(normal|bold|\d{1,4})(?![\w-])')
_NAME = re.compile(r'[A-Za-z_-][\w-]*(?:\s+[A-Za-z_-][\w-]*)*')
_FAMILY = re.compile(r'font-family\s*:\s*[\'"]?([^\'",;}]+)')
# Families that the stock has, for those that CSS names by their kind; the compiler knows none of these names.
_KINDS = {'sans-serif': 'Source Sans 3', 'monospace': 'Libertinus Mono'}
_GENERIC = {'serif', 'sans-serif', 'monospace', 'cursive', 'fantasy', 'system-ui', 'inherit'}
# Not drawn: what else is in the file goes without being missed.
_LOST = {
    'foreignObject': 'a text that is no SVG (foreignObject)',
    'video': 'a film',
    'iframe': 'a web page',
    'script': 'what its script draws',
}
_SOURCE = b"""#set page(width: %.4fpt, height: %.4fpt, margin: 0pt, fill: none)
#image("drawing.svg", width: 100%%, height: 100%%, fit: "stretch")
"""


class _Unusable(Exception):
    """Why the drawing cannot be used."""


class Draughtsman:
    """Draws SVGs with the fonts of some folders, which are looked through when the first text is drawn."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._fonts: Any = None

    def look_at(self, image: Image) -> Image:
        try:
            root = _parsed(image.path.read_bytes())
            size = _size(root)
            remarks = _purged(root)
            fonts = None
            if any(element.tag == f'{_SVG}text' for element in root.iter()):
                fonts = self._loaded()
                remarks += _foreign_fonts(root, fonts.families())
                _make_plain(root, fonts.families())
            return replace(image, natural=size, drawn=_drawn(root, size, fonts), remarks=tuple(dict.fromkeys(remarks)))
        except _Unusable as error:
            return replace(image, problem=str(error))
        except Exception as error:  # of strangers' bytes anything may come
            return replace(image, problem=f'it is damaged ({_short(error)})')

    def _loaded(self) -> Any:
        if self._fonts is None:
            from typst import Fonts

            folders = [str(folder) for folder in self._folders if folder.is_dir()]
            self._fonts = Fonts(include_system_fonts=False, include_embedded_fonts=not folders, font_paths=folders)
        return self._fonts


def _parsed(data: bytes) -> Element:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    if len(data) > MAX_BYTES:
        raise _Unusable(f'it is larger than {MAX_BYTES // 2**20} MB, which is much for a drawing')
    depth = 0
    root: Element | None = None
    try:
        for event, element in iterparse(io.BytesIO(data), ('start', 'end'), forbid_entities=True, forbid_external=True):
            root = element if root is None else root
            depth += 1 if event == 'start' else -1
            if depth > MAX_DEPTH:
                raise _Unusable(f'more than {MAX_DEPTH} of its elements lie in one another')
    except DefusedXmlException:
        raise _Unusable(
            'it declares entities, which are not read: save it without what its program keeps for itself'
        ) from None
    if root is None or root.tag not in (f'{_SVG}svg', 'svg'):
        raise _Unusable('it is no drawing in SVG')
    if root.tag == 'svg':
        raise _Unusable('it does not say that it is SVG (xmlns="http://www.w3.org/2000/svg")')
    return root


def _size(root: Element) -> Size:
    """Its own size; what it does not say follows from its view box (SVG 2, 7.2)."""
    view = [float(number) for number in re.findall(r'[-+.\deE]+', root.get('viewBox', ''))[:4]]
    sound = len(view) == 4 and all(map(math.isfinite, view)) and min(view[2:]) > 0
    ratio = view[3] / view[2] if sound else 0.0
    width, height = _length(root.get('width', '')), _length(root.get('height', ''))
    if not (width and height):
        if not ratio:
            raise _Unusable('it does not say how large it is: it wants a viewBox, or width and height')
        width = width or (height / ratio if height else view[2] * _PIXEL)
        height = width * ratio
    if not ratio:
        root.set('viewBox', f'0 0 {width / _PIXEL:.6g} {height / _PIXEL:.6g}')
    if not (LEAST <= width <= MOST and LEAST <= height <= MOST):
        scale = MOST / 10 / max(width, height)
        width, height = max(width * scale, LEAST), max(height * scale, LEAST)
    root.set('width', f'{width / _PIXEL:.6g}')
    root.set('height', f'{height / _PIXEL:.6g}')
    return Size(width, height)


def _length(text: str) -> float:
    match = _LENGTH.fullmatch(text)
    return float(match[1]) * _UNITS.get(match[2].lower(), 0.0) if match else 0.0


def _purged(root: Element) -> list[str]:
    """Takes out of the tree what shall not or cannot be drawn; out: what of that will be missed."""
    remarks: list[str] = []
    pixels = 0
    for parent in root.iter():
        for child in list(parent):
            name = child.tag.removeprefix(_SVG) if isinstance(child.tag, str) else ''
            if name in _LOST or not name:
                parent.remove(child)
                if name in _LOST and parent.tag != f'{_SVG}switch':  # what else is in a switch is drawn instead
                    remarks.append(f'{_LOST[name]} is not printed; export it as paths, or as PDF')
            elif name in ('image', 'feImage'):
                pixels += _pixels_within(child)
    if pixels > _MAX_PIXELS:
        raise _Unusable(f'the images within it have more than {_MAX_PIXELS // 10**6} million pixels')
    for element in root.iter():
        target = _href(element)
        if target and not target.startswith(('#', 'data:')) and not element.tag.endswith('}a'):
            raise _Unusable(f'it shows {target[:60]}, which is not in it, and which is not fetched')
        for text in _styles(element):
            for reference in _REFERENCE.findall(text):
                target = reference.replace('url(', '').strip(' \n\t\'"')
                if target and not target.startswith(('#', 'data:')):
                    remarks.append(f'it refers to {target[:60]}, which is not fetched; embed it')
    return remarks


def _pixels_within(element: Element) -> int:
    """How many pixels an image within a drawing has; it must be whole in it, and no drawing itself."""
    target = ''.join(_href(element).split())
    head, _, body = target.partition(',')
    if not target.startswith('data:'):
        return 0
    if 'svg' in head.lower() or ';base64' not in head.lower():
        raise _Unusable('it has another drawing within itself, which is not read')
    from PIL import Image as pillow

    try:
        with pillow.open(io.BytesIO(base64.b64decode(body)), formats=['PNG', 'JPEG', 'GIF', 'WEBP']) as opened:
            return opened.size[0] * opened.size[1]
    except (OSError, ValueError, binascii.Error, pillow.DecompressionBombError) as error:
        raise _Unusable(f'an image within it is damaged ({_short(error)})') from None


def _href(element: Element) -> str:
    return (element.get('href') or element.get(f'{_XLINK}href') or '').strip()


def _styles(element: Element) -> Iterator[str]:
    """All texts of an element that may refer to something."""
    yield from (value for key, value in element.items() if key not in ('d', 'points', 'href', f'{_XLINK}href'))
    if element.tag == f'{_SVG}style':
        yield element.text or ''


def _foreign_fonts(root: Element, families: Sequence[str]) -> list[str]:
    """Which families its texts want that are not there."""
    known = {family.casefold() for family in families} | _GENERIC
    named = [element.get('font-family', '').split(',')[0] for element in root.iter()]
    named += [family for element in root.iter() for text in _styles(element) for family in _FAMILY.findall(text)]
    missing = [
        family for family in (one.strip(' \'"\n\t') for one in named) if family and family.casefold() not in known
    ]
    hint = 'turn its text into paths, or put the font into fonts/'
    return [f'its text is set in another font than {family[:40]}, which is not there; {hint}' for family in missing]


def _make_plain(root: Element, families: Sequence[str]) -> None:
    """Says of texts what the compiler does not see by itself: which family is meant, and which weight of one that has
    any (CSS Fonts 4, 6.11). Where something is said, in an attribute or a style, it stays: one outweighs the other.
    """
    kinds = {kind: f"'{family}'" for kind, family in _KINDS.items() if family in families}
    root.set('font-weight', root.get('font-weight', 'normal'))
    for element in root.iter():
        if 'font-family' in element.attrib:
            element.set('font-family', _told(_quoted(element.get('font-family', '')), kinds))
        if weight := _WEIGHT.fullmatch(f'font-weight:{element.get("font-weight", "")}'):
            element.set('font-variation-settings', f"'wght' {_weight(weight[1])}")
        if 'style' in element.attrib:
            element.set('style', _told(element.get('style', ''), kinds))
        if element.tag == f'{_SVG}style':
            element.text = _told(element.text or '', kinds)


def _quoted(families: str) -> str:
    """A list of families in which those are quoted that CSS wants quoted, as “Source Sans 3”."""
    named = [one.strip() for one in families.split(',')]
    return ','.join(one if _NAME.fullmatch(one) or one[:1] in '"\'' else f"'{one}'" for one in named)


def _told(style: str, kinds: Mapping[str, str]) -> str:
    for kind, family in kinds.items():
        style = style.replace(kind, family)
    return _WEIGHT.sub(lambda match: f"{match[0]};font-variation-settings:'wght' {_weight(match[1])}", style)


def _weight(text: str) -> int:
    return {'normal': 400, 'bold': 700}.get(text) or min(max(int(text), 1), 1000)


def _drawn(root: Element, size: Size, fonts: Any) -> bytes:
    """The drawing as a PDF of one page."""
    from xml.etree.ElementTree import tostring

    import typst

    files = {'main.typ': _SOURCE % (size.width, size.height), 'drawing.svg': tostring(root, 'utf-8')}
    answer: list[Any] = []

    def draw() -> None:
        try:
            compiler = typst.Compiler(files, font_paths=fonts or [], ignore_system_fonts=True)
            answer.append(compiler.compile(format='pdf', timestamp=0, pdf_tags=False))
        except Exception as error:  # whatever it is, the one who waits must hear of it
            answer.append(error)

    worker = threading.Thread(target=draw, daemon=True)  # a thread that takes too long is left behind
    worker.start()
    worker.join(SECONDS)
    if not answer:
        raise _Unusable(f'it takes longer than {SECONDS:.0f} seconds to draw')
    if isinstance(answer[0], Exception):
        raise _Unusable(f'it cannot be drawn ({_short(answer[0])})')
    drawn: bytes = answer[0]
    return drawn


def _short(error: Exception) -> str:
    text = ' '.join(str(error).split()).removeprefix('failed to parse SVG ')
    return text.strip('()')[:100] or type(error).__name__
