r"""TeX math as authors write it, to TeX that mathra reads; every character knows where in the author's source it stood.

In: a formula's source, and the definitions it stands under. Out: a `Source`. Only what has a faithful translation is
changed: old and rare commands, `eqnarray`, comments, characters that are not to be seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

NUMBER, NUMBER_END = r'\relax\qquad{', r'}\relax'  # what `\eqno` and its number become
MAX_MACROS = 20_000  # characters of definitions that are looked through

_TOKEN = re.compile(r'\\(?:[A-Za-z@]+|.)|.', re.DOTALL)
_COMMENT = re.compile(r'(?<!\\)((?:\\\\)*)(%[^\n]*\n)')
_UNSEEN = frozenset('\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff')
_MIXED_COLOUR = re.compile(r'(\w+)!.*')
_DEFINITION = re.compile(
    r'\\(?:(?:re|provide)?newcommand|providecommand|DeclareMathOperator|def|gdef|let|DeclarePairedDelimiter)\*?'
    r'(?![A-Za-z@])'
)
_DEFINED = re.compile(r'\s*\{?\s*(\\(?:[A-Za-z@]+|.))')
_COMMAND = re.compile(r'\\(?:[A-Za-z@]+|.)', re.DOTALL)

# Words for words. An empty one goes; where it took an argument in braces, the braces stay.
_WORDS = {
    r'\sl': r'\it',
    r'\underbar': r'\underline',
    r'\em': r'\it',
    r'\frak': r'\mathfrak',
    r'\Bbb': r'\mathbb',
    r'\symup': r'\mathrm',
    r'\bold': r'\mathbf',
    r'\mathpzc': r'\mathcal',
    r'\widebar': r'\overline',
    r'\overbar': r'\overline',
    r'\slashed': r'\not',
    r'\dblcolon': r'\mathrel{::}',
    r'\bigtimes': r'\mathop{⨉}',
    r'\global': '',
    r'\protect': '',
    r'\nobreak': '',
    r'\break': '',
    r'\xspace': '',
    r'\vcenter': '',
    r'\hfil': '',
    r'\hdashline': r'\hline',
    r'\lefteqn': r'\mathrlap',
    r'\vbox': r'\text',
    r'\angstrom': r'\text{Å}',
    r'\ae': r'\text{æ}',
    r'\AE': r'\text{Æ}',
    r'\oe': r'\text{œ}',
    r'\OE': r'\text{Œ}',
    r'\ss': r'\text{ß}',
    r'\vcentcolon': r'\mathrel{:}',
    r'\varlimsup': r'\mathop{\overline{\lim}}',
    r'\varliminf': r'\mathop{\underline{\lim}}',
    r'\varinjlim': r'\mathop{\underrightarrow{\lim}}',
    r'\varprojlim': r'\mathop{\underleftarrow{\lim}}',
    r'\injlim': r'\operatorname*{inj\,lim}',
    r'\projlim': r'\operatorname*{proj\,lim}',
    # Names of functions where other languages differ from English.
    **{f'\\{name}': rf'\operatorname{{{name}}}' for name in ('tg', 'ctg', 'cotg', 'cosec', 'arctg', 'arcctg', 'sh')},
    **{f'\\{name}': rf'\operatorname{{{name}}}' for name in ('ch', 'th', 'cth', 'arsinh', 'arcosh', 'artanh')},
    **{f'\\var{name}': rf'\mathit{{\{name}}}' for name in ('Gamma', 'Delta', 'Theta', 'Lambda', 'Xi', 'Pi', 'Sigma')},
    **{f'\\var{name}': rf'\mathit{{\{name}}}' for name in ('Upsilon', 'Phi', 'Psi', 'Omega')},
}
# What nobody defines because everybody does.
_CUSTOMARY = {f'\\{letter}': rf'\mathbb{{{letter}}}' for letter in 'CNQRZ'}
_CHARACTERS = {'’': "'"}  # a prime, where a program was clever
_LONGEST_TEXT = 400  # tokens
_POSITIONED = ('aligned', 'gathered', 'split', 'multlined')  # they may say `[t]`, where they stand in a line
_LONGEST_SKIP = 40  # tokens
_BRACKET = re.compile(r'\s*\*?\s*\[([^\]]*)')
_LENGTH = re.compile(r'\s*[-+]?[\d.,]+\s*(?:[a-z]{2}|\\[A-Za-z]+)\s*')
_SPACE_AND_NUMBER = re.compile(r'\s*-?\d+')
_TEXT_COMMANDS = frozenset(
    rf'\{name}' for name in ('text', 'mbox', 'hbox', 'textrm', 'textbf', 'textit', 'texttt', 'textsf', 'textsc', 'emph')
)
_IN_TEXT_ESCAPED = {character: '\\' + character for character in '_#%&$'}


class Token(NamedTuple):
    """A character, a control word or a control symbol, and its place in the author's source."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Source:
    """TeX for mathra. `tokens` with their places in `author`, whose end is the last place."""

    tokens: tuple[Token, ...]
    author: str

    @property
    def tex(self) -> str:
        return tex_of(self.tokens)

    def place(self, column: int) -> int:
        """The column of the author's source that stands for a column of `tex`, both from 1."""
        left = column - 1
        for token in self.tokens:
            if left < len(token.text):
                return token.at + 1
            left -= len(token.text)
        return len(self.author) + 1


def tex_of(tokens: Iterable[Token]) -> str:
    """The tokens' text: a control word that would run into a letter is parted from it."""
    return ''.join([token.text for token in tokens])


def read(tex: str, display: bool, defined: frozenset[str] = frozenset(), macros: str = '') -> Source:
    """The author's source for mathra; what `defined` names has the author's own meaning, as in `macros`, and stays."""
    bare = _COMMENT.sub(lambda found: found.group(1) + ' ' * len(found.group(2)), tex)
    tokens = [Token(found.group(), found.start()) for found in _TOKEN.finditer(bare)]
    if macros:
        tokens = _braced(tokens, frozenset(name for name, text in _definitions(macros) if '#' not in text))
    if any(token.text in _ALL for token in tokens):
        tokens = _rewritten(tokens, display, defined)
    return Source(tuple(tokens), tex)


def _braced(tokens: list[Token], alone: frozenset[str]) -> list[Token]:
    """Braces round a macro without arguments that is a script, which mathra else sets on the line."""
    out: list[Token] = []
    for token in tokens:
        before = next((t.text for t in reversed(out) if not t.text.isspace()), '')
        script = before in ('_', '^') and token.text in alone
        out += [Token('{', token.at), token, Token('}', token.at)] if script else [token]
    return out


def _rewritten(tokens: list[Token], display: bool, defined: frozenset[str]) -> list[Token]:
    out: list[Token] = []
    waiting = list(reversed(tokens))  # a stack: what a rule gives is read again
    budget = 4 * len(tokens) + 100
    while waiting:
        token = waiting.pop()
        text, at = token
        budget -= 1
        if text in _UNSEEN:
            continue
        if budget < 0 or text in defined:
            out.append(token)
        elif text in _TEXT_COMMANDS:  # words stay as they are
            _, taken = group(waiting[: -_LONGEST_TEXT - 1 : -1])
            out += [token, *waiting[: -taken - 1 : -1]]
            del waiting[len(waiting) - taken :]
        elif text == r'\\':
            out.append(token)
            ahead = _BRACKET.match(tex_of(waiting[: -_LONGEST_SKIP - 1 : -1]))
            if ahead and not _LENGTH.fullmatch(ahead.group(1)):
                out.append(Token('{}', at))  # else what is in brackets goes for a space above the row
        elif text in _CHARACTERS:
            out.append(Token(_CHARACTERS[text], at))
        elif text in _WORDS or text in _CUSTOMARY:
            word = _WORDS.get(text)
            _put(out, _CUSTOMARY[text] if word is None else word, at, waiting)
        elif text in _RULES:
            rest = waiting[::-1]
            given, taken = _RULES[text](rest, at, display)
            if given is None:
                out.append(token)
            else:
                waiting = (given + rest[taken:])[::-1]
        else:
            out.append(token)
    return out


def _put(out: list[Token], text: str, at: int, waiting: Sequence[Token]) -> None:
    if text and text[-1].isalpha() and waiting and waiting[-1].text[:1].isalpha():
        text += ' '
    if text:
        out.append(Token(text, at))


def group(tokens: Sequence[Token], start: int = 0) -> tuple[Sequence[Token], int]:
    """The argument that begins at `start`, without its braces, and where what follows it begins."""
    while start < len(tokens) and tokens[start].text.isspace():
        start += 1
    if start >= len(tokens) or tokens[start].text == '}':
        return (), start
    if tokens[start].text != '{':
        return tokens[start : start + 1], start + 1
    depth = 0
    for end in range(start, len(tokens)):
        depth += {'{': 1, '}': -1}.get(tokens[end].text, 0)
        if not depth:
            return tokens[start + 1 : end], end + 1
    return tokens[start + 1 :], len(tokens)


_Rewritten = tuple[list[Token] | None, int]


def _wrapped(before: str, inner: Iterable[Token], after: str, at: int) -> list[Token]:
    return [Token(before, at), *inner, Token(after, at)]


def _link(rest: Sequence[Token], at: int, display: bool) -> _Rewritten:
    _, next_ = group(rest)
    shown, taken = group(rest, next_)
    return _wrapped('{', shown, '}', at), taken


def _address(rest: Sequence[Token], at: int, display: bool) -> _Rewritten:
    address, taken = group(rest)
    return _wrapped(r'\text{', [Token(_IN_TEXT_ESCAPED.get(t.text, t.text), t.at) for t in address], '}', at), taken


def _choice(rest: Sequence[Token], at: int, display: bool) -> _Rewritten:
    first, second = group(rest)
    text, third = group(rest, second)
    _, fourth = group(rest, third)
    _, taken = group(rest, fourth)
    return _wrapped('{', first if display else text, '}', at), taken


def _root(rest: Sequence[Token], at: int, display: bool) -> _Rewritten:
    of = next((k for k, token in enumerate(rest) if token.text == r'\of'), None)
    if of is None:
        return None, 0
    base, taken = group(rest, of + 1)
    return [*_wrapped(r'\sqrt[', rest[:of], ']{', at), *base, Token('}', at)], taken


def _stacked(rest: Sequence[Token], at: int, display: bool) -> _Rewritten:
    over = next((k for k, token in enumerate(rest) if token.text == r'\over'), None)
    if over is None:
        return None, 0
    base, taken = group(rest, over + 1)
    return [*_wrapped(r'\stackrel{', rest[:over], '}{', at), *base, Token('}', at)], taken


def _number(rest: Sequence[Token], at: int, display: bool) -> _Rewritten:
    """`\\eqno` takes all that follows."""
    return _wrapped(NUMBER, rest, NUMBER_END, at), len(rest)


def _tag(rest: Sequence[Token], at: int, display: bool) -> _Rewritten:
    """A number that holds a formula, which mathra would take for words."""
    bare = bool(rest) and rest[0].text == '*'
    inner, taken = group(rest, int(bare))
    dollars = [place for place, token in enumerate(inner) if token.text == '$']
    if len(dollars) != 2:
        return None, 0
    first, last = dollars
    sides = ('', '') if bare else ('(', ')')
    words = [_wrapped(r'\text{', part, '}', at) for part in (inner[:first], inner[last + 1 :])]
    shown = [
        Token(sides[0], at),
        *words[0],
        *_wrapped('{', inner[first + 1 : last], '}', at),
        *words[1],
        Token(sides[1], at),
    ]
    return _wrapped(NUMBER, shown, NUMBER_END, at), taken


def _boxed_text(rest: Sequence[Token], at: int, display: bool) -> _Rewritten:
    start = _optional(rest)
    _, next_ = group(rest, start)
    shown, taken = group(rest, next_)
    return _wrapped(r'\text{', shown, '}', at), taken


def _dropped(rest: Sequence[Token], at: int, display: bool) -> _Rewritten:
    return [], _optional(rest)


def _penalty(rest: Sequence[Token], at: int, display: bool) -> _Rewritten:
    found = _SPACE_AND_NUMBER.match(tex_of(rest[:12]))
    return [], len(found.group()) if found else 0


def _accented(command: str) -> Callable[[Sequence[Token], int, bool], _Rewritten]:
    def rule(rest: Sequence[Token], at: int, display: bool) -> _Rewritten:
        """An accent of text, which math has not got."""
        letter, taken = group(rest)
        if not tex_of(letter).isalpha():
            return None, 0
        return [Token(rf'\text{{{command}{{{tex_of(letter)}}}}}', at)], taken

    return rule


def _optional(rest: Sequence[Token]) -> int:
    if rest and rest[0].text == '[':
        return next((k + 1 for k, token in enumerate(rest) if token.text == ']'), 0)
    return 0


def _colour(command: str) -> Callable[[Sequence[Token], int, bool], _Rewritten]:
    def rule(rest: Sequence[Token], at: int, display: bool) -> _Rewritten:
        """A mixture, `red!50`, becomes its first colour."""
        name, taken = group(rest)
        mixed = _MIXED_COLOUR.fullmatch(tex_of(name))
        if not mixed:
            return None, 0
        # The command itself is done; one character of it in a token keeps it from being read again.
        return [Token(f'{command}{{{mixed.group(1)}}}', at)], taken

    return rule


def _begin(rest: Sequence[Token], at: int, display: bool) -> _Rewritten:
    """`eqnarray`, whose three columns are the two of `align`; an array's dashed rules become rules."""
    name, start = group(rest)
    kind = tex_of(name)
    if kind == 'array':
        columns, taken = group(rest, start)
        if not any(token.text == ':' for token in columns):
            return None, 0
        inner = [Token('|', t.at) if t.text == ':' else t for t in columns]
        return [Token(r'\begin{array}', at), *_wrapped('{', inner, '}', at)], taken
    if kind in _POSITIONED and tex_of(rest[start : start + 3]) in ('[t]', '[b]', '[c]'):
        return [Token(rf'\begin{{{kind}}}', at)], start + 3
    if kind not in ('eqnarray', 'eqnarray*'):
        return None, 0
    end = _end_of(rest, start, kind)
    if end is None:
        return None, 0
    star = '*' if kind.endswith('*') else ''
    inner = _two_columns(rest[start:end])
    _, taken = group(rest, end + 1)
    return [Token(rf'\begin{{align{star}}}', at), *inner, Token(rf'\end{{align{star}}}', rest[end].at)], taken


def _end_of(tokens: Sequence[Token], start: int, name: str) -> int | None:
    r"""Where the `\end` of an environment stands that begins before `start`."""
    depth = 1
    for k in range(start, len(tokens)):
        if tokens[k].text in (r'\begin', r'\end') and tex_of(group(tokens, k + 1)[0]) == name:
            depth += 1 if tokens[k].text == r'\begin' else -1
            if not depth:
                return k
    return None


def _two_columns(tokens: Sequence[Token]) -> list[Token]:
    """Rows of `a & = & b` without the second sign of each."""
    out: list[Token] = []
    depth = signs = 0
    for token in tokens:
        depth += {'{': 1, '}': -1, r'\begin': 1, r'\end': -1}.get(token.text, 0)
        if depth == 0 and token.text == '&':
            signs += 1
            if signs == 2:
                out.append(Token(' ', token.at))
                continue
        elif depth == 0 and token.text in (r'\\', r'\cr'):
            signs = 0
        out.append(token)
    return out


_RULES: dict[str, Callable[[Sequence[Token], int, bool], _Rewritten]] = {
    r'\href': _link,
    r'\url': _address,
    r'\mathchoice': _choice,
    r'\root': _root,
    r'\buildrel': _stacked,
    r'\tag': _tag,
    r'\eqno': _number,
    r'\leqno': _number,
    r'\parbox': _boxed_text,
    r'\linebreak': _dropped,
    r'\nolinebreak': _dropped,
    r'\penalty': _penalty,
    r'\begin': _begin,
    **{accent: _accented(accent) for accent in (r'\"', r'\'', r'\`', r'\^', r'\~')},
    **{command: _colour(command) for command in (r'\color', r'\textcolor', r'\colorbox')},
}
_ALL = _UNSEEN.union((r'\\',), _CHARACTERS, _WORDS, _CUSTOMARY, _RULES)


def needed(macros: str, tex: str) -> tuple[str, frozenset[str]]:
    """Of the definitions those that the formula uses, in their order, and the names of them.

    So one bad definition spoils no formula but those that need it.
    """
    if not macros:
        return '', frozenset()
    definitions = _definitions(macros[:MAX_MACROS])
    used = set(_COMMAND.findall(tex))
    wanted: set[int] = set()
    # Whatever a wanted definition uses is wanted too; bodies are looked through once each.
    grown = True
    while grown:
        grown = False
        for number, (name, text) in enumerate(definitions):
            if number not in wanted and name in used:
                wanted.add(number)
                used.update(_COMMAND.findall(text))
                grown = True
    chosen = [definitions[number] for number in sorted(wanted)]
    return ''.join(text for _, text in chosen), frozenset(name for name, _ in chosen)


@lru_cache(maxsize=16)
def _definitions(macros: str) -> list[tuple[str, str]]:
    """Each definition's name and text."""
    macros = _COMMENT.sub(r'\1 ', macros).replace(r'\global', '')
    starts = list(_DEFINITION.finditer(macros))
    if _balanced(macros):  # else nobody can say what stands in whose body
        starts = [found for found in starts if _balanced(macros[: found.start()])]
    found: list[tuple[str, str]] = []
    for k, start in enumerate(starts):
        end = starts[k + 1].start() if k + 1 < len(starts) else len(macros)
        name = _DEFINED.match(macros, start.end())
        if name:
            text = macros[start.start() : end].strip().replace(r'\gdef', r'\def')
            found.append((name.group(1), text + ' '))
    return found


def _balanced(macros: str) -> bool:
    return macros.count('{') - macros.count('\\{') == macros.count('}') - macros.count('\\}')
