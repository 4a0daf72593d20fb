"""LaTeX source to a tree of nodes, through pylatexenc's walker.

In: source text. Out: nodes, and findings for what had to be mended. What cannot be parsed (a brace that nothing
closes, an environment ended by another's name) is taken for plain text where it stands, and the whole is read again.
The walker knows no command's arguments: who sets a command takes them off what follows, as TeX does. Only what is not
LaTeX at all, such as verbatim text and addresses, and definitions, whose bodies need not be whole, are read here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from pylatexenc.latexwalker import (
    LatexCharsNode,
    LatexCommentNode,
    LatexEnvironmentNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexMathNode,
    LatexSpecialsNode,
    LatexToken,
    LatexWalker,
    LatexWalkerEndOfStream,
    LatexWalkerParseError,
)
from pylatexenc.macrospec import EnvironmentSpec, LatexContextDb, MacroSpec, ParsedMacroArgs

from booklet.markup.latex import raw
from booklet.markup.latex.nodes import LITERAL, Command, Definition, Environment, Formula, Group, Node, Origin, Text
from booklet.markup.spans import Finding

MAX_NESTING = 40  # groups, formulas and environments in one another
_MAX_MENDS = 40
_MAX_REREAD = 1_000_000  # characters read again because of mends

_RUN = re.compile(r'[^\\{}$%]+')
_COMMAND = re.compile(r'\\(?:([A-Za-z]+)([ \t]*(?:\n[ \t]*(?!\s))?)|(.))', re.DOTALL)
_NAME = re.compile(r'\s*\{\s*([^{}\\$%\n]{1,40}?)\s*\}')
_COMMENT = re.compile(r'%[^\n]*(?:\n[ \t]*+(?!\n))?')
_PERCENT = re.compile(r'%(?=[,.;:)\]/-]| ?[^\W\d_]| [(–-])')  # after a number: a sign that nobody escaped
_NUMBER = re.compile(r'\d[ \u00a0]?$')
_ADDRESS = re.compile(r'://[^\s{}]+$')
_BLANK_LINE = re.compile(r'\n[ \t]*\n')
_NO_MONEY = re.compile(r'[\\^_=+<>{}|]')
_WORD = re.compile(r'(?<![^\s,.;(])[a-z]{2,}(?![^\s,.;)])')


class Misread(Exception):
    """What stands at a place cannot be what it looks like."""

    def __init__(self, at: int, reason: str) -> None:
        super().__init__(reason)
        self.at, self.reason = at, reason


class TooDeep(Exception):
    """More groups in one another than anyone writes by hand."""


class _Open(NamedTuple):
    kind: str  # '{', 'environment' or the sign that began a formula
    name: str
    at: int


class _Mends(NamedTuple):
    """What was found out in earlier readings."""

    literal: set[int]  # tokens that stand for themselves
    renamed: dict[int, str]  # `\\end{…}` that end an environment of another name


def read(origin: Origin, found: list[Finding]) -> list[Node]:
    """The nodes of a text.

    Raises:
        TooDeep: for text nested deeper than `MAX_NESTING`, or with too many mistakes to mend.
    """
    mends = _Mends(set(), {})
    text = origin.text
    length = len(text)
    budget = min(_MAX_MENDS, 2 + _MAX_REREAD // (len(text) + 1))
    for _ in range(budget):
        walker = _Walker(Origin(text, origin.base, origin.depth), mends)
        try:
            return _filled(walker.get_latex_nodes(0)[0])
        except LatexWalkerParseError as error:
            at, reason, text = _mend(walker, int(error.pos), mends)
        except Misread as error:
            at, reason = error.at, error.reason
            mends.literal.add(at)
        if origin.base >= 0:
            at = origin.base
        if not any(finding.reason == reason and finding.at == at for finding in found):
            found.append(Finding(min(at, length), 1, reason))
    raise TooDeep


def _mend(walker: _Walker, at: int, mends: _Mends) -> tuple[int, str, str]:
    """What to do about a sign that closes nothing, or an end of the text that leaves something open."""
    text, opened = walker.s, walker.opened
    if at >= len(text):
        last = opened[-1]
        if last.kind == 'environment':
            return last.at, f'\\begin{{{last.name}}} is never ended', f'{text}\\end{{{last.name}}}'
        mends.literal.add(last.at)
        return last.at, f'nothing closes this {last.kind}', text
    closing = _COMMAND.match(text, at)
    name = _NAME.match(text, closing.end(1)) if closing and closing.group(1) == 'end' else None
    if name:
        reason, wanted = f'\\end{{{name.group(1)}}} ends nothing', ('environment', name.group(1))
    else:
        sign = text[at : at + 2] if text[at] == '\\' else text[at]
        reason, wanted = f'this {sign} closes nothing', ({'}': '{', '\\)': '\\(', '\\]': '\\['}.get(sign, sign), '')
    if any((entry.kind, entry.name) == wanted for entry in opened):
        mends.literal.add(opened[-1].at)
        what = f'\\begin{{{opened[-1].name}}}' if opened[-1].name else opened[-1].kind
        return opened[-1].at, f'nothing closes this {what}', text
    if name and opened and opened[-1].kind == 'environment':
        mends.renamed[at] = opened[-1].name
        return at, f'\\end{{{name.group(1)}}} ends \\begin{{{opened[-1].name}}}', text
    mends.literal.add(at)
    return at, reason, text


class _Walker(LatexWalker):  # type: ignore[misc]
    """pylatexenc's walker over tokens that are whole runs of text, making our own nodes."""

    def __init__(self, origin: Origin, mends: _Mends) -> None:
        super().__init__(origin.text, latex_context=_context(), tolerant_parsing=False)
        self.origin, self.mends = origin, mends
        self.opened: list[_Open] = []
        self.aliases: dict[str, tuple[str, str]] = {}
        self._begun: tuple[str, int] = ('', 0)

    def pos_to_lineno_colno(self, pos: int, as_dict: bool = False) -> Any:  # nobody reads them: save the counting
        return {'lineno': 0, 'colno': 0} if as_dict else (0, 0)

    def get_token(self, pos: int, *_: Any, parsing_state: Any = None, **__: Any) -> Any:
        text = self.s
        if pos >= len(text):
            raise LatexWalkerEndOfStream(final_space='')
        run = _RUN.match(text, pos)
        if run:
            self._check_formula(run.group(), parsing_state)
            return _token('char', run.group(), pos, run.end())
        token = self._marked(text, pos, parsing_state)
        if pos in self.mends.literal:
            return _token('specials', _Literal(text[pos : pos + token.len]), pos, pos + token.len)
        return token

    def _marked(self, text: str, pos: int, state: Any) -> Any:
        sign = text[pos]
        if sign == '\\':
            return self._escaped(text, pos)
        if sign == '{':
            return _token('brace_open', '{', pos, pos + 1)
        if sign == '}':
            return _token('brace_close', '}', pos, pos + 1)
        if sign == '$':
            inside = state is not None and state.math_mode_delimiter == '$'
            if text.startswith('$$', pos) and not inside:
                return _token('mathmode_display', '$$', pos, pos + 2)
            return _token('mathmode_inline', '$', pos, pos + 1)
        if (_PERCENT.match(text, pos) and _NUMBER.search(text, max(0, pos - 2), pos)) or _is_in_address(text, pos):
            return _token('char', '%', pos, pos + 1)
        match = _COMMENT.match(text, pos)
        return _token('comment', '', pos, match.end() if match else pos + 1)

    def _escaped(self, text: str, pos: int) -> Any:
        match = _COMMAND.match(text, pos)
        if match is None:  # a backslash ends the text
            return _token('char', '\\', pos, pos + 1)
        word, space, other = match.groups()
        if other:
            if other in '[]()':
                kind = 'mathmode_display' if other in '[]' else 'mathmode_inline'
                return _token(kind, '\\' + other, pos, pos + 2)
            return _token('macro', other, pos, pos + 2)
        if word in ('begin', 'end'):
            name = _NAME.match(text, match.end(1))
            if name is None:
                return _token('char', '\\' + word, pos, match.end(1))
            return _environment_token(word, self.mends.renamed.get(pos, name.group(1)), pos, name.end())
        if word in self.aliases:
            return _environment_token(*self.aliases[word], pos, match.end(1))
        return _token('macro', word, pos, match.end(), space)

    def _check_formula(self, run: str, state: Any) -> None:
        """TeX lets no paragraph end inside a formula in a line."""
        if state is not None and state.math_mode_delimiter in ('$', '\\(') and _BLANK_LINE.search(run):
            opening = next(entry for entry in reversed(self.opened) if entry.kind == state.math_mode_delimiter)
            raise Misread(opening.at, f'nothing closes this {opening.kind}')

    def get_latex_environment(self, pos: int, environmentname: str = '', parsing_state: Any = None) -> Any:
        self._begun = (environmentname, pos)
        return super().get_latex_environment(pos, environmentname, parsing_state)

    def get_latex_nodes(self, pos: int = 0, *_: Any, **stops: Any) -> Any:
        """One level of the tree. What is open when an exception passes stays so: it says where the trouble began."""
        opened = self._opening(pos, stops)
        if opened is None:
            return super().get_latex_nodes(pos, **stops)
        if len(self.opened) >= MAX_NESTING:
            raise TooDeep
        self.opened.append(opened)
        result = super().get_latex_nodes(pos, **stops)
        self.opened.pop()
        return result

    def _opening(self, pos: int, stops: dict[str, Any]) -> _Open | None:
        if stops.get('stop_upon_closing_brace'):
            return _Open('{', '', pos - 1)
        if name := stops.get('stop_upon_end_environment'):
            return _Open('environment', name, self._begun[1])
        if sign := stops.get('stop_upon_closing_mathmode'):
            return _Open({'\\)': '\\(', '\\]': '\\['}.get(sign, sign), '', pos - len(sign))
        return None

    def make_node(self, node_class: Any, **made: Any) -> Any:
        at, end, origin = made['pos'], made['pos'] + made['len'], self.origin
        if node_class is LatexCharsNode:
            return Text(made['chars'], at, origin)
        if node_class is LatexMacroNode:
            argument = getattr(made['nodeargd'], 'raw', None)
            return Command(made['macroname'], at, end, origin, made['macro_post_space'], argument)
        if node_class is LatexSpecialsNode:
            return Command(LITERAL, at, end, origin, raw=made['specials_chars'])
        if node_class is LatexGroupNode:
            return Group(_filled(made['nodelist']), at, end, origin)
        if node_class is LatexMathNode:
            opening = made['delimiters'][0]
            if opening == '$':
                _check_money(self.s, at, end)
            return Formula(_filled(made['nodelist']), at, end, origin, made['displaytype'] == 'display')
        if node_class is LatexEnvironmentNode:
            inner, ending = self._body(at, end, made['environmentname'])
            argument = getattr(made['nodeargd'], 'raw', None)
            nodes = _filled(made['nodelist'])
            return Environment(made['environmentname'], nodes, at, end, origin, inner, ending, argument)
        assert node_class is LatexCommentNode
        return Text('', at, origin)

    def _body(self, at: int, end: int, name: str) -> tuple[int, int]:
        begin = _NAME.match(self.s, at + len('\\begin'))
        ending = self.s.rfind('\\', at, end)
        return (begin.end() if begin and self.s.startswith('\\begin', at) else at), max(ending, at)


class _Literal:
    """What the walker takes for signs with a meaning of their own: a token that stands for itself."""

    def __init__(self, text: str) -> None:
        self.specials_chars = text

    def parse_args(self, **_: Any) -> None:
        return None


def _filled(nodes: list[Node]) -> list[Node]:
    """Without the empty texts that comments leave."""
    return [node for node in nodes if not isinstance(node, Text) or node.text]


def _token(kind: str, argument: str | _Literal, start: int, end: int, space: str = '') -> Any:
    return LatexToken(tok=kind, arg=argument, pos=start, len=end - start, pre_space='', post_space=space)


def _environment_token(word: str, name: str, start: int, end: int) -> Any:
    return _token('begin_environment' if word == 'begin' else 'end_environment', name, start, end)


def _is_in_address(text: str, at: int) -> bool:
    return text.find('://', max(0, at - 200), at) >= 0 and _ADDRESS.search(text, max(0, at - 200), at) is not None


def _check_money(text: str, at: int, end: int) -> None:
    """`costs $5 and $10` is no formula: between the signs stand words and nothing that only math has."""
    inner = text[at + 1 : end - 1]
    words = 0 if _NO_MONEY.search(inner) else len(_WORD.findall(inner))
    if words > 2 or (words and inner[:1].isdigit() and inner[-1:].isspace()):
        raise Misread(at, 'this $ begins no formula')


class _Arguments(ParsedMacroArgs):  # type: ignore[misc]
    def __init__(self, value: object) -> None:
        super().__init__()
        self.raw = value


class _RawParser:
    """Reads what follows a command or `\\begin{…}` by a function of our own."""

    argspec = ''

    def __init__(self, take: raw.Take, name: str = '') -> None:
        self.take, self.name = take, name

    def parse_args(self, w: _Walker, pos: int, parsing_state: Any = None) -> tuple[_Arguments, int, int]:
        taken = self.take(w.s, pos, self.name)
        if taken is None:
            reason = 'is never ended' if self.take is raw.body else 'has no whole argument'
            what = f'begin{{{self.name}}}' if self.take is raw.body else self.name
            raise Misread(w.s.rfind('\\', 0, pos), f'\\{what} {reason}')
        value, end = taken
        if isinstance(value, Definition) and (alias := raw.alias(value)):
            w.aliases[value.name] = alias
        return _Arguments(value), pos, end - pos


@cache
def _context() -> Any:
    """pylatexenc's database with what is read raw; all else in it has no arguments."""
    context = LatexContextDb()
    macros = [MacroSpec(name, args_parser=_RawParser(take, name)) for name, take in raw.COMMANDS.items()]
    environments = [EnvironmentSpec(name, args_parser=_RawParser(raw.body, name)) for name in raw.ENVIRONMENTS]
    context.add_context_category('raw', macros=macros, environments=environments)
    context.set_unknown_macro_spec(MacroSpec(''))
    context.set_unknown_environment_spec(EnvironmentSpec(''))
    return context
