"""The rules' part of docs/checks.md, out of their docstrings: `python tests/manual_pages.py` writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from booklet.rules import RULES, Rule

DOCUMENT = Path(__file__).parents[1] / 'docs' / 'checks.md'
HEADING = '## All rules\n'


def rules_part() -> str:
    """A table of all rules, then a section each."""
    return '\n' + '\n'.join([*_table(), *(_section(rule) for rule in RULES.values())])


def _table() -> Iterator[str]:
    yield '| rule | name | is | finds |'
    yield '|---|---|---|---|'
    for rule in RULES.values():
        mended = ', `--fix` mends it' if rule.fixable else ''
        name = f'[`{rule.name}`](#{rule.id.lower()}-{rule.name})'
        yield f'| `{rule.id}` | {name} | {rule.severity.value}{mended} | {rule.title} |'


def _section(rule: Rule) -> str:
    mended = ', `--fix` mends it' if rule.fixable else ''
    return f'\n### {rule.id} {rule.name}\n\n*{rule.severity.value}{mended}*\n\n{rule.manual}'


def written(document: str) -> str:
    """The document with its last part made anew."""
    head, heading, _ = document.partition(HEADING)
    return re.sub(r'[ \t]+$', '', f'{head}{heading}{rules_part()}\n', flags=re.MULTILINE)


if __name__ == '__main__':
    DOCUMENT.write_text(written(DOCUMENT.read_text('utf-8')), 'utf-8')
