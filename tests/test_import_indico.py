"""Indico: every export of one meeting, alone and together."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given as given_
from hypothesis import settings
from hypothesis import strategies as st
from import_fuzz import encoded, mutated_bytes, mutated_json, only_refusals
from import_reading import FOLDER, hours, people, read, text, told

from booklet.importers import indico
from booklet.model import Kind

JSON = {path.name: json.loads(path.read_bytes()) for path in sorted((FOLDER / 'indico').glob('*.json'))}
TABLE = (FOLDER / 'indico' / 'contributions.csv').read_bytes()


def test_an_event() -> None:
    draft, losses = read(indico, 'indico/event.json')
    assert (draft.title, draft.place, draft.time_zone) == (
        'Second Meeting on Calculating Engines',
        'Academy of Turin',
        'Europe/Zurich',
    )
    assert (draft.start, draft.end) == (datetime.date(2024, 6, 3), datetime.date(2024, 6, 4))
    assert (draft.language, draft.url) == ('en_GB', 'https://engines.example.org')
    assert draft.organisers == ('Analytical Society', 'Mary Somerville')
    weaving, reports, london, turin, poster = draft.items
    assert (weaving.key, hours(weaving), weaving.room, weaving.track) == ('901', '3 09:00–09:40', 'Aula magna', 'Looms')
    assert people(weaving) == ['Ada Lovelace, author, Analytical Society', 'Luigi Menabrea, speaker, Academy of Turin']
    assert weaving.people[0].person.key == '10'
    assert weaving.keywords == ('looms', 'algebra')
    assert weaving.abstract.source == 'The engine *weaves* patterns.'
    assert [(item.key, hours(item)) for item in (reports, london, turin)] == [
        ('902', '3 09:40'),  # until its last part ends
        ('902-31', '3 09:40–09:55'),
        ('902-32', '3 09:55–10:20'),
    ]
    assert (poster.poster, poster.board, poster.date) == (True, 'P7', None)
    assert [item.session for item in draft.items] == ['Opening'] * 4 + ['']
    assert [(one.key, one.date) for one in draft.sessions] == [('Opening', datetime.date(2024, 6, 3))]
    assert ('Report from London', 'a part of “Reports”: its time is reckoned from durations') in told(losses)
    assert losses.fields == {
        'event.description': 1,
        'event.address': 1,
        'contribution.type': 2,
        'contribution.code': 1,
    }


def test_sessions_known_by_their_titles_alone_begin_anew_after_a_pause() -> None:
    event = json.loads(json.dumps(JSON['event.json']))
    late = dict(event['results'][0]['contributions'][0], db_id=950, title='After lunch')
    late['startDate'] = {'date': '2024-06-03', 'time': '14:00:00', 'tz': 'Europe/Zurich'}
    late['endDate'] = {'date': '2024-06-03', 'time': '14:30:00', 'tz': 'Europe/Zurich'}
    event['results'][0]['contributions'].append(late)
    draft, _ = text(indico, 'event.json', json.dumps(event))
    assert [one.key for one in draft.sessions] == ['Opening', 'Opening#2']
    assert {item.title: item.session for item in draft.items}['After lunch'] == 'Opening#2'


def test_a_timetable() -> None:
    draft, losses = read(indico, 'indico/timetable.json')
    session = draft.sessions[0]
    assert (session.title, session.start, session.end) == ('Opening: Morning', 9 * 60, 10 * 60 + 20)
    assert [who.name for who in session.chairs] == ['Mary Somerville']
    weaving, change, lunch = draft.items
    assert people(weaving) == ['Ada Lovelace, author, Analytical Society', 'Luigi Menabrea, speaker, Academy of Turin']
    assert (weaving.session, change.session, lunch.session) == (session.key, session.key, '')
    assert (change.kind, lunch.kind, hours(lunch)) == (Kind.BREAK, Kind.MEAL, '3 12:00–13:00')
    assert losses.fields == {'break.description': 1}


@pytest.mark.parametrize('names', [('event', 'timetable'), ('timetable', 'event')])
def test_an_event_and_its_timetable_are_one(names: tuple[str, ...]) -> None:
    draft, _ = read(indico, *(f'indico/{name}.json' for name in names))
    found = {item.key: item for item in draft.items}
    assert len(found) == len(draft.items) == 7
    weaving = found['901']
    assert (weaving.session, weaving.track, weaving.keywords) == ('session 80', 'Looms', ('looms', 'algebra'))
    assert weaving.people[0].person.key in ('10', '')
    assert draft.title == 'Second Meeting on Calculating Engines'


def test_sessions_over_midnight_with_posters() -> None:
    draft, losses = read(indico, 'indico/sessions.json')
    session = draft.sessions[0]
    assert (session.title, session.room) == ('Posters: Evening', 'Court of honour')
    assert (session.start, session.end) == (23 * 60 + 30, 24 * 60 + 30)
    assert (draft.items[0].poster, draft.items[0].session, draft.items[0].date) == (True, session.key, None)
    assert losses.fields == {'session.description': 1}


def test_accepted_abstracts() -> None:
    draft, losses = read(indico, 'indico/abstracts.json')
    (cards,) = draft.items
    assert (cards.title, cards.track, cards.poster, cards.date) == ('On cards', 'Looms', True, None)
    assert (cards.abstract.dialect, cards.abstract.source) == ('markdown', 'Cards are *punched*, with $n$ holes.')
    assert people(cards) == ['Charles Babbage, speaker, Cambridge', 'Joseph Jacquard, author, Lyon']
    assert told(losses) == [('On perpetual motion', 'its abstract is rejected, not accepted')]
    assert losses.fields['person.email'] == 2


def test_contributions_tell_times_in_utc() -> None:
    draft, losses = read(indico, 'indico/contributions.json')
    assert (draft.time_zone, hours(draft.items[0])) == ('UTC', '3 07:00–07:40')
    assert 'UTC' in losses.items[0].reason
    draft, losses = read(indico, 'indico/event.json', 'indico/contributions.json')
    assert (draft.time_zone, hours(draft.items[0])) == ('Europe/Zurich', '3 09:00–09:40')
    assert 'UTC' not in losses.items[0].reason


def test_a_table_of_contributions() -> None:
    draft, losses = read(indico, 'indico/contributions.csv')
    weaving, wheels = draft.items
    assert (weaving.key, hours(weaving), weaving.keywords) == ('1', '3 09:00–09:40', ('looms', 'algebra'))
    assert people(weaving) == ['Ada Lovelace, author, Analytical Society', 'Luigi Menabrea, speaker, Academy of Turin']
    assert (wheels.poster, wheels.board, people(wheels)) == (True, 'P7', ['Charles Babbage, speaker, Cambridge'])
    assert losses.fields['authors (email)'] == 1


def test_a_lecture_is_its_own_talk() -> None:
    event = {key: value for key, value in JSON['event.json']['results'][0].items() if key != 'contributions'}
    draft, _ = text(
        indico, 'lecture.json', json.dumps({'_type': 'HTTPAPIResult', 'results': [{**event, 'type': 'simple_event'}]})
    )
    (lecture,) = draft.items
    assert (lecture.title, people(lecture)) == (draft.title, ['Mary Somerville, speaker'])
    assert draft.organisers == ('Analytical Society',)


@settings(deadline=None)
@given_(st.sampled_from(sorted(JSON)).flatmap(lambda name: mutated_json(JSON[name])))
def test_odd_exports_are_read_or_refused(value: object) -> None:
    only_refusals(indico, ('export.json', encoded(value)))


@settings(deadline=None)
@given_(mutated_bytes(TABLE))
def test_odd_tables_are_read_or_refused(data: bytes) -> None:
    only_refusals(indico, ('contributions.csv', data))
