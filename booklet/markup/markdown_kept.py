"""What Markdown would drop without a word: definitions that nothing names, and cells beyond a table's head.

In: tokens and source. Out: the lines to be read as plain text instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

_NOTE = re.compile(r'^[ >]*\[\^([^\]\s]+)\]:', re.MULTILINE)


def drops_cells(tokens: list[Token], source: str) -> bool:
    """Whether a row of some table has more cells than its head, which leaves the rest out."""
    if not any(token.type == 'table_open' for token in tokens):
        return False
    lines = source.split('\n')
    columns = cells = 0
    line = ''
    for token in tokens:
        if token.type == 'table_open':
            columns = 0
        elif token.type == 'tr_open' and token.map:
            cells, line = 0, lines[token.map[0]]
        elif token.type in ('th_open', 'td_open'):
            cells += 1
        elif token.type == 'tr_close':
            columns = columns or cells
            written = escapedSplit(line.strip(' \t>').removeprefix('|').removesuffix('|'))
            if len(written) > columns:
                return True
    return False


def dropped_definitions(tokens: list[Token], env: Mapping[str, Any], source: str) -> list[int]:
    """The first lines of definitions (`[label]: address`, `[^label]: note`) that vanish, as nothing shows them."""
    return [*_addresses(tokens, env), *_notes(env, source)]


def _addresses(tokens: list[Token], env: Mapping[str, Any]) -> list[int]:
    if not env.get('references'):
        return []
    used = {token.attrs.get(key) for token in _all(tokens) for key in ('href', 'src')}
    definitions = [d for d in env['references'].values() if d['href'] not in used]
    return [d['map'][0] for d in (*definitions, *env.get('duplicate_refs', ()))]


def _notes(env: Mapping[str, Any], source: str) -> list[int]:
    """Notes that no reference names, or that another of the same label replaces: the last one holds."""
    labels: Mapping[str, int] = env.get('footnotes', {}).get('refs', {})
    if not labels:
        return []
    seen: set[str] = set()
    dropped = []
    for match in reversed(list(_NOTE.finditer(source))):
        label = f':{match[1]}'
        if label in labels and (labels[label] < 0 or label in seen):
            dropped.append(source.count('\n', 0, match.end()))
        seen.add(label)
    return dropped


def _all(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or [])


def with_literal_lines(source: str, numbers: list[int]) -> str:
    lines = source.split('\n')
    for number in numbers:
        lines[number] = lines[number].replace('[', '\\[', 1)
    return '\n'.join(lines)
