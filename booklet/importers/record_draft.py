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

from booklet.importers.draft import Draft, Gathering, Item, Losses, SponsorName, TrackName
from booklet.importers.instants import Times, spans
from booklet.importers.kinds import kind_of
from booklet.importers.naming import folded
from booklet.importers.record_keys import holds_talks
from booklet.importers.record_people import People, long_text
from booklet.importers.record_times import Clues, When, clues, halves_of_days, when
from booklet.importers.record_tree import Entry, Fields, What, named
from booklet.importers.values import sequence, text
from booklet.model import Kind, Text

_ENTITY = re.compile(r'&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31}\d{0,2});')
_REFUSED = re.compile(r'rejected|withdrawn|declined|draft|deleted', re.IGNORECASE)
_ESCAPED = re.compile(r'\\([&%#_])')  # as LaTeX needs them
_TAG = re.compile(r'<[^<>]{0,400}>')
_NOTE = 300  # letters
_POSTER = re.compile(r'posters?(?: presentations?)?', re.IGNORECASE)
_ADDRESS = re.compile(r'(?:[a-z]+:/)?/[^\s]+|www\.\S+', re.IGNORECASE)
_PLACED = ('start', 'end', 'time', 'duration', 'date', 'day', 'room', 'track')
_MOST_REFERENCES = 200_000


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
        found = _merged(self.found)
        people = People([one for one in found if one.what is What.PERSON], self.losses, self.unescaped)
        places = {what: _names(found, what) for what in (What.ROOM, What.TRACK)}
        talks = [one for one in found if one.what is What.TALK]
        sessions = [one for one in found if one.what is What.SESSION]
        sessions += _promoted(talks, sessions)
        talks = [one for one in talks if one.what is What.TALK]
        talks += _from_slots([one for one in found if one.what is What.SLOT], talks)
        header = next((one.fields for one in found if one.what is What.EVENT), Fields({}))
        known = self._clues(found, header)
        told = self._times([*sessions, *talks], known, header.text('zone'))
        days = self._day_titles(found, known)
        keys = _keys(talks, 'talk')
        session_keys = _keys(sessions, 'session')
        gathered = [self._gathering(one, session_keys[id(one)], told[id(one)], people, places) for one in sessions]
        items = []
        titles: dict[str, Gathering] = {}
        for one in talks:
            if _REFUSED.fullmatch(one.fields.text('status')):
                self.losses.dropped(
                    'event', _title(one.fields), f'is {one.fields.text("status").lower()}', keys[id(one)]
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
            tracks=tuple(TrackName(name) for name in dict.fromkeys(places[What.TRACK].values())),
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
        first = plain.date_of(self.first) if self.first else None
        for role in ('date', 'start'):
            for _, value in header.values(role):
                first = first or plain.date_of(value)
        return clues(found, first, days)

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
            if one.start is None and one.clock is not None:
                self._no_date(entry, one)
        return {
            id(entry): (times if one.start is not None else (one.date, None, None))
            for entry, one, times in zip(timed, found, placed, strict=True)
        }

    def _no_date(self, entry: Entry, one: When) -> None:
        day = f' of “{one.day}”' if one.day else ''
        reason = f'the source tells no date{day}: a mapping with “date: 2024-06-01” gives the first day’s'
        self.losses.dropped('time', _title(entry.fields), reason)

    def _day_titles(self, found: list[Entry], known: Clues) -> dict[datetime.date, str]:
        """Titles of days; where several lists are of one date, they tell parts of it from each other: tracks."""
        names: dict[datetime.date, list[str]] = {}
        for one in found:
            if one.what is What.DAY and (date := known.date_of(one.fields.value('date'))) is not None:
                name = _title(one.fields)
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
            self._plain(_title(fields)),
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
        parts = people.of_talk(fields)
        is_poster = bool(_POSTER.fullmatch(kind) or _POSTER.fullmatch(one.heading)) and start is None
        if not (told or is_poster):
            fields.used -= {*fields.keys.get('type', ())}
        title, abstract, note = self._plain(_title(fields)), _abstract(fields, one.dialect), fields.text('note')
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
        own = one.fields.text(role)
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
            if one.what not in (What.DAY, What.ROOM, What.TRACK, What.SLOT):
                self.losses.fields.update(f'{one.what.value}.{key}' for key in one.fields.unread())
        if self.unescaped:
            reason = 'signs written as HTML or LaTeX needs them are read as these signs'
            self.losses.changed('text', f'{len(self.unescaped)} titles and names', reason)


# --- joining ---


def _merged(found: list[Entry]) -> list[Entry]:
    """One talk told twice, with its time in one list and its abstract in another, is one."""
    known: dict[str, list[Entry]] = {}
    for one in found:
        if one.what is What.TALK:
            known.setdefault(folded(_title(one.fields)), []).append(one)
    gone: set[int] = set()
    for title, ones in known.items():
        if len(ones) != 2 or not title:
            continue
        timed, other = sorted(ones, key=lambda one: not _is_timed(one))
        if (
            _is_timed(timed)
            and not _is_timed(other)
            and not ('abstract' in timed.fields and 'abstract' in other.fields)
        ):
            timed.fields = Fields({**other.fields.record, **{k: v for k, v in timed.fields.record.items() if v}})
            timed.key, timed.dialect = other.key or timed.key, other.dialect or timed.dialect
            gone.add(id(other))
    return [one for one in found if id(one) not in gone]


def _is_timed(one: Entry) -> bool:
    return any(role in one.fields or role in one.inherited for role in ('start', 'time'))


def _promoted(talks: list[Entry], sessions: list[Entry]) -> list[Entry]:
    """Entries that others name as their session are sessions."""
    known: dict[str, Entry] = {}
    for listed in sessions:
        known.update((name, listed) for name in _handles(listed))
    others = {name: named_so for named_so in talks if named_so.heading for name in _handles(named_so)}
    new: list[Entry] = []
    for talk in talks:
        name = text(next((value for _, value in talk.fields.values('session')), None))
        if not name or talk.session is not None:
            continue
        own = known.get(name) or others.get(name)
        if own is None or own is talk or own.heading == talk.heading:
            continue
        talk.fields.used.update(talk.fields.keys['session'])
        talk.session, own.children = own, True
        if own.what is What.TALK:
            own.what = What.SESSION
            new.append(own)
    for promoted in new:
        promoted.session = None
    return new


def _handles(one: Entry) -> Iterator[str]:
    """All that others may call an entry by."""
    names = [one.key, *(text(value) for _, value in one.fields.values('id')), _title(one.fields)]
    yield from (name for name in names if name)


def _from_slots(slots: list[Entry], talks: list[Entry]) -> list[Entry]:
    """Times that name what is at them: `{time: 9:00, sessions: [17, 18]}`. What nobody else tells of is an item."""
    known: dict[str, Entry] = {}
    for one in talks:
        for name in _handles(one):
            known.setdefault(name, one)
    new: list[Entry] = []
    timed: set[int] = set()
    for slot in slots:
        for name, lane in _references(slot):
            talk = known.get(name)
            if talk is None:
                continue
            inherited = {**talk.inherited, **slot.inherited, **lane}
            inherited.update((role, slot.fields.values(role)[0][1]) for role in _PLACED if role in slot.fields)
            if id(talk) not in timed and not _is_timed(talk):
                talk.inherited = inherited
                timed.add(id(talk))
            elif id(talk) in timed:
                new.append(Entry(What.TALK, Fields(talk.fields.record), '', talk.heading, inherited, repeats=talk))
    return new


def _references(slot: Entry) -> Iterator[tuple[str, dict[str, object]]]:
    """What a slot names, and where: of several side by side each is in its own track or room."""
    lanes = sequence(slot.inherited.get('lanes'))
    role, count = text(slot.inherited.get('lanes of')), 0
    for key, value in slot.fields.record.items():
        if not holds_talks(key):
            continue
        level = [(one, place) for place, one in enumerate(value)] if isinstance(value, list) else [(value, 0)]
        side_by_side = 1 < len(level) <= len(lanes)
        level.reverse()
        while level and count < _MOST_REFERENCES:
            one, place = level.pop()
            count += 1
            if isinstance(one, list):
                level += [(inner, place) for inner in reversed(one)]
            elif isinstance(one, dict):
                level += [(inner, place) for name, inner in one.items() if holds_talks(name) or name == 'id']
            elif name := text(one):
                yield name, {role: lanes[place]} if side_by_side else {}


def _names(found: Iterable[Entry], what: What) -> dict[str, str]:
    """Rooms or tracks by their ids and names."""
    names: dict[str, str] = {}
    for one in found:
        if one.what is what:
            name = one.fields.text('name') or one.fields.text('title') or one.key
            names.update((handle, name) for handle in (*_handles(one), name) if handle)
    return names


def _keys(found: list[Entry], fallback: str) -> dict[int, str]:
    """For each entry the source's own name, where all of its list have one, each another."""
    by_list: dict[str, list[Entry]] = {}
    for one in found:
        by_list.setdefault(one.heading, []).append(one)
    keys: dict[int, str] = {}
    taken: set[str] = set()
    for heading, ones in by_list.items():
        fields = [
            *dict.fromkeys(key for one in ones for role in ('id', 'session') for key in one.fields.keys.get(role, ()))
        ]
        fields.sort(key=lambda key: key.lower() not in ('id', 'uid', 'slug', 'code'))
        unique = ''
        for key in fields:
            values = [text(one.fields.record.get(key)) for one in ones if one.repeats is None]
            if all(values) and len(set(values)) == len(values):
                unique = key
                break
        for number, one in enumerate(ones):
            if one.repeats is not None and keys.get(id(one.repeats)):
                keys[id(one)] = f'{keys[id(one.repeats)]} again {number}'
                continue
            own = one.key or (text(one.fields.record.get(unique)) if unique else '')
            one.fields.used.update(one.fields.keys.get('id', ()) if own else ())
            if unique and unique in one.fields.keys.get('session', ()):
                one.fields.used.add(unique)
                one.fields.keys.pop('session')
            key = own if not own or own not in taken else f'{heading} {own}'.strip()
            if fallback == 'session' and not own:
                key = folded(f'{_title(one.fields)} {text(one.inherited.get("date"))}')
            while fallback == 'session' and (not key or key in taken):
                key = f'{key or "session"} +'
            keys[id(one)] = key if key not in taken else ''
            taken.update([key] if key else [])
    return keys


# --- fields ---


def _title(fields: Fields) -> str:
    return fields.text('title') or fields.text('name')


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
    dates = [known.date_of(value) for role in ('date', 'start', 'end') for _, value in fields.values(role)]
    for role in ('date', 'start', 'end', 'zone'):
        fields.used.update(fields.keys.get(role, ()))
    told = [date for date in dates if date is not None]
    zone = fields.text('zone')
    return Draft(
        title=_title(fields),
        subtitle=fields.text('subtitle'),
        start=min(told, default=None),
        end=max(told, default=None) if len(told) > 1 else None,
        place=fields.text('country') or fields.text('room'),
        time_zone=zone if '/' in zone else '',
        language=fields.text('language'),
        url=_address(fields),
    )


def _sponsors(found: Iterable[Entry]) -> Iterator[SponsorName]:
    for one in found:
        if one.what is What.SPONSOR:
            yield SponsorName(
                one.fields.text('name') or one.fields.text('title'), one.fields.text('tier'), _address(one.fields)
            )
