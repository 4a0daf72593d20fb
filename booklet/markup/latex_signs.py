"""How much a text looks like the LaTeX that authors type, for the guess of a dialect.

In: source text. Out: a number from 0 to 1. Backslashes in formulas between dollar signs say nothing: Markdown has them
too. pylatexenc is not needed here.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r'\$\$[^$]*\$\$|\$[^$\n]{1,300}\$|```.*?```|``[^`\n]*``|`[^`\n]*`', re.DOTALL)
_ENVIRONMENT = re.compile(r'\\(?:begin|end)\s?\{[a-zA-Z]+\*?\}')
# Commands of text: those of formulas alone stand in a Markdown author's half-remembered TeX as well.
_COMMAND = re.compile(
    r"""\\(?: (?:emph|text(?:bf|it|tt|sc|rm|sf|sl|normal|superscript|subscript|color)|underline|cite[a-z]*|ref|eqref
        |label|footnote|url|href|(?:sub)*section|paragraph|title|author|newcommand|def|documentclass|usepackage|enquote
        |index|caption|includegraphics|foreignlanguage|selectlanguage|mbox|vspace|hspace)\*?\s?[\[{\\]
        |(?:item|noindent|LaTeX|TeX|bf|it|em|tt|sc|rm|par|newline|centering|ldots|dots|maketitle|bigskip|smallskip
        |medskip|hline|today)(?![A-Za-z]) )""",
    re.VERBOSE,
)
_ACCENT = re.compile(r"""\\['`^"~=.]\s?(?:\{\\?[a-zA-Z]\}|\\[ij](?![a-zA-Z])|[A-Za-z](?![a-zA-Z]*\\\)))""")
_LETTER_ACCENT = re.compile(
    r'\\(?:[vucHkrdb]\s?\{[a-zA-Z]\}|(?:ss|ae|oe|aa|AE|OE|AA|o|O|l|L|i|j)(?:\{\}|(?![a-zA-Z])))'
)
_OTHER_COMMAND = re.compile(r'\\[A-Za-z]{2,}(?:\{|(?![\w\\:]))')
_GROUP = re.compile(r'\{\\(?:bf|it|em|tt|sc|rm|sl|small|large)(?![A-Za-z])')
# A display has signs of a formula; in `\[1\]` Markdown escapes a bracket.
_DELIMITED = re.compile(
    r'\\\(.{1,300}?\\\)|\\\[(?:(?!\\\])[^\\^_=<>]){0,300}(?!\\\])[\\^_=<>].{0,2000}?\\\]', re.DOTALL
)
_WEAK = (
    re.compile(r"``[^`'\n]{1,200}''"),
    re.compile(r'\w~(?:\\|\d|\[)|(?:Fig|Sec|Eq|Prof|Dr|[A-Z])\.~\w'),
    re.compile(r'\\[%&#]'),
    re.compile(r'\\\\[ \t]*(?:$|\[)', re.MULTILINE),
    re.compile(r'^%.*$', re.MULTILINE),
    re.compile(r'\w---?\w'),
)
_PATH = re.compile(r'[A-Za-z]:\\|\\\\\w+\\')  # of a file
_WEIGHTS = ((_ENVIRONMENT, 0.8), (_GROUP, 0.75), (_COMMAND, 0.7), (_ACCENT, 0.7), (_DELIMITED, 0.6))
_MORE = 0.06  # for each further sign
_LIMIT = 6


def sign(source: str) -> float:
    """How sure it is that the text is LaTeX."""
    if '\\' not in source and '``' not in source and '~' not in source:
        return 0.0
    score, count = 0.0, 0
    text = _FORMULA.sub(' ', source)
    if '\\' in text:
        for pattern, weight in _WEIGHTS:
            if found := len(pattern.findall(text)):
                score, count = max(score, weight), count + found
        letters = len(_LETTER_ACCENT.findall(text))
        others = len(_OTHER_COMMAND.findall(text))
        if letters or others:
            score, count = max(score, 0.55 if letters else 0.4), count + letters + others
    quoted = _WEAK[0].search(source) is not None
    weak = quoted + sum(pattern.search(text) is not None for pattern in _WEAK[1:])
    if score:
        score += _MORE * min(count - 1 + weak, _LIMIT)
    else:
        score = 0.25 * quoted + 0.15 * (weak - quoted)
    if _PATH.search(text):
        score -= 0.3
    return max(0.0, min(1.0, score))
