"""Changes to a text, told in places of the text as it was.

In: edits, pass after pass, each in places of the text that the pass before left. Out: the edits of the original.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `new` in the place of `text[start:end]`."""

    start: int
    end: int
    new: str
    reason: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """`text[start:end]` looks broken, and what it should be is not certain."""

    start: int
    end: int
    reason: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; they stand in order and do not overlap."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.new]
        at = edit.end
    return ''.join([*pieces, text[at:]])


class Draft:
    """A text while it changes. `origins` has, for each character of `text`, its place in the original, -1 for new."""

    def __init__(self, text: str) -> None:
        self.original = self.text = text
        self.origins: list[int] | None = None
        self._reasons: list[tuple[int, str]] = []

    def change(self, edits: Sequence[Edit]) -> bool:
        """Make the edits; whether there were any."""
        if not edits:
            return False
        old = self.origins if self.origins is not None else list(range(len(self.text)))
        origins: list[int] = []
        at = 0
        for edit in edits:
            origins += old[at : edit.start]
            origins += [-1] * len(edit.new)
            at = edit.end
            self._reasons.append((self._before(old, edit.start), edit.reason))
        self.text = apply(self.text, edits)
        self.origins = origins + old[at:]
        return True

    def placed(self, doubts: Iterable[Doubt]) -> list[Doubt]:
        """The doubts, in places of the original."""
        if self.origins is None:
            return list(doubts)
        found = []
        for doubt in doubts:
            start = self._before(self.origins, doubt.start)
            after = doubt.end
            while after < len(self.origins) and self.origins[after] < 0:
                after += 1
            end = self.origins[after] if after < len(self.origins) else len(self.original)
            found.append(Doubt(start, max(end, start), doubt.reason))
        return found

    def edits(self) -> list[Edit]:
        """What has changed between the original and the text, each change with all its reasons."""
        if self.origins is None:
            return []
        reasons = sorted(self._reasons, key=lambda item: item[0])
        places = [place for place, _ in reasons]
        found: list[Edit] = []
        start, new = 0, []
        for letter, origin in zip([*self.text, ''], [*self.origins, len(self.original)], strict=True):
            if origin < 0:
                new.append(letter)
                continue
            if new or origin > start:
                why = reasons[bisect_right(places, start - 1) : bisect_right(places, origin)]
                said = '; '.join(dict.fromkeys(reason for _, reason in why))
                if ''.join(new) != self.original[start:origin]:
                    found.append(Edit(start, origin, ''.join(new), said))
            start, new = origin + 1, []
        return found

    @staticmethod
    def _before(origins: Sequence[int], at: int) -> int:
        """The place after the last character of the original before `at`."""
        while at > 0:
            at -= 1
            if origins[at] >= 0:
                return origins[at] + 1
        return 0
