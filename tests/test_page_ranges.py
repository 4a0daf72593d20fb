"""Page numbers of indexes: what is condensed, and that no page is lost by it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.blocks.pieces.page_ranges import Place, page_numbers, runs
from booklet.markup import Inline, Style


def shown(pages: list[int], language: str = 'en') -> str:
    inlines = page_numbers([Place(page, f'p{page}') for page in pages], language)
    return ''.join(inline.text for inline in inlines if isinstance(inline, Inline)).replace('\u2060', '')


@pytest.mark.parametrize(
    ('pages', 'expected'),
    [
        ([], ''),
        ([12], '12'),
        ([12, 13], '12, 13'),
        ([12, 14, 15, 16], '12, 14–16'),
        ([16, 12, 15, 14], '12, 14–16'),
        ([3, 3, 3], '3'),
        ([9, 10, 11, 12, 20, 21, 30], '9–12, 20, 21, 30'),
        ([1, 2, 3, 5, 6, 7], '1–3, 5–7'),
        ([0], '000'),
    ],
)
def test_ranges_from_three_pages_on(pages: list[int], expected: str) -> None:
    assert shown(pages) == expected


def test_the_comma_is_the_language_s() -> None:
    assert shown([1, 4], 'ja') == '1、4'


def test_each_number_leads_to_its_page() -> None:
    inlines = page_numbers([Place(page, f'p{page}') for page in (2, 3, 4, 9)], 'en')
    links = [(i.text, i.link) for i in inlines if isinstance(i, Inline) and i.link]
    assert links == [('2', '#p2'), ('4', '#p4'), ('9', '#p9')]


def test_pages_that_are_set_otherwise_make_no_range() -> None:
    places = [Place(5, 'a'), Place(6, 'b', Style.EMPHASIS), Place(7, 'c'), Place(6, 'd')]
    inlines = page_numbers(places, 'en')
    assert [(i.text, i.style) for i in inlines if isinstance(i, Inline) and i.link] == [
        ('5', Style.PLAIN),
        ('6', Style.EMPHASIS),
        ('7', Style.PLAIN),
    ]


def said(text: str) -> list[int]:
    """The pages that a reader understands."""
    found: list[int] = []
    for part in filter(None, text.split(', ')):
        first, _, last = part.partition('–')
        found += range(int(first), int(last or first) + 1)
    return found


@given(st.lists(st.integers(1, 60)))
def test_every_page_is_said_once_and_no_other(pages: list[int]) -> None:
    assert said(shown(pages)) == sorted(set(pages))


@given(st.sets(st.integers(1, 60)))
def test_ranges_are_as_long_as_can_be_and_never_short(pages: set[int]) -> None:
    found = [list(run) for run in runs([Place(page, '') for page in sorted(pages)])]
    assert all(len(run) == 1 or len(run) >= 3 for run in found)
    for run, following in pairwise(found):
        assert len(run) == len(following) == 1 or run[-1].page + 1 < following[0].page
    assert re.fullmatch(r'(\d+(–\d+)?(, )?)*', shown(sorted(pages)))
