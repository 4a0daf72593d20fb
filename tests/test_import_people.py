"""People in texts: lists, affiliations beside them and by number, titles, roles, and nobody."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.reading.institute_words import institutional
from booklet.reading.people import inverted, nobody, parts, people, person


def told(text: str, affiliations: str = '') -> list[str]:
    """Names with their institutes, as `Name: Institute; Institute`."""
    return [
        ': '.join(filter(None, (one.name, '; '.join(place.name for place in one.institutes))))
        for one in people(text, affiliations)
    ]


TWO = ['Ada Lovelace', 'Charles Babbage']
THREE = [*TWO, 'Mary Somerville']


@pytest.mark.parametrize(
    ('text', 'names'),
    [
        ('Ada Lovelace, Charles Babbage and Mary Somerville', THREE),
        ('Ada Lovelace, Charles Babbage, and Mary Somerville', THREE),
        ('Ada Lovelace; Charles Babbage; Mary Somerville', THREE),
        ('Ada Lovelace\nCharles Babbage\r\nMary Somerville', THREE),
        ('Ada Lovelace / Charles Babbage', TWO),
        ('Ada Lovelace & Charles Babbage', TWO),
        *(
            (f'Ada Lovelace {word} Charles Babbage', TWO)
            for word in ['and', 'und', 'et', 'y', 'e', 'och', 'og', 'ja', 'i', 'a', 'és', 've', 'и', 'та', 'και']
        ),
        ('Lovelace, Ada; Babbage, Charles', TWO),
        ('Lovelace, Ada, Babbage, Charles', TWO),
        ('Lovelace, Ada', ['Ada Lovelace']),
        ('Lovelace, A., Babbage, C. J.', ['A. Lovelace', 'C. J. Babbage']),
        (
            'García Márquez, Gabriel; Vargas Llosa, Mario; Borges, Jorge Luis',
            ['Gabriel García Márquez', 'Mario Vargas Llosa', 'Jorge Luis Borges'],
        ),
        ('von der Heide, Ursula; de Vries, Anna', ['Ursula von der Heide', 'Anna de Vries']),
        ('Santiago Ramón y Cajal', ['Santiago Ramón y Cajal']),
        ('José Ortega y Gasset e Luis Pérez', ['José Ortega y Gasset', 'Luis Pérez']),
        ('Ken Griffey, Jr., Ada Lovelace', ['Ken Griffey Jr.', 'Ada Lovelace']),
        ('Davis, Sammy, Jr.', ['Sammy Davis Jr.']),
        ('Ada Lovelace, PhD, Charles Babbage, MD', TWO),
        ('Dr. Ada Lovelace, Prof. Dr.-Ing. habil. Charles Babbage', TWO),
        ('Ada Lovelace <ada@example.org>, Charles Babbage (c@example.org)', TWO),
        ('Ada Lovelace (she/her), Charles Babbage (online)', TWO),
        ('Ada Lovelace, Charles Babbage, et al.', TWO),
        ('Ada Lovelace,', ['Ada Lovelace']),
        ('Ada Lovelace, TBA', ['Ada Lovelace']),
        ('山田太郎、佐藤花子', ['山田太郎', '佐藤花子']),
        ('王小明，李雷', ['王小明', '李雷']),
        ('Pirx', ['Pirx']),
        ('user42', ['user42']),
        ('The organisers', ['The organisers']),
        ('ACME Team', ['ACME Team']),
        *((text, []) for text in ('', 'TBA', 'tbd', 'N.N.', 'n/a', '-', '—', '???', '0.0', 'et al.')),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert told(text) == names


@pytest.mark.parametrize(
    ('text', 'affiliations', 'expected'),
    [
        ('A. Lovelace (Society), C. Babbage (Cambridge)', '', ['A. Lovelace: Society', 'C. Babbage: Cambridge']),
        ('A. Lovelace, C. Babbage (Society)', '', ['A. Lovelace: Society', 'C. Babbage: Society']),
        ('Ada Lovelace – Royal Society', '', ['Ada Lovelace: Royal Society']),
        ('Ada Lovelace, Royal Society, London, UK', '', ['Ada Lovelace: Royal Society, London, UK']),
        ('Ada Lovelace\nRoyal Society', '', ['Ada Lovelace: Royal Society']),
        ('Ada Lovelace, Universität Aa; Charles Babbage, Universität Bb', '',
         ['Ada Lovelace: Universität Aa', 'Charles Babbage: Universität Bb']),
        ('Ada Lovelace, University of Aa, Charles Babbage, University of Bb', '',
         ['Ada Lovelace: University of Aa', 'Charles Babbage: University of Bb']),
        ('Ada Lovelace, Institute for Land and Sea (ILS) / Universität Aa', '',
         ['Ada Lovelace: Institute for Land and Sea (ILS); Universität Aa']),
        ('Ada Lovelace¹, Charles Babbage²', '1 Society; 2 Cambridge',
         ['Ada Lovelace: Society', 'Charles Babbage: Cambridge']),
        ('Ada Lovelace (1,2), Charles Babbage (2)', '(1) Society (2) Cambridge',
         ['Ada Lovelace: Society; Cambridge', 'Charles Babbage: Cambridge']),
        ('Ada Lovelace^1, Charles Babbage^{1,2}', '1: Society\n2: Cambridge',
         ['Ada Lovelace: Society', 'Charles Babbage: Society; Cambridge']),
        ('Ada Lovelace1,2, Charles Babbage2', '1 Society, 2 Cambridge',
         ['Ada Lovelace: Society; Cambridge', 'Charles Babbage: Cambridge']),
        ('Lovelace, Ada (1); Babbage, Charles (1,2)', '1: Society; 2: Cambridge, 12 High Street',
         ['Ada Lovelace: Society', 'Charles Babbage: Society; Cambridge, 12 High Street']),
        ('Ada Lovelace<sup>1</sup>, Charles Babbage<sup>1,2*</sup>', '<sup>1</sup>Society, <sup>2</sup>Cambridge',
         ['Ada Lovelace: Society', 'Charles Babbage: Society; Cambridge']),
        ('Ada Lovelace; Charles Babbage', 'Society; Cambridge',
         ['Ada Lovelace: Society', 'Charles Babbage: Cambridge']),
        ('Ada Lovelace, Charles Babbage', 'Society', ['Ada Lovelace: Society', 'Charles Babbage: Society']),
        ('Ada Lovelace', 'Society; Cambridge', ['Ada Lovelace: Society; Cambridge']),
        ('Ada Lovelace,Charles Babbage', 'Ada Lovelace,Charles Babbage, Aa University, Italy',
         ['Ada Lovelace: Aa University, Italy', 'Charles Babbage: Aa University, Italy']),
    ],
)  # fmt: skip
def test_affiliations(text: str, affiliations: str, expected: list[str]) -> None:
    assert told(text, affiliations) == expected


@pytest.mark.parametrize(
    ('text', 'name', 'family'),
    [
        ('Prof. Dr. Ada Lovelace', 'Ada Lovelace', ''),
        ('prof. dr hab. inż. Ada Lovelace', 'Ada Lovelace', ''),
        ('Ing. Jan Novák, Ph.D.', 'Jan Novák', ''),
        ('Lovelace, Dr. Ada', 'Ada Lovelace', 'Lovelace'),
        ('Ada LOVELACE', 'Ada LOVELACE', 'LOVELACE'),
        ('LOVELACE Ada', 'LOVELACE Ada', 'LOVELACE'),
        ('ADA LOVELACE', 'ADA LOVELACE', ''),
        ('Denis HY Leung', 'Denis HY Leung', ''),
        ('Augustus De Morgan', 'Augustus De Morgan', 'De Morgan'),
        ('Maarten de Hoop', 'Maarten de Hoop', ''),
        ('Ed Sheer III', 'Ed Sheer III', 'Sheer'),
        ('山田 太郎 教授', '山田 太郎', ''),
        ('Ma Long', 'Ma Long', ''),
        ('Dr', 'Dr', ''),
    ],
)
def test_one_person(text: str, name: str, family: str) -> None:
    found = person(text)
    assert (found.name, found.family) == (name, family)


def test_roles_in_the_text() -> None:
    found = parts('Moderator: Ada Lovelace; Panelists: Charles Babbage, Mary Somerville (chair)')
    assert [(part.person.name, part.role.value) for part in found] == [
        ('Ada Lovelace', 'moderator'),
        ('Charles Babbage', 'panellist'),
        ('Mary Somerville', 'chair'),
    ]


def test_a_star_marks_who_presents() -> None:
    assert [part.role.value for part in parts('Ada Lovelace, Charles Babbage*')] == ['author', 'speaker']
    assert [part.role.value for part in parts('Ada Lovelace*, Charles Babbage*')] == ['speaker', 'speaker']


def test_a_column_tells_which_name_comes_first() -> None:
    assert inverted(['Lovelace, Ada', 'Babbage, Charles', 'García Márquez, Gabriel', 'Somerville, Mary'])
    assert not inverted(['Ada Lovelace, Charles Babbage', 'Mary Somerville'])
    assert [one.name for one in people('García Márquez, Gabriel', inverted=True)] == ['Gabriel García Márquez']


def test_nobody() -> None:
    assert nobody(' (TBA) ')
    assert not nobody('Nan Goldin')


NAMES = st.lists(
    st.text('abcdefghijklmnopqrstuvwxyzäéøşžыא', min_size=3, max_size=8).map(str.title), min_size=2, max_size=2
).map(' '.join)
SOUND = NAMES.filter(lambda name: [one.name for one in people(name)] == [name] and not institutional(name))


@given(st.lists(SOUND, min_size=1, max_size=6, unique=True), st.sampled_from(['; ', '\n', ', ', ' & ', ' and ']))
def test_nobody_is_lost_and_nobody_is_two(names: list[str], between: str) -> None:
    assert [one.name for one in people(between.join(names))] == names


@given(st.text(st.sampled_from('Ab éÄ,;.()[]¹²12^{}*–-/&\n@<>:山'), max_size=80), st.text(max_size=30))
def test_names_are_made_of_words_of_the_text(text: str, affiliations: str) -> None:
    for one in people(text, affiliations):
        assert one.name
        assert all(word in text for word in re.findall(r'[^\W\d_]+', one.name))
        assert one.family in one.name


@pytest.mark.parametrize('text', ['(' * 20000, 'a,' * 20000, 'A (' * 8000, '1,' * 20000, 'A and ' * 8000, 'x@' * 20000])
def test_hostile_lists_end_soon(text: str) -> None:
    people(text, text)
