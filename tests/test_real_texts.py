"""Abstracts as they really arrive, where they are at hand: none raises, none loses a word, few fall back.

Run as a script it prints what fell back to source text, with the reasons.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from booklet import markup
from booklet.markup import Block, Code, DisplayMath, Finding, Heading, Inline, List, Notes, Paragraph, Quotation, Table
from booklet.markup.guess import DOUBTFUL, guess
from booklet.model import Text

REAL = Path(__file__).resolve().parents[2] / 'shared' / 'real'
LONG = 40  # letters of a cell or a value that may be an abstract

needs_texts = pytest.mark.skipif(not REAL.is_dir(), reason='the real programmes are not here')

_MARKUP = re.compile(r'<!--.*?-->|<(script|style)\b.*?</\1>|</?[A-Za-z][^<>]*>', re.DOTALL)
_ADDRESS = re.compile(r'\]\([^)\s]*(?: "[^"]*")?\)')
_FENCE = re.compile(r'(```|~~~)\w+')
_WORD = re.compile(r'[^\W_]+')


def texts() -> Iterator[tuple[str, str]]:
    """The name of a file, and a text in it that may be an abstract."""
    for path in sorted((REAL / 'pentabarf_xml').glob('*.xml')):
        for element in ElementTree.parse(path).iter():
            if element.tag in ('title', 'subtitle', 'abstract', 'description') and element.text:
                yield path.name, element.text
    for folder in ('csv_program', 'miniconf_csv'):
        for path in sorted((REAL / folder).glob('*.csv')):
            with path.open(encoding='utf-8-sig', errors='replace', newline='') as stream:
                yield from ((path.name, cell) for row in csv.reader(stream) for cell in row if len(cell) > LONG)
    for path in sorted((REAL / 'markdown').rglob('*.md')):
        yield path.name, path.read_text('utf-8', 'replace')
    for folder in ('frab_json', 'symposion_json', 'site_json', 'pretalx_api', 'indico_json'):
        for path in sorted((REAL / folder).glob('*.json')):
            yield from ((path.name, value) for value in _values(json.loads(path.read_text('utf-8-sig'))))


def _values(node: object) -> Iterator[str]:
    if isinstance(node, dict | list):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from _values(inner)
    elif isinstance(node, str) and len(node) > LONG:
        yield node


@cache
def distinct() -> tuple[tuple[str, str], ...]:
    return tuple({text: (name, text) for name, text in texts()}.values())


def shown(blocks: Iterable[Block]) -> str:
    parts: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(spans) | Heading(_, spans):
                parts += [f'{span.text} {span.macros} ' for span in spans if isinstance(span, Inline)]
            case List(items) | Notes(items):
                parts += [f'{item.label} {shown(item.blocks)}' for item in items]
            case Quotation(inner):
                parts.append(shown(inner))
            case Code(text):
                parts.append(text)
            case DisplayMath(tex, macros):
                parts.append(f'{tex} {macros}')
            case Table(rows):
                parts += [shown([Paragraph(cell)]) for row in rows for cell in row]
    return ' '.join(parts)


def lost(source: str, blocks: Iterable[Block]) -> list[str]:
    """The words that a reader should see and does not; those that styles part stand together."""
    text = _MARKUP.sub(' ', source)
    for _ in range(3):
        text = unescape(text)
    text = _FENCE.sub(r'\1', _ADDRESS.sub(']', _MARKUP.sub(' ', text)))
    together = ''.join(_WORD.findall(shown(blocks)))
    return [word for word in _WORD.findall(text) if word not in together]


@needs_texts
@pytest.mark.parametrize('dialect', ['', 'markdown', 'html'])
def test_no_word_is_lost(dialect: str) -> None:
    losses = []
    for name, source in distinct():
        if (dialect or guess(source).dialect) == 'latex':
            continue
        blocks = markup.parse(Text(source, dialect))
        markup.parse_inline(Text(source, dialect))
        losses += [(name, word, source[:60]) for word in lost(source, blocks)]
    assert losses == []


@needs_texts
def test_few_texts_fall_back_or_are_doubtful() -> None:
    reasons, doubtful = fallen()
    assert sum(reasons.values()) <= len(distinct()) // 500
    assert doubtful <= len(distinct()) // 20


def fallen() -> tuple[Counter[tuple[str, str]], int]:
    reasons: Counter[tuple[str, str]] = Counter()
    doubtful = 0
    for name, source in distinct():
        found: list[Finding] = []
        markup.parse(Text(source), found)
        reasons.update((name, finding.reason) for finding in found)
        doubtful += guess(source).confidence < DOUBTFUL
    return reasons, doubtful


if __name__ == '__main__':
    start = time.perf_counter()
    reasons, doubtful = fallen()
    print(f'{len(distinct())} texts, {doubtful} guessed with doubt, {time.perf_counter() - start:.1f} s')
    print(Counter(guess(source).dialect for _, source in distinct()))
    for (name, reason), count in reasons.most_common():
        print(f'{count:5} {name}: {reason}', file=sys.stdout)
