"""Content files to the model: what each key means, and what is said of every fault.

`content/valid` holds files (or whole projects) that load without a word, `content/invalid` such as must be refused;
beside each of these stands, in a file of the same name, everything that is said of it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from booklet.diagnostics import Sink, render_human
from booklet.load import load

CONTENT = Path(__file__).parent / 'content'


def cases(folder: str) -> list[Path]:
    """Each YAML file, and each folder with a project of several."""
    return sorted(path for path in (CONTENT / folder).iterdir() if path.suffix == '.yaml' or path.is_dir())


INVALID, VALID = cases('invalid'), cases('valid')


def project(case: Path, folder: Path) -> Path:
    """The case as a project in an empty folder."""
    if case.is_dir():
        shutil.copytree(case, folder, dirs_exist_ok=True)
    else:
        (folder / 'content').mkdir()
        shutil.copy(case, folder / 'content' / 'event.yaml')
    return folder


def findings(case: Path, folder: Path) -> str:
    sink = Sink()
    assert load(project(case, folder), sink) is None
    assert sink.has_errors
    return render_human(sink.items, base=str(folder)) + '\n'


@pytest.mark.parametrize('case', INVALID, ids=lambda case: case.stem)
def test_invalid_content_is_refused_with_these_words(case: Path, tmp_path: Path) -> None:
    assert findings(case, tmp_path) == case.with_suffix('.txt').read_text(encoding='utf-8')
