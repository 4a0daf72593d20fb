r"""The rows of a display: what stands in `equation`, `align`, `gather` and the like, cell by cell, with its numbers.

In: a display's tokens. Out: `Row`s, their numbers in TeX.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from booklet.mathsource import NUMBER, NUMBER_END, Token, group, tex_of

_ROOM = ('equation', 'displaymath', 'math', 'subequations')
_UNNUMBERED = frozenset((r'\nonumber', r'\notag'))


@dataclass(frozen=True, slots=True)
class Row:
    """Cells, the number in TeX, and `skip`, the space that the author asks for above it, as in `\\\\[1ex]`."""

    cells: tuple[tuple[Token, ...], ...]
    tag: str = ''
    skip: str = ''


def unwrapped(tokens: Sequence[Token]) -> Sequence[Token]:
    """What stands in the outermost `equation`."""
    while True:
        name, inner, _ = environment(tokens)
        if name not in _ROOM:
            return tokens
        tokens = inner


def environment(tokens: Sequence[Token]) -> tuple[str, Sequence[Token], str]:
    """The name, without its star, the contents and the arguments of the one environment that the tokens are."""
    start, stop = 0, len(tokens)
    while start < stop and tokens[start].text.isspace():
        start += 1
    while stop > start and tokens[stop - 1].text.isspace():
        stop -= 1
    none: Sequence[Token] = ()
    if start == stop or not tokens[start].text.startswith(r'\begin'):
        return '', none, ''
    name, inside = _name(tokens, start)
    depth = 0
    for k in range(start, stop):
        if tokens[k].text.startswith((r'\begin', r'\end')):
            if _name(tokens, k)[0] == name:
                depth += 1 if tokens[k].text.startswith(r'\begin') else -1
            if not depth:
                if _name(tokens, k)[1] < stop:
                    return '', none, ''
                arguments = ''
                if name.startswith(('alignat', 'alignedat', 'xalignat')):
                    argument, inside = group(tokens, inside)
                    arguments = f'{{{tex_of(argument)}}}'
                return name.rstrip('*'), tokens[inside:k], arguments
    return '', none, ''


def _name(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    text = tokens[at].text
    if '{' in text:  # a translated one
        return text[text.index('{') + 1 : -1], at + 1
    inner, end = group(tokens, at + 1)
    return tex_of(inner), end


def inner_name(name: str) -> str:
    return {'alignat': 'alignedat', 'xalignat': 'alignedat', 'alignedat': 'alignedat'}.get(name, 'aligned')


def untagged(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], str]:
    """The tokens without numbers and labels of their top level, and the number in TeX."""
    out: list[Token] = []
    tag, depth, at = '', 0, 0
    while at < len(tokens):
        text = tokens[at].text
        depth += (
            1 if text == '{' or text.startswith(r'\begin') else -1 if text == '}' or text.startswith(r'\end') else 0
        )
        if depth == 0 and text == r'\label':
            _, at = group(tokens, at + 1)
            continue
        if depth == 0 and text in _UNNUMBERED:
            at += 1
            continue
        if depth == 0 and text == r'\tag':
            star = at + 1 < len(tokens) and tokens[at + 1].text == '*'
            inner, at = group(tokens, at + 1 + star)
            tag = rf'\text{{{tex_of(inner)}}}' if star else rf'\text{{({tex_of(inner)})}}'
            continue
        if depth == 0 and text == NUMBER:  # \eqno
            end = next((k for k in range(at, len(tokens)) if tokens[k].text == NUMBER_END), len(tokens))
            tag, at = f'{{{tex_of(tokens[at + 1 : end])}}}', end + 1
            continue
        out.append(tokens[at])
        at += 1
    return tuple(out), tag


def breaks(tokens: Sequence[Token]) -> bool:
    return len(split(tokens, (r'\\', r'\cr', r'\newline'))) > 1


def rows_of(tokens: Sequence[Token]) -> list[Row]:
    rows: list[Row] = []
    for line in split(tokens, (r'\\', r'\cr', r'\newline')):
        line, skip = _after_skip(line) if rows else (line, '')
        bare, tag = untagged(line)
        rows.append(Row(tuple(tuple(cell) for cell in split(bare, ('&',))), tag, skip))
    while len(rows) > 1 and not tex_of(joined(rows[-1].cells)).strip():
        rows.pop()
    return rows


def _after_skip(line: Sequence[Token]) -> tuple[Sequence[Token], str]:
    r"""A row without what may follow `\\`, a star or a space in brackets, and that space."""
    while line and (line[0].text.isspace() or line[0].text == '*'):
        line = line[1:]
    if line and line[0].text == '[':
        end = next((k for k, t in enumerate(line) if t.text == ']'), len(line) - 1)
        return line[end + 1 :], tex_of(line[: end + 1])
    return line, ''


def split(tokens: Sequence[Token], signs: tuple[str, ...]) -> list[Sequence[Token]]:
    """The tokens parted at signs of their top level."""
    parts: list[Sequence[Token]] = []
    depth = start = 0
    for k, (text, _) in enumerate(tokens):
        if text == '{' or text.startswith(r'\begin') or text == r'\left':
            depth += 1
        elif text == '}' or text.startswith(r'\end') or text == r'\right':
            depth -= 1
        elif depth == 0 and text in signs:
            parts.append(tokens[start:k])
            start = k + 1
    parts.append(tokens[start:])
    return parts


def tags_of(rows: Sequence[Row], outer: str) -> list[str]:
    """The rows' numbers; that of the whole stands at the last."""
    tags = [row.tag for row in rows]
    return [*tags[:-1], tags[-1] or outer]


def joined(cells: Sequence[Sequence[Token]], between: str = '') -> tuple[Token, ...]:
    out: list[Token] = []
    for number, cell in enumerate(cells):
        if number and between:
            out.append(Token(between, cell[0].at if cell else out[-1].at if out else 0))
        out += cell
    return tuple(out)
