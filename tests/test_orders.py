"""The pure pieces of agenda, abstracts and posters: who is given where, in which order, what runs at the same time."""

from __future__ import annotations

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st
from strategies import events

from booklet.blocks.pieces import orders, parallel
from booklet.blocks.pieces.given import Given, by_board, of_event, repeats
from booklet.model import Event, Kind, Room, Session, Slot, Talk, Text

HALL, LOFT = Room('hall', 'Hall'), Room('loft', 'Loft')


def talk(id_: str, repeat_of: str = '', abstract: str = '') -> Talk:
    return Talk(id_, Text(id_.title()), repeat_of=repeat_of, abstract=Text(abstract))


def slot(
    name: str, start: int | None, end: int | None = None, room: Room | None = None, kind: Kind = Kind.TALK
) -> Slot:
    return Slot(kind, Text(name), start, end, talk(name) if kind is Kind.TALK else None, room=room)


def names(items: object) -> list[str]:
    return [item.title.source for item in items]  # type: ignore[attr-defined]


# --- boards ---


def test_boards_are_in_natural_order() -> None:
    boards = ['P10', 'P2', '', 'P1', 'A3', 'p3', 'P2b', '12', '9']
    assert sorted(boards, key=by_board) == ['9', '12', 'A3', 'P1', 'P2', 'P2b', 'p3', 'P10', '']


@forall(st.lists(st.integers(0, 10**30)), st.text('PAé-. ', max_size=3))
def test_boards_of_any_letters_are_in_the_order_of_their_numbers(numbers: list[int], letters: str) -> None:
    boards = [f'{letters}{number}' for number in numbers]
    assert sorted(boards, key=by_board) == [f'{letters}{number}' for number in sorted(numbers)]


# --- repeats ---


def test_talks_given_twice_know_of_each_other() -> None:
    talks = [
        Given(t)
        for t in (talk('a', abstract='Same.'), talk('b', 'a'), talk('c', 'b', 'Same. '), talk('d', 'a', 'Other.'))
    ]
    known = repeats([*talks, Given(talk('e'))])
    assert [one.talk.id for one in known.others('a')] == ['b', 'c', 'd']
    assert [one.talk.id for one in known.others('c')] == ['a', 'b', 'd']
    assert known.others('e') == ()
    originals = [known.original(one) for one in talks]
    assert [one and one.talk.id for one in originals] == [None, 'a', 'a', None]


@pytest.mark.parametrize('ids', [{'a': 'a'}, {'a': 'b', 'b': 'a'}, {'c': 'a', 'a': 'b', 'b': 'a'}, {'a': 'nobody'}])
def test_repeats_in_a_circle_end(ids: dict[str, str]) -> None:
    talks = [Given(talk(id_, before)) for id_, before in ids.items()]
    known = repeats(talks)
    for one in talks:
        others = {other.talk.id for other in known.others(one.talk.id)}
        assert one.talk.id not in others
        assert others <= set(ids)
        assert others in (set(), set(ids) - {one.talk.id})


# --- what runs at the same time ---


def test_neighbours_that_begin_together_are_a_group_in_the_order_of_rooms() -> None:
    items = [slot('a', 540, room=LOFT), slot('b', 540, room=HALL), slot('c', 600), slot('d', None), slot('e', None)]
    groups = parallel.together(items, (HALL, LOFT))
    assert [names(group) for group in groups] == [['b', 'a'], ['c'], ['d'], ['e']]


def test_what_concerns_everybody_ends_a_stretch() -> None:
    items = [
        slot('a', 540, 660, HALL),
        slot('b', 570, 600, LOFT),
        slot('tea', 600, 630, kind=Kind.BREAK),
        slot('c', 630, 660, HALL),
        slot('d', 660, 690, HALL),
        slot('e', 660, 690, LOFT),
    ]
    assert [names(stretch) for stretch in parallel.stretches(items)] == [['a', 'b'], ['tea'], ['c'], ['d', 'e']]


def test_lanes_follow_rooms_and_lines_follow_time() -> None:
    first = Session('s', Text('S'), 540, 630, room=HALL, slots=(slot('a', 540), slot('b', 570)))
    other = Session('t', Text('T'), 540, 600, room=LOFT, slots=(slot('c', 540),))
    after = Session('u', Text('U'), 600, 630, room=LOFT, slots=(slot('d', 600),))
    found = parallel.lanes([first, other, after])
    assert [names(lane.items) for lane in found] == [['S'], ['T', 'U']]
    told = [(line.start, {n: cell.title.source for n, cell in line.cells.items()}) for line in parallel.lines(found)]  # type: ignore[union-attr]
    assert told == [
        (540, {0: 'S', 1: 'T'}),
        (540, {0: 'a', 1: 'c'}),
        (570, {0: 'b'}),
        (600, {1: 'U'}),
        (600, {1: 'd'}),
    ]


@forall(events())
def test_nothing_is_lost_side_by_side(event: Event) -> None:
    for day in event.days:
        assert sorted(map(id, (i for group in parallel.together(day.items, event.rooms) for i in group))) == sorted(
            map(id, day.items)
        )
        stretches = parallel.stretches(day.items)
        assert [item for stretch in stretches for item in stretch] == list(day.items)
        for stretch in stretches:
            lanes = parallel.lanes(stretch)
            assert sorted(id(item) for lane in lanes for item in lane.items) == sorted(map(id, stretch))
            lines = parallel.lines(lanes)
            cells = [id(cell) for line in lines for cell in line.cells.values()]
            wanted = [id(item) for item in stretch]
            wanted += [id(one) for item in stretch if isinstance(item, Session) for one in (*item.slots, *item.posters)]
            assert sorted(cells) == sorted(wanted)
            for number, lane in enumerate(lanes):  # each lane reads in its own order
                told = [line.cells[number] for line in lines if number in line.cells]
                own = [o for i in lane.items for o in ((i, *i.slots, *i.posters) if isinstance(i, Session) else (i,))]
                assert list(map(id, told)) == list(map(id, own))


# --- orders ---


@forall(events(), st.sampled_from(['day', 'session', 'track', 'title', 'name']), st.booleans())
def test_every_order_has_every_talk_once(event: Event, order: str, posters: bool) -> None:
    chapters = [orders.chapter(event, order, key, posters) for key in orders.keys(event, order, posters)]
    assert all(chapter.talks for chapter in chapters)
    found = sorted(one.talk.id for chapter in chapters for one in chapter.talks)
    assert found == sorted(one.talk.id for one in of_event(event) if posters or not one.poster)
    anchors = [chapter.anchor for chapter in chapters if chapter.anchor]
    assert len(set(anchors)) == len(anchors)


def test_titles_and_names_are_collated_and_cut_between_letters() -> None:
    entries = tuple((f'{letter}{number:02}',) for letter in 'cab' for number in range(30))
    chapters = orders.collated((*entries, ()), 'en')
    words = [[entries[n][0] if n < len(entries) else '' for n in chapter] for chapter in chapters]
    assert [word for chapter in words for word in chapter] == [*sorted(word for (word,) in entries), '']
    assert [(chapter[0], chapter[-1]) for chapter in words] == [('a00', 'b29'), ('c00', '')]
    alone = orders.collated(tuple((f'a{number:03}',) for number in range(orders.MANY + 5)), 'en')
    assert [len(chapter) for chapter in alone] == [orders.MANY, 5]
    assert orders.collated((), 'en') == ()


def test_what_has_no_name_comes_last() -> None:
    assert orders.collated(((), ('Zeta',), ('Äpfel',), ('Alpha',)), 'de') == ((3, 2, 1, 0),)
