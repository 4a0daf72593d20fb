"""`check` as its user wants it: which rules, how bad, what is silenced, what is told together, and in what form."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from booklet import cli, rulebook
from booklet.checking import choose, examine, gathered, read_ignores
from booklet.diagnostics import About, Diagnostic, Severity, Sink, Span, render_human, render_sarif
from booklet.load import load, load_document
from booklet.model import Checks, Event
from booklet.rules import RULES
from booklet.source import Source
from booklet.unload import unload

HEAD = """\
format: 1
event: {title: A meeting, time_zone: Europe/Zagreb, dates: {start: 2030-05-01, end: 2030-05-01}}
rooms: {hall: Hall}
people: {lovelace: Ada Lovelace, babbage: Charles Babbage}
days:
  - date: 2030-05-01
    items:
      - {time: 9:00-10:00, talk: Engine, speakers: [lovelace], room: hall, abstract: It weaves.}
      - {time: 10:00-11:00, talk: Mill, speakers: [babbage], room: hall, abstract: It turns.}
"""
CLASH = '      - {time: 10:30-11:00, talk: Loom, speakers: [lovelace], room: hall, abstract: It clacks.}'
Project = Callable[..., Path]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    def make(text: str, **abstracts: str) -> Path:
        (tmp_path / 'content' / 'abstracts').mkdir(parents=True, exist_ok=True)
        (tmp_path / 'content' / 'event.yaml').write_text(text, encoding='utf-8')
        for name, words in abstracts.items():
            (tmp_path / 'content' / 'abstracts' / f'{name}.md').write_text(words, encoding='utf-8')
        return tmp_path

    return make


def read(folder: Path) -> Event:
    sink = Sink()
    event = load(folder, sink)
    assert event is not None, render_human(sink.items)
    return event


def found(folder: Path, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> list[tuple[str, int]]:
    event = read(folder)
    findings = examine(folder, event, None, choose(event.checks, select, ignore))
    return [(one.rule, one.span.line if one.span else 0) for one in findings]


# --- which rules ---


@pytest.mark.parametrize(
    ('word', 'ids'),
    [
        ('B006', ('B006',)),
        ('b006', ('B006',)),
        ('room-double-booked', ('B006',)),
        ('Room_Double_Booked', ('B006',)),
        ('B00', tuple(id for id in RULES if id.startswith('B00'))),
        ('all', tuple(RULES)),
        ('B999', ()),
        ('room', ()),
        ('', ()),
    ],
)
def test_a_rule_has_an_id_and_a_name(word: str, ids: tuple[str, ...]) -> None:
    assert rulebook.find(word) == ids


def test_ids_and_names_are_of_one_rule_each() -> None:
    assert len(rulebook.IDS) == len(rulebook.NAMES)
    assert all(
        re.fullmatch(r'B\d{3}', id) and re.fullmatch(r'[a-z]+(-[a-z]+)*', name) for id, name in rulebook.NAMES.items()
    )


@pytest.mark.parametrize(
    ('check', 'rules'),
    [
        ('', ['B006']),
        ('check: {ignore: [room-double-booked]}', []),
        ('check: {ignore: B006}', []),
        ('check: {ignore: B00}', []),
        ('check: {select: [B005, B003]}', []),
        ('check: {select: B006, ignore: B006}', []),
        ('check: {select: [B0]}', ['B006']),
    ],
)
def test_the_content_chooses(project: Project, check: str, rules: list[str]) -> None:
    assert [rule for rule, _ in found(project(f'{check}\n{HEAD}{CLASH}'))] == rules


def test_the_command_line_chooses_otherwise(project: Project) -> None:
    folder = project(f'check: {{ignore: B006}}\n{HEAD}{CLASH}')
    assert found(folder) == []
    assert found(folder, select=('B006',)) == [('B006', 11)]
    assert found(folder, select=('B006',), ignore=('B006',)) == []


def test_a_rule_may_be_worse_than_it_is(project: Project) -> None:
    folder = project(f'check: {{severity: {{room-double-booked: error, B00: note, B006: error}}}}\n{HEAD}{CLASH}')
    event = read(folder)
    (one,) = examine(folder, event, None, choose(event.checks))
    assert one.severity is Severity.ERROR
    assert dict(event.checks.severity)['B005'] == 'note'


def test_limits_are_the_contents_own(project: Project) -> None:
    more = '      - {time: 12:30-13:00, break: Tea}'
    assert found(project(HEAD + more)) == [('B017', 10)]
    assert found(project(f'check: {{gap: 120}}\n{HEAD}{more}')) == []
    assert found(project(f'check: {{longest: 60}}\n{HEAD}')) == [('B053', 9), ('B053', 10)]


@pytest.mark.parametrize(
    ('check', 'said'),
    [
        ('{ignore: [B0006]}', "there is no rule 'B0006'"),
        ('{ignore: [abstract-mising]}', "did you mean 'abstract-missing'?"),
        ('{severity: {B006: bad}}', "possible: error, warning, note|'bad'"),
        ('{severity: {B999: note}}', "there is no rule 'B999'"),
        ('{gap: 0}', 'is less than 1'),
        ('{gap: soon}', 'gap'),
        ('{selct: []}', "did you mean 'select'?"),
        ('[B006]', 'should be a mapping'),
    ],
)
def test_what_the_content_says_wrongly_is_told_in_its_place(project: Project, check: str, said: str) -> None:
    sink = Sink()
    assert load(project(f'{HEAD}check: {check}\n'), sink) is None
    assert [one.span.line for one in sink.items if one.span] == [10]
    assert re.search(said.replace('?', r'\?'), f'{sink.items[0].message} {sink.items[0].hint}')


def test_checks_are_kept_when_the_event_is_written(project: Project) -> None:
    checks = '{select: [B0], ignore: [gap, B006], severity: {B002: error}, gap: 30, longest: 100}'
    event = read(project(f'check: {checks}\n{HEAD}'))
    assert event.checks != Checks()
    assert load_document(Source('x', json.dumps(unload(event))), Sink()) == event
    assert 'check' not in unload(read(project(HEAD)))


# --- remarks that silence ---


@pytest.mark.parametrize(
    ('text', 'rules'),
    [
        (f'{CLASH}  # booklet: ignore B006', []),
        (f'{CLASH}  # booklet: ignore room-double-booked', []),
        (f'{CLASH}  # booklet: ignore B003, B006  # both are wanted', ['B059']),
        (f'{CLASH}  #booklet:ignore B006', []),
        (f'      # booklet: ignore B006\n{CLASH}', []),
        (f'      # booklet: ignore B006\n\n      # why\n{CLASH}', []),
        (f'{CLASH}\n      # booklet: ignore-file B006', []),
        (f'{CLASH}  # booklet: ignore B007', ['B006', 'B059']),
        (f'{CLASH}\n      # booklet: ignore B006', ['B006', 'B059']),
        (f'{CLASH}  # booklet: ignore B0O6', ['B006', 'B059']),
        (f'{CLASH}  # booklet: ignore', ['B006', 'B059']),
        (f'{CLASH.replace("It clacks.", "It clacks. # booklet: ignore B006")}', ['B006']),
        (f"{CLASH.replace('It clacks.', '''' # booklet: ignore B006 ' ''')}", ['B006']),
    ],
)
def test_a_remark_silences_its_line(project: Project, text: str, rules: list[str]) -> None:
    if 'It clacks. #' in text:
        text = text.replace('It clacks. # booklet: ignore B006', "'It clacks. # booklet: ignore B006'")
    assert [rule for rule, _ in found(project(f'{HEAD}{text}\n'))] == rules


LONG = """\
      - time: 11:00-11:30
        talk: Loom
        speakers: [lovelace]
        abstract: |  # booklet: ignore B028
          It has clacked, 1820-1840.

          So it has, 1840-1850.   # booklet: ignore B028
      - {time: 11:30-12:00, talk: Card, speakers: [babbage], abstract: Since 1801-1805.}
"""


def test_a_remark_where_a_long_text_begins_silences_all_of_it(project: Project) -> None:
    folder = project(HEAD + LONG)
    assert found(folder) == [('B028', 17)]
    folder = project(HEAD + LONG.replace('|  # booklet: ignore B028', '|'))
    assert found(folder) == [('B028', 14), ('B028', 16), ('B028', 17)]


def test_a_remark_where_a_file_is_named_silences_the_file(project: Project) -> None:
    line = '      - {time: 11:00-11:30, talk: Loom, speakers: [lovelace], abstract_file: loom.md}'
    words = 'It has clacked.\n\nSo it has, 1820-1840.\n'
    assert [rule for rule, _ in found(project(HEAD + line + '\n', loom=words))] == ['B028']
    assert found(project(f'{HEAD}{line}  # booklet: ignore B028\n', loom=words)) == []
    assert found(project(f'{HEAD}      # booklet: ignore wrong-signs\n{line}\n', loom=words)) == []


def test_a_remark_of_a_rule_that_is_not_looked_at_is_not_idle(project: Project) -> None:
    folder = project(f'{HEAD}{CLASH}  # booklet: ignore B007\n')
    assert found(folder, ignore=('B007', 'B006')) == []
    assert not read_ignores(project(HEAD)).remarks


# --- told together ---


def of(rule: str, line: int, severity: Severity = Severity.WARNING) -> Diagnostic:
    return Diagnostic(severity, f'{line}', Span('content/talks.yaml', line), 'hint', rule)


def test_many_alike_are_told_in_one() -> None:
    few = [of('B003', line) for line in range(3)]
    assert gathered(few) == few
    (one,) = gathered([of('B003', line) for line in range(9, 0, -1)])
    assert one.message == '9 talks have no abstract, although others have: talks.yaml:1, 2, 3, 4, 5 …'
    assert (one.rule, one.hint, one.span and one.span.line) == ('B003', 'hint', 1)
    unlike = [Diagnostic(Severity.NOTE, 'x', None, f'{at}', 'B003') for at in range(9)]
    assert gathered(unlike)[0].hint == 'booklet check --select B003 --format json has each'
    mixed = [of('B003', line, Severity.NOTE if line % 2 else Severity.WARNING) for line in range(6)]
    assert gathered(mixed) == mixed


def test_what_has_no_words_for_many_stays_single() -> None:
    every = [of('B055', line) for line in range(50)] + [of('', 7)] * 9
    assert len(gathered(every)) == 59


@pytest.mark.parametrize('rule', [one for one in RULES.values() if one.together], ids=lambda rule: rule.name)
def test_words_for_many_count(rule: object) -> None:
    assert RULES[rule.id].together.format(count=7).count('7') == 1  # type: ignore[attr-defined]


# --- forms ---


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main(['check', *arguments])
    out = capsys.readouterr()
    return code, out.out, out.err


def test_the_forms_for_programs_go_to_stdout(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(project(f'{HEAD}{CLASH}\n'))
    narrow = ('--select', 'B006,B001')
    code, out, err = run(capsys, folder, '--format', 'json', *narrow)
    assert (code, err) == (0, '')
    assert [(one['rule'], one['line']) for one in json.loads(out)] == [('B006', 10)]
    code, out, err = run(capsys, folder, '--format', 'github', '--strict', *narrow)
    assert (code, err) == (1, '')
    assert re.fullmatch(r'::warning file=\S+,line=10,col=\d+,endColumn=\d+,title=B006::Hall is taken.*\n', out)
    code, out, err = run(capsys, folder, *narrow)
    assert (code, out) == (0, '')
    assert '[B006]' in err


def test_a_sound_programme_in_every_form(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(project(HEAD))
    outcomes = [run(capsys, folder, '--ignore', 'B03,B04', '--format', form) for form in ('text', 'json', 'github')]
    assert [out.strip() for _, out, _ in outcomes] == ['Nothing to remark.', '[]', '']


def test_sarif_is_as_scanners_read_it(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(f'{HEAD}{CLASH}\n')
    monkeypatch.chdir(folder)
    code, out, _ = run(capsys, '.', '--format', 'sarif', '--select', 'B006')
    log = json.loads(out)
    assert code == 0
    assert log['version'] == '2.1.0'
    (one_run,) = log['runs']
    rules = one_run['tool']['driver']['rules']
    assert [rule['id'] for rule in rules] == list(RULES)
    for rule in rules:
        assert rule['shortDescription']['text']
        assert rule['help']['text']
        assert rule['defaultConfiguration']['level'] in ('error', 'warning', 'note')
        assert re.fullmatch(r'[A-Za-z]+', rule['name'])
    (result,) = one_run['results']
    assert rules[result['ruleIndex']]['id'] == result['ruleId'] == 'B006'
    assert result['level'] == 'warning'
    assert 'Hall is taken' in result['message']['text']
    place = result['locations'][0]['physicalLocation']
    assert place['artifactLocation'] == {'uri': 'content/event.yaml'}
    assert place['region'] == {'startLine': 10, 'startColumn': 35, 'endColumn': 39}


def test_sarif_of_what_no_rule_found() -> None:
    about = About('B001', 'title-differs', 'Titles.', 'All.', Severity.WARNING)
    log = json.loads(
        render_sarif([Diagnostic(Severity.ERROR, 'no', Span('/a b/é.yaml', 2, 3, 4))], [about], '1.0', '/a b')
    )
    (result,) = log['runs'][0]['results']
    assert result['ruleId'] == log['runs'][0]['tool']['driver']['rules'][result['ruleIndex']]['id'] == 'content'
    assert result['locations'][0]['physicalLocation']['artifactLocation']['uri'] == '%C3%A9.yaml'
    assert 'locations' not in json.loads(render_sarif([of('B001', 1)], [about], '1.0'))['runs'][0]['tool']
    (without,) = json.loads(render_sarif([Diagnostic(Severity.NOTE, 'no', None, 'do', 'B001')], [about], '1.0'))['runs']
    assert without['results'] == [
        {'ruleId': 'B001', 'level': 'note', 'message': {'text': 'no\nhint: do'}, 'ruleIndex': 0}
    ]


def test_errors_of_the_content_have_every_form_too(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(project(f'{HEAD}{CLASH.replace("hall", "halll")}\n'))
    for form in ('json', 'github', 'sarif'):
        code, out, err = run(capsys, folder, '--format', form)
        assert (code, err) == (1, '')
        assert 'halll' in out


# --- manual pages ---


def test_a_rule_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, '--explain', 'B012', '--explain', 'room-double-booked,B058')
    assert code == 0
    assert all(f'{id} {RULES[id].name}\n' in out and RULES[id].manual in out for id in ('B012', 'B006', 'B058'))
    assert '--fix mends it' in out
    assert out.count('B001') == 0


def test_all_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, '--list-rules')
    rows = out.strip().split('\n')
    assert code == 0
    assert [row.split()[0] for row in rows[1:]] == list(RULES)
    assert len(run(capsys, '--explain', 'all')[1]) > len(out)


def test_a_rule_that_there_is_not(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, '--explain', 'room-duoble-booked')
    assert code == 2
    assert "did you mean 'room-double-booked'?" in err
    assert run(capsys, str(project(HEAD)), '--select', 'X1')[0] == 2
