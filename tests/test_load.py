"""Content files to the model: what each key means, and what is said of every fault.

`content/valid` holds files (or whole projects) that load without a word, `content/invalid` such as must be refused.
Beside each stands a file of the same name with the model, or with everything that is said of the faults.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import shutil
import time
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booklet.diagnostics import Sink, render_human
from booklet.load import load
from booklet.load.ids import Ids, slug
from booklet.load.times import parse_time
from booklet.model import Event, Kind, Role, Session, Slot

CONTENT = Path(__file__).parent / 'content'


def cases(folder: str) -> list[Path]:
    """Each YAML file, and each folder with a project of several."""
    return sorted(path for path in (CONTENT / folder).iterdir() if path.suffix == '.yaml' or path.is_dir())


INVALID, VALID = cases('invalid'), cases('valid')


def project(case: Path, folder: Path) -> Path:
    """The case as a project in an empty folder."""
    if case.is_dir():
        shutil.copytree(case, folder, dirs_exist_ok=True)
    else:
        (folder / 'content').mkdir()
        shutil.copy(case, folder / 'content' / 'event.yaml')
    return folder


def findings(case: Path, folder: Path) -> str:
    sink = Sink()
    assert load(project(case, folder), sink) is None
    assert sink.has_errors
    return render_human(sink.items, base=str(folder)) + '\n'


@pytest.mark.parametrize('case', INVALID, ids=lambda case: case.stem)
def test_invalid_content_is_refused_with_these_words(case: Path, tmp_path: Path) -> None:
    assert findings(case, tmp_path) == case.with_suffix('.txt').read_text(encoding='utf-8')


def as_data(value: Any) -> Any:
    """The model as JSON: what has its default is left out, people and the like are told by their id."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [as_data(item) for item in value]
    if not dataclasses.is_dataclass(value):
        return value
    data = {}
    for field in dataclasses.fields(value):
        item = getattr(value, field.name)
        if not field.compare or item == field.default:
            continue
        known = dataclasses.is_dataclass(item) and type(item).__name__ in ('Person', 'Room', 'Track')
        data[field.name] = item.id if known else as_data(item)
    return data


def good(case: Path, folder: Path) -> Event:
    sink = Sink()
    event = load(project(case, folder), sink)
    assert render_human(sink.items) == ''
    assert event is not None
    return event


@pytest.mark.parametrize('case', VALID, ids=lambda case: case.stem)
def test_valid_content_loads_as_this_model(case: Path, tmp_path: Path) -> None:
    expected = json.loads(case.with_suffix('.json').read_text(encoding='utf-8'))
    assert json.loads(json.dumps(as_data(good(case, tmp_path)))) == expected


@pytest.fixture
def everything(tmp_path: Path) -> Event:
    return good(CONTENT / 'valid' / 'everything.yaml', tmp_path)


def slots(event: Event) -> Iterator[Slot]:
    return (slot for day in event.days for slot in day.slots)


def test_days_are_in_order_of_date(everything: Event) -> None:
    assert [day.date.day for day in everything.days] == [1, 2]


def test_a_talk_in_full(everything: Event) -> None:
    slot = next(slot for slot in slots(everything) if slot.talk and slot.talk.id == 'engine')
    talk = slot.talk
    assert talk is not None
    assert (slot.start, slot.end) == (9 * 60 + 15, 10 * 60)
    assert (talk.title.source, slot.title.source) == ('On the Analytical Engine', 'The Analytical Engine')
    assert [(one.person.name, one.role) for one in talk.people] == [
        ('Ada Lovelace', Role.SPEAKER),
        ('Charles Babbage', Role.AUTHOR),
        ('Luigi Menabrea', Role.AUTHOR),
        ('Mary Somerville', Role.PANELLIST),
        ('Augustus De Morgan', Role.MODERATOR),
        ('Mary Anning', Role.DISCUSSANT),
    ]
    assert slot.people == talk.people
    assert [one.name for one in talk.people[0].affiliations] == ['University of London', 'Ockham Park']
    assert [one.name for one in talk.people[0].person.affiliations] == ['Analytical Society']
    assert talk.abstract.source == 'The engine weaves *algebraical patterns*.\n\nIt does so with $B_7$.'
    assert {talk.title.language, talk.abstract.language} == {'fr'}
    assert slot.room is not None
    assert slot.room.name == 'Great Hall'


def test_a_dialect_is_named_by_talk_or_file_or_event(tmp_path: Path) -> None:
    folder = tmp_path / 'content' / 'abstracts'
    folder.mkdir(parents=True)
    talks = ['{talk: A}', '{talk: A, dialect: latex, abstract: x, note: y}']
    for ending, dialect in (
        ('md', ''),
        ('HTM', ''),
        ('html', ''),
        ('tex', ''),
        ('txt', ''),
        ('tex', ', dialect: plain'),
    ):
        (folder / f'a.{ending}').write_text('x')
        talks.append(f'{{talk: A, abstract_file: a.{ending}{dialect}}}')
    items = ''.join(f'      - {talk}\n' for talk in talks)
    days = f'days:\n  - date: 2030-05-01\n    items:\n{items}'
    for event, default in (('{title: E}', ''), ('{title: E, dialect: html}', 'html')):
        (tmp_path / 'content' / 'event.yaml').write_text(f'format: 1\nevent: {event}\n{days}')
        loaded = load(tmp_path, Sink())
        assert loaded is not None
        found = [slot.talk for slot in slots(loaded) if slot.talk]
        assert loaded.title.dialect == default
        assert [talk.title.dialect for talk in found] == [default, 'latex', *[default] * 5, 'plain']
        assert [talk.abstract.dialect for talk in found[1:]] == [
            *('latex', 'markdown', 'html', 'html', 'latex', 'plain', 'plain'),
        ]
        assert next(slots(loaded)).note.dialect == ''
        assert [slot.note.dialect for slot in slots(loaded) if slot.note] == ['latex']


def test_what_is_said_of_a_talk_names_it(everything: Event) -> None:
    for slot in slots(everything):
        texts = (slot.talk.title, slot.talk.abstract, slot.talk.agenda_title, slot.note) if slot.talk else ()
        for text in filter(None, texts):
            assert text.span is not None
            assert slot.talk is not None
            assert text.span.about == slot.talk.title.source


def test_a_position_in_an_abstract_leads_back_to_the_file(everything: Event) -> None:
    lines = (CONTENT / 'valid' / 'everything.yaml').read_text(encoding='utf-8').splitlines()
    abstract = next(slot.talk.abstract for slot in slots(everything) if slot.talk and slot.talk.abstract)
    span = abstract.span
    assert span is not None
    for number, line in enumerate(abstract.source.split('\n')):
        assert lines[span.line - 1 + number][span.column - 1 :] == line


def test_an_abstract_file_is_told_as_the_place(tmp_path: Path) -> None:
    event = good(CONTENT / 'valid' / 'several', tmp_path)
    abstract = next(slots(event)).talk.abstract  # type: ignore[union-attr]
    assert abstract.source == 'The first line.\n\n- a list'
    assert abstract.span is not None
    assert (Path(abstract.span.file).name, abstract.span.line) == ('one.md', 3)


def test_every_text_shows_where_it_stands(everything: Event) -> None:
    lines = (CONTENT / 'valid' / 'everything.yaml').read_text(encoding='utf-8').splitlines()
    texts = [everything.title, everything.subtitle, *(day.title for day in everything.days if day.title)]
    texts += [text for slot in slots(everything) for text in (slot.title, slot.note) if text]
    texts += [item.title for day in everything.days for item in day.items if isinstance(item, Session)]
    assert len(texts) > 10
    for text in texts:
        assert text.span is not None
        start = text.span.column - 1
        assert lines[text.span.line - 1][start : start + text.span.length] == text.source


def test_posters_join_their_session(everything: Event) -> None:
    (session,) = (item for day in everything.days for item in day.items if isinstance(item, Session))
    assert [poster.board for poster in session.posters] == ['P1', 'P2']
    assert [poster.board for poster in everything.posters] == ['P3']


def test_unannounced_talks_keep_their_words(everything: Event) -> None:
    assert [slot.title.source for slot in slots(everything) if slot.talk and not slot.talk.announced] == [
        'To be announced'
    ]


def test_ids_do_not_depend_on_what_stands_elsewhere(tmp_path: Path) -> None:
    event = good(CONTENT / 'valid' / 'names.yaml', tmp_path)
    ids = [slot.talk.id for slot in slots(event) if slot.talk]
    assert ids[:5] == ['odegard-grosse-und-mass-der', 'odegard-grosse-und-mass-der-2', 'celik-whats-new', 'hoop', 'tba']
    assert len(set(ids)) == len(ids)


def test_an_automatic_id_gives_way_to_a_written_one(tmp_path: Path) -> None:
    event = load_text(
        tmp_path,
        'format: 1\nevent: {title: x}\ndays:\n  - date: 2030-05-01\n    items:\n'
        '      - {talk: Engine}\n      - {talk: Other, id: engine}\n',
    )
    assert [slot.talk.id for slot in slots(event) if slot.talk] == ['engine-2', 'engine']


def load_text(folder: Path, text: str) -> Event:
    (folder / 'content').mkdir(exist_ok=True)
    (folder / 'content' / 'event.yaml').write_text(text, encoding='utf-8')
    sink = Sink()
    event = load(folder, sink)
    assert event is not None, render_human(sink.items)
    return event


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    sink = Sink()
    assert load(tmp_path, sink) is None
    assert "no folder 'content'" in sink.items[0].message


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / 'content').mkdir()
    sink = Sink()
    assert load(tmp_path, sink) is None
    assert 'no YAML file' in sink.items[0].message


def test_an_abstract_that_no_talk_names_is_kept_in_mind(tmp_path: Path) -> None:
    shutil.copytree(CONTENT / 'valid' / 'several', tmp_path, dirs_exist_ok=True)
    (tmp_path / 'content' / 'abstracts' / 'two.md').write_text('Two.', encoding='utf-8')
    sink = Sink()
    event = load(tmp_path, sink)
    assert event is not None
    assert sink.items == []
    assert [Path(span.file).name for span in event.unnamed] == ['two.md']


@pytest.mark.parametrize('inside', ['content/abstracts/secret.md', 'content/more.yaml', 'content/more'])
def test_links_do_not_lead_out(tmp_path: Path, inside: str) -> None:
    outside = tmp_path / 'outside'
    outside.mkdir()
    (outside / 'secret').write_text('days: []', encoding='utf-8')
    root = tmp_path / 'project'
    (root / 'content' / 'abstracts').mkdir(parents=True)
    head = 'format: 1\nevent: {title: x}\ndays:\n  - date: 2030-05-01\n    items:\n'
    talk = '      - {talk: x, abstract_file: secret.md}\n' if inside.endswith('.md') else '      - {talk: x}\n'
    (root / 'content' / 'event.yaml').write_text(head + talk, encoding='utf-8')
    try:
        (root / inside).symlink_to(outside if inside.endswith('more') else outside / 'secret')
    except OSError:
        pytest.skip('no links here')
    sink = Sink()
    assert load(root, sink) is None
    assert ['link' in item.message for item in sink.items] == [True]


def test_a_large_abstract_is_refused(tmp_path: Path) -> None:
    shutil.copytree(CONTENT / 'valid' / 'several', tmp_path, dirs_exist_ok=True)
    (tmp_path / 'content' / 'abstracts' / 'sub' / 'one.md').write_bytes(b'x' * (1024 * 1024 + 1))
    sink = Sink()
    assert load(tmp_path, sink) is None
    assert 'larger than 1 MB' in sink.items[0].message


def test_a_thousand_slips_are_told_in_bounded_time(tmp_path: Path) -> None:
    people = ''.join(f'  person-{number}: Name {number}\n' for number in range(1000))
    talks = ''.join(f'      - {{talk: x, speakers: [persn-{number}]}}\n' for number in range(1000))
    text = f'format: 1\nevent: {{title: x}}\npeople:\n{people}days:\n  - date: 2030-05-01\n    items:\n{talks}'
    (tmp_path / 'content').mkdir()
    (tmp_path / 'content' / 'event.yaml').write_text(text, encoding='utf-8')
    sink = Sink()
    started = time.process_time()
    assert load(tmp_path, sink) is None
    assert len(sink.items) == 1000
    assert time.process_time() - started < 10


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_minute_is_read_on_either_clock(hour: int, minute: int) -> None:
    minutes = hour * 60 + minute
    half = f'{(hour - 1) % 12 + 1}:{minute:02} {"am" if hour < 12 else "pm"}'
    assert parse_time(f'{hour}:{minute:02}') == parse_time(f'{hour:02}.{minute:02}') == parse_time(half) == minutes


@given(st.text(max_size=20))
def test_no_text_breaks_the_clock(text: str) -> None:
    minutes = parse_time(text)
    assert minutes is None or 0 <= minutes < 48 * 60


@given(st.lists(st.text(max_size=30), max_size=20))
def test_ids_are_unique_and_fit_to_link(names: list[str]) -> None:
    ids = Ids({'talk', slug('reserved')})
    made = [ids.make(name, fallback='talk') for name in names]
    assert len({*made, 'talk', 'reserved'}) == len(made) + 2
    assert all(name and not set(name) & set(' #/?%') for name in made)


SEED = yaml.safe_load((CONTENT / 'valid' / 'everything.yaml').read_text(encoding='utf-8'))
words = st.text(st.characters(exclude_categories=['Cs', 'Cc']), max_size=12)
oddities = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-9, 99), st.floats(), words, st.dates(), st.sampled_from([*SEED, ''])
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*path, key))


PLACES = list(places(SEED))


def changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = changed(value[path[0]], path[1:], new)
    return copy


def check_outcome(folder: Path, text: bytes) -> None:
    """Nothing but diagnostics comes out, each of them inside the file, and the words about them can be written."""
    (folder / 'content').mkdir(exist_ok=True)
    (folder / 'content' / 'event.yaml').write_bytes(text)
    sink = Sink()
    event = load(folder, sink)
    assert (event is None) == sink.has_errors
    assert render_human(sink.items) or event is not None
    count = text.count(b'\n') + text.count(b'\r') + text.count(b'\xc2\x85') + text.count(b'\xe2\x80') + 1
    for item in sink.items:
        assert item.message
        assert item.span is not None
        assert 1 <= item.span.line <= count
        assert item.span.column >= 1
        assert item.span.length >= 1


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(PLACES), oddities, st.sampled_from(PLACES), oddities)
def test_any_node_may_be_anything(tmp_path: Path, first: Any, one: Any, second: Any, two: Any) -> None:
    data = changed(SEED, first, one)
    if second in set(places(data)):
        data = changed(data, second, two)
    check_outcome(tmp_path, yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode())


BYTES = (CONTENT / 'valid' / 'everything.yaml').read_bytes()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(BYTES)), st.integers(0, 12), st.binary(max_size=6) | words.map(str.encode))
def test_any_bytes_may_be_anything(tmp_path: Path, start: int, length: int, new: bytes) -> None:
    check_outcome(tmp_path, BYTES[:start] + new + BYTES[start + length :])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from('ab:-?*&!|>\'"%@`#{}[], \n\t\\~1'), max_size=60))
def test_no_punctuation_breaks_the_reader(tmp_path: Path, text: str) -> None:
    check_outcome(tmp_path, b'format: 1\nevent:\n  title: ' + text.encode())


def test_kinds_are_those_of_the_model() -> None:
    from booklet.load import keys

    assert set(keys.KINDS.values()) == set(Kind)
    assert {*keys.ROLES.values(), Role.CHAIR} == set(Role)


def test_east_asian_names_begin_with_the_family(tmp_path: Path) -> None:
    names = {'山田 太郎': '山田', '김 철수': '김', 'Ada Byron': 'Byron', '山田': '山田', 'Taro 山田': '山田'}
    people = ''.join(f'  p{number}: {name}\n' for number, name in enumerate(names))
    event = load_text(tmp_path, f'format: 1\nevent: {{title: T}}\npeople:\n{people}')
    assert {person.name: person.family for person in event.people} == names


def test_a_person_written_out_again_loses_nothing_in_silence(tmp_path: Path) -> None:
    (tmp_path / 'content').mkdir()
    (tmp_path / 'content' / 'event.yaml').write_text(
        'format: 1\nevent: {title: Engines}\npeople: {ada: {name: Ada Lovelace, biography: A poet.}}\ntalks:\n'
        '  - {talk: One, speakers: [{name: Ada Lovelace, biography: A poet.}]}\n'
        '  - {talk: Two, speakers: [{name: Ada Lovelace, biography: A weaver., url: "https://example.org"}]}\n',
        'utf-8',
    )
    sink = Sink()
    assert load(tmp_path, sink) is not None
    assert [(item.severity.value, item.span and item.span.line) for item in sink.items] == [('warning', 6)] * 2
