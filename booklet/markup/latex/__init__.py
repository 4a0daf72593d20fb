"""The LaTeX that authors type, to blocks, through pylatexenc.

In: source text. Out: blocks or spans, and findings for what is kept as its own source. Nothing is executed and no file
is read; what commands of the author's own may come to is bounded. Left out are comments, commands of layout (the
tables name them) and, in a whole document, all of its preamble but definitions, title, author and date.
"""

from __future__ import annotations

import logging

from booklet.markup import plain
from booklet.markup.latex import commands, environments, sink
from booklet.markup.latex.nodes import Command, Cursor, Definition, Environment, Group, Node, Origin, Text
from booklet.markup.latex.reader import TooDeep, read
from booklet.markup.latex.setter import Aux, Setter
from booklet.markup.spans import Block, Finding, Spans

MAX_LENGTH = 60_000  # characters; beyond it the text is set as plain paragraphs
_PASSES = 3
_HEAD = frozenset(('title', 'author', 'date', 'subtitle', 'newtheorem', 'institute', 'affil', 'keywords', 'thanks'))
# One for one, so that places stay places of the author's source.
_LINE_ENDS = (('\r\n', ' \n'), ('\r', '\n'), ('\u2028', '\n'), ('\u2029', '\n'))

logging.getLogger('pylatexenc').addHandler(logging.NullHandler())


def blocks(source: str, found: list[Finding]) -> tuple[Block, ...]:
    """The blocks of a LaTeX text; findings are added to `found`."""
    return sink.closed_up(_set(source, found, inline=False))


def inlines(source: str, found: list[Finding]) -> Spans:
    """The spans of one line of LaTeX: displays in it are set as inline math, footnotes in brackets."""
    return sink.flattened(_set(source, found, inline=True))


def _set(source: str, found: list[Finding], *, inline: bool) -> tuple[Block, ...]:
    if len(source) > MAX_LENGTH:
        found.append(Finding(0, len(source), f'the text is longer than {MAX_LENGTH} characters'))
        return plain.blocks(source)
    text = source
    for ending, feed in _LINE_ENDS:
        text = text.replace(ending, feed)
    findings: list[Finding] = []
    try:
        nodes = read(Origin(text), findings)
    except TooDeep:
        found.append(Finding(0, len(source), 'too many braces, environments or formulas are open, or never closed'))
        return plain.blocks(source)
    nodes = _document(nodes)
    aux = Aux()
    for _ in range(_PASSES):
        setter = Setter(aux, commands.perform, environments.perform, inline)
        result = setter.run(nodes)
        if not setter.consulted or setter.aux == aux:
            break
        aux = setter.aux
    found.extend(sorted((*findings, *setter.findings), key=lambda finding: finding.at))
    return result


def _document(nodes: list[Node]) -> list[Node]:
    """Without a document's preamble, but for what is said in it."""
    start = next((i for i, node in enumerate(nodes) if isinstance(node, Environment) and node.name == 'document'), None)
    if start is None:
        return nodes
    kept: list[Node] = []
    cursor = Cursor(nodes[:start])
    while (node := cursor.next()) is not None:
        if not isinstance(node, Command):
            continue
        if isinstance(node.raw, Definition):
            kept.append(node)
        elif node.name in _HEAD:
            kept.append(node)
            while isinstance(following := cursor.peek(), Group | Text) and _is_argument(following):
                kept.append(following)
                cursor.next()
    return [*kept, *nodes[start:]]


def _is_argument(node: Group | Text) -> bool:
    return isinstance(node, Group) or not node.text.strip() or node.text.lstrip()[0] in '[*'
