"""Runs a command as a whole process and says what it took.

In: a command line. Out: a `Run`. Wall time is from before the start to after the end, the interpreter's start and its
imports included. CPU time is user and system time of the process and of the children that it waited for, as the kernel
counts them (wait4). Where there is no wait4 (Windows), CPU time and memory are None.

Peak memory is the greater of two: the kernel's high-water mark of the largest single process (exact, but blind to a
process pool), and the highest sum over the process tree, sampled every 10 ms, of the proportional set size, in which a
page shared by n processes counts 1/n to each (right for a pool, but a peak between two samples is missed). The second
is known on Linux only. Sampling costs time, so that a run is either timed or sampled.

The kernel counts a child's memory from before it begins its own program, when it is still a copy of its parent: whoever
measures must be small. So this module imports little, and so must its users.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

INTERVAL = 0.01  # seconds between two samples
BYTES_OF_MAXRSS = 1 if sys.platform == 'darwin' else 1024  # getrusage(2): kilobytes, but bytes on macOS
PROC = Path('/proc')


class Failed(Exception):
    """A command that did not end well, with what it said."""


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds and bytes."""

    wall: float
    cpu: float | None = None
    memory: int | None = None


def timed(command: Sequence[str], folder: Path | None = None) -> Run:
    """Run undisturbed, in a folder. `memory` is that of the largest process."""
    return _run(command, _wait, folder)


def sampled(command: Sequence[str]) -> Run:
    """Run with an eye on the memory of the whole process tree; its times are not worth much."""
    peak = 0

    def watch(process: subprocess.Popen[bytes]) -> Run:
        nonlocal peak
        while not _ended(process):
            peak = max(peak, tree_memory(process.pid))
            time.sleep(INTERVAL)
        return _wait(process)

    run = _run(command, watch if (PROC / 'self' / 'smaps_rollup').exists() else _wait)
    return run if run.memory is None else Run(run.wall, run.cpu, max(run.memory, peak))


def _run(command: Sequence[str], wait: Callable[[subprocess.Popen[bytes]], Run], folder: Path | None = None) -> Run:
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=said, cwd=folder, env=_environment())
        run = wait(process)
        wall = time.perf_counter() - start
        if process.returncode:
            raise Failed(f'{" ".join(command)}\nended with {process.returncode}:\n{_tail(said)}')
    return Run(wall, run.cpu, run.memory)


def _environment() -> dict[str, str]:
    """As a user has it: Python keeps what it compiled."""
    return {name: value for name, value in os.environ.items() if name != 'PYTHONDONTWRITEBYTECODE'}


def _wait(process: subprocess.Popen[bytes]) -> Run:
    if sys.platform == 'win32':
        process.wait()
        return Run(0.0)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(0.0, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * BYTES_OF_MAXRSS)


def _ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether the process is over; it is left for wait4 to reap."""
    if sys.platform == 'win32':
        return process.poll() is not None
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _tail(said: IO[bytes]) -> str:
    said.seek(0)
    return said.read().decode(errors='replace')[-4000:]


def tree_memory(pid: int) -> int:
    """Bytes of the process and all its descendants (Linux): the sum of their proportional set sizes."""
    total = _proportional(pid)
    try:
        threads = list((PROC / str(pid) / 'task').iterdir())
    except OSError:
        return total
    for thread in threads:
        try:
            children = (thread / 'children').read_text().split()
        except OSError:  # the thread has ended
            continue
        total += sum(tree_memory(int(child)) for child in children)
    return total


def _proportional(pid: int) -> int:
    try:
        lines = (PROC / str(pid) / 'smaps_rollup').read_text().splitlines()
    except OSError:  # the process has ended
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith('Pss:')), 0)
