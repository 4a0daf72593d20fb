"""ReportLab canvases that paint with glyph ids and leave the font programs to assembly.

In: the keys of the faces of a book. Out: a canvas in which `/F0`, `/F1`, … name these faces, each a stub Type0 font
without a font program, `/BaseFont /STUB+<face key>`, which `booklet.assemble` replaces by the one subset of the book.

Text is shown by two-byte glyph ids (Identity-H, ISO 32000-1, 9.7.5.2). Write them as literal strings of Latin-1
characters, `(…)`, and not as hexadecimal ones, `<…>`: a page deflates in half the time, to 9 % less.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import IO, Any

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

STUB_PREFIX = 'STUB+'
_ROOT_FONT = STUB_PREFIX + 'Root'  # what ReportLab is told it begins with, so that it names no Helvetica
_LEVEL = 5  # of deflate: level 6 takes a third more time for 0.3 % less, level 4 a third less for 3 % more


class StubFont:
    """A font in ReportLab's eyes: it holds nothing but the face's key and never measures."""

    _multiByte = 1  # ReportLab leaves widths to the font
    _dynamicFont = 1  # and asks nothing of it before the file is saved
    encoding = None

    def __init__(self, face_key: str) -> None:
        self.fontName = STUB_PREFIX + face_key
        self.face = self  # ReportLab registers by fontName and face.name
        self.name = self.fontName

    def addObjects(self, document: Any) -> None:
        """Write the stub into the font dictionary that all pages share, under the name that the canvas fixed."""
        fonts = document.idToObject[pdfdoc.BasicFonts].dict
        fonts[document.fontMapping[self.fontName][1:]] = pdfdoc.PDFDictionary(
            {
                'Type': '/Font',
                'Subtype': '/Type0',
                'BaseFont': pdfdoc.PDFName(self.fontName),
                'Encoding': '/Identity-H',
                'DescendantFonts': pdfdoc.PDFArray([]),
            }
        )


class _Canvas(Canvas):  # type: ignore[misc]
    """A canvas that deflates each page as it is shown, and whose plain pages share one resource dictionary."""

    def showPage(self) -> None:
        super().showPage()
        page = self._doc.Pages[-1]
        content = zlib.compress(page.stream.encode('latin-1'), _LEVEL)
        page.Contents = pdfdoc.PDFStream(pdfdoc.PDFDictionary({'Filter': '/FlateDecode'}), content)
        page.stream = page.Trans = None
        if not (page.XObjects or page.ExtGState or page._colorsUsed or page._shadingUsed):
            page.Resources = self.plain_resources


def new_canvas(stream: IO[bytes], page_size: tuple[float, float], faces: Sequence[str]) -> Canvas:
    """A canvas that writes to `stream` pages of `page_size` points, its fonts `/F0`, … the faces in their order.

    Give each page as one `addLiteral` of Latin-1 text, then `showPage()`; `save()` at the end. Each page begins with
    ReportLab's graphics state, that of PDF. The bytes depend on nothing but what is painted.
    """
    if _ROOT_FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(StubFont('Root'))
    canvas = _Canvas(stream, pagesize=page_size, pageCompression=0, invariant=1, initialFontName=_ROOT_FONT)
    document = canvas._doc
    for index, key in enumerate(faces):
        font = StubFont(key)
        document.fontMapping[font.fontName] = f'/F{index}'
        document.delayedFonts.append(font)
    canvas.plain_resources = document.Reference(pdfdoc.PDFDictionary({'Font': pdfdoc.PDFObjectReference('BasicFonts')}))
    return canvas
