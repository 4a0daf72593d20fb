"""A tree of LaTeX to blocks: text, groups, formulas and the author's own commands; the others are looked up.

In: nodes. Out: blocks, with findings for what is kept as its own source. A text is set as often as its references
change, as LaTeX itself does: the first time tells the numbers, the second has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from booklet.markup.latex import formulas
from booklet.markup.latex.nodes import (
    LITERAL,
    Command,
    Cursor,
    Definition,
    Environment,
    Formula,
    Group,
    Node,
    Origin,
    Text,
    joined_source,
    place,
    source,
)
from booklet.markup.latex.reader import TooDeep, read
from booklet.markup.latex.sink import Sink
from booklet.markup.spans import Block, DisplayMath, Finding, Inline, ListItem, Notes, Style

MAX_DEPTH = 100  # groups in one another, those that macros make among them
MAX_EXPANSION = 50_000  # characters that all macros of a text may come to
MAX_MACRO_DEPTH = 20

_BLANK_LINES = re.compile(r'\n[ \t]*(?:\n[ \t]*)+')
_SPACES = re.compile(r'[ \t\n\f\v]+')
_SPECIAL = re.compile(r'[~&#^_"`,]')
_LETTERS = {'~': '\u00a0', '"`': '„', '"\'': '“', '!`': '¡', '?`': '¿', ',,': '„'}
_LETTER = re.compile(r'~|"`|(?<=\S)"\'(?!\w)|[!?]`|,,(?=\w)')
# A base and its index or exponent, typed outside math: `x_1`, `10^6`, `H_2`.
_BASE = r'(?<![\w\\./:@-])([A-Za-z]|\d+|[A-Z][a-z]?|[A-Z]{1,3})'
_SCRIPT = re.compile(_BASE + r'([\^_])(?:(-?\d+)(?![a-z\d^_.@]|[A-Z]{2})|([A-Za-z+*-])(?![\w^_.@]))')
_SCRIPT_HEAD = re.compile(_BASE + r'?([\^_])$')
_FOLLOWING_SCRIPT = re.compile(r'[\^_](?:-?\d+|[A-Za-z+*-])(?!\w)|[\^_]$')
_ADDRESS = re.compile(r'(?:https?|ftp)://\S+|\bwww\.\S+')
_UMLAUTS = {'a': 'ä', 'o': 'ö', 'u': 'ü', 'A': 'Ä', 'O': 'Ö', 'U': 'Ü', 's': 'ß', '=': '-', '~': '-', '-': '\u00ad'}
_SHORTHAND = re.compile(r'"([aouAOUs=~-])')  # babel's, where the text is said to be German
_PARAMETER = re.compile(r'##|#([1-9])')
_SIMPLE_SCRIPT = re.compile(
    r'([\^_])(?:\{\s*(?:\\(?:rm|text|mathrm|textrm)\b)?\s*([A-Za-z0-9,;* ]+)\s*\}|([A-Za-z0-9*]))'
)
_WORD_END = re.compile(r'[\w.]$')


class State(NamedTuple):
    """What scopes of groups change."""

    style: Style = Style.PLAIN
    link: str = ''
    language: str = ''
    change_case: Callable[[str], str] | None = None
    quoted: int = 0  # quotations of `\\enquote` in one another


@dataclass
class Aux:
    """What LaTeX writes into its .aux file: the numbers of labels, references and notes."""

    labels: dict[str, str] = field(default_factory=dict)
    citations: dict[str, str] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)


@dataclass
class Setter:
    """One pass over a text. What each command and each environment does is given: they in turn need the setter."""

    known: Aux
    perform_command: Callable[[Setter, Command, State, Cursor], State]
    perform_environment: Callable[[Setter, Environment, State], None]
    inline: bool = False  # a title, which has no footnotes
    aux: Aux = field(default_factory=Aux)
    findings: list[Finding] = field(default_factory=list)
    sink: Sink = field(default_factory=Sink)
    defined: dict[str, Definition] = field(default_factory=dict)
    environments: dict[str, Definition] = field(default_factory=dict)
    theorems: dict[str, str] = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=dict)
    notes: list[ListItem] = field(default_factory=list)
    label: str = ''  # what \label would name now
    floats: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    before_list: list[Block] = field(default_factory=list)  # what stands before the first item
    expanded: int = 0
    depth: int = 0
    consulted: bool = False  # whether anything asked for what the last pass found
    _reasons: set[str] = field(default_factory=set)

    def run(self, nodes: list[Node]) -> tuple[Block, ...]:
        self.flow(nodes, State())
        blocks = self.sink.finish()
        return (*blocks, Notes(tuple(self.notes))) if self.notes else blocks

    # The walk

    def flow(self, nodes: list[Node], state: State) -> None:
        """Sets the nodes into the sink; declarations among them hold to the end of them."""
        if self.depth >= MAX_DEPTH:
            self.literal(joined_source(nodes), state)
            return
        self.depth += 1
        cursor = Cursor(nodes)
        while (node := cursor.next()) is not None:
            if isinstance(node, Text):
                self.text(node, state, cursor)
            elif isinstance(node, Group):
                self.flow(node.nodes, state)
            elif isinstance(node, Formula):
                self.formula(node, state)
            elif isinstance(node, Command):
                state = self.command(node, state, cursor)
            else:
                self.environment(node, state, cursor)
        self.depth -= 1

    def command(self, node: Command, state: State, cursor: Cursor) -> State:
        if isinstance(node.raw, Definition):
            self.define(node.raw)
            return state
        if node.name == LITERAL:
            self.literal(str(node.raw), state)
            return state
        if definition := self.defined.get(node.name):
            self.expand(node, definition, state, cursor)
            return state
        return self.perform_command(self, node, state, cursor)

    def environment(self, node: Environment, state: State, cursor: Cursor) -> None:
        if definition := self.environments.get(node.name):
            self.expand_environment(node, definition, state, cursor)
        else:
            self.perform_environment(self, node, state)

    def inside(self, nodes: list[Node], state: State) -> tuple[Block, ...]:
        """The nodes as blocks of their own."""
        outer, self.sink = self.sink, Sink()
        self.flow(nodes, state)
        blocks, self.sink = self.sink.finish(), outer
        return blocks

    # What is set

    def add(self, text: str, state: State) -> None:
        if state.change_case:
            text = state.change_case(text)
        self.sink.add(Inline(text, state.style, state.link, language=state.language))

    def literal(self, text: str, state: State, at: int = -1, reason: str = '', length: int = 0) -> None:
        """Source text in place of what is not understood."""
        if reason:
            self.find(at, length or len(text), reason)
        self.add(_SPACES.sub(' ', text), state._replace(change_case=None))

    def find(self, at: int, length: int, reason: str, *, kept: bool = True) -> None:
        """One finding for each cause, where it first shows."""
        if reason not in self._reasons:
            self._reasons.add(reason)
            self.findings.append(Finding(at, length, reason, kept))

    def text(self, node: Text, state: State, cursor: Cursor) -> None:
        start = 0
        if '\n' in node.text:
            for blank in _BLANK_LINES.finditer(node.text):
                self.line(node, start, blank.start(), state)
                self.sink.end_paragraph()
                start = blank.end()
        end = len(node.text)
        head = _SCRIPT_HEAD.search(node.text, max(start, end - 8))
        if head and isinstance(cursor.peek(), Group | Command):
            self.line(node, start, head.start(), state)
            self.script(node, head, state, cursor)
        else:
            self.line(node, start, end, state)

    def line(self, node: Text, start: int, end: int, state: State) -> None:
        text = _SPACES.sub(' ', node.text[start:end])
        if _SPECIAL.search(text):
            for sign in '&#':
                if (found := node.text.find(sign, start, end)) >= 0:
                    self.find(place(node) + (found if node.origin.base < 0 else 0), 1, f'a {sign} that is not escaped')
            self.special(text, place(node) + (start if node.origin.base < 0 else 0), state)
        elif text:
            self.add(text, state)

    def special(self, text: str, at: int, state: State) -> None:
        """Text with signs that LaTeX reads otherwise, or that only formulas have; addresses are left as they are."""
        done = 0
        for address in _ADDRESS.finditer(text):
            self.signs(text[done : address.start()], at, state)
            self.add(address.group(), state)
            done = address.end()
        self.signs(text[done:], at, state)

    def signs(self, text: str, at: int, state: State) -> None:
        if state.style & Style.CODE:
            self.add(text.replace('~', '\u00a0'), state)
            return
        if state.language.startswith('de'):
            text = _SHORTHAND.sub(lambda match: _UMLAUTS[match.group(1)], text)
        text = _LETTER.sub(lambda match: _LETTERS[match.group()], text)
        done = 0
        for match in _SCRIPT.finditer(text):
            base, sign, script = match.group(1), match.group(2), match.group(3) or match.group(4)
            self.add(text[done : match.start()], state)
            self.scripted(base, sign, script, state, at)
            done = match.end()
        self.add(text[done:], state)

    def script(self, node: Text, head: re.Match[str], state: State, cursor: Cursor) -> None:
        """A base and the sign before an index in braces, or that is a command."""
        sign = head.group(2)
        at = place(node) + head.start()
        script = cursor.argument() or []
        tex = self.tex()
        written = formulas.tidy(tex.written(script))
        self.scripted(head.group(1) or '', sign, f'{{{written}}}', state, at, tex)

    def scripted(
        self, base: str, sign: str, script: str, state: State, at: int, tex: formulas.Tex | None = None
    ) -> None:
        macros = tex.macros() if tex else ''
        simple = script.strip('{}')
        chemical = sign == '_' and simple.isdigit() and len(base) <= 3 and base.isupper()
        if chemical or (not base and simple.isalnum()):
            style = Style.SUBSCRIPT if sign == '_' else Style.SUPERSCRIPT
            self.add(base, state)
            self.add(simple, state._replace(style=state.style | style))
        else:
            self.math(f'{base}{sign}{script}', state, at, macros)

    def math(self, tex: str, state: State, at: int, macros: str = '') -> None:
        if tex:
            self.sink.add(Inline(tex, state.style & ~Style.CODE, state.link, True, state.language, macros, at))

    def tex(self, *, numbered: bool = False) -> formulas.Tex:
        return formulas.Tex(self.next_equation if numbered else None, self.refer, self.defined)

    def next_equation(self, label: str) -> str:
        self.label = self.step('equation')
        self.aux.labels[label] = self.label
        return self.label

    def refer(self, command: str, key: str) -> str:
        """What a reference inside a formula names."""
        self.consulted = True
        if command == 'cite':
            return f'[{self.known.citations.get(key, key)}]'
        label = self.known.labels.get(key, key)
        return f'({label})' if command == 'eqref' else label

    def step(self, counter: str) -> str:
        self.counters[counter] = self.counters.get(counter, 0) + 1
        return str(self.counters[counter])

    def formula(self, node: Formula, state: State) -> None:
        tex = self.tex()
        text = tex.finished(node.nodes)
        if formulas.is_blank(text):
            self.add(' ', state)
        elif not node.display and (simple := _SIMPLE_SCRIPT.fullmatch(text)):
            style = Style.SUPERSCRIPT if simple.group(1) == '^' else Style.SUBSCRIPT
            self.add((simple.group(2) or simple.group(3)).strip(), state._replace(style=state.style | style))
        elif not node.display:
            self.math(text, state, place(node), tex.macros())
        else:
            self.sink.add_block(DisplayMath(text, tex.macros(), place(node)), interrupts=True)

    def math_in_text(self, node: Command, arguments: int, state: State, cursor: Cursor) -> None:
        """A command that only math has, with the index or exponent after it."""
        nodes: list[Node] = [node]
        for _ in range(arguments):
            if (argument := cursor.argument()) is not None:
                nodes.append(Group(argument, node.at, node.end, node.origin))
        tex = self.tex()
        text = formulas.tidy(tex.written(nodes))
        end_of_space = bool(node.space) and not arguments
        while not end_of_space and (following := cursor.take(_FOLLOWING_SCRIPT)):
            text += following
            if len(following) == 1:
                text += f'{{{formulas.tidy(tex.written(cursor.argument() or []))}}}'
        self.math(text, state, place(node), tex.macros())
        if end_of_space and not arguments:
            self.add(' ', state)

    # Macros

    def define(self, definition: Definition) -> None:
        own = self.environments if definition.ending is not None else self.defined
        if not (definition.only_new and definition.name in own):
            own[definition.name] = definition

    def expand(self, node: Command, definition: Definition, state: State, cursor: Cursor) -> None:
        """Puts the nodes of the command's body in its place."""
        endless = self._is_endless(definition)
        arguments = {} if endless else self._arguments(definition, cursor)
        text = _PARAMETER.sub(lambda match: arguments.get(match.group(1), '#'), definition.body)
        nodes = None if endless else self._read(node, text)
        if nodes is None:
            self.literal(source(node), state, place(node), f'\\{node.name} expands without end')
            return
        space = not definition.parameters and node.space and _WORD_END.search(text.replace('\\xspace', ''))
        if space and isinstance(following := cursor.peek(), Text) and following.text[0].isalnum():
            nodes.append(Text(' ', 0, Origin(' ', place(node))))
        cursor.push(nodes)

    def expand_environment(self, node: Environment, definition: Definition, state: State, cursor: Cursor) -> None:
        inside = Cursor(node.nodes)
        arguments = self._arguments(definition, inside)
        inner = joined_source(inside.rest())
        text = _PARAMETER.sub(lambda match: arguments.get(match.group(1), '#'), definition.body)
        nodes = self._read(node, f'{text}{inner}{definition.ending}')
        if nodes is None:
            self.literal(source(node), state, place(node), f'the environment {node.name} expands without end')
        else:
            cursor.push([Group(nodes, node.at, node.end, node.origin)])

    def _is_endless(self, definition: Definition) -> bool:
        """Whether a command needs itself."""
        reached = formulas.needed(self.defined, formulas.used(definition))
        return definition.name in reached

    def _arguments(self, definition: Definition, cursor: Cursor) -> dict[str | None, str]:
        found: dict[str | None, str] = {}
        for number in range(1, definition.parameters + 1):
            if number == 1 and definition.default is not None:
                nodes = cursor.optional()
                found['1'] = definition.default if nodes is None else joined_source(nodes)
            else:
                found[str(number)] = joined_source(cursor.argument() or [])
        return found

    def _read(self, node: Command | Environment, text: str) -> list[Node] | None:
        self.expanded += len(text) + 20
        depth = node.origin.depth + 1
        if self.expanded > MAX_EXPANSION or depth > MAX_MACRO_DEPTH:
            return None
        try:
            return read(Origin(text, place(node), depth), self.findings)
        except TooDeep:
            return None


def unknown(setter: Setter, node: Command, state: State, cursor: Cursor, reason: str = 'is not known') -> None:
    """The command's own source; arguments in braces are set between braces, as far as they are understood."""
    setter.literal(source(node).rstrip(), state, place(node), f'\\{node.name} {reason}', len(node.name) + 1)
    if (option := cursor.optional(spaced=False)) is not None:
        setter.add('[', state)
        setter.flow(option, state)
        setter.add(']', state)
    grouped = False
    while isinstance(following := cursor.peek(), Group):
        cursor.next()
        setter.add('{', state)
        setter.flow(following.nodes, state)
        setter.add('}', state)
        grouped = True
    if not grouped and node.space:
        setter.add(' ', state)


def changed(state: State, change: tuple[Style, Style]) -> State:
    return state._replace(style=(state.style & ~change[1]) | change[0])


def emphasised(state: State) -> State:
    """Emphasis in emphasis is upright."""
    return state._replace(style=state.style ^ Style.EMPHASIS)
