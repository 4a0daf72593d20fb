"""What text takes, told without setting it: a composer's answer to the parts that must know before they ask.

In: blocks or inlines, a width. Out: heights, lines, widths in points. What is found on the way is told to nobody: the
galley tells it when the text is set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from booklet.block import Block, Inlines
from booklet.galley import depth_of
from booklet.paragraph import Composer


class Gauge:
    """Measures with the styles of one layout; every word is shaped once, whoever asks."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self._lines: dict[tuple[Inlines, str, float, float], int] = {}

    def height(self, blocks: Sequence[Block], width: float, on_grid: bool = False) -> float:
        """How deep blocks are when they are set to a width, without the space before the first."""
        with self._quietly():
            return depth_of(tuple(blocks), width, self.composer, None if on_grid else 0.0)

    def lines(self, inlines: Inlines, style: str, width: float, scale: float = 1.0) -> int:
        """How many lines a paragraph has on a measure; the style's own indents count."""
        key = (inlines, style, width, scale)
        found = self._lines.get(key)
        if found is None:
            own = self.composer.style(style, scale)
            with self._quietly():
                found = len(self.composer.lines(inlines, own, width - own.indent - own.right_indent))
            self._lines[key] = found
        return found

    def width(self, inlines: Inlines, style: str, scale: float = 1.0) -> float:
        """How wide all of it is on one line."""
        with self._quietly():
            return self.composer.line(inlines, self.composer.style(style, scale)).width

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        known = len(self.composer.sink.items)
        yield
        del self.composer.sink.items[known:]
