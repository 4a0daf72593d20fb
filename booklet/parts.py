"""The parts that a book may have: what each is called, and what the content may say of it.

In: nothing. Out: lookup tables. How a part looks is the layout's business (`design_options.PARTS`), what it shows its
block's (`blocks/`, one file of the same name).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal['text', 'file', 'files', 'document', 'choice', 'boolean', 'integer', 'mapping']


@dataclass(frozen=True, slots=True)
class Option:
    """What the content may say of a part. A `file` stands below `content/`, a `document` too, and its words are read;
    a `mapping` is one of words to words."""

    kind: Kind
    default: object = ''
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 1000
    required: bool = False


@dataclass(frozen=True, slots=True)
class PartKind:
    """`word`: under which the catalogues have its title, '' for none. `repeats`: it may stand several times."""

    word: str = ''
    options: Mapping[str, Option] = field(default_factory=dict)
    repeats: bool = False


# The drawings of `artwork`; the programme itself, drawn as a score; whichever the event's title falls on.
ARTWORK = (
    *('score', 'none', 'any'),
    *('arcs', 'contours', 'guilloche', 'halftone', 'ribbons', 'squares', 'tiles', 'weave'),
)
_FILE, _FILES = Option('file'), Option('files', ())
_COVER: Mapping[str, Option] = {
    'image': _FILE,
    'logos': _FILES,
    'artwork': Option('choice', '', ARTWORK),
}

PARTS: Mapping[str, PartKind] = {
    'cover': PartKind(options=_COVER),
    'half_title': PartKind(),
    'contents': PartKind('Contents', {'talks': Option('boolean', False)}),
    'page': PartKind('', {'file': Option('document', required=True), 'listed': Option('boolean', True)}, repeats=True),
    'information': PartKind('Practical information'),
    'committee': PartKind('Committees'),
    'sponsors': PartKind('Sponsors'),
    'plan': PartKind(
        'Plan',
        {
            'file': Option('file', required=True),
            'page': Option('integer', 1, least=1),
            'form': Option('choice', 'page', ('page', 'turned', 'spread')),
        },
        repeats=True,
    ),
    'advertisement': PartKind(
        '',
        {
            'file': Option('file', required=True),
            'page': Option('integer', 1, least=1),
            'form': Option('choice', 'page', ('page', 'spread')),
            'alt': Option('text'),
        },
        repeats=True,
    ),
    'notes': PartKind(
        'Notes',
        {
            'pages': Option('integer', 1, least=0, most=200),
            'ruling': Option('choice', 'lined', ('lined', 'dotted', 'squared', 'blank')),
            'fill': Option('boolean', False),
        },
        repeats=True,
    ),
    'colophon': PartKind('About this booklet', {'file': Option('document'), 'qr': Option('boolean', True)}),
    'glance': PartKind('At a glance'),
    'grid': PartKind('Timetable'),
    'agenda': PartKind('Agenda', {'parallel': Option('choice', '', ('sequence', 'beside'))}),
    'abstracts': PartKind(
        'Abstracts',
        {
            'order': Option('choice', 'day', ('day', 'session', 'track', 'title', 'name')),
            'links': Option('choice', 'short', ('none', 'short', 'qr')),
        },
    ),
    'posters': PartKind('Posters'),
    'biographies': PartKind(
        'Biographies', {'who': Option('choice', 'all', ('all', 'speakers')), 'photos': Option('boolean', True)}
    ),
    'index': PartKind('Speaker index'),
    'author_index': PartKind('Author index'),
    'chair_index': PartKind('Chair index'),
    'keyword_index': PartKind('Keyword index', {'see': Option('mapping', ())}),
    'participants': PartKind('Participants'),
    'back_cover': PartKind(options={**_COVER, 'file': Option('document'), 'qr': Option('boolean', True)}),
    'door_sheets': PartKind(),
    'wall': PartKind(),
}
EVERY: Mapping[str, Option] = {'title': Option('text')}  # what may be said of any part

# What a book holds where neither its content nor its layout says so; parts without content take no page.
DEFAULT = ('cover', 'contents', 'grid', 'agenda', 'abstracts', 'biographies', 'sponsors', 'index')


def options(name: str) -> dict[str, Option]:
    """All that may be said of a part."""
    return {**EVERY, **PARTS[name].options}
