"""Contrast by WCAG 2.2: its published pairs, the nearest colours, and what is told when a layout is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.contrast import contrast, is_large, luminance, nearest, needed, written
from booklet.design import Colour
from booklet.design_fields import colour
from booklet.design_files import layout_files
from booklet.design_load import load_layout
from booklet.design_options import PARTS
from booklet.design_styles import GROUNDS
from booklet.diagnostics import Diagnostic, Severity, Sink
from booklet.rulebook import IDS

ROOT = Path(__file__).parents[1]
WHITE, BLACK = Colour(1, 1, 1), Colour(0, 0, 0)
LEVELS = ('AA', 'AAA')

colours = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: Colour(*(channel / 255 for channel in rgb)))


def of(text: str) -> Colour:
    found = colour(text)
    assert found
    return found


# --- the measure ---


@pytest.mark.parametrize(
    ('one', 'other', 'ratio'),
    [
        ('#000000', '#ffffff', 21.0),
        ('#777777', '#ffffff', 4.48),  # the best-known pair: a step too light,
        ('#767676', '#ffffff', 4.54),  # and just dark enough
        ('#595959', '#ffffff', 7.00),
        ('#ff0000', '#ffffff', 4.00),
        ('#0000ff', '#ffffff', 8.59),
        ('#ffff00', '#ffffff', 1.07),
        ('#123456', '#123456', 1.0),
    ],
)
def test_known_ratios(one: str, other: str, ratio: float) -> None:
    assert contrast(of(one), of(other)) == pytest.approx(ratio, abs=0.005)


@given(colours, colours)
def test_contrast_is_symmetric_and_bounded(one: Colour, other: Colour) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21 + 1e-9
    assert 0 <= luminance(one) <= 1 + 1e-9


@pytest.mark.parametrize(
    ('size', 'weight', 'large'),
    [(18, 400, True), (17.9, 400, False), (14, 700, True), (14, 600, False), (13.9, 900, False), (18, 300, True)],
)
def test_what_is_large(size: float, weight: int, large: bool) -> None:
    assert is_large(size, weight) is large
    assert needed('AA', size, weight) == (3 if large else 4.5)
    assert needed('AAA', size, weight) == (4.5 if large else 7)


@given(colours, colours, st.sampled_from([3, 4.5, 7]))
def test_the_nearest_colour_passes_as_it_is_written(text: Colour, ground: Colour, ratio: float) -> None:
    found = nearest(text, ground, ratio)
    if found is None:
        assert max(contrast(BLACK, ground), contrast(WHITE, ground)) < ratio
        return
    assert contrast(of(written(found)), ground) >= ratio
    if contrast(text, ground) >= ratio:
        assert written(found) == written(text)


@given(colours, colours, st.sampled_from([3, 4.5, 7]))
def test_no_nearer_step_on_the_same_way_passes(text: Colour, ground: Colour, ratio: float) -> None:
    found = nearest(text, ground, ratio)
    if found is None or found == text:
        return
    end = 0.0 if luminance(found) < luminance(text) else 1.0
    for step in range(256):
        channels = [round((one + (end - one) * step / 255) * 255) / 255 for one in (text.red, text.green, text.blue)]
        if Colour(*channels) == found:
            break
        assert contrast(Colour(*channels), ground) < ratio


def test_the_nearest_colour_is_no_further_than_it_must_be() -> None:
    assert nearest(of('#777777'), WHITE, 4.5) == of('#767676')
    assert nearest(of('#808080'), of('#777777'), 7) is None
    lighter = nearest(of('#667788'), of('#13293d'), 4.5)
    assert lighter
    assert luminance(lighter) > luminance(of('#667788'))


# --- what is told of layouts ---


def told(folder: Path, text: str, name: str = 'ours') -> list[Diagnostic]:
    (folder / 'layouts').mkdir(exist_ok=True)
    (folder / 'layouts' / f'{name}.yaml').write_text(f'format: 1\n{text}', encoding='utf-8')
    sink = Sink()
    assert load_layout(name, folder, sink) is not None, sink.items
    assert all(item.rule == IDS['contrast-low'] and item.severity is Severity.WARNING for item in sink.items)
    return sink.items


def place(finding: Diagnostic) -> tuple[str, int, int, int]:
    assert finding.span
    return Path(finding.span.file).name, finding.span.line, finding.span.column, finding.span.length


@pytest.mark.parametrize('name', layout_files(ROOT))
def test_no_stock_layout_falls_short(name: str, tmp_path: Path) -> None:
    sink = Sink()
    assert load_layout(name, tmp_path, sink) is not None
    assert sink.items == []


def test_large_print_keeps_to_aaa(tmp_path: Path) -> None:
    layout = load_layout('large-print', tmp_path, Sink())
    assert layout
    assert layout.contrast == 'AAA'


def test_a_style_is_told_where_its_colour_stands(tmp_path: Path) -> None:
    (found,) = told(tmp_path, "extends: symposium\nstyles:\n  note: {colour: '#999999'}\n")
    assert place(found) == ('ours.yaml', 4, 18, 9)
    assert found.message == "'note': #999999 on the paper #ffffff has a contrast of 2.84:1, and AA asks for 4.5:1"
    assert found.hint == "the nearest colour that has it is '#767676'"


def test_styles_that_name_one_colour_are_told_once_where_it_is(tmp_path: Path) -> None:
    (found,) = told(tmp_path, "extends: symposium\npalette:\n  quiet: '#aaaaaa'\n")
    assert place(found) == ('ours.yaml', 4, 10, 9)
    assert ' more: #aaaaaa on the paper' in found.message


def test_a_colour_named_by_one_style_alone_is_told_at_the_style(tmp_path: Path) -> None:
    (found,) = told(tmp_path, 'extends: symposium\nstyles:\n  note: {colour: hairline}\n')
    assert place(found) == ('ours.yaml', 4, 18, 8)


def test_the_ground_is_told_where_it_alone_is_the_projects(tmp_path: Path) -> None:
    found = told(tmp_path, "extends: symposium\nparts:\n  cover: {ground: '#eeeeee'}\n")
    assert found
    assert {place(one) for one in found} == {('ours.yaml', 4, 19, 9)}
    assert all('on the ground of the cover #eeeeee' in one.message for one in found)


def test_paper_is_the_ground_of_all_but_the_cover(tmp_path: Path) -> None:
    found = told(tmp_path, "extends: symposium\npalette: {paper: '#444444'}\n")
    assert found
    assert all('on the paper #444444' in one.message for one in found)
    assert not any("'cover_" in one.message for one in found)


def test_large_text_may_be_fainter(tmp_path: Path) -> None:
    style = "extends: symposium\nstyles:\n  note: {{colour: '#8a8a8a', size: {}}}\n"
    assert len(told(tmp_path, style.format('17 pt'))) == 1
    assert told(tmp_path, style.format('18 pt')) == []


def test_aaa_asks_for_more(tmp_path: Path) -> None:
    style = "extends: large-print\ncontrast: {}\nstyles:\n  note: {{colour: '#767676', size: 12 pt}}\n"
    assert told(tmp_path, style.format('AA')) == []
    (found,) = told(tmp_path, style.format('AAA'))
    assert 'AAA asks for 7:1' in found.message


def test_a_style_that_only_serves_others_is_not_told(tmp_path: Path) -> None:
    text = "extends: symposium\nstyles:\n  pale: {extends: body, colour: '#eeeeee'}\n"
    assert told(tmp_path, text) == []
    line = '{kind: text, edge: top, y: 5 mm, text: Hello, style: pale}'
    (found,) = told(tmp_path, f'{text}masters:\n  text: {{furniture: [{line}]}}\n')
    assert "'pale'" in found.message


def test_a_colour_that_comes_from_the_style_above(tmp_path: Path) -> None:
    faint = "faint: {extends: body, colour: '#cccccc'}"
    (found,) = told(tmp_path, f'extends: symposium\nstyles:\n  {faint}\n  talk_subtitle: {{extends: faint}}\n')
    assert place(found) == ('ours.yaml', 4, 34, 9)
    assert "'talk_subtitle'" in found.message


def test_the_text_of_a_thumb_mark_stands_on_the_mark(tmp_path: Path) -> None:
    mark = "{kind: thumb, edge: top, y: 5 mm, width: 5 mm, height: 9 mm, text: A, style: folio, colour: '#444444'}"
    (found,) = told(tmp_path, f'extends: symposium\nmasters:\n  text: {{furniture: [{mark}]}}\n')
    assert "'folio': #1b1d21 on the thumb mark #444444" in found.message


def test_no_colour_has_it(tmp_path: Path) -> None:
    found = told(tmp_path, "extends: large-print\npalette: {paper: '#777777'}\n")
    assert {one.hint for one in found} >= {'no colour has it on this ground'}


def test_another_level_is_an_error(tmp_path: Path) -> None:
    (tmp_path / 'layouts').mkdir()
    (tmp_path / 'layouts' / 'ours.yaml').write_text('format: 1\nextends: symposium\ncontrast: A\n', encoding='utf-8')
    sink = Sink()
    assert load_layout('ours', tmp_path, sink) is None
    assert [item.message for item in sink.items] == ["layout: 'A' is no contrast"]


def test_grounds_are_parts_that_have_one() -> None:
    assert all('ground' in PARTS[part] for part in GROUNDS.values())
