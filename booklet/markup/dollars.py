"""Where formulas stand in running text: `$…$`, `$$…$$`, `\\(…\\)`, `\\[…\\]` and TeX's environments of displays.

In: text. Out: `Found` formulas with their places; the rules that teach markdown-it the same. Dollar signs follow
Pandoc's rules (manual, `tex_math_dollars`): no space after the opening sign, none before the closing one, no digit
after it; `$$…$$` is a display. In backslashes and brackets stands a formula only where it looks like one, as Markdown
escapes brackets alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

MAX_FORMULA = 4000  # characters
MAX_BRACED = 400  # characters of words with dollar signs of their own, in braces inside a formula

_OPENERS = frozenset(' \t\n\xa0([{<—–-/"“„«\'‘')
_MATH_SIGN = re.compile(r'\\.|[{}$]', re.DOTALL)
_START = re.compile(r'\\?\$|\\[(\[]|\\begin\{|\\\\')
_ENVIRONMENT = re.compile(r'\\begin\{((?:equation|align|gather|multline|eqnarray|displaymath|flalign|math)\*?)\}')
_TEX = re.compile(r'[\\^_={}<>+|/*]|\d')  # what a formula has and words in brackets have not
_WORD = re.compile(r'[^\W\d_]{3}')
_TAILS = ('', '.', ',', ';', ':')


class Found(NamedTuple):
    """A formula: TeX, whether it is a display, where it ends in the text, and where its TeX begins."""

    tex: str
    display: bool
    end: int
    at: int


def formula_at(text: str, pos: int, end: int | None = None) -> Found | None:
    """The formula that begins here, if one does."""
    end = len(text) if end is None else end
    if text[pos] == '$':
        return _dollars(text, pos, end)
    if text.startswith(('\\(', '\\['), pos):
        return _brackets(text, pos, end)
    environment = _ENVIRONMENT.match(text, pos, end)
    if environment is None:
        return None
    closing = f'\\end{{{environment[1]}}}'
    stop = text.find(closing, environment.end(), min(end, pos + MAX_FORMULA))
    if stop < 0 or not text[environment.end() : stop].strip():
        return None
    stop += len(closing)
    return Found(text[pos:stop], environment[1] != 'math', stop, pos)


def formulas(text: str) -> Iterator[tuple[int, Found]]:
    """Every formula of a text, with the place where its first sign stands."""
    pos = 0
    while match := _START.search(text, pos):
        pos = match.end()
        if match[0] in ('\\$', '\\\\'):
            continue
        found = formula_at(text, match.start())
        if found:
            yield match.start(), found
            pos = found.end
        elif text.startswith('$$', match.start()):
            pos = match.start() + 2


def _dollars(text: str, pos: int, end: int) -> Found | None:
    display = text.startswith('$$', pos)
    start = pos + 1 + display
    inside = text[start : min(end, start + MAX_FORMULA)]
    close = unescaped(inside, '$$', 0) if display else _closing_dollar(inside)
    return _found(text, start, start + close, display, 1 + display) if close >= 0 else None


def _brackets(text: str, pos: int, end: int) -> Found | None:
    display = text[pos + 1] == '['
    start, closing = pos + 2, '\\]' if display else '\\)'
    inside = text[start : min(end, start + MAX_FORMULA)]
    close = unescaped(inside, closing, 0)
    if close < 0:
        return None
    content = inside[:close]
    if display and not re.search(r'[\\^_=<>]', content):
        return None  # `\[1\]`: a bracket that Markdown escapes
    if not display and _WORD.search(content) and not _TEX.search(content):
        return None
    return _found(text, start, start + close, display, 2)


def _found(text: str, start: int, close: int, display: bool, sign: int) -> Found | None:
    tex = text[start:close]
    bare = tex.strip()
    at = start + len(tex) - len(tex.lstrip())
    return Found(bare.replace('\n', ' '), display, close + sign, at) if bare else None


def _closing_dollar(text: str) -> int:
    """Where the formula ends: the first dollar sign outside braces, if Pandoc lets it close, else -1."""
    if not text or text[0].isspace():
        return -1
    close = first = -1
    depth = 0
    for match in _MATH_SIGN.finditer(text):
        sign = match.group()
        if sign == '{':
            depth += 1
        elif sign == '}':
            depth -= 1
        elif sign == '$':
            first = match.start() if first < 0 else first
            if depth <= 0:
                close = match.start()
                break
            if match.start() > first + MAX_BRACED:
                break
    close = first if close < 0 else close
    if close <= 0 or text[close - 1].isspace() or text[close + 1 : close + 2].isdigit():
        return -1
    return close


def unescaped(text: str, sign: str, start: int) -> int:
    """Where the sign stands with no backslash before it that would take its meaning; -1 where it does not."""
    while (found := text.find(sign, start)) > 0:
        backslashes = found
        while backslashes and text[backslashes - 1] == '\\':
            backslashes -= 1
        if (found - backslashes) % 2 == 0:
            return found
        start = found + 1
    return found


# Rules for markdown-it


def math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`$$ … $$`, `\\[ … \\]` or an environment that begins a line and ends one, over any lines but no blank one."""
    if state.is_code_block(start):
        return False
    pos = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(('$$', '\\[', '\\begin{'), pos):
        return False
    text = state.src[pos : state.eMarks[start]]
    closing = {'$$': '$$', '\\[': '\\]'}.get(text[:2], '\\end{')
    line, found = start, formula_at(text, 0)
    while found is None:
        if closing in text[2:] and closing != '\\end{':
            return False  # no more lines could change that
        line += 1
        if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent or len(text) > MAX_FORMULA:
            return False
        added = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
        text += '\n' + added
        found = formula_at(text, 0) if closing in added else None
    tail = text[found.end :].strip()
    if not found.display or tail not in _TAILS:
        return False
    if not silent:
        state.line = line + 1
        token = state.push('math_block', 'math', 0)
        token.content = found.tex if found.at == 0 else text[found.at : found.end - 2].strip()
        token.meta['tail'] = tail
        token.map = [start, state.line]
    return True


def math(state: StateInline, silent: bool) -> bool:
    """A formula inside a paragraph."""
    src, pos = state.src, state.pos
    if src[pos] not in '$\\':
        return False
    found = formula_at(src, pos, state.posMax)
    if found is None:
        if src[pos] == '\\':
            return False
        sign = '$$' if src.startswith('$$', pos) else '$'
        if not silent:
            state.append_pending(sign)
        state.pos = pos + len(sign)
        return True
    if not silent:
        token = state.push('math_display' if found.display else 'math', 'math', 0)
        token.content = found.tex
        token.meta['at'] = pos
    state.pos = found.end
    return True


def tex_quotes(state: StateInline, silent: bool) -> bool:
    """TeX's quotes (``so''  and `so') would pair as code spans: they are text, for `typography` to set."""
    src, pos = state.src, state.pos
    if src[pos] != '`' or (pos and src[pos - 1] not in _OPENERS):
        return False
    mark = '``' if src.startswith('``', pos) else '`'
    start = pos + len(mark)
    if src.startswith('`', start) or not src[start : start + 1].strip():
        return False
    following = src.find('`', start)
    closing = src.find("'" * len(mark), start, following if following >= 0 else state.posMax)
    if following < 0 or closing < 0:
        return False
    opens = src[following - 1] in _OPENERS and src[following:].lstrip('`')[:1].strip()
    if not opens or src[closing + len(mark) : closing + len(mark) + 1].isalnum():
        return False
    if not silent:
        state.append_pending(mark)
    state.pos = start
    return True
