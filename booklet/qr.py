"""QR codes (ISO/IEC 18004) as squares of ink.

In: a text and a size in points. Out: path operators of PDF (ISO 32000-1, 8.5), the quiet zone within the size; nothing
where the text is too long for a code that a telephone could read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from booklet.design import Colour
from booklet.units import MM

QUIET = 4  # modules of nothing all around (ISO/IEC 18004, 5.3.8)
LEAST_MODULE = 0.38 * MM  # printed smaller, telephones begin to fail
_LONGEST = 1200  # bytes; what is longer would fill a page
_BLACK, _WHITE = Colour(0, 0, 0), Colour(1, 1, 1)


@lru_cache(maxsize=4096)
def modules(text: str) -> tuple[bytes, ...]:
    """The code's rows, 1 for dark, without the quiet zone; () where it would be too large.

    Level M, of which a seventh may be spoilt; more where it costs no larger code.
    """
    if not text or len(text.encode('utf-8', 'replace')) > _LONGEST:
        return ()
    import segno

    return tuple(bytes(row) for row in segno.make(text, error='m', micro=False).matrix)


def least_size(text: str) -> float:
    """The size in points below which it should not be printed; 0 where there is no code."""
    rows = modules(text)
    return (len(rows) + 2 * QUIET) * LEAST_MODULE if rows else 0.0


def quiet(text: str, size: float) -> float:
    """How broad the quiet zone of the code of this size is, points."""
    return QUIET * size / (len(modules(text)) + 2 * QUIET)


def drawn(text: str, size: float, ground: Colour = _WHITE, ink: Colour = _BLACK) -> str:
    """The code in a square with its lower left corner at 0, 0, on its own ground. It must never be mirrored."""
    rows = modules(text)
    if not rows:
        return ''
    module = size / (len(rows) + 2 * QUIET)
    out = [f'{_rgb(ground)} rg 0 0 {size:.2f} {size:.2f} re f {_rgb(ink)} rg']
    for number, row in enumerate(rows):
        y = size - (QUIET + number + 1) * module
        for start, end in _runs(row):
            out.append(f'{(QUIET + start) * module:.3f} {y:.3f} {(end - start) * module:.3f} {module:.3f} re')
    return '\n'.join([*out, 'f'])


def _runs(row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where dark modules lie side by side: one rectangle each, so that no seam can show."""
    start = -1
    for index, dark in enumerate([*row, 0]):
        if dark and start < 0:
            start = index
        elif not dark and start >= 0:
            yield start, index
            start = -1


def _rgb(colour: Colour) -> str:
    return f'{colour.red:.3g} {colour.green:.3g} {colour.blue:.3g}'
