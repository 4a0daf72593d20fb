"""docs/content.md against the keys that the code knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from booklet.diagnostics import Sink
from booklet.load import keys, load
from booklet.parts import EVERY, PARTS

DOCUMENT = (Path(__file__).parents[1] / 'docs' / 'content.md').read_text('utf-8')
PEOPLE = set(keys.PEOPLE)
# heading → the keys that its tables must name, no more and no fewer
TABLES = {
    'The files': set(keys.FILE),
    'The event': set(keys.EVENT),
    'Dates of the event': set(keys.DATES),
    'Affiliations': set(keys.AFFILIATION),
    'People': set(keys.PERSON),
    'Rooms': set(keys.ROOM),
    'Tracks': set(keys.TRACK),
    'Days': set(keys.DAY),
    'Items': {*keys.KINDS, 'session'},
    'Every item': set(keys.ITEM) - PEOPLE,
    'Talks': set(keys.PAPER) - PEOPLE,
    'Who takes part': PEOPLE | set(keys.CONTRIBUTION),
    'Sessions': set(keys.SESSION),
    'Posters': set(keys.POSTER) - set(keys.PAPER),
    'Sponsors': set(keys.SPONSOR),
    'Committees': set(keys.COMMITTEE) | set(keys.MEMBER) - set(keys.PERSON),
    'Practical information': set(keys.INFORMATION),
    'Parts of the book': set(PARTS),
    'Check': set(keys.CHECK),
}


def sections() -> dict[str, str]:
    parts = re.split(r'^##+ (.+)$', DOCUMENT, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def documented(text: str) -> list[str]:
    return re.findall(r'^\| `(\w+)` \|', text, flags=re.MULTILINE)


@pytest.mark.parametrize('heading', TABLES)
def test_every_key_and_no_other_is_documented(heading: str) -> None:
    names = documented(sections()[heading])
    assert sorted(names) == sorted(TABLES[heading])


def test_no_table_is_left_out() -> None:
    assert {heading for heading, text in sections().items() if documented(text)} == set(TABLES)


def test_the_tables_of_the_code_are_made_of_the_documented_ones() -> None:
    shared = set(keys.ITEM)
    assert set(keys.TALK) == shared | set(keys.PAPER)
    assert set(keys.POSTER) == set(keys.SESSION_POSTER) | {'session'} == {'board', 'session', *keys.PAPER}
    for kind, table in keys.SLOT_KEYS.items():
        assert set(table) >= shared | {kind.value}


@pytest.mark.parametrize('word', [*PARTS, *keys.ROLES, *keys.DIALECTS])
def test_every_choice_is_documented(word: str) -> None:
    assert f'`{word}`' in DOCUMENT


@pytest.mark.parametrize('name', PARTS)
def test_all_that_may_be_said_of_a_part_is_documented(name: str) -> None:
    (row,) = re.findall(rf'^\| `{name}` \|(.*)$', sections()['Parts of the book'], flags=re.MULTILINE)
    for key, option in PARTS[name].options.items():
        assert f'`{key}`' in row
        for choice in option.choices:
            assert f'`{choice}`' in sections()['Parts of the book']


def test_what_may_be_said_of_any_part_is_documented() -> None:
    before, _, _ = sections()['Parts of the book'].partition('|---|')
    assert all(f'`{key}`' in before for key in EVERY)


def test_the_example_loads_without_a_word(tmp_path: Path) -> None:
    (example,) = re.findall(r'```yaml\n(.*?)```', DOCUMENT, flags=re.DOTALL)
    (tmp_path / 'content' / 'abstracts').mkdir(parents=True)
    (tmp_path / 'content' / 'event.yaml').write_text(example, encoding='utf-8')
    (tmp_path / 'content' / 'abstracts' / 'demorgan.md').write_text('All men are mortal.\n', encoding='utf-8')
    sink = Sink()
    event = load(tmp_path, sink)
    assert sink.items == []
    assert event is not None
    assert [len(day.slots) for day in event.days] == [5, 1]
