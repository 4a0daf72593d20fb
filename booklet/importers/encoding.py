"""Bytes of unknown encoding to text.

In: a `Blob`. Out: its text; a `Refusal` where it is binary. A byte order mark decides, then UTF-8 if every byte fits,
then what the letters speak for (Windows and Macintosh Latin above all).
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from booklet.importers.given import Blob

_MARKS = (
    (codecs.BOM_UTF8, 'utf-8-sig'),
    (codecs.BOM_UTF32_LE, 'utf-32'),
    (codecs.BOM_UTF32_BE, 'utf-32'),
    (codecs.BOM_UTF16_LE, 'utf-16'),
    (codecs.BOM_UTF16_BE, 'utf-16'),
)


def decode(blob: Blob) -> str:
    from booklet.importers.given import Refusal

    data = blob.data
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise Refusal(f'the file begins as {encoding} and does not go on so', blob.span()) from error
    if b'\0' in data:
        raise Refusal('this is no text file', blob.span(), 'name the format with --as')
    try:
        return data.decode('utf-8')
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(data, cp_isolation=['cp1252', 'mac_roman', 'cp1250', 'cp1251', 'shift_jis', 'gb18030']).best()
        return str(best) if best is not None else data.decode('cp1252', 'replace')
