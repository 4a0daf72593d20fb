"""aclpub2: the YAML files of proceedings and handbooks of the Association for Computational Linguistics.

In: `papers.yml`, `program.yml`, `conference_details.yml`, and beside them `invited_talks.yml`, `panels.yml`,
`tutorials.yml`, `workshops.yml`, `sponsors.yml`, `organizing_committee.yml` and the LaTeX files that they name; any of
them alone will do, known by what they hold. Out: a `Draft`.

Read: title, dates, place and organisers of the conference; sessions with times, rooms and chairs, where a session that
has others in it gives them its name; papers with title, abstract (LaTeX), authors and their institutions, area as
track, whether they are posters; their times where the programme tells them; invited talks and panels with speaker,
abstract and biography. A paper that is in no session is a talk without a date. Dropped: PDF files, attachments,
identifiers of authors, editors, reviewers, prefaces, ISBN, logos. E-mail addresses are not read. Times are local.

The format: README.md and examples of rycolab/aclpub2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from booklet.draft import Draft, Gathering, Item, Losses, Part, Someone, SponsorName, TrackName
from booklet.importers.aclpub2.talks import invited, panel, person, plain, text_of
from booklet.intake.given import Blob, Given, Refusal
from booklet.intake.values import Record, first, names, of_yaml, record, records, sequence, text
from booklet.model import Kind, Role
from booklet.reading.credits import led, parts
from booklet.reading.instants import Times, span
from booklet.reading.people import people
from booklet.reading.times import moment
from booklet.source import Node

NAME = 'aclpub2'
TITLE = 'aclpub2: papers, programme, conference (YAML)'

MAX_ITEMS = 50_000

_PAPER = names(
    'id title abstract authors attributes file archival attachments pages page_count start_time end_time decision '
    'openreview_id pdf_file'
)
_HUNG = re.compile(r'\bposters?\b', re.IGNORECASE)
_SESSION = names('title type start_time end_time location room chair chairs papers subsessions tutorials id date')
_DETAILS = names(
    'book_title event_name name abbreviation volume_name cover_subtitle organization place start_date end_date '
    'location anthology_venue_id watermark_book_title volume'
)


def recognise(given: Given) -> float:
    return max((_sureness(blob) for blob in given.blobs), default=0.0)


def _sureness(blob: Blob) -> float:
    data = blob.data
    if blob.suffix not in ('.yml', '.yaml') or b'\0' in data or b'UID:' in data:
        return 0.0
    if re.search(rb'(?m)^(?:book_title|anthology_venue_id)\s*:', data):
        return 0.95
    if (
        b'first_name:' in data
        and re.search(rb'(?m)^[\s-]+authors\s*:', data)
        and re.search(rb'(?m)^[\s-]+title\s*:', data)
    ):
        return 0.9
    timed = re.search(rb'(?m)^[\s-]+start_time\s*:', data) and re.search(rb'(?m)^[\s-]+title\s*:', data)
    return 0.75 if timed and re.search(rb'(?m)^[\s-]+(?:papers|subsessions|tutorials|end_time)\s*:', data) else 0.0


@dataclass(slots=True)
class _Book:
    losses: Losses
    files: dict[str, Blob]
    papers: dict[str, Item] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    sessions: list[Gathering] = field(default_factory=list)
    told: set[str] = field(default_factory=set)  # papers that stand in the programme
    counts: dict[str, int] = field(default_factory=dict)  # how often a key was given

    def key(self, words: str) -> str:
        """A key out of words, counted where they come again."""
        self.counts[words] = self.counts.get(words, 0) + 1
        return words if self.counts[words] == 1 else f'{words}#{self.counts[words]}'


def read(given: Given, losses: Losses, mapping: Node | None) -> Draft:
    book = _Book(losses, {blob.name.rsplit('/', 1)[-1].lower(): blob for blob in given.blobs})
    files: dict[str, list[object]] = {}
    for blob in given.blobs:
        if blob.suffix in ('.yml', '.yaml'):
            value = of_yaml(blob.yaml)
            kind = _kind(value, blob)
            files.setdefault(kind, []).append(value)
            if kind == 'other' and value:
                losses.dropped('file', blob.name, 'what it holds has no place in a booklet')
    if not files.keys() & {'papers', 'program', 'details', 'talks'}:
        raise Refusal('this is no set of files of aclpub2', given.blobs[0].span(), 'it has papers.yml, program.yml')
    for value in files.get('papers', ()):
        for one in records(value):
            _paper(one, book)
    for value in files.get('program', ()):
        for one in records(value):
            _session(one, '', book)
    for value in files.get('talks', ()):
        for one in records(value):
            _talk(one, book)
    book.items += [paper for key, paper in book.papers.items() if key not in book.told]
    details = next((record(value) for value in files.get('details', ())), {})
    tracks = dict.fromkeys(item.track for item in book.items if item.track)
    return replace(
        _details(details, losses),
        items=tuple(book.items),
        sessions=tuple(book.sessions),
        tracks=tuple(TrackName(name) for name in tracks),
        sponsors=tuple(one for value in files.get('sponsors', ()) for one in _sponsors(value, losses)),
        organisers=tuple(name for value in files.get('committee', ()) for name in _members(value))
        or ((text(details.get('organization')),) if details.get('organization') else ()),
    )


def _kind(value: object, blob: Blob) -> str:
    """What a file tells, by its keys; the names of files may be others."""
    node, name = record(value), blob.name.rsplit('/', 1)[-1].lower()
    keys = {key for one in records(value)[:50] for key in one} if isinstance(value, list) else set()
    if node.keys() & {'book_title', 'anthology_venue_id', 'event_name'} or node.keys() >= {'name', 'abbreviation'}:
        return 'details'
    if 'authors' in keys and 'title' in keys and not keys & {'start_time', 'papers'}:
        return 'papers'
    if keys & {'start_time', 'subsessions', 'papers'}:
        return 'program'
    if keys & {'speaker_name', 'abstract_file', 'bio_file', 'panelists'} or name in ('tutorials.yml', 'workshops.yml'):
        return 'talks'
    if 'tier' in keys:
        return 'sponsors'
    return 'committee' if name.startswith('organizing') else 'other'


# --- the conference ---


def _details(one: Record, losses: Losses) -> Draft:
    losses.unread(one, _DETAILS, 'conference.')
    said = first(one, 'event_name', 'name', 'book_title')
    title = re.sub(r'^Proceedings of (?:the )?', '', said, flags=re.IGNORECASE)
    if title != said:
        losses.changed(
            'field', 'title', f'“{said[: len(said) - len(title)].strip()}” is left out: this is no proceedings'
        )
    start, end = moment(one.get('start_date')), moment(one.get('end_date'))
    return Draft(
        title=plain(title[:1].upper() + title[1:]),
        short_title=first(one, 'anthology_venue_id', 'abbreviation'),
        start=start.date if start else None,
        end=end.date if end else None,
        place=plain(first(one, 'location', 'place')),
    )


def _sponsors(value: object, losses: Losses) -> list[SponsorName]:
    """Only their logos are told: they are named after the files."""
    found = []
    for tier in records(value):
        for logo in sequence(tier.get('logos')):
            name = re.sub(r'\.\w+$', '', text(logo).rsplit('/', 1)[-1])
            losses.changed('field', 'sponsor', f'“{name}” is named after its logo')
            found.append(SponsorName(name, text(tier.get('tier'))))
    return found


def _members(value: object) -> list[str]:
    return [who.name for role in records(value) for one in records(role.get('members')) if (who := person(one)).name]


# --- papers ---


def _paper(one: Record, book: _Book) -> None:
    key, attributes = text(one.get('id')), record(one.get('attributes'))
    book.losses.unread(one, _PAPER, 'paper.')
    book.losses.unread(attributes, frozenset(('presentation_type', 'submitted_area')), 'paper.attributes.')
    item = Item(
        title=' '.join(text(one.get('title')).split()),
        key=key or text(one.get('title')),
        kind=Kind.TALK,
        dialect='latex' if text_of(first(one, 'title')).dialect else '',
        abstract=text_of(text(one.get('abstract'))),
        track=text(attributes.get('submitted_area')),
        people=_authors(one.get('authors'), book.losses),
        poster='poster' in text(attributes.get('presentation_type')).lower(),
        origin=f'paper {key}',
    )
    if item.key in book.papers:
        book.losses.dropped('event', item.title, f'has the same id as “{book.papers[item.key].title}”', item.origin)
    else:
        book.papers[item.key] = item


def _authors(value: object, losses: Losses) -> tuple[Part, ...]:
    if isinstance(value, str):
        return parts(people(plain(value)))
    found = []
    for one in records(value):
        losses.unread(
            one, names('first_name middle_name last_name preferred_name institution username name'), 'author.'
        )
        found.append(person(one))
    return parts(found)


# --- the programme ---


def _session(one: Record, above: str, book: _Book) -> None:
    title = plain(text(one.get('title')))
    book.losses.unread(one, _SESSION, 'session.')
    inner = records(one.get('subsessions'))
    named = f'{above}: {title}' if above and title else title or above
    talks = [*records(one.get('papers')), *records(one.get('tutorials'))]
    loose = [text(entry) for entry in sequence(one.get('papers')) if not isinstance(entry, dict)]
    talks += [{'id': key} for key in loose if key]
    if inner:
        if _chair(one):
            book.losses.dropped('person', ', '.join(who.name for who in _chair(one)), f'chairs all of “{title}”')
        for part in inner:
            _session(part, title, book)
        if not talks:
            return
    date, start, end = _times(one)
    key = book.key(f'{named} {date}' if date else named)
    room = plain(first(one, 'location', 'room'))
    if not talks:
        item = Item(
            title if above else named, key, date=date, start=start, end=end, room=room, origin=f'session “{named}”'
        )
        book.items.append(led(replace(item, people=tuple(Part(who, Role.MODERATOR) for who in _chair(one)))))
        return
    chairs = tuple(_chair(one))
    where = f'session “{named}”'
    book.sessions.append(Gathering(key, named, date=date, start=start, end=end, room=room, chairs=chairs, origin=where))
    hung = _HUNG.search(f'{text(one.get("type"))} {named}') is not None
    if len(book.items) + len(talks) > MAX_ITEMS:
        raise Refusal(f'more than {MAX_ITEMS:,} papers in sessions')
    for talk in talks:
        _scheduled(talk, book.sessions[-1], hung, book)


def _scheduled(talk: Record, session: Gathering, hung: bool, book: _Book) -> None:
    """A paper by its id, or a talk that the programme itself tells of."""
    key = text(talk.get('id'))
    paper = book.papers.get(key)
    day, start, end = _times(talk)
    if paper is None and not talk.get('title'):
        book.losses.dropped('event', f'paper {key}', 'papers.yml does not have it', session.origin)
        return
    if paper is None:
        title = ' '.join(text(talk.get('title')).split())
        dialect = 'latex' if text_of(title).dialect else ''
        paper = Item(
            title, key or book.key(title), Kind.TALK, dialect, people=_authors(talk.get('authors'), book.losses)
        )
        paper = replace(paper, abstract=text_of(text(talk.get('abstract'))), origin=session.origin)
    if key and key in book.told:
        paper = replace(paper, key=f'{key}@{session.key}', repeat_of=key)
    book.told.add(key)
    there = plain(first(talk, 'location', 'room')) or session.room
    if hung and (start, end) == (session.start, session.end):
        start = end = None
    poster = (paper.poster or hung) and start is None  # what has a time of its own is told to an audience
    book.items.append(
        replace(paper, poster=poster, session=session.key, date=day or session.date, start=start, end=end, room=there)
    )


def _chair(one: Record) -> list[Someone]:
    value = one.get('chair') or one.get('chairs')
    if isinstance(value, list):
        return [
            person(each) if isinstance(each, dict) else who for each in value for who in people(plain(text(each))) or ()
        ]
    return list(people(plain(text(value))))


def _times(one: Record) -> Times:
    return span(moment(one.get('start_time') or one.get('date')), moment(one.get('end_time')))


def _talk(one: Record, book: _Book) -> None:
    """An invited talk, a panel, a tutorial, a workshop: in place of what the programme has at its time."""
    item = (panel if one.get('panelists') else invited)(one, book.files, book.losses)
    item = replace(item, key=book.key(item.key))
    for place, old in enumerate(book.items):
        same = old.date == item.date and old.start == item.start and item.start is not None
        if (
            same
            and not old.people
            and not old.abstract
            and re.search(r'keynote|invited|panel|lecture', old.title, re.IGNORECASE)
        ):
            book.items[place] = replace(
                item, key=old.key, end=old.end, room=old.room or item.room, title=item.title or old.title
            )
            return
    book.items.append(item)
