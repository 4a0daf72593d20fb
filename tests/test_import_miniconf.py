"""Mini-Conf: the files of one site."""

from __future__ import annotations

import datetime
import json

from hypothesis import given as given_
from hypothesis import settings
from hypothesis import strategies as st
from import_fuzz import encoded, mutated_bytes, mutated_json, only_refusals
from import_reading import FOLDER, given, hours, people, read, told

from booklet.diagnostics import Sink
from booklet.draft import Losses
from booklet.importers import miniconf
from booklet.intake.given import Blob, Given, gather
from booklet.source import Source, parse

SITE = FOLDER / 'miniconf' / 'site'
FILES = {path.name: path.read_bytes() for path in sorted(SITE.iterdir())}


def test_a_site() -> None:
    losses = Losses()
    draft = miniconf.read(gather([SITE]), losses, None)
    assert (draft.title, draft.time_zone) == ('Second Meeting on Calculating Engines', 'Europe/Rome')
    found = {item.key: item for item in draft.items}
    assert len(found) == len(draft.items) == 10
    weaving = found['papers 1-01']
    assert people(weaving) == ['Ada Lovelace, speaker, Analytical Society', 'Luigi Menabrea, speaker, Academy of Turin']
    assert (weaving.keywords, weaving.abstract.source) == (('looms', 'cards, wheels'), 'The engine weaves.')
    assert people(found['events 1']) == ['Ada Lovelace, speaker', 'Mary Somerville, speaker', 'George Boole, speaker']
    assert (hours(found['events 1']), found['events 1'].track) == ('3 09:00', 'Tutorials')
    assert hours(found['main_calendar Questions to Ada']) == '3 09:00–09:30'
    assert (hours(found['speakers 9']), hours(found['speakers 9@2'])) == ('3 14:00–15:00', '3 22:00–23:00')
    assert found['speakers 9@2'].repeat_of == 'speakers 9'
    assert found['speakers 9'].people[0].person.biography.source == 'He writes on logic.'
    assert ('Opening', 'is at 9:45, of no date: left out') in told(losses)
    assert losses.fields == {'video_url': 1, 'day': 2, 'session': 2, 'yt_id': 1}


def test_a_mapping_gives_the_date_of_times_alone() -> None:
    mapping = parse(Source('map.yaml', 'date: 2024-06-03\n'), Sink())
    draft = miniconf.read(given('miniconf/site/agenda.csv'), Losses(), mapping)
    assert [(item.key, hours(item)) for item in draft.items] == [
        ('agenda Opening', '3 09:45–10:00'),
        ('agenda 6', '3 10:00–10:15'),
        ('agenda 6 Weavers of Lyon', '3 10:15–10:20'),
    ]
    assert draft.items[0].date == datetime.date(2024, 6, 3)


def test_entries_that_others_name_are_sessions() -> None:
    calendar = [
        {
            'UID': 'S1',
            'title': 'Looms',
            'start': '2024-06-03T09:00',
            'end': '2024-06-03T10:00',
            'chair': 'Mary Somerville',
        },
        {'UID': 'S2', 'title': 'Again', 'start': '2024-06-03T22:00', 'end': '2024-06-03T23:00', 'calendarId': '---'},
    ]
    papers = [
        {
            'UID': '7',
            'title': 'On weaving',
            'authors': ['Ada Lovelace', 'Luigi Menabrea'],
            'speaker': 'Luigi Menabrea',
            'session': 'S1|again',
        },
        {'UID': '8', 'title': 'On cards', 'authors': ['Charles Babbage'], 'session': '7'},
    ]
    files = {'main_calendar.json': calendar, 'papers.json': papers}
    losses = Losses()
    draft = miniconf.read(Given(tuple(Blob(name, encoded(value)) for name, value in files.items())), losses, None)
    looms, again = draft.sessions
    assert (looms.title, looms.start, [who.name for who in looms.chairs]) == ('Looms', 9 * 60, ['Mary Somerville'])
    weaving, repeated, cards = draft.items
    assert people(weaving) == ['Ada Lovelace, author', 'Luigi Menabrea, speaker']
    assert (weaving.session, hours(weaving)) == (looms.key, '3')
    assert (repeated.session, repeated.repeat_of) == (again.key, weaving.key)
    assert (cards.session, losses.fields) == ('', {'session': 1})


def test_a_table_of_sponsors() -> None:
    sponsors = b'UID,title,type,website\n1,Silk Works,Gold,https://silk.example.org\n'
    given_files = Given((Blob('goldsponsors.csv', sponsors), Blob('events.csv', FILES['events.csv'])))
    draft = miniconf.read(given_files, Losses(), None)
    assert [(one.name, one.tier, one.url) for one in draft.sponsors] == [
        ('Silk Works', 'Gold', 'https://silk.example.org')
    ]
    assert len(draft.items) == 2


def test_speakers_of_an_agenda() -> None:
    draft, _ = read(miniconf, 'miniconf/site/agenda.csv')
    assert people(draft.items[1]) == ['Ada Lovelace, speaker', 'Luigi Menabrea, speaker']


@settings(deadline=None)
@given_(st.sampled_from(sorted(FILES)), st.data())
def test_odd_files_are_read_or_refused(name: str, data: st.DataObject) -> None:
    odd = data.draw(mutated_bytes(FILES[name]))
    only_refusals(miniconf, *{**FILES, name: odd}.items())


@settings(deadline=None)
@given_(mutated_json(json.loads(FILES['main_calendar.json'])))
def test_odd_calendars_are_read_or_refused(value: object) -> None:
    only_refusals(miniconf, ('main_calendar.json', encoded(value)))
