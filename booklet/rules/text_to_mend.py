"""A text that PDFs, mail or web forms have spoilt, and that can be mended.

Words torn at the ends of lines, lost ligatures, accents beside their letters, the wrong encoding, characters that
cannot be seen. `booklet check --diff` shows what would be changed and why, and `booklet check --fix` changes it
in the files.

    - talk: Effi- cient engines and cafÃ©s     # B013
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.mend import Mender, Vocabulary
from booklet.model import Event
from booklet.rules.texts import texts

SEVERITY = Severity.NOTE
TOGETHER = '{count} texts could be mended: copied from a PDF or from mail, or in the wrong encoding'


def check(event: Event) -> Iterator[Diagnostic]:
    found = [(text, of) for text, of in texts(event) if text]
    mender = Mender(Vocabulary([text.source for text, _ in found]))
    for text, of in found:
        edits = mender.mend(text.source, of.language).edits
        if edits:
            place = text.place(edits[0].start, edits[0].end - edits[0].start)
            message = 'this text could be mended: copied from a PDF or from mail, or in the wrong encoding'
            yield Diagnostic(SEVERITY, message, place, 'booklet check --diff shows how, --fix does it')
