"""A contact sheet: the first spreads of the user's own event in every layout, side by side and true to scale.

In: books as they were bound. Out: a PNG.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from booklet.blocks.pieces.common import plain, title
from booklet.design import Layout
from booklet.gallery.choosing import chosen
from booklet.gallery.lettering import Lettering, Spans, Words
from booklet.gallery.picture import Laid, composed, drawn, sizes_of
from booklet.gallery.shelves import BETWEEN, GAP, Exhibit, exhibit, shelved
from booklet.itemise import runs_left
from booklet.language import format_dates
from booklet.markup import Inline
from booklet.model import Event
from booklet.typeset import Book
from booklet.units import MM, Size, named

if TYPE_CHECKING:
    from PIL.Image import Image

    from booklet.fonts import Library

PAGES = 7  # of each book: its cover and three spreads
_ROOM = 5 * 210 * MM + 3 * GAP  # two spreads and a cover A4, or three and a cover A5
_MARGIN = 44 * MM
_BELOW = 7 * MM  # from the pages to their caption
_SHELF = 26 * MM  # from the captions to the next shelf
_NARROWEST = 100 * MM  # of captions


@dataclass(frozen=True, slots=True)
class Shown:
    """What a contact sheet needs of one book; the rest of it may be forgotten."""

    layout: Layout
    pages: int
    exhibit: Exhibit
    pdf: bytes


def shown(book: Book, pdf: bytes, most: int = PAGES) -> Shown:
    """The pages that stand for a book, `most` at most."""
    names = [part.name.rpartition('-')[0].partition('-')[0] for part in book.parts for _ in range(part.pages)]
    sizes = sizes_of(pdf)
    spreads = book.layout.mirror and len(set(sizes)) == 1
    groups = chosen(names, most, spreads=spreads)
    wholes = [
        Size(sum(sizes[page - 1].width for page in group), max(sizes[page - 1].height for page in group))
        for group in groups
    ]
    return Shown(book.layout, book.pages, exhibit(book.layout.name, groups, wholes), pdf)


def contact_sheet(event: Event, books: Sequence[Shown], library: Library) -> bytes:
    """The PNG; the books stand in the order given, where they find room."""
    lettering = Lettering(event, library)
    by_name = {one.layout.name: one for one in books}
    head = Words(_head(event), _ROOM, _MARGIN, _MARGIN)
    y = _MARGIN + lettering.height(head) + _SHELF
    words, pages = [head], list[tuple[Laid, 'Image']]()
    for shelf in shelved([one.exhibit for one in books], _ROOM):
        x, foot = _MARGIN, y + max(one.height for one in shelf)
        y = foot
        for one in shelf:
            book = by_name[one.name]
            pages += drawn(book.pdf, _laid(one, x, foot, leftwards=runs_left(event.language)))
            caption = Words(_caption(book, one), max(one.width, _NARROWEST), x, foot + _BELOW)
            words.append(caption)
            y = max(y, foot + _BELOW + lettering.height(caption))
            x += one.width + BETWEEN
        y += _SHELF
    size = Size(_ROOM + 2 * _MARGIN, y - _SHELF + _MARGIN)
    return composed(size, lettering.set(words, size), pages)


def _laid(one: Exhibit, x: float, foot: float, *, leftwards: bool) -> list[Laid]:
    """The pages of a book side by side, those of a spread without a gap; of a book that runs to the left, the recto
    of a spread is its left page."""
    found = []
    for group, size in one.in_order():
        width = size.width / len(group)
        for number, page in enumerate(reversed(group) if leftwards else group):
            found.append(Laid(page, x + number * width, foot - size.height, width, size.height, folds=number > 0))
        x += size.width + GAP
    return found


def _head(event: Event) -> tuple[tuple[Spans, str], ...]:
    dates = event.dates_text
    if not dates and event.start:
        dates = format_dates(event.start, event.end or event.start, event.language)
    details = ' · '.join(filter(None, (dates, event.place)))
    heading = (title(event.title, event.language), 'title')
    return (heading, ((plain(details, event.language),), 'details')) if details else (heading,)


def _caption(book: Shown, one: Exhibit) -> tuple[tuple[Spans, str], ...]:
    size, count = book.layout.page, 'page' if book.pages == 1 else 'pages'
    scale = f', shown at 1 : {one.scale}' if one.scale > 1 else ''
    measures = f'{named(size)}, {book.pages} {count}{scale}'
    return (
        ((Inline(book.layout.name),), 'name'),
        *([((plain(book.layout.description, 'en'),), 'description')] if book.layout.description else []),
        ((Inline(measures),), 'measures'),
    )
