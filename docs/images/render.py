"""The pictures of the README and of the manual: pages of booklets, as they lie open.

Run after `booklet build` and `booklet build --layout large-print`, and after
`booklet build tests/events/NAME --output output/NAME.pdf` for the specimens `scripts` and `mathematics`; for the change
slip, `booklet build tests/slip/printed --output output/printed.pdf` and
`booklet diff output/printed.pdf tests/slip/current --slip output/slip.pdf`: `python docs/images/render.py`.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

HERE = Path(__file__).resolve().parent
OUTPUT = HERE.parents[1] / 'output'
HEIGHT = 720  # pixels
GAP = 18  # between leaves
FOLD = 1  # between the pages of a spread
TABLE = (222, 219, 212)  # what the pages lie on
# Picture, file, then leaves: pages that lie side by side, from 1.
PICTURES = (
    ('overview.png', 'symposium', ((1,), (4, 5), (10, 11), (24,))),
    ('agenda.png', 'symposium', ((4, 5),)),
    ('abstracts.png', 'symposium', ((12, 13),)),
    ('large-print.png', 'large-print', ((1,), (4, 5), (12, 13))),
    ('scripts.png', 'scripts', ((8, 9), (10, 11), (12, 13))),
    ('mathematics.png', 'mathematics', ((8, 9),)),
    ('slip.png', 'slip', ((1,),)),
)


def picture(layout: str, leaves: tuple[tuple[int, ...], ...]) -> Image.Image:
    """Leaves side by side on a table."""
    document = pypdfium2.PdfDocument(OUTPUT / f'{layout}.pdf')
    groups = [[_page(document, number) for number in leaf] for leaf in leaves]
    width = sum(page.width + FOLD for group in groups for page in group) + (GAP - FOLD) * len(groups) + GAP
    sheet = Image.new('RGB', (width, HEIGHT + 2 * GAP), TABLE)
    x = GAP
    for group in groups:
        for page in group:
            sheet.paste(page, (x, GAP))
            x += page.width + FOLD
        x += GAP - FOLD
    return sheet


def _page(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    page = document[number - 1]
    large: Image.Image = page.render(scale=2 * HEIGHT / page.get_height()).to_pil()
    return large.resize((round(large.width / 2), HEIGHT), Image.Resampling.LANCZOS)


if __name__ == '__main__':
    for name, layout, leaves in PICTURES:
        picture(layout, leaves).quantize(128).save(HERE / name, optimize=True)
