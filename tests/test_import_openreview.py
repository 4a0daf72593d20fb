"""OpenReview: the console's table, notes of both APIs."""

from __future__ import annotations

import json

from hypothesis import given as given_
from hypothesis import settings
from hypothesis import strategies as st
from import_fuzz import encoded, mutated_bytes, mutated_json, only_refusals
from import_reading import FOLDER, people, read, text, told

from booklet.importers import openreview

JSON = {path.name: json.loads(path.read_bytes()) for path in sorted((FOLDER / 'openreview').glob('*.json'))}
TABLE = (FOLDER / 'openreview' / 'paper_status.csv').read_bytes()


def test_the_table_of_paper_status() -> None:
    draft, losses = read(openreview, 'openreview/paper_status.csv')
    (weaving,) = draft.items
    assert (weaving.key, weaving.poster, weaving.track) == ('H6P42bDho-9', True, 'Archival')
    assert (weaving.keywords, weaving.url) == (('looms', 'cards'), 'https://openreview.net/forum?id=H6P42bDho-9')
    assert [(part.person.name, part.person.key) for part in weaving.people] == [
        ('Ada Lovelace', '~Ada_Lovelace1'),
        ('Luigi Menabrea', ''),
    ]
    assert told(losses) == [
        ('On perpetual motion', 'is not accepted: “reject”'),
        ('On brass', 'is not decided yet'),
    ]


def test_notes_of_the_second_api() -> None:
    draft, losses = read(openreview, 'openreview/notes_v2.json')
    (weaving,) = draft.items
    assert people(weaving) == ['Ada Lovelace, speaker', 'Luigi Menabrea, speaker, Academy of Turin']
    assert weaving.people[1].person.key == '~Luigi_Menabrea1'
    assert (weaving.poster, weaving.track, weaving.abstract.source) == (True, 'Looms', 'The engine weaves.')
    assert told(losses) == [
        ('On perpetual motion', 'is not accepted: “rejected submission”'),
        ('On brass', 'is not decided yet'),
    ]


def test_notes_of_the_first_api_with_decisions_beside_and_below_them() -> None:
    draft, losses = read(openreview, 'openreview/notes_v1.json')
    assert [(item.title, item.people[0].person.key) for item in draft.items] == [('On weaving algebra', '')]
    assert told(losses) == [('On cards', 'is not accepted: “reject”')]


def test_without_decisions_all_are_taken() -> None:
    notes = [
        {
            'id': f'paper{n}',
            'forum': f'paper{n}',
            'invitation': 'x/-/Submission',
            'content': {'title': t, 'authors': ['A B']},
        }
        for n, t in enumerate(('On brass', 'On tin'))
    ]
    draft, losses = text(openreview, 'notes.json', json.dumps(notes))
    assert [item.title for item in draft.items] == ['On brass', 'On tin']
    assert losses.items == []


@settings(deadline=None)
@given_(st.sampled_from(sorted(JSON)).flatmap(lambda name: mutated_json(JSON[name])))
def test_odd_notes_are_read_or_refused(value: object) -> None:
    only_refusals(openreview, ('notes.json', encoded(value)))


@settings(deadline=None)
@given_(mutated_bytes(TABLE))
def test_odd_tables_are_read_or_refused(data: bytes) -> None:
    only_refusals(openreview, ('paper_status.csv', data))
