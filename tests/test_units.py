"""Lengths and papers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.units import MM, MOST, PAPERS, UNITS, Size, paper, parse_length


@pytest.mark.parametrize(
    ('text', 'points'),
    [
        ('12 pt', 12.0),
        ('25.4mm', 72.0),
        ('2.54 cm', 72.0),
        ('1 in', 72.0),
        ('1pc', 12.0),
        ('-3 pt', -3.0),
        ('+3 pt', 3.0),
        ('.5 pt', 0.5),
        (' 0 ', 0.0),
        ('0.0', 0.0),
    ],
)
def test_lengths_in_points(text: str, points: float) -> None:
    assert parse_length(text) == pytest.approx(points)


def test_relative_units_hold_only_where_given() -> None:
    assert parse_length('0.5 bl', {'em': 9.0, 'bl': 12.0}) == 6.0
    assert parse_length('2em', {'em': 9.0}) == 18.0
    with pytest.raises(ValueError, match="no unit 'em' here; there are pt, pc, mm, cm, in"):
        parse_length('1 em')


@pytest.mark.parametrize(
    ('text', 'message'),
    [
        ('12', 'lacks its unit: write 12 mm or 12 pt'),
        ('12 px', "no unit 'px'"),
        ('wide', "'wide' is not a length"),
        ('', 'is not a length'),
        ('1,5 mm', 'is not a length'),
        ('1e9 pt', 'is not a length'),
        ('nan pt', 'is not a length'),
        ('99999 mm', 'longer than 14400 pt'),
    ],
)
def test_bad_lengths_say_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_length(text)


@given(st.text(max_size=80))
def test_any_text_is_a_bounded_length_or_a_value_error(text: str) -> None:
    message, points = '', 0.0
    try:
        points = parse_length(text, {'em': 10.0})
    except ValueError as error:
        message = str(error)
    assert abs(points) <= MOST
    assert len(message) < 300


@given(st.floats(-100, 100, allow_nan=False).map(lambda value: round(value, 4)), st.sampled_from(sorted(UNITS)))
def test_written_lengths_are_read_back(value: float, unit: str) -> None:
    assert parse_length(f'{value:.4f} {unit}') == pytest.approx(value * UNITS[unit])


@pytest.mark.parametrize(
    ('name', 'width', 'height'),
    [('A4', 210, 297), ('a5', 148, 210), ('A6', 105, 148), ('A0', 841, 1189), ('A10', 26, 37), ('B5', 176, 250)],
)
def test_papers_of_iso_216(name: str, width: int, height: int) -> None:
    assert paper(name) == Size(width * MM, height * MM)


def test_papers_are_found_whatever_their_spelling() -> None:
    assert paper('letter') == paper('Letter') == Size(612, 792)
    assert paper('half-letter') == paper('HALF LETTER') == PAPERS['Half Letter']
    assert paper('A11') is None
