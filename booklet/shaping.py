"""Words to glyphs, by HarfBuzz, once for each word of a book.

In: a face with its features, tracking and language (a `Font`), and the text of a word. Out: a `Word`, whose width is
in ems, so that it serves at every size. A word is shaped by itself: kerning with the space is not looked for, which is
what lets one cache serve all lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

import uharfbuzz as hb

from booklet.fonts import Face

_ESCAPES = str.maketrans({'\\': '\\\\', '(': '\\(', ')': '\\)', '\r': '\\r'})


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A shaped word. `width` in ems, tracking included.

    `code` is what stands between the parentheses of a TJ operand (ISO 32000-1, 9.4.3): two-byte glyph ids as Latin-1
    characters, closed and opened again around kerns. `rises` is empty but for words with glyphs moved up or down
    (marks): then it holds (code, rise in ems) pieces instead. `glyphs` pairs each glyph with the text it stands for.
    `edges` are the places of the characters' left edges, in ems; inside a ligature they share its width. `holes` are
    the characters that the face does not have.
    """

    text: str
    width: float
    code: str
    edges: tuple[float, ...]
    glyphs: tuple[tuple[int, str], ...]
    rises: tuple[tuple[str, float], ...] = ()
    holes: str = ''


class Font:
    """A face set up for shaping: OpenType features, tracking (thousandths of an em) and language."""

    def __init__(self, face: Face, features: tuple[str, ...] = (), tracking: float = 0.0, language: str = 'en') -> None:
        self.face = face
        self.features = {**({'liga': False, 'clig': False} if tracking else {}), **dict.fromkeys(features, True)}
        self.tracking = tracking
        self.language = language
        self.words = _Words(self)
        self.glyphs = _Glyphs(face)
        self.has_holes = False

    @cached_property
    def space(self) -> Word:
        """The face's own space: its width is the inter-word glue's natural width."""
        return self.words[' ']

    def broken(self, head: str) -> Word:
        """The first part of a broken word with its hyphen.

        The hyphen is U+2010's glyph where that is not U+002D's too, so that it can stand for a soft hyphen: readers
        then join the word again (ISO 32000-1, 14.8.2.2.3).
        """
        nominal = self.face.hb_font.get_nominal_glyph
        if nominal(0x2010) in (None, nominal(0x2D)):
            return self.words[head + '-']
        word = self.words[head + '\u2010']
        if word.glyphs[-1][1] != '\u00ad':
            glyphs = (*word.glyphs[:-1], (word.glyphs[-1][0], '\u00ad'))
            word = self.words[head + '\u2010'] = replace(word, text=head + '\u00ad', glyphs=glyphs)
        return word


class _Glyphs(dict[int, tuple[str, float]]):
    """Glyph id to its code and its own advance width (font units)."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self.face = face

    def __missing__(self, glyph: int) -> tuple[str, float]:
        found = self[glyph] = glyph_code(glyph), self.face.advance(glyph)
        return found


class _Words(dict[str, Word]):
    """Text to shaped word; a word that is not there is shaped on the way (the hit costs one C call)."""

    def __init__(self, font: Font) -> None:
        super().__init__()
        self.font = font

    def __missing__(self, text: str) -> Word:
        word = self[text] = _shape(self.font, text)
        return word


def glyph_code(glyph: int) -> str:
    """A glyph id as two characters of a literal string (a bare CR would be read as LF: ISO 32000-1, 7.3.4.2)."""
    return glyph.to_bytes(2, 'big').decode('latin-1').translate(_ESCAPES)


def _shape(font: Font, text: str) -> Word:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = font.language
    hb.shape(font.face.hb_font, buffer, font.features)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    ids = [info.codepoint for info in infos]
    shifted = any(position.x_offset or position.y_offset for position in positions)
    if not shifted and 0 not in ids and [info.cluster for info in infos] == [*range(len(text))]:
        return _simple(font, text, ids, [position.x_advance for position in positions])
    return _clustered(font, text, infos, positions)


def _simple(font: Font, text: str, ids: list[int], advances: list[int]) -> Word:
    """A word with one glyph for each character, in its place: nearly every word of nearly every book."""
    em, tracking = 1 / font.face.upem, font.tracking / 1000
    code = ''
    for glyph, advance in zip(ids, advances, strict=True):
        own_code, own_advance = font.glyphs[glyph]
        code += own_code
        if own_advance != advance:  # a TJ number moves left, in thousandths of an em
            code += f'){round((own_advance - advance) * em * 1000, 1):g}('
    *edges, width = accumulate([advance * em + tracking for advance in advances], initial=0.0)
    return Word(text, width, code, tuple(edges), tuple(zip(ids, text, strict=True)))


def _clustered(font: Font, text: str, infos: Sequence[hb.GlyphInfo], positions: Sequence[hb.GlyphPosition]) -> Word:
    """A word with ligatures, marks, moved glyphs or characters that the font does not have."""
    em = 1 / font.face.upem
    clusters = [info.cluster for info in infos]
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    advances = dict.fromkeys(starts, 0.0)
    tracking = font.tracking / 1000
    glyphs: list[tuple[int, str]] = []
    pieces: list[tuple[str, float]] = []
    code, rise, holes, pending = '', 0.0, '', 0.0
    last = at = -1
    for info, position, cluster in zip(infos, positions, clusters, strict=True):
        glyph, end = info.codepoint, ends[cluster]
        at = at + 1 if cluster == last else cluster  # the glyphs of a cluster share its characters out
        more = len(glyphs) + 1 < len(clusters) and clusters[len(glyphs) + 1] == cluster
        stands_for = text[at : at + 1 if more else end] if at < end else ''
        last = cluster
        glyphs.append((glyph, stands_for or text[end - 1]))
        if glyph == 0:
            holes += stands_for
            font.has_holes = True
        if position.y_offset * em != rise:
            pieces.append((code, rise))
            code, rise = '', position.y_offset * em
        before = pending - position.x_offset
        if before:
            code += f'){round(before * em * 1000, 1):g}('
        own_code, own_advance = font.glyphs[glyph]
        code += own_code
        pending = own_advance - position.x_advance + position.x_offset
        advances[cluster] += position.x_advance * em + tracking
    if pending:
        code += f'){round(pending * em * 1000, 1):g}('
    rises = (*pieces, (code, rise)) if pieces else ()
    return Word(text, sum(advances.values()), code, _edges(advances, ends), tuple(glyphs), rises, holes)


def _edges(advances: dict[int, float], ends: dict[int, int]) -> tuple[float, ...]:
    """Where each character begins, for clusters from left to right."""
    edges, x = [], 0.0
    for start, advance in advances.items():
        count = ends[start] - start
        edges += [x + advance * part / count for part in range(count)] if count > 1 else [x]
        x += advance
    return tuple(edges)
