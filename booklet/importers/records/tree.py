"""What a tree of records holds: its talks, sessions, people, days and rooms, and what each inherits from above.

In: JSON values, or YAML as such. Out: `Entry`s in the order of the source. Nothing is decided of what they say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from booklet.columns.times import weekday_of
from booklet.importers.records.fields import WHEN, Fields, named, translated
from booklet.importers.records.keys import folded, generic, holds_talks, role_of
from booklet.intake.values import Record, names
from booklet.reading.dates import find_date
from booklet.reading.times import clocks

MOST = 100_000  # entries of one tree
_YEAR = re.compile(r'(?:19|20)\d\d')  # no clock: programmes of several years are filed under them
_WORDY = 3  # words of a key that is a title itself
_PEOPLE = frozenset(('people', 'authors', 'chairs', 'moderators', 'organisers', 'panellists', 'discussants'))
_SAID = frozenset(('people', 'authors', 'abstract', 'chairs', 'keywords', 'date', 'day', 'subtitle', 'room', 'session'))
_LIVES = frozenset(('bio', 'affiliation', 'first', 'last'))
_INHERITED = (*sorted(WHEN), 'date', 'day', 'room', 'track')
_NO_TALKS = names(
    'link video slide resource attachment file image photo picture social material reference answer question custom '
    'field recording faq comment review media download asset logo icon menu nav translation price ticket hotel'
)
_EVENTS = names('conference event meta info tagung konferenz colloque congreso')
_SAID_LONGEST = 300  # letters of what is handed down
_NUMBERED = re.compile(r'([A-Za-z]{3,14})[_ -]?(\d{1,3})(?:[_ -](\w{2,20}))?')
_TOLD = re.compile(r'[-*]?\s*([^\W\d_][\w ]{2,20}):\s+(\S.*)')


class What(Enum):
    EVENT = 'event'
    DAY = 'day'
    ROOM = 'room'
    TRACK = 'track'
    SLOT = 'slot'  # a time, and what is at it
    SESSION = 'session'
    TALK = 'talk'
    PERSON = 'person'
    SPONSOR = 'sponsor'


@dataclass(slots=True, eq=False)
class Entry:
    """`key`: what it is filed under, where that names it; `heading`: the key of the list that it stands in."""

    what: What
    fields: Fields
    key: str = ''
    heading: str = ''
    inherited: dict[str, object] = field(default_factory=dict)
    session: Entry | None = None
    children: bool = False
    dialect: str = ''
    repeats: Entry | None = None

    def told(self, role: str) -> object:
        return self.fields.value(role) if role in self.fields else self.inherited.get(role)


def entries(value: object, heading: str = '') -> list[Entry]:
    """All entries of a tree."""
    walker = _Walker()
    walker.root(value, heading)
    return walker.found


class _Walker:
    def __init__(self) -> None:
        self.found: list[Entry] = []

    def root(self, value: object, heading: str) -> None:
        """The whole may be the event itself, or hold it: `{"conference": {"title": …, "days": […]}}`."""
        if isinstance(value, dict) and not heading:
            rest = {key: one for key, one in value.items() if not (key.lower() in _EVENTS and self._event(one))}
            if len(rest) == len(value) and self._event(value):
                return
            value = rest
        self.walk(value, heading, {}, None)

    def _event(self, value: object) -> bool:
        if not isinstance(value, dict):
            return False
        fields = Fields(value)
        nested = [key for key, one in value.items() if _nests(key, one) or (_lists(one) and _stands_alone(key))]
        if not (nested or 'date' in fields or 'zone' in fields) or not ('title' in fields or 'name' in fields):
            return False
        self.found.append(Entry(What.EVENT, fields, children=True))
        for key in nested:
            fields.used.add(key)
            self.walk(value[key], key, _below(key, {}), None)
        return True

    def walk(self, value: object, heading: str, inherited: dict[str, object], session: Entry | None) -> None:
        if isinstance(value, list):
            self._collection([('', one) for one in value], heading, inherited, session)
        elif isinstance(value, dict):
            if _is_record(value):
                self._collection([('', value)], heading, inherited, session)
            elif _filed(value):
                self._collection(list(value.items()), heading, inherited, session)
            else:
                for name, inner in value.items():
                    if isinstance(inner, list | dict):
                        self.walk(inner, name, _below(name, inherited), session)
                    elif isinstance(inner, str) and inner.strip() and clocks(name) is not None:  # 9:00: Registration
                        fields = Fields({'time': name, 'title': inner})
                        self.found.append(Entry(What.TALK, fields, '', heading, inherited, session))

    def _collection(
        self, pairs: list[tuple[str, object]], heading: str, inherited: dict[str, object], session: Entry | None
    ) -> None:
        """Records of one kind: what all of them have decides what they are."""
        roles: set[str] = set()
        records = [(key, _spread(one)) for key, one in pairs if isinstance(one, dict)]
        for _, one in records:
            roles |= {role for key in one if (role := role_of(key)[0])}
        for key, one in records:
            if len(self.found) < MOST:
                self._record(one, key, heading, roles, inherited, session)
        for _, other in pairs:
            if isinstance(other, list):
                self.walk(other, heading, inherited, session)
            elif isinstance(other, str) and session is not None and holds_talks(heading) and ' ' in other.strip():
                self.found.append(Entry(What.TALK, Fields({'title': other}), '', heading, inherited, session))

    def _record(
        self, one: Record, key: str, heading: str, roles: set[str], inherited: dict[str, object], session: Entry | None
    ) -> None:
        fields = Fields(one)
        nested = [name for name in one if _nests(name, one[name])]
        what = _what(fields, heading, roles, nested)
        if what is None:
            self.walk({name: one[name] for name in nested}, '', inherited, session) if nested else None
            return
        if nested and key:
            told = _below(key, {})
            inherited = {**inherited, **{role: said for role, said in told.items() if role != 'heading'}}
        entry = Entry(what, fields, key, heading, inherited, session, bool(nested))
        self.found.append(entry)
        if what is What.PERSON:
            self._told_of(entry, inherited)
        if what in (What.PERSON, What.SPONSOR):
            return
        inside, under = dict(inherited), session
        for role in _INHERITED:
            if role in fields:
                self._hand_down(role, fields.values(role)[0][1], inside)
        if what is What.SESSION:
            under = entry
            inside.setdefault('date', inside.get('start'))
            inside = {role: value for role, value in inside.items() if role not in WHEN}  # of the whole, not of each
        if what is What.ROOM:
            inside['room'] = named(one)[:_SAID_LONGEST]
        if what is What.TRACK:
            inside['track'] = named(one)[:_SAID_LONGEST]
        if what is What.DAY:
            inside['part'] = named(one)[:_SAID_LONGEST]
        if what is What.DAY and 'date' not in fields and find_date(named(one)):
            inside['date'] = named(one)
        for name in nested:
            fields.used.add(name)
            told = _below(name, inside)
            if what is not What.SLOT or holds_talks(name):
                told['heading'] = inside.get('heading')
            self.walk(one[name], name, told, under)

    def _told_of(self, entry: Entry, inherited: dict[str, object]) -> None:
        """Talks that stand below the one who gives them."""
        for key, value in entry.fields.record.items():
            if holds_talks(key) and _any_titled(value):
                entry.fields.used.add(key)
                self.walk(value, key, {**inherited, 'speaker': entry}, None)

    @staticmethod
    def _hand_down(role: str, value: object, inside: dict[str, object]) -> None:
        """What holds for all below; a list of tracks or rooms is of what stands side by side."""
        if role in ('room', 'track') and isinstance(value, list) and len(value) > 1:
            inside['lanes of'], inside['lanes'] = role, [named(one) for one in value]
        elif role in ('room', 'track'):
            inside[role] = named(value)[:_SAID_LONGEST]
        elif not isinstance(value, str | list) or len(value) <= _SAID_LONGEST:
            inside[role] = value


def _what(fields: Fields, heading: str, roles: set[str], nested: list[str]) -> What | None:
    role = role_of(heading)[0]
    titled = 'title' in fields or 'name' in fields
    spoken = {'title', 'abstract'} <= roles or bool(roles & WHEN)
    if role == 'sponsors':
        return What.SPONSOR if titled else None
    if role in _PEOPLE and not spoken:
        return What.PERSON
    if roles & _LIVES and not roles & (WHEN | {'abstract', 'people', 'authors', 'date', 'chairs'}):
        return What.PERSON
    if nested:
        timed = any(role in fields for role in ('start', 'time'))
        if role == 'day' or (('date' in fields or 'day' in fields) and not timed and not titled):
            return What.DAY
        if not timed and 'date' in fields and 'chairs' not in fields and 'abstract' not in fields:
            return What.DAY
        if role in ('room', 'track') and not timed:
            return What.ROOM if role == 'room' else What.TRACK
        headed = titled or any(isinstance(value, str) for _, value in fields.values('session'))
        return What.SESSION if headed else What.SLOT if timed or roles & {'date', 'day'} else None
    if role in ('room', 'track') and not roles & (WHEN | {'people', 'authors'}):
        return What.ROOM if role == 'room' else What.TRACK
    if role == 'day' and not roles & (WHEN | {'people', 'authors'}):
        return What.DAY
    if titled:
        talks = roles & (_SAID | WHEN) or (holds_talks(heading) and not set(folded(heading).split()) & _NO_TALKS)
        return What.TALK if talks else None
    if 'start' in fields or 'time' in fields:
        return What.TALK if 'people' in fields or 'abstract' in fields else What.SLOT
    return What.TALK if ('people' in fields or 'authors' in fields) and 'abstract' in fields else None


def _nests(key: str, value: object) -> bool:
    """Whether records stand under a key that may be talks, or hold some."""
    if not isinstance(value, list | dict) or not value:
        return False
    role = role_of(key)[0]
    if (
        role in _PEOPLE
        or role in ('affiliation', 'bio', 'url', 'keywords', 'sponsors')
        or set(folded(key).split()) & _NO_TALKS
    ):
        return role in _PEOPLE and _any_talk(value)
    if isinstance(value, dict):
        if role in ('room', 'track', 'type', 'language', 'session') and not any(
            isinstance(v, list) for v in value.values()
        ):
            return False
        return _is_record(value) or any(isinstance(one, dict | list) for one in value.values())
    return any(isinstance(one, dict | list) for one in value) or (holds_talks(key) and _titles(value))


def _lists(value: object) -> bool:
    return isinstance(value, list | dict) and any(
        isinstance(one, dict) for one in (value.values() if isinstance(value, dict) else value)
    )


def _stands_alone(key: str) -> bool:
    """What a programme lists beside its talks: speakers, sponsors."""
    role = role_of(key)[0]
    return role in _PEOPLE or role == 'sponsors'


def _any_titled(value: object) -> bool:
    return any(
        isinstance(one, dict) and 'title' in Fields(one) for one in (value if isinstance(value, list) else [value])
    )


def _any_talk(value: object) -> bool:
    """Speakers each with a talk of their own."""
    ones = [
        one
        for one in (value.values() if isinstance(value, dict) else value if isinstance(value, list) else ())
        if isinstance(one, dict)
    ]
    return any({'title', 'abstract'} <= Fields(one).keys.keys() for one in ones)


def _titles(value: list[object]) -> bool:
    return all(isinstance(one, str) and len(one.split()) > 1 for one in value)


def _is_record(value: Record) -> bool:
    fields = Fields(value)
    scalar = any(
        isinstance(one, str | int | float)
        for role in ('title', 'name', 'start', 'time', 'first', 'last')
        for _, one in fields.values(role)
    )
    tongues = any(translated(one) for role in ('title', 'name') for _, one in fields.values(role))
    dated = any(isinstance(one, str) for _, one in fields.values('date')) and any(
        _nests(key, one) for key, one in value.items()
    )
    return scalar or tongues or dated


def _filed(value: Record) -> bool:
    """Whether records are filed under their names: `{"mary": {…}, "ada": {…}}`."""
    return (
        bool(value)
        and all(isinstance(one, dict) for one in value.values())
        and any(_is_record(one) for one in value.values() if isinstance(one, dict))
    )


def _below(key: str, inherited: dict[str, object]) -> dict[str, object]:
    """What a key says of everything below it: a day, a time, a room, else a heading."""
    inside = dict(inherited)
    words = folded(key)
    if find_date(key, 2000) is not None:
        inside['date'] = key
    elif weekday_of(key) is not None or re.fullmatch(r'(?:day|tag|jour|dia|giorno|dag) ?\d{1,2}', words):
        inside['day'] = key
    elif clocks(key) is not None and not _YEAR.fullmatch(key.strip()):
        inside['time'] = key
    elif re.match(r'(?:room|hall|raum|saal|salle|sala|aula|auditorium)\b.', words):
        inside['room'] = key
    elif not generic(key) and role_of(key)[0] not in _PEOPLE:
        inside['heading'] = key
    return inside


def _spread(one: object) -> Record:
    """A record with talks that were written flat into it (`talk_1`, `talk_1_speakers`) or under their own titles."""
    record: Record = one if isinstance(one, dict) else {}
    rest: Record = {}
    numbered: dict[tuple[str, int], Record] = {}
    titled: list[Record] = []
    for key, value in record.items():
        match = _NUMBERED.fullmatch(key)
        if match and holds_talks(match[1]):
            numbered.setdefault((match[1], int(match[2])), {})[match[3] or 'title'] = value
        elif isinstance(value, str) and '\n' in value.strip() and len(key.split()) >= _WORDY and not role_of(key)[0]:
            titled.append({'title': key, **_list_of_fields(value)})
        else:
            rest[key] = value
    if not any('title' in told and len(told) > 1 for told in numbered.values()):
        numbered = {}
        rest = {key: value for key, value in record.items() if key not in {told['title'] for told in titled}}
    flat = [numbered[place] for place in sorted(numbered, key=lambda place: place[1])] + titled
    return {**rest, 'talks' if 'talks' not in rest else 'more talks': flat} if flat else record


def _list_of_fields(value: str) -> Record:
    """`- Speaker: Ada` line by line; else it is an abstract."""
    lines = [_TOLD.fullmatch(line.strip()) for line in value.strip().splitlines() if line.strip()]
    if not all(lines):
        return {'abstract': value}
    return {match[1]: match[2].strip().strip('*') for match in lines if match}
