"""Work on what strangers send, in a process of its own: whatever a file does there, it does to nobody else.

In: the name of a module of this room, and bytes for it. Out: the bytes that its `main` writes.
"""

from __future__ import annotations

import os
import subprocess
import sys


class TooLong(Exception):
    """The work was not done in its time."""


def apart(module: str, data: bytes, seconds: float) -> bytes:
    """What `python -m module` makes of the data; nothing useful where it broke. Raises `TooLong`."""
    # -P: modules that lie in the current folder, a stranger's perhaps, are not ours
    command = [sys.executable, '-P', '-m', module]
    environment = {**os.environ, 'PYTHONPATH': os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, env=environment)
    except subprocess.TimeoutExpired as error:
        raise TooLong from error
    return done.stdout if done.returncode == 0 else b''


def bounded(memory: int) -> None:
    """No more memory than so many bytes for this process, where the system can see to that."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ImportError, ValueError, OSError):
        pass
