"""Pages of PDF files as images, by pypdf: how large the page is, and what of it cannot be printed.

In: an `Image` that is a PDF. Out: the same with its size and what is wrong. `opened` gives the page itself, for whoever
embeds it. Clauses are those of ISO 32000-1.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from booklet.units import Rect, Size

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

    from booklet.images import Image

MAX_OBJECTS = 50_000  # that one page may need
MAX_DEPTH = 60  # of forms that show forms
_LEAST, _MOST = 1.0, 14_400.0  # points: sides of a page (annex C.2)
_FONT_FILES = ('/FontFile', '/FontFile2', '/FontFile3')


class _Unusable(Exception):
    """Why the page cannot be used."""


def look_at(image: Image) -> Image:
    from pypdf.errors import DependencyError

    try:
        with reading(image.path.read_bytes()) as reader:
            page = page_of(reader, image.page)
            box = box_of(page)
            turned = page.rotation % 180 != 0
            unit = min(max(float(page.get('/UserUnit', 1)), 0.01), 100.0)
            across, down = (box.height, box.width) if turned else (box.width, box.height)
            return replace(image, natural=Size(across * unit, down * unit), remarks=tuple(_remarks(reader, page)))
    except _Unusable as error:
        return replace(image, problem=str(error))
    except DependencyError:  # of the library of ciphers that pypdf would use
        return replace(image, problem='it is encrypted')
    except Exception as error:  # of strangers' bytes anything may come, RecursionError too
        text = ' '.join(str(error).split())[:80] or type(error).__name__
        return replace(image, problem=f'it is damaged ({text})')


@contextmanager
def reading(data: bytes) -> Iterator[PdfReader]:
    """pypdf's reader, without its messages to those who mend PDFs."""
    from pypdf import PdfReader

    logger = logging.getLogger('pypdf')
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield PdfReader(io.BytesIO(data))
    finally:
        logger.setLevel(level)


def page_of(reader: PdfReader, number: int) -> PageObject:
    """The page that is shown, by its number from 1; 0 is the first too."""
    if reader.is_encrypted:
        raise _Unusable('it is encrypted')
    count = len(reader.pages)
    if number > count:
        raise _Unusable(f'it has no page {number}, but {count} in all')
    if not count:
        raise _Unusable('it has no page')
    return reader.pages[max(number, 1) - 1]


def box_of(page: PageObject) -> Rect:
    """What is seen of a page: that which is left of it when it is trimmed, without marks for the printer (14.11.2)."""
    box, outer = _rect(page.trimbox), _rect(page.cropbox)
    inner = Rect(max(box.x0, outer.x0), max(box.y0, outer.y0), min(box.x1, outer.x1), min(box.y1, outer.y1))
    box = inner if min(inner.width, inner.height) >= _LEAST else outer
    if not (_LEAST <= box.width <= _MOST and _LEAST <= box.height <= _MOST):
        raise _Unusable(f'its page is {box.width:.0f} × {box.height:.0f} points large')
    return box


def _rect(box: Any) -> Rect:
    x0, y0, x1, y1 = (float(edge) for edge in box)
    return Rect(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _remarks(reader: PdfReader, page: PageObject) -> Iterator[str]:
    """What of the page will not be seen as it should; raises where it draws itself without end."""
    off = _at(reader.root_object, '/OCProperties', '/D', '/OFF')
    if off:
        yield 'it has hidden layers, which would be printed; flatten it'
    annotations = [_at(one, '/Subtype') for one in page.get('/Annots', ()) or ()]
    if any(kind not in (None, '/Link', '/Popup') for kind in annotations):
        yield 'its comments and form fields are not printed; flatten it'
    names = sorted({name for name in _Survey().bare_fonts(page) if name})
    if names:
        yield f'it does not bring its font {names[0][:60]}; export it with all fonts embedded'


def _at(item: Any, *keys: str) -> Any:
    """A value deep within a dictionary; None where there is none."""
    for key in keys:
        item = item.get_object() if item is not None else None
        item = item.get(key) if isinstance(item, dict) else None
    return item.get_object() if item is not None else None


class _Survey:
    """Goes once through everything that a page draws."""

    def __init__(self) -> None:
        self._done: set[int] = set()
        self._within: set[int] = set()

    def bare_fonts(self, item: Any) -> Iterator[str]:
        """The names of fonts without a program, of a page or form, and of all that it shows."""
        if len(self._within) > MAX_DEPTH:
            raise _Unusable(f'more than {MAX_DEPTH} of its forms show one another')
        resources = _at(item, '/Resources')
        if not isinstance(resources, dict):
            return
        for font in (_at(resources, '/Font') or {}).values():
            yield from _bare(font.get_object())
        for kind in ('/XObject', '/Pattern'):
            for entry in (_at(resources, kind) or {}).values():
                yield from self._within_one(entry)

    def _within_one(self, entry: Any) -> Iterator[str]:
        number = getattr(entry, 'idnum', 0)
        if number in self._within:
            raise _Unusable('it draws itself, without end')
        if number in self._done:
            return
        self._done.add(number)
        if len(self._done) > MAX_OBJECTS:
            raise _Unusable(f'it shows more than {MAX_OBJECTS:,} things')
        self._within.add(number)
        yield from self.bare_fonts(entry.get_object())
        self._within.discard(number)


def _bare(font: Any) -> Iterator[str]:
    if not isinstance(font, dict) or font.get('/Subtype') == '/Type3':
        return
    for one in _at(font, '/DescendantFonts') or (font,):
        descriptor = _at(one, '/FontDescriptor')
        if not (isinstance(descriptor, dict) and any(key in descriptor for key in _FONT_FILES)):
            yield str(font.get('/BaseFont', '')).removeprefix('/')
