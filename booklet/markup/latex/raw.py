"""Arguments that are not LaTeX, or not whole: verbatim text, addresses, definitions.

In: the source and where an argument begins. Out: its value and where it ends, or None where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from booklet.markup.latex.nodes import Definition

Value = str | Definition
Take = Callable[[str, int, str], tuple[Value, int] | None]

_SPACE = re.compile(r'[ \t]*(?:\n[ \t]*)?')
_BRACE = re.compile(r'\\.|[{}]|%[^\n]*\n', re.DOTALL)
_ADDRESS_BRACE = re.compile(r'\\.|[{}]', re.DOTALL)
_OPTIONS = re.compile(r'\s*\[([^][]*)\]')
_STAR = re.compile(r'[ \t]*\*')
_NAME = re.compile(r'\s*(?:\{\s*\\([A-Za-z]+|.)\s*\}|\\([A-Za-z]+|[^\s{}]))')
_PLAIN_NAME = re.compile(r'\s*\{\s*([^{}\\]+?)\s*\}')
_PARAMETERS = re.compile(r'\s*((?:#[1-9]\s*)*)(?=\{)')
_LET = re.compile(r'\s*\\([A-Za-z]+|.)\s*=?\s?(\\(?:[A-Za-z]+|.)|[^\s\\{}%])')
_ALIAS = re.compile(r'\s*\\(begin|end)\s*\{\s*([^{}\\]+?)\s*\}\s*')
_ESCAPED = re.compile(r'\\([%#&_~{}$^\\])(?:\{\})?|\\textasciitilde(?:\{\}|\s)?')


def braced(text: str, at: int, signs: re.Pattern[str] = _BRACE) -> tuple[str, int] | None:
    """What stands between braces that balance."""
    at = _end(_SPACE, text, at)
    if not text.startswith('{', at):
        return None
    depth = 0
    for match in signs.finditer(text, at):
        depth += {'{': 1, '}': -1}.get(match.group(), 0)
        if depth == 0:
            return text[at + 1 : match.start()], match.end()
    return None


def between_signs(text: str, at: int, name: str = '') -> tuple[str, int] | None:
    """`\\verb|…|`, or `\\lstinline[…]{…}`: one line, to the same sign again."""
    if name == 'lstinline':
        at = _end(_OPTIONS, text, at)
        if text.startswith('{', at):
            return braced(text, at)
    if name == 'verb':
        at = _end(_STAR, text, at)
    sign = text[at : at + 1]
    end = text.find(sign, at + 1) if sign.strip() and sign not in '{*' else -1
    if end < 0 or '\n' in text[at:end]:
        return None
    return text[at + 1 : end], end + 1


def address(text: str, at: int, name: str = '') -> tuple[Value, int] | None:
    """An address, in which `%`, `#` and `_` stand for themselves, escaped or not."""
    if name == 'href':
        at = _end(_OPTIONS, text, at)
    at = _end(_SPACE, text, at)
    taken = braced(text, at, _ADDRESS_BRACE) if name == 'href' or text.startswith('{', at) else between_signs(text, at)
    if taken is None:
        return None
    return _ESCAPED.sub(lambda match: match.group(1) or '~', ''.join(taken[0].split())), taken[1]


def command(text: str, at: int, name: str) -> tuple[Value, int] | None:
    """`\\newcommand{\\name}[2][default]{body}` and its kin."""
    at = _end(_STAR, text, at)
    match = _NAME.match(text, at)
    if not match:
        return None
    parameters, default, at = _signature(text, match.end())
    body = braced(text, at)
    if body is None:
        return None
    only_new = name == 'providecommand'
    return Definition(match.group(1) or match.group(2), parameters, default, body[0], None, only_new), body[1]


def primitive(text: str, at: int, _: str) -> tuple[Value, int] | None:
    """`\\def\\name#1#2{body}`; not with other signs between its parameters."""
    match = _NAME.match(text, at)
    parameters = _PARAMETERS.match(text, match.end()) if match else None
    body = braced(text, parameters.end()) if parameters else None
    if not match or not parameters or not body:
        return None
    return Definition(match.group(1) or match.group(2), parameters.group(1).count('#'), None, body[0]), body[1]


def let(text: str, at: int, _: str) -> tuple[Value, int] | None:
    match = _LET.match(text, at)
    return (Definition(match.group(1), 0, None, match.group(2)), match.end()) if match else None


def operator(text: str, at: int, _: str) -> tuple[Value, int] | None:
    """`\\DeclareMathOperator*{\\name}{body}`."""
    star = '*' if _STAR.match(text, at) else ''
    match = _NAME.match(text, _end(_STAR, text, at))
    body = braced(text, match.end()) if match else None
    if not match or not body:
        return None
    name = match.group(1) or match.group(2)
    return Definition(name, 0, None, f'\\operatorname{star}{{{body[0]}}}'), body[1]


def environment(text: str, at: int, _: str) -> tuple[Value, int] | None:
    match = _PLAIN_NAME.match(text, _end(_STAR, text, at))
    if not match:
        return None
    parameters, default, at = _signature(text, match.end())
    begin = braced(text, at)
    end = braced(text, begin[1]) if begin else None
    return (Definition(match.group(1), parameters, default, begin[0], end[0]), end[1]) if begin and end else None


def body(text: str, at: int, name: str) -> tuple[Value, int] | None:
    """All up to `\\end{name}`."""
    end = text.find(f'\\end{{{name}}}', at)
    return (text[at:end], end) if end >= 0 else None


def alias(definition: Definition) -> tuple[str, str] | None:
    """('begin' or 'end', name) for a command that stands for one end of an environment, as `\\be` may."""
    match = _ALIAS.fullmatch(definition.body) if not definition.parameters and definition.ending is None else None
    return (match.group(1), match.group(2)) if match else None


def _signature(text: str, at: int) -> tuple[int, str | None, int]:
    number = _OPTIONS.match(text, at)
    if not number:
        return 0, None, at
    count = int(number.group(1)) if number.group(1).strip() in tuple('0123456789') else 0
    default = _OPTIONS.match(text, number.end())
    return count, default.group(1) if default else None, default.end() if default else number.end()


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


COMMANDS: dict[str, Take] = {
    **dict.fromkeys(('verb', 'lstinline'), between_signs),
    **dict.fromkeys(('url', 'nolinkurl', 'path', 'href'), address),
    **dict.fromkeys(('newcommand', 'renewcommand', 'providecommand', 'DeclareRobustCommand'), command),
    **dict.fromkeys(('def', 'gdef', 'edef'), primitive),
    'let': let,
    'DeclareMathOperator': operator,
    **dict.fromkeys(('newenvironment', 'renewenvironment'), environment),
}
ENVIRONMENTS = ('verbatim', 'verbatim*', 'Verbatim', 'lstlisting', 'minted', 'comment', 'filecontents')
