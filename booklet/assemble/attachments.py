"""Files that travel in the book: embedded (ISO 32000-1, 7.11.4), and associated with the whole of it.

In: named bytes. Out: the file streams and specifications of the book, by number. Clauses are those of ISO 32000-1; that
of associated files is ISO 32000-2, 14.13, which readers of older files pass over.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pypdf.generic import DecodedStreamObject, NameObject

from booklet.assemble.syntax import literal_string, name, references, text_string
from booklet.assemble.writer import BookWriter, Raw

if TYPE_CHECKING:
    from booklet.assemble import Attachment

_LEVEL = 9  # of deflate: a fortieth less than the usual 6, for some milliseconds


def attach(writer: BookWriter, files: Sequence[Attachment], date: str) -> tuple[bytes, bytes]:
    """Write the files; out: the value of the catalog's /AF, and the root of the name tree /EmbeddedFiles (7.9.6)."""
    ordered = sorted(files, key=lambda file: file.name.encode())
    numbers = [writer.add(_specification(writer, file, date)) for file in ordered]
    entries = [
        b'%s%d 0 R' % (literal_string(file.name.encode()), number)
        for file, number in zip(ordered, numbers, strict=True)
    ]
    return references(numbers), b'<</Names[%s]>>' % b''.join(entries)


def _specification(writer: BookWriter, file: Attachment, date: str) -> bytes:
    """A file specification (7.11.3)."""
    plain = DecodedStreamObject()
    plain.set_data(file.data)
    stream = plain.flate_encode(_LEVEL)
    stream[NameObject('/Type')] = NameObject('/EmbeddedFile')
    stream[NameObject('/Subtype')] = Raw(name(file.media_type))
    dated = b'/ModDate%s' % text_string(date) if date else b''
    stream[NameObject('/Params')] = Raw(b'<</Size %d%s>>' % (len(file.data), dated))
    number = writer.add_stream(stream)
    shown = text_string(file.name)
    return b'<</Type/Filespec/F%s/UF%s/EF<</F %d 0 R/UF %d 0 R>>/Desc%s/AFRelationship/Data>>' % (
        shown,
        shown,
        number,
        number,
        text_string(file.description),
    )
