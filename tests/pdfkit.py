"""PDF files as independent readers see them, and small painted parts to bind.

Out: the text of pages, outline, destinations, links, fonts and errors of a file, by pikepdf (qpdf) and pypdfium2
(pdfium), and by the command-line tools that are installed.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pikepdf
import pypdfium2
import uharfbuzz as hb

from booklet.fonts import Face
from booklet.page import Anchor, Link, PaintedPart
from booklet.paint.stubfont import new_canvas
from booklet.shaping import glyph_code

SIZE = (420.0, 595.0)
_TOOLS = (('qpdf', '--check'), ('mutool', 'info'), ('pdfinfo',), ('pdffonts',))

Outline = list[tuple[str, 'Outline']]


def problems(pdf: bytes) -> list[str]:
    """What qpdf finds amiss, and the command-line tools that are there."""
    try:
        with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as book:
            found = [str(problem) for problem in book.check_pdf_syntax()]
    except pikepdf.PdfError as error:
        found = [str(error)]
    with tempfile.NamedTemporaryFile(suffix='.pdf') as file:
        file.write(pdf)
        file.flush()
        for tool, *arguments in _TOOLS:
            if shutil.which(tool):
                done = subprocess.run([tool, *arguments, file.name], capture_output=True, text=True, check=False)
                found += [f'{tool}: {line}' for line in done.stderr.splitlines() if 'ICC support' not in line]
                found += [f'{tool}: exit {done.returncode}'] if done.returncode else []
    return found


def texts(pdf: bytes) -> list[str]:
    """The text of each page, by pdfium, with newlines as spaces."""
    with pypdfium2.PdfDocument(pdf) as book:
        return [' '.join(page.get_textpage().get_text_bounded().split()) for page in book]


def outline(pdf: bytes) -> Outline:
    """Titles with their children, by pikepdf."""

    def nested(items: Sequence[pikepdf.OutlineItem]) -> Outline:
        return [(item.title, nested(item.children)) for item in items]

    with pikepdf.open(io.BytesIO(pdf)) as book, book.open_outline() as tree:
        return nested(tree.root)


def bookmarks(pdf: bytes) -> list[tuple[int, str, int | None, int]]:
    """Level, title, page and count of each bookmark, by pdfium."""
    with pypdfium2.PdfDocument(pdf) as book:
        found = []
        for mark in book.get_toc():
            target = mark.get_dest()
            found.append((mark.level, mark.get_title(), target.get_index() if target else None, mark.get_count()))
        return found


def destination(pdf: bytes, name: str) -> tuple[int, list[float]] | None:
    """Page and view of a named destination, by pdfium."""
    with pypdfium2.PdfDocument(pdf) as book:
        found = pypdfium2.raw.FPDF_GetNamedDestByName(book.raw, name.encode())
        if not found:
            return None
        target = pypdfium2.PdfDest(found, book)
        return target.get_index(), list(target.get_view()[1])


def destinations(pdf: bytes) -> dict[str, tuple[int, float]]:
    """Page and y of all named destinations, by pikepdf's name tree."""
    with pikepdf.open(io.BytesIO(pdf)) as book:
        numbers = {page.obj.objgen: index for index, page in enumerate(book.pages)}
        tree = pikepdf.NameTree(book.Root.Names.Dests)
        return {str(name): (numbers[place[0].objgen], float(place[3])) for name, place in tree.items()}


@contextmanager
def fonts(pdf: bytes) -> Iterator[list[pikepdf.Dictionary]]:
    """Each Type0 font object of the file, while it is open."""
    with pikepdf.open(io.BytesIO(pdf)) as book:
        yield [i for i in book.objects if isinstance(i, pikepdf.Dictionary) and i.get('/Subtype') == '/Type0']


def paint(
    name: str,
    pages: Sequence[Sequence[tuple[Face, str]]],
    links: Sequence[Link] = (),
    anchors: Sequence[Anchor] = (),
) -> PaintedPart:
    """A part whose pages show lines of text, each in a face."""
    faces = {face.key: face for lines in pages for face, _ in lines}
    glyphs: dict[str, dict[int, str]] = {key: {} for key in faces}
    stream = io.BytesIO()
    canvas = new_canvas(stream, SIZE, list(faces))
    for lines in pages:
        content = []
        for number, (face, text) in enumerate(lines):
            code = _shape(face, text, glyphs[face.key])
            content.append(f'/F{list(faces).index(face.key)} 12 Tf 1 0 0 1 40 {550 - 20 * number} Tm({code})Tj')
        canvas.addLiteral('\n'.join(['BT', *content, 'ET']))
        canvas.showPage()
    canvas.save()
    return PaintedPart(name, stream.getvalue(), len(pages), tuple(links), tuple(anchors), (), glyphs)


def _shape(face: Face, text: str, glyphs: dict[int, str]) -> str:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(face.hb_font, buffer, {'kern': False})
    infos = buffer.glyph_infos
    ends = [info.cluster for info in infos[1:]] + [len(text)]
    for info, end in zip(infos, ends, strict=True):
        glyphs[info.codepoint] = text[info.cluster : end]
    return ''.join([glyph_code(info.codepoint) for info in infos])


def by_key(*faces: Face) -> Mapping[str, Face]:
    return {face.key: face for face in faces}
