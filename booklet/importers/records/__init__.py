"""JSON or YAML that a conference's site keeps, of no named format; folders of pages with front matter.

Read are lists of records, records filed under their ids, sessions with their talks, days with their sessions, several
lists that refer to each other by ids, slugs or names (talks, speakers, sessions, rooms, tracks, time slots), and pages
of Markdown that begin with YAML (one a talk or a speaker; what stands below is the abstract or the biography). Keys are
told by their words in several languages: title, speakers, authors, abstract, start, end, time, duration, date, day,
room, track, session, chair, affiliation, bio, language, keywords, url, id. What stands above a record holds for it:
dates, times, rooms and names that lists are filed under.

An entry with entries below it is a session. One entry told in two places, with its time in one and its abstract in the
other, is one. Where days have no dates (“Monday”, “Day 2”), the first day's is asked of a mapping: `date: 2024-06-01`.

Dropped, and counted by their names: pictures, slides, recordings, texts of sessions, kinds of talks, fields of no known
meaning. There is no documentation: each site has its own keys. Known families: Jekyll's conference theme (`days`,
`rooms`, `talks`), Hoverboard and Zeppelin (`timeslots` with `sessions` or `sessionIds`), hand-written `program.json`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from booklet.draft import Draft, Losses
from booklet.importers.records.tree import MOST, Entry, What, entries
from booklet.intake.given import Blob, Given, Refusal
from booklet.intake.values import of_yaml, record
from booklet.source import Node

NAME = 'records'
TITLE = 'JSON or YAML that a site keeps'

_SURE = 0.45  # below every format that has a name
_PAGES_SURE = 0.75  # many pages that each begin with a title and people
_WANTED = 'a talk is a record with a title, and with people, an abstract or a time'
_FRONT = re.compile(r'\ufeff?---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)(.*)', re.DOTALL)
_CAPTURE = re.compile(r'\{%-?\s*(?:capture\s+(\w+)|endcapture)\s*-?%\}')
_PAGES = ('.md', '.markdown', '.html', '.mdx')


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of a site: what its front matter says, and what stands below it."""

    fields: dict[str, object]
    body: str
    rest: str


def recognise(given: Given) -> float:
    try:
        pages = [blob for blob in given.blobs if blob.suffix in _PAGES]
        if len(pages) > 1 and len(pages) > len(given.blobs) / 2:
            found = [entry for blob in pages for entry in _of_page(blob) if _tells(entry)]
            if len(found) > len(pages) / 2:
                return _PAGES_SURE
        return _SURE if sum(map(_tells, _all(given))) > 1 else 0.0
    except Refusal:
        return 0.0


def read(given: Given, losses: Losses, mapping: Node | None) -> Draft:
    from booklet.importers.records.draft import draft_of

    draft = draft_of(_all(given), losses, record(of_yaml(mapping)).get('date'))
    if not (draft.items or draft.sessions):
        given.json()  # what is cut off says so itself
        raise Refusal('no talks are seen in these records', given.blobs[0].span(), _WANTED)
    return draft


def _tells(entry: Entry) -> bool:
    """Whether this is a talk beyond doubt."""
    fields = entry.fields
    if entry.what is What.SESSION:
        return True
    told = any(role in fields for role in ('people', 'authors', 'abstract', 'start', 'time'))
    told = told or ('date' in fields and 'duration' in fields)
    return entry.what is What.TALK and told and ('title' in fields or 'name' in fields)


def _all(given: Given) -> list[Entry]:
    found: list[Entry] = []
    for blob in given.blobs:
        if blob.suffix in _PAGES:
            found += _of_page(blob)
        elif blob.looks_like_json():
            found += entries(blob.json, _heading(blob, given))
        elif blob.suffix in ('.yml', '.yaml'):
            found += entries(of_yaml(blob.yaml), _heading(blob, given))
        if len(found) >= MOST:
            raise Refusal(f'more than {MOST:,} entries', blob.span(), 'name the files that are wanted')
    return found


def _heading(blob: Blob, given: Given) -> str:
    """Of several files, each is named for what it holds: `speakers.json`."""
    return blob.name.rpartition('/')[2].partition('.')[0] if len(given.blobs) > 1 else ''


def _of_page(blob: Blob) -> list[Entry]:
    page = _page(blob)
    if page is None:
        return []
    folder, _, file = blob.name.rpartition('/')
    stem = file.rpartition('.')[0]
    key, place = (folder.rpartition('/')[2], '') if stem in ('index', '_index') else (stem, folder.rpartition('/')[2])
    fields = dict(page.fields)
    if page.body:
        fields['body'] = page.body
    if page.rest:
        fields['page'] = page.rest
    found = entries([fields], place.strip('_'))
    for entry in found[:1]:
        entry.key, entry.dialect = key, 'html' if blob.suffix == '.html' else 'markdown'
    return found


def _page(blob: Blob) -> _Page | None:
    match = _FRONT.match(blob.text.replace('\r\n', '\n').replace('\r', '\n'))
    if match is None:
        return None
    fields = record(of_yaml(Blob(blob.name, match[1].encode('utf-8', 'surrogatepass'), blob.where).yaml))
    body, rest = match[2], ''
    captured, outside = _captured(body)
    if captured:
        rest = _filled(outside).strip()
        body = captured.get('abstract') or next(iter(captured.values()))
    return _Page(fields, _filled(body).strip(), rest)


def _captured(body: str) -> tuple[dict[str, str], str]:
    """Texts that a page keeps under names, as Liquid does, and what stands around them."""
    found: dict[str, str] = {}
    outside, last, opened = '', 0, None
    for mark in _CAPTURE.finditer(body):
        if mark[1] and opened is None:
            outside += body[last : mark.start()]
            opened = mark
        elif opened is not None and not mark[1]:
            found[opened[1].lower()] = body[opened.end() : mark.start()].strip()
            last, opened = mark.end(), None
    return found, outside + body[last:]


def _filled(body: str) -> str:
    """Without what a site's generator would fill in."""
    for start, end in (('{%', '%}'), ('{{', '}}')):
        kept, last = [], 0
        while (place := body.find(start, last)) >= 0 and (after := body.find(end, place)) >= 0:
            kept.append(body[last:place])
            last = after + len(end)
        body = ''.join([*kept, body[last:]])
    return body
