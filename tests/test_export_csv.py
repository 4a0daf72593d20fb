"""CSV: read back by the standard library; no cell is a formula, and no letter lost."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import AWKWARD, Plain, events, loaded

from booklet.diagnostics import Sink
from booklet.exporters import export
from booklet.exporters.inventory import talks
from booklet.exporters.table import COLUMNS, guarded, unguarded
from booklet.model import Event, Session


def rows(event: Event, sink: Sink | None = None) -> list[dict[str, str]]:
    data = export(event, 'csv', sink or Sink())
    assert data is not None
    assert data.startswith(b'\xef\xbb\xbf')
    found = list(csv.DictReader(io.StringIO(data.decode('utf-8-sig'), newline=''), strict=True))
    return [{name: unguarded(cell) for name, cell in row.items() if cell} for row in found]


def engines(items: list[Plain], **more: object) -> Event:
    return loaded(
        {
            'format': 1,
            'event': {'title': 'Engines'},
            'affiliations': {'society': {'name': 'Analytical Society', 'place': 'London'}, 'college': 'King’s College'},
            'people': {
                'lovelace': {'name': 'Ada Lovelace', 'affiliation': 'society'},
                'somerville': {'name': 'Mary Somerville', 'affiliations': ['society', 'college']},
            },
            'rooms': {'aula': 'Aula'},
            'days': [{'date': '2030-05-01', 'items': items}],
            **more,
        }
    )


@settings(deadline=None, max_examples=80)
@given(events())
def test_every_item_and_every_abstract_has_its_row(event: Event) -> None:
    found = rows(event)
    empty = sum(
        isinstance(item, Session) and not item.slots and not item.posters for day in event.days for item in day.items
    )
    slots = sum(len(day.slots) for day in event.days)
    posters = [p for day in event.days for item in day.items if isinstance(item, Session) for p in item.posters]
    assert len(found) == slots + len(posters) + len(event.posters) + len(event.talks) + empty
    every = {talk.id: talk for talk in talks(event)}
    told = {row['ID']: row for row in found if row.get('Kind') in ('talk', 'poster')}
    assert told.keys() == every.keys()
    for name, talk in every.items():
        assert told[name]['Title'] == talk.title.source
        assert told[name].get('Abstract', '') == talk.abstract.source


@settings(deadline=None, max_examples=40)
@given(events())
def test_no_cell_is_a_formula(event: Event) -> None:
    data = export(event, 'csv', Sink())
    assert data is not None
    cells = [cell for row in csv.reader(io.StringIO(data.decode('utf-8-sig'), newline='')) for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple('=+-@\t\r＝＋－＠'))]


@given(st.one_of(st.sampled_from(AWKWARD), st.text("'=+-@\t\rx＝", max_size=6)))
def test_what_is_guarded_comes_back(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize(('cell', 'safe'), [('=1', "'=1"), ("'=1", "''=1"), ("'tis", "'tis"), ('a=1', 'a=1')])
def test_only_what_could_be_a_formula_is_guarded(cell: str, safe: str) -> None:
    assert guarded(cell) == safe
    assert unguarded("'tis") == "'tis"


def test_what_a_row_tells() -> None:
    sink = Sink()
    talk = {
        'time': '9:00-9:45', 'talk': 'On *engines*', 'id': 'on-engines', 'subtitle': 'A survey',
        'people': ['lovelace', {'person': 'somerville', 'role': 'author'}], 'abstract': 'One\n\n"two", three',
        'keywords': ['a', 'b'], 'note': 'Bring cards',
    }  # fmt: skip
    session = {'session': 'Looms', 'time': '9:00-10:00', 'room': 'aula', 'chair': 'somerville', 'items': [talk]}
    night = {'time': '25:00', 'social': 'Dance', 'speakers': ['lovelace']}
    event = engines(
        [session, night, {'session': 'Empty', 'id': 'none', 'time': '11:00'}],
        posters=[{'board': 'P1', 'talk': 'Poster'}],
        talks=[{'talk': 'Loose', 'repeat_of': 'on-engines'}],
    )
    first, dance, empty, poster, loose = rows(event, sink)
    assert first == {
        'Day': '2030-05-01', 'Start': '9:00', 'End': '9:45', 'Room': 'Aula', 'Session': 'Looms',
        'Session start': '9:00', 'Session end': '10:00', 'Chairs': 'Mary Somerville', 'Kind': 'talk',
        'Title': 'On *engines*', 'Subtitle': 'A survey', 'Speakers': 'Ada Lovelace (1)',
        'Authors': 'Mary Somerville (1,2)', 'Affiliations': '(1) Analytical Society, London; (2) King’s College',
        'Abstract': 'One\n\n"two", three', 'Keywords': 'a; b', 'Note': 'Bring cards', 'ID': 'on-engines',
    }  # fmt: skip
    assert dance == {
        'Day': '2030-05-01', 'Start': '25:00', 'Kind': 'social', 'Title': 'Dance', 'Speakers': 'Ada Lovelace',
        'Affiliations': 'Analytical Society, London',
    }  # fmt: skip
    assert empty['Kind'] == 'session'
    assert empty['ID'] == 'none'
    assert poster == {'Kind': 'poster', 'Title': 'Poster', 'Board': 'P1', 'ID': 'poster'}
    assert loose['Repeats'] == 'on-engines'
    assert 'affiliations of chairs (2)' in '\n'.join(item.message for item in sink.items)


def test_the_columns_are_each_there_once() -> None:
    assert len(COLUMNS) == len(set(COLUMNS))
