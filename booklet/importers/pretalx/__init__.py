"""pretalx's API as JSON: submissions or talks, and with them speakers, rooms, slots, tracks, the event.

Each file is one answer of the API, or several pages of one: a list, or `{"count", "next", "results"}`. A folder's
files are joined by codes and ids, whatever their names. Answers of old versions (ids beside names, `slot`) are read
as those of new ones (`slots`, bare ids, or records with `?expand=`), and the data of the schedule widget.

Read are, of a submission: code, title, abstract and description (one after the other, Markdown), content_locale,
track, tags as keywords, state, duration, slots with their room, start and end; of a speaker: code, name, biography,
and the answer to a question for the affiliation; of a room: name, position; of a track: name, colour; breaks; of the
event: name, date_from, date_to, timezone, locale. Submissions that are cancelled and have a slot are shown so; those
that are withdrawn, rejected or only proposed are dropped. Posters hang in a poster session of their day. Texts in
several languages are read in the event's.

Dropped: pictures, resources, notes, reviews, answers to other questions, e-mail addresses, type.

Documented at docs.pretalx.org/api, and by the serializers in pretalx/pretalx `src/pretalx/api/serializers`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from booklet.draft import Draft, Gathering, Item, Losses, Part, Someone, TrackName
from booklet.importers import frab
from booklet.importers.pretalx.store import CODE, Store
from booklet.intake.given import Blob, Given, Refusal
from booklet.intake.values import Record, first, names, number, record, records, sequence, text
from booklet.model import Kind, Text
from booklet.reading import people, times, zones
from booklet.reading.kinds import kind_of
from booklet.source import Node

NAME = 'pretalx'
TITLE = 'pretalx: submissions, speakers, rooms of its API (JSON)'

_KNOWN = names(
    'id code title abstract description content_locale track track_id tags tag_ids state pending_state duration slot'
    ' slots slot_count speakers start end room room_id created updated is_featured is_anonymised do_not_record'
    ' submission_type_id event url urls do_not_record signup_status attendee_signup_required'
    ' attendee_signup_capacity'
)
_KNOWN_SPEAKER = names('code name biography submissions answers guid id locale timezone is_managed')
_KNOWN_ROOM = names('id name description position guid uuid url capacity hidden speaker_info availabilities')
_OUT = {
    'withdrawn': 'was withdrawn',
    'rejected': 'was rejected',
    'submitted': 'is not accepted yet',
    'draft': 'is a draft',
    'deleted': 'was deleted',
}
_AFFILIATION = re.compile(
    r'affiliation|organi[sz]ation|company|institut|universit|employer|firma|arbeitgeber|empresa|entreprise',
    re.IGNORECASE,
)
_HEAD = re.compile(rb'"(?:submission_type|submission_type_id|content_locale|biography|slot_count|talks|date_from)"')
_WANTED = 'pretalx’s API has submissions with "code", "title" and "speakers"'


def recognise(given: Given) -> float:
    """As sure as the surest of the files; rooms alone may be anybody's."""
    return max((_sure(blob) for blob in given.blobs), default=0.0)


def read(given: Given, losses: Losses, mapping: Node | None = None) -> Draft:
    store = Store()
    for blob in given.blobs:
        if not blob.looks_like_json():
            losses.dropped('file', blob.name, 'is no JSON')
        elif not store.add(blob.json):
            losses.dropped('file', blob.name, 'is no answer of pretalx’s API that is read')
    _tell_pages(given, losses)
    losses.fields.update(store.left)
    if not store.talks and not store.speakers:
        raise Refusal('there are neither submissions nor speakers in this', given.blobs[0].span(), _WANTED)
    return _Reader(store, losses).draft()


def _tell_pages(given: Given, losses: Losses) -> None:
    """Tells of answers that are some pages of several."""
    told: dict[tuple[float, frozenset[str]], int] = {}
    for page in (record(blob.json) for blob in given.blobs if blob.looks_like_json()):
        count, results = number(page.get('count')), records(page.get('results'))
        if count is not None and results:
            kind = (count, frozenset(results[0]))
            told[kind] = told.get(kind, 0) + len(results)
    for (count, _), here in told.items():
        if here < count:
            losses.dropped('file', f'{count - here:.0f} records', 'are on pages of the answer that were not given')


def _sure(blob: Blob) -> float:
    if not blob.looks_like_json():
        return 0.0
    try:
        value = blob.json
    except Refusal:  # cut off, perhaps; `read` says where
        return 0.6 if len(set(_HEAD.findall(blob.data[:8000]))) > 2 else 0.0
    store = Store()
    if 'conference' in record(record(value).get('schedule')) or not store.add(value):
        return 0.0
    if not store.talks and not store.speakers:
        return (
            0.5 if any(room.keys() & {'guid', 'uuid'} and 'position' in room for room in store.rooms.values()) else 0.0
        )
    if any(CODE.fullmatch(code) for code in (*store.talks, *store.speakers)):
        return 0.9
    return 0.4


class _Reader:
    def __init__(self, store: Store, losses: Losses) -> None:
        self.store = store
        self.losses = losses
        self.event = store.event
        locales = Counter(text(talk.get('content_locale')) for talk in store.talks.values())
        self.language = text(self.event.get('locale')) or next((code for code, _ in locales.most_common(1)), '') or 'en'
        self.zone = text(self.event.get('timezone'))
        self.moments: dict[str, times.Moment] = {}
        self.slots: dict[str, list[Record]] = {}
        for slot in store.slots.values():
            self.slots.setdefault(self._code(slot.get('submission')), []).append(slot)
        self.sessions: dict[str, Gathering] = {}
        self.people: dict[str, Someone] = {}

    def draft(self) -> Draft:
        self._judge()
        for code, speaker in self.store.speakers.items():
            self._speaker(code, speaker)
        items = [item for code, talk in self.store.talks.items() for item in self._items(code, talk)]
        items += [item for one in self._pauses() for item in self._pause(one)]
        rooms = sorted(self.store.rooms.values(), key=lambda room: number(room.get('position')) or 0)
        for room in rooms:
            self.losses.unread(room, _KNOWN_ROOM, 'room.')
        start, end = (times.moment(self.event.get(key)) for key in ('date_from', 'date_to'))
        return Draft(
            title=self.said(self.event.get('name')),
            start=start.date if start else None,
            end=end.date if end else None,
            time_zone=self.zone,
            language=text(self.event.get('locale')),
            url=text(self.event.get('custom_domain')),
            items=tuple(items),
            sessions=tuple(self.sessions.values()),
            people=tuple(self.people.values()),
            rooms=tuple(name for room in rooms if (name := self.said(room.get('name')))),
            tracks=tuple(self._tracks()),
        )

    def said(self, value: object) -> str:
        """A text in the event's language; the others are counted."""
        if isinstance(value, dict):
            several = {text(one) for one in value.values()} - {''}
            if len(several) > 1:
                self.losses.fields['translations'] += len(several) - 1
        return text(value, self.language)

    def _judge(self) -> None:
        """All times of the programme on the event's clock, told by what is written."""
        told = [slot for talk in self.store.talks.values() for slot in self._slots(talk)]
        told += [*self.store.slots.values(), *self.store.breaks]
        written = {text(slot.get(key)): times.moment(slot.get(key)) for slot in told for key in ('start', 'end')}
        known = {words: moment for words, moment in written.items() if moment is not None}
        verdict = zones.judge(known.values(), self.zone)
        if verdict.changed:
            self.losses.changed('time', 'all', verdict.reason)
        self.moments = dict(zip(known, verdict.moments, strict=True))

    # --- talks ---

    def _slots(self, talk: Record) -> list[Record]:
        """Where and when a talk takes place: records in it, or those of another file that name it or that it names."""
        code = text(talk.get('code'))
        found = [record(talk.get('slot'))] if talk.get('slot') else []
        for one in sequence(talk.get('slots')):
            found.append(one if isinstance(one, dict) else self.store.slots.get(text(one), {}))
        if not any(found):
            found = self.slots.get(code, [])
        if not any(found) and talk.get('start'):
            found = [talk]
        return [slot for slot in found if slot.get('start')]

    def _code(self, value: object) -> str:
        return text(record(value).get('code')) if isinstance(value, dict) else text(value)

    def _items(self, code: str, talk: Record) -> Iterator[Item]:
        title, state = self.said(talk.get('title')), text(talk.get('state'))
        slots = self._slots(talk)
        cancelled = state in ('canceled', 'cancelled')
        if state in _OUT or (cancelled and not slots):
            self.losses.dropped('event', title, _OUT.get(state, 'was cancelled'), code)
            return
        self.losses.unread(talk, _KNOWN, 'submission.')
        kind = self._type(talk)
        item = Item(
            title,
            code,
            Kind.TALK if kind_of(title) is None else None,
            abstract=frab.joined(self.said(talk.get('abstract')), self.said(talk.get('description')), 'markdown'),
            language=text(talk.get('content_locale')),
            track=self._name(talk.get('track'), self.store.tracks, talk.get('track_id')),
            people=tuple(self._parts(talk)),
            keywords=tuple(filter(None, (self._tag(one) for one in sequence(talk.get('tags'))))),
            url=text(record(talk.get('urls')).get('public')),
            poster=re.match(r'posters?(?!.*session)\b', kind, re.IGNORECASE) is not None,
            cancelled=cancelled,
            origin=f'submission {code}',
        )
        if not slots:
            yield item
        for place, slot in enumerate(slots):
            timed = self._timed(item, slot, talk.get('duration'))
            if place:
                timed = replace(timed, key=f'{code}@{first(slot, "id") or place}', repeat_of=code)
            yield frab.hung(timed, kind, self.sessions) if timed.poster and timed.date else timed

    def _timed(self, item: Item, slot: Record, duration: object = None) -> Item:
        start, end = (self.moments.get(text(slot.get(key))) for key in ('start', 'end'))
        begin = start.minutes if start else None
        finish = None
        if start and begin is not None:
            lasts = times.lasting(slot.get('duration')) or times.lasting(duration)
            if end and end.minutes is not None:
                finish = (end.date - start.date).days * times.DAY + end.minutes
            elif lasts is not None:
                finish = begin + lasts
        room = self._name(slot.get('room'), self.store.rooms, slot.get('room_id'))
        return replace(item, date=start.date if start else None, start=begin, end=finish, room=room)

    def _type(self, talk: Record) -> str:
        told = talk.get('submission_type')
        known = self.store.types.get(text(told)) or self.store.types.get(text(talk.get('submission_type_id')))
        if known is None and isinstance(told, int):
            return ''
        return re.sub(r'\s*\(.*', '', self._name(told, self.store.types, talk.get('submission_type_id')))

    def _name(self, value: object, table: dict[str, Record], id_: object = None) -> str:
        """A name given as text, in several languages, as a record, or as an id of another file."""
        if isinstance(value, dict):
            return self.said(value.get('name')) if 'name' in value else self.said(value)
        known = table.get(text(value)) or table.get(text(id_))
        if known is not None:
            return self.said(known.get('name'))
        if isinstance(value, int) and not isinstance(value, bool):
            self.losses.fields['ids without a record'] += 1
            return ''
        return text(value)

    def _tag(self, value: object) -> str:
        if isinstance(value, dict):
            return self.said(value.get('tag') or value.get('name'))
        known = self.store.tags.get(text(value))
        return self.said(known.get('tag')) if known else text(value) if isinstance(value, str) else ''

    # --- people ---

    def _parts(self, talk: Record) -> Iterator[Part]:
        for one in sequence(talk.get('speakers')):
            code = self._code(one)
            someone = self.people.get(code)
            if isinstance(one, dict):
                someone = self._speaker(code, {**self.store.speakers.get(code, {}), **_filled(one)})
            if someone is not None:
                yield Part(someone)
            elif code:
                self.losses.dropped('person', code, 'is in no file of speakers', text(talk.get('code')))

    def _speaker(self, code: str, speaker: Record) -> Someone | None:
        name = self.said(speaker.get('name'))
        if not name:
            self.losses.dropped('person', code, 'has no name')
            return None
        if code not in self.people:
            self.losses.unread(speaker, _KNOWN_SPEAKER, 'speaker.')
        someone = people.person(name, self._affiliation(speaker))
        biography = self.said(speaker.get('biography'))
        old = self.people.get(code)
        someone = replace(someone, key=code, biography=Text(biography, 'markdown') if biography else Text(''))
        if old is not None:
            someone = replace(someone, biography=someone.biography or old.biography)
            someone = replace(someone, institutes=someone.institutes or old.institutes)
        if code:
            self.people[code] = someone
        return someone

    def _affiliation(self, speaker: Record) -> str:
        """The answer to the question for where somebody works; other answers are counted."""
        found = ''
        for one in sequence(speaker.get('answers')):
            answer = one if isinstance(one, dict) else self.store.answers.get(text(one), {})
            question = answer.get('question')
            asked = record(question) if isinstance(question, dict) else self.store.questions.get(text(question), {})
            words = text(answer.get('answer')).strip()
            if words and not found and len(words) < 200 and _AFFILIATION.search(text(asked.get('question'), 'en')):
                found = words
            elif answer:
                self.losses.fields['speaker.answers'] += 1
        return found

    # --- the rest ---

    def _pauses(self) -> list[Record]:
        """Breaks, and slots without a submission."""
        return [*self.store.breaks, *(slot for slot in self.store.slots.values() if not slot.get('submission'))]

    def _pause(self, slot: Record) -> Iterator[Item]:
        title = self.said(slot.get('description') or slot.get('title'))
        item = Item(title, f'break@{text(slot.get("start"))}@{title}', Kind.BREAK, origin=f'slot {first(slot, "id")}')
        timed = self._timed(item, slot)
        if title and timed.date:
            kind = None if re.search(r'\w{3}', title) else Kind.BREAK
            yield replace(timed, kind=kind, key=f'{timed.key}@{timed.room}')
        else:
            self.losses.dropped('event', title or 'break', 'is a break without a name or a time', item.origin)

    def _tracks(self) -> Iterator[TrackName]:
        for track in self.store.tracks.values():
            if name := self.said(track.get('name')):
                colour = text(track.get('color'))
                yield TrackName(name, colour.lower() if re.fullmatch(r'#[0-9a-fA-F]{6}', colour) else '')


def _filled(one: Record) -> Record:
    return {key: value for key, value in one.items() if value not in (None, '', [])}
