"""How a book shall look: the layout as frozen dataclasses, every length in points, every reference resolved.

In: nothing. Out: the types that `design_load` fills, and the tables that say what a layout file may hold: which
styles and parts each layout must have, which fields a style takes, which options a part takes. Whoever writes a block
adds its styles to STYLES and its options to PARTS; the loader, the documentation's test and the error messages follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from booklet import parts
from booklet.units import MM, Rect, Size

Align = Literal['justify', 'left', 'right', 'centre']
Level = Literal['AA', 'AAA']  # of the Web Content Accessibility Guidelines


@dataclass(frozen=True, slots=True)
class Colour:
    """Device RGB, each channel 0 to 1."""

    red: float
    green: float
    blue: float


@dataclass(frozen=True, slots=True)
class TextStyle:
    """One text style, fully resolved.

    `font` is a key of `Layout.fonts`. `tracking` is in thousandths of an em. `space_before` and `space_after` are
    points; `indent` moves every line, `first_indent` the first line further, `hanging` every line but the first.
    `balance` makes ragged lines even in length (titles). `expansion`: by how much of its width a justified line may
    grow or shrink before its spaces do. `protrusion`: punctuation and some letters hang out into the margins.
    """

    name: str
    font: str
    size: float
    leading: float
    weight: int = 400
    italic: bool = False
    colour: Colour = Colour(0, 0, 0)
    features: tuple[str, ...] = ()
    tracking: float = 0.0
    align: Align = 'justify'
    hyphenate: bool = True
    balance: bool = False
    expansion: float = 0.0
    protrusion: bool = False
    indent: float = 0.0
    right_indent: float = 0.0
    first_indent: float = 0.0
    hanging: float = 0.0
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Margins:
    top: float
    bottom: float
    inner: float
    outer: float


@dataclass(frozen=True, slots=True)
class FurnitureItem:
    """Something each page of a master carries: a line of text, a rule, or a thumb mark.

    `text` may hold the names in PLACEHOLDERS. A thumb mark is a tab of `width` × `height` points at the outer edge, one
    below the other for each day from `y` on, over which its text stands. `y` is the baseline's (rule's) distance in points
    from the top edge of the page if `edge` is 'top', from the bottom edge if 'bottom'. `align` is relative to the
    text block: 'inner' and 'outer' swap between recto and verso. `sides`: on which pages it stands;
    `openings`: also where a part begins.
    """

    kind: Literal['text', 'rule', 'thumb']
    edge: Literal['top', 'bottom']
    y: float
    text: str = ''
    style: str = ''
    align: Literal['inner', 'outer', 'centre', 'left', 'right'] = 'outer'
    sides: Literal['both', 'recto', 'verso'] = 'both'
    openings: bool = True
    thickness: float = 0.25
    colour: Colour = Colour(0, 0, 0)
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Master:
    """A kind of page: its columns and its furniture. `gutter` in points. `turned`: it lies, its head at the left."""

    name: str
    columns: int = 1
    gutter: float = 0.0
    turned: bool = False
    furniture: tuple[FurnitureItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Breaks:
    """Rules of page breaking. `whole`: how much of a page (0 to 1) may stay empty to keep an abstract whole."""

    widows: int = 2
    orphans: int = 2
    heading_lines: int = 2
    whole: float = 0.25
    level_facing: bool = True


@dataclass(frozen=True, slots=True)
class Book:
    """Which parts the book has. `only`: these, in this order, whatever the content lists. `default`: these, where the
    content lists none. `without`: none of these, even where it does."""

    only: tuple[str, ...] = ()
    default: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartOptions:
    """What a layout says of one part of the book. `options` are the part's own, as its block documents them."""

    name: str
    master: str
    start: Literal['recto', 'verso', 'any'] = 'any'
    title: str = ''
    options: tuple[tuple[str, object], ...] = ()

    def get(self, key: str) -> object:
        """The value of one of the part's own options."""
        return dict(self.options)[key]

    def length(self, key: str) -> float:
        """A length option in points."""
        value = self.get(key)
        assert isinstance(value, float | int)  # the table below says so
        return float(value)

    def text(self, key: str) -> str:
        return str(self.get(key))

    def flag(self, key: str) -> bool:
        return bool(self.get(key))

    def colour(self, key: str) -> Colour:
        value = self.get(key)
        assert isinstance(value, Colour)  # the table below says so
        return value


@dataclass(frozen=True, slots=True)
class Layout:
    """`fonts`: role → family name as `booklet fonts` lists it. `grid`: the baseline grid's step, 0 for none.

    `mirror`: the inner margin changes sides, left on a recto and right on a verso; without it, it is always left.
    `fallback`: the families named for characters that a style's own family lacks, in order. `contrast`: how well texts
    shall be told from their grounds. `touch`: how high the area of a link is at least, points.
    """

    name: str
    description: str
    page: Size
    margins: Margins
    grid: float
    fonts: dict[str, str]
    palette: dict[str, Colour]
    styles: dict[str, TextStyle]
    masters: dict[str, Master]
    parts: dict[str, PartOptions]
    breaks: Breaks = field(default_factory=Breaks)
    mirror: bool = True
    fallback: tuple[str, ...] = ()
    contrast: Level = 'AA'
    book: Book = Book()
    touch: float = 0.0

    @property
    def chain(self) -> tuple[str, ...]:
        """The families to ask for what a style's own lacks: those named for it, then those of the roles, math last."""
        roles = sorted(self.fonts, key=lambda role: role == 'math')
        return tuple(dict.fromkeys((*self.fallback, *(self.fonts[role] for role in roles))))

    @property
    def measure(self) -> float:
        """The width of the text block in points."""
        return self.page.width - self.margins.inner - self.margins.outer

    @property
    def depth(self) -> float:
        """The height of the text block in points."""
        return self.page.height - self.margins.top - self.margins.bottom

    def size(self, master: str) -> Size:
        """A page of a master, as one reads it, in points."""
        return Size(self.page.height, self.page.width) if self.masters[master].turned else self.page

    def frame(self, master: str) -> Size:
        """The width of a master's text block and its height in whole steps of the baseline grid, in points."""
        width, height = (self.depth, self.measure) if self.masters[master].turned else (self.measure, self.depth)
        return Size(width, (height + 0.01) // self.grid * self.grid if self.grid else height)

    def column_width(self, master: str) -> float:
        """The width of one column of a master in points."""
        form = self.masters[master]
        return (self.frame(master).width - form.gutter * (form.columns - 1)) / form.columns

    def text_block(self, recto: bool = True, master: str = '') -> Rect:
        """Where the text stands on a page, in points from the lower left corner of the page as one reads it."""
        left = self.margins.inner if recto or not self.mirror else self.margins.outer
        if (
            master and self.masters[master].turned
        ):  # its head is at the left of the standing sheet, its foot at the right
            top = self.page.width - left
            return Rect(self.margins.bottom, top - self.measure, self.page.height - self.margins.top, top)
        return Rect(left, self.margins.bottom, left + self.measure, self.page.height - self.margins.top)


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

# The styles that the blocks ask for, and what each sets. A layout may have others for its own furniture.
STYLES: Mapping[str, str] = {
    'body': 'running text of any page; most styles extend it',
    'abstract_text': 'the first paragraph of an abstract',
    'abstract_text_next': 'the paragraphs after the first',
    'talk_time': 'the time beside or above an abstract',
    'talk_speaker': 'the speakers above an abstract',
    'talk_affiliation': 'their affiliations',
    'talk_title': 'the title of a talk above its abstract',
    'talk_subtitle': 'its subtitle',
    'note': 'what the editors add: “Abstract to be announced”, “Cancelled”',
    'part_title': 'the title of a part',
    'day_title': 'the heading of a day',
    'session_title': 'the heading of a session',
    'abstracts_day': 'the heading of a day among the abstracts',
    'session_details': 'its chair and room',
    'abstracts_session': 'the heading of a session among abstracts that go by session',
    'talk_details': 'day, room, track and language of a talk, and where else it is given',
    'cancelled': '“Cancelled” above what does not take place',
    'meridiem': 'am and pm beside a time',
    'meridiem_of_break': 'am and pm beside the time of a break',
    'agenda_time': 'the time column of the agenda',
    'agenda_break_time': 'the time of a break',
    'agenda_session': 'a session in the agenda',
    'agenda_session_time': 'its time',
    'agenda_details': 'its chair, room and track',
    'agenda_title': 'the title of a talk in the agenda',
    'agenda_speaker': 'the speakers in the agenda',
    'agenda_page': 'the page number in the agenda',
    'agenda_break': 'breaks and meals in the agenda',
    'agenda_event': 'remarks, social events and the end of the day in the agenda',
    'agenda_cancelled': 'what does not take place, in the agenda',
    'agenda_room': 'the room in a column of its own',
    'agenda_together': 'what is said above sessions at the same time',
    'agenda_lane': 'a session or a room above its column, where sessions stand side by side',
    'page_heading': 'a heading in a page of text',
    'page_text': 'a paragraph in a page of text or in practical information, and the first after a heading',
    'page_text_next': 'the paragraphs after another',
    'information_title': 'the title of a piece of information, above it',
    'information_label': 'the same left of its text',
    'committee_name': 'the name of a committee',
    'committee_member': 'one of its members',
    'committee_duty': 'what that member does in it',
    'sponsors_tier': 'a tier of sponsors, above their logos',
    'sponsors_name': 'a sponsor’s name, in place of a logo',
    'sponsors_caption': 'a sponsor’s name below the logo',
    'plan_title': 'the title of a plan',
    'contents_1': 'a part in the contents',
    'contents_2': 'a day or another stretch of a part in the contents',
    'contents_3': 'a talk in the contents',
    'contents_page': 'the page number in the contents',
    'glance_heading': 'the title of the week at a glance',
    'glance_note': 'the dates and the place beside it',
    'glance_day': 'a day in the week at a glance; what lasts all day stands below it',
    'glance_page': 'the page on which that day begins',
    'glance_aside': 'what lasts while other things come and go',
    'glance_time': 'a time in the week at a glance',
    'glance_break_time': 'the time of a break',
    'glance_title': 'a talk, or what stands for several',
    'glance_session': 'a session',
    'glance_break': 'breaks and meals',
    'glance_social': 'social events',
    'grid_heading': 'the day above a grid',
    'grid_note': 'what stands beside it: the title of the part, which page of the day it is',
    'grid_room': 'a room above its column',
    'grid_track': 'its track, where all in the room is of one',
    'grid_time': 'a time beside the grid',
    'grid_title': 'a title in a grid; half its leading is the step of all heights',
    'grid_speaker': 'the speakers below it',
    'grid_place': 'its room, where the head of the column does not tell it',
    'grid_session': 'a session above its first talk',
    'grid_break': 'breaks and meals in a grid',
    'grid_number': 'the number of an event that is told in the key',
    'grid_legend': 'the names of the tracks below a grid',
    'grid_key': 'an entry of the key: what a grid had no room for',
    'grid_key_number': 'its number',
    'grid_key_page': 'its page',
    'grid_meridiem': 'am and pm beside a time',
    'door_room': 'the name of the room on a door sheet',
    'door_day': 'the day on it',
    'door_time': 'when something begins',
    'door_end': 'when it ends',
    'door_break_time': 'when a break begins',
    'door_session': 'a session',
    'door_title': 'the title of a talk',
    'door_speaker': 'its speakers',
    'door_break': 'breaks and meals',
    'wall_heading': 'the title of the event on the wall poster',
    'wall_note': 'its dates, its place and where the programme is online',
    'wall_day': 'a day on the wall poster',
    'wall_aside': 'what lasts while other things come and go',
    'wall_time': 'a time on the wall poster',
    'wall_break_time': 'the time of a break',
    'wall_title': 'a talk, or what stands for several',
    'wall_session': 'a session',
    'wall_break': 'breaks and meals',
    'wall_social': 'social events',
    'index_letter': 'the letter above its entries in the index',
    'index_entry': 'a name and its pages in the index',
    'index_note': 'what is said below the heading of an index: how the pages of presenting authors look',
    'participant_name': 'a name in the list of participants',
    'participant_details': 'where they work, and their page on the web',
    'biography_name': 'the name above a biography',
    'biography_affiliation': 'where they work',
    'biography_text': 'the first paragraph of a biography',
    'biography_text_next': 'the paragraphs after the first',
    'biography_talk': 'the talks below a biography',
    'biography_page': 'their page numbers, where these have a column of their own',
    'cover_title': 'the title on the cover',
    'cover_subtitle': 'the subtitle on the cover',
    'cover_dates': 'the dates on the cover',
    'cover_place': 'the place on the cover',
    'cover_credit': 'organisers and funders on the cover',
    'cover_credit_label': 'the word above them: “Organised by”',
    'cover_text': 'the text on the back cover',
    'cover_text_next': 'the paragraphs after the first',
    'cover_address': 'the address of the programme on the back cover',
    'half_title': 'the short title on the half-title',
    'colophon_label': 'what is told in the colophon: “Version”',
    'colophon_text': 'what it tells of it',
    'colophon_text_next': 'the paragraphs after the first, in the file of the content',
    'notes_heading': 'the heading of the pages for notes',
    'draft_mark': 'the mark of a draft at the head of each page; its colour is the mark’s, the words are white or black',
    'running_head': 'the line at the head of the page',
    'folio': 'the page number',
    'list_item': 'an item of a list in an abstract',
    'quotation': 'a quotation in an abstract',
    'code': 'code in an abstract',
    'display': 'a formula on a line of its own',
    'table_head': 'the first row of a table in an abstract',
    'table_cell': 'its other rows',
    'heading': 'a heading inside an abstract',
    'footnote': 'the notes at the end of an abstract',
}

# Styles that a layout may lack, and the style that it takes instead.
STANDS_IN: Mapping[str, str] = {
    'abstracts_session': 'abstracts_day',
    'talk_details': 'note',
    'cancelled': 'note',
    'agenda_cancelled': 'agenda_title',
    'agenda_room': 'agenda_details',
    'agenda_together': 'agenda_details',
    'agenda_lane': 'agenda_session',
    'page_heading': 'heading',
    'page_text': 'abstract_text',
    'page_text_next': 'abstract_text_next',
    'information_title': 'session_title',
    'information_label': 'talk_time',
    'committee_name': 'session_title',
    'committee_member': 'agenda_title',
    'committee_duty': 'talk_time',
    'sponsors_tier': 'agenda_details',
    'sponsors_name': 'agenda_title',
    'sponsors_caption': 'agenda_details',
    'plan_title': 'day_title',
    'contents_3': 'contents_2',
    'glance_heading': 'part_title',
    'glance_note': 'agenda_details',
    'glance_day': 'agenda_session',
    'glance_page': 'agenda_details',
    'glance_aside': 'agenda_details',
    'glance_time': 'agenda_time',
    'glance_break_time': 'agenda_break_time',
    'glance_title': 'agenda_title',
    'glance_session': 'agenda_session',
    'glance_break': 'agenda_event',
    'glance_social': 'agenda_event',
    'grid_heading': 'day_title',
    'grid_note': 'agenda_details',
    'grid_room': 'agenda_session',
    'grid_track': 'agenda_details',
    'grid_time': 'agenda_time',
    'grid_title': 'agenda_title',
    'grid_speaker': 'agenda_speaker',
    'grid_place': 'agenda_details',
    'grid_session': 'agenda_session',
    'grid_break': 'agenda_event',
    'grid_number': 'agenda_time',
    'grid_legend': 'agenda_details',
    'grid_key': 'agenda_title',
    'grid_key_number': 'agenda_time',
    'grid_key_page': 'agenda_page',
    'grid_meridiem': 'meridiem',
    'door_room': 'part_title',
    'door_day': 'day_title',
    'door_time': 'agenda_time',
    'door_end': 'agenda_break_time',
    'door_break_time': 'agenda_break_time',
    'door_session': 'agenda_session',
    'door_title': 'agenda_title',
    'door_speaker': 'agenda_speaker',
    'door_break': 'agenda_event',
    'wall_heading': 'part_title',
    'wall_note': 'agenda_details',
    'wall_day': 'agenda_session',
    'wall_aside': 'agenda_details',
    'wall_time': 'agenda_time',
    'wall_break_time': 'agenda_break_time',
    'wall_title': 'agenda_title',
    'wall_session': 'agenda_session',
    'wall_break': 'agenda_event',
    'wall_social': 'agenda_event',
    'cover_text': 'cover_credit',
    'cover_text_next': 'cover_text',
    'cover_address': 'cover_credit',
    'half_title': 'part_title',
    'colophon_label': 'note',
    'colophon_text': 'abstract_text',
    'colophon_text_next': 'colophon_text',
    'notes_heading': 'running_head',
    'draft_mark': 'running_head',
    'index_note': 'index_entry',
    'participant_name': 'index_entry',
    'participant_details': 'index_entry',
    'biography_name': 'talk_title',
    'biography_affiliation': 'talk_affiliation',
    'biography_text': 'abstract_text',
    'biography_text_next': 'abstract_text_next',
    'biography_talk': 'note',
    'biography_page': 'contents_page',
}

# What styles stand on, by how their names begin: the `ground` of a part. All others stand on the palette's `paper`,
# or on white where it has none; so do the tints of tracks, which are chosen so that ink is legible on them.
GROUNDS: Mapping[str, str] = {'cover_': 'cover'}
PAPER = 'paper'

# The roles that every layout must give a family: running text, and formulas.
FONT_ROLES = ('text', 'math')
FALLBACK = 'fallback'  # the key of `fonts` that is no role: a list of families
