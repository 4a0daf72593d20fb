"""The lexical part of PDF: Python values to the bytes of PDF objects.

In: text, numbers, names. Out: bytes ready for an object of the file. Clauses are those of ISO 32000-1.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

_ESCAPES = {b'\\': b'\\\\', b'(': b'\\(', b')': b'\\)', b'\r': b'\\r'}  # a bare CR would be read as LF (7.3.4.2)
_NAME = frozenset(b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-_.')
_URI_SAFE = "%!#$&'()*+,/:;=?@[]~"  # reserved, or escaped already (RFC 3986, 2.2)
_DESTINATION_SAFE = ''.join(chr(c) for c in range(0x21, 0x7F) if chr(c) != '%')


def literal_string(data: bytes) -> bytes:
    """A literal string (7.3.4.2)."""
    for plain, escaped in _ESCAPES.items():
        if plain in data:
            data = data.replace(plain, escaped)
    return b'(' + data + b')'


def text_string(text: str) -> bytes:
    """A text string (7.9.2.2): ASCII, which is the same in PDFDocEncoding, or else UTF-16BE."""
    if text.isascii() and text.isprintable():
        return literal_string(text.encode())
    return literal_string(b'\xfe\xff' + text.encode('utf-16-be', 'replace'))


def name(text: str) -> bytes:
    """A name object (7.3.5)."""
    return b'/' + b''.join([bytes((c,)) if c in _NAME else b'#%02X' % c for c in text.encode()])


def destination_name(anchor: str) -> bytes:
    """An anchor's name as a byte string in ASCII.

    Readers compare these names as bytes or as text; in ASCII alone both give the order of the name tree.
    """
    plain = anchor.isascii() and anchor.isprintable() and '%' not in anchor and ' ' not in anchor
    return (anchor if plain else quote(anchor, safe=_DESTINATION_SAFE)).encode()


def uri_string(uri: str) -> bytes:
    """A URI in ASCII (12.6.4.7); what is not ASCII is escaped as UTF-8."""
    return literal_string(quote(uri, safe=_URI_SAFE).encode())


def real(value: float) -> bytes:
    """A real to three decimals, without an exponent (7.3.3)."""
    return (b'%.3f' % value).rstrip(b'0').rstrip(b'.')


def references(numbers: Iterable[int]) -> bytes:
    """An array of references."""
    return b'[%s]' % b' '.join([b'%d 0 R' % number for number in numbers])
