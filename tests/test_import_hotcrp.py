"""HotCRP: papers, new and old."""

from __future__ import annotations

import json

from hypothesis import given as given_
from hypothesis import settings
from import_fuzz import encoded, mutated_json, only_refusals
from import_reading import FOLDER, people, read, text, told

from booklet.importers import hotcrp

PAPERS = json.loads((FOLDER / 'hotcrp' / 'data.json').read_bytes())


def test_papers() -> None:
    draft, losses = read(hotcrp, 'hotcrp/data.json')
    (weaving,) = draft.items
    assert (weaving.key, weaving.title, weaving.poster) == ('7', 'On weaving algebra', True)
    assert people(weaving) == ['Ada Lovelace, speaker, Analytical Society', 'Luigi Menabrea, speaker, Academy of Turin']
    assert weaving.keywords == ('Looms',)
    assert told(losses) == [
        ('paper 11', 'You don’t have permission to administer this submission'),
        ('On perpetual motion', 'is not accepted: “Rejected”'),
        ('On brass', 'is not decided yet'),
        ('On tin', 'was withdrawn'),
    ]
    assert losses.fields == {'tags': 1, 'author.email': 1}


def test_one_paper_of_an_older_version() -> None:
    paper = {'pid': 3, 'title': 'On brass', 'status': 'submitted', 'authors': [{'first': 'George', 'last': 'Boole'}]}
    draft, _ = text(hotcrp, 'paper3-data.json', json.dumps({**paper, 'topics': {'Metals': True, 'Wood': False}}))
    assert [(item.title, people(item), item.keywords) for item in draft.items] == [
        ('On brass', ['George Boole, speaker'], ('Metals',))
    ]


@settings(deadline=None)
@given_(mutated_json(PAPERS))
def test_odd_papers_are_read_or_refused(value: object) -> None:
    only_refusals(hotcrp, ('data.json', encoded(value)))
