"""What a layout file may hold: the fields of each of its sections, and the options of each part of the book.

In: nothing. Out: tables. Whoever writes a part adds its options to PARTS; the loader, the documentation's test and the
error messages follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from booklet import parts
from booklet.design import Colour

Kind = Literal[
    'length',  # '12 mm'; in a style also '1 em' and '0.5 bl'
    'size',  # of type: a length, or a step of the scale: +2
    'number',
    'integer',
    'boolean',
    'percent',  # '25 %', in the layout 0.25
    'choice',
    'text',
    'features',  # a list of OpenType feature tags
    'font',  # a role named under `fonts`
    'style',  # a name under `styles`
    'colour',  # a name under `palette`, or '#rrggbb'
    'master',  # a name under `masters`
]
REQUIRED = object()  # the default of an option that has none


@dataclass(frozen=True, slots=True)
class Option:
    """A field of a layout file: what it takes, what it is when not said, and its bounds (lengths in points)."""

    kind: Kind
    default: object = REQUIRED
    choices: tuple[str, ...] = ()
    least: float = -1e6
    most: float = 1e6


_LENGTH = Option('length', 0.0, least=0)
_EDGE = Option('length', REQUIRED, least=0)
_SIDES = ('inner', 'outer', 'centre', 'left', 'right')

MARGINS: Mapping[str, Option] = {'top': _EDGE, 'bottom': _EDGE, 'inner': _EDGE, 'outer': _EDGE}

SCALE: Mapping[str, Option] = {
    'base': Option('length', REQUIRED, least=2, most=400),
    'ratio': Option('number', 1.2, least=1, most=4),
}

STYLE: Mapping[str, Option] = {
    'font': Option('font'),
    'size': Option('size', least=2, most=400),
    'leading': Option('length', least=2, most=800),
    'weight': Option('integer', 400, least=1, most=1000),
    'italic': Option('boolean', False),
    'colour': Option('colour', Colour(0, 0, 0)),
    'features': Option('features', ()),
    'tracking': Option('number', 0.0, least=-500, most=2000),
    'align': Option('choice', 'justify', choices=('justify', 'left', 'right', 'centre')),
    'hyphenate': Option('boolean', True),
    'balance': Option('boolean', False),
    'expansion': Option('percent', 0.0, least=0, most=0.05),
    'protrusion': Option('boolean', False),
    'indent': _LENGTH,
    'right_indent': _LENGTH,
    'first_indent': Option('length', 0.0),
    'hanging': _LENGTH,
    'space_before': _LENGTH,
    'space_after': _LENGTH,
    'keep_with_next': Option('boolean', False),
}

MASTER: Mapping[str, Option] = {
    'columns': Option('integer', 1, least=1, most=8),
    'gutter': _LENGTH,
    'turned': Option('boolean', False),
}

FURNITURE: Mapping[str, Option] = {
    'kind': Option('choice', choices=('text', 'rule', 'thumb')),
    'edge': Option('choice', choices=('top', 'bottom')),
    'y': _EDGE,
    'text': Option('text', ''),
    'style': Option('style', ''),
    'align': Option('choice', 'outer', choices=_SIDES),
    'sides': Option('choice', 'both', choices=('both', 'recto', 'verso')),
    'openings': Option('boolean', True),
    'thickness': Option('length', 0.25, least=0, most=100),
    'colour': Option('colour', Colour(0, 0, 0)),
    'width': _LENGTH,
    'height': _LENGTH,
}
# What may stand in a furniture item's text. first, last: the first and the last entry of the page; times: from when to
# when its items are; weekday: the day, shortly.
PLACEHOLDERS = (
    *('title', 'short_title', 'part', 'day', 'weekday', 'folio'),
    *('first', 'last', 'times', 'version', 'updated', 'draft'),
)

BREAKS: Mapping[str, Option] = {
    'widows': Option('integer', 2, least=1, most=20),
    'orphans': Option('integer', 2, least=1, most=20),
    'heading_lines': Option('integer', 2, least=0, most=20),
    'whole': Option('percent', 0.25, least=0, most=1),
    'level_facing': Option('boolean', True),
}

PART: Mapping[str, Option] = {
    'master': Option('master'),
    'start': Option('choice', 'any', choices=('recto', 'verso', 'any')),
    'title': Option('text', ''),
}

_LETTERS: Mapping[str, Option] = {'letters': Option('boolean', True)}

_TALKS: Mapping[str, Option] = {
    'header': Option('choice', 'axis', choices=('axis', 'above', 'line')),
    'time_width': _LENGTH,
    'gap': _LENGTH,
    'code': Option('length', 42.5, least=20),  # the side of a talk's QR code, unless it needs more
}
_LABELS: Mapping[str, Option] = {'label_width': _LENGTH, 'gap': _LENGTH}  # 0: what could hang there stands above

# Each part's own options, beside those of PART. Options that end in _width must leave room on the line.
PARTS: Mapping[str, Mapping[str, Option]] = {
    'cover': {
        'ground': Option('colour', Colour(1, 1, 1)),  # of the whole page
        'bars': Option('colour', Colour(0.9, 0.9, 0.9)),  # the programme drawn as a score
        'spark': Option('colour', Colour(0.6, 0.6, 0.6)),  # of social events in it
        'score_height': _LENGTH,  # 0: no drawing
        'title_y': _LENGTH,  # from the top of the text block
        'credit_y': _LENGTH,  # from its bottom
        'artwork': Option('choice', 'score', choices=parts.ARTWORK),  # where the content names none
        'logo_height': Option('length', 26.0, least=0),  # of a logo twice as broad as high
    },
    'contents': {'page_width': Option('length', least=0), 'gap': _LENGTH},
    'agenda': {
        'new_page': Option('choice', 'none', choices=('none', 'day')),
        'time_width': Option('length', least=0),
        'speaker_width': Option('length', 0.0, least=0),  # 0: speakers below the title
        'page_width': Option('length', least=0),
        'room_width': _LENGTH,  # 0: rooms below the title
        'gap': _LENGTH,
        'rules': Option('boolean', False),
        'parallel': Option('choice', 'sequence', choices=('sequence', 'beside')),
        'lane_least': Option('length', 108.0, least=20),  # least width of one of several things side by side
    },
    'abstracts': {
        'day_heading': Option('text', '{part} — {day}'),
        **_TALKS,
    },
    'index': _LETTERS,
    # Those above must be told of (NEEDED); all others have defaults, what they take stands below.
    **{name: {} for name in parts.PARTS if name not in ('cover', 'contents', 'agenda', 'abstracts', 'index')},
    'posters': _TALKS,
    'information': _LABELS,
    'committee': _LABELS,
    'half_title': {'title_y': _LENGTH},  # from the top of the text block; 0: a fifth of it
    'colophon': {'qr_width': Option('length', 62.0, least=0)},
    'notes': {'line': Option('length', 21.0, least=6), 'dot': Option('length', 13.0, least=4)},
    'back_cover': {'qr_width': Option('length', 62.0, least=0)},
    'author_index': _LETTERS,
    'chair_index': _LETTERS,
    'keyword_index': _LETTERS,
    'participants': _LETTERS,
    'sponsors': {
        'logo': Option('length', 68.0, least=6),  # side of a square one of the first tier; all are as large in area
        'logo_least': Option('length', 36.0, least=6),  # of the last tiers
        'step': Option('percent', 0.78, least=0.2, most=1),  # from a tier to the next, of that side
        'columns': Option('integer', 2, least=1, most=8),  # at the most, of the first tier; each further has one more
        'gap': Option('length', 28.0, least=0),  # between columns
        'names': Option('choice', 'missing', choices=('missing', 'below')),  # of sponsors without a logo; of all
    },
    'biographies': {
        'photo': Option('choice', 'square', choices=('square', 'circle')),
        'photo_width': _LENGTH,  # 0: no photographs
        'gap': _LENGTH,
    },
    'grid': {
        'form': Option('choice', 'auto', choices=('auto', 'page', 'spread')),
        'time_width': Option('length', 30.0, least=0),  # of the times, with the gap beside them
        'gap': Option('length', 3.0, least=0),  # between columns
        'room_least': Option('length', 62.0, least=20),  # least width of a room's column
        'hour': Option('length', 64.0, least=8),  # the most height of an hour
        'least': Option('percent', 0.88, least=0.3, most=1),  # of the size of its styles
        'ground': Option('colour', Colour(0.96, 0.955, 0.94)),  # of what has no track
        'rules': Option('boolean', True),  # a hairline at each time
    },
    'glance': {
        'day_least': Option('length', 70.0, least=20),  # least width of a day's column
        'lane_least': Option('length', 52.0, least=10),  # least width of one of several things at the same time
        'gap': Option('length', 8.0, least=0),
        'least': Option('percent', 0.82, least=0.3, most=1),  # of the size of its styles
    },
    'door_sheets': {
        'gap': Option('length', 17.0, least=0),  # beside the times, and below the day
        'least': Option('percent', 0.62, least=0.2, most=1),  # of the size of its styles; then it goes on on a second
        'room_least': Option('length', 60.0, least=10),  # size of the room's name before it is broken
    },
    'wall': {
        'day_least': Option('length', 200.0, least=40),  # least width of a day's column
        'lane_least': Option('length', 100.0, least=20),  # least width of one of several things at the same time
        'gap': Option('length', 20.0, least=0),
        'least': Option('percent', 0.5, least=0.1, most=1),  # of the size of its styles
        'most': Option('percent', 2.5, least=1, most=20),
        'code': Option('length', 100.0, least=0),  # side of the QR code that leads to the programme online
    },
}
NEEDED = ('cover', 'contents', 'agenda', 'abstracts', 'index')  # a layout must tell of these; the others have defaults
