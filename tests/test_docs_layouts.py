"""docs/layouts.md tells every section, field, default and choice that the code knows, and no other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from booklet.design import Colour
from booklet.design_load import PAGE, SECTIONS
from booklet.design_options import (
    BREAKS,
    FURNITURE,
    MARGINS,
    MASTER,
    PART,
    PARTS,
    PLACEHOLDERS,
    REQUIRED,
    SCALE,
    STYLE,
    Option,
)
from booklet.design_styles import FONT_ROLES, STYLES
from booklet.diagnostics import Sink
from booklet.stock import layouts_folder
from booklet.units import PAPERS

DOCS = Path(__file__).parents[1] / 'docs' / 'layouts.md'
TEXT = DOCS.read_text(encoding='utf-8')

TABLES: Mapping[str, Mapping[str, Option]] = {
    'margins': MARGINS,
    'scale': SCALE,
    'styles': STYLE,
    'masters': MASTER,
    'furniture': FURNITURE,
    'parts': PART,
    'breaks': BREAKS,
    **PARTS,
}


def section(title: str) -> str:
    """The text below a heading, up to the next one of any level."""
    match = re.search(rf'^#+ {re.escape(title)}\n(.*?)(?=^#+ |\Z)', TEXT, re.MULTILINE | re.DOTALL)
    assert match, f'docs/layouts.md has no section {title!r}'
    return match[1]


def rows(title: str) -> dict[str, list[str]]:
    """First cell of each row of the section's tables, without its backquotes → the other cells."""
    found = {}
    for line in section(title).splitlines():
        cells = [cell.strip() for cell in line.strip('|').split('|')]
        if cells[0].startswith('`'):
            found[cells[0].strip('`')] = cells[1:]
    return found


def default(option: Option) -> str:
    """The default as the documentation words it."""
    value = option.default
    if value is REQUIRED:
        return 'required'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Colour):
        return '#' + ''.join(f'{round(channel * 255):02x}' for channel in (value.red, value.green, value.blue))
    if isinstance(value, int | float):
        if option.kind == 'percent':
            return f'{value * 100:g} %'
        return f'{value:g} pt' if option.kind == 'length' and value else f'{value:g}'
    return str(value) if value else 'none'


@pytest.mark.parametrize('name', TABLES)
def test_every_field_with_its_default_and_choices(name: str) -> None:
    options = TABLES[name]
    if not options:
        return  # nothing to tell; `page` is also the name of another section
    told = rows(f'`{name}`')
    extra = {'furniture'} if name == 'masters' else set(PLACEHOLDERS_ROWS) if name == 'furniture' else set()
    assert set(told) - extra == set(options)
    for key, option in options.items():
        takes, standard = told[key][:2]
        assert standard == default(option), key
        for choice in option.choices:
            assert f'`{choice}`' in takes, key
        assert option.choices or takes.startswith(option.kind), key


PLACEHOLDERS_ROWS = [f'{{{name}}}' for name in PLACEHOLDERS]


def test_every_placeholder() -> None:
    assert [row for row in rows('`furniture`') if row.startswith('{')] == PLACEHOLDERS_ROWS


def test_every_section() -> None:
    assert set(rows('Top level')) == set(SECTIONS)
    assert set(rows('`page`')) == set(PAGE)
    assert set(rows('`fonts`')) == set(FONT_ROLES)


def test_every_style() -> None:
    assert {name: cells[0] for name, cells in rows('Styles that every layout has').items()} == dict(STYLES)


def test_every_stock_layout_and_paper() -> None:
    assert set(rows('Layouts')) == {path.stem for path in layouts_folder().glob('*.yaml')}
    for name in PAPERS:
        assert f'`{name}`' in section('`page`') or re.fullmatch(r'[AB]\d', name) or name in ('A10', 'B10')


def test_the_example_is_a_layout(tmp_path: Path) -> None:
    from booklet.design_load import load_layout

    example = re.search(r'```yaml\n(.*?)```', TEXT, re.DOTALL)
    assert example
    (tmp_path / 'layouts').mkdir()
    (tmp_path / 'layouts' / 'ours.yaml').write_text(example[1], encoding='utf-8')
    sink = Sink()
    assert load_layout('ours', tmp_path, sink) is not None
    assert sink.items == []
