"""The project that `booklet new` makes: sound as it is, and sound with every optional field put to use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from booklet.diagnostics import Sink
from booklet.load import keys, load
from booklet.model import Session
from booklet.new import create
from booklet.parts import PARTS, options

# `# field: …`, `# - field: …`, and what is indented below such a line
COMMENTED_OUT = re.compile(r'^( *)# ((?:- )?[a-z_]+:(?: .*)?|  .*)$', re.MULTILINE)


ELSEWHERE = ('door_sheets', 'wall')  # parts that their layouts have without being asked


@pytest.fixture
def project(tmp_path: Path) -> Path:
    create(tmp_path)
    return tmp_path


def test_it_loads_without_a_finding(project: Path) -> None:
    sink = Sink()
    event = load(project, sink)
    assert sink.items == []
    assert event is not None
    assert len(event.days) == 2


def test_with_every_optional_field_it_loads_without_a_finding(project: Path) -> None:
    uncommented = 0
    for file in project.rglob('*.yaml'):
        text, count = COMMENTED_OUT.subn(r'\1\2', file.read_text('utf-8'))
        file.write_text(text, 'utf-8')
        uncommented += count
    assert uncommented > 25
    for name in ('logos/example.svg', 'plans/harbour.svg', 'photos/berg.jpg', 'pages/welcome.md', 'pages/ship.pdf'):
        path = project / 'content' / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('Welcome' if name.endswith('.md') else '<svg xmlns="http://www.w3.org/2000/svg"/>')
    sink = Sink()
    event = load(project, sink)
    assert sink.items == []
    assert event is not None
    posters = [
        poster for day in event.days for entry in day.items if isinstance(entry, Session) for poster in entry.posters
    ]
    assert len(posters) == 2
    assert len(event.sponsors) == len(event.committees) == len(event.information) == 1
    assert {entry.name for entry in event.parts or ()} == {name for name in PARTS if name not in ELSEWHERE}


def test_every_field_of_the_format_occurs(project: Path) -> None:
    text = '\n'.join(file.read_text('utf-8') for file in project.rglob('*.yaml'))
    tables = [value for name, value in vars(keys).items() if name.isupper() and isinstance(value, dict)]
    every = {key for table in tables for key in table if isinstance(key, str)}
    values = {*PARTS, *keys.DIALECTS, *keys.ROLES, *keys.ENDINGS}
    assert {key for key in every - values if not re.search(rf'\b{key}:\s', text)} == set()


def test_every_option_of_every_part_occurs(project: Path) -> None:
    text = (project / 'content' / 'event.yaml').read_text('utf-8')
    for name in PARTS:
        if name not in ELSEWHERE:
            assert re.search(rf'- {name}\b', text)
            missing = {key for key in options(name) if not re.search(rf'\b{key}: ', text)}
            assert missing <= {'listed'}
