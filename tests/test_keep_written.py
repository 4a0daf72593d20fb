"""Content files as an import writes them: they say what the document says, and look as people write."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.diagnostics import Sink
from booklet.keep.files_named import named_files
from booklet.keep.tables import cleaned
from booklet.keep.written import Names, flow, literal, looks, scalar, written
from booklet.load import keys, load
from booklet.model import (
    Affiliation,
    Contribution,
    Day,
    Entry,
    Event,
    Kind,
    Person,
    Poster,
    Role,
    Room,
    Session,
    Slot,
    Sponsor,
    Talk,
    Text,
    Track,
)
from booklet.unload import unload

ROOT = Path(__file__).resolve().parents[1]
PROJECTS = [ROOT, *(path.parent.parent for path in sorted((ROOT / 'tests' / 'events').glob('*/content/event.yaml')))]
ANY = st.text(st.characters(exclude_categories=('Cs',)), max_size=40)
PIECES = st.lists(
    st.sampled_from(
        [
            *(
                ' ',
                '  ',
                '\n',
                '\n\n',
                '\t',
                ': ',
                ' #',
                '#',
                '- ',
                '-',
                '---',
                '...',
                '"',
                "'",
                '|',
                '>',
                '&',
                '*',
                '!',
            ),
            *('%', '@', '`', '{', '}', '[', ']', ',', '?', '? ', '~', 'null', 'yes', '10:00', '24', '1e3', '\\', '\\n'),
            *(
                '\u0085',
                '\u2028',
                '\u2029',
                '\u00a0',
                '\u200e',
                '\u202e',
                '\ufeff',
                '\U0001f600',
                '漢字',
                'ö',
                '\u0301',
            ),
            *(
                '\x07',
                '\x1b',
                '\x9b',
                '\r',
                '\r\n',
                '\x0b',
                'word',
                'Word. ',
                '<p>',
                '$x$',
                '# import: talk: x',
                '=',
                '<<',
            ),
        ]
    ),
    max_size=8,
).map(''.join)
TEXTS = PIECES | ANY


@given(TEXTS, st.sampled_from(['', "'", '"']))
def test_a_text_on_one_line_is_that_text_for_every_reader(text: str, style: str) -> None:
    text = cleaned(text)
    for shown in (f'k: {scalar(text, style)}', f'k: [{flow(text)}]', f'k: {{talk: {flow(text)}}}'):
        assert len(shown.splitlines()) == 1 or any(sign in text for sign in '\x1c\x1d\x1e')
        assert '\n' not in shown
        value = yaml.safe_load(shown)['k']
        assert (value[0] if isinstance(value, list) else value['talk'] if isinstance(value, dict) else value) == text


@given(TEXTS)
def test_a_literal_block_is_its_text(text: str) -> None:
    text = cleaned(text)
    rows = literal(text)
    if rows is not None:
        block = '\n'.join(['k: ' + rows[0], *(f'  {row}' if row else '' for row in rows[1:])])
        assert yaml.safe_load(block)['k'].rstrip('\n') == text.rstrip('\n')


def test_usual_texts_stand_as_people_write_them() -> None:
    assert scalar('On looms, and engines') == 'On looms, and engines'
    assert scalar('Engines: a survey') == "'Engines: a survey'"
    assert scalar('\U0001f600 日本') == '\U0001f600 日本'
    assert scalar('yes') == "'yes'"
    assert scalar('1e3') == "'1e3'"
    assert flow('10:00-10:45', 'time') == '10:00-10:45'
    assert scalar('10:00') == "'10:00'"
    assert scalar('w' * 50 + ' ' + 'w' * 300) == 'w' * 50 + ' ' + 'w' * 300
    assert literal('a\n\n  b') == ['|', 'a', '', '  b']
    assert literal('  a\nb') == ['|2', '  a', 'b']


@given(st.lists(st.tuples(TEXTS, st.sampled_from([*keys.DIALECTS, ''])), max_size=8))
def test_names_of_abstracts_are_safe_and_each_its_own(wanted: list[tuple[str, str]]) -> None:
    names = Names(['Taken.MD'])
    made = [names.make(name, dialect) for name, dialect in wanted] + [names.make('taken', 'markdown')]
    assert len({name.casefold() for name in (*made, 'taken.md')}) == len(made) + 1
    for name in made:
        assert len(name.encode()) < 255
        assert not set(name) & set('<>:"/\\|?* ')
        assert not name.startswith('.')
        assert not name.partition('.')[0].endswith('.')
        assert name.partition('.')[0].casefold() not in ('con', 'nul', 'aux', 'prn', 'com1', 'lpt1', 'readme')


# --- whole events ---

LINES = TEXTS.map(cleaned).map(lambda text: ' '.join(text.split()))
TITLES = LINES.map(lambda text: f'T{text}')
LONG = TEXTS.map(cleaned).map(lambda text: text.lstrip('\n\ufeff').rstrip().lstrip('\n'))
IDS = st.from_regex(r'[a-zA-Z0-9ä](?:[\w.-]{0,6}[a-z0-9])?', fullmatch=True)
MINUTES = st.none() | st.integers(0, 47 * 60)
DIALECT = 'markdown'


def _text(source: str) -> Text:
    return Text(source, DIALECT, 'de')


@st.composite
def events(draw: st.DrawFn) -> Event:
    places = tuple(
        Affiliation(name, draw(TITLES), draw(LINES)) for name in draw(st.lists(IDS, max_size=2, unique_by=str.casefold))
    )
    people = []
    for name in draw(st.lists(IDS, max_size=3, unique_by=str.casefold)):
        family = draw(st.sampled_from(['Ade', 'de Bo', 'Çe']))
        own = tuple(place for place in places if draw(st.booleans()))
        people.append(Person(name, f'Anna {family}', family, 'Anna', own, '', _life(draw(LONG))))
    people.sort(key=lambda person: (person.family.casefold(), person.id))
    rooms = tuple(Room(name, draw(TITLES)) for name in draw(st.lists(IDS, max_size=2, unique_by=str.casefold)))
    tracks = tuple(Track(name, draw(TITLES), '#aabbcc') for name in draw(st.lists(IDS, max_size=1)))
    ids = iter(draw(st.lists(IDS, min_size=12, max_size=12, unique_by=str.casefold)))

    def contributions() -> tuple[Contribution, ...]:
        roles = st.sampled_from([role for role in Role if role is not Role.CHAIR])
        return tuple(Contribution(one, draw(roles), one.affiliations) for one in people if draw(st.booleans()))

    def talk() -> Talk:
        body = draw(LONG)
        abstract = Text(body, draw(st.sampled_from([*keys.DIALECTS])), 'de') if body else Text('')
        title = draw(TITLES)
        return Talk(
            next(ids), _text(title), contributions(), abstract, keywords=tuple(filter(None, [draw(LINES)])),
            track=draw(st.sampled_from([None, *tracks])), cancelled=draw(st.booleans()),
        )  # fmt: skip

    def slot() -> Slot:
        start = draw(MINUTES)
        end = start + draw(st.integers(0, 59)) if start is not None and draw(st.booleans()) else None
        room = draw(st.sampled_from([None, *rooms]))
        note = _text(draw(LINES))
        note = note if note else Text('')
        if draw(st.booleans()):
            one = talk()
            return Slot(Kind.TALK, one.title, start, end, one, one.people, room, one.track, note, one.cancelled)
        kind = draw(st.sampled_from([Kind.BREAK, Kind.SOCIAL, Kind.END]))
        return Slot(kind, _text(draw(TITLES)), start, None if kind is Kind.END else end, None, (), room, None, note)

    def session() -> Session:
        chairs = tuple(Contribution(one, Role.CHAIR, one.affiliations) for one in people[:1])
        posters = (Poster('7', talk()),) if draw(st.booleans()) else ()
        return Session(next(ids), _text(draw(TITLES)), 600, 660, chairs, slots=(slot(), slot()), posters=posters)

    days = []
    for number in range(draw(st.integers(0, 2))):
        items = tuple(session() if draw(st.integers(0, 3)) == 0 else slot() for _ in range(draw(st.integers(0, 2))))
        title = draw(LINES)
        days.append(Day(datetime.date(2030, 5, 1 + number), _text(title) if title else Text(''), items))
    title = draw(TITLES)
    first = days[0].date if days else datetime.date(2030, 5, 1)
    return Event(
        title=_text(title), short_title=title, language='de', clock=12, parts=(Entry('agenda', 'agenda'),), start=first,
        end=days[-1].date if days else first, place=draw(LINES), organisers=tuple(filter(None, [draw(LINES)])),
        days=tuple(days), people=tuple(people), rooms=rooms, tracks=tracks, sponsors=(Sponsor(draw(TITLES), 'gold'),),
        posters=tuple(Poster('', talk()) for _ in range(draw(st.integers(0, 1)))),
        talks=tuple(talk() for _ in range(draw(st.integers(0, 1)))),
    )  # fmt: skip


def _life(text: str) -> Text:
    return _text(text) if text else Text('')


def loaded(files: dict[str, str], beside: Iterable[str] = ()) -> Event:
    with tempfile.TemporaryDirectory() as name:
        files = {**dict.fromkeys(beside, ''), **files}
        for file, text in files.items():
            path = Path(name, 'content', file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        sink = Sink()
        event = load(Path(name), sink)
        assert event is not None, sink.items
        return event


@settings(max_examples=60, deadline=None)
@given(events())
def test_what_is_written_is_the_event_that_it_was(event: Event) -> None:
    """But for affiliations that nobody has, which no event holds."""
    again = loaded(written(unload(event)))
    assert unload(again) == unload(event)
    assert again == replace(event, subtitle=again.subtitle)


@pytest.mark.parametrize('project', PROJECTS, ids=lambda path: path.name)
def test_real_contents_come_back_from_what_is_written(project: Path) -> None:
    """Dialects that nobody named are named by the endings of the files, as the texts look."""
    event = load(project, Sink())
    assert event is not None
    files = written(unload(event))
    again = loaded(files, named_files(unload(event)))
    one, two = unload(event), unload(again)
    for document in (one, two):
        document['people'] = dict(sorted(document['people'].items()))
    assert _explicit(two) == _explicit(one)
    assert written(unload(again)) == files
    for text in files.values():
        assert not any(line != line.rstrip() for line in text.split('\n')) or 'abstracts' in text


def _explicit(node: Any) -> Any:
    if isinstance(node, list):
        return [_explicit(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    told = {key: _explicit(value) for key, value in node.items()}
    if isinstance(node.get('abstract'), str) and 'dialect' not in node:
        told.setdefault('abstract_dialect', looks(node['abstract']))
    return told


def test_a_long_text_is_written_at_once_and_whole() -> None:
    body = 'Zeile mit *Sternen* und $x$.\n' * 3500
    document = {'event': {'title': 'T'}, 'talks': [{'talk': 'T', 'id': 'x', 'abstract': body.rstrip()}]}
    event = loaded(written({'format': 1, **document}))
    assert event.talks[0].abstract.source == body.rstrip()


def test_the_files_are_laid_out_as_people_do() -> None:
    document = {
        'format': 1,
        'event': {'title': 'Engines: a meeting', 'clock': 24},
        'people': {'lovelace': 'Ada Lovelace', 'babbage': {'name': 'Charles Babbage', 'url': 'https://x.example'}},
        'days': [
            {'date': '2030-05-01', 'items': [{'time': '10:00-10:45', 'talk': 'Looms', 'id': 'looms',
             'speakers': ['lovelace', 'babbage'], 'abstract': 'Of *looms*.'}]},
            {'date': '2030-05-02', 'title': 'no'},
        ],
    }  # fmt: skip
    files = written(document)
    assert files['abstracts/looms.md'] == 'Of *looms*.\n'
    assert files['people.yaml'].partition('\n\n')[2] == (
        'people:\n  babbage:\n    name: Charles Babbage\n    url: https://x.example\n  lovelace: Ada Lovelace\n'
    )
    assert files['programme.yaml'].partition('\n\n')[2] == (
        'days:\n  - date: 2030-05-01\n    items:\n      - time: 10:00-10:45\n        talk: Looms\n        id: looms\n'
        '        speakers: [lovelace, babbage]\n        abstract_file: looms.md\n\n'
        "  - date: 2030-05-02\n    title: 'no'\n"
    )
