"""The benchmark: its corpora are always the same, its projects load, its measures measure."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from booklet.diagnostics import Sink
from booklet.load import load
from booklet.model import Event, Kind, Slot

ROOT = Path(__file__).resolve().parents[1]
BENCH = ROOT / 'bench'
SYMPOSIUM = (ROOT / 'tests' / 'data' / 'symposium.md').read_text(encoding='utf-8')
# sha256 of the corpus of 28 talks: other engines were measured with these bytes
CORPUS_28 = 'c99f9175daa6e354c1549bf665c2176a74c146ad3c2425809495282595e313c0'


def bench(name: str) -> ModuleType:
    """A script of bench/ as a module; the folder is no package."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, BENCH / f'{name}.py')
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


generate, convert, measure, rooms = bench('generate'), bench('convert'), bench('measure'), bench('rooms')
run = bench('run')  # imports measure


def talks_of(corpus: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (item for day in corpus['days'] for item in day['items'] if item['kind'] == 'talk')


@pytest.fixture(scope='module')
def corpus() -> dict[str, Any]:
    made: dict[str, Any] = generate.generate(SYMPOSIUM, 28)
    return made


@pytest.fixture(scope='module')
def event(corpus: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Event:
    project = tmp_path_factory.mktemp('bench') / 'project'
    convert.convert(corpus, project)
    sink = Sink()
    loaded = load(project, sink)
    assert sink.items == []
    assert loaded is not None
    assert sorted(path.suffix for path in (project / 'fonts').iterdir()) == ['.ttf'] * 4 + ['.txt']
    return loaded


def talk_slots(event: Event) -> list[Slot]:
    return [slot for day in event.days for slot in day.slots if slot.kind is Kind.TALK]


# --- corpora ---


def test_the_corpus_is_the_one_that_others_were_measured_with(corpus: dict[str, Any]) -> None:
    text = json.dumps(corpus, ensure_ascii=False, indent=1)
    assert hashlib.sha256(text.encode()).hexdigest() == CORPUS_28


def test_a_corpus_has_as_many_talks_as_asked_for() -> None:
    corpus = generate.generate(SYMPOSIUM, 61)
    assert [talk['id'] for talk in talks_of(corpus)] == [f't{number}' for number in range(61)]
    assert len(corpus['days']) == 6
    for talk in talks_of(corpus):
        assert sum(len(paragraph.split()) for paragraph in talk['abstract']) <= 350


# --- projects ---


def test_a_project_says_what_its_corpus_says(corpus: dict[str, Any], event: Event) -> None:
    talks = list(talks_of(corpus))
    slots = talk_slots(event)
    assert len(slots) == 28
    for talk, slot in zip(talks, slots, strict=True):
        assert slot.talk is not None
        assert (slot.talk.id, slot.talk.title.source) == (talk['id'], talk['title'])
        assert slot.talk.abstract.source.strip().split('\n\n') == talk['abstract']
        assert [c.person.name for c in slot.talk.people] == talk['speakers']
        assert {a.name for c in slot.talk.people for a in c.affiliations} == {talk['affiliation']}
        assert slot.start is not None
        assert generate.clock(*divmod(slot.start, 60)) == talk['time']


def test_a_project_has_the_days_and_breaks_of_its_corpus(corpus: dict[str, Any], event: Event) -> None:
    assert [f'{day.date:%A}, {day.date.day} {day.date:%B}' for day in event.days] == [d['day'] for d in corpus['days']]
    titles = [[slot.title.source for slot in day.slots] for day in event.days]
    assert titles == [[item['title'] for item in day['items']] for day in corpus['days']]
    assert {slot.kind for day in event.days for slot in day.slots} == {Kind.TALK, Kind.BREAK, Kind.MEAL, Kind.END}


def test_people_are_indexed_as_the_corpus_indexes_them(corpus: dict[str, Any], event: Event) -> None:
    assert sorted(f'{p.family}, {p.given}' for p in event.people) == sorted(e['name'] for e in corpus['index'])
    assert event.parts == ('cover', 'agenda', 'abstracts', 'index')


def test_ids_are_told_apart() -> None:
    assert convert.identify({'Ann Ål': 'al ann', 'Ann Al': 'al ann', 'Ω': 'Ω'}) == {
        'Ann Ål': 'al-ann',
        'Ann Al': 'al-ann-n2',
        'Ω': 'x',
    }


@given(st.text(alphabet='ab1 .,-—“”:;()?!&;*_`[]<>$#|~^{}\\', max_size=40))
def test_plain_text_stays_plain_in_markdown(text: str) -> None:
    text = ' '.join(text.split())
    tokens = MarkdownIt().parseInline(convert.plain(text))[0].children or []
    assert ''.join(token.content for token in tokens) == text
    assert {token.type for token in tokens} <= {'text', 'text_special'}


# --- measures ---


def test_a_run_is_measured() -> None:
    run = measure.timed([sys.executable, '-S', '-c', 'sum(range(1_000_000))'])
    assert 0 < run.wall < 30
    if sys.platform != 'win32':
        assert 0 < run.cpu <= 30
        assert run.memory > 1e6


def test_a_run_that_fails_says_why() -> None:
    with pytest.raises(measure.Failed, match=r'(?s)ended with 3.*no such luck'):
        measure.timed([sys.executable, '-S', '-c', 'import sys; print("no such luck"); sys.exit(3)'])


@pytest.mark.skipif(not Path('/proc/self/smaps_rollup').exists(), reason='needs the proc file system of Linux')
def test_memory_of_children_counts() -> None:
    child = 'import time; x = bytearray(b"x") * 30_000_000; time.sleep(0.3)'
    start = f'subprocess.Popen([sys.executable, "-S", "-c", {child!r}])'
    parent = f'import subprocess, sys; [p.wait() for p in [{start} for _ in range(2)]]'
    # A process of its own measures: one as large as this one would be seen in the result.
    code = 'import sys, measure; c = sys.argv[1:]; print(measure.timed(c).memory, measure.sampled(c).memory)'
    command = [sys.executable, '-c', code, sys.executable, '-S', '-c', parent]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, cwd=BENCH)
    largest, tree = map(int, answer.stdout.split())
    assert 30e6 < largest < 60e6 < tree


def engine(name: str, walls: list[float], size: int, folder: Path) -> Any:
    pdf = folder / f'{name}.pdf'
    pdf.write_bytes(b'x' * size)
    runs = [measure.Run(wall, 2 * wall, 1) for wall in walls]
    return run.Engine(name, [], pdf, runs, memory=80_000_000, pages=20)


def test_the_table_gives_ratios_of_medians_and_names_what_is_missed(tmp_path: Path) -> None:
    ours = engine('booklet', [0.5, 9.0, 0.4], 200_000, tmp_path)
    theirs = engine('Typst', [0.2, 0.25, 0.3], 400_000, tmp_path)
    assert run.rows(28, [ours, theirs]) == [
        '| 28 | booklet | 0.50 (0.40–9.00) | 1.00 | 80 | 200 | 20 | 25.0 |',
        '|  | Typst | 0.25 (0.20–0.30) | 0.50 | 80 | 400 | 20 | 12.5 |',
        '|  | *booklet / Typst* | *2.00* | *2.00* | *1.00* | *0.50* | *1.00* |  |',
        '|  | aim | ≤ 2.4 × |  | ≤ 90 | ≤ 130, **missed** |  |  |',
    ]
    assert len(run.rows(28, [ours])) == 2  # without Typst: what was measured, and the aim
    assert all(row.count('|') == run.HEAD[0].count('|') for row in run.rows(28, [ours]))


def test_only_what_stands_between_the_marks_is_rewritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = tmp_path / 'performance.md'
    report.write_text('a\n<!-- begin table -->\nold\n<!-- end table -->\nb\n', encoding='utf-8')
    monkeypatch.setattr(run, 'REPORT', report)
    run.write('table', r'new \1')
    assert report.read_text(encoding='utf-8') == 'a\n<!-- begin table -->\nnew \\1\n<!-- end table -->\nb\n'
    with pytest.raises(measure.Failed, match='no marks for profile'):
        run.write('profile', '')


def test_the_report_has_the_marks_of_both_sections() -> None:
    text = run.REPORT.read_text(encoding='utf-8')
    for section in ('table', 'profile'):
        assert text.count(f'<!-- begin {section} -->') == text.count(f'<!-- end {section} -->') == 1


def test_time_in_built_in_functions_is_that_of_the_room_that_calls_them() -> None:
    main = ('/x/main.py', 1, 'main')
    load_, shape = (
        (str(rooms.PACKAGE / 'load' / 'files.py'), 1, 'read'),
        (str(rooms.PACKAGE / 'shaping.py'), 1, 'shape'),
    )
    join = ('~', 0, "<method 'join' of 'str' objects>")
    stats = {
        main: (1, 1, 1.0, 10.0, {}),
        load_: (1, 1, 2.0, 9.0, {main: (1, 1, 2.0, 9.0)}),
        shape: (1, 1, 3.0, 6.5, {load_: (1, 1, 3.0, 6.5)}),
        join: (2, 2, 4.0, 4.0, {load_: (1, 1, 0.5, 0.5), shape: (1, 1, 3.5, 3.5)}),
    }
    found = rooms.by_room(stats)
    assert found == {
        'standard library': (1.0, 1.0),
        'booklet.load': (2.5, 9.0),
        'booklet.shaping': (6.5, 6.5),
    }
    assert sum(own for own, _ in found.values()) == 10.0
    assert '| booklet.shaping | 6.500 | 65% | 6.500 |' in rooms.tables(stats)
