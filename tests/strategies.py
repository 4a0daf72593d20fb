"""Arbitrary programmes for properties: every event that the content can say, through `load` itself.

`documents()` are contents as plain data, all valid; `events()` what they load as.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import date

from hypothesis import strategies as st

from booklet.diagnostics import Sink
from booklet.load import keys, load_document
from booklet.load.context import visible
from booklet.model import Event
from booklet.parts import PARTS, Option, options
from booklet.source import Source

Plain = dict[str, object]

# What goes wrong in one format or another: formulas of spreadsheets, markup, separators, directions, joined letters.
AWKWARD = (
    '=1+1', '+49', '-x', '@here', "'=x", "''-", "'tis", '＝1', 'a;b', 'a,b', '"quoted"', 'Ünïcödé', '素晴らしい',
    'שלום', 'e\u0301', '👩🏽‍💻', 'a\u00adb', 'a\u2028b', 'a\x85b', 'a\x9fb', '\ufeffx', 'a\u200fb',
    ']]>', '&amp;', '<b>bold</b>', '*stars*', '$x^2$', r'\emph{x}', r'a\nb', r'a\,b',
    'null', '~', 'TBA', 'true', '1', '# x', '- x', 'BEGIN:VEVENT', 'ß',
)  # fmt: skip
_NO_TEXT = ('Cc', 'Cs', 'Cn')  # categories that no text of the content has
LETTERS = st.characters(blacklist_categories=_NO_TEXT)
WORDS = st.one_of(
    st.sampled_from(AWKWARD), st.text('abcXYZ äß', min_size=1, max_size=12), st.text(LETTERS, min_size=1, max_size=8)
)
LINES = st.lists(WORDS, min_size=1, max_size=4).map(' '.join).filter(visible)
NAMES = LINES.filter(lambda name: bool(name.split()))
LONG = st.lists(LINES, min_size=1, max_size=4).map('\n\n'.join)
DATES = st.one_of(
    st.dates(date(2024, 1, 1), date(2031, 12, 31)), st.sampled_from([date.min, date(1842, 5, 1), date.max])
)
ZONES = ('Europe/London', 'America/New_York', 'Asia/Kathmandu', 'CET', 'UTC', 'Etc/GMT+5', 'Nowhere/Land', 'x')
URLS = ('https://example.org/', 'HTTPS://example.org/a b'.replace(' ', '%20'), 'mailto:ada@example.org', 'http://[x',
        'https://exämple.org/ü?q=1#a#b', 'https://example.org/100%', 'http://e/<">')  # fmt: skip
DIALECTS = st.sampled_from(tuple(keys.DIALECTS))
FILES = st.sampled_from(['a.png', 'photos/b c.jpg', 'plan.svg'])  # below a content/ that is not there


def _fields(draw: st.DrawFn, **strategies: st.SearchStrategy[object]) -> Plain:
    """Some of the fields."""
    chosen = draw(st.integers(0, 2 ** len(strategies) - 1))
    return {name: draw(each) for place, (name, each) in enumerate(strategies.items()) if chosen >> place & 1}


def _clock(minutes: int) -> str:
    return f'{minutes // 60}:{minutes % 60:02}'


@st.composite
def _times(draw: st.DrawFn) -> Plain:
    start, length = draw(st.integers(0, 1800)), draw(st.integers(0, 600))
    return draw(
        st.sampled_from(
            [
                {},
                {'time': _clock(start)},
                {'time': f'{_clock(start)}-{_clock(start + length)}'},
                {'end': _clock(start)},
                {'time': _clock(start), 'end': _clock(start + length)},
            ]
        )
    )


class _Tables:
    """What entries refer to, and the ids that are taken."""

    def __init__(self, draw: st.DrawFn) -> None:
        ids = st.lists(st.sampled_from(['a', 'b-c', 'd.e', 'Ünï', '7', 'yes']), unique=True, max_size=3)
        self.affiliations = {name: draw(st.one_of(NAMES, _affiliation())) for name in draw(ids)}
        self.people = {name: draw(_person(list(self.affiliations))) for name in draw(ids)}
        self.rooms = {name: draw(st.one_of(NAMES, NAMES.map(lambda words: {'name': words}))) for name in draw(ids)}
        self.tracks = {name: draw(st.one_of(NAMES, _track())) for name in draw(ids)}
        self.used: set[str] = set()


def _affiliation() -> st.SearchStrategy[Plain]:
    return st.fixed_dictionaries({'name': NAMES}, optional={'place': LINES})


def _track() -> st.SearchStrategy[Plain]:
    return st.fixed_dictionaries({'name': NAMES}, optional={'colour': st.sampled_from(['#aabbcc', '#00FF00'])})


@st.composite
def _person(draw: st.DrawFn, affiliations: list[str]) -> object:
    name = draw(NAMES)
    if draw(st.booleans()):
        return name
    told: Plain = {
        'name': name,
        **_fields(
            draw, url=st.sampled_from(URLS), biography=LONG, dialect=DIALECTS, photo=FILES,
            also=st.lists(LINES, max_size=2),
        ),
    }  # fmt: skip
    if draw(st.booleans()):
        told['family'] = draw(st.sampled_from(name.split()))
    if affiliations:
        told['affiliations'] = draw(st.lists(st.sampled_from(affiliations), unique=True, max_size=2))
    return told


@st.composite
def _people(draw: st.DrawFn, tables: _Tables, lists: tuple[str, ...]) -> Plain:
    """Everybody once at most, by id, with affiliations of their own here, or written out."""
    told: Plain = {}
    for name in draw(st.lists(st.sampled_from(sorted(tables.people)), unique=True)) if tables.people else []:
        entry: object = name
        if draw(st.booleans()):
            entry = {'person': name, 'affiliation': draw(st.sampled_from([*tables.affiliations, 'Some Place']))}
        where = draw(st.sampled_from(lists))
        if where == 'people' and draw(st.booleans()):
            fields = entry if isinstance(entry, dict) else {'person': name}
            entry = {**fields, 'role': draw(st.sampled_from(tuple(keys.ROLES)))}
        told.setdefault(where, []).append(entry)  # type: ignore[attr-defined]
    if draw(st.integers(0, 3)) == 0:
        told.setdefault(lists[0], []).append({'name': f'{draw(NAMES)} Written Out'})  # type: ignore[attr-defined]
    return told


@st.composite
def _talk(draw: st.DrawFn, tables: _Tables) -> Plain:
    told = {
        'talk': draw(NAMES),
        **draw(_people(tables, tuple(keys.PEOPLE))),
        **_fields(
            draw, subtitle=LINES, agenda_title=LINES, abstract=LONG, dialect=DIALECTS, abstract_dialect=DIALECTS,
            language=st.sampled_from(['de', 'pt-BR']), keywords=st.lists(LINES, max_size=3), cancelled=st.booleans(),
            url=st.sampled_from(URLS),
        ),
    }  # fmt: skip
    if tables.tracks:
        told.update(_fields(draw, track=st.sampled_from(sorted(tables.tracks))))
    return {**told, **_id(draw, tables)}


def _id(draw: st.DrawFn, tables: _Tables) -> Plain:
    name = draw(st.sampled_from(['', '', 'x', 'a.b', 'Ä', 'a', 'Ünï-1', 'id-' * 33 + 'x']))
    if not name or name in tables.used:
        return {}
    tables.used.add(name)
    return {'id': name}


@st.composite
def _slot(draw: st.DrawFn, tables: _Tables) -> Plain:
    kind = draw(st.sampled_from(['talk', 'talk', 'break', 'meal', 'social', 'remarks', 'end']))
    if kind == 'end':
        return {'end': f'End {draw(LINES)}', **draw(st.sampled_from([{}, {'time': '18:00'}]))}
    body = draw(_talk(tables)) if kind == 'talk' else {kind: draw(NAMES), **draw(_people(tables, tuple(keys.PEOPLE)))}
    if kind != 'talk' and tables.tracks:
        body.update(_fields(draw, track=st.sampled_from(sorted(tables.tracks)), cancelled=st.booleans()))
    if tables.rooms:
        one = st.sampled_from(sorted(tables.rooms))
        body.update(_fields(draw, room=st.one_of(one, st.lists(one, unique=True, max_size=3))))
    return {**body, **draw(_times()), **_fields(draw, note=LINES)}


@st.composite
def _poster(draw: st.DrawFn, tables: _Tables) -> Plain:
    return {**draw(_talk(tables)), **_fields(draw, board=LINES)}


@st.composite
def _session(draw: st.DrawFn, tables: _Tables) -> Plain:
    told = {
        'session': draw(NAMES),
        **_id(draw, tables),
        **draw(_people(tables, ('chairs',))),
        **draw(_times()),
        **_fields(draw, note=LINES, cancelled=st.booleans()),
        'items': draw(st.lists(_slot(tables), max_size=3)),
        'posters': draw(st.lists(_poster(tables), max_size=2)),
    }
    for key, table in (('room', tables.rooms), ('track', tables.tracks)):
        if table:
            told.update(_fields(draw, **{key: st.sampled_from(sorted(table))}))
    return told


@st.composite
def documents(draw: st.DrawFn) -> Plain:
    tables = _Tables(draw)
    items = st.lists(st.one_of(_slot(tables), _session(tables)), max_size=4)
    return {
        'format': 1,
        'event': {
            'title': draw(NAMES),
            **_fields(
                draw, short_title=LINES, subtitle=LINES, place=LINES, time_zone=st.sampled_from(ZONES),
                language=st.sampled_from(['en', 'de', 'ja']), clock=st.sampled_from([12, 24]), dialect=DIALECTS,
                organisers=st.lists(LINES, max_size=2), funders=st.lists(LINES, max_size=2),
                url=st.sampled_from(URLS), online=st.sampled_from(URLS), version=LINES, updated=DATES.map(str),
                draft=st.booleans(), parts=_parts(), dates=_dates(),
            ),
        },
        'affiliations': tables.affiliations,
        'people': tables.people,
        'rooms': tables.rooms,
        'tracks': tables.tracks,
        'days': [
            {'date': str(day), **_fields(draw, title=LINES), 'items': draw(items)}
            for day in draw(st.lists(DATES, unique=True, max_size=2))
        ],
        'posters': draw(st.lists(_poster(tables), max_size=2)),
        'talks': draw(st.lists(_talk(tables), max_size=2)),
        'committees': draw(st.lists(_committee(tables), max_size=2)),
        'information': draw(
            st.lists(st.fixed_dictionaries({'title': LINES, 'text': LONG}, optional={'dialect': DIALECTS}), max_size=2)
        ),
        'sponsors': draw(st.lists(st.fixed_dictionaries({'name': NAMES}, optional={'tier': LINES}), max_size=2)),
        'check': _fields(draw, ignore=st.just(['B003']), gap=st.integers(1, 90), severity=st.just({'B002': 'error'})),
    }  # fmt: skip


@st.composite
def _committee(draw: st.DrawFn, tables: _Tables) -> Plain:
    members: list[object] = []
    for name in draw(st.lists(st.sampled_from(sorted(tables.people)), unique=True)) if tables.people else []:
        members.append(draw(st.sampled_from([name, {'person': name}, {'person': name, 'duty': 'chair'}])))
    members += draw(st.lists(NAMES.map(lambda name: {'name': f'{name} Written Out', 'duty': 'keys'}), max_size=1))
    return {'name': draw(LINES), 'members': members}


@st.composite
def _parts(draw: st.DrawFn) -> list[object]:
    """Parts with what may be said of them; those that may stand several times do."""
    names = draw(st.lists(st.sampled_from(tuple(PARTS)), max_size=6))
    names = [name for at, name in enumerate(names) if PARTS[name].repeats or name not in names[:at]]
    return [draw(_part(name)) for name in names]


@st.composite
def _part(draw: st.DrawFn, name: str) -> object:
    told = {key: draw(_said(option)) for key, option in options(name).items() if option.required or draw(st.booleans())}
    return {name: told} if told else draw(st.sampled_from([name, {name: None}]))


def _said(option: Option) -> st.SearchStrategy[object]:
    match option.kind:
        case 'boolean':
            return st.booleans()
        case 'integer':
            return st.integers(option.least, option.most)
        case 'choice':
            return st.sampled_from([choice for choice in option.choices if choice])
        case 'file':
            return FILES
        case 'files':
            return st.lists(FILES, min_size=1, max_size=2)
        case 'mapping':
            return st.dictionaries(st.sampled_from(['a', 'b c', 'ß']), LINES, max_size=2)
    return LINES


@st.composite
def _dates(draw: st.DrawFn) -> Plain:
    first, last = sorted((draw(DATES), draw(DATES)))
    told = _fields(draw, start=st.just(str(first)), end=st.just(str(last)), text=LINES)
    return told or {'text': 'In May'}


def loaded(document: Plain) -> Event:
    """The event that a document is; one that is in error is a fault of the strategy, or of `load`."""
    sink = Sink()
    event = load_document(Source('drawn.json', written(document)), sink)
    assert event is not None, [item.message for item in sink.items]
    return event


def written(document: Plain) -> str:
    text = json.dumps(document, ensure_ascii=False)
    return ''.join(_escaped(letter) for letter in text)


def _escaped(letter: str) -> str:
    awkward = letter in '\u2028\u2029\ufeff\ufffe\uffff' or unicodedata.category(letter) == 'Cc'
    return f'\\u{ord(letter):04x}' if awkward and letter not in '\n ' else letter


def events() -> st.SearchStrategy[Event]:
    return documents().map(loaded)
