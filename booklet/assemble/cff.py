"""A CFF font cut to a few glyphs and made CID-keyed, with the glyph ids of the whole face for CIDs.

In: a CFF table whose glyph ids are those of the face, and the glyphs that are used. Out: a CFF table of these glyphs
alone. A PDF shows glyphs of a named font by glyph id, so that all of its glyphs must keep their places, and their
names; a CID-keyed font (ISO 32000-1, 9.7.4.2) needs neither, and is half as large. A font that is CID-keyed already may
have other CIDs than glyph ids, and an entry for each of its tens of thousands of glyphs: so it is written anew too.
Sections are those of Adobe technical note 5176, "The Compact Font Format Specification".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, groupby

_CHARSET, _CHARSTRINGS, _PRIVATE, _SUBRS = 15, 17, 18, 19  # operators (table 9); escaped ones have 0x0c00 added
_FONT_MATRIX, _ROS, _CID_COUNT, _FD_ARRAY, _FD_SELECT = 0x0C07, 0x0C1E, 0x0C22, 0x0C24, 0x0C25
_KEPT = (5, _FONT_MATRIX)  # of the Top DICT: FontBBox and FontMatrix
_FIRST_SID = 391  # of a font's own strings (appendix A)
_REGISTRY, _ORDERING = b'Adobe', b'Identity'

_Dict = dict[int, bytes]  # operator to its operands, as they are encoded


def cid_keyed(cff: bytes, glyphs: Iterable[int]) -> bytes:
    """The font of these glyphs (and glyph 0), each under its id as CID. Raises ValueError for a damaged font."""
    try:
        return _cid_keyed(cff, sorted({0, *glyphs}))
    except (IndexError, KeyError, OverflowError) as error:
        raise ValueError('its CFF table is damaged') from error


def _cid_keyed(cff: bytes, cids: Sequence[int]) -> bytes:
    _, position = _index(cff, cff[2])
    tops, position = _index(cff, position)
    _, position = _index(cff, position)
    global_start = position
    _, position = _index(cff, position)
    top = _parse(tops[0])
    charstrings, _ = _index(cff, _integers(top[_CHARSTRINGS])[0])
    fonts, chosen = _fonts(cff, top, cids)
    head = bytes((1, 0, 4, 4)) + _write_index([b'CID'])
    strings = _write_index([_REGISTRY, _ORDERING]) + cff[global_start:position]
    privates = [_private(cff, *_integers(font[_PRIVATE])) for font in fonts]
    blocks = [_charset(cids), _select(chosen), _write_index([charstrings[cid] for cid in cids]), *privates]
    start = len(head) + len(_top(top, cids, [0] * 4)) + len(strings)
    places = [*accumulate(map(len, blocks), initial=start)]
    charset, select, glyph_index, *private_places, fonts_place = places
    array = [
        _write_dict({key: font[key] for key in font if key == _FONT_MATRIX})
        + (_integer(_private_size(cff, font)) + _integer(place) + bytes((_PRIVATE,)))
        for font, place in zip(fonts, private_places, strict=True)
    ]
    dictionary = _top(top, cids, (charset, select, glyph_index, fonts_place))
    return head + dictionary + strings + b''.join(blocks) + _write_index(array)


def _fonts(cff: bytes, top: _Dict, cids: Sequence[int]) -> tuple[list[_Dict], list[int]]:
    """The Font DICTs that the glyphs use, and which of them each glyph uses; of a named font, its Private alone."""
    if _ROS not in top:
        return [{_PRIVATE: top[_PRIVATE]}], [0] * len(cids)
    array, _ = _index(cff, _integers(top[_FD_ARRAY])[0])
    whole = _selected(cff, _integers(top[_FD_SELECT])[0], cids)
    used = sorted(set(whole))
    return [_parse(array[number]) for number in used], [used.index(number) for number in whole]


def _selected(cff: bytes, place: int, cids: Sequence[int]) -> list[int]:
    """The Font DICT of each glyph: FDSelect, formats 0 and 3 (section 19)."""
    if cff[place] == 0:
        return [cff[place + 1 + cid] for cid in cids]
    if cff[place] != 3:
        raise KeyError(cff[place])
    count = int.from_bytes(cff[place + 1 : place + 3])
    ranges = [(int.from_bytes(cff[at : at + 2]), cff[at + 2]) for at in range(place + 3, place + 3 + 3 * count, 3)]
    found, number = [], 0
    for cid in cids:
        while number + 1 < len(ranges) and ranges[number + 1][0] <= cid:
            number += 1
        found.append(ranges[number][1])
    return found


def _select(chosen: Sequence[int]) -> bytes:
    """FDSelect, format 3."""
    runs = [(font, [glyph for glyph, _ in run]) for font, run in groupby(enumerate(chosen), key=lambda pair: pair[1])]
    ranges = [_card16(run[0]) + bytes((font,)) for font, run in runs]
    return b'\x03' + _card16(len(ranges)) + b''.join(ranges) + _card16(len(chosen))


def _top(top: _Dict, cids: Sequence[int], places: Sequence[int]) -> bytes:
    """The Top DICT INDEX (section 9), ROS first; as long whatever the places are."""
    charset, select, charstrings, fonts = map(_integer, places)
    entries = {
        _ROS: _integer(_FIRST_SID) + _integer(_FIRST_SID + 1) + _integer(0),
        **{operator: top[operator] for operator in _KEPT if operator in top},
        _CID_COUNT: _integer(cids[-1] + 1),
        _CHARSET: charset,
        _CHARSTRINGS: charstrings,
        _FD_ARRAY: fonts,
        _FD_SELECT: select,
    }
    return _write_index([_write_dict(entries)])


def _charset(cids: Sequence[int]) -> bytes:
    """The CIDs of glyph 1 and on: format 0 (section 13)."""
    return b'\x00' + _card16(*cids[1:])


def _private(cff: bytes, size: int, offset: int) -> bytes:
    """The Private DICT (section 15) with its local subroutines behind it."""
    entries = _parse(cff[offset : offset + size])
    written = _private_dict(entries)
    if _SUBRS in entries:
        start = offset + _integers(entries[_SUBRS])[0]
        _, end = _index(cff, start)
        written += cff[start:end]
    return written


def _private_size(cff: bytes, font: _Dict) -> int:
    size, offset = _integers(font[_PRIVATE])
    return len(_private_dict(_parse(cff[offset : offset + size])))


def _private_dict(entries: _Dict) -> bytes:
    if _SUBRS not in entries:
        return _write_dict(entries)
    moved = {operator: value for operator, value in entries.items() if operator != _SUBRS}
    return _write_dict({**moved, _SUBRS: _integer(len(_write_dict(moved)) + 6)})  # 6 bytes: this very entry


def _index(cff: bytes, position: int) -> tuple[list[bytes], int]:
    """The items of an INDEX (section 5), and where it ends."""
    count = int.from_bytes(cff[position : position + 2])
    if not count:
        return [], position + 2
    width, first = cff[position + 2], position + 3
    table = cff[first : first + width * (count + 1)]
    offsets = [int.from_bytes(table[at : at + width]) for at in range(0, len(table), width)]
    base = first + len(table) - 1
    items = [cff[base + offsets[item] : base + offsets[item + 1]] for item in range(count)]
    return items, base + offsets[-1]


def _write_index(items: Sequence[bytes]) -> bytes:
    if not items:
        return b'\x00\x00'
    offsets = [1]
    for item in items:
        offsets.append(offsets[-1] + len(item))
    width = (offsets[-1].bit_length() + 7) // 8
    return _card16(len(items)) + bytes((width,)) + b''.join([at.to_bytes(width) for at in offsets]) + b''.join(items)


def _parse(data: bytes) -> _Dict:
    """The entries of a DICT (section 4)."""
    entries: _Dict = {}
    start = position = 0
    while position < len(data):
        byte = data[position]
        if byte <= 21:
            wide = byte == 12
            entries[0x0C00 + data[position + 1] if wide else byte] = data[start:position]
            start = position = position + 1 + wide
        else:
            position = _after_operand(data, position)
    return entries


def _after_operand(data: bytes, position: int) -> int:
    byte = data[position]
    if byte == 30:  # a real, up to the nibble f
        while data[position + 1] & 15 != 15 and data[position + 1] >> 4 != 15:
            position += 1
        return position + 2
    return position + {28: 3, 29: 5}.get(byte, 1 if byte <= 246 else 2)


def _write_dict(entries: _Dict) -> bytes:
    return b''.join([value + (_card16(key) if key > 21 else bytes((key,))) for key, value in entries.items()])


def _integers(operands: bytes) -> list[int]:
    """Integer operands (table 3)."""
    numbers, position = [], 0
    while position < len(operands):
        byte, after = operands[position], _after_operand(operands, position)
        if byte in (28, 29):
            numbers.append(int.from_bytes(operands[position + 1 : after], signed=True))
        elif byte <= 246:
            numbers.append(byte - 139)
        elif byte <= 250:
            numbers.append((byte - 247) * 256 + operands[position + 1] + 108)
        else:
            numbers.append(-(byte - 251) * 256 - operands[position + 1] - 108)
        position = after
    return numbers


def _integer(value: int) -> bytes:
    """An integer operand of five bytes, so that the length does not depend on the value."""
    return b'\x1d' + value.to_bytes(4, signed=True)


def _card16(*values: int) -> bytes:
    return b''.join([value.to_bytes(2) for value in values])
