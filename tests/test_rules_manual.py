"""The examples in the rules' manual pages: the wrong one is found where it says so, the better one is not."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from manual_pages import DOCUMENT, written

from booklet.diagnostics import Diagnostic, Sink, render_human
from booklet.load import load
from booklet.rules import RULES, Rule

# What an example leaves out: people, rooms, and talks that are as they should be, so that others “have one”.
PEOPLE = {'lovelace': 'Ada Lovelace', 'babbage': 'Charles Babbage'}
SOUND = """\
  - date: 2030-05-02
    items:
      - {time: 9:00-9:30, talk: On mills, speakers: [lovelace], room: aula, abstract: It grinds wheat and rye.}
      - {time: 9:30-10:00, talk: On stores, speakers: [babbage], room: hall, abstract: Numbers rest in columns.}
"""
# These look at more than a fragment can show; their own tests are in test_rules.py and test_rules_check.py.
ELSEWHERE = {'B003', 'B004', 'B009', 'B010', 'B011', 'B021', 'B025', 'B057', 'B059'}
EXAMPLES = [rule for rule in RULES.values() if hasattr(rule.module, 'check') and rule.id not in ELSEWHERE]


def blocks(rule: Rule) -> list[str]:
    """The examples of a manual page: what is indented."""
    found: list[str] = []
    inside = False
    for row in rule.manual.split('\n'):
        starts = bool(re.match(r' {4}', row))
        if starts or (inside and not row):
            found = found if inside else [*found, '']
            found[-1] += f'{row}\n'
            inside = True
        else:
            inside = False
    return [textwrap.dedent(block).strip('\n') + '\n' for block in found]


def project(folder: Path, fragment: str) -> str:
    """A whole content around an example: items of a day, or top-level keys."""
    items = fragment if fragment.lstrip().startswith('- ') else ''
    known = '' if items else fragment
    text = f'{known}\nformat: 1\n'
    if 'event:' not in known:
        text += 'event: {title: A meeting, time_zone: Europe/Zagreb, dates: {start: 2030-05-01, end: 2030-05-02}}\n'
    elif 'title:' not in known:
        text = text.replace('event:', 'event:\n  title: A meeting', 1)
    if 'people:' not in known:
        text += (
            f'people: {{{", ".join(f"{id}: {{name: {name}, affiliation: Society}}" for id, name in PEOPLE.items())}}}\n'
        )
    text += '' if 'rooms:' in known else 'rooms: {aula: Aula Magna, hall: Hall}\n'
    if 'days:' not in known:
        text += 'days:\n'
        text += f'  - date: 2030-05-01\n    items:\n{textwrap.indent(items, " " * 6)}' if items else ''
        text += SOUND
    (folder / 'content').mkdir()
    (folder / 'content' / 'event.yaml').write_text(text, encoding='utf-8')
    return text


def findings(folder: Path, rule: Rule, fragment: str) -> tuple[list[Diagnostic], str]:
    text = project(folder, fragment)
    sink = Sink()
    event = load(folder, sink)
    assert event is not None, render_human(sink.items)
    return list(rule.check(event)), text


@pytest.mark.parametrize('rule', EXAMPLES, ids=lambda rule: rule.name)
def test_the_wrong_example_is_found_in_its_line(rule: Rule, tmp_path: Path) -> None:
    wrong = next(block for block in blocks(rule) if f'# {rule.id}' in block)
    found, text = findings(tmp_path, rule, wrong)
    line = next(at for at, row in enumerate(text.split('\n'), 1) if f'# {rule.id}' in row)
    assert [one.span.line for one in found if one.span] == [line]
    assert all(one.message and one.rule == rule.id for one in found)


@pytest.mark.parametrize('rule', [one for one in EXAMPLES if 'Better:' in one.manual], ids=lambda rule: rule.name)
def test_the_better_example_is_not(rule: Rule, tmp_path: Path) -> None:
    better = blocks(rule)[-1]
    assert rule.id not in better
    assert findings(tmp_path, rule, better)[0] == []


def test_the_document_has_every_manual_page() -> None:
    document = DOCUMENT.read_text('utf-8')
    assert written(document) == document, 'run: python tests/manual_pages.py'


def test_nearly_every_rule_of_the_programme_has_an_example() -> None:
    assert len(EXAMPLES) > 30
    assert sum('Better:' in rule.manual for rule in EXAMPLES) > 20
    assert set(RULES) >= ELSEWHERE
