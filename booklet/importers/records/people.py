"""The people of a site's records: told in lists of their own, or where they speak.

In: fields of entries. Out: `Someone`s and `Part`s.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from booklet.draft import Institute, Losses, Part, Someone
from booklet.importers.records.fields import Fields
from booklet.importers.records.keys import holds_talks
from booklet.importers.records.links import handles
from booklet.importers.records.tree import Entry
from booklet.intake.values import text
from booklet.model import Role, Text
from booklet.reading import credits
from booklet.reading.people import nobody, parts, person
from booklet.reading.words import folded

_ROLES = {
    'chairs': Role.CHAIR,
    'moderators': Role.MODERATOR,
    'organisers': Role.MODERATOR,
    'panellists': Role.PANELLIST,
    'discussants': Role.DISCUSSANT,
}
_PRESENTS = re.compile(r'(?:is[_ -]?)?(?:present(?:er|ing|s)?|speak(?:er|ing|s)?)', re.IGNORECASE)
_BODIES = re.compile(r'\b(?:committee|team|board|staff|organi[sz]ers?|society|association|inc|ltd)\b', re.IGNORECASE)
_LINK = re.compile(r'(?:https?://|/)\S+|\S+\.html?')  # `speaker_url`


def long_text(value: object) -> str:
    """Paragraphs in a list are one text."""
    if isinstance(value, list):
        return '\n\n'.join(found for one in value if isinstance(one, str) and (found := text(one)))
    return text(value)


class People:
    """Everybody who is told of; entries refer to them by id, by what they are filed under, or by name."""

    def __init__(self, entries: list[Entry], losses: Losses, unescaped: list[str]) -> None:
        self.losses = losses
        self.unescaped = unescaped
        self.known: dict[str, Someone] = {}
        self.everyone: list[Someone] = []
        self.of_entry: dict[int, Someone] = {}
        self.named_by: dict[int, list[Someone]] = {}  # talks that people name as theirs
        self.entries = entries
        for entry in entries:
            someone = self._someone(entry.fields, entry.key, entry.dialect, True)
            if someone is None:
                continue
            self.everyone.append(someone)
            self.of_entry[id(entry)] = someone
            handles = [entry.key, someone.key, folded(someone.name), *(text(v) for _, v in entry.fields.values('id'))]
            for handle in handles:
                if handle:
                    self.known.setdefault(handle, someone)

    def listed(self) -> list[Someone]:
        return self.everyone

    def link(self, talks: list[Entry]) -> None:
        """People who name their talks: `{"name": "Ada", "sessions": [7]}`."""
        known = {name: talk for talk in reversed(talks) for name in handles(talk)}
        for entry in self.entries:
            for key, value in entry.fields.record.items():
                if entry.fields.used.isdisjoint((key,)) and holds_talks(key) and id(entry) in self.of_entry:
                    for one in value if isinstance(value, list) else [value]:
                        talk = known.get(text(one.get('id') if isinstance(one, dict) else one))
                        if talk is not None:
                            entry.fields.used.add(key)
                            self.named_by.setdefault(id(talk), []).append(self.of_entry[id(entry)])

    def beside(self, talk: Entry) -> tuple[Part, ...]:
        """Who speaks where the talk itself does not tell."""
        above = talk.inherited.get('speaker')
        found = self.named_by.get(id(talk), [])
        if isinstance(above, Entry) and id(above) in self.of_entry:
            found = [self.of_entry[id(above)]]
        return tuple(map(Part, found))

    def of_talk(self, fields: Fields) -> tuple[Part, ...]:
        """Who speaks, who wrote, who leads; what else the record says of the one who speaks."""
        speaking = self.parts(fields, 'people')
        authors = self.parts(fields, 'authors')
        if not (speaking or authors) and 'title' in fields and 'name' in fields:
            speaking = self._texts([fields.text('name')], fields, Role.SPEAKER)
        presenting = [part for part in authors if part.role is Role.SPEAKER]
        found = speaking
        if authors:
            named = [part.person for part in speaking] or [part.person for part in presenting]
            found = list(credits.parts((part.person for part in authors), named))
        found = self._with_life(fields, found)
        for role in ('moderators', 'chairs') if found else ('moderators', 'chairs', 'organisers'):
            if role == 'organisers' and _BODIES.search(
                text(fields.record[fields.keys[role][0]]) if role in fields else ''
            ):
                continue
            found += [replace(part, role=Role.MODERATOR) for part in self.parts(fields, role)]
        for role in ('panellists', 'discussants'):
            found += self.parts(fields, role)
        return tuple(found)

    def parts(self, fields: Fields, role: str) -> list[Part]:
        found: list[Part] = []
        told: set[str] = set()
        for key, value in fields.values(role):
            for part in self._of_value(value, fields, _ROLES.get(role, Role.SPEAKER), role == 'authors'):
                fields.used.add(key)
                mark = part.person.key or folded(part.person.name)
                if mark not in told:
                    told.add(mark)
                    found.append(part)
        return found

    def _of_value(self, value: object, fields: Fields, role: Role, written: bool) -> list[Part]:
        ones = value if isinstance(value, list) else [value]
        if isinstance(value, dict) and value and all(isinstance(one, dict) for one in value.values()):
            ones = list(value.values())
        ones = [one for one in ones if not (isinstance(one, str) and _LINK.fullmatch(one.strip()))]
        texts = [text(one) for one in ones if not isinstance(one, dict | list) and text(one)]
        found: list[Part] = []
        if texts and len(texts) == len(ones):
            return self._texts(texts, fields, role)
        flagged = False
        for one in ones:
            if isinstance(one, dict):
                inner = Fields(one)
                if '(' in (name := inner.text('name')) and not ('affiliation' in inner or self._refer(name)):
                    found += self._texts([name], inner, role)  # `Ada Lys (Bar), Bo Reth (Kotor)`
                    continue
                someone = self._someone(inner, '', '', False)
                presents = any(_PRESENTS.fullmatch(key) and flag is True for key, flag in one.items())
                flagged = flagged or presents
                inner.used.update(key for key in one if _PRESENTS.fullmatch(key) and isinstance(one[key], bool))
                if someone is not None:
                    found.append(Part(someone, Role.SPEAKER if presents or not written else Role.AUTHOR))
                    self.losses.fields.update(f'person.{key}' for key in inner.unread())
            elif text(one):
                found += self._texts([text(one)], fields, role)
        return [part if role is Role.SPEAKER else replace(part, role=role) for part in found]

    def _texts(self, texts: list[str], fields: Fields, role: Role) -> list[Part]:
        known = [self._refer(one) for one in texts]
        if all(known):
            places = tuple(self._institutes(fields)) if role is Role.SPEAKER and len(texts) == 1 else ()
            return [Part(replace(one, institutes=places or one.institutes), role) for one in known if one is not None]
        if any(known):  # then the others are ids too
            for one, found in zip(texts, known, strict=True):
                if found is None and ' ' not in one:
                    self.losses.dropped('person', one, 'is referred to, but nothing tells who it is')
            texts = [one for one, found in zip(texts, known, strict=True) if found is not None or ' ' in one]
        texts = [found.name if (found := self._refer(one)) else one for one in texts]
        affiliations = self._affiliations(fields) if role is Role.SPEAKER and 'affiliation' in fields else ''
        words = '; '.join(_starred(self._plain(one)) for one in texts)
        return [replace(part, person=self._meant(part.person)) for part in parts(words, affiliations, role)]

    def _refer(self, name: str) -> Someone | None:
        return self.known.get(name) or self.known.get(folded(name))

    def _meant(self, someone: Someone) -> Someone:
        known = self.known.get(folded(someone.name))
        return replace(known, institutes=someone.institutes or known.institutes) if known else someone

    @staticmethod
    def _affiliations(fields: Fields) -> str:
        value = fields.value('affiliation')
        if isinstance(value, list):
            return '; '.join(found for one in value if (found := text(one)))
        return text(value)

    def _with_life(self, fields: Fields, found: list[Part]) -> list[Part]:
        """The biography beside a talk is that of the one who speaks."""
        speaking = [part for part in found if part.role is Role.SPEAKER]
        life = long_text(next((value for _, value in fields.values('bio')), None))
        if len(speaking) != 1 or not life:
            return found
        fields.used.update(fields.keys['bio'][:1])
        return [
            replace(
                part,
                person=replace(part.person, biography=part.person.biography if part.person.biography else Text(life)),
            )
            if part is speaking[0]
            else part
            for part in found
        ]

    def _someone(self, fields: Fields, key: str, dialect: str, listed: bool) -> Someone | None:
        """A record of a person; what is called a title is a post, where there is a name."""
        first, last = fields.text('first'), fields.text('last')
        given = fields.text('name') or ' '.join(filter(None, (first, last))) or ('' if first else fields.text('people'))
        if last and not first and last not in given:  # the name is the given one
            given = f'{given} {last}'
        name = self._plain(given or fields.text('title'))
        fields.used.update(fields.keys.get('id', ()))
        if not name or nobody(name):
            if name:
                self.losses.dropped('person', name, 'stands for nobody yet')
            return None
        lives = [(k, long_text(v)) for role in ('bio', 'abstract') for k, v in fields.values(role)]
        life_key, life = next(((k, words) for k, words in lives if words), ('', ''))
        fields.used.add(life_key)
        own = key or next((found for _, value in fields.values('id') if (found := text(value))), '')
        if not listed and own not in self.known and 'id' not in {k.lower() for k in fields.keys.get('id', ())}:
            own = ''
        read = person(name)
        someone = Someone(
            read.name,
            own,
            last if last and last in read.name else read.family,
            tuple(self._institutes(fields)),
            next((found for _, value in fields.values('url') if re.match('https?://', found := text(value))), ''),
            Text(life, dialect),
        )
        if someone.url:
            fields.used.update(k for k, v in fields.values('url') if text(v) == someone.url)
        known = None if listed else self._refer(own) or self._refer(read.name)
        return replace(known, institutes=someone.institutes or known.institutes) if known else someone

    def _institutes(self, fields: Fields) -> Iterator[Institute]:
        names = list(self._institute_names(fields.value('affiliation')))
        place = ', '.join(found for _, value in fields.values('country') if names and (found := text(value)))
        fields.used.update(fields.keys.get('country', ()) if len(names) == 1 else ())
        for name in names:
            yield Institute(self._plain(name), place if len(names) == 1 else '')

    def _institute_names(self, value: object) -> Iterator[str]:
        for one in value if isinstance(value, list) else [value]:
            words = (
                text(one) if not isinstance(one, dict) else Fields(one).text('name') or Fields(one).text('affiliation')
            )
            yield from (piece.strip() for piece in words.split(';') if piece.strip())

    def _plain(self, words: str) -> str:
        if '&' not in words or (found := html.unescape(words)) == words:
            return words
        self.unescaped.append(words)
        return found


def _starred(name: str) -> str:
    """A picture behind a name says who presents."""
    bare = name.rstrip('\ufe0f\u200d ')
    return f'{bare[:-1].rstrip()}*' if bare and unicodedata.category(bare[-1]) == 'So' else name
