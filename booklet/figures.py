"""Pictures of the content as what stands on a page.

In: a picture that a part asks for, and the images of the book. Out: it, fitted into its box, if it can be shown.
"""

from __future__ import annotations

from collections.abc import Mapping

from booklet import block, page
from booklet.fitting import fitted
from booklet.images import Image, image_key
from booklet.units import Rect, Size


def figure(picture: block.Picture, images: Mapping[str, Image], *, of_page: bool = False) -> page.Picture | None:
    """None where its file is no image that can be shown, of which the editors are told elsewhere."""
    image = images.get(image_key(picture.name, picture.page))
    if image is None or image.problem or min(picture.width, picture.height) <= 0:
        return None
    natural, focus = image.natural, picture.focus
    if picture.turned:
        natural, focus = Size(natural.height, natural.width), (focus[1], 1 - focus[0])
    whole = fitted(natural, Size(picture.across or picture.width, picture.height), picture.fit, focus)
    return page.Picture(
        picture.name,
        picture.width,
        picture.height,
        Rect(whole.x0 - picture.at, whole.y0, whole.x1 - picture.at, whole.y1),
        picture.alt,
        picture.shape,
        picture.page,
        of_page,
        picture.turned,
    )
