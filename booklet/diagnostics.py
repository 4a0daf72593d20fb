"""What the program has to say about its input: where, how bad, what to do.

In: findings from every room. Out: `Diagnostic`s in a `Sink`, rendered for people with the line and a caret.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Severity(Enum):
    ERROR = 'error'
    WARNING = 'warning'
    NOTE = 'note'


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a source file. `line` and `column` count from 1; `length` is in characters, at least 1."""

    file: str
    line: int
    column: int = 1
    length: int = 1


@dataclass(frozen=True, slots=True)
class Diagnostic:
    severity: Severity
    message: str
    span: Span | None = None
    hint: str = ''


@dataclass(slots=True)
class Sink:
    """Gathers diagnostics; no room stops at the first."""

    items: list[Diagnostic] = field(default_factory=list)

    def error(self, message: str, span: Span | None = None, hint: str = '') -> None:
        self.items.append(Diagnostic(Severity.ERROR, message, span, hint))

    def warning(self, message: str, span: Span | None = None, hint: str = '') -> None:
        self.items.append(Diagnostic(Severity.WARNING, message, span, hint))

    def note(self, message: str, span: Span | None = None, hint: str = '') -> None:
        self.items.append(Diagnostic(Severity.NOTE, message, span, hint))

    @property
    def has_errors(self) -> bool:
        return any(item.severity is Severity.ERROR for item in self.items)

    @property
    def has_warnings(self) -> bool:
        return any(item.severity is Severity.WARNING for item in self.items)
