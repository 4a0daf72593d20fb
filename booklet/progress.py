"""What is being done, for somebody who waits before a terminal.

In: the name of each stage as it begins. Out: one line on a terminal, rewritten, and gone at the end; nothing at all
where the text would go to a file or a pipe.
"""

from __future__ import annotations

import os
from types import TracebackType
from typing import Self, TextIO


class Progress:
    """Called with a stage's name as it begins. Nothing else may be written to the terminal inside its `with` block."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._show('')

    def __call__(self, stage: str) -> None:
        self._show(f'{stage} …')

    def _show(self, text: str) -> None:
        if not is_terminal(self._stream):
            return
        text = text[: _columns(self._stream) - 1]
        # Blanks rather than an escape sequence: they wipe the line on every terminal there is.
        wiped = ' ' * self._shown
        self._stream.write(f'\r{wiped}\r{text}')
        self._stream.flush()
        self._shown = len(text)


def is_terminal(stream: TextIO) -> bool:
    """Whether a person may be looking."""
    return stream.isatty() and os.environ.get('TERM') != 'dumb'


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
