"""Formulas: the TeX that the math room sets, out of the nodes of what the author typed.

In: the nodes of a formula or of a math environment. Out: TeX without comments and labels, in environments that can
stand inside a formula, with the author's own commands that it needs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from booklet.markup.latex.nodes import (
    LITERAL,
    Command,
    Cursor,
    Definition,
    Environment,
    Formula,
    Group,
    Node,
    Text,
    joined_source,
    source,
)
from booklet.markup.latex.tables import ACCENTS, DISPLAYS

MAX_MACROS = 4000  # characters of definitions that go with a formula

_REPLACED = {
    'nonumber': '', 'notag': '', '/': '', '-': '', 'null': '{}', 'lefteqn': '', 'hdots': '\\dots ', 'cdotp': '\\cdot ',
    'noindent': '', 'centering': '', 'par': ' ', 'relax': '', 'protect': '', 'newline': '\\\\', 'qedhere': '',
    'allowbreak': '', 'nobreak': '', 'varGamma': '\\mathit{\\Gamma}', 'varDelta': '\\mathit{\\Delta}',
    'varTheta': '\\mathit{\\Theta}', 'varLambda': '\\mathit{\\Lambda}', 'varXi': '\\mathit{\\Xi}',
    'varPi': '\\mathit{\\Pi}', 'varSigma': '\\mathit{\\Sigma}', 'varPhi': '\\mathit{\\Phi}',
    'varPsi': '\\mathit{\\Psi}', 'varOmega': '\\mathit{\\Omega}', 'angstrom': '\\text{Å}', 'xspace': '',
}  # fmt: skip
_SKIPPED = frozenset(('vspace', 'index', 'phantomsection', 'hypertarget'))  # with an argument
_REFERENCES = frozenset(('ref', 'eqref', 'cite'))
_NAME = re.compile(r'\\([A-Za-z]+|.)', re.DOTALL)
_SPACE = re.compile(r'\s+')
_COMMENT = re.compile(r'(?<!\\)%[^\n]*\n?[ \t]*')
_ENDS_IN_COMMAND = re.compile(r'\\[A-Za-z]+$')
_BLANK = re.compile(r'(?:\\[,;: !>]|\\q?quad\b|~|\s|\{\})*')
_LAST_BREAKS = re.compile(r'(?:\s*\\\\)+$')


@dataclass
class Tex:
    """A formula while it is written.

    `number` gives a label its number, and keeps it; None where there is none. `refer` says what a reference names.
    """

    number: Callable[[str], str] | None = None
    refer: Callable[[str, str], str] = lambda command, key: key
    defined: dict[str, Definition] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    _tags: list[str] = field(default_factory=list)

    def written(self, nodes: list[Node], *, rows: bool = False) -> str:
        """One line of TeX; with `rows`, each row has its own number."""
        text = ''
        cursor = Cursor(nodes)
        while (node := cursor.next()) is not None:
            if rows and isinstance(node, Command) and node.name in ('\\', 'cr'):
                text += self._tag()
            piece = self._piece(node, cursor)
            if piece[:1].isalpha() and _ENDS_IN_COMMAND.search(text[-40:]):
                text += ' '
            text += piece
        text += self._tag() if rows else ''
        return text

    def finished(self, nodes: list[Node]) -> str:
        return tidy(self.written(nodes) + self._tag())

    def rows(self, nodes: list[Node], environment: str) -> str:
        """Rows for `aligned` or `gathered`; plain where there is but one and nothing to align."""
        text = _LAST_BREAKS.sub('', tidy(self.written(nodes, rows=True)))
        if '\\\\' not in text and '&' not in text:
            return text
        return f'\\begin{{{environment}}}{text}\\end{{{environment}}}' if text else ''

    def _tag(self) -> str:
        tags, self._tags = self._tags, []
        return f'\\tag{{{", ".join(tags)}}}' if tags else ''

    def _piece(self, node: Node, cursor: Cursor) -> str:
        if isinstance(node, Text):
            return node.text
        if isinstance(node, Group):
            return f'{{{self.written(node.nodes)}}}'
        if isinstance(node, Formula):
            return f'${self.written(node.nodes)}$'
        if isinstance(node, Environment):
            if node.raw is not None:
                return source(node)
            inner = self.written(node.nodes)
            return f'\\begin{{{node.name}}}{inner}\\end{{{node.name}}}'
        return self._command(node, cursor)

    def _command(self, node: Command, cursor: Cursor) -> str:
        name = node.name
        self.names.add(name)
        if name in self.defined or name == LITERAL:
            return source(node)
        if name == 'label':
            label = cursor.argument()
            if label and self.number:
                self._tags.append(self.number(joined_source(label).strip()))
            return ''
        if name in _REFERENCES and (key := cursor.argument()) is not None:
            return f'\\text{{{self.refer(name, joined_source(key).strip())}}}'
        if name == 'tag':
            self._tags = []
            self.number = None
        if name in _REPLACED:
            return _REPLACED[name]
        if name in _SKIPPED:
            cursor.argument()
            return ''
        if name in ACCENTS and (accented := _accented(name, cursor)):
            return accented
        if isinstance(node.raw, Definition):
            self.defined[node.raw.name] = node.raw
            return ''
        return source(node)

    def macros(self) -> str:
        """The definitions that the formula needs, and those that they need, as `\\newcommand…`."""
        if not self.defined or self.names.isdisjoint(self.defined):
            return ''
        reached = needed(self.defined, self.names)
        chosen = {name: definition for name, definition in self.defined.items() if name in reached}
        text = ''.join(map(_newcommand, chosen.values()))
        return text if len(text) <= MAX_MACROS else ''


def tidy(text: str) -> str:
    text = _SPACE.sub(' ', text).strip()
    backslashes = len(text) - len(text.rstrip('\\'))
    return text + ' ' if backslashes % 2 else text


def is_blank(tex: str) -> bool:
    """Whether there is nothing in a formula but space, as in `$\\;$`."""
    return _BLANK.fullmatch(tex) is not None


def display(node: Environment, tex: Tex) -> str:
    """The TeX of an environment that is a display."""
    name = node.name.rstrip('*')
    nodes = node.nodes
    if name in ('alignat', 'xalignat', 'flalignat'):
        cursor = Cursor(nodes)
        cursor.group()
        nodes = cursor.rest()
    if name == 'eqnarray':
        nodes = _without_second_tabs(nodes)
    environment = DISPLAYS[name]
    if environment:
        return tex.rows(nodes, environment)
    return tex.finished(nodes)


def _without_second_tabs(nodes: list[Node]) -> list[Node]:
    """The rows of an eqnarray, `a &=& b`, as `aligned` has them: `a &= b`."""
    result: list[Node] = []
    tabs = 0
    for node in nodes:
        if isinstance(node, Command) and node.name in ('\\', 'cr'):
            tabs = 0
        if isinstance(node, Text) and '&' in node.text:
            head, *rest = node.text.split('&')
            for part in rest:
                tabs += 1
                head += ('&' if tabs != 2 else ' ') + part
            node = Text(head, node.at, node.origin)
        result.append(node)
    return result


def _accented(name: str, cursor: Cursor) -> str:
    """The letter with its accent: formulas have no `\\'e`, but the words in them do."""
    following = cursor.peek()
    letter = source(following) if isinstance(following, Group) else ''
    letter = letter.strip('{}') if letter else following.text[:1] if isinstance(following, Text) else ''
    if len(letter) != 1 or not letter.isalpha():
        return ''
    cursor.argument()
    return unicodedata.normalize('NFC', letter + ACCENTS[name])


def needed(defined: Mapping[str, Definition], names: Iterable[str]) -> set[str]:
    """Those of the defined commands that some names need, at whatever remove."""
    reached: set[str] = set()
    fresh = set(names) & set(defined)
    while fresh:
        reached |= fresh
        fresh = {name for one in fresh for name in used(defined[one])} & set(defined) - reached
    return reached


def used(definition: Definition) -> Iterable[str]:
    return _NAME.findall(definition.body)


def _newcommand(definition: Definition) -> str:
    parameters = f'[{definition.parameters}]' if definition.parameters else ''
    default = f'[{definition.default}]' if definition.default is not None else ''
    body = _SPACE.sub(' ', _COMMENT.sub('', definition.body))
    return f'\\newcommand{{\\{definition.name}}}{parameters}{default}{{{body}}}'
