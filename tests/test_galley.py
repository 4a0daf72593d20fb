"""Blocks become slugs: on the grid, with their spaces, roles, keeps and names."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest
from book import ROOT, loaded
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.block import (
    Block,
    Cell,
    Display,
    Group,
    Hung,
    NewPage,
    Ornament,
    Picture,
    Row,
    Section,
    Sheet,
    Stack,
    Text,
)
from booklet.design import Layout
from booklet.diagnostics import Sink
from booklet.galley import Galley, set_galley
from booklet.images import Image
from booklet.markup import Inline
from booklet.page import ARTIFACT, Drawing, Late, Line, Mark, MathRun, Placed, Rule, Target
from booklet.page import Picture as PagePicture
from booklet.paragraph import Composer
from booklet.slug import Slug

HEIGHT = 480.0
WORDS = 'The relevant notion of smoothness then corresponds to continuity in terms of the distance between contexts. '


@lru_cache(maxsize=2)
def composer(grid: float = 12.0) -> Composer:
    """The stock layout, its leading made plain: 12 points a step."""
    _, layout, library = loaded(ROOT, 'symposium')
    return Composer(plain(layout, grid), library, Sink())


def plain(layout: Layout, grid: float) -> Layout:
    body = replace(layout.styles['abstract_text'], indent=0.0, leading=12.0, space_before=0.0, space_after=0.0)
    styles = {
        **layout.styles,
        'body': body,
        'spaced': replace(body, space_before=5.0, space_after=8.0),
        'heading': replace(body, size=14.0, leading=17.0, space_before=20.0, keep_with_next=True, align='left'),
        'small': replace(body, size=8.0, leading=10.0, align='left'),
        'right': replace(body, align='right'),
        'list': replace(body, indent=20.0),
    }
    return replace(layout, grid=grid, styles=styles)


def cast(*blocks: Block, grid: float = 12.0, head: tuple[Block, ...] = (), measure: float = 240.0) -> Galley:
    return set_galley(Section(blocks, {}, head=head), measure, 300.0, HEIGHT, composer(grid))


def text(times: int = 1, style: str = 'body', **more: object) -> Text:
    return Text((Inline(WORDS * times),), style, **more)  # type: ignore[arg-type]


def baselines(slugs: list[Slug]) -> list[tuple[float, Placed]]:
    """Every line with the distance of its baseline from the head of an endless column."""
    found, y = [], -slugs[0].space_before
    for slug in slugs:
        y += slug.space_before
        found += [(y + p.y, p) for p in slug.contents if isinstance(p.item, Line | Late)]
        y += slug.height
    return found


def items(galley: Galley, kind: type) -> list[Placed]:
    return [placed for slug in galley.slugs for placed in slug.contents if isinstance(placed.item, kind)]


BLOCKS = st.lists(
    st.builds(text, st.integers(1, 4), st.sampled_from(['body', 'spaced', 'heading', 'small', 'right'])),
    min_size=1,
    max_size=12,
)


@given(BLOCKS)
@settings(max_examples=60, deadline=None)
def test_body_is_on_the_grid_and_every_paragraph_ends_on_it(blocks: list[Text]) -> None:
    galley = cast(*blocks)
    bottom = -galley.slugs[0].space_before
    for slug in galley.slugs:
        bottom += slug.space_before + slug.height
        if slug.line == slug.lines - 1:
            assert bottom / 12 == pytest.approx(round(bottom / 12), abs=1e-6)
    phases = {round(y % 12, 3) for y, p in baselines(galley.slugs) if p.item.runs[0].style.size == body_size()}
    assert len(phases) <= 1


def body_size() -> float:
    return composer().layout.styles['body'].size


def test_last_line_of_a_heading_stands_where_a_line_of_body_would() -> None:
    galley = cast(text(), text(1, 'heading'), text())
    lines = baselines(galley.slugs)
    phases = [y % 12 for y, p in lines if p.item.runs[0].style.size == body_size()]
    heading = [y for y, p in lines if p.item.runs[0].style.size == 14.0]
    assert heading[-1] % 12 == pytest.approx(phases[0])


def test_without_a_grid_spaces_are_what_the_style_says() -> None:
    galley = cast(text(), text(1, 'spaced'), text(), text(1, 'heading'), grid=0.0)
    first = [slug for slug in galley.slugs if slug.line == 0]
    assert [slug.space_before for slug in first] == [0.0, 5.0, 8.0, 20.0]  # the larger of after and before
    assert {slug.height for slug in galley.slugs} == {12.0, 17.0}


def test_spaces_are_rounded_up_to_the_grid() -> None:
    galley = cast(text(), text(1, 'spaced'), text(), text(1, 'heading'))
    assert [slug.space_before for slug in galley.slugs if slug.line == 0] == [0.0, 12.0, 12.0, 24.0]


def test_slugs_know_their_line_and_heading() -> None:
    galley = cast(text(1, 'heading'), text(3))
    heading = [slug for slug in galley.slugs if slug.heading]
    assert len(heading) == 1
    assert heading[0].line == heading[0].lines - 1
    assert all(slug.keep for slug in galley.slugs if slug.lines == heading[0].lines and slug.line and slug.heading)
    paragraph = galley.slugs[heading[0].lines :]
    assert [slug.line for slug in paragraph] == [*range(len(paragraph))]
    assert {slug.lines for slug in paragraph} == {len(paragraph)}


def test_new_pages_units_and_hyphens() -> None:
    galley = cast(
        Group('Sect', (text(), text()), unit=True),
        NewPage(),
        Group('Sect', (text(2),), unit=True),
        text(4),
        measure=120.0,
    )
    starts = [slug for slug in galley.slugs if slug.line == 0]
    assert [slug.unit for slug in starts] == [0, 0, 1, -1]
    assert [slug.forced for slug in starts] == [False, False, True, False]
    assert sum(slug.forced for slug in galley.slugs) == 1
    for slug in galley.slugs:
        (line,) = (p.item for p in slug.contents if isinstance(p.item, Line))
        assert slug.hyphen == line.hyphen
    assert any(slug.hyphen for slug in galley.slugs)


def test_anchors_and_marks_stand_with_the_first_line() -> None:
    galley = cast(text(), text(2, anchor='here', marks=(('day', 'Monday'),)))
    first = next(slug for slug in galley.slugs[1:] if slug.line == 0)
    assert [p.item for p in first.contents if isinstance(p.item, Target | Mark)] == [
        Target('here'),
        Mark('day', 'Monday'),
    ]
    assert len(items(galley, Target)) == 1


# --- rows -------------------------------------------------------------------------------------------------------------


def agenda_row(title: str = WORDS, **more: object) -> Row:
    return Row(
        (
            Cell((Inline('10:20'),), 'right', 0.0, 40.0),
            Cell((Inline('am'),), 'small', 42.0, 20.0, joins=True),
            Cell((Inline(title),), 'body', 70.0, 140.0, link='#there'),
            Cell((), 'right', 220.0, 20.0, page_of='there', link='#there'),
        ),
        **more,  # type: ignore[arg-type]
    )


def test_first_lines_of_a_row_share_a_baseline() -> None:
    galley = cast(text(), agenda_row(), text())
    row = next(slug for slug in galley.slugs if len([p for p in slug.contents if isinstance(p.item, Line)]) == 3)
    assert len({p.y for p in row.contents if isinstance(p.item, Line | Late)}) == 1
    phases = {round(y % 12, 3) for y, _ in baselines(galley.slugs)}
    assert len(phases) == 1


def test_cells_stand_in_their_columns() -> None:
    galley = cast(agenda_row())
    time, period, *title = [p for slug in galley.slugs for p in slug.contents if isinstance(p.item, Line)]
    assert time.x + time.item.width == pytest.approx(40.0)
    assert period.x == 42.0
    assert len(title) > 1
    for placed in title:
        assert placed.x == 70.0
        assert placed.item.width <= 140.05
        assert placed.link == '#there'
    (late,) = items(galley, Late)
    assert late.x == 240.0
    assert late.item.anchor == 'there'


def test_times_end_at_one_place_whatever_they_are() -> None:
    times = ['8:00', '10:20', '11:11', '9:47', '12:59']
    rows = [Row((Cell((Inline(time),), 'agenda_time', 0.0, 40.0),)) for time in times]
    placed = items(cast(*rows), Line)
    assert [p.item.text for p in placed] == times
    assert {round(p.x + p.item.width, 6) for p in placed} == {40.0}


def test_roles_of_rows() -> None:
    galley = cast(Group('Table', (agenda_row('Title', anchor='row'),)))
    elements = galley.structure.elements
    assert [(e.role, elements[e.parent].role) for e in elements[1:]] == [
        ('Table', 'Sect'),
        ('TR', 'Table'),
        ('TD', 'TR'),
        ('TD', 'TR'),
        ('Link', 'TD'),
        ('TD', 'TR'),
        ('Link', 'TD'),
    ]
    time, period = (p for p in items(galley, Line) if p.item.text in ('10:20', 'am'))
    assert time.element == period.element
    assert [p.item.name for p in items(galley, Target)] == ['row']


def test_rules_are_artifacts_above_their_row() -> None:
    galley = cast(text(), agenda_row('Title', rule=0.25), Ornament(100.0), text())
    hair, ornament = items(galley, Rule)
    assert hair.element == ornament.element == ARTIFACT
    assert hair.item.width == 240.0
    assert ornament.item.width == 100.0


def test_short_rows_are_kept_whole() -> None:
    assert all(slug.keep for slug in cast(agenda_row()).slugs if slug.line)
    assert not all(slug.keep for slug in cast(agenda_row(WORDS * 20)).slugs if slug.line)


# --- the rest ---------------------------------------------------------------------------------------------------------


def test_labels_are_read_and_stand_before_their_item() -> None:
    galley = cast(Group('LI', (Text((Inline(WORDS),), 'list', 'LBody', label=(Inline('1.'),)),)))
    roles = [element.role for element in galley.structure.elements]
    assert roles.index('Lbl') < roles.index('LBody')
    label, first = (p for p in galley.slugs[0].contents if isinstance(p.item, Line))
    assert label.item.text == '1.'
    assert label.x + label.item.width < first.x == 20.0
    assert label.y == pytest.approx(first.y)


def test_formulas_on_their_own_line_are_centred_and_spoken() -> None:
    galley = cast(text(), Display(r'\sum_{k=1}^n k = \frac{n(n+1)}{2}', 'display'), text())
    elements = [e for e in galley.structure.elements if e.role == 'Formula']
    assert len(elements) == 1
    assert 'sum' in elements[0].alt
    assert '\\' not in elements[0].alt
    roles = galley.structure.elements
    phases = {round(y % 12, 3) for y, p in baselines(galley.slugs) if roles[p.element].role == 'P'}
    assert len(phases) == 1
    placed = next(p for p in items(galley, Line) if galley.structure.elements[p.element].role == 'Formula')
    (run,) = placed.item.runs
    assert isinstance(run, MathRun)
    em = run.style.size
    left, right = placed.x, placed.x + placed.item.width
    assert left >= 0
    assert right == pytest.approx(240)
    first, last = (end(glyph.x * em for glyph in run.formula.glyphs) for end in (min, max))
    assert first > 20
    assert first == pytest.approx(right - left - last, abs=em)  # as far from one end as from the other


def test_sheets_are_pages_of_their_own() -> None:
    top, bottom = Stack((text(),), 50.0), Stack((text(),), 30.0, 'bottom')
    galley = cast(Sheet((top, bottom), '0 0 10 10 re f'), text())
    sheet, following = galley.slugs[0], galley.slugs[1]
    assert sheet.height == HEIGHT
    assert following.forced
    assert isinstance(sheet.contents[0].item, Drawing)
    ys = [p.y for p in sheet.contents if isinstance(p.item, Line)]
    assert min(ys) == pytest.approx(50.0 + 12 * 0.73, abs=0.5)
    assert HEIGHT - 30.0 - 12 < max(ys) < HEIGHT - 30.0


def test_heads_stand_across_the_columns() -> None:
    galley = cast(text(2), head=(text(1, 'heading'),), measure=140.0)
    head = [p.item.width for slug in galley.head for p in slug.contents if isinstance(p.item, Line)]
    assert max(head) > 140.0
    assert galley.head_depth / 12 == pytest.approx(round(galley.head_depth / 12))
    assert galley.head_depth >= sum(slug.height for slug in galley.head)
    roles = {galley.structure.elements[p.element].role for slug in galley.head for p in slug.contents}
    assert roles == {'P'}


def test_language_of_a_stretch_is_told_where_it_differs() -> None:
    galley = cast(Group('Sect', (text(language='de'),), language='de'), text())
    assert 'de' in {element.language for element in galley.structure.elements}


# --- pictures ---

SQUARE = Image('a.png', kind='PNG', pixels=(100, 100))


def illustrated(*blocks: Block, grid: float = 12.0, images: tuple[Image, ...] = (SQUARE,)) -> Galley:
    own = {image.key: image for image in images}
    return set_galley(Section(blocks, {}), 240.0, 300.0, HEIGHT, composer(grid), own)


def ink(slugs: list[Slug]) -> list[tuple[float, float]]:
    """Where each picture begins and ends, from the head of an endless column."""
    found, y = [], -slugs[0].space_before
    for slug in slugs:
        y += slug.space_before
        for placed in slug.contents:
            if isinstance(placed.item, PagePicture):
                found.append((y + placed.y - placed.item.height, y + placed.y))
        y += slug.height
    return found


@pytest.mark.parametrize('height', [12.0, 30.0, 47.0])
def test_text_goes_on_on_the_grid_below_a_picture(height: float) -> None:
    galley = illustrated(text(), Picture('a.png', 50, height, 'A square', space_before=5, space_after=5), text())
    assert all((y + 0.27 * 12) % 12 == pytest.approx(0, abs=0.01) for y, _ in baselines(galley.slugs))
    ((top, foot),) = ink(galley.slugs)
    lines = [y for y, _ in baselines(galley.slugs)]
    assert max(y for y in lines if y < foot) < top
    assert min(y for y in lines if y > top) > foot + 6
    (placed,) = items(galley, PagePicture)
    assert placed.x == pytest.approx(95)
    element = galley.structure.elements[placed.element]
    assert (element.role, element.alt) == ('Figure', 'A square')


def test_a_picture_that_says_nothing_is_an_artifact() -> None:
    (placed,) = items(illustrated(Picture('a.png', 50, 50)), PagePicture)
    assert placed.element == ARTIFACT


@pytest.mark.parametrize('image', [replace(SQUARE, problem='it is damaged'), replace(SQUARE, name='b.png')])
def test_what_cannot_be_shown_leaves_its_place_empty(image: Image) -> None:
    galley = illustrated(Picture('a.png', 50, 36), text(), images=(image,))
    assert items(galley, PagePicture) == []
    assert galley.slugs[0].height == 36


@pytest.mark.parametrize('times', [1, 2, 6])
def test_a_picture_hangs_beside_its_words(times: int) -> None:
    words = text(times)
    galley = illustrated(Hung(Picture('a.png', 60, 60, 'A'), -70.0, (words,)), text())
    alone = illustrated(words, text())
    ((top, foot),) = ink(galley.slugs)
    first = baselines(galley.slugs)[0][0]
    assert first - 9.7 < top < first - 4  # level with the capitals
    count = len(items(illustrated(words), Line))
    beside, after = baselines(galley.slugs)[:count], baselines(galley.slugs)[count:]
    assert [y for y, _ in beside] == [y for y, _ in baselines(alone.slugs)[:count]]  # not moved by it
    assert min(y for y, _ in after) > foot + 4
    assert all((y + 0.27 * 12) % 12 == pytest.approx(0, abs=0.01) for y, _ in after)
    kept = [slug for number, slug in enumerate(galley.slugs) if number and slug.keep]
    assert len(kept) == min(count, 6) - 1  # as many lines as stand beside it stay together
    (placed,) = items(galley, PagePicture)
    assert placed.x == -70


@pytest.mark.parametrize('words', ['see page ', '← ص ', '← עמ׳ '])
def test_a_page_number_behind_words_is_painted_in_the_face_that_it_is_shaped_in(words: str) -> None:
    """In other scripts, figures may come from another face than the style's."""
    text = Text((Inline(words),), 'body', page_of='there')
    galley = set_galley(Section((text,), {}), 220.0, 300.0, HEIGHT, composer())
    (late,) = (p.item for slug in galley.slugs for p in slug.contents if isinstance(p.item, Late))
    assert late.style.face == late.font.face.key
