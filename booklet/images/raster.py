"""Images of pixels, by Pillow: how many, in which colours, which way up.

In: an `Image` of which the kind is known. Out: the same with what its file says, and whether all of it can be read.
"""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

from booklet.units import Size

if TYPE_CHECKING:
    from booklet.images import Image

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
_EXIF, _ORIENTATION, _COLOUR_SPACE, _SRGB = 0x8769, 0x0112, 0xA001, 1  # Exif 2.32, 4.6.3 to 4.6.5
_LYING = 5  # from this orientation on, rows are columns
_DPI = 300
_SMALL = 8  # a JPEG is unpacked so many times smaller: that shows as well whether it breaks off, in a third of the time


def look_at(image: Image, most: int) -> Image:
    """With what Pillow reads of it; all its pixels are unpacked, since a file that breaks off shows only then."""
    from PIL import Image as pillow

    many = f'it has more than {most // 10**6} million pixels'
    try:
        with warnings.catch_warnings(action='ignore'), pillow.open(image.path, formats=[image.kind.upper()]) as opened:
            pixels = opened.size
            if pixels[0] * pixels[1] > most:
                return replace(image, pixels=pixels, problem=many)
            mode = opened.mode
            if image.kind == 'JPEG':
                opened.draft('', (max(1, pixels[0] // _SMALL), max(1, pixels[1] // _SMALL)))
            opened.load()
            exif = opened.getexif()
            turn = exif.get(_ORIENTATION, 1)
            told = bool(opened.info.get('icc_profile')) or 'srgb' in opened.info
            told |= exif.get_ifd(_EXIF).get(_COLOUR_SPACE) == _SRGB
    except pillow.DecompressionBombError:
        return replace(image, problem=many)
    except Exception as error:  # what decoders raise at bytes that are no image is anything
        return replace(image, problem=f'it is damaged ({" ".join(str(error).split())[:80] or type(error).__name__})')
    turn = turn if turn in range(1, 9) else 1
    if turn >= _LYING:
        pixels = (pixels[1], pixels[0])
    natural = Size(pixels[0] * 72 / _DPI, pixels[1] * 72 / _DPI)
    colour = _COLOURS.get(mode, 'RGB')
    return replace(image, pixels=pixels, turn=turn, colour=colour, profile=told, natural=natural)
