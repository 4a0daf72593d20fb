"""Committees, information and the names of files, brought in by an import and changed on both sides."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from strategies import loaded

from booklet.changes import What, compare
from booklet.diagnostics import Severity, Sink
from booklet.keep import bring_in
from booklet.load import load
from booklet.model import Event
from booklet.unload import unload

Document = dict[str, Any]


def source() -> Document:
    return {
        'format': 1,
        'event': {
            'title': 'Engines', 'version': '3', 'updated': '2030-04-01', 'online': 'https://example.org/now',
            'parts': [
                'cover', {'page': {'file': 'pages/welcome.md'}}, {'plan': {'file': 'plan.svg', 'form': 'turned'}},
                'agenda',
            ],
        },
        'people': {
            'lovelace': {'name': 'Ada Lovelace', 'photo': 'photos/ada.jpg', 'also': ['Ada Byron']},
            'babbage': 'Charles Babbage',
            'somerville': 'Mary Somerville',
        },
        'rooms': {'aula': 'Aula', 'loft': 'Loft'},
        'days': [
            {'date': '2030-05-01', 'items': [
                {'time': '9:00-9:45', 'talk': 'On engines', 'id': 'engines', 'speakers': ['babbage'],
                 'room': ['aula', 'loft']},
            ]},
        ],
        'sponsors': [{'name': 'Mill & Sons', 'logo': 'logos/mill.svg'}],
        'committees': [{'name': 'Programme', 'members': ['lovelace', {'person': 'somerville', 'duty': 'chair'}]}],
        'information': [{'title': 'Tea', 'text': 'At *four*.'}, {'title': 'Coaches', 'text': 'Every hour.'}],
    }  # fmt: skip


def bring(project: Path, document: Document) -> Sink:
    sink = Sink()
    bring_in(project, 'src', copy.deepcopy(document), {}, sink)
    return sink


def read(project: Path) -> Event:
    sink = Sink()
    event = load(project, sink)
    assert event is not None, sink.items
    return event


def put(project: Path, *names: str) -> None:
    for name in names:
        path = project / 'content' / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"/>')


def edit(project: Path, before: str, after: str) -> None:
    (path,) = (path for path in (project / 'content').glob('*.yaml') if before in path.read_text('utf-8'))
    path.write_text(path.read_text('utf-8').replace(before, after), 'utf-8')


def test_files_that_do_not_come_along_are_told_and_named_once_they_are_there(tmp_path: Path) -> None:
    (said,) = bring(tmp_path, source()).items
    assert said.severity is Severity.NOTE
    assert 'logos/mill.svg, photos/ada.jpg, pages/welcome.md and 1 more' in said.message
    event = read(tmp_path)
    assert not any(person.photo for person in event.people)
    assert event.sponsors[0].logo == ''
    assert [entry.name for entry in event.parts or ()] == ['cover', 'agenda']
    names = ('logos/mill.svg', 'photos/ada.jpg', 'pages/welcome.md', 'plan.svg')
    put(tmp_path, *names)
    before = {name: (tmp_path / 'content' / name).read_bytes() for name in names}
    assert bring(tmp_path, source()).items == []
    assert unload(read(tmp_path)) == unload(loaded(source()))
    assert {name: (tmp_path / 'content' / name).read_bytes() for name in names} == before


@pytest.fixture
def project(tmp_path: Path) -> Path:
    put(tmp_path, 'logos/mill.svg', 'photos/ada.jpg', 'pages/welcome.md', 'plan.svg')
    (tmp_path / 'content' / 'x.yaml').write_text('format: 1\nevent: {title: Engines}\n')
    assert bring(tmp_path, source()).items == []
    assert unload(read(tmp_path)) == unload(loaded(source()))
    return tmp_path


def test_what_the_source_changes_arrives(project: Path) -> None:
    after = source()
    after['event'] |= {'version': '4', 'draft': True}
    del after['event']['updated']
    after['people']['sharp'] = {'name': 'Becky Sharp', 'photo': 'photos/ada.jpg'}
    after['committees'][0]['members'].append({'person': 'sharp', 'duty': 'accounts'})
    after['committees'].append({'name': 'Tea', 'members': ['babbage']})
    after['information'] = [{'title': 'Tea', 'text': 'At *five*.'}, {'title': 'Balloons', 'text': 'Seldom.'}]
    after['days'][0]['items'][0]['room'] = 'loft'
    assert bring(project, after).items == []
    assert unload(read(project)) == unload(loaded(after))


def test_what_people_changed_stays(project: Path) -> None:
    put(project, 'photos/new.jpg')
    edit(project, 'photos/ada.jpg', 'photos/new.jpg')
    edit(project, 'Every hour.', 'Every other hour.')
    edit(project, 'duty: chair', 'duty: head')
    after = source()
    after['information'][0]['text'] = 'At *five*.'
    assert bring(project, after).items == []
    event = read(project)
    assert [person.photo for person in event.people if person.photo] == ['photos/new.jpg']
    assert [one.text.source for one in event.information] == ['At *five*.', 'Every other hour.']
    assert [member.duty for member in event.committees[0].members] == ['', 'head']


def test_a_member_that_the_source_drops_is_kept_while_a_committee_names_them(project: Path) -> None:
    edit(project, 'duty: chair', 'duty: head')
    after = source()
    del after['people']['somerville']
    after['committees'][0]['members'] = ['lovelace']
    said = bring(project, after)
    assert [one.severity for one in said.items] == [Severity.WARNING]
    assert 'somerville' in {member.person.id for member in read(project).committees[0].members}


EDITS: dict[str, tuple[str, Any]] = {
    'version': ('version', '4'),
    'date of the last change': ('updated', '2030-04-02'),
    'mark of a draft': ('draft', True),
    'address of the programme online': ('online', 'https://example.org/then'),
    'parts of the book': ('parts', ['agenda']),
}


@pytest.mark.parametrize('what', EDITS)
def test_a_comparison_tells_what_changed_in_the_event(what: str) -> None:
    name, value = EDITS[what]
    after = source()
    after['event'][name] = value
    assert details(after) == [('event', (what,))]


def test_a_comparison_tells_of_committees_information_and_people() -> None:
    after = source()
    after['committees'][0]['members'][1]['duty'] = 'head'
    assert details(after) == [('event', ('committees',))]
    after = source()
    after['information'][0]['text'] = 'At *five*.'
    assert details(after) == [('event', ('practical information',))]
    after = source()
    after['information'][0]['text'] = 'At\n*four*.'
    assert details(after) == []
    after = source()
    after['people']['lovelace'] |= {'photo': 'other.jpg', 'also': ['Ada King']}
    assert details(after) == [('person', ('portrait', 'other names'))]


def details(after: Document) -> list[tuple[str, Any]]:
    changes = compare(loaded(source()), loaded(after)).changes
    assert all(clause.what is What.DETAILS for change in changes for clause in change.clauses)
    return [(change.subject.kind, clause.after) for change in changes for clause in change.clauses]


def test_a_room_more_is_a_move() -> None:
    before, after = source(), source()
    before['days'][0]['items'][0]['room'] = 'aula'
    (change,) = compare(loaded(before), loaded(after)).changes
    (clause,) = change.clauses
    assert clause.what is What.MOVED
    assert getattr(clause.after, 'room', '') == 'Aula + Loft'


def test_a_room_that_is_called_otherwise_moves_nothing() -> None:
    after = source()
    after['rooms']['loft'] = 'Upper Loft'
    (change,) = compare(loaded(source()), loaded(after)).changes
    assert [clause.what for clause in change.clauses] == [What.RENAMED]


def test_a_comparison_tells_that_a_page_of_text_changed(project: Path) -> None:
    before = read(project)
    path = project / 'content' / 'pages' / 'welcome.md'
    path.write_text(path.read_text('utf-8').replace(' ', '\n'), 'utf-8')
    assert compare(before, read(project)).changes == ()
    path.write_text('Welcome.\n', 'utf-8')
    (change,) = compare(before, read(project)).changes
    assert [(clause.what, clause.after) for clause in change.clauses] == [(What.DETAILS, ('pages of text',))]
    assert compare(before, loaded(source())).changes == ()
