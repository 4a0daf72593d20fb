"""The colophon: of which programme this is the book, how old it is, who made it, in which letters, and where to look.

In: the event, and a file of the content's. Out: one section: the file's words, then, at the foot of a page, what the
program knows, and the code of the programme online.
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet import references
from booklet.block import Block, Inlines, Section, Sheet, Stack, Text
from booklet.blocks.pieces import online
from booklet.blocks.pieces.common import DOT, plain
from booklet.blocks.pieces.prose import Margins, prose
from booklet.brief import Brief, Listed
from booklet.language import comma, format_dates, words
from booklet.markup import Inline
from booklet.model import Entry, Event
from booklet.typography import typeset_text

NEEDS_NUMBERS = False
_PROGRAM = 'booklet'


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,)


def weight(event: Event, entry: Entry, key: int) -> int:
    return 500 + len(entry.document('file').source)


def listing(brief: Brief) -> tuple[Listed, ...]:
    return (Listed(brief.title, references.part(brief.entry.id)),)


def section(brief: Brief, key: int) -> Section:
    anchor = references.part(brief.entry.id)
    heading = Text((Inline(brief.title),), 'part_title', 'H1', anchor=anchor)
    own = tuple(_own(brief))
    imprint = tuple(_imprint(brief))
    size = brief.options.length('qr_width') if brief.entry.flag('qr') else 0.0
    left = brief.layout.styles['colophon_text'].indent
    code = online.beside(brief, left, brief.frame.height, size, ('colophon_label', 'colophon_text'))
    foot = brief.frame.height - min(frame.y for frame in code) + _air(brief) if code else 0.0
    stack = Stack(imprint, foot, 'bottom')
    marks, bookmarks = {'part': brief.title}, ((brief.title, anchor, 0),)
    head = (heading, *own)
    if _height(brief, head) + _height(brief, imprint) + foot + _air(brief) <= brief.frame.height:
        return Section((Sheet((Stack(head, 0.0), stack), frames=code),), marks, bookmarks)
    if not code or _height(brief, imprint) + foot <= brief.frame.height:
        return Section((*head, Sheet((stack,), frames=code)), marks, bookmarks)
    return Section((*head, Sheet((Stack(imprint, 0.0),)), Sheet(frames=code)), marks, bookmarks)


def _air(brief: Brief) -> float:
    return 2 * (brief.layout.grid or brief.layout.styles['colophon_text'].leading)


def _height(brief: Brief, blocks: tuple[Block, ...]) -> float:
    return brief.gauge.height(blocks, brief.frame.width, on_grid=True) if blocks else 0.0


def _own(brief: Brief) -> Iterator[Block]:
    """What the content's file says: a licence, thanks."""
    style = brief.layout.styles['colophon_text']
    margins = Margins(brief.column, style.indent, style.size)
    yield from prose(brief.entry.document('file'), brief.language, margins, brief.entry.id, 'colophon_text')


def _imprint(brief: Brief) -> Iterator[Block]:
    for label, said in _told(brief):
        yield Text((Inline(label),), 'colophon_label')
        yield Text(said, 'colophon_text')


def _told(brief: Brief) -> Iterator[tuple[str, Inlines]]:
    """What the program knows of the book: a word for it, and what is said of it."""
    event, layout, language = brief.event, brief.layout, brief.language
    word = words(language)
    dated = format_dates(event.updated, event.updated, language) if event.updated else ''
    if event.version or dated:
        said = DOT.join(filter(None, (typeset_text(event.version, language), dated)))
        yield word['Version'] if event.version else word['As of'], (Inline(said),)
    if event.organisers:
        yield word['Organised by'], (plain(comma(language).join(event.organisers), language),)
    families = dict.fromkeys(layout.fonts[style.font] for style in layout.styles.values() if style.font in layout.fonts)
    yield word['Set in'], (Inline(comma(language).join(families)),)
    yield word['Typeset with'], (Inline(_PROGRAM),)
