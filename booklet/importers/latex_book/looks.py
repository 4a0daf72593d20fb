"""What a piece of LaTeX looks like: names of people, or nothing but moves.

In: LaTeX as it stands. Out: its plain words, and verdicts.
"""

from __future__ import annotations

import re

from booklet.markup import parse_inline
from booklet.markup.spans import plain_text
from booklet.model import Text
from booklet.reading.institute_words import institutional
from booklet.reading.people import only_names, people

EMPTY = re.compile(
    r'\\(?:noindent|newline|filbreak|centering|raggedright|medskip|bigskip|smallskip|newpage|clearpage|cleardoublepage|pagebreak|vfill|hfill'
    r'|maketitle|par|hrule|null|tightlist|small|large|normalsize|footnotesize)\b\s*|\\[vh]s(?:kip|pace)\*?\s*(?:\{[^{}]*\}'
    r'|-?[\d.]+\s*(?:cm|mm|pt|em|ex|in))|\\(?:label|addcontentsline|[a-z]*index[a-z]*|markboth|markright|tocauthor|date|printbibliography|bibliographystyle|setcounter|thispagestyle|phantomsection)\b'
    r'(?:\s*(?:\[[^\]]*\]|\{[^{}]*\}))*|\\(?:begin|end)\{(?:center|flushleft|flushright|minipage)\}'
    r'(?:\[[^\]]*\])?(?:\{[^{}]*\})?|\\\\(?:\[[^\]]*\])?(?=\s*\n\s*\n|\s*\Z)'
)
EMPHASIS = re.compile(r'\s*(?:\{\s*)?\\(?:textit|emph|textbf|textsc|textsl|bf|it|bfseries|itshape|em|large|Large)\b')
RAISED = re.compile(r'\$\s*\^\s*(?:\{([^{}]*)\}|([\w*]))\s*\$|\\textsuperscript\s*\{([^{}]*)\}')
INDEX = re.compile(r'\\index\s*(?:\[[^\]]*\])?\s*\{[^{}]*\}')
_BREAK = re.compile(r'\\\\(?:\[[^\]]*\])?|\\newline\b|\\(?:begin|end)\{(?:center|flushleft|flushright)\}')
_LINE = re.compile(rf'{_BREAK.pattern}|\n[ \t]*\n|\Z')
_FORMULA = re.compile(r'\\\[|\$\$|\\begin\{(?!center|flush|minipage)|\\includegraphics')
_PRESENTS = re.compile(r'\\[A-Za-z]*(?:presenting|presenter|speaker|vortragende\w*)\s*\{', re.IGNORECASE)
MAIL = re.compile(r'[\w.+-]+@[\w.-]+')
_SHORT = 600  # letters of a line of names


def plain(source: str) -> str:
    return ' '.join(plain_text(parse_inline(Text(' '.join(source.split()), 'latex'))).split())


def names_source(source: str) -> str:
    """Names with their raised numbers in brackets, index entries and marks out."""
    source = _PRESENTS.sub(r'\\underline{', INDEX.sub('', source))
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


def unbraced(words: str) -> str:
    return words.replace('{', '').replace('}', '').strip()


def head_of(body: str) -> tuple[str, str, str]:
    """Names and places in the lines at the head of a body, and what is left of it.

    `Names`, below it places, then other names: with addresses left out, each below whom it stands.
    """
    names, at = '', 0
    places: list[str] = []
    found: list[tuple[str, list[str]]] = []
    for match in _LINE.finditer(body[:4000]):
        line = body[at : match.end()]
        words = unbraced(plain(MAIL.sub('', names_source(bare(_BREAK.sub(' ', line))))))
        if _FORMULA.search(line):
            break
        if not re.search(r'[^\W\d_]', words):
            at = match.end()
            continue
        if only_names(words):
            found.append((names, places))
            names, places = names_source(bare(_BREAK.sub(' ', line))), []
        elif names and len(words) < 200 and (institutional(words) or EMPHASIS.match(bare(line)) or '@' in words):
            places += [words] if '@' not in words else []
        else:
            break
        at = match.end()
    found.append((names, places))
    told = [(unbraced(plain(one)), ', '.join(where)) for one, where in found if one]
    numbered = any('(' in one for one, _ in told)
    if numbered or not any(where for _, where in told):
        return '; '.join(one for one, _ in told), '; '.join(where for _, where in told if where), body[at:]
    each = [f'{one.name} ({where})' if where else one.name for names, where in told for one in people(names)]
    return '; '.join(each), '', body[at:]
