"""What the rules take for wrong, and what only looks like it: what a careful editor would say, and no more."""

from __future__ import annotations

import time
import zoneinfo
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from booklet.diagnostics import Diagnostic, Severity, Sink, render_human
from booklet.load import load, load_document
from booklet.model import Event, Text
from booklet.rules import RULES
from booklet.rules.time_zone_missing import likely
from booklet.source import Source


def event(**keys: object) -> Event:
    """An event of these top-level keys."""
    base = {'format': 1, 'event': {'title': 'A meeting', 'time_zone': 'Europe/Zagreb'}}
    sink = Sink()
    found = load_document(Source('event.yaml', yaml.safe_dump({**base, **keys}, allow_unicode=True)), sink)
    assert found is not None, render_human(sink.items)
    return found


def day(*items: Mapping[str, object]) -> list[Mapping[str, object]]:
    return [{'date': '2030-05-01', 'items': list(items)}]


def told(name: str, event: Event) -> list[Diagnostic]:
    (rule,) = (rule for rule in RULES.values() if rule.name == name)
    return list(rule.check(event))


def of_people(*people: str | tuple[str, str]) -> Event:
    """People with their affiliations, each with a talk."""
    named = [(one, '') if isinstance(one, str) else one for one in people]
    entries = {
        f'p{at}': {'name': name, **({'affiliation': place} if place else {})} for at, (name, place) in enumerate(named)
    }
    talks = [{'talk': f'Talk {at}', 'speakers': [f'p{at}']} for at in range(len(named))]
    return event(people=entries, talks=talks)


def of_title(title: str, **more: object) -> Event:
    return event(talks=[{'talk': title, **more}])


# --- names ---


@pytest.mark.parametrize(
    ('one', 'two', 'how'),
    [
        ('Ada Lovelace', 'Lovelace Ada', 'warning'),
        ('Ada Lovelace', 'ADA LOVELACE', 'warning'),
        ('Jörg Müller', 'Joerg Mueller', 'warning'),
        ('Jörg Müller', 'Jorg Muller', 'warning'),
        ('Ivan Belošević', 'Ivan Belosevic', 'warning'),
        ('Dr. Ada Lovelace', 'Ada Lovelace', 'warning'),
        ('Jean-Luc Moreau', 'Jean Luc Moreau', 'warning'),
        ('Ada Lovelace', 'A. Lovelace', 'note'),
        ('Ada K. Lovelace', 'Ada Lovelace', 'note'),
        ('A. K. Lovelace', 'Ada King Lovelace', 'note'),
        ('Charles Babbage', 'Charles Babbagge', 'note'),
        ('Augustus Demorgan', 'Agustus Demorgan', 'note'),
        ('Ada Lovelace', 'Ida Lovelace', ''),
        ('Daniel Babbage', 'Daniela Babbage', ''),
        ('Maria Rossini', 'Mario Rossini', ''),
        ('Thomas Meyer', 'Thomas Meier', ''),
        ('Ada Lovelace', 'Ada Babbage', ''),
        ('B. Lovelace', 'Ada Lovelace', ''),
        ('Bauer', 'bauer', ''),
        ('山田太郎', '山田花子', ''),
    ],
)
def test_names_alike(one: str, two: str, how: str) -> None:
    assert [finding.severity.value for finding in told('names-alike', of_people(one, two))] == ([how] if how else [])


def test_affiliations_speak_for_and_against() -> None:
    assert told('names-alike', of_people(('A. Lovelace', 'London'), ('Ada Lovelace', 'Turin'))) == []
    assert len(told('names-alike', of_people(('Thomas Meyer', 'London'), ('Thomas Meier', 'London')))) == 1
    assert len(told('names-alike', of_people(('Ada Lovelace', 'London'), ('Lovelace Ada', 'Turin')))) == 1
    assert told('names-alike', of_people(('Ada Lovelace', 'London'), ('Ada Lovelace', 'Turin'))) == []
    assert len(told('names-alike', of_people('Ada Lovelace', 'Ada Lovelace'))) == 1


def test_initials_that_fit_two_name_nobody() -> None:
    assert told('names-alike', of_people('Y. Wang', 'Ying Wang', 'Yu Wang')) == []
    assert len(told('names-alike', of_people('Y. Wang', 'Ying Wang'))) == 1


def test_who_is_named_three_times_is_told_twice() -> None:
    assert len(told('names-alike', of_people('Ada Lovelace', 'ada lovelace', 'ADA Lovelace', 'A. Lovelace'))) <= 3


@pytest.mark.parametrize(
    ('one', 'two', 'alike'),
    [
        ('University of Zagreb', 'Univ. of Zagreb', True),
        ('University of Zagreb', 'The University of Zagreb', True),
        ('Universität Zürich', 'Universitat Zurich', True),
        ('University of Regensburg', 'Universität Regensburg', True),
        ('Institute of Physics, Zagreb', 'Inst. of Physics Zagreb', True),
        ('Institute of Physics, University of Zagreb', 'University of Zagreb, Institute of Physics', True),
        ('Looms & Engines Ltd.', 'Looms and Engines', True),
        ('Academy of Looms, Croatia', 'Academy of Looms', True),
        ('Linköping University', 'Linköping Univeristy', True),
        ('IRCAM', 'Ircam', True),
        ('York University', 'University of York', False),
        ('University of California, Davis', 'University of California', False),
        ('Institute of Geology, Zagreb', 'Institute of Zoology, Zagreb', False),
        ('University Paris 7', 'University Paris 8', False),
        ('Technical University of Split', 'University of Split', False),
        ('University of Marburg', 'University of Warburg', False),
    ],
)
def test_affiliations_alike(one: str, two: str, alike: bool) -> None:
    found = told('affiliations-alike', of_people(('Ada Lovelace', one), ('Charles Babbage', two)))
    assert bool(found) is alike


def test_affiliations_of_two_towns_are_two() -> None:
    people = {
        'a': {'name': 'Ada Lovelace', 'affiliation': {'name': 'Technical College', 'place': 'Split'}},
        'b': {'name': 'Charles Babbage', 'affiliation': {'name': 'Technical college', 'place': 'Osijek'}},
    }
    assert told('affiliations-alike', event(people=people)) == []


@pytest.mark.parametrize(
    ('name', 'odd'),
    [
        ('ada@engine.org', True),
        ('Ada Lovelace and Charles Babbage', True),
        ('Ada Lovelace, Charles Babbage', True),
        ('Ada Lovelace; Charles Babbage', True),
        ('Ada Lovelace et al.', True),
        ('Ada Lovelace & Charles Babbage', True),
        ('Lovelace, Ada', True),
        ('Dr. Ada Lovelace', True),
        ('Ada Lovelace, PhD', True),
        ('Ada Lovelace (Analytical Society)', True),
        ('Unknown', True),
        ('Ada Lovelace:', True),
        ('Ada Lovelace', False),
        ('Ada King-Noel, Jr.', False),
        ('Sammy Davis Jr.', False),
        ('José Ortega y Gasset', False),
        ('Augustus De Morgan', False),
        ('Ada Lovelace (she/her)', False),
        ('Ada “the countess” Lovelace', False),
        ('The one with the braid', False),
        ('ATLAS and CMS Collaborations', False),
        ('Institute of Looms (London and Turin)', False),
        ('Siobhán O’Brien', False),
        ('Drew Profitt', False),
        ('山田 太郎', False),
    ],
)
def test_names_that_are_odd(name: str, odd: bool) -> None:
    people = of_people(name, 'Charles Wheatstone', 'Luigi Menabrea', 'Mary Somerville')
    assert bool(told('name-odd', people)) is odd


def test_titles_that_most_have_are_a_custom() -> None:
    assert told('name-odd', of_people('Dr. Ada Lovelace', 'Prof. Charles Babbage')) == []


# --- texts ---


@pytest.mark.parametrize(
    ('title', 'shouted'),
    [
        ('THE LIFE OF ENGINES IN LONDON', True),
        ('WEAVING PATTERNS', True),
        ('HOW TO READ A HYDROGRAPH', True),
        ('ENGINE: THE LOOM', False),
        ('NASA, CERN and ESA', False),
        ('ATLAS', False),
        ('LHC AND ATLAS', False),
        ('The Life of Engines', False),
        ('機械の生活', False),
        ('$ABCDE FGHIJ$ KLMNO', False),
        ('ЖИЗНЬ МАШИН В ЛОНДОНЕ', True),
    ],
)
def test_capitals(title: str, shouted: bool) -> None:
    assert bool(told('capitals', of_title(title))) is shouted


@pytest.mark.parametrize(
    ('name', 'shouted'),
    [('Ada LOVELACE', True), ('ADA LOVELACE', True), ('DJ ADA', False), ('CERN Collaboration', False)],
)
def test_capitals_in_names(name: str, shouted: bool) -> None:
    assert bool(told('capitals', of_people(name, 'Charles Babbage', 'Luigi Menabrea'))) is shouted


def test_family_names_in_capitals_may_be_the_custom() -> None:
    assert told('capitals', of_people('Ada LOVELACE', 'Charles BABBAGE', 'Luigi Menabrea')) == []


@pytest.mark.parametrize(
    ('text', 'left'),
    [
        ('à confirmer', True),
        ('N.N.', True),
        ('Titel folgt', True),
        ('[TBC]', True),
        ('por confirmar', True),
        ('調整中', True),
        ('Coming soon …', True),
        ('Keynote: to be announced', True),
        ('Keynote (TBC)', True),
        ('Neural networks (NN)', False),
        ('Lorem ipsum dolor sit amet', True),
        ('Insert your abstract here', True),
        ('The coming of soon', False),
        ('NN search in TBD space', False),
        ('Todo o nada', False),
        ('Nothing to be announced by engines', False),
    ],
)
def test_what_is_left_open(text: str, left: bool) -> None:
    assert bool(told('left-open', of_title('Engines', abstract=text))) is left


def test_left_open_elsewhere() -> None:
    assert len(told('left-open', event(rooms={'a': 'TBA', 'b': 'Aula'}))) == 1
    assert told('left-open', of_title('TBA')) == []  # B002 has it
    assert len(told('left-open', of_title('à confirmer'))) == 1
    assert len(told('left-open', of_people('N.N.'))) == 1


@pytest.mark.parametrize(
    ('text', 'dialect', 'sign'),
    [
        ('A &amp;amp; B', 'markdown', '&amp;'),
        ('A &amp; B', 'markdown', ''),
        ('A &amp; B', 'html', ''),
        ('&lt;p&gt;It weaves.&lt;/p&gt;', 'html', ''),
        ('We put &lt;p&gt; before it.', 'html', ''),
        ('a < b and c > d', 'plain', ''),
        ('It <b>weaves</b>.', 'plain', '<b>'),
        (r'It \textbf{weaves}.', 'markdown', r'\textbf{weaves}'),
        (r'It \textbf{weaves}.', 'latex', ''),
        (r'As \ref{fig:loom} shows.', 'latex', ''),
        (r'It weaves $\alpha$.', 'markdown', ''),
        (r'As `\section` does.', 'markdown', ''),
        ('It **weaves**.', 'html', '**weaves**'),
        ('It **weaves**.', 'markdown', ''),
        ('Dear {{ speaker.name }}', 'markdown', '{{ speaker.name }}'),
        ('C:\\temp is 2**3**4', 'plain', ''),
        ('AT&T; R&D;', 'plain', ''),
    ],
)
def test_markup_left(text: str, dialect: str, sign: str) -> None:
    found = told('markup-left', of_title('Engines', abstract=text, abstract_dialect=dialect))
    assert [sign in one.message for one in found] == ([True] if sign else [])


@pytest.mark.parametrize(
    ('text', 'broken'),
    [
        ('http//engine.org', True),
        ('https:/engine.org/a', True),
        ('http:\\\\engine.org', True),
        ('https:// engine.org', True),
        ('htps://engine.org', True),
        ('https://https://engine.org', True),
        ('http://localhost:8000/x', True),
        ('https://example.com/paper', True),
        ('https://engine (sic)', True),
        ('file:///home/ada', True),
        ('https://engine.org/example.com', False),
        ('https://engine.org.', False),
        ('(see https://engine.org/a_(b))', False),
        ('www.engine.org', False),
        ('the http protocol, http/2', False),
        ('https://engine.org/a https://engine.org/b', False),
        ('https://web.archive.org/web/2020/https://engine.org', False),
    ],
)
def test_addresses(text: str, broken: bool) -> None:
    assert bool(told('address-broken', of_title('Engines', abstract=text, dialect='plain'))) is broken


@pytest.mark.parametrize(
    ('text', 'left'),
    [
        ('Please find attached my abstract.', True),
        ('See attached file', True),
        ('Sehr geehrte Damen und Herren,\nanbei', True),
        ('From: Ada <ada@engine.org>\nIt weaves.', True),
        ('It weaves.\n\nBest regards,\nAda', True),
        ('The card attached to the loom is seen.', False),
        ('From looms to engines: 1820', False),
        ('Dear to us are looms.', False),
    ],
)
def test_mail_left(text: str, left: bool) -> None:
    assert bool(told('mail-left', of_title('Engines', abstract=text))) is left


WORDS = 'the engine weaves algebraical patterns as the loom weaves flowers and leaves on its many cards of stiff paper'


def test_lengths_of_abstracts() -> None:
    usual = [
        {'talk': f'T{at}', 'abstract': f'{WORDS} {WORDS} {WORDS} {WORDS}. {at}', 'authors': ['Ada King']}
        for at in range(9)
    ]
    long = {'talk': 'Long', 'abstract': f'{WORDS} ' * 32, 'authors': ['Ada King']}
    short = {'talk': 'Short', 'abstract': 'It weaves.', 'authors': ['Ada King']}
    assert told('abstract-length', event(talks=usual)) == []
    assert [one.message[:24] for one in told('abstract-length', event(talks=[*usual, long, short]))] == [
        'the abstract of “Long” h',
        'the abstract of “Short” ',
    ]
    assert told('abstract-length', event(talks=[long, short])) == []


def test_abstracts_nearly_the_same() -> None:
    one = f'{WORDS}. It does so by means of many wheels of brass. Steam drives it day and night.'
    two = f'{WORDS.upper()}! It does so by means of many wheels of brass. Water drives it.'
    other = 'A loom is threaded by hand before it can weave. Cards lift the threads in their order.'
    talks = [{'talk': name, 'abstract': text} for name, text in (('A', one), ('B', two), ('C', other), ('D', 'See A.'))]
    assert ['nearly the same' in one.message for one in told('abstract-twice', event(talks=talks))] == [True]
    repeated = [{'talk': 'A', 'id': 'a', 'abstract': one}, {'talk': 'B', 'repeat_of': 'a', 'abstract': one}]
    assert told('abstract-twice', event(talks=repeated)) == []


@pytest.mark.parametrize(
    ('people', 'title', 'twice'),
    [
        (('Ada King', 'Ada King'), 'Engines', True),
        (('Ada King', 'Luigi Menabrea'), 'Engines', False),
        (('Ada King', 'Luigi Menabrea'), 'On the life of engines in London', True),
        (('', ''), 'Registration Desk Opens for All', False),
    ],
)
def test_titles_twice(people: tuple[str, str], title: str, twice: bool) -> None:
    talks = [{'talk': title, **({'authors': [name]} if name else {})} for name in people]
    assert bool(told('title-twice', event(talks=talks))) is twice


# --- times ---


def test_holes() -> None:
    talk = {'time': '9:00-10:00', 'talk': 'A'}
    dinner = {'time': '19:30', 'social': 'Dinner'}
    untimed = {'time': '10:00', 'talk': 'B'}  # nobody knows when it ends
    assert told('gap', event(days=day(talk, dinner))) == []
    assert told('gap', event(days=day(talk, untimed, {'time': '15:00', 'talk': 'C'}))) == []
    parallel = {'session': 'S', 'time': '9:00-15:00', 'items': [{'time': '9:00-9:30', 'talk': 'D'}]}
    assert told('gap', event(days=day(talk, parallel, {'time': '15:00', 'talk': 'C'}))) == []
    (one,) = told('gap', event(days=day(talk, {'time': '11:00', 'talk': 'C'})))
    assert one.severity is Severity.NOTE


def test_after_the_end() -> None:
    end = {'time': '17:00', 'end': 'End of the day'}
    assert told('after-the-end', event(days=day(end, {'time': '19:00', 'social': 'Dinner'}))) == []
    assert len(told('after-the-end', event(days=day({'time': '31:00', 'talk': 'A'})))) == 1
    in_session = {'session': 'S', 'items': [{'time': '10:00', 'talk': 'A'}, {'time': '10:30', 'end': 'End of S'}]}
    assert told('after-the-end', event(days=day(in_session, {'time': '12:00', 'talk': 'B'}))) == []


def test_chairs_are_known_by_what_the_others_have() -> None:
    session = {'session': 'S', 'chair': 'Luigi Menabrea', 'items': [{'time': '9:00', 'talk': 'A', 'speakers': ['a']}]}
    bare = event(people={'a': 'Ada King'}, days=day(session))
    known = event(people={'a': {'name': 'Ada King', 'affiliation': 'Looms'}}, days=day(session))
    assert told('chair-unknown', bare) == []
    assert len(told('chair-unknown', known)) == 1


# --- the rest ---


def test_what_nothing_uses() -> None:
    rooms = {'a': 'Aula', 'b': 'Attic'}
    assert len(told('entry-unused', event(rooms=rooms, days=day({'talk': 'A', 'room': 'a'})))) == 1
    assert told('entry-unused', event(rooms=rooms)) == []  # here rooms are no more than a list
    days = [*day({'talk': 'A'}), {'date': '2030-05-02'}]
    assert [one.message for one in told('entry-unused', event(days=days))] == ['2030-05-02 has no items']


def test_abstracts_that_no_talk_names(tmp_path: Path) -> None:
    (tmp_path / 'content' / 'abstracts').mkdir(parents=True)
    (tmp_path / 'content' / 'event.yaml').write_text('format: 1\nevent: {title: A}\n', 'utf-8')
    for name in ('loom.md', 'README.md', 'loom.png'):
        (tmp_path / 'content' / 'abstracts' / name).write_text('x', 'utf-8')
    found = load(tmp_path, Sink())
    assert found is not None
    (one,) = told('abstract-unused', found)
    assert one.span is not None
    assert (Path(one.span.file).name, one.hint) == (
        'loom.md',
        'add abstract_file: loom.md to its talk, or delete the file',
    )


@pytest.mark.parametrize(
    ('place', 'language', 'zones'),
    [
        ('Zagreb, Croatia', 'en', ['Europe/Zagreb']),
        ('Rovinj, Croatia', 'en', ['Europe/Zagreb']),
        ('Norrköping, Schweden', 'de', ['Europe/Stockholm']),
        ('New York', 'en', ['America/New_York']),
        ('', 'hr', ['Europe/Zagreb']),
        ('Brno', 'xx', []),
        ('', 'en', []),
    ],
)
def test_likely_time_zones(monkeypatch: pytest.MonkeyPatch, place: str, language: str, zones: list[str]) -> None:
    names = {'Europe/Zagreb', 'America/New_York', 'Europe/Stockholm', 'Etc/UTC'}
    monkeypatch.setattr(zoneinfo, 'available_timezones', lambda: names)
    assert likely(place, language) == zones


HOSTILE = (
    '<p>',
    '\\[',
    '"',
    '“',
    'http://',
    'the ',
    '&',
    '&amp;',
    '(',
    '**',
    '$',
    '{{',
    'a.',
    '1-1',
    ' ,',
    '\n',
    'from: a\n',
)
HOSTILE += ('see ', '´s', '1990-', '¸', '<', 'a- ', 'Á', '[', '.', '\u00a0', 'find my ', '`', '#')


@pytest.mark.parametrize('sign', HOSTILE)
def test_every_rule_is_done_in_bounded_time(sign: str) -> None:
    text = sign * (60_000 // len(sign))
    one = of_people('Ada Lovelace')
    person = replace(one.people[0], name=sign * (3000 // len(sign)))
    talks = tuple(replace(one.talks[0], abstract=Text(text, dialect)) for dialect in ('plain', 'markdown'))
    spoilt = replace(one, talks=(*talks, replace(talks[0], title=Text(sign * 500, 'plain'))), people=(person,))
    for rule in rules_of_the_programme():
        start = time.process_time()
        list(RULES[rule].check(spoilt))
        assert time.process_time() - start < 4, rule


def rules_of_the_programme() -> Iterable[str]:
    return (id for id, rule in RULES.items() if hasattr(rule.module, 'check'))


def test_three_thousand_people_are_compared_at_once() -> None:
    given = ['Ada', 'Charles', 'Mary', 'Luigi', 'Sofia', 'Emil', 'Greta', 'Otto', 'Ines', 'Juro']
    people = [
        (f'{given[at % 10]} Name{chr(97 + at % 26)}{at // 10:x}', f'Institute {at % 700} of Looms')
        for at in range(3000)
    ]
    many = of_people(*people)
    start = time.process_time()
    told('names-alike', many)
    told('affiliations-alike', many)
    assert time.process_time() - start < 3
