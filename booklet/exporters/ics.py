"""iCalendar (RFC 5545): what every calendar takes.

In: an `Event`. Out: a calendar with one entry for each talk, break and whatever else has a day. What has no time is an
entry for the whole day; a session whose items have no times is one entry that names them. Times are on the clock of the
event's time zone, which comes along; of an event without one they float: nine is nine wherever the reader is.

DTSTAMP, which must be there, is SOURCE_DATE_EPOCH where that is set, else the first midnight of the event.
"""

from __future__ import annotations

import datetime
import os
import re
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, vUri
from icalendar import Event as Entry

from booklet import __version__
from booklet.exporters import plain
from booklet.exporters.addresses import uri
from booklet.exporters.identity import acronym
from booklet.exporters.inventory import tell
from booklet.exporters.left import Left, Unfit
from booklet.exporters.occasions import Occasion, moment, occasions
from booklet.exporters.zones import zone_of
from booklet.model import Affiliation, Contribution, Event, Role

TITLE = 'iCalendar'
_HOLDS = frozenset(
    ('subtitles', 'notes', 'addresses of talks', 'affiliations', 'people’s roles', 'short titles of the event',
     'further rooms')
)  # fmt: skip
_LABELS = {  # in English, whatever the programme's language: other programs look for these words
    Role.SPEAKER: 'Speakers',
    Role.AUTHOR: 'Authors',
    Role.PANELLIST: 'Panellists',
    Role.MODERATOR: 'Moderators',
    Role.DISCUSSANT: 'Discussants',
    Role.CHAIR: 'Chairs',
}
_CONTROL = re.compile('[\0-\x08\x0b-\x1f\x7f]')  # 3.1: CONTROL is in no text
_YEARS = range(1970, 2100)  # those whose rules of summer time are written out


def export(event: Event, left: Left) -> bytes:
    tell(event, _HOLDS, left)
    those = [one for one in occasions(event, left) if _is_in_time(one, left)]
    if not those:
        raise Unfit('nothing in the programme has a day, and a calendar has one entry at least')
    zone = zone_of(event, left, 'as local time, wherever the reader is')
    dates = [one.date for one in those]
    if zone is not None and not (min(dates).year in _YEARS and max(dates).year in _YEARS):
        left.changed('times', 'so far from our days no rules of time zones are written', len(those))
        zone = None
    calendar = _calendar(event, zone)
    if zone is not None and zone.key != 'UTC':  # 3.3.5: UTC has a form of its own
        spare = datetime.timedelta(days=400)
        calendar.add_component(
            Timezone.from_tzid(zone.key, first_date=min(dates) - spare, last_date=max(dates) + spare)
        )
    stamp = _stamp(event, dates)
    domain = acronym(event).replace('_', '-')
    for one in those:
        calendar.add_component(_entry(one, zone, stamp, domain, left))
    return bytes(calendar.to_ical())


def _is_in_time(one: Occasion, left: Left) -> bool:
    there = moment(one.date, max(one.start or 0, one.end or 0)) is not None
    if not there:
        left.out('items', 'they are after the last day that calendars have')
    return there


def _calendar(event: Event, zone: ZoneInfo | None) -> Calendar:
    calendar = Calendar()
    calendar.add('prodid', f'-//booklet//booklet {__version__}//EN')
    calendar.add('version', '2.0')
    calendar.add('calscale', 'GREGORIAN')
    calendar.add('method', 'PUBLISH')
    for name in ('name', 'x-wr-calname'):  # RFC 7986, 5.1; what calendars knew before it
        calendar.add(name, _text(event.short_title))
    if zone is not None:
        calendar.add('x-wr-timezone', zone.key)
    if event.url:
        calendar.add('url', vUri(uri(event.url)))
    return calendar


def _stamp(event: Event, dates: list[datetime.date]) -> datetime.datetime:
    told = os.environ.get('SOURCE_DATE_EPOCH', '')
    if re.fullmatch('[0-9]{1,11}', told):
        return datetime.datetime.fromtimestamp(int(told), datetime.UTC)
    return datetime.datetime.combine(event.start or min(dates), datetime.time(), datetime.UTC)


def _entry(one: Occasion, zone: ZoneInfo | None, stamp: datetime.datetime, domain: str, left: Left) -> Entry:
    entry = Entry()
    entry.add('uid', f'{one.name}@{domain}')
    entry.add('dtstamp', stamp)
    entry.add('sequence', 0)
    _add_times(entry, one, zone, left)
    summary = plain.line(one.title)
    if summary != one.title.source:
        left.changed('titles', 'they are marked up, and stand there in plain words')
    entry.add('summary', _text(summary))
    entry.add('status', 'CANCELLED' if one.cancelled else 'CONFIRMED')
    talk = one.talk
    abstract = plain.paragraphs(talk.abstract) if talk else ''
    if talk and abstract.split() != talk.abstract.source.split():
        left.changed('abstracts', 'they are marked up, and stand there in plain words')
    if description := _text(_description(one, abstract)):
        entry.add('description', description)
    if one.rooms:
        entry.add('location', _text(', '.join(room.name for room in one.rooms)))
    if one.track is not None:
        entry.add('categories', [_text(one.track.name)])
    if one.of.note:
        entry.add('comment', _text(plain.paragraphs(one.of.note)))
    if talk and talk.url:
        entry.add('url', vUri(uri(talk.url)))
    return entry


def _add_times(entry: Entry, one: Occasion, zone: ZoneInfo | None, left: Left) -> None:
    """3.6.1: an end is later than its start, or is not told."""
    if one.start is None:
        left.changed('items', 'they have no time, and stand there for the whole day')
        entry.add('dtstart', one.date)
        return
    start = moment(one.date, one.start)
    end = moment(one.date, one.end) if one.end is not None and one.end > one.start else None
    assert start is not None
    entry.add('dtstart', start.replace(tzinfo=zone))
    if end is not None:
        entry.add('dtend', end.replace(tzinfo=zone))


def _description(one: Occasion, abstract: str) -> str:
    """Who takes part, and the abstract; of a session that stands for its items, these."""
    talk = one.talk
    head = [plain.line(talk.subtitle)] if talk and talk.subtitle else []
    for role, label in _LABELS.items():
        those = '; '.join(_who(part) for part in one.people if part.role is role)
        head += [f'{label}: {those}'] if those else []
    named = [': '.join(filter(None, (_names(talk.people), plain.line(talk.title)))) for talk in one.stands_for]
    return '\n\n'.join(filter(None, ('\n'.join(head), abstract, '\n'.join(named))))


def _names(people: tuple[Contribution, ...]) -> str:
    return ', '.join(part.person.name for part in people)


def _who(part: Contribution) -> str:
    places = ' / '.join(map(_place, part.affiliations))
    return f'{part.person.name} ({places})' if places else part.person.name


def _place(one: Affiliation) -> str:
    return f'{one.name}, {one.place}' if one.place else one.name


def _text(words: str) -> str:
    return _CONTROL.sub('', words.replace('\r\n', '\n').replace('\r', '\n'))
