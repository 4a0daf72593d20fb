"""The images of the book, each embedded once: pixels as image XObjects, drawings and pages as forms.

In: images that were looked at, and how large the book shows them. Out: objects of the file, whose picture is a unit
square, whatever they are. Clauses are those of ISO 32000-1.

A JPEG keeps its bytes, less what cameras write beside them (places, dates, a second picture). All other pixels are
deflated, in as few bits as they need. What has far more pixels than print can show is made smaller.
"""

from __future__ import annotations

import hashlib
import io
import math
import warnings
import zlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pypdf.generic import DecodedStreamObject, NameObject, StreamObject

from booklet.assemble import BrokenPicture
from booklet.assemble.foreign import form_of
from booklet.assemble.writer import Raw

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

    from booklet.assemble.writer import BookWriter
    from booklet.images import Image
    from booklet.page import PaintedPart

MOST_DPI = 400  # at the size in print: more is seen by nobody
_SPARE = 1.25  # as many times as that may remain: to make a picture a little smaller only makes it softer
_QUALITY = 90  # of a JPEG that is made smaller
_SPACES = {'1': b'/DeviceGray', 'L': b'/DeviceGray', 'RGB': b'/DeviceRGB', 'CMYK': b'/DeviceCMYK'}
_CHANNELS = {'1': 1, 'L': 1, 'P': 3, 'RGB': 3, 'CMYK': 4}
_PROFILES = {b'GRAY': 1, b'RGB ': 3, b'CMYK': 4}  # data colour space (ICC.1:2022, 7.2.8)
# From the stored picture's unit square to the one that is seen, for each orientation (Exif 2.32, 4.6.4).
_TURNS = {
    2: b'-1 0 0 1 1 0',
    3: b'-1 0 0 -1 1 1',
    4: b'1 0 0 -1 0 1',
    5: b'0 -1 -1 0 1 1',
    6: b'0 -1 1 0 0 1',
    7: b'0 1 1 0 0 0',
    8: b'0 1 -1 0 1 0',
}
_EOI, _SOS, _APP0, _APP14, _COM = 0xD9, 0xDA, 0xE0, 0xEE, 0xFE  # markers (ITU-T T.81, table B.1)


class Pictures:
    """Embeds images, and tells their objects by name and page."""

    def __init__(self, writer: BookWriter, images: Mapping[str, Image]) -> None:
        self._writer = writer
        self._images = images
        self._profiles: dict[bytes, int] = {}

    def embed(self, parts: Iterable[PaintedPart]) -> dict[tuple[str, int], int]:
        """Write all images that the parts show; out: their numbers, by file and page."""
        from booklet.images import image_key

        widths: dict[tuple[str, int], float] = {}
        for part in parts:
            for shown in part.pictures:
                key = (shown.name, shown.page)
                widths[key] = max(widths.get(key, 0.0), shown.width)
        return {key: self._embed(self._images[image_key(*key)], width) for key, width in sorted(widths.items())}

    def _embed(self, image: Image, width: float) -> int:
        try:
            if image.kind in ('SVG', 'PDF'):
                return self._page(image)
            return self._raster(image, width)
        except BrokenPicture as error:
            raise BrokenPicture(f'the image {image.name} cannot be used: {error}', image.span) from error
        except Exception as error:  # it was looked at, but not at each of its bytes, and strangers made them
            told = ' '.join(str(error).split())[:80] or type(error).__name__
            raise BrokenPicture(f'the image {image.name} cannot be used: {told}', image.span) from error

    def _page(self, image: Image) -> int:
        from booklet.images.pdf import box_of, page_of, reading

        with reading(image.drawn or image.path.read_bytes()) as reader:
            page = page_of(reader, image.page)
            return form_of(page, box_of(page), self._writer)

    def _raster(self, image: Image, width: float) -> int:
        from PIL import Image as pillow
        from PIL import ImageOps

        data = image.path.read_bytes()
        with (
            warnings.catch_warnings(action='ignore'),
            pillow.open(io.BytesIO(data), formats=[image.kind.upper()]) as it,
        ):
            profile = it.info.get('icc_profile')
            scale = width / 72 * MOST_DPI / image.pixels[0]
            smaller = 0 < scale < 1 / _SPARE
            if image.kind == 'JPEG' and not smaller and it.mode in _SPACES:
                return self._turned(self._jpeg(data, it, profile), image.turn)
            if smaller and image.kind == 'JPEG':
                it.draft('', (math.ceil(it.size[0] * scale), math.ceil(it.size[1] * scale)))
            pixels = ImageOps.exif_transpose(it)
            if smaller:
                target = (max(1, round(image.pixels[0] * scale)), max(1, round(image.pixels[1] * scale)))
                pixels = _full(pixels).resize(target, pillow.Resampling.LANCZOS)
                if image.kind == 'JPEG':
                    stream = io.BytesIO()
                    pixels.save(stream, 'JPEG', quality=_QUALITY, optimize=True)
                    with pillow.open(stream, formats=['JPEG']) as smaller_one:
                        return self._jpeg(stream.getvalue(), smaller_one, profile)
            return self._flate(pixels, profile)

    def _jpeg(self, data: bytes, pixels: Pixels, profile: bytes | None) -> int:
        """A JPEG as it is (7.4.8). Adobe's programs write CMYK inverted, and say that they made it."""
        entries = {'/Filter': b'/DCTDecode', '/ColorSpace': self._space(pixels.mode, profile)}
        if pixels.mode == 'CMYK' and 'adobe' in pixels.info:
            entries['/Decode'] = b'[1 0 1 0 1 0 1 0]'
        return self._image(pixels.size, 8, stripped(data), entries)

    def _flate(self, pixels: Pixels, profile: bytes | None) -> int:
        """Pixels deflated, each row by the filter that suits it (7.4.4.4), which is what a PNG is."""
        pixels, alpha = _parted(pixels)
        entries = {'/Filter': b'/FlateDecode', '/ColorSpace': self._space(pixels.mode, profile)}
        if pixels.mode == 'CMYK':
            return self._image(pixels.size, 8, zlib.compress(pixels.tobytes(), 9), entries)
        png = _Png(pixels)
        if pixels.mode == 'P':
            indexed = (entries['/ColorSpace'], len(png.palette) // 3 - 1, png.palette.hex().encode())
            entries['/ColorSpace'] = b'[/Indexed %s %d<%s>]' % indexed
        parms = (3 if pixels.mode == 'RGB' else 1, png.bits, pixels.size[0])
        entries['/DecodeParms'] = b'<</Predictor 15/Colors %d/BitsPerComponent %d/Columns %d>>' % parms
        if alpha is not None:
            entries['/SMask'] = b'%d 0 R' % self._flate(alpha, None)
        return self._image(pixels.size, png.bits, png.rows, entries)

    def _space(self, mode: str, profile: bytes | None) -> bytes:
        """The colour space (8.6): by its profile, where that is one of as many colours."""
        channels = _CHANNELS[mode]
        device = _SPACES.get(mode, b'/DeviceRGB')
        if not profile or mode == '1' or _PROFILES.get(profile[16:20]) != channels or len(profile) < 128:
            return device
        digest = hashlib.sha256(profile).digest()
        if digest not in self._profiles:
            plain = DecodedStreamObject()
            plain.set_data(profile)
            stream = plain.flate_encode(9)
            stream[NameObject('/N')] = Raw(b'%d' % channels)
            stream[NameObject('/Alternate')] = Raw(device)
            self._profiles[digest] = self._writer.add_stream(stream)
        return b'[/ICCBased %d 0 R]' % self._profiles[digest]

    def _image(self, size: tuple[int, int], bits: int, data: bytes, entries: Mapping[str, bytes]) -> int:
        """An image dictionary (8.9.5)."""
        stream = StreamObject()
        stream._data = data
        fixed = {'/Type': b'/XObject', '/Subtype': b'/Image', '/Width': b'%d' % size[0], '/Height': b'%d' % size[1]}
        for key, value in {**fixed, '/BitsPerComponent': b'%d' % bits, **entries}.items():
            stream[NameObject(key)] = Raw(value)
        return self._writer.add_stream(stream)

    def _turned(self, number: int, turn: int) -> int:
        """A form that shows the image the right way up."""
        if turn == 1:
            return number
        form = DecodedStreamObject()
        form.set_data(b'%s cm /I Do' % _TURNS[turn])
        for key, value in {'/Type': b'/XObject', '/Subtype': b'/Form', '/BBox': b'[0 0 1 1]'}.items():
            form[NameObject(key)] = Raw(value)
        form[NameObject('/Resources')] = Raw(b'<</XObject<</I %d 0 R>>>>' % number)
        return self._writer.add_stream(form)


def stripped(data: bytes) -> bytes:
    """A JPEG without what programs and cameras wrote beside its picture, and without what follows it."""
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # a byte that only fills
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if marker == _SOS:
            stop = data.find(bytes((0xFF, _EOI)), at)
            return b''.join([*kept, data[at:] if stop < 0 else data[at : stop + 2]])
        if marker in (_APP0, _APP14) or not (_APP0 <= marker <= 0xEF or marker == _COM):
            kept.append(data[at:end])
        at = end
    return data


def _full(pixels: Pixels) -> Pixels:
    """In a mode whose pixels may be mixed with one another."""
    if pixels.mode in ('P', 'PA') or 'transparency' in pixels.info:
        return pixels.convert('RGBA' if _transparent(pixels) else 'RGB')
    return pixels.convert('L') if pixels.mode == '1' else _reduced(pixels)


def _reduced(pixels: Pixels) -> Pixels:
    """In one of the modes that a PDF has, of 8 bits at the most."""
    if pixels.mode.startswith('I;16'):
        return pixels.convert('I').point(lambda value: value / 256).convert('L')
    if pixels.mode == 'I':  # 16 bits in 32
        return pixels.point(lambda value: value / 256).convert('L')
    if pixels.mode in ('1', 'L', 'P', 'RGB', 'CMYK', 'LA', 'RGBA'):
        return pixels
    if pixels.mode in ('F',):
        return pixels.convert('L')
    return pixels.convert('RGBA' if _transparent(pixels) else 'RGB')


def _transparent(pixels: Pixels) -> bool:
    return pixels.mode in ('LA', 'La', 'PA', 'RGBA', 'RGBa') or 'transparency' in pixels.info


def _parted(pixels: Pixels) -> tuple[Pixels, Pixels | None]:
    """The colours, and how far they cover what is below; None where they do everywhere."""
    pixels = _reduced(pixels)
    if not _transparent(pixels):
        return pixels, None
    whole = pixels if pixels.mode in ('LA', 'RGBA') else pixels.convert('RGBA')
    alpha = whole.getchannel('A')
    if pixels.mode != 'P':
        pixels = whole.convert('L' if whole.mode == 'LA' else 'RGB')
    return pixels, None if alpha.getextrema()[0] == 255 else alpha


class _Png:
    """What a PNG is made of: `rows`, filtered and deflated, of so many `bits` to a colour or a place in the palette."""

    def __init__(self, pixels: Pixels) -> None:
        stream = io.BytesIO()
        bare = pixels.copy()
        bare.info = {}
        bare.save(stream, 'PNG', compress_level=6)
        data, at = stream.getvalue(), 8
        chunks: dict[bytes, bytes] = {}
        while at < len(data):
            length, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
            chunks[kind] = chunks.get(kind, b'') + data[at + 8 : at + 8 + length]
            at += length + 12
        self.rows, self.palette, self.bits = chunks[b'IDAT'], chunks.get(b'PLTE', b''), chunks[b'IHDR'][8]
