"""Each rule finds what its manual page says, and nothing in a sound programme."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterable
from pathlib import Path

import pytest

from booklet.diagnostics import Severity, Sink, render_human
from booklet.load import load
from booklet.rules import RULES, manual, run_rules

HEAD = """\
format: 1
event: {title: A meeting, dates: {start: 2030-05-01, end: 2030-05-02}}
rooms: {hall: Hall, loft: Loft}
people: {lovelace: Ada Lovelace, babbage: Charles Babbage}
days:
  - date: 2030-05-01
    items:
"""
ENGINE = '      - {time: 9:00-10:00, talk: Engine, speakers: [lovelace], room: hall, abstract: It weaves.}\n'
MILL = '      - {time: 10:00-11:00, talk: Mill, speakers: [babbage], room: hall, abstract: It turns.}\n'


FIRST = [f'B0{number:02}' for number in range(1, 14)]  # the rules of this file; test_rules_manual.py has the others


def check(folder: Path, text: str, rules: Iterable[str] = FIRST) -> list[tuple[str, int]]:
    """Rule and line of every finding of these rules."""
    (folder / 'content').mkdir()
    (folder / 'content' / 'event.yaml').write_text(text, encoding='utf-8')
    sink = Sink()
    event = load(folder, sink)
    assert event is not None, render_human(sink.items)
    found = run_rules(event)
    assert all(item.severity is not Severity.ERROR and item.message for item in found)
    return [(item.rule, item.span.line if item.span else 0) for item in found if item.rule in rules]


def test_a_sound_programme_passes(tmp_path: Path) -> None:
    head = HEAD.replace('dates:', 'time_zone: Europe/Zagreb, dates:').replace(', loft: Loft', '')
    assert check(tmp_path, head + ENGINE + MILL, RULES) == []


CASES = {
    'sponsors': ('sponsors: [{name: Engine Works}, {name: Mill}]\n', []),
    'language of a talk': ('      - {talk: A, abstract: x, language: xx}\n', [('B010', 10)]),
    'an abstract in HTML': ('      - {talk: A, abstract: <p>It weaves.</p>}\n', [('B012', 10)]),
    'many abstracts in HTML are told together': (
        ''.join(f'      - {{talk: T{n}, abstract: <p>It weaves.</p>}}\n' for n in range(4)),
        [('B012', 10)],
    ),
    'an abstract in HTML, by name': ('      - {talk: A, dialect: html, abstract: <p>It weaves.</p>}\n', []),
    'a few tags are Markdown too': ('      - {talk: A, abstract: It <i>weaves</i>.}\n', []),
    'an unsure guess': ("      - {talk: A, abstract: '**It** &amp;amp; weaves'}\n", [('B012', 10)]),
    'spoilt texts': (
        '      - {talk: A, abstract: An e cient loom}\n      - {talk: Caf\u00c3\u00a9, abstract: x}\n',
        [('B013', 10), ('B013', 11)],
    ),
    'titles differ': ("      - {talk: A, agenda_title: 'A?', abstract: x}\n", [('B001', 10)]),
    'titles are alike': ('      - {talk: A, agenda_title: A, abstract: x}\n', []),
    'title of a poster': (
        "      - {session: P, posters: [{board: 1, talk: A, agenda_title: 'A?', abstract: x}]}\n",
        [('B001', 10)],
    ),
    'no title yet': ('      - {talk: TBD}\n', [('B002', 10)]),
    'no title, but cancelled': ('      - {talk: TBD, cancelled: true}\n', []),
    'no abstract': ('      - {talk: Loom}\n', [('B003', 10)]),
    'no abstract, but cancelled': ('      - {talk: Loom, cancelled: true}\n', []),
    'no abstract, but a repetition': ('      - {talk: Engine, repeat_of: lovelace-engine}\n', []),
    'a forgotten pm': ('      - {time: 2:30, break: Tea}\n', [('B005', 10)]),
    'one slip is told once': ('      - {time: 8:00, break: Tea}\n      - {time: 12:00, meal: Lunch}\n', [('B005', 10)]),
    'items at one time': ('      - {time: 10:00, break: Tea}\n      - {time: 10:00, break: Cake}\n', []),
    'parallel sessions': (
        '      - {session: A, items: [{time: 11:00, break: a}, {time: 12:00, break: b}]}\n'
        '      - {session: B, items: [{time: 11:00, break: a}, {time: 12:00, break: b}]}\n',
        [],
    ),
    'disorder in a session': (
        '      - {session: A, items: [{time: 12:00, break: a}, {time: 11:00, break: b}]}\n',
        [('B005', 10)],
    ),
    'room taken': ('      - {time: 10:30, talk: A, room: hall, abstract: x}\n', [('B006', 10)]),
    'second room taken': ('      - {time: 10:30, talk: A, room: [loft, hall], abstract: x}\n', [('B006', 10)]),
    'room free again': ('      - {time: 11:00, talk: A, room: hall, abstract: x}\n', []),
    'room taken by a cancelled talk': (
        '      - {time: 11:00-12:00, talk: A, room: loft, cancelled: true}\n'
        '      - {time: 11:00, talk: B, room: loft, abstract: x}\n',
        [],
    ),
    'room of the session': (
        '      - {session: A, room: hall, items: [{time: 10:30, talk: A, abstract: x}]}\n',
        [('B006', 10)],
    ),
    'room of a session without items': ('      - {session: A, time: 10:30, room: hall}\n', [('B006', 10)]),
    'tea in the room': ('      - {time: 10:30, break: Tea, room: hall}\n', []),
    'speaker elsewhere': (
        '      - {time: 10:30, talk: A, speakers: [babbage], room: loft, abstract: x}\n',
        [('B007', 10)],
    ),
    'author elsewhere': ('      - {time: 10:30, talk: A, authors: [babbage], room: loft, abstract: x}\n', []),
    'speaker before': ('      - {time: 11:00, talk: A, speakers: [babbage], room: loft, abstract: x}\n', []),
    'chair speaks': (
        '      - {session: A, chair: babbage, items: [{time: 11:00, talk: A, speakers: [babbage], abstract: x}]}\n',
        [],
    ),
    'chair speaks elsewhere': (
        '      - {session: A, time: 11:00-12:00, chair: babbage, room: loft}\n'
        '      - {time: 11:30, talk: A, speakers: [babbage], abstract: x}\n',
        [('B007', 11)],
    ),
    'session cancelled': (
        '      - {session: A, time: 10:30, chair: babbage, room: hall, cancelled: true}\n',
        [],
    ),
    'day outside': ('  - date: 2031-05-02\n', [('B008', 10)]),
    'day inside': ('  - date: 2030-05-02\n', []),
}


@pytest.mark.parametrize('name', CASES)
def test_each_rule_finds_its_case_and_no_other(tmp_path: Path, name: str) -> None:
    more, expected = CASES[name]
    assert check(tmp_path, HEAD + ENGINE + MILL + more) == expected


@pytest.mark.parametrize(
    ('lovelace', 'babbage', 'count'),
    [
        ('also: [Ada Byron, Augusta King]', 'also: [Carl]', 0),
        ('also: [Ada Byron, ada LOVELACE]', 'also: [Carl]', 1),
        ('also: [Charles Babbage]', 'also: []', 1),
        ('also: [The Engine]', 'also: [the engine]', 1),
    ],
)
def test_other_names_lead_to_one_person(tmp_path: Path, lovelace: str, babbage: str, count: int) -> None:
    head = HEAD.replace('lovelace: Ada Lovelace', f'lovelace: {{name: Ada Lovelace, {lovelace}}}')
    head = head.replace('babbage: Charles Babbage', f'babbage: {{name: Charles Babbage, {babbage}}}')
    assert check(tmp_path, head + ENGINE + MILL, ['B062']) == [('B062', 4)] * count


@pytest.mark.parametrize(('name', 'count'), [('Maria von und zu Engel', 0), ('Maria und Anna Engel', 1)])
def test_one_noble_name_is_not_two_people(tmp_path: Path, name: str, count: int) -> None:
    head = HEAD.replace('babbage: Charles Babbage', f'babbage: {name}')
    assert check(tmp_path, head + ENGINE + MILL, ['B051']) == [('B051', 4)] * count


LIFE = HEAD.replace('babbage: Charles Babbage', 'babbage: {name: Charles Babbage, biography: He reckons.}')


@pytest.mark.parametrize(
    ('parts', 'expected'), [('cover, agenda', [('B009', 10)]), ('agenda, sponsors', [])], ids=['unshown', 'shown']
)
def test_sponsors_that_no_part_shows(tmp_path: Path, parts: str, expected: list[tuple[str, int]]) -> None:
    head = HEAD.replace('dates:', f'parts: [{parts}], dates:')
    assert check(tmp_path, head + ENGINE + MILL + 'sponsors: [{name: Engine Works}]\n') == expected


@pytest.mark.parametrize(
    ('parts', 'expected'),
    [
        ('', []),
        ('parts: [agenda], ', [('B004', 4), ('B061', 4)]),
        ('parts: [agenda, biographies], ', []),
        ('parts: [agenda, biographies: {who: speakers}], ', [('B061', 4)]),
        ('parts: [agenda, participants], ', [('B061', 4)]),
    ],
)
def test_biographies_that_no_part_shows(tmp_path: Path, parts: str, expected: list[tuple[str, int]]) -> None:
    head = LIFE.replace('dates:', f'{parts}dates:')
    assert check(tmp_path, head + ENGINE, ('B004', 'B061')) == expected


def test_a_member_of_a_committee_takes_part(tmp_path: Path) -> None:
    committee = 'committees: [{name: Programme, members: [babbage]}]\n'
    assert check(tmp_path, HEAD + ENGINE + committee, ('B004',)) == []


@pytest.mark.parametrize(('word', 'found'), [('looms', False), ('Loom', False), ('lathes', True)])
def test_a_keyword_that_is_sent_to_none(tmp_path: Path, word: str, found: bool) -> None:
    parts = f'parts: [agenda, keyword_index: {{see: {{weaving: {word}}}}}], '
    talk = '      - {talk: A, speakers: [lovelace], keywords: [looms], abstract: x}\n'
    head = HEAD.replace('dates:', f'{parts}dates:').replace(', loft: Loft', '')
    assert [id_ for id_, _ in check(tmp_path, head + ENGINE + talk, ('B057',))] == ['B057'] * found


def test_somebody_who_takes_no_part(tmp_path: Path) -> None:
    assert check(tmp_path, HEAD + ENGINE) == [('B004', 4)]


@pytest.mark.parametrize(
    'item',
    [
        '{remarks: Hello, people: [babbage]}',
        '{session: A, chair: babbage}',
        '{talk: TBA, authors: [babbage], cancelled: yes}',
    ],
)
def test_every_part_counts(tmp_path: Path, item: str) -> None:
    assert check(tmp_path, HEAD + ENGINE + f'      - {item}\n') == []


def test_a_programme_without_abstracts_lacks_none(tmp_path: Path) -> None:
    assert (
        check(tmp_path, HEAD + '      - {talk: A, speakers: [lovelace]}\n      - {talk: B, speakers: [babbage]}\n')
        == []
    )


def test_many_talks_at_once_are_told_in_bounded_time(tmp_path: Path) -> None:
    items = '      - {time: 9:00, talk: A, speakers: [lovelace, babbage], room: hall, abstract: x}\n' * 2000
    assert 2000 <= len(check(tmp_path, HEAD + items)) <= 40_000


@pytest.mark.parametrize('name', RULES)
def test_every_rule_has_its_manual_page(name: str) -> None:
    first, _, rest = manual(name).partition('\n\n')
    assert first.endswith('.')
    assert len(first) < 100
    assert f'# {name}' in rest


def test_every_rule_is_listed() -> None:
    folder = Path(__file__).parents[1] / 'booklet' / 'rules'
    files = {path.stem for path in folder.glob('*.py')} - {'__init__', 'walk', 'texts', 'likeness'}
    assert {rule.module.__name__.rpartition('.')[2] for rule in RULES.values()} == files
    assert all(re.fullmatch(r'B\d{3}', name) for name in RULES)
    assert {name for _, expected in CASES.values() for name, _ in expected} | {'B004', 'B009', 'B011'} == set(FIRST)


@pytest.mark.parametrize(
    ('setting', 'rules'),
    [
        ('language: xx', ['B010']),
        ('language: de-AT', []),
        ('language: ja', []),
        ('language: ar-EG', []),
        ('language: tr', []),
        ('language: ga', ['B010']),  # patterns wanting, and words
        ('language: eu', ['B010']),  # words wanting
        ('time_zone: Europe/Zagrab', ['B011']),
        ('time_zone: Europe/Zagreb', []),
    ],
)
def test_language_and_time_zone_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, rules: list[str]
) -> None:
    monkeypatch.setattr(zoneinfo, 'available_timezones', lambda: {'Europe/Zagreb', 'Europe/Zurich'})
    head = HEAD.replace('{title: A meeting,', '{title: A meeting, ' + setting + ',')
    assert [rule for rule, _ in check(tmp_path, head + ENGINE + MILL)] == rules


@pytest.mark.parametrize(
    ('language', 'said'),
    [('xx', 'is not known'), ('eu', 'stay English'), ('ga', 'no word of the language')],
)
def test_what_is_wanting_for_a_language(tmp_path: Path, language: str, said: str) -> None:
    in_talk = language == 'ga'
    head = HEAD if in_talk else HEAD.replace('{title: A meeting,', f'{{title: A meeting, language: {language},')
    talk = f'      - {{talk: A, abstract: x, language: {language}}}\n' if in_talk else ''
    (tmp_path / 'content').mkdir()
    (tmp_path / 'content' / 'event.yaml').write_text(head + talk, encoding='utf-8')
    event = load(tmp_path, Sink())
    assert event is not None
    found = [finding.message for finding in run_rules(event) if finding.rule == 'B010']
    assert len(found) == 1
    assert said in found[0]
