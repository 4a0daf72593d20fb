"""The agenda words a talk's title otherwise than its abstract does.

Both wordings are kept: `agenda_title` stands in the agenda, `talk` above the abstract. Readers who look for one and
find the other will wonder, so ask the speaker which holds, and delete `agenda_title`.

    - talk: Friend or Foe in the Age of Scaling
      agenda_title: Friend or Foe in the Age of Scaling?     # B001
"""

from __future__ import annotations

from collections.abc import Iterator

from booklet.diagnostics import Diagnostic, Severity
from booklet.model import Event
from booklet.rules.walk import short, talks

SINGLY = 10
TOGETHER = '{count} titles in the agenda differ from those of the abstracts'


def check(event: Event) -> Iterator[Diagnostic]:
    for talk in talks(event):
        if talk.agenda_title:
            yield Diagnostic(
                Severity.WARNING,
                'the title in the agenda differs from the title of the abstract',
                talk.agenda_title.span,
                f'the abstract has {short(talk.title)}; both are kept',
            )
