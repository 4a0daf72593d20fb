"""Biographies: who somebody is, with a photograph where there is one, and where in the book their talks are.

In: the event. Out: one section, in the alphabetical order of the names. Photographs hang left of the line on which all
text stands, whether there are any or not; each is cut to head and shoulders, which most show in their upper middle. A
biography is kept whole where little space is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from booklet import references
from booklet.block import Block, Cell, Group, Hung, Picture, Row, Section, Text
from booklet.blocks.pieces import lemmas, talkers
from booklet.blocks.pieces.common import DOT, affiliation_text, plain, title
from booklet.blocks.pieces.given import Given
from booklet.blocks.pieces.given import of_event as talks_of
from booklet.blocks.pieces.prose import Margins, prose
from booklet.brief import Brief, Listed
from booklet.itemise import isolated
from booklet.language import words
from booklet.markup import Inline
from booklet.model import Entry, Event, Person
from booklet.typography import typeset_text

NEEDS_NUMBERS = False
_FOCUS = (0.5, 0.38)  # where faces are in portraits, from the upper left corner
_TIE = '\u00a0'
_COLUMN = 2.0  # ems that page numbers need for a column of their own

_Talk = tuple[Given, str]  # with the anchor of its place


def sections(event: Event, entry: Entry) -> tuple[int, ...]:
    return (0,) if shown(event, entry) else ()


def weight(event: Event, entry: Entry, key: int) -> int:
    return sum(len(person.biography.source) + 200 for person in shown(event, entry))


def listing(brief: Brief) -> tuple[Listed, ...]:
    return lemmas.listing(brief)


def shown(event: Event, entry: Entry) -> list[Person]:
    """Those whose biographies the part has: all that are written, or those of speakers alone."""
    people = [person for person in event.people if person.biography]
    if people and entry.text('who') == 'speakers':
        speaking = {talker.person.id for talker in talkers.of_event(event, everybody=False)}
        people = [person for person in people if person.id in speaking]
    return people


def section(brief: Brief, key: int) -> Section:
    people = {person.id: person for person in shown(brief.event, brief.entry)}
    talks = _talks(brief.event)
    lives = _Lives(brief, any(_photo(brief, person) for person in people.values()))
    anchor = references.part(brief.entry.id)
    head = Text((Inline(brief.title),), 'part_title', 'H1', anchor=anchor)
    blocks: list[Block] = []
    bookmarks = [(brief.title, anchor, 0)]
    for lemma in lemmas.collated([lemmas.of_person(person) for person in people.values()], brief.language):
        person = people[lemma.id]
        blocks.append(lives.block(person, talks.get(person.id, [])))
        bookmarks.append((person.name, references.entry(brief.entry.name, person.id), 1))
    return Section(tuple(blocks), {'part': brief.title}, tuple(bookmarks), (head,))


@dataclass(frozen=True, slots=True)
class _Lives:
    """What holds for all biographies of a book: whether there are photographs, for which all text makes room."""

    brief: Brief
    photos: bool

    @property
    def reach(self) -> float:
        """How far left of the text a photograph begins, points."""
        options = self.brief.options
        return options.length('photo_width') + options.length('gap') if self.photos else 0.0

    def indent(self, style: str) -> float:
        return self.brief.layout.styles[style].indent

    def inwards(self, style: str) -> float:
        """How much further in than its style says a text must stand, points."""
        return max(0.0, self.reach - self.indent(style))

    def block(self, person: Person, talks: list[_Talk]) -> Group:
        text = (*self._head(person), *self._life(person))
        photo = _photo(self.brief, person)
        left = max(0.0, self.indent('biography_text') - self.reach)
        beside = (Hung(photo, left, text),) if photo else text
        return Group('Sect', (*beside, *(self._line(given, anchor) for given, anchor in talks)), unit=True)

    def _head(self, person: Person) -> Iterator[Block]:
        language = self.brief.language
        room = self.brief.column - max(self.reach, self.indent('biography_name'))
        name = lemmas.fitting(self.brief, typeset_text(person.name, language), 'biography_name', room)
        yield Text(
            (Inline(isolated(name, language)),),
            'biography_name',
            'H2',
            indent=self.inwards('biography_name'),
            anchor=references.entry(self.brief.entry.name, person.id),
            marks=(lemmas.mark(lemmas.of_person(person)),),
        )
        places = [plain(isolated(affiliation_text(a, language), language), language) for a in person.affiliations]
        if person.url:
            places.append(Inline(lemmas.address(person.url), link=person.url))
        dotted = [piece for place in places for piece in (Inline(DOT), place)][1:]
        if dotted:
            yield Text(tuple(dotted), 'biography_affiliation', indent=self.inwards('biography_affiliation'))

    def _life(self, person: Person) -> Iterator[Block]:
        brief, styles, inwards = self.brief, self.brief.layout.styles, self.inwards('biography_text')
        margins = Margins(brief.column, styles['table_cell'].indent, styles['biography_text'].size)
        name = references.entry(brief.entry.name, person.id)
        yield from prose(person.biography, brief.language, margins, name, 'biography_text', inwards)

    def _line(self, given: Given, anchor: str) -> Block:
        """What somebody gives, with its page: in a column of page numbers where there is room for one."""
        brief, link = self.brief, '#' + anchor
        language = given.talk.title.language or brief.language
        heading = title(given.talk.title, brief.language)
        axis = self.indent('biography_talk') + self.inwards('biography_talk')
        left = axis - brief.options.length('gap')
        if left >= _COLUMN * brief.layout.styles['biography_page'].size:
            number = Cell((), 'biography_page', 0.0, left, 'Reference', link, page_of=anchor)
            heading_cell = Cell(heading, 'biography_talk', axis, brief.column - axis, 'P', link)
            space = brief.layout.styles['biography_talk'].space_before
            return Row((number, heading_cell), '', space_before=space, keep=True, follows=True)
        page = typeset_text(words(brief.language)['p.'], brief.language)
        return Text(
            (*heading, Inline(f' →{_TIE}{page}{_TIE}')),
            'biography_talk',
            language='' if language == brief.language else language,
            link=link,
            indent=self.inwards('biography_talk'),
            keep=True,
            page_of=anchor,
        )


def _photo(brief: Brief, person: Person) -> Picture | None:
    side = brief.options.length('photo_width')
    if not side or not brief.entry.flag('photos') or person.photo not in brief.images:
        return None
    shape: Literal['circle', 'rectangle'] = 'circle' if brief.options.text('photo') == 'circle' else 'rectangle'
    return Picture(person.photo, side, side, person.name, shape, 'cover', _FOCUS)


def _talks(event: Event) -> dict[str, list[_Talk]]:
    """The talks that each person gives, as far as the book shows them."""
    programme = {given.talk.id: given for given in talks_of(event)}
    found: dict[str, list[_Talk]] = {}
    for talker in talkers.of_event(event, everybody=False):
        given = [programme[id_] for id_ in talker.given]
        placed = [(one, _place(event, one)) for one in given if one.talk.announced]
        found[talker.person.id] = [(one, anchor) for one, anchor in placed if anchor]
    return found


def _place(event: Event, given: Given) -> str:
    """Where the book shows a talk: its abstract, or else its line in the agenda."""
    if event.shows('abstracts') or (given.poster and event.shows('posters')):
        return references.talk(given.talk.id)
    placed = given.day is not None or given.poster
    return references.in_agenda(given.talk.id) if placed and event.shows('agenda') else ''
