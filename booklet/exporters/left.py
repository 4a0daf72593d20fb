"""What an exporter has to say: what its format cannot hold, and why; counted, so that one line tells of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field


class Unfit(Exception):
    """A programme that has no form in a format."""

    def __init__(self, message: str, hint: str = '') -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(slots=True)
class Left:
    """`what` is always in the plural; `reason` ends the sentence."""

    without: Counter[tuple[str, str]] = field(default_factory=Counter)
    otherwise: Counter[tuple[str, str]] = field(default_factory=Counter)
    warnings: list[tuple[str, str]] = field(default_factory=list)

    def out(self, what: str, reason: str = 'the format has no place for them', count: int = 1) -> None:
        """So many are not in the file."""
        self.without[what, reason] += count

    def changed(self, what: str, reason: str, count: int = 1) -> None:
        """So many are in the file, but not as the content has them."""
        self.otherwise[what, reason] += count

    def warn(self, message: str, hint: str = '') -> None:
        self.warnings.append((message, hint))

    def lines(self) -> Iterator[str]:
        """Those of one reason on one line."""
        for verb, counts in (('leaves out', self.without), ('changes', self.otherwise)):
            by_reason: dict[str, list[str]] = {}
            for (what, reason), count in counts.items():
                if count:
                    by_reason.setdefault(reason, []).append(f'{what} ({count})')
            for reason, those in by_reason.items():
                yield f'{verb} {", ".join(those)}: {reason}'
