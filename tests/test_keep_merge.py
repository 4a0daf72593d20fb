"""The merge by itself: what each of three sides says, and what comes of it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.diagnostics import Sink
from booklet.keep.marks import shown
from booklet.keep.merge import Act, merge
from booklet.keep.tables import Key, Row, align, cleaned, table
from booklet.source import Source, parse

TALK: Key = ('talk', 't')


def row(**fields: Any) -> dict[Key, Row]:
    """A talk of a day that all sides have."""
    place = {'place': ['talks', '', '']}
    return {TALK: {'title': 'T', **place, **{name: value for name, value in fields.items() if value is not None}}}


@pytest.mark.parametrize(
    ('was', 'theirs', 'mine', 'act'),
    [
        ('a', 'a', 'a', None),
        ('a', 'a', 'b', None),
        ('a', 'b', 'a', Act.SET),
        ('a', 'b', 'b', None),
        ('a', 'b', 'c', Act.CONFLICT),
        ('a', None, 'a', Act.SET),
        ('a', None, 'b', Act.CONFLICT),
        ('a', 'a', None, None),
        ('a', 'b', None, Act.CONFLICT),
        (None, 'a', None, Act.SET),
        (None, 'a', 'b', Act.CONFLICT),
        (None, None, 'b', None),
    ],
)
def test_a_field_of_three_sides(was: str | None, theirs: str | None, mine: str | None, act: Act | None) -> None:
    found = merge(row(url=was), row(url=theirs), row(url=mine))
    assert [change.act for change in found.changes] == ([] if act is None else [act])
    both = act is Act.CONFLICT
    taken = merge(row(url=was), row(url=theirs), row(url=mine), prefer='theirs')
    assert [change.act for change in taken.changes] == ([Act.SET] if both else [] if act is None else [act])
    kept = merge(row(url=was), row(url=theirs), row(url=mine), prefer='mine')
    assert [change.act for change in kept.changes] == ([] if both or act is None else [act])


@pytest.mark.parametrize(
    ('was', 'theirs', 'mine', 'touched', 'act'),
    [
        ({}, row(), {}, False, Act.ADD),
        (row(), {}, row(), False, Act.REMOVE),
        (row(), {}, row(), True, Act.CONFLICT),
        (row(), {}, row(url='x'), False, Act.CONFLICT),
        (row(), row(), {}, False, None),
        (row(), row(url='x'), {}, False, Act.GONE),
        ({}, {}, row(), False, None),
        (row(), {}, {}, False, None),
    ],
)
def test_an_entry_of_three_sides(was: Any, theirs: Any, mine: Any, touched: bool, act: Act | None) -> None:
    found = merge(was, theirs, mine, {TALK} if touched else ())
    assert [change.act for change in found.changes] == ([] if act is None else [act])


def test_what_is_named_stays_or_comes_back() -> None:
    people: dict[Key, Row] = {('person', 'a'): {'name': ['A', '']}, ('person', 'b'): {'name': ['B', '']}}
    of_a, of_b = row(people=[['a', 'speaker', None]]), row(people=[['b', 'speaker', None]])
    # the source drops a, whom the hand has put into a talk; the hand has dropped b, whom the source now needs
    found = merge({**people, **of_b}, {('person', 'b'): people['person', 'b'], **of_b}, {**people, **of_a})
    assert [change.act for change in found.changes] == []
    back = merge({**people, **of_a}, {**people, **of_b}, {('person', 'a'): people['person', 'a'], **of_a})
    assert [(change.act, change.key[1]) for change in back.changes] == [(Act.SET, 't'), (Act.ADD, 'b')]


def test_a_field_that_the_new_place_has_not_makes_the_move_a_conflict() -> None:
    day: dict[Key, Row] = {('day', '2030-05-01'): {}}
    before = {**day, TALK: {'title': 'T', 'place': ['day', '2030-05-01', '']}}
    edited = {**day, TALK: {**before[TALK], 'note': 'By hand'}}
    after = {**day, **row()}
    assert [(change.act, change.field) for change in merge(before, after, edited).changes] == [(Act.CONFLICT, 'place')]
    taken = merge(before, after, edited, prefer='theirs').changes
    assert [(change.act, change.field, change.theirs) for change in taken] == [
        (Act.SET, 'place', ['talks', '', '']),
        (Act.SET, 'note', None),
    ]


def test_breaks_are_known_again_by_title_or_time() -> None:
    def slots(*told: tuple[str, str]) -> dict[Key, Row]:
        items = [{'time': time, 'break': title} for time, title in told]
        return table({'event': {'title': 'T'}, 'days': [{'date': '2030-05-01', 'items': items}]}).rows

    old = slots(('10:00', 'Tea'), ('15:00', 'Tea'), ('17:00', 'Walk'))
    new = slots(('15:10', 'Tea'), ('17:00', 'Stroll'), ('10:00', 'Tea'))
    found = [(new[one]['time'], old[two]['time']) for one, two in align(old, new).items()]
    assert sorted(found) == [('10:00', '10:00'), ('15:10', '15:00'), ('17:00', '17:00')]


@given(st.text(max_size=400), st.sampled_from(['title', 'note', 'keywords']))
def test_what_a_remark_shows_stays_in_its_line(text: str, name: str) -> None:
    value: Any = [cleaned(text)] if name == 'keywords' else cleaned(text)
    told = f'a: 1\n# import: {name}: {shown(name, value)}\nb: 2\n'
    sink = Sink()
    root = parse(Source('x', told), sink)
    assert sink.items == []
    assert list(getattr(root, 'keys', ())) == ['a', 'b']
    assert len(Source('x', told).lines) == 4
