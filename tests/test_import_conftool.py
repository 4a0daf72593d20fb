"""ConfTool: sessions with presentations in a row, papers, authors."""

from __future__ import annotations

import time

import pytest
from hypothesis import given as given_
from hypothesis import settings
from hypothesis import strategies as st
from import_fuzz import mutated_bytes, only_refusals
from import_reading import FOLDER, hours, people, read, text, told

from booklet.importers import conftool
from booklet.importers.conftool.people import authors_of
from booklet.model import Role

FILES = [path.read_bytes() for path in sorted((FOLDER / 'conftool').glob('*.csv'))]


def test_sessions_with_their_presentations() -> None:
    draft, losses = read(conftool, 'conftool/sessions.csv')
    (session,) = draft.sessions
    assert (session.key, session.title, session.room, session.note) == ('4', 'Looms', 'Aula', 'Bring cards.')
    assert (session.start, session.end) == (9 * 60, 10 * 60 + 30)
    assert [(who.name, [place.name for place in who.institutes]) for who in session.chairs] == [
        ('Mary Somerville', ['Oxford'])
    ]
    weaving, coffee, table = draft.items
    assert (weaving.key, hours(weaving), weaving.session, weaving.room) == ('102', '3 09:00–09:45', '4', 'Aula')
    assert people(weaving) == [
        'Ada LOVELACE, author, Analytical Society, London',
        'Luigi MENABREA, speaker, Academy of Turin',
    ]
    assert weaving.people[0].person.family == 'LOVELACE'
    assert (weaving.abstract.dialect, weaving.abstract.source) == (
        'html',
        '<p>The engine <em>weaves</em> patterns.</p>',
    )
    assert (coffee.key, coffee.title, hours(coffee), coffee.session) == (
        'session 5',
        'Coffee break',
        '3 10:30–11:00',
        '',
    )
    assert [part.role for part in table.people] == [Role.MODERATOR, Role.MODERATOR]
    assert people(table)[1] == 'Joseph Jacquard, moderator, Lyon'
    assert told(losses) == [('On wheels', 'is not accepted: “Withdrawn”')]
    assert losses.fields == {'session_short': 3, 'session_internal_remark': 1, 'contribution_type': 1}


def test_papers_and_their_authors_by_the_papers_ids() -> None:
    draft, losses = read(conftool, 'conftool/papers.csv', 'conftool/authors.csv')
    cards, brass = draft.items
    assert people(cards) == [
        'Charles Babbage, author, University of Cambridge, England, Silk Works, Lyon, France',
        'Joseph Jacquard, speaker, Silk Works, Lyon, France',
    ]
    assert len(cards.people[0].person.institutes) == 2
    assert (cards.poster, cards.session, cards.keywords, cards.track) == (True, '9', ('cards', 'silk'), 'Cards')
    assert (draft.sessions[0].title, draft.sessions[0].room) == ('Posters', 'Court')
    assert people(brass) == [
        'Augustus De Morgan, speaker, University of London, England',
        "George Boole, speaker, Queen's College, Cork, Ireland",
    ]
    assert [part.person.family for part in brass.people] == ['De Morgan', 'Boole']
    assert told(losses) == [('On perpetual motion', 'is not accepted: “Rejected”')]


def test_authors_alone_name_their_papers() -> None:
    draft, _ = read(conftool, 'conftool/authors.csv')
    assert [(item.key, item.title, len(item.people)) for item in draft.items] == [('203', 'On brass', 2)]


@pytest.mark.parametrize(
    ('authors', 'organisations', 'expected'),
    [
        (
            'Lovelace, Ada (1,2); Boole, George (2)',
            '1: Society; 2: Cork',
            ['Ada Lovelace: Society, Cork', 'George Boole: Cork'],
        ),
        ('Ada Lovelace\nGeorge Boole', 'Society\nCork', ['Ada Lovelace: Society', 'George Boole: Cork']),
        ('Ada Lovelace, George Boole', 'Society', ['Ada Lovelace: Society', 'George Boole: Society']),
        ('Lovelace, Ada; Boole, George', 'Society; Cork', ['Ada Lovelace: Society', 'George Boole: Cork']),
        ('Lovelace, Ada (1); Boole, George (7)', '1: Society; 2: Cork', ['Ada Lovelace: Society', 'George Boole: ']),
        ('Ada Lovelace', '', ['Ada Lovelace: ']),
        ('', 'Society', []),
    ],
)
def test_who_works_where(authors: str, organisations: str, expected: list[str]) -> None:
    found = authors_of(authors, organisations)
    assert [f'{who.name}: {", ".join(place.name for place in who.institutes)}' for who in found] == expected


def test_another_delimiter_and_encoding() -> None:
    rows = 'paperID|title|authors|acceptance\n7|Über Messing|Müller, Änne|Accepted\n8|Zinn|Boole, George|Accepted\n'
    draft, _ = text(conftool, 'papers.csv', rows.encode('cp1252'))
    assert [(item.title, people(item)) for item in draft.items] == [
        ('Über Messing', ['Änne Müller, speaker']),
        ('Zinn', ['George Boole, speaker']),
    ]


@settings(deadline=None)
@given_(st.sampled_from(FILES).flatmap(mutated_bytes))
def test_odd_tables_are_read_or_refused(data: bytes) -> None:
    only_refusals(conftool, ('export.csv', data))


@settings(deadline=None)
@given_(st.text(max_size=60), st.text(max_size=60))
def test_whoever_is_named_is_somebody(authors: str, organisations: str) -> None:
    assert all(who.name for who in authors_of(authors, organisations))


def test_a_paper_of_two_sessions_is_told_again() -> None:
    table = (
        'session_ID,session_short,session_title,session_start,session_end,p1_paperID,p1_title,p1_authors\n'
        '1,A,Looms,2024-06-03 09:00,2024-06-03 10:00,7,On brass,George Boole\n'
        '2,B,Wheels,2024-06-03 11:00,2024-06-03 12:00,7,On brass,George Boole\n'
    )
    draft, _ = text(conftool, 'sessions.csv', table)
    assert [(item.key, item.session, item.repeat_of) for item in draft.items] == [('7', '1', ''), ('7@2', '2', '7')]


@pytest.mark.parametrize('words', [' ' * 100_000, 'a ' * 50_000, '\n' * 100_000, 'a,' * 10_000, '(1' * 50_000])
def test_long_cells_take_no_long_time(words: str) -> None:
    began = time.monotonic()
    authors_of(words + 'b', f'1: {words}')
    authors_of(f'x{words}(1', words)
    assert time.monotonic() - began < 5
