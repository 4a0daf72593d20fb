"""What a piece of LaTeX looks like: names of people, or nothing but moves.

In: LaTeX as it stands. Out: its plain words, and verdicts.
"""

from __future__ import annotations

import re

from booklet.markup import parse_inline
from booklet.markup.spans import plain_text
from booklet.model import Text

EMPTY = re.compile(
    r'\\(?:noindent|centering|raggedright|medskip|bigskip|smallskip|newpage|clearpage|cleardoublepage|pagebreak|vfill|hfill'
    r'|maketitle|par|hrule|null|tightlist|small|large|normalsize|footnotesize)\b\s*|\\[vh]s(?:kip|pace)\*?\s*(?:\{[^{}]*\}'
    r'|-?[\d.]+\s*(?:cm|mm|pt|em|ex|in))|\\(?:label|addcontentsline|index|markboth|thispagestyle|phantomsection)\b'
    r'(?:\s*(?:\[[^\]]*\]|\{[^{}]*\}))*|\\(?:begin|end)\{(?:center|flushleft|flushright|minipage)\}'
    r'(?:\[[^\]]*\])?(?:\{[^{}]*\})?|\\\\(?:\[[^\]]*\])?(?=\s*\n\s*\n|\s*\Z)'
)
EMPHASIS = re.compile(r'\s*(?:\{\s*)?\\(?:textit|emph|textbf|textsc|textsl|bf|it|bfseries|itshape|em|large|Large)\b')
RAISED = re.compile(r'\$\s*\^\s*(?:\{([^{}]*)\}|([\w*]))\s*\$|\\textsuperscript\s*\{([^{}]*)\}')
INDEX = re.compile(r'\\index\s*(?:\[[^\]]*\])?\s*\{[^{}]*\}')
_SHORT = 600  # letters of a line of names


def plain(source: str) -> str:
    return ' '.join(plain_text(parse_inline(Text(' '.join(source.split()), 'latex'))).split())


def names_source(source: str) -> str:
    """Names with their raised numbers in brackets, index entries and marks out."""
    source = INDEX.sub('', source)
    return RAISED.sub(lambda match: f'({raised_marks(next(filter(None, match.groups()), ""))})', source).replace(
        '()', ''
    )


def raised_marks(raised: str) -> str:
    return ','.join(re.findall(r'\d+|(?<![\\A-Za-z])[a-z](?![A-Za-z])', raised))


def bare(text: str) -> str:
    """The text without what only moves or sizes it."""
    return EMPTY.sub('', text).strip()


def paragraphs(text: str) -> list[str]:
    return [one for part in re.split(r'\n[ \t]*\n', text) if (one := bare(part))]


def looks_like_names(paragraph: str) -> bool:
    """A short paragraph, emphasised as a whole, of words with capitals."""
    if len(paragraph) > _SHORT or not EMPHASIS.match(paragraph):
        return False
    words = re.findall(r'[^\W\d_]{2,}', plain(names_source(paragraph)))
    capital = sum(word[0].isupper() for word in words)
    return len(words) >= 2 and capital >= 0.6 * len(words)
