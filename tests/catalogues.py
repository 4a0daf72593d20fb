"""The catalogues of the book's own words: what the program asks for, the files of the translators, and compiling them.

`make words` (or `python tests/catalogues.py`) writes `booklet/locale/booklet.pot` anew, brings every
`booklet/locale/*/LC_MESSAGES/booklet.po` up to it, new words untranslated, and compiles them to `booklet.mo`.
"""

from __future__ import annotations

import ast
import datetime
import io
import re
from collections.abc import Iterator, Mapping
from gettext import GNUTranslations
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from booklet.parts import PARTS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / 'booklet'
LOCALE = PACKAGE / 'locale'
TEMPLATE = LOCALE / 'booklet.pot'

NOTES = {  # for translators
    ' ({text})': 'A remark after a title, such as “ (cancelled)”: with the space before it, if the language has one.',
    ', ': 'Between the members of a list: names, page numbers.',
    'About this booklet': 'The title of the last page, which says who made the booklet, when, and of which data.',
    'Abstract changed': 'On a change slip, before the titles of talks: “Abstract changed: On looms, On engines”.',
    'Advertisement': 'In small letters above an advertisement, where the law wants it said.',
    'Also given': 'Of a talk that is given twice, before the other time: “Also given: Tuesday, 10:00, Aula”.',
    'As of': 'Before the date on which the programme was as printed: “As of 3 May 2030”.',
    'At a glance': 'The title of two pages that show all days, each session in a line.',
    'Cancelled': 'A line under the title of a talk, instead of its abstract.',
    'Chair': 'Who leads a session, one or several: “Chair: Ada Alpha”.',
    'Chair index': 'Those who lead sessions, with pages.',
    'Changes to the programme': 'The title of a change slip, a page that is laid into the printed book.',
    'Contributions': 'A heading over talks and abstracts that have no place in any day.',
    'Corrections': 'A heading on a change slip, over misspelt names and the like.',
    'Draft': 'Over every page of a book that is not the final one.',
    'Everything that follows': 'On a change slip, beside the time at which all the rest of that day now begins.',
    'Funded by': 'On the cover; the names stand on the lines below.',
    'Key': 'Over the list that says what numbers and signs in a timetable stand for.',
    'New': 'On a change slip, before the title of a talk, a session or a break: “New: On looms”.',
    'No programme': 'Under a day on which nothing happens.',
    'Notes': 'The title of empty pages for notes by hand.',
    'Organised by': 'On the cover; the names stand on the lines below.',
    'Plan': 'The title of a page with a plan of the building.',
    'Posters': 'A heading over posters.',
    'Practical information': 'The title of pages on travel, food, network and so on.',
    'Previously': 'On a change slip, before the old time, room, speaker or title: “Previously: 10:00 · Aula”.',
    'Programme online': 'Beside a QR code that leads to the newest programme.',
    'Repeat of': 'Of a talk that is given twice, before day, time and room of the first time.',
    'Set in': 'At the end of the booklet, before the names of its typefaces: “Set in: Libertinus Serif”.',
    'Takes place after all': 'On a change slip, before the title of a talk that had been cancelled.',
    'Timetable': 'The title of the pages that show rooms by time.',
    'To be announced': 'Instead of the title of a talk.',
    'Typeset with': 'At the end of the booklet, before the name of the program: “Typeset with: booklet”.',
    'Version': 'Of the programme, before its number: “Version 3”.',
    'Without track': 'A heading over abstracts that belong to no track.',
    'at the same time': 'Between events that run in parallel.',
    'cancelled': 'In brackets after the title of a talk or a session.',
    'continued': 'In brackets, or beside a heading that is repeated on the next page.',
    'discussant': 'In brackets after a name.',
    'moderator': 'In brackets after a name.',
    'p.': 'Before the number of a page: “→ p. 31”. It must stand before the number.',
    'p. {number}': 'A page of the printed book, in a narrow column.',
    'presenting author': 'What the mark beside the name of one of several authors means.',
    'see': 'In an index: “Byron, Ada, see Lovelace, Ada”.',
    'see also': 'In an index: “Engines, 12, see also Looms”.',
    '{label}: {text}': 'Such as “Chair: Ada Alpha”: the colon, with the space that the language wants before it.',
}


# --- what the program asks for ---


class Unclear(Exception):
    """A word asked for by an expression that cannot be followed to the English words it may be."""


def asked(source: str) -> set[str]:
    """The English words that a module looks up: `words(language)[…]`, and `said[…]` after `said = words(language)`."""
    tree = ast.parse(source)
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and _is_words(node.value, tree):
            keys = _strings(node.slice, tree, 0)
            if not keys:
                raise Unclear(f'line {node.lineno}: {ast.unparse(node)}')
            found |= keys
    return found


def asked_anywhere() -> dict[str, list[str]]:
    """Every English word that the program asks for, and the modules that do."""
    found: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob('*.py')):
        if '_stock' not in path.parts:
            for word in asked(path.read_text('utf-8')):
                found.setdefault(word, []).append(path.relative_to(ROOT).as_posix())
    return dict(sorted(found.items()))


def _is_words(node: ast.expr, tree: ast.Module) -> bool:
    match node:
        case ast.Call(func=ast.Name('words') | ast.Attribute(attr='words')):
            return True
        case ast.Name(name):
            return any(not isinstance(value, ast.Name) and _is_words(value, tree) for value in _values(name, tree))
    return False


def _strings(node: ast.expr, tree: ast.Module, depth: int) -> set[str]:
    """The constant strings that an expression may be; of a table, those that it may give."""
    if depth > 9:
        return set()

    def all_of(nodes: list[ast.expr]) -> set[str]:
        return set().union(*(_strings(each, tree, depth + 1) for each in nodes))

    match node:
        case ast.Constant(str(text)):
            return {text} if text else set()
        case ast.IfExp(body=one, orelse=other):
            return all_of([one, other])
        case ast.BoolOp(values=values) | ast.Dict(values=values):
            return all_of(values)
        case ast.Name(name):
            return all_of(list(_values(name, tree)))
        case ast.Attribute(value=ast.Subscript(value=ast.Name('PARTS')), attr='word'):
            return {part.word for part in PARTS.values() if part.word}
        case (
            ast.Subscript(value=ast.Name() as table)
            | ast.Call(func=ast.Attribute(value=ast.Name() as table, attr='get'))
        ):
            return _strings(table, tree, depth + 1)
    return set()


def _values(name: str, tree: ast.Module) -> Iterator[ast.expr]:
    """What a name is bound to, in assignments and loops anywhere in the module."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[target], value=value):
                yield from _bound(name, target, value)
            case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.NamedExpr(target=target, value=value):
                yield from _bound(name, target, value)
            case (
                ast.For(target=target, iter=ast.Tuple(elts=items) | ast.List(elts=items))
                | ast.comprehension(target=target, iter=ast.Tuple(elts=items) | ast.List(elts=items))
            ):
                for item in items:
                    yield from _bound(name, target, item)


def _bound(name: str, target: ast.expr, value: ast.expr) -> Iterator[ast.expr]:
    match target, value:
        case ast.Name(own), _ if own == name:
            yield value
        case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
            for one, other in zip(targets, values, strict=True):
                yield from _bound(name, one, other)


# --- the files ---


def languages() -> list[str]:
    return sorted(path.parts[-3] for path in LOCALE.glob('*/LC_MESSAGES/booklet.po'))


def source_of(language: str) -> Path:
    return LOCALE / language / 'LC_MESSAGES' / 'booklet.po'


def compiled(source: bytes) -> bytes:
    """A .po file as a .mo file; the date is none, so that the same words make the same file."""
    catalog = read_po(io.BytesIO(source), charset='utf-8')
    catalog.creation_date = catalog.revision_date = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def translated(source: bytes) -> dict[str, str]:
    """Every word of a .po file with its translation, empty where there is none."""
    catalog = read_po(io.BytesIO(source), charset='utf-8')
    return {str(message.id): '' if message.fuzzy else str(message.string) for message in catalog if message.id}


def loaded(file: bytes) -> dict[str, str]:
    """Every word of a .mo file, as the program reads it."""
    translations = GNUTranslations(io.BytesIO(file))
    catalog: Mapping[str, str] = vars(translations)['_catalog']
    return {english: own for english, own in catalog.items() if english}


def written(language: str, words: Mapping[str, str], used: Mapping[str, list[str]]) -> str:
    """A .po file (or, of no language, the template) that holds exactly the words in use."""
    lines = ['# The words that a booklet says for itself.', 'msgid ""', 'msgstr ""']
    lines += [f'"Language: {language}\\n"', '"MIME-Version: 1.0\\n"']
    lines += ['"Content-Type: text/plain; charset=UTF-8\\n"', '"Content-Transfer-Encoding: 8bit\\n"']
    for english, places in used.items():
        lines.append('')
        if english in NOTES:
            lines.append(f'#. {NOTES[english]}')
        lines += [
            f'#: {" ".join(places)}',
            f'msgid "{_escaped(english)}"',
            f'msgstr "{_escaped(words.get(english, ""))}"',
        ]
    return '\n'.join(lines) + '\n'


def _escaped(text: str) -> str:
    return re.sub(r'(["\\])', r'\\\1', text)


def main() -> None:
    used = asked_anywhere()
    TEMPLATE.write_text(written('', {}, used), 'utf-8')
    for language in languages():
        path = source_of(language)
        text = written(language, translated(path.read_bytes()), used)
        path.write_text(text, 'utf-8')
        path.with_suffix('.mo').write_bytes(compiled(text.encode()))
        wanting = [english for english, own in translated(text.encode()).items() if not own]
        if wanting:
            print(f'{path.relative_to(ROOT)}: no translation of {", ".join(wanting)}')


if __name__ == '__main__':
    main()
