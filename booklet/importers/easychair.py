"""EasyChair: submissions and their authors.

In: `submission.csv` and `author.csv` of Administration → Conference data download, or the workbook with the same
sheets; each alone will do too. Out: a `Draft` of talks without times: EasyChair's programme is another product.

Read: number, title, authors, keywords, abstract, track and decision of submissions; names, institutions with country
and pages of authors, in their order. Where there are decisions, only what is accepted becomes a talk: what is rejected,
withdrawn, deleted or not yet decided is left out, and told one by one. Without a table of authors, names are read from
the submissions; without one of submissions there are people, but no talks. Dropped: dates of submission, fields of the
form, who is the corresponding author, e-mail addresses.

The format: the pages of EasyChair on “CSV data”, and scripts that organisers publish for them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from booklet.draft import Draft, Institute, Item, Losses, Someone, TrackName
from booklet.intake.given import Given, Refusal
from booklet.intake.sheets import Row, Sheet, cell, headings, sheets
from booklet.intake.values import names
from booklet.model import Kind, Text
from booklet.reading import credits
from booklet.reading.people import people
from booklet.source import Node

NAME = 'easychair'
TITLE = 'EasyChair: submissions and authors (CSV, Excel)'

_AUTHOR = frozenset(('submission #', 'first name', 'last name'))
_SUBMISSION = frozenset(('authors', 'decision', 'deleted?', 'submitted', 'reviews sent', 'last updated', 'form fields'))
_KNOWN = names('# title authors submitted keywords decision notified abstract deleted?') | frozenset(
    ('last updated', 'reviews sent', 'track #', 'track name', 'track')
)
_KNOWN_AUTHOR = frozenset(
    ('submission #', 'first name', 'last name', 'country', 'affiliation', 'web page', 'person #', 'corresponding?')
)
_UNDECIDED = frozenset(('', 'no decision', 'undecided', 'none', '?', '-'))


def recognise(given: Given) -> float:
    found = [headings(blob) for blob in given.blobs]
    if any(one >= _AUTHOR for one in found):
        return 0.97
    return 0.93 if any(one >= {'#', 'title'} and len(one & _SUBMISSION) > 1 for one in found) else 0.0


def read(given: Given, losses: Losses, mapping: Node | None) -> Draft:
    every = [sheet for blob in given.blobs for sheet in sheets(blob)]
    authors = [sheet for sheet in every if frozenset(sheet.columns) >= _AUTHOR]
    submissions = [sheet for sheet in every if {'#', 'title'} <= frozenset(sheet.columns) and sheet not in authors]
    if not authors and not submissions:
        raise Refusal(
            'this is no data of EasyChair',
            given.blobs[0].span(),
            'submission.csv has the columns “#” and “title”, author.csv “submission #”, “first name” and “last name”',
        )
    named = _authors(authors, losses)
    if not submissions:
        losses.dropped('event', f'{len(named)} submissions', 'their titles stand in submission.csv: give both')
        return Draft(people=tuple(one for people_ in named.values() for one in people_))
    items = _submissions(submissions, named, losses)
    tracks = dict.fromkeys(item.track for item in items if item.track)
    return Draft(items=tuple(items), tracks=tuple(TrackName(name) for name in tracks))


def _authors(found: list[Sheet], losses: Losses) -> dict[str, list[Someone]]:
    named: dict[str, list[Someone]] = defaultdict(list)
    for sheet in found:
        for _, row in sheet.numbered():
            losses.unread(dict(row), _KNOWN_AUTHOR, 'author.')
            someone = _someone(row)
            if someone.name:
                named[cell(row, 'submission #')].append(someone)
    return named


def _someone(row: Row) -> Someone:
    given, family = cell(row, 'first name'), cell(row, 'last name')
    where, country = ' '.join(cell(row, 'affiliation').split()), cell(row, 'country')
    place = '' if country.casefold() in where.casefold() else country
    number = cell(row, 'person #')
    return Someone(
        ' '.join(f'{given} {family}'.split()),
        key=number if number != '0' else '',
        family=' '.join(family.split()) if given else '',
        institutes=(Institute(where, place),) if where else (),
        url=cell(row, 'web page'),
    )


def _submissions(found: list[Sheet], named: dict[str, list[Someone]], losses: Losses) -> list[Item]:
    rows = [(number, row) for sheet in found for number, row in sheet.numbered()]
    decided = any(_decision(row) not in _UNDECIDED for _, row in rows)
    items = []
    taken = set()
    for number, row in rows:
        key, title = cell(row, '#'), cell(row, 'title')
        origin = f'submission {key}' if key else f'row {number}'
        reason = _why_not(row, decided)
        if reason:
            losses.dropped('event', title, reason, origin)
            taken.add(key)
            continue
        losses.unread(dict(row), _KNOWN)
        items.append(_item(row, named.pop(key, []), origin))
        taken.add(key)
    for key, lost in named.items():
        if key not in taken:
            everyone = ', '.join(one.name for one in lost)
            losses.dropped('person', everyone, f'author of submission {key}, which submission.csv does not have')
    return items


def _decision(row: Row) -> str:
    return ' '.join(cell(row, 'decision').casefold().split())


def _why_not(row: Row, decided: bool) -> str:
    decision = _decision(row)
    if cell(row, 'deleted?').casefold() in ('yes', 'true', '1'):
        return 'was deleted'
    if not decided:
        return ''
    if decision in _UNDECIDED:
        return 'is not decided yet'
    if re.search(r'\baccept', decision) and not re.search(r'\bnot accept|\breject', decision):
        return ''
    return f'is not accepted: “{decision[:60]}”'


def _item(row: Row, authors: list[Someone], origin: str) -> Item:
    told = authors or [replace(one, institutes=()) for one in people(cell(row, 'authors'))]
    sort = f'{cell(row, "decision")} {cell(row, "track name", "track")}'
    return Item(
        title=' '.join(cell(row, 'title').split()),
        key=cell(row, '#'),
        kind=Kind.TALK,
        abstract=Text(cell(row, 'abstract')),
        track=cell(row, 'track name', 'track'),
        people=credits.parts(told),
        keywords=_keywords(cell(row, 'keywords')),
        poster=re.search(r'\bposters?\b', sort, re.IGNORECASE) is not None,
        origin=origin,
    )


def _keywords(text: str) -> tuple[str, ...]:
    """A line each; scripts write them as a list in brackets."""
    if text.startswith('[') and text.endswith(']'):
        text = re.sub(r'[\'"]\s*,\s*[\'"]', '\n', text[1:-1]).strip('\'" ')
    return tuple(word for one in text.split('\n') if (word := one.strip()))
