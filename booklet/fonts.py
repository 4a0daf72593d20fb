"""Faces: found in folders, measured, shaped with and subset by HarfBuzz.

In: font files. Out: `Face`s, and a `Library` that answers which face a family, weight and style mean.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path

import uharfbuzz as hb

from booklet.diagnostics import Diagnostic, Severity, Span
from booklet.sfnt import Axis, BrokenFont, Description, describe

_SUFFIXES = ('.otf', '.ttf', '.ttc')
_DROPPED_TABLES = ('GSUB', 'GPOS', 'GDEF', 'MATH', 'DSIG', 'BASE', 'FFTM', 'STAT')  # no use after layout
_HEADER = struct.Struct('>4xH')
_TABLE = struct.Struct('>4s4xII')
_NO_NAME = re.compile(r'[^A-Za-z0-9-]+')  # what is left makes a PDF name that needs no escape (ISO 32000-1, 7.3.5)
_LONGEST_KEY = 63  # of a PostScript name (OpenType, chapter 'name', id 6)

# A script is covered when the face has all of these.
_SCRIPTS = (
    ('Latin', 'AZazßæøł'),
    ('Vietnamese', 'ơưạảấầđ'),
    ('Greek', 'ΑΩαωάώς'),
    ('Polytonic Greek', 'ἀἂᾳῆῷῥ'),
    ('Cyrillic', 'АЯаяёїћ'),
    ('Armenian', 'Աաև'),
    ('Georgian', 'აბჰ'),
    ('Hebrew', 'אבתם'),
    ('Arabic', 'ابي،'),
    ('Devanagari', 'अकह्ा'),
    ('Bengali', 'অকহ'),
    ('Tamil', 'அகஹ'),
    ('Thai', 'กฮะา'),
    ('Hiragana', 'あん'),
    ('Katakana', 'アン'),
    ('Han', '一中國国'),
    ('Hangul', '가한글'),
    ('Ethiopic', 'ሀፐ'),
    ('Mathematics', '∀∑∫√𝑥𝐀ℝ'),
)


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
        """The font program with only these glyphs, ids kept: an sfnt file, or the bare CFF table of one.

        Raises BrokenFont.
        """
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyphs)
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_HINTING
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

    Opens no font: a scan reads four small tables of each file. `diagnostics` names the files that are no fonts.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        found: list[Diagnostic] = []
        # Two ways to one folder, as when the project is the program's own, must not double its faces.
        self._described = tuple(_scan(dict.fromkeys(folder.resolve() for folder in folders), found))
        self.diagnostics = tuple(found)
        self._families: dict[str, list[Description]] = {}
        for description in self._described:
            self._families.setdefault(_folded(description.family), []).append(description)
        self._faces: dict[tuple[Path, int, int], Face] = {}
        self._static_keys = {(d.path, d.index): key for d, key in _static_keys(self._described)}

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
        slanted = [d for d in group if d.italic == italic] or group
        narrow = min(abs(d.width - 5) for d in slanted)
        chosen = min((d for d in slanted if abs(d.width - 5) == narrow), key=lambda d: _distance(weight, d))
        return self._open(chosen, _reach(weight, chosen))

    def suggest(self, family: str) -> str:
        """`did you mean 'Libertinus Serif'?`, or else the list of families: the hint for an unknown one."""
        return _nearest_name(family, self.families) or f'there are: {", ".join(self.families)}'

    def faces(self) -> tuple[Listing, ...]:
        """Every face of every file, by family, slant and weight. Opens the files: not for a build."""
        ordered = sorted(self._described, key=lambda d: (_folded(d.family), d.italic, d.weight, str(d.path), d.index))
        return tuple(_listing(d) for d in ordered)

    def _open(self, description: Description, weight: int) -> Face:
        place = (description.path, description.index, weight)
        if place not in self._faces:
            taken = {face.key for face in self._faces.values()} | set(self._static_keys.values())
            self._faces[place] = _made(description, weight, self._static_keys.get(place[:2]), taken)
        return self._faces[place]


def _scan(folders: Iterable[Path], found: list[Diagnostic]) -> Iterator[Description]:
    for folder in folders:
        paths = (path for path in folder.rglob('*') if path.suffix.lower() in _SUFFIXES and path.is_file())
        for path in sorted(paths, key=lambda path: path.relative_to(folder).as_posix()):
            try:
                yield from describe(path)
            except (BrokenFont, OSError) as error:
                reason = error.strerror if isinstance(error, OSError) else error
                hint = 'take it out of the folder, or fetch it anew'
                found.append(Diagnostic(Severity.WARNING, f'cannot use this font: {reason}', Span(str(path), 1), hint))


def _folded(family: str) -> str:
    return ' '.join(family.casefold().split())


def _static_keys(described: Iterable[Description]) -> Iterator[tuple[Description, str]]:
    """Keys of the faces that are no variable fonts: the PostScript name, numbered where two files share one."""
    taken: set[str] = set()
    for description in described:
        if not _weight_axis(description):
            key = _unique(description.postscript or f'{description.family}-{description.style}', taken)
            taken.add(key)
            yield description, key


def _unique(name: str, taken: set[str]) -> str:
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


def _made(description: Description, weight: int, static_key: str | None, taken: set[str]) -> Face:
    axis = _weight_axis(description)
    pinned = tuple((a.tag, float(weight) if a is axis else a.default) for a in description.axes)
    if axis is None:
        key, style = static_key or '', description.style
    else:
        instance = dict(description.instances).get(tuple(value for _, value in pinned), '')
        style = instance or f'wght{weight}' + (' Italic' if description.italic else '')
        key = _unique(f'{_NO_NAME.sub("", description.family)}-{_NO_NAME.sub("", style)}', taken)
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
        scripts=tuple(name for name, letters in _SCRIPTS if all(ord(letter) in covered for letter in letters)),
        layout_scripts=tuple(sorted(scripts)),
        features=tuple(sorted(features)),
    )


def _nearest_name(name: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    folded = {_folded(other): other for other in known}
    near = get_close_matches(_folded(name)[:100], list(folded), 1, 0.5)
    return f"did you mean '{folded[near[0]]}'?" if near else ''
