"""Which dialect a text is written in, when nobody says.

In: source text. Out: a `Guess`: the dialect, how sure it is, and the signs that say so. Plain text is told at once, as
most texts are plain; a text with marks of several dialects is the one with the most, and the guess less sure.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from booklet.markup import plain
from booklet.markup.html_source import INLINE, escaped_html, tags

DOUBTFUL = 0.75  # of confidence; below that an organiser should look
MAX_LENGTH = 20_000  # characters that are looked at: the beginning tells enough

_TEX_SIGNS = ('\\', '~', '``', '%')
_ESCAPED_ENDS = re.compile(r'\\r\\n')  # of lines, as a program wrote them that escaped them twice
_ENTITY = re.compile(r'&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,6});')
_TWICE = re.compile(r'&amp;(?:[A-Za-z]{2,8}|#\d{2,6});')
_MARKDOWN = re.compile(
    r"""^[ ]{0,3}\#{1,6}[ ]\S | ^[ ]{0,3}[*+-][ ]+\S | ^[ ]{0,3}\d{1,3}[.)][ ]\S | ^[ ]{0,3}>[ ] | ^(?:```|~~~)
    | \*\*\S[^*\n]*\*\* | (?<![\w*])\*[^\s*][^*\n]*\*(?![\w*]) | (?<!\w)_[^\s_][^_\n]*_(?!\w) | \]\(\S+?\)
    | `[^`\n]+` | ^\|?\s*:?-{3,}:?\s*\| | \[\^\w+\]""",
    re.VERBOSE | re.MULTILINE,
)
# Of sites whose pages are Markdown: an attribute that says so, and tags of their templates.
_PAGE = re.compile(r'<[a-z]+\b[^<>]*\bmarkdown\s*=\s*["\']?(?:1|block|span)\b|^\{:[^{}\n]*\}\s*$', re.MULTILINE)
_BEGINS = re.compile(r'\s*<(?:p|div|h[1-6]|ul|ol|table|html|body|section)\b', re.IGNORECASE)
_ENOUGH = 8  # marks; more make a guess no surer


class Guess(NamedTuple):
    """`confidence` from 0 to 1; `why` names the signs."""

    dialect: str
    confidence: float
    why: str


def guess(source: str) -> Guess:
    """The dialect of a text of several lines or of one."""
    if plain.is_plain(source):
        return Guess('plain', 1.0, 'no marks')
    source = source[:MAX_LENGTH]
    marks = sum(1 for _, _ in zip(range(_ENOUGH), _MARKDOWN.finditer(source), strict=False))
    html, html_signs = _html(source)
    tex = _tex(source)
    markdown = 0.4 + 0.1 * min(marks, 4) if marks else 0.3
    if html >= 0.5 and _PAGE.search(source):
        return Guess('markdown', 0.9, 'tags that say that Markdown stands in them')
    if html >= 0.5 and html >= tex:
        return Guess('html', round(html - min(0.24, 0.03 * marks) - 0.3 * tex, 2), html_signs)
    if tex >= 0.5:
        return Guess('latex', round(tex - min(0.35, 0.06 * marks) - 0.3 * html, 2), 'commands as of LaTeX')
    sure = min(0.98, 0.92 + 0.01 * marks) - 0.6 * max(tex, html)
    why = 'marks as of Markdown' if marks else html_signs or 'few signs of any'
    return Guess('markdown', round(max(sure, markdown), 2), why)


def _html(source: str) -> tuple[float, str]:
    """How much a text looks like HTML. A few tags inside lines speak for Markdown too, which has them as well."""
    if '<' not in source:
        if '&' in source and escaped_html(source):
            return 0.9, 'tags whose signs are escaped'
        twice = len(_TWICE.findall(source)) if '&' in source else 0
        many = len(_ENTITY.findall(source)) if '&' in source else 0
        return (0.7, 'entities escaped twice') if twice else (min(0.4, 0.1 * many), 'entities' if many else '')
    found = tags(source)
    blocks = [name for name in found if name.lstrip('/') not in INLINE or name == 'br']
    if not blocks:
        score = min(0.25, 0.05 * len(found))
        return score, 'a few tags, which Markdown has too' if found else ''
    begins = _BEGINS.match(source) is not None
    named = ', '.join(f'<{name}>' for name in dict.fromkeys(name.lstrip('/') for name in blocks[:20]))
    closed = sum(name.startswith('/') for name in found)
    score = 0.65 + 0.06 * min(len(blocks), 5) + (0.08 if closed else 0.0) + (0.12 if begins else 0.0)
    return min(0.99, score), f'tags: {named[:60]}'


def _tex(source: str) -> float:
    if not any(sign in source for sign in _TEX_SIGNS):
        return 0.0
    try:
        from booklet.markup import latex_signs
    except ImportError:
        return 0.0
    return float(latex_signs.sign(_ESCAPED_ENDS.sub('\n', source)))
