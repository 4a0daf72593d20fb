"""One entry of a Mini-Conf site, whatever its table calls its columns.

In: a record with names in small letters. Out: an item without times, and the times apart.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from booklet.draft import Institute, Item, Losses, Part, Someone
from booklet.intake.values import Record, first, names, records, sequence, text
from booklet.model import Role, Text
from booklet.reading import credits
from booklet.reading.instants import Pair
from booklet.reading.people import people, person
from booklet.reading.times import Moment, clock, clocks, date, moment

PEOPLE = names('authors speaker speakers presenter presenters organizers organisers organizer organiser instructors')
DATED = names('start end start_time end_time start_date date day_date starttime endtime time')
_PLACES = ('affiliations', 'institutions', 'institution', 'affiliation', 'speaker_affiliation', 'organization')
_ROOM = ('room', 'hall', 'room_name', 'location', 'venue')
_PAGE = re.compile(r'https?://|\S+\.html?\b')
_DULL = names(
    'uid id title name abstract description desc body keywords tags category type track lang language has_sub link url '
    'web_link website bio forum content calendarid primary_author primary_email room hall room_name location venue '
    'subtitle code classname'
)
_SESSIONS = ('session_code', 'session', 'sessions', 'session_id', 'session_name', 'session_title')
_SPEAKING = ('speaker', 'presenter')
_LEADING = ('chair', 'chairs', 'moderator', 'moderators', 'session_chair')
_KNOWN = _DULL | PEOPLE | DATED | frozenset((*_PLACES, *_SESSIONS, *_LEADING))


def entry(one: Record, origin: str, losses: Losses) -> Item:
    losses.unread(one, _KNOWN)
    url = first(one, 'link', 'url', 'website', 'web_link')
    room = first(one, *_ROOM)
    if _PAGE.match(room):
        url, room = url or room, ''
    if not re.match(r'https?://|www\.', url):
        url = ''  # a page of the site itself
    return Item(
        title=' '.join(first(one, 'title', 'name').split()),
        key=first(one, 'uid', 'id', 'code'),
        subtitle=' '.join(text(one.get('subtitle')).split()),
        abstract=_abstract(one),
        language=first(one, 'lang', 'language'),
        room=room,
        people=_parts(one),
        keywords=_words(one.get('keywords')) or _words(one.get('tags')),
        url=url,
        poster=re.search(r'\bposters?$', text(one.get('type')), re.IGNORECASE) is not None,
        origin=origin,
    )


def sessions_of(one: Record) -> tuple[str, ...]:
    """The sessions that an entry names, each by its code or title; of those with times of their own, none."""
    for name in _SESSIONS:
        value = one.get(name)
        several = value if isinstance(value, list) else text(value).split('|')
        found = [text(each) for each in several if not isinstance(each, dict)]
        words = tuple(word.strip() for word in found if word.strip())
        if words:
            return words
    return ()


def categories(one: Record) -> str:
    found = first(one, 'track', 'category', 'type')
    return found if found not in ('time', 'allday', 'milestone', 'task') else ''  # what the calendar calls its entries


def _abstract(one: Record) -> Text:
    """Quotation marks round the whole are left over from a table in a table."""
    words = first(one, 'abstract', 'description', 'desc', 'body')
    if len(words) > 2 and words[0] == words[-1] == '"' and '"' not in words[1:-1]:
        words = words[1:-1].strip()
    return Text('' if _PAGE.fullmatch(words) else words)


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        found = [text(word) for word in value]
    else:
        words = text(value)
        found = re.split(r'\||;' if re.search(r'[|;]', words) else r',', words)
    return tuple(word.strip() for word in found if word.strip())


# --- people ---


def _parts(one: Record) -> tuple[Part, ...]:
    """Who speaks, who else wrote or organises it, and who leads it."""
    columns = sorted(PEOPLE & one.keys())
    speaking = [who for name in columns if name.startswith(_SPEAKING) for who in _people(one, name)]
    others = [who for name in columns if not name.startswith(_SPEAKING) for who in _people(one, name)]
    leading = [Part(who, Role.MODERATOR) for name in _LEADING for who in _people(one, name)]
    found = credits.parts(others, speaking)
    biography = Text(text(one.get('bio')))
    if biography and len(found) == 1:
        found = (replace(found[0], person=replace(found[0].person, biography=biography)),)
    named = {part.person.name for part in found}
    return (*found, *(part for part in leading if part.person.name not in named))


def _people(one: Record, name: str) -> list[Someone]:
    """The people of a field; institutions stand beside them in their order."""
    value = one.get(name)
    places = _list(next((one[place] for place in _PLACES if one.get(place)), '')) if name in PEOPLE else []
    if isinstance(value, list):
        found = [_named(each) for each in value]
    else:
        written = text(value)
        sign = next((sign for sign in ('|', ' / ', ';') if sign in written), '')
        found = [person(each.strip()) for each in written.split(sign)] if sign else list(people(written))
    found = [who for who in found if who.name]
    if len(places) == len(found) or len(places) == 1:
        each = places * len(found) if len(places) == 1 else places
        found = [
            replace(who, institutes=(Institute(place),) if place else who.institutes)
            for who, place in zip(found, each, strict=True)
        ]
    return found


def _list(value: object) -> list[str]:
    found = [text(each) for each in value] if isinstance(value, list) else re.split(r'\|', text(value))
    found = [' '.join(each.split()) for each in found]
    return found if any(found) else []


def _named(value: object) -> Someone:
    if not isinstance(value, dict):
        return person(text(value))
    where = first(value, *_PLACES)
    return person(first(value, 'name', 'fullname'), where)


# --- times ---


def moments(one: Record, day: datetime.date | None) -> list[Pair]:
    """All times of an entry; one, or those of its sessions. `day`: that of times alone."""
    own = _pair(one, day)
    if own is not None:
        return [own]
    inner = [{key.lower(): value for key, value in each.items()} for each in records(one.get('sessions'))]
    return [pair for each in inner if (pair := _pair(each, day)) is not None]


def _pair(one: Record, default: datetime.date | None) -> Pair | None:
    """`start` with date and time; or the date apart, and a clock's times."""
    start = _whole(first(one, 'start', 'start_time', 'starttime', 'start_date'))
    day = date(first(one, 'start_date', 'date', 'day_date', 'day')) if not sequence(one.get('date')) else None
    end = _whole(first(one, 'end', 'end_time', 'endtime', 'end_date'))
    if start is not None and start.minutes is not None:
        return start, end
    if day is None and first(one, 'start', 'start_time', 'time'):
        day = default
    if day is None:
        return (start, end) if start is not None else None
    begins, ends = _clock(one, 'start_time', 'start', 'starttime'), _clock(one, 'end_time', 'end', 'endtime')
    span = clocks(text(one.get('time')).strip('() '))
    if begins is None and span is not None:
        begins, ends = span
    last = Moment(day, ends) if ends is not None else None
    return Moment(day, begins), last if begins is not None else None


def _whole(words: str) -> Moment | None:
    """With a date: a clock's time alone is none."""
    return moment(words) if re.search(r'\d{4}', words) else None


def _clock(one: Record, *keys: str) -> int | None:
    words = first(one, *keys)
    return clock(words) if words else None
