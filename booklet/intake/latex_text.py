"""LaTeX sources as text: files joined as the main one includes them, comments out, arguments and environments found.

In: `Blob`s. Out: one text, and places in it. Nothing is executed; braces are counted, no more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from booklet.intake.given import Blob, Given

_COMMENT = re.compile(r'(?<!\\)((?:\\\\)*)%[^\n]*(?:\n[ \t]*(?=\S))?')
_INCLUDE = re.compile(
    r'\\(?:input|include|subfile|subfileinclude)(?:\s*\{([^{}]{1,300})\}|[ \t]+([^\s{}\\%]{1,300}))'
    r'|\\(?:sub)?(?:import|includefrom|inputfrom)\*?\s*\{([^{}]{0,300})\}\s*\{([^{}]{1,300})\}'
)
_BY_NUMBER = re.compile(r'\\(?:input|include|subfile)\s*\{([^{}]{0,200}#(\d)[^{}]{0,200})\}')  # inside a definition
_VALUE = r'\\(?:newcommand|renewcommand|providecommand|def)\*?\s*\{?\s*\\%s\s*\}?\s*\{([^{}\\]{0,100})\}'
_BODY = re.compile(r'\\begin\s*\{document\}(.*?)(?:\\end\s*\{document\}|\Z)', re.DOTALL)
_EDGE = re.compile(r'\\(begin|end)\s*\{([A-Za-z]+[\w-]*\*?)\}')
_OPTION = re.compile(r'\[(?:[^\[\]{}]|\{[^{}]*\}){0,500}\]')
_SPACE = re.compile(r'\s*')
_BLANK = re.compile(r'[ \t]*\n[ \t]*\n')
_DEFINITION = re.compile(
    r'\\(?:re|provide)?newcommand\*?\s*\{?\s*\\([A-Za-z]+)\s*\}?|\\DeclareMathOperator\*?\s*\{\s*\\([A-Za-z]+)\s*\}'
    r'|\\def\s*\\([A-Za-z]+)'
)
_ARGUMENTS = re.compile(r'(?:\[[^\[\]]{0,200}\]|\{[^{}]{0,200}\})*')
_DEEP = 50  # environments that one may be nested in
END = '\n\n\\endinput\n\n'  # stands where an included file ends
_LARGEST = 20_000_000  # letters, once everything is included
_MOST_MAINS = 10  # files that are tried as the main one


@dataclass(frozen=True, slots=True)
class Book:
    """`body`: all that is between `\\begin{document}` and its end. `unused`: files that nothing includes."""

    preamble: str
    body: str
    unused: tuple[str, ...]


def join(given: Given) -> Book:
    """The book of the main file, or else of all files in the order of their names.

    The main file is the one that includes most; where several stand alone, each is an abstract of its own.
    """
    texts = {blob.name: without_comments(blob.text) for blob in sources(given)}
    styles = [without_comments(blob.text) for blob in given.blobs if blob.suffix in ('.sty', '.cls')]
    mains = sorted((name for name, text in texts.items() if _is_main(text)), key=lambda name: _includes(texts[name]))
    joined = [_Joined(texts, [name], styles) for name in mains[-_MOST_MAINS:]]
    best = max(joined, key=lambda one: (len(one.used), -len(one.preambles)), default=None)
    if best is None or (len(best.used) == 1 and len(mains) > 1):
        inside = {name for text in texts.values() for name in _named_in(text, texts)}
        best = _Joined(texts, [name for name in texts if name not in inside] or list(texts), styles)
    return Book('\n'.join(best.preambles), best.body, tuple(name for name in texts if name not in best.used))


def sources(given: Given) -> list[Blob]:
    return [blob for blob in given.blobs if blob.suffix in ('.tex', '.ltx', '.latex')]


def without_comments(text: str) -> str:
    text = text.lstrip('\ufeff').replace('\r\n', '\n').replace('\r', '\n')
    return _COMMENT.sub(r'\1', text)


def _is_main(text: str) -> bool:
    """A document, and no part of another; its class may be told in a file that it includes."""
    before, begins, _ = text.partition('\\begin{document}')
    head = re.search(r'\\documentclass\s*(?:\[[^\]]*\])?\s*\{([^}]*)\}', before)
    return bool(begins) and (head[1].strip() != 'subfiles' if head else _INCLUDE.search(before) is not None)


def _includes(text: str) -> int:
    return len(_INCLUDE.findall(text))


def _named_in(text: str, texts: dict[str, str]) -> set[str]:
    return {_named(_told(match), texts, '') for match in _INCLUDE.finditer(text)}


def _told(match: re.Match[str]) -> str:
    """The name of the file that is included, as it is written."""
    return (match[1] or match[2] or f'{(match[3] or "").rstrip("/")}/{match[4]}').strip().strip('"').lstrip('/')


def _body(text: str) -> str:
    found = _BODY.search(text)
    return found[1] if found else text


class _Joined:
    """Files with each other file in the place where it is included, each once."""

    def __init__(self, texts: dict[str, str], names: list[str], styles: list[str]) -> None:
        self.texts, self.used, self.preambles = texts, set(names), list(styles)
        self.letters = 0
        self.by_number: dict[str, tuple[int, str]] = {}
        self.main = names[0] if len(names) == 1 else ''
        for name in names:
            before, begins, _ = texts[name].partition('\\begin{document}')
            self.preambles.append(self._included(before, self.main) if begins else '')
        self.by_number = _including(definitions('\n'.join(self.preambles)))
        self.body = '\n\n'.join(self._included(_body(texts[name]), name) for name in names)[:_LARGEST]

    def _included(self, text: str, where: str, depth: int = 0) -> str:
        def put(match: re.Match[str]) -> str:
            if '#' in match[0]:
                return match[0]  # in a definition
            name = self._found(_told(match), where)
            if not name or name in self.used or depth > 20 or self.letters > _LARGEST:
                return ''
            self.used.add(name)
            before, begins, _ = self.texts[name].partition('\\begin{document}')
            if begins:
                self.preambles.append(before)
            self.letters += len(self.texts[name])
            return self._included(_body(self.texts[name]), name, depth + 1) + END

        return _INCLUDE.sub(put, self._spelled_out(text))

    def _spelled_out(self, text: str) -> str:
        """Arguments that a macro of the book takes for names of files, as inclusions."""
        for macro, (number, template) in self.by_number.items():
            tex, pieces, at = Tex(text), [], 0
            for match in re.finditer(rf'\\{macro}(?![A-Za-z])\s*', text):
                given, end = tex.arguments(match.end(), number)
                if len(given) == number and match.start() >= at:
                    name = template.replace(f'#{number}', given[-1].strip())
                    pieces += [text[at : end - len(given[-1]) - 1], f'\\input{{{name}}}']
                    at = end - 1
            text = ''.join([*pieces, text[at:]])
        return text

    def _found(self, name: str, where: str) -> str:
        """The file that is meant, from the main one or from where it is named; macros in its name are followed."""
        names = [name]
        macro = re.search(r'\\([A-Za-z]+)\s*', name)
        if macro:
            values = dict.fromkeys(re.findall(_VALUE % macro[1], '\n'.join(self.preambles)))
            names = [name.replace(macro[0], value) for value in values]
        places = (self.main, where, '')
        return next((found for one in names for place in places if (found := _named(one, self.texts, place))), '')


def _including(known: dict[str, str]) -> dict[str, tuple[int, str]]:
    """The macros that include what an argument names: which one, and how the name of the file is made of it."""
    found = {}
    for name, definition in known.items():
        match = _BY_NUMBER.search(definition)
        if match:
            found[name] = int(match[2]), match[1].strip()
    return found


def _named(name: str, texts: dict[str, str], main: str) -> str:
    """The file that is meant: `abstracts/a`, with or without its ending, seen from the main file."""
    folder = main.rpartition('/')[0]
    tail = re.sub(r'^(?:\./)+', '', name)
    for wanted in (tail, f'{tail}.tex'):
        for candidate in (f'{folder}/{wanted}' if folder else wanted, wanted):
            if candidate in texts:
                return candidate
    return ''


@dataclass(frozen=True, slots=True)
class Environment:
    """`start` is where its `\\begin` stands, `inside` where its content begins, arguments passed, `end` behind all."""

    name: str
    start: int
    inside: int
    end: int
    given: tuple[str, ...]
    content: str


class Tex:
    """A text whose braces have been matched once, so that looking for arguments never runs to its end again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.closing: dict[int, int] = {}
        rest: list[int] = []
        for match in re.finditer(r'\\.|[{}]', text, re.DOTALL):
            if match[0] == '{':
                rest.append(match.start())
            elif match[0] == '}' and rest:
                self.closing[rest.pop()] = match.start()

    def group(self, at: int) -> tuple[str, int] | None:
        """The group in braces that begins at or after spaces from `at`, and where it ends; None where there is none."""
        at = self._skipped(at)
        end = self.closing.get(at)
        return None if end is None else (self.text[at + 1 : end], end + 1)

    def option(self, at: int) -> int:
        """Where the option in brackets that begins here ends; `at` where there is none."""
        start = self._skipped(at)
        found = _OPTION.match(self.text, start)
        return found.end() if found else at

    def arguments(self, at: int, most: int = 9) -> tuple[list[str], int]:
        """The groups that follow, options left out, and where they end. No blank line parts them."""
        found: list[str] = []
        while len(found) < most:
            at = self.option(at)
            one = None if _BLANK.match(self.text, at) else self.group(at)
            if one is None:
                break
            found.append(one[0])
            at = one[1]
        return found, at

    def environments(self) -> list[Environment]:
        """All that are closed, in the order in which they begin."""
        found: list[Environment] = []
        rest: dict[str, list[re.Match[str]]] = {}
        for match in _EDGE.finditer(self.text):
            if match[1] == 'begin':
                rest.setdefault(match[2], []).append(match)
            elif rest.get(match[2]):
                begun = rest[match[2]].pop()
                given, inside = self.arguments(begun.end())
                inside = min(inside, match.start())
                content = (begun.start(), inside, match.end())
                found.append(Environment(match[2], *content, tuple(given), self.text[inside : match.start()]))
        return sorted(found, key=lambda one: one.start)

    def _skipped(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at


def paired(text: str) -> str:
    """The text without the beginnings and ends of environments that have no partner in it."""
    rest: list[re.Match[str]] = []
    alone: list[tuple[int, int]] = []
    for match in _EDGE.finditer(text):
        if match[1] == 'begin':
            rest.append(match)
        elif rest and rest[-1][2] == match[2]:
            rest.pop()
        elif any(one[2] == match[2] for one in rest[-_DEEP:]):
            while rest[-1][2] != match[2]:
                alone.append(_with_arguments(text, rest.pop()))
            rest.pop()
        else:
            alone.append(match.span())
    alone += [_with_arguments(text, match) for match in rest]
    pieces, at = [], 0
    for start, end in sorted(alone):
        pieces.append(text[at:start])
        at = max(at, end)
    return ''.join([*pieces, text[at:]])


def _with_arguments(text: str, match: re.Match[str]) -> tuple[int, int]:
    found = _ARGUMENTS.match(text, match.end())
    return match.start(), found.end() if found else match.end()


def definitions(preamble: str) -> dict[str, str]:
    """The macros that a preamble defines, each with its whole definition as it stands."""
    found: dict[str, str] = {}
    tex = Tex(preamble)
    for match in _DEFINITION.finditer(preamble):
        name = match[1] or match[2] or match[3]
        at = match.end()
        while (after := tex.option(at)) != at:
            at = after
        if match[3]:
            at = preamble.find('{', at, at + 100)
        body = tex.group(at) if at >= 0 else None
        if body is not None and '@' not in preamble[match.start() : body[1]]:  # what only a package can say
            found[name] = preamble[match.start() : body[1]]
    return found


def needed(text: str, known: dict[str, str]) -> list[str]:
    """The definitions that a text needs, those that these need before them."""
    order: dict[str, None] = {}

    def ask(words: str, depth: int) -> None:
        for name in dict.fromkeys(re.findall(r'\\([A-Za-z]+)', words)):
            if name in known and name not in order and depth < 20:
                ask(known[name].partition(f'\\{name}')[2], depth + 1)
                order[name] = None

    ask(text, 0)
    return [known[name] for name in order]
