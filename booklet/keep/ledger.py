"""Several files, written all or none.

In: texts by their paths, None for a file to be deleted. Out: the files. What shall be written is noted first: a run
that is killed half-way is finished by the next one, but for files that somebody changed in between.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from booklet.atomic import write_bytes
from booklet.diagnostics import Sink, Span
from booklet.load.keys import ENDINGS
from booklet.source import MAX_BYTES

_NOTE = '.unfinished.json'
_DRAFT = re.compile(r'\..+\.[0-9a-f]{16}\.part')

# A note may come with a project from anywhere, whose content/ may be a link: it writes nothing but what imports write.
_WRITTEN = {'content': ('.yaml', '.yml', *ENDINGS), 'imports': ('.json',)}

Files = dict[Path, bytes | None]
Stamps = dict[Path, tuple[int, int]]


@contextmanager
def alone(project: Path) -> Iterator[bool]:
    """Whether nobody else imports into this project while the block lasts; the system itself ends it for the killed.

    A folder that is not there is made, and goes again if nothing came into it.
    """
    new = not project.exists()
    project.mkdir(parents=True, exist_ok=True)
    try:
        held = _hold(project)
    except OSError:
        yield False
        return
    try:
        yield True
    finally:
        os.close(held)
        if new:
            with suppress(OSError):
                project.rmdir()


def _hold(project: Path) -> int:
    """An open file that only one process can have. Raises OSError where another has it."""
    if sys.platform == 'win32':  # which cannot lock folders, but forgets files
        return os.open(project / '.importing', os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_TEMPORARY)
    import fcntl

    folder = os.open(project, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(folder)
        raise
    except OSError:  # a file system without locks: as before there were any
        pass
    return folder


def finish(project: Path, sink: Sink) -> None:
    """Does what a run that was killed had begun."""
    note = project / 'imports' / _NOTE
    if not note.is_file():
        return
    try:
        with note.open('rb') as stream:
            told = json.loads(stream.read(8 * MAX_BYTES))
        steps = [(str(name), str(was), None if text is None else str(text).encode()) for name, was, text in told]
    except (ValueError, TypeError, RecursionError):
        steps = []
    ready = []
    for name, was, data in steps:
        path = project / name
        if not _ours(name) or not _inside(path, project / Path(name).parts[0]):
            continue
        now = _print(path)
        if now == was:
            ready.append((path, data))
        elif now != _printed(data):
            sink.warning('an import was killed, and this file changed since', Span(str(path), 1), 'look it through')
    _do(ready)
    _sweep({path.parent for path, _ in ready} | {note.parent})
    with suppress(OSError):
        note.unlink()


def _sweep(folders: Iterable[Path]) -> None:
    """Takes away the drafts of files (`atomic`) that the run which was killed has left."""
    for folder in folders:
        for draft in folder.glob('.*.part'):
            if _DRAFT.fullmatch(draft.name):
                with suppress(OSError):
                    draft.unlink()


def _ours(name: str) -> bool:
    """Whether an import may have written a file of that name, in the project."""
    path = Path(name)
    hidden = any(part.startswith('.') for part in path.parts)
    return len(path.parts) > 1 and not hidden and path.suffix.lower() in _WRITTEN.get(path.parts[0], ())


def stamps(content: Path) -> Stamps:
    """When each file below a folder was written, to see later that nobody wrote it since."""
    return {path: _stamp(path) for path in content.rglob('*')} if content.is_dir() else {}


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def write(project: Path, files: Files, before: Stamps, sink: Sink) -> bool:
    """Writes and deletes them in their order; False, with an error and nothing written, where one cannot be."""
    for path in files:
        place = Span(str(path), 1)
        if path.is_relative_to(project / 'content') and _stamp(path) != before.get(path, (0, 0)):
            sink.error('the file has changed in the meantime; nothing was written', place, 'run it again')
        if not _inside(path, project / path.relative_to(project).parts[0]):
            sink.error('a link that leads elsewhere', place, 'put the file itself there')
        elif path.exists() and (not path.stat().st_mode & 0o222 or not os.access(path, os.W_OK)):
            sink.error('the file cannot be written: it is read-only', place, 'make it writable, and run it again')
    if sink.has_errors:
        return False
    steps = [
        (path.relative_to(project).as_posix(), _print(path), None if data is None else data.decode())
        for path, data in files.items()
    ]
    note = project / 'imports' / _NOTE
    try:
        write_bytes(note, json.dumps(steps, ensure_ascii=False).encode())
        _do(list(files.items()))
        note.unlink()
    except OSError as error:
        broken = Span(str(error.filename), 1) if error.filename else None
        sink.error(f'the files cannot be written: {error.strerror or error}', broken, 'run it again: it goes on there')
        return False
    return True


def _do(files: list[tuple[Path, bytes | None]]) -> None:
    for path, data in files:
        if data is None:
            path.unlink(missing_ok=True)
        else:
            write_bytes(path, data, sync=False)
    if hasattr(os, 'sync'):  # before the note goes; Windows has none
        os.sync()


def _inside(path: Path, project: Path) -> bool:
    return path.resolve().is_relative_to(project.resolve())


def _print(path: Path) -> str:
    try:
        return _printed(path.read_bytes())
    except OSError:
        return _printed(None)


def _printed(data: bytes | None) -> str:
    return '' if data is None else hashlib.sha256(data).hexdigest()
