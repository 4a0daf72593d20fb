"""Every key of the content format, by the mapping it stands in. `docs/content.md` documents each; a test compares."""

from __future__ import annotations

from booklet.model import Kind, Role

Keys = dict[str, None]


def _keys(*names: str) -> Keys:
    return dict.fromkeys(names)


FORMAT = 1
DIALECTS = _keys('markdown', 'html', 'latex', 'plain')
ENDINGS = {
    '.md': 'markdown',
    '.markdown': 'markdown',
    '.html': 'html',
    '.htm': 'html',
    '.tex': 'latex',
    '.txt': 'plain',
}

FILE = _keys(
    'format', 'event', 'affiliations', 'people', 'rooms', 'tracks', 'days', 'posters', 'talks', 'sponsors',
    'committees', 'information', 'check',
)  # fmt: skip
EVENT = _keys(
    'title', 'short_title', 'subtitle', 'dates', 'place', 'time_zone', 'language', 'clock',
    'organisers', 'funders', 'url', 'online', 'version', 'updated', 'draft', 'parts', 'dialect',
)  # fmt: skip
CHECK = _keys('select', 'ignore', 'severity', 'gap', 'longest')
SEVERITIES = ('error', 'warning', 'note')
DATES = _keys('start', 'end', 'text')
AFFILIATION = _keys('name', 'place')
PERSON = _keys('name', 'family', 'affiliation', 'affiliations', 'url', 'biography', 'dialect', 'photo', 'also')
ROOM = _keys('name')
TRACK = _keys('name', 'colour')
SPONSOR = _keys('name', 'tier', 'url', 'logo')
COMMITTEE = _keys('name', 'members')
MEMBER = _keys('person', 'duty', *PERSON)
INFORMATION = _keys('title', 'text', 'dialect')
DAY = _keys('date', 'title', 'items')

# the lists of people of a talk or another item, in the order in which they are read
PEOPLE: dict[str, Role] = {
    'people': Role.SPEAKER,
    'speakers': Role.SPEAKER,
    'authors': Role.AUTHOR,
    'panellists': Role.PANELLIST,
    'moderators': Role.MODERATOR,
    'discussants': Role.DISCUSSANT,
}
ROLES = {role.value: role for role in Role if role is not Role.CHAIR}
CONTRIBUTION = _keys('person', 'role', *PERSON)

ITEM = _keys('time', 'end', 'room', 'track', 'note', 'cancelled', *PEOPLE)
PAPER = _keys(
    'talk', 'id', 'subtitle', 'agenda_title', 'abstract', 'abstract_file', 'abstract_dialect', 'language', 'dialect',
    'track', 'keywords', 'url', 'cancelled', 'repeat_of', *PEOPLE,
)  # fmt: skip
TALK = {**PAPER, **ITEM}
BREAK, MEAL, SOCIAL, REMARKS = (_keys(name, *ITEM) for name in ('break', 'meal', 'social', 'remarks'))
END = ITEM
SESSION = _keys(
    'session', 'id', 'time', 'end', 'chair', 'chairs', 'room', 'track', 'note', 'cancelled', 'items', 'posters'
)
SESSION_POSTER = _keys('board', *PAPER)
POSTER = _keys('board', 'session', *PAPER)

KINDS: dict[str, Kind] = {kind.value: kind for kind in Kind}
SLOT_KEYS: dict[Kind, Keys] = {
    Kind.TALK: TALK,
    Kind.BREAK: BREAK,
    Kind.MEAL: MEAL,
    Kind.SOCIAL: SOCIAL,
    Kind.REMARKS: REMARKS,
    Kind.END: END,
}

UNTITLED = 'Untitled programme'  # the event's title, where an import finds none
