"""Every text of real programmes through the engine: which words go in, which come out, what fell back.

    .venv/bin/python tests/real_texts.py [folder or file] [--verbose]

In: files as `real_formats` reads them. Out: a table by file, and the list of what fell back to source text, with
reasons. Words in are read by `real_words`, which knows nothing of the program; words out are those of the set lines, in
the order of the structure tree.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from real_formats import Entry, entries
from real_markup import addresses, read
from real_words import Loss, loss, shown, words

from booklet import stock
from booklet.block import Block, Section
from booklet.block import Text as TextBlock
from booklet.blocks.pieces import prose
from booklet.blocks.pieces.common import title
from booklet.design import Layout
from booklet.design_load import load_layout
from booklet.diagnostics import Diagnostic, Sink
from booklet.fonts import Library
from booklet.galley import set_galley
from booklet.markup.guess import DOUBTFUL, guess
from booklet.model import Text
from booklet.page import Line, MathRun, Page, Placed
from booklet.paint import trace
from booklet.paragraph import NO_GLYPH, Composer

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT.parent / 'shared' / 'real'
_SCRIPTS = (('ja', re.compile('[\u3040-\u30ff]')), ('zh', re.compile('[\u4e00-\u9fff]')))
_NO_LOSS = Loss()
_OVERFULL = re.compile('wider than (?:its|the) column')


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one text. `error` is the traceback of an exception, `dead` are addresses that no link leads to."""

    entry: Entry
    dialect: str
    confidence: float = 1.0
    error: str = ''
    loss: Loss = _NO_LOSS
    findings: tuple[Diagnostic, ...] = ()
    words_in: int = 0
    words_out: int = 0
    dead: tuple[str, ...] = ()

    @property
    def fallbacks(self) -> list[str]:
        return [f.message for f in self.findings if not _OVERFULL.search(f.message) and NO_GLYPH not in f.message]

    @property
    def overfull(self) -> list[str]:
        return [f.message for f in self.findings if _OVERFULL.search(f.message)]

    @property
    def holes(self) -> list[str]:
        return [f.message for f in self.findings if NO_GLYPH in f.message]


@lru_cache(maxsize=1)
def design() -> tuple[Layout, Library]:
    library = Library([ROOT / 'tests' / 'fonts', stock.fonts_folder()])
    layout = load_layout('symposium', ROOT, Sink(), library)
    assert layout is not None
    return layout, library


@lru_cache(maxsize=4)
def composer(language: str) -> Composer:
    return Composer(*design(), Sink(), language)


def language_of(source: str) -> str:
    return next((language for language, letters in _SCRIPTS if letters.search(source)), 'en')


class Said(NamedTuple):
    """What set lines say, where they lead, and what the engine tells of them."""

    text: str
    links: frozenset[str]
    findings: tuple[Diagnostic, ...]


def said(entry: Entry, language: str) -> Said:
    """The text set in the layout's own column."""
    layout, _ = design()
    setter = composer(language)
    setter.begin()
    setter.sink.items.clear()
    text = Text(entry.source, entry.dialect)
    blocks = tuple(_titled(text, language, setter.sink) if entry.line else _prose(text, language, layout))
    master = layout.parts['abstracts'].master
    galley = set_galley(Section(blocks, {}), layout.column_width(master), layout.measure, layout.depth, setter)
    placed = tuple(with_glyphs(p) for slug in galley.slugs for p in slug.contents)
    spoken = trace.reading_order([Page(layout.page, 1, placed)], galley.structure.elements)
    links = frozenset(run.link for p in placed if isinstance(p.item, Line) for run in p.item.runs)
    return Said('\n'.join(text for _, text in spoken), links, tuple(setter.sink.items))


def with_glyphs(placed: Placed) -> Placed:
    """A line whose formulas say what their glyphs show, rather than how they were written."""
    line = placed.item
    if not isinstance(line, Line) or not any(isinstance(run, MathRun) for run in line.runs):
        return placed
    runs = (
        replace(run, formula=replace(run.formula, source=run.formula.text)) if isinstance(run, MathRun) else run
        for run in line.runs
    )
    return replace(placed, item=replace(line, runs=tuple(runs)))


def _prose(text: Text, language: str, layout: Layout) -> Iterator[Block]:
    measure = layout.column_width(layout.parts['abstracts'].master)
    margins = prose.Margins(measure, layout.styles['table_cell'].indent, layout.styles['abstract_text'].size)
    return prose.prose(text, language, margins, 'talk')


def _titled(text: Text, language: str, sink: Sink) -> Iterator[Block]:
    from booklet.blocks.pieces.remarks import remarks, settable
    from booklet.markup import Finding, parse_inline

    found: list[Finding] = []
    settable(parse_inline(text, found), language, found)
    for remark in remarks(text, found):
        sink.warning(remark.message, None, remark.hint)
    yield TextBlock(title(text, language), 'talk_title', 'H3')


def examine(entry: Entry) -> Result:
    """One text through the engine, its words held against those of the source."""
    guessed = guess(entry.source)
    dialect = entry.dialect or guessed.dialect
    confidence = 1.0 if entry.dialect else guessed.confidence
    try:
        out = said(entry, language_of(entry.source))
    except Exception:
        return Result(entry, dialect, confidence, traceback.format_exc())
    reading = read(entry.source, dialect)
    told = ' '.join(out.links) + ''.join(out.text.split())  # in code no link is made
    dead = tuple(address for address in addresses(entry.source) if dialect != 'latex' and address not in told)
    return Result(
        entry,
        dialect,
        confidence,
        '',
        loss(reading, out.text),
        out.findings,
        len(reading.must),
        len(words(out.text)),
        dead,
    )


# Report


def report(results: Iterable[Result], verbose: bool = False) -> int:
    """Prints a table by file and the lists below it; tells how many texts failed."""
    files: dict[str, list[Result]] = {}
    for result in results:
        files.setdefault(_folder(result.entry.file), []).append(result)
    width = max(map(len, files), default=0)
    titles = (
        'texts',
        'words in',
        'out',
        'raised',
        'lost',
        'added',
        'moved',
        'dead',
        'fell back',
        'overfull',
        'holes',
        'doubt',
    )
    print(f'{"":{width}}' + ''.join(f'{title:>10}' for title in titles))
    for name, found in files.items():
        numbers = (
            len(found),
            sum(r.words_in for r in found),
            sum(r.words_out for r in found),
            sum(bool(r.error) for r in found),
            sum(len(r.loss.lost) for r in found),
            sum(len(r.loss.added) for r in found),
            sum(len(r.loss.moved) for r in found),
            sum(len(r.dead) for r in found),
            sum(len(r.fallbacks) for r in found),
            sum(len(r.overfull) for r in found),
            sum(len(r.holes) for r in found),
            sum(r.confidence < DOUBTFUL for r in found),
        )
        dialects = Counter(r.dialect for r in found)
        print(f'{name:{width}}' + ''.join(f'{n:10}' for n in numbers), dict(dialects.most_common()))
    every = [result for found in files.values() for result in found]
    _listed('What fell back to source text', ((r, m) for r in every for m in r.fallbacks), verbose)
    if verbose:
        _listed('Lines wider than their column', ((r, m) for r in every for m in r.overfull), verbose)
        _listed('Characters that no face has', ((r, m) for r in every for m in r.holes), verbose)
        doubtful = (r for r in every if r.confidence < DOUBTFUL)
        _listed(
            'Dialects guessed with doubt',
            ((r, f'{r.dialect} {r.confidence}: {guess(r.entry.source).why}') for r in doubtful),
            verbose,
        )
    _listed('Addresses that no link leads to', ((r, a) for r in every for a in r.dead), verbose)
    failed = [r for r in every if r.error or r.loss or r.dead]
    _listed('Words lost, added or moved', ((r, _told(r)) for r in failed if r.error or r.loss), verbose)
    return len(failed)


def _folder(name: str) -> str:
    """A file, or the folder where it has many of a kind."""
    folder, _, file = name.rpartition('/')
    return folder or name if file.endswith(('.tex', 'index.md')) else name


def _told(result: Result) -> str:
    if result.error:
        return result.error.strip().rpartition('\n')[2]
    pairs = (('lost', result.loss.lost), ('added', result.loss.added), ('moved', result.loss.moved))
    return f'({result.dialect}) ' + '; '.join(f'{name}: {" ".join(shown(items))}' for name, items in pairs if items)


def _listed(heading: str, lines: Iterable[tuple[Result, str]], verbose: bool) -> None:
    """What was told, each once, with the places where it was: a few of them, unless all are asked for."""
    places: dict[str, list[str]] = {}
    for result, message in lines:
        entry = result.entry
        talk = '' if entry.talk == entry.source else f' “{" ".join(entry.talk.split())[:40]}”'
        places.setdefault(' '.join(message.split()), []).append(f'{entry.file}{talk} {entry.field}')
    print(f'\n{heading}: {sum(map(len, places.values())) or "none"}')
    for message, where in sorted(places.items(), key=lambda item: -len(item[1])):
        print(f'{len(where):5}  {message}')
        for place in shown(where, len(where) if verbose else 2):
            print(f'          {place}')


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition('\n')[0])
    parser.add_argument('folder', nargs='?', type=Path, default=REAL)
    parser.add_argument('--verbose', action='store_true', help='list overfull lines, missing characters and doubts too')
    asked = parser.parse_args()
    if not asked.folder.exists():
        print(f'{asked.folder} is not there', file=sys.stderr)
        return 2
    begin = time.perf_counter()
    texts = list(entries(asked.folder))
    composer('en')
    middle = time.perf_counter()
    results = [examine(entry) for entry in texts]
    taken = time.perf_counter() - middle
    failed = report(results, asked.verbose)
    print(
        f'\n{len(texts)} texts read in {middle - begin:.1f} s, set and compared in {taken:.1f} s: '
        f'{1000 * taken / max(1, len(texts)):.1f} s for each 1000; {failed} failed'
    )
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
