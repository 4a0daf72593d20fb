"""`check` as its user wants it: which rules, how bad, what is silenced, what is told together.

In: what rules and readers found, the content's `check`, the remarks `# booklet: ignore …` in its files. Out: the
findings that are left, in order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from booklet.checking.gather import gathered
from booklet.checking.ignores import Ignores, read_ignores
from booklet.diagnostics import Diagnostic, Severity, in_order
from booklet.model import Checks, Event
from booklet.rules import RULES

if TYPE_CHECKING:
    from booklet.typeset import Book

__all__ = ['Chosen', 'Ignores', 'choose', 'examine', 'gathered', 'read_ignores']


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rules that are looked at, and how bad each is where the content says otherwise than the rule."""

    ids: frozenset[str]
    severity: Mapping[str, Severity]


def choose(checks: Checks, select: Collection[str] = (), ignore: Collection[str] = ()) -> Chosen:
    """What the content wants; `select` of the command line is in its place, `ignore` besides."""
    wanted = set(select) if select else set(checks.select or RULES) - set(checks.ignore)
    severity = {id: Severity(value) for id, value in checks.severity}
    return Chosen(frozenset(wanted - set(ignore)), severity)


def examine(
    project: Path, event: Event, book: Book | None, chosen: Chosen, others: Iterable[Diagnostic] = ()
) -> list[Diagnostic]:
    """The findings of the chosen rules, and of `others` those of a chosen rule or of none; without what is silenced."""
    found = [one for id in RULES if id in chosen.ids for one in RULES[id].check(event, book)]
    found += [one for one in others if not one.rule or one.rule in chosen.ids]
    ignores = read_ignores(project)
    left = [one for one in found if not ignores.silences(one)]
    if 'B059' in chosen.ids:
        left += ignores.idle(chosen.ids)
    worse = chosen.severity
    return in_order(replace(one, severity=worse[one.rule]) if one.rule in worse else one for one in left)
