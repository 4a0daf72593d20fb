"""Entries of several sheets that tell of the same: the programme and its abstracts, talks and their speakers.

In: entries of all sheets. Out: fewer: what one sheet tells of an entry of another is put to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from booklet.draft import Losses
from booklet.importers.table.entries import Entry
from booklet.reading.words import folded

_TIMES = ('date', 'day', 'start', 'time')


def joined(entries: Sequence[Entry], losses: Losses) -> list[Entry]:
    sheets: dict[str, list[Entry]] = {}
    for entry in entries:
        sheets.setdefault(entry.origin.rpartition('row ')[0], []).append(entry)
    if len(sheets) < 2:
        return list(entries)
    timed = {name for name, those in sheets.items() if any(_timed(entry) for entry in those)}
    plain = [name for name in sheets if name not in timed]
    if not timed or not plain:
        return list(entries)
    by_id: dict[str, list[Entry]] = {}
    by_title: dict[str, list[Entry]] = {}
    for name in plain:
        for entry in sheets[name]:
            if entry.get('title') or entry.get('abstract'):
                by_id.setdefault(folded(entry.get('id')), []).append(entry)
                by_title.setdefault(folded(entry.get('title')), []).append(entry)
    used: set[int] = set()
    found: list[Entry] = []
    for name in (name for name in sheets if name in timed):
        for entry in sheets[name]:
            more = _of(by_title, entry.get('title')) or _same_id(by_id, entry)
            used.update(map(id, more))
            found.append(_with(entry, more))
    found.extend(entry for name in plain for entry in sheets[name] if id(entry) not in used)
    return found


def _timed(entry: Entry) -> bool:
    return any(entry.get(field) for field in _TIMES) or entry.date is not None


def _of(index: dict[str, list[Entry]], text: str) -> list[Entry]:
    return index.get(folded(text), []) if folded(text) else []


def _same_id(index: dict[str, list[Entry]], entry: Entry) -> list[Entry]:
    """Entries of the same id; not if both have titles that share no word."""
    words = set(folded(entry.get('title')).split())
    return [
        one for one in _of(index, entry.get('id'))
        if not words or not one.get('title') or words & set(folded(one.get('title')).split())
    ]  # fmt: skip


def _with(entry: Entry, more: Sequence[Entry]) -> Entry:
    values = dict(entry.values)
    for one in more:
        for field, texts in one.values.items():
            if field not in values:
                values[field] = texts
    return replace(entry, values=values)
