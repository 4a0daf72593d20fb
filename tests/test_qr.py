"""QR codes are read by a reader that knows nothing of how they were drawn."""

from __future__ import annotations

import pytest
import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from test_artwork import rendered

from booklet import qr
from booklet.design import Colour
from booklet.units import Rect

ADDRESS = 'https://programme.example/2026/talks/17?lang=de'
NIGHT, PAPER = Colour(0.07, 0.16, 0.24), Colour(0.96, 0.95, 0.92)


def read(operators: str, size: float) -> list[str]:
    image = rendered(operators, Rect(0.0, 0.0, size, size), scale=4.0)
    return [found.text for found in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize('text', [ADDRESS, 'HTTPS://A.EXAMPLE', 'https://programm.example/vorträge/größe', 'x' * 400])
def test_what_is_drawn_is_read(text: str) -> None:
    assert read(qr.drawn(text, 120.0), 120.0) == [text]


def test_a_code_is_read_at_its_least_size() -> None:
    size = qr.least_size(ADDRESS)
    assert 30 < size < 60
    assert read(qr.drawn(ADDRESS, size), size) == [ADDRESS]


def test_a_code_is_read_in_the_colours_of_a_layout() -> None:
    night = f'{NIGHT.red} {NIGHT.green} {NIGHT.blue} rg -20 -20 160 160 re f '
    assert read(night + qr.drawn(ADDRESS, 120.0, PAPER, NIGHT), 120.0) == [ADDRESS]


@given(st.text(st.characters(codec='ascii', exclude_categories=['C']), min_size=1, max_size=300))
@settings(max_examples=25, deadline=None)
def test_modules_are_those_of_the_standard_and_the_quiet_zone_is_quiet(text: str) -> None:
    rows = qr.modules(text)
    assert [list(row) for row in rows] == [list(row) for row in segno.make(text, error='m', micro=False).matrix]
    size = (len(rows) + 2 * qr.QUIET) * 4.0
    image = rendered(qr.drawn(text, size), Rect(0.0, 0.0, size, size), scale=0.75)
    for number, row in enumerate(rows):
        for column, dark in enumerate(row):
            x = (20 + (qr.QUIET + column + 0.5) * 4) * 0.75
            y = (20 + (qr.QUIET + number + 0.5) * 4) * 0.75
            assert (image.getpixel((int(x), int(y))) < 128) == bool(dark)
    inner = (20 + qr.QUIET * 4) * 0.75
    assert image.crop((0, 0, image.width, int(inner) - 1)).getextrema() == (255, 255)


@pytest.mark.parametrize('text', ['', 'x' * 1201, 'ü' * 700])
def test_what_no_telephone_could_read_is_not_drawn(text: str) -> None:
    assert qr.drawn(text, 100.0) == ''
    assert qr.least_size(text) == 0.0


def test_a_code_lies_within_its_size() -> None:
    image = rendered(qr.drawn(ADDRESS, 100.0, ground=Colour(0.5, 0.5, 0.5)), Rect(0.0, 0.0, 100.0, 100.0))
    assert image.convert('L').point(lambda value: 255 if value < 250 else 0).getbbox() == (20, 20, 120, 120)
