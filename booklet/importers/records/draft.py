"""Entries of a site's records to a draft: joined by what they refer to, put in time, with their people.

In: `Entry`s. Out: a `Draft`; in the losses, fields that have no place.
"""

from __future__ import annotations

import datetime
import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from booklet.draft import Draft, Gathering, Item, Losses, SponsorName, TrackName
from booklet.importers.records.fields import Fields, named
from booklet.importers.records.keys import holds_talks
from booklet.importers.records.links import from_slots, keys_of, merged, names_of, promoted, title_of
from booklet.importers.records.people import People, long_text
from booklet.importers.records.times import Clues, When, clues, halves_of_days, when
from booklet.importers.records.tree import Entry, What
from booklet.intake.values import text
from booklet.model import Kind, Text
from booklet.reading.instants import Times, spans
from booklet.reading.kinds import kind_of
from booklet.reading.words import folded

_ENTITY = re.compile(r'&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31}\d{0,2});')
_REFUSED = re.compile(r'rejected|withdrawn|declined|draft|deleted', re.IGNORECASE)
_ESCAPED = re.compile(r'\\([&%#_])')  # as LaTeX needs them
_TAG = re.compile(r'<[^<>]{0,400}>')
_NOTE = 300  # letters
_POSTER = re.compile(r'posters?(?: presentations?)?', re.IGNORECASE)
_AROUND = (What.DAY, What.ROOM, What.TRACK, What.SLOT)  # what they say is said of the talks below
_ADDRESS = re.compile(r'(?:[a-z]+:/)?/[^\s]+|www\.\S+', re.IGNORECASE)


def draft_of(found: list[Entry], losses: Losses, first: object) -> Draft:
    return _Maker(found, losses, first).draft()


@dataclass(slots=True)
class _Maker:
    found: list[Entry]
    losses: Losses
    first: object
    unescaped: list[str] = field(default_factory=list)
    parts_of_days: dict[str, str] = field(default_factory=dict)  # names of lists that are of one date

    def draft(self) -> Draft:
        found = merged(self.found)
        people = People([one for one in found if one.what is What.PERSON], self.losses, self.unescaped)
        places = {what: names_of(found, what) for what in (What.ROOM, What.TRACK)}
        talks = [one for one in found if one.what is What.TALK]
        sessions = [one for one in found if one.what is What.SESSION]
        sessions += promoted(talks, sessions)
        talks = [one for one in talks if one.what is What.TALK]
        talks += from_slots([one for one in found if one.what is What.SLOT], talks, self.losses)
        people.link(talks)
        header = next((one.fields for one in found if one.what is What.EVENT), Fields({}))
        known = self._clues(found, header)
        told = self._times([*sessions, *talks], known, header.text('zone'))
        days = self._day_titles(found, known)
        keys = keys_of(talks, 'talk')
        session_keys = keys_of(sessions, 'session')
        gathered = [self._gathering(one, session_keys[id(one)], told[id(one)], people, places) for one in sessions]
        items = []
        titles: dict[str, Gathering] = {}
        for one in talks:
            if _REFUSED.fullmatch(one.fields.text('status')):
                self.losses.dropped(
                    'event', title_of(one.fields), f'is {one.fields.text("status").lower()}', keys[id(one)]
                )
                continue
            item = self._item(one, keys[id(one)], told[id(one)], people, places)
            session = session_keys.get(id(one.session), '') if one.session is not None else ''
            repeated = keys.get(id(one.repeats), '') if one.repeats is not None else ''
            session = session or self._by_name(one, item, titles)
            items.append(replace(item, session=session, repeat_of=repeated))
        draft = replace(
            _header(header, known),
            items=tuple(items),
            sessions=(*gathered, *titles.values()),
            people=tuple(people.listed()),
            rooms=tuple(dict.fromkeys(places[What.ROOM].values())),
            tracks=tuple(_tracks(found)),
            sponsors=tuple(_sponsors(found)),
            days=tuple(sorted(days.items())),
        )
        self._tell(found)
        return draft

    # --- times ---

    def _clues(self, found: list[Entry], header: Fields) -> Clues:
        days = {
            name: text(one.fields.value('date'))
            for one in found
            if one.what is What.DAY and 'date' in one.fields
            for name in (
                one.key,
                *(text(value) for role in ('id', 'day', 'name', 'title') for _, value in one.fields.values(role)),
            )
            if name
        }
        plain = clues(found, None, {})
        told = [
            span
            for role in ('date', 'start', 'end')
            for key, value in header.values(role)
            if (span := plain.days_of(value))
        ]
        first = plain.date_of(self.first) if self.first else min(told)[0] if told else None
        lasts = any(re.search('start|from|begin', key, re.IGNORECASE) for key in header.record) and len(told) < 2
        one_day = bool(told) and not lasts and min(told)[0] == max(last for _, last in told)
        return clues(found, first, days, bool(self.first) or one_day)

    def _times(self, timed: list[Entry], known: Clues, zone: str) -> dict[int, Times]:
        found = [when(one, known) for one in timed]
        texts = [text(v) for one in timed for role in ('start', 'time', 'end') for _, v in one.fields.values(role)]
        halves_of_days(found, texts)
        offsets = Counter(one.start.offset for one in found if one.start is not None and one.start.offset)
        if not zone and offsets:
            offset = offsets.most_common(1)[0][0] or 0
            zone = f'UTC{"-" if offset < 0 else "+"}{abs(offset) // 60:02}:{abs(offset) % 60:02}'
        placed = spans([(one.start, one.end) for one in found], zone, self.losses)
        for entry, one in zip(timed, found, strict=True):
            if one.start is None:
                entry.fields.used.difference_update(entry.fields.keys.get('duration', ()))
            if one.start is None and one.clock is not None:
                self._no_date(entry, one)
            elif one.start is None and one.unread:
                self.losses.dropped('time', title_of(entry.fields), f'“{one.unread[:40]}” is no time')
        return {
            id(entry): (times if one.start is not None else (one.date, None, None))
            for entry, one, times in zip(timed, found, placed, strict=True)
        }

    def _no_date(self, entry: Entry, one: When) -> None:
        day = f' of “{one.day}”' if one.day else ''
        reason = f'the source tells no date{day}: a mapping with “date: 2024-06-01” gives the first day’s'
        self.losses.dropped('time', title_of(entry.fields), reason)

    def _day_titles(self, found: list[Entry], known: Clues) -> dict[datetime.date, str]:
        """Titles of days; where several lists are of one date, they tell parts of it from each other: tracks."""
        names: dict[datetime.date, list[str]] = {}
        for one in found:
            if one.what is What.DAY and (date := known.date_of(one.fields.value('date'))) is not None:
                name = title_of(one.fields)
                if name and known.date_of(name) is None:
                    names.setdefault(date, []).append(name)
        several = [name for ones in names.values() if len(set(ones)) > 1 for name in ones]
        self.parts_of_days = {name: self._plain(name) for name in several}
        return {date: self._plain(ones[0]) for date, ones in names.items() if len(set(ones)) == 1}

    # --- sessions and talks ---

    def _gathering(
        self, one: Entry, key: str, times: Times, people: People, places: dict[What, dict[str, str]]
    ) -> Gathering:
        fields = one.fields
        chairs = [part.person for role in ('chairs', 'moderators') for part in people.parts(fields, role)]
        chairs += [part.person for part in people.parts(fields, 'people')]
        date, start, end = times
        return Gathering(
            key,
            self._plain(title_of(fields)),
            date=date,
            start=start,
            end=end,
            room=self._place(one, 'room', places[What.ROOM]),
            track=self._place(one, 'track', places[What.TRACK]),
            chairs=tuple(chairs),
            cancelled=_is_cancelled(fields),
            origin=key,
        )

    def _item(self, one: Entry, key: str, times: Times, people: People, places: dict[What, dict[str, str]]) -> Item:
        fields = one.fields
        date, start, end = times
        kind = fields.text('type')
        told = kind_of(kind) if kind else None
        parts = people.of_talk(fields) or people.beside(one)
        is_poster = bool(_POSTER.fullmatch(kind) or _POSTER.fullmatch(one.heading)) and start is None
        if not (told or is_poster):
            fields.used -= {*fields.keys.get('type', ())}
        title, abstract, note = self._plain(title_of(fields)), _abstract(fields, one.dialect), fields.text('note')
        if (told or kind_of(title)) in (Kind.BREAK, Kind.MEAL) and not (parts or note):
            note, abstract = _short(abstract)
        return Item(
            title=title,
            key=key,
            kind=told if told in (Kind.BREAK, Kind.MEAL, Kind.SOCIAL) and not (parts or abstract) else None,
            subtitle=self._plain(fields.text('subtitle')),
            abstract=abstract,
            language=fields.text('language'),
            date=date,
            start=start,
            end=end,
            room=self._place(one, 'room', places[What.ROOM]),
            track=self._place(one, 'track', places[What.TRACK]),
            people=parts,
            keywords=tuple(_words(fields)),
            url=_address(fields),
            poster=is_poster,
            board=fields.text('board'),
            note=self._plain(note),
            cancelled=_is_cancelled(fields),
            origin=key,
        )

    def _place(self, one: Entry, role: str, names: dict[str, str]) -> str:
        """A room's or track's name; what refers to one by its id has its name."""
        own = one.fields.text(role) or (one.fields.text('country') if role == 'room' else '')
        if not own:
            own = named(one.inherited.get(role))
        if not own and role == 'track':
            own = _heading(named(one.inherited.get('heading'))) or self.parts_of_days.get(
                named(one.inherited.get('part')), ''
            )
        return self._plain(names.get(own, own))

    def _by_name(self, one: Entry, item: Item, titles: dict[str, Gathering]) -> str:
        """The session that a talk names, though no list of sessions has it."""
        name = one.fields.text('session') if 'session' in one.fields else ''
        if not name or name.isdecimal() or item.poster:
            return ''
        key = f'{folded(name)} {item.date or ""}'.strip()
        if key not in titles:
            titles[key] = Gathering(key, self._plain(name), date=item.date, room='', origin=key)
        return key

    def _plain(self, words: str) -> str:
        read = _ESCAPED.sub(r'\1', html.unescape(words) if _ENTITY.search(words) else words)
        if read != words:
            self.unescaped.append(words)
        return read

    def _tell(self, found: list[Entry]) -> None:
        for one in found:
            if one.what in _AROUND:
                one.fields.used.update(key for keys in one.fields.keys.values() for key in keys)
                one.fields.used.update(filter(holds_talks, one.fields.record))
            what = one.what.value
            self.losses.fields.update(f'{what}.{key}' for key in one.fields.unread())
            self.losses.fields.update(f'{what}.{key} in other languages' for key in one.fields.translations())
        if self.unescaped:
            reason = 'signs written as HTML or LaTeX needs them are read as these signs'
            self.losses.changed('text', f'{len(self.unescaped)} titles and names', reason)


# --- fields ---


def _heading(key: str) -> str:
    """What a list is filed under, as a heading: `social_events`."""
    words = ' '.join(re.split(r'[_\s]+', key)).strip()
    return words[:1].upper() + words[1:]


def _abstract(fields: Fields, dialect: str) -> Text:
    """The one called so, else the longest; one that is contained in it is no other."""
    told = [(key, long_text(value)) for key, value in fields.values('abstract')]
    told = [(key, words) for key, words in told if words and not _ADDRESS.fullmatch(words)]
    if not told:
        return Text('')
    best = max(told, key=lambda one: (one[0].lower().startswith('abstract'), len(one[1])))[1]
    fields.used.update(key for key, words in told if words in best)
    return Text(best, dialect)


def _short(abstract: Text) -> tuple[str, Text]:
    """What is said of a break is a note where it is short."""
    words = ' '.join(html.unescape(_TAG.sub(' ', abstract.source)).split())
    return (words, Text('')) if len(words) <= _NOTE else ('', abstract)


def _words(fields: Fields) -> Iterator[str]:
    for key, value in fields.values('keywords'):
        fields.used.add(key)
        if isinstance(value, list):
            yield from (found for one in value if (found := named(one)))
        else:
            yield from (word.strip() for word in re.split('[,;|]', text(value)) if word.strip())


def _address(fields: Fields) -> str:
    for key, value in fields.values('url'):
        words = text(value)
        if re.match(r'https?://\S+$|www\.\S+$', words):
            fields.used.add(key)
            return words
    return ''


def _is_cancelled(fields: Fields) -> bool:
    return text(fields.value('cancelled')).lower() in ('true', 'yes', '1') or (
        fields.record.get('cancelled') is True or 'cancel' in fields.text('status').lower()
    )


def _header(fields: Fields, known: Clues) -> Draft:
    told = [
        span for role in ('date', 'start', 'end') for _, value in fields.values(role) if (span := known.days_of(value))
    ]
    for role in ('date', 'start', 'end', 'zone'):
        fields.used.update(fields.keys.get(role, ()))
    first, last = (min(told)[0], max(end for _, end in told)) if told else (None, None)
    zone = fields.text('zone')
    return Draft(
        title=title_of(fields),
        subtitle=fields.text('subtitle'),
        start=first,
        end=last if last != first else None,
        place=fields.text('country') or fields.text('room'),
        time_zone=zone if '/' in zone else '',
        language=fields.text('language'),
        url=_address(fields),
    )


def _tracks(found: Iterable[Entry]) -> Iterator[TrackName]:
    told = {
        one.fields.text('name') or one.fields.text('title') or one.key: one for one in found if one.what is What.TRACK
    }
    yield from (TrackName(name, one.fields.text('colour').lower()) for name, one in told.items() if name)


def _sponsors(found: Iterable[Entry]) -> Iterator[SponsorName]:
    for one in found:
        if one.what is What.SPONSOR:
            yield SponsorName(
                one.fields.text('name') or one.fields.text('title'), one.fields.text('tier'), _address(one.fields)
            )
