"""Changes by place: what was not changed stands byte for byte, and the outcome says what was meant."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from booklet.keep.marks import MARK
from booklet.keep.splice import holds, text_of
from booklet.keep.tree import Branch, Entry, Fresh, Leaf, Page, plain
from booklet.source import Source

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted([*(ROOT / 'content').glob('*.yaml'), *(ROOT / 'tests' / 'events').rglob('*.yaml')])


def page(text: str) -> Page:
    return Page(Source('x.yaml', text))


def root(found: Page) -> Branch:
    assert isinstance(found.root, Branch)
    return found.root


def inside(branch: Branch, *names: str | int) -> Entry:
    entry = None
    for name in names:
        entry = branch.find(name) if isinstance(name, str) else branch.entries[name]
        assert entry is not None
        if isinstance(entry.value, Branch):
            branch = entry.value
    assert entry is not None
    return entry


def branch_of(found: Branch, *names: str | int) -> Branch:
    value = inside(found, *names).value
    assert isinstance(value, Branch)
    return value


def written(found: Page) -> str:
    text = text_of(found)
    assert holds([(found, text)], MARK)
    return text


def every(branch: Branch) -> Iterator[Entry]:
    for entry in branch.entries:
        yield entry
        if isinstance(entry.value, Branch):
            yield from every(entry.value)


@pytest.mark.parametrize('path', FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_tree_gives_its_text_back(path: Path) -> None:
    text = path.read_bytes().decode('utf-8-sig')
    found = page(text)
    assert written(found) == text
    for entry in every(root(found)):
        entry.touch()
    assert written(found) == text


EXAMPLE = """\
# top
format: 1   # f

event:
  title: X  # t
  dates: {start: 2030-01-01,
          end: 2030-01-02}

days:
# hello
- date: 2030-01-01
  items:
    - time: 9:00 # early
      talk: 'Old'
      # on
      abstract: |  # kept
        a

        b

    # own
    - {time: 10:00, talk: B, speakers: [a, b]}
    - session: S
      items:
      - {time: 11:00, talk: Z}   # zz

- date: 2030-01-02
"""
CHANGED = """\
# top
format: 1   # f

event:
  title: X  # t
  dates: {start: 2030-01-01,
          text: 'it: x'}

days:
# hello
- date: 2030-01-01
  items:
    - {time: 11:00, talk: Z}   # zz
    - # early
      talk: 'New: title'
      # on
      abstract: | # kept
        c

          d
    - session: S
      room: r
      items:
      # own
      - {time: 10:30, talk: B, speakers: [a, b], room: 'aula, x'}
    - time: 8:00
      talk: New
      note: |
        a
        b

- date: 2030-01-02
  items:
    - time: 8:00
      break: Tea

- date: 2030-01-03

talks:
  - talk: x
"""


@pytest.mark.parametrize('newline', ['\n', '\r\n'])
def test_many_changes_at_once(newline: str) -> None:
    found = page(EXAMPLE.replace('\n', newline))
    top = root(found)
    days = branch_of(top, 'days')
    items = branch_of(days, 0, 'items')
    _, two, session = items.entries
    inside(items, 0, 'talk').put(Fresh('New: title'))
    inside(items, 0, 'abstract').put(Fresh('c\n\n  d'))
    inside(items, 0, 'time').take_out()
    inside(items, 1, 'time').put(Fresh('10:30'))
    branch_of(items, 1).add(Entry(None, 'room', Fresh('aula, x')))
    assert isinstance(session.value, Branch)
    inner = branch_of(session.value, 'items')
    last = inner.entries[0]
    two.take_out()
    last.take_out()
    inner.add(two)
    session.value.add(Entry(None, 'room', Fresh('r')), 1)
    items.add(last, 0)
    items.add(Entry(None, None, Fresh({'time': '8:00', 'talk': 'New', 'note': 'a\nb'})))
    tea = Branch(None, False)
    tea.add(Entry(None, None, Fresh({'time': '8:00', 'break': 'Tea'})))
    branch_of(days, 1).add(Entry(None, 'items', tea))
    days.add(Entry(None, None, Fresh({'date': '2030-01-03'})))
    inside(top, 'event', 'dates', 'end').take_out()
    branch_of(top, 'event', 'dates').add(Entry(None, 'text', Fresh('it: x')))
    top.add(Entry(None, 'talks', Fresh([{'talk': 'x'}])))
    assert written(found) == CHANGED.replace('\n', newline)


@pytest.mark.parametrize(
    ('old', 'value', 'new'),
    [
        ('k: a  # x\n', 'b: c', "k: 'b: c'  # x\n"),
        ("k:   'a'\n", "it's", "k:   'it''s'\n"),
        ('k: "a"', 'x "y"', 'k: "x \\"y\\""'),
        ('k:\nb: 1\n', 'new', 'k: new\nb: 1\n'),
        ('k: >\n  a\n  b\n\nb: 1\n', 'c\nd', 'k: |\n  c\n  d\n\nb: 1\n'),
        ('k: [a,\n  b]  # x\n', ['c'], 'k: [c]  # x\n'),
        ('{k: a, b: 1}\n', 'x, y', "{k: 'x, y', b: 1}\n"),
        ('{k: a, b: 1}\n', 'x\ny', '{k: "x\\ny", b: 1}\n'),
        ('k: a\nb: 1\n', 'x\ny', 'k: |\n  x\n  y\nb: 1\n'),
        ('k: plain over\n  two lines\nb: 1\n', 'one', 'k: one\nb: 1\n'),
        ('k: a', 'x\u2028y', 'k: "x\\Ly"'),
    ],
)
def test_a_value_takes_the_place_of_another(old: str, value: Any, new: str) -> None:
    found = page(old)
    inside(root(found), 'k').put(Fresh(value))
    assert written(found) == new


def test_a_lost_remark_or_another_meaning_is_seen() -> None:
    found = page('a: 1 # x\nb: 2\n')
    assert not holds([(found, 'a: 1\nb: 2\n')], MARK)
    assert not holds([(found, 'a: 1 # x\nb: 3\n')], MARK)
    assert not holds([(found, 'a: [1 # x\nb: 2\n')], MARK)
    assert not holds([(found, 'a: \x07 # x\n')], MARK)
    assert holds([(found, 'a:  1 # x\n\n"b": 2\n')], MARK)
    marked = page('# import: a: 2\na: 1\n')
    assert holds([(marked, 'a: 1\n')], MARK)


TEXTS = (
    'a',
    'b c',
    'x: y',
    '#1',
    'yes',
    "it's",
    'two\nlines\n',
    'two\n\n  lines',
    ' lead',
    'Ö',
    '日本',
    '😀',
    '[x]',
    '',
    '- a',
)


def data(dice: random.Random, depth: int = 0) -> Any:
    kind = dice.random()
    if depth >= 4 or (depth and kind < 0.4):
        return dice.choice(TEXTS)
    if kind < 0.7 or depth == 0:
        return {f'k{number}': data(dice, depth + 1) for number in range(dice.randint(1, 4))}
    return [data(dice, depth + 1) for _ in range(dice.randint(1, 4))]


def styled(dice: random.Random) -> str:
    """The data as some program or other would write it, and remarks in it."""
    style = dice.choice([True, False, None])
    dumper = dice.choice([yaml.SafeDumper, getattr(yaml, 'CSafeDumper', yaml.SafeDumper)])
    text = yaml.dump(
        data(dice), Dumper=dumper, default_flow_style=style, indent=dice.choice([2, 3, 4]), sort_keys=False,
        width=dice.choice([20, 80]), allow_unicode=True, default_style=dice.choice([None, None, '"', "'", '|']),
    )  # fmt: skip
    rows = text.split('\n')
    for number in range(dice.randint(0, 3)):
        at = dice.randrange(len(rows))
        if re.match(r' *(- )?"?k\d', rows[at]):
            rows.insert(at, ' ' * (len(rows[at]) - len(rows[at].lstrip())) + f'# r{number}')
    text = '\n'.join(rows)
    return text.replace('\n', '\r\n') if dice.random() < 0.2 else text


@settings(max_examples=150, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.integers(0, 10**9))
def test_random_changes_of_random_files(seed: int) -> None:
    change(random.Random(seed))


def change(dice: random.Random) -> None:
    text = styled(dice)
    try:
        found = page(text)
    except yaml.YAMLError:
        return  # a remark in a text over several lines
    if any(isinstance(entry.value, Leaf) and entry.value.fixed for entry in every(root(found))):
        return
    lines_before = text.split('\n')
    touched = 0
    for _ in range(dice.randint(1, 4)):
        entries = [entry for entry in every(root(found)) if entry.parent is not None]
        entry = dice.choice(entries)
        branch = entry.parent
        assert branch is not None
        what = dice.randrange(4)
        touched += 1
        if what == 0 and entry.key is not None and not entry.remarks(lambda inner: False):
            entry.put(Fresh(dice.choice(TEXTS[:-2])))
        elif what == 1 and len(branch.entries) > 1 and not entry.remarks(lambda inner: False):
            entry.take_out()
        elif what == 2:
            new = Entry(None, f'n{touched}' if branch.is_map else None, Fresh(dice.choice(TEXTS[:-2])))
            branch.add(new, dice.randint(0, len(branch.entries)))
        elif what == 3 and not branch.is_map and not branch.flow and len(branch.entries) > 1:
            entry.take_out()
            branch.add(entry, dice.randint(0, len(branch.entries)))
    made = text_of(found)
    assert plain(page(made).root) == plain(found.root), (text, made)
    flows = any(isinstance(entry.value, Branch) and entry.value.flow for entry in every(root(found)))
    if not (root(found).flow or flows):  # among brackets a remark may stand where a comma goes: that is refused
        assert holds([(found, made)], MARK), (text, made)
    if touched == 1 and len(lines_before) > 12 and not root(found).flow:
        assert set(lines_before) & set(made.split('\n'))
