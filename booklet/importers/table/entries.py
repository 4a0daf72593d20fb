"""Entries with named fields, as tables and websites have them, to a draft.

In: `Entry`s in their order. Out: the items, sessions and people of a `Draft`. What holds for all of them is judged over
all: how dates are written, whether clocks have twelve hours, whether times are those of sessions.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from booklet.columns.mapping import Plan
from booklet.columns.times import Times, When
from booklet.draft import Draft, Gathering, Institute, Item, Losses, Part, Someone
from booklet.model import Kind, Role, Text
from booklet.reading import credits
from booklet.reading.kinds import kind_of
from booklet.reading.people import inverted, nobody, parts, person
from booklet.reading.times import clocks
from booklet.reading.words import folded

_REFUSED = re.compile(
    r'(?:desk )?reject\w*|declin\w*|withdr\w*|not accepted|no|abgelehnt|zurückgezogen|refus\w*|retir\w*|rechaz\w*'
    r'|rifiut\w*|rejeitad\w*|odrzuc\w*|zamítnut\w*|отклон\w*|不採択|未录用|deleted',
    re.IGNORECASE,
)
_CANCELLED = re.compile(
    r'cancell?ed|abgesagt|entfällt|annul\w*|cancelad\w*|odwołan\w*|zrušen\w*|отмен\w*|中止|取消', re.IGNORECASE
)
_YES = re.compile(r'(?:yes|true|x|1|ja|oui|sí|si|sim|tak|ano|да|✓|✔)', re.IGNORECASE)
_POSTER = re.compile(r'\bposter|affiche|póster|плакат|ポスター', re.IGNORECASE)
EMPTY = re.compile(r'n/?a|nan|null|none|-+|—', re.IGNORECASE)
_RANGED = re.compile(  # a session's name with its times before it
    r'(\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\.?)?\s?(?:to|bis|-|–|—)\s?\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\.?)?)[\s:,–-]+(\S.*)',
    re.IGNORECASE,
)
_ROLES = {
    'moderators': Role.MODERATOR,
    'panellists': Role.PANELLIST,
    'discussants': Role.DISCUSSANT,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `date`, `session`: those under whose heading it stands. `alone`: each cell of people holds but one."""

    values: Mapping[str, tuple[str, ...]]
    origin: str = ''
    date: datetime.date | None = None
    session: str = ''
    people: tuple[Part, ...] = ()
    when: When | None = None
    alone: bool = False

    def get(self, field: str) -> str:
        """The first text of a field."""
        return next((text for text in self.values.get(field, ()) if not EMPTY.fullmatch(text)), '')

    def all(self, field: str) -> tuple[str, ...]:
        return tuple(text for text in self.values.get(field, ()) if not EMPTY.fullmatch(text))


@dataclass(slots=True)
class _Found:
    items: list[Item] = field(default_factory=list)
    sessions: dict[str, Gathering] = field(default_factory=dict)
    people: list[Someone] = field(default_factory=list)
    parallel: frozenset[str] = frozenset()  # titles of sessions that are held in several rooms, by several chairs


def drafted(entries: Sequence[Entry], plan: Plan, losses: Losses, year: int | None) -> Draft:
    """The programme of all entries."""
    entries = _chaired(entries)
    times = Times([(one.values, one.date) for one in entries], plan, losses, year)
    turned = {
        field: inverted(text for one in entries for text in one.all(field))
        for field in ('speakers', 'authors', 'chairs')
    }
    kinds = {folded(one.get('kind')) for one in entries if one.get('kind')}
    found = _Found(parallel=_parallel(entries))
    joined: dict[tuple[str, ...], int] = {}
    accepted = any(re.match(r'accept|angenommen|yes', one.get('status'), re.IGNORECASE) for one in entries)
    sessions = {folded(one.get('session')) for one in entries if folded(one.get('session')) != folded(one.get('title'))}
    for number, one in enumerate(entries):
        if folded(one.get('title')) in sessions - {''} and not _people(one, turned) and not one.get('session'):
            values = {**one.values, 'session': (one.get('title'),), 'title': ()}
            one = replace(one, values=values)
        if not _wanted(one, accepted, losses):
            continue
        when = one.when or times.when(number)
        people = one.people or _people(one, turned)
        if not one.get('title') and not one.get('abstract'):
            if one.get('session') or one.get('session_id'):
                if people and not one.get('chairs'):
                    found.items.append(_item(one, when, people, losses))
                    _session(one, when, found, turned, False)
                else:
                    _session(one, when, found, turned, True)
                continue
            if people and not (one.get('start') or one.get('time') or one.get('date')):
                found.people.extend(_someone(one, part.person) for part in people)
                continue
        key = _session(
            one, when, found, turned, folded(one.get('kind')) == 'session' and one.get('title') == one.get('session')
        )
        if folded(one.get('kind')) == 'session' and one.get('title') == one.get('session'):
            continue
        item = _item(one, when, people, losses)
        item = replace(item, session=key)
        if item.title and item.people:
            place = (folded(item.room), item.session, str(item.date), str(item.start), one.get('day'), one.get('time'))
            mark = (item.key, folded(item.title), *place)
            old = found.items[joined[mark]] if mark in joined else None
            if old is not None and _alike(old, item):
                found.items[joined[mark]] = made = _with(old, item)
                if len(made.people) == len(old.people):
                    losses.changed(
                        'event', item.title, 'stands twice, with the same people: once is enough', item.origin
                    )
                continue
            joined[mark] = len(found.items)
        found.items.append(item)
    _times_of_sessions(found)
    if len(kinds) > 1:
        losses.fields['type'] += sum(1 for one in entries if one.get('kind') and not _POSTER.search(one.get('kind')))
    return Draft(
        items=tuple(found.items), sessions=tuple(found.sessions.values()), people=tuple(found.people),
        time_zone=plan.time_zone, language=plan.language,
    )  # fmt: skip


def _parallel(entries: Sequence[Entry]) -> frozenset[str]:
    rooms: dict[str, set[str]] = defaultdict(set)
    chairs: dict[str, set[str]] = defaultdict(set)
    for one in entries:
        key = folded(f'{one.get("session_id")} {one.get("session") or one.session}')
        rooms[key].add(one.get('room'))
        chairs[key].add(one.get('chairs'))
    return frozenset(key for key in rooms if len(rooms[key] - {''}) > 1 and len(chairs[key] - {''}) > 1)


def _chaired(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Moderators that are the same for all of each session are its chairs, where nobody else is."""
    held: dict[str, set[str]] = defaultdict(set)
    for one in entries:
        if one.get('session') and one.get('title'):
            held[folded(one.get('session'))].add(one.get('moderators'))
    told = [names for names in held.values() if names != {''}]
    if not told or any(len(names) > 1 for names in told) or any(one.get('chairs') for one in entries):
        return entries
    if len(entries) < 2 or len(held) == sum(1 for one in entries if one.get('session') and one.get('title')):
        return entries
    swapped = {'moderators': 'chairs'}
    return [
        replace(one, values={swapped.get(name, name): texts for name, texts in one.values.items()}) for one in entries
    ]


def _wanted(one: Entry, accepted: bool, losses: Losses) -> bool:
    status = one.get('status')
    name = one.get('title') or one.origin
    if status and _REFUSED.fullmatch(status.split('(')[0].strip()):
        losses.dropped('event', name, f'its status is “{status[:40]}”', one.origin)
        return False
    if accepted and status and not re.match(r'accept|angenommen|yes|confirm|cancel', status, re.IGNORECASE):
        losses.dropped('event', name, f'its status is “{status[:40]}”, others are accepted', one.origin)
        return False
    return True


def _item(one: Entry, when: When, people: tuple[Part, ...], losses: Losses) -> Item:
    kind, told = one.get('kind'), _kind(one)
    board = one.get('board')
    return Item(
        title=' '.join(one.get('title').split()),
        key=one.get('id'),
        kind=told,
        subtitle=one.get('subtitle'),
        abstract=Text('\n\n'.join(one.all('abstract'))),
        language=one.get('language'),
        date=when.date,
        start=when.start,
        end=when.end,
        room=one.get('room'),
        track=one.get('track'),
        people=people,
        keywords=tuple(w for text in one.all('keywords') for word in re.split('[;,|\n]', text) if (w := word.strip())),
        url=one.get('url'),
        poster=bool(_POSTER.search(kind)) or folded(kind) == 'poster',
        board=board,
        note=one.get('note'),
        cancelled=bool(_CANCELLED.search(one.get('status')) or _YES.fullmatch(one.get('cancelled'))),
        repeat_of=one.get('repeats'),
        origin=one.origin,
    )  # fmt: skip


def _kind(one: Entry) -> Kind | None:
    told = folded(one.get('kind'))
    if told in {kind.value for kind in Kind}:
        return Kind(told)
    if told and not one.people and not one.get('speakers') and not one.get('abstract'):
        return kind_of(one.get('kind'))
    return None


def _people(one: Entry, turned: Mapping[str, bool]) -> tuple[Part, ...]:
    """Everybody of an entry, whatever columns they stand in."""
    places = '; '.join(one.all('affiliation'))
    speaking: list[Part] = []
    first, last = one.all('first'), one.all('last')
    for given, family in zip(first or ('',) * len(last), last or ('',) * len(first), strict=False):
        if not nobody(name := f'{given} {family}'.strip()):
            found = person(name)
            institutes = tuple(
                Institute(' '.join(place.split())) for place in re.split(r'\s*[;\n]\s*', places) if place
            )
            speaking.append(Part(replace(found, family=family.strip() or found.family, institutes=institutes)))
    for cell in one.all('speakers'):
        speaking.extend(_cell(cell, '' if speaking else places, turned['speakers'], one.alone))
    written: list[Part] = []
    for cell in one.all('authors'):
        written.extend(parts(cell, '' if first or last else places, Role.AUTHOR, turned['authors'] or None))
    others = [
        part
        for field, role in _ROLES.items()
        for cell in one.all(field)
        for part in parts(cell, places if '(1)' in places else '', role)
    ]
    special = [part for part in (*speaking, *written) if part.role not in (Role.SPEAKER, Role.AUTHOR)]
    speakers = [part.person for part in (*speaking, *written) if part.role is Role.SPEAKER]
    authors = [part.person for part in written if part.role is Role.AUTHOR]
    if first or last:
        authors, speakers = [*speakers, *authors], speakers
    place = ', '.join(one.all('place'))
    return tuple(_placed(part, place) for part in (*credits.parts(authors, speakers), *special, *others))


def _placed(part: Part, place: str) -> Part:
    """With city and country of the one institute."""
    if not place or len(part.person.institutes) != 1 or place in part.person.institutes[0].name:
        return part
    return replace(part, person=replace(part.person, institutes=(replace(part.person.institutes[0], place=place),)))


def _cell(cell: str, places: str, turned: bool, alone: bool) -> tuple[Part, ...]:
    """A cell of speakers; one of several columns holds one, and what follows a comma is the institution."""
    name, comma, rest = cell.partition(',')
    if alone and comma and len(name.split()) > 1 and not re.search(r'[;\n]', cell):
        return (Part(person(name, rest)),) if not nobody(name) else ()
    return parts(cell, places, Role.SPEAKER, turned or None)


def _someone(one: Entry, found: Someone) -> Someone:
    return replace(found, key='', url=one.get('url'), biography=Text(one.get('biography')))


def _session(one: Entry, when: When, found: _Found, turned: Mapping[str, bool], alone: bool) -> str:
    """The key of the session of an entry, which is made at its first; `alone`: the entry is its heading."""
    title = ' '.join((one.get('session') or one.session).split())
    if kind_of(title) in (Kind.BREAK, Kind.MEAL):
        return ''
    key = folded(f'{one.get("session_id")} {title}')
    if key in found.parallel:
        key = f'{key} {folded(one.get("room"))}'
    if not key:
        return ''
    title = title or one.get('session_id')
    ranged = _RANGED.match(title)
    span = clocks(ranged[1]) if ranged else None
    if ranged and span is not None and span[1] is not None:
        title = ranged[2]
    old = found.sessions.get(key)
    if old is None and not one.get('session') and not one.get('session_id') and not one.session:
        return ''
    chairs = tuple(
        part.person for cell in one.all('chairs') for part in parts(cell, '', Role.CHAIR, turned['chairs'] or None)
    )
    start, end = when.start if alone else None, when.end if alone else None
    if when.session_start is not None:
        start, end = when.session_start, when.session_end
    elif start is None and span is not None:
        start, end = span
    if old is None:
        old = Gathering(
            key, title, date=when.date, start=start, end=end, room=one.get('room'), chairs=chairs, origin=one.origin
        )
        if one.get('cancelled') and alone:
            old = replace(old, cancelled=bool(_YES.fullmatch(one.get('cancelled'))))
    else:
        old = replace(
            old,
            chairs=tuple({folded(each.name): each for each in (*chairs, *old.chairs)}.values()),
            start=old.start if old.start is not None else start,
            end=old.end if old.end is not None else end,
            date=old.date if old.date is not None else when.date,
            room=_shared(old.room, one.get('room')),
        )
    found.sessions[key] = old
    return key


def _shared(old: str, new: str) -> str:
    """A session's room: where two of its items are in two, it has none of its own."""
    if not old or not new or folded(old) == folded(new):
        return old or new
    return ''


def _alike(one: Item, other: Item) -> bool:
    """Whether two rows of one title may be one talk: not if each has an abstract of its own, or one is a poster."""
    abstracts = {text for text in (one.abstract.source, other.abstract.source) if text}
    return len(abstracts) < 2 and one.poster == other.poster


def _with(one: Item, other: Item) -> Item:
    """A talk with the people of a further row of it."""
    known = {folded(part.person.name) for part in one.people}
    more = tuple(part for part in other.people if folded(part.person.name) not in known)
    return replace(one, people=one.people + more, abstract=one.abstract or other.abstract, url=one.url or other.url)


def _times_of_sessions(found: _Found) -> None:
    """Where all items of a session have the same times, these are the session's."""
    by_session: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(found.items):
        if item.session:
            by_session[item.session].append(place)
    for key, places in by_session.items():
        session = found.sessions[key]
        spans = Counter((found.items[place].date, found.items[place].start, found.items[place].end) for place in places)
        if len(places) < 2 or len(spans) != 1 or next(iter(spans))[1] is None:
            continue
        date, start, end = next(iter(spans))
        end = None if end == start else end
        found.sessions[key] = replace(session, date=date, start=start, end=end)
        for place in places:
            found.items[place] = replace(found.items[place], start=None, end=None)
