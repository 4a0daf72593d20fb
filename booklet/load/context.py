"""What every reader of the content needs at hand while an event is put together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TypeVar
from unicodedata import category

from booklet.diagnostics import Sink
from booklet.fields import Fields, did_you_mean
from booklet.load.files import MANY, Content
from booklet.load.ids import ID, Ids
from booklet.model import Affiliation, Person, Room, Text, Track
from booklet.source import Mapping, Node, Scalar, Sequence

T = TypeVar('T')

LANGUAGE = re.compile(r'[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*')  # the shape of BCP 47, 2.1; not the registry
NO_TEXT = Text('')
_UNSEEN = frozenset(('Zs', 'Zl', 'Zp', 'Cc', 'Cf'))  # categories of characters that leave no mark
URL = re.compile(r'(https?://|mailto:)\S+', re.IGNORECASE)


@dataclass(slots=True)
class Context:
    """The tables grow as they are read: affiliations, then people, rooms and tracks, then the programme."""

    content: Content
    sink: Sink
    language: str = 'en'
    dialect: str = ''
    affiliations: dict[str, Affiliation] = field(default_factory=dict)
    affiliations_by_name: dict[str, Affiliation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    people_by_name: dict[tuple[str, str], Person] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    tracks: dict[str, Track] = field(default_factory=dict)
    ids: Ids = field(default_factory=lambda: Ids(set()))
    person_ids: Ids = field(default_factory=lambda: Ids(set()))
    affiliation_ids: Ids = field(default_factory=lambda: Ids(set()))

    def unknown(self, what: str, name: Scalar, known: dict[str, T], hint: str = '') -> None:
        """Reports a reference to nothing, unless a broken file may hold what it refers to."""
        if self.content.complete:
            near = (by_name(name.text, known) or did_you_mean(name.text, known)) if len(self.sink.items) < MANY else ''
            text = ' '.join(filter(None, (near, hint)))
            self.sink.error(f"there is no {what} '{name.text}'", name.span, text or f"add it to '{WHERE[what]}'")

    def reference(self, fields: Fields, key: str, what: str, known: dict[str, T]) -> T | None:
        """What a field refers to by its id."""
        name = fields.scalar(key)
        if name is None:
            return None
        found = known.get(name.text)
        if found is None:
            self.unknown(what, name, known)
        return found

    def references(self, fields: Fields, key: str, what: str, known: dict[str, T]) -> tuple[T, ...]:
        """What a field refers to by one id, or a list of them; each once."""
        if type(fields.get(key)) is not Sequence:
            found = self.reference(fields, key, what, known)
            return () if found is None else (found,)
        several: dict[str, T] = {}
        for name in fields.texts(key):
            if name.text in known:
                several[name.text] = known[name.text]
            else:
                self.unknown(what, name, known)
        return tuple(several.values())

    def marked(self, fields: Fields, key: str, language: str = '', required: bool = False, dialect: str = '') -> Text:
        """A title or another line of marked-up text."""
        value = fields.scalar(key, required)
        if value is None:
            return NO_TEXT
        words = ' '.join(value.text.split())
        if required and not visible(words):
            fields.error(f"{fields.what} has an empty '{key}'", key)
        if not words:
            return NO_TEXT
        span = value.text_span
        literal = value.source.line(span.line - 1).startswith(words, span.column - 1)
        return Text(words, dialect or self.dialect, language or self.language, span, literal)

    def long_text(self, fields: Fields, key: str, dialect: str, language: str) -> Text:
        """A text of paragraphs, blank lines at its ends cut off; its span is the place of its first line."""
        value = fields.scalar(key)
        if value is None:
            return NO_TEXT
        body = value.text.lstrip('\n').rstrip()
        if not body:
            return NO_TEXT
        span = value.text_span
        literal = value.style == '|' or value.source.line(span.line - 1).startswith(body, span.column - 1)
        return Text(body, dialect or self.dialect, language, span, literal)


def about(text: Text, title: str) -> Text:
    """The same text, all that is said of it told to be about the talk of that title."""
    return replace(text, span=replace(text.span, about=title)) if text.span is not None else text


def by_name(name: str, known: dict[str, T]) -> str:
    """A hint at the entry that bears this name, where its id was wanted."""
    wanted = ' '.join(name.split()).casefold()
    found = (key for key, one in known.items() if getattr(one, 'name', '').casefold() == wanted)
    return next((f"write its id: '{key}'" for key in found), '')


WHERE = {'affiliation': 'affiliations', 'person': 'people', 'room': 'rooms', 'track': 'tracks', 'talk': 'days'}


def visible(text: str) -> bool:
    """Whether there is anything to see: not spaces, joiners and other format characters alone."""
    return any(category(letter) not in _UNSEEN for letter in text)


def url(fields: Fields, key: str = 'url') -> str:
    value = fields.scalar(key)
    if value is None:
        return ''
    if not URL.fullmatch(value.text.strip()):
        fields.error(f"'{value.text[:60]}' is no address", key, 'it should begin with https:// and hold no spaces')
        return ''
    return value.text.strip()


def language(fields: Fields, default: str) -> str:
    value = fields.scalar('language')
    if value is None:
        return default
    if not LANGUAGE.fullmatch(value.text):
        fields.error(
            f"'{value.text[:60]}' is no language", 'language', 'write its code, such as en, de, pt-BR or zh-Hant'
        )
        return default
    return value.text


def explicit_id(fields: Fields) -> str:
    """The id that the content gives; '' where it gives none, or one that cannot be a name in a link."""
    value = fields.scalar('id')
    if value is None:
        return ''
    if not ID.fullmatch(value.text) or len(value.text) > 100:
        fields.error(f"'{value.text[:60]}' cannot be an id", 'id', 'use letters, digits and hyphens')
        return ''
    return value.text


def named(node: Node, sink: Sink, what: str, keys: dict[str, None]) -> Fields | None:
    """The fields of an entry that may also be just its name; a name alone stands for `{name: …}`."""
    if isinstance(node, Scalar):
        if node.is_null or not node.text.strip():
            sink.error(f'{what} has no name', node.span)
            return None
        alone = Mapping(node.source, node.line, node.column)
        alone.keys['name'] = alone.values['name'] = node
        return Fields(alone, sink, what, keys)
    return Fields(node, sink, what, keys)
