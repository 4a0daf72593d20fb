"""Numbers that look thrown but follow from a text, the same on every machine and every version of Python.

In: a text. Out: numbers and choices, one after the other: SHA-256 of the text and a counter, eight bytes a number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar('T')


class Dice:
    def __init__(self, seed: str) -> None:
        self.seed = seed.encode('utf-8', 'surrogatepass')
        self.thrown = 0

    def unit(self) -> float:
        """A number from 0 to 1, without 1."""
        digest = hashlib.sha256(self.seed + b'\0' + str(self.thrown).encode()).digest()
        self.thrown += 1
        return int.from_bytes(digest[:7], 'big') / 2**56

    def between(self, least: float, most: float) -> float:
        return least + (most - least) * self.unit()

    def integer(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both among them; `least` where `most` is less."""
        return least + int(self.unit() * (max(least, most) - least + 1))

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.integer(0, len(choices) - 1)]

    def chance(self, likelihood: float) -> bool:
        return self.unit() < likelihood

    def shuffled(self, things: Sequence[T]) -> list[T]:
        left = list(things)
        return [left.pop(self.integer(0, len(left) - 1)) for _ in things]
