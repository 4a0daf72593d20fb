"""What a font file says of itself: its names, weight, slant, axes and languages, read without opening the font.

In: the path of an .otf, .ttf, .ttc or .otc file. Out: a `Description` of each face in it. Only the tables name, OS/2,
head, fvar and meta are read, some kilobytes of each file, so that a folder of fonts costs a millisecond or two.
Table layouts: OpenType specification 1.9.1, chapters 'name', 'OS/2', 'head', 'fvar', 'meta' and 'Font Collections'.
"""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_VERSIONS = (b'\x00\x01\x00\x00', b'OTTO', b'true')
_MOST_FACES = 256  # of one collection; hostile counts are refused
_MOST_BYTES = 1 << 20  # of one of the tables read
_WANTED = (b'name', b'OS/2', b'head', b'fvar', b'meta')
_OUTLINES = {b'glyf', b'CFF ', b'CFF2'}
_COLOURS = {b'COLR', b'CBDT', b'sbix', b'SVG '}
_ENGLISH = 0x409

_FAMILY, _STYLE, _POSTSCRIPT, _TYPOGRAPHIC_FAMILY, _TYPOGRAPHIC_STYLE, _PREFIX = 1, 2, 6, 16, 17, 25

# What the words of a CJK family's name say of the language that its letters are drawn for.
_LANGUAGE_WORDS = {
    **dict.fromkeys(('jp', 'japanese'), 'ja'),
    **dict.fromkeys(('sc', 'cn', 'gb', 'simplified'), 'zh-Hans'),
    **dict.fromkeys(('tc', 'tw', 'traditional'), 'zh-Hant'),
    'hk': 'zh-HK',
    **dict.fromkeys(('k', 'kr', 'korean'), 'ko'),
}
_CODE_PAGES = ((17, 'ja'), (18, 'zh-Hans'), (19, 'ko'), (20, 'zh-Hant'), (21, 'ko'))  # bits of ulCodePageRange1
_NO_WORD = re.compile(r'[^a-z]+')

WEIGHTS = {
    'thin': 100,
    'hairline': 100,
    'extralight': 200,
    'ultralight': 200,
    'light': 300,
    'regular': 400,
    'book': 400,
    'medium': 500,
    'semibold': 600,
    'demibold': 600,
    'bold': 700,
    'extrabold': 800,
    'ultrabold': 800,
    'black': 900,
    'heavy': 900,
}


class BrokenFont(ValueError):
    """The file is no font, or not one that can be read."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A variation axis in its own units; `wght` runs from 1 to 1000."""

    tag: str
    least: float
    default: float
    most: float


@dataclass(frozen=True, slots=True)
class Description:
    """One face of a file. `instances` are the named ones: coordinates in the order of `axes` → name ('SemiBold').

    `width` is OS/2's class, 1 (condensed) to 9, 5 being normal. `languages` are those of ja, ko, zh-Hans, zh-Hant
    and zh-HK that the face says it is drawn for. `coloured`: some of its glyphs may have colours and no outline.
    `restricted`: its licence, so the file, forbids embedding.
    """

    path: Path
    index: int
    family: str
    style: str
    postscript: str
    weight: int
    italic: bool
    width: int
    axes: tuple[Axis, ...] = ()
    instances: tuple[tuple[tuple[float, ...], str], ...] = ()
    languages: tuple[str, ...] = ()
    coloured: bool = False
    restricted: bool = False


def describe(path: Path) -> tuple[Description, ...]:
    """Every face of the file. Raises BrokenFont, or OSError where the file cannot be read."""
    with path.open('rb') as file:
        try:
            return tuple(_face(file, path, index, start) for index, start in enumerate(_starts(file)))
        except (struct.error, IndexError, ValueError) as error:
            raise BrokenFont(str(error) if isinstance(error, BrokenFont) else 'its tables are damaged') from error


def _starts(file: BinaryIO) -> tuple[int, ...]:
    head = file.read(12)
    if head[:4] != b'ttcf':
        return (0,)
    (count,) = struct.unpack_from('>I', head, 8)
    if not 0 < count <= _MOST_FACES:
        raise BrokenFont(f'a collection of {count} faces')
    return struct.unpack(f'>{count}I', file.read(4 * count))


def _face(file: BinaryIO, path: Path, index: int, start: int) -> Description:
    tables = _tables(file, start)
    if not tables.get(b'name') or not tables.get(b'head'):
        raise BrokenFont('it has no name or no head table')
    if _OUTLINES.isdisjoint(tables):
        raise BrokenFont('it has pictures of letters, and no outlines')
    names = _names(tables[b'name'])
    family = names.get(_TYPOGRAPHIC_FAMILY) or names.get(_FAMILY, '')
    if not family:
        raise BrokenFont('it does not name its family')
    axes, instances = _variations(tables.get(b'fvar', b''), names)
    style = names.get(_TYPOGRAPHIC_STYLE) or names.get(_STYLE) or 'Regular'
    os2 = tables.get(b'OS/2', b'')
    return Description(
        path=path,
        index=index,
        family=family,
        style=style,
        postscript=(names.get(_PREFIX) if axes else names.get(_POSTSCRIPT)) or '',
        weight=_weight(os2, style),
        italic=_italic(os2, tables[b'head'], style),
        width=struct.unpack_from('>H', os2, 6)[0] if os2 else 5,
        axes=axes,
        instances=instances,
        languages=_languages(family, os2, tables.get(b'meta', b'')),
        coloured=not _COLOURS.isdisjoint(tables),
        restricted=_restricted(os2),
    )


def _tables(file: BinaryIO, start: int) -> dict[bytes, bytes]:
    """The tables that are read; of the others, that they are there."""
    file.seek(start)
    head = file.read(12)
    if head[:4] not in _VERSIONS:
        raise BrokenFont('it is not an OpenType or TrueType font')
    (count,) = struct.unpack_from('>H', head, 4)
    directory = file.read(16 * count)
    end = file.seek(0, os.SEEK_END)
    found: dict[bytes, bytes] = {}
    for tag, _, offset, length in struct.iter_unpack('>4sIII', directory):
        if offset + length > end:
            raise BrokenFont('it is cut off')
        if tag in _WANTED:
            if length > _MOST_BYTES:
                raise BrokenFont(f'its {tag.decode()} table has {length} bytes')
            file.seek(offset)
            found[tag] = file.read(length)
        else:
            found[tag] = b''
    return found


def _names(table: bytes) -> dict[int, str]:
    """Name id → text, Windows' American English before any other language and platform."""
    _, count, texts = struct.unpack_from('>3H', table)
    best: dict[int, tuple[int, str]] = {}
    for platform, _, language, name, length, offset in struct.iter_unpack('>6H', table[6 : 6 + 12 * count]):
        rank = (3 if language == _ENGLISH else 1) if platform == 3 else 2 if platform == 0 else 0
        if name in best and best[name][0] >= rank:
            continue
        raw = table[texts + offset : texts + offset + length]
        best[name] = (rank, raw.decode('mac-roman' if platform == 1 else 'utf-16-be', 'replace').strip('\0 '))
    return {name: text for name, (_, text) in best.items()}


def _variations(
    table: bytes, names: Mapping[int, str]
) -> tuple[tuple[Axis, ...], tuple[tuple[tuple[float, ...], str], ...]]:
    if not table:
        return (), ()
    first, _, count, size, instances, step = struct.unpack_from('>6H', table, 4)
    axes = []
    for number in range(count):
        tag, least, default, most = struct.unpack_from('>4s3i', table, first + number * size)
        axes.append(Axis(tag.decode('latin-1'), least / 65536, default / 65536, most / 65536))
    named = []
    for number in range(instances):
        place = first + count * size + number * step
        (name,) = struct.unpack_from('>H', table, place)
        values = struct.unpack_from(f'>{count}i', table, place + 4)
        named.append((tuple(value / 65536 for value in values), names.get(name, '')))
    return tuple(axes), tuple(named)


def _weight(os2: bytes, style: str) -> int:
    """OS/2's class; where it says 400 or nonsense, the style's words, which are then more often right."""
    weight = struct.unpack_from('>H', os2, 4)[0] if os2 else 0
    weight = weight * 100 if 1 <= weight <= 9 else weight
    if weight != 400 and 1 <= weight <= 1000:
        return int(weight)
    words = style.lower().replace('-', '').replace(' ', '').replace('italic', '').replace('oblique', '')
    return WEIGHTS.get(words, 400)


def _italic(os2: bytes, head: bytes, style: str) -> bool:
    selection = struct.unpack_from('>H', os2, 62)[0] if os2 else 0  # fsSelection: bit 0 italic, bit 9 oblique
    (mac,) = struct.unpack_from('>H', head, 44)  # macStyle: bit 1 italic
    return bool(selection & 0x201 or mac & 2 or 'italic' in style.lower() or 'oblique' in style.lower())


def _restricted(os2: bytes) -> bool:
    """fsType: licence restricted, or bitmaps alone may be embedded."""
    (rights,) = struct.unpack_from('>H', os2, 8) if os2 else (0,)
    return rights & 15 == 2 or bool(rights & 0x200)


def _languages(family: str, os2: bytes, meta: bytes) -> tuple[str, ...]:
    """By the family's name, or else the table meta, or else OS/2's code pages where they are of one language."""
    named = [_LANGUAGE_WORDS[word] for word in _NO_WORD.split(family.lower()) if word in _LANGUAGE_WORDS]
    if named:
        return (named[-1],)
    designed = tuple(dict.fromkeys(filter(None, map(east_asian, _design_languages(meta)))))
    if designed:
        return designed
    version, pages = struct.unpack_from('>H', os2)[0] if os2 else 0, 0
    if version >= 1 and len(os2) >= 82:
        (pages,) = struct.unpack_from('>I', os2, 78)
    paged = tuple(dict.fromkeys(language for bit, language in _CODE_PAGES if pages >> bit & 1))
    return paged if len(paged) == 1 else ()


def _design_languages(meta: bytes) -> Iterable[str]:
    if len(meta) < 16:
        return ()
    (count,) = struct.unpack_from('>I', meta, 12)
    maps = [struct.unpack_from('>4sII', meta, 16 + 12 * number) for number in range(min(count, 8))]
    texts = [meta[place : place + length].decode('ascii', 'replace') for tag, place, length in maps if tag == b'dlng']
    return [tag.strip() for text in texts for tag in text.split(',')]


def east_asian(language: str) -> str:
    """A language tag (or the script 'Hans' of the table meta) as ja, ko, zh-Hans, zh-Hant or zh-HK; else empty."""
    subtags = language.casefold().replace('_', '-').split('-')
    if subtags[0] in ('ja', 'jpan') or 'jpan' in subtags:
        return 'ja'
    if subtags[0] in ('ko', 'kore') or 'kore' in subtags:
        return 'ko'
    if 'hans' in subtags:
        return 'zh-Hans'
    if subtags[0] == 'yue' or (subtags[0] == 'zh' and {'hk', 'mo'} & set(subtags)):
        return 'zh-HK'
    if 'hant' in subtags or (subtags[0] == 'zh' and 'tw' in subtags):
        return 'zh-Hant'
    return 'zh-Hans' if subtags[0] in ('zh', 'cmn') else ''
