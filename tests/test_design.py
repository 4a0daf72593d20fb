"""Layout files: what they mean, what is wrong with them, and that nothing makes the loader fall over."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booklet.design import Colour, Layout
from booklet.design_files import layout_files
from booklet.design_load import load_layout
from booklet.design_options import PARTS, REQUIRED, Option
from booklet.design_styles import FONT_ROLES, STYLES
from booklet.diagnostics import Sink
from booklet.fonts import Library
from booklet.stock import fonts_folder, layouts_folder
from booklet.units import MM

ROOT = Path(__file__).parents[1]
FIXTURES = Path(__file__).parent / 'layouts'
VALID = sorted(path.stem for path in (FIXTURES / 'valid').glob('*.yaml'))
INVALID = sorted(path.stem for path in (FIXTURES / 'invalid').glob('*.yaml') if not path.stem.startswith('helper-'))
STOCK = sorted(path.stem for path in layouts_folder().glob('*.yaml'))
EXPECTED = re.compile(r'# error (?:([\w-]+) )?(\d+):(\d+): (.*?)(?: \| (.*))?')


@pytest.fixture(scope='session')
def library() -> Library:
    return Library([ROOT / 'bench' / 'fonts', fonts_folder()])


def _plain() -> str:
    """A whole layout, the least that the tables of `design` ask for: what the fixtures extend."""
    lines = [
        'format: 1',
        'page: {size: A5, margins: {top: 15 mm, bottom: 15 mm, inner: 18 mm, outer: 15 mm}}',
        'fonts: {text: Libertinus Serif, math: STIX Two Math}',
        "palette: {ink: '#000', accent: '#8a2432'}",
        'masters: {plain: {}, text: {}}',
        'styles:',
        '  body: {font: text, size: 9 pt, leading: 11.5 pt}',
        *(f'  {name}: {{extends: body}}' for name in STYLES if name != 'body'),
        'parts:',
    ]
    for name, options in PARTS.items():
        required = [f'{key}: {_value(option)}' for key, option in options.items() if option.default is REQUIRED]
        lines.append(f'  {name}: {{{", ".join(["master: plain", *required])}}}')
    return '\n'.join([*lines, ''])


def _value(option: Option) -> str:
    if option.choices:
        return option.choices[0]
    return {'length': '1 mm', 'style': 'body', 'master': 'plain', 'colour': 'ink', 'boolean': 'no'}.get(
        option.kind, '1'
    )


def _project(tmp_path_factory: pytest.TempPathFactory, kind: str) -> Path:
    project = tmp_path_factory.mktemp(kind)
    shutil.copytree(FIXTURES / kind, project / 'layouts')
    (project / 'layouts' / 'plain.yaml').write_text(_plain(), encoding='utf-8')
    return project


@pytest.fixture(scope='session')
def valid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _project(tmp_path_factory, 'valid')


@pytest.fixture(scope='session')
def invalid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _project(tmp_path_factory, 'invalid')


Load = Callable[[str], Layout]


@pytest.fixture
def load(tmp_path: Path, library: Library) -> Load:
    """Loads a layout from its text."""

    def load(text: str) -> Layout:
        folder = tmp_path / 'layouts'
        folder.mkdir(exist_ok=True)
        (folder / 'plain.yaml').write_text(_plain(), encoding='utf-8')
        (folder / 'mine.yaml').write_text(f'format: 1\n{text}', encoding='utf-8')
        sink = Sink()
        layout = load_layout('mine', tmp_path, sink, library)
        assert sink.items == []
        assert layout is not None
        return layout

    return load


def assert_sound(layout: Layout) -> None:
    """What every other room relies on."""
    assert layout.measure > 0
    assert layout.depth > 0
    assert layout.styles.keys() >= STYLES.keys()
    assert layout.parts.keys() == PARTS.keys()
    assert layout.fonts.keys() >= set(FONT_ROLES)
    for name, style in layout.styles.items():
        assert style.name == name
        assert style.font in layout.fonts
        assert style.size > 0
        assert style.leading > 0
        assert style.indent + style.right_indent + max(style.first_indent, style.hanging) < layout.measure
    for master in layout.masters:
        assert layout.column_width(master) > 0
    for part in layout.parts.values():
        assert part.master in layout.masters
        assert dict(part.options).keys() == PARTS[part.name].keys()


@pytest.mark.parametrize('name', STOCK)
def test_stock_layouts_are_sound(name: str, tmp_path: Path, library: Library) -> None:
    sink = Sink()
    layout = load_layout(name, tmp_path, sink, library)
    assert sink.items == []
    assert layout is not None
    assert layout.description
    assert_sound(layout)


@pytest.mark.parametrize('name', VALID)
def test_valid_layouts_load_without_a_word(name: str, valid: Path, library: Library) -> None:
    sink = Sink()
    layout = load_layout(name, valid, sink, library)
    assert sink.items == []
    assert layout is not None
    assert_sound(layout)


@pytest.mark.parametrize('name', INVALID)
def test_invalid_layouts_are_refused_with_places(name: str, invalid: Path, library: Library) -> None:
    sink = Sink()
    assert load_layout(name, invalid, sink, library) is None
    text = (invalid / 'layouts' / f'{name}.yaml').read_text(encoding='utf-8')
    wanted = [match.groups() for match in map(EXPECTED.fullmatch, text.splitlines()) if match]
    assert wanted, 'the fixture must say what is wrong with it'
    found = [
        (Path(item.span.file).stem, item.span.line, item.span.column, item.message, item.hint)
        for item in sink.items
        if item.span
    ]
    for file, line, column, message, hint in wanted:
        fits = [
            item
            for item in found
            if item[:3] == (file or name, int(line), int(column)) and message in item[3] and (hint or '') in item[4]
        ]
        assert len(fits) == 1, f'{line}:{column} {message} | {hint} not among {found}'
    assert len(found) == len(wanted) == len(sink.items), found


def test_microtypography_is_asked_for(valid: Path, library: Library) -> None:
    layout = load_layout('expansion', valid, Sink(), library)
    assert layout is not None
    assert (layout.styles['body'].expansion, layout.styles['body'].protrusion) == (0.025, True)


def test_large_print_leaves_letters_as_they_are(tmp_path: Path) -> None:
    large, symposium = (load_layout(name, tmp_path, Sink()) for name in ('large-print', 'symposium'))
    assert large
    assert not any(style.expansion or style.protrusion for style in large.styles.values())
    assert symposium
    assert (symposium.styles['abstract_text'].expansion, symposium.styles['abstract_text'].protrusion) == (0.02, True)
    assert not symposium.styles['table_cell'].protrusion


def test_families_to_fall_back_to(valid: Path, library: Library) -> None:
    layout = load_layout('fallback', valid, Sink(), library)
    assert layout is not None
    assert layout.fonts == {'text': 'Libertinus Serif', 'math': 'STIX Two Math', 'sans': 'Source Sans 3'}
    assert layout.fallback == ('Amiri', 'Noto Emoji')
    assert layout.chain == ('Amiri', 'Noto Emoji', 'Libertinus Serif', 'Source Sans 3', 'STIX Two Math')


def test_a_missing_layout_is_named_with_those_there_are(tmp_path: Path) -> None:
    sink = Sink()
    assert load_layout('sympsium', tmp_path, sink) is None
    assert [item.message for item in sink.items] == ["there is no layout 'sympsium'"]
    assert "did you mean 'symposium'?" in sink.items[0].hint
    assert 'large-print' in sink.items[0].hint


def test_lengths_steps_and_units_become_points(load: Load) -> None:
    layout = load(
        'extends: plain\nbaseline: 10 pt\nscale: {base: 8 pt, ratio: 1.5}\n'
        'styles:\n'
        '  body: {size: +2, leading: 2 bl, first_indent: 0.5 em, space_before: 0.5 bl, space_after: 1 mm}\n'
        '  small: {extends: body, size: -1}\n'
    )
    body, small = layout.styles['body'], layout.styles['small']
    assert (body.size, body.leading, body.first_indent, body.space_before) == (18, 20, 9, 5)
    assert body.space_after == pytest.approx(MM)
    assert small.size == 5.333
    assert small.first_indent == pytest.approx(5.333 / 2), 'an em is the style’s own, also when inherited'
    assert (layout.grid, small.leading) == (10, 20)


def test_colours_are_named_or_written(load: Load) -> None:
    layout = load("extends: plain\npalette: {sea: '#008'}\nstyles: {body: {colour: sea}, note: {colour: '#a04000'}}\n")
    assert layout.styles['body'].colour == Colour(0, 0, 0x88 / 255)
    assert layout.styles['note'].colour == Colour(0xA0 / 255, 0x40 / 255, 0)


def test_mappings_merge_and_lists_are_replaced(load: Load) -> None:
    layout = load(
        'extends: plain\nstyles: {body: {features: [smcp]}, note: {features: [onum]}}\n'
        'masters: {text: {furniture: []}}\nfonts: {extra: Libertinus Sans}\n'
    )
    assert layout.styles['body'].size == 9
    assert layout.styles['body'].features == ('smcp',)
    assert layout.styles['note'].features == ('onum',)
    assert layout.styles['folio'].features == ('smcp',)
    assert layout.masters['text'].furniture == ()
    assert layout.fonts['text'] == 'Libertinus Serif'
    assert layout.fonts['extra'] == 'Libertinus Sans'


def test_an_empty_value_takes_the_default_back(load: Load) -> None:
    layout = load('extends: plain\nstyles: {body: {hanging: 1 em}, note: {hanging: }}\n')
    assert (layout.styles['body'].hanging, layout.styles['note'].hanging) == (9, 0)


def test_a_project_changes_the_stock_layout_of_the_same_name(valid: Path) -> None:
    sink = Sink()
    layout = load_layout('two-steps', valid, sink)
    assert layout is not None
    assert layout.palette['accent'] == Colour(0, 0x4F / 255, 0x71 / 255)
    assert layout.grid == 13
    assert layout_files(valid)['symposium'] == valid / 'layouts' / 'symposium.yaml'
    assert set(layout_files(valid)) == {'plain', *VALID, *STOCK}


def test_the_inner_margin_changes_sides_only_where_mirrored(load: Load) -> None:
    page = 'page: {size: [100 mm, 100 mm], margins: {top: 5 mm, bottom: 7 mm, inner: 20 mm, outer: 10 mm}'
    mirrored = load(f'extends: plain\n{page}, mirror: true}}\n')
    fixed = load(f'extends: plain\n{page}, mirror: false}}\n')
    assert mirrored.text_block(recto=True).x0 == pytest.approx(20 * MM)
    assert mirrored.text_block(recto=False).x0 == pytest.approx(10 * MM)
    assert fixed.text_block(recto=False) == fixed.text_block(recto=True) == mirrored.text_block(recto=True)
    assert mirrored.text_block().y0 == pytest.approx(7 * MM)
    assert mirrored.text_block().y1 == pytest.approx(95 * MM)
    assert mirrored.measure == pytest.approx(70 * MM)


def test_columns_share_the_measure(load: Load) -> None:
    layout = load('extends: plain\nmasters: {wide: {columns: 3, gutter: 6 pt}}\n')
    assert 3 * layout.column_width('wide') + 12 == pytest.approx(layout.measure)


def test_the_bench_is_the_book_of_the_specification() -> None:
    layout = load_layout('bench', ROOT / 'bench', Sink())
    assert layout is not None
    assert [layout.page.width, layout.page.height] == pytest.approx([148 * MM, 210 * MM])
    for recto in (True, False):
        block = layout.text_block(recto)
        assert [block.x0, block.y0] == pytest.approx([18 * MM, 15 * MM])
        assert [block.width, block.height] == pytest.approx([115 * MM, 180 * MM])
    body = layout.styles['body']
    assert (body.size, body.leading, body.align, body.hyphenate, layout.grid) == (9, 11.5, 'justify', True, 0)


def test_large_print_is_large(tmp_path: Path) -> None:
    layout = load_layout('large-print', tmp_path, Sink())
    assert layout is not None
    assert layout.styles['body'].size == 18
    assert not any(style.hyphenate or style.align == 'justify' for style in layout.styles.values())


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / 'layouts').mkdir()
    (tmp_path / 'layouts' / 'huge.yaml').write_bytes(b'format: 1\n' * 200_000)
    sink = Sink()
    assert load_layout('huge', tmp_path, sink) is None
    assert [item.message for item in sink.items] == ['the file is larger than 1 MB']


def test_a_long_lineage_of_styles_is_quick(load: Load) -> None:
    count = 3000
    lines = ''.join(f'  s{number}: {{extends: s{number + 1}}}\n' for number in range(count))
    layout = load(f'extends: plain\nstyles:\n{lines}  s{count}: {{extends: body, weight: 321}}\n')
    assert layout.styles['s0'].weight == 321


SOURCES = [_plain()] + [path.read_text(encoding='utf-8') for path in sorted(layouts_folder().glob('*.yaml'))]
SCALARS = st.one_of(
    st.sampled_from(
        ['', '{}', '[]', '~', '-1', '0', '+99', '1e9 pt', '12', '-5 mm', '3 bl', '2 em', '0 pt', '14400 pt']
    ),
    st.sampled_from(
        ['body', 'text', 'plain', 'A10', 'true', "'#fff'", '[a, b]', '{a: b}', '100 %', '101 %', '*x', '&x y']
    ),
    st.text(max_size=12),
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A stock layout with some values replaced, lines taken out, doubled or indented."""
    lines = draw(st.sampled_from(SOURCES)).splitlines()
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(['value', 'value', 'value', 'delete', 'double', 'indent', 'key']))
        line = lines[place]
        if change == 'value':
            found = list(re.finditer(r'(?<=: )[^,{}\[\]]+', line))
            if found:
                match = found[draw(st.integers(0, len(found) - 1))]
                lines[place] = line[: match.start()] + draw(SCALARS) + line[match.end() :]
        elif change == 'key':
            lines[place] = line.replace('e', draw(st.sampled_from('xé: #')), 1)
        else:
            lines[place : place + 1] = {'delete': [], 'double': [line, line], 'indent': [f'  {line}']}[change]
        lines = lines or ['']
    return '\n'.join(lines)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=mutated())
def test_mutated_layouts_load_or_are_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / 'layouts').mkdir(exist_ok=True)
    file = tmp_path / 'layouts' / 'mutant.yaml'
    file.write_bytes(text.encode('utf-8', 'surrogatepass'))
    sink = Sink()
    layout = load_layout('mutant', tmp_path, sink)
    assert (layout is None) == sink.has_errors
    assert all(item.span and Path(item.span.file).stem in {'mutant', *STOCK} for item in sink.items)
    if layout:
        assert_sound(layout)


def test_furniture_in_the_text_block_is_told(tmp_path: Path) -> None:
    (tmp_path / 'layouts').mkdir()
    text = 'format: 1\nextends: symposium\npage:\n  margins: {top: 8 mm, bottom: 20 mm, inner: 17 mm, outer: 15 mm}\n'
    (tmp_path / 'layouts' / 'tight.yaml').write_text(text, encoding='utf-8')
    sink = Sink()
    assert load_layout('tight', tmp_path, sink)
    assert {item.message for item in sink.items} == {'furniture stands in the text block'}
    assert all(item.hint == 'the top margin is 8.0 mm high' for item in sink.items)
