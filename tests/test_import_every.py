"""Every format: its fixtures are known as what they are, arrive whole, go out and come back; what is broken is refused.

A fixture is a file or a folder in `tests/imports/<format>/`. Those in `tests/imports/invalid/` begin with the name of
their format, and `messages.txt` there says what each is told.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from booklet import exporters, keep
from booklet.diagnostics import Sink, render_human
from booklet.importers import FORMATS, Refusal, bring, importer, recognise
from booklet.importers.report import counted
from booklet.intake.given import Blob, Given, gather
from booklet.load import load, load_document
from booklet.source import Source
from booklet.unload import unload

FOLDER = Path(__file__).parent / 'imports'
FIXTURES = [path for form in FORMATS for path in sorted((FOLDER / form).glob('*'))]
INVALID = [path for path in sorted((FOLDER / 'invalid').glob('*')) if path.name != 'messages.txt']
NAMES = {path: path.relative_to(FOLDER).as_posix() for path in (*FIXTURES, *INVALID)}


def form_of(path: Path) -> str:
    return path.relative_to(FOLDER).parts[0]


def test_every_format_has_a_fixture() -> None:
    assert {form_of(path) for path in FIXTURES} == set(FORMATS)
    assert {path.name for path in FOLDER.iterdir()} == {*FORMATS, 'invalid'}


@pytest.mark.parametrize('path', FIXTURES, ids=NAMES.get)
def test_a_fixture_is_known_for_what_it_is(path: Path) -> None:
    sure = recognise(gather([path]))
    assert sure, 'nobody knows it'
    assert sure[0][1] == form_of(path), sure
    assert len(sure) == 1 or sure[1][0] < sure[0][0], sure


@pytest.mark.parametrize('path', FIXTURES, ids=NAMES.get)
def test_a_fixture_arrives_whole_and_comes_back(path: Path, tmp_path: Path) -> None:
    imported = bring(gather([path]))
    event = imported.event
    sink = Sink()
    assert load_document(Source('x.json', json.dumps(unload(event))), sink) == event
    assert sink.items == []
    dropped = sum(loss.what == 'event' and loss.fate.value == 'dropped' for loss in imported.losses.items)
    assert counted(event).events >= imported.told.events - dropped
    keep.bring_in(tmp_path, imported.form, unload(event), imported.keys, sink)
    assert [item.message for item in sink.items] == []
    loaded = load(tmp_path, sink)
    assert loaded is not None
    assert unload(loaded) == unload(event)
    again = keep.bring_in(tmp_path, imported.form, unload(event), imported.keys, sink)
    assert (again.written, again.deleted, again.lines) == ((), (), ())
    file = tmp_path / 'out.json'
    file.write_bytes(exporters.export(event, 'json', sink))
    assert unload(bring(gather([file])).event) == unload(event)


def test_nobody_stumbles_over_any_bytes() -> None:
    """Every format looks at every fixture, and at pieces of it: it says how sure it is, and no more."""
    chance = random.Random(4)
    for path in FIXTURES:
        given = gather([path])
        cut = Given(tuple(Blob(b.name, b.data[: chance.randrange(1, len(b.data) + 1)], b.where) for b in given.blobs))
        turned = Given(tuple(Blob(b.name, bytes(reversed(b.data))) for b in given.blobs))
        for one in (given, cut, turned):
            for form in FORMATS:
                assert 0 <= importer(form).recognise(one) <= 1, (form, path)


def test_whatever_is_named_is_read_or_refused() -> None:
    """Each fixture, whole and cut off, under the name of every other format."""
    chance = random.Random(5)
    for path in FIXTURES:
        given = gather([path])
        cut = Given(tuple(Blob(b.name, b.data[: chance.randrange(1, len(b.data) + 1)], b.where) for b in given.blobs))
        for form in FORMATS:
            for one in (given, cut):
                try:
                    event = bring(one, form).event
                except Refusal as refusal:
                    told = refusal.diagnostic
                    assert told.message, (form, path)
                else:
                    assert load_document(Source('x.json', json.dumps(unload(event))), Sink()) == event, (form, path)


def refusal_of(path: Path) -> str:
    form = next(name for name in sorted(FORMATS, key=len, reverse=True) if path.name.startswith(name))
    with pytest.raises(Refusal) as caught:
        bring(gather([path]), form)
    told = render_human([caught.value.diagnostic], lambda file, line: None, base=str(FOLDER / 'invalid'))
    return f'{path.name}\n{told}\n'


def test_what_is_broken_is_refused_with_these_words() -> None:
    told = '\n'.join(refusal_of(path) for path in INVALID)
    assert told == (FOLDER / 'invalid' / 'messages.txt').read_text('utf-8')
