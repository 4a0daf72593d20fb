"""iCalendar: a programme as a calendar, as many systems, Google and Outlook write it.

In: `.ics` files. Out: a `Draft`; every event is an item.

Read: SUMMARY (the title), DESCRIPTION or else X-ALT-DESC (the abstract; HTML where it is), DTSTART, DTEND or DURATION,
LOCATION (the room), CATEGORIES (tracks where each event has one of a few, else keywords), STATUS:CANCELLED, URL, UID
(the key), RRULE, RDATE, EXDATE, RECURRENCE-ID; of the calendar its name and zone. Speakers have no field: they are
taken from a line “Speaker: …” of the description, from “(talk by …)” in titles, and from the ends of titles where most
titles have a dash and a name.

Times with a zone are put on the clock of the calendar's zone (X-WR-TIMEZONE, or that of most events); times in UTC are
too, unless they are local times that were called UTC. Without any zone, times stay as written. Events of a whole day
are items without a time; one of several days stands on its first. Repetitions by days and weeks are written out, up to
a number; of others the first is read, and it is told. Dropped: alarms, attachments, attendees, organisers, tasks,
journals.

The format: RFC 5545, RFC 7986. Read with the library icalendar.
"""

from __future__ import annotations

import datetime
import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from booklet.draft import Draft, Item, Losses, Part, TrackName
from booklet.importers.ics.repeat import occurrences
from booklet.importers.ics.text import Described, by_whom, dashed, described
from booklet.intake.given import Blob, Given, Refusal
from booklet.intake.values import names
from booklet.model import Kind, Text
from booklet.reading.instants import span
from booklet.reading.kinds import kind_of
from booklet.reading.times import Moment
from booklet.source import Node

if TYPE_CHECKING:
    from icalendar import Calendar

NAME = 'icalendar'
TITLE = 'calendars (iCalendar)'

MAX_EVENTS = 20_000  # repetitions counted
MAX_LINES = 500_000
MAX_LETTERS = 16 * 1024 * 1024
_TRACKS = range(2, 16)  # so many categories may be tracks
_ENTITY = re.compile(r'&(?:amp|lt|gt|quot|nbsp|#\d{2,5});')
_KNOWN = names(
    'uid dtstart dtend duration dtstamp created last-modified sequence transp class priority status summary '
    'description location categories url rrule rdate exdate recurrence-id x-alt-desc exrule request-status color'
)
_SYSTEM = re.compile(r'x-(?:microsoft|apple|google|mozilla|ms|moz|wr|lic|evolution|funambol|outlook)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An event before its times are judged: `start` and `end` with their offsets; `all_day`: without times."""

    item: Item
    start: Moment | None
    end: Moment | None
    uid: str
    categories: tuple[str, ...] = ()
    replaces: Moment | None = None  # the occurrence that it stands for


def recognise(given: Given) -> float:
    return 0.97 if any(_is_calendar(blob) for blob in given.blobs) else 0.0


def _is_calendar(blob: Blob) -> bool:
    return re.match(rb'(?:\xef\xbb\xbf)?\s*BEGIN:VCALENDAR\b', blob.data[:200], re.IGNORECASE) is not None


def read(given: Given, losses: Losses, mapping: Node | None) -> Draft:
    blobs = [blob for blob in given.blobs if _is_calendar(blob)]
    if not blobs:
        raise Refusal('this is no calendar', given.blobs[0].span(), 'a calendar begins with BEGIN:VCALENDAR')
    calendars = [calendar for blob in blobs for calendar in _calendars(blob)]
    every = (entry for calendar in calendars for entry in _entries(calendar, losses))
    entries = _named_apart(list(islice(every, MAX_EVENTS + 1)))
    if len(entries) > MAX_EVENTS:
        raise Refusal(f'more than {MAX_EVENTS:,} events', blobs[0].span(), 'take those of one meeting')
    zone = _zone(calendars)
    items = _timed(entries, zone, losses)
    items, tracks = _categorised(items, entries)
    title = next((name for one in calendars for key in ('X-WR-CALNAME', 'NAME') if (name := _raw(one, key))), '')
    for one in calendars:
        losses.fields.update(key.lower() for key in ('X-WR-CALDESC', 'DESCRIPTION', 'IMAGE') if one.get(key))
    return Draft(title=title, time_zone=zone, items=tuple(_with_speakers(items, losses)), tracks=tracks)


def _calendars(blob: Blob) -> list[Calendar]:
    from icalendar import Calendar

    text = blob.text.replace('\0', '').lstrip('\ufeff')
    lines = text.count('\n') + 1
    if text.upper().count('BEGIN:VEVENT') > MAX_EVENTS or lines > MAX_LINES or len(text) > MAX_LETTERS:
        raise Refusal(f'more than {MAX_EVENTS:,} events, or too long', blob.span(), 'take those of one meeting')
    if not re.search(r'^END:VCALENDAR\s*\Z', text, re.IGNORECASE | re.MULTILINE):
        raise Refusal('the calendar does not end with END:VCALENDAR', blob.span(lines), 'was the file saved whole?')
    try:
        found = Calendar.from_ical(text, multiple=True)
    except Exception as error:  # the library lets through whatever its parts raise
        raise Refusal(f'this is no calendar: {error}', blob.span(_line_of(str(error), text))) from error
    return [one for one in found if one.name == 'VCALENDAR']


def _line_of(message: str, text: str) -> int:
    """The line that the library quotes."""
    quoted = re.search(r"'([^']{1,200})'", message)
    at = text.find(quoted[1]) if quoted else -1
    return text.count('\n', 0, at) + 1 if at >= 0 else 1


# --- events ---


def _entries(calendar: Calendar, losses: Losses) -> Iterable[_Entry]:
    for part in calendar.subcomponents:
        if part.name in ('VTODO', 'VJOURNAL'):
            losses.dropped('event', _text(part, 'SUMMARY'), f'is no event but a {part.name[1:].lower()}', _origin(part))
        elif part.name == 'VEVENT':
            yield from _event(part, losses)


def _origin(part: Any) -> str:
    uid = _text(part, 'UID')
    return f'event {uid[:80]}' if uid else ''


def _event(part: Any, losses: Losses) -> Iterable[_Entry]:
    for key, value in part.items():
        name = key.lower()
        if name not in _KNOWN and not _SYSTEM.match(name) and value:
            losses.fields[name] += 1
    for key, reason in part.errors:
        losses.changed('field', (key or 'a line').lower(), f'cannot be read: {reason}'[:200], _origin(part))
    whole = ' '.join(_unescaped(_text(part, 'SUMMARY'), losses).split())
    title, speakers = by_whom(whole)
    if speakers:
        losses.changed('event', whole, 'its title ends in who gives it', _origin(part))
    begin, finish = _begin_and_end(part)
    said = described(_description(part), _text(part, 'URL'), title)
    uid = _text(part, 'UID')
    item = Item(
        title=title,
        key=uid,
        kind=Kind.TALK if said.url and kind_of(title) is None else None,  # only talks have an address
        abstract=_abstract(part, said),
        room=_room(part, losses),
        people=tuple(Part(one) for one in said.speakers or speakers),
        url=said.url,
        cancelled=_text(part, 'STATUS').upper() == 'CANCELLED',
        origin=_origin(part),
    )
    start = _moment(begin)
    if start is None:
        losses.changed('time', title, 'has no start that can be read', _origin(part))
    entry = _Entry(
        item, start, _end(begin, finish, item, losses), uid, _categories(part), _moment(_date(part, 'RECURRENCE-ID'))
    )
    yield entry
    yield from _repeated(entry, part, losses)


def _repeated(entry: _Entry, part: Any, losses: Losses) -> Iterable[_Entry]:
    """What the rule adds to the first; a clock keeps its hours whatever the season."""
    if entry.start is None or not any(name in part for name in ('RRULE', 'RDATE', 'EXDATE')):
        return
    days, untold = occurrences(entry.start, part)
    if untold:
        losses.dropped('event', entry.item.title, untold, entry.item.origin)
    for day in days:
        ahead = day - entry.start.date
        key = f'{entry.uid}@{day}' if entry.uid else ''
        end = replace(entry.end, date=entry.end.date + ahead) if entry.end else None
        item = replace(entry.item, key=key, repeat_of=entry.item.key)
        yield replace(entry, item=item, start=replace(entry.start, date=day), end=end)


def _begin_and_end(part: Any) -> tuple[object, object]:
    """The end from the duration where there is no other."""
    begin, finish = _date(part, 'DTSTART'), _date(part, 'DTEND')
    lasts = _date(part, 'DURATION')
    if finish is None and isinstance(lasts, datetime.timedelta) and isinstance(begin, datetime.date):
        try:
            finish = begin + lasts
        except OverflowError:
            finish = None
    return begin, finish


def _date(part: Any, name: str) -> object:
    """The value of a date or duration; None for what is broken."""
    value = part.get(name)
    value = value[0] if isinstance(value, list) and value else value
    try:
        return getattr(value, 'dt', None)
    except Exception:  # a broken property raises whatever is asked of it
        return None


def _moment(value: object) -> Moment | None:
    if isinstance(value, datetime.datetime):
        try:
            offset = value.utcoffset()
        except (ValueError, OverflowError):
            offset = None
        minutes = None if offset is None else round(offset.total_seconds() / 60)
        return Moment(value.date(), value.hour * 60 + value.minute, minutes)
    return Moment(value) if isinstance(value, datetime.date) else None


def _end(begin: object, finish: object, item: Item, losses: Losses) -> Moment | None:
    """None for events of whole days: their end is the day after the last."""
    if isinstance(begin, datetime.datetime):
        return _moment(finish) if isinstance(finish, datetime.datetime) else None
    if isinstance(begin, datetime.date) and isinstance(finish, datetime.date):
        last = finish - datetime.timedelta(days=1) if finish > datetime.date.min else finish
        last = last.date() if isinstance(last, datetime.datetime) else last
        if last > begin:
            losses.changed('time', item.title, f'lasts until {last}: it stands on its first day', item.origin)
    return None


def _text(part: Any, name: str) -> str:
    value = part.get(name)
    value = value[0] if isinstance(value, list) and value else value
    try:
        return str(value).strip() if value is not None else ''
    except Exception:  # as in `_date`
        return ''


def _raw(part: Any, name: str) -> str:
    """Of properties that the library does not know, the text with its escapes undone (RFC 5545, 3.3.11)."""
    found = _text(part, name)
    if not name.startswith('X-'):
        return found
    return re.sub(r'\\([nN,;\\])', lambda match: '\n' if match[1] in 'nN' else match[1], found)


def _unescaped(words: str, losses: Losses) -> str:
    """A summary is plain text; systems that show it in pages escape it for them."""
    if not _ENTITY.search(words):
        return words
    plain = html.unescape(words)
    losses.changed('event', plain, 'was escaped for a web page (&amp;)')
    return plain


def _description(part: Any) -> str:
    return _text(part, 'DESCRIPTION') or _raw(part, 'X-ALT-DESC')


def _abstract(part: Any, said: Described) -> Text:
    if not said.text:
        return Text('')
    blocks = re.search(r'<(?:p|div|br|ul|ol|li|html|table|h\d)\b[^<>]{0,500}>', said.text) is not None
    return Text(said.text, 'html' if blocks or not _text(part, 'DESCRIPTION') else '')


def _room(part: Any, losses: Losses) -> str:
    room = ' '.join(_unescaped(_text(part, 'LOCATION'), losses).split())
    if re.fullmatch(r'https?://\S+', room):
        losses.fields['location (an address)'] += 1
        return ''
    return room


def _categories(part: Any) -> tuple[str, ...]:
    value = part.get('CATEGORIES')
    found = []
    for one in value if isinstance(value, list) else [value]:
        try:
            found += [str(name).strip() for name in getattr(one, 'cats', ())]
        except Exception:  # as in `_date`
            continue
    return tuple(dict.fromkeys(name for name in found if name))


# --- the calendar ---


def _zone(calendars: list[Calendar]) -> str:
    """What the calendar says, else the zone of most of its times."""
    from booklet.reading.zones import time_zone

    for one in calendars:
        name = _raw(one, 'X-WR-TIMEZONE')
        if name and time_zone(name) is not None:
            return str(getattr(time_zone(name), 'key', name))
    counts: Counter[str] = Counter()
    for one in calendars:
        for part in one.subcomponents:
            begin = _date(part, 'DTSTART')
            key = getattr(begin.tzinfo, 'key', '') if isinstance(begin, datetime.datetime) else ''
            counts[str(key)] += part.name == 'VEVENT' and bool(key) and key != 'UTC'
    return next((key for key, count in counts.most_common(1) if count), '')


def _named_apart(entries: list[_Entry]) -> list[_Entry]:
    """Without keys, where a UID is that of several events: some systems write their own number instead."""
    titles: dict[str, set[str]] = {}
    for entry in entries:
        if entry.replaces is None:
            titles.setdefault(entry.uid, set()).add(entry.item.title)
    shared = {uid for uid, found in titles.items() if len(found) > 1}
    return [
        replace(one, uid='', item=replace(one.item, key='', repeat_of='')) if one.uid in shared else one
        for one in entries
    ]


def _timed(entries: list[_Entry], zone: str, losses: Losses) -> list[Item]:
    from booklet.reading.zones import judge

    every = [one for entry in entries for one in (entry.start, entry.end, entry.replaces) if one is not None]
    verdict = judge(every, zone)
    if verdict.reason:
        losses.changed('time', 'all', verdict.reason)
    elif not zone and any(one.offset == 0 for one in every):
        losses.changed('time', 'all', 'times are in UTC and the calendar names no zone: they stay as they are written')
    judged = iter(verdict.moments)
    clocked = [
        tuple(next(judged) if one is not None else None for one in (e.start, e.end, e.replaces)) for e in entries
    ]
    replaced = {(e.uid, when) for e, (_, _, when) in zip(entries, clocked, strict=True) if when is not None and e.uid}
    found: list[Item] = []
    keys: set[str] = set()
    for entry, (start, end, when) in zip(entries, clocked, strict=True):
        if when is None and (entry.uid, start) in replaced:
            continue  # this occurrence is told of apart
        date, begin, until = span(start, end)
        key = entry.item.key if when is None or not entry.uid else f'{entry.uid}@{when.date}'
        if key and key in keys:
            key = f'{key}@{date}T{begin}'
        keys.add(key)
        repeat_of = entry.item.repeat_of or (entry.uid if when is not None and key != entry.uid else '')
        found.append(replace(entry.item, key=key, date=date, start=begin, end=until, repeat_of=repeat_of))
    there = {item.key for item in found}
    return [replace(item, repeat_of=item.repeat_of if item.repeat_of in there else '') for item in found]


def _categorised(items: list[Item], entries: list[_Entry]) -> tuple[list[Item], tuple[TrackName, ...]]:
    """Categories as tracks, where no event has two and there are a few of them."""
    by_uid = {entry.item.origin + entry.item.title: entry.categories for entry in entries}
    every = dict.fromkeys(name for entry in entries for name in entry.categories)
    as_tracks = len(every) in _TRACKS and all(len(entry.categories) < 2 for entry in entries)
    found = []
    for item in items:
        named = by_uid.get(item.origin + item.title, ())
        track = named[0] if as_tracks and named else ''
        found.append(replace(item, track=track, keywords=() if as_tracks else named))
    return found, tuple(TrackName(name) for name in every) if as_tracks else ()


def _with_speakers(items: list[Item], losses: Losses) -> list[Item]:
    """The ends of titles as names, where titles are written so throughout."""
    told = dashed([item.title for item in items if kind_of(item.title) is None and not item.people])
    if not told:
        return items
    found = []
    for item in items:
        title, people = told.get(item.title, (item.title, ()))
        if people and not item.people:
            losses.changed(
                'event', item.title, 'its title ends in a dash and a name, as most do: the speaker', item.origin
            )
            item = replace(item, title=title, people=tuple(Part(one) for one in people))
        found.append(item)
    return found
