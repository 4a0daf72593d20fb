"""The vertical rules of arrays, which mathra 1.5 puts below the array: back to their places.

In: a formula's source and its setting. Out: the setting mended. mathra counts the height of the rows above twice and
leaves out the array's own; so each array is set by itself, where its height is known, and found again in the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from booklet.formula import Formula, MathError, MathRule
from booklet.mathsource import needed

_RULED = re.compile(r'\\begin\s*\{array\}\s*(?:\[\w\])?\s*\{(?:[^{}]|\{[^{}]*\})*\|')
_EDGE = re.compile(r'\\(begin|end)\s*\{array\}')
_THICKNESS = 0.04  # ems
_NEAR = 2e-3  # ems


def has_columns_ruled(tex: str) -> bool:
    """Whether the source has an array with a rule between columns."""
    return bool(_RULED.search(tex))


def mended(tex: str, whole: Formula, draw: Callable[[str], Formula]) -> Formula:
    """The setting with its arrays' vertical rules in their places; a MathError where they cannot be found."""
    rules = list(whole.rules)
    place = 0
    for start, end in _arrays(tex):
        array = tex[start:end]
        if not _RULED.match(array):
            if _RULED.search(array):
                raise MathError(start + 1, 'an array inside another has vertical rules')
            continue
        if len(_RULED.findall(array)) > 1:
            raise MathError(start + 1, 'an array inside another has vertical rules')
        alone = draw(needed(tex[:start], array)[0] + array)
        upright = _upright(alone)
        first, dx, dy = _find(alone.rules, rules, place)
        if first < 0:
            raise MathError(start + 1, 'the vertical rules of an array cannot be placed')
        place = first + len(alone.rules)
        rules[first:place] = [replace(rule, x=rule.x + dx, y=rule.y + dy) for rule in upright]
    return replace(whole, rules=tuple(rules))


def _arrays(tex: str) -> list[tuple[int, int]]:
    """Where the outermost arrays begin and end."""
    found, depth, start = [], 0, 0
    for edge in _EDGE.finditer(tex):
        if edge.group(1) == 'begin':
            start = start if depth else edge.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found.append((start, edge.end()))
    return found


def _upright(alone: Formula) -> list[MathRule]:
    """The rules of an array that is set by itself, its vertical ones moved to where they belong."""
    rules = []
    above: dict[float, float] = {}
    for rule in alone.rules:
        before = above.get(rule.x, 0.0)
        if abs(rule.width - _THICKNESS) < _NEAR and abs(rule.y + 2 * before + rule.height) < _NEAR:
            above[rule.x] = before + rule.height
            rule = replace(rule, y=alone.ascent - before - rule.height)
        rules.append(rule)
    return rules


def _find(part: Sequence[MathRule], rules: Sequence[MathRule], start: int) -> tuple[int, float, float]:
    """Where the rules of a part stand among those of the whole, and how far they are moved there; -1: nowhere."""
    if not part:
        return start, 0.0, 0.0
    for first in range(start, len(rules) - len(part) + 1):
        dx, dy = rules[first].x - part[0].x, rules[first].y - part[0].y
        if all(_same(one, other, dx, dy) for one, other in zip(part, rules[first:], strict=False)):
            return first, dx, dy
    return -1, 0.0, 0.0


def _same(one: MathRule, other: MathRule, dx: float, dy: float) -> bool:
    pairs = (
        (one.x + dx, other.x),
        (one.y + dy, other.y),
        (one.width, other.width),
        (one.height, other.height),
    )
    return all(abs(a - b) < _NEAR for a, b in pairs)
