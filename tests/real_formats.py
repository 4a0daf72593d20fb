"""Programmes as conference systems export them, for the tests: every text in them that a booklet may be asked to set.

In: a file (CSV, XML, JSON, YAML, iCalendar, Markdown, reStructuredText, LaTeX). Out: `Entry`s in the order of the file.
Nothing is made better here: a text is what a plain reader of the format hands over, damage and all.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

LONG = 40  # letters: a value of no known name that is as long is taken for a text
_TITLES = frozenset(('title', 'subtitle', 'name', 'summary', 'tagline', 'panel_title', 'session_title', 'track'))
_TEXTS = frozenset(
    ('abstract', 'description', 'desc', 'body', 'bio', 'biography', 'content', 'notes', 'comments', 'profile', 'about')
)
_NEVER = re.compile(r'[a-z]+://\S+|\S+@\S+|[\w.:/#?&=%+-]{30,}', re.IGNORECASE)  # addresses and identifiers
_LANGUAGE = re.compile('[a-z]{2}(?:-[A-Z]{2})?')


@dataclass(frozen=True, slots=True)
class Entry:
    """A text: which file, which talk (its title), which field; whether it is a line (a title) or may have paragraphs.

    `dialect` where the format names it.
    """

    file: str
    talk: str
    field: str
    source: str
    line: bool = False
    dialect: str = ''


def entries(folder: Path) -> Iterator[Entry]:
    """All entries of the files below a folder, or of one file."""
    base = folder if folder.is_dir() else folder.parent
    for path in sorted(folder.rglob('*')) if folder.is_dir() else [folder]:
        reader = _READERS.get(path.suffix.lower())
        if reader is not None and path.is_file() and path.name != 'README.md':
            yield from reader(path, path.relative_to(base).as_posix())


def text_of(path: Path) -> str:
    """The text of a file in UTF-8, with or without its mark, else in Windows' Latin."""
    data = path.read_bytes()
    try:
        return data.decode('utf-8-sig')
    except UnicodeDecodeError:
        return data.decode('cp1252', 'replace')


def _csv(path: Path, name: str) -> Iterator[Entry]:
    csv.field_size_limit(sys.maxsize)
    text = text_of(path)
    head = text.partition('\n')[0]
    separator = max(',;\t|', key=head.count)
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=separator))
    known = [cell.strip().lower() for cell in rows[0]] if rows else []
    titles = [number for number, cell in enumerate(known) if _kind(cell) == 'title']
    seen: set[str] = set()
    for row in rows[1:] if titles else rows:
        talk = next(
            (row[number] for number in titles if number < len(row) and row[number].strip()), row[0] if row else ''
        )
        for number, cell in enumerate(row):
            field = known[number] if titles and number < len(known) else str(number)
            kind = _kind(field)
            if cell.strip() and cell not in seen and (kind or (len(cell) > LONG and not _NEVER.fullmatch(cell))):
                seen.add(cell)
                yield Entry(name, talk, field, cell, line=kind == 'title')


def _xml(path: Path, name: str) -> Iterator[Entry]:
    for parent in ElementTree.parse(path).iter():
        talk = next((child.text or '' for child in parent if _kind(child.tag) == 'title'), '')
        for child in parent:
            kind = _kind(child.tag)
            value = child.text or ''
            if value.strip() and (kind or (len(value) > LONG and not _NEVER.fullmatch(value))):
                yield Entry(name, talk, child.tag, value, line=kind == 'title')


def _json(path: Path, name: str) -> Iterator[Entry]:
    yield from _tree(json.loads(text_of(path)), name, '', '', set())


def _yaml(path: Path, name: str) -> Iterator[Entry]:
    yield from _tree(yaml.safe_load(text_of(path)), name, '', '', set())


def _tree(node: object, name: str, talk: str, field: str, seen: set[str]) -> Iterator[Entry]:
    if isinstance(node, dict):
        named = (value for key, value in node.items() if _kind(str(key)) == 'title' and isinstance(value, str))
        talk = next(named, talk)
        for key, value in node.items():
            # a text in several languages is under their names
            yield from _tree(value, name, talk, field if _LANGUAGE.fullmatch(str(key)) else str(key), seen)
    elif isinstance(node, list):
        for value in node:
            yield from _tree(value, name, talk, field, seen)
    elif isinstance(node, str) and node.strip() and node not in seen:
        kind = _kind(field)
        if kind or (len(node) > LONG and not _NEVER.fullmatch(node)):
            seen.add(node)
            yield Entry(name, talk, field, node, line=kind == 'title')


def _kind(field: str) -> str:
    field = field.lower().rpartition('}')[2]
    if field in _TITLES or field.endswith('_title'):
        return 'title'
    return 'text' if field in _TEXTS or field.endswith('_abstract') else ''


def _ics(path: Path, name: str) -> Iterator[Entry]:
    """RFC 5545: folded lines (3.1) and escaped letters (3.3.11)."""
    unfolded = re.sub(r'\r?\n[ \t]', '', text_of(path))
    talk, held, seen = '', [], set()
    for line in unfolded.splitlines():
        key, _, value = line.partition(':')
        key = key.partition(';')[0]
        value = re.sub(r'\\(.)', lambda match: '\n' if match[1] in 'nN' else match[1], value)
        if key == 'SUMMARY':
            talk = value
        if key in ('SUMMARY', 'DESCRIPTION') and value.strip() and value not in seen:
            seen.add(value)
            held.append((key, value))
        if line == 'END:VEVENT':
            yield from (Entry(name, talk, key, value, line=key == 'SUMMARY') for key, value in held)
            held = []


def _page(path: Path, name: str) -> Iterator[Entry]:
    """A page of a site: what stands in the YAML before it, and the page."""
    text = text_of(path).replace('\r\n', '\n')
    front, talk = re.match(r'---\n(.*?)\n---\n', text, re.DOTALL), ''
    if front is not None:
        fields = yaml.safe_load(front[1])
        talk = str(fields.get('title', '')) if isinstance(fields, dict) else ''
        yield from _tree(fields, name, talk, '', set())
        text = text[front.end() :]
    yield Entry(name, talk, 'page', text, dialect='markdown' if path.suffix == '.md' else '')


def _tex(path: Path, name: str) -> Iterator[Entry]:
    text = text_of(path)
    yield Entry(name, '', 'file', text, dialect='latex')


_READERS: dict[str, Callable[[Path, str], Iterator[Entry]]] = {
    '.csv': _csv,
    '.xml': _xml,
    '.json': _json,
    '.yaml': _yaml,
    '.yml': _yaml,
    '.ics': _ics,
    '.md': _page,
    '.rst': _page,
    '.tex': _tex,
}
