"""What a careful editor would say of a programme that loads without error.

In: an `Event`, and, for the rules that look at pages, its set book. Out: diagnostics. Each rule is one file, listed in
`rulebook`; its docstring is its manual page, and it has one function of these, which yields what it finds:

    check(event)               looks at the programme alone
    check_book(event, book)    looks at the set book

and, where it wishes,

    SEVERITY    how bad its findings are as a rule: a warning if not given
    TOGETHER    words for many of them told in one, with `{count}`: '{count} talks have no abstract'
    SINGLY      how many are told one by one before they are told together: 3 if not given
    edits(text, of)            what is surely right instead, as edits of a text: `check --fix` makes them
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from booklet import rulebook
from booklet.diagnostics import Diagnostic, Severity, in_order
from booklet.model import Event

if TYPE_CHECKING:
    from booklet.typeset import Book

__all__ = ['RULES', 'Rule', 'manual', 'run_rules']


@dataclass(frozen=True)
class Rule:
    """`module` is imported when it is first asked for."""

    id: str
    name: str

    @cached_property
    def module(self) -> ModuleType:
        return import_module(f'booklet.rules.{self.name.replace("-", "_")}')

    @property
    def manual(self) -> str:
        """What it finds, why, and what to do."""
        return (self.module.__doc__ or '').strip()

    @property
    def title(self) -> str:
        """The first sentence of its manual."""
        return ' '.join(self.manual.partition('\n\n')[0].split())

    @property
    def severity(self) -> Severity:
        found: Severity = getattr(self.module, 'SEVERITY', Severity.WARNING)
        return found

    @property
    def together(self) -> str:
        found: str = getattr(self.module, 'TOGETHER', '')
        return found

    @property
    def singly(self) -> int:
        found: int = getattr(self.module, 'SINGLY', 3)
        return found

    @property
    def fixable(self) -> bool:
        return self.id == 'B013' or hasattr(self.module, 'edits')

    def check(self, event: Event, book: Book | None = None) -> Iterator[Diagnostic]:
        """Its findings, with its id. Without a book a rule that looks at pages finds nothing."""
        if hasattr(self.module, 'check'):
            yield from (replace(found, rule=self.id) for found in self.module.check(event))
        if book is not None and hasattr(self.module, 'check_book'):
            yield from (replace(found, rule=self.id) for found in self.module.check_book(event, book))


RULES: dict[str, Rule] = {id: Rule(id, name) for id, name in rulebook.NAMES.items()}


def run_rules(event: Event, book: Book | None = None) -> list[Diagnostic]:
    """The findings of every rule, by file and line."""
    return in_order(found for rule in RULES.values() for found in rule.check(event, book))


def manual(name: str) -> str:
    """What a rule finds and why; KeyError for an id that no rule has."""
    return RULES[name].manual
