"""An address in a text leads nowhere.

`http//…`, `https:/…`, a space after `https://`, an address of one's own computer, `example.com` that somebody meant to
replace: a reader who types it, or clicks it, finds nothing. Addresses under `url` are looked at too.

    - {time: 9:00, talk: On the analytical engine, abstract: 'See http//engine.org/cards for the cards.'}     # B029

Better:

    - {time: 9:00, talk: On the analytical engine, abstract: 'See http://engine.org/cards for the cards.'}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity, Span
from booklet.model import Event
from booklet.rules.texts import texts
from booklet.rules.walk import short, talks

TOGETHER = '{count} addresses lead nowhere'
_SIGNS = ('/', 'http', 'HTTP', ':\\')
_SUSPECT = re.compile(r'http|htt?ps?[:/]|://|example\.|localhost|file:', re.IGNORECASE)
_BROKEN = re.compile(
    r'\b(?:https?(?://|;//|:\\\\|:/(?=[^/\s])|\.//)[^\s<>)]*'  # a sign of :// is missing, or another
    r'|(?:htp|htps|hhtp|hhtps|httl|ttps?|htttps?)://[^\s<>)]*'
    r'|https?://[ \t]+(?=[\w-]+\.\w)'
    r'|https?://https?:?/?/?[^\s<>)]*'
    r'|https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0)\b[^\s<>)]*'
    r'|https?://(?:[\w-]+\.)*example\.(?:com|org|net|edu)\b[^\s<>)]*'
    r'|https?://(?:[\w-]+\.)*(?:yourdomain|yoursite|mysite|website)\.(?:com|org)\b[^\s<>)]*'
    r'|https?://[\w-]+(?=[\s)\],;]|$)(?!://)'
    r'|file:///[^\s<>)]*)',
    re.IGNORECASE,
)
_AT_END = re.compile(r'[,;>"\'’”]$')


def check(event: Event) -> Iterator[Diagnostic]:
    for text, _ in texts(event):
        if any(sign in text.source for sign in _SIGNS) and _SUSPECT.search(text.source):
            for match in _BROKEN.finditer(text.source):
                place = text.place(match.start(), match.end() - match.start())
                yield _told(match.group().strip(), place)
    owners = [(event.url, 'the event', event.span)]
    owners += [(talk.url, short(talk.title), talk.span) for talk in talks(event)]
    owners += [(person.url, person.name, person.span) for person in event.people]
    owners += [(sponsor.url, sponsor.name, sponsor.span) for sponsor in event.sponsors]
    for url, whose, span in owners:
        if url and (_BROKEN.match(url) or _AT_END.search(url)):
            hint = 'write it as a browser has it'
            yield Diagnostic(Severity.WARNING, f'the address {url[:80]} of {whose} leads nowhere', span, hint)


def _told(address: str, place: Span | None) -> Diagnostic:
    message = f'the address {address[:80]} leads nowhere'
    return Diagnostic(Severity.WARNING, message, place, 'write it as a browser has it')
