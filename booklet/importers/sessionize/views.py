"""The records of Sessionize's views: sessions, speakers, rooms, categories.

In: JSON. Out: a `Book` that joins them by their ids and makes the `Draft`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from booklet.draft import Draft, Item, Losses, Part, Someone, TrackName
from booklet.intake.values import Record, first, names, number, record, records, sequence, text
from booklet.model import Text
from booklet.reading.instants import Pair, spans
from booklet.reading.times import moment

_SESSION = names(
    'id title description startsAt endsAt isServiceSession isPlenumSession speakers categoryItems categories '
    'questionAnswers roomId room status isInformed isConfirmed index'
)
_SPEAKER = names('id firstName lastName fullName bio tagLine isTopSpeaker sessions links categoryItems questionAnswers')
_SPEAKER |= {'categories'}
_PAGES = re.compile('blog|web|site|home', re.IGNORECASE)
_TRACK = re.compile(r'\b(?:tracks?|streams?|spur|piste|pista|trilha)\b', re.IGNORECASE)
_LANGUAGE = re.compile(r'\b(?:languages?|sprache|langue|idioma|lingua|taal|språk)\b', re.IGNORECASE)
_TAGS = re.compile(
    r'\b(?:tags?|topics?|keywords?|categor(?:y|ies)|themen?|schlagw\w+|technolog\w+|subjects?)\b', re.IGNORECASE
)
_TONGUES = {
    'en': 'english englisch inglés anglais',
    'de': 'german deutsch',
    'fr': 'french français',
    'es': 'spanish español',
    'it': 'italian italiano',
    'nl': 'dutch nederlands',
    'pl': 'polish polski',
    'pt': 'portuguese português',
    'ru': 'russian',
    'sv': 'swedish svenska',
    'da': 'danish',
    'nb': 'norwegian norsk',
    'fi': 'finnish',
    'cs': 'czech',
    'hr': 'croatian',
    'sr': 'serbian',
    'uk': 'ukrainian',
    'ja': 'japanese',
}
_CALLED = {name: tag for tag, called in _TONGUES.items() for name in names(called)}


@dataclass(slots=True)
class Book:
    losses: Losses
    rooms: dict[str, str] = field(default_factory=dict)  # names by ids, in their order
    categories: dict[str, tuple[str, str]] = field(default_factory=dict)  # a choice's id: category and choice
    tracks: list[str] = field(default_factory=list)
    speakers: dict[str, Someone] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    times: dict[str, Pair] = field(default_factory=dict)
    titles: dict[str, tuple[str, list[str]]] = field(default_factory=dict)  # of sessions that only speakers name
    put_aside: set[str] = field(default_factory=set)

    def tables(self, node: Record) -> None:
        """Rooms and categories, in the order that they shall have."""
        for room in sorted(records(node.get('rooms')), key=_place):
            self.rooms.setdefault(text(room.get('id')), text(room.get('name')))
        for category in records(node.get('categories')):
            title = text(category.get('title'))
            choices = sorted(records(category.get('items')), key=_place)
            for one in choices:
                self.categories[text(one.get('id'))] = title, text(one.get('name'))
            if _TRACK.search(title) and category.get('type', 'session') == 'session':
                self.tracks += [text(one.get('name')) for one in choices]

    def draft(self) -> Draft:
        keys = list(self.items)
        timed = spans([self.times.get(key, (None, None)) for key in keys], '', self.losses)
        in_utc = any(one is not None and one.offset is not None for pair in self.times.values() for one in pair)
        if in_utc:
            self.losses.changed(
                'time', 'all', 'the view tells times in UTC, and not the event’s zone: they stay in UTC'
            )
        items = [
            replace(
                self.items[key],
                date=date,
                start=start,
                end=end,
                people=tuple(
                    replace(part, person=self.speakers.get(part.person.key, part.person))
                    for part in self.items[key].people
                ),
            )
            for key, (date, start, end) in zip(keys, timed, strict=True)
        ]
        for key, (title, speakers) in self.titles.items():
            if key not in self.items and key not in self.put_aside and title:
                people = tuple(Part(self.speakers[one]) for one in speakers)
                items.append(Item(title, key, people=people, origin=f'session {key}'))
        return Draft(
            time_zone='UTC' if in_utc else '',
            items=tuple(items),
            people=tuple(self.speakers.values()),
            rooms=tuple(dict.fromkeys(name for name in self.rooms.values() if name)),
            tracks=tuple(TrackName(name) for name in dict.fromkeys(self.tracks) if name),
        )


def _place(node: Record) -> float:
    place = number(node.get('sort'))
    return place if place is not None and abs(place) < 1e9 else 0


def read_sessions(found: list[Record], book: Book, group: str = '') -> None:
    for one in found:
        key, title = text(one.get('id')), text(one.get('title'))
        if key in book.items or key in book.put_aside:
            continue  # in another group, or in the grid twice
        status = text(one.get('status'))
        if status and not re.match('accept|cancel', status, re.IGNORECASE):
            book.losses.dropped('event', title, f'is not accepted: “{status[:40]}”', f'session {key}')
            book.put_aside.add(key)
            continue
        book.losses.unread(one, _SESSION)
        book.times[key] = moment(one.get('startsAt')), moment(one.get('endsAt'))
        book.items[key] = _item(one, key, title, book, group)


def _item(one: Record, key: str, title: str, book: Book, group: str) -> Item:
    track, language, keywords = _choices(one, book)
    if group and not track and group != text(one.get('room')) and not re.search(r'\d{4}', group):
        track = group
    _answers(one, book)
    return Item(
        title=title,
        key=key,
        abstract=Text(text(one.get('description'))),
        language=language,
        room=book.rooms.get(text(one.get('roomId'))) or text(one.get('room')),
        track=track,
        people=tuple(Part(who) for entry in sequence(one.get('speakers')) if (who := _speaker(entry, book)).name),
        keywords=keywords,
        cancelled=text(one.get('status')).lower().startswith('cancel'),
        origin=f'session {key}',
    )


def _speaker(entry: object, book: Book) -> Someone:
    """An id, or id and name; who is told of more closely later is put in their place then."""
    node = record(entry)
    key = text(node.get('id')) if node else text(entry)
    return book.speakers.get(key) or Someone(text(node.get('name')) or (key if node else ''), key)


def _choices(one: Record, book: Book) -> tuple[str, str, tuple[str, ...]]:
    """Track, language and keywords; other categories have no place."""
    chosen = [
        book.categories[key] for entry in sequence(one.get('categoryItems')) if (key := text(entry)) in book.categories
    ]
    for node in records(one.get('categories')):
        items = records(node.get('categoryItems'))
        chosen += [(text(node.get('name')), text(item.get('name'))) for item in items]
    track, language = '', ''
    keywords = []
    for category, choice in chosen:
        if _TRACK.search(category) and not track:
            track = choice
        elif _LANGUAGE.search(category) and not language and choice.lower() in _CALLED:
            language = _CALLED[choice.lower()]
        elif _TRACK.search(category) or _TAGS.search(category):
            keywords.append(choice)
        else:
            book.losses.fields[f'category “{category[:60]}”'] += 1
    return track, language, tuple(keywords)


def _answers(one: Record, book: Book) -> None:
    for answer in records(one.get('questionAnswers')):
        if answer.get('answerValue') or answer.get('answer'):
            book.losses.fields['questionAnswers'] += 1


def read_speakers(found: list[Record], book: Book) -> None:
    for one in found:
        key = text(one.get('id'))
        given, family = text(one.get('firstName')), text(one.get('lastName'))
        name = ' '.join((first(one, 'fullName') or f'{given} {family}').split())
        biography, tag_line = text(one.get('bio')), text(one.get('tagLine'))
        if tag_line and tag_line not in biography:
            biography = f'{tag_line}\n\n{biography}'.strip()
        book.losses.unread(one, _SPEAKER, 'speaker.')
        _answers(one, book)
        book.losses.fields['speaker.categories'] += len(
            sequence(one.get('categoryItems')) or sequence(one.get('categories'))
        )
        someone = Someone(
            name,
            key,
            ' '.join(family.split()) if given else '',
            url=_page(one, book),
            biography=Text(biography),
        )
        old = book.speakers.get(key)
        if name and (old is None or not old.biography):
            book.speakers[key] = someone
        for session in sequence(one.get('sessions')):
            node = record(session)
            if node and name:
                titled = book.titles.setdefault(text(node.get('id')), (text(node.get('name')), []))
                titled[1].append(key)
    book.losses.fields += {}  # counts of nothing are left out


def _page(one: Record, book: Book) -> str:
    """A blog or a site of one's own; what leads to social media is left out."""
    found = ''
    for link in records(one.get('links')):
        kind, url = first(link, 'linkType', 'title'), text(link.get('url'))
        if not found and _PAGES.search(kind):
            found = url
        elif url:
            book.losses.fields['speaker.links'] += 1
    return found
