"""One talk or poster as the abstracts show it: when, what, who and from where, then what is said.

In: the talk and its place, and what the headings above it have told already. Out: a group of blocks, kept whole where
little space is lost. A repeat refers to the page of the talk that it repeats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from booklet import references
from booklet.block import Block, Cell, Figure, Group, Hung, Inlines, Ornament, Row, Text
from booklet.blocks.pieces.common import (
    DOT,
    affiliation_text,
    affiliations,
    day_name,
    linked_names,
    names,
    plain,
    plain_cells,
    plain_title,
    time_cells,
    time_mark,
    title,
    untied,
)
from booklet.blocks.pieces.given import Given, Repeats
from booklet.blocks.pieces.prose import Margins, prose
from booklet.brief import Brief, Listed
from booklet.design import PartOptions
from booklet.itemise import isolated
from booklet.language import comma, format_time, labelled, language_name, words
from booklet.markup import Inline, Style
from booklet.model import Affiliation, Role, Talk
from booklet.qr import QUIET, drawn, least_size, modules
from booklet.typography import typeset_text

PRESENTS = '*'  # beside the name of who presents, where others have written too
_TIE, _THIN, _EN = '\u00a0', '\u2009', '\u2002'  # no-break space, thin space, space of an en
_MANY_PLACES = 4  # affiliations: more than these run on in one paragraph
_NEAR = 0.01  # points
_ADDRESS = ('https://www.', 'http://www.', 'https://', 'http://')  # what a printed address does without


@dataclass(frozen=True, slots=True)
class Told:
    """What the headings above a talk tell of it."""

    day: bool = True
    session: bool = True
    track: bool = False


@dataclass(frozen=True, slots=True)
class Talks:
    """What holds for all talks of a part: `links` is how their addresses are shown, a value of the part's option."""

    brief: Brief
    options: PartOptions
    repeats: Repeats
    told: Told
    links: str = 'short'
    by_title: bool = False  # they are in the order of their titles, and heads tell these

    def block(self, given: Given) -> Group:
        brief, talk, said = self.brief, given.talk, words(self.brief.language)
        language = talk.title.language or brief.language
        headers = {'line': self._line_header, 'axis': self._axis_header, 'above': self._time_above}
        header = self.options.text('header')
        blocks = [*headers[header](given)]
        details = self._details(given)
        if details and header != 'above':
            blocks.append(Text((Inline(details),), 'talk_details'))
        blocks += self._also(given)
        original = self.repeats.original(given)
        body: list[Block] = []
        if original is None and talk.abstract:
            body = self._body(talk, language)
        elif original is None:
            key = 'Abstract to be announced' if talk.announced else 'Title and abstract to be announced'
            body = [] if given.cancelled else [Text((Inline(said[key]),), 'note')]
        below = [*self._below(talk, language)] if original is None else []
        notes = next((number for number, block in enumerate(body) if isinstance(block, Ornament)), len(body))
        told = [*body[:notes], *below, *body[notes:]]  # footnotes, below their rule, come last
        blocks += self._with_code(talk, told) if original is None else told
        return Group('Sect', tuple(blocks), unit=True, language=language if language != brief.language else '')

    # --- above the abstract ---

    def _line_header(self, given: Given) -> Iterator[Block]:
        """“8:30 am **Names** — Affiliations” on one line, the title below."""
        brief, talk, language = self.brief, given.talk, self.brief.language
        time = given.board or (format_time(given.start, brief.event.clock, language) if given.start is not None else '')
        shown = [replace(i, style=i.style | Style.STRONG) for i in self._people(talk) if isinstance(i, Inline)]
        places = '; '.join(isolated(affiliation_text(a, language), language) for a in affiliations(talk.people))
        tail = Inline(f' — {places}' if places else '')
        lead = (Inline(time, link=self._back(talk)), Inline(' ')) if time else ()
        marks = self._marks(given)
        yield Text((*lead, *shown, tail), 'talk_speaker', anchor=references.talk(talk.id), marks=marks)
        if given.cancelled:
            yield Text((Inline(words(language)['Cancelled']),), 'cancelled')
        if talk.announced:
            own = title(talk.title, language)
            yield Text(own, 'talk_title', 'H3', language=talk.title.language, span=talk.title.span)
            yield from self._subtitle(talk)

    def _time_above(self, given: Given) -> Iterator[Block]:
        """“**10:00** · Room · Track” on a line of its own, title, names and affiliations below it."""
        brief, talk, language = self.brief, given.talk, self.brief.language
        clock = brief.event.clock
        start = None if given.poster or given.start is None else given.start
        time = given.board or (format_time(start, clock, language) if start is not None else '')
        details = self._details(given)
        lead = (Inline(time, Style.STRONG, self._back(talk)),) if time else ()
        tail = (Inline(f'{DOT if time else ""}{details}'),) if details else ()
        if given.cancelled:
            tail = (*tail, Inline(f'{DOT if lead or tail else ""}{words(language)["Cancelled"]}'))
        anchor, marks = references.talk(talk.id), self._marks(given)
        if lead or tail:
            yield Text((*lead, *tail), 'talk_time', anchor=anchor, marks=marks)
            anchor, marks = '', ()
        people = self._people(talk)
        if talk.announced:
            shown = title(talk.title, language)
            own = talk.title.language
            yield Text(shown, 'talk_title', 'H3', language=own, anchor=anchor, marks=marks, span=talk.title.span)
            yield from self._subtitle(talk)
            if people:
                yield Text(people, 'talk_speaker', language=own)
        elif people:
            yield Text(people, 'talk_title', 'H3', anchor=anchor, marks=marks)
        yield from self._places(talk)

    def _axis_header(self, given: Given) -> Iterator[Block]:
        """The time left of the axis, title, names and affiliations right of it."""
        brief, talk, language = self.brief, given.talk, self.brief.language
        axis = self.options.length('time_width')
        width = brief.column - axis
        people = self._people(talk)
        if talk.announced:
            heading = Cell(title(talk.title, language), 'talk_title', axis, width, 'H3', span=talk.title.span)
            after = people
        else:
            heading = Cell(people, 'talk_speaker', axis, width, 'H3')
            after = ()
        lead, anchor, space = (
            self._lead(given),
            references.talk(talk.id),
            brief.layout.styles['talk_title'].space_before,
        )
        marks = self._marks(given)
        if given.cancelled:  # above what does not take place
            label = Cell((Inline(words(language)['Cancelled']),), 'cancelled', axis, width, 'P')
            yield Row((*lead, label), '', anchor, space, keep_with_next=True, marks=marks)
            yield Row((heading,), '', keep_with_next=True)
        else:
            yield Row((*lead, heading), '', anchor, space, keep_with_next=True, marks=marks)
        if talk.announced:
            yield from self._subtitle(talk)
        if after:
            yield Text(after, 'talk_speaker', language=talk.title.language)
        yield from self._places(talk)

    def _lead(self, given: Given) -> tuple[Cell, ...]:
        width = self.options.length('time_width') - self.options.length('gap')
        if given.board:
            return plain_cells(given.board, width, 'talk_time')
        start = None if given.poster else given.start
        return time_cells(self.brief.event, self.brief.layout, start, width, 'talk_time', self._back(given.talk))

    def _back(self, talk: Talk) -> str:
        return '#' + references.in_agenda(talk.id) if self.brief.event.shows('agenda') else ''

    def _marks(self, given: Given) -> tuple[tuple[str, str], ...]:
        """What running heads tell from here on: times where talks are in their order, else whose they are."""
        if self.told.day and given.start is not None and not given.poster:
            return (time_mark(self.brief.event, given.start),)
        return (('entry', entry(given.talk, self.brief.language, by_title=self.by_title)),)

    def _subtitle(self, talk: Talk) -> Iterator[Block]:
        if talk.subtitle:
            shown = title(talk.subtitle, self.brief.language)
            yield Text(shown, 'talk_subtitle', language=talk.subtitle.language)

    def _people(self, talk: Talk) -> Inlines:
        """The talk's people with the numbers of their affiliations where these differ; speakers first.

        Where others have written and some of them speak, the order is the authors' own, and who presents is marked.
        """
        marked = presented(talk)
        people = list(talk.people) if marked else sorted(talk.people, key=lambda c: c.role is Role.AUTHOR)
        places = affiliations(talk.people)
        order = {a.id: n for n, a in enumerate(places, 1)} if len(places) > 1 and len(people) > 1 else {}
        numbers = [','.join(str(order[a.id]) for a in c.affiliations if a.id in order) for c in people]
        signs = [PRESENTS if marked and c.role is Role.SPEAKER else '' for c in people]
        return linked_names(self.brief.event, people, numbers, signs)

    def _places(self, talk: Talk) -> Iterator[Block]:
        """Affiliations below one another, with their numbers; many of them one after the other."""
        places = affiliations(talk.people)
        numbered = len(places) > 1 and len(talk.people) > 1
        shown = [self._place(number if numbered else 0, place) for number, place in enumerate(places, 1)]
        if len(shown) <= _MANY_PLACES:
            yield from (Text(one, 'talk_affiliation') for one in shown)
            return
        run: Inlines = shown[0]
        for one in shown[1:]:
            run = (*run, Inline(_EN if numbered else '; '), *one)
        yield Text(run, 'talk_affiliation')

    def _place(self, number: int, place: Affiliation) -> Inlines:
        language = self.brief.language
        text = isolated(affiliation_text(place, language), language)
        return (Inline(str(number), Style.SUPERSCRIPT), Inline(_THIN), Inline(text)) if number else (Inline(text),)

    def _details(self, given: Given) -> str:
        """Day, session, room, track and language, as far as no heading has told them and there is a choice."""
        event, told, said = self.brief.event, self.told, []
        if given.day and not told.day:
            said.append(day_name(event, given.day))
        if given.session and not told.session:
            said.append(plain_title(given.session.title, event.language))
        of_session = (given.session.room,) if given.session and given.session.room else ()
        rooms = (given.slot.rooms if given.slot else ()) or of_session
        if len(event.rooms) > 1 and not (told.session and rooms == of_session):
            said += [isolated(typeset_text(one.name, event.language), event.language) for one in rooms]
        track = given.talk.track or (given.slot and given.slot.track)
        if track and not told.track and track != (given.session and told.session and given.session.track):
            said.append(isolated(typeset_text(track.name, event.language), event.language))
        if given.talk.title.language not in ('', event.language):
            said.append(language_name(given.talk.title.language, event.language))
        return DOT.join(filter(None, said))

    def _also(self, given: Given) -> Iterator[Block]:
        """Where else the talk is given, with the page; a repeat names the first time only."""
        original = self.repeats.original(given)
        others = (original,) if original else self.repeats.others(given.talk.id)
        for other in others:
            where = DOT.join(filter(None, (self._when(other), words(self.brief.language)['p.'] + _TIE)))
            label = words(self.brief.language)['Repeat of' if original else 'Also given']
            shown = (Inline(labelled(label, where, self.brief.language)),)
            yield Text(shown, 'talk_details', keep=True, page_of=references.talk(other.talk.id))

    def _when(self, given: Given) -> str:
        event = self.brief.event
        time = format_time(given.start, event.clock, event.language) if given.start is not None else ''
        return comma(event.language).join(filter(None, (day_name(event, given.day) if given.day else '', time)))

    # --- the abstract, and what stands below it ---

    def _body(self, talk: Talk, language: str) -> list[Block]:
        styles = self.brief.layout.styles
        margins = Margins(self.brief.column, styles['table_cell'].indent, styles['abstract_text'].size)
        return list(prose(talk.abstract, language, margins, talk.id))

    def _below(self, talk: Talk, language: str) -> Iterator[Block]:
        styles = self.brief.layout.styles
        inwards = styles['abstract_text'].indent - styles['note'].indent  # to stand below the abstract
        own = self.brief.language
        if talk.keywords:
            each = comma(own).join(isolated(word, own) for word in talk.keywords)
            listed = plain(labelled(words(own)['Keywords'], each, own), language)
            yield Text((listed,), 'note', indent=inwards, keep=True)
        if talk.url and self.links != 'none':
            yield Text((Inline(address(talk.url), link=talk.url),), 'note', indent=inwards, keep=True)

    def _with_code(self, talk: Talk, told: list[Block]) -> list[Block]:
        """The talk's address as a QR code: left of the axis, its ink below the times; where no room is, at the end."""
        size = max(self.options.length('code'), least_size(talk.url)) if talk.url and self.links == 'qr' else 0.0
        drawing = drawn(talk.url, size) if size else ''
        if not drawing:
            return told
        figure = Figure(drawing, size, size, alt=address(talk.url), link=talk.url)
        quiet = size * QUIET / (len(modules(talk.url)) + 2 * QUIET)
        axis = min(self.options.length('time_width'), self.brief.layout.styles['abstract_text'].indent)
        x = axis - self.options.length('gap') - size + quiet
        if told and x + quiet > -_NEAR and x + size <= axis + _NEAR:
            return [Hung(figure, x, tuple(told))]
        indent = self.brief.layout.styles['abstract_text'].indent
        return [*told, replace(figure, x=indent - quiet)]


def address(url: str) -> str:
    """An address as it is printed."""
    for beginning in _ADDRESS:
        if url.lower().startswith(beginning):
            return url[len(beginning) :].rstrip('/') or url
    return url


def presented(talk: Talk) -> bool:
    """Whether some of those who have written a talk present it, and others do not."""
    return {Role.AUTHOR, Role.SPEAKER} <= {part.role for part in talk.people}


def bookmark(talk: Talk, language: str) -> str:
    """“Names: Title”."""
    shown = filter(None, (speakers(talk, language), heading(talk, language)))
    return ': '.join(shown) or words(language)['To be announced']


def listed(given: Given, language: str) -> Listed:
    """A line of the contents; posters begin with their boards."""
    shown = ' '.join(filter(None, (given.board, bookmark(given.talk, language))))
    return Listed(shown, references.talk(given.talk.id), 2)


def entry(talk: Talk, language: str, *, by_title: bool = False) -> str:
    """What running heads say of a talk: names, or where there are none its title; or the other way round."""
    people, own = speakers(talk, language), heading(talk, language)
    return (own or people if by_title else people or own) or words(language)['To be announced']


def speakers(talk: Talk, language: str) -> str:
    return untied(names((c for c in talk.people if c.role is not Role.AUTHOR), language))


def heading(talk: Talk, language: str) -> str:
    return plain_title(talk.title, language) if talk.announced else ''


def explained(talks: Sequence[Given], brief: Brief) -> tuple[Block, ...]:
    """What the mark beside names means, where it stands beside one; below it as much air as below the title."""
    if not any(presented(given.talk) for given in talks):
        return ()
    style, below = brief.layout.styles['talk_details'], brief.layout.styles['part_title'].space_after
    said = (Inline(f'{PRESENTS}{_TIE}{words(brief.language)["presenting author"]}'),)
    return (Row((Cell(said, 'talk_details', style.indent, brief.column - style.indent, 'P'),), '', space_after=below),)


def spanning(brief: Brief, blocks: list[Block]) -> tuple[Block, ...]:
    """Takes away the headings that a section begins with, where they stand across several columns."""
    if brief.layout.masters[brief.options.master].columns == 1:
        return ()
    head = tuple(blocks)
    blocks.clear()
    return head
