"""Days, sessions, items, talks and posters.

In: the nodes of `days`, `posters` and `talks`, and the tables of people, rooms and tracks. Out: `Day`s in order of
date, the posters that belong to no session, and the talks that belong to no day.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import PurePath

from booklet.diagnostics import Span
from booklet.fields import Fields, did_you_mean
from booklet.load import keys
from booklet.load.context import NO_TEXT, Context, about, explicit_id, language, url
from booklet.load.files import read_abstract
from booklet.load.ids import Ids
from booklet.load.people import chairs, contributions
from booklet.load.times import HINT, after, parse_time, parse_times
from booklet.model import Day, Kind, Poster, Role, Session, Slot, Talk, Text
from booklet.source import Mapping, Node, Scalar, Sequence

UNANNOUNCED = re.compile(r'(tb[adc]|to be (announced|determined|confirmed|defined))\.?', re.IGNORECASE)


class Programme:
    """Reads the programme in one walk; references between talks are looked up at its end."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.sink = context.sink
        self.talks: dict[str, Talk] = {}
        self.sessions: dict[str, Session] = {}
        self.repeats: list[Scalar] = []
        self.waiting: dict[str, list[Poster]] = {}  # posters by the session that they name
        self.waiting_at: dict[str, Scalar] = {}

    def read(self, root: Fields) -> tuple[tuple[Day, ...], tuple[Poster, ...], tuple[Talk, ...]]:
        self.context.ids = Ids(self._reserve(root))
        loose = self._posters(root)
        days = self._days(root)
        talks = tuple(talk for node in root.sequence('talks') if (talk := self._loose(node)) is not None)
        for name in self.repeats:
            if name.text not in self.talks:
                self.context.unknown('talk', name, self.talks)
        for name in self.waiting_at.values() if self.context.content.complete else ():
            hint = did_you_mean(name.text, self.sessions) or 'give the session that id'
            self.sink.error(f"there is no session '{name.text}'", name.span, hint)
        return days, loose, talks

    def _reserve(self, root: Fields) -> set[str]:
        """The ids that the content gives; each may stand once."""
        found: dict[str, Scalar] = {}
        for entry in _entries(root.get('days'), root.get('posters'), root.get('talks')):
            name = entry.values.get('id')
            if not isinstance(name, Scalar) or name.is_null:
                continue
            first = found.setdefault(name.text, name)
            if first is not name:
                message = f"the id '{name.text}' stands twice, first in {first.seen_from(name)}"
                self.sink.error(message, name.span, 'an id names one talk or session')
        return set(found)

    def _days(self, root: Fields) -> tuple[Day, ...]:
        days: dict[datetime.date, Day] = {}
        places: dict[datetime.date, Node] = {}
        for node in root.sequence('days'):
            fields = Fields(node, self.sink, 'a day', keys.DAY)
            if not isinstance(node, Mapping):
                continue
            date = fields.date('date', required=True)
            title = self.context.marked(fields, 'title')
            items = tuple(item for entry in fields.sequence('items') if (item := self._item(entry)) is not None)
            if date in days:
                place = places[date].seen_from(node)
                fields.error(f'the day {date} stands twice, first in {place}', 'date', 'put its items together')
            elif date is not None:
                places[date] = node.values['date']
                days[date] = Day(date, title, items, fields.value_span('date'))
        return tuple(days[date] for date in sorted(days))

    def _item(self, node: Node) -> Slot | Session | None:
        """One entry of a day's items; its kind is the one key that names a kind."""
        if not isinstance(node, Mapping):
            Fields(node, self.sink, 'an item', {'time': None, 'talk': None})
            return None
        name = self._kind(node)
        if name is None:
            return None
        return self._session(node) if name == 'session' else self._slot(node, keys.KINDS[name])

    def _kind(self, node: Mapping) -> str | None:
        """The key that names the item's kind: talk, break, …, session."""
        found = [name for name in ('session', *keys.KINDS) if name in node.values and name != 'end']
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            names = ' and '.join(f"'{name}'" for name in found)
            hint = "what belongs to a session stands in its 'items'" if 'session' in found else 'make it two items'
            self.sink.error(f'an item is of one kind, not {names}', node.keys[found[1]].span, hint)
            return None
        end = node.values.get('end')
        if isinstance(end, Scalar) and not end.is_null and parse_time(end.text) is None:
            return Kind.END.value
        kinds = ', '.join([*keys.KINDS, 'session'])
        near = next(
            (
                hint
                for name in node.keys
                if name not in keys.TALK and (hint := did_you_mean(name, [*keys.KINDS, 'session']))
            ),
            '',
        )
        known = f'one of these keys names it: {kinds}'
        self.sink.error('this item has no kind', node.span, f'{near} {known}'.strip())
        return None

    def _slot(self, node: Mapping, kind: Kind) -> Slot:
        fields = Fields(
            node, self.sink, 'the talk' if kind is Kind.TALK else f"the item '{kind.value}'", keys.SLOT_KEYS[kind]
        )
        start, end = self._times(fields, with_end=kind is not Kind.END)
        talk = self._talk(fields) if kind is Kind.TALK else None
        title = (talk.agenda_title or talk.title) if talk else self.context.marked(fields, kind.value, required=True)
        rooms = self.context.references(fields, 'room', 'room', self.context.rooms)
        return Slot(
            kind=kind,
            title=title,
            start=start,
            end=end,
            talk=talk,
            people=talk.people if talk else contributions(self.context, fields),
            room=rooms[0] if rooms else None,
            further_rooms=rooms[1:],
            track=talk.track if talk else self.context.reference(fields, 'track', 'track', self.context.tracks),
            note=self._note(fields, talk),
            cancelled=talk.cancelled if talk else fields.boolean('cancelled'),
            span=title.span or node.span,
        )

    def _note(self, fields: Fields, talk: Talk | None) -> Text:
        """A talk's note is written as its title is."""
        if talk is None:
            return self.context.marked(fields, 'note')
        return about(self.context.marked(fields, 'note', dialect=talk.title.dialect), talk.title.source)

    def _session(self, node: Mapping) -> Session:
        fields = Fields(node, self.sink, 'the session', keys.SESSION)
        title = self.context.marked(fields, 'session', required=True)
        start, end = self._times(fields, with_end=True)
        name = explicit_id(fields) or self.context.ids.make(title.source, fallback='session')
        slots = []
        for entry in fields.sequence('items'):
            item = self._item(entry)
            if isinstance(item, Session):
                self.sink.error('a session cannot stand inside a session', entry.span, "put it among the day's 'items'")
            elif item is not None:
                slots.append(item)
        posters = [poster for entry in fields.sequence('posters') if (poster := self._poster(entry, True)) is not None]
        self.waiting_at.pop(name, None)
        session = Session(
            id=name,
            title=title,
            start=start,
            end=end,
            chairs=chairs(self.context, fields),
            room=self.context.reference(fields, 'room', 'room', self.context.rooms),
            track=self.context.reference(fields, 'track', 'track', self.context.tracks),
            slots=tuple(slots),
            posters=(*posters, *self.waiting.pop(name, ())),
            note=self.context.marked(fields, 'note'),
            cancelled=fields.boolean('cancelled'),
            span=title.span or node.span,
        )
        self.sessions[name] = session
        return session

    def _times(self, fields: Fields, with_end: bool) -> tuple[int | None, int | None]:
        """Start and end; an end of an item that has none is None."""
        start = end = None
        value, last = fields.scalar('time'), fields.scalar('end') if with_end else None
        if value is not None:
            times = parse_times(value.text)
            if times is None:
                fields.error(f"'{value.text[:60]}' is no time of day", 'time', HINT)
            else:
                start, end = times
        if last is not None:
            if end is not None:
                fields.error("the end stands both in 'time' and in 'end'", 'end', 'keep one of them')
            end = parse_time(last.text)
            if end is None:
                fields.error(f"'{last.text[:60]}' is no time of day", 'end', HINT)
        if start is not None and end is not None:
            span = (last or value or fields.node).span
            end = self._end(start, end, span)
        return start, end

    def _end(self, start: int, end: int, span: Span) -> int | None:
        moved = after(start, end)
        if moved is None:
            self.sink.error('this ends before it begins', span, HINT)
        return moved

    def _talk(self, fields: Fields) -> Talk:
        context = self.context
        tongue = language(fields, context.language)
        dialect = fields.choice('dialect', tuple(keys.DIALECTS), '')
        title = context.marked(fields, 'talk', tongue, required=True, dialect=dialect)
        worded = context.marked(fields, 'agenda_title', tongue, dialect=dialect)
        second = context.marked(fields, 'subtitle', tongue, dialect=dialect)
        people = contributions(context, fields)
        announced = not UNANNOUNCED.fullmatch(title.source)
        first = next((one.person.family for one in people if one.role is Role.SPEAKER), '')
        name = explicit_id(fields) or context.ids.make(
            first, title.source if announced or not first else '', fallback='talk'
        )
        repeat = fields.scalar('repeat_of')
        if repeat is not None:
            self.repeats.append(repeat)
        talk = Talk(
            id=name,
            title=about(title, title.source),
            people=people,
            abstract=about(self._abstract(fields, dialect, tongue), title.source),
            subtitle=about(second, title.source),
            agenda_title=about(worded, title.source) if worded.source != title.source else NO_TEXT,
            announced=announced,
            cancelled=fields.boolean('cancelled'),
            track=context.reference(fields, 'track', 'track', context.tracks),
            keywords=fields.list_of_text('keywords'),
            url=url(fields),
            repeat_of=repeat.text if repeat is not None else '',
            span=title.span or fields.span,
        )
        self.talks[name] = talk
        return talk

    def _abstract(self, fields: Fields, dialect: str, tongue: str) -> Text:
        """The abstract, in place or in its own file."""
        inline, name = fields.scalar('abstract'), fields.scalar('abstract_file')
        if inline is not None and name is not None:
            fields.error("'abstract' and 'abstract_file' stand both", 'abstract_file', 'keep one of them')
        dialect = fields.choice('abstract_dialect', tuple(keys.DIALECTS), '') or dialect
        if inline is not None:
            return self.context.long_text(fields, 'abstract', dialect, tongue)
        source = read_abstract(self.context.content, name, self.sink) if name is not None else None
        if source is None:
            return NO_TEXT
        text = source.text.replace('\r\n', '\n').replace('\r', '\n')
        body = text.lstrip('\n')
        dialect = dialect or keys.ENDINGS.get(PurePath(source.file).suffix.lower()) or self.context.dialect
        return Text(body.rstrip(), dialect, tongue, Span(source.file, len(text) - len(body) + 1), literal=True)

    def _posters(self, root: Fields) -> tuple[Poster, ...]:
        """Reads the list of all posters; those that name a session wait for it."""
        loose = []
        for node in root.sequence('posters'):
            poster = self._poster(node, False)
            session = node.values.get('session') if isinstance(node, Mapping) else None
            if poster is None:
                continue
            if isinstance(session, Scalar) and not session.is_null:
                self.waiting.setdefault(session.text, []).append(poster)
                self.waiting_at.setdefault(session.text, session)
            else:
                loose.append(poster)
        return tuple(loose)

    def _loose(self, node: Node) -> Talk | None:
        fields = Fields(node, self.sink, 'the talk', keys.PAPER)
        return self._talk(fields) if isinstance(node, Mapping) else None

    def _poster(self, node: Node, in_session: bool) -> Poster | None:
        fields = Fields(node, self.sink, 'the poster', keys.SESSION_POSTER if in_session else keys.POSTER)
        if not isinstance(node, Mapping):
            return None
        return Poster(fields.text('board'), self._talk(fields))


def _entries(days: Node | None, posters: Node | None, talks: Node | None) -> Iterator[Mapping]:
    """Every mapping that may have an id: items, sessions, their items and posters, posters, talks."""
    rest = [*_mappings(posters), *_mappings(talks)]
    for day in _mappings(days):
        rest += _mappings(day.values.get('items'))
    for entry in rest:
        yield entry
        if 'session' in entry.values:
            yield from _mappings(entry.values.get('items'))
            yield from _mappings(entry.values.get('posters'))


def _mappings(node: Node | None) -> list[Mapping]:
    return [item for item in node.items if isinstance(item, Mapping)] if isinstance(node, Sequence) else []
