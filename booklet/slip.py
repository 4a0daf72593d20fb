"""The change slip as a PDF: one page of the book's own make, to be laid into printed copies.

In: a `Comparison`, the new event, the layout and the fonts. Out: the bytes of a PDF, and how many pages it took. What
does not fit one page is said more shortly; what even then does not fit goes on to a second, and the user is told.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from booklet.blocks.slip import NAME, Form, Slip
from booklet.changes import Comparison
from booklet.design import FurnitureItem, Layout, Master, TextStyle
from booklet.diagnostics import Sink
from booklet.model import Event

if TYPE_CHECKING:
    from booklet.fonts import Library

_LEAF = 2  # pages of a leaf
_HOPELESS = 6  # pages that no shorter form brings down to one
_TITLE = 1.4  # of a day's heading: how large the title of a slip is that has much to say


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    data: bytes
    pages: int
    form: Form


def print_slip(
    comparison: Comparison,
    event: Event,
    layout: Layout,
    library: Library,
    sink: Sink,
    forms: Sequence[Form] = tuple(Form),
) -> PrintedSlip | None:
    """Set in the longest form that fits one page; else in the shortest, or a longer one that fits the same leaf.

    None with an error where the environment tells no time.
    """
    from booklet.assemble import Metadata, OutlineItem, PageLabel, assemble
    from booklet.build import pdf_date
    from booklet.itemise import runs_left
    from booklet.language import words
    from booklet.typesetter import Summary, Task, Typesetter

    task = Task(NAME, 0)
    epoch = os.environ.get('SOURCE_DATE_EPOCH', '')
    if epoch and not pdf_date(epoch):
        hint = 'give it seconds since 1970, or unset it'
        sink.error(f'the environment variable SOURCE_DATE_EPOCH is no time: {epoch[:40]!r}', None, hint)
        return None

    def set_in(form: Form, *, one_page: bool = True) -> tuple[Typesetter, Summary]:
        own = slip_layout(layout, event, pdf_date(epoch), form, one_page=one_page)
        typesetter = Typesetter(event, own, library, {NAME: Slip(comparison, form)})
        return typesetter, typesetter.set(task, {})

    for form in forms:
        typesetter, summary = set_in(form)
        if summary.recto.pages == 1 or summary.recto.pages > _HOPELESS:
            break
    if summary.recto.pages > 1:
        typesetter, summary = set_in(form := forms[-1], one_page=False)
        roomier = forms if summary.recto.pages == _LEAF else ()  # then the leaf's back may be filled
        for form in roomier:
            typesetter, summary = set_in(form, one_page=False)
            if summary.recto.pages == _LEAF:
                break
    painted = typesetter.paint(task, 1, summary.recto.anchors)
    sink.items.extend(summary.diagnostics)
    heading = words(event.language)['Changes to the programme']
    metadata = Metadata(
        f'{heading} · {typesetter.short_title}',
        ', '.join(event.organisers or event.funders),
        event.language,
        date=pdf_date(epoch),
        right_to_left=runs_left(event.language),
    )
    outline = [OutlineItem(*bookmark) for bookmark in summary.bookmarks]
    faces = {face.key: face for face in summary.faces}
    data = assemble((painted,), faces, outline, (PageLabel(0, 'D'),), metadata)
    return PrintedSlip(data, painted.pages, form)


def slip_layout(layout: Layout, event: Event, date: str, form: Form, *, one_page: bool = True) -> Layout:
    """The layout with a part for the slip: the agenda's measures, the event at its head, its data's day at its foot.

    A page that lies loose in a book has no number of its own, unless there are two.
    """
    agenda = layout.parts['agenda']
    items = layout.masters[agenda.master].furniture
    head = [replace(item, sides='both', openings=True) for item in items if '{short_title}' in item.text][:1]
    folio = [] if one_page else [item for item in items if '{folio}' in item.text]
    master = Master(NAME, furniture=(*head, *folio, *_dated(items, event, date)))
    part = replace(agenda, name=NAME, master=NAME)
    styles = layout.styles if form is Form.FULL else {**layout.styles, **_tighter(layout)}
    return replace(layout, masters={**layout.masters, NAME: master}, parts={**layout.parts, NAME: part}, styles=styles)


def _tighter(layout: Layout) -> dict[str, TextStyle]:
    """Headings that leave more room to what they head: a smaller title, and less space."""
    title, day = layout.styles['part_title'], layout.styles['day_title']
    line = layout.grid or layout.styles['body'].leading
    size = min(title.size, day.size * _TITLE)
    return {
        'part_title': replace(title, size=size, space_after=0.0),
        'day_title': replace(day, space_before=line, space_after=0.0),
    }


def _dated(items: tuple[FurnitureItem, ...], event: Event, date: str) -> list[FurnitureItem]:
    """The day of the data, where the environment tells it (D:YYYYMMDD…): no clock is asked."""
    foot = next((item for item in items if '{folio}' in item.text), None)
    head = next((item for item in items if '{short_title}' in item.text), foot)
    if not date or foot is None or head is None:
        return []
    import datetime

    from booklet.language import format_dates

    day = datetime.date(int(date[2:6]), int(date[6:8]), int(date[8:10]))
    return [replace(foot, text=format_dates(day, day, event.language), style=head.style, align='inner', openings=True)]
