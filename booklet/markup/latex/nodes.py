"""The tree of a LaTeX text: what the reader makes and all else in this folder walks over.

In: nothing. Out: the types of nodes, and a cursor that takes a command's arguments off what follows it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_OPENING = re.compile(r'[ \t]*(?:\n[ \t]*)?\[')
_WORD = re.compile(r'[\w(]')
_STAR = re.compile(r'[ \t]*\*')
_SPACE = re.compile(r'[ \t]*(?:\n[ \t]*)?(?!\s)')
_BRACKET = re.compile(r'[\[\]]')
_MAX_OPTIONAL = 60  # nodes between the brackets of an optional argument


class Origin(NamedTuple):
    """The text that nodes were read from. `base`: where in the author's source it stands, if it is a macro's."""

    text: str
    base: int = -1
    depth: int = 0  # of macros expanded in one another


class Text(NamedTuple):
    text: str
    at: int
    origin: Origin

    @property
    def end(self) -> int:
        return self.at + len(self.text)


class Definition(NamedTuple):
    """A command or environment of the author's own; `ending` is what `\\end{…}` stands for, None for a command."""

    name: str
    parameters: int
    default: str | None
    body: str
    ending: str | None = None
    only_new: bool = False  # \\providecommand


LITERAL = ''  # the name of what looks like a command, a brace or a dollar sign and is not


class Command(NamedTuple):
    """`space` follows a command of letters. `raw`: its argument, where that is not LaTeX."""

    name: str
    at: int
    end: int
    origin: Origin
    space: str = ''
    raw: str | Definition | None = None


class Group(NamedTuple):
    nodes: list[Node]
    at: int
    end: int
    origin: Origin


class Formula(NamedTuple):
    """Math between dollar signs or `\\(…\\)`, `\\[…\\]`."""

    nodes: list[Node]
    at: int
    end: int
    origin: Origin
    display: bool


class Environment(NamedTuple):
    """`raw`: what stands in it, where that is not LaTeX. `inner` and `ending`: where its body begins and ends."""

    name: str
    nodes: list[Node]
    at: int
    end: int
    origin: Origin
    inner: int
    ending: int
    raw: str | None = None


Node = Text | Command | Group | Formula | Environment


def source(node: Node) -> str:
    return node.origin.text[node.at : node.end]


def place(node: Node) -> int:
    """Where in the author's own source the node stands."""
    return node.origin.base if node.origin.base >= 0 else node.at


def joined_source(nodes: list[Node]) -> str:
    return ''.join(map(source, nodes))


class Cursor:
    """Nodes still to be set, the next one first."""

    def __init__(self, nodes: list[Node]) -> None:
        self._rest = nodes[::-1]

    def next(self) -> Node | None:
        return self._rest.pop() if self._rest else None

    def rest(self) -> list[Node]:
        """All that is left."""
        rest, self._rest = self._rest[::-1], []
        return rest

    def peek(self) -> Node | None:
        return self._rest[-1] if self._rest else None

    def goes_on(self) -> bool:
        """Whether a word follows."""
        node = self.peek()
        return isinstance(node, Text) and _WORD.match(node.text) is not None

    def push(self, nodes: list[Node]) -> None:
        self._rest.extend(reversed(nodes))

    def take(self, pattern: re.Pattern[str]) -> str | None:
        """What the pattern matches at the head of the text that follows, taken off it."""
        node = self.peek()
        match = pattern.match(node.text) if isinstance(node, Text) else None
        if match is None or not isinstance(node, Text):
            return None
        self._cut(node, match.end())
        return match.group()

    def _cut(self, node: Text, length: int) -> None:
        self._rest.pop()
        if length < len(node.text):
            self._rest.append(Text(node.text[length:], node.at + length, node.origin))

    def star(self) -> bool:
        return self.take(_STAR) is not None

    def argument(self) -> list[Node] | None:
        """A group's nodes, or the one letter or command that stands for it; None where nothing can be it."""
        spaces = self.peek()
        self.take(_SPACE)
        node = self.peek()
        if node is None or isinstance(node, Environment) or (isinstance(node, Text) and node.text[0].isspace()):
            if node is not spaces and isinstance(spaces, Text):
                if isinstance(node, Text):
                    self._rest.pop()
                self._rest.append(spaces)
            return None
        if isinstance(node, Text):
            self._cut(node, 1)
            return [Text(node.text[0], node.at, node.origin)]
        if isinstance(node, Command) and node.name == LITERAL:
            return None
        self._rest.pop()
        return node.nodes if isinstance(node, Group) else [node]

    def group(self) -> list[Node] | None:
        """The argument, if it stands in braces."""
        node = self.peek()
        if isinstance(node, Group):
            return self.argument()
        if isinstance(node, Text) and not node.text.strip() and len(self._rest) > 1:
            return self.argument() if isinstance(self._rest[-2], Group) else None
        return None

    def optional(self, *, spaced: bool = True) -> list[Node] | None:
        """The nodes between brackets, if brackets follow that also close."""
        first = self.peek()
        match = _OPENING.match(first.text) if isinstance(first, Text) else None
        if match is None or not isinstance(first, Text) or (not spaced and match.end() > 1):
            return None
        inner: list[Node] = []
        depth, start = 1, match.end()
        for index in range(len(self._rest) - 1, max(-1, len(self._rest) - 1 - _MAX_OPTIONAL), -1):
            node = self._rest[index]
            if not isinstance(node, Text):
                inner.append(node)
                continue
            for bracket in _BRACKET.finditer(node.text, start):
                depth += 1 if bracket.group() == '[' else -1
                if depth == 0:
                    return self._optional_found(inner, index, node, start, bracket.start())
            if '\n\n' in node.text:
                return None
            inner.append(Text(node.text[start:], node.at + start, node.origin))
            start = 0
        return None

    def _optional_found(self, inner: list[Node], index: int, node: Text, start: int, close: int) -> list[Node]:
        del self._rest[index:]
        if close + 1 < len(node.text):
            self._rest.append(Text(node.text[close + 1 :], node.at + close + 1, node.origin))
        return [*inner, Text(node.text[start:close], node.at + start, node.origin)]
