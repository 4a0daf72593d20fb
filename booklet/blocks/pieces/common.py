"""What several parts say alike: titles, people, places in time.

In: pieces of the model. Out: inlines and anchors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from booklet import references, segments
from booklet.block import Cell, Inlines
from booklet.blocks.pieces.remarks import settable
from booklet.design import Layout
from booklet.itemise import ISOLATE, POP, isolated, needs, runs_left
from booklet.language import (
    bracketed,
    capitalised,
    comma,
    format_day,
    format_time,
    format_weekday,
    labelled,
    time_pieces,
    words,
)
from booklet.markup import Inline, Style, parse_inline, plain_text
from booklet.model import Affiliation, Contribution, Day, Event, Role, Room, Text
from booklet.typography import typeset_inlines, typeset_text

DOT = '\u00a0· '  # between names, rooms and tracks; never at a line's head
_TIE, _JOINER = '\u00a0', '\u2060'  # no-break space, word joiner
_NAME = 24  # letters; what is longer is not only a name
_UNSEEN = str.maketrans(dict.fromkeys((_JOINER, ISOLATE, POP)))  # what only line breaking and order look at
_MERIDIEMS = {'agenda_break_time': 'meridiem_of_break'}  # by the style of the time, where it has its own
_DUTIES = {Role.MODERATOR: 'moderator', Role.DISCUSSANT: 'discussant'}
# In ems of the time: the column of am and pm, and the space before it.
_MERIDIEM_WIDTH, _MERIDIEM_GAP = 1.6, 0.25


def title(text: Text, language: str) -> Inlines:
    """A title's markup as typographic inlines. What is not understood in it is told elsewhere (`remarks`)."""
    own = text.language or language
    inlines = tuple(typeset_inlines(settable(parse_inline(text), own, []), own))
    if runs_left(own) == runs_left(language):
        return inlines
    return (Inline(ISOLATE), *inlines, Inline(POP))  # among words of the book's own direction


def plain_title(text: Text, language: str) -> str:
    """A title without markup, for bookmarks and running heads."""
    return plain_text(title(text, language)).translate(_UNSEEN)


def day_name(event: Event, day: Day) -> str:
    """A day by its date, and its title where it has one."""
    date = capitalised(format_day(day.date, event.language), event.language)
    return f'{date} · {plain_title(day.title, event.language)}' if day.title else date


def day_marks(event: Event, day: Day) -> tuple[tuple[str, str], ...]:
    """What furniture tells of a day from its heading on: its name, shortly too, and which of the days it is."""
    which = event.days.index(day) + 1
    short = capitalised(format_weekday(day.date, event.language), event.language)
    return (('day', untied(day_name(event, day))), ('weekday', short), ('thumb', str(which)))


def time_mark(event: Event, start: int) -> tuple[str, str]:
    """When something on the page is, in minutes and in words: furniture tells from when to when a page is."""
    return 'time', f'{start} {format_time(start, event.clock, event.language)}'


def plain(text: str, language: str, style: Style = Style.PLAIN, link: str = '') -> Inline:
    """A name or another plain text, typographic."""
    return Inline(typeset_text(text, language), style, link)


def names(people: Iterable[Contribution], language: str) -> str:
    """Names in one line, commas between them."""
    shown = (isolated(tied(typeset_text(c.person.name, language)), language) + _duty(c, language) for c in people)
    return comma(language).join(shown)


def tied(name: str) -> str:
    """A name that lines do not break, but where nothing else would fit."""
    whole = name.replace(' ', _TIE).replace('-', '-' + _JOINER)
    if len(name) <= _NAME and segments.needs(whole):  # of Chinese, Thai and others, whose lines end between letters
        for at, _ in reversed(segments.breaks(whole)):
            whole = whole[:at] + _JOINER + whole[at:]
    return whole


def untied(text: str) -> str:
    """The same words for bookmarks and running heads."""
    return text.replace(_TIE, ' ').translate(_UNSEEN)


def _duty(contribution: Contribution, language: str) -> str:
    """What a person does who neither speaks nor writes: “ (moderator)”."""
    duty = _DUTIES.get(contribution.role)
    return bracketed(words(language)[duty], language) if duty else ''


def linked_names(
    event: Event, people: Sequence[Contribution], numbers: Sequence[str] = (), signs: Sequence[str] = ()
) -> Inlines:
    """Names that lead to the index, where the book has one, each with its affiliations' numbers raised, and a sign."""
    index = index_of_people(event)
    inlines: list[Inline] = []
    for position, contribution in enumerate(people):
        if position:
            inlines.append(Inline(comma(event.language)))
        person = contribution.person
        link = '#' + references.in_index(person.id) if index else ''
        name = tied(typeset_text(person.name, event.language))
        inlines.append(Inline(isolated(name, event.language), link=link))
        if numbers and numbers[position]:
            inlines.append(Inline(numbers[position], Style.SUPERSCRIPT))
        if signs and signs[position]:
            inlines.append(Inline(signs[position]))
        duty = _duty(contribution, event.language)
        if duty:
            inlines.append(Inline(duty))
    return tuple(inlines)


def index_of_people(event: Event) -> str:
    """The part that has everybody of every talk, and so the entries that names lead to."""
    return next((part for part in ('author_index', 'index') if event.shows(part)), '')


def affiliations(people: Iterable[Contribution]) -> tuple[Affiliation, ...]:
    """All affiliations of a talk's people, each once, in the order in which they come."""
    return tuple({a.id: a for c in people for a in c.affiliations}.values())


def affiliation_text(affiliation: Affiliation, language: str) -> str:
    name = typeset_text(affiliation.name, language)
    if not affiliation.place:
        return name
    place = typeset_text(affiliation.place, language)
    return f'{name}{comma(language) if needs(name + place) else ", "}{place}'


def chairs_and_room(chairs: Sequence[Contribution], room: Room | None, language: str) -> str:
    """“Chair: A, B · Room”."""
    said = []
    if chairs:
        said.append(labelled(words(language)['Chair'], names(chairs, language), language))
    if room:
        said.append(isolated(typeset_text(room.name, language), language))
    return DOT.join(said)


def time_cells(
    event: Event, layout: Layout, minutes: int | None, width: float, style: str, link: str = ''
) -> tuple[Cell, ...]:
    """A time on the column's right edge, so that colons align; am and pm stand in a column of their own.

    Where a style says left, figures of two digits have their colons below one another, but not those of an hour alone.
    """
    if minutes is None:
        return ()
    figures, meridiem = time_pieces(minutes, event.clock, event.language)
    if not meridiem:
        return (Cell((Inline(figures),), style, 0.0, width, 'P', link),)
    size = layout.styles[style].size
    tail = _MERIDIEM_WIDTH * size
    gap = _MERIDIEM_GAP * size
    align: Literal['', 'right'] = 'right' if layout.styles[style].align == 'left' else ''
    return (
        Cell((Inline(figures),), style, 0.0, width - tail - gap, 'P', link, align=align),
        Cell((Inline(meridiem),), _MERIDIEMS.get(style, 'meridiem'), width - tail, tail, 'P', link, joins=True),
    )


def plain_cells(text: str, width: float, style: str) -> tuple[Cell, ...]:
    """Any other short text in the place of the time: a poster's board."""
    return (Cell((Inline(text),), style, 0.0, width, 'P'),)
