"""Indexes and the list of participants: who and what is in them, in which order, and how their pages are set."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from book import ROOT, Book, book, brief, lines, loaded
from hypothesis import given
from hypothesis import strategies as st

from booklet import references
from booklet.block import Block, Group, Section, Text
from booklet.blocks import PARTS
from booklet.blocks.keyword_index import alike, gathered
from booklet.blocks.pieces.lemmas import Lemma, joined
from booklet.design import Layout
from booklet.load.people import family_by_rule, without_family
from booklet.markup import Inline, Style
from booklet.model import Event
from booklet.page import ARTIFACT, Line

FESTIVAL = ROOT / 'tests' / 'events' / 'festival'
CONTENT = """
format: 1
event:
  title: A small event
  language: en
  parts: [PARTS]
affiliations: {mill: {name: The Mill, place: Leat}, lab: Laboratory of Looms}
people:
  vries: {name: Anna de Vries, family: Vries, also: [Anna Dubois, 'Berg, Anna van den'], affiliations: [mill, lab]}
  celik: {name: Can Çelik, url: 'https://celik.example/'}
  long: {name: Maximiliane Theodora von und zu Hohenwetter-Niedernebel, family: Hohenwetter-Niedernebel}
  dubois: {name: Anna Dubois}
  zorn: {name: Eva Zorn}
days:
  - date: 2030-05-06
    items:
      - session: Morning
        time: 9:00-12:00
        chairs: [zorn, vries]
        items:
          - {time: 9:00, talk: One, speakers: [vries], authors: [celik], keywords: [Machine learning, looms]}
          - {time: 9:30, talk: Two, speakers: [vries, long], keywords: [machine-learning, 'looms']}
      - {time: 13:00, talk: Three, speakers: [dubois], authors: [vries], keywords: [machine-learning, ML, Looms]}
      - session: Evening
        time: 15:00-16:00
        chair: zorn
        items: [{time: 15:00, talk: Four, speakers: [vries], keywords: [mills]}]
"""
TALKS = ('vries-one', 'vries-two', 'dubois', 'vries-four')


def setting(folder: Path, parts: str) -> tuple[Event, Layout]:
    (folder / 'content').mkdir()
    (folder / 'content' / 'event.yaml').write_text(CONTENT.replace('PARTS', parts), 'utf-8')
    event, layout, _ = loaded(folder, 'symposium')
    return event, layout


def section(folder: Path, parts: str, part: str, pages: tuple[int, ...] = (10, 11, 12, 20)) -> Section:
    """A part of the small event, whose talks stand on these pages and its sessions on 5 and 7."""
    event, layout = setting(folder, parts)
    talks = [slot.talk.id for day in event.days for slot in day.slots if slot.talk]
    sessions = [item.id for day in event.days for item in day.items if hasattr(item, 'chairs')]
    numbers = {references.talk(id_): page for id_, page in zip(talks, pages, strict=True)}
    numbers |= {references.session(id_): page for id_, page in zip(sessions, (5, 7), strict=True)}
    return PARTS[part].section(brief(event, layout, part, numbers), 0)


def texts(blocks: tuple[Block, ...]) -> list[Text]:
    found: list[Text] = []
    for block in blocks:
        found += texts(block.blocks) if isinstance(block, Group) else [block] if isinstance(block, Text) else []
    return found


def said(text: Text) -> str:
    shown = ''.join(inline.text for inline in text.inlines if isinstance(inline, Inline))
    return re.sub('[\u2060\u200b\u2068\u2069]', '', shown).replace('\u00a0', ' ').replace('\u2002', '  ')


def entries(made: Section, style: str = 'index_entry') -> list[str]:
    return [said(text) for text in texts(made.blocks) if text.style == style]


# --- people ---


def test_the_speaker_index_has_everybody_where_there_is_no_author_index(tmp_path: Path) -> None:
    made = section(tmp_path, 'abstracts, index', 'index')
    assert entries(made) == [
        'Berg, Anna van den, see Vries, Anna de',
        'Çelik, Can  10',
        'Dubois, Anna  12, see also Vries, Anna de',
        'Hohenwetter-Niedernebel, Maximiliane Theodora von und zu  11',
        'Vries, Anna de  10, 11, 12, 20',
    ]


def test_with_an_author_index_only_speakers_are_in_the_speaker_index(tmp_path: Path) -> None:
    made = section(tmp_path, 'abstracts, index, author_index', 'index')
    assert 'Çelik, Can  10' not in entries(made)
    assert entries(made)[-1] == 'Vries, Anna de  10, 11, 20'
    assert all(not inline.style & Style.STRONG for text in texts(made.blocks) for inline in inlines(text))


def inlines(text: Text) -> list[Inline]:
    return [inline for inline in text.inlines if isinstance(inline, Inline)]


def test_pages_of_talks_that_somebody_gives_stand_out_among_those_of_authors(tmp_path: Path) -> None:
    made = section(tmp_path, 'abstracts, index, author_index', 'author_index')
    entry = next(text for text in texts(made.blocks) if said(text).startswith('Vries'))
    assert said(entry) == 'Vries, Anna de  10, 11, 12, 20'
    assert [inline.text for inline in inlines(entry) if inline.style & Style.STRONG] == ['10', '11', '20']
    assert [said(text) for text in texts(made.head)] == ['Author index', '12  presenting author']


def test_a_range_is_of_pages_that_are_set_alike(tmp_path: Path) -> None:
    made = section(tmp_path, 'abstracts, author_index, index', 'index', (10, 11, 9, 12))
    assert entries(made)[-1] == 'Vries, Anna de  10–12'


def test_nothing_stands_out_where_everybody_presents() -> None:
    event, layout, _ = loaded(ROOT, 'symposium')
    numbers = {references.talk(s.talk.id): 9 for day in event.days for s in day.slots if s.talk}
    made = PARTS['index'].section(brief(event, layout, 'index', numbers), 0)
    assert len(made.head) == 1
    assert len(entries(made)) > 20


def test_chairs_have_the_pages_of_their_sessions(tmp_path: Path) -> None:
    made = section(tmp_path, 'agenda, chair_index', 'chair_index')
    assert entries(made)[-2:] == ['Vries, Anna de  5', 'Zorn, Eva  5, 7']
    assert entries(made)[0] == 'Berg, Anna van den, see Vries, Anna de'


def test_without_an_agenda_the_first_talk_tells_where_a_session_is(tmp_path: Path) -> None:
    event, layout = setting(tmp_path, 'abstracts, chair_index')
    talks = [slot.talk.id for day in event.days for slot in day.slots if slot.talk]
    numbers = {references.talk(id_): page for page, id_ in enumerate(talks, 30)}
    made = PARTS['chair_index'].section(brief(event, layout, 'chair_index', numbers), 0)
    assert entries(made)[-1] == 'Zorn, Eva  30, 33'


def test_a_part_without_anything_takes_no_page(tmp_path: Path) -> None:
    event, layout = setting(tmp_path, 'agenda')
    empty = Event(event.title, 'x', 'en', 24)
    for part in ('index', 'author_index', 'chair_index', 'keyword_index', 'participants', 'biographies'):
        assert PARTS[part].sections(empty, brief(event, layout, part).entry) == ()


def test_a_letter_stands_above_each_group_of_names(tmp_path: Path) -> None:
    made = section(tmp_path, 'abstracts, index', 'index')
    assert entries(made, 'index_letter') == ['B', 'C', 'D', 'H', 'V']


def test_two_entries_of_one_name_are_one_if_one_of_them_only_sends_on() -> None:
    there = Lemma('Vries', 'Anna', 'v', 'person-v')
    twins = [Lemma('Dubois', 'Anna', 'a', 'person-a'), Lemma('Dubois', 'Anna', 'b', 'person-b')]
    sent = Lemma('Dubois', 'Anna', see=((there, 'person-v'),))
    found = joined([*twins, there], [sent, sent])
    assert [(lemma.id, len(lemma.see)) for lemma in found] == [('a', 1), ('b', 0), ('v', 0)]


@pytest.mark.parametrize(
    ('name', 'family', 'given'),
    [
        ('Ada Lovelace', 'Lovelace', 'Ada'),
        ('Ada Lovelace (ada)', 'Lovelace', 'Ada (ada)'),
        ('Ada (the first) Lovelace', 'Lovelace', 'Ada (the first)'),
        ('(ada)', '(ada)', ''),
        ('ada(1)', 'ada(1)', ''),
        ('李明', '李明', ''),
    ],
)
def test_what_is_in_brackets_is_no_family_s_name(name: str, family: str, given: str) -> None:
    assert family_by_rule(name) == family
    assert without_family(name, family) == given


# --- keywords ---


def test_keywords_that_are_one_are_joined(tmp_path: Path) -> None:
    made = section(tmp_path, 'abstracts, keyword_index: {see: {ML: machine learning, engines: mills}}', 'keyword_index')
    assert entries(made) == [
        'engines, see mills',
        'looms  10–12',
        'machine-learning  10–12',
        'mills  20',
        'ML, see machine-learning',
    ]


@pytest.mark.parametrize(
    ('one', 'other', 'same'),
    [
        ('Machine learning', 'machine-learning', True),
        ('neural network', 'Neural Networks', True),
        ('data base', 'database', True),
        ('gas', 'ga', False),
        ('bus', 'buses', False),
        ('résumé', 'resume', False),
        ('йод', 'иод', False),
        ('ＭＬ', 'ML', True),
        ('C++', 'C', True),
    ],
)
def test_which_keywords_are_one(one: str, other: str, same: bool) -> None:
    assert (alike(one) == alike(other)) == same


def test_signs_alone_are_a_keyword() -> None:
    assert alike('∀') != alike('∃')


WORDS = st.sampled_from(['loom', 'Looms', 'LOOMS', 'mill', 'mills', 'hand-loom', 'handloom', 'steam', 'ML'])


@given(st.lists(st.tuples(WORDS, st.sampled_from('abcdef')), max_size=20), st.dictionaries(WORDS, WORDS, max_size=4))
def test_no_talk_is_lost_and_all_that_is_sent_to_is_there(keywords: list[tuple[str, str]], see: dict[str, str]) -> None:
    found = gathered(keywords, see)
    assert {id_ for ids in found.talks.values() for id_ in ids} == {id_ for _, id_ in keywords}
    assert all(ids and len(set(ids)) == len(ids) for ids in found.talks.values())
    assert len({alike(word) for word in found.talks}) == len(found.talks)
    assert all(other in found.talks and word in see for word, other in found.see)
    assert len(found.see) + len(found.nowhere) == len(see)


# --- participants ---


def test_everybody_is_listed_with_where_they_work(tmp_path: Path) -> None:
    made = section(tmp_path, 'participants', 'participants')
    shown = [said(text) for text in texts(made.blocks) if text.style.startswith('participant')]
    assert shown[:2] == ['Çelik, Can', 'celik.example']
    assert shown[-4:-1] == ['Vries, Anna de', 'The Mill, Leat', 'Laboratory of Looms']
    assert '@' not in ''.join(shown)


# --- as they are set ---


@pytest.fixture(scope='module')
def festival() -> Book:
    return book(FESTIVAL, 'symposium')


LISTS = ('index', 'author_index', 'chair_index', 'keyword_index', 'participants')
_SHORT = 26  # letters of a name that any column of this layout holds
PEOPLE = ('index', 'author_index', 'chair_index', 'participants')


@pytest.mark.parametrize('part', PEOPLE)
def test_names_are_never_broken(festival: Book, part: str) -> None:
    """Each family's name is on one line, and so are all other names."""
    (made,) = festival.part(part)
    shown = [said_line(line) for _, _, line in lines(made)]
    kind = 'person' if part == 'author_index' else part
    found = [person for person in festival.event.people if f'{kind}-{person.id}' in made.numbers]
    assert len(found) > 15
    for person in found:
        for name in filter(None, (person.family, person.given)):
            if name.isascii() or name.encode('latin-1', 'ignore').decode('latin-1') == name:  # others are not one run
                assert any(name in line for line in shown), name
        whole = f'{person.family}, {person.given}'
        if whole.isascii() and person.given and len(whole) < _SHORT:
            assert any(whole in line for line in shown), whole


def said_line(line: Line) -> str:
    return re.sub('[\u2060\u200b\u2068\u2069]', '', line.text).replace('\u00a0', ' ')


@pytest.mark.parametrize('part', LISTS)
def test_no_letter_ends_a_column_and_no_entry_goes_on_in_another(festival: Book, part: str) -> None:
    (made,) = festival.part(part)
    layout = festival.layout
    width = layout.column_width(festival.master(part))
    columns: dict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
    for page, placed, _ in lines(made):
        x = placed.x - layout.text_block(page.number % 2 == 1, festival.master(part)).x0
        columns[page.number, int(x > width)].append((placed.y, placed.element))
    where: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for place, items in columns.items():
        last = min(items)[1]
        assert made.elements[last].role != 'H2', place
        for _, element in items:
            where[block_of(made.elements, element)].add(place)
    assert all(len(places) == 1 for places in where.values())
    assert len(where) > 20


def block_of(elements: object, element: int) -> int:
    """The paragraph that a link or a span stands in."""
    while elements[element].role not in ('P', 'H1', 'H2'):  # type: ignore[index]
        element = elements[element].parent  # type: ignore[index]
    return element


def test_running_heads_tell_the_first_and_the_last_entry(festival: Book) -> None:
    for section_ in festival.part('author_index'):
        for page in section_.pages[1:]:
            head = {said_line(p.item) for p in page.items if isinstance(p.item, Line) and p.element == ARTIFACT}
            body = [p for p in page.items if isinstance(p.item, Line) and p.element != ARTIFACT]
            words = ' '.join(said_line(p.item) for p in body if isinstance(p.item, Line))
            told = head - {'Author index', str(page.number)}
            assert len(told) == 1
            (name,) = told
            at = words.index(name)
            assert at < 10 if page.number % 2 == 0 else at > len(words) / 2
