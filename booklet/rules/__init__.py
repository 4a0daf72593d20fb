"""What a careful editor would say of a programme that loads without error.

In: an `Event`. Out: diagnostics, none of them an error. Each rule is one file; its docstring is its manual page, and
its `check` yields what it finds.
"""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

from booklet.diagnostics import Diagnostic, in_order
from booklet.model import Event
from booklet.rules import (
    abstract_missing,
    day_outside_event,
    dialect_guessed,
    language_unknown,
    person_in_two_places,
    person_unused,
    room_double_booked,
    sponsors_unshown,
    text_to_mend,
    time_order,
    time_zone_unknown,
    title_differs,
    to_be_announced,
)

RULES: dict[str, ModuleType] = {
    'B001': title_differs,
    'B002': to_be_announced,
    'B003': abstract_missing,
    'B004': person_unused,
    'B005': time_order,
    'B006': room_double_booked,
    'B007': person_in_two_places,
    'B008': day_outside_event,
    'B009': sponsors_unshown,
    'B010': language_unknown,
    'B011': time_zone_unknown,
    'B012': dialect_guessed,
    'B013': text_to_mend,
}


def run_rules(event: Event) -> list[Diagnostic]:
    """The findings of every rule, by file and line."""
    return in_order(replace(found, rule=name) for name, rule in RULES.items() for found in rule.check(event))


def manual(name: str) -> str:
    """What a rule finds and why; KeyError for an id that no rule has."""
    return (RULES[name].__doc__ or '').strip()
