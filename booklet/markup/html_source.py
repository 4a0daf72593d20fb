"""HTML as it was typed made safe for a parser: of what is no tag, no letter may be taken for one.

In: source text. Out: a text of the same length in which only known, well-formed tags are left as such, so that places
in it are places in the source. What the parser must not see (comments, scripts, formulas in MathML) is blanked or put
aside as atoms. Entities that were escaped twice, and tags that were escaped whole, are read as what they meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import unescape

from booklet.markup.dollars import formula_at
from booklet.markup.spans import DisplayMath, Finding, Inline

# Noncharacters, which no text may hold (Unicode, 23.7): a literal `<`, an atom's two ends, and what fills its place.
LITERAL, ATOM, ATOM_END, FILLER = '\ufdd0', '\ufdd1', '\ufdd2', '\ufdd3'
_NONCHARACTERS = str.maketrans(dict.fromkeys('\ufdd0\ufdd1\ufdd2\ufdd3\x00', '\ufffd'))

_INLINE = """a abbr acronym b bdi bdo big br center cite code data del dfn em font i img ins kbd label mark nobr q s
    samp small span strike strong sub sup time tt u var wbr"""
_BLOCK = """address article aside blockquote body caption col colgroup dd details dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav noscript ol p pre section summary
    table tbody td tfoot th thead title tr ul head link meta"""
INLINE, BLOCK = frozenset(_INLINE.split()), frozenset(_BLOCK.split())
VOID = frozenset(('br', 'col', 'hr', 'img', 'link', 'meta', 'wbr'))
_CLOSED_BY_OTHERS = frozenset(('p', 'li', 'dt', 'dd', 'tr', 'td', 'th', 'tbody', 'thead', 'tfoot', 'html', 'body'))
_WORD_PREFIXES = frozenset(('o', 'w', 'v', 'm', 'x', 'st1', 'st2'))  # of elements that Word leaves behind
_ASIDE = ('script', 'style', 'math')
_WITHOUT_VALUE = """allowfullscreen async autofocus checked clear compact controls default defer disabled download
    hidden href inert ismap itemscope loop multiple muted name nohref noshade novalidate nowrap open readonly required
    reversed selected"""
_BARE = frozenset(_WITHOUT_VALUE.split())

# CommonMark 0.31, 6.6 (raw HTML), but that attributes need no space after one in quotes.
TAG = re.compile(
    r"""</?([A-Za-z][A-Za-z0-9:-]*)((?:(?:\s++|(?<=["']))[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+)*+)\s*+/?>"""
)
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_ANGLE = re.compile('<')
_SIGN = re.compile(r'[<$\\]')
_ANNOTATION = re.compile(r'<annotation\b[^>]*\bencoding\s*=\s*["\']application/x-tex["\'][^>]*>([^<]*)<', re.IGNORECASE)
_DECLARATION = re.compile(r'<!\[CDATA\[|<!\[(?:if\b[^\]<>]*|endif)\]>|<!doctype\b[^<>]*>|<\?[^<>]*>', re.IGNORECASE)
_CDATA = re.compile(r'<!\[CDATA\[(.*?)\]\]>', re.DOTALL)
_TWICE = re.compile(r'&amp;(?=(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,24});)')
_ESCAPED_TAG = re.compile(r'&lt;(/?)([A-Za-z][A-Za-z0-9]*)\b(?:[^&<>]|&(?!lt;|gt;))*?/?&gt;')
_ESCAPED_SIGN = re.compile(r'&(?:lt|gt|quot|#39|apos|amp);')

MAX_DEPTH = 60
MAX_WORK = 200_000  # open elements, added up over all tags: a parser may have to open them all again


@dataclass(slots=True)
class Source:
    """`text` for the parser, `atoms` that stand in it, and whether it is too deeply nested to be given to one."""

    text: str
    atoms: list[Inline | DisplayMath] = field(default_factory=list)
    too_deep: bool = False


def without_noncharacters(source: str) -> str:
    return source.translate(_NONCHARACTERS)


def known(name: str) -> bool:
    name = name.lower()
    return name in INLINE or name in BLOCK or name.partition(':')[0] in (_WORD_PREFIXES if ':' in name else ())


def worded(tag: re.Match[str]) -> bool:
    """Whether words stand between the angles, as in “p<b and c>d”: attributes that no tag has without a value."""
    bare = (found[1].lower() for found in ATTRIBUTE.finditer(tag[2]) if '=' not in found[0])
    return any(name.isalpha() and name not in _BARE for name in bare)


def tags(source: str) -> list[str]:
    """The names of all known tags, closing ones with their slash; in lower case."""
    found = []
    for match in TAG.finditer(source):
        if match[1].lower() in _ASIDE or (known(match[1]) and not worded(match)):
            found.append(('/' if match[0][1] == '/' else '') + match[1].lower())
    return found


# Escaped once too often


@dataclass(frozen=True, slots=True)
class Unescaped:
    """A text and, where it differs from its source, where its stretches begin in both."""

    text: str
    here: tuple[int, ...] = (0,)
    there: tuple[int, ...] = (0,)

    def origin(self, at: int) -> int:
        """The place in the source of a place in the text."""
        index = bisect_right(self.here, at) - 1
        return self.there[index] + at - self.here[index]


def unescaped(source: str) -> Unescaped:
    """The text as it was before a system escaped it once more; at most twice over."""
    text = Unescaped(source)
    for _ in range(2):
        lower = text.text.lower()
        if '<code' not in lower and '<pre' not in lower and _TWICE.search(text.text):
            text = _replaced(text, _TWICE, lambda match: '&')
        if not escaped_html(text.text):
            break
        text = _replaced(text, _ESCAPED_SIGN, lambda match: unescape(match[0]))
    return text


def escaped_html(source: str) -> bool:
    """Whether the tags of this text were escaped (`&lt;p&gt;`), rather than meant to be read as letters."""
    escaped = [(slash, name.lower()) for slash, name in _ESCAPED_TAG.findall(source) if known(name)]
    ends = sum(bool(slash) or name in ('br', 'p') for slash, name in escaped)
    real = set(tags(source)) if ends else set()
    return ends > 0 if not real else ends > 1 and real <= {'p', '/p', 'div', '/div', 'br', 'span', '/span'}


def _replaced(text: Unescaped, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> Unescaped:
    parts: list[str] = []
    here, there = [0], [0]
    end = length = 0
    for match in pattern.finditer(text.text):
        written = new(match)
        parts += [text.text[end : match.start()], written]
        length += match.start() - end + len(written)
        end = match.end()
        here.append(length)
        there.append(text.origin(end))
    parts.append(text.text[end:])
    return Unescaped(''.join(parts), tuple(here), tuple(there)) if end else text


# Tags and what is none


def guarded(source: str, found: list[Finding], atoms: Sequence[Inline | DisplayMath] | None = None) -> Source:
    """The text for the parser. `atoms` are those that another dialect has put into it, with all formulas."""
    text = without_noncharacters(source) if atoms is None else source
    text = _CDATA.sub(lambda match: FILLER * 9 + match[1] + FILLER * 3, text) if ']]>' in text else text
    guard = _Guard(text, Source('', list(atoms or ())), found)
    sign = _SIGN if atoms is None else _ANGLE
    pos = 0
    while match := sign.search(text, pos):
        at = match.start()
        guard.keep(pos, at)
        pos = guard.formula(at) if match[0] != '<' else guard.angle(at)
    guard.keep(pos, len(text))
    guard.result.text = ''.join(guard.parts)
    guard.result.too_deep |= guard.work > MAX_WORK
    return guard.result


class _Guard:
    """Reads on from sign to sign; each reader returns where to go on."""

    def __init__(self, source: str, result: Source, found: list[Finding]) -> None:
        self.source, self.result, self.found = source, result, found
        self.lower = source.lower() if len(source.lower()) == len(source) else source
        self.parts: list[str] = []
        self.depth = self.work = 0
        self.absent: set[str] = set()  # what was searched for in vain, and need not be again

    def keep(self, start: int, end: int) -> None:
        self.parts.append(self.source[start:end])

    def literal(self, start: int, end: int) -> int:
        self.parts.append(self.source[start:end].replace('<', LITERAL))
        return end

    def blank(self, start: int, end: int) -> int:
        self.parts.append(FILLER * (end - start))
        return end

    def atom(self, start: int, end: int, piece: Inline | DisplayMath) -> int:
        mark = f'{ATOM}{len(self.result.atoms)}{ATOM_END}'
        self.result.atoms.append(piece)
        self.parts.append(mark + FILLER * (end - start - len(mark)))
        return end

    def formula(self, at: int) -> int:
        """A formula holds no tag, even where one sign `<` and a later `>` look like one."""
        if self.source.startswith(('\\\\', '\\$'), at):
            self.keep(at, at + 2)
            return at + 2
        formula = formula_at(self.source, at)
        if formula is None or '<' not in formula.tex or re.search(r'</|<br', formula.tex, re.IGNORECASE):
            self.keep(at, at + 1)
            return at + 1
        return self.literal(at, formula.end)

    def find(self, what: str, start: int) -> int:
        if what in self.absent:
            return -1
        found = self.lower.find(what, start)
        if found < 0:
            self.absent.add(what)
        return found

    def angle(self, at: int) -> int:
        source = self.source
        if source.startswith('<!--', at):
            end = self.find('-->', at + 4)
            return self.blank(at, end + 3) if end >= 0 else self.literal(at, at + 1)
        if source.startswith(('<!', '<?'), at):
            declaration = _DECLARATION.match(source, at)
            return self.blank(at, declaration.end()) if declaration else self.literal(at, at + 1)
        tag = TAG.match(source, at)
        if tag is None:
            return self.literal(at, at + 1)
        name = tag[1].lower()
        if name in _ASIDE:
            return self.aside(name, at, tag)
        if not known(name):
            if source[at + 1] != '/':
                self.found.append(Finding(at, len(tag[0]), f'the tag <{tag[1]}> is not known'))
            return self.literal(at, tag.end())
        if worded(tag):
            self.found.append(Finding(at, len(tag[0]), f'{tag[0]} is no tag, but words between two signs'))
            return self.literal(at, at + 1)
        self.nest(name, closing=source[at + 1] == '/')
        self.keep(at, tag.end())
        return tag.end()

    def nest(self, name: str, *, closing: bool) -> None:
        if name not in VOID and name not in _CLOSED_BY_OTHERS:
            self.depth = max(0, self.depth - 1) if closing else self.depth + 1
            self.result.too_deep |= self.depth > MAX_DEPTH
        self.work += self.depth

    def aside(self, name: str, at: int, tag: re.Match[str]) -> int:
        """Scripts and styles are left out, but for MathJax's; MathML is taken for the TeX that it carries."""
        close = self.find(f'</{name}', tag.end()) if self.source[at + 1] != '/' else -1
        if close < 0:
            return self.literal(at, tag.end())
        end = self.find('>', close) + 1 or len(self.source)
        attributes = attributes_of(tag[0])
        kind = attributes.get('type', '')
        if name == 'math' or kind.startswith('math/tex'):
            inside = self.source[tag.end() : close]
            tex = inside if name == 'script' else mathml_tex(attributes, inside)
            display = 'display' in kind or attributes.get('display') == 'block'
            if tex.strip() and end - at > len(f'{len(self.result.atoms)}') + 2:
                made = DisplayMath(tex.strip(), at=at) if display else Inline(tex.strip(), math=True, at=at)
                return self.atom(at, end, made)
            self.found.append(Finding(at, end - at, 'a formula in MathML without its TeX'))
            return self.literal(at, end)
        what = 'a script is' if name == 'script' else 'a style sheet is'
        self.found.append(Finding(at, end - at, f'{what} left out', kept=False))
        return self.blank(at, end)


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes of a tag as it was typed."""
    found: dict[str, str] = {}
    name = TAG.match(tag)
    for match in ATTRIBUTE.finditer(tag[:-1], name.end(1) if name else 0):
        found.setdefault(match[1].lower(), unescape(match[2] or match[3] or match[4] or ''))
    return found


def mathml_tex(attributes: dict[str, str], inside: str) -> str:
    """The TeX that MathML names as its source, in an annotation or as its alternative; else empty."""
    annotation = _ANNOTATION.search(inside)
    return unescape(annotation[1]) if annotation else attributes.get('alttext', '')
