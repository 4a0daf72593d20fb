"""What the program has to say about its input: where, how bad, what to do.

In: findings from every room. Out: `Diagnostic`s in a `Sink`, rendered for people with the line and a caret.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

WINDOW = 100  # cells of a source line that are shown around the caret
MAX_READ = 64 * 1024 * 1024
TAB = '→   '
# control characters, bidirectional overrides and what is invisible: shown, they would act or hide
ACTING = '[\0-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]'


class Severity(Enum):
    ERROR = 'error'
    WARNING = 'warning'
    NOTE = 'note'


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a source file. `line` and `column` count from 1; `length` is in characters, at least 1.

    `about`: the title of the talk that it belongs to, where it belongs to one.
    """

    file: str
    line: int
    column: int = 1
    length: int = 1
    about: str = field(default='', compare=False)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """`rule`: the id of the check that found it, as `B001`; empty for what no reader could do without.

    `page`: the number of the book's page on which it is to be seen; 0 where it is on none, or not known. `layout`: that
    of the book, where there are several and it is not true of all.
    """

    severity: Severity
    message: str
    span: Span | None = None
    hint: str = ''
    rule: str = ''
    page: int = 0
    layout: str = ''


@dataclass(slots=True)
class Sink:
    """Gathers diagnostics; no room stops at the first."""

    items: list[Diagnostic] = field(default_factory=list)

    def error(self, message: str, span: Span | None = None, hint: str = '', rule: str = '') -> None:
        self.items.append(Diagnostic(Severity.ERROR, message, span, hint, rule))

    def warning(self, message: str, span: Span | None = None, hint: str = '', rule: str = '') -> None:
        self.items.append(Diagnostic(Severity.WARNING, message, span, hint, rule))

    def note(self, message: str, span: Span | None = None, hint: str = '', rule: str = '') -> None:
        self.items.append(Diagnostic(Severity.NOTE, message, span, hint, rule))

    @property
    def has_errors(self) -> bool:
        return any(item.severity is Severity.ERROR for item in self.items)

    @property
    def has_warnings(self) -> bool:
        return any(item.severity is Severity.WARNING for item in self.items)


Lines = Callable[[str, int], str | None]  # the text of a file's line, from 1; None where there is none
Style = Callable[[str, str], str]  # words and their part ('error', 'place', 'caret', 'hint', …) to words in colour


def plain(words: str, part: str) -> str:
    """The style without colours."""
    return words


_TITLE = 60  # letters of a talk's title beside a message
_FAR = 2000  # lines that a text may be long
_LONGEST = 300  # letters of a message that are shown: it may quote a formula as long as an abstract
_WITHOUT_LINES = ('.otf', '.ttf', '.otc', '.ttc', '.pdf', '.xlsx', '.xlsm', '.xls', '.xlsb', '.ods')


class FileLines:
    """Lines out of files on disk, each file read once. Bytes that are no UTF-8 show as U+FFFD.

    Fonts and PDFs have no lines.
    """

    def __init__(self) -> None:
        self.files: dict[str, list[str]] = {}

    def __call__(self, file: str, line: int) -> str | None:
        if file not in self.files:
            self.files[file] = self._read(file)
        lines = self.files[file]
        return lines[line - 1] if 0 < line <= len(lines) else None

    @staticmethod
    def _read(file: str) -> list[str]:
        if file.lower().endswith(_WITHOUT_LINES):
            return []
        try:
            with open(file, 'rb') as stream:
                text = stream.read(MAX_READ).decode('utf-8-sig', 'replace')
        except (OSError, ValueError):
            return []
        yaml = file.endswith(('.yaml', '.yml'))  # YAML 1.1 knows three line ends more
        return re.split('\r\n|[\n\r\x85\u2028\u2029]' if yaml else '\r\n|[\n\r]', text)


def narrowed(span: Span, words: str, lines: Lines) -> Span:
    """The place of these words, at or below the line of a span that only tells where their text begins."""
    for number in range(span.line, span.line + _FAR):
        text = lines(span.file, number)
        if text is None:
            break
        column = text.find(words, span.column - 1 if number == span.line else 0)
        if column >= 0:
            return replace(span, line=number, column=column + 1, length=len(words))
    return span


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """By file, line and column; what has no place comes first."""

    def place(item: Diagnostic) -> tuple[str, int, int]:
        return (item.span.file, item.span.line, item.span.column) if item.span else ('', 0, 0)

    return sorted(diagnostics, key=place)


def render_human(
    diagnostics: Iterable[Diagnostic], lines: Lines | None = None, base: str | None = None, style: Style = plain
) -> str:
    """Each finding with its line, a caret and its hint; in the order given.

    `lines` reads from disk if it is not given. Files inside the folder `base`, the current one if none is given, are
    named relative to it.
    """
    reader, folder = lines or FileLines(), os.getcwd() if base is None else base
    return '\n'.join(human(item, reader, folder, style) for item in diagnostics)


def human(diagnostic: Diagnostic, lines: Lines, base: str, style: Style = plain) -> str:
    """`file:line:column: error: message`, the line with a caret under the place, and the hint."""
    name, span = diagnostic.severity.value, diagnostic.span
    message = diagnostic.message if len(diagnostic.message) <= _LONGEST else diagnostic.message[:_LONGEST] + ' …'
    message += _about(diagnostic)
    parts = [style(f'{name}:', name), style(inert(message), 'message')]
    if diagnostic.rule:
        parts.append(style(f'[{diagnostic.rule}]', 'rule'))
    if span is not None:
        parts.insert(0, style(f'{inert(relative(span.file, base))}:{span.line}:{span.column}:', 'place'))
    rows = [' '.join(parts)]
    text = lines(span.file, span.line) if span is not None else None
    if span is not None and text is not None and text.strip():
        shown, before, carets = excerpt(text, span.column, span.length)
        rows += [f'    {shown}', '    ' + ' ' * before + style('^' * carets, 'caret')]
    if diagnostic.hint:
        rows.append(style('hint:', 'hint') + ' ' + inert(diagnostic.hint))
    return '\n'.join(rows)


def _about(diagnostic: Diagnostic) -> str:
    """` (in “Title”, page 31 of phone)`: the talk, where the message does not name it itself, the page, the layout."""
    title = diagnostic.span.about if diagnostic.span is not None else ''
    shown = title if len(title) <= _TITLE else title[:_TITLE].rstrip() + ' …'
    named = not title or f'“{shown[:20]}' in diagnostic.message
    page = f'page {diagnostic.page}' if diagnostic.page else ''
    book = ' of '.join(filter(None, (page, diagnostic.layout)))
    places = [*([] if named else [f'in “{shown}”']), *([book] if book else [])]
    return f' ({", ".join(places)})' if places else ''


def render_json(diagnostics: Iterable[Diagnostic], base: str = '') -> str:
    """A JSON array with one object each; `file`, `line`, `column` and `length` are null where there is no place.

    `about` is the title of the talk that the finding is about, null where it is about none; `page` the page of the
    book, null where it is on none.
    """
    import json

    rows = [
        {
            'severity': item.severity.value,
            'message': item.message,
            'hint': item.hint,
            'rule': item.rule,
            'file': relative(item.span.file, base) if item.span else None,
            'line': item.span.line if item.span else None,
            'column': item.span.column if item.span else None,
            'length': item.span.length if item.span else None,
            'about': item.span.about or None if item.span else None,
            'page': item.page or None,
        }
        for item in diagnostics
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def render_github(diagnostics: Iterable[Diagnostic], base: str = '') -> str:
    """Workflow commands, one a line, that GitHub turns into annotations beside the lines."""
    return '\n'.join(_annotation(item, base) for item in diagnostics)


def _annotation(diagnostic: Diagnostic, base: str) -> str:
    level = {Severity.ERROR: 'error', Severity.WARNING: 'warning', Severity.NOTE: 'notice'}[diagnostic.severity]
    place, span = '', diagnostic.span
    if span is not None:
        file = _escaped(relative(span.file, base)).replace(':', '%3A').replace(',', '%2C')
        place = f' file={file},line={span.line},col={span.column},endColumn={span.column + span.length}'
    if diagnostic.rule:
        place = f'{place},title={diagnostic.rule}' if place else f' title={diagnostic.rule}'
    message = diagnostic.message + _about(diagnostic) + (f'\nhint: {diagnostic.hint}' if diagnostic.hint else '')
    return f'::{level}{place}::{_escaped(message)}'


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a rule beside its findings. `help`: its manual page."""

    id: str
    name: str
    title: str
    help: str
    severity: Severity


_LEVELS = {Severity.ERROR: 'error', Severity.WARNING: 'warning', Severity.NOTE: 'note'}
_CONTENT = About('content', 'content', 'The content cannot be read or set as it stands.', '', Severity.ERROR)


def render_sarif(diagnostics: Iterable[Diagnostic], rules: Iterable[About], version: str, base: str = '') -> str:
    """SARIF 2.1.0 (OASIS, 2020), as code scanners read it: one run, its rules, and the findings with their regions."""
    import json

    found = list(diagnostics)
    known = [*rules]
    if any(not item.rule for item in found):  # code scanners want a rule with each
        known.append(_CONTENT)
    places = {rule.id: at for at, rule in enumerate(known)}
    driver = {
        'name': 'booklet',
        'semanticVersion': version,
        'rules': [
            {
                'id': rule.id,
                'name': ''.join(word.capitalize() for word in rule.name.split('-')),  # 3.49.7: no spaces
                'shortDescription': {'text': rule.title},
                'fullDescription': {'text': rule.title},
                'help': {'text': rule.help or rule.title},
                'defaultConfiguration': {'level': _LEVELS[rule.severity]},
            }
            for rule in known
        ],
    }
    run = {
        'tool': {'driver': driver},
        'columnKind': 'unicodeCodePoints',  # 3.14.17
        'results': [_result(item, places, base) for item in found],
    }
    schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
    return json.dumps({'$schema': schema, 'version': '2.1.0', 'runs': [run]}, ensure_ascii=False, indent=2)


def _result(item: Diagnostic, places: dict[str, int], base: str) -> dict[str, object]:
    name = item.rule if item.rule in places else _CONTENT.id
    text = item.message + _about(item) + (f'\nhint: {item.hint}' if item.hint else '')
    result: dict[str, object] = {'ruleId': name, 'level': _LEVELS[item.severity], 'message': {'text': text}}
    if name in places:
        result['ruleIndex'] = places[name]
    if item.span is not None:
        from urllib.parse import quote

        span = item.span
        region = {'startLine': span.line, 'startColumn': span.column, 'endColumn': span.column + span.length}
        place = {'artifactLocation': {'uri': quote(relative(span.file, base))}, 'region': region}
        result['locations'] = [{'physicalLocation': place}]
    return result


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """`2 errors, 1 warning`; empty where there is nothing to count."""
    counts = [(severity.value, sum(item.severity is severity for item in diagnostics)) for severity in Severity]
    return ', '.join(f'{count} {name}{"" if count == 1 else "s"}' for name, count in counts if count)


def relative(file: str, base: str) -> str:
    """The file's name seen from the folder `base`, with slashes; as it is where it lies elsewhere."""
    if base:
        try:
            path = os.path.relpath(file, base)
        except ValueError:  # another drive
            return file
        file = file if path.startswith(os.pardir) else path
    return file.replace(os.sep, '/')


def excerpt(text: str, column: int, length: int) -> tuple[str, int, int]:
    """A line fit to be shown: its window of at most `WINDOW` cells, the cells before the caret, and the caret's."""
    text, column = text[: column + 10 * WINDOW], max(1, min(column, len(text) + 1))
    head, body, tail = text[: column - 1], text[column - 1 : column - 1 + length], text[column - 1 + length :]
    head, body, tail = _visible(head.lstrip(' ')), _visible(body), _visible(tail.rstrip())
    body = _cut(body, WINDOW)
    room = max(WINDOW - _cells(body), 20)
    if _cells(head) + _cells(tail) > room:
        left = max(room // 2, room - _cells(tail))
        if _cells(head) > left:
            head = '…' + _cut(head[::-1], left - 1)[::-1]
        if _cells(tail) > room - _cells(head):
            tail = _cut(tail, room - _cells(head) - 1) + '…'
    return head + body + tail, _cells(head), max(1, _cells(body))


def _cut(text: str, cells: int) -> str:
    """The longest beginning of the text that fits."""
    total = 0
    for index, letter in enumerate(text):
        total += _cells(letter)
        if total > cells:
            return text[:index]
    return text


def _cells(text: str) -> int:
    """How wide a terminal shows the text."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in 'WF' else 1 for c in text)


def _visible(text: str) -> str:
    return re.sub(ACTING, '\ufffd', text.replace('\t', TAB))


def inert(text: str) -> str:
    """Words of strangers as a terminal may show them."""
    return re.sub(ACTING, '\ufffd', text)


def _escaped(text: str) -> str:
    return text.replace('%', '%25').replace('\r', '%0D').replace('\n', '%0A')
