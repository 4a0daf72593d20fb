"""Exports of any programme: files that are valid, the same at each run, and nothing left out in silence."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from strategies import Plain, events, loaded

from booklet.cli import commands
from booklet.cli.export import FORMATS as OFFERED
from booklet.diagnostics import Severity, Sink
from booklet.exporters import FORMATS, Left, export, exporter
from booklet.exporters.identity import acronym, numbers, slugs
from booklet.exporters.inventory import inventory
from booklet.load import load, load_document
from booklet.model import Event
from booklet.source import Source

ROOT = Path(__file__).resolve().parents[1]
TAGUNG = ROOT / 'tests' / 'events' / 'tagung'


def told(sink: Sink) -> str:
    return '\n'.join(item.message for item in sink.items)


def project(path: Path) -> Event:
    event = load(path, Sink())
    assert event is not None
    return event


def small(**more: object) -> Event:
    document: Plain = {'format': 1, 'event': {'title': 'Engines', 'time_zone': 'Europe/London'}, **more}
    return loaded(document)


def test_the_command_offers_the_formats_that_there_are() -> None:
    assert tuple(FORMATS) == OFFERED
    assert all(exporter(name).TITLE and exporter(name).__doc__ for name in FORMATS)


@settings(deadline=None, max_examples=60)
@given(events())
def test_whatever_is_not_in_the_file_is_told(event: Event) -> None:
    for name in FORMATS:
        sink = Sink()
        data = export(event, name, sink)
        if data is None:
            assert [item.severity for item in sink.items] == [Severity.ERROR]
            assert not event.days or name == 'ics'
        elif name != 'json':
            for what in ('sponsors', 'organisers'):
                assert (f'{what} (' in told(sink)) == bool(getattr(event, what))
        else:
            assert sink.items == []
        assert export(event, name, Sink()) == data


@settings(deadline=None, max_examples=60)
@given(events())
def test_the_json_is_a_content_file_of_the_same_event(event: Event) -> None:
    data = export(event, 'json', Sink())
    assert data is not None
    sink = Sink()
    assert load_document(Source('programme.json', data.decode('utf-8')), sink) == event
    assert sink.items == []
    assert json.loads(data)['format'] == 1


def test_the_json_saved_as_yaml_is_a_project(tmp_path: Path) -> None:
    event = project(TAGUNG)
    (tmp_path / 'content').mkdir()
    (tmp_path / 'content' / 'programme.yaml').write_bytes(export(event, 'json', Sink()) or b'')
    sink = Sink()
    again = load(tmp_path, sink)
    assert sink.items == []
    assert again == event


def test_left_counts_by_reason() -> None:
    left = Left()
    left.out('posters', count=2)
    left.out('posters')
    left.out('chairs')
    left.out('sponsors', count=0)
    left.changed('titles', 'they are long')
    assert list(left.lines()) == [
        'leaves out posters (3), chairs (1): the format has no place for them',
        'changes titles (1): they are long',
    ]


def test_the_inventory_of_a_large_programme() -> None:
    event = project(TAGUNG)
    found = inventory(event)
    assert found['sponsors'] == len(event.sponsors) > 0
    assert found['sessions'] > 0
    assert 'biographies' not in found


# --- names ---


def test_numbers_stay_when_others_go() -> None:
    first = [f'{n:08x}-0000-5000-8000-000000000000' for n in range(50)]
    every, some = numbers(first), numbers(first[::3])
    assert all(every[guid] == number for guid, number in some.items())
    assert len(set(every.values())) == 50
    assert all(0 < number < 2**31 for number in every.values())


def test_numbers_that_would_be_the_same_are_told_apart() -> None:
    same = ['00000000-0000-0000-0000-000000000005', f'00000000-0000-0000-0000-0000{2**31 - 1 + 5:08x}']
    found = numbers(same)
    assert sorted(found.values()) == [6, 7]
    assert found == numbers(reversed(same))


def test_slugs_and_acronyms_are_plain_letters() -> None:
    guid = '12345678-9abc-5000-8000-000000000000'
    found = slugs('eng_2030', {'on-engines': guid, 'Ünï': guid, 'x': guid})
    assert found == {
        'on-engines': 'eng_2030-on-engines',
        'Ünï': 'eng_2030-n-12345678-9abc',
        'x': 'eng_2030-x-12345678-9abc',
    }
    assert acronym(small()) == 'engines'
    assert acronym(small(days=[{'date': '2030-05-01'}])) == 'engines_2030'
    japanese = loaded({'format': 1, 'event': {'title': '機関', 'dates': {'start': '2030-05-01'}}})
    assert acronym(japanese) == 'event_2030'


# --- the command ---


@pytest.fixture
def engines(tmp_path: Path) -> Path:
    (tmp_path / 'content').mkdir()
    (tmp_path / 'content' / 'event.yaml').write_text(
        'format: 1\nevent: {title: Engines, time_zone: Europe/London, place: London}\n'
        'days: [{date: 2030-05-01, items: [{time: 9:00-10:00, talk: On engines, speakers: [Ada Lovelace]}]}]\n',
        'utf-8',
    )
    return tmp_path


def run(*arguments: object) -> tuple[int, str, str, bytes]:
    result = CliRunner().invoke(commands, ['export', *map(str, arguments)], standalone_mode=False)
    assert result.exception is None or isinstance(result.exception, Exception)
    code = result.return_value if result.exception is None else 2
    return code, result.stdout, result.stderr + str(result.exception or ''), result.stdout_bytes


def test_files_go_into_the_projects_output(engines: Path) -> None:
    code, out, err, _ = run(engines, '--to', 'ics', '--to', 'schedule.xml', '--to', 'ics')
    assert code == 0
    assert [Path(line).name for line in out.splitlines()] == ['programme.ics', 'schedule.xml']
    assert (engines / 'output' / 'schedule.xml').read_bytes().startswith(b'<?xml')
    assert 'schedule.xml leaves out places of the event (1): ' in err


def test_standard_output_has_nothing_but_the_file(engines: Path) -> None:
    code, _, _, out = run(engines, '--to', 'json', '-o', '-')
    assert code == 0
    assert json.loads(out)['event']['title'] == 'Engines'
    assert not (engines / 'output').exists()
    assert run(engines, '--to', 'json', '--to', 'ics', '-o', '-')[0] == 2


@pytest.mark.parametrize(
    ('output', 'formats', 'files'),
    [
        ('a.csv', ['csv'], ['a.csv']),
        ('A.XML', ['schedule.xml'], ['A.XML']),
        ('a.csv', ['ics'], ['a.csv/programme.ics']),
        ('new', ['csv'], ['new/programme.csv']),
        ('a.json', ['json', 'schedule.json'], ['a.json/programme.json', 'a.json/schedule.json']),
    ],
)
def test_what_ends_as_the_formats_files_do_is_a_file(
    engines: Path, output: str, formats: list[str], files: list[str]
) -> None:
    options = [word for form in formats for word in ('--to', form)]
    assert run(engines, *options, '-o', engines / output)[0] == 0
    assert all((engines / file).is_file() for file in files)


def test_an_old_file_stays_where_the_programme_has_no_form(engines: Path) -> None:
    assert run(engines, '--to', 'ics')[0] == 0
    old = (engines / 'output' / 'programme.ics').read_bytes()
    (engines / 'content' / 'event.yaml').write_text('format: 1\nevent: {title: Engines}\n', 'utf-8')
    code, out, err, _ = run(engines, '--to', 'ics', '--to', 'json')
    assert code == 1
    assert 'nothing in the programme has a day' in err
    assert Path(out.strip()).name == 'programme.json'
    assert (engines / 'output' / 'programme.ics').read_bytes() == old


def test_a_content_in_error_is_not_exported(engines: Path) -> None:
    (engines / 'content' / 'event.yaml').write_text('format: 1\nevent: {titel: Engines}\n', 'utf-8')
    code, out, err, _ = run(engines, '--to', 'json')
    assert (code, out) == (1, '')
    assert re.search(r'event\.yaml:2', err)


def test_strict_lets_a_missing_time_zone_fail(engines: Path) -> None:
    content = engines / 'content' / 'event.yaml'
    content.write_text(content.read_text('utf-8').replace('time_zone: Europe/London, ', ''), 'utf-8')
    assert run(engines, '--to', 'schedule.xml')[0] == 0
    code, _, err, _ = run(engines, '--to', 'schedule.xml', '--strict')
    assert code == 1
    assert 'the event has no time zone' in err
