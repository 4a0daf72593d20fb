"""Bytes of unknown encoding to text.

In: a `Blob`. Out: its text; a `Refusal` where it is binary. A byte order mark decides, then UTF-8 if every byte fits
(or nearly every one), then what the letters speak for: read rightly, those outside of ASCII are all of one language,
and small ones stand among small ones.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from booklet.intake.given import Blob

_MARKS = (
    (codecs.BOM_UTF8, 'utf-8-sig'),
    (codecs.BOM_UTF32_LE, 'utf-32'),
    (codecs.BOM_UTF32_BE, 'utf-32'),
    (codecs.BOM_UTF16_LE, 'utf-16'),
    (codecs.BOM_UTF16_BE, 'utf-16'),
)
_SAMPLE = 1 << 18  # bytes that decide
_LATIN = ('cp1252', 'mac_roman', 'cp1250', 'cp1254', 'mac_latin2', 'cp850')  # the likelier first
_LETTERS = (  # beyond ASCII, of a language each; names of guests mix them, so no text has to keep to one
    *('äöüß', 'äöåé', 'æøåé', 'àâçéèêëîïôûùüœæÿ', 'áéíóúñü', 'àèéìòù', 'áâãàçéêíóôõú', 'éëïöüèê', 'ąćęłńóśźż'),
    *('áčďéěíňóřšťúůýž', 'áäčďéíĺľňóôŕšťúýž', 'áéíóöőúüű', 'čćđšž', 'ăâîșțşţ', 'çğıiöşü', 'àçèéíïòóúü', 'áéíóúýþæöð'),
)
_SIGNS = frozenset('‘’“”„«»‹›–—…·•°§©®™€£ºª¿¡×±½¼²³µ\xa0')


def decode(blob: Blob) -> str:
    from booklet.intake.given import Refusal

    data = blob.data
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise Refusal(
                    f'the file begins as {encoding} and does not go on so', blob.span(), 'was it saved whole?'
                ) from error
    if b'\0' in data:
        wide = _utf_16(data)
        if wide is None:
            raise Refusal('this is no text file', blob.span(), 'name the format with --as')
        return wide
    try:
        return data.decode('utf-8')
    except UnicodeDecodeError:
        return _unknown(data)


def _utf_16(data: bytes) -> str | None:
    """UTF-16 without a mark: the upper bytes are nearly all zero or of one script."""
    half = len(data) // 2
    for encoding, upper in (('utf-16-le', data[1::2]), ('utf-16-be', data[0::2])):
        common = sum(count for _, count in Counter(upper[:_SAMPLE]).most_common(2))
        if 0 in upper and common > 0.85 * min(half, _SAMPLE):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            return text if '\0' not in text else None
    return None


def _unknown(data: bytes) -> str:
    mixed = data.decode('utf-8', 'replace')
    broken = mixed.count('\ufffd')
    if sum(char > '\x7f' for char in mixed) > 10 * broken:  # UTF-8 into which somebody pasted something else
        return re.sub('[\udc80-\udcff]', _as_windows, data.decode('utf-8', 'surrogateescape'))
    sample = data[:_SAMPLE]
    high = re.findall(rb'[\x80-\xff]', sample)
    letters = len(re.findall(rb'[A-Za-z]', re.sub(rb'<[^<>]{1,200}>', b'', sample)))
    if len(high) > letters:  # no Latin letters
        return _other(data)
    best = max(_LATIN, key=lambda encoding: (_likelihood(sample, encoding), -_LATIN.index(encoding)))
    if _likelihood(sample, best) < 0.4:
        return _other(data)
    return data.decode(best, 'replace')


def _as_windows(match: re.Match[str]) -> str:
    return bytes([ord(match.group()) - 0xDC00]).decode('cp1252', 'replace')


def _other(data: bytes) -> str:
    from charset_normalizer import from_bytes

    sizes = [
        'cp1251',
        'koi8_r',
        'cp1253',
        'cp1255',
        'cp1256',
        'shift_jis',
        'euc_jp',
        'gb18030',
        'big5',
        'euc_kr',
        'cp874',
    ]
    best = from_bytes(data, cp_isolation=[*sizes, 'cp1252', 'mac_roman', 'cp1250']).best()
    return str(best) if best is not None else data.decode('cp1252', 'replace')


def _likelihood(data: bytes, encoding: str) -> float:
    """How likely a reading is: what its letters and signs beyond ASCII say, each where it stands."""
    text = data.decode(encoding, 'replace')
    seen = list(re.finditer('[^\x00-\x7f]', text))
    if not seen:
        return 0.0
    letters = [match.group().lower()[0] for match in seen if match.group().isalpha()]
    alphabet = max((sum(char in language for char in letters) for language in _LETTERS), default=0)
    fitting = sum(_fits(text, match.start()) for match in seen)
    return (fitting + alphabet) / (len(seen) + len(letters))


def _fits(text: str, place: int) -> float:
    char, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if char.isalpha():
        if char.isupper() and before.islower():
            return -1.0
        return 1.0 if before.isalpha() or after.isalpha() else 0.0
    if char not in _SIGNS:
        return -1.0
    return 1.0 if not (before.isalpha() and after.isalpha()) or char in '’·–—' else -1.0
