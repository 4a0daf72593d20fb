"""Pages: each rule with a galley that it changes, the least evil by brute force, columns, speed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet import pagebreak
from booklet.design import Breaks
from booklet.pagebreak import PageSpan, break_pages
from booklet.slug import Slug

LINE = 10.0
PAGE = 10 * LINE
HEADING = Slug(LINE, heading=True)
SINGLE = Slug(LINE)
FREE = Breaks(widows=1, orphans=1, heading_lines=0, whole=0, level_facing=False)


def paragraph(lines: int, *, unit: int = -1, hyphens: tuple[int, ...] = ()) -> list[Slug]:
    return [Slug(LINE, line=n, lines=lines, unit=unit, hyphen=n in hyphens) for n in range(lines)]


def stops(pages: list[PageSpan]) -> list[int]:
    """The slug after the last of each page."""
    return [page.columns[-1][1] for page in pages]


def depth(slugs: list[Slug], start: int, stop: int) -> float:
    return sum(s.height + s.space_before for s in slugs[start:stop]) - (
        slugs[start].space_before if stop > start else 0
    )


# Each rule on, and off.


def test_no_line_of_a_paragraph_stands_alone_at_a_head() -> None:
    galley = paragraph(6) + paragraph(5)
    assert stops(break_pages(galley, PAGE, replace(FREE, widows=2), True)) == [9, 11]
    assert stops(break_pages(galley, PAGE, replace(FREE, widows=3), True)) == [8, 11]
    assert stops(break_pages(galley, PAGE, FREE, True)) == [10, 11]


def test_no_line_of_a_paragraph_stands_alone_at_a_foot() -> None:
    galley = paragraph(9) + paragraph(6)
    assert stops(break_pages(galley, PAGE, replace(FREE, orphans=2), True)) == [9, 15]
    assert stops(break_pages(galley, PAGE, FREE, True)) == [10, 15]


def test_a_heading_keeps_lines_with_it() -> None:
    galley = [*[SINGLE] * 8, HEADING, *[SINGLE] * 6]
    assert stops(break_pages(galley, PAGE, replace(FREE, heading_lines=2), True)) == [8, 15]
    assert stops(break_pages(galley, PAGE, replace(FREE, heading_lines=1), True)) == [10, 15]
    galley = [*[SINGLE] * 9, HEADING, *[SINGLE] * 6]
    assert stops(break_pages(galley, PAGE, replace(FREE, heading_lines=1), True)) == [9, 16]
    assert stops(break_pages(galley, PAGE, FREE, True)) == [10, 16]


def test_headings_that_follow_one_another_stay_together() -> None:
    galley = [*[SINGLE] * 7, HEADING, HEADING, *[SINGLE] * 6]
    assert stops(break_pages(galley, PAGE, replace(FREE, heading_lines=2), True)) == [7, 15]


def test_a_heading_with_less_text_than_it_keeps_may_end_a_page() -> None:
    galley = [*[SINGLE] * 8, HEADING, SINGLE, *[Slug(LINE, line=n, lines=2, heading=n == 1) for n in range(2)], SINGLE]
    assert stops(break_pages(galley, PAGE, replace(FREE, heading_lines=2), True)) == [10, 13]


def test_what_keeps_together_does() -> None:
    galley = [*[SINGLE] * 9, *[Slug(LINE, keep=True)] * 3, *[SINGLE] * 3]
    assert stops(break_pages(galley, PAGE, replace(FREE, whole=0.2), True)) == [8, 15]
    assert stops(break_pages([replace(s, keep=False) for s in galley], PAGE, replace(FREE, whole=0.2), True)) == [
        10,
        15,
    ]


def test_what_no_column_can_keep_together_fills_its_columns() -> None:
    galley = [*[SINGLE] * 4, SINGLE, *[Slug(LINE, keep=True)] * 14]
    pages = break_pages(galley, PAGE, FREE, True)
    assert stops(pages) == [10, 19]
    assert [page.broken for page in pages] == [(), ()]


def test_an_abstract_moves_whole_where_little_is_lost() -> None:
    galley = [*[SINGLE] * 8, *paragraph(6, unit=0)]
    assert stops(break_pages(galley, PAGE, replace(FREE, whole=0.25), True)) == [8, 14]
    assert stops(break_pages(galley, PAGE, replace(FREE, whole=0.15), True)) == [10, 14]
    assert stops(break_pages(galley, PAGE, FREE, True)) == [10, 14]


def test_an_abstract_taller_than_a_page_does_not_move() -> None:
    galley = [*[SINGLE] * 8, *paragraph(11, unit=0)]
    assert stops(break_pages(galley, PAGE, replace(FREE, whole=0.25), True)) == [10, 19]


def test_facing_pages_end_level() -> None:
    galley = paragraph(11) + paragraph(25)
    rules = replace(FREE, widows=2)
    level = replace(rules, level_facing=True)
    assert stops(break_pages(galley, PAGE, rules, False)) == [9, 19, 29, 36]
    assert stops(break_pages(galley, PAGE, level, False))[:2] == [9, 18]
    assert stops(break_pages(galley, PAGE, level, True))[:2] == [9, 19], 'a verso does not face the recto before it'


def test_a_page_ended_by_a_keep_does_not_shorten_the_one_it_faces() -> None:
    galley = [*[SINGLE] * 8, HEADING, *[SINGLE] * 24]
    pages = break_pages(galley, PAGE, replace(FREE, heading_lines=2, level_facing=True), False)
    assert stops(pages) == [8, 18, 28, 33]
    assert pages[0].reason == 'keep'


def test_no_word_is_broken_over_a_turned_leaf() -> None:
    galley = paragraph(16, hyphens=(9,))
    assert stops(break_pages(galley, PAGE, FREE, True)) == [9, 16]
    assert stops(break_pages(paragraph(16), PAGE, FREE, True)) == [10, 16]
    kept = [galley[0], *[replace(s, keep=True) for s in galley[1:10]], *galley[10:]]
    assert stops(break_pages(kept, PAGE, FREE, True)) == [10, 16]
    assert [break_pages(kept, PAGE, FREE, recto)[0].broken for recto in (True, False)] == [('hyphen',), ()]


def test_no_word_is_broken_over_a_spread_either_where_that_is_cheap() -> None:
    slugs = paragraph(30, hyphens=(9,))
    assert stops(break_pages(slugs, PAGE, FREE, False))[0] == 9
    assert stops(break_pages(paragraph(30), PAGE, FREE, False))[0] == 10


def test_running_text_ends_a_page_early_by_a_line_or_two_only() -> None:
    """Three lines would be little enough to lose between units, but not within one to keep the next whole."""
    between = paragraph(7, unit=0) + paragraph(8, unit=1)
    assert stops(break_pages(between, PAGE, replace(FREE, whole=0.4), True)) == [7, 15]
    within = paragraph(13, unit=0) + paragraph(8, unit=1)
    assert stops(break_pages(within, PAGE, replace(FREE, whole=0.4), True)) == [9, 18, 21]


def test_a_forced_break_begins_a_page() -> None:
    galley = [*[SINGLE] * 3, replace(SINGLE, forced=True), SINGLE, SINGLE]
    pages = break_pages(galley, PAGE, FREE, True)
    assert stops(pages) == [3, 6]
    assert [page.reason for page in pages] == ['forced', 'end']
    assert stops(break_pages([SINGLE] * 6, PAGE, FREE, True)) == [6]


def test_a_forced_break_begins_a_page_and_not_a_column() -> None:
    galley = [*[SINGLE] * 3, replace(SINGLE, forced=True), SINGLE, SINGLE]
    pages = break_pages(galley, PAGE, FREE, True, columns=2)
    assert [page.columns for page in pages] == [((0, 2), (2, 3)), ((3, 5), (5, 6))]


def test_the_first_page_is_as_tall_as_it_is_said_to_be() -> None:
    pages = break_pages([SINGLE] * 20, PAGE, FREE, True, first_height=4 * LINE)
    assert stops(pages) == [4, 14, 20]
    pages = break_pages([SINGLE] * 40, PAGE, FREE, True, columns=2, first_height=4 * LINE)
    assert stops(pages) == [8, 28, 40]


def test_a_first_page_with_room_for_nothing_sound_stays_empty() -> None:
    galley = [HEADING, *[SINGLE] * 8]
    pages = break_pages(galley, PAGE, replace(FREE, heading_lines=2), True, first_height=2 * LINE)
    assert [page.columns for page in pages] == [((0, 0),), ((0, 9),)]
    assert stops(break_pages(galley, PAGE, replace(FREE, heading_lines=2), True, first_height=3 * LINE)) == [3, 9]
    pages = break_pages([Slug(30.0)], PAGE, FREE, True, first_height=20.0)
    assert [(page.columns, page.broken) for page in pages] == [(((0, 0),), ()), (((0, 1),), ())]


def test_only_a_slug_taller_than_its_column_overflows() -> None:
    pages = break_pages([SINGLE, Slug(3 * PAGE), SINGLE], PAGE, FREE, True)
    assert stops(pages) == [1, 2, 3]
    assert [page.broken for page in pages] == [(), ('overfull',), ()]


def test_space_before_the_first_slug_of_a_column_does_not_count() -> None:
    galley = [*[SINGLE] * 10, *[Slug(LINE, space_before=0.0 if n else 50.0) for n in range(10)]]
    assert stops(break_pages(galley, PAGE, FREE, True)) == [10, 20]


def test_what_had_to_be_broken_is_said() -> None:
    heads = [HEADING] * 12 + [SINGLE] * 2
    broken = break_pages(heads, PAGE, replace(FREE, heading_lines=2), True)
    assert [page.broken for page in broken] == [('heading',), ()]
    tight = paragraph(4)
    pages = break_pages(tight, 3 * LINE, replace(FREE, widows=2, orphans=3), True)
    assert {rule for page in pages for rule in page.broken} in ({'widow'}, {'orphan'})
    assert all(not page.broken for page in break_pages(paragraph(30), PAGE, Breaks(), True))


# The least evil: a second opinion on what pages cost, and all pages that there are.


Cost = tuple[int, int, int, int, int, int, int, int, float]


def cost(slugs: list[Slug], cuts: list[int], height: float, first: float, breaks: Breaks, recto: bool) -> Cost:
    """What pages that end at these cuts cost, by the rules in the order of their force."""
    overfull = heading = keep = lonely_lines = short_pages = turned = stopped = units = 0
    soft = 0.0
    line = sorted(s.height for s in slugs)[len(slugs) // 2]
    facing: float | None = None  # how deep the page before is, if it ends in running text or full
    for page, (start, stop) in enumerate(pairwise([0, *cuts])):
        space = height if page else first
        if start == stop:  # an empty first page
            short_pages += 1000
            facing = None
            continue
        down = depth(slugs, start, stop)
        short = max(0.0, space - down)
        overfull += down > space
        following = slugs[stop] if stop < len(slugs) else None
        if following is None or following.forced:
            soft += 32_000 if stop - start < 3 and start else 0
            facing = None
            continue
        lines = short / line
        above = [n for n in range(stop) if slugs[n].heading]
        under = stop - 1 - above[-1] if above else 99
        if under < breaks.heading_lines and (under == 0 or not opens_heading(slugs, stop)):
            heading += 1
        keep += following.keep and depth(slugs, *run(slugs, stop)) <= height
        if following.line:
            lonely_lines += (following.line < breaks.orphans) + (following.lines - following.line < breaks.widows)
        if short > max(breaks.whole, 0.1) * space:
            short_pages += int(1000 * short / space)
        verso = recto == (page % 2 == 1)
        if slugs[stop - 1].hyphen:
            turned += not verso
            soft += 4800 if verso else 0
        inside = following.unit >= 0 and following.unit == slugs[stop - 1].unit
        if inside and breaks.whole:
            members = [n for n, s in enumerate(slugs) if s.unit == following.unit]
            units += depth(slugs, members[0], members[-1] + 1) <= height
        running = inside or following.line > 0
        if running and lines > 2.01:
            stopped += int(1000 * (lines - 2.01))
        soft += 160 * lines**2
        level = running or down + following.space_before + following.height > space
        if level and facing is not None and not verso and breaks.level_facing:
            soft += 640 * ((facing - down) / line) ** 2
        facing = down if level else None
    return overfull, heading, keep, lonely_lines, short_pages, turned, stopped, units, soft


def opens_heading(slugs: list[Slug], index: int) -> bool:
    """Whether the paragraph that begins here is a heading."""
    rest = slugs[index:]
    return next((s.heading for s in rest if s.line + 1 >= s.lines), False)


def run(slugs: list[Slug], index: int) -> tuple[int, int]:
    """The slugs that keep together with this one."""
    start, stop = index, index + 1
    while start and slugs[start].keep and not slugs[start].forced:
        start -= 1
    while stop < len(slugs) and slugs[stop].keep and not slugs[stop].forced:
        stop += 1
    return start, stop


def every_way(slugs: list[Slug], height: float, first: float) -> Iterator[list[int]]:
    """All pages on which nothing overflows that could be helped."""
    forced = {n for n, s in enumerate(slugs) if s.forced and n}
    for count in range(len(slugs)):
        for inner in combinations(range(1, len(slugs)), count):
            for cuts in ([*inner, len(slugs)], [0, *inner, len(slugs)]):
                spans = list(pairwise([0, *cuts]))
                if cuts[0] == 0 and first >= height:
                    continue
                fits = all(
                    stop - start <= 1 or depth(slugs, start, stop) <= (height if page else first)
                    for page, (start, stop) in enumerate(spans)
                )
                if fits and forced <= set(inner):
                    yield cuts


@st.composite
def galleys(draw: st.DrawFn, most: int) -> list[Slug]:
    slugs: list[Slug] = []
    unit = -1
    count = draw(st.integers(1, most))
    while len(slugs) < count:
        kind = draw(st.sampled_from(['text', 'text', 'text', 'heading', 'row']))
        if draw(st.integers(0, 3)) == 0:
            unit = -1 if draw(st.booleans()) else max([unit, *(s.unit for s in slugs)]) + 1
        lines = draw(st.integers(1, 2 if kind == 'heading' else 6))
        space = draw(st.sampled_from([0.0, 0.0, 5.0, 20.0]))
        height = draw(st.sampled_from([LINE, LINE, LINE, 15.0, 45.0 if kind == 'row' else LINE]))
        first_kept = draw(st.integers(0, 7)) == 0
        forced = draw(st.integers(0, 11)) == 0
        for n in range(lines):
            slugs.append(
                Slug(
                    height,
                    space_before=0.0 if n else space,
                    line=n,
                    lines=lines,
                    heading=kind == 'heading' and n == lines - 1,
                    keep=(n > 0 and kind != 'text') or (n == 0 and first_kept),
                    unit=unit,
                    hyphen=kind == 'text' and draw(st.integers(0, 4)) == 0,
                    forced=forced and n == 0,
                )
            )
    return slugs[:count]


rules = st.builds(
    Breaks,
    widows=st.integers(1, 3),
    orphans=st.integers(1, 3),
    heading_lines=st.integers(0, 2),
    whole=st.sampled_from([0.0, 0.25, 0.4]),
    level_facing=st.booleans(),
)


@settings(max_examples=250, deadline=None)
@given(
    slugs=galleys(9),
    height=st.sampled_from([30.0, 40.0, 50.0, 60.0]),
    less=st.sampled_from([0.0, 0.0, 20.0, 35.0]),
    breaks=rules,
    recto=st.booleans(),
)
def test_no_other_pages_keep_more_of_the_stronger_rules(
    slugs: list[Slug], height: float, less: float, breaks: Breaks, recto: bool
) -> None:
    first = max(10.0, height - less)
    pages = break_pages(slugs, height, breaks, recto, first_height=first)
    found = cost(slugs, stops(pages), height, first, breaks, recto)
    best = min(cost(slugs, cuts, height, first, breaks, recto) for cuts in every_way(slugs, height, first))
    assert found[:-1] == best[:-1]
    assert found[-1] <= best[-1] + 2 * len(pages)  # prices are whole numbers
    strong = {rule for page in pages for rule in page.broken}
    assert ('overfull' in strong, 'heading' in strong, 'keep' in strong) == tuple(n > 0 for n in found[:3])
    assert bool(strong & {'widow', 'orphan'}) == (found[3] > 0)
    assert ('hyphen' in strong) == (found[5] > 0)


@settings(max_examples=150, deadline=None)
@given(
    slugs=galleys(60),
    height=st.sampled_from([60.0, 100.0, 200.0]),
    less=st.sampled_from([0.0, 20.0]),
    columns=st.integers(1, 3),
    breaks=rules,
    recto=st.booleans(),
)
def test_every_slug_is_set_once_in_order_and_nothing_overflows(
    slugs: list[Slug], height: float, less: float, columns: int, breaks: Breaks, recto: bool
) -> None:
    pages = break_pages(slugs, height, breaks, recto, columns=columns, first_height=height - less)
    spans = [span for page in pages for span in page.columns]
    assert [n for start, stop in spans for n in range(start, stop)] == list(range(len(slugs)))
    for number, page in enumerate(pages):
        space = height - less if number == 0 else height
        assert len(page.columns) <= columns
        for start, stop in page.columns:
            assert stop > start or number == 0
            assert stop - start == 1 or depth(slugs, start, stop) <= space + 0.01
        heads = [page.columns[0][0]] if page.columns[0][1] else []
        assert all(
            not slugs[n].forced or n in heads or n == 0 for start, stop in page.columns for n in range(start, stop)
        )
    assert pages[-1].reason == 'end'


def test_nothing_makes_no_pages() -> None:
    assert break_pages([], PAGE, Breaks(), True) == []


# Columns.


def test_the_last_columns_are_even() -> None:
    pages = break_pages([SINGLE] * 27, PAGE, FREE, True, columns=2)
    assert [page.columns for page in pages] == [((0, 10), (10, 20)), ((20, 24), (24, 27))]
    pages = break_pages([SINGLE] * 8, PAGE, FREE, True, columns=3)
    assert pages[0].columns == ((0, 3), (3, 6), (6, 8))
    pages = break_pages([SINGLE] * 2, PAGE, FREE, True, columns=3)
    assert pages[0].columns == ((0, 1), (1, 2))


def test_the_shorter_columns_are_even_too() -> None:
    page = break_pages([SINGLE] * 7, PAGE, FREE, True, columns=3)[0]
    assert [stop - start for start, stop in page.columns] == [3, 2, 2]


def test_evenness_does_not_cut_off_a_heading() -> None:
    galley = [*[SINGLE] * 3, HEADING, *[SINGLE] * 3]
    assert break_pages(galley, PAGE, replace(FREE, heading_lines=2), True, columns=2)[0].columns == ((0, 3), (3, 7))
    assert break_pages(galley, PAGE, FREE, True, columns=2)[0].columns == ((0, 4), (4, 7))


@settings(max_examples=150, deadline=None)
@given(slugs=galleys(11), columns=st.integers(2, 3), breaks=rules)
def test_the_last_columns_are_as_short_as_can_be(slugs: list[Slug], columns: int, breaks: Breaks) -> None:
    slugs = [replace(s, forced=False) for s in slugs]
    (page,) = break_pages(slugs, 1000.0, breaks, True, columns=columns)

    def judged(spans: list[tuple[int, int]]) -> tuple[float, ...]:
        flaws = cost(slugs, [stop for _, stop in spans], 1000.0, 1000.0, breaks, True)[1:4]
        return (*flaws, max(depth(slugs, *span) for span in spans))

    ways = [
        list(pairwise([0, *inner, len(slugs)]))
        for count in range(columns)
        for inner in combinations(range(1, len(slugs)), count)
    ]
    assert judged(list(page.columns)) == min(map(judged, ways))


# Speed.


def abstracts(lines: int) -> list[Slug]:
    galley: list[Slug] = []
    unit = 0
    while len(galley) < lines:
        galley += [Slug(18.0, space_before=24.0, heading=True, unit=unit), Slug(12.0, heading=True, unit=unit)]
        for number in range(unit % 3 + 1):
            count = 3 + (unit * 7 + number * 5) % 12
            for n in range(count):
                galley.append(Slug(12.0, line=n, lines=count, unit=unit, hyphen=(unit + n) % 9 == 0))
        unit += 1
    return galley[:lines]


def seconds(galley: list[Slug], columns: int = 1) -> float:
    start = time.process_time()
    break_pages(galley, 540.0, Breaks(), True, columns=columns)
    return time.process_time() - start


def test_a_thousand_pages_are_broken_in_a_second() -> None:
    assert seconds(abstracts(45_000)) < 2.5


def test_time_grows_with_the_galley() -> None:
    short = min(seconds(abstracts(4000)) for _ in range(3))
    assert seconds(abstracts(32_000)) < 8 * short * 2.5


def test_an_index_is_balanced_at_once() -> None:
    galley = [Slug(12.0, heading=n % 13 == 0, space_before=12.0 * (n % 13 == 0)) for n in range(325)]
    assert min(seconds(galley, columns=2) for _ in range(3)) < 0.03


@pytest.mark.parametrize('lines', [1, 5, 300])
def test_rows_without_rules_fill_their_pages(lines: int) -> None:
    pages = break_pages([SINGLE] * lines, PAGE, Breaks(), True)
    assert len(pages) == -(-lines // 10)


def long_galley(random: Random) -> list[Slug]:
    """Abstracts of up to a page and a half, in which words are often broken."""
    slugs: list[Slug] = []
    for unit in range(random.choice([3, 12])):
        slugs.append(replace(HEADING, unit=unit, space_before=random.choice([0.0, LINE])))
        lines = random.randrange(1, 16)
        hyphens = tuple(n for n in range(lines) if random.random() < 0.3)
        slugs += paragraph(lines, unit=unit if random.random() < 0.8 else -1, hyphens=hyphens)
    return slugs


@pytest.mark.parametrize('recto', [True, False])
def test_looking_ahead_changes_no_page(recto: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the search learns from the end backward spares it ways, but never the cheapest."""
    random = Random(7)
    galleys = [(long_galley(random), random.choice([PAGE, PAGE - 3 * LINE])) for _ in range(250)]
    rules = Breaks(whole=0.33)

    def every() -> list[list[PageSpan]]:
        return [break_pages(slugs, PAGE, rules, recto, first_height=first) for slugs, first in galleys]

    ahead = every()
    monkeypatch.setattr(pagebreak._Pages, '_rests', lambda self, spare: ([], [], pagebreak._UNPAYABLE))
    assert ahead == every()
