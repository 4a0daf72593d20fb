"""Many findings of one kind told in one, for people: whoever reads the first three knows what the others say.

In: findings. Out: the same, those of a rule that has words for many (`TOGETHER`) as one, in the place of the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from booklet.diagnostics import Diagnostic, Severity, Span, in_order
from booklet.rules import RULES

_PLACES = 5


def gathered(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """By rule and severity; a few stay by themselves."""
    kept: list[Diagnostic] = []
    groups: dict[tuple[str, Severity], list[Diagnostic]] = {}
    for one in findings:
        if one.rule in RULES and RULES[one.rule].together:
            groups.setdefault((one.rule, one.severity), []).append(one)
        else:
            kept.append(one)
    for (rule, severity), group in groups.items():
        if len(group) <= RULES[rule].singly:
            kept += group
        else:
            kept.append(_together(group, rule, severity))
    return in_order(kept)


def _together(group: list[Diagnostic], rule: str, severity: Severity) -> Diagnostic:
    group = in_order(group)
    first = next((one.span for one in group if one.span), None)
    words = RULES[rule].together.format(count=len(group))
    span = Span(first.file, first.line, first.column, first.length) if first else None
    hints = {one.hint for one in group}
    hint = hints.pop() if len(hints) == 1 else f'booklet check --select {rule} --format json has each'
    places = _places(group)
    return Diagnostic(severity, f'{words}: {places}' if places else words, span, hint, rule)


def _places(group: list[Diagnostic]) -> str:
    """`talks.yaml:12, 18, 25, more.yaml:3 …`"""
    rows: list[str] = []
    file = ''
    lines = list(dict.fromkeys((one.span.file, one.span.line) for one in group if one.span is not None))
    for path, line in lines[:_PLACES]:
        rows.append(str(line) if path == file else f'{PurePath(path).name}:{line}')
        file = path
    return ', '.join(rows) + (' …' if len(lines) > _PLACES else '')
