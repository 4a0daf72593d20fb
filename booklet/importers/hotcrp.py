"""HotCRP: submissions as Search → Download → JSON, or its API, has them.

In: JSON, a list of papers, one paper, or `{"papers": […]}`. Out: a `Draft` of talks without times.

Read: title, abstract, authors with institutions, topics as keywords. Where something is decided, only what is accepted
becomes a talk; what is rejected, withdrawn, a draft or undecided is left out, and told. Dropped: PDF files, other
documents, contacts, conflicts, tags, fields of the form. E-mail addresses are not read.

The format: `src/paperexport.php` and `src/author.php` of kohler/hotcrp; older versions have `first` and `last`
for names, and `options` for the form's fields.
"""

from __future__ import annotations

import re

from booklet.draft import Draft, Institute, Item, Losses, Someone
from booklet.intake.given import Given, Refusal
from booklet.intake.values import Record, first, names, record, records, sequence, text
from booklet.model import Kind, Text
from booklet.reading import credits
from booklet.reading.people import person
from booklet.source import Node

NAME = 'hotcrp'
TITLE = 'HotCRP: papers (JSON)'

_KNOWN = names(
    'object pid id title abstract authors topics decision status submitted submitted_at withdrawn withdrawn_at draft '
    'final_submitted final_submitted_at modified_at submission_class contacts pc_conflicts submission final overlong '
    'truncated nonblind collaborators withdraw_reason submission_round sclass'
)
_AUTHOR = names('given_name family_name first last firstName lastName name affiliation contact')


def recognise(given: Given) -> float:
    try:
        return 0.95 if any(_is_paper(one) for _, value in given.json() for one in _papers(value)[:20]) else 0.0
    except Refusal:
        return 0.0


def _papers(value: object) -> list[Record]:
    if isinstance(value, dict):
        value = value.get('papers', [value])
    return records(value)


def _is_paper(one: Record) -> bool:
    if 'pid' not in one or 'title' not in one:
        return False
    return one.get('object') == 'paper' or ('authors' in one and bool(one.keys() & {'status', 'decision', 'submitted'}))


def read(given: Given, losses: Losses, mapping: Node | None) -> Draft:
    found = [one for _, value in given.json() for one in _papers(value)]
    papers = [one for one in found if 'pid' in one and 'title' in one]
    if not papers:
        raise Refusal('this has no papers of HotCRP', given.blobs[0].span(), 'each has “pid”, “title” and “authors”')
    for one in found:
        if 'pid' in one and 'title' not in one:
            losses.dropped('event', f'paper {text(one["pid"])}', text(one.get('error')) or 'has no title')
    decided = any(_standing(one) in ('accept', 'reject') for one in papers)
    items = []
    for one in papers:
        reason = _why_not(one, decided)
        if reason:
            losses.dropped('event', text(one.get('title')), reason, f'paper {text(one.get("pid"))}')
        else:
            items.append(_item(one, losses))
    return Draft(items=tuple(items))


def _standing(one: Record) -> str:
    """`accept`, `reject`, `withdrawn`, `draft`, or empty."""
    said = f'{text(one.get("status"))} {text(one.get("decision"))}'.lower()
    if one.get('withdrawn') is True or 'withdrawn' in said:
        return 'withdrawn'
    if re.search(r'reject|declin|not accept', said):
        return 'reject'
    if re.search(r'accept', said):
        return 'accept'
    return 'draft' if one.get('draft') is True or re.search(r'\bdraft|inprogress|in progress', said) else ''


def _why_not(one: Record, decided: bool) -> str:
    standing = _standing(one)
    if standing in ('withdrawn', 'draft'):
        return {'withdrawn': 'was withdrawn', 'draft': 'is a draft'}[standing]
    if standing == 'reject':
        return f'is not accepted: “{first(one, "decision", "status")[:60]}”'
    return 'is not decided yet' if decided and standing != 'accept' else ''


def _item(one: Record, losses: Losses) -> Item:
    losses.unread(one, _KNOWN)
    sort = f'{text(one.get("decision"))} {text(one.get("submission_class"))}'
    return Item(
        title=' '.join(text(one.get('title')).split()),
        key=text(one.get('pid')),
        kind=Kind.TALK,
        abstract=Text(text(one.get('abstract'))),
        people=credits.parts(_author(author, losses) for author in sequence(one.get('authors'))),
        keywords=_topics(one.get('topics')),
        poster=re.search(r'\bposters?\b', sort, re.IGNORECASE) is not None,
        origin=f'paper {text(one.get("pid"))}',
    )


def _author(value: object, losses: Losses) -> Someone:
    node = record(value)
    if not node:
        return person(text(value))
    losses.unread(node, _AUTHOR, 'author.')
    given, family = first(node, 'given_name', 'first', 'firstName'), first(node, 'family_name', 'last', 'lastName')
    where = ' '.join(text(node.get('affiliation')).split())
    name = ' '.join(f'{given} {family}'.split())
    if not name:
        return person(text(node.get('name')), where)
    institutes = (Institute(where),) if where else ()
    return Someone(name, family=' '.join(family.split()) if given else '', institutes=institutes)


def _topics(value: object) -> tuple[str, ...]:
    """A list of topics; or, in older versions, which of them hold."""
    if isinstance(value, dict):
        return tuple(text(name) for name, holds in value.items() if holds)
    return tuple(word for one in sequence(value) if (word := text(one)))
