"""What happened between two programmes: nothing between the same, each edit as itself, the whole before its parts."""

from __future__ import annotations

import copy
import hashlib
import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.changes import Change, Comparison, What, compare
from booklet.changes.people import nearly_alike
from booklet.changes.render import RENDERERS, condensed
from booklet.changes.words import Teller, clean, span
from booklet.diagnostics import Sink
from booklet.load import load, load_document
from booklet.model import Event
from booklet.source import Source

ROOT = Path(__file__).resolve().parents[1]
PROJECTS = [ROOT, *(path.parent.parent for path in sorted((ROOT / 'tests' / 'events').glob('*/content/event.yaml')))]
Document = dict[str, Any]
NAMES = ('old', 'new')

NOUNS = 'Looms Tides Lenses Bells Clocks Ropes Kilns Maps Wells Ferries Hinges Lamps Pumps Scales Vaults'.split()  # noqa: SIM905
PEOPLE = 'Alpha Bravo Cinder Dunlin Ember Falter Garnet Hollow Ibis Jasper Kestrel Larch Marlow Nettle Osprey'.split()  # noqa: SIM905


def programme() -> Document:
    """Three days of five talks, each in a session of its own room but the last two, with a break between."""
    days = []
    for day in range(3):
        mine = range(5 * day, 5 * day + 5)
        talks = [
            {
                'time': f'{9 + place}:00-{9 + place}:45',
                'talk': title(k),
                'id': f't{k}',
                'speakers': [PEOPLE[k].lower()],
                'abstract': f'A word on {NOUNS[k]}. ' * 20,
            }
            for place, k in enumerate(mine)
        ]
        session = {
            'session': f'Session {"ABC"[day]}',
            'id': f's{day}',
            'time': '9:00',
            'room': 'aula',
            'items': talks[:3],
        }
        pause = {'time': '11:50-12:00', 'break': 'Coffee'}
        rest = [{**talk, 'room': 'hall'} for talk in talks[3:]]
        days.append({'date': f'2030-05-0{day + 1}', 'items': [session, pause, *rest]})
    return {
        'format': 1,
        'event': {'title': 'Meeting', 'place': 'London'},
        'people': {name.lower(): f'{"ABCDE"[k % 5]}nna {name}' for k, name in enumerate(PEOPLE)},
        'rooms': {'aula': 'Aula', 'hall': 'Hall', 'attic': 'Attic'},
        'days': days,
        'posters': [{'board': f'P{k}', 'talk': f'Poster on {NOUNS[-k]}', 'id': f'p{k}'} for k in (1, 2)],
    }


def title(number: int) -> str:
    """Titles that have no word in common with those beside them."""
    return f'{NOUNS[number]}, {PEOPLE[-number - 1]} and {NOUNS[(7 * number + 3) % 15].lower()}'


def event(document: Document) -> Event:
    sink = Sink()
    found = load_document(Source('event.json', json.dumps(document, ensure_ascii=False)), sink)
    assert found is not None, sink.items
    return found


def talk(document: Document, number: int) -> Document:
    """The entry of a talk by its number."""
    return next(item for items in lists(document) for item in items if item.get('id') == f't{number}')


def lists(document: Document) -> list[list[Document]]:
    outer = [day['items'] for day in document['days']]
    return [*outer, *(item['items'] for items in outer for item in items if 'session' in item)]


def home(document: Document, number: int) -> list[Document]:
    return next(items for items in lists(document) for item in items if item.get('id') == f't{number}')


def found(edit: Callable[[Document], object]) -> Comparison:
    after = programme()
    edit(after)
    return compare(event(programme()), event(after))


def told(comparison: Comparison) -> list[tuple[str, str, tuple[str, ...]]]:
    """Kind, id (or title), and what happened."""
    return [
        (c.subject.kind, c.subject.id or c.subject.title.source, tuple(clause.what.value for clause in c.clauses))
        for c in comparison.changes
    ]


def phrases(comparison: Comparison) -> list[str]:
    teller = Teller(comparison)
    return [phrase for change in comparison.changes for phrase in teller.change(change)]


# --- nothing ---


@pytest.mark.parametrize('project', PROJECTS, ids=lambda path: path.name)
def test_between_an_event_and_itself_is_nothing(project: Path) -> None:
    sink = Sink()
    one, other = load(project, sink), load(project, sink)
    assert one is not None
    assert other is not None
    assert compare(one, other).changes == ()


def test_ids_and_line_breaks_are_no_change() -> None:
    def edit(after: Document) -> None:
        for k in range(15):
            entry = talk(after, k)
            entry['id'] = f'other-{14 - k}'
            entry['abstract'] = entry['abstract'].replace('. ', '.\n')
        after['rooms'] = {f'room-{key}': name for key, name in after['rooms'].items()}
        for items in lists(after):
            for item in items:
                if 'room' in item:
                    item['room'] = f'room-{item["room"]}'

    assert told(found(edit)) == []


# --- single edits ---


def test_moved_to_another_day_time_and_room() -> None:
    def edit(after: Document) -> None:
        entry = talk(after, 3)
        home(after, 3).remove(entry)
        after['days'][2]['items'].append({**entry, 'time': '18:30-19:15', 'room': 'attic'})

    comparison = found(edit)
    assert told(comparison) == [('talk', 't3', ('moved',))]
    assert phrases(comparison) == ['moved from Wednesday 12:00, Hall to Friday 18:30, Attic']


def test_only_what_differs_is_told_of_a_place() -> None:
    assert phrases(found(lambda d: talk(d, 3).update(room='attic'))) == ['moved from Hall to Attic']
    assert phrases(found(lambda d: talk(d, 3).update(time='15:00-15:45'))) == ['moved from 12:00 to 15:00']
    assert phrases(found(lambda d: talk(d, 3).update(time='12:00-13:00'))) == [
        'lengthened from 45 minutes to 1 hour, until 13:00'
    ]


def test_cancelled_and_reinstated() -> None:
    before, after = programme(), programme()
    talk(after, 2)['cancelled'] = True
    one, other = event(before), event(after)
    assert told(compare(one, other)) == [('talk', 't2', ('cancelled',))]
    assert told(compare(other, one)) == [('talk', 't2', ('reinstated',))]


def test_speakers_come_go_and_are_replaced() -> None:
    assert phrases(found(lambda d: talk(d, 0).update(speakers=['bravo']))) == [
        'Bnna Bravo speaks instead of Anna Alpha'
    ]
    assert phrases(found(lambda d: talk(d, 0).update(speakers=['alpha', 'bravo']))) == ['Bnna Bravo speaks too']
    assert phrases(found(lambda d: talk(d, 0).pop('speakers'))) == ['Anna Alpha no longer speaks']


def test_a_corrected_name_is_told_once_and_not_as_another_speaker() -> None:
    for name in ('Anna Alfa', 'Anna Álpha', 'Anna de Groot'):
        comparison = found(lambda d, name=name: d['people'].update(alpha=name))
        assert told(comparison) == [('person', 'alpha', ('name',))]
        assert comparison.changes[0].minor


def test_a_new_id_with_nearly_the_same_name_is_a_correction() -> None:
    def edit(after: Document) -> None:
        after['people']['alfa'] = 'A. Alpha'
        del after['people']['alpha']
        talk(after, 0)['speakers'] = ['alfa']

    assert told(found(edit)) == [('person', 'alfa', ('name',))]


def test_retitled_and_corrected() -> None:
    changed = found(lambda d: talk(d, 5).update(talk='Something else entirely'))
    assert told(changed) == [('talk', 't5', ('retitled',))]
    assert not changed.changes[0].minor
    corrected = found(lambda d: talk(d, 5).update(talk=talk(d, 5)['talk'].replace(' and ', ' & ')))
    assert told(corrected) == [('talk', 't5', ('corrected',))]
    assert corrected.changes[0].minor


def test_several_changes_of_one_entry_are_one_item() -> None:
    def edit(after: Document) -> None:
        talk(after, 4).update(time='20:00-20:45', room='attic', speakers=['bravo'], abstract='New.')

    assert told(found(edit)) == [('talk', 't4', ('moved', 'speakers', 'abstract'))]


def test_the_share_of_an_abstract_is_told() -> None:
    words = [f'w{k}' for k in range(100)]
    before, after = programme(), programme()
    talk(before, 0)['abstract'] = ' '.join(words)
    talk(after, 0)['abstract'] = ' '.join(['other'] * 40 + words[40:])
    assert phrases(compare(event(before), event(after))) == ['abstract changed, about 40 % of it']
    talk(after, 0)['abstract'] = ' '.join([*words[:97], 'a', 'b', 'c'])
    assert phrases(compare(event(before), event(after))) == ['a few words of the abstract changed']


def test_a_digest_stands_for_an_abstract() -> None:
    def digest(text: str) -> str:
        return f'sha256:{hashlib.sha256(text.strip().encode()).hexdigest()[:12]}'

    before, after = programme(), programme()
    for k in range(15):
        talk(before, k)['abstract'] = digest(talk(before, k)['abstract'])
    assert told(compare(event(before), event(after), digest=digest)) == []
    talk(after, 3)['abstract'] += 'More.'
    assert phrases(compare(event(before), event(after), digest=digest)) == ['abstract changed']
    assert phrases(compare(event(after), event(before), digest=digest)) == ['abstract changed']


def test_breaks_are_found_by_their_day_and_the_nearest_time() -> None:
    def edit(after: Document) -> None:
        after['days'][0]['items'][1]['time'] = '11:55-12:00'
        after['days'][1]['items'].pop(1)
        after['days'][2]['items'].append({'time': '16:00', 'break': 'Coffee'})

    assert told(found(edit)) == [
        ('break', 'Coffee', ('moved', 'shortened')),
        ('break', 'Coffee', ('removed',)),
        ('break', 'Coffee', ('added',)),
    ]


def test_a_talk_that_goes_to_another_session() -> None:
    def edit(after: Document) -> None:
        entry = talk(after, 2)
        home(after, 2).remove(entry)
        after['days'][0]['items'].append({**entry, 'room': 'aula'})

    comparison = found(edit)
    assert told(comparison) == [('talk', 't2', ('session',))]
    assert phrases(comparison) == ['no longer in the session “Session A”']


def test_boards_of_posters() -> None:
    assert phrases(found(lambda d: d['posters'][0].update(board='Q7'))) == ['moved from board P1 to board Q7']


def test_a_poster_may_become_a_talk() -> None:
    def edit(after: Document) -> None:
        poster = after['posters'].pop(0)
        del poster['board']
        after['days'][0]['items'].append({**poster, 'time': '17:00'})

    assert told(found(edit)) == [('talk', 'p1', ('form', 'moved', 'board'))]


def test_an_id_given_anew_to_something_else_is_not_trusted() -> None:
    def edit(after: Document) -> None:
        for old, new in ((3, 'x'), (8, 't3'), (0, 't8')):
            next(i for items in lists(after) for i in items if i.get('id') == f't{old}')['id'] = new

    assert told(found(edit)) == []


def test_the_event_itself() -> None:
    assert phrases(found(lambda d: d['event'].update(place='Delft'))) == ['moved from London to Delft']
    assert told(found(lambda d: d['event'].update(time_zone='Europe/Paris'))) == [('event', 'Meeting', ('time_zone',))]
    comparison = found(lambda d: d['event'].update(organisers=['Society']))
    assert comparison.changes[0].minor


# --- the whole before its parts ---


def test_a_renamed_room_is_told_once() -> None:
    assert told(found(lambda d: d['rooms'].update(hall='Great Hall'))) == [('room', 'Great Hall', ('renamed',))]


def test_a_session_that_moves_as_a_whole_is_told_once() -> None:
    def edit(after: Document) -> None:
        session = after['days'][0]['items'].pop(0)
        session.update(time='14:00', room='attic')
        for k, entry in enumerate(session['items']):
            entry['time'] = f'{14 + k}:00-{14 + k}:45'
        after['days'][1]['items'].append(session)

    comparison = found(edit)
    assert told(comparison) == [('session', 's0', ('moved',))]
    assert phrases(comparison) == ['moved from Wednesday 9:00, Aula to Thursday 14:00, Attic'.replace(' 9:', ' 09:')]


def test_a_slot_that_moves_otherwise_than_its_session_is_told_besides() -> None:
    def edit(after: Document) -> None:
        session = after['days'][0]['items'][0]
        session['room'] = 'attic'
        session['items'][2]['time'] = '17:00-17:45'

    assert told(found(edit)) == [('session', 's0', ('moved',)), ('talk', 't2', ('moved',))]


def test_a_stretch_of_a_day_is_told_once() -> None:
    def edit(after: Document, from_: int = 10) -> None:
        for items in (after['days'][1]['items'], after['days'][1]['items'][0]['items']):
            for item in items:
                if 'session' not in item and int(item['time'].partition(':')[0]) >= from_:
                    item['time'] = '-'.join(later(time) for time in item['time'].split('-'))

    def later(time: str) -> str:
        hours, minutes = map(int, time.split(':'))
        return f'{(hours * 60 + minutes + 15) // 60}:{(minutes + 15) % 60:02}'

    comparison = found(edit)
    assert told(comparison) == [('day', '2030-05-02', ('shifted',))]
    assert phrases(comparison) == ['15 minutes later']
    assert Teller(comparison).name(comparison.changes[0].before or comparison.changes[0].subject) == (
        'everything from 10:00 on'
    )


def test_two_talks_that_swap_their_places() -> None:
    def edit(after: Document) -> None:
        one, other = talk(after, 3), talk(after, 9)
        for key in ('time', 'room'):
            one[key], other[key] = other[key], one[key]
        here, there = home(after, 3), home(after, 9)
        here[here.index(one)], there[there.index(other)] = other, one

    comparison = found(edit)
    assert told(comparison) == [('talk', 't9', ('swapped',)), ('talk', 't3', ('swapped',))]
    text = RENDERERS['text'](comparison, NAMES)
    assert text.count('swapped with') == 1


def test_what_goes_with_a_day_or_a_session_stands_below_it() -> None:
    comparison = found(lambda d: d['days'].pop(1))
    assert told(comparison) == [('day', '2030-05-02', ('removed',))]
    assert len(comparison.changes[0].includes) == 7
    comparison = found(lambda d: d['days'][0]['items'].pop(0))
    assert told(comparison) == [('session', 's0', ('removed',))]
    assert [subject.id for subject in comparison.changes[0].includes] == ['t0', 't1', 't2']


def test_what_comes_with_a_day_is_told_too() -> None:
    def edit(after: Document) -> None:
        items = [{'time': '9:00', 'talk': 'An afterthought', 'id': 'late'}, {'time': '10:00', 'break': 'Tea'}]
        after['days'].append({'date': '2030-05-04', 'items': items})

    assert told(found(edit)) == [('day', '2030-05-04', ('added',)), ('talk', 'late', ('added',))]


def test_a_whole_event_that_is_put_off_is_told_once() -> None:
    def edit(after: Document) -> None:
        for k, day in enumerate(after['days']):
            day['date'] = f'2030-05-{k + 8:02}'

    comparison = found(edit)
    assert told(comparison) == [('event', 'Meeting', ('postponed',))]
    assert phrases(comparison) == ['takes place 1 week later, all days as they were']


def test_a_day_put_off_is_told_once() -> None:
    assert told(found(lambda d: d['days'][2].update(date='2030-05-09'))) == [('day', '2030-05-09', ('moved',))]


# --- every edit as itself ---


def move(document: Document, number: int) -> None:
    talk(document, number).update(time=f'{18 + number // 6}:{number % 6 * 7 + 3:02}', room='attic')


def drop(document: Document, number: int) -> None:
    home(document, number).remove(talk(document, number))


def add(document: Document, number: int) -> None:
    title = f'{PEOPLE[number]} {NOUNS[number]} unheard of'
    entry = {'time': f'21:{number + 10}', 'talk': title, 'id': f'n{number}', 'room': 'attic'}
    document['days'][number % 3]['items'].append(entry)


EDITS: dict[str, tuple[Callable[[Document, int], object], str, tuple[str, ...]]] = {
    'move': (move, 't', ('moved',)),
    'cancel': (lambda d, k: talk(d, k).update(cancelled=True), 't', ('cancelled',)),
    'retitle': (lambda d, k: talk(d, k).update(talk=f'{PEOPLE[k]} {PEOPLE[-k]}, reconsidered'), 't', ('retitled',)),
    'replace': (lambda d, k: talk(d, k).update(speakers=[f'Zoe Z{NOUNS[k]}']), 't', ('speakers',)),
    'lengthen': (lambda d, k: talk(d, k).update(time=talk(d, k)['time'].replace(':45', ':50')), 't', ('lengthened',)),
    'rewrite': (lambda d, k: talk(d, k).update(abstract='Anew.'), 't', ('abstract',)),
    'drop': (drop, 't', ('removed',)),
    'add': (add, 'n', ('added',)),
}


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.integers(0, 14), st.sampled_from(sorted(EDITS)), max_size=6))
def test_each_edit_of_a_script_is_told_as_itself(script: dict[int, str]) -> None:
    after = programme()
    for number, name in script.items():
        EDITS[name][0](after, number)
    comparison = compare(event(programme()), event(after))
    got = {(id_, what) for _, id_, whats in told(comparison) for what in whats}
    gone = {id_ for change in comparison.changes for subject in change.includes for id_ in [subject.id]}
    wanted = {(f'{EDITS[name][1]}{number}', what) for number, name in script.items() for what in EDITS[name][2]}
    assert {pair for pair in got if pair[0][0] in 'tn'} | {(id_, 'removed') for id_ in gone if id_} == wanted
    assert {id_ for id_, _ in got if id_[0] not in 'tn'} == set()


@settings(deadline=None, max_examples=20)
@given(st.dictionaries(st.integers(0, 14), st.sampled_from(sorted(EDITS)), max_size=9), st.randoms())
def test_every_form_is_the_same_again_whatever_the_order_of_the_content(
    script: dict[int, str], chance: random.Random
) -> None:
    after = programme()
    for number, name in script.items():
        EDITS[name][0](after, number)
    one = compare(event(programme()), event(after))
    shuffled = copy.deepcopy(after)
    shuffled['people'] = dict(chance.sample([*shuffled['people'].items()], len(shuffled['people'])))
    chance.shuffle(shuffled['days'])
    other = compare(event(programme()), event(shuffled))
    for render in RENDERERS.values():
        assert render(one, NAMES) == render(other, NAMES)


@given(st.recursive(st.text(max_size=8), lambda inner: st.lists(inner, max_size=2), max_leaves=3).map(str))
def test_titles_from_strangers_stay_on_their_line(title: str) -> None:
    shown = clean(title)
    assert '\x1b' not in shown
    assert len(shown.splitlines()) <= 1


# --- the forms ---


def mixed() -> Comparison:
    def edit(after: Document) -> None:
        talk(after, 0)['cancelled'] = True
        talk(after, 4)['room'] = 'attic'
        talk(after, 8)['talk'] = 'On *ropes* | and [links](https://example.org)'
        after['people']['kestrel'] = 'Anna Kestrell'

    return found(edit)


def test_the_text_tells_by_day_what_matters_and_then_the_rest() -> None:
    assert RENDERERS['text'](mixed(), NAMES).splitlines() == [
        '3 changes and 1 correction, from old to new',
        '',
        'Wednesday, 1 May',
        '     09:00  “Looms, Osprey and bells” (Anna Alpha)',
        '            cancelled',
        '     13:00  “Clocks, Kestrel and tides” (Enna Ember)',
        '            moved from Hall to Attic',
        '',
        'Thursday, 2 May',
        '     12:00  “On ropes | and links” (Dnna Ibis)',
        '            retitled from “Wells, Garnet and vaults”',
        '',
        'Corrections, of which nobody who comes need know',
        '            Anna Kestrell',
        '            name corrected from Anna Kestrel',
    ]


def test_markdown_takes_no_markup_from_titles() -> None:
    text = RENDERERS['markdown'](mixed(), NAMES)
    assert '- **12:00** “On ropes \\| and links” (Dnna Ibis): retitled from' in text
    assert text.startswith('## Changes to the programme\n')


def test_json_is_as_documented() -> None:
    document = json.loads(RENDERERS['json'](mixed(), NAMES))
    assert list(document) == ['format', 'old', 'new', 'same', 'changes', 'pages']
    moved = next(change for change in document['changes'] if change['after']['id'] == 't4')
    assert moved['clauses'] == [
        {
            'what': 'moved',
            'before': {'date': '2030-05-01', 'start': '13:00', 'end': '13:45', 'room': 'Hall', 'board': None},
            'after': {'date': '2030-05-01', 'start': '13:00', 'end': '13:45', 'room': 'Attic', 'board': None},
            'words': 'moved from Hall to Attic',
        }
    ]
    manual = (ROOT / 'docs' / 'diff.md').read_text('utf-8')
    assert [what.value for what in What if f'`{what.value}`' not in manual] == []
    assert [key for key in (*document, *moved) if f'`{key}`' not in manual] == []


def test_pages_of_both_books() -> None:
    def anchors(step: int) -> dict[str, str]:
        found = {f'talk-t{k}': str(step + k) for k in range(15)} | {f'agenda-t{k}': str(4 + k // 5) for k in range(15)}
        return {**found, **{f'agenda-2030-05-0{k + 1}': str(4 + k) for k in range(3)}, 'person-alpha': '40'}

    after = programme()
    talk(after, 0)['speakers'] = ['bravo']
    talk(after, 8)['abstract'] = 'Anew.'
    after['days'][1]['items'].append({'time': '18:00', 'talk': 'New', 'id': 'n'})
    comparison = compare(event(programme()), event(after), anchors(10), {**anchors(20), 'talk-n': '35'})
    pages = {change.subject.id: change.pages for change in comparison.changes}
    assert pages == {'t0': ('10', '20'), 't8': ('18', '28'), 'n': ('', '35')}
    assert comparison.pages == (('4', '5', '10', '18', '40'), ('4', '20', '28', '35'))


def test_pages_are_condensed() -> None:
    assert condensed(['iv', '2', '3', '7', '8', '9', '12']) == 'iv, 2, 3, 7–9, 12'


def test_lengths_of_time() -> None:
    assert [span(minutes) for minutes in (1, 45, 60, 95)] == ['1 minute', '45 minutes', '1 hour', '1 hour 35 minutes']


@pytest.mark.parametrize(
    ('one', 'other', 'alike'),
    [
        ('Ada Alpha', 'Ada Álpha', True),
        ('Ada Alpha', 'Alpha, Ada', True),
        ('Ada Alpha', 'A. Alpha', True),
        ('Ada Alpha', 'Ada M. Alpha', True),
        ('Ada Alpha', 'Bea Alpha', False),
        ('Ada Alpha', 'Ada Beta', False),
    ],
)
def test_names_nearly_alike(one: str, other: str, alike: bool) -> None:
    assert nearly_alike(one, other) is alike


# --- large ---


def test_three_thousand_talks_without_their_ids_take_no_time() -> None:
    chance = random.Random(7)
    words = [f'{a}{b}' for a in NOUNS for b in PEOPLE]

    def large(prefix: str, share: float) -> Event:
        local = random.Random(11)
        days = []
        for day in range(5):
            items = []
            for k in range(600):
                title = local.choices(words, k=6)
                if chance.random() < share:
                    title[0] = 'changed'
                times = f'{9 + k // 60}:{k % 60:02}'
                items.append({'time': times, 'talk': ' '.join(title), 'id': f'{prefix}-{day}-{k}', 'abstract': 'x y'})
            days.append({'date': f'2030-05-0{day + 1}', 'items': items})
        return event({'format': 1, 'event': {'title': 'Large'}, 'days': days})

    old, new = large('a', 0), large('b', 0.3)
    began = time.perf_counter()
    comparison = compare(old, new)
    assert time.perf_counter() - began < 5  # half a second, on a machine with nothing else to do
    assert {clause.what for change in comparison.changes for clause in change.clauses} <= {
        What.RETITLED,
        What.CORRECTED,
    }
    assert len(comparison.changes) > 700


def test_changes_are_of_both_weights() -> None:
    assert [change.minor for change in mixed().changes] == [False, False, False, True]
    assert isinstance(mixed().changes[0], Change)
