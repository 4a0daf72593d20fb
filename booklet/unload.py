"""The model to the content's own form: what `load` reads, as plain data.

In: an `Event`. Out: one document with the keys of the content format (dicts, lists, texts, `True`, the
numbers of `format` and `clock`), every id written out: loaded again it is the same event.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable
from dataclasses import fields

from booklet.load import keys
from booklet.load.people import family_by_rule
from booklet.model import (
    Affiliation,
    Checks,
    Committee,
    Contribution,
    Day,
    Entry,
    Event,
    Information,
    Kind,
    Person,
    Poster,
    Role,
    Session,
    Slot,
    Sponsor,
    Talk,
    Track,
)
from booklet.parts import options

Plain = dict[str, object]
_ESCAPED = re.compile('[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')  # YAML 1.1, 4.2 and 5.1


def unload(event: Event) -> Plain:
    """The whole content as one document."""
    told = _Teller(event)
    return _without_gaps(
        {
            'format': keys.FORMAT,
            'event': _event(event),
            'affiliations': {one.id: _affiliation(one) for one in _affiliations(event)},
            'people': {person.id: told.person(person) for person in event.people},
            'rooms': {room.id: _named(room.name) for room in event.rooms},
            'tracks': {track.id: _track(track) for track in event.tracks},
            'days': [told.day(day) for day in event.days],
            'posters': [told.poster(poster) for poster in event.posters],
            'talks': [told.talk(talk) for talk in event.talks],
            'sponsors': [_sponsor(sponsor) for sponsor in event.sponsors],
            'committees': [_committee(committee) for committee in event.committees],
            'information': [told.information(one) for one in event.information],
            'check': _checks(event.checks),
        }
    )


def to_json(event: Event) -> str:
    """The document as text that is JSON and YAML at once: what YAML takes for a line's end or no character is escaped.

    Characters beyond the first plane are not: YAML knows no pairs of surrogates.
    """
    text = json.dumps(unload(event), ensure_ascii=False, indent=1)
    return _ESCAPED.sub(lambda found: f'\\u{ord(found[0]):04x}', text) + '\n'


def written_time(start: int | None, end: int | None = None) -> str:
    """Minutes as the content writes them: `9:00`, `9:00-10:30`; empty for none."""
    shown = [f'{time // 60}:{time % 60:02}' for time in (start, end) if time is not None]
    return '-'.join(shown)


def _without_gaps(fields: Plain) -> Plain:
    """Without what has no value: a key that does not stand takes its default. Nothing within a value is looked at."""
    kept = {key: value for key, value in fields.items() if value is not False and value not in (None, '', [], {}, ())}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in kept.items()}


def _named(name: str, **more: str) -> str | Plain:
    """Just the name where nothing else is known; one that is empty cannot stand alone."""
    told = {'name': name, **_without_gaps(dict(more))}
    return name if list(told) == ['name'] and name else told


def _event(event: Event) -> Plain:
    short = event.short_title if event.short_title != event.title.source else ''
    parts: Plain = {} if event.parts is None else {'parts': [_entry(entry) for entry in event.parts]}  # none: a choice
    return {
        **_without_gaps(
            {
                'title': event.title.source,
                'short_title': short,
                'subtitle': event.subtitle.source,
                'dates': _dates(event),
                'place': event.place,
                'time_zone': event.time_zone,
                'language': event.language,
                'clock': event.clock,
                'organisers': event.organisers,
                'funders': event.funders,
                'url': event.url,
                'online': event.online,
                'version': event.version,
                'updated': _date(event.updated),
                'draft': event.draft,
                'dialect': event.title.dialect,
            }
        ),
        **parts,
    }


def _entry(entry: Entry) -> str | Plain:
    """A part of the book: its name, or its name with all that is said of it."""
    said = {key: _option(entry, key, value) for key, value in entry.options}
    return {entry.name: said} if said else entry.name


def _option(entry: Entry, key: str, value: object) -> object:
    if options(entry.name)[key].kind == 'mapping':
        return dict(entry.pairs(key))
    return list(value) if isinstance(value, tuple) else value


def _dates(event: Event) -> Plain:
    """First and last day; where one is out of order it was taken from the days, and will be again."""
    start, end = event.start, event.end
    if start is not None and end is not None and end < start:
        start, end = (start, None) if event.days and event.days[-1].date == end else (None, end)
    return _without_gaps({'start': _date(start), 'end': _date(end), 'text': event.dates_text})


def _checks(checks: Checks) -> Plain:
    """What is not as it is where nothing is told."""
    told = {field.name: getattr(checks, field.name) for field in fields(Checks)}
    told = {name: value for name, value in told.items() if value != getattr(Checks(), name)}
    return _without_gaps({name: dict(value) if name == 'severity' else value for name, value in told.items()})


def _date(date: datetime.date | None) -> str:
    return date.isoformat() if date is not None else ''


def _affiliations(event: Event) -> Iterable[Affiliation]:
    """Each once: those of the people, then those that hold for one talk only."""
    of_people = [one for person in event.people for one in person.affiliations]
    of_parts = [one for part in _contributions(event) for one in part.affiliations]
    return {one.id: one for one in (*of_people, *of_parts)}.values()


def _contributions(event: Event) -> Iterable[Contribution]:
    loose = [*(poster.talk for poster in event.posters), *event.talks]
    for day in event.days:
        for item in day.items:
            yield from item.chairs if isinstance(item, Session) else item.people
            if isinstance(item, Session):
                loose += [poster.talk for poster in item.posters]
                yield from (part for slot in item.slots for part in slot.people)
    yield from (part for talk in loose for part in talk.people)


def _affiliation(one: Affiliation) -> str | Plain:
    return _named(one.name, place=one.place)


def _track(track: Track) -> str | Plain:
    return _named(track.name, colour=track.colour)


def _sponsor(sponsor: Sponsor) -> Plain:
    return {'name': sponsor.name, **_without_gaps({'tier': sponsor.tier, 'url': sponsor.url, 'logo': sponsor.logo})}


def _committee(committee: Committee) -> Plain:
    members = [{'person': one.person.id, 'duty': one.duty} if one.duty else one.person.id for one in committee.members]
    return {'name': committee.name, **_without_gaps({'members': members})}


class _Teller:
    """Tells what differs from what the event says for all."""

    def __init__(self, event: Event) -> None:
        self.language = event.language
        self.dialect = event.title.dialect

    def person(self, person: Person) -> str | Plain:
        fields = _without_gaps(
            {
                'name': person.name,
                'family': person.family if person.family != family_by_rule(person.name) else '',
                **_places(person.affiliations),
                'url': person.url,
                'biography': person.biography.source,
                'dialect': person.biography.dialect if person.biography.dialect != self.dialect else '',
                'photo': person.photo,
                'also': person.also,
            }
        )
        return person.name if list(fields) == ['name'] else fields

    def information(self, one: Information) -> Plain:
        dialect = one.text.dialect if one.text.dialect != self.dialect else ''
        return _without_gaps({'title': one.title, 'dialect': dialect, 'text': one.text.source})

    def day(self, day: Day) -> Plain:
        items = [self._session(item) if isinstance(item, Session) else self._slot(item) for item in day.items]
        return _without_gaps({'date': _date(day.date), 'title': day.title.source, 'items': items})

    def poster(self, poster: Poster) -> Plain:
        return _without_gaps({'board': poster.board, **self.talk(poster.talk)})

    def talk(self, talk: Talk) -> Plain:
        abstract = talk.abstract.dialect if talk.abstract and talk.abstract.dialect != talk.title.dialect else ''
        return _without_gaps(
            {
                'talk': talk.title.source,
                'id': talk.id,
                'subtitle': talk.subtitle.source,
                'agenda_title': talk.agenda_title.source,
                'language': talk.title.language if talk.title.language != self.language else '',
                'dialect': talk.title.dialect if talk.title.dialect != self.dialect else '',
                **_people(talk.people),
                'track': talk.track.id if talk.track else '',
                'keywords': talk.keywords,
                'url': talk.url,
                'cancelled': talk.cancelled,
                'repeat_of': talk.repeat_of,
                'abstract_dialect': abstract,
                'abstract': talk.abstract.source,
            }
        )

    def _slot(self, slot: Slot) -> Plain:
        time: Plain = {'time': written_time(slot.start, slot.end)}
        if slot.start is None and slot.end is not None and slot.kind is not Kind.END:
            time = {'end': written_time(slot.end)}
        placed = {'room': _rooms(slot), 'note': slot.note.source}
        if slot.talk is not None:
            told = self.talk(slot.talk)
            body = {key: told.pop(key, '') for key in ('abstract_dialect', 'abstract')}  # the longest comes last
            return _without_gaps({**time, **told, **placed, **body})
        return _without_gaps(
            {
                **time,
                slot.kind.value: slot.title.source,
                **_people(slot.people),
                'track': slot.track.id if slot.track else '',
                **placed,
                'cancelled': slot.cancelled,
            }
        )

    def _session(self, session: Session) -> Plain:
        time: Plain = {'time': written_time(session.start, session.end)}
        if session.start is None and session.end is not None:
            time = {'end': written_time(session.end)}
        return _without_gaps(
            {
                **time,
                'session': session.title.source,
                'id': session.id,
                'chairs': [_contribution(chair) for chair in session.chairs],
                'room': session.room.id if session.room else '',
                'track': session.track.id if session.track else '',
                'note': session.note.source,
                'cancelled': session.cancelled,
                'items': [self._slot(slot) for slot in session.slots],
                'posters': [self.poster(poster) for poster in session.posters],
            }
        )


def _rooms(slot: Slot) -> str | list[str]:
    names = [room.id for room in slot.rooms]
    return names if len(names) > 1 else ''.join(names)


def _places(affiliations: tuple[Affiliation, ...]) -> Plain:
    if len(affiliations) == 1:
        return {'affiliation': affiliations[0].id}
    return {'affiliations': [one.id for one in affiliations]}


def _contribution(part: Contribution) -> str | Plain:
    """The person's id; with the affiliations that hold here only."""
    if part.affiliations == part.person.affiliations:
        return part.person.id
    return {'person': part.person.id, **_places(part.affiliations)}


_LISTS = {role: key for key, role in keys.PEOPLE.items()}  # of two lists of one role, the last: `speakers`


def _people(people: tuple[Contribution, ...]) -> Plain:
    """By their roles where that keeps the order, else one list in which each has its role."""
    order = list(_LISTS)
    if [part.role for part in people] == sorted((part.role for part in people), key=order.index):
        return {
            _LISTS[role]: [_contribution(part) for part in people if part.role is role] for role in dict.fromkeys(order)
        }
    return {'people': [_with_role(part) for part in people]}


def _with_role(part: Contribution) -> str | Plain:
    told = _contribution(part)
    if part.role is Role.SPEAKER:
        return told
    return {**(told if isinstance(told, dict) else {'person': told}), 'role': part.role.value}
