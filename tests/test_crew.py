"""Typesetters at work: one or several make the same book, and whatever goes wrong in one is heard of."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from book import TAGUNG

from booklet import crew as room
from booklet import typeset
from booklet.build import build
from booklet.design import Layout
from booklet.diagnostics import Sink
from booklet.fonts import Library
from booklet.images import Image
from booklet.model import Event
from booklet.typesetter import Summary, Task, Typesetter

LAYOUT = 'tagung'


def hire(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Let every book be set by so many processes, however small it is; by this one if that is 1."""

    @contextmanager
    def hired(
        event: Event, layout: Layout, library: Library, weight: int, images: Mapping[str, Image]
    ) -> Iterator[room.Crew]:
        if count == 1:
            yield room._Alone(Typesetter(event, layout, library, images=images))
            return
        many = room._Many(event, layout, library, count, images)
        try:
            yield many
        finally:
            many.dismiss()

    monkeypatch.setattr(typeset, 'crew', hired)


def built(folder: Path) -> tuple[bytes, list[str]]:
    sink = Sink()
    result = build(TAGUNG, LAYOUT, folder / 'book.pdf', sink)
    assert result is not None
    return result.path.read_bytes(), [item.message for item in sink.items]


def test_bytes_and_findings_do_not_depend_on_the_number_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = []
    for count in (1, 2, 3):
        hire(monkeypatch, count)
        books.append(built(tmp_path))
    assert books[0] == books[1] == books[2]


class Odd(Exception):
    """An error that cannot be made again from its pickle."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f'{first} and {second}')


@pytest.mark.parametrize(
    ('error', 'kind', 'message'),
    [(ZeroDivisionError('by nought'), ZeroDivisionError, 'by nought'), (Odd('a', 'b'), RuntimeError, 'Odd: a and b')],
)
@pytest.mark.skipif(not hasattr(os, 'fork'), reason='the fault is planted before a fork')
def test_an_error_in_a_process_arrives_as_such(
    error: Exception, kind: type[Exception], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(typesetter: Typesetter, task: Task, numbers: Mapping[str, int]) -> Summary:
        raise error

    hire(monkeypatch, 2)
    monkeypatch.setattr(Typesetter, 'set', fail)
    with pytest.raises(kind, match=message):
        build(TAGUNG, LAYOUT, tmp_path / 'book.pdf', Sink())
    assert not (tmp_path / 'book.pdf').exists()


@pytest.mark.skipif(not hasattr(os, 'fork'), reason='the fault is planted before a fork')
def test_a_process_that_dies_is_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = os.getpid()

    def die(typesetter: Typesetter, task: Task, numbers: Mapping[str, int]) -> Summary:
        assert os.getpid() != here
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    hire(monkeypatch, 2)
    monkeypatch.setattr(Typesetter, 'set', die)
    with pytest.raises(ChildProcessError):
        build(TAGUNG, LAYOUT, tmp_path / 'book.pdf', Sink())


def test_only_a_heavy_book_is_given_to_several(monkeypatch: pytest.MonkeyPatch) -> None:
    hired: list[int] = []

    class Many:
        def __init__(self, event: object, layout: object, library: object, count: int, images: object) -> None:
            hired.append(count)

        def dismiss(self) -> None:
            pass

    monkeypatch.setattr(room, '_Many', Many)
    monkeypatch.setattr(room, 'Typesetter', lambda *_, **__: None)
    monkeypatch.setattr(os, 'sched_getaffinity', lambda _: set(range(4)), raising=False)
    for weight in (1000, 10_000_000):
        with room.crew(None, None, None, weight, {}):  # type: ignore[arg-type]
            pass
    assert hired == [4]
