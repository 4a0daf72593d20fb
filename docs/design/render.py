"""The pictures of `docs/design/`: pages of booklets, as they lie open, before and after.

In: the programmes of this repository, built here; for *before*, `output/design/before-NAME.pdf`, built from the
revision that had two layouts (those pictures are left alone where there is none). Out: PNG files beside this one.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pypdf

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / 'images'))

import render  # noqa: E402  # the pictures of the manual are made the same way

from booklet.build import build  # noqa: E402
from booklet.diagnostics import Sink  # noqa: E402

FESTIVAL = ROOT / 'tests' / 'events' / 'festival'
OUTPUT = ROOT / 'output' / 'design'


@dataclass(frozen=True)
class Shot:
    """A book, and of it the spreads (or, of `single` pages, the pages) that places lie on: names, numbers of
    pages, or a name and so many pages after it, `part-agenda+2`."""

    book: str
    places: tuple[str, ...]
    single: bool = False


BEFORE = (
    Shot('before-symposium', ('part-cover', 'part-agenda', 'part-abstracts+3')),
    Shot('before-large-print', ('part-cover', 'part-agenda', 'part-abstracts+3')),
)
AFTER = {
    'after-symposium': (Shot('symposium', ('part-cover', 'part-grid', 'part-agenda')),),
    'after-symposium-2': (Shot('symposium', ('abstracts-2031-09-18+3', 'part-biographies', 'part-author_index')),),
    'after-festival': (Shot('festival', ('part-cover', 'part-glance', 'part-grid', 'abstracts-2031-09-18+1')),),
    'after-large-print': (Shot('large-print', ('part-cover', 'part-agenda+2', 'abstracts-2031-09-18+4')),),
    'after-small': (
        Shot('pocket', ('part-cover', 'part-glance', 'part-agenda')),
        Shot('phone', ('part-contents', 'agenda-2031-09-19', 'abstracts-2031-09-19'), single=True),
    ),
    'after-walls': (Shot('door-sheets', ('1', '3'), single=True), Shot('poster', ('1',), single=True)),
}


def leaves(shot: Shot) -> tuple[tuple[int, ...], ...]:
    """The pages of each place, from 1; the cover stands alone."""
    reader = pypdf.PdfReader(OUTPUT / f'{shot.book}.pdf')
    names = reader.named_destinations
    found = []
    for place in shot.places:
        name, _, more = place.partition('+')
        first = (reader.get_destination_page_number(names[name]) or 0) + 1 if name in names else int(name)
        number = first + int(more or 0)
        left = number - number % 2
        found.append((number,) if shot.single or not left else (left, min(left + 1, len(reader.pages))))
    return tuple(dict.fromkeys(found))


def saved(name: str, shots: tuple[Shot, ...]) -> None:
    sheets = [render.picture(shot.book, leaves(shot)) for shot in shots]
    whole = render.Image.new('RGB', (sum(sheet.width for sheet in sheets), sheets[0].height), render.TABLE)
    x = 0
    for sheet in sheets:
        whole.paste(sheet, (x, 0))
        x += sheet.width
    whole.quantize(128).save(HERE / f'{name}.png', optimize=True)


if __name__ == '__main__':
    render.OUTPUT = OUTPUT
    OUTPUT.mkdir(parents=True, exist_ok=True)
    for shots in AFTER.values():
        for shot in shots:
            assert build(FESTIVAL, shot.book, OUTPUT / f'{shot.book}.pdf', Sink()), shot
    for name, shots in AFTER.items():
        saved(name, shots)
    for shot in BEFORE:
        if (OUTPUT / f'{shot.book}.pdf').is_file():
            saved(shot.book, (shot,))
