"""The pictures of the README and of the manual: pages of booklets, as they lie open.

The covers are built here, each of a project of its own. For the others, run after `booklet build`, and after
`booklet build tests/events/NAME --output output/NAME.pdf` for the specimens `scripts` and `mathematics`; for the change
slip, `booklet build tests/slip/printed --output output/printed.pdf` and
`booklet diff output/printed.pdf tests/slip/current --slip output/slip.pdf`; for the contact sheets,
`booklet layouts PROJECT --gallery --output output/gallery-NAME.png`: `python docs/images/render.py`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

from booklet.artwork import FAMILIES
from booklet.build import build
from booklet.diagnostics import Sink

HERE = Path(__file__).resolve().parent
OUTPUT = HERE.parents[1] / 'output'
HEIGHT = 720  # pixels
GAP = 18  # between leaves
FOLD = 1  # between the pages of a spread
TABLE = (222, 219, 212)  # what the pages lie on
# Picture, file, then leaves: pages that lie side by side, from 1.
WIDTH = 1280  # pixels of a contact sheet
GALLERIES = ('symposium', 'festival')
PICTURES = (
    ('overview.png', 'symposium', ((1,), (4, 5), (10, 11), (24,))),
    ('agenda.png', 'symposium', ((4, 5),)),
    ('abstracts.png', 'symposium', ((12, 13),)),
    ('scripts.png', 'scripts', ((8, 9), (10, 11), (12, 13))),
    ('mathematics.png', 'mathematics', ((8, 9),)),
    ('slip.png', 'slip', ((1,),)),
)


COVER_HEIGHT = 340
COVERS = """format: 1
event:
  title: Water, Weather and the Long Memory of Rivers
  subtitle: The twelfth autumn meeting
  language: en
  clock: 24
  dates: {{start: 2031-09-29, end: 2031-10-02}}
  place: Old Harbour Hall, Brindleford
  organisers: [Institute for Fluvial Studies]
  online: https://rivers.example/2031
  parts: [cover: {{artwork: {name}}}, back_cover]
"""


def covers() -> Iterator[tuple[str, Image.Image]]:
    """Back and front of one book in each family of artwork, as they lie side by side."""
    for name in FAMILIES:
        with tempfile.TemporaryDirectory() as folder:
            project = Path(folder)
            (project / 'content').mkdir()
            (project / 'content' / 'event.yaml').write_text(COVERS.format(name=name), 'utf-8')
            result = build(project, 'symposium', project / 'book.pdf', Sink())
            assert result is not None
            with pypdfium2.PdfDocument(result.path) as document:
                front, back = (_page(document, number, COVER_HEIGHT) for number in (1, 2))
        sheet = Image.new('RGB', (front.width + back.width + FOLD, COVER_HEIGHT), TABLE)
        sheet.paste(back, (0, 0))
        sheet.paste(front, (back.width + FOLD, 0))
        yield f'cover-{name}.png', sheet


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


def _page(document: pypdfium2.PdfDocument, number: int, height: int = HEIGHT) -> Image.Image:
    page = document[number - 1]
    large: Image.Image = page.render(scale=2 * height / page.get_height()).to_pil()
    return large.resize((round(large.width / 2), height), Image.Resampling.LANCZOS)


def gallery(name: str) -> Image.Image:
    """A contact sheet as wide as a page of the web shows it."""
    sheet = Image.open(OUTPUT / f'gallery-{name}.png').convert('RGB')
    return sheet.resize((WIDTH, round(sheet.height * WIDTH / sheet.width)), Image.Resampling.LANCZOS)


if __name__ == '__main__':
    for name, sheet in covers():
        sheet.quantize(64).save(HERE / name, optimize=True)
    for name, layout, leaves in PICTURES:
        picture(layout, leaves).quantize(128).save(HERE / name, optimize=True)
    for name in GALLERIES:
        gallery(name).quantize(160).save(HERE / f'gallery-{name}.png', optimize=True)
