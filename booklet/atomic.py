"""Files that are either the old one or the new one, whole.

In: bytes and a path. Out: the file, replaced in one step; whoever is killed half-way leaves the old file as it was.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


def write_bytes(path: Path, data: bytes, sync: bool = True) -> None:
    """Make `data` the whole contents of the file at `path`; folders that are missing are made. Raises OSError.

    `sync` False: whoever writes many files brings them to the disk together, by `os.sync`.
    """
    with writing(path, sync) as file:
        file.write(data)


@contextmanager
def writing(path: Path, sync: bool = True) -> Iterator[BinaryIO]:
    """A file to write to; it takes its place at `path` when the block ends, or vanishes when the block raises.

    A link is followed, so that it stays a link. What is no regular file (a pipe, /dev/null) is written to as it is:
    replacing it would take it away from everybody else.
    """
    place = path.resolve()
    if place.exists() and not place.is_file():
        with place.open('wb') as file:
            yield file
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    # In the same folder, since a rename is atomic only within one file system.
    draft = place.with_name(f'.{place.name[:100]}.{secrets.token_hex(8)}.part')
    try:
        with draft.open('xb') as file:
            yield file
            file.flush()
            if sync:
                os.fsync(file.fileno())  # else a power cut after the rename could leave an empty file
        with suppress(OSError):
            shutil.copymode(place, draft)  # where there is an old file; a new one gets what the umask leaves
        os.replace(draft, place)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    if sync:
        _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    """Bring the rename itself to the disk; where folders cannot be opened (Windows) or synced, the system does it."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
