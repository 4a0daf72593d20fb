"""Words to glyphs, by HarfBuzz, once for each word of a book.

In: a face with its features, tracking and language (a `Font`), and the text of a word. Out: a `Word`, whose width is
in ems, so that it serves at every size. A word is shaped by itself: kerning with the space is not looked for, which is
what lets one cache serve all lines.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, groupby
from typing import NamedTuple

import uharfbuzz as hb

from booklet.fonts import Face
from booklet.hyphenate import joints

# Scripts whose glyphs change places or melt together so that one glyph says little about the text.
_REORDERED = frozenset((
    *('Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda', 'Mlym', 'Sinh'),
    *('Khmr', 'Mymr', 'Tibt', 'Java', 'Bali', 'Lana'),
))  # fmt: skip
_SOFT_HYPHEN = '\u00ad'
_LONGEST = 4000  # letters of a word that are shaped together
_UNSEEN = 0.005  # ems: by so little marks need not rise
_Setting = bool | list[tuple[int, int, bool]]  # of a feature: for a word, or for stretches of it
# A glyph stands for the sign that it looks like; readers turn those that run to the left.
_MIRRORED = str.maketrans('()[]{}<>«»‹›≤≥', ')(][}{><»«›‹≥≤')
_ESCAPES = str.maketrans({'\\': '\\\\', '(': '\\(', ')': '\\)', '\r': '\\r'})


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A shaped word. `width` in ems, tracking included.

    `code` is what stands between the parentheses of a TJ operand (ISO 32000-1, 9.4.3): two-byte glyph ids as Latin-1
    characters, closed and opened again around kerns. `passages` take its place, in the order of painting, where plain
    glyphs would not do. `glyphs` pairs each glyph with the text it stands for, '' where that is not its own.
    `edges` are the places where the characters begin, in ems from the word's own beginning, which is its right end in
    a script that runs to the left; inside a ligature they share its width. `holes` are the characters that the face
    does not have.
    """

    text: str
    width: float
    code: str
    edges: tuple[float, ...]
    glyphs: tuple[tuple[int, str], ...]
    passages: tuple[Passage, ...] = ()
    holes: str = ''


class Passage(NamedTuple):
    """Part of a word as (code, rise in ems) strokes, for glyphs that are moved up or down (marks).

    `said` is its text where readers would not find it in the glyphs (ISO 32000-1, 14.9.4), else ''.
    """

    said: str
    strokes: tuple[tuple[str, float], ...]


NOTHING = Word('', 0.0, '', (), ())  # what stands between words that only space parts, as between ideographs
UNWRITTEN = Word(' ', 0.0, '', (), ())  # a space in a face that has none


class Script(NamedTuple):
    """How a stretch of text runs: its script (ISO 15924), and whether to the left. By default Latin or its like."""

    tag: str = ''
    leftwards: bool = False


LATIN = Script()


class Font:
    """A face set up for shaping: OpenType features, tracking (thousandths of an em), language and script."""

    def __init__(
        self,
        face: Face,
        features: tuple[str, ...] = (),
        tracking: float = 0.0,
        language: str = 'en',
        script: Script = LATIN,
    ) -> None:
        self.face = face
        self.script = script
        self.features: dict[str, _Setting] = {
            **({'liga': False, 'clig': False} if tracking else {}),
            **dict.fromkeys(features, True),
        }
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
        head = head.replace(_SOFT_HYPHEN, '')
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
    return _shaped_whole(font, text) if len(text) <= _LONGEST else _chained(font, text)


def _chained(font: Font, text: str) -> Word:
    """A word longer than any word is, shaped in pieces: HarfBuzz sets out what it will take."""
    pieces = [font.words[text[start : start + _LONGEST]] for start in range(0, len(text), _LONGEST)]
    starts = accumulate([piece.width for piece in pieces], initial=0.0)
    edges = [start + edge for start, piece in zip(starts, pieces, strict=False) for edge in piece.edges]
    passages: tuple[Passage, ...] = ()
    if any(piece.passages for piece in pieces):
        passages = tuple(p for piece in pieces for p in piece.passages or (Passage('', ((piece.code, 0.0),)),))
    return Word(
        text,
        sum([piece.width for piece in pieces]),
        ''.join([piece.code for piece in pieces]),
        tuple(edges),
        tuple(glyph for piece in pieces for glyph in piece.glyphs),
        passages,
        ''.join([piece.holes for piece in pieces]),
    )


def _shaped_whole(font: Font, text: str) -> Word:
    buffer = hb.Buffer()
    buffer.add_str(text)
    tag, leftwards = font.script
    if tag:
        buffer.script = tag
        buffer.direction = 'rtl' if leftwards else 'ltr'
    else:
        buffer.guess_segment_properties()
    buffer.language = font.language
    if _SOFT_HYPHEN in text:
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hb.shape(font.face.hb_font, buffer, _features(font, text))
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    if not infos:  # a soft hyphen on its own
        return Word(text, 0.0, '', (0.0,) * len(text), ())
    ids = [info.codepoint for info in infos]
    shifted = any(position.x_offset or position.y_offset for position in positions)
    if not shifted and 0 not in ids and [info.cluster for info in infos] == [*range(len(text))]:
        return _simple(font, text, ids, [position.x_advance for position in positions])
    return _clustered(font, text, infos, positions)


def _features(font: Font, text: str) -> dict[str, _Setting]:
    """The font's features, without ligatures over the joints of a compound."""
    places = joints(text, font.language)
    if not places:
        return font.features
    parted = [(at, at + 1, False) for at in places]  # the letter after the joint takes part in none
    return {**font.features, 'liga': parted, 'dlig': parted}


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
    """A word with ligatures, marks, moved glyphs or characters that the font does not have, or one to the left."""
    em, tracking = 1 / font.face.upem, font.tracking / 1000
    clusters = [info.cluster for info in infos]
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    advances = dict.fromkeys(starts, 0.0)
    glyphs = [*zip([info.codepoint for info in infos], _texts(font, text, clusters, ends), strict=True)]
    strokes: list[tuple[str, float, int]] = []  # code, rise, cluster
    pending = 0.0
    for info, position, cluster in zip(infos, positions, clusters, strict=True):
        before = pending - position.x_offset
        own_code, own_advance = font.glyphs[info.codepoint]
        kern = f'){round(before * em * 1000, 1):g}(' if before else ''
        rise = position.y_offset * em
        strokes.append((kern + own_code, rise if abs(rise) > _UNSEEN else 0.0, cluster))
        pending = own_advance - position.x_advance + position.x_offset
        advances[cluster] += position.x_advance * em + tracking
    if pending:
        code, rise, cluster = strokes[-1]
        strokes[-1] = (f'{code}){round(pending * em * 1000, 1):g}(', rise, cluster)
    missing = {cluster for info, cluster in zip(infos, clusters, strict=True) if info.codepoint == 0}
    holes = ''.join([text[start : ends[start]] for start in sorted(missing)])
    font.has_holes |= bool(holes)
    dumb = missing | {cluster for (_, said), cluster in zip(glyphs, clusters, strict=True) if not said}
    passages = tuple(_passages(font, text, strokes, ends, dumb))
    code = ''.join([code for code, _, _ in strokes])
    return Word(text, sum(advances.values()), code, _edges(advances, ends), tuple(glyphs), passages, holes)


def _passages(
    font: Font, text: str, strokes: Sequence[tuple[str, float, int]], ends: Mapping[int, int], dumb: set[int]
) -> Iterator[Passage]:
    """None for a word whose glyphs speak for themselves and stand on the baseline.

    Readers of PDF take a change of rise for a gap, so such a word says what it is. They turn round what runs to the
    left, letter by letter, so there every cluster that must say what it is does so for itself.
    """
    risen = any(rise for _, rise, _ in strokes)
    if not font.script.leftwards:
        if risen or dumb:
            yield Passage(text, tuple(_joined_strokes(strokes)))
        return
    if not risen and not dumb:
        return
    for own, group in groupby(strokes, lambda stroke: stroke[2] if stroke[2] in dumb or risen else -1):
        yield Passage(text[own : ends[own]] if own >= 0 else '', tuple(_joined_strokes(group)))


def _joined_strokes(strokes: Iterable[tuple[str, float, int]]) -> Iterator[tuple[str, float]]:
    for rise, group in groupby(strokes, lambda stroke: stroke[1]):
        yield ''.join([code for code, _, _ in group]), rise


def _texts(font: Font, text: str, clusters: Sequence[int], ends: Mapping[int, int]) -> list[str]:
    """What each glyph stands for: a cluster's characters one by one, or all of them where it is one glyph, else ''."""
    tag, leftwards = font.script
    texts: list[str] = []
    for start, group in groupby(clusters):
        count, said = len([*group]), text[start : ends[start]]
        if leftwards:
            said = said.translate(_MIRRORED)
        if count == 1 and (tag not in _REORDERED or len(said) == 1):
            texts.append(said)
        elif count == len(said) and tag not in _REORDERED and not (leftwards and _marks(said) > 1):
            texts += reversed(said) if leftwards else said
        else:
            texts += [''] * count
    return texts


def _marks(text: str) -> int:
    """How many marks stand on a letter: of several, HarfBuzz puts a shadda first, where Unicode's order does not."""
    return sum(1 for character in text if unicodedata.combining(character))


def _edges(advances: dict[int, float], ends: dict[int, int]) -> tuple[float, ...]:
    """Where each character begins, from the word's own beginning on."""
    edges, x = [], 0.0
    for start, advance in advances.items():
        count = ends[start] - start
        edges += [x + advance * part / count for part in range(count)] if count > 1 else [x]
        x += advance
    return tuple(edges)
