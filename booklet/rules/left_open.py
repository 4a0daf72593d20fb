"""Something is still to be filled in: TBD, N.N., “lorem ipsum”.

A name, a room, the title of a session, an abstract that is a stopgap would be printed as it stands. It is looked for in
the languages in which programmes are mostly written. Titles of talks in English are told by `to-be-announced`.

    - session: TBA     # B022
      items: [{time: 9:00, talk: On looms, speakers: [babbage]}]

Better:

    - session: Looms
      items: [{time: 9:00, talk: On looms, speakers: [babbage]}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity, Span
from booklet.model import Event
from booklet.rules.texts import texts
from booklet.rules.walk import talks

TOGETHER = '{count} places are still to be filled in'
LETTERS = 80  # a text of more says more than that it is missing
_PHRASE = (
    r't\.?b\.?[adcs]\.?|to be (?:announced|determined|confirmed|defined|decided|added|supplied)'
    r'|coming soon|not yet (?:known|announced|available)'
    r'|wird (?:noch )?(?:bekannt ?gegeben|nachgereicht|ergänzt)|noch offen|(?:titel |abstract )?folgt(?: noch)?'
    r'|(?:à|a) (?:confirmer|préciser|annoncer|définir|venir)|por (?:confirmar|anunciar|definir|determinar)'
    r'|a (?:confirmar|anunciar|definir|determinar)|da (?:definire|annunciare|confermare|comunicare)'
    r'|nog (?:te bepalen|niet bekend|onbekend)|volgt(?: nog)?|do (?:ustalenia|potwierdzenia|uzupełnienia)'
    r'|bude (?:upřesněno|oznámeno|doplněno)|naknadno|bit će objavljeno|uskoro|meddelas senare|ilmoitetaan myöhemmin'
    r'|будет (?:объявлено|уточнено)|уточняется|буде оголошено|待定|未定|調整中|추후 공지|미정'
)
_OPEN = re.compile(
    r'(?:the |speakers? |title |name |abstract |room |chair |talk )*(?:\(|\[|<)?'
    rf'(?:{_PHRASE}|n\.\s?n\.?|nn|xxx+|\?\?+|todo|fixme|placeholder|untitled programme)(?:\)|\]|>)? ?[.!…]*',
    re.IGNORECASE,
)
_AT_END = re.compile(rf'[-–—:([]\s?(?:{_PHRASE})[)\]]?[.!…]*$', re.IGNORECASE)  # “Keynote: to be announced”
_FILLER = re.compile(
    r'\blorem ipsum\b|\b(?:insert|enter|type|add|paste) (?:your )?(?:abstract|title|text|bio\w*) here\b', re.I
)
_ENGLISH = re.compile(
    r'(?:tb[adc]|to be (?:announced|determined|confirmed|defined))\.?', re.IGNORECASE
)  # B002 has them


def check(event: Event) -> Iterator[Diagnostic]:
    for text, of in texts(event):
        source = text.source
        if source and not (of.key == 'talk' and _ENGLISH.fullmatch(source)):
            yield from _found(source, text.span)
    for room in event.rooms:
        yield from _found(room.name, event.span, f'the name of the room ‘{room.id}’: ')
    if _OPEN.fullmatch(event.place.strip()):
        yield from _found(event.place, event.span, 'the place: ')
    for talk in talks(event):
        for word in talk.keywords:
            yield from _found(word, talk.span, 'a keyword: ')


def _found(source: str, span: Span | None, where: str = '') -> Iterator[Diagnostic]:
    words = ' '.join(source.split())[:LETTERS]
    open_ = len(words) < LETTERS and (_OPEN.fullmatch(words) or _AT_END.search(words))
    filler = _FILLER.search(source) if ' here' in source or 'psum' in source.lower() else None
    if open_ or filler:
        shown = words if open_ else filler.group() if filler else ''
        yield Diagnostic(Severity.WARNING, f'{where}“{shown}” is still to be filled in', span, 'ask before print')
