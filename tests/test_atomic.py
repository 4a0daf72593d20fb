"""A file is the old one or the new one, whatever happens while it is written."""

import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from booklet.atomic import write_bytes, writing

POSIX = pytest.mark.skipif(os.name != 'posix', reason='a matter of POSIX systems')


def test_new_file_in_folders_that_are_missing(tmp_path: Path) -> None:
    write_bytes(tmp_path / 'a' / 'b' / 'book.pdf', b'new\r\n\x00')
    assert (tmp_path / 'a' / 'b' / 'book.pdf').read_bytes() == b'new\r\n\x00'


def test_old_file_is_replaced_and_nothing_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / 'book.pdf'
    path.write_bytes(b'old and longer')
    write_bytes(path, b'new')
    assert path.read_bytes() == b'new'
    assert [entry.name for entry in tmp_path.iterdir()] == ['book.pdf']


def test_failure_keeps_the_old_file_and_leaves_no_draft(tmp_path: Path) -> None:
    path = tmp_path / 'book.pdf'
    path.write_bytes(b'old')
    with pytest.raises(TypeError), writing(path) as file:
        file.writelines((b'half of the n', None))  # type: ignore[arg-type]
    assert path.read_bytes() == b'old'
    assert [entry.name for entry in tmp_path.iterdir()] == ['book.pdf']


def test_old_file_stands_until_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / 'book.pdf'
    path.write_bytes(b'old')
    with writing(path) as file:
        file.write(b'new')
        file.flush()
        assert path.read_bytes() == b'old'
    assert path.read_bytes() == b'new'


KILLED = """
import sys
from pathlib import Path
from booklet.atomic import writing
with writing(Path(sys.argv[1])) as file:
    file.write(b'half')
    file.flush()
    print('written', flush=True)
    sys.stdin.read()
"""


def test_killed_half_way_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / 'book.pdf'
    path.write_bytes(b'old')
    command = [sys.executable, '-c', KILLED, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b'written'
        process.kill()
    assert process.returncode != 0
    assert path.read_bytes() == b'old'


@POSIX
def test_full_disk_keeps_the_old_file(tmp_path: Path) -> None:
    """A limit on the size of files stands in for the disk."""
    path = tmp_path / 'book.pdf'
    path.write_bytes(b'old')
    code = (
        'import resource, signal, sys; from pathlib import Path; from booklet.atomic import write_bytes\n'
        'signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n'
        'try: write_bytes(Path(sys.argv[1]), bytes(5000))\n'
        'except OSError: sys.exit(7)\n'
    )
    assert subprocess.run([sys.executable, '-c', code, str(path)], check=False).returncode == 7
    assert path.read_bytes() == b'old'
    assert [entry.name for entry in tmp_path.iterdir()] == ['book.pdf']


@POSIX
def test_permissions_are_those_of_the_old_file_or_of_the_umask(tmp_path: Path) -> None:
    path = tmp_path / 'book.pdf'
    before = os.umask(0o027)
    try:
        write_bytes(path, b'1')
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
        path.chmod(0o664)
        write_bytes(path, b'2')
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


@POSIX
def test_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / 'there').mkdir()
    link = tmp_path / 'book.pdf'
    link.symlink_to(tmp_path / 'there' / 'real.pdf')
    write_bytes(link, b'new')
    assert link.is_symlink()
    assert (tmp_path / 'there' / 'real.pdf').read_bytes() == b'new'


@POSIX
def test_what_is_no_regular_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / 'pipe'
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_bytes(pipe, b'through')
    reader.join(10)
    assert read == [b'through']
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@POSIX
def test_interrupt_from_the_keyboard_leaves_no_draft(tmp_path: Path) -> None:
    path = tmp_path / 'book.pdf'
    command = [sys.executable, '-c', KILLED, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.wait(10)
    assert list(tmp_path.iterdir()) == []
