"""Drafts to events: whatever an importer hands over, the content can hold it, and nothing leaves in silence."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.arranging import Arranged, arrange
from booklet.arranging.naming import Known
from booklet.diagnostics import Sink
from booklet.draft import Draft, Fate, Gathering, Institute, Item, Losses, Part, Someone, TrackName
from booklet.load import load_document
from booklet.model import Event, Kind, Role, Session, Text
from booklet.reading.kinds import kind_of
from booklet.reading.languages import told_by
from booklet.source import Source
from booklet.unload import unload

MONDAY = datetime.date(2030, 6, 3)
TUESDAY = MONDAY + datetime.timedelta(days=1)
ADA = Someone('Ada Lovelace', key='17', institutes=(Institute('Analytical Society', 'London'),))
BABBAGE = Someone('Charles Babbage')


def arranged(draft: Draft, known: Known | None = None) -> tuple[Event, Losses, Arranged]:
    losses = Losses()
    result = arrange(draft, losses, known or Known())
    return result.event, losses, result


def loaded(event: Event) -> Event | None:
    sink = Sink()
    again = load_document(Source('drafted.json', json.dumps(unload(event), ensure_ascii=False)), sink)
    assert [(one.message, one.hint) for one in sink.items] == []
    return again


# --- whatever comes ---

_words = st.text(max_size=12) | st.sampled_from(
    ['TBA', 'Lunch', 'Opening', '12:30', 'null', '- a: b', '$x$', '<b>x</b>']
)
_times = st.none() | st.integers(-10, 4000)
_dates = st.none() | st.dates(datetime.date(2030, 6, 1), datetime.date(2030, 6, 4))
_keys = st.sampled_from(['', '', 'a', 'b', 'c', '1', 'x y'])
_dialects = st.sampled_from(['', 'plain', 'html', 'markdown', 'latex'])
_texts = st.builds(Text, st.text(max_size=40), _dialects, st.sampled_from(['', 'de']))
_institutes = st.lists(st.builds(Institute, _words, _words), max_size=2).map(tuple)
_people = st.builds(Someone, _words, _keys, _words, _institutes, _words, _texts)
_parts = st.lists(st.builds(Part, _people, st.sampled_from(Role)), max_size=3).map(tuple)
_items = st.builds(
    Item, _words, _keys, st.none() | st.sampled_from(Kind), _dialects, _words, _texts,
    st.sampled_from(['', 'de', 'pt_BR', '??']), _dates, _times, _times, _words, _words, _keys, _parts,
    st.lists(_words, max_size=2).map(tuple), _words | st.just('https://example.org'), st.booleans(), _words, _words,
    st.booleans(), _keys,
)  # fmt: skip
_sessions = st.builds(
    Gathering, st.sampled_from(['a', 'b', 'x y', '\x00']), _words, _dialects, _dates, _times, _times, _words, _words,
    st.lists(_people, max_size=2).map(tuple), _words, st.booleans(),
)  # fmt: skip
_drafts = st.builds(
    Draft, _words, _words, _words, _dates, _dates, _words, _words, st.sampled_from(['', 'en', 'de', '??']), _words,
    st.lists(_words, max_size=2).map(tuple), st.lists(_items, max_size=6).map(tuple),
    st.lists(_sessions, max_size=3).map(tuple), st.lists(_people, max_size=2).map(tuple),
    st.lists(_words, max_size=2).map(tuple), st.lists(st.builds(TrackName, _words, _words), max_size=2).map(tuple),
)  # fmt: skip


@given(_drafts)
def test_the_content_can_hold_whatever_comes(draft: Draft) -> None:
    event, losses, _ = arranged(draft)
    assert loaded(event) == event
    slots = [slot for day in event.days for slot in day.slots]
    posters = [
        *event.posters,
        *(p for day in event.days for i in day.items if isinstance(i, Session) for p in i.posters),
    ]
    dropped = sum(loss.fate is Fate.DROPPED and loss.what == 'event' for loss in losses.items)
    assert len(slots) + len(posters) + len(event.talks) + dropped == len(draft.items)


@given(_drafts)
def test_what_was_imported_keeps_its_ids(draft: Draft) -> None:
    first, _, result = arranged(draft)
    again, _, second = arranged(draft, Known(result.keys))
    assert again == first
    assert second.keys == result.keys


# --- ids ---


def ids(event: Event) -> dict[str, str]:
    return {slot.title.source: slot.talk.id for day in event.days for slot in day.slots if slot.talk}


def test_ids_stay_when_titles_and_times_change() -> None:
    engine = Item('On the engine', key='4711', date=MONDAY, start=540, people=(Part(ADA),))
    looms = Item('On looms and their cards', date=MONDAY, start=600, people=(Part(BABBAGE),))
    first, _, result = arranged(Draft(items=(engine, looms)))
    assert ids(first) == {
        'On the engine': 'lovelace-on-the-engine',
        'On looms and their cards': 'babbage-on-looms-and-their',
    }
    moved = Item('A wholly other title', key='4711', date=TUESDAY, start=900, people=(Part(BABBAGE),))
    reworded = Item('On looms and cards', date=MONDAY, start=660, people=(Part(BABBAGE),))
    second, _, _ = arranged(Draft(items=(moved, reworded)), Known(result.keys))
    assert ids(second) == {
        'A wholly other title': 'lovelace-on-the-engine',
        'On looms and cards': 'babbage-on-looms-and-their',
    }


# --- people ---


def test_records_of_one_key_or_one_name_are_one_person() -> None:
    items = (
        Item('One', date=MONDAY, start=1, people=(Part(ADA), Part(Someone('ada  lovelace')))),
        Item('Two', date=MONDAY, start=2, people=(Part(Someone('A. Lovelace', key='17')),)),
    )
    event, losses, _ = arranged(Draft(title='Engines', items=items))
    assert [person.name for person in event.people] == ['Ada Lovelace']
    assert [loss.what for loss in losses.items] == ['person', 'person']  # another spelling, and twice in one talk


def test_two_of_one_name_at_institutes_that_share_nothing_stay_two() -> None:
    there = Someone('Ada Lovelace', key='18', institutes=(Institute('Jacquard Works'),))
    items = (Item('One', date=MONDAY, people=(Part(ADA),)), Item('Two', date=MONDAY, people=(Part(there),)))
    event, _, _ = arranged(Draft(items=items))
    assert [person.id for person in event.people] == ['ada-lovelace', 'ada-lovelace-2']


# --- days ---


def test_what_follows_an_evening_belongs_to_it() -> None:
    items = (
        Item('Concert', date=MONDAY, start=22 * 60, end=24 * 60 + 30),
        Item('Quiet music', date=TUESDAY, start=30, end=120),
        Item('Breakfast', date=TUESDAY, start=8 * 60),
    )
    event, _, _ = arranged(Draft(items=items))
    assert [[(slot.title.source, slot.start) for slot in day.slots] for day in event.days] == [
        [('Concert', 1320), ('Quiet music', 1470)],
        [('Breakfast', 480)],
    ]


def test_a_programme_around_the_clock_stays_on_its_dates() -> None:
    items = tuple(
        Item(f'Hour {n}', date=MONDAY + datetime.timedelta(days=n // 24), start=n % 24 * 60) for n in range(48)
    )
    event, _, _ = arranged(Draft(items=items))
    assert [len(day.slots) for day in event.days] == [24, 24]


def test_a_session_on_two_days_is_one_each_day() -> None:
    session = Gathering('s', 'Engines', date=MONDAY, start=540, chairs=(BABBAGE,))
    items = (
        Item('One', date=MONDAY, start=540, session='s', people=(Part(ADA),)),
        Item('Two', date=TUESDAY, start=600, session='s', people=(Part(ADA),)),
    )
    event, _, _ = arranged(Draft(items=items, sessions=(session,)))
    found = [item for day in event.days for item in day.items]
    assert all(isinstance(item, Session) for item in found)
    assert [(item.id, item.start) for item in found if isinstance(item, Session)] == [
        ('engines', 540),
        ('engines-2', None),
    ]


def test_what_has_no_day_is_kept_and_told() -> None:
    event, losses, _ = arranged(
        Draft(title='Engines', items=(Item('Later', people=(Part(ADA),)), Item('Lunch', kind=Kind.MEAL)))
    )
    assert [talk.title.source for talk in event.talks] == ['Later']
    assert [(loss.fate, loss.name) for loss in losses.items] == [(Fate.SET_ASIDE, 'Later'), (Fate.DROPPED, 'Lunch')]


# --- words ---


@pytest.mark.parametrize(
    ('title', 'kind'),
    [
        ('Coffee break', Kind.BREAK),
        ('COFFEE/TEA BREAK (Foyer)', Kind.BREAK),
        ('Kaffeepause', Kind.BREAK),
        ('Pausa café', Kind.BREAK),
        ('☕ Break', Kind.BREAK),
        ('Lunch', Kind.MEAL),
        ('Lunch (on your own)', Kind.MEAL),
        ('昼食', Kind.MEAL),
        ('Conference dinner', Kind.SOCIAL),
        ('Welcome Reception', Kind.SOCIAL),
        ('Registration', Kind.REMARKS),
        ('Opening remarks', Kind.REMARKS),
        ('Lunch and learn: how to cook', None),
        ('Breaking the enigma', None),
        ('Opening the black box of engines', None),
        ('Party politics in Europe', None),
        ('Tea leaves as a model of mixing', None),
    ],
)
def test_kinds_are_told_by_whole_titles(title: str, kind: Kind | None) -> None:
    assert kind_of(title) is kind


@pytest.mark.parametrize(
    ('text', 'language'),
    [
        (
            'The engine weaves patterns and the loom weaves flowers for the people of the town with all that is in it. '
            * 3,
            'en',
        ),
        ('Die Maschine webt Muster, und der Webstuhl webt Blumen für die Leute, die das nicht mit ihm tun. ' * 3, 'de'),
        ('La máquina teje los dibujos y el telar teje las flores para que la gente de la ciudad los vea. ' * 3, 'es'),
        ('機械は模様を織り、織機は花を織る。', 'ja'),
        ('Engines', 'en'),
    ],
)
def test_the_language_is_told_by_common_words(text: str, language: str) -> None:
    assert told_by(text) == language


def test_a_short_abstract_of_what_is_no_talk_is_its_note() -> None:
    items = (
        Item('Concert', date=MONDAY, start=1260, kind=Kind.SOCIAL, abstract=Text('Bring shoes.', 'markdown')),
        Item('Tour', date=MONDAY, start=1300, kind=Kind.SOCIAL, abstract=Text('Of *all* engines.', 'markdown')),
    )
    event, losses, _ = arranged(Draft(title='Engines', items=items))
    assert [slot.note.source for slot in event.days[0].slots] == ['Bring shoes.', '']
    assert [(loss.fate, loss.name) for loss in losses.items if loss.what == 'abstract'] == [
        (Fate.SET_ASIDE, 'Concert'),
        (Fate.DROPPED, 'Tour'),
    ]
    assert loaded(event) == event


def test_an_item_in_several_rooms_is_one_slot() -> None:
    day = datetime.date(2030, 5, 1)
    items = (
        Item('Lunch', kind=Kind.MEAL, date=day, start=720, room='Hall', further_rooms=('Loft', 'hall', 'Yard')),
        Item('Looms', kind=Kind.TALK, date=day, start=780, room='Loft', further_rooms=('Hall',)),
    )
    event, _, _ = arranged(Draft(items=items))
    lunch, looms = event.days[0].slots
    assert [room.name for room in lunch.rooms] == ['Hall', 'Loft', 'Yard']
    assert [room.name for room in looms.rooms] == ['Loft', 'Hall']
    assert len(event.rooms) == 3
