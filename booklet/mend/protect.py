"""The parts of a marked-up text that no mending touches: code, formulas, addresses, commands, tags.

In: a text in any dialect. Out: ranges of it, in order. What only looks like one of them is left alone too.
"""

from __future__ import annotations

import re

_MARKS = re.compile(
    r'(?P<fence>^[ \t]{0,3}(?:`{3,}|~{3,})[^\n]*$)'
    r'|(?P<code>`+)'
    r'|(?P<escaped>\\[$`\\]|\\[([])'
    r'|(?P<math>\$\$?)'
    r'|(?P<environment>\\begin\{(?:equation|align|gather|multline|eqnarray|displaymath|math|verbatim)\*?\})'
    r'|(?P<command>\\[a-zA-Z]{2,40}\*?|\\[a-zA-Z](?:[ \t]*\{[^{}\n]{0,20}\}|[ \t]+\w)?'
    r'|\\[^\sa-zA-Z](?:\{[^{}\n]{0,20}\}|\\?\w)?)'
    r'|(?P<address>\b[a-zA-Z][a-zA-Z0-9+.\-]{1,20}://[^\s<>]+|\bwww\.[^\s<>]+'
    r'|[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5}|(?<=\]\()[^()\s]*)'
    r'|(?P<tag></?[a-zA-Z][^<>\n]{0,500}>)',
    re.MULTILINE,
)
_SUSPECT = re.compile(r'[`~$\\@<]|://|www\.|\]\(')
_LONGEST = 2000  # characters of a formula; two lone dollar signs may stand further apart
_CLOSING = {'\\(': '\\)', '\\[': '\\]'}


def protected(text: str) -> list[tuple[int, int]]:
    """Ranges (start, end), none of them overlapping another."""
    if not _SUSPECT.search(text):
        return []
    found: list[tuple[int, int]] = []
    at = 0
    while match := _MARKS.search(text, at):
        end = _end(text, match)
        if end > match.start():
            found.append((match.start(), end))
        at = max(end, match.start() + 1)
    return found


def _end(text: str, match: re.Match[str]) -> int:
    """Where the part ends that begins with this mark; a mark that nothing closes is a part by itself."""
    mark, at = match.group(), match.end()
    if match.lastgroup == 'fence':
        sign = mark.lstrip()[0]
        count = len(mark.lstrip()) - len(mark.lstrip().lstrip(sign))
        closing = re.compile(rf'^[ \t]{{0,3}}{sign}{{{count},}}[ \t]*$', re.MULTILINE).search(text, at)
        return closing.end() if closing else len(text)
    if match.lastgroup == 'code':
        return _closed(text, at, mark, _LONGEST, '`') or at
    if match.lastgroup == 'math':
        return _closed(text, at, mark, _LONGEST, '$') or at
    if match.lastgroup == 'environment':
        return _closed(text, at, mark.replace('begin', 'end', 1), 10 * _LONGEST) or at
    if mark in _CLOSING:
        return _closed(text, at, _CLOSING[mark], _LONGEST) or at
    return at


def _closed(text: str, at: int, mark: str, most: int, edge: str = '') -> int:
    """Where the mark ends that closes the part, before the paragraph does; 0 where there is none."""
    limit = min(len(text), at + most)
    blank = text.find('\n\n', at, limit)
    limit = blank if blank >= 0 else limit
    while (found := text.find(mark, at, limit)) >= 0:
        after = found + len(mark)
        if not edge or (text[after : after + 1] != edge and text[found - 1] not in (edge, '\\')):
            return after
        at = after
    return 0
