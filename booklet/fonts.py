"""Faces: found in folders, measured, shaped with and subset by HarfBuzz.

In: font files. Out: `Face`s, and a `Library` that answers which face a family, weight and style mean.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import uharfbuzz as hb

_SUFFIXES = ('.otf', '.ttf', '.ttc')
_DROPPED_TABLES = ('GSUB', 'GPOS', 'GDEF', 'MATH', 'DSIG', 'BASE', 'FFTM', 'STAT')  # no use after layout
_HEADER = struct.Struct('>4xH')
_TABLE = struct.Struct('>4s4xII')


@dataclass(frozen=True)
class Face:
    """One face of one file; a variable font gives one face per weight asked for.

    `key` names the face in the PDF and is unique in the library. All measures are in font units of `upem` per em.
    """

    key: str
    family: str
    style: str
    weight: int
    italic: bool
    path: Path
    axes: tuple[tuple[str, float], ...] = field(default=())

    @cached_property
    def hb_face(self) -> hb.Face:
        return hb.Face(hb.Blob.from_file_path(str(self.path)))

    @cached_property
    def hb_font(self) -> hb.Font:
        font = hb.Font(self.hb_face)
        if self.axes:
            font.set_variations(dict(self.axes))
        return font

    @cached_property
    def upem(self) -> int:
        return int(self.hb_face.upem)

    @cached_property
    def is_cff(self) -> bool:
        return 'CFF ' in self.hb_face.table_tags

    def metric(self, tag: hb.OTMetricsTag) -> float:
        """A metric of the face in thousandths of an em."""
        return float(self.hb_font.get_metric_position_with_fallback(tag)) * 1000 / self.upem

    @cached_property
    def ascender(self) -> float:
        return float(self.hb_font.get_font_extents('ltr').ascender) * 1000 / self.upem

    @cached_property
    def descender(self) -> float:
        return float(self.hb_font.get_font_extents('ltr').descender) * 1000 / self.upem

    @cached_property
    def cap_height(self) -> float:
        return self.metric(hb.OTMetricsTag.CAP_HEIGHT)

    @cached_property
    def x_height(self) -> float:
        return self.metric(hb.OTMetricsTag.X_HEIGHT)

    @cached_property
    def bounding_box(self) -> tuple[float, ...]:
        """The head table's box in thousandths of an em: x0, y0, x1, y1."""
        head = self.hb_face.reference_table('head').data
        return tuple(v * 1000 / self.upem for v in struct.unpack_from('>4h', head, 36))

    @cached_property
    def italic_angle(self) -> float:
        post = self.hb_face.reference_table('post').data
        return float(struct.unpack_from('>i', post, 4)[0]) / 65536

    def advance(self, glyph: int) -> float:
        """The advance width of a glyph in font units."""
        return float(self.hb_font.get_glyph_h_advance(glyph))

    def subset(self, glyphs: set[int]) -> bytes:
        """The font program with only these glyphs, ids kept: an sfnt file, or the bare CFF table of one."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyphs)
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_HINTING
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), 'big') for tag in _DROPPED_TABLES)
        for tag, value in self.axes:
            wanted.pin_axis_location(self.hb_face, tag, value)
        data = bytes(hb.subset(self.hb_face, wanted).blob.data)
        return _table(data, b'CFF ') if self.is_cff else data


def _table(data: bytes, tag: bytes) -> bytes:
    (count,) = _HEADER.unpack_from(data)
    for index in range(count):
        name, offset, length = _TABLE.unpack_from(data, 12 + 16 * index)
        if name == tag:
            return data[offset : offset + length]
    raise KeyError(tag)
