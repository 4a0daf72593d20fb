"""The order of binding: pages, fonts, images, navigation, attachments, catalog.

In: painted parts. Out: the bytes of the book. Clauses are those of ISO 32000-1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, cast

from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, NameObject, StreamObject

from booklet import __version__
from booklet.assemble import fonts, navigation
from booklet.assemble.attachments import attach
from booklet.assemble.navigation import Place
from booklet.assemble.syntax import name, real, references, text_string
from booklet.assemble.writer import BookWriter, Raw, serialised

if TYPE_CHECKING:
    from pypdf.generic import ArrayObject, FloatObject

    from booklet.assemble import Attachment, Metadata, OutlineItem, PageLabel
    from booklet.fonts import Face
    from booklet.images import Image
    from booklet.page import PaintedPart

_STUB = '/STUB+'  # before the face's key in the name of a font without a program
_NODE = 64  # kids of a node of the page tree
_BOXES = ('/MediaBox', '/CropBox', '/BleedBox', '/TrimBox', '/ArtBox')
_KEPT_RESOURCES = ('/ColorSpace', '/ExtGState', '/Pattern', '/Properties', '/Shading', '/XObject')


class TwiceAnchored(ValueError):
    """Two places of the book bear the same anchor."""

    def __init__(self, anchor: str, parts: Sequence[str]) -> None:
        super().__init__(f'the anchor {anchor!r} is in two places: {" and ".join(parts)}')
        self.anchor = anchor


def bind(
    parts: Sequence[PaintedPart],
    faces: Mapping[str, Face],
    outline: Sequence[OutlineItem],
    labels: Sequence[PageLabel],
    metadata: Metadata,
    attachments: Sequence[Attachment] = (),
    images: Mapping[str, Image] | None = None,
) -> bytes:
    """What `booklet.assemble.assemble` promises."""
    writer = BookWriter()
    glyphs = fonts.merge_glyphs(parts)
    type0 = {key: writer.reserve() for key in glyphs}
    binder = _Binder(writer, sum(part.pages for part in parts), _Resources(writer, type0))
    pictures: dict[tuple[str, int], int] = {}
    if any(part.pictures for part in parts):
        from booklet.assemble.pictures import Pictures

        pictures = Pictures(writer, images or {}).embed(parts)
    places = _places(parts, binder.first_page)
    known = navigation.Known(places)
    for part in parts:
        binder.bind(part, known, [pictures[shown.name, shown.page] for shown in part.pictures])
    binder.write_page_tree()
    for key, number in type0.items():
        fonts.embed(writer, faces[key], glyphs[key], number)
    files = b''
    if attachments:
        associated, tree = attach(writer, attachments, metadata.date)
        writer.root_object[NameObject('/AF')] = Raw(associated)
        files = b'/EmbeddedFiles %d 0 R' % writer.add(tree)
    _write_navigation(writer, places, known, outline, labels, files)
    _write_metadata(writer, metadata)
    book = BytesIO()
    writer.write(book)
    return book.getvalue()


def _places(parts: Sequence[PaintedPart], first_page: int) -> dict[str, Place]:
    """Where each anchor of the book lies."""
    places: dict[str, Place] = {}
    owners: dict[str, str] = {}
    for part in parts:
        for anchor in part.anchors:
            if anchor.name in places:
                raise TwiceAnchored(anchor.name, (owners[anchor.name], part.name))
            places[anchor.name] = Place(first_page + anchor.page, anchor.x, anchor.y)
            owners[anchor.name] = part.name
        first_page += part.pages
    return places


class _Resources:
    """Resource dictionaries (7.8.3) of the book: equal ones are one object, and its fonts are the book's."""

    def __init__(self, writer: BookWriter, type0: Mapping[str, int]) -> None:
        self._writer = writer
        self._type0 = type0
        self._numbers: dict[bytes, int] = {}

    def number(self, resources: DictionaryObject, pictures: Sequence[int] = ()) -> int:
        """The object number of a part's resources in the book; its pictures are named /P0, /P1, …"""
        entries = [key.encode() + self._kept(resources, key) for key in _KEPT_RESOURCES if key in resources]
        if pictures:
            shown = b''.join([b'/P%d %d 0 R' % (index, number) for index, number in enumerate(pictures)])
            entries.append(b'/XObject<<%s>>' % shown)
        stubs = cast('DictionaryObject', resources.get('/Font', DictionaryObject()).get_object())
        named = [(alias, self._type0.get(_face_key(stubs, alias))) for alias in stubs]
        listed = b''.join([b'%s %d 0 R' % (name(alias[1:]), number) for alias, number in named if number])
        if listed:
            entries.append(b'/Font<<%s>>' % listed)
        data = b'<<%s>>' % b''.join(entries)
        if data not in self._numbers:
            self._numbers[data] = self._writer.add(data)
        return self._numbers[data]

    def _kept(self, resources: DictionaryObject, key: str) -> bytes:
        return b' ' + serialised(resources.raw_get(key).clone(self._writer))


def _face_key(stubs: DictionaryObject, alias: str) -> str:
    font = str(cast('DictionaryObject', stubs[alias])['/BaseFont'])
    if not font.startswith(_STUB):
        raise ValueError(f'a part names the font {font}, which is no stub of a face')
    return font.removeprefix(_STUB)


class _Binder:
    """Binds the pages of part after part. Their object numbers follow one another from `first_page` on."""

    def __init__(self, writer: BookWriter, pages: int, resources: _Resources) -> None:
        self.first_page = writer.reserve(pages)
        self._first_node = writer.reserve(-(-pages // _NODE))
        self._writer = writer
        self._pages = pages
        self._resources = resources
        self._bound = 0

    def bind(self, part: PaintedPart, known: navigation.Known, pictures: Sequence[int] = ()) -> None:
        """Take over the part's pages with their content as it is, and write its links."""
        pages = PdfReader(BytesIO(part.pdf)).pages
        if len(pages) != part.pages:
            raise ValueError(f'part {part.name!r} has {len(pages)} pages, not {part.pages}')
        links: dict[int, list[bytes]] = defaultdict(list)
        for link in part.links:
            links[link.page].append(navigation.annotation(link, known))
        resources: dict[int, int] = {}
        for index, page in enumerate(pages):
            theirs = page.raw_get('/Resources')
            key = theirs.idnum if isinstance(theirs, IndirectObject) else -1 - index
            if key not in resources:
                resources[key] = self._resources.number(cast('DictionaryObject', theirs.get_object()), pictures)
            own = [self._writer.add(link) for link in links[index] if link]
            self._bind_page(page, resources[key], own, turned=part.turned)

    def _bind_page(self, page: PageObject, resources: int, links: Sequence[int], *, turned: bool) -> None:
        """Write a page object (7.7.3.3)."""
        content = page['/Contents']
        assert isinstance(content, StreamObject), 'ReportLab paints a page into one stream'
        data = b'<</Type/Page/Parent %d 0 R%s/Resources %d 0 R/Contents %d 0 R%s>>' % (
            self._first_node + self._bound // _NODE,
            b''.join([_box(page, key) for key in _BOXES if key in page]) + (b'/Rotate 90' if turned else b''),
            resources,
            self._writer.add_stream(content),
            b'/Annots' + references(links) if links else b'',
        )
        self._writer.define(self.first_page + self._bound, data)
        self._bound += 1

    def write_page_tree(self) -> None:
        """Write the page tree (7.7.3) as two levels."""
        root = cast('IndirectObject', self._writer.root_object.raw_get('/Pages')).idnum
        pages = range(self.first_page, self.first_page + self._pages)
        nodes = [pages[start : start + _NODE] for start in range(0, self._pages, _NODE)]
        for number, kids in enumerate(nodes, start=self._first_node):
            body = b'<</Type/Pages/Parent %d 0 R/Count %d/Kids%s>>' % (root, len(kids), references(kids))
            self._writer.define(number, body)
        numbers = range(self._first_node, self._first_node + len(nodes))
        self._writer.define(root, b'<</Type/Pages/Count %d/Kids%s>>' % (self._pages, references(numbers)))


def _box(page: PageObject, key: str) -> bytes:
    edges = cast('ArrayObject', page[key])
    return b'%s[%s]' % (key.encode(), b' '.join([real(float(cast('FloatObject', edge))) for edge in edges]))


def _write_navigation(
    writer: BookWriter,
    places: Mapping[str, Place],
    known: navigation.Known,
    outline: Sequence[OutlineItem],
    labels: Sequence[PageLabel],
    files: bytes,
) -> None:
    """`files`: what else stands in the dictionary of names (7.7.4)."""
    root = writer.root_object
    if places:
        files = b'/Dests %d 0 R%s' % (navigation.name_tree(places, writer.add), files)
    if files:
        root[NameObject('/Names')] = Raw(b'<<%s>>' % files)
    if outline:
        first = writer.reserve(len(outline) + 1)
        for number, data in enumerate(navigation.outline(outline, known, first), start=first):
            writer.define(number, data)
        root[NameObject('/Outlines')] = Raw(b'%d 0 R' % first)
        root[NameObject('/PageMode')] = NameObject('/UseOutlines')
    if labels:
        root[NameObject('/PageLabels')] = Raw(navigation.page_labels(labels))


def _write_metadata(writer: BookWriter, metadata: Metadata) -> None:
    """The catalog's language and preferences (7.7.2, 12.2), and the information dictionary (14.3.3)."""
    root = writer.root_object
    if metadata.language:
        root[NameObject('/Lang')] = Raw(text_string(metadata.language))
    direction = b'/Direction/R2L' if metadata.right_to_left else b''
    root[NameObject('/ViewerPreferences')] = Raw(b'<</DisplayDocTitle true%s>>' % direction)
    information = {
        '/Title': metadata.title,
        '/Author': metadata.author,
        '/Subject': metadata.subject,
        '/Producer': f'booklet {__version__}',
        '/CreationDate': metadata.date,
        '/ModDate': metadata.date,
    }
    writer.add_metadata({key: value for key, value in information.items() if value})
