"""Where an image lies that is fitted into a box; pure.

In: how wide and high the image is, how wide and high the box, how it shall be fitted. Out: the rectangle that the whole
image takes, its origin the box's lower left corner; what of it lies outside of the box is cut off.
"""

from __future__ import annotations

from typing import Literal

from booklet.units import Rect, Size

Fit = Literal['contain', 'cover']


def fitted(natural: Size, box: Size, fit: Fit = 'contain', focus: tuple[float, float] = (0.5, 0.5)) -> Rect:
    """`contain`: as large as the box allows, in its middle. `cover`: as small as fills the box, moved so that `focus`,
    a point of the image from its upper left (0 to 1), comes as near the middle of the box as no gap allows.
    """
    scales = (box.width / natural.width, box.height / natural.height)
    scale = max(scales) if fit == 'cover' else min(scales)
    width, height = natural.width * scale, natural.height * scale
    across, down = focus if fit == 'cover' else (0.5, 0.5)
    x = _moved(width, box.width, across)
    y = _moved(height, box.height, 1 - down)
    return Rect(x, y, x + width, y + height)


def _moved(length: float, room: float, focus: float) -> float:
    """Where something of this length begins whose focus shall lie in the middle of the room."""
    spare = room - length
    return min(max(room / 2 - focus * length, min(spare, 0.0)), max(spare, 0.0))
