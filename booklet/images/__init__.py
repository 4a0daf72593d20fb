"""The images that the content names, looked at without being trusted: what each is, how large, in which colours.

In: files below `content/`. Out: `Image`s. What a file is, its first bytes say, not the ending of its name. Nothing that
a drawing names is fetched, no entity is resolved, no script is run; and nothing here takes more room or time than a
large photograph does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from booklet.diagnostics import Diagnostic, Severity, Span
from booklet.model import Entry, Event
from booklet.parts import options
from booklet.rulebook import IDS
from booklet.units import Size

if TYPE_CHECKING:
    from booklet.images.svg import Draughtsman

MAX_BYTES = 64 * 1024 * 1024
MAX_PIXELS = 100_000_000  # two pages A3 at 600 dpi; a small file may unpack to any number
DPI = 300  # that print wants, and that pixels are taken to have where nobody says how large they are
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
    rb'(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)*+<(?:\w+:)?svg\b',
    re.S,
)
_HEAD = 64 * 1024  # bytes among which a drawing says what it is
_SQUARE = Size(1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Image:
    """An image as it was found. `name`: below content/, `path` where that is; `page`: of a PDF, 0 for the first.

    `kind` is a key of `KINDS`, empty for none of them. `pixels` across and down, as it is seen, 0 for drawings; `turn`
    is what its camera says of that (Exif 2.32, 4.6.4: 1 to 8). `colour`: RGB, CMYK or grey; `profile`: it says what its
    colours mean. `natural`: its own size, points, of which all but the proportions is a guess for pixels. `drawn`: what
    became of an SVG, as a PDF of one page. `problem`: why it cannot be used. `remarks`: what of it will not be seen.
    `shown`: how wide all of it is printed at the most, points; 0 where no page shows it.
    """

    name: str
    span: Span | None = None
    page: int = 0
    path: Path = Path()
    kind: str = ''
    pixels: tuple[int, int] = (0, 0)
    turn: int = 1
    colour: str = ''
    profile: bool = False
    natural: Size = _SQUARE
    drawn: bytes = field(default=b'', repr=False)
    problem: str = ''
    remarks: tuple[str, ...] = ()
    shown: float = 0.0

    @property
    def key(self) -> str:
        return image_key(self.name, self.page)

    @property
    def aspect(self) -> float:
        """How many times as wide as high it is."""
        return self.natural.width / self.natural.height

    @property
    def dpi(self) -> float:
        """Pixels to the inch at the size that it is shown at."""
        return self.pixels[0] / (self.shown / 72) if self.shown else float(DPI)


def image_key(name: str, page: int = 0) -> str:
    """How an image is called among those of the book: by its file, and the page of it where that is not the first."""
    return name if page <= 1 else f'{name}#{page}'


def gather(project: Path, event: Event, fonts: Sequence[Path] = ()) -> dict[str, Image]:
    """The images that the event names, each once, by their keys. `fonts`: folders with those of texts in drawings."""
    from booklet.images.svg import Draughtsman

    draughtsman = Draughtsman(fonts)
    found: dict[str, Image] = {}
    for name, page, span in _named(event):
        key = image_key(name, page)
        if key not in found:
            found[key] = look(project / 'content' / name, name, span, page, draughtsman)
    return found


def findings(images: Iterable[Image]) -> Iterator[Diagnostic]:
    """What is wrong with images, and what of them will not be seen."""
    rule = IDS['image-unreadable']
    for image in images:
        ending = PurePosixPath(image.name).suffix
        if image.problem:
            message = f'the image {image.name} cannot be used: {image.problem}'
            yield Diagnostic(Severity.ERROR, message, image.span, 'export it anew, as PNG, JPEG, SVG or PDF', rule)
            continue
        for remark in image.remarks:
            what, _, hint = remark.partition('; ')
            yield Diagnostic(Severity.WARNING, f'the image {image.name}: {what}', image.span, hint, rule)
        if ending.lower() not in KINDS[image.kind]:
            message = f'the image {image.name} is a {image.kind}, which its name does not say'
            hint = f'let its name end in {KINDS[image.kind][0]}'
            yield Diagnostic(Severity.NOTE, message, image.span, hint, rule)


def shown(images: Mapping[str, Image], widths: Mapping[str, float]) -> tuple[Image, ...]:
    """The images with how wide each is printed, points, by their keys."""
    return tuple(replace(image, shown=widths.get(key, 0.0)) for key, image in images.items())


def _named(event: Event) -> Iterator[tuple[str, int, Span | None]]:
    """File, page and place in the content of all images that the event names."""
    for sponsor in event.sponsors:
        if sponsor.logo:
            yield sponsor.logo, 0, sponsor.logo_span
    for person in event.people:
        if person.photo:
            yield person.photo, 0, person.photo_span
    for entry in event.parts or ():
        yield from _of_part(entry)


def _of_part(entry: Entry) -> Iterator[tuple[str, int, Span | None]]:
    given = dict(entry.options)
    for option, value in entry.options:
        if options(entry.name)[option].kind in ('file', 'files'):
            page = given.get('page', 0) if option == 'file' else 0
            for name in value if isinstance(value, tuple) else (value,):
                if name:
                    yield str(name), page if isinstance(page, int) else 0, entry.place(option)


def look(path: Path, name: str, span: Span | None, page: int = 0, draughtsman: Draughtsman | None = None) -> Image:
    """The image in a file; what is wrong with it stands in its `problem`."""
    image = Image(name, span, page, path)
    try:
        size = path.stat().st_size
        with path.open('rb') as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        return replace(image, problem=f'it cannot be read: {error.strerror or error}')
    if not size:
        return replace(image, problem='it is empty')
    image = replace(image, kind=kind_of(head))
    if size > MAX_BYTES:
        return replace(image, problem=f'it is larger than {MAX_BYTES // 2**20} MB')
    if not image.kind:
        return replace(image, problem=f'it is none of {", ".join(KINDS)}')
    if page > 1 and image.kind != 'PDF':
        return replace(image, problem=f'it has no page {page}: only PDF files have several')
    if image.kind == 'SVG':
        from booklet.images.svg import Draughtsman

        return (draughtsman or Draughtsman(())).look_at(image)
    if image.kind == 'PDF':
        from booklet.images.pdf import look_at as look_at_page

        return look_at_page(image)
    from booklet.images.raster import look_at

    return look_at(image, MAX_PIXELS)


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
