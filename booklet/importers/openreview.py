"""OpenReview: accepted papers, from the programme chairs' console or the API.

In: the CSV “paper status” of the console; JSON of `/notes`, of API 1 (`content: {title}`) and 2
(`content: {title: {value}}`), as its clients save it. Out: a `Draft` of talks without times.

Read: title, abstract, authors and their profiles as keys, keywords, track, whether the decision
or venue names a poster, the address of the forum. Where there are decisions (a column, a field, notes of decision among
the notes or their replies, or a venue that tells), only what is accepted becomes a talk; what is not is left out, and
told. Reviews and comments among the notes are passed over. Dropped: one-sentence summaries, PDF files, ratings,
reviewers, supplements. E-mail addresses are not read, not even as keys.

The format: OpenReview's documentation of its API and of the console's exports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from booklet.draft import Draft, Institute, Item, Losses, Someone, TrackName
from booklet.intake.given import Blob, Given, Refusal
from booklet.intake.sheets import cell, headings, sheets
from booklet.intake.values import Record, first, names, record, records, sequence, text
from booklet.model import Kind, Text
from booklet.reading import credits
from booklet.reading.people import person
from booklet.source import Node

NAME = 'openreview'
TITLE = 'OpenReview: papers (CSV, JSON)'

_COLUMNS = frozenset(('title', 'authors', 'forum'))
_MORE = frozenset(('authorids', 'paperhash', 'number', 'decision', 'num reviewers', 'venue', 'venueid'))
_KNOWN = names('number forum title authorids authors abstract keywords track decision paperhash venue venueid id')
_CONTENT = names(
    'title authors authorids abstract keywords track primary_area venue venueid decision _bibtex paperhash'
)
_FORUM = 'https://openreview.net/forum?id='


@dataclass(frozen=True, slots=True)
class _Paper:
    """A submission, whichever way it was told; `decision` in small letters, empty where nothing is decided."""

    key: str
    title: str
    abstract: str
    people: tuple[Someone, ...]
    keywords: tuple[str, ...]
    track: str
    decision: str


def recognise(given: Given) -> float:
    return max((_sureness(blob) for blob in given.blobs), default=0.0)


def _sureness(blob: Blob) -> float:
    if not blob.looks_like_json():
        found = headings(blob)
        return 0.95 if found >= _COLUMNS and len(found & _MORE) > 1 else 0.0
    try:
        return 0.93 if any(_is_submission(note) for note in _notes(blob.json)) else 0.0
    except Refusal:
        return 0.0


def read(given: Given, losses: Losses, mapping: Node | None) -> Draft:
    papers: list[_Paper] = []
    for blob in given.blobs:
        if blob.looks_like_json():
            papers += _from_notes(_notes(blob.json), losses)
        elif headings(blob) >= _COLUMNS:
            papers += _from_table(blob, losses)
    if not papers:
        raise Refusal(
            'this has no submissions of OpenReview',
            given.blobs[0].span(),
            'give the CSV of paper status, or JSON of /notes',
        )
    decided = any(re.search(r'\baccept', one.decision) or _is_venue(one.decision) for one in papers)
    items = [_item(paper) for paper in papers if _is_accepted(paper, decided, losses)]
    tracks = dict.fromkeys(item.track for item in items if item.track)
    return Draft(items=tuple(items), tracks=tuple(TrackName(name) for name in tracks))


def _is_accepted(paper: _Paper, decided: bool, losses: Losses) -> bool:
    """By its decision; where none has one, all are."""
    decision = paper.decision
    if re.search(r'reject|withdraw|not accept|decline', decision):
        reason = f'is not accepted: “{decision[:60]}”'
    elif re.match(r'submitted|under review|no decision|pending', decision) or not decision:
        if not decided:
            return True
        reason = 'is not decided yet'
    else:
        return True
    losses.dropped('event', paper.title, reason, f'paper {paper.key}')
    return False


def _is_venue(decision: str) -> bool:
    """`ICLR 2024 poster`: the venue of what was accepted says where it is."""
    return re.search(r'\d{4}', decision) is not None and not re.match(r'submitted|under review', decision)


def _item(paper: _Paper) -> Item:
    return Item(
        title=paper.title,
        key=paper.key,
        kind=Kind.TALK,
        abstract=Text(paper.abstract),
        track=paper.track,
        people=credits.parts(paper.people),
        keywords=paper.keywords,
        url=f'{_FORUM}{paper.key}' if re.fullmatch(r'[\w-]{6,40}', paper.key) else '',
        poster='poster' in paper.decision,
        origin=f'paper {paper.key}',
    )


# --- the console's table ---


def _from_table(blob: Blob, losses: Losses) -> Iterable[_Paper]:
    for sheet in sheets(blob):
        for _, row in sheet.numbered():
            losses.unread(dict(row), _KNOWN)
            forum = cell(row, 'forum')
            yield _Paper(
                key=forum.partition('id=')[2] or forum or cell(row, 'number'),
                title=' '.join(cell(row, 'title').split()),
                abstract=cell(row, 'abstract'),
                people=_people(cell(row, 'authors').split('|'), cell(row, 'authorids').split('|')),
                keywords=tuple(word.strip() for word in re.split(r'[|;]', cell(row, 'keywords')) if word.strip()),
                track=cell(row, 'track'),
                decision=cell(row, 'decision', 'venue', 'venueid').lower(),
            )


# --- notes ---


def _notes(value: object) -> list[Record]:
    return records(record(value).get('notes', value)) if isinstance(value, dict | list) else []


def _is_submission(note: Record) -> bool:
    content = record(note.get('content'))
    return (
        'title' in content
        and 'authors' in content
        and bool(note.keys() & {'forum', 'invitation', 'invitations', 'signatures'})
    )


def _from_notes(notes: list[Record], losses: Losses) -> Iterable[_Paper]:
    decisions = {text(note.get('forum')): found for note in notes if (found := _decision(note))}
    for note in notes:
        if _is_submission(note):
            yield _submission(note, decisions, losses)


def _decision(note: Record) -> str:
    """What a note of decision says: among the others, or as a reply to its submission."""
    invited = ' '.join([text(note.get('invitation')), *map(text, sequence(note.get('invitations')))])
    if not re.search(r'/(?:Meta_)?Decision\b|/Acceptance_Decision', invited):
        return ''
    content = record(note.get('content'))
    return _value(content, 'decision') or _value(content, 'recommendation')


def _submission(note: Record, decisions: dict[str, str], losses: Losses) -> _Paper:
    content, details = record(note.get('content')), record(note.get('details'))
    key = first(note, 'forum', 'id')
    losses.unread({name: _bare(value) for name, value in content.items()}, _CONTENT, 'content.')
    replies = [
        found
        for name in ('directReplies', 'replies')
        for one in records(details.get(name))
        if (found := _decision(one))
    ]
    decision = _value(content, 'decision') or decisions.get(key, '') or next(iter(replies), '')
    authors, ids = _bare(content.get('authors')), _bare(content.get('authorids'))
    keywords = _bare(content.get('keywords'))
    return _Paper(
        key=key,
        title=' '.join(_value(content, 'title').split()),
        abstract=_value(content, 'abstract'),
        people=_people(sequence(authors), sequence(ids)),
        keywords=tuple(word for one in sequence(keywords) if (word := text(one))),
        track=_value(content, 'track') or _value(content, 'primary_area'),
        decision=(decision or _venue(content)).lower(),
    )


def _venue(content: Record) -> str:
    """`ICLR 2024 poster`, `Submitted to ICLR 2024`; `…/Rejected_Submission` where the venue has no name."""
    venue, group = _value(content, 'venue'), _value(content, 'venueid').rsplit('/', 1)[-1]
    told = group.replace('_', ' ') if re.search('reject|withdraw', group, re.IGNORECASE) else ''
    return told or venue


def _bare(value: object) -> object:
    """API 2 wraps every value: `{"value": …}`."""
    return record(value).get('value') if isinstance(value, dict) and 'value' in value else value


def _value(content: Record, name: str) -> str:
    return text(_bare(content.get(name)))


def _people(authors: list[object] | list[str], ids: list[object] | list[str]) -> tuple[Someone, ...]:
    """Names and profiles, side by side; a profile that is an e-mail address is no key."""
    found = []
    for place, author in enumerate(authors):
        node = record(author)
        name = first(node, 'fullname', 'name') if node else text(author)
        key = first(node, 'username') or (text(ids[place]) if len(ids) == len(authors) else '')
        places = [first(one, 'name', 'institution') if isinstance(one, dict) else text(one) for one in _places(node)]
        who = person(name)
        if who.name:
            institutes = tuple(Institute(place_) for place_ in places if place_)
            found.append(Someone(who.name, '' if '@' in key else key, who.family, institutes or who.institutes))
    return tuple(found)


def _places(node: Record) -> list[object]:
    value = node.get('institutions') or node.get('institution')
    return value if isinstance(value, list) else [value] if value else []
