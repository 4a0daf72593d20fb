"""Typesetters at work: in this process for a small book, in several for a large one.

In: tasks with their weights. Out: their summaries, then their painted parts. A section stays with the process that set
it until it is painted, so that only small things travel: how long it is, and its finished bytes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Protocol, cast

from booklet.design import Layout
from booklet.fonts import Library
from booklet.images import Image
from booklet.model import Event
from booklet.page import PaintedPart
from booklet.typesetter import DeadLink, Summary, Task, Typesetter

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_WORTH_A_CREW = 300_000  # characters; below that, starting processes costs more than it saves


class Crew(Protocol):
    """Sets and paints tasks, or only proves them, wherever."""

    def set(self, tasks: Sequence[Task], numbers: Mapping[str, int]) -> dict[Task, Summary]: ...

    def paint(
        self, tasks: Sequence[Task], starts: Mapping[Task, int], numbers: Mapping[str, int]
    ) -> dict[Task, PaintedPart]: ...

    def proof(
        self, tasks: Sequence[Task], starts: Mapping[Task, int], numbers: Mapping[str, int]
    ) -> dict[Task, tuple[DeadLink, ...]]: ...


@contextmanager
def crew(event: Event, layout: Layout, library: Library, weight: int, images: Mapping[str, Image]) -> Iterator[Crew]:
    """As many typesetters as the book's weight (characters) and the machine's processors make worth while."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count() or 1
    if weight < _WORTH_A_CREW or processors < 2:
        yield _Alone(Typesetter(event, layout, library, images=images))
        return
    many = _Many(event, layout, library, min(processors, 8), images)
    try:
        yield many
    finally:
        many.dismiss()


class _Alone:
    def __init__(self, typesetter: Typesetter) -> None:
        self.typesetter = typesetter

    def set(self, tasks: Sequence[Task], numbers: Mapping[str, int]) -> dict[Task, Summary]:
        return {task: self.typesetter.set(task, numbers) for task in tasks}

    def paint(
        self, tasks: Sequence[Task], starts: Mapping[Task, int], numbers: Mapping[str, int]
    ) -> dict[Task, PaintedPart]:
        return {task: self.typesetter.paint(task, starts[task], numbers) for task in tasks}

    def proof(
        self, tasks: Sequence[Task], starts: Mapping[Task, int], numbers: Mapping[str, int]
    ) -> dict[Task, tuple[DeadLink, ...]]:
        return {task: self.typesetter.proof(task, starts[task], numbers) for task in tasks}


class _Many:
    """Processes, each with its pipe; a task is given to the one with the least to do."""

    def __init__(self, event: Event, layout: Layout, library: Library, count: int, images: Mapping[str, Image]) -> None:
        import gc
        import multiprocessing

        methods = multiprocessing.get_all_start_methods()
        forks = 'fork' in methods and os.uname().sysname == 'Linux'
        context = multiprocessing.get_context('fork' if forks else None)
        gc.freeze()  # what is loaded stays shared with the children
        self.loads = [0] * count
        self.homes: dict[Task, int] = {}
        self.pipes: list[Connection] = []
        self.processes = []
        for _ in range(count):
            here, there = context.Pipe()
            inherited = [*self.pipes, here] if forks else []
            work = (there, inherited, event, layout, library, images)
            process = context.Process(target=_work, args=work, daemon=True)
            process.start()
            there.close()
            self.pipes.append(here)
            self.processes.append(process)

    def set(self, tasks: Sequence[Task], numbers: Mapping[str, int]) -> dict[Task, Summary]:
        for task in sorted(tasks, key=lambda t: -t.weight):
            home = self.homes.setdefault(task, self.loads.index(min(self.loads)))
            self.loads[home] += task.weight
        self._ask('set', tasks, numbers)
        return self._answers(tasks)

    def paint(
        self, tasks: Sequence[Task], starts: Mapping[Task, int], numbers: Mapping[str, int]
    ) -> dict[Task, PaintedPart]:
        self._ask('paint', tasks, starts, numbers)
        import booklet.assemble.binding  # noqa: F401  # while the others paint: what comes next takes long to import

        return self._answers(tasks)

    def proof(
        self, tasks: Sequence[Task], starts: Mapping[Task, int], numbers: Mapping[str, int]
    ) -> dict[Task, tuple[DeadLink, ...]]:
        self._ask('proof', tasks, starts, numbers)
        return self._answers(tasks)

    def _ask(self, verb: str, tasks: Sequence[Task], *arguments: object) -> None:
        for home, pipe in enumerate(self.pipes):
            own = [task for task in tasks if self.homes[task] == home]
            if own:
                pipe.send((verb, own, *arguments))

    def _answers(self, tasks: Sequence[Task]) -> dict[Task, Any]:
        from multiprocessing.connection import wait

        found: dict[Task, Any] = {}
        left = set(tasks)
        while left:
            for pipe in wait(self.pipes):
                try:
                    task, answer = cast('Connection', pipe).recv()
                except EOFError:
                    raise ChildProcessError('a typesetting process ended before its work was done') from None
                if isinstance(answer, BaseException):
                    raise answer
                found[task] = answer
                left.discard(task)
        return {task: found[task] for task in tasks}

    def dismiss(self) -> None:
        for pipe in self.pipes:
            with suppress(OSError):  # it may be gone already
                pipe.send(None)
        for process in self.processes:
            process.join(1)
            if process.is_alive():
                process.terminate()


def _work(
    pipe: Connection,
    inherited: Sequence[Connection],
    event: Event,
    layout: Layout,
    library: Library,
    images: Mapping[str, Image],
) -> None:
    """A process's life: tasks in, answers out, until there are no more, or nobody to give them.

    The parent's ends of the pipes, `inherited` by a fork, are closed here, so that its end is noticed.
    """
    import gc

    gc.disable()  # nothing here makes cycles, and the process ends soon
    for connection in inherited:
        connection.close()
    typesetter = Typesetter(event, layout, library, images=images)
    with suppress(EOFError, BrokenPipeError):
        while (order := pipe.recv()) is not None:
            verb, tasks, *arguments = order
            for task in tasks:
                pipe.send((task, _answer(typesetter, verb, task, *arguments)))


def _answer(typesetter: Typesetter, verb: str, task: Task, *arguments: Any) -> Any:
    """What the verb makes of the task; or the error."""
    try:
        if verb == 'set':
            return typesetter.set(task, *arguments)
        starts, numbers = arguments
        work = typesetter.paint if verb == 'paint' else typesetter.proof
        return work(task, starts[task], numbers)
    except Exception as error:  # whatever it is, the parent must hear of it
        return _portable(error)


def _portable(error: Exception) -> Exception:
    """The error as it can travel, with its traceback as a note; what cannot be pickled becomes a RuntimeError."""
    import pickle
    import traceback

    error.add_note(''.join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f'{type(error).__name__}: {error}')
    return error
