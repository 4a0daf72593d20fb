"""The images that the content names, looked at without being trusted: what each is, how large, in which colours.

In: files below `content/`. Out: `Image`s. What a file is, its first bytes say, not the ending of its name. Of drawings
(SVG, PDF) nothing is read but these: no entity is resolved, and nothing that they name is fetched.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from pathlib import Path

from booklet.diagnostics import Span
from booklet.model import Event
from booklet.units import MM

MAX_BYTES = 64 * 1024 * 1024
MAX_PIXELS = 100_000_000  # two pages A3 at 600 dpi; a small file may unpack to any number
LOGO_WIDTH = 40 * MM  # of a sponsor's logo: taken for granted until a part of the book places them
KINDS = {
    'PNG': ('.png',),
    'JPEG': ('.jpg', '.jpeg', '.jpe', '.jfif'),
    'TIFF': ('.tif', '.tiff'),
    'WebP': ('.webp',),
    'GIF': ('.gif',),
    'SVG': ('.svg',),
    'PDF': ('.pdf',),
}
_MAGIC = (
    (b'\x89PNG\r\n\x1a\n', 'PNG'),
    (b'\xff\xd8\xff', 'JPEG'),
    (b'II*\0', 'TIFF'),
    (b'MM\0*', 'TIFF'),
    (b'GIF87a', 'GIF'),
    (b'GIF89a', 'GIF'),
)
_SVG = re.compile(
    rb'(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)*+<svg\b', re.S
)
_HEAD = 64 * 1024  # bytes among which a drawing says what it is
_COLOURS = {
    'CMYK': 'CMYK',
    '1': 'grey',
    'L': 'grey',
    'LA': 'grey',
    'La': 'grey',
    'I;16': 'grey',
    'I': 'grey',
    'F': 'grey',
}
_EXIF, _COLOUR_SPACE, _SRGB = 0x8769, 0xA001, 1  # Exif 2.32, 4.6.3 and 4.6.5


@dataclass(frozen=True, slots=True)
class Image:
    """An image as it was found. `name`: below content/. `shown`: how wide it is printed, points.

    `kind` is a key of `KINDS`, empty for none of them. `pixels` across and down, 0 for drawings. `colour`: RGB, CMYK or
    grey; `profile`: it says what its colours mean. `problem`: why it cannot be used.
    """

    name: str
    span: Span | None
    shown: float
    kind: str = ''
    pixels: tuple[int, int] = (0, 0)
    colour: str = ''
    profile: bool = False
    problem: str = ''

    @property
    def dpi(self) -> float:
        """Pixels to the inch at the size that it is shown at."""
        return self.pixels[0] / (self.shown / 72)


def gather(project: Path, event: Event) -> tuple[Image, ...]:
    """The images that the event names, each file once."""
    named = {one.logo: one.span for one in reversed(event.sponsors) if one.logo}
    return tuple(look(project / 'content' / name, name, named[name], LOGO_WIDTH) for name in sorted(named))


def look(path: Path, name: str, span: Span | None, shown: float) -> Image:
    """The image in a file; what is wrong with it stands in its `problem`."""
    try:
        size = path.stat().st_size
        with path.open('rb') as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        return Image(name, span, shown, problem=f'it cannot be read: {error.strerror or error}')
    kind = kind_of(head)
    if not size:
        return Image(name, span, shown, problem='it is empty')
    if size > MAX_BYTES:
        return Image(name, span, shown, kind, problem=f'it is larger than {MAX_BYTES // 2**20} MB')
    if not kind:
        return Image(name, span, shown, problem=f'it is none of {", ".join(KINDS)}')
    if kind == 'SVG' and b'<!ENTITY' in head:
        return Image(name, span, shown, kind, problem='it declares entities, which are not read')
    if kind in ('SVG', 'PDF'):
        return Image(name, span, shown, kind)
    return _raster(path, Image(name, span, shown, kind))


def kind_of(head: bytes) -> str:
    """What the file is that begins so; empty for none of `KINDS`."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b'RIFF' and head[8:12] == b'WEBP':
        return 'WebP'
    if b'%PDF-' in head[:1024]:  # ISO 32000-1, annex H, implementation note 13
        return 'PDF'
    return 'SVG' if _SVG.match(head) else ''


def _raster(path: Path, image: Image) -> Image:
    """With what Pillow reads of it; all its pixels are unpacked, since a file that breaks off shows only then."""
    from dataclasses import replace

    from PIL import Image as pillow

    try:
        with warnings.catch_warnings(action='ignore'), pillow.open(path, formats=[image.kind.upper()]) as opened:
            pixels = opened.size
            if pixels[0] * pixels[1] > MAX_PIXELS:
                return replace(image, pixels=pixels, problem=f'it has more than {MAX_PIXELS // 10**6} million pixels')
            opened.load()
            exif = opened.getexif().get_ifd(_EXIF).get(_COLOUR_SPACE)
            told = bool(opened.info.get('icc_profile')) or 'srgb' in opened.info or exif == _SRGB
            return replace(image, pixels=pixels, colour=_COLOURS.get(opened.mode, 'RGB'), profile=told)
    except pillow.DecompressionBombError:
        return replace(image, problem=f'it has more than {MAX_PIXELS // 10**6} million pixels')
    except Exception as error:  # what decoders raise at bytes that are no image is anything
        return replace(image, problem=f'it is damaged ({" ".join(str(error).split())[:80] or type(error).__name__})')
