"""Every real programme through import, build and export: what its source holds, what arrived, what came back.

    .venv/bin/python tests/real_imports.py [name...] [--verbose] [--no-build]

In: the files of `../shared/real` (or of the folder in $REAL), with the counts of its MANIFEST.tsv, which were made by
others. Out: a table. Titles and texts are those that `real_formats` reads, which knows nothing of the program: each
must be found in the content, or among what the import told as lost.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import os
import re
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from real_formats import Entry, entries

from booklet import build as pipeline
from booklet import exporters, keep
from booklet.diagnostics import Sink
from booklet.importers import Imported, Refusal, bring
from booklet.importers.report import Counts, counted, losses_told
from booklet.intake.given import gather
from booklet.load import load
from booklet.model import Event
from booklet.unload import unload

ROOT = Path(__file__).resolve().parents[1]
REAL = Path(os.environ.get('REAL', ROOT.parent / 'shared' / 'real'))
TOGETHER = (  # what belongs together, besides what MANIFEST.tsv has as one folder
    'pretalx_api/juliacon2023_*',
    'pretalx_api/europython2024_*',
    'sessionize_sessions/cdkday2023_*',
    'easychair_csv/*',
)
LOSSLESS = 'json'
EXPORTS = ('schedule.json', 'schedule.xml', 'ics', 'csv')


@dataclass(slots=True)
class Row:
    """What became of one source. `manifest`: the counts of others, by column."""

    name: str
    manifest: dict[str, str]
    form: str = ''
    refused: str = ''
    imported: Imported | None = None
    titles: tuple[int, int] = (0, 0)  # found, of
    texts: tuple[int, int] = (0, 0)
    lost: list[Entry] = field(default_factory=list)
    pages: int = 0
    back: dict[str, str] = field(default_factory=dict)  # by format: 'same', or the counts that differ
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0


def sources(folder: Path) -> Iterator[tuple[str, list[Path], dict[str, str]]]:
    """Each source: its name, its files, its line of the manifest."""
    with (folder / 'MANIFEST.tsv').open(encoding='utf-8', newline='') as stream:
        rows = list(csv.DictReader(stream, delimiter='\t'))
    for row in rows:
        yield row['file'], [folder / row['file'].rstrip('/')], row
    for pattern in TOGETHER:
        paths = sorted(folder.glob(pattern))
        if paths:
            yield pattern, paths, {}


def tried(name: str, paths: list[Path], manifest: dict[str, str], scratch: Path, with_build: bool) -> Row:
    row = Row(name, manifest)
    began = time.perf_counter()
    try:
        row.imported = bring(gather(paths))
        row.form = row.imported.form
        _look(row, paths)
        _bring_in(row, scratch, with_build)
        _send_back(row, scratch)
    except Refusal as refusal:
        row.refused = f'{refusal.diagnostic.message} ({refusal.diagnostic.hint})'
    except Exception:
        row.errors.append(traceback.format_exc())
    row.seconds = time.perf_counter() - began
    return row


def _words(text: str) -> str:
    """A text without marks, signs and capitals: what any two ways of writing it have in common."""
    bare = re.sub(r'<[^<>]{0,400}>', ' ', html.unescape(html.unescape(text)))
    return ' '.join(re.findall(r'[^\W_]+', bare.casefold()))


def _look(row: Row, paths: list[Path]) -> None:
    """Every title and text of the source: in the content, whole or word by word, or among what the import told."""
    assert row.imported is not None
    losses = row.imported.losses
    held = _words(' \n '.join(_strings(unload(row.imported.event))))
    vocabulary = set(held.split())
    dropped = {_words(loss.name) for loss in losses.items}
    without_place = {_words(name.rpartition('.')[2]) for name in losses.fields}
    without_place |= {word for name in losses.fields for word in re.findall(r'“(.+?)”', _words(name))}
    found = {True: [0, 0], False: [0, 0]}
    for path in paths:
        for entry in entries(path):
            words = _words(entry.source)
            if not words or entry.dialect == 'latex' or entry.field == 'page':
                continue
            told = _words(entry.field) in without_place or {words, _words(entry.talk)} & dropped
            there = words in held or bool(told) or vocabulary.issuperset(words.split())
            found[entry.line][0] += there
            found[entry.line][1] += 1
            if not there:
                row.lost.append(entry)
    row.titles, row.texts = (found[True][0], found[True][1]), (found[False][0], found[False][1])


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _strings(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _strings(value)


def _bring_in(row: Row, scratch: Path, with_build: bool) -> None:
    """Into a new project, which must load as the same event; then again, which must change nothing; then a book."""
    assert row.imported is not None
    sink = Sink()
    event, keys = row.imported.event, row.imported.keys
    for turn in (1, 2):
        outcome = keep.bring_in(scratch, row.form, unload(event), keys, sink)
        if turn == 2 and (outcome.written or outcome.deleted):
            row.errors.append(f'the second import changes {[path.name for path in outcome.written]}')
    loaded = load(scratch, sink)
    if loaded is None or sink.has_errors:
        row.errors += [item.message for item in sink.items]
    elif unload(loaded) != unload(event):
        row.errors.append('the content is not what was imported')
    if with_build and loaded is not None:
        sink = Sink()
        result = pipeline.build(scratch, 'symposium', scratch / 'book.pdf', sink)
        row.pages = result.pages if result is not None else 0
        if result is None:
            row.errors += [item.message for item in sink.items if item.severity.value == 'error']


def _send_back(row: Row, scratch: Path) -> None:
    """Out in each format and in again."""
    assert row.imported is not None
    event = row.imported.event
    for name in (LOSSLESS, *EXPORTS):
        sink = Sink()
        file = scratch / f'back-{name.replace(".", "-")}' / f'schedule.{name.rpartition(".")[2]}'
        file.parent.mkdir(exist_ok=True)
        data = exporters.export(event, name, sink)
        if data is None:
            row.back[name] = f'none: {sink.items[0].message}'
            continue
        file.write_bytes(data)
        try:
            back = bring(gather([file]))
        except Refusal as refusal:
            row.back[name] = f'refused: {refusal.diagnostic.message}'
            continue
        row.back[name] = _compared(event, back.event, name)


def _compared(event: Event, back: Event, name: str) -> str:
    """What came back otherwise than it went out: how much of what."""
    if name == LOSSLESS:
        return 'same' if unload(back) == unload(event) else 'differs'
    here, there = counted(event), counted(back)
    columns = ('events', 'sessions', 'people', 'abstracts', 'rooms')
    counts = [(column, getattr(here, column), getattr(there, column)) for column in columns]
    return ', '.join(f'{column} {one}→{two}' for column, one, two in counts if one != two) or 'same'


def table(rows: list[Row]) -> Iterator[str]:
    head = ('source', 'format', 'events', 'people', 'abstracts', 'rooms', 'titles', 'texts', 'aside', 'dropped')
    head += ('pages', LOSSLESS, *EXPORTS, 's')
    yield ' | '.join(head)
    for row in rows:
        if row.imported is None:
            yield f'{row.name} | {row.refused or "ERROR"}'
            continue
        told, now = row.imported.told, counted(row.imported.event)
        fates = [loss.fate.value for loss in row.imported.losses.items]
        yield ' | '.join(
            (
                row.name,
                row.form,
                *_counts(row, told, now),
                '{}/{}'.format(*row.titles),
                '{}/{}'.format(*row.texts),
                str(fates.count('set aside')),
                str(fates.count('dropped')),
                str(row.pages),
                *(row.back.get(name, '') for name in (LOSSLESS, *EXPORTS)),
                f'{row.seconds:.1f}',
            )
        )


def _counts(row: Row, told: Counts, now: Counts) -> Iterator[str]:
    """As others counted, as the importer read, as the booklet has it."""
    columns = {'events': 'events', 'people': 'speakers', 'abstracts': 'abstracts', 'rooms': 'rooms'}
    for own, theirs in columns.items():
        counts = (row.manifest.get(theirs) or '?', getattr(told, own), getattr(now, own))
        yield '/'.join(map(str, counts)) if len({*map(str, counts)}) > 1 else str(counts[0])


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or '').partition('\n')[0])
    parser.add_argument('names', nargs='*', help='parts of the names of sources')
    parser.add_argument('--verbose', action='store_true', help='what was lost, and what the import told')
    parser.add_argument('--no-build', action='store_true')
    options = parser.parse_args()
    rows = []
    for name, paths, manifest in sources(REAL):
        if options.names and not any(part in name for part in options.names):
            continue
        with tempfile.TemporaryDirectory() as folder:
            row = tried(name, paths, manifest, Path(folder), not options.no_build)
        rows.append(row)
        print(f'{len(rows):3} {name}', file=sys.stderr)
    print('\n'.join(table(rows)))
    for row in rows:
        for error in row.errors:
            print(f'\n{row.name}: {error}')
        if options.verbose and row.imported is not None:
            print(f'\n{row.name}')
            for line in losses_told(row.imported.losses):
                print(f'  {line}')
            for entry in row.lost:
                print(f'  NOT FOUND {entry.field} of {entry.talk[:40]!r}: {json.dumps(entry.source[:120])}')
    return 1 if any(row.errors for row in rows) else 0


if __name__ == '__main__':
    sys.exit(main())
