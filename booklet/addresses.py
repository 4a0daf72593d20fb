"""What to ask a conference system for, when the user names one of its pages.

In: an address, and the page that it led to where it has been fetched. Out: the addresses of the exports; nothing is
fetched here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

_SECRETS = frozenset(('apikey', 'ak', 'key', 'token', 'signature', 'password', 'auth', 'access_token'))
_INDICO = re.compile(r'(?P<base>.*)/event/(?P<id>\d+)(?:/.*)?')
_API = re.compile(r'(?P<base>.*)/api/events/(?P<event>[\w.-]+)/?')
_ORGA = re.compile(r'(?P<base>.*)/orga/event/(?P<event>[\w.-]+)(?:/.*)?')
_PAGE = re.compile(r'/(?P<event>[\w.-]+)(?:/(?:schedule|talk|talks|speaker|cfp|featured|sneak|submit|me)?(?:/.*)?)?')
_SIGNS = re.compile(rb'schedule/export/schedule\.json|schedule/widget|pretalx', re.IGNORECASE)
_EXPAND = 'speakers,track,tags,submission_type,slots,slots.room'
_HTML = re.compile(
    rb'(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b', re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One address to fetch; `needed`: without it there is nothing to import. `name`: what the file is called then."""

    url: str
    name: str
    needed: bool = True


def wanted(url: str) -> tuple[Wanted, ...]:
    """The exports that an address stands for by its form alone; of most addresses that is what they lead to."""
    parts = urlsplit(url)
    match = _INDICO.fullmatch(parts.path)
    if match is None and parts.path.endswith('/conferenceDisplay.py'):
        ids = parse_qs(parts.query).get('confId', [''])
        match = _INDICO.fullmatch(f'{parts.path.removesuffix("/conferenceDisplay.py")}/event/{ids[0]}')
    if match and '/export/' not in parts.path and '/api/' not in parts.path:
        return _indico(url, match['base'], match['id'])
    match = _API.fullmatch(parts.path)
    if match:
        base = f'{match["base"]}/api/events/{match["event"]}'
        return (
            Wanted(_at(url, f'{base}/'), 'event.json'),
            Wanted(_at(url, f'{base}/submissions/', {'expand': _EXPAND, 'page_size': '50'}), 'submissions.json'),
            Wanted(_at(url, f'{base}/rooms/'), 'rooms.json', needed=False),
        )
    match = _ORGA.fullmatch(parts.path)
    if match:
        return _pretalx(url, match['base'], match['event'])
    return (Wanted(url, _name(parts.path)),)


def behind(url: str, page: bytes) -> tuple[Wanted, ...]:
    """The exports behind a web page that is one of pretalx; none where it is not."""
    match = _PAGE.fullmatch(urlsplit(url).path)
    if match is None or not _SIGNS.search(page):
        return ()
    return _pretalx(url, '', match['event'])


def is_page(data: bytes) -> bool:
    """Whether this is a web page and no export."""
    return _HTML.match(data[:2000]) is not None


def shown(url: str) -> str:
    """The address as messages may show it: without what opens doors."""
    try:
        parts = urlsplit(url)
        pairs = [(key, values[0]) for key, values in parse_qs(parts.query, keep_blank_values=True).items()]
    except ValueError:
        return url.rpartition('@')[2]
    query = '&'.join(
        f'{key}=…' if key.lower() in _SECRETS else urlencode({key: value}, safe=',') for key, value in pairs
    )
    return urlunsplit((parts.scheme, parts.netloc.rpartition('@')[2], parts.path, query, ''))


def _indico(url: str, base: str, number: str) -> tuple[Wanted, ...]:
    secrets = {key: values[0] for key, values in parse_qs(urlsplit(url).query).items() if key in _SECRETS}
    return (
        Wanted(_at(url, f'{base}/export/event/{number}.json', {'detail': 'contributions', **secrets}), 'event.json'),
        Wanted(_at(url, f'{base}/export/timetable/{number}.json', secrets), 'timetable.json', needed=False),
    )


def _pretalx(url: str, base: str, event: str) -> tuple[Wanted, ...]:
    return (Wanted(_at(url, f'{base}/{event}/schedule/export/schedule.json'), 'schedule.json'),)


def _at(url: str, path: str, query: dict[str, str] | None = None) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, path, urlencode(query or {}, safe=','), ''))


def _name(path: str) -> str:
    return re.sub(r'[^\w.-]+', '-', PurePosixPath(path).name)[:80].strip('.-') or 'download'
