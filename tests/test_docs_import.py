"""docs/import.md against the formats that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from booklet.importers import FORMATS, importer

DOCUMENT = (Path(__file__).parents[1] / 'docs' / 'import.md').read_text('utf-8')


def test_every_format_and_no_other_is_documented() -> None:
    table = DOCUMENT.split('## What can be read')[1].split('## ')[0]
    documented = dict(re.findall(r'^\| `([\w-]+)` \| (.+) \|$', table, flags=re.MULTILINE))
    assert documented == {name: importer(name).TITLE for name in FORMATS}


@pytest.mark.parametrize('name', FORMATS)
def test_every_format_says_what_it_reads(name: str) -> None:
    module = importer(name)
    assert name == module.NAME
    assert len((module.__doc__ or '').split()) > 30
