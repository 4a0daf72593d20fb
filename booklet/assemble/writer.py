"""pypdf's writer, taught to write objects given as bytes, and to pack all but streams into object streams.

In: objects by number, as bytes or as pypdf's objects. Out: a PDF 1.7 file with cross-reference streams.
Clauses are those of ISO 32000-1.
"""

from __future__ import annotations

import hashlib
import zlib
from io import BytesIO
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import IndirectObject, PdfObject, StreamObject

_PACKED = 100  # objects in an object stream: readers hold few of them at a time (7.5.7)
_LEVEL = 9  # of deflate, for the objects: some tens of bytes each, and many alike
_ROW = 6  # bytes of an entry of the cross-reference stream: type 1, offset or stream 4, index 1 (7.5.8.3)


class Raw(PdfObject):
    """An object, or a value within one, that is written as it stands."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def write_to_stream(self, stream: Any, encryption_key: str | bytes | None = None) -> None:
        stream.write(self.data)


class BookWriter(PdfWriter):
    """A `PdfWriter` whose objects may be numbered before they are known.

    What is known of the file identifier is the digest of all that is written before it, so that the same objects give
    the same bytes.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pdf_header = '%PDF-1.7'

    def reserve(self, count: int = 1) -> int:
        """The first of `count` new object numbers."""
        first = len(self._objects) + 1
        self._objects.extend([None] * count)
        return first

    def define(self, number: int, data: bytes) -> None:
        """Give a reserved number its object."""
        self._objects[number - 1] = Raw(data)

    def add(self, data: bytes) -> int:
        """The number of a new object."""
        self._objects.append(Raw(data))
        return len(self._objects)

    def add_stream(self, stream: StreamObject) -> int:
        """The number of a stream, whose dictionary refers to no other object of its file."""
        number = len(self._objects) + 1
        self._objects.append(stream)
        stream.indirect_reference = self.to(number)  # lets go of the file that it was read from
        return number

    def set(self, number: int, item: PdfObject) -> None:
        """Give a reserved number an object of pypdf's, whose references lead into this file."""
        self._objects[number - 1] = item
        item.indirect_reference = self.to(number)

    def to(self, number: int) -> IndirectObject:
        """A reference to an object, for a pypdf dictionary."""
        return IndirectObject(number, 0, self)

    def write_stream(self, stream: Any) -> None:
        """Write the file (7.5). Objects keep their order; each object stream holds those that follow one another."""
        file = _File(stream, len(self._objects))
        file.write(self.pdf_header.encode() + b'\n%\xe2\xe3\xcf\xd3\n')
        for number, item in enumerate(self._objects, start=1):
            if isinstance(item, Raw):
                file.pack(number, item.data)
            elif isinstance(item, StreamObject):
                file.write_object(number, serialised(item))
            elif item is not None:
                file.pack(number, serialised(item))
        assert self._info is not None
        assert self._info.indirect_reference is not None
        assert self.root_object.indirect_reference is not None
        file.finish(root=self.root_object.indirect_reference.idnum, info=self._info.indirect_reference.idnum)


class _File:
    """The body of a file as it is written, with what its cross-reference stream must know."""

    def __init__(self, stream: Any, objects: int) -> None:
        self._stream = stream
        self._position = 0
        self._digest = hashlib.sha256()
        self._rows = [bytes(_ROW)] * (objects + 1)  # the entry of each object; free so far
        self._packed: list[tuple[int, bytes]] = []

    def write(self, data: bytes) -> None:
        self._stream.write(data)
        self._digest.update(data)
        self._position += len(data)

    def write_object(self, number: int, data: bytes) -> None:
        self._rows[number] = b'\x01' + self._position.to_bytes(4) + b'\x00'
        self.write(b'%d 0 obj\n%s\nendobj\n' % (number, data))

    def pack(self, number: int, data: bytes) -> None:
        self._packed.append((number, data))
        if len(self._packed) == _PACKED:
            self._write_object_stream()

    def _write_object_stream(self) -> None:
        """Write what is packed as an object stream (7.5.7), under a number after all others."""
        number = len(self._rows)
        row = b'\x02' + number.to_bytes(4)
        head, offset = [], 0
        for index, (packed, data) in enumerate(self._packed):
            self._rows[packed] = row + index.to_bytes(1)
            head.append(b'%d %d' % (packed, offset))
            offset += len(data) + 1
        heading = b' '.join(head) + b'\n'
        body = zlib.compress(heading + b'\n'.join([data for _, data in self._packed]), _LEVEL)
        entries = b'/Type/ObjStm/N %d/First %d' % (len(self._packed), len(heading))
        self._packed = []
        self._rows.append(b'')
        self.write_object(number, _stream(entries, body))

    def finish(self, root: int, info: int) -> None:
        """Write what is still packed, and the cross-reference stream, which is the trailer too (7.5.8)."""
        if self._packed:
            self._write_object_stream()
        start, number = self._position, len(self._rows)
        self._rows.append(b'\x01' + start.to_bytes(4) + b'\x00')
        identifier = self._digest.hexdigest()[:32].encode()
        entries = (
            b'/Type/XRef/Size %d/W[1 4 1]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/DecodeParms<</Predictor 12/Columns %d>>'
            % (number + 1, root, info, identifier, identifier, _ROW)
        )
        self.write_object(number, _stream(entries, zlib.compress(_predicted(b''.join(self._rows)), _LEVEL)))
        self.write(b'startxref\n%d\n%%%%EOF\n' % start)


def serialised(item: PdfObject) -> bytes:
    """An object as the bytes that stand in the file."""
    buffer = BytesIO()
    item.write_to_stream(buffer)
    return buffer.getvalue()


def _stream(entries: bytes, deflated: bytes) -> bytes:
    return b'<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream' % (entries, len(deflated), deflated)


def _predicted(rows: bytes) -> bytes:
    """Each row less the one above it, byte by byte: PNG's filter type 2, of which deflate makes a tenth."""
    predicted = bytearray(len(rows) // _ROW * (_ROW + 1))
    predicted[:: _ROW + 1] = b'\x02' * (len(rows) // _ROW)
    for column in range(_ROW):
        values = rows[column::_ROW]
        above = b'\x00' + values[:-1]
        predicted[column + 1 :: _ROW + 1] = bytes([(a - b) & 255 for a, b in zip(values, above, strict=True)])
    return bytes(predicted)
