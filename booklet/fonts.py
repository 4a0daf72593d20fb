"""Faces: found in folders, measured, shaped with and subset by HarfBuzz.

In: font files. Out: `Face`s, and a `Library` that answers which face a family, weight and style mean.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path

import uharfbuzz as hb

from booklet.coverage import SCRIPTS, precedence, presentation, spellings, writing
from booklet.diagnostics import Diagnostic
from booklet.font_files import scan, scan_system
from booklet.sfnt import Axis, BrokenFont, Description

_DROPPED_TABLES = (  # no use after layout
    *('GSUB', 'GPOS', 'GDEF', 'MATH', 'DSIG', 'BASE', 'FFTM', 'STAT', 'meta', 'vhea', 'vmtx', 'VORG', 'VVAR'),
    *('COLR', 'CPAL', 'CBDT', 'CBLC', 'sbix', 'SVG '),
)
_HEADER = struct.Struct('>4xH')
_TABLE = struct.Struct('>4s4xII')
_NO_NAME = re.compile(r'[^A-Za-z0-9-]+')  # what is left makes a PDF name that needs no escape (ISO 32000-1, 7.3.5)
_LONGEST_KEY = 63  # of a PostScript name (OpenType, chapter 'name', id 6)


@dataclass(frozen=True)
class Face:
    """One face of one file; a variable font gives one face per weight asked for.

    `key` names the face in the PDF and is unique in the library. All measures are in font units of `upem` per em.
    `axes` pins every axis of a variable font, in the font's order; `index` counts the faces of a collection. A pickled
    face carries only its fields, so that another process opens the file anew.
    """

    key: str
    family: str
    style: str
    weight: int
    italic: bool
    path: Path
    axes: tuple[tuple[str, float], ...] = field(default=())
    index: int = 0

    def __getstate__(self) -> dict[str, object]:
        return {name.name: getattr(self, name.name) for name in fields(self)}

    @cached_property
    def hb_face(self) -> hb.Face:
        return hb.Face(hb.Blob.from_file_path(str(self.path)), self.index)

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
        return not {'CFF ', 'CFF2'}.isdisjoint(self.hb_face.table_tags)

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
        """The font program with only these glyphs, ids kept: an sfnt file, or the bare CFF table of one.

        Raises BrokenFont.
        """
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyphs)
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_HINTING
        wanted.flags |= hb.SubsetFlags.DOWNGRADE_CFF2  # which PDF does not know
        wanted.flags |= hb.SubsetFlags.DESUBROUTINIZE  # deflate finds what subroutines share, and finds more
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), 'big') for tag in _DROPPED_TABLES)
        for tag, value in self.axes:
            wanted.pin_axis_location(self.hb_face, tag, value)
        try:
            data = bytes(hb.subset(self.hb_face, wanted).blob.data)
        except RuntimeError as error:
            raise BrokenFont(f'the font {self.path.name} cannot be embedded: its tables are damaged') from error
        return _table(data, b'CFF ') if self.is_cff else data


def _table(data: bytes, tag: bytes) -> bytes:
    (count,) = _HEADER.unpack_from(data)
    for index in range(count):
        name, offset, length = _TABLE.unpack_from(data, 12 + 16 * index)
        if name == tag:
            return data[offset : offset + length]
    raise KeyError(tag)


class UnknownFamily(LookupError):
    """No folder holds the family. The message lists those that there are; `hint` guesses what was meant."""

    def __init__(self, family: str, families: Iterable[str]) -> None:
        known = sorted(families)
        super().__init__(f"there is no font family '{family[:60]}'; there are: {', '.join(known) or 'none'}")
        self.hint = _nearest_name(family, known)


@dataclass(frozen=True, slots=True)
class Listing:
    """What `booklet fonts` shows of one face of a file. `weights` is a range, of one weight but for variable fonts.

    `scripts` are those the face has letters for; `layout_scripts` and `features` are the OpenType tags of its GSUB
    and GPOS tables, sorted.
    """

    family: str
    style: str
    weights: tuple[int, int]
    italic: bool
    path: Path
    scripts: tuple[str, ...]
    layout_scripts: tuple[str, ...]
    features: tuple[str, ...]


class Library:
    """The faces of some folders. Where two have the same family, weight and slant, the earlier folder's wins.

    `system` are the machine's folders, last in everything, and silent about broken files. A scan opens no font: it
    reads some small tables of each file. `diagnostics` names the files that are no fonts.
    """

    def __init__(self, folders: Sequence[Path], system: Sequence[Path] = ()) -> None:
        found: list[Diagnostic] = []
        # Two ways to one folder, as when the project is the program's own, must not double its faces.
        places = [scan(folder, found) for folder in dict.fromkeys(folder.resolve() for folder in folders)]
        places.append(scan_system(system))
        described: list[Description] = []
        self._families: dict[str, list[Description]] = {}
        self._tiers: dict[str, int] = {}
        for tier, place in enumerate(places):
            for description in place:
                described.append(description)
                self._families.setdefault(_folded(description.family), []).append(description)
                self._tiers.setdefault(_folded(description.family), tier)
        self._described = tuple(described)
        self.diagnostics = tuple(found)
        self._keys = _Keys(self._described)
        self._faces: dict[tuple[Path, int, int], Face] = {}
        self._orders: dict[tuple[object, ...], tuple[str, ...]] = {}
        self._fallbacks: dict[tuple[object, ...], Face | None] = {}
        self._probes: dict[tuple[Path, int], hb.Font | None] = {}

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, '_probes': {}}  # what it opened stays here

    @property
    def families(self) -> tuple[str, ...]:
        """The names of the families, sorted."""
        return tuple(sorted({group[0].family for group in self._families.values()}))

    def __contains__(self, family: object) -> bool:
        return isinstance(family, str) and _folded(family) in self._families

    def face(self, family: str, weight: int = 400, italic: bool = False) -> Face:
        """The family's face nearest in slant, then in weight (CSS Fonts 4, 5.2). Raises UnknownFamily."""
        group = self._families.get(_folded(family))
        if not group:
            raise UnknownFamily(family, self.families)
        return self._open(_by_nearness(group, weight, italic)[0], weight)

    def fallback(
        self, text: str, chain: Sequence[str], weight: int, italic: bool, *, language: str = '', around: str = ''
    ) -> Face | None:
        """The face for a grapheme cluster that the style's own face lacks; None where no face has all of it.

        First the families of the chain are asked, then the other families of each folder, the machine's last. The
        language chooses among East Asian families of one folder, U+FE0E and U+FE0F between text and emoji, and the
        family of the text around between those with serifs and those without.
        """
        key = (text, *chain, weight, italic, language, around)
        if key not in self._fallbacks:
            asked = presentation(text), writing(text, language), around
            self._fallbacks[key] = self._first(spellings(text), self._order(chain, asked), weight, italic)
        return self._fallbacks[key]

    def _first(
        self, wanted: tuple[tuple[int, ...], ...], families: Iterable[str], weight: int, italic: bool
    ) -> Face | None:
        for family in families if wanted else ():
            for description in _by_nearness(self._families[family], weight, italic):
                if self._has(description, wanted):
                    return self._open(description, weight)
        return None

    def _order(self, chain: Sequence[str], asked: tuple[str, str | None, str]) -> tuple[str, ...]:
        """All families, in the order in which they are asked."""
        key = (*chain, asked)
        if key not in self._orders:
            declared = {_folded(family): position for position, family in reversed([*enumerate(chain)])}
            ranks = {}
            for family, group in self._families.items():
                tier = -1 if family in declared else self._tiers[family]
                languages = tuple(dict.fromkeys(language for d in group for language in d.languages))
                ranks[family] = precedence(group[0].family, languages, tier, declared.get(family, 0), asked)
            self._orders[key] = tuple(sorted(ranks, key=ranks.__getitem__))
        return self._orders[key]

    def _has(self, description: Description, wanted: Iterable[Iterable[int]]) -> bool:
        """Whether the face has all characters of one of the spellings, with outlines."""
        place = (description.path, description.index)
        if place not in self._probes:
            self._probes[place] = _probe(description)
        font = self._probes[place]
        if font is None:
            return False
        for characters in wanted:
            glyphs = [font.get_nominal_glyph(character) for character in characters]
            if all(glyphs) and not (description.coloured and any(_is_blank(font, glyph) for glyph in glyphs)):
                return True
        return False

    def suggest(self, family: str) -> str:
        """`did you mean 'Libertinus Serif'?`, or else the list of families: the hint for an unknown one."""
        return _nearest_name(family, self.families) or f'there are: {", ".join(self.families)}'

    def faces(self) -> tuple[Listing, ...]:
        """Every face of every file, by family, slant and weight. Opens the files: not for a build."""
        ordered = sorted(self._described, key=lambda d: (_folded(d.family), d.italic, d.weight, str(d.path), d.index))
        return tuple(_listing(d) for d in ordered)

    def _open(self, description: Description, wanted: int) -> Face:
        weight = _reach(wanted, description)
        place = (description.path, description.index, weight)
        if place not in self._faces:
            self._faces[place] = _made(description, weight, self._keys)
        return self._faces[place]


def _probe(description: Description) -> hb.Font | None:
    """The face as it lies in its file, to ask for characters; None where it cannot be read any more."""
    try:
        return hb.Font(hb.Face(hb.Blob.from_file_path(str(description.path)), description.index))
    except hb.HarfBuzzError:
        return None


def _is_blank(font: hb.Font, glyph: int) -> bool:
    """Whether the glyph has no outline: then it is a picture, in a face of coloured ones."""
    drawn: list[bool] = []
    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, points: points.append(True))
    font.draw_glyph(glyph, pen, drawn)
    return not drawn


def _folded(family: str) -> str:
    return ' '.join(family.casefold().split())


class _Keys:
    """The names of faces in the PDF: unique, and the same whatever was opened before, here or in another process."""

    def __init__(self, described: Iterable[Description]) -> None:
        self.static: dict[tuple[Path, int], str] = {}
        self._prefixes: dict[tuple[Path, int], str] = {}
        taken: set[str] = set()
        prefixes: dict[bool, set[str]] = {False: set(), True: set()}
        for description in described:
            place = (description.path, description.index)
            if _weight_axis(description):
                same = prefixes[description.italic]
                self._prefixes[place] = _unique(description.family.replace('-', ''), same)
                same.add(self._prefixes[place])
            else:  # the PostScript name, numbered where two files share one
                name = description.postscript or f'{description.family}-{description.style}'
                self.static[place] = _unique(name, taken)
                taken.add(self.static[place])
        self._taken = frozenset(taken)

    def variable(self, description: Description, style: str) -> str:
        """The key of an instance of a variable font."""
        prefix = self._prefixes[description.path, description.index]
        italic = ' Italic' if description.italic and 'italic' not in style.lower() else ''
        key = _unique(f'{prefix}-{_NO_NAME.sub("", style.replace("-", "") + italic)}', ())
        return _unique(f'{key}-VF', ()) if key in self._taken else key


def _unique(name: str, taken: Collection[str]) -> str:
    clean = _NO_NAME.sub('', name)[:_LONGEST_KEY] or 'Face'
    key, number = clean, 2
    while key in taken:
        key, number = f'{clean}-{number}', number + 1
    return key


def _weight_axis(description: Description) -> Axis | None:
    return next((axis for axis in description.axes if axis.tag == 'wght'), None)


def _reach(weight: int, description: Description) -> int:
    """The weight nearest to the one asked for that the face can take."""
    axis = _weight_axis(description)
    return round(min(max(weight, axis.least), axis.most)) if axis else description.weight


def _distance(wanted: int, description: Description) -> tuple[int, int]:
    """CSS Fonts 4, 5.2: 400 to 500 look up to 500, then down, then up; lighter look down first, bolder up first."""
    weight = _reach(wanted, description)
    if weight == wanted:
        return 0, 0
    if 400 <= wanted <= 500 and wanted < weight <= 500:
        return 1, weight - wanted
    towards = weight < wanted if wanted <= 500 else weight > wanted
    return (2 if towards else 3), abs(weight - wanted)


def _by_nearness(group: Sequence[Description], weight: int, italic: bool) -> list[Description]:
    """The faces of a family, the nearest in slant, width and weight first."""
    return sorted(group, key=lambda d: (d.italic != italic, abs(d.width - 5), _distance(weight, d)))


def _made(description: Description, weight: int, keys: _Keys) -> Face:
    axis = _weight_axis(description)
    pinned = tuple((a.tag, float(weight) if a is axis else a.default) for a in description.axes)
    if axis is None:
        key, style = keys.static[description.path, description.index], description.style
    else:
        instance = dict(description.instances).get(tuple(value for _, value in pinned), '')
        style = instance or f'wght{weight}' + (' Italic' if description.italic else '')
        key = keys.variable(description, style)
    return Face(key, description.family, style, weight, description.italic, description.path, pinned, description.index)


def _listing(description: Description) -> Listing:
    face = hb.Face(hb.Blob.from_file_path(str(description.path)), description.index)
    axis = _weight_axis(description)
    scripts, features = set(), set()
    for table in ('GSUB', 'GPOS'):
        tags = face.get_table_script_tags(table)
        scripts.update(tags)
        for number in range(len(tags)):
            features.update(face.get_language_feature_tags(table, number))
            for language in range(len(face.get_script_language_tags(table, number))):
                features.update(face.get_language_feature_tags(table, number, language))
    covered = face.unicodes
    return Listing(
        family=description.family,
        style='variable italic' if axis and description.italic else 'variable' if axis else description.style,
        weights=(round(axis.least), round(axis.most)) if axis else (description.weight, description.weight),
        italic=description.italic,
        path=description.path,
        scripts=tuple(name for name, letters in SCRIPTS if all(ord(letter) in covered for letter in letters)),
        layout_scripts=tuple(sorted(scripts)),
        features=tuple(sorted(features)),
    )


def _nearest_name(name: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    folded = {_folded(other): other for other in known}
    near = get_close_matches(_folded(name)[:100], list(folded), 1, 0.5)
    return f"did you mean '{folded[near[0]]}'?" if near else ''
