"""Words and what parts them become breakpoints; those with and without hyphenation tell the same of the same places."""

from __future__ import annotations

from functools import lru_cache

import pytest
from book import ROOT, loaded
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.design import Colour
from booklet.glue import HYPHEN_PENALTY, Type
from booklet.hyphenate import Hyphenator
from booklet.linebreak import FORCED as FORCED_BREAK
from booklet.linebreak import Breakpoints
from booklet.markup import Inline, LineBreak
from booklet.math import set_math
from booklet.page import RunStyle
from booklet.points import hyphenated_points, plain_points
from booklet.shaping import Font
from booklet.tokens import Places, Tokens, plain_tokens, simple_pieces, tokens

SIZE = 10.0
WORDS = [
    'a',
    'is',
    'the',
    'office',
    'representation',
    'well-known',
    'theories,',
    '(approximation)',
    '3rd',
    'über',
    'and/or',
]
SPACES = [' ', '  ', '\u00a0', '\u200b', '—']


@lru_cache(maxsize=2)
def body(hyphenates: bool = True) -> Type:
    _, layout, library = loaded(ROOT, 'symposium')
    face = library.face(layout.fonts['text'])
    run = RunStyle(face.key, SIZE, Colour(0.0, 0.0, 0.0))
    return Type(Font(face), run, False, Hyphenator('en') if hyphenates else None)


def plain(text: str) -> Tokens:
    found = plain_tokens(text, body())
    assert found is not None
    return found


def simple(*inlines: Inline | LineBreak) -> Tokens | None:
    return tokens(simple_pieces(inlines), lambda owner: body(), lambda owner: set_math('x'))


def rows(found: tuple[Breakpoints, Places]) -> list[tuple[tuple[int, int], tuple[float, ...]]]:
    """Each breakpoint: its place, and what all columns say of it."""
    points, places = found
    columns = zip(
        points.end,
        points.after,
        points.end_stretch,
        points.after_stretch,
        points.end_shrink,
        points.after_shrink,
        points.penalty,
        points.flagged,
        strict=True,
    )
    return [((places[k].word, places[k].split), column) for k, column in enumerate(columns)]


texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SPACES)), min_size=1, max_size=30).map(
    lambda pairs: ''.join(word + space for word, space in pairs) + 'end'
)


@given(texts)
@settings(max_examples=200, deadline=None)
def test_ends_of_words_are_the_same_with_hyphenation_and_without(text: str) -> None:
    found = plain(text)
    between = [row for row in rows(hyphenated_points(found)) if row[0][1] == 0]
    expected = rows(plain_points(found))
    assert [place for place, _ in between] == [place for place, _ in expected]
    for (_, ours), (_, theirs) in zip(between, expected, strict=True):
        assert ours == pytest.approx(theirs)


@given(texts)
@settings(max_examples=100, deadline=None)
def test_one_type_and_mixed_types_tell_the_same(text: str) -> None:
    mixed = simple(Inline(text))
    assert mixed is not None
    assert mixed.types
    for points in (plain_points, hyphenated_points):
        assert rows(points(mixed)) == rows(points(plain(text)))


@given(texts)
@settings(max_examples=100, deadline=None)
def test_places_inside_words_are_those_of_the_hyphenator(text: str) -> None:
    found = plain(text)
    points = rows(hyphenated_points(found))
    splits = [place for place, _ in points if place[1]]
    positions = body().hyphenator.positions  # type: ignore[union-attr]

    def far(n: int, at: int) -> bool:
        """Four letters at least from the compound's own hyphens."""
        after = n > 0 and found.separators[n - 1] == ''
        before = found.separators[n] == ''
        return (not after or at >= 4) and (not before or len(found.words[n].text) - 1 - at >= 4)

    assert splits == [(n, at) for n, word in enumerate(found.words) for at in positions(word.text) if far(n, at)]
    for (word, at), (end, after, *_, penalty, flagged) in points:
        if at:
            assert (penalty, flagged) == (HYPHEN_PENALTY, True)
            start = sum(found.widths[:word]) + sum(body().glue[s].width for s in found.separators[:word])
            head, tail = body().font.broken(found.words[word].text[:at]), found.words[word].text[at:]
            # Kerning across the break, and a ligature that it parts, are not measured: half a point at most.
            assert end == pytest.approx(start + head.width * SIZE, abs=0.5)
            assert after == pytest.approx(start + found.widths[word] - body().font.words[tail].width * SIZE, abs=0.5)


def test_no_line_ends_at_a_no_break_space() -> None:
    found = plain('one two\u00a0three four')
    for points in (plain_points, hyphenated_points):
        assert [place[0] for place, _ in rows(points(found)) if not place[1]] == [0, 2, 3]


def test_a_forced_break_fills_its_line() -> None:
    found = simple(Inline('one two'), LineBreak(), Inline('three'))
    assert found is not None
    for points in (plain_points, hyphenated_points):
        forced = [column for place, column in rows(points(found)) if column[6] == FORCED_BREAK]
        assert len(forced) == 2
        assert all(end_stretch >= 1e7 for _, _, end_stretch, *_ in forced)
        assert forced[0][0] == pytest.approx(found.widths[0] + body().glue[' '].width + found.widths[1])


def test_what_is_not_hyphenated_has_no_places_inside_words() -> None:
    found = plain_tokens('representation theories', body(False))
    assert found is not None
    assert rows(hyphenated_points(found)) == rows(plain_points(found))


def test_tabs_and_line_ends_are_spaces() -> None:
    mixed = simple(Inline('one\ttwo\nthree'))
    assert mixed is not None
    for found in (plain('one\ttwo\nthree'), mixed):
        assert [word.text for word in found.words] == ['one', 'two', 'three']


@pytest.mark.parametrize('blanks', ['\t ', ' \t', '\t\t', '  ', '\n \r'])
def test_blanks_side_by_side_are_one_space(blanks: str) -> None:
    assert list(plain(f'one{blanks}two').separators)[:1] == [' ']
