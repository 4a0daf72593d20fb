"""Signs that are marks to Markdown and none to the people who typed them: in addresses, and stars inside words.

In: markdown-it's state. Out: rules for it that set such signs as they are.
"""

from __future__ import annotations

import re
import unicodedata

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

_SCHEME = re.compile(r'(?:https?|ftp)\Z', re.IGNORECASE)
_REST = re.compile(r'://[^\s<>"“”„«»‘。、，；）」』】*`\[\]\\&|]*[^\s<>"“”„«»‘。、，；）」』】*`\[\]\\&|_~^.,;:!?()]/?')
_ERASED = re.compile(r'(?:\^[HhWw]){2,}')
_POWER = re.compile(r'[0-9]\*\*[0-9]')
_ENDING = re.compile(r'\*in(?:nen)?(?![^\W_])')  # of a German word for women and men alike


def address(state: StateInline, silent: bool) -> bool:
    """What follows the colon of a bare address has no marks, so that no `_` in it is lost; `plain` makes the link."""
    src, pos = state.src, state.pos
    if src[pos] != ':' or not _SCHEME.search(src, max(0, pos - 5), pos):
        return False
    match = _REST.match(src, pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.append_pending(match[0])
    state.pos = match.end()
    return True


def star(state: StateInline, silent: bool) -> bool:
    """A star inside a word (`Leser*innen`, `2*3*4`) begins no emphasis, though it may end one (`*i*th`).

    Two between figures (`2**10`) are a power.
    """
    src, pos = state.src, state.pos
    if _POWER.match(src, max(0, pos - 1), state.posMax) and pos:
        if not silent:
            state.append_pending('**')
        state.pos += 2
        return True
    inside = src[pos] == '*' and 0 < pos < state.posMax - 1 and _parts(src[pos - 1]) and _parts(src[pos + 1])
    if not inside or silent:
        return False
    token = state.push('text', '', 0)
    token.content = '*'
    if not _ENDING.match(src, pos, state.posMax):
        ends = Delimiter(marker=ord('*'), length=1, token=len(state.tokens) - 1, end=-1, open=False, close=True)
        state.delimiters.append(ends)
    state.pos += 1
    return True


def _parts(letter: str) -> bool:
    """Whether it stands in a word that spaces part from others, as ideographs do not."""
    return letter.isalnum() and unicodedata.east_asian_width(letter) not in 'WF'


def erasure(state: StateInline, silent: bool) -> bool:
    """`word^W^W`: keys that erase, as those write who mean the word all the same; no superscript."""
    match = _ERASED.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.append_pending(match[0])
    state.pos = match.end()
    return True
