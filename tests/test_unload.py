"""The content's own form: what is unloaded loads as the same event."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from strategies import Plain, events, loaded

from booklet.diagnostics import Sink
from booklet.load import load, load_document
from booklet.model import Event
from booklet.source import Source
from booklet.unload import to_json, unload

ROOT = Path(__file__).resolve().parents[1]
PROJECTS = [ROOT, *(path.parent.parent for path in sorted((ROOT / 'tests' / 'events').glob('*/content/event.yaml')))]


def again(event: Event) -> Event | None:
    sink = Sink()
    found = load_document(Source('event.json', to_json(event)), sink)
    assert sink.items == []
    return found


@pytest.mark.parametrize('project', PROJECTS, ids=lambda path: path.name)
def test_an_event_unloaded_is_the_same_event(project: Path) -> None:
    sink = Sink()
    event = load(project, sink)
    assert event is not None
    assert again(event) == event
    assert unload(event) == unload(event)


def test_what_the_format_lets_differ_is_kept(tmp_path: Path) -> None:
    (tmp_path / 'content' / 'abstracts').mkdir(parents=True)
    (tmp_path / 'content' / 'abstracts' / 'engine.html').write_text('<p>It weaves.</p>', 'utf-8')
    (tmp_path / 'content' / 'all.yaml').write_text(
        """
format: 1
event: {title: Engines *and* looms, dialect: plain, clock: 12, short_title: Engines, parts: [cover, abstracts]}
affiliations: {society: {name: Analytical Society, place: London}}
people:
  lovelace: {name: Ada King of Lovelace, family: King, affiliation: society, biography: 'A *poet*.', dialect: markdown}
days:
  - date: 2030-05-01
    items:
      - {time: 23:00-25:30, talk: On weaving, subtitle: a *proof*, abstract_file: engine.html,
         people: [{person: lovelace, role: author}, {name: Luigi Menabrea}]}
      - {end: 26:00, social: Dance}
      - {end: End of the night}
      - {session: Looms, chair: {person: lovelace, affiliation: Elsewhere}, posters: [{board: 7, talk: TBD}]}
talks:
  - {talk: On *notes*, dialect: markdown, language: de, abstract: 'Eins, *zwei*.'}
  - {talk: On notes, repeat_of: on-notes, abstract: '<b>x</b>', abstract_dialect: html}
""",
        'utf-8',
    )
    sink = Sink()
    event = load(tmp_path, sink)
    assert sink.items == []
    assert event is not None
    assert [talk.abstract.dialect for talk in event.talks] == ['markdown', 'html']
    assert event.people[0].biography.dialect == 'markdown'
    assert again(event) == event


@settings(deadline=None)
@given(events())
def test_any_event_unloaded_is_the_same_event(event: Event) -> None:
    assert again(event) == event
    assert json.loads(to_json(event)) == unload(event)


@pytest.mark.parametrize(
    'told',
    [
        {'event': {'title': 'T', 'parts': []}},
        {'event': {'title': 'T', 'dates': {'start': '2030-05-05'}}, 'days': [{'date': '2030-05-01'}]},
        {'event': {'title': 'T', 'dates': {'end': '2030-05-05'}}, 'days': [{'date': '2030-05-08'}]},
        {'event': {'title': 'T'}, 'rooms': {'a': {'name': ' '}}, 'tracks': {'b': {'name': ''}}},
        {'event': {'title': 'T'}, 'talks': [{'talk': 'On ' + 'long' * 40, 'subtitle': ' ', 'abstract': '\n'}]},
        {'event': {'title': 'a\x85b'}, 'talks': [{'talk': 'x', 'abstract': 'a\x85b\u2028c\x9f\ufeff👩🏽‍💻'}]},
    ],
    ids=['no parts', 'begins after', 'ends before', 'nameless', 'long id', 'line ends'],
)
def test_what_is_odd_is_kept(told: Plain) -> None:
    event = loaded({'format': 1, **told})
    assert again(event) == event
