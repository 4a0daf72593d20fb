"""A page of text from a file of the content: a word of welcome, how to use the book, anything.

In: the words of the file, in Markdown, LaTeX, HTML or none. Out: one section; its heading is what the content calls it,
else the heading that the text begins with.
"""

from __future__ import annotations

from booklet import references
from booklet.block import Anchor, Block, Inlines, Section, Text
from booklet.blocks.pieces.common import plain, untied
from booklet.blocks.pieces.prose import Margins, prose
from booklet.blocks.pieces.remarks import settable
from booklet.brief import Brief, Listed
from booklet.markup import Heading, parse, plain_text
from booklet.model import Entry, Event
from booklet.typography import typeset_inlines

NEEDS_NUMBERS = False
_HEADING = ('page_heading', 'H2')


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,) if entry.document('file') or entry.text('title') else ()


def weight(event: Event, entry: Entry, key: int) -> int:
    return 200 + len(entry.document('file').source)


def listing(brief: Brief) -> tuple[Listed, ...]:
    name = _name(_heading(brief))
    return (Listed(name, references.part(brief.entry.id)),) if name and brief.entry.flag('listed') else ()


def section(brief: Brief, key: int) -> Section:
    entry, anchor, heading = brief.entry, references.part(brief.entry.id), _heading(brief)
    name = _name(heading)
    size = brief.layout.styles['page_text'].size
    margins = Margins(brief.column, brief.layout.styles['table_cell'].indent, size)
    body = list(prose(entry.document('file'), brief.language, margins, entry.id, 'page_text', heading=_HEADING))
    if not brief.title and heading:
        del body[0]  # it stands above
    blocks: list[Block] = [Text(heading, 'part_title', 'H1', anchor=anchor)] if heading else [Anchor(anchor)]
    bookmarks = ((name, anchor, 0),) if name and entry.flag('listed') else ()
    return Section((*blocks, *body), {'part': name}, bookmarks)


def _heading(brief: Brief) -> Inlines:
    if brief.title:
        return (plain(brief.title, brief.language),)
    text = brief.entry.document('file')
    language = text.language or brief.language
    first = next(iter(parse(text)), None) if text else None
    return typeset_inlines(settable(first.inlines, language, []), language) if isinstance(first, Heading) else ()


def _name(heading: Inlines) -> str:
    return untied(plain_text(heading))
