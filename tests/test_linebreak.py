"""Lines: TeX's breakpoints on random paragraphs, the optimum by brute force, published examples, and the own rules."""

from __future__ import annotations

import gc
import time
from dataclasses import replace
from functools import partial
from itertools import accumulate, combinations, pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tex_oracle import UNITY, TeX
from tex_oracle import badness as tex_badness

from booklet.linebreak import (
    Box,
    Breakpoints,
    Broken,
    Glue,
    Item,
    Parameters,
    Penalty,
    badness,
    balance,
    break_paragraph,
    compile_items,
)

HYPHEN = 4.0
FINISH: list[Item] = [Penalty(0, 10000), Glue(0, 1e7), Penalty(0, -10000)]
NO_LADDER_RULE = 10**6


SPACE = Glue(5, 2.5, 1.6)


def words(*widths: float, space: Glue = SPACE) -> list[Item]:
    """A paragraph of words of these widths."""
    items: list[Item] = []
    for width in widths:
        items += [Box(width), space]
    return items[:-1] + FINISH


def legal(items: list[Item]) -> list[int]:
    """The places of an item list where a line may end, by the paper's p. 1122."""
    return [
        i
        for i, item in enumerate(items)
        if (isinstance(item, Penalty) and item.penalty < 10000)
        or (isinstance(item, Glue) and i > 0 and isinstance(items[i - 1], Box))
    ]


def without_hyphens(items: list[Item]) -> list[Item]:
    return [item for item in items if not (isinstance(item, Penalty) and item.flagged)]


def lengths(broken: Broken) -> list[float]:
    """The natural width of each line."""
    starts = [0.0, *(broken.points.after[k] for k in broken.breaks)]
    return [broken.points.end[k] - x for k, x in zip(broken.breaks, starts, strict=False)]


# Lengths are whole scaled points, so that TeX's integers and our floats are the same numbers. `coarse` ones, whole
# points, make ties likely.
def scaled_points(least: int, most: int, *, coarse: bool) -> st.SearchStrategy[float]:
    step = UNITY if coarse else 1
    return st.integers(least * UNITY // step, most * UNITY // step).map(lambda n: n * step / UNITY)


@st.composite
def paragraphs(draw: st.DrawFn, most: int = 45) -> list[Item]:
    coarse = draw(st.booleans())
    box = scaled_points(2, 25, coarse=coarse).map(Box)
    glue = st.builds(
        Glue,
        scaled_points(2, 7, coarse=coarse),
        scaled_points(0, 5, coarse=coarse),
        scaled_points(0, 3, coarse=coarse),
    )
    space = [draw(glue)]
    separator = st.one_of(
        st.just(space),
        st.just(space),
        st.just(space),
        glue.map(lambda g: [g]),
        st.sampled_from([10000, 200, 50, 0, -50, -300]).map(lambda p: [Penalty(0, p), *space]),
        st.just([Penalty(0, 50, True)]),
        st.just([Penalty(0, -10000)]),
        st.just([Glue(0, 1e7), Penalty(0, -10000)]),
    )
    # A word: whole, or with hyphens in it.
    word = st.one_of(
        box.map(lambda b: [b]),
        box.map(lambda b: [b]),
        st.lists(box, min_size=2, max_size=3).map(
            lambda boxes: [x for b in boxes for x in (Penalty(HYPHEN, 50, True), b)][1:]
        ),
    )
    items: list[Item] = list(draw(word))
    for between, following in draw(st.lists(st.tuples(separator, word), max_size=most)):
        items += between + following
    return items + FINISH


parameters = st.builds(
    Parameters,
    pretolerance=st.sampled_from([-1, 0, 100, 300]),
    tolerance=st.sampled_from([0, 100, 200, 1000, 9999, 10000]),
    line_penalty=st.sampled_from([0, 1, 10, 100]),
    adjacent_demerits=st.sampled_from([0, 3000, 10000]),
    double_hyphen_demerits=st.sampled_from([0, 10000]),
    final_hyphen_demerits=st.sampled_from([0, 5000]),
    emergency_stretch=st.sampled_from([0.0, 0.0, 10.0, 40.0]),
    line_stretch=st.sampled_from([0.0, 0.0, 0.0, 8.0]),
    max_hyphens=st.just(NO_LADDER_RULE),
)


@settings(max_examples=200, deadline=None)
@given(
    items=paragraphs(),
    width=scaled_points(30, 105, coarse=False),
    indent=st.sampled_from([0.0, 0.0, 10.0, -10.0]),
    parameters=parameters,
)
def test_breakpoints_are_those_of_tex(items: list[Item], width: float, indent: float, parameters: Parameters) -> None:
    plain = without_hyphens(items)
    used, nodes = TeX(items, width - indent, width, parameters).paragraph(plain)
    found = break_paragraph(
        compile_items(plain), lambda: compile_items(items), width, parameters, first_width=width - indent
    )
    assert len(found.points.end) == len(legal(used)), 'another pass'
    assert [legal(used)[k] for k in found.breaks] == [node.position for node in nodes]
    assert found.overfull == tuple(n for n, node in enumerate(nodes) if node.overfull)


def random_paragraph(random: Random) -> list[Item]:
    """A paragraph of a length that Hypothesis seldom draws. Some are on a coarse grid, where ties are common."""
    step = random.choice([1, UNITY // 2, UNITY * 2])

    def length(least: float, most: float) -> float:
        return max(1, round(random.uniform(least, most) * UNITY / step)) * step / UNITY

    space = Glue(length(3, 6), length(1, 4), length(0.5, 3))
    between: list[list[Item]] = [[space]] * 40
    between += [[Glue(length(3, 6), length(1, 4), length(0.5, 3))], [Penalty(0, random.choice([10000, 150])), space]]
    between += [[Penalty(0, 50, True)], [Penalty(0, random.choice([-30, -200])), space]]
    if random.random() < 0.3:
        between += [[Penalty(0, -10000)], [Glue(0, 1e7), Penalty(0, -10000)]]
    items: list[Item] = []
    for number in range(random.randrange(1, 60)):
        items += random.choice(between) if number else []
        for piece in range(random.choice([1, 1, 1, 2, 3])):
            items += [Penalty(HYPHEN, 50, True)] * (piece > 0) + [Box(length(3, 22))]
    return items + FINISH


@pytest.mark.parametrize('tolerance', [200, 400, 2000, 9999, 10000])
def test_long_breakpoints_are_those_of_tex(tolerance: int) -> None:
    random = Random(tolerance)
    for number in range(250):
        items = random_paragraph(random)
        plain = without_hyphens(items)
        width = random.randrange(40 * UNITY, random.choice([60, 200]) * UNITY) / UNITY
        first = width - random.choice([0, 0, 0, 12])
        p = Parameters(
            pretolerance=random.choice([-1, -1, 100]),
            tolerance=tolerance,
            line_penalty=random.choice([10, 10, 10, 4000]),
            adjacent_demerits=random.choice([10000, 10000, 3000, 300]),
            double_hyphen_demerits=random.choice([10000, 1000]),
            emergency_stretch=random.choice([0, 0, 20]),
            line_stretch=random.choice([0, 0, 0, 10]),
            max_hyphens=NO_LADDER_RULE,
        )
        used, nodes = TeX(items, first, width, p).paragraph(plain)
        found = break_paragraph(compile_items(plain), partial(compile_items, items), width, p, first_width=first)
        assert len(found.points.end) == len(legal(used)), f'{number}: another pass'
        assert [legal(used)[k] for k in found.breaks] == [node.position for node in nodes], number
        assert found.overfull == tuple(n for n, node in enumerate(nodes) if node.overfull), number


@given(t=st.integers(0, 7230584), s=st.integers(0, 2**31 - 1))
def test_badness_is_that_of_tex(t: int, s: int) -> None:
    assert badness(t / UNITY, s / UNITY) == tex_badness(t, s)


@pytest.mark.parametrize(('short', 'bad'), [(0, 0), (5, 12), (10, 100), (12.6, 200), (20, 800), (47, 10000)])
def test_badness_is_a_hundred_times_the_cube_of_the_ratio(short: float, bad: int) -> None:
    assert badness(short, 10) == pytest.approx(bad, abs=1)


def demerits(points: Breakpoints, breaks: tuple[int, ...], width: float, p: Parameters) -> int | None:
    """What TeX would charge for these breaks (§859), None where a line is out of bounds."""
    total, fitness, hyphen, start = 0, 2, False, -1
    for k in breaks:
        x, y, z = (
            (points.after[start], points.after_stretch[start], points.after_shrink[start]) if start >= 0 else (0, 0, 0)
        )
        short = width - (points.end[k] - x)
        fixed = points.rigid[k] - (points.rigid[start] if start >= 0 else 0) if points.rigid else 0
        give = p.expansion * (points.end[k] - x - fixed)
        short = max(0, short - give) if short > 0 else min(0, short + give)
        stretch, shrink = points.end_stretch[k] - y, points.end_shrink[k] - z
        if short < -shrink:
            return None
        bad = (0 if stretch > 1e6 else badness(short, stretch)) if short > 0 else badness(-short, shrink)
        if bad > p.tolerance:
            return None
        this = (0 if bad > 99 else 1 if bad > 12 else 2) if short > 0 else (3 if bad > 12 else 2)
        total += (p.line_penalty + bad) ** 2
        penalty = points.penalty[k]
        total += penalty**2 if penalty > 0 else -(penalty**2) if penalty > -10000 else 0
        if hyphen:
            last = k == len(points.end) - 1
            total += p.final_hyphen_demerits if last else p.double_hyphen_demerits if points.flagged[k] else 0
        total += p.adjacent_demerits if abs(this - fitness) > 1 else 0
        fitness, hyphen, start = this, points.flagged[k], k
    return total


@settings(max_examples=150, deadline=None)
@given(
    widths=st.lists(st.lists(st.integers(3, 25), min_size=1, max_size=2), min_size=1, max_size=9),
    measure=st.integers(30, 90),
    tolerance=st.sampled_from([200, 1000, 9000]),
    expansion=st.sampled_from([0, 1 / 32, 1 / 8]),
    rigid=st.booleans(),
)
def test_no_other_breaks_cost_less(
    widths: list[list[int]], measure: int, tolerance: int, expansion: float, rigid: bool
) -> None:
    """Without hyphen widths no line end hides another, and TeX's method finds the optimum (paper, p. 1159)."""
    items: list[Item] = []
    for word in widths:
        for index, piece in enumerate(word):
            items += [Penalty(0, 50, True)] * (index > 0) + [Box(piece)]
        items.append(SPACE)
    points = compile_items(items[:-1] + FINISH)
    if rigid:  # the first word of two
        firsts = accumulate(word[0] if number % 2 else 0 for number, word in enumerate(widths) for _ in word)
        points.rigid = [float(width) for width in firsts]
    p = Parameters(pretolerance=-1, tolerance=tolerance, max_hyphens=NO_LADDER_RULE, expansion=expansion)
    last = len(points.end) - 1
    every = [(*inner, last) for n in range(last + 1) for inner in combinations(range(last), n)]
    costs = [cost for breaks in every if (cost := demerits(points, breaks, measure, p)) is not None]
    found = break_paragraph(points, None, measure, p)
    if costs:
        assert demerits(points, tuple(found.breaks), measure, p) == min(costs)
    else:
        assert max(lengths(found)) > measure or min(lengths(found)) < measure


# The Frog Prince, as in the paper, pp. 1119–1132 (Digital Typography, pp. 75–82): widths in eighteenths of an em.
WIDTHS = {
    character: width
    for characters, width in (
        ('il,.;’', 5),
        ('fjI-', 6),
        ('rst', 7),
        ('cez', 8),
        ('agov', 9),
        ('bdhknpquxy', 10),
        ('wC', 13),
        ('m', 15),
    )
    for character in characters
}
SPACES = {',': Glue(6, 4, 2), ';': Glue(6, 4, 1), '.': Glue(8, 6, 1)}
FROG = (
    'In olden times when wish\u00ading still helped one, there lived a king whose daugh\u00adters were all '
    'beau\u00adti\u00adful; and the young\u00adest was so beau\u00adti\u00adful that the sun it\u00adself, which has '
    'seen so much, was aston\u00adished when\u00adever it shone in her face. Close by the king’s castle lay a great '
    'dark for\u00adest, and un\u00adder an old lime-tree in the for\u00adest was a well, and when the day was very '
    'warm, the king’s child went out into the for\u00adest and sat down by the side of the cool foun\u00adtain; and '
    'when she was bored she took a golden ball, and threw it up on high and caught it; and this ball was her '
    'favor\u00adite play\u00adthing.'
)
NARROW = """\
In olden times when wishing still helped one,
there lived a king whose daughters were all beau-
tiful; and the youngest was so beautiful that the
sun itself, which has seen so much, was aston-
ished whenever it shone in her face. Close by the
king’s castle lay a great dark forest, and under an
old lime-tree in the forest was a well, and when
the day was very warm, the king’s child went out
into the forest and sat down by the side of the
cool fountain; and when she was bored she took a
golden ball, and threw it up on high and caught
it; and this ball was her favorite plaything."""
WIDE = """\
In olden times when wishing still helped one, there lived a
king whose daughters were all beautiful; and the youngest was
so beautiful that the sun itself, which has seen so much, was
astonished whenever it shone in her face. Close by the king’s
castle lay a great dark forest, and under an old lime-tree in the
forest was a well, and when the day was very warm, the king’s
child went out into the forest and sat down by the side of the
cool fountain; and when she was bored she took a golden ball,
and threw it up on high and caught it; and this ball was her
favorite plaything."""
NARROW_RATIOS = [0.857, 0.0, 0.28, 1.0, 0.067, -0.278, 0.536, -0.167, 0.7, -0.176, 0.357, 0.0]
WIDE_RATIOS = [0.774, 0.179, 0.629, 0.545, 0.0, 0.079, 0.282, 0.294, 0.575, 0.0]
PAPER = Parameters(  # no ratio above 1; p. 1128
    pretolerance=-1,
    tolerance=100,
    line_penalty=1,
    adjacent_demerits=3000,
    double_hyphen_demerits=3000,
    final_hyphen_demerits=3000,
)


def frog() -> tuple[list[Item], list[str]]:
    """The items, and the text of each; that of a penalty shows only at a line's end."""
    items: list[Item] = []
    texts: list[str] = []

    def put(text: str, *more: Item) -> None:
        items.extend(more)
        texts.extend([text, *[''] * (len(more) - 1)])

    before = ''
    for character in FROG:
        if character == ' ':
            put(' ', SPACES.get(before, Glue(6, 3, 2)))
        elif character == '\u00ad':
            put('-', Penalty(WIDTHS['-'], 50, True))
        elif character == '-':
            put('-', Box(WIDTHS['-']))
            put('', Penalty(0, 50, True))
        else:
            put(character, Box(WIDTHS[character]))
        before = character
    put('', *FINISH)
    return items, texts


@pytest.mark.parametrize(
    ('width', 'expected', 'ratios'), [(390, NARROW, NARROW_RATIOS), (500, WIDE, WIDE_RATIOS)], ids=['narrow', 'wide']
)
def test_the_frog_prince_is_set_as_published(width: int, expected: str, ratios: list[float]) -> None:
    items, texts = frog()
    points = compile_items(items)
    found = break_paragraph(points, None, width, PAPER, first_width=width - 18)
    ends = [legal(items)[k] for k in found.breaks]
    lines = []
    for start, stop in pairwise([-1, *ends]):
        inside = [
            text
            for item, text in zip(items[start + 1 : stop], texts[start + 1 : stop], strict=True)
            if not isinstance(item, Penalty)
        ]
        lines.append(''.join(inside).strip() + texts[stop].strip())
    assert '\n'.join(lines) == expected
    assert ratios_of(found, width, width - 18) == pytest.approx(ratios, abs=6e-4)


def ratios_of(found: Broken, width: float, first: float) -> list[float]:
    """Each line's adjustment ratio."""
    p, ratios = found.points, []
    x = y = z = 0.0
    for number, k in enumerate(found.breaks):
        short = (width if number else first) - (p.end[k] - x)
        give = p.end_stretch[k] - y if short > 0 else p.end_shrink[k] - z
        ratios.append(short / give if give else 0.0)
        x, y, z = p.after[k], p.after_stretch[k], p.after_shrink[k]
    return ratios


def flags(found: Broken) -> list[bool]:
    return [found.points.flagged[k] for k in found.breaks]


def never() -> Breakpoints:
    raise AssertionError('hyphens were not needed')


def test_hyphens_are_looked_for_only_when_needed() -> None:
    plain = compile_items(words(*[22.5] * 12))
    assert break_paragraph(plain, never, 77.5).points is plain


def test_the_second_pass_hyphenates() -> None:
    items = [*words(40, 40)[:-3], SPACE, Box(20), Penalty(HYPHEN, 50, True), Box(20), *FINISH]
    plain, hyphenated = compile_items(without_hyphens(items)), compile_items(items)
    found = break_paragraph(plain, lambda: hyphenated, 114)
    assert found.points is hyphenated
    assert flags(found) == [True, False]


def test_emergency_stretch_saves_from_overfull_lines() -> None:
    plain = compile_items(words(30, 30, 45, 30, 30))
    assert break_paragraph(plain, None, 80, Parameters()).overfull
    found = break_paragraph(plain, None, 80, Parameters(emergency_stretch=30))
    assert not found.overfull
    assert max(lengths(found)) <= 80


def test_a_last_resort_prefers_a_loose_line_to_an_overfull_one() -> None:
    plain = compile_items(words(30, 30, 45, 30, 30))
    found = break_paragraph(plain, None, 80, Parameters(emergency_stretch=0.1, last_resort=10000))
    assert not found.overfull
    assert max(lengths(found)) <= 80


@settings(max_examples=100, deadline=None)
@given(items=paragraphs(25), width=st.integers(1, 60), resort=st.sampled_from([0, 10000]))
def test_no_measure_is_too_narrow_to_lose_a_word(items: list[Item], width: int, resort: int) -> None:
    """Overfull lines are said to be so, and only they are too wide."""
    points = compile_items(items)
    found = break_paragraph(points, None, width, Parameters(emergency_stretch=5, last_resort=resort))
    assert found.breaks == sorted(set(found.breaks))
    assert found.breaks[-1] == len(points.end) - 1
    starts = [(0.0, 0.0)] + [(points.after[k], points.after_shrink[k]) for k in found.breaks[:-1]]
    narrowest = [points.end[k] - points.end_shrink[k] - x + z for k, (x, z) in zip(found.breaks, starts, strict=True)]
    assert found.overfull == tuple(n for n, least in enumerate(narrowest) if least > width + 1e-5)
    forced = {k for k, penalty in enumerate(points.penalty) if penalty <= -10000}
    assert forced <= set(found.breaks)


def test_letters_take_what_a_line_lacks_before_its_spaces_do() -> None:
    points = compile_items(words(20, 20, 20, 20, 20, 20))  # three on a line: 70 points
    breaks = [2, 5]
    for expansion, measure in ((0.0, 70.0), (0.03, 68.0), (0.03, 72.0), (0.02, 69.0)):
        p = Parameters(pretolerance=-1, tolerance=0, expansion=expansion)
        found = break_paragraph(points, None, measure, p)
        assert (found.breaks, found.overfull) == (breaks, ())
    tight = Parameters(pretolerance=-1, tolerance=0, expansion=0.02)
    found = break_paragraph(points, None, 68.0, tight)
    assert found.breaks != breaks or found.overfull


def test_patience_is_tried_before_emergency_stretch() -> None:
    """Where the tolerance is too low, lines are judged by the stretch that is there before any is made up."""
    points = compile_items(words(25, 14, 31, 22, 9, 28, 17, 24, 12, 30, 20))
    p = Parameters(pretolerance=-1, tolerance=50, emergency_stretch=30)
    told = []
    for measure in range(60, 100):
        patient = break_paragraph(points, None, measure, replace(p, patience=2000)).breaks
        at_once = break_paragraph(points, None, measure, replace(p, emergency_stretch=0)).breaks
        assert patient in (at_once, break_paragraph(points, None, measure, replace(p, tolerance=2000)).breaks)
        told.append(patient != break_paragraph(points, None, measure, p).breaks)
    assert any(told)


def test_a_ladder_makes_the_breaker_more_patient() -> None:
    p = Parameters(pretolerance=-1, tolerance=5, emergency_stretch=1, double_hyphen_demerits=0)
    impatient = break_paragraph(ladder(), None, 90, replace(p, max_hyphens=NO_LADDER_RULE), first_width=65)
    assert longest_ladder(impatient) > 2
    assert longest_ladder(break_paragraph(ladder(), None, 90, replace(p, patience=2000), first_width=65)) == 2


def test_a_forced_break_ends_its_line_however_short() -> None:
    items = [Box(10), Penalty(0, -10000), *words(40, 40, 40)]
    assert lengths(break_paragraph(compile_items(items), None, 130)) == [10, 130]


def ladder() -> Breakpoints:
    """Words of two halves: after a line of 65, each of 90 wants to begin and end in the middle of one."""
    items: list[Item] = []
    for _ in range(14):
        items += [Box(20), Penalty(0, 0, True), Box(20), Glue(5, 12, 1.6)]
    return compile_items(items[:-1] + FINISH)


def longest_ladder(found: Broken) -> int:
    return max(len(run) for run in ''.join('-' if flag else ' ' for flag in flags(found)).split(' '))


def test_ladders_end_where_they_can() -> None:
    p = Parameters(pretolerance=-1, tolerance=2000, double_hyphen_demerits=0, final_hyphen_demerits=0)
    points = ladder()
    free = break_paragraph(points, None, 90, replace(p, max_hyphens=NO_LADDER_RULE), first_width=65)
    assert longest_ladder(free) > 2
    for most in (1, 2):
        ruled = break_paragraph(points, None, 90, replace(p, max_hyphens=most), first_width=65)
        assert longest_ladder(ruled) == most


def test_ladders_stay_where_nothing_else_fits() -> None:
    items = [x for _ in range(8) for x in (Box(30), Penalty(0, 50, True))][:-1] + FINISH
    found = break_paragraph(compile_items(items), None, 30)
    assert not found.overfull
    assert longest_ladder(found) == 7


def test_a_very_short_last_line_is_avoided() -> None:
    points = compile_items(words(*[20] * 8, 4, space=Glue(5, 4, 2)))
    free = break_paragraph(points, None, 96)
    ruled = break_paragraph(points, None, 96, Parameters(last_line_minimum=10))
    assert lengths(free)[-1] < 10 <= lengths(ruled)[-1]


def test_the_first_line_has_a_measure_of_its_own() -> None:
    points = compile_items(words(*[25] * 12))
    assert lengths(break_paragraph(points, None, 85, first_width=55)) == [55, 85, 85, 85, 25]
    assert lengths(break_paragraph(points, None, 55, first_width=85))[:2] == [85, 55]


def test_ragged_lines_may_lack_what_the_margin_gives() -> None:
    points = compile_items(words(31, 28, 33, 40, 22, 35, 18, 44, 27, 39, space=Glue(5)))
    found = break_paragraph(points, None, 100, Parameters(line_stretch=20, tolerance=10000))
    assert not found.overfull
    assert min(lengths(found)[:-1]) > 100 - 2 * 20


@settings(max_examples=100, deadline=None)
@given(widths=st.lists(st.integers(2, 40), min_size=1, max_size=11), measure=st.integers(40, 120))
def test_balanced_lines_are_as_few_as_can_be_and_as_narrow(widths: list[int], measure: int) -> None:
    points = compile_items(words(*widths, space=Glue(5)))
    found = balance(points, measure)
    last = len(points.end) - 1
    assert found.breaks[-1] == last
    every = [Broken(points, [*inner, last]) for n in range(last + 1) for inner in combinations(range(last), n)]
    fitting = [lengths(broken) for broken in every if max(lengths(broken)) <= measure]
    fewest = min(map(len, fitting))
    assert len(found.breaks) == fewest
    narrowest = min(max(lines) for lines in fitting if len(lines) == fewest)
    assert max(lengths(found)) == pytest.approx(narrowest, abs=measure / 1000)


def test_a_balanced_title_does_not_end_in_one_word() -> None:
    found = balance(compile_items(words(*[20] * 7, space=Glue(5))), 80)
    assert lengths(found) in ([70, 45, 45], [45, 70, 45], [45, 45, 70])
    rather_uneven = balance(compile_items(words(60, 20, 10, 30, space=Glue(5))), 60)
    assert lengths(rather_uneven) == [60, 20, 45]


def test_a_balanced_title_breaks_where_it_must() -> None:
    items = [*words(20, 20)[:-3], Glue(0, 1e7), Penalty(0, -10000), *words(20, 20, 20, 20)]
    assert lengths(balance(compile_items(items), 100)) == [45, 95]


def test_time_grows_with_the_paragraph() -> None:
    def seconds(count: int) -> float:
        items: list[Item] = []
        for n in range(count):
            items += [Box(5 + n * 7 % 16), Penalty(3, 50, True), Box(5 + n * 11 % 13), Glue(3, 1.5, 1)]
        points = compile_items(items[:-1] + FINISH)
        gc.disable()  # as a build does: what the collector goes through is the whole test run's
        try:
            start = time.process_time()
            break_paragraph(points, None, 300)
            return time.process_time() - start
        finally:
            gc.enable()

    # Ten times the paragraph takes ten times as long, a hundred times if it were squared.
    assert min(seconds(10_000) for _ in range(2)) < 10 * 4 * min(seconds(1000) for _ in range(3))
