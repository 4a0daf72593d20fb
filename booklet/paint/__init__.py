"""Pages to PDF, by ReportLab, one part by itself; what assembly needs to know travels beside the bytes.

In: finished pages. Out: a `page.PaintedPart`.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from booklet.page import Anchor, Element, Link, Page, PaintedPart
from booklet.paint.content import Used, paint_page
from booklet.paint.stubfont import new_canvas
from booklet.units import Size


def paint_part(
    name: str,
    pages: Sequence[Page],
    size: Size,
    math_face: str,
    elements: Sequence[Element],
    numbers: Mapping[str, int],
    touch: float = 0.0,
) -> PaintedPart:
    """Paints pages of one size; `numbers` are the pages that anchors lie on, `touch` the least height of links."""
    used = Used()
    fonts = _Names()
    contents = [paint_page(page, index, fonts, math_face, numbers, used, touch) for index, page in enumerate(pages)]
    stream = io.BytesIO()
    canvas = new_canvas(stream, (size.width, size.height), list(fonts))
    links: list[Link] = []
    anchors: list[Anchor] = []
    for content in contents:
        if content.operators:
            canvas.addLiteral(content.operators)
        canvas.showPage()
        links += content.links
        anchors += content.anchors
    canvas.save()
    glyphs = used.glyphs
    for face, words in used.words.items():
        texts = glyphs.setdefault(face, {})
        # Of the texts that a glyph stands for, the shortest; one that says nothing by itself gives way to any.
        for glyph, text in sorted(set().union(*[word.glyphs for word in words])):
            known = texts.get(glyph, '')
            if not known or (text and (len(text), text) < (len(known), known)):
                texts[glyph] = text
    pictures = tuple(used.pictures.values())
    pdf = stream.getvalue()
    turned = any(page.turned for page in pages)  # all of a part's pages, or none
    return PaintedPart(name, pdf, len(pages), tuple(links), tuple(anchors), tuple(elements), glyphs, pictures, turned)


def blank_part(size: Size, pages: int) -> PaintedPart:
    """Parity blanks: pages with nothing on them."""
    stream = io.BytesIO()
    canvas = new_canvas(stream, (size.width, size.height), [])
    for _ in range(pages):
        canvas.showPage()
    canvas.save()
    return PaintedPart('blank', stream.getvalue(), pages)


class _Names(dict[str, str]):
    """Face key → resource name, in the order in which faces are first used."""

    def __missing__(self, face: str) -> str:
        name = self[face] = f'/F{len(self)}'
        return name
