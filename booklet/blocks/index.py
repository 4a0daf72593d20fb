"""The speaker index: everyone with a talk, under their family name's letter, with the pages of their abstracts.

In: the event and the page of every abstract, or of its line in the agenda where the book has no abstracts. Out: one
section. The event's language collates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from booklet import references
from booklet.bidi import needs
from booklet.block import Block, Group, Section, Text
from booklet.brief import Brief, Listed
from booklet.collate import initial, sort_key
from booklet.itemise import isolated
from booklet.language import comma
from booklet.markup import Inline
from booklet.model import Entry, Event, Person, Session, Talk
from booklet.scripts import is_cjk
from booklet.typography import typeset_text

NEEDS_NUMBERS = True


_LETTER, _NUMBER = 0.55, 5  # ems that a letter of a name takes, and letters that stand for the page after it


@dataclass(frozen=True, slots=True)
class _Entry:
    person: Person
    talks: tuple[str, ...]


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,) if _entries(event) else ()


def weight(event: Event, entry: Entry, key: int) -> int:
    return 40 * len(event.people)


def listing(brief: Brief) -> tuple[Listed, ...]:
    return (Listed(brief.title, references.part(brief.entry.id)),)


def section(brief: Brief, key: int) -> Section:
    event, layout, options, numbers = brief.event, brief.layout, brief.options, brief.numbers
    heading = brief.title
    anchor = references.part(brief.entry.id)
    head = Text((Inline(heading),), 'part_title', 'H1', anchor=anchor)
    letter = ''
    entries: list[Block] = []
    room = layout.column_width(options.master) / (_LETTER * layout.styles['index_entry'].size) - _NUMBER
    for entry in _entries(event):
        own = initial(entry.person.family, event.language)
        if own != letter and options.flag('letters'):
            letter = own
            entries.append(Text((Inline(letter),), 'index_letter', 'H2'))
        entries.append(_entry(event, entry, numbers, room))
    return Section((Group('Sect', tuple(entries)),), {'part': heading}, ((heading, anchor, 0),), (head,))


def _entries(event: Event) -> list[_Entry]:
    """People and their talks in the order of the language."""
    talks: dict[str, list[str]] = {}
    people: dict[str, Person] = {}
    for talk in _talks(event):
        for contribution in talk.people:
            person = contribution.person
            people[person.id] = person
            talks.setdefault(person.id, []).append(talk.id)
    key = sort_key(event.language)
    ordered = sorted(people.values(), key=lambda p: (key(p.family), key(p.given), p.id))
    return [_Entry(person, tuple(talks[person.id])) for person in ordered]


def _talks(event: Event) -> list[Talk]:
    found = []
    for day in event.days:
        for item in day.items:
            if isinstance(item, Session):
                found += [slot.talk for slot in item.slots if slot.talk]
                found += [poster.talk for poster in item.posters]
            elif item.talk:
                found.append(item.talk)
    found += [poster.talk for poster in event.posters]
    return [*found, *event.talks] if event.shows('abstracts') else found  # elsewhere those stand on no page


def _place(event: Event) -> Callable[[str], str] | None:
    """What names the place of a talk in this book, by the talk's id."""
    if event.shows('abstracts'):
        return references.talk
    return references.in_agenda if event.shows('agenda') else None


def _inverted(person: Person, language: str) -> str:
    """The family's name first: “Vries, Anna de”. East Asian names have it first, and no comma."""
    if not person.given:
        return person.family
    if is_cjk(person.family[0]):
        return person.family + person.given
    return person.family + (comma(language) if needs(person.family) else ', ') + person.given


def _entry(event: Event, entry: _Entry, numbers: Mapping[str, int], room: float) -> Text:
    """“Vries, Anna de  12, 14”; each number leads to the abstract. Names of up to `room` letters stay on one line."""
    person = entry.person
    shown = isolated(typeset_text(_inverted(person, event.language), event.language), event.language)
    place = _place(event)
    anchors = [place(talk) for talk in entry.talks] if place else []
    whole = shown.replace(' ', '\u00a0') if len(shown) <= room else shown
    inlines = [Inline(whole + '\u2002' if anchors else whole)]
    seen: set[int] = set()
    for anchor in anchors:
        number = numbers.get(anchor, 0)
        if number not in seen:
            if seen:
                inlines.append(Inline(comma(event.language)))
            seen.add(number)
            inlines.append(Inline(str(number or '000'), link='#' + anchor))
    return Text(tuple(inlines), 'index_entry', anchor=references.in_index(person.id))
