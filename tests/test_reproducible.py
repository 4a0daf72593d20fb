"""Nothing but the input decides the bytes; and the old PDF stays whole whatever happens to a build.

Each build here is a process of its own, as the user's are.
"""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pikepdf
import pytest
from book import ROOT, book

COMMAND = (sys.executable, '-m', 'booklet', 'build')
OLD = b'%PDF-1.7 the booklet of last year'


def build(project: Path, output: Path, cwd: Path | None = None, **environment: str) -> bytes:
    done = run(project, output, cwd, **environment)
    assert done.returncode == 0, done.stderr
    return output.read_bytes()


def run(project: Path, output: Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, str(project), '-o', str(output)],
        cwd=cwd,
        env=plain_environment() | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def plain_environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key not in ('SOURCE_DATE_EPOCH', 'PYTHONHASHSEED')}


@pytest.fixture(scope='module')
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, content alone, in another place."""
    project = tmp_path_factory.mktemp('elsewhere') / 'A project'
    shutil.copytree(ROOT / 'content', project / 'content')
    return project


@pytest.fixture(scope='module')
def reference() -> bytes:
    return book().pdf


@pytest.mark.parametrize(
    'environment',
    [
        {'PYTHONHASHSEED': '1', 'TZ': 'Pacific/Auckland', 'LANG': 'C', 'LC_ALL': 'C'},
        {'PYTHONHASHSEED': '4711', 'TZ': 'America/Lima', 'LANG': 'tr_TR.UTF-8', 'COLUMNS': '40'},
    ],
    ids=['one', 'other'],
)
def test_same_input_same_bytes(reference: bytes, copied: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    """In other processes, at other places, with other hash seeds, zones and languages of the machine."""
    assert build(copied, tmp_path / 'book.pdf', tmp_path, **environment) == reference


def test_relative_and_absolute_paths_make_the_same(reference: bytes, copied: Path, tmp_path: Path) -> None:
    assert build(Path('.'), tmp_path / 'book.pdf', copied) == reference


def test_several_processes_make_the_same(reference: bytes, copied: Path, tmp_path: Path) -> None:
    output = tmp_path / 'book.pdf'
    script = (
        'import os, sys\n'
        'import booklet.crew\n'
        'booklet.crew._WORTH_A_CREW = 0\n'
        'os.sched_getaffinity = lambda pid: {0, 1, 2}\n'
        'from booklet.cli import main\n'
        f'sys.exit(main(["build", {str(copied)!r}, "-o", {str(output)!r}]))\n'
    )
    done = subprocess.run([sys.executable, '-c', script], env=plain_environment(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert output.read_bytes() == reference


def test_dates_come_from_the_environment_alone(reference: bytes, copied: Path, tmp_path: Path) -> None:
    dated = build(copied, tmp_path / 'book.pdf', SOURCE_DATE_EPOCH='1727596800', TZ='Asia/Tokyo')
    with pikepdf.open(io.BytesIO(dated)) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20240929080000+00'00'"
        assert str(pdf.docinfo.get('/ModDate', pdf.docinfo.CreationDate)) == "D:20240929080000+00'00'"
    with pikepdf.open(io.BytesIO(reference)) as pdf:
        assert not {'/CreationDate', '/ModDate'} & {*pdf.docinfo.keys()}


@pytest.mark.parametrize('epoch', ['yesterday', '-1', '9' * 40, ' '])
def test_dates_that_are_none_are_told(copied: Path, tmp_path: Path, epoch: str) -> None:
    done = run(copied, tmp_path / 'book.pdf', SOURCE_DATE_EPOCH=epoch)
    assert done.returncode == 1
    assert 'SOURCE_DATE_EPOCH' in done.stderr
    assert 'Traceback' not in done.stderr
    assert not (tmp_path / 'book.pdf').exists()


def test_no_trace_of_the_machine_in_the_file(reference: bytes, copied: Path, tmp_path: Path) -> None:
    data = build(copied, tmp_path / 'book.pdf')
    everything = data + b'\n'.join(streams(data))
    machine = (str(ROOT), str(copied), str(tmp_path), os.path.expanduser('~'), socket.gethostname(), 'site-packages')
    for name in machine:
        if len(name) > 3:
            assert name.encode() not in everything, name
    assert b'/tmp/' not in everything
    assert not re.search(rb'20[0-9]{2}-[01][0-9]-[0-3][0-9]T', everything)


def streams(data: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [obj.read_bytes() for obj in pdf.objects if isinstance(obj, pikepdf.Stream)]


def test_streams_are_compressed_but_readable(reference: bytes) -> None:
    assert sum(map(len, streams(reference))) > len(reference)
    assert zlib.compress(reference) != reference


# --- the old PDF ------------------------------------------------------------------------------------------------------


@pytest.fixture
def old(tmp_path: Path) -> Path:
    output = tmp_path / 'book.pdf'
    output.write_bytes(OLD)
    return output


BAD = {
    'syntax': ('programme.yaml', lambda text: text.replace('items:', 'items: [', 1)),
    'unknown key': ('programme.yaml', lambda text: text.replace('speakers:', 'speekers:', 1)),
    'time': ('programme.yaml', lambda text: text.replace('8:30 am', '25:99 am', 1)),
    'unknown person': ('programme.yaml', lambda text: text.replace('[kempe]', '[kemp]', 1)),
    'abstract missing': ('programme.yaml', lambda text: text.replace('kempe.md', 'kampe.md', 1)),
    'tab': ('event.yaml', lambda text: text.replace('  title:', '\ttitle:', 1)),
    'no such part': ('event.yaml', lambda text: text.replace('[cover,', '[cower,', 1)),
}


@pytest.mark.parametrize('fault', BAD)
def test_content_at_fault_is_told_with_its_place_and_the_old_pdf_stays(copied: Path, old: Path, fault: str) -> None:
    file, spoil = BAD[fault]
    project = old.parent / 'project'
    shutil.copytree(copied, project)
    text = (project / 'content' / file).read_text('utf-8')
    assert spoil(text) != text
    (project / 'content' / file).write_text(spoil(text), 'utf-8')
    done = run(project, old)
    assert done.returncode == 1, done.stderr
    assert re.search(rf'{re.escape(file)}:\d+:\d+', done.stderr)
    assert '^' in done.stderr
    assert 'Traceback' not in done.stderr
    assert old.read_bytes() == OLD
    assert [path.name for path in old.parent.iterdir() if path.is_file()] == [old.name]


def test_all_faults_are_told_in_one_run(copied: Path, old: Path) -> None:
    project = old.parent / 'project'
    shutil.copytree(copied, project)
    for fault in ('unknown key', 'time', 'no such part', 'abstract missing'):
        file, spoil = BAD[fault]
        path = project / 'content' / file
        path.write_text(spoil(path.read_text('utf-8')), 'utf-8')
    done = run(project, old)
    assert done.returncode == 1
    for word in ('speekers', '25:99', 'cower', 'kampe.md'):
        assert word in done.stderr
    assert done.stderr.count('^') >= 4


@pytest.mark.parametrize(
    ('file', 'content'),
    [
        ('programme.yaml', b'\xff\xfe\x00garbage\x00'),
        ('programme.yaml', b'a: &a [*a, *a]\n'),
        ('programme.yaml', b'- ' * 5000),
        ('people.yaml', b''),
        ('event.yaml', None),
    ],
    ids=['bytes', 'loop', 'deep', 'empty', 'missing'],
)
def test_broken_files_are_told_too(copied: Path, old: Path, file: str, content: bytes | None) -> None:
    project = old.parent / 'project'
    shutil.copytree(copied, project)
    if content is None:
        (project / 'content' / file).unlink()
    else:
        (project / 'content' / file).write_bytes(content)
    done = run(project, old)
    assert done.returncode == 1, done.stderr
    assert 'Traceback' not in done.stderr
    assert done.stderr
    assert old.read_bytes() == OLD


def test_a_killed_build_leaves_the_old_pdf_whole_and_no_litter_in_its_way(
    reference: bytes, copied: Path, tmp_path: Path
) -> None:
    output = tmp_path / 'output' / 'book.pdf'
    output.parent.mkdir()
    output.write_bytes(OLD)
    chance = random.Random(7)
    begin = time.perf_counter()
    build(copied, tmp_path / 'whole.pdf')
    usual = time.perf_counter() - begin
    outcomes = set()
    for _ in range(5):
        process = subprocess.Popen(
            [*COMMAND, str(copied), '-o', str(output)],
            env=plain_environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(chance.uniform(0.2, 1.05) * usual)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        outcomes.add(output.read_bytes())
    assert outcomes <= {OLD, reference}
    assert build(copied, output) == reference  # whatever the killed left behind is in nobody's way


def test_a_build_killed_while_it_writes_leaves_the_old_pdf(copied: Path, old: Path) -> None:
    """Killed at the moment when everything but the replacing is done."""
    script = (
        'import os, signal, sys\n'
        'import booklet.atomic\n'
        'booklet.atomic.os.replace = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)\n'
        'from booklet.cli import main\n'
        f'sys.exit(main(["build", {str(copied)!r}, "-o", {str(old)!r}]))\n'
    )
    done = subprocess.run([sys.executable, '-c', script], env=plain_environment(), capture_output=True, check=False)
    assert done.returncode < 0
    assert old.read_bytes() == OLD
