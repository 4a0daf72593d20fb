"""What sites keep as JSON, YAML and pages with front matter."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given as given_
from hypothesis import settings
from hypothesis import strategies as st
from import_fuzz import encoded, mutated_bytes, mutated_json, only_refusals, reasons
from import_reading import FOLDER, hours, people, text, told

from booklet.diagnostics import Sink
from booklet.draft import Draft, Losses
from booklet.importers import records as site_records
from booklet.importers.records.keys import role_of
from booklet.intake.given import Blob, Given, Refusal, gather
from booklet.model import Kind
from booklet.source import Source, parse

RECORDS = FOLDER / 'records'
JSON = {path.name: json.loads(path.read_bytes()) for path in sorted(RECORDS.glob('*.json'))}


def reading(name: str, date: str = '') -> tuple[Draft, Losses]:
    losses = Losses()
    mapping = parse(Source('map.yaml', f'date: {date}\n'), Sink()) if date else None
    return site_records.read(gather([RECORDS / name]), losses, mapping), losses


def lines(draft: Draft) -> list[str]:
    return [f'{hours(item)} {item.title}'.strip() for item in draft.items]


def written(value: object) -> tuple[Draft, Losses]:
    return text(site_records, 'program.json', encoded(value))


def test_days_with_sessions_under_their_dates() -> None:
    draft, losses = reading('days.json')
    assert lines(draft) == [
        '2 08:40–09:00 Opening Remarks',
        '2 Bridges that hum',
        '2 09:40–10:00 Coffee Break',
        '2 Piers in mud',
        '2 Piers on rock',
        '3 13:00–14:00 Deck and cable',
    ]
    keynote, piers = draft.sessions
    assert (keynote.title, keynote.start, [one.name for one in keynote.chairs]) == ('Keynote 1', 540, ['Cai Mord'])
    assert [item.title for item in draft.items if item.session == piers.key] == ['Piers in mud', 'Piers on rock']
    assert people(draft.items[0]) == ['Ana Lys, moderator', 'Bo Reth, moderator']
    assert people(draft.items[1]) == ['Dele Oum, speaker, Institute of Bridges']
    assert draft.items[1].abstract.source == ''  # an address is none
    assert people(draft.items[3]) == ['Eli Varn, speaker, Delta College', 'Fen Osk, speaker, Delta College']
    assert losses.fields == {'talk.abstract': 1, 'talk.profile': 1, 'talk.arxiv': 1}


def test_lists_that_refer_to_each_other() -> None:
    draft, losses = reading('linked.json')
    (session,) = draft.sessions
    assert (session.key, session.title, session.room, session.start, session.end) == ('4A', 'Tides', 'K4', 600, 660)
    pause, talk = draft.items
    assert (pause.kind, pause.note, pause.abstract.source) == (Kind.BREAK, 'In the hall', '')
    assert (talk.key, talk.title, talk.session, hours(talk)) == ('17', 'Tides — a "model"', '4A', '17 10:00–10:20')
    assert people(talk) == ['Jon Ebb, author, Tidal Lab', 'Kea Flut, speaker, Tidal Lab']
    assert talk.people[0].person.institutes[0].place == 'Iceland'
    assert losses.fields == {'session.kind': 1}


def test_talks_written_flat_into_their_session() -> None:
    draft, losses = reading('flat.yml', '2031-05-05')
    assert [(one.key, one.date and one.date.day, one.start, one.room) for one in draft.sessions] == [
        ('session-1', 5, 600, 'Arc'),
        ('workshops', 5, 780, ''),
    ]
    herons, storks, rings, drawing = draft.items
    assert people(herons) == ['Lia Reiher, speaker, Wetland Trust', 'Mo Storch, author, Wetland Trust']
    assert people(storks) == ['Mo Storch, speaker, Wetland Trust']
    assert (rings.title, rings.room, people(rings)) == (
        'Reading Bird Rings by Telescope',
        'Hide 2',
        ['Nia Ring, speaker'],
    )
    assert drawing.abstract.source == 'Bring a pen.\nNo birds will be harmed.'
    assert losses.items == []


def test_days_without_dates_are_told() -> None:
    draft, losses = reading('flat.yml')
    assert {item.date for item in draft.items} == {None}
    reason = 'the source tells no date of “Monday”: a mapping with “date: 2024-06-01” gives the first day’s'
    assert told(losses) == [('Session 1', reason), ('Workshops', reason)]


def test_slots_that_name_their_talks() -> None:
    draft, losses = reading('meetup')
    assert lines(draft) == [
        '10 09:00–09:30 Registration',
        '10 09:30–10:30 Pipes without leaks',
        '10 09:30–10:30 Valves & taps',
        '10 10:30–11:00 Pipes without leaks',
    ]
    assert [item.track for item in draft.items] == ['', 'Main stage', 'Side stage', 'Main stage']
    assert (draft.items[1].key, draft.items[3].repeat_of) == ('101', '101')
    assert people(draft.items[1]) == ['Oda Rohr, speaker, Rohr & Co', 'Tam Siel, speaker, Waterworks']
    assert draft.items[1].keywords == ('Pipes', 'Tools')
    assert [(one.key, one.name, one.biography.source) for one in draft.people] == [
        ('oda_rohr', 'Oda Rohr', 'Oda lays pipes.'),
        ('tam_siel', 'Tam Siel', 'Tam turns valves.'),
    ]
    assert {'talk.complexity', 'person.title', 'person.photo'} <= set(losses.fields)


def test_pages_of_a_theme() -> None:
    draft, _ = reading('theme')
    assert lines(draft) == [
        '3 08:30–09:00 Registration',
        '3 09:00–09:45 Threads that remember',
        '3 09:45–10:15 Coffee break',
        '3 09:00–09:45 Knots in practice',
        '4 22:00–25:00 A night at the mill',
    ]
    threads = draft.items[1]
    assert (threads.key, threads.room, threads.abstract.dialect) == ('threads', 'Weaving Hall', 'markdown')
    assert threads.abstract.source == 'What a thread has been *through*, it keeps.'
    assert threads.people[0].person.biography.source == 'Ilse winds, and unwinds.'
    assert draft.items[3].abstract.source == 'Forty knots in forty minutes.'
    assert [words for _, words in draft.days] == ['Opening day', 'Second day']


def test_a_page_for_each_talk() -> None:
    draft, losses = reading('lectures')
    loom, engine = draft.items
    assert (loom.key, loom.abstract.source) == ('01-loom', 'A loom computes $$a + b$$:\n\n* warp\n* weft')
    assert people(loom) == ['Petra Webstuhl, speaker, Institute for Cloth']
    assert people(engine) == ['Petra Webstuhl, speaker', "Kim O'Rad, speaker"]
    assert losses.fields == {'talk.recording': 1, 'talk.page': 1}
    assert site_records.recognise(gather([RECORDS / 'lectures'])) > 0.7


def test_offsets_that_some_times_have() -> None:
    draft, losses = reading('offsets.json')
    assert [hours(item) for item in draft.items] == ['19 08:30–09:30', '19 09:30–10:00']
    assert people(draft.items[0]) == ['Ora Kant, speaker, Lake School']
    assert losses.fields == {'talk.invited': 1}


def test_keys_in_german() -> None:
    draft, losses = reading('program.json')
    assert (draft.title, draft.place, draft.time_zone, draft.language) == (
        'Kleine Tagung',
        'Bad Muster',
        'Europe/Berlin',
        'de',
    )
    assert lines(draft) == ['1 09:00–09:45 Muster und Maß', '2 14:00–14:30 Abschluss']
    assert people(draft.items[0]) == ['Rita Beispiel, speaker, Hochschule Muster']
    assert [item.room for item in draft.items] == ['Saal 1', 'Saal 2']
    assert draft.items[0].keywords == ('Muster', 'Maß')
    assert [(one.name, one.tier) for one in draft.sponsors] == [('Muster AG', 'Gold')]
    assert losses.fields == {'talk.titel in other languages': 1}


@pytest.mark.parametrize(
    ('value', 'expected'),
    [
        (
            {'2031-01-02': {'9:00': 'Registration', '9:30 - 10:00': {'title': 'Opening', 'speaker': 'Ana Lys'}}},
            ['2 09:00 Registration', '2 09:30–10:00 Opening'],
        ),
        (
            [{'day': '2031-01-02', 'slots': [{'time': '9:00', 'Room A': {'title': 'T', 'by': 'Ana Lys'}}]}],
            ['2 09:00 T'],
        ),
        (
            [
                {'title': 'One', 'date': '2031-01-02', 'time': '11:30-12:30', 'speaker': 'Ana Lys'},
                {'title': 'Two', 'date': '2031-01-02', 'time': '1:30-2:30', 'speaker': 'Bo Reth'},
            ],
            ['2 11:30–12:30 One', '2 13:30–14:30 Two'],
        ),
        (
            {
                'conference': {
                    'title': 'C',
                    'days': [{'date': '2031-01-02', 'slots': [{'start': '9:00', 'items': ['Tea']}]}],
                }
            },
            ['2 09:00 Tea'],
        ),
        ({'talks': [{'title': 'T', 'start': 1924952400, 'end': 1924956000}]}, ['31 13:00–14:00 T']),
        ([{'title': 'T', 'start': [2031, 6, 17, 9, 0], 'duration': 45, 'speaker': 'Ana Lys'}], ['17 09:00–09:45 T']),
        (
            {
                'speakers': [
                    {'name': 'Ana Lys', 'bio': 'b', 'talk': {'title': 'T', 'date': '2031-01-02', 'time': '9:00'}}
                ]
            },
            ['2 09:00 T'],
        ),
    ],
)
def test_other_shapes(value: object, expected: list[str]) -> None:
    draft, losses = written(value)
    assert lines(draft) == expected
    assert losses.items == []


def test_people_who_name_their_talks() -> None:
    draft, _ = written(
        {'talks': [{'id': 7, 'title': 'T', 'abstract': 'a'}], 'people': [{'name': 'Ana Lys', 'talks': [7]}]}
    )
    assert people(draft.items[0]) == ['Ana Lys, speaker']


def test_what_is_not_to_be_printed_is_told() -> None:
    talks = [
        {'title': 'In', 'abstract': 'a', 'status': 'accepted', 'slides_url': 'x.pdf'},
        {'title': 'Out', 'abstract': 'b', 'status': 'rejected'},
        {'title': 'Off', 'abstract': 'c', 'status': 'cancelled', 'time': 'after lunch'},
    ]
    draft, losses = written(talks)
    assert [(item.title, item.cancelled) for item in draft.items] == [('In', False), ('Off', True)]
    assert ('dropped', 'event', 'Out', 'is rejected') in reasons(losses)
    assert ('dropped', 'time', 'Off', '“after lunch” is no time') in reasons(losses)
    assert losses.fields['talk.slides_url'] == 1


def test_keys_are_known_by_their_words() -> None:
    known = {
        'startTime': 'start',
        'time_end': 'end',
        'talk_title': 'title',
        'room_name': 'room',
        'Vortragende': 'people',
    }
    known |= {'session_chair': 'chairs', 'speaker_orgs': 'affiliation', 'conference_day': 'day', 'rawDetails': ''}
    assert {key: role_of(key)[0] for key in known} == known
    assert role_of('title_en') == ('title', 'en')


def test_nothing_is_claimed_that_has_no_talks() -> None:
    for value in (
        {'name': 'package', 'version': '1', 'dependencies': {'a': '1'}},
        [{'id': 1, 'price': 2}],
        7,
        None,
        [],
    ):
        assert site_records.recognise(Given((Blob('x.json', encoded(value)),))) == 0


def test_what_grows_takes_time_as_it_grows() -> None:
    talk = {'title': 'T', 'abstract': 'a', 'speakers': ['Ana Lys'], 'start': '9:00'}
    huge = {
        'rooms': [{'name': 'R' * 1000, 'talks': [talk] * 3000}],
        'slots': [{'start': '9:00', 'items': ['T'] * 3000}],
    }
    began = time.monotonic()
    draft, _ = written(huge)
    assert len(draft.items) >= 3000
    pages = b'---\ntitle: T\nauthor: Ana Lys\n---\n' + b'{% capture a %}{{' * 50_000
    site_records.read(Given((Blob('a.md', pages), Blob('b.md', pages))), Losses(), None)
    assert time.monotonic() - began < 20


@settings(deadline=None)
@given_(st.data())
def test_only_refusals_come_out(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(JSON)))
    only_refusals(site_records, (name, encoded(data.draw(mutated_json(JSON[name])))))


@settings(deadline=None)
@given_(st.data())
def test_only_refusals_come_out_of_pages(data: st.DataObject) -> None:
    folder = data.draw(st.sampled_from(['theme', 'lectures', 'flat.yml']))
    files = [(b.name, data.draw(mutated_bytes(b.data))) for b in gather([RECORDS / folder]).blobs]
    only_refusals(site_records, *files)


def test_more_entries_than_any_programme_has() -> None:
    with pytest.raises(Refusal, match='more than 100,000 entries'):
        written([{'title': 'T', 'abstract': 'a'}] * 100_001)


def test_a_picture_behind_a_name_says_who_presents() -> None:
    draft, _ = written([{'title': 'T', 'abstract': 'a', 'speakers': ['Ana Lys', 'Bo Reth \U0001f464']}])
    assert people(draft.items[0]) == ['Ana Lys, author', 'Bo Reth, speaker']


def test_who_is_named_by_an_id_that_nobody_has() -> None:
    talks = [
        {'title': 'T', 'abstract': 'a', 'speakerIds': ['s1', 's9'], 'trackId': 'a', 'room': {'id': 3, 'name': 'Attic'}}
    ]
    speakers = [{'id': 's1', 'name': 'Ana', 'surname': 'Lys', 'bio': 'b'}]
    draft, losses = written(
        {'talks': talks, 'speakers': speakers, 'tracks': [{'id': 'a', 'name': 'Warp', 'color': '#AABBCC'}]}
    )
    assert people(draft.items[0]) == ['Ana Lys, speaker']
    assert (draft.items[0].track, draft.items[0].room, draft.tracks[0].colour) == ('Warp', 'Attic', '#aabbcc')
    assert told(losses) == [('s9', 'is referred to, but nothing tells who it is')]


def test_a_workshop_of_one_day() -> None:
    schedule = [{'time': '9:00 AM', 'event': 'Welcome'}, {'time': '2:00 PM', 'event': 'On looms', 'speaker': 'Ana Lys'}]
    draft, losses = written({'title': 'Workshop', 'date': 'May 3, 2031', 'location': 'Bar', 'schedule': schedule})
    assert (draft.title, draft.place) == ('Workshop', 'Bar')
    assert lines(draft) == ['3 09:00 Welcome', '3 14:00 On looms']
    assert not losses.items
    assert not losses.fields


def test_days_that_are_filed_under_years_and_who_is_speaking() -> None:
    entries = [{'title': 'Opening', 'date': '2031-05-03 9:00 +0000', 'duration': '0:30:00'}]
    entries += [{'title': 'On looms', 'date': '2031-05-03 09:30 +0000', 'duration': '1:00:00'}]
    draft, _ = written({'2031': entries})
    assert lines(draft) == ['3 09:00–09:30 Opening', '3 09:30–10:30 On looms']
    draft, _ = written(
        [
            {
                'day': 'May 3, 2031',
                'sessions': [{'from': '9:00', 'talks': [{'speaking': 'Ana Lys', 'title': 'On looms'}]}],
            }
        ]
    )
    assert people(draft.items[0]) == ['Ana Lys, speaker']


def test_an_address_is_nobody_and_a_name_may_be_several_with_their_institutes() -> None:
    talks: list[dict[str, object]]
    talks = [{'title': 'T', 'time': '9:00', 'speaker': 'Ana Lys', 'speaker_url': '/speakers/ana-lys.html'}]
    talks += [{'title': 'U', 'time': '10:00', 'authors': [{'name': 'Ana Lys (Bar), Bo Reth (University of Kotor)'}]}]
    draft, losses = written({'date': '2031-05-03', 'talks': talks})
    assert people(draft.items[0]) == ['Ana Lys, speaker']
    assert [part.person.name for part in draft.items[1].people] == ['Ana Lys', 'Bo Reth']
    assert [one.name for part in draft.items[1].people for one in part.person.institutes] == [
        'Bar',
        'University of Kotor',
    ]
    assert losses.fields['talk.speaker_url'] == 1
