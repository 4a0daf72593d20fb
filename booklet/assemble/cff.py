"""A CFF font of named glyphs made CID-keyed, with the glyph ids of the whole face for CIDs.

In: a CFF table whose glyph ids are those of the face, and the glyphs that are used. Out: a CFF table of these glyphs
alone. A PDF shows glyphs of a named font by glyph id, so that all of its glyphs must keep their places, and their
names; a CID-keyed font (ISO 32000-1, 9.7.4.2) needs neither, and is half as large.
Sections are those of Adobe technical note 5176, "The Compact Font Format Specification".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_CHARSET, _CHARSTRINGS, _PRIVATE, _SUBRS = 15, 17, 18, 19  # operators (table 9); escaped ones have 0x0c00 added
_FONT_MATRIX, _ROS, _CID_COUNT, _FD_ARRAY, _FD_SELECT = 0x0C07, 0x0C1E, 0x0C22, 0x0C24, 0x0C25
_KEPT = (5, _FONT_MATRIX)  # of the Top DICT: FontBBox and FontMatrix
_FIRST_SID = 391  # of a font's own strings (appendix A)
_REGISTRY, _ORDERING = b'Adobe', b'Identity'

_Dict = dict[int, bytes]  # operator to its operands, as they are encoded


def cid_keyed(cff: bytes, glyphs: Iterable[int]) -> bytes:
    """The font of these glyphs (and glyph 0), each under its id as CID. A font that is CID-keyed stays as it is."""
    _, position = _index(cff, cff[2])
    tops, position = _index(cff, position)
    _, position = _index(cff, position)
    global_start = position
    _, position = _index(cff, position)
    top = _parse(tops[0])
    if _ROS in top:
        return cff
    charstrings, _ = _index(cff, _integers(top[_CHARSTRINGS])[0])
    cids = sorted({0, *glyphs})
    head = bytes((1, 0, 4, 4)) + _write_index([b'CID'])
    strings = _write_index([_REGISTRY, _ORDERING]) + cff[global_start:position]
    size, offset = _integers(top[_PRIVATE])
    blocks = [
        _charset(cids),
        b'\x03' + _card16(1, 0) + b'\x00' + _card16(len(cids)),  # FDSelect, format 3: all glyphs in font DICT 0
        _write_index([charstrings[cid] for cid in cids]),
        _private(cff, size, offset),
    ]
    start = len(head) + len(_top(top, cids, [0] * 5)) + len(strings)
    places = [start + sum(map(len, blocks[:count])) for count in range(5)]
    private_size = len(_private_dict(_parse(cff[offset : offset + size])))
    font = _write_index([_integer(private_size) + _integer(places[3]) + bytes((_PRIVATE,))])
    return head + _top(top, cids, places) + strings + b''.join(blocks) + font


def _top(top: _Dict, cids: Sequence[int], places: Sequence[int]) -> bytes:
    """The Top DICT INDEX (section 9), ROS first; as long whatever the places are."""
    charset, select, charstrings, _, fonts = map(_integer, places)
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
