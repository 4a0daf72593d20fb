"""Importing again into a content that was edited by hand: what stays, what arrives, what is told."""

from __future__ import annotations

import copy
import json
import shutil
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from booklet import keep
from booklet.diagnostics import Severity, Sink, render_human
from booklet.keep import Outcome, bring_in, last_import, ledger
from booklet.load import load
from booklet.model import Event
from booklet.unload import unload

ROOT = Path(__file__).resolve().parents[1]
PROJECTS = [ROOT, *(path.parent.parent for path in sorted((ROOT / 'tests' / 'events').glob('*/content/event.yaml')))]
PROJECTS += [ROOT / 'tests' / 'events' / 'tagung']
Document = dict[str, Any]


def source() -> Document:
    return {
        'format': 1,
        'event': {'title': 'Engines', 'dates': {'start': '2030-05-01', 'end': '2030-05-02'}},
        'affiliations': {'society': 'Analytical Society'},
        'people': {
            'lovelace': {'name': 'Ada Lovelace', 'affiliation': 'society'},
            'babbage': {'name': 'Charles Babbage'},
            'somerville': 'Mary Somerville',
        },
        'rooms': {'aula': 'Aula'},
        'days': [
            {
                'date': '2030-05-01',
                'items': [
                    {'time': '9:00-9:45', 'talk': 'On engines', 'id': 'engines', 'speakers': ['babbage'],
                     'room': 'aula', 'abstract': 'Of *engines*.'},
                    {'time': '10:00', 'break': 'Tea'},
                    {'time': '10:30-12:00', 'session': 'Looms', 'id': 'looms', 'chairs': ['somerville'], 'items': [
                        {'time': '10:30-11:15', 'talk': 'On looms', 'id': 'on-looms', 'speakers': ['lovelace']},
                        {'time': '11:15-12:00', 'talk': 'On notes', 'id': 'notes', 'speakers': ['lovelace']},
                    ]},
                ],
            },
            {'date': '2030-05-02', 'items': [{'time': '9:00', 'talk': 'On stars', 'id': 'stars',
                                              'speakers': ['somerville'], 'abstract': 'Of stars.'}]},
        ],
    }  # fmt: skip


def first(document: Document) -> Document:
    found = document['days'][0]['items'][0]
    assert isinstance(found, dict)
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    outcome, sink = bring(tmp_path, source())
    assert sink.items == []
    assert {path.name for path in outcome.written} == {
        'event.yaml', 'people.yaml', 'programme.yaml', 'engines.md', 'stars.md', 'src.json',
    }  # fmt: skip
    return tmp_path


def bring(project: Path, document: Document, name: str = 'src', **options: Any) -> tuple[Outcome, Sink]:
    sink = Sink()
    outcome = bring_in(project, name, copy.deepcopy(document), {'talk': {'17': 'engines'}}, sink, **options)
    return outcome, sink


def again(project: Path, document: Document, **options: Any) -> Sink:
    """Imports, and a second time, which must not change a byte."""
    _, sink = bring(project, document, **options)
    before = snapshot(project)
    outcome, second = bring(project, document, force=True)
    assert (outcome.written, outcome.deleted) == ((), ())
    assert snapshot(project) == before
    assert not second.has_errors
    return sink


def edit(project: Path, old: str, new: str, file: str = 'programme.yaml') -> None:
    path = project / 'content' / file
    text = path.read_bytes().decode()
    assert text.count(old) == 1, text
    path.write_bytes(text.replace(old, new).encode())


def read(project: Path, file: str = 'programme.yaml') -> str:
    return (project / 'content' / file).read_bytes().decode()


def event(project: Path) -> Event:
    sink = Sink()
    found = load(project, sink)
    assert found is not None, sink.items
    return found


def snapshot(project: Path) -> dict[str, bytes]:
    return {str(path.relative_to(project)): path.read_bytes() for path in project.rglob('*') if path.is_file()}


# --- without conflict ---


def test_what_was_imported_is_known_the_next_time(project: Path) -> None:
    sink = Sink()
    base = last_import(project, 'src', sink)
    assert base is not None
    assert base.keys == {'talk': {'17': 'engines'}}
    assert base.document['days'][0]['items'][0]['id'] == 'engines'
    assert last_import(project, 'other', sink) is None
    assert sink.items == []
    again(project, source())


def test_only_what_changed_is_changed_in_the_files(project: Path) -> None:
    edit(project, '        talk: On engines\n', '        # the opening\n        talk:   "On engines"  # sic\n')
    before = read(project)
    document = source()
    first(document)['talk'] = 'On "engines": more'
    first(document)['speakers'] = ['babbage', 'lovelace']
    again(project, document)
    after = before.replace('talk:   "On engines"', r'talk:   "On \"engines\": more"')
    assert read(project) == after.replace('[babbage]', '[babbage, lovelace]')


def test_edits_by_hand_stay(project: Path) -> None:
    edit(project, 'talk: On stars', 'talk: On the stars')
    edit(project, '        break: Tea', '        break: Tea and cake\n        note: In the yard')
    (project / 'content' / 'abstracts' / 'stars.md').write_text('Rewritten.\n', 'utf-8')
    document = source()
    document['days'][1]['items'][0]['time'] = '9:30'
    document['days'][0]['items'][1]['time'] = '10:05'
    sink = again(project, document)
    assert sink.items == []
    assert 'talk: On the stars' in read(project)
    assert 'time: 9:30' in read(project)
    assert '- time: 10:05\n        break: Tea and cake\n        note: In the yard\n' in read(project)
    assert read(project, 'abstracts/stars.md') == 'Rewritten.\n'


def test_new_entries_find_their_place(project: Path) -> None:
    document = source()
    document['people']['menabrea'] = 'Luigi Menabrea'
    document['days'].insert(1, {'date': '2030-04-30', 'items': [{'time': '9:00', 'remarks': 'Welcome'}]})
    session = document['days'][0]['items'][2]
    session['items'].insert(1, {'time': '11:00', 'talk': 'Memoir', 'id': 'memoir', 'speakers': ['menabrea'],
                                'abstract': '<p>Of the engine</p><p>of 1842.</p>'})  # fmt: skip
    sink = again(project, document)
    assert sink.items == []
    assert read(project, 'abstracts/memoir.html') == '<p>Of the engine</p><p>of 1842.</p>\n'
    text = read(project)
    assert text.index('2030-04-30') < text.index('2030-05-01')
    assert text.index('On looms') < text.index('Memoir') < text.index('On notes')
    people = read(project, 'people.yaml')
    assert people.index('lovelace:') < people.index('menabrea: Luigi Menabrea') < people.index('somerville:')


def test_what_is_gone_goes_unless_it_is_named(project: Path) -> None:
    edit(
        project, '      - time: 10:00\n', '      - {time: 9:50, talk: Own, speakers: [babbage]}\n      - time: 10:00\n'
    )
    document = source()
    document['days'][0]['items'] = []
    for name in ('babbage', 'lovelace'):
        del document['people'][name]
    del document['days'][1]['items'][0]['abstract']
    sink = again(project, document, force=True)
    assert sink.items == []
    assert not list((project / 'content' / 'abstracts').iterdir())
    assert [person.id for person in event(project).people] == ['babbage', 'somerville']
    assert [slot.title.source for slot in event(project).days[0].slots] == ['Own']


def test_a_talk_moves_with_its_remarks(project: Path) -> None:
    edit(project, '          - time: 10:30-11:15\n', '          # ask Ada\n          - time: 10:30-11:15  # early\n')
    document = source()
    moved = document['days'][0]['items'][2]['items'].pop(0)
    document['days'][1]['items'].append({**moved, 'time': '11:00'})
    sink = again(project, document)
    assert sink.items == []
    assert '      # ask Ada\n      - time: 11:00  # early\n        talk: On looms\n' in read(project)
    assert [slot.title.source for slot in event(project).days[1].slots] == ['On stars', 'On looms']


def test_any_style_of_writing_is_understood_and_kept(project: Path) -> None:
    text = read(project).partition('\n\n')[2].replace('- time: 9:00-9:45', '- time: 9.00 am – 9.45 am')
    text = text.replace('speakers: [babbage]', 'people: babbage').replace(
        '    items:\n      - time: 9:00\n', '    items:\n'
    )
    start = text.index('        talk: On stars')
    text = (
        text[:start]
        + '      - {time: 9 am, talk: On stars, id: stars, people: [somerville],   abstract_file: stars.md}\n'
    )
    (project / 'content' / 'programme.yaml').unlink()
    (project / 'content' / 'tage').mkdir()
    (project / 'content' / 'tage' / 'alle.yaml').write_bytes(b'\xef\xbb\xbf' + text.replace('\n', '\r\n').encode())
    before = read(project, 'tage/alle.yaml')
    assert again(project, source()).items == []
    assert read(project, 'tage/alle.yaml') == before
    document = source()
    document['days'][1]['items'][0] |= {'time': '9:00-10:00', 'keywords': ['sky, night', 'x']}
    first(document)['speakers'] = ['lovelace']
    assert again(project, document).items == []
    changed = before.replace('time: 9 am, talk', 'time: 9:00-10:00, talk').replace(
        'people: babbage', 'people: lovelace'
    )
    changed = changed.replace('people: [somerville], ', "people: [somerville], keywords: ['sky, night', x], ")
    assert read(project, 'tage/alle.yaml').split() == changed.split()
    assert read(project, 'tage/alle.yaml').startswith('\ufeff')
    assert '\n' not in read(project, 'tage/alle.yaml').replace('\r\n', '')


def test_people_written_out_by_hand_may_come_from_the_source_later(project: Path) -> None:
    own = '{time: 8:00, talk: Own, speakers: [{name: Grace Hopper, affiliation: Naval Yard}, Luigi Menabrea]}'
    edit(project, '      - time: 9:00-9:45\n', f'      - {own}\n      - time: 9:00-9:45\n')
    assert again(project, source()).items == []
    document = source()
    document['affiliations']['yard'] = 'Naval Yard'
    document['people'] |= {
        'hopper': {'name': 'Grace Hopper', 'affiliation': 'yard'},
        'luigi-menabrea': 'Luigi Menabrea',
    }
    first(document)['speakers'] = ['hopper', 'luigi-menabrea']
    assert again(project, document).items == []
    assert own in read(project)
    assert 'speakers: [hopper, luigi-menabrea]' in read(project)
    assert len(event(project).people) == 5


def test_an_event_may_be_told_by_several_files(project: Path) -> None:
    edit(project, '  title: Engines\n', '', 'event.yaml')
    (project / 'content' / 'a.yaml').write_text('format: 1\nevent:\n  title: Engines # sic\n', 'utf-8')
    document = source()
    document['event']['title'] = 'Engines 2030'
    assert again(project, document).items == []
    assert read(project, 'a.yaml') == 'format: 1\nevent:\n  title: Engines 2030 # sic\n'


def test_talks_that_share_an_abstract_do_so_until_one_gets_its_own(project: Path) -> None:
    edit(project, '        speakers: [somerville]\n        abstract_file: stars.md',
         '        speakers: [somerville]\n        abstract_file: ./engines.md')  # fmt: skip
    (project / 'content' / 'abstracts' / 'stars.md').unlink()
    document = source()
    first(document)['abstract'] = 'Of new engines.'
    assert again(project, document).items == []
    talks = [slot.talk.abstract.source for day in event(project).days for slot in day.slots if slot.talk]
    assert talks == ['Of new engines.', '', '', 'Of *engines*.']


def test_a_project_may_be_named_from_where_one_stands(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    edit(project, 'talk: On engines', 'talk: On my engines')
    document = source()
    first(document)['talk'] = 'On engines, revised'
    document['days'][1]['items'][0]['abstract'] = 'New.'
    (found,) = again(Path('.'), document).items
    assert found.span is not None
    assert found.span.file == str(Path('content', 'programme.yaml'))
    assert read(project, 'abstracts/stars.md') == 'New.\n'


def test_a_link_to_content_elsewhere_is_followed_and_others_are_not(project: Path, tmp_path_factory: Any) -> None:
    elsewhere = tmp_path_factory.mktemp('elsewhere')
    (project / 'content').rename(elsewhere / 'content')
    (project / 'content').symlink_to(elsewhere / 'content')
    document = source()
    first(document)['talk'] = 'New'
    assert again(project, document).items == []
    assert 'talk: New' in (elsewhere / 'content' / 'programme.yaml').read_text('utf-8')
    (project / 'imports' / 'src.json').rename(elsewhere / 'src.json')
    (project / 'imports' / 'src.json').symlink_to(elsewhere / 'src.json')
    first(document)['talk'] = 'Newer'
    outcome, sink = bring(project, document)
    assert outcome == Outcome()
    assert 'leads elsewhere' in sink.items[0].message


def test_any_text_comes_through(project: Path) -> None:
    odd = 'a\u0085b\u2028c\x9bd\ufeffe\x07f\ud800g\U0001f600 \u202eh # i: "j"'
    document = source()
    document['people']['odd'] = {'name': f'{odd} Odd', 'biography': f'{odd}\n\n  - {odd}'}
    first(document)['abstract'] = f'{odd}\n\n{odd}'
    first(document)['talk'] = odd
    document['days'][0]['items'][1]['note'] = odd
    assert again(project, document).items == []
    plain = 'a b c\x9bd\ufeffe\ufffdf\ufffdg\U0001f600 \u202eh # i: "j"'
    told = event(project)
    talk = told.days[0].slots[0].talk
    assert talk is not None
    assert talk.title.source == told.days[0].slots[1].note.source == plain
    assert talk.abstract.source == '\n\n'.join(2 * ['a\u0085b\u2028c' + plain[5:]])
    (person,) = (person for person in told.people if person.id == 'odd')
    assert person.biography.source == f'a\u0085b\u2028c{plain[5:]}\n\n  - a\u0085b\u2028c{plain[5:]}'


# --- conflicts ---


def conflict(project: Path) -> Document:
    edit(project, 'talk: On engines', 'talk: On my engines')
    document = source()
    first(document)['talk'] = 'On engines, revised'
    sink = again(project, document)
    (found,) = sink.items
    assert found.severity is Severity.WARNING
    assert found.span is not None
    assert read(project).split('\n')[found.span.line - 1][found.span.column - 1 :] == 'On my engines'
    assert 'On my engines' in found.message
    assert 'On engines, revised' in found.message
    assert '^^^^' in render_human([found])
    assert '        # import: talk: On engines, revised\n        talk: On my engines\n' in read(project)
    return document


def test_a_first_poster_of_another_source_stands_with_the_days(project: Path) -> None:
    posters = {'format': 1, 'event': {'title': 'Engines'}, 'people': {'lovelace': 'Ada Lovelace'}}
    posters['posters'] = [{'board': 'P1', 'talk': 'On cards', 'id': 'cards', 'speakers': ['lovelace']}]
    assert bring(project, posters, name='posters')[1].items == []
    assert 'posters:\n  - board: P1\n' in read(project)


def test_a_source_that_comes_first_changes_no_text_that_stands(tmp_path: Path) -> None:
    (tmp_path / 'content').mkdir()
    (tmp_path / 'content' / 'programme.yaml').write_text(
        'format: 1\nevent: {title: Engines}\ndays:\n- date: 2030-05-01\n  items:\n'
        '  - {time: 9:00, talk: "On $x^2$ and *all*", id: squares, speakers: [Ada Lovelace]}\n',
        'utf-8',
    )
    document = source()
    document['event'] = {'title': 'Untitled programme', 'dialect': 'plain'}
    before = event(tmp_path)
    assert again(tmp_path, document).items == []
    after = event(tmp_path)
    assert (after.title, after.days[0].slots[0].title) == (before.title, before.days[0].slots[0].title)
    assert [
        talk['dialect']
        for talk in json.loads(json.dumps(unload(after)))['days'][0]['items']
        if talk.get('id') == 'engines'
    ] == ['plain']


def test_a_conflict_is_told_until_it_is_settled(project: Path) -> None:
    document = conflict(project)
    assert len(again(project, document).items) == 1
    first(document)['talk'] = 'On engines, revised again'
    assert len(again(project, document).items) == 1
    assert read(project).count('# import:') == 1
    assert '# import: talk: On engines, revised again\n' in read(project)


def test_a_remark_is_good_as_a_line_of_the_content(project: Path) -> None:
    document = conflict(project)
    first(document)['talk'] = 'Engines: “what” #1'
    again(project, document)
    edit(project, '# import: talk: ', 'talk: ')
    edit(project, '        talk: On my engines\n', '')
    assert again(project, document).items == []
    assert "        talk: 'Engines: “what” #1'\n" in read(project)


def test_deleting_the_remark_decides_for_what_stands(project: Path) -> None:
    document = conflict(project)
    edit(project, '        # import: talk: On engines, revised\n', '')
    before = read(project)
    assert again(project, document).items == []
    assert read(project) == before
    first(document)['talk'] = 'On engines, once more'
    assert len(again(project, document).items) == 1


def test_taking_what_the_source_says_settles_it_and_the_remark_goes(project: Path) -> None:
    document = conflict(project)
    edit(project, 'talk: On my engines', 'talk: On engines, revised')
    assert again(project, document).items == []
    assert '# import' not in read(project)
    assert 'talk: On engines, revised' in read(project)


def test_a_source_that_takes_its_change_back_leaves_the_edit(project: Path) -> None:
    conflict(project)
    assert again(project, source()).items == []
    assert '# import' not in read(project)
    assert 'talk: On my engines' in read(project)


@pytest.mark.parametrize(('prefer', 'title'), [('mine', 'On my engines'), ('theirs', 'On engines, revised')])
def test_flags_settle_all_conflicts(project: Path, prefer: Any, title: str) -> None:
    document = conflict(project)
    assert again(project, document, prefer=prefer).items == []
    assert f'\n        talk: {title}\n' in read(project)
    assert '# import' not in read(project)


def test_an_abstract_in_conflict_gets_a_file_beside(project: Path) -> None:
    path = project / 'content' / 'abstracts' / 'engines.md'
    path.write_text('Mine.\n', 'utf-8')
    document = source()
    first(document)['abstract'] = 'Theirs.\n\nAt length.'
    assert len(again(project, document).items) == 1
    assert read(project, 'abstracts/engines.import.md') == 'Theirs.\n\nAt length.\n'
    assert '# import: abstract: see abstracts/engines.import.md\n' in read(project)
    assert event(project).unnamed == ()
    path.write_text('Theirs.\n\nAt length.\n', 'utf-8')
    assert again(project, document).items == []
    assert sorted(one.name for one in path.parent.iterdir()) == ['engines.md', 'stars.md']
    assert '# import' not in read(project)


def test_gone_from_the_source_but_edited(project: Path) -> None:
    edit(project, 'talk: On stars', 'talk: On my stars')
    document = source()
    document['days'][1]['items'] = []
    (found,) = again(project, document).items
    assert 'gone from the source' in found.message
    assert '      # import: gone from the source\n      - time: 9:00\n        talk: On my stars\n' in read(project)
    edit(project, '      # import: gone from the source\n', '')
    assert again(project, document).items == []
    assert 'On my stars' in read(project)


def test_a_remark_keeps_what_is_gone(project: Path) -> None:
    edit(project, '        talk: On stars', '        talk: On stars  # promised by phone')
    document = source()
    document['days'][1]['items'] = []
    assert len(again(project, document).items) == 1
    assert 'promised by phone' in read(project)
    again(project, document, prefer='theirs')
    assert 'On stars' not in read(project)


def test_deleted_by_hand_stays_deleted_and_is_told_once(project: Path) -> None:
    edit(
        project,
        read(project)[read(project).index('          - time: 11:15') : read(project).index('  - date: 2030-05-02')],
        '\n',
    )
    document = source()
    assert again(project, document).items == []
    document['days'][0]['items'][2]['items'][1]['talk'] = 'On notes, revised'
    (found,) = again(project, document).items
    assert 'deleted here' in found.message
    assert 'notes' not in read(project)
    assert bring(project, document)[1].items == []
    assert again(project, document, prefer='theirs').items == []
    assert 'On notes, revised' in read(project)


# --- contents of other origin ---


def test_without_a_base_equals_agree_gaps_are_filled_and_the_rest_is_told(tmp_path: Path) -> None:
    (tmp_path / 'content').mkdir()
    (tmp_path / 'content' / 'all.yaml').write_text(
        'format: 1\nevent: {title: Engines}   # ours\n'
        'people: {babbage: {name: Charles Babbage, url: https://b.example}}\n'
        'days:\n- date: 2030-05-01\n  items:\n'
        '  - {time: 9:00-9:50, talk: On engines, id: engines, speakers: [babbage]}\n',
        'utf-8',
    )
    sink = again(tmp_path, source())
    assert [item.message.partition(' of ')[0] for item in sink.items] == ['time']
    text = read(tmp_path, 'all.yaml')
    assert '# ours\n' in text
    assert (
        '  # import: time: 9:00-9:45\n  - {time: 9:00-9:50, talk: On engines, id: engines, speakers: [babbage]' in text
    )
    assert 'babbage: {name: Charles Babbage, url: https://b.example}' in text
    assert {person.id for person in event(tmp_path).people} == {'babbage', 'lovelace', 'somerville'}


@pytest.mark.parametrize('origin', PROJECTS, ids=lambda path: path.name)
def test_contents_by_hand_take_changes_and_keep_all_else(tmp_path: Path, origin: Path) -> None:
    shutil.copytree(origin / 'content', tmp_path / 'content')
    document = json.loads(json.dumps(unload(event(tmp_path))))
    before = snapshot(tmp_path)
    assert again(tmp_path, document).items == []
    assert {name: data for name, data in snapshot(tmp_path).items() if name.startswith('content')} == before
    talks = [item for day in document['days'] for one in day.get('items', []) for item in (one, *one.get('items', []))]
    talks = [item for item in talks if 'talk' in item][:3]
    for item in talks:
        item['talk'] = f'{item["talk"]}: changed'
    talks[0]['abstract'] = 'Changed.'
    assert again(tmp_path, document).items == []
    assert unload(event(tmp_path)) == unload_of(document, tmp_path)
    changed = [name for name, data in snapshot(tmp_path).items() if before.get(name) not in (None, data)]
    assert 1 <= len(changed) <= 3
    for name in changed:
        if name.endswith('.yaml'):
            old, new = before[name].decode().split('\n'), (tmp_path / name).read_text('utf-8').split('\n')
            hunks = [code for code in SequenceMatcher(None, old, new).get_opcodes() if code[0] != 'equal']
            assert len(hunks) <= 5
            assert sum(last - first for _, _, _, first, last in hunks) <= 8


def unload_of(document: Document, project: Path) -> Document:
    """The document with the dialect of the new abstract as the file has it."""
    found = unload(event(project))
    one = next(item for day in document['days'] for top in day.get('items', []) for item in (top, *top.get('items', []))
               if item.get('abstract') == 'Changed.')  # fmt: skip
    two = next(item for day in found['days'] for top in day.get('items', []) for item in (top, *top.get('items', []))
               if item.get('id') == one['id'])  # fmt: skip
    for name in ('abstract_dialect',):
        one.pop(name, None)
        one |= {name: two[name]} if name in two else {}
    return json.loads(json.dumps(document))


def test_two_imports_feed_one_project(project: Path) -> None:
    posters: Document = {
        'format': 1, 'event': {'title': 'Engines'}, 'people': {'hopper': 'Grace Hopper'},
        'posters': [{'board': 'P1', 'talk': 'On bugs', 'id': 'bugs', 'speakers': ['hopper'], 'abstract': 'Of bugs.'}],
    }  # fmt: skip
    assert bring(project, posters, 'posters')[1].items == []
    assert bring(project, source())[1].items == []
    assert bring(project, posters, 'posters')[0].written == ()
    assert [poster.talk.title.source for poster in event(project).posters] == ['On bugs']
    posters['posters'][0]['talk'] = 'On moths'
    bring(project, posters, 'posters')
    assert [poster.talk.title.source for poster in event(project).posters] == ['On moths']
    assert len(event(project).days[0].slots) == 4


def test_what_aliases_say_twice_is_left_and_told(project: Path) -> None:
    edit(project, 'talk: On engines', 'talk: &title On engines')
    edit(project, 'break: Tea', 'break: *title')
    before = read(project)
    document = source()
    first(document)['talk'] = 'On other engines'
    (found,) = again(project, document).items
    assert 'cannot be done here' in found.message
    assert read(project) == before


# --- what must not happen ---


def test_another_source_and_a_truncated_one_are_refused(project: Path) -> None:
    document = source()
    document['talks'] = [{'talk': f'Talk {number}', 'id': f'x{number}'} for number in range(4)]
    again(project, document)
    before = snapshot(project)
    other = source()
    other['days'] = []
    other['talks'] = [{'talk': f'Other {number}', 'id': f'y{number}'} for number in range(8)]
    outcome, sink = bring(project, other)
    assert outcome == Outcome()
    assert '--name' in sink.items[0].hint
    short = source()
    short['days'] = short['days'][1:]
    outcome, sink = bring(project, {**short, 'talks': document['talks'][:1]})
    assert outcome == Outcome()
    assert '--force' in sink.items[0].hint
    assert snapshot(project) == before
    assert bring(project, short, force=True)[0].removed


BROKEN = (
    *('{', '[]', '{"format": 1}', '{"format": 9}', '[' * 100_000, '\x00', '', 'null'),
    '{"format": 1, "keys": {}, "conflicts": [], "document": []}',
    '{"format": 1, "keys": [], "conflicts": [{}], "document": {}}',
    '{"format": 1, "keys": {}, "conflicts": [], "document": {"days": [{"items": [7]}]}}',
)


@pytest.mark.parametrize('text', BROKEN)
def test_a_broken_base_is_told_and_not_written_over(project: Path, text: str) -> None:
    path = project / 'imports' / 'src.json'
    path.write_text(text, 'utf-8')
    before = snapshot(project)
    outcome, sink = bring(project, source())
    assert outcome == Outcome()
    assert [item.span and item.span.file for item in sink.items] == [str(path)]
    assert snapshot(project) == before


def test_a_dry_run_writes_nothing(project: Path) -> None:
    before = snapshot(project)
    document = source()
    first(document)['talk'] = 'New'
    outcome, _ = bring(project, document, dry_run=True)
    assert [path.name for path in outcome.written] == ['programme.yaml', 'src.json']
    assert outcome.lines == ('talk “On engines”: title changed: “On engines” → “New”',)
    assert (outcome.added, outcome.changed, outcome.removed) == (0, 1, 0)
    assert snapshot(project) == before


def test_a_dry_run_tells_conflicts_where_they_stand_now(project: Path) -> None:
    edit(project, 'talk: On engines', 'talk: On my engines')
    document = source()
    document['people'] = {'aaa': 'Ada Aaa'} | document['people']
    document['days'][0]['items'].insert(0, {'time': '7:00', 'talk': 'Dawn', 'id': 'dawn', 'speakers': ['aaa']})
    first_of = next(item for item in document['days'][0]['items'] if item.get('id') == 'engines')
    first_of['talk'] = 'On engines, revised'
    _, sink = bring(project, document, dry_run=True)
    (found,) = sink.items
    assert found.span is not None
    assert read(project).split('\n')[found.span.line - 1][found.span.column - 1 :] == 'On my engines'


def test_a_content_in_error_is_told_and_left(project: Path) -> None:
    edit(project, 'speakers: [babbage]', 'speakers: [nobody]')
    before = snapshot(project)
    outcome, sink = bring(project, source())
    assert outcome == Outcome()
    assert sink.has_errors
    assert sink.items[0].span is not None
    assert snapshot(project) == before


def test_a_file_that_changes_meanwhile_is_not_written(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = source()
    first(document)['talk'] = 'New'
    merged = keep.merged

    def slow(*arguments: Any) -> Any:
        plan = merged(*arguments)
        edit(project, 'break: Tea', 'break: Tea and cake')
        return plan

    monkeypatch.setattr(keep, 'merged', slow)
    outcome, sink = bring(project, document)
    assert outcome == Outcome()
    assert 'meantime' in sink.items[0].message
    assert 'Tea and cake' in read(project)


def test_a_note_of_a_killed_run_leads_nowhere_else(project: Path) -> None:
    for name in ('../x.yaml', '.git/hooks/x', 'content/../y', str(project.parent / 'z')):
        note = project / 'imports' / '.unfinished.json'
        note.write_text(json.dumps([[name, '', 'text']]), 'utf-8')
        before = snapshot(project)
        assert bring(project, source())[1].items == []
        del before['imports/.unfinished.json']
        assert snapshot(project) == before
    assert {path.name for path in project.parent.iterdir()} & {'x.yaml', 'z'} == set()


def test_names_that_lead_elsewhere_are_refused(tmp_path: Path) -> None:
    for name in ('../x', '', '.hidden', 'a/b', 'x' * 99):
        outcome, sink = bring(tmp_path, source(), name)
        assert outcome == Outcome()
        assert sink.has_errors
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize('steps', range(5))
def test_a_run_that_is_killed_is_finished_by_the_next(
    project: Path, steps: int, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (project / 'content' / 'b.yaml').write_text('days: [{date: 2030-05-03, items: []}]\n', 'utf-8')
    document = source()
    document['days'].append({'date': '2030-05-03', 'items': [document['days'][0]['items'][2]['items'].pop(0)]})
    first(document)['abstract'] = 'New.'
    twin = tmp_path_factory.mktemp('twin') / 'twin'
    shutil.copytree(project, twin)
    bring(twin, document)
    left = [steps]
    write = ledger.write_bytes

    def killed(path: Path, data: bytes, sync: bool = True) -> None:
        if path.name != '.unfinished.json':
            left[0] -= 1
            if left[0] < 0:
                raise OSError(28, 'No space left on device', str(path))
        write(path, data)

    monkeypatch.setattr(ledger, 'write_bytes', killed)
    sink = bring(project, document)[1]
    assert sink.has_errors == (steps < 4)
    monkeypatch.undo()
    bring(project, document)
    assert snapshot(project) == snapshot(twin)
