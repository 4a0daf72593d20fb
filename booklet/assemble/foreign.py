"""A page of a foreign PDF as a form of the book (ISO 32000-1, 8.10), with what it draws by and nothing else.

In: a page as pypdf reads it, the box of it that is shown. Out: a form whose picture is a unit square, as an image's is.
What could act, or lead out of the file, does not come along: annotations, actions, scripts, embedded and external
files, the page tree, the structure. Clauses are those of ISO 32000-1.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, cast

from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
    StreamObject,
)

from booklet.assemble import BrokenPicture

if TYPE_CHECKING:
    from pypdf import PageObject

    from booklet.assemble.writer import BookWriter
    from booklet.units import Rect

MAX_OBJECTS = 50_000
MAX_DEPTH = 100  # of values within one object
_DRAWN_BY = ('/Font', '/XObject', '/ExtGState', '/ColorSpace', '/Pattern', '/Shading', '/Properties')  # of resources
# Of no use in a picture, or of harm: what acts (12.6), other files (7.11, 8.10.4), the way back to page and structure
# (14.7), what programs keep for themselves (14.5), layers (8.11), of which a form could not say which are shown.
_LEFT = frozenset(
    f'/{key}'
    for key in (
        *('A', 'AA', 'OpenAction', 'JS', 'JavaScript', 'Names', 'EmbeddedFiles', 'EF', 'AF', 'F', 'FFilter'),
        *('FDecodeParms', 'Ref', 'Alternates', 'OPI', 'Annots', 'P', 'Parent', 'Pages', 'Page', 'StructParent'),
        *('StructParents', 'StructTreeRoot', 'PieceInfo', 'Metadata', 'LastModified', 'OC', 'Measure', 'PtData'),
    )
)
# What stands in these is called as its author likes: glyphs of a font may be named /A and /P.
_NAMED = frozenset((*_DRAWN_BY, '/CharProcs', '/Colorants'))


class Copier:
    """Copies values of one file into the book; what they refer to, each once."""

    def __init__(self, writer: BookWriter) -> None:
        self._writer = writer
        self._numbers: dict[tuple[int, int], int] = {}
        self._waiting: deque[tuple[int, IndirectObject, bool]] = deque()

    def copied(self, value: PdfObject, *, named: bool = False) -> PdfObject:
        """The value for the book, and all that it refers to written; `named`: its keys are names that authors gave."""
        copy = self._copy(value, 0, named)
        while self._waiting:
            number, reference, named = self._waiting.popleft()
            found = reference.get_object()
            self._writer.set(number, self._copy(found, 0, named) if found is not None else NullObject())
        return copy

    def _copy(self, value: Any, depth: int, named: bool) -> PdfObject:
        if depth > MAX_DEPTH:
            raise BrokenPicture(f'more than {MAX_DEPTH} of its values lie in one another')
        if isinstance(value, IndirectObject):
            return self._reference(value, named)
        if isinstance(value, StreamObject):
            return self._stream(value, depth)
        if isinstance(value, DictionaryObject):
            return self._entries(DictionaryObject(), value, depth, named)
        if isinstance(value, ArrayObject):
            return ArrayObject([self._copy(item, depth + 1, False) for item in list.__iter__(value)])
        return cast('PdfObject', value)  # a number, a name, a string: it refers to nothing

    def _reference(self, value: IndirectObject, named: bool) -> IndirectObject:
        key = (value.idnum, value.generation)
        if key not in self._numbers:
            if len(self._numbers) >= MAX_OBJECTS:
                raise BrokenPicture(f'it needs more than {MAX_OBJECTS:,} objects')
            self._numbers[key] = self._writer.reserve()
            self._waiting.append((self._numbers[key], value, named))
        return self._writer.to(self._numbers[key])

    def _stream(self, value: StreamObject, depth: int) -> StreamObject:
        """With its bytes as they are, deflated or not."""
        stream = StreamObject()
        stream._data = value._data
        return cast('StreamObject', self._entries(stream, value, depth, False))

    def _entries(self, copy: DictionaryObject, value: DictionaryObject, depth: int, named: bool) -> DictionaryObject:
        for key in value:
            if named or (key not in _LEFT and key != '/Length'):
                copy[NameObject(key)] = self._copy(value.raw_get(key), depth + 1, not named and key in _NAMED)
        return copy


def form_of(page: PageObject, box: Rect, writer: BookWriter) -> int:
    """Write the page as a form; out: its number. `box` of it becomes the unit square, turned as the page is."""
    copier = Copier(writer)
    theirs = page.get('/Resources')
    theirs = theirs.get_object() if theirs is not None else None
    resources = DictionaryObject()
    for key in _DRAWN_BY:
        if isinstance(theirs, DictionaryObject) and key in theirs:
            resources[NameObject(key)] = copier.copied(theirs.raw_get(key), named=True)
    form = _content(page)
    for key, value in {'/Type': '/XObject', '/Subtype': '/Form'}.items():
        form[NameObject(key)] = NameObject(value)
    form[NameObject('/BBox')] = _numbers(box.x0, box.y0, box.x1, box.y1)
    form[NameObject('/Matrix')] = _numbers(*_matrix(box, page.rotation))
    form[NameObject('/Resources')] = resources
    if '/Group' in page:  # how its transparency is blended (11.6.6)
        form[NameObject('/Group')] = copier.copied(page.raw_get('/Group'))
    return writer.add_stream(form)


def _content(page: PageObject) -> StreamObject:
    """The page's content as one stream; where it is one, with its bytes as they are."""
    contents = page.get('/Contents')
    contents = contents.get_object() if contents is not None else None
    if isinstance(contents, ArrayObject) and len(contents) == 1:
        contents = contents[0].get_object()
    if isinstance(contents, StreamObject) and not ({'/F', '/DecodeParms'} & set(contents)):
        form = StreamObject()
        form._data = contents._data
        if '/Filter' in contents:
            filters = contents['/Filter'].get_object()
            named = filters if isinstance(filters, ArrayObject) else ArrayObject([filters])
            form[NameObject('/Filter')] = ArrayObject([NameObject(str(one.get_object())) for one in named])
        return form
    streams = contents if isinstance(contents, ArrayObject) else [contents] if contents is not None else []
    pieces = [one.get_object() for one in streams]
    plain = DecodedStreamObject()
    plain.set_data(b'\n'.join([piece.get_data() for piece in pieces if isinstance(piece, StreamObject)]))
    return plain.flate_encode(9)


def _matrix(box: Rect, rotation: int) -> tuple[float, ...]:
    """That which makes the box, turned clockwise by so many degrees (table 30), the unit square (8.3.4)."""
    across, up = 1 / box.width, 1 / box.height
    x, y = box.x0 * across, box.y0 * up
    return {
        0: (across, 0, 0, up, -x, -y),
        90: (0, -across, up, 0, -y, 1 + x),
        180: (-across, 0, 0, -up, 1 + x, 1 + y),
        270: (0, across, -up, 0, 1 + y, -x),
    }[rotation % 360]


def _numbers(*values: float) -> ArrayObject:
    return ArrayObject([FloatObject(f'{value:.9f}') for value in values])
