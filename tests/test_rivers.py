"""Stacks and rivers are seen, and parted where that costs little."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.breakpoints import Box, Glue, Item, Penalty, compile_items
from booklet.linebreak import Broken, Parameters, break_paragraph
from booklet.rivers import Sides, rivers, smoothed, stacks

FINISH: list[Item] = [Penalty(0, 10000), Glue(0, 1e7), Penalty(0, -10000)]
SPACE = Glue(5, 2.25, 1.8)
PATIENT = Parameters(pretolerance=-1, tolerance=9000)


def paragraph(widths: list[int], space: Glue = SPACE) -> list[Item]:
    items: list[Item] = []
    for width in widths:
        items += [Box(width), space]
    return items[:-1] + FINISH


def words_of(*texts: str) -> tuple[list[int], Sides]:
    """Widths of words, four points a letter, and what stands at the sides of each break."""
    words = [word for text in texts for word in text.split()]

    def sides(k: int) -> tuple[str, str]:
        return ('', words[0]) if k < 0 else (words[k], words[k + 1])

    return [4 * len(word) for word in words], sides


@pytest.mark.parametrize(
    ('lines', 'expected'),
    [
        (['what the one does', 'what another never', 'would do at all'], {0}),
        (['this is what we find', 'and so do they find', 'in the end'], {0, 1}),
        (['some of the ways we', 'of the many that are', 'to choose from here'], set()),  # two letters are no stack
        (['every word is here', 'another than before', 'so nothing is alike'], set()),
    ],
)
def test_the_same_word_at_the_same_end_is_a_stack(lines: list[str], expected: set[int]) -> None:
    _, sides = words_of(*lines)
    counts = [len(line.split()) for line in lines]
    breaks = [sum(counts[: n + 1]) - 1 for n in range(len(counts))]
    found = stacks(breaks, sides)
    assert found == {breaks[n] for n in expected}


STACKED = [
    'the men who rowed the boat',
    'the night before were gone',
    'when the morning came and I',
    'went down to look for a man',
    'who could take us over then',
]


def test_a_stack_is_parted_where_other_breaks_are_nearly_as_good() -> None:
    widths, sides = words_of(*STACKED)
    points = compile_items(paragraph(widths))
    parted = 0
    for measure in range(96, 150):
        before = break_paragraph(points, None, measure, PATIENT)
        after = smoothed(before, measure, PATIENT, sides)
        assert after.points is points
        assert len(stacks(after.breaks, sides)) <= len(stacks(before.breaks, sides))
        if not stacks(before.breaks, sides) and not rivers(before, measure, measure, 0):
            assert after is before
        parted += bool(stacks(before.breaks, sides)) and not stacks(after.breaks, sides)
    assert parted


def columns(broken: Broken, measure: float) -> list[list[tuple[float, float]]]:
    """The edges of all spaces, line by line, told by the items alone."""
    points, found = broken.points, []
    for start, stop in pairwise([-1, *broken.breaks[:-1]]):
        x = points.after[start] if start >= 0 else 0.0
        inner = range(start + 1, stop)
        extra = (measure - (points.end[stop] - x)) / len(inner) if inner else 0.0
        edges = [(points.end[k] - x + n * extra, points.after[k] - x + (n + 1) * extra) for n, k in enumerate(inner)]
        found.append(edges if extra > 0.2 * SPACE.width else [])
    return found


def test_wide_spaces_beneath_each_other_are_a_river() -> None:
    points = compile_items(paragraph([20, 20, 20, 20, 20, 20, 20, 20, 20, 20]))
    aligned = Broken(points, [1, 3, 5, 9])
    assert rivers(aligned, 50.0, 50.0, 0.0) == {1, 3}
    assert rivers(aligned, 46.0, 46.0, 0.0) == set()  # spaces of about their own width
    assert rivers(aligned, 50.0, 50.0, 0.1) == set()  # letters take what the lines lack
    shifted = compile_items(paragraph([20, 20, 10, 30, 20, 20, 20, 20]))
    assert rivers(Broken(shifted, [1, 3, 5, 7]), 50.0, 50.0, 0.0) == set()


@given(st.lists(st.integers(8, 40), min_size=8, max_size=40), st.integers(80, 160))
@settings(max_examples=100, deadline=None)
def test_a_river_is_where_three_spaces_meet(widths: list[int], measure: int) -> None:
    found = break_paragraph(compile_items(paragraph(widths)), None, measure, PATIENT)
    lines = columns(found, measure)

    def meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
        return min(one[1], other[1]) - max(one[0], other[0]) >= (other[1] - other[0]) / 2

    expected = set()
    for number in range(2, len(lines)):
        first, second, third = lines[number - 2 : number + 1]
        if any(meet(a, b) and meet(b, c) for a in first for b in second for c in third):
            expected |= {found.breaks[number - 2], found.breaks[number - 1]}
    assert rivers(found, measure, measure, 0.0) == expected


def test_no_line_becomes_overfull_for_the_sake_of_a_stack() -> None:
    widths, sides = words_of('the unbreakable', 'the unthinkable', 'the unspeakable')
    points = compile_items(paragraph(widths))
    before = break_paragraph(points, None, 61)
    assert stacks(before.breaks, sides)
    after = smoothed(before, 61, Parameters(), sides)
    assert (after.breaks, after.overfull) == (before.breaks, ())
