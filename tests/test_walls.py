"""The walls between the rooms: who may import whom, who may know what; and that the documents' links lead somewhere."""

from __future__ import annotations

import ast
import itertools
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / 'booklet'

# From what knows nothing to what knows all: a room imports only rooms that stand before it. A new room gets its place
# here; one that stands elsewhere than data flows says why.
ORDER = (
    *('units', 'fitting', 'diagnostics', 'atomic', 'progress', 'tables'),
    *('ucd_tables', 'ucd', 'bidi', 'segments', 'scripts'),  # of any text, whatever it says
    *('stock', 'sfnt', 'coverage', 'font_files', 'syntax_hints', 'source', 'fields', 'rulebook'),
    'parts',  # which there are: content and layouts tell of them
    *('model', 'load', 'unload', 'images'),
    *('quotes', 'markup', 'typography', 'language', 'collate'),
    *('design', 'design_options', 'design_styles', 'fonts', 'missing'),
    *('contrast', 'tracks', 'design_contrast'),
    *('design_fields', 'design_files', 'design_load'),  # after fonts: asks whether the families are there
    *('hyphenate', 'shaping', 'spacing', 'itemise', 'breakpoints', 'linebreak'),
    *('formula', 'mathsource', 'mathrows', 'mathrules', 'mathdraw', 'mathbreak', 'mathdisplay', 'math'),
    *('page', 'slug', 'structure', 'block', 'figures', 'brief'),  # the types that the rooms below hand on
    *('artwork', 'qr'),  # what parts draw
    # references: what anchors are called, so that parts name them alike; changes: the change slip is a part too
    *('references', 'changes', 'grid', 'overview', 'blocks'),
    *('protrusion', 'glue', 'typecase', 'tokens', 'points', 'rivers', 'lines', 'paragraph'),
    *('sheets', 'galley', 'gauge', 'pagebreak', 'furniture', 'mirror'),
    *('paint', 'assemble', 'impose'),
    # These drive the rooms above: who sets a section also paints it, so that only bytes pass between processes.
    *('typesetter', 'crew', 'typeset'),
    'exporters',  # from the model, to outside; importers take off what it puts before formulas in cells
    *('draft', 'intake', 'reading', 'columns', 'arranging', 'importers', 'embedded'),  # to the model, from outside
    *('addresses', 'network'),
    *('mend', 'rules', 'checking', 'mending', 'keep', 'build', 'new', 'slip', 'gallery', 'editions', 'cli', '__main__'),
)

ONLY = {  # a library, and the rooms that know it
    'reportlab': {'paint'},
    'pypdf': {'assemble', 'impose', 'embedded', 'images'},
    'yaml': {'source', 'keep'},
    'markdown_it': {'markup', 'intake'},
    'pylatexenc': {'markup'},
    'mdit_py_plugins': {'markup'},
    'justhtml': {'markup', 'intake'},
    'icu': {'collate'},
    'uharfbuzz': {'fonts', 'shaping', 'mathdraw'},  # mathdraw: the character map of its own face
    'fontTools': {'fonts'},
    'pyphen': {'hyphenate'},
    'ftfy': {'mend'},
    'mathra': {'mathdraw'},
    'click': {'cli'},
    'icu4py': {'segments'},
    'defusedxml': {'intake', 'images'},
    'charset_normalizer': {'intake'},
    'python_calamine': {'intake'},
    'docutils': {'intake'},
    'icalendar': {'importers', 'exporters'},
    'PIL': {'images', 'assemble', 'gallery'},
    'typst': {'images'},  # its compiler of drawings in SVG
    'pypdfium2': {'gallery'},
    'segno': {'qr'},
}
# These see set matter only: none of them knows what a talk is.
BLIND = {
    'page',
    'slug',
    'glue',
    'typecase',
    'tokens',
    'points',
    'lines',
    'paragraph',
    'galley',
    'pagebreak',
    'figures',
    'furniture',
    'mirror',
    'references',
}
BLIND |= {'sheets', 'gauge', 'protrusion', 'rivers', 'paint', 'assemble', 'impose'}
# Nor do these, but they hand the event on to the parts of the book.
CARRIERS = {'typesetter', 'crew', 'typeset'}
LATE = ('reportlab', 'pypdf', 'yaml', 'uharfbuzz', 'markdown_it', 'mathra', 'pyphen', 'babel', 'PIL', 'ftfy', 'icu4py')
LATE += ('typst', 'pypdfium2', 'mdit_py_plugins', 'justhtml', 'pylatexenc', 'rapidfuzz', 'icu', 'segno')


@dataclass(frozen=True)
class Import:
    """`what` is a room for imports of this package, else a library. `names`: what is taken from there, if said."""

    what: str
    own: bool
    line: int
    names: tuple[str, ...] = ()


def imports(source: str, package: str) -> Iterator[Import]:
    """Every import of a module, the late ones and those for type checking too. `package` is the one it lies in."""
    for node in ast.walk(ast.parse(source)):
        taken: tuple[str, ...] = ()
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package.split('.')[: len(package.split('.')) - node.level + 1] if node.level else []
            base = '.'.join([*above, *([node.module] if node.module else [])])
            taken = tuple(alias.name for alias in node.names) if base != 'booklet' else ()
            names = [base] if taken else [f'{base}.{alias.name}' for alias in node.names]
        else:
            continue
        for name in names:
            first, _, rest = name.partition('.')
            if first != 'booklet':
                yield Import(first, False, node.lineno, taken)
            elif rest and not rest.startswith('__version__'):
                yield Import(rest.split('.')[0], True, node.lineno, taken)


def trespasses(room: str, source: str, package: str = 'booklet') -> list[str]:
    """What a module of `room` imports and may not."""
    found = []
    for item in imports(source, package):
        if not item.own:
            wrong = item.what in ONLY and room not in ONLY[item.what]
        elif item.what not in ORDER:
            wrong = True
        else:
            wrong = ORDER.index(item.what) > ORDER.index(room)
            if item.what in ('model', 'load'):
                carried = bool(item.names) and {*item.names} <= {'Event', 'Entry'}
                wrong |= room in BLIND or (room in CARRIERS and not carried)
        if wrong:
            found.append(f'line {item.line}: {room} may not import {item.what}')
    return found


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix('.py')


MODULES = [path for path in sorted(PACKAGE.rglob('*.py')) if '_stock' not in path.parts]


@pytest.mark.parametrize('path', MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_room_imports_only_what_stands_before_it(path: Path) -> None:
    room = room_of(path)
    if room == '__init__':
        assert list(imports(path.read_text(encoding='utf-8'), 'booklet')) == []
        return
    assert room in ORDER, f'{room} has no place in ORDER yet'
    package = '.'.join(path.relative_to(ROOT).parent.parts)
    assert trespasses(room, path.read_text(encoding='utf-8'), package) == []


@pytest.mark.parametrize(
    ('room', 'source'),
    [
        ('model', 'import booklet.load'),
        ('model', 'from booklet.load.files import read'),
        ('model', 'from booklet import load'),
        ('page', 'def late():\n    from .paint import canvas'),
        ('page', 'if TYPE_CHECKING:\n    from booklet.paint import canvas'),
        ('galley', 'from reportlab.pdfgen import canvas'),
        ('paint', 'import pypdf'),
        ('load', 'import yaml'),
        ('paint', 'from booklet.model import Event'),
        ('typeset', 'from booklet.model import Event, Talk'),
        ('typeset', 'from booklet import model'),
        ('cli', 'from booklet.nowhere import x'),
    ],
)
def test_a_trespass_is_seen(room: str, source: str) -> None:
    assert len(trespasses(room, source)) == 1


@pytest.mark.parametrize(
    ('room', 'source'),
    [
        ('load', 'from booklet.model import Event\nfrom booklet import __version__\nimport re'),
        ('paint', 'import reportlab.pdfgen'),
        ('typeset', 'from booklet.model import Event'),
        ('assemble', 'from pypdf import PdfWriter'),
        ('cli', 'from booklet import build as pipeline'),
    ],
)
def test_what_is_allowed_is_no_trespass(room: str, source: str) -> None:
    assert trespasses(room, source) == []


def test_the_order_names_each_room_once() -> None:
    assert len(ORDER) == len(set(ORDER))
    assert (BLIND | CARRIERS).issubset(ORDER)
    assert {room for rooms in ONLY.values() for room in rooms} <= set(ORDER)


def test_the_command_line_starts_without_the_heavy_libraries() -> None:
    code = 'import sys, booklet.cli; print(*sys.modules)'
    answer = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = answer.stdout.split()
    assert 'booklet.cli' in loaded
    assert [name for name in LATE if name in loaded] == []


# --- nothing in the program knows the symposium ---


def seed_words() -> set[str]:
    """Words that only the symposium has: the family names of its people, its title, its place."""
    text = (ROOT / 'tests' / 'data' / 'symposium.md').read_text(encoding='utf-8')
    people = {row[1].strip() for row in re.finditer(r'^\| *[\d:]+ [ap]m *\|.*\|(.*)\|$', text, re.MULTILINE)}
    heads = re.finditer(r'^(?:#+ )?[\d:]+ [ap]m (?:\*\*)?(.+?)(?:\*\*)? — ', text, re.MULTILINE)
    people |= {head[1].strip('* ') for head in heads}
    title = re.search(r'^# (.+)$', text, re.MULTILINE)
    place = re.search(r'^### (.+),', text, re.MULTILINE)
    assert title is not None
    assert place is not None
    return {name.split()[-1] for name in people if name} | {title[1], place[1]}


def known(words: set[str], text: str) -> list[str]:
    return sorted(word for word in words if re.search(rf'\b{re.escape(word)}\b', text))


TEXTS = [
    path
    for folder in (PACKAGE, ROOT / 'layouts')
    for path in sorted(folder.rglob('*'))
    if path.suffix in ('.py', '.yaml', '.md', '.txt') and '_stock' not in path.parts
]


def test_the_symposiums_words_are_known_here() -> None:
    words = seed_words()
    assert len(words) > 25
    assert {'Kempe', 'Dokmanić', 'Hoop', 'Silveira', 'Rovinj'} <= words
    assert known(words, 'speakers: [Julia Kempe]') == ['Kempe']
    assert known(words, 'LI, Limits, Kempes') == []


@pytest.mark.parametrize('path', TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_in_the_program_knows_the_symposium(path: Path) -> None:
    assert known(seed_words(), path.read_text(encoding='utf-8')) == []


# --- links ---


def links(text: str) -> list[str]:
    """The targets of all links and images of a document, but for those that leave the repository."""
    inlines = [
        child for token in MarkdownIt('commonmark').enable('table').parse(text) for child in token.children or []
    ]
    targets = [str(token.attrs.get('href') or token.attrs.get('src') or '') for token in inlines]
    return [target for target in targets if target and not re.match(r'[a-z][a-z0-9+.-]*:', target)]


def headings(text: str) -> set[str]:
    """The anchors of a document's headings, as code forges make them."""
    tokens = MarkdownIt('commonmark').parse(text)
    titles = [after.content for token, after in itertools.pairwise(tokens) if token.type == 'heading_open']
    return {re.sub(r'[^\w\- ]', '', title.lower()).replace(' ', '-') for title in titles}


def broken(path: Path, text: str) -> list[str]:
    found = []
    for target in links(text):
        file, _, anchor = target.partition('#')
        aim = (path.parent / file) if file else path
        inside = aim.resolve().is_relative_to(ROOT)
        if not inside or (file and not aim.exists()):
            found.append(target)
        elif anchor and aim.suffix == '.md':
            there = text if aim == path else aim.read_text(encoding='utf-8')
            if anchor not in headings(there):
                found.append(target)
    return found


DOCUMENTS = [*sorted(ROOT.glob('*.md')), *sorted((ROOT / 'docs').rglob('*.md')), ROOT / 'content' / 'README.md']


@pytest.mark.parametrize('path', DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    assert broken(path, path.read_text(encoding='utf-8')) == []


def test_a_broken_link_is_seen() -> None:
    text = '# A title, *here*\n[a](nowhere.md) ![b](no.png) [c](#no) [d](#a-title-here) [e](https://x.org) `[f](g)`'
    assert broken(ROOT / 'docs' / 'x.md', text) == ['nowhere.md', 'no.png', '#no']
