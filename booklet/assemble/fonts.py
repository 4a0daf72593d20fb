"""One font program for each face of the book.

In: the glyphs that the parts used, the faces. Out: Type0 fonts in the file, each with its subset, its widths and the
text its glyphs stand for. Clauses are those of ISO 32000-1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from pypdf.generic import DecodedStreamObject, NameObject, NumberObject

from booklet.assemble.cff import cid_keyed
from booklet.assemble.syntax import name, real
from booklet.sfnt import BrokenFont

if TYPE_CHECKING:
    from booklet.assemble.writer import BookWriter
    from booklet.fonts import Face
    from booklet.page import PaintedPart

_FIXED_PITCH, _SERIF, _SYMBOLIC, _ITALIC = 1, 2, 4, 64  # of Flags (table 123)
_SERIF_CLASSES = (1, 2, 3, 4, 5, 7)  # of sFamilyClass (OpenType, chapter 'OS/2')
_BLOCK = 100  # mappings in a bfchar section (Adobe technical note 5014, 1.4.2)
_UNKNOWN = '\ufffd'
_NO_TEXT = str.maketrans(dict.fromkeys(('\0', '\ufeff', '\ufffe')))  # values that PDF/UA-1 forbids (7.21.7)
_CMAP_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
/CMapName/Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><FFFF>
endcodespacerange
"""
_CMAP_FOOT = b'endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend'


def merge_glyphs(parts: Iterable[PaintedPart]) -> dict[str, dict[int, str]]:
    """For each face key that shows any, the glyphs of all parts and the text each stands for.

    Where parts differ about a glyph, the shortest text wins, and of those the first in code point order (the hyphen
    before the soft hyphen), so that the order of the parts does not matter.
    """
    merged: dict[str, dict[int, str]] = {}
    for part in parts:
        for key, glyphs in (part.glyphs or {}).items():
            known = merged.setdefault(key, {})
            for glyph, text in glyphs.items():
                other = known.get(glyph)
                if other is None or (other != text and _rank(text) < _rank(other)):
                    known[glyph] = text
    return {key: dict(sorted(glyphs.items())) for key, glyphs in sorted(merged.items()) if glyphs}


def _rank(text: str) -> tuple[bool, int, str]:
    return not text, len(text), text


def embed(writer: BookWriter, face: Face, glyphs: Mapping[int, str], number: int) -> None:
    """Write the face, cut to these glyphs, as Type0 font (9.7) under this object number."""
    base = name(f'{subset_tag(face.key, glyphs)}+{face.key}')
    to_unicode = _add_stream(writer, _to_unicode(_texts(face, glyphs)))
    descriptor = writer.add(_descriptor(face, base, _program(writer, face, glyphs)))
    descendant = writer.add(
        b'<</Type/Font/Subtype/%s/BaseFont%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>'
        b'/FontDescriptor %d 0 R%s%s>>'
        % (
            b'CIDFontType0' if face.is_cff else b'CIDFontType2',
            base,
            descriptor,
            b'' if face.is_cff else b'/CIDToGIDMap/Identity',
            _widths(face, glyphs),
        )
    )
    writer.define(
        number,
        b'<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>'
        % (base, descendant, to_unicode),
    )


def subset_tag(key: str, glyphs: Iterable[int]) -> str:
    """Six capitals that tell apart the subsets of a face (9.6.4): a digest of the face and its glyphs."""
    digest = hashlib.sha256(f'{key} {sorted(glyphs)}'.encode()).digest()
    return ''.join([chr(65 + byte % 26) for byte in digest[:6]])


def _program(writer: BookWriter, face: Face, glyphs: Iterable[int]) -> bytes:
    """Write the font program (9.9); out: the descriptor's entry for it."""
    data = face.subset(set(glyphs))
    if face.is_cff:
        try:
            font = cid_keyed(data, glyphs)
        except ValueError as error:
            raise BrokenFont(f'the font {face.path.name} cannot be embedded: {error}') from error
        return b'/FontFile3 %d 0 R' % _add_stream(writer, font, {'/Subtype': NameObject('/CIDFontType0C')})
    return b'/FontFile2 %d 0 R' % _add_stream(writer, data, {'/Length1': NumberObject(len(data))})


def _add_stream(writer: BookWriter, data: bytes, entries: Mapping[str, NameObject | NumberObject] | None = None) -> int:
    plain = DecodedStreamObject()
    plain.set_data(data)
    stream = plain.flate_encode(9)
    for key, value in (entries or {}).items():
        stream[NameObject(key)] = value
    return writer.add_stream(stream)


def _descriptor(face: Face, base: bytes, program: bytes) -> bytes:
    """The font descriptor (9.8.1)."""
    # No font file names the width of its stems; readers use it only to imitate a font, and this one is embedded.
    stem = 50 + (face.weight / 65) ** 2
    return (
        b'<</Type/FontDescriptor/FontName%s/Flags %d/FontBBox[%s]/ItalicAngle %s/Ascent %d/Descent %d/CapHeight %d'
        b'/StemV %d%s>>'
    ) % (
        base,
        _flags(face),
        b' '.join([b'%d' % round(edge) for edge in face.bounding_box]),
        real(face.italic_angle),
        round(face.ascender),
        round(face.descender),
        round(face.cap_height),
        round(stem),
        program,
    )


def _flags(face: Face) -> int:
    """Font flags (table 123). Fonts encoded by glyph id count as symbolic."""
    os2 = face.hb_face.reference_table('OS/2').data
    flags = _SYMBOLIC
    if _monospaced(face):
        flags |= _FIXED_PITCH
    if os2[30:31] and (os2[30] in _SERIF_CLASSES or (os2[32] == 2 and 2 <= os2[33] <= 10)):  # sFamilyClass, panose
        flags |= _SERIF
    if face.italic:
        flags |= _ITALIC
    return flags


def _monospaced(face: Face) -> bool:
    """Whether i is as wide as M. Not every monospaced font says so in its tables."""
    narrow, wide = (face.hb_font.get_nominal_glyph(ord(char)) for char in 'iM')
    return bool(narrow and wide) and face.advance(narrow) == face.advance(wide)


def _widths(face: Face, glyphs: Iterable[int]) -> bytes:
    """The entries DW and W (9.7.4.3): consecutive glyphs in one array, in thousandths of an em."""
    scale = 1000 / face.upem
    runs = (
        b'%d[%s]' % (run[0], b' '.join([real(face.advance(glyph) * scale) for glyph in run]))
        for run in _consecutive(sorted(glyphs))
    )
    return b'/DW %s/W[%s]' % (real(face.advance(0) * scale), b''.join(runs))


def _consecutive(numbers: Iterable[int]) -> Iterator[list[int]]:
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        yield [glyph for _, glyph in run]


def _texts(face: Face, glyphs: Mapping[int, str]) -> dict[int, str]:
    """The glyphs with some text each: as used, or else by the face's character map, or else U+FFFD."""
    texts = {glyph: text.translate(_NO_TEXT) for glyph, text in glyphs.items()}
    if not all(texts.values()):
        nominal = {face.hb_font.get_nominal_glyph(char): chr(char) for char in sorted(face.hb_face.unicodes)[::-1]}
        texts = {glyph: text or nominal.get(glyph, _UNKNOWN) for glyph, text in texts.items()}
    return texts


def _to_unicode(texts: Mapping[int, str]) -> bytes:
    """The ToUnicode CMap (9.10.3)."""
    lines = [
        b'<%04X><%s>\n' % (glyph, text.encode('utf-16-be', 'replace').hex().upper().encode())
        for glyph, text in sorted(texts.items())
    ]
    blocks = [lines[start : start + _BLOCK] for start in range(0, len(lines), _BLOCK)]
    body = b''.join([b'%d beginbfchar\n%sendbfchar\n' % (len(block), b''.join(block)) for block in blocks])
    return _CMAP_HEAD + body + _CMAP_FOOT
