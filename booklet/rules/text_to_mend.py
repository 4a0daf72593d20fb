"""A text that PDFs, mail or web forms have spoilt, and that can be mended.

Words torn at the ends of lines, lost ligatures, accents beside their letters, the wrong encoding, characters that
cannot be seen. One note tells how many texts hold such; `booklet check --diff` shows what would be changed and why, and
`booklet check --fix` changes it in the files.

    - talk: Effi- cient engines and cafÃ©s     # B013
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.mend import Mender, Vocabulary
from booklet.model import Event, Session, Text
from booklet.rules.walk import talks


def check(event: Event) -> Iterator[Diagnostic]:
    texts = [text for text in _texts(event) if text]
    mender = Mender(Vocabulary([text.source for text in texts]))
    found = [text for text in texts if mender.mend(text.source, text.language or event.language).edits]
    if found:
        what = 'one text' if len(found) == 1 else f'{len(found)} texts, this among them,'
        message = f'{what} could be mended: copied from a PDF or from mail, or in the wrong encoding'
        yield Diagnostic(Severity.NOTE, message, found[0].span, 'booklet check --diff shows how, --fix does it')


def _texts(event: Event) -> Iterator[Text]:
    """Each once; a talk's slot has the title of its talk."""
    yield from (event.title, event.subtitle)
    for day in event.days:
        yield day.title
        yield from (text for item in day.items if isinstance(item, Session) for text in (item.title, item.note))
        for slot in day.slots:
            if slot.talk is None:
                yield slot.title
            yield slot.note
    for talk in talks(event):
        yield from (talk.title, talk.subtitle, talk.agenda_title, talk.abstract)
    for person in event.people:
        yield from (Text(person.name, language=event.language, span=person.span), person.biography)
