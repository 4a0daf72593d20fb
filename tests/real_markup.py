"""The words of a marked-up text, read without the program's own parsers: a second opinion of what it says.

In: source text and its dialect. Out: a `Reading`: the words that must be read on the page, in order, and those that
may be. Nothing is expanded and no structure is made; what is no word for a reader has its reason (`real_words.WHY`).
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from string import ascii_letters

from real_words import Reading, words


def read(source: str, dialect: str) -> Reading:
    """The words of a text in a dialect: 'plain', 'markdown', 'html' or 'latex'."""
    reading = Reading()
    if dialect == 'latex':
        _Tex(source.replace('\r\n', '\n').replace('\r', '\n'), reading).document()
    elif dialect == 'plain':
        reading.add(source)
    else:
        _hypertext(source, dialect, reading)
    return reading


_ADDRESS = re.compile(r'https?://[\w./~?=&%#+:-]*[\w/]', re.ASCII)
_NO_PLACE = re.compile(
    r'<!--.*?-->|<img\b[^>]*>|!\[[^\]]*\]\([^)]*\)|<(script|style)\b.*?</\1>', re.DOTALL | re.IGNORECASE
)


def addresses(source: str) -> list[str]:
    """The addresses of a text, as far as they are of plain letters; those of images lead nowhere."""
    return _ADDRESS.findall(_NO_PLACE.sub(' ', unescape(unescape(source))))


_NAMES = """
    a abbr acronym address article aside b big blockquote body br caption center cite code col colgroup dd del details
    dfn div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img ins
    kbd label legend li link main mark menu meta nav nobr ol p pre q s samp section small span strike strong sub summary
    sup table tbody td tfoot th thead time title tr tt u ul var wbr o:p st1:\\w+ v:\\w+ w:\\w+ math annotation
"""
_HTML = re.compile(
    rf"""(?P<script><(script|style)\b[^>]*>.*?</\2\s*>) | (?P<comment><!--.*?-->|<!\[CDATA\[|\]\]>|<!doctype[^>]*>)
    | </?(?P<tag>(?:{'|'.join(_NAMES.split())})(?=[\s/>])(?:[^<>"']|"[^"]*"|'[^']*')*)> """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"""(?P<fence>^[ ]*(?:```|~~~)[ ]*[\w+-]+[ ]*$)
    | (?P<address>(?<=\])\(\s*(?:<[^>\n]*>|(?:[^\s()]|\([^\s()]*\))*)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)
        |(?<=\])[ ]?\[[^\]\n^]+\](?!\()|^[ ]{0,3}\[[^\]\n^][^\]\n]*\]:[ ]*\S+.*$)
    | (?P<label>^[ ]*\d+(?=[.)](?:\s|$))|\[\^[^\]\n]+\])
    | (?P<formula>\$\$(?s:.*?)\$\$|\$[^$\n]+\$|\\\((?s:.*?)\\\)|\\\[(?s:.*?)\\\])""",
    re.VERBOSE | re.MULTILINE,
)


def _hypertext(source: str, dialect: str, reading: Reading) -> None:
    """HTML, or Markdown, which has tags too."""
    text = source
    for _ in range(2):
        text = unescape(text)
    at = 0
    for found in _HTML.finditer(text):
        _prose(text[at : found.start()], dialect, reading)
        at = found.end()
        if found['tag']:
            reading.add(found['tag'], 'tag')
            if found['tag'].lower().startswith('img'):
                for description in _ALT.findall(found['tag']):
                    reading.add(''.join(description))
            # a parser of HTML5 puts what stands in a table but in no cell before it (13.2.6.4.9)
            reading.moves |= found['tag'].lower().startswith('table')
            if found['tag'].lower().startswith(('ol', 'li')):
                reading.add(_LABELS, 'label')
        else:
            reading.add(found[0], 'script' if found['script'] else 'comment')
    _prose(text[at:], dialect, reading)


def _prose(text: str, dialect: str, reading: Reading) -> None:
    at = 0
    for found in _MARKDOWN.finditer(text):
        if dialect == 'html' and not found['formula']:
            continue
        reading.add(text[at : found.start()])
        at = found.end()
        if found['formula']:
            _Tex(found['formula'], reading).run()
        else:
            why = next(name for name, value in found.groupdict().items() if value is not None)
            reading.add(found[0], why)
            if why == 'label':
                reading.add(_LABELS, 'label')
                reading.moves |= '^' in found[0]
    reading.add(text[at:])


# LaTeX

_LABELS = ' '.join([*map(str, range(100)), *ascii_letters, 'ii iii iv vi vii viii ix'])
_ACCENTS = {
    "'": '\u0301', '`': '\u0300', '^': '\u0302', '"': '\u0308', '~': '\u0303', '=': '\u0304', '.': '\u0307',
    'u': '\u0306', 'v': '\u030c', 'H': '\u030b', 'c': '\u0327', 'k': '\u0328', 'r': '\u030a', 'd': '\u0323',
    'b': '\u0331', 't': '\u0361',
}  # fmt: skip
_GREEK = """alpha α beta β gamma γ delta δ epsilon ϵ zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π
    rho ρ sigma σ tau τ upsilon υ phi ϕ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ
    Phi Φ Psi Ψ Omega Ω varepsilon ε vartheta ϑ varpi ϖ varrho ϱ varsigma ς varphi φ"""
_OPERATORS = """sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim sup inf max min arg det
    dim ker hom deg gcd Pr"""
_SIGNS = {
    'ss': 'ß', 'o': 'ø', 'O': 'Ø', 'l': 'ł', 'L': 'Ł', 'ae': 'æ', 'AE': 'Æ', 'oe': 'œ', 'OE': 'Œ', 'aa': 'å', 'AA': 'Å',
    'i': 'ı', 'j': 'ȷ', 'LaTeX': 'LaTeX', 'TeX': 'TeX', 'texttrademark': '™', 'ell': 'ℓ', 'Re': 'ℜ', 'Im': 'ℑ',
    'hbar': 'ℏ', 'imath': 'ı', 'jmath': 'ȷ', 'aleph': 'ℵ', 'textmu': 'µ', 'textordfeminine': 'ª',
    'limsup': 'lim sup', 'liminf': 'lim inf',
    **{name: name for name in _OPERATORS.split()},
    **dict(zip(_GREEK.split()[::2], _GREEK.split()[1::2], strict=True)),
}  # fmt: skip
# Commands whose arguments are no words, by how many arguments in braces that holds for, from the first.
_ONE = """label cite citep citet citealp citeauthor citeyear nocite ref eqref pageref autoref index usepackage
    documentclass vspace hspace bibliographystyle bibliography includegraphics includepdf input include pagestyle
    thispagestyle color textcolor colorbox hypersetup selectlanguage graphicspath cellcolor rowcolor href begin end
    usetikzlibrary phantom vphantom hphantom subfile fancyhead fancyfoot lstset foreignlanguage hyphenation
    pagenumbering scalebox raisebox parbox stepcounter newcounter bibitem"""
_TWO = 'setlength addtolength fontsize rule setcounter addtocounter multicolumn multirow resizebox fancypagestyle'
_KEYS = {
    **dict.fromkeys(_ONE.split(), 1),
    **dict.fromkeys(_TWO.split(), 2),
    **dict.fromkeys(('definecolor', 'addcontentsline'), 3),
}
_WIDTHS = {'tabular': 1, 'tabularx': 2, 'tabular*': 2, 'longtable': 1, 'minipage': 1, 'array': 1, 'thebibliography': 1,
           'multicols': 1, 'spacing': 1, 'wrapfigure': 2, 'list': 2, 'otherlanguage': 1, 'tabulary': 2}  # fmt: skip
_DEFINE = frozenset(
    (
        'newcommand',
        'renewcommand',
        'providecommand',
        'def',
        'let',
        'DeclareMathOperator',
        'newenvironment',
        'newtheorem',
    )
)
_COUNTED = frozenset(('item', 'section', 'subsection', 'chapter', 'keywords', 'caption', 'paragraph', 'tag'))
_REPEATED = frozenset(('endfirsthead', 'endhead', 'endfoot', 'endlastfoot'))
_RAW = frozenset(('verbatim', 'lstlisting', 'Verbatim', 'minted'))
_HEADS = 'Keywords Theorem Lemma Proposition Corollary Definition Remark Example Proof Figure Table Conjecture Claim'
_TOKEN = re.compile(
    r"""(?P<comment>%[^\n]*(?:\n[ \t]*)?)
    | \\(?P<accent>['`^"~=.]|[uvHckrdbt](?![A-Za-z]))\s*
        (?:\{\s*(?P<on>\\?[^{}\\]|\\[ij])\s*\}|(?P<bare>\\[ij](?![A-Za-z])\s?|[^\W\d_]))
    | \\(?P<name>[A-Za-z]+\*?|.|$)[ \t]*\n?[ \t]* | [{}]""",
    re.VERBOSE | re.DOTALL,
)
_LENGTH = re.compile(r'\s*=?\s*-?(?:\d*\.)?\d*\s*(?:pt|cm|mm|em|ex|in|\\\w+|fill)(?:\s*(?:plus|minus)\s*[\d.]+\w+)*')


class _Tex:
    """One pass over TeX: braces are only counted, and nothing is expanded."""

    def __init__(self, source: str, reading: Reading) -> None:
        self.source, self.reading, self.at = source, reading, 0
        self.held: list[str] = []
        self.mark, self.headed = 0, False  # of a table that goes over pages

    def document(self) -> None:
        begin = self.source.find('\\begin{document}')
        if begin >= 0:
            self.reading.add(self.source[:begin], 'preamble')
            self.reading.often.update(words(self.source[:begin]))  # what is defined there may be used often
            self.at = begin
        self.run()

    def run(self) -> None:
        """Text is held back until its end, so that letters parted by accents and braces come together."""
        while (found := _TOKEN.search(self.source, self.at)) is not None:
            self.held.append(self.source[self.at : found.start()].replace('~', ' '))
            self.at = found.end()
            if found['comment']:
                self.drop(found[0], 'comment')
            elif found['accent']:
                letter = (found['on'] or found['bare']).strip()
                letter = {'\\i': 'i', '\\j': 'j'}.get(letter, letter)
                self.held.append(unicodedata.normalize('NFC', letter + _ACCENTS[found['accent']]))
            elif found['name'] is not None:
                self.command(found['name'], found)
        self.held.append(self.source[self.at :].replace('~', ' '))
        self.flush()

    def flush(self) -> None:
        self.reading.add(''.join(self.held))
        self.held.clear()

    def drop(self, text: str, why: str) -> None:
        self.flush() if why != 'comment' else None
        self.reading.add(text, why)

    def command(self, name: str, found: re.Match[str]) -> None:
        bare = name.rstrip('*')
        if bare in ('verb', 'lstinline'):
            end = self.source.find(self.source[found.start() + len(name) + 1], found.start() + len(name) + 2)
            self.held.append(self.source[found.start() + len(name) + 2 : end])
            self.at = end + 1
        elif bare in _SIGNS:
            self.held.append(f' {_SIGNS[bare]} ' if bare in _OPERATORS.split() else _SIGNS[bare])
            self.reading.add(bare, 'command')
        elif not name[:1].isalpha():
            self.held.append(' ' if name in ('\\', ' ', '\n', ',', ';', ':', '!', '>') else name)
            if name == '\\':
                self.option()
        elif bare in _DEFINE:
            self.define(bare)
        elif bare in _REPEATED:
            self.drop(name, 'command')
            if bare in ('endfoot', 'endlastfoot') or (bare == 'endhead' and self.headed):
                self.reading.repeated(self.mark)
            self.headed |= bare == 'endfirsthead'
            self.mark = len(self.reading.must)
        else:
            self.drop(name, 'command')
            if bare in ('footnote', 'thanks', 'footnotetext'):
                self.reading.moves = True
                self.reading.add(_LABELS, 'label')
            if bare in _COUNTED:
                self.reading.add(f'{_LABELS} {_HEADS}', 'label')
            self.arguments(bare)

    def arguments(self, name: str) -> None:
        """What follows a command and is no words."""
        if name in ('vskip', 'hskip', 'kern', 'baselineskip', 'parindent', 'parskip', 'itemsep', 'textwidth'):
            if (length := _LENGTH.match(self.source, self.at)) is not None:
                self.drop(length[0], 'argument')
                self.at = length.end()
            return
        if name not in ('item', 'url', 'nolinkurl', 'left', 'right', 'big', 'bigl', 'bigr', 'quad', 'in', 'to'):
            self.option()
        if name == 'begin' and (group := self.group()) is not None:
            self.environment(group)
            return
        for _ in range(_KEYS.get(name, 0)):
            self.option()
            if (group := self.group()) is not None:
                self.drop(group, 'argument')

    def environment(self, name: str) -> None:
        self.drop(name, 'command')
        self.reading.add(f'{_LABELS} {_HEADS}', 'head')
        if name.rstrip('*') in _RAW:
            self.option()
            end = self.source.find(f'\\end{{{name}}}', self.at)
            end = len(self.source) if end < 0 else end
            self.held.append(self.source[self.at : end])
            self.at = end
            return
        self.option()
        for _ in range(_WIDTHS.get(name, 0)):
            self.option()
            if (group := self.group()) is not None:
                self.drop(group, 'argument')
        self.mark, self.headed = len(self.reading.must), False

    def define(self, name: str) -> None:
        begin = self.at
        if (named := re.compile(r'\s*\*?\s*=?\s*\\(?:[A-Za-z@]+|.)\s*').match(self.source, self.at)) is not None:
            self.at = named.end()
        else:
            self.group()
        if name == 'let':
            named = re.compile(r'=?\s*(?:\\[A-Za-z@]+|\S)').match(self.source, self.at)
            self.at = named.end() if named is not None else self.at
        else:
            numbers = re.compile(r'(?:\s*\[[^\]]*\])*(?:#\d)*').match(self.source, self.at)
            self.at = numbers.end() if numbers is not None else self.at
            for _ in range(2 if name == 'newenvironment' else 1):
                self.group()
        self.drop(self.source[begin : self.at], 'definition')

    def option(self) -> None:
        if (found := re.compile(r'\s*\[([^\[\]]*)\]').match(self.source, self.at)) is not None:
            self.drop(found[1], 'argument')
            self.at = found.end()

    def group(self) -> str | None:
        """The argument in braces that stands here, without them."""
        gap = re.compile(r'\s*\{').match(self.source, self.at)
        if gap is None:
            return None
        depth, at = 1, gap.end()
        for brace in re.compile(r'\\.|[{}]', re.DOTALL).finditer(self.source, at):
            depth += {'{': 1, '}': -1}.get(brace[0], 0)
            if not depth:
                self.at = brace.end()
                return self.source[at : brace.start()]
        return None
