"""Where the programme is online: a code for telephones, and the address beside it for people.

In: a brief, an address, a place on a sheet. Out: frames. The code is drawn on white whatever it stands on.
"""

from __future__ import annotations

import re

from booklet import qr
from booklet.block import Frame, Text
from booklet.brief import Brief
from booklet.design import Colour
from booklet.itemise import isolated
from booklet.language import words
from booklet.markup import Inline
from booklet.model import Event

PAPER = Colour(1, 1, 1)
_SCHEME = re.compile(r'https?://(?:www\.)?', re.IGNORECASE)
_JOINTS = re.compile(r'(?<=[/?&=._-])(?=[^/?&=._-])')  # where a long address may go on on the next line
_MAY_BREAK = '\u200b'
_GAP = 1.0  # ems between the code and the words
_NARROW = 9.0  # ems: where there are fewer beside the code, the words stand above it


def address_of(event: Event) -> str:
    """Where the programme of this moment can be seen; else the event's own pages."""
    return event.online or event.url


def printed(address: str) -> str:
    """An address as people read it: without its scheme, and with places where lines may end."""
    return _JOINTS.sub(_MAY_BREAK, _SCHEME.sub('', address, count=1).removesuffix('/'))


def code_size(address: str, size: float) -> float:
    """How large the code is, points: as large as asked, or larger, so that telephones read it; 0 for none."""
    least = qr.least_size(address)
    return max(size, least) if least else 0.0


def beside(
    brief: Brief, x: float, foot: float, size: float, styles: tuple[str, str], ground: Colour = PAPER
) -> tuple[Frame, ...]:
    """The code with its left edge at x and its lower edge at `foot`, and right of it, where there is room, or above it,
    a label and the address.

    `size` is what the code should have, 0 for the words alone. `styles`: of the label, and of the address. On paper the
    code's quiet zone is not seen, and hangs out: its ink stands at x.
    """
    event, language = brief.event, brief.language
    address = address_of(event)
    if not address:
        return ()
    label = words(language)['Programme online'] if event.online else ''
    blocks = [Text((Inline(label),), styles[0])] if label else []
    blocks.append(Text((Inline(isolated(printed(address), language), link=address),), styles[1]))
    frames = []
    left, above, style = x, False, brief.layout.styles[styles[1]]
    size = code_size(address, size) if size else 0.0
    if size:
        out = qr.quiet(address, size) if ground == PAPER else 0.0
        drawing = qr.drawn(address, size)
        frames.append(Frame(x - out, foot + out - size, size, size, drawing=drawing, link=address, turns=False))
        left = x + size - 2 * out + _GAP * style.size
        above = brief.frame.width - left < _NARROW * style.size
        if above:
            left, foot = x, foot + out - size - style.leading / 2
    left -= style.indent
    width = brief.frame.width - left
    height = max(0.0 if above else size, brief.gauge.height(blocks, width))
    frames.append(Frame(left, foot - height, width, height, tuple(blocks), 'bottom'))
    return tuple(frames)
