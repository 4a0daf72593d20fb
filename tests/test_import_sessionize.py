"""Sessionize: its views, and its workbooks."""

from __future__ import annotations

import io
import json

from hypothesis import given as given_
from hypothesis import settings
from hypothesis import strategies as st
from import_fuzz import encoded, mutated_bytes, mutated_json, only_refusals
from import_reading import FOLDER, hours, people, read, text, told
from openpyxl import Workbook

from booklet.importers import sessionize

JSON = {path.name: json.loads(path.read_bytes()) for path in sorted((FOLDER / 'sessionize').glob('*.json'))}
TABLE = (FOLDER / 'sessionize' / 'accepted.csv').read_bytes()


def test_everything() -> None:
    draft, losses = read(sessionize, 'sessionize/all.json')
    weaving, lunch, cards = draft.items
    assert (weaving.title, hours(weaving), weaving.room) == ('On weaving algebra', '3 09:00–09:45', 'Aula')
    assert (weaving.track, weaving.language, weaving.keywords) == ('Looms', 'fr', ('algebra',))
    assert weaving.abstract.source == 'The engine weaves patterns.\n\nAs looms do.'
    ada, luigi, charles = draft.people
    assert weaving.people[0].person == ada
    assert (ada.name, ada.family, ada.url) == ('Ada Lovelace', 'Lovelace', 'https://ada.example.org')
    assert (ada.biography.source, luigi.biography.source) == ('Analyst\n\nWrote notes.', 'General')
    assert (hours(lunch), lunch.people) == ('3 12:00–13:00', ())
    assert (cards.date, cards.cancelled, cards.people[0].person) == (None, True, charles)
    assert (draft.rooms, [track.name for track in draft.tracks]) == (('Aula', 'Court'), ['Looms', 'Cards'])
    assert told(losses) == [('On perpetual motion', 'is not accepted: “Decline_Queue”')]
    assert losses.fields == {
        'recordingUrl': 1,
        'category “Level”': 1,
        'questionAnswers': 1,
        'speaker.categories': 1,
        'speaker.links': 1,
        'speaker.profilePicture': 1,
    }


def test_groups_name_a_session_once() -> None:
    draft, losses = read(sessionize, 'sessionize/sessions.json')
    (weaving,) = draft.items
    assert (weaving.track, weaving.room, hours(weaving)) == ('Looms', 'Aula', '3 07:00–07:45')
    assert draft.time_zone == 'UTC'
    assert 'UTC' in losses.items[0].reason


def test_a_grid_has_each_session_once_and_what_is_for_all() -> None:
    draft, _ = read(sessionize, 'sessionize/grid.json')
    assert [(item.title, hours(item)) for item in draft.items] == [
        ('On weaving algebra', '3 09:00–09:45'),
        ('Lunch', '3 12:00–13:00'),
    ]


def test_speakers_tell_more_of_those_whom_sessions_name() -> None:
    draft, _ = read(sessionize, 'sessionize/grid.json', 'sessionize/speakers.json')
    assert len(draft.items) == 2
    assert draft.items[0].people[0].person.biography.source == 'Analyst\n\nWrote notes.'


def test_speakers_alone_name_their_talks() -> None:
    draft, _ = read(sessionize, 'sessionize/speakers.json')
    assert [(item.key, item.title, people(item)) for item in draft.items] == [
        ('101', 'On weaving algebra', ['Ada Lovelace, speaker'])
    ]


def test_a_table_of_accepted_sessions() -> None:
    draft, losses = read(sessionize, 'sessionize/accepted.csv')
    weaving, cards = draft.items
    assert (hours(weaving), weaving.room, weaving.track) == ('3 09:00–09:45', 'Aula', 'Looms')
    assert [part.person.key for part in weaving.people] == ['aa-1', 'bb-2']
    assert people(cards) == ['Charles Babbage, speaker']
    assert losses.fields == {'session format': 2}


def test_a_workbook_with_a_row_for_each_speaker() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(
        ['Session Id', 'Title', 'Description', 'Speaker Id', 'FirstName', 'LastName', 'TagLine', 'Bio', 'Owner']
    )
    for key, given, family in (('aa-1', 'Ada', 'Lovelace'), ('bb-2', 'Luigi', 'Menabrea')):
        sheet.append(['101', 'On weaving', 'The engine weaves.', key, given, family, 'Analyst', 'Wrote notes.', 'Ada'])
    file = io.BytesIO()
    book.save(file)
    draft, _ = text(sessionize, 'flattened.xlsx', file.getvalue())
    assert [(item.title, people(item)) for item in draft.items] == [
        ('On weaving', ['Ada Lovelace, speaker', 'Luigi Menabrea, speaker'])
    ]
    assert draft.items[0].people[1].person.biography.source == 'Analyst\n\nWrote notes.'


@settings(deadline=None)
@given_(st.sampled_from(sorted(JSON)).flatmap(lambda name: mutated_json(JSON[name])))
def test_odd_views_are_read_or_refused(value: object) -> None:
    only_refusals(sessionize, ('view.json', encoded(value)))


@settings(deadline=None)
@given_(mutated_bytes(TABLE))
def test_odd_tables_are_read_or_refused(data: bytes) -> None:
    only_refusals(sessionize, ('accepted.csv', data))
