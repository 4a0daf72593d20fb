"""`booklet import` from end to end: files in, content out, edits kept, exit codes."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from booklet import cli
from booklet.diagnostics import Sink
from booklet.load import load

PROGRAMME = {
    'format': 1,
    'event': {'title': 'Engines', 'language': 'en', 'time_zone': 'Europe/London'},
    'people': {'lovelace': 'Ada Lovelace', 'babbage': 'Charles Babbage'},
    'rooms': {'mill': 'The Mill'},
    'days': [
        {
            'date': '2030-06-03',
            'items': [
                {'time': '9:00-9:30', 'talk': 'On weaving', 'id': 'weaving', 'speakers': ['lovelace'], 'room': 'mill',
                 'abstract': 'The engine *weaves*.', 'abstract_dialect': 'markdown'},
                {'time': '9:30-10:00', 'break': 'Tea'},
                {'time': '10:00-10:30', 'talk': 'On cards', 'id': 'cards', 'speakers': ['babbage']},
            ],
        }
    ],
}  # fmt: skip


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / 'programme.json'
    path.write_text(json.dumps(PROGRAMME), 'utf-8')
    return path


def rewritten(source: Path, old: str, new: str) -> None:
    text = source.read_text('utf-8')
    assert old in text
    source.write_text(text.replace(old, new), 'utf-8')


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob('*') if path.is_file()}


def test_a_project_is_made_and_builds(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = tmp_path / 'event'
    assert cli.main(['import', str(source), '--into', str(project)]) == 0
    said = capsys.readouterr().out
    assert 'Read as booklet' in said
    assert '3 events, 0 sessions, 2 people, 1 abstract, 1 room' in said
    assert (project / 'content' / 'abstracts' / 'weaving.md').read_text('utf-8') == 'The engine *weaves*.\n'
    assert cli.main(['build', str(project)]) == 0
    before = files(project)
    assert cli.main(['import', str(source), '--into', str(project)]) == 0
    assert 'Nothing has changed.' in capsys.readouterr().out
    assert files(project) == before


def test_edits_stay_and_what_both_changed_is_told(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / 'event'
    cli.main(['import', str(source), '--into', str(project)])
    programme = project / 'content' / 'programme.yaml'
    rewritten(programme, 'talk: On weaving', 'talk: On weaving algebra  # as she wrote herself')
    rewritten(source, 'On cards', 'On punched cards')
    assert cli.main(['import', str(source), '--into', str(project)]) == 0
    assert 'talk: On weaving algebra  # as she wrote herself' in programme.read_text('utf-8')
    assert 'talk: On punched cards' in programme.read_text('utf-8')
    rewritten(source, 'On weaving', 'On looms')
    capsys.readouterr()
    assert cli.main(['import', str(source), '--into', str(project)]) == 1
    said = capsys.readouterr()
    assert 'here “On weaving algebra”, in the source “On looms”' in said.err
    assert 'programme.yaml:' in said.err
    assert load(project, Sink()) is not None
    assert cli.main(['import', str(source), '--into', str(project), '--theirs']) == 0
    assert 'talk: On looms' in programme.read_text('utf-8')


def test_the_example_of_a_new_project_is_not_mixed_with_an_import(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    event = tmp_path / 'event'
    assert cli.main(['new', str(event)]) == 0
    before = (event / 'content' / 'programme.yaml').read_bytes()
    assert cli.main(['import', str(source), '--into', str(event)]) == 1
    assert 'the example of ‘booklet new’' in capsys.readouterr().err
    assert (event / 'content' / 'programme.yaml').read_bytes() == before
    people = event / 'content' / 'people.yaml'
    people.write_bytes(people.read_bytes() + b'# ours\n')
    cli.main(['import', str(source), '--into', str(event)])
    assert (event / 'content' / 'programme.yaml').read_bytes() != before


def test_a_dry_run_writes_nothing(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(['import', str(source), '--into', str(tmp_path / 'event'), '--dry-run']) == 0
    assert 'Would write' in capsys.readouterr().out
    assert not (tmp_path / 'event').exists()


def test_standard_input(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr('sys.stdin', io.TextIOWrapper(io.BytesIO(source.read_bytes())))
    assert cli.main(['import', '-', '--into', str(tmp_path / 'event')]) == 0
    assert (tmp_path / 'event' / 'content' / 'event.yaml').is_file()


@pytest.mark.parametrize(
    ('arguments', 'message'),
    [
        (['nowhere.json'], 'there is no file or folder'),
        (['https://pretalx.example.org/e/'], '--allow-network lets booklet fetch it'),
        (['.', '--as', 'pretalks'], "Did you mean 'pretalx'?"),
        (['.', '--mine', '--theirs'], 'exclude each other'),
        (['.', '--name', '../out'], 'letters, digits and hyphens'),
        ([], 'SOURCE'),
    ],
)
def test_the_command_line_is_looked_at_first(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(['import', *arguments, '--into', str(tmp_path / 'event')]) == 2
    assert message in ' '.join(capsys.readouterr().err.split())
    assert not (tmp_path / 'event').exists()


def test_what_cannot_be_read_is_told_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / 'schedule.json'
    broken.write_text('{"schedule": {\n  "conference": oops}}', 'utf-8')
    assert cli.main(['import', str(broken), '--as', 'frab-json', '--into', str(tmp_path / 'event')]) == 1
    said = capsys.readouterr().err
    assert 'schedule.json:2:17: error: this is no JSON' in said
    assert not (tmp_path / 'event').exists()


def test_formats_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(['import', '--formats']) == 0
    assert 'frab-json' in capsys.readouterr().out
    assert cli.main(['import', '--explain', 'booklet']) == 0
    assert 'Read: everything' in capsys.readouterr().out
    assert cli.main(['import', '--explain', 'nothing']) == 2


def test_a_project_is_a_source_too(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = tmp_path / 'first', tmp_path / 'second'
    assert cli.main(['import', str(source), '--into', str(first)]) == 0
    for given in (first, first / 'content'):
        assert cli.main(['import', str(given), '--into', str(second)]) == 0
    assert 'Read as booklet' in capsys.readouterr().out
    assert load(second, Sink()) == load(first, Sink())


@pytest.mark.parametrize(
    ('mapping', 'file', 'message'),
    [
        ('columns: {title: Titell}', 'talks.csv', 'no column is called'),
        ('date: 2030-06-03', 'programme.json', 'takes no mapping'),
    ],
)
def test_a_mapping_that_does_nothing_is_refused(
    mapping: str, file: str, message: str, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / 'map.yaml').write_text(mapping, 'utf-8')
    (tmp_path / 'talks.csv').write_text('Title,Speaker\nOn looms,Ada Lovelace\nOn cards,Charles Babbage\n', 'utf-8')
    arguments = ['import', str(tmp_path / file), '--map', str(tmp_path / 'map.yaml'), '--into', str(tmp_path / 'event')]
    assert cli.main(arguments) == 1
    said = capsys.readouterr().err
    assert message in said
    assert 'map.yaml:1:' in said


def test_no_bytes_of_a_damaged_workbook_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / 'talks.xlsx').write_bytes(b'PK\x03\x04 a piece of a workbook')
    assert cli.main(['import', str(tmp_path / 'talks.xlsx'), '--into', str(tmp_path / 'event')]) == 1
    said = capsys.readouterr().err
    assert 'this workbook is damaged' in said
    assert 'PK' not in said
