"""A whole book of real texts: content files written of them, the book built, and the PDF read again talk by talk.

In: entries. Out: the folder of a project; the words of each talk as pdfium or poppler read them out of the PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from book import Book
from real_formats import Entry

_MARK = re.compile(r'Q(\d{4})Q')
_CONTROL = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]')  # YAML 1.2.2, 5.1


def write_project(entries: Iterable[Entry], folder: Path, language: str = 'en') -> list[Entry]:
    """Each text becomes the abstract of a talk whose title is a mark that nobody else has; tells which were taken."""
    taken = [entry for entry in entries if not _CONTROL.search(entry.source)]
    posters: list[dict[str, Any]] = []
    for number, entry in enumerate(taken):
        dialect = {'dialect': entry.dialect} if entry.dialect else {}
        posters.append({'talk': f'Q{number:04}Q', 'abstract': entry.source, **dialect})
    event = {'title': 'Texts', 'language': language, 'parts': ['cover', 'abstracts']}
    content = {'format': 1, 'event': event, 'posters': posters}
    (folder / 'content').mkdir(parents=True)
    text = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
    (folder / 'content' / 'programme.yaml').write_text(text, encoding='utf-8')
    return taken


def words_by_talk(book: Book, reader: str) -> list[str]:
    """What 'pdfium' or 'poppler' reads below each talk's title."""
    found = ' '.join(getattr(book, reader)('abstracts'))
    _, *pieces = _MARK.split(found)
    numbers, texts = pieces[::2], pieces[1::2]
    assert [int(number) for number in numbers] == list(range(len(numbers))), 'a talk is out of its place'
    return texts


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as literal blocks, as people write them."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar('tag:yaml.org,2002:str', text, style='|' if '\n' in text else None)


_Dumper.add_representer(str, _text)
